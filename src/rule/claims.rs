//! One rule for each kind of claim: a passage that was kept says something else.

use super::{Level, Rule};

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
};
