//! Reads lines with no blank line between them, and decides the line breaks that show their nature by themselves: list
//! items, furniture, table rows, indents, a next line that goes on in small letters, a word that would have fitted.
//! Imports `line`, `shape`, `marker`, `furniture` and `note`.

use std::ops::Range;

use super::furniture::{self, Alone};
use super::line::Line;
use super::marker::{self, Marker};
use super::note;
use super::shape::{Ending, Opening, Shape};

/// Nobody wraps text narrower, in columns: shorter lines are short for a reason.
pub(super) const NARROWEST: u32 = 40;
/// A line that goes on in small letters is still its own when it is shorter than this, in columns.
pub(super) const SHORTEST_PROSE: u32 = 20;
/// Furniture stands among so many lines at the start and at the end of a text.
const HEAD_LINES: usize = 20;
const TAIL_LINES: usize = 40;
/// Deeper by this many columns, a line is indented on purpose.
const INDENT: u16 = 2;

/// What is known of the line break before a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// A paragraph starts here.
    Hard,
    /// Only wrapping.
    Soft,
    /// The line alone does not tell.
    Undecided,
}

/// A line of a stanza of more than one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Its index among all lines.
    pub line: usize,
    pub shape: Shape,
    /// The line break before it.
    pub before: Break,
}

/// Appends an entry for each line of the stanza, which is a range of `lines`.
pub(super) fn read(text: &str, lines: &[Line], stanza: Range<usize>, entries: &mut Vec<Entry>) {
    let entry = |line: usize| Entry { line, shape: Shape::of(words(text, lines, line)), before: Break::Hard };
    let from = entries.len();
    entries.extend(stanza.clone().map(entry));
    let own = entries.get_mut(from..).unwrap_or_default();
    let breaks: Vec<Break> = Reader::new(text, lines, own).breaks();
    for (entry, found) in own.iter_mut().skip(1).zip(breaks) {
        entry.before = found;
    }
}

fn words<'t>(text: &'t str, lines: &[Line], at: usize) -> &'t str {
    lines.get(at).map_or("", |line| line.text(text))
}

/// The list item that lines belong to.
#[derive(Clone, Copy, Debug)]
struct Item {
    marker: Marker,
    indent: u16,
}

struct Reader<'r> {
    text: &'r str,
    lines: &'r [Line],
    entries: &'r [Entry],
    /// The least indent of its lines.
    margin: u16,
    /// Every line begins with a list marker.
    all_items: bool,
    /// Lines end where clauses do, not where a width is reached: only blank lines part paragraphs.
    by_clause: bool,
}

/// Two lines of a stanza, one below the other.
struct Neighbours<'r> {
    /// Index of the lower one in the stanza.
    at: usize,
    upper: &'r Entry,
    lower: &'r Entry,
}

/// Whether the lower line's first word would have fitted into the upper one, whatever the width. A fifth is left to
/// programs that balance their lines.
pub(super) fn would_have_fitted(upper: &Shape, lower: &Shape) -> bool {
    5 * upper.fill(lower) < 4 * lower.columns.max(NARROWEST)
}

impl Neighbours<'_> {
    fn would_have_fitted(&self) -> bool {
        would_have_fitted(&self.upper.shape, &self.lower.shape)
    }

    fn upper_is_open(&self) -> bool {
        self.upper.shape.ending == Ending::Open
    }

    fn lower_goes_on(&self) -> bool {
        self.lower.shape.opening == Opening::Continuing
    }
}

impl<'r> Reader<'r> {
    fn new(text: &'r str, lines: &'r [Line], entries: &'r [Entry]) -> Self {
        let mut reader = Self { text, lines, entries, margin: 0, all_items: false, by_clause: by_clause(entries) };
        reader.margin = entries.iter().map(|entry| reader.indent(entry)).min().unwrap_or(0);
        reader.all_items = entries.iter().all(|entry| Marker::of(reader.words(entry)).is_some());
        reader
    }

    fn words(&self, entry: &Entry) -> &'r str {
        words(self.text, self.lines, entry.line)
    }

    fn indent(&self, entry: &Entry) -> u16 {
        self.lines.get(entry.line).map_or(0, |line| line.indent)
    }

    /// The break before each line but the first.
    fn breaks(&self) -> Vec<Break> {
        let mut breaks = Vec::with_capacity(self.entries.len());
        let first = self.entries.first();
        let mut item = first.and_then(|e| Some(Item { marker: Marker::of(self.words(e))?, indent: self.indent(e) }));
        let mut upper_starts = true;
        for (k, pair) in self.entries.windows(2).enumerate() {
            let [upper, lower] = pair else { continue };
            let pair = Neighbours { at: k + 1, upper, lower };
            let next_item = self.item(&pair, item);
            let found = if next_item.is_some() { Break::Hard } else { self.judge(&pair, item, upper_starts) };
            item = next_item.or(item.filter(|_| found != Break::Hard));
            upper_starts = found == Break::Hard;
            breaks.push(found);
        }
        breaks
    }

    /// The list item that the lower line starts, if it does.
    fn item(&self, pair: &Neighbours, open: Option<Item>) -> Option<Item> {
        let marker = Marker::of(self.words(pair.lower))?;
        let follows = open.is_some_and(|item| marker.follows(item.marker));
        let in_list = open.is_some_and(|item| matches!(item.marker, Marker::Dash { .. }));
        let free = pair.would_have_fitted();
        let starts = match marker {
            Marker::Bullet => true,
            Marker::Dash { sentence: true, .. } => !pair.upper_is_open() || follows || free,
            Marker::Dash { sentence: false, .. } => pair.upper.shape.ending == Ending::Colon || free && in_list,
            Marker::Number(_) | Marker::Letter(_) => !pair.upper_is_open() || free || follows,
        };
        (starts || self.all_items).then(|| Item { marker, indent: self.indent(pair.lower) })
    }

    fn judge(&self, pair: &Neighbours, item: Option<Item>, upper_starts: bool) -> Break {
        let (upper, lower) = (self.words(pair.upper), self.words(pair.lower));
        if marker::is_rule(upper) || marker::is_rule(lower) {
            return Break::Hard;
        }
        if let Some(found) = self.judge_furniture(pair, upper_starts) {
            return found;
        }
        match (marker::is_row(upper), marker::is_row(lower)) {
            (true, true) => return Break::Hard,
            (true, false) | (false, true) if !pair.lower_goes_on() => return Break::Hard,
            _ => {}
        }
        let ends_above = pair.upper_is_open() && is_last_word(lower);
        if (pair.lower_goes_on() || ends_above) && pair.upper.shape.columns >= SHORTEST_PROSE {
            return Break::Soft;
        }
        if item.is_some_and(|item| self.indent(pair.lower) > item.indent) {
            return Break::Soft;
        }
        if self.is_indented_start(pair, upper_starts) {
            return Break::Hard;
        }
        if self.by_clause {
            return Break::Soft;
        }
        if pair.would_have_fitted() { Break::Hard } else { Break::Undecided }
    }

    /// What the head and the foot of an article show by their words.
    fn judge_furniture(&self, pair: &Neighbours, upper_starts: bool) -> Option<Break> {
        let (upper, lower) = (self.words(pair.upper), self.words(pair.lower));
        let in_head = pair.lower.line < HEAD_LINES;
        let in_tail = pair.lower.line + TAIL_LINES >= self.lines.len();
        if (in_head || in_tail) && note::opens(lower) {
            let stopped = pair.upper.shape.ending == Ending::Stop;
            let below_note = upper_starts && pair.upper_is_open() && note::opens(upper);
            return (stopped || below_note).then_some(Break::Hard);
        }
        if !in_head {
            return None;
        }
        match furniture::stands_alone(upper).filter(|_| upper_starts) {
            Some(Alone::Unfinished) => return Some(Break::Soft),
            Some(Alone::Whole) if !pair.lower_goes_on() => return Some(Break::Hard),
            _ => {}
        }
        let next_goes_on = self.entries.get(pair.at + 1).is_some_and(|e| e.shape.opening == Opening::Continuing);
        if furniture::stands_alone(lower).is_some() && !next_goes_on && !furniture::leads_on(upper) {
            return Some(Break::Hard);
        }
        let titles =
            || self.entries.iter().take(pair.at).all(|e| e.shape.ending == Ending::Open && !has_stop(self.words(e)));
        let story = furniture::opens_story(lower) && !furniture::leads_on(upper) && titles();
        story.then_some(Break::Hard)
    }

    /// Whether the lower line is the indented first line of a paragraph.
    fn is_indented_start(&self, pair: &Neighbours, upper_starts: bool) -> bool {
        let indent = self.indent(pair.lower);
        let next = self.entries.get(pair.at + 1).map_or(indent, |entry| self.indent(entry));
        if indent < INDENT {
            return false;
        }
        let like_upper = upper_starts && indent == self.indent(pair.upper) && indent >= self.margin + INDENT;
        let stands_out = like_upper || indent >= self.indent(pair.upper) + INDENT || indent >= next + INDENT;
        self.is_ideographic_indent(pair.lower) || stands_out && (!pair.upper_is_open() || pair.would_have_fitted())
    }

    /// Chinese and Japanese paragraphs begin with ideographic spaces, and nothing else does.
    fn is_ideographic_indent(&self, entry: &Entry) -> bool {
        let start = self.lines.get(entry.line).map_or(0, |line| line.start as usize);
        self.text.get(..start).is_some_and(|before| before.ends_with('\u{3000}'))
    }
}

/// Whether a line is one word with a full stop: what is left of the sentence above it, where that is open.
fn is_last_word(line: &str) -> bool {
    line.ends_with('.') && !line.contains(char::is_whitespace)
}

/// Whether a sentence, or an abbreviation, ends inside a line.
fn has_stop(line: &str) -> bool {
    line.contains(". ") || line.contains(".” ") || line.contains(".\" ")
}

/// So many lines at most are one paragraph broken at its clauses.
const LONGEST_BY_CLAUSE: usize = 60;

/// Whether lines break inside sentences and yet at no common width: text written a clause a line, verse without
/// capitals, or wrapped text that was edited by hand since.
fn by_clause(entries: &[Entry]) -> bool {
    if entries.len() > LONGEST_BY_CLAUSE {
        return false;
    }
    let shapes = entries.windows(2).filter_map(|pair| Some((pair.first()?.shape, pair.last()?.shape)));
    let inside = shapes.filter(|(upper, lower)| {
        upper.ending == Ending::Open && lower.opening == Opening::Continuing && upper.columns >= SHORTEST_PROSE
    });
    let fills: Vec<u32> = inside.map(|(upper, lower)| upper.fill(&lower)).collect();
    let widest = entries.iter().map(|entry| entry.shape.columns).max().unwrap_or(0);
    let loosest = fills.iter().copied().min().unwrap_or(u32::MAX);
    fills.len() >= 2 && 4 * fills.len() >= entries.len() && 10 * u64::from(loosest) < 7 * u64::from(widest)
}
