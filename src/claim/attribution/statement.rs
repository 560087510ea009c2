//! Attributions as they stand in one text. May import the framework of the folder above.

use std::ops::Range;

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
    titles: Vec<String>,
    /// Those of its words that can be who speaks: before any preposition, and no owners (`Lopez's lawyer` is not Lopez).
    heads: Vec<String>,
    /// Those of them that are names.
    names: Vec<String>,
    /// As the data file calls it.
    stance: &'static str,
    pub force: Force,
    /// Whether two speak: `the council and the union`.
    two: bool,
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

/// Sources are no longer than this, in pieces.
const LONGEST_SOURCE: usize = 14;

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
        if reading.means(found.end, Section::NotSaid) {
            return None;
        }
        let source = right_of(reading, found.end);
        return Some(build(reading, taken, at..found.end, source, found.sense.name));
    }
    verb(reading, taken, at).or_else(|| saying(reading, taken, at))
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
    if is_passive(reading, at) || reading.means(found.end, Section::Agents) {
        return passive(reading, taken, at..found.end, stance, condition);
    }
    if is_adjective(reading, at) || is_other_use(reading, found, stance) {
        return None;
    }
    if reading.key_before(at) == "who" {
        return relative(reading, taken, at..found.end, stance);
    }
    let left = left_of(reading, taken, at);
    if left.is_empty() && reading.means(at.saturating_sub(1), Section::NumeralJoiners) && condition.is_empty() {
        return second_verb(reading, taken, at..found.end, stance);
    }
    let apart = !left.is_empty() && reading.key_before(left.start) == ",";
    let inserted = apart && (condition == "left" || has_no_object(reading, found.end));
    let unsaid = is_unsaid(reading, at);
    let turned = left.is_empty() && ends_speech(reading, at);
    // Without anyone before it, or what is said, it is a noun or a participle: `reports that`, `asked`. `That said` is neither.
    let that_said = left.len() == 1 && reading.key(left.start) == "that" && reading.key(found.end) == ",";
    if left.is_empty() && !turned || that_said {
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
    let source = if left.is_empty() && condition != "left" { right_of(reading, found.end) } else { left };
    let statement = build(reading, taken, at..found.end, source, stance);
    Some(statement.with(match condition {
        _ if !holds => Force::Weak,
        // `claimed two barns`, `admitted her son`, `confirmed the border`: it may be no report.
        _ if !free && may_be_deed(reading, found.end, stance) => Force::Loose,
        // What surely is a report (`announced that`), unlike a finding (`showed that`).
        "told" | "news" if inserted || reading.key(found.end) == "that" => Force::Firm,
        "clause" | "told" | "news" | "speech" => Force::Loose,
        _ => Force::Firm,
    }))
}

/// `The porter apologised and said`: who speaks stands before the verb before.
fn second_verb(reading: &Reading, taken: &[bool], verb: Range<usize>, stance: &'static str) -> Option<Statement> {
    let joiner = verb.start.checked_sub(1)?;
    let start = phrase_start(reading, joiner, verb.start);
    let first = (start..joiner).find(|&i| is_finite(reading, i))?;
    let source = trim(reading, taken, start..first);
    (!source.is_empty()).then(|| build(reading, taken, verb, source, stance).with(Force::Loose))
}

/// `the man who said`.
fn relative(reading: &Reading, taken: &[bool], verb: Range<usize>, stance: &'static str) -> Option<Statement> {
    let who = verb.start.checked_sub(1)?;
    let end = if reading.key_before(who) == "," { who - 1 } else { who };
    let source = trim(reading, taken, phrase_start(reading, end, verb.start)..end);
    let said = stance == "neutral" || says_clause(reading, verb.end);
    (said && !source.is_empty()).then(|| build(reading, taken, verb, source, stance).with(Force::Loose))
}

/// `the United States to`: a capital, and not in a headline, where the next word would have one too.
fn is_in_name(reading: &Reading, at: usize) -> bool {
    let capital = |at: usize| reading.piece(at).is_some_and(|p| p.case != Case::Small);
    reading.piece(at).is_some_and(|p| p.standing == Standing::Inside) && capital(at) && !capital(at + 1)
}

/// Whether speech ends before a verb: `“We tried,” said`, but not after a word in marks, `“lame” states`.
fn ends_speech(reading: &Reading, at: usize) -> bool {
    let mark = |key: &str| matches!(key, "," | "?" | "!" | "…" | "-") || key.starts_with('.');
    let before = reading.key_before(at);
    matches!(before, "," | "?" | "!")
        || matches!(before, "\"" | "'") && at.checked_sub(2).is_some_and(|i| mark(reading.key(i)))
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
        "clause" | "told" | "news" | "object" => Force::Loose,
        // `the island is claimed by both states`
        _ if stance == "doubtful" => Force::Weak,
        _ => Force::Firm,
    };
    if let Some(agent) = reading.meaning(verb.end, Section::Agents).filter(|_| condition != "saying") {
        let source = right_of(reading, agent.end);
        // What is told may follow: `told by officials to boil water`.
        let end = source.clone().skip(1).find(|&i| reading.key(i) == "to").unwrap_or(source.end);
        let force = if reading.key(end) == "that" { Force::Firm } else { force };
        return Some(build(reading, taken, verb, source.start..end, stance).with(force));
    }
    let nobody = (verb.start.saturating_sub(4)..verb.start).find(|&i| reading.key(i) == "it")?;
    let inserted = reading.key_before(nobody) == "," && reading.class(verb.end).is_none_or(|c| c == Class::Mark);
    let said = inserted || reading.key(verb.end) == "that";
    said.then(|| build(reading, taken, verb.clone(), verb.start..verb.start, stance).with(Force::Loose))
}

/// A noun for what was said, with whose it is: `the firm's denial that`, `police claims that`.
fn saying(reading: &Reading, taken: &[bool], at: usize) -> Option<Statement> {
    let found = reading.meaning(at, Section::Sayings)?;
    if reading.key(found.end) != "that" {
        return None;
    }
    let start = phrase_start(reading, at, at);
    let start = (start..at).rev().find(|&i| is_finite(reading, i)).map_or(start, |i| i + 1);
    let source = trim(reading, taken, start..at);
    Some(build(reading, taken, at..found.end, source, found.sense.name).with(Force::Loose))
}

/// Whether a noun phrase may be the subject of a verb that has a noun of the same form: `the minister claims`, `villagers
/// claim`, but not `police claims` or `insurance claims`.
fn may_be_subject(reading: &Reading, left: &Range<usize>, verb: usize) -> bool {
    let single = reading.key(verb).ends_with('s');
    let told = |i: usize| {
        let small = reading.meaning(i, Section::Function).map(|m| m.sense.name);
        matches!(small, Some("article" | "determiner" | "pronoun")) || is_owner(reading, i)
    };
    let last = left.end.saturating_sub(1);
    let name = reading.piece(last).is_some_and(|p| p.case != Case::Small) && !reading.means(last, Section::Ordinary);
    let verb_before = reading.piece(last).is_some_and(|p| p.case == Case::Small) && is_finite(reading, last);
    !is_owner(reading, last) && !verb_before && (!single || name || left.clone().any(told))
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
    let tells = |&i: &usize| taken.get(i) != Some(&true) && reading.class(i) != Some(Class::Mark) && !small(i);
    let (titles, words): (Vec<usize>, Vec<usize>) =
        source.clone().filter(tells).partition(|&i| reading.means(i, Section::Titles));
    let stems = |at: &[usize]| at.iter().map(|&i| stem(reading.key(i))).collect::<Vec<_>>();
    let parted = |i: &usize| {
        let preposition = reading.meaning(*i, Section::Function).is_some_and(|m| m.sense.name == "preposition");
        preposition || reading.means(*i, Section::Nearness)
    };
    let end = source.clone().skip(1).find(parted).unwrap_or(source.end);
    let spoken_for = (source.start..end).any(|i| reading.means(i, Section::Voices));
    // `a lawyer for the driver, Odd Hansen`: what stands behind a comma speaks too, if nothing parts it.
    let comma = source.clone().rev().find(|&i| reading.key(i) == ",").filter(|&i| i >= end);
    let behind = comma.map_or(source.end, |i| i + 1)..source.end;
    let behind = if behind.clone().any(|i| parted(&i)) { source.end..source.end } else { behind };
    let speaks = |&i: &usize| tells(&i) && !is_owner(reading, i);
    let before = (source.start..end).filter(|_| !spoken_for);
    let heads: Vec<usize> = before.chain(behind).filter(speaks).collect();
    let is_name = |&&i: &&usize| {
        let capital = |at: usize| reading.piece(at).is_some_and(|p| p.case != Case::Small);
        let inside = reading.piece(i).is_some_and(|p| p.standing == Standing::Inside);
        capital(i) && (inside || capital(i + 1)) && !reading.means(i, Section::Titles)
    };
    let names: Vec<usize> = heads.iter().filter(is_name).copied().collect();
    let (words, titles, heads, names) = (stems(&words), stems(&titles), stems(&heads), stems(&names));
    let two = source.clone().any(|i| joins_speakers(reading, i));
    Statement { verb, source, words, titles, heads, names, stance, force: Force::Firm, two }
}

fn is_owner(reading: &Reading, at: usize) -> bool {
    let surface = reading.surface(at);
    surface.ends_with("'s") || surface.ends_with("’s") || reading.key(at + 1) == "'" && reading.glued(at + 1)
}

fn stem(key: &str) -> String {
    key.strip_suffix('s').filter(|k| k.len() > 2).unwrap_or(key).to_owned()
}

/// `was told`, `is said to`.
fn is_passive(reading: &Reading, at: usize) -> bool {
    let adverb = |i: usize| {
        let small = reading.meaning(i, Section::Function).map(|m| m.sense.name);
        is_adverb(reading, i) || small == Some("adverb")
    };
    let mut before = at.saturating_sub(1);
    while before > 0 && at - before < 3 && adverb(before) {
        before -= 1;
    }
    at > 0
        && matches!(reading.key(before), "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" | "get" | "got")
}

/// `repeatedly`, but not `family`.
fn is_adverb(reading: &Reading, at: usize) -> bool {
    reading.key(at).ends_with("ly") && !reading.means(at, Section::NotAdverbs)
}

/// `cannot say`, `did not say`, `refused to say`, `may say`.
fn is_unsaid(reading: &Reading, at: usize) -> bool {
    let sections = [Section::Negations, Section::Hedges, Section::LooseNegations];
    reading.key_before(at) == "to" || sections.iter().any(|&s| reading.meaning_before(at, s).is_some())
}

/// `the confirmed cases`, `an admitted liar`, `their claims`.
fn is_adjective(reading: &Reading, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| reading.meaning(i, Section::Function));
    let number = at
        .checked_sub(1)
        .is_some_and(|i| reading.class(i) == Some(Class::Number) || reading.means(i, Section::Numerals));
    let owned = at.checked_sub(1).is_some_and(|i| is_owner(reading, i));
    number || owned || before.is_some_and(|m| matches!(m.sense.name, "article" | "preposition"))
}

/// `claimed 40 lives`, `denied him bail`: an object that is not said.
fn is_other_use(reading: &Reading, found: Match, stance: &str) -> bool {
    /// How many pieces after the verb its object may stand.
    const REACH: usize = 4;
    let end = found.end;
    if stance == "neutral" || reading.key(end) == "that" || reading.key_before(end) == "that" {
        return false;
    }
    // `denied him bail`.
    let article = |at: usize| reading.meaning(at, Section::Function).is_some_and(|m| m.sense.name == "article");
    let given =
        matches!(reading.key(end), "him" | "them" | "us" | "me" | "himself" | "herself" | "themselves" | "itself")
            || reading.key(end) == "her" && article(end + 1);
    given
        || !says_clause(reading, end)
            && (end..end + REACH)
                .take_while(|&i| reading.class(i).is_some_and(|c| c != Class::Mark))
                .any(|i| reading.means(i, Section::NotSaid))
}

/// A name, but none of a day.
fn is_named(reading: &Reading, at: usize) -> bool {
    reading.piece(at).is_some_and(|p| p.case != Case::Small) && !reading.means(at, Section::Weekdays)
}

/// Whether a clause follows, as far as its words tell: `that`, or a finite verb before the next mark.
fn says_clause(reading: &Reading, end: usize) -> bool {
    /// How many pieces after the start of the clause its verb may stand.
    const REACH: usize = 12;
    let role = |at: usize| reading.meaning(at, Section::Function).map_or("", |m| m.sense.name);
    let inside = |&at: &usize| {
        let tied = reading.class(at) == Some(Class::Mark) && reading.glued(at) && reading.glued(at + 1);
        reading.class(at).is_some_and(|c| c != Class::Mark) || tied
    };
    // `claimed the lives of 40 people who were trapped`: a verb behind these is of another clause.
    let another = |at: usize| {
        matches!(reading.key(at), "who" | "which" | "whose" | "where" | "when" | "while" | "after" | "because")
    };
    let clause = || (end..end + REACH).take_while(inside).take_while(|&at| !another(at));
    if reading.key(end) == "that" || reading.key_before(end) == "that" {
        return true;
    }
    match role(end) {
        // `claims to have`, but `claim to the throne`; `announced on its website that`.
        "preposition" => {
            let infinitive = reading.key(end) == "to" && !matches!(role(end + 1), "article" | "determiner");
            infinitive || clause().any(|at| reading.key(at) == "that")
        }
        "pronoun" if reading.class(end + 1) == Some(Class::Word) => true,
        _ => {
            let finite = |at: usize| is_finite(reading, at) && role(at - 1) != "conjunction";
            let said = |at: usize| finite(at) || reading.means(at, Section::Sayings);
            reading.key(end).ends_with("ing") || clause().skip(1).any(said)
        }
    }
}

/// Whether a word looks like a finite verb.
fn is_finite(reading: &Reading, at: usize) -> bool {
    let role = |at: usize| reading.meaning(at, Section::Function).map_or("", |m| m.sense.name);
    let word = reading.key(at);
    let past = word.ends_with("ed") && !matches!(role(at.wrapping_sub(1)), "article" | "determiner" | "preposition");
    let full = role(at) == "verb" && !matches!(word, "be" | "been" | "being" | "having");
    // `claimed two lives`
    let listed = [Section::Actions, Section::Verbs, Section::Pasts].iter().any(|&s| reading.means(at, s));
    full || past || listed && !reading.means(at, Section::NotSaid)
}

/// Whether what follows a verb is no noun phrase: a mark, a clause or a small word that tells where or when.
fn has_no_object(reading: &Reading, at: usize) -> bool {
    let small = reading.meaning(at, Section::Function).map(|m| m.sense.name);
    let ends = matches!(reading.class(at), None | Some(Class::Mark));
    ends || matches!(small, Some("preposition" | "adverb" | "conjunction")) || reading.key(at) == "that"
}

/// Whether an object follows a verb that is no report with such a one: a thing rather than what is said.
fn may_be_deed(reading: &Reading, at: usize, stance: &str) -> bool {
    let small = reading.meaning(at, Section::Function).map(|m| m.sense.name);
    let number = reading.class(at) == Some(Class::Number) || reading.means(at, Section::Numerals);
    let thing = number || matches!(small, Some("article" | "determiner"));
    let object = match stance {
        "doubtful" => true,
        "conceding" => thing,
        "confirming" => thing || is_named(reading, at),
        _ => false,
    };
    object && !says_clause(reading, at)
}

/// How many pieces after a verb the noun for what was said may stand that it denies.
const SAYING_REACH: usize = 3;

/// Whether a verb that has other uses reports something here.
fn condition_holds(reading: &Reading, found: Match, condition: &str) -> bool {
    let next = found.end;
    let small = reading.meaning(next, Section::Function).map(|m| m.sense.name);
    let ends = matches!(reading.class(next), None | Some(Class::Mark));
    match condition {
        // Reports only a clause of its own: `added that`, `noted:`.
        "clause" => ends || reading.key(next) == "that",
        "told" => ends || says_clause(reading, next),
        // `shouted: “Stop!”`, but not `the rope snapped.`
        "speech" => {
            matches!(reading.key(next), ":" | "\"")
                || reading.key(next) == "," && is_quotation_mark(reading.key(next + 1))
        }
        // `rejected the claim`, but `rejected the offer`.
        "saying" => (next..next + SAYING_REACH).any(|i| reading.means(i, Section::Sayings)),
        // Has a noun of the same form: `claims`.
        "object" => {
            let capital = reading.piece(next).is_some_and(|p| p.case != Case::Small);
            capital || matches!(small, Some("article" | "determiner" | "pronoun")) || says_clause(reading, next)
        }
        _ => true,
    }
}

/// The noun phrase that ends right before a verb.
fn left_of(reading: &Reading, taken: &[bool], verb: usize) -> Range<usize> {
    let mut end = verb;
    while end > 0 && (is_auxiliary(reading, end - 1) || is_adverb(reading, end - 1)) {
        end -= 1;
    }
    end = before_parentheses(reading, end);
    // `Okafor, the mayor, said`: the verb closes an apposition.
    let apposed = end > 0 && reading.key(end - 1) == "," && !is_quotation_mark(reading.key_before(end - 1));
    if apposed {
        let inner = past_relative(reading, phrase_start(reading, end - 1, verb));
        if inner < end - 1 && inner > 0 && reading.key(inner - 1) == "," {
            let outer = phrase_start(reading, inner - 1, verb);
            let told = matches!(reading.key(inner), "who" | "which") || outer_is_name(reading, outer, inner - 1);
            if outer < inner - 1 && told {
                let end = if describes(reading, inner) { inner - 1 } else { end - 1 };
                return trim(reading, taken, outer..end);
            }
        }
        return verb..verb;
    }
    let start = phrase_start(reading, end, verb);
    trim(reading, taken, before_relative(reading, start, verb)..end)
}

/// Whether what stands between commas tells something of who speaks rather than who it is: `based in Leeds`, `who was there`.
fn describes(reading: &Reading, inner: usize) -> bool {
    let preposition = reading.meaning(inner, Section::Function).is_some_and(|m| m.sense.name == "preposition");
    let participle = reading.key(inner).ends_with("ed") && reading.piece(inner).is_some_and(|p| p.case == Case::Small);
    preposition || participle || matches!(reading.key(inner), "who" | "which")
}

/// `A nurse who treated him said`: who speaks stands before the clause.
fn before_relative(reading: &Reading, start: usize, verb: usize) -> usize {
    let relative = start > 1 && reading.key(start - 1) == "who" && reading.class(start - 2) != Some(Class::Mark);
    let outer = if relative { phrase_start(reading, start - 1, verb) } else { start };
    if outer + 1 < start { outer } else { start }
}

/// Where a phrase ends before words in parentheses that end at `end`.
fn before_parentheses(reading: &Reading, end: usize) -> usize {
    if end == 0 || reading.key(end - 1) != ")" {
        return end;
    }
    (end.saturating_sub(LONGEST_SOURCE)..end).rev().find(|&i| reading.key(i) == "(").unwrap_or(end)
}

/// `Holt, who led the study, said`: the first word of a clause between commas belongs to it.
fn past_relative(reading: &Reading, inner: usize) -> usize {
    let before = inner.checked_sub(1).and_then(|i| reading.meaning(i, Section::Function));
    let relative = before.is_some_and(|m| m.sense.name == "conjunction");
    if relative && inner > 1 && reading.key(inner - 2) == "," { inner - 1 } else { inner }
}

fn outer_is_name(reading: &Reading, start: usize, end: usize) -> bool {
    (start..end).any(|i| reading.piece(i).is_some_and(|p| p.case != Case::Small)) && end - start <= 5
}

fn is_auxiliary(reading: &Reading, at: usize) -> bool {
    matches!(reading.key(at), "has" | "have" | "had" | "also" | "later" | "then" | "will" | "would" | "did" | "does")
}

/// Back to a mark, a conjunction or the start of the sentence.
fn phrase_start(reading: &Reading, end: usize, verb: usize) -> usize {
    let mut start = end;
    while start > 0 && verb - start < LONGEST_SOURCE {
        let before = start - 1;
        let apostrophe =
            reading.key(before) == "'" || reading.key(before) == "-" && reading.glued(before) && reading.glued(start);
        let conjunction = reading.meaning(before, Section::Function).is_some_and(|m| m.sense.name == "conjunction");
        let stop = if reading.class(before) == Some(Class::Mark) {
            !(apostrophe || is_abbreviation_stop(reading, before))
        } else {
            conjunction && !joins_names(reading, before) && !joins_speakers(reading, before)
        };
        if stop {
            break;
        }
        start = before;
        if reading.piece(start).is_some_and(|p| p.standing == Standing::First) {
            break;
        }
    }
    start
}

/// `Okafor and Chen said`.
fn joins_names(reading: &Reading, at: usize) -> bool {
    let capital = |at: usize| reading.piece(at).is_some_and(|p| p.case != Case::Small);
    reading.means(at, Section::NumeralJoiners) && at > 0 && capital(at - 1) && capital(at + 1)
}

/// `The council and the union say`: two at the start of a sentence, where no verb makes the first of them a clause.
fn joins_speakers(reading: &Reading, at: usize) -> bool {
    /// An article and a noun, `both` before them: what is longer may hold a verb.
    const LONGEST: usize = 3;
    let role = |at: usize| reading.meaning(at, Section::Function).map_or("", |m| m.sense.name);
    let speaker = |at: usize| matches!(role(at), "article" | "determiner");
    let first = |i: &usize| reading.piece(*i).is_some_and(|p| p.standing == Standing::First);
    let start =
        (at.saturating_sub(LONGEST)..at).rev().take_while(|&i| reading.class(i) == Some(Class::Word)).find(first);
    reading.means(at, Section::NumeralJoiners)
        && speaker(at + 1)
        && start.is_some_and(|start| {
            speaker(start) && (start + 2 == at || speaker(start + 1)) && !(start + 1..at).any(|i| is_finite(reading, i))
        })
}

fn is_abbreviation_stop(reading: &Reading, at: usize) -> bool {
    reading.key(at) == "." && at > 0 && reading.means(at - 1, Section::Titles)
}

/// A noun phrase without the dates and prepositional phrases before it: `On Monday the retailer` is the retailer.
fn trim(reading: &Reading, taken: &[bool], phrase: Range<usize>) -> Range<usize> {
    let mut start = phrase.start;
    let role = |at: usize| reading.meaning(at, Section::Function).map_or("", |m| m.sense.name);
    // A phrase as long as phrases may be was cut: what stands first may be anything.
    let cut = phrase.len() >= LONGEST_SOURCE - 1;
    if role(start) == "preposition" || cut {
        let is_article = |i: &usize| *i > start && matches!(role(*i), "article" | "determiner");
        // `In the morning the head of the school`: who speaks has no preposition before it.
        let is_subject = |i: &usize| is_article(i) && role(i - 1) != "preposition";
        let articles = || (start..phrase.end).rev();
        let last_article = articles().find(is_subject).or_else(|| articles().find(is_article).filter(|_| !cut));
        let after_date = (start..phrase.end).rev().find(|&i| taken.get(i) == Some(&true)).map(|i| i + 1);
        start = last_article.max(after_date).unwrap_or(start);
    }
    while start < phrase.end
        && (taken.get(start) == Some(&true) && reading.class(start) != Some(Class::Number)
            || matches!(role(start), "adverb" | "conjunction"))
    {
        start += 1;
    }
    start.min(phrase.end)..phrase.end
}

/// The noun phrase that follows, up to a mark, a verb or a clause.
fn right_of(reading: &Reading, start: usize) -> Range<usize> {
    let mut end = start;
    while end < reading.len() && end - start < LONGEST_SOURCE {
        let inside = match reading.class(end) {
            Some(Class::Mark) => {
                let joins = matches!(reading.key(end), "-" | "'") && reading.glued(end) && reading.glued(end + 1);
                let owned = end > start && is_owner(reading, end - 1);
                joins || owned || is_abbreviation_stop(reading, end) || names_speaker(reading, start, end)
            }
            _ => !ends_source(reading, end, start),
        };
        if !inside {
            break;
        }
        end += 1;
    }
    start..end
}

/// `said his sister, Alma.`: a comma before the name of who was called by no name yet.
fn names_speaker(reading: &Reading, start: usize, comma: usize) -> bool {
    /// Names are no longer than this, in pieces.
    const LONGEST: usize = 4;
    let capital = |at: usize| reading.piece(at).is_some_and(|p| p.case != Case::Small && p.class == Class::Word);
    let name = (comma + 1..comma + 1 + LONGEST).take_while(|&i| capital(i)).count();
    let closed = matches!(reading.class(comma + 1 + name), None | Some(Class::Mark));
    reading.key(comma) == "," && name > 0 && closed && !(start..comma).any(capital)
}

fn ends_source(reading: &Reading, at: usize, start: usize) -> bool {
    let role = reading.meaning(at, Section::Function).map_or("", |m| m.sense.name);
    let time = matches!(reading.key(at), "on" | "after" | "before" | "in" | "at" | "during" | "when" | "while" | "as");
    let capital_after = reading.piece(at + 1).is_some_and(|p| p.case != Case::Small);
    let conjunction = role == "conjunction" && !(reading.key(at) == "and" && capital_after);
    at > start && (conjunction || role == "verb" || time && !capital_after && reading.key(at) != "in")
        || at == start && (reading.key(at) == "that" || role == "verb")
}
