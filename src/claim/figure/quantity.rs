//! Figures as they stand in one text. May import the framework of the folder above.

use std::ops::Range;

use crate::claim::lexicon::Section;
use crate::claim::number::Number;
use crate::claim::numeral::{self, Form, Joined};
use crate::claim::reading::{Match, Reading, Standing};
use crate::claim::scan::{Case, Class};

/// A figure in a text.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// Number and unit.
    pub pieces: Range<usize>,
    /// Number, unit and bound.
    pub bounded: Range<usize>,
    /// One, or the ends of a range, or the sides of a score.
    pub amounts: Vec<Amount>,
    pub bound: Bound,
    pub certainty: Certainty,
    /// Whether nothing follows that it could count.
    bare: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub value: Number,
    pub unit: Unit,
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
    Factor,
}

impl Unit {
    pub(super) fn family(self) -> Family {
        match self {
            Self::None | Self::Crowd | Self::Age => Family::Count,
            Self::Currency(_) => Family::Money,
            Self::Measure(_) => Family::Measure,
            Self::Percent | Self::Points | Self::Share => Family::Part,
            Self::Ordinal => Family::Order,
            Self::Times => Family::Factor,
        }
    }

    fn of(name: &'static str, section: Section) -> Self {
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
    fn of(name: &str) -> Self {
        match name.split(' ').next() {
            Some(">") => Self::Above,
            Some(">=") => Self::AtLeast,
            Some("<") => Self::Below,
            Some("<=") => Self::AtMost,
            _ => Self::None,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Above => ">",
            Self::AtLeast => ">=",
            Self::Below => "<",
            Self::AtMost => "<=",
        }
    }
}

/// Whether it must be a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    Firm,
    /// `one`, `first`, `both`: often no figure at all.
    Loose,
}

impl Figure {
    /// The normalised value.
    pub(super) fn value(&self) -> String {
        let numbers: Vec<String> = self.amounts.iter().map(|a| a.value.to_string()).collect();
        let numbers = numbers.join("-");
        let sign = self.bound.sign();
        match self.amounts.last().map_or(Unit::None, |a| a.unit) {
            Unit::None => format!("{sign}{numbers}"),
            Unit::Currency(name) | Unit::Measure(name) => format!("{sign}{numbers} {name}"),
            Unit::Percent => format!("{sign}{numbers} %"),
            Unit::Points => format!("{sign}{numbers} percentage points"),
            Unit::Ordinal => format!("{sign}#{numbers}"),
            Unit::Times => format!("{sign}{numbers} times"),
            Unit::Crowd => format!("{sign}~{numbers}"),
            Unit::Age => format!("{sign}{numbers} years old"),
            Unit::Share => format!("{sign}{numbers} of"),
        }
    }

    /// Whether its unit may be understood: it has none, and counts nothing that is named; or it is an age.
    pub(super) fn is_bare(&self) -> bool {
        self.amounts.iter().all(|a| a.unit == Unit::Age)
            || self.bare && self.amounts.iter().all(|a| a.unit == Unit::None)
    }
}

/// The figures of a text, but for those that lie on taken pieces.
pub(super) fn figures(reading: &Reading, taken: &[bool]) -> Vec<Figure> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < reading.len() {
        if taken.get(at) == Some(&true) {
            at += 1;
            continue;
        }
        if let Some(found) = reading.meaning(at, Section::NoFigure) {
            at = found.end;
            continue;
        }
        match figure(reading, at).filter(|f| !f.pieces.clone().any(|i| taken.get(i) == Some(&true))) {
            Some(figure) => {
                at = figure.bounded.end.max(at + 1);
                out.push(figure);
            }
            None => at += 1,
        }
    }
    out
}

/// An amount where it stands.
struct Placed {
    pieces: Range<usize>,
    amount: Amount,
    form: Form,
}

fn figure(reading: &Reading, at: usize) -> Option<Figure> {
    let first = amount(reading, at, joined(reading, at))?;
    if is_part_of_name(reading, at) || is_list_number(reading, at, first.pieces.end) {
        return None;
    }
    let (pieces, mut amounts, form) = match identifier(reading, &first).or_else(|| second(reading, at, &first)) {
        Some((end, amounts)) => (at..end, amounts, Form::Digits),
        None => (first.pieces.clone(), vec![first.amount], first.form),
    };
    if form == Form::Character && amounts.len() == 1 && !is_counted(reading, &pieces, &first) {
        return None;
    }
    age(reading, &pieces, &mut amounts);
    let (bound, bounded) = bound(reading, &pieces, &amounts);
    let certainty = certainty(reading, at, &amounts, bound, form);
    let bare = is_bare(reading, pieces.end);
    Some(Figure { pieces, bounded, amounts, bound, certainty, bare })
}

/// Nothing right after it but marks and small words.
fn is_bare(reading: &Reading, end: usize) -> bool {
    match reading.class(end) {
        None | Some(Class::Mark) => true,
        Some(_) => reading.means(end, Section::Function),
    }
}

/// After `between`, `and` parts two numbers.
fn joined(reading: &Reading, at: usize) -> Joined {
    let between = reading.meaning_before(at, Section::RangeStarts).is_some_and(|(_, s)| &*s.name == "between");
    if between { Joined::No } else { Joined::Yes }
}

/// `COVID-19`, `F-16`: a number that a hyphen ties to capitals.
fn is_part_of_name(reading: &Reading, at: usize) -> bool {
    let Some(hyphen) = at.checked_sub(1).filter(|&i| reading.key(i) == "-") else { return false };
    let tied = reading.glued(at) && reading.glued(hyphen);
    let before = hyphen.checked_sub(1).and_then(|i| reading.piece(i)).filter(|p| p.class == Class::Word);
    tied && before.is_some_and(|p| match p.case {
        Case::Upper => true,
        Case::Capital => p.standing == Standing::Inside || p.span.len() == 1,
        Case::Small => false,
    })
}

/// `1.` or `2)` at the start of a line: its number in a list.
fn is_list_number(reading: &Reading, at: usize, end: usize) -> bool {
    let first = reading.piece(at).is_some_and(|p| p.standing == Standing::First);
    let stop = matches!(reading.key(end), "." | ")") && reading.glued(end);
    first && stop && at == 0 && reading.len() > end + 1
}

/// A number of one Han character counts only before a counter or unit.
fn is_counted(reading: &Reading, pieces: &Range<usize>, placed: &Placed) -> bool {
    placed.amount.unit != Unit::None
        || reading.means(pieces.end, Section::Counters)
        || reading.meaning_before(pieces.start, Section::OrdinalMarks).is_some()
}

/// A number with its sign, currency and unit.
fn amount(reading: &Reading, at: usize, joined: Joined) -> Option<Placed> {
    word_amount(reading, at).or_else(|| {
        let prefix = reading.meaning(at, Section::Currencies);
        let start = prefix.map_or(at, |m| m.end);
        let minus = minus(reading, start);
        let at_number = if minus { start + 1 } else { start };
        if prefix.is_some() && reading.class(at_number) != Some(Class::Number) {
            return None;
        }
        let found = fraction(reading, at_number).or_else(|| plain(reading, at_number, joined))?;
        let mut placed = match prefix {
            Some(currency) => money(reading, found, &currency.sense.name),
            None => with_unit(reading, found)?,
        };
        if minus {
            placed.amount.value = placed.amount.value.negated();
        }
        placed.pieces.start = at;
        Some(placed)
    })
}

/// `-5`, with the sign right before the number and nothing right before the sign.
fn minus(reading: &Reading, at: usize) -> bool {
    reading.key(at) == "-"
        && !reading.glued(at)
        && reading.glued(at + 1)
        && reading.class(at + 1) == Some(Class::Number)
}

/// Amounts in words that hold their own meaning: `doubled`, `dozens`, `first`.
fn word_amount(reading: &Reading, at: usize) -> Option<Placed> {
    let place = |end: usize, value: Number, unit: Unit| Placed {
        pieces: at..end,
        amount: Amount { value, unit },
        form: Form::Words,
    };
    if let Some(found) = reading.meaning(at, Section::Crowds) {
        return Some(place(found.end, found.sense.number?, Unit::Crowd));
    }
    if let Some(found) = reading.meaning(at, Section::Multiples) {
        return Some(place(found.end, found.sense.number?, Unit::Times));
    }
    if let Some(found) = reading.meaning(at, Section::Loose) {
        let placed = place(found.end, found.sense.number?, Unit::None);
        return with_unit(reading, placed);
    }
    if let Some(mark) = reading.meaning(at, Section::OrdinalMarks).filter(|m| &*m.sense.name == "before") {
        let numeral = numeral::read(reading, mark.end, Joined::Yes)?;
        return Some(place(numeral.end, numeral.value, Unit::Ordinal));
    }
    let ordinal = reading.meaning(at, Section::Ordinals)?;
    Some(place(ordinal.end, ordinal.sense.number?, Unit::Ordinal))
}

/// `half`, `a third`, `two-thirds`, `3/4`, `one in five`, `三分之一`.
fn fraction(reading: &Reading, at: usize) -> Option<Placed> {
    let place = |end: usize, value: Number| Placed {
        pieces: at..end,
        amount: Amount { value, unit: Unit::Share },
        form: Form::Words,
    };
    if let Some((value, end)) = numeral::slashed(reading, at) {
        return Some(place(end, value));
    }
    if let Some((value, end)) = out_of(reading, at) {
        return Some(place(end, value));
    }
    if let Some(found) = reading.meaning(at, Section::Fractions).filter(|m| &*m.sense.name == "alone") {
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
    let found = reading.meaning(end, Section::Fractions)?;
    let value = count.times(found.sense.number?)?;
    if &*found.sense.name == "alone"
        && let Some(placed) = halved(reading, found.end, value, at)
    {
        return Some(placed);
    }
    // `two thirds`, `one third`, `a third of`, `by a third,` but not `a third man`.
    let part = article.is_none() || &*found.sense.name == "alone" || is_bare(reading, found.end);
    part.then(|| place(found.end, value))
}

/// `half a million`, `half a dozen`, `half a mile`.
fn halved(reading: &Reading, at: usize, half: Number, start: usize) -> Option<Placed> {
    let article = reading.meaning(at, Section::Articles);
    let next = article.map_or(at, |m| m.end);
    let scale = reading.meaning(next, Section::Scales).or_else(|| reading.meaning(next, Section::Dozens));
    let (value, end) = match scale {
        Some(scale) => (half.times(scale.sense.number?)?, scale.end),
        None if article.is_some() && reading.means(next, Section::Units) => (half, next),
        None => return None,
    };
    let amount = Amount { value, unit: Unit::None };
    Some(Placed { pieces: start..end, amount, form: Form::Words })
}

/// `one in five`, `3 out of 10`, `三分之一` with its parts in the other order.
fn out_of(reading: &Reading, at: usize) -> Option<(Number, usize)> {
    let first = numeral::read(reading, at, Joined::No).filter(|n| n.value.is_whole())?;
    let joiner = reading.meaning(first.end, Section::OutOf)?;
    let second = numeral::read(reading, joiner.end, Joined::No).filter(|n| n.value.is_whole())?;
    let (over, under) = match &*joiner.sense.name {
        "turned" => (second.value, first.value),
        _ => (first.value, second.value),
    };
    // `17 in 2020`, `2 in 10 minutes` are no ratios.
    let sure = matches!(&*joiner.sense.name, "sure" | "turned");
    let quantity = [Section::Units, Section::Scales, Section::UnitSigns].iter().any(|&s| reading.means(second.end, s));
    let small = under.small().is_some_and(|n| n <= 1000) && over < under;
    let ratio = over.divided(under)?;
    (small && (sure || !quantity && is_bare(reading, second.end))).then_some((ratio, second.end))
}

/// A number alone.
fn plain(reading: &Reading, at: usize, joined: Joined) -> Option<Placed> {
    let numeral = numeral::read(reading, at, joined)?;
    let amount = Amount { value: numeral.value, unit: Unit::None };
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
    let end = placed.pieces.end;
    let hyphen = reading.key(end) == "-" && reading.glued(end) && reading.glued(end + 1);
    let next = if hyphen { end + 1 } else { end };
    let digits = placed.form == Form::Digits;
    if reading.glued(next) && digits && !hyphen {
        if let Some(mark) = reading.meaning(next, Section::OrdinalMarks).filter(|m| is_after(reading, m)) {
            placed.amount.unit = Unit::Ordinal;
            placed.pieces.end = mark.end;
            return Some(placed);
        }
        if let Some((scale, end)) = money_after(reading, next) {
            placed.amount = Amount { value: placed.amount.value.times(scale)?, unit: placed.amount.unit };
            placed.pieces.end = end;
            return Some(currency_after(reading, placed));
        }
    }
    if let Some(ordinal) = reading.meaning(next, Section::Ordinals).filter(|_| !digits) {
        // `twenty-first`
        let value = ordinal.sense.number?;
        let fits = value < Number::whole(10) && placed.amount.value.small().is_some_and(|n| n % 10 == 0 && n >= 20);
        if fits {
            placed.amount = Amount { value: placed.amount.value.plus(value)?, unit: Unit::Ordinal };
            placed.pieces.end = ordinal.end;
            return Some(placed);
        }
    }
    let sign = reading.meaning(next, Section::UnitSigns).filter(|_| digits);
    let unit = longest(reading.meaning(next, Section::Units), reading.meaning(next, Section::Currencies));
    match longest(unit, sign) {
        Some(found) => {
            let unit = Unit::of(&found.sense.name, found.sense.section);
            placed.amount.value = placed.amount.value.times(found.sense.number.unwrap_or(Number::ONE))?;
            placed.amount.unit = unit;
            placed.pieces.end = found.end;
        }
        None if digits && !hyphen && reading.glued(next) && reading.class(next) == Some(Class::Word) => return None,
        None => {}
    }
    Some(placed)
}

/// Whether what stands right after digits makes them an ordinal: a `stop` only inside a sentence (`der 3. Platz`).
fn is_after(reading: &Reading, mark: &Match) -> bool {
    let inside = |at: usize| {
        reading.piece(at).is_some_and(|p| p.class == Class::Word && p.standing == Standing::Inside)
            && !reading.glued(at)
    };
    match &*mark.sense.name {
        "before" => false,
        "stop" => inside(mark.end),
        _ => true,
    }
}

/// `3m` before a currency word: `3m euros`.
fn money_after(reading: &Reading, at: usize) -> Option<(Number, usize)> {
    let scale = reading.meaning(at, Section::ShortScales).filter(|m| &*m.sense.name == "money")?;
    let counts = reading.means(scale.end, Section::Currencies) || reading.means(scale.end, Section::Counted);
    if counts { Some((scale.sense.number?, scale.end)) } else { None }
}

fn currency_after(reading: &Reading, mut placed: Placed) -> Placed {
    if let Some(currency) = reading.meaning(placed.pieces.end, Section::Currencies) {
        placed.amount.unit = Unit::Currency(&currency.sense.name);
        placed.pieces.end = currency.end;
    }
    placed
}

fn longest(one: Option<Match>, other: Option<Match>) -> Option<Match> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if other.end > one.end { other } else { one }),
        (one, other) => one.or(other),
    }
}

/// Numbers tied by hyphens or slashes that are neither a range nor a score: `555-01-23`, `24/7`.
fn identifier(reading: &Reading, first: &Placed) -> Option<(usize, Vec<Amount>)> {
    let tied = |at: usize| {
        let mark = matches!(reading.key(at), "-" | "/") && reading.glued(at) && reading.glued(at + 1);
        mark && reading.class(at + 1) == Some(Class::Number)
    };
    let mut end = first.pieces.end;
    let mut amounts = vec![first.amount];
    while tied(end) && first.form == Form::Digits {
        amounts.push(plain(reading, end + 1, Joined::No)?.amount);
        end += 2;
    }
    let slash = reading.key(first.pieces.end) == "/";
    (amounts.len() > 2 || slash && amounts.len() == 2).then_some((end, amounts))
}

/// The second amount of a range or score, with what the two share.
fn second(reading: &Reading, at: usize, first: &Placed) -> Option<(usize, Vec<Amount>)> {
    let next = first.pieces.end;
    let dash = matches!(reading.key(next), "-" | "~" | "〜" | "～") && reading.class(next) == Some(Class::Mark);
    let colon = matches!(reading.key(next), ":" | "：") && reading.glued(next) && reading.glued(next + 1);
    let starts = reading.meaning_before(at, Section::RangeStarts);
    let between = starts.is_some_and(|(_, s)| &*s.name == "between");
    let start = if between {
        reading.meaning(next, Section::RangeEnds)?.end
    } else if dash || colon {
        next + 1
    } else if starts.is_none() {
        let joiner = reading.meaning(next, Section::RangeJoiners)?;
        joiner.end
    } else {
        return None;
    };
    if reading.means(start, Section::Loose) {
        return None;
    }
    let second = amount(reading, start, Joined::Yes)?;
    let amounts = share(first, &second)?;
    Some((second.pieces.end, amounts))
}

/// What stands with one end of a range holds for both: `5 to 10 percent`, `$3-4 million`.
fn share(first: &Placed, second: &Placed) -> Option<Vec<Amount>> {
    let (mut a, mut b) = (first.amount, second.amount);
    match (a.unit, b.unit) {
        (Unit::None, Unit::Times | Unit::Ordinal | Unit::Share | Unit::Crowd) => return None,
        (Unit::None, unit) => a.unit = unit,
        (Unit::Currency(_), Unit::None) => b.unit = a.unit,
        (x, y) if x == y => {}
        _ => return None,
    }
    let scale = second.amount.value;
    let million = Number::whole(1_000_000);
    for big in [Number::whole(1_000_000_000), million] {
        let no_scale = a.value < Number::whole(1000) && scale >= big;
        let worth = scale.divided(big).is_some_and(|n| n < Number::whole(1000));
        if no_scale && worth && second.form == Form::Digits {
            a.value = a.value.times(big)?;
        }
    }
    Some(vec![a, b])
}

/// `aged 19`; `Lopez, 19, said`.
fn age(reading: &Reading, pieces: &Range<usize>, amounts: &mut [Amount]) {
    let plausible = amounts.iter().all(|a| a.unit == Unit::None && a.value < Number::whole(120));
    let aged = reading.meaning_before(pieces.start, Section::Units).is_some_and(|(_, s)| &*s.name == "age");
    let apposed =
        amounts.len() == 1 && reading.key_before(pieces.start) == "," && matches!(reading.key(pieces.end), "," | ".");
    let after_name = pieces
        .start
        .checked_sub(2)
        .and_then(|i| reading.piece(i))
        .is_some_and(|p| p.class == Class::Word && p.case != Case::Small);
    if plausible && (aged || apposed && after_name) {
        for amount in amounts {
            amount.unit = Unit::Age;
        }
    }
}

/// The bound before or after a figure, and the pieces with it.
fn bound(reading: &Reading, pieces: &Range<usize>, amounts: &[Amount]) -> (Bound, Range<usize>) {
    let mut start = pieces.start;
    while let Some((earlier, _)) = reading.meaning_before(start, Section::Approximate) {
        start = earlier;
    }
    let timed = amounts.iter().any(|a| matches!(a.unit, Unit::Measure("s" | "month")));
    let before =
        reading.meaning_before(start, Section::Bounds).filter(|(_, s)| !(timed && s.name.ends_with("untimed")));
    if let Some((earlier, sense)) = before {
        return (Bound::of(&sense.name), earlier..pieces.end);
    }
    match reading.meaning(pieces.end, Section::BoundsAfter) {
        Some(found) => (Bound::of(&found.sense.name), pieces.start..found.end),
        None => (Bound::None, pieces.clone()),
    }
}

fn certainty(reading: &Reading, at: usize, amounts: &[Amount], bound: Bound, form: Form) -> Certainty {
    let one = amounts.len() == 1 && amounts.iter().all(|a| a.value == Number::ONE);
    let unit = amounts.iter().all(|a| matches!(a.unit, Unit::None | Unit::Ordinal));
    let loose = reading.means(at, Section::Loose) || one && unit && form != Form::Digits;
    if loose && bound == Bound::None { Certainty::Loose } else { Certainty::Firm }
}
