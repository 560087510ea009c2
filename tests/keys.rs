//! Comparison keys: which spellings are the same and which are not, and what holds of the key of any text.

use proptest::prelude::*;
use storydiff::document::key::{folded, is_own_key, is_same_typography_aside, typographic, typographic_words};
use unicode_normalization::UnicodeNormalization;

fn own(text: &str) -> String {
    let mut key = String::new();
    typographic(text, &mut key);
    key
}

fn alignment(text: &str) -> String {
    let mut key = String::new();
    folded(text, &mut key);
    key
}

/// The same under every key.
const SAME: &[(&str, &str)] = &[
    ("“Yes,” he said", "\"Yes,\" he said"),
    ("„Ja“", "\"Ja\""),
    ("»Ja«", "\"Ja\""),
    ("''Yes''", "\"Yes\""),
    ("``Yes''", "\"Yes\""),
    ("‘Yes’", "'Yes'"),
    ("‹Oui›", "'Oui'"),
    ("`Yes'", "'Yes'"),
    ("「行く」", "“行く”"),
    ("don’t", "don't"),
    ("donʼt", "don't"),
    ("l’été", "l'été"),
    ("well‑known", "well-known"),
    ("well‐known", "well-known"),
    ("1990–2000", "1990-2000"),
    ("−5", "-5"),
    ("a -- b", "a — b"),
    ("a --- b", "a — b"),
    ("a ― b", "a – b"),
    ("他——她", "他—她"),
    ("wait…", "wait..."),
    ("5\u{a0}km", "5 km"),
    ("5\u{202f}km", "5 km"),
    ("a\tb", "a b"),
    ("re\u{ad}sign", "resign"),
    ("re\u{200b}sign", "resign"),
    ("\u{feff}Yes\u{200e}", "Yes"),
    ("ﬁne oﬀer", "fine offer"),
    ("cafe\u{301}", "café"),
    ("Å", "Å"),
    ("가", "\u{1100}\u{1161}"),
    ("ＡＢＣ１２３", "ABC123"),
    ("ﾃﾞｰﾀ", "データ"),
    ("５％，", "5%,"),
    ("𝐁𝐨𝐥𝐝 𝟓", "Bold 5"),
    ("CO₂", "CO2"),
    ("Mᵐᵉ", "Mme"),
    ("Ⅳ", "IV"),
    ("ſo", "so"),
    ("5′ 10″", "5' 10\""),
    ("كـــتاب", "كتاب"),
    ("e\u{ad}\u{301}", "é"),
];

/// Different under every key.
const OTHER: &[(&str, &str)] = &[
    ("10½", "101/2"),
    ("10½", "10 1/2"),
    ("½", "1/2"),
    ("m²", "m2"),
    ("10²", "102"),
    ("word¹", "word1"),
    ("10₂", "102"),
    ("㎡", "m2"),
    ("①", "1"),
    ("⑴", "(1)"),
    ("⒈", "1."),
    ("re-sign", "resign"),
    ("-5", "5"),
    ("−5", "5"),
    ("it's", "its"),
    ("1,000", "1.000"),
    ("3.2", "32"),
    ("$5", "5"),
    ("5%", "5"),
    ("a b", "ab"),
    ("naïve", "naive"),
    ("ñ", "n"),
    ("“no”", "no"),
    ("U.S.", "US"),
    ("x + y", "x - y"),
    ("-----", "-"),
];

#[test]
fn typography_makes_no_other_key() {
    for (a, b) in SAME {
        assert_eq!(own(a), own(b), "{a} {b}");
        assert_eq!(alignment(a), alignment(b), "{a} {b}");
        assert_eq!(typographic_words(a), typographic_words(b), "{a} {b}");
    }
}

#[test]
fn meaning_makes_another_key() {
    for (a, b) in OTHER {
        assert_ne!(own(a), own(b), "{a} {b}");
        assert_ne!(alignment(a), alignment(b), "{a} {b}");
        assert_ne!(typographic_words(a), typographic_words(b), "{a} {b}");
    }
}

#[test]
fn case_is_folded_for_alignment_alone() {
    for (a, b) in [
        ("Fire", "fire"),
        ("STRASSE", "straße"),
        ("ΟΔΟΣ", "οδος"),
        ("οδός", "ΟΔΌΣ"),
        ("МОСКВА", "москва"),
        ("İzmir", "izmir"),
        ("ẞ", "ß"),
    ] {
        assert_ne!(own(a), own(b));
        assert_eq!(alignment(a), alignment(b), "{a} {b}");
    }
}

#[test]
fn keys_are_appended() {
    let mut key = "x-".to_owned();
    typographic("-'", &mut key);
    folded("'A’É", &mut key);
    assert_eq!(key, "x--''a'é");
}

#[test]
fn passages_set_in_other_ways_are_the_same() {
    for (a, b) in [
        ("one\ntwo\r\n three", "one two three"),
        (" one two ", "one two"),
        ("the clock—the old one—stopped", "the clock — the old one — stopped"),
        ("the clock -- the old one -- stopped", "the clock—the old one—stopped"),
        ("the clock – the old one – stopped", "the clock--the old one--stopped"),
        ("the clock - the old one", "the clock – the old one"),
        ("he left—", "he left —"),
        ("“he left—”", "\"he left--\""),
        ("« Non ! » dit-il.", "“Non!” dit-il."),
        ("«\u{a0}Non\u{202f}!\u{a0}»", "\"Non!\""),
        ("Er sagte »Ja« dazu.", "Er sagte „Ja“ dazu."),
        ("Pourquoi ? Voici : 5 %; rien", "Pourquoi? Voici: 5%; rien"),
        ("well . . . no", "well... no"),
        ("well … no", "well... no"),
        ("wait. . . .", "wait...."),
    ] {
        assert_eq!(typographic_words(a), typographic_words(b), "{a} {b}");
    }
}

#[test]
fn passages_that_say_something_else_are_not_the_same() {
    for (a, b) in [
        ("it was -5 then", "it was 5 then"),
        ("it was -5 then", "it was — 5 then"),
        ("it was—5 then", "it was -5 then"),
        ("a man—eating shark", "a man-eating shark"),
        ("pre- and post-war", "pre-and post-war"),
        ("one two", "onetwo"),
        ("he left .5 percent", "he left.5 percent"),
        ("Er sagte »Ja« dazu", "Er sagte»Ja«dazu"),
        ("rock 'n' roll", "rock'n'roll"),
        ("a 'b", "a' b"),
        ("No; never", "No, never"),
        ("He left. She stayed", "He left She stayed"),
    ] {
        assert_ne!(typographic_words(a), typographic_words(b), "{a} {b}");
    }
}

const TEXT: &str = "[a-cE é“”'`«»\u{2013}—\u{2212}.…ﬁ½²₂5\u{301}\u{ad}\u{a0}\n日「ｱ\u{ff9e}İßΣς!?:%-]{0,24}";

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_key_is_its_own_key(text in TEXT) {
        prop_assert_eq!(own(&own(&text)), own(&text));
        prop_assert_eq!(alignment(&alignment(&text)), alignment(&text));
        prop_assert_eq!(alignment(&own(&text)), alignment(&text));
    }

    #[test]
    fn the_passage_key_of_its_key_is_itself(text in "[a-cE é“”'.…ﬁ½²5\u{301}\u{ad}\u{a0}\n日!?:%-]{0,24}") {
        let key = typographic_words(&text);
        prop_assert_eq!(typographic_words(&key), key);
    }

    #[test]
    fn composed_and_decomposed_accents_are_one(text in TEXT) {
        let (nfc, nfd) = (text.nfc().collect::<String>(), text.nfd().collect::<String>());
        prop_assert_eq!(own(&nfc), own(&nfd));
        prop_assert_eq!(alignment(&nfc), alignment(&nfd));
        prop_assert_eq!(typographic_words(&nfc), typographic_words(&nfd));
    }

    #[test]
    fn any_text_has_keys(text in "(?s).{0,60}") {
        let (key, words) = (own(&text), typographic_words(&text));
        prop_assert_eq!(words.trim(), words.as_str());
        prop_assert!(!words.contains("  ") && key.len() <= 3 * text.len() + 64 * text.chars().count());
        prop_assert!(!is_own_key(&text) || key == text);
    }

    /// Texts that are not ASCII take another path.
    #[test]
    fn ascii_keys_are_those_beside_other_text(text in "[ -~\n]{0,40}") {
        prop_assert_eq!(own(&format!("{text} Ω\u{301}")), own(&text) + " Ώ");
        prop_assert_eq!(alignment(&format!("{text} é")), alignment(&text) + " é");
    }

    /// The quick answer is that of the keys, wherever the first difference lies.
    #[test]
    fn a_letter_tells_what_the_keys_tell(
        start in "[a-c.,'\" -]{0,6}",
        ends in ("[a-cE5 é“’'\"(,.…\u{301}\u{ad}\u{a0}\n!?:%$-]{0,6}", "[a-cE5 é“’'\"(,.…\u{301}\u{ad}\u{a0}\n!?:%$-]{0,6}"),
    ) {
        let (a, b) = (format!("{start}{}", ends.0), format!("{start}{}", ends.1));
        prop_assert_eq!(is_same_typography_aside(&a, &b), typographic_words(&a) == typographic_words(&b));
    }

    #[test]
    fn line_wrapping_changes_no_key(text in "[a-z.,“”—' -]{0,40}", width in 1usize..9) {
        let mut wrapped = String::new();
        for (n, c) in text.chars().enumerate() {
            wrapped.push(if c == ' ' && n % width == 0 { '\n' } else { c });
        }
        prop_assert_eq!(typographic_words(&wrapped), typographic_words(&text));
    }
}
