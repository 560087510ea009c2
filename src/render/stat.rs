//! The counts of a comparison with a bar for each kind, as `diff --stat` has for files. May import `sheet`, `wording` and
//! `report`.

use std::io::{self, Write};

use super::layout::LEAST_MEASURE;
use super::sheet::Sheet;
use super::summary::kinds;
use super::terminal::{Options, WIDEST_MEASURE};
use super::theme::Role;
use super::wording::GRAVEST_FIRST;
use crate::Report;

/// Writes a line for each kind of passage, then of claim. A kind that does not occur has its line too: that no negation
/// changed is worth knowing.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, options: &Options, out: &mut impl Write) -> io::Result<()> {
    let passages: Vec<Line> = kinds(report.summary.passages, report.relation)
        .into_iter()
        .map(|(n, role, name)| Line { n, role, name })
        .collect();
    let claims: Vec<Line> = GRAVEST_FIRST
        .iter()
        .map(|kind| Line {
            n: report.summary.claims.get(kind).copied().unwrap_or_default(),
            role: Role::Claim,
            name: kind.name(),
        })
        .collect();
    let mut sheet = Sheet::new(options.theme, out);
    sheet.header(report, options)?;
    let all = || passages.iter().chain(&claims);
    let names = all().map(|l| l.name.len()).max().unwrap_or_default();
    let most = all().map(|l| l.n).max().unwrap_or_default();
    let digits = most.to_string().len();
    let room = options.width.min(WIDEST_MEASURE).saturating_sub(names + digits + 6).max(LEAST_MEASURE);
    for (title, lines) in [("paragraphs", &passages), ("claims", &claims)] {
        writeln!(sheet.out)?;
        sheet.theme.write(Role::Headline, title, sheet.out)?;
        writeln!(sheet.out)?;
        for line in lines {
            write!(sheet.out, "  {:names$}  {:>digits$}", line.name, line.n)?;
            if line.n > 0 {
                write!(sheet.out, "  ")?;
                sheet.theme.write(line.role, &"█".repeat(cells(line.n, most, room)), sheet.out)?;
            }
            writeln!(sheet.out)?;
        }
    }
    Ok(())
}

struct Line {
    n: u32,
    role: Role,
    name: &'static str,
}

/// Cells of a bar: one for each where the longest has room, else in proportion; never none.
fn cells(n: u32, most: u32, room: usize) -> usize {
    let (n, most) = (n as usize, most as usize);
    if most <= room { n } else { (n * room / most).max(1) }
}
