//! Two folders paired by relative path: which files are articles, and which of them only one side has.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use globset::GlobSet;
use storydiff::Pair;

use super::config::globs;

/// Extensions of what is no article, whatever it says: code, data, settings, pictures, sound, archives. Everything else is
/// looked at, so that no article is missed for its name.
const NOT_ARTICLES: [&str; 108] = [
    "7z",
    "aac",
    "aif",
    "aiff",
    "avi",
    "avif",
    "bash",
    "bat",
    "bin",
    "bmp",
    "bz2",
    "c",
    "cfg",
    "cjs",
    "conf",
    "cpp",
    "cs",
    "css",
    "csv",
    "db",
    "dll",
    "eot",
    "eps",
    "exe",
    "flac",
    "flv",
    "gif",
    "go",
    "gz",
    "h",
    "heic",
    "hpp",
    "ico",
    "ini",
    "jar",
    "java",
    "jp2",
    "jpeg",
    "jpg",
    "js",
    "json",
    "jsonl",
    "jsx",
    "kt",
    "less",
    "lock",
    "lua",
    "m4a",
    "m4v",
    "mjs",
    "mkv",
    "mov",
    "mp3",
    "mp4",
    "mpeg",
    "mpg",
    "odp",
    "ods",
    "ogg",
    "ogv",
    "opus",
    "otf",
    "parquet",
    "pdf",
    "php",
    "pl",
    "png",
    "ppt",
    "pptx",
    "properties",
    "psd",
    "py",
    "rar",
    "rb",
    "rs",
    "scss",
    "sh",
    "so",
    "sql",
    "sqlite",
    "svg",
    "swift",
    "tar",
    "tgz",
    "tif",
    "tiff",
    "toml",
    "ts",
    "tsv",
    "tsx",
    "ttf",
    "vue",
    "wasm",
    "wav",
    "webm",
    "webp",
    "wmv",
    "woff",
    "woff2",
    "xls",
    "xlsx",
    "xsd",
    "xsl",
    "xz",
    "yaml",
    "yml",
    "zip",
    "zst",
];

/// Extensions of articles: a file of these that cannot be read as text is trouble, another one is no article.
const ARTICLES: [&str; 18] = [
    "adoc",
    "asciidoc",
    "docx",
    "htm",
    "html",
    "markdown",
    "md",
    "mdown",
    "mdx",
    "mediawiki",
    "org",
    "rst",
    "rtf",
    "tex",
    "text",
    "txt",
    "wiki",
    "xhtml",
];

/// Which files of a folder or a repository are looked at.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Files")]
pub(crate) struct FileArgs {
    /// Look only at files that match one of these globs (`*.md`, `news/**`)
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// Leave alone files that match one of these globs
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
}

/// The choice of files, compiled.
#[derive(Debug)]
pub(super) struct Choice {
    include: Option<GlobSet>,
    exclude: GlobSet,
}

impl FileArgs {
    /// The choice that the arguments make.
    ///
    /// # Errors
    /// For a pattern that is no glob.
    pub(super) fn choice(&self) -> Result<Choice> {
        let compile = |patterns: &[String]| globs(patterns.iter().map(String::as_str));
        let include = if self.include.is_empty() { None } else { Some(compile(&self.include).context("--include")?) };
        Ok(Choice { include, exclude: compile(&self.exclude).context("--exclude")? })
    }
}

impl Choice {
    /// Whether a relative path is looked at.
    pub(super) fn takes(&self, path: &Path) -> bool {
        !self.exclude.is_match(path)
            && match &self.include {
                Some(globs) => globs.is_match(path),
                None => !is_hidden(path) && !has_extension(path, &NOT_ARTICLES),
            }
    }

    /// Whether a path must be readable as text: it was asked for, or its name says that it is an article.
    pub(super) fn insists_on(&self, path: &Path) -> bool {
        self.include.is_some() || has_extension(path, &ARTICLES)
    }
}

fn is_hidden(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str().as_encoded_bytes().first() == Some(&b'.') && part.as_os_str() != "..")
}

fn has_extension(path: &Path, list: &[&str]) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    extension.is_some_and(|e| list.contains(&e.as_str()))
}

/// Relative paths of all files below a folder, sorted. Links to files are followed, links to folders are not: they may lead
/// in a circle.
///
/// # Errors
/// When a folder cannot be read.
pub(super) fn listed(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(here) = open.pop() {
        let full = folder.join(&here);
        for entry in std::fs::read_dir(&full).with_context(|| full.display().to_string())? {
            let entry = entry.with_context(|| full.display().to_string())?;
            let path = here.join(entry.file_name());
            let kind = entry.file_type().with_context(|| full.display().to_string())?;
            if kind.is_dir() {
                open.push(path);
            } else if kind.is_file() || folder.join(&path).is_file() {
                found.push(path);
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Pairs two sorted lists by key: each key once, in order, with what each side has of it.
pub(super) fn paired<T>(sides: Pair<Vec<T>>, key: impl Fn(&T) -> &Path) -> Vec<Pair<Option<T>>> {
    let mut out = Vec::new();
    let mut sides = sides.map(|list| list.into_iter().peekable());
    loop {
        let order = match (sides.a.peek(), sides.b.peek()) {
            (Some(a), Some(b)) => key(a).cmp(key(b)),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => return out,
        };
        out.push(Pair::new(
            if order.is_le() { sides.a.next() } else { None },
            if order.is_ge() { sides.b.next() } else { None },
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::{ARTICLES, FileArgs, NOT_ARTICLES, paired};
    use std::path::{Path, PathBuf};
    use storydiff::Pair;

    #[test]
    fn every_path_stands_in_one_pair() {
        let list = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let found = paired(Pair::new(list(&["a", "b", "d"]), list(&["b", "c"])), PathBuf::as_path);
        let shown: Vec<(Option<PathBuf>, Option<PathBuf>)> = found.into_iter().map(Pair::into_tuple).collect();
        let path = |p: &str| Some(PathBuf::from(p));
        assert_eq!(shown, [(path("a"), None), (path("b"), path("b")), (None, path("c")), (path("d"), None)]);
    }

    #[test]
    fn code_and_hidden_files_are_no_articles_unless_asked_for() {
        let choice = |include: &[&str], exclude: &[&str]| {
            let owned = |list: &[&str]| list.iter().map(|&s| s.to_owned()).collect();
            FileArgs { include: owned(include), exclude: owned(exclude) }.choice().unwrap()
        };
        let takes = |path: &str| choice(&[], &[]).takes(Path::new(path));
        assert!(takes("a.txt") && takes("news/LETTER") && takes("a.News") && takes("../a.md"));
        assert!(!takes(".github/ISSUE.md") && !takes("site/main.JS") && !takes("compare.toml"));
        assert!(choice(&["*.js"], &[]).takes(Path::new("site/main.js")));
        assert!(!choice(&["*.md"], &["draft*"]).takes(Path::new("news/draft-1.md")));
    }

    #[test]
    fn the_lists_are_sorted_and_apart() {
        assert!(ARTICLES.is_sorted() && NOT_ARTICLES.is_sorted());
        assert!(ARTICLES.iter().all(|e| !NOT_ARTICLES.contains(e)));
    }
}
