//! Every command in the README, run as written: `sh` blocks must succeed (0, or 1 for "they differ"), and a `console` block
//! must print what the README shows. `UPDATE_README=1 cargo test readme` rewrites what the blocks show.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::program::{program, run};

/// A fenced block: its language, and its lines with their line numbers.
struct Block<'t> {
    language: &'t str,
    first: usize,
    lines: Vec<&'t str>,
}

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut out = Vec::new();
    let mut open: Option<Block> = None;
    for (n, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(language)) => open = Some(Block { language, first: n + 1, lines: Vec::new() }),
            (Some(_), Some(_)) => out.extend(open.take()),
            (Some(block), None) => block.lines.push(line),
            (None, None) => {}
        }
    }
    out
}

/// Runs a shell line in the project's folder, or a scratch copy's, with the built program first in the path.
fn shell(line: &str) -> (i32, String, String) {
    let program = PathBuf::from(program().get_program());
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("bash")
        .args(["-c", line])
        .current_dir(root())
        .env("PATH", path)
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn installed(name: &str) -> bool {
    Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

/// Whether this machine has what a line needs; says so when it has not.
fn can_run(line: &str) -> bool {
    let missing = ["jq", "parallel"]
        .into_iter()
        .find(|name| line.split(|c: char| !c.is_alphanumeric()).any(|word| word == *name) && !installed(name));
    if let Some(name) = missing {
        eprintln!("skipped, {name} is not installed: {line}");
    }
    missing.is_none()
}

#[test]
fn commands_succeed() {
    let text = readme();
    let mut ran = 0;
    for block in blocks(&text).iter().filter(|b| b.language == "sh") {
        for (n, line) in block.lines.iter().enumerate() {
            // Building, testing and installing are what runs this test.
            let program_line =
                line.contains("compare ") && !line.starts_with("cargo ") && !line.starts_with("git config");
            if program_line && can_run(line) {
                let (status, _, stderr) = shell(line);
                assert!(
                    status == 0 || status == 1,
                    "README line {}: {line}: exit {status}\n{stderr}",
                    block.first + n + 1
                );
                assert_eq!(stderr, "", "README line {}: {line}", block.first + n + 1);
                ran += 1;
            }
        }
    }
    assert!(ran >= 5, "the README shows commands, this test ran {ran}");
}

/// The long flags that a help text lists.
fn flags(help: &str) -> Vec<String> {
    let lines = help.lines().map(str::trim_start).filter(|l| l.starts_with('-'));
    lines
        .filter_map(|l| l.split_whitespace().find_map(|word| word.strip_prefix("--")))
        .filter(|name| name.chars().all(|c| c == '-' || c.is_ascii_lowercase()))
        .map(|name| format!("--{name}"))
        .collect()
}

#[test]
fn every_flag_stands_in_the_table() {
    let text = readme();
    let table: Vec<&str> = text.lines().filter(|l| l.starts_with("| `-")).collect();
    let mut all = flags(&run(["--help"]).stdout);
    for command in ["batch", "check", "git-diff", "rules", "sentences"] {
        all.extend(flags(&run([command, "--help"]).stdout));
    }
    assert!(all.len() > 30, "the help lists {all:?}");
    for flag in &all {
        let named = |line: &&&str| line.split(|c: char| c != '-' && !c.is_alphanumeric()).any(|word| word == flag);
        assert!(table.iter().find(named).is_some(), "{flag} is missing in the README's table");
    }
    let known = |word: &&str| word.starts_with("--") && word.len() > 2 && !all.iter().any(|flag| flag == word);
    for line in table {
        let first = line.split('|').nth(1).unwrap();
        let strange = first.split(|c: char| c != '-' && !c.is_alphanumeric()).find(known);
        assert_eq!(strange, None, "the README's table has a flag that the help does not");
    }
}

#[test]
fn every_file_it_links_to_is_there() {
    let text = readme();
    let links = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    for target in links.filter(|t| !t.contains("://") && !t.starts_with('#')) {
        assert!(root().join(target).exists(), "{target} does not exist");
    }
}

#[test]
fn shown_output_is_real() {
    let text = readme();
    let lines: Vec<&str> = text.lines().collect();
    let mut fresh = String::new();
    let mut copied = 0;
    for block in blocks(&text).iter().filter(|b| b.language == "console") {
        for line in &lines[copied..block.first] {
            writeln!(fresh, "{line}").unwrap();
        }
        for line in block.lines.iter().filter(|l| l.starts_with("$ ")) {
            let command = &line[2..];
            writeln!(fresh, "{line}").unwrap();
            if can_run(command) {
                fresh.push_str(&shell(command).1);
            } else {
                let at = block.lines.iter().position(|l| l == line).unwrap() + 1;
                for shown in block.lines[at..].iter().take_while(|l| !l.starts_with("$ ")) {
                    writeln!(fresh, "{shown}").unwrap();
                }
            }
        }
        copied = block.first + block.lines.len();
    }
    for line in &lines[copied..] {
        writeln!(fresh, "{line}").unwrap();
    }
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(root().join("README.md"), &fresh).unwrap();
    }
    for (n, (shown, real)) in text.lines().zip(fresh.lines()).enumerate() {
        assert_eq!(shown, real, "README line {} shows what the program no longer prints", n + 1);
    }
    assert_eq!(text.lines().count(), fresh.lines().count());
}
