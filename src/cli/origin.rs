//! What an argument that names an article means: a file, standard input, or a file at a revision as git means it.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use storydiff::render::escape;
use storydiff::report::check::Name;

use super::{git, large};

/// Where an article comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// `-`.
    Stdin,
    /// A file.
    File(PathBuf),
    /// `REVISION:path`, or `:path` for what is staged.
    Revision(OsString),
}

impl Origin {
    /// What an argument means. What exists as a file is one, whatever its name.
    pub(super) fn of(argument: &OsStr) -> Self {
        let path = Path::new(argument);
        if argument == "-" {
            Self::Stdin
        } else if argument.as_encoded_bytes().contains(&b':') && path.symlink_metadata().is_err() {
            Self::Revision(argument.to_owned())
        } else {
            Self::File(path.to_owned())
        }
    }

    /// The bytes of the article.
    ///
    /// # Errors
    /// When it cannot be read, with its name.
    pub(super) fn bytes(&self) -> Result<Vec<u8>> {
        match self {
            Self::Stdin => {
                let mut bytes = Vec::new();
                std::io::stdin().lock().read_to_end(&mut bytes).context("standard input")?;
                Ok(bytes)
            }
            Self::File(path) if path.is_dir() => {
                bail!("{}: is a folder; `compare check` and `compare batch` take two of them", shown(path.as_os_str()))
            }
            Self::File(path) => std::fs::read(path).with_context(|| shown(path.as_os_str())),
            Self::Revision(name) => match git::object(name).with_context(|| shown(name))? {
                Some(object) if object.kind == "blob" => Ok(object.bytes),
                Some(object) => bail!("{}: is a {}, no file", shown(name), object.kind),
                None => bail!("{}: is no file here, and git knows no such path at a revision", shown(name)),
            },
        }
    }

    /// The bytes of a large article of a known size, kept until the program ends.
    ///
    /// # Errors
    /// Those of [`Origin::bytes`].
    pub(super) fn large(&self, size: usize) -> Result<Cow<'static, [u8]>> {
        match self {
            Self::File(path) => match large::read(path, size).with_context(|| shown(path.as_os_str()))? {
                Some(bytes) => Ok(Cow::Borrowed(bytes)),
                None => self.bytes().map(Cow::Owned),
            },
            Self::Stdin | Self::Revision(_) => self.bytes().map(Cow::Owned),
        }
    }

    /// The size of a regular file in bytes.
    pub(super) fn file_size(&self) -> Option<usize> {
        match self {
            Self::File(path) => {
                let found = path.metadata().ok().filter(std::fs::Metadata::is_file)?;
                usize::try_from(found.len()).ok()
            }
            Self::Stdin | Self::Revision(_) => None,
        }
    }

    /// The name it was given by.
    pub(super) fn name(&self) -> Name {
        match self {
            Self::Stdin => Name { shown: "-".to_owned(), uri: "-".to_owned() },
            Self::File(path) => name(path.as_os_str()),
            Self::Revision(spec) => name(spec),
        }
    }
}

/// The path in what git calls `<rev>:<path>`: behind the first colon that is not in braces, as `HEAD@{2026-05-03 10:00}` has.
pub(super) fn below_revision(name: &OsStr) -> PathBuf {
    let bytes = name.as_encoded_bytes();
    let mut depth = 0_u32;
    let colon = bytes.iter().position(|byte| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && *byte == b':'
    });
    let path = colon.and_then(|at| bytes.get(at + 1..)).unwrap_or_default();
    PathBuf::from(git::named(path))
}

/// A path for people: bytes that are not UTF-8 as `\xE9`.
pub(super) fn shown(path: &OsStr) -> String {
    let mut out = String::with_capacity(path.len());
    for chunk in path.as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\x{byte:02X}");
        }
    }
    out
}

/// A path for people and for machines.
pub(super) fn name(path: &OsStr) -> Name {
    Name { shown: shown(path), uri: escape::uri::path(path.as_encoded_bytes()) }
}

#[cfg(all(test, unix))]
mod tests {
    use super::{below_revision, name};
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    #[test]
    fn the_path_stands_behind_the_colon_of_the_revision() {
        let path = |name: &str| below_revision(OsStr::new(name)).to_str().unwrap().to_owned();
        assert_eq!(path("HEAD~1:news/a:b.txt"), "news/a:b.txt");
        assert_eq!(path("main@{2026-05-03 10:00}:a.txt"), "a.txt");
        assert_eq!(path(":staged.txt"), "staged.txt");
        assert_eq!(below_revision(OsStr::from_bytes(b"HEAD:caf\xe9")).as_os_str(), OsStr::from_bytes(b"caf\xe9"));
    }

    #[test]
    fn a_name_that_is_no_utf_8_is_shown_and_kept() {
        let name = name(OsStr::from_bytes(b"news/caf\xe9 1.txt"));
        assert_eq!((name.shown.as_str(), name.uri.as_str()), ("news/caf\\xE9 1.txt", "news/caf%E9%201.txt"));
    }
}
