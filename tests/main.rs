//! The tests: one binary, a module for each subject.

mod invariants;
mod program;
