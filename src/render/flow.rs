//! Which sentences stand in which passage, and in what order people read them: an index built once, so that no renderer
//! searches the report. May import `report` alone.

use std::borrow::Cow;
use std::ops::Range;

use crate::report::{Link, Report};
use crate::{Document, Pair, Side, Span};

/// What a sentence link is to the passage it is shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// All of it stands in this passage.
    Here,
    /// b tells it here, a told it in another passage. It is shown here with its edits.
    Arrived,
    /// a told it here, b tells it in another passage.
    Left,
    /// b tells a later part of it here; the whole is shown in the passage where b begins it.
    Continued,
}

/// A sentence link at its place in a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// Index of the sentence link.
    pub sentence: u32,
    /// What it is to this passage.
    pub place: Place,
}

/// For every passage link its sentences in the reading order of b, with what only a has at the place it had there.
/// Two flat lists, however long the articles are.
#[derive(Clone, Debug)]
pub struct Flow {
    starts: Vec<u32>,
    items: Vec<Item>,
    owner: Pair<Vec<u32>>,
}

impl Flow {
    /// Builds the index. Linear in the number of sentences but for sorting.
    #[must_use]
    pub fn new(report: &Report) -> Self {
        let owner = owners(report);
        let mut placed = Vec::with_capacity(report.sentences.len());
        for link in &report.sentences {
            place(report, &owner, link, &mut placed);
        }
        // Stable: within a passage the report's order stays, which is the reading order of b.
        placed.sort_by_key(|&(passage, _)| passage);
        let mut starts = Vec::with_capacity(report.passages.len() + 1);
        let mut items = Vec::with_capacity(placed.len());
        let mut rest = placed.as_slice();
        for passage in 0..report.passages.len() as u32 {
            starts.push(items.len() as u32);
            let (mine, others) = rest.split_at(rest.iter().take_while(|(p, _)| *p == passage).count());
            rest = others;
            merge(report, mine, &mut items);
        }
        starts.push(items.len() as u32);
        Self { starts, items, owner }
    }

    /// The sentences of a passage link, in reading order.
    #[must_use]
    pub fn of(&self, passage: u32) -> &[Item] {
        let at = |k: usize| self.starts.get(k).map_or(self.items.len(), |&s| s as usize);
        self.items.get(at(passage as usize)..at(passage as usize + 1)).unwrap_or_default()
    }

    /// The passage link that a paragraph of one side stands in.
    #[must_use]
    pub fn passage_of(&self, side: Side, paragraph: u32) -> Option<u32> {
        self.owner.side(side).get(paragraph as usize).copied()
    }
}

/// The passage link of every paragraph of both sides.
fn owners(report: &Report) -> Pair<Vec<u32>> {
    let mut owner = report.documents.map(|d| vec![0; d.paragraphs().len()]);
    for link in &report.passages {
        for side in [Side::A, Side::B] {
            let Range { start, end } = link.units.side(side).clone();
            if let Some(slots) = owner.side_mut(side).get_mut(start as usize..end as usize) {
                slots.fill(link.id);
            }
        }
    }
    owner
}

/// The passages that hold some of the sentences `units`, each once, in order.
fn passages<'o>(document: &Document, owner: &'o [u32], units: &Range<u32>) -> impl Iterator<Item = u32> + use<'o> {
    let at = |s: u32| document.sentences().get(s as usize).map_or(0, |s| s.paragraph.index());
    let paragraphs = if units.is_empty() { 0..0 } else { at(units.start)..at(units.end - 1) + 1 };
    let mut last = None;
    owner.get(paragraphs).unwrap_or_default().iter().copied().filter(move |&p| last.replace(p) != Some(p))
}

fn place(report: &Report, owner: &Pair<Vec<u32>>, link: &Link, out: &mut Vec<(u32, Item)>) {
    let item = |place| Item { sentence: link.id, place };
    if let Some(passage) = link.passage {
        out.push((passage, item(Place::Here)));
        return;
    }
    let told = |side: Side| passages(report.documents.side(side), owner.side(side), link.units.side(side));
    let arrived = if link.units.a.is_empty() { Place::Here } else { Place::Arrived };
    let left = if link.units.b.is_empty() { Place::Here } else { Place::Left };
    let later = std::iter::repeat(Place::Continued);
    out.extend(told(Side::B).zip(std::iter::once(arrived).chain(later)).map(|(p, place)| (p, item(place))));
    out.extend(told(Side::A).map(|p| (p, item(left))));
}

/// Puts what only a has in this passage before the first sentence that follows it in a.
fn merge(report: &Report, mine: &[(u32, Item)], out: &mut Vec<Item>) {
    let link = |item: &Item| report.sentences.get(item.sentence as usize);
    let only_a = |item: &Item| item.place == Place::Left || link(item).is_some_and(|l| l.units.b.is_empty());
    let start = |item: &Item| link(item).map(|l| l.units.a.start);
    let mut alone: Vec<Item> = mine.iter().map(|&(_, item)| item).filter(only_a).collect();
    alone.sort_by_key(start);
    let mut alone = alone.into_iter().peekable();
    for item in mine.iter().map(|&(_, item)| item).filter(|item| !only_a(item)) {
        let linked_here = item.place == Place::Here && link(&item).is_some_and(|l| !l.units.a.is_empty());
        while let Some(first) = alone.next_if(|other| linked_here && start(other) < start(&item)) {
            out.push(first);
        }
        out.push(item);
    }
    out.extend(alone);
}

/// Stands for a paragraph break in a [`piece`] of text.
const PARAGRAPH_SEPARATOR: &str = "\u{2029}";

/// The text of a span, a paragraph separator at each paragraph break inside it.
#[must_use]
pub fn piece<'d>(report: &Report<'d>, side: Side, span: Span) -> Cow<'d, str> {
    let whole = report.text(side, span);
    let mut breaks = breaks(report, side, span).peekable();
    if breaks.peek().is_none() {
        return Cow::Borrowed(whole);
    }
    let mut out = String::with_capacity(whole.len() + 8);
    let mut at = span.start;
    for paragraph in breaks {
        out.push_str(report.text(side, Span { start: at, end: paragraph }));
        out.push_str(PARAGRAPH_SEPARATOR);
        at = paragraph;
    }
    out.push_str(report.text(side, Span { start: at, end: span.end }));
    Cow::Owned(out)
}

/// Where paragraphs start inside a span, in bytes.
pub fn breaks<'d>(report: &Report<'d>, side: Side, span: Span) -> impl Iterator<Item = u32> + use<'d> {
    let paragraphs = report.documents.side(side).paragraphs();
    let first = paragraphs.partition_point(|p| p.span.start <= span.start);
    let starts = paragraphs.get(first..).unwrap_or_default().iter().map(|p| p.span.start);
    starts.take_while(move |&start| start < span.end)
}

/// Whether white space stands before a span in its article.
#[must_use]
pub fn is_spaced(report: &Report, side: Side, span: Span) -> bool {
    let before = report.text(side, Span { start: 0, end: span.start });
    before.chars().next_back().is_none_or(char::is_whitespace)
}

/// The paragraphs in which a side tells a sentence link.
#[must_use]
pub fn paragraphs(report: &Report, link: &Link, side: Side) -> Range<u32> {
    let units = link.units.side(side);
    let sentences = report.documents.side(side).sentences();
    let told = sentences.get(units.start as usize..units.end as usize).unwrap_or_default();
    match (told.first(), told.last()) {
        (Some(first), Some(last)) => first.paragraph.0..last.paragraph.0 + 1,
        _ => 0..0,
    }
}

/// What one side tells of a sentence link in a passage.
#[must_use]
pub fn told_in(report: &Report, passage: &Link, link: &Link, side: Side) -> Span {
    let document = report.documents.side(side);
    let here = |s: u32| {
        let sentence = document.sentences().get(s as usize);
        sentence.is_some_and(|s| passage.units.side(side).contains(&s.paragraph.0))
    };
    let mut told = link.units.side(side).clone().filter(|&s| here(s));
    let first = told.next().unwrap_or(link.units.side(side).start);
    document.sentences_span(&(first..told.next_back().unwrap_or(first) + 1))
}
