//! The noun phrases of those who speak, before and after a verb. May import the framework of the folder above.

use std::ops::Range;

use super::apposition;
use super::clause::{is_adverb, is_finite};
use crate::claim::lexicon::Section;
use crate::claim::reading::{Reading, Standing, is_quotation_mark};
use crate::claim::scan::{Case, Class};

/// Sources are no longer than this, in pieces.
const LONGEST_SOURCE: usize = 14;
/// A quotation inside a sentence is no longer than this, in pieces.
const LONGEST_QUOTATION: usize = 60;

/// Whether a noun phrase may be the subject of a verb that has a noun of the same form: `the minister claims`, `villagers
/// claim`, but not `police claims` or `insurance claims`.
pub(super) fn may_be_subject(reading: &Reading, left: &Range<usize>, verb: usize) -> bool {
    let single = reading.key(verb).ends_with('s');
    let told = |i: usize| matches!(reading.role(i), "article" | "determiner" | "pronoun") || is_owner(reading, i);
    let last = left.end.saturating_sub(1);
    let name = reading.is_capital(last) && !reading.means(last, Section::Ordinary);
    let verb_before = reading.piece(last).is_some_and(|p| p.case == Case::Small) && is_finite(reading, last);
    !is_owner(reading, last) && !verb_before && (!single || name || left.clone().any(told))
}

pub(super) fn is_owner(reading: &Reading, at: usize) -> bool {
    reading.is_possessive(at) || reading.key(at + 1) == "'" && reading.glued(at + 1)
}

/// The noun phrase that ends right before a verb.
pub(super) fn left_of(reading: &Reading, taken: &[bool], verb: usize) -> Range<usize> {
    let end = before_parentheses(reading, before_auxiliaries(reading, verb));
    // `Okafor, the mayor, said`: the verb closes an apposition.
    let apposed = end > 0 && reading.key(end - 1) == "," && !is_quotation_mark(reading.key_before(end - 1));
    if apposed {
        let subject = apposition::subject(reading, taken, end - 1);
        return subject.map_or(verb..verb, |subject| strip(reading, taken, subject));
    }
    // `The letters you wrote`, `the flat, where he said`: a pronoun right before the verb is who speaks.
    let pronoun = |at: usize| matches!(reading.key(at), "i" | "you" | "he" | "she" | "we" | "they" | "it");
    if end > 0 && pronoun(end - 1) && reading.piece(end - 1).is_some_and(|p| p.case != Case::Upper || p.span.len() == 1)
    {
        return end - 1..end;
    }
    let start = phrase_start(reading, end, verb);
    let first = apposition::joined(reading, taken, start);
    if first < start {
        return strip(reading, taken, first..end);
    }
    let phrase = before_relative(reading, start, verb)..end;
    trim(reading, taken, past_clause(reading, past_verb(reading, phrase)))
}

/// `The guard, who was new, said nobody had told him`: a phrase behind a comma may start with the verb of the clause around it.
fn past_verb(reading: &Reading, phrase: Range<usize>) -> Range<usize> {
    let first = phrase.start;
    let small = reading.piece(first).is_some_and(|p| p.case == Case::Small);
    let verb = small && reading.means(first, Section::Verbs) && !reading.key(first).ends_with('s');
    if verb && phrase.len() > 1 && reading.key_before(first) == "," { first + 1..phrase.end } else { phrase }
}

/// `told the hearing that her engineers had warned`, `a rival whose chairman promised`: what stands behind such a word is the
/// subject, if no verb of the clause stands between.
fn past_clause(reading: &Reading, phrase: Range<usize>) -> Range<usize> {
    let opens = |at: usize| match reading.key(at) {
        "whose" => at > phrase.start,
        "that" => at > phrase.start && (phrase.start..at).any(|i| is_finite(reading, i)),
        _ => false,
    };
    let Some(at) = phrase.clone().rev().find(|&at| opens(at)) else { return phrase };
    let start = if reading.key(at) == "that" { at + 1 } else { at };
    let subject = start < phrase.end && !(start..phrase.end).any(|i| is_finite(reading, i));
    if subject { start..phrase.end } else { phrase }
}

/// `A nurse who treated him said`: who speaks stands before the clause.
fn before_relative(reading: &Reading, start: usize, verb: usize) -> usize {
    let relative = start > 1 && reading.key(start - 1) == "who" && reading.class(start - 2) != Some(Class::Mark);
    let outer = if relative { phrase_start(reading, start - 1, verb) } else { start };
    if outer + 1 < start { outer } else { start }
}

/// Where a phrase ends before words in parentheses that end at `end`.
fn before_parentheses(reading: &Reading, end: usize) -> usize {
    if end == 0 || reading.key(end - 1) != ")" {
        return end;
    }
    (end.saturating_sub(LONGEST_SOURCE)..end).rev().find(|&i| reading.key(i) == "(").unwrap_or(end)
}

/// Where the words before a place start that all pass.
fn past_back(mut at: usize, passes: impl Fn(usize) -> bool) -> usize {
    while at > 0 && passes(at - 1) {
        at -= 1;
    }
    at
}

/// An auxiliary or an adverb.
fn helps(reading: &Reading, at: usize) -> bool {
    is_auxiliary(reading, at)
        || is_adverb(reading, at)
        || matches!(reading.key(at), "always" | "never" | "often" | "already")
}

/// Where a verb starts with its auxiliaries and adverbs: `had also said`, `is understood to have said`.
pub(super) fn before_auxiliaries(reading: &Reading, verb: usize) -> usize {
    let start = past_back(verb, |at| helps(reading, at));
    if reading.key_before(start) != "to" {
        return start;
    }
    let hedge = reading.meaning_before(start, Section::Hedges);
    hedge.map_or(start, |(hedge, _)| before_being(reading, hedge))
}

/// Where a passive starts with its auxiliaries: `has been widely quoted`.
pub(super) fn before_being(reading: &Reading, verb: usize) -> usize {
    past_back(verb, |at| reading.is_being(at) || helps(reading, at))
}

/// Where a phrase ends before a quotation that ends at `end`: `called it “slight” and said`.
pub(super) fn before_quotation(reading: &Reading, end: usize) -> usize {
    let Some(close) = end.checked_sub(1).filter(|&i| is_quotation_mark(reading.key(i))) else { return end };
    let mark = reading.key(close);
    (close.saturating_sub(LONGEST_QUOTATION)..close)
        .rev()
        .find(|&i| reading.key(i) == mark && !reading.glued(i))
        .unwrap_or(end)
}

/// Where the rest goes on behind a quotation that starts at `start`: `was called “slight” by the auditor`.
pub(super) fn past_quotation(reading: &Reading, start: usize) -> usize {
    let mark = reading.key(start);
    if !is_quotation_mark(mark) || reading.glued(start) {
        return start;
    }
    (start + 1..start + LONGEST_QUOTATION)
        .find(|&i| reading.key(i) == mark && !reading.glued(i + 1))
        .map_or(start, |i| i + 1)
}

/// Where a noun phrase starts that a clause behind it is about: past the verb before it, or `by`.
pub(super) fn noun_start(reading: &Reading, phrase: Range<usize>) -> usize {
    let agent = |i: usize| reading.means(i, Section::Agents) && !reading.glued(i);
    phrase.clone().rev().find(|&i| is_finite(reading, i) || agent(i)).map_or(phrase.start, |i| i + 1)
}

/// Whose it is that stands at `noun`: `the firm's repeated claim`; nobody's by name for `its claim`.
pub(super) fn owner_of(reading: &Reading, noun: usize) -> Option<Range<usize>> {
    /// So many words may stand between, and so many in front of the owner.
    const BETWEEN: usize = 2;
    const LONGEST: usize = 6;
    let plain =
        |at: usize| reading.class(at) == Some(Class::Word) && reading.role(at).is_empty() && !is_owner(reading, at);
    let mut last = noun.checked_sub(1)?;
    while last > 0 && noun - last <= BETWEEN && plain(last) {
        last -= 1;
    }
    if matches!(reading.key(last), "its" | "his" | "her" | "their" | "our" | "my") {
        return Some(last..last);
    }
    if reading.key(last) == "'" {
        last = last.checked_sub(1)?;
    }
    if !is_owner(reading, last) {
        return None;
    }
    let mut start = last;
    while start > 0 && last - start < LONGEST {
        let before = start - 1;
        let small = reading.piece(before).is_some_and(|p| p.case == Case::Small);
        let verb = small && (is_finite(reading, before) || reading.key(before).ends_with("ing"));
        let determined = matches!(reading.role(before), "article" | "determiner");
        if !determined && (verb || reading.class(before) != Some(Class::Word) || !reading.role(before).is_empty()) {
            break;
        }
        start = before;
        if determined {
            break;
        }
    }
    Some(start..last + 1)
}

fn is_auxiliary(reading: &Reading, at: usize) -> bool {
    matches!(reading.key(at), "has" | "have" | "had" | "also" | "later" | "then" | "will" | "would" | "did" | "does")
}

/// Back to a mark, a conjunction or the start of the sentence.
pub(super) fn phrase_start(reading: &Reading, end: usize, verb: usize) -> usize {
    let mut start = end;
    while start > 0 && verb - start < LONGEST_SOURCE {
        let before = start - 1;
        let apostrophe =
            reading.key(before) == "'" || reading.key(before) == "-" && reading.glued(before) && reading.glued(start);
        let conjunction = reading.role(before) == "conjunction";
        let stop = if reading.class(before) == Some(Class::Mark) {
            !(apostrophe || is_abbreviation_stop(reading, before))
        } else {
            conjunction
                && !joins_names(reading, before)
                && !joins_speakers(reading, before)
                && !joins_participles(reading, before)
                || opens_clause(reading, before)
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

/// `Shares fell after the company said`: what stands before such a word inside a sentence is another clause.
pub(super) fn opens_clause(reading: &Reading, at: usize) -> bool {
    let inside = reading.piece(at).is_some_and(|p| p.standing == Standing::Inside);
    inside
        && matches!(reading.key(at), "after" | "before" | "because" | "since" | "until" | "till")
        && at.checked_sub(1).is_some_and(|i| reading.class(i) != Some(Class::Mark))
}

/// `Okafor and Chen said`.
fn joins_names(reading: &Reading, at: usize) -> bool {
    reading.means(at, Section::NumeralJoiners) && at > 0 && reading.is_capital(at - 1) && reading.is_capital(at + 1)
}

/// `The council and the union say`, `residents and aid workers say`: two where a sentence starts or behind a mark, where no verb
/// makes the first of them a clause.
pub(super) fn joins_speakers(reading: &Reading, at: usize) -> bool {
    /// An article, two words before a noun and the noun: what is longer may hold a verb.
    const LONGEST: usize = 4;
    if !reading.means(at, Section::NumeralJoiners) {
        return false;
    }
    let determined = |at: usize| matches!(reading.role(at), "article" | "determiner");
    let starts = |i: usize| {
        let first = reading.piece(i).is_some_and(|p| p.standing == Standing::First);
        first
            || i.checked_sub(1)
                .is_some_and(|i| matches!(reading.key(i), "," | "\"" | "to" | "by" | "citing" | "said" | "say"))
    };
    let words = (at.saturating_sub(LONGEST)..at).rev().take_while(|&i| reading.class(i) == Some(Class::Word));
    let Some(start) = words.into_iter().find(|&i| starts(i)) else { return false };
    let noun = |i: usize| reading.role(i).is_empty() && !is_finite(reading, i);
    let from = (start..at).take_while(|&i| determined(i)).count() + start;
    let named = from > start || is_plural(reading, at - 1);
    let next = determined(at + 1) || noun(at + 1) && !joins_participles(reading, at);
    from < at && named && next && (from..at).all(noun)
}

/// `a report compiled by the auditors and seen by the paper`
fn joins_participles(reading: &Reading, at: usize) -> bool {
    let small = |at: usize| reading.piece(at).is_some_and(|p| p.class == Class::Word && p.case == Case::Small);
    reading.means(at, Section::NumeralJoiners)
        && small(at + 1)
        && reading.role(at + 1).is_empty()
        && !reading.key(at + 1).ends_with("ing")
        && reading.means(at + 2, Section::Agents)
}

/// Whether a noun is of several, as far as its form tells.
fn is_plural(reading: &Reading, at: usize) -> bool {
    let word = reading.key(at);
    let listed = matches!(word, "police" | "people" | "men" | "women" | "children" | "staff" | "crew");
    listed || word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !is_owner(reading, at)
}

pub(super) fn is_abbreviation_stop(reading: &Reading, at: usize) -> bool {
    reading.key(at) == "." && at > 0 && reading.means(at - 1, Section::Titles)
}

/// A noun phrase without the dates and prepositional phrases before it: `On Monday the retailer` is the retailer.
pub(super) fn trim(reading: &Reading, taken: &[bool], phrase: Range<usize>) -> Range<usize> {
    let mut start = phrase.start;
    // A phrase as long as phrases may be was cut: what stands first may be anything.
    let cut = phrase.len() >= LONGEST_SOURCE - 1;
    if reading.role(start) == "preposition" || cut {
        let is_article = |i: &usize| *i > start && matches!(reading.role(*i), "article" | "determiner");
        // `In the morning the head of the school`: who speaks has no preposition before it.
        let is_subject = |i: &usize| is_article(i) && reading.role(i - 1) != "preposition";
        let articles = || (start..phrase.end).rev();
        let last_article = articles().find(is_subject).or_else(|| articles().find(is_article).filter(|_| !cut));
        let after_date = (start..phrase.end).rev().find(|&i| taken.get(i) == Some(&true)).map(|i| i + 1);
        start = last_article.max(after_date).unwrap_or(start);
    }
    strip(reading, taken, start..phrase.end)
}

/// A noun phrase without the dates, adverbs and conjunctions right before it.
fn strip(reading: &Reading, taken: &[bool], phrase: Range<usize>) -> Range<usize> {
    let mut start = phrase.start;
    while start < phrase.end
        && (taken.get(start) == Some(&true) && reading.class(start) != Some(Class::Number)
            || matches!(reading.role(start), "adverb" | "conjunction"))
    {
        start += 1;
    }
    start.min(phrase.end)..phrase.end
}

/// The noun phrase that follows, up to a mark, a verb or a clause.
pub(super) fn right_of(reading: &Reading, start: usize) -> Range<usize> {
    let mut end = start;
    while end < reading.len() && end - start < LONGEST_SOURCE {
        let inside = match reading.class(end) {
            Some(Class::Mark) => {
                let joins = matches!(reading.key(end), "-" | "'") && reading.glued(end) && reading.glued(end + 1);
                let owned = end > start && is_owner(reading, end - 1);
                joins || owned || is_abbreviation_stop(reading, end) || names_speaker(reading, start, end)
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

/// `said his sister, Alma.`: a comma before the name of who was called by no name yet.
fn names_speaker(reading: &Reading, start: usize, comma: usize) -> bool {
    /// Names are no longer than this, in pieces.
    const LONGEST: usize = 4;
    let name = (comma + 1..comma + 1 + LONGEST).take_while(|&i| reading.is_capital(i)).count();
    let closed = matches!(reading.class(comma + 1 + name), None | Some(Class::Mark));
    // `the Dealers' Federation's economist, Greta Ames`, but not `Greta Ames, Leeds`.
    let described = !(start..comma).any(|i| reading.is_capital(i))
        || matches!(reading.role(start), "article" | "determiner") && !reading.is_capital(comma.saturating_sub(1));
    reading.key(comma) == "," && name > 0 && closed && described
}

fn ends_source(reading: &Reading, at: usize, start: usize) -> bool {
    let role = reading.role(at);
    let time = matches!(reading.key(at), "on" | "after" | "before" | "in" | "at" | "during" | "when" | "while" | "as");
    let capital_after = reading.is_capital(at + 1);
    let joined = reading.key(at) == "and"
        && (capital_after || joins_last(reading, at) || at > start && joins_participles(reading, at));
    let conjunction = role == "conjunction" && !joined;
    at > start
        && (reading.key(at) == "that"
            || conjunction
            || role == "verb"
            || time && !capital_after && reading.key(at) != "in")
        || at == start && (reading.key(at) == "that" || role == "verb")
}

/// `according to residents and aid workers.`: nouns alone up to the next mark.
fn joins_last(reading: &Reading, at: usize) -> bool {
    /// A noun with its article and two words more.
    const LONGEST: usize = 4;
    let noun = |&i: &usize| {
        reading.class(i) == Some(Class::Word) && !is_finite(reading, i) || reading.key(i) == "'" && reading.glued(i)
    };
    let nouns = (at + 1..at + 1 + LONGEST).take_while(noun).count();
    nouns > 0
        && matches!(reading.class(at + 1 + nouns), None | Some(Class::Mark))
        && (is_plural(reading, at + nouns) || reading.role(at + 1) == "article")
}

/// Where an apposition behind a name ends: a noun phrase between a comma and the next mark, without a verb.
pub(super) fn apposition_end(reading: &Reading, end: usize) -> usize {
    /// An apposition is no longer than this, in pieces.
    const LONGEST: usize = 14;
    let named = end.checked_sub(1).is_some_and(|i| reading.is_capital(i));
    if !named || reading.key(end) != "," {
        return end;
    }
    let inside = |&i: &usize| match reading.class(i) {
        Some(Class::Mark) => matches!(reading.key(i), "-" | "'" | "&") || is_abbreviation_stop(reading, i),
        class => class.is_some(),
    };
    let last = (end + 1..end + 1 + LONGEST).take_while(inside).last().unwrap_or(end);
    let phrase = end + 1..last + 1;
    let noun = matches!(reading.role(phrase.start), "" | "article")
        && reading.piece(phrase.start).is_some_and(|p| p.case == Case::Small)
        && !reading.key(phrase.start).ends_with("ing");
    let verb =
        phrase.clone().any(|i| is_finite(reading, i) || reading.role(i) == "conjunction" && reading.key(i) != "and");
    let closed = matches!(reading.class(phrase.end), None | Some(Class::Mark));
    if noun && !verb && closed && !phrase.is_empty() { phrase.end } else { end }
}
