//! What the terminal can do and what the user wants of it: colour, width, links. Decides, and draws nothing.

use std::env;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::path::Path;

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::Deserialize;
use storydiff::render::select::{Selection, Trait};
use storydiff::render::terminal::Options;
use storydiff::render::theme::{Colors, Palette, Theme};
use storydiff::{Pair, Report, render};

use super::config::Render;

/// The arguments that choose colours.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
#[command(next_help_heading = "Terminal")]
pub(crate) struct ColorArgs {
    /// When to colour the output; `auto` (unless configured) minds `NO_COLOR`, `CLICOLOR_FORCE` and `TERM=dumb`
    #[arg(long, value_enum, value_name = "WHEN")]
    pub color: Option<When>,
    /// Colours
    #[arg(long, value_enum, value_name = "NAME")]
    pub theme: Option<ThemeName>,
    /// Colours in place of the theme's; configured, never typed.
    #[arg(skip)]
    own: Colors,
}

/// The arguments of the views for a terminal.
#[derive(Clone, Debug, Default, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag as typed; `View` makes one value of them")]
#[command(next_help_heading = "Terminal")]
pub(crate) struct TerminalArgs {
    /// Say in one line whether they differ
    #[arg(short = 'q', long, group = "view", conflicts_with = "format")]
    pub brief: bool,
    #[command(flatten)]
    pub colors: ColorArgs,
    /// Unchanged paragraphs shown around each change; 1 unless configured
    #[arg(short = 'U', long, value_name = "N")]
    pub context: Option<u32>,
    /// Columns to fill; the terminal's, else `COLUMNS`, else 80
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    pub width: Option<u16>,
    /// Show only passages of these kinds: a status (`reworded`), `moved`, `split`, `merged`, a claim kind (`figure`), …
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    pub only: Vec<Trait>,
    /// Show the changed claims and nothing else
    #[arg(long, group = "view", conflicts_with = "format")]
    pub claims_only: bool,
    /// Show the counts, a line and a bar for each kind
    #[arg(long, group = "view", conflicts_with = "format")]
    pub stat: bool,
    /// Tell what changed in plain sentences, for a screen reader
    #[arg(long, group = "view", conflicts_with = "format")]
    pub narrate: bool,
    /// Names for the two articles: `AP,Reuters`
    #[arg(long, value_name = "A,B", value_parser = labels)]
    pub labels: Option<Pair<String>>,
    /// When to link paragraph numbers to their line in the file
    #[arg(long, value_enum, value_name = "WHEN")]
    pub hyperlink: Option<When>,
    /// Never start a pager
    #[arg(long)]
    pub no_pager: bool,
}

/// A choice that `auto` leaves to the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum When {
    /// Where the terminal can
    #[default]
    Auto,
    /// Whatever the output goes to
    Always,
    /// Not at all
    Never,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ThemeName {
    /// The terminal's red and green
    #[default]
    Default,
    /// Orange and blue
    Colorblind,
    /// Bold, faint, underlined, struck out
    Mono,
}

fn labels(text: &str) -> Result<Pair<String>, String> {
    match text.split_once(',') {
        Some((a, b)) if !a.trim().is_empty() && !b.trim().is_empty() => {
            Ok(Pair::new(a.trim().to_owned(), b.trim().to_owned()))
        }
        _ => Err("give two names with a comma between them, such as AP,Reuters".to_owned()),
    }
}

/// Where the output goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A terminal, with or without a pager between.
    Terminal,
    /// A file or a pipe.
    File,
}

impl Target {
    /// Where standard output goes.
    pub(crate) fn of_stdout() -> Self {
        if io::stdout().is_terminal() { Self::Terminal } else { Self::File }
    }
}

impl ColorArgs {
    /// These, and where they say nothing what is configured.
    pub(crate) fn or(self, render: &Render) -> Self {
        // A theme asked for by name is shown as it is.
        let own = if self.theme.is_some() { self.own } else { render.colors.into() };
        Self { color: self.color.or(render.color), theme: self.theme.or(render.theme), own }
    }

    /// The colours for a target.
    pub(crate) fn look(self, target: Target) -> Theme {
        let colored = Surroundings::read(target).colored(self.color.unwrap_or_default());
        if colored { Theme::new(self.theme.unwrap_or_default().into()).with(self.own) } else { Theme::plain() }
    }
}

impl TerminalArgs {
    /// These, and where they say nothing what is configured.
    pub(crate) fn or(&self, render: &Render) -> Self {
        Self {
            colors: self.colors.or(render),
            context: self.context.or(render.context),
            width: self.width.or(render.width),
            hyperlink: self.hyperlink.or(render.hyperlink),
            no_pager: self.no_pager || render.pager == Some(false),
            ..self.clone()
        }
    }

    /// How the views for a terminal are shown, for the articles at `paths`.
    pub(crate) fn options(&self, target: Target, paths: Pair<&Path>) -> Options {
        let surroundings = Surroundings::read(target);
        Options {
            width: self.width(target),
            context: self.context.unwrap_or(1) as usize,
            theme: self.colors.look(target),
            labels: self.labels.clone(),
            links: if surroundings.linked(self.hyperlink.unwrap_or_default()) {
                paths.map(address)
            } else {
                Pair::default()
            },
            selection: if self.only.is_empty() { Selection::Changes } else { Selection::Only(self.only.clone()) },
        }
    }

    fn width(&self, target: Target) -> usize {
        let terminal = || (target == Target::Terminal).then(terminal_size::terminal_size).flatten();
        let columns = || env::var("COLUMNS").ok()?.parse::<u16>().ok().filter(|&n| n > 0);
        self.width.or_else(|| terminal().map(|(width, _)| width.0)).or_else(columns).unwrap_or(80).into()
    }
}

/// A view for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    Inline,
    SideBySide,
    Brief,
    ClaimsOnly,
    Stat,
    Narrate,
}

impl View {
    /// The view that a flag asks for, or else the format.
    pub(crate) fn of(args: &TerminalArgs, otherwise: Self) -> Self {
        let asked = [
            (args.brief, Self::Brief),
            (args.claims_only, Self::ClaimsOnly),
            (args.stat, Self::Stat),
            (args.narrate, Self::Narrate),
        ];
        asked.into_iter().find(|(flag, _)| *flag).map_or(otherwise, |(_, view)| view)
    }

    /// Whether it may fill more than a screen.
    pub(crate) fn is_long(self) -> bool {
        !matches!(self, Self::Brief | Self::Stat)
    }

    /// Writes it.
    pub(crate) fn write(self, report: &Report, options: &Options, out: &mut impl io::Write) -> io::Result<()> {
        match self {
            Self::Inline => render::terminal::write(report, options, out),
            Self::SideBySide => render::side_by_side::write(report, options, out),
            Self::Brief => render::brief::write(report, options, out),
            Self::ClaimsOnly => render::claims::write(report, options, out),
            Self::Stat => render::stat::write(report, options, out),
            Self::Narrate => render::narrate::write(report, options, out),
        }
    }
}

impl From<ThemeName> for Palette {
    fn from(name: ThemeName) -> Self {
        match name {
            ThemeName::Default => Self::Default,
            ThemeName::Colorblind => Self::Colorblind,
            ThemeName::Mono => Self::Mono,
        }
    }
}

/// What the environment says of colour and links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Surroundings {
    target: Target,
    colour: Wish,
    terminal: Ability,
}

/// What the user's environment asks for (<https://no-color.org>, <https://bixense.com/clicolors>).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    Unspoken,
    Forced,
    Forbidden,
}

/// What the terminal understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ability {
    /// No escape sequence at all.
    Dumb,
    Colours,
    ColoursAndLinks,
}

impl Surroundings {
    fn read(target: Target) -> Self {
        let variable = |name: &str| env::var(name).ok();
        Self { target, colour: Wish::from(variable), terminal: Ability::from(variable) }
    }

    fn colored(self, when: When) -> bool {
        let able = self.target == Target::Terminal && self.terminal != Ability::Dumb;
        match (when, self.colour) {
            (When::Always, _) | (When::Auto, Wish::Forced) => true,
            (When::Never, _) | (When::Auto, Wish::Forbidden) => false,
            (When::Auto, Wish::Unspoken) => able,
        }
    }

    fn linked(self, when: When) -> bool {
        match when {
            When::Always => true,
            When::Never => false,
            When::Auto => self.target == Target::Terminal && self.terminal == Ability::ColoursAndLinks,
        }
    }
}

impl Wish {
    fn from(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).is_some_and(|v| !v.is_empty());
        let on = |name: &str| variable(name).is_some_and(|v| !v.is_empty() && v != "0");
        if set("NO_COLOR") {
            Self::Forbidden
        } else if on("CLICOLOR_FORCE") {
            Self::Forced
        } else if variable("CLICOLOR").as_deref() == Some("0") {
            Self::Forbidden
        } else {
            Self::Unspoken
        }
    }
}

/// Values of `TERM_PROGRAM` and `TERM` of terminals that follow OSC 8 links.
const LINKING_PROGRAMS: [&str; 6] = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "terminology"];
const LINKING_TERMS: [&str; 5] = ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "contour"];

impl Ability {
    fn from(variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM");
        // VTE follows links since 0.50, which it counts as 5000.
        let vte = variable("VTE_VERSION").and_then(|v| v.parse().ok()).is_some_and(|v: u32| v >= 5000);
        let known = |name: &str, list: &[&str]| variable(name).is_some_and(|v| list.contains(&v.as_str()));
        let present = |name: &str| variable(name).is_some_and(|v| !v.is_empty());
        let links = vte
            || known("TERM_PROGRAM", &LINKING_PROGRAMS)
            || known("TERM", &LINKING_TERMS)
            || ["WT_SESSION", "KONSOLE_VERSION", "DOMTERM"].iter().any(|name| present(name));
        match term.as_deref() {
            Some("dumb") => Self::Dumb,
            _ if links => Self::ColoursAndLinks,
            _ => Self::Colours,
        }
    }
}

/// The address of a file, for a link; none for what is no file.
fn address(path: &Path) -> Option<String> {
    if path == OsStr::new("-") {
        return None;
    }
    let path = path.canonicalize().ok()?;
    let mut out = "file://".to_owned();
    for &byte in path.to_str()?.as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").ok()?;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{Ability, Surroundings, Target, When, Wish};

    fn surroundings(target: Target, variables: &[(&str, &str)]) -> Surroundings {
        let variable = |name: &str| variables.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
        Surroundings { target, colour: Wish::from(variable), terminal: Ability::from(variable) }
    }

    #[test]
    fn colour_goes_to_terminals_that_want_it() {
        let auto = |target, variables: &[_]| surroundings(target, variables).colored(When::Auto);
        assert!(auto(Target::Terminal, &[]));
        assert!(auto(Target::Terminal, &[("TERM", "xterm"), ("NO_COLOR", "")]), "an empty NO_COLOR says nothing");
        assert!(!auto(Target::Terminal, &[("NO_COLOR", "1")]));
        assert!(!auto(Target::Terminal, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]));
        assert!(!auto(Target::Terminal, &[("TERM", "dumb")]));
        assert!(!auto(Target::Terminal, &[("CLICOLOR", "0")]));
        assert!(!auto(Target::File, &[]));
        assert!(auto(Target::File, &[("CLICOLOR_FORCE", "1")]));
        assert!(!auto(Target::File, &[("CLICOLOR_FORCE", "0")]));
    }

    #[test]
    fn what_was_asked_for_wins() {
        assert!(surroundings(Target::File, &[("NO_COLOR", "1"), ("TERM", "dumb")]).colored(When::Always));
        assert!(!surroundings(Target::Terminal, &[("CLICOLOR_FORCE", "1")]).colored(When::Never));
    }

    #[test]
    fn links_go_to_terminals_that_follow_them() {
        let auto = |target, variables: &[_]| surroundings(target, variables).linked(When::Auto);
        assert!(auto(Target::Terminal, &[("TERM_PROGRAM", "WezTerm")]));
        assert!(auto(Target::Terminal, &[("VTE_VERSION", "7200")]));
        assert!(!auto(Target::Terminal, &[("VTE_VERSION", "4600")]));
        assert!(!auto(Target::Terminal, &[("TERM", "dumb"), ("TERM_PROGRAM", "WezTerm")]));
        assert!(!auto(Target::File, &[("TERM_PROGRAM", "WezTerm")]));
    }
}
