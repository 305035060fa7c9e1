//! `[System.Management.Automation.LanguagePrimitives]`: PowerShell's own rules, as scripts can call them.

use super::args::*;
use super::table::*;
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{List, Result, Value, compare, convert};

/// `LanguagePrimitives`
pub static LANGUAGE_PRIMITIVES: TypeInfo =
    TypeInfo::statics("System.Management.Automation.LanguagePrimitives", || {
        MEMBERS
    });

static MEMBERS: &[Member] = &[
    static_method!("Compare",
        (first: OBJ, second: OBJ) -> INT => |c| order(c, false),
        (first: OBJ, second: OBJ, ignoreCase: BOOL) -> INT => |c| order(c, c.flag(2)),
        (first: OBJ, second: OBJ, ignoreCase: BOOL, formatProvider: PROVIDER) -> INT => |c| order(c, c.flag(2))),
    static_method!("ConvertTo",
        (valueToConvert: OBJ, resultType: TYPE, formatProvider: PROVIDER) -> OBJ => converted,
        (valueToConvert: OBJ, resultType: TYPE) -> OBJ => converted),
    static_method!("ConvertTypeNameToPSTypeName", (typeName: STR) -> STR => |c| ok(type_name(&c.text(0)))),
    static_method!("Equals",
        (first: OBJ, second: OBJ) -> BOOL => |c| equal(c, false),
        (first: OBJ, second: OBJ, ignoreCase: BOOL) -> BOOL => |c| equal(c, c.flag(2)),
        (first: OBJ, second: OBJ, ignoreCase: BOOL, formatProvider: PROVIDER) -> BOOL => |c| equal(c, c.flag(2))),
    static_method!("GetEnumerable", (obj: OBJ) -> ENUMERABLE => |c| Ok(if convert::enumerate(c.arg(0)).is_some() { c.arg(0).clone() } else { Value::Null })),
    static_method!("GetEnumerator", (obj: OBJ) -> ENUMERATOR => |c| match convert::enumerate(c.arg(0)) {
        Some(items) => Ok(super::enumerator::Enumerator::over(items?)),
        None => Ok(Value::Null),
    }),
    static_method!("GetPSDataCollection", (inputValue: OBJ) -> OBJ => |c| {
        let items = match convert::enumerate(c.arg(0)) {
            Some(items) => items?,
            None if c.arg(0).is_null() => Vec::new(),
            None => vec![c.arg(0).clone()],
        };
        let element = Type::Known(&types::PSOBJECT);
        ok(List::new(Type::generic(&super::list::PS_DATA_COLLECTION, vec![element.clone()]), element, items))
    }),
    static_method!("IsObjectEnumerable", (obj: OBJ) -> BOOL => |c| ok(convert::enumerate(c.arg(0)).is_some())),
    static_method!("IsTrue", (obj: OBJ) -> BOOL => |c| ok(convert::to_bool(c.arg(0)))),
    static_method!("TryCompare",
        (first: OBJ, second: OBJ, ignoreCase: BOOL, result: *INT) -> BOOL => |c| try_order(c, c.flag(2), 3),
        (first: OBJ, second: OBJ, result: *INT) -> BOOL => |c| try_order(c, false, 2),
        (first: OBJ, second: OBJ, ignoreCase: BOOL, formatProvider: PROVIDER, result: *INT) -> BOOL => |c| try_order(c, c.flag(2), 4)),
    static_method!("TryConvertTo",
        (valueToConvert: OBJ, resultType: TYPE, result: *OBJ) -> BOOL => |c| try_convert(c, 2),
        (valueToConvert: OBJ, resultType: TYPE, formatProvider: PROVIDER, result: *OBJ) -> BOOL => |c| try_convert(c, 3)),
];

fn pair(c: &Call<'_>) -> (Value, Value) {
    (c.arg(0).clone(), c.arg(1).clone())
}

fn order(c: &mut Call<'_>, ignore_case: bool) -> Result<Value> {
    let (first, second) = pair(c);
    ok(compare::ps_compare(c.host, &first, &second, ignore_case)? as i32)
}

fn equal(c: &mut Call<'_>, ignore_case: bool) -> Result<Value> {
    let (first, second) = pair(c);
    ok(compare::ps_equals(c.host, &first, &second, ignore_case)?)
}

fn converted(c: &mut Call<'_>) -> Result<Value> {
    let Some(kind) = c.type_of(1) else {
        return argument_null("resultType").raise();
    };
    let value = c.arg(0).clone();
    convert::to(c.host, &value, &kind)
}

fn try_order(c: &mut Call<'_>, ignore_case: bool, result: usize) -> Result<Value> {
    let found = order(c, ignore_case).ok();
    let success = found.is_some();
    c.assign(result, found.unwrap_or(Value::Int(0)))?;
    ok(success)
}

fn try_convert(c: &mut Call<'_>, result: usize) -> Result<Value> {
    let found = converted(c).ok();
    let success = found.is_some();
    c.assign(result, found.unwrap_or_default())?;
    ok(success)
}

/// The name as a type literal, of types that PowerShell knows; `[object]` where there is none.
fn type_name(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("[object]".into());
    }
    let info = types::find(name, 0)?;
    Some(format!(
        "[{}]",
        super::display::type_name(&Type::Known(info))
    ))
}
