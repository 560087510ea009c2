//! Where the output goes: standard output, a pager, or a file that is written completely or not at all.

use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// Where to write.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Destination<'a> {
    /// Standard output.
    Stdout,
    /// A pager that is a terminal's; standard output where none can be started.
    Pager,
    /// A file.
    File(&'a Path),
}

/// Writes an output there. A reader that goes away early is no trouble.
pub(crate) fn write(destination: Destination, produce: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    match destination {
        Destination::File(path) => to_file(path, produce),
        Destination::Stdout => to_stdout(produce),
        Destination::Pager => match pager() {
            Some(child) => to_pager(child, produce),
            None => to_stdout(produce),
        },
    }
}

/// Bytes that are kept before they are written on: output comes in pieces of a word.
const BUFFER: usize = 1 << 16;

fn to_stdout(produce: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, io::stdout().lock());
    let done = produce(&mut out).and_then(|()| Ok(out.flush()?));
    until_the_reader_left(done).context("standard output")
}

fn to_pager(mut child: Child, produce: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let done = child.stdin.take().map_or(Ok(()), |stdin| {
        let mut out = BufWriter::with_capacity(BUFFER, stdin);
        produce(&mut out).and_then(|()| Ok(out.flush()?))
    });
    child.wait().context("the pager")?;
    until_the_reader_left(done).context("the pager")
}

fn until_the_reader_left(done: Result<()>) -> Result<()> {
    match done {
        Err(error) if is_broken_pipe(&error) => Ok(()),
        other => other,
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(|e| e.kind() == ErrorKind::BrokenPipe)
}

/// The user's pager, started; `None` where they want none or have none.
fn pager() -> Option<Child> {
    let wanted = std::env::var("PAGER").unwrap_or_else(|_| "less".to_owned());
    let wanted = wanted.trim();
    if wanted.is_empty() || wanted == "cat" {
        return None;
    }
    let mut words = wanted.split_whitespace();
    let mut command = Command::new(words.next()?);
    command.args(words);
    if wanted.contains(['|', '&', ';', '<', '>', '(', ')', '$', '`', '\\', '"', '\'', '*', '?', '[', '#', '~', '=']) {
        command = Command::new("sh");
        command.args(["-c", wanted]);
    }
    // As git starts it: quit when all fits on one screen, pass colours on, leave the screen as it is.
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    if std::env::var_os("LV").is_none() {
        command.env("LV", "-c");
    }
    command.stdin(Stdio::piped()).spawn().ok()
}

fn to_file(path: &Path, produce: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let name = || path.display().to_string();
    // A symbolic link stays one: what it points to is replaced.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    match fs::metadata(&target) {
        Ok(found) if found.is_dir() => bail!("{}: is a directory; name a file to write to", name()),
        // A device or a named pipe cannot be replaced, only written to.
        Ok(found) if !found.is_file() => {
            let mut out =
                BufWriter::with_capacity(BUFFER, fs::OpenOptions::new().write(true).open(&target).with_context(name)?);
            until_the_reader_left(produce(&mut out).and_then(|()| Ok(out.flush()?))).with_context(name)
        }
        found => {
            let draft = Draft::beside(&target, found.ok().map(|m| m.permissions())).with_context(name)?;
            draft.fill(produce).and_then(|draft| Ok(draft.publish(&target)?)).with_context(name)
        }
    }
}

/// A file that takes its place once it is complete, and goes away when it never is.
struct Draft {
    path: PathBuf,
    file: Option<fs::File>,
}

/// How many names are tried before the folder is said to be full of other drafts.
const MOST_NAMES: u32 = 100;

impl Draft {
    fn beside(target: &Path, permissions: Option<fs::Permissions>) -> io::Result<Self> {
        // What may not be written may not be replaced either.
        if permissions.is_some() {
            fs::OpenOptions::new().write(true).open(target)?;
        }
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let mut tries = 0;
        loop {
            let path = target.with_file_name(format!(".{name}.{}-{tries}.draft", std::process::id()));
            match fs::OpenOptions::new().write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists && tries < MOST_NAMES => tries += 1,
                Err(error) => return Err(error),
                Ok(file) => {
                    let draft = Self { path, file: Some(file) };
                    if let (Some(file), Some(permissions)) = (&draft.file, permissions) {
                        file.set_permissions(permissions)?;
                    }
                    return Ok(draft);
                }
            }
        }
    }

    fn fill(mut self, produce: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<Self> {
        if let Some(file) = self.file.take() {
            let mut out = BufWriter::with_capacity(BUFFER, file);
            produce(&mut out)?;
            out.flush()?;
        }
        Ok(self)
    }

    fn publish(self, target: &Path) -> io::Result<()> {
        fs::rename(&self.path, target)
    }
}

impl Drop for Draft {
    /// Nothing is there to remove once it was published.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
