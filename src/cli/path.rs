//! Paths as text: what needs no look at the disk. Imports nothing of the crate.

use std::path::{Component, Path, PathBuf};

/// A path without `.` and `..`, which is read as the folder above, whatever link led below.
pub(super) fn straight(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(out.pop()),
            Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::straight;
    use std::path::Path;

    #[test]
    fn the_folder_above_is_named_by_what_is_left() {
        assert_eq!(straight(Path::new("/news/./2025/../a.txt")), Path::new("/news/a.txt"));
        assert_eq!(straight(Path::new("news/../../a.txt")), Path::new("a.txt"));
    }
}
