//! Where the lines of a text are. Imports nothing of the crate but `span`.

use crate::Span;

/// A line that is not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// First byte of the text that is not white space.
    pub start: u32,
    /// One past the last such byte.
    pub end: u32,
    /// Columns of white space before `start`.
    pub indent: u16,
    /// 1-based, blank lines counted.
    pub number: u32,
    /// Whether a blank line, or the start of the text, stands before it.
    pub after_blank: bool,
    /// Whether a paragraph starts here: at first the same as `after_blank`.
    pub starts_block: bool,
}

impl Line {
    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        Span { start: self.start, end: self.end }.slice(text)
    }
}

/// The lines of a text that are not blank, in order. LF, CRLF and CR end a line.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let (mut at, mut number, mut after_blank) = (0, 1, true);
    let mut add = |from: usize, to: usize, number: u32| {
        if let Some(mut line) = trimmed(text, from, to) {
            (line.number, line.after_blank, line.starts_block) = (number, after_blank, after_blank);
            after_blank = false;
            lines.push(line);
        } else {
            after_blank = true;
        }
    };
    for end in Breaks::new(bytes) {
        add(at, end.start, number);
        at = end.end;
        number += 1;
    }
    add(at, bytes.len(), number);
    lines
}

/// The line from one byte to another, if it is not blank.
fn trimmed(text: &str, from: usize, to: usize) -> Option<Line> {
    let bytes = text.as_bytes().get(from..to)?;
    let printing = |b: Option<&u8>| b.is_some_and(u8::is_ascii_graphic);
    let (mut start, mut end, mut indent) = (from, to, 0);
    if !printing(bytes.first()) || !printing(bytes.last()) {
        let line = text.get(from..to)?;
        let after = line.trim_start();
        start = to - after.len();
        end = start + after.trim_end().len();
        indent = columns_of_white_space(text.get(from..start)?);
    }
    (start < end).then_some(Line {
        start: start as u32,
        end: end as u32,
        indent,
        number: 0,
        after_blank: false,
        starts_block: false,
    })
}

/// Tabs go to the next multiple of eight; the ideographic space is two columns wide.
fn columns_of_white_space(space: &str) -> u16 {
    space.chars().fold(0_u16, |columns, c| match c {
        '\t' => columns.saturating_add(8 - columns % 8),
        '\u{3000}' => columns.saturating_add(2),
        _ => columns.saturating_add(1),
    })
}

/// Line breaks (LF, CRLF, CR) in some bytes.
#[must_use]
pub fn line_breaks(bytes: &[u8]) -> usize {
    Breaks::new(bytes).count()
}

/// Iterates the line breaks of some bytes as byte ranges: looks for CR only in bytes that have one.
enum Breaks<'b> {
    LineFeed(memchr::Memchr<'b>),
    Mixed { bytes: &'b [u8], found: memchr::Memchr2<'b>, past: usize },
}

impl<'b> Breaks<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        if memchr::memchr(b'\r', bytes).is_none() {
            return Self::LineFeed(memchr::memchr_iter(b'\n', bytes));
        }
        Self::Mixed { bytes, found: memchr::memchr2_iter(b'\r', b'\n', bytes), past: 0 }
    }
}

impl Iterator for Breaks<'_> {
    type Item = std::ops::Range<usize>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::LineFeed(found) => found.next().map(|at| at..at + 1),
            Self::Mixed { bytes, found, past } => {
                let at = found.find(|at| at >= past)?;
                let crlf = bytes.get(at..at + 2) == Some(b"\r\n");
                *past = at + 1 + usize::from(crlf);
                Some(at..*past)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<(&str, u16, u32, bool)> {
        lines(text).iter().map(|l| (l.text(text), l.indent, l.number, l.after_blank)).collect()
    }

    #[test]
    fn every_line_ending_ends_one_line() {
        let expected = vec![("one", 0, 1, true), ("two", 0, 2, false), ("three", 0, 4, true)];
        for ending in ["\n", "\r\n", "\r"] {
            assert_eq!(seen(&["one", "two", "", "three", ""].join(ending)), expected, "{ending:?}");
        }
        assert_eq!(seen("one\r\ntwo\n\rthree"), expected);
    }

    #[test]
    fn white_space_of_any_kind_is_outside() {
        assert_eq!(seen("\u{3000}\u{3000}東京 \n\u{a0}\n\tx\t"), vec![("東京", 4, 1, true), ("x", 8, 3, true)]);
        assert_eq!(seen(" \n\u{2003}"), vec![]);
    }

    #[test]
    fn line_breaks_are_counted_once_each() {
        assert_eq!(line_breaks(b"a\r\nb\rc\nd"), 3);
        assert_eq!(line_breaks(b"\r\r\n\n\r"), 4);
        assert_eq!(line_breaks(b""), 0);
    }
}
