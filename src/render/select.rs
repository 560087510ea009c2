//! Which passages a view shows: `--only`. May import `flow` and `report`.

use std::ops::Range;
use std::str::FromStr;

use super::prose::Prose;
use crate::Relation;
use crate::report::{Kind, Link, Report, Shape, Status};

/// Something a passage can be picked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trait {
    /// What became of it.
    Status(Status),
    /// How many paragraphs it joins.
    Shape(Shape),
    /// Its order against the others changed.
    Moved,
    /// It differs in typography alone.
    Cosmetic,
    /// A claim of this kind changed in it.
    Claim(Kind),
}

/// Every trait, by the name that the report gives it.
const TRAITS: [(&str, Trait); 16] = [
    ("unchanged", Trait::Status(Status::Unchanged)),
    ("reworded", Trait::Status(Status::Reworded)),
    ("added", Trait::Status(Status::Added)),
    ("removed", Trait::Status(Status::Removed)),
    ("moved", Trait::Moved),
    ("split", Trait::Shape(Shape::Split)),
    ("merged", Trait::Shape(Shape::Merged)),
    ("regrouped", Trait::Shape(Shape::Regrouped)),
    ("cosmetic", Trait::Cosmetic),
    ("figure", Trait::Claim(Kind::Figure)),
    ("date", Trait::Claim(Kind::Date)),
    ("quote", Trait::Claim(Kind::Quote)),
    ("name", Trait::Claim(Kind::Name)),
    ("negation", Trait::Claim(Kind::Negation)),
    ("certainty", Trait::Claim(Kind::Certainty)),
    ("attribution", Trait::Claim(Kind::Attribution)),
];

/// A name that is none of a trait.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is no kind of change; use any of {}", TRAITS.map(|(name, _)| name).join(", "))]
pub struct UnknownTrait {
    name: String,
}

impl FromStr for Trait {
    type Err = UnknownTrait;

    fn from_str(name: &str) -> Result<Self, UnknownTrait> {
        let found = TRAITS.iter().find(|(known, _)| *known == name).map(|&(_, found)| found);
        found.ok_or_else(|| UnknownTrait { name: name.to_owned() })
    }
}

/// Which passages are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Those that changed, and unchanged ones beside them.
    #[default]
    Changes,
    /// Those with any of these traits.
    Only(Vec<Trait>),
}

impl Selection {
    /// What of a report is shown and what is folded, with `context` unchanged passages around each change; none around
    /// passages that were asked for by name.
    #[must_use]
    pub fn stretches(&self, report: &Report, prose: &Prose, context: usize) -> Vec<Stretch> {
        let picked: Vec<usize> =
            report.passages.iter().enumerate().filter(|(_, l)| self.picks(report, prose, l)).map(|(k, _)| k).collect();
        stretches(&picked, report.passages.len(), if *self == Self::Changes { context } else { 0 })
    }

    /// Whether a passage is picked for what it is, rather than for its place beside one that is.
    #[must_use]
    pub fn picks(&self, report: &Report, prose: &Prose, passage: &Link) -> bool {
        match self {
            Self::Changes => is_change(report, passage),
            Self::Only(traits) => traits.iter().any(|t| has(report, prose, passage, *t)),
        }
    }
}

/// Whether a reader must be told of a passage: its words, its order or its paragraphs changed, and not in ignored text alone.
#[must_use]
pub fn is_change(report: &Report, passage: &Link) -> bool {
    let shaped = passage.shape.is_some_and(|s| s != Shape::OneToOne);
    let changed = passage.status != Status::Unchanged || shaped || is_moved(report, passage);
    changed && !passage.ignored
}

/// Whether a link is out of order, where order means something.
#[must_use]
pub fn is_moved(report: &Report, link: &Link) -> bool {
    link.moved && report.relation == Relation::Versions
}

fn has(report: &Report, prose: &Prose, passage: &Link, wanted: Trait) -> bool {
    match wanted {
        Trait::Status(status) => passage.status == status,
        Trait::Shape(shape) => passage.shape == Some(shape),
        Trait::Moved => is_moved(report, passage),
        Trait::Cosmetic => passage.cosmetic,
        Trait::Claim(kind) => prose.shown(passage).any(|l| l.claims.iter().any(|c| c.kind == kind)),
    }
}

/// A stretch of passages that a view shows, or tells of in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// Shown.
    Shown(Range<usize>),
    /// Folded into a line.
    Folded(Range<usize>),
}

impl Stretch {
    /// The same in stretches of at most `most` passages shown; what is folded stays one.
    pub fn cut(self, most: usize) -> impl Iterator<Item = Self> {
        let (shown, folded) = match self {
            Self::Shown(passages) => (passages, None),
            Self::Folded(_) => (0..0, Some(self)),
        };
        let end = shown.end;
        shown.step_by(most.max(1)).map(move |from| Self::Shown(from..(from + most.max(1)).min(end))).chain(folded)
    }
}

/// Divides `all` passages into stretches: those of `picked` (in order) with `context` others before and after are shown.
#[must_use]
pub fn stretches(picked: &[usize], all: usize, context: usize) -> Vec<Stretch> {
    let mut out = Vec::new();
    let mut end = 0;
    let mut push = |from: usize, to: usize, stretch: fn(Range<usize>) -> Stretch| {
        if from < to {
            out.push(stretch(from..to));
        }
    };
    let mut picked = picked.iter().copied().peekable();
    while let Some(first) = picked.next() {
        let start = first.saturating_sub(context).max(end);
        push(end, start, Stretch::Folded);
        let mut last = first;
        while let Some(next) =
            picked.next_if(|next| next.saturating_sub(context) <= last.saturating_add(context).saturating_add(1))
        {
            last = next;
        }
        end = last.saturating_add(context).saturating_add(1).min(all);
        push(start, end, Stretch::Shown);
    }
    push(end, all, Stretch::Folded);
    out
}

#[cfg(test)]
mod tests {
    use super::Stretch::{Folded, Shown};
    use super::stretches;

    #[test]
    fn changes_are_shown_with_what_is_around_them() {
        assert_eq!(
            stretches(&[3, 5, 9], 12, 1),
            [Folded(0..2), Shown(2..7), Folded(7..8), Shown(8..11), Folded(11..12)]
        );
        assert_eq!(stretches(&[0], 3, 0), [Shown(0..1), Folded(1..3)]);
        assert_eq!(stretches(&[2], 3, usize::MAX), [Shown(0..3)]);
        assert_eq!(stretches(&[], 3, 1), [Folded(0..3)]);
        assert_eq!(stretches(&[], 0, 1), []);
    }

    #[test]
    fn a_cut_stretch_shows_the_same() {
        assert_eq!(Shown(2..7).cut(2).collect::<Vec<_>>(), [Shown(2..4), Shown(4..6), Shown(6..7)]);
        assert_eq!(Folded(2..7).cut(2).collect::<Vec<_>>(), [Folded(2..7)]);
    }
}
