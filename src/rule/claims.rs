//! One rule for each kind of claim: a passage that was kept says something else.

use super::{Case, Hit, Level, Rule, excerpt};
use crate::report::{Change, Claim, Kind, Link};
use crate::{Pair, Side, Span};

/// `figure-changed`.
pub(super) const FIGURE: Rule = Rule {
    id: "figure-changed",
    default: Level::Error,
    summary: "A count, amount, percentage, score or other figure changed, or its unit, currency or bound",
    explanation: "\
Numbers are compared by value, so another spelling is no change: `5 percent` and `5%`, `1.2 million` and
`1,200,000`, `$3bn` and `$3 billion`, `Twelve` and `12`. `more than`, `at least` and `up to` belong to the figure;
`about`, `nearly` and `some` do not.

Found:      \"The fire killed 17 people.\"  ->  \"The fire killed 19 people.\"
Not found:  \"It cost 5 percent more.\"     ->  \"It cost 5% more.\"",
    find: |case| find(case, Kind::Figure),
};

/// `date-changed`.
pub(super) const DATE: Rule = Rule {
    id: "date-changed",
    default: Level::Error,
    summary: "A calendar date, year, decade, month, weekday or clock time changed",
    explanation: "\
Dates are compared by value: `May 3, 2025`, `3 May 2025` and `2025-05-03` are the same, and so are `Sept.` and
`September`.

Found:      \"The vote is on Monday.\"      ->  \"The vote is on Tuesday.\"
Not found:  \"He resigned on 3 May 2025.\"  ->  \"He resigned on May 3, 2025.\"",
    find: |case| find(case, Kind::Date),
};

/// `quote-changed`.
pub(super) const QUOTE: Rule = Rule {
    id: "quote-changed",
    default: Level::Error,
    summary: "The words inside quotation marks changed, or a quotation came, went or became a paraphrase",
    explanation: "\
The style of the marks and the comma before the closing one do not matter, every word between them does.

Found:      She said: \"We will pay all of it.\"  ->  She said: \"We will pay most of it.\"
Not found:  \"We will pay,\" she said.            ->  “We will pay”, she said.",
    find: |case| find(case, Kind::Quote),
};

/// `name-changed`.
pub(super) const NAME: Rule = Rule {
    id: "name-changed",
    default: Level::Error,
    summary: "A named person, place or organisation was replaced, added or dropped",
    explanation: "\
`U.S.` and `US` are the same name; the order of a list and a title dropped before a surname are no change.

Found:      \"Mayor Ana Ruiz opened the bridge.\"  ->  \"Mayor Ana Reyes opened the bridge.\"
Not found:  \"Mayor Ruiz opened the bridge.\"      ->  \"Ruiz opened the bridge.\"",
    find: |case| find(case, Kind::Name),
};

/// `negation-changed`.
pub(super) const NEGATION: Rule = Rule {
    id: "negation-changed",
    default: Level::Error,
    summary: "A statement was negated, or its negation was dropped",
    explanation: "\
`did not` and `didn't` are the same, and so are `no` and `none of the`.

Found:      \"The minister did resign.\"   ->  \"The minister did not resign.\"
Not found:  \"She did not take part.\"     ->  \"She didn't take part.\"",
    find: |case| find(case, Kind::Negation),
};

/// `attribution-changed`.
pub(super) const ATTRIBUTION: Rule = Rule {
    id: "attribution-changed",
    default: Level::Error,
    summary: "The source of a statement changed, or the stance of its reporting verb",
    explanation: "\
`said` and `says` are the same, and a source may stand at either end of the sentence; `claimed`, `admitted` and
`denied` each say something else about the statement.

Found:      \"Sales fell, the company said.\"  ->  \"Sales fell, the company admitted.\"
Not found:  \"The company said sales fell.\"   ->  \"Sales fell, the company said.\"",
    find: |case| find(case, Kind::Attribution),
};

/// `certainty-changed`.
pub(super) const CERTAINTY: Rule = Rule {
    id: "certainty-changed",
    default: Level::Warning,
    summary: "A hedge or modal was added, dropped or changed in strength",
    explanation: "\
`might` and `may` are equally strong; `may` and `will` are not.

Found:      \"The tunnel may open in March.\"   ->  \"The tunnel will open in March.\"
Not found:  \"The tunnel may open in March.\"   ->  \"The tunnel might open in March.\"",
    find: |case| find(case, Kind::Certainty),
};

fn find(case: &Case, kind: Kind) -> Vec<Hit> {
    let links = case.report.sentences.iter().filter(|l| !l.ignored);
    let claims = links.flat_map(|link| link.claims.iter().map(move |claim| (link, claim)));
    claims.filter(|(_, claim)| claim.kind == kind).map(|(link, claim)| hit(case, link, claim)).collect()
}

fn hit(case: &Case, link: &Link, claim: &Claim) -> Hit {
    let at = at(link, claim);
    let text = |side: Side| excerpt(case.report.text(side, *at.side(side)));
    let name = claim.kind.name();
    let message = match claim.change {
        Change::Changed => format!("{name} changed from {} to {}", text(Side::A), text(Side::B)),
        Change::Added => format!("{name} added: {}", text(Side::B)),
        Change::Removed => format!("{name} removed: {}", text(Side::A)),
    };
    Hit {
        sentence: Some(link.id),
        passage: link.passage,
        at: at.map(Some),
        context: link.spans,
        seen: at.b,
        message,
        subject: None,
    }
}

/// Where a claim stands on each side; on a side that has none, the empty place where the edit script drops or adds it.
pub(super) fn at(link: &Link, claim: &Claim) -> Pair<Span> {
    let spans = claim.sides.as_ref().map(|m| m.as_ref().map(|m| m.span));
    match (spans.a, spans.b) {
        (Some(a), Some(b)) => Pair::new(a, b),
        (Some(a), None) => Pair::new(a, across(link, Side::A, a)),
        (None, Some(b)) => Pair::new(across(link, Side::B, b), b),
        (None, None) => link.spans,
    }
}

/// The empty place on the other side that a span of one side came from or went to.
fn across(link: &Link, side: Side, span: Span) -> Span {
    let edit = link.edits.iter().find(|e| e.spans.side(side).end > span.start);
    let start = edit.map_or(link.spans.side(side.other()).start, |e| e.spans.side(side.other()).start);
    Span::empty(start)
}
