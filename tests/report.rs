//! The JSON report as scripts see it: valid against its own schema, offsets in the unit asked for, over every sample.

use serde_json::Value;

use crate::program::run;

const SAMPLES: [&str; 4] = ["versions", "outlets", "chinese", "typography"];

fn sample(name: &str) -> [String; 2] {
    ["a", "b"].map(|side| format!("{}/samples/{name}/{side}.txt", env!("CARGO_MANIFEST_DIR")))
}

fn json(args: &[&str], pair: &[String; 2]) -> Value {
    let run = run(args.iter().copied().chain(["--format", "json"]).chain(pair.iter().map(String::as_str)));
    assert_eq!(run.stderr, "");
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn every_sample_is_valid_against_the_schema() {
    let schema: Value = serde_json::from_str(&run(["--schema"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for name in SAMPLES {
        for args in [&[][..], &["--with-text", "--offsets", "utf16"], &["--relation", "outlets"]] {
            let report = json(args, &sample(name));
            let errors: Vec<String> = validator.iter_errors(&report).map(|e| e.to_string()).collect();
            assert!(errors.is_empty(), "{name} {args:?}: {errors:?}");
        }
    }
}

#[test]
fn the_schema_is_strict_about_statuses() {
    let schema: Value = serde_json::from_str(&run(["--schema"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut report = json(&[], &sample("chinese"));
    report["sentences"][0]["status"] = Value::from("rewritten");
    assert!(!validator.is_valid(&report));
}

#[test]
fn spans_count_what_was_asked_for() {
    let pair = sample("chinese");
    let text = std::fs::read_to_string(&pair[1]).unwrap();
    let utf16: Vec<u16> = text.encode_utf16().collect();
    let chars: Vec<char> = text.chars().collect();
    let slice = |unit: &str, from: usize, to: usize| match unit {
        "byte" => text[from..to].to_owned(),
        "utf16" => String::from_utf16(&utf16[from..to]).unwrap(),
        _ => chars[from..to].iter().collect(),
    };
    for unit in ["char", "byte", "utf16"] {
        let report = json(&["--offsets", unit], &pair);
        assert_eq!(report["offset_unit"], unit);
        for sentence in report["sentences"].as_array().unwrap().iter().flat_map(|l| l["b"].as_array().unwrap()) {
            let at = |k: usize| usize::try_from(sentence["span"][k].as_u64().unwrap()).unwrap();
            assert_eq!(slice(unit, at(0), at(1)), sentence["text"].as_str().unwrap());
        }
    }
}

#[test]
fn the_text_is_included_only_when_asked_for() {
    let pair = sample("versions");
    assert!(json(&[], &pair)["a"].get("content").is_none());
    assert_eq!(json(&["--with-text"], &pair)["a"]["content"], std::fs::read_to_string(&pair[0]).unwrap());
}

#[test]
fn nothing_moves_between_outlets() {
    let report = json(&["--relation", "outlets"], &sample("versions"));
    assert_eq!(report["relation"], "outlets");
    assert_eq!(report["summary"]["passages"]["moved"], 0);
    assert!(report["sentences"].as_array().unwrap().iter().all(|l| l["moved"] == false));
}

#[test]
fn the_relation_is_found_and_said() {
    assert_eq!(json(&[], &sample("versions"))["relation"], "versions");
    assert_eq!(json(&[], &sample("outlets"))["relation"], "outlets");
    assert_eq!(json(&[], &sample("typography"))["different"], false);
}

#[test]
fn exit_status_is_that_of_diff() {
    let pairs = [("versions", 1), ("typography", 0), ("outlets", 1)];
    for (name, status) in pairs {
        assert_eq!(run(sample(name)).status, status, "{name}");
    }
    let missing = run(["no such article", "neither this"]);
    assert_eq!((missing.status, missing.stdout.as_str()), (2, ""));
    assert_eq!(missing.stderr.lines().count(), 1, "{}", missing.stderr);
    assert!(missing.stderr.contains("no such article"));
}
