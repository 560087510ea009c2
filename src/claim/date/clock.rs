//! Clock times: `9 p.m.`, `21:00`, `19.30 Uhr`, `14 h 30`, `noon`. May import the framework of the folder above.

use super::{Date, DayHalf, When, plain_number};
use crate::claim::lexicon::Section;
use crate::claim::number::Number;
use crate::claim::numeral::{self, Form, Joined, Numeral};
use crate::claim::reading::{Match, Reading};
use crate::claim::scan::Class;

/// The clock time that starts at a piece, if one does; gives where it ends.
pub(super) fn read(reading: &Reading, at: usize, out: &mut Vec<Date>) -> Option<usize> {
    named(reading, at, out).or_else(|| {
        let part = reading.meaning(at, Section::DayParts);
        let start = part.map_or(at, |m| m.end);
        let time = time(reading, start, part)?;
        if let Some(second) = range(reading, &time) {
            push(out, at, &time, second.part);
            push(out, second.start, &second, second.part);
            return Some(second.end);
        }
        time.evident.then(|| push(out, at, &time, time.part))
    })
}

/// A clock time as written.
struct Time {
    start: usize,
    end: usize,
    hour: u32,
    minute: u32,
    part: Option<Half>,
    kind: Written,
    /// Whether it can be nothing else.
    evident: bool,
}

/// Half of the day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
    /// Evening and the hours after midnight.
    Night,
}

impl Half {
    fn of(found: Match) -> Option<Self> {
        match found.sense.name {
            "am" => Some(Self::Am),
            "pm" => Some(Self::Pm),
            "night" => Some(Self::Night),
            _ => None,
        }
    }

    fn hour(self, hour: u32) -> u32 {
        match self {
            Self::Am | Self::Night if hour == 12 => 0,
            Self::Pm if hour < 12 => hour + 12,
            Self::Night if (6..12).contains(&hour) => hour + 12,
            _ => hour,
        }
    }
}

fn push(out: &mut Vec<Date>, start: usize, time: &Time, half: Option<Half>) -> usize {
    let hour = half.map_or(time.hour, |half| half.hour(time.hour)) % 24;
    let untold = half.is_none() && time.hour <= 12 && matches!(time.kind, Written::Hour | Written::Phrase);
    let half = if untold { DayHalf::Untold } else { DayHalf::Told };
    out.push(Date { pieces: start..time.end, when: When::Clock(hour, time.minute, half) });
    time.end
}

fn named(reading: &Reading, at: usize, out: &mut Vec<Date>) -> Option<usize> {
    // `12 noon`
    let hour = numeral::read(reading, at, Joined::No).filter(|n| n.value == Number::whole(12));
    let found = reading.meaning(hour.map_or(at, |n| n.end), Section::Clocks)?;
    // `零点五米`, `零点三十分`: zero and a decimal, or minutes.
    let number = || numeral::read(reading, at, Joined::No).is_some_and(|n| n.end > found.end);
    let minutes = || hours(reading, at).is_some_and(|(_, _, end, kind)| kind == Written::Marked && end > found.end);
    if hour.is_none() && (number() || minutes()) {
        return None;
    }
    // `中午12点`: a part of the day before a time.
    if reading.means(at, Section::DayParts) && numeral::read(reading, found.end, Joined::No).is_some() {
        return None;
    }
    out.push(Date { pieces: at..found.end, when: When::Clock(found.sense.number?.small()?, 0, DayHalf::Told) });
    Some(found.end)
}

fn cued(reading: &Reading, at: usize) -> bool {
    reading.meaning_before(at, Section::ClockCues).is_some()
}

/// `at 7.30`: where the point stands before decimals too, only a cue that is `sure` tells a time from a number.
fn cued_for_point(reading: &Reading, at: usize) -> bool {
    let cue = reading.meaning_before(at, Section::ClockCues);
    cue.is_some_and(|(_, sense)| reading.lexicon.writing().decimal == ',' || sense.name == "sure")
}

/// `bare` cues make any small number after them an hour (`alle 9`, `a las 9`), an `article` only one that counts nothing (`las 9`).
fn cued_bare(reading: &Reading, at: usize, end: usize) -> bool {
    let counts = || !matches!(reading.class(end), None | Some(Class::Mark)) && !reading.means(end, Section::Function);
    reading
        .meaning_before(at, Section::ClockCues)
        .is_some_and(|(_, sense)| sense.name == "bare" || sense.name == "article" && !counts())
}

fn time(reading: &Reading, at: usize, before: Option<Match>) -> Option<Time> {
    let after_mark = reading.glued(at) && matches!(reading.key_before(at), "-" | "/" | ":" | "." | "$");
    if after_mark && reading.class(at.wrapping_sub(2)) == Some(Class::Number) {
        return None;
    }
    let (hour, minute, end, kind) = digital(reading, at).or_else(|| hours(reading, at))?;
    if hour > 24 || minute > 59 {
        return None;
    }
    let mark = reading.meaning(end, Section::HourMarks).filter(|_| !matches!(kind, Written::Marked | Written::Phrase));
    let marked_end = mark.map_or(end, |m| m.end);
    // `9 uur 's avonds`: a part of the day may hold the mark.
    let after = reading.meaning(end, Section::DayParts).or_else(|| reading.meaning(marked_end, Section::DayParts));
    let cued = cued(reading, at);
    // `три дня` are three days, `в три дня` is a time.
    let after =
        after.filter(|m| cued || kind != Written::Hour || m.end != end + 1 || !reading.means(end, Section::Units));
    let part = after.or(before).and_then(Half::of).filter(|_| hour <= 12);
    // `vendredi 5 heures`
    let dated = reading.meaning_before(at, Section::Weekdays).is_some();
    let mark_tells = mark.is_some_and(|m| m.sense.name != "cued" || cued || dated);
    let evident = match kind {
        Written::Colon => part.is_some() || !is_ratio(reading, at, end),
        Written::Marked => part.is_some() || !is_span(reading, at, hour),
        Written::Phrase => true,
        Written::Point => mark_tells || part.is_some() || cued_for_point(reading, at) && !is_quantity(reading, end),
        // `на 24 часа`: so many hours are a day, and no time of it.
        Written::Hour => {
            hour < 24 && (mark_tells && !is_span(reading, at, hour) || part.is_some() || cued_bare(reading, at, end))
        }
    };
    let quantity = kind == Written::Hour && mark.is_none() && part.is_none() && is_quantity(reading, end);
    let end = after.filter(|_| part.is_some()).map_or(if mark_tells { marked_end } else { end }, |m| m.end);
    (!quantity).then_some(Time { start: at, end, hour, minute, part, kind, evident })
}

/// `a scale of 1:12`: what stands around it tells a ratio from a time.
fn is_ratio(reading: &Reading, at: usize, end: usize) -> bool {
    let before = reading.meaning_before(at, Section::RatioCues).is_some_and(|(_, sense)| sense.name == "before");
    before || reading.meaning(end, Section::RatioCues).is_some_and(|m| m.sense.name == "after")
}

/// `un retard : 1h30`: few hours by the letter for them, with nothing that tells a time, are a length of time.
fn is_span(reading: &Reading, at: usize, hour: u32) -> bool {
    const LONGEST: u32 = 6;
    let unit = reading.meaning(at + 1, Section::Units).is_some_and(|m| m.sense.name == "s");
    hour < LONGEST && reading.key(at + 1) == "h" && unit && !cued(reading, at)
}

/// Whether what follows a bare number makes it a count.
fn is_quantity(reading: &Reading, end: usize) -> bool {
    [Section::Units, Section::Scales, Section::Currencies, Section::Counted, Section::Fractions]
        .iter()
        .any(|&s| reading.means(end, s))
}

/// How a time is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Colon,
    /// Hours and minutes around a mark for the hour: `14h30`.
    Marked,
    /// `19.30`
    Point,
    /// In words: `half past nine`.
    Phrase,
    /// Hours alone.
    Hour,
}

/// `21:00`, `21:00:30`, `19.30`.
fn digital(reading: &Reading, at: usize) -> Option<(u32, u32, usize, Written)> {
    if let Some(hour) = plain_number(reading, at, 1..3) {
        let colon = matches!(reading.key(at + 1), ":" | "：") && reading.glued(at + 1) && reading.glued(at + 2);
        let minute = plain_number(reading, at + 2, 2..3).filter(|_| colon)?;
        let seconds = reading.key(at + 3) == ":" && reading.glued(at + 3);
        let end = if seconds && plain_number(reading, at + 4, 2..3).is_some() { at + 5 } else { at + 3 };
        return Some((hour, minute, end, Written::Colon));
    }
    let (hour, minute) = reading.key(at).split_once('.')?;
    let right = matches!(hour.len(), 1 | 2) && minute.len() == 2;
    if right { Some((hour.parse().ok()?, minute.parse().ok()?, at + 1, Written::Point)) } else { None }
}

/// `halb neun`, `half past seven`, `a quarter to nine`: minutes before the hour they belong to.
fn minutes_first(reading: &Reading, at: usize) -> Option<(u32, u32, usize, Written)> {
    let found = reading.meaning(at, Section::ClockPhrases)?;
    // `полтретьего`
    if found.sense.name == "whole" {
        let minutes = found.sense.number?.small()?;
        return Some((minutes / 60, minutes % 60, found.end, Written::Phrase));
    }
    let (named, end) =
        if found.sense.name == "of" { hour_by_order(reading, found.end)? } else { hour_named(reading, found.end)? };
    let hour = match found.sense.name {
        "past" => named,
        "before" | "of" => (named + 11) % 12,
        _ => return None,
    };
    let minute = found.sense.number?.small()?;
    let quantity = is_quantity(reading, end) && !reading.means(end, Section::DayParts);
    (!quantity).then_some((hour, minute, end, Written::Phrase))
}

fn hour_named(reading: &Reading, at: usize) -> Option<(u32, usize)> {
    let numeral = numeral::read(reading, at, Joined::No)?;
    Some((numeral.value.small().filter(|h| (1..=12).contains(h))?, numeral.end))
}

/// `третьего`: the hour that runs when so many are over.
fn hour_by_order(reading: &Reading, at: usize) -> Option<(u32, usize)> {
    let found = reading.meaning(at, Section::Ordinals)?;
    Some((found.sense.number?.small().filter(|h| (1..=12).contains(h))?, found.end))
}

/// `zehn vor neun`, `las nueve menos diez`, `neuf heures moins dix`, `без десяти девять`: an hour and minutes that a small word
/// takes away or adds.
fn minutes_joined(reading: &Reading, at: usize) -> Option<(u32, u32, usize, Written)> {
    if let Some(without) = reading.meaning(at, Section::ClockPhrases).filter(|m| m.sense.name == "without") {
        let (minute, end) = minutes_named(reading, without.end)?;
        let (hour, end) = hour_named(reading, end)?;
        return Some(((hour + 11) % 12, 60 - minute, end, Written::Phrase));
    }
    let first = numeral::read(reading, at, Joined::No)?;
    let (hour, minute, end) = minutes_then_hour(reading, at, first).or_else(|| hour_then_minutes(reading, first))?;
    let told = cued(reading, at) || reading.means(end, Section::DayParts);
    (told && !is_quantity(reading, end)).then_some((hour, minute, end, Written::Phrase))
}

/// The minutes of an hour in fives, as they are told in words.
fn minutes_named(reading: &Reading, at: usize) -> Option<(u32, usize)> {
    let numeral = numeral::read(reading, at, Joined::No)?;
    let minute = numeral.value.small().filter(|m| (5..60).contains(m) && m.is_multiple_of(5))?;
    Some((minute, reading.meaning(numeral.end, Section::MinuteMarks).map_or(numeral.end, |m| m.end)))
}

fn minutes_then_hour(reading: &Reading, at: usize, first: Numeral) -> Option<(u32, u32, usize)> {
    let (minute, end) = minutes_named(reading, at)?;
    if end > first.end {
        let (hour, end) = hour_by_order(reading, end)?;
        return Some(((hour + 11) % 12, minute, end));
    }
    let joiner = reading.meaning(end, Section::MinuteJoiners)?;
    // `tien voor half drie`
    let (hour, base, end) = match minutes_first(reading, joiner.end) {
        Some((hour, base, end, _)) => (hour, base, end),
        None => hour_named(reading, joiner.end).map(|(hour, end)| (hour, 0, end))?,
    };
    let total = match joiner.sense.name {
        "to" => hour * 60 + base + 12 * 60 - minute,
        "past" => hour * 60 + base + minute,
        _ => return None,
    };
    Some((total / 60 % 12, total % 60, end))
}

fn hour_then_minutes(reading: &Reading, hour: Numeral) -> Option<(u32, u32, usize)> {
    let named = hour.value.small().filter(|h| (1..=24).contains(h) && hour.form != Form::Digits)?;
    let mark = reading.meaning(hour.end, Section::HourMarks);
    let after = mark.map_or(hour.end, |m| m.end);
    let joiner = reading.meaning(after, Section::MinuteJoiners);
    let (minute, end) = match joiner {
        Some(joiner) => minutes_named(reading, joiner.end)?,
        // `neuf heures dix`
        None => minutes_named(reading, after).filter(|_| mark.is_some())?,
    };
    match joiner.map(|m| m.sense.name) {
        Some("less") => Some(((named + 23) % 24, 60 - minute, end)),
        Some("plus") | None => Some((named, minute, end)),
        _ => None,
    }
}

/// `9点半`, `à neuf heures et demie`, `a las nueve menos cuarto`: minutes after the hour, where it is no length of time.
fn minutes_last(reading: &Reading, at: usize, hour: u32, end: usize) -> Option<(u32, u32, usize, Written)> {
    let mark = reading.meaning(end, Section::HourMarks);
    let found = reading.meaning(mark.map_or(end, |m| m.end), Section::ClockPhrases)?;
    // `duas e meia da tarde`
    let told = reading.means(found.end, Section::DayParts);
    let clock = mark.is_some_and(|m| m.sense.name == "sure") || told || cued(reading, at);
    let hour = match found.sense.name {
        "after" => hour,
        "short" => (hour + 23) % 24,
        _ => return None,
    };
    clock.then_some((hour, found.sense.number?.small()?, found.end, Written::Phrase))
}

/// `9`, `nine`, `14 h 30`, `9時30分`.
fn hours(reading: &Reading, at: usize) -> Option<(u32, u32, usize, Written)> {
    if let Some(time) = minutes_first(reading, at) {
        return Some(time);
    }
    if reading.lexicon.has(Section::MinuteJoiners)
        && let Some(time) = minutes_joined(reading, at)
    {
        return Some(time);
    }
    let numeral = numeral::read(reading, at, Joined::No)?;
    let hour = numeral.value.small().filter(|&h| h <= 24)?;
    if let Some(time) = minutes_last(reading, at, hour, numeral.end) {
        return Some(time);
    }
    // `3時間` is a length of time.
    let marked = reading.meaning(numeral.end, Section::HourMarks);
    let span = reading.meaning(numeral.end, Section::Units).map_or(0, |unit| unit.end);
    if marked.is_some_and(|mark| span > mark.end && mark.sense.name == "sure")
        && reading.class(numeral.end) == Some(Class::Character)
    {
        return None;
    }
    let marked = marked.and_then(|mark| {
        let minutes = numeral::read(reading, mark.end, Joined::No)?;
        let closed = reading.meaning(minutes.end, Section::MinuteMarks);
        let two_digits = plain_number(reading, mark.end, 2..3).is_some();
        let minute = minutes.value.small().filter(|&m| m < 60)?;
        (closed.is_some() || two_digits).then_some((minute, closed.map_or(minutes.end, |m| m.end)))
    });
    Some(match marked {
        Some((minute, end)) => (hour, minute, end, Written::Marked),
        None => (hour, 0, numeral.end, Written::Hour),
    })
}

/// The second of `9-11 a.m.`, `9 to 11 p.m.`, `between 9 and 11 a.m.`: its half of the day holds for both.
fn range(reading: &Reading, first: &Time) -> Option<Time> {
    if first.part.is_some() {
        return None;
    }
    let dash = reading.key(first.end) == "-";
    let joiner =
        reading.meaning(first.end, Section::RangeJoiners).or_else(|| reading.meaning(first.end, Section::RangeEnds));
    let start = if dash { first.end + 1 } else { joiner?.end };
    let (hour, minute, end, kind) = digital(reading, start).or_else(|| hours(reading, start))?;
    let after = reading.meaning(end, Section::DayParts)?;
    let part = Half::of(after).filter(|_| (1..=12).contains(&hour) && (1..=12).contains(&first.hour))?;
    (minute < 60).then_some(Time { start, end: after.end, hour, minute, part: Some(part), kind, evident: true })
}
