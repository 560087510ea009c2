//! From byte offsets to the unit a reader of the JSON counts in.

use schemars::JsonSchema;
use serde::Serialize;

use crate::Span;

/// What spans count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Unicode scalar values, as Python and jq index.
    #[default]
    Char,
    /// Bytes of the UTF-8 text.
    Byte,
    /// UTF-16 code units, as JavaScript and Java index.
    Utf16,
}

/// One count is kept for every so many bytes; the rest is counted from there.
const STEP: usize = 64;

/// Converts the byte offsets of one text.
pub(in crate::report) struct Offsets<'t> {
    text: &'t str,
    unit: Unit,
    /// Units before each multiple of [`STEP`] bytes (moved to the next character boundary); empty when bytes are units.
    marks: Vec<u32>,
}

impl<'t> Offsets<'t> {
    pub(in crate::report) fn new(text: &'t str, unit: Unit) -> Self {
        let mut marks = Vec::new();
        if unit != Unit::Byte && !text.is_ascii() {
            marks.reserve(text.len() / STEP + 1);
            let mut units = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                marks.push(units);
                units += count(chunk, unit);
            }
        }
        Self { text, unit, marks }
    }

    /// The span in units.
    pub(in crate::report) fn span(&self, span: Span) -> [u32; 2] {
        [self.at(span.start), self.at(span.end)]
    }

    fn at(&self, byte: u32) -> u32 {
        if self.marks.is_empty() {
            return byte;
        }
        let byte = byte as usize;
        let mark = (byte / STEP).min(self.marks.len() - 1);
        let rest = self.text.as_bytes().get(mark * STEP..byte).unwrap_or_default();
        self.marks.get(mark).copied().unwrap_or_default() + count(rest, self.unit)
    }
}

/// Units that begin in these bytes: every byte that is not a UTF-8 continuation begins a character, and a four-byte
/// character is two UTF-16 units.
fn count(bytes: &[u8], unit: Unit) -> u32 {
    let chars = bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count();
    let pairs = if unit == Unit::Utf16 { bytes.iter().filter(|&&b| b >= 0xF0).count() } else { 0 };
    (chars + pairs) as u32
}

#[cfg(test)]
mod tests {
    use super::{Offsets, Unit};
    use crate::Span;

    #[test]
    fn every_offset_of_a_mixed_text_converts() {
        let text = "Zürich — 東京 🎉 x ".repeat(60);
        for (unit, width) in
            [(Unit::Char, (|_| 1) as fn(char) -> usize), (Unit::Utf16, char::len_utf16), (Unit::Byte, char::len_utf8)]
        {
            let offsets = Offsets::new(&text, unit);
            let mut expected = 0;
            for (at, c) in text.char_indices() {
                assert_eq!(offsets.span(Span::new(0, at))[1] as usize, expected, "{unit:?} at byte {at}");
                expected += width(c);
            }
            assert_eq!(offsets.span(Span::new(0, text.len()))[1] as usize, expected);
        }
    }
}
