//! Phrases of the data files with their meanings, and what starts with a word. May import `file` and `section`.

use super::file::{File, NO_ROW, Row};
use super::section::{Section, Sections};
use crate::claim::number::Number;

/// One meaning of a phrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::claim) struct Sense {
    pub section: Section,
    /// The number in front of the meaning's key, where it has one.
    pub number: Option<Number>,
    /// The rest of the key.
    pub name: &'static str,
}

/// What is known of a word: the phrases that start with it.
#[derive(Clone, Copy, Debug)]
pub(in crate::claim) struct Entry {
    /// The sections they are of.
    pub sections: Sections,
    pub(super) rows: Rows,
}

/// Which phrases start with a word.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rows {
    /// Those of the language's own file whose words are their own keys: their first rows, section by section, stand from here
    /// on.
    Own(u16),
    /// Some that had to be read, by their place in the lexicon.
    Read(u16),
}

impl Entry {
    pub(super) const NOTHING: Self = Self { sections: Sections::of(&[]), rows: Rows::Own(0) };

    /// Whether any phrase starts with the word.
    pub(in crate::claim) fn is_known(&self) -> bool {
        self.sections != Sections::of(&[])
    }
}

/// A phrase with its meaning.
#[derive(Clone, Copy, Debug)]
pub(in crate::claim) struct Phrase<'l> {
    pub(super) file: &'static File,
    pub(super) row: &'static Row,
    /// The keys of its words, where they are not the words themselves.
    pub(super) keys: &'l [String],
}

/// What follows the first word of a phrase.
#[derive(Clone, Copy, Debug)]
pub(in crate::claim) enum Rest<'l> {
    /// Words that are their own keys, a space between two.
    Own(&'static str),
    /// The keys of words.
    Keys(&'l [String]),
}

impl<'l> Phrase<'l> {
    pub(in crate::claim) fn rest(&self) -> Rest<'l> {
        if self.row.has_own_keys() {
            Rest::Own(self.row.rest(self.file.data))
        } else {
            Rest::Keys(self.keys.get(1..).unwrap_or_default())
        }
    }

    /// The first byte of what follows the first word.
    pub(in crate::claim) fn rest_start(&self) -> Option<u8> {
        if self.row.has_own_keys() {
            self.row.rest_start(self.file.data)
        } else {
            self.keys.get(1).and_then(|key| key.as_bytes().first()).copied()
        }
    }

    pub(in crate::claim) fn section(&self) -> Section {
        self.row.section
    }

    pub(in crate::claim) fn sense(&self) -> Sense {
        let (number, name) = match self.row.numbered(self.file.data) {
            Some((number, name)) => (Some(Number::whole(number)), name),
            None => split_key(self.row.key(self.file.data)),
        };
        Sense { section: self.row.section, number, name }
    }

    /// The name of its meaning.
    pub(in crate::claim) fn name(&self) -> &'static str {
        self.sense().name
    }
}

impl Rest<'_> {
    pub(super) fn is_empty(self) -> bool {
        matches!(self, Self::Own("") | Self::Keys([]))
    }

    /// How many words it has.
    pub(super) fn len(self) -> usize {
        match self {
            Self::Own("") => 0,
            Self::Own(words) => 1 + words.bytes().filter(|byte| *byte == b' ').count(),
            Self::Keys(keys) => keys.len(),
        }
    }
}

/// A phrase that had to be read.
#[derive(Debug)]
pub(super) struct Other {
    pub(super) file: &'static File,
    pub(super) row: &'static Row,
    pub(super) keys: Vec<String>,
}

impl Other {
    pub(super) fn phrase(&self) -> Phrase<'_> {
        Phrase { file: self.file, row: self.row, keys: &self.keys }
    }
}

/// The phrases of a section that start with a word, longest first.
pub(super) enum Phrases<'l> {
    Own { file: &'static File, next: u16 },
    Read { section: Section, others: std::slice::Iter<'l, Other> },
}

impl<'l> Iterator for Phrases<'l> {
    type Item = Phrase<'l>;

    #[inline]
    fn next(&mut self) -> Option<Phrase<'l>> {
        match self {
            Self::Own { file, next } => {
                let row = file.rows.get(usize::from(*next))?;
                *next = file.next.get(usize::from(*next)).copied().unwrap_or(NO_ROW);
                Some(Phrase { file, row, keys: &[] })
            }
            Self::Read { section, others } => others.find(|other| other.row.section == *section).map(Other::phrase),
        }
    }
}

/// `1000 m` is a number and a name, `1000` a number, `dollar` a name.
pub(super) fn split_key(key: &'static str) -> (Option<Number>, &'static str) {
    if !key.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return (None, key);
    }
    let (first, rest) = key.split_once(' ').unwrap_or((key, ""));
    match Number::parse(first) {
        Some(number) => (Some(number), rest),
        None => (None, key),
    }
}
