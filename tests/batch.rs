//! Many pairs in one run: order, failures that cost one record, interrupted runs, folders.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::program::{program, run, run_with};

fn record(n: usize) -> String {
    let a = format!("The council met on Monday. It spent ${n} million on the bridge.\n\nNobody voted against it.");
    let b = format!(
        "It spent ${} million on the bridge.\n\nNobody voted against it. The council met on Monday.",
        n + n % 3
    );
    json!({"id": format!("pair {n}"), "a": {"text": a}, "b": {"text": b}}).to_string()
}

fn records(n: usize) -> String {
    (0..n).map(|k| record(k) + "\n").collect()
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn answers_come_in_order_whatever_the_number_of_workers() {
    let input = records(300);
    let one = run_with(["batch", "--jobs", "1"], input.as_bytes());
    let many = run_with(["batch", "--jobs", "7"], input.as_bytes());
    assert_eq!((one.status, many.status), (0, 0), "{}{}", one.stderr, many.stderr);
    assert_eq!(one.stdout, many.stdout);
    let ids: Vec<Value> = lines(&one.stdout).into_iter().map(|mut r| r["id"].take()).collect();
    assert_eq!(ids, (0..300).map(|n| Value::from(format!("pair {n}"))).collect::<Vec<_>>());
}

#[test]
fn a_record_is_the_report_of_its_pair() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["a.txt", "b.txt"].map(|name| folder.path().join(name));
    let source: Value = serde_json::from_str(&record(4)).unwrap();
    for (path, side) in paths.iter().zip(["a", "b"]) {
        std::fs::write(path, source[side]["text"].as_str().unwrap()).unwrap();
    }
    let input = json!({"id": "x", "a": {"path": paths[0]}, "b": {"path": paths[1]}}).to_string();
    let mut batch: Value = serde_json::from_str(&run_with(["batch"], input.as_bytes()).stdout).unwrap();
    assert_eq!(batch.as_object_mut().unwrap().remove("id"), Some(Value::from("x")));
    let alone = run([Path::new("--format"), Path::new("json"), &paths[0], &paths[1]]);
    assert_eq!(batch, serde_json::from_str::<Value>(&alone.stdout).unwrap());
}

#[test]
fn a_bad_record_costs_itself_alone() {
    let bad = [
        "{\"id\": \"torn\", ",
        "{\"id\": \"no sides\"}",
        "{\"a\": {\"text\": \"x\"}, \"b\": {\"text\": \"y\"}}",
        "{\"id\": \"missing\", \"a\": {\"path\": \"/no/such/article\"}, \"b\": {\"text\": \"y\"}}",
        "{\"id\": \"binary\", \"a\": {\"text\": \"a\\u0000b\"}, \"b\": {\"text\": \"y\"}}",
    ];
    let input = format!("{}\n{}\n\n{}\n", record(1), bad.join("\n"), record(2));
    let run = run_with(["batch"], input.as_bytes());
    assert_eq!(run.status, 2);
    let answers = lines(&run.stdout);
    assert_eq!(answers.len(), 7);
    let kinds: Vec<&str> = answers.iter().map(|a| a["error"]["kind"].as_str().unwrap_or("none")).collect();
    assert_eq!(kinds, ["none", "record", "record", "record", "unreadable", "input", "none"]);
    assert_eq!(answers[2]["id"], "no sides");
    assert!(answers[4]["error"]["message"].as_str().unwrap().contains("/no/such/article"));
}

#[test]
fn fields_say_how_much_is_written() {
    let input = records(3);
    let of = |fields: &str| lines(&run_with(["batch", "--fields", fields], input.as_bytes()).stdout);
    let (summary, links, full) = (of("summary"), of("links"), of("full"));
    for n in 0..3 {
        assert!(summary[n].get("sentences").is_none() && summary[n].get("pairs").is_none());
        assert_eq!(summary[n]["summary"], full[n]["summary"]);
        assert_eq!(links[n]["pairs"], full[n]["pairs"]);
        let sentence = &links[n]["sentences"][0];
        assert_eq!(sentence["status"], full[n]["sentences"][0]["status"]);
        assert!(sentence.get("edits").is_none());
        assert!(links[n].to_string().find("Nobody voted").is_none(), "no words are stored");
    }
}

#[test]
fn a_record_that_takes_too_long_is_given_up() {
    let run = run_with(["batch", "--timeout", "0.000001"], records(5).as_bytes());
    assert_eq!(run.status, 2);
    let answers = lines(&run.stdout);
    assert_eq!(answers.len(), 5);
    for (n, answer) in answers.iter().enumerate() {
        assert_eq!(answer["id"], format!("pair {n}"));
        assert_eq!(answer["error"]["kind"], "timeout", "{answer}");
    }
}

/// The poison is a pipe that nobody writes to: reading it never ends.
#[cfg(unix)]
#[test]
fn a_record_that_never_ends_costs_itself_alone() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let poison = json!({"id": "poison", "a": {"path": pipe}, "b": {"text": "x"}}).to_string();
    let input = format!("{poison}\n{}{poison}\n{}\n", records(40), record(40));
    let run = run_with(["batch", "--jobs", "1", "--timeout", "4"], input.as_bytes());
    assert_eq!(run.status, 2);
    let answers = lines(&run.stdout);
    assert_eq!(answers.len(), 43);
    for (n, answer) in answers.iter().enumerate() {
        let expected = if [0, 41].contains(&n) { "timeout" } else { "none" };
        assert_eq!(answer["error"]["kind"].as_str().unwrap_or("none"), expected, "{answer}");
    }
}

#[test]
fn a_killed_run_continues_without_losing_or_repeating_a_record() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.jsonl"), folder.path().join("out.jsonl"));
    std::fs::write(&input, records(40)).unwrap();
    let mut child = program().arg("batch").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut feed = child.stdin.take().unwrap();
    feed.write_all(records(40).split_inclusive('\n').take(20).collect::<String>().as_bytes()).unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    let mut kept = Vec::new();
    for _ in 0..15 {
        answers.read_until(b'\n', &mut kept).unwrap();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    kept.extend_from_slice(b"{\"id\":\"pair 15\",\"schema_ver");
    std::fs::write(&output, kept).unwrap();
    let resumed = run([Path::new("batch"), &input, Path::new("--resume"), &output]);
    assert_eq!((resumed.status, resumed.stdout.as_str()), (0, ""), "{}", resumed.stderr);
    let whole = run([Path::new("batch"), &input]);
    assert_eq!(std::fs::read_to_string(&output).unwrap(), whole.stdout);
    let again = run([Path::new("batch"), &input, Path::new("--resume"), &output]);
    assert_eq!(again.status, 0);
    assert_eq!(std::fs::read_to_string(&output).unwrap(), whole.stdout);
}

#[test]
fn resuming_with_another_input_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.jsonl"), folder.path().join("out.jsonl"));
    std::fs::write(&input, records(4)).unwrap();
    std::fs::write(&output, "{\"id\":\"something else\"}\n").unwrap();
    let run = run([Path::new("batch"), &input, Path::new("--resume"), &output]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("record 1") && run.stderr.lines().count() == 1, "{}", run.stderr);
}

#[test]
fn what_is_no_output_of_this_input_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.jsonl"), folder.path().join("out.jsonl"));
    std::fs::write(&input, records(2)).unwrap();
    let answers = ["0", "1", "2"].map(|n| "{\"id\":\"pair ".to_owned() + n + "\"}\n").concat();
    for (written, complaint) in
        [(answers.as_str(), "more records than the input"), ("a novel\nwithout an end", "is no record of a batch")]
    {
        std::fs::write(&output, written).unwrap();
        let run = run([Path::new("batch"), &input, Path::new("--resume"), &output]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains(complaint) && run.stderr.lines().count() == 1, "{}", run.stderr);
        assert_eq!(std::fs::read_to_string(&output).unwrap(), written);
    }
}

#[test]
fn a_record_that_failed_before_the_interruption_is_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.jsonl"), folder.path().join("out.jsonl"));
    std::fs::write(&input, format!("{{\"id\": 7}}\n{}", records(2))).unwrap();
    let whole = run([Path::new("batch"), &input]);
    assert_eq!(whole.status, 2);
    std::fs::write(&output, whole.stdout.split_inclusive('\n').next().unwrap()).unwrap();
    let resumed = run([Path::new("batch"), &input, Path::new("--resume"), &output]);
    assert_eq!(resumed.status, 2, "{}", resumed.stderr);
    assert_eq!(std::fs::read_to_string(&output).unwrap(), whole.stdout);
}

/// What a terminal gets of a command's standard error, by the `script` program; `None` where there is none.
#[cfg(target_os = "linux")]
fn on_a_terminal(command: &str) -> Option<String> {
    let mut script = std::process::Command::new("script");
    script.args(["--quiet", "--return", "--command", command, "/dev/null"]).env("TERM", "xterm").stdin(Stdio::null());
    Some(String::from_utf8_lossy(&script.output().ok().filter(|o| o.status.success())?.stdout).into_owned())
}

#[cfg(target_os = "linux")]
#[test]
fn a_person_sees_how_many_how_fast_and_how_much_longer() {
    if on_a_terminal("true").is_none() {
        eprintln!("skipped: there is no `script` to make a terminal with");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.jsonl"), folder.path().join("out.jsonl"));
    std::fs::write(&input, records(200)).unwrap();
    let [input, output] = [&input, &output].map(|path| path.to_str().unwrap());
    let batch = format!("{} batch", program().get_program().to_str().unwrap());
    let shown = on_a_terminal(&format!("{batch} {input} --output {output}")).unwrap();
    for part in [" pairs, ", "/s, ", " left"] {
        assert!(shown.contains(part), "{part} in {shown:?}");
    }
    assert_eq!(std::fs::read_to_string(output).unwrap().lines().count(), 200);
    let piped = on_a_terminal(&format!("cat {input} | {batch} - > {output}")).unwrap();
    assert!(piped.contains(" pairs, ") && !piped.contains(" left"), "{piped:?}");
    // A bar would write over the answers on the same terminal.
    let both = on_a_terminal(&format!("{batch} {input} --fields summary")).unwrap();
    assert!(!both.contains(" pairs, ") && both.lines().count() == 200, "{both:?}");
    assert_eq!(run(["batch", input]).stderr, "", "nothing where nobody watches");
}

#[test]
fn two_folders_are_paired_by_relative_path() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("old/one.txt", "The mill burned on Monday.");
    write("new/one.txt", "The mill burned on Tuesday.");
    write("old/deep/two.txt", "Nobody was hurt.");
    write("new/deep/two.txt", "Nobody was hurt.");
    write("old/gone.txt", "An old story.");
    let run = run([Path::new("batch"), &folder.path().join("old"), &folder.path().join("new")]);
    assert_eq!(run.status, 2, "an unpaired file is a failed record");
    let answers = lines(&run.stdout);
    let ids: Vec<&str> = answers.iter().map(|a| a["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["deep/two.txt", "gone.txt", "one.txt"]);
    assert_eq!(answers[0]["different"], false);
    assert_eq!(answers[1]["error"]["kind"], "unpaired");
    assert_eq!(answers[2]["different"], true);
}

#[cfg(unix)]
#[test]
fn folders_are_read_as_a_check_reads_them() {
    let folder = tempfile::tempdir().unwrap();
    for side in ["old", "new"] {
        for path in ["a.md", "deep/b.txt", ".git/config", "photo.png"] {
            let path = folder.path().join(side).join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "The mill burned.").unwrap();
        }
        std::os::unix::fs::symlink("..", folder.path().join(side).join("deep/circle")).unwrap();
    }
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    let ids = |more: &[&str]| -> Vec<String> {
        let args = [Path::new("batch"), &old, &new].into_iter().chain(more.iter().map(Path::new));
        let run = run(args);
        assert_eq!(run.status, 0, "{}", run.stderr);
        lines(&run.stdout).into_iter().map(|mut r| r["id"].take().as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&[]), ["a.md", "deep/b.txt"]);
    assert_eq!(ids(&["--include", "*.txt"]), ["deep/b.txt"]);
    assert_eq!(ids(&["--exclude", "*.txt"]), ["a.md"]);
    let wrong = run(["batch", "--include", "*.txt"]);
    assert_eq!((wrong.status, wrong.stdout.as_str()), (2, ""));
}

#[test]
fn what_is_no_input_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let one = run([Path::new("batch"), folder.path()]);
    assert_eq!((one.status, one.stdout.as_str()), (2, ""));
    assert!(one.stderr.contains("is a folder"), "{}", one.stderr);
    let missing = run(["batch", "no such records"]);
    assert_eq!(missing.status, 2);
    assert!(missing.stderr.contains("no such records"), "{}", missing.stderr);
}
