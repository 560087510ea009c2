//! The sentence links whose order is the same on both sides: what a format that knows no moves can keep in place. Everything
//! else is taken out of a at its place there and put into b at its place there. May import `report` alone.

use crate::report::{Link, Report};

/// A longest chain of linked sentences that both sides tell in the same order. O(n log n), by patience sorting.
#[must_use]
pub fn spine<'r>(report: &'r Report<'r>) -> Vec<&'r Link> {
    // Links come in the order of b.
    let linked: Vec<&Link> = report.sentences.iter().filter(|l| l.shape.is_some() && !l.moved).collect();
    let start = |k: usize| linked.get(k).map_or(0, |l| l.units.a.start);
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(linked.len());
    for k in 0..linked.len() {
        let length = tails.partition_point(|&t| start(t) < start(k));
        before.push(length.checked_sub(1).and_then(|p| tails.get(p)).copied());
        match tails.get_mut(length) {
            Some(tail) => *tail = k,
            None => tails.push(k),
        }
    }
    let mut chain = Vec::with_capacity(tails.len());
    let mut at = tails.last().copied();
    while let Some(k) = at {
        chain.extend(linked.get(k));
        at = before.get(k).copied().flatten();
    }
    chain.reverse();
    chain
}
