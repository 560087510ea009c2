//! `compare check` and what belongs to it, seen from outside.

mod accept;
mod ci;
mod config;
mod folders;
mod formats;
mod git;
mod git_diff;
mod ignore;
mod inputs;
mod rules;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Run, program};

/// An empty folder of its own, away from any configuration of this project.
pub fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// Writes files, with the folders they need.
pub fn write<P: AsRef<Path>, C: AsRef<[u8]>>(root: &Path, files: impl IntoIterator<Item = (P, C)>) {
    for (path, content) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
}

/// Runs the program in a folder.
pub fn compare_in<S: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = S>) -> Run {
    let output = program().current_dir(folder).args(args).stdin(Stdio::null()).output().unwrap();
    Run {
        status: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs `compare check` in a folder.
pub fn check_in<S: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = S>) -> Run {
    let args = args.into_iter().map(|a| a.as_ref().to_owned());
    compare_in(folder, std::iter::once(OsStr::new("check").to_owned()).chain(args))
}

/// The JSON that a check prints; says its complaint where there is none.
pub fn json_in<S: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = S>) -> Value {
    let args = args.into_iter().map(|a| a.as_ref().to_owned());
    let run = check_in(folder, ["--format", "json"].map(Into::into).into_iter().chain(args));
    serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {} {}", run.stdout, run.stderr))
}

/// The rules of all findings, in their order.
pub fn rules_of(check: &Value) -> Vec<&str> {
    check["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect()
}

/// The project's own folder.
pub fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// An article of some paragraphs.
pub fn article<S: AsRef<str>>(paragraphs: impl IntoIterator<Item = S>) -> String {
    let mut out = String::new();
    for paragraph in paragraphs {
        out.push_str(paragraph.as_ref());
        out.push_str("\n\n");
    }
    out
}

/// A story of the tests, unlike in every paragraph, so that each is known again.
pub const STORY: [&str; 6] = [
    "The old mill on the river burned down on Monday night, and the neighbours watched from the bridge.",
    "Firefighters from three villages fought the flames until the roof fell in shortly before dawn.",
    "The building had stood empty since the weaving company left for the coast.",
    "Its owner wanted to turn the halls into flats and studios for painters.",
    "The council will discuss next week what is to become of the ruin.",
    "A collection for the families next door has begun at the bakery.",
];
