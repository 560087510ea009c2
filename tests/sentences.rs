//! Sentence breaks: a labelled table of cases, and what holds of the sentences of any text.

use proptest::prelude::*;
use storydiff::document::sentence::{lines, split};
use storydiff::{Language, Span};
use unicode_segmentation::UnicodeSegmentation;

const CASES: &str = include_str!("data/sentences.tsv");

fn language(code: &str) -> Language {
    Language::from_code(code).unwrap_or(Language::UNKNOWN)
}

fn spans(text: &str, language: Language) -> Vec<Span> {
    let mut out = Vec::new();
    split(text, Span::new(0, text.len()), language, &mut out);
    out
}

#[test]
fn the_table_of_cases_holds() {
    let mut wrong = Vec::new();
    for line in CASES.lines().filter(|l| !l.starts_with('#')) {
        let (code, labelled) = line.split_once('\t').unwrap();
        let labelled = labelled.replace('⏎', "\n");
        let text = labelled.replace('|', "");
        let want: Vec<&str> = labelled.split('|').map(str::trim).collect();
        let have: Vec<&str> = spans(&text, language(code)).into_iter().map(|s| s.slice(&text)).collect();
        if want != have {
            wrong.push(format!("{code}\n  want {}\n  have {}\n", want.join(" | "), have.join(" | ")));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.concat());
}

/// The sentences of a text lie in it in order, begin and end in text, and cover all of it but white space.
fn check(text: &str, language: Language) {
    let mut at = 0;
    for span in spans(text, language) {
        let sentence = span.slice(text);
        assert!(span.start as usize >= at && !sentence.is_empty(), "{span:?} in {text:?}");
        assert_eq!(sentence.trim(), sentence, "in {text:?}");
        assert_eq!(text[at..span.start as usize].trim(), "", "left out before {span:?} in {text:?}");
        at = span.end as usize;
    }
    assert_eq!(text[at..].trim(), "", "left out at the end of {text:?}");
}

const LANGUAGES: [&str; 9] = ["en", "de", "fr", "es", "ru", "zh", "ja", "th", "el"];

const WORDS: &[&str] = &[
    "Mr.",
    "the",
    "The",
    "U.S.",
    "a.m.",
    "Tuesday",
    "He",
    "left.",
    "left",
    "\"Why?\"",
    "\"No.\"",
    "(yes.)",
    "No.",
    "5",
    "3.2",
    "J.",
    "K.",
    "said",
    "Smith",
    "...",
    "etc.",
    "!",
    "?",
    "1.",
    "-",
    "iPhone",
    "www.example.com.",
    "[1]",
    "a)",
    "Inc.",
    "'Go!'",
    "Jan.",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_covered(text in "\\PC{0,80}|(?s).{0,60}", code in prop::sample::select(&LANGUAGES[..])) {
        check(&text, language(code));
    }

    #[test]
    fn texts_full_of_stops_are_covered(
        text in "[aBé日か5.!?…。！？।؟;:,\"'“”«»「」()\\[\\]1 \u{a0}\n\u{301}\u{2014}-]{0,60}",
        code in prop::sample::select(&LANGUAGES[..]),
    ) {
        check(&text, language(code));
    }

    /// The tables take breaks of UAX 29 away, and add none to plain text.
    #[test]
    fn plain_text_breaks_nowhere_but_where_uax_29_breaks(text in "([A-Za-z]{1,5}[.!?]? ){1,12}") {
        let uax: Vec<usize> = text.split_sentence_bound_indices().map(|(at, _)| at).collect();
        for span in spans(&text, Language::ENGLISH) {
            let first = span.slice(&text).chars().nth(1).is_some_and(char::is_uppercase)
                || span.slice(&text).chars().nth(2).is_some_and(char::is_uppercase);
            prop_assert!(uax.contains(&(span.start as usize)) || first, "{:?} of {:?}", span.slice(&text), text);
        }
    }

    /// A line may be wrapped at any space.
    #[test]
    fn wrapped_lines_break_as_unwrapped_ones(words in prop::collection::vec(prop::sample::select(WORDS), 1..14), bits in any::<u16>()) {
        let text = words.join(" ");
        let mut wrapped = text.clone();
        for (_, (at, _)) in text.match_indices(' ').enumerate().filter(|(n, _)| bits >> n & 1 == 1) {
            wrapped.replace_range(at..=at, "\n");
        }
        prop_assert_eq!(spans(&text, Language::ENGLISH), spans(&wrapped, Language::ENGLISH));
    }
}

#[test]
fn spans_are_into_the_whole_text() {
    let text = "é One. Two.";
    let mut out = Vec::new();
    split(text, Span::new(3, text.len()), Language::ENGLISH, &mut out);
    assert_eq!(out.iter().map(|s| s.slice(text)).collect::<Vec<_>>(), ["One.", "Two."]);
}

#[test]
fn lines_are_sentences_of_text_already_split() {
    let text = "é\nOne. Two.\r\n\r\n three \rfour";
    let mut out = Vec::new();
    lines(text, Span::new(3, text.len()), &mut out);
    assert_eq!(out.iter().map(|s| s.slice(text)).collect::<Vec<_>>(), ["One. Two.", "three", "four"]);
}

/// Texts on which a scanner that looks back or ahead without bound would take minutes.
#[test]
fn huge_texts_take_linear_time() {
    let million = 1_000_000;
    for text in [
        "a".repeat(2 * million),
        ".".repeat(million),
        ". ".repeat(million),
        "? ".repeat(million),
        "a. ".repeat(million / 2),
        "a.".repeat(million),
        ".\" ".repeat(million / 4),
        format!("a.{}b", " ".repeat(million)),
        ".(((((((((((((((((((".repeat(50_000),
        "word ".repeat(300_000),
        "“A? Xy ".repeat(100_000),
        "。”日".repeat(200_000),
        "“日。”".repeat(100_000),
        "。»".repeat(200_000),
        "ไทย ".repeat(200_000),
        "a\u{301}".repeat(200_000) + ". B",
        "\u{301}".repeat(200_000),
    ] {
        for code in LANGUAGES {
            check(&text, language(code));
        }
    }
}
