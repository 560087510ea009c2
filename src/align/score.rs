//! Which sentence pairs tell the same, with what confidence: logistic regression over the candidates in passes, each of
//! which knows what the one before thought of a pair's neighbours and rivals; then a threshold. Splits, merges and moves
//! are pairs like others. May import everything of `align` but `link` and `moves`.

use rustc_hash::FxHashSet;

use super::SentencePair;
use super::candidate::{self, Candidates};
use super::context::{self, CONTEXT, Context, Shared};
use super::feature::{FIRST, Weighed};
use super::vocabulary::{Sentences, Vocabulary};
use super::{large, weights};
use crate::parallel::{self, Threads};
use crate::{Document, Pair};

/// Probability of what needs no weighing.
const SETTLED: f64 = 0.9999;

/// From this many sentences on either side, cheap evidence goes first.
const LARGE_FROM: usize = 2_000;

/// Whether cheap evidence goes first.
pub(super) fn is_large(documents: Pair<&Document>) -> bool {
    documents.a.sentences().len().max(documents.b.sentences().len()) > LARGE_FROM
}

/// Every pair the aligner believes in, rows in order, best first within a row.
pub(super) fn pairs(documents: Pair<&Document>) -> Vec<SentencePair> {
    let mut pairs = if is_large(documents) { large::pairs(documents) } else { weighed(documents) };
    pairs.sort_by(|x, y| x.a.cmp(&y.a).then(y.confidence.total_cmp(&x.confidence)).then(x.b.cmp(&y.b)));
    pairs
}

/// Pairs by learned weights, in no particular order.
fn weighed(documents: Pair<&Document>) -> Vec<SentencePair> {
    let vocabulary = Vocabulary::new(documents);
    let table = Table::new(&vocabulary);
    let passes: [&[f64]; 3] = [&weights::FIRST, &weights::SECOND, &weights::THIRD];
    let probability = table.probabilities(&passes);
    let covered = context::covered(&table.weighed.grid, &probability);
    let least = weights::threshold(kept_share(vocabulary.sentences.as_ref()), covered.a.min(covered.b));
    table
        .weighed
        .grid
        .cells()
        .iter()
        .zip(probability)
        .filter(|&(_, p)| p >= least)
        .map(|(&(a, b), p)| SentencePair { a, b, confidence: weights::confidence(p) as f32 })
        .collect()
}

/// Pairs that one task judges.
const CELLS_A_TASK: usize = 512;

/// Candidates and what is known of them without any weights.
pub(super) struct Table<'v> {
    vocabulary: &'v Vocabulary,
    pub(super) weighed: Weighed,
    shared: Shared,
    /// The features of the first pass.
    first: Vec<[f64; FIRST]>,
    settled: Vec<bool>,
}

impl<'v> Table<'v> {
    pub(super) fn new(vocabulary: &'v Vocabulary) -> Self {
        let Candidates { cells, twins } = candidate::find(vocabulary);
        let counts = vocabulary.sentences.as_ref().map(Sentences::len);
        let weighed = Weighed::new(vocabulary, counts, cells, &twins);
        let is_settled = |cell: &(u32, u32)| twins.is_pair(*cell);
        let settled: Vec<bool> = weighed.grid.cells().iter().map(is_settled).collect();
        let first = || (0..settled.len()).map(|k| weighed.first(k)).collect();
        let threads = Threads::for_work(settled.len(), CELLS_A_TASK);
        let (shared, first) = threads.join(|| Shared::new(vocabulary, &weighed.grid), first);
        Self { vocabulary, weighed, shared, first, settled }
    }

    /// Probabilities after all passes given.
    pub(super) fn probabilities(&self, passes: &[&[f64]]) -> Vec<f64> {
        let mut probability = Vec::new();
        for (number, weights) in passes.iter().enumerate() {
            probability = if number == 0 {
                self.pass(|k| score(weights, &self.first(k)))
            } else {
                let context = self.context(&probability);
                self.pass(|k| score(weights, &self.later(&context, k)))
            };
        }
        probability
    }

    pub(super) fn context<'a>(&'a self, probability: &'a [f64]) -> Context<'a> {
        Context::new(self.vocabulary, &self.weighed.grid, &self.shared, probability)
    }

    /// The features of the first pass.
    fn first(&self, k: usize) -> [f64; FIRST] {
        self.first.get(k).copied().unwrap_or([0.0; FIRST])
    }

    /// The features of a later pass.
    pub(super) fn later(&self, context: &Context, k: usize) -> [f64; FIRST + CONTEXT] {
        let mut all = [0.0; FIRST + CONTEXT];
        for (slot, x) in all.iter_mut().zip(self.first(k).into_iter().chain(context.features(k))) {
            *slot = x;
        }
        all
    }

    fn pass(&self, score: impl Fn(usize) -> f64 + Sync) -> Vec<f64> {
        let is_settled = |k: usize| self.settled.get(k) == Some(&true);
        let one = |k: usize| if is_settled(k) { SETTLED } else { 1.0 / (1.0 + (-score(k)).exp()) };
        parallel::map_range(0..self.settled.len() as u32, CELLS_A_TASK, || (), |(), k| one(k as usize))
    }
}

fn score(weights: &[f64], features: &[f64]) -> f64 {
    features.iter().chain([&1.0]).zip(weights).map(|(x, w)| x * w).sum()
}

/// Share of the sentences that stand on the other side with the same words: the smaller count over the shorter side.
fn kept_share(sentences: Pair<&Sentences>) -> f64 {
    let prints = |side: &Sentences| side.prints.iter().copied().collect::<FxHashSet<u64>>();
    let all = sentences.map(prints);
    let kept = |side: &Sentences, there: &FxHashSet<u64>| side.prints.iter().filter(|&p| there.contains(p)).count();
    let kept = kept(sentences.a, &all.b).min(kept(sentences.b, &all.a));
    kept as f64 / f64::from(sentences.a.len().min(sentences.b.len()).max(1))
}

/// What a maintainer needs to fit the weights again: the features exactly as the tool computes them.
pub mod fitting {
    use super::{Context, Pair, Table, Vocabulary};
    use crate::Document;
    use crate::align::context::CONTEXT_NAMES;
    use crate::align::feature::FIRST_NAMES;

    /// Candidates with their features.
    #[derive(Debug)]
    pub struct Features {
        /// Sentence indices of each candidate.
        pub cells: Vec<(u32, u32)>,
        /// Which need no weighing.
        pub settled: Vec<bool>,
        /// A row of features for each candidate.
        pub rows: Vec<Vec<f64>>,
        /// Share of sentences that stand on both sides with the same words.
        pub kept: f64,
    }

    /// The names of the features of a pass, counted from 0.
    #[must_use]
    pub fn names(pass: usize) -> Vec<&'static str> {
        FIRST_NAMES.into_iter().chain(CONTEXT_NAMES.into_iter().filter(|_| pass > 0)).collect()
    }

    /// The features of the pass after those given by their weights, the constant last.
    #[must_use]
    pub fn features(documents: Pair<&Document>, passes: &[Vec<f64>]) -> Features {
        let vocabulary = Vocabulary::new(documents);
        let table = Table::new(&vocabulary);
        let passes: Vec<&[f64]> = passes.iter().map(Vec::as_slice).collect();
        let probability = table.probabilities(&passes);
        let context: Option<Context> = (!passes.is_empty()).then(|| table.context(&probability));
        let row = |k| match &context {
            Some(context) => table.later(context, k).to_vec(),
            None => table.first(k).to_vec(),
        };
        Features {
            cells: table.weighed.grid.cells().to_vec(),
            settled: table.settled.clone(),
            rows: (0..table.weighed.grid.len()).map(row).collect(),
            kept: super::kept_share(vocabulary.sentences.as_ref()),
        }
    }
}
