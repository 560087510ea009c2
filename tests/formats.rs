//! The formats to paste: CriticMarkup accepts to b and rejects to a, the unified diff applies, and no article breaks out of
//! Markdown. Over every sample and every hostile pair.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use regex::Regex;
use storydiff::render::{criticmarkup, html, markdown, sentences, unified};
use storydiff::{Document, Pair, Relation, Report, compare, input};

use crate::articles::{hostile, samples};

/// Every pair both ways round, as either relation.
fn each(mut look: impl FnMut(&str, &Report)) {
    for (name, a, b) in samples().into_iter().chain(hostile()) {
        let documents = Pair::new(read(&a), read(&b));
        for documents in [documents.as_ref(), documents.as_ref().swap()] {
            for relation in [Relation::Versions, Relation::Outlets] {
                let mut options = storydiff::Options::default();
                options.align.relation = Some(relation);
                look(&name, &compare(documents, options));
            }
        }
    }
}

fn read(path: &Path) -> Document {
    input::read(&path.display().to_string(), std::fs::read(path).unwrap(), input::Options::default()).unwrap()
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The procedure that the documentation of the format gives.
fn settled(text: &str, pattern: &str) -> String {
    Regex::new(pattern).unwrap().replace_all(text, "$1$2").into_owned()
}

#[test]
fn criticmarkup_accepts_to_b_and_rejects_to_a() {
    each(|name, report| {
        let text = written(|out| criticmarkup::write(report, out));
        let accepted = settled(&text, r"(?s)\{\+\+(.*?)\+\+\}|\{--.*?--\}|\{~~.*?~>(.*?)~~\}|\{>>.*?<<\}");
        let rejected = settled(&text, r"(?s)\{\+\+.*?\+\+\}|\{--(.*?)--\}|\{~~(.*?)~>.*?~~\}|\{>>.*?<<\}");
        assert!(accepted == report.documents.b.text(), "{name}: accepting gives\n{accepted}");
        assert!(rejected == report.documents.a.text(), "{name}: rejecting gives\n{rejected}");
    });
}

#[test]
fn criticmarkup_holds_marks_that_an_article_holds_apart() {
    let documents = Pair::new(article("A {++ b --} {x} ends here."), article("A {++ b ++} {--} {x} ended ~> here."));
    let report = compare(documents.as_ref(), storydiff::Options::default());
    let text = written(|out| criticmarkup::write(&report, out));
    assert!(text.starts_with("A {{>><<}++ b "), "{text}");
    let accepted = settled(&text, r"(?s)\{\+\+(.*?)\+\+\}|\{--.*?--\}|\{~~.*?~>(.*?)~~\}|\{>>.*?<<\}");
    assert_eq!(accepted, documents.b.text());
}

fn article(text: &str) -> Document {
    input::read("article", text.as_bytes().to_vec(), input::Options::default()).unwrap()
}

#[test]
fn typography_is_changed_word_by_word() {
    let (_, a, b) = samples().into_iter().find(|(name, ..)| name == "typography").unwrap();
    let documents = Pair::new(read(&a), read(&b));
    let report = compare(documents.as_ref(), storydiff::Options::default());
    let text = written(|out| criticmarkup::write(&report, out));
    let changes: Vec<(String, String)> = Regex::new(r"(?s)\{~~(.*?)~>(.*?)~~\}")
        .unwrap()
        .captures_iter(&text)
        .map(|c| (c[1].to_owned(), c[2].to_owned()))
        .collect();
    assert!(changes.len() > 10, "{text}");
    for (from, to) in &changes {
        assert!([from, to].iter().all(|side| !side.trim().contains(char::is_whitespace)), "{from:?} to {to:?}");
    }
}

#[test]
fn the_page_marks_typography_that_shows_and_not_how_lines_are_wrapped() {
    let page = |a: &str, b: &str| {
        let documents = Pair::new(article(a), article(b));
        let report = compare(documents.as_ref(), storydiff::Options::default());
        written(|out| html::write(&report, &html::Options::default(), out))
    };
    let wrapped = "The mayor said “no” to the whole plan that the council\nhad put before her on Monday, and she said it twice so\n\
                   that everybody in the hall could hear her say it.\n";
    let typed = wrapped.replace(['“', '”'], "\"");
    let set = wrapped.replace('\n', " ");
    let marked = page(&typed, &set);
    assert!(marked.contains("The mayor said <span class=\"typo\">“no”</span> to the whole plan"), "{marked}");
    assert!(marked.contains("<span class=\"tag cosmetic\">"), "{marked}");
    let rewrapped = page(wrapped, &set);
    assert!(
        !rewrapped.contains("class=\"typo\"") && !rewrapped.contains("<span class=\"tag cosmetic\">"),
        "{rewrapped}"
    );
    let reworded = page(wrapped, &set.replace("everybody", "all"));
    assert!(reworded.contains("<ins>all</ins>") && !reworded.contains("class=\"typo\""), "{reworded}");
}

#[test]
fn the_unified_diff_applies() {
    if Command::new("patch").arg("--version").output().is_err() {
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), "the unified diff is not tested with patch: it is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (from, diff, to) = (folder.path().join("from"), folder.path().join("diff"), folder.path().join("to"));
    each(|name, report| {
        let documents = report.documents;
        let lines = documents.map(|d| written(|out| sentences::write(d, out)));
        let text = written(|out| unified::write(report, out));
        assert_eq!(text.is_empty(), lines.a == lines.b, "{name}");
        if text.is_empty() {
            return;
        }
        std::fs::write(&from, &lines.a).unwrap();
        std::fs::write(&diff, &text).unwrap();
        let output =
            Command::new("patch").args(["--unified", "--fuzz=0", "--output"]).args([&to, &from, &diff]).output();
        let output = output.unwrap();
        assert!(output.status.success(), "{name}: {}{text}", String::from_utf8_lossy(&output.stdout));
        assert!(std::fs::read_to_string(&to).unwrap() == lines.b, "{name}: patch gives another text");
    });
}

#[test]
fn sentences_are_read_back_as_they_were_written() {
    for (name, a, _) in samples() {
        let document = read(&a);
        let text = written(|out| sentences::write(&document, out));
        let options = input::Options { segmentation: storydiff::Segmentation::Lines, language: None };
        let again = input::read("again", text.into_bytes(), options).unwrap();
        assert_eq!(again.sentences().len(), document.sentences().len(), "{name}");
        assert_eq!(again.paragraphs().len(), document.paragraphs().len(), "{name}");
    }
}

/// What a Markdown page holds, as a forge would show it.
#[derive(Default)]
struct Shown {
    headings: usize,
    tables: usize,
    strange: Vec<String>,
    pieces: Vec<String>,
}

fn shown(text: &str) -> Shown {
    let mut out = Shown::default();
    for event in Parser::new_ext(text, Options::all()) {
        match event {
            Event::Start(Tag::Heading { .. }) => out.headings += 1,
            Event::Start(Tag::Table(_)) => out.tables += 1,
            Event::Start(
                Tag::Paragraph
                | Tag::BlockQuote(None)
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell,
            )
            | Event::End(_)
            | Event::SoftBreak => {}
            Event::InlineHtml(tag)
                if ["<span>", "</span>", "<del>", "</del>", "<strong>", "</strong>"].contains(&&*tag) =>
            {
                // What follows is a text of its own for everything that looks for references.
                out.pieces.push(String::new());
            }
            Event::Text(text) => match out.pieces.last_mut() {
                Some(last) => last.push_str(&text),
                None => out.pieces.push(text.into_string()),
            },
            other => out.strange.push(format!("{other:?}")),
        }
        if matches!(out.pieces.last(), Some(p) if p.len() > 100_000) {
            out.pieces.push(String::new());
        }
    }
    out
}

#[test]
fn nothing_breaks_out_of_markdown() {
    let reference = Regex::new(r"@\w|#\d|(^|\W)GH-\d|:[a-z_]+:|https?://|www\.|\$[^$]+\$").unwrap();
    each(|name, report| {
        let text = written(|out| markdown::write(report, &markdown::Options::default(), out));
        let shown = shown(&text);
        assert_eq!(shown.strange, Vec::<String>::new(), "{name}");
        assert_eq!(shown.headings, 1, "{name}");
        assert_eq!(shown.tables, usize::from(!report.summary.claims.is_empty()), "{name}");
        for piece in &shown.pieces {
            assert!(!reference.is_match(piece), "{name}: {piece}");
        }
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{name}");
    });
}

/// Every quoted paragraph of a page with what was removed left out, or what was added.
fn quoted(text: &str, without: TagEnd, element: &str) -> String {
    let (mut out, mut quotes, mut hidden) = (String::new(), 0, 0);
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => quotes -= 1,
            Event::Start(tag) if tag.to_end() == without => hidden += 1,
            Event::End(tag) if tag == without => hidden -= 1,
            Event::InlineHtml(tag) if *tag == *open => hidden += 1,
            Event::InlineHtml(tag) if *tag == *close => hidden -= 1,
            Event::Text(text) if quotes > 0 && hidden == 0 => out.push_str(&text),
            Event::End(TagEnd::Paragraph) if quotes > 0 => out.push('\n'),
            _ => {}
        }
    }
    out.split_whitespace().fold(String::new(), |mut all, word| {
        write!(all, "{word}").unwrap();
        all
    })
}

#[test]
fn markdown_shows_both_wordings_of_every_changed_passage() {
    for (name, a, b) in samples() {
        let documents = Pair::new(read(&a), read(&b));
        let report = compare(documents.as_ref(), storydiff::Options::default());
        let text = written(|out| markdown::write(&report, &markdown::Options::default(), out));
        let packed = |text: &str| text.split_whitespace().collect::<String>();
        let changed = || report.passages.iter().filter(|l| l.moved || l.status != storydiff::report::Status::Unchanged);
        let expected: String = changed().map(|l| packed(report.text(storydiff::Side::B, l.spans.b))).collect();
        assert_eq!(quoted(&text, TagEnd::Strikethrough, "del"), expected, "{name}");
    }
}
