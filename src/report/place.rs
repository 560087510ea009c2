//! From byte spans to lines and columns, for whoever points at a place in a file. Reads one document.

use super::Place;
use super::wire::offset::{Offsets, Unit};
use crate::{Document, Span};

/// Finds lines and columns in one article: linear once, then a search for each place.
pub struct Places<'d> {
    document: &'d Document,
    /// Byte offset of the start of each line.
    lines: Vec<u32>,
    chars: Offsets<'d>,
}

impl<'d> Places<'d> {
    /// Finds where the lines of an article start.
    #[must_use]
    pub fn new(document: &'d Document) -> Self {
        let bytes = document.text().as_bytes();
        // LF, CRLF and CR each end a line, as in `document::paragraph::line_breaks`.
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
            .filter(|&at| bytes.get(at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n'));
        let lines = std::iter::once(0).chain(ends.map(|at| at as u32 + 1)).collect();
        Self { document, lines, chars: Offsets::new(document.text(), Unit::Char) }
    }

    /// The place of a span, with the text around it that `context` covers.
    #[must_use]
    pub fn place(&self, span: Span, context: Span) -> Place {
        let text = self.document.text();
        let (line, column) = self.line_and_column(span.start);
        let (end_line, end_column) = self.line_and_column(span.end.max(span.start));
        Place {
            path: self.document.source().path.clone(),
            line,
            column,
            end_line,
            end_column,
            text: span.slice(text).to_owned(),
            context: context.slice(text).to_owned(),
        }
    }

    fn line_and_column(&self, offset: u32) -> (u32, u32) {
        let line = self.lines.partition_point(|&start| start <= offset);
        let start = line.checked_sub(1).and_then(|i| self.lines.get(i)).copied().unwrap_or_default();
        let [from, to] = self.chars.span(Span { start, end: offset });
        (line as u32, to - from + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Places;
    use crate::{Document, Segmentation, Source, Span};

    #[test]
    fn lines_end_as_paragraphs_count_them_and_columns_count_characters() {
        let text = "Zürich\r\n\r\n東京 fire\rlast é!";
        let document = Document::new(text, Source::default(), Segmentation::Auto, None);
        let places = Places::new(&document);
        for (needle, expected) in [("rich", (1, 3)), ("東", (3, 1)), ("fire", (3, 4)), ("last", (4, 1)), ("!", (4, 7))]
        {
            let at = text.find(needle).unwrap();
            let span = Span::new(at, at + needle.len());
            let place = places.place(span, span);
            assert_eq!((place.line, place.column), expected, "{needle}");
            assert_eq!(place.end_column, expected.1 + needle.chars().count() as u32);
            assert_eq!((place.line, place.text.as_str()), (document.line_at(span.start), needle));
        }
    }
}
