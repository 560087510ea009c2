//! SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use std::io::{self, Write};

use serde_json::{Value, json};

use super::uri;
use crate::report::check::{Check, FileCheck, Outcome};
use crate::report::{Finding, Fingerprints, Place};
use crate::rule::{Level, RULES, Rule};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes one run.
///
/// # Errors
/// Those of the writer.
pub fn write(check: &Check, out: &mut impl Write) -> io::Result<()> {
    let mut fingerprints = Fingerprints::default();
    let results: Vec<Value> =
        check.findings().map(|(file, finding)| result(file, finding, &fingerprints.next(file, finding))).collect();
    let troubles: Vec<Value> = check.files.iter().filter_map(trouble).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "compare",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": RULES.iter().map(|rule| described(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": troubles.is_empty(),
                "toolExecutionNotifications": troubles,
            }],
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn described(rule: &Rule) -> Value {
    let level = match rule.default {
        Level::Off => "none",
        level => level.name(),
    };
    json!({
        "id": rule.id,
        "shortDescription": {"text": format!("{}.", rule.summary)},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": rule.explanation},
        "defaultConfiguration": {"enabled": rule.default != Level::Off, "level": level},
    })
}

fn result(file: &FileCheck, finding: &Finding, fingerprint: &str) -> Value {
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": RULES.iter().position(|r| r.id == finding.rule),
        "level": finding.level.name(),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": location(file, &finding.seen_at)}],
        "partialFingerprints": {"compare/v1": fingerprint},
    });
    let Some(fields) = result.as_object_mut() else { return result };
    if let Some(old) = &finding.places.a {
        let related =
            json!([{"id": 1, "message": {"text": "the old version"}, "physicalLocation": location(file, old)}]);
        fields.insert("relatedLocations".to_owned(), related);
    }
    if let Some(reason) = &finding.accepted {
        let suppression = json!([{"kind": "external", "status": "accepted", "justification": reason}]);
        fields.insert("suppressions".to_owned(), suppression);
    }
    result
}

fn location(file: &FileCheck, place: &Place) -> Value {
    let mut region = json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    });
    if let Some(region) = region.as_object_mut().filter(|_| !place.text.is_empty()) {
        region.insert("snippet".to_owned(), json!({"text": place.text}));
    }
    json!({"artifactLocation": {"uri": uri(file, place)}, "region": region})
}

fn trouble(file: &FileCheck) -> Option<Value> {
    let Outcome::Failed(why) = &file.outcome else { return None };
    Some(json!({
        "level": "error",
        "message": {"text": why},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": file.located.uri}}}],
    }))
}
