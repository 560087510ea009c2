//! Claims that changed without a word to the reader.

use super::{Case, Hit, Level, Rule, claims};
use crate::document::key;
use crate::edit::Op;
use crate::report::{Claim, Kind, Link, Status};
use crate::{Document, Pair, Side, document};

/// `silent-correction`.
pub(super) const SILENT: Rule = Rule {
    id: "silent-correction",
    default: Level::Warning,
    summary: "A claim changed and no new correction, clarification, update or editor's note says so",
    explanation: "\
A note is a paragraph that opens as one: \"Correction:\", \"Clarification\", \"Update\", \"Editor's note\", \"This article
was amended ...\" and the like in other languages. A note that the old version carried word for word does not count.

Found:      \"17 people died.\"  ->  \"19 people died.\"
Not found:  \"17 people died.\"  ->  \"19 people died.\" and below \"Correction: an earlier version gave 17 deaths.\"",
    find,
};

/// How notes open; see the head of the file for its form.
const NOTES: &str = include_str!("data/notes.txt");

fn find(case: &Case) -> Vec<Hit> {
    let links = case.report.sentences.iter().filter(|l| !l.ignored);
    let changed: Vec<(&Link, &Claim)> = links.flat_map(|l| l.claims.iter().map(move |c| (l, c))).collect();
    let Some(&(link, claim)) = changed.first() else { return Vec::new() };
    if has_new_note(case) {
        return Vec::new();
    }
    let at = claims::at(link, claim);
    vec![Hit {
        sentence: Some(link.id),
        passage: link.passage,
        at: at.map(Some),
        context: link.spans,
        seen: at.b,
        message: message(&changed),
        subject: Some(subject(case, &changed)),
    }]
}

fn message(changed: &[(&Link, &Claim)]) -> String {
    let kinds: Vec<&str> =
        Kind::ALL.into_iter().filter(|kind| changed.iter().any(|(_, c)| c.kind == *kind)).map(Kind::name).collect();
    let claims = if changed.len() == 1 { "1 claim".to_owned() } else { format!("{} claims", changed.len()) };
    format!("{claims} changed ({}) and no new note to readers says so", kinds.join(", "))
}

/// The sentences of all changed claims: one more change is another silence.
fn subject(case: &Case, changed: &[(&Link, &Claim)]) -> Pair<String> {
    let mut links: Vec<&Link> = changed.iter().map(|(link, _)| *link).collect();
    links.dedup_by_key(|l| l.id);
    let texts = |side: Side| links.iter().map(|l| case.report.text(side, *l.spans.side(side))).collect::<Vec<_>>();
    Pair::new(texts(Side::A).join("\n"), texts(Side::B).join("\n"))
}

/// Whether b has a note to readers that a lacked, or one that says more than it did.
fn has_new_note(case: &Case) -> bool {
    let openers = Openers::new();
    let document = case.report.documents.b;
    let notes: Vec<&document::Paragraph> = document.paragraphs().iter().filter(|p| openers.open(document, p)).collect();
    let is_in_note = |link: &&Link| {
        notes.iter().any(|p| link.units.b.start < p.sentences.end && p.sentences.start < link.units.b.end)
    };
    case.report.sentences.iter().filter(is_in_note).any(|link| says_more(case, link))
}

/// Fewer new words than these are a mended comma or name in an old note.
const LEAST_NEW_WORDS: usize = 3;

fn says_more(case: &Case, link: &Link) -> bool {
    let words = |span| case.report.text(Side::B, span).split_whitespace().count();
    match link.status {
        Status::Added => true,
        Status::Reworded => {
            let edits = link.edits.iter().filter(|e| matches!(e.op, Op::Insert | Op::Replace) && !e.cosmetic);
            edits.map(|e| words(e.spans.b)).sum::<usize>() >= LEAST_NEW_WORDS
        }
        Status::Unchanged | Status::Removed => false,
    }
}

/// How notes open, as comparison keys.
struct Openers {
    notes: Vec<String>,
    updates: Vec<String>,
    phrases: Vec<String>,
}

impl Openers {
    fn new() -> Self {
        let mut this = Self { notes: Vec::new(), updates: Vec::new(), phrases: Vec::new() };
        let mut section = "";
        for line in NOTES.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            match (line, section) {
                ("[openers]" | "[updates]" | "[phrases]", _) => section = line,
                (_, "[openers]") => this.notes.push(fold(line)),
                (_, "[updates]") => this.updates.push(fold(line)),
                _ => this.phrases.push(fold(line)),
            }
        }
        this
    }

    /// Whether a paragraph is a note to readers.
    fn open(&self, document: &Document, paragraph: &document::Paragraph) -> bool {
        let text = fold(paragraph.span.slice(document.text()));
        let decoration = |c: char| c.is_whitespace() || "*_#>[(-~\"'|•".contains(c);
        let text = text.trim_start_matches(decoration);
        let after = |opener: &String| text.strip_prefix(opener.as_str()).filter(|rest| closes(rest));
        let dated = paragraph.role == document::Role::DateLine;
        self.notes.iter().any(|o| after(o).is_some())
            || (!dated && self.updates.iter().filter_map(after).any(tells_something))
            || self.phrases.iter().any(|phrase| text.starts_with(phrase.as_str()))
    }
}

fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    key::folded(text, &mut out);
    out
}

/// Whether an opener ends here: at punctuation, a date or the end of the paragraph.
fn closes(rest: &str) -> bool {
    let mut chars = rest.chars().skip_while(|c| c.is_whitespace() || "*_])\"".contains(*c));
    let first = chars.next();
    first.is_none_or(|c| c.is_numeric() || ":.,;-(/、。".contains(c)) || is_dated(rest)
}

/// "… of 3 May:": a date in words and then a colon.
fn is_dated(rest: &str) -> bool {
    const LONGEST: usize = 40;
    let until_colon: Vec<char> = rest.chars().take(LONGEST).take_while(|&c| c != ':').collect();
    until_colon.len() < LONGEST.min(rest.chars().count()) && until_colon.iter().any(|c| c.is_numeric())
}

/// Whether words follow, not a time of day alone: four with a letter, or as many characters in scripts without spaces.
fn tells_something(rest: &str) -> bool {
    let spaced = rest.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count();
    let unspaced = rest.chars().filter(|&c| c.is_alphabetic() && c >= '\u{2e80}').count();
    spaced >= 4 || unspaced >= 6
}

#[cfg(test)]
mod tests {
    use super::Openers;
    use crate::{Document, Segmentation, Source};

    fn is_note(text: &str) -> bool {
        let document = Document::new(text, Source::default(), Segmentation::Auto, None);
        Openers::new().open(&document, document.paragraphs().first().unwrap())
    }

    #[test]
    fn notes_to_readers_are_known_by_how_they_open() {
        for note in [
            "Correction: an earlier version gave 17 deaths.",
            "CORRECTION, 3 May: The fire killed 19 people.",
            "**Corrections and clarifications** (3 May)",
            "Editor’s note: This story has a new headline.",
            "[Update: The toll has risen to 19 since.]",
            "This article was amended on 3 May 2025 to correct the toll.",
            "An earlier version of this article misstated the toll.",
            "Korrektur: In einer früheren Version stand 17.",
            "Anmerkung der Redaktion: Die Zahl wurde berichtigt.",
            "Précision du 3 mai : le bilan est de 19 morts.",
            "Fe de errores: la cifra correcta es 19.",
            "更正：此前报道的死亡人数有误。",
            "訂正：死者数を改めました。",
        ] {
            assert!(is_note(note), "{note}");
        }
    }

    #[test]
    fn the_story_itself_is_no_note() {
        for story in [
            "Correction officers went on strike on Monday.",
            "Updates to the software failed.",
            "Updated 10:32 GMT",
            "Updated: 3 May 2025, 10:32",
            "The correction came late.",
            "更新时间：10:32",
        ] {
            assert!(!is_note(story), "{story}");
        }
    }
}
