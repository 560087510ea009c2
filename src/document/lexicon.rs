//! What is known of single words of a language: its abbreviations, the words that begin a sentence, its elisions and the way
//! it writes numbers. Read from the plain text files in `data/`, each on first use. A new language is a file there and a
//! line in [`LANGUAGES`]. May import `language`.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::Language;

/// The languages with a file of their own. The first stands in for languages that have none.
static LANGUAGES: [Known; 14] = [
    Known::new("en", include_str!("data/en.txt")),
    Known::new("de", include_str!("data/de.txt")),
    Known::new("fr", include_str!("data/fr.txt")),
    Known::new("es", include_str!("data/es.txt")),
    Known::new("pt", include_str!("data/pt.txt")),
    Known::new("it", include_str!("data/it.txt")),
    Known::new("nl", include_str!("data/nl.txt")),
    Known::new("ru", include_str!("data/ru.txt")),
    Known::new("uk", include_str!("data/uk.txt")),
    Known::new("zh", include_str!("data/zh.txt")),
    Known::new("ja", include_str!("data/ja.txt")),
    Known::new("th", include_str!("data/th.txt")),
    Known::new("hi", include_str!("data/hi.txt")),
    Known::new("ar", include_str!("data/ar.txt")),
];

/// What holds in every language: academic titles, units, `vs.`, `etc.`.
static EVERYWHERE: &str = include_str!("data/any.txt");

struct Known {
    code: &'static str,
    text: &'static str,
    lexicon: OnceLock<Lexicon>,
}

impl Known {
    const fn new(code: &'static str, text: &'static str) -> Self {
        Self { code, text, lexicon: OnceLock::new() }
    }
}

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
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Abbreviations written with a capital alone: `Sat.` is one, `sat.` is none.
    capitalised: FxHashMap<Cow<'static, str>, Stop>,
    /// Abbreviations that a capital may begin where a sentence begins.
    abbreviations: FxHashMap<Cow<'static, str>, Stop>,
    /// Abbreviations that close compounds, without their hyphen: `-str.` for `Goethestr.`
    suffixes: Vec<(&'static str, Stop)>,
    parts: FxHashMap<Cow<'static, str>, Parts>,
    /// The longest word with [`Parts`], in bytes.
    longest: usize,
    /// The longest abbreviation, in bytes.
    longest_stop: usize,
    /// How it writes numbers.
    pub(super) numbers: NumberStyle,
}

/// So many abbreviations, and as many other words, a language has about, for room.
const WORDS: usize = 400;

/// A longer word than this is never looked up, in bytes.
const LONGEST: usize = 48;

impl Lexicon {
    /// The lexicon of a language, that of English where it has none of its own.
    pub(super) fn of(language: Language) -> &'static Self {
        static EMPTY: OnceLock<Lexicon> = OnceLock::new();
        let known = LANGUAGES.iter().find(|k| k.code == language.code()).or_else(|| LANGUAGES.first());
        match known {
            Some(known) => known.lexicon.get_or_init(|| Self::read(&[EVERYWHERE, known.text])),
            None => EMPTY.get_or_init(Self::default),
        }
    }

    fn read(files: &[&'static str]) -> Self {
        let mut lexicon = Self::default();
        lexicon.abbreviations.reserve(WORDS);
        lexicon.parts.reserve(WORDS);
        for line in files.iter().flat_map(|file| file.lines()) {
            if let Some((entry, kind)) = entry(line) {
                lexicon.add(entry, kind);
            }
        }
        lexicon
    }

    fn add(&mut self, entry: &'static str, kind: Kind) {
        match kind {
            Kind::OrdinalStop => self.numbers.ordinal_stop = true,
            Kind::SpaceGroups => self.numbers.space_groups = true,
            Kind::Stop(stop) => {
                let word = entry.strip_suffix('.').unwrap_or(entry);
                if let Some(suffix) = word.strip_prefix('-') {
                    self.suffixes.push((suffix, stop));
                    return;
                }
                let capital = word.starts_with(char::is_uppercase);
                let known = if capital { &mut self.capitalised } else { &mut self.abbreviations };
                let key = key(word);
                self.longest_stop = self.longest_stop.max(key.len());
                known.insert(key, stop);
            }
            Kind::Part(part) => {
                let word = key(entry);
                self.longest = self.longest.max(word.len());
                let known = self.parts.entry(word).or_default();
                known.0 |= part.0;
            }
        }
    }

    /// What the abbreviation `word`, without its last stop and without spaces, says about that stop.
    pub(super) fn stop(&self, word: &str) -> Option<Stop> {
        let capital = word.starts_with(char::is_uppercase);
        let look = |lower: &str| {
            let capitalised = if capital { self.capitalised.get(lower) } else { None };
            capitalised.or_else(|| self.abbreviations.get(lower)).copied()
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
        with_lower(word, |lower| self.parts.get(lower).copied()).flatten().unwrap_or_default()
    }

    /// Whether `text` begins with a word that may be `part`: for scripts that put no space between words.
    pub(super) fn begins_with(&self, text: &str, part: Parts) -> bool {
        let end = text.floor_char_boundary(self.longest);
        let ends = text.get(..end).into_iter().flat_map(str::char_indices).map(|(at, c)| at + c.len_utf8());
        ends.into_iter().any(|end| text.get(..end).is_some_and(|word| self.parts(word).has(part)))
    }
}

/// An entry in lower case without its spaces.
fn key(entry: &'static str) -> Cow<'static, str> {
    if !entry.is_ascii() || entry.contains(' ') {
        return Cow::Owned(entry.chars().filter(|c| *c != ' ').flat_map(char::to_lowercase).collect());
    }
    if entry.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Owned(entry.to_ascii_lowercase());
    }
    Cow::Borrowed(entry)
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

/// A line of a data file: an entry, a space, the word for its kind. Nothing for blank lines and `#` comments.
fn entry(line: &'static str) -> Option<(&'static str, Kind)> {
    let line = line.trim_end();
    if line.starts_with('#') {
        return None;
    }
    let space = memchr::memrchr(b' ', line.as_bytes())?;
    let (entry, kind) = (line.get(..space)?, line.get(space + 1..)?);
    let (_, kind) = KINDS.iter().find(|(name, _)| *name == kind)?;
    Some((entry.trim_end(), *kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_data_file_is_understood() {
        for (name, text) in LANGUAGES.iter().map(|k| (k.code, k.text)).chain([("any", EVERYWHERE)]) {
            for line in text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
                let (word, kind) = entry(line).unwrap_or_else(|| panic!("{name}: {line:?}"));
                let stop = matches!(kind, Kind::Stop(_) | Kind::OrdinalStop);
                assert_eq!(stop, word.ends_with('.'), "{name}: {line:?}: abbreviations end in a stop, words do not");
                assert!(word.len() <= LONGEST, "{name}: {line:?}: too long to be looked up");
            }
        }
    }

    #[test]
    fn no_data_file_says_two_things_about_one_abbreviation() {
        for known in &LANGUAGES {
            let mut seen = FxHashMap::default();
            for (word, kind) in known.text.lines().filter_map(entry).filter(|(_, k)| matches!(k, Kind::Stop(_))) {
                let capital = word.starts_with(char::is_uppercase);
                let key = (capital, word.to_lowercase().split(' ').collect::<String>());
                assert_eq!(*seen.entry(key).or_insert(kind), kind, "{}: {word}", known.code);
            }
        }
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
