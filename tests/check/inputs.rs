//! The truth table once more from outside: every rule at every level gives the same verdict whatever the two versions are
//! given as.

use storydiff::rule::{self, Level, RULES};

use super::git::Repository;
use super::rules::{Case, cases};
use super::{check_in, write};

/// Each way to name the old and the new version in a repository that [`prepare`] made.
fn inputs(repo: &Repository) -> Vec<Vec<String>> {
    let staged = format!("{}:", repo.git(["write-tree"]).trim());
    let inputs: [&[&str]; 7] = [
        &["old/story.txt", "new/story.txt"],
        &["old", "new"],
        &["HEAD:story.txt", "story.txt"],
        &["old/story.txt", ":story.txt"],
        &["HEAD:", &staged],
        &["--since", "HEAD"],
        &["--since", "HEAD", "story.txt"],
    ];
    inputs.iter().map(|args| args.iter().map(|&arg| arg.to_owned()).collect()).collect()
}

/// The old version committed, the new one staged, and both in folders that git ignores.
fn prepare(case: &Case) -> Repository {
    let repo = Repository::new();
    repo.write([(".gitignore", "old/\nnew/\n"), ("story.txt", &case.old)]);
    repo.commit("one");
    repo.write([("story.txt", &case.new)]);
    repo.git(["add", "story.txt"]);
    write(repo.path(), [("old/story.txt", &case.old), ("new/story.txt", &case.new)]);
    repo
}

/// The status and the findings of a check with one rule at some level and all others off.
fn checked(repo: &Repository, rule: &str, level: Level, input: &[String]) -> (i32, Vec<(String, String)>) {
    let mut args: Vec<String> =
        ["--format", "json", "--relation", "versions", "--max-change", "5"].map(Into::into).into();
    for other in RULES.iter().filter(|other| other.id != rule) {
        args.extend(["--rule".to_owned(), format!("{}=off", other.id)]);
    }
    args.extend(["--rule".to_owned(), format!("{rule}={}", level.name())]);
    args.extend_from_slice(input);
    let run = check_in(repo.path(), &args);
    let check: serde_json::Value = serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {}", run.stderr));
    assert_eq!(check["verdict"], if run.status == 1 { "fail" } else { "pass" });
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let findings = check["findings"].as_array().unwrap();
    (run.status, findings.iter().map(|f| (text(&f["rule"]), text(&f["level"]))).collect())
}

#[test]
fn a_rule_says_the_same_of_every_kind_of_input() {
    let cases = cases();
    for rule in RULES.iter().filter(|rule| rule.id != rule::STALE_ID) {
        let case = |found| cases.iter().find(|case| case.rule == rule.id && case.found == found).unwrap();
        let (tripping, harmless) = (prepare(case(true)), prepare(case(false)));
        for input in inputs(&tripping) {
            for level in Level::ALL {
                let (status, findings) = checked(&tripping, rule.id, level, &input);
                let shown = format!("{} at {} on {input:?}: {findings:?}", rule.id, level.name());
                assert_eq!(status, i32::from(level == Level::Error), "{shown}");
                assert_eq!(findings.is_empty(), level == Level::Off, "{shown}");
                assert!(findings.iter().all(|(id, at)| id == rule.id && at == level.name()), "{shown}");
            }
        }
        for input in inputs(&harmless) {
            assert_eq!(checked(&harmless, rule.id, Level::Error, &input), (0, Vec::new()), "{} on {input:?}", rule.id);
        }
    }
}
