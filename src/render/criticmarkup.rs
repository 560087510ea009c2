//! CriticMarkup: b's text with every difference marked in it, which accepts to b and rejects to a byte for byte.
//!
//! CriticMarkup has no escape, so marks that an article holds itself are kept apart: an opening mark by an empty comment
//! between its characters, a closing mark inside a change by ending the change and going on with another. Read in one pass
//! from left to right, as CriticMarkup is meant to be, both give the article back:
//!
//! ```text
//! perl -0777 -pe 's/\{\+\+(.*?)\+\+\}|\{--.*?--\}|\{~~.*?~>(.*?)~~\}|\{>>.*?<<\}/$1$2/gs'      accept
//! perl -0777 -pe 's/\{\+\+.*?\+\+\}|\{--(.*?)--\}|\{~~(.*?)~>.*?~~\}|\{>>.*?<<\}/$1$2/gs'      reject
//! ```
//!
//! It knows no moves: what moved is taken out at one place and put in at the other, with a comment that says so.

use std::io::{self, Write};

use super::runs::{Sides, paired};
use super::spine::spine;
use crate::report::{Link, Op, Report};
use crate::{Pair, Side, Span};

/// Writes b's text with its differences from a marked.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let sides = Sides::new(report);
    let mut marker = Marker { report, sides, out, brace: false };
    let mut at = Pair::new(0, 0);
    for link in spine(report) {
        marker.gap(at.zip(link.spans.map(|s| s.start)).map(|(start, end)| Span { start, end }))?;
        marker.link(link)?;
        at = link.spans.map(|s| s.end);
    }
    let ends = report.documents.map(|d| d.text().len() as u32);
    marker.gap(at.zip(ends).map(|(start, end)| Span { start, end }))
}

struct Marker<'r, 'w, W> {
    report: &'r Report<'r>,
    sides: Sides<'r>,
    out: &'w mut W,
    /// Whether the last thing written is an article's own opening brace.
    brace: bool,
}

impl<'r, W: Write> Marker<'r, '_, W> {
    /// What both sides have, byte for byte.
    fn plain(&mut self, text: &str) -> io::Result<()> {
        let mut done = 0;
        if self.brace && text.starts_with(['+', '-', '~', '>', '=']) {
            self.out.write_all(b"{>><<}")?;
        }
        for (at, _) in text.match_indices('{') {
            let after = text.get(at + 1..).unwrap_or_default();
            if ["++", "--", "~~", ">>", "=="].iter().any(|mark| after.starts_with(mark)) {
                write!(self.out, "{}{{>><<}}", text.get(done..=at).unwrap_or_default())?;
                done = at + 1;
            }
        }
        self.out.write_all(text.get(done..).unwrap_or_default().as_bytes())?;
        if !text.is_empty() {
            self.brace = text.ends_with('{');
        }
        Ok(())
    }

    /// A change; one that holds its own closing mark goes on in another.
    fn marked(&mut self, sign: &str, text: &str) -> io::Result<()> {
        let closing = format!("{sign}}}");
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(&closing).map_or(rest.len(), |at| at + 1);
            let (piece, after) = rest.split_at(end);
            write!(self.out, "{{{sign}{piece}{closing}")?;
            rest = after;
            self.brace = false;
        }
        Ok(())
    }

    fn change(&mut self, a: &str, b: &str) -> io::Result<()> {
        if a == b {
            return self.plain(a);
        }
        if a.is_empty() || b.is_empty() || a.contains('~') || b.contains('~') {
            self.marked("--", a)?;
            return self.marked("++", b);
        }
        self.brace = false;
        write!(self.out, "{{~~{a}~>{b}~~}}")
    }

    fn texts(&self, spans: Pair<Span>) -> Pair<&'r str> {
        Pair::new(self.report.text(Side::A, spans.a), self.report.text(Side::B, spans.b))
    }

    fn link(&mut self, link: &Link) -> io::Result<()> {
        if link.edits.is_empty() {
            return self.words(self.texts(link.spans));
        }
        for edit in &link.edits {
            let texts = self.texts(edit.spans);
            if edit.op == Op::Equal || edit.cosmetic { self.words(texts)? } else { self.replaced(texts)? }
        }
        Ok(())
    }

    /// The same words in another typography: word for word where they pair up.
    fn words(&mut self, texts: Pair<&str>) -> io::Result<()> {
        if texts.a == texts.b {
            return self.plain(texts.a);
        }
        match paired(texts) {
            Some(mut pairs) => pairs.try_for_each(|pair| self.change(pair.a, pair.b)),
            None => self.replaced(texts),
        }
    }

    /// A replacement, without the white space at its ends that both sides have.
    fn replaced(&mut self, texts: Pair<&str>) -> io::Result<()> {
        let Around { before, inner, after } = around(texts);
        self.plain(before)?;
        self.change(inner.a, inner.b)?;
        self.plain(after)
    }

    /// What stands between two sentences that kept their order: taken out and put in paragraph by paragraph.
    fn gap(&mut self, spans: Pair<Span>) -> io::Result<()> {
        let Around { before, inner, after } = around(self.texts(spans));
        self.plain(before)?;
        for (side, sign) in [(Side::A, "--"), (Side::B, "++")] {
            let start = spans.side(side).start + before.len() as u32;
            let end = start + inner.side(side).len() as u32;
            self.paragraphs(side, sign, Span { start, end })?;
        }
        self.plain(after)
    }

    fn paragraphs(&mut self, side: Side, sign: &str, span: Span) -> io::Result<()> {
        let all = self.report.documents.side(side).paragraphs();
        let first = all.partition_point(|p| p.span.end <= span.start);
        let here = all.get(first..).unwrap_or_default().iter().take_while(|p| p.span.start < span.end);
        let mut at = span.start;
        for (n, _) in here.enumerate() {
            let n = first + n;
            let end = all.get(n + 1).map_or(span.end, |next| next.span.start.min(span.end));
            self.marked(sign, self.report.text(side, Span { start: at, end }))?;
            if let Some(link) = self.sides.passage(side, n as u32).filter(|l| l.moved) {
                let (word, there) = match side {
                    Side::A => ("to", link.units.b.start),
                    Side::B => ("from", link.units.a.start),
                };
                write!(self.out, "{{>>moved {word} paragraph {}<<}}", there + 1)?;
            }
            at = end;
        }
        self.marked(sign, self.report.text(side, Span { start: at, end: span.end }))
    }
}

/// Two texts and the white space around them that both have.
struct Around<'t> {
    before: &'t str,
    inner: Pair<&'t str>,
    after: &'t str,
}

fn around(texts: Pair<&str>) -> Around<'_> {
    let space = |(x, y): &(char, char)| x == y && x.is_whitespace();
    let start: usize = texts.a.chars().zip(texts.b.chars()).take_while(space).map(|(c, _)| c.len_utf8()).sum();
    let rest = texts.map(|t| t.get(start..).unwrap_or_default());
    let end: usize = rest.a.chars().rev().zip(rest.b.chars().rev()).take_while(space).map(|(c, _)| c.len_utf8()).sum();
    Around {
        before: texts.a.get(..start).unwrap_or_default(),
        inner: rest.map(|t| t.get(..t.len() - end).unwrap_or_default()),
        after: rest.a.get(rest.a.len() - end..).unwrap_or_default(),
    }
}
