//! Workflow commands, which GitHub shows beside the lines they name
//! (<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>).

use std::io::{self, Write};

use super::in_full;
use crate::render::escape::github::{data, property};
use crate::report::check::{Check, Outcome};
use crate::report::{Finding, FindingLevel};

/// Writes one command a finding and one for each file that could not be read.
///
/// # Errors
/// Those of the writer.
pub fn write(check: &Check, out: &mut impl Write) -> io::Result<()> {
    for file in &check.files {
        if let Outcome::Failed(why) = &file.outcome {
            writeln!(out, "::error file={},title=unreadable::{}", property(&file.located.shown), data(why))?;
        }
        for finding in &file.findings {
            write_finding(finding, out)?;
        }
    }
    Ok(())
}

fn write_finding(finding: &Finding, out: &mut impl Write) -> io::Result<()> {
    let command = match finding.level {
        FindingLevel::Error => "error",
        FindingLevel::Warning => "warning",
        FindingLevel::Note => "notice",
    };
    let at = &finding.seen_at;
    write!(out, "::{command} file={},line={},endLine={}", property(&at.path), at.line, at.end_line)?;
    // Columns count on one line only.
    if at.line == at.end_line {
        write!(out, ",col={}", at.column)?;
        if at.end_column > at.column {
            write!(out, ",endColumn={}", at.end_column)?;
        }
    }
    writeln!(out, ",title={}::{}", property(finding.rule), data(&in_full(finding)))
}
