//! The headline figures of a comparison, as the last lines of a view for a terminal. May import `marked`, `wording` and
//! `report`.

use std::io::{self, Write};

use super::gutter::Gutter;
use super::layout::{Breaker, LEAST_MEASURE};
use super::marked::Text;
use super::terminal::Options;
use super::theme::Role;
use super::wording::{GRAVEST_FIRST, counted, percent};
use crate::report::{Counts, Status};
use crate::{Relation, Report, Side};

/// Writes the summary.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, options: &Options, out: &mut impl Write) -> io::Result<()> {
    if !report.different {
        return same(report, options, out);
    }
    let width = Gutter::new(report, options).width();
    let mut lines = Lines { options, width, breaker: Breaker::default(), out };
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
    let mut text = Text::default();
    text.name(Role::Headline, options.name(report, Side::A));
    text.own(Role::Text, " and ");
    text.name(Role::Headline, options.name(report, Side::B));
    let cosmetic = report.summary.passages.cosmetic;
    text.own(
        Role::Text,
        &match (report.identical, cosmetic) {
            (true, _) => " are identical".to_owned(),
            (false, 0) => " do not differ in words".to_owned(),
            (false, n) => format!(" do not differ in words; typography differs in {}", counted(n.into(), "paragraph")),
        },
    );
    for line in Breaker::default().lines(&text, options.width.max(LEAST_MEASURE)) {
        super::layout::write(&text, line, options.theme, out)?;
        writeln!(out)?;
    }
    Ok(())
}

type Row = Vec<(Role, String)>;

fn counts(counts: Counts, relation: Relation) -> Row {
    let Counts { unchanged, reworded, added, removed, moved, split, merged, cosmetic } = counts;
    let (only_a, only_b) = match relation {
        Relation::Versions => ("removed", "added"),
        Relation::Outlets => ("only in a", "only in b"),
    };
    let moved = if relation == Relation::Versions { moved } else { 0 };
    [
        (reworded, Role::RewordedMark, Status::Reworded.name()),
        (removed, Role::RemovedWhole, only_a),
        (added, Role::AddedWhole, only_b),
        (moved, Role::Moved, "moved"),
        (split, Role::Moved, "split"),
        (merged, Role::Moved, "merged"),
        (unchanged, Role::Text, Status::Unchanged.name()),
        (cosmetic, Role::Faint, "but for typography"),
    ]
    .into_iter()
    .filter(|(n, _, _)| *n > 0)
    .map(|(n, role, name)| (role, format!("{n} {name}")))
    .collect()
}

struct Lines<'v, W> {
    options: &'v Options,
    /// As wide as the view above it.
    width: usize,
    breaker: Breaker,
    out: &'v mut W,
}

/// Cells of the widest row name and what stands around it.
const INDENT: usize = 14;

impl<W: Write> Lines<'_, W> {
    fn rule(&mut self) -> io::Result<()> {
        writeln!(self.out)?;
        self.options.theme.write(Role::Faint, &"─".repeat(self.width), self.out)?;
        writeln!(self.out)
    }

    fn headline(&mut self, words: &str) -> io::Result<()> {
        let mut text = Text::default();
        text.own(Role::Headline, words);
        for line in self.breaker.lines(&text, self.width) {
            super::layout::write(&text, line, self.options.theme, self.out)?;
            writeln!(self.out)?;
        }
        Ok(())
    }

    /// What both tell and what only one tells: what the reader of two outlets wants to know first.
    fn coverage(&mut self, report: &Report) -> io::Result<()> {
        for (side, only) in [(Side::A, report.summary.sentences.removed), (Side::B, report.summary.sentences.added)] {
            let all = report.documents.side(side).sentences().len() as u64;
            let alone = u64::from(only);
            let mut text = Text::default();
            text.own(Role::Text, "of ");
            text.name(Role::Headline, self.options.name(report, side));
            let share = percent(*report.summary.coverage.side(side));
            text.own(
                Role::Text,
                &format!(": both tell {share} % ({} of {all} sentences), ", all.saturating_sub(alone)),
            );
            let role = if side == Side::A { Role::RemovedWhole } else { Role::AddedWhole };
            text.own(role, &format!("only this one tells {} % ({alone} of {all})", 100 - share));
            self.wrapped("", &text)?;
        }
        Ok(())
    }

    fn claims(&mut self, report: &Report) -> io::Result<()> {
        let row: Row = GRAVEST_FIRST
            .iter()
            .filter_map(|kind| report.summary.claims.get(kind).map(|n| (Role::Claim, format!("{n} {}", kind.name()))))
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
                text.own(Role::Faint, " · ");
            }
            text.own(*role, words);
        }
        self.wrapped(name, &text)
    }

    fn wrapped(&mut self, name: &str, text: &Text) -> io::Result<()> {
        let measure = self.width.saturating_sub(INDENT).max(LEAST_MEASURE);
        for (n, line) in self.breaker.lines(text, measure).into_iter().enumerate() {
            let name = if n == 0 { name } else { "" };
            write!(self.out, "  ")?;
            self.options.theme.write(Role::Faint, name, self.out)?;
            write!(self.out, "{:1$}", "", (INDENT - 2).saturating_sub(name.len()))?;
            super::layout::write(text, line, self.options.theme, self.out)?;
            writeln!(self.out)?;
        }
        Ok(())
    }
}
