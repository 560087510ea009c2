//! The word-level edit script inside a link. Works on two spans of text, knows nothing of links or reports.
//! May import `document` and `Pair`.
//!
//! `unit` says what is compared, `matching` finds what stays, `clean` turns what is left into changes a reader would
//! name, `lay` lays them over the text.

mod clean;
mod lay;
mod matching;
#[cfg(test)]
mod tests;
mod unit;

use crate::{Document, Limit, Pair, Span};

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

impl Op {
    /// The same step seen from the other side.
    #[must_use]
    pub fn mirror(self) -> Self {
        match self {
            Self::Delete => Self::Insert,
            Self::Insert => Self::Delete,
            same => same,
        }
    }
}

/// One step of an edit script. The steps of a script cover both spans in full, in order; the side that has nothing gives an
/// empty span at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    /// What it does.
    pub op: Op,
    /// A difference in typography alone (quote style, dash, white space, the capital of a sentence's first word): shown,
    /// not counted.
    pub cosmetic: bool,
    /// Bytes of each side's text.
    pub spans: Pair<Span>,
}

/// An edit script with what it keeps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Script {
    /// The steps.
    pub edits: Vec<Edit>,
    /// Words of a and of b inside equal and cosmetic steps.
    pub kept: Pair<u32>,
    /// All words of a and of b.
    pub words: Pair<u32>,
    /// Whether it was made coarser for the length of the texts.
    pub limit: Option<Limit>,
}

impl Script {
    /// Share of the two sides' words that the script keeps, 0 to 1; 1 for two sides without words.
    #[must_use]
    pub fn similarity(&self) -> f64 {
        let all = self.words.a + self.words.b;
        if all == 0 { 1.0 } else { f64::from(self.kept.a + self.kept.b) / f64::from(all) }
    }

    /// The script from b to a.
    fn mirror(mut self) -> Self {
        for edit in &mut self.edits {
            edit.op = edit.op.mirror();
            edit.spans = edit.spans.swap();
        }
        self.kept = self.kept.swap();
        self.words = self.words.swap();
        self
    }
}

/// The edit script that turns `spans.a` of one document into `spans.b` of the other, cleaned for readers.
/// Exchanging the two sides gives the same steps with their sides exchanged.
///
/// ```
/// use storydiff::edit::{Op, script};
/// use storydiff::{Document, Pair, Segmentation, Source, Span};
/// let read = |text: &str| Document::new(text, Source::default(), Segmentation::Auto, None);
/// let (a, b) = (read("Fire killed 17 people."), read("Fire killed 19 people."));
/// let whole = |d: &Document| Span::new(0, d.text().len());
/// let script = script(Pair::new(&a, &b), Pair::new(whole(&a), whole(&b)));
/// let changed = script.edits.iter().find(|e| e.op == Op::Replace).unwrap();
/// assert_eq!((changed.spans.a.slice(a.text()), changed.spans.b.slice(b.text())), ("17", "19"));
/// ```
#[must_use]
pub fn script(documents: Pair<&Document>, spans: Pair<Span>) -> Script {
    // Every tie is broken on the texts in one fixed order, whichever came first: that makes the script symmetric.
    let texts = documents.zip(spans).map(|(d, s)| s.slice(d.text()));
    if (texts.a.len(), texts.a) <= (texts.b.len(), texts.b) {
        in_order(documents, spans)
    } else {
        in_order(documents.swap(), spans.swap()).mirror()
    }
}

fn in_order(documents: Pair<&Document>, spans: Pair<Span>) -> Script {
    let sides = unit::sides(documents, spans);
    let (runs, limit) = matching::runs(&sides);
    let changes = clean::changes(&sides, &runs);
    Script { limit, ..lay::lay(&sides, &changes) }
}
