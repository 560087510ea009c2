//! From pairs to the partition that people read: every sentence and every paragraph in exactly one link.

use std::ops::Range;

use rayon::prelude::*;

use super::{Also, Level, Link, Sameness, SentencePair};
use crate::document::key;
use crate::parallel::Threads;
use crate::{Document, Pair, Span};

/// Links over sentences: the surest pairs first, then neighbours of a linked sentence that have no other link join it.
pub(super) fn sentences(documents: Pair<&Document>, pairs: &[SentencePair]) -> (Vec<Link>, Also) {
    let counts = documents.map(|d| d.sentences().len());
    let mut groups = Groups::new(counts);
    let mut rest = groups.open_alone(pairs, |pair| *pair);
    rest.sort_unstable_by(|x, y| y.confidence.total_cmp(&x.confidence).then(place(x).cmp(&place(y))));
    let also = groups.join_all(rest);
    let mut links = groups.links();
    find_sameness(documents, Level::Sentences, &mut links);
    arranged(links, counts, &also)
}

/// Breaks ties of pairs the same way when the articles are exchanged: pairs of one row or column differ in the sum of their
/// places.
fn place(pair: &SentencePair) -> (u32, u32) {
    (pair.a + pair.b, pair.a)
}

/// A link out of order is worth saying only if it is surer than this: to call something moved that is not is worse than to
/// show it as removed here and added there, each beside a reference to the other.
const MOVED_LEAST: f32 = 0.6;

/// Takes doubtful moves apart.
pub(super) fn without_doubtful_moves(links: Vec<Link>, also: Also) -> (Vec<Link>, Also) {
    let is_doubtful = |link: &Link| link.moved && link.confidence.is_some_and(|c| c < MOVED_LEAST);
    if !links.iter().any(is_doubtful) {
        return (links, also);
    }
    let counts = Pair::new(
        links.iter().map(|l| l.units.a.len()).sum::<usize>(),
        links.iter().map(|l| l.units.b.len()).sum::<usize>(),
    );
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for (id, link) in (0u32..).zip(&links) {
        let others = also.of(id).filter_map(|other| links.get(other as usize));
        pairs.extend(others.chain(is_doubtful(link).then_some(link)).filter_map(|other| between(link, other)));
    }
    let mut apart: Vec<Link> = Vec::with_capacity(links.len());
    for link in links {
        if is_doubtful(&link) {
            apart.extend(link.units.a.map(|i| alone(Pair::new(i..i + 1, 0..0))));
            apart.extend(link.units.b.map(|j| alone(Pair::new(0..0, j..j + 1))));
        } else {
            apart.push(link);
        }
    }
    arranged(apart, counts, &pairs)
}

/// The first units of two links, one of each side.
fn between(link: &Link, other: &Link) -> Option<(u32, u32)> {
    let pair = |x: &Link, y: &Link| {
        (!x.units.a.is_empty() && !y.units.b.is_empty()).then_some((x.units.a.start, y.units.b.start))
    };
    pair(link, other).or_else(|| pair(other, link))
}

fn alone(units: Pair<Range<u32>>) -> Link {
    Link { units, sameness: Sameness::Different, confidence: None, moved: false }
}

/// A paragraph joins the link of another with at least this share of its words, or of the other's.
const JOINS: f64 = 0.3;

fn paragraph_words(document: &Document) -> Vec<u32> {
    document.paragraphs().iter().map(|p| document.words_in(&p.sentences)).collect()
}

/// Pairs of paragraphs that sentence links join, each as sure as its surest link, and the words of those links.
fn joined_paragraphs(documents: Pair<&Document>, sentences: &[Link]) -> Vec<(SentencePair, u32)> {
    let mut parts: Vec<(SentencePair, u32)> = Vec::new();
    for link in sentences.iter().filter(|l| l.is_linked()) {
        let confidence = link.confidence.unwrap_or(0.0);
        for i in link.units.a.clone() {
            for j in link.units.b.clone() {
                let sentence = |document: &Document, at: u32| document.sentences().get(at as usize).copied();
                if let (Some(s), Some(t)) = (sentence(documents.a, i), sentence(documents.b, j)) {
                    let pair = SentencePair { a: s.paragraph.0, b: t.paragraph.0, confidence };
                    add_up(&mut parts, pair, s.words.min(t.words).max(1));
                }
            }
        }
    }
    // What stands together is added up already.
    parts.sort_by_key(|(pair, _)| (pair.a, pair.b));
    let mut joined = Vec::with_capacity(parts.len());
    for (pair, words) in parts {
        add_up(&mut joined, pair, words);
    }
    joined
}

/// Adds a pair of paragraphs to the last one where they are the same, and behind it where not.
fn add_up(pairs: &mut Vec<(SentencePair, u32)>, pair: SentencePair, words: u32) {
    match pairs.last_mut().filter(|(last, _)| (last.a, last.b) == (pair.a, pair.b)) {
        Some((last, total)) => {
            last.confidence = last.confidence.max(pair.confidence);
            *total += words;
        }
        None => pairs.push((pair, words)),
    }
}

/// Links over paragraphs, joined where their sentences are.
pub(super) fn passages(documents: Pair<&Document>, sentences: &[Link]) -> (Vec<Link>, Also) {
    let joined = joined_paragraphs(documents, sentences);
    let counts = documents.map(|d| d.paragraphs().len());
    let mut groups = Groups::new(counts);
    let words = documents.map(paragraph_words);
    let share = |words: &[u32], at: u32, shared: u32| {
        f64::from(shared) / f64::from(words.get(at as usize).copied().unwrap_or_default().max(1))
    };
    let mut rest = groups.open_alone(&joined, |(pair, _)| *pair);
    rest.sort_unstable_by(|x, y| y.1.cmp(&x.1).then(place(&x.0).cmp(&place(&y.0))));
    // What holds little of a paragraph does not tie it to what others hold more of.
    let (firm, loose): (Vec<_>, Vec<_>) = rest
        .into_iter()
        .partition(|&(pair, shared)| share(&words.a, pair.a, shared).max(share(&words.b, pair.b, shared)) >= JOINS);
    let mut also = groups.join_all(firm.into_iter().map(|(pair, _)| pair).collect());
    for (pair, _) in loose {
        if !groups.open_between(&pair) {
            also.push((pair.a, pair.b));
        }
    }
    let mut links = groups.links();
    find_sameness(documents, Level::Passages, &mut links);
    arranged(links, counts, &also)
}

/// The passage link of each sentence link.
pub(super) fn passage_of(documents: Pair<&Document>, sentences: &[Link], passages: &[Link]) -> Vec<Option<u32>> {
    let owner = owners(passages, documents.map(|d| d.paragraphs().len()));
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

/// A passage that grows from the middle reaches so many units further at each end.
const ROUNDS: usize = 16;

impl Groups {
    fn new(counts: Pair<usize>) -> Self {
        Self { owner: counts.map(|n| vec![NONE; n]), links: Vec::with_capacity(counts.a.max(counts.b)) }
    }

    /// Opens a link for every pair whose units are in no other, as most are; gives the rest back.
    fn open_alone<T: Copy>(&mut self, pairs: &[T], pair: impl Fn(&T) -> SentencePair) -> Vec<T> {
        let mut times = self.owner.as_ref().map(|units| vec![0u8; units.len()]);
        for pair in pairs.iter().map(&pair) {
            for (side, unit) in [(&mut times.a, pair.a), (&mut times.b, pair.b)] {
                if let Some(times) = side.get_mut(unit as usize) {
                    *times = times.saturating_add(1);
                }
            }
        }
        let is_once = |side: &[u8], unit: u32| side.get(unit as usize) == Some(&1);
        let mut rest = Vec::new();
        for item in pairs {
            let pair = pair(item);
            let is_alone = is_once(&times.a, pair.a) && is_once(&times.b, pair.b);
            if !(is_alone && self.open(&pair)) {
                rest.push(*item);
            }
        }
        rest
    }

    /// Takes pairs in order; gives those back that would tie together what belongs apart. A pair that is not beside a link
    /// yet may be once another has joined, so they are tried again.
    fn join_all(&mut self, mut pairs: Vec<SentencePair>) -> Vec<(u32, u32)> {
        for _ in 0..ROUNDS {
            let tried = pairs.len();
            pairs.retain(|pair| !self.join(pair));
            if pairs.len() == tried {
                break;
            }
        }
        pairs.into_iter().map(|pair| (pair.a, pair.b)).collect()
    }

    /// Opens a link if neither side has one; whether the two are in one link now.
    fn open_between(&mut self, pair: &SentencePair) -> bool {
        match (self.owner.a.get(pair.a as usize), self.owner.b.get(pair.b as usize)) {
            (Some(&NONE), Some(&NONE)) => self.open(pair),
            (Some(x), Some(y)) => x == y,
            _ => false,
        }
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
        for (i, _) in (0u32..).zip(&self.owner.a).filter(|&(_, &o)| o == NONE) {
            self.links.push(alone(Pair::new(i..i + 1, 0..0)));
        }
        for (j, _) in (0u32..).zip(&self.owner.b).filter(|&(_, &o)| o == NONE) {
            self.links.push(alone(Pair::new(0..0, j..j + 1)));
        }
        self.links
    }
}

/// The reading order of b; what only a has comes after the link of the unit before it in a. Every unit stands in one link,
/// so each side is walked once and nothing is sorted.
fn in_reading_order(mut links: Vec<Link>, counts: Pair<usize>) -> Vec<Link> {
    let mut starting = counts.map(|n| vec![NONE; n]);
    for (id, link) in (0u32..).zip(&links) {
        for (side, units) in [(&mut starting.a, &link.units.a), (&mut starting.b, &link.units.b)] {
            if let Some(slot) = side.get_mut(units.start as usize).filter(|_| !units.is_empty()) {
                *slot = id;
            }
        }
    }
    let after = removed_after(&links, &starting.a);
    let mut places = Places { of: vec![NONE; links.len()], next: 0 };
    for first in [NONE].into_iter().chain(starting.b.into_iter().filter(|&id| id != NONE)) {
        places.give(first);
        let mut removed = after.first(first);
        while removed != NONE {
            places.give(removed);
            removed = after.next(removed);
        }
    }
    places.arrange(&mut links);
    links
}

/// Where each link is to stand.
struct Places {
    of: Vec<u32>,
    next: u32,
}

impl Places {
    /// The next place is that of a link which has none yet.
    fn give(&mut self, link: u32) {
        if let Some(place) = self.of.get_mut(link as usize).filter(|place| **place == NONE) {
            *place = self.next;
            self.next += 1;
        }
    }

    /// Puts links in their places, without a second list: each exchange brings one home.
    fn arrange(mut self, links: &mut [Link]) {
        for link in 0..self.of.len() as u32 {
            self.give(link);
        }
        for at in 0..links.len() {
            while let Some(&place) = self.of.get(at)
                && place as usize != at
            {
                links.swap(at, place as usize);
                self.of.swap(at, place as usize);
            }
        }
    }
}

/// Chains of removed links, by the link they follow; those before any link follow [`NONE`].
struct After {
    first: Vec<u32>,
    next: Vec<u32>,
    at_head: u32,
}

impl After {
    fn first(&self, link: u32) -> u32 {
        if link == NONE { self.at_head } else { self.first.get(link as usize).copied().unwrap_or(NONE) }
    }

    fn next(&self, removed: u32) -> u32 {
        self.next.get(removed as usize).copied().unwrap_or(NONE)
    }
}

/// `starting` has the link that starts at each unit of a.
fn removed_after(links: &[Link], starting: &[u32]) -> After {
    let mut after = After { first: vec![NONE; links.len()], next: vec![NONE; links.len()], at_head: NONE };
    let (mut linked, mut last) = (NONE, NONE);
    for &id in starting.iter().filter(|&&id| id != NONE) {
        if links.get(id as usize).is_some_and(Link::is_linked) {
            (linked, last) = (id, NONE);
            continue;
        }
        let slot = match (last, linked) {
            (NONE, NONE) => Some(&mut after.at_head),
            (NONE, _) => after.first.get_mut(linked as usize),
            _ => after.next.get_mut(last as usize),
        };
        if let Some(slot) = slot {
            *slot = id;
        }
        last = id;
    }
    after
}

/// Links in reading order, with what ties some of them besides: pairs of units that no link holds together.
fn arranged(links: Vec<Link>, counts: Pair<usize>, apart: &[(u32, u32)]) -> (Vec<Link>, Also) {
    let links = in_reading_order(links, counts);
    if apart.is_empty() {
        return (links, Also::default());
    }
    let owner = owners(&links, counts);
    let linked = |&(i, j): &(u32, u32)| Some((*owner.a.get(i as usize)?, *owner.b.get(j as usize)?));
    let also = Also::new(apart.iter().filter_map(linked).filter(|(x, y)| x != y));
    (links, also)
}

/// The link of each unit, by its index.
fn owners(links: &[Link], counts: Pair<usize>) -> Pair<Vec<u32>> {
    let mut owner = counts.map(|n| vec![NONE; n]);
    for (id, link) in (0u32..).zip(links) {
        for (side, units) in [(&mut owner.a, &link.units.a), (&mut owner.b, &link.units.b)] {
            if let Some(slots) = side.get_mut(units.start as usize..units.end as usize) {
                slots.fill(id);
            }
        }
    }
    owner
}

/// Links that one task looks at.
const LINKS_A_TASK: usize = 64;

fn find_sameness(documents: Pair<&Document>, level: Level, links: &mut [Link]) {
    let find = |link: &mut Link| {
        if !link.is_linked() {
            return;
        }
        let is_one_to_one = link.units.a.len() == 1 && link.units.b.len() == 1;
        if is_one_to_one && level.are_known_copies(documents, link.units.as_ref().map(|units| units.start)) {
            link.sameness = Sameness::Identical;
            return;
        }
        let spans = documents.zip(link.units.as_ref()).map(|(document, units)| level.span(document, units));
        link.sameness = sameness(documents, spans);
    };
    match Threads::for_work(links.len(), LINKS_A_TASK) {
        Threads::One => links.iter_mut().for_each(find),
        Threads::Many => links.par_iter_mut().with_min_len(LINKS_A_TASK).for_each(find),
    }
}

fn sameness(documents: Pair<&Document>, spans: Pair<Span>) -> Sameness {
    let texts = documents.zip(spans).map(|(d, s)| s.slice(d.text()));
    if texts.a == texts.b {
        Sameness::Identical
    } else if key::is_same_typography_aside(texts.a, texts.b) {
        Sameness::Typographic
    } else {
        Sameness::Different
    }
}
