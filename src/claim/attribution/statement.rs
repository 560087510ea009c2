//! Attributions as they stand in one text. May import the framework of the folder above.

use std::ops::Range;

use super::apposition::{self, is_reduced};
use super::called::Called;
use super::clause::{
    condition_holds, ends_speech, has_no_object, is_adjective, is_finite, is_in_name, is_other_use, is_passive,
    is_ruling, is_said, is_unsaid, may_be_deed, says_clause,
};
use super::source::{
    apposition_end, before_auxiliaries, before_being, before_quotation, joins_speakers, left_of, may_be_subject,
    noun_start, owner_of, past_quotation, phrase_start, right_of, trim,
};
use crate::claim::lexicon::Section;
use crate::claim::reading::{Match, REPORTING, Reading, Standing, is_quotation_mark};
use crate::claim::scan::Class;

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
    /// Whether a verb or an agent stands among its words, so that it may be read in more than one way.
    pub is_loose: bool,
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

    /// Whether a meaning of a verb has the stance.
    pub(super) fn has_stance(&self, meaning: &str) -> bool {
        meaning.split(' ').next() == Some(self.stance)
    }

    /// Whether a pronoun stands for the source, or nothing.
    pub(super) fn is_unnamed(&self) -> bool {
        self.words.is_empty() && self.titles.is_empty()
    }
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
    // `according to the results of the survey`, but `according to the weight of the parcel`.
    let document = |i: usize| reading.meaning(i, Section::Measures).is_some_and(|m| m.sense.name == "document");
    source.clone().all(|i| small(i) || reading.means(i, Section::Measures))
        || source.len() == 1
        || reading.means(source.start, Section::Measures) && reading.key(source.start + 1) == "of"
        || (small(source.start) || reading.key(source.start) == "the" && !document(source.start + 1))
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
        return quoted(reading, taken, at..found.end);
    }
    let by = reading.meaning(found.end, Section::Agents);
    if is_passive(reading, at) || by.is_some_and(|by| !reading.means(by.end, Section::Channels)) {
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
    let tells = |condition: &str| match condition {
        "" | "left" => true,
        "told" => reading.key(found.end) == "that",
        _ => false,
    };
    if let Some(joiner) = subject.checked_sub(1).filter(|&i| left.is_empty() && tells(condition) && joins(i)) {
        return second_verb(reading, taken, joiner, at..found.end, stance);
    }
    let apart = !left.is_empty() && reading.key_before(left.start) == ",";
    // `Of the patients, some complained of pain`: what stands before the comma is said by nobody.
    let opened = || reading.key(found.end) != "," && opens_part(reading, left.start - 1);
    let inserted = apart && (condition == "left" || has_no_object(reading, found.end) && !opened());
    let unsaid = is_unsaid(reading, at);
    let turned = left.is_empty() && ends_speech(reading, at);
    // Without anyone before it, or what is said, it is a noun or a participle: `reports that`, `asked`. `That said` is neither.
    let that_said = left.len() == 1 && reading.key(left.start) == "that" && reading.key(found.end) == ",";
    // `the senator, admitted with chest pains`
    let participle = turned && reading.key_before(at) == "," && reading.role(found.end) == "preposition";
    if left.is_empty() && (!turned || participle)
        || that_said
        || is_ruling(reading, found.end..found.end + 4, &left, stance)
    {
        return None;
    }
    // `faster than models had predicted` measures, and reports nothing.
    if !left.is_empty() && (left.start.saturating_sub(1)..left.end).any(|i| reading.key(i) == "than") {
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
        "clause" if inserted && !goes_on(reading, found.end) => Force::Firm,
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

/// Whether nothing but a part of a whole is opened before a comma: `Of the patients,`.
fn opens_part(reading: &Reading, comma: usize) -> bool {
    let start = phrase_start(reading, comma, comma);
    let first = reading.piece(start).is_some_and(|p| p.standing == Standing::First);
    first && reading.means(start, Section::PartJoiners) && !(start..comma).any(|i| is_finite(reading, i))
}

/// Who speaks behind a verb; nobody where a clause follows: `said he had seen it`.
fn speaker_behind(reading: &Reading, end: usize) -> Range<usize> {
    let source = right_of(reading, end);
    let verb = reading.role(source.end) == "verb";
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
    let apposed = || apposition::subject(reading, taken, start.checked_sub(1).filter(|&i| reading.key(i) == ",")?);
    // `The owner, a former nun, blamed the rain and said`
    let source = if first > start { trim(reading, taken, start..first) } else { apposed().unwrap_or(start..start) };
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
fn quoted(reading: &Reading, taken: &[bool], verb: Range<usize>) -> Option<Statement> {
    // `according to a diplomat quoted by the paper`
    if let Some(agent) = reading.meaning(verb.end, Section::Agents) {
        let source = right_of(reading, agent.end);
        if reading.key(source.end) != "as" {
            let source = source.start..source.clone().find(|&i| reading.key(i) == "as").unwrap_or(source.end);
            return Some(build(reading, taken, verb, source, "neutral").with(Force::Aside));
        }
    }
    let inside = |&i: &usize| reading.class(i).is_some_and(|c| c != Class::Mark);
    let mut after = (verb.end..verb.end + LONGEST_AGENT).take_while(inside);
    let end = after.find(|&i| reading.key(i) == "as")?;
    // `quoted as conceding`: the participle tells the stance.
    let participle = reading.meaning(end + 1, Section::Verbs)?;
    let stance = participle.sense.name.strip_suffix(" participle")?;
    let source = if is_passive(reading, verb.start) {
        left_of(reading, taken, before_being(reading, verb.start))
    } else {
        verb.end..end
    };
    Some(build(reading, taken, verb.start..participle.end, source, stance))
}

/// Who does what a passive tells stands within so many pieces after the verb.
const LONGEST_AGENT: usize = 12;

/// Whether the clause goes on at a piece.
fn goes_on(reading: &Reading, at: usize) -> bool {
    !matches!(reading.key(at), "," | "." | ";") && reading.class(at).is_some()
}

/// `by the ministry`, right behind a passive or behind when and where it was: `was confirmed late on Monday by the ministry`.
fn agent(reading: &Reading, taken: &[bool], end: usize) -> Option<Match> {
    /// When and where are told in so many pieces.
    const REACH: usize = 6;
    let date = |i: usize| taken.get(i) == Some(&true);
    let stops = |i: usize| {
        let verb = matches!(reading.role(i), "verb" | "conjunction");
        !date(i) && (verb || reading.class(i) == Some(Class::Mark) || matches!(reading.key(i), "to" | "that"))
    };
    let end = past_quotation(reading, end);
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
        before.take_while(|&i| reading.key(i) != ".").any(|i| is_said(reading, i))
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
    // What nobody in particular says in passing is often left out; a doubt, a denial or a confirmation is not.
    let force = if stance == "neutral" { Force::Loose } else { Force::Firm };
    let said = is_said_by_nobody(reading, &verb);
    said.then(|| build(reading, taken, verb.clone(), verb.start..verb.start, stance).with(force))
}

/// `it was alleged in court that`; `, it was said at the hearing.`
fn is_said_by_nobody(reading: &Reading, verb: &Range<usize>) -> bool {
    /// A place is told in no more pieces than this.
    const REACH: usize = 6;
    let Some(it) = (verb.start.saturating_sub(4)..verb.start).find(|&i| reading.key(i) == "it") else { return false };
    let is_word = |i: usize| reading.class(i).is_some_and(|c| c != Class::Mark);
    let place = reading.role(verb.end) == "preposition";
    let mut words = (verb.end..verb.end + REACH).take_while(|&i| is_word(i));
    let ends = !is_word(verb.end) || place && words.clone().count() < REACH;
    reading.key_before(it) == "," && ends
        || reading.key(past_inserted(reading, verb.end)) == "that"
        || place && words.any(|i| reading.key(i) == "that")
}

/// Past a word or two between commas: `it is alleged, however, that`.
fn past_inserted(reading: &Reading, at: usize) -> usize {
    const LONGEST: usize = 2;
    let close = (at + 2..at + 2 + LONGEST).find(|&i| reading.key(i) == ",");
    close.filter(|_| reading.key(at) == ",").map_or(at, |i| i + 1)
}

/// A noun for what was said, with whose it is: `the firm's denial that`, `police claims that`.
fn saying(reading: &Reading, taken: &[bool], at: usize) -> Option<Statement> {
    let found = reading.meaning(at, Section::Sayings)?;
    let stance = found.sense.name.split(' ').next().unwrap_or_default();
    if reading.means(found.end, Section::Agents) || reading.key(found.end) == "from" {
        let source = right_of(reading, found.end + 1);
        let said = reading.key(source.end) == "that" && !source.is_empty();
        return said.then(|| build(reading, taken, at..found.end, source, stance).with(Force::Loose));
    }
    if reading.key(found.end) != "that" {
        return None;
    }
    if let Some(owner) = owner_of(reading, at) {
        return Some(build(reading, taken, at..found.end, owner, stance).with(Force::Loose));
    }
    let start = phrase_start(reading, at, at);
    let start = (start..at).rev().find(|&i| is_finite(reading, i)).map_or(start, |i| i + 1);
    let source = trim(reading, taken, start..at);
    Some(build(reading, taken, at..found.end, source, stance).with(Force::Loose))
}

/// Whether a verb or an agent stands inside a source; who is quoted by another has a statement of its own.
fn is_loose(reading: &Reading, source: &Range<usize>) -> bool {
    /// An article and a noun, or a name, have no verb.
    const SHORTEST: usize = 3;
    let cited = |i: usize| reading.meaning(i, Section::Verbs).is_some_and(|m| m.sense.name.ends_with(" quoted"));
    let clause = |i: usize| matches!(reading.key(i), "who" | "which" | "that") || is_reduced(reading, i);
    let verb = |i: usize| clause(i) || reading.means(i, Section::Agents) || is_finite(reading, i);
    source.len() >= SHORTEST && source.clone().skip(1).any(verb) && !source.clone().any(cited)
}

fn build(
    reading: &Reading,
    taken: &[bool],
    verb: Range<usize>,
    source: Range<usize>,
    stance: &'static str,
) -> Statement {
    let called = Called::new(reading, taken, &(source.start..apposition_end(reading, source.end)));
    Statement {
        verb,
        words: called.stems(&called.words),
        titles: called.stems(&called.titles),
        heads: called.stems(&called.heads),
        names: called.stems(&called.names),
        stance,
        force: Force::Firm,
        two: source.clone().any(|i| joins_speakers(reading, i)),
        is_loose: is_loose(reading, &source),
        speaks_for: called.speaks_for,
        source,
    }
}
