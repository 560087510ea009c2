//! How much of an article changed.

use super::{Level, Rule};

/// `too-different`.
pub(super) const TOO_DIFFERENT: Rule = Rule {
    id: "too-different",
    default: Level::Off,
    summary: "More of the article changed than `--max-change PERCENT` allows",
    explanation: "\
The share that changed is 100 % minus the share of both versions' words that the alignment keeps. Naming a limit
with `--max-change` turns the rule on at level error, unless `--rule` or compare.toml set another level.",
};
