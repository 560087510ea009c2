//! `JUnit` XML as the Jenkins xUnit plugin reads it: one test case a file, one failure a finding of level error.

use std::io::{self, Write};

use super::{counted, in_full};
use crate::render::escape::xml;
use crate::report::check::{Check, FileCheck, Outcome};
use crate::report::{Finding, FindingLevel};

/// Writes the document.
///
/// # Errors
/// Those of the writer.
pub fn write(check: &Check, out: &mut impl Write) -> io::Result<()> {
    let total = check.total();
    let counts = format!("tests=\"{}\" failures=\"{}\" errors=\"{}\"", total.files, total.failed, total.unreadable);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"compare check\" {counts}>")?;
    writeln!(out, "  <testsuite name=\"compare check\" {counts}>")?;
    check.files.iter().try_for_each(|file| test_case(file, out))?;
    writeln!(out, "  </testsuite>\n</testsuites>")
}

fn test_case(file: &FileCheck, out: &mut impl Write) -> io::Result<()> {
    let name = xml::attribute(&file.located.shown);
    write!(out, "    <testcase classname=\"compare check\" name=\"{name}\"")?;
    if file.findings.is_empty() && !matches!(file.outcome, Outcome::Failed(_)) {
        return writeln!(out, "/>");
    }
    writeln!(out, ">")?;
    if let Outcome::Failed(why) = &file.outcome {
        writeln!(out, "      <error type=\"unreadable\" message=\"{}\"/>", xml::attribute(why))?;
    }
    for finding in file.findings.iter().filter(|f| f.level == FindingLevel::Error) {
        let (rule, message, body) = (finding.rule, xml::attribute(&finding.message), xml::text(&placed(finding)));
        writeln!(out, "      <failure type=\"{rule}\" message=\"{message}\">{body}</failure>")?;
    }
    let rest: Vec<&Finding> = file.findings.iter().filter(|f| f.level != FindingLevel::Error).collect();
    if !rest.is_empty() {
        let rest: Vec<String> =
            rest.iter().map(|f| format!("{}: {} [{}]", f.level.name(), placed(f), f.rule)).collect();
        let head = counted(rest.len(), "finding");
        writeln!(
            out,
            "      <system-out>{}</system-out>",
            xml::text(&format!("{head} below error\n{}", rest.join("\n")))
        )?;
    }
    writeln!(out, "    </testcase>")
}

fn placed(finding: &Finding) -> String {
    let at = &finding.seen_at;
    format!("{}:{}:{}: {}", at.path, at.line, at.column, in_full(finding))
}
