//! Large documents: cheap evidence first, so that time grows with what changed and not with the square of what is there.
//!
//! Units (paragraphs, then sentences) with the same fingerprint are twins; what is left finds candidates over its rarest
//! shared words and beside its neighbours' counterparts; weighted word overlap decides. Sentences are compared only inside
//! linked paragraphs, and what is left of them once more over the whole document.

mod bag;
mod formula;
mod rest;
pub(super) mod twin;

use std::ops::Range;

use rayon::prelude::*;

use super::SentencePair;
use crate::{Document, Pair, Span};

/// Probability given to an exact twin: a reader would all but always agree.
const TWIN: f32 = 0.999;

/// Up to this many sentences on each side every pair inside a linked passage is looked at.
const SMALL_GROUP: usize = 24;

/// Every sentence pair believed in, in no particular order.
pub(super) fn pairs(documents: Pair<&Document>) -> Vec<SentencePair> {
    let paragraphs = documents.map(|d| d.paragraphs().iter().map(|p| p.span).collect::<Vec<_>>());
    let paragraphs = paragraphs.as_ref().map(Vec::as_slice);
    let prints = documents.map(|d| d.paragraphs().iter().map(|p| p.print).collect::<Vec<_>>());
    let links = matched(documents, paragraphs, paragraphs, prints.as_ref().map(Vec::as_slice));
    let mut free = documents.map(|d| vec![true; d.sentences().len()]);
    let mut pairs: Vec<SentencePair> = Vec::with_capacity(documents.a.sentences().len());
    let (twins, others): (Vec<Found>, Vec<Found>) = links.into_iter().partition(|l| l.twin);
    for link in &twins {
        let ranges = sentences_of(documents, link);
        if ranges.a.len() == ranges.b.len() {
            pairs.extend(ranges.a.zip(ranges.b).map(|(a, b)| SentencePair { a, b, confidence: TWIN }));
        } else {
            pairs.extend(inside(documents, &ranges));
        }
    }
    let others: Vec<Vec<SentencePair>> =
        others.par_iter().map(|link| inside(documents, &sentences_of(documents, link))).collect();
    pairs.extend(others.into_iter().flatten());
    for pair in &pairs {
        for (side, at) in [(&mut free.a, pair.a), (&mut free.b, pair.b)] {
            if let Some(free) = side.get_mut(at as usize) {
                *free = false;
            }
        }
    }
    pairs.extend(wandered(documents, &free));
    pairs
}

/// A link between two units of the same kind.
#[derive(Clone, Copy, Debug)]
struct Found {
    a: u32,
    b: u32,
    /// Weighted word overlap, 0 to 1.
    similarity: f32,
    /// The same but for white space.
    twin: bool,
}

/// Links between the units of two documents: twins, then what is left by its words.
/// `population` are the units among which repeated formulas are looked for.
fn units(documents: Pair<&Document>, spans: Pair<&[Span]>, population: Pair<&[Span]>) -> Vec<Found> {
    let prints = documents.zip(spans).map(|(d, spans)| twin::fingerprints(d.text(), spans));
    matched(documents, spans, population, prints.as_ref().map(Vec::as_slice))
}

fn matched(
    documents: Pair<&Document>,
    spans: Pair<&[Span]>,
    population: Pair<&[Span]>,
    prints: Pair<&[u64]>,
) -> Vec<Found> {
    let twins = twin::pair(prints);
    let mut found: Vec<Found> =
        (0u32..).zip(&twins).filter_map(|(a, b)| b.map(|b| Found { a, b, similarity: 1.0, twin: true })).collect();
    found.extend(rest::pair(documents, spans, population, &twins));
    found
}

fn sentences_of(documents: Pair<&Document>, link: &Found) -> Pair<Range<u32>> {
    let of =
        |document: &Document, at: u32| document.paragraphs().get(at as usize).map_or(0..0, |p| p.sentences.clone());
    Pair::new(of(documents.a, link.a), of(documents.b, link.b))
}

/// Sentence pairs inside two linked paragraphs.
fn inside(documents: Pair<&Document>, ranges: &Pair<Range<u32>>) -> Vec<SentencePair> {
    let spans = documents.zip(ranges.as_ref()).map(|(d, range)| {
        let sentences = d.sentences().get(range.start as usize..range.end as usize).unwrap_or_default();
        sentences.iter().map(|s| s.span).collect::<Vec<_>>()
    });
    let found = if spans.a.len() <= SMALL_GROUP && spans.b.len() <= SMALL_GROUP {
        rest::matrix(documents, spans.as_ref().map(Vec::as_slice))
    } else {
        let spans = spans.as_ref().map(Vec::as_slice);
        units(documents, spans, spans)
    };
    found.into_iter().map(|f| sentence_pair(f, ranges.a.start + f.a, ranges.b.start + f.b)).collect()
}

/// Pairs among the sentences that found no counterpart beside their paragraph's.
fn wandered(documents: Pair<&Document>, free: &Pair<Vec<bool>>) -> Vec<SentencePair> {
    let left =
        free.as_ref().map(|free| (0u32..).zip(free).filter_map(|(at, &free)| free.then_some(at)).collect::<Vec<u32>>());
    if left.a.is_empty() || left.b.is_empty() {
        return Vec::new();
    }
    let spans = documents.zip(left.as_ref()).map(|(d, left)| {
        left.iter().filter_map(|&at| d.sentences().get(at as usize)).map(|s| s.span).collect::<Vec<_>>()
    });
    let all = documents.map(|d| d.sentences().iter().map(|s| s.span).collect::<Vec<_>>());
    let all = all.as_ref().map(Vec::as_slice);
    let found = units(documents, spans.as_ref().map(Vec::as_slice), all);
    let twins: Vec<Pair<Span>> = found
        .iter()
        .filter(|f| f.twin)
        .filter_map(|f| Some(Pair::new(*spans.a.get(f.a as usize)?, *spans.b.get(f.b as usize)?)))
        .collect();
    let mut once = twin::once(documents, all, &twins).into_iter();
    found
        .into_iter()
        .filter(|f| if f.twin { once.next().unwrap_or(false) } else { f.similarity >= rest::FAR })
        .filter_map(|f| Some(sentence_pair(f, *left.a.get(f.a as usize)?, *left.b.get(f.b as usize)?)))
        .collect()
}

fn sentence_pair(found: Found, a: u32, b: u32) -> SentencePair {
    let confidence = if found.twin { TWIN } else { rest::confidence(found.similarity) };
    SentencePair { a, b, confidence }
}
