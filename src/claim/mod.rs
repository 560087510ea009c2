//! Which claims changed between two wordings of a passage: one detector a file, one registry. Works on two spans of text
//! and the language, knows nothing of links or reports.

use crate::document::Token;
use crate::{Document, Language, Pair, Span};

/// What kind of fact a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A count, amount, percentage, ratio, score, ordinal or magnitude, its unit, currency or bound.
    Figure,
    /// A calendar date, year, decade, month, weekday or clock time.
    Date,
    /// The words inside quotation marks.
    Quote,
    /// A named person, place or organisation.
    Name,
    /// The statement's polarity.
    Negation,
    /// A hedge or modal.
    Certainty,
    /// The source of a statement, or the stance of the reporting verb.
    Attribution,
}

impl Kind {
    /// All kinds, in the order of the report.
    pub const ALL: [Self; 7] =
        [Self::Figure, Self::Date, Self::Quote, Self::Name, Self::Negation, Self::Certainty, Self::Attribution];

    /// The name used in reports and rules.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Date => "date",
            Self::Quote => "quote",
            Self::Name => "name",
            Self::Negation => "negation",
            Self::Certainty => "certainty",
            Self::Attribution => "attribution",
        }
    }
}

/// What happened to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Both sides have it, with different values.
    Changed,
    /// Only b has it.
    Added,
    /// Only a has it.
    Removed,
}

/// Where one side makes a claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mention {
    /// Bytes of the text.
    pub span: Span,
    /// The normalised value that decided; equal values are no change.
    pub value: String,
}

/// A claim that changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Claim {
    /// What kind of fact.
    pub kind: Kind,
    /// What happened.
    pub change: Change,
    /// The two mentions; the side that has none is `None`.
    pub sides: Pair<Option<Mention>>,
}

/// One side of a link as the detectors see it.
#[derive(Clone, Debug)]
pub struct Passage<'d> {
    /// The whole text of the article; spans are into it.
    pub text: &'d str,
    /// The sentences of the link.
    pub span: Span,
    /// Their tokens.
    pub tokens: Vec<Token>,
    /// What they are read as.
    pub language: Language,
}

impl<'d> Passage<'d> {
    fn new(document: &'d Document, span: Span) -> Self {
        Self { text: document.text(), span, tokens: document.tokens(span), language: document.language() }
    }

    /// The text of a token.
    #[must_use]
    pub fn word(&self, token: Token) -> &'d str {
        token.span.slice(self.text)
    }
}

/// Spans of both sides that an earlier detector has taken: a claim is reported once, by its nature.
pub type Taken = Pair<Vec<Span>>;

/// Finds the changed claims of one kind.
pub trait Detector: Sync {
    /// The kind it finds.
    fn kind(&self) -> Kind;

    /// The claims that changed between the two sides. Spans in `taken` belong to other kinds: the detector leaves them
    /// alone, and adds what it takes itself, whether it changed or not.
    fn changes(&self, sides: Pair<&Passage>, taken: &mut Taken) -> Vec<Claim>;
}

/// The detectors, in the order in which they take spans.
const DETECTORS: &[&dyn Detector] = &[];

/// The claims that changed between `spans.a` of one document and `spans.b` of the other: by kind, in reading order.
#[must_use]
pub fn changes(documents: Pair<&Document>, spans: Pair<Span>) -> Vec<Claim> {
    let passages = documents.zip(spans).map(|(document, span)| Passage::new(document, span));
    let mut taken = Taken::default();
    let mut claims: Vec<Claim> = DETECTORS.iter().flat_map(|d| d.changes(passages.as_ref(), &mut taken)).collect();
    claims.sort_by_key(|c| (c.kind, c.sides.as_ref().map(|m| m.as_ref().map(|m| m.span)).into_tuple()));
    claims
}
