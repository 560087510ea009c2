//! The words of a language that claims hang on, read from a data file a language, once, when first needed.
//! A data file is TOML: `[writing]` says how numbers and dates are written, every other section maps a meaning to the phrases
//! that carry it. May import `number` and `reading`'s scanner.

mod file;

use std::borrow::Cow;
use std::sync::OnceLock;

use serde::Deserialize;

use self::file::Row;
use super::number::{Number, Writing};
use super::scan;

/// What sort of meaning a phrase has: a section of the data files, where each is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Section {
    Numerals,
    Scales,
    ShortScales,
    Dozens,
    Crowds,
    Ordinals,
    OrdinalMarks,
    Fractions,
    Multiples,
    Loose,
    Units,
    UnitSigns,
    Currencies,
    Bounds,
    BoundsAfter,
    Approximate,
    Articles,
    NumeralJoiners,
    RangeStarts,
    RangeJoiners,
    RangeEnds,
    OutOf,
    Rates,
    NoFigure,
    Counted,
    Counters,
    Function,
    Months,
    ShortMonths,
    Weekdays,
    ShortWeekdays,
    Decades,
    DecadeMarks,
    DecadeCues,
    YearCues,
    WeakYearCues,
    YearAfter,
    MonthAfter,
    DayAfter,
    DateJoiners,
    Clocks,
    ClockCues,
    HourMarks,
    ClockPhrases,
    Hours,
    MinuteMarks,
    MinuteJoiners,
    DayParts,
    Eras,
    Negations,
    LooseNegations,
    NotNegations,
    Hedges,
    LooseHedges,
    NotHedges,
    Verbs,
    NotSaid,
    Sources,
    Pronouns,
    Voices,
    Agents,
    Nearness,
    Titles,
    Ordinary,
    Aliases,
    Particles,
    Known,
    Actions,
    NotNames,
    Minus,
    RatioCues,
    Sayings,
    PartJoiners,
    AgeCues,
    NotAdverbs,
    Pasts,
    WeightCues,
    Deciding,
    Bodies,
    Persons,
    Reasons,
    Measures,
    Rulings,
    Rulers,
    Moments,
    Channels,
    QuotedNames,
    Inserted,
}

/// A set of sections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sections(u128);

impl Sections {
    pub(super) const fn of(sections: &[Section]) -> Self {
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

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn has(self, section: Section) -> bool {
        self.0 & Self::bit(section) != 0
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is any section beyond those of another set.
    pub(super) fn exceeds(self, other: Self) -> bool {
        self.0 & !other.0 != 0
    }

    fn add(&mut self, section: Section) {
        self.0 |= Self::bit(section);
    }
}

/// One meaning of a phrase.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sense {
    pub section: Section,
    /// The number in front of the meaning's key, where it has one.
    pub number: Option<Number>,
    /// The rest of the key.
    pub name: &'static str,
}

/// A phrase but for its first word.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub rest: Box<[Cow<'static, str>]>,
    pub sense: Sense,
}

/// All phrases that start with one word.
#[derive(Debug)]
pub(super) struct Entry {
    /// The [`file::print`] of the word.
    print: u64,
    /// The sections they are of.
    pub sections: Sections,
    /// The last of them, by its index among the rows of both files.
    last: u16,
    /// The phrases themselves, longest first, once somebody asks: an article has few of the words that are known.
    phrases: OnceLock<Box<[Phrase]>>,
}

impl Entry {
    const fn new(print: u64) -> Self {
        Self { print, sections: Sections(0), last: NO_ROW, phrases: OnceLock::new() }
    }

    /// Whether any phrase starts with the word.
    pub(super) fn is_known(&self) -> bool {
        self.sections != Sections(0)
    }
}

/// What a word has that starts no phrase.
static NOTHING: Entry = Entry::new(0);

/// Stands where no row does.
const NO_ROW: u16 = u16::MAX;

/// Day before month or after it in dates of digits alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum DayOrder {
    #[default]
    DayFirst,
    MonthFirst,
}

/// What a capital letter inside a sentence says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Capitals {
    /// A name.
    #[default]
    Names,
    /// A noun of any sort: names need further signs.
    Nouns,
}

/// Whether several negative words make one negation (`no vio nada`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Concord {
    #[default]
    Apart,
    Together,
}

#[derive(Debug, Deserialize)]
struct Spelling {
    #[serde(default = "point")]
    decimal: char,
    #[serde(default)]
    spaced: bool,
    #[serde(default)]
    elisions: Vec<Box<str>>,
    #[serde(default)]
    compound_joiners: Option<Vec<Box<str>>>,
    #[serde(default)]
    day_order: DayOrder,
    #[serde(default)]
    capitals: Capitals,
    #[serde(default)]
    concord: Concord,
    #[serde(default)]
    capital_months: bool,
    #[serde(default)]
    plural_endings: Vec<Box<str>>,
    #[serde(default)]
    negative_prefixes: Vec<Box<str>>,
    #[serde(default)]
    name_endings: Vec<Box<str>>,
    #[serde(default)]
    ordinary_endings: Vec<Box<str>>,
}

fn point() -> char {
    '.'
}

impl Default for Spelling {
    fn default() -> Self {
        Self {
            decimal: point(),
            spaced: false,
            elisions: Vec::new(),
            compound_joiners: None,
            day_order: DayOrder::default(),
            capitals: Capitals::default(),
            concord: Concord::default(),
            capital_months: false,
            plural_endings: Vec::new(),
            negative_prefixes: Vec::new(),
            name_endings: Vec::new(),
            ordinary_endings: Vec::new(),
        }
    }
}

/// All that is known of a language.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// The language's own file, and what holds everywhere.
    files: [&'static File; 2],
    /// A table with open addressing, at most half full: one more than the place in `entries` of what stands there; 0 where
    /// nothing does.
    slots: Vec<u16>,
    entries: Vec<Entry>,
    /// For every row of both files the one before it whose phrase starts with the same word.
    before: Vec<u16>,
    /// The sections of both files, in order.
    headings: [Vec<Option<Section>>; 2],
    sections: Sections,
    /// The first two bytes of numerals that may stand together in one word.
    atoms: Vec<[u8; 2]>,
    spelling: Spelling,
}

/// A data file with the places of its phrases.
#[derive(Debug)]
struct File {
    data: &'static str,
    rows: &'static [Row],
}

/// A data file of the program.
macro_rules! file {
    ($path:literal) => {{
        const DATA: &str = include_str!($path);
        static ROWS: [Row; file::count(DATA)] = file::rows(DATA);
        File { data: DATA, rows: &ROWS }
    }};
}

/// What holds in every language: signs and codes.
static ANY: File = file!("data/any.toml");
/// A language without a file.
static NONE: File = File { data: "", rows: &[] };

/// The data files. A new language is a new file and a row here.
static FILES: [(&str, File); 10] = [
    ("en", file!("data/en.toml")),
    ("de", file!("data/de.toml")),
    ("es", file!("data/es.toml")),
    ("fr", file!("data/fr.toml")),
    ("it", file!("data/it.toml")),
    ("ja", file!("data/ja.toml")),
    ("nl", file!("data/nl.toml")),
    ("pt", file!("data/pt.toml")),
    ("ru", file!("data/ru.toml")),
    ("zh", file!("data/zh.toml")),
];

static LOADED: [OnceLock<Lexicon>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
static UNKNOWN: OnceLock<Lexicon> = OnceLock::new();

/// The lexicon of a language by its ISO code; for a language without a file, the signs that hold everywhere.
pub(super) fn of(code: &str) -> &'static Lexicon {
    let found = FILES.iter().zip(&LOADED).find(|((name, _), _)| *name == code);
    match found {
        Some(((_, file), cell)) => cell.get_or_init(|| Lexicon::read(file)),
        None => UNKNOWN.get_or_init(|| Lexicon::read(&NONE)),
    }
}

static HEADINGS: [OnceLock<Sections>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

/// The sections of a language's data file, without reading what they hold.
pub(super) fn sections(code: &str) -> Sections {
    let found = FILES.iter().zip(&HEADINGS).find(|((name, _), _)| *name == code);
    found.map_or(Sections::default(), |((_, file), cell)| *cell.get_or_init(|| sections_of(file.data)))
}

fn sections_of(data: &'static str) -> Sections {
    let mut out = Sections::default();
    file::sections(data).filter_map(|(heading, _)| section(heading)).for_each(|section| out.add(section));
    out
}

impl Lexicon {
    /// Reads a data file on top of what holds everywhere. Lines that say nothing known are passed over: the data ships with the
    /// program, and a test holds every line of it to being understood.
    fn read(own: &'static File) -> Self {
        let writing =
            file::sections(own.data).find(|(heading, _)| *heading == file::WRITING).map_or("", |(_, body)| body);
        let files = [own, &ANY];
        let rows = files.iter().map(|file| file.rows.len()).sum();
        let headings =
            files.map(|file| file::sections(file.data).map(|(heading, _)| section(heading)).collect::<Vec<_>>());
        let mut out = Self {
            files,
            slots: vec![0; 2 * usize::next_power_of_two(rows)],
            entries: Vec::with_capacity(rows),
            before: Vec::with_capacity(rows),
            sections: Sections::default(),
            atoms: Vec::new(),
            spelling: toml::from_str(writing).unwrap_or_default(),
            headings,
        };
        for section in out.headings.first().into_iter().flatten().flatten() {
            out.sections.add(*section);
        }
        for row in 0..rows as u16 {
            out.add(row);
        }
        out.atoms.sort_unstable();
        out.atoms.dedup();
        out
    }

    /// A row by its index among those of both files, with its file and section.
    fn row(&self, at: u16) -> Option<(&'static File, &'static Row, Section)> {
        let at = usize::from(at);
        let own = self.files.first().map_or(0, |file| file.rows.len());
        let (file, at) = at.checked_sub(own).map_or((0, at), |at| (1, at));
        let found = *self.files.get(file)?;
        let row = found.rows.get(at)?;
        Some((found, row, (*self.headings.get(file)?.get(usize::from(row.section))?)?))
    }

    /// Adds a phrase with its meaning. Every row has a place among those before, even one that says nothing.
    fn add(&mut self, row: u16) {
        self.before.push(NO_ROW);
        let Some((file, line, section)) = self.row(row) else { return };
        let is_numeral = matches!(section, Section::Numerals | Section::Scales);
        let print = if line.first == 0 || is_numeral {
            let Some(word) = first_word(line.phrase(file.data), &self.spelling.elisions) else { return };
            self.atoms.extend(word.as_bytes().first_chunk().filter(|_| is_numeral));
            file::print(word.as_bytes())
        } else {
            line.first
        };
        let place = self.find(print).unwrap_or_else(|free| {
            self.entries.push(Entry::new(print));
            if let Some(slot) = self.slots.get_mut(free) {
                *slot = self.entries.len() as u16;
            }
            self.entries.len() - 1
        });
        if let (Some(entry), Some(before)) = (self.entries.get_mut(place), self.before.last_mut()) {
            entry.sections.add(section);
            *before = std::mem::replace(&mut entry.last, row);
        }
    }

    /// Where the entry of a word stands, or the slot that is free for it.
    fn find(&self, print: u64) -> Result<usize, usize> {
        let last = self.slots.len().wrapping_sub(1);
        let mut at = (print >> 32) as usize & last;
        while let Some(place) = self.slots.get(at).and_then(|slot| slot.checked_sub(1)) {
            if self.entries.get(usize::from(place)).is_some_and(|entry| entry.print == print) {
                return Ok(usize::from(place));
            }
            at = (at + 1) & last;
        }
        Err(at)
    }

    /// The phrases that start with a word, longest first.
    pub(super) fn phrases<'l>(&'l self, entry: &'l Entry) -> &'l [Phrase] {
        entry.phrases.get_or_init(|| {
            let mut next = entry.last;
            let rows = std::iter::from_fn(|| {
                let row = self.row(next)?;
                next = self.before.get(usize::from(next)).copied()?;
                Some(row)
            });
            let mut phrases: Vec<Phrase> = rows.map(|row| self.phrase(row)).collect();
            phrases.reverse();
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
            phrases.into_boxed_slice()
        })
    }

    fn phrase(&self, (file, row, section): (&'static File, &Row, Section)) -> Phrase {
        let (number, name) = split_key(row.key(file.data));
        let rest = words(row.phrase(file.data), &self.spelling.elisions).into_iter().skip(1).collect();
        Phrase { rest, sense: Sense { section, number, name } }
    }

    /// What is known of a word.
    pub(super) fn entry(&self, key: &str) -> &Entry {
        let found = self.find(file::print(key.as_bytes())).ok();
        found.and_then(|at| self.entries.get(at)).unwrap_or(&NOTHING)
    }

    /// Whether the language's own file has a section.
    pub(super) fn has(&self, section: Section) -> bool {
        self.sections.has(section)
    }

    /// The sections of the language's own file.
    pub(super) fn sections(&self) -> Sections {
        self.sections
    }

    pub(super) fn writing(&self) -> Writing {
        Writing { decimal: self.spelling.decimal, spaced: self.spelling.spaced }
    }

    /// Elided words with their apostrophe (`l'`) that stand apart from what follows.
    pub(super) fn elisions(&self) -> &[Box<str>] {
        &self.spelling.elisions
    }

    /// What may stand between numerals written as one word (`einundzwanzig`); `None` where they are not written so.
    pub(super) fn compound_joiners(&self) -> Option<&[Box<str>]> {
        self.spelling.compound_joiners.as_deref()
    }

    /// Whether a numeral may start a word.
    pub(super) fn may_be_compound(&self, word: &str) -> bool {
        self.spelling.compound_joiners.is_some()
            && word.as_bytes().first_chunk().is_some_and(|start| self.atoms.contains(start))
    }

    pub(super) fn day_order(&self) -> DayOrder {
        self.spelling.day_order
    }

    pub(super) fn capitals(&self) -> Capitals {
        self.spelling.capitals
    }

    /// Whether the names of months are written with a capital.
    pub(super) fn capital_months(&self) -> bool {
        self.spelling.capital_months
    }

    /// Whether a word may be the plural of a noun, as far as its ending tells: yes, where endings tell nothing.
    pub(super) fn may_be_plural(&self, word: &str) -> bool {
        let endings = &self.spelling.plural_endings;
        endings.is_empty() || endings.iter().any(|e| word.ends_with(&**e))
    }

    /// Whether a word's ending says that it is a plural; no, where endings tell nothing.
    pub(super) fn tells_plural(&self, word: &str) -> bool {
        self.spelling.plural_endings.iter().any(|e| word.len() > e.len() + 1 && word.ends_with(&**e))
    }

    /// What reverses a word at its start: `un`, `in`.
    pub(super) fn negative_prefixes(&self) -> &[Box<str>] {
        &self.spelling.negative_prefixes
    }

    /// Endings that names take by case, longest first.
    pub(super) fn name_endings(&self) -> &[Box<str>] {
        &self.spelling.name_endings
    }

    /// Whether a word ends as names do not.
    pub(super) fn ordinary_ending(&self, word: &str) -> bool {
        /// An ending as long as this is a word by itself (`Angaben`).
        const WORD: usize = 4;
        let long = |e: &str| word.len() > e.len() + 1 || word.len() == e.len() && e.len() >= WORD;
        self.spelling.ordinary_endings.iter().any(|e| long(e) && word.ends_with(&**e))
    }

    pub(super) fn concord(&self) -> Concord {
        self.spelling.concord
    }
}

/// The key of a phrase's first word.
fn first_word(phrase: &'static str, elisions: &[Box<str>]) -> Option<Cow<'static, str>> {
    words(phrase, elisions).into_iter().next()
}

/// Whether a text is of small ASCII letters alone, as nearly all phrases are: its words are then their own keys.
fn is_its_own_key(phrase: &str) -> bool {
    phrase.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ')
}

/// The keys of a phrase's words.
fn words(phrase: &'static str, elisions: &[Box<str>]) -> Vec<Cow<'static, str>> {
    if is_its_own_key(phrase) {
        return phrase.split(' ').filter(|word| !word.is_empty()).map(Cow::Borrowed).collect();
    }
    scan::keys(phrase, elisions).into_iter().map(Cow::Owned).collect()
}

fn section(name: &str) -> Option<Section> {
    use serde::de::IntoDeserializer;
    let name: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = name.into_deserializer();
    Section::deserialize(name).ok()
}

/// `1000 m` is a number and a name, `1000` a number, `dollar` a name.
fn split_key(key: &str) -> (Option<Number>, &str) {
    let (first, rest) = key.split_once(' ').unwrap_or((key, ""));
    match Number::parse(first) {
        Some(number) => (Some(number), rest),
        None => (None, key),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn sections_are_known_without_reading_them() {
        for (code, _) in &FILES {
            assert_eq!(sections(code), of(code).sections(), "{code}");
        }
        assert_eq!(sections("xx"), Sections::default());
    }

    fn every_file() -> impl Iterator<Item = (&'static str, &'static File)> {
        FILES.iter().map(|(code, file)| (*code, file)).chain([("any", &ANY)])
    }

    #[derive(Deserialize)]
    struct Toml {
        #[serde(default)]
        writing: Spelling,
        #[serde(flatten)]
        sections: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    }

    #[test]
    fn a_data_file_reads_as_toml_does() {
        for (code, File { data, rows }) in every_file() {
            let file: Toml = toml::from_str(data).unwrap_or_else(|e| panic!("{code}: {e}"));
            let mut expected: Vec<(&str, &str, &str)> = Vec::new();
            for (section, meanings) in &file.sections {
                for (key, phrases) in meanings {
                    expected.extend(phrases.iter().map(|phrase| (section.as_str(), key.as_str(), phrase.as_str())));
                }
            }
            let sections: Vec<(&str, &str)> = file::sections(data).collect();
            let writing = sections.iter().find(|s| s.0 == file::WRITING).map_or("", |s| s.1);
            let all = rows.iter().map(|row| (sections[usize::from(row.section)].0, row.key(data), row.phrase(data)));
            let mut found: Vec<(&str, &str, &str)> = all.filter(|row| row.0 != file::WRITING).collect();
            expected.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, expected, "{code}");
            let spelling: Spelling = toml::from_str(writing).unwrap();
            assert_eq!(format!("{spelling:?}"), format!("{:?}", file.writing), "{code}");
            for row in *rows {
                let first = first_word(row.phrase(data), &spelling.elisions);
                assert!(
                    row.first == 0 || first.is_some_and(|first| file::print(first.as_bytes()) == row.first),
                    "{row:?}"
                );
            }
            for (_, _, phrase) in found {
                assert_eq!(words(phrase, &spelling.elisions), scan::keys(phrase, &spelling.elisions), "{phrase:?}");
            }
        }
    }

    /// What the quick look at both sides counts must tell phrases of different meaning apart.
    #[test]
    fn phrases_of_one_section_differ_in_their_signs() {
        use crate::claim::reading::Reading;
        use crate::{Language, Span};
        const READ: [Section; 7] = [
            Section::Bounds,
            Section::BoundsAfter,
            Section::Units,
            Section::Currencies,
            Section::Clocks,
            Section::ClockPhrases,
            Section::DayParts,
        ];
        for (code, _) in &FILES {
            let mut passing = Vec::new();
            let mut meanings: BTreeMap<(u64, u32), (&str, &str)> = BTreeMap::new();
            let rows = (0..NO_ROW).map_while(|at| (usize::from(at) < of(code).before.len()).then(|| of(code).row(at)));
            for (file, row, section) in rows.flatten().filter(|row| READ.contains(&row.2)) {
                let (meaning, phrase) = (row.key(file.data), row.phrase(file.data));
                let language = Language::from_code(code).unwrap();
                let signs = Reading::new(phrase, Span::new(0, phrase.len()), language, &[]).signs;
                let first = meanings.entry((signs.others, section as u32)).or_insert((meaning, phrase));
                if first.0 != meaning {
                    passing.push((first.1, phrase));
                }
            }
            assert!(passing.is_empty(), "{code}: {passing:?}");
        }
    }

    #[test]
    fn phrases_of_a_word_come_longest_first() {
        let lexicon = of("en");
        for entry in &lexicon.entries {
            let lengths: Vec<usize> = lexicon.phrases(entry).iter().map(|p| p.rest.len()).collect();
            assert!(entry.is_known() && lengths.is_sorted_by(|x, y| x >= y) && !lengths.is_empty(), "{entry:?}");
        }
        assert!(!lexicon.entry("no such word").is_known());
    }

    #[test]
    fn every_line_of_every_data_file_is_understood() {
        for (code, File { data, .. }) in every_file() {
            let file: Toml = toml::from_str(data).unwrap_or_else(|e| panic!("{code}: {e}"));
            for (name, meanings) in file.sections {
                assert!(section(&name).is_some(), "{code}: no section {name}");
                for (key, phrases) in meanings {
                    assert!(!phrases.is_empty(), "{code}: [{name}] {key} has no phrases");
                    for phrase in phrases {
                        let words = scan::keys(&phrase, &file.writing.elisions);
                        assert!(!words.is_empty(), "{code}: [{name}] {key}: {phrase:?} has no words");
                    }
                }
            }
        }
    }
}
