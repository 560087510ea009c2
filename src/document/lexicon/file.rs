//! Reads the data files when the program is built. A test holds it to the lower case that the standard library makes.

use super::{Entry, KINDS, Kind, LONGEST, NumberStyle, Stop};
use crate::words::{self, Numbered, Words};

/// Two files as one: `W` words, and `X` abbreviations that close compounds.
pub(super) struct Read<const W: usize, const S: usize, const X: usize> {
    words: Numbered<W, S>,
    entries: [Entry; W],
    suffixes: [(&'static str, Stop); X],
    /// The longest word and the longest abbreviation, in bytes.
    longest: (usize, usize),
    numbers: NumberStyle,
}

/// How many words, and abbreviations that close compounds, some files have at most.
pub(super) const fn sizes(files: [&'static str; 2]) -> (usize, usize) {
    let (mut words, mut suffixes) = (0, 0);
    let mut lines = Lines::of(files);
    while let Some((entry, _)) = lines.next() {
        if entry.as_bytes()[0] == b'-' {
            suffixes += 1;
        } else {
            words += 1;
        }
    }
    (words, suffixes)
}

impl<const W: usize, const S: usize, const X: usize> Read<W, S, X> {
    /// Reads two files, of which the second has the last word.
    pub(super) const fn new(files: [&'static str; 2]) -> Self {
        let mut out = Self {
            words: Numbered::new(),
            entries: [Entry::NOTHING; W],
            suffixes: [("", Stop::Title); X],
            longest: (0, 0),
            numbers: NumberStyle { ordinal_stop: false, space_groups: false },
        };
        let mut suffixes = 0;
        let mut lines = Lines::of(files);
        while let Some((entry, kind)) = lines.next() {
            match kind {
                Kind::OrdinalStop => out.numbers.ordinal_stop = true,
                Kind::SpaceGroups => out.numbers.space_groups = true,
                Kind::Stop(stop) if entry.as_bytes()[0] == b'-' => {
                    let suffix = without_stop(entry.split_at(1).1);
                    out.suffixes[suffixes] = (suffix, stop);
                    suffixes += 1;
                }
                Kind::Stop(stop) => {
                    let key = Key::of(without_stop(entry));
                    out.longest.1 = longer(out.longest.1, key.len);
                    let known = &mut out.entries[out.words.number(key.print())];
                    if key.begins_with_capital {
                        known.capitalised = Some(stop);
                    } else {
                        known.abbreviation = Some(stop);
                    }
                }
                Kind::Part(part) => {
                    let key = Key::of(entry);
                    out.longest.0 = longer(out.longest.0, key.len);
                    let known = &mut out.entries[out.words.number(key.print())];
                    known.parts = known.parts.and(part);
                }
            }
        }
        out
    }

    pub(super) const fn words(&'static self) -> Words {
        self.words.words()
    }

    pub(super) const fn entries(&'static self) -> &'static [Entry] {
        &self.entries
    }

    pub(super) const fn suffixes(&'static self) -> &'static [(&'static str, Stop)] {
        &self.suffixes
    }

    /// The longest word and the longest abbreviation, in bytes.
    pub(super) const fn longest(&self) -> (usize, usize) {
        self.longest
    }

    pub(super) const fn numbers(&self) -> NumberStyle {
        self.numbers
    }
}

const fn longer(one: usize, other: usize) -> usize {
    if one > other { one } else { other }
}

const fn without_stop(entry: &'static str) -> &'static str {
    match entry.as_bytes() {
        [.., b'.'] => entry.split_at(entry.len() - 1).0,
        _ => entry,
    }
}

/// The lines of files: an entry, a space, the word for its kind. Blank lines and `#` comments are passed over.
struct Lines {
    rest: &'static str,
    then: &'static str,
}

impl Lines {
    const fn of(files: [&'static str; 2]) -> Self {
        Self { rest: files[0], then: files[1] }
    }

    const fn next(&mut self) -> Option<(&'static str, Kind)> {
        loop {
            if self.rest.is_empty() {
                (self.rest, self.then) = (self.then, "");
            }
            let Some((line, rest)) = words::cut(self.rest, b'\n') else { return None };
            self.rest = rest;
            if !line.is_empty() && line.as_bytes()[0] != b'#' {
                return Some(entry(line));
            }
        }
    }
}

/// An entry and its kind.
const fn entry(line: &'static str) -> (&'static str, Kind) {
    let bytes = line.as_bytes();
    let mut space = bytes.len() - 1;
    while bytes[space] != b' ' {
        space -= 1;
    }
    let (entry, kind) = line.split_at(space);
    let mut at = 0;
    while !words::is_same(KINDS[at].0.as_bytes(), kind.as_bytes().split_at(1).1) {
        at += 1;
    }
    (entry, KINDS[at].1)
}

/// An entry in lower case without its spaces.
struct Key {
    bytes: [u8; LONGEST],
    len: usize,
    begins_with_capital: bool,
}

impl Key {
    const fn of(entry: &str) -> Self {
        let mut key = Self { bytes: [0; LONGEST], len: 0, begins_with_capital: false };
        let bytes = entry.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (c, size) = character(bytes, at);
            let small = lower(c);
            if at == 0 {
                key.begins_with_capital = small != c;
            }
            if c != ' ' as u32 {
                key.push(small);
            }
            at += size;
        }
        key
    }

    const fn push(&mut self, c: u32) {
        let mut buffer = [0; 4];
        let encoded: &[u8] = match char::from_u32(c) {
            Some(c) => c.encode_utf8(&mut buffer).as_bytes(),
            None => &[],
        };
        let mut at = 0;
        while at < encoded.len() {
            self.bytes[self.len] = encoded[at];
            self.len += 1;
            at += 1;
        }
    }

    const fn print(&self) -> u64 {
        words::print(self.bytes.split_at(self.len).0)
    }
}

/// The character that starts at a byte of UTF-8, and its size in bytes.
const fn character(bytes: &[u8], at: usize) -> (u32, usize) {
    let first = bytes[at] as u32;
    let (mut c, size) = match first {
        0..0x80 => (first, 1),
        0x80..0xe0 => (first & 0x1f, 2),
        0xe0..0xf0 => (first & 0x0f, 3),
        _ => (first & 0x07, 4),
    };
    let mut next = 1;
    while next < size {
        c = c << 6 | bytes[at + next] as u32 & 0x3f;
        next += 1;
    }
    (c, size)
}

/// The lower case of letters of the Latin, Greek and Cyrillic alphabets that the files have.
const fn lower(c: u32) -> u32 {
    match c {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a9 | 0x410..=0x42f => c + 0x20,
        0x400..=0x40f => c + 0x50,
        // Capital and small letters in turn.
        0x100..=0x137 | 0x14a..=0x177 | 0x460..=0x481 | 0x48a..=0x4bf if c.is_multiple_of(2) => c + 1,
        _ => c,
    }
}

/// The data files by their names.
#[cfg(test)]
pub(super) fn texts() -> impl Iterator<Item = (String, &'static str)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/document/data");
    std::fs::read_dir(folder).unwrap().map(|file| {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        (path.file_name().unwrap().to_str().unwrap().to_owned(), &*text.leak())
    })
}

/// The lines of a data file.
#[cfg(test)]
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = (&'static str, Kind)> {
    let mut lines = Lines::of([text, ""]);
    std::iter::from_fn(move || lines.next())
}

#[cfg(test)]
mod tests {
    use super::{Key, lines, texts};

    #[test]
    fn keys_are_in_lower_case_without_spaces() {
        for (name, text) in texts() {
            for (entry, _) in lines(text) {
                let key = Key::of(entry);
                let expected: String = entry.chars().filter(|c| *c != ' ').flat_map(char::to_lowercase).collect();
                assert_eq!(std::str::from_utf8(&key.bytes[..key.len]), Ok(&*expected), "{name}");
                assert_eq!(key.begins_with_capital, entry.starts_with(char::is_uppercase), "{name}: {entry}");
            }
        }
    }
}
