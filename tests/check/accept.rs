//! Changes accepted in the configuration: they become notes, cover nothing else, and are said to be stale.

use super::{STORY, article, check_in, folder, json_in, rules_of, write};

fn without_third(last: &str) -> String {
    article([STORY[0], STORY[1], STORY[3], STORY[4], STORY[5], last])
}

#[test]
fn an_accepted_change_is_a_note_until_either_text_changes_again() {
    let dir = folder();
    let last = "The last paragraph stays as it was for all of this test.";
    write(
        dir.path(),
        [
            ("a.txt", article(STORY.iter().chain([&last]))),
            ("b.txt", without_third(last)),
            ("compare.toml", "# Our rules.\n[rules]\npassage-removed = \"error\"".to_owned()),
        ],
    );
    let args = ["a.txt", "b.txt"];
    assert_eq!(check_in(dir.path(), args).status, 1);
    let accepted = check_in(dir.path(), ["a.txt", "b.txt", "--accept", "The desk cut it: \"too long\""]);
    assert_eq!(accepted.status, 0, "{}{}", accepted.stdout, accepted.stderr);
    let config = std::fs::read_to_string(dir.path().join("compare.toml")).unwrap();
    assert!(config.starts_with("# Our rules.\n[rules]\npassage-removed = \"error\"\n\n[[accept]]\n"), "{config}");
    assert!(config.contains("path = \"b.txt\"") && config.contains(STORY[2]), "{config}");

    let check = json_in(dir.path(), args);
    assert_eq!(rules_of(&check), ["passage-removed"]);
    assert_eq!(check["findings"][0]["level"], "note");
    assert_eq!(check["findings"][0]["accepted"], "The desk cut it: \"too long\"");
    assert_eq!(check["verdict"], "pass");
    let again = check_in(dir.path(), ["a.txt", "b.txt", "--accept", "again"]);
    assert_eq!(again.status, 0);
    assert_eq!(config, std::fs::read_to_string(dir.path().join("compare.toml")).unwrap(), "nothing was left to accept");

    // Another passage is not covered.
    write(dir.path(), [("b.txt", article([STORY[0], STORY[1], STORY[3], STORY[4], last]))]);
    let check = json_in(dir.path(), args);
    let errors = check["findings"].as_array().unwrap().iter().filter(|f| f["level"] == "error").count();
    assert_eq!((errors, check["verdict"].as_str()), (1, Some("fail")));

    // The passage is back: the entry covers nothing.
    write(dir.path(), [("b.txt", article(STORY.iter().chain([&last])))]);
    let check = json_in(dir.path(), args);
    assert_eq!(rules_of(&check), ["stale-acceptance"]);
    let stale = &check["findings"][0];
    assert_eq!((stale["level"].as_str(), stale["b"]["path"].as_str()), (Some("warning"), Some("compare.toml")));
    assert_eq!(stale["b"]["line"], 5, "{config}");
    assert_eq!(check["verdict"], "pass");
    // Another file has nothing to do with it.
    write(dir.path(), [("c.txt", article(STORY.iter().chain([&last])))]);
    assert_eq!(rules_of(&json_in(dir.path(), ["a.txt", "c.txt"])), [""; 0]);
}

#[test]
fn a_configuration_is_made_where_there_is_none() {
    let dir = folder();
    write(
        dir.path(),
        [("old/x.txt", article(STORY)), ("new/x.txt", article(&STORY[1..])), ("new/y.txt", article(STORY))],
    );
    let run = check_in(dir.path(), ["old", "new", "--rule", "passage-removed=error", "--accept", "on purpose"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let config = std::fs::read_to_string(dir.path().join("compare.toml")).unwrap();
    assert_eq!(config.matches("[[accept]]").count(), 1, "notes need no acceptance: {config}");
    assert!(config.contains("path = \"x.txt\""), "{config}");
    assert_eq!(check_in(dir.path(), ["old", "new", "--rule", "passage-removed=error"]).status, 0);
}

/// Whoever accepts a change stands anywhere in the repository; CI stands at its top.
#[test]
fn what_is_accepted_in_a_subfolder_holds_from_the_top() {
    let dir = folder();
    write(dir.path(), [("old.txt", article(STORY)), ("news/new.txt", article(&STORY[1..]))]);
    write(dir.path(), [("compare.toml", "[rules]\npassage-removed = \"error\"\n")]);
    let below = dir.path().join("news");
    assert_eq!(check_in(&below, ["../old.txt", "new.txt", "--accept", "on purpose"]).status, 0);
    let config = std::fs::read_to_string(dir.path().join("compare.toml")).unwrap();
    assert!(config.contains("path = \"news/new.txt\""), "{config}");
    assert_eq!(check_in(dir.path(), ["old.txt", "news/new.txt"]).status, 0);
    assert_eq!(check_in(&below, ["../old.txt", "new.txt"]).status, 0);
    // What is stale is said at the configuration's path as it is reached from here.
    write(dir.path(), [("news/new.txt", article(STORY))]);
    let check = json_in(&below, ["../old.txt", "new.txt"]);
    assert_eq!(rules_of(&check), ["stale-acceptance"]);
    assert_eq!(check["findings"][0]["b"]["path"], "../compare.toml");
}

#[test]
fn a_whole_file_can_be_accepted() {
    let dir = folder();
    write(dir.path(), [("old/gone.txt", article(STORY)), ("old/y.txt", article(STORY)), ("new/y.txt", article(STORY))]);
    let args = ["old", "new", "--rule", "passage-removed=error"];
    assert_eq!(check_in(dir.path(), args).status, 1);
    assert_eq!(check_in(dir.path(), args.iter().chain(&["--accept", "withdrawn"])).status, 0);
    assert_eq!(check_in(dir.path(), args).status, 0);
    // It is that file's, not any file's.
    write(dir.path(), [("old/other.txt", article(STORY))]);
    assert_eq!(check_in(dir.path(), args).status, 1);
}

#[test]
fn an_acceptance_without_a_file_covers_any_and_is_stale_in_none() {
    let dir = folder();
    write(dir.path(), [("old/x.txt", article(STORY)), ("new/x.txt", article(&STORY[..5]))]);
    let entry = |text: &str| format!("[[accept]]\nrule = 'passage-removed'\na = '''{text}'''\nb = ''\nreason = 'r'\n");
    let wrapped = STORY[5].replacen(' ', "\n  ", 3);
    write(dir.path(), [("compare.toml", format!("{}{}", entry(&wrapped), entry("Another text")))]);
    let check = json_in(dir.path(), ["old", "new"]);
    assert_eq!(rules_of(&check), ["passage-removed", "stale-acceptance"]);
    assert_eq!(check["findings"][0]["level"], "note");
    assert_eq!(check["findings"][1]["b"]["line"], 9);
}

#[test]
fn what_cannot_be_accepted_is_trouble() {
    let dir = folder();
    write(dir.path(), [("a.txt", article(STORY)), ("b.txt", article(&STORY[1..]))]);
    for args in [
        &["a.txt", "b.txt", "--accept", " "][..],
        &["a.txt", "-", "--accept", "x"],
        &["a.txt", "b.txt", "--accept", "x", "--no-config"],
    ] {
        let run = check_in(dir.path(), args);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{args:?}");
        assert!(!run.stderr.is_empty() && !dir.path().join("compare.toml").exists());
    }
}
