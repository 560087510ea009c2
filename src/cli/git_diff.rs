//! `compare git-diff`: what git runs to show a difference, as `diff.external`, as the command of a diff driver or as a
//! difftool (the contract is in gitdiff(1) under `GIT_EXTERNAL_DIFF`).

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use storydiff::{Document, Pair, input, render};

use super::config::{Config, ConfigArgs, Known};
use super::output::{self, Destination};
use super::terminal::{Target, TerminalArgs};
use super::{Status, git, origin};

/// Show a difference for git: set `diff.external`, a diff driver's `command` or a difftool's `cmd` to this
#[derive(Debug, clap::Args)]
// A path may start with `-`, so nothing here is an option.
#[command(disable_help_flag = true)]
pub(crate) struct GitDiffArgs {
    /// What git passes: PATH of an unmerged file; OLD NEW, or OLD NEW NAME, of a difftool; or PATH OLD-FILE OLD-HEX OLD-MODE
    /// NEW-FILE NEW-HEX NEW-MODE, followed by NEW-PATH and a note on the renaming where it was renamed
    #[arg(required = true, num_args = 1.., allow_hyphen_values = true, trailing_var_arg = true, value_name = "ARGUMENT")]
    arguments: Vec<OsString>,
}

/// What git asks to be shown.
#[derive(Debug, PartialEq, Eq)]
enum Request<'a> {
    /// A file in the middle of a merge.
    Unmerged(&'a OsStr),
    /// Two files, with the names they have in the repository.
    Difference { caller: Caller, names: Pair<&'a OsStr>, files: Pair<&'a OsStr> },
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Caller {
    /// `git diff` and its kin.
    Diff,
    /// `git difftool`.
    Difftool,
}

fn request(arguments: &[OsString]) -> Option<Request<'_>> {
    let arguments: Vec<&OsStr> = arguments.iter().map(OsString::as_os_str).collect();
    let difference = |a, b, old, new| Request::Difference {
        caller: Caller::Diff,
        names: Pair::new(a, b),
        files: Pair::new(old, new),
    };
    let difftool =
        |old, new, names| Request::Difference { caller: Caller::Difftool, names, files: Pair::new(old, new) };
    match *arguments.as_slice() {
        [path] => Some(Request::Unmerged(path)),
        [old, new] => Some(difftool(old, new, Pair::new(old, new))),
        [old, new, name] => Some(difftool(old, new, Pair::new(name, name))),
        [path, old, _, _, new, _, _] => Some(difference(path, path, old, new)),
        [path, old, _, _, new, _, _, renamed] | [path, old, _, _, new, _, _, renamed, _] => {
            Some(difference(path, renamed, old, new))
        }
        _ => None,
    }
}

/// Shows it. The exit status is 0 unless git was told to trust it: git gives up at any other.
pub(super) fn run(args: &GitDiffArgs) -> Result<Status> {
    let Some(request) = request(&args.arguments) else {
        bail!("git-diff is for git to run, with 1, 2, 3, 7, 8 or 9 arguments; it got {}", args.arguments.len());
    };
    let mut different = false;
    output::write(Destination::Stdout, |out| {
        match &request {
            Request::Unmerged(path) => writeln!(out, "{}: unmerged", line(path))?,
            Request::Difference { names, files, .. } => different = show(*names, *files, out)?,
        }
        Ok(())
    })?;
    Ok(if different && is_trusted(&request) { Status::Different } else { Status::Same })
}

/// Shows two files; says whether they differ.
fn show(names: Pair<&OsStr>, files: Pair<&OsStr>, out: &mut dyn Write) -> Result<bool> {
    writeln!(out, "{}", heading(names, files))?;
    let bytes = Pair::new(bytes(files.a)?, bytes(files.b)?);
    let decode = |bytes: Vec<u8>, name: &OsStr| input::Decoded::new(&origin::shown(name), bytes);
    match (decode(bytes.a, names.a), decode(bytes.b, names.b)) {
        (Ok(a), Ok(b)) => shown(&input::pair(Pair::new(a, b), input::Options::default()), out),
        // A repository may hold anything; what is no text is no trouble, and git knows already that it differs.
        (Err(error), _) | (_, Err(error)) => {
            writeln!(out, "{error}")?;
            Ok(true)
        }
    }
}

fn shown(documents: &Pair<Document>, mut out: &mut dyn Write) -> Result<bool> {
    let config = Config::load(&ConfigArgs::default())?;
    let mut report = storydiff::compare(documents.as_ref(), storydiff::Options::default());
    let name = PathBuf::from(&documents.b.source().path);
    report.ignore(&config.ignore(&Known { below: None, file: Some(name) }));
    if report.different {
        let paths = Pair::new(Path::new("-"), Path::new("-"));
        let options = TerminalArgs::default().or(&config.render).options(target(), paths);
        render::terminal::write(&report, &options, &mut out)?;
    } else {
        writeln!(out, "no word differs")?;
    }
    Ok(report.different)
}

/// Where the output goes: git's own pager counts as the terminal behind it.
fn target() -> Target {
    let paged = std::env::var("GIT_PAGER_IN_USE").is_ok_and(|v| matches!(v.as_str(), "true" | "1"));
    if paged { Target::Terminal } else { Target::of_stdout() }
}

fn heading(names: Pair<&OsStr>, files: Pair<&OsStr>) -> String {
    let name = line(names.b);
    match (is_nothing(files.a), is_nothing(files.b)) {
        (true, _) => format!("{name} (new)"),
        (_, true) => format!("{} (deleted)", line(names.a)),
        _ if names.a != names.b => format!("{} → {name}", line(names.a)),
        _ => name,
    }
}

/// A path on one line.
fn line(path: &OsStr) -> String {
    render::escape::terminal::line(&origin::shown(path)).into_owned()
}

/// Git's name for the side that a file does not have, on every system.
fn is_nothing(file: &OsStr) -> bool {
    file == "/dev/null"
}

fn bytes(file: &OsStr) -> Result<Vec<u8>> {
    if is_nothing(file) {
        return Ok(Vec::new());
    }
    std::fs::read(Path::new(file)).with_context(|| origin::shown(file))
}

/// Whether git wants to be told by the exit status that the files differ.
fn is_trusted(request: &Request) -> bool {
    let told = ["GIT_EXTERNAL_DIFF_TRUST_EXIT_CODE", "GIT_DIFFTOOL_TRUST_EXIT_CODE"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok())
        .map(|value| matches!(value.to_ascii_lowercase().as_str(), "true" | "1" | "yes" | "on"));
    // With GIT_EXTERNAL_DIFF set git asks the environment alone; a difftool knows no other way.
    let by_environment = std::env::var_os("GIT_EXTERNAL_DIFF").is_some_and(|command| !command.is_empty());
    match request {
        Request::Difference { caller: Caller::Diff, names, .. } if !by_environment => {
            told.unwrap_or_else(|| is_trusted_by_configuration(names.a))
        }
        _ => told.unwrap_or(false),
    }
}

/// As git decides which command to run: the driver that the attributes name if it has a command, else `diff.external`.
fn is_trusted_by_configuration(path: &OsStr) -> bool {
    let driver = git::diff_driver(path).filter(|name| git::setting(&format!("diff.{name}.command")).is_some());
    let key = driver.map_or_else(|| "diff.trustExitCode".to_owned(), |name| format!("diff.{name}.trustExitCode"));
    git::truth(&key).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::{Request, request};
    use std::ffi::OsString;

    #[test]
    fn arguments_are_read_by_their_number() {
        let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        let shown = |text: &str| match request(&words(text)) {
            Some(Request::Unmerged(path)) => format!("unmerged {path:?}"),
            Some(Request::Difference { caller, names, files }) => format!("{caller:?} {names:?} {files:?}"),
            None => "nothing".to_owned(),
        };
        assert_eq!(shown("-a.txt"), "unmerged \"-a.txt\"");
        assert_eq!(shown("a b"), "Difftool Pair { a: \"a\", b: \"b\" } Pair { a: \"a\", b: \"b\" }");
        assert_eq!(
            shown("-p old 0 100644 new 1 100644"),
            "Diff Pair { a: \"-p\", b: \"-p\" } Pair { a: \"old\", b: \"new\" }"
        );
        for renamed in ["p old 0 100644 new 1 100644 q", "p old 0 100644 new 1 100644 q similarity"] {
            assert_eq!(shown(renamed), "Diff Pair { a: \"p\", b: \"q\" } Pair { a: \"old\", b: \"new\" }");
        }
        assert_eq!(shown("a b c"), "Difftool Pair { a: \"c\", b: \"c\" } Pair { a: \"a\", b: \"b\" }");
        assert_eq!(shown("a b c d"), "nothing");
    }
}
