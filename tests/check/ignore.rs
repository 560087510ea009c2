//! Text that is to be ignored: counted, never a finding, still in its one link.

use serde_json::Value;

use super::{STORY, article, check_in, folder, json_in, write};

const CONFIG: &str =
    "[ignore]\nparagraphs = ['Advertisement', 'Share this .*']\nspans = ['Last updated \\d\\d:\\d\\d']\n";

fn check(old: &str, new: &str, config: &str) -> Value {
    let dir = folder();
    write(dir.path(), [("a.txt", old), ("b.txt", new), ("compare.toml", config)]);
    json_in(dir.path(), ["a.txt", "b.txt"])
}

fn with(parts: &[&str]) -> String {
    article(STORY[..3].iter().chain(parts).chain(&STORY[3..]))
}

#[test]
fn ignored_text_makes_no_finding_and_no_difference_but_is_counted() {
    let old = with(&["Advertisement", "Share this on Chirper"]) + "Last updated 10:32 by the night desk\n";
    let new = with(&["Share this by mail"]) + "Last updated 11:40 by the night desk\n\nAdvertisement\n";
    let plain = check(&old, &new, "");
    assert_eq!(plain["different"], true);
    assert!(!plain["findings"].as_array().unwrap().is_empty());
    assert!(plain.get("ignored").is_none());

    let ignoring = check(&old, &new, CONFIG);
    assert_eq!(ignoring["findings"], Value::Array(Vec::new()));
    assert_eq!(ignoring["different"], false);
    assert_eq!(ignoring["ignored"]["paragraphs"], serde_json::json!({"a": 2, "b": 2}));
    assert_eq!(ignoring["ignored"]["spans"], serde_json::json!({"a": 1, "b": 1}));
    for level in ["passages", "sentences"] {
        let links = |report: &Value| {
            let mut links = report[level].as_array().unwrap().clone();
            for link in &mut links {
                let fields = link.as_object_mut().unwrap();
                fields.remove("ignored");
                fields.remove("claims");
            }
            links
        };
        assert_eq!(links(&plain), links(&ignoring), "the partition of {level} stays as it was");
    }
}

#[test]
fn what_stands_beside_ignored_text_is_still_found() {
    let old = with(&["Last updated 10:32 by the night desk"]);
    let new = with(&["Last updated 11:40 by the morning desk"]);
    assert_eq!(check(&old, &new, CONFIG)["different"], true);
    // A pattern for paragraphs must match the whole of one.
    let old = with(&["Advertisement spending fell in the valley last year, the printers complain."]);
    let removed = check(&old, &with(&[]), CONFIG);
    assert_eq!(removed["findings"][0]["rule"], "passage-removed");
    assert!(removed.get("ignored").is_none());
}

#[test]
fn the_lede_is_the_first_paragraph_that_is_not_ignored() {
    let old = article(std::iter::once(&"Advertisement").chain(&STORY));
    let new = article(std::iter::once(&"Advertisement").chain(&STORY[1..]));
    let check = check(&old, &new, CONFIG);
    let lede = check["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "lede-changed").unwrap();
    assert_eq!(lede["a"]["text"], STORY[0]);
}

#[test]
fn a_limit_on_change_does_not_count_ignored_words() {
    let advertising = format!("Share this {}", "with everybody you know ".repeat(60));
    let dir = folder();
    write(dir.path(), [("a.txt", with(&[&advertising])), ("b.txt", with(&[]))]);
    let status = |config: &str| {
        write(dir.path(), [("compare.toml", config)]);
        check_in(dir.path(), ["a.txt", "b.txt", "--max-change", "5"]).status
    };
    assert_eq!((status(""), status(CONFIG)), (1, 0));
}

#[test]
fn the_terminal_says_how_much_was_ignored() {
    let dir = folder();
    write(dir.path(), [("a.txt", with(&["Advertisement"])), ("b.txt", with(&[])), ("compare.toml", CONFIG.to_owned())]);
    let run = check_in(dir.path(), ["a.txt", "b.txt"]);
    assert!(run.stdout.ends_with("1 file: 1 passed, 1 paragraph ignored\n"), "{}", run.stdout);
}
