//! The words of a language that claims hang on, read from a data file a language, once, when first needed.
//! A data file is TOML: `[writing]` says how numbers and dates are written, every other section maps a meaning to the phrases
//! that carry it. May import `number` and `reading`'s scanner.

mod file;

use std::borrow::Cow;
use std::hash::Hasher as _;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHasher};
use serde::Deserialize;

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
    /// The sections they are of.
    pub sections: Sections,
    /// The last of their lines, by its index in [`Lexicon::lines`].
    last: u32,
    /// The phrases themselves, longest first, once somebody asks: an article has few of the words that are known.
    phrases: OnceLock<Box<[Phrase]>>,
}

impl Entry {
    const fn new(sections: Sections) -> Self {
        Self { sections, last: u32::MAX, phrases: OnceLock::new() }
    }

    /// Whether any phrase starts with the word.
    pub(super) fn is_known(&self) -> bool {
        self.sections != Sections(0)
    }
}

/// What a word has that starts no phrase.
static NOTHING: Entry = Entry::new(Sections(0));

/// A phrase as a data file gives it.
#[derive(Debug)]
struct Line {
    phrase: &'static str,
    /// The line before it whose phrase starts with the same word.
    before: u32,
    /// Which of [`Lexicon::keys`] it stands under.
    key: u16,
    section: Section,
}

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
    /// Where the entry of each word stands in `entries`, by the hash of its key: two words all but never have the same.
    words: FxHashMap<u64, u32>,
    entries: Vec<Entry>,
    lines: Vec<Line>,
    /// The keys of meanings, in the order of the files.
    keys: Vec<&'static str>,
    sections: Sections,
    /// The first two bytes of numerals that may stand together in one word.
    atoms: Vec<[u8; 2]>,
    spelling: Spelling,
}

/// What holds in every language: signs and codes.
const ANY: &str = include_str!("data/any.toml");

/// The data files. A new language is a new file and a row here.
const FILES: &[(&str, &str)] = &[
    ("en", include_str!("data/en.toml")),
    ("de", include_str!("data/de.toml")),
    ("es", include_str!("data/es.toml")),
    ("fr", include_str!("data/fr.toml")),
    ("it", include_str!("data/it.toml")),
    ("ja", include_str!("data/ja.toml")),
    ("nl", include_str!("data/nl.toml")),
    ("pt", include_str!("data/pt.toml")),
    ("ru", include_str!("data/ru.toml")),
    ("zh", include_str!("data/zh.toml")),
];

static LOADED: [OnceLock<Lexicon>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
static UNKNOWN: OnceLock<Lexicon> = OnceLock::new();

/// The lexicon of a language by its ISO code; for a language without a file, the signs that hold everywhere.
pub(super) fn of(code: &str) -> &'static Lexicon {
    let found = FILES.iter().zip(&LOADED).find(|((name, _), _)| *name == code);
    match found {
        Some(((_, data), cell)) => cell.get_or_init(|| Lexicon::read(data)),
        None => UNKNOWN.get_or_init(|| Lexicon::read("")),
    }
}

static HEADINGS: [OnceLock<Sections>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

/// The sections of a language's data file, without reading what they hold.
pub(super) fn sections(code: &str) -> Sections {
    let found = FILES.iter().zip(&HEADINGS).find(|((name, _), _)| *name == code);
    found.map_or(Sections::default(), |((_, data), cell)| *cell.get_or_init(|| sections_of(data)))
}

fn sections_of(data: &'static str) -> Sections {
    let mut out = Sections::default();
    file::sections(data).filter_map(|(heading, _)| section(heading)).for_each(|section| out.add(section));
    out
}

/// So many phrases, words that start one and keys a lexicon has about, for room.
const LINES: usize = 4_096;
const WORDS: usize = 3_500;
const KEYS: usize = 1_024;

impl Lexicon {
    /// Reads a data file on top of what holds everywhere. Lines that say nothing known are passed over: the data ships with the
    /// program, and a test holds every line of it to being understood.
    fn read(data: &'static str) -> Self {
        let writing = file::sections(data).find(|(heading, _)| *heading == file::WRITING).map_or("", |(_, body)| body);
        let mut out = Self {
            words: FxHashMap::default(),
            entries: Vec::with_capacity(WORDS),
            lines: Vec::with_capacity(LINES),
            keys: Vec::with_capacity(KEYS),
            sections: Sections::default(),
            atoms: Vec::new(),
            spelling: toml::from_str(writing).unwrap_or_default(),
        };
        out.words.reserve(WORDS);
        for (heading, body) in file::sections(data) {
            if let Some(section) = section(heading) {
                out.sections.add(section);
                file::each_phrase(body, |key, phrase| out.add(section, key, phrase));
            }
        }
        for (heading, body) in file::sections(ANY) {
            if let Some(section) = section(heading) {
                file::each_phrase(body, |key, phrase| out.add(section, key, phrase));
            }
        }
        out.atoms.sort_unstable();
        out.atoms.dedup();
        out
    }

    /// Adds a phrase with its meaning.
    fn add(&mut self, section: Section, key: &'static str, phrase: &'static str) {
        let Some(first) = self.first_word(phrase) else { return };
        if let (Section::Numerals | Section::Scales, Some(start)) = (section, first.as_bytes().first_chunk()) {
            self.atoms.push(*start);
        }
        if self.keys.last() != Some(&key) {
            self.keys.push(key);
        }
        let place = *self.words.entry(print(&first)).or_insert_with(|| {
            self.entries.push(Entry::new(Sections(0)));
            self.entries.len() as u32 - 1
        });
        if let Some(entry) = self.entries.get_mut(place as usize) {
            entry.sections.add(section);
            let before = std::mem::replace(&mut entry.last, self.lines.len() as u32);
            self.lines.push(Line { phrase, before, key: self.keys.len() as u16 - 1, section });
        }
    }

    fn first_word(&self, phrase: &'static str) -> Option<Cow<'static, str>> {
        let end = memchr::memchr(b' ', phrase.as_bytes()).unwrap_or(phrase.len());
        let first = phrase.get(..end).filter(|word| !word.is_empty() && is_its_own_key(word));
        if first.is_some() {
            return first.map(Cow::Borrowed);
        }
        words(phrase, &self.spelling.elisions).into_iter().next()
    }

    /// The phrases that start with a word, longest first.
    pub(super) fn phrases<'l>(&'l self, entry: &'l Entry) -> &'l [Phrase] {
        entry.phrases.get_or_init(|| {
            let mut next = entry.last;
            let lines = std::iter::from_fn(|| {
                let line = self.lines.get(next as usize)?;
                next = line.before;
                Some(line)
            });
            let mut phrases: Vec<Phrase> = lines.map(|line| self.phrase(line)).collect();
            phrases.reverse();
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
            phrases.into_boxed_slice()
        })
    }

    fn phrase(&self, line: &Line) -> Phrase {
        let (number, name) = split_key(self.keys.get(usize::from(line.key)).copied().unwrap_or_default());
        let rest = words(line.phrase, &self.spelling.elisions).into_iter().skip(1).collect();
        Phrase { rest, sense: Sense { section: line.section, number, name } }
    }

    /// What is known of a word.
    pub(super) fn entry(&self, key: &str) -> &Entry {
        self.words.get(&print(key)).and_then(|&at| self.entries.get(at as usize)).unwrap_or(&NOTHING)
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
        self.spelling.ordinary_endings.iter().any(|e| word.len() > e.len() + 1 && word.ends_with(&**e))
    }

    pub(super) fn concord(&self) -> Concord {
        self.spelling.concord
    }
}

fn print(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
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
        for (code, _) in FILES {
            assert_eq!(sections(code), of(code).sections(), "{code}");
        }
        assert_eq!(sections("xx"), Sections::default());
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
        for (code, data) in FILES.iter().chain([&("any", ANY)]) {
            let file: Toml = toml::from_str(data).unwrap_or_else(|e| panic!("{code}: {e}"));
            let mut expected: Vec<(&str, &str, &str)> = Vec::new();
            for (section, meanings) in &file.sections {
                for (key, phrases) in meanings {
                    expected.extend(phrases.iter().map(|phrase| (section.as_str(), key.as_str(), phrase.as_str())));
                }
            }
            let mut found: Vec<(&str, &str, &str)> = Vec::new();
            let mut writing = "";
            for (section, body) in file::sections(data) {
                if section == file::WRITING {
                    writing = body;
                } else {
                    file::each_phrase(body, |key, phrase| found.push((section, key, phrase)));
                }
            }
            expected.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, expected, "{code}");
            let spelling: Spelling = toml::from_str(writing).unwrap();
            assert_eq!(format!("{spelling:?}"), format!("{:?}", file.writing), "{code}");
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
        for (code, _) in FILES {
            let mut passing = Vec::new();
            let mut meanings: BTreeMap<(u64, u32), (&str, &str)> = BTreeMap::new();
            for line in of(code).lines.iter().filter(|line| READ.contains(&line.section)) {
                let whole = Span::new(0, line.phrase.len());
                let language = Language::from_code(code).unwrap();
                let signs = Reading::new(line.phrase, whole, language, &[]).signs;
                let key = (signs.others, line.section as u32);
                let meaning = of(code).keys[usize::from(line.key)];
                let first = meanings.entry(key).or_insert((meaning, line.phrase));
                if first.0 != meaning {
                    passing.push((first.1, line.phrase));
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
        for (code, data) in FILES.iter().chain([&("any", ANY)]) {
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
