//! The comparison in plain sentences, one a line, for a screen reader: no marks, no columns, no colour. May import `escape`,
//! `flow`, `wording` and `report`.

use std::io::{self, Write};
use std::ops::Range;

use super::escape::terminal::line;
use super::flow::{self, Flow, Item, Place};
use super::prose::{Prose, is_interleaved};
use super::select::is_moved;
use super::terminal::Options;
use super::wording::{self, Difference, GRAVEST_FIRST, Unit, counted, listed, percent};
use crate::report::{Change, Claim, Edit, Link, Op, Shape, Status};
use crate::{Relation, Report, Side, Span};

/// Writes the sentences.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, options: &Options, out: &mut impl Write) -> io::Result<()> {
    let flow = Flow::new(report);
    let prose = Prose::new(report, &flow);
    let narrator = Narrator { report, flow: &flow, prose: &prose, options };
    narrator.opening(out)?;
    let mut unchanged = 0;
    for passage in &report.passages {
        if options.selection.picks(report, &prose, passage) {
            writeln!(out, "{}", narrator.passage(passage))?;
        } else if passage.status == Status::Unchanged {
            unchanged += passage.units.b.len() as u64;
        }
    }
    match unchanged {
        0 => Ok(()),
        1 => writeln!(out, "1 paragraph is unchanged."),
        n => writeln!(out, "{n} paragraphs are unchanged."),
    }
}

struct Narrator<'v> {
    report: &'v Report<'v>,
    flow: &'v Flow,
    prose: &'v Prose<'v>,
    options: &'v Options,
}

impl Narrator<'_> {
    fn name(&self, side: Side) -> String {
        line(self.options.name(self.report, side)).into_owned()
    }

    fn short_name(&self, side: Side) -> String {
        line(self.options.short_name(self.report, side)).into_owned()
    }

    fn opening(&self, out: &mut impl Write) -> io::Result<()> {
        let (a, b) = (self.name(Side::A), self.name(Side::B));
        let summary = &self.report.summary;
        match (self.report.different, self.report.relation) {
            (false, _) if self.report.identical => writeln!(out, "{a} and {b} are identical.")?,
            (false, _) => writeln!(out, "{a} and {b} do not differ in words.")?,
            (true, Relation::Versions) => {
                writeln!(out, "{a} and {b} are two versions of one article.")?;
                writeln!(out, "{} percent of the words were kept.", percent(summary.similarity))?;
            }
            (true, Relation::Outlets) => {
                writeln!(out, "{a} and {b} are two articles on one story.")?;
                let (of_a, of_b) = (percent(summary.coverage.a), percent(summary.coverage.b));
                writeln!(out, "Both tell {of_a} percent of {a} and {of_b} percent of {b}.")?;
            }
        }
        let all = u64::from(summary.claims.values().sum::<u32>());
        if all > 0 {
            let mut kinds = Vec::new();
            for (kind, n) in GRAVEST_FIRST.iter().filter_map(|kind| Some((kind, summary.claims.get(kind)?))) {
                kinds.push(counted(u64::from(*n), kind.name()).to_string());
            }
            let what = match (self.report.relation, all) {
                (Relation::Versions, _) => "changed",
                (Relation::Outlets, 1) => "differs",
                (Relation::Outlets, _) => "differ",
            };
            writeln!(out, "{} {what}: {}.", counted(all, "claim"), kinds.join(", "))?;
        }
        Ok(())
    }

    fn passage(&self, passage: &Link) -> String {
        match (passage.status, self.report.relation) {
            (Status::Added, Relation::Versions) => {
                format!("{} was added: {}", subject(&passage.units.b), self.whole(passage, Side::B))
            }
            (Status::Removed, Relation::Versions) => {
                let (a, name) = (subject(&passage.units.a), self.name(Side::A));
                format!("{a} of {name} was removed: {}", self.whole(passage, Side::A))
            }
            (Status::Added, Relation::Outlets) => self.only(passage, Side::B),
            (Status::Removed, Relation::Outlets) => self.only(passage, Side::A),
            (Status::Unchanged, _) => format!("{}.", self.unchanged(passage)),
            (Status::Reworded, _) => {
                let details = self.details(passage);
                ended(format!("{}: {}", self.reworded(passage), details.join("; ")))
            }
        }
    }

    fn only(&self, passage: &Link, side: Side) -> String {
        let number = listed(passage.units.side(side));
        format!("Only {} has paragraph {number}: {}", self.name(side), self.whole(passage, side))
    }

    /// The text of a passage of one side; where some of its sentences stand elsewhere in the other article, which ones.
    fn whole(&self, passage: &Link, side: Side) -> String {
        let text = quoted(self.report.text(side, *passage.spans.side(side)));
        let elsewhere = self.flow.of(passage.id).iter().filter(|i| i.place != Place::Here);
        let moved: Vec<String> = elsewhere.filter_map(|i| self.elsewhere(*i)).collect();
        if moved.is_empty() { ended(text) } else { ended(format!("{text}; {}", moved.join("; "))) }
    }

    fn unchanged(&self, passage: &Link) -> String {
        let subject = subject(&passage.units.a);
        match self.route(passage) {
            Some(route) => format!("{subject} {route}"),
            None if passage.cosmetic => format!("{subject} differs in typography alone"),
            None => format!("{subject} is unchanged"),
        }
    }

    fn reworded(&self, passage: &Link) -> String {
        let (a, b) = (&passage.units.a, &passage.units.b);
        if self.report.relation == Relation::Outlets {
            let (first, second) = (self.name(Side::A), self.name(Side::B));
            let there = wording::paragraphs(b);
            return format!("{} of {first} and {there} of {second} tell the same in other words", subject(a));
        }
        match self.route(passage) {
            Some(route) => format!("{} {route}, and reworded", subject(a)),
            None if a == b => format!("{} was reworded", subject(b)),
            None => format!("{}, now {}, was reworded", subject(a), listed(b)),
        }
    }

    /// What happened to the place of a passage.
    fn route(&self, passage: &Link) -> Option<String> {
        let now = &passage.units.b;
        let moved = is_moved(self.report, passage);
        let shape = match passage.shape? {
            Shape::OneToOne => None,
            Shape::Split => Some("was split"),
            Shape::Merged => Some("were merged"),
            Shape::Regrouped => Some("were regrouped"),
        };
        match (shape, moved) {
            (None, false) => None,
            (None, true) => Some(format!("was moved and is now {}", wording::paragraphs(now))),
            (Some(shape), false) => Some(format!("{shape} into {}", wording::paragraphs(now))),
            (Some(shape), true) => Some(format!("{shape} and moved into {}", wording::paragraphs(now))),
        }
    }

    /// All that changed in a passage: its claims, then its other words.
    fn details(&self, passage: &Link) -> Vec<String> {
        let claims = self.prose.shown(passage).flat_map(|l| &l.claims).map(|c| self.claim(c));
        let mut details: Vec<String> = claims.collect();
        let traits = self.prose.traits(passage);
        if traits.worded == 0 && traits.punctuation > 0 {
            return vec!["in punctuation alone".to_owned()];
        }
        for item in self.flow.of(passage.id) {
            details.extend(self.elsewhere(*item));
            if matches!(item.place, Place::Here | Place::Arrived) {
                details.extend(self.sentence(*item));
            }
        }
        if details.is_empty() {
            details.push("its sentences changed places".to_owned());
        }
        details
    }

    fn claim(&self, claim: &Claim) -> String {
        let said = |side| line(wording::mention(self.report, claim, side).unwrap_or_default().trim()).into_owned();
        let kind = claim.kind.name();
        match claim.change {
            Change::Added => self.alone(Side::B, &format!("{kind} {}", said(Side::B))),
            Change::Removed => self.alone(Side::A, &format!("{kind} {}", said(Side::A))),
            Change::Changed => {
                let mut out = self.both(&format!("{kind} {}", said(Side::A)), &said(Side::B));
                if let Some(difference) = wording::difference(claim) {
                    out.push_str(&self.distance(difference));
                }
                out
            }
        }
    }

    /// What only one side says. Between outlets nobody added or removed anything.
    fn alone(&self, side: Side, what: &str) -> String {
        match (self.report.relation, side) {
            (Relation::Versions, Side::A) => format!("{what} was removed"),
            (Relation::Versions, Side::B) => format!("{what} was added"),
            (Relation::Outlets, _) => format!("only {} has {what}", self.short_name(side)),
        }
    }

    /// What the two sides say in place of each other.
    fn both(&self, a: &str, b: &str) -> String {
        match self.report.relation {
            Relation::Versions => format!("{a} became {b}"),
            Relation::Outlets => {
                format!("{a} in {} is {b} in {}", self.short_name(Side::A), self.short_name(Side::B))
            }
        }
    }

    fn distance(&self, difference: Difference) -> String {
        let (size, fell) = (difference.size(), difference.amount < 0.0);
        let unit = match difference.unit {
            Unit::Percent => "percent",
            Unit::Points => "points",
        };
        match (self.report.relation, fell) {
            (Relation::Versions, true) => format!(", down {size} {unit}"),
            (Relation::Versions, false) => format!(", up {size} {unit}"),
            (Relation::Outlets, true) => format!(", {size} {unit} less"),
            (Relation::Outlets, false) => format!(", {size} {unit} more"),
        }
    }

    fn elsewhere(&self, item: Item) -> Option<String> {
        let link = self.report.sentences.get(item.sentence as usize)?;
        let paragraphs = |side| listed(&flow::paragraphs(self.report, link, side)).to_string();
        match item.place {
            Place::Here | Place::Continued => None,
            Place::Left => {
                let text = quoted(self.report.text(Side::A, link.spans.a));
                Some(match self.report.relation {
                    Relation::Versions => format!("the sentence {text} went to paragraph {}", paragraphs(Side::B)),
                    Relation::Outlets => self.told_in(&text, Side::B, &paragraphs(Side::B)),
                })
            }
            Place::Arrived => {
                let text = quoted(self.report.text(Side::B, link.spans.b));
                Some(match self.report.relation {
                    Relation::Versions => format!("the sentence {text} came from paragraph {}", paragraphs(Side::A)),
                    Relation::Outlets => self.told_in(&text, Side::A, &paragraphs(Side::A)),
                })
            }
        }
    }

    fn told_in(&self, sentence: &str, side: Side, paragraphs: &str) -> String {
        format!("{} tells the sentence {sentence} in paragraph {paragraphs}", self.short_name(side))
    }

    fn sentence(&self, item: Item) -> Vec<String> {
        let Some(link) = self.report.sentences.get(item.sentence as usize) else { return Vec::new() };
        let text = |side| quoted(self.report.text(side, *link.spans.side(side)));
        match link.status {
            Status::Unchanged => Vec::new(),
            Status::Added => vec![self.alone(Side::B, &format!("the sentence {}", text(Side::B)))],
            Status::Removed => vec![self.alone(Side::A, &format!("the sentence {}", text(Side::A)))],
            Status::Reworded if !is_interleaved(link) => {
                vec![self.both(&format!("the sentence {}", text(Side::A)), &text(Side::B))]
            }
            Status::Reworded => link.edits.iter().filter(|e| !is_told(link, e)).filter_map(|e| self.edit(e)).collect(),
        }
    }

    fn edit(&self, edit: &Edit) -> Option<String> {
        let text = |side| quoted(self.report.text(side, *edit.spans.side(side)));
        match edit.op {
            _ if edit.cosmetic => None,
            Op::Equal => None,
            Op::Delete => Some(self.alone(Side::A, &text(Side::A))),
            Op::Insert => Some(self.alone(Side::B, &text(Side::B))),
            Op::Replace => Some(self.both(&text(Side::A), &text(Side::B))),
        }
    }
}

/// A sentence with its full stop, unless what it quotes last ends with one.
fn ended(mut sentence: String) -> String {
    if ![".", ".”", "!”", "?”", "。”", "！”", "？”"].iter().any(|end| sentence.ends_with(end)) {
        sentence.push('.');
    }
    sentence
}

/// Bytes beside a claim that are too few to tell of: `and`, `been`.
const LITTLE: usize = 5;

/// Whether a claim has told of an edit already, but for a little.
fn is_told(link: &Link, edit: &Edit) -> bool {
    let sides = [Side::A, Side::B];
    let span = |side| -> Span { *edit.spans.side(side) };
    let named = |claim: &Claim, side: Side| {
        let mention = claim.sides.side(side).as_ref().map(|m| m.span).filter(|m| m.overlaps(span(side)));
        mention.map(|m| (m.end.min(span(side).end) - m.start.max(span(side).start)) as usize)
    };
    link.claims.iter().any(|claim| {
        let told = sides.iter().any(|&side| named(claim, side).is_some());
        told && sides.iter().all(|&side| span(side).len() <= named(claim, side).unwrap_or_default() + LITTLE)
    })
}

/// `Paragraph 6`, `Paragraphs 15 and 16`.
fn subject(units: &Range<u32>) -> String {
    let noun = if units.len() == 1 { "Paragraph" } else { "Paragraphs" };
    format!("{noun} {}", listed(units))
}

fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("“{}”", line(&words.join(" ")))
}
