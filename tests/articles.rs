//! The article pairs that tests run over: the samples, and the hostile ones.

use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The samples with their names.
pub fn samples() -> Vec<(String, PathBuf, PathBuf)> {
    let pair = |name: &str| {
        let side = |side| root().join(format!("samples/{name}/{side}.txt"));
        (name.to_owned(), side("a"), side("b"))
    };
    ["versions", "outlets", "chinese", "typography"].map(pair).into()
}

/// The hostile pairs with their names.
pub fn hostile() -> Vec<(String, PathBuf, PathBuf)> {
    let mut pairs: Vec<(String, PathBuf, PathBuf)> = std::fs::read_dir(root().join("tests/data/hostile"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|a| {
            let name = a.file_name()?.to_str()?.strip_suffix(".a.txt")?.to_owned();
            let b = a.with_file_name(format!("{name}.b.txt"));
            Some((name, a, b))
        })
        .collect();
    pairs.sort();
    pairs
}
