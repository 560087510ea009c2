//! Reads a data file: the part of TOML that its sections are written in, line by line, nothing copied. A program that says
//! what changed in one sentence would spend a third of its time in a full parser; a test holds this one to its answers.

/// What a data file says.
#[derive(Debug, Default)]
pub(super) struct File {
    /// The section `writing`, as TOML.
    pub(super) writing: &'static str,
    /// Every phrase of the other sections.
    pub(super) phrases: Vec<Line>,
}

/// A phrase with its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    pub(super) section: &'static str,
    pub(super) key: &'static str,
    pub(super) phrase: &'static str,
}

impl File {
    pub(super) fn read(data: &'static str) -> Self {
        // Phrases are about so long with their quotation marks and keys.
        const BYTES_A_PHRASE: usize = 12;
        let mut file = Self { writing: "", phrases: Vec::with_capacity(data.len() / BYTES_A_PHRASE) };
        let mut rest = data;
        while let Some((heading, body)) = next_section(&mut rest) {
            if heading == "writing" {
                file.writing = body;
            } else {
                file.section(heading, body);
            }
        }
        file
    }

    fn section(&mut self, section: &'static str, body: &'static str) {
        let mut key = "";
        for line in body.lines().filter(|line| !line.starts_with('#')) {
            let mut list = line;
            if !line.starts_with(' ')
                && let Some((name, after)) = line.split_once(" = [")
            {
                (key, list) = (unquoted(name), after);
            }
            for phrase in list.split('"').skip(1).step_by(2) {
                self.phrases.push(Line { section, key, phrase });
            }
        }
    }
}

/// Takes a section from the head of a file: its name, and the lines up to the next heading.
fn next_section(rest: &mut &'static str) -> Option<(&'static str, &'static str)> {
    let start = if rest.starts_with('[') { 0 } else { rest.find("\n[")? + 1 };
    let (heading, body) = rest.get(start + 1..)?.split_once("]\n")?;
    let end = body.find("\n[").map_or(body.len(), |at| at + 1);
    *rest = body.get(end..)?;
    Some((heading, body.get(..end)?))
}

fn unquoted(key: &str) -> &str {
    key.strip_prefix('"').and_then(|key| key.strip_suffix('"')).unwrap_or(key)
}
