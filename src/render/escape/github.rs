//! Escapes for GitHub's workflow commands: one command stays one, whatever its text or file name says.

use super::terminal;

/// The text of a command, as `escapeData` of GitHub's own toolkit has it; control characters as for a terminal, since the
/// log is shown in one.
///
/// ```
/// use storydiff::render::escape::github::data;
/// assert_eq!(data("100 %\n::error::x"), "100 %25%0A::error::x");
/// ```
#[must_use]
pub fn data(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            c => terminal::push(c, &mut out),
        }
    }
    out
}

/// A property of a command, as `escapeProperty` of the toolkit has it: the comma would end it, the colon end them all.
///
/// ```
/// use storydiff::render::escape::github::property;
/// assert_eq!(property("a,b::c.txt"), "a%2Cb%3A%3Ac.txt");
/// ```
#[must_use]
pub fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
