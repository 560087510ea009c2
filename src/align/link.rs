//! From pairs to the partition that people read: every sentence and every paragraph in exactly one link.

use std::ops::Range;

use super::{Link, Sameness, SentencePair};
use crate::document::key;
use crate::{Document, Pair, Span};

/// Links over sentences: one-to-one by falling confidence, then neighbours of a linked sentence that have no other link join it.
pub(super) fn sentences(documents: Pair<&Document>, pairs: &[SentencePair]) -> Vec<Link> {
    let counts = documents.map(|d| d.sentences().len());
    let mut groups = Groups::new(counts);
    let mut order: Vec<&SentencePair> = pairs.iter().collect();
    order.sort_by(|x, y| y.confidence.total_cmp(&x.confidence).then((x.a, x.b).cmp(&(y.a, y.b))));
    let also: Vec<(u32, u32)> = order.into_iter().filter(|p| !groups.join(p)).map(|p| (p.a, p.b)).collect();
    let mut links = groups.links();
    for link in &mut links {
        if link.is_linked() {
            link.sameness = sameness(documents, documents.zip(link.units.as_ref()).map(|(d, u)| d.sentences_span(u)));
        }
    }
    let links = in_reading_order(links);
    with_also(links, counts, &also)
}

/// Links over paragraphs, joined where their sentences are.
pub(super) fn passages(documents: Pair<&Document>, sentences: &[Link]) -> Vec<Link> {
    let mut weights: Vec<(u32, u32, u32, f32)> = Vec::new();
    for link in sentences.iter().filter(|l| l.is_linked()) {
        for i in link.units.a.clone() {
            for j in link.units.b.clone() {
                let (Some(s), Some(t)) =
                    (documents.a.sentences().get(i as usize), documents.b.sentences().get(j as usize))
                else {
                    continue;
                };
                weights.push((
                    s.paragraph.0,
                    t.paragraph.0,
                    s.words.min(t.words).max(1),
                    link.confidence.unwrap_or(0.0),
                ));
            }
        }
    }
    weights.sort_by_key(|w| (w.0, w.1));
    let mut joined: Vec<(SentencePair, u32)> = Vec::new();
    for (a, b, words, confidence) in weights {
        match joined.last_mut().filter(|(p, _)| (p.a, p.b) == (a, b)) {
            Some((pair, total)) => {
                pair.confidence = pair.confidence.max(confidence);
                *total += words;
            }
            None => joined.push((SentencePair { a, b, confidence }, words)),
        }
    }
    joined.sort_by(|x, y| y.1.cmp(&x.1).then((x.0.a, x.0.b).cmp(&(y.0.a, y.0.b))));
    let counts = documents.map(|d| d.paragraphs().len());
    let mut groups = Groups::new(counts);
    let also: Vec<(u32, u32)> = joined.iter().filter(|(p, _)| !groups.join(p)).map(|(p, _)| (p.a, p.b)).collect();
    let mut links = groups.links();
    for link in &mut links {
        if link.is_linked() {
            link.sameness = sameness(documents, documents.zip(link.units.as_ref()).map(|(d, u)| d.paragraphs_span(u)));
        }
    }
    with_also(in_reading_order(links), counts, &also)
}

/// The passage link of each sentence link.
pub(super) fn passage_of(documents: Pair<&Document>, sentences: &[Link], passages: &[Link]) -> Vec<Option<u32>> {
    let mut owner = documents.map(|d| vec![0u32; d.paragraphs().len()]);
    for (id, link) in (0u32..).zip(passages) {
        for (side, units) in [(&mut owner.a, &link.units.a), (&mut owner.b, &link.units.b)] {
            if let Some(slots) = side.get_mut(units.start as usize..units.end as usize) {
                slots.fill(id);
            }
        }
    }
    let of = |document: &Document, owner: &[u32], unit: u32| {
        let sentence = document.sentences().get(unit as usize)?;
        owner.get(sentence.paragraph.index()).copied()
    };
    let one = |link: &Link| {
        let mut ids = link
            .units
            .a
            .clone()
            .map(|i| of(documents.a, &owner.a, i))
            .chain(link.units.b.clone().map(|j| of(documents.b, &owner.b, j)));
        let first = ids.next()??;
        ids.all(|id| id == Some(first)).then_some(first)
    };
    sentences.iter().map(one).collect()
}

/// Units of both sides gathered into links; a link is a contiguous range on each side.
struct Groups {
    owner: Pair<Vec<u32>>,
    links: Vec<Link>,
}

const NONE: u32 = u32::MAX;

impl Groups {
    fn new(counts: Pair<usize>) -> Self {
        Self { owner: counts.map(|n| vec![NONE; n]), links: Vec::new() }
    }

    /// Takes a pair into the partition if it keeps every link contiguous; `false` where it would tie together what belongs apart.
    fn join(&mut self, pair: &SentencePair) -> bool {
        let (Some(&a), Some(&b)) = (self.owner.a.get(pair.a as usize), self.owner.b.get(pair.b as usize)) else {
            return false;
        };
        match (a, b) {
            (NONE, NONE) => self.open(pair),
            (NONE, id) => self.extend(id, pair, |u| &mut u.a, pair.a, |o| &mut o.a),
            (id, NONE) => self.extend(id, pair, |u| &mut u.b, pair.b, |o| &mut o.b),
            (x, y) => x == y,
        }
    }

    fn open(&mut self, pair: &SentencePair) -> bool {
        let id = self.links.len() as u32;
        self.links.push(Link {
            units: Pair::new(pair.a..pair.a + 1, pair.b..pair.b + 1),
            sameness: Sameness::Different,
            confidence: Some(pair.confidence),
            moved: false,
            also: Vec::new(),
        });
        if let Some(o) = self.owner.a.get_mut(pair.a as usize) {
            *o = id;
        }
        if let Some(o) = self.owner.b.get_mut(pair.b as usize) {
            *o = id;
        }
        true
    }

    fn extend(
        &mut self,
        id: u32,
        pair: &SentencePair,
        units: impl Fn(&mut Pair<Range<u32>>) -> &mut Range<u32>,
        unit: u32,
        owner: impl Fn(&mut Pair<Vec<u32>>) -> &mut Vec<u32>,
    ) -> bool {
        let Some(link) = self.links.get_mut(id as usize) else { return false };
        let range = units(&mut link.units);
        if unit == range.end {
            range.end += 1;
        } else if unit + 1 == range.start {
            range.start -= 1;
        } else {
            return false;
        }
        link.confidence = link.confidence.map(|c| c.min(pair.confidence));
        if let Some(o) = owner(&mut self.owner).get_mut(unit as usize) {
            *o = id;
        }
        true
    }

    /// All links, those of one side included, in no particular order.
    fn links(mut self) -> Vec<Link> {
        let alone = |units: Pair<Range<u32>>| Link {
            units,
            sameness: Sameness::Different,
            confidence: None,
            moved: false,
            also: Vec::new(),
        };
        for (i, _) in (0u32..).zip(&self.owner.a).filter(|&(_, &o)| o == NONE) {
            self.links.push(alone(Pair::new(i..i + 1, 0..0)));
        }
        for (j, _) in (0u32..).zip(&self.owner.b).filter(|&(_, &o)| o == NONE) {
            self.links.push(alone(Pair::new(0..0, j..j + 1)));
        }
        self.links
    }
}

/// The reading order of b; what only a has comes after the link of the unit before it in a.
fn in_reading_order(links: Vec<Link>) -> Vec<Link> {
    let (mut removed, mut rest): (Vec<_>, Vec<_>) = links.into_iter().partition(|l| l.units.b.is_empty());
    rest.sort_by_key(|l| l.units.b.start);
    removed.sort_by_key(|l| l.units.a.start);
    let mut by_a: Vec<usize> = (0..rest.len()).filter(|&k| rest.get(k).is_some_and(Link::is_linked)).collect();
    by_a.sort_by_key(|&k| rest.get(k).map(|l| l.units.a.start));
    let mut before: Vec<(Option<usize>, Link)> = Vec::with_capacity(removed.len());
    let mut seen = 0;
    for link in removed {
        while by_a.get(seen).and_then(|&k| rest.get(k)).is_some_and(|l| l.units.a.start < link.units.a.start) {
            seen += 1;
        }
        before.push((seen.checked_sub(1).and_then(|s| by_a.get(s)).copied(), link));
    }
    before.sort_by_key(|(k, l)| (k.map_or(0, |k| k + 1), l.units.a.start));
    let mut out = Vec::with_capacity(rest.len() + before.len());
    let mut waiting = before.into_iter().peekable();
    while let Some((_, link)) = waiting.next_if(|(k, _)| k.is_none()) {
        out.push(link);
    }
    for (k, link) in rest.into_iter().enumerate() {
        out.push(link);
        while let Some((_, removed)) = waiting.next_if(|(at, _)| *at == Some(k)) {
            out.push(removed);
        }
    }
    out
}

fn with_also(mut links: Vec<Link>, counts: Pair<usize>, also: &[(u32, u32)]) -> Vec<Link> {
    if also.is_empty() {
        return links;
    }
    let mut owner = counts.map(|n| vec![NONE; n]);
    for (id, link) in (0u32..).zip(&links) {
        for (side, units) in [(&mut owner.a, &link.units.a), (&mut owner.b, &link.units.b)] {
            if let Some(slots) = side.get_mut(units.start as usize..units.end as usize) {
                slots.fill(id);
            }
        }
    }
    for &(i, j) in also {
        let (Some(&x), Some(&y)) = (owner.a.get(i as usize), owner.b.get(j as usize)) else { continue };
        for (from, to) in [(x, y), (y, x)] {
            if let Some(link) = links.get_mut(from as usize).filter(|_| from != to) {
                link.also.push(to);
            }
        }
    }
    for link in &mut links {
        link.also.sort_unstable();
        link.also.dedup();
    }
    links
}

fn sameness(documents: Pair<&Document>, spans: Pair<Span>) -> Sameness {
    let texts = documents.zip(spans).map(|(d, s)| s.slice(d.text()));
    if texts.a == texts.b {
        return Sameness::Identical;
    }
    let keys = texts.map(key::typographic_words);
    if keys.a == keys.b { Sameness::Typographic } else { Sameness::Different }
}
