//! A code quality report (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>).

use std::io::{self, Write};

use serde::Serialize;

use super::in_full;
use crate::report::check::Check;
use crate::report::{FindingLevel, Fingerprints};

#[derive(Serialize)]
struct Issue<'c> {
    description: String,
    check_name: &'c str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'c>,
}

#[derive(Serialize)]
struct Location<'c> {
    path: &'c str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes an array with one issue a finding.
///
/// # Errors
/// Those of the writer.
pub fn write(check: &Check, out: &mut impl Write) -> io::Result<()> {
    let mut fingerprints = Fingerprints::default();
    let issues: Vec<Issue> = check
        .findings()
        .map(|(file, finding)| Issue {
            description: in_full(finding),
            check_name: finding.rule,
            fingerprint: fingerprints.next(file, finding),
            severity: match finding.level {
                FindingLevel::Error => "major",
                FindingLevel::Warning => "minor",
                FindingLevel::Note => "info",
            },
            location: Location {
                path: finding.seen_at.path.strip_prefix("./").unwrap_or(&finding.seen_at.path),
                lines: Lines { begin: finding.seen_at.line, end: finding.seen_at.end_line },
            },
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}
