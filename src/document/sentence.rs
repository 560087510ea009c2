//! Sentence breaks inside a paragraph: the places where UAX 29 sees one, repaired by tables of abbreviations and by what
//! stands around the stop. May import `span`, `class`, `reader`, `language` and `lexicon`.
//!
//! One pass looks for stops alone; `stop` reads what belongs to a stop, `boundary` decides whether a sentence ends there.
//! Both look a bounded way back and ahead, so the pass is linear.

mod attribution;
mod boundary;
mod next;
mod stop;

use memchr::memchr3;

use super::reader::Reader;
use super::{Language, Span};
use boundary::Judge;
use stop::{Stop, is_mark};

/// Appends the sentences of the paragraph `span` of `text`, in order, as spans into the whole text, trimmed of white space.
/// A paragraph with any text gives at least one.
pub fn split(text: &str, span: Span, language: Language, out: &mut Vec<Span>) {
    let paragraph = span.slice(text);
    let mut sentence = |start: usize, end: usize| push_trimmed(paragraph, start, end, span.start, out);
    match language.code() {
        // Thai parts its sentences by spaces; the semicolon is the Greek question mark.
        "th" => split_at(paragraph, language, any_stop::<b' '>, &mut sentence),
        "el" => split_at(paragraph, language, any_stop::<b';'>, &mut sentence),
        _ if paragraph.is_ascii() => split_at(paragraph, language, ascii_stop, &mut sentence),
        _ => split_at(paragraph, language, any_stop::<b'.'>, &mut sentence),
    }
}

/// Calls `sentence` with start and end of each sentence; `find` gives the first place at or after another that may end one.
fn split_at(
    text: &str,
    language: Language,
    find: impl Fn(Reader<'_>, usize) -> Option<usize>,
    sentence: &mut impl FnMut(usize, usize),
) {
    let reader = Reader::new(text);
    let judge = Judge::new(reader, language);
    let (mut start, mut at) = (0, 0);
    while let Some(place) = find(reader, at) {
        let stop = Stop::read(reader, place);
        if judge.ends(start, &stop) {
            sentence(start, stop.close);
            start = stop.next;
        }
        at = stop.resume();
    }
    sentence(start, text.len());
}

/// The next stop of a text that is all ASCII.
fn ascii_stop(reader: Reader<'_>, at: usize) -> Option<usize> {
    memchr3(b'.', b'!', b'?', reader.bytes.get(at..)?).map(|found| at + found)
}

/// Bytes that begin a mark which may end a sentence.
static FIRST_BYTE: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = [b'.', b'!', b'?', 0xd6, 0xd8, 0xdb, 0xdc, 0xdf, 0xe0, 0xe1, 0xe2, 0xe3, 0xea, 0xef, 0xf0];
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
};

/// The next stop of any text, or the next byte `ALSO`.
fn any_stop<const ALSO: u8>(reader: Reader<'_>, mut at: usize) -> Option<usize> {
    loop {
        let rest = reader.bytes.get(at..)?;
        at += rest.iter().position(|&byte| byte == ALSO || FIRST_BYTE.get(usize::from(byte)) == Some(&true))?;
        let c = reader.char(at)?;
        if is_mark(c) || c == char::from(ALSO) {
            return Some(at);
        }
        at += c.len_utf8();
    }
}

/// Appends each non-blank line of the paragraph as one sentence.
pub fn lines(text: &str, span: Span, out: &mut Vec<Span>) {
    let paragraph = span.slice(text);
    let mut start = 0;
    for end in memchr::memchr2_iter(b'\n', b'\r', paragraph.as_bytes()).chain([paragraph.len()]) {
        push_trimmed(paragraph, start, end, span.start, out);
        start = end;
    }
}

fn push_trimmed(paragraph: &str, start: usize, end: usize, shift: u32, out: &mut Vec<Span>) {
    let piece = paragraph.get(start..end).unwrap_or_default();
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let start = start + (piece.len() - piece.trim_start().len());
        out.push(Span::new(start, start + trimmed.len()).shift(shift));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

        /// ASCII text is searched in a way of its own.
        #[test]
        fn ascii_text_breaks_as_any_text_does(text in "[ -~\\n]{0,60}|((Mr|a\\.m|U\\.S|No|etc|left|\\(He|\"Why|J|5)[.!?]*[\"')]* (The|he|Tuesday|5|\"We)? ?){0,9}") {
            let breaks = |find: fn(Reader<'_>, usize) -> Option<usize>| {
                let mut out = Vec::new();
                split_at(&text, Language::ENGLISH, find, &mut |start, end| out.push((start, end)));
                out
            };
            prop_assert_eq!(breaks(ascii_stop), breaks(any_stop::<b'.'>));
        }
    }
}
