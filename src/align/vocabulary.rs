//! The words of both articles as numbers, what each weighs, and the distinct words of every sentence.
//! May import `document`, `word` and `fixed`.

use std::hash::Hasher as _;

use rustc_hash::{FxHashMap, FxHasher};
use unicode_normalization::UnicodeNormalization as _;

use super::fixed::Fixed;
use super::word::{self, Script};
use crate::document::{FunctionWords, key};
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

    /// Appends a sentence that stands elsewhere.
    fn copy_row(&mut self, other: &Self, row: u32) {
        self.terms.items.extend_from_slice(other.terms.row(row));
        self.terms.end_row();
        self.lengths.extend(other.lengths.get(row as usize));
        self.prints.extend(other.prints.get(row as usize));
    }
}

/// Sentences are counted in quarters, so that what is supposed is a whole number too.
const QUARTERS: u32 = 4;
/// So many sentences are supposed beside those of both articles, and that so many of them have each of the language's small
/// words, other words none: in ten sentences `he` may stand once by accident, and still says little. From a few sentences
/// up to a hundred the fit is flat; worth .02 of F1 on tales, nothing on long articles.
const SUPPOSED: u32 = 25 * QUARTERS;
const SUPPOSED_WITH: u32 = SUPPOSED / 4;

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
        let a = reader.read(documents.a, &Known::default());
        let b = reader.read(documents.b, &Known::new(documents.a, &a));
        let sentences = Pair::new(a, b);
        let spellings = reader.spellings;
        let frequencies = sentences.as_ref().map(|side| frequencies(side, spellings.len()));
        let small = FunctionWords::of(documents.map(Document::language));
        let with = |(spelling, word): (&str, u32)| {
            let n = at(&frequencies, word as usize);
            QUARTERS * (n.a + n.b) + if small.has(spelling) { SUPPOSED_WITH } else { 0 }
        };
        let with: Vec<u32> = spellings.iter().zip(0..).map(with).collect();
        let mut idf = Idf::new(QUARTERS * (sentences.a.len() + sentences.b.len()) + SUPPOSED);
        let weights = spellings.iter().zip(&with).enumerate();
        let weights = weights.map(|(w, (word, &n))| weight(word, at(&frequencies, w), idf.of(n))).collect();
        let grams = Grams::new(&spellings, &with, &mut idf);
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

    /// The parts of a word, as numbers below [`Vocabulary::gram_count`]; one may come twice.
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

/// The weights of words and of their parts by how many sentences have them, each found once.
struct Idf {
    /// Sentences of both sides, and those supposed, in quarters.
    all: u32,
    known: Vec<Option<Fixed>>,
}

/// What stands in more sentences, in quarters, is weighed anew each time.
const OFTEN: u32 = 4_096;

impl Idf {
    fn new(all: u32) -> Self {
        Self { all, known: vec![None; all.min(OFTEN) as usize + 1] }
    }

    /// ln(1 + all sentences / those with it), at least one.
    fn of(&mut self, sentences: u32) -> Fixed {
        let sentences = sentences.clamp(QUARTERS, self.all.max(QUARTERS));
        let all = self.all;
        let find = || Fixed::new((f64::from(all) / f64::from(sentences)).ln_1p());
        match self.known.get_mut(sentences as usize) {
            Some(known) => *known.get_or_insert_with(find),
            None => find(),
        }
    }
}

/// About so many parts of a word stand in none before it.
const NEW_GRAMS: usize = 4;

/// The parts of all words.
#[derive(Debug)]
struct Grams {
    /// The parts of each word; one may come twice.
    of_words: Rows<u32>,
    idf: Vec<Fixed>,
}

impl Grams {
    /// A part counts as standing in as many sentences as the words that have it together.
    fn new(spellings: &Spellings, sentences_with: &[u32], idf: &mut Idf) -> Self {
        let mut of_words = Rows::default();
        let mut numbers = Numbers::with_capacity(spellings.len() * NEW_GRAMS);
        // The last word that has each part, and in how many sentences all that have it stand.
        let mut found: Vec<(u32, u32)> = Vec::with_capacity(spellings.len() * NEW_GRAMS);
        let mut letters = Vec::new();
        for ((word, spelling), &with) in (0..).zip(spellings.iter()).zip(sentences_with) {
            word::grams(spelling, &mut letters, |hash| {
                let gram = numbers.of(hash);
                match found.get_mut(gram as usize) {
                    Some((last, _)) if *last == word => {}
                    Some(seen) => *seen = (word, seen.1.saturating_add(with)),
                    None => found.push((word, with)),
                }
                of_words.items.push(gram);
            });
            of_words.end_row();
        }
        Self { of_words, idf: found.into_iter().map(|(_, n)| idf.of(n)).collect() }
    }
}

/// Gives hashes numbers from 0 on, in the order in which they come: a table with open addressing that holds no more than the
/// numbers, at most half full.
#[derive(Debug, Default)]
struct Numbers {
    /// One more than the number of what stands there; 0 where nothing does.
    slots: Vec<u32>,
    hashes: Vec<u64>,
}

impl Numbers {
    fn with_capacity(count: usize) -> Self {
        Self { slots: vec![0; (2 * count).next_power_of_two()], hashes: Vec::with_capacity(count) }
    }

    fn len(&self) -> u32 {
        self.hashes.len() as u32
    }

    /// The number of a hash: the next one if it is new.
    fn of(&mut self, hash: u64) -> u32 {
        if 2 * self.hashes.len() >= self.slots.len() {
            self.grow();
        }
        let mut at = self.place(hash);
        while let Some(slot) = self.slots.get_mut(at) {
            let Some(number) = slot.checked_sub(1) else {
                self.hashes.push(hash);
                *slot = self.hashes.len() as u32;
                break;
            };
            if self.hashes.get(number as usize) == Some(&hash) {
                return number;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.len() - 1
    }

    /// Where a hash is looked for first: what is alike in its low bits must not stand together.
    fn place(&self, hash: u64) -> usize {
        let mixed = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 32) as usize & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        let slots = (2 * self.slots.len()).max(16);
        self.slots.clear();
        self.slots.resize(slots, 0);
        let hashes = std::mem::take(&mut self.hashes);
        self.hashes.reserve(2 * hashes.len());
        for hash in hashes {
            self.of(hash);
        }
    }
}

/// Folded words by number, in one piece of memory.
#[derive(Debug, Default)]
struct Spellings {
    text: String,
    ends: Vec<u32>,
}

impl Spellings {
    fn push(&mut self, spelling: &str) {
        self.text.push_str(spelling);
        self.ends.push(self.text.len() as u32);
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let word = self.text.get(start..end as usize).unwrap_or_default();
            start = end as usize;
            word
        })
    }
}

/// Sentences read before, by their text.
#[derive(Default)]
struct Known<'a> {
    rows: FxHashMap<&'a str, u32>,
    sentences: Option<&'a Sentences>,
}

impl<'a> Known<'a> {
    fn new(document: &'a Document, sentences: &'a Sentences) -> Self {
        let texts = document.sentences().iter().map(|s| s.span.slice(document.text()));
        Self { rows: texts.zip(0..).collect(), sentences: Some(sentences) }
    }
}

/// Numbers words as they come; what a word is called never reaches a result.
#[derive(Default)]
struct Reader {
    numbers: Numbers,
    spellings: Spellings,
    key: String,
}

impl Reader {
    fn read(&mut self, document: &Document, known: &Known) -> Sentences {
        let mut out = Sentences::default();
        let mut terms: Vec<Term> = Vec::new();
        for sentence in document.sentences() {
            let text = sentence.span.slice(document.text());
            if let Some((sentences, &row)) = known.sentences.zip(known.rows.get(text)) {
                out.copy_row(sentences, row);
                continue;
            }
            terms.clear();
            let order = self.words(text, &mut terms);
            terms.sort_unstable();
            // The later of two is the one written as a name, if any is.
            terms.reverse();
            terms.dedup_by_key(|t| t.word());
            terms.reverse();
            out.terms.items.extend_from_slice(&terms);
            out.terms.end_row();
            out.lengths.push(order.length);
            out.prints.push(if order.length > 0 { order.hash } else { print(text) });
        }
        out
    }

    fn words(&mut self, text: &str, terms: &mut Vec<Term>) -> Order {
        let mut order = Order::default();
        word::words(text, |raw| {
            let print = self.fold(raw);
            let word = self.number(print);
            let term = Term::new(word);
            let name = order.length > 0 && raw.chars().next().is_some_and(char::is_uppercase);
            terms.push(if name { Term(term.0 | 1) } else { term });
            order.push(print);
        });
        order
    }

    /// Leaves a word's folded spelling in `key`, and gives its hash.
    fn fold(&mut self, raw: &str) -> u64 {
        self.key.clear();
        key::folded(raw, &mut self.key);
        print(&self.key)
    }

    /// The number of the word in `key`.
    fn number(&mut self, print: u64) -> u32 {
        let word = self.numbers.of(print);
        if word as usize == self.spellings.len() {
            self.spellings.push(&self.key);
        }
        word
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
    if spelling.is_ascii() {
        return spelling.len().min(8) as f64 / 8.0;
    }
    let characters = spelling.nfc().take(8).count() as f64;
    match Script::of(spelling) {
        Script::Letters => characters / 8.0,
        Script::Syllables => (characters / 4.0).min(1.0),
        Script::Unspaced => 1.0,
    }
}
