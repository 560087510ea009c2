//! One line that says whether two articles differ, as `diff --brief` does.

use std::io::{self, Write};

use crate::Report;

/// Writes the line; nothing when there is no difference in words.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    if report.different {
        let documents = report.documents;
        writeln!(out, "{} and {} differ", documents.a.source().path, documents.b.source().path)?;
    }
    Ok(())
}
