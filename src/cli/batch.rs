//! Many pairs: JSON Lines or two folders in, one compact report a line out, in the order of the input.
//!
//! A reader hands records to workers, a writer puts their lines back in order. At most `pool::WINDOW` records a worker are in
//! flight, so memory depends on the window and not on the corpus.

mod pool;
mod progress;
mod record;
mod resume;

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Read, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use storydiff::report::wire;

use super::Status;
use super::args::{Offsets, Reading};
use super::folders::FileArgs;
use progress::{Beside, Extent, Progress};
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
    pub files: FileArgs,
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
    let (source, extent) = source(&args.inputs, &args.files)?;
    let progress = Progress::new(extent, beside(args));
    let mut records = source.records(&progress);
    let mut failed = false;
    let out: Box<dyn Write> = match (&args.resume, &args.output) {
        (Some(path), _) => {
            let resumed = resume::open(path, &mut records)?;
            failed = resumed.failed;
            progress.start(resumed.done);
            Box::new(resumed.file)
        }
        (None, Some(path)) => Box::new(File::create(path).with_context(|| path.display().to_string())?),
        (None, None) => Box::new(io::stdout().lock()),
    };
    let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    // A long article is compared by several threads of its own; no more of them than were asked for.
    rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global()?;
    let mut writer = Writer { out: BufWriter::new(out), failed, progress: &progress };
    pool::run(records, jobs, args.timeout, job, |line| writer.put(&line))?;
    let failed = writer.failed;
    writer.out.flush()?;
    progress.finish();
    Ok(if failed { Status::Trouble } else { Status::Same })
}

fn beside(args: &BatchArgs) -> Beside {
    let to_stdout = args.output.is_none() && args.resume.is_none();
    if to_stdout && io::stdout().is_terminal() { Beside::SameTerminal } else { Beside::Nothing }
}

/// Records as they come.
type Records = Box<dyn Iterator<Item = io::Result<Record>> + Send>;

/// Where records come from.
enum Source {
    /// JSON Lines.
    Lines(Box<dyn Read + Send>),
    /// Files of two folders.
    Files(Vec<Record>),
}

impl Source {
    fn records(self, progress: &Progress) -> Records {
        match self {
            Self::Lines(input) => lines(BufReader::new(progress.reading(input))),
            Self::Files(records) => Box::new(records.into_iter().map(Ok)),
        }
    }
}

fn source(inputs: &[PathBuf], files: &FileArgs) -> Result<(Source, Extent)> {
    match inputs {
        [a, b, ..] => {
            let paired = record::folders(a, b, &files.choice()?)?;
            let extent = Extent::Pairs(paired.len() as u64);
            Ok((Source::Files(paired), extent))
        }
        _ if !(files.include.is_empty() && files.exclude.is_empty()) => {
            bail!("--include and --exclude choose among the files of two folders; give two folders")
        }
        [file] if file.is_dir() => {
            bail!("{}: is a folder; give two folders, or one file of JSON Lines", file.display())
        }
        [file] if file.as_os_str() != "-" => {
            let opened = File::open(file).with_context(|| file.display().to_string())?;
            let extent = Extent::of(&opened);
            Ok((Source::Lines(Box::new(opened)), extent))
        }
        _ => Ok((Source::Lines(Box::new(io::stdin())), Extent::Unknown)),
    }
}

/// One record a non-blank line.
fn lines(reader: impl BufRead + Send + 'static) -> Records {
    let whole = reader.split(b'\n').filter(|line| !matches!(line, Ok(l) if l.trim_ascii().is_empty()));
    Box::new(whole.map(|line| line.map(Record::Line)))
}

/// A record's outcome as a line ready to be written.
struct Line {
    bytes: Vec<u8>,
    failed: bool,
}

struct Writer<'p> {
    out: BufWriter<Box<dyn Write>>,
    failed: bool,
    progress: &'p Progress,
}

impl Writer<'_> {
    /// Writes one whole line, so that an interrupted run leaves whole records.
    fn put(&mut self, line: &Line) -> io::Result<()> {
        self.failed |= line.failed;
        self.out.write_all(&line.bytes)?;
        self.out.flush()?;
        self.progress.answered();
        Ok(())
    }
}
