//! `compare git-diff` as git runs it: `diff.external`, a diff driver, a difftool.

use super::git::Repository;
use super::{STORY, article, compare_in, write};

fn edited() -> Repository {
    let repo = Repository::new();
    let renamed = article(STORY.iter().map(|p| format!("{p} So the paper says.")));
    repo.write([
        ("a.txt", article(STORY)),
        ("-b.txt", article(STORY)),
        ("gone.txt", article(STORY)),
        ("old.txt", renamed),
    ]);
    repo.write([("photo.png", b"\0\x01")]);
    repo.commit("one");
    repo.write([
        ("a.txt", article(&STORY[1..])),
        ("-b.txt", article(&STORY[1..])),
        ("fresh.txt", article(["Nothing of this was there before."])),
    ]);
    repo.write([("photo.png", b"\0\x02")]);
    repo.git(["rm", "--quiet", "gone.txt"]);
    repo.git(["mv", "old.txt", "new.txt"]);
    let mut renamed = std::fs::read_to_string(repo.path().join("new.txt")).unwrap();
    renamed.push_str("A word at the end was added after the renaming.\n");
    repo.write([("new.txt", renamed)]);
    repo.git(["add", "--all"]);
    repo
}

/// Runs `git diff` with some configuration; its status and output.
fn diff(repo: &Repository, config: &[&str], args: &[&str]) -> (i32, String) {
    let mut command = repo.command();
    for setting in config {
        command.args(["-c", setting]);
    }
    let output = command.arg("--no-pager").args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    assert_eq!(text(output.stderr), "", "{config:?} {args:?}");
    (output.status.code().unwrap(), text(output.stdout))
}

const EXTERNAL: &str = "diff.external=compare git-diff";

#[test]
fn git_shows_every_change_through_it() {
    let repo = edited();
    let (status, shown) = diff(&repo, &[EXTERNAL], &["diff", "HEAD"]);
    assert_eq!(status, 0);
    let headings: Vec<&str> = shown.lines().filter(|l| l.contains(".txt") || l.contains(".png")).collect();
    for expected in ["-b.txt", "a.txt", "fresh.txt (new)", "gone.txt (deleted)", "old.txt → new.txt", "photo.png"] {
        assert!(headings.contains(&expected), "{expected} in {headings:?}");
    }
    assert!(shown.contains("is binary"), "{shown}");
    assert!(shown.contains("The old mill on the river burned down"), "{shown}");
}

#[test]
fn the_exit_status_is_0_unless_git_trusts_it() {
    let repo = edited();
    let args = ["diff", "--exit-code", "HEAD", "--", "a.txt", "-b.txt", "gone.txt"];
    assert_eq!(diff(&repo, &[EXTERNAL], &args).0, 1, "git says so itself");
    let (status, shown) = diff(&repo, &[EXTERNAL, "diff.trustExitCode=true"], &args);
    assert_eq!((status, shown.contains("gone.txt (deleted)")), (1, true), "git did not give up at the first file");
    // Typography alone is no difference, and git believes it.
    repo.commit("two");
    repo.write([("a.txt", article(&STORY[1..]).replace(' ', "  "))]);
    let args = ["diff", "--exit-code", "HEAD"];
    assert_eq!(diff(&repo, &[EXTERNAL, "diff.trustExitCode=true"], &args).0, 0);
    assert_eq!(diff(&repo, &[EXTERNAL], &args).0, 1);
    let by_environment = |trusted: &str| {
        let mut command = repo.command();
        command.env("GIT_EXTERNAL_DIFF", "compare git-diff").env("GIT_EXTERNAL_DIFF_TRUST_EXIT_CODE", trusted);
        command.args(["--no-pager", "diff", "--exit-code", "HEAD"]).output().unwrap().status.code().unwrap()
    };
    assert_eq!((by_environment("true"), by_environment("false")), (0, 1));
}

#[test]
fn a_driver_named_by_the_attributes_shows_its_files_alone() {
    let repo = edited();
    repo.write([(".gitattributes", "*.txt diff=compare\n")]);
    let driver = "diff.compare.command=compare git-diff";
    let (status, shown) = diff(&repo, &[driver], &["diff", "HEAD", "--", "a.txt", "photo.png"]);
    assert_eq!(status, 0);
    assert!(shown.starts_with("a.txt\n") && shown.contains("Binary files"), "{shown}");
    let trusted = [driver, "diff.compare.trustExitCode=true"];
    repo.commit("two");
    repo.write([("a.txt", article(&STORY[1..]).replace(' ', "  "))]);
    assert_eq!(diff(&repo, &trusted, &["diff", "--exit-code", "HEAD"]).0, 0);
    assert_eq!(diff(&repo, &[driver, "diff.trustExitCode=true"], &["diff", "--exit-code", "HEAD"]).0, 1);
}

#[test]
fn a_difftool_shows_two_files() {
    let repo = edited();
    let tool = "difftool.compare.cmd=compare git-diff \"$LOCAL\" \"$REMOTE\" \"$MERGED\"";
    let args =
        ["difftool", "--no-prompt", "--tool=compare", "--no-renames", "HEAD", "--", "a.txt", "fresh.txt", "gone.txt"];
    let (status, shown) = diff(&repo, &[tool], &args);
    assert_eq!(status, 0);
    for heading in ["a.txt", "fresh.txt (new)", "gone.txt (deleted)"] {
        assert!(shown.lines().any(|l| l == heading), "{heading} in {shown}");
    }
    let two = "difftool.compare.cmd=compare git-diff \"$LOCAL\" \"$REMOTE\"";
    assert_eq!(diff(&repo, &[two], &args).0, 0);
    // Trusted, a tool that found a difference ends the round, as git-difftool(1) has it.
    let mut trusted = repo.command();
    trusted.args(["-c", tool, "-c", "difftool.trustExitCode=true"]).args(args);
    let output = trusted.output().unwrap();
    assert!(!output.status.success());
    assert!(!String::from_utf8_lossy(&output.stdout).contains("gone.txt"));
}

#[test]
fn each_number_of_arguments_that_git_passes_is_understood() {
    let dir = super::folder();
    write(dir.path(), [("a", article(STORY)), ("b", article(&STORY[1..]))]);
    let zero = "0000000000000000000000000000000000000000";
    let run = |args: &[&str]| compare_in(dir.path(), ["git-diff"].iter().chain(args));
    let unmerged = run(&["-u.txt"]);
    assert_eq!((unmerged.status, unmerged.stdout.as_str()), (0, "-u.txt: unmerged\n"));
    let seven = ["-p.txt", "a", zero, "100644", "b", zero, "100644"];
    let shown = run(&seven);
    assert_eq!((shown.status, shown.stdout.lines().next()), (0, Some("-p.txt")));
    for more in [&["q.txt"][..], &["q.txt", "similarity index 86%\n"]] {
        let shown = run(&[&seven[..], more].concat());
        assert_eq!((shown.status, shown.stdout.lines().next()), (0, Some("-p.txt → q.txt")));
    }
    let new = run(&["p.txt", "/dev/null", ".", ".", "b", zero, "100644"]);
    assert_eq!((new.status, new.stdout.lines().next()), (0, Some("p.txt (new)")));
    let gone = run(&["p.txt", "a", zero, "100644", "/dev/null", ".", "."]);
    assert_eq!((gone.status, gone.stdout.lines().next()), (0, Some("p.txt (deleted)")));
    assert_eq!(run(&["p", "/dev/null", ".", ".", "/dev/null", ".", "."]).status, 0);
    for wrong in [&["a"; 4][..], &["a"; 10]] {
        assert_eq!(run(wrong).status, 2);
    }
    let hostile = run(&["p\u{1b}[2J\n.txt", "a", zero, "100644", "b", zero, "100644"]);
    assert!(!hostile.stdout.contains('\u{1b}') && hostile.stdout.starts_with("p␛[2J .txt\n"), "{}", hostile.stdout);
}
