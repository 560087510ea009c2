//! The key of a passage: its typographic key, with what typography does to the space between words undone as well.
//! May import `class`.

use std::str::Chars;

use super::{Folded, LONGEST_DASH, compatible, folded_mark, push_quote, take_hyphens};
use crate::document::class::Class;

/// The typographic key of a text with its white space runs as single spaces: equal for two texts that differ in typography,
/// line wrapping, or the space around dashes, ellipses, guillemets and French punctuation alone.
///
/// ```
/// use storydiff::document::key::typographic_words;
/// assert_eq!(typographic_words("« Non ! » dit-il—et\nil partit."), typographic_words("“Non!” dit-il -- et il partit."));
/// assert_ne!(typographic_words("re-sign"), typographic_words("resign"));
/// assert_ne!(typographic_words("it was -5"), typographic_words("it was 5"));
/// ```
#[must_use]
pub fn typographic_words(text: &str) -> String {
    let text = compatible::text(text);
    let mut words = Words { out: String::with_capacity(text.len()), space: false };
    let mut rest = text.as_ref();
    while !rest.is_empty() {
        let plain = rest.bytes().position(|byte| SPECIAL.get(usize::from(byte)) != Some(&false)).unwrap_or(rest.len());
        words.push_plain(rest.get(..plain).unwrap_or_default());
        let mut chars = rest.get(plain..).unwrap_or_default().chars();
        if let Some(c) = chars.next() {
            words.push(c, &mut chars);
        }
        rest = chars.as_str();
    }
    words.out
}

/// Whether two texts have the same [`typographic_words`], found out without them where a letter already tells, or where
/// nothing but white space differs.
///
/// ```
/// use storydiff::document::key::is_same_typography_aside;
/// assert!(is_same_typography_aside("It’s\nfine", "It's fine"));
/// assert!(!is_same_typography_aside("It’s fine", "It's fire"));
/// ```
#[must_use]
pub fn is_same_typography_aside(a: &str, b: &str) -> bool {
    first_difference(a, b)
        .is_none_or(|difference| !difference.is_of_letters() && typographic_words(a) == typographic_words(b))
}

/// Whether two texts have the same words one after another, however wide the space between them.
///
/// ```
/// use storydiff::document::key::is_same_space_aside;
/// assert!(is_same_space_aside("It's\n fine", "It's fine "));
/// assert!(!is_same_space_aside("It’s fine", "It's fine"));
/// ```
#[must_use]
pub fn is_same_space_aside(a: &str, b: &str) -> bool {
    // Other space than that of ASCII is a difference at first.
    first_difference(a, b).is_none() || a.split_whitespace().eq(b.split_whitespace())
}

/// What is left of two texts where they begin to differ.
struct Difference<'t> {
    rest: (&'t [u8], &'t [u8]),
    /// The last byte of what they share.
    before: Option<u8>,
}

/// The first difference between two texts, ASCII white space aside: one run of it is as good as another, and at the end as
/// good as nothing.
fn first_difference<'t>(a: &'t str, b: &'t str) -> Option<Difference<'t>> {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    let mut before = None;
    let is_space = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_whitespace);
    loop {
        let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
        before = same.checked_sub(1).and_then(|last| a.get(last)).copied().or(before);
        (a, b) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
        if a.is_empty() && b.is_empty() {
            return None;
        }
        let (own, other) = (is_space(a.first()), is_space(b.first()));
        let goes_on = is_space(before.as_ref()) && (own || other);
        let both = own && other;
        let at_end = own && b.is_empty() || other && a.is_empty();
        if !(goes_on || both || at_end) {
            return Some(Difference { rest: (a, b), before });
        }
        (a, b) = (a.trim_ascii_start(), b.trim_ascii_start());
        before = Some(b' ');
    }
}

impl Difference<'_> {
    /// Whether it is one that keys keep: a letter, a digit or a mark that is what it is against another, or against the space
    /// between two words. A difference of any other kind decides nothing.
    fn is_of_letters(&self) -> bool {
        let is_kept = |byte: &u8| SPECIAL.get(usize::from(*byte)) == Some(&false);
        let is_between_words = |rest: &[u8]| {
            self.before.is_some_and(|byte| byte.is_ascii_alphanumeric())
                && rest.trim_ascii_start().first().is_some_and(u8::is_ascii_alphanumeric)
        };
        let (a, b) = self.rest;
        let Some((x, y)) = a.first().zip(b.first()) else { return false };
        match (x.is_ascii_whitespace(), y.is_ascii_whitespace()) {
            (true, true) => false,
            (true, false) => is_kept(y) && is_between_words(a),
            (false, true) => is_kept(x) && is_between_words(b),
            (false, false) => is_kept(x) && is_kept(y),
        }
    }
}

/// Bytes that may be more, or less, than themselves in the key.
static SPECIAL: [bool; 256] = {
    let mut table = [true; 256];
    let mut byte = 0;
    while byte < 128 {
        let b = byte as u8;
        table[byte] = !(b.is_ascii_alphanumeric() || matches!(b, b',' | b'(' | b')' | b'"' | b'$' | b'/' | b'&'));
        byte += 1;
    }
    table
};

struct Words {
    out: String,
    /// Whether white space stood before what comes next.
    space: bool,
}

impl Words {
    /// Appends characters that are what they are in the key.
    fn push_plain(&mut self, text: &str) {
        if !text.is_empty() {
            self.part();
            self.out.push_str(text);
        }
    }

    /// Appends what a character is in the key, given the characters after it; takes those that belong to it.
    fn push(&mut self, c: char, after: &mut Chars<'_>) {
        let folded = folded_mark(c);
        match folded {
            Folded::Nothing => {}
            Folded::Char(' ') => self.space = true,
            Folded::Dash | Folded::Hyphen => match 1 + take_hyphens(after) {
                1 if folded == Folded::Hyphen && !(c == '–' && self.is_dash(after)) => self.glyph('-'),
                1..=LONGEST_DASH => self.dash(),
                run => (0..run).for_each(|_| self.glyph('-')),
            },
            Folded::Quote => self.single_quote(c, after),
            Folded::Ellipsis => {
                self.space = false;
                self.out.push_str("...");
            }
            Folded::Char('.') => self.dot(after),
            Folded::Char(c @ ('!' | '?' | ':' | ';' | '%')) => {
                self.space = self.space && !self.out.ends_with(|c: char| c.is_alphanumeric() || c == '"' || c == ')');
                self.glyph(c);
            }
            Folded::Char('"') if c != '"' => self.double_quote(c, after),
            Folded::Char(c) => self.glyph(c),
        }
    }

    fn glyph(&mut self, c: char) {
        self.part();
        self.out.push(c);
    }

    /// Writes the space that stands before what comes next, if any.
    fn part(&mut self) {
        if self.space && !self.out.is_empty() {
            self.out.push(' ');
        }
        self.space = false;
    }

    /// A dash has space around it however it was set.
    fn dash(&mut self) {
        if !self.out.ends_with(" -") && self.out != "-" {
            self.space = true;
            self.glyph('-');
        }
        self.space = true;
    }

    /// An en dash with space beside it parts words, unless it is the minus sign of a figure.
    fn is_dash(&self, after: &Chars<'_>) -> bool {
        let next = after.clone().next();
        let open = next.is_none_or(char::is_whitespace);
        open || self.space && !next.is_some_and(char::is_numeric)
    }

    /// A dot; space before or between the dots of an ellipsis is typography, ` .5` is a figure.
    fn dot(&mut self, after: &mut Chars<'_>) {
        let is_figure = |rest: &str| rest.starts_with(char::is_alphanumeric);
        let rest = after.as_str();
        let more = rest.starts_with(['.', '…'])
            || rest.trim_start().starts_with('…')
            || rest.trim_start().strip_prefix('.').is_some_and(|beyond| !is_figure(beyond));
        let ellipsis = more || self.out.ends_with('.') && !is_figure(rest);
        self.space = self.space && !ellipsis;
        self.glyph('.');
    }

    fn single_quote(&mut self, c: char, after: &mut Chars<'_>) {
        self.inner_space(c, after);
        let start = if self.space { self.out.len() } else { 0 };
        self.part();
        push_quote(&mut self.out, start);
    }

    fn double_quote(&mut self, c: char, after: &mut Chars<'_>) {
        self.inner_space(c, after);
        self.glyph('"');
    }

    /// Drops the space that French sets inside guillemets. German turns them about: »so«.
    fn inner_space(&mut self, c: char, after: &mut Chars<'_>) {
        let next = after.clone().next();
        let apart = self.space || self.out.is_empty() || self.out.ends_with(['"', '\'', '(', '-']);
        match c {
            '«' | '‹' if apart && next.is_some_and(char::is_whitespace) => {
                self.part();
                *after = after.as_str().trim_start().chars();
            }
            '»' | '›'
                if self.space && !next.is_some_and(|c| Class::of(c).is_word() || Class::of(c) == Class::Unspaced) =>
            {
                self.space = false;
            }
            _ => {}
        }
    }
}
