//! Numbers for what is known by a hash alone. Imports nothing.

/// Gives hashes numbers from 0 on, in the order in which they come: a table with open addressing that holds no more than the
/// numbers, at most two thirds full.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// One more than the number of what stands there; 0 where nothing does.
    slots: Vec<u32>,
    hashes: Vec<u64>,
}

impl Numbers {
    pub(super) fn with_capacity(count: usize) -> Self {
        Self { slots: vec![0; (count + count / 2).next_power_of_two()], hashes: Vec::with_capacity(count) }
    }

    /// The number of a hash: the next one if it is new.
    pub(super) fn of(&mut self, hash: u64) -> u32 {
        if 3 * self.hashes.len() >= 2 * self.slots.len() {
            self.grow();
        }
        match self.look(hash) {
            Ok(number) => number,
            Err(free) => {
                self.hashes.push(hash);
                if let Some(slot) = self.slots.get_mut(free) {
                    *slot = self.hashes.len() as u32;
                }
                self.hashes.len() as u32 - 1
            }
        }
    }

    /// All that have a number, in the order of their numbers.
    pub(super) fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    /// The number of a hash that has one.
    pub(super) fn find(&self, hash: u64) -> Option<u32> {
        self.look(hash).ok()
    }

    /// The number of a hash, or the slot that is free for it.
    fn look(&self, hash: u64) -> Result<u32, usize> {
        let mut at = self.place(hash);
        while let Some(number) = self.slots.get(at).and_then(|slot| slot.checked_sub(1)) {
            if self.hashes.get(number as usize) == Some(&hash) {
                return Ok(number);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        Err(at)
    }

    /// Where a hash is looked for first: what is alike in its low bits must not stand together.
    fn place(&self, hash: u64) -> usize {
        let mixed = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 32) as usize & self.slots.len().wrapping_sub(1)
    }

    fn grow(&mut self) {
        let slots = (2 * self.slots.len()).max(16);
        self.slots.clear();
        self.slots.resize(slots, 0);
        let hashes = std::mem::take(&mut self.hashes);
        self.hashes.reserve(2 * hashes.len());
        for hash in hashes {
            self.of(hash);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn numbers_come_in_order_and_stay() {
        let mut numbers = Numbers::default();
        let hashes = |n: u64| (0..n).map(|k| k << 40);
        let first: Vec<u32> = hashes(500).map(|hash| numbers.of(hash)).collect();
        assert_eq!(first, (0..500).collect::<Vec<_>>());
        assert_eq!(hashes(500).map(|hash| numbers.of(hash)).collect::<Vec<_>>(), first);
        assert_eq!(numbers.find(500 << 40), None);
        assert_eq!(numbers.find(7 << 40), Some(7));
    }
}
