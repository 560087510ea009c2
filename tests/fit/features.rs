//! Dumps the features of every candidate pair, computed by the code that ships, for `fit.py`.
//!
//! usage: features PASSES.json < corpus.jsonl > features.bin
//!
//! Each input line is `{"a": {"paragraphs": [["sentence", …], …]}, "b": {…}}`. `PASSES.json` holds a list of lists: the weights
//! of the passes made so far, the constant last; the features of the next pass come out. For each document a line of JSON
//! `{"cells": n, "features": k, "kept": x, "names": [...]}`, then n × 2 indices (32-bit, little-endian) into the whole
//! document's sentences (blank ones counted), n bytes that are 1 for a pair that needs no weighing, then n × k features (32-bit floating point).
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a maintainer's tool fails by panicking")]

use std::io::{BufRead, BufWriter, Write, stdin, stdout};

use serde_json::{Value, json};
use storydiff::align::fitting::{features, names};
use storydiff::{Document, Pair, Segmentation, Source};

fn main() {
    let passes = std::env::args().nth(1).expect("usage: features PASSES.json < corpus.jsonl");
    let passes: Vec<Vec<f64>> = serde_json::from_str(&std::fs::read_to_string(passes).unwrap()).unwrap();
    let mut out = BufWriter::new(stdout().lock());
    for line in stdin().lock().lines() {
        let record: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let sides = Pair::new(&record["a"], &record["b"]).map(side);
        let documents = sides.as_ref().map(|(document, _)| document);
        let found = features(documents, &passes);
        let names = names(passes.len());
        let head = json!({"cells": found.cells.len(), "features": names.len(), "kept": found.kept, "names": names});
        writeln!(out, "{head}").unwrap();
        for (i, j) in found.cells {
            out.write_all(&sides.a.1[i as usize].to_le_bytes()).unwrap();
            out.write_all(&sides.b.1[j as usize].to_le_bytes()).unwrap();
        }
        out.write_all(&found.settled.iter().map(|&s| u8::from(s)).collect::<Vec<_>>()).unwrap();
        for x in found.rows.into_iter().flatten() {
            #[expect(clippy::cast_possible_truncation, reason = "what the tool itself keeps")]
            out.write_all(&(x as f32).to_le_bytes()).unwrap();
        }
    }
}

/// A document of one sentence a line, and which sentence of the record each of its sentences is.
fn side(record: &Value) -> (Document, Vec<u32>) {
    let (mut text, mut index, mut count) = (String::new(), Vec::new(), 0);
    for paragraph in record["paragraphs"].as_array().unwrap() {
        for sentence in paragraph.as_array().unwrap() {
            let words: Vec<&str> = sentence.as_str().unwrap().split_whitespace().collect();
            if !words.is_empty() {
                text.push_str(&words.join(" "));
                text.push('\n');
                index.push(count);
            }
            count += 1;
        }
        text.push('\n');
    }
    (Document::new(text, Source::default(), Segmentation::Lines, None), index)
}
