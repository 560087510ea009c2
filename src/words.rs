//! Words of data files in tables that are made when the program is built: one that says what changed in a sentence would
//! spend a third of its time on making them. Imports nothing.

/// A hash of a word, never 0: two different words all but never have the same.
pub(crate) const fn print(word: &[u8]) -> u64 {
    hash(word, 0)
}

/// The [`print`] of a word of ASCII letters and apostrophes, written in small letters.
pub(crate) const fn print_small(word: &[u8]) -> u64 {
    // The bit by which small and capital letters differ; an apostrophe has it.
    hash(word, 0x20)
}

/// `bits` are set in every byte.
const fn hash(word: &[u8], bits: u8) -> u64 {
    let wide = u64::from_ne_bytes([bits; 8]);
    // Spread, or words of two lengths whose last letters differ as the lengths do would have the same.
    let mut hash = (word.len() as u64).wrapping_mul(MULTIPLIER);
    let mut rest = word;
    while rest.len() > 8
        && let Some((eight, after)) = rest.split_first_chunk()
    {
        hash = mixed(hash, u64::from_le_bytes(*eight) | wide);
        rest = after;
    }
    mixed(hash, up_to_eight(rest, wide)) | 1
}

/// Up to eight bytes as one number, different ones for different bytes of one count; with those of `wide` set in each.
const fn up_to_eight(bytes: &[u8], wide: u64) -> u64 {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        // Two halves, which overlap where there are less than eight.
        (Some(start), Some(end)) => (u32::from_le_bytes(*start) as u64) << 32 | u32::from_le_bytes(*end) as u64 | wide,
        _ => match bytes {
            [] => 0,
            [one] => *one as u64 | wide & 0xff,
            [start @ .., end] => {
                let (first, middle) = (start[0] as u64, start[start.len() - 1] as u64);
                first << 16 | middle << 8 | *end as u64 | wide & 0xff_ffff
            }
        },
    }
}

/// An odd number without pattern (the golden ratio's fraction, 64 bits).
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

const fn mixed(hash: u64, value: u64) -> u64 {
    let product = (hash ^ value).wrapping_mul(MULTIPLIER);
    (product ^ (product >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// How many slots a table of so many words has: at most half of them are taken.
pub(crate) const fn slots(words: usize) -> usize {
    2 * words.next_power_of_two()
}

/// Numbers for up to `N` words, from 0 on in the order in which they come, with `S` as [`slots`] says: a table with open
/// addressing.
pub(crate) struct Numbered<const N: usize, const S: usize> {
    prints: [u64; N],
    /// One more than the number of the word that stands there; 0 where none does.
    slots: [u16; S],
    count: usize,
}

impl<const N: usize, const S: usize> Numbered<N, S> {
    pub(crate) const fn new() -> Self {
        Self { prints: [0; N], slots: [0; S], count: 0 }
    }

    /// The number of a word, the next one if it is new.
    pub(crate) const fn number(&mut self, print: u64) -> usize {
        match look(&self.prints, &self.slots, print) {
            Ok(number) => number,
            Err(free) => {
                let number = self.count;
                self.prints[number] = print;
                self.count += 1;
                self.slots[free] = self.count as u16;
                number
            }
        }
    }

    /// The same words, to look them up.
    pub(crate) const fn words(&'static self) -> Words {
        Words { prints: &self.prints, slots: &self.slots }
    }
}

/// Numbered words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    prints: &'static [u64],
    slots: &'static [u16],
}

impl Words {
    /// No words.
    pub(crate) const NONE: Self = Self { prints: &[], slots: &[0] };

    /// The number of a word that has one, by its [`print`].
    pub(crate) fn find(self, print: u64) -> Option<usize> {
        look(self.prints, self.slots, print).ok()
    }
}

/// The number of a word, or the slot that is free for it.
const fn look(prints: &[u64], slots: &[u16], print: u64) -> Result<usize, usize> {
    let last = slots.len() - 1;
    let mut at = (print >> 32) as usize & last;
    loop {
        match slots[at] {
            0 => return Err(at),
            number if prints[number as usize - 1] == print => return Ok(number as usize - 1),
            _ => at = (at + 1) & last,
        }
    }
}

/// The first place from `at` on that has a byte, or `end`.
pub(crate) const fn find(data: &[u8], mut at: usize, end: usize, byte: u8) -> usize {
    while at < end && data[at] != byte {
        at += 1;
    }
    at
}

/// What stands before a byte or the end, and what follows; nothing of an empty text.
pub(crate) const fn cut(text: &'static str, byte: u8) -> Option<(&'static str, &'static str)> {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return None;
    }
    let end = find(bytes, 0, bytes.len(), byte);
    let (before, after) = text.split_at(end);
    Some((before, if after.is_empty() { after } else { after.split_at(1).1 }))
}

/// The bytes from `start` to `end`.
pub(crate) const fn between(data: &[u8], start: usize, end: usize) -> &[u8] {
    data.split_at(end).0.split_at(start).1
}

/// Whether two texts are the same.
pub(crate) const fn is_same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

#[cfg(test)]
mod tests {
    use super::{Numbered, print, print_small, slots};

    #[test]
    fn words_have_numbers_in_the_order_in_which_they_come() {
        const GIVEN: [&str; 5] = ["said", "told", "said", "a spokeswoman", "n'a"];
        static TABLE: Numbered<5, { slots(5) }> = {
            let mut table = Numbered::new();
            let mut at = 0;
            while at < GIVEN.len() {
                table.number(print(GIVEN[at].as_bytes()));
                at += 1;
            }
            table
        };
        let number = |word: &str| TABLE.words().find(print(word.as_bytes()));
        assert_eq!(GIVEN.map(number), [0, 1, 0, 2, 3].map(Some));
        assert_eq!(number("claimed"), None);
        assert_eq!(TABLE.words().find(print_small(b"N'A")), Some(3));
        assert_eq!(TABLE.words().find(print_small(b"SAID")), Some(0));
    }

    #[test]
    fn small_letters_give_the_print_of_the_word_in_small_letters() {
        for word in ["", "I", "US", "N'A", "Said", "Reuters", "Governor", "Spokesman", "Constitutionally"] {
            assert_eq!(print_small(word.as_bytes()), print(word.to_lowercase().as_bytes()), "{word}");
        }
    }

    #[test]
    fn short_words_have_prints_of_their_own() {
        let letters = || (b'a'..=b'z').map(|letter| vec![letter]);
        let longer = |words: &[Vec<u8>]| -> Vec<Vec<u8>> {
            words.iter().flat_map(|word| letters().map(|letter| [word.clone(), letter].concat())).collect()
        };
        let one: Vec<Vec<u8>> = letters().collect();
        let (two, three) = (longer(&one), longer(&longer(&one)));
        let words =
            [one, two, three, vec![b"abcdefgh".to_vec(), b"abcdefghi".to_vec(), b"bbcdefghi".to_vec()]].concat();
        let prints: std::collections::BTreeSet<u64> = words.iter().map(|word| print(word)).collect();
        assert_eq!(prints.len(), words.len());
    }
}
