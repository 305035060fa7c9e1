//! Which entries `Get-WinEvent` is asked for, and `-FilterHashtable`.

use super::record;
use crate::fault;
use crate::room::moment;
use engine::Engine;
use lab::Time;
use lab::eventlog::Entry;
use object::pattern::Wildcard;
use object::types::{self, Type};
use object::{Category, Dict, Result, Value, convert};

/// What an entry must be.
#[derive(Default)]
pub struct Query {
    /// Names of logs, with wildcards.
    pub logs: Vec<String>,
    /// Names of providers, with wildcards.
    pub providers: Vec<String>,
    ids: Vec<i64>,
    levels: Vec<i64>,
    start: Option<Time>,
    end: Option<Time>,
    data: Vec<String>,
}

impl Query {
    /// Whether an entry is asked for.
    pub fn wants(&self, entry: &Entry) -> bool {
        let level = i64::from(record::level(entry.level).0);
        (self.providers.is_empty() || self.providers.iter().any(|name| fits(name, entry.source)))
            && (self.ids.is_empty() || self.ids.contains(&i64::from(entry.id)))
            // Level 0 is that of entries that always are logged, which Windows takes for information.
            && (self.levels.is_empty() || self.levels.contains(&level) || (level == 4 && self.levels.contains(&0)))
            && self.start.is_none_or(|start| entry.time >= start)
            && self.end.is_none_or(|end| entry.time <= end)
            && (self.data.is_empty() || self.data.iter().any(|text| entry.text.contains(text.as_str())))
    }

    /// Entries of logs and providers by name.
    pub fn named(logs: Vec<String>, providers: Vec<String>) -> Query {
        Query {
            logs,
            providers,
            ..Query::default()
        }
    }

    /// What one hashtable asks for.
    ///
    /// # Errors
    /// A key that does not exist; a value that is no number or no date; a key that the lab does not simulate.
    pub fn of_table(engine: &mut Engine, table: &Dict) -> Result<Query> {
        let mut query = Query::default();
        for (key, value) in table.entries() {
            let key = convert::to_text(engine, &key)?;
            match key.to_ascii_lowercase().as_str() {
                "logname" => query.logs = texts(engine, &value)?,
                "providername" => query.providers = texts(engine, &value)?,
                "id" => query.ids = numbers(engine, &value)?,
                "level" => query.levels = numbers(engine, &value)?,
                "starttime" => query.start = Some(date(engine, &value)?),
                "endtime" => query.end = Some(date(engine, &value)?),
                "data" => query.data = texts(engine, &value)?,
                "path" | "keywords" | "userid" | "suppresshashfilter" => {
                    return fault::not_simulated(&format!("the key \"{key}\" of FilterHashtable"))
                        .raise();
                }
                _ => {
                    let message =
                        format!("The specified key '{key}' in the hashtable is not valid.");
                    return object::Fault::new(&types::ARGUMENT_EXCEPTION, message)
                        .id("InvalidHashtableKey")
                        .category(Category::InvalidArgument)
                        .target(key)
                        .raise();
                }
            }
        }
        Ok(query)
    }
}

/// Whether a name fits a pattern; a pattern that is none fits nothing.
pub fn fits(pattern: &str, name: &str) -> bool {
    Wildcard::new(pattern, true).is_ok_and(|pattern| pattern.is_match(name))
}

fn items(value: &Value) -> Result<Vec<Value>> {
    convert::enumerate(value).unwrap_or_else(|| Ok(vec![value.clone()]))
}

fn texts(engine: &mut Engine, value: &Value) -> Result<Vec<String>> {
    items(value)?
        .iter()
        .map(|item| Ok(convert::to_text(engine, item)?.to_string()))
        .collect()
}

fn numbers(engine: &mut Engine, value: &Value) -> Result<Vec<i64>> {
    items(value)?
        .iter()
        .map(|item| convert::to_i64(engine, item))
        .collect()
}

fn date(engine: &mut Engine, value: &Value) -> Result<Time> {
    match convert::to(engine, value, &Type::Known(&types::DATE_TIME))?.base() {
        Value::DateTime(date) => Ok(moment(*date)),
        _ => Ok(Time::default()),
    }
}
