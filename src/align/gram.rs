//! The parts of words: which of them the words of the sentences to be compared have, and what each weighs. May import
//! `number`, `vocabulary` and `word`.

use super::fixed::Light;
use super::number::Numbers;
use super::vocabulary::{Rows, Vocabulary};
use super::word;
use crate::Pair;

/// About so many parts of a word stand in none before it.
const NEW_GRAMS: usize = 6;

/// The parts of words.
#[derive(Debug)]
pub(super) struct Grams {
    /// The parts of each word, of those that are needed; one may come twice.
    of_words: Rows<u32>,
    idf: Vec<Light>,
}

impl Grams {
    /// The parts of all words of some sentences. Which words nobody asks for still decides how common the parts are.
    pub(super) fn new(vocabulary: &Vocabulary, sentences: &Pair<Vec<bool>>) -> Self {
        let needed = needed(vocabulary, sentences);
        let mut found = Numbers::<Seen>::with_capacity(needed.iter().filter(|needed| **needed).count() * NEW_GRAMS);
        let letters =
            vocabulary.spellings().zip(&needed).filter(|(_, needed)| **needed).map(|((word, _), _)| word.len());
        // A word has at most three parts for each letter.
        let mut of_words = Rows::with_capacity(needed.len(), letters.map(|letters| 3 * letters).sum());
        let mut letters = Vec::new();
        for ((word, (spelling, with)), &needed) in (0..).zip(vocabulary.spellings()).zip(&needed) {
            if needed {
                word::grams(spelling, &mut letters, |hash| {
                    let (gram, seen) = found.entry(hash);
                    if let Some(seen) = seen {
                        seen.add(word, with);
                    }
                    of_words.push(gram);
                });
            }
            of_words.end_row();
        }
        for ((word, (spelling, with)), &needed) in (0..).zip(vocabulary.spellings()).zip(&needed) {
            if !needed {
                word::grams(spelling, &mut letters, |hash| {
                    if let Some(seen) = found.get_mut(hash) {
                        seen.add(word, with);
                    }
                });
            }
        }
        let mut idf = vocabulary.idf();
        Self { of_words, idf: found.into_values().map(|seen| idf.of(seen.sentences)).collect() }
    }

    /// The parts of a word, as numbers below [`Grams::count`]; one may come twice.
    pub(super) fn of(&self, word: u32) -> &[u32] {
        self.of_words.row(word)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.idf.len()
    }

    /// ln(1 + all sentences / those that have a part).
    pub(super) fn idf(&self, gram: u32) -> Light {
        self.idf.get(gram as usize).copied().unwrap_or_default()
    }
}

/// Which words the sentences have.
fn needed(vocabulary: &Vocabulary, sentences: &Pair<Vec<bool>>) -> Vec<bool> {
    let mut needed = vec![false; vocabulary.words()];
    let sides = vocabulary.sentences.as_ref().zip(sentences.as_ref());
    for (side, open) in [sides.a, sides.b] {
        for (at, _) in (0..).zip(open).filter(|(_, open)| **open) {
            for term in side.terms.row(at) {
                if let Some(slot) = needed.get_mut(term.word() as usize) {
                    *slot = true;
                }
            }
        }
    }
    needed
}

/// In how many sentences a part counts as standing: as many as the words that have it together.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// The last word that had it, counted from 1.
    word: u32,
    /// In quarters.
    sentences: u32,
}

impl Seen {
    /// A word that has the part, in so many sentences.
    fn add(&mut self, word: u32, sentences: u32) {
        if self.word != word + 1 {
            *self = Self { word: word + 1, sentences: self.sentences.saturating_add(sentences) };
        }
    }
}
