//! Words of scripts that put no space between them, by dictionary. May import the segmentation library alone.

use std::sync::OnceLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

/// Calls `word` with the start and end of each word of a text that is all letters of such scripts, in order.
pub(super) fn words(letters: &str, mut word: impl FnMut(usize, usize)) {
    static SEGMENTER: OnceLock<WordSegmenterBorrowed<'static>> = OnceLock::new();
    let segmenter = SEGMENTER.get_or_init(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));
    let mut start = 0;
    for end in segmenter.segment_str(letters).filter(|&end| end > 0) {
        word(start, end);
        start = end;
    }
}
