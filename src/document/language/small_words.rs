//! The small words of languages, from `function_words.txt`: what tells languages apart in a short text, and what says little
//! about a sentence.

use super::Language;
use crate::Pair;
use crate::words::{self, Numbered, Words};

/// A language a line: its code, and its words.
const FILE: &str = include_str!("function_words.txt");

/// The small words of all languages that have a list.
pub(super) struct SmallWords {
    /// Codes in the order of the file.
    pub(super) languages: &'static [&'static str],
    words: Words,
    /// The languages that have each word, one bit for each in that order.
    having: &'static [u32],
}

pub(super) static SMALL_WORDS: SmallWords =
    SmallWords { languages: &TABLE.languages, words: TABLE.words.words(), having: &TABLE.having };

const SIZE: (usize, usize) = Table::<0, 0, 0>::size();
static TABLE: Table<{ SIZE.0 }, { SIZE.1 }, { words::slots(SIZE.1) }> = Table::read();

/// The file of `L` languages with `N` words, those of several languages counted for each.
struct Table<const L: usize, const N: usize, const S: usize> {
    languages: [&'static str; L],
    words: Numbered<N, S>,
    having: [u32; N],
}

impl<const L: usize, const N: usize, const S: usize> Table<L, N, S> {
    /// How many languages and words there are.
    const fn size() -> (usize, usize) {
        let (mut languages, mut words) = (0, 0);
        let mut lines = Lines { rest: FILE };
        while let Some((_, mut list)) = lines.next() {
            languages += 1;
            while let Some((_, rest)) = first_word(list) {
                words += 1;
                list = rest;
            }
        }
        (languages, words)
    }

    const fn read() -> Self {
        let mut out = Self { languages: [""; L], words: Numbered::new(), having: [0; N] };
        let mut bit = 0;
        let mut lines = Lines { rest: FILE };
        while let Some((code, mut list)) = lines.next() {
            out.languages[bit] = code;
            while let Some((word, rest)) = first_word(list) {
                out.having[out.words.number(words::print(word.as_bytes()))] |= 1 << bit;
                list = rest;
            }
            bit += 1;
        }
        out
    }
}

/// The lines of the file that have a language.
struct Lines {
    rest: &'static str,
}

impl Lines {
    /// The next code with its words.
    const fn next(&mut self) -> Option<(&'static str, &'static str)> {
        while let Some((line, rest)) = words::cut(self.rest, b'\n') {
            self.rest = rest;
            if let Some((code, list)) = first_word(line)
                && code.as_bytes()[0] != b'#'
            {
                return Some((code, list));
            }
        }
        None
    }
}

/// The first word of a list and what follows it.
const fn first_word(list: &'static str) -> Option<(&'static str, &'static str)> {
    words::cut(list, b' ')
}

impl SmallWords {
    /// The languages that have a word, in lower case, one bit for each.
    pub(super) fn languages_of(&self, word: &str) -> u32 {
        self.having(words::print(word.as_bytes()))
    }

    /// The same for a word of ASCII letters and apostrophes in any case.
    pub(super) fn languages_of_ascii(&self, word: &str) -> u32 {
        self.having(words::print_small(word.as_bytes()))
    }

    fn having(&self, print: u64) -> u32 {
        self.words.find(print).and_then(|number| self.having.get(number)).copied().unwrap_or_default()
    }
}

/// The small words of some languages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FunctionWords(u32);

impl FunctionWords {
    /// Of the languages given, as far as they are known.
    pub(crate) fn of(given: Pair<Language>) -> Self {
        let is_given = |code: &str| code == given.a.code() || code == given.b.code();
        let known = SMALL_WORDS.languages.iter().enumerate();
        Self(known.filter(|(_, code)| is_given(code)).fold(0, |set, (bit, _)| set | 1 << bit))
    }

    /// Whether a word, in lower case, is one of them.
    pub(crate) fn has(self, word: &str) -> bool {
        self.0 & SMALL_WORDS.languages_of(word) != 0
    }
}
