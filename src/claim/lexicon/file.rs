//! Reads a data file when the program is built: the part of TOML that its sections are written in, as places in the file. A
//! test holds this to the answers of a full parser.

use super::{Entry, Rows, Section, Sections};
use crate::words::{self, Numbered, Words};

/// The section that says how a language is written, in TOML.
const WRITING: &[u8] = b"writing";

/// Stands where no row does.
pub(super) const NO_ROW: u16 = u16::MAX;

/// A phrase of a file: `key = ["phrase", …]`, goes on where lines are indented.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    key: u32,
    phrase: u32,
    key_len: u8,
    phrase_len: u8,
    /// Where the first word of the phrase ends, if its words are of small ASCII letters alone and so their own keys, or it is
    /// one word of ASCII letters, whose key is plain too; 0 elsewhere.
    first_end: u8,
    pub section: Section,
    /// The whole number in front of the key, if it is small; [`NO_NUMBER`] elsewhere.
    number: u32,
    /// Where the key goes on after that number.
    name_start: u8,
}

/// Stands where a key has no small whole number.
const NO_NUMBER: u32 = u32::MAX;

impl Row {
    const NONE: Self = Self {
        key: 0,
        phrase: 0,
        key_len: 0,
        phrase_len: 0,
        first_end: 0,
        section: Section::Numerals,
        number: NO_NUMBER,
        name_start: 0,
    };

    /// The meaning that the phrase carries.
    pub(super) fn key(&self, data: &'static str) -> &'static str {
        place(data, self.key, self.key_len)
    }

    pub(super) fn phrase(&self, data: &'static str) -> &'static str {
        place(data, self.phrase, self.phrase_len)
    }

    /// The small whole number in front of the key, and the rest of the key.
    pub(super) fn numbered(&self, data: &'static str) -> Option<(u32, &'static str)> {
        let name = || place(data, self.key + u32::from(self.name_start), self.key_len - self.name_start);
        (self.number != NO_NUMBER).then(|| (self.number, name()))
    }

    /// Whether the words of the phrase are their own keys.
    pub(super) const fn has_own_keys(&self) -> bool {
        self.first_end > 0
    }

    /// The first byte of what follows the first word of a phrase whose words are their own keys.
    pub(super) fn rest_start(&self, data: &'static str) -> Option<u8> {
        let at = self.phrase as usize + usize::from(self.first_end) + 1;
        if self.first_end == self.phrase_len { None } else { data.as_bytes().get(at).copied() }
    }

    /// What follows the first word of a phrase whose words are their own keys.
    pub(super) fn rest(&self, data: &'static str) -> &'static str {
        if self.first_end == self.phrase_len {
            return "";
        }
        let first = u32::from(self.first_end) + 1;
        place(data, self.phrase + first, self.phrase_len - self.first_end - 1)
    }
}

fn place(data: &'static str, start: u32, len: u8) -> &'static str {
    let start = start as usize;
    data.get(start..start + usize::from(len)).unwrap_or_default()
}

/// A data file as it is read: `R` rows, in which `W` words start phrases of words that are their own keys.
pub(super) struct Read<const R: usize, const W: usize, const S: usize> {
    rows: [Row; R],
    words: Numbered<W, S>,
    entries: [Entry; W],
    /// For every word and section in turn the first row.
    firsts: [u16; R],
    /// For every row the one after it, no longer, of the same section, whose phrase starts with the same word.
    next: [u16; R],
    sections: Sections,
    writing: &'static str,
}

/// A data file with its phrases.
#[derive(Debug)]
pub(super) struct File {
    pub data: &'static str,
    pub rows: &'static [Row],
    pub words: Words,
    pub entries: &'static [Entry],
    pub firsts: &'static [u16],
    pub next: &'static [u16],
    pub sections: Sections,
    /// How the language is written, in TOML.
    pub writing: &'static str,
}

impl File {
    /// Of a language that has none.
    pub(super) const NONE: Self = Self {
        data: "",
        rows: &[],
        words: Words::NONE,
        entries: &[],
        firsts: &[],
        next: &[],
        sections: Sections::of(&[]),
        writing: "",
    };

    pub(super) const fn of<const R: usize, const W: usize, const S: usize>(
        data: &'static str,
        read: &'static Read<R, W, S>,
    ) -> Self {
        Self {
            data,
            rows: &read.rows,
            words: read.words.words(),
            entries: &read.entries,
            firsts: &read.firsts,
            next: &read.next,
            sections: read.sections,
            writing: read.writing,
        }
    }
}

/// How many phrases a file has.
pub(super) const fn count(data: &'static str) -> usize {
    let mut rows = Phrases::of(data);
    let mut count = 0;
    while rows.next().is_some() {
        count += 1;
    }
    count
}

/// How many words start phrases of words that are their own keys; `R` is the file's [`count`].
pub(super) const fn count_words<const R: usize, const S: usize>(data: &'static str) -> usize {
    let mut words: Numbered<R, S> = Numbered::new();
    let mut rows = Phrases::of(data);
    let mut count = 0;
    while let Some(row) = rows.next() {
        if row.has_own_keys() {
            let number = words.number(first(data, &row));
            count = if number == count { count + 1 } else { count };
        }
    }
    count
}

impl<const R: usize, const W: usize, const S: usize> Read<R, W, S> {
    pub(super) const fn new(data: &'static str) -> Self {
        let mut out = Self {
            rows: [Row::NONE; R],
            words: Numbered::new(),
            entries: [Entry::NOTHING; W],
            firsts: [NO_ROW; R],
            next: [NO_ROW; R],
            sections: Sections::of(&[]),
            writing: "",
        };
        let mut phrases = Phrases::of(data);
        let mut at = 0;
        while let Some(row) = phrases.next() {
            out.rows[at] = row;
            out.sections = out.sections.and(Sections::of(&[row.section]));
            if row.has_own_keys() {
                let entry = &mut out.entries[out.words.number(first(data, &row))];
                entry.sections = entry.sections.and(Sections::of(&[row.section]));
            }
            at += 1;
        }
        out.writing = data.split_at(phrases.writing.1).0.split_at(phrases.writing.0).1;
        out.chain(data);
        out
    }

    /// Finds the rows of every word and section.
    const fn chain(&mut self, data: &str) {
        let (mut word, mut start) = (0, 0);
        while word < W {
            self.entries[word].rows = Rows::Own(start);
            start += self.entries[word].sections.count() as u16;
            word += 1;
        }
        let mut at = 0;
        while at < R {
            if self.rows[at].has_own_keys() {
                self.add(data, at as u16);
            }
            at += 1;
        }
    }

    /// Adds a row to those of its word and section, behind all that are no shorter.
    const fn add(&mut self, data: &str, row: u16) {
        let added = self.rows[row as usize];
        let entry = self.entries[self.words.number(first(data, &added))];
        let Rows::Own(start) = entry.rows else { return };
        let place = start as usize + entry.sections.before(added.section).count() as usize;
        let words = words_of(data, &added);
        let (mut before, mut next) = (NO_ROW, self.firsts[place]);
        while next != NO_ROW && words_of(data, &self.rows[next as usize]) >= words {
            before = next;
            next = self.next[next as usize];
        }
        self.next[row as usize] = next;
        if before == NO_ROW {
            self.firsts[place] = row;
        } else {
            self.next[before as usize] = row;
        }
    }
}

/// The print of the first word of a phrase whose words are their own keys.
pub(super) const fn first(data: &str, row: &Row) -> u64 {
    let start = row.phrase as usize;
    words::print_small(words::between(data.as_bytes(), start, start + row.first_end as usize))
}

/// How many words a phrase has whose words are their own keys.
const fn words_of(data: &str, row: &Row) -> usize {
    let (mut at, end) = (row.phrase as usize, row.phrase as usize + row.phrase_len as usize);
    let mut words = 0;
    while at < end {
        at = words::find(data.as_bytes(), at, end, b' ') + 1;
        words += 1;
    }
    words
}

/// The phrases of a file, in order.
struct Phrases {
    data: &'static [u8],
    at: usize,
    /// Where the line ends.
    end: usize,
    section: Option<Section>,
    /// Where the key of the line, or of one before, starts and ends.
    key: (usize, usize),
    /// Where the section on the writing starts and ends.
    writing: (usize, usize),
}

impl Phrases {
    const fn of(data: &'static str) -> Self {
        Self { data: data.as_bytes(), at: 0, end: 0, section: None, key: (0, 0), writing: (0, 0) }
    }

    const fn next(&mut self) -> Option<Row> {
        loop {
            let start = words::find(self.data, self.at, self.end, b'"') + 1;
            let close = words::find(self.data, start, self.end, b'"');
            if close < self.end {
                self.at = close + 1;
                if let Some(section) = self.section {
                    return Some(self.row(start, close, section));
                }
            } else if !self.open_line() {
                return None;
            }
        }
    }

    /// Goes to where the list of the next line opens; whether there is a line.
    const fn open_line(&mut self) -> bool {
        self.at = if self.end == 0 { 0 } else { self.end + 1 };
        if self.at >= self.data.len() {
            return false;
        }
        self.end = words::find(self.data, self.at, self.data.len(), b'\n');
        match self.data[self.at] {
            b'[' => self.open_section(),
            b'#' => self.at = self.end,
            b' ' => {}
            _ => {
                let list = words::find(self.data, self.at, self.end, b'[');
                self.key = trimmed(self.data, self.at, list);
                self.at = list;
            }
        }
        true
    }

    const fn open_section(&mut self) {
        let heading = words::between(self.data, self.at + 1, words::find(self.data, self.at, self.end, b']'));
        if words::is_same(heading, WRITING) {
            let start = self.end + 1;
            let mut end = start;
            while end < self.data.len() && !(self.data[end] == b'[' && self.data[end - 1] == b'\n') {
                end += 1;
            }
            self.writing = (start, end);
            self.section = None;
        } else {
            self.section = Some(Section::of_heading(heading));
        }
        self.at = self.end;
    }

    const fn row(&self, start: usize, end: usize, section: Section) -> Row {
        let (key, key_end) = self.key;
        assert!(end - start < 256 && key_end - key < 256, "a key or phrase is too long");
        let (number, name_start) = number(words::between(self.data, key, key_end));
        Row {
            key: key as u32,
            phrase: start as u32,
            key_len: (key_end - key) as u8,
            phrase_len: (end - start) as u8,
            first_end: first_end(words::between(self.data, start, end)),
            section,
            number,
            name_start,
        }
    }
}

/// What stands before the equals sign, without quotation marks.
const fn trimmed(data: &[u8], mut start: usize, mut end: usize) -> (usize, usize) {
    while end > start && matches!(data[end - 1], b' ' | b'=') {
        end -= 1;
    }
    if end - start > 1 && data[start] == b'"' && data[end - 1] == b'"' {
        (start, end) = (start + 1, end - 1);
    }
    (start, end)
}

/// Where the first word of a phrase ends, if all are of small ASCII letters with one space between them, or it is the only
/// one and of ASCII letters; 0 elsewhere.
const fn first_end(phrase: &[u8]) -> u8 {
    let mut at = 0;
    let mut before = b' ';
    let (mut spaces, mut capitals) = (false, false);
    while at < phrase.len() {
        let byte = phrase[at];
        if !byte.is_ascii_alphabetic() && (byte != b' ' || before == b' ') {
            return 0;
        }
        spaces |= byte == b' ';
        capitals |= byte.is_ascii_uppercase();
        before = byte;
        at += 1;
    }
    if before == b' ' || spaces && capitals { 0 } else { words::find(phrase, 0, phrase.len(), b' ') as u8 }
}

/// The whole number in front of a key and where the key goes on, if it has less than ten digits.
const fn number(key: &[u8]) -> (u32, u8) {
    let (mut number, mut at) = (0, 0);
    while at < key.len() && key[at].is_ascii_digit() && at < 9 {
        number = 10 * number + (key[at] - b'0') as u32;
        at += 1;
    }
    match at {
        0 => (NO_NUMBER, 0),
        _ if at == key.len() => (number, at as u8),
        _ if key[at] == b' ' => (number, at as u8 + 1),
        _ => (NO_NUMBER, 0),
    }
}
