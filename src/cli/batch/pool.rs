//! Workers over a stream of records, their answers in the order of the stream.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::Line;
use super::record::{self, Job, Record};

/// Records in flight for each worker: enough that none waits, few enough that memory stays small.
const WINDOW: usize = 16;

/// A record on its way: its place in the stream, and the place's right to be in flight, given back when it is written.
struct Task {
    at: u64,
    record: Record,
}

/// Answers every record and hands the lines to `put` in order. The first error of the source or of `put` ends the run.
pub(super) fn run(
    records: impl Iterator<Item = io::Result<Record>> + Send + 'static,
    jobs: usize,
    timeout: Option<Duration>,
    job: Job,
    mut put: impl FnMut(Line) -> io::Result<()>,
) -> io::Result<()> {
    let (tasks, queue) = mpsc::sync_channel::<Task>(jobs * WINDOW);
    let queue = Arc::new(Mutex::new(queue));
    let (answers, lines) = mpsc::sync_channel::<(u64, Line)>(jobs * WINDOW);
    let (permits, free) = mpsc::sync_channel::<()>(jobs * WINDOW * 2);
    for _ in 0..jobs * WINDOW * 2 {
        permits.send(()).map_err(io::Error::other)?;
    }
    for _ in 0..jobs {
        let (queue, answers) = (Arc::clone(&queue), answers.clone());
        thread::spawn(move || work(&queue, &answers, timeout, job));
    }
    drop(answers);
    // The reader is not joined: when `put` fails it may wait for input that never comes, and the process is about to end.
    let reader = thread::spawn(move || read(records, &tasks, &free));
    let mut waiting: BTreeMap<u64, Line> = BTreeMap::new();
    let mut next = 0;
    for (at, line) in lines {
        waiting.insert(at, line);
        while let Some(line) = waiting.remove(&next) {
            put(line)?;
            next += 1;
            // The reader may have finished; then nobody needs the permit.
            let _ = permits.try_send(());
        }
    }
    reader.join().unwrap_or_else(|_| Err(io::Error::other("the reader of records failed")))
}

fn read(
    records: impl Iterator<Item = io::Result<Record>>,
    tasks: &SyncSender<Task>,
    free: &Receiver<()>,
) -> io::Result<()> {
    for (at, record) in (0u64..).zip(records) {
        let task = Task { at, record: record? };
        // Both ends hang up only when the run is ending.
        if free.recv().is_err() || tasks.send(task).is_err() {
            break;
        }
    }
    Ok(())
}

fn work(queue: &Mutex<Receiver<Task>>, answers: &SyncSender<(u64, Line)>, timeout: Option<Duration>, job: Job) {
    loop {
        let task = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Task { at, record }) = task else { return };
        let line = match timeout {
            None => guarded(record, job),
            Some(limit) => limited(record, job, limit),
        };
        if answers.send((at, line)).is_err() {
            return;
        }
    }
}

/// The answer, or the line that says the comparison broke: a fault costs one record.
fn guarded(record: Record, job: Job) -> Line {
    let id = record_id(&record);
    let run = AssertUnwindSafe(|| record.answer(job));
    catch_unwind(run)
        .unwrap_or_else(|_| record::failed(&id(), "fault", "the comparison failed; please report this pair"))
}

/// The answer if it comes in time. A comparison cannot be stopped from outside: its thread is left to end by itself.
fn limited(record: Record, job: Job, limit: Duration) -> Line {
    let id = record_id(&record);
    let (send, answer) = mpsc::sync_channel(1);
    let begun = Instant::now();
    thread::spawn(move || send.send(guarded(record, job)));
    match answer.recv_timeout(limit) {
        Ok(line) if begun.elapsed() <= limit => line,
        Ok(_) | Err(RecvTimeoutError::Timeout) => {
            record::failed(&id(), "timeout", &format!("took longer than {} seconds", limit.as_secs_f64()))
        }
        Err(RecvTimeoutError::Disconnected) => record::failed(&id(), "fault", "the comparison ended without an answer"),
    }
}

/// The id, found only if it is needed.
fn record_id(record: &Record) -> impl FnOnce() -> Value + use<> {
    let kept = match record {
        Record::Line(line) => Record::Line(line.clone()),
        Record::Files { id, .. } => Record::Files { id: id.clone(), paths: storydiff::Pair::default() },
    };
    move || kept.id()
}
