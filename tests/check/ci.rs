//! The files of `samples/ci`, run as far as they can be away from the services they are for.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use super::git::Repository;
use super::{STORY, article, compare_in, project};

fn sample(name: &str) -> String {
    std::fs::read_to_string(project().join("samples/ci").join(name)).unwrap()
}

/// What a key of a YAML file holds: the rest of its line, or the deeper lines below it for `|`.
fn value<'t>(yaml: &'t str, key: &str) -> Vec<&'t str> {
    let lines: Vec<&str> = yaml.lines().collect();
    let depth = |line: &str| line.len() - line.trim_start().len();
    let at = lines.iter().rposition(|l| l.trim_start().trim_start_matches("- ").starts_with(key)).unwrap();
    let rest = lines[at].split_once(':').unwrap().1.trim();
    if !rest.is_empty() && rest != "|" {
        return vec![rest];
    }
    let below = lines[at + 1..].iter().take_while(|l| l.trim().is_empty() || depth(l) > depth(lines[at]));
    below.map(|l| l.trim()).collect()
}

fn bash(repo: &Repository, script: &str, variables: &[(&str, &str)]) -> Output {
    // The repository's git command knows the environment that its git needs.
    let mut command = Command::new("bash");
    for (name, value) in repo.command().get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.args(["-euo", "pipefail", "-c", script]).current_dir(repo.path()).stdin(Stdio::null());
    command.envs(variables.iter().copied()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn program() -> PathBuf {
    PathBuf::from(crate::program::program().get_program())
}

/// A repository with the sample configuration and a branch that only mends commas, after which another one cuts a paragraph.
fn repository() -> Repository {
    let repo = Repository::new();
    repo.write([("compare.toml", sample("compare.toml")), ("news/a.txt", article(STORY))]);
    repo.commit("The articles as they are");
    repo.git(["update-ref", "refs/remotes/origin/main", "HEAD"]);
    repo.git(["checkout", "--quiet", "-b", "edit"]);
    mend(&repo);
    repo.commit("Mend a comma");
    repo
}

fn mend(repo: &Repository) {
    repo.write([("news/a.txt", article(STORY).replace("night, and", "night and"))]);
}

fn cut(repo: &Repository) {
    repo.write([("news/a.txt", article(&STORY[..5]))]);
}

#[test]
fn the_configuration_is_valid_and_obeyed() {
    let repo = repository();
    let schema: Value = serde_json::from_str(&compare_in(repo.path(), ["check", "--config-schema"]).stdout).unwrap();
    let config: Value = toml::from_str(&sample("compare.toml")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(validator.is_valid(&config), "{:?}", validator.iter_errors(&config).next());
    // The entry that is shown as a comment is one.
    let shown: String = sample("compare.toml")
        .lines()
        .skip_while(|l| !l.starts_with("# [[accept]]"))
        .map(|l| l.trim_start_matches("# ").to_owned() + "\n")
        .collect();
    let accept: Value = toml::from_str(&shown).unwrap();
    assert!(validator.is_valid(&accept) && accept["accept"][0]["reason"].is_string());
    let status = |old: &str, new: &str, name: &str| {
        let other = Repository::new();
        other.write([("compare.toml", sample("compare.toml")), (name, old.to_owned())]);
        other.commit("one");
        other.write([(name, new)]);
        compare_in(other.path(), ["check", "--since", "HEAD"]).status
    };
    let (old, new) = (article(STORY), article(&STORY[..5]));
    assert_eq!(status(&old, &new, "news/a.md"), 1);
    assert_eq!(status(&old, &new, "drafts/a.md"), 0);
    let furniture = ["Advertisement", "Share this on Chirper", "Sign up for our morning newsletter now."];
    assert_eq!(status(&article(STORY.iter().chain(&furniture)), &old, "news/a.md"), 0);
}

#[test]
fn the_github_workflow_fails_and_passes() {
    let repo = repository();
    let script = value(&sample("github.yml"), "run").join("\n");
    let home = super::folder();
    std::fs::create_dir(home.path().join("bin")).unwrap();
    std::os::unix::fs::symlink(program(), home.path().join("bin/compare")).unwrap();
    let run = || bash(&repo, &script, &[("CARGO_HOME", home.path().to_str().unwrap()), ("GITHUB_BASE_REF", "main")]);
    let passing = run();
    assert_eq!(passing.status.code(), Some(0), "{}{}", text(&passing.stdout), text(&passing.stderr));
    cut(&repo);
    repo.commit("Cut a paragraph");
    let failing = run();
    assert_eq!(failing.status.code(), Some(1), "{}", text(&failing.stderr));
    let shown = text(&failing.stdout);
    assert!(shown.starts_with("::error file=news/a.txt,line=9,"), "{shown}");
}

#[test]
fn the_gitlab_job_fails_and_passes_and_leaves_both_reports() {
    let repo = repository();
    let yaml = sample("gitlab.yml");
    let script: Vec<&str> = value(&yaml, "script").into_iter().filter_map(|l| l.strip_prefix("- ")).collect();
    assert_eq!(script.len(), 2);
    let base = repo.git(["rev-parse", "origin/main"]);
    let run = || bash(&repo, &script.join("\n"), &[("CI_MERGE_REQUEST_DIFF_BASE_SHA", base.trim())]);
    let passing = run();
    assert_eq!(passing.status.code(), Some(0), "{}{}", text(&passing.stdout), text(&passing.stderr));
    cut(&repo);
    let failing = run();
    assert_eq!(failing.status.code(), Some(1), "{}", text(&failing.stderr));
    for name in ["code-quality.json", "articles.xml"] {
        assert!(value(&yaml, "reports").iter().any(|l| l.ends_with(name)), "{name} is an artifact");
    }
    let issues: Value = serde_json::from_slice(&std::fs::read(repo.path().join("code-quality.json")).unwrap()).unwrap();
    assert_eq!(issues[0]["check_name"], "passage-removed");
    assert!(std::fs::read_to_string(repo.path().join("articles.xml")).unwrap().contains("<failure "));
}

#[test]
fn the_hook_that_pre_commit_is_offered_is_the_one_of_the_sample() {
    let manifest = std::fs::read_to_string(project().join(".pre-commit-hooks.yaml")).unwrap();
    let config = sample("pre-commit-config.yaml");
    for key in ["id", "name", "entry", "pass_filenames", "always_run"] {
        assert_eq!(value(&manifest, key), value(&config, key), "{key}");
    }
    let repo = repository();
    let entry = value(&manifest, "entry").join("\n");
    assert_eq!(bash(&repo, &entry, &[]).status.code(), Some(0));
    cut(&repo);
    repo.git(["add", "--all"]);
    assert_eq!(bash(&repo, &entry, &[]).status.code(), Some(1));
}

#[test]
fn pre_commit_itself_stops_a_commit() {
    let installed = |name: &str| Command::new(name).arg("--version").output().is_ok_and(|o| o.status.success());
    if !installed("pre-commit") {
        eprintln!("skipped: pre-commit is not installed, so its hook was run without it");
        return;
    }
    let repo = repository();
    let home = super::folder();
    let variables = [("PRE_COMMIT_HOME", home.path().to_str().unwrap())];
    let pre_commit = |args: &str| bash(&repo, &format!("pre-commit {args}"), &variables);
    let manifest = project().join(".pre-commit-hooks.yaml");
    let checked = pre_commit(&format!("validate-manifest {}", quoted(&manifest)));
    assert!(checked.status.success(), "{}", text(&checked.stdout));
    repo.write([(".pre-commit-config.yaml", sample("pre-commit-config.yaml"))]);
    repo.commit("Add the hook");
    assert!(pre_commit("install").status.success());
    let commit = || bash(&repo, "git commit --quiet --all --message edit", &variables);
    repo.write([("news/a.txt", article(STORY).replace("ruin.", "ruins."))]);
    let passing = commit();
    assert!(passing.status.success(), "{}{}", text(&passing.stdout), text(&passing.stderr));
    cut(&repo);
    let failing = commit();
    assert!(!failing.status.success());
    let said = text(&failing.stdout) + &text(&failing.stderr);
    assert!(said.contains("passage-removed") && said.contains("Failed"), "{said}");
}

/// The fenced blocks of the README in some language.
fn readme_blocks(language: &str) -> Vec<String> {
    let readme = std::fs::read_to_string(project().join("README.md")).unwrap();
    let mut blocks = Vec::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        if line == format!("```{language}") {
            blocks.push(lines.by_ref().take_while(|l| *l != "```").flat_map(|l| [l, "\n"]).collect());
        }
    }
    blocks
}

#[test]
fn the_readme_leads_from_an_empty_repository_to_a_failing_and_a_passing_check() {
    let blocks = readme_blocks("bash");
    assert_eq!(blocks.len(), 1);
    // Only for the environment that its git needs.
    let repo = Repository::new();
    let desk =
        ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"].map(|n| (n, "desk"));
    let output = bash(&repo, &blocks[0], &desk);
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{shown}{}", text(&output.stderr));
    let said: Vec<&str> = shown.lines().filter(|l| l.starts_with("failed") || l.starts_with("passed")).collect();
    assert_eq!(said, ["failed with 1", "passed", "passed again"], "{shown}");
    assert!(shown.contains("fire.txt:1:29: error: figure changed from \"17\" to \"19\""), "{shown}");
}

#[test]
fn the_readme_configures_git() {
    let repo = Repository::new();
    repo.write([(".gitattributes", &readme_blocks("gitattributes")[0]), ("a.txt", &article(STORY))]);
    repo.commit("one");
    let config = repo.path().join(".git/config");
    let written = std::fs::read_to_string(&config).unwrap() + &readme_blocks("gitconfig")[0];
    std::fs::write(config, written).unwrap();
    cut_first(&repo);
    for args in [&["diff"][..], &["difftool", "--no-prompt", "--tool=compare"]] {
        let shown = repo.git(["--no-pager"].iter().chain(args));
        assert!(shown.starts_with("a.txt\n") && shown.contains("1 removed"), "{args:?}: {shown}");
    }
    repo.commit("two");
    for args in [["show", "--ext-diff"], ["log", "--patch"]] {
        let shown = repo.git(["--no-pager"].iter().chain(&args).chain(&["--ext-diff", "-1"]));
        assert!(shown.contains("1 removed"), "{args:?}: {shown}");
    }
}

fn cut_first(repo: &Repository) {
    repo.write([("a.txt", article(&STORY[1..]))]);
}

fn quoted(path: &Path) -> String {
    format!("'{}'", path.display())
}
