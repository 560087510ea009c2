//! Checks every key and every fixed word of a TOML file against its JSON Schema, so that a misspelt one is an error with the
//! nearest right one instead of a setting that silently does nothing.

use std::fmt;
use std::ops::Range;
use std::path::Path;

use serde_json::Value;
use storydiff::rule::nearest;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong in a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    /// Bytes of the file.
    pub span: Range<usize>,
    /// What, in a line.
    pub message: String,
}

impl Wrong {
    pub(super) fn new(span: Range<usize>, message: impl fmt::Display) -> Self {
        Self { span, message: message.to_string() }
    }

    /// The error as people are told it: file, line, what.
    pub(super) fn in_file(&self, path: &Path, text: &str) -> anyhow::Error {
        anyhow::anyhow!("{}:{}: {}", path.display(), line(text, self.span.start), self.message)
    }
}

/// 1-based line of a byte.
pub(super) fn line(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|&b| b == b'\n').count()
}

/// Checks a table against a schema; `root` holds what `$ref` refers to.
pub(super) fn check(table: &DeTable, schema: &Value, root: &Value) -> Result<(), Wrong> {
    let schema = resolve(schema, root);
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return Ok(()) };
    for (key, value) in table {
        match properties.get(key.get_ref().as_ref()) {
            Some(schema) => check_value(value, schema, root)?,
            None => return Err(unknown("key", key.get_ref(), key.span(), properties.keys().map(String::as_str))),
        }
    }
    Ok(())
}

fn check_value(value: &Spanned<DeValue>, schema: &Value, root: &Value) -> Result<(), Wrong> {
    let schema = resolve(schema, root);
    let words = words(schema);
    let expected = if words.is_empty() { types(schema) } else { vec!["string"] };
    let found = kind(value.get_ref());
    let fits = |kind: &str| kind == found || (kind == "number" && found == "integer");
    if !expected.is_empty() && !expected.iter().any(|kind| fits(kind)) {
        return Err(Wrong::new(value.span(), format_args!("expected {}, found {found}", expected.join(" or "))));
    }
    match value.get_ref() {
        DeValue::Table(table) => check(table, schema, root),
        DeValue::Array(array) => {
            let Some(items) = schema.get("items") else { return Ok(()) };
            array.iter().try_for_each(|item| check_value(item, items, root))
        }
        DeValue::String(word) if !words.is_empty() && !words.contains(&word.as_ref()) => {
            Err(unknown("value", word, value.span(), words))
        }
        DeValue::Integer(number) => check_range(number.as_str(), value.span(), schema),
        DeValue::Float(number) => check_range(number.as_str(), value.span(), schema),
        _ => Ok(()),
    }
}

/// What JSON Schema calls the type of a value.
fn kind(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "date",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    }
}

/// The types that a schema allows; none where it does not say.
fn types(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).filter(|t| *t != "null").collect(),
        _ => Vec::new(),
    }
}

fn check_range(number: &str, span: Range<usize>, schema: &Value) -> Result<(), Wrong> {
    let limit = |key: &str| schema.get(key).and_then(Value::as_f64);
    let (least, most) = (limit("minimum"), limit("maximum"));
    let Ok(number) = number.parse::<f64>() else { return Ok(()) };
    let inside = least.is_none_or(|l| number >= l) && most.is_none_or(|m| number <= m);
    let bound = |limit: Option<f64>| limit.map_or_else(|| "any".to_owned(), |l| l.to_string());
    if inside {
        return Ok(());
    }
    Err(Wrong::new(span, format_args!("{number} is out of range; it goes from {} to {}", bound(least), bound(most))))
}

/// The fixed words that a schema allows; none where any text will do.
fn words(schema: &Value) -> Vec<&str> {
    let list = |key: &str| schema.get(key).and_then(Value::as_array).into_iter().flatten();
    let constants = list("oneOf").filter_map(|s| s.get("const"));
    list("enum").chain(constants).filter_map(Value::as_str).collect()
}

fn unknown<'w>(what: &str, word: &str, span: Range<usize>, known: impl IntoIterator<Item = &'w str>) -> Wrong {
    let suggestion = nearest(word, known).map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
    Wrong::new(span, format_args!("there is no {what} `{word}` here{suggestion}"))
}

/// Follows a reference, and the one that is not null of "this or null".
fn resolve<'s>(schema: &'s Value, root: &'s Value) -> &'s Value {
    if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
        return root.pointer(target.trim_start_matches('#')).map_or(schema, |found| resolve(found, root));
    }
    let is_null = |s: &&Value| s.get("type").and_then(Value::as_str) == Some("null");
    match schema.get("anyOf").and_then(Value::as_array).map(Vec::as_slice) {
        Some([one, null] | [null, one]) if is_null(&null) => resolve(one, root),
        _ => schema,
    }
}
