//! A bar where a person watches: how many pairs, how fast, how much longer.

use std::fmt::Write;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

/// What the end of a run can be told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// The number of pairs.
    Pairs(u64),
    /// The bytes of the input that holds them.
    Bytes(u64),
    /// Nothing: whoever writes the input decides.
    Unknown,
}

impl Extent {
    /// That of a file: a pipe or a device does not say where it ends.
    pub(super) fn of(file: &File) -> Self {
        file.metadata().ok().filter(std::fs::Metadata::is_file).map_or(Self::Unknown, |found| Self::Bytes(found.len()))
    }
}

/// Counts answered pairs.
#[derive(Clone)]
pub(super) struct Progress {
    bar: ProgressBar,
    answered: Arc<AtomicU64>,
    extent: Extent,
}

/// Where the answers go, as far as a bar minds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// To the terminal that the bar would stand on: the two would write over each other.
    SameTerminal,
    /// Elsewhere.
    Nothing,
}

impl Progress {
    /// A bar on a terminal's standard error, nothing elsewhere.
    pub(super) fn new(extent: Extent, beside: Beside) -> Self {
        let answered = Arc::new(AtomicU64::new(0));
        let bar = if io::stderr().is_terminal() && beside == Beside::Nothing {
            bar(extent, &answered)
        } else {
            ProgressBar::hidden()
        };
        Self { bar, answered, extent }
    }

    /// Starts the clock behind what an earlier run answered.
    pub(super) fn start(&self, done: u64) {
        if matches!(self.extent, Extent::Pairs(_)) {
            self.bar.set_position(done);
        }
        self.bar.reset_eta();
        self.bar.reset_elapsed();
    }

    /// Counts a pair.
    pub(super) fn answered(&self) {
        self.answered.fetch_add(1, Ordering::Relaxed);
        match self.extent {
            Extent::Bytes(_) => self.bar.tick(),
            Extent::Pairs(_) | Extent::Unknown => self.bar.inc(1),
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// The input, counted as it is read where its bytes tell the end.
    pub(super) fn reading<R: Read + Send + 'static>(&self, input: R) -> Box<dyn Read + Send> {
        match self.extent {
            Extent::Bytes(_) => Box::new(self.bar.wrap_read(input)),
            Extent::Pairs(_) | Extent::Unknown => Box::new(input),
        }
    }
}

fn bar(extent: Extent, answered: &Arc<AtomicU64>) -> ProgressBar {
    let (bar, template) = match extent {
        Extent::Pairs(total) => (ProgressBar::new(total), "{bar:30} {pos}/{len} pairs, {rate}, {eta} left"),
        Extent::Bytes(total) => (ProgressBar::new(total), "{bar:30} {answered} pairs, {rate}, {eta} left"),
        Extent::Unknown => (ProgressBar::new_spinner(), "{spinner} {pos} pairs, {rate}, {elapsed}"),
    };
    let Ok(style) = ProgressStyle::with_template(template) else { return bar };
    let count = Arc::clone(answered);
    let rated = Arc::clone(answered);
    // Writing to the bar's line cannot fail.
    let style = style.with_key("answered", move |_: &ProgressState, line: &mut dyn Write| {
        let _ = write!(line, "{}", count.load(Ordering::Relaxed));
    });
    let style = style.with_key("rate", move |state: &ProgressState, line: &mut dyn Write| {
        let seconds = state.elapsed().as_secs_f64().max(f64::MIN_POSITIVE);
        let _ = write!(line, "{:.0}/s", (rated.load(Ordering::Relaxed) as f64 / seconds).min(1e9));
    });
    bar.with_style(style)
}
