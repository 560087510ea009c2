//! Work divided among threads, where there is enough of it to pay for them. Imports `Pair`.

use std::ops::Range;

use rayon::prelude::*;

use crate::Pair;

/// Bytes of text whose reading pays for a second thread: waking one takes some ten microseconds, about what it takes to
/// break so much text into sentences.
pub(crate) const BYTES_A_TASK: usize = 16_384;

/// A thread that is not of the pool hands over all of its work and sleeps until it is done: worth it for so many tasks. In a
/// batch every such thread has a record of its own, and the pool's threads nothing that would not wait for another's.
const FROM_OUTSIDE: usize = 32;

/// How many threads some work is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Threads {
    /// The caller's own.
    One,
    /// As many as the pool has.
    Many,
}

impl Threads {
    /// Those for work of some size, of which one task should have no less than `task`.
    pub(crate) fn for_work(size: usize, task: usize) -> Self {
        let tasks = if rayon::current_thread_index().is_some() { 2 } else { FROM_OUTSIDE };
        if size < tasks * task { Self::One } else { Self::Many }
    }

    /// Does two things, at the same time or one after the other.
    pub(crate) fn join<A: Send, B: Send>(
        self,
        first: impl FnOnce() -> A + Send,
        second: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        match self {
            Self::One => (first(), second()),
            Self::Many => rayon::join(first, second),
        }
    }

    /// The same function over both sides.
    pub(crate) fn both<T: Send, U: Send>(self, sides: Pair<T>, each: impl Fn(T) -> U + Sync) -> Pair<U> {
        let (a, b) = self.join(|| each(sides.a), || each(sides.b));
        Pair::new(a, b)
    }
}

/// What `each` makes of every item, in order; one task takes at least `task` of them.
pub(crate) fn map<T: Sync, U: Send>(items: &[T], task: usize, each: impl Fn(&T) -> U + Sync + Send) -> Vec<U> {
    match Threads::for_work(items.len(), task) {
        Threads::One => items.iter().map(each).collect(),
        Threads::Many => items.par_iter().with_min_len(task).map(each).collect(),
    }
}

/// What `each` makes of every number of a range, in order, with scratch of its own for every task; one task takes at least
/// `task` of them.
pub(crate) fn map_range<S, U: Send>(
    range: Range<u32>,
    task: usize,
    scratch: impl Fn() -> S + Sync + Send,
    each: impl Fn(&mut S, u32) -> U + Sync + Send,
) -> Vec<U> {
    match Threads::for_work(range.len(), task) {
        Threads::One => {
            let mut scratch = scratch();
            range.map(|at| each(&mut scratch, at)).collect()
        }
        Threads::Many => range.into_par_iter().with_min_len(task).map_init(scratch, each).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Threads, map, map_range};
    use crate::Pair;

    #[test]
    fn the_order_is_that_of_the_work_inside_the_pool_and_outside() {
        let items: Vec<u32> = (0..1_000).collect();
        let doubled: Vec<u32> = items.iter().map(|n| 2 * n).collect();
        let all = || {
            assert_eq!(map(&items, 1, |n| 2 * n), doubled);
            assert_eq!(map_range(0..1_000, 1, || 2, |by, n| *by * n), doubled);
            for threads in [Threads::One, Threads::Many] {
                assert_eq!(threads.both(Pair::new(1, 2), |n| 10 * n), Pair::new(10, 20));
            }
        };
        all();
        rayon::scope(|_| all());
    }

    #[test]
    fn little_work_is_not_divided() {
        assert_eq!(Threads::for_work(100, 4), Threads::One);
        assert_eq!(rayon::scope(|_| Threads::for_work(100, 4)), Threads::Many);
        assert_eq!(rayon::scope(|_| Threads::for_work(7, 4)), Threads::One);
        assert_eq!(Threads::for_work(1_000, 4), Threads::Many);
    }
}
