//! A host for unit tests: it knows the types of the tables and the clock's zero, and calls script blocks that are Rust functions.

use crate::date::DateTime;
use crate::types::{self, Type, TypeInfo};
use crate::{Host, Interrupt, Native, Result, Str, Value};

/// The host.
pub(crate) struct TestHost;

/// A script block that is a Rust function.
pub(crate) struct Block {
    pub(crate) text: &'static str,
    pub(crate) run: fn(&[Value]) -> Value,
}

impl Native for Block {
    fn get_type(&self) -> Type {
        Type::Known(&types::SCRIPT_BLOCK)
    }

    fn to_text(&self) -> Str {
        Str::from(self.text)
    }
}

impl Host for TestHost {
    fn call(&mut self, block: &Value, arguments: &[Value]) -> Result<Value> {
        Ok(block
            .as_native::<Block>()
            .map(|block| (block.run)(arguments))
            .unwrap_or_default())
    }

    fn call_method(
        &mut self,
        _object: &Value,
        _name: &str,
        _arguments: &[Value],
    ) -> Result<Option<Value>> {
        Ok(None)
    }

    fn construct(&mut self, _kind: &Type, _arguments: &[Value]) -> Result<Value> {
        Ok(Value::Null)
    }

    fn read_script_property(&mut self, _this: &Value, _code: &Value) -> Result<Value> {
        Ok(Value::Null)
    }

    fn find_type(&mut self, name: &str) -> Option<Type> {
        if let Some(element) = name.strip_suffix("[]") {
            return self
                .find_type(element)
                .map(|element| Type::array_of(element, 1));
        }
        types::find(name, 0).map(Type::Known)
    }

    fn separator(&mut self) -> Str {
        Str::from(" ")
    }

    fn now(&mut self) -> DateTime {
        DateTime::from_date(2026, 1, 1).unwrap_or(DateTime::MIN)
    }

    fn elapsed_ticks(&mut self) -> i64 {
        0
    }

    fn random(&mut self) -> u64 {
        0
    }

    fn folder(&mut self) -> std::path::PathBuf {
        std::path::PathBuf::from("/")
    }
}

/// An enumeration without flags.
pub(crate) static DAY: TypeInfo = TypeInfo::enumeration(
    "System.DayOfWeek",
    &[
        ("Sunday", 0),
        ("Monday", 1),
        ("Tuesday", 2),
        ("Wednesday", 3),
        ("Thursday", 4),
        ("Friday", 5),
        ("Saturday", 6),
    ],
);

/// One with flags.
pub(crate) static ATTRIBUTES: TypeInfo = TypeInfo::flags(
    "System.IO.FileAttributes",
    &[
        ("None", 0),
        ("ReadOnly", 1),
        ("Hidden", 2),
        ("System", 4),
        ("Archive", 32),
    ],
);

/// What a result is, for comparison: type and text of a value, id and message of an error.
pub(crate) fn shown(result: Result<Value>) -> String {
    let host = &mut TestHost;
    match result {
        Ok(value) if value.is_null() => "null".to_string(),
        Ok(value) => format!(
            "{} {}",
            value.get_type().name(),
            crate::convert::to_text(host, &value).unwrap_or_default()
        ),
        Err(error) => match *error {
            Interrupt::Error(record) => format!("!{}: {}", record.id, record.exception_message()),
            _ => "interrupted".to_string(),
        },
    }
}
