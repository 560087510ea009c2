//! What a comparison is told to ignore: whole paragraphs (advertising, share lines) and spans ("Last updated …").
//!
//! The text is never cut: an ignored paragraph stays in its one link. But a link whose every difference is ignored is marked
//! so, claims inside ignored text are dropped, and what remains decides whether the articles differ.

use std::collections::BTreeMap;

use regex::{Regex, RegexBuilder};

use super::{Ignored, Link, Relation, Report, Status};
use crate::claim::Claim;
use crate::edit::{Edit, Op};
use crate::{Document, Side, Span};

/// A pattern that is no regular expression, or one too large to compile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{pattern}` is no regular expression: {reason}")]
pub struct IgnoreError {
    /// The pattern as given.
    pub pattern: String,
    /// What is wrong with it, in a line.
    pub reason: String,
}

/// Compiled patterns.
#[derive(Clone, Debug, Default)]
pub struct Ignore {
    paragraphs: Vec<Regex>,
    spans: Vec<Regex>,
}

impl Ignore {
    /// Compiles patterns. One for paragraphs must match the whole of a paragraph, so that `Advertisement` does not swallow
    /// "Advertisement spending fell"; one for spans ignores each of its matches inside a paragraph.
    ///
    /// # Errors
    /// [`IgnoreError`] for the first pattern that does not compile.
    ///
    /// ```
    /// use storydiff::report::Ignore;
    /// assert!(Ignore::new(&["Advertisement"], &[r"Last updated [\d:]+"]).is_ok());
    /// assert!(Ignore::new(&["("], &[]).is_err());
    /// ```
    pub fn new<P: AsRef<str>>(paragraphs: &[P], spans: &[P]) -> Result<Self, IgnoreError> {
        let whole = |pattern: &str| compile(pattern, &format!(r"\A(?s:{pattern})\z"));
        Ok(Self {
            paragraphs: paragraphs.iter().map(|p| whole(p.as_ref())).collect::<Result<_, _>>()?,
            spans: spans.iter().map(|p| compile(p.as_ref(), p.as_ref())).collect::<Result<_, _>>()?,
        })
    }

    /// Both sets of patterns.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let join = |a: &[Regex], b: &[Regex]| a.iter().chain(b).cloned().collect();
        Self { paragraphs: join(&self.paragraphs, &other.paragraphs), spans: join(&self.spans, &other.spans) }
    }

    /// Whether there is no pattern.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty() && self.spans.is_empty()
    }
}

fn compile(pattern: &str, full: &str) -> Result<Regex, IgnoreError> {
    // The pattern alone first, so that one like `a)(b` cannot close the group it is put into.
    Regex::new(pattern).and_then(|_| RegexBuilder::new(full).build()).map_err(|error| IgnoreError {
        pattern: pattern.to_owned(),
        reason: error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    })
}

/// The ignored text of one article.
struct Ignorable {
    /// Sorted, joined where they overlap; ignored paragraphs included.
    spans: Vec<Span>,
    /// Indices of the paragraphs ignored whole.
    paragraphs: Vec<u32>,
}

impl Ignorable {
    fn new(document: &Document, ignore: &Ignore) -> Self {
        let text = document.text();
        let (mut spans, mut paragraphs) = (Vec::new(), Vec::new());
        for (index, paragraph) in (0..).zip(document.paragraphs()) {
            let here = paragraph.span.slice(text);
            if ignore.paragraphs.iter().any(|p| p.is_match(here)) {
                spans.push(paragraph.span);
                paragraphs.push(index);
            } else {
                let matches = ignore.spans.iter().flat_map(|p| p.find_iter(here)).filter(|m| !m.is_empty());
                let found = matches.map(|m| Span::new(m.start(), m.end()).shift(paragraph.span.start));
                spans.extend(joined(found.collect()));
            }
        }
        Self { spans, paragraphs }
    }

    fn counts(&self) -> (u32, u32) {
        (self.paragraphs.len() as u32, (self.spans.len() - self.paragraphs.len()) as u32)
    }

    /// Whether nothing but white space of a span is left outside the ignored ones.
    fn covers(&self, span: Span, text: &str) -> bool {
        let first = self.spans.partition_point(|s| s.end <= span.start);
        let mut at = span.start;
        for ignored in self.spans.iter().skip(first).take_while(|s| s.start < span.end) {
            if !is_blank(Span { start: at, end: ignored.start.max(at) }, text) {
                return false;
            }
            at = ignored.end.min(span.end).max(at);
        }
        is_blank(Span { start: at, end: span.end }, text)
    }
}

fn is_blank(span: Span, text: &str) -> bool {
    span.is_empty() || span.slice(text).trim().is_empty()
}

fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            _ => out.push(span),
        }
    }
    out
}

impl Report<'_> {
    /// Marks what is to be ignored, drops the claims in it, and decides anew whether the articles differ.
    pub fn ignore(&mut self, ignore: &Ignore) {
        if ignore.is_empty() {
            return;
        }
        let ignorable = self.documents.map(|d| Ignorable::new(d, ignore));
        let counts = ignorable.as_ref().map(Ignorable::counts);
        self.ignored = Ignored { paragraphs: counts.map(|c| c.0), spans: counts.map(|c| c.1) };
        if self.ignored.is_empty() {
            return;
        }
        self.ignored_paragraphs = ignorable.as_ref().map(|i| i.paragraphs.clone());
        let texts = self.documents.map(Document::text);
        let covers = |side: Side, span: Span| ignorable.side(side).covers(span, texts.side(side));
        for link in &mut self.sentences {
            let stays = |claim: &Claim| {
                let inside = |side: Side| claim.sides.side(side).as_ref().is_none_or(|m| covers(side, m.span));
                !(inside(Side::A) && inside(Side::B))
            };
            link.claims = std::mem::take(&mut link.claims).into_iter().filter(stays).collect();
            link.ignored = differs(link, self.relation) && is_ignored(link, &covers);
        }
        let ignored = self.ignored_passages(&covers);
        for (link, ignored) in self.passages.iter_mut().zip(ignored) {
            link.ignored = ignored;
        }
        self.summary.claims = BTreeMap::new();
        for claim in self.sentences.iter().flat_map(|l| &l.claims) {
            *self.summary.claims.entry(claim.kind).or_default() += 1;
        }
        self.different = self.sentences.iter().any(|l| differs(l, self.relation) && !l.ignored);
    }

    /// For each passage link whether all that differs in it is ignored: its own text, or every differing sentence in it.
    fn ignored_passages(&self, covers: &impl Fn(Side, Span) -> bool) -> Vec<bool> {
        let differing = self.sentences.iter().filter(|l| differs(l, self.relation));
        let mut all_ignored = vec![true; self.passages.len()];
        let owners = self.owners();
        for link in differing.filter(|l| !l.ignored) {
            for side in [Side::A, Side::B] {
                let sentences = self.documents.side(side).sentences();
                let units = link.units.side(side).start as usize..link.units.side(side).end as usize;
                for sentence in sentences.get(units).unwrap_or_default() {
                    let owner = owners.side(side).get(sentence.paragraph.index());
                    if let Some(all) = owner.and_then(|&o| all_ignored.get_mut(o as usize)) {
                        *all = false;
                    }
                }
            }
        }
        let is_ignored = |(link, &all): (&Link, &bool)| {
            let whole = covers(Side::A, link.spans.a) && covers(Side::B, link.spans.b);
            differs(link, self.relation) && (whole || (link.status == Status::Reworded && !link.moved && all))
        };
        self.passages.iter().zip(&all_ignored).map(is_ignored).collect()
    }
}

fn differs(link: &Link, relation: Relation) -> bool {
    link.status != Status::Unchanged || (link.moved && relation == Relation::Versions)
}

/// Whether all that differs in a sentence link lies in ignored text. A reworded sentence that also moved has moved words of
/// its own, unless all of it is ignored.
fn is_ignored(link: &Link, covers: &impl Fn(Side, Span) -> bool) -> bool {
    let whole = covers(Side::A, link.spans.a) && covers(Side::B, link.spans.b);
    let kept = |edit: &Edit| edit.op == Op::Equal || edit.cosmetic;
    let edited = |edit: &Edit| kept(edit) || (covers(Side::A, edit.spans.a) && covers(Side::B, edit.spans.b));
    whole || (link.status == Status::Reworded && !link.moved && link.edits.iter().all(edited))
}

#[cfg(test)]
mod tests {
    use super::joined;
    use crate::Span;

    #[test]
    fn spans_that_touch_or_overlap_become_one() {
        let spans = vec![Span::new(5, 9), Span::new(0, 2), Span::new(8, 12), Span::new(12, 14), Span::new(20, 21)];
        assert_eq!(joined(spans), [Span::new(0, 2), Span::new(5, 14), Span::new(20, 21)]);
    }
}
