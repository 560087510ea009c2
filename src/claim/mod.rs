//! Which claims changed between two wordings of a passage: one detector a file, one registry. Works on two spans of text
//! and the language, knows nothing of links or reports. What words mean in a language stands in `data/`, not in code.

mod attribution;
mod certainty;
mod date;
mod figure;
mod lexicon;
mod matching;
mod name;
mod negation;
mod number;
mod numeral;
mod place;
mod quote;
mod reading;
mod scan;

use std::cell::OnceCell;
use std::ops::Range;

use self::lexicon::Sections;
use self::place::Place;
use self::reading::{Reading, Signs};
use crate::{Document, Language, Pair, Side, Span};

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

impl Claim {
    fn new(kind: Kind, sides: Pair<Option<Mention>>) -> Self {
        let change = match (&sides.a, &sides.b) {
            (None, _) => Change::Added,
            (_, None) => Change::Removed,
            _ => Change::Changed,
        };
        Self { kind, change, sides }
    }

    fn mirror(self) -> Self {
        Self::new(self.kind, self.sides.swap())
    }

    /// Whether all it says lies inside some spans.
    fn lies_inside(&self, spans: &Pair<Vec<Span>>) -> bool {
        let inside = |mention: &Option<Mention>, spans: &[Span]| {
            mention.as_ref().is_none_or(|m| spans.iter().any(|s| s.contains(m.span)))
        };
        inside(&self.sides.a, &spans.a) && inside(&self.sides.b, &spans.b)
    }
}

/// Both sides of a link, with what the detectors share.
struct Sides<'d> {
    readings: Pair<Reading<'d>>,
    place: OnceCell<Place>,
    /// For each piece, whether an earlier detector has taken it: a claim is reported once, by its nature.
    taken: Pair<Vec<bool>>,
}

impl<'d> Sides<'d> {
    fn new(readings: Pair<Reading<'d>>) -> Self {
        let taken = readings.as_ref().map(|r| vec![false; r.len()]);
        Self { readings, place: OnceCell::new(), taken }
    }

    /// Keeps pieces from the detectors that come after.
    fn take(&mut self, side: Side, pieces: &Range<usize>) {
        if let Some(taken) = self.taken.side_mut(side).get_mut(pieces.clone()) {
            taken.fill(true);
        }
    }

    fn place(&self) -> &Place {
        self.place.get_or_init(|| Place::new(self.readings.as_ref()))
    }
}

/// Finds the changed claims of one kind.
trait Detector: Sync {
    /// The kind it finds.
    fn kind(&self) -> Kind;

    /// Whether it can work in a language whose data file has these sections.
    fn knows(&self, sections: Sections) -> bool;

    /// Whether there may be anything for it to find or to take, by the signs of both sides: cheap, and most often no.
    fn may_find(&self, signs: Pair<Signs>) -> bool;

    /// The claims that changed between the two sides. Pieces that are `taken` belong to other kinds: the detector leaves
    /// them alone, and takes those of its own mentions, changed or not, unless other kinds may look inside them too.
    fn changes(&self, sides: &mut Sides) -> Vec<Claim>;
}

/// The detectors, in the order in which they take pieces.
const DETECTORS: &[&dyn Detector] = &[
    &quote::Quotes,
    &date::Dates,
    &figure::Figures,
    &negation::Negations,
    &certainty::Certainties,
    &attribution::Attributions,
    &name::Names,
];

/// The kinds of claims that can be found in a language, in the order of the report.
#[must_use]
pub fn kinds(language: Language) -> Vec<Kind> {
    let sections = lexicon::sections(language.code());
    let mut kinds: Vec<Kind> = DETECTORS.iter().filter(|d| d.knows(sections)).map(|d| d.kind()).collect();
    kinds.sort_unstable();
    kinds
}

/// The kinds of claims that can be found between two documents: those of both languages.
#[must_use]
pub fn kinds_between(documents: Pair<&Document>) -> Vec<Kind> {
    let Pair { a, b } = languages(documents).map(kinds);
    a.into_iter().filter(|kind| b.contains(kind)).collect()
}

/// The claims that changed between `spans.a` of one document and `spans.b` of the other: by kind, in reading order.
#[must_use]
pub fn changes(documents: Pair<&Document>, spans: Pair<Span>) -> Vec<Claim> {
    // Where two ways to pair mentions are equally good, the choice must not hang on which side comes first: the text decides.
    let texts = documents.zip(spans).map(|(d, s)| s.slice(d.text()));
    if texts.a == texts.b {
        return Vec::new();
    }
    let mut claims = if texts.a <= texts.b {
        ordered(documents, spans)
    } else {
        ordered(documents.swap(), spans.swap()).into_iter().map(Claim::mirror).collect()
    };
    claims.sort_by_key(|c| (c.kind, c.sides.as_ref().map(|m| m.as_ref().map(|m| m.span)).into_tuple()));
    claims
}

fn ordered(documents: Pair<&Document>, spans: Pair<Span>) -> Vec<Claim> {
    let languages = languages(documents);
    let readings = Pair::new(read(documents.a, spans.a, languages.a), read(documents.b, spans.b, languages.b));
    let signs = readings.as_ref().map(|r| r.signs);
    let mut sides = Sides::new(readings);
    let mut claims = detect(&mut sides, signs);
    claims.retain(|claim| match claim.kind {
        Kind::Name => !is_told_nearby(claim, documents, spans, languages),
        Kind::Attribution => !is_described_nearby(claim, documents, spans, languages),
        _ => true,
    });
    claims
}

/// Whether one side calls a source by what it is (`the company`) whom the other names, and the name is told around what is
/// compared: the reader knows who is meant.
fn is_described_nearby(
    claim: &Claim,
    documents: Pair<&Document>,
    spans: Pair<Span>,
    languages: Pair<Language>,
) -> bool {
    let (Some(a), Some(b)) = (&claim.sides.a, &claim.sides.b) else { return false };
    let a = attribution::named(&Reading::new(documents.a.text(), a.span, languages.a, &[]), &a.value);
    let b = attribution::named(&Reading::new(documents.b.text(), b.span, languages.b, &[]), &b.value);
    let (name, side) = match (a, b) {
        (Some(attribution::Named::Described(a)), Some(attribution::Named::Called(name, b))) if a == b => {
            (name, Side::A)
        }
        (Some(attribution::Named::Called(name, a)), Some(attribution::Named::Described(b))) if a == b => {
            (name, Side::B)
        }
        _ => return false,
    };
    let (document, span) = (*documents.side(side), *spans.side(side));
    let nearby = sentences_around(document, span);
    nearby != span && attribution::calls(&Reading::new(document.text(), nearby, *languages.side(side), &[]), &name)
}

/// Whether a name that only one side has is told on the other right around what is compared: a sentence was divided, or a
/// name stands where a pronoun stood.
fn is_told_nearby(claim: &Claim, documents: Pair<&Document>, spans: Pair<Span>, languages: Pair<Language>) -> bool {
    let told = |mention: &Mention, document: &Document, span: Span, language: Language| {
        let nearby = sentences_around(document, span);
        let reading = Reading::new(document.text(), nearby, language, &[]);
        nearby != span && name::tells(&reading, mention)
    };
    match (&claim.sides.a, &claim.sides.b) {
        (Some(mention), None) => told(mention, documents.b, spans.b, languages.b),
        (None, Some(mention)) => told(mention, documents.a, spans.a, languages.a),
        _ => false,
    }
}

/// A span with the sentences around it, as far as its paragraphs go.
fn sentences_around(document: &Document, span: Span) -> Span {
    /// How many sentences before and after may tell who is spoken of.
    const REACH: usize = 3;
    let sentences = document.sentences();
    let first = sentences.partition_point(|s| s.span.end <= span.start);
    let end = sentences.partition_point(|s| s.span.start < span.end);
    let around = first.saturating_sub(REACH)..sentences.len().min(end + REACH);
    let paragraphs = |at: usize| sentences.get(at).map(|s| s.paragraph);
    let (from, to) = (paragraphs(first), paragraphs(end.saturating_sub(1)));
    let near = sentences.get(around).unwrap_or_default();
    let same = near.iter().filter(|s| Some(s.paragraph) >= from && Some(s.paragraph) <= to);
    same.fold(span, |covered, s| covered.cover(s.span))
}

fn read(document: &Document, span: Span, language: Language) -> Reading<'_> {
    Reading::new(document.text(), span, language, &sentence_starts(document, span))
}

fn detect(sides: &mut Sides, signs: Pair<Signs>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for detector in DETECTORS {
        let known =
            detector.knows(sides.readings.a.lexicon.sections()) && detector.knows(sides.readings.b.lexicon.sections());
        if known && detector.may_find(signs) {
            claims.extend(detector.changes(sides));
        }
    }
    // What changed inside a changed quotation is the quotation's; a source's name, and the doubt of a verb that reports, are the
    // attribution's.
    let quoted = covered(&claims, Kind::Quote);
    claims.retain(|c| c.kind == Kind::Quote || !c.lies_inside(&quoted));
    let sources = covered(&claims, Kind::Attribution);
    claims.retain(|c| !matches!(c.kind, Kind::Name | Kind::Certainty) || !c.lies_inside(&sources));
    claims
}

/// The spans of the claims of a kind.
fn covered(claims: &[Claim], kind: Kind) -> Pair<Vec<Span>> {
    let of_kind = || claims.iter().filter(|c| c.kind == kind);
    Pair::new(
        of_kind().filter_map(|c| c.sides.a.as_ref()).map(|m| m.span).collect(),
        of_kind().filter_map(|c| c.sides.b.as_ref()).map(|m| m.span).collect(),
    )
}

/// What each side is read as: a side too short to tell its language is read as the other.
fn languages(documents: Pair<&Document>) -> Pair<Language> {
    let own = documents.map(Document::language);
    let or = |language: Language, other: Language| if language == Language::UNKNOWN { other } else { language };
    Pair::new(or(own.a, own.b), or(own.b, own.a))
}

fn sentence_starts(document: &Document, span: Span) -> Vec<u32> {
    let sentences = document.sentences();
    let first = sentences.partition_point(|s| s.span.start < span.start);
    let rest = sentences.get(first..).unwrap_or_default();
    rest.iter().map(|s| s.span.start).take_while(|&start| start < span.end).collect()
}
