//! One comparison from arguments to output.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use storydiff::input::Decoded;
use storydiff::report::wire;
use storydiff::{Document, Pair, Report, input, render};

use super::Status;
use super::args::{Args, Format};
use super::config::{Config, Known};
use super::origin::Origin;
use super::output::{self, Destination};
use super::terminal::{Target, TerminalArgs, View};

/// Does what the arguments ask for.
pub(super) fn run(args: &Args) -> Result<Status> {
    match (&args.a, &args.b) {
        _ if args.schema => print_schema(),
        (Some(a), Some(b)) => compare(args, Pair::new(a, b)),
        _ => bail!("two articles are needed; try `compare A B`"),
    }
}

fn print_schema() -> Result<Status> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &wire::schema()).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(Status::Same)
}

fn compare(args: &Args, paths: Pair<&PathBuf>) -> Result<Status> {
    let config = Config::load(&args.config)?;
    let terminal = args.terminal.or(&config.render);
    let origins = paths.map(|path| Origin::of(path.as_os_str()));
    let names = origins.as_ref().map(|origin| origin.name().shown);
    let bytes = bytes(&origins)?;
    let comparison = Comparison { args, paths, config, terminal, names };
    if bytes.a == bytes.b && comparison.says_no_more_than_that() {
        comparison.of_identical(bytes)
    } else if bytes.a.len() + bytes.b.len() < POOLED {
        comparison.of(bytes)
    } else {
        // A thread of the pool does the work: it hands parts of it on without falling asleep.
        rayon::scope(|_| comparison.of(bytes))
    }
}

/// From so many bytes of both articles together, threads share the work.
const POOLED: usize = 1 << 16;

/// What is asked, and of what.
struct Comparison<'a> {
    args: &'a Args,
    paths: Pair<&'a PathBuf>,
    config: Config,
    terminal: TerminalArgs,
    names: Pair<String>,
}

impl Comparison<'_> {
    fn is_for_terminal(&self) -> bool {
        matches!(self.args.format, Format::Terminal | Format::SideBySide)
    }

    /// Whether of identical articles the view says that they are, and nothing else.
    fn says_no_more_than_that(&self) -> bool {
        self.is_for_terminal()
            && self.terminal.only.is_empty()
            && matches!(view(self.args), View::Inline | View::SideBySide)
    }

    fn of_identical(&self, bytes: Pair<Bytes>) -> Result<Status> {
        decoded(&self.names.a, bytes.a)?;
        output::write(self.destination(), |mut out| {
            let called = self.terminal.labels.as_ref().unwrap_or(&self.names).as_ref().map(String::as_str);
            Ok(render::summary::identical(called, &self.shown(), &mut out)?)
        })?;
        Ok(Status::Same)
    }

    fn of(&self, bytes: Pair<Bytes>) -> Result<Status> {
        let documents = input::pair(self.decoded(bytes)?, self.args.reading.input());
        let mut report = storydiff::compare(documents.as_ref(), self.args.reading.comparison());
        report.ignore(&self.config.ignore(&Known { below: None, file: Some(self.paths.b.clone()) }));
        self.write(&report)?;
        let status = if report.different { Status::Different } else { Status::Same };
        // The program ends here: to give a book's worth of links back piece by piece would only take time.
        std::mem::forget(report);
        std::mem::forget(documents);
        Ok(status)
    }

    fn decoded(&self, bytes: Pair<Bytes>) -> Result<Pair<Decoded>> {
        let Pair { a, b } = bytes;
        if a.len().min(b.len()) < LARGE {
            return Ok(Pair::new(decoded(&self.names.a, a)?, decoded(&self.names.b, b)?));
        }
        let (a, b) = rayon::join(|| decoded(&self.names.a, a), || decoded(&self.names.b, b));
        Ok(Pair::new(a?, b?))
    }

    fn write(&self, report: &Report) -> Result<()> {
        let labels = || self.terminal.labels.clone();
        output::write(self.destination(), |mut out| {
            match self.args.format {
                Format::Terminal | Format::SideBySide => view(self.args).write(report, &self.shown(), &mut out)?,
                Format::Json => wire::write(report, json(self.args), &mut out)?,
                Format::Html => render::html::write(report, &render::html::Options { labels: labels() }, &mut out)?,
                Format::Markdown => {
                    render::markdown::write(report, &render::markdown::Options { labels: labels() }, &mut out)?;
                }
                Format::Criticmarkup => render::criticmarkup::write(report, &mut out)?,
                Format::Unified => render::unified::write(report, &mut out)?,
            }
            Ok(())
        })
    }

    fn shown(&self) -> render::terminal::Options {
        self.terminal.options(target(self.args), self.paths.map(PathBuf::as_path))
    }

    fn destination(&self) -> Destination<'_> {
        let paged = self.is_for_terminal() && view(self.args).is_long() && !self.terminal.no_pager;
        match &self.args.output {
            Some(path) => Destination::File(path),
            None if paged && target(self.args) == Target::Terminal => Destination::Pager,
            None => Destination::Stdout,
        }
    }
}

fn view(args: &Args) -> View {
    let format = if args.format == Format::SideBySide { View::SideBySide } else { View::Inline };
    View::of(&args.terminal, format)
}

fn target(args: &Args) -> Target {
    if args.output.is_some() { Target::File } else { Target::of_stdout() }
}

fn json(args: &Args) -> wire::Options {
    wire::Options {
        unit: args.offsets.into(),
        text: if args.with_text { wire::Text::Included } else { wire::Text::Omitted },
        detail: wire::Detail::Full,
    }
}

/// Files of so many bytes are read and decoded at the same time.
const LARGE: usize = 1 << 20;

type Bytes = Cow<'static, [u8]>;

fn bytes(origins: &Pair<Origin>) -> Result<Pair<Bytes>> {
    if (&origins.a, &origins.b) == (&Origin::Stdin, &Origin::Stdin) {
        bail!("-: standard input can be read once; give a file for one of the two");
    }
    let large = |origin: &Origin| origin.file_size().filter(|size| *size >= LARGE);
    match (large(&origins.a), large(&origins.b)) {
        (Some(a), Some(b)) => {
            let (a, b) = rayon::join(|| origins.a.large(a), || origins.b.large(b));
            Ok(Pair::new(a?, b?))
        }
        _ => Ok(Pair::new(origins.a.bytes()?.into(), origins.b.bytes()?.into())),
    }
}

fn decoded(name: &str, bytes: Bytes) -> Result<Decoded> {
    Decoded::new(name, bytes).with_context(|| name.to_owned())
}

pub(super) fn read(path: &Path, options: input::Options) -> Result<Document> {
    let origin = Origin::of(path.as_os_str());
    let name = origin.name().shown;
    input::read(&name, origin.bytes()?, options).with_context(|| name)
}
