//! Who speaks where something stands between commas before the verb: `Okafor, the mayor, said`. May import the framework of
//! the folder above.

use std::ops::Range;

use super::clause::{ends_speech, is_adverb, is_finite};
use super::source::{is_abbreviation_stop, opens_clause, right_of};
use crate::claim::lexicon::Section;
use crate::claim::reading::{Reading, Standing, is_quotation_mark};
use crate::claim::scan::{Case, Class};

/// So many parts are looked at before a verb.
const MOST_PARTS: usize = 6;
/// A part is no longer than this, in pieces.
const LONGEST_PART: usize = 24;

/// What stands between two commas, as far as its words tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Nothing but a name.
    Name,
    /// A noun phrase.
    Noun,
    /// A noun phrase with a participle, or a short clause.
    Reduced,
    /// `who led the study`.
    Relative,
    /// Told of what stands before: an age, `based in Leeds`, `for the ministry`.
    Aside,
    Clause,
}

/// What stands between the commas before a verb, the nearest first.
struct Parts<'r, 'd> {
    reading: &'r Reading<'d>,
    parts: Vec<(Range<usize>, Sort)>,
}

/// Who speaks before a comma at `end` that a verb follows; nobody where the comma ends what is said.
pub(super) fn subject(reading: &Reading, taken: &[bool], end: usize) -> Option<Range<usize>> {
    let parts = Parts::new(reading, taken, end);
    let (at, found) = match parts.told_from(0) {
        0 => parts.apposed(),
        described => parts.described(described, end),
    }?;
    Some(parts.joined(at, found.start)..found.end)
}

/// Where who speaks starts before a last one at `last`, behind a comma and `and`: `Lom, whose son died, and others said`.
pub(super) fn joined(reading: &Reading, taken: &[bool], last: usize) -> usize {
    let Some(comma) = last.checked_sub(2).filter(|&i| reading.key(i) == "," && reading.key(i + 1) == "and") else {
        return last;
    };
    let parts = Parts::new(reading, taken, comma);
    // Behind more than one the clause has gone on: `Aune, like us all, packed up, and the mayor said`.
    if parts.told_from(0) == 1 { parts.first_of_two(0).unwrap_or(last) } else { last }
}

impl<'r, 'd> Parts<'r, 'd> {
    fn new(reading: &'r Reading<'d>, taken: &[bool], end: usize) -> Self {
        let sorted = |part| {
            let part = past_opener(reading, taken, part);
            let sort = sort(reading, &part);
            (part, sort)
        };
        Self { reading, parts: parts(reading, end).into_iter().map(sorted).collect() }
    }

    /// `Adler, re-elected in May, and his deputy, Rosa Finn, said`: where who speaks starts, whose last is the part at `at`.
    fn joined(&self, at: usize, start: usize) -> usize {
        let and = self.parts.get(at).is_some_and(|(part, _)| self.reading.key(part.start) == "and");
        if and { self.first_of_two(at + 1).unwrap_or(start) } else { start }
    }

    /// Where a noun phrase starts that stands before what is told of it, from a part on; with its name, where it has one beside.
    fn first_of_two(&self, from: usize) -> Option<usize> {
        let at = from + self.told_from(from);
        let noun = |at: usize| self.noun(at).filter(|_| matches!(self.sort(at), Sort::Name | Sort::Noun));
        let last = noun(at)?;
        let named = |outer: &Range<usize>| self.sort(at) == Sort::Name || is_named(self.reading, outer);
        Some(noun(at + 1).filter(named).map_or(last.start, |outer| outer.start))
    }

    fn sort(&self, i: usize) -> Sort {
        self.parts.get(i).map_or(Sort::Clause, |(_, sort)| *sort)
    }

    fn noun(&self, i: usize) -> Option<Range<usize>> {
        self.parts.get(i).and_then(|(part, sort)| noun_in(self.reading, part, *sort))
    }

    /// How many parts from one on tell something of what stands before them.
    fn told_from(&self, first: usize) -> usize {
        let told = |(_, sort): &&(Range<usize>, Sort)| matches!(sort, Sort::Relative | Sort::Aside);
        self.parts.iter().skip(first).take_while(told).count()
    }

    /// `Okafor, 41, the mayor, said`: what closes right before the verb is an apposition, or ends the clause that is said.
    fn apposed(&self) -> Option<(usize, Range<usize>)> {
        let inner = self.noun(0).filter(|_| self.sort(0) != Sort::Clause)?;
        let between = self.told_from(1);
        let outer = self.noun(1 + between)?;
        // `The vaccine, developed in Oslo, protects for months, said`
        let name = self.sort(0) == Sort::Name;
        let determined = starts_noun(self.reading, inner.start);
        if between > 0 && !name && !determined || self.sort(1 + between) == Sort::Reduced && self.is_whole(1 + between)
        {
            return None;
        }
        let both = name || starts_noun(self.reading, outer.start) && self.sort(0) == Sort::Noun;
        (both || is_named(self.reading, &outer)).then_some((1 + between, outer.start..inner.end))
    }

    /// Whether a part is a noun phrase from its start.
    fn is_whole(&self, i: usize) -> bool {
        self.parts.get(i).map(|(part, _)| part.start) == self.noun(i).map(|noun| noun.start)
    }

    /// `Okafor, who was there, said`, behind so many parts.
    fn described(&self, parts: usize, end: usize) -> Option<(usize, Range<usize>)> {
        let reading = self.reading;
        let nearest = self.noun(parts)?;
        // `The dairy closed in May, owing to losses, said its manager`.
        if is_inverted(reading, end + 1) {
            return None;
        }
        let behind = starts_noun(reading, end + 2) || reading.is_capital(end + 2) && reading.key(end + 1) == "said";
        if self.sort(parts) == Sort::Reduced && behind && ends_speech(reading, end + 1) {
            return None;
        }
        let plain = matches!(self.sort(parts + 1), Sort::Name | Sort::Noun);
        let outer = self.noun(parts + 1).filter(|outer| plain && is_named(reading, outer));
        // `The report, by the audit office, said`
        let by = self.parts.get(parts - 1).filter(|(part, _)| reading.means(part.start, Section::Agents));
        let close = by.map_or(nearest.end, |(by, _)| by.end);
        Some(outer.map_or((parts, nearest.start..close), |outer| (parts + 1, outer.start..close)))
    }
}

/// Whether who speaks stands behind `said`, at the end of the sentence or before what is told of them: `said its manager, Rosa Finn.`
fn is_inverted(reading: &Reading, verb: usize) -> bool {
    if !matches!(reading.key(verb), "said" | "says") {
        return false;
    }
    let source = right_of(reading, verb + 1);
    let speaks = |i: usize| {
        [Section::Titles, Section::Bodies, Section::Persons, Section::Voices].iter().any(|&s| reading.means(i, s))
    };
    let owned = || matches!(reading.key(verb + 1), "its" | "his" | "her" | "their" | "our");
    let told = reading.key(source.end) == "," && matches!(reading.key(source.end + 1), "who" | "whose");
    let ends = told || matches!(reading.key(source.end), "." | "");
    ends && !source.is_empty()
        && (owned() || starts_noun(reading, verb + 1) && source.clone().any(speaks))
        && !source.clone().any(|i| is_finite(reading, i))
}

/// What stands between the commas before `end`, the nearest first.
fn parts(reading: &Reading, end: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut close = end;
    while parts.len() < MOST_PARTS {
        let start = part_start(reading, close);
        if start < close {
            parts.push(start..close);
        }
        if start == close || reading.key_before(start) != "," || is_first(reading, start) {
            break;
        }
        close = start - 1;
        if is_quotation_mark(reading.key_before(close)) {
            break;
        }
    }
    parts
}

fn is_first(reading: &Reading, at: usize) -> bool {
    reading.piece(at).is_some_and(|p| p.standing == Standing::First)
}

/// Back to a mark that parts, or to the start of the sentence.
fn part_start(reading: &Reading, end: usize) -> usize {
    let mut start = end;
    while start > 0 && end - start < LONGEST_PART && !(start < end && is_first(reading, start)) {
        let before = start - 1;
        let tied = matches!(reading.key(before), "'" | "-" | "&" | "/" | "(" | ")")
            || is_abbreviation_stop(reading, before)
            || reading.glued(before) && reading.glued(start) && !is_quotation_mark(reading.key(before));
        let apart = reading.key(before) == "-" && !reading.glued(before);
        if reading.class(before) == Some(Class::Mark) && (!tied || apart) {
            break;
        }
        start = before;
    }
    start
}

/// `On its website the operator`, `On Tuesday Okafor`: the noun phrase behind a prepositional phrase.
fn past_opener(reading: &Reading, taken: &[bool], part: Range<usize>) -> Range<usize> {
    let opens = is_preposition(reading, part.start) && is_first(reading, part.start);
    let bare = |at: usize| !is_preposition(reading, at - 1) && reading.role(at - 1) != "conjunction";
    let noun = |at: &usize| *at > part.start + 1 && starts_noun(reading, *at) && bare(*at);
    let name = |at: &usize| *at > part.start + 1 && taken.get(at - 1) == Some(&true) && reading.is_capital(*at);
    let start = part.clone().rev().find(noun).or_else(|| part.clone().rev().find(name)).filter(|_| opens);
    start.unwrap_or(part.start)..part.end
}

fn sort(reading: &Reading, part: &Range<usize>) -> Sort {
    let first = part.start;
    let pronoun = |at: usize| matches!(reading.key(at), "who" | "which" | "whom" | "whose" | "where" | "when");
    let preposition = reading.role(first) == "preposition";
    if pronoun(first) || preposition && pronoun(first + 1) {
        return Sort::Relative;
    }
    let age = part.len() == 1 && reading.class(first) == Some(Class::Number);
    if age || preposition || reading.role(first) == "adverb" || is_participle(reading, part) {
        return Sort::Aside;
    }
    // What a clause inside the noun phrase tells is no verb of the phrase.
    let noun = part.clone().take_while(|&at| at == first || !pronoun(at) && reading.key(at) != "that");
    let verbs: Vec<usize> = noun.filter(|&at| is_finite(reading, at)).collect();
    match verbs.as_slice() {
        [] if is_name_alone(reading, part) => Sort::Name,
        [] => Sort::Noun,
        [one] if starts_noun(reading, first) && *one > first + 1 && is_preposition(reading, one + 1) => Sort::Reduced,
        _ => Sort::Clause,
    }
}

/// `based in Leeds`, `written by a nurse`, `speaking after the vote`, `visibly moved`.
fn is_participle(reading: &Reading, part: &Range<usize>) -> bool {
    let adverb = part.len() > 1 && is_adverb(reading, part.start);
    let first = if adverb { part.start + 1 } else { part.start };
    // `re-elected in May`
    let tied = reading.key(first + 1) == "-" && reading.glued(first + 1) && reading.glued(first + 2);
    let at = if tied { first + 2 } else { first };
    let word = reading.key(at);
    let opens = is_first(reading, at) && part.len() > 1 && !reading.is_capital(at + 1);
    let small = reading.piece(at).is_some_and(|p| p.case == Case::Small) || opens;
    // `dated 4 May`, `released Monday`
    let dated = reading.class(at + 1) == Some(Class::Number)
        || [Section::Weekdays, Section::Months, Section::Moments].iter().any(|&s| reading.means(at + 1, s));
    let told = dated || is_preposition(reading, at + 1) || adverb && at + 1 == part.end;
    let ending = ["ed", "en", "wn"].iter().any(|ending| word.ends_with(ending));
    let form = told && ending || word.ends_with("ing") || reading.means(at + 1, Section::Agents);
    small && reading.role(at).is_empty() && form
}

/// `a woman living above the bakery`, `rules published by the authority`: a participle behind a noun.
pub(super) fn is_reduced(reading: &Reading, at: usize) -> bool {
    let word = reading.key(at);
    let past = word.ends_with("ed") && is_preposition(reading, at + 1);
    let present = || word.ends_with("ing") && matches!(reading.role(at + 1), "preposition" | "article");
    let small = || reading.piece(at).is_some_and(|p| p.case == Case::Small) && reading.role(at).is_empty();
    (past || present()) && small()
}

fn is_preposition(reading: &Reading, at: usize) -> bool {
    reading.role(at) == "preposition"
}

/// The noun phrase of a part: what stands behind the word that opens a clause, where there is one.
fn noun_in(reading: &Reading, part: &Range<usize>, of: Sort) -> Option<Range<usize>> {
    let opens = |at: usize| {
        matches!(reading.role(at), "conjunction") && reading.key(at) != "and"
            || opens_clause(reading, at)
            || reading.key(at) == "that"
            || at == part.start && reading.key(at) == "and"
    };
    match of {
        Sort::Name | Sort::Noun | Sort::Reduced => {
            let start = if opens(part.start) { part.start + 1 } else { part.start };
            (start < part.end).then_some(start..part.end)
        }
        Sort::Clause => {
            // `His lawyer said the suspect, who had fled, denied`
            let reports = |at: usize| reading.means(at, Section::Verbs) && starts_noun(reading, at + 1);
            let tail = part.clone().rev().find(|&at| opens(at) || reports(at))? + 1..part.end;
            (!tail.is_empty() && !tail.clone().any(|at| is_finite(reading, at))).then_some(tail)
        }
        Sort::Relative | Sort::Aside => None,
    }
}

/// Whether a noun phrase with an article starts there.
fn starts_noun(reading: &Reading, at: usize) -> bool {
    matches!(reading.role(at), "article" | "determiner")
}

/// Whether it is short and has a name.
fn is_named(reading: &Reading, part: &Range<usize>) -> bool {
    /// Longer ones are something else, in pieces.
    const LONGEST: usize = 5;
    part.len() <= LONGEST && part.clone().any(|i| reading.is_capital(i))
}

/// `the bank's chief strategist, Victor Lund, said`: nothing but a name between the commas.
pub(super) fn is_name_alone(reading: &Reading, range: &Range<usize>) -> bool {
    /// Names are no longer than this, in pieces.
    const LONGEST: usize = 6;
    let part = |i: usize| match reading.class(i) {
        Some(Class::Mark) => reading.glued(i),
        _ => reading.is_capital(i) && reading.role(i).is_empty() || reading.means(i, Section::Particles),
    };
    (1..=LONGEST).contains(&range.len()) && range.clone().all(part)
}
