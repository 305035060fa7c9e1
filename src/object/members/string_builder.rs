//! `[System.Text.StringBuilder]`.

use super::args::*;
use super::table::*;
use super::units::{self, text_of_units};
use crate::culture::utf16_len;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Native, Result, Str, Value, convert};
use std::cell::{Cell, RefCell};

/// A `StringBuilder`.
pub struct StringBuilder {
    text: RefCell<String>,
    /// UTF-16 units in the text, counted as they come: reading all of it at each `Append` would take quadratic time.
    units: Cell<usize>,
    capacity: Cell<i32>,
}

/// `StringBuilder`
pub static STRING_BUILDER: TypeInfo =
    TypeInfo::class("System.Text.StringBuilder", &types::OBJECT).members(|| MEMBERS);

const CAPACITY_DEFAULT: i32 = 16;

impl StringBuilder {
    /// A builder that holds a text.
    pub fn new(text: &str) -> StringBuilder {
        StringBuilder::with(text, CAPACITY_DEFAULT)
    }

    fn with(text: &str, capacity: i32) -> StringBuilder {
        let builder = StringBuilder {
            text: RefCell::new(text.to_string()),
            units: Cell::new(utf16_len(text)),
            capacity: Cell::new(capacity),
        };
        builder.grow();
        builder
    }

    /// Adds text at the end.
    pub fn push(&self, text: &str) {
        self.text.borrow_mut().push_str(text);
        self.units.set(self.units.get() + utf16_len(text));
        self.grow();
    }

    fn length(&self) -> usize {
        self.units.get()
    }

    /// The capacity grows as .NET's does: a new chunk is as long as what is there already.
    fn grow(&self) {
        let needed = self.length() as i32;
        while self.capacity.get() < needed {
            let own = self.capacity.get();
            self.capacity.set(own + (needed - own).max(own.min(8000)));
        }
    }

    fn set(&self, text: String) {
        self.change(|own| *own = text);
    }

    fn change(&self, change: impl FnOnce(&mut String)) {
        change(&mut self.text.borrow_mut());
        self.units.set(utf16_len(&self.text.borrow()));
        self.grow();
    }
}

impl Native for StringBuilder {
    fn get_type(&self) -> Type {
        Type::Known(&STRING_BUILDER)
    }

    fn to_text(&self) -> Str {
        self.text.borrow().as_str().into()
    }
}

const SELF: Sig = Sig::One(&STRING_BUILDER);

/// `Append` of a value, as its `ToString()` writes it.
macro_rules! appends {
    ($($sig:ident),*) => {
        method!("Append",
            $((value: $sig) -> SELF => append),*,
            (value: CHAR, repeatCount: INT) -> SELF => |c| {
                if c.int(1) < 0 {
                    return negative("repeatCount", c.long(1)).raise();
                }
                let text = text_of_units(&vec![c.unit(0); c.int(1) as usize]);
                this(c)?.push(&text);
                Ok(c.this.clone())
            },
            (value: CHARS, startIndex: INT, charCount: INT) -> SELF => |c| append_part(c, &c.units(0), "charCount"),
            (value: STR, startIndex: INT, count: INT) -> SELF => |c| append_part(c, &units::of(&c.text(0)), "count"),
            (value: SELF, startIndex: INT, count: INT) -> SELF => |c| append_part(c, &units::of(&other(c, 0)), "count"))
    };
}

macro_rules! inserts {
    ($($sig:ident),*) => {
        method!("Insert",
            (index: INT, value: STR, count: INT) -> SELF => |c| {
                if c.int(2) < 0 {
                    return negative("count", c.long(2)).raise();
                }
                let text = c.text(1).repeat(c.int(2) as usize);
                insert(c, &text)
            },
            $((index: INT, value: $sig) -> SELF => |c| {
                let value = c.arg(1).clone();
                if value.is_null() {
                    return Ok(c.this.clone());
                }
                let text = text_of(c, &value)?;
                insert(c, &text)
            }),*,
            (index: INT, value: CHARS, startIndex: INT, charCount: INT) -> SELF => |c| {
                let units = c.units(1);
                let part = range(units.len(), c.int(2), c.int(3), "startIndex", "charCount")?;
                insert(c, &text_of_units(&units[part]))
            })
    };
}

static MEMBERS: &[Member] = &[
    constructors!(
        () -> VOID => |_| Ok(Value::native(StringBuilder::new(""))),
        (capacity: INT) -> VOID => |c| with_capacity(c, "", 0),
        (value: STR) -> VOID => |c| Ok(Value::native(StringBuilder::new(&c.text(0)))),
        (value: STR, capacity: INT) -> VOID => |c| with_capacity(c, &c.text(0), 1),
        (value: STR, startIndex: INT, length: INT, capacity: INT) -> VOID => |c| {
            let units = units::of(&c.text(0)).into_owned();
            let part = range(units.len(), c.int(1), c.int(2), "startIndex", "length")?;
            with_capacity(c, &text_of_units(&units[part]), 3)
        },
        (capacity: INT, maxCapacity: INT) -> VOID => |c| with_capacity(c, "", 0)),
    property!("Capacity", INT => |c| ok(this(c)?.capacity.get()), |c| {
        if (c.int(0) as usize) < this(c)?.length() || c.int(0) < 0 {
            return out_of_range("value", "capacity was less than the current size.").raise();
        }
        this(c)?.capacity.set(c.int(0));
        Ok(Value::Nothing)
    }),
    property!("Length", INT => |c| ok(this(c)?.length() as i32), set_length),
    get!("MaxCapacity", INT => |_| ok(i32::MAX)),
    method!("Chars", (index: INT) -> CHAR => char_at),
    method!("get_Item", (index: INT) -> CHAR => char_at),
    method!("get_Chars", (index: INT) -> CHAR => char_at),
    method!("set_Item", (index: INT, value: CHAR) -> VOID => set_char),
    method!("set_Chars", (index: INT, value: CHAR) -> VOID => set_char),
    appends!(
        UINT, SBYTE, BYTE, SHORT, INT, LONG, SINGLE, CHAR, DOUBLE, USHORT, ULONG, OBJ, CHARS,
        DECIMAL, BOOL, STR, SELF
    ),
    method!("AppendFormat",
        (provider: PROVIDER, format: STR, arg0: OBJ) -> SELF => |c| append_format(c, Some(0), 1),
        (provider: PROVIDER, format: STR, arg0: OBJ, arg1: OBJ) -> SELF => |c| append_format(c, Some(0), 1),
        (provider: PROVIDER, format: STR, arg0: OBJ, arg1: OBJ, arg2: OBJ) -> SELF => |c| append_format(c, Some(0), 1),
        (format: STR, args: ..OBJECTS) -> SELF => |c| { super::format::check_list(c)?; append_format(c, None, 0) },
        (format: STR, arg0: OBJ, arg1: OBJ, arg2: OBJ) -> SELF => |c| append_format(c, None, 0),
        (provider: PROVIDER, format: STR, args: ..OBJECTS) -> SELF => |c| { super::format::check_list(c)?; append_format(c, Some(0), 1) },
        (format: STR, arg0: OBJ) -> SELF => |c| append_format(c, None, 0),
        (format: STR, arg0: OBJ, arg1: OBJ) -> SELF => |c| append_format(c, None, 0)),
    method!("AppendJoin",
        (separator: CHAR, values: ..STRS) -> SELF => append_join,
        (separator: STR, values: ..STRS) -> SELF => append_join,
        (separator: STR, values: ..OBJECTS) -> SELF => append_join,
        (separator: CHAR, values: ..OBJECTS) -> SELF => append_join),
    method!("AppendLine",
    (value: STR) -> SELF => |c| {
        let builder = this(c)?;
        builder.push(&c.text(0));
        builder.push("\n");
        Ok(c.this.clone())
    },
    () -> SELF => |c| {
        this(c)?.push("\n");
        Ok(c.this.clone())
    }),
    method!("Clear", () -> SELF => |c| {
        this(c)?.change(String::clear);
        Ok(c.this.clone())
    }),
    method!("CopyTo", (sourceIndex: INT, destination: CHARS, destinationIndex: INT, count: INT) -> VOID => copy_to),
    method!("EnsureCapacity", (capacity: INT) -> INT => |c| {
        if c.int(0) < 0 {
            return negative("capacity", c.long(0)).raise();
        }
        let builder = this(c)?;
        builder.capacity.set(builder.capacity.get().max(c.int(0)));
        ok(builder.capacity.get())
    }),
    method!("Equals",
        (sb: SELF) -> BOOL => |c| ok(c.arg(0).as_native::<StringBuilder>().is_some_and(|other| this(c).is_ok_and(|own| *own.text.borrow() == *other.text.borrow()))),
        (obj: OBJ) -> BOOL => |c| ok(c.arg(0).same(c.this))),
    inserts!(
        SINGLE, BOOL, SBYTE, BYTE, SHORT, STR, CHARS, DECIMAL, USHORT, UINT, CHAR, ULONG, DOUBLE,
        LONG, INT, OBJ
    ),
    method!("Remove", (startIndex: INT, length: INT) -> SELF => remove),
    method!("Replace",
        (oldValue: STR, newValue: STR) -> SELF => |c| replace(c, None),
        (oldValue: STR, newValue: STR, startIndex: INT, count: INT) -> SELF => |c| replace(c, Some((c.int(2), c.int(3)))),
        (oldChar: CHAR, newChar: CHAR) -> SELF => |c| replace(c, None),
        (oldChar: CHAR, newChar: CHAR, startIndex: INT, count: INT) -> SELF => |c| replace(c, Some((c.int(2), c.int(3))))),
    method!("ToString",
        (startIndex: INT, length: INT) -> STR => |c| {
            let units: Vec<u16> = this(c)?.text.borrow().encode_utf16().collect();
            let part = range(units.len(), c.int(0), c.int(1), "startIndex", "length")?;
            ok(text_of_units(&units[part]))
        },
        () -> STR => |c| ok(this(c)?.to_text())),
];

fn this<'a>(c: &Call<'a>) -> Result<&'a StringBuilder> {
    match c.this.as_native::<StringBuilder>() {
        Some(builder) => Ok(builder),
        None => invalid_operation("The object is no StringBuilder.").raise(),
    }
}

fn other(c: &Call<'_>, n: usize) -> Str {
    c.arg(n)
        .as_native::<StringBuilder>()
        .map(Native::to_text)
        .unwrap_or_default()
}

fn with_capacity(c: &Call<'_>, text: &str, at: usize) -> Result<Value> {
    let capacity = c.int(at);
    if capacity < 0 {
        return out_of_range("capacity", "'capacity' must be non-negative.").raise();
    }
    if c.kind.is(&STRING_BUILDER) && c.args.len() == 2 && at == 0 && c.int(1) < 1 {
        return out_of_range("maxCapacity", "The maximum capacity must be 1 or greater.").raise();
    }
    let capacity = if capacity == 0 {
        CAPACITY_DEFAULT
    } else {
        capacity
    };
    Ok(Value::native(StringBuilder::with(text, capacity)))
}

/// Checks a start and a length against what they are a part of.
fn range(
    whole: usize,
    start: i32,
    length: i32,
    start_name: &str,
    length_name: &str,
) -> Result<std::ops::Range<usize>> {
    if start < 0 {
        return negative(start_name, i64::from(start)).raise();
    }
    if length < 0 {
        return negative(length_name, i64::from(length)).raise();
    }
    if start as usize + length as usize > whole {
        return out_of_range(
            length_name,
            "Index and length must refer to a location within the string.",
        )
        .raise();
    }
    Ok(start as usize..start as usize + length as usize)
}

fn text_of(c: &mut Call<'_>, value: &Value) -> Result<Str> {
    Ok(match value.base() {
        Value::Null | Value::Nothing => Str::default(),
        Value::Str(text) => text.clone(),
        Value::Array(array) if array.element.is(&types::CHAR) => {
            let units: Vec<u16> = array
                .to_vec()
                .iter()
                .map(|item| {
                    if let Value::Char(unit) = item {
                        *unit
                    } else {
                        0
                    }
                })
                .collect();
            text_of_units(&units)
        }
        other => convert::to_string_method(c.host, other)?,
    })
}

fn append(c: &mut Call<'_>) -> Result<Value> {
    let value = c.arg(0).clone();
    let text = text_of(c, &value)?;
    this(c)?.push(&text);
    Ok(c.this.clone())
}

fn append_part(c: &Call<'_>, units: &[u16], length_name: &str) -> Result<Value> {
    let part = range(units.len(), c.int(1), c.int(2), "startIndex", length_name)?;
    this(c)?.push(&text_of_units(&units[part]));
    Ok(c.this.clone())
}

fn append_format(c: &mut Call<'_>, provider: Option<usize>, at: usize) -> Result<Value> {
    let text = super::format::composite_call(c, provider, at)?;
    this(c)?.push(text.as_str().map(|text| &**text).unwrap_or_default());
    Ok(c.this.clone())
}

fn append_join(c: &mut Call<'_>) -> Result<Value> {
    let separator = match c.arg(0) {
        Value::Char(unit) => text_of_units(&[*unit]),
        other => other.as_str().cloned().unwrap_or_default(),
    };
    for (at, item) in c.items(1).iter().enumerate() {
        let text = text_of(c, item)?;
        let builder = this(c)?;
        if at > 0 {
            builder.push(&separator);
        }
        builder.push(&text);
    }
    Ok(c.this.clone())
}

fn place(builder: &StringBuilder, index: i32) -> Option<usize> {
    let text = builder.text.borrow();
    let at = usize::try_from(index).ok()?;
    match builder.units.get() == text.len() {
        true => (at <= text.len()).then_some(at),
        false => crate::culture::byte_offset(&text, at),
    }
}

fn insert(c: &Call<'_>, text: &str) -> Result<Value> {
    let builder = this(c)?;
    let Some(at) = place(builder, c.int(0)) else {
        return out_of_range("index", "Index was out of range. Must be non-negative and less than or equal to the size of the collection.").raise();
    };
    builder.change(|own| own.insert_str(at, text));
    Ok(c.this.clone())
}

fn remove(c: &mut Call<'_>) -> Result<Value> {
    let builder = this(c)?;
    let (start, length) = (c.int(0), c.int(1));
    if length < 0 {
        return negative("length", i64::from(length)).raise();
    }
    if start < 0 {
        return negative("startIndex", i64::from(start)).raise();
    }
    match (place(builder, start), place(builder, start.saturating_add(length))) {
        (Some(from), Some(to)) => {
            builder.change(|own| own.replace_range(from..to, ""));
            Ok(c.this.clone())
        }
        _ => out_of_range("length", "Index was out of range. Must be non-negative and less than the size of the collection.").raise(),
    }
}

fn replace(c: &mut Call<'_>, part: Option<(i32, i32)>) -> Result<Value> {
    let builder = this(c)?;
    let piece = |n: usize| match c.arg(n) {
        Value::Char(unit) => text_of_units(&[*unit]),
        other => other.as_str().cloned().unwrap_or_default(),
    };
    let (old, new) = (piece(0), piece(1));
    if old.is_empty() {
        return argument("The value cannot be an empty string.", "oldValue").raise();
    }
    let whole = Str::from(builder.text.borrow().as_str());
    let (start, end) = match part {
        None => (0, whole.len()),
        Some((start, count)) => {
            let found = (
                place(builder, start),
                place(builder, start.saturating_add(count)),
            );
            match found {
                (Some(from), Some(to)) if count >= 0 => (from, to),
                (Some(_), _) => return out_of_range("count", "Index was out of range. Must be non-negative and less than or equal to the size of the collection.").raise(),
                _ => return out_of_range("startIndex", "Index was out of range. Must be non-negative and less than or equal to the size of the collection.").raise(),
            }
        }
    };
    builder.set(format!(
        "{}{}{}",
        &whole[..start],
        whole[start..end].replace(&*old, &new),
        &whole[end..]
    ));
    Ok(c.this.clone())
}

fn set_length(c: &mut Call<'_>) -> Result<Value> {
    let builder = this(c)?;
    let Ok(wanted) = usize::try_from(c.int(0)) else {
        return out_of_range("value", "Length cannot be less than zero.").raise();
    };
    let own = builder.length();
    if wanted > own {
        builder.push(&"\0".repeat(wanted - own));
    } else if let Some(at) = place(builder, wanted as i32) {
        builder.change(|own| own.truncate(at));
    }
    Ok(Value::Nothing)
}

fn index_fault() -> Fault {
    Fault::new(
        &types::INDEX_OUT_OF_RANGE_EXCEPTION,
        "Index was outside the bounds of the array.",
    )
}

fn char_at(c: &mut Call<'_>) -> Result<Value> {
    let builder = this(c)?;
    let text = builder.text.borrow();
    let found =
        usize::try_from(c.int(0))
            .ok()
            .and_then(|at| match builder.units.get() == text.len() {
                true => text.as_bytes().get(at).map(|byte| u16::from(*byte)),
                false => text.encode_utf16().nth(at),
            });
    found.map(Value::Char).ok_or_else(|| index_fault().into())
}

fn set_char(c: &mut Call<'_>) -> Result<Value> {
    let builder = this(c)?;
    let mut units: Vec<u16> = builder.text.borrow().encode_utf16().collect();
    match usize::try_from(c.int(0)).ok().and_then(|at| units.get_mut(at)) {
        Some(slot) => *slot = c.unit(1),
        None => return out_of_range("index", "Index was out of range. Must be non-negative and less than the size of the collection.").raise(),
    }
    builder.set(text_of_units(&units).to_string());
    Ok(Value::Nothing)
}

fn copy_to(c: &mut Call<'_>) -> Result<Value> {
    let units: Vec<u16> = this(c)?.text.borrow().encode_utf16().collect();
    let Value::Array(target) = c.arg(1).base() else {
        return argument_null("destination").raise();
    };
    let (source, start, count) = (c.int(0), c.int(2), c.int(3));
    if count < 0 {
        return negative("count", i64::from(count)).raise();
    }
    if start < 0 {
        return negative("destinationIndex", i64::from(start)).raise();
    }
    if start as usize + count as usize > target.len() {
        return Fault::new(&types::ARGUMENT_EXCEPTION, "Either offset did not refer to a position in the string, or there is an insufficient length of destination character array.").raise();
    }
    if source < 0 || source as usize > units.len() {
        return out_of_range("sourceIndex", "Index was out of range. Must be non-negative and less than the size of the collection.").raise();
    }
    if source as usize + count as usize > units.len() {
        return Fault::new(
            &types::ARGUMENT_EXCEPTION,
            "Source string was not long enough. Check sourceIndex and count.",
        )
        .raise();
    }
    for at in 0..count as usize {
        target.items.borrow_mut().set(
            start as usize + at,
            Value::Char(units[source as usize + at]),
        );
    }
    Ok(Value::Nothing)
}
