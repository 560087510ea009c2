//! What a line looks like from outside: how wide it is, how it begins and how it ends. Imports nothing of the crate.

/// How a line ends, closing quotes and brackets left aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// `.`, `!`, `?`, `…` and their kin.
    Stop,
    /// `:` and `;`.
    Colon,
    /// Anything else: the sentence may go on.
    Open,
}

/// How a line begins, opening quotes, brackets and dashes left aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// A small letter, or a mark that cannot begin a sentence.
    Continuing,
    /// A capital letter.
    Upper,
    /// A digit or a currency sign.
    Digit,
    /// A letter of a script without case.
    Uncased,
    /// A symbol.
    Other,
}

/// Measures of one line, in columns of a terminal where they are lengths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub columns: u32,
    /// The part of it that could have stood at the end of the line before.
    pub first_word: u32,
    /// Whether it could have been broken anywhere.
    pub breakable: bool,
    pub opening: Opening,
    pub ending: Ending,
}

/// Beyond this many bytes the exact width of a line decides nothing.
const ENDLESS: usize = 1_000;

impl Shape {
    pub(super) fn of(line: &str) -> Self {
        let word = first_word(line);
        Self {
            columns: columns(line),
            first_word: columns(word),
            breakable: word.len() < line.len(),
            opening: opening(line),
            ending: ending(line),
        }
    }

    /// Columns the line would take with the next line's first word.
    pub(super) fn fill(&self, next: &Self) -> u32 {
        self.columns + u32::from(next.opening != Opening::Uncased) + next.first_word
    }
}

/// Columns a text takes: two for East Asian and emoji characters, none for combining accents. Reads bytes alone, because
/// this is asked of every line: lead bytes from E3 on start the wide blocks (U+3000 up), CC the combining accents.
pub(super) fn columns(text: &str) -> u32 {
    if text.len() > ENDLESS {
        return text.len() as u32;
    }
    text.bytes().map(|b| u32::from(b & 0xC0 != 0x80 && b != 0xCC) + u32::from(b >= 0xE3)).sum()
}

fn is_wide(c: char) -> bool {
    c >= '\u{3000}'
}

/// Up to the first white space; one character where it needs none, with the marks that may not begin a line.
pub(super) fn first_word(line: &str) -> &str {
    let mut end = line.len();
    for (i, (at, c)) in line.char_indices().enumerate() {
        let first_wide = i > 0 && is_wide(c) && !is_closing(c) && !is_stop(c) && !matches!(c, '、' | '，');
        if c.is_whitespace() || first_wide {
            end = at;
            break;
        }
    }
    line.get(..end).unwrap_or(line)
}

fn opening(line: &str) -> Opening {
    let mut chars = line.chars().skip_while(|&c| is_opening(c) || is_dash(c) || c == ' ');
    let Some(first) = chars.next() else { return Opening::Other };
    if first.is_lowercase() {
        // `iPhone`, `eBay` begin sentences as they are.
        let brand = chars.next().is_some_and(char::is_uppercase);
        return if brand { Opening::Upper } else { Opening::Continuing };
    }
    match first {
        ',' | '.' | ';' | ':' | '%' | '&' | ')' | ']' | '、' | '，' | '。' | '」' | '』' | '）' => {
            Opening::Continuing
        }
        '$' | '€' | '£' | '¥' => Opening::Digit,
        c if c.is_uppercase() => Opening::Upper,
        c if c.is_numeric() => Opening::Digit,
        c if c.is_alphabetic() => Opening::Uncased,
        _ => Opening::Other,
    }
}

fn ending(line: &str) -> Ending {
    let line = line.trim_end_matches(is_closing);
    match line.chars().next_back() {
        Some('.') if ends_with_abbreviation(line) => Ending::Open,
        Some(c) if is_stop(c) => Ending::Stop,
        Some(':' | ';' | '：' | '；') => Ending::Colon,
        _ => Ending::Open,
    }
}

/// Titles and the like, after which a sentence goes on. The full list is the sentence splitter's; here a miss costs little.
#[rustfmt::skip] // a table reads better packed
const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Gov", "Sen", "Rep", "St", "Prof", "Gen", "Lt", "Col", "Sgt", "Capt", "No", "Nr", "vs",
    "bzw", "ca", "Hr", "Fr", "Sr", "Sra", "Mme", "Dott",
];

/// Whether the stop at the end belongs to initials (`U.S.`, `J.`) or to a title.
fn ends_with_abbreviation(line: &str) -> bool {
    let word = line.split_whitespace().next_back().unwrap_or_default().trim_start_matches(is_opening);
    let Some(bare) = word.strip_suffix('.') else { return false };
    let initials = bare.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    initials || ABBREVIATIONS.contains(&bare)
}

pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‥' | '。' | '！' | '？' | '．' | '｡' | '؟' | '۔' | '।' | '॥' | '։' | '።')
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―')
}

fn is_opening(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '‹'
            | '('
            | '['
            | '{'
            | '¿'
            | '¡'
            | '「'
            | '『'
            | '（'
            | '【'
            | '《'
            | '〈'
    )
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '“'
            | '‘'
            | '»'
            | '›'
            | '«'
            | ')'
            | ']'
            | '}'
            | '*'
            | '_'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_columns() {
        assert_eq!(columns("Zürich – 3 °C"), 13);
        assert_eq!(columns("東京、1月"), 9);
        assert_eq!(columns("cafe\u{301}"), 4);
    }

    #[test]
    fn first_words_end_where_a_line_could() {
        assert_eq!(first_word("the end"), "the");
        assert_eq!(first_word("東京都は"), "東");
        assert_eq!(first_word("た。次"), "た。");
        assert_eq!(first_word("2023年に"), "2023");
    }

    #[test]
    fn openings_look_past_quotes_and_dashes() {
        for (line, expected) in [
            ("“and then", Opening::Continuing),
            ("– der Hafen", Opening::Continuing),
            ("iPhone sales", Opening::Upper),
            ("¿Qué", Opening::Upper),
            ("$3bn", Opening::Digit),
            ("「東京", Opening::Uncased),
            (", he said", Opening::Continuing),
            ("→", Opening::Other),
            ("—", Opening::Other),
        ] {
            assert_eq!(opening(line), expected, "{line}");
        }
    }

    #[test]
    fn endings_look_before_quotes_and_brackets() {
        for (line, expected) in [
            ("he left.”", Ending::Stop),
            ("(he left.)", Ending::Stop),
            ("去了。」", Ending::Stop),
            ("in the U.S.", Ending::Open),
            ("said Mr.", Ending::Open),
            ("in 1998.", Ending::Stop),
            ("he said:", Ending::Colon),
            ("of the “Gazette”", Ending::Open),
            ("", Ending::Open),
        ] {
            assert_eq!(ending(line), expected, "{line}");
        }
    }
}
