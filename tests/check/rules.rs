//! The truth table: every rule, at every level, on articles that trip it and on articles that do not.

use storydiff::report::{Finding, FindingLevel, Verdict};
use storydiff::rule::{self, Level, RULES, Rule, Settings};
use storydiff::{Document, Options, Pair, Relation, Segmentation, Source, align};

use super::{STORY, article, check_in, compare_in, folder, write};

/// A change of the story, and whether the rule finds it.
pub(super) struct Case {
    pub rule: &'static str,
    pub old: String,
    pub new: String,
    pub found: bool,
}

fn sentence(rule: &'static str, old: &str, new: &str, found: bool) -> Case {
    let with = |sentence: &str| article(STORY.iter().copied().chain([sentence]));
    Case { rule, old: with(old), new: with(new), found }
}

fn story(rule: &'static str, new: impl IntoIterator<Item = impl AsRef<str>>, found: bool) -> Case {
    Case { rule, old: article(STORY), new: article(new), found }
}

fn without(index: usize) -> Vec<&'static str> {
    STORY.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, p)| *p).collect()
}

fn with(index: usize, paragraph: &'static str) -> Vec<&'static str> {
    let mut out = STORY.to_vec();
    out.insert(index, paragraph);
    out
}

fn moved(from: usize, to: usize) -> Vec<&'static str> {
    let mut out = STORY.to_vec();
    let paragraph = out.remove(from);
    out.insert(to, paragraph);
    out
}

pub(super) fn cases() -> Vec<Case> {
    let figure = ("The fire killed 17 people in the house.", "The fire killed 19 people in the house.");
    let correction = "Correction: an earlier version of this article gave another number of victims.";
    let corrected =
        |note: &[&str], sentence: &str| article(STORY.iter().copied().chain([sentence]).chain(note.iter().copied()));
    vec![
        sentence("figure-changed", figure.0, figure.1, true),
        sentence("figure-changed", "It cost five percent more than planned.", "It cost 5% more than planned.", false),
        sentence("date-changed", "The vote is on Monday, 5 May 2025.", "The vote is on Tuesday, 6 May 2025.", true),
        sentence("date-changed", "The vote is on 5 May 2025.", "The vote is on May 5, 2025.", false),
        sentence(
            "quote-changed",
            "\"We will pay for all of it,\" the owner said at noon.",
            "\"We will pay for most of it,\" the owner said at noon.",
            true,
        ),
        sentence(
            "quote-changed",
            "\"We will pay for all of it,\" the owner said at noon.",
            "“We will pay for all of it”, the owner said at noon.",
            false,
        ),
        sentence("name-changed", "The bridge was opened by Ana Ruiz.", "The bridge was opened by Ana Reyes.", true),
        sentence("name-changed", "He flew to the U.S. that evening.", "He flew to the US that evening.", false),
        sentence("negation-changed", "The owner did insure the house.", "The owner did not insure the house.", true),
        sentence("negation-changed", "The owner did not pay.", "The owner didn't pay.", false),
        sentence("attribution-changed", "Sales fell, the company said.", "Sales fell, the company admitted.", true),
        sentence("attribution-changed", "Sales fell, the company said.", "The company said sales fell.", false),
        sentence("certainty-changed", "The tunnel may open in spring.", "The tunnel will open in spring.", true),
        sentence("certainty-changed", "The tunnel may open in spring.", "The tunnel might open in spring.", false),
        story("passage-removed", without(3), true),
        story("passage-removed", with(3, "A second engine arrived from the harbour too late to help."), false),
        story("passage-added", with(3, "A second engine arrived from the harbour too late to help."), true),
        story("passage-added", without(3), false),
        story("passage-moved", moved(4, 3), true),
        story("passage-moved", with(3, "A second engine arrived from the harbour too late to help."), false),
        story("lede-changed", without(0), true),
        story("lede-changed", moved(0, 3), true),
        story("lede-changed", with(0, "Nobody knows how the fire began, and the police ask for patience."), true),
        story("lede-changed", without(1), false),
        story("too-different", without(3), true),
        story("too-different", STORY, false),
        Case { rule: "silent-correction", old: corrected(&[], figure.0), new: corrected(&[], figure.1), found: true },
        Case {
            rule: "silent-correction",
            old: corrected(&[], figure.0),
            new: corrected(&[correction], figure.1),
            found: false,
        },
        Case {
            rule: "silent-correction",
            old: corrected(&[correction], figure.0),
            new: corrected(&[correction], figure.1),
            found: true,
        },
        story("silent-correction", without(3), false),
    ]
}

fn document(text: &str) -> Document {
    Document::new(text, Source { path: "a.txt".to_owned(), ..Source::default() }, Segmentation::Auto, None)
}

fn judged(old: &str, new: &str, settings: &Settings) -> (Vec<Finding>, Verdict) {
    let documents = Pair::new(document(old), document(new));
    let options = Options { align: align::Options { relation: Some(Relation::Versions) } };
    let mut report = storydiff::compare(documents.as_ref(), options);
    rule::judge(&mut report, settings);
    (report.findings, report.verdict.unwrap())
}

fn settings(levels: &[(&'static Rule, Level)]) -> Settings {
    let mut settings = Settings::default();
    settings.max_change = Some(5.0);
    for &(rule, level) in levels {
        settings.set(rule, level);
    }
    settings
}

#[test]
fn every_rule_finds_at_its_level_what_it_is_for_and_nothing_else() {
    for case in cases() {
        let rule = rule::find(case.rule).unwrap();
        for level in Level::ALL {
            // Alone, so that the verdict is this rule's.
            let mut levels: Vec<_> = RULES.iter().map(|&r| (r, Level::Off)).collect();
            levels.push((rule, level));
            let (findings, verdict) = judged(&case.old, &case.new, &settings(&levels));
            let shown = format!("{} at {} on {}", rule.id, level.name(), case.new);
            let expected = if case.found && level != Level::Off { Some(level.name()) } else { None };
            let found: Vec<(&str, &str)> = findings.iter().map(|f| (f.rule, f.level.name())).collect();
            assert_eq!(found.first().copied(), expected.map(|level| (rule.id, level)), "{shown}");
            assert!(found.iter().all(|(id, _)| *id == rule.id), "{shown}: {found:?}");
            assert_eq!(verdict == Verdict::Fail, expected == Some("error"), "{shown}");
        }
    }
}

#[test]
fn every_rule_has_a_case_that_trips_it_and_one_that_does_not() {
    let cases = cases();
    for rule in RULES.iter().filter(|r| r.id != rule::STALE_ID) {
        for found in [true, false] {
            assert!(cases.iter().any(|c| c.rule == rule.id && c.found == found), "{} {found}", rule.id);
        }
    }
}

#[test]
fn the_defaults_are_as_documented() {
    let defaults = [
        ("figure-changed", "error"),
        ("date-changed", "error"),
        ("quote-changed", "error"),
        ("name-changed", "error"),
        ("negation-changed", "error"),
        ("attribution-changed", "error"),
        ("certainty-changed", "warning"),
        ("passage-removed", "warning"),
        ("silent-correction", "warning"),
        ("stale-acceptance", "warning"),
        ("passage-added", "note"),
        ("passage-moved", "note"),
        ("lede-changed", "note"),
        ("too-different", "off"),
    ];
    let found: Vec<_> = RULES.iter().map(|r| (r.id, r.default.name())).collect();
    assert_eq!(found, defaults);
}

#[test]
fn a_comma_and_typography_pass() {
    let old = article(STORY);
    let new = old.replace("night, and", "night and").replace("studios for", "studios, for").replace('\'', "’");
    let (findings, verdict) = judged(&old, &new, &Settings::default());
    let grave: Vec<_> = findings.iter().filter(|f| f.level > FindingLevel::Note).collect();
    assert!(grave.is_empty() && verdict == Verdict::Pass, "{grave:?}");
}

#[test]
fn a_finding_says_where_on_both_sides() {
    let dir = folder();
    let (old, new) = (article(STORY), article(without(3)));
    write(dir.path(), [("a.txt", &old), ("b.txt", &new)]);
    let check = super::json_in(dir.path(), ["a.txt", "b.txt"]);
    let finding = &check["findings"][0];
    assert_eq!((finding["rule"].as_str(), finding["level"].as_str()), (Some("passage-removed"), Some("warning")));
    assert_eq!(finding["a"]["path"], "a.txt");
    assert_eq!((&finding["a"]["line"], &finding["a"]["column"]), (&7.into(), &1.into()));
    assert_eq!(finding["a"]["text"], STORY[3]);
    assert!(finding["b"].is_null());
    assert_eq!(check["verdict"], "pass");
}

#[test]
fn removed_sentences_of_a_kept_paragraph_are_found_too() {
    let old = article([STORY[0], &format!("{} {} {}", STORY[1], STORY[2], STORY[3]), STORY[4]]);
    let new = article([STORY[0], &format!("{} {}", STORY[1], STORY[3]), STORY[4]]);
    let (findings, _) = judged(&old, &new, &Settings::default());
    let found: Vec<_> = findings.iter().map(|f| (f.rule, f.places.a.as_ref().map(|p| p.text.as_str()))).collect();
    assert_eq!(found, [("passage-removed", Some(STORY[2]))]);
}

#[test]
fn findings_come_gravest_first_and_the_verdict_is_the_exit_status() {
    let dir = folder();
    write(dir.path(), [("a.txt", article(STORY)), ("b.txt", article(without(3)))]);
    let status = |rule: &str| check_in(dir.path(), ["a.txt", "b.txt", "--rule", rule]).status;
    assert_eq!(status("passage-removed=error"), 1);
    assert_eq!(status("passage-removed=warning"), 0);
    assert_eq!(status("passage-removed=off"), 0);
    let many = check_in(dir.path(), ["a.txt", "b.txt", "--max-change", "5", "--rule", "passage-removed=note"]);
    assert_eq!(many.status, 1);
    let levels: Vec<&str> = many.stdout.lines().filter_map(|l| l.split(": ").nth(1)).collect();
    assert_eq!(levels[..2], ["error", "note"], "{}", many.stdout);
    assert_eq!(check_in(dir.path(), ["a.txt", "b.txt", "--max-change", "50"]).status, 0);
    for wrong in [&["--max-change", "101"][..], &["--rule", "passage-removd=off"], &["--rule", "passage-removed=of"]] {
        let run = check_in(dir.path(), ["a.txt", "b.txt"].iter().chain(wrong));
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{wrong:?}");
    }
}

#[test]
fn rules_are_listed_and_explained() {
    let dir = folder();
    let all = compare_in(dir.path(), ["rules"]);
    assert_eq!(all.status, 0);
    for rule in RULES {
        assert!(all.stdout.lines().any(|l| l.starts_with(rule.id) && l.contains(rule.default.name())), "{}", rule.id);
        let one = compare_in(dir.path(), ["rules", rule.id]);
        assert!(one.stdout.starts_with(rule.id) && one.stdout.contains(rule.explanation), "{}", one.stdout);
    }
    let unknown = compare_in(dir.path(), ["rules", "figure-chnged"]);
    assert_eq!((unknown.status, unknown.stdout.as_str()), (2, ""));
    assert!(unknown.stderr.contains("`figure-changed`"), "{}", unknown.stderr);
}
