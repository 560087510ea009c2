//! Sentence breaks inside a paragraph: UAX 29 repaired by tables. May import `span`, `language` and segmentation libraries.

use unicode_segmentation::UnicodeSegmentation;

use super::{Language, Span};

/// Appends the sentences of the paragraph `span` of `text`, in order, as spans into the whole text, trimmed of white space.
/// A paragraph with any text gives at least one.
pub fn split(text: &str, span: Span, _language: Language, out: &mut Vec<Span>) {
    for (at, piece) in span.slice(text).split_sentence_bound_indices() {
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            let start = span.start as usize + at + (piece.len() - piece.trim_start().len());
            out.push(Span::new(start, start + trimmed.len()));
        }
    }
}

/// Appends each non-blank line of the paragraph as one sentence.
pub fn lines(text: &str, span: Span, out: &mut Vec<Span>) {
    let mut at = span.start as usize;
    for line in span.slice(text).split_inclusive(['\n', '\r']) {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            out.push(Span::new(start, start + trimmed.len()));
        }
        at += line.len();
    }
}
