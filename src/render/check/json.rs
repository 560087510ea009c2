//! Findings and verdicts of many pairs as JSON. `verdict` and `findings` stand where the report of a single pair has them, so
//! that the same script reads both.

use std::io::{self, Write};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::outcome;
use crate::report::check::{Check, FileCheck, Outcome, Total};
use crate::report::wire::{SCHEMA_VERSION, Tool, WireFinding, WireIgnored};
use crate::report::{FindingLevel, Verdict};

/// A check of many pairs of articles.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Check")]
struct WireCheck<'c> {
    /// Version of this contract.
    schema_version: &'static str,
    tool: Tool,
    /// `fail` when any file has a finding of level error.
    #[schemars(extend("enum" = ["pass", "fail"]))]
    verdict: &'static str,
    /// All findings, file by file, gravest first within each.
    findings: Vec<WireFinding<'c>>,
    /// All files, in order of path.
    files: Vec<WireFile<'c>>,
    total: WireTotal,
}

/// One file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "File")]
struct WireFile<'c> {
    /// Below the two folders, or in the repository.
    path: &'c str,
    /// The old version; null where there is none.
    a: Option<&'c str>,
    /// The new version; null where there is none.
    b: Option<&'c str>,
    #[schemars(extend("enum" = ["changed", "unchanged", "added", "removed", "unreadable"]))]
    outcome: &'static str,
    /// Null where the file could not be read.
    #[schemars(extend("enum" = ["pass", "fail", null]))]
    verdict: Option<&'static str>,
    errors: usize,
    warnings: usize,
    notes: usize,
    /// Why it could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'c str>,
    /// How much was ignored.
    #[serde(skip_serializing_if = "Option::is_none")]
    ignored: Option<WireIgnored>,
}

/// Counts over all files.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Total")]
struct WireTotal {
    files: usize,
    passed: usize,
    failed: usize,
    unreadable: usize,
    /// Files that are no articles and were not looked at.
    left_alone: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    ignored: WireIgnored,
}

/// Writes the check as one line of JSON.
///
/// # Errors
/// Those of the writer.
pub fn write(check: &Check, out: &mut impl Write) -> io::Result<()> {
    let Total { files, passed, failed, unreadable, errors, warnings, notes, ignored } = check.total();
    let wire = WireCheck {
        schema_version: SCHEMA_VERSION,
        tool: Tool::THIS,
        verdict: check.verdict().name(),
        findings: check.findings().map(|(_, finding)| finding.into()).collect(),
        files: check.files.iter().map(file).collect(),
        total: WireTotal {
            files,
            passed,
            failed,
            unreadable,
            left_alone: check.left_alone,
            errors,
            warnings,
            notes,
            ignored: ignored.into(),
        },
    };
    serde_json::to_writer(&mut *out, &wire)?;
    writeln!(out)
}

fn file(file: &FileCheck) -> WireFile<'_> {
    let names = file.names.as_ref().map(|name| name.as_ref().map(|n| n.shown.as_str()));
    WireFile {
        path: &file.path,
        a: names.a,
        b: names.b,
        outcome: outcome(file),
        verdict: file.verdict().map(Verdict::name),
        errors: file.count(FindingLevel::Error),
        warnings: file.count(FindingLevel::Warning),
        notes: file.count(FindingLevel::Note),
        error: match &file.outcome {
            Outcome::Failed(why) => Some(why),
            _ => None,
        },
        ignored: (!file.ignored.is_empty()).then(|| file.ignored.into()),
    }
}

/// The JSON Schema of it.
#[must_use]
pub fn schema() -> serde_json::Value {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<WireCheck>().to_value()
}
