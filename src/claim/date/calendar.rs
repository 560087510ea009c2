//! Days and months: `May 3, 2025`, `3. Mai 2025`, `2025-05-03`, `03.05.2025`, `2025年5月3日`. May import the framework of the
//! folder above.

use super::{Calendar, Date, When, plain_number};
use crate::claim::lexicon::{DayOrder, Section};
use crate::claim::numeral::{self, Joined};
use crate::claim::reading::{DATE_WORDS, Piece, Reading, Standing};
use crate::claim::scan::{Case, Class};

/// The calendar date with a month that starts at a piece, if one does; gives where it ends.
pub(super) fn read(reading: &Reading, at: usize, out: &mut Vec<Date>) -> Option<usize> {
    digits_alone(reading, at, out)
        .or_else(|| characters(reading, at, out))
        .or_else(|| day_first(reading, at, out))
        .or_else(|| month_first(reading, at, out))
}

fn push(out: &mut Vec<Date>, start: usize, end: usize, date: Calendar) -> usize {
    out.push(Date { pieces: start..end, when: When::Day(date) });
    end
}

/// `2025-05-03`, `03.05.2025`, `3/5/2025`, `3-5-2025`.
fn digits_alone(reading: &Reading, at: usize, out: &mut Vec<Date>) -> Option<usize> {
    if reading.class(at) != Some(Class::Number) || reading.glued(at) && matches!(reading.key_before(at), "-" | "/") {
        return None;
    }
    if let Some(date) = day_and_month(reading, at) {
        return Some(push(out, at, at + 1, date));
    }
    let (parts, end) = dotted(reading, at).or_else(|| separated(reading, at))?;
    let [first, second, third] = parts;
    let year_first = first.digits == 4;
    let (year, month, day) = match reading.lexicon.day_order() {
        _ if year_first => (first.value, second.value, third.value),
        DayOrder::MonthFirst if first.value <= 12 => (third.value, first.value, second.value),
        _ if second.value > 12 => (third.value, first.value, second.value),
        _ => (third.value, second.value, first.value),
    };
    let year = if !year_first && third.digits == 2 { expand(year) } else { year };
    let right = (1..=12).contains(&month) && (1..=31).contains(&day) && (1000..3000).contains(&year);
    right.then(|| push(out, at, end, Calendar { year: Some(year), month: Some(month), day: Some(day) }))
}

/// A year of two digits: the century that makes it nearest to the present.
fn expand(year: u32) -> u32 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

#[derive(Clone, Copy)]
struct Part {
    value: u32,
    digits: usize,
}

impl Part {
    fn of(text: &str) -> Option<Self> {
        let digits = text.len();
        let right = (1..=4).contains(&digits) && text.bytes().all(|b| b.is_ascii_digit());
        if right { Some(Self { value: text.parse().ok()?, digits }) } else { None }
    }
}

fn dotted(reading: &Reading, at: usize) -> Option<([Part; 3], usize)> {
    let mut parts = reading.key(at).split('.');
    let three = [Part::of(parts.next()?)?, Part::of(parts.next()?)?, Part::of(parts.next()?)?];
    (parts.next().is_none() && fits_date(three)).then_some((three, at + 1))
}

/// `am 03.05.`: a day and a month with the stop of an ordinal each, after a small word.
fn day_and_month(reading: &Reading, at: usize) -> Option<Calendar> {
    let stop = reading.meaning(at + 1, Section::OrdinalMarks).is_some_and(|m| m.sense.name == "stop");
    let after_small = at.checked_sub(1).is_some_and(|i| reading.means(i, Section::Function));
    let (day, month) = reading.key(at).split_once('.')?;
    let (day, month) = (Part::of(day)?, Part::of(month)?);
    let right =
        day.digits <= 2 && month.digits <= 2 && (1..=31).contains(&day.value) && (1..=12).contains(&month.value);
    let date = Calendar { year: None, month: Some(month.value), day: Some(day.value) };
    (stop && reading.glued(at + 1) && after_small && right).then_some(date)
}

fn separated(reading: &Reading, at: usize) -> Option<([Part; 3], usize)> {
    let mark = reading.key(at + 1);
    let same = matches!(mark, "-" | "/") && reading.key(at + 3) == mark;
    let glued = (at + 1..at + 5).all(|i| reading.glued(i));
    let more = matches!(reading.key(at + 5), "-" | "/") && reading.glued(at + 5);
    if !same || !glued || more {
        return None;
    }
    let three = [Part::of(reading.key(at))?, Part::of(reading.key(at + 2))?, Part::of(reading.key(at + 4))?];
    fits_date(three).then_some((three, at + 5))
}

fn fits_date([first, second, third]: [Part; 3]) -> bool {
    let small = |p: Part| p.digits <= 2;
    small(second) && (first.digits == 4 && small(third) || small(first) && matches!(third.digits, 2 | 4))
}

/// `2025年5月3日`, `5月3日`, `5月`, `令和7年5月`; a year alone with its mark too.
fn characters(reading: &Reading, at: usize, out: &mut Vec<Date>) -> Option<usize> {
    let era = reading.meaning(at, Section::Eras);
    let start = era.map_or(at, |m| m.end);
    let mut date = Calendar::default();
    let mut end = at;
    let year = marked(reading, start, Section::YearAfter);
    if let Some((value, after)) = year {
        let base = era.and_then(|m| m.sense.number?.small());
        let plausible = base.is_some() || (1000..3000).contains(&value);
        if plausible {
            (date.year, end) = (Some(value + base.unwrap_or(0)), after);
        }
    }
    let from = if date.year.is_some() { end } else { at };
    if let Some((value, after)) = marked(reading, from, Section::MonthAfter).filter(|m| (1..=12).contains(&m.0)) {
        (date.month, end) = (Some(value), after);
        let day = marked(reading, end, Section::DayAfter).filter(|m| (1..=31).contains(&m.0));
        if let Some((value, after)) = day.or_else(|| before_span(reading, end, Section::DayAfter, 31)) {
            (date.day, end) = (Some(value), after);
        }
    } else if let Some((value, after)) = before_span(reading, from, Section::MonthAfter, 12) {
        (date.month, end) = (Some(value), after);
    } else if date.year.is_none() {
        // A day alone (`3日`) may as well be a number of days: only where it cannot be.
        let (value, after) = marked(reading, at, Section::DayAfter).filter(|m| (1..=31).contains(&m.0))?;
        if reading.means(after, Section::Counters) {
            return None;
        }
        (date.day, end) = (Some(value), after);
    }
    let marks = reading.lexicon.has(Section::MonthAfter);
    (marks && end > at).then(|| {
        push(out, at, end, date);
        span_end(reading, date, end, out).unwrap_or(end)
    })
}

/// A number with a mark after it.
fn marked(reading: &Reading, at: usize, mark: Section) -> Option<(u32, usize)> {
    if !reading.lexicon.has(mark) {
        return None;
    }
    let first = reading.meaning(at, Section::Eras).filter(|m| m.sense.name == "first");
    let (value, end) = if let Some(found) = first {
        (1, found.end)
    } else {
        let numeral = numeral::read(reading, at, Joined::No)?;
        (numeral.value.small()?, numeral.end)
    };
    let mark = reading.meaning(end, mark)?;
    // `1980年代`
    let longer = reading.meaning(end, Section::DecadeMarks).is_some_and(|decade| decade.end > mark.end);
    (!longer).then_some((value, mark.end))
}

/// Past what parts the ends of a span: `至`, `から`, a dash.
fn past_span(reading: &Reading, at: usize) -> Option<usize> {
    let dash = matches!(reading.key(at), "-" | "~" | "〜" | "～") && reading.class(at) == Some(Class::Mark);
    if dash { Some(at + 1) } else { reading.meaning(at, Section::RangeJoiners).map(|m| m.end) }
}

/// The second end of a span (`10月1日至7日`), which has of the first what it does not tell itself.
fn span_end(reading: &Reading, first: Calendar, end: usize, out: &mut Vec<Date>) -> Option<usize> {
    let start = past_span(reading, end)?;
    if marked(reading, start, Section::YearAfter).is_some_and(|(year, _)| year >= 1000) {
        return None;
    }
    let month =
        marked(reading, start, Section::MonthAfter).filter(|m| (1..=12).contains(&m.0) && first.month.is_some());
    let day = marked(reading, month.map_or(start, |m| m.1), Section::DayAfter);
    let day = day.filter(|d| (1..=31).contains(&d.0) && first.day.is_some());
    let end = day.or(month)?.1;
    let date = Calendar { year: first.year, month: month.map(|m| m.0).or(first.month), day: day.map(|d| d.0) };
    Some(push(out, start, end, date))
}

/// `3〜7日`, `5-7月`: the first of two numbers whose mark stands behind the second.
fn before_span(reading: &Reading, at: usize, mark: Section, most: u32) -> Option<(u32, usize)> {
    if !reading.lexicon.has(mark) {
        return None;
    }
    let first = numeral::read(reading, at, Joined::No)?;
    let value = first.value.small().filter(|n| (1..=most).contains(n))?;
    let second = marked(reading, past_span(reading, first.end)?, mark)?;
    (value..=most).contains(&second.0).then_some((value, first.end))
}

struct Month {
    number: u32,
    end: usize,
    sure: bool,
}

/// The month named at a piece. Not `sure` where only a day or year beside it makes it one (`may`, `march`, `Dec`).
fn month(reading: &Reading, at: usize) -> Option<Month> {
    let piece = reading.piece(at)?;
    let capital = piece.case != Case::Small;
    if let Some(found) = reading.meaning(at, Section::Months) {
        let number = found.sense.number?.small()?;
        let needs_capital = found.sense.name == "capital";
        if needs_capital && !capital {
            return None;
        }
        let named = at
            .checked_sub(1)
            .and_then(|i| reading.piece(i))
            .is_some_and(|p| p.class == Class::Word && p.case != Case::Small && p.standing == Standing::Inside);
        // `Di Marzo`
        let particle = !reading.lexicon.capital_months()
            && at.checked_sub(1).is_some_and(|i| reading.is_capital(i) && reading.means(i, Section::Particles));
        let named = named || particle;
        let weekday = reading.meaning_before(at, Section::Weekdays).is_some();
        let sure = !needs_capital || piece.standing == Standing::Inside && (!named || weekday);
        let sure = sure && !is_in_name(reading, at, found.end, named && !weekday);
        return Some(Month { number, end: found.end, sure });
    }
    let found = reading.meaning(at, Section::ShortMonths)?;
    let stop = reading.key(found.end) == "." && reading.glued(found.end);
    let needs_capital = found.sense.name == "capital";
    (!needs_capital || capital).then_some(Month {
        number: found.sense.number?.small()?,
        end: if stop { found.end + 1 } else { found.end },
        sure: stop && capital,
    })
}

/// `Julio Ortega`, `April Jones`: a month with a capital beside another word with one. Where months have capitals anyway, a
/// small word before it makes it one (`In May Lopez resigned`).
fn is_in_name(reading: &Reading, at: usize, end: usize, after_name: bool) -> bool {
    let is_capital = |p: &Piece| p.class == Class::Word && p.case != Case::Small && p.standing == Standing::Inside;
    let small = |i: usize| reading.means(i, Section::Function);
    let before_name = reading.piece(end).is_some_and(is_capital) && !small(end) && !reading.may_mean(end, DATE_WORDS);
    let capital = reading.is_capital(at);
    if reading.lexicon.capital_months() {
        before_name && !at.checked_sub(1).is_some_and(small)
    } else {
        capital && (before_name || after_name)
    }
}

/// A day of the month in digits or words, with the mark of an ordinal after it; gives where it ends.
fn day(reading: &Reading, at: usize) -> Option<(u32, usize)> {
    let (value, mut end) = match plain_number(reading, at, 1..3) {
        Some(value) => (value, at + 1),
        None if reading.class(at) == Some(Class::Number) => return None,
        None => word_day(reading, at)?,
    };
    if let Some(mark) = reading.meaning(end, Section::OrdinalMarks).filter(|_| reading.glued(end)) {
        end = mark.end;
    }
    (1..=31).contains(&value).then_some((value, end))
}

fn word_day(reading: &Reading, at: usize) -> Option<(u32, usize)> {
    if let Some(ordinal) = reading.meaning(at, Section::Ordinals) {
        return Some((ordinal.sense.number?.small()?, ordinal.end));
    }
    let numeral = numeral::read(reading, at, Joined::Yes)?;
    Some((numeral.value.small()?, numeral.end))
}

/// Past `of`, `de`, a comma.
fn past_joiner(reading: &Reading, at: usize) -> usize {
    reading.meaning(at, Section::DateJoiners).map_or(at, |m| m.end)
}

/// A year right after a month or day: four digits that are not a quantity.
fn year_after(reading: &Reading, at: usize) -> Option<(u32, usize)> {
    // `jan/2024`
    let slash = reading.key(at) == "/" && reading.glued(at) && reading.glued(at + 1);
    let comma = if reading.key(at) == "," || slash { at + 1 } else { at };
    let start = past_joiner(reading, comma);
    let year = plain_number(reading, start, 4..5).filter(|y| (1000..2200).contains(y))?;
    let marked = reading.meaning(start + 1, Section::YearAfter);
    let end = marked.map_or(start + 1, |m| m.end);
    let quantity = reading.means(end, Section::Units) || reading.means(end, Section::Counted);
    (!quantity || marked.is_some()).then_some((year, end))
}

/// `3 May 2025`, `3. Mai`, `3 de mayo de 2025`, `3-5 May`.
fn day_first(reading: &Reading, at: usize, out: &mut Vec<Date>) -> Option<usize> {
    let (first, first_end) = day(reading, at)?;
    if let Some(end) = days_of_month(reading, at, first, first_end, None, out) {
        return Some(end);
    }
    let joiner = if reading.key(first_end) == "-" {
        first_end + 1
    } else {
        reading
            .meaning(first_end, Section::RangeJoiners)
            .or_else(|| reading.meaning(first_end, Section::RangeEnds))?
            .end
    };
    let (second, second_end) = day(reading, joiner)?;
    let earlier = Date { pieces: at..first_end, when: When::Day(Calendar { day: Some(first), ..Calendar::default() }) };
    days_of_month(reading, joiner, second, second_end, Some(earlier), out)
}

fn days_of_month(
    reading: &Reading,
    start: usize,
    day: u32,
    day_end: usize,
    earlier: Option<Date>,
    out: &mut Vec<Date>,
) -> Option<usize> {
    let stop = reading.key(day_end) == "." && reading.glued(day_end);
    let after = past_joiner(reading, if stop { day_end + 1 } else { day_end });
    let month = month(reading, after)?;
    let (year, end) = year_after(reading, month.end).map_or((None, month.end), |(y, end)| (Some(y), end));
    let date = |day| Calendar { year, month: Some(month.number), day: Some(day) };
    if let Some(Date { pieces, when: When::Day(Calendar { day: Some(first), .. }) }) = earlier {
        push(out, pieces.start, pieces.end, date(first));
    }
    Some(push(out, start, end, date(day)))
}

/// `May 3, 2025`, `May 3-5`, `May 2025`, `May`.
fn month_first(reading: &Reading, at: usize, out: &mut Vec<Date>) -> Option<usize> {
    let month = month(reading, at)?;
    let at_day = if reading.key(month.end) == "the" { month.end + 1 } else { month.end };
    let day = day(reading, at_day).filter(|&(_, end)| is_day(reading, at_day, end));
    let Some((first, first_end)) = day else {
        let year = year_after(reading, month.end);
        if year.is_none() && !month.sure {
            return None;
        }
        let (year, end) = year.map_or((None, month.end), |(y, end)| (Some(y), end));
        return Some(push(out, at, end, Calendar { year, month: Some(month.number), day: None }));
    };
    let last = reading.key(first_end) == "-" && reading.glued(first_end);
    let last = last.then(|| plain_number(reading, first_end + 1, 1..3)).flatten().filter(|n| (1..=31).contains(n));
    let days_end = if last.is_some() { first_end + 2 } else { first_end };
    let (year, end) = year_after(reading, days_end).map_or((None, days_end), |(y, end)| (Some(y), end));
    let date = |day| Calendar { year, month: Some(month.number), day: Some(day) };
    match last {
        None => Some(push(out, at, end, date(first))),
        Some(last) => {
            push(out, at, first_end, date(first));
            Some(push(out, first_end + 1, end, date(last)))
        }
    }
}

/// Whether a small number after a month is its day: in digits, and neither a clock time nor a quantity.
fn is_day(reading: &Reading, at: usize, end: usize) -> bool {
    let day_follows_month = reading.lexicon.day_order() == DayOrder::MonthFirst;
    let clock = reading.key(end) == ":" && reading.glued(end) || reading.means(end, Section::DayParts);
    let quantity = reading.means(end, Section::Units) || reading.means(end, Section::Scales);
    day_follows_month && reading.class(at) == Some(Class::Number) && !clock && !quantity
}
