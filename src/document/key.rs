//! Comparison keys: what two spellings of the same word share. Keys live beside the text, which is never rewritten.
//! May import `class` and the normalisation library.

mod compatible;
mod words;

use std::hash::Hasher as _;
use std::str::Chars;
use std::sync::LazyLock;

use memchr::memmem;
use rustc_hash::FxHasher;

use unicode_normalization::UnicodeNormalization;

use super::class::is_ignorable;
pub use words::{is_same_space_aside, is_same_typography_aside, typographic_words};

/// Appends the *typographic* key: compatibility forms, quotes, dashes, spaces, ellipses and soft hyphens folded, case kept.
/// Two texts with the same typographic key differ in typography at most.
///
/// Figures that are small or stacked keep their shape, for `10½` is not 101/2 and `m²` is not m2.
///
/// ```
/// use storydiff::document::key::typographic;
/// let key = |text: &str| { let mut out = String::new(); typographic(text, &mut out); out };
/// assert_eq!(key("“It’s ﬁne…” — she"), key("``It's fine...'' -- she"));
/// assert_ne!(key("10½"), key("101/2"));
/// ```
pub fn typographic(text: &str, out: &mut String) {
    if is_own_key(text) {
        out.push_str(text);
        return;
    }
    let start = out.len();
    let text = compatible::text(text);
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match folded_mark(c) {
            Folded::Nothing => {}
            Folded::Ellipsis => out.push_str("..."),
            Folded::Dash | Folded::Hyphen => {
                let run = 1 + take_hyphens(&mut chars);
                out.extend(std::iter::repeat_n('-', if run > LONGEST_DASH { run } else { 1 }));
            }
            Folded::Quote => push_quote(out, start),
            Folded::Char(c) => out.push(c),
        }
    }
}

/// As many hyphens in a row as may be one dash; more are a rule across the page.
const LONGEST_DASH: usize = 3;

/// Takes the hyphens and dashes at the head of what is left, and says how many they were.
fn take_hyphens(chars: &mut Chars<'_>) -> usize {
    let is_hyphen = |&c: &char| matches!(folded_mark(c), Folded::Hyphen | Folded::Dash);
    let run = chars.clone().take_while(is_hyphen).count();
    if let Some(last) = run.checked_sub(1) {
        chars.nth(last);
    }
    run
}

/// Appends the *alignment* key: the typographic key with case folded.
pub fn folded(text: &str, out: &mut String) {
    let start = out.len();
    if text.is_ascii() {
        typographic(text, out);
        if let Some(key) = out.get_mut(start..) {
            key.make_ascii_lowercase();
        }
        return;
    }
    let mut key = String::with_capacity(text.len());
    typographic(text, &mut key);
    if key.contains(['İ', 'ß', 'ẞ']) {
        // What these are in lower case is another letter or two, which an accent after them may then join.
        key = key.replace('İ', "i").replace(['ß', 'ẞ'], "ss").nfc().collect();
    }
    for c in key.chars() {
        match c {
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '\0'..='\x7f' => out.push(c),
            'ς' => out.push('σ'),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

/// Whether a text is its own typographic key; some texts that are get `false`.
#[must_use]
pub fn is_own_key(text: &str) -> bool {
    let bytes = text.as_bytes();
    let plain = bytes.iter().all(|&b| matches!(b, b' '..=b'~') && b != b'`');
    plain && !bytes.windows(2).any(|two| matches!(two, b"--" | b"''"))
}

/// To build it for every text would cost about as much as to search the text.
static TWO_SPACES: LazyLock<memmem::Finder> = LazyLock::new(|| memmem::Finder::new("  "));

/// A hash of a text with white space folded: the same for two texts that differ in line wrapping alone.
///
/// ```
/// use storydiff::document::key::print;
/// assert_eq!(print("one\n two"), print("one two"));
/// assert_ne!(print("one two"), print("onetwo"));
/// ```
#[must_use]
pub fn print(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut hasher = FxHasher::default();
    let is_folded = memchr::memchr3(b'\n', b'\r', b'\t', bytes).is_none() && TWO_SPACES.find(bytes).is_none();
    if is_folded {
        hasher.write(bytes);
    } else {
        let mut folded = Vec::with_capacity(bytes.len());
        for word in bytes.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()) {
            if !folded.is_empty() {
                folded.push(b' ');
            }
            folded.extend_from_slice(word);
        }
        hasher.write(&folded);
    }
    hasher.finish()
}

/// What one character is in keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Folded {
    /// It has no shape of its own.
    Nothing,
    /// A dash that parts words however close it stands: `—`.
    Dash,
    /// A hyphen, minus or en dash; two in a row are a dash.
    Hyphen,
    /// A single quotation mark or apostrophe; two in a row are a double one.
    Quote,
    /// Three dots in one.
    Ellipsis,
    /// This character.
    Char(char),
}

fn folded_mark(c: char) -> Folded {
    match c {
        ' '..='~' if !matches!(c, '-' | '\'' | '`') => Folded::Char(c),
        '\'' | '`' | '‘' | '’' | '‚' | '‛' | 'ʻ' | 'ʼ' | 'ʹ' | '´' | '′' | '‵' | '‹' | '›' | '『' | '』' | '﹃'
        | '﹄' => Folded::Quote,
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '‶' | '〝' | '〞' | '〟' | '「' | '」' | '﹁' | '﹂' | '｢' | '｣' => {
            Folded::Char('"')
        }
        '-' | '‐' | '‑' | '‒' | '–' | '−' | '﹣' => Folded::Hyphen,
        '—' | '―' | '⸺' | '⸻' | '﹘' => Folded::Dash,
        '…' => Folded::Ellipsis,
        // Full-width forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => folded_mark(char::from((c as u32 - 0xfee0) as u8)),
        // The stretched stroke of Arabic type.
        '\u{640}' => Folded::Nothing,
        _ if is_ignorable(c) => Folded::Nothing,
        _ if c.is_whitespace() => Folded::Char(' '),
        _ => Folded::Char(c),
    }
}

/// Appends a single quotation mark to the key that begins at `start`; `''` is a double one.
fn push_quote(out: &mut String, start: usize) {
    if out.get(start..).is_some_and(|key| key.ends_with('\'')) {
        out.pop();
        out.push('"');
    } else {
        out.push('\'');
    }
}
