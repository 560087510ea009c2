//! Figures as they stand in one text. May import `amount`, `unit` and the framework of the folder above.

use std::ops::Range;

use super::amount::{Placed, amount, fraction, is_bare, plain, unit_and_half};
use super::bound::{Bound, Bounded, bound};
use super::unit::{Amount, Family, Rate, Unit};
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
    /// The bound that an approximation leans to: `gut 300` are over 300.
    pub leaning: Bound,
    pub certainty: Certainty,
    /// The number of a single amount as it is written, before the size of its unit.
    pub written: Option<Number>,
    /// Whether nothing follows that it could count.
    bare: bool,
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

    /// Whether all its amounts are measured, in one family of units.
    pub(super) fn measured(&self) -> Option<Family> {
        let family = self.amounts.first()?.unit.family();
        self.amounts.iter().all(|a| a.unit.is_measured() && a.unit.family() == family).then_some(family)
    }

    /// Whether the unit of one of two single amounts may hold for both.
    pub(super) fn may_share_unit(&self, other: &Self) -> bool {
        let measured = |f: &Self| f.amounts.iter().all(|a| a.unit.is_measured());
        self.written.is_some() && other.written.is_some() && measured(self) != measured(other)
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
pub(super) const STARTS: Sections = Sections::of(&[
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
    Section::Minus,
    Section::Decades,
    Section::Dozens,
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
        let idiom = reading.meaning(at, Section::NoFigure).filter(|m| !is_measured(reading, at, m.end));
        if let Some(found) = idiom {
            if !opens_share(reading, found.end) {
                at = found.end;
                continue;
            }
            at = found.end - 1;
        }
        match figure(reading, at, taken).filter(|f| !f.pieces.clone().any(|i| taken.get(i) == Some(&true))) {
            Some(figure) => {
                at = figure.bounded.end.max(at + 1);
                out.push(figure);
            }
            None => at += 1,
        }
    }
    out
}

/// Whether what looks like an idiom is a measure, or a longer number: `一時間`, `一点五亿`, `año y medio de`.
fn is_measured(reading: &Reading, at: usize, end: usize) -> bool {
    let unit = || reading.meaning(at + 1, Section::Units).is_some_and(|unit| unit.end > end);
    let longer = || plain(reading, at, Joined::No).is_some_and(|p| p.pieces.end > end);
    // `十分之一`
    let part = || fraction(reading, at).is_some_and(|p| p.pieces.end > end);
    reading.class(at) == Some(Class::Character) && (unit() || longer() || part())
        || unit_and_half(reading, at).is_some()
}

/// `say that one in nine`: a phrase that is no figure (`that one`) whose last word starts a share.
fn opens_share(reading: &Reading, end: usize) -> bool {
    reading.means(end - 1, Section::Numerals)
        && reading.means(end, Section::OutOf)
        && reading.means(end + 1, Section::Numerals)
}

/// The two numbers that tell a share: `six` and `ten` of `six out of ten`.
pub(super) fn parts_of_share(reading: &Reading, figure: &Figure) -> Option<[Figure; 2]> {
    if !figure.amounts.iter().all(|a| a.unit == Unit::Share) {
        return None;
    }
    let alone = |placed: Placed| Figure {
        bounded: placed.pieces.clone(),
        pieces: placed.pieces,
        amounts: vec![placed.amount],
        bound: Bound::None,
        leaning: Bound::None,
        certainty: Certainty::Firm,
        written: None,
        bare: true,
    };
    let first = plain(reading, figure.pieces.start, Joined::No)?;
    let mut rest = first.pieces.end + 1..figure.pieces.end;
    let second = rest.find_map(|at| plain(reading, at, Joined::No).filter(|p| p.pieces.end == figure.pieces.end))?;
    Some([alone(first), Figure { bare: figure.bare, ..alone(second) }])
}

fn figure(reading: &Reading, at: usize, taken: &[bool]) -> Option<Figure> {
    let first = amount(reading, at, joined(reading, at))?;
    let marked_off = is_list_number(reading, at, first.pieces.end) || is_note(reading, at, first.pieces.end);
    if is_part_of_name(reading, at) || marked_off || is_in_address(reading, at) {
        return None;
    }
    // `5 million to 1 June` is no range: the second number is the date's.
    let is_free = |end: usize| !(first.pieces.end..end).any(|i| taken.get(i) == Some(&true));
    let joined = identifier(reading, &first).or_else(|| second(reading, at, &first)).filter(|(end, _)| is_free(*end));
    let (pieces, mut amounts, form) = match joined {
        Some((end, amounts)) => (at..end, amounts, Form::Digits),
        None => (first.pieces.clone(), vec![first.amount], first.form),
    };
    if form == Form::Character && amounts.len() == 1 && !is_counted(reading, &pieces, &first) {
        return None;
    }
    age(reading, &pieces, &mut amounts);
    let Bounded { bound, leaning, pieces: bounded } =
        bound(reading, &pieces, &amounts).before_article(reading, &amounts, &pieces);
    let certainty = certainty(reading, at, &amounts, bound, form);
    let bare = is_bare(reading, pieces.end);
    let written = plain(reading, at, Joined::No).map(|p| p.amount.value).filter(|_| amounts.len() == 1);
    Some(Figure { pieces, bounded, amounts, bound, leaning, certainty, written, bare })
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

/// `[8]`: a number that points to a note.
fn is_note(reading: &Reading, at: usize, end: usize) -> bool {
    reading.key_before(at) == "[" && reading.key(end) == "]" && reading.glued(at) && reading.glued(end)
}

/// `example.org/2015/03/`: a number in the path of a web address.
fn is_in_address(reading: &Reading, at: usize) -> bool {
    /// Addresses are read no farther back than this, in pieces.
    const REACH: usize = 40;
    let mut start = at;
    while start > 0 && at - start < REACH && reading.glued(start) {
        start -= 1;
    }
    let word = |i: usize| reading.class(i) == Some(Class::Word);
    (start + 1..at).any(|i| reading.key(i) == "/" && (reading.key(i + 1) == "/" || word(i - 1) && word(start + 2)))
}

/// A number of one Han character counts only before a counter or unit.
fn is_counted(reading: &Reading, pieces: &Range<usize>, placed: &Placed) -> bool {
    placed.amount.unit != Unit::None
        || reading.means(pieces.end, Section::Counters)
        || reading.means(pieces.end, Section::BoundsAfter)
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
    let next = past_hyphen(reading, past_votes(reading, first));
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
    if !between && !dash && !colon && is_given(reading, first, &second) {
        return None;
    }
    let amounts = share(reading, first, &second)?;
    Some((second.pieces.end, amounts))
}

/// `$3 million to 112 farmers`, `5 euros to 10 people`: money for so many, and no range.
fn is_given(reading: &Reading, first: &Placed, second: &Placed) -> bool {
    let money = matches!(first.amount.unit, Unit::Currency(_)) && second.amount.unit == Unit::None;
    let worded = reading.meaning_before(first.pieces.end, Section::Currencies).is_some();
    money && !is_bare(reading, second.pieces.end) && (worded || second.amount.value < first.amount.value)
}

/// `three- to five-hour`: the first hyphen waits for the second.
fn past_hyphen(reading: &Reading, at: usize) -> usize {
    let waits = reading.key(at) == "-" && reading.glued(at) && !reading.glued(at + 1);
    if waits && reading.means(at + 1, Section::RangeJoiners) { at + 1 } else { at }
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
fn share(reading: &Reading, first: &Placed, second: &Placed) -> Option<Vec<Amount>> {
    let (mut a, mut b) = (first.amount, second.amount);
    match (a.unit, b.unit) {
        (Unit::None, Unit::Times | Unit::Ordinal | Unit::Share | Unit::Crowd) => return None,
        (Unit::None, unit) => {
            a.unit = unit;
            a.value = a.value.times(size_of_unit(reading, second))?;
            // `five to seven degrees below zero`
            if b.value < Number::ZERO && reading.meaning_before(second.pieces.end, Section::Minus).is_some() {
                a.value = a.value.negated();
            }
        }
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

/// What a number before the unit at the end of an amount is multiplied by.
fn size_of_unit(reading: &Reading, placed: &Placed) -> Number {
    let measured = matches!(placed.amount.unit, Unit::Measure(_)) && placed.amount.rate.is_none();
    let unit = reading
        .meaning_before(placed.pieces.end, Section::UnitSigns)
        .or_else(|| reading.meaning_before(placed.pieces.end, Section::Units))
        .filter(|(start, _)| measured && *start > placed.pieces.start);
    unit.and_then(|(_, sense)| sense.number).unwrap_or(Number::ONE)
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

/// `45F`: a degree in one letter may be a code as well.
fn is_letter(reading: &Reading, at: usize, amounts: &[Amount]) -> bool {
    reading.key(at + 1) == "f" && amounts.iter().all(|a| a.unit == Unit::Measure("°F"))
}

fn certainty(reading: &Reading, at: usize, amounts: &[Amount], bound: Bound, form: Form) -> Certainty {
    let one = amounts.len() == 1 && amounts.iter().all(|a| a.value == Number::ONE);
    let unit = amounts.iter().all(|a| matches!(a.unit, Unit::None | Unit::Ordinal));
    // `the two sides`: who they are is known, and that they are two says nothing.
    let two = amounts.len() == 1 && amounts.iter().all(|a| a.value == Number::whole(2) && a.unit == Unit::None);
    let definite = at.checked_sub(1).is_some_and(|i| matches!(reading.role(i), "article" | "determiner"));
    let article = reading.means(at, Section::Articles) && !reading.means(at, Section::Numerals);
    let one_unit = article && amounts.iter().all(|a| a.unit.is_measured() && a.rate.is_none());
    let loose = reading.means(at, Section::Loose)
        || one_unit
        || is_letter(reading, at, amounts)
        || one && unit && form != Form::Digits
        || two && definite && form == Form::Words;
    if loose && bound == Bound::None { Certainty::Loose } else { Certainty::Firm }
}
