//! The sparse table of sentence pairs worth judging, and values that stand beside it. May import `Pair`.

use crate::{Pair, Side};

/// Candidate pairs, by row (a) and by column (b).
#[derive(Debug)]
pub(super) struct Grid {
    cells: Vec<(u32, u32)>,
    row_ends: Vec<u32>,
    by_column: Vec<u32>,
    column_ends: Vec<u32>,
}

impl Grid {
    /// From pairs in any order; those that come twice are kept once.
    pub(super) fn new(counts: Pair<u32>, mut cells: Vec<(u32, u32)>) -> Self {
        if !cells.is_sorted() {
            cells.sort_unstable();
        }
        cells.dedup();
        cells.retain(|&(i, j)| i < counts.a && j < counts.b);
        let row_ends = ends(counts.a, cells.iter().map(|cell| cell.0));
        let column_ends = ends(counts.b, cells.iter().map(|cell| cell.1));
        let by_column = by_column(&cells, &column_ends);
        Self { cells, row_ends, by_column, column_ends }
    }

    /// How many candidates there are.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn cells(&self) -> &[(u32, u32)] {
        &self.cells
    }

    pub(super) fn counts(&self) -> Pair<u32> {
        Pair::new(self.row_ends.len() as u32, self.column_ends.len() as u32)
    }

    /// Where the cells of a row are.
    pub(super) fn row(&self, i: u32) -> std::ops::Range<usize> {
        range(&self.row_ends, i)
    }

    /// Which cells a row or a column has, in order.
    pub(super) fn line(&self, side: Side, at: u32) -> impl Iterator<Item = usize> {
        let (cells, column) = match side {
            Side::A => (self.row(at), &[][..]),
            Side::B => (0..0, self.by_column.get(range(&self.column_ends, at)).unwrap_or_default()),
        };
        cells.chain(column.iter().map(|&k| k as usize))
    }

    /// The cell at a place relative to another, if it is a candidate.
    pub(super) fn near(&self, (i, j): (u32, u32), (di, dj): (i32, i32)) -> Option<usize> {
        let (i, j) = (i.checked_add_signed(di)?, j.checked_add_signed(dj)?);
        let row = self.row(i);
        let cells = self.cells.get(row.clone())?;
        cells.binary_search_by_key(&j, |cell| cell.1).ok().map(|k| row.start + k)
    }

    /// The value at a place relative to a cell; 0 where there is no candidate.
    pub(super) fn value(&self, values: &[f64], cell: (u32, u32), step: (i32, i32)) -> f64 {
        self.near(cell, step).and_then(|k| values.get(k)).copied().unwrap_or_default()
    }

    /// For each cell the best other value in its line; 0 where it stands alone.
    pub(super) fn best_other(&self, side: Side, values: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; self.len()];
        for at in 0..*self.counts().side(side) {
            let (mut first, mut second, mut best) = (0.0, 0.0, usize::MAX);
            for k in self.line(side, at) {
                let value = values.get(k).copied().unwrap_or_default();
                if value > first || best == usize::MAX {
                    (second, first, best) = (first, value, k);
                } else if value > second {
                    second = value;
                }
            }
            for k in self.line(side, at) {
                if let Some(slot) = out.get_mut(k) {
                    *slot = if k == best { second } else { first };
                }
            }
        }
        out
    }

    /// The best value of each line; 0 for a line without candidates.
    pub(super) fn best(&self, side: Side, values: &[f64]) -> Vec<f64> {
        (0..*self.counts().side(side))
            .map(|at| self.line(side, at).filter_map(|k| values.get(k)).copied().fold(0.0, f64::max))
            .collect()
    }
}

/// The cells of each column, in order of rows.
fn by_column(cells: &[(u32, u32)], ends: &[u32]) -> Vec<u32> {
    let mut next: Vec<u32> = std::iter::once(0).chain(ends.iter().copied()).collect();
    let mut out = vec![0; cells.len()];
    for (k, &(_, column)) in (0..).zip(cells) {
        if let Some(place) = next.get_mut(column as usize) {
            if let Some(slot) = out.get_mut(*place as usize) {
                *slot = k;
            }
            *place += 1;
        }
    }
    out
}

fn ends(lines: u32, cells: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut ends = vec![0; lines as usize];
    for line in cells {
        if let Some(n) = ends.get_mut(line as usize) {
            *n += 1;
        }
    }
    let mut total = 0;
    for end in &mut ends {
        total += *end;
        *end = total;
    }
    ends
}

fn range(ends: &[u32], at: u32) -> std::ops::Range<usize> {
    let end = ends.get(at as usize).copied().unwrap_or_default();
    let start = at.checked_sub(1).and_then(|before| ends.get(before as usize)).copied().unwrap_or_default();
    start.min(end) as usize..end as usize
}

#[cfg(test)]
mod tests {
    use super::Grid;
    use crate::{Pair, Side};

    #[test]
    fn lines_and_neighbours() {
        let grid = Grid::new(Pair::new(3, 2), vec![(2, 0), (0, 1), (0, 0), (2, 0)]);
        assert_eq!(grid.cells(), [(0, 0), (0, 1), (2, 0)]);
        assert_eq!(grid.line(Side::A, 0).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(grid.line(Side::A, 1).count(), 0);
        assert_eq!(grid.line(Side::B, 0).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(grid.near((1, 1), (1, -1)), Some(2));
        assert_eq!(grid.near((0, 0), (-1, 0)), None);
        let values = [0.5, 0.25, 0.75];
        assert_eq!(grid.best_other(Side::A, &values), [0.25, 0.5, 0.0]);
        assert_eq!(grid.best_other(Side::B, &values), [0.75, 0.0, 0.5]);
        assert_eq!(grid.best(Side::A, &values), [0.5, 0.0, 0.75]);
    }
}
