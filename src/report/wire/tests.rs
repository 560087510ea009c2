//! What is written in parts is what is written one link after another.

use serde_json::Value;

use super::{Options, write, write_record};
use crate::{Document, Pair, Segmentation, Source};

#[test]
fn parts_written_apart_are_one_list() {
    let line = |n: usize| format!("Ship number {n} left the \"old\" harbour on day {}.", n * 7);
    let a: String = (0..700).map(|n| line(n) + "\n\n").collect();
    let b: String = (0..700).map(|n| if n % 9 == 0 { line(n + 1_000) } else { line(n) } + "\n\n").collect();
    let read = |text: String| Document::new(text, Source::default(), Segmentation::Auto, None);
    let documents = Pair::new(a, b).map(read);
    let report = crate::compare(documents.as_ref(), crate::Options::default());
    let (mut parts, mut whole) = (Vec::new(), Vec::new());
    // Inside the pool so few links are worth two threads.
    rayon::scope(|_| write(&report, Options::default(), &mut parts)).unwrap();
    write_record(&report, &Value::Null, Options::default(), &mut whole).unwrap();
    let whole = String::from_utf8(whole).unwrap().replacen("\"id\":null,", "", 1);
    assert_eq!(String::from_utf8(parts).unwrap(), whole);
    assert_eq!(
        serde_json::from_str::<Value>(&whole).unwrap()["sentences"].as_array().unwrap().len(),
        report.sentences.len()
    );
}
