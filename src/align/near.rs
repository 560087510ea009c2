//! Sentences that are nearly twins: most words stand on both sides, and no other sentence has a good part of what either
//! says. In articles too long to weigh all pairs they need no weighing. May import `grid`, `similarity`, `twins` and
//! `vocabulary`.

use super::grid::Grid;
use super::similarity::{IdfMass, cosine, each_shared};
use super::twins::Twins;
use super::vocabulary::{Sentences, Vocabulary};
use crate::{Pair, Side};

// With these, human gold alignments of long texts (documents of five corpora one after another) are found as well as when
// all candidates are weighed, and two in three reworded sentences of a lightly edited article need no weighing.

/// Cosine over words from which on two sentences are nearly twins.
const ALIKE: f64 = 0.7;
/// They share this much of the weight of the heavier one.
const SHARED: f64 = 0.5;
/// Of what any other candidate says, and of either of them, no more is shared: of the lighter sentence's weight. Part of a
/// sentence that was split has more.
const RIVAL: f64 = 0.3;
/// A shorter sentence is like others by accident.
const LEAST_WORDS: u32 = 6;

/// Settles near twins among candidates, and gives those that are left to be weighed.
pub(super) fn settle(vocabulary: &Vocabulary, twins: &mut Twins, cells: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    let grid = Grid::new(vocabulary.sentences.as_ref().map(Sentences::len), cells);
    let likeness = likeness(vocabulary, &grid);
    let covered: Vec<f64> = likeness.iter().map(|likeness| likeness.covered).collect();
    let rivals = Pair::new(Side::A, Side::B).map(|side| grid.best_other(side, &covered));
    let rivals = rivals.a.into_iter().zip(rivals.b).map(|(x, y)| x.max(y));
    let judged = grid.cells().iter().zip(likeness.iter().zip(rivals));
    let near = judged.filter(|(_, (likeness, rival))| likeness.is_near_twin() && *rival <= RIVAL);
    let near: Vec<(u32, u32)> = near.map(|(cell, _)| *cell).collect();
    twins.settle(&near);
    let is_open = |&&(i, j): &&(u32, u32)| twins.partner(Side::A, i).is_none() && twins.partner(Side::B, j).is_none();
    grid.cells().iter().filter(is_open).copied().collect()
}

/// What two sentences share of their words.
struct Likeness {
    cosine: f64,
    /// Of the lighter and of the heavier sentence's weight, 0 to 1.
    covered: f64,
    shared: f64,
    /// Of the shorter one.
    words: u32,
}

impl Likeness {
    fn is_near_twin(&self) -> bool {
        self.cosine >= ALIKE && self.shared >= SHARED && self.words >= LEAST_WORDS
    }
}

fn likeness(vocabulary: &Vocabulary, grid: &Grid) -> Vec<Likeness> {
    let idf = |word: u32| vocabulary.weight(word).idf;
    let masses = Pair::new(Side::A, Side::B).map(|side| {
        let sentences = vocabulary.sentences.side(side);
        let mass = |at: u32| {
            let is_candidate = grid.line(side, at).next().is_some();
            let terms = if is_candidate { sentences.terms.row(at) } else { &[] };
            terms.iter().map(|term| idf(term.word())).collect::<IdfMass>()
        };
        (0..sentences.len()).map(mass).collect::<Vec<_>>()
    });
    let of = |&(i, j): &(u32, u32)| {
        let at = Pair::new(i, j);
        let mass = masses.as_ref().zip(at).map(|(side, at)| side.get(at as usize).copied().unwrap_or_default());
        let sentences = vocabulary.sentences.as_ref().zip(at);
        let terms = sentences.map(|(side, at)| side.terms.row(at));
        let words = sentences.map(|(side, at)| side.lengths.get(at as usize).copied().unwrap_or_default());
        let mut shared = IdfMass::default();
        each_shared(terms.a, terms.b, |_, term, _, _| shared.add(idf(term.word())));
        Likeness {
            cosine: cosine(shared.squared, mass.a.squared, mass.b.squared),
            covered: shared.mass.over(mass.a.mass.min(mass.b.mass)),
            shared: shared.mass.over(mass.a.mass.max(mass.b.mass)),
            words: words.a.min(words.b),
        }
    };
    grid.cells().iter().map(of).collect()
}
