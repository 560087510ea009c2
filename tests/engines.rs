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

/// Whether Spark can run here; says so when it cannot.
fn has_spark() -> bool {
    let has = runs("java", &["-version"]) && runs("python3", &["-c", "import pyspark"]);
    if !has {
        eprintln!("skipped: Spark needs python3 with pyspark, and a Java runtime");
    }
    has
}

/// Runs Python with the sample's arguments behind it, in Spark's local mode.
fn spark(python: &[&str], pairs: &Path, out: &Path) {
    let output = Command::new("python3")
        .args(python)
        .args([pairs, out])
        .args(["--partitions", "3", "--format", "json", "--compare"])
        .arg(program().get_program())
        .env("SPARK_LOCAL_IP", "127.0.0.1")
        .env("SPARK_LOCAL_HOSTNAME", "localhost")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Holds the tables that Spark wrote to the reports of one machine, row for row.
fn assert_tables(out: &Path, reports: &str) {
    let (mut links, mut claims, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for line in reports.lines() {
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

/// Holds the sample's tables, made from a corpus in a file of some kind, against the rows of one machine. `before` are
/// Python's own arguments before the script.
fn spark_agrees(before: &[&str], extension: &str) {
    if !has_spark() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (pairs, out) = (folder.path().join("pairs.jsonl"), folder.path().join("out"));
    std::fs::write(&pairs, corpus()).unwrap();
    let script = root().join("samples/spark/align_pairs.py");
    spark(&[before, &[script.to_str().unwrap()]].concat(), &pairs.with_extension(extension), &out);
    assert_tables(&out, &run([Path::new("batch"), &pairs]).stdout);
}

#[test]
fn spark_gives_the_rows_of_one_machine() {
    spark_agrees(&[], "jsonl");
}

/// A table of the columns `id`, `a`, `b` that hold text, as corpora come; Spark itself writes it first.
#[test]
fn spark_reads_a_parquet_table() {
    const WRITE_IT_FIRST: &str = "\
import json, runpy, sys
from pyspark.sql import SparkSession
rows = [json.loads(line) for line in open(sys.argv[2].replace('.parquet', '.jsonl'), encoding='utf-8')]
rows = [(str(row['id']), row['a']['text'], row['b']['text']) for row in rows]
SparkSession.builder.getOrCreate().createDataFrame(rows, 'id string, a string, b string').write.parquet(sys.argv[2])
runpy.run_path(sys.argv.pop(1), run_name='__main__')
";
    spark_agrees(&["-c", WRITE_IT_FIRST], "parquet");
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
    // The README's line, with blocks small enough that there are several.
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let recipe =
        readme.lines().find(|line| line.starts_with("parallel ")).unwrap().replace("--block 10M", "--block 20k");
    let program = PathBuf::from(program().get_program());
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    let output =
        Command::new("bash").args(["-c", &recipe]).current_dir(folder.path()).env("PATH", path).output().unwrap();
    // It counts the blocks that failed: the one with the broken record.
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let reports = std::fs::read_to_string(folder.path().join("reports.jsonl")).unwrap();
    let alone = run_with(["batch"], corpus().as_bytes());
    assert_eq!(reports, alone.stdout);
}
