//! `[mailaddress]`.

use super::args::*;
use super::table::*;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Native, Result, Str, Value};

/// A `MailAddress`.
#[derive(Clone)]
pub struct MailAddress {
    user: Str,
    host: Str,
    name: Str,
}

/// `MailAddress`
pub static MAIL_ADDRESS: TypeInfo =
    TypeInfo::class("System.Net.Mail.MailAddress", &types::OBJECT).members(|| MEMBERS);

impl Native for MailAddress {
    fn get_type(&self) -> Type {
        Type::Known(&MAIL_ADDRESS)
    }
    fn to_text(&self) -> Str {
        if self.name.is_empty() {
            self.address().into()
        } else {
            format!("\"{}\" <{}>", self.name, self.address()).into()
        }
    }
    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<MailAddress>()
            .is_some_and(|other| other.address().eq_ignore_ascii_case(&self.address()))
    }
}

impl MailAddress {
    fn address(&self) -> String {
        format!("{}@{}", self.user, self.host)
    }

    /// Reads `user@host` or `Name <user@host>`.
    pub fn parse(text: &str) -> Option<MailAddress> {
        let text = text.trim();
        let (name, address) = match text
            .strip_suffix('>')
            .and_then(|text| text.rsplit_once('<'))
        {
            Some((name, address)) => (name.trim().trim_matches('"'), address),
            None => ("", text),
        };
        let (user, host) = address.rsplit_once('@')?;
        let is_user = !user.is_empty()
            && !user.starts_with('.')
            && !user.ends_with('.')
            && !user.contains("..")
            && (user.starts_with('"') || !user.contains([' ', '@', '<', '>', ',', ';', '(', ')']));
        let is_host = !host.is_empty()
            && !host.starts_with('.')
            && !host.ends_with('.')
            && !host.contains("..")
            && !host.contains([' ', '@', '<', '>', ',', ';', '(', ')']);
        (is_user && is_host).then(|| MailAddress {
            user: user.into(),
            host: host.into(),
            name: name.into(),
        })
    }
}

const SELF: Sig = Sig::One(&MAIL_ADDRESS);

static MEMBERS: &[Member] = &[
    constructors!(
        (address: STR) -> VOID => make,
        (address: STR, displayName: STR) -> VOID => make,
        (address: STR, displayName: STR, displayNameEncoding: OBJ) -> VOID => make),
    get!("Address", STR => |c| ok(own(c).map(MailAddress::address))),
    get!("DisplayName", STR => |c| ok(own(c).map(|mail| mail.name.clone()))),
    get!("Host", STR => |c| ok(own(c).map(|mail| mail.host.clone()))),
    get!("User", STR => |c| ok(own(c).map(|mail| mail.user.clone()))),
    method!("Equals", (value: OBJ) -> BOOL => |c| ok(own(c).is_some_and(|mail| mail.equals(c.arg(0))))),
    method!("GetHashCode", () -> INT => |c| ok(own(c).map(|mail| super::object::hash(&Value::str(mail.address().to_lowercase()))))),
    method!("ToString", () -> STR => |c| ok(own(c).map(Native::to_text))),
    static_method!("TryCreate",
        (address: STR, result: *SELF) -> BOOL => |c| try_create(c, 1),
        (address: STR, displayName: STR, result: *SELF) -> BOOL => |c| try_create(c, 2)),
];

fn own<'a>(c: &Call<'a>) -> Option<&'a MailAddress> {
    c.this.as_native::<MailAddress>()
}

fn named(c: &Call<'_>, mail: MailAddress, at: usize) -> MailAddress {
    match c.arg(at).as_str().filter(|name| !name.is_empty()) {
        Some(name) => MailAddress {
            name: name.clone(),
            ..mail
        },
        None => mail,
    }
}

fn make(c: &mut Call<'_>) -> Result<Value> {
    let text = c.text_of(0, "address")?;
    if text.is_empty() {
        return argument("The value cannot be an empty string.", "address").raise();
    }
    match MailAddress::parse(&text) {
        Some(mail) => Ok(Value::native(named(c, mail, 1))),
        None => Fault::new(
            &types::FORMAT_EXCEPTION,
            "The specified string is not in the form required for an e-mail address.",
        )
        .raise(),
    }
}

fn try_create(c: &mut Call<'_>, result: usize) -> Result<Value> {
    let read = MailAddress::parse(&c.text(0));
    let success = read.is_some();
    let name_at = if result == 2 { 1 } else { 9 };
    let value = read.map(|mail| Value::native(named(c, mail, name_at)));
    c.assign(result, value.unwrap_or_default())?;
    ok(success)
}
