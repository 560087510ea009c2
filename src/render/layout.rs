//! Breaks a text into lines of a width in terminal cells, and writes them. May import `marked` and `theme`.

use std::io::{self, Write};
use std::ops::Range;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::marked::{Stop, Text};
use super::theme::Theme;

/// Fewest cells a text column is given, however narrow the terminal: a longest word of English headlines and its signs.
pub const LEAST_MEASURE: usize = 20;

/// Cells of a text on a terminal: two for a Chinese character, none for a combining mark.
///
/// ```
/// use storydiff::render::layout::width;
/// assert_eq!((width("abc"), width("東京"), width("e\u{301}")), (3, 4, 1));
/// ```
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

const BLANKS: &[u8; 64] = &[b' '; 64];

/// Writes so many spaces.
///
/// # Errors
/// Those of the writer.
pub fn blanks(mut cells: usize, out: &mut impl Write) -> io::Result<()> {
    while let Some(rest) = cells.checked_sub(BLANKS.len()) {
        out.write_all(BLANKS)?;
        cells = rest;
    }
    out.write_all(BLANKS.get(..cells).unwrap_or_default())
}

/// Breaks lines where Unicode Standard Annex 14 allows it: between words, between Chinese characters but not before their
/// closing punctuation.
#[derive(Debug)]
pub struct Breaker {
    segmenter: LineSegmenterBorrowed<'static>,
}

impl Default for Breaker {
    fn default() -> Self {
        Self { segmenter: LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()) }
    }
}

impl Breaker {
    /// The lines of a text as ranges of bytes without the white space at their ends, each at most `measure` cells wide
    /// unless a single character is wider.
    #[must_use]
    pub fn lines(&self, text: &Text, measure: usize) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let forced = text.stops().iter().filter(|(_, stop)| *stop == Stop::Always).map(|&(at, _)| at);
        let mut start = 0;
        for end in forced.chain([text.as_str().len()]) {
            if start < end || (start == 0 && end == 0) {
                self.block(text, start..end, measure, &mut lines);
            }
            start = end;
        }
        lines
    }

    fn block(&self, text: &Text, block: Range<usize>, measure: usize, lines: &mut Vec<Range<usize>>) {
        let mut line = Line { text: text.as_str(), measure, start: block.start, end: block.start, cells: 0 };
        // What the line has, and how far its text was searched for places to break it.
        let (mut from, mut at) = (block.start, block.start);
        while let Some(rest) = text.as_str().get(at..block.end).filter(|rest| !rest.is_empty()) {
            if from == at
                && let Some(fitting) = line.fitting(rest, |end| !forbidden(text, at + end))
            {
                line.take(at..at + fitting, lines);
                at += fitting;
                from = at;
                continue;
            }
            let end = sure(rest);
            self.breaks(rest.get(..end).unwrap_or(rest), |place| {
                let place = at + place;
                if place > from && (place == block.end || !forbidden(text, place)) {
                    line.take(from..place, lines);
                    from = place;
                }
            });
            at += end;
        }
        lines.push(line.start..line.end);
    }

    /// Where a line may end in a piece of text that is followed by a place where it surely may. The rules of the annex look at
    /// the characters around a place, and nothing beyond such a place: so a plain word needs no look at the rules.
    fn breaks(&self, piece: &str, mut found: impl FnMut(usize)) {
        if is_plain_word(piece) {
            found(piece.len());
        } else {
            self.segmenter.segment_str(piece).for_each(found);
        }
    }
}

/// Letters, digits, and marks between which and beside which no line ends: classes AL, NU, IS and QU of the annex.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b',' | b':' | b';' | b'\'' | b'"')
}

/// What ends a sentence and its last word (class EX): a line may end after it, where it does not end the word.
fn ends(byte: u8) -> bool {
    matches!(byte, b'?' | b'!')
}

/// The first place where a line may surely end, or the end.
fn sure(text: &str) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b' ', bytes).find(|&space| is_sure(bytes, space)).map_or(bytes.len(), |space| space + 1)
}

/// Whether a line may end after a space whatever else there is (LB18): none of the characters beside it reaches across
/// spaces.
fn is_sure(bytes: &[u8], space: usize) -> bool {
    let at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied();
    let Some((before, after)) = at(space.checked_sub(1)).zip(at(Some(space + 1))) else { return false };
    let is_quote = |b: u8| matches!(b, b'\'' | b'"');
    let may_end = is_plain(before) || ends(before) || matches!(before, b')' | b']' | b'}');
    // A stop or comma holds on to the word before it even across a space (LB13), a quotation mark to a bracket (LB15).
    let may_start = match after {
        b'(' | b'[' | b'{' => !is_quote(before),
        _ => after.is_ascii_alphanumeric() || is_quote(after),
    };
    may_end && may_start
}

/// Whether a piece is one word of plain characters, with a space after it or nothing.
fn is_plain_word(piece: &str) -> bool {
    let word = piece.strip_suffix(' ').unwrap_or(piece).as_bytes();
    let word = word.split_last().filter(|(last, _)| ends(**last)).map_or(word, |(_, before)| before);
    word.iter().all(|&b| is_plain(b))
}

fn forbidden(text: &Text, at: usize) -> bool {
    text.stops().binary_search_by(|(stop, _)| stop.cmp(&at)).is_ok()
}

/// The line that is being filled.
struct Line<'t> {
    text: &'t str,
    measure: usize,
    start: usize,
    /// Without white space at its end.
    end: usize,
    /// Its cells, white space at its end included.
    cells: usize,
}

impl Line<'_> {
    /// The end of as much of the text that follows as the line has room for and may surely end after; `None` where there is
    /// nothing of the sort, or letters that are not as wide as their bytes are many.
    fn fitting(&self, rest: &str, may_end: impl Fn(usize) -> bool) -> Option<usize> {
        let room = self.measure.checked_sub(self.cells)?;
        // With the space after it and the first letter of the next word.
        let bytes = rest.as_bytes().get(..rest.len().min(room + 2)).filter(|bytes| bytes.is_ascii())?;
        let spaces = memchr::memrchr_iter(b' ', bytes);
        spaces.filter(|&space| is_sure(bytes, space)).map(|space| space + 1).find(|&end| may_end(end))
    }

    /// Takes a piece that must not be broken, on a new line where it does not fit.
    fn take(&mut self, piece: Range<usize>, lines: &mut Vec<Range<usize>>) {
        let text = self.text.get(piece.clone()).unwrap_or_default();
        let word = text.trim_end();
        let cells = width(word);
        if self.cells > 0 && self.cells + cells > self.measure {
            lines.push(self.start..self.end);
            self.start = piece.start;
            self.cells = 0;
        }
        if cells > self.measure {
            self.fill(piece.start, word, lines);
        } else {
            self.cells += cells;
        }
        self.cells += width(text.get(word.len()..).unwrap_or_default());
        self.end = piece.start + word.len();
    }

    /// A word wider than a line: broken between characters.
    fn fill(&mut self, at: usize, word: &str, lines: &mut Vec<Range<usize>>) {
        for (offset, character) in word.grapheme_indices(true) {
            let cells = width(character);
            if self.cells > 0 && self.cells + cells > self.measure {
                lines.push(self.start..at + offset);
                self.start = at + offset;
                self.cells = 0;
            }
            self.cells += cells;
        }
    }
}

/// Writes a range of a text in the looks of its roles.
///
/// # Errors
/// Those of the writer.
pub fn write(text: &Text, range: Range<usize>, theme: Theme, out: &mut impl Write) -> io::Result<()> {
    let runs = text.runs();
    let mut at = range.start;
    for &(end, role) in runs.get(runs.partition_point(|&(end, _)| end <= range.start)..).unwrap_or_default() {
        let end = end.min(range.end);
        if at >= end {
            break;
        }
        theme.write(role, text.as_str().get(at..end).unwrap_or_default(), out)?;
        at = end;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Breaker, sure, width};
    use crate::render::marked::{Sign, Text};
    use crate::render::theme::Role;

    fn wrapped(text: &str, measure: usize) -> Vec<String> {
        let mut marked = Text::default();
        marked.article(Role::Text, text);
        let lines = Breaker::default().lines(&marked, measure);
        lines.into_iter().map(|l| marked.as_str().get(l).unwrap().to_owned()).collect()
    }

    #[test]
    fn plain_words_break_where_the_rules_break_them() {
        let breaker = Breaker::default();
        // Every sequence of four of these, so that whatever reaches across one character or two meets everything else.
        let parts = [
            "a", "7", " ", "  ", ".", ",", "'", "\"", "-", "(", ")", "[", "]", "{", "}", "!", "/", "%", "$", "“", "”",
            "é", "\u{301}", "東", "。", "—",
        ];
        let count = parts.len();
        for n in 0..count.pow(4) {
            let text: String = (0..4).map(|k| parts[n / count.pow(k) % count]).chain([" b c"]).collect();
            let all: Vec<usize> = breaker.segmenter.segment_str(&text).collect();
            let mut found = vec![0];
            let mut at = 0;
            while at < text.len() {
                let rest = text.get(at..).unwrap();
                let end = sure(rest);
                breaker.breaks(rest.get(..end).unwrap(), |place| found.push(at + place));
                at += end;
            }
            found.dedup();
            assert_eq!(found, all, "{text}");
        }
    }

    /// What fits on a line is taken at once; the answer is that of taking it piece by piece.
    #[test]
    fn lines_break_as_if_filled_word_by_word() {
        let text = "It cost $4,200 (about a tenth more) — twice-told tales, http://example.org/a/b; \"so!\"  he said. Été 東京 end";
        let mut marked = Text::default();
        marked.article(Role::Text, text);
        let breaker = Breaker::default();
        for measure in 1..60 {
            let mut line = super::Line { text: marked.as_str(), measure, start: 0, end: 0, cells: 0 };
            let (mut from, mut lines) = (0, Vec::new());
            for at in breaker.segmenter.segment_str(marked.as_str()).skip(1) {
                line.take(from..at, &mut lines);
                from = at;
            }
            lines.push(line.start..line.end);
            assert_eq!(breaker.lines(&marked, measure), lines, "{measure}");
        }
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("one two three four", 9), ["one two", "three", "four"]);
        assert_eq!(wrapped("", 9), [""]);
    }

    #[test]
    fn chinese_breaks_between_characters_but_not_before_a_stop() {
        assert_eq!(wrapped("地铁三号线。延期", 10), ["地铁三号", "线。延期"]);
        assert!(wrapped("地铁三号线将推迟至少六周投入运营。", 12).iter().all(|l| width(l) <= 12));
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken_between_characters() {
        assert_eq!(wrapped("a https://example.org/x", 8), ["a", "https://", "example.", "org/x"]);
        assert_eq!(wrapped("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
    }

    #[test]
    fn a_sign_stays_with_what_it_encloses() {
        let mut text = Text::default();
        text.article(Role::Text, "in");
        text.space();
        text.open(Sign::Removed);
        text.article(Role::Removed, "two big");
        text.close(Sign::Removed);
        text.article(Role::Text, " cables");
        for measure in 5..20 {
            for line in Breaker::default().lines(&text, measure) {
                let line = text.as_str().get(line).unwrap();
                assert!(!line.ends_with("[-") && !line.starts_with("-]"), "{measure}: {line}");
            }
        }
    }
}
