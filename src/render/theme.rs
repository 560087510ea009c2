//! The only place that knows colours: what each part of a view looks like, by palette. Knows nothing of reports.
//!
//! Every role differs from plain text in a mark of its own as well, so colour is never the only signal.

use std::io::{self, Write};
use std::str::FromStr;

use owo_colors::{AnsiColors, DynColors, Style, XtermColors};

/// What a piece of text is in a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Text of an article that a change stands beside.
    #[default]
    Text,
    /// Text of an unchanged passage, shown for its place.
    Context,
    /// Words that only a has.
    Removed,
    /// Whole sentences that only a has, and their mark in the margin.
    RemovedWhole,
    /// The signs around what only a has.
    RemovedSign,
    /// Words that only b has.
    Added,
    /// Whole sentences that only b has, and their mark in the margin.
    AddedWhole,
    /// The signs around what only b has.
    AddedSign,
    /// The mark of a reworded passage.
    RewordedMark,
    /// What stands elsewhere in the other article: its signs, its mark and the numbers of both places.
    Moved,
    /// Paragraph numbers, folds, rules.
    Faint,
    /// The kind of a changed claim.
    Claim,
    /// A headline.
    Headline,
}

/// A set of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Palette {
    /// The terminal's own red and green, which its owner chose to be readable.
    #[default]
    Default,
    /// Orange and blue, which every common form of colour blindness tells apart, of a lightness that is readable on black
    /// (contrast above 5) and on white (above 3.9).
    Colorblind,
    /// Bold, faint, underlined and struck out; no colour.
    Mono,
}

/// Orange, #d75f00.
const ORANGE: u8 = 166;
/// Blue, #0087d7.
const BLUE: u8 = 32;
/// Purple, #af5fd7.
const PURPLE: u8 = 134;

/// A colour of a user's own: one of the terminal's sixteen by its name, or any as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(DynColors);

/// The names of the terminal's colours; each also as `bright-NAME`.
pub const COLOR_NAMES: [&str; 8] = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/// A text that names no colour.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no colour; use `#rrggbb`, or any of {}, or one of these after `bright-`", COLOR_NAMES.join(", "))]
pub struct UnknownColor {
    text: String,
}

impl FromStr for Color {
    type Err = UnknownColor;

    fn from_str(text: &str) -> Result<Self, UnknownColor> {
        let color = text.strip_prefix('#').map_or_else(|| named(text), rgb);
        color.map(Self).ok_or_else(|| UnknownColor { text: text.to_owned() })
    }
}

fn named(text: &str) -> Option<DynColors> {
    let (first, name) = text.strip_prefix("bright-").map_or((0, text), |name| (8, name));
    let at = COLOR_NAMES.iter().position(|known| *known == name)?;
    Some(DynColors::Xterm(XtermColors::from(first + at as u8)))
}

fn rgb(digits: &str) -> Option<DynColors> {
    let all = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 6 && !digits.starts_with('+'))?;
    let [_, red, green, blue] = all.to_be_bytes();
    Some(DynColors::Rgb(red, green, blue))
}

/// Colours in place of a palette's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Colors {
    /// Of what only a has.
    pub removed: Option<Color>,
    /// Of what only b has.
    pub added: Option<Color>,
    /// Of the mark of reworded passages and of the kinds of claims.
    pub reworded: Option<Color>,
    /// Of what stands elsewhere in the other article.
    pub moved: Option<Color>,
}

/// How each role looks.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    look: Option<Look>,
}

#[derive(Clone, Copy, Debug)]
struct Look {
    palette: Palette,
    colors: Colors,
}

impl Theme {
    /// No colour at all: what goes to a file or a pipe.
    #[must_use]
    pub fn plain() -> Self {
        Self { look: None }
    }

    /// The colours of a palette.
    #[must_use]
    pub fn new(palette: Palette) -> Self {
        Self { look: Some(Look { palette, colors: Colors::default() }) }
    }

    /// The same with colours in place of the palette's, where there is colour at all.
    #[must_use]
    pub fn with(self, colors: Colors) -> Self {
        Self { look: self.look.map(|look| Look { colors, ..look }) }
    }

    /// Writes a piece of text in the look of its role. The text is safe for a terminal already.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(self, role: Role, text: &str, out: &mut impl Write) -> io::Result<()> {
        match self.look {
            Some(look) if role != Role::Text && !text.is_empty() => {
                write!(out, "{}", look.style(role).style(text))
            }
            _ => out.write_all(text.as_bytes()),
        }
    }

    /// Writes a piece of text that links to an address (OSC 8), which holds printable ASCII alone.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_link(self, address: &str, role: Role, text: &str, out: &mut impl Write) -> io::Result<()> {
        write!(out, "\u{1b}]8;;{address}\u{1b}\\")?;
        self.write(role, text, out)?;
        write!(out, "\u{1b}]8;;\u{1b}\\")
    }
}

impl Look {
    fn style(self, role: Role) -> Style {
        let plain = Style::new();
        let mono = self.palette == Palette::Mono;
        match role {
            Role::Text => plain,
            Role::Context | Role::Faint => plain.dimmed(),
            Role::Headline => plain.bold(),
            Role::Removed => self.removed().strikethrough(),
            Role::RemovedWhole => self.removed(),
            Role::RemovedSign => self.removed().dimmed(),
            Role::Added if mono => self.added().bold().underline(),
            Role::AddedWhole if mono => self.added().bold(),
            Role::Added => self.added().bold(),
            Role::AddedWhole => self.added(),
            Role::AddedSign => self.added().dimmed(),
            Role::RewordedMark => self.reworded(),
            Role::Moved => self.moved(),
            Role::Claim => self.reworded().bold(),
        }
    }

    fn removed(self) -> Style {
        self.colored(self.colors.removed, AnsiColors::Red, ORANGE)
    }

    fn added(self) -> Style {
        self.colored(self.colors.added, AnsiColors::Green, BLUE)
    }

    fn reworded(self) -> Style {
        self.colored(self.colors.reworded, AnsiColors::Magenta, PURPLE)
    }

    fn moved(self) -> Style {
        let style = self.colored(self.colors.moved, AnsiColors::Cyan, PURPLE);
        if self.palette == Palette::Mono { style.italic() } else { style }
    }

    /// The user's own colour, or else the palette's.
    fn colored(self, own: Option<Color>, default: AnsiColors, colorblind: u8) -> Style {
        let plain = Style::new();
        match (own, self.palette) {
            (Some(Color(own)), _) => plain.color(own),
            (None, Palette::Default) => plain.color(default),
            (None, Palette::Colorblind) => plain.color(XtermColors::from(colorblind)),
            (None, Palette::Mono) => plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Color, Colors, Palette, Role, Theme};

    fn shown(theme: Theme, role: Role) -> String {
        let mut out = Vec::new();
        theme.write(role, "x", &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_colour_of_ones_own_takes_the_place_of_the_palettes() {
        let colors = Colors { removed: "#d75f00".parse().ok(), added: "bright-blue".parse().ok(), ..Colors::default() };
        let theme = Theme::new(Palette::Default).with(colors);
        assert_eq!(shown(theme, Role::RemovedWhole), "\u{1b}[38;2;215;95;0mx\u{1b}[0m");
        assert_eq!(shown(theme, Role::AddedWhole), "\u{1b}[38;5;12mx\u{1b}[0m");
        assert_eq!(shown(theme, Role::Moved), shown(Theme::new(Palette::Default), Role::Moved));
        assert_eq!(shown(Theme::plain().with(colors), Role::Removed), "x", "no colour stays no colour");
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for text in ["", "#", "#12", "#12345g", "#+12345", "#ééé", "rot", "bright-", "bright-bright-red", "RED"] {
            assert!(text.parse::<Color>().is_err(), "{text}");
        }
    }
}
