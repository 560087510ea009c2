//! The words of both articles as numbers, what each weighs, and the distinct words of every sentence.
//! May import `document`, `word` and `fixed`.

use std::hash::Hasher as _;

use rustc_hash::{FxHashMap, FxHasher};
use unicode_normalization::UnicodeNormalization as _;

use super::fixed::Fixed;
use super::word::{self, Script};
use crate::document::key;
use crate::{Document, Pair};

/// A distinct word of one sentence: its number, and whether it is written there like a name (starts upper-case inside the
/// sentence).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term(u32);

impl Term {
    fn new(word: u32) -> Self {
        Self(word << 1)
    }

    pub(super) fn word(self) -> u32 {
        self.0 >> 1
    }

    pub(super) fn is_name(self) -> bool {
        self.0 & 1 == 1
    }
}

/// What a word weighs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
    /// ln(1 + sentences of both sides / sentences that have it).
    pub(super) idf: Fixed,
    /// `idf` times [`Weight::length`].
    pub(super) content: Fixed,
    /// Length in letters up to 8, as a share of 8. In a short article a function word may stand in one sentence by accident;
    /// its length gives it away in any language without a list of words.
    pub(super) length: Fixed,
    /// Whether it contains a digit.
    pub(super) is_number: bool,
    /// Whether it stands in exactly one sentence of either side.
    pub(super) is_rare: bool,
}

/// Rows of numbers in one allocation.
#[derive(Clone, Debug)]
pub(super) struct Rows<T> {
    items: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Rows<T> {
    pub(super) fn row(&self, at: u32) -> &[T] {
        let end = self.ends.get(at as usize).copied().unwrap_or_default();
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before as usize)).copied().unwrap_or_default();
        self.items.get(start as usize..end as usize).unwrap_or_default()
    }

    pub(super) fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    /// How many numbers all rows have together.
    pub(super) fn items(&self) -> u32 {
        self.items.len() as u32
    }

    fn end_row(&mut self) {
        self.ends.push(self.items.len() as u32);
    }
}

/// One side's sentences.
#[derive(Clone, Debug, Default)]
pub(super) struct Sentences {
    /// Distinct words of each sentence, by number.
    pub(super) terms: Rows<Term>,
    /// Words of each sentence, repetitions counted.
    pub(super) lengths: Vec<u32>,
    /// A hash of each sentence's folded words in order; of its text where it has none.
    pub(super) prints: Vec<u64>,
}

impl Sentences {
    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        self.terms.len()
    }
}

/// So many sentences are supposed beside those of both articles, and that so many of them have each of the language's small
/// words, other words none: in ten sentences `he` may stand once by accident, and still says little. From a few sentences
/// up to a hundred the fit is flat; worth .02 of F1 on tales, nothing on long articles.
const SUPPOSED: f64 = 25.0;
const SUPPOSED_WITH: f64 = 0.25 * SUPPOSED;

/// The words of both sides.
#[derive(Debug)]
pub(super) struct Vocabulary {
    pub(super) sentences: Pair<Sentences>,
    weights: Vec<Weight>,
    /// In how many sentences of each side each word stands.
    frequencies: Pair<Vec<u32>>,
    grams: Grams,
}

impl Vocabulary {
    /// Reads the words of both documents.
    pub(super) fn new(documents: Pair<&Document>) -> Self {
        let mut reader = Reader::default();
        let sentences = documents.map(|d| reader.read(d));
        let words = reader.folded.len();
        let frequencies = sentences.as_ref().map(|side| frequencies(side, words));
        let all = f64::from(sentences.a.len() + sentences.b.len());
        let spellings = reader.spellings();
        let languages = documents.map(Document::language);
        let all = all + SUPPOSED;
        let is_function_word = |word: &String| languages.a.is_function_word(word) || languages.b.is_function_word(word);
        let supposed: Vec<f64> =
            spellings.iter().map(|word| if is_function_word(word) { SUPPOSED_WITH } else { 0.0 }).collect();
        let sentences_with = |word: usize| {
            let n = at(&frequencies, word);
            f64::from(n.a + n.b) + supposed.get(word).copied().unwrap_or_default()
        };
        let weights = spellings.iter().enumerate();
        let weights = weights.map(|(w, word)| weight(word, at(&frequencies, w), idf(sentences_with(w), all))).collect();
        let grams = Grams::new(&spellings, sentences_with, all);
        Self { sentences, weights, frequencies, grams }
    }

    pub(super) fn weight(&self, word: u32) -> Weight {
        self.weights.get(word as usize).copied().unwrap_or_default()
    }

    pub(super) fn words(&self) -> usize {
        self.weights.len()
    }

    /// In how many sentences of each side a word stands.
    pub(super) fn frequency(&self, word: u32) -> Pair<u32> {
        at(&self.frequencies, word as usize)
    }

    /// The distinct parts of a word, as numbers below [`Vocabulary::gram_count`].
    pub(super) fn grams(&self, word: u32) -> &[u32] {
        self.grams.of_words.row(word)
    }

    pub(super) fn gram_count(&self) -> usize {
        self.grams.idf.len()
    }

    pub(super) fn gram_idf(&self, gram: u32) -> Fixed {
        self.grams.idf.get(gram as usize).copied().unwrap_or_default()
    }
}

/// About so many parts of a word stand in none before it.
const NEW_GRAMS: usize = 4;

/// The parts of all words.
#[derive(Debug)]
struct Grams {
    /// The distinct parts of each word.
    of_words: Rows<u32>,
    idf: Vec<Fixed>,
}

impl Grams {
    /// A part counts as standing in as many sentences as the words that have it together.
    fn new(spellings: &[String], sentences_with: impl Fn(usize) -> f64, all: f64) -> Self {
        let mut of_words = Rows::default();
        let mut ids: FxHashMap<Gram, u32> = FxHashMap::default();
        ids.reserve(spellings.len() * NEW_GRAMS);
        let mut sentences: Vec<f64> = Vec::new();
        let mut distinct: Vec<u32> = Vec::new();
        for (word, spelling) in spellings.iter().enumerate() {
            distinct.clear();
            word::grams(spelling, |gram| {
                let next = ids.len() as u32;
                distinct.push(*ids.entry(Gram::new(gram)).or_insert(next));
            });
            distinct.sort_unstable();
            distinct.dedup();
            sentences.resize(ids.len(), 0.0);
            for &gram in &distinct {
                if let Some(n) = sentences.get_mut(gram as usize) {
                    *n += sentences_with(word);
                }
            }
            of_words.items.append(&mut distinct);
            of_words.end_row();
        }
        Self { of_words, idf: sentences.into_iter().map(|n| idf(n.min(all), all)).collect() }
    }
}

/// Up to five characters, of 21 bits each.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Gram(u128);

impl Gram {
    fn new(characters: &[char]) -> Self {
        Self(characters.iter().fold(0, |gram, &c| gram << 21 | u128::from(u32::from(c))))
    }
}

/// Numbers words as they come; what a word is called never reaches a result.
#[derive(Default)]
struct Reader<'t> {
    raw: FxHashMap<&'t str, u32>,
    folded: FxHashMap<String, u32>,
    /// A hash of each word.
    prints: Vec<u64>,
    key: String,
}

impl<'t> Reader<'t> {
    fn read(&mut self, document: &'t Document) -> Sentences {
        let mut out = Sentences::default();
        let mut terms: Vec<Term> = Vec::new();
        for sentence in document.sentences() {
            terms.clear();
            let mut order = Order::default();
            word::words(sentence.span.slice(document.text()), |raw| {
                let word = self.number(raw);
                let term = Term::new(word);
                let name = order.length > 0 && raw.chars().next().is_some_and(char::is_uppercase);
                terms.push(if name { Term(term.0 | 1) } else { term });
                order.push(self.prints.get(word as usize).copied().unwrap_or_default());
            });
            terms.sort_unstable();
            // The later of two is the one written as a name, if any is.
            terms.reverse();
            terms.dedup_by_key(|t| t.word());
            terms.reverse();
            out.terms.items.extend_from_slice(&terms);
            out.terms.end_row();
            out.lengths.push(order.length);
            let text = sentence.span.slice(document.text());
            out.prints.push(if order.length > 0 { order.hash } else { print(text) });
        }
        out
    }

    fn number(&mut self, raw: &'t str) -> u32 {
        if let Some(&word) = self.raw.get(raw) {
            return word;
        }
        self.key.clear();
        key::folded(raw, &mut self.key);
        let next = self.folded.len() as u32;
        let known = self.folded.get(self.key.as_str()).copied();
        let word = known.unwrap_or_else(|| {
            self.prints.push(print(&self.key));
            *self.folded.entry(self.key.clone()).or_insert(next)
        });
        self.raw.insert(raw, word);
        word
    }

    fn spellings(self) -> Vec<String> {
        let mut all: Vec<(u32, String)> = self.folded.into_iter().map(|(spelling, word)| (word, spelling)).collect();
        all.sort_unstable();
        all.into_iter().map(|(_, spelling)| spelling).collect()
    }
}

fn print(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// The words of a sentence in order, as one number (multiply and rotate, 64 bits).
#[derive(Default)]
struct Order {
    hash: u64,
    length: u32,
}

impl Order {
    fn push(&mut self, print: u64) {
        self.hash = (self.hash.rotate_left(26) ^ print).wrapping_mul(0xf135_7aea_2e62_a9c5);
        self.length += 1;
    }
}

fn frequencies(side: &Sentences, words: usize) -> Vec<u32> {
    let mut out = vec![0; words];
    for term in &side.terms.items {
        if let Some(n) = out.get_mut(term.word() as usize) {
            *n += 1;
        }
    }
    out
}

fn at(frequencies: &Pair<Vec<u32>>, word: usize) -> Pair<u32> {
    frequencies.as_ref().map(|side| side.get(word).copied().unwrap_or_default())
}

fn idf(sentences: f64, all: f64) -> Fixed {
    Fixed::new((all / sentences.max(1.0)).ln_1p())
}

fn weight(spelling: &str, frequency: Pair<u32>, idf: Fixed) -> Weight {
    let length = length(spelling);
    Weight {
        idf,
        content: Fixed::new(idf.get() * length),
        length: Fixed::new(length),
        is_number: spelling.chars().any(char::is_numeric),
        is_rare: frequency == Pair::new(1, 1),
    }
}

/// A syllable counts as two letters; a pair of characters of a script without spaces as a whole word.
fn length(spelling: &str) -> f64 {
    let characters = spelling.nfc().take(8).count() as f64;
    match Script::of(spelling) {
        Script::Letters => characters / 8.0,
        Script::Syllables => (characters / 4.0).min(1.0),
        Script::Unspaced => 1.0,
    }
}
