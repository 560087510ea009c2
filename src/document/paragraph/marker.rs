//! Lines that show by their first characters, or by their gaps, that they stand for themselves: list items, table rows,
//! drawn rules. Imports nothing of the crate.

use super::date;

/// What a list item begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// A sign that is nothing else: `•`, `*`.
    Bullet,
    /// A dash, which may be a dash; `sentence` says whether what follows begins like one.
    Dash { sign: char, sentence: bool },
    /// `3.`, `3)`, `(3)`, `3、`.
    Number(u32),
    /// `a)`, `(a)`.
    Letter(char),
}

impl Marker {
    /// The marker a line begins with.
    pub(super) fn of(line: &str) -> Option<Self> {
        let first = line.chars().next()?;
        match first {
            '•' | '●' | '▪' | '◦' | '‣' | '■' | '□' | '►' | '▶' | '・' => Some(Self::Bullet),
            '*' | '·' => gap(line.get(first.len_utf8()..)?).map(|_| Self::Bullet),
            '-' | '–' | '—' => {
                let rest = gap(line.get(first.len_utf8()..)?)?;
                let sentence = rest.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
                Some(Self::Dash { sign: first, sentence })
            }
            '0'..='9' | '(' | 'a'..='z' | '（' => Self::enumerated(line),
            _ => None,
        }
    }

    fn enumerated(line: &str) -> Option<Self> {
        let inner = line.trim_start_matches(['(', '（']);
        let bracketed = inner.len() < line.len();
        let label = inner.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
        let rest = inner.get(label.len()..)?;
        let mark = rest.chars().next()?;
        let after = rest.get(mark.len_utf8()..)?;
        let closed = match mark {
            ')' => gap(after).is_some(),
            '.' => !bracketed && gap(after).is_some_and(|rest| !date::starts_with_month(rest)),
            '）' | '、' => true,
            _ => false,
        };
        let mut letters = label.chars();
        match (letters.next(), letters.next()) {
            _ if !closed || label.len() > 2 => None,
            (Some(letter @ 'a'..='z'), None) if mark != '.' => Some(Self::Letter(letter)),
            _ => label.parse().ok().map(Self::Number),
        }
    }

    /// Whether an item with this marker can come right after one with the other.
    pub(super) fn follows(self, before: Self) -> bool {
        match (before, self) {
            (Self::Bullet, Self::Bullet) => true,
            (Self::Dash { sign: a, .. }, Self::Dash { sign: b, sentence }) => a == b && sentence,
            (Self::Number(a), Self::Number(b)) => b == a + 1,
            (Self::Letter(a), Self::Letter(b)) => u32::from(b) == u32::from(a) + 1,
            _ => false,
        }
    }
}

/// What stands after the white space that must separate a marker from its item.
fn gap(rest: &str) -> Option<&str> {
    let item = rest.trim_start();
    (item.len() < rest.len() && !item.is_empty()).then_some(item)
}

/// Whether a line is a row of a table flattened to text: cells apart by tabs, bars or wide gaps.
pub(super) fn is_row(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr::memchr(b'\t', bytes).is_some()
        || memchr::memmem::find(bytes, b"   ").is_some()
        || memchr::memchr_iter(b'|', bytes).any(|at| bytes.get(at + 1) == Some(&b' '))
}

/// Whether a line is drawn, not written: `***`, `-----`, `* * *`.
pub(super) fn is_rule(line: &str) -> bool {
    let drawn =
        |c: char| matches!(c, '*' | '-' | '–' | '—' | '_' | '=' | '~' | '#' | '+' | '•' | '·' | '⁂' | '※' | '◆');
    line.starts_with(drawn) && line.chars().all(|c| drawn(c) || c == ' ') && (line.len() >= 3 || line == "#")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_words() {
        for (line, expected) in [
            ("- Council approves", Some(Marker::Dash { sign: '-', sentence: true })),
            ("– the last one", Some(Marker::Dash { sign: '–', sentence: false })),
            ("-5 degrees", None),
            ("-- said", None),
            ("* one", Some(Marker::Bullet)),
            ("*one*", None),
            ("•one", Some(Marker::Bullet)),
            ("1. One", Some(Marker::Number(1))),
            ("12) Twelve", Some(Marker::Number(12))),
            ("(3) Three", Some(Marker::Number(3))),
            ("1.5 million", None),
            ("1998. Then", None),
            ("3. Mai 2025", None),
            ("(AP) Fire", None),
            ("b) Two", Some(Marker::Letter('b'))),
            ("a. m.", None),
            ("1、一", Some(Marker::Number(1))),
            ("-", None),
            ("(", None),
            ("", None),
        ] {
            assert_eq!(Marker::of(line), expected, "{line}");
        }
    }

    #[test]
    fn rows_have_cells() {
        assert!(is_row("Ellery\t31,000\t12%"));
        assert!(is_row("| Ellery | 31,000 |"));
        assert!(is_row("Ellery      31,000"));
        assert!(!is_row("He left.  She stayed."));
    }

    #[test]
    fn rules_have_no_letters() {
        assert!(is_rule("* * *") && is_rule("-----") && is_rule("⁂"));
        assert!(!is_rule("--") && !is_rule("- one") && !is_rule("42"));
    }
}
