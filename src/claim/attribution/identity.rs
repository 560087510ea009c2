//! Who is who beyond the words: `the company` is the firm that the sentence names, `the governor` the one who has the title in it.
//! May import the framework of the folder above.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::called::stem;
use super::source::is_owner;
use super::statement::Statement;
use crate::claim::lexicon::Section;
use crate::claim::reading::Reading;
use crate::claim::scan::{Case, Class};
use crate::{Pair, Side};

/// Tells whether two statements have one source, by what both texts say of it.
pub(super) struct Identities<'r, 'd> {
    readings: Pair<&'r Reading<'d>>,
    /// Where the words with a capital stand, once somebody asks.
    capitals: Pair<OnceCell<FxHashMap<String, Vec<usize>>>>,
    /// Whether either speaks of somebody as he or she, once somebody asks.
    persons: OnceCell<bool>,
}

/// A source that has no name of its own: `the company`.
struct Description<'r> {
    /// Its last word.
    head: &'r str,
    sort: Sort,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Any company: these words are as good as each other.
    Company,
    /// A body of some kind that has a name without it.
    Body,
    /// A body of which only the initials tell nothing (`NASA`, `the agency`).
    Initialed,
    /// Who a story may be about.
    Person,
    /// A title, which tells who has it.
    Title,
}

impl<'r, 'd> Identities<'r, 'd> {
    pub(super) fn new(readings: Pair<&'r Reading<'d>>) -> Self {
        Self { readings, capitals: Pair::default(), persons: OnceCell::new() }
    }

    /// Whether both have one source.
    pub(super) fn same(&self, a: &Statement, b: &Statement) -> bool {
        if a.same_source(b) {
            return true;
        }
        if a.two || b.two || a.is_unnamed() || b.is_unnamed() {
            return false;
        }
        // `Deputy Governor Ruth Ames`, `the bank's deputy governor`.
        let titled = !a.titles.is_empty() && a.titles == b.titles;
        let spoken = |s: &Statement| s.titles.iter().all(|title| s.heads.contains(title));
        if titled && (a.is_titled_alone() && spoken(b) || b.is_titled_alone() && spoken(a)) {
            return true;
        }
        let sides = Pair::new(a, b);
        let described = Pair::new(self.description(a, Side::A), self.description(b, Side::B));
        match (described.a, described.b) {
            (Some(a), Some(b)) => a.sort == Sort::Company && b.sort == Sort::Company,
            (Some(description), None) => self.is_told(&description, sides, Side::A),
            (None, Some(description)) => self.is_told(&description, sides, Side::B),
            (None, None) => false,
        }
    }

    /// What a source is called where it is called by no name: `the airline`, `a spokesman for the airline`.
    fn description(&self, statement: &Statement, side: Side) -> Option<Description<'r>> {
        /// Such phrases are no longer than this, in pieces.
        const LONGEST: usize = 7;
        let reading = *self.readings.side(side);
        let source = statement.source.clone();
        let small = |i: usize| reading.piece(i).is_some_and(|p| p.case == Case::Small);
        let plain = |i: usize| {
            let first = i == source.start && reading.means(i, Section::Function);
            (small(i) || first) && (statement.speaks_for || !is_owner(reading, i))
        };
        let definite = |i: &usize| matches!(reading.key(*i), "the" | "that" | "this");
        let start = source.clone().find(definite).or_else(|| statement.speaks_for.then_some(source.start))?;
        if source.len() > LONGEST || !source.clone().all(plain) || start > source.start && !statement.speaks_for {
            return None;
        }
        let at = if statement.speaks_for {
            (start..source.end).find(|&i| reading.means(i, Section::Bodies))?
        } else {
            source.end.checked_sub(1)?
        };
        let whole = statement.speaks_for
            || !(source.start + 1..source.end).any(|i| reading.means(i, Section::Function) || is_mark(reading, i));
        let sort = sort(reading, at).filter(|_| whole)?;
        Some(Description { head: reading.key(at), sort })
    }

    /// Whether the one whom the other side names is the one that a description means.
    fn is_told(&self, description: &Description, statements: Pair<&Statement>, side: Side) -> bool {
        let named = *statements.side(side.other());
        let described = *statements.side(side);
        let name = self.name(named, side.other());
        let first_or_last = match description.sort {
            Sort::Person | Sort::Title => name.last(),
            _ => name.first(),
        };
        let Some(word) = first_or_last else { return false };
        let own = self.places(side, word);
        let others = self.places(side.other(), word);
        match description.sort {
            // What is spoken of there, and called so here.
            Sort::Company | Sort::Body => self.is_body(&own, side),
            Sort::Initialed => {
                let upper = |&i: &usize| self.readings.side(side).piece(i).is_some_and(|p| p.case == Case::Upper);
                own.iter().any(upper)
            }
            // Spoken of on both sides before speaking.
            Sort::Person => !own.is_empty() && (others.len() > 1 || self.is_called(description, described, &own, side)),
            Sort::Title => {
                self.is_called(description, described, &own, side)
                    || self.is_called(description, described, &others, side.other())
            }
        }
    }

    /// The words of the name in a source.
    fn name(&self, statement: &Statement, side: Side) -> Vec<String> {
        if !statement.speaks_for {
            return statement.names.clone();
        }
        let reading = self.readings.side(side);
        let capital = |&i: &usize| reading.is_capital(i);
        let voice = |&i: &usize| !reading.means(i, Section::Voices) && !reading.means(i, Section::Function);
        statement.source.clone().filter(capital).filter(voice).map(|i| stem(reading.key(i))).collect()
    }

    /// Whether a name may be that of a body.
    fn is_body(&self, places: &[usize], side: Side) -> bool {
        let reading = self.readings.side(side);
        let persons = || tells_person(self.readings.a) || tells_person(self.readings.b);
        places.iter().any(|&at| starts_body(reading, at)) && !self.persons.get_or_init(persons)
    }

    /// Whether a word of the description stands beside a name: `Governor Ennis Walde`.
    fn is_called(&self, description: &Description, described: &Statement, name: &[usize], side: Side) -> bool {
        /// How far apart they may stand, in pieces.
        const REACH: usize = 5;
        let reading = self.readings.side(side);
        let apart = |i: usize| !described.source.contains(&i) || reading.key(i) != description.head;
        name.iter()
            .any(|&at| (at.saturating_sub(REACH)..at + REACH).any(|i| reading.key(i) == description.head && apart(i)))
    }

    /// Where a word of a name stands.
    fn places(&self, side: Side, word: &str) -> Vec<usize> {
        /// More tell nothing more.
        const MOST: usize = 8;
        let map = self.capitals.side(side).get_or_init(|| {
            let reading = self.readings.side(side);
            let mut map: FxHashMap<String, Vec<usize>> = FxHashMap::default();
            for at in 0..reading.len() {
                let capital = reading.is_capital(at);
                if capital {
                    let places = map.entry(stem(reading.key(at))).or_default();
                    if places.len() < MOST {
                        places.push(at);
                    }
                }
            }
            map
        });
        map.get(word).cloned().unwrap_or_default()
    }
}

impl Statement {
    /// Whether it is called by a title, and perhaps by whose it is, but by no name.
    fn is_titled_alone(&self) -> bool {
        let own = |title: &String| self.heads.contains(title);
        self.heads.iter().all(|head| self.titles.contains(head)) && self.titles.iter().all(own)
    }

    /// Whether all that one side calls the source, the other calls it too, who speaks among it; a pronoun may stand for anyone.
    /// Titles count only where one side gives nothing else.
    fn same_source(&self, other: &Self) -> bool {
        if self.is_unnamed() || other.is_unnamed() {
            return true;
        }
        let alike = self.words == other.words && self.titles == other.titles;
        let short = initials(&self.words, &other.words)
            || initials(&other.words, &self.words)
            || !self.words.is_empty() && letters(&self.words).eq(letters(&other.words));
        let within = |a: &[String], b: &[String]| !a.is_empty() && a.iter().all(|name| b.contains(name));
        // `The minister, a former banker`, `the governor, a former banker`.
        let unlike =
            !self.titles.is_empty() && !other.titles.is_empty() && self.names.is_empty() && other.names.is_empty();
        if unlike && !self.titles.iter().any(|title| other.titles.contains(title)) {
            return false;
        }
        // `Rita Sole, the manager`, `Greta Ames, the manager`: names decide where both have one.
        let unshared = |a: &[String], b: &Self| !a.is_empty() && !a.iter().any(|name| b.words.contains(name));
        if unshared(&self.names, other) && unshared(&other.names, self) && !short {
            return false;
        }
        // `The owner's brother` is not the owner.
        let relation = |s: &Self, o: &Self| {
            !s.words.is_empty()
                && !s.titles.is_empty()
                && s.is_titled_alone()
                && o.titles.is_empty()
                && o.names.is_empty()
        };
        if relation(self, other) || relation(other, self) {
            return false;
        }
        if self.two != other.two {
            return false;
        }
        alike
            || short
            || within(&self.names, &other.names)
            || within(&other.names, &self.names)
            || self.calls_alike(other)
            || self.ends_alike(other)
            || self.may_be(other)
            || other.may_be(self)
    }

    /// Whether one calls the source by nothing but what the other calls it too.
    fn calls_alike(&self, other: &Self) -> bool {
        let titled = self.words.is_empty() || other.words.is_empty();
        let called = |s: &Self| if titled { [s.words.as_slice(), &s.titles].concat() } else { s.words.clone() };
        let (own, others) = (called(self), called(other));
        let named = |long: &[String], heads: &[String], short: &[String]| {
            short.iter().all(|word| long.contains(word))
                && (heads.iter().all(|head| !long.contains(head)) || heads.iter().any(|head| short.contains(head)))
        };
        named(&own, &self.heads, &others) || named(&others, &other.heads, &own)
    }

    /// `the regional grid operator`, `the grid operator for the region`: without names, one has all of the other's noun of two
    /// words or more.
    fn ends_alike(&self, other: &Self) -> bool {
        let (short, long) = if self.heads.len() <= other.heads.len() { (self, other) } else { (other, self) };
        let unnamed = self.names.is_empty() && other.names.is_empty();
        unnamed && short.heads.len() > 1 && long.heads.ends_with(&short.heads)
    }

    /// `new rules published by the authority`: where a verb stands in the phrase, any noun of it may be who speaks.
    fn may_be(&self, other: &Self) -> bool {
        let all = || !other.heads.is_empty() && other.heads.iter().all(|head| self.words.contains(head));
        if !self.is_loose || !all() {
            return false;
        }
        // `tests by the university`, `tests by the brewery`
        let last = |s: &Self| s.words.iter().rev().find(|word| !s.heads.contains(word)).cloned();
        let told = |s: &Self, word: &String| s.words.contains(word) && !s.heads.contains(word);
        last(self).zip(last(other)).is_none_or(|(own, others)| told(other, &own) || told(self, &others))
    }
}

/// `co-operative`, `cooperative`.
fn letters(words: &[String]) -> impl Iterator<Item = char> {
    words.iter().flat_map(|word| word.chars())
}

/// Whether one word is made of the first letters of several: `WHO`.
fn initials(short: &[String], long: &[String]) -> bool {
    let [short] = short else { return false };
    long.len() > 1 && long.iter().filter_map(|word| word.chars().next()).eq(short.chars())
}

/// Whether the name of a body may start there: no given name, no title and no other name stands before (`Ruth Ames`, `Mr Ames`).
pub(super) fn starts_body(reading: &Reading, at: usize) -> bool {
    let capital = |i: usize| reading.is_capital(i);
    let named = |i: usize| capital(i) && !reading.means(i, Section::Function) && !reading.means(i, Section::Ordinary);
    let titled = |i: usize| reading.means(i, Section::Titles);
    let given = reading.meaning(at, Section::Known).is_some_and(|m| m.sense.name == "person");
    capital(at) && !given && !at.checked_sub(1).is_some_and(|i| named(i) || titled(i))
}

/// Whether somebody is spoken of as he or she.
pub(super) fn tells_person(reading: &Reading) -> bool {
    let person = ["he", "she", "him", "his", "her", "hers", "himself", "herself"];
    (0..reading.len()).any(|i| reading.piece(i).is_some_and(|p| p.span.len() <= 7) && person.contains(&reading.key(i)))
}

fn is_mark(reading: &Reading, at: usize) -> bool {
    reading.class(at) == Some(Class::Mark) && reading.key(at) != "-"
}

fn sort(reading: &Reading, at: usize) -> Option<Sort> {
    if reading.means(at, Section::Titles) {
        return Some(Sort::Title);
    }
    if reading.means(at, Section::Persons) {
        return Some(Sort::Person);
    }
    let body = reading.meaning(at, Section::Bodies)?;
    Some(match body.sense.name {
        "company" => Sort::Company,
        "initials" => Sort::Initialed,
        _ => Sort::Body,
    })
}
