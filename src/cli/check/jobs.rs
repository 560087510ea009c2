//! From arguments to the pairs that are to be examined.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use storydiff::Pair;

use super::CheckArgs;
use crate::cli::config::Known;
use crate::cli::folders::{self, Choice};
use crate::cli::git;
use crate::cli::origin::{self, Origin};

/// Whether the arguments name one pair or lead to many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Two files: trouble with one is trouble with the whole check.
    Single,
    /// Folders or a repository: one bad file does not stop the rest.
    Many,
}

/// Where one side of a pair is read from.
#[derive(Clone, Debug)]
pub(super) enum Source {
    /// As an argument names it.
    Argument(Origin),
    /// The blob of this id; the name, `REVISION:path`, is for people, and the path is that in the repository.
    Blob { id: String, name: PathBuf, path: PathBuf },
    /// A file of a working tree, as it is reached from the working directory.
    Tracked(PathBuf),
    /// A file in the middle of a merge: there is no one version to read.
    Unmerged(PathBuf),
}

/// One pair to examine.
#[derive(Clone, Debug)]
pub(super) struct Job {
    /// What both versions are known by: the path below the two folders or in the repository, the new one's for two files.
    pub path: PathBuf,
    /// What it is known by, for the globs of a configuration.
    pub known: Known,
    /// Where each side is; at least one is.
    pub sources: Pair<Option<Source>>,
    /// Whether a file that is no text is trouble rather than no article.
    pub must_be_text: bool,
}

/// All pairs.
#[derive(Debug)]
pub(super) struct Jobs {
    pub kind: Kind,
    pub list: Vec<Job>,
    /// Files that are no articles by their name.
    pub left_alone: usize,
}

impl Jobs {
    /// Whether an article comes from standard input, which can be read once.
    pub(super) fn reads_stdin(&self) -> bool {
        let is_stdin = |source: &Option<Source>| matches!(source, Some(Source::Argument(Origin::Stdin)));
        self.list.iter().any(|job| is_stdin(&job.sources.a) || is_stdin(&job.sources.b))
    }
}

/// The pairs that the arguments name.
///
/// # Errors
/// When they name none, or git or a folder cannot be read.
pub(super) fn jobs(args: &CheckArgs) -> Result<Jobs> {
    let choice = args.files.choice()?;
    match (&args.since, args.paths.as_slice()) {
        (Some(revision), paths) => {
            let since = git::since(revision, paths).with_context(|| format!("--since {}", origin::shown(revision)))?;
            Ok(since_jobs(since, &origin::shown(revision), &choice))
        }
        (None, [old, new]) => pair(Pair::new(old, new), &choice),
        _ => bail!("give two files or two folders, or --since REVISION; see `compare check --help`"),
    }
}

/// What an argument turns out to be.
enum Argument {
    File(Origin),
    Folder(PathBuf),
    Tree { id: String, name: PathBuf },
}

fn argument(path: &Path) -> Result<Argument> {
    match Origin::of(path.as_os_str()) {
        Origin::File(path) if path.is_dir() => Ok(Argument::Folder(path)),
        Origin::Revision(name) => match git::object(&name).with_context(|| origin::shown(&name))? {
            Some(object) if object.kind == "tree" => Ok(Argument::Tree { id: object.id, name: path.to_owned() }),
            _ => Ok(Argument::File(Origin::Revision(name))),
        },
        origin => Ok(Argument::File(origin)),
    }
}

fn pair(paths: Pair<&PathBuf>, choice: &Choice) -> Result<Jobs> {
    let (old, new) = (argument(paths.a)?, argument(paths.b)?);
    match (old, new) {
        (Argument::File(a), Argument::File(b)) => {
            let path = path_of(&b);
            let sources = Pair::new(a, b).map(|origin| Some(Source::Argument(origin)));
            let known = Known { below: None, file: Some(path.clone()) };
            let job = Job { known, path, sources, must_be_text: true };
            Ok(Jobs { kind: Kind::Single, list: vec![job], left_alone: 0 })
        }
        (Argument::File(_), _) | (_, Argument::File(_)) => {
            let shown = paths.map(|p| origin::shown(p.as_os_str()));
            bail!("{} and {}: one is a file, the other a folder; give two of a kind", shown.a, shown.b)
        }
        (a, b) => {
            let sides = Pair::new(contents(&a)?, contents(&b)?);
            Ok(folder_jobs(sides, choice))
        }
    }
}

/// The path that an origin names, for globs.
fn path_of(origin: &Origin) -> PathBuf {
    match origin {
        Origin::Stdin => PathBuf::from("-"),
        Origin::File(path) => path.clone(),
        Origin::Revision(name) => origin::below_revision(name),
    }
}

/// A file below a folder or tree.
struct Found {
    relative: PathBuf,
    source: Source,
}

fn contents(argument: &Argument) -> Result<Vec<Found>> {
    match argument {
        Argument::File(_) => Ok(Vec::new()),
        Argument::Folder(folder) => {
            let found = |relative: PathBuf| {
                let full = if folder.as_os_str() == "." { relative.clone() } else { folder.join(&relative) };
                Found { source: Source::Argument(Origin::File(full)), relative }
            };
            Ok(folders::listed(folder)?.into_iter().map(found).collect())
        }
        Argument::Tree { id, name } => {
            let found = |entry: git::Entry| {
                let mut full = name.clone().into_os_string();
                // `HEAD:` is the whole tree, `HEAD:news` a folder in it.
                if !full.as_encoded_bytes().ends_with(b":") && !full.as_encoded_bytes().ends_with(b"/") {
                    full.push("/");
                }
                full.push(&entry.path);
                let path = origin::below_revision(&full);
                Found { source: Source::Blob { id: entry.id, name: full.into(), path }, relative: entry.path }
            };
            let mut entries: Vec<Found> = git::files(id)?.into_iter().map(found).collect();
            entries.sort_unstable_by(|x, y| x.relative.cmp(&y.relative));
            Ok(entries)
        }
    }
}

fn folder_jobs(sides: Pair<Vec<Found>>, choice: &Choice) -> Jobs {
    let mut jobs = Jobs { kind: Kind::Many, list: Vec::new(), left_alone: 0 };
    for found in folders::paired(sides, |found| found.relative.as_path()) {
        let Some(path) = found.b.as_ref().or(found.a.as_ref()).map(|f| f.relative.clone()) else { continue };
        if !choice.takes(&path) {
            jobs.left_alone += 1;
            continue;
        }
        let file = found.b.as_ref().and_then(|f| match &f.source {
            Source::Argument(Origin::File(full)) => Some(full.clone()),
            _ => None,
        });
        jobs.list.push(Job {
            known: Known { below: Some(path.clone()), file },
            must_be_text: choice.insists_on(&path),
            path,
            sources: found.map(|side| side.map(|f| f.source)),
        });
    }
    jobs
}

fn since_jobs(since: git::Since, revision: &str, choice: &Choice) -> Jobs {
    let mut jobs = Jobs { kind: Kind::Many, list: Vec::new(), left_alone: 0 };
    let here = std::env::current_dir().unwrap_or_default();
    let mut seen = BTreeSet::new();
    for changed in since.changed {
        let old = changed.old.as_ref().map(|(path, _)| path);
        let Some(path) = changed.new.as_ref().or(old).cloned() else { continue };
        if !seen.insert(path.clone()) || !choice.takes(&path) {
            jobs.left_alone += 1;
            continue;
        }
        let full = since.top.join(&path);
        let old = changed.old.map(|(path, id)| Source::Blob { id, name: at(revision, &path), path });
        let new = changed.new.map(|_| {
            // Shorter for people where both mean the same.
            let near = full.strip_prefix(&here).unwrap_or(&full);
            if changed.unmerged { Source::Unmerged(path.clone()) } else { Source::Tracked(near.to_owned()) }
        });
        jobs.list.push(Job {
            known: Known { below: Some(path.clone()), file: Some(full) },
            must_be_text: choice.insists_on(&path),
            path,
            sources: Pair::new(old, new),
        });
    }
    jobs
}

/// `REVISION:path`.
fn at(revision: &str, path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(revision.trim_end_matches("..."));
    name.push(":");
    name.push(path);
    name.into()
}
