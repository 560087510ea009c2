//! Which sentence pairs are worth weighing: the twins, and of the other sentences all pairs in articles of common length;
//! in long ones those that share their rarest words and are not settled by that. May import `fixed`, `near`, `twins` and
//! `vocabulary`.

use std::cmp::Reverse;
use std::ops::Range;

use super::fixed::Fixed;
use super::near;
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
/// And of those the ones that share at least one part in so many of the weight that the best of them shares. Human gold
/// alignments of long texts (documents of five corpora one after another) are found as well without the others.
const LEAST_PART: u32 = 3;

/// Pairs worth weighing.
pub(super) struct Candidates {
    pub(super) cells: Vec<(u32, u32)>,
    /// What needs no weighing.
    pub(super) twins: Twins,
}

/// Finds them.
pub(super) fn find(vocabulary: &Vocabulary) -> Candidates {
    let sentences = vocabulary.sentences.as_ref();
    let mut twins = Twins::new(sentences);
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
    let found = Threads::Many.both(Pair::new(Side::A, Side::B), |side| {
        let index = Index::new(vocabulary, &twins, side);
        let mut search = Search::new(&index);
        let open = (0..sentences.side(side).len()).filter(|&at| twins.partner(side, at).is_none());
        let mut found = Vec::new();
        for at in open {
            found.extend(search.candidates(at).map(|other| (at, other)));
        }
        found
    });
    let found = found.a.into_iter().chain(found.b.into_iter().map(|(at, other)| (other, at))).collect();
    let mut cells = near::settle(vocabulary, &mut twins, found);
    cells.extend(twins.pairs());
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
        // A sentence that needs no weighing has its counterpart.
        let others = || (0..other.len()).filter(|&at| twins.partner(side.other(), at).is_none());
        let is_wanted = |term: &&Term| wanted.get(term.word() as usize).copied().unwrap_or(false);
        let mut starts = vec![0u32; vocabulary.words() + 1];
        for term in others().flat_map(|at| other.terms.row(at)).filter(is_wanted) {
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
        for at in others() {
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
}

/// Looks the counterparts of one sentence after another up.
struct Search<'i> {
    index: &'i Index<'i>,
    /// The weight that each sentence of the other side shares with the one looked at.
    shared: Vec<Fixed>,
    /// Those that share any.
    found: Vec<u32>,
    /// The words of the sentence looked at, with how rare they are.
    words: Vec<(Rarity, u32)>,
    best: Vec<(Reverse<Fixed>, u32, u32)>,
}

/// In how many sentences of both sides a word stands, and of the other side.
type Rarity = (u32, u32);

impl<'i> Search<'i> {
    fn new(index: &'i Index<'i>) -> Self {
        let others = index.vocabulary.sentences.side(index.side.other()).len();
        let shared = vec![Fixed::default(); others as usize];
        Self { index, shared, found: Vec::new(), words: Vec::new(), best: Vec::new() }
    }

    /// The best few by the summed weight of the rarest words they share, then by nearness to where one is expected.
    fn candidates(&mut self, at: u32) -> impl Iterator<Item = u32> {
        let expected = self.index.twins.expected(self.index.side, at);
        self.add_up(at, expected);
        let shared = |other: u32| self.shared.get(other as usize).copied().unwrap_or_default();
        let most = self.found.iter().map(|&other| shared(other)).max().unwrap_or_default();
        let distance = |other: u32| expected.iter().map(|e| e.abs_diff(other)).min().unwrap_or_default();
        self.best.clear();
        let near_best = self.found.iter().filter(|&&other| shared(other).times(LEAST_PART) >= most);
        self.best.extend(near_best.map(|&other| (Reverse(shared(other)), distance(other), other)));
        if self.best.len() > KEPT {
            self.best.select_nth_unstable(KEPT);
            self.best.truncate(KEPT);
        }
        for other in self.found.drain(..) {
            if let Some(sum) = self.shared.get_mut(other as usize) {
                *sum = Fixed::default();
            }
        }
        self.best.iter().map(|&(_, _, other)| other)
    }

    /// Adds up what each sentence of the other side shares.
    fn add_up(&mut self, at: u32, expected: [u32; 2]) {
        self.find_rarest(at);
        for &(_, word) in &self.words {
            let idf = self.index.vocabulary.weight(word).idf;
            let postings = self.index.postings(word);
            let near = if postings.len() > POSTINGS { near(postings, expected) } else { [postings, &[]] };
            for &other in near.into_iter().flatten() {
                if let Some(sum) = self.shared.get_mut(other as usize) {
                    if *sum == Fixed::default() {
                        self.found.push(other);
                    }
                    *sum += idf;
                }
            }
        }
    }

    /// Leaves in `words` the rarest of a sentence that have postings at all. As many as tie with the last: which of equally
    /// rare words has the lower number depends on which article came first.
    fn find_rarest(&mut self, at: u32) {
        let Self { index: Index { vocabulary, side, .. }, words, .. } = self;
        let rarity = |word: u32| {
            let n = vocabulary.frequency(word);
            (n.a + n.b, *n.side(side.other()))
        };
        let all = vocabulary.sentences.side(*side).terms.row(at).iter().map(|term| term.word());
        words.clear();
        words.extend(all.filter(|&word| !self.index.postings(word).is_empty()).map(|word| (rarity(word), word)));
        if words.len() > RAREST {
            let last = words.select_nth_unstable(RAREST - 1).1.0;
            words.retain(|word| word.0 <= last);
        }
    }
}

/// The entries near two places, each once.
fn near(postings: &[u32], places: [u32; 2]) -> [&[u32]; 2] {
    let [first, second] = places.map(|place| around(postings, place));
    let range = |start: usize, end: usize| postings.get(start..end).unwrap_or_default();
    // The places may come in any order, as they do for what moved.
    if second.start >= first.end || first.start >= second.end {
        [range(first.start, first.end), range(second.start, second.end)]
    } else {
        [range(first.start.min(second.start), first.end.max(second.end)), &[]]
    }
}

/// Where the entries nearest to a place are, half of them before it.
fn around(postings: &[u32], place: u32) -> Range<usize> {
    let middle = postings.partition_point(|&p| p < place);
    middle.saturating_sub(POSTINGS / 4)..(middle + POSTINGS / 4).min(postings.len())
}
