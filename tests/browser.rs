//! The page in a real browser, as its readers see it: `tests/browser/check.mjs` does the looking, once for all tests here.
//! Skipped, with a plain message, where there is no browser, no Node.js or no packages; `.ci/run` installs them.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use crate::articles::{hostile, samples};
use crate::program::run;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn found(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().flat_map(|name| folders.iter().map(move |f| f.join(name))).find(|p| p.is_file())
}

/// The browser and Node.js, or what is missing.
fn tools() -> Result<(PathBuf, PathBuf), &'static str> {
    let browser =
        found(&["chromium", "chromium-browser", "google-chrome", "chrome"]).ok_or("no Chromium is installed")?;
    let node = found(&["node"]).ok_or("no Node.js is installed")?;
    let packages = root().join("tests/browser/node_modules/playwright-core");
    if packages.is_dir() { Ok((browser, node)) } else { Err("`npm ci --prefix tests/browser` has not been run") }
}

/// What each check found wrong, by name; `None` where they cannot run.
fn results() -> Option<&'static Vec<Value>> {
    static RESULTS: OnceLock<Option<Vec<Value>>> = OnceLock::new();
    let look = || match tools() {
        Ok((browser, node)) => Some(checks(&browser, &node)),
        Err(reason) => {
            // Written past the capture of the test harness: a skipped test is never silent.
            let _ = writeln!(std::io::stderr(), "the page is not tested in a browser: {reason}");
            None
        }
    };
    RESULTS.get_or_init(look).as_ref()
}

fn checks(browser: &Path, node: &Path) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    write_pages(folder.path());
    let script = root().join("tests/browser/check.mjs");
    let output = Command::new(node).arg(script).arg(browser).arg(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn write_pages(folder: &Path) {
    let page = |name: &str, a: &Path, b: &Path| {
        let run = run([Path::new("--format"), Path::new("html"), a, b]);
        assert_eq!(run.stderr, "", "{name}");
        std::fs::write(folder.join(format!("{name}.html")), run.stdout).unwrap();
    };
    for (name, a, b) in samples() {
        page(&name, &a, &b);
    }
    for (name, a, b) in hostile() {
        page(&format!("hostile-{name}"), &a, &b);
    }
    let (a, b) = (folder.join("long.a"), folder.join("long.b"));
    let (text_a, text_b) = long_pair(1000);
    std::fs::write(&a, text_a).unwrap();
    std::fs::write(&b, text_b).unwrap();
    page("long", &a, &b);
}

/// Two long versions: every seventh paragraph reworded, every thirtieth moved far, some added and removed.
fn long_pair(paragraphs: u32) -> (String, String) {
    let say = |n: u32, figure: u32| {
        let mut text = String::new();
        for k in 0..4 {
            let word = |salt: u32| WORDS[((n * 31 + k * 17 + salt * 7919) % 9973 % WORDS.len() as u32) as usize];
            write!(
                text,
                "Item {n}.{k}: the {} {} and the {} {} for {} of the ",
                word(1),
                word(2),
                word(3),
                word(4),
                word(5)
            )
            .unwrap();
            write!(text, "{figure} {} by the {} near the {} {}. ", word(6), word(7), word(8), word(9)).unwrap();
        }
        text
    };
    let a: Vec<String> = (0..paragraphs).map(|n| say(n, n + 100)).collect();
    let mut b: Vec<String> =
        (0..paragraphs).filter(|n| n % 40 != 3).map(|n| say(n, n + 100 + u32::from(n % 7 == 0))).collect();
    for n in (20..paragraphs as usize * 9 / 10).step_by(30) {
        let moved = b.remove(n);
        b.insert((n * 7) % 900, moved);
    }
    for n in (10..paragraphs as usize * 9 / 10).step_by(50) {
        b.insert(n, say(paragraphs + n as u32, 9));
    }
    (a.join("\n\n"), b.join("\n\n"))
}

const WORDS: [&str; 29] = [
    "harbor",
    "council",
    "ferry",
    "engineer",
    "report",
    "winter",
    "bridge",
    "crossing",
    "budget",
    "teacher",
    "signal",
    "river",
    "market",
    "orchard",
    "lantern",
    "committee",
    "railway",
    "glacier",
    "library",
    "harvest",
    "windmill",
    "quarry",
    "festival",
    "museum",
    "pipeline",
    "reservoir",
    "shelter",
    "gallery",
    "workshop",
];

fn passes(check: &str) {
    let Some(results) = results() else { return };
    let result = results.iter().find(|r| r["check"] == check).unwrap_or_else(|| panic!("no check named {check}"));
    let problems: Vec<&str> = result["problems"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(problems.is_empty(), "{check}:\n{}", problems.join("\n"));
}

#[test]
fn nothing_is_logged_and_nothing_is_fetched() {
    passes("quiet");
}

#[test]
fn filters_show_their_kind_with_and_without_script() {
    passes("filters");
}

#[test]
fn keys_go_from_change_to_change() {
    passes("keyboard");
}

#[test]
fn a_claim_in_the_list_leads_to_where_both_articles_make_it() {
    passes("claims");
}

#[test]
fn connectors_land_on_their_passages() {
    passes("connectors");
}

#[test]
fn linked_passages_stand_at_the_same_height() {
    passes("alignment");
}

#[test]
fn layouts_themes_and_print() {
    passes("layouts");
}

#[test]
fn a_narrow_screen_shows_whole_lines() {
    passes("narrow");
}

#[test]
fn without_script_everything_is_there() {
    passes("plain");
}

#[test]
fn the_map_leads_where_it_shows() {
    passes("map");
}

#[test]
fn axe_finds_no_violation() {
    passes("accessibility");
}

#[test]
fn a_hostile_article_runs_nothing() {
    passes("hostile");
}

#[test]
fn a_long_page_paints_within_a_second() {
    passes("speed");
}
