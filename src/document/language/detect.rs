//! The likeliest language of a text: by its script where one language has it, by its small words where it is short, by the
//! statistics of its letters where it is long. May import `small_words` and the language
//! detection library.

use std::borrow::Cow;

use whatlang::{Detector, Lang};

use super::small_words::SMALL_WORDS;
use super::{Language, TWO_LETTER};

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Guess {
    pub language: Language,
    pub certainty: Certainty,
    pub script: Script,
}

/// How far a guess can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    /// Taken as it is.
    Sure,
    /// Gives way to what the other side of a comparison is sure of.
    Unsure,
}

impl Guess {
    /// Whether one language could be written as both are: Japanese does without kana in a headline, and no letters fit any.
    pub(super) fn shares_script(self, other: Self) -> bool {
        let family = |script| if script == Script::Kana { Script::Han } else { script };
        self.script == Script::None || other.script == Script::None || family(self.script) == family(other.script)
    }
}

/// The writing systems that say something about the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Han,
    Kana,
    Hangul,
    /// Arabic, Devanagari, Hebrew, Greek, Thai and the rest.
    Other,
    /// No letters.
    None,
}

/// Text beyond this many bytes says nothing new about the language.
const SAMPLE: usize = 4_000;
/// So many bytes of running text leave no doubt about its language.
const GLANCE: usize = 1_000;
/// So many pieces of a longer text make the sample: its first bytes may be a foreign name and a navigation bar.
const PIECES: usize = 4;

/// Guesses the language of a text.
pub(super) fn guess(text: &str) -> Guess {
    let glance = if text.len() > GLANCE { at_a_glance(&sample(text, GLANCE)) } else { None };
    glance.unwrap_or_else(|| guess_sample(&sample(text, SAMPLE)))
}

/// The whole of a short text, pieces of a longer one: so many bytes at most.
fn sample(text: &str, size: usize) -> Cow<'_, str> {
    if text.len() <= size {
        return Cow::Borrowed(text);
    }
    let piece = |k: usize| {
        let middle = text.len() / PIECES * k + text.len() / (2 * PIECES);
        let start = text.floor_char_boundary(middle - size / PIECES / 2);
        let end = text.floor_char_boundary(middle + size / PIECES / 2);
        text.get(start..end).unwrap_or_default()
    };
    Cow::Owned((0..PIECES).map(piece).collect::<Vec<_>>().join(" "))
}

/// What a small sample says, where no larger one could say anything else.
fn at_a_glance(sample: &str) -> Option<Guess> {
    let script = Scripts::of(sample).main();
    let vote = if script == Script::Latin { Vote::of(sample) } else { None };
    let language = vote.filter(|vote| vote.is_beyond_doubt())?.language;
    Some(Guess { language, certainty: Certainty::Sure, script })
}

fn guess_sample(sample: &str) -> Guess {
    let scripts = Scripts::of(sample);
    let script = scripts.main();
    let (language, certainty) = match script {
        Script::None => (Language::UNKNOWN, Certainty::Unsure),
        Script::Kana => (Language("ja"), Certainty::Sure),
        Script::Hangul => (Language("ko"), Certainty::Sure),
        Script::Han => (Language("zh"), scripts.certainty_of_chinese()),
        Script::Latin => by_words_and_letters(sample, scripts.latin),
        Script::Cyrillic => cyrillic(sample, scripts.cyrillic),
        Script::Other => by_letters(sample).unwrap_or((Language::UNKNOWN, Certainty::Unsure)),
    };
    Guess { language, certainty, script }
}

/// The characters of a text that are not ASCII.
fn beyond_ascii(text: &str) -> impl Iterator<Item = char> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let at = rest.bytes().position(|byte| !byte.is_ascii())?;
        let mut chars = rest.get(at..)?.chars();
        let c = chars.next();
        rest = chars.as_str();
        c
    })
}

/// Letters of each script. A Chinese character says as much as three letters.
#[derive(Clone, Copy, Debug, Default)]
struct Scripts {
    latin: usize,
    cyrillic: usize,
    han: usize,
    kana: usize,
    hangul: usize,
    other: usize,
}

const LETTERS_IN_A_HAN: usize = 3;
/// A Japanese headline can do without kana; a sentence cannot.
const SURELY_CHINESE: usize = 12;

impl Scripts {
    fn of(text: &str) -> Self {
        let ascii = text.bytes().filter(u8::is_ascii_alphabetic).count();
        let mut found = Self { latin: ascii, ..Self::default() };
        for c in beyond_ascii(text) {
            match c {
                '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => found.latin += 1,
                '\u{400}'..='\u{52F}' => found.cyrillic += 1,
                '\u{3040}'..='\u{30FF}' | '\u{FF66}'..='\u{FF9F}' => found.kana += usize::from(c.is_alphabetic()),
                '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' => found.han += 1,
                '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7A3}' => found.hangul += 1,
                c if c.is_alphabetic() => found.other += 1,
                _ => {}
            }
        }
        found
    }

    fn main(self) -> Script {
        let east_asian = LETTERS_IN_A_HAN * (self.han + self.kana + self.hangul);
        let most = [self.latin, self.cyrillic, east_asian, self.other].into_iter().max().unwrap_or(0);
        if most == 0 {
            Script::None
        } else if most == east_asian {
            self.east_asian()
        } else if most == self.latin {
            Script::Latin
        } else if most == self.cyrillic {
            Script::Cyrillic
        } else {
            Script::Other
        }
    }

    /// Japanese mixes kana and Chinese characters, Korean may quote some; a Chinese text may quote a Japanese word.
    fn east_asian(self) -> Script {
        if self.hangul >= self.han + self.kana {
            Script::Hangul
        } else if 10 * self.kana >= self.han {
            Script::Kana
        } else {
            Script::Han
        }
    }

    fn certainty_of_chinese(self) -> Certainty {
        if self.han >= SURELY_CHINESE { Certainty::Sure } else { Certainty::Unsure }
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// The first languages of the file are those news are most often compared in. The others share many words with them, and
/// must say more to be believed: Catalan `el`, `del`, `per`.
const FREQUENT: usize = 7;
const RARE: f64 = 0.6;

/// How many small words speak for the likeliest language and for the next.
#[derive(Clone, Copy, Debug)]
struct Vote {
    language: Language,
    first: f64,
    second: f64,
    words: usize,
}

/// Calls `each` with every word of a text: letters, with apostrophes between them.
fn each_word<'t>(text: &'t str, mut each: impl FnMut(&'t str)) {
    let is_ascii_in_word = |byte: u8| byte.is_ascii_alphabetic() || byte == b'\'';
    let mut start = None;
    let mut at = 0;
    while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        // Most characters are followed by another of their kind.
        let same = match start {
            Some(_) => rest.iter().position(|&byte| !is_ascii_in_word(byte)),
            None => rest.iter().position(|&byte| !byte.is_ascii() || is_ascii_in_word(byte)),
        };
        at += same.unwrap_or(rest.len());
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        if c.is_alphabetic() || is_apostrophe(c) {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            each_trimmed(text.get(start..at), &mut each);
        }
        at += c.len_utf8();
    }
    each_trimmed(start.and_then(|start| text.get(start..)), &mut each);
}

/// Apostrophes around a word are quotation marks.
fn each_trimmed<'t>(word: Option<&'t str>, each: &mut impl FnMut(&'t str)) {
    let Some(word) = word else { return };
    let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    let bytes = word.as_bytes();
    let trimmed =
        if is_plain(bytes.first()) && is_plain(bytes.last()) { word } else { word.trim_matches(is_apostrophe) };
    if !trimmed.is_empty() {
        each(trimmed);
    }
}

/// The languages that have a word, or what stands before its apostrophe: `l'`.
fn languages_of(word: &str) -> u32 {
    // `S.`, `V` are initials and numerals.
    if word.len() == 1 && word.starts_with(char::is_uppercase) {
        return 0;
    }
    if word.is_ascii() {
        let found = SMALL_WORDS.languages_of_ascii(word);
        let apostrophe = if found == 0 { word.bytes().position(|byte| byte == b'\'') } else { None };
        return apostrophe.and_then(|at| word.get(..at)).map_or(found, |stem| SMALL_WORDS.languages_of_ascii(stem));
    }
    let small = word.replace('’', "'").to_lowercase();
    match SMALL_WORDS.languages_of(&small) {
        0 => small.split_once('\'').map_or(0, |(stem, _)| SMALL_WORDS.languages_of(stem)),
        found => found,
    }
}

/// What the words so far say.
struct Votes {
    scores: Vec<f64>,
    words: usize,
}

impl Votes {
    /// Counts a word by the languages that have it.
    fn add(&mut self, known: u32) {
        self.words += 1;
        let mut left = known;
        while left != 0 {
            let language = left.trailing_zeros() as usize;
            left &= left - 1;
            if let Some(score) = self.scores.get_mut(language) {
                let weight = if language < FREQUENT { 1.0 } else { RARE };
                *score += weight / f64::from(known.count_ones());
            }
        }
    }

    fn outcome(&self) -> Option<Vote> {
        let scores = || self.scores.iter().enumerate();
        let best = scores().max_by(|x, y| x.1.total_cmp(y.1).then(y.0.cmp(&x.0)))?;
        let second = scores().filter(|(i, _)| *i != best.0).map(|(_, s)| *s).fold(0.0, f64::max);
        let language = SMALL_WORDS.languages.get(best.0).and_then(|code| Language::from_code(code))?;
        Some(Vote { language, first: *best.1, second, words: self.words })
    }
}

impl Vote {
    fn of(sample: &str) -> Option<Self> {
        let mut votes = Votes { scores: vec![0.0; SMALL_WORDS.languages.len()], words: 0 };
        each_word(sample, |word| votes.add(languages_of(word)));
        votes.outcome()
    }

    /// Two clear words, and twice as many as for any other language.
    fn is_clear(self) -> bool {
        self.first >= 1.0 && self.first >= 1.5 * self.second
    }

    /// What it is worth where the letters say the same.
    fn certainty(self) -> Certainty {
        if self.is_clear() { Certainty::Sure } else { Certainty::Unsure }
    }

    /// Enough words that chance is out of the question, and the density of running text.
    fn is_overwhelming(self) -> bool {
        self.first >= 4.0 && self.first >= 2.0 * self.second && 6.0 * self.first >= self.words as f64
    }

    /// Far more than that.
    fn is_beyond_doubt(self) -> bool {
        self.first >= 16.0 && self.first >= 4.0 * self.second && self.is_overwhelming()
    }
}

/// From so many letters on their statistics are right on nearly all texts: 1 of 4,652 wrong on passages of news,
/// blogs and web pages in English, Portuguese and German.
const ENOUGH_LETTERS: usize = 200;

fn by_words_and_letters(sample: &str, letters: usize) -> (Language, Certainty) {
    let vote = Vote::of(sample).filter(|vote| vote.first > 0.0);
    // The statistics could not change that, and take longer than all else that a short article needs.
    if let Some(vote) = vote.filter(|vote| vote.is_overwhelming()) {
        return (vote.language, Certainty::Sure);
    }
    let statistics = if letters >= ENOUGH_LETTERS { by_letters(sample) } else { by_known_letters(sample) };
    match (vote, statistics) {
        (Some(vote), Some((language, _))) if vote.language == language => (language, vote.certainty()),
        (_, Some(found)) if letters >= ENOUGH_LETTERS => found,
        (Some(vote), _) if vote.is_clear() => (vote.language, Certainty::Unsure),
        (_, Some((language, Certainty::Sure))) => (language, Certainty::Unsure),
        _ => (Language::UNKNOWN, Certainty::Unsure),
    }
}

/// Letters that only some of the languages have.
fn cyrillic(sample: &str, letters: usize) -> (Language, Certainty) {
    if letters >= ENOUGH_LETTERS
        && let Some(found) = by_letters(sample)
    {
        return found;
    }
    let count = |set: &str| sample.chars().filter(|c| set.contains(*c)).count();
    let (russian, ukrainian, serbian) = (count("ыэёЫЭЁ"), count("іїєґІЇЄҐ"), count("ћђљњјџЋЂЉЊЈЏ"));
    let language = match russian.max(ukrainian).max(serbian) {
        0 => return by_letters(sample).map_or((Language("ru"), Certainty::Unsure), |(l, _)| (l, Certainty::Unsure)),
        most if most == russian => Language("ru"),
        most if most == ukrainian => Language("uk"),
        _ => Language("sr"),
    };
    (language, if letters >= 20 { Certainty::Sure } else { Certainty::Unsure })
}

/// By the statistics of letters, among all languages known to the library.
fn by_letters(sample: &str) -> Option<(Language, Certainty)> {
    Some(trusted(&whatlang::detect(sample)?))
}

/// The same for a short text, among the languages whose codes are known here: the others are rare, and chance finds them.
fn by_known_letters(sample: &str) -> Option<(Language, Certainty)> {
    let known = TWO_LETTER.iter().filter_map(|&(code, _)| Lang::from_code(code)).collect();
    Some(trusted(&Detector::with_allowlist(known).detect(sample)?))
}

fn trusted(info: &whatlang::Info) -> (Language, Certainty) {
    let certain = info.is_reliable() || info.confidence() > 0.5;
    (from_whatlang(info.lang()), if certain { Certainty::Sure } else { Certainty::Unsure })
}

fn from_whatlang(lang: Lang) -> Language {
    let three = lang.code();
    Language(TWO_LETTER.iter().find(|(code, _)| *code == three).map_or(three, |&(_, two)| two))
}
