//! Applies the rules to a report, or to a file that only one side has.

use std::cmp::Reverse;

use super::{Acceptance, Case, Hit, Level, RULES, Settings, passages};
use crate::report::{Finding, FindingLevel, Place, Places, Report, Verdict};
use crate::{Pair, Side};

impl Level {
    /// The level of a finding; `None` for off.
    pub(super) fn finding(self) -> Option<FindingLevel> {
        match self {
            Self::Off => None,
            Self::Note => Some(FindingLevel::Note),
            Self::Warning => Some(FindingLevel::Warning),
            Self::Error => Some(FindingLevel::Error),
        }
    }
}

/// Puts findings and verdict into a report. Gives for each acceptance of the settings whether it covered a finding.
pub fn judge(report: &mut Report, settings: &Settings) -> Vec<bool> {
    let mut used = vec![false; settings.accepted.len()];
    let mut findings = findings(report, settings);
    for finding in &mut findings {
        accept(finding, &settings.accepted, &mut used);
    }
    findings.sort_by_key(|f| (Reverse(f.level), f.seen_at.line, f.seen_at.column));
    report.verdict = Some(Verdict::of(&findings));
    report.findings = findings;
    used
}

fn findings(report: &Report, settings: &Settings) -> Vec<Finding> {
    let case = Case { report, settings };
    let levels = RULES.iter().filter_map(|rule| Some((rule, settings.level(rule).finding()?)));
    let hits: Vec<_> =
        levels.flat_map(|(rule, level)| (rule.find)(&case).into_iter().map(move |h| (rule.id, level, h))).collect();
    if hits.is_empty() {
        return Vec::new();
    }
    let places = report.documents.map(Places::new);
    hits.into_iter().map(|(rule, level, hit)| finding(rule, level, hit, &places)).collect()
}

fn finding(rule: &'static str, level: FindingLevel, hit: Hit, places: &Pair<Places>) -> Finding {
    let place = |side: Side| hit.at.side(side).map(|span| places.side(side).place(span, *hit.context.side(side)));
    let found = Pair::new(place(Side::A), place(Side::B));
    let context = |place: &Option<Place>| place.as_ref().map(|p| p.context.clone()).unwrap_or_default();
    Finding {
        rule,
        level,
        message: hit.message,
        sentence: hit.sentence,
        passage: hit.passage,
        seen_at: found.b.clone().unwrap_or_else(|| places.b.place(hit.seen, hit.seen)),
        subject: hit.subject.unwrap_or_else(|| found.as_ref().map(context)),
        places: found,
        accepted: None,
    }
}

fn accept(finding: &mut Finding, accepted: &[Acceptance], used: &mut [bool]) {
    for (acceptance, used) in accepted.iter().zip(used) {
        if acceptance.covers(finding) {
            *used = true;
            finding.level = FindingLevel::Note;
            finding.accepted.get_or_insert_with(|| acceptance.reason.clone());
        }
    }
}

/// A file that only one side has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The side that has it.
    pub side: Side,
    /// Its path.
    pub path: String,
    /// The path by which someone who reads b alone knows it.
    pub seen_as: String,
}

/// What the rules say of a file that was added or removed whole, and for each acceptance whether it covered that.
#[must_use]
pub fn whole(file: &Whole, settings: &Settings) -> (Vec<Finding>, Vec<bool>) {
    let mut used = vec![false; settings.accepted.len()];
    let (rule, message) = match file.side {
        Side::A => (&passages::REMOVED, "the whole article was removed"),
        Side::B => (&passages::ADDED, "the whole article was added"),
    };
    let Some(level) = settings.level(rule).finding() else { return (Vec::new(), used) };
    let place = |path: &str| Place {
        path: path.to_owned(),
        line: 1,
        column: 1,
        end_line: 1,
        end_column: 1,
        text: String::new(),
        context: String::new(),
    };
    let mut places = Pair::default();
    *places.side_mut(file.side) = Some(place(&file.path));
    let mut finding = Finding {
        rule: rule.id,
        level,
        message: message.to_owned(),
        sentence: None,
        passage: None,
        places,
        seen_at: place(&file.seen_as),
        subject: Pair::default(),
        accepted: None,
    };
    accept(&mut finding, &settings.accepted, &mut used);
    (vec![finding], used)
}
