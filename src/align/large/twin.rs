//! Exact twins: units whose text is the same but for white space, each with the counterpart in its own neighbourhood.

use std::collections::VecDeque;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::align::chain;
use crate::document::key;
use crate::parallel::{self, Threads};
use crate::{Document, Pair, Span};

/// Units that one task hashes.
const UNITS_A_TASK: usize = 512;

/// Comparisons of Myers' search that one gap may cost before it is walked instead.
const GAP_WORK: usize = 4_000_000;

/// A hash of each unit's text, white space folded.
pub(super) fn fingerprints(text: &str, spans: &[Span]) -> Vec<u64> {
    parallel::map(spans, UNITS_A_TASK, |span| key::print(span.slice(text)))
}

/// The letters, digits and marks that a text begins and ends with, up to four of each, as a number: white space between them
/// aside, all copies of a text have the same, and few others.
fn ends(text: &str) -> u64 {
    /// Bytes of either end.
    const MOST: usize = 4;
    let printing = |byte: &&u8| byte.is_ascii_graphic();
    let push = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
    let bytes = text.as_bytes();
    let first = bytes.iter().take(MOST).take_while(printing).fold(0, push);
    bytes.iter().rev().take(MOST).take_while(printing).fold(first, push)
}

/// Which of some twins stand only once on each side among all of `spans`.
pub(super) fn once(documents: Pair<&Document>, spans: Pair<&[Span]>, twins: &[Pair<Span>]) -> Vec<bool> {
    if twins.is_empty() {
        return Vec::new();
    }
    let prints: Vec<u64> = twins.iter().map(|t| key::print(t.a.slice(documents.a.text()))).collect();
    // What stands in several twins is known to stand more than once.
    let mut among_twins: FxHashMap<u64, u32> = FxHashMap::default();
    for &print in &prints {
        *among_twins.entry(print).or_default() += 1;
    }
    let open = |print: &u64| among_twins.get(print) == Some(&1);
    let mut count: FxHashMap<u64, Pair<u32>> =
        prints.iter().filter(|print| open(print)).map(|&print| (print, Pair::default())).collect();
    let wanted: FxHashSet<u64> = twins
        .iter()
        .zip(&prints)
        .filter(|(_, print)| open(print))
        .map(|(twin, _)| ends(twin.a.slice(documents.a.text())))
        .collect();
    let all = Threads::Many.both(documents.zip(spans), |(d, spans)| {
        let like = spans.par_iter().with_min_len(UNITS_A_TASK).filter(|s| wanted.contains(&ends(s.slice(d.text()))));
        like.map(|span| key::print(span.slice(d.text()))).collect::<Vec<u64>>()
    });
    for print in &all.a {
        if let Some(count) = count.get_mut(print) {
            count.a += 1;
        }
    }
    for print in &all.b {
        if let Some(count) = count.get_mut(print) {
            count.b += 1;
        }
    }
    prints.iter().map(|print| count.get(print) == Some(&Pair::new(1, 1))).collect()
}

/// For each unit of a its twin in b. What stands once on either side is sure; from there twins grow over neighbours that are
/// the same too; what repeats is paired in order between sure neighbours, and left alone elsewhere.
pub(in crate::align) fn pair(prints: Pair<&[u64]>) -> Vec<Option<u32>> {
    let mut twins = Twins { prints, to_b: vec![None; prints.a.len()], to_a: vec![None; prints.b.len()] };
    twins.unique();
    twins.ends();
    twins.grow();
    twins.gaps();
    twins.to_b
}

/// Units that must agree in a row before a walk over a large gap goes on after a difference.
const AGREEING: usize = 3;
/// Units of both sides together that a walk passes over at a difference.
const FARTHEST: usize = 64;

/// Twins one below the other on both sides.
struct Run {
    start: (usize, u32),
    len: usize,
    weight: u128,
}

impl Run {
    /// Its first pair, and the one after its last.
    fn ends(&self) -> ((usize, usize), (usize, usize)) {
        let start = (self.start.0, self.start.1 as usize);
        (start, (start.0 + self.len, start.1 + self.len))
    }
}

struct Twins<'p> {
    prints: Pair<&'p [u64]>,
    to_b: Vec<Option<u32>>,
    to_a: Vec<Option<u32>>,
}

impl Twins<'_> {
    fn same(&self, i: usize, j: usize) -> bool {
        match (self.prints.a.get(i), self.prints.b.get(j)) {
            (Some(x), Some(y)) => x == y && self.to_b.get(i) == Some(&None) && self.to_a.get(j) == Some(&None),
            _ => false,
        }
    }

    fn set(&mut self, i: usize, j: usize) {
        if let (Some(to_b), Some(to_a)) = (self.to_b.get_mut(i), self.to_a.get_mut(j)) {
            *to_b = Some(j as u32);
            *to_a = Some(i as u32);
        }
    }

    /// Pairs what stands exactly once on each side.
    fn unique(&mut self) {
        const MANY: u32 = u32::MAX;
        let mut places: FxHashMap<u64, Pair<Option<u32>>> = FxHashMap::default();
        places.reserve(self.prints.a.len());
        for (i, &print) in (0u32..).zip(self.prints.a) {
            let place = &mut places.entry(print).or_default().a;
            *place = Some(place.map_or(i, |_| MANY));
        }
        for (j, &print) in (0u32..).zip(self.prints.b) {
            let place = &mut places.entry(print).or_default().b;
            *place = Some(place.map_or(j, |_| MANY));
        }
        let places = &places;
        let once: Vec<(usize, usize)> = self
            .prints
            .a
            .iter()
            .filter_map(|print| places.get(print))
            .filter_map(|p| Some((p.a.filter(|&i| i != MANY)?, p.b.filter(|&j| j != MANY)?)))
            .map(|(i, j)| (i as usize, j as usize))
            .collect();
        for (i, j) in once {
            self.set(i, j);
        }
    }

    /// Pairs what both documents begin and end with, repeated or not.
    fn ends(&mut self) {
        let mut i = 0;
        while self.same(i, i) || self.to_b.get(i) == Some(&Some(i as u32)) {
            self.set(i, i);
            i += 1;
        }
        let (mut i, mut j) = (self.prints.a.len(), self.prints.b.len());
        while i > 0 && j > 0 && (self.same(i - 1, j - 1) || self.to_b.get(i - 1) == Some(&Some(j as u32 - 1))) {
            (i, j) = (i - 1, j - 1);
            self.set(i, j);
        }
    }

    /// A repeated unit beside a paired one belongs to the unit beside that one's twin.
    fn grow(&mut self) {
        for i in 0..self.to_b.len() {
            if let Some(j) = self.to_b.get(i).copied().flatten() {
                let j = j as usize;
                if self.same(i + 1, j + 1) {
                    self.set(i + 1, j + 1);
                }
            }
        }
        for i in (1..self.to_b.len()).rev() {
            if let Some(j) = self.to_b.get(i).copied().flatten().filter(|&j| j > 0) {
                let j = j as usize;
                if self.same(i - 1, j - 1) {
                    self.set(i - 1, j - 1);
                }
            }
        }
    }

    /// Between two neighbouring pairs that are in order, what repeats is paired in order.
    fn gaps(&mut self) {
        let repeated = self.repeated();
        if repeated.is_empty() {
            return;
        }
        // A pair that moved bounds no gap: beside it stands what has nothing to do with its twin's neighbours.
        let runs = self.runs();
        let in_order = chain::heaviest(&runs.iter().map(|run| (run.start.1, run.weight)).collect::<Vec<_>>());
        let anchors = runs.into_iter().zip(in_order).filter_map(|(run, kept)| kept.then_some(run));
        let end = (self.to_b.len(), self.to_a.len());
        let mut start = (0, 0);
        for (first, after) in anchors.map(|run| run.ends()).chain([(end, end)]) {
            if first.1 >= start.1 && first.0 > start.0 {
                self.gap(start, first, &repeated);
            }
            start = after;
        }
    }

    /// Pairs that stand one below the other on both sides: a chain that has one of them can have all.
    fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (i, j) in self.to_b.iter().enumerate().filter_map(|(i, j)| j.map(|j| (i, j))) {
            // How many there are; of equally many what the texts decide, so that the answer mirrors when the articles are
            // exchanged.
            let weight = (1 << 96) + u128::from(self.prints.a.get(i).copied().unwrap_or_default());
            match runs
                .last_mut()
                .filter(|run| (run.start.0 + run.len, run.start.1 as usize + run.len) == (i, j as usize))
            {
                Some(run) => {
                    run.len += 1;
                    run.weight += weight;
                }
                None => runs.push(Run { start: (i, j), len: 1, weight }),
            }
        }
        runs
    }

    /// The prints of units without a twin that stand on both sides.
    fn repeated(&self) -> FxHashSet<u64> {
        let open = |prints: &[u64], to: &[Option<u32>]| -> FxHashSet<u64> {
            prints.iter().zip(to).filter(|(_, to)| to.is_none()).map(|(print, _)| *print).collect()
        };
        let (a, b) = (open(self.prints.a, &self.to_b), open(self.prints.b, &self.to_a));
        a.intersection(&b).copied().collect()
    }

    fn gap(&mut self, start: (usize, usize), end: (usize, usize), repeated: &FxHashSet<u64>) {
        // Other pairs may reach into the gap from elsewhere; only what is still free and could pair takes part.
        let free = |to: &[Option<u32>], prints: &[u64], range: std::ops::Range<usize>| -> Vec<usize> {
            let pairs = |k: &usize| prints.get(*k).is_some_and(|print| repeated.contains(print));
            range.filter(|&k| to.get(k) == Some(&None)).filter(pairs).collect()
        };
        let rows = free(&self.to_b, self.prints.a, start.0..end.0);
        let columns = free(&self.to_a, self.prints.b, start.1..end.1);
        if rows.is_empty() || columns.is_empty() {
            return;
        }
        let left: Vec<u64> = rows.iter().filter_map(|&i| self.prints.a.get(i)).copied().collect();
        let right: Vec<u64> = columns.iter().filter_map(|&j| self.prints.b.get(j)).copied().collect();
        if left.len().saturating_mul(right.len()) > GAP_WORK {
            self.walk(&rows, &columns);
            return;
        }
        // The search prefers one side where there is a choice: always the same one, whichever article came first.
        let is_mirrored = left > right;
        let (first, second) = if is_mirrored { (&right, &left) } else { (&left, &right) };
        for op in similar::capture_diff_slices(similar::Algorithm::Patience, first, second) {
            if let similar::DiffOp::Equal { old_index, new_index, len } = op {
                let (old_index, new_index) = if is_mirrored { (new_index, old_index) } else { (old_index, new_index) };
                for k in 0..len {
                    if let (Some(&i), Some(&j)) = (rows.get(old_index + k), columns.get(new_index + k)) {
                        self.set(i, j);
                    }
                }
            }
        }
    }
    /// Pairs what is the same from the front on, and goes on after a difference at the nearest place where several units
    /// agree again; where none is near, only copies are counted off.
    fn walk(&mut self, rows: &[usize], columns: &[usize]) {
        let (mut i, mut j) = (0, 0);
        while let (Some(&row), Some(&column)) = (rows.get(i), columns.get(j)) {
            if self.same(row, column) {
                self.set(row, column);
                (i, j) = (i + 1, j + 1);
                continue;
            }
            match self.resumed(rows.get(i..).unwrap_or_default(), columns.get(j..).unwrap_or_default()) {
                Some((over, under)) => (i, j) = (i + over, j + under),
                None => break,
            }
        }
        self.copies_in_order(rows.get(i..).unwrap_or_default(), columns.get(j..).unwrap_or_default());
    }

    /// How many units of each side to pass over until [`AGREEING`] in a row are the same: as few as possible, and as evenly.
    fn resumed(&self, rows: &[usize], columns: &[usize]) -> Option<(usize, usize)> {
        let agree = |over: usize, under: usize| {
            let ahead = rows.iter().skip(over).zip(columns.iter().skip(under)).take(AGREEING);
            let same = ahead.clone().filter(|&(&row, &column)| self.same(row, column)).count();
            same == AGREEING || same > 0 && same == ahead.count() && rows.len() - over == columns.len() - under
        };
        (1..=FARTHEST).find_map(|steps| {
            // From the middle outwards, so that exchanged articles differ in a tie alone, which the texts then decide.
            let mut ways: Vec<(usize, usize)> = (0..=steps).map(|over| (over, steps - over)).collect();
            ways.sort_by_key(|&(over, under)| over.abs_diff(under));
            ways.chunk_by(|x, y| x.0.abs_diff(x.1) == y.0.abs_diff(y.1)).find_map(|tied| {
                let print =
                    |&(over, _): &(usize, usize)| rows.get(over).and_then(|&row| self.prints.a.get(row)).copied();
                tied.iter().copied().filter(|&(over, under)| agree(over, under)).min_by_key(|way| print(way))
            })
        })
    }

    /// Pairs the first copy of each text with the first on the other side, the second with the second, and keeps the most
    /// of them that are in order.
    fn copies_in_order(&mut self, rows: &[usize], columns: &[usize]) {
        let mut open: FxHashMap<u64, VecDeque<usize>> = FxHashMap::default();
        for &j in columns {
            open.entry(self.prints.b.get(j).copied().unwrap_or_default()).or_default().push_back(j);
        }
        let mut next = |i: usize| open.get_mut(self.prints.a.get(i)?)?.pop_front();
        let pairs: Vec<(usize, usize)> = rows.iter().filter_map(|&i| Some((i, next(i)?))).collect();
        // As among the anchors, the texts decide between equally long chains.
        let print = |i: usize| self.prints.a.get(i).copied().unwrap_or_default();
        let items: Vec<(u32, u128)> =
            pairs.iter().map(|&(i, j)| (j as u32, (1 << 96) + u128::from(print(i)))).collect();
        for ((i, j), kept) in pairs.into_iter().zip(chain::heaviest(&items)) {
            if kept {
                self.set(i, j);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::pair;
    use crate::Pair;

    fn twins(a: &[u64], b: &[u64]) -> Vec<Option<u32>> {
        pair(Pair::new(a, b))
    }

    #[test]
    fn unique_units_pair_wherever_they_went() {
        assert_eq!(twins(&[1, 2, 3], &[3, 1, 9]), [Some(1), None, Some(0)]);
    }

    #[test]
    fn repeated_units_pair_with_their_own_neighbourhood() {
        assert_eq!(twins(&[1, 7, 2, 7, 3], &[2, 7, 3, 1, 7]), [Some(3), Some(4), Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn copies_beyond_counting_pair_in_order() {
        let side = |head, copies, tail| [vec![head], vec![7; copies], vec![tail]].concat();
        assert_eq!(twins(&side(1, 3_000, 2), &side(3, 3_003, 4)).iter().flatten().count(), 3_000);
    }

    #[test]
    fn a_few_changes_among_many_copies_move_nothing() {
        let a: Vec<u64> = (0..12_000).map(|k| k % 599).collect();
        let b: Vec<u64> = (0..).zip(&a).map(|(k, &x)| if k % 1_000 == 700 { 1_000_000 + k } else { x }).collect();
        let found = twins(&a, &b);
        assert_eq!(found.iter().flatten().count(), 12_000 - 12);
        assert!((0u32..).zip(&found).all(|(i, j)| j.is_none_or(|j| i == j)));
    }

    #[test]
    fn a_copy_more_is_left_alone() {
        assert_eq!(twins(&[7, 7, 7], &[7, 7, 7, 7]).iter().flatten().count(), 3);
    }
}
