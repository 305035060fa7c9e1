//! `[ipaddress]` and its end points.

use super::args::*;
use super::number::at;
use super::table::*;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Native, Result, Str, Value};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An `IPAddress`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Address {
    /// The address itself.
    pub ip: IpAddr,
    /// `ScopeId` of an IPv6 address.
    pub scope: u32,
}

/// An `IPEndPoint`.
pub struct EndPoint {
    address: Address,
    port: i32,
}

/// `AddressFamily`
pub static ADDRESS_FAMILY: TypeInfo = TypeInfo::enumeration(
    "System.Net.Sockets.AddressFamily",
    &[
        ("Unknown", -1),
        ("Unspecified", 0),
        ("Unix", 1),
        ("InterNetwork", 2),
        ("InterNetworkV6", 23),
    ],
);
/// `IPAddress`
pub static IP_ADDRESS: TypeInfo = TypeInfo::class("System.Net.IPAddress", &types::OBJECT)
    .implements(&[&types::IFORMATTABLE])
    .members(|| MEMBERS);
/// `IPEndPoint`
pub static IP_END_POINT: TypeInfo =
    TypeInfo::class("System.Net.IPEndPoint", &types::OBJECT).members(|| END_POINT);
/// `SocketException`
pub static SOCKET_EXCEPTION: TypeInfo = TypeInfo::class(
    "System.Net.Sockets.SocketException",
    &types::SYSTEM_EXCEPTION,
);

impl Native for Address {
    fn get_type(&self) -> Type {
        Type::Known(&IP_ADDRESS)
    }
    fn to_text(&self) -> Str {
        if self.scope == 0 {
            self.ip.to_string().into()
        } else {
            format!("{}%{}", self.ip, self.scope).into()
        }
    }
    fn equals(&self, other: &Value) -> bool {
        other.as_native::<Address>() == Some(self)
    }
}

impl Native for EndPoint {
    fn get_type(&self) -> Type {
        Type::Known(&IP_END_POINT)
    }
    fn to_text(&self) -> Str {
        match self.address.ip {
            IpAddr::V4(ip) => format!("{ip}:{}", self.port).into(),
            IpAddr::V6(_) => format!("[{}]:{}", self.address.to_text(), self.port).into(),
        }
    }
    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<EndPoint>()
            .is_some_and(|other| other.address == self.address && other.port == self.port)
    }
}

const SELF: Sig = Sig::One(&IP_ADDRESS);
const FAMILY: Sig = Sig::One(&ADDRESS_FAMILY);

macro_rules! test {
    ($name:literal, $test:expr) => {
        get!($name, BOOL => |c| {
            let test: fn(&Ipv6Addr) -> bool = $test;
            ok(matches!(own(c).ip, IpAddr::V6(ip) if test(&ip)))
        })
    };
}

macro_rules! fixed {
    ($name:literal, $ip:expr) => {
        static_get!($name, SELF => |_| Ok(value($ip)))
    };
}

static MEMBERS: &[Member] = &[
    constructors!(
        (newAddress: LONG) -> VOID => |c| match u32::try_from(c.long(0)) {
            Ok(bits) => Ok(value(IpAddr::V4(Ipv4Addr::from(bits.to_le_bytes())))),
            Err(_) => out_of_range("newAddress", "Specified argument was out of the range of valid values.").raise(),
        },
        (address: BYTES, scopeid: LONG) -> VOID => |c| {
            let Ok(scope) = u32::try_from(c.long(1)) else {
                return out_of_range("scopeid", "Specified argument was out of the range of valid values.").raise();
            };
            Ok(Value::native(Address { scope, ..from_bytes(&c.bytes(0), true)? }))
        },
        (address: BYTES) -> VOID => |c| Ok(Value::native(from_bytes(&c.bytes(0), false)?))),
    get!("Address", LONG => |c| match own(c).ip {
        IpAddr::V4(ip) => ok(i64::from(u32::from_le_bytes(ip.octets()))),
        IpAddr::V6(_) => Fault::new(&SOCKET_EXCEPTION, "Operation not supported").raise(),
    }),
    get!("AddressFamily", FAMILY => |c| Ok(Type::Known(&ADDRESS_FAMILY).enum_from(if own(c).ip.is_ipv4() { 2 } else { 23 }))),
    get!("IPAddressToString", OBJ => |c| ok(own(c).to_text())),
    test!("IsIPv4MappedToIPv6", |ip| ip.to_ipv4_mapped().is_some()),
    test!("IsIPv6LinkLocal", |ip| ip.is_unicast_link_local()),
    test!("IsIPv6Multicast", |ip| ip.is_multicast()),
    test!("IsIPv6SiteLocal", |ip| ip.segments()[0] & 0xffc0 == 0xfec0),
    test!("IsIPv6Teredo", |ip| ip.segments()[..2] == [0x2001, 0]),
    test!("IsIPv6UniqueLocal", |ip| ip.is_unique_local()),
    get!("ScopeId", LONG => |c| match own(c).ip {
        IpAddr::V6(_) => ok(i64::from(own(c).scope)),
        IpAddr::V4(_) => Fault::new(&SOCKET_EXCEPTION, "Operation not supported").raise(),
    }),
    fixed!("Any", IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
    fixed!("Broadcast", IpAddr::V4(Ipv4Addr::BROADCAST)),
    fixed!("IPv6Any", IpAddr::V6(Ipv6Addr::UNSPECIFIED)),
    fixed!("IPv6Loopback", IpAddr::V6(Ipv6Addr::LOCALHOST)),
    fixed!("IPv6None", IpAddr::V6(Ipv6Addr::UNSPECIFIED)),
    fixed!("Loopback", IpAddr::V4(Ipv4Addr::LOCALHOST)),
    fixed!("None", IpAddr::V4(Ipv4Addr::BROADCAST)),
    method!("Equals", (comparand: OBJ) -> BOOL => |c| ok(c.arg(0).as_native::<Address>() == Some(&own(c)))),
    method!("GetAddressBytes", () -> BYTES => |c| Ok(super::convert_class::bytes(match own(c).ip {
        IpAddr::V4(ip) => ip.octets().to_vec(),
        IpAddr::V6(ip) => ip.octets().to_vec(),
    }))),
    method!("GetHashCode", () -> INT => |c| ok(super::object::hash(&Value::Str(own(c).to_text())))),
    method!("MapToIPv4", () -> SELF => |c| Ok(value(match own(c).ip {
        IpAddr::V6(ip) => {
            let bytes = ip.octets();
            IpAddr::V4(Ipv4Addr::new(bytes[12], bytes[13], bytes[14], bytes[15]))
        }
        ip => ip,
    }))),
    method!("MapToIPv6", () -> SELF => |c| Ok(value(match own(c).ip {
        IpAddr::V4(ip) => IpAddr::V6(ip.to_ipv6_mapped()),
        ip => ip,
    }))),
    method!("ToString", () -> STR => |c| ok(own(c).to_text())),
    static_method!("HostToNetworkOrder",
        (host: LONG) -> LONG => |c| ok(c.long(0).swap_bytes()),
        (host: INT) -> INT => |c| ok(c.int(0).swap_bytes()),
        (host: SHORT) -> SHORT => |c| ok(at::<i16>(c, 0).swap_bytes())),
    static_method!("IsLoopback", (address: SELF) -> BOOL => |c| match c.arg(0).as_native::<Address>() {
        Some(address) => ok(address.ip.is_loopback()),
        None => argument_null("address").raise(),
    }),
    static_method!("NetworkToHostOrder",
        (network: LONG) -> LONG => |c| ok(c.long(0).swap_bytes()),
        (network: INT) -> INT => |c| ok(c.int(0).swap_bytes()),
        (network: SHORT) -> SHORT => |c| ok(at::<i16>(c, 0).swap_bytes())),
    static_method!("Parse", (ipString: STR) -> SELF => |c| match parse(&c.text_of(0, "ipString")?) {
        Some(address) => Ok(Value::native(address)),
        None => Fault::new(&types::FORMAT_EXCEPTION, "An invalid IP address was specified.").raise(),
    }),
    static_method!("TryParse", (ipString: STR, address: *SELF) -> BOOL => |c| {
        let read = parse(&c.text(0));
        c.assign(1, read.map(Value::native).unwrap_or_default())?;
        ok(read.is_some())
    }),
];

fn own(c: &Call<'_>) -> Address {
    c.this.as_native::<Address>().copied().unwrap_or(Address {
        ip: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        scope: 0,
    })
}

fn value(ip: IpAddr) -> Value {
    Value::native(Address { ip, scope: 0 })
}

fn from_bytes(bytes: &[u8], only_v6: bool) -> Result<Address> {
    let ip = match bytes {
        [a, b, c, d] if !only_v6 => Some(IpAddr::V4(Ipv4Addr::new(*a, *b, *c, *d))),
        long => <[u8; 16]>::try_from(long)
            .ok()
            .map(|bytes| IpAddr::V6(Ipv6Addr::from(bytes))),
    };
    match ip {
        Some(ip) => Ok(Address { ip, scope: 0 }),
        None => argument("An invalid IP address was specified.", "address").raise(),
    }
}

/// `IPAddress.Parse`, which also takes numbers with fewer than four parts, in any base.
pub fn parse(text: &str) -> Option<Address> {
    let (body, scope) = match text.split_once('%') {
        Some((body, scope)) => (body, scope.parse().ok()?),
        None => (text, 0),
    };
    let body = body
        .strip_prefix('[')
        .and_then(|body| body.strip_suffix(']'))
        .unwrap_or(body);
    if body.contains(':') {
        return body.parse::<Ipv6Addr>().ok().map(|ip| Address {
            ip: IpAddr::V6(ip),
            scope,
        });
    }
    let parts: Vec<u64> = body.split('.').map(number).collect::<Option<_>>()?;
    let (last, head) = parts.split_last()?;
    if head.len() > 3 || head.iter().any(|part| *part > 255) {
        return None;
    }
    let room = 8 * (4 - head.len() as u32);
    if *last >= 1u64 << room {
        return None;
    }
    let bits = head
        .iter()
        .enumerate()
        .fold(*last, |all, (at, part)| all | part << (24 - 8 * at));
    Some(Address {
        ip: IpAddr::V4(Ipv4Addr::from(bits as u32)),
        scope: 0,
    })
}

fn number(part: &str) -> Option<u64> {
    if let Some(hex) = part.strip_prefix("0x").or_else(|| part.strip_prefix("0X")) {
        return u64::from_str_radix(hex, 16).ok();
    }
    if part.len() > 1 && part.starts_with('0') {
        return u64::from_str_radix(part, 8).ok();
    }
    if part.bytes().all(|byte| byte.is_ascii_digit()) {
        part.parse().ok()
    } else {
        None
    }
}

static END_POINT: &[Member] = &[
    constructors!(
    (address: LONG, port: INT) -> VOID => |c| Ok(Value::native(EndPoint { address: Address { ip: IpAddr::V4(Ipv4Addr::from((c.long(0) as u32).to_le_bytes())), scope: 0 }, port: port(c)? })),
    (address: SELF, port: INT) -> VOID => |c| match c.arg(0).as_native::<Address>() {
        Some(address) => Ok(Value::native(EndPoint { address: *address, port: port(c)? })),
        None => argument_null("address").raise(),
    }),
    get!("Address", SELF => |c| Ok(c.this.as_native::<EndPoint>().map(|point| Value::native(point.address)).unwrap_or_default())),
    get!("AddressFamily", FAMILY => |c| {
        let is_v4 = c.this.as_native::<EndPoint>().is_none_or(|point| point.address.ip.is_ipv4());
        Ok(Type::Known(&ADDRESS_FAMILY).enum_from(if is_v4 { 2 } else { 23 }))
    }),
    get!("Port", INT => |c| ok(c.this.as_native::<EndPoint>().map(|point| point.port))),
    method!("ToString", () -> STR => |c| ok(c.this.as_native::<EndPoint>().map(Native::to_text))),
    static_get!("MaxPort", INT => |_| ok(65535)),
    static_get!("MinPort", INT => |_| ok(0)),
    static_method!("Parse", (s: STR) -> OBJ => |c| match parse_point(&c.text_of(0, "s")?) {
        Some(point) => Ok(Value::native(point)),
        None => Fault::new(&types::FORMAT_EXCEPTION, "An invalid IPEndPoint was specified.").raise(),
    }),
];

fn port(c: &Call<'_>) -> Result<i32> {
    if (0..=65535).contains(&c.int(1)) {
        return Ok(c.int(1));
    }
    out_of_range(
        "port",
        "Specified argument was out of the range of valid values.",
    )
    .raise()
}

fn parse_point(text: &str) -> Option<EndPoint> {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => {
            (host, port.parse::<u16>().ok()?)
        }
        _ => (text, 0),
    };
    Some(EndPoint {
        address: parse(host)?,
        port: i32::from(port),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_few_parts_are_addresses() {
        let text = |given: &str| parse(given).map(|address| address.to_text().to_string());
        assert_eq!(text("2").as_deref(), Some("0.0.0.2"));
        assert_eq!(text("10.1").as_deref(), Some("10.0.0.1"));
        assert_eq!(text("fe80::1%3").as_deref(), Some("fe80::1%3"));
        assert_eq!(text("300.1.1.1"), None);
    }
}
