//! Single amounts as they stand in a text: a number with its sign, currency, unit and rate. May import `unit` and the
//! framework of the folder above.

mod share;

use std::ops::Range;

pub(super) use self::share::{fraction, is_bare, unit_and_half};
use self::share::{half_behind, out_of};
use super::unit::{Amount, Rate, Unit};
use crate::claim::lexicon::Section;
use crate::claim::number::Number;
use crate::claim::numeral::{self, Form, Joined};
use crate::claim::reading::{Match, Reading, Standing};
use crate::claim::scan::Class;

/// An amount where it stands.
pub(super) struct Placed {
    pub pieces: Range<usize>,
    pub amount: Amount,
    pub form: Form,
}

/// A number with its sign, currency and unit.
pub(super) fn amount(reading: &Reading, at: usize, joined: Joined) -> Option<Placed> {
    word_amount(reading, at).or_else(|| unit_and_half(reading, at)).or_else(|| {
        // `won 2 medals`
        let prefix = reading.meaning(at, Section::Currencies).filter(|_| !reading.means(at, Section::Actions));
        let start = prefix.map_or(at, |m| m.end);
        let minus = minus(reading, start);
        let at_number = minus.as_ref().map_or(start, |m| m.end);
        if prefix.is_some() && reading.class(at_number) != Some(Class::Number) {
            return None;
        }
        let found = feet_and_inches(reading, at_number)
            .or_else(|| fraction(reading, at_number))
            .or_else(|| one_whole_unit(reading, at_number))
            .or_else(|| plain(reading, at_number, joined))
            .or_else(|| one_unit(reading, at_number))?;
        let mut placed = match prefix {
            Some(currency) => money(reading, found, currency.sense.name),
            None => with_unit(reading, found)?,
        };
        let degrees = matches!(placed.amount.unit, Unit::Measure("°C" | "°F" | "°"));
        if minus.as_ref().is_some_and(|m| m.cold && !degrees) {
            return None;
        }
        // `17 degrees below zero`
        let below = reading.meaning(placed.pieces.end, Section::Minus).filter(|m| match m.sense.name {
            "after" | "around" => true,
            "cold after" => degrees,
            _ => false,
        });
        placed.pieces.end = below.map_or(placed.pieces.end, |m| m.end);
        if minus.is_some() || below.is_some() {
            placed.amount.value = placed.amount.value.negated();
        }
        placed.pieces.start = at;
        Some(with_rate(reading, with_smaller(reading, placed)))
    })
}

/// `a year` as good as `12 months`, `a dollar` as `$1`, where the article is no numeral.
fn one_unit(reading: &Reading, at: usize) -> Option<Placed> {
    let article = reading.meaning(at, Section::Articles)?;
    // `a $3m plan` has a number of its own.
    let unit = unit_word(reading, article.end).filter(|m| reading.class(m.end) != Some(Class::Number))?;
    let measured = Unit::of(unit.sense.name, unit.sense.section).is_measured();
    // `a second man` is no length of time.
    let other = [Section::Ordinals, Section::Fractions].iter().any(|&s| reading.means(article.end, s));
    (measured && !other).then(|| Placed {
        pieces: at..article.end,
        amount: Amount::of(Number::ONE, Unit::None),
        form: Form::Words,
    })
}

/// `eine ganze Stunde`: an article with a word that says that nothing is missing.
fn one_whole_unit(reading: &Reading, at: usize) -> Option<Placed> {
    reading.meaning(at, Section::Articles).filter(|m| m.end > at + 1)?;
    one_unit(reading, at)
}

/// `2 hours 15 minutes`, `5ft 10in`, `an hour and a half`: an amount goes on in a smaller unit, or in a part of its own.
fn with_smaller(reading: &Reading, placed: Placed) -> Placed {
    let more = part_of_own(reading, &placed).or_else(|| {
        if placed.amount.unit.goes_on() { smaller(reading, &placed).or_else(|| cents(reading, &placed)) } else { None }
    });
    match more.and_then(|(more, end)| Some((placed.amount.value.plus(more)?, end))) {
        Some((value, end)) => {
            let amount = Amount { value, ..placed.amount };
            with_smaller(reading, Placed { pieces: placed.pieces.start..end, amount, form: placed.form })
        }
        None => placed,
    }
}

/// What the unit at the end of an amount counts of its base.
fn size_at_end(reading: &Reading, placed: &Placed) -> Number {
    reading.meaning_before(placed.pieces.end, Section::Units).and_then(|(_, sense)| sense.number).unwrap_or(Number::ONE)
}

/// Where an amount may go on: behind `and`, a comma or the stop of a shortened unit.
fn next_part(reading: &Reading, end: usize) -> (usize, bool) {
    if let Some(joiner) = reading.meaning(end, Section::NumeralJoiners) {
        return (joiner.end, true);
    }
    let number = reading.class(end + 1) == Some(Class::Number);
    let passed = reading.key(end) == "," || reading.key(end) == "." && number && !reading.glued(end + 1);
    (if passed && reading.glued(end) { end + 1 } else { end }, false)
}

/// `and a half` behind a measure, `半` right behind one; `5分` behind `3割`.
fn part_of_own(reading: &Reading, placed: &Placed) -> Option<(Number, usize)> {
    let end = placed.pieces.end;
    let size = size_at_end(reading, placed);
    if !matches!(placed.amount.unit, Unit::Measure(_) | Unit::Percent) {
        return None;
    }
    if let Some(half) = reading.meaning(end, Section::Fractions).filter(|m| m.sense.name == "behind") {
        return Some((half.sense.number?.times(size)?, half.end));
    }
    if placed.amount.unit == Unit::Percent {
        let tenth =
            plain(reading, end, Joined::No).filter(|p| size == Number::whole(10) && reading.glued(p.pieces.start))?;
        let digit = tenth.amount.value.small().is_some_and(|n| n < 10);
        let mark = reading.meaning(tenth.pieces.end, Section::MinuteMarks).map_or(tenth.pieces.end, |m| m.end);
        return digit.then_some((tenth.amount.value, mark));
    }
    let (start, joined) = next_part(reading, end);
    if let Some(half) = half_behind(reading, start).filter(|_| joined) {
        return Some((half.sense.number?.times(size)?, half.end));
    }
    let rest = fraction(reading, start).filter(|rest| joined && rest.amount.unit == Unit::Share)?;
    is_bare(reading, rest.pieces.end).then_some((rest.amount.value.times(size)?, rest.pieces.end))
}

/// `15 minutes` behind `2 hours`.
fn smaller(reading: &Reading, placed: &Placed) -> Option<(Number, usize)> {
    let (start, _) = next_part(reading, placed.pieces.end);
    let rest = plain(reading, start, Joined::No)?;
    let Some(own) = smaller_unit(reading, rest.pieces.end) else {
        // `1h30`
        let hours =
            reading.key_before(start) == "h" && reading.key(start).len() == 2 && is_bare(reading, rest.pieces.end);
        return Some((rest.amount.value.times(Number::whole(60)).filter(|_| hours)?, rest.pieces.end));
    };
    let base = Unit::of(own.sense.name, Section::Units);
    let size = own.sense.number.unwrap_or(Number::ONE);
    let smaller = base == placed.amount.unit && size < size_at_end(reading, placed);
    Some((rest.amount.value.times(size).filter(|_| smaller)?, own.end))
}

/// `12 Euro 50`, `12 euro e 50`: hundredths that are not named.
fn cents(reading: &Reading, placed: &Placed) -> Option<(Number, usize)> {
    let money = matches!(placed.amount.unit, Unit::Currency(_)) && placed.amount.value.is_whole();
    let worded = reading.meaning_before(placed.pieces.end, Section::Currencies).is_some();
    if let Some(found) = tenths(reading, placed.pieces.end).filter(|_| money && worded) {
        return Some(found);
    }
    let (start, joined) = next_part(reading, placed.pieces.end);
    let rest =
        plain(reading, start, Joined::No).filter(|p| money && worded && reading.key(p.pieces.start).len() == 2)?;
    let behind = reading.class(rest.pieces.end).is_none_or(|class| class == Class::Mark);
    let alone = if joined { behind && start > placed.pieces.end } else { is_bare(reading, rest.pieces.end) };
    let listed = start > placed.pieces.end && !joined;
    let value = rest.amount.value.small().filter(|n| (5..100).contains(n) && alone && !listed)?;
    Some((Number::whole(value).divided(Number::whole(100))?, rest.pieces.end))
}

/// `12块5`: a digit that ends what the currency starts, tenths of it.
fn tenths(reading: &Reading, at: usize) -> Option<(Number, usize)> {
    let character = reading.class(at.wrapping_sub(1)) == Some(Class::Character) && reading.glued(at);
    let digit = plain(reading, at, Joined::No).filter(|p| character && p.pieces.end == at + 1)?;
    let value = digit.amount.value.small().filter(|n| (1..10).contains(n))?;
    let ends = reading.class(at + 1).is_none_or(|class| class == Class::Mark);
    Some((Number::ratio(value.into(), 10).filter(|_| ends)?, at + 1))
}

fn smaller_unit(reading: &Reading, at: usize) -> Option<Match> {
    reading
        .meaning(at, Section::Units)
        .or_else(|| reading.meaning(at, Section::UnitSigns).filter(|_| reading.glued(at)))
}

/// `5'10"`
fn feet_and_inches(reading: &Reading, at: usize) -> Option<Placed> {
    let number = |at: usize| reading.class(at) == Some(Class::Number);
    let glued = (at + 1..at + 4).all(|i| reading.glued(i));
    let marks = reading.key(at + 1) == "'" && reading.key(at + 3) == "\"";
    if !number(at) || !number(at + 2) || !glued || !marks {
        return None;
    }
    let (feet, inches) = (plain(reading, at, Joined::No)?, plain(reading, at + 2, Joined::No)?);
    let value = feet.amount.value.plus(inches.amount.value.divided(Number::whole(12))?)?;
    Some(Placed { pieces: at..at + 4, amount: Amount::of(value, Unit::Measure("ft")), form: Form::Digits })
}

/// The word of a unit or currency. One that may be either (`pounds`) is money unless something is said to weigh it.
fn unit_word(reading: &Reading, at: usize) -> Option<Match> {
    match (reading.meaning(at, Section::Units), reading.meaning(at, Section::Currencies)) {
        (Some(unit), Some(currency)) if unit.end == currency.end => {
            Some(if is_weighed(reading, at, &unit) { unit } else { currency })
        }
        (unit, currency) => longest(unit, currency),
    }
}

/// `12 pounds of cocaine`, `weighs 12 pounds`, `7 pounds 4 ounces`.
fn is_weighed(reading: &Reading, at: usize, unit: &Match) -> bool {
    /// How many pieces away the word may stand that tells a weight.
    const REACH: usize = 6;
    let of = reading.means(unit.end, Section::PartJoiners);
    let told = (at.saturating_sub(REACH)..unit.end + 2).any(|i| reading.means(i, Section::WeightCues));
    let comma = reading.key(unit.end) == "," && reading.glued(unit.end);
    let next = if comma { unit.end + 1 } else { unit.end };
    let smaller = plain(reading, next, Joined::No)
        .and_then(|rest| smaller_unit(reading, rest.pieces.end))
        .is_some_and(|m| m.sense.name == unit.sense.name);
    of || told || smaller
}

/// A sign before a number.
struct Minus {
    end: usize,
    /// Whether it is one before degrees alone: `moins 5 degrés`, but `moins 5 %` is no less than nothing.
    cold: bool,
}

/// `-5`, with the sign right before the number and nothing right before the sign; `minus five`, `零下五`.
fn minus(reading: &Reading, at: usize) -> Option<Minus> {
    let before = at.wrapping_sub(1);
    let apart = !reading.glued(at);
    // `降至-7℃`: where words are not divided by spaces, a sign that touches one may as well part two numbers.
    let written = [at, before].iter().any(|&i| reading.class(i) == Some(Class::Character));
    if !apart && !written {
        return None;
    }
    if reading.key(at) == "-" && reading.glued(at + 1) && reading.class(at + 1) == Some(Class::Number) {
        return Some(Minus { end: at + 1, cold: !apart });
    }
    let word = reading.meaning(at, Section::Minus).filter(|_| reading.class(before) != Some(Class::Number))?;
    let cold = word.sense.name == "cold";
    (cold || matches!(word.sense.name, "before" | "around")).then_some(Minus { end: word.end, cold })
}

/// `siebzehnjährig`, `trentenne`, `tweedaags`: number and unit in one word.
fn in_one_word(reading: &Reading, at: usize) -> Option<Placed> {
    let compound = reading.piece(at).filter(|p| p.compound).and_then(|_| reading.lexicon.compound(reading.key(at)))?;
    let unit = compound.unit?;
    let value = compound.value.times(unit.number.unwrap_or(Number::ONE))?;
    let amount = Amount::of(value, Unit::of(unit.name, Section::Units));
    Some(Placed { pieces: at..at + 1, amount, form: Form::Words })
}

/// Amounts in words that hold their own meaning: `doubled`, `dozens`, `first`.
fn word_amount(reading: &Reading, at: usize) -> Option<Placed> {
    let place = |end: usize, value: Number, unit: Unit| Placed {
        pieces: at..end,
        amount: Amount::of(value, unit),
        form: Form::Words,
    };
    // `镇上百分之五`
    let turned = |at: usize| reading.meaning(at, Section::OutOf).is_some_and(|m| m.sense.name == "turned");
    if let Some(found) = reading.meaning(at, Section::Crowds).filter(|m| !turned(m.end)) {
        return Some(place(found.end, found.sense.number?, Unit::Crowd));
    }
    if let Some(found) = reading.meaning(at, Section::Multiples) {
        return Some(with_rate(reading, place(found.end, found.sense.number?, Unit::Times)));
    }
    if let Some(placed) = in_one_word(reading, at).or_else(|| decade_of_life(reading, at)) {
        return Some(placed);
    }
    if let Some(found) = reading.meaning(at, Section::Loose).filter(|_| out_of(reading, at).is_none()) {
        if !found.sense.name.is_empty() {
            return Some(place(found.end, found.sense.number?, Unit::of(found.sense.name, Section::Units)));
        }
        let placed = place(found.end, found.sense.number?, Unit::None);
        return with_unit(reading, placed);
    }
    if let Some(mark) = reading.meaning(at, Section::OrdinalMarks).filter(|m| m.sense.name == "before") {
        let numeral = numeral::read(reading, mark.end, Joined::Yes)?;
        return Some(place(numeral.end, numeral.value, Unit::Ordinal));
    }
    let ordinal = reading.meaning(at, Section::Ordinals)?;
    // `cuarta parte`
    if reading.meaning(at, Section::Fractions).is_some_and(|part| part.end > ordinal.end) {
        return None;
    }
    Some(place(ordinal.end, ordinal.sense.number?, Unit::Ordinal))
}

/// `in his 50s`, `in her mid-fifties`.
fn decade_of_life(reading: &Reading, at: usize) -> Option<Placed> {
    if !reading.means(at, Section::Decades) && !reading.means(at + 1, Section::DecadeMarks) {
        return None;
    }
    let hyphen = reading.key_before(at) == "-" && reading.glued(at);
    reading.meaning_before(if hyphen { at - 1 } else { at }, Section::AgeCues)?;
    let (years, end) = if let Some(found) = reading.meaning(at, Section::Decades) {
        (found.sense.number?.small()?.checked_sub(1900)?, found.end)
    } else {
        let mark = reading.meaning(at + 1, Section::DecadeMarks).filter(|_| reading.glued(at + 1))?;
        (reading.key(at).parse().ok().filter(|years| years % 10 == 0)?, mark.end)
    };
    Some(Placed { pieces: at..end, amount: Amount::of(Number::whole(years), Unit::Age), form: Form::Digits })
}

/// A number alone.
pub(super) fn plain(reading: &Reading, at: usize, joined: Joined) -> Option<Placed> {
    let numeral = numeral::read(reading, at, joined)?;
    let amount = Amount::of(numeral.value, Unit::None);
    Some(Placed { pieces: at..numeral.end, amount, form: numeral.form })
}

/// An amount of the currency before it: with the scales that only money has (`$3m`).
fn money(reading: &Reading, mut placed: Placed, currency: &'static str) -> Placed {
    let end = placed.pieces.end;
    let scale = reading.meaning(end, Section::ShortScales).filter(|_| reading.glued(end) || reading.key(end).len() > 1);
    if let Some(scale) = scale
        && let Some(value) = scale.sense.number.and_then(|n| placed.amount.value.times(n))
    {
        placed.amount.value = value;
        placed.pieces.end = scale.end;
    }
    placed.amount.unit = Unit::Currency(currency);
    placed
}

/// Adds the unit after a number. `None` for a number that letters make something else (`5G`, `737s`).
fn with_unit(reading: &Reading, mut placed: Placed) -> Option<Placed> {
    let end = past_stop(reading, placed.pieces.end);
    let hyphen = reading.key(end) == "-" && reading.glued(end) && reading.glued(end + 1);
    let next = if hyphen { end + 1 } else { end };
    let digits = placed.form == Form::Digits;
    let character = reading.class(end.saturating_sub(1)) == Some(Class::Character);
    if reading.glued(next) && character && !digits {
        let after = |m: &Match| m.sense.name == "after";
        if let Some(mark) = reading.meaning(next, Section::OrdinalMarks).filter(after) {
            placed.amount.unit = Unit::Ordinal;
            placed.pieces.end = mark.end;
            return Some(placed);
        }
    }
    if reading.glued(next) && digits && !hyphen {
        // `38°C`
        let unit = reading.meaning(next, Section::UnitSigns).map_or(next, |m| m.end);
        if let Some(mark) =
            reading.meaning(next, Section::OrdinalMarks).filter(|m| m.end >= unit && is_after(reading, m))
        {
            placed.amount.unit = Unit::Ordinal;
            placed.pieces.end = mark.end;
            return Some(placed);
        }
        if let Some((scale, end)) = money_after(reading, next) {
            placed.amount = Amount::of(placed.amount.value.times(scale)?, placed.amount.unit);
            placed.pieces.end = end;
            return counted_after(reading, placed);
        }
    }
    if let Some((value, end)) = ordinal_of_tens(reading, next, placed.amount.value).filter(|_| !digits) {
        placed.amount = Amount::of(value, Unit::Ordinal);
        placed.pieces.end = end;
        return Some(placed);
    }
    if let Some(end) = plural_of_age(reading, &placed.pieces).filter(|_| digits) {
        placed.pieces.end = end;
        return Some(placed);
    }
    let sign = reading.meaning(next, Section::UnitSigns).filter(|m| digits && is_cased(reading, next, m));
    match longest(unit_word(reading, next), sign) {
        Some(found) => {
            let unit = Unit::of(found.sense.name, found.sense.section);
            placed.amount.value = placed.amount.value.times(found.sense.number.unwrap_or(Number::ONE))?;
            placed.amount.unit = unit;
            placed.pieces.end = found.end;
        }
        None if digits && !hyphen && is_lettered(reading, next) => return None,
        None => {}
    }
    Some(placed)
}

/// Letters right behind a number that are not what parts a score (`3x1`).
fn is_lettered(reading: &Reading, at: usize) -> bool {
    let parts = reading.means(at, Section::RangeJoiners) && reading.class(at + 1) == Some(Class::Number);
    reading.glued(at) && reading.class(at) == Some(Class::Word) && !parts
}

/// `first` behind `twenty`.
fn ordinal_of_tens(reading: &Reading, at: usize, tens: Number) -> Option<(Number, usize)> {
    let ordinal = reading.meaning(at, Section::Ordinals)?;
    let value = ordinal.sense.number?;
    let fits = value < Number::whole(10) && tens.small().is_some_and(|n| n % 10 == 0 && n >= 20);
    fits.then(|| tens.plus(value)).flatten().map(|value| (value, ordinal.end))
}

/// `under-25s`: those of an age, behind a bound that a hyphen ties to it.
fn plural_of_age(reading: &Reading, number: &Range<usize>) -> Option<usize> {
    let mark = reading.meaning(number.end, Section::DecadeMarks).filter(|_| reading.glued(number.end))?;
    let hyphen = number.start.checked_sub(1).filter(|&i| reading.key(i) == "-" && reading.glued(number.start))?;
    reading.meaning_before(hyphen, Section::Bounds).map(|_| mark.end)
}

/// Past the stop of an abbreviated scale: `3 Mio. Euro`.
fn past_stop(reading: &Reading, end: usize) -> usize {
    let stop = reading.key(end) == "." && reading.glued(end);
    let short = |at: usize| reading.key(at).chars().count() <= 4;
    let scale = |section: Section| reading.meaning_before(end, section).is_some_and(|(at, _)| short(at));
    let inside = reading.piece(end + 1).is_some_and(|p| p.standing == Standing::Inside);
    if stop && inside && (scale(Section::ShortScales) || scale(Section::Scales)) { end + 1 } else { end }
}

/// A sign of one letter counts in its own case: `5 g` are grams, `5G` are not. One that is a small word too (`10in`) counts
/// only where it touches the number, or ends the phrase.
fn is_cased(reading: &Reading, at: usize, sign: &Match) -> bool {
    let surface = reading.surface(at);
    let ends = reading.class(at + 1).is_none_or(|class| class == Class::Mark);
    // `12 C-130s`
    let code = reading.key(at + 1) == "-" && reading.glued(at + 1) && reading.class(at + 2) == Some(Class::Number);
    if code || reading.means(at, Section::Function) && !reading.glued(at) && !ends {
        return false;
    }
    surface.len() != 1 || sign.end > at + 1 || matches!(surface, "l" | "L") || sign.sense.name.ends_with(surface)
}

/// Whether what stands right after digits makes them an ordinal: a `stop` only inside a sentence (`der 3. Platz`).
fn is_after(reading: &Reading, mark: &Match) -> bool {
    let inside = |at: usize| {
        reading.piece(at).is_some_and(|p| p.class == Class::Word && p.standing == Standing::Inside)
            && !reading.glued(at)
    };
    match mark.sense.name {
        "before" => false,
        "stop" => inside(mark.end),
        _ => true,
    }
}

/// `3m` before a currency word: `3m euros`.
fn money_after(reading: &Reading, at: usize) -> Option<(Number, usize)> {
    let scale = reading.meaning(at, Section::ShortScales).filter(|m| m.sense.name == "money")?;
    let counts = reading.means(scale.end, Section::Currencies) || is_plural_noun(reading, scale.end);
    if counts { Some((scale.sense.number?, scale.end)) } else { None }
}

/// `doses` after `1.2m`: there is no such thing as a metre of them.
fn is_plural_noun(reading: &Reading, at: usize) -> bool {
    let word = reading.class(at) == Some(Class::Word) && !reading.glued(at) && !reading.means(at, Section::Function);
    reading.means(at, Section::Counted) || word && reading.lexicon.tells_plural(reading.key(at))
}

/// What it is an amount of at a time or for each: `$5 a month`, `30 € pro Kilo`.
fn with_rate(reading: &Reading, mut placed: Placed) -> Placed {
    let end = placed.pieces.end;
    let measured = !matches!(placed.amount.unit, Unit::None | Unit::Ordinal | Unit::Share | Unit::Age | Unit::Crowd);
    if let Some(joiner) = reading.meaning(end, Section::Rates).filter(|_| measured)
        && let Some(unit) = reading.meaning(joiner.end, Section::Units)
        && let Unit::Measure(name) = Unit::of(unit.sense.name, Section::Units)
        && (matches!(name, "s" | "month") || joiner.sense.name == "any")
    {
        placed.amount.rate = Some(Rate { number: unit.sense.number.unwrap_or(Number::ONE), unit: name });
        placed.pieces.end = unit.end;
    }
    placed
}

fn counted_after(reading: &Reading, mut placed: Placed) -> Option<Placed> {
    let end = placed.pieces.end;
    let found = longest(reading.meaning(end, Section::Units), reading.meaning(end, Section::Currencies));
    if let Some(found) = found {
        placed.amount.value = placed.amount.value.times(found.sense.number.unwrap_or(Number::ONE))?;
        placed.amount.unit = Unit::of(found.sense.name, found.sense.section);
        placed.pieces.end = found.end;
    }
    Some(placed)
}

fn longest(one: Option<Match>, other: Option<Match>) -> Option<Match> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if other.end > one.end { other } else { one }),
        (one, other) => one.or(other),
    }
}
