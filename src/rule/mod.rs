//! CI rules: a report in, findings out. Reads the report only.
//!
//! One file a rule or a small family, one row a rule in [`RULES`]. An id is never reused for something else.

mod claims;
mod correction;
mod extent;
mod judge;
mod lede;
mod passages;
mod settings;
mod stale;

use crate::report::{Link, Report};
use crate::{Pair, Span};

pub use self::judge::{Whole, judge, whole};
pub use self::settings::{Acceptance, Settings};
pub use self::stale::{STALE_ID, stale};

/// How grave what a rule finds is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It is not looked for.
    Off,
    /// Worth knowing.
    Note,
    /// Worth a look.
    Warning,
    /// Fails the check.
    Error,
}

impl Level {
    /// All levels, mildest first.
    pub const ALL: [Self; 4] = [Self::Off, Self::Note, Self::Warning, Self::Error];

    /// The name used in reports and configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its stable id.
    pub id: &'static str,
    /// Its level unless configured.
    pub default: Level,
    /// What it finds, in a line without a full stop.
    pub summary: &'static str,
    /// What counts and what does not, with an example: a few lines for people.
    pub explanation: &'static str,
    find: fn(&Case) -> Vec<Hit>,
}

/// What a rule looks at.
struct Case<'r> {
    report: &'r Report<'r>,
    settings: &'r Settings,
}

impl<'r> Case<'r> {
    fn passage(&self, id: u32) -> Option<&'r Link> {
        self.report.passages.get(id as usize)
    }
}

/// What a rule found, in byte spans.
struct Hit {
    /// The sentence link it is about.
    sentence: Option<u32>,
    /// The passage link it is about.
    passage: Option<u32>,
    /// Where it is on each side.
    at: Pair<Option<Span>>,
    /// The sentence or passage around it.
    context: Pair<Span>,
    /// Where in b someone is shown it.
    seen: Span,
    /// One line for people.
    message: String,
    /// The two texts an acceptance knows it by, where those of `context` are not enough.
    subject: Option<Pair<String>>,
}

/// A text as it is quoted in a message: on one line, not too long.
fn excerpt(text: &str) -> String {
    const MOST: usize = 80;
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
        if words.chars().count() > MOST {
            let cut: String = words.chars().take(MOST - 1).collect();
            return format!("\"{cut}…\"");
        }
    }
    format!("\"{words}\"")
}

/// All rules, gravest first.
pub const RULES: &[&Rule] = &[
    &claims::FIGURE,
    &claims::DATE,
    &claims::QUOTE,
    &claims::NAME,
    &claims::NEGATION,
    &claims::ATTRIBUTION,
    &claims::CERTAINTY,
    &passages::REMOVED,
    &correction::SILENT,
    &stale::STALE,
    &passages::ADDED,
    &passages::MOVED,
    &lede::CHANGED,
    &extent::TOO_DIFFERENT,
];

/// There is no rule of that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule `{id}`; did you mean `{nearest}`?")]
pub struct UnknownRule {
    /// The name as given.
    pub id: String,
    /// The rule whose name is nearest.
    pub nearest: &'static str,
}

/// The rule of some id.
///
/// # Errors
/// [`UnknownRule`], which names the nearest one.
pub fn find(id: &str) -> Result<&'static Rule, UnknownRule> {
    RULES.iter().copied().find(|r| r.id == id).ok_or_else(|| UnknownRule {
        id: id.to_owned(),
        nearest: nearest(id, RULES.iter().map(|r| r.id)).unwrap_or_default(),
    })
}

/// The word most like another, for suggestions; the first of several equally like.
pub fn nearest<'w>(word: &str, candidates: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    candidates.into_iter().min_by_key(|c| strsim::damerau_levenshtein(word, c))
}
