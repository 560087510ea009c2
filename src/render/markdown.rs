//! Markdown to paste into a pull request or a message: a table of changed claims, then the changed passages with what was
//! ~~removed~~ and what was **added**. Nothing in an article can break out of it (see `escape::markdown`).

use std::io::{self, Write};

use super::escape::markdown::{push, push_line};
use super::runs::{Gone, Mark, Piece, Run, Sides};
use super::wording::{counted, numbers, percent};
use crate::report::{Claim, Link, Relation, Report, Shape, Status};
use crate::{Pair, Side, Span};

/// What the two articles are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Their names; their paths otherwise.
    pub labels: Option<Pair<String>>,
}

/// Writes the comparison.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, options: &Options, out: &mut impl Write) -> io::Result<()> {
    let sides = Sides::new(report);
    let names = match &options.labels {
        Some(labels) => labels.as_ref().map(|l| escaped(l)),
        None => report.documents.map(|d| escaped(&d.source().path)),
    };
    let page = Page { report, sides, names };
    writeln!(out, "### {} and {} compared\n\n{}", page.names.a, page.names.b, page.summary())?;
    page.claims(out)?;
    page.passages(out)
}

struct Page<'r> {
    report: &'r Report<'r>,
    sides: Sides<'r>,
    names: Pair<String>,
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(text, &mut out);
    out
}

impl<'r> Page<'r> {
    fn summary(&self) -> String {
        if self.report.identical {
            return "The two texts are the same, byte for byte.".to_owned();
        }
        if !self.report.different {
            return "No difference in words.".to_owned();
        }
        let n = self.report.summary.passages;
        let (added, removed) = match self.report.relation {
            Relation::Versions => ("added", "removed"),
            Relation::Outlets => ("only in the second", "only in the first"),
        };
        let counts = [
            (n.reworded, "reworded"),
            (n.added, added),
            (n.removed, removed),
            (n.moved, "moved"),
            (n.split, "split"),
            (n.merged, "merged"),
        ];
        let mut said: Vec<String> =
            counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let claims: u32 = self.report.summary.claims.values().sum();
        if claims > 0 {
            said.push(format!("**{} changed**", counted(u64::from(claims), "claim")));
        }
        format!("{}% of the words kept. Passages: {}.", percent(self.report.summary.similarity), said.join(", "))
    }

    fn claims(&self, out: &mut impl Write) -> io::Result<()> {
        if self.report.summary.claims.is_empty() {
            return Ok(());
        }
        write!(out, "\n| Claim | {} | {} | ¶ |\n| --- | --- | --- | ---: |\n", self.names.a, self.names.b)?;
        for link in self.report.sentences.iter().filter(|l| !l.claims.is_empty()) {
            let place = self.sides.home(link).map(place).unwrap_or_default();
            for claim in &link.claims {
                let said = |side| self.said(claim, side);
                writeln!(out, "| {} | {} | {} | {place} |", claim.kind.name(), said(Side::A), said(Side::B))?;
            }
        }
        Ok(())
    }

    fn said(&self, claim: &Claim, side: Side) -> String {
        let mention = claim.sides.side(side).as_ref();
        mention.map_or_else(|| "—".to_owned(), |m| escaped(self.report.text(side, m.span)))
    }

    fn passages(&self, out: &mut impl Write) -> io::Result<()> {
        let changed = self.report.passages.iter().filter(|l| l.status != Status::Unchanged || l.moved);
        for passage in changed {
            writeln!(out, "\n**¶ {}, {}**\n", place(passage), self.what(passage))?;
            let paragraphs = match passage.status {
                Status::Removed => self.sides.paragraphs(Side::A, passage),
                Status::Unchanged | Status::Reworded | Status::Added => self.sides.both(passage),
            };
            for (n, pieces) in paragraphs.iter().enumerate() {
                if n > 0 {
                    writeln!(out, ">")?;
                }
                writeln!(out, "> {}", self.line(passage, pieces))?;
            }
        }
        Ok(())
    }

    fn what(&self, passage: &Link) -> String {
        let status = match (self.report.relation, passage.status) {
            (Relation::Outlets, Status::Added) => "only in the second",
            (Relation::Outlets, Status::Removed) => "only in the first",
            (_, status) => status.name(),
        };
        let mut words = Vec::new();
        if passage.status != Status::Unchanged {
            words.push(status.to_owned());
        }
        if passage.moved {
            words.push(format!("moved from ¶ {}", numbers(&passage.units.a)));
        }
        match passage.shape {
            Some(Shape::Split) => words.push(format!("split from ¶ {}", numbers(&passage.units.a))),
            Some(Shape::Merged) => words.push(format!("merged from ¶ {}", numbers(&passage.units.a))),
            Some(Shape::Regrouped) => words.push(format!("regrouped from ¶ {}", numbers(&passage.units.a))),
            Some(Shape::OneToOne) | None => {}
        }
        words.join(", ")
    }

    /// A paragraph on one line.
    fn line(&self, passage: &Link, pieces: &[Piece]) -> String {
        let side = if passage.status == Status::Removed { Side::A } else { Side::B };
        let mut line = Line::default();
        for piece in pieces {
            match piece {
                Piece::Space(span) => line.push(Ink::Plain, self.report.text(side, *span)),
                Piece::Told(_, runs) => runs.iter().for_each(|run| self.run(side, run, &mut line)),
                Piece::Gone(_, span) => {
                    line.push(Ink::Plain, " ");
                    line.push(Ink::Removed, self.text(Side::A, *span));
                    line.push(Ink::Plain, " ");
                }
            }
        }
        line.finish()
    }

    fn text(&self, side: Side, span: Span) -> &'r str {
        self.report.text(side, span)
    }

    fn run(&self, side: Side, run: &Run, line: &mut Line<'r>) {
        if let Some(Gone { span, mark: Mark::Changed, .. }) = run.gone {
            line.push(Ink::Removed, self.text(Side::A, span));
        }
        let ink = match (run.mark, side) {
            (Mark::Same | Mark::Cosmetic, _) => Ink::Plain,
            (Mark::Changed, Side::A) => Ink::Removed,
            (Mark::Changed, Side::B) => Ink::Added,
        };
        line.push(ink, self.text(side, run.span));
    }
}

/// The numbers of its paragraphs in b, or in a where b has none.
fn place(passage: &Link) -> String {
    let side = if passage.units.b.is_empty() { Side::A } else { Side::B };
    numbers(passage.units.side(side)).to_string()
}

/// How a stretch of text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ink {
    Plain,
    Removed,
    Added,
}

impl Ink {
    /// Markdown's own signs, and the elements that say the same.
    fn signs(self) -> (&'static str, &'static str) {
        match self {
            Self::Plain => ("", ""),
            Self::Removed => ("~~", "del"),
            Self::Added => ("**", "strong"),
        }
    }
}

/// A line as it is built: stretches of one ink, white space outside of the signs.
#[derive(Debug, Default)]
struct Line<'t> {
    stretches: Vec<(Ink, Vec<&'t str>)>,
}

impl<'t> Line<'t> {
    fn push(&mut self, ink: Ink, text: &'t str) {
        let inner = text.trim();
        let start = text.len() - text.trim_start().len();
        let (before, after) = (text.get(..start), text.get(start + inner.len()..));
        for (ink, text) in [(Ink::Plain, before), (ink, Some(inner)), (Ink::Plain, after)] {
            let Some(text) = text.filter(|t| !t.is_empty()) else { continue };
            match self.stretches.last_mut() {
                Some((last, texts)) if *last == ink => texts.push(text),
                _ => self.stretches.push((ink, vec![text])),
            }
        }
    }

    fn finish(&self) -> String {
        let mut out = String::new();
        for (n, (ink, texts)) in self.stretches.iter().enumerate() {
            let text = texts.concat();
            let next = self.stretches.get(n + 1).and_then(|(_, texts)| texts.first());
            match ink {
                Ink::Plain if out.is_empty() => push_line(&text, &mut out),
                Ink::Plain if out.ends_with(' ') => push(text.trim_start(), &mut out),
                Ink::Plain => push(&text, &mut out),
                Ink::Removed | Ink::Added => {
                    let replaced = *ink == Ink::Removed && self.stretches.get(n + 1).is_some_and(|s| s.0 == Ink::Added);
                    mark(*ink, &text, if replaced { Some(" ") } else { next.copied() }, &mut out);
                    if replaced {
                        out.push(' ');
                    }
                }
            }
        }
        out.truncate(out.trim_end().len());
        out
    }
}

/// Text between signs: Markdown's where they are sure to work there, else elements. A sign works where a letter or digit
/// stands inside of it or white space outside (`CommonMark` 0.31, 6.2, left- and right-flanking).
fn mark(ink: Ink, text: &str, next: Option<&str>, out: &mut String) {
    let (sign, element) = ink.signs();
    let opens = text.starts_with(char::is_alphanumeric) || out.is_empty() || out.ends_with(' ');
    let closes = text.ends_with(char::is_alphanumeric) || next.is_none_or(|n| n.starts_with(char::is_whitespace));
    if opens && closes {
        out.push_str(sign);
        push(text, out);
        out.push_str(sign);
    } else {
        out.extend(["<", element, ">"]);
        push(text, out);
        out.extend(["</", element, ">"]);
    }
}
