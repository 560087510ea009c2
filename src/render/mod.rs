//! One output format a file; each reads the report only and writes to any `io::Write`.

pub mod brief;
pub mod terminal;
