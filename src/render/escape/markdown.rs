//! Escapes for Markdown on a forge: nothing in an article can mark up, link, mention anyone or refer to anything.
//!
//! What CommonMark reads is escaped by a backslash. What forges read later in the finished text (`@name`, `#1`, `:tada:`,
//! `$x$`, bare addresses) looks at one piece of text at a time, so those are cut in two by a `span`, as GitHub documents it
//! for dollar signs. Text comes out on one line.

use std::fmt::Write;

/// Appends a text that does not start a line, white space runs as one space.
pub fn push(text: &str, out: &mut String) {
    let mut last = None;
    for (at, c) in text.char_indices() {
        let after = text.get(at + c.len_utf8()..).unwrap_or_default();
        push_char(last, c, after, out);
        last = Some(c);
    }
}

/// Appends a text that starts a line.
pub fn push_line(text: &str, out: &mut String) {
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits).unwrap_or((text, ""));
    // `1.` and `1)` would start a list, `-`, `+`, `=` a list or a heading.
    if rest.starts_with(['.', ')']) || (number.is_empty() && rest.starts_with(['-', '+', '='])) {
        out.push_str(number);
        out.push('\\');
        out.extend(rest.chars().next());
        push(rest.get(1..).unwrap_or_default(), out);
    } else {
        push(text, out);
    }
}

fn push_char(last: Option<char>, c: char, after: &str, out: &mut String) {
    let next = after.chars().next();
    let word_follows = next.is_some_and(|n| n.is_alphanumeric() || n == '"' || n == '_');
    match c {
        c if c.is_whitespace() => {
            if !last.is_some_and(char::is_whitespace) {
                out.push(' ');
            }
        }
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '&' if next.is_some_and(|n| n.is_ascii_digit()) => cut("&amp;", out),
        '&' => out.push_str("&amp;"),
        '\\' | '`' | '*' | '_' | '[' | ']' | '|' => {
            out.push('\\');
            out.push(c);
        }
        '~' => cut("\\~", out),
        '@' => cut("@", out),
        '#' => cut("\\#", out),
        '$' => cut("\\$", out),
        '!' | '%' | '^' if word_follows => cut(c.encode_utf8(&mut [0; 4]), out),
        ':' if after.starts_with("//") || is_emoji_name(after) => cut(":", out),
        // `www.` starts an address, `GH-7` and `ABC-7` refer to an issue.
        '.' if matches!(last, Some('w' | 'W')) => cut(".", out),
        '-' if last.is_some_and(|l| l.is_ascii_alphabetic()) && next.is_some_and(|n| n.is_ascii_digit()) => {
            cut("-", out);
        }
        '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
        '\u{7f}' => out.push('␡'),
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' => {
            // Writing to a string cannot fail.
            let _ = write!(out, "⟨U+{:04X}⟩", c as u32);
        }
        _ => out.push(c),
    }
}

fn cut(text: &str, out: &mut String) {
    out.push_str("<span>");
    out.push_str(text);
    out.push_str("</span>");
}

fn is_emoji_name(after: &str) -> bool {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-');
    // The longest name that a forge knows has 54 letters.
    let end = after.char_indices().take(64).find(|&(_, c)| !name(c));
    end.is_some_and(|(at, c)| at > 0 && c == ':')
}

#[cfg(test)]
mod tests {
    fn escaped(text: &str) -> String {
        let mut out = String::new();
        super::push_line(text, &mut out);
        out
    }

    #[test]
    fn what_forges_read_in_finished_text_is_cut() {
        assert_eq!(escaped("ask @octo/team"), "ask <span>@</span>octo/team");
        assert_eq!(escaped("see #42, GH-7"), "see <span>\\#</span>42, GH<span>-</span>7");
        assert_eq!(
            escaped("https://x.example www.x.example"),
            "https<span>:</span>//x.example www<span>.</span>x.example"
        );
        assert_eq!(escaped("at 9:30 :tada:"), "at 9:30 <span>:</span>tada:");
        assert_eq!(escaped("$12 million"), "<span>\\$</span>12 million");
    }

    #[test]
    fn prose_stays_as_it_is() {
        let prose = "“It’s 5 p.m.,” she said; 30 percent (or so) - not 40%. Well!";
        assert_eq!(escaped(prose), prose);
    }

    #[test]
    fn nothing_starts_a_block() {
        assert_eq!(escaped("1. one"), "1\\. one");
        assert_eq!(escaped("  - one"), "\\- one");
        assert_eq!(escaped("2023 was"), "2023 was");
        assert_eq!(escaped("+-"), "\\+-");
    }
}
