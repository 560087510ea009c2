//! The changed claims and nothing else, each with the paragraphs that make it. May import the layout modules beside it and
//! `report`.

use std::io::{self, Write};

use super::flow::Flow;
use super::gutter::{Gutter, Mark};
use super::marked::Text;
use super::notes;
use super::prose::Prose;
use super::sheet::Sheet;
use super::terminal::Options;
use super::theme::Role;
use crate::Report;
use crate::report::Kind;

/// Writes a line for each changed claim, in reading order.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, options: &Options, out: &mut impl Write) -> io::Result<()> {
    let flow = Flow::new(report);
    let prose = Prose::new(report, &flow);
    let gutter = Gutter::new(report, options);
    let column = Kind::ALL.iter().map(|k| k.name().len()).max().unwrap_or_default() + 2;
    let measure = gutter.measure().saturating_sub(column);
    let mut sheet = Sheet::new(options.theme, out);
    let mut found = false;
    for passage in &report.passages {
        if !options.selection.picks(report, &prose, passage) {
            continue;
        }
        let mark = Mark::of(report, passage);
        let claims = prose.shown(passage).flat_map(|l| &l.claims).map(|c| notes::claim(report, c));
        for (n, note) in claims.enumerate() {
            found = true;
            sheet.block(&note.text, measure, |line, out| {
                match n + line {
                    0 => gutter.first(passage, mark, out)?,
                    _ => gutter.branch("  ", mark, out)?,
                }
                note.write_label(line, column, options.theme, out)
            })?;
        }
    }
    if !found {
        let mut text = Text::default();
        text.own(Role::Text, "No claim changed");
        sheet.block(&text, options.width, |_, _| Ok(()))?;
    }
    Ok(())
}
