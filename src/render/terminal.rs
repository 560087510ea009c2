//! The inline view for a terminal.

use std::io::{self, Write};

use crate::report::{Op, Status};
use crate::{Report, Side};

/// Writes the inline view.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    for link in &report.sentences {
        if link.status == Status::Unchanged {
            continue;
        }
        write!(out, "{:9} ", link.status.name())?;
        match link.status {
            Status::Added => write!(out, "{{+{}+}}", report.text(Side::B, link.spans.b))?,
            Status::Removed => write!(out, "[-{}-]", report.text(Side::A, link.spans.a))?,
            Status::Unchanged | Status::Reworded => {}
        }
        for edit in &link.edits {
            let (a, b) = (report.text(Side::A, edit.spans.a), report.text(Side::B, edit.spans.b));
            match edit.op {
                Op::Equal => write!(out, "{a}")?,
                Op::Delete => write!(out, "[-{a}-]")?,
                Op::Insert => write!(out, "{{+{b}+}}")?,
                Op::Replace => write!(out, "[-{a}-]{{+{b}+}}")?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}
