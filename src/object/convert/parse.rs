//! Strings turned into other types: numbers, and whatever has a `Parse` method.

use super::code::Code;
use super::fault;
use super::number::{Number, thrown};
use super::scan::from_scanned;
use crate::date::{
    DateError, DateTimeFormatInfo, DateTimeStyles, Zone, parse as parse_date, parse_time_span,
};
use crate::number::{
    Integer, NumberError, NumberFormatInfo, NumberStyles, parse_decimal, parse_f64, parse_integer,
    scan_number, string_to_bigint, string_to_f32, string_to_f64, string_to_integer,
};
use crate::types::{self, Call, MemberKind, Overload, Sig, Type};
use crate::{Exception, Host, Result, Value};
use rust_decimal::Decimal;
use std::rc::Rc;

/// `[int]"..."` and its siblings; the empty string is zero.
pub(super) fn to_number(
    host: &mut dyn Host,
    value: &Value,
    text: &str,
    code: Code,
    kind: &Type,
) -> Result<Value> {
    let parsed = match code {
        Code::SByte => integer::<i8>(text).map(Value::SByte),
        Code::Byte => integer::<u8>(text).map(Value::Byte),
        Code::Int16 => integer::<i16>(text).map(Value::Short),
        Code::UInt16 => integer::<u16>(text).map(Value::UShort),
        Code::Int32 => integer::<i32>(text).map(Value::Int),
        Code::UInt32 => integer::<u32>(text).map(Value::UInt),
        Code::Int64 => integer::<i64>(text).map(Value::Long),
        Code::UInt64 => integer::<u64>(text).map(Value::ULong),
        Code::Single => zero_or(text, string_to_f32).map(Value::Single),
        Code::Double => zero_or(text, string_to_f64).map(Value::Double),
        Code::Decimal => zero_or(text, decimal).map(Value::Decimal),
        _ => zero_or(text, string_to_bigint).map(|n| Value::BigInt(Rc::new(n))),
    };
    let id = match code {
        Code::Single | Code::Double => "InvalidCastFromStringToDoubleOrSingle",
        Code::Decimal => "InvalidCastFromStringToDecimal",
        _ => "InvalidCastFromStringToInteger",
    };
    parsed.map_err(|error| fault::failed(host, id, value, kind, *thrown(error)))
}

/// What is too large says so only if it is a plain integer; other notations are then "not in a correct format".
fn integer<T: Integer + Default>(text: &str) -> std::result::Result<T, NumberError> {
    let error = match zero_or(text, string_to_integer) {
        Err(error @ NumberError::Overflow(_)) => error,
        other => return other,
    };
    let hexadecimal = text.trim_start().to_ascii_lowercase().starts_with("0x");
    match parse_integer::<T>(
        text,
        NumberStyles::INTEGER,
        NumberFormatInfo::invariant_ref(),
    ) {
        Err(format @ NumberError::Format(_)) if !hexadecimal => Err(format),
        _ => Err(error),
    }
}

/// A literal first, of which one with a point is a double before it is a decimal; then `decimal.Parse`, then through a double.
fn decimal(text: &str) -> std::result::Result<Decimal, NumberError> {
    let literal = scan_number(text)
        .and_then(|number| Number::of(&from_scanned(number)))
        .and_then(Number::to_decimal);
    if let Some(decimal) = literal {
        return Ok(decimal);
    }
    let info = NumberFormatInfo::invariant_ref();
    parse_decimal(text, NumberStyles::NUMBER, info).or_else(|error| match error {
        NumberError::Format(_) => {
            let double = parse_f64(
                text,
                NumberStyles::FLOAT.with(NumberStyles::ALLOW_THOUSANDS),
                info,
            )
            .ok();
            double
                .and_then(|x| Number::Double(x).to_decimal())
                .ok_or(error)
        }
        other => Err(other),
    })
}

fn zero_or<T: Default>(
    text: &str,
    parse: impl Fn(&str) -> std::result::Result<T, NumberError>,
) -> std::result::Result<T, NumberError> {
    if text.is_empty() {
        Ok(T::default())
    } else {
        parse(text)
    }
}

/// How a type reads strings.
#[derive(Clone, Copy)]
pub(crate) enum Parser {
    /// `[datetime]`
    Date,
    /// `[timespan]`
    Span,
    /// `[guid]`
    Guid,
    /// `[char]`
    Char,
    /// The `Parse` method in its table, with a format provider or without.
    Member(&'static Overload),
}

/// The parser of a type; `None` where it has none.
pub(super) fn parser(kind: &Type) -> Option<Parser> {
    let Type::Known(info) = kind else { return None };
    for (known, parser) in [
        (&types::DATE_TIME, Parser::Date),
        (&types::TIME_SPAN, Parser::Span),
        (&types::GUID, Parser::Guid),
        (&types::CHAR, Parser::Char),
    ] {
        if std::ptr::eq(*info, known) {
            return Some(parser);
        }
    }
    let member = info
        .own_members()
        .iter()
        .find(|member| member.is_static && member.name == "Parse")?;
    let MemberKind::Method(overloads) = &member.kind else {
        return None;
    };
    let takes_text = |overload: &&Overload| matches!(overload.params.first().map(|p| p.sig), Some(Sig::One(info)) if std::ptr::eq(info, &types::STRING));
    let with_provider = overloads
        .iter()
        .filter(takes_text)
        .find(|overload| has_provider(overload));
    with_provider
        .or_else(|| {
            overloads
                .iter()
                .filter(takes_text)
                .find(|overload| overload.params.len() == 1)
        })
        .map(Parser::Member)
}

fn has_provider(overload: &Overload) -> bool {
    matches!(overload.params, [_, provider] if matches!(provider.sig, Sig::One(info) if info.name == "System.IFormatProvider"))
}

/// Reads the string.
pub(super) fn run(
    host: &mut dyn Host,
    parser: Parser,
    value: &Value,
    text: &str,
    kind: &Type,
) -> Result<Value> {
    const WITH_PROVIDER: &str = "InvalidCastParseTargetInvocationWithFormatProvider";
    const PLAIN: &str = "InvalidCastParseTargetInvocation";
    let (id, parsed) = match parser {
        Parser::Date => {
            let now = host.now();
            let date = parse_date(
                text,
                DateTimeFormatInfo::invariant_ref(),
                DateTimeStyles::NONE,
                now,
                &Zone::local(),
            );
            (WITH_PROVIDER, date.map(Value::DateTime).map_err(date_error))
        }
        Parser::Span => (
            WITH_PROVIDER,
            parse_time_span(text)
                .map(Value::TimeSpan)
                .map_err(date_error),
        ),
        Parser::Guid => (WITH_PROVIDER, guid(text)),
        Parser::Char => (PLAIN, character(text)),
        Parser::Member(overload) => {
            let provided = has_provider(overload);
            let args = [value.clone(), Value::Null];
            let mut call = Call {
                host,
                this: &Value::Null,
                args: &args[..overload.params.len()],
                kind,
            };
            let id = if provided { WITH_PROVIDER } else { PLAIN };
            return (overload.run)(&mut call)
                .map_err(|error| fault::failed_by(host, id, value, kind, error));
        }
    };
    parsed.map_err(|inner| fault::failed(host, id, value, kind, inner))
}

/// The exception of .NET behind an error of the date room.
pub(crate) fn date_error(error: DateError) -> Exception {
    let kind = match error {
        DateError::Format(_) => &types::FORMAT_EXCEPTION,
        DateError::Overflow(_) => &types::OVERFLOW_EXCEPTION,
        DateError::OutOfRange(..) => &types::ARGUMENT_OUT_OF_RANGE_EXCEPTION,
        DateError::Argument(..) => &types::ARGUMENT_EXCEPTION,
    };
    Exception::new(kind, error.to_string())
}

fn character(text: &str) -> std::result::Result<Value, Exception> {
    let mut units = text.encode_utf16();
    match (units.next(), units.next()) {
        (Some(unit), None) => Ok(Value::Char(unit)),
        _ => Err(Exception::new(
            &types::FORMAT_EXCEPTION,
            "String must be exactly one character long.",
        )),
    }
}

fn guid(text: &str) -> std::result::Result<Value, Exception> {
    let trimmed = text.trim();
    // `uuid` reads more forms than .NET does, such as `urn:uuid:`; one that .NET refuses has another length.
    let known_length = matches!(trimmed.len(), 32 | 36 | 38);
    let inner = match trimmed.strip_prefix('(') {
        Some(rest) => rest.strip_suffix(')').unwrap_or(""),
        None => trimmed,
    };
    let parsed = uuid::Uuid::try_parse(inner)
        .ok()
        .filter(|_| known_length && !trimmed.starts_with("urn"));
    parsed
        .map(|guid| Value::Guid(guid.into_bytes()))
        .ok_or_else(|| Exception::new(&types::FORMAT_EXCEPTION, guid_fault(trimmed)))
}

fn guid_fault(text: &str) -> &'static str {
    if text.len() == 36 && text.matches('-').count() != 4 {
        return "Dashes are in the wrong position for GUID parsing.";
    }
    "Unrecognized Guid format."
}
