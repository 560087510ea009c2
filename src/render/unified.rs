//! A unified diff of the two articles one sentence a line (see `sentences`): what other tools colour and `patch` applies.
//! Follows the alignment, so a reworded sentence stands directly under what it was.

use std::io::{self, Write};
use std::ops::Range;

use super::sentences;
use super::spine::spine;
use crate::report::{Link, Report};
use crate::{Document, Pair, Side};

/// Unchanged lines around a change.
const CONTEXT: usize = 3;

/// Some lines of both sides that follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// The same on both sides; as many on either.
    Same(Pair<Range<usize>>),
    /// a's lines become b's.
    Differ(Pair<Range<usize>>),
}

/// Writes the diff; nothing when no line differs.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let lines = report.documents.map(sentences::lines);
    let steps = steps(report, &lines);
    let hunks = hunks(&steps);
    if !hunks.is_empty() {
        let names = report.documents.map(|d| name(&d.source().path));
        write!(out, "--- {}\n+++ {}\n", names.a, names.b)?;
    }
    for hunk in &hunks {
        let ranges = Pair::new(range(hunk, Side::A), range(hunk, Side::B));
        writeln!(out, "@@ -{} +{} @@", place(&ranges.a), place(&ranges.b))?;
        for step in hunk {
            match step {
                Step::Same(both) => put(out, ' ', &lines.b, &both.b)?,
                Step::Differ(both) => {
                    put(out, '-', &lines.a, &both.a)?;
                    put(out, '+', &lines.b, &both.b)?;
                }
            }
        }
    }
    Ok(())
}

fn put(out: &mut impl Write, sign: char, lines: &[String], range: &Range<usize>) -> io::Result<()> {
    lines.get(range.clone()).unwrap_or_default().iter().try_for_each(|line| writeln!(out, "{sign}{line}"))
}

/// The first line, 1-based, and their number; the line before for none.
fn place(range: &Range<usize>) -> String {
    let first = if range.is_empty() { range.start } else { range.start + 1 };
    format!("{first},{}", range.len())
}

/// The lines of a link on each side: a sentence's line comes after the blank lines between the paragraphs before it.
fn lines_of(documents: Pair<&Document>, link: &Link) -> Pair<Range<usize>> {
    documents.zip(link.units.as_ref()).map(|(document, units)| {
        let at = |s: u32| document.sentences().get(s as usize).map_or(0, |n| s as usize + n.paragraph.index());
        at(units.start)..at(units.end.saturating_sub(1)) + 1
    })
}

fn steps(report: &Report, lines: &Pair<Vec<String>>) -> Vec<Step> {
    let mut steps = Steps { lines, at: Pair::new(0, 0), taken: Vec::new() };
    for link in spine(report) {
        let here = lines_of(report.documents, link);
        steps.until(here.as_ref().map(|r| r.start));
        steps.until(here.map(|r| r.end));
    }
    steps.until(lines.as_ref().map(Vec::len));
    steps.taken
}

struct Steps<'l> {
    lines: &'l Pair<Vec<String>>,
    at: Pair<usize>,
    taken: Vec<Step>,
}

impl Steps<'_> {
    /// Everything from where it is to `ends`: the lines that both sides have at either end, and what differs between.
    fn until(&mut self, ends: Pair<usize>) {
        let sides = self.lines.as_ref().zip(self.at.zip(ends));
        let here = sides.map(|(lines, (start, end))| lines.get(start..end).unwrap_or_default());
        let same = |(x, y): &(&String, &String)| x == y;
        let before = here.a.iter().zip(here.b).take_while(same).count();
        let rest = here.map(|lines| lines.get(before..).unwrap_or_default());
        let after = rest.a.iter().rev().zip(rest.b.iter().rev()).take_while(same).count();
        self.push(Step::Same(self.at.map(|at| at..at + before)));
        self.push(Step::Differ(self.at.zip(ends).map(|(at, end)| at + before..end - after)));
        self.push(Step::Same(ends.map(|end| end - after..end)));
        self.at = ends;
    }

    fn push(&mut self, step: Step) {
        match (self.taken.last_mut(), step) {
            (_, Step::Same(both) | Step::Differ(both)) if both.a.is_empty() && both.b.is_empty() => {}
            (Some(Step::Same(last)), Step::Same(both)) => {
                last.a.end = both.a.end;
                last.b.end = both.b.end;
            }
            (_, step) => self.taken.push(step),
        }
    }
}

/// The steps cut into hunks: long stretches without a change are left out.
fn hunks(steps: &[Step]) -> Vec<Vec<Step>> {
    let mut out: Vec<Vec<Step>> = Vec::new();
    let mut open: Vec<Step> = Vec::new();
    for step in steps {
        match step {
            Step::Differ(_) => open.push(step.clone()),
            Step::Same(both) => {
                let long = both.a.len() > 2 * CONTEXT;
                let tail = |r: &Range<usize>| r.end - CONTEXT.min(r.len())..r.end;
                let head = |r: &Range<usize>| r.start..r.start + CONTEXT.min(r.len());
                if open.is_empty() {
                    open.push(Step::Same(both.as_ref().map(tail)));
                } else if long {
                    open.push(Step::Same(both.as_ref().map(head)));
                    out.push(std::mem::replace(&mut open, vec![Step::Same(both.as_ref().map(tail))]));
                } else {
                    open.push(step.clone());
                }
            }
        }
    }
    if let Some(Step::Same(both)) = open.last_mut() {
        for side in [Side::A, Side::B] {
            let range = both.side_mut(side);
            range.end = range.end.min(range.start + CONTEXT);
        }
    }
    out.push(open);
    out.retain(|hunk| hunk.iter().any(|s| matches!(s, Step::Differ(_))));
    out
}

fn range(hunk: &[Step], side: Side) -> Range<usize> {
    let of = |step: &Step| match step {
        Step::Same(both) | Step::Differ(both) => both.side(side).clone(),
    };
    let start = hunk.first().map_or(0, |s| of(s).start);
    start..hunk.last().map_or(start, |s| of(s).end)
}

/// A name as `patch` reads it back: quoted as git quotes it where it holds what would end or change it.
fn name(path: &str) -> String {
    if !path.contains(|c: char| c.is_control() || c == '"' || c == '\\') {
        // What follows a tab is no part of the name: a name with spaces needs one.
        let tab = if path.contains(char::is_whitespace) { "\t" } else { "" };
        return format!("{path}{tab}");
    }
    let mut out = String::from("\"");
    for c in path.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let mut bytes = [0; 4];
                out.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("\\{byte:03o}")));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
