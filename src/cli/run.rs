//! One comparison from arguments to output.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use storydiff::input::Decoded;
use storydiff::report::wire;
use storydiff::{Document, Pair, input, render};

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
    let shown = || terminal.options(target(args), paths.map(PathBuf::as_path));
    let origins = paths.map(|path| Origin::of(path.as_os_str()));
    let names = origins.as_ref().map(|origin| origin.name().shown);
    let bytes = bytes(&origins)?;
    if bytes.a == bytes.b && says_no_more_than_that(args, &terminal) {
        decoded(&names.a, bytes.a)?;
        output::write(destination(args, &terminal), |mut out| {
            let called = terminal.labels.as_ref().unwrap_or(&names).as_ref().map(String::as_str);
            Ok(render::summary::identical(called, &shown(), &mut out)?)
        })?;
        return Ok(Status::Same);
    }
    let inputs = Pair::new(decoded(&names.a, bytes.a)?, decoded(&names.b, bytes.b)?);
    let documents = input::pair(inputs, args.reading.input());
    let mut report = storydiff::compare(documents.as_ref(), args.reading.comparison());
    report.ignore(&config.ignore(&Known { below: None, file: Some(paths.b.clone()) }));
    output::write(destination(args, &terminal), |mut out| {
        match args.format {
            Format::Terminal | Format::SideBySide => view(args).write(&report, &shown(), &mut out)?,
            Format::Json => wire::write(&report, json(args), &mut out)?,
            Format::Html => {
                render::html::write(&report, &render::html::Options { labels: terminal.labels.clone() }, &mut out)?;
            }
            Format::Markdown => {
                render::markdown::write(
                    &report,
                    &render::markdown::Options { labels: terminal.labels.clone() },
                    &mut out,
                )?;
            }
            Format::Criticmarkup => render::criticmarkup::write(&report, &mut out)?,
            Format::Unified => render::unified::write(&report, &mut out)?,
        }
        Ok(())
    })?;
    let status = if report.different { Status::Different } else { Status::Same };
    // The program ends here: to give a book's worth of links back piece by piece would only take time.
    std::mem::forget(report);
    std::mem::forget(documents);
    Ok(status)
}

fn view(args: &Args) -> View {
    let format = if args.format == Format::SideBySide { View::SideBySide } else { View::Inline };
    View::of(&args.terminal, format)
}

fn target(args: &Args) -> Target {
    if args.output.is_some() { Target::File } else { Target::of_stdout() }
}

fn destination<'a>(args: &'a Args, terminal: &TerminalArgs) -> Destination<'a> {
    let for_terminal = matches!(args.format, Format::Terminal | Format::SideBySide);
    let paged = for_terminal && view(args).is_long() && !terminal.no_pager;
    match &args.output {
        Some(path) => Destination::File(path),
        None if paged && target(args) == Target::Terminal => Destination::Pager,
        None => Destination::Stdout,
    }
}

fn json(args: &Args) -> wire::Options {
    wire::Options {
        unit: args.offsets.into(),
        text: if args.with_text { wire::Text::Included } else { wire::Text::Omitted },
        detail: wire::Detail::Full,
    }
}

/// Files of so many bytes are read at the same time.
const LARGE: u64 = 1 << 20;

fn bytes(origins: &Pair<Origin>) -> Result<Pair<Vec<u8>>> {
    if (&origins.a, &origins.b) == (&Origin::Stdin, &Origin::Stdin) {
        bail!("-: standard input can be read once; give a file for one of the two");
    }
    let is_large = |origin: &Origin| origin.file_size().is_some_and(|size| size >= LARGE);
    if is_large(&origins.a) && is_large(&origins.b) {
        let (a, b) = rayon::join(|| origins.a.bytes(), || origins.b.bytes());
        return Ok(Pair::new(a?, b?));
    }
    Ok(Pair::new(origins.a.bytes()?, origins.b.bytes()?))
}

/// Whether of identical articles the view says that they are, and nothing else.
fn says_no_more_than_that(args: &Args, terminal: &TerminalArgs) -> bool {
    let for_terminal = matches!(args.format, Format::Terminal | Format::SideBySide);
    for_terminal && terminal.only.is_empty() && matches!(view(args), View::Inline | View::SideBySide)
}

fn decoded(name: &str, bytes: Vec<u8>) -> Result<Decoded> {
    Decoded::new(name, bytes).with_context(|| name.to_owned())
}

pub(super) fn read(path: &Path, options: input::Options) -> Result<Document> {
    let origin = Origin::of(path.as_os_str());
    let name = origin.name().shown;
    input::read(&name, origin.bytes()?, options).with_context(|| name)
}
