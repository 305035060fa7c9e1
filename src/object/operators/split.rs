//! `-split`

use super::pattern::refused;
use crate::convert;
use crate::pattern::{RegexOptions, cached, escape};
use crate::types::{self, Type, TypeInfo};
use crate::{Array, Fault, Host, List, Result, Str, Value};
use syntax::ast::Case;

/// `System.Management.Automation.SplitOptions`
pub static SPLIT_OPTIONS: TypeInfo = TypeInfo::flags(
    "System.Management.Automation.SplitOptions",
    &[
        ("SimpleMatch", SIMPLE),
        ("RegexMatch", 0x02),
        ("CultureInvariant", 0x04),
        ("IgnorePatternWhitespace", 0x08),
        ("Multiline", 0x10),
        ("Singleline", 0x20),
        ("IgnoreCase", IGNORE_CASE),
        ("ExplicitCapture", 0x80),
    ],
);

const SIMPLE: i64 = 0x01;
const IGNORE_CASE: i64 = 0x40;

/// Which regex option each bit of the split options is.
const OPTIONS: [(i64, RegexOptions); 6] = [
    (0x04, RegexOptions::CULTURE_INVARIANT),
    (0x08, RegexOptions::IGNORE_PATTERN_WHITESPACE),
    (0x10, RegexOptions::MULTILINE),
    (0x20, RegexOptions::SINGLELINE),
    (IGNORE_CASE, RegexOptions::IGNORE_CASE),
    (0x80, RegexOptions::EXPLICIT_CAPTURE),
];

/// `left -split right`: a delimiter or a script block, then how many pieces at most, then options.
pub fn split(host: &mut dyn Host, left: &Value, right: &Value, case: Case) -> Result<Value> {
    let arguments = convert::enumerate(right).unwrap_or_else(|| Ok(vec![right.clone()]))?;
    let Some(delimiter) = arguments.first() else {
        let shown = convert::to_string_method(host, right)?;
        let message = format!("The argument to operator '-split' is not valid: {shown}.");
        return Fault::runtime("BadOperatorArgument", message)
            .target(right.clone())
            .raise();
    };
    let limit = match arguments.get(1) {
        Some(limit) => convert::to_i32(host, limit).map_err(convert::in_operator)?,
        None => 0,
    };
    let is_block = matches!(delimiter.base(), Value::Native(object) if object.get_type().is(&types::SCRIPT_BLOCK));
    let options = options(host, arguments.get(2), is_block, case == Case::Ignore)?;
    let texts = texts(host, left)?;
    if is_block {
        return by_block(host, &texts, delimiter, i64::from(limit));
    }
    let delimiter = convert::to_text(host, delimiter)?;
    by_pattern(&texts, &delimiter, i64::from(limit), options)
}

/// `-split value`: at blanks, those at both ends aside.
pub fn split_blanks(host: &mut dyn Host, value: &Value) -> Result<Value> {
    let texts: Vec<Str> = texts(host, value)?
        .iter()
        .map(|text| Str::from(text.trim()))
        .collect();
    by_pattern(&texts, r"\s+", 0, 0)
}

fn texts(host: &mut dyn Host, value: &Value) -> Result<Vec<Str>> {
    let items = convert::enumerate(value).unwrap_or_else(|| Ok(vec![value.clone()]))?;
    items
        .iter()
        .map(|item| convert::to_text(host, item))
        .collect()
}

/// The options that were given; case counts as given where none are.
fn options(
    host: &mut dyn Host,
    given: Option<&Value>,
    is_block: bool,
    ignore_case: bool,
) -> Result<i64> {
    let case = if ignore_case { IGNORE_CASE } else { 0 };
    let given = match given {
        None => return Ok(case),
        Some(given) if given.is_null() || given.as_str().is_some_and(|text| text.is_empty()) => {
            return Ok(0);
        }
        Some(given) => given,
    };
    let converted =
        convert::to(host, given, &Type::Known(&SPLIT_OPTIONS)).map_err(convert::in_operator)?;
    if is_block {
        let message = "Options are not allowed on the -split operator with a predicate.";
        return invalid("InvalidSplitOptionWithPredicate", message);
    }
    let bits = match converted {
        Value::Enum(value) => value.bits,
        _ => 0,
    };
    Ok(bits | case)
}

fn invalid<T>(id: &str, message: &str) -> Result<T> {
    Fault::new(&types::PARSE_EXCEPTION, message)
        .id(id)
        .category(crate::Category::ParserError)
        .raise()
}

fn by_pattern(texts: &[Str], delimiter: &str, limit: i64, options: i64) -> Result<Value> {
    let simple = options & SIMPLE != 0;
    if simple && options & !(SIMPLE | IGNORE_CASE) != 0 {
        return invalid(
            "InvalidSplitOptionCombination",
            "SimpleMatch cannot be combined with options other than IgnoreCase.",
        );
    }
    let mut flags = RegexOptions::NONE;
    for (bit, flag) in OPTIONS {
        if options & bit != 0 {
            flags = flags.with(flag);
        }
    }
    let pattern = if simple {
        escape(delimiter)
    } else {
        delimiter.to_string()
    };
    let regex = cached(&pattern, flags).map_err(refused)?;
    let count = usize::try_from(limit.unsigned_abs()).unwrap_or(usize::MAX);
    let mut pieces = Vec::new();
    for text in texts {
        // A negative limit counts pieces from the end.
        let found = if limit < 0 {
            regex.split_from_end(text, count)
        } else {
            regex.split(text, count)
        };
        pieces.extend(found.map_err(refused)?.into_iter().map(Value::str));
    }
    Ok(strings(pieces))
}

fn strings(pieces: Vec<Value>) -> Value {
    Value::Array(Array::of(Type::Known(&types::STRING), pieces))
}

/// Pieces between the characters that the block takes for delimiters.
fn by_block(host: &mut dyn Host, texts: &[Str], block: &Value, limit: i64) -> Result<Value> {
    if limit.abs() == 1 {
        let string = Type::Known(&types::STRING);
        let kind = Type::generic(&types::LIST, vec![string.clone()]);
        return Ok(Value::List(List::new(
            kind,
            string,
            texts.iter().cloned().map(Value::Str).collect(),
        )));
    }
    let mut pieces = Vec::new();
    for text in texts {
        pieces.extend(split_text(host, text, block, limit)?);
    }
    Ok(strings(pieces))
}

fn split_text(host: &mut dyn Host, text: &Str, block: &Value, limit: i64) -> Result<Vec<Value>> {
    let mut cuts: Vec<(usize, char)> = Vec::new();
    let mut characters: Vec<(usize, char)> = text.char_indices().collect();
    if limit < 0 {
        characters.reverse();
    }
    for (at, c) in characters {
        let arguments = [
            Value::Str(text.clone()),
            Value::Int(text.utf16_offset(at) as i32),
        ];
        let answer = host.call_on(block, &Value::Str(c.into()), &arguments)?;
        if convert::to_bool(&answer) {
            cuts.push((at, c));
            if limit != 0 && cuts.len() as u64 + 1 == limit.unsigned_abs() {
                break;
            }
        }
    }
    cuts.sort_unstable();
    let mut pieces = Vec::with_capacity(cuts.len() + 1);
    let mut start = 0;
    for (at, c) in cuts {
        pieces.push(Value::str(&text[start..at]));
        start = at + c.len_utf8();
    }
    pieces.push(Value::str(&text[start..]));
    Ok(pieces)
}
