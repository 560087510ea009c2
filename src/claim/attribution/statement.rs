//! Attributions as they stand in one text. May import the framework of the folder above.

use std::ops::Range;

use super::clause::{
    condition_holds, ends_speech, has_no_object, is_adjective, is_finite, is_in_name, is_other_use, is_passive,
    is_ruling, is_unsaid, may_be_deed, says_clause,
};
use super::source::{
    before_auxiliaries, before_being, before_quotation, is_owner, joins_speakers, left_of, may_be_subject, noun_start,
    owner_of, phrase_start, right_of, trim,
};
use crate::claim::lexicon::Section;
use crate::claim::reading::{Match, REPORTING, Reading, Standing, is_quotation_mark};
use crate::claim::scan::{Case, Class};

/// A reporting verb, or `according to`, with its source.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub verb: Range<usize>,
    /// The noun phrase of the source; empty where none was found.
    pub source: Range<usize>,
    /// What the source is called, without small words and titles, in order.
    pub words: Vec<String>,
    /// Its titles; who they belong to may be named or not.
    pub titles: Vec<String>,
    /// Those of its words that can be who speaks: before any preposition, and no owners (`Lopez's lawyer` is not Lopez).
    pub heads: Vec<String>,
    /// Those of them that are names.
    pub names: Vec<String>,
    /// As the data file calls it.
    stance: &'static str,
    pub force: Force,
    /// Whether two speak: `the council and the union`.
    pub two: bool,
    /// Whether who speaks does so for others: `an airline spokeswoman`.
    pub speaks_for: bool,
}

/// Whether it reports for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Force {
    Firm,
    /// A verb with many other uses: it answers an attribution of the other side, but is none by itself.
    Loose,
    /// Such a verb with an object (`reported two deaths`), or one that is not said (`did not confirm`): it answers only an
    /// attribution to the same source.
    Weak,
    /// A participle behind another verb (`adding that`): it answers only another.
    Aside,
}

impl Statement {
    fn with(self, force: Force) -> Self {
        Self { force, ..self }
    }

    /// Both in one.
    pub(super) fn whole(&self) -> Range<usize> {
        if self.source.is_empty() {
            return self.verb.clone();
        }
        self.verb.start.min(self.source.start)..self.verb.end.max(self.source.end)
    }

    pub(super) fn value(&self) -> String {
        let words = if self.words.is_empty() { &self.titles } else { &self.words };
        let words = if words.is_empty() { "?".to_owned() } else { words.join(" ") };
        format!("{words}: {}", self.stance)
    }

    /// Whether both are of one sort: a participle behind a verb must not take the place of a verb.
    pub(super) fn may_answer(&self, other: &Self) -> bool {
        (self.force == Force::Aside) == (other.force == Force::Aside)
    }

    pub(super) fn same_stance(&self, other: &Self) -> bool {
        // An insistence is as good as a statement and as good as a claim.
        let firm = |s: &str| s == "insisting";
        let plain = |s: &str| matches!(s, "neutral" | "doubtful");
        self.stance == other.stance
            || firm(self.stance) && plain(other.stance)
            || firm(other.stance) && plain(self.stance)
    }

    /// Whether a pronoun stands for the source, or nothing.
    pub(super) fn is_unnamed(&self) -> bool {
        self.words.is_empty() && self.titles.is_empty()
    }

    /// Whether it is called by a title, and perhaps by whose it is, but by no name.
    pub(super) fn is_titled_alone(&self) -> bool {
        let own = |title: &String| self.heads.contains(title);
        self.heads.iter().all(|head| self.titles.contains(head)) && self.titles.iter().all(own)
    }

    /// Whether all that one side calls the source, the other calls it too, who speaks among it; a pronoun may stand for anyone.
    /// Titles count only where one side gives nothing else.
    pub(super) fn same_source(&self, other: &Self) -> bool {
        let titled = self.words.is_empty() || other.words.is_empty();
        let called = |s: &Self| if titled { [s.words.as_slice(), &s.titles].concat() } else { s.words.clone() };
        let (own, others) = (called(self), called(other));
        let named = |long: &[String], heads: &[String], short: &[String]| {
            short.iter().all(|word| long.contains(word))
                && (heads.iter().all(|head| !long.contains(head)) || heads.iter().any(|head| short.contains(head)))
        };
        let alike = self.words == other.words && self.titles == other.titles;
        let within = |a: &[String], b: &[String]| !a.is_empty() && a.iter().all(|name| b.contains(name));
        // `The minister, a former banker`, `the governor, a former banker`.
        let unlike =
            !self.titles.is_empty() && !other.titles.is_empty() && self.names.is_empty() && other.names.is_empty();
        if unlike && !self.titles.iter().any(|title| other.titles.contains(title)) {
            return false;
        }
        let one_of_two = self.two != other.two && !self.is_unnamed() && !other.is_unnamed();
        if one_of_two {
            return false;
        }
        alike
            || initials(&self.words, &other.words)
            || initials(&other.words, &self.words)
            || within(&self.names, &other.names)
            || within(&other.names, &self.names)
            || self.is_unnamed()
            || other.is_unnamed()
            || named(&own, &self.heads, &others)
            || named(&others, &other.heads, &own)
    }
}

/// Whether one word is made of the first letters of several: `WHO`.
fn initials(short: &[String], long: &[String]) -> bool {
    let [short] = short else { return false };
    long.len() > 1 && long.iter().filter_map(|word| word.chars().next()).eq(short.chars())
}

pub(super) fn statements(reading: &Reading, taken: &[bool]) -> Vec<Statement> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < reading.len() {
        let skipped = !reading.may_mean(at, REPORTING) || taken.get(at) == Some(&true);
        if let Some(end) = other_meaning(reading, at).filter(|_| !skipped) {
            at = end;
            continue;
        }
        let found = if skipped { None } else { statement(reading, taken, at) };
        at = found.as_ref().map_or(at + 1, |s| s.verb.end.max(at + 1));
        out.extend(found);
    }
    out
}

/// Where a phrase ends that reports nothing for all its words: `insisted on`, `vary according to`.
fn other_meaning(reading: &Reading, at: usize) -> Option<usize> {
    let none = |section: Section| reading.meaning(at, section).filter(|m| m.sense.name == "none");
    none(Section::Verbs).or_else(|| none(Section::Sources)).map(|m| m.end)
}

fn statement(reading: &Reading, taken: &[bool], at: usize) -> Option<Statement> {
    if let Some(found) = reading.meaning(at, Section::Sources) {
        let source = right_of(reading, found.end);
        if found.sense.name != "citing" {
            let measures = source.clone().any(|i| reading.means(i, Section::Measures)) && is_bare(reading, &source);
            return (!measures).then(|| build(reading, taken, at..found.end, source, found.sense.name));
        }
        // `citing safety concerns` names a reason, `citing an internal memo` a source.
        let reasons = source.clone().any(|i| reading.means(i, Section::Reasons)) || source.is_empty();
        return (!reasons).then(|| build(reading, taken, at..found.end, source, "neutral").with(Force::Aside));
    }
    verb(reading, taken, at).or_else(|| saying(reading, taken, at))
}

/// Whether a noun phrase says no more than what is measured: `according to age and income`, but `according to the age report`.
fn is_bare(reading: &Reading, source: &Range<usize>) -> bool {
    let small = |i: usize| reading.means(i, Section::Function) && reading.key(i) != "the";
    source.clone().all(|i| small(i) || reading.means(i, Section::Measures))
        || source.len() == 1
        || reading.means(source.start, Section::Measures) && reading.key(source.start + 1) == "of"
        || small(source.start)
            && reading.means(source.start + 1, Section::Measures)
            && reading.key(source.start + 2) == "of"
}

/// A reporting verb with who speaks.
fn verb(reading: &Reading, taken: &[bool], at: usize) -> Option<Statement> {
    let found = reading.meaning(at, Section::Verbs)?;
    let (stance, condition) = found.sense.name.split_once(' ').unwrap_or((found.sense.name, ""));
    if is_in_name(reading, at) {
        return None;
    }
    if condition == "participle" {
        let clause = has_no_object(reading, found.end) || says_clause(reading, found.end);
        let participle = clause && matches!(reading.key_before(at), "," | "while" | "and" | "by");
        return participle.then(|| build(reading, taken, at..found.end, at..at, stance).with(Force::Aside));
    }
    if condition == "quoted" {
        return quoted(reading, taken, at..found.end, stance);
    }
    if is_passive(reading, at) || reading.means(found.end, Section::Agents) {
        return passive(reading, taken, at..found.end, stance, condition);
    }
    if is_adjective(reading, at) || is_other_use(reading, found, stance) {
        return None;
    }
    let subject = before_auxiliaries(reading, at);
    if matches!(reading.key_before(subject), "who" | "which") {
        let said = condition_holds(reading, found, condition);
        return relative(reading, taken, subject - 1, at..found.end, stance).filter(|_| said);
    }
    let left = left_of(reading, taken, at);
    let joins = |i: usize| reading.means(i, Section::NumeralJoiners) || matches!(reading.key(i), "but" | "yet");
    if let Some(joiner) = subject.checked_sub(1).filter(|&i| left.is_empty() && condition.is_empty() && joins(i)) {
        return second_verb(reading, taken, joiner, at..found.end, stance);
    }
    let apart = !left.is_empty() && reading.key_before(left.start) == ",";
    let inserted = apart && (condition == "left" || has_no_object(reading, found.end));
    let unsaid = is_unsaid(reading, at);
    let turned = left.is_empty() && ends_speech(reading, at);
    // Without anyone before it, or what is said, it is a noun or a participle: `reports that`, `asked`. `That said` is neither.
    let that_said = left.len() == 1 && reading.key(left.start) == "that" && reading.key(found.end) == ",";
    if left.is_empty() && !turned || that_said || is_ruling(reading, found.end..found.end + 4, &left, stance) {
        return None;
    }
    // A noun of the same form: `police claims`.
    if condition == "object" && !left.is_empty() && !may_be_subject(reading, &left, at) {
        return None;
    }
    let beside = is_quotation_mark(reading.key_before(left.start));
    let quoted = beside || apart && is_quotation_mark(reading.key_before(left.start.saturating_sub(1)));
    let free = match condition {
        "saying" => false,
        // Without quotation marks `the pole, which snapped` is no speech.
        "speech" => quoted || turned,
        _ => inserted || turned,
    };
    let holds = !unsaid && (free || condition_holds(reading, found, condition));
    if !holds && (!matches!(condition, "clause" | "told" | "left") && !unsaid || left.is_empty()) {
        return None;
    }
    // Who is told something is not who tells it.
    let source = if left.is_empty() && condition != "left" { speaker_behind(reading, found.end) } else { left };
    let statement = build(reading, taken, at..found.end, source, stance);
    let force = match condition {
        _ if !holds => Force::Weak,
        // Between commas, or behind one at the end, a verb of many uses is a report like others: `, researchers concluded,`.
        "clause" if inserted && !left_alone(reading, found.end) => Force::Firm,
        // `claimed two barns`, `admitted her son`, `confirmed the border`: it may be no report.
        _ if !free && may_be_deed(reading, found.end, stance) => Force::Loose,
        // What surely is a report (`announced that`), unlike a finding (`showed that`).
        "told" | "news" if inserted || reading.key(found.end) == "that" => Force::Firm,
        // A document that says what was found is cited for it: `a report by the watchdog found that`.
        "clause" if statement.speaks_for && reading.key(found.end) == "that" => Force::Firm,
        "clause" | "told" | "news" | "speech" | "as" => Force::Loose,
        _ => Force::Firm,
    };
    Some(statement.with(force))
}

/// Who speaks behind a verb; nobody where a clause follows: `said he had seen it`.
fn speaker_behind(reading: &Reading, end: usize) -> Range<usize> {
    let source = right_of(reading, end);
    let verb = reading.meaning(source.end, Section::Function).is_some_and(|m| m.sense.name == "verb");
    if verb { end..end } else { source }
}

/// `The porter apologised and said`: who speaks stands before the verb before.
fn second_verb(
    reading: &Reading,
    taken: &[bool],
    joiner: usize,
    verb: Range<usize>,
    stance: &'static str,
) -> Option<Statement> {
    let joiner = if reading.key_before(joiner) == "," { joiner - 1 } else { joiner };
    let end = before_quotation(reading, joiner);
    let start = phrase_start(reading, end, end);
    let first = (start..end).find(|&i| is_finite(reading, i))?;
    let source = trim(reading, taken, start..first);
    (!source.is_empty()).then(|| build(reading, taken, verb, source, stance).with(Force::Loose))
}

/// `the man who said`, `the council, which said`.
fn relative(
    reading: &Reading,
    taken: &[bool],
    who: usize,
    verb: Range<usize>,
    stance: &'static str,
) -> Option<Statement> {
    let end = if reading.key_before(who) == "," { who - 1 } else { who };
    let start = noun_start(reading, phrase_start(reading, end, verb.start)..end);
    let source = trim(reading, taken, start..end);
    let said = stance == "neutral" || says_clause(reading, verb.end);
    if !said || source.is_empty() {
        return None;
    }
    let built = build(reading, taken, verb, source, stance).with(Force::Loose);
    // `the case of the cyclist, who denied`: any noun of the phrase may be meant.
    Some(Statement { heads: built.words.clone(), ..built })
}

/// `was quoted by the paper as saying`, `the paper quoted him as saying`: the paper passes on what another says.
fn quoted(reading: &Reading, taken: &[bool], verb: Range<usize>, stance: &'static str) -> Option<Statement> {
    // `according to a diplomat quoted by the paper`
    if let Some(agent) = reading.meaning(verb.end, Section::Agents) {
        let source = right_of(reading, agent.end);
        if reading.key(source.end) != "as" {
            let source = source.start..source.clone().find(|&i| reading.key(i) == "as").unwrap_or(source.end);
            return Some(build(reading, taken, verb, source, stance).with(Force::Aside));
        }
    }
    let inside = |&i: &usize| reading.class(i).is_some_and(|c| c != Class::Mark);
    let mut after = (verb.end..verb.end + LONGEST_AGENT).take_while(inside);
    let end = after.find(|&i| reading.key(i) == "as" && reading.key(i + 1) == "saying")?;
    let source = if is_passive(reading, verb.start) {
        left_of(reading, taken, before_being(reading, verb.start))
    } else {
        verb.end..end
    };
    Some(build(reading, taken, verb, source, stance))
}

/// Who does what a passive tells stands within so many pieces after the verb.
const LONGEST_AGENT: usize = 12;

/// Whether a mark other than a comma or a stop follows, or none.
fn left_alone(reading: &Reading, at: usize) -> bool {
    !matches!(reading.key(at), "," | "." | ";") && reading.class(at).is_some()
}

/// `by the ministry`, right behind a passive or behind when and where it was: `was confirmed late on Monday by the ministry`.
fn agent(reading: &Reading, taken: &[bool], end: usize) -> Option<Match> {
    /// When and where are told in so many pieces.
    const REACH: usize = 6;
    let date = |i: usize| taken.get(i) == Some(&true);
    let stops = |i: usize| {
        let verb =
            reading.meaning(i, Section::Function).is_some_and(|m| matches!(m.sense.name, "verb" | "conjunction"));
        !date(i) && (verb || reading.class(i) == Some(Class::Mark) || matches!(reading.key(i), "to" | "that"))
    };
    (end..end + REACH)
        .take_while(|&i| i < reading.len() && !stops(i))
        .find(|&i| reading.means(i, Section::Agents) && !date(i) && !date(i + 1) && !reading.glued(i + 1))
        .and_then(|i| reading.meaning(i, Section::Agents))
}

/// `was told by the judge`; `it was alleged that`, by nobody.
fn passive(
    reading: &Reading,
    taken: &[bool],
    verb: Range<usize>,
    stance: &'static str,
    condition: &str,
) -> Option<Statement> {
    let force = match condition {
        "clause" | "told" | "news" | "object" | "as" => Force::Loose,
        // `the island is claimed by both states`
        _ if stance == "doubtful" => Force::Weak,
        _ => Force::Firm,
    };
    let subject = || phrase_start(reading, verb.start, verb.start)..verb.start;
    let about_said = || {
        const REACH: usize = 24;
        let before = (verb.start.saturating_sub(REACH)..verb.start).rev();
        before.take_while(|&i| reading.key(i) != ".").any(|i| reading.means(i, Section::Sayings))
    };
    let by = agent(reading, taken, verb.end).filter(|_| condition != "saying" || about_said());
    if let Some(agent) = by {
        let given = stance != "neutral" && (verb.end..agent.end).any(|i| reading.means(i, Section::NotSaid));
        let source = right_of(reading, agent.end);
        if given || is_ruling(reading, subject(), &source, stance) {
            return None;
        }
        // What is told may follow: `told by officials to boil water`.
        let end = source.clone().skip(1).find(|&i| reading.key(i) == "to").unwrap_or(source.end);
        let force = if reading.key(end) == "that" { Force::Firm } else { force };
        return Some(build(reading, taken, verb, source.start..end, stance).with(force));
    }
    let nobody = (verb.start.saturating_sub(4)..verb.start).find(|&i| reading.key(i) == "it")?;
    let inserted = reading.key_before(nobody) == "," && reading.class(verb.end).is_none_or(|c| c == Class::Mark);
    // `it was alleged in court that`.
    let place = || reading.meaning(verb.end, Section::Function).is_some_and(|m| m.sense.name == "preposition");
    let clause = || {
        const REACH: usize = 6;
        let words = |&i: &usize| reading.class(i).is_some_and(|c| c != Class::Mark);
        (verb.end..verb.end + REACH).take_while(words).any(|i| reading.key(i) == "that")
    };
    let said = inserted || reading.key(verb.end) == "that" || place() && clause();
    // What nobody in particular says in passing is often left out; a doubt, a denial or a confirmation is not.
    let force = if stance == "neutral" { Force::Loose } else { Force::Firm };
    said.then(|| build(reading, taken, verb.clone(), verb.start..verb.start, stance).with(force))
}

/// A noun for what was said, with whose it is: `the firm's denial that`, `police claims that`.
fn saying(reading: &Reading, taken: &[bool], at: usize) -> Option<Statement> {
    let found = reading.meaning(at, Section::Sayings)?;
    if reading.means(found.end, Section::Agents) || reading.key(found.end) == "from" {
        let source = right_of(reading, found.end + 1);
        let said = reading.key(source.end) == "that" && !source.is_empty();
        return said.then(|| build(reading, taken, at..found.end, source, found.sense.name).with(Force::Loose));
    }
    if reading.key(found.end) != "that" {
        return None;
    }
    if let Some(owner) = owner_of(reading, at) {
        return Some(build(reading, taken, at..found.end, owner, found.sense.name).with(Force::Loose));
    }
    let start = phrase_start(reading, at, at);
    let start = (start..at).rev().find(|&i| is_finite(reading, i)).map_or(start, |i| i + 1);
    let source = trim(reading, taken, start..at);
    Some(build(reading, taken, at..found.end, source, found.sense.name).with(Force::Loose))
}

fn build(
    reading: &Reading,
    taken: &[bool],
    verb: Range<usize>,
    source: Range<usize>,
    stance: &'static str,
) -> Statement {
    // `WHO` is not `who`.
    let upper = |i: usize| reading.piece(i).is_some_and(|p| p.case == Case::Upper);
    let small = |i: usize| !upper(i) && [Section::Function, Section::Pronouns].iter().any(|&s| reading.means(i, s));
    // How somebody knows, and of what, is told in many ways: `familiar with the matter`, `with knowledge of the talks`.
    let knowing = source
        .clone()
        .skip(1)
        .find(|&i| reading.meaning(i, Section::Nearness).is_some_and(|m| m.sense.name == "knowing"));
    let known = knowing.map_or(source.end..source.end, |i| {
        i..source.clone().find(|&j| j > i && reading.key(j) == ",").unwrap_or(source.end)
    });
    let tells = |&i: &usize| {
        taken.get(i) != Some(&true) && reading.class(i) != Some(Class::Mark) && !small(i) && !known.contains(&i)
    };
    let (titles, words): (Vec<usize>, Vec<usize>) =
        source.clone().filter(tells).partition(|&i| reading.means(i, Section::Titles));
    // `people close to the talks` are sources close to them.
    let nameless = |i: usize| {
        let near = i + 1 < source.end && reading.means(i + 1, Section::Nearness);
        near && matches!(
            reading.key(i),
            "people" | "person" | "persons" | "source" | "sources" | "insiders" | "insider"
        )
    };
    let word = |i: usize| if nameless(i) { "source".to_owned() } else { stem(reading.key(i)) };
    let stems = |at: &[usize]| at.iter().map(|&i| word(i)).collect::<Vec<_>>();
    let parted = |i: &usize| {
        let preposition = reading.meaning(*i, Section::Function).is_some_and(|m| m.sense.name == "preposition");
        preposition && !joins_name(reading, *i) || reading.means(*i, Section::Nearness)
    };
    let end = source.clone().skip(1).find(parted).unwrap_or(source.end);
    let spoken_for = (source.start..end).any(|i| reading.means(i, Section::Voices));
    // `a lawyer for the driver, Odd Hansen`: what stands behind a comma speaks too, if nothing parts it.
    let comma = source.clone().rev().find(|&i| reading.key(i) == ",").filter(|&i| i >= end);
    let behind = comma.map_or(source.end, |i| i + 1)..source.end;
    let behind = if behind.clone().any(|i| parted(&i)) { source.end..source.end } else { behind };
    // `Ruth Ames's lawyer` is not Ruth Ames.
    let owner = (source.start..end).rev().find(|&i| is_owner(reading, i));
    let speaks = |&i: &usize| tells(&i) && !is_owner(reading, i);
    let before = (owner.map_or(source.start, |i| i + 1)..end).filter(|_| !spoken_for);
    let heads: Vec<usize> = before.chain(behind).filter(speaks).collect();
    let is_name = |&&i: &&usize| {
        let capital = |at: usize| reading.piece(at).is_some_and(|p| p.case != Case::Small);
        let inside = reading.piece(i).is_some_and(|p| p.standing == Standing::Inside);
        // Alone and without an article it is a name at the head of a sentence too: `Orlane said`.
        let alone = source.start == i && source.len() == 1 && !upper(i) && !key_is_plural(reading, i);
        let alone = alone && !reading.means(i, Section::Ordinary) || upper(i);
        capital(i) && (inside || alone || capital(i + 1)) && !reading.means(i, Section::Titles)
    };
    let names: Vec<usize> = heads.iter().filter(is_name).copied().collect();
    let (words, titles, heads, names) = (stems(&words), stems(&titles), stems(&heads), stems(&names));
    let two = source.clone().any(|i| joins_speakers(reading, i));
    Statement { verb, source, words, titles, heads, names, stance, force: Force::Firm, two, speaks_for: spoken_for }
}

/// `Bank of England`: a small word between the words of a name.
fn joins_name(reading: &Reading, at: usize) -> bool {
    let capital = |at: usize| reading.piece(at).is_some_and(|p| p.case != Case::Small);
    let next = reading.meaning(at, Section::Particles).map_or(at, |m| m.end);
    let title = at.checked_sub(1).is_some_and(|i| reading.means(i, Section::Titles) || reading.key(i).ends_with('s'));
    next > at && reading.key(at) == "of" && at > 0 && capital(at - 1) && capital(next) && !title
}

fn key_is_plural(reading: &Reading, at: usize) -> bool {
    reading.key(at).ends_with('s') || reading.key(at).ends_with("men")
}

pub(super) fn stem(key: &str) -> String {
    key.strip_suffix('s').filter(|k| k.len() > 2).unwrap_or(key).to_owned()
}
