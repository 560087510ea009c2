//! The tests: one binary, a module for each subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod alignment;
mod articles;
mod batch;
mod browser;
mod check;
mod claims;
mod edits;
mod engines;
mod formats;
mod invariants;
mod keys;
mod output;
mod paragraphs;
mod program;
mod readme;
mod report;
mod sentences;
mod terminal;
mod tokens;
mod views;
mod worst;
