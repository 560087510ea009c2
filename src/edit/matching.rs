//! What stays: runs of equal units in order. Ratcliff–Obershelp (the longest common run, then the same to the left and to
//! the right of it) reads best of the classic algorithms on human word edits, but is quadratic, so long stretches go to
//! `similar`. May import `unit`.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::unit::{Side, Unit};
use crate::{Limit, Pair};

/// Neighbouring units of a that equal neighbouring units of b.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Index of the first unit on each side.
    pub start: Pair<u32>,
    /// How many units.
    pub len: u32,
}

/// Comparisons of a unit with a unit that one stretch may cost, about a thousand units against a thousand (1 ms).
const STRETCH_LIMIT: usize = 1 << 20;

/// Comparisons that a whole script may cost.
const SCRIPT_LIMIT: usize = 1 << 23;

/// The runs in order on both sides, and whether some were found by the other algorithm.
pub(super) fn runs(sides: &Pair<Side>) -> (Vec<Run>, Option<Limit>) {
    let whole = Stretch { a: 0..sides.a.units.len(), b: 0..sides.b.units.len() };
    let mut search =
        Search { a: Keyed::new(&sides.a), b: Keyed::new(&sides.b), row: Vec::new(), spent: 0, limit: None };
    let mut out = Vec::new();
    let mut open = vec![Task::Search(whole)];
    while let Some(task) = open.pop() {
        match task {
            Task::Keep(run) => out.push(run),
            Task::Search(stretch) => search.step(&stretch, &mut open, &mut out),
        }
    }
    (out, search.limit)
}

enum Task {
    Search(Stretch),
    Keep(Run),
}

#[derive(Clone)]
struct Stretch {
    a: Range<usize>,
    b: Range<usize>,
}

struct Keyed<'s> {
    keys: &'s [u64],
    units: &'s [Unit],
}

impl<'s> Keyed<'s> {
    fn new(side: &'s Side) -> Self {
        Self { keys: &side.keys, units: &side.units }
    }
}

struct Search<'s> {
    a: Keyed<'s>,
    b: Keyed<'s>,
    /// For the row of a at hand: how long the run is that ends at each unit of b, shifted by one.
    row: Vec<u32>,
    spent: usize,
    limit: Option<Limit>,
}

impl Search<'_> {
    fn step(&mut self, stretch: &Stretch, open: &mut Vec<Task>, out: &mut Vec<Run>) {
        let cost = stretch.a.len().saturating_mul(stretch.b.len());
        if cost == 0 {
            return;
        }
        if cost > STRETCH_LIMIT || self.spent + cost > SCRIPT_LIMIT {
            self.long(stretch, out);
            return;
        }
        self.spent += cost;
        let Some((a, b, len)) = self.longest(stretch) else { return };
        open.push(Task::Search(Stretch { a: a + len..stretch.a.end, b: b + len..stretch.b.end }));
        open.push(Task::Keep(Run { start: Pair::new(a as u32, b as u32), len: len as u32 }));
        open.push(Task::Search(Stretch { a: stretch.a.start..a, b: stretch.b.start..b }));
    }

    /// The longest common run: by units, then by bytes, then the first.
    fn longest(&mut self, stretch: &Stretch) -> Option<(usize, usize, usize)> {
        let theirs = self.b.keys.get(stretch.b.clone())?;
        self.row.clear();
        self.row.resize(theirs.len() + 1, 0);
        let mut best = (0, 0);
        let mut found = None;
        for i in stretch.a.clone() {
            let own = *self.a.keys.get(i)?;
            let mut diagonal = 0;
            for (j, (cell, &key)) in self.row.iter_mut().skip(1).zip(theirs).enumerate() {
                let len = if key == own { diagonal + 1 } else { 0 };
                diagonal = std::mem::replace(cell, len);
                if len == 0 || len < best.0 {
                    continue;
                }
                let first = i + 1 - len as usize;
                let bytes = bytes(self.a.units, first, i);
                if (len, bytes) > best {
                    best = (len, bytes);
                    found = Some((first, stretch.b.start + j + 1 - len as usize, len as usize));
                }
            }
        }
        found
    }

    fn long(&mut self, stretch: &Stretch, out: &mut Vec<Run>) {
        self.limit = Some(Limit::Edits);
        let (Some(a), Some(b)) = (self.a.keys.get(stretch.a.clone()), self.b.keys.get(stretch.b.clone())) else {
            return;
        };
        for op in capture_diff_slices(Algorithm::Patience, a, b) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                let start = Pair::new((stretch.a.start + old_index) as u32, (stretch.b.start + new_index) as u32);
                out.push(Run { start, len: len as u32 });
            }
        }
    }
}

fn bytes(units: &[Unit], first: usize, last: usize) -> u32 {
    units.get(first).zip(units.get(last)).map_or(0, |(f, l)| l.span.end - f.span.start)
}
