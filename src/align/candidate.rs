//! Which sentence pairs are worth weighing: all of them in articles of common length; in long ones the twins, and
//! for every other sentence those that share its rarest words. May import `twins` and `vocabulary`.

use rayon::prelude::*;

use super::fixed::Fixed;
use super::twins::Twins;
use super::vocabulary::{Sentences, Term, Vocabulary};
use crate::parallel::Threads;
use crate::{Pair, Side};

/// Up to so many pairs all are weighed. Beyond, an index finds as good ones: mean F1 .788 against .787 in an experiment over
/// six corpora.
const ALL_PAIRS: u64 = 10_000;
/// And up to so many words read for it: a sentence can be a book.
const ALL_WORDS: u64 = 2_000_000;
/// Of so many of a sentence's rarest shared words the postings are read, and more where they are equally rare.
const RAREST: usize = 5;
/// Longer postings are read only around the places where the counterpart is expected, so many entries at each.
const POSTINGS: usize = 24;
/// So many candidates are kept for a sentence.
const KEPT: usize = 5;

/// Pairs worth weighing.
pub(super) struct Candidates {
    pub(super) cells: Vec<(u32, u32)>,
    /// What needs no weighing.
    pub(super) twins: Twins,
}

/// Finds them.
pub(super) fn find(vocabulary: &Vocabulary) -> Candidates {
    let sentences = vocabulary.sentences.as_ref();
    let twins = Twins::new(sentences);
    let (rows, columns) = sentences.map(Sentences::len).into_tuple();
    let words = sentences.map(|side| u64::from(side.terms.items())).into_tuple();
    let read = words.0.saturating_mul(columns.into()).saturating_add(words.1.saturating_mul(rows.into()));
    if u64::from(rows) * u64::from(columns) <= ALL_PAIRS && read <= ALL_WORDS {
        // A sentence that needs no weighing has its counterpart.
        let open =
            |side: Side, count: u32| (0..count).filter(|&at| twins.partner(side, at).is_none()).collect::<Vec<_>>();
        let (open_rows, open_columns) = (open(Side::A, rows), open(Side::B, columns));
        let weighed = open_rows.iter().flat_map(|&i| open_columns.iter().map(move |&j| (i, j)));
        let cells = twins.pairs().chain(weighed).collect();
        return Candidates { cells, twins };
    }
    let mut cells: Vec<(u32, u32)> = twins.pairs().collect();
    let found = Threads::Many.both(Pair::new(Side::A, Side::B), |side| {
        let index = Index::new(vocabulary, &twins, side);
        let found = (0..sentences.side(side).len()).into_par_iter().filter(|&at| twins.partner(side, at).is_none());
        found.flat_map_iter(|at| index.candidates(at).into_iter().map(move |o| (at, o))).collect::<Vec<_>>()
    });
    cells.extend(found.a.into_iter().chain(found.b.into_iter().map(|(at, other)| (other, at))));
    Candidates { cells, twins }
}

/// Which sentences of the other side have each word that a sentence of `side` looks for.
struct Index<'v> {
    vocabulary: &'v Vocabulary,
    twins: &'v Twins,
    side: Side,
    /// Start of each word's postings; one more than there are words.
    starts: Vec<u32>,
    postings: Vec<u32>,
}

impl<'v> Index<'v> {
    fn new(vocabulary: &'v Vocabulary, twins: &'v Twins, side: Side) -> Self {
        let (own, other) = (vocabulary.sentences.side(side), vocabulary.sentences.side(side.other()));
        let mut wanted = vec![false; vocabulary.words()];
        for at in (0..own.len()).filter(|&at| twins.partner(side, at).is_none()) {
            for term in own.terms.row(at) {
                if let Some(slot) = wanted.get_mut(term.word() as usize) {
                    *slot = true;
                }
            }
        }
        let is_wanted = |term: &&Term| wanted.get(term.word() as usize).copied().unwrap_or(false);
        let mut starts = vec![0u32; vocabulary.words() + 1];
        for term in (0..other.len()).flat_map(|at| other.terms.row(at)).filter(is_wanted) {
            if let Some(n) = starts.get_mut(term.word() as usize + 1) {
                *n += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut next = starts.clone();
        let mut postings = vec![0; total as usize];
        for at in 0..other.len() {
            for term in other.terms.row(at).iter().filter(is_wanted) {
                if let Some(place) = next.get_mut(term.word() as usize) {
                    if let Some(slot) = postings.get_mut(*place as usize) {
                        *slot = at;
                    }
                    *place += 1;
                }
            }
        }
        Self { vocabulary, twins, side, starts, postings }
    }

    fn postings(&self, word: u32) -> &[u32] {
        let at = |k: u32| self.starts.get(k as usize).copied().unwrap_or_default() as usize;
        self.postings.get(at(word)..at(word + 1)).unwrap_or_default()
    }

    /// The best few by the summed weight of the rarest words they share, then by nearness to where one is expected.
    fn candidates(&self, at: u32) -> Vec<u32> {
        let expected = self.twins.expected(self.side, at);
        let mut found: Vec<(u32, Fixed)> = Vec::new();
        for word in self.rarest(self.vocabulary.sentences.side(self.side).terms.row(at)) {
            let idf = self.vocabulary.weight(word).idf;
            let postings = self.postings(word);
            if postings.len() <= POSTINGS {
                found.extend(postings.iter().map(|&other| (other, idf)));
                continue;
            }
            let mut near: Vec<u32> = expected.iter().flat_map(|&e| around(postings, e)).copied().collect();
            near.sort_unstable();
            near.dedup();
            found.extend(near.into_iter().map(|other| (other, idf)));
        }
        let distance = |other: u32| expected.iter().map(|&e| e.abs_diff(other)).min();
        let mut best = summed(found);
        best.sort_by_key(|&(other, sum)| (std::cmp::Reverse(sum), distance(other), other));
        best.truncate(KEPT);
        best.into_iter().map(|(other, _)| other).collect()
    }

    /// The rarest words of a sentence that stand on the other side at all. As many as tie with the last: which of equally
    /// rare words has the lower number depends on which article came first.
    fn rarest(&self, terms: &[Term]) -> Vec<u32> {
        let frequency = |word: u32| {
            let n = self.vocabulary.frequency(word);
            (n.a + n.b, *n.side(self.side.other()))
        };
        let mut words: Vec<((u32, u32), u32)> =
            terms.iter().map(|t| (frequency(t.word()), t.word())).filter(|((_, there), _)| *there > 0).collect();
        words.sort_unstable();
        let last = words.get(RAREST - 1).map_or((u32::MAX, u32::MAX), |w| w.0);
        words.into_iter().take_while(|w| w.0 <= last).map(|w| w.1).collect()
    }
}

/// The entries nearest to a place, half of them before it.
fn around(postings: &[u32], place: u32) -> &[u32] {
    let middle = postings.partition_point(|&p| p < place);
    let start = middle.saturating_sub(POSTINGS / 4);
    let end = (middle + POSTINGS / 4).min(postings.len());
    postings.get(start..end).unwrap_or_default()
}

fn summed(mut found: Vec<(u32, Fixed)>) -> Vec<(u32, Fixed)> {
    found.sort_unstable_by_key(|f| f.0);
    let mut out: Vec<(u32, Fixed)> = Vec::new();
    for (other, weight) in found {
        match out.last_mut().filter(|last| last.0 == other) {
            Some(last) => last.1 += weight,
            None => out.push((other, weight)),
        }
    }
    out
}
