//! Parts of a whole: `half`, `a third`, `one in five`, `三分之一`. Apart from other amounts, for a part is told by two numbers, in an
//! order of the language, or by one word that may as well be an ordinal. May import `amount` and what it imports.

use super::{Placed, ordinal_of_tens, plain};
use crate::claim::figure::unit::{Amount, Unit};
use crate::claim::lexicon::Section;
use crate::claim::number::Number;
use crate::claim::numeral::{self, Form, Joined, Numeral};
use crate::claim::reading::{Match, Reading};
use crate::claim::scan::Class;

/// `half`, `a third`, `two-thirds`, `3/4`, `one in five`, `三分之一`.
pub(in crate::claim::figure) fn fraction(reading: &Reading, at: usize) -> Option<Placed> {
    let place = |end: usize, value: Number| Placed {
        pieces: at..end,
        amount: Amount::of(value, Unit::Share),
        form: Form::Words,
    };
    // `the second half`, `eerste helft`: a part of a match or a year, and no share.
    if reading.means(at, Section::Fractions) && at.checked_sub(1).is_some_and(|i| reading.means(i, Section::Ordinals)) {
        return None;
    }
    if let Some((value, end)) = numeral::slashed(reading, at) {
        return Some(place(end, value));
    }
    if let Some((amount, end)) = out_of(reading, at) {
        return Some(Placed { amount, ..place(end, amount.value) });
    }
    if let Some(half) = half_unit(reading, at) {
        return Some(half);
    }
    if let Some(found) = reading.meaning(at, Section::Fractions).filter(|m| m.sense.name == "alone") {
        return halved(reading, found.end, found.sense.number?, at).or(Some(place(found.end, found.sense.number?)));
    }
    let article = reading.meaning(at, Section::Articles);
    let (count, end) = if let Some(article) = article {
        (Number::ONE, article.end)
    } else {
        let numeral = numeral::read(reading, at, Joined::No)?;
        (numeral.value, numeral.end)
    };
    let end = if reading.key(end) == "-" && reading.glued(end) { end + 1 } else { end };
    // `twenty-fifth` is an ordinal.
    if article.is_none() && ordinal_of_tens(reading, end, count).is_some() {
        return None;
    }
    let found = reading.meaning(end, Section::Fractions)?;
    // `trois quarts d'heure`
    if reading.meaning(end, Section::Units).is_some_and(|unit| unit.end > found.end) {
        return None;
    }
    let value = count.times(found.sense.number?)?;
    let whole = found.sense.name == "alone" || reading.means(found.end, Section::PartJoiners);
    if let Some(placed) = halved(reading, found.end, value, at).filter(|_| whole) {
        return Some(placed);
    }
    // `two thirds`, `one third`, `a third of`, `by a third,` but not `a third man`.
    let part = article.is_none() || found.sense.name == "alone" || is_bare(reading, found.end);
    part.then(|| place(found.end, value))
}

/// `半小时`, `半年`, `一个半小时`: a half of the unit that follows, with whole ones before it.
fn half_unit(reading: &Reading, at: usize) -> Option<Placed> {
    if !reading.lexicon.has(Section::Counters) {
        return None;
    }
    let half_at = |at: usize| {
        let half = reading.meaning(at, Section::Fractions).filter(|m| m.sense.name == "behind")?;
        reading.means(half.end, Section::Units).then_some(half)
    };
    let (whole, half) = if let Some(half) = half_at(at) {
        (Number::ZERO, half)
    } else {
        let whole = plain(reading, at, Joined::No)?;
        let counter = reading.meaning(whole.pieces.end, Section::Counters).map_or(whole.pieces.end, |m| m.end);
        (whole.amount.value, half_at(counter)?)
    };
    let amount = Amount::of(whole.plus(half.sense.number?)?, Unit::None);
    Some(Placed { pieces: at..half.end, amount, form: Form::Words })
}

/// `kilómetro y medio`, `hora e meia`: one unit and a half, without an article. It is found at its half.
pub(in crate::claim::figure) fn unit_and_half(reading: &Reading, at: usize) -> Option<Placed> {
    let half = reading.meaning(at, Section::Fractions).filter(|m| matches!(m.sense.name, "alone" | "joined"))?;
    let (joiner, _) = reading.meaning_before(at, Section::NumeralJoiners)?;
    let (start, unit) = reading.meaning_before(joiner, Section::Units)?;
    let measured = Unit::of(unit.name, Section::Units);
    let one = half.sense.number?.plus(Number::ONE)?;
    matches!(measured, Unit::Measure(_)).then_some(())?;
    let amount = Amount::of(one.times(unit.number.unwrap_or(Number::ONE))?, measured);
    Some(Placed { pieces: start..half.end, amount, form: Form::Words })
}

/// `deux ans et demi de prison`, `uma hora e meia diante`: a half without an article is the unit's, but for one of a number
/// (`dos horas y media docena`).
pub(super) fn half_behind(reading: &Reading, at: usize) -> Option<Match> {
    let half = reading.meaning(at, Section::Fractions).filter(|m| matches!(m.sense.name, "alone" | "joined"))?;
    let number = [Section::Scales, Section::Dozens, Section::Articles].iter().any(|&s| reading.means(half.end, s));
    let article = reading.role(half.end) == "article" || reading.role(at) == "article";
    (!number && !article).then_some(half)
}

/// `half a million`, `half a dozen`, `half a mile`, `a quarter of a million`.
fn halved(reading: &Reading, at: usize, half: Number, start: usize) -> Option<Placed> {
    // `un demi-million`
    let at = if reading.key(at) == "-" && reading.glued(at) { at + 1 } else { at };
    let of = reading.meaning(at, Section::PartJoiners).map(|m| m.end);
    let at = of.filter(|&end| reading.means(end, Section::Articles)).unwrap_or(at);
    let article = reading.meaning(at, Section::Articles);
    let next = article.map_or(at, |m| m.end);
    let scale = reading.meaning(next, Section::Scales).or_else(|| reading.meaning(next, Section::Dozens));
    let (value, end) = match scale {
        Some(scale) => (half.times(scale.sense.number?)?, scale.end),
        None if article.is_some() && reading.means(next, Section::Units) => (half, next),
        None => return None,
    };
    let amount = Amount::of(value, Unit::None);
    Some(Placed { pieces: start..end, amount, form: Form::Words })
}

/// `one in five`, `3 out of 10`, `三分之一` and `百分之五` with their parts in the other order.
pub(super) fn out_of(reading: &Reading, at: usize) -> Option<(Amount, usize)> {
    let first = numeral::read(reading, at, Joined::No).filter(|n| n.value.is_whole())?;
    if let Some(counted) = out_of_each(reading, first) {
        return Some(counted);
    }
    let joiner = reading.meaning(first.end, Section::OutOf).or_else(|| out_of_counted(reading, first.end))?;
    let second = numeral::read(reading, joiner.end, Joined::No)?;
    let turned = joiner.sense.name == "turned";
    if turned && first.value == Number::whole(100) {
        return Some((Amount::of(second.value, Unit::Percent), second.end));
    }
    if !second.value.is_whole() {
        return None;
    }
    let (over, under) = if turned { (second.value, first.value) } else { (first.value, second.value) };
    // `17 in 2020`, `2 in 10 minutes` are no ratios.
    let sure = matches!(joiner.sense.name, "sure" | "turned");
    let quantity = [Section::Units, Section::Scales, Section::UnitSigns].iter().any(|&s| reading.means(second.end, s));
    let small = under.small().is_some_and(|n| n <= 1000) && over < under;
    let ratio = over.divided(under)?;
    (small && (sure || !quantity && (over == Number::ONE || is_usual(under) || is_bare(reading, second.end))))
        .then_some((Amount::of(ratio, Unit::Share), second.end))
}

/// `5世帯に1世帯`, `三户中有一户`: the same is counted by both numbers, the whole first.
fn out_of_each(reading: &Reading, whole: Numeral) -> Option<(Amount, usize)> {
    let counter = reading.meaning(whole.end, Section::Counters)?;
    let joiner = reading.meaning(counter.end, Section::OutOf).filter(|m| m.sense.name == "each")?;
    let part = numeral::read(reading, joiner.end, Joined::No)?;
    let again = reading.meaning(part.end, Section::Counters)?;
    let same = (whole.end..counter.end).map(|i| reading.key(i)).eq((part.end..again.end).map(|i| reading.key(i)));
    let ratio = part.value.divided(whole.value).filter(|_| same && part.value < whole.value)?;
    Some((Amount::of(ratio, Unit::Share), part.end))
}

/// Nothing right after it but marks and small words.
pub(in crate::claim::figure) fn is_bare(reading: &Reading, end: usize) -> bool {
    match reading.class(end) {
        None | Some(Class::Mark) => true,
        Some(_) => reading.means(end, Section::Function),
    }
}

/// `deux élèves sur trois`, `un logement social sur trois`: what is counted may stand between, where the joiner is sure and people
/// count by the second number.
fn out_of_counted(reading: &Reading, at: usize) -> Option<Match> {
    /// A noun and what describes it.
    const MOST: usize = 3;
    let noun = |at: usize| reading.class(at) == Some(Class::Word) && !reading.means(at, Section::Function);
    let words = (at..at + MOST).take_while(|&i| noun(i)).count();
    let joiner =
        (1..=words).find_map(|n| reading.meaning(at + n, Section::OutOf).filter(|m| m.sense.name == "sure"))?;
    let second = numeral::read(reading, joiner.end, Joined::No)?;
    (is_usual(second.value) || second.value == Number::whole(2)).then_some(joiner)
}

/// Whether shares are often told out of so many: `nine in ten`.
fn is_usual(under: Number) -> bool {
    under.small().is_some_and(|n| (3..=6).contains(&n) || matches!(n, 8 | 10 | 20 | 100 | 1000))
}
