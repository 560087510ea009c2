//! On which side of its number the true value of a figure lies: `more than`, `at most`, `以上`. May import what figures are made
//! of and the framework of the folder above.

use std::ops::Range;

use super::amount::amount;
use super::quantity::STARTS;
use super::unit::{Amount, Unit};
use crate::claim::lexicon::Section;
use crate::claim::number::Number;
use crate::claim::numeral::Joined;
use crate::claim::reading::{Match, Reading};
use crate::claim::scan::Class;

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
    pub(super) fn of(name: &str) -> Self {
        match name.split(' ').next() {
            Some(">") => Self::Above,
            Some(">=") => Self::AtLeast,
            Some("<") => Self::Below,
            Some("<=") => Self::AtMost,
            _ => Self::None,
        }
    }

    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Above => ">",
            Self::AtLeast => ">=",
            Self::Below => "<",
            Self::AtMost => "<=",
        }
    }
}

/// A bound and the pieces of the figure with it.
pub(super) struct Bounded {
    pub bound: Bound,
    pub leaning: Bound,
    pub pieces: Range<usize>,
}

impl Bounded {
    /// `denkt über einen Wechsel nach`: a single word that also places things bounds no article, which is seldom a number.
    fn is_placed(&self, reading: &Reading, amounts: &[Amount], number: &Range<usize>) -> bool {
        let one = amounts.iter().all(|a| a.value == Number::ONE && a.unit == Unit::None);
        one && number.len() == 1
            && self.pieces.start + 1 == number.start
            && reading.means(number.start, Section::Articles)
    }

    /// The same without such a bound.
    pub(super) fn before_article(self, reading: &Reading, amounts: &[Amount], number: &Range<usize>) -> Self {
        if !self.is_placed(reading, amounts, number) {
            return self;
        }
        Self { bound: Bound::None, leaning: Bound::None, pieces: number.clone() }
    }
}

/// The bound before or after a figure.
pub(super) fn bound(reading: &Reading, pieces: &Range<usize>, amounts: &[Amount]) -> Bounded {
    let mut leaning = Bound::None;
    // `under the two rules`, `over 2 weeks`: in the other meaning of the word.
    let timed = amounts.iter().any(|a| a.unit.is_time());
    let counts = amounts.iter().all(|a| a.unit == Unit::None);
    let mut definite = false;
    // `the over-60s`
    let hyphen = reading.key_before(pieces.start) == "-" && reading.glued(pieces.start);
    let mut start = if hyphen { pieces.start - 1 } else { pieces.start };
    loop {
        let other_use = |name: &str, at: usize| {
            let untimed = name.ends_with("untimed");
            let during = timed && reading.key_before(at) != "for" || counts && is_cause(reading, at);
            let noun = counts || definite || !is_verb_before(reading, at);
            let reached = name.ends_with("reached") && is_reached(reading, at, pieces.end);
            reached
                || timed && ends_amount(reading, at)
                || during && untimed
                || noun && name.ends_with("measured")
                || definite && (untimed || name.ends_with("indefinite"))
        };
        // A bound may end in a word that also stands before numbers by itself: `plus de 300`, `près de 300`.
        let before = reading.meaning_before(start, Section::Bounds);
        if let Some((earlier, sense)) = before.filter(|(at, s)| !other_use(s.name, *at)) {
            return Bounded { bound: Bound::of(sense.name), leaning, pieces: earlier..pieces.end };
        }
        let Some((earlier, sense)) = reading.meaning_before(start, Section::Approximate) else { break };
        leaning = if leaning == Bound::None { Bound::of(sense.name) } else { leaning };
        definite |= reading.role(earlier) == "article";
        start = earlier;
    }
    // `300人以上`: what it counts stands between.
    let counted = || {
        let counter = reading.meaning(pieces.end, Section::Counters)?;
        reading.meaning(counter.end, Section::BoundsAfter)
    };
    let after = reading.meaning(pieces.end, Section::BoundsAfter);
    // `5万人まで減った`
    let led = |m: &Match| m.sense.name.ends_with("reached") && is_reached(reading, pieces.end, m.end);
    let found = after.or_else(counted).or_else(|| bound_after_noun(reading, pieces.end));
    match found.filter(|m| !led(m)) {
        Some(found) => Bounded { bound: Bound::of(found.sense.name), leaning, pieces: pieces.start..found.end },
        None => Bounded { bound: Bound::None, leaning, pieces: pieces.clone() },
    }
}

/// `8 percent more than a year earlier`: what is more is told before, and the time is what it is held against.
fn ends_amount(reading: &Reading, at: usize) -> bool {
    let ends = |section: Section| reading.meaning_before(at, section).is_some();
    ends(Section::Currencies)
        || reading.meaning_before(at, Section::Units).is_some_and(|(_, s)| matches!(s.name, "%" | "pp"))
}

/// `winds top 90mph`, but `the top 5 percent`, `in top 10 percent`.
fn is_verb_before(reading: &Reading, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|i| {
        let small = matches!(reading.role(i), "article" | "determiner" | "preposition" | "conjunction");
        reading.class(i) == Some(Class::Word) && !small && !reading.is_possessive(i)
    })
}

/// `steeg tot 1,5 miljard`, `выросла до 7 процентов`: behind a verb of change the word tells where it led, and bounds nothing.
fn is_reached(reading: &Reading, at: usize, end: usize) -> bool {
    /// How many pieces away the verb may stand, before and after.
    const REACH: usize = 12;
    let told = |i: &usize| !matches!(reading.key(*i), "." | ";" | ":") || reading.glued(*i + 1);
    let changes = |i: usize| reading.means(i, Section::Changes) || reading.means(i, Section::Multiples);
    let before = (at.saturating_sub(REACH)..at).rev().take_while(told).any(changes);
    before || (end..end + REACH).take_while(told).any(changes)
}

/// `is suspended over two deaths`: behind a passive it tells why.
fn is_cause(reading: &Reading, at: usize) -> bool {
    at.checked_sub(2).is_some_and(|be| reading.is_being(be) && reading.key(be + 1).ends_with("ed"))
}

/// `12 people or more`: a bound of two words or more behind what is counted, unless it belongs to another number.
fn bound_after_noun(reading: &Reading, at: usize) -> Option<Match> {
    let noun = reading.class(at) == Some(Class::Word) && !reading.means(at, Section::Function);
    let found = reading.meaning(at + 1, Section::BoundsAfter).filter(|m| noun && m.end >= at + 3)?;
    let belongs = reading.may_start(found.end, STARTS) && amount(reading, found.end, Joined::No).is_some();
    (!belongs).then_some(found)
}
