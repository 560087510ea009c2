//! Reads the words of sentences, and gives each a number. May import `ascii`, `document`, `number`, `word` and the rows of
//! `vocabulary`.

use rustc_hash::FxHashMap;

use super::{Sentences, Term};
use crate::align::ascii;
use crate::align::number::Numbers;
use crate::align::word::other_words;
use crate::document::key;
use crate::parallel::{BYTES_A_TASK, Threads};
use crate::{Document, Pair};

/// The sentences of both documents, and how their words are spelled.
pub(super) fn sentences(documents: Pair<&Document>) -> (Pair<Sentences>, Spellings) {
    let shorter = documents.a.text().len().min(documents.b.text().len());
    match Threads::for_work(2 * shorter, BYTES_A_TASK) {
        Threads::One => one_by_one(documents),
        Threads::Many => at_once(documents),
    }
}

/// Reads a, then what is new in b.
fn one_by_one(documents: Pair<&Document>) -> (Pair<Sentences>, Spellings) {
    let mut reader = Reader::default();
    let a = reader.read(documents.a, &Known::default());
    let b = reader.read(documents.b, &Known::new(documents.a, &a));
    (Pair::new(a, b), reader.words.spellings)
}

/// Reads both, each with numbers of its own; the words of b are then given those that they have in a.
fn at_once(documents: Pair<&Document>) -> (Pair<Sentences>, Spellings) {
    let read = Threads::Many.both(documents, |document| {
        let mut reader = Reader::default();
        (reader.read(document, &Known::default()), reader.words)
    });
    let ((a, mut words), (mut b, others)) = read.into_tuple();
    b.renumber(&words.take_over(&others));
    (Pair::new(a, b), words.spellings)
}

/// Folded words by number, in one piece of memory.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    text: String,
    ends: Vec<u32>,
}

impl Spellings {
    fn push(&mut self, spell: impl FnOnce(&mut String)) {
        spell(&mut self.text);
        self.ends.push(self.text.len() as u32);
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let word = self.text.get(start..end as usize).unwrap_or_default();
            start = end as usize;
            word
        })
    }
}

/// Words numbered as they come; what a word is called never reaches a result.
#[derive(Debug, Default)]
struct Words {
    /// By the hash of the spelling.
    numbers: Numbers,
    spellings: Spellings,
}

impl Words {
    /// The number of a word, by its hash; `spell` appends how it is spelled.
    fn number(&mut self, print: u64, spell: impl FnOnce(&mut String)) -> u32 {
        let word = self.numbers.of(print);
        if word as usize == self.spellings.len() {
            self.spellings.push(spell);
        }
        word
    }

    /// The numbers of some words numbered elsewhere, in the order of those.
    fn take_over(&mut self, others: &Self) -> Vec<u32> {
        let others = others.numbers.hashes().zip(others.spellings.iter());
        others.map(|(print, spelling)| self.number(print, |own| own.push_str(spelling))).collect()
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

/// Reads one document after another.
#[derive(Default)]
struct Reader {
    words: Words,
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
            let order = self.words_of(text, &mut terms);
            terms.sort_unstable();
            // The later of two is the one written as a name, if any is.
            terms.dedup_by(|later, kept| {
                let is_same = later.word() == kept.word();
                if is_same {
                    *kept = *later;
                }
                is_same
            });
            out.terms.items.extend_from_slice(&terms);
            out.terms.end_row();
            out.lengths.push(order.length);
            out.prints.push(if order.length > 0 { order.hash } else { folded_hash(text) });
        }
        out
    }

    /// Appends the words of a sentence, and gives them in order as one number.
    fn words_of(&mut self, text: &str, terms: &mut Vec<Term>) -> Order {
        let mut order = Order::default();
        let Self { words, key } = self;
        let mut add = |is_capital: bool, print: u64, word: u32| {
            let is_name = order.length > 0 && is_capital;
            terms.push(if is_name { Term::name(word) } else { Term::new(word) });
            order.push(print);
        };
        if text.is_ascii() {
            ascii::words(text.as_bytes(), |raw, print| {
                let word = words.number(print, |spelling| {
                    spelling.extend(raw.iter().map(|byte| char::from(byte.to_ascii_lowercase())));
                });
                add(raw.first().is_some_and(u8::is_ascii_uppercase), print, word);
            });
        } else {
            other_words(text, |raw| {
                key.clear();
                key::folded(raw, key);
                let print = folded_hash(key);
                let word = words.number(print, |spelling| spelling.push_str(key));
                add(raw.chars().next().is_some_and(char::is_uppercase), print, word);
            });
        }
        order
    }
}

/// The hash of a word that is folded already.
fn folded_hash(word: &str) -> u64 {
    if word.is_ascii() {
        return ascii::hash(word.as_bytes());
    }
    word.chars().fold(ascii::EMPTY, |hash, c| ascii::mix(hash, u64::from(c)))
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

#[cfg(test)]
mod tests {
    use super::{at_once, one_by_one};
    use crate::{Document, Pair, Segmentation, Source};

    #[test]
    fn words_have_the_same_numbers_however_many_threads_read_them() {
        let a = "The Ferry sank. Nobody knew why the ferry sank. It had sailed on Monday.";
        let b = "On Monday the boat sailed. Nobody knew why the ferry sank. Why? It sank.";
        let read = |text: &str| Document::new(text, Source::default(), Segmentation::Auto, None);
        let documents = Pair::new(read(a), read(b));
        let documents = documents.as_ref();
        assert_eq!(format!("{:?}", at_once(documents)), format!("{:?}", one_by_one(documents)));
        let swapped = documents.swap();
        assert_eq!(format!("{:?}", at_once(swapped)), format!("{:?}", one_by_one(swapped)));
    }
}
