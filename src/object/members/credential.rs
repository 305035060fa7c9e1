//! `SecureString`, `PSCredential` and `NetworkCredential`. Nothing is encrypted: a rehearsal has no secrets worth it, and the text
//! must come out again.

use super::args::{argument, argument_null, not_supported, out_of_range};
use super::table::*;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Native, Result, Str, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A `SecureString`.
#[derive(Default)]
pub struct SecureString {
    units: RefCell<Vec<u16>>,
    read_only: Cell<bool>,
}

/// A `PSCredential`.
pub struct Credential {
    /// `UserName`
    pub user: Str,
    /// `Password`
    pub password: Rc<SecureString>,
}

struct NetworkCredential {
    user: RefCell<Str>,
    password: RefCell<Str>,
    domain: RefCell<Str>,
}

/// `SecureString`
pub static SECURE_STRING: TypeInfo =
    TypeInfo::class("System.Security.SecureString", &types::OBJECT)
        .implements(&[&types::IDISPOSABLE])
        .members(|| SECURE);
/// `PSCredential`
pub static PS_CREDENTIAL: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSCredential", &types::OBJECT)
        .members(|| CREDENTIAL);
/// `NetworkCredential`
pub static NETWORK_CREDENTIAL: TypeInfo =
    TypeInfo::class("System.Net.NetworkCredential", &types::OBJECT).members(|| NETWORK);
/// `Marshal`, for the detour on which scripts read a secure string.
pub static MARSHAL: TypeInfo =
    TypeInfo::statics("System.Runtime.InteropServices.Marshal", || MARSHAL_MEMBERS);
/// `IntPtr`
pub static INT_PTR: TypeInfo =
    TypeInfo::value("System.IntPtr", || Value::native(Pointer(Str::default())))
        .members(|| POINTER_MEMBERS);

const SECURE_SIG: Sig = Sig::One(&SECURE_STRING);
const CREDENTIAL_SIG: Sig = Sig::One(&PS_CREDENTIAL);
const NETWORK_SIG: Sig = Sig::One(&NETWORK_CREDENTIAL);
const POINTER: Sig = Sig::One(&INT_PTR);

impl SecureString {
    /// A secure string of a text.
    pub fn of(text: &str) -> SecureString {
        SecureString {
            units: RefCell::new(text.encode_utf16().collect()),
            read_only: Cell::new(false),
        }
    }

    /// The text.
    pub fn reveal(&self) -> String {
        String::from_utf16_lossy(&self.units.borrow())
    }
}

impl Native for SecureString {
    fn get_type(&self) -> Type {
        Type::Known(&SECURE_STRING)
    }
}

impl Native for Credential {
    fn get_type(&self) -> Type {
        Type::Known(&PS_CREDENTIAL)
    }
}

impl Native for NetworkCredential {
    fn get_type(&self) -> Type {
        Type::Known(&NETWORK_CREDENTIAL)
    }
}

/// What `SecureStringToBSTR` gives: the text itself, in place of an address in memory.
struct Pointer(Str);

impl Native for Pointer {
    fn get_type(&self) -> Type {
        Type::Known(&INT_PTR)
    }

    fn to_text(&self) -> Str {
        "0".into()
    }
}

static SECURE: &[Member] = &[
    constructors!(() -> THIS => |_| Ok(Value::native(SecureString::default()))),
    get!("Length", INT => |c| Ok(Value::Int(secure(c)?.units.borrow().len() as i32))),
    method!("AppendChar", (c: CHAR) -> VOID => |c| change(c, |units, c| { units.push(c.unit(0)); Ok(()) })),
    method!("Clear", () -> VOID => |c| change(c, |units, _| { units.clear(); Ok(()) })),
    method!("Copy", () -> SECURE_SIG => |c| Ok(Value::native(SecureString::of(&secure(c)?.reveal())))),
    method!("Dispose", () -> VOID => |_| Ok(Value::Null)),
    method!("InsertAt", (index: INT, c: CHAR) -> VOID => |c| change(c, |units, c| {
        let at = index(c, units.len() + 1)?;
        units.insert(at, c.unit(1));
        Ok(())
    })),
    method!("IsReadOnly", () -> BOOL => |c| Ok(Value::Bool(secure(c)?.read_only.get()))),
    method!("MakeReadOnly", () -> VOID => |c| { secure(c)?.read_only.set(true); Ok(Value::Null) }),
    method!("RemoveAt", (index: INT) -> VOID => |c| change(c, |units, c| { let at = index(c, units.len())?; units.remove(at); Ok(()) })),
    method!("SetAt", (index: INT, c: CHAR) -> VOID => |c| change(c, |units, c| { let at = index(c, units.len())?; units[at] = c.unit(1); Ok(()) })),
];

static CREDENTIAL: &[Member] = &[
    constructors!((userName: STR, password: SECURE_SIG) -> THIS => |c| {
        if c.text(0).is_empty() {
            return argument("Cannot process argument because the value of argument \"userName\" is not valid. Change the value of the \"userName\" argument and run the operation again.", "userName").raise();
        }
        let Some(password) = c.arg(1).as_native_rc::<SecureString>() else { return argument_null("password").raise() };
        Ok(Value::native(Credential { user: c.text(0), password }))
    }),
    static_get!("Empty", CREDENTIAL_SIG => |_| Ok(Value::native(Credential { user: Str::default(), password: Rc::default() }))),
    get!("UserName", STR => |c| Ok(Value::Str(credential(c)?.user.clone()))),
    get!("Password", SECURE_SIG => |c| Ok(Value::Native(Rc::clone(&credential(c)?.password) as Rc<dyn Native>))),
    method!("GetNetworkCredential", () -> NETWORK_SIG => |c| {
        let own = credential(c)?;
        let (domain, user) = own.user.split_once('\\').unwrap_or(("", &own.user));
        Ok(network(user, &own.password.reveal(), domain))
    }),
];

static NETWORK: &[Member] = &[
    constructors!(
        () -> THIS => |_| Ok(network("", "", "")),
        (userName: STR, password: STR) -> THIS => |c| Ok(network(&c.text(0), &secret(c, 1), "")),
        (userName: STR, password: STR, domain: STR) -> THIS => |c| Ok(network(&c.text(0), &secret(c, 1), &c.text(2))),
        (userName: STR, password: SECURE_SIG) -> THIS => |c| Ok(network(&c.text(0), &secret(c, 1), "")),
        (userName: STR, password: SECURE_SIG, domain: STR) -> THIS => |c| Ok(network(&c.text(0), &secret(c, 1), &c.text(2)))),
    property!("UserName", STR => |c| own(c, |own| &own.user), |c| set_own(c, |own| &own.user)),
    property!("Password", STR => |c| own(c, |own| &own.password), |c| set_own(c, |own| &own.password)),
    property!("Domain", STR => |c| own(c, |own| &own.domain), |c| set_own(c, |own| &own.domain)),
    get!("SecurePassword", SECURE_SIG => |c| Ok(c.this.as_native::<NetworkCredential>().map(|own| Value::native(SecureString::of(&own.password.borrow()))).unwrap_or_default())),
];

static MARSHAL_MEMBERS: &[Member] = &[
    static_method!("SecureStringToBSTR", (s: SECURE_SIG) -> POINTER => to_pointer),
    static_method!("SecureStringToGlobalAllocUnicode", (s: SECURE_SIG) -> POINTER => to_pointer),
    static_method!("SecureStringToCoTaskMemUnicode", (s: SECURE_SIG) -> POINTER => to_pointer),
    static_method!("PtrToStringAuto", (ptr: POINTER) -> STR => from_pointer),
    static_method!("PtrToStringBSTR", (ptr: POINTER) -> STR => from_pointer),
    static_method!("PtrToStringUni", (ptr: POINTER) -> STR => from_pointer),
    static_method!("ZeroFreeBSTR", (s: POINTER) -> VOID => |_| Ok(Value::Null)),
    static_method!("ZeroFreeGlobalAllocUnicode", (s: POINTER) -> VOID => |_| Ok(Value::Null)),
    static_method!("FreeBSTR", (ptr: POINTER) -> VOID => |_| Ok(Value::Null)),
    static_method!("ReleaseComObject", (o: OBJ) -> INT => |_| Ok(Value::Int(0))),
    static_method!("FinalReleaseComObject", (o: OBJ) -> INT => |_| Ok(Value::Int(0))),
];

static POINTER_MEMBERS: &[Member] = &[
    static_get!("Zero", POINTER => |_| Ok(Value::native(Pointer(Str::default())))),
    static_get!("Size", INT => |_| Ok(Value::Int(8))),
];

fn secure(c: &Call<'_>) -> Result<Rc<SecureString>> {
    c.this
        .as_native_rc::<SecureString>()
        .ok_or_else(|| not_supported("The object is no secure string.").into())
}

fn credential(c: &Call<'_>) -> Result<Rc<Credential>> {
    c.this
        .as_native_rc::<Credential>()
        .ok_or_else(|| not_supported("The object is no credential.").into())
}

fn change(c: &mut Call<'_>, change: fn(&mut Vec<u16>, &Call<'_>) -> Result) -> Result<Value> {
    let own = secure(c)?;
    if own.read_only.get() {
        return Fault::new(
            &types::INVALID_OPERATION_EXCEPTION,
            "Instance is read-only.",
        )
        .raise();
    }
    change(&mut own.units.borrow_mut(), c)?;
    Ok(Value::Null)
}

fn index(c: &Call<'_>, end: usize) -> Result<usize> {
    match usize::try_from(c.long(0)) {
        Ok(at) if at < end => Ok(at),
        _ => out_of_range("index", "Index was out of range. Must be non-negative and less than the size of the collection.").raise(),
    }
}

fn network(user: &str, password: &str, domain: &str) -> Value {
    let cell = |text: &str| RefCell::new(Str::from(text));
    Value::native(NetworkCredential {
        user: cell(user),
        password: cell(password),
        domain: cell(domain),
    })
}

/// A password, in clear or in a secure string.
fn secret(c: &Call<'_>, n: usize) -> String {
    match c.arg(n).as_native::<SecureString>() {
        Some(secure) => secure.reveal(),
        None => c.text(n).to_string(),
    }
}

fn own(c: &mut Call<'_>, field: fn(&NetworkCredential) -> &RefCell<Str>) -> Result<Value> {
    Ok(c.this
        .as_native::<NetworkCredential>()
        .map(|own| field(own).borrow().clone())
        .into())
}

fn set_own(c: &mut Call<'_>, field: fn(&NetworkCredential) -> &RefCell<Str>) -> Result<Value> {
    if let Some(own) = c.this.as_native::<NetworkCredential>() {
        *field(own).borrow_mut() = c.text(0);
    }
    Ok(Value::Null)
}

fn to_pointer(c: &mut Call<'_>) -> Result<Value> {
    match c.arg(0).as_native::<SecureString>() {
        Some(secure) => Ok(Value::native(Pointer(secure.reveal().into()))),
        None => argument_null("s").raise(),
    }
}

fn from_pointer(c: &mut Call<'_>) -> Result<Value> {
    Ok(c.arg(0)
        .as_native::<Pointer>()
        .map(|pointer| pointer.0.clone())
        .into())
}
