//! One record: what it asks for, and the line that answers it.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde_json::{Value, json};
use storydiff::report::wire;
use storydiff::{Options, Pair, input};

use super::Line;
use crate::cli::folders::{self, Choice};
use crate::cli::origin;

/// A pair to compare.
pub(super) enum Record {
    /// A line of JSON, not yet read.
    Line(Vec<u8>),
    /// Two files of the same relative path; `None` on the side that lacks it.
    Files { id: String, paths: Pair<Option<PathBuf>> },
}

/// How every record is compared.
#[derive(Clone, Copy)]
pub(super) struct Job {
    pub input: input::Options,
    pub comparison: Options,
    pub wire: wire::Options,
}

/// What went wrong with a record.
struct Failure {
    kind: &'static str,
    message: String,
}

/// What one side of a record names.
enum Text {
    Given(String),
    File(PathBuf),
}

impl Record {
    /// The id as far as it can be told without comparing.
    pub(super) fn id(&self) -> Value {
        match self {
            Self::Files { id, .. } => Value::from(id.as_str()),
            Self::Line(line) => match serde_json::from_slice::<Value>(line) {
                Ok(mut record) => record.get_mut("id").map_or(Value::Null, Value::take),
                Err(_) => Value::Null,
            },
        }
    }

    /// Compares, and answers in one line whatever happens.
    pub(super) fn answer(self, job: Job) -> Line {
        let (id, sides) = match self {
            Self::Files { id, paths } => (Value::from(id), files(paths)),
            Self::Line(line) => parse(&line),
        };
        let compared = sides.and_then(|sides| compare(&id, sides, job));
        match compared {
            Ok(bytes) => Line { bytes, failed: false },
            Err(failure) => failed(&id, failure.kind, &failure.message),
        }
    }
}

/// The line that says a record failed.
pub(super) fn failed(id: &Value, kind: &str, message: &str) -> Line {
    let mut bytes = json!({"id": id, "error": {"kind": kind, "message": message}}).to_string().into_bytes();
    bytes.push(b'\n');
    Line { bytes, failed: true }
}

fn files(paths: Pair<Option<PathBuf>>) -> Result<Pair<Text>, Failure> {
    match paths {
        Pair { a: Some(a), b: Some(b) } => Ok(Pair::new(Text::File(a), Text::File(b))),
        Pair { a: Some(_), b: None } => {
            Err(Failure { kind: "unpaired", message: "only the first folder has it".into() })
        }
        _ => Err(Failure { kind: "unpaired", message: "only the second folder has it".into() }),
    }
}

fn parse(line: &[u8]) -> (Value, Result<Pair<Text>, Failure>) {
    let wrong = |message: String| Failure { kind: "record", message };
    let mut record: Value = match serde_json::from_slice(line) {
        Ok(record) => record,
        Err(error) => return (Value::Null, Err(wrong(format!("is no JSON: {error}")))),
    };
    let id = record.get_mut("id").map_or(Value::Null, Value::take);
    if !(id.is_string() || id.is_number()) {
        return (id, Err(wrong("has no `id`; give a string".to_owned())));
    }
    let mut side = |name: &str| {
        let mut side = record.get_mut(name).map(Value::take).unwrap_or_default();
        match (side.get_mut("text").map(Value::take), side.get_mut("path").map(Value::take)) {
            (Some(Value::String(text)), None) => Ok(Text::Given(text)),
            (None, Some(Value::String(path))) => Ok(Text::File(PathBuf::from(path))),
            _ => Err(wrong(format!("`{name}` must be {{\"path\": \"…\"}} or {{\"text\": \"…\"}}"))),
        }
    };
    let sides = side("a").and_then(|a| side("b").map(|b| Pair::new(a, b)));
    (id, sides)
}

fn compare(id: &Value, sides: Pair<Text>, job: Job) -> Result<Vec<u8>, Failure> {
    let documents = input::pair(Pair::new(decoded(sides.a, "a")?, decoded(sides.b, "b")?), job.input);
    let report = storydiff::compare(documents.as_ref(), job.comparison);
    let mut bytes = Vec::with_capacity(16 * 1024);
    wire::write_record(&report, id, job.wire, &mut bytes)
        .map_err(|error| Failure { kind: "output", message: error.to_string() })?;
    Ok(bytes)
}

fn decoded(text: Text, side: &str) -> Result<input::Decoded, Failure> {
    let (name, bytes) = match text {
        Text::Given(text) => (side.to_owned(), text.into_bytes()),
        Text::File(path) => {
            let name = path.display().to_string();
            let bytes = std::fs::read(&path)
                .map_err(|error| Failure { kind: "unreadable", message: format!("{name}: {error}") })?;
            (name, bytes)
        }
    };
    input::Decoded::new(&name, bytes).map_err(|error| Failure { kind: "input", message: format!("{name}: {error}") })
}

/// The articles of two folders by relative path, in order of path.
///
/// # Errors
/// When one of them is no folder or cannot be read.
pub(super) fn folders(a: &Path, b: &Path, choice: &Choice) -> Result<Vec<Record>> {
    for folder in [a, b] {
        if !folder.is_dir() {
            bail!("{}: is no folder; give two folders, or one file of JSON Lines", folder.display());
        }
    }
    let paired = folders::paired(Pair::new(folders::listed(a)?, folders::listed(b)?), PathBuf::as_path);
    let record = |sides: Pair<Option<PathBuf>>| {
        let relative = sides.a.as_ref().or(sides.b.as_ref()).filter(|path| choice.takes(path))?;
        let id = origin::shown(relative.as_os_str());
        let paths = Pair::new(sides.a.map(|path| a.join(path)), sides.b.map(|path| b.join(path)));
        Some(Record::Files { id, paths })
    };
    Ok(paired.into_iter().filter_map(record).collect())
}
