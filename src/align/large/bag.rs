//! The distinct words of each unit as dense ids with their weights. Words are known by a hash of their folded letters: no
//! string is stored, and two words that share a hash cost a little weight, never a wrong text.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{Document, Pair, Span};

/// Units that one task reads.
const UNITS_A_TASK: usize = 64;

/// Bags of words of all units of one side, in one piece of memory.
#[derive(Default)]
pub(super) struct Bags {
    ids: Vec<u32>,
    starts: Vec<u32>,
    /// Σ weight of each unit's distinct words.
    pub mass: Vec<f32>,
}

impl Bags {
    /// The sorted distinct word ids of a unit.
    pub(super) fn words(&self, unit: usize) -> &[u32] {
        let (Some(&start), Some(&end)) = (self.starts.get(unit), self.starts.get(unit + 1)) else { return &[] };
        self.ids.get(start as usize..end as usize).unwrap_or_default()
    }

    /// How many units there are.
    pub(super) fn len(&self) -> usize {
        self.mass.len()
    }
}

/// Both sides' bags, with the weight of each word: ln(1 + N/df) over the units of both sides.
pub(super) struct Words {
    pub bags: Pair<Bags>,
    pub weight: Vec<f32>,
    /// The hash that each id stands for.
    hashes: Vec<u64>,
    /// How many units of each side have each word.
    pub df: Pair<Vec<u32>>,
}

impl Words {
    pub(super) fn new(documents: Pair<&Document>, spans: Pair<&[Span]>) -> Self {
        let hashes = documents.zip(spans).map(|(d, spans)| hashes(d.text(), spans));
        let mut interner = Interner::default();
        let mut bags = hashes.map(|units| dense(&units, &mut interner));
        let df = bags.as_ref().map(|bags| {
            let mut df = vec![0; interner.hashes.len()];
            for &id in &bags.ids {
                if let Some(df) = df.get_mut(id as usize) {
                    *df += 1;
                }
            }
            df
        });
        let all = (spans.a.len() + spans.b.len()) as f32;
        let weight: Vec<f32> = df.a.iter().zip(&df.b).map(|(x, y)| (all / (x + y).max(1) as f32).ln_1p()).collect();
        for bags in [&mut bags.a, &mut bags.b] {
            bags.mass = (0..bags.starts.len().saturating_sub(1))
                .map(|unit| bags.words(unit).iter().filter_map(|&id| weight.get(id as usize)).sum())
                .collect();
        }
        Self { bags, weight, hashes: interner.hashes, df }
    }

    /// The hashes of the heaviest words that two units share, at most `most`, heaviest first.
    pub(super) fn heaviest_shared(&self, a: usize, b: usize, most: usize) -> Vec<u64> {
        let other = self.bags.b.words(b);
        let weight = |id: u32| self.weight.get(id as usize).copied().unwrap_or_default();
        let mut shared: Vec<u32> =
            self.bags.a.words(a).iter().copied().filter(|id| other.binary_search(id).is_ok()).collect();
        let hash = |id: u32| self.hashes.get(id as usize).copied().unwrap_or_default();
        shared.sort_unstable_by(|&x, &y| weight(y).total_cmp(&weight(x)).then(hash(x).cmp(&hash(y))));
        shared.truncate(most);
        shared.into_iter().map(hash).collect()
    }

    /// Weight of the words that two units share.
    pub(super) fn shared(&self, a: usize, b: usize) -> f32 {
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
                sum += self.weight.get(*x as usize).copied().unwrap_or_default();
            }
        }
        sum
    }
}

/// Dense ids for word hashes, in order of appearance.
#[derive(Default)]
struct Interner {
    ids: FxHashMap<u64, u32>,
    hashes: Vec<u64>,
}

impl Interner {
    fn id(&mut self, hash: u64) -> u32 {
        let next = self.hashes.len() as u32;
        let id = *self.ids.entry(hash).or_insert(next);
        if id == next {
            self.hashes.push(hash);
        }
        id
    }
}

fn dense(units: &[Vec<u64>], interner: &mut Interner) -> Bags {
    let mut bags = Bags { ids: Vec::new(), starts: Vec::with_capacity(units.len() + 1), mass: Vec::new() };
    bags.starts.push(0);
    for unit in units {
        let start = bags.ids.len();
        bags.ids.extend(unit.iter().map(|&hash| interner.id(hash)));
        if let Some(words) = bags.ids.get_mut(start..) {
            words.sort_unstable();
        }
        bags.starts.push(bags.ids.len() as u32);
    }
    bags
}

/// The sorted distinct word hashes of each unit.
pub(super) fn hashes(text: &str, spans: &[Span]) -> Vec<Vec<u64>> {
    let one = |span: &Span| {
        let mut words = Vec::new();
        let unit = span.slice(text);
        if unit.is_ascii() {
            ascii(unit.as_bytes(), &mut words);
        } else {
            any(unit, &mut words);
        }
        words.sort_unstable();
        words.dedup();
        words
    };
    spans.par_iter().with_min_len(UNITS_A_TASK).map(one).collect()
}

/// Multiplier of `FxHash` (`rustc-hash` 1, from Firefox).
const SEED: u64 = 0x517c_c1b7_2722_0a95;

fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(SEED)
}

fn ascii(bytes: &[u8], out: &mut Vec<u64>) {
    let mut hash = 0;
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() {
            hash = mix(hash, u64::from(byte | 0x20));
        } else if hash != 0 {
            out.push(hash);
            hash = 0;
        }
    }
    if hash != 0 {
        out.push(hash);
    }
}

/// Runs of letters and digits; in scripts without spaces each pair of neighbouring characters is a word.
fn any(text: &str, out: &mut Vec<u64>) {
    let mut hash = 0;
    let mut before: Option<char> = None;
    for c in text.chars() {
        if unspaced(c) {
            if let Some(b) = before {
                out.push(mix(mix(0, u64::from(b)), u64::from(c)));
            }
            before = Some(c);
        } else {
            before = None;
        }
        if c.is_alphanumeric() && !unspaced(c) {
            for lower in c.to_lowercase() {
                let byte = if lower.is_ascii() { u64::from(lower) | 0x20 } else { u64::from(lower) };
                hash = mix(hash, byte);
            }
        } else if hash != 0 {
            out.push(hash);
            hash = 0;
        }
    }
    if hash != 0 {
        out.push(hash);
    }
}

/// Han, kana, Thai, Lao, Khmer, Myanmar.
fn unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
        | '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}
