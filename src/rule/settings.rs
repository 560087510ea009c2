//! What a check is asked to do: levels, limits and what somebody accepted.

use std::collections::BTreeMap;

use super::{Level, Rule};
use crate::Pair;
use crate::report::Finding;

/// What a check is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    levels: BTreeMap<&'static str, Level>,
    /// The largest share of an article that may change, in percent, for `too-different`.
    pub max_change: Option<f64>,
    /// What somebody accepted.
    pub accepted: Vec<Acceptance>,
}

impl Settings {
    /// Sets the level of a rule.
    pub fn set(&mut self, rule: &'static Rule, level: Level) {
        self.levels.insert(rule.id, level);
    }

    /// The level of a rule: as set, or its default; a limit for `too-different` asks for that rule.
    #[must_use]
    pub fn level(&self, rule: &Rule) -> Level {
        let default = || match self.max_change {
            Some(_) if rule.id == super::extent::TOO_DIFFERENT.id => Level::Error,
            _ => rule.default,
        };
        self.levels.get(rule.id).copied().unwrap_or_else(default)
    }
}

/// A change that somebody looked at and accepted: what a rule finds in these two texts is a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The rule.
    pub rule: &'static str,
    /// The sentence or passage around it on each side; white space does not matter.
    pub subject: Pair<String>,
    /// Why.
    pub reason: String,
}

impl Acceptance {
    /// Whether this is what was accepted.
    #[must_use]
    pub fn covers(&self, finding: &Finding) -> bool {
        let same = |a: &str, b: &str| a.split_whitespace().eq(b.split_whitespace());
        self.rule == finding.rule
            && same(&self.subject.a, &finding.subject.a)
            && same(&self.subject.b, &finding.subject.b)
    }
}
