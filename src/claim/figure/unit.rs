//! What an amount is: a number, what it is a number of, and what for. May import `number` and the sections of the lexicon.

use crate::claim::lexicon::Section;
use crate::claim::number::Number;

/// A number with its unit and rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub value: Number,
    pub unit: Unit,
    pub rate: Option<Rate>,
}

/// What an amount is for: `a month`, `per kilo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rate {
    pub number: Number,
    pub unit: &'static str,
}

impl Amount {
    pub(super) fn of(value: Number, unit: Unit) -> Self {
        Self { value, unit, rate: None }
    }

    /// Its number where a share counts as the percentage it is: `one in ten` is `10 %`, `halved` is by half.
    pub(super) fn share(&self) -> Option<Number> {
        match self.unit {
            Unit::Share => Some(self.value),
            Unit::Times => Some(self.value).filter(|n| Number::ratio(1, 2) == Some(*n)),
            Unit::Percent => self.value.divided(Number::whole(100)),
            _ => None,
        }
    }

    /// Its number by which it may answer another: a share in percent, a length of time in years.
    pub(super) fn percent(&self) -> Number {
        let hundred = self.share().and_then(|share| share.times(Number::whole(100)));
        hundred.unwrap_or_else(|| self.years())
    }

    /// Its number, a length of time in years: `43 years` may be an age.
    pub(super) fn years(&self) -> Number {
        let years =
            matches!(self.unit, Unit::Measure("month")).then(|| self.value.divided(Number::whole(12))).flatten();
        years.unwrap_or(self.value)
    }
}

/// What a number is a number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// The things named after it.
    None,
    /// A currency by its code.
    Currency(&'static str),
    /// A measure by its base unit, rates by `/` and the time unit.
    Measure(&'static str),
    /// Percent.
    Percent,
    /// Percentage points.
    Points,
    /// A place in an order.
    Ordinal,
    /// A factor.
    Times,
    /// An order of magnitude: `dozens`, `thousands`.
    Crowd,
    /// An age in years.
    Age,
    /// A fraction of what is named after it.
    Share,
}

/// Units of one family may replace each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Count,
    Money,
    Measure,
    Part,
    Order,
}

impl Unit {
    /// Whether it measures lengths of time.
    pub(super) fn is_time(self) -> bool {
        matches!(self, Self::Measure("s" | "month"))
    }

    /// Whether an amount in it may go on in a smaller unit: `2 hours 15 minutes`, `5 feet 10 inches`, `12 рублей 50 копеек`,
    /// `3割5分`.
    pub(super) fn goes_on(self) -> bool {
        self.is_time() || matches!(self, Self::Measure("ft" | "lb") | Self::Currency(_) | Self::Percent)
    }

    /// Whether it measures, in a unit or in money.
    pub(super) fn is_measured(self) -> bool {
        matches!(self, Self::Measure(_) | Self::Currency(_) | Self::Percent | Self::Points)
    }

    pub(super) fn family(self) -> Family {
        match self {
            Self::None | Self::Crowd | Self::Age => Family::Count,
            Self::Currency(_) => Family::Money,
            Self::Measure(_) => Family::Measure,
            Self::Percent | Self::Points | Self::Share | Self::Times => Family::Part,
            Self::Ordinal => Family::Order,
        }
    }

    pub(super) fn of(name: &'static str, section: Section) -> Self {
        match name {
            _ if section == Section::Currencies => Self::Currency(name),
            "%" => Self::Percent,
            "pp" => Self::Points,
            "x" => Self::Times,
            "age" => Self::Age,
            currency if currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase()) => Self::Currency(name),
            _ => Self::Measure(name),
        }
    }
}
