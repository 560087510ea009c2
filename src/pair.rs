//! Two sides of one comparison. Not old and new: neither article need be the ancestor of the other.
//! Imports nothing.

/// One value for each side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pair<T> {
    /// The first article's.
    pub a: T,
    /// The second article's.
    pub b: T,
}

/// Which of the two articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The first.
    A,
    /// The second.
    B,
}

impl Side {
    /// The other side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

impl<T> Pair<T> {
    /// Both values.
    ///
    /// ```
    /// use storydiff::Pair;
    /// assert_eq!(Pair::new(1, 2).map(|x| x * 10), Pair { a: 10, b: 20 });
    /// ```
    pub fn new(a: T, b: T) -> Self {
        Self { a, b }
    }

    /// The same function over both sides.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Pair<U> {
        Pair { a: f(self.a), b: f(self.b) }
    }

    /// Both sides borrowed.
    pub fn as_ref(&self) -> Pair<&T> {
        Pair { a: &self.a, b: &self.b }
    }

    /// What one side has.
    pub fn side(&self, side: Side) -> &T {
        match side {
            Side::A => &self.a,
            Side::B => &self.b,
        }
    }

    /// What one side has, to change.
    pub fn side_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::A => &mut self.a,
            Side::B => &mut self.b,
        }
    }

    /// The sides exchanged.
    #[must_use]
    pub fn swap(self) -> Self {
        Self { a: self.b, b: self.a }
    }

    /// Both values as a tuple.
    pub fn into_tuple(self) -> (T, T) {
        (self.a, self.b)
    }

    /// The two sides' values side by side.
    pub fn zip<U>(self, other: Pair<U>) -> Pair<(T, U)> {
        Pair { a: (self.a, other.a), b: (self.b, other.b) }
    }
}

impl<T, U> Pair<(T, U)> {
    /// The first values of both sides, and the second ones: what [`Pair::zip`] put together.
    ///
    /// ```
    /// use storydiff::Pair;
    /// assert_eq!(Pair::new((1, 'x'), (2, 'y')).unzip(), (Pair::new(1, 2), Pair::new('x', 'y')));
    /// ```
    pub fn unzip(self) -> (Pair<T>, Pair<U>) {
        (Pair::new(self.a.0, self.b.0), Pair::new(self.a.1, self.b.1))
    }
}
