//! One side of a link as the detectors read it: its pieces, what the lexicon knows of them, and where sentences start.
//! May import `scan` and `lexicon`.

use std::ops::Range;

use super::lexicon::{self, Lexicon, Phrase, Section, Sense};
use super::scan::{self, Before, Case, Class, Style};
use crate::{Language, Span};

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
    /// The lexicon's phrases that start with it.
    phrases: &'static [Phrase],
    /// Where its key lies in the keys.
    key: (u32, u32),
}

/// One side of a link, read.
#[derive(Debug)]
pub(super) struct Reading<'d> {
    text: &'d str,
    pub lexicon: &'static Lexicon,
    pub pieces: Vec<Piece>,
    keys: String,
    /// Sums up everything that could be a claim, whatever its order: equal prints have the same claims.
    pub print: u64,
    /// Sums up all words, whatever their order.
    pub words: u64,
    /// Whether there is any quotation mark.
    pub quotes: bool,
    /// Whether there is any reporting verb.
    pub reports: bool,
}

/// A meaning found in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    /// One past its last piece.
    pub end: usize,
    pub sense: &'static Sense,
}

impl<'d> Reading<'d> {
    /// Reads `span` of `text`; `starts` are the bytes at which sentences start, in order.
    pub(super) fn new(text: &'d str, span: Span, language: Language, starts: &[u32]) -> Self {
        let lexicon = lexicon::of(language.code());
        let style = Style { spaced_numbers: lexicon.writing().spaced, elisions: lexicon.elisions() };
        let mut out = Self {
            text,
            lexicon,
            pieces: Vec::new(),
            keys: String::new(),
            print: 0,
            words: 0,
            quotes: false,
            reports: false,
        };
        let mut starts = starts.iter().copied().peekable();
        let mut first = true;
        scan::scan(text, span, style, |scanned, key| {
            while starts.next_if(|&s| s <= scanned.span.start).is_some() {
                first = true;
            }
            let standing = if first { Standing::First } else { Standing::Inside };
            first = out.is_next_first(scanned, key, first);
            out.push(scanned, key, standing);
        });
        out
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

    fn push(&mut self, scanned: scan::Scanned, key: &str, standing: Standing) {
        let start = self.keys.len() as u32;
        self.keys.push_str(key);
        let phrases = if scanned.class == Class::Number { &[] } else { self.lexicon.phrases(key) };
        let piece = Piece {
            span: scanned.span,
            class: scanned.class,
            case: scanned.case,
            before: scanned.before,
            standing,
            phrases,
            key: (start, self.keys.len() as u32),
        };
        if is_quotation_mark(key) {
            self.quotes = true;
        }
        let print = print(key, piece.case);
        self.words = self.words.wrapping_add(print);
        if piece.could_claim() {
            self.print = self.print.wrapping_add(print);
        }
        self.reports |= phrases.iter().any(|p| matches!(p.sense.section, Section::Verbs | Section::Sources));
        self.pieces.push(piece);
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

    /// The longest phrase of a section that starts at a piece.
    pub(super) fn meaning(&self, at: usize, section: Section) -> Option<Match> {
        self.meanings(at).find(|m| m.sense.section == section)
    }

    /// Whether a phrase of a section starts at a piece.
    pub(super) fn means(&self, at: usize, section: Section) -> bool {
        self.meaning(at, section).is_some()
    }

    /// Every phrase that starts at a piece, longest first.
    pub(super) fn meanings(&self, at: usize) -> impl Iterator<Item = Match> {
        let phrases = self.pieces.get(at).map_or(&[][..], |p| p.phrases);
        phrases.iter().filter_map(move |p| Some(Match { end: self.follows(at + 1, &p.rest)?, sense: &p.sense }))
    }

    /// The longest phrase of a section that ends right before a piece, and where it starts.
    pub(super) fn meaning_before(&self, at: usize, section: Section) -> Option<(usize, &'static Sense)> {
        const LONGEST: usize = 6;
        (at.saturating_sub(LONGEST)..at)
            .find_map(|start| self.meaning(start, section).filter(|m| m.end == at).map(|m| (start, m.sense)))
    }

    /// Where some words end that start at `at`, hyphens and the point of an abbreviation between them passed over.
    fn follows(&self, mut at: usize, words: &[Box<str>]) -> Option<usize> {
        for word in words {
            if self.key(at) == "-" && self.glued(at) && **word != *"-" {
                at += 1;
            }
            if self.key(at) != &**word {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}

impl Piece {
    /// Whether it could be part of a claim, or decide what one is.
    fn could_claim(&self) -> bool {
        match self.class {
            Class::Number => true,
            Class::Word if self.case != Case::Small => true,
            _ => self.phrases.iter().any(|p| !matches!(p.sense.section, Section::Function | Section::Ordinary)),
        }
    }
}

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
