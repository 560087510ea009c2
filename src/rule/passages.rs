//! Whole passages that went, came or moved.

use super::{Level, Rule};

/// `passage-removed`.
pub(super) const REMOVED: Rule = Rule {
    id: "passage-removed",
    default: Level::Warning,
    summary: "A paragraph, or a sentence of one, has no counterpart in the new version",
    explanation: "\
A paragraph that was removed whole is one finding; a sentence removed from a paragraph that stayed is one of its
own. What was reworded beyond recognition is removed and added.",
};

/// `passage-added`.
pub(super) const ADDED: Rule = Rule {
    id: "passage-added",
    default: Level::Note,
    summary: "A paragraph, or a sentence of one, has no counterpart in the old version",
    explanation: "\
A paragraph that was added whole is one finding; a sentence added to a paragraph that stayed is one of its own.",
};

/// `passage-moved`.
pub(super) const MOVED: Rule = Rule {
    id: "passage-moved",
    default: Level::Note,
    summary: "A paragraph, or a sentence of one, stands at another place",
    explanation: "\
The fewest moves that explain the new order are reported, and a paragraph that moved whole is one finding. Between
two outlets' articles order means nothing, so nothing moves.",
};
