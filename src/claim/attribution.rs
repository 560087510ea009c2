//! Who says so, and in what stance: reporting verbs with the noun phrase beside them, and `according to`. May import the
//! framework of this folder.

mod statement;

use std::ops::Range;

use self::statement::{Force, Statement};
use super::lexicon::{Lexicon, Section};
use super::matching::{self, Matched};
use super::reading::Reading;
use super::{Claim, Detector, Kind, Mention, Sides};
use crate::{Pair, Side};

pub(super) struct Attributions;

impl Detector for Attributions {
    fn kind(&self) -> Kind {
        Kind::Attribution
    }

    fn knows(&self, lexicon: &Lexicon) -> bool {
        lexicon.has(Section::Verbs)
    }

    fn changes(&self, sides: &mut Sides) -> Vec<Claim> {
        let found = Pair::new(
            statement::statements(&sides.readings.a, &sides.taken.a),
            statement::statements(&sides.readings.b, &sides.taken.b),
        );
        let left = without_equal(sides, found.clone());
        let matched = pair_changed(sides, &left, &found);
        let mut claims = Vec::new();
        for at in &matched.pairs {
            if let (Some(a), Some(b)) = (left.a.get(at.a), left.b.get(at.b)) {
                let part = Part::changed(a, b);
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

/// The part of an attribution that changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Stance,
    Source,
    Whole,
}

impl Part {
    fn changed(a: &Statement, b: &Statement) -> Self {
        match (a.same_stance(b), a.same_source(b)) {
            (false, true) => Self::Stance,
            (true, false) => Self::Source,
            _ => Self::Whole,
        }
    }
}

fn mention(reading: &Reading, statement: &Statement, part: Part) -> Mention {
    let pieces: Range<usize> = match part {
        Part::Stance => statement.verb.clone(),
        Part::Source if !statement.source.is_empty() => statement.source.clone(),
        Part::Source | Part::Whole => statement.whole(),
    };
    Mention { span: reading.span(&pieces), value: statement.value() }
}

/// What is left when attributions with the same stance and source answer each other.
fn without_equal(sides: &Sides, found: Pair<Vec<Statement>>) -> Pair<Vec<Statement>> {
    let matched = matching::pair_up(found.as_ref().map(Vec::len), |at| {
        let (a, b) = (found.a.get(at.a)?, found.b.get(at.b)?);
        let named = i32::from(!a.words.is_empty() && !b.words.is_empty());
        (a.same_stance(b) && a.same_source(b)).then(|| 5 * named + near(sides, a, b))
    });
    matching::keep(found, &matched.alone)
}

fn pair_changed(sides: &Sides, left: &Pair<Vec<Statement>>, found: &Pair<Vec<Statement>>) -> Matched {
    let only = left.a.len() == 1 && left.b.len() == 1;
    let mut matched = matching::pair_up(left.as_ref().map(Vec::len), |at| {
        let (a, b) = (left.a.get(at.a)?, left.b.get(at.b)?);
        let near = near(sides, a, b);
        let source = a.same_source(b) && !a.words.is_empty() && !b.words.is_empty();
        let loose = a.force == Force::Loose && b.force == Force::Loose;
        let enough = source || (only || near >= 2) && !loose;
        enough.then(|| near + if source { 5 } else { 0 } + i32::from(a.same_stance(b)))
    });
    // A second verb of one speaker tells nothing new: `he said ... and added`.
    let told = |statement: Option<&Statement>, other: &[Statement]| {
        statement.is_none_or(|s| s.force == Force::Loose || other.iter().any(|o| s.same_stance(o) && s.same_source(o)))
    };
    matched.alone.a.retain(|&i| !told(left.a.get(i), &found.b));
    matched.alone.b.retain(|&i| !told(left.b.get(i), &found.a));
    matched
}

fn near(sides: &Sides, a: &Statement, b: &Statement) -> i32 {
    sides.place().nearness(Pair::new(a.verb.start, b.verb.start)).points()
}
