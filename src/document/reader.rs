//! A text read character by character from any place, for the scanners that find sentences and tokens.
//! May import `class` alone.

use super::class::Class;

/// A text that is read from the front, place by place.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, bytes: text.as_bytes() }
    }

    /// The character at a place on a character boundary; `None` at the end.
    #[inline]
    pub(super) fn char(self, at: usize) -> Option<char> {
        match self.bytes.get(at) {
            Some(&byte) if byte < 0x80 => Some(char::from(byte)),
            Some(_) => self.text.get(at..)?.chars().next(),
            None => None,
        }
    }

    /// The character before a place.
    pub(super) fn char_before(self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// The class of the character at a place; white space at the end.
    #[inline]
    pub(super) fn class(self, at: usize) -> Class {
        self.char(at).map_or(Class::Space, Class::of)
    }

    /// The first place at or after `at` whose character is no mark.
    #[inline]
    pub(super) fn skip_marks(self, mut at: usize) -> usize {
        while let Some(c) = self.char(at)
            && !c.is_ascii()
            && Class::of(c) == Class::Mark
        {
            at += c.len_utf8();
        }
        at
    }

    /// The first place at or after `at` that is not white space.
    pub(super) fn skip_spaces(self, mut at: usize) -> usize {
        while let Some(c) = self.char(at)
            && Class::of(c) == Class::Space
        {
            at += c.len_utf8();
        }
        at
    }

    /// A part of the text; nothing where it does not lie on character boundaries.
    pub(super) fn slice(self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The first place at or after `at` whose byte is not `byte`.
    pub(super) fn skip_byte(self, at: usize, byte: u8) -> usize {
        at + self.bytes.get(at..).unwrap_or_default().iter().take_while(|&&b| b == byte).count()
    }
}
