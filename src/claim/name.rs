//! Named people, places and organisations, by their capitals. A name stays the same name when it is shortened, abbreviated or
//! moved. May import the framework of this folder.

mod entity;

use std::ops::Range;

use rustc_hash::FxHashSet;

use self::entity::Entity;
pub(super) use self::entity::without_accents;
use super::lexicon::{Capitals, Section, Sections};
use super::matching::{self, Matched};
use super::reading::{Reading, Signs, Standing};
use super::{Claim, Detector, Kind, Mention, Sides};
use crate::{Pair, Side};

pub(super) struct Names;

impl Detector for Names {
    fn kind(&self) -> Kind {
        Kind::Name
    }

    fn knows(&self, sections: Sections) -> bool {
        sections.has(Section::Titles)
    }

    fn may_find(&self, signs: Pair<Signs>) -> bool {
        signs.a.names != signs.b.names
    }

    fn changes(&self, sides: &mut Sides) -> Vec<Claim> {
        if entity::all_capitals(&sides.readings.a) || entity::all_capitals(&sides.readings.b) {
            return Vec::new();
        }
        let found =
            entity::entities(Pair::new(&sides.readings.a, &sides.readings.b), sides.taken.as_ref().map(Vec::as_slice));
        let left = left_over(sides, &found);
        if left.a.is_empty() && left.b.is_empty() {
            return Vec::new();
        }
        let matched = pair_changed(sides, &left);
        matching::claims(Kind::Name, &matched, left.as_ref().map(Vec::as_slice), |side, entity| Mention {
            span: sides.readings.side(side).span(&entity.pieces),
            value: entity.value(),
        })
    }
}

/// Whether a text tells every word of a name.
pub(super) fn tells(reading: &Reading, name: &Mention) -> bool {
    entity::tells(reading, &name.value) || name.value.split(' ').all(|word| entity::tells(reading, word))
}

/// Whether a text has a code that ends in a number: `AF447` tells the number of `flight 447`.
pub(super) fn tells_number(reading: &Reading, number: &str) -> bool {
    entity::has_code(reading, number)
}

/// A name of which something is not told on the other side.
#[derive(Clone, Debug)]
struct Left {
    pieces: Range<usize>,
    words: Vec<String>,
}

impl Left {
    fn value(&self) -> String {
        self.words.join(" ")
    }
}

/// The names that are not told on the other side, each once.
fn left_over(sides: &Sides, found: &Pair<Vec<Entity>>) -> Pair<Vec<Left>> {
    let Pair { a, b } = &sides.readings;
    let untold = |own: &[Entity], other: &[Entity], side: Side| -> Vec<Entity> {
        let (text, reading) = (sides.readings.side(side), sides.readings.side(side.other()));
        let told = |e: &Entity, w: &String| {
            entity::tells(reading, w)
                || entity::derives(text, e, w, reading)
                || entity::is_same_kind(e, w, reading)
                || is_legal_form(text, e, w)
        };
        let untold = |e: &&Entity| !is_letter(e) && e.words.iter().any(|w| !told(e, w)) && !abbreviated(e, other);
        own.iter().filter(untold).cloned().collect()
    };
    let untold = Pair::new(untold(&found.a, &found.b, Side::A), untold(&found.b, &found.a, Side::B));
    // `the trust` may be the `Fairlie Trust` of the other side, but not beside a `Fairley Trust` of its own.
    let uncalled = |own: &[Entity], other: &[Entity], reading: &Reading| -> Vec<Entity> {
        let rival = |e: &Entity| other.iter().any(|o| o.words.last() == e.words.last());
        own.iter().filter(|e| rival(e) || !entity::called_by_kind(reading, e)).cloned().collect()
    };
    let missing = Pair::new(uncalled(&untold.a, &untold.b, b), uncalled(&untold.b, &untold.a, a));
    Pair::new(changed(&missing.a, &found.b, &missing.b, b), changed(&missing.b, &found.a, &missing.a, a))
}

/// Whether a word tells what a firm is by law: its name is the same without it.
fn is_legal_form(reading: &Reading, entity: &Entity, word: &str) -> bool {
    entity.words.len() > 1 && reading.lexicon.whole(word, Section::LegalForms).is_some()
}

/// Whether a name is a letter alone, as of an abbreviation with spaces in it: `S. L.`
fn is_letter(entity: &Entity) -> bool {
    let [word] = entity.words.as_slice() else { return false };
    word.len() == 1
}

/// Names that are more than another way to call one of the other side: a longer form of a name that is complete there says nothing
/// new (`Maria Lopez`, `Lopez`).
fn changed(missing: &[Entity], other: &[Entity], other_missing: &[Entity], reading: &Reading) -> Vec<Left> {
    let mut seen = FxHashSet::default();
    // Where every noun has a capital, and at the head of a sentence (`Fielding won`), a name alone may pass for a noun: its
    // last word on the other side is enough.
    let nouns = reading.lexicon.capitals() == Capitals::Nouns;
    let heads = |word: &str| {
        let at_head = |at: usize| reading.piece(at).is_some_and(|p| p.standing == Standing::First);
        (0..reading.len()).any(|at| at_head(at) && reading.key(at) == word)
    };
    let passes = |word: &String| if nouns { entity::tells(reading, word) } else { heads(word) };
    let longer = |e: &Entity| {
        let alike = |o: &&Entity| o.words.iter().all(|w| e.words.contains(w));
        let whole = other.iter().any(|o| alike(&o)) || e.words.last().is_some_and(passes);
        whole && !other_missing.iter().any(|o| o.words.iter().any(|w| e.words.contains(w)))
    };
    missing
        .iter()
        .filter(|e| !longer(e))
        .filter(|e| seen.insert(e.words.clone()))
        .map(|e| Left { pieces: e.pieces.clone(), words: e.words.clone() })
        .collect()
}

/// Whether the other side has its initials, or the name it is the initials of.
fn abbreviated(entity: &Entity, other: &[Entity]) -> bool {
    other.iter().any(|o| entity.initials_of(o) || o.initials_of(entity))
}

fn pair_changed(sides: &Sides, left: &Pair<Vec<Left>>) -> Matched {
    let only = left.a.len() == 1 && left.b.len() == 1;
    matching::pair_up(left.as_ref().map(Vec::len), |at| {
        let (a, b) = (left.a.get(at.a)?, left.b.get(at.b)?);
        let shared: i32 = a.words.iter().map(|w| i32::from(b.words.contains(w))).sum();
        let near = sides.place().nearness(Pair::new(a.pieces.start, b.pieces.start)).points();
        let same_before = before(&sides.readings.a, a) == before(&sides.readings.b, b);
        let spelling = a.words.iter().any(|x| b.words.iter().any(|y| strsim::jaro_winkler(x, y) > 0.8));
        let score = 4 * shared.min(2)
            + near
            + 2 * i32::from(same_before)
            + 3 * i32::from(spelling)
            + i32::from(a.words.len() == b.words.len())
            + if only { 3 + near.min(1) } else { 0 };
        (score >= 3).then_some(score)
    })
}

/// The small word before a name, that tells its part in the sentence.
fn before<'r>(reading: &'r Reading, left: &Left) -> Option<&'r str> {
    let at = left.pieces.start.checked_sub(1)?;
    (reading.means(at, Section::Function)).then(|| reading.key(at))
}
