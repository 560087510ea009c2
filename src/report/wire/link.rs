//! Links in wire form: turned into it as they are written, for there may be a hundred thousand.

use std::io::Write;

use schemars::JsonSchema;
use serde::Serialize;
use serde::ser::{self, Error as _, SerializeSeq};
use serde_json::ser::Formatter;
use serde_json::value;

use super::offset::Offsets;
use super::{Detail, Options, round};
use crate::edit::Op;
use crate::parallel::{self, Threads};
use crate::report::{Change, Claim, Edit, Level, Link, Report, Shape};
use crate::{Pair, Side, Span};

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Link")]
pub(super) struct WireLink<'r> {
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

/// Where things are in one document, as readers of the JSON count.
pub(super) struct Places<'r> {
    offsets: Offsets<'r>,
    /// The line of each sentence; none where no links are written.
    lines: Vec<u32>,
}

impl<'r> Places<'r> {
    pub(super) fn of(report: &'r Report<'r>, options: Options) -> Pair<Self> {
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
pub(super) struct Parts;

impl Formatter for Parts {
    fn write_raw_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> std::io::Result<()> {
        let part = fragment.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(fragment);
        writer.write_all(part.as_bytes())
    }
}

/// Links turned into wire form one at a time, or a few thousand in parts, so that a long report is never held twice.
pub(super) struct Links<'r> {
    pub(super) report: &'r Report<'r>,
    pub(super) places: &'r Pair<Places<'r>>,
    pub(super) of: &'r [Link],
    pub(super) level: Level,
    pub(super) detail: Detail,
    /// Many only where [`Parts`] joins what they write.
    pub(super) threads: Threads,
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
    /// The threads that the lists of a report are worth.
    pub(super) fn threads_for(report: &Report) -> Threads {
        Threads::for_work(report.sentences.len(), LINKS_A_TASK)
    }

    fn link(&'r self, link: &'r Link) -> WireLink<'r> {
        WireLink {
            id: link.id,
            status: link.status.name(),
            shape: link.shape.map(Shape::name),
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

    fn edit(&self, edit: &Edit) -> WireEdit<'r> {
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

    fn claim(&self, claim: &'r Claim) -> WireClaim<'r> {
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
