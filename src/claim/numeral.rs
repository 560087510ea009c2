//! Numbers in running text, in digits, words or both (`1.2 million`, `twenty-five`, `zweihundert`, `7.5万`). May import the
//! framework of this folder.

use super::lexicon::{Lexicon, Section, Sense};
use super::number::{self, Number};
use super::reading::Reading;
use super::scan::{self, Class};

/// A number read from a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numeral {
    /// One past its last piece.
    pub end: usize,
    pub value: Number,
    pub form: Form,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// With digits.
    Digits,
    /// In words alone.
    Words,
    /// In a single character that may also be part of a word (`一`).
    Character,
}

/// Whether `and` may stand inside a number: not after `between`, where it parts two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joined {
    Yes,
    No,
}

/// The number that starts at a piece, with its scale (`million`).
pub(super) fn read(reading: &Reading, at: usize, joined: Joined) -> Option<Numeral> {
    if let Some(numeral) = digits_of_han(reading, at) {
        return Some(numeral);
    }
    let mut sum = Sum::default();
    let mut next = first(reading, at, &mut sum)?;
    while let Some(after) = step(reading, next, &mut sum, joined) {
        next = after;
    }
    if let Some((decimals, end)) = spoken_decimals(reading, at, next) {
        sum.add(decimals);
        next = end;
        while let Some((scale, end)) = scale_at(reading, next) {
            sum.scale(scale)?;
            next = end;
        }
    }
    let value = sum.total()?;
    let with_digits = (at..next).any(|i| reading.class(i) == Some(Class::Number));
    let form = match with_digits {
        true => Form::Digits,
        false if next == at + 1 && reading.class(at) == Some(Class::Character) => Form::Character,
        false => Form::Words,
    };
    Some(Numeral { end: next, value, form })
}

/// Addends from large to small: a scale multiplies those below it.
#[derive(Default)]
struct Sum {
    addends: Vec<Number>,
    /// What may still be added lies below this.
    room: Option<Number>,
}

impl Sum {
    fn fits(&self, value: Number) -> bool {
        self.room.is_none_or(|room| value < room)
    }

    fn add(&mut self, value: Number) {
        self.addends.push(value);
        self.room = Some(room_after(value));
    }

    /// Multiplies the addends below a scale by it; the scale alone counts once. `None` where it does not fit.
    fn scale(&mut self, scale: Number) -> Option<()> {
        let mut below: Option<Number> = None;
        while let Some(last) = self.addends.pop_if(|last| *last < scale) {
            below = Some(below.map_or(Some(last), |sum| sum.plus(last))?);
        }
        if self.addends.last().is_some_and(|last| *last <= scale) {
            return None;
        }
        self.addends.push(below.unwrap_or(Number::ONE).times(scale)?);
        self.room = Some(scale);
        Some(())
    }

    fn total(&self) -> Option<Number> {
        self.addends.iter().try_fold(Number::ZERO, |sum, &n| sum.plus(n))
    }
}

/// After `twenty` a digit may follow, after `two hundred` anything below a hundred, after `five` nothing.
fn room_after(value: Number) -> Number {
    let Some(n) = value.small() else { return Number::ZERO };
    let room = match n {
        0 | 10 => 1,
        n if n % 1000 == 0 => 1000,
        n if n % 100 == 0 => 100,
        n if n % 10 == 0 => 10,
        _ => 1,
    };
    Number::whole(room)
}

fn first(reading: &Reading, at: usize, sum: &mut Sum) -> Option<usize> {
    if reading.class(at) == Some(Class::Number) {
        return literal(reading, at, sum);
    }
    if let Some(found) = reading.meaning(at, Section::Numerals) {
        sum.add(found.sense.number?);
        if found.sense.number == Some(Number::whole(10)) && reading.class(at) == Some(Class::Character) {
            sum.room = Some(Number::whole(10));
        }
        return Some(found.end);
    }
    if let Some(found) = reading.meaning(at, Section::Scales) {
        sum.scale(found.sense.number?)?;
        return Some(found.end);
    }
    if reading.piece(at).is_some_and(|p| p.compound)
        && let Some(Compound { value, unit: None }) = reading.lexicon.compound(reading.key(at))
    {
        sum.add(value);
        return Some(at + 1);
    }
    let articles = reading.lexicon.has(Section::Articles);
    // `the dozen`; `десяток`, in a language without articles.
    if (reading.key_before(at) == "the" || !articles)
        && let Some(dozen) = reading.meaning(at, Section::Dozens)
    {
        sum.scale(dozen.sense.number?)?;
        return Some(dozen.end);
    }
    let article = reading.meaning(at, Section::Articles)?;
    let scaled = scale_at(reading, article.end)?;
    sum.scale(scaled.0)?;
    Some(scaled.1)
}

/// A literal, with a fraction after it (`3½`, `3 1/2`).
fn literal(reading: &Reading, at: usize, sum: &mut Sum) -> Option<usize> {
    let key = reading.key(at);
    if let Some(fraction) = scan::fraction_sign(key) {
        sum.add(Number::parse(fraction)?);
        return Some(at + 1);
    }
    let value = number::literal(key, reading.lexicon.writing())?;
    let (fraction, end) = match fraction_after(reading, at + 1) {
        Some((fraction, end)) if value.is_whole() => (value.plus(fraction)?, end),
        _ => (value, at + 1),
    };
    sum.add(fraction);
    sum.room = Some(Number::ZERO);
    Some(end)
}

fn fraction_after(reading: &Reading, at: usize) -> Option<(Number, usize)> {
    if reading.class(at) != Some(Class::Number) {
        return None;
    }
    if let Some(sign) = scan::fraction_sign(reading.key(at)) {
        return Some((Number::parse(sign)?, at + 1));
    }
    slashed(reading, at).filter(|_| !reading.glued(at))
}

/// `3/4`: a fraction below one with a small denominator; other numbers with a slash are not fractions (`24/7`, `2024/25`).
pub(super) fn slashed(reading: &Reading, at: usize) -> Option<(Number, usize)> {
    let glued = reading.key(at + 1) == "/" && reading.glued(at + 1) && reading.glued(at + 2);
    let after = reading.key(at + 3) == "/" && reading.glued(at + 3);
    if !glued || after || reading.class(at + 2) != Some(Class::Number) {
        return None;
    }
    let over: u32 = reading.key(at).parse().ok()?;
    let under: u32 = reading.key(at + 2).parse().ok()?;
    let small = over < under && under <= 20;
    small.then(|| Number::ratio(over.into(), under.into())).flatten().map(|n| (n, at + 3))
}

fn scale_at(reading: &Reading, at: usize) -> Option<(Number, usize)> {
    let found = reading.meaning(at, Section::Scales).or_else(|| reading.meaning(at, Section::Dozens))?;
    Some((found.sense.number?, found.end))
}

/// Goes on with a number; `None` where nothing more belongs to it.
fn step(reading: &Reading, at: usize, sum: &mut Sum, joined: Joined) -> Option<usize> {
    let at = past_hyphen(reading, at);
    if let Some((scale, end)) = scale_at(reading, at) {
        sum.scale(scale)?;
        return Some(end);
    }
    if let Some(found) = reading.meaning(at, Section::ShortScales) {
        // Single letters (`k`) only when they touch the number, and no letter goes on after them.
        let touching = reading.glued(at) || reading.key(at).chars().nth(1).is_some();
        let after_digits = at.checked_sub(1).is_some_and(|i| reading.class(i) == Some(Class::Number));
        if touching && after_digits && found.sense.name != "money" {
            sum.scale(found.sense.number?)?;
            return Some(found.end);
        }
    }
    let and = reading.meaning(at, Section::NumeralJoiners);
    // `с половиной`: the half stands in the joiner itself.
    if let Some(with_half) = and.filter(|m| m.sense.name == "half") {
        add_part(sum, Number::ratio(1, 2)?)?;
        return Some(with_half.end);
    }
    addend(reading, at, sum).or_else(|| half(reading, at, sum)).or_else(|| {
        let and = and.filter(|_| joined == Joined::Yes)?;
        addend(reading, and.end, sum).or_else(|| half(reading, past_hyphen(reading, and.end), sum))
    })
}

/// Past a hyphen that ties a word to the one before: `two-and-a-half`.
fn past_hyphen(reading: &Reading, at: usize) -> usize {
    if reading.key(at) == "-" && reading.glued(at) && reading.glued(at + 1) { at + 1 } else { at }
}

fn addend(reading: &Reading, at: usize, sum: &mut Sum) -> Option<usize> {
    if reading.class(at) == Some(Class::Number) {
        // `1億2000万`: digits go on after a scale of one character.
        let after_scale =
            reading.glued(at) && at.checked_sub(1).is_some_and(|i| reading.class(i) == Some(Class::Character));
        let value = number::literal(reading.key(at), reading.lexicon.writing())?;
        if !after_scale || !sum.fits(value) {
            return None;
        }
        sum.add(value);
        sum.room = Some(Number::ZERO);
        return Some(at + 1);
    }
    let found = reading.meaning(at, Section::Numerals)?;
    let value = found.sense.number?;
    if !sum.fits(value) || value == Number::ZERO {
        return None;
    }
    sum.add(value);
    Some(found.end)
}

/// `and a half`, `and a quarter`.
fn half(reading: &Reading, at: usize, sum: &mut Sum) -> Option<usize> {
    let article = reading.meaning(at, Section::Articles);
    let start = article.map_or(at, |m| past_hyphen(reading, m.end));
    // `deux millions et demi d'euros`: without an article only a half, and only of a scale.
    let scaled = sum.addends.last().is_some_and(|n| *n >= Number::whole(1000));
    let fraction = reading
        .meaning(start, Section::Fractions)
        .filter(|m| article.is_some() || scaled && matches!(m.sense.name, "alone" | "joined"))?;
    let before = if reading.key_before(at) == "-" && reading.glued(at) { at - 1 } else { at };
    let after_joiner = reading.meaning_before(before, Section::NumeralJoiners).is_some();
    let part = [2, 4].into_iter().any(|under| fraction.sense.number == Number::ratio(1, under));
    if !after_joiner || !part {
        return None;
    }
    add_part(sum, fraction.sense.number?)?;
    Some(fraction.end)
}

/// Adds a part of the last unit: `two million and a half` halves the million, `one and a half` the one.
fn add_part(sum: &mut Sum, part: Number) -> Option<()> {
    let last = sum.addends.pop()?;
    let units = [1_000_000_000, 1_000_000, 1000, 100].map(Number::whole);
    let unit = units.into_iter().find(|scale| *scale <= last).unwrap_or(Number::ONE);
    sum.addends.push(last.plus(unit.times(part)?)?);
    sum.room = Some(Number::ZERO);
    Some(())
}

/// `八点五`, `3・2`: decimals behind a mark that also stands elsewhere (`八点五分` is a time, `3・4号機` are two). Gives where they end.
fn spoken_decimals(reading: &Reading, start: usize, at: usize) -> Option<(Number, usize)> {
    let point = reading.meaning(at, Section::DecimalPoints).filter(|_| reading.glued(at))?;
    let (decimals, end) = decimal_places(reading, point.end)?;
    let zero = reading.key(start) == "0" || han_digit(reading, start) == Some(Number::ZERO);
    let part_of_day = reading.meaning_before(start, Section::DayParts).is_some();
    let turned = reading.meaning_before(start, Section::OutOf).is_some_and(|(_, sense)| sense.name == "turned");
    let minutes = reading.meaning(end, Section::MinuteMarks).map_or(end, |m| m.end);
    let measured = [Section::Units, Section::UnitSigns, Section::Currencies].iter().any(|&section| {
        let unit = reading.meaning(end, section).filter(|m| m.end > minutes || minutes == end);
        unit.is_some_and(|m| point.sense.name != "listed" || !matches!(m.sense.name, "month" | "age"))
    });
    let ends = point.sense.name == "listed" && ends_count(reading, end);
    // `零点三十分`
    if reading.meaning(end, Section::Scales).is_some_and(|m| m.sense.number == Some(Number::whole(10))) {
        return None;
    }
    let number = turned || (zero || ends) && minutes == end || measured || reading.means(end, Section::Scales);
    (number && !part_of_day).then_some((decimals, end))
}

/// Whether nothing is counted by a number, as far as a mark or a particle tells.
fn ends_count(reading: &Reading, end: usize) -> bool {
    reading.class(end).is_none_or(|c| c == Class::Mark) || reading.means(end, Section::DecimalEnds)
}

/// Digits, or Han digits in a row, as decimal places.
fn decimal_places(reading: &Reading, at: usize) -> Option<(Number, usize)> {
    /// More places than anyone tells.
    const MOST: usize = 6;
    if reading.class(at) == Some(Class::Number) {
        let digits = reading.key(at);
        let whole = reading.glued(at) && digits.len() <= MOST && digits.bytes().all(|b| b.is_ascii_digit());
        return if whole { Some((Number::parse(&format!("0.{digits}"))?, at + 1)) } else { None };
    }
    let (mut value, mut under, mut end) = (Number::ZERO, Number::ONE, at);
    while let Some(digit) = han_digit(reading, end).filter(|_| end - at < MOST) {
        under = under.times(Number::whole(10))?;
        value = value.plus(digit.divided(under)?)?;
        end += 1;
    }
    (end > at).then_some((value, end))
}

/// `二〇二四`: two or more Han digits in a row stand for their decimal places.
fn digits_of_han(reading: &Reading, at: usize) -> Option<Numeral> {
    let mut value = Number::ZERO;
    let mut end = at;
    while let Some(digit) = han_digit(reading, end) {
        value = value.times(Number::whole(10))?.plus(digit)?;
        end += 1;
    }
    (end >= at + 2).then_some(Numeral { end, value, form: Form::Words })
}

fn han_digit(reading: &Reading, at: usize) -> Option<Number> {
    if reading.class(at) != Some(Class::Character) {
        return None;
    }
    let found = reading.meaning(at, Section::Numerals).filter(|m| m.end == at + 1)?;
    found.sense.number.filter(|n| *n < Number::whole(10))
}

/// What a word of several numerals tells.
pub(super) struct Compound {
    pub value: Number,
    /// The unit it ends in: `siebzehnjährig`, `trentenne`.
    pub unit: Option<Sense>,
}

impl Lexicon {
    /// The value of numerals written as one word: `einundzwanzig`, `driehonderd`, `ventidue`. `None` for a word that is no such
    /// compound, and in languages that have none.
    pub(super) fn compound(&self, word: &str) -> Option<Compound> {
        /// No compound in use is longer, in bytes.
        const LONGEST: usize = 48;
        let joiners = self.compound_joiners()?;
        if word.len() < 5 || word.len() > LONGEST || !self.may_be_compound(word) {
            return None;
        }
        let mut sum = Sum::default();
        let mut rest = word;
        let mut parts = 0;
        while !rest.is_empty() {
            let half = |rest: &'_ str| {
                self.compound_halves().iter().find_map(|h| Some(rest.len() - rest.strip_prefix(&**h)?.len()))
            };
            if parts > 0
                && let Some(after) = half(rest).and_then(|n| rest.get(n..))
            {
                sum.addends.push(Number::ratio(1, 2)?);
                (rest, parts) = (after, parts + 1);
                continue;
            }
            if parts > 0
                && let Some(after) = joiners.iter().find_map(|j| rest.strip_prefix(&**j)).filter(|r| !r.is_empty())
                && self.longest_atom(after).is_some()
            {
                rest = after;
            }
            let Some((after, section, value)) = self.longest_atom(rest) else {
                let value = sum.total().filter(|_| parts > 0)?;
                return Some(Compound { value, unit: Some(self.unit_in_word(rest, value)?) });
            };
            match section {
                Section::Scales => sum.scale(value)?,
                // The digit stands before the tens (`einundzwanzig`) or after them (`ventuno`).
                _ => sum.addends.push(value),
            }
            (rest, parts) = (after, parts + 1);
        }
        Some(Compound { value: sum.total().filter(|_| parts > 1)?, unit: None })
    }

    /// The unit at the end of a word that starts with a number, if it is one that words are made with: of age, time, parts and
    /// multiples (`siebzehnjährig`, `dreistündig`, `zehnfach`), not of length (`Elfmeter`). `einfach` multiplies nothing.
    fn unit_in_word(&self, rest: &str, value: Number) -> Option<Sense> {
        let unit = self.whole(rest, Section::Units)?.sense();
        let made = matches!(unit.name, "age" | "s" | "month" | "%") || unit.name == "x" && value != Number::ONE;
        made.then_some(unit)
    }

    fn longest_atom<'w>(&self, word: &'w str) -> Option<(&'w str, Section, Number)> {
        /// No atom has more letters.
        const LONGEST: usize = 14;
        // Letters of other alphabets have two bytes.
        let longest = if word.starts_with(|c: char| c >= '\u{370}') { 2 * LONGEST } else { LONGEST };
        (2..=longest.min(word.len())).rev().find_map(|n| {
            let (atom, rest) = word.split_at_checked(n)?;
            let numeral = self.whole(atom, Section::Numerals).or_else(|| self.whole(atom, Section::Scales))?;
            Some((rest, numeral.section(), numeral.sense().number?))
        })
    }
}
