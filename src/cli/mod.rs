//! The command line: the only place that touches environment, standard streams and clock.

mod args;
mod batch;
mod check;
mod config;
mod folders;
mod git;
mod git_diff;
mod large;
mod origin;
mod output;
mod path;
mod rules;
mod run;
mod sentences;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

/// What `diff` says by its exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// No difference in words; for a check, no finding of level error.
    Same,
    /// A difference; for a check, at least one error.
    Different,
    /// Trouble, said on standard error.
    Trouble,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Same => Self::from(0),
            Status::Different => Self::from(1),
            Status::Trouble => Self::from(2),
        }
    }
}

/// Parses the arguments, runs, and maps the outcome to an exit status.
pub(crate) fn main() -> ExitCode {
    let program = args::Program::parse();
    let outcome = match &program.command {
        None => run::run(&program.compare),
        Some(args::Command::Batch(args)) => batch::run(args),
        Some(args::Command::Check(args)) => check::run(args),
        Some(args::Command::GitDiff(args)) => git_diff::run(args),
        Some(args::Command::Rules(args)) => rules::run(args),
        Some(args::Command::Sentences(args)) => sentences::run(args),
    };
    match outcome {
        Ok(status) => status.into(),
        Err(error) if is_broken_pipe(&error) => Status::Same.into(),
        Err(error) => {
            eprintln!("compare: {error:#}");
            Status::Trouble.into()
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|e| e.downcast_ref::<std::io::Error>()).any(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}
