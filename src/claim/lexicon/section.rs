//! The sections of the data files, and sets of them. May import the tables of words.

use crate::words;

/// The sections of the data files, each with its heading.
macro_rules! sections {
    ($($section:ident = $heading:literal,)*) => {
        /// What sort of meaning a phrase has: a section of the data files, where each is explained.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(in crate::claim) enum Section {
            $($section,)*
        }

        impl Section {
            pub(super) const ALL: &[(&str, Self)] = &[$(($heading, Self::$section),)*];
        }
    };
}

sections! {
    Numerals = "numerals",
    Scales = "scales",
    ShortScales = "short_scales",
    Dozens = "dozens",
    Crowds = "crowds",
    Ordinals = "ordinals",
    OrdinalMarks = "ordinal_marks",
    Fractions = "fractions",
    Multiples = "multiples",
    Loose = "loose",
    Units = "units",
    UnitSigns = "unit_signs",
    Currencies = "currencies",
    Bounds = "bounds",
    BoundsAfter = "bounds_after",
    Approximate = "approximate",
    Articles = "articles",
    NumeralJoiners = "numeral_joiners",
    RangeStarts = "range_starts",
    RangeJoiners = "range_joiners",
    RangeEnds = "range_ends",
    OutOf = "out_of",
    Rates = "rates",
    NoFigure = "no_figure",
    Counted = "counted",
    Counters = "counters",
    Function = "function",
    Months = "months",
    ShortMonths = "short_months",
    Weekdays = "weekdays",
    ShortWeekdays = "short_weekdays",
    Decades = "decades",
    DecadeMarks = "decade_marks",
    DecadeCues = "decade_cues",
    YearCues = "year_cues",
    WeakYearCues = "weak_year_cues",
    YearAfter = "year_after",
    MonthAfter = "month_after",
    DayAfter = "day_after",
    DateJoiners = "date_joiners",
    Clocks = "clocks",
    ClockCues = "clock_cues",
    HourMarks = "hour_marks",
    ClockPhrases = "clock_phrases",
    Hours = "hours",
    MinuteMarks = "minute_marks",
    MinuteJoiners = "minute_joiners",
    DayParts = "day_parts",
    Eras = "eras",
    Negations = "negations",
    LooseNegations = "loose_negations",
    NotNegations = "not_negations",
    Hedges = "hedges",
    LooseHedges = "loose_hedges",
    NotHedges = "not_hedges",
    Verbs = "verbs",
    NotSaid = "not_said",
    Sources = "sources",
    Pronouns = "pronouns",
    Voices = "voices",
    Agents = "agents",
    Nearness = "nearness",
    Titles = "titles",
    Ordinary = "ordinary",
    Aliases = "aliases",
    Particles = "particles",
    Known = "known",
    Actions = "actions",
    NotNames = "not_names",
    Minus = "minus",
    RatioCues = "ratio_cues",
    Sayings = "sayings",
    PartJoiners = "part_joiners",
    AgeCues = "age_cues",
    NotAdverbs = "not_adverbs",
    Pasts = "pasts",
    WeightCues = "weight_cues",
    Deciding = "deciding",
    Bodies = "bodies",
    Persons = "persons",
    Reasons = "reasons",
    Measures = "measures",
    Rulings = "rulings",
    Rulers = "rulers",
    Moments = "moments",
    Channels = "channels",
    QuotedNames = "quoted_names",
    Inserted = "inserted",
    LegalForms = "legal_forms",
    Changes = "changes",
    DecimalPoints = "decimal_points",
    DecimalEnds = "decimal_ends",
}

impl Section {
    /// The section under a heading. A file with another does not build.
    pub(super) const fn of_heading(heading: &[u8]) -> Self {
        let mut at = 0;
        while !words::is_same(Self::ALL[at].0.as_bytes(), heading) {
            at += 1;
        }
        Self::ALL[at].1
    }
}

/// A set of sections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::claim) struct Sections(u128);

impl Sections {
    pub(in crate::claim) const fn of(sections: &[Section]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < sections.len() {
            bits |= Self::bit(sections[at]);
            at += 1;
        }
        Self(bits)
    }

    const fn bit(section: Section) -> u128 {
        1 << section as u32
    }

    pub(in crate::claim) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The sections before one.
    pub(super) const fn before(self, section: Section) -> Self {
        Self(self.0 & (Self::bit(section) - 1))
    }

    pub(super) const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The sections, in order.
    pub(super) fn each(mut self) -> impl Iterator<Item = Section> {
        std::iter::from_fn(move || {
            let (_, section) = Section::ALL.get(self.0.trailing_zeros() as usize)?;
            self.0 &= self.0 - 1;
            Some(*section)
        })
    }

    pub(in crate::claim) fn has(self, section: Section) -> bool {
        self.0 & Self::bit(section) != 0
    }

    pub(in crate::claim) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is any section beyond those of another set.
    pub(in crate::claim) fn exceeds(self, other: Self) -> bool {
        self.0 & !other.0 != 0
    }
}
