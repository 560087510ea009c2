//! Units without a twin: candidates over rare shared words and beside the neighbours' counterparts, decided by weighted
//! word overlap. Every rule and tie treats both sides alike, so that swapped inputs give the mirror.

use std::ops::Range;

use rayon::prelude::*;

use super::bag::{Bags, Slots, Words};
use super::formula;
use super::{Found, Units};
use crate::parallel::{self, Threads};
use crate::{Pair, Side};

/// Least overlap of a one-to-one pair. Measured on generated rewrites: pairs with a third of their words replaced lie above
/// .5, unrelated ones of one topic below .2.
const LEAST: f32 = 0.25;
/// Least overlap of a pair far from everything that speaks for it.
pub(super) const FAR: f32 = 0.4;
/// Least share of a unit's weight that its host holds where several units became one.
const CONTAINED: f32 = 0.4;
/// Words that vote for candidates: the rarest of a unit that the other side has.
const VOTERS: usize = 8;
/// A word on more units of the other side than this says too little to vote.
const POSTINGS: u32 = 32;
/// Pairs that one task scores.
const PAIRS_A_TASK: usize = 256;
/// Units whose votes one task counts.
const UNITS_A_TASK: usize = 64;
/// Candidates of a unit that are compared in full.
const CANDIDATES: usize = 4;

/// Probability that a pair of this overlap is right; a straight line between the ends of the measured scale.
pub(super) fn confidence(similarity: f32) -> f32 {
    (0.5 + similarity * 0.6).min(0.99)
}

#[derive(Clone, Copy)]
struct Candidate {
    a: u32,
    b: u32,
    /// Twice the shared weight over both masses: 0 to 1.
    similarity: f32,
    /// Shared weight over the lighter side's mass.
    contained: f32,
}

/// Links among the units that have no twin. `bags` gives the words of the units it is asked for.
pub(super) fn pair(units: &Units, twins: &[Option<u32>], bags: impl FnOnce(Pair<&[u32]>) -> Pair<Bags>) -> Vec<Found> {
    let mut has_twin = vec![false; units.spans.b.len()];
    for &j in twins.iter().flatten() {
        if let Some(slot) = has_twin.get_mut(j as usize) {
            *slot = true;
        }
    }
    let rows: Vec<u32> = (0u32..).zip(twins).filter_map(|(i, t)| t.is_none().then_some(i)).collect();
    let columns: Vec<u32> = (0u32..).zip(&has_twin).filter_map(|(j, &t)| (!t).then_some(j)).collect();
    if rows.is_empty() || columns.is_empty() {
        return Vec::new();
    }
    let places = Pair::new(rows.as_slice(), columns.as_slice());
    let words = Words::new(bags(places), units.slots);
    let mut wanted = voted(&words);
    wanted.extend(beside(twins, &rows, &columns));
    wanted.par_sort_unstable();
    wanted.dedup();
    let mut found = decide(places, score(&words, &wanted));
    formula::drop_chance_pairs(&mut found, units, &words, places, twins);
    let whole = |f: Found| Some(Found { a: *rows.get(f.a as usize)?, b: *columns.get(f.b as usize)?, ..f });
    found.into_iter().filter_map(whole).collect()
}

fn score(words: &Words, wanted: &[(u32, u32)]) -> Vec<Candidate> {
    let one = |&(a, b): &(u32, u32)| Candidate::new((a, b), words.shared(a, b), words.mass(a, b));
    parallel::map(wanted, PAIRS_A_TASK, one)
}

impl Candidate {
    fn new((a, b): (u32, u32), shared: f32, mass: Pair<f32>) -> Self {
        Self {
            a,
            b,
            similarity: 2.0 * shared / (mass.a + mass.b).max(f32::MIN_POSITIVE),
            contained: shared / mass.a.min(mass.b).max(f32::MIN_POSITIVE),
        }
    }
}

/// Compares every unit of one small group with every unit of another, in one pass over the words of either.
#[derive(Default)]
pub(super) struct Matrix {
    /// A table with open addressing, at most half full: words and the units of a that have them, a bit each; no bits where
    /// nothing stands.
    having: Vec<(u32, u32)>,
}

/// Weight that a unit of b shares with each unit of a.
type Row = [f32; Matrix::MOST];

impl Matrix {
    /// Up to so many units on a side.
    pub(super) const MOST: usize = u32::BITS as usize;

    /// Links among the units of two ranges; places in the answer are counted from the start of each.
    pub(super) fn pair(&mut self, words: &Words, ranges: &Pair<Range<u32>>) -> Vec<Found> {
        self.fill(words, &ranges.a);
        let mut candidates = Vec::with_capacity(ranges.a.len() * ranges.b.len());
        for (b, unit) in (0u32..).zip(ranges.b.clone()) {
            let shared = self.shared(words, unit);
            for (a, (row, &shared)) in (0u32..).zip(ranges.a.clone().zip(&shared)) {
                candidates.push(Candidate::new((a, b), shared, words.mass(row, unit)));
            }
        }
        let places = ranges.as_ref().map(|range| (0..range.len() as u32).collect::<Vec<u32>>());
        decide(places.as_ref().map(Vec::as_slice), candidates)
    }

    /// Takes the words of some units.
    fn fill(&mut self, words: &Words, units: &Range<u32>) {
        let count: usize = units.clone().map(|unit| words.bags.a.words(unit).len()).sum();
        let slots = (2 * count).next_power_of_two();
        self.having.clear();
        self.having.resize(slots, (0, 0));
        for (bit, unit) in (0u32..).zip(units.clone()) {
            for &word in words.bags.a.words(unit) {
                let at = self.place(word);
                if let Some(having) = self.having.get_mut(at) {
                    *having = (word, having.1 | 1 << bit);
                }
            }
        }
    }

    /// Where a word stands, or would.
    fn place(&self, word: u32) -> usize {
        let last = self.having.len().wrapping_sub(1);
        let mut at = word as usize & last;
        while self.having.get(at).is_some_and(|having| having.1 != 0 && having.0 != word) {
            at = (at + 1) & last;
        }
        at
    }

    fn shared(&self, words: &Words, unit: u32) -> Row {
        let mut shared = [0.0; Self::MOST];
        for &word in words.bags.b.words(unit) {
            let mut units = self.having.get(self.place(word)).map_or(0, |having| having.1);
            if units == 0 {
                continue;
            }
            let weight = words.weight(word);
            while units != 0 {
                if let Some(sum) = shared.get_mut(units.trailing_zeros() as usize) {
                    *sum += weight;
                }
                units &= units - 1;
            }
        }
        shared
    }
}

/// One-to-one by falling overlap; then units that joined or left a linked neighbour. `places` are the units' positions in
/// their documents.
fn decide(places: Pair<&[u32]>, mut candidates: Vec<Candidate>) -> Vec<Found> {
    // Candidates that tie in all of this share neither row nor column, so their order decides nothing.
    candidates.par_sort_unstable_by(|x, y| {
        let key = |c: &Candidate| (u64::from(c.a) + u64::from(c.b), c.a.abs_diff(c.b));
        y.similarity.total_cmp(&x.similarity).then_with(|| key(x).cmp(&key(y)))
    });
    let mut partner = places.map(|places| vec![None::<u32>; places.len()]);
    let neighbours = |places: &[u32], x: u32, y: u32| match (places.get(x as usize), places.get(y as usize)) {
        (Some(x), Some(y)) => x.abs_diff(*y) == 1,
        _ => false,
    };
    let mut found = Vec::new();
    let mut open = Vec::new();
    for c in candidates {
        let (Some(to_b), Some(to_a)) = (partner.a.get_mut(c.a as usize), partner.b.get_mut(c.b as usize)) else {
            continue;
        };
        if to_b.is_none() && to_a.is_none() && c.similarity >= LEAST {
            *to_b = Some(c.b);
            *to_a = Some(c.a);
            found.push(Found { a: c.a, b: c.b, similarity: c.similarity, twin: false });
        } else if c.contained >= CONTAINED {
            open.push(c);
        }
    }
    open.sort_unstable_by(|x, y| {
        let key = |c: &Candidate| (u64::from(c.a) + u64::from(c.b), c.a.abs_diff(c.b));
        y.contained.total_cmp(&x.contained).then_with(|| key(x).cmp(&key(y)))
    });
    for c in open {
        let (to_b, to_a) =
            (partner.a.get(c.a as usize).copied().flatten(), partner.b.get(c.b as usize).copied().flatten());
        let joins = match (to_b, to_a) {
            (Some(host), None) => neighbours(places.b, host, c.b),
            (None, Some(host)) => neighbours(places.a, host, c.a),
            _ => false,
        };
        if joins {
            found.push(Found { a: c.a, b: c.b, similarity: c.contained, twin: false });
            if let Some(slot) = partner.a.get_mut(c.a as usize).filter(|p| p.is_none()) {
                *slot = Some(c.b);
            }
            if let Some(slot) = partner.b.get_mut(c.b as usize).filter(|p| p.is_none()) {
                *slot = Some(c.a);
            }
        }
    }
    found
}

/// Pairs that rare shared words speak for, from both sides.
fn voted(words: &Words) -> Vec<(u32, u32)> {
    let index =
        Threads::Many.both(words.bags.as_ref().zip(words.df.as_ref()), |(bags, df)| Index::new(bags, words.slots, df));
    let of = |own: Side| votes(words, own, index.side(own.other()));
    let found = Threads::Many.both(Pair::new(Side::A, Side::B), of);
    let mut wanted = found.a;
    wanted.extend(found.b.into_iter().map(|(b, a)| (a, b)));
    wanted
}

/// For each unit of one side the few of the other that its rarest words vote for; `index` is the other's.
fn votes(words: &Words, own: Side, index: &Index) -> Vec<(u32, u32)> {
    let (bags, df) = (words.bags.side(own), words.df.side(own.other()));
    let others = words.bags.side(own.other()).len();
    let one = |tally: &mut Tally, unit: u32| {
        let times = |word: u32| df.get(words.slots.of(word)).copied().unwrap_or_default();
        let mut voters: Vec<(u32, u32)> = bags
            .words(unit)
            .iter()
            .map(|&word| (times(word), word))
            .filter(|(times, _)| (1..=POSTINGS).contains(times))
            .collect();
        if voters.len() > VOTERS {
            voters.select_nth_unstable(VOTERS);
            voters.truncate(VOTERS);
        }
        voters.sort_unstable();
        for (_, word) in voters {
            let weight = words.weight(word);
            for &other in index.units(words.slots.of(word)) {
                tally.add(other, weight);
            }
        }
        let mut counted = tally.take();
        counted.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        counted.truncate(CANDIDATES);
        counted.into_iter().map(move |(other, _)| (unit, other)).collect::<Vec<_>>()
    };
    let units = 0..bags.len() as u32;
    let rows = parallel::map_range(units, UNITS_A_TASK, || Tally::new(others), one);
    rows.into_iter().flatten().collect()
}

/// The votes of one unit for units of the other side.
struct Tally {
    /// By unit; 0 where none has voted for it.
    sums: Vec<f32>,
    voted: Vec<u32>,
}

impl Tally {
    fn new(units: usize) -> Self {
        Self { sums: vec![0.0; units], voted: Vec::new() }
    }

    fn add(&mut self, unit: u32, weight: f32) {
        if let Some(sum) = self.sums.get_mut(unit as usize) {
            if *sum == 0.0 {
                self.voted.push(unit);
            }
            *sum += weight;
        }
    }

    /// The units voted for with their sums, in no particular order; the next vote begins anew.
    fn take(&mut self) -> Vec<(u32, f32)> {
        let sums = &mut self.sums;
        let mut take = |unit: u32| sums.get_mut(unit as usize).map_or(0.0, std::mem::take);
        self.voted.drain(..).map(|unit| (unit, take(unit))).collect()
    }
}

/// The units that have a word of each slot, rare ones only.
struct Index {
    starts: Vec<u32>,
    units: Vec<u32>,
}

impl Index {
    fn new(bags: &Bags, slots: Slots, df: &[u32]) -> Self {
        let mut starts = Vec::with_capacity(df.len() + 1);
        let mut total = 0;
        for &n in df {
            total += if n <= POSTINGS { n } else { 0 };
            starts.push(total);
        }
        starts.push(total);
        // From the last unit to the first: each start comes down to its place.
        let mut units = vec![0; total as usize];
        for unit in (0..bags.len() as u32).rev() {
            for &word in bags.words(unit) {
                let slot = slots.of(word);
                if df.get(slot).is_some_and(|&n| n <= POSTINGS)
                    && let Some(start) = starts.get_mut(slot)
                {
                    *start -= 1;
                    if let Some(place) = units.get_mut(*start as usize) {
                        *place = unit;
                    }
                }
            }
        }
        Self { starts, units }
    }

    fn units(&self, slot: usize) -> &[u32] {
        let (Some(&start), Some(&end)) = (self.starts.get(slot), self.starts.get(slot + 1)) else { return &[] };
        self.units.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// Pairs that stand beside the counterparts of their neighbours: the k-th without a twin after a pair of twins, and the k-th
/// before one.
fn beside(twins: &[Option<u32>], rows: &[u32], columns: &[u32]) -> Vec<(u32, u32)> {
    let place = |j: u32| columns.binary_search(&j).ok().map(|at| at as u32);
    let twin_at = |i: u32| twins.get(i as usize).copied().flatten();
    let mut wanted = Vec::new();
    let mut predicted: Option<u32> = Some(0);
    let mut last = None;
    for (at, &i) in (0u32..).zip(rows) {
        if last != Some(i.wrapping_sub(1)) && i > 0 {
            predicted = twin_at(i - 1).map(|j| j + 1);
        }
        wanted.extend(predicted.and_then(place).map(|b| (at, b)));
        predicted = predicted.map(|j| j + 1);
        last = Some(i);
    }
    let mut next: Option<u32> = None;
    let mut predicted: Option<u32> = None;
    for (at, &i) in rows.iter().enumerate().rev() {
        if next != Some(i + 1) {
            predicted = twin_at(i + 1).and_then(|j| j.checked_sub(1));
        }
        wanted.extend(predicted.and_then(place).map(|b| (at as u32, b)));
        predicted = predicted.and_then(|j| j.checked_sub(1));
        next = Some(i);
    }
    wanted
}
