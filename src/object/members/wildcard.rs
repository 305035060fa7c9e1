//! `[WildcardPattern]`.

use super::args::argument_null;
use super::table::*;
use crate::pattern::{Wildcard, contains_wildcard_characters, escape_wildcard, unescape_wildcard};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Native, Result, Str, Value};

/// A `WildcardPattern`.
pub struct WildcardPattern {
    pattern: Str,
    compiled: Wildcard,
}

/// `WildcardPattern`
pub static WILDCARD_PATTERN: TypeInfo = TypeInfo::class(
    "System.Management.Automation.WildcardPattern",
    &types::OBJECT,
)
.members(|| MEMBERS);
/// `WildcardOptions`
pub static WILDCARD_OPTIONS: TypeInfo = TypeInfo::flags(
    "System.Management.Automation.WildcardOptions",
    &[
        ("None", 0),
        ("Compiled", 1),
        ("IgnoreCase", 2),
        ("CultureInvariant", 4),
    ],
);

const OPTIONS: Sig = Sig::One(&WILDCARD_OPTIONS);

impl Native for WildcardPattern {
    fn get_type(&self) -> Type {
        Type::Known(&WILDCARD_PATTERN)
    }
}

static MEMBERS: &[Member] = &[
    constructors!((pattern: STR) -> THIS => new, (pattern: STR, options: OPTIONS) -> THIS => new),
    static_method!("Get", (pattern: STR, options: OPTIONS) -> THIS => new),
    static_method!("ContainsWildcardCharacters", (pattern: STR) -> BOOL => |c| Ok(Value::Bool(contains_wildcard_characters(&c.text(0))))),
    static_method!("Escape", (pattern: STR) -> STR => |c| Ok(Value::from(escape_wildcard(&c.text_of(0, "pattern")?)))),
    static_method!("Unescape", (pattern: STR) -> STR => |c| Ok(Value::from(unescape_wildcard(&c.text_of(0, "pattern")?)))),
    method!("IsMatch", (input: STR) -> BOOL => |c| Ok(Value::Bool(c.this.as_native::<WildcardPattern>().is_some_and(|own| own.compiled.is_match(&c.text(0)))))),
    method!("ToWql", () -> STR => |c| Ok(Value::from(c.this.as_native::<WildcardPattern>().map(|own| to_wql(&own.pattern)).unwrap_or_default()))),
];

fn new(c: &mut Call<'_>) -> Result<Value> {
    let Some(pattern) = c.arg(0).as_str().cloned() else {
        return argument_null("pattern").raise();
    };
    match Wildcard::new(&pattern, c.long(1) & 2 != 0) {
        Ok(compiled) => Ok(Value::native(WildcardPattern { pattern, compiled })),
        Err(error) => Fault::new(&types::WILDCARD_PATTERN_EXCEPTION, error.0)
            .id("WildcardPattern_Invalid")
            .raise(),
    }
}

/// The pattern in the language of WMI queries.
fn to_wql(pattern: &str) -> String {
    pattern
        .chars()
        .map(|c| match c {
            '*' => "%".to_string(),
            '?' => "_".to_string(),
            '%' | '_' => format!("[{c}]"),
            other => other.to_string(),
        })
        .collect()
}
