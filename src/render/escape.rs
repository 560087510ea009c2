//! The one place where text of an article is made safe for where it goes, a module for each target. Imports nothing.

pub mod github;
pub mod html;
pub mod markdown;
pub mod uri;
pub mod xml;

/// Escapes for a terminal: nothing in an article can move the cursor, set a colour or turn the reading direction.
pub mod terminal {
    use std::borrow::Cow;
    use std::fmt::Write;

    /// How one character of a text is shown.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Shown {
        /// As it is.
        Itself,
        /// As a space, however many stand in a row.
        Space,
        /// Not at all: it has no width and no meaning for a reader (soft hyphen, zero-width space, byte order mark).
        Nothing,
        /// As another character: a control character by its picture (`␛` for escape).
        Picture(char),
        /// By its code point (`<U+202E>`): what would turn the reading direction or hide itself.
        CodePoint,
    }

    /// How a character is shown.
    #[must_use]
    pub fn shown(c: char) -> Shown {
        match c {
            ' '..='~' => {
                if c == ' ' {
                    Shown::Space
                } else {
                    Shown::Itself
                }
            }
            c if c.is_whitespace() => Shown::Space,
            '\0'..='\u{1f}' => Shown::Picture(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
            '\u{7f}' => Shown::Picture('␡'),
            '\u{ad}' | '\u{200b}' | '\u{feff}' => Shown::Nothing,
            // C1 controls (some terminals obey U+009B as escape and bracket), the bidirectional embeddings, overrides and
            // isolates of UAX 9, interlinear annotations, tags, and what is no character at all.
            '\u{80}'..='\u{9f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}' => Shown::CodePoint,
            _ => Shown::Itself,
        }
    }

    /// Appends a character as it is shown, white space as it stands.
    pub fn push(c: char, out: &mut String) {
        match shown(c) {
            Shown::Itself => out.push(c),
            Shown::Space => out.push(' '),
            Shown::Nothing => {}
            Shown::Picture(picture) => out.push(picture),
            Shown::CodePoint => {
                // Writing to a string cannot fail.
                let _ = write!(out, "<U+{:04X}>", c as u32);
            }
        }
    }

    /// A name (a path, a label) on one line.
    ///
    /// ```
    /// use storydiff::render::escape::terminal::line;
    /// assert_eq!(line("a\u{1b}[31m\nb\u{202e}"), "a␛[31m b<U+202E>");
    /// ```
    #[must_use]
    pub fn line(text: &str) -> Cow<'_, str> {
        if text.chars().all(|c| c == ' ' || shown(c) == Shown::Itself) {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len() + 8);
        text.chars().for_each(|c| push(c, &mut out));
        Cow::Owned(out)
    }

    #[cfg(test)]
    mod tests {
        use super::{Shown, line, shown};

        #[test]
        fn no_character_that_a_terminal_obeys_is_shown_raw() {
            for c in (0..=0x10_ffff).filter_map(char::from_u32) {
                let mut out = String::new();
                super::push(c, &mut out);
                assert!(!out.chars().any(char::is_control), "{c:?} becomes {out:?}");
            }
        }

        #[test]
        fn letters_of_any_script_are_shown_as_they_are() {
            assert!(
                "Zürich, 東京 — עברית, العربية, ไทย 👩‍🚒 e\u{301}".chars().all(|c| c == ' ' || shown(c) == Shown::Itself)
            );
        }

        #[test]
        fn what_hides_or_turns_text_is_spelt_out() {
            assert_eq!(line("\u{202e}gnp.exe\u{2069}"), "<U+202E>gnp.exe<U+2069>");
            assert_eq!(line("\u{9b}2J"), "<U+009B>2J");
            assert_eq!(line("\u{e0041}"), "<U+E0041>");
        }
    }
}
