//! The panel of changes: what there is, by kind, to filter by; every changed claim with a link; what the rules found.

use std::io::{self, Write};

use maud::{Markup, html};

use super::{Page, text};
use crate::render::escape::html::Text;
use crate::render::wording::difference;
use crate::report::{Change, Claim, Counts, Finding, FindingLevel, Kind, Link, Relation};
use crate::{Report, Side, Span};

/// Writes the panel.
pub fn write(page: &Page, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"<aside class=\"panel\" aria-label=\"Changes\">")?;
    out.write_all(findings(page).into_string().as_bytes())?;
    out.write_all(filters(page.report).into_string().as_bytes())?;
    claims(page, out)?;
    out.write_all(b"</aside>")
}

fn filters(report: &Report) -> Markup {
    let passages = passage_kinds(report.relation, &report.summary.passages);
    html! {
        form.filters aria-label="Filters" {
            fieldset {
                legend { "Passages" }
                @for (name, word, n) in passages.into_iter().filter(|&(_, _, n)| n > 0) { (chip(name, word, n)) }
            }
            @if !report.summary.claims.is_empty() {
                fieldset {
                    legend { "Claims" }
                    @for (kind, &n) in &report.summary.claims { (chip(kind.name(), kind.name(), n)) }
                }
            }
            p.shown { output #shown {} button.reset type="reset" { "Show all" } }
        }
    }
}

fn passage_kinds(relation: Relation, n: &Counts) -> [(&'static str, &'static str, u32); 8] {
    let (added, removed) = match relation {
        Relation::Versions => ("added", "removed"),
        Relation::Outlets => ("only in the second", "only in the first"),
    };
    [
        ("reworded", "reworded", n.reworded),
        ("added", added, n.added),
        ("removed", removed, n.removed),
        ("moved", "moved", n.moved),
        ("split", "split", n.split),
        ("merged", "merged", n.merged),
        ("cosmetic", "typography", n.cosmetic),
        ("unchanged", "unchanged", n.unchanged),
    ]
}

fn chip(name: &str, word: &str, n: u32) -> Markup {
    html! {
        label.chip.(name) {
            input type="checkbox" value=(name) autocomplete="off";
            span { (word) } " " b { (super::thousands(u64::from(n))) }
        }
    }
}

fn claims(page: &Page, out: &mut impl Write) -> io::Result<()> {
    if page.rows.claims().is_empty() {
        return Ok(());
    }
    out.write_all(b"<nav class=\"claims\" aria-label=\"Changed claims\"><h2>Changed claims</h2><ol>")?;
    for (passage, link) in page.rows.claims() {
        for (k, claim) in link.claims.iter().enumerate() {
            out.write_all(entry(page, *passage, link, k, claim).into_string().as_bytes())?;
        }
    }
    out.write_all(b"</ol></nav>")
}

fn entry(page: &Page, passage: u32, link: &Link, k: usize, claim: &Claim) -> Markup {
    let said = claim.sides.as_ref().map(|m| m.as_ref().map(|m| m.span));
    let number = page.report.passages.get(passage as usize).map_or(0, |p| {
        let side = if p.units.b.is_empty() { Side::A } else { Side::B };
        p.units.side(side).start + 1
    });
    html! {
        li class=(claim.kind.name()) {
            a href={ "#p" (passage) } data-c=(text::claim_id(link, k)) {
                span.kind { (claim.kind.name()) (change(page.report.relation, claim.change)) } " " span.n { "¶ " (number) }
                span.said {
                    @if let Some(span) = said.a { del { (quoted(page, claim.kind, Side::A, span)) } }
                    @if said.a.is_some() && said.b.is_some() { " → " }
                    @if let Some(span) = said.b { ins { (quoted(page, claim.kind, Side::B, span)) } }
                    @if let Some(by) = difference(claim) { " " span.by { (by) } }
                }
            }
        }
    }
}

fn change(relation: Relation, change: Change) -> &'static str {
    match (change, relation) {
        (Change::Changed, _) => "",
        (Change::Added, Relation::Versions) => " added",
        (Change::Removed, Relation::Versions) => " removed",
        (Change::Added, Relation::Outlets) => " only in the second",
        (Change::Removed, Relation::Outlets) => " only in the first",
    }
}

fn quoted(page: &Page, kind: Kind, side: Side, span: Span) -> Markup {
    let text = page.report.text(side, span);
    let lang = page.report.documents.side(side).language().code();
    html! { bdi class=[(kind == Kind::Quote).then_some("quote")] lang=(lang) { (Text(text)) } }
}

fn findings(page: &Page) -> Markup {
    html! {
        @if !page.report.findings.is_empty() {
            nav.findings aria-label="Findings" {
                h2 { "Findings" }
                ul { @for finding in &page.report.findings { (found(page, finding)) } }
            }
        }
        @if !page.report.limits.is_empty() {
            p.limits { "Made coarser for its size: " (page.report.limits.iter().map(|limit| limit.name()).collect::<Vec<_>>().join(", ")) "." }
        }
    }
}

fn found(page: &Page, finding: &Finding) -> Markup {
    let level = match finding.level {
        FindingLevel::Error => "error",
        FindingLevel::Warning => "warning",
        FindingLevel::Note => "note",
    };
    let passage = finding.passage.or_else(|| {
        let link = page.report.sentences.get(finding.sentence? as usize)?;
        page.sides.home(link).map(|p| p.id)
    });
    html! {
        li class=(level) {
            span.kind { (level) " " (finding.rule) } " "
            @if let Some(id) = passage { a href={ "#p" (id) } { (Text(&finding.message)) } }
            @else { (Text(&finding.message)) }
        }
    }
}
