//! All that a renderer or a rule needs, computed once. Reads documents, alignment, edits and claims.

mod build;
pub mod check;
mod fingerprint;
mod ignore;
mod place;
pub mod wire;

use std::collections::BTreeMap;
use std::ops::Range;

pub use self::fingerprint::Fingerprints;
pub(crate) use self::fingerprint::fnv;
pub use self::ignore::{Ignore, IgnoreError};
pub use self::place::Places;
pub use crate::align::{Relation, SentencePair};
pub use crate::claim::{Change, Claim, Kind, Mention};
pub use crate::edit::{Edit, Op};
use crate::{Document, Limit, Pair, Side, Span};

/// What became of the units of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The same words on both sides.
    Unchanged,
    /// Told in other words.
    Reworded,
    /// Only b has it.
    Added,
    /// Only a has it.
    Removed,
}

/// How many units of each side a link joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// 1:1.
    OneToOne,
    /// 1:n.
    Split,
    /// n:1.
    Merged,
    /// n:m.
    Regrouped,
}

impl Status {
    /// The name used in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Reworded => "reworded",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

impl Shape {
    /// The name used in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OneToOne => "one_to_one",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Regrouped => "regrouped",
        }
    }
}

/// Over what a link runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// Paragraphs.
    Passage,
    /// Sentences.
    Sentence,
}

/// One link of the partition; see the report format for what each field promises.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its index in its list.
    pub id: u32,
    /// What became of it.
    pub status: Status,
    /// `None` for added and removed.
    pub shape: Option<Shape>,
    /// Whether its order against the other links changed.
    pub moved: bool,
    /// Unchanged in words, different in typography or line wrapping.
    pub cosmetic: bool,
    /// Whether all that differs was to be ignored: no rule looks at it and it makes no report different.
    pub ignored: bool,
    /// Share of the two sides' words that the edit script keeps, 0 to 1; 0 for added and removed.
    pub similarity: f64,
    /// Probability that the two sides belong together, 0 to 1; `None` for added and removed.
    pub confidence: Option<f32>,
    /// Other links of the same level that tell some of the same.
    pub also: Box<[u32]>,
    /// On sentence links: the passage link that holds both sides, if one does.
    pub passage: Option<u32>,
    /// Paragraph or sentence indices of each side.
    pub units: Pair<Range<u32>>,
    /// From the first unit to the last on each side; empty where a side has none.
    pub spans: Pair<Span>,
    /// The edit script of a reworded sentence link; empty otherwise.
    pub edits: Box<[Edit]>,
    /// The claims that changed; none on unchanged links and on passage links.
    pub claims: Box<[Claim]>,
}

/// Counts of one level, by kind; the kinds overlap (a moved passage may be reworded too).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Links with the same words, cosmetic ones and moved ones included.
    pub unchanged: u32,
    /// Links in other words.
    pub reworded: u32,
    /// Links of b alone.
    pub added: u32,
    /// Links of a alone.
    pub removed: u32,
    /// Links out of order.
    pub moved: u32,
    /// 1:n links.
    pub split: u32,
    /// n:1 links.
    pub merged: u32,
    /// Links that differ in typography alone.
    pub cosmetic: u32,
}

/// The figures of the whole comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Share of the words of both sides that the alignment keeps, 0 to 1.
    pub similarity: f64,
    /// Share of each side's words in sentences that have a counterpart, 0 to 1.
    pub coverage: Pair<f64>,
    /// Over paragraphs.
    pub passages: Counts,
    /// Over sentences.
    pub sentences: Counts,
    /// Changed claims by kind; kinds without any are left out.
    pub claims: BTreeMap<Kind, u32>,
    /// The kinds of claims that were looked for: those that both languages have data for.
    pub claim_kinds: Vec<Kind>,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingLevel {
    /// Worth knowing.
    Note,
    /// Worth a look.
    Warning,
    /// Fails the check.
    Error,
}

impl FindingLevel {
    /// The name used in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A stretch of text that a finding points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Path of the article.
    pub path: String,
    /// 1-based line of the first character.
    pub line: u32,
    /// 1-based column of the first character, in characters.
    pub column: u32,
    /// 1-based line of the end.
    pub end_line: u32,
    /// 1-based column one past the last character.
    pub end_column: u32,
    /// What stands there; empty where the other side alone has something.
    pub text: String,
    /// The whole sentence or passage around it.
    pub context: String,
}

/// What a rule says of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable id of the rule.
    pub rule: &'static str,
    /// How grave.
    pub level: FindingLevel,
    /// One line for people.
    pub message: String,
    /// The sentence link it is about.
    pub sentence: Option<u32>,
    /// The passage link it is about.
    pub passage: Option<u32>,
    /// Where it is on each side.
    pub places: Pair<Option<Place>>,
    /// Where someone who reads b alone is shown it: its place in b, or the place in b where what is missing would stand.
    pub seen_at: Place,
    /// The two texts by which an acceptance knows it again: another text is another finding.
    pub subject: Pair<String>,
    /// Why somebody accepted it, which made it a note.
    pub accepted: Option<String>,
}

/// How much a comparison was told to ignore.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ignored {
    /// Paragraphs of each side.
    pub paragraphs: Pair<u32>,
    /// Spans of each side, outside those paragraphs.
    pub spans: Pair<u32>,
}

impl Ignored {
    /// Whether nothing was ignored.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// What a check decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No finding of level error.
    Pass,
    /// At least one.
    Fail,
}

impl Verdict {
    /// The verdict on some findings.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        if findings.iter().any(|f| f.level == FindingLevel::Error) { Self::Fail } else { Self::Pass }
    }

    /// The name used in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
        }
    }
}

/// One comparison.
#[derive(Clone, Debug)]
pub struct Report<'d> {
    /// The two articles.
    pub documents: Pair<&'d Document>,
    /// How they are related, given or found.
    pub relation: Relation,
    /// Whether the texts are the same byte for byte.
    pub identical: bool,
    /// Whether any sentence is not unchanged, or moved (versions only).
    pub different: bool,
    /// The figures.
    pub summary: Summary,
    /// The whole sentence alignment, many-to-many.
    pub pairs: Vec<SentencePair>,
    /// Links over paragraphs.
    pub passages: Vec<Link>,
    /// Links over sentences.
    pub sentences: Vec<Link>,
    /// What the rules say; empty unless rules were applied.
    pub findings: Vec<Finding>,
    /// What a check decided; `None` unless rules were applied.
    pub verdict: Option<Verdict>,
    /// How much was ignored.
    pub ignored: Ignored,
    /// Indices of the paragraphs of each side that were ignored whole, in order.
    pub ignored_paragraphs: Pair<Vec<u32>>,
    /// What was made coarser for its size; empty for articles of common length.
    pub limits: Vec<Limit>,
}

impl<'d> Report<'d> {
    /// The text of a span of one side.
    #[must_use]
    pub fn text(&self, side: Side, span: Span) -> &'d str {
        span.slice(self.documents.side(side).text())
    }

    /// The sentence links of a passage link, in order.
    pub fn sentences_of(&self, passage: u32) -> impl Iterator<Item = &Link> {
        self.sentences.iter().filter(move |l| l.passage == Some(passage))
    }

    /// For each paragraph of each side the index of the passage link it stands in.
    #[must_use]
    pub fn owners(&self) -> Pair<Vec<u32>> {
        let mut owners = self.documents.map(|d| vec![0; d.paragraphs().len()]);
        for link in &self.passages {
            for side in [Side::A, Side::B] {
                let units = link.units.side(side).start as usize..link.units.side(side).end as usize;
                owners.side_mut(side).get_mut(units).unwrap_or_default().fill(link.id);
            }
        }
        owners
    }
}
