//! Which character encoding some bytes are in, and the text they decode to without its byte order mark.
//! Imports nothing of the crate but `Error`.
//!
//! In this order: a byte order mark; UTF-16 without one; binary, which is refused; UTF-8, which is taken over without a
//! copy; UTF-8 with a few broken bytes; and at last the legacy encoding that the bytes look most like.

mod utf16;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8};

use super::Error;

/// `diff` and `git` look this far for a NUL byte before they call a file text (`buffer_is_binary` in git's
/// xdiff-interface.c).
const BINARY_WINDOW: usize = 8_000;
/// Legacy text beyond so many bytes from its first non-ASCII byte says nothing new about its encoding.
const LEGACY_SAMPLE: usize = 256 * 1024;

/// Text, and the encoding that it was in by its WHATWG name.
type Text = (Cow<'static, str>, &'static str);

/// Decodes to text, with the encoding's WHATWG name.
pub(super) fn decode(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Text, Error> {
    let bytes = bytes.into();
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let marked = without_start(bytes, mark);
        return if encoding == UTF_8 {
            utf8(marked).or_else(|bytes| with(UTF_8, &bytes))
        } else {
            with(encoding, &marked)
        };
    }
    if let Some(encoding) = utf16::without_mark(&bytes) {
        return with(encoding, &bytes);
    }
    if let Some(offset) = memchr::memchr(0, bytes.get(..BINARY_WINDOW).unwrap_or(&bytes)) {
        return Err(Error::Binary { offset });
    }
    if is_iso_2022_jp(&bytes) {
        return with(ISO_2022_JP, &bytes);
    }
    utf8(bytes).or_else(|bytes| with(if is_damaged_utf8(&bytes) { UTF_8 } else { legacy(&bytes) }, &bytes))
}

/// Bytes that are UTF-8, taken over without a copy; others are given back.
fn utf8(bytes: Cow<'static, [u8]>) -> Result<Text, Cow<'static, [u8]>> {
    let text = match bytes {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| Cow::Borrowed(bytes)),
        Cow::Owned(bytes) => String::from_utf8(bytes).map(Cow::Owned).map_err(|error| Cow::Owned(error.into_bytes())),
    };
    text.map(|text| (text, UTF_8.name()))
}

fn without_start(bytes: Cow<'static, [u8]>, start: usize) -> Cow<'static, [u8]> {
    match bytes {
        Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(start..).unwrap_or_default()),
        Cow::Owned(mut bytes) => {
            bytes.drain(..start);
            Cow::Owned(bytes)
        }
    }
}

/// Decoded text can be longer than its bytes.
fn with(encoding: &'static Encoding, bytes: &[u8]) -> Result<Text, Error> {
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    super::refuse_if_too_large(text.len() as u64)?;
    Ok((Cow::Owned(text), encoding.name()))
}

/// Whether the escape sequences that switch to Japanese are there. Such text is ASCII to the eye of a UTF-8 check.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let mut escapes = memchr::memchr_iter(0x1B, bytes);
    escapes.any(|at| matches!(bytes.get(at + 1..at + 3), Some(b"$B" | b"$@"))) && bytes.is_ascii()
}

/// Damaged UTF-8 has at most one broken place in so many characters beyond ASCII.
const SOUND_TO_BROKEN: usize = 20;

/// Whether some bytes are UTF-8 but for a few places: a file cut inside a character, a line pasted from elsewhere.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken * SOUND_TO_BROKEN <= sound
}

/// The likeliest legacy encoding. ASCII tells nothing, so the sample starts with the line of the first other byte.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    let first = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let start = bytes.get(..first).and_then(|before| memchr::memrchr(b'\n', before)).map_or(0, |at| at + 1);
    let rest = bytes.get(start..).unwrap_or_default();
    let sample = rest.get(..LEGACY_SAMPLE).unwrap_or(rest);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == rest.len());
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests;
