//! Which line breaks end a paragraph and which are only wrapping.
//!
//! Wrapping leaves a trace that does not depend on the width: the first word of the next line would not have fitted.
//! `stanza` decides the breaks that show their nature by themselves. The others are decided here, in runs of lines
//! between paragraph breaks already known: by whether some width explains all of a run's lines, and where a run is too
//! short to tell, by the width the rest of the text is wrapped at. Imports `line`, `shape` and `stanza`.

use std::ops::Range;

use super::line::Line;
use super::shape::{self, Ending, Opening};
use super::stanza::{self, Break, Entry, NARROWEST, SHORTEST_PROSE};

/// Nobody wraps text wider, in columns. Longer lines are wrapped only where they go on in small letters.
const WIDEST: u32 = 140;
/// Scripts without case show less: only a line this wide counts as broken inside a sentence.
const SHORTEST_UNCASED_PROSE: u32 = 36;

/// Marks the lines at which a paragraph starts.
pub(super) fn break_lines(text: &str, lines: &mut [Line]) {
    let mut entries = Vec::new();
    let mut first = 0;
    for stanza in lines.chunk_by(|_, next| !next.after_blank) {
        let range = first..first + stanza.len();
        first = range.end;
        if range.len() > 1 {
            stanza::read(text, lines, range, &mut entries);
        }
    }
    let runs = undecided_runs(&entries);
    if !runs.is_empty() {
        let resolver = Resolver::new(text, lines, &entries, &runs);
        let decided: Vec<Vec<bool>> = runs.iter().map(|run| resolver.wrapped(run)).collect();
        for (run, wrapped) in runs.into_iter().zip(decided) {
            settle(entries.get_mut(run).unwrap_or_default(), &wrapped);
        }
    }
    for entry in entries {
        if let Some(line) = lines.get_mut(entry.line) {
            line.starts_block = line.after_blank || entry.before == Break::Hard;
        }
    }
}

/// Runs of lines that no known paragraph break parts, where something is left to decide.
fn undecided_runs(entries: &[Entry]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut first = 0;
    for run in entries.chunk_by(|_, next| next.before != Break::Hard) {
        let range = first..first + run.len();
        first = range.end;
        if run.iter().any(|entry| entry.before == Break::Undecided) {
            runs.push(range);
        }
    }
    runs
}

fn settle(run: &mut [Entry], wrapped: &[bool]) {
    for (entry, &wrapped) in run.iter_mut().skip(1).zip(wrapped) {
        if entry.before == Break::Undecided {
            entry.before = if wrapped { Break::Soft } else { Break::Hard };
        }
    }
}

/// A line break inside a run.
#[derive(Clone, Copy)]
struct Gap<'e> {
    upper: &'e Entry,
    lower: &'e Entry,
}

/// What a break leaves of the line above it.
#[derive(Clone, Copy)]
struct Size {
    /// How wide the line is.
    width: u32,
    /// How wide it would be with the next word.
    fill: u32,
    /// Whether it could have been broken before its end.
    breakable: bool,
}

impl Gap<'_> {
    fn fill(&self) -> u32 {
        self.upper.shape.fill(&self.lower.shape)
    }

    fn columns(&self) -> Size {
        let upper = &self.upper.shape;
        Size { width: upper.columns, fill: self.fill(), breakable: upper.breakable }
    }

    /// A Chinese or Japanese sentence seldom ends with its line by chance, and their texts are seldom wrapped.
    fn ends_east_asian_line(&self) -> bool {
        self.upper.shape.ending == Ending::Stop && self.lower.shape.opening == Opening::Uncased
    }

    /// Whether a sentence ends above the break, and the next word would have fitted: nobody wrapped these lines.
    fn is_chosen(&self) -> bool {
        self.upper.shape.ending == Ending::Stop && stanza::would_have_fitted(&self.upper.shape, &self.lower.shape)
    }

    /// Whether the break stands inside a sentence, by the looks of both lines.
    fn inside_sentence(&self) -> bool {
        let columns = self.upper.shape.columns;
        let goes_on = match self.lower.shape.opening {
            Opening::Continuing => columns >= SHORTEST_PROSE,
            Opening::Digit | Opening::Other => (SHORTEST_PROSE..=WIDEST).contains(&columns),
            Opening::Uncased => (SHORTEST_UNCASED_PROSE..=WIDEST).contains(&columns),
            Opening::Upper => false,
        };
        goes_on && self.upper.shape.ending == Ending::Open
    }
}

fn gaps(run: &[Entry]) -> impl Iterator<Item = Gap<'_>> {
    run.windows(2).filter_map(|pair| Some(Gap { upper: pair.first()?, lower: pair.last()? }))
}

/// How some text was wrapped, in columns or in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wrapping {
    /// Nearly all wrapped lines are at most so wide.
    width: u32,
    /// Nearly all wrapped lines would be at least so wide with the next word.
    loosest: u32,
}

impl Wrapping {
    /// Seen from the breaks inside sentences. One in fifty may be an outlier.
    fn of<'e>(gaps: impl Iterator<Item = Gap<'e>>, size: impl Fn(Gap) -> Size) -> Option<Self> {
        let sizes = gaps.filter(Gap::inside_sentence).map(size);
        let (mut widths, mut fills): (Vec<u32>, Vec<u32>) = sizes.map(|size| (size.width, size.fill)).unzip();
        let outliers = widths.len() / 50;
        widths.sort_unstable_by(|x, y| y.cmp(x));
        fills.sort_unstable();
        Some(Self { width: *widths.get(outliers)?, loosest: *fills.get(outliers)? })
    }

    /// Whether a break can be one of this wrapping's. Text filled to the brim has `width < loosest`, and its true width
    /// lies between; text with balanced lines leaves more room, so a twentieth is added to what was seen.
    fn explains(self, size: Size) -> bool {
        let slack = if self.loosest > self.width { 0 } else { self.width / 20 };
        let full = size.fill + slack > self.width.min(self.loosest - 1);
        let fits = size.width < self.loosest.max(self.width + 1) || !size.breakable;
        full && fits
    }
}

fn characters(text: &str) -> u32 {
    text.chars().count() as u32
}

struct Resolver<'r> {
    text: &'r str,
    lines: &'r [Line],
    entries: &'r [Entry],
    /// How the text as a whole is wrapped, if enough of it shows that it is.
    wrapping: Option<Wrapping>,
    /// The same by characters, where some are wider than others: many programs count no columns.
    by_characters: Option<Wrapping>,
    /// Without that: whether one width explains every undecided break.
    one_width: bool,
}

impl<'r> Resolver<'r> {
    fn new(text: &'r str, lines: &'r [Line], entries: &'r [Entry], runs: &[Range<usize>]) -> Self {
        let mut resolver = Self { text, lines, entries, wrapping: None, by_characters: None, one_width: false };
        let open = || gaps(entries).filter(|gap| gap.lower.before != Break::Hard);
        let (all, inside) = open().fold((0, 0), |(n, m), gap| (n + 1, m + usize::from(gap.inside_sentence())));
        if 8 * inside >= all {
            resolver.wrapping = Wrapping::of(open(), |gap| gap.columns());
            if !text.is_ascii() {
                resolver.by_characters = Wrapping::of(open(), |gap| resolver.size(gap, characters));
            }
        }
        resolver.one_width = resolver.wrapping.is_none() && resolver.one_width_explains(runs);
        resolver
    }

    fn run(&self, run: &Range<usize>) -> &'r [Entry] {
        self.entries.get(run.clone()).unwrap_or_default()
    }

    /// For each break inside a run, whether it is only wrapping.
    fn wrapped(&self, run: &Range<usize>) -> Vec<bool> {
        let run = self.run(run);
        let inside = gaps(run).filter(Gap::inside_sentence).count();
        if inside == 0 || 4 * inside < run.len() - 1 {
            return match self.wrapping {
                Some(wrapping) => gaps(run).map(|gap| self.explained(wrapping, gap)).collect(),
                None => gaps(run).map(|gap| self.one_width && !gap.ends_east_asian_line()).collect(),
            };
        }
        if self.some_width_explains(run) {
            return vec![true; run.len() - 1];
        }
        match Wrapping::of(gaps(run), |gap| gap.columns()) {
            Some(wrapping) => gaps(run).map(|gap| wrapping.explains(gap.columns())).collect(),
            None => vec![false; run.len() - 1],
        }
    }

    /// Whether a break can be one of the whole text's wrapping.
    fn explained(&self, wrapping: Wrapping, gap: Gap) -> bool {
        let by_characters = |wrapping: Wrapping| wrapping.explains(self.size(gap, characters));
        wrapping.explains(gap.columns()) || self.by_characters.is_some_and(by_characters)
    }

    /// What a break leaves, by another measure than columns.
    fn size(&self, gap: Gap, measure: impl Fn(&str) -> u32) -> Size {
        let space = u32::from(gap.lower.shape.opening != Opening::Uncased);
        let width = measure(self.words(gap.upper));
        let fill = width + space + measure(shape::first_word(self.words(gap.lower)));
        Size { width, fill, breakable: gap.upper.shape.breakable }
    }

    fn words(&self, entry: &Entry) -> &'r str {
        self.lines.get(entry.line).map_or("", |line| line.text(self.text))
    }

    /// Whether a run is what filling lines up to some width gives. Programs count columns, characters or bytes.
    fn some_width_explains(&self, run: &[Entry]) -> bool {
        let filled = |measure: fn(&str) -> u32| {
            let widest = run.iter().filter(|e| e.shape.breakable).map(|e| measure(self.words(e))).max().unwrap_or(0);
            gaps(run).all(|gap| self.size(gap, measure).fill > widest)
        };
        let widest = run.iter().filter(|e| e.shape.breakable).map(|e| e.shape.columns).max().unwrap_or(0);
        let by_columns = gaps(run).all(|gap| gap.fill() > widest.max(NARROWEST));
        by_columns
            || run.iter().any(|e| !self.words(e).is_ascii()) && (filled(characters) || filled(|text| text.len() as u32))
    }

    fn after_blank(&self, entry: &Entry) -> bool {
        self.lines.get(entry.line).is_some_and(|line| line.after_blank)
    }

    fn one_width_explains(&self, runs: &[Range<usize>]) -> bool {
        let fills = runs.iter().flat_map(|run| gaps(self.run(run))).map(|gap| gap.fill());
        let Some(tightest) = fills.min() else { return false };
        let fits = |line: &Line| {
            let words = line.text(self.text);
            words.len() < tightest as usize
                || shape::columns(words) < tightest
                || shape::first_word(words).len() == words.len()
        };
        !gaps(self.entries).any(|gap| !self.after_blank(gap.lower) && gap.is_chosen())
            && (NARROWEST + 1..=WIDEST + 20).contains(&tightest)
            && self.lines.iter().all(fits)
    }
}
