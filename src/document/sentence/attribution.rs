//! Whether a quotation that ends in a stop goes on as part of a longer sentence, by the words that say who spoke.
//! May import `class`, `reader`, `language` and `lexicon`.

use super::next::word;
use super::stop::Stop;
use crate::document::Language;
use crate::document::class::Class;
use crate::document::lexicon::{Lexicon, Parts};
use crate::document::reader::Reader;

/// A speaker has no more words than this: `former Deputy Mayor Ana Maria de Silva said`.
const MOST_SPEAKER_WORDS: usize = 6;

/// Small words inside names.
const NAME_PARTICLES: [&str; 14] =
    ["de", "da", "do", "dos", "del", "della", "di", "van", "von", "der", "den", "bin", "al", "la"];

/// Whether `“Why?” Maria Ortiz asked` goes on at `at`: a name and a reporting verb.
pub(super) fn follows(reader: Reader<'_>, lexicon: &Lexicon, mut at: usize) -> bool {
    for place in 0..MOST_SPEAKER_WORDS {
        let word = word(reader, at);
        if place > 0 && word.starts_with(char::is_lowercase) && lexicon.parts(word).has(Parts::VERB) {
            return true;
        }
        // `I asked` begins with a word that begins sentences, but so short a one that the verb must settle it.
        let name = word.starts_with(char::is_uppercase)
            && (place > 0 || word.len() == 1 || !lexicon.parts(word).has(Parts::STARTER));
        if !name && (place == 0 || !NAME_PARTICLES.contains(&word)) {
            return false;
        }
        at += word.len();
        at += usize::from(reader.char(at) == Some('.'));
        let next = reader.skip_spaces(at);
        if next == at {
            return false;
        }
        at = next;
    }
    false
}

/// Whether a sentence goes on after a Chinese or Japanese quotation that ends in a stop: 「…。」と述べた, “…。”他说。
pub(super) fn follows_unspaced(reader: Reader<'_>, language: Language, start: usize, stop: &Stop) -> bool {
    let rest = reader.text.get(stop.next..).unwrap_or_default();
    let lexicon = unspaced_lexicon(language, rest);
    if lexicon.begins_with(rest, Parts::PARTICLE) && !lexicon.begins_with(rest, Parts::STARTER) {
        return true;
    }
    match reader.char_before(stop.close) {
        // The title of a book or film, not somebody's words.
        Some('》' | '〉' | '』') => true,
        Some(closer) => !introduced(reader, closer, start, stop) && clause_reports(lexicon, rest),
        None => false,
    }
}

/// The lexicon for text in Han or kana, whatever the language of the document.
fn unspaced_lexicon(language: Language, rest: &str) -> &'static Lexicon {
    let kana = rest.starts_with(|c| matches!(c, '\u{3041}'..='\u{30ff}'));
    let code = if language.code() == "ja" || kana { "ja" } else { "zh" };
    Lexicon::of(Language::from_code(code).unwrap_or(language))
}

/// How far back the beginning of a quotation is looked for, in bytes.
const LONGEST_QUOTATION: usize = 600;

/// Whether the words before a quotation have already said who speaks: 他说：“…。”
fn introduced(reader: Reader<'_>, closer: char, start: usize, stop: &Stop) -> bool {
    let opener = match closer {
        '”' => '“',
        '’' => '‘',
        '」' => '「',
        other => other,
    };
    let from = reader.text.floor_char_boundary(start.max(stop.start.saturating_sub(LONGEST_QUOTATION)));
    let before = reader.slice(from, stop.start);
    before.rfind(opener).is_some_and(|at| before.get(..at).unwrap_or_default().ends_with(['：', ':', '，', ',']))
}

/// A clause longer than this that holds a reporting verb says nothing about the quotation before it; in bytes.
const LONGEST_CLAUSE: usize = 90;

/// Whether the clause at the head of `rest` reports what was said: it ends in a verb of one character or has a longer one.
fn clause_reports(lexicon: &Lexicon, rest: &str) -> bool {
    let head = rest.get(..rest.floor_char_boundary(LONGEST_CLAUSE)).unwrap_or_default();
    let Some(end) = head.find(|c| matches!(Class::of(c), Class::Symbol | Class::Space)) else { return false };
    let clause = head.get(..end).unwrap_or_default();
    let lone = clause.char_indices().next_back().and_then(|(at, _)| clause.get(at..));
    lone.is_some_and(|verb| lexicon.parts(verb).has(Parts::VERB)) || holds_long_verb(lexicon, clause)
}

fn holds_long_verb(lexicon: &Lexicon, clause: &str) -> bool {
    let long = |at: usize| {
        let rest = clause.get(at..).unwrap_or_default();
        let mut ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1).take(3);
        ends.any(|end| rest.get(..end).is_some_and(|verb| lexicon.parts(verb).has(Parts::VERB)))
    };
    clause.char_indices().any(|(at, _)| long(at))
}
