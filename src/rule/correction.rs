//! Claims that changed without a word to the reader.

use super::{Level, Rule};

/// `silent-correction`.
pub(super) const SILENT: Rule = Rule {
    id: "silent-correction",
    default: Level::Warning,
    summary: "A claim changed and no new correction, clarification, update or editor's note says so",
    explanation: "\
A note is a paragraph that opens as one: \"Correction:\", \"Clarification\", \"Update\", \"Editor's note\", \"This article
was amended ...\" and the like in other languages. A note that the old version carried word for word does not count.

Found:      \"17 people died.\"  ->  \"19 people died.\"
Not found:  \"17 people died.\"  ->  \"19 people died.\" and below \"Correction: an earlier version gave 17 deaths.\"",
};
