//! The form of `compare.toml`, from which both its reading and its JSON Schema are made.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use storydiff::Pair;
use storydiff::render::theme::{COLOR_NAMES, Color, Colors, UnknownColor};
use storydiff::report::{Ignore, Place};
use storydiff::rule::{self, Acceptance, Level, RULES, Rule};
use toml::Spanned;
use toml::de::DeTable;

use super::super::terminal::{ThemeName, When};
use super::words::{self, Wrong};
use super::{Accepted, Config, Layer, Override, globs, rule_level};

/// Settings of the `compare` program for the folder it lies in and all below.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "compare.toml")]
struct File {
    rules: Rules,
    ignore: IgnoreTable,
    render: Render,
    /// What holds for some files only; of several that match, the last wins.
    #[serde(rename = "override")]
    overrides: Vec<OverrideTable>,
    /// Changes that somebody looked at and accepted, as `compare check --accept REASON` writes them.
    #[schemars(with = "Vec<AcceptTable>")]
    accept: Vec<Spanned<AcceptTable>>,
}

/// Levels by rule, and the limits of rules that have one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Rules {
    #[serde(rename = "max-change")]
    max_change: Option<f64>,
    #[serde(flatten)]
    levels: BTreeMap<String, String>,
}

impl JsonSchema for Rules {
    fn schema_name() -> Cow<'static, str> {
        "Rules".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let levels: Vec<&str> = Level::ALL.into_iter().map(Level::name).collect();
        let mut properties = serde_json::Map::new();
        for rule in RULES {
            let property = serde_json::json!({
                "description": format!("{}.", rule.summary), "enum": levels, "default": rule.default.name(),
            });
            properties.insert(rule.id.to_owned(), property);
        }
        let limit = serde_json::json!({
            "description": "The largest share of an article that may change, in percent, for too-different.",
            "type": "number", "minimum": 0, "maximum": 100,
        });
        properties.insert("max-change".to_owned(), limit);
        json_schema!({
            "description": "Levels by rule, and the limits of rules that have one.",
            "type": "object", "properties": properties, "additionalProperties": false,
        })
    }
}

/// Text that no rule looks at and that makes no article different, as regular expressions.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "Ignore")]
struct IgnoreTable {
    /// Each matches the whole of a paragraph: advertising, share lines.
    #[schemars(with = "Vec<String>")]
    paragraphs: Vec<Spanned<String>>,
    /// Each of its matches inside a paragraph is ignored: "Last updated …".
    #[schemars(with = "Vec<String>")]
    spans: Vec<Spanned<String>>,
}

/// How output for a terminal looks, unless an argument says otherwise.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Render {
    /// When to colour it.
    pub color: Option<When>,
    /// Colours.
    pub theme: Option<ThemeName>,
    /// Unchanged paragraphs shown around each change.
    pub context: Option<u32>,
    /// Columns to fill.
    #[schemars(range(min = 20))]
    pub width: Option<u16>,
    /// When to link paragraph numbers to their line in the file.
    pub hyperlink: Option<When>,
    /// Whether long output goes to a pager.
    pub pager: Option<bool>,
    /// Colours in place of the theme's, unless `--theme` names another.
    pub colors: OwnColors,
}

/// Colours of one's own: `red`, `bright-red`, `#d75f00`.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "Colors")]
pub(crate) struct OwnColors {
    /// What only the first article has.
    removed: Option<OwnColor>,
    /// What only the second article has.
    added: Option<OwnColor>,
    /// The mark of a reworded passage, and the kind of a changed claim.
    reworded: Option<OwnColor>,
    /// What stands elsewhere in the other article.
    moved: Option<OwnColor>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
struct OwnColor(Color);

impl TryFrom<String> for OwnColor {
    type Error = UnknownColor;

    fn try_from(text: String) -> Result<Self, UnknownColor> {
        text.parse().map(Self)
    }
}

impl JsonSchema for OwnColor {
    fn schema_name() -> Cow<'static, str> {
        "Color".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let pattern = format!("^(#[0-9A-Fa-f]{{6}}|(bright-)?({}))$", COLOR_NAMES.join("|"));
        json_schema!({"type": "string", "pattern": pattern})
    }

    fn inline_schema() -> bool {
        true
    }
}

impl From<OwnColors> for Colors {
    fn from(own: OwnColors) -> Self {
        let color = |own: Option<OwnColor>| own.map(|OwnColor(color)| color);
        let OwnColors { removed, added, reworded, moved } = own;
        Self { removed: color(removed), added: color(added), reworded: color(reworded), moved: color(moved) }
    }
}

/// What holds for some files only.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Override")]
struct OverrideTable {
    /// Globs over paths relative to this file: `*.md` in any folder, `opinion/**` below one.
    #[schemars(with = "Vec<String>")]
    paths: Vec<Spanned<String>>,
    #[serde(default)]
    rules: Rules,
    /// Ignored beside what is ignored everywhere.
    #[serde(default)]
    ignore: IgnoreTable,
}

/// A change that somebody looked at and accepted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Accept")]
struct AcceptTable {
    /// The rule that finds it.
    rule: RuleId,
    /// The file, as the check names it; any where it is left out.
    path: Option<String>,
    /// The sentence or passage of the old version; white space does not matter.
    a: String,
    /// The sentence or passage of the new version.
    b: String,
    /// Why it is right.
    reason: String,
}

/// The id of a rule that there is.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct RuleId(&'static Rule);

impl TryFrom<String> for RuleId {
    type Error = rule::UnknownRule;

    fn try_from(id: String) -> Result<Self, Self::Error> {
        rule::find(&id).map(Self)
    }
}

impl JsonSchema for RuleId {
    fn schema_name() -> Cow<'static, str> {
        "RuleId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": RULES.iter().map(|r| r.id).collect::<Vec<_>>() })
    }
}

/// The JSON Schema of `compare.toml`.
pub(crate) fn schema() -> serde_json::Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12();
    settings.into_generator().into_root_schema_for::<File>().to_value()
}

/// Reads a file's text; the paths in it are filled in by whoever knows them.
pub(super) fn parse(text: &str) -> Result<Config, Wrong> {
    let wrong = |error: &toml::de::Error| {
        // A message of several lines says in its first what is wrong.
        Wrong::new(error.span().unwrap_or_default(), error.message().lines().next().unwrap_or_default())
    };
    let table = DeTable::parse(text).map_err(|e| wrong(&e))?;
    let schema = schema();
    words::check(table.get_ref(), &schema, &schema)?;
    let file: File = toml::from_str(text).map_err(|e| wrong(&e))?;
    let overrides = file.overrides.iter().map(compile_override).collect::<Result<_, _>>()?;
    let accepted = file.accept.into_iter().map(|entry| accepted(entry, text)).collect();
    Ok(Config {
        path: None,
        root: std::path::PathBuf::new(),
        base: layer(&file.rules, &file.ignore)?,
        overrides,
        render: file.render,
        accepted,
    })
}

fn layer(rules: &Rules, ignore: &IgnoreTable) -> Result<Layer, Wrong> {
    let levels = rules.levels.iter().map(|(id, level)| rule_level(&format!("{id}={level}")));
    let levels = levels.collect::<Result<_, _>>().map_err(|e| Wrong::new(0..0, e))?;
    Ok(Layer { levels, max_change: rules.max_change, ignore: patterns(ignore)? })
}

fn patterns(ignore: &IgnoreTable) -> Result<Ignore, Wrong> {
    // One by one first, to say on which line the wrong one stands.
    for pattern in ignore.paragraphs.iter().chain(&ignore.spans) {
        Ignore::new(&[pattern.get_ref()], &[]).map_err(|e| Wrong::new(pattern.span(), e))?;
    }
    let list = |patterns: &[Spanned<String>]| patterns.iter().map(|p| p.get_ref().clone()).collect::<Vec<_>>();
    Ignore::new(&list(&ignore.paragraphs), &list(&ignore.spans)).map_err(|e| Wrong::new(0..0, e))
}

fn compile_override(table: &OverrideTable) -> Result<Override, Wrong> {
    for pattern in &table.paths {
        globs([pattern.get_ref().as_str()]).map_err(|e| Wrong::new(pattern.span(), e))?;
    }
    let paths = globs(table.paths.iter().map(|p| p.get_ref().as_str())).map_err(|e| Wrong::new(0..0, e))?;
    Ok(Override { paths, layer: layer(&table.rules, &table.ignore)? })
}

fn accepted(entry: Spanned<AcceptTable>, text: &str) -> Accepted {
    let span = entry.span();
    let entry = entry.into_inner();
    let line = words::line(text, span.start) as u32;
    let place = Place {
        path: String::new(),
        line,
        column: 1,
        end_line: line,
        end_column: 1,
        text: entry.rule.0.id.to_owned(),
        context: String::new(),
    };
    let subject = Pair::new(entry.a, entry.b);
    Accepted {
        acceptance: Acceptance { rule: entry.rule.0.id, subject, reason: entry.reason },
        file: entry.path,
        place,
    }
}
