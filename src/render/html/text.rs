//! An article's paragraphs as markup: `ins`, `del`, and a `mark` around what a claim says.

use maud::{Markup, Render, html};

use crate::document::Role;
use crate::render::escape::html::Text;
use crate::render::runs::{Gone, Mark, Piece, Run};
use crate::report::{Link, Status};
use crate::{Side, Span};

use super::Page;

/// One side of a passage.
pub fn side(page: &Page, side: Side, passage: &Link) -> Markup {
    let paragraphs = match side {
        Side::A => page.sides.paragraphs(Side::A, passage),
        Side::B => page.sides.both(passage),
    };
    let document = page.report.documents.side(side);
    html! {
        @for (n, pieces) in (passage.units.side(side).start..).zip(&paragraphs) {
            @let role = document.paragraphs().get(n as usize).map(|p| p.role).unwrap_or_default();
            p class=[class(role)] data-n=(n + 1) dir="auto" {
                @for piece in pieces { (Writer { page, side, passage, piece }) }
            }
        }
    }
}

fn class(role: Role) -> Option<&'static str> {
    match role {
        Role::Body => None,
        Role::Headline => Some("headline"),
        Role::SectionLabel | Role::DateLine | Role::Byline => Some("line"),
        Role::Note => Some("note"),
    }
}

/// Whether a sentence stands elsewhere on the other side.
fn elsewhere<'r>(page: &Page<'r>, side: Side, link: &'r Link) -> Option<&'r Link> {
    if link.passage.is_some() { None } else { page.sides.passage_of(side.other(), link) }
}

/// The id of the row that shows one side of a passage.
pub fn row_id(passage: &Link, side: Side) -> String {
    if passage.moved && side == Side::A { format!("p{}a", passage.id) } else { format!("p{}", passage.id) }
}

struct Writer<'p, 'r> {
    page: &'p Page<'r>,
    side: Side,
    passage: &'p Link,
    piece: &'p Piece<'r>,
}

impl Render for Writer<'_, '_> {
    fn render_to(&self, out: &mut String) {
        match self.piece {
            Piece::Space(span) => self.text(self.side, *span).render_to(out),
            Piece::Told(link, runs) => self.told(link, runs, out),
            Piece::Gone(_, span) => {
                let text = self.text(Side::A, *span);
                html! { span.gone { " " } del.gone { (text) } span.gone { " " } }.render_to(out);
            }
        }
    }
}

impl<'r> Writer<'_, 'r> {
    fn text(&self, side: Side, span: Span) -> Text<'r> {
        Text(self.page.report.text(side, span))
    }

    fn told(&self, link: &'r Link, runs: &[Run], out: &mut String) {
        let other = elsewhere(self.page, self.side, link).filter(|p| p.id != self.passage.id);
        if let Some(other) = other {
            let (word, target) = match self.side {
                Side::A => ("to", row_id(other, Side::B)),
                Side::B => ("from", row_id(other, Side::A)),
            };
            let number = other.units.side(self.side.other()).start + 1;
            out.push_str("<span class=\"elsewhere\">");
            html! { a.place href={ "#" (target) } { (word) " ¶ " (number) } " " }.render_to(out);
        } else if link.moved && !self.passage.moved {
            out.push_str("<span class=\"shifted\">");
        }
        let wrapped = other.is_some() || link.moved && !self.passage.moved;
        // A passage that one side alone has is marked as a block.
        let all = matches!(self.passage.status, Status::Added | Status::Removed);
        self.runs(link, runs, all, out);
        if wrapped {
            out.push_str("</span>");
        }
    }

    /// Runs that share a claim share its `mark`.
    fn runs(&self, link: &Link, runs: &[Run], all: bool, out: &mut String) {
        let mut changed = false;
        // Whether a change ends here, with no white space after it.
        let mut touches = false;
        for group in runs.chunk_by(|x, y| x.claim == y.claim) {
            let claim = group.first().and_then(|r| r.claim).and_then(|k| Some((k, link.claims.get(k)?)));
            if let Some((k, claim)) = claim {
                out.push_str("<mark class=\"");
                out.push_str(claim.kind.name());
                out.push_str("\" data-c=\"");
                out.push_str(&claim_id(link, k));
                out.push_str("\">");
            }
            for run in group {
                let differs = run.mark == Mark::Changed && !run.span.is_empty();
                if let Some(gone) = run.gone {
                    if touches {
                        out.push_str(GAP);
                    }
                    self.gone(link, gone, differs, out);
                }
                self.run(run, all, changed, out);
                changed = differs;
                touches = differs && !self.text(self.side, run.span).0.ends_with(char::is_whitespace);
            }
            if claim.is_some() {
                out.push_str("</mark>");
            }
        }
    }

    fn run(&self, run: &Run, all: bool, after_changed: bool, out: &mut String) {
        let text = self.text(self.side, run.span);
        match (run.mark, self.side) {
            _ if run.span.is_empty() => {}
            (Mark::Same, _) => text.render_to(out),
            (Mark::Cosmetic, _) => html! { span.typo { (text) } }.render_to(out),
            // The white space between a claim and what follows it.
            (Mark::Changed, _) if after_changed && text.0.trim().is_empty() => text.render_to(out),
            (Mark::Changed, Side::A) => {
                let (inner, after) = trimmed(text.0);
                html! { del class=[all.then_some("all")] { (Text(inner)) } (Text(after)) }.render_to(out);
            }
            (Mark::Changed, Side::B) => {
                let (inner, after) = trimmed(text.0);
                html! { ins class=[all.then_some("all")] { (Text(inner)) } (Text(after)) }.render_to(out);
            }
        }
    }

    /// What a has in place of a run; apart from the run where b has something else there.
    fn gone(&self, link: &Link, gone: Gone, replaced: bool, out: &mut String) {
        // The inline view shows a difference in typography as b has it.
        if gone.mark != Mark::Changed {
            return;
        }
        let (inner, after) = trimmed(self.page.report.text(Side::A, gone.span));
        let id = gone.claim.map(|k| claim_id(link, k));
        html! { del.gone data-c=[id] { (Text(inner)) } }.render_to(out);
        if replaced || !after.is_empty() {
            out.push_str(GAP);
        }
    }
}

/// A space that only the view of both sides in one has: what was removed and what came in its place are told apart.
const GAP: &str = "<span class=\"gone\"> </span>";

/// The id of a claim on the page.
pub fn claim_id(link: &Link, claim: usize) -> String {
    format!("{}.{claim}", link.id)
}

/// A text without the white space after it, and that: unless it is white space alone.
fn trimmed(text: &str) -> (&str, &str) {
    let inner = text.trim_end();
    if inner.is_empty() { (text, "") } else { (inner, text.get(inner.len()..).unwrap_or_default()) }
}
