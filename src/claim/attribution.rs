//! Who says so, and in what stance: reporting verbs with the noun phrase beside them, and `according to`. May import the
//! framework of this folder.

mod apposition;
mod called;
mod clause;
mod identity;
mod source;
mod statement;

use std::ops::Range;

use self::identity::Identities;
use self::statement::{Force, Statement};
use super::lexicon::{Section, Sections};
use super::matching::{self, Matched};
use super::reading::{Reading, Signs};
use super::{Claim, Detector, Kind, Mention, Sides};
use crate::{Pair, Side};

pub(super) struct Attributions;

impl Detector for Attributions {
    fn kind(&self) -> Kind {
        Kind::Attribution
    }

    fn knows(&self, sections: Sections) -> bool {
        sections.has(Section::Verbs)
    }

    fn may_find(&self, signs: Pair<Signs>) -> bool {
        signs.a.reports || signs.b.reports
    }

    fn changes(&self, sides: &mut Sides) -> Vec<Claim> {
        let readings = &sides.readings;
        let mut found = Pair::new(
            statement::statements(&readings.a, &sides.taken.a),
            statement::statements(&readings.b, &sides.taken.b),
        );
        let kept = |own: &[Statement], own_reading: &Reading, others: &[Statement], other_reading: &Reading| {
            own.iter().map(|s| is_kept_weak(s, own_reading, others, other_reading)).collect::<Vec<bool>>()
        };
        let dropped = Pair::new(
            kept(&found.a, &readings.a, &found.b, &readings.b),
            kept(&found.b, &readings.b, &found.a, &readings.a),
        );
        for side in [Side::A, Side::B] {
            let mut dropped = dropped.side(side).iter().copied();
            found.side_mut(side).retain(|_| !dropped.next().unwrap_or(false));
        }
        drop_joint(&mut found);
        let who = Identities::new(sides.readings.as_ref());
        let all = found.as_ref().map(|statements| statements.iter().collect::<Vec<&Statement>>());
        let left = matching::keep(all, &equal(sides, &found, &who).alone);
        if left.a.is_empty() && left.b.is_empty() {
            return Vec::new();
        }
        let mut matched = pair_changed(sides, &left, &found, &who);
        drop_unread(&mut matched, sides, &left, &found, &who);
        pair_last(&mut matched, &left);
        let mut claims = Vec::new();
        for at in &matched.pairs {
            if let (Some(a), Some(b)) = (left.a.get(at.a), left.b.get(at.b)) {
                let part = Part::changed(a, b, &who);
                claims.push(Pair::new(
                    Some(mention(&sides.readings.a, a, part)),
                    Some(mention(&sides.readings.b, b, part)),
                ));
            }
        }
        let alone = |side: Side, i: usize| {
            let statement = left.side(side).get(i)?;
            Some(mention(sides.readings.side(side), statement, Part::Whole))
        };
        claims.extend(matched.alone.a.iter().map(|&i| Pair::new(alone(Side::A, i), None)));
        claims.extend(matched.alone.b.iter().map(|&i| Pair::new(None, alone(Side::B, i))));
        claims.into_iter().map(|sides| Claim::new(Kind::Attribution, sides)).collect()
    }
}

/// How a source is called, with the stance of what it says.
pub(super) enum Named<'v> {
    /// By what it is: `the company`.
    Described(&'v str),
    /// By the first word of its name.
    Called(String, &'v str),
}

/// How the source of a claim is called, as far as it is called by one of these.
pub(super) fn named<'v>(reading: &Reading, value: &'v str) -> Option<Named<'v>> {
    let (_, stance) = value.rsplit_once(": ")?;
    let last = reading.len().checked_sub(1)?;
    let body = reading.meaning(last, Section::Bodies).is_some_and(|m| m.sense.name != "initials");
    let capital = |&i: &usize| {
        let small = reading.means(i, Section::Function) || reading.means(i, Section::Titles);
        !small && reading.is_capital(i)
    };
    match (0..=last).find(capital) {
        None => (reading.key(0) == "the" && body).then_some(Named::Described(stance)),
        Some(name) => Some(Named::Called(reading.key(name).to_owned(), stance)),
    }
}

/// Whether a text has a name that may be that of a body.
pub(super) fn calls(reading: &Reading, name: &str) -> bool {
    let called = |i: usize| reading.key(i) == name && identity::starts_body(reading, i);
    (0..reading.len()).any(called) && !identity::tells_person(reading)
}

/// Whether a verb that hardly reports stands on both sides, and surely reports on neither: then it answers no attribution.
fn is_kept_weak(statement: &Statement, own: &Reading, others: &[Statement], other: &Reading) -> bool {
    let verb = own.key(statement.verb.start);
    let reports = others.iter().any(|o| o.force != Force::Weak && other.key(o.verb.start) == verb);
    statement.force == Force::Weak && !reports && (0..other.len()).any(|i| other.key(i) == verb)
}

/// What alone is left over on both sides, wherever it moved, is one that changed.
fn pair_last(matched: &mut Matched, left: &Pair<Vec<&Statement>>) {
    let (&[a], &[b]) = (matched.alone.a.as_slice(), matched.alone.b.as_slice()) else { return };
    if left.a.get(a).zip(left.b.get(b)).is_some_and(|(a, b)| a.may_answer(b)) {
        matched.pairs.push(Pair::new(a, b));
        matched.alone = Pair::default();
    }
}

/// Drops what the other side may tell too, where it was read as no report: then the reading differs, not what is said (`Wren, who
/// denies fraud, is due`, `He denies fraud and is due`).
fn drop_unread(
    matched: &mut Matched,
    sides: &Sides,
    left: &Pair<Vec<&Statement>>,
    found: &Pair<Vec<Statement>>,
    who: &Identities,
) {
    if matched.alone.a.is_empty() && matched.alone.b.is_empty() && matched.pairs.is_empty() {
        return;
    }
    let verbs = Pair::new(unread(&sides.readings.a, &found.a), unread(&sides.readings.b, &found.b));
    let may_be_told = |side: Side, i: usize, alone: bool| {
        let (own, other) = (sides.readings.side(side), sides.readings.side(side.other()));
        left.side(side).get(i).is_some_and(|s| is_unread(s, alone, own, verbs.side(side.other()), other))
    };
    matched.alone.a.retain(|&i| !may_be_told(Side::A, i, true));
    matched.alone.b.retain(|&i| !may_be_told(Side::B, i, true));
    matched.pairs.retain(|at| {
        let same = left.a.get(at.a).zip(left.b.get(at.b)).is_none_or(|(a, b)| who.same(a, b));
        same || !may_be_told(Side::A, at.a, false) && !may_be_told(Side::B, at.b, false)
    });
}

/// The verbs that were not read as reports; of `a court was told` nobody tells who told it.
fn unread(reading: &Reading, found: &[Statement]) -> Vec<usize> {
    /// More tell nothing more.
    const MOST: usize = 100;
    let read = |at: usize| {
        let next = found.partition_point(|s| s.verb.end <= at);
        found.get(next).is_some_and(|s| s.verb.contains(&at))
    };
    let verb = |&at: &usize| reading.means(at, Section::Verbs) && !read(at) && !clause::is_passive(reading, at);
    (0..reading.len()).filter(verb).take(MOST).collect()
}

/// Whether a verb of the stance that was not read as a report stands behind who speaks on the other side (`Corry called it an
/// insult`), or for one alone the same verb.
fn is_unread(statement: &Statement, alone: bool, own: &Reading, verbs: &[usize], other: &Reading) -> bool {
    let verb = base(own.key(statement.verb.start));
    let stands = |i: usize| {
        let found = other.meaning(i, Section::Verbs);
        let spoken = || found.is_some_and(|m| statement.has_stance(m.sense.name)) && speaks_before(statement, other, i);
        alone && base(other.key(i)) == verb || spoken()
    };
    own.means(statement.verb.start, Section::Verbs) && verbs.iter().any(|&i| stands(i))
}

/// Whether who speaks is called by name before a verb, in its sentence.
fn speaks_before(statement: &Statement, reading: &Reading, verb: usize) -> bool {
    /// How far before the verb, in pieces.
    const REACH: usize = 16;
    let near = (verb.saturating_sub(REACH)..verb).rev().take_while(|&i| !matches!(reading.key(i), "." | "?" | "!"));
    let near: Vec<String> = near.map(|i| called::stem(reading.key(i))).collect();
    !statement.names.is_empty() && statement.names.iter().all(|name| near.contains(name))
}

/// A verb without its endings.
fn base(verb: &str) -> &str {
    match verb {
        "told" | "tells" => "tell",
        "said" | "says" => "say",
        _ => ["ies", "ied", "ing", "ed", "es", "s", "y", "e"]
            .iter()
            .find_map(|ending| verb.strip_suffix(ending))
            .unwrap_or(verb),
    }
}

/// Drops what two say together on one side and each for itself on the other: `residents and the union said`.
fn drop_joint(found: &mut Pair<Vec<Statement>>) {
    if !found.a.iter().chain(&found.b).any(|s| s.two) {
        return;
    }
    for side in [Side::A, Side::B] {
        let mut at = 0;
        while let Some(joint) = found.side(side).get(at) {
            let parts = parts_of(joint, found.side(side.other()));
            if parts.is_empty() {
                at += 1;
                continue;
            }
            found.side_mut(side).remove(at);
            let mut parts = parts.into_iter();
            found.side_mut(side.other()).retain(|_| !parts.next().unwrap_or(false));
        }
    }
}

/// Which statements are those of the two that speak in one, if together they are all of it; else none.
fn parts_of(joint: &Statement, others: &[Statement]) -> Vec<bool> {
    let part = |s: &Statement| {
        !s.two && !s.words.is_empty() && s.same_stance(joint) && s.words.iter().all(|w| joint.words.contains(w))
    };
    let parts: Vec<bool> = others.iter().map(|s| joint.two && part(s)).collect();
    let told = |word: &String| others.iter().zip(&parts).any(|(s, part)| *part && s.words.contains(word));
    let all = parts.contains(&true) && joint.words.iter().all(told);
    if all { parts } else { Vec::new() }
}

/// The part of an attribution that changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Stance,
    Source,
    Whole,
}

impl Part {
    fn changed(a: &Statement, b: &Statement, who: &Identities) -> Self {
        match (a.same_stance(b), who.same(a, b)) {
            (false, true) => Self::Stance,
            (true, false) => Self::Source,
            _ => Self::Whole,
        }
    }
}

fn mention(reading: &Reading, statement: &Statement, part: Part) -> Mention {
    let pieces: Range<usize> = match part {
        Part::Stance => statement.verb.clone(),
        Part::Source if !statement.source.is_empty() => with_apposition(reading, statement.source.clone()),
        Part::Source | Part::Whole => with_apposition(reading, statement.whole()),
    };
    Mention { span: reading.span(&pieces), value: statement.value() }
}

/// What is told of who speaks behind a name belongs to it: `according to Delphine Marr, chief economist at Tolland`.
fn with_apposition(reading: &Reading, pieces: Range<usize>) -> Range<usize> {
    pieces.start..source::apposition_end(reading, pieces.end)
}

/// Attributions with the same stance and source, which answer each other.
fn equal(sides: &Sides, found: &Pair<Vec<Statement>>, who: &Identities) -> Matched {
    matching::pair_up(found.as_ref().map(Vec::len), |at| {
        let (a, b) = (found.a.get(at.a)?, found.b.get(at.b)?);
        let named = !a.is_unnamed() && !b.is_unnamed();
        let weak = a.force == Force::Weak || b.force == Force::Weak;
        let same = a.same_stance(b) && (named || !weak) && a.may_answer(b) && who.same(a, b);
        same.then(|| 5 * i32::from(named) + near(sides, a, b))
    })
}

fn pair_changed(
    sides: &Sides,
    left: &Pair<Vec<&Statement>>,
    found: &Pair<Vec<Statement>>,
    who: &Identities,
) -> Matched {
    let only = left.a.len() == 1 && left.b.len() == 1;
    let mut matched = matching::pair_up(left.as_ref().map(Vec::len), |at| {
        let (a, b) = (left.a.get(at.a)?, left.b.get(at.b)?);
        let near = near(sides, a, b);
        let source = !a.is_unnamed() && !b.is_unnamed() && who.same(a, b);
        // Findings and nouns (`a study showed`, `his claim that`) tell a change only where one stands in the other's place.
        let in_place = near >= 3 && (!a.same_stance(b) || !source && !a.is_unnamed() && !b.is_unnamed());
        let loose = a.force == Force::Loose && b.force == Force::Loose && !in_place;
        let weak = a.force == Force::Weak || b.force == Force::Weak;
        let both_weak = a.force == b.force || a.force != Force::Firm && b.force != Force::Firm && near < 3;
        let enough = if weak { source && !both_weak } else { source || (only || near >= 2) && !loose };
        let bonus = match (source, weak) {
            // What surely reports goes first.
            (_, true) => -5,
            (true, false) => 5,
            (false, false) => 0,
        };
        (enough && a.may_answer(b)).then(|| near + bonus + i32::from(a.same_stance(b)))
    });
    // A second verb of one speaker tells nothing new: `he said ... and added`.
    let told = |statement: Option<&Statement>, other: &[Statement], same: &dyn Fn(&Statement, &Statement) -> bool| {
        statement.is_none_or(|s| {
            let reports = |o: &Statement| o.force != Force::Weak || s.is_unnamed() && o.value() == s.value();
            s.force != Force::Firm || other.iter().any(|o| reports(o) && s.same_stance(o) && same(s, o))
        })
    };
    matched.alone.a.retain(|&i| !told(left.a.get(i).copied(), &found.b, &|own, other| who.same(own, other)));
    matched.alone.b.retain(|&i| !told(left.b.get(i).copied(), &found.a, &|own, other| who.same(other, own)));
    matched
}

fn near(sides: &Sides, a: &Statement, b: &Statement) -> i32 {
    sides.place().nearness(Pair::new(a.verb.start, b.verb.start)).points()
}
