//! Which passages of two articles belong together. Reads documents, knows nothing of edits, claims, reports or renderers.
//!
//! `score` believes (every sentence pair with its confidence), `link` partitions (what people read), `moves` explains the order.

mod ascii;
mod candidate;
mod chain;
mod context;
mod feature;
mod fixed;
mod gram;
mod grid;
mod large;
mod link;
mod moves;
mod near;
mod number;
mod score;
mod similarity;
mod twins;
mod vocabulary;
mod weights;
mod word;

#[doc(hidden)]
pub use score::fitting;

use std::ops::Range;

use crate::document::{ParagraphId, Sentence};
use crate::{Document, Limit, Pair, Span};

/// How the two articles are related, which decides whether order means anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Two versions of one article: order matters, passages move.
    Versions,
    /// Two articles on one story: order means nothing, so nothing is moved.
    Outlets,
}

/// What the caller asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The relation, or `None` to decide by how much the alignment keeps.
    pub relation: Option<Relation>,
}

/// A sentence pair that the aligner would call the same content.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SentencePair {
    /// Sentence index in a.
    pub a: u32,
    /// Sentence index in b.
    pub b: u32,
    /// Probability that a reader would agree, 0 to 1.
    pub confidence: f32,
}

/// How alike the two sides of a link are, before any word is compared with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sameness {
    /// Byte for byte.
    Identical,
    /// The same under the typographic key (see `document::key`): typography or line wrapping at most.
    Typographic,
    /// Different words.
    Different,
}

/// One link of the partition: neighbouring units of a with neighbouring units of b, one side empty for what has no counterpart.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Paragraph or sentence indices on both sides; at least one is not empty.
    pub units: Pair<Range<u32>>,
    /// How alike they are; [`Sameness::Different`] when one side is empty.
    pub sameness: Sameness,
    /// Probability that the two sides belong together, 0 to 1; `None` when one side is empty.
    pub confidence: Option<f32>,
    /// Whether its order against the other links changed; the fewest links that explain the order are marked.
    pub moved: bool,
}

impl Link {
    /// Whether both sides have something.
    #[must_use]
    pub fn is_linked(&self) -> bool {
        !self.units.a.is_empty() && !self.units.b.is_empty()
    }
}

/// Which links of one level tell some of the same as others of it. Few do, so it is no part of a link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Also {
    /// Every two links both ways round, in order.
    pairs: Vec<(u32, u32)>,
}

impl Also {
    fn new(pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut pairs: Vec<(u32, u32)> = pairs.flat_map(|(x, y)| [(x, y), (y, x)]).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Self { pairs }
    }

    /// The others that tell some of the same as a link, by their indices, in order.
    pub fn of(&self, link: u32) -> impl Iterator<Item = u32> {
        let start = self.pairs.partition_point(|(first, _)| *first < link);
        self.pairs.iter().skip(start).take_while(move |(first, _)| *first == link).map(|(_, other)| *other)
    }
}

/// The whole alignment of two documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    /// The relation given or found.
    pub relation: Relation,
    /// What the aligner believes, rows of a in order, best first within a row.
    pub pairs: Vec<SentencePair>,
    /// Links over sentences, in the reading order of b, what was removed at the place it had in a.
    pub sentences: Vec<Link>,
    /// Links over paragraphs, in the same order.
    pub passages: Vec<Link>,
    /// Which links of each list tell some of the same as others of it.
    pub also: Levels<Also>,
    /// For each sentence link the index of its passage link; `None` where its two sides lie in different ones.
    pub passage_of: Vec<Option<u32>>,
    /// Whether it was made coarser for the size of the articles.
    pub limit: Option<Limit>,
}

/// Below this share of kept sentences two articles are read as two outlets' on one story rather than versions of one.
const VERSIONS_LEAST_KEPT: f64 = 0.35;

/// Aligns two documents.
#[must_use]
pub fn align(documents: Pair<&Document>, options: Options) -> Alignment {
    let pairs = score::pairs(documents);
    let (mut sentences, mut also) = link::sentences(documents, &pairs);
    let relation = options.relation.unwrap_or_else(|| relation(documents, &sentences));
    if relation == Relation::Versions {
        moves::mark(documents, Level::Sentences, &mut sentences);
        (sentences, also) = link::without_doubtful_moves(sentences, also);
    }
    let (mut passages, passages_also) = link::passages(documents, &sentences);
    if relation == Relation::Versions {
        moves::mark(documents, Level::Passages, &mut passages);
    }
    Alignment {
        relation,
        passage_of: link::passage_of(documents, &sentences, &passages),
        pairs,
        sentences,
        passages,
        also: Levels { sentences: also, passages: passages_also },
        limit: score::is_large(documents).then_some(Limit::Alignment),
    }
}

/// Something of each of the two levels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Levels<T> {
    /// Of the links over sentences.
    pub sentences: T,
    /// Of the links over paragraphs.
    pub passages: T,
}

/// What the units of links are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Sentences,
    Passages,
}

impl Level {
    /// The sentences that some units of a document have.
    fn sentences(self, document: &Document, units: &Range<u32>) -> Range<u32> {
        match self {
            Self::Sentences => units.clone(),
            Self::Passages => {
                let paragraphs =
                    document.paragraphs().get(units.start as usize..units.end as usize).unwrap_or_default();
                match (paragraphs.first(), paragraphs.last()) {
                    (Some(first), Some(last)) => first.sentences.start..last.sentences.end,
                    _ => 0..0,
                }
            }
        }
    }

    /// Whether two units are known to have the same text without a look at it: in paragraphs with the same text, what stands
    /// at the same place.
    fn are_known_copies(self, documents: Pair<&Document>, units: Pair<u32>) -> bool {
        let same = |a, b| documents.a.is_known_copy(a, documents.b, b);
        if self == Self::Passages {
            return same(ParagraphId(units.a), ParagraphId(units.b));
        }
        let sentence = |document: &Document, at: u32| document.sentences().get(at as usize).copied();
        let Some((a, b)) = sentence(documents.a, units.a).zip(sentence(documents.b, units.b)) else { return false };
        let place = |document: &Document, sentence: Sentence| {
            let paragraph = document.paragraphs().get(sentence.paragraph.index())?;
            Some((sentence.span.start - paragraph.span.start, sentence.span.len()))
        };
        same(a.paragraph, b.paragraph) && place(documents.a, a) == place(documents.b, b)
    }

    /// Where some units of a document are.
    fn span(self, document: &Document, units: &Range<u32>) -> Span {
        match self {
            Self::Sentences => document.sentences_span(units),
            Self::Passages => document.paragraphs_span(units),
        }
    }
}

/// Versions keep most sentences word for word or nearly so and in order; outlets' articles do not.
fn relation(documents: Pair<&Document>, sentences: &[Link]) -> Relation {
    let total = documents.a.sentences().len().min(documents.b.sentences().len());
    let close = sentences.iter().filter(|l| l.is_linked() && l.sameness != Sameness::Different).count();
    let linked = sentences.iter().filter(|l| l.is_linked()).count();
    let kept = (close as f64).midpoint(linked as f64) / (total as f64).max(1.0);
    if kept >= VERSIONS_LEAST_KEPT || total <= 1 { Relation::Versions } else { Relation::Outlets }
}
