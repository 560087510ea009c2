//! Numbers for what is known by a hash alone. Imports nothing.

/// Gives hashes numbers from 0 on, in the order in which they come, and holds a value for each: a table with open addressing
/// that holds no more than the numbers, at most two thirds full.
#[derive(Debug, Default)]
pub(super) struct Numbers<T = ()> {
    /// One more than the number of what stands there; 0 where nothing does.
    slots: Vec<u32>,
    entries: Vec<(u64, T)>,
}

impl<T: Default> Numbers<T> {
    pub(super) fn with_capacity(count: usize) -> Self {
        Self { slots: vec![0; (count + count / 2).next_power_of_two()], entries: Vec::with_capacity(count) }
    }

    /// The number of a hash: the next one if it is new.
    pub(super) fn of(&mut self, hash: u64) -> u32 {
        match self.look(hash) {
            Ok(number) => number,
            Err(free) => self.add(hash, free),
        }
    }

    /// The number of a hash, the next one if it is new, with its value.
    pub(super) fn entry(&mut self, hash: u64) -> (u32, Option<&mut T>) {
        let number = self.of(hash);
        (number, self.value(number))
    }

    /// The value of a hash that has a number.
    pub(super) fn get_mut(&mut self, hash: u64) -> Option<&mut T> {
        self.look(hash).ok().and_then(|number| self.value(number))
    }

    /// All that have a number, in the order of their numbers.
    pub(super) fn hashes(&self) -> impl Iterator<Item = u64> {
        self.entries.iter().map(|(hash, _)| *hash)
    }

    /// All values, in the order of the numbers.
    pub(super) fn into_values(self) -> impl Iterator<Item = T> {
        self.entries.into_iter().map(|(_, value)| value)
    }

    fn value(&mut self, number: u32) -> Option<&mut T> {
        self.entries.get_mut(number as usize).map(|(_, value)| value)
    }

    /// The number of a hash, or the slot that is free for it.
    fn look(&self, hash: u64) -> Result<u32, usize> {
        let mut at = self.place(hash);
        while let Some(number) = self.slots.get(at).and_then(|slot| slot.checked_sub(1)) {
            if self.entries.get(number as usize).is_some_and(|(own, _)| *own == hash) {
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

    /// Gives a new hash the next number.
    fn add(&mut self, hash: u64, free: usize) -> u32 {
        let free = if 3 * self.entries.len() >= 2 * self.slots.len() {
            self.grow();
            self.look(hash).err()
        } else {
            Some(free)
        };
        let number = self.entries.len() as u32;
        self.entries.push((hash, T::default()));
        if let Some(slot) = free.and_then(|free| self.slots.get_mut(free)) {
            *slot = number + 1;
        }
        number
    }

    fn grow(&mut self) {
        let slots = (2 * self.slots.len()).max(16);
        self.slots.clear();
        self.slots.resize(slots, 0);
        for number in 0..self.entries.len() {
            let free = self.entries.get(number).and_then(|&(hash, _)| self.look(hash).err());
            if let Some(slot) = free.and_then(|free| self.slots.get_mut(free)) {
                *slot = number as u32 + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn numbers_come_in_order_and_stay() {
        let mut numbers = Numbers::<u32>::default();
        let hashes = |n: u64| (0..n).map(|k| k << 40);
        let first: Vec<u32> = hashes(500).map(|hash| numbers.of(hash)).collect();
        assert_eq!(first, (0..500).collect::<Vec<_>>());
        assert_eq!(hashes(500).map(|hash| numbers.of(hash)).collect::<Vec<_>>(), first);
        assert_eq!(numbers.get_mut(500 << 40), None);
        *numbers.get_mut(7 << 40).unwrap() += 3;
        assert_eq!(numbers.entry(7 << 40), (7, Some(&mut 3)));
        assert_eq!(numbers.into_values().sum::<u32>(), 3);
    }
}
