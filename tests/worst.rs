//! Inputs made to be slow: each keeps its bound of time and memory, and its report is right.
//!
//! The bounds hold for an optimised build, which `COMPARE_PROGRAM` names: `cargo build --release &&
//! COMPARE_PROGRAM=target/release/compare cargo test worst -- --ignored`. Without one, the same inputs are tried at a small
//! size, for what the report says.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::program;

const MOST_TIME: Duration = Duration::from_secs(20);
const MOST_MEMORY_KB: u32 = 2_000_000;

struct Case {
    name: &'static str,
    a: String,
    b: String,
    /// unchanged, reworded, added, removed, moved sentences.
    sentences: [usize; 5],
}

/// A number that looks like chance and is the same everywhere (`SplitMix64`, as in the benches).
fn scattered(n: usize) -> usize {
    let mut z = (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (z ^ (z >> 31)) as usize
}

/// The word of some number, each its own.
fn word(n: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "ko", "li", "me", "nu", "ra", "so", "ti", "vo", "da", "fe", "gu", "hi", "jo", "pa", "ze"];
    let mut out = String::new();
    let mut rest = n + 16;
    while rest > 0 {
        out.push_str(SYLLABLES[rest % 16]);
        rest /= 16;
    }
    out
}

fn lines(paragraphs: impl IntoIterator<Item = String>) -> String {
    paragraphs.into_iter().map(|p| p + "\n\n").collect()
}

/// A sentence of twelve words.
fn sentence(n: usize) -> String {
    let words: Vec<String> = (0..12).map(|k| word(scattered(n * 12 + k) % 5_000)).collect();
    format!("The {}.", words.join(" "))
}

/// Every case, at full size or at a share of it.
fn cases(share: usize) -> Vec<Case> {
    let one_word = 100_000 / share;
    let is_changed = |n: usize| n % 1_000 == 999;
    let changed_words = (0..one_word).filter(|&n| is_changed(n)).count();
    let one_words = |changed: bool| {
        lines((0..one_word).map(|n| if changed && is_changed(n) { "changed".to_owned() } else { word(n % 4_999) }))
    };

    let line: String = (0..2_000_000 / share).map(|n| char::from(b'a' + (scattered(n) % 26) as u8)).collect();
    let mut other = line.clone();
    other.replace_range(line.len() / 2..=line.len() / 2, "Q");

    let copies = 20_000 / share;
    let paragraph = |n: usize| format!("Nobody voted against it. The council spent {n} million on the bridge.");

    let long = |every: usize| {
        let words = (0..300_000 / share).map(|n| if n % every == 1 { "changed".to_owned() } else { word(n % 4_999) });
        format!("The {}.\n", words.collect::<Vec<_>>().join(" "))
    };

    let mark = |n: usize| ['\u{300}', '\u{301}', '\u{302}', '\u{323}', '\u{327}'][scattered(n) % 5];
    let marks = 200_000 / share;
    let marked = |last: char| {
        let all: String = (0..marks).map(|n| if n + 1 == marks { last } else { mark(n) }).collect();
        format!("The word is a{all} here.\n")
    };

    let told = 120_000 / share;
    let one_paragraph = |is_told: &dyn Fn(usize) -> bool| {
        let sentences: Vec<String> = (0..told).filter(|&n| is_told(n)).map(sentence).collect();
        sentences.join(" ") + "\n"
    };
    let left_out = (0..told).filter(|&n| is_changed(n)).count();

    let reversed = 60_000 / share;
    vec![
        Case {
            name: "one-word paragraphs",
            a: one_words(false),
            b: one_words(true),
            sentences: [one_word - changed_words, 0, changed_words, changed_words, 0],
        },
        Case { name: "a line without a space", a: line + "\n", b: other + "\n", sentences: [0, 1, 0, 0, 0] },
        Case {
            name: "copies of one paragraph",
            a: lines((0..copies).map(|_| paragraph(17))),
            b: lines((0..copies).map(|n| paragraph(if n == copies / 2 { 19 } else { 17 }))),
            sentences: [2 * copies - 1, 1, 0, 0, 0],
        },
        Case { name: "a long sentence", a: long(usize::MAX), b: long(100), sentences: [0, 1, 0, 0, 0] },
        Case {
            name: "one long paragraph",
            a: one_paragraph(&|_| true),
            b: one_paragraph(&|n| !is_changed(n)),
            sentences: [told - left_out, 0, 0, left_out, 0],
        },
        Case { name: "combining marks", a: marked('\u{301}'), b: marked('\u{308}'), sentences: [0, 1, 0, 0, 0] },
        Case {
            name: "reversed paragraphs",
            a: lines((0..reversed).map(sentence)),
            b: lines((0..reversed).rev().map(sentence)),
            sentences: [reversed, 0, 0, 0, reversed - 1],
        },
    ]
}

/// The report of a case, made within the bounds.
fn report(case: &Case, compare: &std::path::Path) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let paths = [("a.txt", &case.a), ("b.txt", &case.b)].map(|(name, text)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    });
    let limited = format!("ulimit -v {MOST_MEMORY_KB}; exec \"$0\" \"$@\"");
    let begun = Instant::now();
    let output = Command::new("bash")
        .args(["-c", &limited])
        .arg(compare)
        .args(["--no-config", "--format", "json"])
        .args(&paths)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let taken = begun.elapsed();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{}: {complaint}", case.name);
    assert!(taken < MOST_TIME, "{} took {taken:?}", case.name);
    serde_json::from_slice(&output.stdout).unwrap()
}

fn assert_right(case: &Case, report: &Value) {
    let counts = &report["summary"]["sentences"];
    let found =
        ["unchanged", "reworded", "added", "removed", "moved"].map(|key| counts[key].as_u64().unwrap() as usize);
    assert_eq!(found, case.sentences, "{}: unchanged, reworded, added, removed, moved", case.name);
    for (side, text) in [("a", &case.a), ("b", &case.b)] {
        let links = report["sentences"].as_array().unwrap();
        let mut units: Vec<&Value> = links.iter().flat_map(|link| link[side].as_array().unwrap()).collect();
        units.sort_by_key(|unit| unit["sentence"].as_u64());
        let told: Vec<&str> = units.iter().map(|unit| unit["text"].as_str().unwrap()).collect();
        assert!(told.iter().copied().flat_map(str::split_whitespace).eq(text.split_whitespace()), "{}", case.name);
        for link in links.iter().filter(|link| link["status"] == "reworded") {
            let edits = link["edits"].as_array().unwrap();
            let part = if side == "a" { "a_text" } else { "b_text" };
            let rebuilt: String = edits.iter().map(|edit| edit[part].as_str().unwrap()).collect();
            assert_eq!(rebuilt.len(), link[side][0]["text"].as_str().unwrap().len(), "{}", case.name);
            assert!(link[side][0]["text"] == rebuilt, "{}: the edits rebuild {side}", case.name);
        }
    }
}

#[test]
fn small_worst_cases_are_told_right() {
    let compare = PathBuf::from(program().get_program());
    for case in cases(50) {
        assert_right(&case, &report(&case, &compare));
    }
}

#[test]
#[ignore = "needs an optimised build, named by COMPARE_PROGRAM"]
fn worst_cases_keep_their_bounds() {
    let compare = std::env::var_os("COMPARE_PROGRAM").expect("COMPARE_PROGRAM names an optimised build");
    let compare = std::path::absolute(compare).unwrap();
    for case in cases(1) {
        assert_right(&case, &report(&case, &compare));
    }
}
