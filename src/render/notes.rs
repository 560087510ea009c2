//! What is said under a passage: from where to where it came, which claims changed. For the views for a terminal. May import
//! `prose`, `select`, `marked` and `report`.

use std::io::{self, Write};

use super::layout;
use super::marked::Text;
use super::prose::{Prose, Traits, is_told_twice};
use super::select::is_moved;
use super::terminal::Options;
use super::theme::{Role, Theme};
use super::wording;
use crate::report::{Change, Claim, Link, Report, Shape, Status};
use crate::{Relation, Side};

/// One line under a passage: what it is about, and what it says.
#[derive(Clone, Debug)]
pub struct Note {
    /// One word.
    pub label: &'static str,
    /// How the word looks.
    pub role: Role,
    /// The rest.
    pub text: Text,
}

impl Note {
    fn new(label: &'static str, role: Role) -> Self {
        Self { label, role, text: Text::default() }
    }

    /// Writes the label before the first line of the text, as much space before the others.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_label(&self, line: usize, column: usize, theme: Theme, out: &mut impl Write) -> io::Result<()> {
        let label = if line == 0 { self.label } else { "" };
        theme.write(self.role, label, out)?;
        layout::blanks(column.saturating_sub(label.len()), out)
    }

    fn saying(label: &'static str, role: Role, said: Role, words: &str) -> Self {
        let mut note = Self::new(label, role);
        note.text.own(said, words);
        note
    }
}

/// Cells that the widest label takes, and the gap after it.
#[must_use]
pub fn column(notes: &[Note]) -> usize {
    notes.iter().map(|n| n.label.len()).max().unwrap_or_default() + 2
}

/// All notes of a passage: its route, its claims, what is slighter than a change of words.
#[must_use]
pub fn notes(report: &Report, options: &Options, prose: &Prose, passage: &Link) -> Vec<Note> {
    let mut notes = Vec::new();
    route(report, passage, &mut notes);
    notes.extend(prose.shown(passage).flat_map(|l| &l.claims).map(|c| claim(report, c)));
    if !is_told_twice(report, passage) {
        slight(passage, prose.traits(passage), &mut notes);
    }
    also(report, options, passage, &mut notes);
    notes
}

fn route(report: &Report, passage: &Link, notes: &mut Vec<Note>) {
    let shape = match passage.shape {
        Some(Shape::Split) => Some("split"),
        Some(Shape::Merged) => Some("merged"),
        Some(Shape::Regrouped) => Some("regrouped"),
        Some(Shape::OneToOne) | None => None,
    };
    let moved = is_moved(report, passage);
    if moved {
        let from_to =
            format!("from {} to {}", wording::paragraphs(&passage.units.a), wording::listed(&passage.units.b));
        notes.push(Note::saying("moved", Role::Moved, Role::Text, &from_to));
    }
    if let Some(label) = shape.filter(|_| report.relation == Relation::Versions) {
        notes.push(Note::saying(label, Role::Moved, Role::Text, &wording::passage_route(passage).to_string()));
    }
}

/// Cells of two mentions that are read at a glance beside each other; longer ones, quotations mostly, stand one below the
/// other.
const WIDEST_ON_ONE_LINE: usize = 60;

/// A changed claim: its kind, and `from → to`, or the one side that makes it with its mark.
#[must_use]
pub fn claim(report: &Report, claim: &Claim) -> Note {
    let mut note = Note::new(claim.kind.name(), Role::Claim);
    let text = &mut note.text;
    let mention = |side| wording::mention(report, claim, side).unwrap_or_default();
    match claim.change {
        Change::Changed => {
            let (from, to) = (mention(Side::A), mention(Side::B));
            text.article(Role::RemovedWhole, from);
            text.space();
            if layout::width(from) + layout::width(to) > WIDEST_ON_ONE_LINE {
                text.end_line();
            }
            text.own(Role::Faint, "→ ");
            text.article(Role::Added, to);
            if let Some(difference) = wording::difference(claim) {
                text.own(Role::Text, &format!(" ({difference})"));
            }
        }
        Change::Added => {
            text.own(Role::AddedWhole, "+ ");
            text.article(Role::Added, mention(Side::B));
        }
        Change::Removed => {
            text.own(Role::RemovedWhole, "- ");
            text.article(Role::RemovedWhole, mention(Side::A));
        }
    }
    note
}

/// What no reader needs to act on: changes of punctuation and of typography.
fn slight(passage: &Link, traits: Traits, notes: &mut Vec<Note>) {
    let Traits { cosmetic, punctuation, worded } = traits;
    let counted = |n: u32, noun| wording::counted(n.into(), noun).to_string();
    let extent = |n, noun| if worded == 0 { "alone".to_owned() } else { counted(n, noun) };
    if punctuation > 0 {
        notes.push(Note::saying("punctuation", Role::Faint, Role::Faint, &extent(punctuation, "sentence")));
    }
    if cosmetic > 0 && (passage.cosmetic || passage.status == Status::Reworded) {
        let said = if punctuation > 0 { counted(cosmetic, "place") } else { extent(cosmetic, "place") };
        notes.push(Note::saying("typography", Role::Faint, Role::Faint, &said));
    }
}

/// Where else some of a passage is told.
fn also(report: &Report, options: &Options, passage: &Link, notes: &mut Vec<Note>) {
    let mut note = Note::new("also", Role::Faint);
    for other in passage.also.iter().filter_map(|&id| report.passages.get(id as usize)) {
        for side in [Side::A, Side::B] {
            let units = other.units.side(side);
            if !units.is_empty() {
                note.text.own(Role::Text, if note.text.is_empty() { "told in part in " } else { ", " });
                note.text.own(Role::Text, &format!("{} of ", wording::listed(units)));
                note.text.name(Role::Text, options.short_name(report, side));
            }
        }
    }
    if !note.text.is_empty() {
        notes.push(note);
    }
}
