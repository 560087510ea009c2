//! Whether a sentence ends at a stop: UAX 29's rules where the stop is an ordinary one, tables and the neighbouring words
//! where it may close an abbreviation, an initial, a number or a quotation inside a longer sentence.
//! May import `class`, `reader`, `language` and `lexicon`.

use super::attribution;
use super::next::{First, Next, is_continuation, is_roman};
use super::stop::{Mark, Stop};
use crate::document::Language;
use crate::document::class::{Class, is_apostrophe, is_hyphen};
use crate::document::lexicon::{self, Lexicon, Parts};
use crate::document::reader::Reader;

/// Judges the stops of one text.
#[derive(Clone, Copy)]
pub(super) struct Judge<'t> {
    reader: Reader<'t>,
    language: Language,
    lexicon: &'static Lexicon,
}

/// What the word before a full stop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// A word that a full stop follows only at the end of a sentence.
    Ordinary,
    /// A single capital: `J. Smith`.
    Initial,
    /// A number that the stop makes an ordinal: `3. Mai`.
    Ordinal,
    /// An abbreviation.
    Abbreviation(lexicon::Stop),
}

/// A longer stretch than this before a stop is no label of a list item, in bytes.
const LONGEST_LABEL: usize = 12;

/// A longer word than this before a stop is no abbreviation, in bytes.
const LONGEST_WORD: usize = 40;

impl<'t> Judge<'t> {
    pub(super) fn new(reader: Reader<'t>, language: Language) -> Self {
        Self { reader, language, lexicon: Lexicon::of(language) }
    }

    /// Whether the sentence that began at `start` ends with `stop` and another begins after it.
    pub(super) fn ends(self, start: usize, stop: &Stop) -> bool {
        match stop.mark {
            _ if stop.next >= self.reader.bytes.len() => false,
            Mark::Dot if self.ends_plainly(start, stop) => true,
            Mark::Wide => self.ends_wide(start, stop),
            Mark::Space => {
                self.lexicon.begins_with(self.reader.text.get(stop.next..).unwrap_or_default(), Parts::STARTER)
            }
            Mark::Exclamation if !stop.is_apart() => {
                self.reader.class(stop.next) == Class::Unspaced && self.ends_wide(start, stop)
            }
            Mark::Plain => stop.is_apart() || self.reader.class(stop.next).is_word(),
            _ if !stop.is_apart() => false,
            mark => self.ends_before(start, stop, mark, &Next::read(self.reader, stop.next)),
        }
    }

    /// Whether it is the commonest end of all: a word of small letters that is no abbreviation, a full stop, a space, a
    /// capital. What it says nothing of may be an end as well.
    fn ends_plainly(self, start: usize, stop: &Stop) -> bool {
        let bytes = self.reader.bytes;
        let word = plain_letters_before(bytes, stop.start);
        let [Some(a), Some(b), Some(c)] =
            [word.checked_sub(2), word.checked_sub(1), Some(stop.next)].map(|at| bytes.get(at?))
        else {
            return false;
        };
        (stop.close, stop.next) == (stop.start + 1, stop.start + 2)
            && a.is_ascii_alphanumeric()
            && *b == b' '
            && c.is_ascii_uppercase()
            && stop.start - start > LONGEST_LABEL
            && stop.start - word > 1
            && bytes.get(word).is_some_and(u8::is_ascii_lowercase)
            && self.lexicon.stop(self.reader.slice(word, stop.start)).is_none()
    }

    fn ends_before(self, start: usize, stop: &Stop, mark: Mark, next: &Next<'_>) -> bool {
        match next.first {
            First::Continuation | First::End | First::Lower => false,
            _ if next.dashed && stop.quoted => false,
            _ if self.is_label(start, stop) => false,
            _ if mark == Mark::Exclamation => self.ends_exclaimed(stop, next),
            _ if mark == Mark::Ellipsis => stop.quoted || !self.is_spaced(stop) || self.begins(next),
            _ => self.ends_dotted(stop, next),
        }
    }

    /// Full-width stops need no space after them; only a quotation may go on.
    fn ends_wide(self, start: usize, stop: &Stop) -> bool {
        let Some(c) = self.reader.char(stop.next) else { return false };
        let decimal = Class::of(c) == Class::Digit && self.class_before(stop.start) == Class::Digit;
        if is_continuation(c) || decimal && self.reader.char(stop.start) == Some('．') {
            return false;
        }
        !(stop.quoted
            && Class::of(c) == Class::Unspaced
            && attribution::follows_unspaced(self.reader, self.language, start, stop))
    }

    fn ends_exclaimed(self, stop: &Stop, next: &Next<'_>) -> bool {
        if next.first != First::Upper {
            return true;
        }
        let marked = self.lexicon.parts(self.word_before(stop.start)).has(Parts::MARK);
        let aside = stop.bracketed && self.reader.char_before(stop.start) == Some('(');
        let attributed = stop.quoted && !next.quoted && attribution::follows(self.reader, self.lexicon, next.at);
        !(attributed || aside || marked && !self.begins(next))
    }

    fn ends_dotted(self, stop: &Stop, next: &Next<'_>) -> bool {
        let unknown = matches!(next.first, First::Digit | First::Caseless);
        let begins = || self.begins(next) || next.quoted || next.first == First::Symbol;
        match self.before(stop) {
            Before::Ordinary | Before::Abbreviation(lexicon::Stop::List) => true,
            Before::Abbreviation(lexicon::Stop::Title | lexicon::Stop::Link) => false,
            Before::Abbreviation(lexicon::Stop::Number) => next.first != First::Digit && !next.is_roman(),
            _ if stop.quoted && next.first == First::Upper => true,
            Before::Abbreviation(lexicon::Stop::Time) => !unknown && !self.lexicon.parts(next.word).has(Parts::DAY),
            Before::Abbreviation(lexicon::Stop::MayEnd) | Before::Initial | Before::Ordinal => !unknown && begins(),
        }
    }

    /// Whether the next word is one that begins sentences.
    fn begins(self, next: &Next<'_>) -> bool {
        if next.first != First::Upper || next.is_initial(self.reader) {
            return false;
        }
        let known = |word: &str| self.lexicon.parts(word).has(Parts::STARTER);
        match next.word.split_once(is_apostrophe) {
            None => known(next.word),
            Some((head, tail)) => known(head) || known(&format!("{head}'{tail}")),
        }
    }

    /// Whether the sentence so far is only the number or letter of a list item: `1.`, `2.3.`, `A.`, `IV.`
    fn is_label(self, start: usize, stop: &Stop) -> bool {
        if stop.mark != Mark::Dot || stop.quoted || stop.start - start > LONGEST_LABEL {
            return false;
        }
        let label = self.reader.slice(start, stop.start).trim_start_matches(['(', '#', '§', ' ']);
        let numbers = || label.split('.').all(|n| matches!(n.len(), 1..=3) && n.bytes().all(|b| b.is_ascii_digit()));
        let letter = || label.chars().count() == 1 && label.starts_with(char::is_alphabetic);
        numbers() || letter() || is_roman(label)
    }

    fn is_spaced(self, stop: &Stop) -> bool {
        self.class_before(stop.start) == Class::Space
    }

    fn class_before(self, at: usize) -> Class {
        self.reader.char_before(at).map_or(Class::Space, Class::of)
    }

    /// What the full stop at `stop` follows.
    fn before(self, stop: &Stop) -> Before {
        let word = self.word_before(stop.start);
        if let Some(known) = self.abbreviation(word, stop.start) {
            return Before::Abbreviation(known);
        }
        if word.len() <= 2 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) {
            return if self.lexicon.numbers.ordinal_stop { Before::Ordinal } else { Before::Ordinary };
        }
        let last = word.rsplit(|c| c == '.' || is_hyphen(c)).next().unwrap_or(word);
        let mut letters = last.chars();
        match (letters.next(), letters.next()) {
            (Some(c), None) if c.is_lowercase() && last == word && self.lexicon.parts(word).has(Parts::WORD) => {
                Before::Ordinary
            }
            (Some(c), None) if c.is_alphabetic() => {
                let initial =
                    !c.is_lowercase() && last.len() == word.len() || word.len() > last.len() && !is_dotted(word);
                if initial { Before::Initial } else { Before::Abbreviation(lexicon::Stop::MayEnd) }
            }
            _ if is_dotted(word) || is_thai(last) => Before::Abbreviation(lexicon::Stop::MayEnd),
            _ => Before::Ordinary,
        }
    }

    /// The letters, digits, inner stops, hyphens and apostrophes that end at `at`; nothing where they are too many.
    fn word_before(self, at: usize) -> &'t str {
        let plain = plain_letters_before(self.reader.bytes, at);
        if at - plain > LONGEST_WORD {
            return "";
        }
        let before = self.reader.text.get(..plain).unwrap_or_default();
        let in_word = |c: char| {
            matches!(c, '.' | '°' | '€' | '&') || is_apostrophe(c) || is_hyphen(c) || {
                let class = Class::of(c);
                class.is_word() || matches!(class, Class::Mark | Class::Unspaced)
            }
        };
        let mut start = plain;
        for (place, c) in before.char_indices().rev() {
            if !in_word(c) {
                break;
            }
            if at - place > LONGEST_WORD {
                return "";
            }
            start = place;
        }
        self.reader.slice(start, at).trim_start_matches(|c| is_apostrophe(c) || is_hyphen(c))
    }

    /// The abbreviation that `word`, which ends at `at`, is or closes: `Gov`, `z. B`, `D-Calif`, `l'art`.
    fn abbreviation(self, word: &str, at: usize) -> Option<lexicon::Stop> {
        let parts = || word.rsplit_once(|c| is_hyphen(c) || is_apostrophe(c)).map(|(_, last)| last);
        self.chained(word, at)
            .or_else(|| self.lexicon.stop(word))
            .or_else(|| parts().and_then(|last| self.lexicon.stop(last).filter(|_| last.chars().nth(1).is_some())))
    }

    /// The abbreviation that `word` and the short dotted words before it are together: `z. B`, `i. d. R`, `a. m`.
    fn chained(self, word: &str, at: usize) -> Option<lexicon::Stop> {
        let mut start = at - word.len();
        // Most words follow a word without a stop.
        if let Some([.., before, b' ']) = self.reader.bytes.get(..start)
            && before.is_ascii_alphanumeric()
        {
            return None;
        }
        let mut whole = None;
        for _ in 0..3 {
            let before = self.reader.text.get(..start)?;
            let part = before.trim_end_matches([' ', '\u{a0}', '\u{202f}', '\n']);
            if part.len() == before.len() || before.len() - part.len() > 2 || !part.ends_with('.') {
                break;
            }
            let short = self.word_before(part.len());
            if short.len() > 10 || short.is_empty() {
                break;
            }
            start = part.len() - short.len();
            let chain: String = self.reader.slice(start, at).split([' ', '\u{a0}', '\u{202f}', '\n']).collect();
            whole = self.lexicon.stop(&chain).or(whole);
        }
        whole
    }
}

/// Where the ASCII letters begin that end at `at`.
fn plain_letters_before(bytes: &[u8], at: usize) -> usize {
    let before = bytes.get(..at).unwrap_or_default();
    before.iter().rposition(|byte| !byte.is_ascii_alphabetic()).map_or(0, |last| last + 1)
}

/// `U.S`, `a.m`, `Ph.D`, `EE.UU`: parts of at most two letters, one of them single or all in capitals.
fn is_dotted(word: &str) -> bool {
    let short = |part: &str| matches!(part.chars().take(3).count(), 1..=2) && part.chars().all(char::is_alphabetic);
    let single = |part: &str| part.chars().nth(1).is_none();
    word.contains('.')
        && word.split('.').all(short)
        && (word.split('.').any(single) || word.chars().all(|c| c == '.' || c.is_uppercase()))
}

/// Thai ends no sentence with a stop: a stop there closes an abbreviation.
fn is_thai(word: &str) -> bool {
    word.ends_with(|c| matches!(c, '\u{e00}'..='\u{e7f}'))
}
