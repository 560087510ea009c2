//! Runs the built program, for every test that looks at it from outside.

use std::ffi::OsStr;
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// What one run gave.
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// The program with a bare environment, so that a developer's settings decide nothing.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_compare"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "PAGER", "COLUMNS", "TERM", "COLORTERM"] {
        command.env_remove(name);
    }
    command
}

/// Runs it with some arguments and nothing on standard input.
pub fn run<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Run {
    finish(program().args(args).stdin(Stdio::null()).output().unwrap())
}

/// Runs it with some arguments and some bytes on standard input.
#[allow(dead_code, reason = "not every subject needs standard input")]
pub fn run_with<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>, input: &[u8]) -> Run {
    let mut child =
        program().args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    finish(child.wait_with_output().unwrap())
}

fn finish(output: Output) -> Run {
    Run {
        status: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}
