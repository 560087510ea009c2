//! The view of a check for people: findings first, then each file's verdict, then a total.

use std::io::{self, Write};

use super::{counted, outcome, single_spaced};
use crate::Side;
use crate::render::escape::terminal::line;
use crate::render::theme::{Role, Theme};
use crate::report::check::{Check, FileCheck, Outcome, Total};
use crate::report::{Finding, FindingLevel, Ignored, Verdict};

/// Writes the view.
///
/// # Errors
/// Those of the writer.
pub fn write(check: &Check, theme: Theme, out: &mut impl Write) -> io::Result<()> {
    for (_, finding) in check.findings() {
        write_finding(finding, theme, out)?;
    }
    if check.findings().next().is_some() {
        writeln!(out)?;
    }
    check.files.iter().try_for_each(|file| write_verdict(file, theme, out))?;
    write_total(check, theme, out)
}

fn write_finding(finding: &Finding, theme: Theme, out: &mut impl Write) -> io::Result<()> {
    let at = &finding.seen_at;
    theme.write(Role::Headline, &format!("{}:{}:{}:", line(&at.path), at.line, at.column), out)?;
    write!(out, " ")?;
    theme.write(role(finding.level), &format!("{}:", finding.level.name()), out)?;
    write!(out, " {} ", line(&finding.message))?;
    theme.write(Role::Faint, &format!("[{}]", finding.rule), out)?;
    writeln!(out)?;
    write_texts(finding, theme, out)?;
    if let Some(reason) = &finding.accepted {
        writeln!(out, "    accepted: {}", line(&single_spaced(reason)))?;
    }
    Ok(())
}

/// The two texts around the finding; one line where they are the same.
fn write_texts(finding: &Finding, theme: Theme, out: &mut impl Write) -> io::Result<()> {
    let text = |side: Side| {
        let context = finding.places.side(side).as_ref().map(|p| single_spaced(&p.context));
        context.filter(|c| !c.is_empty()).map(|c| line(&c).into_owned())
    };
    let lines = match (text(Side::A), text(Side::B)) {
        (Some(a), Some(b)) if a == b => vec![(Role::Text, '=', a)],
        (a, b) => [(Role::RemovedSign, '-', a), (Role::AddedSign, '+', b)]
            .into_iter()
            .filter_map(|(role, sign, text)| Some((role, sign, text?)))
            .collect(),
    };
    for (role, sign, text) in lines {
        write!(out, "    ")?;
        theme.write(role, &format!("{sign} {text}"), out)?;
        writeln!(out)?;
    }
    Ok(())
}

fn role(level: FindingLevel) -> Role {
    match level {
        FindingLevel::Error => Role::RemovedSign,
        FindingLevel::Warning => Role::RewordedMark,
        FindingLevel::Note => Role::Moved,
    }
}

fn write_verdict(file: &FileCheck, theme: Theme, out: &mut impl Write) -> io::Result<()> {
    let (word, role) = match file.verdict() {
        Some(Verdict::Pass) => ("pass", Role::AddedSign),
        Some(Verdict::Fail) => ("fail", Role::RemovedSign),
        None => ("trouble", Role::RemovedSign),
    };
    theme.write(role, &format!("{word:7}"), out)?;
    if let Outcome::Failed(why) = &file.outcome {
        return writeln!(out, "  {}", line(why));
    }
    let name = file.name();
    let mut said = vec![outcome(file).to_owned()];
    said.extend(findings(
        file.count(FindingLevel::Error),
        file.count(FindingLevel::Warning),
        file.count(FindingLevel::Note),
    ));
    said.extend(ignored(file.ignored));
    writeln!(out, "  {}: {}", line(&name.shown), said.join(", "))
}

fn findings(errors: usize, warnings: usize, notes: usize) -> Option<String> {
    let levels = [(errors, "error"), (warnings, "warning"), (notes, "note")];
    let said: Vec<String> = levels.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| counted(*n, noun)).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

fn ignored(ignored: Ignored) -> Option<String> {
    let most = |pair: crate::Pair<u32>| pair.a.max(pair.b) as usize;
    let kinds = [(most(ignored.paragraphs), "paragraph"), (most(ignored.spans), "span")];
    let said: Vec<String> = kinds.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| counted(*n, noun)).collect();
    (!said.is_empty()).then(|| format!("{} ignored", said.join(" and ")))
}

fn write_total(check: &Check, theme: Theme, out: &mut impl Write) -> io::Result<()> {
    let Total { files, passed, failed, unreadable, errors, warnings, notes, ignored: skipped } = check.total();
    let verdicts = [(failed, "failed"), (unreadable, "unreadable"), (passed, "passed")];
    let verdicts = verdicts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}"));
    let mut said: Vec<String> = verdicts.collect();
    said.extend(findings(errors, warnings, notes));
    said.extend(ignored(skipped));
    if check.left_alone > 0 {
        said.push(format!("{} left alone", counted(check.left_alone, "other file")));
    }
    let said = if said.is_empty() { "nothing to check".to_owned() } else { said.join(", ") };
    theme.write(Role::Headline, &format!("{}: {said}", counted(files, "file")), out)?;
    writeln!(out)
}
