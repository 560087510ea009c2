//! Names as they stand in a text. May import the framework of the folder above.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::Pair;
use crate::claim::lexicon::{Capitals, Section};
use crate::claim::reading::{DATE_WORDS, Reading, Standing, is_quotation_mark};
use crate::claim::scan::{Case, Class};

/// A name in a text.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub pieces: Range<usize>,
    /// Its words as they are compared, without titles and small words between.
    pub words: Vec<String>,
}

impl Entity {
    /// Whether it is an abbreviation of another name by its initials.
    pub(super) fn initials_of(&self, other: &Self) -> bool {
        let [short] = self.words.as_slice() else { return false };
        let initials: String = other.words.iter().filter_map(|w| w.chars().next()).collect();
        other.words.len() > 1 && short.to_lowercase() == initials
    }
}

/// Whether a text tells a word of a name: as it stands, without endings of case, or by what it is an alias of.
pub(super) fn tells(reading: &Reading, word: &str) -> bool {
    let plain = without_accents(word);
    let number = code(word).map(|(_, digits)| digits);
    let known_by = |at: usize| {
        reading.key(at) == word
            || number.is_some_and(|digits| reading.class(at) == Some(Class::Number) && reading.key(at) == digits)
            || word.len() <= 3 && code(reading.key(at)).is_some_and(|(letters, _)| letters == word)
            || form(reading, at) == plain
            || reading.meaning(at, Section::Aliases).is_some_and(|alias| *alias.sense.name == *word)
    };
    (0..reading.len()).any(|at| reading.class(at) != Some(Class::Mark) && known_by(at))
}

/// Whether a text tells a word of a name by what derives from it (`Madrid`, `Madrider`, `madrilène`, `берлинский`), or the other
/// way round.
pub(super) fn derives(own: &Reading, entity: &Entity, word: &str, other: &Reading) -> bool {
    let adjective = entity.words.first().is_some_and(|first| first == word) && is_adjective(own, entity.pieces.start);
    (0..other.len()).filter(|&at| other.class(at) == Some(Class::Word)).any(|at| {
        let form = form(other, at);
        own.lexicon.derives(word, &form) && is_adjective(other, at)
            || adjective && other.is_capital(at) && own.lexicon.derives(&form, word)
    })
}

/// Whether a word stands where what derives from a name does: in small letters, or before the noun it describes.
fn is_adjective(reading: &Reading, at: usize) -> bool {
    let Some(piece) = reading.piece(at) else { return false };
    let before = at.checked_sub(1).filter(|_| piece.standing == Standing::Inside);
    let word = |at: usize| {
        let inside = reading.piece(at).is_some_and(|p| p.class == Class::Word && p.standing == Standing::Inside);
        inside && !reading.means(at, Section::Function)
    };
    let after_name = before.is_some_and(|i| reading.is_capital(i) && reading.role(i).is_empty());
    let nouns = reading.lexicon.capitals() == Capitals::Nouns;
    piece.case == Case::Small || !after_name && word(at + 1) && reading.is_capital(at + 1) == nouns
}

/// `Autozulieferer Kestner` for `Automobilzulieferer Kestner`: compounds before a name that end in the same noun.
pub(super) fn is_same_kind(entity: &Entity, word: &str, other: &Reading) -> bool {
    /// No shorter noun tells by itself that two compounds are of one kind.
    const NOUN: usize = 7;
    let leads = entity.words.last().is_some_and(|last| last != word && tells(other, last));
    let shared = |key: &str| word.chars().rev().zip(key.chars().rev()).take_while(|(a, b)| a == b).count();
    let same =
        |at: usize| other.is_capital(at) && other.is_capital(at + 1) && shared(&without_accents(other.key(at))) >= NOUN;
    leads && other.lexicon.capitals() == Capitals::Nouns && (0..other.len()).any(same)
}

/// Whether a text calls a body of several words by what it is: `the weather service` for the `National Weather Service`.
pub(super) fn called_by_kind(reading: &Reading, entity: &Entity) -> bool {
    let small = |at: usize| reading.piece(at).is_some_and(|p| p.case == Case::Small);
    let names = reading.lexicon.capitals() == Capitals::Names;
    // `the bureau` for the `Bureau of Mines`, `the council` for `Halden Council`.
    let [first, .., end] = entity.words.as_slice() else { return false };
    let is_kind = |at: usize, word: &str| small(at) && reading.key(at) == word && reading.means(at, Section::Bodies);
    let by_kind = |at: usize| reading.key(at) == "the" && (is_kind(at + 1, first) || is_kind(at + 1, end));
    let [_, .., kind, last] = entity.words.as_slice() else { return names && (0..reading.len()).any(by_kind) };
    names
        && ((0..reading.len()).any(by_kind)
            || (0..reading.len()).filter(|&at| small(at) && reading.key(at) == kind.as_str()).any(|at| {
                let next = reading.meaning(at + 1, Section::Particles).map_or(at + 1, |m| m.end);
                small(next) && reading.key(next) == last.as_str()
            }))
}

/// A code of letters and digits: `AF447`, the same with a space or without its letters (`flight 447`).
fn code(word: &str) -> Option<(&str, &str)> {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = word.split_at_checked(letters)?;
    let right = matches!(letters.len(), 1..=3) && digits.len() >= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    right.then_some((letters, digits))
}

/// Whether a text has a code that ends in a number.
pub(super) fn has_code(reading: &Reading, number: &str) -> bool {
    (0..reading.len()).any(|at| {
        reading.class(at) == Some(Class::Word) && code(reading.key(at)).is_some_and(|(_, digits)| digits == number)
    })
}

/// A word of a name as it is compared.
fn form<'r>(reading: &'r Reading, at: usize) -> Cow<'r, str> {
    let key = reading.key(at);
    // `WHO` is not `who`.
    if reading.piece(at).is_some_and(|p| p.case == Case::Upper) && reading.means(at, Section::Function) {
        return Cow::Owned(key.to_uppercase());
    }
    // `Анна`, `Анны`: where every noun has endings, short names do too.
    let least = if key.is_ascii() { 4 } else { 3 };
    let stripped = reading
        .lexicon
        .name_endings()
        .iter()
        .find_map(|ending| key.strip_suffix(&**ending).filter(|stem| stem.chars().count() >= least));
    // What is left may end in a vowel that other cases do not show: `Латвией`, `Латвию`; `Сергеем`, `Сергей`.
    let bare = stripped.map(|stem| stem.strip_suffix(['и', 'е']).filter(|s| s.chars().count() >= 3).unwrap_or(stem));
    without_accents(bare.unwrap_or(key))
}

/// A word with its Latin letters plain (`Kovač`, `Kovac`): papers spell foreign names either way. Other scripts keep theirs.
pub(in crate::claim) fn without_accents(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let mut out = String::with_capacity(word.len());
    let mut latin = false;
    for c in word.nfd() {
        match c {
            'đ' => out.push('d'),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'ı' => out.push('i'),
            'ё' => out.push('е'),
            // The two points of `ё` are often left out, those of `й` are not.
            '\u{308}' if out.ends_with('е') => {}
            c if latin && is_combining_mark(c) => {}
            c => {
                latin = c.is_ascii_alphabetic();
                out.push(c);
                continue;
            }
        }
        latin = true;
    }
    Cow::Owned(out)
}

/// The names of both sides; each helps to tell which first words of the other are names.
pub(super) fn entities(readings: Pair<&Reading>, taken: Pair<&[bool]>) -> Pair<Vec<Entity>> {
    Pair::new(
        Finder { reading: readings.a, other: readings.b, taken: taken.a }.entities(),
        Finder { reading: readings.b, other: readings.a, taken: taken.b }.entities(),
    )
}

/// Whether capitals say nothing: a headline all in capitals, or in title case, which languages that write months with small
/// letters do not have.
pub(super) fn all_capitals(reading: &Reading) -> bool {
    let titled = reading.lexicon.capital_months();
    let raised = |case: Case| if titled { case != Case::Small } else { case == Case::Upper };
    let long =
        (0..reading.len()).filter_map(|i| reading.piece(i)).filter(|p| p.class == Class::Word && p.span.len() >= 4);
    let (mut words, mut capitals) = (0, 0);
    for piece in long {
        // A day or month has its capital anywhere.
        if piece.is_any(DATE_WORDS) {
            continue;
        }
        words += 1;
        capitals += u32::from(raised(piece.case));
    }
    reading.lexicon.capitals() == Capitals::Names && words >= 5 && capitals * 10 >= words * 8
}

struct Finder<'r, 'd> {
    reading: &'r Reading<'d>,
    other: &'r Reading<'d>,
    taken: &'r [bool],
}

impl Finder<'_, '_> {
    fn entities(&self) -> Vec<Entity> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.reading.len() {
            let found = self.entity(at);
            at = found.as_ref().map_or(at + 1, |e| e.pieces.end.max(at + 1));
            out.extend(found);
        }
        out
    }

    fn entity(&self, at: usize) -> Option<Entity> {
        let (mut end, mut words) = self.part(at)?;
        while let Some(next) = self.continues(end) {
            let Some((after, more)) = self.part(next) else { break };
            words.extend(more);
            end = after;
        }
        // `der Comune`, `la Policía`: a body's kind alone names none.
        let kind = self.reading.meaning(at, Section::NotNames).is_some_and(|m| m.end == end);
        (!kind).then_some(Entity { pieces: at..end, words })
    }

    /// One word of a name, or a name known by another.
    fn part(&self, at: usize) -> Option<(usize, Vec<String>)> {
        let reading = self.reading;
        if self.taken.get(at) == Some(&true) {
            return None;
        }
        // Two capitals stand for two words: `MT` is not `Mt.`
        let two = reading.piece(at).is_some_and(|p| p.case == Case::Upper) && reading.key(at).len() == 2;
        let fits = |name: &str| self.reading.is_capital(at) && (!two || name.contains(' '));
        if let Some(alias) = reading.meaning(at, Section::Aliases).filter(|m| fits(m.sense.name)) {
            return Some((alias.end, vec![(*alias.sense.name).to_owned()]));
        }
        self.is_name(at).then(|| (at + 1, vec![form(reading, at).into_owned()]))
    }

    fn is_inside(&self, at: usize) -> bool {
        self.reading.piece(at).is_some_and(|p| p.standing == Standing::Inside)
    }

    /// Where the next word of a name stands: right behind, or behind a hyphen, an initial's stop or small words (`van der`, `of`).
    fn continues(&self, end: usize) -> Option<usize> {
        let reading = self.reading;
        if self.reading.is_capital(end) {
            // `Lo Bianco`, `Di Maio`: a small word of a name with a capital of its own.
            let particle =
                reading.meaning(end, Section::Particles).filter(|_| self.is_inside(end) && !self.is_name(end));
            return Some(particle.map(|m| m.end).filter(|&next| self.reading.is_capital(next)).unwrap_or(end));
        }
        // `the Hearth and Soil party`
        let small = |at: usize| reading.piece(at).is_some_and(|p| p.case == Case::Small);
        let named = reading.is_capital(end + 1) && end.checked_sub(2).is_some_and(|i| reading.key(i) == "the");
        if named && small(end + 2) && reading.means(end + 2, Section::Bodies) && reading.means(end, Section::RangeEnds)
        {
            return Some(end + 1);
        }
        let tied = matches!(reading.key(end), "-" | "'" | "&") && (reading.glued(end + 1) || reading.key(end) == "&");
        let initial = reading.key(end) == "." && reading.surface(end.saturating_sub(1)).chars().count() <= 2;
        if (tied || initial) && self.reading.is_capital(end + 1) {
            return Some(end + 1);
        }
        // `Tien-lai Teng`: a small part that hyphens tie.
        if reading.key(end) == "-" && reading.glued(end) && reading.glued(end + 1) && self.reading.is_capital(end + 2) {
            return Some(end + 2);
        }
        let mut next = end;
        while let Some(particle) = reading.meaning(next, Section::Particles).filter(|_| next < end + 3) {
            next = particle.end;
        }
        (next > end && self.reading.is_capital(next)).then_some(next)
    }

    fn is_name(&self, at: usize) -> bool {
        let reading = self.reading;
        let Some(piece) = reading.piece(at).filter(|p| p.class == Class::Word && p.case != Case::Small) else {
            return false;
        };
        let single = reading.surface(at).chars().count() == 1;
        let never = reading.meaning(at, Section::NotNames).is_some_and(|m| m.sense.name != "alone");
        let excluded = never || reading.means(at, Section::Titles) && !self.owns_name(at);
        let small = reading.means(at, Section::Function) && piece.case != Case::Upper;
        if excluded || small || single && !self.is_initial(at) {
            return false;
        }
        match (reading.lexicon.capitals(), piece.standing) {
            (Capitals::Names, Standing::Inside) => true,
            (Capitals::Names, Standing::First) => self.first_is_name(at),
            (Capitals::Nouns, _) => self.noun_is_name(at),
        }
    }

    /// `Queen's Park`: a title in a name.
    fn owns_name(&self, at: usize) -> bool {
        self.reading.is_possessive(at) && self.is_inside(at) && self.reading.is_capital(at + 1)
    }

    fn is_initial(&self, at: usize) -> bool {
        self.reading.key(at + 1) == "." && self.reading.is_capital(at + 2)
    }

    /// Whether the first word of a sentence is a name: known for one, capital elsewhere too, before another word of a name, or where
    /// an ordinary noun could not stand.
    fn first_is_name(&self, at: usize) -> bool {
        let reading = self.reading;
        if reading.piece(at).is_some_and(|p| p.case == Case::Upper) || reading.means(at, Section::Known) {
            return true;
        }
        if self.is_quoted(at) {
            return true;
        }
        if self.is_ordinary(at) {
            return false;
        }
        let key = reading.key(at);
        let elsewhere = |r: &Reading, capital: bool| {
            (0..r.len()).any(|i| {
                r.key(i) == key
                    && r.piece(i).is_some_and(|p| p.standing == Standing::Inside && (p.case != Case::Small) == capital)
            })
        };
        if elsewhere(reading, false) || elsewhere(self.other, false) {
            return false;
        }
        let before_name = self.continues(at + 1).is_some_and(|next| self.is_plain_name(next));
        elsewhere(reading, true) || elsewhere(self.other, true) || before_name || self.stands_as_name(at)
    }

    /// `компания «Рассвет»`: a name in quotation marks behind the noun for what it names.
    fn is_quoted(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|mark| {
            is_quotation_mark(self.reading.key(mark))
                && self.reading.meaning_before(mark, Section::QuotedNames).is_some()
        })
    }

    /// A capital inside a sentence that is no small word.
    fn is_plain_name(&self, at: usize) -> bool {
        self.is_inside(at) && self.taken.get(at) != Some(&true) && self.reading.role(at).is_empty()
    }

    /// `Lopez said`, `Harrowgate's mayor`: a noun without article before a verb, or as an owner.
    fn stands_as_name(&self, at: usize) -> bool {
        let reading = self.reading;
        if reading.is_possessive(at) {
            return true;
        }
        let past = reading.class(at + 1) == Some(Class::Word) && reading.key(at + 1).ends_with("ed");
        let verb = self.reading.role(at + 1) == "verb"
            || reading.means(at + 1, Section::Verbs)
            || reading.means(at + 1, Section::Actions)
            || past;
        verb && !reading.key(at).ends_with('s')
    }

    /// A word that also begins sentences when it is no name.
    fn is_ordinary(&self, at: usize) -> bool {
        let reading = self.reading;
        let sections = [Section::Ordinary, Section::Numerals, Section::Ordinals, Section::Approximate, Section::Bounds];
        sections.iter().any(|&s| reading.means(at, s)) || reading.lexicon.ordinary_ending(reading.key(at))
    }

    /// In a language that writes every noun with a capital: known for a name, beside another noun, or after a preposition where
    /// an ordinary noun would have an article.
    fn noun_is_name(&self, at: usize) -> bool {
        let reading = self.reading;
        if reading.means(at, Section::Known) || reading.piece(at).is_some_and(|p| p.case == Case::Upper) {
            return true;
        }
        if self.is_ordinary(at) {
            return false;
        }
        let beside = |i: usize| self.reading.is_capital(i) && self.is_plain_name(i);
        let before = at.checked_sub(1);
        let after_noun =
            before.is_some_and(|i| beside(i) || [Section::Titles, Section::Known].iter().any(|&s| reading.means(i, s)));
        let before_noun = beside(at + 1) && !self.is_ordinary(at + 1) && self.is_inside(at);
        let place = |at: usize| at.checked_sub(1).is_some_and(|i| self.reading.role(i) == "place");
        // `in Kiel und Bremen`: as the one before it.
        let joined = before.is_some_and(|i| reading.key(i) == "," || reading.means(i, Section::RangeEnds));
        let beside_place = |i: usize| self.reading.is_capital(i) && place(i) && !self.is_ordinary(i);
        let after_place = place(at) || joined && at.checked_sub(2).is_some_and(beside_place);
        after_noun || before_noun || after_place
    }
}
