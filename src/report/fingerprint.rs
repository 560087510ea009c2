//! Names for findings that stay the same from one run to the next, so that a forge does not report an old finding as new.

use std::collections::BTreeMap;

use super::Finding;
use super::check::FileCheck;

/// Gives each finding of a run its fingerprint: 32 hexadecimal digits made of its rule, its file and the two texts, not of
/// lines, which other edits shift. Of several alike, the second and later ones are numbered.
#[derive(Debug, Default)]
pub struct Fingerprints {
    seen: BTreeMap<u128, u32>,
}

impl Fingerprints {
    /// The fingerprint of the next finding.
    pub fn next(&mut self, file: &FileCheck, finding: &Finding) -> String {
        let text = |place: &Option<super::Place>| place.as_ref().map(|p| p.text.clone()).unwrap_or_default();
        let parts = [finding.rule, &file.path, &text(&finding.places.a), &text(&finding.places.b)];
        // A NUL byte ends each part, so that no two lists of parts run together alike.
        let key = fnv(parts.iter().flat_map(|part| part.bytes().chain([0])));
        let count = self.seen.entry(key).or_default();
        *count += 1;
        let name = if *count == 1 { key } else { fnv(key.to_be_bytes().into_iter().chain(count.to_be_bytes())) };
        format!("{name:032x}")
    }
}

/// FNV-1a of 128 bits (offset basis and prime as in draft-eastlake-fnv): the same on every machine and in every release,
/// which the standard library's hashes do not promise.
pub(crate) fn fnv(bytes: impl IntoIterator<Item = u8>) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.into_iter().fold(OFFSET, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::fnv;

    #[test]
    fn the_hash_is_the_published_one() {
        // Test vectors of the FNV reference.
        assert_eq!(fnv(*b""), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(fnv(*b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(fnv(*b"foobar"), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }
}
