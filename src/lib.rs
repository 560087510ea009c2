//! Compares two texts that tell the same story: aligns their passages, says what was added, removed, moved, split, merged
//! and reworded, and which claims changed by it. Prints nothing, reads no environment.
//!
//! Data flows one way: bytes → [`input`] → [`Document`] → [`align`] → [`edit`] + [`claim`] → [`Report`] → [`rule`] → [`render`].
//!
//! ```
//! use storydiff::{Document, Options, Pair, Segmentation, Source, compare};
//! let read = |text: &str| Document::new(text, Source::default(), Segmentation::Auto, None);
//! let documents = Pair::new(read("Fire killed 17 people on Monday."), read("Fire killed 19 people on Monday."));
//! let report = compare(documents.as_ref(), Options::default());
//! assert!(report.different);
//! ```

pub mod align;
pub mod claim;
pub mod document;
pub mod edit;
mod eight;
pub mod input;
mod limit;
mod pair;
mod parallel;
pub mod render;
pub mod report;
pub mod rule;
mod words;

pub use align::Relation;
pub use document::{Document, Language, Segmentation, Source, Span};
pub use limit::Limit;
pub use pair::{Pair, Side};
pub use report::Report;

/// What a comparison is asked to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How the alignment is made.
    pub align: align::Options,
}

/// Compares two documents.
#[must_use]
pub fn compare(documents: Pair<&Document>, options: Options) -> Report<'_> {
    Report::new(documents, align::align(documents, options.align))
}
