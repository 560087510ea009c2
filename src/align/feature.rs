//! What speaks for a candidate pair by its own words, before anything is known of its neighbours' counterparts. Everything
//! is symmetric in the two sides. May import `gram`, `grid`, `similarity`, `twins` and `vocabulary`.

use super::gram::Grams;
use super::grid::Grid;
use super::similarity::{Comparer, GramBags, GramReader, GramTable, IdfMass, Mass, RowReader, cosine};
use super::twins::Twins;
use super::vocabulary::{Term, Vocabulary};
use crate::parallel::{self, Threads};
use crate::{Pair, Side};

/// Features of the first pass.
pub(super) const FIRST: usize = 13;

/// Names of the features of the first pass, in order.
pub(super) const FIRST_NAMES: [&str; FIRST] = [
    "s", "overlap", "covered", "names", "numbers", "shared", "rare", "content", "shorter", "margin", "relative",
    "context", "parallel",
];

/// What two sentences share, by their words alone.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Own {
    /// Mean of the cosines over words and over parts of words, 0 to 1.
    s: f32,
    /// Shared mass of parts over the lighter sentence's, 0 to 1.
    overlap: f32,
    /// Shared mass of words over the lighter sentence's, 0 to 1.
    covered: f32,
    /// Weighted Jaccard over names and numbers, 0 to 1.
    names: f32,
    /// Shared mass of numbers.
    numbers: f32,
    /// ln(1 + shared mass of words).
    shared: f32,
    /// ln(1 + length of the shared words that stand nowhere else).
    rare: f32,
    /// Cosine over words, longer ones heavier, 0 to 1.
    content: f32,
    /// ln(1 + words of the shorter sentence).
    shorter: f32,
}

impl Own {
    /// Of settled twins, which nobody weighs: only their likeness is ever looked at.
    const SETTLED: Self = Self {
        s: 1.0,
        overlap: 1.0,
        covered: 1.0,
        names: 0.0,
        numbers: 0.0,
        shared: 0.0,
        rare: 0.0,
        content: 1.0,
        shorter: 0.0,
    };
}

/// Candidates with what their sentences share.
pub(super) struct Weighed {
    pub(super) grid: Grid,
    own: Vec<Own>,
    margin: Vec<f64>,
    relative: Vec<f64>,
    parallel: f64,
    likeness: Vec<f64>,
}

impl Weighed {
    /// Weighs pairs and keeps those that could be counterparts.
    pub(super) fn new(vocabulary: &Vocabulary, counts: Pair<u32>, cells: Vec<(u32, u32)>, twins: &Twins) -> Self {
        let grid = Grid::new(counts, cells);
        let own = weigh(vocabulary, &grid, twins);
        let (grid, own) = promising(counts, &grid, own);
        let likeness: Vec<f64> = own.iter().map(|o| f64::from(o.s)).collect();
        let others = Pair::new(Side::A, Side::B).map(|side| grid.best_other(side, &likeness));
        let best = Pair::new(Side::A, Side::B).map(|side| grid.best(side, &likeness));
        let mean = best.as_ref().map(|side| side.iter().sum::<f64>() / (side.len() as f64).max(1.0));
        let margin = likeness.iter().zip(others.a.iter().zip(&others.b)).map(|(s, (x, y))| s - x.min(*y)).collect();
        let relative = likeness
            .iter()
            .zip(others.a.iter().zip(&others.b))
            .map(|(s, (x, y))| s / s.max(x.max(*y)).max(1e-9))
            .collect();
        Self { grid, own, margin, relative, parallel: mean.a.min(mean.b), likeness }
    }

    /// The features of one candidate.
    pub(super) fn first(&self, k: usize) -> [f64; FIRST] {
        let own = self.own.get(k).copied().unwrap_or_default();
        let at = |values: &[f64]| values.get(k).copied().unwrap_or_default();
        let cell = self.grid.cells().get(k).copied().unwrap_or_default();
        let around = |step| self.grid.value(&self.likeness, cell, step);
        [
            own.s.into(),
            own.overlap.into(),
            own.covered.into(),
            own.names.into(),
            own.numbers.into(),
            own.shared.into(),
            own.rare.into(),
            own.content.into(),
            own.shorter.into(),
            at(&self.margin),
            at(&self.relative),
            f64::midpoint(around((-1, -1)), around((1, 1))),
            self.parallel,
        ]
    }
}

/// Rows that one task weighs.
const ROWS_A_TASK: usize = 64;
/// Pairs that one task weighs.
const CELLS_A_TASK: usize = 2_048;

fn weigh(vocabulary: &Vocabulary, grid: &Grid, twins: &Twins) -> Vec<Own> {
    let open = open(grid, twins);
    let (words, parts) = Threads::for_work(open.a.len() + open.b.len(), 2 * ROWS_A_TASK)
        .join(|| words(vocabulary, grid, twins, &open), || parts(vocabulary, grid, twins, &open));
    let both = words.into_iter().zip(parts);
    both.map(|(words, parts)| words.zip(parts).map_or(Own::SETTLED, |(words, parts)| words.with(parts))).collect()
}

/// What the sentences of each pair share by their words; `None` for settled twins.
fn words(vocabulary: &Vocabulary, grid: &Grid, twins: &Twins, open: &Pair<Vec<bool>>) -> Vec<Option<Words>> {
    let masses = vocabulary.sentences.as_ref().zip(open.as_ref()).map(|(side, open)| {
        let one = |(at, is_open): (u32, &bool)| {
            if *is_open { Mass::of(vocabulary, side.terms.row(at)) } else { Mass::default() }
        };
        (0..).zip(open).map(one).collect::<Vec<_>>()
    });
    parallel::map(grid.cells(), CELLS_A_TASK, |&(i, j)| {
        let sentences = vocabulary.sentences.as_ref().zip(Pair::new(i, j));
        let mass = masses.as_ref().zip(Pair::new(i, j)).map(|(m, at)| m.get(at as usize).copied().unwrap_or_default());
        (!twins.is_pair((i, j))).then(|| {
            let terms = sentences.map(|(side, at)| side.terms.row(at));
            let lengths = sentences.map(|(side, at)| side.lengths.get(at as usize).copied().unwrap_or_default());
            Words::new(vocabulary, terms, mass, lengths)
        })
    })
}

/// Where at least one in so many of the open sentences' pairs is to be compared, all are, a row at a time.
const DENSE: usize = 8;

/// Which sentences of either side have a pair that needs weighing.
fn open(grid: &Grid, twins: &Twins) -> Pair<Vec<bool>> {
    let mut open = grid.counts().map(|count| vec![false; count as usize]);
    for &cell in grid.cells().iter().filter(|cell| !twins.is_pair(**cell)) {
        for (slot, at) in [(&mut open.a, cell.0), (&mut open.b, cell.1)] {
            if let Some(slot) = slot.get_mut(at as usize) {
                *slot = true;
            }
        }
    }
    open
}

/// What the sentences of each pair share by the parts of their words; `None` for settled twins.
fn parts(vocabulary: &Vocabulary, grid: &Grid, twins: &Twins, open: &Pair<Vec<bool>>) -> Vec<Option<Parts>> {
    let cells = grid.cells().iter().filter(|cell| !twins.is_pair(**cell)).count();
    let count = open.as_ref().map(|side| side.iter().filter(|open| **open).count());
    let grams = Grams::new(vocabulary, open);
    let bags = GramBags::new(vocabulary, &grams, &open.b);
    if cells * DENSE >= count.a * count.b {
        let table = GramTable::new(&bags);
        let row = |reader: &mut RowReader, i| parts_of_row(vocabulary, grid, twins, &bags, reader, i);
        by_row(grid, || RowReader::new(&table), row)
    } else {
        let row = |reader: &mut GramReader, i| parts_of_row(vocabulary, grid, twins, &bags, reader, i);
        by_row(grid, || GramReader::new(&bags), row)
    }
}

fn parts_of_row(
    vocabulary: &Vocabulary,
    grid: &Grid,
    twins: &Twins,
    bags: &GramBags,
    comparer: &mut impl Comparer,
    i: u32,
) -> Vec<Option<Parts>> {
    let cells = grid.cells().get(grid.row(i)).unwrap_or_default();
    let is_open = cells.iter().any(|&cell| !twins.is_pair(cell));
    let own = if is_open { comparer.take(vocabulary.sentences.a.terms.row(i)) } else { IdfMass::default() };
    let one = |&(i, j): &(u32, u32)| {
        (!twins.is_pair((i, j))).then(|| Parts::new(comparer.shared(j), Pair::new(own, bags.whole(j))))
    };
    cells.iter().map(one).collect()
}

/// Does something for every row, each task with scratch of its own.
fn by_row<S, T: Send>(
    grid: &Grid,
    scratch: impl Fn() -> S + Sync + Send,
    row: impl Fn(&mut S, u32) -> Vec<T> + Sync + Send,
) -> Vec<T> {
    parallel::map_range(0..grid.counts().a, ROWS_A_TASK, scratch, row).into_iter().flatten().collect()
}

/// What two sentences share by the parts of their words.
#[derive(Clone, Copy)]
struct Parts {
    cosine: f64,
    overlap: f64,
}

impl Parts {
    fn new(shared: IdfMass, whole: Pair<IdfMass>) -> Self {
        Self {
            cosine: cosine(shared.squared, whole.a.squared, whole.b.squared),
            overlap: shared.mass.over(whole.a.mass.min(whole.b.mass)),
        }
    }
}

/// What two sentences share by their words.
#[derive(Clone, Copy)]
struct Words {
    cosine: f64,
    /// All but what the parts of words decide.
    own: Own,
}

#[expect(clippy::cast_possible_truncation, reason = "features need no more than single precision")]
impl Words {
    fn new(vocabulary: &Vocabulary, terms: Pair<&[Term]>, mass: Pair<Mass>, lengths: Pair<u32>) -> Self {
        let shared = Mass::shared(vocabulary, terms.a, terms.b);
        let own = Own {
            covered: shared.words.over(mass.a.words.min(mass.b.words)) as f32,
            names: shared.names.over(mass.a.names + mass.b.names - shared.names) as f32,
            numbers: shared.numbers.get() as f32,
            shared: shared.words.get().ln_1p() as f32,
            rare: shared.rare.get().ln_1p() as f32,
            content: cosine(shared.content_squared, mass.a.content_squared, mass.b.content_squared) as f32,
            shorter: f64::from(lengths.a.min(lengths.b)).ln_1p() as f32,
            ..Own::default()
        };
        Self { cosine: cosine(shared.words_squared, mass.a.words_squared, mass.b.words_squared), own }
    }

    fn with(self, parts: Parts) -> Own {
        Own { s: f64::midpoint(self.cosine, parts.cosine) as f32, overlap: parts.overlap as f32, ..self.own }
    }
}

/// Likeness that is always worth a closer look.
const LIKE: f32 = 0.12;
/// Below it a pair must be among so many best of its row or column.
const BEST: usize = 6;

/// The least of the best few; 0 where there are no more.
fn least_of_best(line: &mut [f32]) -> f32 {
    if line.len() < BEST {
        return 0.0;
    }
    *line.select_nth_unstable_by(BEST - 1, |x, y| y.total_cmp(x)).1
}

/// Drops pairs that share nothing, and those that are both unlike and not among the best of either sentence.
fn promising(counts: Pair<u32>, grid: &Grid, own: Vec<Own>) -> (Grid, Vec<Own>) {
    let mut kept: Vec<bool> = own.iter().map(|o| o.s >= LIKE).collect();
    let likeness = |k: usize| own.get(k).map_or(0.0, |o| o.s);
    let mut line: Vec<f32> = Vec::new();
    for side in [Side::A, Side::B] {
        for at in 0..*counts.side(side) {
            line.clear();
            line.extend(grid.line(side, at).map(likeness));
            let least = least_of_best(&mut line);
            for k in grid.line(side, at).filter(|&k| likeness(k) >= least && likeness(k) > 0.0) {
                if let Some(slot) = kept.get_mut(k) {
                    *slot = true;
                }
            }
        }
    }
    let keep = |k: &usize| kept.get(*k).copied().unwrap_or(false);
    let cells = (0..grid.len()).filter(keep).filter_map(|k| grid.cells().get(k)).copied().collect();
    let own = own.into_iter().enumerate().filter(|(k, _)| keep(k)).map(|(_, o)| o).collect();
    (Grid::new(counts, cells), own)
}
