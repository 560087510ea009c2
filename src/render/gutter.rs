//! The margin of the inline view: the numbers of a passage in both articles, and its mark. May import `layout`, `theme` and
//! `report`.

use std::io::{self, Write};

use super::layout::{LEAST_MEASURE, blanks, width};
use super::select::{is_change, is_moved};
use super::terminal::{Options, WIDEST_MEASURE};
use super::theme::{Role, Theme};
use super::wording;
use crate::report::{Link, Status};
use crate::{Pair, Report, Side};

/// What the margin says of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Nothing.
    Unchanged,
    /// Typography alone.
    Cosmetic,
    /// In other words.
    Reworded,
    /// In other words, at another place.
    RewordedMoved,
    /// At another place.
    Moved,
    /// In the same words, in other paragraphs.
    Regrouped,
    /// Only b has it.
    Added,
    /// Only a has it.
    Removed,
}

impl Mark {
    /// Two cells.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Unchanged => "  ",
            Self::Cosmetic => "= ",
            Self::Reworded => "~ ",
            Self::RewordedMoved => "~>",
            Self::Moved => " >",
            Self::Regrouped => "¶ ",
            Self::Added => "+ ",
            Self::Removed => "- ",
        }
    }

    /// The mark of a passage.
    #[must_use]
    pub fn of(report: &Report, link: &Link) -> Self {
        match (link.status, is_moved(report, link)) {
            (Status::Added, _) => Self::Added,
            (Status::Removed, _) => Self::Removed,
            (Status::Reworded, false) => Self::Reworded,
            (Status::Reworded, true) => Self::RewordedMoved,
            (Status::Unchanged, true) => Self::Moved,
            (Status::Unchanged, false) if is_change(report, link) => Self::Regrouped,
            (Status::Unchanged, false) if link.cosmetic && wording::is_visible(report, link.spans) => Self::Cosmetic,
            (Status::Unchanged, false) => Self::Unchanged,
        }
    }

    /// How it looks.
    #[must_use]
    pub fn role(self) -> Role {
        match self {
            Self::Unchanged | Self::Cosmetic => Role::Faint,
            Self::Reworded => Role::RewordedMark,
            Self::RewordedMoved | Self::Moved | Self::Regrouped => Role::Moved,
            Self::Added => Role::AddedWhole,
            Self::Removed => Role::RemovedWhole,
        }
    }
}

/// The numbers of passages in both articles, right-aligned, linked to their lines where the terminal follows links.
#[derive(Debug)]
pub struct Numbers<'v> {
    report: &'v Report<'v>,
    theme: Theme,
    links: Pair<Option<&'v str>>,
    /// Cells of the widest number on each side.
    pub cells: Pair<usize>,
}

impl<'v> Numbers<'v> {
    /// Columns wide enough for every passage of the report.
    #[must_use]
    pub fn new(report: &'v Report<'v>, options: &'v Options) -> Self {
        let widest = |side: Side| report.passages.iter().map(|l| cells(l, side)).max().unwrap_or_default();
        Self {
            report,
            theme: options.theme,
            links: options.links.as_ref().map(Option::as_deref),
            cells: Pair::new(widest(Side::A), widest(Side::B)),
        }
    }

    /// Writes the number of a passage on one side; space where that side has none.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, link: &Link, side: Side, role: Role, out: &mut impl Write) -> io::Result<()> {
        let units = link.units.side(side);
        let number = wording::numbers(units).to_string();
        blanks(self.cells.side(side).saturating_sub(width(&number)), out)?;
        let paragraph = self.report.documents.side(side).paragraphs().get(units.start as usize);
        match (self.links.side(side), paragraph) {
            (Some(address), Some(paragraph)) if !number.is_empty() => {
                let address = format!("{address}#{}", paragraph.line);
                self.theme.write_link(&address, role, &number, out)
            }
            _ => self.theme.write(role, &number, out),
        }
    }
}

fn cells(link: &Link, side: Side) -> usize {
    let units = link.units.side(side);
    let digits = |n: u32| n.checked_ilog10().unwrap_or_default() as usize + 1;
    match units.len() {
        0 => 0,
        1 => digits(units.end),
        _ => digits(units.start + 1) + 1 + digits(units.end),
    }
}

/// Writes the margin.
#[derive(Debug)]
pub struct Gutter<'v> {
    numbers: Numbers<'v>,
    measure: usize,
}

/// Cells beside the numbers: one between them, two before the mark, two for the mark, one after it.
const AROUND: usize = 6;

impl<'v> Gutter<'v> {
    /// A margin wide enough for every passage of the report.
    #[must_use]
    pub fn new(report: &'v Report<'v>, options: &'v Options) -> Self {
        let numbers = Numbers::new(report, options);
        let room = options.width.saturating_sub(numbers.cells.a + numbers.cells.b + AROUND);
        Self { numbers, measure: room.clamp(LEAST_MEASURE, WIDEST_MEASURE) }
    }

    /// Cells for the text beside the margin.
    #[must_use]
    pub fn measure(&self) -> usize {
        self.measure
    }

    /// Cells of the margin and the text beside it.
    #[must_use]
    pub fn width(&self) -> usize {
        self.numbers.cells.a + self.numbers.cells.b + AROUND + self.measure
    }

    /// The margin of a passage's first line.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn first(&self, link: &Link, mark: Mark, out: &mut impl Write) -> io::Result<()> {
        let role = if matches!(mark, Mark::Moved | Mark::RewordedMoved) { Role::Moved } else { Role::Faint };
        self.numbers.write(link, Side::A, role, out)?;
        write!(out, " ")?;
        self.numbers.write(link, Side::B, role, out)?;
        write!(out, "  ")?;
        self.numbers.theme.write(mark.role(), mark.sign(), out)?;
        write!(out, " ")
    }

    /// The margin of the lines that follow.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn next(&self, mark: Mark, out: &mut impl Write) -> io::Result<()> {
        self.branch(if mark == Mark::Unchanged { "  " } else { "│ " }, mark, out)
    }

    /// The margin of a note: two cells that tie it to its passage.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn branch(&self, sign: &str, mark: Mark, out: &mut impl Write) -> io::Result<()> {
        blanks(self.numbers.cells.a + self.numbers.cells.b + 3, out)?;
        self.numbers.theme.write(mark.role(), sign, out)?;
        out.write_all(b" ")
    }
}
