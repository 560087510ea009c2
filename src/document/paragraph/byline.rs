//! Who wrote it: `By Jane Doe and John Roe`, `Jane Doe, Staff Writer`, `本报记者 林书岚`. Imports `date` alone.

use super::date;

/// What comes before the names; matched without regard to case.
#[rustfmt::skip] // a table reads better packed
const PREFIXES: &[&str] = &[
    "By ", "Story by ", "Words by ", "Text by ", "Written by ", "Reported by ", "Report by ", "Posted by ",
    "Analysis by ", "Opinion by ", "Photographs by ", "Photos by ", "Words and photos by ", "Von ",
    "Ein Gastbeitrag von ", "Ein Kommentar von ", "Eine Analyse von ", "Text: ", "Autor: ", "Autorin: ", "Par ",
    "Propos recueillis par ", "Publié par ", "Texte : ", "De notre correspondant ", "De notre correspondante ",
    "Por ", "Texto: ", "Redacción ", "Da Redação", "Di ", "A cura di ", "Dal nostro inviato ",
    "Dal nostro corrispondente ", "Door ", "Tekst: ", "Van onze redactie", "Van onze correspondent ", "Автор: ",
    "Авторы: ", "Текст: ",
];

/// What comes before the names where no space need follow.
#[rustfmt::skip] // a table reads better packed
const EAST_ASIAN_PREFIXES: &[&str] = &[
    "本报记者", "本報記者", "本刊记者", "新华社记者", "记者", "記者", "作者：", "作者:", "撰文", "文／", "文/", "文：", "文＝", "文・", "取材・文", "筆者：",
    "執筆：", "通讯员",
];

/// What their writers are called, in small letters.
#[rustfmt::skip] // a table reads better packed
const TITLES: &[&str] = &[
    "staff", "writer", "writers", "reporter", "reporters", "correspondent", "correspondents", "editor", "editors",
    "contributor", "contributing", "columnist", "bureau", "chief", "senior", "deputy", "special", "political",
    "foreign", "diplomatic", "economics", "business", "science", "health", "environment", "education", "legal",
    "crime", "affairs", "home", "agencies", "agency", "redaktion", "redakteur", "redakteurin", "korrespondent",
    "korrespondentin", "reporterin", "envoyé", "envoyée", "spécial", "spéciale", "correspondant", "correspondante",
    "journaliste", "corresponsal", "enviado", "enviada", "especial", "redacción", "repórter", "correspondente",
    "redação", "inviato", "inviata", "corrispondente", "redazione", "redacteur", "redactie", "verslaggever",
    "корреспондент", "обозреватель", "редактор", "журналист", "спецкор",
];

/// Words in small letters that join names or belong to them.
#[rustfmt::skip] // a table reads better packed
const JOINING: &[&str] = &[
    "and", "with", "in", "at", "for", "of", "the", "und", "mit", "aus", "et", "à", "au", "avec", "y", "e", "en", "ed",
    "con", "com", "da", "do", "dos", "das", "de", "del", "della", "dei", "di", "du", "des", "la", "le", "les", "el",
    "al", "bin", "ibn", "van", "von", "der", "den", "ter", "ten", "te", "zu", "vom", "и", "в", "из", "&", "+",
];

/// A recognised byline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Byline {
    /// It says all it has to say.
    Whole,
    /// It ends where another name must follow: `By Nora Whitcombe and`.
    Unfinished,
}

/// No byline is longer, in bytes.
const LONGEST: usize = 160;

impl Byline {
    /// Whether a text says nothing but who wrote it.
    pub(super) fn of(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        east_asian(text).or_else(|| after_prefix(text).and_then(Self::of_names)).or_else(|| Self::of_titled(text))
    }

    /// Names, with what may stand between and after them.
    fn of_names(names: &str) -> Option<Self> {
        let (mut capitals, mut dates) = (0, 0);
        let mut unfinished = true;
        let mut rest = names;
        while let Some(word) = rest.split_whitespace().next() {
            let bare = word.trim_matches(|c: char| matches!(c, ',' | ';' | '(' | ')' | '|' | '·' | '•' | '–' | '—'));
            if date::is_date(rest.trim_start_matches(|c: char| !c.is_alphanumeric())) {
                return (capitals > 0).then_some(Self::Whole);
            }
            match Word::of(bare) {
                Word::Capital => {
                    capitals += 1;
                    dates += u32::from(date::is_calendar_word(bare));
                }
                Word::Other => return None,
                Word::Joining | Word::Title | Word::Nothing => {}
            }
            unfinished = matches!(Word::of(bare), Word::Joining) || word.ends_with(',');
            let past = rest.trim_start().get(word.len()..).unwrap_or_default();
            rest = past.trim_start();
        }
        let ends_a_sentence = names.ends_with(['!', '?', ':', ';', '…', '。']) || ends_with_stop(names);
        // `By Friday`; but `Jan` and `April` are people too.
        if ends_a_sentence || capitals == dates {
            return None;
        }
        Some(if unfinished { Self::Unfinished } else { Self::Whole })
    }

    /// `Jane Doe, Staff Writer`, `Jane Doe | Political Correspondent`.
    fn of_titled(text: &str) -> Option<Self> {
        let (names, title) = text.split_once([',', '|'])?;
        let mut words = names.split_whitespace();
        let is_name = (2..=5).contains(&words.clone().count())
            && words.all(|w| matches!(Word::of(w), Word::Capital | Word::Joining))
            && names.chars().next().is_some_and(char::is_uppercase);
        let mut rank = title.split_whitespace().map(|w| w.trim_end_matches([',', '.']));
        let has_title = rank.clone().any(|w| Word::of(w) == Word::Title)
            && rank.all(|w| matches!(Word::of(w), Word::Capital | Word::Title | Word::Joining));
        (is_name && has_title).then_some(Self::Whole)
    }
}

/// Two to four capitalised words and nothing else: a name, where a byline can be expected.
pub(super) fn is_bare_name(text: &str) -> bool {
    let mut words = text.split_whitespace();
    (2..=4).contains(&words.clone().count())
        && text.len() <= 60
        && words.all(|w| Word::of(w) == Word::Capital && !date::is_calendar_word(w))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Capital,
    Joining,
    Title,
    /// Punctuation alone.
    Nothing,
    Other,
}

impl Word {
    fn of(word: &str) -> Self {
        let Some(first) = word.chars().next() else { return Self::Nothing };
        if JOINING.contains(&word) {
            return Self::Joining;
        }
        if TITLES.contains(&word.to_lowercase().as_str()) {
            return Self::Title;
        }
        if first == '@' || word.contains('@') {
            return Self::Title;
        }
        // `d’Arcy`, `al-Sayed`, `O'Neill`
        let capital = word.chars().take(5).any(char::is_uppercase);
        let of_letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '‐' | '/'));
        if capital && of_letters { Self::Capital } else { Self::Other }
    }
}

/// Whether a stop ends the text that is not the stop of a name's own abbreviation.
fn ends_with_stop(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let Some(word) = last.strip_suffix('.') else { return false };
    !(word.len() == 1 || word.contains('.') || matches!(word, "Jr" | "Sr" | "Inc" | "Ltd" | "Co"))
}

fn after_prefix(text: &str) -> Option<&str> {
    let starts = |prefix: &str| {
        let mut chars = text.chars();
        let same = prefix.chars().all(|p| chars.next().is_some_and(|c| same_letter(p, c)));
        same.then_some(chars.as_str())
    };
    PREFIXES.iter().find_map(|prefix| starts(prefix))
}

fn same_letter(prefix: char, c: char) -> bool {
    prefix == c || prefix.to_lowercase().eq(c.to_lowercase()) || prefix == ' ' && c.is_whitespace()
}

/// Names in Chinese characters are short, and a byline is no sentence.
const LONGEST_EAST_ASIAN: usize = 24;

fn east_asian(text: &str) -> Option<Byline> {
    let prefixed = EAST_ASIAN_PREFIXES.iter().any(|prefix| text.starts_with(prefix));
    let korean = text.split_whitespace().any(|word| word == "기자");
    let short = text.chars().count() <= LONGEST_EAST_ASIAN && !text.contains(['，', '。', '、', '「', '“']);
    ((prefixed || korean) && short).then_some(Byline::Whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_in_nine_languages() {
        for line in [
            "By Nora Whitcombe",
            "BY NORA WHITCOMBE AND TOM ASHER",
            "By Nora Whitcombe, Tom Asher and Luisa de la Cruz",
            "By Nora Whitcombe | Sept. 14, 2023",
            "By Nora Whitcombe, Staff Writer",
            "By John F. Keller Jr.",
            "By The Associated Press",
            "Nora Whitcombe, Political Correspondent",
            "Von Max Mustermann, Berlin",
            "von Jana Vogt und Peter van der Meer",
            "Par Hélène d’Arcy (avec AFP)",
            "Por María Pérez y José Núñez",
            "Di Paolo Rossi",
            "Door Jan de Vries",
            "Автор: Иван Петров",
            "Иван Петров, корреспондент",
            "本报记者 林书岚",
            "文／王小明",
            "取材・文 山田太郎",
            "홍길동 기자 hong@example.kr",
        ] {
            assert_eq!(Byline::of(line), Some(Byline::Whole), "{line}");
        }
    }

    #[test]
    fn a_byline_that_breaks_off_waits_for_more() {
        assert_eq!(Byline::of("By Nora Whitcombe and"), Some(Byline::Unfinished));
        assert_eq!(Byline::of("By Nora Whitcombe,"), Some(Byline::Unfinished));
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in [
            "",
            "By",
            "By Friday",
            "By May 2025",
            "By noon the bridge was closed",
            "By Monday Labour had won.",
            "Von der Leyen reist nach Kiew",
            "Por la mañana",
            "Port Ellery, Wexcombe",
            "Fire, smoke and a staff writer",
            "记者14日从市政府获悉，大桥已关闭。",
        ] {
            assert_eq!(Byline::of(line), None, "{line}");
        }
    }
}
