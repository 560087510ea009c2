//! The words of a language that claims hang on, from a data file a language, read when the program is built.
//! A data file is TOML: `[writing]` says how numbers and dates are written, every other section maps a meaning to the phrases
//! that carry it. May import `number`, `reading`'s scanner and the tables of words.

mod derived;
mod file;
mod phrase;
mod section;

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use self::file::{File, NO_ROW, Read, Row};
pub(super) use self::phrase::{Entry, Phrase, Rest, Sense};
use self::phrase::{Other, Phrases, Rows};
pub(super) use self::section::{Section, Sections};
use super::number::Writing;
use super::scan;
use crate::words;

/// What a word has that starts no phrase.
static NOTHING: Entry = Entry::NOTHING;

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
    /// How a half is written behind a number in one word (`zwölfeinhalb`).
    #[serde(default)]
    compound_halves: Vec<Box<str>>,
    /// The only endings of words that are read as numerals of several in one, where nearly every word starts like a numeral.
    #[serde(default)]
    compound_endings: Vec<Box<str>>,
    /// Numbers of days that are as good as one week, two weeks: the first day counts too (`quinze jours`).
    #[serde(default)]
    inclusive_weeks: Vec<u32>,
    #[serde(default)]
    plural_endings: Vec<Box<str>>,
    #[serde(default)]
    negative_prefixes: Vec<Box<str>>,
    #[serde(default)]
    name_endings: Vec<Box<str>>,
    #[serde(default)]
    ordinary_endings: Vec<Box<str>>,
    /// Endings of what derives from the name of a place, without accents (`madrilène`, `Berliner`).
    #[serde(default)]
    derived_endings: Vec<Box<str>>,
    /// What a place's name loses before them, beyond two letters (`Russland`, `russisch`).
    #[serde(default)]
    place_endings: Vec<Box<str>>,
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
            compound_halves: Vec::new(),
            compound_endings: Vec::new(),
            inclusive_weeks: Vec::new(),
            day_order: DayOrder::default(),
            capitals: Capitals::default(),
            concord: Concord::default(),
            capital_months: false,
            plural_endings: Vec::new(),
            negative_prefixes: Vec::new(),
            name_endings: Vec::new(),
            ordinary_endings: Vec::new(),
            derived_endings: Vec::new(),
            place_endings: Vec::new(),
        }
    }
}

/// All that is known of a language.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// The language's own file.
    own: &'static File,
    /// What had to be read, of that file and of what holds everywhere: words by their [`words::print`].
    entries: FxHashMap<u64, Entry>,
    /// The phrases that start with each, longest first, those of the own file that were read before among them.
    phrases: Vec<Vec<Other>>,
    /// The first two bytes of numerals that may stand together in one word.
    atoms: Vec<[u8; 2]>,
    spelling: Spelling,
}

/// A data file of the program.
macro_rules! file {
    ($path:literal) => {{
        const DATA: &str = include_str!($path);
        const ROWS: usize = file::count(DATA);
        const WORDS: usize = file::count_words::<ROWS, { words::slots(ROWS) }>(DATA);
        static READ: Read<ROWS, WORDS, { words::slots(WORDS) }> = Read::new(DATA);
        File::of(DATA, &READ)
    }};
}

/// What holds in every language: signs and codes.
static ANY: File = file!("data/any.toml");
/// A language without a file.
static NONE: File = File::NONE;

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

/// The sections of a language's data file.
pub(super) fn sections(code: &str) -> Sections {
    FILES.iter().find(|(name, _)| *name == code).map_or(Sections::default(), |(_, file)| file.sections)
}

impl Lexicon {
    /// Reads what a data file could not say when the program was built, for it takes a scanner: phrases of other words than
    /// those of small ASCII letters. What holds everywhere is read with them.
    fn read(own: &'static File) -> Self {
        let rows = || {
            let others = own.rows.iter().filter(|row| !row.has_own_keys()).map(|row| (own, row));
            others.chain(ANY.rows.iter().map(|row| (&ANY, row)))
        };
        let count = rows().count();
        let mut out = Self {
            own,
            entries: FxHashMap::with_capacity_and_hasher(count, rustc_hash::FxBuildHasher),
            phrases: Vec::with_capacity(count),
            atoms: Vec::new(),
            spelling: toml::from_str(own.writing).unwrap_or_default(),
        };
        out.atoms = out.read_atoms();
        for (file, row) in rows() {
            out.add(file, row);
        }
        for phrases in &mut out.phrases {
            phrases.sort_by_key(|other| std::cmp::Reverse(other.phrase().rest().len()));
        }
        out
    }

    /// Adds a phrase to those that had to be read.
    fn add(&mut self, file: &'static File, row: &'static Row) {
        let (first, keys) = if row.has_own_keys() {
            (file::first(file.data, row), Vec::new())
        } else {
            let keys = scan::keys(row.phrase(file.data), &self.spelling.elisions);
            let Some(first) = keys.first() else { return };
            (words::print(first.as_bytes()), keys)
        };
        let known = *self.entries.get(&first).unwrap_or_else(|| self.own_entry(first));
        let at = match known.rows {
            Rows::Read(at) => at,
            Rows::Own(_) => {
                let phrases = known.sections.each().flat_map(|section| self.phrases(&known, section));
                let own = phrases.map(|phrase| Other { file: self.own, row: phrase.row, keys: Vec::new() }).collect();
                self.phrases.push(own);
                self.phrases.len() as u16 - 1
            }
        };
        let sections = known.sections.and(Sections::of(&[row.section]));
        self.entries.insert(first, Entry { sections, rows: Rows::Read(at) });
        if let Some(phrases) = self.phrases.get_mut(usize::from(at)) {
            phrases.push(Other { file, row, keys });
        }
    }

    /// The first two bytes of numerals, in a language that writes several in one word.
    fn read_atoms(&self) -> Vec<[u8; 2]> {
        if self.spelling.compound_joiners.is_none() {
            return Vec::new();
        }
        let is_numeral = |row: &&Row| matches!(row.section, Section::Numerals | Section::Scales);
        let first = |row: &Row| scan::keys(row.phrase(self.own.data), &self.spelling.elisions).into_iter().next();
        let firsts = self.own.rows.iter().filter(is_numeral).filter_map(first);
        let mut atoms: Vec<[u8; 2]> = firsts.filter_map(|key| key.as_bytes().first_chunk().copied()).collect();
        atoms.sort_unstable();
        atoms.dedup();
        atoms
    }

    /// What the own file says of a word, as far as it was read when the program was built.
    fn own_entry(&self, print: u64) -> &'static Entry {
        self.own.words.find(print).and_then(|number| self.own.entries.get(number)).unwrap_or(&NOTHING)
    }

    /// The phrases of a section that start with a word, longest first. The word's entry must have the section.
    #[inline]
    pub(super) fn phrases(&self, entry: &Entry, section: Section) -> impl Iterator<Item = Phrase<'_>> {
        match entry.rows {
            Rows::Own(start) => {
                let place = usize::from(start) + entry.sections.before(section).count() as usize;
                Phrases::Own { file: self.own, next: self.own.firsts.get(place).copied().unwrap_or(NO_ROW) }
            }
            Rows::Read(at) => {
                let others = self.phrases.get(usize::from(at)).map(Vec::as_slice).unwrap_or_default();
                Phrases::Read { section, others: others.iter() }
            }
        }
    }

    /// The phrase of a section that is one word and no more.
    pub(super) fn whole(&self, word: &str, section: Section) -> Option<Phrase<'_>> {
        let entry = self.entry(word);
        let phrases = entry.sections.has(section).then(|| self.phrases(entry, section));
        phrases.into_iter().flatten().find(|phrase| phrase.rest().is_empty())
    }

    /// What is known of a word.
    pub(super) fn entry(&self, key: &str) -> &Entry {
        let print = words::print(key.as_bytes());
        self.entries.get(&print).unwrap_or_else(|| self.own_entry(print))
    }

    /// Whether the language's own file has a section.
    pub(super) fn has(&self, section: Section) -> bool {
        self.own.sections.has(section)
    }

    /// The sections of the language's own file.
    pub(super) fn sections(&self) -> Sections {
        self.own.sections
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

    pub(super) fn compound_halves(&self) -> &[Box<str>] {
        &self.spelling.compound_halves
    }

    /// How many weeks a number of days is, where the first day is counted too.
    pub(super) fn inclusive_weeks(&self, days: u32) -> Option<u32> {
        self.spelling.inclusive_weeks.contains(&days).then_some(days / 7)
    }

    /// Whether a numeral may start a word.
    pub(super) fn may_be_compound(&self, word: &str) -> bool {
        let endings = &self.spelling.compound_endings;
        self.spelling.compound_joiners.is_some()
            && (endings.is_empty() || endings.iter().any(|e| word.ends_with(&**e)))
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::claim::lexicon::phrase::split_key;
    use crate::claim::number::Number;

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
        for (code, File { data, rows, writing, .. }) in every_file() {
            let file: Toml = toml::from_str(data).unwrap_or_else(|e| panic!("{code}: {e}"));
            let mut expected: Vec<(&str, &str, &str)> = Vec::new();
            for (section, meanings) in &file.sections {
                for (key, phrases) in meanings {
                    assert!(!phrases.is_empty(), "{code}: [{section}] {key} has no phrases");
                    expected.extend(phrases.iter().map(|phrase| (section.as_str(), key.as_str(), phrase.as_str())));
                }
            }
            let heading = |of: Section| Section::ALL.iter().find(|(_, section)| *section == of).unwrap().0;
            let mut found: Vec<(&str, &str, &str)> =
                rows.iter().map(|row| (heading(row.section), row.key(data), row.phrase(data))).collect();
            expected.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, expected, "{code}");
            let spelling: Spelling = toml::from_str(writing).unwrap();
            assert_eq!(format!("{spelling:?}"), format!("{:?}", file.writing), "{code}");
        }
    }

    #[test]
    fn small_numbers_are_those_that_a_key_has() {
        for (code, file) in every_file() {
            for row in file.rows {
                let key = row.key(file.data);
                let found = row.numbered(file.data).map(|(number, name)| (Some(Number::whole(number)), name));
                assert!(found.is_none_or(|found| found == split_key(key)), "{code}: {key}");
            }
        }
    }

    #[test]
    fn words_that_are_their_own_keys_scan_as_such() {
        for (code, file) in every_file() {
            let elisions = &of(code).spelling.elisions;
            for row in file.rows {
                let (phrase, keys) = (row.phrase(file.data), scan::keys(row.phrase(file.data), elisions));
                assert!(!keys.is_empty(), "{code}: {phrase} has no words");
                assert!(
                    !row.has_own_keys() || keys.join(" ") == phrase.to_ascii_lowercase(),
                    "{code}: {phrase}: {keys:?}"
                );
                let rest = Phrase { file, row, keys: &keys }.rest();
                assert!(rest.len() == keys.len() - 1, "{code}: {phrase}: {keys:?}");
                assert!(
                    !matches!(rest, Rest::Own(words) if words != keys[1..].join(" ")),
                    "{code}: {phrase}: {keys:?}"
                );
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
        for (code, own) in &FILES {
            let mut passing = Vec::new();
            let mut meanings: BTreeMap<(u64, u32), (&str, &str)> = BTreeMap::new();
            let rows = [own, &ANY].into_iter().flat_map(|file| file.rows.iter().map(move |row| (file, row)));
            for (file, row) in rows.filter(|(_, row)| READ.contains(&row.section)) {
                let (meaning, phrase) = (row.key(file.data), row.phrase(file.data));
                let language = Language::from_code(code).unwrap();
                let signs = Reading::new(phrase, Span::new(0, phrase.len()), language, &[]).signs;
                let first = meanings.entry((signs.others, row.section as u32)).or_insert((meaning, phrase));
                if first.0 != meaning {
                    passing.push((first.1, phrase));
                }
            }
            assert!(passing.is_empty(), "{code}: {passing:?}");
        }
    }

    #[test]
    fn every_phrase_is_found_by_its_first_word_longest_first() {
        for (code, own) in &FILES {
            let lexicon = of(code);
            for (file, row) in [own, &ANY].into_iter().flat_map(|file| file.rows.iter().map(move |row| (file, row))) {
                let keys = scan::keys(row.phrase(file.data), &lexicon.spelling.elisions);
                let entry = lexicon.entry(&keys[0]);
                assert!(entry.is_known() && entry.sections.has(row.section), "{code}: {keys:?}");
                let found: Vec<_> = lexicon.phrases(entry, row.section).collect();
                assert!(found.iter().all(|phrase| phrase.section() == row.section), "{code}: {keys:?}");
                let same =
                    found.iter().filter(|phrase| std::ptr::eq(phrase.row, row) && std::ptr::eq(phrase.file, file));
                assert_eq!(same.count(), 1, "{code}: {keys:?}");
                assert!(found.is_sorted_by_key(|phrase| std::cmp::Reverse(phrase.rest().len())), "{code}: {keys:?}");
            }
        }
        assert!(!of("en").entry("no such word").is_known());
    }
}
