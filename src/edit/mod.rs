//! The word-level edit script inside a link. Works on two spans of text, knows nothing of links or reports.

mod script;

use crate::{Document, Pair, Span};

/// What an edit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// Both sides say the same.
    Equal,
    /// Only a has it.
    Delete,
    /// Only b has it.
    Insert,
    /// a's text became b's.
    Replace,
}

/// One step of an edit script. The steps of a script cover both spans in full, in order; the side that has nothing gives an
/// empty span at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    /// What it does.
    pub op: Op,
    /// A difference in typography alone (quote style, dash, white space): shown, not counted.
    pub cosmetic: bool,
    /// Bytes of each side's text.
    pub spans: Pair<Span>,
}

/// An edit script with what it keeps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Script {
    /// The steps.
    pub edits: Vec<Edit>,
    /// Words of a and of b inside equal steps.
    pub kept: Pair<u32>,
    /// All words of a and of b.
    pub words: Pair<u32>,
}

impl Script {
    /// Share of the two sides' words that the script keeps, 0 to 1; 1 for two sides without words.
    #[must_use]
    pub fn similarity(&self) -> f64 {
        let all = self.words.a + self.words.b;
        if all == 0 { 1.0 } else { f64::from(self.kept.a + self.kept.b) / f64::from(all) }
    }
}

/// The edit script that turns `spans.a` of one document into `spans.b` of the other, cleaned for readers.
#[must_use]
pub fn script(documents: Pair<&Document>, spans: Pair<Span>) -> Script {
    script::script(documents, spans)
}
