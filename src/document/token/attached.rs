//! How far a word or a number goes: what hyphens, apostrophes, stops, commas, signs and addresses join.
//! May import `class`, `reader`, `language` and `lexicon`.

use super::TokenKind;
use crate::document::Language;
use crate::document::class::{Class, is_apostrophe, is_hyphen};
use crate::document::lexicon::{Lexicon, Parts};
use crate::document::reader::Reader;

/// Finds the ends of words and numbers in one text.
#[derive(Clone, Copy)]
pub(super) struct Attached<'t> {
    reader: Reader<'t>,
    language: Language,
}

/// ASCII letters, digits and the underscore: what the inner loop runs over.
static IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_';
        byte += 1;
    }
    table
};

/// No top-level domain in use is longer.
const LONGEST_TOP_LEVEL: usize = 24;

/// The letters between stops seen so far in what may turn out to be an abbreviation such as `U.S.`.
#[derive(Clone, Copy)]
struct Initials {
    /// Where the letters after the last stop begin.
    part: usize,
    /// Stops so far.
    stops: usize,
    /// Whether no part so far has more than two letters.
    short: bool,
    /// Whether some part so far is a single letter.
    single: bool,
    /// Whether all parts so far are upper case.
    upper: bool,
}

impl Initials {
    fn at(part: usize) -> Self {
        Self { part, stops: 0, short: true, single: false, upper: true }
    }

    fn with(self, letters: &str) -> Self {
        let letters = letters.trim_start_matches(|c: char| Class::of(c) == Class::Digit);
        let count = letters.chars().take(3).count();
        Self {
            short: self.short && count <= 2,
            single: self.single || count == 1,
            upper: self.upper && letters.chars().take(3).all(char::is_uppercase),
            ..self
        }
    }

    /// `U.S`, `a.m`, `Ph.D`, `EE.UU`: a stop right after it belongs to it.
    fn is_abbreviation(self) -> bool {
        self.stops > 0 && self.short && (self.single || self.upper)
    }
}

impl<'t> Attached<'t> {
    pub(super) fn new(reader: Reader<'t>, language: Language) -> Self {
        Self { reader, language }
    }

    /// The end of the word that begins at `start`, where it is the commonest kind: ASCII letters and digits with nothing
    /// after them that could join on. `None` where there is more to look at.
    #[inline]
    pub(super) fn plain_word(self, start: usize) -> Option<usize> {
        let rest = self.reader.bytes.get(start..)?;
        if Class::of_ascii(*rest.first()?) != Class::Letter {
            return None;
        }
        let length = rest.iter().position(|&byte| IN_WORD.get(usize::from(byte)) != Some(&true)).unwrap_or(rest.len());
        let ends = match rest.get(length) {
            None | Some(b' ' | b',' | b'\n' | b';' | b'?' | b'!' | b')') => true,
            Some(b'.') => matches!(rest.get(length + 1), None | Some(b' ' | b'\n')),
            Some(_) => false,
        };
        ends.then_some(start + length)
    }

    /// End and kind of the word that begins at `start`. `US$5` is a number.
    pub(super) fn word(self, start: usize) -> (usize, TokenKind) {
        let end = self.run(start);
        match self.reader.char(end) {
            None | Some(' ' | ',' | '\n') => (end, TokenKind::Word),
            Some(c) if is_apostrophe(c) && self.elides(start, end) => (end + c.len_utf8(), TokenKind::Word),
            Some(c) if Class::of(c) == Class::Currency => self.currency_code(start, end, c),
            Some(_) => (self.extend(start, end), TokenKind::Word),
        }
    }

    /// End of the number whose digits begin at `start`.
    pub(super) fn number(self, start: usize) -> usize {
        let end = self.grouped(start, self.run(start));
        self.extend(start, end)
    }

    /// The end of the letters, digits and marks from `at`.
    #[inline]
    fn run(self, mut at: usize) -> usize {
        loop {
            while let Some(&byte) = self.reader.bytes.get(at)
                && IN_WORD.get(usize::from(byte)) == Some(&true)
            {
                at += 1;
            }
            match self.reader.char(at) {
                Some(c) if !c.is_ascii() && matches!(Class::of(c), Class::Letter | Class::Digit | Class::Mark) => {
                    at += c.len_utf8();
                }
                _ => return at,
            }
        }
    }

    /// Joins to `start..end` whatever follows without being a word of its own.
    fn extend(self, start: usize, mut end: usize) -> usize {
        let mut initials = Initials::at(start);
        while let Some(c) = self.reader.char(end) {
            let next = end + c.len_utf8();
            end = match c {
                '.' => match self.stop(&mut initials, start, end) {
                    Some(end) => end,
                    None => break,
                },
                '@' if self.reader.class(next).is_word() => return self.mail_host(next),
                ':' if self.is_scheme(start, end) => return self.address(end),
                '/' if initials.stops > 0 && self.is_host_end(initials.part, end) => return self.address(end),
                _ => match self.joined(end, c, next) {
                    Some(end) => {
                        initials = Initials::at(end);
                        self.grouped(end, self.run(end))
                    }
                    None => break,
                },
            };
        }
        end
    }

    /// The place after the joining character `c` at `at`, if it joins what is before it to what comes after.
    fn joined(self, at: usize, c: char, next: usize) -> Option<usize> {
        let (before, after) = (self.class_before(at), self.reader.class(next));
        let digits = before == Class::Digit && after == Class::Digit;
        let letters = before == Class::Letter && after == Class::Letter;
        let joins = match c {
            _ if is_hyphen(c) => after.is_word() && (before.is_word() || self.is_closed(at)),
            _ if is_apostrophe(c) => {
                letters || before == Class::Digit && after.is_word() || letters_after_stop(before, after, self, at)
            }
            ',' | ':' | '/' | '\u{66b}' | '\u{66c}' => digits,
            '&' => letters,
            '\u{b7}' => letters || digits,
            '"' => letters && self.is_hebrew(at) && self.is_hebrew(next + 2),
            '%' | '‰' | '‱' | '°' | '\u{ff05}' | '\u{66a}' => before == Class::Digit,
            '+' => before == Class::Digit && !after.is_word(),
            '万' | '萬' | '亿' | '億' | '兆' | '千' | '百' => before == Class::Digit || self.is_magnitude(at),
            _ => before == Class::Digit && Class::of(c) == Class::Currency,
        };
        joins.then(|| self.reader.skip_marks(next))
    }

    /// Whether `at` follows the closing stop of an abbreviation or a sign that closes a number: `U.S.-led`, `5%-10%`.
    fn is_closed(self, at: usize) -> bool {
        matches!(self.reader.char_before(at), Some('.' | '%' | '‰' | '°' | '+'))
    }

    fn is_magnitude(self, at: usize) -> bool {
        matches!(self.reader.char_before(at), Some('万' | '萬' | '亿' | '億' | '兆' | '千' | '百'))
    }

    fn is_hebrew(self, at: usize) -> bool {
        matches!(self.reader.char_before(at), Some('\u{5d0}'..='\u{5ea}'))
    }

    /// The class of the character before `at` that is no mark.
    fn class_before(self, at: usize) -> Class {
        let before = self.reader.text.get(..at).unwrap_or_default();
        before.chars().rev().map(Class::of).find(|&class| class != Class::Mark).unwrap_or(Class::Space)
    }

    /// The place a stop at `at` joins on to: decimals, dotted names, the closing stop of an abbreviation.
    fn stop(self, initials: &mut Initials, start: usize, at: usize) -> Option<usize> {
        let (before, after) = (self.class_before(at), self.reader.class(at + 1));
        if before == Class::Digit && after == Class::Digit {
            *initials = Initials::at(at + 1);
            return Some(self.grouped(at + 1, self.run(at + 1)));
        }
        let part = self.reader.text.get(initials.part..at)?;
        let with = initials.with(part);
        let number = self.reader.class(start) == Class::Digit;
        let dotted = match before {
            Class::Letter => after == Class::Letter,
            _ => before == Class::Digit && after == Class::Letter && !number,
        };
        if dotted && !self.is_new_word(at) {
            *initials = Initials { part: at + 1, stops: with.stops + 1, ..with };
            return Some(self.run(at + 1));
        }
        if before == Class::Letter && with.is_abbreviation() {
            *initials = Initials::at(at + 1);
            return Some(at + 1);
        }
        None
    }

    /// Whether after a stop at `at` a capitalised word begins that only lacks its space: `said.He`, `J.Smith`.
    fn is_new_word(self, at: usize) -> bool {
        let mut after = self.reader.text.get(at + 1..).unwrap_or_default().chars();
        let capitalised = after.next().is_some_and(char::is_uppercase)
            && after.next().is_some_and(|c| c.is_lowercase() || is_apostrophe(c));
        let mut before = self.reader.text.get(..at).unwrap_or_default().chars().rev();
        let last = before.next();
        let lower = last.is_some_and(char::is_lowercase);
        let initial = !lower && !before.next().is_some_and(|c| Class::of(c).is_word());
        capitalised && (lower || initial && after.next().is_some_and(char::is_lowercase))
    }

    /// Whether the word `start..end` and an apostrophe are a word of their own: `l'`, `dell'`.
    fn elides(self, start: usize, end: usize) -> bool {
        matches!(self.language.code(), "fr" | "it")
            && Lexicon::of(self.language)
                .parts(self.reader.text.get(start..end).unwrap_or_default())
                .has(Parts::ELISION)
    }

    /// A currency sign after `start..end`: with capitals before and a figure after it, all is one amount; so is `5€`.
    fn currency_code(self, start: usize, end: usize, sign: char) -> (usize, TokenKind) {
        let next = end + sign.len_utf8();
        let code = self.reader.bytes.get(start..end).unwrap_or_default();
        if code.len() <= 3 && code.iter().all(u8::is_ascii_uppercase) && self.reader.class(next) == Class::Digit {
            return (self.number(next), TokenKind::Number);
        }
        (self.extend(start, end), TokenKind::Word)
    }

    /// Joins groups of three digits that spaces part: no-break spaces anywhere, others where the language writes so.
    fn grouped(self, start: usize, mut end: usize) -> usize {
        if !(start < end && end - start <= 3 && self.is_digits(start, end)) {
            return end;
        }
        while let Some(space) = self.reader.char(end)
            && self.is_group_space(space)
            && self.is_digits(end + space.len_utf8(), end + space.len_utf8() + 3)
            && !self.reader.class(end + space.len_utf8() + 3).is_word()
        {
            end += space.len_utf8() + 3;
        }
        end
    }

    fn is_digits(self, start: usize, end: usize) -> bool {
        self.reader.bytes.get(start..end).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
    }

    fn is_group_space(self, c: char) -> bool {
        match c {
            '\u{a0}' | '\u{202f}' | '\u{2009}' => true,
            ' ' => Lexicon::of(self.language).numbers.space_groups,
            _ => false,
        }
    }

    fn is_scheme(self, start: usize, end: usize) -> bool {
        let letters = self.reader.bytes.get(start..end).unwrap_or_default();
        self.reader.bytes.get(end..end + 3) == Some(b"://") && letters.iter().all(u8::is_ascii_alphabetic)
    }

    /// Whether the last part of a dotted name, `part..end`, may close a host name with a path after it.
    fn is_host_end(self, part: usize, end: usize) -> bool {
        let letters = self.reader.bytes.get(part..end).unwrap_or_default();
        matches!(letters.len(), 2..=LONGEST_TOP_LEVEL)
            && letters.iter().all(u8::is_ascii_alphabetic)
            && self.reader.class(end + 1) != Class::Space
    }

    /// The end of a host name after `@`.
    fn mail_host(self, start: usize) -> usize {
        let host = self.reader.bytes.get(start..).unwrap_or_default();
        let len = host.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
        let kept = host.get(..len).unwrap_or_default();
        let trimmed = kept.iter().rev().take_while(|b| matches!(b, b'.' | b'-')).count();
        self.run(start + len - trimmed)
    }

    /// The end of a web address that has got as far as `at`, without the punctuation of the sentence around it.
    fn address(self, at: usize) -> usize {
        let rest = self.reader.text.get(at..).unwrap_or_default();
        let taken = rest.find(|c: char| !is_in_address(c)).unwrap_or(rest.len());
        let mut address = rest.get(..taken).unwrap_or_default();
        let opened = address.contains('(');
        while let Some(last) = address.chars().next_back() {
            let closes = match last {
                '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '*' | '…' | ']' | '}' => true,
                ')' => !opened,
                _ => false,
            };
            if !closes {
                break;
            }
            address = address.get(..address.len() - last.len_utf8()).unwrap_or_default();
        }
        at + address.len()
    }
}

/// `U.S.'s`: an apostrophe after the closing stop of an abbreviation.
fn letters_after_stop(before: Class, after: Class, attached: Attached<'_>, at: usize) -> bool {
    before == Class::Symbol && after == Class::Letter && attached.reader.char_before(at) == Some('.')
}

fn is_in_address(c: char) -> bool {
    match Class::of(c) {
        Class::Letter | Class::Digit | Class::Mark => true,
        Class::Space | Class::Unspaced => false,
        Class::Currency | Class::Symbol => c.is_ascii() && !matches!(c, '<' | '>' | '"' | '`'),
    }
}
