//! Sentences whose words stand unchanged on the other side: which of them need no weighing, and where their neighbours'
//! counterparts are to be expected. May import `chain`, `large::twin`, `vocabulary` and `Pair`.

use rustc_hash::FxHashMap;

use super::chain;
use super::large::twin;
use super::vocabulary::Sentences;
use crate::{Pair, Side};

/// A twin in order that has at least so many words needs no further evidence; a shorter one (`He laughed.`) stands beside
/// another twin, or at the start or the end of both articles.
const SURE_WORDS: u32 = 4;
/// A twin out of order needs no further evidence if it has so many words and stands once on either side.
const SURE_MOVED_WORDS: u32 = 6;

/// Twins of both sides' sentences.
#[derive(Debug)]
pub(super) struct Twins {
    settled: Pair<Vec<Option<u32>>>,
    /// For each sentence the nearest twin at or before it, and at or after it, with their counterparts.
    before: Pair<Vec<Option<(u32, u32)>>>,
    after: Pair<Vec<Option<(u32, u32)>>>,
}

impl Twins {
    /// Finds them.
    pub(super) fn new(sentences: Pair<&Sentences>) -> Self {
        let to_b = twin::pair(sentences.map(|side| side.prints.as_slice()));
        let counts = sentences.map(Sentences::len);
        let partners = Pair::new(inverse(counts.b, &to_b), to_b).swap();
        let settled_a = settled(sentences, &partners.a);
        let settled = Pair::new(inverse(counts.b, &settled_a), settled_a).swap();
        let before = partners.as_ref().map(|side| nearest((0u32..).zip(side.iter().copied())));
        let after = partners.as_ref().map(|side| {
            let mut found = nearest((0u32..).zip(side.iter().copied()).collect::<Vec<_>>().into_iter().rev());
            found.reverse();
            found
        });
        Self { settled, before, after }
    }

    /// The counterpart of a sentence that needs no weighing.
    pub(super) fn partner(&self, side: Side, at: u32) -> Option<u32> {
        self.settled.side(side).get(at as usize).copied().flatten()
    }

    /// Takes pairs among those that need no weighing; none of their sentences has a counterpart yet.
    pub(super) fn settle(&mut self, pairs: &[(u32, u32)]) {
        for &(i, j) in pairs {
            for (side, at, other) in [(&mut self.settled.a, i, j), (&mut self.settled.b, j, i)] {
                if let Some(slot) = side.get_mut(at as usize) {
                    *slot = Some(other);
                }
            }
        }
    }

    /// Whether a pair needs no weighing.
    pub(super) fn is_pair(&self, (i, j): (u32, u32)) -> bool {
        self.partner(Side::A, i) == Some(j)
    }

    /// All pairs that need no weighing, by row.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (u32, u32)> {
        (0u32..).zip(&self.settled.a).filter_map(|(i, j)| j.map(|j| (i, j)))
    }

    /// Where the counterpart of a sentence would stand if it kept its distance from the twins before and after it.
    pub(super) fn expected(&self, side: Side, at: u32) -> [u32; 2] {
        let here = |found: &Pair<Vec<Option<(u32, u32)>>>| found.side(side).get(at as usize).copied().flatten();
        let counts = self.settled.as_ref().map(Vec::len);
        let (own, other) = (*counts.side(side), *counts.side(side.other()));
        let proportional = (u64::from(at) * other as u64 / own.max(1) as u64) as u32;
        let before = here(&self.before).map(|(i, j)| j + (at - i));
        let after = here(&self.after).map(|(i, j)| j.saturating_sub(i - at));
        let last = (other as u32).saturating_sub(1);
        [before.or(after), after.or(before)].map(|e| e.unwrap_or(proportional).min(last))
    }
}

/// Twins in the order that most words agree on, without short ones that stand alone, and long ones that moved. Other twins
/// out of order are left to be weighed.
fn settled(sentences: Pair<&Sentences>, partners: &[Option<u32>]) -> Vec<Option<u32>> {
    let length = |i: u32| sentences.a.lengths.get(i as usize).copied().unwrap_or_default();
    let print = |i: u32| sentences.a.prints.get(i as usize).copied().unwrap_or_default();
    let pairs: Vec<(u32, u32)> = (0u32..).zip(partners).filter_map(|(i, j)| j.map(|j| (i, j))).collect();
    // The print breaks ties the same way when the articles are exchanged.
    let weight = |i: u32| (u128::from(length(i) + 1) << 64) + u128::from(print(i) >> 24);
    let items: Vec<(u32, u128)> = pairs.iter().map(|&(i, j)| (j, weight(i))).collect();
    let mut out = vec![None; partners.len()];
    let counts = sentences.map(Sentences::len);
    let beside = |i: u32, j: u32| {
        (i, j) == (0, 0)
            || (i + 1, j + 1) == (counts.a, counts.b)
            || partners.get(i as usize + 1) == Some(&Some(j + 1))
            || i > 0 && j > 0 && partners.get(i as usize - 1) == Some(&Some(j - 1))
    };
    let times = sentences.map(times);
    let is_once = |i: u32| times.a.get(&print(i)) == Some(&1) && times.b.get(&print(i)) == Some(&1);
    for ((i, j), kept) in pairs.into_iter().zip(chain::heaviest(&items)) {
        let is_sure =
            if kept { length(i) >= SURE_WORDS || beside(i, j) } else { length(i) >= SURE_MOVED_WORDS && is_once(i) };
        if is_sure && let Some(slot) = out.get_mut(i as usize) {
            *slot = Some(j);
        }
    }
    out
}

/// How often each print stands on one side.
fn times(side: &Sentences) -> FxHashMap<u64, u32> {
    let mut times = FxHashMap::default();
    for &print in &side.prints {
        *times.entry(print).or_insert(0) += 1;
    }
    times
}

fn inverse(columns: u32, partners: &[Option<u32>]) -> Vec<Option<u32>> {
    let mut out = vec![None; columns as usize];
    for (i, j) in (0u32..).zip(partners) {
        if let Some(slot) = j.and_then(|j| out.get_mut(j as usize)) {
            *slot = Some(i);
        }
    }
    out
}

fn nearest(partners: impl Iterator<Item = (u32, Option<u32>)>) -> Vec<Option<(u32, u32)>> {
    let mut last = None;
    partners
        .map(|(at, partner)| {
            last = partner.map(|p| (at, p)).or(last);
            last
        })
        .collect()
}
