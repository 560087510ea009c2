//! How much of an article changed.

use super::{Case, Hit, Level, Rule};
use crate::report::{Link, Status};
use crate::{Document, Pair, Side, Span};

/// `too-different`.
pub(super) const TOO_DIFFERENT: Rule = Rule {
    id: "too-different",
    default: Level::Off,
    summary: "More of the article changed than `--max-change PERCENT` allows",
    explanation: "\
The share that changed is 100 % minus the share of both versions' words that the alignment keeps. Naming a limit
with `--max-change` turns the rule on at level error, unless `--rule` or compare.toml set another level.",
    find,
};

fn find(case: &Case) -> Vec<Hit> {
    let Some(most) = case.settings.max_change else { return Vec::new() };
    let changed = 100.0 * (1.0 - kept(case));
    if changed <= most {
        return Vec::new();
    }
    let digest = |d: &Document| format!("{:032x}", crate::report::fnv(d.text().bytes()));
    vec![Hit {
        sentence: None,
        passage: None,
        at: case.report.documents.map(|_| Some(Span::empty(0))),
        context: Pair::default(),
        seen: Span::empty(0),
        message: format!("{changed:.1} % of the article changed, more than {most} %"),
        subject: Some(case.report.documents.map(digest)),
    }]
}

/// Share of both sides' words that are kept, 0 to 1, leaving out what is ignored.
fn kept(case: &Case) -> f64 {
    if case.report.ignored.is_empty() {
        return case.report.summary.similarity;
    }
    let words = |link: &Link| {
        let of = |side: Side| {
            let units = link.units.side(side).start as usize..link.units.side(side).end as usize;
            let sentences = case.report.documents.side(side).sentences().get(units).unwrap_or_default();
            sentences.iter().map(|s| f64::from(s.words)).sum::<f64>()
        };
        of(Side::A) + of(Side::B)
    };
    let (mut kept, mut all) = (0.0, 0.0);
    for link in case.report.sentences.iter().filter(|l| !l.ignored) {
        let words = words(link);
        all += words;
        kept += words * if link.status == Status::Unchanged { 1.0 } else { link.similarity };
    }
    if all == 0.0 { 1.0 } else { kept / all }
}
