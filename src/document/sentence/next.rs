//! What stands after a stop: whether a sentence could begin there. May import `class` and `reader`.

use crate::document::class::{Class, is_apostrophe};
use crate::document::reader::Reader;

/// What the first character after quotation marks, brackets and dashes is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum First {
    /// A lower-case letter.
    Lower,
    /// A capital, or a small letter that begins a name or address all the same: `iPhone`, `www.example.com`, `b)`.
    Upper,
    /// A letter of a script without case.
    Caseless,
    /// A digit or a currency sign.
    Digit,
    /// A comma, colon, closing bracket or `&`: the sentence goes on.
    Continuation,
    /// Anything else: a bullet, an emoji, `@`.
    Symbol,
    /// Nothing.
    End,
}

/// What stands after a stop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next<'t> {
    /// Its first character.
    pub(super) first: First,
    /// The letters and apostrophes from that character on; a long word is cut short.
    pub(super) word: &'t str,
    /// Where the word begins.
    pub(super) at: usize,
    /// Whether a double quotation mark opens before it.
    pub(super) quoted: bool,
    /// Whether a dash stands before it.
    pub(super) dashed: bool,
}

/// More quotation marks and brackets in a row than this are no text.
const MOST_OPENERS: usize = 8;

/// A longer word than this is no abbreviation, no function word and no verb; in bytes.
const LONGEST_WORD: usize = 48;

impl<'t> Next<'t> {
    /// Reads what begins at `at`, which is no white space.
    pub(super) fn read(reader: Reader<'t>, at: usize) -> Self {
        let dash = skip_dashes(reader, at);
        let mut next = Next { first: First::End, word: "", at: dash, quoted: false, dashed: dash > at };
        for _ in 0..MOST_OPENERS {
            match reader.char(next.at) {
                Some(c) if is_opener(c) => {
                    next.quoted |= is_double_opener(c);
                    next.at = reader.skip_spaces(next.at + c.len_utf8());
                }
                _ => break,
            }
        }
        next.word = word(reader, next.at);
        next.first = first(reader, next.at, next.word);
        next
    }

    /// Whether the word is a single letter with a stop of its own: an initial.
    pub(super) fn is_initial(&self, reader: Reader<'_>) -> bool {
        self.word.chars().nth(1).is_none() && reader.char(self.at + self.word.len()) == Some('.')
    }

    /// Whether the word is a Roman numeral above one: `IV`, `X`.
    pub(super) fn is_roman(&self) -> bool {
        self.word != "I" && is_roman(self.word)
    }
}

/// Whether a word is all Roman numeral letters, in capitals.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
}

/// The letters and apostrophes at a place.
pub(super) fn word(reader: Reader<'_>, at: usize) -> &str {
    let mut end = at;
    while let Some(c) = reader.char(end)
        && end - at < LONGEST_WORD
        && (matches!(Class::of(c), Class::Letter | Class::Mark) || is_apostrophe(c) && end > at)
    {
        end += c.len_utf8();
    }
    reader.slice(at, end)
}

fn first(reader: Reader<'_>, at: usize, word: &str) -> First {
    let Some(c) = reader.char(at) else { return First::End };
    if c.is_lowercase() {
        return if begins_in_small_letters(reader, at, word) { First::Upper } else { First::Lower };
    }
    match Class::of(c) {
        Class::Letter | Class::Unspaced if c.is_alphabetic() => {
            if c.is_uppercase() || !c.to_lowercase().eq([c]) {
                First::Upper
            } else {
                First::Caseless
            }
        }
        Class::Digit | Class::Currency => First::Digit,
        _ if is_continuation(c) => First::Continuation,
        _ => First::Symbol,
    }
}

/// Names that keep their small initial at the head of a sentence, web addresses, and list letters such as `b)`.
fn begins_in_small_letters(reader: Reader<'_>, at: usize, word: &str) -> bool {
    let camel = word.chars().skip(1).take(2).any(char::is_uppercase) && !word.contains(is_apostrophe);
    let label = word.len() == 1 && reader.char(at + 1) == Some(')');
    let rest = reader.text.get(at..).unwrap_or_default();
    camel || label || ["http://", "https://", "www."].iter().any(|scheme| rest.starts_with(scheme))
}

/// The place after dashes and the white space behind them; `at` for a minus sign before a figure.
fn skip_dashes(reader: Reader<'_>, at: usize) -> usize {
    let mut end = at;
    while let Some(c @ ('-' | '\u{2010}'..='\u{2015}' | '\u{2212}')) = reader.char(end)
        && end - at < MOST_OPENERS
    {
        end += c.len_utf8();
    }
    if end == at || reader.class(end) == Class::Digit { at } else { reader.skip_spaces(end) }
}

fn is_opener(c: char) -> bool {
    is_double_opener(c)
        || matches!(
            c,
            '\'' | '‘'
                | '’'
                | '‚'
                | '‹'
                | '›'
                | '('
                | '['
                | '{'
                | '¿'
                | '¡'
                | '（'
                | '《'
                | '『'
                | '`'
                | '*'
                | '_'
        )
}

fn is_double_opener(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '″')
}

/// Marks that never begin a sentence.
pub(super) fn is_continuation(c: char) -> bool {
    matches!(
        c,
        ',' | ';'
            | ':'
            | ')'
            | ']'
            | '}'
            | '&'
            | '/'
            | '%'
            | '='
            | '，'
            | '、'
            | '；'
            | '：'
            | '）'
            | '」'
            | '』'
            | '】'
            | '》'
            | '،'
            | '؛'
            | '〕'
            | '·'
    )
}
