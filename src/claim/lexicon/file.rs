//! Reads a data file: the part of TOML that its sections are written in. The phrases are found when the program is built, and
//! lie in it as places in the file: a program that says what changed in one sentence would spend a third of its time on
//! finding them. A test holds this to the answers of a full parser.

use memchr::memmem;

/// The section that says how a language is written, in TOML.
pub(super) const WRITING: &str = "writing";

/// The sections of a file: heading, and the lines up to the next.
pub(super) fn sections(data: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let first = data.starts_with('[').then_some(0);
    let starts = memmem::find_iter(data.as_bytes(), b"\n[").map(|at| at + 1);
    let mut starts = first.into_iter().chain(starts).peekable();
    std::iter::from_fn(move || {
        let start = starts.next()?;
        let end = starts.peek().copied().unwrap_or(data.len());
        data.get(start + 1..end)?.split_once("]\n")
    })
}

/// Where something stands in a file, in bytes.
#[derive(Clone, Copy, Debug)]
struct Place {
    start: u32,
    len: u8,
}

impl Place {
    const fn new(start: usize, end: usize) -> Self {
        assert!(end - start < 256, "a key or phrase is too long");
        Self { start: start as u32, len: (end - start) as u8 }
    }

    fn of(self, data: &'static str) -> &'static str {
        let start = self.start as usize;
        data.get(start..start + usize::from(self.len)).unwrap_or_default()
    }
}

/// A phrase of a file: `key = ["phrase", …]`, goes on where lines are indented.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The [`print`] of its first word, where that is of small ASCII letters alone; 0 elsewhere.
    pub first: u64,
    key: Place,
    phrase: Place,
    /// Which of the file's sections it is of.
    pub section: u16,
}

impl Row {
    const NONE: Self =
        Self { first: 0, key: Place { start: 0, len: 0 }, phrase: Place { start: 0, len: 0 }, section: 0 };

    pub(super) fn key(&self, data: &'static str) -> &'static str {
        self.key.of(data)
    }

    pub(super) fn phrase(&self, data: &'static str) -> &'static str {
        self.phrase.of(data)
    }
}

/// How many phrases a file has.
pub(super) const fn count(data: &str) -> usize {
    fill(data.as_bytes(), &mut [])
}

/// The phrases of a file, in order; `N` is their [`count`].
pub(super) const fn rows<const N: usize>(data: &str) -> [Row; N] {
    let mut rows = [Row::NONE; N];
    fill(data.as_bytes(), &mut rows);
    rows
}

/// Puts as many phrases into `rows` as there is room for; how many there are.
const fn fill(data: &[u8], rows: &mut [Row]) -> usize {
    let (mut count, mut sections, mut at) = (0, 0, 0);
    let mut key = Place::new(0, 0);
    while at < data.len() {
        let end = find(data, at, data.len(), b'\n');
        if data[at] == b'[' {
            sections += 1;
        } else if data[at] != b'#' {
            let list = find(data, at, end, b'[');
            if data[at] != b' ' && list < end {
                key = trimmed(data, at, list);
                at = list;
            }
            loop {
                let start = find(data, at, end, b'"') + 1;
                let close = find(data, start, end, b'"');
                if close >= end {
                    break;
                }
                if count < rows.len() {
                    let (phrase, section) = (Place::new(start, close), sections - 1);
                    rows[count] = Row { first: first(data, start, close), key, phrase, section };
                }
                count += 1;
                at = close + 1;
            }
        }
        at = end + 1;
    }
    count
}

/// The first place from `at` on that has a byte, or `end`.
const fn find(data: &[u8], mut at: usize, end: usize, byte: u8) -> usize {
    while at < end && data[at] != byte {
        at += 1;
    }
    at
}

/// What stands before the equals sign, without quotation marks.
const fn trimmed(data: &[u8], mut start: usize, mut end: usize) -> Place {
    while end > start && matches!(data[end - 1], b' ' | b'=') {
        end -= 1;
    }
    if end - start > 1 && data[start] == b'"' && data[end - 1] == b'"' {
        (start, end) = (start + 1, end - 1);
    }
    Place::new(start, end)
}

/// The print of the first word of a phrase.
const fn first(data: &[u8], start: usize, end: usize) -> u64 {
    let stop = find(data, start, end, b' ');
    let mut at = start;
    while at < stop {
        if !data[at].is_ascii_lowercase() {
            return 0;
        }
        at += 1;
    }
    if start == stop { 0 } else { print(data.split_at(stop).0.split_at(start).1) }
}

/// An odd number without pattern (the golden ratio's fraction, 64 bits).
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash of a word, never 0: two different words all but never have the same.
pub(super) const fn print(word: &[u8]) -> u64 {
    let mut hash = word.len() as u64;
    let mut rest = word;
    while let Some((eight, after)) = rest.split_first_chunk() {
        hash = mixed(hash, u64::from_le_bytes(*eight));
        rest = after;
    }
    let mut last = 0;
    while let Some((byte, after)) = rest.split_first() {
        last = last << 8 | *byte as u64;
        rest = after;
    }
    mixed(hash, last) | 1
}

const fn mixed(hash: u64, value: u64) -> u64 {
    let product = (hash ^ value).wrapping_mul(MULTIPLIER);
    (product ^ (product >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}
