//! `compare sentences`: an article as the unified diff sees it.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use anyhow::Result;
use storydiff::render;

use super::Status;
use super::args::Reading;
use super::run::read;

/// Print an article one sentence a line, a blank line between paragraphs
///
/// The text that a diff made with `--format unified` applies to, and that `--segmentation lines` reads.
#[derive(Debug, clap::Args)]
pub(crate) struct SentencesArgs {
    /// The article; `-` reads standard input
    article: PathBuf,
    #[command(flatten)]
    reading: Reading,
}

/// Prints it.
pub(super) fn run(args: &SentencesArgs) -> Result<Status> {
    let document = read(&args.article, args.reading.input())?;
    let mut out = BufWriter::new(io::stdout().lock());
    render::sentences::write(&document, &mut out)?;
    out.flush()?;
    Ok(Status::Same)
}
