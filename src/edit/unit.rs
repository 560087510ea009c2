//! What a script compares: tokens, those that stand together without a space (`and/or`, `[12]`, `Fig.`) as one unit, each
//! with the hash of its typographic key. May import `document`.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;

use crate::document::{Token, TokenKind, key};
use crate::{Document, Pair, Span};

/// How much a unit says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Punctuation,
    /// A short word: in any language most of them are articles, prepositions, pronouns.
    Function,
    Content,
}

/// One or more tokens without white space between them.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub span: Span,
    /// Which tokens of its side.
    pub tokens: Range<usize>,
    pub weight: Weight,
}

/// One side of a script: a span of a document, cut up.
pub(super) struct Side<'d> {
    pub text: &'d str,
    pub span: Span,
    pub tokens: Vec<Token>,
    pub units: Vec<Unit>,
    /// A hash of each unit's key. Equal texts have equal keys; that different ones differ has to be checked where it matters.
    pub keys: Vec<u64>,
    /// Units that begin a sentence, ascending.
    initials: Vec<u32>,
}

/// Both sides, with the capital of a sentence's first word folded where its lower form stands on the other side.
pub(super) fn sides(documents: Pair<&Document>, spans: Pair<Span>) -> Pair<Side<'_>> {
    let mut scratch = String::new();
    let mut sides = documents.zip(spans).map(|(d, s)| Side::new(d, s, &mut scratch));
    let folded = Pair::new(sides.a.folded(&sides.b, &mut scratch), sides.b.folded(&sides.a, &mut scratch));
    for (side, folded) in [(&mut sides.a, folded.a), (&mut sides.b, folded.b)] {
        for (at, key) in folded {
            if let Some(slot) = side.keys.get_mut(at as usize) {
                *slot = key;
            }
        }
    }
    sides
}

impl<'d> Side<'d> {
    fn new(document: &'d Document, span: Span, scratch: &mut String) -> Self {
        let tokens = document.tokens(span);
        let mut side = Self {
            text: document.text(),
            span,
            units: Vec::with_capacity(tokens.len()),
            keys: Vec::with_capacity(tokens.len()),
            initials: Vec::new(),
            tokens,
        };
        side.cut();
        side.find_keys(scratch);
        side.find_initials();
        side
    }

    /// What a unit says.
    pub fn unit_text(&self, unit: &Unit) -> &'d str {
        unit.span.slice(self.text)
    }

    fn cut(&mut self) {
        let mut from = 0;
        while from < self.tokens.len() {
            let rest = self.tokens.get(from..).unwrap_or_default();
            let len = together(self.text, rest);
            if let Some((first, last)) = rest.first().zip(rest.get(len - 1)) {
                let span = first.span.cover(last.span);
                let weight = weight(span.slice(self.text), first.kind, len);
                self.units.push(Unit { span, tokens: from..from + len, weight });
            }
            from += len;
        }
    }

    fn find_keys(&mut self, scratch: &mut String) {
        self.keys.extend(self.units.iter().map(|u| key_of(u.span.slice(self.text), scratch)));
    }

    fn find_initials(&mut self) {
        let mut open = true;
        for (at, unit) in (0u32..).zip(&self.units) {
            if unit.weight != Weight::Punctuation {
                if open {
                    self.initials.push(at);
                }
                open = false;
            } else if self.unit_text(unit).starts_with(['.', '!', '?', '…']) {
                open = true;
            }
        }
    }

    /// The sentence-initial units whose capital means nothing against the other side, with their new keys.
    fn folded(&self, other: &Self, scratch: &mut String) -> Vec<(u32, u64)> {
        let mut present: Vec<u64> = Vec::new();
        let mut out = Vec::new();
        for &at in &self.initials {
            let Some((unit, own)) = self.units.get(at as usize).zip(self.keys.get(at as usize)) else { continue };
            let text = self.unit_text(unit);
            if !text.starts_with(char::is_uppercase) {
                continue;
            }
            if present.is_empty() {
                present.clone_from(&other.keys);
                present.sort_unstable();
            }
            scratch.clear();
            key::folded(text, scratch);
            let lower = hash(scratch.as_bytes());
            if present.binary_search(&lower).is_ok() && present.binary_search(own).is_err() {
                out.push((at, lower));
            }
        }
        out
    }

    /// The tokens of the units from `from` to `to`.
    pub fn tokens_of(&self, from: u32, to: u32) -> Range<usize> {
        let first = |at: u32| self.units.get(at as usize).map_or(self.tokens.len(), |u| u.tokens.start);
        first(from)..first(to)
    }
}

/// How many of the leading tokens make one unit, at least 1.
fn together(text: &str, tokens: &[Token]) -> usize {
    if let [first, second, ..] = tokens
        && !touch(first, second)
    {
        return 1;
    }
    if let [open, inner, close, ..] = tokens {
        // A reference mark or placeholder: `[12]`, `[sic]`.
        let marks = (open.span.slice(text), close.span.slice(text)) == ("[", "]");
        if marks && inner.is_word() && touch(open, inner) && touch(inner, close) {
            return 3;
        }
    }
    let mut len = 1;
    while tied(text, tokens, len) || tokens.get(len - 1..).is_some_and(|rest| abbreviated(text, rest)) {
        len += 1;
    }
    len
}

fn touch(left: &Token, right: &Token) -> bool {
    left.span.end == right.span.start
}

/// Whether a single hyphen or slash ties the token at `at` to the one before: `and/or`, `anti-`, `-like`, but not `--`.
pub(super) fn tied(text: &str, tokens: &[Token], at: usize) -> bool {
    let near = |k: usize| tokens.get(k);
    let connects = |k: usize| near(k).is_some_and(|t| matches!(t.span.slice(text), "-" | "‐" | "‑" | "/"));
    let word = |k: usize| near(k).is_some_and(|t| t.is_word());
    let touching = |k: usize| k > 0 && near(k - 1).zip(near(k)).is_some_and(|(x, y)| touch(x, y));
    let doubled = |k: usize| touching(k) && connects(k - 1) && connects(k);
    touching(at)
        && ((word(at - 1) && connects(at) && !doubled(at + 1)) || (connects(at - 1) && word(at) && !doubled(at - 1)))
}

/// Whether these tokens begin with a word and a full stop that cannot end a sentence, going by what follows: `Fig. 3`,
/// `approx. half`.
fn abbreviated(text: &str, tokens: &[Token]) -> bool {
    let [word, stop, next, ..] = tokens else { return false };
    word.is_word()
        && stop.span.slice(text) == "."
        && touch(word, stop)
        && !touch(stop, next)
        && next.span.slice(text).starts_with(|c: char| c.is_lowercase() || c.is_numeric() || c == '[')
}

fn weight(text: &str, kind: TokenKind, tokens: usize) -> Weight {
    match kind {
        TokenKind::Punctuation if tokens == 1 => Weight::Punctuation,
        TokenKind::Word if tokens == 1 && is_short(text) => Weight::Function,
        _ => Weight::Content,
    }
}

/// At most three letters, one in scripts that write syllables or ideas; acronyms say more than their length.
fn is_short(text: &str) -> bool {
    const FIRST_WIDE: char = '\u{2e80}';
    /// Bytes of three letters at most.
    const LONGEST_SHORT: usize = 12;
    if text.len() > LONGEST_SHORT {
        return false;
    }
    if text.is_ascii() {
        return text.len() <= 3 && !text.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
    }
    let limit = if text.chars().any(|c| c >= FIRST_WIDE) { 1 } else { 3 };
    text.chars().take(limit + 1).count() <= limit && !text.chars().skip(1).any(char::is_uppercase)
}

fn key_of(text: &str, scratch: &mut String) -> u64 {
    // Most tokens: their typographic key is what they are.
    if key::is_own_key(text) {
        return hash(text.as_bytes());
    }
    scratch.clear();
    key::typographic(text, scratch);
    hash(scratch.as_bytes())
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}
