//! One side of a passage as its article tells it, with what the other side does not have marked. May import `flow`, `marked`,
//! `prose` and `report`.

use super::flow::{self, Flow, Item, Place};
use super::marked::{Sign, Text};
use super::prose::{is_interleaved, is_told_twice};
use super::theme::Role;
use super::wording;
use crate::report::{Edit, Link, Op, Report, Status};
use crate::{Relation, Side, Span};

/// Writes what one side tells in a passage.
pub fn write(report: &Report, flow: &Flow, passage: &Link, side: Side, text: &mut Text) {
    let mut items: Vec<Item> = flow.of(passage.id).iter().copied().filter(|i| stands(report, *i, side)).collect();
    if side == Side::A {
        items.sort_by_key(|i| report.sentences.get(i.sentence as usize).map(|l| l.units.a.start));
    }
    let mut writer = Writer { report, passage, side, text, paragraph: None };
    for item in items {
        writer.item(item);
    }
}

/// Whether a side tells an item in this passage.
fn stands(report: &Report, item: Item, side: Side) -> bool {
    let told = report.sentences.get(item.sentence as usize).is_some_and(|l| !l.units.side(side).is_empty());
    told && match item.place {
        Place::Here => true,
        Place::Left => side == Side::A,
        Place::Arrived | Place::Continued => side == Side::B,
    }
}

struct Writer<'r, 't> {
    report: &'r Report<'r>,
    passage: &'r Link,
    side: Side,
    text: &'t mut Text,
    /// The paragraph of the sentence before.
    paragraph: Option<u32>,
}

impl Writer<'_, '_> {
    fn item(&mut self, item: Item) {
        let Some(link) = self.report.sentences.get(item.sentence as usize) else { return };
        let span = flow::told_in(self.report, self.passage, link, self.side);
        self.pass_break(link, span);
        let from_to = match (item.place, self.side) {
            (Place::Here, _) => None,
            (_, Side::A) => Some((Sign::Left, "to")),
            (_, Side::B) => Some((Sign::Arrived, "from")),
        };
        let Some((sign, direction)) = from_to else { return self.sentence(link, span) };
        let there = flow::paragraphs(self.report, link, self.side.other());
        self.text.open(sign);
        self.text.direction(direction, &wording::listed(&there).to_string());
        self.sentence(link, span);
        self.text.close(sign);
    }

    fn sentence(&mut self, link: &Link, span: Span) {
        match link.status {
            Status::Unchanged if self.passage.status == Status::Unchanged => self.piece(Role::Context, span),
            Status::Unchanged => self.piece(Role::Text, span),
            _ if is_told_twice(self.report, self.passage) => self.piece(Role::Text, span),
            Status::Added | Status::Removed if link.status == self.passage.status => {
                let coloured = self.report.relation == Relation::Versions;
                self.piece(if coloured { self.whole() } else { Role::Text }, span);
            }
            Status::Reworded if is_interleaved(link) && span == *link.spans.side(self.side) => {
                link.edits.iter().for_each(|edit| self.edit(edit));
            }
            Status::Added | Status::Removed | Status::Reworded => {
                let piece = flow::piece(self.report, self.side, span);
                self.text.enclosed(self.sign(), self.whole(), &piece);
            }
        }
    }

    fn edit(&mut self, edit: &Edit) {
        let span = *edit.spans.side(self.side);
        if edit.op == Op::Equal || edit.cosmetic {
            self.piece(Role::Text, span);
        } else if !span.is_empty() {
            let piece = flow::piece(self.report, self.side, span);
            let role = if self.side == Side::A { Role::Removed } else { Role::Added };
            self.text.enclosed(self.sign(), role, &piece);
        }
    }

    fn piece(&mut self, role: Role, span: Span) {
        let piece = flow::piece(self.report, self.side, span);
        self.text.article(role, &piece);
    }

    fn sign(&self) -> Sign {
        if self.side == Side::A { Sign::Removed } else { Sign::Added }
    }

    fn whole(&self) -> Role {
        if self.side == Side::A { Role::RemovedWhole } else { Role::AddedWhole }
    }

    fn pass_break(&mut self, link: &Link, span: Span) {
        let paragraphs = flow::paragraphs(self.report, link, self.side);
        let before = self.paragraph.replace(paragraphs.end.saturating_sub(1));
        if before.is_some_and(|before| before != paragraphs.start) {
            self.text.end_line();
        } else if flow::is_spaced(self.report, self.side, span) {
            self.text.space();
        }
    }
}
