//! Articles in real git repositories: at a revision, and all that changed since one.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use super::{STORY, article, check_in, compare_in, folder, json_in, write};

/// A repository of its own, untouched by the developer's settings.
pub struct Repository(TempDir);

impl Repository {
    pub fn new() -> Self {
        let this = Self(folder());
        this.git(["init", "--quiet", "--initial-branch=main"]);
        for (key, value) in [("user.name", "Desk"), ("user.email", "desk@example.org"), ("commit.gpgsign", "false")] {
            this.git(["config", key, value]);
        }
        this
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs git here and gives what it prints; fails the test where git fails.
    pub fn git<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> String {
        let output = self.command().args(args).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Git, here, with the built program first in the path.
    pub fn command(&self) -> Command {
        let program = PathBuf::from(crate::program::program().get_program());
        let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
        let mut command = Command::new("git");
        command.current_dir(self.path()).env("PATH", path);
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        for name in
            ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF", "GIT_PAGER_IN_USE", "GIT_PREFIX"]
        {
            command.env_remove(name);
        }
        command
    }

    pub fn write<P: AsRef<Path>, C: AsRef<[u8]>>(&self, files: impl IntoIterator<Item = (P, C)>) {
        write(self.path(), files);
    }

    pub fn commit(&self, message: &str) {
        self.git(["add", "--all"]);
        self.git(["commit", "--quiet", "--message", message]);
    }

    fn since(&self, revision: &str, more: &[&str]) -> Value {
        json_in(self.path(), ["--since", revision].iter().chain(more))
    }
}

fn outcomes(check: &Value) -> Vec<(&str, &str)> {
    let files = check["files"].as_array().unwrap();
    files.iter().map(|f| (f["path"].as_str().unwrap(), f["outcome"].as_str().unwrap())).collect()
}

#[test]
fn a_revision_stands_on_either_side_for_compare_and_check() {
    let repo = Repository::new();
    repo.write([("news/a.txt", article(STORY)), ("-dash.txt", article(STORY)), ("new\nline.txt", article(STORY))]);
    repo.commit("one");
    repo.write([("news/a.txt", article(&STORY[1..])), ("-dash.txt", article(&STORY[1..]))]);
    repo.commit("two");
    let same = |args: &[&str]| compare_in(repo.path(), args).status;
    assert_eq!(same(&["HEAD~1:news/a.txt", "HEAD:news/a.txt"]), 1);
    assert_eq!(same(&["HEAD:news/a.txt", "news/a.txt"]), 0);
    assert_eq!(same(&["news/a.txt", "HEAD~1:news/a.txt"]), 1);
    assert_eq!(same(&["HEAD:-dash.txt", "./-dash.txt"]), 0);
    assert_eq!(same(&["HEAD:new\nline.txt", "new\nline.txt"]), 0);
    assert_eq!(compare_in(&repo.path().join("news"), ["HEAD~1:./a.txt", "a.txt"]).status, 1, "relative, as git has it");
    let check = json_in(repo.path(), ["HEAD~1:news/a.txt", "news/a.txt"]);
    assert_eq!(check["findings"][0]["a"]["path"], "HEAD~1:news/a.txt");
    assert_eq!(check["findings"][0]["a"]["text"], STORY[0]);
    // What is staged is a revision without a name.
    repo.write([("news/a.txt", article(STORY))]);
    repo.git(["add", "news/a.txt"]);
    assert_eq!(same(&[":news/a.txt", "HEAD:news/a.txt"]), 1);
    // A file whose name has a colon is a file.
    repo.write([("HEAD:news", article(STORY))]);
    assert_eq!(same(&["HEAD:news", "news/a.txt"]), 0);
}

#[test]
fn what_git_does_not_know_is_trouble_in_one_line() {
    let repo = Repository::new();
    repo.write([("a.txt", article(STORY)), ("news/b.txt", article(STORY))]);
    repo.commit("one");
    for name in ["HEAD:missing.txt", "nowhere:a.txt", "HEAD:news", "HEAD^{tree}:", ":", "--output=x:a.txt", "a:b:c"] {
        let run = compare_in(repo.path(), ["--", name, "a.txt"]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{name}");
        assert_eq!(run.stderr.lines().count(), 1, "{name}: {}", run.stderr);
        assert!(run.stderr.contains(name), "{name}: {}", run.stderr);
    }
    let outside = folder();
    let run = compare_in(outside.path(), ["HEAD:a.txt", "HEAD:b.txt"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("not a git repository"), "{}", run.stderr);
    for revision in ["nowhere", "--output=x", "HEAD:a.txt"] {
        let run = check_in(repo.path(), [&format!("--since={revision}")]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{revision}");
        assert!(run.stderr.contains(revision), "{}", run.stderr);
    }
    assert!(!repo.path().join("x").exists());
}

#[test]
fn folders_at_a_revision_are_compared() {
    let repo = Repository::new();
    repo.write([("news/a.txt", article(STORY)), ("news/deep/b.txt", article(STORY)), ("c.txt", article(STORY))]);
    repo.commit("one");
    repo.write([("news/a.txt", article(&STORY[1..])), ("news/fresh.txt", article(STORY))]);
    let check = json_in(repo.path(), ["HEAD:news", "news"]);
    assert_eq!(outcomes(&check), [("a.txt", "changed"), ("deep/b.txt", "unchanged"), ("fresh.txt", "added")]);
    assert_eq!(check["files"][0]["a"], "HEAD:news/a.txt");
    repo.commit("two");
    let check = json_in(repo.path(), ["HEAD~1:", "HEAD:"]);
    let expected = [
        ("c.txt", "unchanged"),
        ("news/a.txt", "changed"),
        ("news/deep/b.txt", "unchanged"),
        ("news/fresh.txt", "added"),
    ];
    assert_eq!(outcomes(&check), expected);
}

/// A revision may have a colon of its own; a file that is gone is told by its path all the same.
#[test]
fn a_deleted_file_is_told_by_its_path_since_any_revision() {
    let repo = Repository::new();
    repo.write([("news/gone.txt", article(STORY)), ("news/stays.txt", article(STORY))]);
    repo.commit("Desk: the articles as they are");
    std::fs::remove_file(repo.path().join("news/gone.txt")).unwrap();
    let run =
        check_in(repo.path(), ["--since", ":/Desk: the", "--rule", "passage-removed=error", "--format", "github"]);
    assert!(run.stdout.contains("file=news/gone.txt,"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn all_that_changed_since_a_revision_is_checked() {
    let repo = Repository::new();
    let odd = OsString::from_vec(b"news/caf\xe9.txt".to_vec());
    let story = article(STORY);
    repo.write([
        ("news/kept.txt", &story),
        ("news/edited.txt", &story),
        (
            "news/gone.txt",
            &article(["A short text of its own, which will be gone.", "And no other file says a word of it."]),
        ),
        ("news/before.txt", &article(STORY.iter().map(|p| format!("{p} So the paper says.")))),
        ("-dash.txt", &story),
        ("new\nline.txt", &story),
        ("a::b%0A.txt", &story),
        ("site.js", &story),
    ]);
    repo.write([(&odd, &story)]);
    repo.write([("photo.png", b"\0\x01"), ("raw", b"\0\x02")]);
    repo.commit("one");
    assert_eq!(outcomes(&repo.since("HEAD", &[])), [("", ""); 0]);

    let edited = article(&STORY[1..]);
    repo.git(["mv", "news/before.txt", "news/after.txt"]);
    let mut renamed = std::fs::read_to_string(repo.path().join("news/after.txt")).unwrap();
    renamed.push_str("A word at the end was added after the renaming.\n");
    repo.write([("news/after.txt", &renamed), ("news/edited.txt", &edited), ("-dash.txt", &edited)]);
    repo.write([
        ("new\nline.txt", &edited),
        ("a::b%0A.txt", &edited),
        ("site.js", &edited),
        ("news/fresh.txt", &story),
    ]);
    repo.write([(&odd, &edited)]);
    repo.write([("photo.png", b"\0\x03"), ("raw", b"\0\x04")]);
    std::fs::remove_file(repo.path().join("news/gone.txt")).unwrap();
    repo.git(["add", "--intent-to-add", "news/fresh.txt"]);

    let expected = [
        ("-dash.txt", "changed"),
        ("a::b%0A.txt", "changed"),
        ("new\nline.txt", "changed"),
        ("news/after.txt", "changed"),
        ("news/caf\\xE9.txt", "changed"),
        ("news/edited.txt", "changed"),
        ("news/fresh.txt", "added"),
        ("news/gone.txt", "removed"),
    ];
    let check = repo.since("HEAD", &[]);
    assert_eq!(outcomes(&check), expected);
    assert_eq!(check["total"]["left_alone"], 3, "a script, a picture, and what turns out to be binary");
    let after = &check["files"][3];
    assert_eq!((&after["a"], &after["b"]), (&"HEAD:news/before.txt".into(), &"news/after.txt".into()));
    repo.commit("two");
    assert_eq!(outcomes(&repo.since("HEAD~1", &[])), expected);

    // Paths choose, from wherever the check runs; a pattern is a name.
    assert_eq!(outcomes(&repo.since("HEAD~1", &["news/edited.txt"])), [("news/edited.txt", "changed")]);
    assert_eq!(outcomes(&repo.since("HEAD~1", &["--", "-dash.txt"])), [("-dash.txt", "changed")]);
    assert_eq!(outcomes(&repo.since("HEAD~1", &["news/*.txt"])), [("", ""); 0]);
    assert_eq!(outcomes(&repo.since("HEAD~1", &["news/after.txt"])), [("news/after.txt", "changed")], "still renamed");
    assert_eq!(outcomes(&repo.since("HEAD~1", &["."])), expected);
    let absolute = repo.path().canonicalize().unwrap().join("news/gone.txt");
    assert_eq!(outcomes(&repo.since("HEAD~1", &[absolute.to_str().unwrap()])), [("news/gone.txt", "removed")]);
    let deep = json_in(&repo.path().join("news"), ["--since", "HEAD~1", "edited.txt"]);
    assert_eq!(outcomes(&deep), [("news/edited.txt", "changed")]);
    let deep = json_in(&repo.path().join("news"), ["--since", "HEAD~1", "../-dash.txt"]);
    assert_eq!(outcomes(&deep), [("-dash.txt", "changed")]);
    assert_eq!(outcomes(&repo.since("HEAD~1", &["--include", "*e*.txt", "--exclude", "news/g*"])).len(), 4);
}

/// A forge looks a finding's file up in the repository: not below the working directory, not behind a revision.
#[test]
fn forges_are_told_the_path_in_the_repository() {
    let repo = Repository::new();
    let odd = OsString::from_vec(b"news/caf\xe9.txt".to_vec());
    repo.write([("news/a.txt", article(STORY)), ("news/gone.txt", article(STORY))]);
    repo.write([(&odd, article(STORY))]);
    repo.commit("one");
    repo.write([("news/a.txt", article(&STORY[..5]))]);
    repo.write([(&odd, article(&STORY[..5]))]);
    repo.git(["rm", "--quiet", "news/gone.txt"]);
    repo.commit("two");
    let in_news = repo.path().join("news");
    let found = |at: &Path, args: &[&str], format: &str| {
        let run = check_in(at, args.iter().chain(&["--format", format, "--rule", "passage-removed=error"]));
        assert_eq!(run.status, 1, "{args:?} {}", run.stderr);
        run.stdout
    };
    let since = ["--since", "HEAD~1"];
    for (at, args) in [
        (repo.path(), &since[..]),
        (&in_news, &since),
        (&in_news, &["HEAD~1:", "HEAD:"]),
        (&in_news, &["HEAD~1:news", "HEAD:news"]),
    ] {
        for (name, uri) in [("a.txt", "a.txt"), ("caf\\xE9.txt", "caf%E9.txt"), ("gone.txt", "gone.txt")] {
            let sarif: Value = serde_json::from_str(&found(at, args, "sarif")).unwrap();
            let results = sarif["runs"][0]["results"].as_array().unwrap();
            let location = |r: &Value| r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone();
            assert!(results.iter().any(|r| location(r) == format!("news/{uri}")), "{args:?} {name}: {results:#?}");
            assert!(found(at, args, "github").contains(&format!("::error file=news/{name},")), "{args:?} {name}");
            let gitlab = found(at, args, "gitlab");
            let issues: Value = serde_json::from_str(&gitlab).unwrap();
            let issues = issues.as_array().unwrap();
            assert!(issues.iter().any(|i| i["location"]["path"] == format!("news/{name}")), "{args:?}: {gitlab}");
            assert!(found(at, args, "junit").contains(&format!("name=\"news/{name}\"")), "{args:?} {name}");
        }
    }
    let one = found(&in_news, &["HEAD~1:./a.txt", "HEAD:news/a.txt"], "github");
    assert!(one.starts_with("::error file=news/a.txt,"), "{one}");
    // A person is told what can be opened from here.
    let shown = found(&in_news, &since, "terminal");
    assert!(shown.lines().any(|line| line.starts_with("a.txt:9:")), "{shown}");
}

#[test]
fn links_and_submodules_are_left_alone() {
    let other = Repository::new();
    other.write([("text.txt", article(STORY))]);
    other.commit("one");
    let repo = Repository::new();
    repo.write([("a.txt", article(STORY))]);
    std::os::unix::fs::symlink("a.txt", repo.path().join("link.txt")).unwrap();
    let url = other.path().to_str().unwrap();
    repo.git(["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", url, "module"]);
    repo.commit("one");
    let module = repo.path().join("module");
    write(&module, [("text.txt", article(&STORY[1..]))]);
    std::fs::remove_file(repo.path().join("link.txt")).unwrap();
    std::os::unix::fs::symlink("b.txt", repo.path().join("link.txt")).unwrap();
    assert_eq!(outcomes(&repo.since("HEAD", &[])), [("", ""); 0]);
    repo.git([
        "-C",
        "module",
        "-c",
        "user.name=d",
        "-c",
        "user.email=d@e",
        "commit",
        "--quiet",
        "--all",
        "--message=x",
    ]);
    repo.git(["add", "--all"]);
    assert_eq!(outcomes(&repo.since("HEAD", &[])), [("", ""); 0]);
}

#[test]
fn a_branch_is_checked_from_where_it_parted() {
    let repo = Repository::new();
    repo.write([("a.txt", article(STORY)), ("b.txt", article(STORY))]);
    repo.commit("one");
    repo.git(["checkout", "--quiet", "-b", "edit"]);
    repo.write([("a.txt", article(&STORY[1..]))]);
    repo.commit("edit");
    repo.git(["checkout", "--quiet", "main"]);
    repo.write([("b.txt", article(&STORY[1..]))]);
    repo.commit("meanwhile");
    repo.git(["checkout", "--quiet", "edit"]);
    assert_eq!(outcomes(&repo.since("main", &[])), [("a.txt", "changed"), ("b.txt", "changed")]);
    assert_eq!(outcomes(&repo.since("main...", &[])), [("a.txt", "changed")]);
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let repo = Repository::new();
    repo.write([("a.txt", article(STORY))]);
    repo.git(["add", "a.txt"]);
    assert_eq!(outcomes(&repo.since("HEAD", &[])), [("a.txt", "added")]);
}

#[test]
fn a_file_in_the_middle_of_a_merge_is_trouble_for_itself_alone() {
    let repo = Repository::new();
    repo.write([("a.txt", article(STORY)), ("b.txt", article(STORY))]);
    repo.commit("one");
    repo.git(["checkout", "--quiet", "-b", "edit"]);
    repo.write([("a.txt", article(["One version of this."]))]);
    repo.commit("edit");
    repo.git(["checkout", "--quiet", "main"]);
    repo.write([("a.txt", article(["Another version of it."])), ("b.txt", article(&STORY[1..]))]);
    repo.commit("meanwhile");
    assert!(!repo.command().args(["merge", "edit"]).output().unwrap().status.success());
    let check = repo.since("HEAD~1", &[]);
    assert_eq!(outcomes(&check), [("a.txt", "unreadable"), ("b.txt", "changed")]);
    assert!(check["files"][0]["error"].as_str().unwrap().contains("merge"));
}

#[test]
fn nothing_a_name_says_reaches_a_shell() {
    let repo = Repository::new();
    let name = "$(touch owned);`touch owned`&touch owned|.txt";
    repo.write([(name, article(STORY))]);
    repo.commit("one");
    repo.write([(name, article(&STORY[1..]))]);
    assert_eq!(outcomes(&repo.since("HEAD", &[])), [(name, "changed")]);
    assert_eq!(compare_in(repo.path(), [&format!("HEAD:{name}"), name]).status, 1);
    assert_eq!(compare_in(repo.path(), ["HEAD;touch owned:a.txt", name]).status, 2);
    assert!(!repo.path().join("owned").exists());
}

#[test]
fn a_name_that_is_no_utf_8_is_read() {
    let repo = Repository::new();
    let name = OsStr::from_bytes(b"caf\xe9.txt");
    repo.write([(name, article(STORY))]);
    repo.commit("one");
    repo.write([(name, article(&STORY[1..]))]);
    let at = OsString::from_vec([b"HEAD:", name.as_bytes()].concat());
    assert_eq!(compare_in(repo.path(), [at.as_os_str(), name]).status, 1);
}
