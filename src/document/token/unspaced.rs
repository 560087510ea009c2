//! Words of scripts that put no space between them, by dictionary. May import `class` and the segmentation library.

use std::sync::OnceLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use crate::document::class::Class;

/// Calls `word` with the start and end of each word of a text that is all letters of such scripts, in order.
pub(super) fn words(letters: &str, mut word: impl FnMut(usize, usize)) {
    static SEGMENTER: OnceLock<WordSegmenterBorrowed<'static>> = OnceLock::new();
    let segmenter = SEGMENTER.get_or_init(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));
    let (mut start, mut end) = (0, 0);
    for next in segmenter.segment_str(letters) {
        // A mark with no letter of its own after the break belongs to the word before it.
        let mark =
            letters.get(end..next).and_then(|piece| piece.chars().next()).is_none_or(|c| Class::of(c) == Class::Mark);
        if !mark && start < end {
            word(start, end);
            start = end;
        }
        end = next;
    }
    if start < end {
        word(start, end);
    }
}
