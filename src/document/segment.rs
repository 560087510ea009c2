//! Paragraphs and sentences of the documents of one comparison. A paragraph that stands in several places is read once, so
//! that two versions cost what one of them does, and their edits. May import everything of `document`.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::paragraph::{self, Block};
use super::{Language, Paragraph, ParagraphId, Segmentation, Sentence, Span, key, sentence, token};
use crate::Pair;
use crate::parallel::{self, BYTES_A_TASK, Threads};

/// Paragraphs that one task reads.
const PARAGRAPHS_A_TASK: usize = 32;
/// Paragraphs that one task hashes.
const PRINTS_A_TASK: usize = 256;

/// Paragraphs and sentences of one document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) sentences: Vec<Sentence>,
    /// For each paragraph the number of its text: the same only where the text is, byte for byte, in all that was read together.
    pub(super) texts: Vec<u32>,
}

/// A text to segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unread<'t> {
    pub(super) text: &'t str,
    pub(super) language: Language,
    pub(super) segmentation: Segmentation,
}

/// Segments one text.
pub(super) fn one(text: Unread<'_>) -> Parts {
    let mut shelf = Shelf::default();
    let blocks = text.blocks();
    let placed = shelf.place(text, text.pieces(&blocks));
    shelf.read(text.segmentation, Threads::for_work(text.text.len(), BYTES_A_TASK));
    shelf.parts(&blocks, &placed)
}

/// Segments two texts that will be compared.
pub(super) fn pair(texts: Pair<Unread<'_>>) -> Pair<Parts> {
    let threads = Threads::for_work(texts.a.text.len() + texts.b.text.len(), BYTES_A_TASK);
    let (blocks, pieces) = threads
        .both(texts, |text| {
            let blocks = text.blocks();
            let pieces = text.pieces(&blocks);
            (blocks, pieces)
        })
        .unzip();
    let mut shelf = Shelf::default();
    let placed = texts.zip(pieces).map(|(text, pieces)| shelf.place(text, pieces));
    shelf.read(texts.a.segmentation, threads);
    threads.both(blocks.zip(placed), |(blocks, placed)| shelf.parts(&blocks, &placed))
}

impl<'t> Unread<'t> {
    fn blocks(&self) -> Vec<Block> {
        paragraph::blocks(self.text, self.segmentation)
    }

    /// The text of each paragraph with its print.
    fn pieces(&self, blocks: &[Block]) -> Vec<(&'t str, u64)> {
        parallel::map(blocks, PRINTS_A_TASK, |block| {
            let text = block.span.slice(self.text);
            (text, key::print(text))
        })
    }
}

/// Sentences of some paragraphs, as spans into their paragraph and words.
#[derive(Default)]
struct Readings {
    sentences: Vec<(Span, u32)>,
    /// Where the sentences of each paragraph end.
    ends: Vec<u32>,
}

impl Readings {
    /// Reads paragraphs one by one.
    fn new(paragraphs: &[(&str, Language)], segmentation: Segmentation) -> Self {
        let mut out = Self::default();
        let mut spans = Vec::new();
        for &(paragraph, language) in paragraphs {
            spans.clear();
            let whole = Span::new(0, paragraph.len());
            match segmentation {
                Segmentation::Auto => sentence::split(paragraph, whole, language, &mut spans),
                Segmentation::Lines => sentence::lines(paragraph, whole, &mut spans),
            }
            out.sentences.extend(spans.iter().map(|span| (*span, token::count_words(span.slice(paragraph), language))));
            out.ends.push(out.sentences.len() as u32);
        }
        out
    }

    fn append(&mut self, mut other: Self) {
        let before = self.sentences.len() as u32;
        self.sentences.append(&mut other.sentences);
        self.ends.extend(other.ends.into_iter().map(|end| end + before));
    }

    fn of(&self, paragraph: u32) -> &[(Span, u32)] {
        let end = |at: u32| self.ends.get(at as usize).copied().unwrap_or_default() as usize;
        let start = paragraph.checked_sub(1).map_or(0, end);
        self.sentences.get(start..end(paragraph)).unwrap_or_default()
    }
}

/// A paragraph on the shelf.
#[derive(Clone, Copy, Debug)]
struct Placed {
    at: u32,
    /// A hash of its text with white space folded.
    print: u64,
}

/// The paragraphs read so far.
#[derive(Default)]
struct Shelf<'t> {
    /// The last paragraph with each print.
    known: FxHashMap<u64, u32>,
    texts: Vec<(&'t str, Language)>,
    readings: Readings,
}

impl<'t> Shelf<'t> {
    /// Puts the paragraphs of a text on the shelf.
    fn place(&mut self, text: Unread<'t>, pieces: Vec<(&'t str, u64)>) -> Vec<Placed> {
        self.known.reserve(pieces.len());
        let place = |(piece, print)| Placed { at: self.place_one(piece, print, text.language), print };
        pieces.into_iter().map(place).collect()
    }

    /// Where a paragraph stands on the shelf: that of a known one with the same bytes, or a new place.
    fn place_one(&mut self, piece: &'t str, print: u64, language: Language) -> u32 {
        let next = self.texts.len() as u32;
        let place = self.known.entry(print).or_insert(next);
        if self.texts.get(*place as usize) != Some(&(piece, language)) {
            *place = next;
            self.texts.push((piece, language));
        }
        *place
    }

    /// Reads all that stands on it.
    fn read(&mut self, segmentation: Segmentation, threads: Threads) {
        let read = |some: &[(&str, Language)]| Readings::new(some, segmentation);
        if threads == Threads::One {
            self.readings = read(&self.texts);
            return;
        }
        let tasks: Vec<Readings> = self.texts.par_chunks(PARAGRAPHS_A_TASK).map(read).collect();
        for readings in tasks {
            self.readings.append(readings);
        }
    }

    /// The paragraphs and sentences of a text whose paragraphs stand on the shelf.
    fn parts(&self, blocks: &[Block], placed: &[Placed]) -> Parts {
        let all = placed.iter().map(|placed| self.readings.of(placed.at).len()).sum();
        let texts = placed.iter().map(|placed| placed.at).collect();
        let (mut paragraphs, mut sentences) = (Vec::with_capacity(blocks.len()), Vec::with_capacity(all));
        for (block, placed) in blocks.iter().zip(placed) {
            let first = sentences.len() as u32;
            let paragraph = ParagraphId(paragraphs.len() as u32);
            sentences.extend(self.readings.of(placed.at).iter().map(|&(span, words)| Sentence {
                span: span.shift(block.span.start),
                paragraph,
                words,
            }));
            paragraphs.push(Paragraph {
                span: block.span,
                sentences: first..sentences.len() as u32,
                role: block.role,
                line: block.line,
                print: placed.print,
            });
        }
        Parts { paragraphs, sentences, texts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_once_is_what_each_text_alone_gives() {
        let a = "One here. Two here.\n\nThree.\n\nOne here. Two here.\n\nMr. Lee left.";
        let b = "Mr. Lee left.\n\nNew. And newer.\n\nOne here. Two here.";
        let text = |text| Unread { text, language: Language::ENGLISH, segmentation: Segmentation::Auto };
        let read = |parts: Parts| (parts.paragraphs, parts.sentences);
        let together = pair(Pair::new(text(a), text(b)));
        assert_eq!(together.as_ref().map(|parts| parts.texts.clone()), Pair::new(vec![0, 1, 0, 2], vec![2, 3, 0]));
        assert_eq!(together.map(read), Pair::new(one(text(a)), one(text(b))).map(read));
    }

    #[test]
    fn each_language_reads_a_paragraph_its_own_way() {
        let text = |code| Unread {
            text: "Er kam am 3. Mai. Sie ging.",
            language: Language::from_code(code).unwrap(),
            segmentation: Segmentation::Auto,
        };
        let together = pair(Pair::new(text("en"), text("de")));
        assert_eq!(together.as_ref().map(|parts| parts.texts.clone()), Pair::new(vec![0], vec![1]));
        assert_ne!(together.a.sentences.len(), together.b.sentences.len());
        let read = |parts: Parts| (parts.paragraphs, parts.sentences);
        assert_eq!(together.map(read), Pair::new(one(text("en")), one(text("de"))).map(read));
    }
}
