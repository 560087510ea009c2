//! Text of a view as it is built up: safe for a terminal, with the role of every piece, and with signs around changes that
//! say without colour what colour says. May import `escape` and `theme`.
//!
//! The signs can be read back: wherever an article's own characters would form a sign, a backslash stands between them,
//! and a backslash of the article is doubled.

use super::escape::terminal::{self, Shown};
use super::theme::Role;

/// What a pair of signs encloses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// `[-only in a-]`
    Removed,
    /// `{+only in b+}`
    Added,
    /// `[>told here in a, elsewhere in b>]`
    Left,
    /// `{<told here in b, elsewhere in a<}`
    Arrived,
}

impl Sign {
    /// All signs.
    pub const ALL: [Self; 4] = [Self::Removed, Self::Added, Self::Left, Self::Arrived];

    /// The opening and the closing sign.
    #[must_use]
    pub fn brackets(self) -> (&'static str, &'static str) {
        match self {
            Self::Removed => ("[-", "-]"),
            Self::Added => ("{+", "+}"),
            Self::Left => ("[>", ">]"),
            Self::Arrived => ("{<", "<}"),
        }
    }

    fn role(self) -> Role {
        match self {
            Self::Removed => Role::RemovedSign,
            Self::Added => Role::AddedSign,
            Self::Left | Self::Arrived => Role::Moved,
        }
    }
}

/// Where a line may or must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stop {
    /// No line ends here: a sign stays with what it encloses.
    Never,
    /// A line ends here.
    Always,
}

/// Shows a paragraph break inside a line.
const PILCROW: &str = "¶";

/// A text with the role of each of its pieces.
#[derive(Clone, Debug, Default)]
pub struct Text {
    shown: String,
    /// End of each run of one role, in bytes of `shown`.
    runs: Vec<(usize, Role)>,
    stops: Vec<(usize, Stop)>,
    /// White space that an article has at this point and that is written before whatever follows.
    space: Option<Role>,
}

impl Text {
    /// Takes everything out, to be filled again without new memory.
    pub fn clear(&mut self) {
        self.shown.clear();
        self.runs.clear();
        self.stops.clear();
        self.space = None;
    }

    /// All of it on one line, without roles.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// End of each run of one role, in bytes, in order.
    #[must_use]
    pub fn runs(&self) -> &[(usize, Role)] {
        &self.runs
    }

    /// Where lines must or must not end, in bytes, in order.
    #[must_use]
    pub fn stops(&self) -> &[(usize, Stop)] {
        &self.stops
    }

    /// Whether nothing has been written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// The view's own words.
    pub fn own(&mut self, role: Role, text: &str) {
        self.settle();
        self.push(role, text);
    }

    /// A paragraph break that only one side has.
    pub fn pilcrow(&mut self, sign: Sign, role: Role) {
        self.open(sign);
        self.push(role, PILCROW);
        self.close(sign);
    }

    /// Where a sentence stands in the other article, after an opening sign: `from 5:`.
    pub fn direction(&mut self, direction: &str, paragraphs: &str) {
        self.own(Role::Moved, direction);
        self.own(Role::Moved, " ");
        self.glue();
        self.own(Role::Moved, paragraphs);
        self.own(Role::Moved, ":");
        self.space();
    }

    /// Keeps what is written next on the line of what was written last.
    pub fn glue(&mut self) {
        self.stops.push((self.shown.len(), Stop::Never));
    }

    /// Text of an article: escaped, runs of white space as one space, a paragraph separator as a pilcrow.
    pub fn article(&mut self, role: Role, text: &str) {
        let mut rest = text;
        while let Some((verbatim, after)) = rest.split_at_checked(verbatim(rest)) {
            if !verbatim.is_empty() {
                self.settle();
                self.push(role, verbatim);
            }
            let mut chars = after.chars();
            let Some(c) = chars.next() else { break };
            self.shown(role, c);
            rest = chars.as_str();
        }
    }

    fn shown(&mut self, role: Role, c: char) {
        match terminal::shown(c) {
            _ if c == '\u{2029}' => {
                self.space = self.space.or(Some(role));
                self.settle();
                self.push(role, PILCROW);
                self.space = Some(role);
            }
            Shown::Space => self.space = self.space.or(Some(role)),
            Shown::Nothing => {}
            _ => self.character(role, c),
        }
    }

    /// A name or label of the user's: escaped, on one line.
    pub fn name(&mut self, role: Role, text: &str) {
        self.own(role, &terminal::line(text));
    }

    /// White space, unless some was just written or nothing was.
    pub fn space(&mut self) {
        self.space = self.space.or(Some(Role::Text));
    }

    /// An opening sign.
    pub fn open(&mut self, sign: Sign) {
        self.settle();
        self.push(sign.role(), sign.brackets().0);
        self.stops.push((self.shown.len(), Stop::Never));
    }

    /// A closing sign.
    pub fn close(&mut self, sign: Sign) {
        self.settle();
        self.stops.push((self.shown.len(), Stop::Never));
        self.push(sign.role(), sign.brackets().1);
    }

    /// An article's piece between signs. White space at its ends is written outside of them: `one [-two-] three` reads
    /// better than `one [-two -]three`, and a line may end there.
    pub fn enclosed(&mut self, sign: Sign, role: Role, text: &str) {
        self.spaced([text], |out| out.signed(sign, role, text));
    }

    /// What became of an article's piece: both wordings between signs, white space outside of them.
    pub fn replaced(&mut self, from: &str, to: &str) {
        self.spaced([from, to], |out| {
            out.signed(Sign::Removed, Role::Removed, from);
            out.signed(Sign::Added, Role::Added, to);
        });
    }

    fn spaced<const N: usize>(&mut self, texts: [&str; N], write: impl FnOnce(&mut Self)) {
        let any = |at_end: fn(&str) -> bool| texts.iter().any(|t| at_end(t));
        if any(|t| t.starts_with(char::is_whitespace)) {
            self.space();
        }
        write(self);
        if any(|t| t.ends_with(char::is_whitespace)) {
            self.space();
        }
    }

    /// Signs around a text without the white space at its ends, unless it is nothing else.
    fn signed(&mut self, sign: Sign, role: Role, text: &str) {
        let inner = text.trim();
        self.open(sign);
        self.article(role, if inner.is_empty() { text } else { inner });
        self.close(sign);
    }

    fn starts_line(&self) -> bool {
        self.shown.is_empty() || self.stops.last() == Some(&(self.shown.len(), Stop::Always))
    }

    /// Ends the line, unless nothing stands on it.
    pub fn end_line(&mut self) {
        self.space = None;
        if !self.starts_line() {
            self.stops.push((self.shown.len(), Stop::Always));
        }
    }

    fn character(&mut self, role: Role, c: char) {
        self.settle();
        if self.forms_a_sign(c) {
            self.push(role, "\\");
            self.stops.push((self.shown.len(), Stop::Never));
        }
        if c == '\\' || c == '¶' {
            self.push(role, "\\");
            self.stops.push((self.shown.len(), Stop::Never));
        }
        terminal::push(c, &mut self.shown);
        self.run(role);
    }

    /// Writes the white space that was waiting; none at the start of a line.
    fn settle(&mut self) {
        let Some(role) = self.space.take() else { return };
        if !self.starts_line() && !self.shown.ends_with(' ') {
            self.push(role, " ");
        }
    }

    fn forms_a_sign(&self, c: char) -> bool {
        if !SECOND.contains(&c) {
            return false;
        }
        let Some(before) = self.shown.chars().next_back() else { return false };
        let is = |sign: &str| sign.chars().eq([before, c]);
        Sign::ALL.iter().map(|s| s.brackets()).any(|(open, close)| is(open) || is(close))
    }

    fn push(&mut self, role: Role, text: &str) {
        self.shown.push_str(text);
        self.run(role);
    }

    fn run(&mut self, role: Role) {
        let end = self.shown.len();
        match self.runs.last_mut() {
            Some(last) if last.1 == role => last.0 = end,
            _ => self.runs.push((end, role)),
        }
    }
}

/// What a sign ends with.
const SECOND: [char; 6] = ['-', ']', '+', '}', '>', '<'];

/// Bytes that stand for themselves whatever stands before them: printable ASCII that ends no sign and is no backslash.
const VERBATIM: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = b'!';
    while byte <= b'~' {
        table[byte as usize] = !matches!(byte, b'\\' | b'-' | b']' | b'+' | b'}' | b'>' | b'<');
        byte += 1;
    }
    table
};

/// How many bytes at the start of a text are written as they stand: nearly all of most articles, so that few characters
/// need a look of their own.
fn verbatim(text: &str) -> usize {
    let bytes = text.as_bytes();
    let stands = |at: usize| bytes.get(at).is_some_and(|&b| VERBATIM[b as usize]);
    let mut end = 0;
    // A single space between two words included.
    while stands(end) || (end > 0 && bytes.get(end) == Some(&b' ') && stands(end + 1)) {
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::{Sign, Text};
    use crate::render::theme::Role;

    fn article(text: &str) -> String {
        let mut out = Text::default();
        out.article(Role::Text, text);
        out.as_str().to_owned()
    }

    #[test]
    fn an_article_cannot_forge_a_sign() {
        assert_eq!(article("array[-1] {+x+} a\\b"), "array[\\-1] {\\+x+\\} a\\\\b");
        let mut out = Text::default();
        out.open(Sign::Removed);
        out.article(Role::Removed, "]x-] y");
        out.close(Sign::Removed);
        assert_eq!(out.as_str(), "[-\\]x-\\] y-]");
    }

    #[test]
    fn white_space_runs_become_one_space_and_leave_the_signs() {
        let mut out = Text::default();
        out.article(Role::Text, "  one\n two\t");
        out.enclosed(Sign::Added, Role::Added, "three ");
        out.article(Role::Text, "four  ");
        out.replaced("five ", "six ");
        out.article(Role::Text, "seven");
        out.enclosed(Sign::Removed, Role::Removed, " eight");
        out.article(Role::Text, ".");
        assert_eq!(out.as_str(), "one two {+three+} four [-five-]{+six+} seven [-eight-].");
    }
}
