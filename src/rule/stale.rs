//! Acceptances that cover nothing any more.

use super::{Acceptance, Level, Rule, Settings, excerpt};
use crate::Pair;
use crate::report::{Finding, Place};

/// The id of the rule whose findings cannot be accepted in turn.
pub const STALE_ID: &str = STALE.id;

/// `stale-acceptance`.
pub(super) const STALE: Rule = Rule {
    id: "stale-acceptance",
    default: Level::Warning,
    summary: "An `[[accept]]` entry of compare.toml covers no finding any more",
    explanation: "\
An entry covers what its rule finds in its two texts. Once either text is edited again the entry covers nothing and can be
deleted; what changed since is found anew. Entries of files that this check did not look at are left alone.",
    find: |_| Vec::new(),
};

/// The finding for an acceptance that covered nothing, at the place where it is written.
#[must_use]
pub fn stale(acceptance: &Acceptance, at: Place, settings: &Settings) -> Option<Finding> {
    Some(Finding {
        rule: STALE.id,
        level: settings.level(&STALE).finding()?,
        message: format!(
            "this acceptance of {} covers nothing any more: {}",
            acceptance.rule,
            excerpt(&acceptance.subject.b)
        ),
        sentence: None,
        passage: None,
        places: Pair::new(None, Some(at.clone())),
        seen_at: at,
        subject: acceptance.subject.clone(),
        accepted: None,
    })
}
