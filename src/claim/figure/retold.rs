//! Figures that one side tells in a form that is no figure by itself: a decade for ten years, a man and a woman for two. What is
//! told so is neither added nor removed. May import `quantity`, `unit` and the framework of the folder above.

use super::quantity::Figure;
use super::unit::{Amount, Unit};
use crate::claim::lexicon::Section;
use crate::claim::number::Number;
use crate::claim::numeral::{self, Joined};
use crate::claim::reading::Reading;
use crate::claim::scan::Class;

/// Whether the other side tells a figure in a form that counts as none.
pub(super) fn in_another_form(own: &Reading, other: &Reading, figure: &Figure) -> bool {
    let [amount] = figure.amounts.as_slice() else { return false };
    match amount.unit {
        Unit::Measure(name) => in_one_unit(other, amount, name),
        Unit::None => {
            in_character(own, other, figure, amount.value) || amount.value == Number::whole(2) && as_a_pair(other)
        }
        Unit::Ordinal => in_character(own, other, figure, amount.value),
        _ => false,
    }
}

/// `десять лет`, `уже десятилетие`: a length of time that is one unit, without a number.
fn in_one_unit(reading: &Reading, amount: &Amount, name: &str) -> bool {
    let one = |at: usize| {
        let unit = reading.meaning(at, Section::Units);
        unit.is_some_and(|m| m.sense.name == name && m.sense.number == Some(amount.value))
            && at.checked_sub(1).is_none_or(|before| reading.class(before) != Some(Class::Number))
    };
    amount.unit.is_time() && amount.rate.is_none() && (0..reading.len()).any(one)
}

/// `6号线`, `六号线`: the same number in a character, before the same one, where it need not count anything.
fn in_character(own: &Reading, other: &Reading, figure: &Figure, value: Number) -> bool {
    let next = figure.pieces.end;
    if own.class(next) != Some(Class::Character) {
        return false;
    }
    let same = |at: usize| {
        let starts = other.class(at) == Some(Class::Number) || other.means(at, Section::Numerals);
        starts
            && numeral::read(other, at, Joined::No)
                .is_some_and(|n| n.value == value && other.key(n.end) == own.key(next))
    };
    (0..other.len()).any(same)
}

/// `eine Frau und ein Mann`, `一男一女`: two, told one by one.
fn as_a_pair(reading: &Reading) -> bool {
    /// A noun and what describes it.
    const MOST: usize = 3;
    let word = |at: usize| reading.class(at) == Some(Class::Word) && !reading.means(at, Section::Units);
    let one = |at: usize| reading.means(at, Section::Articles) && word(at + 1);
    let character = |at: usize| {
        let numeral = reading.meaning(at, Section::Numerals).filter(|_| reading.class(at) == Some(Class::Character));
        numeral.is_some_and(|m| m.sense.number == Some(Number::ONE))
    };
    (0..reading.len()).any(|at| {
        let words = (at + 1..=at + MOST).take_while(|&i| word(i) && !reading.means(i, Section::RangeEnds)).count();
        let joiner = at + 1 + words;
        one(at) && words > 0 && reading.means(joiner, Section::RangeEnds) && one(joiner + 1)
            || character(at) && character(at + 2)
    })
}
