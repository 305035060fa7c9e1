//! `[UriBuilder]`.

use super::args::*;
use super::table::*;
use super::uri::{Parts, URI, URI_BUILDER, Uri};
use crate::types::{Call, Member, Sig, Type};
use crate::{Native, Result, Str, Value};
use std::cell::RefCell;

/// A `UriBuilder`.
pub struct UriBuilder {
    parts: RefCell<Parts>,
}

impl Native for UriBuilder {
    fn get_type(&self) -> Type {
        Type::Known(&URI_BUILDER)
    }
    fn to_text(&self) -> Str {
        self.parts.borrow().text().into()
    }
}

const URI_SIG: Sig = Sig::One(&URI);

macro_rules! text {
    ($name:literal, $field:ident, $prefix:literal) => {
        property!($name, STR => |c| ok(read(c, |parts| parts.$field.clone())), |c| {
            let value = c.text(0).to_string();
            let value = if value.is_empty() || value.starts_with($prefix) { value } else { format!("{}{value}", $prefix) };
            change(c, |parts| parts.$field = value)
        })
    };
}

/// Members.
pub static MEMBERS: &[Member] = &[
    constructors!(
        () -> VOID => |_| make("http://localhost/"),
        (uri: STR) -> VOID => |c| {
            let text = c.text(0);
            if text.contains("://") { make(&text) } else { make(&format!("http://{text}")) }
        },
        (uri: URI_SIG) -> VOID => |c| {
            let text = c.arg(0).as_native::<Uri>().map(Native::to_text).unwrap_or_default();
            make(&text)
        },
        (schemeName: STR, hostName: STR) -> VOID => |c| make(&format!("{}://{}/", c.text(0), c.text(1))),
        (scheme: STR, host: STR, portNumber: INT) -> VOID => |c| make(&format!("{}://{}:{}/", c.text(0), c.text(1), c.int(2))),
        (scheme: STR, host: STR, port: INT, pathValue: STR) -> VOID => |c| make(&format!("{}://{}:{}/{}", c.text(0), c.text(1), c.int(2), c.text(3).trim_start_matches('/')))),
    text!("Fragment", fragment, "#"),
    text!("Host", host, ""),
    text!("Path", path, "/"),
    property!("Port", INT => |c| ok(read(c, |parts| parts.port)), |c| {
        let port = c.int(0);
        if !(-1..=65535).contains(&port) {
            return out_of_range("value", "Specified argument was out of the range of valid values.").raise();
        }
        change(c, |parts| parts.port = port)
    }),
    text!("Query", query, "?"),
    text!("Scheme", scheme, ""),
    property!("UserName", STR => |c| ok(read(c, |parts| parts.user.split(':').next().unwrap_or_default().to_string())), |c| {
        let name = c.text(0).to_string();
        change(c, |parts| {
            let password = parts.user.split_once(':').map(|(_, password)| format!(":{password}")).unwrap_or_default();
            parts.user = format!("{name}{password}");
        })
    }),
    property!("Password", STR => |c| ok(read(c, |parts| parts.user.split_once(':').map(|(_, word)| word.to_string()).unwrap_or_default())), |c| {
        let word = c.text(0).to_string();
        change(c, |parts| {
            let name = parts.user.split(':').next().unwrap_or_default().to_string();
            parts.user = format!("{name}:{word}");
        })
    }),
    get!("Uri", URI_SIG => |c| {
        let text = read(c, Parts::text);
        Ok(Uri::create(&text, 1).map(Value::native).unwrap_or_default())
    }),
    method!("ToString", () -> STR => |c| ok(read(c, |parts| {
        // A builder writes the port even where it is the scheme's own.
        let mut text = parts.text();
        if parts.port > 0 && !parts.authority_text().contains(':')
            && let Some(at) = text.find(&parts.host)
        {
            text.insert_str(at + parts.host.len(), &format!(":{}", parts.port));
        }
        text
    }))),
];

fn make(text: &str) -> Result<Value> {
    match Parts::parse(text) {
        Some(parts) => Ok(Value::native(UriBuilder {
            parts: RefCell::new(parts),
        })),
        None => crate::Fault::new(
            &super::uri::URI_FORMAT_EXCEPTION,
            "Invalid URI: The hostname could not be parsed.",
        )
        .raise(),
    }
}

fn read<T: Default>(c: &Call<'_>, read: impl FnOnce(&Parts) -> T) -> T {
    c.this
        .as_native::<UriBuilder>()
        .map(|builder| read(&builder.parts.borrow()))
        .unwrap_or_default()
}

fn change(c: &mut Call<'_>, change: impl FnOnce(&mut Parts)) -> Result<Value> {
    if let Some(builder) = c.this.as_native::<UriBuilder>() {
        change(&mut builder.parts.borrow_mut());
    }
    Ok(Value::Nothing)
}
