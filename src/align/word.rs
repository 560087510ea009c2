//! The words by which sentences are compared: runs of letters and digits, and pairs of neighbouring characters in scripts
//! that write no spaces, so that no dictionary is needed. Coarser than `document::token` on purpose: `4,200` is two words
//! here, for a changed figure should not hide what else two sentences share. Imports nothing of the crate.

use unicode_normalization::char::is_combining_mark;

/// How a script writes words, which decides what their parts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Words between spaces, written in letters.
    Letters,
    /// Words between spaces, written in syllables: Hangul.
    Syllables,
    /// No spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
    Unspaced,
}

impl Script {
    /// The script of a word, by its first character.
    pub(super) fn of(word: &str) -> Self {
        word.chars().next().map_or(Self::Letters, of_char)
    }
}

fn of_char(c: char) -> Script {
    match u32::from(c) {
        0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7FF => Script::Syllables,
        0x0E00..=0x0EFF
        | 0x1000..=0x109F
        | 0x1780..=0x17FF
        | 0x3005..=0x3007
        | 0x3040..=0x30FF
        | 0x31F0..=0x31FF
        | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF
        | 0xFF66..=0xFF9F
        | 0x20000..=0x3FFFF => Script::Unspaced,
        _ => Script::Letters,
    }
}

/// What a character is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A letter or digit of a spaced script.
    Spaced,
    /// A character of a script without spaces.
    Unspaced,
    /// A mark that belongs to the character before it.
    Mark,
    /// Between words.
    Gap,
}

fn part(c: char) -> Part {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() { Part::Spaced } else { Part::Gap };
    }
    if matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}') || is_combining_mark(c) {
        return Part::Mark;
    }
    match of_char(c) {
        Script::Unspaced if c.is_alphanumeric() => Part::Unspaced,
        _ if c.is_alphanumeric() => Part::Spaced,
        _ => Part::Gap,
    }
}

/// Calls `each` with every word of a text that has characters beyond ASCII, in order.
pub(super) fn other_words<'t>(text: &'t str, mut each: impl FnMut(&'t str)) {
    let mut run = Run { text, start: 0, before: None, kind: Part::Gap };
    for (at, c) in text.char_indices() {
        let part = part(c);
        if part == Part::Mark && run.kind != Part::Gap {
            continue;
        }
        if part != run.kind {
            run.close(at, &mut each);
            run.kind = part;
            run.start = at;
            run.before = None;
        } else if part == Part::Unspaced {
            run.next_character(at, &mut each);
        }
    }
    run.close(text.len(), &mut each);
}

/// A run of characters of one kind.
struct Run<'t> {
    text: &'t str,
    /// Where the word, or in a script without spaces the last character, starts.
    start: usize,
    /// Where the character before the last starts, in a script without spaces.
    before: Option<usize>,
    kind: Part,
}

impl<'t> Run<'t> {
    /// The pair of characters that ends at `at`.
    fn next_character(&mut self, at: usize, each: &mut impl FnMut(&'t str)) {
        if let Some(pair) = self.before.and_then(|before| self.text.get(before..at)) {
            each(pair);
        }
        self.before = Some(self.start);
        self.start = at;
    }

    fn close(&mut self, end: usize, each: &mut impl FnMut(&'t str)) {
        let from = match self.kind {
            Part::Spaced => self.start,
            Part::Unspaced => self.before.unwrap_or(self.start),
            Part::Mark | Part::Gap => return,
        };
        if let Some(word) = self.text.get(from..end) {
            each(word);
        }
    }
}

/// Calls `each` with a hash of every part of a folded word: 3-, 4- and 5-grams of `_word_` for letters, 2- and 3-grams for
/// syllables, 1- and 2-grams of the bare word for scripts without spaces. A part may come twice. `letters` is scratch.
///
/// The hash is a polynomial over the characters modulo 2⁶⁴: two different parts all but never have the same.
pub(super) fn grams(word: &str, letters: &mut Vec<u64>, mut each: impl FnMut(u64)) {
    let (edge, (shortest, longest)) = match Script::of(word) {
        Script::Letters => (Some('_'), (3, 5)),
        Script::Syllables => (Some('_'), (2, 3)),
        Script::Unspaced => (None, (1, 2)),
    };
    letters.clear();
    letters.extend(edge.map(u64::from));
    if word.is_ascii() {
        letters.extend(word.bytes().map(u64::from));
    } else {
        letters.extend(word.chars().map(u64::from));
    }
    letters.extend(edge.map(u64::from));
    let mut rest = letters.as_slice();
    while rest.len() >= shortest {
        let (head, tail) = rest.split_at(shortest);
        let mut hash = head.iter().fold(0, |hash, &letter| with_letter(hash, letter));
        each(hash);
        for &letter in tail.iter().take(longest - shortest) {
            hash = with_letter(hash, letter);
            each(hash);
        }
        rest = rest.get(1..).unwrap_or_default();
    }
}

fn with_letter(hash: u64, letter: u64) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(letter)
}

/// Base of the polynomial: the odd number nearest to 2⁶⁴ times the golden ratio's fraction.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

#[cfg(test)]
mod tests {
    use super::{grams, other_words};
    use crate::align::ascii;

    fn all(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        if text.is_ascii() {
            ascii::words(text.as_bytes(), |word, _| out.extend(std::str::from_utf8(word)));
        } else {
            other_words(text, |word| out.push(word));
        }
        out
    }

    #[test]
    fn spaced_scripts_split_at_whatever_is_no_letter_or_digit() {
        assert_eq!(
            all("It cost 4,200, the mayor's office said."),
            ["It", "cost", "4", "200", "the", "mayor", "s", "office", "said"]
        );
        assert_eq!(all("हिन्दी में"), ["हिन्दी", "में"]);
        assert_eq!(all("co\u{ad}operate"), ["co\u{ad}operate"]);
    }

    #[test]
    fn unspaced_scripts_give_overlapping_pairs() {
        assert_eq!(all("市長が3人"), ["市長", "長が", "3", "人"]);
        assert_eq!(all("東"), ["東"]);
    }

    #[test]
    fn short_words_still_have_parts() {
        let hash = |text: &str| text.chars().fold(0u64, |h, c| h.wrapping_mul(super::BASE).wrapping_add(u64::from(c)));
        let parts = |word: &str| {
            let mut out = Vec::new();
            grams(word, &mut Vec::new(), |gram| out.push(gram));
            out
        };
        let expected = |parts: &[&str]| parts.iter().map(|part| hash(part)).collect::<Vec<_>>();
        assert_eq!(parts("a"), expected(&["_a_"]));
        assert_eq!(parts("bus"), expected(&["_bu", "_bus", "_bus_", "bus", "bus_", "us_"]));
        assert_eq!(parts("서울"), expected(&["_서", "_서울", "서울", "서울_", "울_"]));
        assert_eq!(parts("市長"), expected(&["市", "市長", "長"]));
    }
}
