//! Which mentions of one side answer which of the other: the best pairs first, each mention in one pair at most, the same
//! whichever side comes first. May import the types of claims.

use rustc_hash::FxHashMap;

use super::{Claim, Kind, Mention};
use crate::{Pair, Side};

/// A pair that could be made, and how good it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub score: i32,
    pub at: Pair<usize>,
}

/// What became of some mentions.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// Indices of mentions that answer each other, best first.
    pub pairs: Vec<Pair<usize>>,
    /// Indices of mentions that nothing answers, in order.
    pub alone: Pair<Vec<usize>>,
}

/// Beyond this many possible pairs only mentions at about the same position in the two lists are held against each other.
const MOST_PAIRS: usize = 10_000;
/// How far apart in the two lists they may then stand.
const BAND: usize = 20;

/// Pairs mentions by score, best first; pairs without a score are not made. `sizes` are how many mentions each side has.
pub(super) fn pair_up(sizes: Pair<usize>, score: impl Fn(Pair<usize>) -> Option<i32>) -> Matched {
    let scored = |c: Candidate| score(c.at).map(|score| Candidate { score, ..c });
    take_best(sizes, every(sizes).filter_map(scored).collect())
}

/// Makes the best pairs out of candidates.
pub(super) fn take_best(sizes: Pair<usize>, mut candidates: Vec<Candidate>) -> Matched {
    // Candidates that compete share a side, so their index sums differ: the order is the same with the sides exchanged.
    candidates.sort_by_key(|c| (std::cmp::Reverse(c.score), c.at.a + c.at.b, c.at.a));
    let mut taken = sizes.map(|n| vec![false; n]);
    let mut out = Matched::default();
    for Candidate { at, .. } in candidates {
        if let (Some(a), Some(b)) = (taken.a.get_mut(at.a), taken.b.get_mut(at.b))
            && !*a
            && !*b
        {
            (*a, *b) = (true, true);
            out.pairs.push(at);
        }
    }
    out.alone = taken.map(|taken| (0..).zip(taken).filter_map(|(i, taken)| (!taken).then_some(i)).collect());
    out
}

/// All pairs that may be held against each other, told apart by nothing.
pub(super) fn every(sizes: Pair<usize>) -> impl Iterator<Item = Candidate> {
    let banded = sizes.a.saturating_mul(sizes.b) > MOST_PAIRS;
    let across = move |a: usize| if banded { a.saturating_sub(BAND)..sizes.b.min(a + BAND) } else { 0..sizes.b };
    (0..sizes.a).flat_map(move |a| across(a).map(move |b| Candidate { score: 0, at: Pair::new(a, b) }))
}

/// Beyond this many equal mentions on a side they are paired in order.
const MANY_EQUAL: usize = 12;

/// All pairs of equal mentions, told apart by nothing.
pub(super) fn equal<T>(sides: Pair<&[T]>, key: impl Fn(&T) -> String) -> Vec<Candidate> {
    equal_by(sides, key, |_| 0)
}

/// All pairs of equal mentions; `score` tells which of several to take.
pub(super) fn equal_by<T>(
    sides: Pair<&[T]>,
    key: impl Fn(&T) -> String,
    score: impl Fn(Pair<usize>) -> i32,
) -> Vec<Candidate> {
    let mut group_of: FxHashMap<String, usize> = FxHashMap::default();
    let mut groups: Vec<Pair<Vec<usize>>> = Vec::new();
    for (side, mentions) in [(Side::A, sides.a), (Side::B, sides.b)] {
        for (i, mention) in mentions.iter().enumerate() {
            let group = *group_of.entry(key(mention)).or_insert(groups.len());
            if group == groups.len() {
                groups.push(Pair::default());
            }
            if let Some(group) = groups.get_mut(group) {
                group.side_mut(side).push(i);
            }
        }
    }
    let mut out = Vec::new();
    for group in groups {
        let mut add = |a: usize, b: usize| out.push(Candidate { score: score(Pair::new(a, b)), at: Pair::new(a, b) });
        if group.a.len().max(group.b.len()) > MANY_EQUAL {
            // Long runs of one value would give a square of pairs: the nth answers the nth.
            group.a.iter().zip(&group.b).for_each(|(&a, &b)| add(a, b));
        } else {
            group.a.iter().for_each(|&a| group.b.iter().for_each(|&b| add(a, b)));
        }
    }
    out
}

/// What stands at some indices of each side.
pub(super) fn keep<T>(sides: Pair<Vec<T>>, at: &Pair<Vec<usize>>) -> Pair<Vec<T>> {
    let pick = |mentions: Vec<T>, at: &[usize]| {
        let mut wanted = at.iter().copied().peekable();
        let kept = mentions.into_iter().enumerate().filter(|(i, _)| wanted.next_if_eq(i).is_some());
        kept.map(|(_, mention)| mention).collect()
    };
    Pair::new(pick(sides.a, &at.a), pick(sides.b, &at.b))
}

/// Claims out of what was matched: pairs changed, what is alone added or removed.
pub(super) fn claims<T>(
    kind: Kind,
    matched: &Matched,
    sides: Pair<&[T]>,
    mention: impl Fn(Side, &T) -> Mention,
) -> Vec<Claim> {
    let a = |i: usize| sides.a.get(i).map(|m| mention(Side::A, m));
    let b = |i: usize| sides.b.get(i).map(|m| mention(Side::B, m));
    let changed = matched.pairs.iter().map(|at| Pair::new(a(at.a), b(at.b)));
    let removed = matched.alone.a.iter().map(|&i| Pair::new(a(i), None));
    let added = matched.alone.b.iter().map(|&i| Pair::new(None, b(i)));
    changed.chain(removed).chain(added).map(|sides| Claim::new(kind, sides)).collect()
}
