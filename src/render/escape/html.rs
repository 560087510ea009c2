//! Escapes for a web page: no markup, no control character, nothing that turns the reading direction.

use std::fmt::Write;

use maud::Render;

/// Text of an article inside an element or an attribute.
///
/// ```
/// use maud::Render;
/// use storydiff::render::escape::html::Text;
/// assert_eq!(Text("<b> \u{1b} \u{202e}").render().into_string(), "&lt;b&gt; ␛ ⟨U+202E⟩");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'t>(pub &'t str);

impl Render for Text<'_> {
    fn render_to(&self, out: &mut String) {
        out.reserve(self.0.len());
        for c in self.0.chars() {
            push(c, out);
        }
    }
}

fn push(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        '\t' | '\n' | '\r' => out.push(c),
        '\u{2028}' | '\u{2029}' => out.push(' '),
        '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
        '\u{7f}' => out.push('␡'),
        // C1 controls, and the embeddings, overrides and isolates of UAX 9, with which an article could show its words
        // in another order than the one compared.
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' => {
            // Writing to a string cannot fail.
            let _ = write!(out, "⟨U+{:04X}⟩", c as u32);
        }
        _ => out.push(c),
    }
}
