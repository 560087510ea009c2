//! What a check of many pairs found: what its renderers read. Owns its texts, so that no article need stay in memory.

use super::{Finding, FindingLevel, Ignored, Verdict};
use crate::{Pair, Side};

/// A file's name as people and as machines read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// For people: bytes that are not UTF-8 are shown as `\xE9`.
    pub shown: String,
    /// A URI reference (RFC 3986): relative for a relative path, `file:` for an absolute one.
    pub uri: String,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Both versions were read; the words may differ or not.
    Compared {
        /// Whether any word differs or any passage moved.
        different: bool,
    },
    /// Only the new version is there.
    Added,
    /// Only the old version is there.
    Removed,
    /// It could not be read: why, in a line.
    Failed(String),
}

/// One pair of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileCheck {
    /// What both versions are known by: the path below the two folders or in the repository, the new one's for two files.
    pub path: String,
    /// The two names; `None` where there is no such version.
    pub names: Pair<Option<Name>>,
    /// The file that findings are shown at: for a version out of a repository its path there, which forges know it by.
    pub located: Name,
    /// What became of it.
    pub outcome: Outcome,
    /// What the rules say, gravest first.
    pub findings: Vec<Finding>,
    /// How much was ignored in it.
    pub ignored: Ignored,
}

impl FileCheck {
    /// The name it is known by: the new version's, or the old one's where there is no new one.
    #[must_use]
    pub fn name(&self) -> &Name {
        const NAMELESS: &Name = &Name { shown: String::new(), uri: String::new() };
        self.names.b.as_ref().or(self.names.a.as_ref()).unwrap_or(NAMELESS)
    }

    /// The name of the side that a finding is shown at: b's, or a's where there is no b.
    #[must_use]
    pub fn seen_side(&self) -> Side {
        if self.names.b.is_some() { Side::B } else { Side::A }
    }

    /// What the check decided on it; `None` where it could not be read.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        match self.outcome {
            Outcome::Failed(_) => None,
            _ => Some(Verdict::of(&self.findings)),
        }
    }

    /// Findings of one level.
    #[must_use]
    pub fn count(&self, level: FindingLevel) -> usize {
        self.findings.iter().filter(|f| f.level == level).count()
    }
}

/// Many pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// In the order of their paths.
    pub files: Vec<FileCheck>,
    /// Files that are no articles and were not looked at.
    pub left_alone: usize,
}

/// How many files of a check came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// All pairs.
    pub files: usize,
    /// Without a finding of level error.
    pub passed: usize,
    /// With one.
    pub failed: usize,
    /// Not readable.
    pub unreadable: usize,
    /// Findings of level error.
    pub errors: usize,
    /// Findings of level warning.
    pub warnings: usize,
    /// Findings of level note.
    pub notes: usize,
    /// How much was ignored.
    pub ignored: Ignored,
}

impl Check {
    /// The counts over all files.
    #[must_use]
    pub fn total(&self) -> Total {
        let mut total = Total { files: self.files.len(), ..Total::default() };
        for file in &self.files {
            match file.verdict() {
                Some(Verdict::Pass) => total.passed += 1,
                Some(Verdict::Fail) => total.failed += 1,
                None => total.unreadable += 1,
            }
            total.errors += file.count(FindingLevel::Error);
            total.warnings += file.count(FindingLevel::Warning);
            total.notes += file.count(FindingLevel::Note);
            total.ignored.paragraphs.a += file.ignored.paragraphs.a;
            total.ignored.paragraphs.b += file.ignored.paragraphs.b;
            total.ignored.spans.a += file.ignored.spans.a;
            total.ignored.spans.b += file.ignored.spans.b;
        }
        total
    }

    /// What the check decided on all of them that could be read.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let fails = self.files.iter().any(|f| f.verdict() == Some(Verdict::Fail));
        if fails { Verdict::Fail } else { Verdict::Pass }
    }

    /// All findings with the file they are in, file by file.
    pub fn findings(&self) -> impl Iterator<Item = (&FileCheck, &Finding)> {
        self.files.iter().flat_map(|file| file.findings.iter().map(move |finding| (file, finding)))
    }
}
