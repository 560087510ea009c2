//! Exact numbers: fractions of integers, and how number literals read in a language. Imports nothing.

use std::cmp::Ordering;
use std::fmt;

/// An exact number, in lowest terms. The denominator is above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Number {
    over: i128,
    under: i128,
}

/// How a language writes numbers in digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Writing {
    /// What stands before the decimals: `.` or `,`.
    pub decimal: char,
    /// Whether a plain space groups thousands (`12 000`).
    pub spaced: bool,
}

impl Number {
    pub(super) const ZERO: Self = Self { over: 0, under: 1 };
    pub(super) const ONE: Self = Self { over: 1, under: 1 };

    pub(super) fn whole(n: u32) -> Self {
        Self { over: i128::from(n), under: 1 }
    }

    /// `over / under`; `None` for a zero denominator.
    pub(super) fn ratio(over: i128, under: i128) -> Option<Self> {
        if under == 0 {
            return None;
        }
        let divisor = gcd(over.unsigned_abs(), under.unsigned_abs());
        let divisor = i128::try_from(divisor).ok().filter(|&d| d > 0)?;
        let sign = under.signum();
        Some(Self { over: (over / divisor).checked_mul(sign)?, under: (under / divisor).checked_mul(sign)? })
    }

    /// Reads `12`, `1.5`, `3/4`, as data files write numbers.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some((over, under)) = text.split_once('/') {
            return Self::parse(over)?.divided(Self::parse(under)?);
        }
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        decimal(whole, decimals)
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let left = self.over.checked_mul(other.under)?;
        let right = other.over.checked_mul(self.under)?;
        Self::ratio(left.checked_add(right)?, self.under.checked_mul(other.under)?)
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        Self::ratio(self.over.checked_mul(other.over)?, self.under.checked_mul(other.under)?)
    }

    pub(super) fn divided(self, other: Self) -> Option<Self> {
        Self::ratio(self.over.checked_mul(other.under)?, self.under.checked_mul(other.over)?)
    }

    #[must_use]
    pub(super) fn negated(self) -> Self {
        Self { over: self.over.checked_neg().unwrap_or(self.over), under: self.under }
    }

    /// Whether it has no end in decimals, and is another as far as the other's decimals go, where it has any: `33` may be no third.
    pub(super) fn rounds_to(self, other: Self) -> bool {
        let Some(places) = decimals(other.under).filter(|_| decimals(self.under).is_none()) else { return false };
        let apart = other.negated().plus(self).map(|n| Self { over: n.over.saturating_abs(), ..n });
        let half = 10i128.checked_pow(places).and_then(|power| Self::ratio(1, power.checked_mul(2)?));
        let endless = decimals(self.under).is_none() && places > 0;
        endless && apart.zip(half).is_some_and(|(apart, half)| apart <= half)
    }

    pub(super) fn is_whole(self) -> bool {
        self.under == 1
    }

    /// As a small whole number, if it is one.
    pub(super) fn small(self) -> Option<u32> {
        if self.is_whole() { u32::try_from(self.over).ok() } else { None }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.over.checked_mul(other.under), other.over.checked_mul(self.under)) {
            (Some(left), Some(right)) => left.cmp(&right),
            // Products beyond 128 bits: whole parts are apart or the order hardly matters.
            _ => (self.over / self.under, self.over).cmp(&(other.over / other.under, other.over)),
        }
    }
}

impl fmt::Display for Number {
    /// As a decimal where it ends (`74702`, `1.25`), else as a fraction (`1/3`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match decimals(self.under).and_then(|n| Some((n, 10i128.checked_pow(n)?))) {
            None => write!(f, "{}/{}", self.over, self.under),
            Some((0, _)) => write!(f, "{}", self.over),
            Some((n, power)) => match self.over.checked_mul(power / self.under) {
                None => write!(f, "{}/{}", self.over, self.under),
                Some(scaled) => {
                    let sign = if scaled < 0 { "-" } else { "" };
                    let size = scaled.unsigned_abs();
                    let power = power.unsigned_abs();
                    write!(f, "{sign}{}.{:0width$}", size / power, size % power, width = n as usize)
                }
            },
        }
    }
}

/// How many decimals a fraction with this denominator in lowest terms has, if it ends: the larger power of 2 or 5 in it.
fn decimals(under: i128) -> Option<u32> {
    let (mut rest, mut twos, mut fives) = (under, 0, 0);
    while rest % 2 == 0 {
        (rest, twos) = (rest / 2, twos + 1);
    }
    while rest % 5 == 0 {
        (rest, fives) = (rest / 5, fives + 1);
    }
    (rest == 1).then_some(twos.max(fives))
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn decimal(whole: &str, decimals: &str) -> Option<Number> {
    let mut over: i128 = 0;
    for c in whole.chars().chain(decimals.chars()) {
        over = over.checked_mul(10)?.checked_add(i128::from(c.to_digit(10)?))?;
    }
    Number::ratio(over, 10i128.checked_pow(u32::try_from(decimals.len()).ok()?)?)
}

/// Reads a literal of ASCII digits and separators (`1,200`, `1.500,25`, `12 000`, `1'000`). `None` where it is no single number
/// (`1.2.3`) or too large to hold.
pub(super) fn literal(text: &str, writing: Writing) -> Option<Number> {
    let is_mark = |c: char| c == '.' || c == ',';
    let marks = text.chars().filter(|&c| is_mark(c)).count();
    if marks == 0 {
        return decimal(&digits(text), "");
    }
    let at = text.rfind(is_mark)?;
    let (head, tail) = (text.get(..at)?, text.get(at + 1..)?);
    let last = text.get(at..)?.chars().next()?;
    let repeated = head.contains(last);
    let other = head.contains(is_mark) && !repeated;
    if tail.is_empty() || !tail.chars().all(|c| c.is_ascii_digit()) || (repeated && !grouped(text, last)) {
        return None;
    }
    // With both marks the last stands before decimals; a single one before exactly three digits is as the language has it,
    // before any other number of digits a decimal point (`1.5` also where the comma is usual).
    let leading = head.starts_with('0');
    let thousands = repeated || (!other && last != writing.decimal && tail.len() == 3 && head.len() <= 3 && !leading);
    if thousands { decimal(&digits(text), "") } else { decimal(&digits(head), tail) }
}

/// Whether every group after the first has three digits, or two before a last of three (`12,34,567`).
fn grouped(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark).skip(1).peekable();
    while let Some(group) = groups.next() {
        let last = groups.peek().is_none();
        if group.len() != 3 && (last || group.len() != 2) {
            return false;
        }
    }
    true
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Writing = Writing { decimal: '.', spaced: false };
    const DE: Writing = Writing { decimal: ',', spaced: false };

    fn read(text: &str, writing: Writing) -> String {
        literal(text, writing).map_or_else(|| "none".to_owned(), |n| n.to_string())
    }

    #[test]
    fn a_point_before_three_digits_reads_as_the_language_has_it() {
        assert_eq!(read("1.500", DE), "1500");
        assert_eq!(read("1.500", EN), "1.5");
        assert_eq!(read("1,500", EN), "1500");
        assert_eq!(read("1,500", DE), "1.5");
    }

    #[test]
    fn two_marks_tell_which_is_which() {
        assert_eq!(read("1.234,5", EN), "1234.5");
        assert_eq!(read("1,234.5", DE), "1234.5");
        assert_eq!(read("1.234.567", EN), "1234567");
        assert_eq!(read("12,34,567", EN), "1234567");
        assert_eq!(read("1.2.3", EN), "none");
        assert_eq!(read("0.125", DE), "0.125");
        assert_eq!(read("3.2", DE), "3.2");
    }

    #[test]
    fn fractions_print_as_decimals_where_they_end() {
        assert_eq!(Number::ratio(1, 3).unwrap().to_string(), "1/3");
        assert_eq!(Number::ratio(-5, 4).unwrap().to_string(), "-1.25");
        assert_eq!(Number::parse("1/2").unwrap().to_string(), "0.5");
        assert_eq!(read(&"9".repeat(60), EN), "none");
    }
}
