//! Which sentence pairs tell the same: exact twins first, then weighted word overlap over an inverted index.

use rustc_hash::FxHashMap;

use super::SentencePair;
use crate::document::key;
use crate::{Document, Pair};

/// From this many sentences on either side, cheap evidence goes first.
const LARGE_FROM: usize = 40;

/// Least weighted overlap of a pair.
const LEAST: f32 = 0.35;

struct Bag {
    words: Vec<u32>,
    mass: f32,
}

/// Every pair the aligner believes in, rows in order, best first within a row.
pub(super) fn pairs(documents: Pair<&Document>) -> Vec<SentencePair> {
    if documents.a.sentences().len().max(documents.b.sentences().len()) > LARGE_FROM {
        let mut pairs = super::large::pairs(documents);
        pairs.sort_unstable_by(|x, y| (x.a).cmp(&y.a).then(y.confidence.total_cmp(&x.confidence)).then(x.b.cmp(&y.b)));
        return pairs;
    }
    let mut ids = FxHashMap::default();
    let words = documents.map(|d| words(d, &mut ids));
    let idf = idf(&words, ids.len());
    let bags = words.map(|side| side.into_iter().map(|w| bag(w, &idf)).collect::<Vec<_>>());
    let mut index: Vec<Vec<u32>> = vec![Vec::new(); ids.len()];
    for (j, bag) in bags.b.iter().enumerate() {
        for &w in &bag.words {
            if let Some(list) = index.get_mut(w as usize) {
                list.push(j as u32);
            }
        }
    }
    let mut best_b: Vec<(f32, u32)> = vec![(0.0, u32::MAX); bags.b.len()];
    let mut best_a: Vec<(f32, u32)> = vec![(0.0, u32::MAX); bags.a.len()];
    let mut shared: FxHashMap<u32, f32> = FxHashMap::default();
    for (i, bag) in bags.a.iter().enumerate() {
        shared.clear();
        for &w in &bag.words {
            for &j in index.get(w as usize).into_iter().flatten() {
                *shared.entry(j).or_default() += idf.get(w as usize).copied().unwrap_or_default();
            }
        }
        let mut row: Vec<_> = shared.iter().map(|(&j, &x)| (j, x)).collect();
        row.sort_unstable_by_key(|&(j, _)| j);
        for (j, x) in row {
            let other = bags.b.get(j as usize).map_or(0.0, |b| b.mass);
            let s = 2.0 * x / (bag.mass + other).max(f32::MIN_POSITIVE);
            if let Some(best) = best_a.get_mut(i).filter(|b| s > b.0) {
                *best = (s, j);
            }
            if let Some(best) = best_b.get_mut(j as usize).filter(|b| s > b.0) {
                *best = (s, i as u32);
            }
        }
    }
    (0u32..)
        .zip(&best_a)
        .filter(|&(i, &(s, j))| s >= LEAST && best_b.get(j as usize).is_some_and(|b| b.1 == i))
        .map(|(a, &(s, b))| SentencePair { a, b, confidence: s.min(1.0) })
        .collect()
}

fn words(document: &Document, ids: &mut FxHashMap<String, u32>) -> Vec<Vec<u32>> {
    let mut folded = String::new();
    let mut one = |span| {
        let mut words: Vec<u32> = document
            .tokens(span)
            .iter()
            .filter(|t| t.is_word())
            .map(|t| {
                folded.clear();
                key::folded(t.span.slice(document.text()), &mut folded);
                let next = ids.len() as u32;
                *ids.entry(folded.clone()).or_insert(next)
            })
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    document.sentences().iter().map(|s| one(s.span)).collect()
}

fn idf(words: &Pair<Vec<Vec<u32>>>, distinct: usize) -> Vec<f32> {
    let mut df = vec![0u32; distinct];
    for &w in words.a.iter().chain(&words.b).flatten() {
        if let Some(n) = df.get_mut(w as usize) {
            *n += 1;
        }
    }
    let all = (words.a.len() + words.b.len()) as f32;
    df.into_iter().map(|n| (all / n.max(1) as f32).ln_1p()).collect()
}

fn bag(words: Vec<u32>, idf: &[f32]) -> Bag {
    let mass = words.iter().filter_map(|&w| idf.get(w as usize)).sum();
    Bag { words, mass }
}
