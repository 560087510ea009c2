//! What speaks for a candidate pair once every pair has a first probability: the company it keeps, its rivals, and which of
//! the words it shares are told better elsewhere. Symmetric in the two sides. May import `chain`, `grid`, `similarity`
//! and `vocabulary`.

use super::chain;
use super::fixed::{Fixed, Light};
use super::grid::Grid;
use super::similarity::each_shared;
use super::vocabulary::{Rows, Vocabulary};
use crate::parallel::Threads;
use crate::{Pair, Side};

/// Features that the later passes add.
pub(super) const CONTEXT: usize = 12;

/// Names of the features that the later passes add, in order.
pub(super) const CONTEXT_NAMES: [&str; CONTEXT] = [
    "believed",
    "neighbours",
    "beside",
    "rival",
    "lesser_rival",
    "both_rivals",
    "off_chain",
    "off_firm_chain",
    "unexplained",
    "more_unexplained",
    "less_covered",
    "more_covered",
];

/// A pair is believed for the chain from here on.
const BELIEVED: f64 = 0.5;
/// Beyond so many sentences off the chain it no longer matters how many: where little is anchored, nothing is expected
/// exactly on the straight line between the anchors.
const FAR: f64 = 15.0;
/// So many sentences off the chain counts a sentence of a block that moved as a whole.
const IN_BLOCK: f64 = 2.0;
/// Of a sentence's distance to the nearest link of the chain, the share by which a straight line may miss its counterpart.
const VAGUE: f64 = 0.125;
/// A rival explains shared words from here on.
const EXPLAINS: f64 = 0.02;

/// Candidates that one task looks at.
const CELLS_A_TASK: usize = 512;

/// What the probabilities of a pass say about each candidate.
pub(super) struct Context<'a> {
    grid: &'a Grid,
    probability: &'a [f64],
    others: Pair<Vec<f64>>,
    unexplained: Pair<Vec<f64>>,
    chain: Chain,
    covered: Pair<f64>,
}

impl<'a> Context<'a> {
    pub(super) fn new(vocabulary: &Vocabulary, grid: &'a Grid, shared: &Shared, probability: &'a [f64]) -> Self {
        let sides = Pair::new(Side::A, Side::B);
        let threads = Threads::for_work(grid.len(), CELLS_A_TASK);
        let chain = || {
            let others = sides.map(|side| grid.best_other(side, probability));
            (Chain::new(vocabulary, grid, probability, &others), others)
        };
        let unexplained = || threads.both(sides, |side| unexplained(vocabulary, grid, shared, probability, side));
        let ((chain, others), unexplained) = threads.join(chain, unexplained);
        Self { grid, probability, others, unexplained, chain, covered: covered(grid, probability) }
    }

    /// The features of one candidate.
    pub(super) fn features(&self, k: usize) -> [f64; CONTEXT] {
        let at = |values: &[f64]| values.get(k).copied().unwrap_or_default();
        let cell = self.grid.cells().get(k).copied().unwrap_or_default();
        let best = |steps: &[(i32, i32)]| {
            steps.iter().map(|&step| self.grid.value(self.probability, cell, step)).fold(0.0, f64::max)
        };
        let rivals = self.others.as_ref().map(|side| at(side));
        let unexplained = self.unexplained.as_ref().map(|side| at(side));
        let off = self.chain.distance(cell).ln_1p();
        [
            log_odds(at(self.probability)),
            best(&[(-1, -1), (-1, -2), (-2, -1)]) + best(&[(1, 1), (1, 2), (2, 1)]),
            best(&[(0, -1), (0, 1), (-1, 0), (1, 0)]),
            log_odds(rivals.a.max(rivals.b)),
            log_odds(rivals.a.min(rivals.b)),
            rivals.a * rivals.b,
            off,
            off * self.chain.share,
            unexplained.a.min(unexplained.b),
            unexplained.a.max(unexplained.b),
            self.covered.a.min(self.covered.b),
            self.covered.a.max(self.covered.b),
        ]
    }
}

/// The share of each side's sentences that may expect a counterpart: the mean of their best probabilities. Where nearly all
/// of an article is told again, a sentence without a counterpart would be the exception.
pub(super) fn covered(grid: &Grid, probability: &[f64]) -> Pair<f64> {
    Pair::new(Side::A, Side::B).map(|side| {
        let best = grid.best(side, probability);
        best.iter().sum::<f64>() / (best.len() as f64).max(1.0)
    })
}

/// Log odds that stay finite.
fn log_odds(p: f64) -> f64 {
    ((p + 0.01) / (1.01 - p)).ln()
}

/// A word that both sentences of a pair have: where it stands among the words of either, and what it weighs.
#[derive(Clone, Copy, Debug)]
struct SharedWord {
    places: Pair<u32>,
    content: Light,
}

/// The words that the sentences of each pair share, of pairs that have rivals.
pub(super) struct Shared(Rows<SharedWord>);

impl Shared {
    pub(super) fn new(vocabulary: &Vocabulary, grid: &Grid) -> Self {
        let mut rows = Rows::default();
        for &(i, j) in grid.cells() {
            if has_rivals(grid, Side::A, i) || has_rivals(grid, Side::B, j) {
                let terms = vocabulary.sentences.as_ref().zip(Pair::new(i, j)).map(|(side, at)| side.terms.row(at));
                each_shared(terms.a, terms.b, |a, term, b, _| {
                    let content = vocabulary.weight(term.word()).content;
                    rows.push(SharedWord { places: Pair::new(a as u32, b as u32), content });
                });
            }
            rows.end_row();
        }
        Self(rows)
    }

    fn of(&self, k: usize) -> &[SharedWord] {
        self.0.row(k as u32)
    }
}

fn has_rivals(grid: &Grid, side: Side, at: u32) -> bool {
    grid.line(side, at).nth(1).is_some()
}

/// Of the weight of the words that a pair shares, the share that no other pair of the same row (column) tells as surely: a
/// split's second half shares words that the first half has not, a chance likeness only words that are told elsewhere.
fn unexplained(vocabulary: &Vocabulary, grid: &Grid, shared: &Shared, probability: &[f64], side: Side) -> Vec<f64> {
    // A pair without rivals explains itself.
    let mut out = vec![1.0; grid.len()];
    let mut best: Vec<Best> = Vec::new();
    for at in (0..*grid.counts().side(side)).filter(|&at| has_rivals(grid, side, at)) {
        best.clear();
        best.resize(vocabulary.sentences.side(side).terms.row(at).len(), Best::default());
        for k in grid.line(side, at) {
            let p = probability.get(k).copied().unwrap_or_default();
            if p > EXPLAINS {
                for word in shared.of(k) {
                    if let Some(slot) = best.get_mut(*word.places.side(side) as usize) {
                        slot.raise(p, k);
                    }
                }
            }
        }
        for k in grid.line(side, at) {
            let (mut all, mut left) = (Fixed::default(), Fixed::default());
            for word in shared.of(k) {
                let told = best.get(*word.places.side(side) as usize).map_or(0.0, |b| b.without(k));
                all += word.content;
                left += Fixed::new(word.content.get() * (1.0 - told));
            }
            if let Some(slot) = out.get_mut(k) {
                *slot = (left.get() + 0.5) / (all.get() + 0.5);
            }
        }
    }
    out
}

/// The two best probabilities of the pairs that tell a word.
#[derive(Clone, Copy, Default)]
struct Best {
    first: f64,
    who: usize,
    second: f64,
}

impl Best {
    fn raise(&mut self, p: f64, who: usize) {
        if p > self.first {
            (self.second, self.first, self.who) = (self.first, p, who);
        } else if p > self.second {
            self.second = p;
        }
    }

    fn without(self, who: usize) -> f64 {
        if self.who == who { self.second } else { self.first }
    }
}

/// The order that most mutually best pairs agree on, and where it would put each sentence's counterpart.
struct Chain {
    expected: Pair<Vec<f64>>,
    /// How far each sentence is from the next link of the chain.
    apart: Pair<Vec<f64>>,
    /// Mutually best pairs, on the chain or not, in order.
    anchors: Vec<(u32, u32)>,
    /// Pairs on the chain over the sentences of the shorter side.
    share: f64,
}

impl Chain {
    fn new(vocabulary: &Vocabulary, grid: &Grid, probability: &[f64], others: &Pair<Vec<f64>>) -> Self {
        let at = |values: &[f64], k: usize| values.get(k).copied().unwrap_or_default();
        let anchors: Vec<(u32, u32, f64)> = (0..grid.len())
            .filter_map(|k| {
                let p = at(probability, k);
                let is_best = p >= BELIEVED && p >= at(&others.a, k) && p >= at(&others.b, k);
                grid.cells().get(k).filter(|_| is_best).map(|&(i, j)| (i, j, p))
            })
            .collect();
        let counts = grid.counts();
        let weight = |&(i, j, p): &(u32, u32, f64)| anchor_weight(vocabulary, counts, (i, j), p);
        // Rows may tie: a row's later column first, so that no chain takes two cells of one row.
        let mut ordered: Vec<usize> = (0..anchors.len()).collect();
        ordered.sort_by_key(|&k| anchors.get(k).map(|&(i, j, _)| (i, std::cmp::Reverse(j))));
        let items: Vec<(u32, u128)> =
            ordered.iter().filter_map(|&k| anchors.get(k)).map(|x| (x.1, weight(x))).collect();
        let kept = chain::heaviest(&items);
        let chain: Vec<(u32, u32)> = ordered
            .iter()
            .zip(kept)
            .filter(|(_, kept)| *kept)
            .filter_map(|(&k, _)| anchors.get(k))
            .map(|&(i, j, _)| (i, j))
            .collect();
        let share = chain.len() as f64 / f64::from(counts.a.min(counts.b).max(1));
        let mirrored: Vec<(u32, u32)> = chain.iter().map(|&(i, j)| (j, i)).collect();
        let (expected_b, apart_a) = interpolated(&chain, counts);
        let (expected_a, apart_b) = interpolated(&mirrored, counts.swap());
        let anchors = anchors.into_iter().map(|(i, j, _)| (i, j)).collect();
        Self { expected: Pair::new(expected_b, expected_a), apart: Pair::new(apart_a, apart_b), anchors, share }
    }

    /// How far a pair lies off the chain, in sentences of the side that sees it nearer. Far from every link a straight line
    /// says little, so nothing lies on it. A pair beside a mutually best one off the chain is part of a block that moved.
    fn distance(&self, (i, j): (u32, u32)) -> f64 {
        let off = |expected: &[f64], apart: &[f64], own: u32, other: u32| {
            let line = expected.get(own as usize).map_or(f64::MAX, |e| (e - f64::from(other)).abs());
            line.max(apart.get(own as usize).copied().unwrap_or_default() * VAGUE)
        };
        let off = off(&self.expected.a, &self.apart.a, i, j).min(off(&self.expected.b, &self.apart.b, j, i)).min(FAR);
        if off > IN_BLOCK && self.is_in_block((i, j)) { IN_BLOCK } else { off }
    }

    /// Whether a mutually best pair stands next before or after on both sides.
    fn is_in_block(&self, (i, j): (u32, u32)) -> bool {
        let is_anchor =
            |i: Option<u32>, j: Option<u32>| i.zip(j).is_some_and(|anchor| self.anchors.binary_search(&anchor).is_ok());
        is_anchor(i.checked_sub(1), j.checked_sub(1)) || is_anchor(i.checked_add(1), j.checked_add(1))
    }
}

/// Longest first; of equally long chains the more probable one, then the one nearer to the diagonal, then what the texts
/// decide: repeated sentences tie, and the answer has to mirror when the articles are exchanged.
fn anchor_weight(vocabulary: &Vocabulary, counts: Pair<u32>, (i, j): (u32, u32), p: f64) -> u128 {
    #[expect(clippy::cast_sign_loss, reason = "a probability")]
    let sure = (p * 4_294_967_296.0) as u128;
    let row = u64::from(i) * u64::from(counts.b);
    let off = row.abs_diff(u64::from(j) * u64::from(counts.a)).saturating_mul(1 << 24)
        / (u64::from(counts.a) * u64::from(counts.b)).max(1);
    let print =
        |side: Side, at: u32| vocabulary.sentences.side(side).prints.get(at as usize).copied().unwrap_or_default();
    let text = print(Side::A, i)
        .wrapping_add(print(Side::B, j))
        .wrapping_add(u64::from(i + j))
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (1 << 112) + (sure << 72) + (u128::from((1 << 25) - off.min(1 << 25)) << 40) + u128::from(text >> 32)
}

/// Straight lines between the links of a chain, from before the first sentence of both sides to after the last; and how far
/// each sentence is from the nearer end of its line.
fn interpolated(chain: &[(u32, u32)], counts: Pair<u32>) -> (Vec<f64>, Vec<f64>) {
    let end = (f64::from(counts.a), f64::from(counts.b));
    let mut links = chain.iter().map(|&(i, j)| (f64::from(i), f64::from(j))).chain([end]);
    let (mut from, mut to) = ((-1.0, -1.0), links.next().unwrap_or(end));
    let mut one = |at: u32| {
        let at = f64::from(at);
        while to.0 < at {
            (from, to) = (to, links.next().unwrap_or(end));
        }
        (from.1 + (at - from.0) / (to.0 - from.0) * (to.1 - from.1), (at - from.0).min(to.0 - at))
    };
    (0..counts.a).map(&mut one).unzip()
}

#[cfg(test)]
mod tests {
    use super::interpolated;
    use crate::Pair;

    #[test]
    fn straight_lines_between_the_links() {
        let (expected, apart) = interpolated(&[(1, 1), (3, 5)], Pair::new(5, 7));
        assert_eq!((expected, apart), (vec![0.0, 1.0, 3.0, 5.0, 6.0], vec![1.0, 0.0, 1.0, 0.0, 1.0]));
        assert_eq!(interpolated(&[], Pair::new(1, 3)), (vec![1.0], vec![1.0]));
        assert_eq!(interpolated(&[], Pair::new(0, 3)), (vec![], vec![]));
    }
}
