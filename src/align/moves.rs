//! The fewest moves that explain the order: all links but a longest chain whose order agrees on both sides.
//! May import `chain` and `document`.

use std::hash::Hasher as _;
use std::ops::Range;

use rustc_hash::FxHasher;

use super::{Level, Link, chain};
use crate::{Document, Pair, parallel};

/// Runs of links that one task weighs.
const RUNS_A_TASK: usize = 256;

/// Marks as moved the links outside a longest chain in which both sides' order agrees; of equally long chains the one that
/// keeps more words in place.
pub(super) fn mark(documents: Pair<&Document>, level: Level, links: &mut [Link]) {
    // Links come in the order of b.
    let order: Vec<usize> = (0..links.len()).filter(|&k| links.get(k).is_some_and(Link::is_linked)).collect();
    let places: Vec<u32> = order.iter().filter_map(|&k| links.get(k)).map(|l| l.units.a.start).collect();
    if places.is_sorted() {
        return;
    }
    let runs = runs(&places);
    let weight = |run: &Range<usize>| -> u128 {
        let own = order.get(run.clone()).unwrap_or_default().iter().filter_map(|&k| links.get(k));
        weight(documents, level, own)
    };
    let item = |run: &Range<usize>| (places.get(run.start).copied().unwrap_or_default(), weight(run));
    let items: Vec<(u32, u128)> = parallel::map(&runs, RUNS_A_TASK, item);
    let kept = chain::heaviest(&items);
    for (run, kept) in runs.into_iter().zip(kept) {
        for &k in order.get(run).unwrap_or_default() {
            if let Some(link) = links.get_mut(k) {
                link.moved = !kept;
            }
        }
    }
}

/// Neighbours on both sides stay together: no third stands between them in either order, so a chain that has one of them
/// can have all.
fn runs(places: &[u32]) -> Vec<Range<usize>> {
    let units = places.iter().max().map_or(0, |last| *last as usize + 1);
    let mut ranks = vec![0u32; units];
    for &place in places {
        if let Some(taken) = ranks.get_mut(place as usize) {
            *taken = 1;
        }
    }
    let mut before = 0;
    for rank in &mut ranks {
        (*rank, before) = (before, before + *rank);
    }
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut next = None;
    for (at, rank) in places.iter().map(|&place| ranks.get(place as usize).copied()).enumerate() {
        match runs.last_mut() {
            Some(run) if rank == next => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
        next = rank.map(|rank| rank + 1);
    }
    runs
}

/// So many bytes of a text tell it from another of as many words nearly always.
const TELLING: usize = 64;

/// How many links there are above all, then the words, then a hash of how the first text begins, so that ties end the same
/// way when the articles are exchanged.
fn weight<'l>(documents: Pair<&Document>, level: Level, run: impl Iterator<Item = &'l Link>) -> u128 {
    let (mut links, mut words, mut start) = (0, 0, None);
    for link in run {
        let sides = documents.zip(link.units.as_ref());
        let of = sides.map(|(document, units)| u64::from(document.words_in(&level.sentences(document, units))));
        links += 1;
        words += of.a + of.b;
        start.get_or_insert_with(|| {
            let hashes = sides.map(|(document, units)| print(level.span(document, units).slice(document.text())));
            hashes.a + hashes.b
        });
    }
    (links << 96) + (u128::from(words) << 48) + u128::from(start.unwrap_or_default())
}

/// 24 bits of a hash of a text's beginning.
fn print(text: &str) -> u64 {
    let mut hash = FxHasher::default();
    let text = text.as_bytes();
    hash.write(text.get(..TELLING).unwrap_or(text));
    hash.finish() >> 40
}

#[cfg(test)]
mod tests {
    use crate::{Document, Pair, Segmentation, Source};

    const PASSAGES: [&str; 8] = [
        "The ferry to Ostrava sank in calm water on Monday night.",
        "Nobody knows yet why the engine had been shut off.",
        "Seventeen passengers swam to a sandbank and waited there.",
        "A fisherman heard them shouting and called the coast guard.",
        "The owners keep two older ships in the same harbor.",
        "Inspectors found rust below the waterline last spring.",
        "Its captain, Ilse Brandt, refused to answer questions.",
        "Divers will begin their search once the wind drops.",
    ];

    /// For every order of up to 8 passages: what stays is in order, and as long as the longest increasing subsequence that
    /// dynamic programming over all pairs finds.
    #[test]
    fn as_few_as_possible_for_every_order() {
        for count in 1..=PASSAGES.len() {
            let mut order: Vec<usize> = (0..count).collect();
            permute(&mut order, 0, &mut |order| assert_eq!(moves(order), fewest(order), "{order:?}"));
        }
    }

    fn permute(items: &mut Vec<usize>, from: usize, each: &mut dyn FnMut(&[usize])) {
        if from == items.len() {
            return each(items);
        }
        for k in from..items.len() {
            items.swap(from, k);
            permute(items, from + 1, each);
            items.swap(from, k);
        }
    }

    fn fewest(order: &[usize]) -> usize {
        let mut longest = vec![1; order.len()];
        for k in 0..order.len() {
            for before in 0..k {
                if order[before] < order[k] {
                    longest[k] = longest[k].max(longest[before] + 1);
                }
            }
        }
        order.len() - longest.into_iter().max().unwrap_or(0)
    }

    /// How many of the links between the passages and the same in another order are marked.
    fn moves(order: &[usize]) -> usize {
        let read =
            |text: String| Document::new(text, Source::default(), Segmentation::Lines, Some(crate::Language::ENGLISH));
        let documents = Pair::new(
            read(PASSAGES[..order.len()].join("\n")),
            read(order.iter().map(|&k| PASSAGES[k]).collect::<Vec<_>>().join("\n")),
        );
        let pairs: Vec<_> =
            (0u32..).zip(order).map(|(b, &a)| crate::align::SentencePair { a: a as u32, b, confidence: 0.9 }).collect();
        let (mut links, _) = crate::align::link::sentences(documents.as_ref(), &pairs);
        super::mark(documents.as_ref(), crate::align::Level::Sentences, &mut links);
        let mut kept: Vec<_> = links.iter().filter(|l| !l.moved).map(|l| (l.units.b.start, l.units.a.start)).collect();
        kept.sort_unstable();
        assert!(kept.is_sorted_by_key(|k| k.1), "{order:?}");
        links.len() - kept.len()
    }
}
