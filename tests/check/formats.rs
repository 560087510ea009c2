//! The formats that CI systems read: valid against what their readers publish, and safe whatever an article says.

use std::collections::BTreeSet;

use serde_json::Value;
use tempfile::TempDir;

use super::{STORY, article, check_in, compare_in, folder, project, write};

/// Two folders with something of everything: findings of each level, an added, a removed, an unreadable and a whole file.
fn mixed() -> TempDir {
    let dir = folder();
    let cut = article(&STORY[1..]);
    write(dir.path(), [("old/a.txt", article(STORY)), ("new/a.txt", cut)]);
    write(dir.path(), [("old/gone.txt", article(STORY)), ("new/fresh.txt", article(STORY))]);
    write(dir.path(), [("old/same.txt", article(STORY)), ("new/same.txt", article(STORY))]);
    write(dir.path(), [("old/bad.txt", b"\0a"), ("new/bad.txt", b"\0b")]);
    dir
}

fn output(dir: &TempDir, format: &str) -> String {
    let levels = ["--rule", "passage-removed=error", "--rule", "lede-changed=warning"];
    check_in(dir.path(), ["old", "new", "--format", format].iter().chain(&levels)).stdout
}

/// Names and texts that try to write a finding, a command or an element of their own.
const HOSTILE: [&str; 5] = [
    "a,line=1::error file=x.txt::owned",
    "100%25%0A::error::owned",
    "b\n::error file=x.txt::owned",
    "c\"]]><failure message='x'>&amp;\u{1b}[31m</failure>",
    "d\\\",\"level\":\"error\",\u{202e}",
];

fn hostile() -> TempDir {
    let dir = folder();
    for name in HOSTILE {
        let paragraph = format!("{name} this paragraph was made up to forge a finding of another file.");
        let file = name.replace('/', "∕");
        write(dir.path(), [(format!("old/{file}.txt"), article(STORY.iter().copied().chain([paragraph.as_str()])))]);
        write(dir.path(), [(format!("new/{file}.txt"), article(STORY))]);
    }
    dir
}

fn schema(name: &str) -> Value {
    let path = project().join("tests/data/schemas").join(name);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn assert_valid(schema: &Value, instance: &Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(instance).map(|e| format!("{} at {}", e, e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn sarif_is_valid_against_the_published_schema() {
    let schema = schema("sarif-2.1.0.json");
    for dir in [mixed(), hostile()] {
        let log: Value = serde_json::from_str(&output(&dir, "sarif")).unwrap();
        assert_valid(&schema, &log);
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
        }
    }
    let log: Value = serde_json::from_str(&output(&mixed(), "sarif")).unwrap();
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    assert_eq!(log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["level"], "error");
}

fn fingerprints(dir: &TempDir) -> Vec<String> {
    let log: Value = serde_json::from_str(&output(dir, "sarif")).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    results.iter().map(|r| r["partialFingerprints"]["compare/v1"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn fingerprints_survive_other_edits_and_tell_findings_apart() {
    let dir = folder();
    let repeated = [STORY[0], "Advertisement", STORY[1], "Advertisement", STORY[2], STORY[3]];
    let kept = [STORY[0], STORY[1], STORY[2], STORY[3]];
    write(dir.path(), [("old/a.txt", article(repeated)), ("new/a.txt", article(kept))]);
    let before = fingerprints(&dir);
    assert_eq!(before.len(), 2);
    assert_ne!(before[0], before[1]);
    // Lines shift on both sides and the folders have other names: they are the same findings.
    write(dir.path(), [("old/a.txt", article(["One more."].iter().chain(&repeated)))]);
    write(dir.path(), [("new/a.txt", article(["One more."].iter().chain(&kept)))]);
    assert_eq!(fingerprints(&dir), before);
    std::fs::rename(dir.path().join("old"), dir.path().join("main")).unwrap();
    let run = check_in(dir.path(), ["main", "new", "--format", "gitlab"]);
    let issues: Value = serde_json::from_str(&run.stdout).unwrap();
    let gitlab: Vec<&str> = issues.as_array().unwrap().iter().map(|i| i["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(gitlab, before);
}

#[test]
fn gitlab_issues_have_what_the_report_format_requires() {
    for dir in [mixed(), hostile()] {
        let issues: Value = serde_json::from_str(&output(&dir, "gitlab")).unwrap();
        let issues = issues.as_array().unwrap();
        assert!(!issues.is_empty());
        let mut seen = BTreeSet::new();
        for issue in issues {
            assert!(["info", "minor", "major", "critical", "blocker"].contains(&issue["severity"].as_str().unwrap()));
            assert!(!issue["description"].as_str().unwrap().is_empty());
            assert!(issue["check_name"].is_string());
            assert!(!issue["location"]["path"].as_str().unwrap().starts_with("./"));
            assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
            assert!(seen.insert(issue["fingerprint"].as_str().unwrap()), "fingerprints must be unique");
        }
    }
}

#[test]
fn one_github_command_stays_one() {
    for dir in [mixed(), hostile()] {
        let json: Value = serde_json::from_str(&output(&dir, "json")).unwrap();
        let expected = json["findings"].as_array().unwrap().len()
            + usize::try_from(json["total"]["unreadable"].as_u64().unwrap()).unwrap();
        let text = output(&dir, "github");
        assert_eq!(text.lines().count(), expected, "{text}");
        assert!(!text.contains('\r') && !text.contains('\u{1b}') && !text.contains("##["), "{text}");
        for line in text.lines() {
            // As the runner reads it: the command up to the first space, properties up to the next `::`, split at commas.
            let rest = line.strip_prefix("::").unwrap();
            let (command, rest) = rest.split_once(' ').unwrap();
            assert!(["error", "warning", "notice"].contains(&command), "{line}");
            let (properties, message) = rest.split_once("::").unwrap();
            assert!(!message.is_empty());
            let keys: Vec<&str> = properties.split(',').map(|p| p.split_once('=').unwrap().0).collect();
            let known = ["file", "line", "endLine", "col", "endColumn", "title"];
            assert!(keys.iter().all(|k| known.contains(k)), "{line}");
            assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{line}");
        }
    }
    let text = output(&hostile(), "github");
    for name in HOSTILE {
        let unescaped: Vec<String> = text
            .lines()
            .map(|l| l.split_once("file=").unwrap().1.split(',').next().unwrap())
            .map(|f| f.replace("%3A", ":").replace("%2C", ",").replace("%0A", "\n").replace("%25", "%"))
            .collect();
        let shown = name.replace('\u{1b}', "␛").replace('\u{202e}', "<U+202E>").replace('/', "∕");
        assert!(unescaped.contains(&format!("new/{shown}.txt")), "{shown}: {unescaped:?}");
    }
}

#[test]
fn junit_is_well_formed_and_counts_right() {
    for dir in [mixed(), hostile()] {
        let xml = output(&dir, "junit");
        let json: Value = serde_json::from_str(&output(&dir, "json")).unwrap();
        let elements = elements(&xml);
        let count = |name: &str| elements.iter().filter(|e| *e == name).count();
        assert_eq!(count("testcase"), json["files"].as_array().unwrap().len(), "{xml}");
        let errors = json["findings"].as_array().unwrap().iter().filter(|f| f["level"] == "error").count();
        assert_eq!(count("failure"), errors, "{xml}");
        let attribute = format!("failures=\"{}\"", json["total"]["failed"]);
        assert_eq!(xml.matches(&attribute).count(), 2, "{xml}");
        assert!(!xml.contains('\u{1b}'));
    }
}

/// The elements of a document in order; fails where it is not well formed. Reads what the writer may produce: elements,
/// quoted attributes, the five entities and character references.
fn elements(xml: &str) -> Vec<String> {
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    let (mut names, mut open) = (Vec::new(), Vec::new());
    while let Some((text, tail)) = rest.split_once('<') {
        references(text);
        let (tag, after) = tail.split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "{xml}");
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |t| (t, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name} in {xml}");
        for (i, piece) in attributes.split('"').enumerate() {
            let well = if i % 2 == 1 {
                references(piece)
            } else {
                piece.chars().all(|c| c.is_ascii_lowercase() || " =".contains(c))
            };
            assert!(well, "{piece} in {xml}");
        }
        names.push(name.to_owned());
        if !closed {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{open:?} {rest}");
    names
}

fn references(text: &str) -> bool {
    for piece in text.split('&').skip(1) {
        let (name, _) = piece.split_once(';').unwrap();
        assert!(["amp", "lt", "gt", "quot", "apos"].contains(&name) || name.starts_with('#'), "&{name};");
    }
    !text.contains(['<', '>'])
}

#[test]
fn junit_is_valid_against_the_published_schema() {
    let found = std::process::Command::new("xmllint").arg("--version").output();
    if !found.is_ok_and(|o| o.status.success()) {
        eprintln!("skipped: xmllint is not installed, so the JUnit output is not held against its schema");
        return;
    }
    for dir in [mixed(), hostile()] {
        write(dir.path(), [("junit.xml", output(&dir, "junit"))]);
        let checked = std::process::Command::new("xmllint")
            .args(["--noout", "--schema"])
            .arg(project().join("tests/data/schemas/junit-10.xsd"))
            .arg(dir.path().join("junit.xml"))
            .output()
            .unwrap();
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    }
}

#[test]
fn json_is_valid_against_its_own_schemas() {
    let dir = mixed();
    let schema = |args: &[&str]| -> Value { serde_json::from_str(&compare_in(dir.path(), args).stdout).unwrap() };
    let many: Value = serde_json::from_str(&output(&dir, "json")).unwrap();
    assert_valid(&schema(&["check", "--schema"]), &many);
    let one = super::json_in(dir.path(), ["old/a.txt", "new/a.txt"]);
    assert_valid(&schema(&["--schema"]), &one);
    for report in [&many, &one] {
        assert!(["pass", "fail"].contains(&report["verdict"].as_str().unwrap()));
        assert!(!report["findings"].as_array().unwrap().is_empty());
    }
}

#[test]
fn the_terminal_shows_hostile_names_and_texts_harmlessly() {
    let text = output(&hostile(), "terminal");
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
    let findings = text.lines().take_while(|l| !l.is_empty()).filter(|l| !l.starts_with(' ')).count();
    let json: Value = serde_json::from_str(&output(&hostile(), "json")).unwrap();
    assert_eq!(findings, json["findings"].as_array().unwrap().len(), "{text}");
}
