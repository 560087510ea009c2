//! Escapes for XML 1.0.

/// Text between tags. Characters that XML 1.0 cannot hold become U+FFFD.
///
/// ```
/// use storydiff::render::escape::xml::text;
/// assert_eq!(text("a<b> & \"c\"\u{1}]]>"), "a&lt;b&gt; &amp; &quot;c&quot;\u{fffd}]]&gt;");
/// ```
#[must_use]
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // As it is it would become a line feed.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            // Not in the `Char` production of XML 1.0; surrogates cannot occur in a string.
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// The value of an attribute: as [`text`], with line breaks and tabs that would otherwise become spaces.
#[must_use]
pub fn attribute(value: &str) -> String {
    text(value).replace('\n', "&#10;").replace('\t', "&#9;")
}
