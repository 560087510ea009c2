//! News furniture: what stands above and below the running text of an article, and which role each paragraph plays.
//! Looks at the first and last few paragraphs alone, so that its cost does not grow with the text. Imports `date`,
//! `byline` and `note`, which know the words.

use std::borrow::Cow;

use super::byline::{self, Byline};
use super::marker;
use super::shape::is_stop;
use super::{Block, Role, date, note};

/// Furniture stands among this many paragraphs at the start of an article at most.
const HEAD: usize = 12;
/// And among this many at its end.
const TAIL: usize = 12;
/// Two paragraphs of running text end the head: the first may be a standfirst above the byline.
const STANDFIRSTS: usize = 2;

/// Sections as newspapers name them, in small letters.
#[rustfmt::skip] // a table reads better packed
const SECTIONS: &[&str] = &[
    "world", "politics", "business", "sport", "sports", "opinion", "technology", "tech", "science", "health",
    "culture", "arts", "local", "local news", "national", "nation", "u.s.", "us", "uk", "europe", "asia", "africa",
    "americas", "economy", "markets", "climate", "environment", "education", "travel", "style", "food",
    "entertainment", "weather", "crime", "courts", "news", "breaking news", "analysis", "editorial", "letters",
    "obituaries", "features", "investigations", "infrastructure", "media", "money", "religion", "transport", "energy",
    "politik", "wirtschaft", "kultur", "panorama", "wissen", "wissenschaft", "gesellschaft", "ausland", "inland",
    "meinung", "regional", "lokales", "digital", "netzwelt", "gesundheit", "feuilleton", "kommentar", "monde",
    "politique", "économie", "société", "sciences", "santé", "planète", "idées", "international", "france",
    "internacional", "política", "economía", "sociedad", "deportes", "cultura", "ciencia", "opinión", "mundo",
    "nacional", "tecnología", "salud", "sucesos", "economia", "esporte", "esportes", "desporto", "ciência", "saúde",
    "opinião", "cotidiano", "sociedade", "tecnologia", "mondo", "politica", "cronaca", "scienza", "salute", "esteri",
    "società", "buitenland", "binnenland", "politiek", "economie", "cultuur", "wetenschap", "opinie", "regio",
    "gezondheid", "мир", "политика", "экономика", "общество", "спорт", "культура", "наука", "происшествия",
    "технологии", "в мире", "国际", "国内", "社会", "财经", "体育", "文化", "科技", "要闻", "时政", "娱乐", "评论", "経済", "政治", "国際",
    "スポーツ", "科学", "地域", "社説",
];

/// Gives each paragraph its role.
pub(super) fn assign_roles(text: &str, blocks: &mut [Block]) {
    assign_head(text, blocks);
    assign_tail(text, blocks);
}

fn assign_head(text: &str, blocks: &mut [Block]) {
    let words: Vec<Cow<str>> = blocks.iter().take(HEAD).map(|block| words(text, block)).collect();
    let mut running = 0;
    let mut plain = Vec::new();
    let mut end = 0;
    for (i, (block, words)) in blocks.iter_mut().zip(&words).enumerate() {
        block.role = alone(words).unwrap_or_default();
        if block.role == Role::Body {
            plain.push(i);
            running += usize::from(is_running_text(words));
        }
        end = i + 1;
        if running == STANDFIRSTS {
            break;
        }
    }
    assign_titles(&words, blocks, &plain);
    let head = blocks.get_mut(..end).unwrap_or_default();
    assign_bare_names(&words, head);
    drop_dates_amid_text(&words, head);
}

/// No furniture is longer, in bytes.
const LONGEST: usize = 2_000;

/// The words of a paragraph with single spaces, so that how it was wrapped decides nothing; all of a long one.
fn words<'t>(text: &'t str, block: &Block) -> Cow<'t, str> {
    let words = block.span.slice(text);
    if words.len() > LONGEST || memchr::memchr2(b'\n', b'\r', words.as_bytes()).is_none() {
        return Cow::Borrowed(words);
    }
    Cow::Owned(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The role of a text that shows it by its own words.
fn alone(words: &str) -> Option<Role> {
    if note::opens(words) {
        Some(Role::Note)
    } else if Byline::of(words).is_some() {
        Some(Role::Byline)
    } else if date::is_date_line(words) {
        Some(Role::DateLine)
    } else {
        None
    }
}

/// The section label and the headline, among the first paragraphs that are nothing else.
fn assign_titles(words: &[Cow<str>], blocks: &mut [Block], plain: &[usize]) {
    let words = |i: usize| words.get(i).map_or("", |words| words.as_ref());
    let role = |i: usize| blocks.get(i).map(|b| b.role);
    let Some(&first) = plain.first() else { return };
    let last = blocks.len().saturating_sub(1);
    let (mut label, mut title) = (None, None);
    if first < last && is_label(words(first)) {
        match plain.get(1) {
            Some(&second) if second < last && is_title(words(second)) => (label, title) = (Some(first), Some(second)),
            _ => title = Some(first),
        }
    } else if first < last {
        let furniture_follows = matches!(role(first + 1), Some(Role::Byline | Role::DateLine));
        let stopped = furniture_follows && fits_a_title(words(first));
        title = (is_title(words(first)) || stopped).then_some(first);
    }
    let after_title = title.map(|i| i + 1).filter(|&i| label.is_none() && is_section(words(i)));
    for (at, role) in [(label.or(after_title), Role::SectionLabel), (title, Role::Headline)] {
        if let Some(block) = at.and_then(|i| blocks.get_mut(i)) {
            block.role = role;
        }
    }
}

/// A name alone between the headline and the date line, or after the date line: the writer's, or an agency's.
fn assign_bare_names(words: &[Cow<str>], head: &mut [Block]) {
    for (i, words) in words.iter().enumerate().take(head.len()).skip(1) {
        let role = |at: usize| head.get(at).map_or(Role::Body, |b| b.role);
        let beside_date = role(i + 1) == Role::DateLine || role(i - 1) == Role::DateLine;
        let below_title = (0..i).any(|at| role(at) == Role::Headline);
        let Some(block) = head.get(i).copied() else { return };
        if beside_date && below_title && block.role == Role::Body && byline::is_bare_name(words) {
            head.iter_mut().skip(i).take(1).for_each(|b| b.role = Role::Byline);
        }
    }
}

/// A date after running text, with more running text behind it, heads an entry; it does not date the article.
fn drop_dates_amid_text(words: &[Cow<str>], head: &mut [Block]) {
    let mut running = 0;
    for (block, words) in head.iter_mut().zip(words) {
        match block.role {
            Role::DateLine | Role::Byline if running >= STANDFIRSTS => block.role = Role::Body,
            Role::Body => running += usize::from(is_running_text(words)),
            _ => {}
        }
    }
}

fn assign_tail(text: &str, blocks: &mut [Block]) {
    let from = blocks.len().saturating_sub(TAIL).max(1);
    let mut only_notes_follow = true;
    for block in blocks.get_mut(from..).unwrap_or_default().iter_mut().rev() {
        if block.role != Role::Body {
            continue;
        }
        let words = words(text, block);
        if note::opens(&words) || only_notes_follow && note::closes(&words) {
            block.role = Role::Note;
        } else if only_notes_follow && date::is_date_line(&words) {
            block.role = Role::DateLine;
        } else if !marker::is_rule(&words) {
            only_notes_follow = false;
        }
    }
}

/// A headline is at most this long, in columns; measured headlines of news sites stay below 160.
const LONGEST_TITLE: u32 = 200;

fn fits_a_title(words: &str) -> bool {
    super::shape::columns(words) <= LONGEST_TITLE
}

/// Short, and no sentence with a full stop.
fn is_title(words: &str) -> bool {
    let ends_like_text = words.ends_with(['.', '。', '．', '।', ':', ';', ',']) && !words.ends_with("..");
    fits_a_title(words)
        && words.chars().any(char::is_alphanumeric)
        && !ends_like_text
        && marker::Marker::of(words).is_none()
        && !marker::is_row(words)
}

/// A sentence long enough not to be a headline with a full stop.
fn is_running_text(words: &str) -> bool {
    let bare = words.trim_end_matches(['"', '”', '’', '\'', '»', '“', ')', '」', '』', '）']);
    super::shape::columns(words) >= 40 && bare.ends_with(is_stop) || !fits_a_title(words)
}

fn is_label(words: &str) -> bool {
    let short = super::shape::columns(words) <= 32 && words.split_whitespace().count() <= 4;
    let capitals = words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase);
    short && capitals && !words.ends_with(is_stop) || is_section(words)
}

/// A known section, or a path of them: `News > World`.
fn is_section(words: &str) -> bool {
    let known = |part: &str| SECTIONS.contains(&part.trim().to_lowercase().as_str());
    words.len() <= 80
        && (known(words) || {
            let mut parts = words.split(['>', '|', '/', '›', '·', '»']);
            words.contains(['>', '|', '/', '›', '·', '»'])
                && parts.all(|p| known(p) || p.trim().eq_ignore_ascii_case("home"))
        })
}

/// How a line of the head of an article shows that it stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alone {
    /// A whole byline or date line.
    Whole,
    /// A byline that goes on in the next line.
    Unfinished,
}

/// Whether a line above the running text is furniture by its own words.
pub(super) fn stands_alone(line: &str) -> Option<Alone> {
    if date::is_date_line(line) {
        return Some(Alone::Whole);
    }
    // `von`, `par` in small letters begin bylines and the lines of wrapped text alike.
    if line.starts_with(char::is_lowercase) {
        return None;
    }
    Byline::of(line).map(|byline| match byline {
        Byline::Whole => Alone::Whole,
        Byline::Unfinished => Alone::Unfinished,
    })
}

/// Words after which the sentence must go on, in nine languages.
#[rustfmt::skip] // a table reads better packed
const LEADING_ON: &[&str] = &[
    "on", "in", "by", "of", "at", "to", "for", "from", "until", "till", "since", "before", "after", "the", "a", "an",
    "and", "or", "am", "im", "an", "den", "der", "die", "das", "bis", "vom", "ab", "seit", "und", "von", "zum", "le",
    "la", "les", "du", "au", "en", "et", "jusqu'au", "depuis", "el", "los", "de", "del", "hasta", "desde", "y", "em",
    "no", "na", "do", "da", "até", "e", "il", "al", "dal", "di", "fino", "op", "van", "tot", "sinds", "het", "с",
    "до", "в", "на", "от", "и", "к",
];

/// Whether a line cannot be a whole of its own because of its last word.
pub(super) fn leads_on(line: &str) -> bool {
    line.split_whitespace().next_back().is_some_and(|word| LEADING_ON.contains(&word))
}

/// Agencies that write themselves in small letters.
const SMALL_AGENCIES: &[&str] =
    &["dpa", "epd", "apa", "sda", "afp", "ap", "kna", "sid", "dts", "efe", "ansa", "anp", "belga"];

/// Whether a line opens a story: `PORT ELLERY — `, `LONDON, May 3 (AP) - `, `Berlin (dpa) – `, `【東京】`.
pub(super) fn opens_story(line: &str) -> bool {
    if line.starts_with('【') {
        return true;
    }
    let words: Vec<&str> = line.split_whitespace().take(10).collect();
    let Some(dash) = words.iter().position(|word| is_long_dash(word)) else { return false };
    let (before, after) = (words.get(..dash).unwrap_or_default(), words.get(dash + 1));
    let sentence_follows = after.and_then(|word| word.chars().find(|c| c.is_alphanumeric()));
    let Some((last, place)) = before.split_last() else { return false };
    let inside = last.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or_default();
    let agency = inside.chars().any(char::is_uppercase) || SMALL_AGENCIES.contains(&inside);
    let named = match place {
        _ if !agency => before.iter().all(|word| is_shouted(word)),
        [first, ..] => first.starts_with(char::is_uppercase),
        [] => true,
    };
    named && sentence_follows.is_some_and(|c| !c.is_lowercase())
}

/// Two capital letters at least, and no small one.
fn is_shouted(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() >= 2 && !word.chars().any(char::is_lowercase)
}

fn is_long_dash(word: &str) -> bool {
    matches!(word, "-" | "--" | "–" | "—")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stories_open_with_a_place() {
        for line in
            ["PORT ELLERY — City officials", "LONDON, May 3 (Reuters) - Shares", "Berlin (dpa) – Der", "【東京】橋が"]
        {
            assert!(opens_story(line), "{line}");
        }
        for line in ["The bridge — it opened", "NATO said", "PORT ELLERY —", ""] {
            assert!(!opens_story(line), "{line}");
        }
    }

    #[test]
    fn sections_are_known_alone_and_in_a_path() {
        assert!(is_section("Politik") && is_section("Home > News > World") && is_section("国际"));
        assert!(!is_section("World leaders meet"));
        assert!(is_label("THE VALLEY GAZETTE") && !is_label("Valley Gazette"));
    }
}
