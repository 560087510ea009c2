//! Attributions as they stand in one text. May import the framework of the folder above.

use std::ops::Range;

use crate::claim::lexicon::Section;
use crate::claim::reading::{Match, Reading, Standing, is_quotation_mark};
use crate::claim::scan::{Case, Class};

/// A reporting verb, or `according to`, with its source.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub verb: Range<usize>,
    /// The noun phrase of the source; empty where none was found.
    pub source: Range<usize>,
    /// What the source is called, without small words, in order; empty where a pronoun stands for it.
    pub words: Vec<String>,
    /// As the data file calls it.
    stance: &'static str,
    pub force: Force,
}

/// Whether it reports for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Force {
    Firm,
    /// A verb with many other uses: it answers an attribution of the other side, but is none by itself.
    Loose,
}

impl Statement {
    /// Both in one.
    pub(super) fn whole(&self) -> Range<usize> {
        if self.source.is_empty() {
            return self.verb.clone();
        }
        self.verb.start.min(self.source.start)..self.verb.end.max(self.source.end)
    }

    pub(super) fn value(&self) -> String {
        let words = if self.words.is_empty() { "?".to_owned() } else { self.words.join(" ") };
        format!("{words}: {}", self.stance)
    }

    pub(super) fn same_stance(&self, other: &Self) -> bool {
        // An insistence is as good as a statement and as good as a claim.
        let firm = |s: &str| s == "insisting";
        let plain = |s: &str| matches!(s, "neutral" | "doubtful");
        self.stance == other.stance
            || firm(self.stance) && plain(other.stance)
            || firm(other.stance) && plain(self.stance)
    }

    /// Whether all that one side calls the source, the other calls it too; a pronoun may stand for anyone.
    pub(super) fn same_source(&self, other: &Self) -> bool {
        let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
        self.words.is_empty()
            || other.words.is_empty()
            || within(&self.words, &other.words)
            || within(&other.words, &self.words)
    }
}

/// Sources are no longer than this, in pieces.
const LONGEST_SOURCE: usize = 14;

pub(super) fn statements(reading: &Reading, taken: &[bool]) -> Vec<Statement> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < reading.len() {
        let found = if taken.get(at) == Some(&true) { None } else { statement(reading, taken, at) };
        at = found.as_ref().map_or(at + 1, |s| s.verb.end.max(at + 1));
        out.extend(found);
    }
    out
}

fn statement(reading: &Reading, taken: &[bool], at: usize) -> Option<Statement> {
    if let Some(found) = reading.meaning(at, Section::Sources) {
        let source = right_of(reading, found.end);
        return Some(build(reading, taken, at..found.end, source, &found.sense.name));
    }
    let found = reading.meaning(at, Section::Verbs)?;
    let (stance, condition) = found.sense.name.split_once(' ').unwrap_or((&found.sense.name, ""));
    if is_passive(reading, at) || is_adjective(reading, at) || is_unsaid(reading, at) {
        return None;
    }
    let left = left_of(reading, taken, at);
    let inserted = !left.is_empty() && reading.key_before(left.start) == ",";
    if !inserted && !condition_holds(reading, found, condition) {
        return None;
    }
    let source = if left.is_empty() { right_of(reading, found.end) } else { left };
    let mut statement = build(reading, taken, at..found.end, source, stance);
    statement.force = if condition == "clause" { Force::Loose } else { Force::Firm };
    Some(statement)
}

fn build(
    reading: &Reading,
    taken: &[bool],
    verb: Range<usize>,
    source: Range<usize>,
    stance: &'static str,
) -> Statement {
    let words = source
        .clone()
        .filter(|&i| taken.get(i) != Some(&true))
        .filter(|&i| reading.class(i) != Some(Class::Mark) && !reading.means(i, Section::Function))
        .filter(|&i| !reading.means(i, Section::Pronouns) && !reading.means(i, Section::Titles))
        .map(|i| stem(reading.key(i)))
        .collect();
    Statement { verb, source, words, stance, force: Force::Firm }
}

fn stem(key: &str) -> String {
    key.strip_suffix('s').filter(|k| k.len() > 2).unwrap_or(key).to_owned()
}

/// `was told`, `is said to`.
fn is_passive(reading: &Reading, at: usize) -> bool {
    let adverb = at.checked_sub(1).is_some_and(|i| reading.key(i).ends_with("ly"));
    let before = if adverb { at.saturating_sub(2) } else { at.saturating_sub(1) };
    at > 0
        && matches!(reading.key(before), "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" | "get" | "got")
}

/// `cannot say`, `did not say`, `refused to say`, `may say`.
fn is_unsaid(reading: &Reading, at: usize) -> bool {
    let sections = [Section::Negations, Section::Hedges, Section::LooseNegations];
    reading.key_before(at) == "to" || sections.iter().any(|&s| reading.meaning_before(at, s).is_some())
}

/// `the confirmed cases`, `an admitted liar`, `their claims`.
fn is_adjective(reading: &Reading, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| reading.meaning(i, Section::Function));
    before.is_some_and(|m| matches!(&*m.sense.name, "article" | "preposition"))
}

/// Whether a verb that has other uses reports something here.
fn condition_holds(reading: &Reading, found: Match, condition: &str) -> bool {
    let next = found.end;
    let small = reading.meaning(next, Section::Function).map(|m| &*m.sense.name);
    let ends = matches!(reading.class(next), None | Some(Class::Mark));
    match condition {
        // Reports only a clause of its own: `added that`, `noted:`.
        "clause" => ends || reading.key(next) == "that",
        // Has a noun of the same form: `claims`.
        "object" => {
            let capital = reading.piece(next).is_some_and(|p| p.case != Case::Small);
            ends || capital || matches!(small, Some("article" | "determiner" | "pronoun"))
        }
        _ => true,
    }
}

/// The noun phrase that ends right before a verb.
fn left_of(reading: &Reading, taken: &[bool], verb: usize) -> Range<usize> {
    let mut end = verb;
    while end > 0 && (is_auxiliary(reading, end - 1) || reading.key(end - 1).ends_with("ly")) {
        end -= 1;
    }
    // `Okafor, the mayor, said`: the verb closes an apposition.
    let apposed = end > 0 && reading.key(end - 1) == "," && !is_quotation_mark(reading.key_before(end - 1));
    if apposed {
        let inner = phrase_start(reading, end - 1, verb);
        if inner < end - 1 && inner > 0 && reading.key(inner - 1) == "," {
            let outer = phrase_start(reading, inner - 1, verb);
            if outer < inner - 1 && outer_is_name(reading, outer, inner - 1) {
                return trim(reading, taken, outer..end - 1);
            }
        }
        return verb..verb;
    }
    trim(reading, taken, phrase_start(reading, end, verb)..end)
}

fn outer_is_name(reading: &Reading, start: usize, end: usize) -> bool {
    (start..end).any(|i| reading.piece(i).is_some_and(|p| p.case != Case::Small)) && end - start <= 5
}

fn is_auxiliary(reading: &Reading, at: usize) -> bool {
    matches!(reading.key(at), "has" | "have" | "had" | "also" | "later" | "then" | "will" | "would" | "did" | "does")
}

/// Back to a mark, a conjunction or the start of the sentence.
fn phrase_start(reading: &Reading, end: usize, verb: usize) -> usize {
    let mut start = end;
    while start > 0 && verb - start < LONGEST_SOURCE {
        let before = start - 1;
        let apostrophe =
            reading.key(before) == "'" || reading.key(before) == "-" && reading.glued(before) && reading.glued(start);
        let stop = match reading.class(before) {
            Some(Class::Mark) => !(apostrophe || is_abbreviation_stop(reading, before)),
            _ => reading.meaning(before, Section::Function).is_some_and(|m| &*m.sense.name == "conjunction"),
        };
        if stop {
            break;
        }
        start = before;
        if reading.piece(start).is_some_and(|p| p.standing == Standing::First) {
            break;
        }
    }
    start
}

fn is_abbreviation_stop(reading: &Reading, at: usize) -> bool {
    reading.key(at) == "." && at > 0 && reading.means(at - 1, Section::Titles)
}

/// A noun phrase without the dates and prepositional phrases before it: `On Monday the retailer` is the retailer.
fn trim(reading: &Reading, taken: &[bool], phrase: Range<usize>) -> Range<usize> {
    let mut start = phrase.start;
    let role = |at: usize| reading.meaning(at, Section::Function).map_or("", |m| &m.sense.name);
    if role(start) == "preposition" {
        let last_article =
            (start..phrase.end).rev().find(|&i| i > start && matches!(role(i), "article" | "determiner"));
        let after_date = (start..phrase.end).rev().find(|&i| taken.get(i) == Some(&true)).map(|i| i + 1);
        start = last_article.max(after_date).unwrap_or(start);
    }
    while start < phrase.end
        && (taken.get(start) == Some(&true) && reading.class(start) != Some(Class::Number)
            || matches!(role(start), "adverb" | "conjunction"))
    {
        start += 1;
    }
    start.min(phrase.end)..phrase.end
}

/// The noun phrase that follows, up to a mark, a verb or a clause.
fn right_of(reading: &Reading, start: usize) -> Range<usize> {
    let mut end = start;
    while end < reading.len() && end - start < LONGEST_SOURCE {
        let inside = match reading.class(end) {
            Some(Class::Mark) => {
                let joins = matches!(reading.key(end), "-" | "'") && reading.glued(end) && reading.glued(end + 1);
                joins || is_abbreviation_stop(reading, end)
            }
            _ => !ends_source(reading, end, start),
        };
        if !inside {
            break;
        }
        end += 1;
    }
    start..end
}

fn ends_source(reading: &Reading, at: usize, start: usize) -> bool {
    let role = reading.meaning(at, Section::Function).map_or("", |m| &m.sense.name);
    let time = matches!(reading.key(at), "on" | "after" | "before" | "in" | "at" | "during" | "when" | "while" | "as");
    let capital_after = reading.piece(at + 1).is_some_and(|p| p.case != Case::Small);
    let conjunction = role == "conjunction" && !(reading.key(at) == "and" && capital_after);
    at > start && (conjunction || role == "verb" || time && !capital_after && reading.key(at) != "in")
        || at == start && (reading.key(at) == "that" || role == "verb")
}
