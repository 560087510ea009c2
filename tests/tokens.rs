//! Tokens: a table of cases, and what holds of the tokens of any text.

use proptest::prelude::*;
use storydiff::document::token::{Token, TokenKind, count_words, tokenize};
use storydiff::{Language, Span};

const CASES: &str = include_str!("data/tokens.tsv");

fn language(code: &str) -> Language {
    Language::from_code(code).unwrap_or_else(|| panic!("no language {code:?}"))
}

fn tokens(text: &str, language: Language) -> Vec<Token> {
    let mut out = Vec::new();
    tokenize(text, Span::new(0, text.len()), language, &mut out);
    out
}

fn letter(kind: TokenKind) -> char {
    match kind {
        TokenKind::Word => 'W',
        TokenKind::Number => 'N',
        TokenKind::Punctuation => 'P',
    }
}

#[test]
fn the_table_of_cases_holds() {
    let mut wrong = Vec::new();
    for line in CASES.lines().filter(|l| !l.starts_with('#')) {
        let [code, text, words, kinds] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("columns: {line:?}") };
        let found = tokens(text, language(code));
        let spelt: Vec<String> =
            found.iter().map(|t| t.span.slice(text).replace([' ', '\u{a0}', '\u{202f}'], "␠")).collect();
        let spelt = spelt.join(" ");
        let found: String = found.iter().map(|t| letter(t.kind)).collect();
        if spelt != words || found != kinds {
            wrong.push(format!("{code}\n  want {words}  {kinds}\n  have {spelt}  {found}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

/// The tokens of a text lie in it in order and cover all of it but white space; counting agrees with listing.
fn check(text: &str, language: Language) {
    let found = tokens(text, language);
    let mut at = 0;
    for token in &found {
        assert!(token.span.start as usize >= at && !token.span.is_empty(), "{token:?} in {text:?}");
        assert!(!token.span.slice(text).is_empty(), "{token:?} does not slice {text:?}");
        assert_eq!(text[at..token.span.start as usize].trim(), "", "left out before {token:?} in {text:?}");
        at = token.span.end as usize;
    }
    assert_eq!(text[at..].trim(), "", "left out at the end of {text:?}");
    let words = found.iter().filter(|t| t.is_word()).count();
    assert_eq!(count_words(text, language), u32::try_from(words).unwrap(), "{text:?}");
}

const LANGUAGES: [&str; 6] = ["en", "fr", "de", "ru", "ja", "th"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_covered(text in "\\PC{0,60}|(?s).{0,40}", code in prop::sample::select(&LANGUAGES[..])) {
        check(&text, language(code));
    }

    #[test]
    fn texts_full_of_joining_characters_are_covered(
        text in "[aBé日ไא0-9½.,:;/@#&+%$€°'’\"`\u{301}\u{ad}\u{200d}\u{feff} \u{a0}\u{2013}\u{2014}\u{2212}万🇫👍-]{0,40}",
        code in prop::sample::select(&LANGUAGES[..]),
    ) {
        check(&text, language(code));
    }

    /// Plain words are counted eight bytes at a time.
    #[test]
    fn plain_words_are_counted_as_they_are_listed(text in "([a-zA-Z]{1,9}[ ,.\n]{0,2}|[0-9'’é;!-]){0,24}") {
        check(&text, Language::ENGLISH);
    }

    /// What stands in a text beside a passage parted off by spaces does not change the passage's tokens.
    #[test]
    fn a_neighbour_across_a_space_changes_nothing(text in "[ -~]{1,40}") {
        let lone = tokens(&text, Language::ENGLISH);
        let longer = format!("Ω {text} 日");
        let shift = u32::try_from("Ω ".len()).unwrap();
        let among = tokens(&longer, Language::ENGLISH);
        let inner: Vec<Token> = among[1..among.len() - 1].iter().map(|t| Token { span: Span::new((t.span.start - shift) as usize, (t.span.end - shift) as usize), ..*t }).collect();
        prop_assert_eq!(lone, inner);
    }
}

#[test]
fn spans_are_into_the_whole_text() {
    let text = "é one two";
    let mut out = Vec::new();
    tokenize(text, Span::new(3, text.len()), Language::ENGLISH, &mut out);
    assert_eq!(out.iter().map(|t| t.span.slice(text)).collect::<Vec<_>>(), ["one", "two"]);
}

/// Texts on which a scanner that looks back or ahead without bound would take minutes.
#[test]
fn huge_texts_take_linear_time() {
    let million = 1_000_000;
    for text in [
        "a".repeat(2 * million),
        "1,".repeat(million),
        "a-".repeat(million),
        "a.".repeat(million),
        "a'".repeat(million),
        "1:2/".repeat(million / 2),
        "x@".repeat(million),
        "http://".repeat(million / 4),
        format!("http://{}", ")".repeat(million)),
        format!("a.{}1{}", "b".repeat(million), "/2".repeat(million)),
        "-".repeat(million),
        "e\u{301}".repeat(million / 2),
        "\u{301}".repeat(200_000),
        "\u{200d}👍".repeat(200_000),
        "𝄞\u{301}".repeat(200_000),
        "日本語".repeat(100_000),
        "ประเทศไทย".repeat(50_000),
        "one more word ".repeat(100_000),
        "5 000 ".repeat(100_000),
    ] {
        for code in ["en", "fr"] {
            check(&text, language(code));
        }
    }
}
