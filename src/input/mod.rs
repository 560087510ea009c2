//! Bytes to text: the character encoding, then one reader a format. May import `document` for what it makes.

mod encoding;

use std::borrow::Cow;

use crate::{Document, Language, Pair, Segmentation, Source};

/// Why some input cannot be read as an article. The message says what is wrong and what would work; whoever reports it
/// names the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A NUL byte early in something that is not UTF-16.
    #[error("is binary, not text (NUL byte at offset {offset}); give a text file")]
    Binary {
        /// Where the byte is.
        offset: usize,
    },
    /// Spans are 32-bit.
    #[error("is too large ({bytes} bytes); at most 4 GiB fit, split it first")]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
}

/// How input is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Where paragraph and sentence breaks come from.
    pub segmentation: Segmentation,
    /// The language, or `None` to find it.
    pub language: Option<Language>,
}

/// One input as text, not yet segmented.
#[derive(Clone, Debug)]
pub struct Decoded {
    text: Cow<'static, str>,
    source: Source,
}

impl Decoded {
    /// Decodes the raw bytes of one input. UTF-8 is taken over without a copy.
    ///
    /// # Errors
    /// [`Error`] for binary input and for input too large for 32-bit offsets.
    pub fn new(path: &str, bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Error> {
        let bytes = bytes.into();
        let size = bytes.len() as u64;
        refuse_if_too_large(size)?;
        let (text, encoding) = encoding::decode(bytes)?;
        let source =
            Source { path: path.to_owned(), format: "text".to_owned(), encoding: encoding.to_owned(), bytes: size };
        Ok(Self { text, source })
    }
}

/// Reads one article from its raw bytes.
///
/// # Errors
/// Those of [`Decoded::new`].
pub fn read(path: &str, bytes: Vec<u8>, options: Options) -> Result<Document, Error> {
    let Decoded { text, source } = Decoded::new(path, bytes)?;
    Ok(Document::new(text, source, options.segmentation, options.language))
}

/// Reads the two articles of a comparison: faster than one by one, and each helps to find the language of the other.
#[must_use]
pub fn pair(inputs: Pair<Decoded>, options: Options) -> Pair<Document> {
    Document::pair(inputs.map(|input| (input.text, input.source)), options.segmentation, options.language)
}

fn refuse_if_too_large(bytes: u64) -> Result<(), Error> {
    if bytes >= u64::from(u32::MAX) { Err(Error::TooLarge { bytes }) } else { Ok(()) }
}
