//! An article one sentence a line, a blank line between paragraphs: what `--segmentation lines` reads and what the unified
//! diff is a diff of. White space inside a sentence becomes one space and control characters become their pictures, so that
//! a line is a line to every program.

use std::io::{self, Write};

use crate::Document;
use crate::document::Sentence;

/// Writes the article.
///
/// # Errors
/// Those of the writer.
pub fn write(document: &Document, out: &mut impl Write) -> io::Result<()> {
    lines(document).iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// The lines of the article.
#[must_use]
pub fn lines(document: &Document) -> Vec<String> {
    let mut out = Vec::with_capacity(document.sentences().len() + document.paragraphs().len());
    let mut paragraph = None;
    for sentence in document.sentences() {
        if paragraph.replace(sentence.paragraph).is_some_and(|last| last != sentence.paragraph) {
            out.push(String::new());
        }
        out.push(line(document, sentence));
    }
    out
}

fn line(document: &Document, sentence: &Sentence) -> String {
    let text = sentence.span.slice(document.text());
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().map(picture));
    }
    out
}

fn picture(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' => '\u{fffd}',
        _ => c,
    }
}
