//! From text to pieces: finer than tokens, for a claim must see the parts of `$3bn`, `22-year-old` and `l'homme`. A number
//! literal with its separators is one piece, a run of letters another, and so is each Han character and each mark.
//! May import `Span` and the comparison keys.

use crate::Span;
use crate::document::key;

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A run of letters, with inner apostrophes and with the points of an abbreviation (`didn't`, `U.S.`, `A320`).
    Word,
    /// Digits with separators between them (`1,200.5`), or one sign for a fraction (`½`).
    Number,
    /// One character of a script without spaces between words.
    Character,
    /// One character of anything else.
    Mark,
}

/// How the letters of a piece are cased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// No capital at its start.
    Small,
    /// A capital at its start.
    Capital,
    /// Two letters or more, all capitals.
    Upper,
}

/// What stands before a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// Another piece, without white space.
    Piece,
    /// White space, or the start.
    Space,
}

/// A piece as scanned: where, what, how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanned {
    pub span: Span,
    pub class: Class,
    pub case: Case,
    pub before: Before,
}

/// Scans `span` of `text` and hands over each piece with its key: folded in case and typography, without possessive `'s` and
/// without the points of abbreviations. Gives back all keys, one behind the other.
pub(super) fn scan(text: &str, span: Span, style: Style<'_>, mut take: impl FnMut(Scanned, Key<'_>)) -> String {
    let mut scanner = Scanner { text: span.slice(text), at: 0, style, keys: String::with_capacity(span.len()) };
    let mut end_of_last = usize::MAX;
    while let Some((start, class)) = scanner.next_start() {
        let before = if end_of_last == start { Before::Piece } else { Before::Space };
        let key_start = scanner.keys.len();
        let (end, case) = scanner.piece(start, class);
        let span = Span::new(start, end).shift(span.start);
        take(Scanned { span, class, case, before }, Key { keys: &scanner.keys, start: key_start });
        end_of_last = end;
        scanner.at = end;
    }
    scanner.keys
}

/// The key of a piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key<'k> {
    /// All keys so far; it is the last.
    pub keys: &'k str,
    /// Where it starts.
    pub start: usize,
}

impl<'k> Key<'k> {
    pub(super) fn text(self) -> &'k str {
        self.keys.get(self.start..).unwrap_or_default()
    }
}

/// How a language joins and divides what is between spaces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style<'l> {
    /// Whether a plain space groups thousands.
    pub spaced_numbers: bool,
    /// Elided words with their apostrophe that stand apart from what follows.
    pub elisions: &'l [Box<str>],
}

/// The keys of the pieces of a phrase, without hyphens.
pub(super) fn keys(phrase: &str, elisions: &[Box<str>]) -> Vec<String> {
    let mut out = Vec::new();
    let style = Style { spaced_numbers: false, elisions };
    scan(phrase, Span::new(0, phrase.len()), style, |piece, key| {
        if piece.class != Class::Mark || key.text() != "-" || phrase == "-" {
            out.push(key.text().to_owned());
        }
    });
    out
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    style: Style<'t>,
    /// The keys of all pieces so far.
    keys: String,
}

impl Scanner<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte < 0x80 { Some(char::from(byte)) } else { self.text.get(at..)?.chars().next() }
    }

    fn next_start(&self) -> Option<(usize, Class)> {
        let mut at = self.at + usize::from(self.text.as_bytes().get(self.at) == Some(&b' '));
        loop {
            let c = self.char_at(at)?;
            if !c.is_whitespace() && !invisible(c) {
                return Some((at, class(c)));
            }
            at += c.len_utf8();
        }
    }

    /// The end and case of the piece that starts there; leaves its key behind those before.
    fn piece(&mut self, start: usize, class: Class) -> (usize, Case) {
        if let Some(word) = self.plain_word(start).filter(|_| class == Class::Word) {
            return word;
        }
        let end = self.end(start, class).max(start + 1);
        let surface = self.text.get(start..end).unwrap_or_default();
        self.fold(surface, class);
        (end, case(surface, class))
    }

    /// The same for a word of plain letters that nothing else belongs to: most pieces are one.
    fn plain_word(&mut self, start: usize) -> Option<(usize, Case)> {
        let (end, capitals) = self.plain_word_end(start);
        if end == start || !self.text.as_bytes().get(end).is_none_or(|&b| ends_plain_word(b)) {
            return None;
        }
        let surface = self.text.get(start..end)?;
        self.keys.push_str(surface);
        if capitals == 0 {
            return Some((end, Case::Small));
        }
        self.make_small(surface.len());
        let case = match surface.as_bytes().first() {
            Some(first) if first.is_ascii_lowercase() => Case::Small,
            _ if capitals == surface.len() && capitals > 1 => Case::Upper,
            _ => Case::Capital,
        };
        Some((end, case))
    }

    fn end(&self, start: usize, class: Class) -> usize {
        match class {
            Class::Word => self.word_end(start),
            Class::Number => self.number_end(start),
            Class::Character | Class::Mark => start + self.char_at(start).map_or(1, char::len_utf8),
        }
    }

    fn word_end(&self, start: usize) -> usize {
        let after_digit = start > 0 && self.text.as_bytes().get(start - 1).is_some_and(u8::is_ascii_digit);
        let mut at = start;
        let mut letters = 0;
        let katakana = self.char_at(start).is_some_and(is_katakana);
        while let Some(c) = self.char_at(at) {
            let next = at + c.len_utf8();
            let after = self.char_at(next);
            match c {
                c if is_katakana(c) != katakana && class(c) == Class::Word => break,
                c if class(c) == Class::Word || invisible(c) => letters += 1,
                // `A320` is one word, `トラック3台` are a word and a number.
                c if c.is_ascii_digit() && !after_digit && !katakana => {}
                '\'' | '’' if self.is_elision(start, next) => return next,
                '\'' | '’' if after.is_some_and(|c| class(c) == Class::Word) => letters = 2,
                '.' if letters == 1 && self.abbreviates(start, next) => letters = 0,
                _ => break,
            }
            at = next;
        }
        at
    }

    /// Past the letters of a plain alphabet that start there, and how many are capitals: most words are no more.
    fn plain_word_end(&self, start: usize) -> (usize, usize) {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic());
        letters.fold((start, 0), |(end, capitals), b| (end + 1, capitals + usize::from(b.is_ascii_uppercase())))
    }

    /// Puts the last bytes of the keys in lower case.
    fn make_small(&mut self, bytes: usize) {
        let start = self.keys.len().saturating_sub(bytes);
        if let Some(key) = self.keys.get_mut(start..) {
            key.make_ascii_lowercase();
        }
    }

    /// Whether the point that ends at `next` belongs to an abbreviation of single letters that starts at `start`: `U.S.`, `a.m.`
    fn abbreviates(&self, start: usize, next: usize) -> bool {
        let more = self.char_at(next).is_some_and(|c| class(c) == Class::Word && !is_katakana(c));
        let single = more && {
            let letter = self.char_at(next).map_or(1, char::len_utf8);
            self.char_at(next + letter).is_none_or(|c| class(c) != Class::Word)
        };
        single || self.text.get(start..next - 1).is_some_and(|s| s.contains('.'))
    }

    fn is_elision(&self, start: usize, end: usize) -> bool {
        if self.style.elisions.is_empty() {
            return false;
        }
        let mut folded = String::new();
        key::folded(self.text.get(start..end).unwrap_or_default(), &mut folded);
        self.style.elisions.iter().any(|e| **e == *folded)
    }

    fn number_end(&self, start: usize) -> usize {
        let mut at = start;
        let mut group = 0;
        while let Some(c) = self.char_at(at) {
            let next = at + c.len_utf8();
            if digit(c).is_some() {
                group += 1;
            } else if fraction(c).is_some() {
                return if at == start { next } else { at };
            } else if self.joins(c, next, group) {
                group = 0;
            } else {
                break;
            }
            at = next;
        }
        at
    }

    /// Whether a separator that ends at `next`, after a group of `group` digits, goes on with the number.
    fn joins(&self, c: char, next: usize, group: u32) -> bool {
        let mut following = 0;
        let mut at = next;
        while following < 4 {
            let Some(c) = self.char_at(at).filter(|&c| digit(c).is_some()) else { break };
            following += 1;
            at += c.len_utf8();
        }
        match c {
            '.' | ',' => following > 0,
            '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}' => following == 3 && group <= 3,
            ' ' => self.style.spaced_numbers && following == 3 && group <= 3,
            _ => false,
        }
    }

    fn fold(&mut self, surface: &str, class: Class) {
        // Most words are plain, and plain words and marks are their own keys but for case.
        if surface.bytes().all(is_plain) {
            self.keys.push_str(surface);
            self.make_small(surface.len());
            return;
        }
        match class {
            Class::Number => self.keys.extend(surface.chars().filter_map(number_char)),
            Class::Word => fold_word(surface, &mut self.keys),
            Class::Character | Class::Mark => key::folded(surface, &mut self.keys),
        }
    }
}

/// Bytes that are their own key but for case, whatever stands around them in a piece.
static PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        let mark = matches!(byte as u8, b',' | b';' | b':' | b'!' | b'?' | b'(' | b')' | b'%' | b'$' | b'/');
        table[byte] = (byte as u8).is_ascii_alphanumeric() || mark;
        byte += 1;
    }
    table
};

fn is_plain(byte: u8) -> bool {
    PLAIN.get(usize::from(byte)) == Some(&true)
}

fn fold_word(surface: &str, out: &mut String) {
    let start = out.len();
    if surface.contains('.') {
        let plain: String = surface.chars().filter(|&c| c != '.').collect();
        key::folded(&plain, out);
    } else {
        key::folded(surface, out);
    }
    if out.get(start..).is_some_and(|key| key.ends_with("'s")) {
        out.truncate(out.len() - 2);
    }
}

/// A byte after plain letters that surely is of another piece.
fn ends_plain_word(byte: u8) -> bool {
    matches!(byte, b' ' | b',' | b';' | b':' | b'!' | b'?' | b'\n' | b'\t' | b'\r' | b'-' | b'"' | b'(' | b')')
}

fn class(c: char) -> Class {
    if c.is_ascii() {
        return match c {
            'a'..='z' | 'A'..='Z' => Class::Word,
            '0'..='9' => Class::Number,
            _ => Class::Mark,
        };
    }
    if digit(c).is_some() || fraction(c).is_some() {
        Class::Number
    } else if is_katakana(c) {
        Class::Word
    } else if stands_alone(c) {
        Class::Character
    } else if c.is_alphabetic() || combining(c) {
        Class::Word
    } else {
        Class::Mark
    }
}

fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ')
}

/// Han and Hiragana: words are not divided by spaces, so each character is a piece.
fn stands_alone(c: char) -> bool {
    matches!(c, 'ぁ'..='ゟ' | '㐀'..='䶿' | '一'..='鿿' | '豈'..='﫿' | '\u{20000}'..='\u{3134f}' | '々' | '〇')
}

fn combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{93c}'..='\u{94d}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}')
}

fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The value of a decimal digit of the scripts that have their own.
fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{966}'..='\u{96f}' => 0x966,
        '\u{9e6}'..='\u{9ef}' => 0x9e6,
        '\u{e50}'..='\u{e59}' => 0xe50,
        '\u{ff10}'..='\u{ff19}' => 0xff10,
        _ => return None,
    };
    char::from_digit(u32::from(c) - zero, 10)
}

fn fraction(c: char) -> Option<&'static str> {
    let text = match c {
        '½' => "1/2",
        '⅓' => "1/3",
        '⅔' => "2/3",
        '¼' => "1/4",
        '¾' => "3/4",
        '⅕' => "1/5",
        '⅖' => "2/5",
        '⅗' => "3/5",
        '⅘' => "4/5",
        '⅛' => "1/8",
        _ => return None,
    };
    Some(text)
}

/// What a number's character gives its key: fraction signs are written out by the caller's reader.
fn number_char(c: char) -> Option<char> {
    match c {
        '.' | ',' | '½' | '⅓' | '⅔' | '¼' | '¾' | '⅕' | '⅖' | '⅗' | '⅘' | '⅛' => Some(c),
        _ => digit(c),
    }
}

/// The written-out form (`3/4`) of a piece that is one fraction sign.
pub(super) fn fraction_sign(key: &str) -> Option<&'static str> {
    let mut chars = key.chars();
    let found = fraction(chars.next()?)?;
    chars.next().is_none().then_some(found)
}

fn case(surface: &str, class: Class) -> Case {
    if class != Class::Word || surface.as_bytes().first().is_some_and(u8::is_ascii_lowercase) {
        return Case::Small;
    }
    if surface.bytes().all(|b| b.is_ascii_alphabetic()) {
        let upper = surface.len() > 1 && surface.bytes().all(|b| b.is_ascii_uppercase());
        return if upper { Case::Upper } else { Case::Capital };
    }
    let mut chars = surface.chars();
    if !chars.next().is_some_and(char::is_uppercase) {
        return Case::Small;
    }
    let mut letters = chars.filter(|c| c.is_alphabetic()).peekable();
    let several = letters.peek().is_some();
    let plain = surface.strip_suffix("'s").or_else(|| surface.strip_suffix("’s")).unwrap_or(surface);
    if several && plain.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) {
        Case::Upper
    } else {
        Case::Capital
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        let style = Style { spaced_numbers: true, elisions: &["l'".into()] };
        let mut out = Vec::new();
        scan(text, Span::new(0, text.len()), style, |p, key| {
            out.push(format!("{}:{}", p.span.slice(text), key.text()));
        });
        out
    }

    #[test]
    fn numbers_are_whole_and_their_surroundings_apart() {
        assert_eq!(pieces("$3bn, 4,200.5 km"), ["$:$", "3:3", "bn:bn", ",:,", "4,200.5:4,200.5", "km:km"]);
        assert_eq!(pieces("12 000 in 1990s."), ["12 000:12000", "in:in", "1990:1990", "s:s", ".:."]);
        assert_eq!(pieces("10:30 3-1"), ["10:10", ":::", "30:30", "3:3", "-:-", "1:1"]);
        assert_eq!(pieces("１２万"), ["１２:12", "万:万"]);
    }

    #[test]
    fn words_keep_apostrophes_and_the_points_of_abbreviations() {
        assert_eq!(pieces("didn’t U.S. a.m."), ["didn’t:didn't", "U.S.:us", "a.m.:am"]);
        assert_eq!(pieces("l'homme Lopez's end."), ["l':l'", "homme:homme", "Lopez's:lopez", "end:end", ".:."]);
        assert_eq!(pieces("A320 10h30"), ["A320:a320", "10:10", "h:h", "30:30"]);
    }

    #[test]
    fn han_is_read_by_character_and_katakana_by_run() {
        assert_eq!(pieces("約3割ドル高"), ["約:約", "3:3", "割:割", "ドル:ドル", "高:高"]);
        assert_eq!(pieces("トラック3台"), ["トラック:トラック", "3:3", "台:台"]);
    }
}
