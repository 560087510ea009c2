//! Escapes for the path of a URI (RFC 3986).

use std::fmt::Write;

/// A path as a URI reference: relative for a relative one, `file:` for an absolute one. Only what is unreserved stays as it
/// is; not the colon, which would make a scheme of what stands before it.
///
/// ```
/// use storydiff::render::escape::uri::path;
/// assert_eq!(path(b"news/a b%\xe9.txt"), "news/a%20b%25%E9.txt");
/// assert_eq!(path(b"HEAD~1:a.txt"), "HEAD~1%3Aa.txt");
/// assert_eq!((path(b"./a.txt").as_str(), path(b"/a.txt").as_str()), ("a.txt", "file:///a.txt"));
/// ```
#[must_use]
pub fn path(bytes: &[u8]) -> String {
    let absolute = bytes.first() == Some(&b'/');
    let mut out = String::with_capacity(bytes.len() + if absolute { 7 } else { 0 });
    if absolute {
        out.push_str("file://");
    }
    for &byte in bytes.strip_prefix(b"./").unwrap_or(bytes) {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
