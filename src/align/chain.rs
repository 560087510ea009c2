//! The heaviest chain of things whose order agrees on both sides, in O(n log n). Imports nothing.

/// Of items that come in the order of one side, each with its place on the other and a weight: which belong to the heaviest
/// chain with strictly increasing places. Weights above 0; of equally heavy chains the one that ends first is taken, so
/// callers that need a mirrored answer give weights that do not tie.
pub(super) fn heaviest(items: &[(u32, u128)]) -> Vec<bool> {
    let mut places: Vec<u32> = items.iter().map(|item| item.0).collect();
    places.sort_unstable();
    places.dedup();
    let mut best = Prefixes::new(places.len());
    let mut back: Vec<Option<usize>> = Vec::with_capacity(items.len());
    let mut heaviest: Option<(u128, usize)> = None;
    for (k, &(place, weight)) in items.iter().enumerate() {
        let rank = places.partition_point(|&p| p < place);
        let before = best.below(rank);
        let total = before.map_or(0, |(w, _)| w).saturating_add(weight);
        back.push(before.map(|(_, k)| k));
        best.raise(rank, (total, k));
        if heaviest.is_none_or(|(w, _)| total > w) {
            heaviest = Some((total, k));
        }
    }
    let mut kept = vec![false; items.len()];
    let mut at = heaviest.map(|(_, k)| k);
    while let Some(k) = at {
        if let Some(slot) = kept.get_mut(k) {
            *slot = true;
        }
        at = back.get(k).copied().flatten();
    }
    kept
}

/// Greatest values over prefixes that only rise: a Fenwick tree.
struct Prefixes(Vec<Option<(u128, usize)>>);

impl Prefixes {
    fn new(len: usize) -> Self {
        Self(vec![None; len + 1])
    }

    /// The greatest value at the ranks below `rank`.
    fn below(&self, rank: usize) -> Option<(u128, usize)> {
        let mut best: Option<(u128, usize)> = None;
        let mut at = rank;
        while at > 0 {
            if let Some(value) = self.0.get(at).copied().flatten() {
                best = best.filter(|b| b.0 >= value.0).or(Some(value));
            }
            at &= at - 1;
        }
        best
    }

    fn raise(&mut self, rank: usize, value: (u128, usize)) {
        let mut at = rank + 1;
        while let Some(slot) = self.0.get_mut(at) {
            if slot.is_none_or(|old| value.0 > old.0) {
                *slot = Some(value);
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::heaviest;

    #[test]
    fn the_heaviest_is_not_always_the_longest() {
        assert_eq!(heaviest(&[(0, 1), (3, 9), (1, 1), (2, 1)]), [true, true, false, false]);
        assert_eq!(heaviest(&[(0, 1), (3, 1), (1, 1), (2, 1)]), [true, false, true, true]);
        assert!(heaviest(&[]).is_empty());
    }

    #[test]
    fn equal_places_exclude_each_other() {
        assert_eq!(heaviest(&[(1, 2), (1, 3), (2, 1)]), [false, true, true]);
    }

    /// Against every subset, for every order of up to 7 items of different weights.
    #[test]
    fn no_chain_is_heavier() {
        let mut order: Vec<u32> = (0..7).collect();
        permute(&mut order, 0, &mut |order| {
            let items: Vec<(u32, u128)> = order.iter().map(|&p| (p, 3 + u128::from(p * p % 5))).collect();
            let weight = |kept: &dyn Fn(usize) -> bool| -> Option<u128> {
                let chosen: Vec<_> =
                    items.iter().enumerate().filter(|(k, _)| kept(*k)).map(|(_, item)| *item).collect();
                chosen.windows(2).all(|w| w[0].0 < w[1].0).then(|| chosen.iter().map(|item| item.1).sum())
            };
            let best = (0u32..1 << items.len()).filter_map(|set| weight(&|k| set >> k & 1 == 1)).max();
            let kept = heaviest(&items);
            assert_eq!(weight(&|k| kept[k]), best, "{items:?}");
        });
    }

    fn permute(items: &mut Vec<u32>, from: usize, each: &mut dyn FnMut(&[u32])) {
        if from == items.len() {
            return each(items);
        }
        for k in from..items.len() {
            items.swap(from, k);
            permute(items, from + 1, each);
            items.swap(from, k);
        }
    }
}
