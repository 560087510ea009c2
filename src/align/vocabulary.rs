//! The words of both articles as numbers, what each weighs, and the distinct words of every sentence.
//! May import `document`, `word` and `fixed`.

mod reading;

use unicode_normalization::UnicodeNormalization as _;

use self::reading::Spellings;
use super::fixed::Light;
use super::word::Script;
use crate::document::FunctionWords;
use crate::{Document, Pair};

/// A distinct word of one sentence: its number, and whether it is written there like a name (starts upper-case inside the
/// sentence).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term(u32);

impl Term {
    fn new(word: u32) -> Self {
        Self(word << 1)
    }

    fn name(word: u32) -> Self {
        Self(word << 1 | 1)
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
    pub(super) idf: Light,
    /// `idf` times [`Weight::length`].
    pub(super) content: Light,
    /// Length in letters up to 8, as a share of 8. In a short article a function word may stand in one sentence by accident;
    /// its length gives it away in any language without a list of words.
    pub(super) length: Light,
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
    pub(super) fn with_capacity(rows: usize, items: usize) -> Self {
        Self { items: Vec::with_capacity(items), ends: Vec::with_capacity(rows) }
    }

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

    /// Appends the rows of another.
    pub(super) fn append(&mut self, other: &Self)
    where
        T: Copy,
    {
        let before = self.items();
        self.items.extend_from_slice(&other.items);
        self.ends.extend(other.ends.iter().map(|end| end + before));
    }

    pub(super) fn push(&mut self, item: T) {
        self.items.push(item);
    }

    pub(super) fn end_row(&mut self) {
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

    /// Gives every word the number that stands at its own.
    fn renumber(&mut self, numbers: &[u32]) {
        let new = |term: Term| Term(numbers.get(term.word() as usize).map_or(term.0, |&n| n << 1 | term.0 & 1));
        let mut start = 0;
        for &end in &self.terms.ends {
            if let Some(row) = self.terms.items.get_mut(start..end as usize) {
                for term in row.iter_mut() {
                    *term = new(*term);
                }
                row.sort_unstable();
            }
            start = end as usize;
        }
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
    spellings: Spellings,
    /// In how many sentences of both sides each word counts as standing, in quarters.
    with: Vec<u32>,
}

impl Vocabulary {
    /// Reads the words of both documents.
    pub(super) fn new(documents: Pair<&Document>) -> Self {
        let (sentences, spellings) = reading::sentences(documents);
        let frequencies = sentences.as_ref().map(|side| frequencies(side, spellings.len()));
        let small = FunctionWords::of(documents.map(Document::language));
        let with = |(spelling, word): (&str, u32)| {
            let n = at(&frequencies, word as usize);
            QUARTERS * (n.a + n.b) + if small.has(spelling) { SUPPOSED_WITH } else { 0 }
        };
        let with: Vec<u32> = spellings.iter().zip(0..).map(with).collect();
        let mut all = Self { sentences, weights: Vec::new(), frequencies, spellings, with };
        let mut idf = all.idf();
        let weights = all.spellings().enumerate();
        all.weights = weights.map(|(w, (word, n))| weight(word, at(&all.frequencies, w), idf.of(n))).collect();
        all
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

    /// Every word folded, with in how many sentences it counts as standing, in quarters.
    pub(super) fn spellings(&self) -> impl Iterator<Item = (&str, u32)> {
        self.spellings.iter().zip(self.with.iter().copied())
    }

    /// The weights of whatever stands in so many of the sentences.
    pub(super) fn idf(&self) -> Idf {
        Idf::new(QUARTERS * (self.sentences.a.len() + self.sentences.b.len()) + SUPPOSED)
    }
}

/// The weights of words and of their parts by how many sentences have them, each found once.
pub(super) struct Idf {
    /// Sentences of both sides, and those supposed, in quarters.
    all: u32,
    known: Vec<Option<Light>>,
}

/// What stands in more sentences, in quarters, is weighed anew each time.
const OFTEN: u32 = 4_096;

impl Idf {
    fn new(all: u32) -> Self {
        Self { all, known: vec![None; all.min(OFTEN) as usize + 1] }
    }

    /// ln(1 + all sentences / those with it), at least one.
    pub(super) fn of(&mut self, sentences: u32) -> Light {
        let sentences = sentences.clamp(QUARTERS, self.all.max(QUARTERS));
        let all = self.all;
        let find = || Light::new((f64::from(all) / f64::from(sentences)).ln_1p());
        match self.known.get_mut(sentences as usize) {
            Some(known) => *known.get_or_insert_with(find),
            None => find(),
        }
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

fn weight(spelling: &str, frequency: Pair<u32>, idf: Light) -> Weight {
    let length = length(spelling);
    Weight {
        idf,
        content: Light::new(idf.get() * length),
        length: Light::new(length),
        is_number: has_digit(spelling),
        is_rare: frequency == Pair::new(1, 1),
    }
}

fn has_digit(spelling: &str) -> bool {
    if spelling.is_ascii() {
        return spelling.bytes().any(|byte| byte.is_ascii_digit());
    }
    spelling.chars().any(char::is_numeric)
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
