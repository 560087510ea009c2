//! From runs to changes that a reader would name. The thresholds were fitted on human word edits of 800 sentence pairs
//! (arXivEdits, Jiang et al. 2022), five folds over documents; near them the figure is flat. May import `unit`, `matching`.

use super::matching::Run;
use super::unit::{Side, Unit, Weight};
use crate::Pair;

/// A stretch of units on each side, from `start` up to `end`, that belong to one change. At most one side is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub start: Pair<u32>,
    pub end: Pair<u32>,
}

impl Change {
    /// How many units each side has.
    pub fn sizes(&self) -> Pair<u32> {
        self.end.zip(self.start).map(|(end, start)| end - start)
    }

    /// Whether this is a deletion beside an insertion rather than one wording turned into another: nobody says that two
    /// words became fifteen.
    pub fn is_two(&self) -> bool {
        let sizes = self.sizes();
        let (short, long) = (sizes.a.min(sizes.b), sizes.a.max(sizes.b));
        short > 0 && (long >= LONG || (long >= LOPSIDED && long >= LOPSIDED * short))
    }

    fn total(&self) -> u32 {
        let sizes = self.sizes();
        sizes.a + sizes.b
    }

    fn joined(self, next: Self) -> Self {
        Self { start: self.start, end: next.end }
    }
}

/// A replacement with this many units on one side is a deletion and an insertion.
const LONG: u32 = 10;

/// So is one with this many units against a single one, and this many times as many.
const LOPSIDED: u32 = 6;

/// Units on both sides of the smaller of two changes, for each function word between them, that make the two one change.
const OVER_FUNCTION: u32 = 4;

/// The same for each punctuation mark between them: a comma parts two clauses, each with its own change.
const OVER_PUNCTUATION: u32 = 6;

/// The same for each content word between them.
const OVER_CONTENT: u32 = 10;

/// Up to this many units a side may change places with a neighbour.
const SWAPPED: u32 = 3;

/// The changes between the runs, in order, each followed by at least one equal unit or the end.
pub(super) fn changes(sides: &Pair<Side>, runs: &[Run]) -> Vec<Change> {
    let mut changes = gaps(sides, runs);
    slide(sides, &mut changes);
    let changes = fold(changes, |left, right| is_swap(sides, left, right));
    fold(changes, |left, right| is_one(sides, left, right))
}

fn gaps(sides: &Pair<Side>, runs: &[Run]) -> Vec<Change> {
    let ends = sides.as_ref().map(|s| s.units.len() as u32);
    let mut out = Vec::new();
    let mut start = Pair::new(0, 0);
    for run in runs.iter().copied().chain([Run { start: ends, len: 0 }]) {
        if run.start != start {
            out.push(Change { start, end: run.start });
        }
        start = run.start.map(|at| at + run.len);
    }
    out
}

/// Where something inserted or deleted repeats the words around it, its place is open: the last one reads best and is what
/// people choose (`A{+, B+} and C`, not `A, {+B, +}and C` after a repeated comma).
fn slide(sides: &Pair<Side>, changes: &mut [Change]) {
    let mut next = sides.as_ref().map(|s| s.units.len() as u32);
    for change in changes.iter_mut().rev() {
        while change.end != next && can_slide(sides, change) {
            change.start = change.start.map(|at| at + 1);
            change.end = change.end.map(|at| at + 1);
        }
        next = change.start;
    }
}

/// Whether the first unit of a one-sided change equals the one after it.
fn can_slide(sides: &Pair<Side>, change: &Change) -> bool {
    let repeats = |keys: &[u64], first: u32, after: u32| {
        keys.get(first as usize).zip(keys.get(after as usize)).is_some_and(|(x, y)| x == y)
    };
    match change.sizes() {
        Pair { b: 0, .. } => repeats(&sides.a.keys, change.start.a, change.end.a),
        Pair { a: 0, .. } => repeats(&sides.b.keys, change.start.b, change.end.b),
        _ => false,
    }
}

/// Joins neighbours for which `one` holds, until none are left.
fn fold(changes: Vec<Change>, one: impl Fn(&Change, &Change) -> bool) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::with_capacity(changes.len());
    for mut change in changes {
        while let Some(left) = out.pop_if(|left| one(left, &change)) {
            change = left.joined(change);
        }
        out.push(change);
    }
    out
}

/// The equal units between two changes.
fn between<'s>(sides: &'s Pair<Side>, left: &Change, right: &Change) -> &'s [Unit] {
    sides.a.units.get(left.end.a as usize..right.start.a as usize).unwrap_or_default()
}

/// Whether what stands between two changes is too little to keep them apart.
fn is_one(sides: &Pair<Side>, left: &Change, right: &Change) -> bool {
    let size = left.total().min(right.total());
    let kept = right.start.a - left.end.a;
    // Cheap first: a long run is never too little.
    kept.saturating_mul(OVER_FUNCTION) <= size
        && between(sides, left, right).iter().map(|u| strength(u.weight)).sum::<u32>() <= size
}

fn strength(weight: Weight) -> u32 {
    match weight {
        Weight::Punctuation => OVER_PUNCTUATION,
        Weight::Function => OVER_FUNCTION,
        Weight::Content => OVER_CONTENT,
    }
}

/// Whether a word changed places with the single one between the changes: `observed not` → `not observed`.
fn is_swap(sides: &Pair<Side>, left: &Change, right: &Change) -> bool {
    let small = |c: &Change| c.sizes().a <= SWAPPED && c.sizes().b <= SWAPPED;
    right.start.a - left.end.a == 1
        && small(left)
        && small(right)
        && (shares_word(sides, (left.start.a, left.end.a), (right.start.b, right.end.b))
            || shares_word(sides, (right.start.a, right.end.a), (left.start.b, left.end.b)))
}

fn shares_word(sides: &Pair<Side>, a: (u32, u32), b: (u32, u32)) -> bool {
    let theirs = sides.b.keys.get(b.0 as usize..b.1 as usize).unwrap_or_default();
    (a.0..a.1).any(|i| {
        let word = sides.a.units.get(i as usize).is_some_and(|u| u.weight != Weight::Punctuation);
        word && sides.a.keys.get(i as usize).is_some_and(|key| theirs.contains(key))
    })
}
