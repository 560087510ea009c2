//! Where paragraphs begin and what they are: a labelled table of shapes, and what wrapping may not change.
//!
//! The table is in `data/paragraphs`. A case begins with `=== its name`; `[role] ` at the start of a line says that a
//! paragraph begins there and which role it plays, and is no part of the text.

use std::fmt::Write;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use storydiff::Segmentation;
use storydiff::document::Role;
use storydiff::document::paragraph::{Block, blocks};

const TABLE: &[(&str, &str)] = &[
    ("blank_lines", include_str!("data/paragraphs/blank_lines.txt")),
    ("lines", include_str!("data/paragraphs/lines.txt")),
    ("wrapped", include_str!("data/paragraphs/wrapped.txt")),
    ("furniture", include_str!("data/paragraphs/furniture.txt")),
    ("lists", include_str!("data/paragraphs/lists.txt")),
    ("layout", include_str!("data/paragraphs/layout.txt")),
    ("languages", include_str!("data/paragraphs/languages.txt")),
];

fn label(role: Role) -> &'static str {
    match role {
        Role::Body => "body",
        Role::Headline => "headline",
        Role::SectionLabel => "label",
        Role::DateLine => "date",
        Role::Byline => "byline",
        Role::Note => "note",
    }
}

/// The text of a case without its labels, and the labelled paragraphs.
fn case(body: &str) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut expected: Vec<String> = Vec::new();
    for line in body.lines() {
        let labelled = line.strip_prefix('[').and_then(|rest| rest.split_once("] "));
        if let Some((role, words)) = labelled.filter(|(role, _)| role.bytes().all(|b| b.is_ascii_lowercase())) {
            expected.push(format!("{role}: {}", words.trim()));
            text.push_str(words);
        } else {
            if let (Some(open), false) = (expected.last_mut(), line.trim().is_empty()) {
                write!(open, " {}", line.trim()).unwrap();
            }
            text.push_str(line);
        }
        text.push('\n');
    }
    (text, expected)
}

/// Paragraphs as the table writes them: role, and words with single spaces.
fn found(text: &str) -> Vec<String> {
    let words = |b: &Block| text.get(b.span.start as usize..b.span.end as usize).unwrap().to_owned();
    let squeezed =
        |s: String| s.split(['\r', '\n']).map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ");
    blocks(text, Segmentation::Auto).iter().map(|b| format!("{}: {}", label(b.role), squeezed(words(b)))).collect()
}

fn cases() -> impl Iterator<Item = (String, String, Vec<String>)> {
    TABLE.iter().flat_map(|(file, table)| {
        table.split("=== ").skip(1).map(move |case_text| {
            let (name, body) = case_text.split_once('\n').unwrap();
            let (text, expected) = case(body);
            (format!("{file}: {name}"), text, expected)
        })
    })
}

fn report_failures(failures: &[String]) {
    assert!(failures.is_empty(), "{} cases fail:\n\n{}", failures.len(), failures.join("\n"));
}

fn compare_paragraphs(name: &str, found: &[String], expected: &[String]) -> Option<String> {
    let differs = found != expected;
    differs.then(|| {
        format!("{name}\n  expected\n    {}\n  found\n    {}\n", expected.join("\n    "), found.join("\n    "))
    })
}

#[test]
fn the_table_of_shapes_holds() {
    let failures: Vec<String> =
        cases().filter_map(|(name, text, expected)| compare_paragraphs(&name, &found(&text), &expected)).collect();
    report_failures(&failures);
}

#[test]
fn the_table_holds_with_every_line_ending() {
    let mut failures = Vec::new();
    for (name, text, expected) in cases() {
        for ending in ["\r\n", "\r"] {
            let found = found(&text.replace('\n', ending));
            failures.extend(compare_paragraphs(&format!("{name} {ending:?}"), &found, &expected));
        }
    }
    report_failures(&failures);
}

#[rustfmt::skip] // a table reads better packed
const WORDS: &[&str] = &[
    "the", "a", "of", "in", "to", "and", "was", "that", "for", "on", "with", "as", "by", "were", "which", "after",
    "said", "bridge", "harbor", "council", "water", "cables", "inspection", "closed", "people", "morning",
    "unforeseeable", "well-known", "half", "its", "—", "–", "--", "(again)", "17", "4,200", "3.2%", "$3bn", "2019",
    "Okello", "Marsh", "Port Ellery", "Gov. Marsh", "the U.S.", "Mr. Okello", "“never”", "\"again,\"", "Straße", "Zürich",
    "déjà", "-",
];

/// Sentences as newspapers have them: mostly small letters, names now and then, a capital first.
fn sentence() -> impl Strategy<Value = String> {
    (vec(select(WORDS), 3..22), select(&[".", ".", ".", "?", ".”", "!"][..])).prop_map(|(words, stop)| {
        let text = format!("at {}", words.join(" "));
        let mut letters = text.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>() + stop
    })
}

fn paragraph() -> impl Strategy<Value = String> {
    vec(sentence(), 1..7).prop_map(|sentences| sentences.join(" "))
}

const HEADS: &[&[&str]] = &[
    &[],
    &["Harbor board closes north pier after divers find shipworm in eleven of its piles"],
    &["BUSINESS", "Harbor board closes north pier for the rest of the season", "By Owen Prater", "March 12, 2024"],
    &["Hafenrat sperrt Nordmole", "Von Jana Vogt und Peter van der Meer", "Stand: 12.03.2024, 10:32 Uhr"],
];

const NOTES: &[&[&str]] = &[
    &[],
    &["(Reporting by Owen Prater; Editing by Ruth Lindgren)"],
    &["Correction: An earlier version of this article misstated the year.", "Write to desk@carrowcourier.example."],
];

/// The paragraphs of an article, furniture and all.
fn article() -> impl Strategy<Value = Vec<String>> {
    (select(HEADS), vec(paragraph(), 2..7), select(NOTES)).prop_map(|(head, body, notes)| {
        let owned = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>();
        [owned(head), body, owned(notes)].concat()
    })
}

/// Lines filled up to a width in characters; words are never cut.
fn fill(paragraph: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in paragraph.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}

fn wrapped(article: &[String], width: usize) -> String {
    article.iter().map(|p| fill(p, width)).collect::<Vec<_>>().join("\n\n") + "\n"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wrapping_at_any_width_changes_nothing(article in article(), width in 40_usize..=120) {
        prop_assert_eq!(found(&wrapped(&article, width)), found(&article.join("\n\n")));
    }

    #[test]
    fn line_endings_change_nothing(article in article(), width in 40_usize..=120) {
        let text = wrapped(&article, width);
        for ending in ["\r\n", "\r"] {
            prop_assert_eq!(found(&text.replace('\n', ending)), found(&text));
        }
    }

    #[test]
    fn one_paragraph_a_line_needs_no_blank_lines(body in vec(paragraph(), 4..12)) {
        // Some line must be too long to have been wrapped there, as in any article that is not.
        prop_assume!(body.iter().any(|p| p.len() > 200));
        prop_assert_eq!(found(&body.join("\n")).len(), body.len());
    }

    #[test]
    fn a_long_line_far_away_changes_nothing(article in vec(paragraph(), 4..9), width in 40_usize..=100) {
        let text = wrapped(&article, width);
        prop_assume!(text.lines().count() > 12);
        let before = found(&text);
        let after = found(&(text + "\n" + &"A sentence that nobody wrapped. ".repeat(12)));
        prop_assert_eq!(&after[..before.len()], &before[..]);
    }

    #[test]
    fn all_that_is_printed_stands_in_one_paragraph(text in "([a-zA-Z0-9.,“” —\t東京。、é-]{0,90}[\n\r]{1,2}){0,12}|\\PC{0,300}") {
        for segmentation in [Segmentation::Auto, Segmentation::Lines] {
            let mut at = 0;
            for block in blocks(&text, segmentation) {
                let (start, end) = (block.span.start as usize, block.span.end as usize);
                prop_assert!(text[at..start].trim().is_empty());
                prop_assert!(!text[start..end].is_empty() && text[start..end].trim() == &text[start..end]);
                let line = text[..start].replace("\r\n", "\n").matches(['\n', '\r']).count() + 1;
                prop_assert_eq!(block.line as usize, line);
                at = end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
