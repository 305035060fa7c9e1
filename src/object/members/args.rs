//! What the code of a member reads of its call, and the faults that .NET raises of arguments.

use crate::types::{self, Call, Type};
use crate::{Fault, Result, Str, Value};

impl Call<'_> {
    /// The argument of that number; null where there are fewer.
    pub fn arg(&self, n: usize) -> &Value {
        self.args.get(n).unwrap_or(&Value::Null)
    }

    /// Whether the argument was given, an optional one or not.
    pub fn has(&self, n: usize) -> bool {
        !matches!(self.args.get(n), None | Some(Value::Nothing))
    }

    /// An `int` argument; zero where it is none.
    pub fn int(&self, n: usize) -> i32 {
        self.long(n) as i32
    }

    /// An integer argument of any size; enumerations and characters count as their numbers.
    pub fn long(&self, n: usize) -> i64 {
        match self.arg(n).base() {
            Value::Enum(value) => value.bits,
            Value::Char(unit) => i64::from(*unit),
            Value::Double(x) => *x as i64,
            other => other.as_integer().unwrap_or_default(),
        }
    }

    /// A `double` argument.
    pub fn double(&self, n: usize) -> f64 {
        match self.arg(n).base() {
            Value::Double(x) => *x,
            Value::Single(x) => f64::from(*x),
            other => other.as_integer().unwrap_or_default() as f64,
        }
    }

    /// A `bool` argument.
    pub fn flag(&self, n: usize) -> bool {
        matches!(self.arg(n).base(), Value::Bool(true) | Value::Switch(true))
    }

    /// A `char` argument.
    pub fn unit(&self, n: usize) -> u16 {
        match self.arg(n).base() {
            Value::Char(unit) => *unit,
            _ => 0,
        }
    }

    /// A `string` argument; empty where it is null.
    pub fn text(&self, n: usize) -> Str {
        self.arg(n).as_str().cloned().unwrap_or_default()
    }

    /// A `string` argument that must not be null; `name` is the parameter's.
    pub fn text_of(&self, n: usize, name: &str) -> Result<Str> {
        self.arg(n)
            .as_str()
            .cloned()
            .ok_or_else(|| argument_null(name).into())
    }

    /// A `type` argument.
    pub fn type_of(&self, n: usize) -> Option<Type> {
        match self.arg(n).base() {
            Value::Type(kind) => Some(kind.clone()),
            _ => None,
        }
    }

    /// The elements of an array argument.
    pub fn items(&self, n: usize) -> Vec<Value> {
        match self.arg(n).base() {
            Value::Array(array) => array.to_vec(),
            Value::List(list) => list.to_vec(),
            _ => Vec::new(),
        }
    }

    /// The bytes of a `byte[]` argument.
    pub fn bytes(&self, n: usize) -> Vec<u8> {
        match self.arg(n).base() {
            Value::Array(array) => match &*array.items.borrow() {
                crate::Elements::Byte(bytes) => bytes.clone(),
                other => other
                    .to_vec()
                    .iter()
                    .filter_map(Value::as_integer)
                    .map(|n| n as u8)
                    .collect(),
            },
            _ => Vec::new(),
        }
    }

    /// The units of a `char[]` argument.
    pub fn units(&self, n: usize) -> Vec<u16> {
        match self.arg(n).base() {
            Value::Array(array) => match &*array.items.borrow() {
                crate::Elements::Char(units) => units.clone(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The strings of a `string[]` argument.
    pub fn texts(&self, n: usize) -> Vec<Str> {
        self.items(n)
            .iter()
            .map(|item| item.as_str().cloned().unwrap_or_default())
            .collect()
    }

    /// Sets the variable behind an `out` or `ref` argument.
    pub fn assign(&mut self, n: usize, value: Value) -> Result {
        super::reference::assign(self.host, &self.args[n], value)
    }
}

/// The result of a member: anything that is a value.
pub fn ok(value: impl Into<Value>) -> Result<Value> {
    Ok(value.into())
}

/// A `string[]`.
pub fn strings<T: Into<Str>>(texts: impl IntoIterator<Item = T>) -> Value {
    let items = texts
        .into_iter()
        .map(|text| Value::Str(text.into()))
        .collect();
    Value::Array(crate::Array::of(Type::Known(&types::STRING), items))
}

/// `ArgumentNullException`
pub fn argument_null(name: &str) -> Fault {
    Fault::new(
        &types::ARGUMENT_NULL_EXCEPTION,
        format!("Value cannot be null. (Parameter '{name}')"),
    )
    .with("ParamName", name)
}

/// `ArgumentException` with .NET's message, about a parameter.
pub fn argument(message: &str, name: &str) -> Fault {
    Fault::new(
        &types::ARGUMENT_EXCEPTION,
        format!("{message} (Parameter '{name}')"),
    )
    .with("ParamName", name)
}

/// `ArgumentOutOfRangeException` with .NET's message, about a parameter.
pub fn out_of_range(name: &str, message: &str) -> Fault {
    Fault::new(
        &types::ARGUMENT_OUT_OF_RANGE_EXCEPTION,
        format!("{message} (Parameter '{name}')"),
    )
    .with("ParamName", name)
}

/// `ArgumentOutOfRangeException` of a value that is negative and must not be.
pub fn negative(name: &str, value: i64) -> Fault {
    let message = format!(
        "{name} ('{value}') must be a non-negative value. (Parameter '{name}')\nActual value was {value}."
    );
    Fault::new(&types::ARGUMENT_OUT_OF_RANGE_EXCEPTION, message)
        .with("ParamName", name)
        .with("ActualValue", value as i32)
}

/// `InvalidOperationException`
pub fn invalid_operation(message: &str) -> Fault {
    Fault::new(&types::INVALID_OPERATION_EXCEPTION, message)
}

/// `NotSupportedException`
pub fn not_supported(message: &str) -> Fault {
    Fault::new(&types::NOT_SUPPORTED_EXCEPTION, message)
}
