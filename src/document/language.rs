//! Which language an article is written in, so that abbreviations, number formats and claim words fit.
//! May import the language detection library.

/// A language by its ISO 639-1 code where it has one (`en`), else its ISO 639-3 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(&'static str);

/// Text beyond this many bytes says nothing new about the language.
const SAMPLE: usize = 8_000;

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
    #[must_use]
    pub fn detect(text: &str) -> Self {
        let sample = text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or_default();
        match whatlang::detect(sample) {
            Some(info) if info.is_reliable() || info.confidence() > 0.2 => Self::from_whatlang(info.lang()),
            _ => Self::UNKNOWN,
        }
    }

    fn from_whatlang(lang: whatlang::Lang) -> Self {
        let three = lang.code();
        Self(TWO_LETTER.iter().find(|(code, _)| *code == three).map_or(three, |&(_, two)| two))
    }
}
