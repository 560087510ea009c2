//! Lines of text on a terminal, and the parts that its views share: the two names on top, the line for what is folded.
//! May import `layout`, `marked`, `theme`, `wording` and `report`.

use std::io::{self, Write};
use std::ops::Range;

use super::layout::{self, Breaker};
use super::marked::Text;
use super::select::is_change;
use super::terminal::Options;
use super::theme::{Role, Theme};
use super::wording;
use crate::report::Link;
use crate::{Report, Side};

/// Where a view writes its lines.
pub struct Sheet<'o, W> {
    /// The look.
    pub theme: Theme,
    breaker: Breaker,
    /// The writer.
    pub out: &'o mut W,
}

impl<'o, W: Write> Sheet<'o, W> {
    /// A sheet over a writer.
    pub fn new(theme: Theme, out: &'o mut W) -> Self {
        Self { theme, breaker: Breaker::default(), out }
    }

    /// Where a text is broken into lines of `measure` cells.
    #[must_use]
    pub fn lines(&self, text: &Text, measure: usize) -> Vec<Range<usize>> {
        self.breaker.lines(text, measure)
    }

    /// Writes a text in lines of `measure` cells, before each what `margin` writes for its number.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn block(
        &mut self,
        text: &Text,
        measure: usize,
        mut margin: impl FnMut(usize, &mut W) -> io::Result<()>,
    ) -> io::Result<()> {
        for (n, line) in self.lines(text, measure).into_iter().enumerate() {
            margin(n, self.out)?;
            layout::write(text, line, self.theme, self.out)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Both names, each with the mark that its side has in the margin.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn header(&mut self, report: &Report, options: &Options) -> io::Result<()> {
        for (side, mark, role) in [(Side::A, "- ", Role::RemovedWhole), (Side::B, "+ ", Role::AddedWhole)] {
            let mut text = Text::default();
            text.own(role, mark);
            text.name(Role::Headline, options.name(report, side));
            text.own(Role::Faint, &format!("  {}", size(report, side)));
            self.block(&text, options.width, |_, _| Ok(()))?;
        }
        Ok(())
    }
}

fn size(report: &Report, side: Side) -> String {
    let document = report.documents.side(side);
    let paragraphs = wording::counted(document.paragraphs().len() as u64, "paragraph");
    format!("{paragraphs}, {}", wording::counted(document.words(), "word"))
}

/// What one line says of passages that are not shown.
#[must_use]
pub fn folded<'r>(report: &Report, hidden: &(impl Iterator<Item = &'r Link> + Clone)) -> String {
    let paragraphs = |wanted: fn(&Link) -> bool| -> u64 {
        hidden.clone().filter(|l| wanted(l)).map(|l| l.units.a.len().max(l.units.b.len()) as u64).sum()
    };
    let all = wording::counted(paragraphs(|_| true), "paragraph");
    if hidden.clone().any(|l| is_change(report, l)) {
        return format!("{all} not shown");
    }
    match paragraphs(|l| l.cosmetic) {
        0 => format!("{all} unchanged"),
        n => format!("{all} unchanged, {n} but for typography"),
    }
}
