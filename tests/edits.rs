//! What an edit script promises of any two texts.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use storydiff::document::Token;
use storydiff::document::key::typographic_words;
use storydiff::edit::{Edit, Op, Script, script};
use storydiff::{Document, Language, Pair, Segmentation, Source, Span};

const PIECES: &[&str] = &[
    "the",
    "The",
    "a",
    "of",
    "fire",
    "Fire",
    "mill",
    "not",
    "may",
    "17",
    "1,200",
    "3.2%",
    "$3bn",
    "7-5",
    ",",
    ".",
    ";",
    "(",
    ")",
    "[12]",
    "[MATH]",
    "“",
    "”",
    "\"",
    "’",
    "'",
    "don’t",
    "don't",
    "-",
    "--",
    "–",
    "—",
    "and/or",
    "well-known",
    "Fig.",
    "…",
    "...",
    "東京",
    "火事",
    "。",
    "Zürich",
    "Zu\u{308}rich",
    "co\u{ad}op",
    "coop",
    "\u{feff}",
    "🙂",
    "é",
];

const SPACES: &[&str] = &[" ", " ", " ", " ", "", "\n", "  ", "\u{a0}"];

type Words = Vec<(&'static str, &'static str)>;

fn words(most: usize) -> impl Strategy<Value = Words> {
    vec((select(PIECES), select(SPACES)), 0..most)
}

fn text(words: &Words) -> String {
    words.iter().flat_map(|(piece, space)| [*piece, *space]).collect()
}

/// A text and an edited version of it, or another one.
fn texts() -> impl Strategy<Value = (String, String)> {
    let edit = (any::<prop::sample::Index>(), 0..3usize, words(4));
    prop_oneof![
        3 => (words(40), vec(edit, 0..6)).prop_map(|(a, edits)| {
            let mut b = a.clone();
            for (at, removed, inserted) in edits {
                let from = at.index(b.len() + 1);
                let to = (from + removed).min(b.len());
                b.splice(from..to, inserted);
            }
            (text(&a), text(&b))
        }),
        1 => (words(25), words(25)).prop_map(|(a, b)| (text(&a), text(&b))),
        1 => (".{0,40}", ".{0,40}"),
    ]
}

fn read(text: &str) -> Document {
    Document::new(text, Source::default(), Segmentation::Auto, Some(Language::ENGLISH))
}

fn compared(a: &Document, b: &Document) -> Script {
    let whole = |d: &Document| Span::new(0, d.text().len());
    script(Pair::new(a, b), Pair::new(whole(a), whole(b)))
}

fn mirrored(edit: &Edit) -> Edit {
    let op = match edit.op {
        Op::Delete => Op::Insert,
        Op::Insert => Op::Delete,
        same => same,
    };
    Edit { op, spans: edit.spans.swap(), ..*edit }
}

/// Whether a cut at `at` goes through a token.
fn cuts(document: &Document, at: u32) -> bool {
    let whole = Span::new(0, document.text().len());
    document.tokens(whole).iter().any(|t| t.span.start < at && at < t.span.end)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_steps_rebuild_both_sides((a, b) in texts()) {
        let (a, b) = (read(&a), read(&b));
        let mut at = Pair::new(0, 0);
        for edit in compared(&a, &b).edits {
            prop_assert_eq!(Pair::new(edit.spans.a.start, edit.spans.b.start), at);
            let (x, y) = (edit.spans.a.slice(a.text()), edit.spans.b.slice(b.text()));
            match edit.op {
                Op::Equal => prop_assert!(x == y && !x.is_empty() && !edit.cosmetic),
                Op::Delete => prop_assert!(!x.is_empty() && y.is_empty()),
                Op::Insert => prop_assert!(x.is_empty() && !y.is_empty()),
                Op::Replace => prop_assert!(x != y && !x.is_empty() && !y.is_empty()),
            }
            at = edit.spans.map(|s| s.end);
        }
        prop_assert_eq!(at, Pair::new(a.text().len() as u32, b.text().len() as u32));
    }

    #[test]
    fn exchanging_the_sides_mirrors_the_script((a, b) in texts()) {
        let (a, b) = (read(&a), read(&b));
        let (there, back) = (compared(&a, &b), compared(&b, &a));
        prop_assert_eq!(there.edits.iter().map(mirrored).collect::<Vec<_>>(), back.edits);
        prop_assert_eq!((there.kept.swap(), there.words.swap()), (back.kept, back.words));
    }

    #[test]
    fn no_token_is_cut((a, b) in texts()) {
        let (a, b) = (read(&a), read(&b));
        for edit in compared(&a, &b).edits {
            prop_assert!(!cuts(&a, edit.spans.a.start) && !cuts(&b, edit.spans.b.start), "{:?}", edit);
        }
    }

    #[test]
    fn kept_words_are_words((a, b) in texts()) {
        let (a, b) = (read(&a), read(&b));
        let script = compared(&a, &b);
        prop_assert!(script.kept.a <= script.words.a && script.kept.b <= script.words.b);
        let real = script.edits.iter().filter(|e| e.op != Op::Equal && !e.cosmetic);
        let tokens = Pair::new(&a, &b).map(|d| d.tokens(Span::new(0, d.text().len())));
        let inside = |tokens: &[Token], s: Span| {
            tokens.iter().filter(|t| t.is_word() && s.contains(t.span)).count() as u32
        };
        let lost = real.fold(Pair::new(0, 0), |sum: Pair<u32>, e| {
            Pair::new(sum.a + inside(&tokens.a, e.spans.a), sum.b + inside(&tokens.b, e.spans.b))
        });
        prop_assert_eq!(Pair::new(script.kept.a + lost.a, script.kept.b + lost.b), script.words);
    }

    #[test]
    fn cosmetic_steps_hide_no_words((a, b) in texts()) {
        let (a, b) = (read(&a), read(&b));
        let key = |d: &Document, s: Span| typographic_words(s.slice(d.text())).to_lowercase();
        for edit in compared(&a, &b).edits.iter().filter(|e| e.cosmetic) {
            prop_assert_eq!(key(&a, edit.spans.a), key(&b, edit.spans.b));
        }
    }

    #[test]
    fn a_text_against_itself_is_equal(a in words(40)) {
        let a = read(&text(&a));
        let script = compared(&a, &a);
        prop_assert!(script.edits.iter().all(|e| e.op == Op::Equal) && script.edits.len() <= 1);
        prop_assert_eq!(script.kept, script.words);
    }
}
