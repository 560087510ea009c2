//! The JSON contract: wire types that borrow from a report, written straight to a writer, and their JSON Schema.
//! Offsets are converted here, once, from the bytes that the rest of the program counts in.

pub(super) mod offset;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde::ser::{self, Error as _, SerializeSeq};
use serde_json::ser::{Formatter, Serializer};
use serde_json::value;

use self::offset::Offsets;
pub use self::offset::Unit;
use super::{Change, Counts, Finding, Ignored, Level, Link, Place, Relation, Report, Verdict};
use crate::edit::Op;
use crate::parallel::{self, Threads};
use crate::{Document, Pair, Side, Span};

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
    let threads = Threads::for_work(report.sentences.len(), LINKS_A_TASK);
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

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Link")]
struct WireLink<'r> {
    id: u32,
    /// `unchanged`, `reworded`, `added` or `removed`.
    #[schemars(extend("enum" = ["unchanged", "reworded", "added", "removed"]))]
    status: &'static str,
    /// `one_to_one`, `split`, `merged` or `regrouped`; null for added and removed.
    #[schemars(extend("enum" = ["one_to_one", "split", "merged", "regrouped", null]))]
    shape: Option<&'static str>,
    moved: bool,
    cosmetic: bool,
    /// All that differs was to be ignored.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    ignored: bool,
    similarity: f64,
    confidence: Option<f64>,
    also: &'r [u32],
    /// On sentence links: the id of the passage link, or null.
    #[serde(skip_serializing_if = "PassageField::is_absent")]
    #[schemars(with = "Option<u32>")]
    passage: PassageField,
    #[schemars(with = "Vec<WireUnit>")]
    a: Units<'r>,
    #[schemars(with = "Vec<WireUnit>")]
    b: Units<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<WireEdit>", !skip_serializing_if)]
    edits: Option<Vec<WireEdit<'r>>>,
    claims: Vec<WireClaim<'r>>,
}

/// The `passage` field: sentence links have it, null where the two sides lie in different passages; passage links do not.
#[derive(Serialize)]
#[serde(untagged)]
enum PassageField {
    Absent,
    Of(Option<u32>),
}

impl PassageField {
    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LinkedUnit")]
struct WireUnit<'r> {
    paragraph: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<u32>,
    line: u32,
    span: [u32; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", !skip_serializing_if)]
    text: Option<&'r str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Edit")]
struct WireEdit<'r> {
    /// `equal`, `delete`, `insert` or `replace`.
    #[schemars(extend("enum" = ["equal", "delete", "insert", "replace"]))]
    op: &'static str,
    cosmetic: bool,
    a: [u32; 2],
    b: [u32; 2],
    a_text: &'r str,
    b_text: &'r str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Claim")]
struct WireClaim<'r> {
    #[schemars(extend("enum" = ["figure", "date", "quote", "name", "negation", "certainty", "attribution"]))]
    kind: &'static str,
    /// `changed`, `added` or `removed`.
    #[schemars(extend("enum" = ["changed", "added", "removed"]))]
    change: &'static str,
    a: Option<WireMention<'r>>,
    b: Option<WireMention<'r>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Mention")]
struct WireMention<'r> {
    text: &'r str,
    span: [u32; 2],
    value: &'r str,
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

/// Where things are in one document, as readers of the JSON count.
struct Places<'r> {
    offsets: Offsets<'r>,
    /// The line of each sentence; none where no links are written.
    lines: Vec<u32>,
}

impl<'r> Places<'r> {
    fn of(report: &'r Report<'r>, options: Options) -> Pair<Self> {
        report.documents.map(|document| Self {
            offsets: Offsets::new(document.text(), options.unit),
            lines: if options.detail == Detail::Summary { Vec::new() } else { document.sentence_lines() },
        })
    }
}

/// The units of one side of a link, turned into wire form one at a time: most links have one, not worth a list.
struct Units<'r> {
    links: &'r Links<'r>,
    of: &'r Link,
    side: Side,
}

impl Serialize for Units<'_> {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.links.units(self.of, self.side))
    }
}

/// Links that one task writes.
const LINKS_A_TASK: usize = 128;
/// Links that are written before the first of them is handed on.
const LINKS_AT_ONCE: usize = 32 * LINKS_A_TASK;

/// Writes parts of a list that were written apart, lists themselves, without the brackets around them. Nothing else in a
/// report is written apart.
struct Parts;

impl Formatter for Parts {
    fn write_raw_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> std::io::Result<()> {
        let part = fragment.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(fragment);
        writer.write_all(part.as_bytes())
    }
}

/// Links turned into wire form one at a time, or a few thousand in parts, so that a long report is never held twice.
struct Links<'r> {
    report: &'r Report<'r>,
    places: &'r Pair<Places<'r>>,
    of: &'r [Link],
    level: Level,
    detail: Detail,
    /// Many only where [`Parts`] joins what they write.
    threads: Threads,
}

impl Serialize for Links<'_> {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.threads == Threads::One {
            return serializer.collect_seq(self.of.iter().map(|link| self.link(link)));
        }
        let mut parts = serializer.serialize_seq(None)?;
        for some in self.of.chunks(LINKS_AT_ONCE) {
            let some: Vec<&[Link]> = some.chunks(LINKS_A_TASK).collect();
            let written =
                parallel::map(&some, 1, |of| value::to_raw_value(&Self { of, threads: Threads::One, ..*self }));
            for part in written {
                parts.serialize_element(&part.map_err(S::Error::custom)?)?;
            }
        }
        parts.end()
    }
}

impl<'r> Links<'r> {
    fn link(&'r self, link: &'r Link) -> WireLink<'r> {
        WireLink {
            id: link.id,
            status: link.status.name(),
            shape: link.shape.map(super::Shape::name),
            moved: link.moved,
            cosmetic: link.cosmetic,
            ignored: link.ignored,
            similarity: round(link.similarity),
            confidence: link.confidence.map(|confidence| round(f64::from(confidence))),
            also: &link.also,
            passage: match self.level {
                Level::Passage => PassageField::Absent,
                Level::Sentence => PassageField::Of(link.passage),
            },
            a: Units { links: self, of: link, side: Side::A },
            b: Units { links: self, of: link, side: Side::B },
            edits: (self.detail == Detail::Full).then(|| link.edits.iter().map(|e| self.edit(e)).collect()),
            claims: link.claims.iter().map(|c| self.claim(c)).collect(),
        }
    }

    fn units(&self, of: &Link, side: Side) -> impl Iterator<Item = WireUnit<'r>> {
        let document = *self.report.documents.side(side);
        let unit = move |index: u32| match self.level {
            Level::Passage => {
                let paragraph = document.paragraphs().get(index as usize)?;
                Some((index, None, paragraph.line, paragraph.span))
            }
            Level::Sentence => {
                let sentence = document.sentences().get(index as usize)?;
                let line = self.places.side(side).lines.get(index as usize).copied()?;
                Some((sentence.paragraph.0, Some(index), line, sentence.span))
            }
        };
        let wire = move |(paragraph, sentence, line, span)| WireUnit {
            paragraph,
            sentence,
            line,
            span: self.span(side, span),
            text: (self.detail == Detail::Full).then(|| self.report.text(side, span)),
        };
        of.units.side(side).clone().filter_map(unit).map(wire)
    }

    fn edit(&self, edit: &super::Edit) -> WireEdit<'r> {
        WireEdit {
            op: match edit.op {
                Op::Equal => "equal",
                Op::Delete => "delete",
                Op::Insert => "insert",
                Op::Replace => "replace",
            },
            cosmetic: edit.cosmetic,
            a: self.span(Side::A, edit.spans.a),
            b: self.span(Side::B, edit.spans.b),
            a_text: self.report.text(Side::A, edit.spans.a),
            b_text: self.report.text(Side::B, edit.spans.b),
        }
    }

    fn claim(&self, claim: &'r super::Claim) -> WireClaim<'r> {
        let mention = |side: Side| {
            claim.sides.side(side).as_ref().map(|m| WireMention {
                text: self.report.text(side, m.span),
                span: self.span(side, m.span),
                value: &m.value,
            })
        };
        WireClaim {
            kind: claim.kind.name(),
            change: match claim.change {
                Change::Changed => "changed",
                Change::Added => "added",
                Change::Removed => "removed",
            },
            a: mention(Side::A),
            b: mention(Side::B),
        }
    }

    fn span(&self, side: Side, span: Span) -> [u32; 2] {
        self.places.side(side).offsets.span(span)
    }
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
