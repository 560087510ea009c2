//! Paragraph breaks: blank lines, one paragraph a line, hard-wrapped text, and news furniture that stands on a line of
//! its own. May import `span` alone.

use super::{Segmentation, Span};

/// What part a paragraph plays in an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    #[default]
    Body,
    /// The title of the article.
    Headline,
    /// `World`, `POLITICS`: the section it ran in.
    SectionLabel,
    /// `3 May 2025`, `Published 10:32 GMT`: a line that only says when.
    DateLine,
    /// `By Jane Doe`.
    Byline,
    /// Closing notes: contributors, corrections, contacts.
    Note,
}

/// A paragraph as found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the text, without white space around it.
    pub span: Span,
    /// What part it plays.
    pub role: Role,
    /// 1-based line of its first byte.
    pub line: u32,
}

/// The paragraphs of a text in reading order; none for a text of white space.
#[must_use]
pub fn blocks(text: &str, _segmentation: Segmentation) -> Vec<Block> {
    let mut out = Vec::new();
    let mut open: Option<(usize, usize, u32)> = None;
    let mut at = 0;
    for (n, line) in text.split_inclusive('\n').enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            out.extend(open.take().map(|(s, e, l)| Block { span: Span::new(s, e), role: Role::Body, line: l }));
        } else {
            let start = at + (line.len() - line.trim_start().len());
            let end = start + trimmed.len();
            open = Some(open.map_or((start, end, n as u32 + 1), |(s, _, l)| (s, end, l)));
        }
        at += line.len();
    }
    out.extend(open.map(|(s, e, l)| Block { span: Span::new(s, e), role: Role::Body, line: l }));
    out
}

/// Line breaks (LF, CRLF, CR) in some bytes.
#[must_use]
pub fn line_breaks(bytes: &[u8]) -> usize {
    let lone_cr = memchr::memchr_iter(b'\r', bytes).filter(|&i| bytes.get(i + 1) != Some(&b'\n')).count();
    memchr::memchr_iter(b'\n', bytes).count() + lone_cr
}
