//! Figures: counts, amounts, percentages, ratios, scores, ordinals, magnitudes, with unit, currency and bound. May import the
//! framework of this folder.

mod amount;
mod bound;
mod quantity;
mod retold;
mod unit;

use std::ops::Range;

use self::bound::Bound;
use self::quantity::{Certainty, Figure};
use self::unit::{Amount, Unit};
use super::lexicon::{Section, Sections};
use super::matching::{self, Matched};
use super::number::Number;
use super::reading::{Reading, Signs};
use super::scan::Class;
use super::{Claim, Detector, Kind, Mention, Sides, name};
use crate::{Pair, Side};

pub(super) struct Figures;

impl Detector for Figures {
    fn kind(&self) -> Kind {
        Kind::Figure
    }

    fn knows(&self, _: Sections) -> bool {
        true
    }

    fn may_find(&self, signs: Pair<Signs>) -> bool {
        (signs.a.numbers || signs.b.numbers) && Signs::differ(signs)
    }

    fn changes(&self, sides: &mut Sides) -> Vec<Claim> {
        let found = Pair::new(
            quantity::figures(&sides.readings.a, &sides.taken.a),
            quantity::figures(&sides.readings.b, &sides.taken.b),
        );
        for side in [Side::A, Side::B] {
            for figure in found.side(side) {
                sides.take(side, &figure.pieces);
            }
        }
        let alike = |(a, b): (&Figure, &Figure)| a.amounts == b.amounts && a.bound == b.bound;
        if found.a.len() == found.b.len() && found.a.iter().zip(&found.b).all(alike) {
            return Vec::new();
        }
        let left = without_equal(sides, found.clone());
        if left.a.is_empty() && left.b.is_empty() {
            return Vec::new();
        }
        let matched = pair_changed(sides, &left, &found);
        let bounds_differ = |i: Pair<usize>| {
            let (a, b) = (left.a.get(i.a), left.b.get(i.b));
            a.zip(b).is_some_and(|(a, b)| a.bound != b.bound)
        };
        matched
            .pairs
            .iter()
            .map(|&at| {
                let whole = bounds_differ(at);
                Pair::new(left.a.get(at.a), left.b.get(at.b)).zip(Pair::new(Side::A, Side::B)).map(|(f, side)| {
                    f.map(|f| mention(sides.readings.side(side), f, if whole { &f.bounded } else { &f.pieces }))
                })
            })
            .chain(
                matched
                    .alone
                    .a
                    .iter()
                    .map(|&i| Pair::new(left.a.get(i).map(|f| mention(&sides.readings.a, f, &f.bounded)), None)),
            )
            .chain(
                matched
                    .alone
                    .b
                    .iter()
                    .map(|&i| Pair::new(None, left.b.get(i).map(|f| mention(&sides.readings.b, f, &f.bounded)))),
            )
            .map(|sides| Claim::new(Kind::Figure, sides))
            .collect()
    }
}

fn mention(reading: &Reading, figure: &Figure, pieces: &Range<usize>) -> Mention {
    Mention { span: reading.span(pieces), value: figure.value() }
}

/// What is left when equal figures answer each other, wherever they stand.
fn without_equal(sides: &Sides, found: Pair<Vec<Figure>>) -> Pair<Vec<Figure>> {
    let left = drop_matched(sides, found, Figure::value);
    // A unit may be understood (`from 5 to 7 percent`, `aged 19`, `19`): the same number and bound are enough where one
    // side has no unit and counts nothing.
    let candidates = loose_candidates(sides, &left);
    let matched = matching::take_best(left.as_ref().map(Vec::len), candidates);
    let left = matching::keep(left, &matched.alone);
    let left = match divide_shares(sides, &left) {
        Some(divided) => drop_matched(sides, divided, Figure::value),
        None => left,
    };
    let left = without_codes(sides, left);
    let (a, b) = without_parts(left.a, left.b);
    let (b, a) = without_parts(b, a);
    Pair::new(a, b)
}

fn drop_matched(sides: &Sides, found: Pair<Vec<Figure>>, key: impl Fn(&Figure) -> String) -> Pair<Vec<Figure>> {
    let equal = matching::equal_by(found.as_ref().map(Vec::as_slice), key, |at| {
        let both = Pair::new(found.a.get(at.a), found.b.get(at.b));
        match both.into_tuple() {
            (Some(a), Some(b)) => near(sides, a, b) + shared_nouns(sides, a, b),
            _ => 0,
        }
    });
    let matched = matching::take_best(found.as_ref().map(Vec::len), equal);
    matching::keep(found, &matched.alone)
}

fn loose_candidates(sides: &Sides, left: &Pair<Vec<Figure>>) -> Vec<matching::Candidate> {
    let alike = |a: &Figure, b: &Figure| {
        let one_bare = a.is_bare() || b.is_bare();
        let same = a.amounts.iter().map(Amount::years).eq(b.amounts.iter().map(Amount::years));
        // `4 euro l'ora` and `4 euro a cassetta` are for different things.
        let for_other = |f: &Figure, reading: &Reading| {
            let joiner = reading.meaning(f.pieces.end, Section::Rates).filter(|_| f.rate().is_none());
            let word = |at: usize| reading.class(at) == Some(Class::Word) && !reading.means(at, Section::Function);
            joiner.is_some_and(|m| word(m.end) && !reading.means(m.end, Section::Units))
        };
        let other_rate = for_other(a, &sides.readings.a) || for_other(b, &sides.readings.b);
        let one_rated = a.rate().is_some() != b.rate().is_some();
        let units = a.amounts.iter().map(|x| x.unit).eq(b.amounts.iter().map(|x| x.unit));
        let shares = |f: &Figure| f.amounts.iter().map(Amount::share).collect::<Option<Vec<_>>>();
        let same_share = a.rate() == b.rate() && shares(a).is_some_and(|own| shares(b) == Some(own));
        // `pounds` may be money or a weight.
        let either = |f: &Figure, other: &Figure, reading: &Reading| may_be_in(reading, f, other);
        // `up 3 points` may be percentage points.
        let points = |f: &Figure, other: &Figure, reading: &Reading| {
            let plain = f.amounts.iter().all(|a| a.unit == Unit::None) && nouns(reading, f).first() == Some(&"point");
            plain && other.amounts.iter().all(|a| a.unit == Unit::Points)
        };
        let both_points = points(a, b, &sides.readings.a) || points(b, a, &sides.readings.b);
        let same_word = either(a, b, &sides.readings.a) || either(b, a, &sides.readings.b);
        // `gut 300` answers `mehr als 300` as well as `300`.
        let leaning = (leans(a, b) || leans(b, a)) && a.amounts == b.amounts;
        leaning
            || ((one_bare || same_word || both_points || one_rated && units || a.is_age() != b.is_age()) && same
                || same_share)
                && a.bound == b.bound
                && !(one_rated && other_rate)
    };
    let key = |f: &Figure| f.amounts.first().map(|a| a.percent().to_string()).unwrap_or_default();
    let slices = left.as_ref().map(Vec::as_slice);
    let pair = |at: Pair<usize>| left.a.get(at.a).zip(left.b.get(at.b));
    let all = matching::equal(slices, key);
    let mut out: Vec<_> = all.into_iter().filter(|c| pair(c.at).is_some_and(|(a, b)| alike(a, b))).collect();
    // `from 90 minutes to 50`: the number of a unit that counts by another.
    let understood = |a: &Figure, b: &Figure| a.is_bare() != b.is_bare() && a.bound == b.bound && a.may_share_unit(b);
    // `31:12` for `31 minutes 12 seconds`.
    let race = |f: &&Figure| f.amounts.len() == 2 && f.value_of_race().is_some();
    if left.a.iter().chain(&left.b).any(|f| race(&f)) {
        let raced = |a: &Figure, b: &Figure| {
            let value = a.value_of_race();
            a.bound == b.bound && a.amounts.len() != b.amounts.len() && value.is_some() && value == b.value_of_race()
        };
        let every = matching::every(left.as_ref().map(Vec::len));
        out.extend(every.filter(|c| pair(c.at).is_some_and(|(a, b)| raced(a, b))));
    }
    let rounded = |at: Pair<usize>| pair(at).is_some_and(|(a, b)| a.rounds_to(b) || b.rounds_to(a));
    let shares = |f: &&Figure| f.amounts.iter().any(|a| a.unit == Unit::Share);
    if left.a.iter().chain(&left.b).any(|f| shares(&f)) {
        out.extend(matching::every(left.as_ref().map(Vec::len)).filter(|c| rounded(c.at)));
    }
    let written = matching::equal(slices, |f| f.written.map(|n| n.to_string()).unwrap_or_default());
    out.extend(written.into_iter().filter(|c| pair(c.at).is_some_and(|(a, b)| understood(a, b))));
    let weeks = |a: &Figure, b: &Figure| in_weeks(&sides.readings.a, a, b) || in_weeks(&sides.readings.b, b, a);
    let same_weeks = matching::equal_by(slices, |_| String::new(), |_| 0);
    out.extend(same_weeks.into_iter().filter(|c| pair(c.at).is_some_and(|(a, b)| weeks(a, b))));
    out
}

/// Whether an approximation leans to the bound of another figure, or to none.
fn leans(figure: &Figure, other: &Figure) -> bool {
    figure.bound == Bound::None && figure.leaning != Bound::None && figure.leaning == other.bound
}

/// `quinze jours` are two weeks: days that count the first one too.
fn in_weeks(reading: &Reading, days: &Figure, weeks: &Figure) -> bool {
    const DAY: u32 = 86_400;
    let [Amount { value: of_days, unit: Unit::Measure("s"), rate: None }] = days.amounts.as_slice() else {
        return false;
    };
    let [Amount { value: of_weeks, unit: Unit::Measure("s"), rate: None }] = weeks.amounts.as_slice() else {
        return false;
    };
    // More days than anyone counts in weeks may be too many seconds.
    let is_told = |n: &u32| n.checked_mul(DAY).is_some_and(|seconds| Number::whole(seconds) == *of_days);
    let told = days.written.and_then(Number::small).filter(is_told);
    let count = told.and_then(|n| reading.lexicon.inclusive_weeks(n));
    // In days the other would say how many they are.
    let others = weeks.written.and_then(Number::small);
    count.is_some_and(|n| others == Some(n) && Number::whole(n * 7 * DAY) == *of_weeks) && days.bound == weeks.bound
}

/// Drops the numbers that the other side tells in a code: `flight 447`, `flight AF447`.
fn without_codes(sides: &Sides, mut left: Pair<Vec<Figure>>) -> Pair<Vec<Figure>> {
    for side in [Side::A, Side::B] {
        let (own, other) = (sides.readings.side(side), sides.readings.side(side.other()));
        let in_code = |f: &Figure| f.pieces.len() == 1 && name::tells_number(other, own.key(f.pieces.start));
        left.side_mut(side).retain(|f| !in_code(f));
    }
    left
}

/// Divides the shares of one side into the numbers they are told by, where the other side tells no share but one of these
/// numbers by itself: `six out of ten`, `six of the ten`.
fn divide_shares(sides: &Sides, left: &Pair<Vec<Figure>>) -> Option<Pair<Vec<Figure>>> {
    let divided = |side: Side| {
        let (own, other) = (left.side(side), left.side(side.other()));
        let shares = |f: &Figure| f.amounts.iter().any(|a| a.share().is_some());
        if other.len() < 2 || other.iter().any(shares) {
            return None;
        }
        let mut any = false;
        let mut out = Vec::new();
        for figure in own {
            let parts = quantity::parts_of_share(sides.readings.side(side), figure);
            let told = |parts: &[Figure; 2]| parts.iter().any(|p| other.iter().any(|o| o.amounts == p.amounts));
            match parts.filter(told) {
                Some(parts) => {
                    any = true;
                    out.extend(parts);
                }
                None => out.push(figure.clone()),
            }
        }
        any.then_some(out)
    };
    match (divided(Side::A), divided(Side::B)) {
        (None, None) => None,
        (a, b) => Some(Pair::new(a.unwrap_or_else(|| left.a.clone()), b.unwrap_or_else(|| left.b.clone()))),
    }
}

/// Drops a range or score of one side whose numbers stand apart on the other (`3-1`, `by three to one`), with those numbers.
fn without_parts(whole: Vec<Figure>, mut parts: Vec<Figure>) -> (Vec<Figure>, Vec<Figure>) {
    let mut left = Vec::new();
    for figure in whole {
        match places_of(&figure, &parts) {
            Some(mut places) => {
                places.sort_unstable();
                for at in places.into_iter().rev() {
                    parts.remove(at);
                }
            }
            None => left.push(figure),
        }
    }
    (left, parts)
}

/// Where the numbers of a range or score stand among others, each at a place of its own.
fn places_of(figure: &Figure, parts: &[Figure]) -> Option<Vec<usize>> {
    if figure.amounts.len() < 2 {
        return None;
    }
    let mut places = Vec::new();
    for amount in &figure.amounts {
        places.push((0..).zip(parts).find(|(i, p)| p.is_just(amount) && !places.contains(i))?.0);
    }
    Some(places)
}

fn pair_changed(sides: &Sides, left: &Pair<Vec<Figure>>, found: &Pair<Vec<Figure>>) -> Matched {
    let only = left.a.len() == 1 && left.b.len() == 1;
    let mut matched = matching::pair_up(left.as_ref().map(Vec::len), |at| {
        let (a, b) = (left.a.get(at.a)?, left.b.get(at.b)?);
        let near = near(sides, a, b);
        let score = likeness(sides, a, b) + near + i32::from(only);
        let loose = a.certainty == Certainty::Loose || b.certainty == Certainty::Loose;
        let both_loose = a.certainty == Certainty::Loose && b.certainty == Certainty::Loose;
        // What may be no figure at all (`one`, `first`) must stand right in the other's place, and be of its sort.
        let alike = a.measured() == b.measured();
        // `45C` against `45F`: the same number in another unit, wherever it stands.
        let rewritten = alike && !both_loose && a.measured().is_some() && a.written.is_some() && a.written == b.written;
        let enough = if loose { score >= 5 && near >= 3 && alike || rewritten } else { score >= 3 };
        // `a week` against `a month`: measured, though neither has a number.
        (enough && (!both_loose || alike && a.measured().is_some())).then_some(score)
    });
    // What nothing answers is told no more, or newly told: unless it is told elsewhere, or may be no figure at all.
    let told = |f: Option<&Figure>, other: &[Figure], side: Side| {
        f.is_none_or(|f| {
            f.certainty == Certainty::Loose
                || retold::in_another_form(sides.readings.side(side), sides.readings.side(side.other()), f)
                || other.iter().any(|o| o.value() == f.value() && !counts_other(sides, side, f, o))
        })
    };
    matched.alone.a.retain(|&i| !told(left.a.get(i), &found.b, Side::A));
    matched.alone.b.retain(|&i| !told(left.b.get(i), &found.a, Side::B));
    for side in [Side::A, Side::B] {
        let (alone, figures) = (matched.alone.side_mut(side), left.side(side));
        // `six of the nine`: what goes with its whole is one figure.
        let wholes = figures.windows(2).map(|w| match w {
            [part, whole] => part.is_of(whole, sides.readings.side(side)),
            _ => false,
        });
        let wholes: Vec<bool> = wholes.collect();
        let kept = alone.clone();
        let goes_along = |i: usize| {
            i.checked_sub(1).is_some_and(|before| kept.contains(&before) && wholes.get(before) == Some(&true))
        };
        alone.retain(|&i| !goes_along(i));
    }
    matched
}

/// Whether the word for a figure's unit may as well name that of another.
fn may_be_in(reading: &Reading, figure: &Figure, other: &Figure) -> bool {
    let [amount] = other.amounts.as_slice() else { return false };
    let named = |section: Section| {
        let before = reading.meaning_before(figure.pieces.end, section);
        before.is_some_and(|(_, sense)| Unit::of(sense.name, section) == amount.unit)
    };
    amount.unit.is_measured() && figure.measured().is_some() && (named(Section::Units) || named(Section::Currencies))
}

fn near(sides: &Sides, a: &Figure, b: &Figure) -> i32 {
    sides.place().nearness(Pair::new(a.pieces.start, b.pieces.start)).points()
}

/// How alike two figures are in nature: unit, and what they count. Three points are enough to call one the other, changed.
fn likeness(sides: &Sides, a: &Figure, b: &Figure) -> i32 {
    let (Some(first), Some(second)) = (a.amounts.last(), b.amounts.last()) else { return 0 };
    let units = match (first.unit, second.unit) {
        (Unit::None, Unit::None) => 2,
        (x, y) if x == y => 4,
        _ if may_be_in(&sides.readings.a, a, b) || may_be_in(&sides.readings.b, b, a) => 4,
        (x, y) if x.family() == y.family() => 2,
        (Unit::None, _) | (_, Unit::None) => 0,
        _ => -3,
    };
    let same = a.amounts.iter().map(|x| x.value).eq(b.amounts.iter().map(|x| x.value));
    // Two scores, or two ranges, are of one sort by their form; what follows a score is seldom what it counts.
    let lengths = match (a.amounts.len(), b.amounts.len()) {
        (2, 2) => 2,
        (a, b) if a == b => 0,
        _ => -1,
    };
    units + if same { 3 } else { 0 } + lengths + shared_nouns(sides, a, b)
}

/// Points for what two figures count: the same, unknown, or different things.
fn shared_nouns(sides: &Sides, a: &Figure, b: &Figure) -> i32 {
    let nouns = Pair::new(nouns(&sides.readings.a, a), nouns(&sides.readings.b, b));
    if nouns.a.is_empty() || nouns.b.is_empty() {
        return 0;
    }
    if nouns.a.iter().any(|n| nouns.b.contains(n)) { 4 } else { -1 }
}

/// Whether two figures of different sides count different things.
fn counts_other(sides: &Sides, side: Side, figure: &Figure, other: &Figure) -> bool {
    let (a, b) = if side == Side::A { (figure, other) } else { (other, figure) };
    shared_nouns(sides, a, b) < 0
}

/// The words after a figure that may say what it counts: up to three, as far as the phrase goes, without plural endings.
fn nouns<'r>(reading: &'r Reading, figure: &Figure) -> Vec<&'r str> {
    const MOST: usize = 3;
    let mut out = Vec::new();
    let mut at = figure.pieces.end;
    while out.len() < MOST {
        match reading.class(at) {
            None | Some(Class::Mark | Class::Number) => break,
            _ if reading.means(at, Section::Function) => {
                // `19 of the passengers`, but not `by a third since spring`.
                if !out.is_empty() || is_apart(reading, at) {
                    break;
                }
            }
            _ => out.push(stem(reading, at)),
        }
        at += 1;
        if at > figure.pieces.end + 2 * MOST {
            break;
        }
    }
    out
}

/// Whether a small word starts another phrase, so that nothing after it is what a figure counts.
fn is_apart(reading: &Reading, at: usize) -> bool {
    let knows = reading.lexicon.has(Section::PartJoiners);
    knows && matches!(reading.role(at), "preposition" | "conjunction") && !reading.means(at, Section::PartJoiners)
}

fn stem<'r>(reading: &'r Reading, at: usize) -> &'r str {
    if let Some(found) = reading.meaning(at, Section::Counted) {
        return found.sense.name;
    }
    let key = reading.key(at);
    key.strip_suffix('s').filter(|k| k.len() > 2).unwrap_or(key)
}

impl Figure {
    /// `six of the nine`: whether it is told out of a whole.
    fn is_of(&self, whole: &Self, reading: &Reading) -> bool {
        let of = self.bounded.end;
        of + 2 == whole.bounded.start
            && reading.means(of, Section::PartJoiners)
            && matches!(reading.role(of + 1), "article" | "determiner")
    }

    /// `two thirds`, `66.7 percent`: whether a share that no decimals tell in full is a percentage as far as that is told.
    fn rounds_to(&self, other: &Self) -> bool {
        let ([share], [percent]) = (self.amounts.as_slice(), other.amounts.as_slice()) else { return false };
        let sorts = share.unit == Unit::Share && percent.unit == Unit::Percent;
        sorts && self.bound == other.bound && share.percent().rounds_to(percent.value)
    }

    /// The seconds of a length of time, or of minutes and seconds around a colon (`31:12`) where it may be one.
    fn value_of_race(&self) -> Option<Number> {
        match self.amounts.as_slice() {
            [one] if one.unit == Unit::Measure("s") && one.rate.is_none() => Some(one.value),
            [minutes, seconds] if self.amounts.iter().all(|a| a.unit == Unit::None) => {
                let below = |n: Number| n.is_whole() && n < Number::whole(60);
                let value = minutes.value.times(Number::whole(60))?.plus(seconds.value)?;
                (minutes.value.is_whole() && below(seconds.value)).then_some(value)
            }
            _ => None,
        }
    }

    /// Whether it is just one amount, with the same number and no other unit.
    fn is_just(&self, amount: &Amount) -> bool {
        match self.amounts.as_slice() {
            [own] => own.value == amount.value && (own.unit == amount.unit || own.unit == Unit::None),
            _ => false,
        }
    }
}
