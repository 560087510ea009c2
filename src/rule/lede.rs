//! The first paragraph of the story.

use super::{Level, Rule};

/// `lede-changed`.
pub(super) const CHANGED: Rule = Rule {
    id: "lede-changed",
    default: Level::Note,
    summary: "The first paragraph of the story was reworded, moved or replaced",
    explanation: "\
The first paragraph of running text counts: a headline, a section label, a date line and a byline above it do not.",
};
