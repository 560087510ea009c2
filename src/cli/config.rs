//! `compare.toml`: found by searching upwards, read into levels, patterns and acceptances; every mistake in it is an error
//! that names file and line.

mod accept;
mod file;
mod words;

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use storydiff::report::{Ignore, Place};
use storydiff::rule::{self, Acceptance, Level, Rule, Settings};

use super::{origin, path};

pub(super) use self::accept::{Entry, append};
pub(super) use self::file::{Render, schema};

/// The name that is searched for.
pub(super) const NAME: &str = "compare.toml";

/// Which configuration to read.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Configuration")]
pub(crate) struct ConfigArgs {
    /// Read this configuration instead of the compare.toml found from the working directory upwards
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long, conflicts_with = "config")]
    pub no_config: bool,
}

/// A configuration, checked and compiled; empty where there is none.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// The file it was read from.
    pub path: Option<PathBuf>,
    /// The folder that its globs are relative to, absolute.
    root: PathBuf,
    base: Layer,
    overrides: Vec<Override>,
    /// How output looks.
    pub render: Render,
    /// What somebody accepted.
    pub accepted: Vec<Accepted>,
}

/// What a file is known by, for the globs of a configuration.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Its path below the folder or tree that is checked.
    pub below: Option<PathBuf>,
    /// Its path on disk.
    pub file: Option<PathBuf>,
}

/// What may be set for all files and for some.
#[derive(Debug, Default)]
struct Layer {
    levels: Vec<(&'static Rule, Level)>,
    max_change: Option<f64>,
    ignore: Ignore,
}

#[derive(Debug)]
struct Override {
    paths: GlobSet,
    layer: Layer,
}

/// An `[[accept]]` entry.
#[derive(Debug)]
pub(super) struct Accepted {
    /// What it accepts.
    pub acceptance: Acceptance,
    /// The file it is about; all where it names none.
    pub file: Option<String>,
    /// Where it is written.
    pub place: Place,
}

impl Config {
    /// Reads what the arguments ask for; an empty configuration where nothing is found.
    ///
    /// # Errors
    /// When the file cannot be read or says something it may not.
    pub(super) fn load(args: &ConfigArgs) -> Result<Self> {
        // One that is made later is made here.
        let none = || Self { root: std::env::current_dir().unwrap_or_default(), ..Self::default() };
        match &args.config {
            _ if args.no_config => Ok(none()),
            Some(path) => Self::read(path.clone()),
            None => search()?.map_or_else(|| Ok(none()), Self::read),
        }
    }

    fn read(path: PathBuf) -> Result<Self> {
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let absolute = absolute(&path).with_context(|| path.display().to_string())?;
        let mut config = file::parse(&text).map_err(|wrong| wrong.in_file(&path, &text))?;
        absolute.parent().unwrap_or(Path::new("/")).clone_into(&mut config.root);
        for accepted in &mut config.accepted {
            accepted.place.path = path.display().to_string();
        }
        config.path = Some(path);
        Ok(config)
    }

    /// What the rules are to do with a file.
    pub(super) fn settings(&self, known: &Known) -> Settings {
        let mut settings = Settings::default();
        for layer in self.layers(known) {
            layer.levels.iter().for_each(|&(rule, level)| settings.set(rule, level));
            settings.max_change = layer.max_change.or(settings.max_change);
        }
        settings
    }

    /// What is to be ignored in a file.
    pub(super) fn ignore(&self, known: &Known) -> Cow<'_, Ignore> {
        let mut layers = self.layers(known).map(|l| &l.ignore).filter(|i| !i.is_empty());
        let first = layers.next().map_or_else(|| Cow::Owned(Ignore::default()), Cow::Borrowed);
        layers.fold(first, |all, more| Cow::Owned(all.and(more)))
    }

    /// The layers that hold for a file, the weakest first.
    fn layers(&self, known: &Known) -> impl Iterator<Item = &Layer> {
        let file = known.file.as_deref().map(|path| self.relative(path));
        let names: Vec<PathBuf> = known.below.iter().cloned().chain(file).collect();
        let applies = move |o: &&Override| names.iter().any(|name| o.paths.is_match(name));
        std::iter::once(&self.base).chain(self.overrides.iter().filter(applies).map(|o| &o.layer))
    }

    /// What acceptances know a file by: its path below the two folders or in the repository, else its path relative to the
    /// configuration, so that it is the same from any working directory.
    pub(super) fn accepted_as(&self, known: &Known, path: &Path) -> String {
        let relative = || known.file.as_deref().map_or_else(|| path.to_owned(), |file| self.relative(file));
        origin::shown(known.below.clone().unwrap_or_else(relative).as_os_str())
    }

    /// A path relative to the configuration's folder; as given where it lies elsewhere.
    fn relative(&self, path: &Path) -> PathBuf {
        let relative = absolute(path).ok().and_then(|p| p.strip_prefix(&self.root).map(Path::to_owned).ok());
        relative.unwrap_or_else(|| path.to_owned())
    }
}

/// An absolute path without `..`.
fn absolute(path: &Path) -> io::Result<PathBuf> {
    Ok(path::straight(&std::path::absolute(path)?))
}

/// The nearest configuration from the working directory upwards.
fn search() -> Result<Option<PathBuf>> {
    let here = std::env::current_dir().context("the working directory")?;
    let levels = here.ancestors().position(|folder| folder.join(NAME).is_file());
    // As it is reached from here: shorter for people, and the same on any machine.
    Ok(levels.map(|levels| std::iter::repeat_n("..", levels).chain([NAME]).collect()))
}

/// Globs of a list: one without a slash matches a file name in any folder, `**` any number of folders.
///
/// # Errors
/// For a pattern that is no glob.
pub(super) fn globs<'p>(patterns: impl IntoIterator<Item = &'p str>) -> Result<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let anywhere = format!("**/{pattern}");
        let full = if pattern.contains('/') { pattern.trim_start_matches('/') } else { &anywhere };
        match GlobBuilder::new(full).literal_separator(true).build() {
            Ok(glob) => set.add(glob),
            Err(error) => bail!("`{pattern}` is no glob: {}", error.kind()),
        };
    }
    Ok(set.build()?)
}

/// The rule and level of `ID=LEVEL`.
///
/// # Errors
/// For an unknown rule or level, with the nearest one.
pub(crate) fn rule_level(text: &str) -> Result<(&'static Rule, Level), String> {
    let Some((id, level)) = text.split_once('=') else {
        return Err("give RULE=LEVEL, such as figure-changed=warning".to_owned());
    };
    let rule = rule::find(id.trim()).map_err(|e| e.to_string())?;
    let names = || Level::ALL.into_iter().map(Level::name);
    let level = level.trim();
    let nearest = || rule::nearest(level, names()).unwrap_or_default();
    let found = Level::ALL.into_iter().find(|l| l.name() == level);
    let level = found.ok_or_else(|| format!("there is no level `{level}`; did you mean `{}`?", nearest()))?;
    Ok((rule, level))
}

#[cfg(test)]
mod tests {
    use super::{globs, rule_level};

    #[test]
    fn globs_match_names_anywhere_or_paths() {
        let matches = |pattern: &str, path: &str| globs([pattern]).unwrap().is_match(path);
        assert!(matches("*.md", "a.md") && matches("*.md", "news/2025/a.md"));
        assert!(matches("news/*.md", "news/a.md") && !matches("news/*.md", "news/2025/a.md"));
        assert!(matches("news/**", "news/2025/a.md") && !matches("news/**", "old/news/a.md"));
        assert!(matches("/news/**", "news/a.md"));
        assert!(globs(["a{b"]).is_err());
    }

    #[test]
    fn a_level_is_set_by_name() {
        let (rule, level) = rule_level("figure-changed=off").unwrap();
        assert_eq!((rule.id, level.name()), ("figure-changed", "off"));
        assert!(rule_level("figure-chnged=off").unwrap_err().contains("`figure-changed`"));
        assert!(rule_level("figure-changed=erorr").unwrap_err().contains("`error`"));
        assert!(rule_level("figure-changed").is_err());
    }
}
