//! Continuing an interrupted run: whole lines of the old output are kept, a torn last one is cut off, and as many records
//! are skipped, each checked by its id.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom};
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

use super::record::Record;

/// What an earlier run wrote.
#[derive(Default)]
pub(super) struct Done {
    ids: Vec<Value>,
    /// Whether any of its records failed.
    pub failed: bool,
}

/// Of a report only what resuming needs.
#[derive(Deserialize)]
struct Written {
    id: Value,
    #[serde(default)]
    error: Option<serde::de::IgnoredAny>,
}

/// Opens the output of an earlier run (or a new one) to append to, without a torn last line.
pub(super) fn open(path: &Path) -> Result<(File, Done)> {
    let name = || path.display().to_string();
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).with_context(name)?;
    let mut done = Done::default();
    let mut whole = 0;
    let mut line = Vec::new();
    let mut reader = BufReader::new(&file);
    while reader.read_until(b'\n', &mut line).with_context(name)? > 0 {
        if line.last() != Some(&b'\n') {
            break;
        }
        let written: Written = serde_json::from_slice(&line).with_context(|| {
            format!(
                "{}: line {} is no record of a batch; give the output of an earlier run",
                name(),
                done.ids.len() + 1
            )
        })?;
        done.failed |= written.error.is_some();
        done.ids.push(written.id);
        whole += line.len() as u64;
        line.clear();
    }
    drop(reader);
    file.set_len(whole).with_context(name)?;
    file.seek(SeekFrom::End(0)).with_context(name)?;
    Ok((file, done))
}

impl Done {
    /// The records that are still to do. A record whose id is not the one written in its place ends the run.
    pub(super) fn skip(
        self,
        records: impl Iterator<Item = io::Result<Record>> + Send,
    ) -> impl Iterator<Item = io::Result<Record>> + Send {
        let mut ids = self.ids.into_iter();
        let mut at = 0u64;
        records.filter_map(move |record| {
            at += 1;
            let (Some(id), Ok(known)) = (ids.next(), &record) else { return Some(record) };
            let found = known.id();
            if found == id {
                return None;
            }
            let message =
                format!("record {at} is {found}, but the earlier run wrote {id} there; resume with the same input");
            Some(Err(io::Error::new(io::ErrorKind::InvalidInput, message)))
        })
    }
}
