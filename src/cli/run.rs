//! One comparison from arguments to output.

use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use anyhow::{Context, Result};
use storydiff::{Document, Options, Pair, align, input, render};

use super::Status;
use super::args::{Args, Format, Relation, Segmentation};

/// Compares and prints.
pub(super) fn run(args: &Args) -> Result<Status> {
    let options = input::Options {
        segmentation: match args.segmentation {
            Segmentation::Auto => storydiff::Segmentation::Auto,
            Segmentation::Lines => storydiff::Segmentation::Lines,
        },
        language: None,
    };
    let documents = Pair::new(read(&args.a, options)?, read(&args.b, options)?);
    let relation = match args.relation {
        Relation::Versions => Some(align::Relation::Versions),
        Relation::Outlets => Some(align::Relation::Outlets),
        Relation::Auto => None,
    };
    let report = storydiff::compare(documents.as_ref(), Options { align: align::Options { relation } });
    let mut out = BufWriter::new(io::stdout().lock());
    match args.format {
        _ if args.brief => render::brief::write(&report, &mut out)?,
        Format::Terminal => render::terminal::write(&report, &mut out)?,
        Format::Json => storydiff::report::wire::write(&report, storydiff::report::wire::Options::default(), &mut out)?,
    }
    out.flush()?;
    Ok(if report.different { Status::Different } else { Status::Same })
}

fn read(path: &Path, options: input::Options) -> Result<Document> {
    let name = path.display().to_string();
    let bytes = if name == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.with_context(|| name.clone())?;
    input::read(&name, bytes, options).with_context(|| name)
}
