//! Words that derive from the name of a place: adjectives, and what people call those who live there. May import the lexicon.

use super::Lexicon;

impl Lexicon {
    /// Whether a word derives from a name, both without accents: `Lissabon`, `Lissabonner`; `Roma`, `romano`.
    pub(in crate::claim) fn derives(&self, name: &str, word: &str) -> bool {
        name != word
            && self.spelling.derived_endings.iter().filter_map(|ending| word.strip_suffix(&**ending)).any(|stem| {
                // A letter may tie the two: `madri-l-ène`.
                let mut tied = stem.chars();
                tied.next_back();
                self.is_stem(stem, name, 3) || self.is_stem(tied.as_str(), name, 4)
            })
    }

    /// Whether a name starts with what is left of a word, and goes on with nothing but an ending.
    fn is_stem(&self, stem: &str, name: &str, least: usize) -> bool {
        let Some(lost) = name.strip_prefix(stem) else { return false };
        let (length, lost_length) = (stem.chars().count(), lost.chars().count());
        let ending = self.spelling.place_endings.iter().any(|ending| **ending == *lost);
        length >= least && (lost_length <= 1 || ending) || length >= 4 && lost_length == 2
    }
}
