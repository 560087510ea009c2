//! Continuing an interrupted run: whole lines of the old output are kept, a torn last one is cut off, and as many records
//! are skipped, each checked by its id. Old output and input are read side by side, so that memory does not grow with either.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;

use super::record::Record;

/// An earlier run's output, ready to be appended to.
pub(super) struct Resumed {
    /// Behind its last whole record.
    pub file: File,
    /// Whether any of its records failed.
    pub failed: bool,
    /// How many records it holds.
    pub done: u64,
}

/// Of a report only what resuming needs.
#[derive(Deserialize)]
struct Written {
    id: Value,
    #[serde(default)]
    error: Option<serde::de::IgnoredAny>,
}

/// Opens the output of an earlier run (or a new one) to append to, and takes as many records off the input. Nothing is written
/// or cut off before all of it turned out to be the answers to this input.
///
/// # Errors
/// When it is no output of a batch, or that of another input.
pub(super) fn open(path: &Path, records: &mut impl Iterator<Item = io::Result<Record>>) -> Result<Resumed> {
    let name = || path.display().to_string();
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).with_context(name)?;
    let (mut failed, mut done, mut whole) = (false, 0, 0);
    let mut line = Vec::new();
    let mut reader = BufReader::new(&file);
    while reader.read_until(b'\n', &mut line).with_context(name)? > 0 && line.last() == Some(&b'\n') {
        done += 1;
        let written: Written = serde_json::from_slice(&line).with_context(|| {
            format!("{}: line {done} is no record of a batch; give the output of an earlier run", name())
        })?;
        let Some(record) = records.next() else {
            bail!("{}: holds more records than the input; resume with the same input", name());
        };
        let found = record?.id();
        if found != written.id {
            let wrote = written.id;
            bail!("record {done} is {found}, but the earlier run wrote {wrote} there; resume with the same input");
        }
        failed |= written.error.is_some();
        whole += line.len() as u64;
        line.clear();
    }
    drop(reader);
    file.set_len(whole).with_context(name)?;
    file.seek(SeekFrom::End(0)).with_context(name)?;
    Ok(Resumed { file, failed, done })
}
