//! Formulas: text that stands in many units alike. Two of its copies far apart share many words and mean nothing by it, so
//! a pair that does not lie between its neighbours' counterparts must share words that no third unit has together.

use rustc_hash::FxHashMap;

use super::bag::{self, Words};
use super::{Found, Units};
use crate::parallel::Threads;
use crate::{Document, Pair, Span};

/// Heaviest shared words that stand for a pair.
const WORDS: usize = 6;
/// A third unit with so many of them shows a formula.
const TOGETHER: u8 = 4;
/// Units of each side that are looked at: a formula on 1 % of the units shows about ten times.
const SAMPLE: usize = 1_000;

/// Takes out the pairs that a formula explains as well.
pub(super) fn drop_chance_pairs(
    found: &mut Vec<Found>,
    units: &Units,
    words: &Words,
    places: Pair<&[u32]>,
    twins: &[Option<u32>],
) {
    let spans = units.spans;
    let mut to_a = vec![None; spans.b.len()];
    for (i, &j) in (0u32..).zip(twins) {
        if let Some(slot) = j.and_then(|j| to_a.get_mut(j as usize)) {
            *slot = Some(i);
        }
    }
    let gaps = Pair::new(Gaps::new(twins, spans.b.len()), Gaps::new(&to_a, spans.a.len()));
    let near = |a: u32, b: u32| gaps.a.hold(a, b) || gaps.b.hold(b, a);
    let place = |places: &[u32], at: u32| places.get(at as usize).copied().unwrap_or_default();
    let far: Vec<usize> = (0..found.len())
        .filter(|&k| found.get(k).is_some_and(|f| !near(place(places.a, f.a), place(places.b, f.b))))
        .collect();
    if far.is_empty() {
        return;
    }
    let mut wanted = Wanted::new();
    let mut own: Vec<Pair<Span>> = Vec::with_capacity(far.len());
    let span = |spans: &[Span], at: u32| spans.get(at as usize).copied().unwrap_or_default();
    for (n, &k) in (0u32..).zip(&far) {
        let Some(f) = found.get(k) else { continue };
        own.push(Pair::new(span(spans.a, place(places.a, f.a)), span(spans.b, place(places.b, f.b))));
        for word in words.heaviest_shared(f.a, f.b, WORDS) {
            wanted.add(word, n);
        }
    }
    let own = Pair::new(own.iter().map(|o| o.a).collect::<Vec<_>>(), own.iter().map(|o| o.b).collect());
    let sides = units.documents.zip(units.population).zip(own.as_ref());
    let explained =
        Threads::Many.both(sides, |((document, population), own)| formulas(document, population, &wanted, own));
    let mut chance = vec![false; found.len()];
    for (n, &k) in far.iter().enumerate() {
        let explained = explained.a.get(n) == Some(&true) || explained.b.get(n) == Some(&true);
        if let Some(slot) = chance.get_mut(k) {
            *slot = explained;
        }
    }
    let mut chance = chance.into_iter();
    found.retain(|_| !chance.next().unwrap_or(false));
}

/// The words that stand for pairs, each with its pairs.
struct Wanted {
    pairs: FxHashMap<u32, Vec<u32>>,
    /// A bit for each of the words' first sixteen, so that most other words need not be looked up.
    heads: Vec<u64>,
}

impl Wanted {
    fn new() -> Self {
        Self { pairs: FxHashMap::default(), heads: vec![0; 1 << 10] }
    }

    fn add(&mut self, word: u32, pair: u32) {
        self.pairs.entry(word).or_default().push(pair);
        if let Some(bits) = self.heads.get_mut((word >> 22) as usize) {
            *bits |= 1u64 << (word >> 16 & 63);
        }
    }

    /// Whether a word may be one of them; some that are not are said to be.
    fn may_have(&self, word: u32) -> bool {
        self.heads.get((word >> 22) as usize).is_some_and(|bits| bits >> (word >> 16 & 63) & 1 == 1)
    }
}

/// For each pair whether some unit of one side, not its own, has its words together.
fn formulas(document: &Document, population: &[Span], wanted: &Wanted, own: &[Span]) -> Vec<bool> {
    let stride = population.len().div_ceil(SAMPLE).max(1);
    let mut explained = vec![false; own.len()];
    let mut hits: Vec<u8> = vec![0; own.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut found: Vec<u32> = Vec::new();
    for unit in population.iter().step_by(stride) {
        bag::each_number(unit.slice(document.text()), |word| found.extend(wanted.may_have(word).then_some(word)));
        found.sort_unstable();
        found.dedup();
        for n in found.drain(..).filter_map(|word| wanted.pairs.get(&word)).flatten() {
            if let Some(hits) = hits.get_mut(*n as usize) {
                if *hits == 0 {
                    touched.push(*n);
                }
                *hits = hits.saturating_add(1);
            }
        }
        for n in touched.drain(..) {
            let n = n as usize;
            if let (Some(hits), Some(slot)) = (hits.get_mut(n), explained.get_mut(n)) {
                *slot |= *hits >= TOGETHER && own.get(n) != Some(unit);
                *hits = 0;
            }
        }
    }
    explained
}

/// A gap of more units than this between two neighbouring twins says nothing of where a unit belongs.
const WIDEST_GAP: u32 = 16;

/// For each unit of one side the counterparts of the twins around it.
struct Gaps {
    /// The twin of the nearest unit before it that has one, plus 1; and of the nearest after it.
    around: Vec<(u32, u32)>,
}

impl Gaps {
    fn new(twins: &[Option<u32>], others: usize) -> Self {
        let mut around = vec![(0, others as u32); twins.len()];
        let mut before = 0;
        for (slot, twin) in around.iter_mut().zip(twins) {
            slot.0 = before;
            before = twin.map_or(before, |j| j + 1);
        }
        let mut after = others as u32;
        for (slot, twin) in around.iter_mut().zip(twins).rev() {
            slot.1 = after;
            after = twin.unwrap_or(after);
        }
        Self { around }
    }

    /// Whether the other side's unit lies between the counterparts of the twins around this one.
    fn hold(&self, unit: u32, other: u32) -> bool {
        self.around.get(unit as usize).is_some_and(|&(from, to)| from <= other && other < to && to - from <= WIDEST_GAP)
    }
}
