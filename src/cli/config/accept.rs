//! Writes `[[accept]]` entries behind what a configuration says already.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use storydiff::report::Finding;

use super::file;

/// A finding to accept, with the file it is in.
pub(in crate::cli) struct Entry<'f> {
    /// What acceptances know the file by.
    pub file: String,
    /// What to accept.
    pub finding: &'f Finding,
}

/// Appends an entry for each finding, with the reason; makes the file where there is none, leaves the rest of it as it is.
///
/// # Errors
/// When the file cannot be read or written, or what came of it could not be read again.
pub(in crate::cli) fn append(path: &Path, entries: &[Entry], reason: &str) -> Result<()> {
    let name = || path.display().to_string();
    let mut text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(name),
    };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    for entry in entries {
        write!(text, "{}", written(entry, reason))?;
    }
    file::parse(&text).map_err(|wrong| wrong.in_file(path, &text)).context("the acceptances cannot be added")?;
    std::fs::write(path, text).with_context(name)
}

fn written(entry: &Entry, reason: &str) -> String {
    let subject = &entry.finding.subject;
    let line = |key: &str, text: &str| format!("{key} = {}\n", toml::Value::from(text));
    let mut out = String::from("\n[[accept]]\n");
    out.push_str(&line("rule", entry.finding.rule));
    out.push_str(&line("path", &entry.file));
    out.push_str(&line("a", &single_spaced(&subject.a)));
    out.push_str(&line("b", &single_spaced(&subject.b)));
    out.push_str(&line("reason", reason));
    out
}

/// White space does not matter to an acceptance; on one line it is easier to read in a pull request.
fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
