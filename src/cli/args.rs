//! The arguments as typed.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Shows what differs between two texts that tell the same story
#[derive(Debug, Parser)]
#[command(name = "compare", version)]
pub(crate) struct Args {
    /// The first article; `-` reads standard input
    #[arg(required_unless_present = "schema")]
    pub a: Option<PathBuf>,
    /// The second article
    #[arg(required_unless_present = "schema")]
    pub b: Option<PathBuf>,
    /// Output format
    #[arg(short, long, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,
    /// Say in one line whether they differ
    #[arg(short = 'q', long)]
    pub brief: bool,
    /// Where paragraph and sentence breaks come from
    #[arg(long, value_enum, default_value_t = Segmentation::Auto)]
    pub segmentation: Segmentation,
    /// Two versions of one article, or two outlets' articles on one story
    #[arg(long, value_enum, default_value_t = Relation::Auto)]
    pub relation: Relation,
    /// What the spans of the JSON report count
    #[arg(long, value_enum, default_value_t = Offsets::Char, value_name = "UNIT")]
    pub offsets: Offsets,
    /// Put the whole decoded text of each article into the JSON report
    #[arg(long)]
    pub with_text: bool,
    /// Print the JSON Schema of the report and exit
    #[arg(long)]
    pub schema: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Offsets {
    /// Unicode characters, as Python and jq index
    Char,
    /// Bytes of the UTF-8 text
    Byte,
    /// UTF-16 code units, as JavaScript indexes
    Utf16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Inline, for a terminal
    Terminal,
    /// The report
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Segmentation {
    /// Found in the text
    Auto,
    /// Each non-blank line is one sentence, blank lines break paragraphs
    Lines,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Relation {
    /// Versions of one article
    Versions,
    /// Two outlets on one story
    Outlets,
    /// Decided by how much the alignment keeps
    Auto,
}
