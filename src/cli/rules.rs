//! `compare rules`: what a check can find, and what each rule means.

use std::io::{self, Write};

use anyhow::Result;
use storydiff::rule::{self, Rule};

use super::Status;

/// List the rules of `compare check`, or explain one
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The rule to explain, such as `figure-changed`
    id: Option<String>,
}

/// Prints the table, or one rule's page.
pub(super) fn run(args: &Args) -> Result<Status> {
    let mut out = io::stdout().lock();
    match &args.id {
        Some(id) => explain(rule::find(id)?, &mut out)?,
        None => list(&mut out)?,
    }
    Ok(Status::Same)
}

fn list(out: &mut impl Write) -> io::Result<()> {
    let width = rule::RULES.iter().map(|r| r.id.len()).max().unwrap_or_default();
    for rule in rule::RULES {
        writeln!(out, "{:width$}  {:7}  {}", rule.id, rule.default.name(), rule.summary)?;
    }
    Ok(())
}

fn explain(rule: &Rule, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "{} (level {} unless configured)\n\n{}.\n\n{}",
        rule.id,
        rule.default.name(),
        rule.summary,
        rule.explanation
    )?;
    writeln!(
        out,
        "\nSet its level with `compare check --rule {id}=LEVEL` or in compare.toml:\n\n    [rules]\n    {id} = \"{level}\"",
        id = rule.id,
        level = rule.default.name(),
    )
}
