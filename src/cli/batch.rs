//! Many pairs: JSON Lines or two folders in, one compact report a line out, in the order of the input.
//!
//! A reader hands records to workers, a writer puts their lines back in order. At most `pool::WINDOW` records a worker are in
//! flight, so memory depends on the window and not on the corpus.

mod pool;
mod record;
mod resume;

use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use storydiff::report::wire;

use super::Status;
use super::args::{Offsets, Reading};
use record::{Job, Record};

/// Compare many pairs: one JSON record a line in, one report a line out
#[derive(Debug, Args)]
pub(crate) struct BatchArgs {
    /// JSON Lines of `{"id": …, "a": {"path": …} or {"text": …}, "b": …}`; standard input when left out, or `-`.
    /// With a second argument, two folders whose files are paired by relative path
    #[arg(num_args = 0..=2, value_name = "FILE or FOLDER")]
    pub inputs: Vec<PathBuf>,
    /// How much of each report is written
    #[arg(long, value_enum, default_value_t = Fields::Full)]
    pub fields: Fields,
    /// Worker threads; all cores when left out
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Write to a file; for an interrupted run, see --resume
    #[arg(short, long, value_name = "FILE", conflicts_with = "resume")]
    pub output: Option<PathBuf>,
    /// Continue an interrupted run: keep the whole records of this file and append the rest
    #[arg(long, value_name = "FILE")]
    pub resume: Option<PathBuf>,
    /// Give a record up after so many seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub timeout: Option<Duration>,
    #[command(flatten)]
    pub reading: Reading,
    /// What the spans count
    #[arg(long, value_enum, default_value_t = Offsets::Char, value_name = "UNIT")]
    pub offsets: Offsets,
}

/// How much of each report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Fields {
    /// The figures
    Summary,
    /// Also pairs, links and claims, without the words
    Links,
    /// Everything
    Full,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| format!("`{text}` is no number of seconds"))?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        _ => Err(format!("`{text}` is no time to wait; give a number above 0")),
    }
}

/// Runs the batch; [`Status::Trouble`] when any record failed.
pub(super) fn run(args: &BatchArgs) -> Result<Status> {
    let job = Job {
        input: args.reading.input(),
        comparison: args.reading.comparison(),
        wire: wire::Options {
            unit: args.offsets.into(),
            text: wire::Text::Omitted,
            detail: match args.fields {
                Fields::Summary => wire::Detail::Summary,
                Fields::Links => wire::Detail::Links,
                Fields::Full => wire::Detail::Full,
            },
        },
    };
    let mut done = resume::Done::default();
    let out: Box<dyn Write> = match (&args.resume, &args.output) {
        (Some(path), _) => {
            let (file, kept) = resume::open(path)?;
            done = kept;
            Box::new(file)
        }
        (None, Some(path)) => Box::new(std::fs::File::create(path).with_context(|| path.display().to_string())?),
        (None, None) => Box::new(io::stdout().lock()),
    };
    let (records, total) = records(&args.inputs)?;
    let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let progress = progress(total);
    let mut writer = Writer { out: BufWriter::new(out), failed: done.failed, progress: &progress };
    let fresh = done.skip(records);
    pool::run(fresh, jobs, args.timeout, job, |line| writer.put(&line))?;
    let failed = writer.failed;
    writer.out.flush()?;
    progress.finish_and_clear();
    Ok(if failed { Status::Trouble } else { Status::Same })
}

/// Records as they come, and how many there are where that is known beforehand.
type Records = Box<dyn Iterator<Item = io::Result<Record>> + Send>;

fn records(inputs: &[PathBuf]) -> Result<(Records, Option<u64>)> {
    match inputs {
        [] => Ok((lines(BufReader::new(io::stdin())), None)),
        [file] if file.as_os_str() == "-" => Ok((lines(BufReader::new(io::stdin())), None)),
        [file] if file.is_dir() => {
            bail!("{}: is a folder; give two folders, or one file of JSON Lines", file.display())
        }
        [file] => {
            let opened = std::fs::File::open(file).with_context(|| file.display().to_string())?;
            Ok((lines(BufReader::new(opened)), None))
        }
        [a, b, ..] => {
            let paired = record::folders(a, b)?;
            let total = paired.len() as u64;
            Ok((Box::new(paired.into_iter().map(Ok)), Some(total)))
        }
    }
}

/// One record a non-blank line.
fn lines(reader: impl BufRead + Send + 'static) -> Records {
    let whole = reader.split(b'\n').filter(|line| !matches!(line, Ok(l) if l.trim_ascii().is_empty()));
    Box::new(whole.map(|line| line.map(Record::Line)))
}

/// A bar with rate and time left where a person watches, nothing elsewhere.
fn progress(total: Option<u64>) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match total {
        Some(total) => (ProgressBar::new(total), "{bar:30} {pos}/{len} pairs, {per_sec}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {pos} pairs, {per_sec}, {elapsed}"),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// A record's outcome as a line ready to be written.
struct Line {
    bytes: Vec<u8>,
    failed: bool,
}

struct Writer<'p> {
    out: BufWriter<Box<dyn Write>>,
    failed: bool,
    progress: &'p ProgressBar,
}

impl Writer<'_> {
    /// Writes one whole line, so that an interrupted run leaves whole records.
    fn put(&mut self, line: &Line) -> io::Result<()> {
        self.failed |= line.failed;
        self.out.write_all(&line.bytes)?;
        self.out.flush()?;
        self.progress.inc(1);
        Ok(())
    }
}
