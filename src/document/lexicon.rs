//! What is known of single words of a language: its abbreviations, the words that begin a sentence, its elisions and the way
//! it writes numbers. Read from the plain text files in `data/` when the program is built. A new language is a file there and
//! a line in [`LANGUAGES`]. May import `language` and the tables of words.

mod file;

use self::file::Read;
use super::Language;
use crate::words::{self, Words};

/// What holds in every language: academic titles, units, `vs.`, `etc.`.
const EVERYWHERE: &str = include_str!("data/any.txt");

/// The lexicon of a language by its code, from its file.
macro_rules! lexicon {
    ($code:literal, $path:literal) => {{
        const FILES: [&str; 2] = [EVERYWHERE, include_str!($path)];
        const SIZES: (usize, usize) = file::sizes(FILES);
        static READ: Read<{ SIZES.0 }, { words::slots(SIZES.0) }, { SIZES.1 }> = Read::new(FILES);
        ($code, Lexicon::of_file(&READ))
    }};
}

/// The languages with a file of their own. The first stands in for languages that have none.
static LANGUAGES: [(&str, Lexicon); 14] = [
    lexicon!("en", "data/en.txt"),
    lexicon!("de", "data/de.txt"),
    lexicon!("fr", "data/fr.txt"),
    lexicon!("es", "data/es.txt"),
    lexicon!("pt", "data/pt.txt"),
    lexicon!("it", "data/it.txt"),
    lexicon!("nl", "data/nl.txt"),
    lexicon!("ru", "data/ru.txt"),
    lexicon!("uk", "data/uk.txt"),
    lexicon!("zh", "data/zh.txt"),
    lexicon!("ja", "data/ja.txt"),
    lexicon!("th", "data/th.txt"),
    lexicon!("hi", "data/hi.txt"),
    lexicon!("ar", "data/ar.txt"),
];

/// What an abbreviation says about the stop that closes it. Each is the second word of a line in a data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// `title`: a name follows (`Mr.`, `Gov.`): never the end of a sentence.
    Title,
    /// `link`: something follows (`e.g.`, `z. B.`): never the end of a sentence.
    Link,
    /// `number`: a number follows (`No. 5`); before anything else an ordinary word.
    Number,
    /// `may-end`: ends a sentence where the next word clearly begins one (`U.S.`, `Inc.`, `Jan.`).
    MayEnd,
    /// `list`: ends a sentence where any capitalised word follows (`etc.`).
    List,
    /// `time`: ends a sentence where a capitalised word follows that is no weekday or time zone (`a.m.`).
    Time,
}

/// A set of what a word may be besides an abbreviation; each constant names the word in a data file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts(u8);

impl Parts {
    /// `starter`: capitalised after an abbreviation, it begins a sentence (`The`, `He`).
    pub(super) const STARTER: Self = Self(1);
    /// `day`: a weekday, month or time zone, which goes with the time of day before it.
    pub(super) const DAY: Self = Self(2);
    /// `verb`: a reporting verb.
    pub(super) const VERB: Self = Self(4);
    /// `mark`: a name that ends in `!` or `?`, without it (`Yahoo`).
    pub(super) const MARK: Self = Self(8);
    /// `elision`: what stands before an apostrophe that ends a word (`l` in `l'homme`).
    pub(super) const ELISION: Self = Self(16);
    /// `particle`: goes on with the sentence after a closing quotation mark (Japanese `と`).
    pub(super) const PARTICLE: Self = Self(32);
    /// `word`: one letter that is a word of its own and, in small letters, never an initial (English `a`).
    pub(super) const WORD: Self = Self(64);

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a word of this set may be `other`.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// How a language writes some numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberStyle {
    /// `0. ordinal`: a stop after a number makes it an ordinal (`3. Mai`).
    pub(super) ordinal_stop: bool,
    /// `0 000 grouping`: a space parts groups of three digits.
    pub(super) space_groups: bool,
}

/// What is known of the words of one language.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: Words,
    /// What each word is, by its number.
    entries: &'static [Entry],
    /// Abbreviations that close compounds, without their hyphen: `-str.` for `Goethestr.`
    suffixes: &'static [(&'static str, Stop)],
    /// The longest word with [`Parts`], in bytes.
    longest: usize,
    /// The longest abbreviation, in bytes.
    longest_stop: usize,
    /// How it writes numbers.
    pub(super) numbers: NumberStyle,
}

/// What one word is.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// As an abbreviation written with a capital alone: `Sat.` is one, `sat.` is none.
    capitalised: Option<Stop>,
    /// As an abbreviation that a capital may begin where a sentence begins.
    abbreviation: Option<Stop>,
    parts: Parts,
}

impl Entry {
    const NOTHING: Self = Self { capitalised: None, abbreviation: None, parts: Parts(0) };
}

/// A longer word than this is never looked up, in bytes.
const LONGEST: usize = 48;

impl Lexicon {
    const fn of_file<const W: usize, const S: usize, const X: usize>(read: &'static Read<W, S, X>) -> Self {
        let (longest, longest_stop) = read.longest();
        let numbers = read.numbers();
        Self { words: read.words(), entries: read.entries(), suffixes: read.suffixes(), longest, longest_stop, numbers }
    }

    /// The lexicon of a language, that of English where it has none of its own.
    pub(super) fn of(language: Language) -> &'static Self {
        let [(_, english), ..] = &LANGUAGES;
        LANGUAGES.iter().find(|(code, _)| *code == language.code()).map_or(english, |(_, lexicon)| lexicon)
    }

    fn entry(&self, lower: &str) -> Entry {
        let found = self.words.find(words::print(lower.as_bytes())).and_then(|number| self.entries.get(number));
        found.copied().unwrap_or(Entry::NOTHING)
    }

    /// What the abbreviation `word`, without its last stop and without spaces, says about that stop.
    pub(super) fn stop(&self, word: &str) -> Option<Stop> {
        let capital = word.starts_with(char::is_uppercase);
        let look = |lower: &str| {
            let known = self.entry(lower);
            known.capitalised.filter(|_| capital).or(known.abbreviation)
        };
        let is_longer = word.is_ascii() && word.len() > self.longest_stop;
        let whole = if is_longer { None } else { with_lower(word, look).flatten() };
        whole.or_else(|| self.suffixes.iter().find(|(s, _)| word.ends_with(s)).map(|&(_, stop)| stop))
    }

    /// What a word may be, whatever its case; nothing for most words.
    pub(super) fn parts(&self, word: &str) -> Parts {
        if word.len() > self.longest {
            return Parts::default();
        }
        with_lower(word, |lower| self.entry(lower).parts).unwrap_or_default()
    }

    /// Whether `text` begins with a word that may be `part`: for scripts that put no space between words.
    pub(super) fn begins_with(&self, text: &str, part: Parts) -> bool {
        let end = text.floor_char_boundary(self.longest);
        let ends = text.get(..end).into_iter().flat_map(str::char_indices).map(|(at, c)| at + c.len_utf8());
        ends.into_iter().any(|end| text.get(..end).is_some_and(|word| self.parts(word).has(part)))
    }
}

/// Calls `look` with the word in lower case, without an allocation where that is possible; `None` for an overlong word.
fn with_lower<T>(word: &str, look: impl FnOnce(&str) -> T) -> Option<T> {
    if word.len() > LONGEST {
        return None;
    }
    if !word.is_ascii() {
        return Some(look(&word.to_lowercase()));
    }
    let mut buffer = [0; LONGEST];
    let lower = buffer.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok().map(look)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Stop(Stop),
    Part(Parts),
    OrdinalStop,
    SpaceGroups,
}

const KINDS: &[(&str, Kind)] = &[
    ("title", Kind::Stop(Stop::Title)),
    ("link", Kind::Stop(Stop::Link)),
    ("number", Kind::Stop(Stop::Number)),
    ("may-end", Kind::Stop(Stop::MayEnd)),
    ("list", Kind::Stop(Stop::List)),
    ("time", Kind::Stop(Stop::Time)),
    ("starter", Kind::Part(Parts::STARTER)),
    ("day", Kind::Part(Parts::DAY)),
    ("verb", Kind::Part(Parts::VERB)),
    ("mark", Kind::Part(Parts::MARK)),
    ("elision", Kind::Part(Parts::ELISION)),
    ("particle", Kind::Part(Parts::PARTICLE)),
    ("word", Kind::Part(Parts::WORD)),
    ("ordinal", Kind::OrdinalStop),
    ("grouping", Kind::SpaceGroups),
];

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn stops_end_in_a_stop_and_words_do_not() {
        for (name, text) in file::texts() {
            for (word, kind) in file::lines(text) {
                let stop = matches!(kind, Kind::Stop(_) | Kind::OrdinalStop);
                assert_eq!(stop, word.ends_with('.'), "{name}: {word:?}");
            }
        }
    }

    #[test]
    fn no_data_file_says_two_things_about_one_abbreviation() {
        for (name, text) in file::texts() {
            let mut seen = BTreeMap::new();
            for (word, kind) in file::lines(text) {
                if let Kind::Stop(stop) = kind {
                    let capital = word.starts_with(char::is_uppercase);
                    let key = (capital, word.to_lowercase().split(' ').collect::<String>());
                    assert_eq!(*seen.entry(key).or_insert(stop), stop, "{name}: {word}");
                }
            }
        }
    }

    #[test]
    fn every_data_file_is_of_a_language_here() {
        let known = LANGUAGES.iter().map(|(code, _)| format!("{code}.txt")).chain(["any.txt".to_owned()]);
        let known: BTreeSet<String> = known.collect();
        assert_eq!(file::texts().map(|(name, _)| name).collect::<BTreeSet<_>>(), known);
    }

    #[test]
    fn case_counts_where_the_entry_has_a_capital() {
        let english = Lexicon::of(Language::ENGLISH);
        assert_eq!(english.stop("Gov"), Some(Stop::Title));
        assert_eq!(english.stop("Sat"), Some(Stop::MayEnd));
        assert_eq!(english.stop("sat"), None);
        assert_eq!(english.stop("A.M"), Some(Stop::Time));
        assert!(english.parts("The").has(Parts::STARTER));
    }
}
