//! Years and decades without a month. A number of four digits is a year by what stands around it. May import the framework of
//! the folder above.

use super::{Calendar, Date, When, plain_number};
use crate::claim::lexicon::{Capitals, Section};
use crate::claim::numeral::{self, Joined};
use crate::claim::reading::{Reading, Standing};
use crate::claim::scan::Class;

/// The year or decade that starts at a piece, if one does; gives where it ends.
pub(super) fn read(reading: &Reading, at: usize, out: &mut Vec<Date>) -> Option<usize> {
    decade(reading, at, out).or_else(|| years(reading, at, out))
}

/// `the 1990s`, `the '90s`, `nineties`, `1990er`, `années 90`.
fn decade(reading: &Reading, at: usize, out: &mut Vec<Date>) -> Option<usize> {
    let mut push = |end: usize, year: u32| {
        out.push(Date { pieces: at..end, when: When::Decade(year) });
        Some(end)
    };
    if let Some((year, end)) = century_and_decade(reading, at) {
        return push(end, year);
    }
    if let Some((year, end)) = spelled_decade(reading, at) {
        return push(end, year);
    }
    let cue = decade_cue(reading, at);
    if let Some(found) = reading.meaning(at, Section::Decades) {
        let year = found.sense.number?.small()?;
        return (found.sense.name != "cued" || cue.is_some()).then(|| push(found.end, year)).flatten();
    }
    let (number, mark) = marked_tens(reading, at)?;
    if (1000..2200).contains(&number) {
        return match mark {
            Some((end, _)) => push(end, number),
            None if cue == Some("sure") => push(at + 1, number),
            None => None,
        };
    }
    let apostrophe = matches!(reading.key_before(at), "'") && reading.glued(at);
    let sure = cue == Some("sure") || mark.is_some_and(|(_, name)| name == "sure");
    let known = number < 100 && (mark.is_some() && (apostrophe || cue.is_some()) || sure);
    let year = if number < 20 { 2000 + number } else { 1900 + number };
    known.then(|| push(mark.map_or(at + 1, |(end, _)| end), year)).flatten()
}

/// `nineteen-fifties`
fn spelled_decade(reading: &Reading, at: usize) -> Option<(u32, usize)> {
    let century = reading.meaning(at, Section::Numerals)?;
    let hundreds = century.sense.number?.small().filter(|n| (16..=20).contains(n))?;
    let hyphen = reading.key(century.end) == "-" && reading.glued(century.end);
    let decade = reading.meaning(if hyphen { century.end + 1 } else { century.end }, Section::Decades)?;
    Some((hundreds * 100 + decade.sense.number?.small()? % 100, decade.end))
}

/// Full tens, with the mark of a decade behind them where there is one: its end and its name. In characters only with a mark
/// (`八十年代`).
fn marked_tens(reading: &Reading, at: usize) -> Option<(u32, Option<(usize, &'static str)>)> {
    if let Some(number) = plain_number(reading, at, 2..3).or_else(|| plain_number(reading, at, 4..5)) {
        return number.is_multiple_of(10).then(|| (number, mark_of_decade(reading, at + 1)));
    }
    if reading.class(at) != Some(Class::Character) {
        return None;
    }
    let numeral = numeral::read(reading, at, Joined::No)?;
    let mark = mark_of_decade(reading, numeral.end)?;
    let tens = numeral.value.small().filter(|n| n.is_multiple_of(10) && (10..2200).contains(n))?;
    Some((tens, Some(mark)))
}

/// `20世纪80年代`
fn century_and_decade(reading: &Reading, at: usize) -> Option<(u32, usize)> {
    if !reading.lexicon.has(Section::MonthAfter) {
        return None;
    }
    let numeral = numeral::read(reading, at, Joined::No)?;
    let cue = reading.meaning(numeral.end, Section::DecadeCues)?;
    let century = numeral.value.small().filter(|n| (10..=21).contains(n))?;
    let (tens, mark) = marked_tens(reading, cue.end)?;
    Some(((century - 1) * 100 + tens % 100, mark?.0))
}

/// What tells a decade: `sure` where it needs no mark behind the number (`années 90`).
fn decade_cue(reading: &Reading, at: usize) -> Option<&'static str> {
    let before = if reading.key_before(at) == "'" { at.saturating_sub(1) } else { at };
    reading.meaning_before(before, Section::DecadeCues).map(|(_, sense)| sense.name)
}

fn mark_of_decade(reading: &Reading, at: usize) -> Option<(usize, &'static str)> {
    if !reading.glued(at) {
        return None;
    }
    let at = if reading.key(at) == "-" && reading.glued(at + 1) { at + 1 } else { at };
    reading.meaning(at, Section::DecadeMarks).map(|m| (m.end, m.sense.name))
}

/// A year, or the two of a span (`2019-21`).
fn years(reading: &Reading, at: usize, out: &mut Vec<Date>) -> Option<usize> {
    let year = plain_number(reading, at, 4..5)?;
    let marked = reading.meaning(at + 1, Section::YearAfter);
    let end = marked.map_or(at + 1, |m| m.end);
    let mut push = |start: usize, end: usize, year: u32| {
        let when = When::Day(Calendar { year: Some(year), ..Calendar::default() });
        out.push(Date { pieces: start..end, when });
        Some(end)
    };
    if let Some((last, last_end)) = second_of_span(reading, at, year) {
        push(at, at + 1, year);
        return push(at + 2, last_end, last);
    }
    (marked.is_some() || is_year(reading, at, year)).then(|| push(at, end, year)).flatten()
}

fn second_of_span(reading: &Reading, at: usize, first: u32) -> Option<(u32, usize)> {
    let glued = reading.glued(at + 1) && reading.glued(at + 2);
    let joined = matches!(reading.key(at + 1), "-" | "/") && glued && (1000..2200).contains(&first);
    let more = matches!(reading.key(at + 3), "-" | "/") && reading.glued(at + 3);
    if !joined || more {
        return None;
    }
    let full = plain_number(reading, at + 2, 4..5);
    let short = plain_number(reading, at + 2, 2..3).map(|n| first / 100 * 100 + n);
    full.or(short).filter(|&last| last > first && last < 2200).map(|last| (last, at + 3))
}

fn is_year(reading: &Reading, at: usize, year: u32) -> bool {
    if !(1000..2200).contains(&year) || touches_more(reading, at) || quantified(reading, at + 1) {
        return false;
    }
    let modern = (1900..2100).contains(&year);
    let plural = plural_noun(reading, at + 1);
    if reading.meaning_before(at, Section::YearCues).is_some() {
        return true;
    }
    if reading.meaning_before(at, Section::WeakYearCues).is_some() {
        return modern && !counted(reading, at + 1) || ends_phrase(reading, at + 1);
    }
    // Without a cue: `the 2024 election`, `(2024)`, `Tokyo 2020`; a round number before a plural is a count.
    let after_mark = at.checked_sub(1).is_none_or(|i| reading.class(i) == Some(Class::Mark));
    let round = year.is_multiple_of(100);
    let first = reading.piece(at).is_some_and(|p| p.standing == Standing::First);
    let known = || !counted(reading, at + 1) && follows_owner(reading, at);
    modern
        && (ends_phrase(reading, at + 1)
            || !round && known()
            || !plural && !round && (after_mark || first || follows_noun(reading, at)))
}

/// Currency before it, or marks that make it part of something longer.
fn touches_more(reading: &Reading, at: usize) -> bool {
    let before = at.checked_sub(1);
    let currency = reading.meaning_before(at, Section::Currencies).is_some();
    let glued_before = reading.glued(at) && matches!(reading.key_before(at), "-" | "/" | "#" | ":" | "+");
    let number_before = before.is_some_and(|i| reading.class(i) == Some(Class::Number)) && reading.glued(at);
    let mark = matches!(reading.key(at + 1), "-" | "/" | ":") && reading.glued(at + 1);
    let glued_after = mark && reading.glued(at + 2) && reading.class(at + 2) == Some(Class::Number);
    currency
        || glued_before
        || number_before
        || glued_after
        || reading.glued(at + 1) && reading.class(at + 1) == Some(Class::Word)
}

/// A unit, scale or currency after it.
fn quantified(reading: &Reading, at: usize) -> bool {
    let scale = [Section::Scales, Section::Currencies, Section::UnitSigns, Section::BoundsAfter];
    let unit = reading.meaning(at, Section::Units);
    unit.is_some() || scale.iter().any(|&s| reading.means(at, s))
}

fn counted(reading: &Reading, at: usize) -> bool {
    reading.means(at, Section::Counted)
}

/// A mark, the end or a small word: no noun that a number could count.
fn ends_phrase(reading: &Reading, at: usize) -> bool {
    match reading.class(at) {
        None | Some(Class::Mark) => true,
        Some(_) => reading.means(at, Section::Function) && !counted(reading, at),
    }
}

/// Whether the next word looks like what a number counts.
fn plural_noun(reading: &Reading, at: usize) -> bool {
    if counted(reading, at) {
        return true;
    }
    match reading.lexicon.capitals() {
        Capitals::Nouns => reading.is_capital(at),
        Capitals::Names => reading.lexicon.may_be_plural(reading.key(at)),
    }
}

/// `the 2019 fires`, `its 2019 results`: a number of things would be told without an article, or with a comma inside.
fn follows_owner(reading: &Reading, at: usize) -> bool {
    let owner = |i: usize| matches!(reading.key(i), "the" | "its" | "his" | "her" | "their" | "our");
    at.checked_sub(1).is_some_and(|i| owner(i) || reading.is_possessive(i))
}

/// An article or a possessive before it: `the 2024 budget`, `its 2024 budget`, `Norway's 2024 budget`.
fn follows_noun(reading: &Reading, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|i| {
        let possessive = reading.is_possessive(i);
        possessive || reading.means(i, Section::Function)
    })
}
