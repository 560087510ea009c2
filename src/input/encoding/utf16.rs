//! UTF-16 without a byte order mark. Imports nothing of the crate.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// So many bytes tell.
const WINDOW: usize = 8_000;
/// Shares of the units that must be ordinary characters, in thousandths. Random bytes reach about 550.
const ORDINARY: usize = 970;

/// The byte order in which some bytes without a mark are UTF-16, if they are.
///
/// Text in any script has spaces, line breaks, digits or East Asian stops, and in UTF-16 these are units with a byte below
/// 0x20 that no other text contains: that rules out legacy text, whose letter pairs would pass for Chinese.
pub(super) fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let window = bytes.get(..WINDOW).unwrap_or(bytes);
    if !window.iter().any(|&b| b < 0x09) {
        return None;
    }
    let little = Score::of(window, u16::from_le_bytes);
    let big = Score::of(window, u16::from_be_bytes);
    let (encoding, score) = if little.likelihood() >= big.likelihood() { (UTF_16LE, little) } else { (UTF_16BE, big) };
    score.is_text().then_some(encoding)
}

/// How some bytes look as UTF-16 in one byte order.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    units: usize,
    ordinary: usize,
    nul: usize,
    /// ASCII letters and the like: the other way round they would pass for Chinese.
    plain: usize,
    /// Spaces, line breaks and East Asian stops.
    separating: usize,
}

impl Score {
    fn of(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Self {
        let (pairs, _) = bytes.as_chunks::<2>();
        let mut score = Self { units: pairs.len(), ..Self::default() };
        for &pair in pairs {
            let unit = unit(pair);
            score.ordinary += usize::from(is_ordinary(unit));
            score.plain += usize::from(matches!(unit, 0x20..=0x7E));
            score.nul += usize::from(unit == 0);
            score.separating += usize::from(matches!(unit, 0x20 | 0x0A | 0x0D | 0x3001 | 0x3002 | 0xFF0C));
        }
        score
    }

    fn likelihood(self) -> usize {
        self.ordinary + self.plain + self.separating
    }

    fn is_text(self) -> bool {
        let separated = self.separating > 0 || self.units < 40;
        self.nul == 0 && separated && 1000 * self.ordinary >= ORDINARY * self.units
    }
}

/// A character of the scripts people write, their punctuation, or half of one beyond the basic plane.
fn is_ordinary(unit: u16) -> bool {
    matches!(
        unit,
        0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA0..=0x24F
            | 0x300..=0x6FF
            | 0x900..=0xEFF
            | 0x10A0..=0x11FF
            | 0x1E00..=0x206F
            | 0x20A0..=0x22FF
            | 0x3000..=0x30FF
            | 0x4E00..=0x9FFF
            | 0xAC00..=0xD7A3
            | 0xD800..=0xDFFF
            | 0xFF00..=0xFF9F
    )
}
