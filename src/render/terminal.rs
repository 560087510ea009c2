//! The inline view for a terminal: passages in reading order, numbered as both articles number them, edits inside the text,
//! unchanged passages folded, a summary at the end. May import the layout modules beside it and `report`.

use std::io::{self, Write};

use super::flow::Flow;
use super::gutter::{Gutter, Mark};
use super::layout::Breaker;
use super::marked::Text;
use super::notes::{self, Note};
use super::prose::Prose;
use super::select::{Selection, is_change, is_moved};
use super::summary;
use super::theme::{Role, Theme};
use super::wording;
use crate::report::{Link, Status};
use crate::{Pair, Report, Side};

/// Widest column of running text, in cells: longer lines are hard to come back from (Bringhurst, The Elements of
/// Typographic Style, 2.1.2: 45 to 75 characters are comfortable, 90 is long; edits and their signs take some of it).
pub const WIDEST_MEASURE: usize = 100;

/// How the views for a terminal are shown.
#[derive(Clone, Debug)]
pub struct Options {
    /// Cells in a line.
    pub width: usize,
    /// Unchanged passages shown before and after each change.
    pub context: usize,
    /// The look.
    pub theme: Theme,
    /// Names for the two articles in place of their paths.
    pub labels: Option<Pair<String>>,
    /// Address of each article that its passage numbers link to, where the terminal follows links; the line is added.
    pub links: Pair<Option<String>>,
    /// Which passages are shown.
    pub selection: Selection,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            width: 80,
            context: 1,
            theme: Theme::plain(),
            labels: None,
            links: Pair::default(),
            selection: Selection::default(),
        }
    }
}

impl Options {
    /// What an article is called: its label or its path.
    #[must_use]
    pub fn name<'o>(&'o self, report: &Report<'o>, side: Side) -> &'o str {
        match &self.labels {
            Some(labels) => labels.side(side),
            None => &report.documents.side(side).source().path,
        }
    }
}

/// Writes the inline view.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, options: &Options, out: &mut impl Write) -> io::Result<()> {
    if !report.different && options.selection == Selection::Changes {
        return summary::write(report, options, out);
    }
    let flow = Flow::new(report);
    let prose = Prose::new(report, &flow);
    let mut view = View {
        report,
        prose: &prose,
        options,
        gutter: Gutter::new(report, options),
        breaker: Breaker::default(),
        text: Text::default(),
        out,
    };
    view.header()?;
    view.passages()?;
    summary::write(report, options, view.out)
}

struct View<'v, W> {
    report: &'v Report<'v>,
    prose: &'v Prose<'v>,
    options: &'v Options,
    gutter: Gutter<'v>,
    breaker: Breaker,
    text: Text,
    out: &'v mut W,
}

impl<W: Write> View<'_, W> {
    /// Both names, each with the mark that its side has in the margin.
    fn header(&mut self) -> io::Result<()> {
        for (side, mark, role) in [(Side::A, "- ", Role::RemovedWhole), (Side::B, "+ ", Role::AddedWhole)] {
            let document = self.report.documents.side(side);
            self.text.clear();
            self.text.own(role, mark);
            self.text.name(Role::Headline, self.options.name(self.report, side));
            let paragraphs = wording::counted(document.paragraphs().len() as u64, "paragraph");
            let words = wording::counted(document.words(), "word");
            self.text.own(Role::Faint, &format!("  {paragraphs}, {words}"));
            for line in self.breaker.lines(&self.text, self.options.width) {
                super::layout::write(&self.text, line, self.options.theme, self.out)?;
                writeln!(self.out)?;
            }
        }
        Ok(())
    }

    fn passages(&mut self) -> io::Result<()> {
        let report = self.report;
        let picked: Vec<usize> = (0..report.passages.len()).filter(|&k| self.picks(k)).collect();
        let mut shown = 0;
        for &at in &picked {
            let from = at.saturating_sub(self.context()).max(shown);
            self.fold(shown..from)?;
            self.each(from..at + 1)?;
            shown = at + 1;
            let next = picked.get(picked.partition_point(|&k| k <= at)).copied().unwrap_or(report.passages.len());
            let until = next.min(shown.saturating_add(self.context()));
            self.each(shown..until)?;
            shown = until;
        }
        self.fold(shown..report.passages.len())
    }

    fn context(&self) -> usize {
        if self.options.selection == Selection::Changes { self.options.context } else { 0 }
    }

    fn picks(&self, passage: usize) -> bool {
        let picks = |link| self.options.selection.picks(self.report, self.prose, link);
        self.report.passages.get(passage).is_some_and(picks)
    }

    fn each(&mut self, passages: std::ops::Range<usize>) -> io::Result<()> {
        let report = self.report;
        report.passages.get(passages).unwrap_or_default().iter().try_for_each(|link| self.passage(link))
    }

    fn passage(&mut self, link: &Link) -> io::Result<()> {
        self.text.clear();
        self.prose.write(link, &mut self.text);
        let notes = notes::notes(self.report, self.prose, link);
        let mark = Mark::of(self.report, link);
        writeln!(self.out)?;
        let lines = self.breaker.lines(&self.text, self.gutter.measure());
        for (n, line) in lines.into_iter().enumerate() {
            if n == 0 {
                self.gutter.first(link, mark, self.out)?;
            } else {
                self.gutter.next(mark, self.out)?;
            }
            super::layout::write(&self.text, line, self.options.theme, self.out)?;
            writeln!(self.out)?;
        }
        self.notes(&notes, mark)
    }

    fn notes(&mut self, notes: &[Note], mark: Mark) -> io::Result<()> {
        let label = notes.iter().map(|n| n.label.len()).max().unwrap_or_default() + 2;
        for (n, note) in notes.iter().enumerate() {
            let last = n + 1 == notes.len();
            let lines = self.breaker.lines(&note.text, self.gutter.measure().saturating_sub(label));
            for (k, line) in lines.into_iter().enumerate() {
                match (k, last) {
                    (0, false) => self.gutter.branch("├ ", mark, self.out)?,
                    (0, true) => self.gutter.branch("└ ", mark, self.out)?,
                    (_, false) => self.gutter.branch("│ ", mark, self.out)?,
                    (_, true) => self.gutter.branch("  ", mark, self.out)?,
                }
                self.options.theme.write(note.role, if k == 0 { note.label } else { "" }, self.out)?;
                let indent = if k == 0 { label - note.label.len() } else { label };
                write!(self.out, "{:indent$}", "")?;
                super::layout::write(&note.text, line, self.options.theme, self.out)?;
                writeln!(self.out)?;
            }
        }
        Ok(())
    }

    /// One line for passages that are not shown.
    fn fold(&mut self, passages: std::ops::Range<usize>) -> io::Result<()> {
        let hidden = self.report.passages.get(passages).unwrap_or_default();
        if hidden.is_empty() {
            return Ok(());
        }
        let paragraphs = |links: &mut dyn Iterator<Item = &Link>| -> u64 {
            links.map(|l| l.units.a.len().max(l.units.b.len()) as u64).sum()
        };
        let all = wording::counted(paragraphs(&mut hidden.iter()), "paragraph");
        let words = if hidden.iter().any(|l| is_change(self.report, l)) {
            format!("{all} not shown")
        } else {
            let cosmetic = paragraphs(&mut hidden.iter().filter(|l| l.cosmetic));
            let but = if cosmetic > 0 { format!(", {cosmetic} but for typography") } else { String::new() };
            format!("{all} unchanged{but}")
        };
        self.text.clear();
        self.text.own(Role::Faint, &words);
        writeln!(self.out)?;
        for (n, line) in self.breaker.lines(&self.text, self.gutter.measure()).into_iter().enumerate() {
            self.gutter.branch(if n == 0 { "⋯ " } else { "  " }, Mark::Unchanged, self.out)?;
            super::layout::write(&self.text, line, self.options.theme, self.out)?;
            writeln!(self.out)?;
        }
        Ok(())
    }
}

/// The mark of a passage in the margin.
impl Mark {
    fn of(report: &Report, link: &Link) -> Self {
        match (link.status, is_moved(report, link)) {
            (Status::Added, _) => Self::Added,
            (Status::Removed, _) => Self::Removed,
            (Status::Reworded, false) => Self::Reworded,
            (Status::Reworded, true) => Self::RewordedMoved,
            (Status::Unchanged, true) => Self::Moved,
            (Status::Unchanged, false) if is_change(report, link) => Self::Regrouped,
            (Status::Unchanged, false) if link.cosmetic => Self::Cosmetic,
            (Status::Unchanged, false) => Self::Unchanged,
        }
    }
}
