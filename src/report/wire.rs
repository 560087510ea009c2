//! The JSON contract: wire types that borrow from a report, written straight to a writer, and their JSON Schema.
//! Offsets are converted here, once, from the bytes that the rest of the program counts in.

mod link;
pub(super) mod offset;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::ser::Serializer;

use self::link::{Links, Parts, Places, WireLink};
pub use self::offset::Unit;
use super::{Counts, Finding, Ignored, Level, Link, Place, Relation, Report, Verdict};
use crate::parallel::Threads;
use crate::{Document, Pair};

/// Version of the contract; additive changes only within one major version.
pub const SCHEMA_VERSION: &str = "1.0";

/// What the JSON holds beyond the contract's least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What spans count.
    pub unit: Unit,
    /// Whether each side carries its whole decoded text as `content`.
    pub text: Text,
    /// How much of the alignment is written.
    pub detail: Detail,
}

/// How much of the alignment is written, so that a corpus run need not store every word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// The figures and findings; no pairs, no links.
    Summary,
    /// Pairs and links with their spans and claims; neither the units' texts nor the edits.
    Links,
    /// Everything.
    #[default]
    Full,
}

/// Whether each side carries its whole text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Text {
    /// It does not.
    #[default]
    Omitted,
    /// It does, as `content`.
    Included,
}

/// Writes the report as one line of JSON.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, options: Options, out: &mut impl Write) -> std::io::Result<()> {
    let places = Places::of(report, options);
    // JSON comes in pieces of a few bytes: gathered here, where the writer's type is known, each costs a copy and no call.
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let threads = Links::threads_for(report);
    wire(report, &places, options, threads).serialize(&mut Serializer::with_formatter(&mut out, Parts))?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Writes the report as one line of JSON that begins with the `id` of its record.
///
/// # Errors
/// Those of the writer.
pub fn write_record(
    report: &Report,
    id: &serde_json::Value,
    options: Options,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let places = Places::of(report, options);
    let record = Record { id, report: wire(report, &places, options, Threads::One) };
    serde_json::to_writer(&mut *out, &record)?;
    out.write_all(b"\n")
}

/// A report with the name that its reader knows it by.
#[derive(Serialize)]
struct Record<'r> {
    id: &'r serde_json::Value,
    #[serde(flatten)]
    report: WireReport<'r>,
}

/// The JSON Schema of the report.
#[must_use]
pub fn schema() -> serde_json::Value {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<WireReport>().to_value()
}

/// One comparison of two articles.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Report")]
struct WireReport<'r> {
    /// Version of this contract.
    schema_version: &'static str,
    tool: Tool,
    /// What spans count: `char` (Unicode scalar values), `byte` (of the UTF-8 text) or `utf16`.
    offset_unit: Unit,
    /// `versions` of one article, or two `outlets` on one story.
    #[schemars(extend("enum" = ["versions", "outlets"]))]
    relation: &'static str,
    /// Byte for byte.
    identical: bool,
    /// Any sentence that is not unchanged, or moved (versions only).
    different: bool,
    a: WireSide<'r>,
    b: WireSide<'r>,
    summary: WireSummary,
    /// The whole sentence alignment: index in a, index in b, confidence from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<(u32, u32, f64)>", !skip_serializing_if)]
    pairs: Option<Vec<(u32, u32, f64)>>,
    /// Links over paragraphs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<WireLink>", !skip_serializing_if)]
    passages: Option<Links<'r>>,
    /// Links over sentences; these carry edits and claims.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<WireLink>", !skip_serializing_if)]
    sentences: Option<Links<'r>>,
    /// What the rules say; empty unless rules were applied.
    findings: Vec<WireFinding<'r>>,
    /// What a check decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["pass", "fail", null]))]
    verdict: Option<&'static str>,
    /// How much was ignored.
    #[serde(skip_serializing_if = "Option::is_none")]
    ignored: Option<WireIgnored>,
    /// What was made coarser for its size: `alignment`, `edits`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    limits: Vec<&'static str>,
}

/// What made the output.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    /// This program.
    pub(crate) const THIS: Self = Self { name: "compare", version: env!("CARGO_PKG_VERSION") };
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Side")]
struct WireSide<'r> {
    path: &'r str,
    format: &'r str,
    encoding: &'r str,
    /// ISO 639-1 code where there is one, else ISO 639-3; `und` where none was found.
    language: &'static str,
    title: Option<&'r str>,
    bytes: u64,
    paragraphs: usize,
    sentences: usize,
    words: u64,
    /// The whole decoded text.
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<&'r str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Summary")]
struct WireSummary {
    /// Share of the words of both sides that the alignment keeps, 0 to 1.
    similarity: f64,
    /// Share of each side's words in sentences that have a counterpart, 0 to 1.
    coverage: WirePair<f64>,
    passages: WireCounts,
    sentences: WireCounts,
    /// Changed claims by kind.
    claims: BTreeMap<&'static str, u32>,
    /// The kinds of claims that were looked for: those that both languages have data for.
    claim_kinds: Vec<&'static str>,
}

#[derive(Serialize, JsonSchema)]
struct WirePair<T> {
    a: T,
    b: T,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Counts")]
struct WireCounts {
    unchanged: u32,
    reworded: u32,
    added: u32,
    removed: u32,
    moved: u32,
    split: u32,
    merged: u32,
    cosmetic: u32,
}

/// How much was ignored.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Ignored")]
pub(crate) struct WireIgnored {
    /// Paragraphs of each side.
    paragraphs: WirePair<u32>,
    /// Spans of each side, outside those paragraphs.
    spans: WirePair<u32>,
}

impl From<Ignored> for WireIgnored {
    fn from(Ignored { paragraphs, spans }: Ignored) -> Self {
        let pair = |p: Pair<u32>| WirePair { a: p.a, b: p.b };
        Self { paragraphs: pair(paragraphs), spans: pair(spans) }
    }
}

/// What a rule says.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub(crate) struct WireFinding<'r> {
    rule: &'r str,
    /// `error`, `warning` or `note`.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    level: &'static str,
    message: &'r str,
    sentence: Option<u32>,
    passage: Option<u32>,
    a: Option<WirePlace<'r>>,
    b: Option<WirePlace<'r>>,
    /// Why somebody accepted it, which made it a note.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<&'r str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Place")]
struct WirePlace<'r> {
    path: &'r str,
    line: u32,
    /// 1-based, in characters.
    column: u32,
    end_line: u32,
    /// One past the last character.
    end_column: u32,
    /// What stands there.
    text: &'r str,
    /// The whole sentence or passage around it.
    context: &'r str,
}

/// Shares are given to four decimals: more would be noise, and the bytes must not depend on the order of additions.
fn round(share: f64) -> f64 {
    (share * 1e4).round() / 1e4
}

fn counts(counts: Counts) -> WireCounts {
    let Counts { unchanged, reworded, added, removed, moved, split, merged, cosmetic } = counts;
    WireCounts { unchanged, reworded, added, removed, moved, split, merged, cosmetic }
}

fn side(document: &Document, options: Options) -> WireSide<'_> {
    let source = document.source();
    WireSide {
        path: &source.path,
        format: &source.format,
        encoding: &source.encoding,
        language: document.language().code(),
        title: document.title(),
        bytes: source.bytes,
        paragraphs: document.paragraphs().len(),
        sentences: document.sentences().len(),
        words: document.words(),
        content: (options.text == Text::Included).then(|| document.text()),
    }
}

impl<'r> From<&'r Finding> for WireFinding<'r> {
    fn from(finding: &'r Finding) -> Self {
        let place = |place: &'r Option<Place>| place.as_ref().map(WirePlace::from);
        Self {
            rule: finding.rule,
            level: finding.level.name(),
            message: &finding.message,
            sentence: finding.sentence,
            passage: finding.passage,
            a: place(&finding.places.a),
            b: place(&finding.places.b),
            accepted: finding.accepted.as_deref(),
        }
    }
}

impl<'r> From<&'r Place> for WirePlace<'r> {
    fn from(place: &'r Place) -> Self {
        let Place { path, line, column, end_line, end_column, text, context } = place;
        Self { path, line: *line, column: *column, end_line: *end_line, end_column: *end_column, text, context }
    }
}

fn wire<'r>(
    report: &'r Report<'r>,
    places: &'r Pair<Places<'r>>,
    options: Options,
    threads: Threads,
) -> WireReport<'r> {
    let detail = options.detail;
    let links = |of: &'r [Link], level| {
        (detail != Detail::Summary).then_some(Links { report, places, of, level, detail, threads })
    };
    let summary = &report.summary;
    WireReport {
        schema_version: SCHEMA_VERSION,
        tool: Tool::THIS,
        offset_unit: options.unit,
        relation: match report.relation {
            Relation::Versions => "versions",
            Relation::Outlets => "outlets",
        },
        identical: report.identical,
        different: report.different,
        a: side(report.documents.a, options),
        b: side(report.documents.b, options),
        summary: WireSummary {
            similarity: round(summary.similarity),
            coverage: WirePair { a: round(summary.coverage.a), b: round(summary.coverage.b) },
            passages: counts(summary.passages),
            sentences: counts(summary.sentences),
            claims: summary.claims.iter().map(|(kind, &n)| (kind.name(), n)).collect(),
            claim_kinds: summary.claim_kinds.iter().map(|kind| kind.name()).collect(),
        },
        pairs: (detail != Detail::Summary)
            .then(|| report.pairs.iter().map(|p| (p.a, p.b, round(f64::from(p.confidence)))).collect()),
        passages: links(&report.passages, Level::Passage),
        sentences: links(&report.sentences, Level::Sentence),
        findings: report.findings.iter().map(WireFinding::from).collect(),
        verdict: report.verdict.map(Verdict::name),
        ignored: (!report.ignored.is_empty()).then(|| report.ignored.into()),
        limits: report.limits.iter().map(|limit| limit.name()).collect(),
    }
}
