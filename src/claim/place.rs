//! Which places of two wordings answer each other: words that stand once on both sides, in the same order, are anchors, and
//! a place is told by the anchors around it. Near-linear. May import `reading`.

use rustc_hash::FxHashMap;

use super::reading::Reading;
use super::scan::Class;
use crate::Pair;

/// The anchors of two readings.
#[derive(Debug)]
pub(super) struct Place {
    /// Piece indices on both sides, rising on both.
    anchors: Vec<Pair<usize>>,
    lengths: Pair<usize>,
}

/// How well a place of a answers a place of b.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// Two anchors or more lie between.
    Far,
    /// One anchor lies between.
    Beside,
    /// Between the same anchors.
    Around,
    /// Between the same anchors, and about as far from one of them.
    Close,
    /// Right at the same anchor.
    Same,
}

impl Nearness {
    /// In points, for weighing it against other signs: 0 to 4.
    pub(super) fn points(self) -> i32 {
        match self {
            Self::Far => 0,
            Self::Beside => 1,
            Self::Around => 2,
            Self::Close => 3,
            Self::Same => 4,
        }
    }
}

impl Place {
    pub(super) fn new(sides: Pair<&Reading>) -> Self {
        #[derive(Default)]
        struct Seen {
            counts: Pair<u32>,
            at: usize,
        }
        let mut seen: FxHashMap<&str, Seen> = FxHashMap::default();
        for at in words(sides.a) {
            seen.entry(sides.a.key(at)).or_default().counts.a += 1;
        }
        for at in words(sides.b) {
            let entry = seen.entry(sides.b.key(at)).or_default();
            entry.counts.b += 1;
            entry.at = at;
        }
        let once = words(sides.a).filter_map(|a| {
            let entry = seen.get(sides.a.key(a))?;
            (entry.counts == Pair::new(1, 1)).then_some(Pair::new(a, entry.at))
        });
        Self { anchors: rising(&once.collect::<Vec<_>>()), lengths: Pair::new(sides.a.len(), sides.b.len()) }
    }

    /// How well piece `at.a` of a answers piece `at.b` of b.
    pub(super) fn nearness(&self, at: Pair<usize>) -> Nearness {
        let before = Pair::new(
            self.anchors.partition_point(|anchor| anchor.a <= at.a),
            self.anchors.partition_point(|anchor| anchor.b <= at.b),
        );
        match before.a.abs_diff(before.b) {
            0 => {}
            1 => return Nearness::Beside,
            _ => return Nearness::Far,
        }
        let left = before.a.checked_sub(1).and_then(|i| self.anchors.get(i));
        let from_left = left.map_or((at.a, at.b), |anchor| (at.a - anchor.a, at.b - anchor.b));
        let right = self.anchors.get(before.a).copied().unwrap_or(self.lengths);
        let to_right = (right.a.saturating_sub(at.a), right.b.saturating_sub(at.b));
        match from_left.0.abs_diff(from_left.1).min(to_right.0.abs_diff(to_right.1)) {
            0 | 1 if from_left.0.max(from_left.1) <= 2 || to_right.0.max(to_right.1) <= 2 => Nearness::Same,
            0..=2 => Nearness::Close,
            _ => Nearness::Around,
        }
    }
}

fn words(reading: &Reading) -> impl Iterator<Item = usize> {
    (0..reading.len()).filter(|&at| reading.class(at).is_some_and(|c| c != Class::Mark))
}

/// The longest chain of pairs that rises on both sides; `pairs` rise in a.
fn rising(pairs: &[Pair<usize>]) -> Vec<Pair<usize>> {
    // Patience: the chain of length n + 1 that ends lowest, and what each pair follows.
    let mut ends: Vec<usize> = Vec::new();
    let mut follows: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (i, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs.get(end).is_some_and(|p| p.b < pair.b));
        follows.push(length.checked_sub(1).and_then(|n| ends.get(n).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = i,
            None => ends.push(i),
        }
    }
    let mut out = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(i) = next {
        out.extend(pairs.get(i));
        next = follows.get(i).copied().flatten();
    }
    out.reverse();
    out
}
