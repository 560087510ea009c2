//! One web page that holds everything: both articles side by side, what changed, and where. No network, no asset, nothing
//! that an article could run. `page.css` alone knows colours; `page.js` adds keys, connectors and the place on the map, and
//! the page keeps all its content and its filters without it. Written row by row: linear, and never whole in memory.

mod map;
mod order;
mod panel;
mod row;
mod text;

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use self::order::Rows;
use super::escape::html::Text;
use super::runs::Sides;
use super::wording::{counted, percent};
use crate::report::{Relation, Verdict};
use crate::{Pair, Report, Side};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// What the page is asked to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What the two articles are called; their paths otherwise.
    pub labels: Option<Pair<String>>,
}

/// All that the parts of the page read.
struct Page<'r> {
    report: &'r Report<'r>,
    sides: Sides<'r>,
    rows: Rows<'r>,
    names: Pair<&'r str>,
}

/// Writes the page.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, options: &Options, out: &mut impl Write) -> io::Result<()> {
    let sides = Sides::new(report);
    let rows = Rows::new(report, &sides);
    let names = match &options.labels {
        Some(labels) => labels.as_ref().map(String::as_str),
        None => report.documents.map(|d| d.source().path.as_str()),
    };
    let page = Page { report, sides, rows, names };
    out.write_all(page.head().into_string().as_bytes())?;
    out.write_all(b"<body>")?;
    out.write_all(page.top().into_string().as_bytes())?;
    panel::write(&page, out)?;
    page.comparison(out)?;
    out.write_all(map::map(&page).into_string().as_bytes())?;
    let end = html! { script { (PreEscaped(SCRIPT)) } };
    out.write_all(end.into_string().as_bytes())?;
    out.write_all(b"</body></html>\n")
}

/// The policy that lets the page's own style and script in, by their hashes, and nothing else.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        hash(SCRIPT),
        hash(STYLE)
    )
}

impl Page<'_> {
    fn head(&self) -> Markup {
        html! {
            (DOCTYPE)
            (PreEscaped("<html lang=\"en\">"))
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (Text(self.names.a)) " and " (Text(self.names.b)) " compared" }
                // Without it a browser asks the server that the page came from for an icon.
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
        }
    }

    fn top(&self) -> Markup {
        let short = without_common_folder(self.names);
        html! {
            a.skip href="#comparison" { "Skip to the comparison" }
            header.top {
                h1 { bdi { (Text(short.a)) } " " span.to { "and" } " " bdi { (Text(short.b)) } }
                p.sum { (self.sum()) }
                (toolbar())
            }
        }
    }

    /// The comparison in one line.
    fn sum(&self) -> Markup {
        let report = self.report;
        if report.identical {
            return html! { "The two texts are the same, byte for byte." };
        }
        if !report.different {
            return html! { "No difference in words." };
        }
        let claims: u32 = report.summary.claims.values().sum();
        let coverage = report.summary.coverage;
        let differ = match (report.relation, claims) {
            (Relation::Versions, _) => "changed",
            (Relation::Outlets, 1) => "differs",
            (Relation::Outlets, _) => "differ",
        };
        html! {
            @if report.verdict == Some(Verdict::Fail) { strong { "Check failed. " } }
            @if report.verdict == Some(Verdict::Pass) { strong { "Check passed. " } }
            @match report.relation {
                Relation::Versions => { (percent(report.summary.similarity)) "% of the words kept" }
                Relation::Outlets => { (percent(coverage.a)) "% of the first and " (percent(coverage.b)) "% of the second told by both" }
            }
            @if claims > 0 { ", " (counted(u64::from(claims), "claim").to_string()) " " (differ) }
            "."
        }
    }

    fn comparison(&self, out: &mut impl Write) -> io::Result<()> {
        let relation = match self.report.relation {
            Relation::Versions => "versions",
            Relation::Outlets => "outlets",
        };
        let open = format!("<main id=\"comparison\" tabindex=\"-1\" aria-label=\"Comparison\" class=\"{relation}\">");
        out.write_all(open.as_bytes())?;
        out.write_all(self.heads().into_string().as_bytes())?;
        out.write_all(b"<div class=\"rows\"><svg class=\"wires\" aria-hidden=\"true\"></svg>")?;
        for row in self.rows.all() {
            out.write_all(row::row(self, row).into_string().as_bytes())?;
        }
        out.write_all(b"</div></main>")
    }

    fn heads(&self) -> Markup {
        html! {
            div.heads {
                (self.side_head(Side::A))
                div.gutter {}
                (self.side_head(Side::B))
            }
        }
    }

    fn side_head(&self, side: Side) -> Markup {
        let document = self.report.documents.side(side);
        let (class, coverage) = match side {
            Side::A => ("a", self.report.summary.coverage.a),
            Side::B => ("b", self.report.summary.coverage.b),
        };
        html! {
            div class=(class) {
                h2 { bdi { (Text(self.names.side(side))) } }
                p { (thousands(document.words())) " words, " (percent(coverage)) "% told on both sides" }
            }
        }
    }
}

fn toolbar() -> Markup {
    html! {
        form.tools aria-label="View" {
            fieldset.switch {
                legend.vh { "Layout" }
                label { input #v-side type="radio" name="view" value="side" checked autocomplete="off"; span { "Side by side" } }
                label { input #v-inline type="radio" name="view" value="inline" autocomplete="off"; span { "Inline" } }
            }
            label.tick { input #only type="checkbox" autocomplete="off"; span { "Changes only" } }
            div.steps hidden role="group" aria-label="Changes" {
                button #prev type="button" { "↑" span.vh { "Previous change" } kbd { "k" } }
                output #place {}
                button #next type="button" { "↓" span.vh { "Next change" } kbd { "j" } }
                label.tick { input #keys type="checkbox" checked autocomplete="off"; span { "Keys" } }
            }
            fieldset.switch {
                legend.vh { "Colours" }
                label { input #t-auto type="radio" name="theme" value="auto" checked autocomplete="off"; span { "Auto" } }
                label { input #t-light type="radio" name="theme" value="light" autocomplete="off"; span { "Light" } }
                label { input #t-dark type="radio" name="theme" value="dark" autocomplete="off"; span { "Dark" } }
            }
        }
    }
}

/// Two paths without the folders that they share.
fn without_common_folder(names: Pair<&str>) -> Pair<&str> {
    let same = names.a.bytes().zip(names.b.bytes()).take_while(|(a, b)| a == b).map(|(a, _)| a);
    let shared = same.enumerate().filter(|&(_, c)| c == b'/').last().map_or(0, |(at, _)| at + 1);
    names.map(|name| name.get(shared..).unwrap_or(name))
}

/// A count with its thousands apart.
fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (k, digit) in digits.chars().enumerate() {
        if k > 0 && (digits.len() - k).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{thousands, without_common_folder};
    use crate::Pair;

    #[test]
    fn a_folder_that_both_paths_share_is_left_out() {
        let short = |a, b| without_common_folder(Pair::new(a, b)).into_tuple();
        assert_eq!(short("news/x/a.txt", "news/x/b.txt"), ("a.txt", "b.txt"));
        assert_eq!(short("é/a.txt", "è/a.txt"), ("é/a.txt", "è/a.txt"));
        assert_eq!(short("a/b", "a/b"), ("b", "b"));
    }

    #[test]
    fn counts_are_grouped() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }
}
