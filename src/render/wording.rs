//! How things are said in words: counts, places, what happened to a passage, a changed claim. For every view in plain
//! language. May import `report` alone.

use std::fmt::{self, Display};
use std::ops::Range;

use crate::document::key;
use crate::report::{Claim, Kind, Link, Op, Report, Shape};
use crate::{Pair, Side, Span};

/// Claim kinds by how much harm an unseen change does: a reversed statement first, a shade of certainty last.
pub const GRAVEST_FIRST: [Kind; 7] =
    [Kind::Negation, Kind::Figure, Kind::Quote, Kind::Name, Kind::Date, Kind::Attribution, Kind::Certainty];

/// Words that a function writes.
struct Said<F>(F);

impl<F: Fn(&mut fmt::Formatter) -> fmt::Result> Display for Said<F> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        (self.0)(f)
    }
}

/// A number with its noun in the right number.
///
/// ```
/// use storydiff::render::wording::counted;
/// assert_eq!((counted(1, "paragraph").to_string(), counted(6, "claim").to_string()), ("1 paragraph".into(), "6 claims".into()));
/// ```
#[must_use]
pub fn counted(n: u64, noun: &str) -> impl Display {
    Said(move |f: &mut fmt::Formatter| match noun.strip_suffix('y') {
        _ if n == 1 => write!(f, "{n} {noun}"),
        Some(stem) => write!(f, "{n} {stem}ies"),
        None => write!(f, "{n} {noun}s"),
    })
}

/// A share as a percentage, without decimals; never 0 or 100 for what is not nothing or all.
///
/// ```
/// use storydiff::render::wording::percent;
/// assert_eq!([0.0, 0.001, 0.834, 0.999, 1.0].map(percent), [0, 1, 83, 99, 100]);
/// ```
#[must_use]
pub fn percent(share: f64) -> u32 {
    let rounded = (share * 100.0).round().clamp(0.0, 100.0);
    let kept = if share > 0.0 && share < 1.0 { rounded.clamp(1.0, 99.0) } else { rounded };
    // Between 0 and 100 by the clamp.
    #[allow(clippy::cast_sign_loss, reason = "clamped to 0..=100")]
    let whole = kept as u32;
    whole
}

/// Paragraph numbers, 1-based: `7`, `9–10`; nothing for none.
#[must_use]
pub fn numbers(units: &Range<u32>) -> impl Display + use<> {
    let (first, last) = (units.start + 1, units.end);
    Said(move |f: &mut fmt::Formatter| match last.checked_sub(first) {
        None => Ok(()),
        Some(0) => write!(f, "{first}"),
        Some(_) => write!(f, "{first}–{last}"),
    })
}

/// Paragraph numbers in words: `7`, `9 and 10`, `9 to 11`.
#[must_use]
pub fn listed(units: &Range<u32>) -> impl Display + use<> {
    let (first, last) = (units.start + 1, units.end);
    Said(move |f: &mut fmt::Formatter| match last.saturating_sub(first) {
        0 => write!(f, "{first}"),
        1 => write!(f, "{first} and {last}"),
        _ => write!(f, "{first} to {last}"),
    })
}

/// `paragraph 7`, `paragraphs 9 and 10`.
#[must_use]
pub fn paragraphs(units: &Range<u32>) -> impl Display + use<> {
    let noun = if units.len() == 1 { "paragraph" } else { "paragraphs" };
    let listed = listed(units);
    Said(move |f: &mut fmt::Formatter| write!(f, "{noun} {listed}"))
}

/// From where to where a link was moved, split or merged.
#[must_use]
pub fn passage_route(link: &Link) -> impl Display + use<'_> {
    let Pair { a, b } = &link.units;
    Said(move |f: &mut fmt::Formatter| match link.shape {
        Some(Shape::OneToOne) | None => write!(f, "from paragraph {} to {}", listed(a), listed(b)),
        Some(Shape::Split | Shape::Merged | Shape::Regrouped) => write!(f, "{} into {}", paragraphs(a), listed(b)),
    })
}

/// One side of a claim as its article words it.
#[must_use]
pub fn mention<'d>(report: &Report<'d>, claim: &Claim, side: Side) -> Option<&'d str> {
    claim.sides.side(side).as_ref().map(|m| report.text(side, m.span))
}

/// What a figure went by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Percent of what it was.
    Percent,
    /// Percentage points, where the figure is a percentage itself.
    Points,
}

/// How far a figure went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Above zero where it rose.
    pub amount: f64,
    /// In what.
    pub unit: Unit,
}

impl Difference {
    /// The amount without its sign, rounded for reading: one decimal below ten.
    #[must_use]
    pub fn size(self) -> String {
        let digits = usize::from(self.amount.abs() < 10.0);
        let size = format!("{:.digits$}", self.amount.abs());
        size.strip_suffix(".0").unwrap_or(&size).to_owned()
    }
}

impl Display for Difference {
    /// `−1.4 %`, `+10 points`.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let sign = if self.amount < 0.0 { '−' } else { '+' };
        let unit = match self.unit {
            Unit::Percent => "%",
            Unit::Points => "points",
        };
        write!(f, "{sign}{} {unit}", self.size())
    }
}

/// How far a figure went. `None` where the two are not one number of the same thing, and where saying it would not help: more
/// than tenfold is said better by the figures themselves.
#[must_use]
pub fn difference(claim: &Claim) -> Option<Difference> {
    let (Some(a), Some(b)) = (&claim.sides.a, &claim.sides.b) else { return None };
    if claim.kind != Kind::Figure {
        return None;
    }
    let (from, to) = (Quantity::parse(&a.value)?, Quantity::parse(&b.value)?);
    if (from.before, from.after) != (to.before, to.after) || from.number.abs() < f64::EPSILON {
        return None;
    }
    let difference = if from.after.contains('%') || from.after.contains("percent") {
        Difference { amount: to.number - from.number, unit: Unit::Points }
    } else {
        Difference { amount: (to.number - from.number) / from.number * 100.0, unit: Unit::Percent }
    };
    (difference.size() != "0" && difference.amount.abs() < 1000.0).then_some(difference)
}

/// A normalised value with exactly one number in it.
struct Quantity<'v> {
    before: &'v str,
    number: f64,
    after: &'v str,
}

impl<'v> Quantity<'v> {
    fn parse(value: &'v str) -> Option<Self> {
        let digit = |c: char| c.is_ascii_digit();
        let start = value.find(digit)?;
        let (before, rest) = value.split_at_checked(start)?;
        let end = rest.find(|c| !digit(c) && c != '.').unwrap_or(rest.len());
        let (number, after) = rest.split_at_checked(end)?;
        let number = number.parse().ok().filter(|_| !after.contains(digit) && !after.contains('/'))?;
        Some(Self { before, number, after })
    }
}

/// Whether two wordings differ in what a reader sees: not in how their lines are wrapped or how wide their spaces are.
#[must_use]
pub fn is_visible(report: &Report, spans: Pair<Span>) -> bool {
    !key::is_same_space_aside(report.text(Side::A, spans.a), report.text(Side::B, spans.b))
}

/// Whether a reworded sentence differs in punctuation alone.
#[must_use]
pub fn is_punctuation(report: &Report, link: &Link) -> bool {
    let wordless = |side: Side, span| !report.text(side, span).contains(char::is_alphanumeric);
    let mut changes = link.edits.iter().filter(|e| e.op != Op::Equal && !e.cosmetic).peekable();
    changes.peek().is_some() && changes.all(|e| wordless(Side::A, e.spans.a) && wordless(Side::B, e.spans.b))
}

#[cfg(test)]
mod tests {
    use super::difference;
    use crate::report::{Change, Claim, Kind, Mention};
    use crate::{Pair, Span};

    fn figure(a: &str, b: &str) -> Option<String> {
        let mention = |value: &str| Some(Mention { span: Span::default(), value: value.to_owned() });
        let claim = Claim { kind: Kind::Figure, change: Change::Changed, sides: Pair::new(mention(a), mention(b)) };
        difference(&claim).map(|d| d.to_string())
    }

    #[test]
    fn a_figure_says_how_far_it_went() {
        assert_eq!(figure("74702", "73690").as_deref(), Some("−1.4 %"));
        assert_eq!(figure("2", "3").as_deref(), Some("+50 %"));
        assert_eq!(figure("30%", "40%").as_deref(), Some("+10 points"));
        assert_eq!(figure("$ 12000000", "$ 15000000").as_deref(), Some("+25 %"));
    }

    #[test]
    fn what_cannot_be_measured_says_nothing() {
        for (a, b) in [("3-2", "3-1"), ("$ 3", "€ 3"), (">= 6", "6"), ("0", "3"), ("640", "640000000"), ("x", "y")] {
            assert_eq!(figure(a, b), None, "{a} {b}");
        }
    }
}
