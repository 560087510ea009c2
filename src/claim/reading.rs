//! One side of a link as the detectors read it: its pieces, what the lexicon knows of them, and where sentences start.
//! May import `scan` and `lexicon`.

use std::ops::Range;

use super::lexicon::{self, Entry, Lexicon, Phrase, Rest, Section, Sections, Sense};
use super::scan::{self, Before, Case, Class, Style};
use crate::{Language, Pair, Span};

/// Where a word stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Where every word has a capital: first in a sentence or a quotation, or after a colon.
    First,
    /// Elsewhere.
    Inside,
}

/// A piece of text with what the lexicon knows of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub span: Span,
    pub class: Class,
    pub case: Case,
    pub before: Before,
    pub standing: Standing,
    /// Whether it is a numeral of several in one word.
    pub compound: bool,
    /// The lexicon's phrases that start with it.
    entry: &'static Entry,
    /// Where its key lies in the keys.
    key: (u32, u32),
}

impl Piece {
    /// Whether a phrase of some sections may start with it.
    pub(super) fn is_any(&self, sections: Sections) -> bool {
        self.entry.sections.meets(sections)
    }
}

/// One side of a link, read.
#[derive(Debug)]
pub(super) struct Reading<'d> {
    text: &'d str,
    pub lexicon: &'static Lexicon,
    pub pieces: Vec<Piece>,
    keys: String,
    pub signs: Signs,
}

/// What there is in a text that claims hang on. The sums are over pieces, whatever their order: with equal sums there is
/// nothing for a detector to find.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signs {
    /// Words that could be names.
    pub names: u64,
    pub negations: u64,
    pub hedges: u64,
    /// Everything else that could be a claim, or decide what one is.
    pub others: u64,
    /// Whether there is any quotation mark.
    pub quotes: bool,
    /// Whether there is any reporting verb.
    pub reports: bool,
    /// Whether there is any number, in digits or words, or the name of a day or month.
    pub numbers: bool,
}

/// A meaning found in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    /// One past its last piece.
    pub end: usize,
    pub sense: Sense,
}

/// With the space after it a piece is about so long.
const BYTES_A_PIECE: usize = 5;

impl<'d> Reading<'d> {
    /// Reads `span` of `text`; `starts` are the bytes at which sentences start, in order.
    pub(super) fn new(text: &'d str, span: Span, language: Language, starts: &[u32]) -> Self {
        let lexicon = lexicon::of(language.code());
        let style = Style { spaced_numbers: lexicon.writing().spaced, elisions: lexicon.elisions() };
        let mut out = Self {
            text,
            lexicon,
            pieces: Vec::with_capacity(span.len() / BYTES_A_PIECE + 2),
            keys: String::new(),
            signs: Signs::default(),
        };
        let mut starts = starts.iter().copied().peekable();
        let mut first = true;
        let keys = scan::scan(text, span, style, |scanned, key| {
            while starts.next_if(|&s| s <= scanned.span.start).is_some() {
                first = true;
            }
            let standing = if first { Standing::First } else { Standing::Inside };
            first = out.is_next_first(scanned, key.text(), first);
            out.push(scanned, key, standing);
        });
        Self { keys, ..out }
    }

    fn is_next_first(&self, scanned: scan::Scanned, key: &str, first: bool) -> bool {
        if scanned.class != Class::Mark {
            return false;
        }
        let opens = scanned.before == Before::Space || self.pieces.last().is_none_or(|p| p.class == Class::Mark);
        match key {
            ":" | "•" | "-" if opens || key == ":" => true,
            "\"" | "'" | "(" | "「" | "『" => first || opens,
            _ => first,
        }
    }

    fn push(&mut self, scanned: scan::Scanned, key: scan::Key, standing: Standing) {
        let text = key.text();
        let entry = self.lexicon.entry(if scanned.class == Class::Number { "" } else { text });
        let compound = scanned.class == Class::Word && !entry.is_known() && self.lexicon.compound(text).is_some();
        let piece = Piece {
            span: scanned.span,
            class: scanned.class,
            case: scanned.case,
            before: scanned.before,
            standing,
            compound,
            entry,
            key: (key.start as u32, key.keys.len() as u32),
        };
        let tie = self.tie(&piece, key);
        self.signs.add(&piece, text, tie);
        self.pieces.push(piece);
    }

    /// What a number adds where a mark ties it to one before: the order of a score counts (`3-1`), that of words does not.
    fn tie(&self, piece: &Piece, key: scan::Key) -> u64 {
        let [.., earlier, mark] = self.pieces.as_slice() else { return 0 };
        let tied = piece.class == Class::Number && earlier.class == Class::Number && mark.class == Class::Mark;
        if !tied || piece.before != Before::Piece || mark.before != Before::Piece {
            return 0;
        }
        let before = key.keys.get(earlier.key.0 as usize..mark.key.1 as usize).unwrap_or_default();
        print(before, Case::Capital).wrapping_mul(3) ^ print(key.text(), Case::Small)
    }

    /// How many pieces there are.
    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    pub(super) fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(at)
    }

    /// The key of a piece; empty beyond the end.
    pub(super) fn key(&self, at: usize) -> &str {
        let range = self.pieces.get(at).map(|p| p.key.0 as usize..p.key.1 as usize);
        range.and_then(|r| self.keys.get(r)).unwrap_or_default()
    }

    /// The key of the piece before; empty at the start.
    pub(super) fn key_before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.key(before))
    }

    pub(super) fn class(&self, at: usize) -> Option<Class> {
        self.pieces.get(at).map(|p| p.class)
    }

    pub(super) fn surface(&self, at: usize) -> &'d str {
        self.pieces.get(at).map_or("", |p| p.span.slice(self.text))
    }

    /// The text a range of pieces covers.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let covered = self.pieces.get(range.clone()).unwrap_or_default();
        match (covered.first(), covered.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::empty(self.pieces.get(range.start).map_or(0, |p| p.span.start)),
        }
    }

    /// Whether a piece stands right after the one before, without white space.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|p| p.before == Before::Piece)
    }

    /// The longest phrase of a section that starts at a piece. Most pieces start none: that much is looked up in place, where
    /// the section is known and its bit a constant.
    #[inline]
    pub(super) fn meaning(&self, at: usize, section: Section) -> Option<Match> {
        let (end, phrase) = self.phrase(at, section)?;
        Some(Match { end, sense: phrase.sense() })
    }

    /// Whether a phrase of a section starts at a piece.
    #[inline]
    pub(super) fn means(&self, at: usize, section: Section) -> bool {
        self.phrase(at, section).is_some()
    }

    /// What a small word does in a sentence (`article`, `preposition`), as the data file calls it; nothing for other words.
    pub(super) fn role(&self, at: usize) -> &'static str {
        self.phrase(at, Section::Function).map_or("", |(_, phrase)| phrase.name())
    }

    /// The longest phrase of a section that starts at a piece, and where it ends.
    #[inline]
    fn phrase(&self, at: usize, section: Section) -> Option<(usize, Phrase<'static>)> {
        let piece = self.pieces.get(at).filter(|p| p.entry.sections.has(section))?;
        self.longest(piece.entry, at, section)
    }

    fn longest(&self, entry: &'static Entry, at: usize, section: Section) -> Option<(usize, Phrase<'static>)> {
        // Most phrases go on otherwise than the text does.
        let next = self.key(at + 1).as_bytes().first().copied();
        let joined = matches!(next, Some(b'-' | b'.'));
        let may_follow = |phrase: &Phrase| joined || phrase.rest_start().is_none_or(|start| Some(start) == next);
        self.lexicon
            .phrases(entry, section)
            .filter(may_follow)
            .find_map(|phrase| Some((self.follows(at + 1, phrase.rest())?, phrase)))
    }

    /// Whether a word has a capital at its start.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|p| p.case != Case::Small)
    }

    /// Whether a word is written with `'s`.
    pub(super) fn is_possessive(&self, at: usize) -> bool {
        self.surface(at).ends_with("'s") || self.surface(at).ends_with("’s")
    }

    /// Whether a word is a form of `be` that makes a passive of what follows.
    pub(super) fn is_being(&self, at: usize) -> bool {
        matches!(self.key(at), "is" | "are" | "was" | "were" | "be" | "been" | "being")
    }

    /// Whether a phrase of some sections may start at a piece.
    pub(super) fn may_mean(&self, at: usize, sections: Sections) -> bool {
        self.pieces.get(at).is_some_and(|p| p.entry.sections.meets(sections))
    }

    /// Whether a number, or a phrase of some sections, may start at a piece.
    pub(super) fn may_start(&self, at: usize, sections: Sections) -> bool {
        self.pieces.get(at).is_some_and(|p| p.class == Class::Number || p.compound || p.entry.sections.meets(sections))
    }

    /// The longest phrase of a section that ends right before a piece, and where it starts.
    pub(super) fn meaning_before(&self, at: usize, section: Section) -> Option<(usize, Sense)> {
        const LONGEST: usize = 6;
        (at.saturating_sub(LONGEST)..at)
            .find_map(|start| self.meaning(start, section).filter(|m| m.end == at).map(|m| (start, m.sense)))
    }

    /// Whether a sign is not tied to what it follows: `A$5` is Australian money, `a $5 note` is not.
    fn stands_apart(&self, at: usize) -> bool {
        self.class(at) == Some(Class::Mark) && !self.glued(at) && !is_quotation_mark(self.key(at))
    }

    /// Whether a stop is that of a shortened word, with more of the sentence to follow: `кв. м`, `v. H.`
    fn is_shortened(&self, at: usize) -> bool {
        const LONGEST: usize = 4;
        let inside = |p: &Piece| p.class == Class::Word && p.standing == Standing::Inside;
        self.key(at) == "."
            && self.glued(at)
            && self.pieces.get(at + 1).is_some_and(inside)
            && self.surface(at.saturating_sub(1)).chars().count() <= LONGEST
    }

    /// Where the words of a phrase end that start at `at`.
    fn follows(&self, at: usize, rest: Rest) -> Option<usize> {
        match rest {
            Rest::Own(words) => self.follow_own(at, words),
            Rest::Keys(keys) => keys.iter().try_fold(at, |at, key| {
                let at = self.past_joiner(at, key);
                (self.key(at) == *key && !self.stands_apart(at)).then_some(at + 1)
            }),
        }
    }

    /// The same for words that are their own keys, a space between two.
    fn follow_own(&self, mut at: usize, mut words: &str) -> Option<usize> {
        while !words.is_empty() {
            let after = self.follow_word(at, words).or_else(|| {
                at = self.past_joiner(at, words);
                self.follow_word(at, words)
            })?;
            words = after;
            at += 1;
        }
        Some(at)
    }

    /// What is left of some words if a piece is the first of them.
    fn follow_word<'w>(&self, at: usize, words: &'w str) -> Option<&'w str> {
        let key = self.key(at);
        if key.as_bytes().first() != words.as_bytes().first() {
            return None;
        }
        let after = words.strip_prefix(key).filter(|_| !self.stands_apart(at))?;
        if after.is_empty() { Some(after) } else { after.strip_prefix(' ') }
    }

    /// Past a hyphen that ties a word to the one before, or the stop of a shortened one, where none is expected.
    fn past_joiner(&self, at: usize, expected: &str) -> usize {
        let passed = match self.key(at) {
            "-" => self.glued(at) && expected != "-",
            "." => expected != "." && self.is_shortened(at),
            _ => false,
        };
        at + usize::from(passed)
    }
}

impl Signs {
    /// Whether any detector may find something: dates and figures are then read too, to keep their words from the others.
    pub(super) fn differ(signs: Pair<Self>) -> bool {
        let sums = |s: Self| (s.others, s.names, s.negations, s.hedges);
        sums(signs.a) != sums(signs.b) || signs.a.reports || signs.b.reports
    }

    fn add(&mut self, piece: &Piece, key: &str, tie: u64) {
        self.quotes |= piece.class == Class::Mark && is_quotation_mark(key);
        if piece.class == Class::Mark && !piece.entry.is_known() {
            // A sign that may stand before a number: `-5`.
            if key == "-" && piece.before == Before::Space {
                self.others = self.others.wrapping_add(print(key, piece.case));
            }
            return;
        }
        let sections = piece.entry.sections;
        let number = piece.class == Class::Number || piece.compound || sections.meets(NUMBERS);
        let function = piece.case == Case::Capital && sections.has(Section::Function);
        let named = piece.case != Case::Small && piece.class == Class::Word && !function;
        self.reports |= sections.meets(REPORTING);
        self.numbers |= number;
        let other = number || sections.exceeds(ELSEWHERE);
        if !other && !named && !sections.meets(POLAR) {
            return;
        }
        let print = print(key, piece.case);
        if other {
            self.others = self.others.wrapping_add(print).wrapping_add(tie);
        }
        if sections.meets(NEGATIONS) {
            self.negations = self.negations.wrapping_add(print);
        }
        if sections.meets(HEDGES) {
            self.hedges = self.hedges.wrapping_add(print);
        }
        if named {
            self.names = self.names.wrapping_add(print);
        }
    }
}

/// What reports.
pub(super) const REPORTING: Sections = Sections::of(&[Section::Verbs, Section::Sources, Section::Sayings]);
/// What counts as a negation, or as none.
pub(super) const NEGATIONS: Sections =
    Sections::of(&[Section::Negations, Section::LooseNegations, Section::NotNegations]);
/// What counts as a hedge, or as none.
pub(super) const HEDGES: Sections = Sections::of(&[Section::Hedges, Section::LooseHedges, Section::NotHedges]);
/// What counts as a negation or a hedge, or as none.
const POLAR: Sections = NEGATIONS.and(HEDGES);
/// Words that only dates have.
pub(super) const DATE_WORDS: Sections = Sections::of(&[
    Section::Months,
    Section::ShortMonths,
    Section::Weekdays,
    Section::ShortWeekdays,
    Section::Decades,
    Section::Clocks,
    Section::ClockPhrases,
    Section::Eras,
]);
/// Without one of these, or digits, there is neither figure nor date.
const NUMBERS: Sections = Sections::of(&[
    Section::Numerals,
    Section::Scales,
    Section::Dozens,
    Section::Crowds,
    Section::Ordinals,
    Section::Fractions,
    Section::Multiples,
    Section::Loose,
])
.and(DATE_WORDS);
/// Words of these alone are no part of a claim, or counted by their own sums.
const ELSEWHERE: Sections = Sections::of(&[
    Section::Function,
    Section::Ordinary,
    Section::Particles,
    Section::Articles,
    Section::Approximate,
    Section::NumeralJoiners,
    Section::RangeJoiners,
    Section::RangeEnds,
    Section::WeakYearCues,
    Section::YearCues,
    Section::ClockCues,
    Section::MinuteJoiners,
    Section::QuotedNames,
    Section::Inserted,
    Section::LegalForms,
    Section::DateJoiners,
    Section::DecadeCues,
    Section::Negations,
    Section::LooseNegations,
    Section::NotNegations,
    Section::Hedges,
    Section::LooseHedges,
    Section::NotHedges,
    Section::Verbs,
    Section::NotSaid,
    Section::Sources,
    Section::Pronouns,
    Section::Voices,
    Section::Agents,
    Section::Nearness,
    Section::Titles,
    Section::Aliases,
    Section::Known,
    Section::Actions,
    Section::NotNames,
    Section::RatioCues,
    Section::Sayings,
    Section::PartJoiners,
    Section::AgeCues,
    Section::NotAdverbs,
    Section::Pasts,
    Section::WeightCues,
    Section::Bodies,
    Section::Persons,
    Section::Reasons,
    Section::Measures,
    Section::Rulings,
    Section::Rulers,
    Section::Moments,
    Section::Channels,
    Section::Changes,
    Section::DecimalPoints,
    Section::DecimalEnds,
]);

/// Whether a mark's key is that of a mark that may enclose a quotation.
pub(super) fn is_quotation_mark(key: &str) -> bool {
    matches!(key, "\"" | "'" | "「" | "」" | "『" | "』" | "‹" | "›")
}

fn print(key: &str, case: Case) -> u64 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(key.as_bytes());
    hasher.write_u8(u8::from(case != Case::Small));
    hasher.finish()
}
