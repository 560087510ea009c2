//! From an alignment to a report: edits, claims, statuses and figures.

use rayon::prelude::*;

use super::{Counts, Level, Link, Report, Shape, Status, Summary};
use crate::align::{self, Alignment, Also, Relation, Sameness};
use crate::edit::Script;
use crate::parallel::Threads;
use crate::{Document, Limit, Pair, Span, claim, edit};

impl<'d> Report<'d> {
    /// Computes everything a renderer or a rule needs from an alignment.
    #[must_use]
    pub fn new(documents: Pair<&'d Document>, alignment: Alignment) -> Self {
        let (sentences, read) = sentence_links(documents, &alignment);
        let kept: Vec<Pair<u32>> = read.iter().map(|read| read.kept).collect();
        let edits = read.iter().find_map(|read| read.limit);
        let limits = alignment.limit.into_iter().chain(edits).collect();
        let (passages, mut summary) = Threads::for_work(sentences.len(), SENTENCES_A_TASK)
            .join(|| passage_links(documents, &alignment, &sentences, &kept), || summary(documents, &sentences, &kept));
        summary.passages = counts(&passages);
        let moved = |l: &Link| l.moved && alignment.relation == Relation::Versions;
        Self {
            documents,
            relation: alignment.relation,
            identical: documents.a.text() == documents.b.text(),
            different: sentences.iter().any(|l| l.status != Status::Unchanged || moved(l)),
            summary,
            pairs: alignment.pairs,
            passages,
            sentences,
            findings: Vec::new(),
            verdict: None,
            ignored: super::Ignored::default(),
            ignored_paragraphs: Pair::default(),
            limits,
        }
    }
}

fn spans(documents: Pair<&Document>, link: &align::Link, level: Level) -> Pair<Span> {
    documents.zip(link.units.as_ref()).map(|(d, units)| match level {
        Level::Passage => d.paragraphs_span(units),
        Level::Sentence => d.sentences_span(units),
    })
}

fn shape(link: &align::Link) -> Option<Shape> {
    let shape = match (link.units.a.len(), link.units.b.len()) {
        (0, _) | (_, 0) => return None,
        (1, 1) => Shape::OneToOne,
        (1, _) => Shape::Split,
        (_, 1) => Shape::Merged,
        _ => Shape::Regrouped,
    };
    Some(shape)
}

fn bare(id: u32, link: &align::Link, also: &Also, spans: Pair<Span>) -> Link {
    let status = match (link.units.a.is_empty(), link.units.b.is_empty(), link.sameness) {
        (true, _, _) => Status::Added,
        (_, true, _) => Status::Removed,
        (_, _, Sameness::Different) => Status::Reworded,
        _ => Status::Unchanged,
    };
    Link {
        id,
        status,
        shape: shape(link),
        moved: link.moved,
        cosmetic: link.sameness == Sameness::Typographic,
        ignored: false,
        similarity: if status == Status::Unchanged { 1.0 } else { 0.0 },
        confidence: link.confidence,
        also: also.of(id).collect(),
        passage: None,
        units: link.units.clone(),
        spans,
        edits: Box::default(),
        claims: Box::default(),
    }
}

/// Sentence links whose edits and claims one task finds.
const SENTENCES_A_TASK: usize = 96;
/// Passage links that one task reads.
const PASSAGES_A_TASK: usize = 256;

fn sentence_links(documents: Pair<&Document>, alignment: &Alignment) -> (Vec<Link>, Vec<Read>) {
    let one = |(id, (link, passage)): (usize, (&align::Link, &Option<u32>))| {
        let bare = bare(id as u32, link, &alignment.also.sentences, spans(documents, link, Level::Sentence));
        sentence_link(documents, Link { passage: *passage, ..bare })
    };
    let (links, owners) = (&alignment.sentences, &alignment.passage_of);
    if Threads::for_work(links.len(), SENTENCES_A_TASK) == Threads::One {
        return links.iter().zip(owners).enumerate().map(one).unzip();
    }
    // Straight into place: collected as pairs first, they would be copied once more.
    let (mut out, mut read) = (Vec::new(), Vec::new());
    links
        .par_iter()
        .zip(owners)
        .enumerate()
        .with_min_len(SENTENCES_A_TASK / 4)
        .map(one)
        .unzip_into_vecs(&mut out, &mut read);
    (out, read)
}

/// What a sentence link adds to the figures of the whole.
#[derive(Clone, Copy, Default)]
struct Read {
    /// Words of each side that it keeps.
    kept: Pair<u32>,
    limit: Option<Limit>,
}

/// Finds the edits and claims of a sentence link.
fn sentence_link(documents: Pair<&Document>, mut out: Link) -> (Link, Read) {
    let spans = out.spans;
    let read = match out.status {
        Status::Unchanged => Read { kept: documents.zip(out.units.as_ref()).map(|(d, u)| d.words_in(u)), limit: None },
        Status::Reworded => {
            let script = edit::script(documents, spans);
            out.similarity = script.similarity();
            out.claims = claim::changes(documents, spans).into();
            let Script { edits, kept, limit, .. } = script;
            out.edits = edits.into();
            Read { kept, limit }
        }
        Status::Added | Status::Removed => Read::default(),
    };
    (out, read)
}

/// Passage links; their similarity is the share of their words that the sentence links inside them keep.
fn passage_links(
    documents: Pair<&Document>,
    alignment: &Alignment,
    sentences: &[Link],
    kept: &[Pair<u32>],
) -> Vec<Link> {
    let links = &alignment.passages;
    let mut inside = vec![Pair::<u32>::default(); links.len()];
    for (sentence, kept) in sentences.iter().zip(kept) {
        if let Some(total) = sentence.passage.and_then(|p| inside.get_mut(p as usize)) {
            total.a += kept.a;
            total.b += kept.b;
        }
    }
    let one = |(id, (link, kept)): (usize, (&align::Link, &Pair<u32>))| {
        let mut out = bare(id as u32, link, &alignment.also.passages, spans(documents, link, Level::Passage));
        if out.status == Status::Reworded {
            let all = documents.zip(out.units.as_ref()).map(|(d, units)| {
                let paragraphs = d.paragraphs().get(units.start as usize..units.end as usize).unwrap_or_default();
                paragraphs.iter().map(|p| d.words_in(&p.sentences)).sum::<u32>()
            });
            out.similarity = share(kept.a + kept.b, all.a + all.b);
        }
        out
    };
    match Threads::for_work(links.len(), PASSAGES_A_TASK) {
        Threads::One => links.iter().zip(&inside).enumerate().map(one).collect(),
        Threads::Many => links.par_iter().zip(&inside).enumerate().with_min_len(PASSAGES_A_TASK).map(one).collect(),
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

/// The figures of the whole but for the passages.
fn summary(documents: Pair<&Document>, sentences: &[Link], kept: &[Pair<u32>]) -> Summary {
    let kept: u64 = kept.iter().map(|k| u64::from(k.a + k.b)).sum();
    let all = documents.map(Document::words);
    let mut out = Summary { claim_kinds: claim::kinds_between(documents), ..Summary::default() };
    // What is not linked is a small part of most articles.
    let mut alone = Pair::<u64>::default();
    for link in sentences {
        out.sentences.add(link);
        if link.shape.is_none() {
            alone.a += u64::from(documents.a.words_in(&link.units.a));
            alone.b += u64::from(documents.b.words_in(&link.units.b));
        }
        for claim in &link.claims {
            *out.claims.entry(claim.kind).or_default() += 1;
        }
    }
    let part = |n: u64, all: u64| if all == 0 { 1.0 } else { n as f64 / all as f64 };
    out.similarity = part(kept, all.a + all.b);
    out.coverage = all.zip(alone).map(|(all, alone)| part(all.saturating_sub(alone), all));
    out
}

fn counts(links: &[Link]) -> Counts {
    let mut n = Counts::default();
    for link in links {
        n.add(link);
    }
    n
}

impl Counts {
    fn add(&mut self, link: &Link) {
        match link.status {
            Status::Unchanged => self.unchanged += 1,
            Status::Reworded => self.reworded += 1,
            Status::Added => self.added += 1,
            Status::Removed => self.removed += 1,
        }
        match link.shape {
            Some(Shape::Split) => self.split += 1,
            Some(Shape::Merged) => self.merged += 1,
            _ => {}
        }
        self.moved += u32::from(link.moved);
        self.cosmetic += u32::from(link.cosmetic);
    }
}
