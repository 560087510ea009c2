//! Tokens: words, whole numbers, punctuation. May import `span`, `language` and segmentation libraries.

use unicode_segmentation::UnicodeSegmentation;

use super::{Language, Span};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters: a word, a contraction, a hyphenated compound.
    Word,
    /// Starts with a digit or a currency sign before one: `4,200`, `3.2%`, `$3bn`, `1.500,00`.
    Number,
    /// Everything else that is not white space.
    Punctuation,
}

/// A token: never part of a word or a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// Bytes of the text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

impl Token {
    /// Whether it counts as a word: a word or a number.
    #[must_use]
    pub fn is_word(self) -> bool {
        self.kind != TokenKind::Punctuation
    }
}

/// Appends the tokens of `span` of `text`, in order, white space left out, as spans into the whole text.
pub fn tokenize(text: &str, span: Span, _language: Language, out: &mut Vec<Token>) {
    for (at, piece) in span.slice(text).split_word_bound_indices() {
        if piece.trim().is_empty() {
            continue;
        }
        let start = span.start as usize + at;
        let kind = match piece.chars().next() {
            Some(c) if c.is_numeric() => TokenKind::Number,
            Some(c) if c.is_alphabetic() => TokenKind::Word,
            _ => TokenKind::Punctuation,
        };
        out.push(Token { span: Span::new(start, start + piece.len()), kind });
    }
}

/// How many tokens of a text are words or numbers: the same as counting [`tokenize`]'s, faster.
#[must_use]
pub fn count_words(text: &str, language: Language) -> u32 {
    let mut tokens = Vec::new();
    tokenize(text, Span::new(0, text.len()), language, &mut tokens);
    tokens.iter().filter(|t| t.is_word()).count() as u32
}
