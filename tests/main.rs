//! The tests: one binary.
