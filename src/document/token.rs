//! Tokens: words, whole numbers, punctuation. May import `span`, `language`, `lexicon` and segmentation libraries.

mod attached;
mod scan;
mod unspaced;

use super::{Language, Span};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters: a word, a contraction, a hyphenated compound, an address.
    Word,
    /// Starts with a digit, or with a sign or currency before one: `4,200`, `3.2%`, `$3bn`, `US$5`, `-5`, `1.500,00`.
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
/// They cover everything that is not white space.
pub fn tokenize(text: &str, span: Span, language: Language, out: &mut Vec<Token>) {
    scan::scan(span.slice(text), language, |start, end, kind| {
        out.push(Token { span: Span::new(start, end).shift(span.start), kind });
    });
}

/// How many tokens of a text are words or numbers: the same as counting [`tokenize`]'s, without storing them.
#[must_use]
pub fn count_words(text: &str, language: Language) -> u32 {
    scan::count(text, language)
}
