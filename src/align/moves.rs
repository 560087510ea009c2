//! The fewest moves that explain the order: all links but a heaviest increasing chain.

use super::Link;

/// Marks as moved the links outside a longest chain in which both sides' order agrees.
pub(super) fn mark(links: &mut [Link]) {
    let mut order: Vec<usize> = (0..links.len()).filter(|&k| links.get(k).is_some_and(Link::is_linked)).collect();
    order.sort_by_key(|&k| links.get(k).map(|l| l.units.b.start));
    let sequence: Vec<u32> = order.iter().filter_map(|&k| links.get(k)).map(|l| l.units.a.start).collect();
    let kept = longest_increasing(&sequence);
    for (at, k) in order.into_iter().enumerate() {
        if let Some(link) = links.get_mut(k) {
            link.moved = !kept.get(at).copied().unwrap_or(true);
        }
    }
}

/// Which elements belong to one longest strictly increasing subsequence. O(n log n), by patience sorting.
pub(super) fn longest_increasing(sequence: &[u32]) -> Vec<bool> {
    let value = |k: usize| sequence.get(k).copied().unwrap_or_default();
    let mut tails: Vec<usize> = Vec::new();
    let mut back: Vec<Option<usize>> = Vec::with_capacity(sequence.len());
    for (k, &x) in sequence.iter().enumerate() {
        let at = tails.partition_point(|&t| value(t) < x);
        back.push(at.checked_sub(1).and_then(|p| tails.get(p)).copied());
        match tails.get_mut(at) {
            Some(tail) => *tail = k,
            None => tails.push(k),
        }
    }
    let mut kept = vec![false; sequence.len()];
    let mut at = tails.last().copied();
    while let Some(k) = at {
        if let Some(slot) = kept.get_mut(k) {
            *slot = true;
        }
        at = back.get(k).copied().flatten();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::longest_increasing;

    #[test]
    fn one_element_out_of_place() {
        assert_eq!(longest_increasing(&[0, 3, 1, 2]), [true, false, true, true]);
    }
}
