//! The arguments as typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use super::config::ConfigArgs;
use super::terminal::TerminalArgs;
use super::{batch, check, git_diff, rules, sentences};

/// Shows what differs between two texts that tell the same story
#[derive(Debug, Parser)]
#[command(name = "compare", version, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Program {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub compare: Args,
}

/// What else the program does; one file a subcommand. An article that is named like one is given as `./NAME`.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Batch(batch::BatchArgs),
    Check(check::CheckArgs),
    GitDiff(git_diff::GitDiffArgs),
    Rules(rules::Args),
    Sentences(sentences::SentencesArgs),
}

/// The arguments of a comparison: `compare A B`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The first article: a file, `REVISION:PATH` as git means it, or `-` for standard input
    #[arg(required_unless_present = "schema")]
    pub a: Option<PathBuf>,
    /// The second article
    #[arg(required_unless_present = "schema")]
    pub b: Option<PathBuf>,
    /// Output format
    #[arg(short, long, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,
    /// Write to a file, completely or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
    /// What the spans of the JSON report count
    #[arg(long, value_enum, default_value_t = Offsets::Char, value_name = "UNIT")]
    pub offsets: Offsets,
    /// Put the whole decoded text of each article into the JSON report
    #[arg(long)]
    pub with_text: bool,
    /// Print the JSON Schema of the report and exit
    #[arg(long)]
    pub schema: bool,
    #[command(flatten)]
    pub terminal: TerminalArgs,
    #[command(flatten)]
    pub config: ConfigArgs,
}

/// How articles are read and aligned, for every subcommand that reads some.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Reading {
    /// Where paragraph and sentence breaks come from
    #[arg(long, value_enum, default_value_t = Segmentation::Auto)]
    pub segmentation: Segmentation,
    /// Two versions of one article, or two outlets' articles on one story
    #[arg(long, value_enum, default_value_t = Relation::Auto)]
    pub relation: Relation,
}

impl Reading {
    /// What reading an article needs of it.
    pub(crate) fn input(self) -> storydiff::input::Options {
        storydiff::input::Options {
            segmentation: match self.segmentation {
                Segmentation::Auto => storydiff::Segmentation::Auto,
                Segmentation::Lines => storydiff::Segmentation::Lines,
            },
            language: None,
        }
    }

    /// What comparing two needs of it.
    pub(crate) fn comparison(self) -> storydiff::Options {
        let relation = match self.relation {
            Relation::Versions => Some(storydiff::Relation::Versions),
            Relation::Outlets => Some(storydiff::Relation::Outlets),
            Relation::Auto => None,
        };
        storydiff::Options { align: storydiff::align::Options { relation } }
    }
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

impl From<Offsets> for storydiff::report::wire::Unit {
    fn from(offsets: Offsets) -> Self {
        match offsets {
            Offsets::Char => Self::Char,
            Offsets::Byte => Self::Byte,
            Offsets::Utf16 => Self::Utf16,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Inline, for a terminal
    Terminal,
    /// Two columns, for a terminal
    SideBySide,
    /// The report
    Json,
    /// One self-contained web page
    Html,
    /// To paste into a pull request or a message
    Markdown,
    /// The second text with CriticMarkup, to accept or reject
    Criticmarkup,
    /// A diff of sentences, for `patch` and tools that colour diffs; see `compare sentences`
    Unified,
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
