//! Runs the `git` program: what a revision, a path at a revision and "changed since" mean is what git says they mean.
//!
//! Arguments never go through a shell. Names that people give (revisions, paths) reach git on standard input or behind `--`,
//! so that one that starts with `-` is a name and no option. Nothing in the repository is written.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};

/// Similar enough to be renamed is for git to say; so many candidates may be looked at.
const RENAME_LIMIT: &str = "-l10000";

fn git() -> Command {
    let mut command = Command::new("git");
    command.args(["--no-pager", "--literal-pathspecs", "-c", "core.quotePath=false", "-c", "diff.relative=false"]);
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env_remove("GIT_EXTERNAL_DIFF");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What git prints; its own complaint where it fails.
fn output<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Result<Vec<u8>> {
    let output = git().args(args).output().context("git cannot be started")?;
    if output.status.success() { Ok(output.stdout) } else { bail!("git: {}", complaint(&output.stderr)) }
}

fn complaint(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let line = text.lines().find(|l| !l.trim().is_empty()).unwrap_or("failed without a word");
    line.trim_start_matches("fatal: ").trim_start_matches("error: ").to_owned()
}

/// A line of output without its end.
fn single_line(mut bytes: Vec<u8>) -> OsString {
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    }
    named(&bytes)
}

/// A name as git gives it: any bytes on Unix, UTF-8 elsewhere.
#[cfg(unix)]
pub(super) fn named(bytes: &[u8]) -> OsString {
    let name: &OsStr = std::os::unix::ffi::OsStrExt::from_bytes(bytes);
    name.to_owned()
}

#[cfg(not(unix))]
pub(super) fn named(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// An object of a repository.
#[derive(Debug)]
pub(super) struct Object {
    /// Its id.
    pub id: String,
    /// `blob`, `tree`, `commit` or `tag`.
    pub kind: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A running `git cat-file --batch`, which gives one object after another.
#[derive(Debug)]
pub(super) struct Objects {
    child: Child,
    names: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    end: u8,
}

impl Objects {
    /// Starts it, for names without a line break.
    pub(super) fn open() -> Result<Self> {
        Self::start(b'\n')
    }

    fn start(end: u8) -> Result<Self> {
        let mut command = git();
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped());
        if end == 0 {
            command.arg("-z");
        }
        let mut child = command.spawn().context("git cannot be started")?;
        let (names, answers) = (child.stdin.take(), child.stdout.take());
        let answers = BufReader::new(answers.context("git has no output")?);
        Ok(Self { child, names, answers, end })
    }

    /// The object of a name; `None` where there is none.
    pub(super) fn get(&mut self, name: &OsStr) -> Result<Option<Object>> {
        let mut line = name.as_encoded_bytes().to_vec();
        line.push(self.end);
        if let Some(names) = &mut self.names {
            // Where git gave up before it read the name, its complaint says more than the broken pipe.
            let _ = names.write_all(&line).and_then(|()| names.flush());
        }
        let mut header = Vec::new();
        self.answers.read_until(b'\n', &mut header).context("git")?;
        if header.is_empty() {
            bail!("git: {}", self.last_words());
        }
        let header = String::from_utf8_lossy(&header);
        let fields: Vec<&str> = header.trim_end_matches('\n').split(' ').collect();
        let &[id, kind, size] = fields.as_slice() else { return Ok(None) };
        let Ok(size) = size.parse::<usize>() else { return Ok(None) };
        let mut bytes = vec![0; size];
        self.answers.read_exact(&mut bytes).context("git")?;
        self.answers.read_exact(&mut [0]).context("git")?;
        Ok(Some(Object { id: id.to_owned(), kind: kind.to_owned(), bytes }))
    }

    fn last_words(&mut self) -> String {
        self.names = None;
        let mut words = Vec::new();
        if let Some(stderr) = &mut self.child.stderr {
            // No complaint to read leaves none to repeat.
            let _ = stderr.read_to_end(&mut words);
        }
        complaint(&words)
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // Without names to wait for, git ends by itself.
        self.names = None;
        let _ = self.child.wait();
    }
}

/// The object of a name such as `HEAD~2:news/fire.txt`; `None` where there is none.
pub(super) fn object(name: &OsStr) -> Result<Option<Object>> {
    // Only newer gits know `-z`; few names need it.
    let end = if name.as_encoded_bytes().contains(&b'\n') { 0 } else { b'\n' };
    if name.as_encoded_bytes().contains(&0) {
        return Ok(None);
    }
    Objects::start(end)?.get(name)
}

/// A regular file in a tree.
#[derive(Debug)]
pub(super) struct Entry {
    /// Path relative to the tree.
    pub path: PathBuf,
    /// Id of its blob.
    pub id: String,
}

/// The regular files of a tree, at any depth, in git's order.
pub(super) fn files(tree: &str) -> Result<Vec<Entry>> {
    let listed = output(["ls-tree", "-r", "-z", "--full-tree", tree])?;
    let entry = |line: &[u8]| {
        let tab = line.iter().position(|&b| b == b'\t')?;
        let (meta, path) = (line.get(..tab)?, line.get(tab + 1..)?);
        let mut fields = std::str::from_utf8(meta).ok()?.split(' ');
        let (mode, _kind, id) = (fields.next()?, fields.next()?, fields.next()?);
        is_regular(mode).then(|| Entry { path: PathBuf::from(named(path)), id: id.to_owned() })
    };
    Ok(listed.split(|&b| b == 0).filter_map(entry).collect())
}

/// Not a symbolic link, not a submodule.
fn is_regular(mode: &str) -> bool {
    mode.starts_with("100")
}

/// A file that changed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Changed {
    /// Path relative to the top of the working tree and id of the blob; `None` where it is new.
    pub old: Option<(PathBuf, String)>,
    /// Path relative to the top of the working tree; `None` where it was deleted.
    pub new: Option<PathBuf>,
    /// Whether it is in the middle of a merge.
    pub unmerged: bool,
}

/// What changed in a working tree.
#[derive(Debug)]
pub(super) struct Since {
    /// The top of the working tree.
    pub top: PathBuf,
    /// Regular files that changed, in order of path; symbolic links and submodules are left alone.
    pub changed: Vec<Changed>,
}

/// The tracked files that changed between a revision and the working tree. `A...` means since the common ancestor of `A` and
/// `HEAD`, as in `git diff`.
pub(super) fn since(revision: &OsStr, paths: &[PathBuf]) -> Result<Since> {
    let top = PathBuf::from(single_line(output(["rev-parse", "--show-toplevel"])?));
    let base = base(revision)?;
    let fixed = ["diff", "--raw", "-z", "--find-renames", RENAME_LIMIT, "--no-abbrev", "--no-ext-diff"];
    let fixed = fixed.into_iter().chain(["--no-textconv", "--ignore-submodules=all", base.as_str(), "--"]);
    let mut changed = changes(&output(fixed)?);
    if !paths.is_empty() {
        // Not left to git: of a renamed file it would see the named half alone.
        let wanted = from_top(paths)?;
        let is_wanted = |path: &PathBuf| wanted.iter().any(|w| path.starts_with(w));
        changed.retain(|c| c.new.iter().chain(c.old.iter().map(|(path, _)| path)).any(is_wanted));
    }
    changed.sort_by(|x, y| x.path().cmp(&y.path()));
    changed.dedup_by(|next, first| next.path() == first.path());
    let unmerged = unmerged(&top)?;
    for change in &mut changed {
        change.unmerged |= change.new.as_ref().is_some_and(|path| unmerged.binary_search(path).is_ok());
    }
    Ok(Since { top, changed })
}

/// Paths as given, relative to the top of the working tree.
fn from_top(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let prefix = PathBuf::from(single_line(output(["rev-parse", "--show-prefix"])?));
    let top = PathBuf::from(single_line(output(["rev-parse", "--show-toplevel"])?));
    let relative = |path: &PathBuf| {
        let path = prefix.join(path);
        super::path::straight(path.strip_prefix(&top).unwrap_or(&path))
    };
    Ok(paths.iter().map(relative).collect())
}

/// Paths in the middle of a merge, sorted. A comparison with a commit lists them as merely modified.
fn unmerged(top: &Path) -> Result<Vec<PathBuf>> {
    let args = ["ls-files", "--unmerged", "-z"].map(OsStr::new);
    let listed = output([OsStr::new("-C"), top.as_os_str()].into_iter().chain(args))?;
    let path = |line: &[u8]| Some(PathBuf::from(named(line.get(line.iter().position(|&b| b == b'\t')? + 1..)?)));
    let mut paths: Vec<PathBuf> = listed.split(|&b| b == 0).filter_map(path).collect();
    paths.sort_unstable();
    paths.dedup();
    Ok(paths)
}

/// The id of the commit to compare with.
fn base(revision: &OsStr) -> Result<String> {
    let shown = revision.to_string_lossy();
    // In two steps: `:/text` takes whatever follows for a part of the text.
    let commit = |name: &[u8]| -> Result<Option<String>> {
        let Some(found) = object(&named(name))? else { return Ok(None) };
        Ok(object(OsStr::new(&format!("{}^{{commit}}", found.id)))?.map(|o| o.id))
    };
    if let Some(name) = revision.as_encoded_bytes().strip_suffix(b"...") {
        let Some(id) = commit(name)? else { bail!("git knows no revision `{shown}`") };
        let merge_base =
            single_line(output(["merge-base", id.as_str(), "HEAD"]).context("no common ancestor with HEAD")?);
        return Ok(merge_base.to_string_lossy().into_owned());
    }
    match commit(revision.as_encoded_bytes())? {
        Some(id) => Ok(id),
        // Before the first commit everything is new.
        None if revision == "HEAD" => {
            let id = single_line(output(["hash-object", "-t", "tree", "--stdin"])?);
            Ok(id.to_string_lossy().into_owned())
        }
        None => bail!("git knows no revision `{shown}`"),
    }
}

impl Changed {
    fn path(&self) -> Option<&PathBuf> {
        self.new.as_ref().or(self.old.as_ref().map(|(path, _)| path))
    }
}

/// Reads `git diff --raw -z` (gitformat "RAW OUTPUT FORMAT" in git-diff(1)).
fn changes(raw: &[u8]) -> Vec<Changed> {
    let mut fields = raw.split(|&b| b == 0);
    let mut out = Vec::new();
    while let Some(meta) = fields.next().filter(|m| !m.is_empty()) {
        let meta = String::from_utf8_lossy(meta);
        let mut parts = meta.trim_start_matches(':').split(' ');
        let mut part = || parts.next().unwrap_or_default();
        let (old_mode, new_mode, old_id, _new_id, status) = (part(), part(), part(), part(), part());
        let path = |bytes: Option<&[u8]>| PathBuf::from(named(bytes.unwrap_or_default()));
        let first = path(fields.next());
        let second = if status.starts_with(['R', 'C']) { path(fields.next()) } else { first.clone() };
        let unmerged = status == "U";
        // A copy leaves the original alone: what is new in it is the whole file.
        let has_old = is_regular(old_mode) && !status.starts_with('C');
        let change = Changed {
            old: has_old.then(|| (first, old_id.to_owned())),
            new: (is_regular(new_mode) || unmerged).then_some(second),
            unmerged,
        };
        if change.path().is_some() {
            out.push(change);
        }
    }
    out
}

/// What git's configuration says of a key, as a truth value; `None` where it says nothing.
pub(super) fn truth(key: &str) -> Option<bool> {
    let said = output(["config", "--type=bool", "--get", key]).ok()?;
    Some(single_line(said) == "true")
}

/// What git's configuration says of a key; `None` where it says nothing.
pub(super) fn setting(key: &str) -> Option<OsString> {
    output(["config", "--get", key]).ok().map(single_line)
}

/// The diff driver that the attributes name for a path; `None` where they name none.
pub(super) fn diff_driver(path: &OsStr) -> Option<String> {
    let said = output([OsStr::new("check-attr"), "-z".as_ref(), "diff".as_ref(), "--".as_ref(), path]).ok()?;
    let value = String::from_utf8(said.split(|&b| b == 0).nth(2)?.to_vec()).ok()?;
    (!matches!(value.as_str(), "unspecified" | "set" | "unset")).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::changes;
    use std::path::PathBuf;

    #[test]
    fn raw_output_is_read_by_status_and_mode() {
        let zero = "0".repeat(40);
        let one = "1".repeat(40);
        let raw = format!(
            ":100644 100644 {one} {zero} M\0a.txt\0:100644 100644 {one} {zero} R086\0old.txt\0-new.txt\0\
             :000000 100644 {zero} {zero} A\0n\n.txt\0:100644 000000 {one} {zero} D\0gone.txt\0\
             :160000 160000 {one} {zero} M\0module\0:120000 120000 {one} {zero} M\0link\0:000000 000000 {zero} {zero} U\0u.txt\0"
        );
        let found = changes(raw.as_bytes());
        let shown: Vec<(Option<PathBuf>, Option<PathBuf>)> =
            found.iter().map(|c| (c.old.as_ref().map(|o| o.0.clone()), c.new.clone())).collect();
        let path = |p: &str| Some(PathBuf::from(p));
        assert_eq!(
            shown,
            [
                (path("a.txt"), path("a.txt")),
                (path("old.txt"), path("-new.txt")),
                (None, path("n\n.txt")),
                (path("gone.txt"), None),
                (None, path("u.txt")),
            ]
        );
        assert!(found.last().unwrap().unmerged);
    }
}
