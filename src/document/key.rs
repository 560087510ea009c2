//! Comparison keys: what two spellings of the same word share. Keys live beside the text, which is never rewritten.
//! May import normalisation libraries alone.

use unicode_normalization::UnicodeNormalization;

/// Appends the *typographic* key: compatibility forms, quotes, dashes, spaces, ellipses and soft hyphens folded, case kept.
/// Two texts with the same typographic key differ in typography at most.
pub fn typographic(text: &str, out: &mut String) {
    out.extend(text.nfkc().filter_map(typographic_char));
}

/// Appends the *alignment* key: the typographic key with case folded.
pub fn folded(text: &str, out: &mut String) {
    if text.is_ascii() {
        out.extend(text.chars().map(|c| c.to_ascii_lowercase()));
        return;
    }
    out.extend(text.nfkc().filter_map(typographic_char).flat_map(char::to_lowercase));
}

/// The typographic key of a text with its white space runs as single spaces: equal for two texts that differ in typography
/// or line wrapping alone.
#[must_use]
pub fn typographic_words(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    typographic(text, &mut key);
    let mut out = String::with_capacity(key.len());
    for word in key.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn typographic_char(c: char) -> Option<char> {
    match c {
        '\u{ad}' | '\u{200b}' | '\u{feff}' => None,
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '`' | '´' => Some('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' => Some('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => Some('-'),
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}
