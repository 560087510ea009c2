//! One pass over a text, token by token: what begins at each place. How far a word or number goes is `attached`'s.
//! May import `class`, `reader`, `language` and `eight`.

use super::TokenKind;
use super::attached::Attached;
use super::unspaced;
use crate::document::Language;
use crate::document::class::{Class, is_apostrophe, is_hyphen};
use crate::document::reader::Reader;
use crate::eight::{HIGH, SMALL, each, within};

/// Calls `token` with start, end and kind of each token of `text`, in order.
pub(super) fn scan(text: &str, language: Language, mut token: impl FnMut(usize, usize, TokenKind)) {
    let scanner = Scanner::new(text, language);
    let mut at = 0;
    while let Some(next) = scanner.step(at, &mut token) {
        at = next;
    }
}

/// How many tokens of `text` are words or numbers.
pub(super) fn count(text: &str, language: Language) -> u32 {
    let scanner = Scanner::new(text, language);
    let (mut at, mut words) = (0, 0);
    loop {
        let plain = plain_words(text.as_bytes(), at);
        words += plain.count;
        match scanner.step(plain.end, &mut |_, _, kind| words += u32::from(kind != TokenKind::Punctuation)) {
            Some(next) => at = next,
            None => return words,
        }
    }
}

/// What a byte is to a text of plain words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plain {
    /// An ASCII letter.
    Letter,
    /// White space, or a mark that joins nothing.
    Gap,
    /// A full stop: joins nothing where white space or nothing follows.
    Stop,
    /// Whatever needs a closer look.
    Other,
}

static PLAIN: [Plain; 256] = {
    let mut table = [Plain::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'A'..=b'Z' | b'a'..=b'z' => Plain::Letter,
            b' ' | b'\n' | b',' | b';' | b'?' | b'!' | b')' => Plain::Gap,
            b'.' => Plain::Stop,
            _ => Plain::Other,
        };
        byte += 1;
    }
    table
};

/// Words that need no closer look, and where they end.
struct PlainWords {
    count: u32,
    end: usize,
}

/// Counts words of ASCII letters with nothing around them that could join on, from the beginning of a token to the beginning
/// of the first that is no such word. They are the words that [`Attached::plain_word`] finds.
fn plain_words(bytes: &[u8], start: usize) -> PlainWords {
    let mut out = PlainWords { count: 0, end: start };
    // Whether a letter stands before `end`: a word counts where it begins.
    let mut inside = false;
    while let Some(rest) = bytes.get(out.end..).filter(|rest| !rest.is_empty()) {
        if let Some(letters) = rest.first_chunk().copied().and_then(letters_of_eight) {
            let before = letters << 8 | u64::from(inside) << 7;
            out.count += marked(letters & !before);
            inside = letters >> 63 == 1;
            out.end += 8;
            continue;
        }
        for (at, byte) in rest.iter().enumerate().take(8) {
            let is_letter = match PLAIN.get(usize::from(*byte)) {
                Some(Plain::Letter) => true,
                Some(Plain::Gap) => false,
                Some(Plain::Stop) if matches!(rest.get(at + 1), None | Some(b' ' | b'\n')) => false,
                _ if inside => return out.without_the_last(bytes),
                _ => return out,
            };
            out.count += u32::from(is_letter && !inside);
            inside = is_letter;
            out.end += 1;
        }
    }
    out
}

impl PlainWords {
    /// The same up to where the word begins that ends here: what follows may join on.
    fn without_the_last(self, bytes: &[u8]) -> Self {
        let before = bytes.get(..self.end).unwrap_or_default();
        let letters = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        Self { count: self.count - 1, end: self.end - letters }
    }
}

/// How many of eight bytes have their highest bit set, where no other bit is: a product adds them up in its last byte.
fn marked(bytes: u64) -> u32 {
    ((bytes >> 7).wrapping_mul(each(1)) >> 56) as u32
}

/// Which of eight bytes are letters, by the highest bit of each, where all are ASCII letters, spaces, line feeds, commas, and
/// full stops with a space or line feed behind.
fn letters_of_eight(eight: [u8; 8]) -> Option<u64> {
    let bytes = u64::from_le_bytes(eight);
    if bytes & HIGH != 0 {
        return None;
    }
    let letters = within(bytes | SMALL, b'a', b'z') & HIGH;
    let equal = |byte: u8| !((bytes ^ each(byte)) + each(0x7f));
    let spaces = (equal(b' ') | equal(b'\n')) & HIGH;
    let gaps = spaces | equal(b',') | (equal(b'.') & (spaces >> 8));
    ((letters | gaps) & HIGH == HIGH).then_some(letters)
}

/// Finds the tokens of one text.
struct Scanner<'t> {
    reader: Reader<'t>,
    attached: Attached<'t>,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str, language: Language) -> Self {
        let reader = Reader::new(text);
        Self { reader, attached: Attached::new(reader, language) }
    }

    /// Calls `token` with what begins at a place, white space aside: one token, or the words of a run without spaces. Where the
    /// next begins; `None` at the end.
    fn step(&self, at: usize, token: &mut impl FnMut(usize, usize, TokenKind)) -> Option<usize> {
        let (reader, attached) = (self.reader, self.attached);
        let first = reader.char(at)?;
        if let Some(end) = attached.plain_word(at) {
            token(at, end, TokenKind::Word);
            return Some(reader.skip_byte(end, b' '));
        }
        // Marks with nothing before them belong to what follows.
        let begin = if first.is_ascii() { at } else { reader.skip_marks(at) };
        let Some(c) = reader.char(begin) else {
            token(at, begin, TokenKind::Punctuation);
            return None;
        };
        let (end, kind) = match Class::of(c) {
            Class::Space if at < begin => (begin, TokenKind::Punctuation),
            Class::Space => return Some(begin + c.len_utf8()),
            Class::Letter => attached.word(begin),
            Class::Digit => (attached.number(begin), TokenKind::Number),
            Class::Unspaced => {
                let end = unspaced_end(reader, begin);
                let letters = reader.text.get(begin..end).unwrap_or_default();
                let mut start = at;
                unspaced::words(letters, |_, stop| {
                    token(start, begin + stop, TokenKind::Word);
                    start = begin + stop;
                });
                return Some(end);
            }
            Class::Mark | Class::Currency | Class::Symbol => symbol(reader, attached, begin, c),
        };
        token(at, end, kind);
        Some(end)
    }
}

fn unspaced_end(reader: Reader<'_>, mut at: usize) -> usize {
    while let Some(c) = reader.char(at)
        && matches!(Class::of(c), Class::Unspaced | Class::Mark)
    {
        at += c.len_utf8();
    }
    at
}

/// End and kind of the token that begins with the character `c` that is neither letter nor digit.
fn symbol(reader: Reader<'_>, attached: Attached<'_>, at: usize, c: char) -> (usize, TokenKind) {
    let next = at + c.len_utf8();
    if let Some(digits) = signed_digits(reader, at, c) {
        return (attached.number(digits), TokenKind::Number);
    }
    match c {
        '.' | '-' => (reader.skip_marks(reader.skip_byte(next, c as u8)), TokenKind::Punctuation),
        // Quotation marks of plain typewriters: two of a kind are one mark.
        '\'' | '`' if reader.char(next) == Some(c) && reader.char(next + 1) != Some(c) => {
            (reader.skip_marks(next + 1), TokenKind::Punctuation)
        }
        '#' | '@' => match reader.class(next) {
            Class::Letter => (attached.word(next).0, TokenKind::Word),
            Class::Digit => (attached.number(next), TokenKind::Number),
            Class::Unspaced => (unspaced_end(reader, next), TokenKind::Word),
            _ => (reader.skip_marks(next), TokenKind::Punctuation),
        },
        _ if c.is_ascii() => (reader.skip_marks(next), TokenKind::Punctuation),
        _ => (pictograph_end(reader, c, next), TokenKind::Punctuation),
    }
}

/// Where the digits begin of a number that begins at `at` with a sign, a currency or a decimal point.
fn signed_digits(reader: Reader<'_>, at: usize, c: char) -> Option<usize> {
    let next = at + c.len_utf8();
    let point = |at: usize| match (reader.char(at)?, reader.class(at + 1)) {
        ('.', Class::Digit) => Some(at + 1),
        (d, _) if Class::of(d) == Class::Digit => Some(at),
        _ => None,
    };
    let signed = |at: usize| match reader.char(at)? {
        sign if is_sign(sign) => point(at + sign.len_utf8()),
        _ => point(at),
    };
    match c {
        _ if Class::of(c) == Class::Currency => signed(next),
        '.' => (reader.class(next) == Class::Digit && is_apart(reader, at)).then_some(next),
        _ if is_sign(c) && is_apart(reader, at) => match reader.char(next)? {
            currency if Class::of(currency) == Class::Currency => point(next + currency.len_utf8()),
            _ => point(next),
        },
        _ => None,
    }
}

fn is_sign(c: char) -> bool {
    is_hyphen(c) || matches!(c, '+' | '±' | '\u{ff0b}')
}

/// Whether a sign or point at a place stands at the head of a number rather than after something it belongs to.
fn is_apart(reader: Reader<'_>, at: usize) -> bool {
    match reader.char_before(at) {
        None => true,
        Some(c) if is_apostrophe(c) => true,
        Some(c) => {
            matches!(
                c,
                '(' | '[' | '{' | '"' | '“' | '„' | '«' | '»' | '‘' | '‹' | '<' | '>' | '=' | '~' | '≈' | '≤' | '≥'
            ) || matches!(c, '/' | ':' | ';' | ',' | '|' | '*' | '「' | '（' | '，' | '：')
                || matches!(Class::of(c), Class::Space | Class::Unspaced)
        }
    }
}

/// End of a symbol that is no ASCII: flags are two letters, emoji may be joined to each other.
fn pictograph_end(reader: Reader<'_>, first: char, mut at: usize) -> usize {
    let regional = |c: char| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
    if regional(first)
        && let Some(c) = reader.char(at)
        && regional(c)
    {
        at += c.len_utf8();
    }
    loop {
        at = reader.skip_marks(at);
        let joined = reader.char_before(at) == Some('\u{200d}');
        match reader.char(at) {
            Some(c) if joined && !c.is_ascii() && Class::of(c) == Class::Symbol => at += c.len_utf8(),
            _ => return at,
        }
    }
}
