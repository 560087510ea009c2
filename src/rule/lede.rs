//! The first paragraph of the story.

use super::{Case, Hit, Level, Rule};
use crate::document::Role;
use crate::report::{Link, Status};
use crate::{Pair, Side, Span};

/// `lede-changed`.
pub(super) const CHANGED: Rule = Rule {
    id: "lede-changed",
    default: Level::Note,
    summary: "The first paragraph of the story was reworded, moved or replaced",
    explanation: "\
The first paragraph of running text counts: a headline, a section label, a date line and a byline above it do not.",
    find,
};

fn find(case: &Case) -> Vec<Hit> {
    let owners = case.report.owners();
    let lede = |side: Side| {
        let paragraph = lede(case, side)?;
        let link = case.passage(*owners.side(side).get(paragraph as usize)?)?;
        let span = case.report.documents.side(side).paragraphs().get(paragraph as usize)?.span;
        Some((link, span))
    };
    let hit = match (lede(Side::A), lede(Side::B)) {
        (Some(a), Some(b)) => changed(a.0, b.0).map(|message| hit(a.0, Pair::new(Some(a.1), Some(b.1)), message)),
        (Some(a), None) => Some(hit(a.0, Pair::new(Some(a.1), None), "the first paragraph was removed".to_owned())),
        (None, _) => None,
    };
    hit.into_iter().collect()
}

/// The first paragraph of running text that is not to be ignored.
fn lede(case: &Case, side: Side) -> Option<u32> {
    let ignored = case.report.ignored_paragraphs.side(side);
    let paragraphs = (0..).zip(case.report.documents.side(side).paragraphs());
    paragraphs.filter(|(i, p)| p.role == Role::Body && ignored.binary_search(i).is_err()).map(|(i, _)| i).next()
}

/// What became of the old first paragraph, given the links of the old and the new one.
fn changed(old: &Link, new: &Link) -> Option<String> {
    match old.status {
        _ if old.ignored => None,
        Status::Removed => Some("the first paragraph was replaced".to_owned()),
        _ if old.id != new.id => {
            Some(format!("the first paragraph moved, it is paragraph {} now", old.units.b.start + 1))
        }
        Status::Reworded => Some("the first paragraph was reworded".to_owned()),
        Status::Unchanged | Status::Added => None,
    }
}

fn hit(link: &Link, at: Pair<Option<Span>>, message: String) -> Hit {
    Hit {
        sentence: None,
        passage: Some(link.id),
        at,
        context: at.map(Option::unwrap_or_default),
        seen: at.b.unwrap_or_default(),
        message,
        subject: None,
    }
}
