//! Figures as they stand in one text. May import the framework of the folder above.

use std::ops::Range;

use super::amount::{Placed, amount, plain};
use crate::claim::lexicon::{Section, Sections};
use crate::claim::number::Number;
use crate::claim::numeral::{Form, Joined};
use crate::claim::reading::{Reading, Standing};
use crate::claim::scan::{Case, Class};

/// A figure in a text.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// Number and unit.
    pub pieces: Range<usize>,
    /// Number, unit and bound.
    pub bounded: Range<usize>,
    /// One, or the ends of a range, or the sides of a score.
    pub amounts: Vec<Amount>,
    pub bound: Bound,
    pub certainty: Certainty,
    /// Whether nothing follows that it could count.
    bare: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub value: Number,
    pub unit: Unit,
    pub rate: Option<Rate>,
}

/// What an amount is for: `a month`, `per kilo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rate {
    pub number: Number,
    pub unit: &'static str,
}

impl Amount {
    pub(super) fn of(value: Number, unit: Unit) -> Self {
        Self { value, unit, rate: None }
    }

    /// Its number, a length of time in years: `43 years` may be an age.
    pub(super) fn years(&self) -> Number {
        let years =
            matches!(self.unit, Unit::Measure("month")).then(|| self.value.divided(Number::whole(12))).flatten();
        years.unwrap_or(self.value)
    }
}

/// What a number is a number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// The things named after it.
    None,
    /// A currency by its code.
    Currency(&'static str),
    /// A measure by its base unit, rates by `/` and the time unit.
    Measure(&'static str),
    /// Percent.
    Percent,
    /// Percentage points.
    Points,
    /// A place in an order.
    Ordinal,
    /// A factor.
    Times,
    /// An order of magnitude: `dozens`, `thousands`.
    Crowd,
    /// An age in years.
    Age,
    /// A fraction of what is named after it.
    Share,
}

/// Units of one family may replace each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Count,
    Money,
    Measure,
    Part,
    Order,
    Factor,
}

impl Unit {
    pub(super) fn family(self) -> Family {
        match self {
            Self::None | Self::Crowd | Self::Age => Family::Count,
            Self::Currency(_) => Family::Money,
            Self::Measure(_) => Family::Measure,
            Self::Percent | Self::Points | Self::Share => Family::Part,
            Self::Ordinal => Family::Order,
            Self::Times => Family::Factor,
        }
    }

    pub(super) fn of(name: &'static str, section: Section) -> Self {
        match name {
            _ if section == Section::Currencies => Self::Currency(name),
            "%" => Self::Percent,
            "pp" => Self::Points,
            "x" => Self::Times,
            "age" => Self::Age,
            currency if currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase()) => Self::Currency(name),
            _ => Self::Measure(name),
        }
    }
}

/// On which side of its number the true value lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    None,
    Above,
    AtLeast,
    Below,
    AtMost,
}

impl Bound {
    fn of(name: &str) -> Self {
        match name.split(' ').next() {
            Some(">") => Self::Above,
            Some(">=") => Self::AtLeast,
            Some("<") => Self::Below,
            Some("<=") => Self::AtMost,
            _ => Self::None,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Above => ">",
            Self::AtLeast => ">=",
            Self::Below => "<",
            Self::AtMost => "<=",
        }
    }
}

/// Whether it must be a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    Firm,
    /// `one`, `first`, `both`: often no figure at all.
    Loose,
}

impl Figure {
    /// The normalised value.
    pub(super) fn value(&self) -> String {
        let numbers: Vec<String> = self.amounts.iter().map(|a| a.value.to_string()).collect();
        let numbers = numbers.join("-");
        let sign = self.bound.sign();
        let plain = match self.amounts.last().map_or(Unit::None, |a| a.unit) {
            Unit::None => format!("{sign}{numbers}"),
            Unit::Currency(name) | Unit::Measure(name) => format!("{sign}{numbers} {name}"),
            Unit::Percent => format!("{sign}{numbers} %"),
            Unit::Points => format!("{sign}{numbers} percentage points"),
            Unit::Ordinal => format!("{sign}#{numbers}"),
            Unit::Times => format!("{sign}{numbers} times"),
            Unit::Crowd => format!("{sign}~{numbers}"),
            Unit::Age => format!("{sign}{numbers} years old"),
            Unit::Share => format!("{sign}{numbers} of"),
        };
        match self.rate() {
            None => plain,
            Some(Rate { number: Number::ONE, unit }) => format!("{plain}/{unit}"),
            Some(Rate { number, unit }) => format!("{plain}/{number} {unit}"),
        }
    }

    pub(super) fn is_age(&self) -> bool {
        self.amounts.iter().all(|a| a.unit == Unit::Age)
    }

    pub(super) fn rate(&self) -> Option<Rate> {
        self.amounts.last().and_then(|a| a.rate)
    }

    /// Whether its unit may be understood: it has none, and counts nothing that is named; or it is an age.
    pub(super) fn is_bare(&self) -> bool {
        self.amounts.iter().all(|a| a.unit == Unit::Age)
            || self.bare && self.amounts.iter().all(|a| a.unit == Unit::None)
    }
}

/// What a figure may start with, but for numbers and signs.
const STARTS: Sections = Sections::of(&[
    Section::Numerals,
    Section::Scales,
    Section::Articles,
    Section::Crowds,
    Section::Multiples,
    Section::Loose,
    Section::OrdinalMarks,
    Section::Ordinals,
    Section::Fractions,
    Section::Currencies,
    Section::NoFigure,
]);

/// The figures of a text, but for those that lie on taken pieces.
pub(super) fn figures(reading: &Reading, taken: &[bool]) -> Vec<Figure> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < reading.len() {
        let starts = reading.may_start(at, STARTS) || reading.key(at) == "-";
        if !starts || taken.get(at) == Some(&true) {
            at += 1;
            continue;
        }
        if let Some(found) = reading.meaning(at, Section::NoFigure) {
            at = found.end;
            continue;
        }
        match figure(reading, at).filter(|f| !f.pieces.clone().any(|i| taken.get(i) == Some(&true))) {
            Some(figure) => {
                at = figure.bounded.end.max(at + 1);
                out.push(figure);
            }
            None => at += 1,
        }
    }
    out
}

fn figure(reading: &Reading, at: usize) -> Option<Figure> {
    let first = amount(reading, at, joined(reading, at))?;
    if is_part_of_name(reading, at) || is_list_number(reading, at, first.pieces.end) {
        return None;
    }
    let (pieces, mut amounts, form) = match identifier(reading, &first).or_else(|| second(reading, at, &first)) {
        Some((end, amounts)) => (at..end, amounts, Form::Digits),
        None => (first.pieces.clone(), vec![first.amount], first.form),
    };
    if form == Form::Character && amounts.len() == 1 && !is_counted(reading, &pieces, &first) {
        return None;
    }
    age(reading, &pieces, &mut amounts);
    let (bound, bounded) = bound(reading, &pieces, &amounts);
    let certainty = certainty(reading, at, &amounts, bound, form);
    let bare = is_bare(reading, pieces.end);
    Some(Figure { pieces, bounded, amounts, bound, certainty, bare })
}

/// Nothing right after it but marks and small words.
pub(super) fn is_bare(reading: &Reading, end: usize) -> bool {
    match reading.class(end) {
        None | Some(Class::Mark) => true,
        Some(_) => reading.means(end, Section::Function),
    }
}

/// After `between`, `and` parts two numbers.
fn joined(reading: &Reading, at: usize) -> Joined {
    let between = reading.meaning_before(at, Section::RangeStarts).is_some_and(|(_, s)| s.name == "between");
    if between { Joined::No } else { Joined::Yes }
}

/// `COVID-19`, `F-16`: a number that a hyphen ties to capitals.
fn is_part_of_name(reading: &Reading, at: usize) -> bool {
    let Some(hyphen) = at.checked_sub(1).filter(|&i| reading.key(i) == "-") else { return false };
    let tied = reading.glued(at) && reading.glued(hyphen);
    let before = hyphen.checked_sub(1).and_then(|i| reading.piece(i)).filter(|p| p.class == Class::Word);
    tied && before.is_some_and(|p| match p.case {
        Case::Upper => true,
        Case::Capital => p.standing == Standing::Inside || p.span.len() == 1,
        Case::Small => false,
    })
}

/// `1.` or `2)` at the start of a line: its number in a list.
fn is_list_number(reading: &Reading, at: usize, end: usize) -> bool {
    let first = reading.piece(at).is_some_and(|p| p.standing == Standing::First);
    let stop = matches!(reading.key(end), "." | ")") && reading.glued(end);
    first && stop && at == 0 && reading.len() > end + 1
}

/// A number of one Han character counts only before a counter or unit.
fn is_counted(reading: &Reading, pieces: &Range<usize>, placed: &Placed) -> bool {
    placed.amount.unit != Unit::None
        || reading.means(pieces.end, Section::Counters)
        || reading.meaning_before(pieces.start, Section::OrdinalMarks).is_some()
}

/// Numbers tied by hyphens or slashes that are neither a range nor a score: `555-01-23`, `24/7`.
fn identifier(reading: &Reading, first: &Placed) -> Option<(usize, Vec<Amount>)> {
    let tied = |at: usize| {
        let mark = matches!(reading.key(at), "-" | "/") && reading.glued(at) && reading.glued(at + 1);
        mark && reading.class(at + 1) == Some(Class::Number)
    };
    let mut end = first.pieces.end;
    let mut amounts = vec![first.amount];
    while tied(end) && first.form == Form::Digits {
        amounts.push(plain(reading, end + 1, Joined::No)?.amount);
        end += 2;
    }
    let slash = reading.key(first.pieces.end) == "/";
    (amounts.len() > 2 || slash && amounts.len() == 2).then_some((end, amounts))
}

/// The second amount of a range or score, with what the two share.
fn second(reading: &Reading, at: usize, first: &Placed) -> Option<(usize, Vec<Amount>)> {
    let next = past_votes(reading, first);
    let dash = matches!(reading.key(next), "-" | "~" | "〜" | "～") && reading.class(next) == Some(Class::Mark);
    let colon = matches!(reading.key(next), ":" | "：") && reading.glued(next) && reading.glued(next + 1);
    let starts = reading.meaning_before(at, Section::RangeStarts);
    let between = starts.is_some_and(|(_, s)| s.name == "between");
    let start = if between {
        reading.meaning(next, Section::RangeEnds)?.end
    } else if dash || colon {
        next + 1
    } else if starts.is_none() {
        let joiner = reading.meaning(next, Section::RangeJoiners)?;
        joiner.end
    } else {
        return None;
    };
    if reading.means(start, Section::Loose) {
        return None;
    }
    let second = amount(reading, start, Joined::Yes)?;
    let amounts = share(first, &second)?;
    Some((second.pieces.end, amounts))
}

/// `52 votes to 48`: what both sides of a score count stands between them.
fn past_votes(reading: &Reading, first: &Placed) -> usize {
    let end = first.pieces.end;
    let counted = reading.meaning(end, Section::Counted).filter(|m| matches!(m.sense.name, "vote" | "point"));
    match counted {
        Some(counted) if reading.means(counted.end, Section::RangeJoiners) => counted.end,
        _ => end,
    }
}

/// What stands with one end of a range holds for both: `5 to 10 percent`, `$3-4 million`.
fn share(first: &Placed, second: &Placed) -> Option<Vec<Amount>> {
    let (mut a, mut b) = (first.amount, second.amount);
    match (a.unit, b.unit) {
        (Unit::None, Unit::Times | Unit::Ordinal | Unit::Share | Unit::Crowd) => return None,
        (Unit::None, unit) => a.unit = unit,
        (Unit::Currency(_), Unit::None) => b.unit = a.unit,
        (x, y) if x == y => {}
        _ => return None,
    }
    let scale = second.amount.value;
    let million = Number::whole(1_000_000);
    for big in [Number::whole(1_000_000_000), million] {
        let no_scale = a.value < Number::whole(1000) && scale >= big;
        let worth = scale.divided(big).is_some_and(|n| n < Number::whole(1000));
        if no_scale && worth && second.form == Form::Digits {
            a.value = a.value.times(big)?;
        }
    }
    Some(vec![a, b])
}

/// `aged 19`; `Lopez, 19, said`.
fn age(reading: &Reading, pieces: &Range<usize>, amounts: &mut [Amount]) {
    let plausible = amounts.iter().all(|a| a.unit == Unit::None && a.value < Number::whole(120));
    let aged = reading.meaning_before(pieces.start, Section::Units).is_some_and(|(_, s)| s.name == "age");
    let apposed =
        amounts.len() == 1 && reading.key_before(pieces.start) == "," && matches!(reading.key(pieces.end), "," | ".");
    let after_name = pieces
        .start
        .checked_sub(2)
        .and_then(|i| reading.piece(i))
        .is_some_and(|p| p.class == Class::Word && p.case != Case::Small);
    if plausible && (aged || apposed && after_name) {
        for amount in amounts {
            amount.unit = Unit::Age;
        }
    }
}

/// The bound before or after a figure, and the pieces with it.
fn bound(reading: &Reading, pieces: &Range<usize>, amounts: &[Amount]) -> (Bound, Range<usize>) {
    let mut start = pieces.start;
    while let Some((earlier, _)) = reading.meaning_before(start, Section::Approximate) {
        start = earlier;
    }
    let timed = amounts.iter().any(|a| matches!(a.unit, Unit::Measure("s" | "month")));
    let before =
        reading.meaning_before(start, Section::Bounds).filter(|(_, s)| !(timed && s.name.ends_with("untimed")));
    if let Some((earlier, sense)) = before {
        return (Bound::of(sense.name), earlier..pieces.end);
    }
    match reading.meaning(pieces.end, Section::BoundsAfter) {
        Some(found) => (Bound::of(found.sense.name), pieces.start..found.end),
        None => (Bound::None, pieces.clone()),
    }
}

fn certainty(reading: &Reading, at: usize, amounts: &[Amount], bound: Bound, form: Form) -> Certainty {
    let one = amounts.len() == 1 && amounts.iter().all(|a| a.value == Number::ONE);
    let unit = amounts.iter().all(|a| matches!(a.unit, Unit::None | Unit::Ordinal));
    // `the two sides`: who they are is known, and that they are two says nothing.
    let two = amounts.len() == 1 && amounts.iter().all(|a| a.value == Number::whole(2) && a.unit == Unit::None);
    let definite = at.checked_sub(1).is_some_and(|i| {
        let small = reading.meaning(i, Section::Function).map(|m| m.sense.name);
        matches!(small, Some("article" | "determiner"))
    });
    let loose = reading.means(at, Section::Loose)
        || one && unit && form != Form::Digits
        || two && definite && form == Form::Words;
    if loose && bound == Bound::None { Certainty::Loose } else { Certainty::Firm }
}
