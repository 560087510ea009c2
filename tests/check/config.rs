//! `compare.toml`: found, obeyed, and strict about every word in it.

use serde_json::{Value, json};

use super::{STORY, article, check_in, compare_in, folder, json_in, rules_of, write};

fn articles(dir: &std::path::Path) {
    let kept = STORY.iter().enumerate().filter(|(i, _)| *i != 3).map(|(_, p)| *p);
    write(dir, [("a.txt", article(STORY)), ("b.txt", article(kept))]);
}

#[test]
fn the_nearest_configuration_above_the_working_directory_holds() {
    let dir = folder();
    let deep = dir.path().join("news/2025");
    articles(&deep);
    let status = |args: &[&str]| check_in(&deep, ["a.txt", "b.txt"].iter().chain(args)).status;
    assert_eq!(status(&[]), 0);
    write(dir.path(), [("compare.toml", "[rules]\npassage-removed = \"error\"\n")]);
    assert_eq!(status(&[]), 1);
    assert_eq!(status(&["--no-config"]), 0);
    assert_eq!(status(&["--rule", "passage-removed=note"]), 0, "an argument outranks the file");
    write(
        &deep,
        [("compare.toml", "[rules]\npassage-removed = \"note\"\n"), ("other.toml", "[rules]\nmax-change = 5\n")],
    );
    assert_eq!(status(&[]), 0, "the nearest one alone is read");
    assert_eq!(status(&["--config", "other.toml"]), 1);
    assert_eq!(status(&["--config", "missing.toml"]), 2);
    assert_eq!(status(&["--config", "other.toml", "--no-config"]), 2);
}

#[test]
fn what_is_wrong_is_said_with_file_line_and_the_nearest_word() {
    let cases = [
        ("[rules]\n\nfigre-changed = \"off\"\n", "compare.toml:3: ", "`figure-changed`"),
        ("[rules]\nfigure-changed = \"eror\"\n", "compare.toml:2: ", "`error`"),
        ("[rules]\nfigure-changed = true\n", "compare.toml:2: ", "expected string"),
        ("[rules]\nmax-change = 120\n", "compare.toml:2: ", "from 0 to 100"),
        ("[rules]\nmax-change = \"much\"\n", "compare.toml:2: ", "expected number"),
        ("\n[rulse]\n", "compare.toml:2: ", "`rules`"),
        ("[ignore]\nparagraph = []\n", "compare.toml:2: ", "`paragraphs`"),
        ("[ignore]\nparagraphs = [\n  'fine',\n  '(',\n]\n", "compare.toml:4: ", "no regular expression"),
        ("[ignore]\nspans = ['a)(b']\n", "compare.toml:2: ", "no regular expression"),
        ("[ignore]\nspans = 'Last updated'\n", "compare.toml:2: ", "expected array"),
        ("[[override]]\npaths = ['a{b']\n", "compare.toml:2: ", "no glob"),
        ("[[override]]\nrules = {}\n", "compare.toml:1: ", "paths"),
        (
            "[[override]]\npaths = ['*']\n[override.rules]\nquote-change = 'off'\n",
            "compare.toml:4: ",
            "`quote-changed`",
        ),
        ("[[accept]]\nrule = 'figure-change'\na = ''\nb = ''\nreason = ''\n", "compare.toml:2: ", "`figure-changed`"),
        ("[[accept]]\nrule = 'figure-changed'\na = ''\nb = ''\n", "compare.toml:1: ", "reason"),
        ("[render]\nthemes = 'mono'\n", "compare.toml:2: ", "`theme`"),
        ("[render]\ncolors = { add = 'red' }\n", "compare.toml:2: ", "`added`"),
        ("[render]\n\n[render.colors]\nadded = 'blau'\n", "compare.toml:4: ", "`blau`"),
        ("[rules\n", "compare.toml:1: ", ""),
        ("a = 1\na = 2\n", "compare.toml:2: ", "duplicate"),
    ];
    let dir = folder();
    articles(dir.path());
    for (text, place, hint) in cases {
        write(dir.path(), [("compare.toml", text)]);
        let run = check_in(dir.path(), ["a.txt", "b.txt"]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{text}");
        assert!(run.stderr.contains(place) && run.stderr.contains(hint), "{text}\n{}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1, "{text}\n{}", run.stderr);
    }
}

#[test]
fn an_override_holds_for_its_globs_and_the_last_one_wins() {
    let dir = folder();
    let old = article(STORY);
    let new = article(&STORY[..5]);
    write(dir.path(), ["news/a.txt", "opinion/b.txt", "opinion/late/c.md"].map(|f| (format!("old/{f}"), &old)));
    write(dir.path(), ["news/a.txt", "opinion/b.txt", "opinion/late/c.md"].map(|f| (format!("new/{f}"), &new)));
    let config = "[rules]\npassage-removed = 'error'\n\
                  [[override]]\npaths = ['opinion/**']\nrules = { passage-removed = 'note' }\n\
                  [[override]]\npaths = ['*.md']\nrules = { passage-removed = 'warning' }\n";
    write(dir.path(), [("compare.toml", config)]);
    let check = json_in(dir.path(), ["old", "new"]);
    let found: Vec<(&str, &str)> = check["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["a"]["path"].as_str().unwrap(), f["level"].as_str().unwrap()))
        .collect();
    assert_eq!(
        found,
        [("old/news/a.txt", "error"), ("old/opinion/b.txt", "note"), ("old/opinion/late/c.md", "warning")]
    );
    // Two files are known by their path from the configuration's folder, wherever the check runs.
    let args = ["../old/opinion/b.txt", "opinion/b.txt"];
    assert_eq!(rules_of(&json_in(&dir.path().join("new"), args)), ["passage-removed"]);
    assert_eq!(check_in(&dir.path().join("new"), args).status, 1, "new/opinion/b.txt is not in opinion");
}

/// Every key that the schema knows is read, and what is read is valid against the schema.
#[test]
fn the_schema_and_the_reader_agree() {
    let dir = folder();
    articles(dir.path());
    let run = compare_in(dir.path(), ["check", "--config-schema"]);
    let schema: Value = serde_json::from_str(&run.stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let full = "[rules]\nfigure-changed = 'off'\nmax-change = 30\n\
                [ignore]\nparagraphs = ['Advertisement']\nspans = ['Last updated .*']\n\
                [render]\ncolor = 'auto'\ntheme = 'mono'\ncontext = 2\nwidth = 100\nhyperlink = 'never'\npager = false\n\
                colors = { added = '#0087d7', moved = 'bright-cyan' }\n\
                [[override]]\npaths = ['*.md']\nrules = { max-change = 2.5 }\nignore = { spans = ['x'] }\n\
                [[accept]]\nrule = 'name-changed'\npath = 'b.txt'\na = 'x'\nb = 'y'\nreason = 'z'\n";
    let valid = |text: &str| validator.is_valid(&toml::from_str::<Value>(text).unwrap());
    assert!(valid(full), "{:?}", validator.iter_errors(&toml::from_str(full).unwrap()).next());
    write(dir.path(), [("compare.toml", full)]);
    assert_eq!(check_in(dir.path(), ["a.txt", "b.txt"]).stderr, "");
    assert!(!valid("[rules]\nfigre-changed = 'off'\n"));
    assert!(!valid("[rules]\nfigure-changed = 'eror'\n"));
    assert!(!valid("[[accept]]\nrule = 'name-changed'\n"));
    let mut keys: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(json!(keys), json!(["accept", "ignore", "override", "render", "rules"]));
}
