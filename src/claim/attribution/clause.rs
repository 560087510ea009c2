//! What surrounds a reporting verb: whether it is one there, and whether a clause follows. May import the framework of the
//! folder above.

use std::ops::Range;

use super::source::is_owner;
use crate::claim::lexicon::Section;
use crate::claim::reading::{Match, Reading, Standing, is_quotation_mark};
use crate::claim::scan::Class;

/// `the United States to`: a capital, and not in a headline, where the next word would have one too.
pub(super) fn is_in_name(reading: &Reading, at: usize) -> bool {
    reading.piece(at).is_some_and(|p| p.standing == Standing::Inside)
        && reading.is_capital(at)
        && !reading.is_capital(at + 1)
}

/// Whether speech ends before a verb: `“We tried,” said`, but not after a word in marks, `“lame” states`.
pub(super) fn ends_speech(reading: &Reading, at: usize) -> bool {
    let mark = |key: &str| matches!(key, "," | "?" | "!" | "…" | "-") || key.starts_with('.');
    let before = reading.key_before(at);
    matches!(before, "," | "?" | "!")
        || matches!(before, "\"" | "'") && at.checked_sub(2).is_some_and(|i| mark(reading.key(i)))
}

/// `was told`, `is said to`.
pub(super) fn is_passive(reading: &Reading, at: usize) -> bool {
    let adverb = |i: usize| is_adverb(reading, i) || reading.role(i) == "adverb";
    let mut before = at.saturating_sub(1);
    while before > 0 && at - before < 3 && adverb(before) {
        before -= 1;
    }
    at > 0 && (reading.is_being(before) || matches!(reading.key(before), "am" | "get" | "got"))
}

/// `repeatedly`, but not `family` nor `Tom Akkerly`.
pub(super) fn is_adverb(reading: &Reading, at: usize) -> bool {
    let named = reading.is_capital(at) && reading.piece(at).is_some_and(|p| p.standing == Standing::Inside);
    !named && reading.key(at).ends_with("ly") && !reading.means(at, Section::NotAdverbs)
}

/// `cannot say`, `did not say`, `refused to say`, `may say`.
pub(super) fn is_unsaid(reading: &Reading, at: usize) -> bool {
    let sections = [Section::Negations, Section::Hedges, Section::LooseNegations];
    reading.key_before(at) == "to" || sections.iter().any(|&s| reading.meaning_before(at, s).is_some())
}

/// `the confirmed cases`, `an admitted liar`, `their claims`.
pub(super) fn is_adjective(reading: &Reading, at: usize) -> bool {
    // The last part of a noun like `passer-by` is no preposition.
    let tied = at.checked_sub(2).is_some_and(|i| reading.key(i) == "-" && reading.glued(i) && reading.glued(i + 1));
    let before = at.checked_sub(1).filter(|_| !tied).map_or("", |i| reading.role(i));
    let number = at
        .checked_sub(1)
        .is_some_and(|i| reading.class(i) == Some(Class::Number) || reading.means(i, Section::Numerals));
    let owned = at.checked_sub(1).is_some_and(|i| is_owner(reading, i));
    number || owned || matches!(before, "article" | "preposition")
}

/// `claimed 40 lives`, `denied him bail`: an object that is not said.
pub(super) fn is_other_use(reading: &Reading, found: Match, stance: &str) -> bool {
    /// How many pieces after the verb its object may stand.
    const REACH: usize = 4;
    let end = found.end;
    if stance == "neutral" || reading.key(end) == "that" || reading.key_before(end) == "that" {
        return false;
    }
    // `conceded when shown the permit`
    let opens_clause = |i: usize| reading.role(i) == "conjunction" && !reading.means(i, Section::NumeralJoiners);
    // `denied him bail`.
    let article = |at: usize| reading.role(at) == "article";
    let given =
        matches!(reading.key(end), "him" | "them" | "us" | "me" | "himself" | "herself" | "themselves" | "itself")
            || reading.key(end) == "her" && article(end + 1);
    let object = (end..end + REACH)
        .take_while(|&i| reading.class(i).is_some_and(|c| c != Class::Mark) && !opens_clause(i))
        .find_map(|i| reading.meaning(i, Section::NotSaid).map(|m| i..m.end));
    given || object.is_some_and(|object| is_whole_object(reading, end, &object) || !says_clause(reading, end))
}

/// Whether a noun ends its phrase, no verb stands before it and no word behind it surely is one: `claimed the title in a final
/// set of 24 minutes`, where `set` may be a noun.
fn is_whole_object(reading: &Reading, start: usize, object: &Range<usize>) -> bool {
    const REACH: usize = 10;
    let end = object.end;
    let words = |&i: &usize| reading.class(i).is_some_and(|c| c != Class::Mark);
    let noun_too = |i: usize| reading.means(i, Section::Actions) && !reading.key(i).ends_with("ed");
    // `denied firing on the crowd`, `claimed to have won the title`
    let said = reading.key(start).ends_with("ing") || reading.key(start) == "to";
    !said
        && !(start..object.start).any(|i| is_finite(reading, i))
        && has_no_object(reading, end)
        && reading.key(end) != "that"
        && !(end..end + REACH).take_while(words).any(|i| is_finite(reading, i) && !noun_too(i))
}

/// Whether a body that rules does so: `the judges confirmed the charges`.
pub(super) fn is_ruling(reading: &Reading, what: Range<usize>, who: &Range<usize>, stance: &str) -> bool {
    let has = |range: Range<usize>, section: Section| {
        range.take_while(|&i| i < reading.len()).any(|i| reading.means(i, section))
    };
    stance == "confirming" && has(who.clone(), Section::Rulers) && has(what, Section::Rulings)
}

/// A name, but none of a day.
fn is_named(reading: &Reading, at: usize) -> bool {
    reading.is_capital(at) && !reading.means(at, Section::Weekdays)
}

/// Whether a clause follows, as far as its words tell: `that`, or a finite verb before the next mark.
pub(super) fn says_clause(reading: &Reading, end: usize) -> bool {
    /// How many pieces after the start of the clause its verb may stand.
    const REACH: usize = 12;
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
    match reading.role(end) {
        // `claims to have`, but `claim to the throne`; `announced on its website that`.
        "preposition" => {
            let infinitive = reading.key(end) == "to" && !matches!(reading.role(end + 1), "article" | "determiner");
            infinitive || clause().any(|at| reading.key(at) == "that")
        }
        "pronoun" if reading.class(end + 1) == Some(Class::Word) => true,
        _ => {
            let finite = |at: usize| is_finite(reading, at) && reading.role(at - 1) != "conjunction";
            let said = |at: usize| finite(at) || is_said(reading, at);
            reading.key(end).ends_with("ing") || clause().skip(1).any(said)
        }
    }
}

/// Whether a noun is for what was said, and no more.
pub(super) fn is_said(reading: &Reading, at: usize) -> bool {
    reading.meaning(at, Section::Sayings).is_some_and(|m| !m.sense.name.ends_with(" act"))
}

/// Whether a word looks like a finite verb.
pub(super) fn is_finite(reading: &Reading, at: usize) -> bool {
    let word = reading.key(at);
    let past =
        word.ends_with("ed") && !matches!(reading.role(at.wrapping_sub(1)), "article" | "determiner" | "preposition");
    let full = reading.role(at) == "verb" && !matches!(word, "be" | "been" | "being" | "having");
    // `claimed two lives`
    let listed = [Section::Actions, Section::Verbs, Section::Pasts].iter().any(|&s| reading.means(at, s));
    full || past || listed && !reading.means(at, Section::NotSaid)
}

/// Whether what follows a verb is no noun phrase: a mark, a clause or a small word that tells where or when.
pub(super) fn has_no_object(reading: &Reading, at: usize) -> bool {
    let ends = matches!(reading.class(at), None | Some(Class::Mark));
    ends || matches!(reading.role(at), "preposition" | "adverb" | "conjunction")
        || reading.key(at) == "that"
        || reading.means(at, Section::Moments)
        || reading.means(at, Section::Weekdays)
}

/// Whether an object follows a verb that is no report with such a one: a thing rather than what is said.
pub(super) fn may_be_deed(reading: &Reading, at: usize, stance: &str) -> bool {
    let number = reading.class(at) == Some(Class::Number) || reading.means(at, Section::Numerals);
    let thing = number || matches!(reading.role(at), "article" | "determiner");
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
pub(super) fn condition_holds(reading: &Reading, found: Match, condition: &str) -> bool {
    let next = found.end;
    let ends = matches!(reading.class(next), None | Some(Class::Mark));
    match condition {
        // Reports only a clause of its own: `added that`, `noted:`.
        "clause" => ends || reading.key(next) == "that",
        "told" => ends || says_clause(reading, next),
        // `described the loss as slight`, `called it “slight”`.
        "as" => {
            const REACH: usize = 10;
            let inside = |&i: &usize| reading.class(i).is_some_and(|c| c != Class::Mark) || reading.glued(i);
            let quoted = |i: usize| is_quotation_mark(reading.key(i)) && !reading.glued(i);
            // `described hearing shots`, `described how it fell`
            let told = reading.key(next).ends_with("ing") || matches!(reading.key(next), "how" | "what");
            told || (next..next + REACH)
                .take_while(|i| inside(i) || quoted(*i))
                .any(|i| reading.key(i) == "as" || quoted(i))
        }
        // `shouted: “Stop!”`, but not `the rope snapped.`
        "speech" => {
            matches!(reading.key(next), ":" | "\"")
                || reading.key(next) == "," && is_quotation_mark(reading.key(next + 1))
        }
        // `rejected the claim`, but `rejected the offer`.
        "saying" => (next..next + SAYING_REACH).any(|i| is_said(reading, i)),
        // Has a noun of the same form: `claims`.
        "object" => {
            let capital = reading.is_capital(next);
            capital || matches!(reading.role(next), "article" | "determiner" | "pronoun") || says_clause(reading, next)
        }
        _ => true,
    }
}
