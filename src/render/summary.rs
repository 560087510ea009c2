//! The headline figures of a comparison, as the last lines of a view for a terminal. May import `marked`, `wording` and
//! `report`.

use std::io::{self, Write};

use super::layout::{LEAST_MEASURE, blanks};
use super::marked::Text;
use super::sheet::Sheet;
use super::terminal::Options;
use super::theme::Role;
use super::wording::{GRAVEST_FIRST, counted, percent};
use crate::report::Counts;
use crate::{Pair, Relation, Report, Side};

/// Writes the summary under a view that is `width` cells wide.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, options: &Options, width: usize, out: &mut impl Write) -> io::Result<()> {
    if !report.different {
        return same(report, options, out);
    }
    let mut lines = Lines { options, width, sheet: Sheet::new(options.theme, out) };
    lines.rule()?;
    match report.relation {
        Relation::Versions => lines.headline(&format!(
            "Two versions of one article, {} % of the words kept",
            percent(report.summary.similarity)
        ))?,
        Relation::Outlets => {
            lines.headline("Two articles on one story")?;
            lines.coverage(report)?;
        }
    }
    lines.claims(report)?;
    lines.row("paragraphs", &counts(report.summary.passages, report.relation))?;
    lines.row("sentences", &counts(report.summary.sentences, report.relation))
}

fn same(report: &Report, options: &Options, out: &mut impl Write) -> io::Result<()> {
    let names = Pair::new(Side::A, Side::B).map(|side| options.name(report, side));
    match (report.identical, report.summary.passages.cosmetic) {
        (true, _) => identical(names, options, out),
        (false, 0) => sentence(names, " do not differ in words", options, out),
        (false, n) => {
            let paragraphs = counted(n.into(), "paragraph");
            sentence(names, &format!(" do not differ in words; typography differs in {paragraphs}"), options, out)
        }
    }
}

/// Says that two articles are the same byte for byte, for which none of them need be read.
///
/// # Errors
/// Those of the writer.
pub fn identical(names: Pair<&str>, options: &Options, out: &mut impl Write) -> io::Result<()> {
    sentence(names, " are identical", options, out)
}

fn sentence(names: Pair<&str>, words: &str, options: &Options, out: &mut impl Write) -> io::Result<()> {
    let mut text = Text::default();
    text.name(Role::Headline, names.a);
    text.own(Role::Text, " and ");
    text.name(Role::Headline, names.b);
    text.own(Role::Text, words);
    Sheet::new(options.theme, out).block(&text, options.width.max(LEAST_MEASURE), |_, _| Ok(()))
}

type Row = Vec<(Role, String)>;

/// The kinds of a level that did occur.
fn counts(counts: Counts, relation: Relation) -> Row {
    let found = kinds(counts, relation).into_iter().filter(|(n, _, _)| *n > 0);
    found.map(|(n, role, name)| (role, format!("{n} {name}"))).collect()
}

/// Every kind with its count, its look and its name, those first that a reader must look at.
#[must_use]
pub fn kinds(counts: Counts, relation: Relation) -> Vec<(u32, Role, &'static str)> {
    let Counts { unchanged, reworded, added, removed, moved, split, merged, cosmetic } = counts;
    let reworded = (reworded, Role::RewordedMark, "reworded");
    let same = [(unchanged, Role::Text, "unchanged"), (cosmetic, Role::Faint, "but for typography")];
    let rest = match relation {
        Relation::Versions => vec![
            (removed, Role::RemovedWhole, "removed"),
            (added, Role::AddedWhole, "added"),
            (moved, Role::Moved, "moved"),
            (split, Role::Moved, "split"),
            (merged, Role::Moved, "merged"),
        ],
        Relation::Outlets => vec![(removed, Role::RemovedWhole, "only in a"), (added, Role::AddedWhole, "only in b")],
    };
    [reworded].into_iter().chain(rest).chain(same).collect()
}

struct Lines<'v, W> {
    options: &'v Options,
    /// As wide as the view above it.
    width: usize,
    sheet: Sheet<'v, W>,
}

/// Cells of the widest row name and what stands around it.
const INDENT: usize = 14;

impl<W: Write> Lines<'_, W> {
    fn rule(&mut self) -> io::Result<()> {
        writeln!(self.sheet.out)?;
        self.sheet.theme.write(Role::Faint, &"─".repeat(self.width), self.sheet.out)?;
        writeln!(self.sheet.out)
    }

    fn headline(&mut self, words: &str) -> io::Result<()> {
        let mut text = Text::default();
        text.own(Role::Headline, words);
        self.sheet.block(&text, self.width, |_, _| Ok(()))
    }

    /// What both tell and what only one tells: what the reader of two outlets wants to know first.
    fn coverage(&mut self, report: &Report) -> io::Result<()> {
        let (mut both, mut one) = (Text::default(), Text::default());
        for (side, alone) in [(Side::A, report.summary.sentences.removed), (Side::B, report.summary.sentences.added)] {
            let all = report.documents.side(side).sentences().len() as u64;
            let share = percent(*report.summary.coverage.side(side));
            let told = all.saturating_sub(alone.into());
            self.part(report, side, (share, told), Role::Text, &mut both);
            let role = if side == Side::A { Role::RemovedWhole } else { Role::AddedWhole };
            self.part(report, side, (100 - share, alone.into()), role, &mut one);
        }
        self.wrapped("both tell", &both)?;
        self.wrapped("only one", &one)
    }

    fn part(&self, report: &Report, side: Side, (share, sentences): (u32, u64), role: Role, text: &mut Text) {
        if !text.is_empty() {
            separate(text);
        }
        text.own(role, &format!("{share} %"));
        text.own(Role::Text, " of ");
        text.name(Role::Text, self.options.short_name(report, side));
        text.own(Role::Faint, &format!(" ({})", counted(sentences, "sentence")));
    }

    fn claims(&mut self, report: &Report) -> io::Result<()> {
        let row: Row = GRAVEST_FIRST
            .iter()
            .filter_map(|kind| {
                report.summary.claims.get(kind).map(|n| (Role::Claim, counted(u64::from(*n), kind.name()).to_string()))
            })
            .collect();
        if row.is_empty() {
            return self.row("claims", &vec![(Role::Text, "none changed".to_owned())]);
        }
        self.row("claims", &row)
    }

    fn row(&mut self, name: &str, row: &Row) -> io::Result<()> {
        let mut text = Text::default();
        for (n, (role, words)) in row.iter().enumerate() {
            if n > 0 {
                separate(&mut text);
            }
            // A number stays on the line of what it counts.
            let (number, noun) = words.split_once(' ').unwrap_or(("", words));
            text.own(*role, number);
            if !number.is_empty() {
                text.own(*role, " ");
                text.glue();
            }
            text.own(*role, noun);
        }
        self.wrapped(name, &text)
    }

    fn wrapped(&mut self, name: &str, text: &Text) -> io::Result<()> {
        let measure = self.width.saturating_sub(INDENT).max(LEAST_MEASURE);
        let theme = self.sheet.theme;
        self.sheet.block(text, measure, |line, out| {
            let name = if line == 0 { name } else { "" };
            write!(out, "  ")?;
            theme.write(Role::Faint, name, out)?;
            blanks((INDENT - 2).saturating_sub(name.len()), out)
        })
    }
}

/// A dot that ends its line rather than starts the next.
fn separate(text: &mut Text) {
    text.own(Role::Faint, " ");
    text.glue();
    text.own(Role::Faint, "· ");
}
