//! How scripts read: `[-removed-]{+added+}`, `⟨a~b⟩` for what is cosmetic.

use super::{Op, Script, script};
use crate::document::key::typographic;
use crate::{Document, Language, Pair, Segmentation, Source, Span};

fn read(text: &str) -> Document {
    Document::new(text, Source::default(), Segmentation::Auto, Some(Language::ENGLISH))
}

fn compared(a: &str, b: &str) -> (Script, String) {
    let (a, b) = (read(a), read(b));
    let whole = |d: &Document| Span::new(0, d.text().len());
    let script = script(Pair::new(&a, &b), Pair::new(whole(&a), whole(&b)));
    let shown = script.edits.iter().map(|edit| {
        let (x, y) = (edit.spans.a.slice(a.text()), edit.spans.b.slice(b.text()));
        match edit.op {
            Op::Equal => x.to_owned(),
            _ if edit.cosmetic => format!("⟨{x}~{y}⟩"),
            Op::Delete => format!("[-{x}-]"),
            Op::Insert => format!("{{+{y}+}}"),
            Op::Replace => format!("[-{x}-]{{+{y}+}}"),
        }
    });
    let shown = shown.collect();
    (script, shown)
}

fn reads(a: &str, b: &str, shown: &str) {
    assert_eq!(compared(a, b).1, shown, "{a} → {b}");
}

#[test]
fn a_figure_changes_alone_and_whole() {
    reads("Fire killed 17 people.", "Fire killed 19 people.", "Fire killed [-17-]{+19+} people.");
    reads("The firm cut 1,200 jobs.", "The firm cut 1,250 jobs.", "The firm cut [-1,200-]{+1,250+} jobs.");
    reads("Voted 7-5 to close.", "Voted 8-5 to close.", "Voted [-7-5-]{+8-5+} to close.");
    reads("As shown [12], it holds.", "As shown [14], it holds.", "As shown [[-12-]{+14+}], it holds.");
}

#[test]
fn one_space_goes_with_a_deleted_word() {
    reads("The old mill burned.", "The mill burned.", "The [-old -]mill burned.");
    reads("The mill burned down.", "The mill burned.", "The mill burned[- down-].");
    reads("Officials said.", "Officials said on Tuesday.", "Officials said{+ on Tuesday+}.");
    reads("one", "one two", "one{+ two+}");
    reads("two", "one two", "{+one +}two");
    reads("Since  2006 it ran.", "Since May 2006 it ran.", "Since {+May+} 2006 it ran.");
    reads("wrapped\nline", "wrapped long line", "wrapped⟨\n~ ⟩{+long +}line");
    reads("東京の夜", "東京夜", "東京[-の-]夜");
}

#[test]
fn punctuation_goes_with_its_phrase() {
    reads("Lee, who is 54, left.", "Lee left.", "Lee[-, who is 54,-] left.");
    reads("Anna, Bo and Cleo left.", "Anna, Dan, Bo and Cleo left.", "Anna, {+Dan, +}Bo and Cleo left.");
    reads("It hit Rome and Bari.", "It hit Rome, Pisa and Bari.", "It hit Rome{+, Pisa+} and Bari.");
    reads("He left", "He left.", "He left{+.+}");
}

#[test]
fn a_comma_is_a_change() {
    let (script, shown) = compared("After lunch he left.", "After lunch, he left.");
    assert_eq!(shown, "After lunch{+,+} he left.");
    assert!(script.edits.iter().any(|e| e.op == Op::Insert && !e.cosmetic));
}

#[test]
fn typography_is_cosmetic() {
    let (script, shown) = compared("The firm’s “plan” – a ruse…", "The firm's \"plan\" - a ruse...");
    assert_eq!(shown, "The ⟨firm’s~firm's⟩ ⟨“~\"⟩plan⟨”~\"⟩ ⟨–~-⟩ a ruse⟨…~...⟩");
    assert!((script.similarity() - 1.0).abs() < f64::EPSILON);
    reads("the `plan' was", "the 'plan' is", "the ⟨`~'⟩plan' [-was-]{+is+}");
    reads("one two", "one\ntwo", "one⟨ ~\n⟩two");
    reads("co\u{ad}operate now", "cooperate then", "⟨co\u{ad}operate~cooperate⟩ [-now-]{+then+}");
}

/// Units of ASCII are hashed as they stand.
#[test]
fn most_of_ascii_is_its_own_typographic_key() {
    for c in ('!'..='~').filter(|&c| c != '`') {
        let (mut text, mut key) = (c.to_string(), String::new());
        text.push('x');
        typographic(&text, &mut key);
        assert_eq!(key, text);
    }
}

#[test]
fn the_capital_of_a_first_word_is_cosmetic_against_its_lower_form() {
    reads("However, the plan failed.", "The plan failed.", "[-However, -]⟨the~The⟩ plan failed.");
    reads("She left. He stayed.", "She left, and he stayed.", "She left[-.-]{+, and+} ⟨He~he⟩ stayed.");
    reads("They saw the Union march.", "They saw the union march.", "They saw the [-Union-]{+union+} march.");
}

#[test]
fn short_words_between_changes_are_absorbed() {
    reads(
        "Police blamed a drunk driver for the crash on Friday.",
        "Police said a burst tyre for the crash on Friday.",
        "Police [-blamed-]{+said+} a [-drunk driver-]{+burst tyre+} for the crash on Friday.",
    );
    reads(
        "They sang in the main hall of the old school all night.",
        "They sang on some ferry of no name all night.",
        "They sang [-in the main hall of the old school-]{+on some ferry of no name+} all night.",
    );
}

#[test]
fn words_that_change_places_are_one_change() {
    reads("It is not observed often.", "It is observed not often.", "It is [-not observed-]{+observed not+} often.");
}

#[test]
fn very_unequal_sides_are_a_deletion_and_an_insertion() {
    let (script, _) =
        compared("Prices rose.", "Prices, which had been flat for most of the year in spite of warnings, fell.");
    let ops: Vec<Op> = script.edits.iter().map(|e| e.op).collect();
    assert_eq!(ops, [Op::Equal, Op::Delete, Op::Insert, Op::Equal]);
}

#[test]
fn what_a_hyphen_or_a_stop_ties_together_stays_whole() {
    reads("by ship and/or rail", "by ship or rail", "by ship [-and/or-]{+or+} rail");
    reads("See Fig. 3 now.", "See Fig 3 now.", "See Fig[-.-] 3 now.");
    reads("a -like b", "a -type b", "a [--like-]{+-type+} b");
}

#[test]
fn nothing_in_common_is_one_step_without_words_kept() {
    let (script, shown) = compared("Nobody knew", "Rain fell");
    assert_eq!(shown, "[-Nobody knew-]{+Rain fell+}");
    assert_eq!((script.kept, script.words), (Pair::new(0, 0), Pair::new(2, 2)));
}

#[test]
fn empty_spans_give_empty_or_one_sided_scripts() {
    assert_eq!(compared("", "").0, Script::default());
    reads("", "New.", "{+New.+}");
    reads("Old.", "", "[-Old.-]");
}

#[test]
fn words_are_counted_in_equal_and_cosmetic_steps() {
    let (script, _) = compared("The firm’s 12 ships sank.", "The firm's 14 ships sank.");
    assert_eq!((script.kept, script.words), (Pair::new(4, 4), Pair::new(5, 5)));
    assert!((script.similarity() - 0.8).abs() < 1e-9);
}

/// A text of `words` words from a vocabulary, in an order that a small generator shuffles.
fn babble(words: usize, vocabulary: u64, mut seed: u64) -> String {
    let step = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("w{} ", (seed >> 33) % vocabulary)
    };
    std::iter::repeat_with(step).take(words).collect()
}

#[test]
fn a_very_long_sentence_keeps_its_words_beside_an_edit() {
    let a = babble(20_000, 5_000, 1);
    let b = a.replacen("w7 ", "x7 ", 3);
    let (script, _) = compared(&a, &b);
    assert_eq!(script.edits.iter().filter(|e| e.op == Op::Replace).count(), 3);
    assert_eq!(script.kept, Pair::new(19_997, 19_997));
}

#[test]
fn very_long_sentences_without_anything_in_common_end() {
    for vocabulary in [2, 50, 5_000] {
        let (a, b) = (babble(6_000, vocabulary, 1), babble(5_000, vocabulary, 2));
        let (script, _) = compared(&a, &b);
        assert_eq!(script.words, Pair::new(6_000, 5_000));
    }
}
