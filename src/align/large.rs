//! Large documents: cheap evidence first, so that time grows with what changed and not with the square of what is there.
//!
//! Units (paragraphs, then sentences) with the same print are twins; what is left finds candidates over its rarest shared
//! words and beside its neighbours' counterparts; weighted word overlap decides. Sentences are compared only inside linked
//! paragraphs, and what is left of them once more over the whole document. Words are read once, of what has no twin.

mod bag;
mod formula;
mod rest;
pub(super) mod twin;

use std::ops::Range;

use rayon::prelude::*;

use self::bag::{Bags, Slots, Words};
use self::rest::Matrix;
use super::SentencePair;
use crate::{Document, Pair, Span};

/// Probability given to an exact twin: a reader would all but always agree.
const TWIN: f32 = 0.999;

/// Up to this many sentences on each side every pair inside a linked passage is looked at.
const SMALL_GROUP: usize = 24;
const _: () = assert!(SMALL_GROUP <= Matrix::MOST);

/// Linked paragraphs that one task reads.
const LINKS_A_TASK: usize = 64;

/// Every sentence pair believed in, in no particular order.
pub(super) fn pairs(documents: Pair<&Document>) -> Vec<SentencePair> {
    let spans = documents.map(|d| d.paragraphs().iter().map(|p| p.span).collect::<Vec<_>>());
    let spans = spans.as_ref().map(Vec::as_slice);
    let prints = documents.map(|d| d.paragraphs().iter().map(|p| p.print).collect::<Vec<_>>());
    let twins = twin::pair(prints.as_ref().map(Vec::as_slice));
    let large = Large::new(documents, &twins);
    let units = Units { documents, spans, population: spans, slots: large.words.slots };
    let links = rest::pair(&units, &twins, |wanted| large.paragraph_bags(wanted));
    let mut pairs = large.in_paragraphs(&twins, &links);
    pairs.extend(large.wandered(&pairs));
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

impl Found {
    fn twin(a: u32, b: u32) -> Self {
        Self { a, b, similarity: 1.0, twin: true }
    }

    fn sentences(self, ranges: &Pair<Range<u32>>) -> SentencePair {
        let confidence = if self.twin { TWIN } else { rest::confidence(self.similarity) };
        SentencePair { a: ranges.a.start + self.a, b: ranges.b.start + self.b, confidence }
    }
}

/// Units of two documents that are to be linked.
struct Units<'u> {
    documents: Pair<&'u Document>,
    /// Where they are.
    spans: Pair<&'u [Span]>,
    /// The units among which repeated formulas are looked for.
    population: Pair<&'u [Span]>,
    slots: Slots,
}

/// Two documents with the words of what has no twin.
struct Large<'d> {
    documents: Pair<&'d Document>,
    /// Over all sentences; empty bags for those of paragraphs with a twin.
    words: Words,
}

impl<'d> Large<'d> {
    fn new(documents: Pair<&'d Document>, twins: &[Option<u32>]) -> Self {
        let mut read = documents.map(|d| vec![true; d.paragraphs().len()]);
        for (i, j) in (0u32..).zip(twins).filter_map(|(i, j)| Some((i, (*j)?))) {
            let ranges = sentences_of(documents, i, j);
            if ranges.a.len() == ranges.b.len()
                && let (Some(a), Some(b)) = (read.a.get_mut(i as usize), read.b.get_mut(j as usize))
            {
                (*a, *b) = (false, false);
            }
        }
        let wanted = documents
            .zip(read.as_ref())
            .map(|(document, read)| bag::sentences(document, |s| read.get(s.paragraph.index()) == Some(&true)));
        let bytes = wanted.as_ref().map(|side| side.iter().flatten().map(|span| span.len()).sum::<usize>());
        let slots = Slots::for_bytes(bytes.a + bytes.b);
        let bags = documents.zip(wanted).map(|(document, wanted)| Bags::read(document.text(), &wanted));
        Self { documents, words: Words::new(bags, slots) }
    }

    fn paragraph_bags(&self, wanted: Pair<&[u32]>) -> Pair<Bags> {
        self.documents.zip(self.words.bags.as_ref()).zip(wanted).map(|((document, bags), wanted)| {
            let sentences = |&at: &u32| document.paragraphs().get(at as usize).map_or(0..0, |p| p.sentences.clone());
            bags.union(&wanted.iter().map(sentences).collect::<Vec<_>>())
        })
    }

    /// Sentence pairs inside linked paragraphs.
    fn in_paragraphs(&self, twins: &[Option<u32>], links: &[Found]) -> Vec<SentencePair> {
        let mut pairs: Vec<SentencePair> = Vec::with_capacity(self.documents.a.sentences().len());
        let mut others: Vec<Pair<Range<u32>>> = Vec::with_capacity(links.len());
        for (i, j) in (0u32..).zip(twins).filter_map(|(i, j)| Some((i, (*j)?))) {
            let ranges = sentences_of(self.documents, i, j);
            if ranges.a.len() == ranges.b.len() {
                pairs.extend(ranges.a.zip(ranges.b).map(|(a, b)| SentencePair { a, b, confidence: TWIN }));
            } else {
                others.push(ranges);
            }
        }
        others.extend(links.iter().map(|link| sentences_of(self.documents, link.a, link.b)));
        let some = |groups: &[Pair<Range<u32>>]| {
            let mut matrix = Matrix::default();
            groups.iter().flat_map(|ranges| self.inside(ranges, &mut matrix)).collect::<Vec<_>>()
        };
        let found: Vec<Vec<SentencePair>> = others.par_chunks(LINKS_A_TASK).map(some).collect();
        pairs.extend(found.into_iter().flatten());
        pairs
    }

    /// Sentence pairs inside two linked paragraphs: what is the same at either end, and the likeliest of what is between.
    fn inside(&self, ranges: &Pair<Range<u32>>, matrix: &mut Matrix) -> Vec<SentencePair> {
        let text = |document: &'d Document, at: u32| {
            document.sentences().get(at as usize).map_or("", |s| s.span.slice(document.text()))
        };
        let same = |a: u32, b: u32| text(self.documents.a, a) == text(self.documents.b, b);
        let shorter = ranges.a.len().min(ranges.b.len()) as u32;
        let before = (0..shorter).take_while(|&k| same(ranges.a.start + k, ranges.b.start + k)).count() as u32;
        let after = (1..=shorter - before).take_while(|&k| same(ranges.a.end - k, ranges.b.end - k)).count() as u32;
        let twins = (0..before)
            .map(|k| (k, k))
            .chain((1..=after).map(|k| (ranges.a.len() as u32 - k, ranges.b.len() as u32 - k)));
        let mut pairs: Vec<SentencePair> = twins.map(|(a, b)| Found::twin(a, b).sentences(ranges)).collect();
        let between = ranges.as_ref().map(|range| range.start + before..range.end - after);
        let found = if between.a.is_empty() || between.b.is_empty() {
            Vec::new()
        } else if between.a.len() <= SMALL_GROUP && between.b.len() <= SMALL_GROUP {
            matrix.pair(&self.words, &between)
        } else {
            self.many(&between)
        };
        pairs.extend(found.into_iter().map(|found| found.sentences(&between)));
        pairs
    }

    /// Links among many sentences.
    fn many(&self, ranges: &Pair<Range<u32>>) -> Vec<Found> {
        let places = ranges.as_ref().map(|range| range.clone().collect::<Vec<u32>>());
        let spans = self.spans(places.as_ref().map(Vec::as_slice));
        let spans = spans.as_ref().map(Vec::as_slice);
        self.among(&places, spans, spans)
    }

    fn spans(&self, sentences: Pair<&[u32]>) -> Pair<Vec<Span>> {
        self.documents.zip(sentences).map(|(document, sentences)| {
            sentences.iter().filter_map(|&at| document.sentences().get(at as usize)).map(|s| s.span).collect()
        })
    }

    /// Links among sentences: twins, then what is left by its words.
    fn among(&self, places: &Pair<Vec<u32>>, spans: Pair<&[Span]>, population: Pair<&[Span]>) -> Vec<Found> {
        let prints = self.documents.zip(spans).map(|(d, spans)| twin::fingerprints(d.text(), spans));
        let twins = twin::pair(prints.as_ref().map(Vec::as_slice));
        let units = Units { documents: self.documents, spans, population, slots: self.words.slots };
        let mut found: Vec<Found> = (0u32..).zip(&twins).filter_map(|(a, b)| b.map(|b| Found::twin(a, b))).collect();
        found.extend(rest::pair(&units, &twins, |wanted| {
            let picked = |places: &[u32], wanted: &[u32]| -> Vec<u32> {
                wanted.iter().filter_map(|&at| places.get(at as usize)).copied().collect()
            };
            let wanted = Pair::new(picked(&places.a, wanted.a), picked(&places.b, wanted.b));
            self.words.bags.as_ref().zip(wanted).map(|(bags, wanted)| bags.picked(&wanted))
        }));
        found
    }

    /// Pairs among the sentences that found no counterpart beside their paragraph's.
    fn wandered(&self, pairs: &[SentencePair]) -> Vec<SentencePair> {
        let mut free = self.documents.map(|d| vec![true; d.sentences().len()]);
        for pair in pairs {
            for (side, at) in [(&mut free.a, pair.a), (&mut free.b, pair.b)] {
                if let Some(free) = side.get_mut(at as usize) {
                    *free = false;
                }
            }
        }
        let left =
            free.map(|free| (0u32..).zip(free).filter_map(|(at, free)| free.then_some(at)).collect::<Vec<u32>>());
        if left.a.is_empty() || left.b.is_empty() {
            return Vec::new();
        }
        let spans = self.spans(left.as_ref().map(Vec::as_slice));
        let all = self.documents.map(|d| d.sentences().iter().map(|s| s.span).collect::<Vec<_>>());
        let all = all.as_ref().map(Vec::as_slice);
        let found = self.among(&left, spans.as_ref().map(Vec::as_slice), all);
        let twins: Vec<Pair<Span>> = found
            .iter()
            .filter(|f| f.twin)
            .filter_map(|f| Some(Pair::new(*spans.a.get(f.a as usize)?, *spans.b.get(f.b as usize)?)))
            .collect();
        let mut once = twin::once(self.documents, all, &twins).into_iter();
        let whole = |f: Found| Some(Found { a: *left.a.get(f.a as usize)?, b: *left.b.get(f.b as usize)?, ..f });
        found
            .into_iter()
            .filter(|f| if f.twin { once.next().unwrap_or(false) } else { f.similarity >= rest::FAR })
            .filter_map(whole)
            .map(|f| f.sentences(&Pair::new(0..0, 0..0)))
            .collect()
    }
}

fn sentences_of(documents: Pair<&Document>, a: u32, b: u32) -> Pair<Range<u32>> {
    let of =
        |document: &Document, at: u32| document.paragraphs().get(at as usize).map_or(0..0, |p| p.sentences.clone());
    Pair::new(of(documents.a, a), of(documents.b, b))
}
