//! Arithmetic on eight ASCII bytes at once (Lamport, Multiple Byte Processing with Full-Word Instructions, 1975; Warren,
//! Hacker's Delight, 2-18). Imports nothing.

/// The same in each of eight bytes.
pub(crate) const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The highest bit of each byte, which no byte of an ASCII text has.
pub(crate) const HIGH: u64 = each(0x80);

/// Sets the bit by which small and capital letters differ; digits have it already.
pub(crate) const SMALL: u64 = each(0x20);

/// The highest bit of each byte from `first` to `last`; other bits are of no meaning. Nothing carries from a byte into the
/// next, for none exceeds 0x7f.
pub(crate) const fn within(bytes: u64, first: u8, last: u8) -> u64 {
    (bytes + each(0x80 - first)) & !(bytes + each(0x7f - last))
}
