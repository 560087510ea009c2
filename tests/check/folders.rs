//! Two folders: pairs by relative path, one verdict a file, one bad file that does not stop the rest.

use super::{STORY, article, check_in, folder, json_in, write};

#[test]
fn files_are_paired_and_the_output_ends_with_a_total() {
    let dir = folder();
    write(
        dir.path(),
        [
            ("old/same.txt", article(STORY)),
            ("new/same.txt", article(STORY)),
            ("old/deep/cut.txt", article(STORY)),
            ("new/deep/cut.txt", article(&STORY[..5])),
            ("old/gone.txt", article(STORY)),
            ("new/fresh.txt", article(STORY)),
        ],
    );
    let run = check_in(dir.path(), ["old", "new", "--rule", "passage-removed=error"]);
    assert_eq!(run.status, 1);
    let (_, verdicts) = run.stdout.split_once("\n\n").unwrap();
    assert_eq!(
        verdicts,
        "fail     new/deep/cut.txt: changed, 1 error\n\
         pass     new/fresh.txt: added, 1 note\n\
         fail     old/gone.txt: removed, 1 error\n\
         pass     new/same.txt: unchanged\n\
         4 files: 2 failed, 2 passed, 2 errors, 1 note\n"
    );
    let check = json_in(dir.path(), ["old", "new"]);
    let files: Vec<(&str, &str)> = check["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["path"].as_str().unwrap(), f["outcome"].as_str().unwrap()))
        .collect();
    assert_eq!(
        files,
        [("deep/cut.txt", "changed"), ("fresh.txt", "added"), ("gone.txt", "removed"), ("same.txt", "unchanged")]
    );
}

#[test]
fn one_bad_file_is_reported_and_does_not_stop_the_rest() {
    let dir = folder();
    let text = article(STORY).into_bytes();
    write(dir.path(), [("old/bad.txt", b"a\0b".to_vec()), ("new/bad.txt", b"a\0c".to_vec())]);
    write(dir.path(), [("old/z.txt", text.clone()), ("new/z.txt", text.clone())]);
    write(dir.path(), [("old/photo", b"\0\x01".to_vec()), ("new/photo", b"\0\x02".to_vec())]);
    write(dir.path(), [("old/photo.jpg", text.clone()), ("new/site.css", text)]);
    for format in ["terminal", "json", "github", "gitlab", "sarif", "junit"] {
        let run = check_in(dir.path(), ["old", "new", "--format", format]);
        assert_eq!(run.status, 2, "{format}");
        assert_eq!(run.stderr.lines().count(), 1, "{format}: {}", run.stderr);
        assert!(run.stderr.contains("old/bad.txt") && run.stderr.contains("binary"), "{}", run.stderr);
    }
    let run = check_in(dir.path(), ["old", "new"]);
    let last = run.stdout.lines().last().unwrap();
    assert_eq!(last, "2 files: 1 unreadable, 1 passed, 3 other files left alone");
    assert!(run.stdout.contains("pass     new/z.txt: unchanged"), "{}", run.stdout);
    // Asked for, it must be readable.
    let check = json_in(dir.path(), ["old", "new", "--include", "photo"]);
    assert_eq!(check["total"]["unreadable"], 1);
}

#[test]
fn globs_choose_the_files() {
    let dir = folder();
    for file in ["a.txt", "b.md", "deep/c.txt", "deep/d.md", ".hidden/e.txt"] {
        write(dir.path(), [(format!("old/{file}"), article(STORY)), (format!("new/{file}"), article(&STORY[1..]))]);
    }
    let files = |args: &[&str]| -> Vec<String> {
        let check = json_in(dir.path(), ["old", "new"].iter().chain(args));
        check["files"].as_array().unwrap().iter().map(|f| f["path"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(files(&[]), ["a.txt", "b.md", "deep/c.txt", "deep/d.md"]);
    assert_eq!(files(&["--include", "*.txt"]), [".hidden/e.txt", "a.txt", "deep/c.txt"]);
    assert_eq!(files(&["--include", "deep/*"]), ["deep/c.txt", "deep/d.md"]);
    assert_eq!(files(&["--exclude", "deep/**"]), ["a.txt", "b.md"]);
    assert_eq!(files(&["--include", "*.md", "--include", "a.*", "--exclude", "d.md"]), ["a.txt", "b.md"]);
    let wrong = check_in(dir.path(), ["old", "new", "--include", "a{b"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.stderr.contains("--include") && wrong.stderr.contains("a{b"), "{}", wrong.stderr);
}

#[test]
fn a_file_and_a_folder_are_no_pair() {
    let dir = folder();
    write(dir.path(), [("old/a.txt", article(STORY)), ("a.txt", article(STORY))]);
    for args in [["old", "a.txt"], ["a.txt", "old"], ["a.txt", "missing"]] {
        let run = check_in(dir.path(), args);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{args:?}");
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    }
    assert_eq!(check_in(dir.path(), ["old"]).status, 2);
    assert_eq!(check_in(dir.path(), [""; 0]).status, 2);
}

#[test]
fn the_output_is_the_same_with_any_number_of_threads() {
    let dir = folder();
    for i in 0..40 {
        let cut = 1 + i % 5;
        write(dir.path(), [(format!("old/{i}.txt"), article(STORY)), (format!("new/{i}.txt"), article(&STORY[cut..]))]);
    }
    let with = |threads: &str| {
        let mut command = crate::program::program();
        command.current_dir(dir.path()).env("RAYON_NUM_THREADS", threads).args(["check", "old", "new", "-f", "sarif"]);
        command.output().unwrap().stdout
    };
    assert_eq!(with("1"), with("4"));
}
