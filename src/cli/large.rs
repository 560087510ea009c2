//! Large files in memory that the system hands out in large pages: to be given 20 MB in pages of 4 KB costs more than
//! to read them from its cache.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use memmap2::MmapMut;

/// Bytes of a large page, on the machines that most people have.
const PAGE: usize = 1 << 21;

/// Reads a file of about so many bytes, to be kept until the program ends; `None` where it turns out to have more than its last
/// page holds.
///
/// # Errors
/// When there is no memory or the file cannot be read.
pub(super) fn read(path: &Path, size: usize) -> io::Result<Option<&'static [u8]>> {
    let mut file = File::open(path)?;
    // Whole pages, or the last would be of small ones. At least one byte more than the file has: to fill all is to not see the
    // end.
    let mut memory = MmapMut::map_anon((size + 1).next_multiple_of(PAGE))?;
    prefer_large_pages(&memory);
    let mut filled = 0;
    while let Some(rest) = memory.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read(rest) {
            Ok(0) => return Ok(Box::leak(Box::new(memory)).get(..filled)),
            Ok(more) => filled += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// A wish: where the system has no large pages, small ones do.
#[cfg(target_os = "linux")]
fn prefer_large_pages(memory: &MmapMut) {
    let _ = memory.advise(memmap2::Advice::HugePage);
}

#[cfg(not(target_os = "linux"))]
fn prefer_large_pages(_: &MmapMut) {}

#[cfg(test)]
mod tests {
    use super::{PAGE, read};

    #[test]
    fn a_file_is_read_whole_or_not_at_all() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let text = "Seventeen people died. ".repeat(100_000);
        std::fs::write(&file, &text).unwrap();
        assert!(text.len() > PAGE);
        assert_eq!(read(file.path(), text.len()).unwrap(), Some(text.as_bytes()));
        assert_eq!(read(file.path(), 2 * text.len()).unwrap(), Some(text.as_bytes()));
        assert_eq!(read(file.path(), 10).unwrap(), None);
        assert!(read(&file.path().join("none"), 10).is_err());
    }
}
