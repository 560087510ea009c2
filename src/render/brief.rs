//! One line that says whether two articles differ, as `diff --brief` does. May import `escape`, `wording` and `report`.

use std::io::{self, Write};

use super::escape::terminal::line;
use super::terminal::Options;
use super::wording::{GRAVEST_FIRST, counted, percent};
use crate::{Report, Side};

/// Writes the line.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, options: &Options, out: &mut impl Write) -> io::Result<()> {
    let (a, b) = (line(options.name(report, Side::A)), line(options.name(report, Side::B)));
    if report.identical {
        return writeln!(out, "{a} and {b} are identical");
    }
    if !report.different {
        return writeln!(out, "{a} and {b} do not differ in words");
    }
    let kept = percent(report.summary.similarity);
    write!(out, "{a} and {b} differ: {kept} % of the words kept")?;
    let claims = u64::from(report.summary.claims.values().sum::<u32>());
    if claims > 0 {
        write!(out, ", {} changed (", counted(claims, "claim"))?;
        let kinds = GRAVEST_FIRST.iter().filter_map(|kind| Some((kind, report.summary.claims.get(kind)?)));
        for (n, (kind, count)) in kinds.enumerate() {
            write!(out, "{}{}", if n > 0 { ", " } else { "" }, counted(u64::from(*count), kind.name()))?;
        }
        write!(out, ")")?;
    }
    writeln!(out)
}
