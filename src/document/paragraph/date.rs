//! Lines that only say when: `Sept. 14, 2023`, `Published 10:32 GMT`, `Berlin, 3. Mai 2025`, `2023年9月14日`.
//! Imports nothing of the crate.

/// Names of months and their short forms, without the stop, in nine languages.
#[rustfmt::skip] // a table reads better packed
const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "januar",
    "jänner", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember", "mrz", "okt", "dez", "janvier",
    "février", "mars", "avril", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre", "janv",
    "févr", "avr", "juil", "déc", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
    "septiembre", "setiembre", "octubre", "noviembre", "diciembre", "ene", "abr", "ago", "dic", "janeiro",
    "fevereiro", "março", "maio", "junho", "julho", "setembro", "outubro", "novembro", "dezembro", "fev", "set",
    "out", "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre", "ottobre", "dicembre", "gen",
    "mag", "giu", "lug", "ott", "januari", "februari", "maart", "mei", "augustus", "mrt", "января", "февраля",
    "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря", "январь",
    "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
];

#[rustfmt::skip] // a table reads better packed
const WEEKDAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu",
    "thur", "thurs", "fri", "sat", "sun", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag",
    "sonnabend", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunes",
    "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "segunda-feira", "terça-feira", "quarta-feira",
    "quinta-feira", "sexta-feira", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica",
    "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "понедельник", "вторник", "среда",
    "четверг", "пятница", "суббота", "воскресенье",
];

/// Words that say what the time is the time of.
#[rustfmt::skip] // a table reads better packed
const STAMPS: &[&str] = &[
    "published", "updated", "posted", "modified", "created", "issued", "filed", "ago", "read", "veröffentlicht",
    "aktualisiert", "stand", "erschienen", "geändert", "publié", "publiée", "modifié", "mis", "mise", "jour",
    "actualisé", "publicado", "publicada", "actualizado", "actualizada", "atualizado", "atualizada", "pubblicato",
    "aggiornato", "gepubliceerd", "bijgewerkt", "geplaatst", "опубликовано", "обновлено", "изменено",
];

/// Words that may stand between the parts of a date or a time.
#[rustfmt::skip] // a table reads better packed
const FILLERS: &[&str] = &[
    "on", "at", "of", "the", "last", "first", "am", "pm", "a.m", "p.m", "noon", "gmt", "utc", "bst", "est", "edt",
    "cst", "cdt", "mst", "mdt", "pst", "pdt", "et", "ct", "pt", "ist", "jst", "cet", "cest", "mez", "mesz", "msk",
    "hours", "hour", "minutes", "minute", "min", "mins", "days", "day", "am", "um", "uhr", "den", "der", "vom",
    "zuletzt", "le", "la", "à", "a", "h", "du", "el", "las", "de", "del", "hora", "horas", "em", "às", "as", "il",
    "alle", "ore", "ed", "op", "om", "uur", "laatst", "в", "года", "г", "мск", "e", "y", "et", "and", "und", "en",
];

/// Whether some text begins with the name of a month.
pub(super) fn starts_with_month(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    MONTHS.contains(&word.to_lowercase().as_str())
}

/// Whether a word names a month or a day of the week.
pub(super) fn is_calendar_word(word: &str) -> bool {
    let word = word.to_lowercase();
    MONTHS.contains(&word.as_str()) || WEEKDAYS.contains(&word.as_str())
}

/// No date line is longer, in bytes.
const LONGEST: usize = 120;

/// Whether a text says nothing but when, perhaps after saying where.
pub(super) fn is_date_line(text: &str) -> bool {
    !ends_sentence(text) && Found::in_text(text).is_some_and(|found| found.says_when() && found.place_is_set_off)
}

/// Whether a text says nothing but when.
pub(super) fn is_date(text: &str) -> bool {
    !ends_sentence(text) && Found::in_text(text).is_some_and(|found| found.says_when() && found.places == 0)
}

/// `Monday.` at the end of a wrapped paragraph is the rest of a sentence; `Sept.` and `10:32 a.m.` end in abbreviations.
fn ends_sentence(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.strip_suffix('.').is_some_and(|word| {
        !word.contains('.') && (word.chars().count() > 4 || word.bytes().all(|b| b.is_ascii_digit()))
    })
}

fn trim_marks(word: &str) -> &str {
    word.trim_matches(|c: char| matches!(c, ',' | '.' | ';' | ':' | '(' | ')' | '–' | '-' | '/'))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Month,
    Weekday,
    /// A day, a year or a count.
    Number,
    /// `2025-05-03`, `3.5.2025`.
    Date,
    /// `10:32`, `10h`, `9am`.
    Clock,
    Stamp,
    Filler,
    Place,
}

impl Part {
    fn of(word: &str) -> Self {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return Self::of_number(word);
        }
        let lower = word.to_lowercase();
        let lower = lower.as_str();
        if MONTHS.contains(&lower) {
            Self::Month
        } else if WEEKDAYS.contains(&lower) {
            Self::Weekday
        } else if STAMPS.contains(&lower) {
            Self::Stamp
        } else if FILLERS.contains(&lower) {
            Self::Filler
        } else {
            Self::Place
        }
    }

    fn of_number(word: &str) -> Self {
        let digits = |s: &str| !s.is_empty() && s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit());
        let (number, rest) = word.split_at(word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len()));
        match rest {
            "" if digits(number) => return Self::Number,
            "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" | "°" | "." | "-го" => return Self::Number,
            "h" | "am" | "pm" | "AM" | "PM" | "a.m" | "p.m" | "Uhr" => return Self::Clock,
            _ => {}
        }
        for separator in ['.', '-', '/'] {
            if word.split(separator).count() == 3 && word.split(separator).all(digits) {
                return Self::Date;
            }
        }
        // ISO 8601 with a time after the date.
        if word.split_once(['T', 't']).is_some_and(|(date, _)| date.len() == 10 && date.split('-').all(digits)) {
            return Self::Date;
        }
        let clock = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
        match clock.split_once([':', '.', 'h']) {
            Some((hour, minute)) if digits(hour) && minute.split(':').all(digits) => Self::Clock,
            _ => Self::Place,
        }
    }
}

/// What the words of a line have said so far.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "a set of the parts seen")]
struct Found {
    places: u32,
    /// A mark stands between the place and the date, or there is no place.
    place_is_set_off: bool,
    month: bool,
    weekday: bool,
    number: bool,
    date: bool,
    clock: bool,
    stamp: bool,
}

impl Found {
    /// `None` where something is said that is neither where nor when.
    fn in_text(text: &str) -> Option<Self> {
        if text.len() > LONGEST || text.ends_with(['!', '?']) {
            return None;
        }
        let mut found = Self { place_is_set_off: true, ..Self::default() };
        if text.contains(['年', '月', '日', '년', '월']) {
            found.date = is_east_asian_date(text);
            return found.date.then_some(found);
        }
        let is_gap = |c: char| c.is_whitespace() || matches!(c, '|' | '·' | '•' | '—');
        for word in text.split(is_gap).map(trim_marks).filter(|word| !word.is_empty()) {
            let part = Part::of(word);
            if part == Part::Place {
                let more = !found.anything() && found.places < 3 && word.starts_with(char::is_uppercase);
                found.places += u32::from(more);
                if !more {
                    return None;
                }
            } else if found.places > 0 && !found.anything() {
                let before = text.get(..word.as_ptr() as usize - text.as_ptr() as usize).unwrap_or_default();
                found.place_is_set_off =
                    before.trim_end().ends_with([',', ':', '(', ')', '|', '·', '•', '—', '–', '-']);
            }
            found.add(part);
        }
        Some(found)
    }

    fn add(&mut self, part: Part) {
        match part {
            Part::Month => self.month = true,
            Part::Weekday => self.weekday = true,
            Part::Number => self.number = true,
            Part::Date => self.date = true,
            Part::Clock => self.clock = true,
            Part::Stamp => self.stamp = true,
            Part::Filler | Part::Place => {}
        }
    }

    fn anything(&self) -> bool {
        self.month || self.weekday || self.number || self.date || self.clock || self.stamp
    }

    fn says_when(&self) -> bool {
        self.date
            || self.month && self.number
            || self.clock && (self.stamp || self.weekday)
            || self.stamp && self.number && self.places == 0
    }
}

/// Marks and words that may stand beside the figures of an East Asian date.
#[rustfmt::skip] // a table reads better packed
const EAST_ASIAN: &[&str] = &[
    "发布时间", "发布", "更新时间", "更新", "来源", "公開", "投稿", "配信", "掲載", "星期", "周", "曜日", "上午", "下午", "午前", "午後", "オ", "年", "月",
    "日", "时", "時", "分", "秒", "一", "二", "三", "四", "五", "六", "火", "水", "木", "金", "土", "令和", "平成", "元", "년", "월", "일",
    "시", "분", "오전", "오후", "입력", "수정", "요일",
];

fn is_east_asian_date(text: &str) -> bool {
    let mut rest = text;
    let mut has_figure = false;
    while let Some(c) = rest.chars().next() {
        let known = EAST_ASIAN.iter().find(|word| rest.starts_with(**word)).map(|word| word.len());
        let mark = c.is_whitespace()
            || c.is_numeric()
            || matches!(c, ':' | '：' | '-' | '/' | '|' | '(' | ')' | '（' | '）' | '.');
        has_figure |= c.is_numeric();
        match known {
            Some(length) => rest = rest.get(length..).unwrap_or_default(),
            None if mark => rest = rest.get(c.len_utf8()..).unwrap_or_default(),
            None => return false,
        }
    }
    has_figure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_lines_in_nine_languages() {
        for line in [
            "Sept. 14, 2023",
            "May 3, 2025, 10:32 a.m. ET",
            "Monday, April 11, 2005",
            "Published 10:32 GMT",
            "Updated 2 hours ago",
            "Published: 2025-05-03 | Updated: 2025-05-04T08:00:00Z",
            "PORT ELLERY, Sept. 14 —",
            "3rd May 2025",
            "Berlin, 3. Mai 2025",
            "Stand: 03.05.2025, 10:32 Uhr",
            "Publié le 3 mai 2025 à 10h32",
            "1er août 2024",
            "3 de mayo de 2025 - 10:32 h",
            "Atualizado em 03/05/2025 às 10h32",
            "Aggiornato il 3 maggio 2025 alle ore 10:32",
            "Gepubliceerd op 3 mei 2025 om 10.32 uur",
            "3 мая 2025 года, 10:32",
            "2023年9月14日",
            "发布时间：2023-09-14 10:32 星期四 更新2023年9月15日",
            "2023年9月14日（木） 午前10時32分",
            "2023년 9월 14일 오전 10:32",
        ] {
            assert!(is_date_line(line), "{line}");
        }
    }

    #[test]
    fn lines_that_say_more_are_none() {
        for line in [
            "Monday.",
            "May 3, 2025.",
            "",
            "1998",
            "Monday",
            "May",
            "May the fourth be with you",
            "The council meets on May 3, 2025",
            "On May 3, 2025, the council met",
            "12 people died",
            "3.2 million",
            "10:32",
            "澜江市地铁9月14日开通",
            "一",
        ] {
            assert!(!is_date_line(line), "{line}");
        }
    }

    #[test]
    fn months_are_known_by_name() {
        assert!(starts_with_month("Mai ist ein Feiertag"));
        assert!(!starts_with_month("Maier kommt"));
        assert!(is_calendar_word("Friday") && !is_calendar_word("Fridays"));
    }
}
