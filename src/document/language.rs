//! Which language an article is written in, so that abbreviations, number formats and claim words fit.
//! May import `Pair`.

mod detect;
mod small_words;

pub(crate) use small_words::FunctionWords;

use crate::Pair;
use detect::{Certainty, Guess, guess};

/// A language by its ISO 639-1 code where it has one (`en`), else its ISO 639-3 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(&'static str);

const TWO_LETTER: &[(&str, &str)] = &[
    ("eng", "en"),
    ("deu", "de"),
    ("fra", "fr"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("nld", "nl"),
    ("rus", "ru"),
    ("cmn", "zh"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("ara", "ar"),
    ("hin", "hi"),
    ("tha", "th"),
    ("ukr", "uk"),
    ("pol", "pl"),
    ("swe", "sv"),
    ("dan", "da"),
    ("nob", "no"),
    ("fin", "fi"),
    ("tur", "tr"),
    ("ces", "cs"),
    ("ell", "el"),
    ("heb", "he"),
    ("hun", "hu"),
    ("ron", "ro"),
    ("vie", "vi"),
    ("ind", "id"),
    ("bul", "bg"),
    ("hrv", "hr"),
    ("srp", "sr"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("cat", "ca"),
    ("pes", "fa"),
    ("ben", "bn"),
    ("urd", "ur"),
    ("tam", "ta"),
    ("tel", "te"),
    ("est", "et"),
    ("lav", "lv"),
    ("lit", "lt"),
];

impl Language {
    /// English.
    pub const ENGLISH: Self = Self("en");
    /// No language found: only rules that hold everywhere apply.
    pub const UNKNOWN: Self = Self("und");

    /// The ISO code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0
    }

    /// A language by its ISO 639-1 code, if the tool knows that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        TWO_LETTER.iter().find(|(_, two)| *two == code).map(|&(_, two)| Self(two))
    }

    /// The codes [`Language::from_code`] knows.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        TWO_LETTER.iter().map(|&(_, two)| two)
    }

    /// The likeliest language of a text; [`Language::UNKNOWN`] where it is too short or too mixed to say.
    ///
    /// ```
    /// use storydiff::Language;
    /// assert_eq!(Language::detect("The bridge was closed on Thursday.").code(), "en");
    /// assert_eq!(Language::detect("大桥星期四关闭。").code(), "zh");
    /// ```
    #[must_use]
    pub fn detect(text: &str) -> Self {
        guess(text).language
    }

    /// The languages of the two sides of a comparison. A side that is too short to tell is read like the other; two
    /// such sides are read as one text.
    ///
    /// ```
    /// use storydiff::{Language, Pair};
    /// let texts = Pair::new("Brücke gesperrt", "Die Brücke ist seit Donnerstag für den Verkehr gesperrt.");
    /// assert_eq!(Language::detect_pair(texts), Pair::new(Language::from_code("de"), Language::from_code("de")).map(Option::unwrap));
    /// ```
    #[must_use]
    pub fn detect_pair(texts: Pair<&str>) -> Pair<Self> {
        let found = texts.map(guess);
        if !found.a.shares_script(found.b) || found.a.language == found.b.language {
            return found.map(|guess| guess.language);
        }
        match found.map(|guess: Guess| guess.certainty) {
            Pair { a: Certainty::Sure, b: Certainty::Unsure } => Pair::new(found.a.language, found.a.language),
            Pair { a: Certainty::Unsure, b: Certainty::Sure } => Pair::new(found.b.language, found.b.language),
            Pair { a: Certainty::Sure, b: Certainty::Sure } => found.map(|guess| guess.language),
            // In one order whatever the sides, so that swapping them changes nothing.
            Pair { a: Certainty::Unsure, b: Certainty::Unsure } => {
                let (first, second) = if texts.a <= texts.b { (texts.a, texts.b) } else { (texts.b, texts.a) };
                let both = guess(&format!("{first}\n{second}")).language;
                Pair::new(both, both)
            }
        }
    }
}

#[cfg(test)]
mod tests;
