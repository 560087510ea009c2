//! The only place that knows colours: what each part of a view looks like, by palette. Knows nothing of reports.
//!
//! Every role differs from plain text in a mark of its own as well, so colour is never the only signal.

use std::io::{self, Write};

use owo_colors::{AnsiColors, Style, XtermColors};

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

/// How each role looks.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    palette: Option<Palette>,
}

impl Theme {
    /// No colour at all: what goes to a file or a pipe.
    #[must_use]
    pub fn plain() -> Self {
        Self { palette: None }
    }

    /// The colours of a palette.
    #[must_use]
    pub fn new(palette: Palette) -> Self {
        Self { palette: Some(palette) }
    }

    /// Writes a piece of text in the look of its role. The text is safe for a terminal already.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(self, role: Role, text: &str, out: &mut impl Write) -> io::Result<()> {
        match self.palette {
            Some(palette) if role != Role::Text && !text.is_empty() => {
                write!(out, "{}", style(palette, role).style(text))
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

fn style(palette: Palette, role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Text => plain,
        Role::Context | Role::Faint => plain.dimmed(),
        Role::Headline => plain.bold(),
        Role::Removed => removed(palette).strikethrough(),
        Role::RemovedWhole => removed(palette),
        Role::RemovedSign => removed(palette).dimmed(),
        Role::Added if palette == Palette::Mono => plain.bold().underline(),
        Role::Added => added(palette).bold(),
        Role::AddedWhole if palette == Palette::Mono => plain.bold(),
        Role::AddedWhole => added(palette),
        Role::AddedSign => added(palette).dimmed(),
        Role::RewordedMark => reworded(palette),
        Role::Moved => moved(palette),
        Role::Claim => reworded(palette).bold(),
    }
}

fn removed(palette: Palette) -> Style {
    match palette {
        Palette::Default => Style::new().color(AnsiColors::Red),
        Palette::Colorblind => Style::new().color(XtermColors::from(ORANGE)),
        Palette::Mono => Style::new(),
    }
}

fn added(palette: Palette) -> Style {
    match palette {
        Palette::Default => Style::new().color(AnsiColors::Green),
        Palette::Colorblind => Style::new().color(XtermColors::from(BLUE)),
        Palette::Mono => Style::new(),
    }
}

fn reworded(palette: Palette) -> Style {
    match palette {
        Palette::Default => Style::new().color(AnsiColors::Magenta),
        Palette::Colorblind => Style::new().color(XtermColors::from(PURPLE)),
        Palette::Mono => Style::new(),
    }
}

fn moved(palette: Palette) -> Style {
    match palette {
        Palette::Default => Style::new().color(AnsiColors::Cyan),
        Palette::Colorblind => Style::new().color(XtermColors::from(PURPLE)),
        Palette::Mono => Style::new().italic(),
    }
}
