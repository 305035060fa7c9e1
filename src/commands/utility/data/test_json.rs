//! `Test-Json`: strict JSON, and the keywords of JSON Schema that scripts use.
//!
//! Read `check` for the keywords. Absent on purpose: references to other documents, and formats.

use super::text_file::{EncodingArgument, files};
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet};
use object::pattern::{RegexOptions, cached};
use object::{Category, Fault, Result, Str, Value, types};
use serde_json::Value as Json;

cmdlet! {
    /// Tests whether text is JSON, and whether it fits a schema.
    pub struct TestJson = "Test-Json" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.TestJsonCommand", default_set "JsonString" {
        /// The text.
        json = "Json": Option<Str> => set("JsonString"), mandatory, position(0), pipeline, set("JsonStringWithSchemaString"), mandatory, position(0), pipeline, set("JsonStringWithSchemaFile"), mandatory, position(0), pipeline;
        /// Path of the file to test.
        path = "Path": Option<Str> => set("JsonPath"), mandatory, position(0), by_name, set("JsonPathWithSchemaString"), mandatory, position(0), by_name, set("JsonPathWithSchemaFile"), mandatory, position(0), by_name;
        /// Path of the file to test, taken as it is.
        literal_path = "LiteralPath": Option<Str> => set("JsonLiteralPath"), mandatory, position(0), by_name, set("JsonLiteralPathWithSchemaString"), mandatory, position(0), by_name, set("JsonLiteralPathWithSchemaFile"), mandatory, position(0), by_name, alias(&["PSPath", "LP"]);
        /// The schema.
        schema = "Schema": Option<Str> => set("JsonStringWithSchemaString"), mandatory, position(1), set("JsonPathWithSchemaString"), mandatory, position(1), set("JsonLiteralPathWithSchemaString"), mandatory, position(1), check(&[Check::NotNullOrEmpty]);
        /// File of the schema.
        schema_file = "SchemaFile": Option<Str> => set("JsonStringWithSchemaFile"), mandatory, position(1), set("JsonPathWithSchemaFile"), mandatory, position(1), set("JsonLiteralPathWithSchemaFile"), mandatory, position(1), check(&[Check::NotNullOrEmpty]);
        /// What to allow.
        options = "Options": Option<Vec<Str>> => check(&[Check::NotNullOrEmpty, Check::Set(&["IgnoreComments", "AllowTrailingCommas"])]);
        /// Follows references to other documents.
        fetch_external_reference = "FetchExternalReference": Switch => set("JsonStringWithSchemaString"), set("JsonStringWithSchemaFile"), set("JsonPathWithSchemaString"), set("JsonPathWithSchemaFile"), set("JsonLiteralPathWithSchemaString"), set("JsonLiteralPathWithSchemaFile");
    }
}

/// How deep a schema may refer to itself.
const DEPTH_MAX: usize = 128;

impl Run for TestJson {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let schema = match self.schema_text(shell)? {
            None => None,
            Some(text) => match serde_json::from_str::<Json>(&text) {
                Ok(schema) => Some(schema),
                Err(error) => {
                    let fault = Fault::new(&types::EXCEPTION, "Cannot parse the JSON schema.");
                    let _ = error;
                    return fault
                        .id("InvalidJsonSchema")
                        .category(Category::InvalidData)
                        .raise();
                }
            },
        };
        let Some(text) = self.text(shell)? else {
            return Ok(());
        };
        let json = match serde_json::from_str::<Json>(&self.relaxed(&text)) {
            Ok(json) => json,
            Err(_) => {
                let fault =
                    Fault::new(&types::EXCEPTION, "Cannot parse the JSON.").id("InvalidJson");
                shell.error(
                    fault
                        .category(Category::InvalidData)
                        .target(Value::from(text.as_str())),
                )?;
                return shell.write(Value::Bool(false));
            }
        };
        let Some(schema) = schema else {
            return shell.write(Value::Bool(true));
        };
        let mut test = Test {
            root: &schema,
            messages: Vec::new(),
        };
        let fits = test.check(&schema, &json, "", 0);
        for message in std::mem::take(&mut test.messages) {
            let fault = Fault::new(
                &types::EXCEPTION,
                format!("The JSON is not valid with the schema: {message}"),
            );
            shell.error(
                fault
                    .id("InvalidJsonAgainstSchemaDetailed")
                    .category(Category::InvalidData),
            )?;
        }
        shell.write(Value::Bool(fits))
    }
}

impl TestJson {
    fn text(&self, shell: &mut Shell<'_>) -> Result<Option<String>> {
        if let Some(text) = &self.json {
            return Ok(Some(text.to_string()));
        }
        let literal = self.literal_path.is_some();
        let path: Str = self
            .path
            .clone()
            .or_else(|| self.literal_path.clone())
            .unwrap_or_default();
        let found = files(shell.engine, &path, literal);
        let Some(file) = found.first().filter(|file| file.exists()) else {
            let what = format!(
                "Cannot find path '{}' because it does not exist.",
                shell.engine.file_path(&path).display()
            );
            let fault = Fault::new(&types::ITEM_NOT_FOUND_EXCEPTION, what).id("PathNotFound");
            return fault
                .category(Category::ObjectNotFound)
                .target(Value::Str(path))
                .raise();
        };
        Ok(Some(
            EncodingArgument::default().decode(&super::text_file::read(file)?),
        ))
    }

    fn schema_text(&self, shell: &mut Shell<'_>) -> Result<Option<String>> {
        if let Some(text) = &self.schema {
            return Ok(Some(text.to_string()));
        }
        let Some(path) = &self.schema_file else {
            return Ok(None);
        };
        let full = shell.engine.file_path(path);
        match std::fs::read(&full) {
            Ok(bytes) => Ok(Some(EncodingArgument::default().decode(&bytes))),
            Err(_) => {
                let what = format!("Cannot open the JSON schema file: {}", full.display());
                let fault = Fault::new(&types::EXCEPTION, what).id("JsonSchemaFileOpenFailure");
                fault
                    .category(Category::OpenError)
                    .target(Value::Str(path.clone()))
                    .raise()
            }
        }
    }

    /// The text without what the options allow.
    fn relaxed(&self, text: &str) -> String {
        let has = |name: &str| {
            self.options
                .iter()
                .flatten()
                .any(|option| option.eq_ignore_ascii_case(name))
        };
        let (comments, commas) = (has("IgnoreComments"), has("AllowTrailingCommas"));
        if !comments && !commas {
            return text.to_string();
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            match c {
                '"' => {
                    out.push(c);
                    let mut escaped = false;
                    for (_, inner) in rest.by_ref() {
                        out.push(inner);
                        if inner == '"' && !escaped {
                            break;
                        }
                        escaped = inner == '\\' && !escaped;
                    }
                }
                '/' if comments && matches!(text.as_bytes().get(at + 1), Some(b'/' | b'*')) => {
                    let block = text.as_bytes().get(at + 1) == Some(&b'*');
                    let length = match block {
                        true => text[at + 2..]
                            .find("*/")
                            .map_or(text.len() - at, |end| end + 4),
                        false => text[at..].find('\n').unwrap_or(text.len() - at),
                    };
                    while rest.peek().is_some_and(|(next, _)| *next < at + length) {
                        rest.next();
                    }
                    out.push(' ');
                }
                '}' | ']' if commas => {
                    let kept = out.trim_end().len();
                    if out[..kept].ends_with(',') {
                        out.truncate(kept - 1);
                    }
                    out.push(c);
                }
                c => out.push(c),
            }
        }
        out
    }
}

/// A check of one text.
struct Test<'s> {
    root: &'s Json,
    messages: Vec<String>,
}

impl Test<'_> {
    /// Whether a value fits a schema; what does not is told.
    fn check(&mut self, schema: &Json, value: &Json, at: &str, depth: usize) -> bool {
        if depth > DEPTH_MAX {
            return false;
        }
        let rules = match schema {
            Json::Bool(answer) => return *answer,
            Json::Object(rules) => rules,
            _ => return true,
        };
        let mut fits = true;
        for (keyword, rule) in rules {
            fits &= match keyword.as_str() {
                "$ref" => match rule
                    .as_str()
                    .and_then(|path| path.strip_prefix('#'))
                    .and_then(|path| self.root.pointer(path))
                    .cloned()
                {
                    Some(target) => self.check(&target, value, at, depth + 1),
                    None => true,
                },
                "allOf" => {
                    // Each is asked, so that all messages come.
                    let answers: Vec<bool> = rule
                        .as_array()
                        .into_iter()
                        .flatten()
                        .map(|one| self.check(one, value, at, depth + 1))
                        .collect();
                    answers.into_iter().all(|fine| fine)
                }
                "anyOf" => rule
                    .as_array()
                    .is_none_or(|all| all.iter().any(|one| self.quietly(one, value, depth))),
                "oneOf" => rule.as_array().is_none_or(|all| {
                    all.iter()
                        .filter(|one| self.quietly(one, value, depth))
                        .count()
                        == 1
                }),
                "not" => !self.quietly(rule, value, depth),
                "enum" => {
                    let fits = rule.as_array().is_none_or(|all| all.contains(value));
                    self.say(fits, at, || {
                        "Value should match one of the values specified by the enum".to_string()
                    })
                }
                "const" => rule == value,
                _ => self.keyword(keyword, rule, rules, value, at, depth),
            };
        }
        fits
    }

    fn quietly(&self, schema: &Json, value: &Json, depth: usize) -> bool {
        Test {
            root: self.root,
            messages: Vec::new(),
        }
        .check(schema, value, "", depth + 1)
    }

    fn say(&mut self, fits: bool, at: &str, what: impl FnOnce() -> String) -> bool {
        if !fits {
            self.messages.push(format!("{} at '{at}'", what()));
        }
        fits
    }

    fn keyword(
        &mut self,
        keyword: &str,
        rule: &Json,
        rules: &serde_json::Map<String, Json>,
        value: &Json,
        at: &str,
        depth: usize,
    ) -> bool {
        match (keyword, value) {
            ("type", _) => {
                let kinds: Vec<&str> = match rule {
                    Json::Array(all) => all.iter().filter_map(Json::as_str).collect(),
                    one => one.as_str().into_iter().collect(),
                };
                let fits = kinds.iter().any(|kind| is_kind(value, kind));
                self.say(fits, at, || {
                    format!(
                        "Value is \"{}\" but should be \"{}\"",
                        kind_of(value),
                        kinds.join("\" or \"")
                    )
                })
            }
            (_, Json::Object(_)) => self.of_object(keyword, rule, rules, value, at, depth),
            (_, Json::Array(_)) => self.of_array(keyword, rule, value, at, depth),
            _ => self.of_scalar(keyword, rule, value, at),
        }
    }

    fn of_object(
        &mut self,
        keyword: &str,
        rule: &Json,
        rules: &serde_json::Map<String, Json>,
        value: &Json,
        at: &str,
        depth: usize,
    ) -> bool {
        match (keyword, value) {
            ("required", Json::Object(object)) => {
                let names = rule
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Json::as_str);
                let missing: Vec<String> = names
                    .filter(|name| !object.contains_key(*name))
                    .map(|name| format!("\"{name}\""))
                    .collect();
                self.say(missing.is_empty(), at, || {
                    format!(
                        "Required properties [{}] are not present",
                        missing.join(",")
                    )
                })
            }
            ("properties", Json::Object(object)) => rule.as_object().is_none_or(|all| {
                all.iter()
                    .fold(true, |fine, (name, schema)| match object.get(name) {
                        Some(inner) => {
                            self.check(schema, inner, &format!("{at}/{name}"), depth + 1) && fine
                        }
                        None => fine,
                    })
            }),
            ("additionalProperties", Json::Object(object)) => {
                let known = rules.get("properties").and_then(Json::as_object);
                let others = object
                    .iter()
                    .filter(|(name, _)| known.is_none_or(|known| !known.contains_key(*name)));
                others.fold(true, |fine, (name, inner)| {
                    let place = format!("{at}/{name}");
                    let fits = match rule {
                        Json::Bool(false) => self.say(false, &place, || {
                            "All values fail against the false schema".to_string()
                        }),
                        schema => self.check(schema, inner, &place, depth + 1),
                    };
                    fits && fine
                })
            }
            _ => true,
        }
    }

    fn of_array(
        &mut self,
        keyword: &str,
        rule: &Json,
        value: &Json,
        at: &str,
        depth: usize,
    ) -> bool {
        match (keyword, value) {
            ("items", Json::Array(items)) => {
                items.iter().all(|item| self.quietly(rule, item, depth))
            }
            ("uniqueItems", Json::Array(items)) => {
                let unique = (1..items.len()).all(|at| !items[..at].contains(&items[at]));
                self.say(unique || rule != &Json::Bool(true), at, || {
                    "Items should be unique but duplicates were found".to_string()
                })
            }
            ("minItems", Json::Array(items)) => {
                self.least(items.len() as f64, rule, at, "Value has fewer than")
            }
            ("maxItems", Json::Array(items)) => {
                self.most(items.len() as f64, rule, at, "Value has more than")
            }
            _ => true,
        }
    }

    fn of_scalar(&mut self, keyword: &str, rule: &Json, value: &Json, at: &str) -> bool {
        match (keyword, value) {
            ("minLength", Json::String(text)) => self.least(
                text.chars().count() as f64,
                rule,
                at,
                "Value should be at least",
            ),
            ("maxLength", Json::String(text)) => self.most(
                text.chars().count() as f64,
                rule,
                at,
                "Value should be at most",
            ),
            ("minimum", Json::Number(n)) => self.least(
                n.as_f64().unwrap_or_default(),
                rule,
                at,
                "should be at least",
            ),
            ("maximum", Json::Number(n)) => self.most(
                n.as_f64().unwrap_or_default(),
                rule,
                at,
                "should be at most",
            ),
            ("exclusiveMinimum", Json::Number(n)) => rule
                .as_f64()
                .is_none_or(|limit| n.as_f64().is_some_and(|n| n > limit)),
            ("exclusiveMaximum", Json::Number(n)) => rule
                .as_f64()
                .is_none_or(|limit| n.as_f64().is_some_and(|n| n < limit)),
            ("multipleOf", Json::Number(n)) => rule
                .as_f64()
                .is_none_or(|unit| (n.as_f64().unwrap_or_default() / unit).fract() == 0.0),
            ("pattern", Json::String(text)) => {
                let fits = rule.as_str().is_none_or(|pattern| {
                    cached(pattern, RegexOptions::NONE)
                        .is_ok_and(|regex| regex.is_match(text).unwrap_or(false))
                });
                self.say(fits, at, || {
                    "The string value is not a match for the indicated regular expression"
                        .to_string()
                })
            }
            _ => true,
        }
    }

    fn least(&mut self, number: f64, rule: &Json, at: &str, what: &str) -> bool {
        let fits = rule.as_f64().is_none_or(|limit| number >= limit);
        self.say(fits, at, || format!("{number} {what} {rule}"))
    }

    fn most(&mut self, number: f64, rule: &Json, at: &str, what: &str) -> bool {
        let fits = rule.as_f64().is_none_or(|limit| number <= limit);
        self.say(fits, at, || format!("{number} {what} {rule}"))
    }
}

fn is_kind(value: &Json, kind: &str) -> bool {
    match kind {
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        other => kind_of(value) == other,
    }
}

fn kind_of(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(number) if number.is_f64() => "number",
        Json::Number(_) => "integer",
        Json::String(_) => "string",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
    }
}
