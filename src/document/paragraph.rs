//! Paragraph breaks: blank lines, one paragraph a line, hard-wrapped text, and news furniture that stands on a line of
//! its own. What a line looks like is `line` and `shape`, which line breaks are only wrapping is `flow`, what is
//! furniture is `furniture`. May import `span` alone.

mod byline;
mod date;
mod flow;
mod furniture;
mod line;
mod marker;
mod note;
mod shape;
mod stanza;

use super::{Segmentation, Span};
use line::Line;
pub use line::line_breaks;

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
///
/// ```
/// use storydiff::{Segmentation, document::paragraph::blocks};
/// let wrapped = "The bridge was closed on Thursday after an\ninspection found cracks.\n\nNo one was hurt.\n";
/// assert_eq!(blocks(wrapped, Segmentation::Auto).len(), 2);
/// ```
#[must_use]
pub fn blocks(text: &str, segmentation: Segmentation) -> Vec<Block> {
    let mut lines = line::lines(text);
    if segmentation == Segmentation::Auto {
        flow::break_lines(text, &mut lines);
    }
    let mut blocks: Vec<Block> = Vec::new();
    for line in &lines {
        match blocks.last_mut() {
            Some(open) if !line.starts_block => open.span.end = line.end,
            _ => blocks.push(open(line)),
        }
    }
    furniture::assign_roles(text, &mut blocks);
    blocks
}

fn open(line: &Line) -> Block {
    Block { span: Span { start: line.start, end: line.end }, role: Role::Body, line: line.number }
}

#[cfg(test)]
mod tests;
