//! Sums that do not depend on their order: weights as whole numbers. Floating-point sums over shared words would differ in
//! the last bit when the two articles are exchanged, and the report has to mirror exactly. Imports nothing.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

/// A non-negative number with 16 binary places: a sum of fewer than 2³² [`Light`] weights, or of their squares, so that
/// nothing overflows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fixed(u64);

const ONE: f64 = 65_536.0;

impl Fixed {
    /// From a number between 0 and about 2⁴⁰; anything below 0 gives 0.
    pub(super) fn new(x: f64) -> Self {
        #[expect(clippy::cast_sign_loss, reason = "clamped at 0")]
        Self((x.max(0.0) * ONE + 0.5) as u64)
    }

    pub(super) fn get(self) -> f64 {
        self.0 as f64 / ONE
    }

    /// The product with a whole number.
    pub(super) fn times(self, factor: u32) -> Self {
        Self(self.0 * u64::from(factor))
    }

    /// This share of a whole, 0 of nothing.
    pub(super) fn over(self, whole: Self) -> f64 {
        if whole.0 == 0 { 0.0 } else { self.0 as f64 / whole.0 as f64 }
    }
}

/// A weight below 2⁸ in half the memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Light(u32);

impl Light {
    /// From a number of that size; anything below 0 gives 0.
    pub(super) fn new(x: f64) -> Self {
        Self(Fixed::new(x).0 as u32)
    }

    pub(super) fn get(self) -> f64 {
        f64::from(self.0) / ONE
    }

    /// The product with itself.
    pub(super) fn squared(self) -> Fixed {
        Fixed((u64::from(self.0) * u64::from(self.0)) >> 16)
    }
}

impl AddAssign<Light> for Fixed {
    fn add_assign(&mut self, other: Light) {
        self.0 += u64::from(other.0);
    }
}

impl Add for Fixed {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Fixed {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl AddAssign for Fixed {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Fixed {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}
