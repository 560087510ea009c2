//! One passage as flowing text with its edits inside: the heart of the views for a terminal. May import `flow`, `marked`
//! and `report`.

use super::flow::{self, Flow, Item, Place};
use super::marked::{Sign, Text};
use super::theme::Role;
use super::wording;
use crate::report::{Edit, Link, Op, Report, Status};
use crate::{Pair, Relation, Side, Span};

/// Below this similarity the two wordings of a sentence are shown one below the other: a script of that many changes is
/// harder to read than both.
const LEAST_TO_INTERLEAVE: f64 = 0.35;

/// Whether the two wordings of a reworded sentence are shown in one, with edits, rather than one below the other.
#[must_use]
pub fn is_interleaved(link: &Link) -> bool {
    link.similarity >= LEAST_TO_INTERLEAVE
}

fn is_stacked(link: &Link) -> bool {
    link.status == Status::Reworded && !is_interleaved(link)
}

/// Whether a passage of two outlets is shown as each tells it: they share the matter, hardly a sentence.
#[must_use]
pub fn is_told_twice(report: &Report, passage: &Link) -> bool {
    let reworded = passage.status == Status::Reworded && report.relation == Relation::Outlets;
    reworded && passage.similarity < LEAST_TO_INTERLEAVE
}

/// Writes passages of a report as text.
#[derive(Debug)]
pub struct Prose<'r> {
    report: &'r Report<'r>,
    flow: &'r Flow,
}

/// How deep the changes of a passage go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    /// How many places differ in typography alone, visibly.
    pub cosmetic: u32,
    /// How many sentences differ in punctuation alone.
    pub punctuation: u32,
    /// How many sentences differ in anything else.
    pub worded: u32,
}

impl<'r> Prose<'r> {
    /// A writer of the passages of a report.
    #[must_use]
    pub fn new(report: &'r Report<'r>, flow: &'r Flow) -> Self {
        Self { report, flow }
    }

    /// Writes the text of a passage into `text`: both sides at once, as b reads, with signs around what only one has.
    pub fn write(&self, passage: &Link, text: &mut Text) {
        if is_told_twice(self.report, passage) {
            return self.both_tellings(passage, text);
        }
        let order = if self.is_reordered(passage) { Order::Changed } else { Order::Kept };
        let mut writer = Writer::new(self.report, passage, order, text);
        for item in self.flow.of(passage.id) {
            writer.item(*item);
        }
    }

    /// The passage as a tells it, below it as b does.
    fn both_tellings(&self, passage: &Link, text: &mut Text) {
        let sides = [(Side::A, Sign::Removed, Role::RemovedWhole), (Side::B, Sign::Added, Role::AddedWhole)];
        for (side, sign, role) in sides {
            text.end_line();
            text.enclosed(sign, role, &flow::piece(self.report, side, *passage.spans.side(side)));
        }
    }

    /// Whether sentences changed places within a passage.
    fn is_reordered(&self, passage: &Link) -> bool {
        let linked = self.shown(passage).filter(|l| l.passage.is_some() && l.shape.is_some());
        self.report.relation == Relation::Versions && !linked.map(|l| l.units.a.start).is_sorted()
    }

    /// How deep the changes of a passage go.
    #[must_use]
    pub fn traits(&self, passage: &Link) -> Traits {
        let mut traits = Traits::default();
        for item in self.flow.of(passage.id) {
            if let Some(link) = self.report.sentences.get(item.sentence as usize) {
                traits.count(self.report, link, item.place);
            }
        }
        traits
    }

    /// The sentence links that a passage shows, for their claims.
    pub fn shown(&self, passage: &Link) -> impl Iterator<Item = &'r Link> {
        let report = self.report;
        let shown = self.flow.of(passage.id).iter().filter(|i| matches!(i.place, Place::Here | Place::Arrived));
        shown.filter_map(|i| report.sentences.get(i.sentence as usize))
    }
}

impl Traits {
    fn count(&mut self, report: &Report, link: &Link, place: Place) {
        let inside = link.edits.iter().filter(|e| e.cosmetic && wording::is_visible(report, e.spans)).count() as u32;
        let cosmetic = inside + u32::from(link.cosmetic && wording::is_visible(report, link.spans));
        match (link.status, place) {
            (_, Place::Left | Place::Continued | Place::Arrived) | (Status::Added | Status::Removed, _) => {
                self.worded += 1;
            }
            (Status::Unchanged, _) => self.cosmetic += cosmetic,
            (Status::Reworded, _) => {
                self.cosmetic += cosmetic;
                if wording::is_punctuation(report, link) {
                    self.punctuation += 1;
                } else {
                    self.worded += 1;
                }
            }
        }
    }
}

/// Whether the sentences of a passage follow each other as they did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Kept,
    Changed,
}

struct Writer<'r, 't> {
    report: &'r Report<'r>,
    text: &'t mut Text,
    passage: &'r Link,
    order: Order,
    /// The sentence of a that lies furthest on among those shown.
    reached: u32,
    /// The paragraph that each side was in last.
    at: Pair<Option<u32>>,
}

impl<'r, 't> Writer<'r, 't> {
    fn new(report: &'r Report<'r>, passage: &'r Link, order: Order, text: &'t mut Text) -> Self {
        Self { report, text, passage, order, reached: 0, at: Pair::default() }
    }

    fn item(&mut self, item: Item) {
        let Some(link) = self.report.sentences.get(item.sentence as usize) else { return };
        match item.place {
            Place::Here => {
                self.pass_breaks(link, Pair::new(Some(Side::A), Some(Side::B)));
                let moved = self.changed_place(link);
                if moved {
                    self.text.open(Sign::Arrived);
                    self.text.own(Role::Moved, "moved:");
                    self.text.space();
                }
                self.sentence(link);
                if moved {
                    self.text.close(Sign::Arrived);
                }
                if is_stacked(link) {
                    self.text.end_line();
                }
            }
            Place::Arrived => {
                self.pass_breaks(link, Pair::new(None, Some(Side::B)));
                if is_stacked(link) {
                    self.text.end_line();
                }
                self.elsewhere(Sign::Arrived, "from", flow::paragraphs(self.report, link, Side::A));
                self.sentence(link);
                self.text.close(Sign::Arrived);
            }
            Place::Left => {
                self.pass_breaks(link, Pair::new(Some(Side::A), None));
                self.elsewhere(Sign::Left, "to", flow::paragraphs(self.report, link, Side::B));
                self.span(Side::A, flow::told_in(self.report, self.passage, link, Side::A), Role::Context);
                self.text.close(Sign::Left);
            }
            Place::Continued => {
                self.pass_breaks(link, Pair::new(None, Some(Side::B)));
                let begun = flow::paragraphs(self.report, link, Side::B);
                self.elsewhere(Sign::Arrived, "shown in", begun.start..begun.start + 1);
                self.text.close(Sign::Arrived);
            }
        }
    }

    /// Whether a sentence changed its place within the passage. Where the whole passage moved, its sentences did so too, and
    /// those are out of place that a told before one that stands above them.
    fn changed_place(&mut self, link: &Link) -> bool {
        let after_all = link.units.a.start >= self.reached;
        if link.shape.is_some() {
            self.reached = self.reached.max(link.units.a.start);
        }
        let moved = if self.passage.moved { !after_all } else { link.moved };
        moved && link.shape.is_some() && self.order == Order::Changed
    }

    fn elsewhere(&mut self, sign: Sign, direction: &str, paragraphs: std::ops::Range<u32>) {
        self.text.open(sign);
        self.text.direction(direction, &wording::listed(&paragraphs).to_string());
    }

    fn sentence(&mut self, link: &Link) {
        match link.status {
            Status::Unchanged => {
                let role = if self.passage.status == Status::Unchanged { Role::Context } else { Role::Text };
                self.both(link.spans, role);
            }
            Status::Added => self.alone(Sign::Added, Role::AddedWhole, Side::B, link),
            Status::Removed => self.alone(Sign::Removed, Role::RemovedWhole, Side::A, link),
            Status::Reworded if is_stacked(link) => {
                self.text.end_line();
                self.alone(Sign::Removed, Role::RemovedWhole, Side::A, link);
                self.text.end_line();
                self.alone(Sign::Added, Role::AddedWhole, Side::B, link);
            }
            Status::Reworded => link.edits.iter().for_each(|edit| self.edit(edit)),
        }
    }

    /// What only one side has; without signs where the whole passage is of that side and its mark says so.
    fn alone(&mut self, sign: Sign, role: Role, side: Side, link: &Link) {
        let piece = flow::piece(self.report, side, *link.spans.side(side));
        match self.report.relation {
            _ if link.status != self.passage.status || link.status == Status::Reworded => {
                self.text.enclosed(sign, role, &piece);
            }
            Relation::Versions => self.text.article(role, &piece),
            // Most passages of two outlets have no counterpart: colour on all of them would say nothing.
            Relation::Outlets => self.text.article(Role::Text, &piece),
        }
    }

    fn edit(&mut self, edit: &Edit) {
        match edit.op {
            Op::Equal => self.both(edit.spans, Role::Text),
            _ if edit.cosmetic => self.both(edit.spans, Role::Text),
            Op::Delete => {
                let piece = flow::piece(self.report, Side::A, edit.spans.a);
                self.text.enclosed(Sign::Removed, Role::Removed, &piece);
            }
            Op::Insert => {
                let piece = flow::piece(self.report, Side::B, edit.spans.b);
                self.text.enclosed(Sign::Added, Role::Added, &piece);
            }
            Op::Replace => {
                let (from, to) =
                    (flow::piece(self.report, Side::A, edit.spans.a), flow::piece(self.report, Side::B, edit.spans.b));
                self.text.replaced(&from, &to);
            }
        }
    }

    /// What both sides say, in the typography of b, with the paragraph breaks of either.
    fn both(&mut self, spans: Pair<Span>, role: Role) {
        let breaks_of_a = flow::breaks(self.report, Side::A, spans.a).count();
        let (mut at, mut passed) = (spans.b.start, 0);
        for paragraph in flow::breaks(self.report, Side::B, spans.b) {
            self.text.article(role, Span { start: at, end: paragraph }.slice(self.report.documents.b.text()));
            passed += 1;
            self.new_paragraph(if passed <= breaks_of_a { Pair::new(true, true) } else { Pair::new(false, true) });
            at = paragraph;
        }
        self.span(Side::B, Span { start: at, end: spans.b.end }, role);
        for _ in passed..breaks_of_a {
            self.new_paragraph(Pair::new(true, false));
        }
    }

    fn span(&mut self, side: Side, span: Span, role: Role) {
        let piece = flow::piece(self.report, side, span);
        self.text.article(role, &piece);
    }

    /// Shows the paragraph breaks between the sentence shown last and this one, on the sides that tell it here.
    fn pass_breaks(&mut self, link: &Link, sides: Pair<Option<Side>>) {
        let mut passed = sides.map(|_| false);
        for side in [sides.a, sides.b].into_iter().flatten() {
            let paragraphs = flow::paragraphs(self.report, link, side);
            if !paragraphs.is_empty() {
                let last = self.at.side_mut(side).replace(paragraphs.end - 1);
                *passed.side_mut(side) = last.is_some_and(|last| last != paragraphs.start);
            }
        }
        let side = if link.units.b.is_empty() { Side::A } else { Side::B };
        if flow::is_spaced(self.report, side, *link.spans.side(side)) {
            self.text.space();
        }
        self.new_paragraph(passed);
    }

    fn new_paragraph(&mut self, broken: Pair<bool>) {
        let whole = matches!(self.passage.status, Status::Added | Status::Removed);
        match (broken.a, broken.b) {
            (false, false) => {}
            (true, true) => self.text.end_line(),
            _ if whole => self.text.end_line(),
            (true, false) => {
                self.text.space();
                self.text.pilcrow(Sign::Removed, Role::RemovedSign);
                self.text.space();
            }
            (false, true) => {
                self.text.space();
                self.text.pilcrow(Sign::Added, Role::AddedSign);
                self.text.end_line();
            }
        }
    }
}
