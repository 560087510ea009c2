//! One output format a file; each reads the report only and writes to any `io::Write`.

pub mod brief;
pub mod check;
pub mod claims;
pub mod column;
pub mod escape;
pub mod flow;
pub mod gutter;
pub mod layout;
pub mod marked;
pub mod narrate;
pub mod notes;
pub mod prose;
pub mod select;
pub mod sheet;
pub mod side_by_side;
pub mod stat;
pub mod summary;
pub mod terminal;
pub mod theme;
pub mod wording;
