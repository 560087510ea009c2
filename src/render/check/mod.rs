//! What a check found, one format a file. Reads `report::check` only.

pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod sarif;
pub mod terminal;

use crate::render::escape;
use crate::report::check::{FileCheck, Outcome};
use crate::report::{Finding, Place};

/// A number with its noun.
fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// What became of a file, in a word.
fn outcome(file: &FileCheck) -> &'static str {
    match file.outcome {
        Outcome::Compared { different: true } => "changed",
        Outcome::Compared { different: false } => "unchanged",
        Outcome::Added => "added",
        Outcome::Removed => "removed",
        Outcome::Failed(_) => "unreadable",
    }
}

/// The URI of the file that a place is in.
fn uri(file: &FileCheck, place: &Place) -> String {
    let names = [Some(&file.located), file.names.b.as_ref(), file.names.a.as_ref()];
    let known = names.into_iter().flatten().find(|name| name.shown == place.path);
    known.map_or_else(|| escape::uri::path(place.path.as_bytes()), |name| name.uri.clone())
}

/// The message with both texts below it, and why it was accepted.
fn in_full(finding: &Finding) -> String {
    let mut out = finding.message.clone();
    for (sign, place) in [('-', &finding.places.a), ('+', &finding.places.b)] {
        if let Some(place) = place.as_ref().filter(|p| !p.context.is_empty()) {
            out.push('\n');
            out.push(sign);
            out.push(' ');
            out.push_str(&single_spaced(&place.context));
        }
    }
    if let Some(reason) = &finding.accepted {
        out.push_str("\naccepted: ");
        out.push_str(reason);
    }
    out
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
