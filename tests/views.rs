//! What every format shows of every sample, as files in `tests/snapshots`. After a change that is meant,
//! `INSTA_UPDATE=always cargo test views` rewrites them: read the difference before you commit it.

use std::path::Path;

use regex::Regex;
use storydiff::render::terminal::Options;
use storydiff::render::theme::{Palette, Theme};
use storydiff::render::{brief, claims, criticmarkup, html, markdown, narrate, side_by_side, stat, terminal, unified};
use storydiff::report::wire;
use storydiff::{Document, Pair, Report, input};

const SAMPLES: [&str; 4] = ["versions", "outlets", "chinese", "typography"];

fn sample(name: &str) -> Pair<Document> {
    Pair::new("a.txt", "b.txt").map(|file| {
        let shown = format!("samples/{name}/{file}");
        let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(&shown)).unwrap();
        input::read(&shown, bytes, input::Options::default()).unwrap()
    })
}

type View<'v> = &'v dyn Fn(&Report, &mut Vec<u8>) -> std::io::Result<()>;

fn each_sample(view: &str, write: View) {
    for name in SAMPLES {
        let documents = sample(name);
        let report = storydiff::compare(documents.as_ref(), storydiff::Options::default());
        let mut out = Vec::new();
        write(&report, &mut out).unwrap();
        let shown = String::from_utf8(out).unwrap().replace('\u{1b}', "␛");
        insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{name}.{view}"), shown);
        });
    }
}

fn wide(width: usize) -> Options {
    Options { width, ..Options::default() }
}

#[test]
fn views_inline() {
    each_sample("inline-80", &|report, out| terminal::write(report, &wide(80), out));
    each_sample("inline-200", &|report, out| terminal::write(report, &wide(200), out));
}

#[test]
fn views_inline_in_colour() {
    for (name, palette) in [("default", Palette::Default), ("colorblind", Palette::Colorblind), ("mono", Palette::Mono)]
    {
        let options = Options { theme: Theme::new(palette), context: 0, ..wide(80) };
        each_sample(&format!("inline-{name}"), &|report, out| terminal::write(report, &options, out));
    }
}

#[test]
fn views_side_by_side() {
    each_sample("side-by-side-120", &|report, out| side_by_side::write(report, &wide(120), out));
}

#[test]
fn views_in_short() {
    each_sample("claims", &|report, out| claims::write(report, &wide(80), out));
    each_sample("stat", &|report, out| stat::write(report, &wide(80), out));
    each_sample("narrate", &|report, out| narrate::write(report, &wide(80), out));
    each_sample("brief", &|report, out| brief::write(report, &wide(80), out));
}

#[test]
fn views_to_paste() {
    each_sample("markdown", &|report, out| markdown::write(report, &markdown::Options::default(), out));
    each_sample("criticmarkup", &|report, out| criticmarkup::write(report, out));
    each_sample("unified", &|report, out| unified::write(report, out));
}

/// The page without its style and its script, which are the same for every article, a line for each row.
#[test]
fn views_html() {
    each_sample("html", &|report, out| {
        let mut page = Vec::new();
        html::write(report, &html::Options::default(), &mut page)?;
        let page = String::from_utf8(page).unwrap();
        let hash = Regex::new("'sha256-[^']*'").unwrap().replace_all(&page, "'sha256-…'").into_owned();
        let style = Regex::new("(?s)<style>.*?</style>").unwrap().replace(&hash, "<style>…</style>").into_owned();
        let script = Regex::new("(?s)<script>.*?</script>").unwrap().replace(&style, "<script>…</script>").into_owned();
        let starts =
            Regex::new("<(body|header|aside|fieldset|li|main|div class=\"(?:heads|row) |footer|p|script)\\b").unwrap();
        out.extend(starts.replace_all(&script, "\n$0").bytes());
        Ok(())
    });
}

/// The report with a line for each link.
#[test]
fn views_json() {
    each_sample("json", &|report, out| {
        let mut json = Vec::new();
        wire::write(report, wire::Options::default(), &mut json)?;
        let lines = Regex::new(r#"(,|\[)(\{"id":|"[a-z_]+":[\[{])"#).unwrap();
        out.extend(lines.replace_all(&String::from_utf8(json).unwrap(), "$1\n$2").bytes());
        Ok(())
    });
}
