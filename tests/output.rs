//! Where the output goes and how it looks there: colour, width, files, pipes. Seen from outside.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::program::{Run, program, run};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/versions").join(name)
}

/// Compares the two versions with some more arguments.
fn compare(arguments: &[&str]) -> Run {
    run([sample("a.txt").into(), sample("b.txt").into()].into_iter().chain(arguments.iter().map(OsString::from)))
}

fn compare_under(variables: &[(&str, &str)], arguments: &[&str]) -> String {
    let mut command = program();
    command.args([sample("a.txt"), sample("b.txt")]).args(arguments).envs(variables.iter().copied());
    String::from_utf8(command.stdin(Stdio::null()).output().unwrap().stdout).unwrap()
}

fn is_coloured(output: &str) -> bool {
    output.contains("\u{1b}[")
}

#[test]
fn a_pipe_gets_colour_where_it_is_asked_for() {
    assert!(!is_coloured(&compare_under(&[], &[])));
    assert!(!is_coloured(&compare_under(&[("COLORTERM", "truecolor"), ("TERM", "xterm-256color")], &[])));
    assert!(is_coloured(&compare_under(&[("CLICOLOR_FORCE", "1")], &[])));
    assert!(!is_coloured(&compare_under(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[])));
    assert!(!is_coloured(&compare_under(&[("CLICOLOR_FORCE", "1")], &["--color", "never"])));
    assert!(is_coloured(&compare_under(&[("NO_COLOR", "1"), ("TERM", "dumb")], &["--color", "always"])));
}

#[test]
fn each_theme_has_its_own_look() {
    let themes = ["default", "colorblind", "mono"].map(|t| compare(&["--color", "always", "--theme", t]).stdout);
    assert!(themes[0] != themes[1] && themes[1] != themes[2] && themes[0] != themes[2]);
    assert!(!themes[2].contains("\u{1b}[3") || !themes[2].contains("\u{1b}[38"), "mono has no colour");
}

#[test]
fn colours_of_ones_own_stand_in_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("compare.toml");
    fs::write(&config, "[render]\ncolors = { added = \"#0087d7\" }\n").unwrap();
    let always = ["--color", "always", "--config", config.to_str().unwrap()];
    assert!(compare(&always).stdout.contains("\u{1b}[38;2;0;135;215"));
    let by_name = compare(&[&always[..], &["--theme", "default"]].concat()).stdout;
    assert!(is_coloured(&by_name) && !by_name.contains("\u{1b}[38;2"), "a theme that is asked for is shown as it is");
}

#[test]
fn width_comes_from_the_flag_then_from_columns() {
    let longest = |output: String| output.lines().map(|l| l.chars().count()).max().unwrap();
    assert_eq!(longest(compare_under(&[("COLUMNS", "60")], &[])), 60);
    assert_eq!(longest(compare_under(&[("COLUMNS", "60")], &["--width", "70"])), 70);
    assert_eq!(longest(compare_under(&[("COLUMNS", "nonsense")], &[])), 80);
}

#[test]
fn context_and_only_say_what_is_shown() {
    let shown = |arguments: &[&str]| compare(arguments).stdout.lines().filter(|l| l.contains("unchanged")).count();
    assert!(shown(&["--context", "0"]) > shown(&["--context", "9"]));
    let moved = compare(&["--only", "moved"]);
    assert_eq!(moved.status, 1);
    let notes = moved.stdout.lines().filter(|l| l.contains("moved  from paragraph")).count();
    assert!(notes > 0 && moved.stdout.contains("not shown"));
    let unknown = compare(&["--only", "moved,figures"]);
    assert_eq!((unknown.status, unknown.stdout.as_str()), (2, ""));
    assert!(unknown.stderr.contains("`figures` is no kind of change"), "{}", unknown.stderr);
}

#[test]
fn labels_take_the_place_of_paths() {
    let labelled = compare(&["--labels", "Morning, Evening\u{1b}[31m"]);
    assert!(labelled.stdout.starts_with("- Morning  "));
    assert!(labelled.stdout.contains("\n+ Evening␛[31m  "));
    assert_eq!(compare(&["--labels", "one"]).status, 2);
}

#[test]
fn standard_input_is_one_article() {
    let both = run(["-", "-"]);
    assert_eq!((both.status, both.stdout.as_str(), both.stderr.lines().count()), (2, "", 1));
    assert!(both.stderr.contains("standard input"), "{}", both.stderr);
}

#[test]
fn brief_is_one_line() {
    let differ = compare(&["--brief", "--labels", "A,B"]);
    assert_eq!((differ.status, differ.stdout.lines().count()), (1, 1));
    assert!(differ.stdout.starts_with("A and B differ: "), "{}", differ.stdout);
    let same = run([sample("a.txt").into_os_string(), sample("a.txt").into(), "--brief".into()]);
    assert_eq!(same.status, 0);
    assert!(same.stdout.ends_with(" are identical\n"));
}

#[test]
fn links_lead_to_the_line_of_a_paragraph() {
    let linked = compare(&["--hyperlink", "always"]).stdout;
    assert!(linked.contains("\u{1b}]8;;file:///") && linked.contains("/samples/versions/b.txt#3\u{1b}\\"));
    assert!(!compare(&[]).stdout.contains("\u{1b}]8"));
    assert!(!compare(&["--hyperlink", "never"]).stdout.contains("\u{1b}]8"));
}

#[test]
fn a_file_is_written_completely_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.txt");
    let name = path.to_str().unwrap();
    let written = compare(&["-o", name]);
    assert_eq!((written.status, written.stdout.as_str(), written.stderr.as_str()), (1, "", ""));
    assert_eq!(fs::read_to_string(&path).unwrap(), compare(&[]).stdout);
    compare(&["-o", name, "--brief", "--labels", "A,B"]);
    assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 1, "what was there is replaced");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");
}

#[test]
fn an_unwritable_output_is_trouble() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().to_owned(), folder.path().join("missing/out.txt")] {
        let failed = compare(&["-o", path.to_str().unwrap()]);
        assert_eq!((failed.status, failed.stdout.as_str()), (2, ""));
        assert_eq!(failed.stderr.lines().count(), 1, "{}", failed.stderr);
        assert!(failed.stderr.contains(path.to_str().unwrap()), "{}", failed.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_modes_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (target, link) = (folder.path().join("target.txt"), folder.path().join("link.txt"));
    fs::write(&target, "before").unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&target, &link).unwrap();
    compare(&["-o", link.to_str().unwrap()]);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&target).unwrap(), compare(&[]).stdout);
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_trouble_and_a_reader_that_left_is_none() {
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = program();
    command.args([sample("a.txt"), sample("b.txt")]).stdout(full());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("compare: standard output: ") && said.lines().count() == 1, "{said}");
    assert_eq!(compare(&["-o", "/dev/full"]).status, 2);

    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = program();
    command.args([sample("a.txt"), sample("b.txt")]).stdout(writer);
    let output = command.output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(1), b"".as_slice()),
        "the articles still differ"
    );
}

#[test]
fn a_pipe_gets_no_pager() {
    assert_eq!(compare_under(&[("PAGER", "tr a-z A-Z")], &[]), compare(&[]).stdout);
}

#[test]
fn each_view_is_its_own() {
    let views: Vec<String> =
        [&["--narrate"][..], &["--stat"], &["--claims-only"], &["--brief"], &["-f", "side-by-side"], &[]]
            .iter()
            .map(|arguments| {
                let shown = compare(arguments);
                assert_eq!((shown.status, shown.stderr.as_str()), (1, ""), "{arguments:?}");
                shown.stdout
            })
            .collect();
    for (n, view) in views.iter().enumerate() {
        assert!(!view.is_empty() && views[n + 1..].iter().all(|other| other != view), "{n}");
    }
    assert!(views[0].lines().all(|l| l.ends_with(['.', '”'])), "whole sentences: {}", views[0]);
    assert_eq!(views[1].lines().filter(|l| l.starts_with("  ")).count(), 15, "a line for each kind: {}", views[1]);
}

#[test]
fn one_view_at_a_time() {
    for arguments in [&["--stat", "--narrate"][..], &["--brief", "--claims-only"], &["--stat", "--format", "json"]] {
        let refused = compare(arguments);
        assert_eq!((refused.status, refused.stdout.as_str()), (2, ""), "{arguments:?}");
    }
}
