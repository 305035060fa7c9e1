//! Small helpers of .NET around values: `Lazy[T]`, `WeakReference`, `Monitor`, `Interlocked`, `Buffer`.

use super::args::*;
use super::reference;
use super::table::*;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Native, Result, Str, Value, convert};
use std::cell::RefCell;

/// The types of this file.
pub(super) static ALL: &[&TypeInfo] = &[
    &LAZY,
    &WEAK_REFERENCE,
    &MONITOR,
    &INTERLOCKED,
    &BUFFER,
    &BINDING_FLAGS,
    &EVENT_ARGS,
    &READ_ONLY_LIST,
    &READ_ONLY_COLLECTION,
    &READ_ONLY_DICTIONARY,
];

/// A `Lazy[T]`: the value, or the factory that will make it.
struct Lazy {
    kind: Type,
    factory: Value,
    value: RefCell<Option<Value>>,
}

/// A `WeakReference`. What a script can still reach through it is kept alive here: nothing is collected behind its back.
struct WeakReference(RefCell<Value>);

/// `Lazy[T]`
pub static LAZY: TypeInfo = TypeInfo::class("System.Lazy", &types::OBJECT)
    .arity(1)
    .members(|| LAZY_MEMBERS);
/// `WeakReference`
pub static WEAK_REFERENCE: TypeInfo =
    TypeInfo::class("System.WeakReference", &types::OBJECT).members(|| WEAK_MEMBERS);
/// `Monitor`: a session has one thread, so every lock is free.
pub static MONITOR: TypeInfo = TypeInfo::statics("System.Threading.Monitor", || MONITOR_MEMBERS);
/// `Interlocked`
pub static INTERLOCKED: TypeInfo =
    TypeInfo::statics("System.Threading.Interlocked", || INTERLOCKED_MEMBERS);
/// `Buffer`
pub static BUFFER: TypeInfo = TypeInfo::statics("System.Buffer", || BUFFER_MEMBERS);
/// `EventArgs`
pub static EVENT_ARGS: TypeInfo = TypeInfo::class("System.EventArgs", &types::OBJECT);
/// `IReadOnlyList[T]`
pub static READ_ONLY_LIST: TypeInfo =
    TypeInfo::interface("System.Collections.Generic.IReadOnlyList").arity(1);
/// `IReadOnlyCollection[T]`
pub static READ_ONLY_COLLECTION: TypeInfo =
    TypeInfo::interface("System.Collections.Generic.IReadOnlyCollection").arity(1);
/// `IReadOnlyDictionary[K,V]`
pub static READ_ONLY_DICTIONARY: TypeInfo =
    TypeInfo::interface("System.Collections.Generic.IReadOnlyDictionary").arity(2);
/// `BindingFlags`
pub static BINDING_FLAGS: TypeInfo = TypeInfo::flags(
    "System.Reflection.BindingFlags",
    &[
        ("Default", 0),
        ("IgnoreCase", 1),
        ("DeclaredOnly", 2),
        ("Instance", 4),
        ("Static", 8),
        ("Public", 16),
        ("NonPublic", 32),
        ("FlattenHierarchy", 64),
        ("InvokeMethod", 256),
        ("CreateInstance", 512),
        ("GetField", 1024),
        ("SetField", 2048),
        ("GetProperty", 4096),
        ("SetProperty", 8192),
    ],
);

impl Native for Lazy {
    fn get_type(&self) -> Type {
        self.kind.clone()
    }

    fn to_text(&self) -> Str {
        match &*self.value.borrow() {
            Some(value) => super::object::plain_text(value).into(),
            None => "Value is not created.".into(),
        }
    }
}

impl Native for WeakReference {
    fn get_type(&self) -> Type {
        Type::Known(&WEAK_REFERENCE)
    }
}

fn lazy(c: &Call<'_>, factory: Value, value: Option<Value>) -> Result<Value> {
    Ok(Value::native(Lazy {
        kind: c.kind.clone(),
        factory,
        value: RefCell::new(value),
    }))
}

/// A factory, or a value that stands ready where the argument is no code.
fn new_lazy(c: &mut Call<'_>) -> Result<Value> {
    let given = c.arg(0).clone();
    let kind = given.get_type();
    let is_code =
        kind.is(&types::SCRIPT_BLOCK) || Type::Known(&types::DELEGATE).is_assignable_from(&kind);
    if is_code {
        return lazy(c, given, None);
    }
    let wanted = Sig::Argument(0).resolve(c.kind);
    let value = convert::to(c.host, &given, &wanted)?;
    lazy(c, Value::Null, Some(value))
}

fn lazy_value(c: &mut Call<'_>) -> Result<Value> {
    let Some(own) = c.this.as_native_rc::<Lazy>() else {
        return Ok(Value::Null);
    };
    if let Some(value) = &*own.value.borrow() {
        return Ok(value.clone());
    }
    let wanted = Sig::Argument(0).resolve(&own.kind);
    let made = match own.factory.is_null() {
        true => super::access::construct(c.host, &wanted, &[])?,
        false => c.host.call(&own.factory, &[])?,
    };
    let value = convert::to(c.host, &made, &wanted)?;
    *own.value.borrow_mut() = Some(value.clone());
    Ok(value)
}

static LAZY_MEMBERS: &[Member] = &[
    constructors!(
        () -> THIS => |c| lazy(c, Value::Null, None),
        (valueFactory: OBJ) -> THIS => new_lazy,
        (valueFactory: OBJ, isThreadSafe: BOOL) -> THIS => new_lazy),
    get!("IsValueCreated", BOOL => |c| ok(c.this.as_native::<Lazy>().is_some_and(|own| own.value.borrow().is_some()))),
    get!("Value", T0 => lazy_value),
    method!("ToString", () -> STR => |c| ok(c.this.as_native::<Lazy>().map(Native::to_text).unwrap_or_default())),
];

static WEAK_MEMBERS: &[Member] = &[
    constructors!(
        (target: OBJ) -> THIS => |c| Ok(Value::native(WeakReference(RefCell::new(c.arg(0).clone())))),
        (target: OBJ, trackResurrection: BOOL) -> THIS => |c| Ok(Value::native(WeakReference(RefCell::new(c.arg(0).clone()))))),
    get!("IsAlive", BOOL => |c| ok(c.this.as_native::<WeakReference>().is_some_and(|own| !own.0.borrow().is_null()))),
    get!("TrackResurrection", BOOL => |_| ok(false)),
    property!("Target", OBJ => |c| Ok(c.this.as_native::<WeakReference>().map(|own| own.0.borrow().clone()).unwrap_or_default()), |c| {
        if let Some(own) = c.this.as_native::<WeakReference>() {
            *own.0.borrow_mut() = c.arg(0).clone();
        }
        Ok(Value::Null)
    }),
];

fn locked(c: &mut Call<'_>) -> Result<Value> {
    if c.arg(0).is_null() {
        return argument_null("obj").raise();
    }
    if c.args.len() > 1 && c.args[1].as_native::<reference::Reference>().is_some() {
        c.assign(1, Value::Bool(true))?;
    }
    ok(true)
}

static MONITOR_MEMBERS: &[Member] = &[
    static_method!("Enter", (obj: OBJ) -> VOID => locked, (obj: OBJ, lockTaken: *BOOL) -> VOID => locked),
    static_method!("Exit", (obj: OBJ) -> VOID => locked),
    static_method!("TryEnter", (obj: OBJ) -> BOOL => locked, (obj: OBJ, millisecondsTimeout: INT) -> BOOL => locked),
    static_method!("IsEntered", (obj: OBJ) -> BOOL => |_| ok(true)),
    static_method!("Pulse", (obj: OBJ) -> VOID => locked),
    static_method!("PulseAll", (obj: OBJ) -> VOID => locked),
];

/// Changes the integer behind a reference; gives what `answer` makes of the old and the new one.
fn change(c: &mut Call<'_>, new: fn(i64, &Call<'_>) -> i64, keep_old: bool) -> Result<Value> {
    let old = reference::read(c.host, &c.args[0])?;
    let number = old.as_integer().unwrap_or_default();
    let changed = new(number, c);
    let as_own = |number: i64| match old.base() {
        Value::Long(_) => Value::Long(number),
        _ => Value::Int(number as i32),
    };
    c.assign(0, as_own(changed))?;
    Ok(as_own(if keep_old { number } else { changed }))
}

fn compare_exchange(c: &mut Call<'_>) -> Result<Value> {
    let old = reference::read(c.host, &c.args[0])?;
    if super::sequence::equal(&old, c.arg(2)) {
        let new = c.arg(1).clone();
        c.assign(0, new)?;
    }
    Ok(old)
}

static INTERLOCKED_MEMBERS: &[Member] = &[
    static_method!("Increment", (location: *INT) -> OBJ => |c| change(c, |n, _| n.wrapping_add(1), false)),
    static_method!("Decrement", (location: *INT) -> OBJ => |c| change(c, |n, _| n.wrapping_sub(1), false)),
    static_method!("Add", (location1: *INT, value: LONG) -> OBJ => |c| change(c, |n, c| n.wrapping_add(c.long(1)), false)),
    static_method!("Exchange", (location1: *OBJ, value: OBJ) -> OBJ => |c| {
        let old = reference::read(c.host, &c.args[0])?;
        let new = c.arg(1).clone();
        c.assign(0, new)?;
        Ok(old)
    }),
    static_method!("CompareExchange", (location1: *OBJ, value: OBJ, comparand: OBJ) -> OBJ => compare_exchange),
    static_method!("Read", (location: *LONG) -> LONG => |c| reference::read(c.host, &c.args[0])),
];

/// Copies bytes between arrays of bytes; of other elements nobody in scripts asks for the bytes.
fn block_copy(c: &mut Call<'_>) -> Result<Value> {
    let (Value::Array(source), Value::Array(target)) = (c.arg(0).base(), c.arg(2).base()) else {
        return argument_null("src").raise();
    };
    let is_bytes = |array: &crate::Array| array.element.is(&types::BYTE);
    if !is_bytes(source) || !is_bytes(target) {
        return not_supported("Only arrays of bytes can be copied by bytes.").raise();
    }
    let (from, to, count) = (c.long(1), c.long(3), c.long(4));
    if from < 0 || to < 0 || count < 0 {
        return negative("count", from.min(to).min(count)).raise();
    }
    let bytes = source.to_vec();
    let fits = (from + count) as usize <= bytes.len() && (to + count) as usize <= target.len();
    if !fits {
        return Fault::new(&types::ARGUMENT_EXCEPTION, super::sequence::OFFSET_LENGTH).raise();
    }
    for offset in 0..count as usize {
        let byte = bytes[from as usize + offset].clone();
        target.items.borrow_mut().set(to as usize + offset, byte);
    }
    Ok(Value::Null)
}

static BUFFER_MEMBERS: &[Member] = &[
    static_method!("BlockCopy", (src: ARRAY, srcOffset: INT, dst: ARRAY, dstOffset: INT, count: INT) -> VOID => block_copy),
    static_method!("ByteLength", (array: ARRAY) -> INT => |c| {
        let Value::Array(array) = c.arg(0).base() else {
            return argument_null("array").raise();
        };
        let size = match array.element.name().as_str() {
            "Byte" | "SByte" | "Boolean" => 1,
            "Int16" | "UInt16" | "Char" => 2,
            "Int64" | "UInt64" | "Double" => 8,
            _ => 4,
        };
        ok((array.len() * size) as i32)
    }),
];
