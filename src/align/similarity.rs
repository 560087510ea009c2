//! How much two sentences share, by words and by parts of words. May import `gram`, `vocabulary` and
//! `fixed`.

use super::fixed::Fixed;
use super::gram::Grams;
use super::vocabulary::{Term, Vocabulary};
use crate::{Pair, Side};

/// What one sentence weighs, or what two share: sums over (shared) distinct words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mass {
    /// Σ idf.
    pub(super) words: Fixed,
    /// Σ idf².
    pub(super) words_squared: Fixed,
    /// Σ (idf · length)².
    pub(super) content_squared: Fixed,
    /// Σ idf over words with a digit or written like a name.
    pub(super) names: Fixed,
    /// Σ idf over words with a digit.
    pub(super) numbers: Fixed,
    /// Σ length over words that stand in one sentence of either side.
    pub(super) rare: Fixed,
}

impl Mass {
    fn add(&mut self, vocabulary: &Vocabulary, term: Term, is_name: bool) {
        let weight = vocabulary.weight(term.word());
        self.words += weight.idf;
        self.words_squared += weight.idf.squared();
        self.content_squared += weight.content.squared();
        if weight.is_number {
            self.numbers += weight.idf;
        }
        if weight.is_number || is_name {
            self.names += weight.idf;
        }
        if weight.is_rare {
            self.rare += weight.length;
        }
    }

    /// Of one sentence.
    pub(super) fn of(vocabulary: &Vocabulary, terms: &[Term]) -> Self {
        let mut mass = Self::default();
        for &term in terms {
            mass.add(vocabulary, term, term.is_name());
        }
        mass
    }

    /// Of what two sentences share.
    pub(super) fn shared(vocabulary: &Vocabulary, a: &[Term], b: &[Term]) -> Self {
        let mut mass = Self::default();
        each_shared(a, b, |_, x, _, y| mass.add(vocabulary, x, x.is_name() && y.is_name()));
        mass
    }
}

/// Calls `each` with the place and term on both sides of every word that stands in both sentences.
pub(super) fn each_shared(a: &[Term], b: &[Term], mut each: impl FnMut(usize, Term, usize, Term)) {
    let (mut i, mut j) = (0, 0);
    while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
        match x.word().cmp(&y.word()) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                each(i, x, j, y);
                i += 1;
                j += 1;
            }
        }
    }
}

/// The same for the parts of words: of one sentence, or shared.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct GramMass {
    /// Σ idf.
    pub(super) mass: Fixed,
    /// Σ idf².
    pub(super) squared: Fixed,
}

impl GramMass {
    fn add(&mut self, idf: Fixed) {
        self.mass += idf;
        self.squared += idf.squared();
    }
}

/// Compares one sentence with many by the parts of their words, without ever holding the parts of more than one.
pub(super) struct GramReader<'v> {
    grams: &'v Grams,
    /// For each part the last row that has it, and the last reading that saw it.
    rows: Vec<u32>,
    seen: Vec<u32>,
    row: u32,
    reading: u32,
}

impl<'v> GramReader<'v> {
    pub(super) fn new(grams: &'v Grams) -> Self {
        let none = vec![0; grams.count()];
        Self { grams, rows: none.clone(), seen: none, row: 0, reading: 0 }
    }

    /// Takes a sentence to compare with, and weighs it.
    pub(super) fn take(&mut self, terms: &[Term]) -> GramMass {
        self.row += 1;
        let mut mass = GramMass::default();
        distinct(self.grams, terms, self.row, &mut self.rows, |gram| mass.add(self.grams.idf(gram)));
        mass
    }

    /// Weighs a sentence, and what it shares with the one taken.
    pub(super) fn read(&mut self, terms: &[Term]) -> (GramMass, GramMass) {
        self.reading += 1;
        let (mut whole, mut shared) = (GramMass::default(), GramMass::default());
        let (rows, row) = (&self.rows, self.row);
        distinct(self.grams, terms, self.reading, &mut self.seen, |gram| {
            let idf = self.grams.idf(gram);
            whole.add(idf);
            if rows.get(gram as usize) == Some(&row) {
                shared.add(idf);
            }
        });
        (whole, shared)
    }
}

/// Compares sentences of a with all those of b by the parts of their words, a row at a time: what two share is added up
/// part by part, over the sentences that have it.
pub(super) struct GramTable<'v> {
    vocabulary: &'v Vocabulary,
    grams: &'v Grams,
    /// The sentences of b that have each part, those of part `g` from `starts[g]` on.
    columns: Vec<u32>,
    starts: Vec<u32>,
    /// What each sentence weighs.
    whole: Pair<Vec<GramMass>>,
}

impl<'v> GramTable<'v> {
    /// Reads the sentences that `open` names.
    pub(super) fn new(vocabulary: &'v Vocabulary, grams: &'v Grams, open: &Pair<Vec<bool>>) -> Self {
        let mut seen = vec![0; grams.count()];
        let mut reading = 0;
        let mut starts = vec![0; grams.count() + 1];
        let mut found: Vec<(u32, u32)> = Vec::new();
        let mut whole = |side: Side, each: &mut dyn FnMut(u32, u32)| -> Vec<GramMass> {
            let terms = &vocabulary.sentences.side(side).terms;
            let one = |(at, &is_open): (u32, &bool)| {
                let mut mass = GramMass::default();
                if !is_open {
                    return mass;
                }
                reading += 1;
                distinct(grams, terms.row(at), reading, &mut seen, |gram| {
                    mass.add(grams.idf(gram));
                    each(gram, at);
                });
                mass
            };
            (0..).zip(open.side(side)).map(one).collect()
        };
        let a = whole(Side::A, &mut |_, _| {});
        let b = whole(Side::B, &mut |gram, at| found.push((gram, at)));
        for &(gram, _) in &found {
            if let Some(next) = starts.get_mut(gram as usize + 1) {
                *next += 1;
            }
        }
        for at in 1..starts.len() {
            let before = starts.get(at - 1).copied().unwrap_or_default();
            if let Some(start) = starts.get_mut(at) {
                *start += before;
            }
        }
        let mut free = starts.clone();
        let mut columns = vec![0; found.len()];
        for (gram, at) in found {
            if let Some(place) = free.get_mut(gram as usize) {
                if let Some(slot) = columns.get_mut(*place as usize) {
                    *slot = at;
                }
                *place += 1;
            }
        }
        Self { vocabulary, grams, columns, starts, whole: Pair::new(a, b) }
    }

    /// What a sentence weighs.
    pub(super) fn whole(&self, side: Side, at: u32) -> GramMass {
        self.whole.side(side).get(at as usize).copied().unwrap_or_default()
    }

    /// How many parts `seen` must have room for.
    pub(super) fn gram_count(&self) -> usize {
        self.grams.count()
    }

    /// What a sentence of a shares with each sentence of b. `seen` is scratch that no other row has used since it was made
    /// for this table.
    pub(super) fn row(&self, at: u32, seen: &mut [u32], shared: &mut Vec<GramMass>) {
        shared.clear();
        shared.resize(self.whole.b.len(), GramMass::default());
        distinct(self.grams, self.vocabulary.sentences.a.terms.row(at), at + 1, seen, |gram| {
            let idf = self.grams.idf(gram);
            let own = GramMass { mass: idf, squared: idf.squared() };
            let range = self.starts.get(gram as usize).zip(self.starts.get(gram as usize + 1));
            let columns = range.and_then(|(&start, &end)| self.columns.get(start as usize..end as usize));
            for &column in columns.unwrap_or_default() {
                if let Some(sum) = shared.get_mut(column as usize) {
                    sum.mass += own.mass;
                    sum.squared += own.squared;
                }
            }
        });
    }
}

/// Calls `each` with every distinct part of some words. `seen` holds for each part the last reading that saw it.
fn distinct(grams: &Grams, terms: &[Term], reading: u32, seen: &mut [u32], mut each: impl FnMut(u32)) {
    for term in terms {
        for &gram in grams.of(term.word()) {
            if let Some(last) = seen.get_mut(gram as usize).filter(|last| **last != reading) {
                *last = reading;
                each(gram);
            }
        }
    }
}

/// Cosine from the squared masses of two sentences and of what they share; 0 where one has none.
pub(super) fn cosine(shared: Fixed, a: Fixed, b: Fixed) -> f64 {
    let whole = (a.get() * b.get()).sqrt();
    if whole > 0.0 { (shared.get() / whole).min(1.0) } else { 0.0 }
}
