//! Dates: calendar dates, years, decades, months, weekdays, clock times. A weekday, a calendar date and a clock time are claims of
//! their own; a calendar date is one, whatever its parts. May import the framework of this folder.

mod calendar;
mod clock;
mod year;

use std::ops::Range;

use super::lexicon::{Section, Sections};
use super::matching;
use super::place::Nearness;
use super::reading::{DATE_WORDS, Reading, Signs};
use super::scan::Class;
use super::{Claim, Detector, Kind, Mention, Sides};
use crate::{Pair, Side};

pub(super) struct Dates;

impl Detector for Dates {
    fn kind(&self) -> Kind {
        Kind::Date
    }

    fn knows(&self, sections: Sections) -> bool {
        sections.has(Section::Months) || sections.has(Section::MonthAfter)
    }

    fn may_find(&self, signs: Pair<Signs>) -> bool {
        (signs.a.numbers || signs.b.numbers) && Signs::differ(signs)
    }

    fn changes(&self, sides: &mut Sides) -> Vec<Claim> {
        let found = without_ratios(sides, sides.readings.as_ref().map(dates));
        for side in [Side::A, Side::B] {
            for date in found.side(side) {
                sides.take(side, &date.pieces);
            }
        }
        if found.a.iter().map(|d| d.when).eq(found.b.iter().map(|d| d.when)) {
            return Vec::new();
        }
        let near = |at: Pair<usize>| {
            let starts = Pair::new(found.a.get(at.a)?.pieces.start, found.b.get(at.b)?.pieces.start);
            Some(sides.place().nearness(starts).points())
        };
        let equal =
            matching::equal_by(found.as_ref().map(Vec::as_slice), |d| d.when.value(), |at| near(at).unwrap_or(0));
        let matched = matching::take_best(found.as_ref().map(Vec::len), equal);
        let left = matching::keep(found.clone(), &matched.alone);
        let same_hour = matching::pair_up(left.as_ref().map(Vec::len), |at| {
            let (a, b) = (left.a.get(at.a)?, left.b.get(at.b)?);
            a.when.may_be(&b.when).then(|| sides.place().nearness(Pair::new(a.pieces.start, b.pieces.start)).points())
        });
        let left = matching::keep(left, &same_hour.alone);
        let mut matched = matching::pair_up(left.as_ref().map(Vec::len), |at| {
            let (a, b) = (left.a.get(at.a)?, left.b.get(at.b)?);
            let near = sides.place().nearness(Pair::new(a.pieces.start, b.pieces.start)).points();
            // A weekday and a day of the month are claims of their own, even where one stands in the other's place.
            a.when.likeness(&b.when).map(|likeness| 4 + likeness + near)
        });
        // A date told twice and now once is still told.
        let still = |date: Option<&Date>, other: &[Date]| date.is_some_and(|d| other.iter().any(|o| o.when == d.when));
        matched.alone.a.retain(|&i| !still(left.a.get(i), &found.b));
        matched.alone.b.retain(|&i| !still(left.b.get(i), &found.a));
        matching::claims(Kind::Date, &matched, left.as_ref().map(Vec::as_slice), |side, date| Mention {
            span: sides.readings.side(side).span(&date.pieces),
            value: date.when.value(),
        })
    }
}

/// The dates without what only looks like a clock time: `1:12`, where `1:8` stands in its place on the other side.
fn without_ratios(sides: &Sides, mut found: Pair<Vec<Date>>) -> Pair<Vec<Date>> {
    for side in [Side::A, Side::B] {
        let (own, other) = (sides.readings.side(side), sides.readings.side(side.other()));
        found.side_mut(side).retain(|date| {
            let plain =
                matches!(date.when, When::Clock(..)) && date.pieces.len() == 3 && is_colon(own, date.pieces.start);
            // `finished in 31:12`
            let length = plain && own.key_before(date.pieces.start) == "in";
            let ratio = || (0..other.len()).any(|at| is_no_time(other, at) && at_one_place(sides, side, date, at));
            !(length || plain && ratio() || is_count(own, date, other))
        });
    }
    found
}

/// Whether what looks like a year is a count on the other side: `the 2019 boats`, `2,019 boats`.
fn is_count(own: &Reading, date: &Date, other: &Reading) -> bool {
    let When::Day(Calendar { year: Some(_), month: None, day: None }) = date.when else { return false };
    let (at, noun) = (date.pieces.start, date.pieces.end);
    let owned = at.checked_sub(1).is_some_and(|i| own.role(i) == "article");
    if !owned || own.class(noun) != Some(Class::Word) || own.means(noun, Section::Function) {
        return false;
    }
    let count = |i: usize| {
        other.class(i) == Some(Class::Number)
            && other.key(i + 1) == own.key(noun)
            && other.surface(i).len() > own.surface(at).len()
            && other.surface(i).chars().filter(char::is_ascii_digit).eq(own.surface(at).chars())
    };
    (0..other.len()).any(count)
}

fn is_colon(reading: &Reading, at: usize) -> bool {
    reading.key(at + 1) == ":" && reading.glued(at + 1) && reading.glued(at + 2)
}

/// Two numbers around a colon that are no time of the day: `1:8`.
fn is_no_time(reading: &Reading, at: usize) -> bool {
    let number = |at: usize| reading.class(at) == Some(Class::Number);
    number(at) && number(at + 2) && is_colon(reading, at) && plain_number(reading, at + 2, 2..3).is_none()
}

fn at_one_place(sides: &Sides, side: Side, date: &Date, other: usize) -> bool {
    let here = date.pieces.start;
    let at = if side == Side::A { Pair::new(here, other) } else { Pair::new(other, here) };
    let reading = |side: Side, at: usize| sides.readings.side(side).key(at);
    reading(side, here) == reading(side.other(), other) && sides.place().nearness(at) >= Nearness::Close
}

/// A date where it stands.
#[derive(Clone, Debug)]
struct Date {
    pieces: Range<usize>,
    when: When,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// 1 is Monday.
    Weekday(u32),
    Day(Calendar),
    /// First year of ten.
    Decade(u32),
    /// Hour and minute, of 24 hours.
    Clock(u32, u32, DayHalf),
}

/// Whether a clock time tells the half of the day: `half past nine` may be either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DayHalf {
    Told,
    Untold,
}

/// A calendar date as far as it is told; at least one part is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Calendar {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
}

impl When {
    fn value(&self) -> String {
        match *self {
            Self::Weekday(n) => {
                let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
                names.get((n.max(1) as usize - 1) % 7).copied().unwrap_or_default().to_owned()
            }
            Self::Decade(year) => format!("{year}s"),
            Self::Clock(hour, minute, _) => format!("{hour:02}:{minute:02}"),
            Self::Day(Calendar { year: Some(year), month: None, .. }) => year.to_string(),
            Self::Day(Calendar { year, month, day }) => {
                let mut out = year.map_or_else(|| "-".to_owned(), |y| y.to_string());
                for part in [month, day] {
                    out += &part.map_or_else(String::new, |n| format!("-{n:02}"));
                }
                out
            }
        }
    }

    /// Whether two clock times may be the same, where one does not tell the half of the day.
    fn may_be(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Clock(h, m, half), Self::Clock(other_h, other_m, other_half)) => {
                (*half == DayHalf::Untold || *other_half == DayHalf::Untold) && h % 12 == other_h % 12 && m == other_m
            }
            _ => false,
        }
    }

    /// How much two dates of one sort share; `None` for different sorts.
    fn likeness(&self, other: &Self) -> Option<i32> {
        match (self, other) {
            (Self::Weekday(_), Self::Weekday(_)) | (Self::Clock(..), Self::Clock(..)) => Some(0),
            (Self::Decade(_), Self::Decade(_)) => Some(1),
            (Self::Decade(_), Self::Day(d)) | (Self::Day(d), Self::Decade(_)) if d.month.is_none() => Some(0),
            (Self::Day(a), Self::Day(b)) => Some(a.likeness(*b)),
            _ => None,
        }
    }
}

impl Calendar {
    fn likeness(self, other: Self) -> i32 {
        let parts = |c: Self| [c.year, c.month, c.day];
        let both = parts(self).into_iter().zip(parts(other));
        both.map(|(a, b)| match (a, b) {
            (Some(a), Some(b)) if a == b => 2,
            (Some(_), Some(_)) | (None, None) => 0,
            _ => -1,
        })
        .sum()
    }
}

/// What a date may start with, but for numbers.
const STARTS: Sections =
    Sections::of(&[Section::Numerals, Section::Scales, Section::Articles, Section::Ordinals, Section::DayParts])
        .and(DATE_WORDS);

fn dates(reading: &Reading) -> Vec<Date> {
    let mut out: Vec<Date> = Vec::new();
    let mut at = 0;
    while at < reading.len() {
        if !reading.may_start(at, STARTS) {
            at += 1;
            continue;
        }
        let before = out.len();
        let found = calendar::read(reading, at, &mut out)
            .or_else(|| clock::read(reading, at, &mut out))
            .or_else(|| year::read(reading, at, &mut out))
            .or_else(|| weekday(reading, at, &mut out));
        debug_assert!(found.is_none() || out.len() > before);
        at = found.map_or(at + 1, |end| end.max(at + 1));
    }
    out
}

fn weekday(reading: &Reading, at: usize, out: &mut Vec<Date>) -> Option<usize> {
    let found = reading.meaning(at, Section::Weekdays).or_else(|| {
        let short = reading.meaning(at, Section::ShortWeekdays)?;
        let capital = reading.is_capital(at);
        (capital && reading.key(short.end) == "." && reading.glued(short.end)).then_some(short)
    })?;
    let capital = reading.is_capital(at);
    if found.sense.name == "capital" && !capital {
        return None;
    }
    out.push(Date { pieces: at..found.end, when: When::Weekday(found.sense.number?.small()?) });
    Some(found.end)
}

/// A plain whole number of so many digits, without separators.
fn plain_number(reading: &Reading, at: usize, digits: Range<usize>) -> Option<u32> {
    let key = reading.key(at);
    let plain = reading.class(at) == Some(Class::Number) && reading.surface(at).chars().count() == key.len();
    let fits = digits.contains(&key.len()) && key.bytes().all(|b| b.is_ascii_digit());
    if plain && fits { key.parse().ok() } else { None }
}
