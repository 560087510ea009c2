//! CI rules: a report in, findings out. Reads the report only.
