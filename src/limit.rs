//! What was made coarser because an article is very large or very odd; a report names it. Imports nothing.

/// A limit that a comparison ran into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// Sentences were paired by cheap evidence (identical text, rare words, neighbours) rather than by all that the aligner
    /// knows of a pair.
    Alignment,
    /// The words of some very long sentence were compared by an algorithm that reads less well.
    Edits,
}

impl Limit {
    /// The name used in reports.
    ///
    /// ```
    /// assert_eq!(storydiff::Limit::Alignment.name(), "alignment");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Alignment => "alignment",
            Self::Edits => "edits",
        }
    }
}
