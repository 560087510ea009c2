//! One row of the page: a passage on both sides, with its kind between them.

use maud::{Markup, html};

use super::order::{Part, Row};
use super::{Page, text};
use crate::Side;
use crate::render::wording::is_visible;
use crate::report::{Kind, Link, Relation, Shape, Status};

/// A row as markup.
pub fn row(page: &Page, row: &Row) -> Markup {
    let Row { link, part, .. } = *row;
    let kinds = kinds(page, link);
    let classes = classes(row, &kinds);
    let id = match part {
        Part::From => text::row_id(link, Side::A),
        Part::Whole | Part::To => text::row_id(link, Side::B),
    };
    let show = |side: Side| {
        let has = !link.units.side(side).is_empty();
        has && !matches!((part, side), (Part::From, Side::B) | (Part::To, Side::A))
    };
    // What both sides have in the same words is read out once.
    let twice = part == Part::Whole && link.status == Status::Unchanged;
    html! {
        div class=(classes) id=(id) role="group" tabindex="-1" aria-label=(label(page.report.relation, row, &kinds)) data-y=(row.slot) {
            div.a lang=(page.report.documents.a.language().code()) aria-hidden=[twice.then_some("true")] {
                @if show(Side::A) { (text::side(page, Side::A, link)) }
                @else if part == Part::To && link.status == Status::Reworded { (earlier(page, link)) }
            }
            div.gutter { (tags(page, row, &kinds)) }
            div.b lang=(page.report.documents.b.language().code()) {
                @if show(Side::B) { (text::side(page, Side::B, link)) }
            }
        }
    }
}

/// What a moved passage said in a, to be opened beside what it says in b.
fn earlier(page: &Page, link: &Link) -> Markup {
    html! {
        details.earlier {
            summary { "Show ¶ " (link.units.a.start + 1) " here" }
            (text::side(page, Side::A, link))
        }
    }
}

/// The kinds of claims that changed in a passage, each once.
fn kinds(page: &Page, link: &Link) -> Vec<Kind> {
    let links = page.rows.claims_of(link.id).iter();
    let mut kinds: Vec<Kind> = links.flat_map(|(_, l)| &l.claims).map(|c| c.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn classes(row: &Row, kinds: &[Kind]) -> String {
    let link = row.link;
    let mut out = format!("row {} h{}", link.status.name(), height(row.lines));
    for name in shapes(link) {
        out.push(' ');
        out.push_str(name);
    }
    for kind in kinds {
        out.push(' ');
        out.push_str(kind.name());
    }
    match row.part {
        Part::From => out.push_str(" from"),
        Part::To => out.push_str(" to"),
        Part::Whole => {}
    }
    if is_change(link) {
        out.push_str(" changed");
    }
    out
}

/// Whether readers of changes want to see it.
pub fn is_change(link: &Link) -> bool {
    link.status != Status::Unchanged || link.moved
}

/// What else there is to say of a passage beside its status.
fn shapes(link: &Link) -> impl Iterator<Item = &'static str> {
    let shape = match link.shape {
        Some(Shape::Split) => Some("split"),
        Some(Shape::Merged) => Some("merged"),
        Some(Shape::Regrouped) => Some("regrouped"),
        Some(Shape::OneToOne) | None => None,
    };
    link.moved.then_some("moved").into_iter().chain(shape).chain(link.cosmetic.then_some("cosmetic"))
}

/// The class of a height, of which there are few.
fn height(lines: u32) -> u32 {
    const STEPS: [u32; 14] = [2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 45, 70, 110];
    STEPS.into_iter().find(|&step| step >= lines).unwrap_or(200)
}

/// What a screen reader says of a row.
fn label(relation: Relation, row: &Row, kinds: &[Kind]) -> String {
    let link = row.link;
    let side = if link.units.b.is_empty() || row.part == Part::From { Side::A } else { Side::B };
    let mut out = format!("Paragraph {}", link.units.side(side).start + 1);
    if side == Side::A {
        out.push_str(" of the first article");
    }
    out.push_str(": ");
    out.push_str(word(relation, link.status));
    for name in shapes(link) {
        out.push_str(", ");
        out.push_str(if name == "cosmetic" { "typography differs" } else { name });
    }
    if !kinds.is_empty() {
        out.push_str("; changed: ");
        let names: Vec<&str> = kinds.iter().map(|k| k.name()).collect();
        out.push_str(&names.join(", "));
    }
    out
}

/// What a status is called: between outlets nothing is added to the one by the other.
pub fn word(relation: Relation, status: Status) -> &'static str {
    match (relation, status) {
        (Relation::Outlets, Status::Added | Status::Removed) => "only here",
        _ => status.name(),
    }
}

fn tags(page: &Page, row: &Row, kinds: &[Kind]) -> Markup {
    let Row { link, part, .. } = *row;
    html! {
        @if link.status != Status::Unchanged && part != Part::From { span.tag.(link.status.name()) { (word(page.report.relation, link.status)) } }
        @match part {
            Part::From => a.tag.moved href={ "#" (text::row_id(link, Side::B)) } { span.own { "¶ " (link.units.a.start + 1) " " } "moved to ¶ " (link.units.b.start + 1) },
            Part::To => a.tag.moved href={ "#" (text::row_id(link, Side::A)) } { "moved from ¶ " (link.units.a.start + 1) },
            Part::Whole => {},
        }
        @match link.shape {
            Some(Shape::Split) => span.tag { "split" },
            Some(Shape::Merged) => span.tag { "merged" },
            Some(Shape::Regrouped) => span.tag { "regrouped" },
            Some(Shape::OneToOne) | None => {},
        }
        @if link.cosmetic && is_visible(page.report, link.spans) { span.tag.cosmetic { "typography" } }
        @if part != Part::From { @for kind in kinds { span.tag.claim { (kind.name()) } } }
        @for other in link.also.iter().filter_map(|&id| page.report.passages.get(id as usize)) {
            @let side = if other.units.b.is_empty() { Side::A } else { Side::B };
            a.tag href={ "#" (text::row_id(other, side)) } { "also ¶ " (other.units.side(side).start + 1) }
        }
    }
}
