//! The small words of languages, from `function_words.txt`: what tells languages apart in a short text, and what says little
//! about a sentence.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Language;
use crate::Pair;

/// The small words of all languages that have a list.
pub(super) struct SmallWords {
    /// Codes in the order of the file.
    pub(super) languages: Vec<&'static str>,
    /// The languages that have each word, by its hash, one bit for each in that order.
    words: FxHashMap<u64, u32>,
}

/// A polynomial over the characters of a word modulo 2⁶⁴; two different words all but never have the same.
fn print(characters: impl Iterator<Item = u64>) -> u64 {
    characters.fold(0, |hash: u64, c| hash.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(c))
}

/// About so many words are in the file.
const WORDS: usize = 1_024;

pub(super) static SMALL_WORDS: LazyLock<SmallWords> = LazyLock::new(|| {
    let mut all = SmallWords { languages: Vec::new(), words: FxHashMap::default() };
    all.words.reserve(WORDS);
    let lines = include_str!("function_words.txt").lines().filter_map(|line| line.split_once(' '));
    for (bit, (code, list)) in lines.filter(|(code, _)| *code != "#").enumerate() {
        all.languages.push(code);
        for word in list.split(' ') {
            *all.words.entry(print(word.chars().map(u64::from))).or_default() |= 1 << bit;
        }
    }
    all
});

impl SmallWords {
    /// The languages that have a word, in lower case, one bit for each.
    pub(super) fn languages_of(&self, word: &str) -> u32 {
        if word.is_ascii() {
            return self.languages_of_ascii(word);
        }
        self.words.get(&print(word.chars().map(u64::from))).copied().unwrap_or_default()
    }

    /// The same for a word of ASCII letters and apostrophes in any case.
    pub(super) fn languages_of_ascii(&self, word: &str) -> u32 {
        // The bit by which small and capital letters differ; an apostrophe has it.
        const SMALL: u8 = 0x20;
        self.words.get(&print(word.bytes().map(|byte| u64::from(byte | SMALL)))).copied().unwrap_or_default()
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
