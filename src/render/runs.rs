//! The text of one side of a passage cut into runs that are shown alike, for views that keep both articles' own text and
//! paragraphs. Each view built from it is linear in the text: what belongs to a sentence is looked up, never searched for.
//! May import `wording` and `report`.

use std::ops::Range;

use super::wording::is_visible;
use crate::document::Sentence;
use crate::report::{Edit, Link, Op, Report, Status};
use crate::{Pair, Side, Span};

/// What a run is to the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// The other side has it too.
    Same,
    /// The other side has it in another typography.
    Cosmetic,
    /// Only this side has it.
    Changed,
}

/// Text of a that a view of both sides in one shows before a run of b.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Bytes of a's text.
    pub span: Span,
    /// [`Mark::Changed`] or [`Mark::Cosmetic`].
    pub mark: Mark,
    /// Index of the claim of its sentence link that it takes part in.
    pub claim: Option<usize>,
}

/// Some text of one side that is shown alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Bytes of this side's text; empty where only something gone stands.
    pub span: Span,
    /// What it is to the other side.
    pub mark: Mark,
    /// Index of the claim of its sentence link that it takes part in.
    pub claim: Option<usize>,
    /// What a has in its place; on side b alone.
    pub gone: Option<Gone>,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece<'r> {
    /// White space between sentences.
    Space(Span),
    /// What one sentence link says in this paragraph.
    Told(&'r Link, Vec<Run>),
    /// A sentence that only a has, at the place it would have in b.
    Gone(&'r Link, Span),
}

impl Piece<'_> {
    /// The text of its own side that it shows; nothing of b for what only a has.
    fn span(&self) -> Span {
        match self {
            Self::Space(span) => *span,
            Self::Told(_, runs) => runs.iter().map(|r| r.span).reduce(Span::cover).unwrap_or_default(),
            Self::Gone(..) => Span::default(),
        }
    }
}

/// Which link each unit belongs to: the lookups that a view of both articles needs.
#[derive(Clone, Debug)]
pub struct Sides<'r> {
    report: &'r Report<'r>,
    sentence_links: Pair<Vec<u32>>,
    passage_links: Pair<Vec<u32>>,
}

impl<'r> Sides<'r> {
    /// Builds the lookups.
    #[must_use]
    pub fn new(report: &'r Report<'r>) -> Self {
        Self {
            report,
            sentence_links: owners(&report.sentences, report.documents.map(|d| d.sentences().len())),
            passage_links: owners(&report.passages, report.documents.map(|d| d.paragraphs().len())),
        }
    }

    /// The sentence link of a sentence.
    #[must_use]
    pub fn sentence_link(&self, side: Side, sentence: u32) -> Option<&'r Link> {
        let id = *self.sentence_links.side(side).get(sentence as usize)?;
        self.report.sentences.get(id as usize)
    }

    /// The passage link of a paragraph.
    #[must_use]
    pub fn passage(&self, side: Side, paragraph: u32) -> Option<&'r Link> {
        let id = *self.passage_links.side(side).get(paragraph as usize)?;
        self.report.passages.get(id as usize)
    }

    /// The passage link that shows one side of a sentence link.
    #[must_use]
    pub fn passage_of(&self, side: Side, link: &Link) -> Option<&'r Link> {
        let sentence = self.report.documents.side(side).sentences().get(link.units.side(side).start as usize)?;
        if link.units.side(side).is_empty() {
            return None;
        }
        self.passage(side, sentence.paragraph.0)
    }

    /// The passage link under which a sentence link is listed: b's, or a's where b has none.
    #[must_use]
    pub fn home(&self, link: &Link) -> Option<&'r Link> {
        match link.passage {
            Some(id) => self.report.passages.get(id as usize),
            None => self.passage_of(Side::B, link).or_else(|| self.passage_of(Side::A, link)),
        }
    }

    /// The sentence links that have something in a passage, each once for each side it is met on, in the order of the text.
    pub fn sentence_links(&self, passage: &'r Link) -> impl Iterator<Item = &'r Link> {
        [Side::A, Side::B].into_iter().flat_map(move |side| {
            let mut last = None;
            self.sentences(side, passage.units.side(side).clone())
                .filter_map(move |s| self.sentence_link(side, s))
                .filter(move |l| last.replace(l.id) != Some(l.id))
        })
    }

    /// The paragraphs of one side of a passage.
    #[must_use]
    pub fn paragraphs(&self, side: Side, passage: &Link) -> Vec<Vec<Piece<'r>>> {
        passage.units.side(side).clone().map(|p| self.pieces(side, p)).collect()
    }

    /// The paragraphs of b's side of a passage, with what only a has at its place.
    #[must_use]
    pub fn both(&self, passage: &Link) -> Vec<Vec<Piece<'r>>> {
        let mut gone = self.gone(passage).into_iter().peekable();
        let mut paragraphs = self.paragraphs(Side::B, passage);
        let last = paragraphs.len().saturating_sub(1);
        for (n, pieces) in paragraphs.iter_mut().enumerate() {
            let mut out = Vec::with_capacity(pieces.len());
            let mut at = 0;
            for piece in pieces.drain(..) {
                let span = piece.span();
                while let Some((_, link)) = gone.next_if(|&(place, _)| place <= span.start) {
                    out.push(Piece::Gone(link, link.spans.a));
                }
                at = span.end;
                out.push(piece);
            }
            while let Some((_, link)) = gone.next_if(|&(place, _)| n == last || place <= at) {
                out.push(Piece::Gone(link, link.spans.a));
            }
            *pieces = out;
        }
        paragraphs
    }

    /// The sentences that only a has in a passage, each with the place in b that it would have, in the order of b.
    fn gone(&self, passage: &Link) -> Vec<(u32, &'r Link)> {
        let inside = passage.spans.b;
        let mut at = inside.start;
        let mut out = Vec::new();
        for link in self.sentences(Side::A, passage.units.a.clone()).filter_map(|s| self.sentence_link(Side::A, s)) {
            if link.status == Status::Removed {
                out.push((at, link));
            } else if inside.contains(link.spans.b) {
                at = link.spans.b.end;
            }
        }
        out.sort_by_key(|&(at, _)| at);
        out
    }

    fn sentences(&self, side: Side, paragraphs: Range<u32>) -> Range<u32> {
        let all = self.report.documents.side(side).paragraphs();
        let slice = all.get(paragraphs.start as usize..paragraphs.end as usize).unwrap_or_default();
        match (slice.first(), slice.last()) {
            (Some(first), Some(last)) => first.sentences.start..last.sentences.end,
            _ => 0..0,
        }
    }

    fn pieces(&self, side: Side, paragraph: u32) -> Vec<Piece<'r>> {
        let document = self.report.documents.side(side);
        let range = self.sentences(side, paragraph..paragraph + 1);
        let mut out = Vec::new();
        let mut at: Option<u32> = None;
        let mut next = range.start;
        while next < range.end {
            let Some(link) = self.sentence_link(side, next) else { break };
            let units = next..link.units.side(side).end.min(range.end).max(next + 1);
            let span = document.sentences_span(&units);
            if let Some(at) = at.filter(|&at| at < span.start) {
                out.push(Piece::Space(Span { start: at, end: span.start }));
            }
            let before = document.sentences().get(next.wrapping_sub(1) as usize);
            out.push(Piece::Told(link, runs(self.report, side, link, span, before)));
            at = Some(span.end);
            next = units.end;
        }
        out
    }
}

fn owners(links: &[Link], units: Pair<usize>) -> Pair<Vec<u32>> {
    let mut out = units.map(|n| vec![u32::MAX; n]);
    for link in links {
        for side in [Side::A, Side::B] {
            let range = link.units.side(side);
            if let Some(slots) = out.side_mut(side).get_mut(range.start as usize..range.end as usize) {
                slots.fill(link.id);
            }
        }
    }
    out
}

/// Words and white space in turn, each with its counterpart, where both texts have as many: the same words in another
/// typography.
#[must_use]
pub fn paired(texts: Pair<&str>) -> Option<impl Iterator<Item = Pair<&str>> + use<'_>> {
    let count = texts.map(|text| pieces(text).count());
    (count.a == count.b).then(|| pieces(texts.a).zip(pieces(texts.b)).map(|(a, b)| Pair::new(a, b)))
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let space = rest.chars().next()?.is_whitespace();
        let end = rest.find(|c: char| c.is_whitespace() != space).unwrap_or(rest.len());
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(piece)
    })
}

/// What a link says on one side inside `span`, cut at its edits and claims. `before` is the sentence before the span.
fn runs(report: &Report, side: Side, link: &Link, span: Span, before: Option<&Sentence>) -> Vec<Run> {
    let whole = |mark| vec![Run { span, mark, claim: None, gone: None }];
    let mut out = match link.status {
        Status::Unchanged if link.cosmetic => typography(report, side, link, span),
        Status::Unchanged => whole(Mark::Same),
        Status::Added | Status::Removed => whole(Mark::Changed),
        Status::Reworded => edited(report, side, link, span, before),
    };
    let mentions = mentions(link, side);
    if !mentions.is_empty() {
        out = cut(&out, &mentions);
    }
    out
}

/// The words that differ in typography; a difference in white space alone is none to look at.
fn typography(report: &Report, side: Side, link: &Link, span: Span) -> Vec<Run> {
    let texts = Pair::new(report.text(Side::A, link.spans.a), report.text(Side::B, link.spans.b));
    let mut out: Vec<Run> = Vec::new();
    let mut at = link.spans.side(side).start;
    for pair in paired(texts).into_iter().flatten() {
        let end = at + pair.side(side).len() as u32;
        let here = Span { start: at.max(span.start), end: end.min(span.end) };
        at = end;
        let same = pair.a == pair.b || pair.a.trim().is_empty();
        let mark = if same { Mark::Same } else { Mark::Cosmetic };
        match out.last_mut() {
            _ if here.is_empty() => {}
            Some(last) if last.mark == mark => last.span.end = here.end,
            _ => out.push(Run { span: here, mark, claim: None, gone: None }),
        }
    }
    if out.is_empty() {
        out.push(Run { span, mark: Mark::Same, claim: None, gone: None });
    }
    out
}

fn mark(report: &Report, edit: &Edit) -> Mark {
    match edit.op {
        Op::Equal => Mark::Same,
        _ if edit.cosmetic && is_visible(report, edit.spans) => Mark::Cosmetic,
        _ if edit.cosmetic => Mark::Same,
        Op::Delete | Op::Insert | Op::Replace => Mark::Changed,
    }
}

fn edited(report: &Report, side: Side, link: &Link, span: Span, before: Option<&Sentence>) -> Vec<Run> {
    let all = *link.spans.side(side);
    // What the edit script has between the previous paragraph and this one belongs here.
    let from = before.map_or(all.start, |s| s.span.end).max(all.start).min(span.start);
    let to = if span.end == all.end { all.end + 1 } else { span.end };
    let gone_claims = mentions(link, Side::A);
    let first = link.edits.partition_point(|e| e.spans.side(side).end < from);
    let mut out = Vec::new();
    for edit in link.edits.iter().skip(first).take_while(|e| e.spans.side(side).start < to) {
        let here = *edit.spans.side(side);
        let shown =
            Span { start: here.start.max(span.start), end: here.end.min(span.end).max(here.start.max(span.start)) };
        let begins = from <= here.start && here.start < to;
        let gone = (side == Side::B && begins && edit.op != Op::Equal && !edit.spans.a.is_empty()).then(|| Gone {
            span: edit.spans.a,
            mark: mark(report, edit),
            claim: overlapping(&gone_claims, edit.spans.a),
        });
        if !shown.is_empty() || gone.is_some() {
            out.push(Run { span: shown, mark: mark(report, edit), claim: None, gone });
        }
    }
    out
}

/// Where one side of a link makes its changed claims, in order, without overlaps.
fn mentions(link: &Link, side: Side) -> Vec<(Span, usize)> {
    let mut all: Vec<(Span, usize)> = link
        .claims
        .iter()
        .enumerate()
        .filter_map(|(k, c)| c.sides.side(side).as_ref().map(|m| (m.span, k)))
        .filter(|(span, _)| !span.is_empty())
        .collect();
    all.sort_by_key(|&(span, k)| (span.start, span.end, k));
    let mut end = 0;
    all.retain(|&(span, _)| {
        let free = span.start >= end;
        end = if free { span.end } else { end };
        free
    });
    all
}

fn overlapping(mentions: &[(Span, usize)], span: Span) -> Option<usize> {
    let at = mentions.partition_point(|(m, _)| m.end <= span.start);
    mentions.get(at).filter(|(m, _)| m.overlaps(span)).map(|&(_, k)| k)
}

/// Cuts runs where claims begin and end.
fn cut(runs: &[Run], mentions: &[(Span, usize)]) -> Vec<Run> {
    let mut out = Vec::with_capacity(runs.len() + 2 * mentions.len());
    let mut next = mentions.partition_point(|(m, _)| runs.first().is_some_and(|r| m.end <= r.span.start));
    for run in runs {
        let (mut at, mut gone) = (run.span.start, run.gone);
        loop {
            while mentions.get(next).is_some_and(|(m, _)| m.end <= at) {
                next += 1;
            }
            let mention = mentions.get(next).copied();
            let (end, claim) = match mention {
                Some((m, k)) if m.start <= at && at < m.end => (m.end.min(run.span.end), Some(k)),
                Some((m, _)) if m.start < run.span.end => (m.start, None),
                _ => (run.span.end, None),
            };
            let claim =
                if run.span.is_empty() { claim.filter(|_| mention.is_some_and(|(m, _)| m.start < at)) } else { claim };
            out.push(Run { span: Span { start: at, end: end.max(at) }, mark: run.mark, claim, gone: gone.take() });
            at = end;
            if at >= run.span.end {
                break;
            }
        }
    }
    out
}
