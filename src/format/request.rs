//! What was asked of `Format-*`: properties, plain or calculated, and the switches of each command.

use crate::packet::Align;
use crate::views::Kind;
use object::types::{self};
use object::{Category, Fault, Host, Result, Str, Value, convert};

/// What a formatter is to do.
pub enum Request {
    /// Whatever suits the first object, as `Out-Default` asks.
    Default,
    /// `Format-Table`
    Table(TableRequest),
    /// `Format-List`
    List(ListRequest),
    /// `Format-Wide`
    Wide(WideRequest),
    /// `Format-Custom`
    Custom(CustomRequest),
}

/// What all `Format-*` commands take.
#[derive(Default)]
pub struct Common {
    /// `-Property`
    pub properties: Vec<Column>,
    /// `-ExcludeProperty`, patterns.
    pub exclude: Vec<Str>,
    /// `-GroupBy`
    pub group_by: Option<Column>,
    /// `-View`
    pub view: Option<Str>,
    /// `-Force`: strings, numbers and other objects that show as text are taken for objects with properties too.
    pub force: bool,
    /// `-Expand`
    pub expand: Option<Expand>,
    /// `-ShowError`: what a property's script throws is shown below the object.
    pub show_error: bool,
    /// `-DisplayError`: such a property shows `#ERR`.
    pub display_error: bool,
}

/// `-Expand`
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expand {
    /// The collection itself.
    CoreOnly,
    /// What it holds.
    EnumOnly,
    /// Both.
    Both,
}

/// `Format-Table`
#[derive(Default)]
pub struct TableRequest {
    /// What all commands take.
    pub common: Common,
    /// `-AutoSize`, where it was given.
    pub autosize: Option<bool>,
    /// `-Wrap`, where it was given.
    pub wrap: Option<bool>,
    /// `-HideTableHeaders`, where it was given.
    pub hide_headers: Option<bool>,
    /// `-RepeatHeader`
    pub repeat_header: bool,
}

/// `Format-List`
#[derive(Default)]
pub struct ListRequest {
    /// What all commands take.
    pub common: Common,
}

/// `Format-Wide`
#[derive(Default)]
pub struct WideRequest {
    /// What all commands take.
    pub common: Common,
    /// `-AutoSize`, where it was given.
    pub autosize: Option<bool>,
    /// `-Column`
    pub columns: Option<usize>,
}

/// `Format-Custom`
pub struct CustomRequest {
    /// What all commands take.
    pub common: Common,
    /// `-Depth`
    pub depth: usize,
}

/// `-Depth` of `Format-Custom` where it is not given.
pub const DEPTH_DEFAULT: usize = 5;

impl Default for CustomRequest {
    fn default() -> CustomRequest {
        CustomRequest {
            common: Common::default(),
            depth: DEPTH_DEFAULT,
        }
    }
}

/// One property asked for.
#[derive(Clone)]
pub struct Column {
    /// Which.
    pub expression: Expression,
    /// `Name`, `Label`
    pub label: Option<Str>,
    /// `Width`
    pub width: Option<usize>,
    /// `Alignment`
    pub align: Option<Align>,
    /// `FormatString`
    pub format: Option<Str>,
    /// `Depth`
    pub depth: Option<usize>,
}

/// Which property.
#[derive(Clone)]
pub enum Expression {
    /// Those whose names fit the pattern.
    Name(Str),
    /// What the script block makes of the object.
    Block(Value),
}

impl Request {
    pub(crate) fn common(&self) -> Option<&Common> {
        match self {
            Request::Default => None,
            Request::Table(request) => Some(&request.common),
            Request::List(request) => Some(&request.common),
            Request::Wide(request) => Some(&request.common),
            Request::Custom(request) => Some(&request.common),
        }
    }

    pub(crate) fn kind(&self) -> Option<Kind> {
        match self {
            Request::Default => None,
            Request::Table(_) => Some(Kind::Table),
            Request::List(_) => Some(Kind::List),
            Request::Wide(_) => Some(Kind::Wide),
            Request::Custom(_) => Some(Kind::Custom),
        }
    }
}

impl Expand {
    /// The value of that name.
    pub fn parse(name: &str) -> Option<Expand> {
        let all = [
            ("CoreOnly", Expand::CoreOnly),
            ("EnumOnly", Expand::EnumOnly),
            ("Both", Expand::Both),
        ];
        all.iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, expand)| *expand)
    }
}

/// Keys that a calculated property may have, by command. The first letters are enough.
const TABLE_KEYS: &[&str] = &[
    "expression",
    "formatstring",
    "width",
    "alignment",
    "label",
    "name",
];
const LIST_KEYS: &[&str] = &["expression", "formatstring", "label", "name"];
const WIDE_KEYS: &[&str] = &["expression", "formatstring"];
const CUSTOM_KEYS: &[&str] = &["expression", "depth"];

impl Column {
    /// The property of that name.
    pub fn named(name: impl Into<Str>) -> Column {
        Column {
            expression: Expression::Name(name.into()),
            label: None,
            width: None,
            align: None,
            format: None,
            depth: None,
        }
    }

    /// One element of `-Property`: a name, a script block, or a dictionary that describes a calculated property.
    pub fn parse(host: &mut dyn Host, value: &Value, command: Kind) -> Result<Column> {
        let keys = match command {
            Kind::Table => TABLE_KEYS,
            Kind::List => LIST_KEYS,
            Kind::Wide => WIDE_KEYS,
            Kind::Custom => CUSTOM_KEYS,
        };
        Column::parse_with(host, value, keys)
    }

    /// The value of `-GroupBy`.
    pub fn parse_group(host: &mut dyn Host, value: &Value) -> Result<Column> {
        Column::parse_with(host, value, LIST_KEYS)
    }

    fn parse_with(host: &mut dyn Host, value: &Value, keys: &[&'static str]) -> Result<Column> {
        let Value::Dict(dict) = value.base() else {
            let mut column = Column::named("");
            column.expression = expression(value, "ExpressionEmptyString2")?;
            return Ok(column);
        };
        let mut column = Column::named("");
        let mut found = false;
        for (key, value) in dict.entries() {
            let Some(name) = key.as_str() else {
                return fault(
                    "DictionaryKeyNonString",
                    "A key in a hashtable is not of type string.",
                )
                .raise();
            };
            let key = matching(name, keys)?;
            found |= key == "expression";
            column.set(host, key, name, &value)?;
        }
        if !found {
            return fault(
                "DictionaryKeyMandatoryEntry",
                "The expression key is missing.",
            )
            .raise();
        }
        Ok(column)
    }

    fn set(&mut self, host: &mut dyn Host, key: &str, typed: &str, value: &Value) -> Result {
        if value.is_null() {
            return fault(
                "DictionaryKeyMissingValue",
                format!("The {typed} key has no value."),
            )
            .raise();
        }
        match key {
            "expression" => self.expression = expression(value, "ExpressionEmptyString1")?,
            "width" => match convert::to_i32(host, value)? {
                width @ 1.. => self.width = Some(width as usize),
                width => {
                    let what = format!(
                        "The value {width} of the {key} key is out of range. It must be greater than 0."
                    );
                    return fault("WidthOutOfRange", what).raise();
                }
            },
            "depth" => self.depth = Some(convert::to_i32(host, value)?.max(0) as usize),
            "alignment" => self.align = Some(alignment(&convert::to_text(host, value)?)?),
            "formatstring" => self.format = Some(convert::to_text(host, value)?),
            _ => self.label = Some(convert::to_text(host, value)?),
        }
        Ok(())
    }
}

fn expression(value: &Value, empty: &str) -> Result<Expression> {
    match value.base() {
        Value::Str(name) if name.is_empty() => {
            fault(empty, "An empty string is not a valid expression.").raise()
        }
        Value::Str(name) => Ok(Expression::Name(name.clone())),
        Value::Native(block) if block.get_type().is(&types::SCRIPT_BLOCK) => {
            Ok(Expression::Block(value.base().clone()))
        }
        Value::Null | Value::Nothing => {
            let what = "Cannot convert null to one of the following types {System.String, System.Management.Automation.ScriptBlock}.";
            fault("DictionaryKeyUnknownType", what).raise()
        }
        other => {
            let kind = other.get_type().full_name();
            let what = format!(
                "Cannot convert {kind} to one of the following types {{System.String, System.Management.Automation.ScriptBlock}}."
            );
            fault("DictionaryKeyUnknownType", what).raise()
        }
    }
}

/// The key that was meant; `name` and `label` are one.
fn matching(typed: &str, keys: &[&'static str]) -> Result<&'static str> {
    let fits = |key: &&&'static str| {
        key.get(..typed.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(typed))
    };
    let found: Vec<&'static str> = keys.iter().filter(fits).copied().collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => fault(
            "DictionaryKeyIllegal",
            format!("The {typed} key is not valid."),
        )
        .raise(),
        [one, other, ..] => fault(
            "DictionaryKeyAmbiguous",
            format!("The {typed} key is not unique. It could be {one} or {other}."),
        )
        .raise(),
    }
}

fn alignment(text: &str) -> Result<Align> {
    let all = [
        ("left", Align::Left),
        ("center", Align::Center),
        ("right", Align::Right),
    ];
    let fits = |(name, _): &&(&str, Align)| {
        !text.is_empty()
            && name
                .get(..text.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(text))
    };
    match all.iter().find(fits) {
        Some((_, align)) => Ok(*align),
        None => {
            let what = format!(
                "{text} is not a valid value for the alignment key. Valid values are {{left, center, right}}."
            );
            fault("AlignmentIllegalValue", what).raise()
        }
    }
}

fn fault(id: &str, what: impl Into<Str>) -> Fault {
    Fault::new(&types::NOT_SUPPORTED_EXCEPTION, what)
        .id(id)
        .category(Category::InvalidArgument)
}
