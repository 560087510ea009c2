//! What the tool knows of one article: its text, and where its paragraphs, sentences and tokens lie in it.
//! The text is never rewritten; comparison keys (`key`) live beside the spans. May import nothing but the standard
//! library, `Pair` and text segmentation libraries.

mod class;
pub mod key;
mod language;
mod lexicon;
pub mod paragraph;
mod reader;
mod segment;
pub mod sentence;
mod span;
pub mod token;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

pub(crate) use language::FunctionWords;
pub use language::Language;
pub use paragraph::Role;
pub use span::Span;
pub use token::{Token, TokenKind};

use crate::Pair;

/// Index of a paragraph, 0-based over the whole document in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParagraphId(pub u32);

/// Index of a sentence, 0-based over the whole document in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceId(pub u32);

impl ParagraphId {
    /// As an index into a slice over all paragraphs.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl SentenceId {
    /// As an index into a slice over all sentences.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A paragraph: a span without the white space around it, and the sentences in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Bytes of the text.
    pub span: Span,
    /// Its sentences, as a range of [`SentenceId`] values; never empty.
    pub sentences: Range<u32>,
    /// What part it plays in an article.
    pub role: Role,
    /// 1-based line of its first byte.
    pub line: u32,
    /// A hash of its text with white space folded: two paragraphs that differ in line wrapping alone have the same, and two
    /// others all but never.
    pub print: u64,
}

/// A sentence: a span without the white space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes of the text.
    pub span: Span,
    /// The paragraph it stands in.
    pub paragraph: ParagraphId,
    /// How many of its tokens are words or numbers.
    pub words: u32,
}

/// Where paragraph and sentence breaks come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Segmentation {
    /// Found in the text.
    #[default]
    Auto,
    /// Each non-blank line is one sentence, blank lines break paragraphs.
    Lines,
}

/// Where a document came from, for messages and the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Path or other name as the user gave it.
    pub path: String,
    /// Input format: `text`, `markdown`, `html` or `docx`.
    pub format: String,
    /// Name of the character encoding it was decoded from, as the WHATWG standard spells it.
    pub encoding: String,
    /// Size of the raw input in bytes.
    pub bytes: u64,
}

/// With the space after it a token is about so long.
const BYTES_A_TOKEN: usize = 5;

/// One article, segmented.
#[derive(Clone, Debug)]
pub struct Document {
    source: Source,
    text: Cow<'static, str>,
    language: Language,
    paragraphs: Vec<Paragraph>,
    sentences: Vec<Sentence>,
    /// For each paragraph the number of its text among those of all documents with the same `group`.
    texts: Vec<u32>,
    /// Shared by documents that were read together.
    group: Arc<()>,
}

impl Document {
    /// Segments a decoded text. Finds the language when none is given.
    ///
    /// ```
    /// use storydiff::{Document, Segmentation, Source};
    /// let d = Document::new("Gov. Lee spoke. He left.\n\nNobody asked.", Source::default(), Segmentation::Auto, None);
    /// assert_eq!((d.paragraphs().len(), d.sentences().len()), (2, 3));
    /// ```
    #[must_use]
    pub fn new(
        text: impl Into<String>,
        source: Source,
        segmentation: Segmentation,
        language: Option<Language>,
    ) -> Self {
        let text = Cow::Owned(text.into());
        let language = language.unwrap_or_else(|| Language::detect(&text));
        let parts = segment::one(segment::Unread { text: &text, language, segmentation });
        Self::from_parts((text, source), language, parts, &Arc::default())
    }

    /// Segments two decoded texts that will be compared: what stands in both is read once, and where no language is given
    /// the longer text helps to find the shorter one's.
    ///
    /// ```
    /// use storydiff::{Document, Pair, Segmentation, Source};
    /// let texts = Pair::new("Lee spoke. He left.", "Nobody asked.\n\nLee spoke. He left.");
    /// let documents = Document::pair(texts.map(|t| (t.to_owned(), Source::default())), Segmentation::Auto, None);
    /// assert_eq!(documents.map(|d| d.sentences().len()), Pair::new(2, 3));
    /// ```
    #[must_use]
    pub fn pair<T: Into<Cow<'static, str>>>(
        texts: Pair<(T, Source)>,
        segmentation: Segmentation,
        language: Option<Language>,
    ) -> Pair<Self> {
        let texts = texts.map(|(text, source)| (text.into(), source));
        let strings = texts.as_ref().map(|(text, _)| &**text);
        let languages = match language {
            Some(language) => Pair::new(language, language),
            None => Language::detect_pair(strings),
        };
        let parts = segment::pair(strings.zip(languages).map(|(text, language)| segment::Unread {
            text,
            language,
            segmentation,
        }));
        let group = Arc::default();
        texts.zip(languages).zip(parts).map(|((text, language), parts)| Self::from_parts(text, language, parts, &group))
    }

    fn from_parts(
        (text, source): (Cow<'static, str>, Source),
        language: Language,
        parts: segment::Parts,
        group: &Arc<()>,
    ) -> Self {
        let segment::Parts { paragraphs, sentences, texts } = parts;
        Self { source, text, language, paragraphs, sentences, texts, group: Arc::clone(group) }
    }

    /// Whether a paragraph is known to have the same text as one of another document, byte for byte: without a look at
    /// either text, but among documents made by one [`Document::pair`] only.
    ///
    /// ```
    /// use storydiff::document::ParagraphId;
    /// use storydiff::{Document, Pair, Segmentation, Source};
    /// let texts = Pair::new("Lee spoke.\n\nHe left.", "He left.\n\nNobody asked.");
    /// let Pair { a, b } = Document::pair(texts.map(|t| (t.to_owned(), Source::default())), Segmentation::Auto, None);
    /// assert!(a.is_known_copy(ParagraphId(1), &b, ParagraphId(0)));
    /// assert!(!a.is_known_copy(ParagraphId(0), &b, ParagraphId(0)));
    /// ```
    #[must_use]
    pub fn is_known_copy(&self, paragraph: ParagraphId, other: &Self, there: ParagraphId) -> bool {
        let text = |document: &Self, paragraph: ParagraphId| document.texts.get(paragraph.index()).copied();
        let own = text(self, paragraph);
        own.is_some() && own == text(other, there) && Arc::ptr_eq(&self.group, &other.group)
    }

    /// Where it came from.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The decoded text, untouched.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The language it is read as.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// All paragraphs in reading order.
    #[must_use]
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// All sentences in reading order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The headline, if the document has one.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        let headline = self.paragraphs.iter().find(|p| p.role == Role::Headline)?;
        Some(headline.span.slice(&self.text))
    }

    /// Words and numbers in the whole document.
    #[must_use]
    pub fn words(&self) -> u64 {
        self.sentences.iter().map(|s| u64::from(s.words)).sum()
    }

    /// Words and numbers in some neighbouring sentences.
    #[must_use]
    pub fn words_in(&self, sentences: &Range<u32>) -> u32 {
        let sentences = self.sentences.get(sentences.start as usize..sentences.end as usize).unwrap_or_default();
        sentences.iter().map(|s| s.words).sum()
    }

    /// The span from the first of some neighbouring sentences to the last; empty for an empty range.
    #[must_use]
    pub fn sentences_span(&self, range: &Range<u32>) -> Span {
        cover(self.sentences.get(range.start as usize..range.end as usize).unwrap_or_default().iter().map(|s| s.span))
    }

    /// The span from the first of some neighbouring paragraphs to the last; empty for an empty range.
    #[must_use]
    pub fn paragraphs_span(&self, range: &Range<u32>) -> Span {
        cover(self.paragraphs.get(range.start as usize..range.end as usize).unwrap_or_default().iter().map(|p| p.span))
    }

    /// The tokens of a span of its text, in order, white space left out; spans are into the whole text.
    #[must_use]
    pub fn tokens(&self, span: Span) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(span.len() / BYTES_A_TOKEN + 2);
        token::tokenize(&self.text, span, self.language, &mut tokens);
        tokens
    }

    /// 1-based line of each sentence's first byte, in order. One pass over the text, however long a paragraph is.
    ///
    /// ```
    /// use storydiff::{Document, Segmentation, Source};
    /// let d = Document::new("He left.\nShe came.\n\nIt rained.", Source::default(), Segmentation::Lines, None);
    /// assert_eq!(d.sentence_lines(), [1, 2, 4]);
    /// ```
    #[must_use]
    pub fn sentence_lines(&self) -> Vec<u32> {
        let mut lines = Vec::with_capacity(self.sentences.len());
        for paragraph in &self.paragraphs {
            let (mut line, mut start) = (paragraph.line, paragraph.span.start);
            let Range { start: first, end } = paragraph.sentences;
            for sentence in self.sentences.get(first as usize..end as usize).unwrap_or_default() {
                let before = Span { start, end: sentence.span.start }.slice(&self.text);
                line += paragraph::line_breaks(before.as_bytes()) as u32;
                start = sentence.span.start;
                lines.push(line);
            }
        }
        lines
    }

    /// 1-based line of a byte offset. Linear in the distance from the start of the document: for messages, not for loops.
    #[must_use]
    pub fn line_at(&self, offset: u32) -> u32 {
        let before = self.text.as_bytes().get(..offset as usize).unwrap_or_default();
        1 + paragraph::line_breaks(before) as u32
    }
}

fn cover(spans: impl Iterator<Item = Span>) -> Span {
    spans.reduce(Span::cover).unwrap_or_default()
}
