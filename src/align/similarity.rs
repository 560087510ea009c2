//! How much two sentences share, by words and by parts of words. May import `gram`, `vocabulary` and
//! `fixed`.

use std::ops::Range;

use super::fixed::{Fixed, Light};
use super::gram::Grams;
use super::vocabulary::{Rows, Term, Vocabulary};
use crate::parallel::Threads;

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

/// The same of nothing but idf: over words or over parts of words, of one sentence or shared.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct IdfMass {
    /// Σ idf.
    pub(super) mass: Fixed,
    /// Σ idf².
    pub(super) squared: Fixed,
}

impl FromIterator<Light> for IdfMass {
    fn from_iter<I: IntoIterator<Item = Light>>(all: I) -> Self {
        let mut mass = Self::default();
        all.into_iter().for_each(|idf| mass.add(idf));
        mass
    }
}

impl IdfMass {
    pub(super) fn add(&mut self, idf: Light) {
        self.mass += idf;
        self.squared += idf.squared();
    }
}

/// Sentences whose parts one task takes.
const SENTENCES_A_TASK: usize = 64;

/// The distinct parts of the words of some sentences of b, with what they weigh together.
pub(super) struct GramBags<'g> {
    grams: &'g Grams,
    rows: Rows<u32>,
    whole: Vec<IdfMass>,
}

impl<'g> GramBags<'g> {
    /// Of the sentences that `open` names; others get nothing.
    pub(super) fn new(vocabulary: &Vocabulary, grams: &'g Grams, open: &[bool]) -> Self {
        let bags = |places: Range<u32>| Self::of_some(vocabulary, grams, open, places);
        let (middle, end) = (open.len() as u32 / 2, open.len() as u32);
        let threads = Threads::for_work(open.len(), SENTENCES_A_TASK);
        let (mut all, second) = threads.join(|| bags(0..middle), || bags(middle..end));
        all.rows.append(&second.rows);
        all.whole.extend(second.whole);
        all
    }

    /// Of the sentences at some places.
    fn of_some(vocabulary: &Vocabulary, grams: &'g Grams, open: &[bool], places: Range<u32>) -> Self {
        let is_open = |at: u32| open.get(at as usize) == Some(&true);
        let terms = |at: u32| if is_open(at) { vocabulary.sentences.b.terms.row(at) } else { &[] };
        let most = places.clone().flat_map(terms).map(|term| grams.of(term.word()).len()).sum();
        let mut rows = Rows::with_capacity(places.len(), most);
        let mut taken = Taken::new(grams);
        let mut one = |at: u32| {
            let whole = taken.take(grams, terms(at), |gram| rows.push(gram));
            rows.end_row();
            whole
        };
        let whole = places.map(&mut one).collect();
        Self { grams, rows, whole }
    }

    /// What a sentence weighs.
    pub(super) fn whole(&self, at: u32) -> IdfMass {
        self.whole.get(at as usize).copied().unwrap_or_default()
    }
}

/// The parts of the words of one sentence at a time.
struct Taken {
    /// For each part the last sentence taken that has it, counted from 1.
    marks: Vec<u32>,
    number: u32,
}

impl Taken {
    fn new(grams: &Grams) -> Self {
        Self { marks: vec![0; grams.count()], number: 0 }
    }

    /// Takes a sentence: calls `each` with its distinct parts, and weighs them.
    fn take(&mut self, grams: &Grams, terms: &[Term], mut each: impl FnMut(u32)) -> IdfMass {
        self.number += 1;
        let mut mass = IdfMass::default();
        for &gram in terms.iter().flat_map(|term| grams.of(term.word())) {
            if let Some(mark) = self.marks.get_mut(gram as usize).filter(|mark| **mark != self.number) {
                *mark = self.number;
                mass.add(grams.idf(gram));
                each(gram);
            }
        }
        mass
    }

    fn has(&self, gram: u32) -> bool {
        self.marks.get(gram as usize) == Some(&self.number)
    }
}

/// Compares one sentence of a at a time with sentences of b, by the parts of their words.
pub(super) trait Comparer {
    /// Takes a sentence of a, and weighs it.
    fn take(&mut self, terms: &[Term]) -> IdfMass;

    /// What a sentence of b shares with the one taken.
    fn shared(&self, at: u32) -> IdfMass;
}

/// Compares with each sentence of b apart: for a few of them.
pub(super) struct GramReader<'b> {
    bags: &'b GramBags<'b>,
    taken: Taken,
}

impl<'b> GramReader<'b> {
    pub(super) fn new(bags: &'b GramBags<'b>) -> Self {
        Self { bags, taken: Taken::new(bags.grams) }
    }
}

impl Comparer for GramReader<'_> {
    fn take(&mut self, terms: &[Term]) -> IdfMass {
        self.taken.take(self.bags.grams, terms, |_| {})
    }

    fn shared(&self, at: u32) -> IdfMass {
        let mut shared = IdfMass::default();
        for &gram in self.bags.rows.row(at).iter().filter(|gram| self.taken.has(**gram)) {
            shared.add(self.bags.grams.idf(gram));
        }
        shared
    }
}

/// Which sentences of b have each part: what a sentence of a shares with all of them is added up part by part.
pub(super) struct GramTable<'b> {
    bags: &'b GramBags<'b>,
    /// The sentences of b that have each part, those of part `g` from `starts[g]` on.
    columns: Vec<u32>,
    starts: Vec<u32>,
}

impl<'b> GramTable<'b> {
    pub(super) fn new(bags: &'b GramBags<'b>) -> Self {
        let rows = &bags.rows;
        let mut starts = vec![0; bags.grams.count() + 1];
        for gram in (0..rows.len()).flat_map(|at| rows.row(at)) {
            if let Some(count) = starts.get_mut(*gram as usize) {
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        // From the last sentence to the first: each start comes down to its place.
        let mut columns = vec![0; total as usize];
        for at in (0..rows.len()).rev() {
            for gram in rows.row(at) {
                if let Some(start) = starts.get_mut(*gram as usize) {
                    *start -= 1;
                    if let Some(slot) = columns.get_mut(*start as usize) {
                        *slot = at;
                    }
                }
            }
        }
        Self { bags, columns, starts }
    }
}

/// Compares with all sentences of b at once.
pub(super) struct RowReader<'b> {
    table: &'b GramTable<'b>,
    taken: Taken,
    shared: Vec<IdfMass>,
}

impl<'b> RowReader<'b> {
    pub(super) fn new(table: &'b GramTable<'b>) -> Self {
        Self { table, taken: Taken::new(table.bags.grams), shared: Vec::new() }
    }
}

impl Comparer for RowReader<'_> {
    fn take(&mut self, terms: &[Term]) -> IdfMass {
        let Self { table: GramTable { bags, columns, starts }, taken, shared } = self;
        shared.clear();
        shared.resize(bags.whole.len(), IdfMass::default());
        taken.take(bags.grams, terms, |gram| {
            let idf = bags.grams.idf(gram);
            let mut own = IdfMass::default();
            own.add(idf);
            let range = starts.get(gram as usize).zip(starts.get(gram as usize + 1));
            let columns = range.and_then(|(&start, &end)| columns.get(start as usize..end as usize));
            for &column in columns.unwrap_or_default() {
                if let Some(sum) = shared.get_mut(column as usize) {
                    sum.mass += own.mass;
                    sum.squared += own.squared;
                }
            }
        })
    }

    fn shared(&self, at: u32) -> IdfMass {
        self.shared.get(at as usize).copied().unwrap_or_default()
    }
}

/// Cosine from the squared masses of two sentences and of what they share; 0 where one has none.
pub(super) fn cosine(shared: Fixed, a: Fixed, b: Fixed) -> f64 {
    let whole = (a.get() * b.get()).sqrt();
    if whole > 0.0 { (shared.get() / whole).min(1.0) } else { 0.0 }
}
