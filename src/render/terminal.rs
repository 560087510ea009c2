//! The inline view for a terminal: passages in reading order, numbered as both articles number them, edits inside the text,
//! unchanged passages folded, a summary at the end. May import the layout modules beside it and `report`.

use std::io::{self, Write};

use rayon::prelude::*;

use super::flow::Flow;
use super::gutter::{Gutter, Mark};
use super::marked::Text;
use super::notes::{self, Note};
use super::prose::Prose;
use super::select::{Selection, Stretch};
use super::sheet::{Sheet, folded};
use super::summary;
use super::theme::{Role, Theme};
use crate::report::Link;
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

    /// The same without the folder, where the two names differ without it.
    #[must_use]
    pub fn short_name<'o>(&'o self, report: &Report<'o>, side: Side) -> &'o str {
        let name = self.name(report, side);
        let last = |name: &'o str| name.rsplit(['/', '\\']).next().unwrap_or(name);
        let short = last(name);
        if self.labels.is_some() || short == last(self.name(report, side.other())) { name } else { short }
    }
}

/// Writes the inline view.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, options: &Options, out: &mut impl Write) -> io::Result<()> {
    if !report.different && options.selection == Selection::Changes {
        return summary::write(report, options, options.width, out);
    }
    let flow = Flow::new(report);
    let prose = Prose::new(report, &flow);
    let gutter = Gutter::new(report, options);
    Sheet::new(options.theme, out).header(report, options)?;
    Shown { report, prose: &prose, options, gutter: &gutter }.passages(out)?;
    summary::write(report, options, gutter.width(), out)
}

/// Stretches that one task writes.
const STRETCHES_A_TASK: usize = 8;
/// Passages of a stretch that one task writes.
const PASSAGES_A_STRETCH: usize = 16;
/// Stretches whose text is kept until it is its turn to go out.
const STRETCHES_AT_ONCE: usize = 1_024;

/// What is shown, and how.
#[derive(Clone, Copy)]
struct Shown<'v> {
    report: &'v Report<'v>,
    prose: &'v Prose<'v>,
    options: &'v Options,
    gutter: &'v Gutter<'v>,
}

impl<'v> Shown<'v> {
    /// Writes all passages: those of a long article by several threads, in order all the same.
    fn passages(self, out: &mut impl Write) -> io::Result<()> {
        let stretches = self.options.selection.stretches(self.report, self.prose, self.options.context);
        let stretches: Vec<Stretch> = stretches.into_iter().flat_map(|s| s.cut(PASSAGES_A_STRETCH)).collect();
        if stretches.len() <= STRETCHES_A_TASK {
            return self.on(out).stretches(&stretches);
        }
        let text = |some: &[Stretch]| {
            let mut text = Vec::new();
            self.on(&mut text).stretches(some).map(|()| text)
        };
        for some in stretches.chunks(STRETCHES_AT_ONCE) {
            let texts: Vec<io::Result<Vec<u8>>> = some.par_chunks(STRETCHES_A_TASK).map(text).collect();
            for text in texts {
                out.write_all(&text?)?;
            }
        }
        Ok(())
    }

    fn on<'o, W: Write>(self, out: &'o mut W) -> View<'v, 'o, W> {
        View {
            report: self.report,
            prose: self.prose,
            options: self.options,
            gutter: self.gutter,
            sheet: Sheet::new(self.options.theme, out),
        }
    }
}

struct View<'v, 'o, W> {
    report: &'v Report<'v>,
    prose: &'v Prose<'v>,
    options: &'v Options,
    gutter: &'v Gutter<'v>,
    sheet: Sheet<'o, W>,
}

impl<W: Write> View<'_, '_, W> {
    fn stretches(&mut self, stretches: &[Stretch]) -> io::Result<()> {
        let mut text = Text::default();
        for stretch in stretches {
            match stretch {
                Stretch::Shown(passages) => {
                    for link in self.report.passages.get(passages.clone()).unwrap_or_default() {
                        text.clear();
                        self.passage(link, &mut text)?;
                    }
                }
                Stretch::Folded(passages) => {
                    self.fold(self.report.passages.get(passages.clone()).unwrap_or_default())?;
                }
            }
        }
        Ok(())
    }

    fn passage(&mut self, link: &Link, text: &mut Text) -> io::Result<()> {
        self.prose.write(link, text);
        let mark = Mark::of(self.report, link);
        writeln!(self.sheet.out)?;
        let Self { gutter, sheet, .. } = self;
        sheet.block(text, gutter.measure(), |line, out| match line {
            0 => gutter.first(link, mark, out),
            _ => gutter.next(mark, out),
        })?;
        let notes = notes::notes(self.report, self.options, self.prose, link);
        self.notes(&notes, mark)
    }

    fn notes(&mut self, notes: &[Note], mark: Mark) -> io::Result<()> {
        let Self { gutter, sheet, .. } = self;
        let column = notes::column(notes);
        let theme = sheet.theme;
        for (n, note) in notes.iter().enumerate() {
            let last = n + 1 == notes.len();
            sheet.block(&note.text, gutter.measure().saturating_sub(column), |line, out| {
                let branch = match (line, last) {
                    (0, false) => "├ ",
                    (0, true) => "└ ",
                    (_, false) => "│ ",
                    (_, true) => "  ",
                };
                gutter.branch(branch, mark, out)?;
                note.write_label(line, column, theme, out)
            })?;
        }
        Ok(())
    }

    /// One line for passages that are not shown.
    fn fold(&mut self, hidden: &[Link]) -> io::Result<()> {
        let mut text = Text::default();
        text.own(Role::Faint, &folded(self.report, &hidden.iter()));
        writeln!(self.sheet.out)?;
        let Self { gutter, sheet, .. } = self;
        sheet.block(&text, gutter.measure(), |line, out| {
            gutter.branch(if line == 0 { "⋯ " } else { "  " }, Mark::Unchanged, out)
        })
    }
}
