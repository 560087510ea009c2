//! The polarity of a statement: how many negations it holds. `did not` and `didn't`, `no` and `none of the` count alike.
//! May import the framework of this folder.

use std::ops::Range;

use super::lexicon::{Concord, Section, Sections};
use super::matching::{self, Candidate};
use super::place::Nearness;
use super::reading::{Match, NEGATIONS, Reading, Signs};
use super::scan::Class;
use super::{Claim, Detector, Kind, Mention, Sides};
use crate::Pair;

pub(super) struct Negations;

impl Detector for Negations {
    fn kind(&self) -> Kind {
        Kind::Negation
    }

    fn knows(&self, sections: Sections) -> bool {
        sections.has(Section::Negations)
    }

    fn may_find(&self, signs: Pair<Signs>) -> bool {
        signs.a.negations != signs.b.negations
    }

    fn changes(&self, sides: &mut Sides) -> Vec<Claim> {
        let found =
            Pair::new(negations(&sides.readings.a, &sides.taken.a), negations(&sides.readings.b, &sides.taken.b));
        if found.a.len() == found.b.len() {
            return Vec::new();
        }
        // `would not comment` answers `declined to comment` rather than a `denied` somewhere else.
        let alike = |a: &Negation, b: &Negation| {
            let near = || sides.place().nearness(Pair::new(a.pieces.start, b.pieces.start)) >= Nearness::Close;
            a.force == b.force && (a.force == Force::Firm || is_same_word(sides, a, b) || near())
        };
        let left = drop_answered(sides, found, alike);
        let left = drop_answered(sides, left, |a, b| a.force != b.force);
        let left = Pair::new(
            firm(left.a, &sides.readings.a, &sides.readings.b),
            firm(left.b, &sides.readings.b, &sides.readings.a),
        );
        let alone = left.as_ref().map(|l| (0..l.len()).collect());
        let matched = matching::Matched { pairs: Vec::new(), alone };
        matching::claims(Kind::Negation, &matched, left.as_ref().map(Vec::as_slice), |side, negation| Mention {
            span: sides.readings.side(side).span(&negation.pieces),
            value: "not".to_owned(),
        })
    }
}

#[derive(Clone, Debug)]
struct Negation {
    pieces: Range<usize>,
    force: Force,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Force {
    Firm,
    /// Answers a negation of the other side, but is none by itself: `refused to`, `hardly`.
    Loose,
}

/// Any negation answers any other: those nearest in place first, so that what is left stands where the polarity changed.
fn drop_answered(
    sides: &Sides,
    found: Pair<Vec<Negation>>,
    answers: impl Fn(&Negation, &Negation) -> bool,
) -> Pair<Vec<Negation>> {
    let equal = matching::equal_by(
        found.as_ref().map(Vec::as_slice),
        |_| String::new(),
        |at| {
            let both = found.a.get(at.a).zip(found.b.get(at.b));
            both.map_or(0, |(a, b)| {
                let near = sides.place().nearness(Pair::new(a.pieces.start, b.pieces.start));
                near.points() * 2 + i32::from(is_same_word(sides, a, b))
            })
        },
    );
    let answered = |c: &Candidate| found.a.get(c.at.a).zip(found.b.get(c.at.b)).is_some_and(|(a, b)| answers(a, b));
    let candidates = equal.into_iter().filter(answered).collect();
    let matched = matching::take_best(found.as_ref().map(Vec::len), candidates);
    matching::keep(found, &matched.alone)
}

fn is_same_word(sides: &Sides, a: &Negation, b: &Negation) -> bool {
    sides.readings.a.key(a.pieces.start) == sides.readings.b.key(b.pieces.start)
}

/// The negations that reverse something: `not happy` is as good as `unhappy` on the other side.
fn firm(left: Vec<Negation>, own: &Reading, other: &Reading) -> Vec<Negation> {
    left.into_iter().filter(|n| n.force == Force::Firm && !said_by_prefix(own, n, other)).collect()
}

fn said_by_prefix(own: &Reading, negation: &Negation, other: &Reading) -> bool {
    /// How many words after the negation may be the one it reverses.
    const REACH: usize = 3;
    let prefixes = own.lexicon.negative_prefixes();
    (negation.pieces.end..negation.pieces.end + REACH).any(|at| {
        let word = own.key(at);
        let long = word.chars().count() > 3;
        // `not happy` is `unhappy`, `not illegal` is `legal`.
        let with_prefix = |long: &str, short: &str| prefixes.iter().any(|p| long.strip_prefix(&**p) == Some(short));
        let reversed = |key: &str| key.len() > 3 && (with_prefix(key, word) || with_prefix(word, key));
        long && (0..other.len()).any(|i| reversed(other.key(i)))
    })
}

fn negations(reading: &Reading, taken: &[bool]) -> Vec<Negation> {
    let mut out: Vec<Negation> = Vec::new();
    let mut at = 0;
    while at < reading.len() {
        if !reading.may_mean(at, NEGATIONS) || taken.get(at) == Some(&true) {
            at += 1;
            continue;
        }
        let idiom = reading.meaning(at, Section::NotNegations);
        if let Some(idiom) = idiom.filter(|m| m.sense.name != "before" || !is_particle(reading, m.end)) {
            at = idiom.end;
            continue;
        }
        let found = negation(reading, at, &out);
        at = found.as_ref().map_or(at + 1, |n| n.pieces.end);
        out.extend(found);
    }
    out
}

fn negation(reading: &Reading, at: usize, before: &[Negation]) -> Option<Negation> {
    if let Some(found) = reading.meaning(at, Section::LooseNegations) {
        return Some(Negation { pieces: at..found.end, force: Force::Loose });
    }
    let found = reading.meaning(at, Section::Negations).filter(|_| !is_other_no(reading, at))?;
    let firm = |end: usize| Some(Negation { pieces: at..end, force: Force::Firm });
    match found.sense.name {
        "opens" => closing(reading, found).and_then(firm),
        "closes only" => None,
        // One of several words of a single negation (`no vio nada`, `neither ... nor`).
        name => {
            let joins = name == "joins" || reading.lexicon.concord() == Concord::Together;
            let joined = joins && before.last().is_some_and(|b| one_negation(reading, b, at, name));
            if joined { None } else { firm(found.end) }
        }
    }
}

/// `Hinweise liegen nicht vor.`: what ends a clause belongs to its verb.
fn is_particle(reading: &Reading, end: usize) -> bool {
    reading.class(end).is_none_or(|class| class == Class::Mark) || matches!(reading.role(end), "conjunction")
}

/// Whether a negative word belongs to the negation before it.
fn one_negation(reading: &Reading, before: &Negation, at: usize, name: &str) -> bool {
    /// How many pieces apart the words of one negation may stand.
    const REACH: usize = 10;
    let start = before.pieces.end;
    let earlier_joins =
        reading.meaning(before.pieces.start, Section::Negations).is_some_and(|m| m.sense.name == "joins");
    let near = at.saturating_sub(start) <= REACH;
    let same_clause = !(start..at).any(|i| matches!(reading.key(i), "." | ";" | ":" | "!" | "?"));
    near && same_clause && (name == "joins" || earlier_joins)
}

/// `No. 5`, `no-fly zone`.
fn is_other_no(reading: &Reading, at: usize) -> bool {
    let number = reading.key(at + 1) == "." && reading.class(at + 2) == Some(Class::Number) && reading.glued(at + 1);
    let compound = reading.key(at + 1) == "-" && reading.glued(at + 1) && reading.glued(at + 2);
    reading.key(at) == "no" && (number || compound)
}

/// The end of a negation in two parts (`ne ... pas`); `None` where the second is missing, or makes it none (`ne ... que`).
fn closing(reading: &Reading, opened: Match) -> Option<usize> {
    /// How far apart the parts may stand.
    const REACH: usize = 7;
    for at in opened.end..opened.end + REACH {
        if reading.class(at).is_none()
            || matches!(reading.key(at), "." | ";")
            || reading.means(at, Section::NotNegations)
        {
            return None;
        }
        if let Some(found) = reading.meaning(at, Section::Negations)
            && found.sense.name != "opens"
        {
            return Some(found.end);
        }
    }
    None
}
