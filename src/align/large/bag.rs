//! The distinct words of each unit as numbers: a word is known by 32 bits of a hash of its folded letters, and weighed at the
//! slot of a table that its first bits name ("the hashing trick": Weinberger and others, Feature Hashing for Large Scale
//! Multitask Learning, 2009). No string is stored, nothing is looked up; words that share a slot share their weight, and
//! are told apart all the same.

use rayon::prelude::*;

use crate::align::ascii::{self, EMPTY, mix};
use crate::parallel::Threads;
use crate::{Document, Pair, Span};

/// Units that one task reads.
const UNITS_A_TASK: usize = 128;

/// The slots of tables over words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slots {
    bits: u32,
}

impl Slots {
    /// Enough for texts of so many bytes: more than they have different words, up to a million.
    pub(super) fn for_bytes(bytes: usize) -> Self {
        Self { bits: (bytes / 16).max(1).ilog2().clamp(16, 20) }
    }

    pub(super) fn count(self) -> usize {
        1 << self.bits
    }

    /// Where a word stands.
    pub(super) fn of(self, word: u32) -> usize {
        (word >> (u32::BITS - self.bits)) as usize
    }
}

/// The number of a word.
fn number(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// Bags of words of some units of one side, in one piece of memory.
#[derive(Clone, Debug)]
pub(super) struct Bags {
    words: Vec<u32>,
    ends: Vec<u32>,
}

impl Bags {
    fn with_capacity(units: usize) -> Self {
        Self { words: Vec::new(), ends: Vec::with_capacity(units) }
    }

    /// Reads the words of some units; `None` is a unit that nobody asks for.
    pub(super) fn read(text: &str, units: &[Option<Span>]) -> Self {
        let some = |units: &[Option<Span>]| {
            let mut out = Self::with_capacity(units.len());
            for unit in units {
                out.push(|words| {
                    if let Some(span) = unit {
                        each_number(span.slice(text), |word| words.push(word));
                    }
                });
            }
            out
        };
        let parts: Vec<Self> = units.par_chunks(UNITS_A_TASK).map(some).collect();
        Self::joined(parts, units.len())
    }

    /// The bags of some units, each the words of several others together.
    pub(super) fn union(&self, units: &[std::ops::Range<u32>]) -> Self {
        let some = |units: &[std::ops::Range<u32>]| {
            let mut out = Self::with_capacity(units.len());
            for unit in units {
                let (start, end) = (self.end_before(unit.start), self.end_before(unit.end));
                out.push(|words| words.extend_from_slice(self.words.get(start..end).unwrap_or_default()));
            }
            out
        };
        let parts: Vec<Self> = units.par_chunks(UNITS_A_TASK).map(some).collect();
        Self::joined(parts, units.len())
    }

    /// The bags of some of the units.
    pub(super) fn picked(&self, units: &[u32]) -> Self {
        let mut out = Self::with_capacity(units.len());
        for &unit in units {
            out.words.extend_from_slice(self.words(unit));
            out.ends.push(out.words.len() as u32);
        }
        out
    }

    fn joined(parts: Vec<Self>, units: usize) -> Self {
        let mut out = Self::with_capacity(units);
        out.words.reserve_exact(parts.iter().map(|part| part.words.len()).sum());
        for part in parts {
            let before = out.words.len() as u32;
            out.words.extend_from_slice(&part.words);
            out.ends.extend(part.ends.into_iter().map(|end| end + before));
        }
        out
    }

    /// Adds a unit: sorts what `fill` appends and drops repetitions.
    fn push(&mut self, fill: impl FnOnce(&mut Vec<u32>)) {
        let start = self.words.len();
        fill(&mut self.words);
        if let Some(own) = self.words.get_mut(start..) {
            own.sort_unstable();
            let distinct = distinct(own);
            self.words.truncate(start + distinct);
        }
        self.ends.push(self.words.len() as u32);
    }

    fn end_before(&self, unit: u32) -> usize {
        unit.checked_sub(1).and_then(|before| self.ends.get(before as usize)).copied().unwrap_or_default() as usize
    }

    /// The sorted distinct words of a unit.
    pub(super) fn words(&self, unit: u32) -> &[u32] {
        self.words.get(self.end_before(unit)..self.end_before(unit + 1)).unwrap_or_default()
    }

    /// How many units there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// Moves the distinct values of a sorted slice to its front; how many they are.
fn distinct(sorted: &mut [u32]) -> usize {
    let mut kept = 0;
    let mut last = None;
    for at in 0..sorted.len() {
        let Some(&value) = sorted.get(at) else { break };
        if last != Some(value) {
            last = Some(value);
            if let Some(slot) = sorted.get_mut(kept) {
                *slot = value;
            }
            kept += 1;
        }
    }
    kept
}

/// Both sides' bags, with the weight of each word: ln(1 + N/df) over the units of both sides.
pub(super) struct Words {
    pub bags: Pair<Bags>,
    pub slots: Slots,
    /// By slot.
    weight: Vec<f32>,
    /// How many units of each side have a word of each slot.
    pub df: Pair<Vec<u32>>,
    /// Σ weight of each unit's distinct words.
    mass: Pair<Vec<f32>>,
}

impl Words {
    pub(super) fn new(bags: Pair<Bags>, slots: Slots) -> Self {
        let df = Threads::Many.both(bags.as_ref(), |bags| {
            let mut df = vec![0; slots.count()];
            for &word in &bags.words {
                if let Some(df) = df.get_mut(slots.of(word)) {
                    *df += 1;
                }
            }
            df
        });
        let all = (bags.a.len() + bags.b.len()) as f32;
        let weigh = |(&x, &y): (&u32, &u32)| if x + y == 0 { 0.0 } else { (all / (x + y) as f32).ln_1p() };
        let weight: Vec<f32> = df.a.iter().zip(&df.b).map(weigh).collect();
        let of = |word: u32| weight.get(slots.of(word)).copied().unwrap_or_default();
        let mass = Threads::Many.both(bags.as_ref(), |bags| {
            let one = |unit: u32| bags.words(unit).iter().map(|&word| of(word)).sum();
            (0..bags.len() as u32).map(one).collect()
        });
        Self { bags, slots, weight, df, mass }
    }

    pub(super) fn weight(&self, word: u32) -> f32 {
        self.weight.get(self.slots.of(word)).copied().unwrap_or_default()
    }

    /// Σ weight of each side's distinct words.
    pub(super) fn mass(&self, a: u32, b: u32) -> Pair<f32> {
        let at = |mass: &[f32], unit: u32| mass.get(unit as usize).copied().unwrap_or_default();
        Pair::new(at(&self.mass.a, a), at(&self.mass.b, b))
    }

    /// The heaviest words that two units share, at most `most`, heaviest first.
    pub(super) fn heaviest_shared(&self, a: u32, b: u32, most: usize) -> Vec<u32> {
        let other = self.bags.b.words(b);
        let mut shared: Vec<u32> =
            self.bags.a.words(a).iter().copied().filter(|id| other.binary_search(id).is_ok()).collect();
        shared.sort_unstable_by(|&x, &y| self.weight(y).total_cmp(&self.weight(x)).then(x.cmp(&y)));
        shared.truncate(most);
        shared
    }

    /// Weight of the words that two units share.
    pub(super) fn shared(&self, a: u32, b: u32) -> f32 {
        let (mut left, mut right) = (self.bags.a.words(a), self.bags.b.words(b));
        let mut sum = 0.0;
        while let (Some((x, more_left)), Some((y, more_right))) = (left.split_first(), right.split_first()) {
            if x <= y {
                left = more_left;
            }
            if y <= x {
                right = more_right;
            }
            if x == y {
                sum += self.weight(*x);
            }
        }
        sum
    }
}

/// The spans of some sentences of a document.
pub(super) fn sentences(document: &Document, wanted: impl Fn(&crate::document::Sentence) -> bool) -> Vec<Option<Span>> {
    document.sentences().iter().map(|sentence| wanted(sentence).then_some(sentence.span)).collect()
}

/// Calls `each` with the number of every word of a text.
pub(super) fn each_number(text: &str, mut each: impl FnMut(u32)) {
    each_word(text, |hash| each(number(hash)));
}

/// Calls `each` with the hash of every word: runs of letters and digits, case folded; in scripts without spaces each pair of
/// neighbouring characters.
fn each_word(text: &str, mut each: impl FnMut(u64)) {
    if text.is_ascii() {
        ascii::words(text.as_bytes(), |_, hash| each(hash));
    } else {
        each_other_word(text, each);
    }
}

fn each_other_word(text: &str, mut each: impl FnMut(u64)) {
    let mut before: Option<char> = None;
    let mut start = None;
    for (at, c) in text.char_indices() {
        let own = is_unspaced(c);
        if own && let Some(before) = before {
            each(mix(mix(EMPTY, u64::from(before)), u64::from(c)));
        }
        before = own.then_some(c);
        if c.is_alphanumeric() && !own {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            each(hash(text.get(start..at).unwrap_or_default()));
        }
    }
    if let Some(start) = start {
        each(hash(text.get(start..).unwrap_or_default()));
    }
}

fn hash(word: &str) -> u64 {
    if word.is_ascii() {
        return ascii::hash(word.as_bytes());
    }
    word.chars().flat_map(char::to_lowercase).fold(EMPTY, |hash, c| mix(hash, u64::from(c)))
}

/// Han, kana, Thai, Lao, Khmer, Myanmar.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
        | '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u64> {
        let mut out = Vec::new();
        each_word(text, |hash| out.push(hash));
        out
    }

    #[test]
    fn a_word_has_one_hash_in_any_text() {
        assert_eq!(words("The QUICKSILVERS, 42"), words("the “quicksilvers” — 42"));
        assert_eq!(words("Élan"), words("élan"));
        assert_ne!(words("a bc"), words("ab c"));
        assert_eq!(words("大桥关闭").len(), 3);
        assert_eq!(words("…, .").len(), 0);
    }

    #[test]
    fn bags_hold_distinct_words_of_the_units_asked_for() {
        let text = "one two one. three two. four";
        let units = [Some(Span::new(0, 12)), None, Some(Span::new(24, 28))];
        let bags = Bags::read(text, &units);
        assert_eq!([0, 1, 2].map(|unit| bags.words(unit).len()), [2, 0, 1]);
        assert_eq!(bags.union(std::slice::from_ref(&(0..3))).words(0).len(), 3);
        assert_eq!(bags.picked(&[2, 0]).words(1), bags.words(0));
    }
}
