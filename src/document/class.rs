//! What a character is for segmentation: one table for ASCII bytes, ranges for the commonest other letters, Unicode
//! properties for the rest. Imports the normalisation library (for combining marks) alone.

use unicode_normalization::char::is_combining_mark;

/// What a character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// White space.
    Space,
    /// A letter of a script that parts its words, or an underscore.
    Letter,
    /// A letter of a script that writes its words without spaces between them; a dictionary finds them.
    Unspaced,
    /// Anything that counts: digits of any script, fractions, Roman numerals, superscript figures.
    Digit,
    /// Goes with the character before it: combining marks, joiners, soft hyphens, directional marks.
    Mark,
    /// A currency sign.
    Currency,
    /// Everything else.
    Symbol,
}

static ASCII: [Class; 128] = {
    let mut table = [Class::Symbol; 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'\t'..=b'\r' | b' ' => Class::Space,
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'$' => Class::Currency,
            _ => Class::Symbol,
        };
        byte += 1;
    }
    table
};

impl Class {
    /// The class of an ASCII byte; of any other byte [`Class::Symbol`].
    #[inline]
    pub(super) fn of_ascii(byte: u8) -> Self {
        ASCII.get(usize::from(byte)).copied().unwrap_or(Self::Symbol)
    }

    /// The class of a character.
    #[inline]
    pub(super) fn of(c: char) -> Self {
        match c {
            '\0'..='\x7f' => Self::of_ascii(c as u8),
            '\u{d7}' | '\u{f7}' => Self::Symbol,
            '\u{c0}'..='\u{24f}' | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' | '\u{ac00}'..='\u{d7a3}' => {
                Self::Letter
            }
            '\u{4e00}'..='\u{9fff}' => Self::Unspaced,
            _ => Self::of_rare(c),
        }
    }

    fn of_rare(c: char) -> Self {
        if c.is_whitespace() {
            Self::Space
        } else if is_ignorable(c) || is_combining_mark(c) || is_skin_tone(c) {
            Self::Mark
        } else if is_currency(c) {
            Self::Currency
        } else if c.is_numeric() && c != '〇' {
            Self::Digit
        } else if is_unspaced(c) {
            Self::Unspaced
        } else if c.is_alphabetic() || matches!(c, '\u{5f3}' | '\u{5f4}') {
            Self::Letter
        } else {
            Self::Symbol
        }
    }

    /// Whether words and numbers are made of it.
    #[inline]
    pub(super) fn is_word(self) -> bool {
        matches!(self, Self::Letter | Self::Digit)
    }
}

/// Characters without a shape of their own: soft hyphen, zero-width spaces and joiners, directional marks, variation
/// selectors, tags.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Colours the emoji before it.
fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

/// Whether words of its script stand without spaces between them: Han, kana, Thai, Lao, Khmer, Myanmar.
fn is_unspaced(c: char) -> bool {
    let script = matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3031}'..='\u{3035}'
        | '\u{3038}'..='\u{303c}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{1b000}'..='\u{1b16f}'
        | '\u{20000}'..='\u{3ffff}' | '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{aa60}'..='\u{aa7f}');
    script && (c.is_alphabetic() || c == '〇')
}

fn is_currency(c: char) -> bool {
    matches!(c, '\u{a2}'..='\u{a5}' | '\u{58f}' | '\u{60b}' | '\u{9f2}' | '\u{9f3}' | '\u{9fb}' | '\u{af1}' | '\u{bf9}' | '\u{e3f}'
        | '\u{17db}' | '\u{20a0}'..='\u{20cf}' | '\u{a838}' | '\u{fdfc}' | '\u{fe69}' | '\u{ff04}' | '\u{ffe0}' | '\u{ffe1}'
        | '\u{ffe5}' | '\u{ffe6}')
}

/// An apostrophe in any shape a keyboard or a typesetter gives it.
#[inline]
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}' | '\u{ff07}' | '\u{2032}' | '\u{2bb}')
}

/// A hyphen, or what stands for one between letters or digits: non-breaking hyphen, figure dash, en dash, minus sign.
#[inline]
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
}
