//! Hedges and modals by strength: `may` and `might` are alike, `will` and `could` are not. May import the framework of this
//! folder.

use std::ops::Range;

use super::lexicon::{Section, Sections};
use super::matching::{self, Candidate};
use super::reading::{HEDGES, Reading, Signs, Standing, is_quotation_mark};
use super::scan::Class;
use super::{Claim, Detector, Kind, Mention, Sides};
use crate::{Pair, Side};

pub(super) struct Certainties;

impl Detector for Certainties {
    fn kind(&self) -> Kind {
        Kind::Certainty
    }

    fn knows(&self, sections: Sections) -> bool {
        sections.has(Section::Hedges)
    }

    fn may_find(&self, signs: Pair<Signs>) -> bool {
        signs.a.hedges != signs.b.hedges
    }

    fn changes(&self, sides: &mut Sides) -> Vec<Claim> {
        let found = Pair::new(hedges(&sides.readings.a, &sides.taken.a), hedges(&sides.readings.b, &sides.taken.b));
        if found.a.iter().map(|h| (h.strength, h.force)).eq(found.b.iter().map(|h| (h.strength, h.force))) {
            return Vec::new();
        }
        let left = drop_equal(sides, found, |a, b| a.force == b.force);
        let mut left = drop_equal(sides, left, |_, _| true);
        for side in [Side::A, Side::B] {
            left.side_mut(side).retain(|h| h.force != Force::Silent);
        }
        let only = left.a.len() == 1 && left.b.len() == 1;
        let mut matched = matching::pair_up(left.as_ref().map(Vec::len), |at| {
            let (a, b) = (left.a.get(at.a)?, left.b.get(at.b)?);
            let firm = a.force == Force::Firm || b.force == Force::Firm;
            let near = near(sides, a, b);
            (firm && (only || near >= 2)).then_some(near)
        });
        // `will` comes and goes with the tense: alone it says nothing.
        matched.alone.a.retain(|&i| left.a.get(i).is_some_and(|h| h.force == Force::Firm));
        matched.alone.b.retain(|&i| left.b.get(i).is_some_and(|h| h.force == Force::Firm));
        matching::claims(Kind::Certainty, &matched, left.as_ref().map(Vec::as_slice), |side, hedge| Mention {
            span: sides.readings.side(side).span(&hedge.pieces),
            value: hedge.strength.to_owned(),
        })
    }
}

#[derive(Clone, Debug)]
struct Hedge {
    pieces: Range<usize>,
    /// How sure the statement is, as the data file calls it.
    strength: &'static str,
    force: Force,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Force {
    Firm,
    /// Counts only where it answers a hedge of the other side: `will`, `can`.
    Loose,
    /// Counts only where it answers the same on the other side: `could not`, `could`.
    Silent,
}

fn near(sides: &Sides, a: &Hedge, b: &Hedge) -> i32 {
    sides.place().nearness(Pair::new(a.pieces.start, b.pieces.start)).points()
}

fn drop_equal(sides: &Sides, found: Pair<Vec<Hedge>>, answers: impl Fn(&Hedge, &Hedge) -> bool) -> Pair<Vec<Hedge>> {
    let both = |at: Pair<usize>| found.a.get(at.a).zip(found.b.get(at.b));
    let equal = matching::equal_by(
        found.as_ref().map(Vec::as_slice),
        |h| h.strength.to_owned(),
        |at| both(at).map_or(0, |(a, b)| near(sides, a, b)),
    );
    let candidates: Vec<Candidate> =
        equal.into_iter().filter(|c| both(c.at).is_some_and(|(a, b)| answers(a, b))).collect();
    let matched = matching::take_best(found.as_ref().map(Vec::len), candidates);
    matching::keep(found, &matched.alone)
}

fn hedges(reading: &Reading, taken: &[bool]) -> Vec<Hedge> {
    let mut out: Vec<Hedge> = Vec::new();
    let mut at = 0;
    while at < reading.len() {
        if !reading.may_mean(at, HEDGES) || taken.get(at) == Some(&true) {
            at += 1;
            continue;
        }
        if let Some(idiom) = reading.meaning(at, Section::NotHedges) {
            at = idiom.end;
            continue;
        }
        let found = hedge(reading, at);
        at = found.as_ref().map_or(at + 1, |h| h.pieces.end);
        if let Some(hedge) = found {
            // `may possibly` hedges once.
            let again = out.last().is_some_and(|last| last.strength == hedge.strength && at <= last.pieces.end + 2);
            if !again {
                out.push(hedge);
            }
        }
    }
    out
}

fn hedge(reading: &Reading, at: usize) -> Option<Hedge> {
    let firm = reading.meaning(at, Section::Hedges).map(|m| (m, Force::Firm));
    let (found, force) = firm.or_else(|| Some((reading.meaning(at, Section::LooseHedges)?, Force::Loose)))?;
    let (strength, condition) = found.sense.name.split_once(' ').unwrap_or((found.sense.name, ""));
    let fits = match condition {
        // Modals, which have a noun or a name of the same form: `the might of the river`, `Will Sanders`.
        "modal" => !is_noun(reading, at) && !is_name(reading, at),
        // Participles, hedges before a noun alone: `the alleged smuggler`, but `she alleged that`.
        "adjective" => {
            let noun = reading.class(found.end).is_some_and(|c| c != Class::Mark);
            (noun || is_quotation_mark(reading.key(found.end)))
                && !is_verb(reading, found.end)
                && !has_subject(reading, at)
        }
        "attributive" => reading.key(at + 1) == "-" && reading.glued(at + 1) || is_noun(reading, at),
        // `was said to own`, `a man said to be ill`; `tenants claimed to have paid` is a report of theirs.
        "passive" => {
            let reduced = matches!(reading.key(found.end), "be" | "have") && !reading.key(at).starts_with("claim");
            let infinitive = !is_verb(reading, found.end) && !reading.means(found.end, Section::Ordinary);
            reduced && !has_subject(reading, at) || infinitive && is_passive(reading, at)
        }
        // `the board confirmed that`, but `was confirmed`, `confirmed cases`.
        "unreported" => {
            let said = !matches!(reading.class(found.end), Some(Class::Word | Class::Number));
            is_passive(reading, at) || !said && !is_verb(reading, found.end) && reading.key(found.end) != "that"
        }
        _ => true,
    };
    let force = if condition == "negated" { Force::Silent } else { force };
    fits.then_some(Hedge { pieces: at..found.end, strength, force })
}

fn is_noun(reading: &Reading, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|i| matches!(reading.role(i), "article" | "preposition"))
}

fn is_name(reading: &Reading, at: usize) -> bool {
    let first = reading.piece(at).is_some_and(|p| p.standing == Standing::First);
    let before_verb = reading.role(at + 1) == "verb";
    let verb = before_verb && !matches!(reading.key(at + 1), "be" | "have");
    reading.is_capital(at) && (!first || verb || reading.is_capital(at + 1))
}

/// Whether a name or a pronoun stands before a word, so that it is a verb: `Brandt alleged`.
fn has_subject(reading: &Reading, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let role = reading.role(before);
    let capital = reading.is_capital(before);
    let owner = reading.is_possessive(before);
    role == "pronoun" || role.is_empty() && capital && !owner && !reading.means(before, Section::Months)
}

/// Whether a form of `be` stands before a word, adverbs between them passed over: `is widely said`.
fn is_passive(reading: &Reading, at: usize) -> bool {
    const REACH: usize = 3;
    let adverb = |i: &usize| {
        let small = reading.role(*i) == "adverb";
        small || reading.key(*i).ends_with("ly")
    };
    let before = (at.saturating_sub(REACH)..at).rev().find(|i| !adverb(i));
    before.is_some_and(|i| reading.is_being(i) || reading.key(i) == "am")
}

/// Whether a clause or its object follows.
fn is_verb(reading: &Reading, next: usize) -> bool {
    matches!(reading.role(next), "article" | "determiner" | "pronoun" | "preposition" | "conjunction")
}
