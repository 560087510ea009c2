//! The words of a text that has no character beyond ASCII, with their hashes: eight bytes at a time, whose bits say which of
//! them are letters or digits. May import `eight`.

use crate::eight::{HIGH, SMALL, within};

/// An odd number without pattern: 2⁶⁴ times the golden ratio's fraction.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The high bit of each of eight bytes that is no letter or digit.
fn gaps(eight: u64) -> u64 {
    !(within(eight | SMALL, b'a', b'z') | within(eight, b'0', b'9')) & HIGH
}

/// Eight bytes of a text from a place on, fewer with zeros behind them at its end.
fn eight(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => rest.iter().rev().fold(0, |eight, &byte| eight << 8 | u64::from(byte)),
    }
}

/// Mixes 64 bits into a hash: both halves of the full product.
pub(super) fn mix(hash: u64, value: u64) -> u64 {
    let product = u128::from(hash ^ value).wrapping_mul(u128::from(MULTIPLIER));
    (product as u64) ^ ((product >> 64) as u64)
}

/// The hash of nothing, into which a text is mixed.
pub(super) const EMPTY: u64 = MULTIPLIER;

/// The hash of a word whose last bytes, fewer than eight, are not mixed in yet.
fn finished(hash: u64, last: u64, bytes: u32) -> u64 {
    let own = (1 << (8 * bytes)) - 1;
    mix(hash, (last | SMALL) & own | u64::from(bytes) << 56)
}

/// The hash of some letters and digits, case folded.
pub(super) fn hash(word: &[u8]) -> u64 {
    let (eights, rest) = word.as_chunks::<8>();
    let hash = eights.iter().fold(EMPTY, |hash, eight| mix(hash, u64::from_le_bytes(*eight) | SMALL));
    finished(hash, eight(rest, 0), rest.len() as u32)
}

/// Calls `each` with every word of a text that has no character beyond ASCII, and with its hash.
pub(super) fn words<'t>(text: &'t [u8], mut each: impl FnMut(&'t [u8], u64)) {
    let mut at = 0;
    while at < text.len() {
        let mut next = eight(text, at);
        let letters = !gaps(next) & HIGH;
        if letters == 0 {
            at += 8;
            continue;
        }
        let skipped = letters.trailing_zeros() / 8;
        if skipped > 0 {
            at += skipped as usize;
            next = eight(text, at);
        }
        let start = at;
        let mut hash = EMPTY;
        while gaps(next) == 0 {
            hash = mix(hash, next | SMALL);
            at += 8;
            next = eight(text, at);
        }
        let bytes = gaps(next).trailing_zeros() / 8;
        at += bytes as usize;
        each(text.get(start..at).unwrap_or_default(), finished(hash, next, bytes));
    }
}

#[cfg(test)]
mod tests {
    use super::{gaps, hash, words};

    #[test]
    fn every_byte_is_in_a_word_or_between_words() {
        for byte in 0..128u8 {
            for at in 0..8 {
                let mut eight = *b"aaaaaaaa";
                eight[at] = byte;
                let gap = if byte.is_ascii_alphanumeric() { 0 } else { 0x80 << (8 * at) };
                assert_eq!(gaps(u64::from_le_bytes(eight)), gap, "{byte} {at}");
            }
        }
    }

    #[test]
    fn words_of_all_lengths_at_all_places() {
        for before in 0..20 {
            for length in 1..30 {
                for after in 0..20 {
                    let word = "Ab3dEfgh1jklmNopqrstuvwxyzABCDEF".get(..length).unwrap();
                    let text = format!("{}{word}{}", " -".repeat(before), ". ".repeat(after));
                    let mut found = Vec::new();
                    words(text.as_bytes(), |word, hash| found.push((word, hash)));
                    assert_eq!(found, [(word.as_bytes(), hash(word.to_lowercase().as_bytes()))], "{text}");
                }
            }
        }
    }

    #[test]
    fn a_hash_tells_words_apart() {
        let all = ["", "a", "b", "aa", "ab", "ba", "abcdefgh", "abcdefgha", "habcdefg", "abcdefg", "abcdefghabcdefgh"];
        let mut hashes: Vec<u64> = all.iter().map(|word| hash(word.as_bytes())).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), all.len());
        assert_eq!(hash(b"PLAIN7"), hash(b"plain7"));
    }
}
