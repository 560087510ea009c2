//! Whole passages that went, came or moved.

use super::{Case, Hit, Level, Rule, excerpt};
use crate::report::{Link, Status};
use crate::{Pair, Side, Span};

/// `passage-removed`.
pub(super) const REMOVED: Rule = Rule {
    id: "passage-removed",
    default: Level::Warning,
    summary: "A paragraph, or a sentence of one, has no counterpart in the new version",
    explanation: "\
A paragraph that was removed whole is one finding; a sentence removed from a paragraph that stayed is one of its
own. What was reworded beyond recognition is removed and added.",
    find: |case| missing(case, Status::Removed),
};

/// `passage-added`.
pub(super) const ADDED: Rule = Rule {
    id: "passage-added",
    default: Level::Note,
    summary: "A paragraph, or a sentence of one, has no counterpart in the old version",
    explanation: "\
A paragraph that was added whole is one finding; a sentence added to a paragraph that stayed is one of its own.",
    find: |case| missing(case, Status::Added),
};

/// `passage-moved`.
pub(super) const MOVED: Rule = Rule {
    id: "passage-moved",
    default: Level::Note,
    summary: "A paragraph, or a sentence of one, stands at another place",
    explanation: "\
The fewest moves that explain the new order are reported, and a paragraph that moved whole is one finding. Between
two outlets' articles order means nothing, so nothing moves.",
    find: moved,
};

/// Over what a finding runs.
#[derive(Clone, Copy)]
enum Unit {
    Paragraph,
    Sentence,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Sentence => "sentence",
        }
    }
}

/// Passages with one side only, and sentences with one side only of passages that have both.
fn missing(case: &Case, status: Status) -> Vec<Hit> {
    let is_whole = |link: &&Link| link.passage.and_then(|p| case.passage(p)).is_some_and(|p| p.status == status);
    let passages = case.report.passages.iter().filter(|l| l.status == status);
    let sentences = case.report.sentences.iter().filter(|l| l.status == status).filter(|l| !is_whole(l));
    let mut hits: Vec<Hit> = Vec::new();
    let mut gaps = Gaps::new(&case.report.passages);
    hits.extend(passages.filter(|l| !l.ignored).map(|l| one_sided(case, l, Unit::Paragraph, gaps.before(l))));
    let mut gaps = Gaps::new(&case.report.sentences);
    hits.extend(sentences.filter(|l| !l.ignored).map(|l| one_sided(case, l, Unit::Sentence, gaps.before(l))));
    hits
}

fn one_sided(case: &Case, link: &Link, unit: Unit, gap: Span) -> Hit {
    let (side, word) = if link.status == Status::Removed { (Side::A, "removed") } else { (Side::B, "added") };
    let text = excerpt(case.report.text(side, *link.spans.side(side)));
    let at = match side {
        Side::A => Pair::new(Some(link.spans.a), None),
        Side::B => Pair::new(None, Some(link.spans.b)),
    };
    Hit { seen: at.b.unwrap_or(gap), at, ..both(link, unit, format!("{} {word}: {text}", unit.name())) }
}

/// Passages that moved, and sentences that moved without their passage.
fn moved(case: &Case) -> Vec<Hit> {
    let with_passage = |link: &&Link| link.passage.and_then(|p| case.passage(p)).is_some_and(|p| p.moved);
    let passages = case.report.passages.iter().filter(|l| l.moved && !l.ignored);
    let sentences = case.report.sentences.iter().filter(|l| l.moved && !l.ignored).filter(|l| !with_passage(l));
    let passages = passages.map(|l| out_of_place(case, l, Unit::Paragraph));
    passages.chain(sentences.map(|l| out_of_place(case, l, Unit::Sentence))).collect()
}

fn out_of_place(case: &Case, link: &Link, unit: Unit) -> Hit {
    let text = excerpt(case.report.text(Side::B, link.spans.b));
    let [from, to] = [link.units.a.start + 1, link.units.b.start + 1];
    both(link, unit, format!("{} {from} moved, it is {} {to} now: {text}", unit.name(), unit.name()))
}

fn both(link: &Link, unit: Unit, message: String) -> Hit {
    let (sentence, passage) = match unit {
        Unit::Paragraph => (None, Some(link.id)),
        Unit::Sentence => (Some(link.id), link.passage),
    };
    Hit { sentence, passage, at: link.spans.map(Some), context: link.spans, seen: link.spans.b, message, subject: None }
}

/// The empty places in b where what was removed would stand: after the link before it that b has.
struct Gaps<'r> {
    links: std::slice::Iter<'r, Link>,
    end: u32,
}

impl<'r> Gaps<'r> {
    fn new(links: &'r [Link]) -> Self {
        Self { links: links.iter(), end: 0 }
    }

    /// Asked for links in their order.
    fn before(&mut self, link: &Link) -> Span {
        for earlier in self.links.by_ref().take_while(|l| l.id < link.id) {
            if !earlier.units.b.is_empty() {
                self.end = earlier.spans.b.end;
            }
        }
        if !link.units.b.is_empty() {
            self.end = link.spans.b.end;
        }
        Span::empty(self.end)
    }
}
