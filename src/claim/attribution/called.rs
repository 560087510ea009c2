//! What a source is called: which words of its noun phrase tell who speaks, and which are names. May import the framework of the
//! folder above.

use std::ops::Range;

use super::apposition::{is_name_alone, is_reduced};
use super::source::is_owner;
use crate::claim::lexicon::Section;
use crate::claim::name::without_accents;
use crate::claim::reading::{Reading, Standing};
use crate::claim::scan::{Case, Class};

/// The words of a source, by what they tell.
pub(super) struct Called<'r, 'd> {
    reading: &'r Reading<'d>,
    source: Range<usize>,
    pub words: Vec<usize>,
    pub titles: Vec<usize>,
    /// Those that can be who speaks.
    pub heads: Vec<usize>,
    /// Those of them that are names.
    pub names: Vec<usize>,
    pub speaks_for: bool,
}

impl<'r, 'd> Called<'r, 'd> {
    pub(super) fn new(reading: &'r Reading<'d>, taken: &[bool], source: &Range<usize>) -> Self {
        let known = known(reading, source);
        let tells = |&i: &usize| {
            taken.get(i) != Some(&true)
                && reading.class(i) != Some(Class::Mark)
                && !is_small(reading, i)
                && !known.contains(&i)
        };
        let (titles, words) = source.clone().filter(tells).partition(|&i| reading.means(i, Section::Titles));
        let stretches = stretches(reading, source);
        let speaks_for = stretches.first().is_some_and(|s| s.clone().any(|i| reading.means(i, Section::Voices)));
        let speaks = |i: &usize| tells(i) && !is_owner(reading, *i);
        // Who speaks for others is called by their name, or by the own one behind a comma.
        let is_own = |s: &&Range<usize>| !speaks_for || is_name_alone(reading, s);
        let own = stretches.iter().skip(usize::from(speaks_for)).filter(is_own);
        let heads: Vec<usize> = own.flat_map(|s| past_owner(reading, s)).filter(speaks).collect();
        let names = heads.iter().filter(|&&i| is_name(reading, source, i)).copied().collect();
        Self { reading, source: source.clone(), words, titles, heads, names, speaks_for }
    }

    /// Words as they are compared.
    pub(super) fn stems(&self, at: &[usize]) -> Vec<String> {
        let word = |i: usize| if self.is_nameless(i) { "source".to_owned() } else { stem(self.reading.key(i)) };
        at.iter().map(|&i| word(i)).collect()
    }

    /// `people close to the talks` are sources close to them.
    fn is_nameless(&self, at: usize) -> bool {
        let near = at + 1 < self.source.end && self.reading.means(at + 1, Section::Nearness);
        let anybody = ["people", "person", "persons", "source", "sources", "insiders", "insider"];
        near && anybody.contains(&self.reading.key(at))
    }
}

/// `WHO` is not `who`.
fn is_small(reading: &Reading, at: usize) -> bool {
    let small = [Section::Function, Section::Pronouns].iter().any(|&s| reading.means(at, s));
    small && !is_upper(reading, at)
}

fn is_upper(reading: &Reading, at: usize) -> bool {
    reading.piece(at).is_some_and(|p| p.case == Case::Upper)
}

fn is_capital(reading: &Reading, at: usize) -> bool {
    reading.is_capital(at)
}

/// How somebody knows, and of what, which is told in many ways: `familiar with the matter`, `with knowledge of the talks`.
fn known(reading: &Reading, source: &Range<usize>) -> Range<usize> {
    let knowing = |i: usize| reading.meaning(i, Section::Nearness).is_some_and(|m| m.sense.name == "knowing");
    let Some(start) = source.clone().skip(1).find(|&i| knowing(i)) else { return source.end..source.end };
    start..(start..source.end).find(|&i| reading.key(i) == ",").unwrap_or(source.end)
}

/// Whether a word parts who speaks from what is told of them.
fn parts(reading: &Reading, at: usize) -> bool {
    let preposition = reading.role(at) == "preposition";
    preposition && !joins_name(reading, at) || reading.means(at, Section::Nearness) || is_reduced(reading, at)
}

/// What can be who speaks in a noun phrase and in those behind its commas: `a lawyer for the driver, Odd Hansen`.
fn stretches(reading: &Reading, source: &Range<usize>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut start = source.start;
    while start < source.end {
        let close = (start..source.end).find(|&i| reading.key(i) == ",").unwrap_or(source.end);
        let end = (start..close).skip(1).find(|&i| parts(reading, i)).unwrap_or(close);
        if out.is_empty() || !parts(reading, start) {
            out.push(start..end);
        }
        start = close + 1;
    }
    out
}

/// `Ruth Ames's lawyer` is not Ruth Ames.
fn past_owner(reading: &Reading, stretch: &Range<usize>) -> Range<usize> {
    let owner = stretch.clone().rev().find(|&i| is_owner(reading, i));
    owner.map_or(stretch.start, |i| i + 1)..stretch.end
}

fn is_name(reading: &Reading, source: &Range<usize>, at: usize) -> bool {
    let inside = reading.piece(at).is_some_and(|p| p.standing == Standing::Inside);
    // Alone and without an article it is a name at the head of a sentence too: `Orlane said`.
    let plural = reading.key(at).ends_with('s') || reading.key(at).ends_with("men");
    let alone = source.start == at && source.len() == 1 && !plural && !reading.means(at, Section::Ordinary);
    let placed = inside || alone || is_upper(reading, at) || is_capital(reading, at + 1);
    is_capital(reading, at) && placed && !reading.means(at, Section::Titles)
}

/// `Bank of England`: a small word between the words of a name.
fn joins_name(reading: &Reading, at: usize) -> bool {
    let next = reading.meaning(at, Section::Particles).map_or(at, |m| m.end);
    let title = at.checked_sub(1).is_some_and(|i| reading.means(i, Section::Titles) || reading.key(i).ends_with('s'));
    next > at && reading.key(at) == "of" && at > 0 && is_capital(reading, at - 1) && is_capital(reading, next) && !title
}

/// A word without the ending of a plural, without accents and without sex: a spokeswoman speaks as a spokesman.
pub(super) fn stem(key: &str) -> String {
    /// Before the ending stands what the person does: `woman` alone is no man.
    const SHORTEST: usize = 4;
    let person = ["woman", "women", "men", "person", "people"];
    let work = person.iter().find_map(|ending| key.strip_suffix(ending)).filter(|work| work.len() >= SHORTEST);
    if let Some(work) = work {
        return format!("{work}man");
    }
    without_accents(key.strip_suffix('s').filter(|k| k.len() > 2).unwrap_or(key)).into_owned()
}
