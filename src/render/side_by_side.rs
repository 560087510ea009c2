//! Both articles beside each other: linked passages at the same height, a moved one also named where it stood. May import the
//! layout modules beside it and `report`.

use std::io::{self, Write};
use std::ops::Range;

use super::column;
use super::flow::Flow;
use super::gutter::{Mark, Numbers};
use super::layout::{self, LEAST_MEASURE, blanks, width};
use super::marked::Text;
use super::notes;
use super::prose::Prose;
use super::select::{Selection, Stretch, is_moved, stretches};
use super::sheet::{Sheet, folded};
use super::summary;
use super::terminal::{self, Options, WIDEST_MEASURE};
use super::theme::Role;
use crate::report::Link;
use crate::{Pair, Report, Side};

/// Fewest cells for two columns; a narrower terminal gets the inline view.
pub const LEAST_WIDTH: usize = 60;

/// Cells between the two columns: a space, the mark, a space.
const BETWEEN: usize = 4;

/// Writes the two columns.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, options: &Options, out: &mut impl Write) -> io::Result<()> {
    let same = !report.different && options.selection == Selection::Changes;
    if options.width < LEAST_WIDTH || same {
        return terminal::write(report, options, out);
    }
    let flow = Flow::new(report);
    let prose = Prose::new(report, &flow);
    let numbers = Numbers::new(report, options);
    let room = options.width.saturating_sub(numbers.cells.a + numbers.cells.b + 2 + BETWEEN);
    let mut view = View {
        report,
        options,
        flow: &flow,
        prose: &prose,
        numbers,
        measure: (room / 2).clamp(LEAST_MEASURE, WIDEST_MEASURE),
        sheet: Sheet::new(options.theme, out),
    };
    view.sheet.header(report, options)?;
    view.rows()?;
    summary::write(report, options, view.width(), out)
}

/// One row of the view.
#[derive(Clone, Copy)]
enum Row {
    /// A passage, both sides.
    Passage(usize),
    /// Where a moved passage stood in a.
    Stood(usize),
}

struct View<'v, W> {
    report: &'v Report<'v>,
    options: &'v Options,
    flow: &'v Flow,
    prose: &'v Prose<'v>,
    numbers: Numbers<'v>,
    /// Cells of each column of text.
    measure: usize,
    sheet: Sheet<'v, W>,
}

impl<W: Write> View<'_, W> {
    fn width(&self) -> usize {
        self.numbers.cells.a + self.numbers.cells.b + 2 + BETWEEN + 2 * self.measure
    }

    fn rows(&mut self) -> io::Result<()> {
        let rows = rows(self.report);
        let picked: Vec<usize> = rows.iter().enumerate().filter(|(_, row)| self.picks(**row)).map(|(n, _)| n).collect();
        let context = if self.options.selection == Selection::Changes { self.options.context } else { 0 };
        for stretch in stretches(&picked, rows.len(), context) {
            match stretch {
                Stretch::Shown(range) => rows.get(range).unwrap_or_default().iter().try_for_each(|row| self.row(*row)),
                Stretch::Folded(range) => self.fold(rows.get(range).unwrap_or_default()),
            }?;
        }
        Ok(())
    }

    fn picks(&self, row: Row) -> bool {
        let (Row::Passage(k) | Row::Stood(k)) = row;
        self.report.passages.get(k).is_some_and(|l| self.options.selection.picks(self.report, self.prose, l))
    }

    fn row(&mut self, row: Row) -> io::Result<()> {
        writeln!(self.sheet.out)?;
        let (Row::Passage(k) | Row::Stood(k)) = row;
        let Some(link) = self.report.passages.get(k) else { return Ok(()) };
        match row {
            Row::Passage(_) => self.passage(link),
            Row::Stood(_) => self.stood(link),
        }
    }

    fn passage(&mut self, link: &Link) -> io::Result<()> {
        let texts = Pair::new(Side::A, Side::B).map(|side| {
            let mut text = Text::default();
            column::write(self.report, self.flow, link, side, &mut text);
            text
        });
        let mark = Mark::of(self.report, link);
        let moved = is_moved(self.report, link);
        let numbers = if moved { Role::Moved } else { Role::Faint };
        let lines = texts.as_ref().map(|t| if t.is_empty() { Vec::new() } else { self.sheet.lines(t, self.measure) });
        for n in 0..lines.a.len().max(lines.b.len()) {
            self.number(link, Side::A, numbers, n)?;
            self.cell(&texts.a, lines.a.get(n), self.measure)?;
            self.sheet.out.write_all(b" ")?;
            let told = lines.b.get(n).is_some();
            self.between(mark, n, told)?;
            if told {
                self.number(link, Side::B, numbers, n)?;
                self.cell(&texts.b, lines.b.get(n), 0)?;
            }
            self.sheet.out.write_all(b"\n")?;
        }
        self.notes(link)
    }

    /// The mark on the first line, a rule on the others; blanks up to b's column where b has something on this line.
    fn between(&mut self, mark: Mark, line: usize, told: bool) -> io::Result<()> {
        let sign = if line == 0 && mark != Mark::Unchanged { mark.sign() } else { "│" };
        let sign = sign.trim_end();
        self.sheet.theme.write(mark.role(), sign, self.sheet.out)?;
        blanks(if told { BETWEEN - 1 - width(sign) } else { 0 }, self.sheet.out)
    }

    fn number(&mut self, link: &Link, side: Side, role: Role, row: usize) -> io::Result<()> {
        if row == 0 {
            self.numbers.write(link, side, role, self.sheet.out)?;
        } else {
            blanks(*self.numbers.cells.side(side), self.sheet.out)?;
        }
        self.sheet.out.write_all(b" ")
    }

    fn cell(&mut self, text: &Text, line: Option<&Range<usize>>, cells: usize) -> io::Result<()> {
        let line = line.cloned().unwrap_or_default();
        let used = width(text.as_str().get(line.clone()).unwrap_or_default());
        layout::write(text, line, self.sheet.theme, self.sheet.out)?;
        blanks(cells.saturating_sub(used), self.sheet.out)
    }

    /// A moved passage where it stood in a: its number, where it went, how it begins.
    fn stood(&mut self, link: &Link) -> io::Result<()> {
        let mut text = Text::default();
        text.own(Role::Moved, &format!("→ {}", super::wording::numbers(&link.units.b)));
        text.space();
        text.space();
        text.article(Role::Context, opening(self.report.text(Side::A, link.spans.a), self.measure));
        let lines = self.sheet.lines(&text, self.measure.saturating_sub(2));
        self.number(link, Side::A, Role::Moved, 0)?;
        self.cell(&text, lines.first(), 0)?;
        self.sheet.theme.write(Role::Context, if lines.len() > 1 { " …" } else { "" }, self.sheet.out)?;
        writeln!(self.sheet.out)
    }

    fn notes(&mut self, link: &Link) -> io::Result<()> {
        let notes = notes::notes(self.report, self.options, self.prose, link);
        let (column, theme) = (notes::column(&notes), self.sheet.theme);
        let indent = self.numbers.cells.a + 1;
        let room = self.width().saturating_sub(indent + 2 + column);
        for (n, note) in notes.iter().enumerate() {
            let branch = if n + 1 == notes.len() { "└ " } else { "├ " };
            self.sheet.block(&note.text, room, |line, out| {
                blanks(indent, out)?;
                theme.write(Role::Faint, if line == 0 { branch } else { "  " }, out)?;
                note.write_label(line, column, theme, out)
            })?;
        }
        Ok(())
    }

    fn fold(&mut self, rows: &[Row]) -> io::Result<()> {
        let hidden = rows.iter().filter_map(|row| match row {
            Row::Passage(k) => self.report.passages.get(*k),
            Row::Stood(_) => None,
        });
        let mut text = Text::default();
        text.own(Role::Faint, &format!("⋯ {}", folded(self.report, &hidden)));
        writeln!(self.sheet.out)?;
        let indent = self.numbers.cells.a + 1;
        self.sheet.block(&text, self.measure, |_, out| blanks(indent, out))
    }
}

/// The passages in the reading order of b, each moved one also before the first that follows it in a.
fn rows(report: &Report) -> Vec<Row> {
    let start = |k: &usize| report.passages.get(*k).map(|l| l.units.a.start);
    let mut moved: Vec<usize> =
        report.passages.iter().enumerate().filter(|(_, l)| is_moved(report, l)).map(|(k, _)| k).collect();
    moved.sort_by_key(start);
    let mut moved = moved.into_iter().peekable();
    let mut rows = Vec::with_capacity(report.passages.len() + moved.len());
    for (k, link) in report.passages.iter().enumerate() {
        let in_order = !link.units.a.is_empty() && !is_moved(report, link);
        while let Some(stood) = moved.next_if(|m| in_order && start(m) < Some(link.units.a.start)) {
            rows.push(Row::Stood(stood));
        }
        rows.push(Row::Passage(k));
    }
    rows.extend(moved.map(Row::Stood));
    rows
}

/// Enough of a text to fill a line of `cells`, without reading the rest of it.
fn opening(text: &str, cells: usize) -> &str {
    let end = text.char_indices().nth(cells).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}
