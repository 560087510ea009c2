//! Reads a data file: the part of TOML that its sections are written in, nothing copied. A program that says what changed in
//! one sentence would spend a third of its time in a full parser; a test holds this one to its answers.

use memchr::{memchr, memchr_iter, memmem};

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

/// Calls `each` with the key and every phrase of a section's lines: `key = ["phrase", …]`, goes on where lines are indented.
pub(super) fn each_phrase(body: &'static str, mut each: impl FnMut(&'static str, &'static str)) {
    let mut key = "";
    let mut rest = body;
    while !rest.is_empty() {
        let end = memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let (line, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = after.get(1..).unwrap_or_default();
        if line.starts_with('#') {
            continue;
        }
        let mut list = line;
        if !line.starts_with(' ')
            && let Some((name, after)) = memchr(b'[', line.as_bytes()).and_then(|at| line.split_at_checked(at))
        {
            (key, list) = (unquoted(name.trim_end_matches([' ', '='])), after);
        }
        let mut quotes = memchr_iter(b'"', list.as_bytes());
        while let (Some(start), Some(end)) = (quotes.next(), quotes.next()) {
            if let Some(phrase) = list.get(start + 1..end) {
                each(key, phrase);
            }
        }
    }
}

fn unquoted(key: &str) -> &str {
    key.strip_prefix('"').and_then(|key| key.strip_suffix('"')).unwrap_or(key)
}
