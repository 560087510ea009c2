//! Compatibility forms: ligatures, full-width letters, composed and decomposed accents made the same (Unicode's NFKC), but
//! for figures whose shape is their meaning. May import `class` and the normalisation library.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::{Folded, folded_mark};

/// A text in which compatibility forms are folded, accents composed and characters without a shape dropped; marks of
/// typography are left for the caller.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || text.chars().all(is_settled) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        push(c, before, &mut out);
        if !is_combining_mark(c) && folded_mark(c) != Folded::Nothing {
            before = c;
        }
    }
    Cow::Owned(out.nfc().collect())
}

/// Whether a character is what it is in NFKC and no accent that joins the letter before it; for the commonest characters.
fn is_settled(c: char) -> bool {
    let western = matches!(c, '\0'..='\u{7f}' | '\u{a0}'..='\u{17e}' | '\u{1e00}'..='\u{1e99}' | '\u{1e9e}'..='\u{1eff}')
        && !matches!(
            c,
            'ª' | '\u{ad}' | 'µ' | 'º' | '¨' | '¯' | '¸' | '\u{132}' | '\u{133}' | '\u{13f}' | '\u{140}' | '\u{149}'
        );
    western
        || matches!(c, '\u{391}'..='\u{3ce}' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}')
        || matches!(c, '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{63a}' | '\u{641}'..='\u{64a}')
        || matches!(c, '\u{2010}' | '\u{2012}'..='\u{2016}' | '\u{2018}'..='\u{2022}' | '\u{2026}' | '\u{2032}' | '€')
        || matches!(c, '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}')
        || matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
        || matches!(c, '\u{ff01}'..='\u{ff5e}')
}

/// Appends the compatibility form of a character that stands after `before`.
fn push(c: char, before: char, out: &mut String) {
    match folded_mark(c) {
        Folded::Nothing => return,
        Folded::Char(folded) if folded == c => {}
        // Marks of typography are the caller's: some of them have compatibility forms that would hide them.
        _ => return out.push(c),
    }
    // `CO₂` is CO2, but a small figure after another figure is a number of its own.
    let lowered = matches!(c, '₀'..='₉') && before.is_alphabetic();
    let at = out.len();
    decompose_compatible(c, |part| out.push(part));
    let form = out.get(at..).unwrap_or_default();
    let figures = form.contains(|c: char| c.is_ascii_digit() || c == '⁄') && !is_plain_digit(c) && !lowered;
    let accent = form.starts_with(' ');
    if !c.is_ascii() && (figures || accent) {
        out.truncate(at);
        out.push(c);
    }
}

/// Full-width, mathematical and segmented digits: the same figure in another type.
fn is_plain_digit(c: char) -> bool {
    matches!(c, '\u{ff10}'..='\u{ff19}' | '\u{1d7ce}'..='\u{1d7ff}' | '\u{1fbf0}'..='\u{1fbf9}')
}
