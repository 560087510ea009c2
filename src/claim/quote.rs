//! Quotations: the words inside quotation marks of any style. A quotation that goes on before or after the passage is read to
//! its edge. May import the framework of this folder.

use std::ops::Range;

use super::lexicon::{Section, Sections};
use super::matching::{self, Candidate};
use super::number;
use super::reading::{Reading, Signs, is_quotation_mark};
use super::scan::{Before, Class};
use super::{Claim, Detector, Kind, Mention, Sides};
use crate::{Pair, Side};

pub(super) struct Quotes;

impl Detector for Quotes {
    fn kind(&self) -> Kind {
        Kind::Quote
    }

    fn knows(&self, _: Sections) -> bool {
        true
    }

    fn may_find(&self, signs: Pair<Signs>) -> bool {
        signs.a.quotes || signs.b.quotes
    }

    fn changes(&self, sides: &mut Sides) -> Vec<Claim> {
        let found = without_names(sides.readings.as_ref().map(quotations));
        let left = drop_divided(drop_equal(found));
        let only = left.a.len() == 1 && left.b.len() == 1;
        let matched = matching::pair_up(left.as_ref().map(Vec::len), |at| {
            let (a, b) = (left.a.get(at.a)?, left.b.get(at.b)?);
            let near = sides.place().nearness(Pair::new(a.inner.start, b.inner.start)).points();
            let shared = shared_words(&a.words, &b.words);
            // Words in common, about the same place in the sentence, or nothing else it could be: it was reworded.
            (shared >= 0.2 || near >= 2 || only).then_some((shared * 10.0) as i32 + near)
        });
        matching::claims(Kind::Quote, &matched, left.as_ref().map(Vec::as_slice), |side, quotation| Mention {
            span: sides.readings.side(side).span(&quotation.inner),
            value: quotation.words.join(" "),
        })
    }
}

#[derive(Clone, Debug)]
struct Quotation {
    /// The pieces inside the marks.
    inner: Range<usize>,
    /// The words inside, as they are compared.
    words: Vec<String>,
    /// Whether it is a name, by the noun before it.
    is_name: bool,
}

/// Drops what is a name on either side: `компания «Рассвет»`, and `«Рассвет»` where the other side says what that is.
fn without_names(mut found: Pair<Vec<Quotation>>) -> Pair<Vec<Quotation>> {
    let names: Vec<Vec<String>> =
        found.a.iter().chain(&found.b).filter(|q| q.is_name).map(|q| q.words.clone()).collect();
    for side in [Side::A, Side::B] {
        found.side_mut(side).retain(|q| !names.contains(&q.words));
    }
    found
}

fn drop_equal(found: Pair<Vec<Quotation>>) -> Pair<Vec<Quotation>> {
    let candidates = matching::equal(found.as_ref().map(Vec::as_slice), |q| q.words.join(" "));
    let matched = matching::take_best(found.as_ref().map(Vec::len), candidates);
    matching::keep(found, &matched.alone)
}

/// Drops quotations that stand on the other side in parts with the same words: `“We won,” he said, “at last.”`
fn drop_divided(left: Pair<Vec<Quotation>>) -> Pair<Vec<Quotation>> {
    let (a, b) = drop_parts(left.a, left.b);
    let (b, a) = drop_parts(b, a);
    Pair::new(a, b)
}

fn drop_parts(whole: Vec<Quotation>, mut parts: Vec<Quotation>) -> (Vec<Quotation>, Vec<Quotation>) {
    let mut left = Vec::new();
    for quotation in whole {
        match run_of_parts(&quotation.words, &parts) {
            Some(run) => drop(parts.drain(run)),
            None => left.push(quotation),
        }
    }
    (left, parts)
}

fn run_of_parts(words: &[String], parts: &[Quotation]) -> Option<Range<usize>> {
    for start in 0..parts.len() {
        let mut rest = words;
        for (n, part) in parts.iter().enumerate().skip(start) {
            let Some(next) = rest.strip_prefix(part.words.as_slice()) else { break };
            rest = next;
            if rest.is_empty() {
                return Some(start..n + 1);
            }
        }
    }
    None
}

/// Share of words in common, 0 to 1 (Dice).
fn shared_words(a: &[String], b: &[String]) -> f64 {
    let candidates: Vec<Candidate> = matching::equal(Pair::new(a, b), String::clone);
    let shared = matching::take_best(Pair::new(a.len(), b.len()), candidates).pairs.len();
    2.0 * shared as f64 / (a.len() + b.len()).max(1) as f64
}

fn quotations(reading: &Reading) -> Vec<Quotation> {
    let mut out = Vec::new();
    let mut open: Option<Open> = None;
    let mut at = 0;
    while at < reading.len() {
        if reading.class(at) == Some(Class::Mark) && is_quotation_mark(reading.key(at)) {
            open = step(reading, at, open, &mut out);
        }
        at += 1;
    }
    if let Some(open) = open.filter(|open| open.style.runs_on()) {
        close(reading, open.at + 1..reading.len(), &mut out);
    }
    out
}

/// A mark that opened a quotation.
#[derive(Clone, Copy)]
struct Open {
    at: usize,
    style: Style,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Double,
    Single,
    Low,
    Angle,
    AngleInwards,
    SmallAngle,
    Corner,
    WhiteCorner,
}

impl Style {
    fn of_opening(mark: &str) -> Option<Self> {
        let style = match mark {
            "\"" | "“" | "”" | "＂" => Self::Double,
            "„" | "‟" => Self::Low,
            "'" | "‘" | "‚" | "‛" | "`" => Self::Single,
            "«" => Self::Angle,
            "»" => Self::AngleInwards,
            "‹" => Self::SmallAngle,
            "「" => Self::Corner,
            "『" => Self::WhiteCorner,
            _ => return None,
        };
        Some(style)
    }

    fn closes(self, mark: &str) -> bool {
        match self {
            Self::Double => matches!(mark, "\"" | "”" | "“" | "＂"),
            Self::Low => matches!(mark, "“" | "”" | "\"" | "‟"),
            Self::Single => matches!(mark, "'" | "’" | "‘" | "´"),
            Self::Angle => mark == "»",
            Self::AngleInwards => mark == "«",
            Self::SmallAngle => mark == "›",
            Self::Corner => mark == "」",
            Self::WhiteCorner => mark == "』",
        }
    }

    /// Whether a quotation without a closing mark runs to the end of the passage: it goes on in the next one. A single
    /// mark without its partner is an apostrophe.
    fn runs_on(self) -> bool {
        self != Self::Single
    }
}

fn step(reading: &Reading, at: usize, open: Option<Open>, out: &mut Vec<Quotation>) -> Option<Open> {
    let mark = reading.surface(at);
    match open {
        Some(now) if now.style.closes(mark) && closes_here(reading, at, now) => {
            close(reading, now.at + 1..at, out);
            None
        }
        // A paragraph inside a long quotation opens with a mark of its own.
        Some(now)
            if Style::of_opening(mark) == Some(now.style)
                && now.style != Style::Single
                && opens_by_space(reading, at) =>
        {
            close(reading, now.at + 1..at, out);
            Some(Open { at, style: now.style })
        }
        Some(now) => Some(now),
        None => opened(reading, at, mark, out),
    }
}

fn opened(reading: &Reading, at: usize, mark: &str, out: &mut Vec<Quotation>) -> Option<Open> {
    if measures(reading, at) {
        return None;
    }
    let closing_only = matches!(mark, "”" | "’" | "」" | "』" | "›" | "´") && !opens_by_space(reading, at);
    let by_space = closes_by_space(reading, at) && matches!(mark, "\"" | "“" | "»" | "«");
    if closing_only || by_space {
        // The closing mark of a quotation that opened before the passage.
        if out.is_empty() && !matches!(mark, "’" | "´" | "'") {
            close(reading, 0..at, out);
        }
        return None;
    }
    let style = Style::of_opening(mark)?;
    if style == Style::Single && !single_opens(reading, at) {
        return None;
    }
    Some(Open { at, style })
}

/// Whether a mark after a number stands for inches, feet, seconds or minutes.
fn measures(reading: &Reading, at: usize) -> bool {
    let after_number = at.checked_sub(1).is_some_and(|before| reading.class(before) == Some(Class::Number));
    after_number && reading.glued(at) && matches!(reading.surface(at), "\"" | "'" | "”" | "’")
}

/// Space before and none after.
fn opens_by_space(reading: &Reading, at: usize) -> bool {
    let space_before = reading.piece(at).is_some_and(|p| p.before == Before::Space) || after_opening_mark(reading, at);
    space_before && reading.glued(at + 1)
}

fn after_opening_mark(reading: &Reading, at: usize) -> bool {
    matches!(reading.key_before(at), "(" | "[" | "-" | "\"" | "'")
}

/// None before and space after, or a mark that closes too.
fn closes_by_space(reading: &Reading, at: usize) -> bool {
    let glued_after = reading.glued(at + 1) && reading.class(at + 1) != Some(Class::Mark);
    at > 0 && reading.glued(at) && !glued_after && !after_opening_mark(reading, at)
}

fn closes_here(reading: &Reading, at: usize, open: Open) -> bool {
    match open.style {
        Style::Double => !opens_by_space(reading, at),
        Style::Single => single_closes(reading, at) && (!possessive(reading, at) || !closes_later(reading, at)),
        _ => true,
    }
}

/// A straight single mark opens a quotation where a word follows at once, space or an opening mark comes before, and a mark that
/// can close it follows; `'90s` and `'em` are shortened words.
fn single_opens(reading: &Reading, at: usize) -> bool {
    let shortened = reading.class(at + 1) == Some(Class::Number)
        || matches!(reading.key(at + 1), "tis" | "twas" | "em" | "til" | "cause" | "n" | "s" | "t" | "k" | "m");
    let certain = reading.surface(at) != "'";
    (opens_by_space(reading, at) || certain && reading.glued(at + 1)) && !shortened && closes_later(reading, at)
}

fn single_closes(reading: &Reading, at: usize) -> bool {
    reading.glued(at) && !(reading.glued(at + 1) && reading.class(at + 1) != Some(Class::Mark))
}

fn closes_later(reading: &Reading, at: usize) -> bool {
    /// A quotation in single marks beyond this many pieces is not looked for: the cost stays linear.
    const FAR: usize = 400;
    (at + 1..reading.len().min(at + FAR))
        .any(|later| Style::Single.closes(reading.surface(later)) && single_closes(reading, later))
}

/// `the players' bus`: an apostrophe after a plural, with a word to follow.
fn possessive(reading: &Reading, at: usize) -> bool {
    reading.key_before(at).ends_with('s') && reading.class(at + 1) == Some(Class::Word)
}

fn close(reading: &Reading, inner: Range<usize>, out: &mut Vec<Quotation>) {
    let inner = trim(reading, inner);
    let words = words(reading, &inner);
    if !words.is_empty() {
        let is_name = is_name(reading, &inner);
        out.push(Quotation { inner, words, is_name });
    }
}

/// A few words with a capital behind a noun whose names stand in quotation marks: `ООО «Вектор»`.
fn is_name(reading: &Reading, inner: &Range<usize>) -> bool {
    const LONGEST: usize = 5;
    let mark = inner.start.checked_sub(1);
    let short = inner.len() <= LONGEST && reading.is_capital(inner.start);
    short && mark.is_some_and(|mark| reading.meaning_before(mark, Section::QuotedNames).is_some())
}

/// Where words about who speaks end that start at a mark inside a quotation: `«Мы готовы, — сказал он, — и пойдём»`,
/// `« Nous irons, a dit le maire, au bout »`.
fn past_inserted(reading: &Reading, at: usize, end: usize) -> Option<usize> {
    /// How far behind a dash the verb may stand, in pieces.
    const REACH: usize = 4;
    if !reading.lexicon.has(Section::Inserted) {
        return None;
    }
    let is_verb = |i: usize| i < end && reading.means(i, Section::Inserted);
    if is_dash(reading, at) {
        (at + 1..at + 1 + REACH).take_while(|&i| !is_dash(reading, i)).find(|&i| is_verb(i))?;
        return Some((at + 1..end).find(|&i| is_dash(reading, i)).map_or(end, |i| i + 1));
    }
    if reading.key(at) != "," || !is_verb(at + 1) {
        return None;
    }
    // A name behind a comma is who speaks, and so is what he or she is: `a assuré Anne Morel, la directrice, et`.
    let is_title = |at: usize| reading.role(at) == "article" && reading.means(at + 1, Section::Titles);
    (at + 1..end).find(|&i| match reading.key(i) {
        "," => !reading.is_capital(i + 1) && !is_title(i + 1),
        "." | "!" | "?" => reading.class(i) == Some(Class::Mark),
        _ => false,
    })
}

fn is_dash(reading: &Reading, at: usize) -> bool {
    let apart = || reading.piece(at).is_some_and(|p| p.before == Before::Space) && !reading.glued(at + 1);
    matches!(reading.surface(at), "—" | "–") || reading.key(at) == "-" && apart()
}

/// Without the comma or stop before the closing mark.
fn trim(reading: &Reading, inner: Range<usize>) -> Range<usize> {
    let mut end = inner.end;
    while end > inner.start && matches!(reading.key(end - 1), "," | "." | "、" | "。" | "，") {
        end -= 1;
    }
    inner.start..end
}

/// The words as they are compared: numbers by value, percent by sign, other marks passed over.
fn words(reading: &Reading, inner: &Range<usize>) -> Vec<String> {
    let mut out = Vec::new();
    let mut at = inner.start;
    while at < inner.end {
        let key = reading.key(at);
        let inserted =
            if reading.class(at) == Some(Class::Mark) { past_inserted(reading, at, inner.end) } else { None };
        if let Some(end) = inserted {
            at = end.max(at + 1);
            continue;
        }
        let unit = reading.meaning(at, Section::Units).filter(|m| m.sense.name == "%" && m.end <= inner.end);
        match (reading.class(at), unit) {
            (_, Some(found)) => {
                out.push("%".to_owned());
                at = found.end;
                continue;
            }
            (Some(Class::Mark), _) => {}
            (Some(Class::Number), _) => {
                let value = number::literal(key, reading.lexicon.writing());
                out.push(value.map_or_else(|| key.to_owned(), |n| n.to_string()));
            }
            _ => out.push(key.to_owned()),
        }
        at += 1;
    }
    out
}
