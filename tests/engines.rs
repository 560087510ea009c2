//! Under engines that users have, a corpus gives row for row what one machine gives: Spark in local mode, GNU parallel.
//! Each test says plainly when its engine is not installed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::program::{program, run, run_with};

fn runs(command: &str, args: &[&str]) -> bool {
    Command::new(command).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The samples as records, several times over, and one that fails.
fn corpus() -> String {
    let mut lines = String::new();
    for n in 0..12 {
        for name in ["versions", "outlets", "chinese", "typography"] {
            let side = |side: &str| root().join(format!("samples/{name}/{side}.txt"));
            let text = |path: PathBuf| std::fs::read_to_string(path).unwrap();
            let a = format!("{}\n\nEdition {n}.", text(side("a")));
            let record = json!({"id": format!("{name} {n}"), "a": {"text": a}, "b": {"text": text(side("b"))}});
            lines.push_str(&record.to_string());
            lines.push('\n');
        }
    }
    lines + "{\"id\": \"broken\", \"a\": {\"text\": \"nul \\u0000\"}, \"b\": {\"text\": \"x\"}}\n"
}

fn rows(folder: &Path) -> Vec<Value> {
    let mut rows: Vec<Value> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .flat_map(|path| std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect::<Vec<_>>())
        .map(|line| serde_json::from_str(&line).unwrap())
        .collect();
    rows.sort_by_key(Value::to_string);
    rows
}

/// Spark leaves nulls out of its JSON.
fn without_nulls(value: Value) -> Value {
    let Value::Object(map) = value else { return value };
    Value::Object(map.into_iter().filter(|(_, v)| !v.is_null()).collect())
}

#[test]
fn spark_gives_the_rows_of_one_machine() {
    if !runs("java", &["-version"]) || !runs("python3", &["-c", "import pyspark"]) {
        eprintln!("skipped: Spark needs python3 with pyspark, and a Java runtime");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (pairs, out) = (folder.path().join("pairs.jsonl"), folder.path().join("out"));
    std::fs::write(&pairs, corpus()).unwrap();
    let spark = Command::new("python3")
        .arg(root().join("samples/spark/align_pairs.py"))
        .args([&pairs, &out])
        .args(["--partitions", "3", "--format", "json", "--compare"])
        .arg(program().get_program())
        .env("SPARK_LOCAL_IP", "127.0.0.1")
        .env("SPARK_LOCAL_HOSTNAME", "localhost")
        .output()
        .unwrap();
    assert!(spark.status.success(), "{}", String::from_utf8_lossy(&spark.stderr));
    let (mut links, mut claims, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for line in run([Path::new("batch"), &pairs]).stdout.lines() {
        let report: Value = serde_json::from_str(line).unwrap();
        let id = &report["id"];
        if let Some(error) = report.get("error") {
            errors.push(json!({"id": id, "kind": error["kind"], "message": error["message"]}));
            continue;
        }
        for link in report["sentences"].as_array().unwrap() {
            let sentences = |side: &str| {
                link[side].as_array().unwrap().iter().map(|unit| unit["sentence"].clone()).collect::<Vec<_>>()
            };
            links.push(without_nulls(json!({
                "id": id, "link": link["id"], "status": link["status"], "shape": link["shape"], "moved": link["moved"],
                "cosmetic": link["cosmetic"], "similarity": link["similarity"], "confidence": link["confidence"],
                "a_sentences": sentences("a"), "b_sentences": sentences("b"),
            })));
            for claim in link["claims"].as_array().unwrap() {
                let of = |side: &str, field: &str| claim[side].get(field).cloned().unwrap_or_default();
                claims.push(without_nulls(json!({
                    "id": id, "link": link["id"], "kind": claim["kind"], "change": claim["change"],
                    "a_text": of("a", "text"), "b_text": of("b", "text"),
                    "a_value": of("a", "value"), "b_value": of("b", "value"),
                })));
            }
        }
    }
    for (name, mut expected) in [("links", links), ("claims", claims), ("errors", errors)] {
        expected.sort_by_key(Value::to_string);
        let found = rows(&out.join(name));
        assert_eq!(found.len(), expected.len(), "{name}");
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{name}");
        }
    }
}

#[test]
fn parallel_gives_the_lines_of_one_machine() {
    if !runs("parallel", &["--version"]) {
        eprintln!("skipped: GNU parallel is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let pairs = folder.path().join("pairs.jsonl");
    std::fs::write(&pairs, corpus()).unwrap();
    let output = Command::new("parallel")
        .args(["--will-cite", "--pipe", "--keep-order", "--block", "20k"])
        .arg(format!("{} batch --jobs 1", program().get_program().to_str().unwrap()))
        .stdin(std::fs::File::open(&pairs).unwrap())
        .output()
        .unwrap();
    let alone = run_with(["batch"], corpus().as_bytes());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), alone.stdout);
}
