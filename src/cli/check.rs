//! `compare check`: a verdict on edited articles, for people and for CI.

mod examine;
mod jobs;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use rayon::prelude::*;
use storydiff::Pair;
use storydiff::render;
use storydiff::render::theme::Theme;
use storydiff::report::check::{Check, FileCheck, Outcome};
use storydiff::report::{FindingLevel, Ignored, Verdict};
use storydiff::rule::{self, Level, Rule};

use self::examine::{Examined, Examiner};
use self::jobs::{Jobs, Kind};
use super::Status;
use super::args::Reading;
use super::config::{self, Config, ConfigArgs, Entry, Known};
use super::folders::FileArgs;
use super::origin;
use super::output::{self, Destination};
use super::terminal::{ColorArgs, Target};

/// Check edited articles against rules: exit status 0 when they pass, 1 when a rule finds an error, 2 on trouble
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// OLD and NEW: two files or two folders, either as REVISION:PATH if need be; with --since, the paths to look at
    #[arg(value_name = "OLD NEW")]
    pub paths: Vec<PathBuf>,
    /// Check all articles that changed since this revision, renames followed; `A...` means since A and HEAD parted
    #[arg(long, value_name = "REVISION")]
    pub since: Option<OsString>,
    /// Output format
    #[arg(short, long, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,
    /// Write to a file, completely or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Set the level of a rule: error, warning, note or off; repeat for more
    #[arg(long, value_name = "RULE=LEVEL", value_parser = config::rule_level)]
    pub rule: Vec<(&'static Rule, Level)>,
    /// Fail when more of an article changed than this
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub max_change: Option<f64>,
    /// Accept every error and warning found, for this reason: writes them to the configuration
    #[arg(long, value_name = "REASON", conflicts_with = "no_config")]
    pub accept: Option<String>,
    #[command(flatten)]
    pub files: FileArgs,
    #[command(flatten)]
    pub config: ConfigArgs,
    #[command(flatten)]
    pub colors: ColorArgs,
    #[command(flatten)]
    pub reading: Reading,
    /// Print the JSON Schema of compare.toml and exit
    #[arg(long)]
    pub config_schema: bool,
    /// Print the JSON Schema of the JSON output for folders and --since, and exit; for two files it is the report's
    #[arg(long)]
    pub schema: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Findings with both texts, then each file's verdict
    Terminal,
    /// For two files the report, for more findings and verdicts
    Json,
    /// Workflow commands that GitHub shows beside the lines
    Github,
    /// A code quality report for GitLab
    Gitlab,
    /// SARIF 2.1.0
    Sarif,
    /// An XML report as `JUnit` writes it
    Junit,
}

fn percent(text: &str) -> Result<f64, String> {
    let number = text.trim_end_matches('%').trim().parse::<f64>().ok();
    number.filter(|n| (0.0..=100.0).contains(n)).ok_or_else(|| "give a percentage from 0 to 100".to_owned())
}

/// Gives the verdict.
pub(super) fn run(args: &CheckArgs) -> Result<Status> {
    if args.config_schema {
        return print_schema(&config::schema());
    }
    if args.schema {
        return print_schema(&render::check::json::schema());
    }
    let config = Config::load(&args.config)?;
    let jobs = jobs::jobs(args)?;
    let examined = examine_all(args, &config, &jobs);
    if let Some(reason) = &args.accept {
        accept(&config, &jobs, &examined, reason)?;
        let config = Config::load(&ConfigArgs { config: Some(config_path(&config)), no_config: false })?;
        return finish(args, &config, &jobs, examine_all(args, &config, &jobs));
    }
    finish(args, &config, &jobs, examined)
}

fn print_schema(schema: &serde_json::Value) -> Result<Status> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, schema).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(Status::Same)
}

fn examine_all(args: &CheckArgs, config: &Config, jobs: &Jobs) -> Vec<Examined> {
    let examiner = Examiner::new(args, config, jobs.kind);
    jobs.list.par_iter().map(|job| examiner.examine(job)).collect()
}

fn finish(args: &CheckArgs, config: &Config, jobs: &Jobs, examined: Vec<Examined>) -> Result<Status> {
    let mut check = Check { left_alone: jobs.left_alone, ..Check::default() };
    let mut report = None;
    let mut used = vec![false; config.accepted.len()];
    for one in examined {
        for index in one.used {
            used.iter_mut().skip(index).take(1).for_each(|used| *used = true);
        }
        report = one.report.or(report);
        match one.file {
            Some(file) => check.files.push(file),
            None => check.left_alone += 1,
        }
    }
    if let (Kind::Single, Some(FileCheck { outcome: Outcome::Failed(why), .. })) = (jobs.kind, check.files.first()) {
        bail!("{why}");
    }
    if jobs.kind == Kind::Many {
        check.files.extend(stale_anywhere(args, config, &used));
    }
    let (destination, target) = match &args.output {
        Some(path) => (Destination::File(path), Target::File),
        None => (Destination::Stdout, Target::of_stdout()),
    };
    let theme = args.colors.or(&config.render).look(target);
    output::write(destination, |mut out| {
        match report {
            Some(report) => out.write_all(&report)?,
            None => write(args.format, &check, theme, &mut out)?,
        }
        Ok(())
    })?;
    Ok(conclude(&check))
}

fn write(format: Format, check: &Check, theme: Theme, out: &mut impl Write) -> io::Result<()> {
    match format {
        Format::Terminal => render::check::terminal::write(check, theme, out),
        Format::Json => render::check::json::write(check, out),
        Format::Github => render::check::github::write(check, out),
        Format::Gitlab => render::check::gitlab::write(check, out),
        Format::Sarif => render::check::sarif::write(check, out),
        Format::Junit => render::check::junit::write(check, out),
    }
}

/// The exit status; what could not be read is said on standard error whatever the format.
fn conclude(check: &Check) -> Status {
    for file in &check.files {
        if let Outcome::Failed(why) = &file.outcome {
            eprintln!("compare: {why}");
        }
    }
    match check.verdict() {
        _ if check.files.iter().any(|f| f.verdict().is_none()) => Status::Trouble,
        Verdict::Fail => Status::Different,
        Verdict::Pass => Status::Same,
    }
}

fn config_path(config: &Config) -> PathBuf {
    config.path.clone().unwrap_or_else(|| PathBuf::from(config::NAME))
}

fn accept(config: &Config, jobs: &Jobs, examined: &[Examined], reason: &str) -> Result<()> {
    if reason.trim().is_empty() {
        bail!("--accept needs a reason, for whoever reads the configuration later");
    }
    if jobs.reads_stdin() {
        bail!("--accept reads the articles again and cannot do so from standard input; give a file");
    }
    let grave = |level: FindingLevel| level >= FindingLevel::Warning;
    let files = jobs.list.iter().zip(examined).filter_map(|(job, e)| Some((job, e.file.as_ref()?)));
    let findings = files.flat_map(|(job, file)| {
        let name = config.accepted_as(&job.known, &job.path);
        file.findings.iter().map(move |finding| Entry { file: name.clone(), finding })
    });
    let entries: Vec<Entry> = findings.filter(|e| grave(e.finding.level) && e.finding.rule != rule::STALE_ID).collect();
    if entries.is_empty() {
        return Ok(());
    }
    config::append(&config_path(config), &entries, reason).context("--accept")
}

/// Entries that name no file and cover nothing in any, reported in the configuration itself.
fn stale_anywhere(args: &CheckArgs, config: &Config, used: &[bool]) -> Option<FileCheck> {
    let mut settings = config.settings(&Known::default());
    args.rule.iter().for_each(|&(rule, level)| settings.set(rule, level));
    let unused = config.accepted.iter().zip(used).filter(|(entry, used)| !**used && entry.file.is_none());
    let findings: Vec<_> =
        unused.filter_map(|(entry, _)| rule::stale(&entry.acceptance, entry.place.clone(), &settings)).collect();
    let path = config.path.as_deref().unwrap_or(Path::new(config::NAME));
    let name = origin::name(path.as_os_str());
    (!findings.is_empty()).then(|| FileCheck {
        path: name.shown.clone(),
        names: Pair::new(None, Some(name.clone())),
        located: name,
        outcome: Outcome::Compared { different: false },
        findings,
        ignored: Ignored::default(),
    })
}
