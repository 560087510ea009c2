//! One pair: read, compared, judged. What is examined owns its texts, so that pairs can be examined side by side.

use std::cmp::Reverse;
use std::sync::Mutex;

use anyhow::{Context, Result, anyhow, bail};
use storydiff::report::check::{FileCheck, Name, Outcome};
use storydiff::report::{Finding, Ignored, Verdict, wire};
use storydiff::rule::{self, Settings, Whole};
use storydiff::{Document, Pair, Side, input};

use super::jobs::{Job, Kind, Source};
use super::{CheckArgs, Format};
use crate::cli::config::Config;
use crate::cli::git::Objects;
use crate::cli::origin::{self, Origin};

/// What came of a pair.
pub(super) struct Examined {
    /// `None` where it turned out to be no article.
    pub file: Option<FileCheck>,
    /// Which acceptances of the configuration covered something.
    pub used: Vec<usize>,
    /// The JSON report, where one was asked for.
    pub report: Option<Vec<u8>>,
}

/// What all pairs share.
pub(super) struct Examiner<'c> {
    args: &'c CheckArgs,
    config: &'c Config,
    kind: Kind,
    /// Started for the first blob.
    objects: Mutex<Option<Objects>>,
}

/// Two articles, one of them perhaps missing.
enum Sides {
    Both(Box<Pair<Document>>),
    Same,
    One(Side),
}

/// Why a pair gives no verdict.
enum Unfit {
    /// It is no article.
    NoArticle,
    Trouble(anyhow::Error),
}

impl<'c> Examiner<'c> {
    pub(super) fn new(args: &'c CheckArgs, config: &'c Config, kind: Kind) -> Self {
        Self { args, config, kind, objects: Mutex::new(None) }
    }

    /// Examines one pair.
    pub(super) fn examine(&self, job: &Job) -> Examined {
        let names = job.sources.as_ref().map(|source| source.as_ref().map(Source::name));
        let located = self.located(job);
        let file = |outcome, findings, ignored| FileCheck {
            path: origin::shown(job.path.as_os_str()),
            names: names.clone(),
            located: located.clone(),
            outcome,
            findings,
            ignored,
        };
        let nothing = Examined { file: None, used: Vec::new(), report: None };
        match self.sides(job, &names) {
            Err(Unfit::NoArticle) => nothing,
            Err(Unfit::Trouble(error)) => {
                let failed = file(Outcome::Failed(format!("{error:#}")), Vec::new(), Ignored::default());
                Examined { file: Some(failed), ..nothing }
            }
            Ok(Sides::One(side)) => {
                let path = names.side(side).as_ref().map(|n| n.shown.clone()).unwrap_or_default();
                let whole = Whole { side, path, seen_as: located.shown.clone() };
                let (findings, used) = self.judged(job, |settings| rule::whole(&whole, settings));
                let outcome = if side == Side::A { Outcome::Removed } else { Outcome::Added };
                Examined { file: Some(file(outcome, findings, Ignored::default())), used, report: None }
            }
            Ok(Sides::Same) => {
                let (findings, used) = self.judged(job, |settings| (Vec::new(), vec![false; settings.accepted.len()]));
                let outcome = Outcome::Compared { different: false };
                Examined { file: Some(file(outcome, findings, Ignored::default())), used, report: None }
            }
            Ok(Sides::Both(documents)) => {
                let mut report = storydiff::compare(Pair::as_ref(&documents), self.args.reading.comparison());
                report.ignore(&self.config.ignore(&job.known));
                let (findings, used) = self.judged(job, |settings| {
                    let used = rule::judge(&mut report, settings);
                    for finding in &mut report.findings {
                        finding.seen_at.path.clone_from(&located.shown);
                    }
                    (std::mem::take(&mut report.findings), used)
                });
                report.verdict = Some(Verdict::of(&findings));
                report.findings = findings;
                let written = self.written(&report);
                let outcome = Outcome::Compared { different: report.different };
                let file = file(outcome, std::mem::take(&mut report.findings), report.ignored);
                Examined { file: Some(file), used, report: written }
            }
        }
    }

    /// What a judgement finds, with the acceptances of this file that cover nothing any more; and which ones did cover
    /// something, as indices into the configuration's.
    fn judged(
        &self,
        job: &Job,
        judge: impl FnOnce(&Settings) -> (Vec<Finding>, Vec<bool>),
    ) -> (Vec<Finding>, Vec<usize>) {
        let path = self.config.accepted_as(&job.known, &job.path);
        let mut settings = self.config.settings(&job.known);
        settings.max_change = self.args.max_change.or(settings.max_change);
        self.args.rule.iter().for_each(|&(rule, level)| settings.set(rule, level));
        let here = |file: &Option<String>| file.as_ref().is_none_or(|f| *f == path);
        let accepted: Vec<_> = self.config.accepted.iter().enumerate().filter(|(_, e)| here(&e.file)).collect();
        settings.accepted = accepted.iter().map(|(_, e)| e.acceptance.clone()).collect();
        let (mut findings, covered) = judge(&settings);
        let mut used = Vec::new();
        for ((index, entry), covered) in accepted.into_iter().zip(covered) {
            if covered {
                used.push(index);
            } else if entry.file.is_some() {
                findings.extend(rule::stale(&entry.acceptance, entry.place.clone(), &settings));
            }
        }
        findings.sort_by_key(|f| Reverse(f.level));
        (findings, used)
    }

    /// Where findings are shown: a person follows the name that was given, a forge knows the path in the repository.
    fn located(&self, job: &Job) -> Name {
        let Some(source) = job.sources.b.as_ref().or(job.sources.a.as_ref()) else { return Name::default() };
        let in_repository = match source {
            Source::Blob { path, .. } => path.clone(),
            Source::Argument(Origin::Revision(name)) => origin::below_revision(name),
            Source::Tracked(_) | Source::Unmerged(_) => job.path.clone(),
            Source::Argument(_) => return source.name(),
        };
        let is_gone = job.sources.b.is_none();
        if self.args.format == Format::Terminal && !is_gone {
            source.name()
        } else {
            origin::name(in_repository.as_os_str())
        }
    }

    /// The JSON report of a single pair.
    fn written(&self, report: &storydiff::Report) -> Option<Vec<u8>> {
        if self.args.format != Format::Json || self.kind == Kind::Many {
            return None;
        }
        let mut bytes = Vec::new();
        // Writing to memory cannot fail.
        wire::write(report, wire::Options::default(), &mut bytes).ok()?;
        Some(bytes)
    }

    fn sides(&self, job: &Job, names: &Pair<Option<Name>>) -> Result<Sides, Unfit> {
        let bytes =
            |source: &Option<Source>| source.as_ref().map(|s| self.bytes(s)).transpose().map_err(Unfit::Trouble);
        let (a, b) = (bytes(&job.sources.a)?, bytes(&job.sources.b)?);
        let decoded = |bytes, side: Side| decoded(bytes, names.side(side).as_ref(), job);
        match (a, b) {
            (Some(a), Some(b)) if a == b && self.kind == Kind::Many => Ok(Sides::Same),
            (Some(a), Some(b)) => {
                let sides = Pair::new(decoded(a, Side::A)?, decoded(b, Side::B)?);
                Ok(Sides::Both(Box::new(input::pair(sides, self.args.reading.input()))))
            }
            (Some(a), None) => decoded(a, Side::A).map(|_| Sides::One(Side::A)),
            (None, Some(b)) => decoded(b, Side::B).map(|_| Sides::One(Side::B)),
            (None, None) => Err(Unfit::NoArticle),
        }
    }

    fn bytes(&self, source: &Source) -> Result<Vec<u8>> {
        match source {
            Source::Argument(origin) => origin.bytes(),
            Source::Tracked(path) => Origin::File(path.clone()).bytes(),
            Source::Unmerged(path) => bail!("{}: is in the middle of a merge", origin::shown(path.as_os_str())),
            Source::Blob { id, name, .. } => {
                let shown = || origin::shown(name.as_os_str());
                let Ok(mut objects) = self.objects.lock() else { bail!("{}: cannot be read", shown()) };
                let running = match &mut *objects {
                    Some(running) => running,
                    none => none.insert(Objects::open()?),
                };
                let object = running.get(id.as_ref()).with_context(shown)?;
                Ok(object.with_context(|| format!("{}: git has lost it", shown()))?.bytes)
            }
        }
    }
}

fn decoded(bytes: Vec<u8>, name: Option<&Name>, job: &Job) -> Result<input::Decoded, Unfit> {
    let shown = name.map(|n| n.shown.as_str()).unwrap_or_default();
    input::Decoded::new(shown, bytes).map_err(|error| match error {
        input::Error::Binary { .. } if !job.must_be_text => Unfit::NoArticle,
        error => Unfit::Trouble(anyhow!(error).context(shown.to_owned())),
    })
}

impl Source {
    fn name(&self) -> Name {
        match self {
            Self::Argument(origin) => origin.name(),
            Self::Blob { name, .. } | Self::Tracked(name) | Self::Unmerged(name) => origin::name(name.as_os_str()),
        }
    }
}
