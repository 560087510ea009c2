//! The inline view: nothing is lost without colour, nothing in an article reaches the terminal raw.

mod reading;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use regex::Regex;
use storydiff::render::flow::Flow;
use storydiff::render::marked::Text;
use storydiff::render::terminal::{self, Options};
use storydiff::render::theme::{Palette, Theme};
use storydiff::render::{self, column, wording};
use storydiff::report::{Change, Link, Status};
use storydiff::{Document, Pair, Relation, Report, Side, input};

use crate::invariants;
use reading::{Shown, View};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn load(path: &Path) -> Document {
    let bytes = std::fs::read(path).unwrap();
    input::read(&path.display().to_string(), bytes, input::Options::default()).unwrap()
}

/// Every sample and every hostile pair.
fn pairs() -> Vec<Pair<PathBuf>> {
    let samples = ["versions", "outlets", "chinese", "typography"].map(|name| {
        let folder = root().join("samples").join(name);
        Pair::new(folder.join("a.txt"), folder.join("b.txt"))
    });
    let mut hostile: Vec<PathBuf> =
        std::fs::read_dir(root().join("tests/data/hostile")).unwrap().map(|e| e.unwrap().path()).collect();
    hostile.retain(|p| p.to_string_lossy().ends_with(".a.txt"));
    hostile.sort();
    let hostile = hostile.into_iter().map(|a| {
        let b = PathBuf::from(a.to_string_lossy().replace(".a.txt", ".b.txt"));
        Pair::new(a, b)
    });
    samples.into_iter().chain(hostile).collect()
}

fn shown(report: &Report, options: &Options) -> String {
    written(|out| terminal::write(report, options, out))
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// What a terminal would obey, or what would turn its reading direction.
fn obeyed(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn without_colour(text: &str) -> String {
    static SGR: LazyLock<Regex> = LazyLock::new(|| Regex::new("\u{1b}\\[[0-9;]*m").unwrap());
    SGR.replace_all(text, "").into_owned()
}

fn each_report(mut check: impl FnMut(&Pair<PathBuf>, &Report)) {
    for paths in pairs() {
        let documents = paths.as_ref().map(|p| load(p));
        for relation in [Relation::Versions, Relation::Outlets] {
            let align = storydiff::align::Options { relation: Some(relation) };
            check(&paths, &storydiff::compare(documents.as_ref(), storydiff::Options { align }));
        }
    }
}

#[test]
fn colour_is_only_added() {
    each_report(|paths, report| {
        for palette in [Palette::Default, Palette::Colorblind, Palette::Mono] {
            let plain = shown(report, &Options::default());
            let coloured = shown(report, &Options { theme: Theme::new(palette), ..Options::default() });
            assert!(plain == without_colour(&coloured), "{paths:?} {palette:?}");
            assert!(report.identical || plain != coloured, "{paths:?} {palette:?}");
        }
    });
}

#[test]
fn nothing_that_a_terminal_obeys_reaches_it_raw() {
    each_report(|paths, report| {
        let output = shown(report, &Options { context: usize::MAX, ..Options::default() });
        assert!(!output.contains(obeyed), "{paths:?}");
    });
}

#[test]
fn no_line_is_wider_than_asked() {
    each_report(|paths, report| {
        for width in [40, 80, 200] {
            let output = shown(report, &Options { width, ..Options::default() });
            for line in output.lines() {
                assert!(terminal_width(line) <= width, "{paths:?} at {width}: {line}");
            }
        }
    });
}

fn terminal_width(line: &str) -> usize {
    storydiff::render::layout::width(line)
}

#[test]
fn samples_and_hostile_articles_read_back_to_their_changes() {
    each_report(|paths, report| {
        for width in [60, 80, 1000] {
            reads_back(report, &Options { width, ..Options::default() }).unwrap_or_else(|e| panic!("{paths:?}: {e}"));
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_plain_view_reads_back_to_the_same_changes((a, b) in invariants::texts(), width in 20usize..120, context in 0usize..3) {
        let documents = Pair::new(invariants::read(&a), invariants::read(&b));
        let report = storydiff::compare(documents.as_ref(), storydiff::Options::default());
        let options = Options { width, context, ..Options::default() };
        if let Err(error) = reads_back(&report, &options).and_then(|()| columns_read_back(&report)) {
            prop_assert!(false, "{}\n{}", error, shown(&report, &options));
        }
    }

    #[test]
    fn signs_in_an_article_are_told_from_the_views_own(a in "[\\[\\]{}<>+\\-\\\\¶a-c .]{0,60}", b in "[\\[\\]{}<>+\\-\\\\¶a-c .]{0,60}") {
        let documents = Pair::new(a.as_str(), b.as_str()).map(invariants::read);
        let report = storydiff::compare(documents.as_ref(), storydiff::Options::default());
        if let Err(error) = reads_back(&report, &Options::default()) {
            prop_assert!(false, "{}\n{}", error, shown(&report, &Options::default()));
        }
    }
}

#[test]
fn each_column_tells_what_its_article_tells() {
    each_report(|paths, report| {
        columns_read_back(report).unwrap_or_else(|e| panic!("{paths:?}: {e}"));
    });
}

/// Whether each column, its signs taken away, is the text of its article.
fn columns_read_back(report: &Report) -> Result<(), String> {
    let flow = Flow::new(report);
    for link in &report.passages {
        for (side, mark) in [(Side::A, "- "), (Side::B, "+ ")] {
            let mut text = Text::default();
            column::write(report, &flow, link, side, &mut text);
            let (a, b) = reading::sides(text.as_str(), mark);
            let expected = reading::plain(report.text(side, *link.spans.side(side)));
            same("column", &expected, &if side == Side::A { a } else { b })?;
        }
    }
    Ok(())
}

#[test]
fn no_view_lets_an_article_obey_or_overflow() {
    each_report(|paths, report| {
        let options = Options { width: 70, context: 2, ..Options::default() };
        let views = [
            written(|out| render::side_by_side::write(report, &options, out)),
            written(|out| render::stat::write(report, &options, out)),
            written(|out| render::claims::write(report, &options, out)),
            written(|out| render::narrate::write(report, &options, out)),
            written(|out| render::brief::write(report, &options, out)),
        ];
        for view in &views {
            assert!(!view.contains(obeyed), "{paths:?}: {view}");
        }
        for line in views[..3].iter().flat_map(|v| v.lines()) {
            assert!(terminal_width(line) <= 70, "{paths:?}: {line}");
        }
    });
}

#[test]
fn two_columns_give_way_to_one_where_there_is_no_room() {
    each_report(|_, report| {
        let narrow = Options { width: 59, ..Options::default() };
        let columns = written(|out| render::side_by_side::write(report, &narrow, out));
        assert_eq!(columns, shown(report, &narrow));
    });
}

/// Whether the plain view says what the report says, change for change.
fn reads_back(report: &Report, options: &Options) -> Result<(), String> {
    if !report.different {
        return Ok(());
    }
    let widths = |side| report.passages.iter().map(|l| numbers(l, side).chars().count()).max().unwrap_or_default();
    let view = reading::read(&shown(report, options), (widths(Side::A), widths(Side::B)));
    let all: usize = report.passages.iter().map(|l| l.units.a.len().max(l.units.b.len())).sum();
    let seen =
        |s: &Shown| report.passages.iter().find(|l| (numbers(l, Side::A), numbers(l, Side::B)) == s.numbers).unwrap();
    let shown: usize = view.passages.iter().map(seen).map(|l| l.units.a.len().max(l.units.b.len())).sum();
    same("paragraphs shown and folded", &all, &(shown + view.folded))?;
    for link in &report.passages {
        if link.status != Status::Unchanged || link.moved && report.relation == Relation::Versions {
            passage_reads_back(report, link, &view)?;
        }
    }
    Ok(())
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, expected: &T, found: &T) -> Result<(), String> {
    if expected == found { Ok(()) } else { Err(format!("{what}: expected {expected:?}, found {found:?}")) }
}

fn passage_reads_back(report: &Report, link: &Link, view: &View) -> Result<(), String> {
    let numbers = (numbers(link, Side::A), numbers(link, Side::B));
    let shown = view.passages.iter().find(|s| s.numbers == numbers).ok_or(format!("passage {numbers:?} is missing"))?;
    same("mark", &mark(report, link), &shown.mark)?;
    let text = |side| reading::plain(report.text(side, *link.spans.side(side)));
    let (mut a, mut found) = (text(Side::A), shown.a.clone());
    if shown.reordered || report.relation == Relation::Outlets {
        a = sorted(&a);
        found = sorted(&found);
    }
    same("text of a", &a, &found)?;
    // A sentence that b tells across two passages is shown whole in the first.
    let whole = !shown.partial && !continues_elsewhere(report, link);
    if whole {
        same("text of b", &text(Side::B), &shown.b)?;
    }
    same("claims", &claims(report, link), &shown_claims(shown))
}

fn sorted(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    chars.sort_unstable();
    chars.into_iter().collect()
}

fn continues_elsewhere(report: &Report, passage: &Link) -> bool {
    let paragraph = |s: u32| report.documents.b.sentences()[s as usize].paragraph.0;
    report.sentences.iter().filter(|l| l.passage.is_none() && !l.units.b.is_empty()).any(|l| {
        let (first, last) = (paragraph(l.units.b.start), paragraph(l.units.b.end - 1));
        passage.units.b.contains(&first) && !passage.units.b.contains(&last)
    })
}

fn numbers(link: &Link, side: Side) -> String {
    wording::numbers(link.units.side(side)).to_string()
}

fn mark(report: &Report, link: &Link) -> String {
    let status = match link.status {
        Status::Unchanged => ' ',
        Status::Reworded => '~',
        Status::Added => '+',
        Status::Removed => '-',
    };
    let moved = link.moved && report.relation == Relation::Versions;
    format!("{status}{}", if moved { '>' } else { ' ' })
}

type ShownClaim = (String, Option<String>, Option<String>);

/// The claims of a passage in the order in which it shows its sentences.
fn claims(report: &Report, passage: &Link) -> Vec<ShownClaim> {
    let begins_here = |l: &Link| {
        let first = report.documents.b.sentences().get(l.units.b.start as usize);
        !l.units.b.is_empty() && first.is_some_and(|s| passage.units.b.contains(&s.paragraph.0))
    };
    let told = |l: &&Link| l.passage.map_or_else(|| begins_here(l), |id| id == passage.id);
    let mention = |claim, side| wording::mention(report, claim, side).map(reading::plain);
    let links = report.sentences.iter().filter(told);
    let mut all: Vec<ShownClaim> = links
        .flat_map(|l| &l.claims)
        .map(|c| (c.kind.name().to_owned(), mention(c, Side::A), mention(c, Side::B)))
        .collect();
    all.sort();
    all
}

fn shown_claims(shown: &Shown) -> Vec<ShownClaim> {
    let kinds: Vec<&str> = storydiff::claim::Kind::ALL.iter().map(|k| k.name()).collect();
    let claim = |(label, text): &(String, String)| {
        let text = without_difference(text);
        let side = |text: &str| Some(reading::plain(&reading::literal(text)));
        match (change(&text), text.split_once("→")) {
            (Change::Added, _) => (label.clone(), None, side(&text[1..])),
            (Change::Removed, _) => (label.clone(), side(&text[1..]), None),
            (Change::Changed, Some((a, b))) => (label.clone(), side(a), side(b)),
            (Change::Changed, None) => panic!("no arrow in {text}"),
        }
    };
    let mut all: Vec<ShownClaim> = shown.notes.iter().filter(|(l, _)| kinds.contains(&l.as_str())).map(claim).collect();
    all.sort();
    all
}

fn change(text: &str) -> Change {
    if text.starts_with("+ ") && !text.contains('→') {
        Change::Added
    } else if text.starts_with("- ") && !text.contains('→') {
        Change::Removed
    } else {
        Change::Changed
    }
}

/// Without the `(−1.4 %)` that the view works out itself.
fn without_difference(text: &str) -> String {
    static WORKED_OUT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r" \([+−][0-9.]+ (%|points)\)$").unwrap());
    WORKED_OUT.replace(text, "").into_owned()
}
