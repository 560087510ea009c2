//! Which character encoding some bytes are in, and the text they decode to without its byte order mark.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Error;

/// `diff` and `git` look this far for a NUL byte before they call a file text (`buffer_is_binary` in git's xdiff-interface.c).
const BINARY_WINDOW: usize = 8_000;

/// Decodes to text, with the encoding's WHATWG name.
pub(super) fn decode(bytes: Vec<u8>) -> Result<(String, &'static str), Error> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let text = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned();
        return Ok((text, encoding.name()));
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return Ok((encoding.decode_without_bom_handling(&bytes).0.into_owned(), encoding.name()));
    }
    if let Some(offset) = memchr::memchr(0, bytes.get(..BINARY_WINDOW).unwrap_or(&bytes)) {
        return Err(Error::Binary { offset });
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok((text, UTF_8.name())),
        Err(error) => error.into_bytes(),
    };
    let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(&bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    Ok((encoding.decode_without_bom_handling(&bytes).0.into_owned(), encoding.name()))
}

/// UTF-16 without a mark: at least 4 bytes, even length, and nearly all high bytes zero on one side (Latin text).
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let window = bytes.get(..BINARY_WINDOW).unwrap_or(bytes);
    if window.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |parity: usize| window.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), window.len() / 2);
    if odd * 10 >= half * 7 && even == 0 {
        Some(UTF_16LE)
    } else if even * 10 >= half * 7 && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}
