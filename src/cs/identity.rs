//! Names of things as parameters take them and objects show them: the product's own types around a text.
//!
//! Scripts compare them with strings, split and match them, and hand them from one cmdlet to the next, so each is equal to its text in
//! any case, prints as it, and takes whatever has one: a string, another name, or an object with an identity.

use crate::record;
use engine::declare::Argument;
use object::types::{Call, Member, Overload, Param, Sig};
use object::{Fault, Native, Result, Str, Type, TypeInfo, Value, convert, types};

/// A name of some kind.
pub struct Name {
    kind: &'static TypeInfo,
    text: Str,
}

impl Name {
    /// A name that is known to be good.
    pub fn value(kind: &'static TypeInfo, text: impl Into<Str>) -> Value {
        Value::native(Name {
            kind,
            text: text.into(),
        })
    }
}

impl Native for Name {
    fn get_type(&self) -> Type {
        Type::Known(self.kind)
    }

    fn to_text(&self) -> Str {
        self.text.clone()
    }

    fn equals(&self, other: &Value) -> bool {
        match (other.as_str(), other.as_native::<Name>()) {
            (Some(text), _) => self.text.eq_ignore_ascii_case(text),
            (None, Some(name)) => self.text.eq_ignore_ascii_case(&name.text),
            (None, None) => false,
        }
    }
}

/// What was given for a parameter that takes a name.
pub trait Given {
    /// The text; none where the parameter was not given.
    fn given(&self) -> Option<&str>;

    /// The text of a mandatory parameter.
    fn text(&self) -> &str {
        self.given().unwrap_or_default()
    }
}

/// What has an identity that can stand for it: names of every kind, and the users, pools and computers that cmdlets return. It is an
/// interface, so that no object shows a base type that the product does not have.
pub static IDENTIFIED: TypeInfo = TypeInfo::interface("Microsoft.Rtc.Management.Core.IIdentified");

/// Names implement this.
const NAMED: &[&TypeInfo] = &[&IDENTIFIED];
/// A name is made of a text.
const TEXT: &[Param] = &[Param::of("identity", Sig::One(&types::STRING))];
/// Or of what has one.
const OTHER: &[Param] = &[Param::of("other", Sig::One(&IDENTIFIED))];

/// Declares types of names: the type, what a parameter of it binds to, and the check of its text, which answers what would do.
macro_rules! names {
    ($($(#[$meta:meta])* $name:ident, $info:ident = $full:literal, $check:path;)*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Default)]
            pub struct $name(Option<Str>);

            #[doc = concat!("The type `", $full, "`.")]
            pub static $info: TypeInfo = TypeInfo::class($full, &types::OBJECT).implements(NAMED).members(|| {
                const TAKES: &[Overload] = &[
                    Overload::new(TEXT, Sig::Void, |call| make(call, &$info, $check)),
                    Overload::new(OTHER, Sig::Void, |call| make(call, &$info, $check)),
                ];
                const MEMBERS: &[Member] = &[Member::constructors(TAKES)];
                MEMBERS
            });

            impl Given for $name {
                fn given(&self) -> Option<&str> {
                    self.0.as_deref()
                }
            }

            impl Argument for $name {
                const SIG: Sig = Sig::One(&$info);
                fn from_value(value: Value) -> Self {
                    $name(value.as_native::<Name>().map(|name| name.text.clone()))
                }
            }
        )*

        /// The types of names.
        pub static TYPES: &[&TypeInfo] = &[$(&$info,)* &POOL_NAME, &AD_ID];
    };
}

names! {
    /// Full name of a computer or a pool.
    Fqdn, FQDN = "Microsoft.Rtc.Management.Deploy.Fqdn", fqdn;
    /// Scope of a settings object: `global`, `site:NAME`, `service:ROLE:FQDN`, `tag:NAME`.
    XdsIdentity, XDS_IDENTITY = "Microsoft.Rtc.Management.Xds.XdsIdentity", scope;
    /// Key of something in the topology, such as a pool's FQDN or `Registrar:FQDN`.
    XdsKey, XDS_KEY = "Microsoft.Rtc.Management.Xds.XdsGlobalRelativeIdentity", some;
    /// A user: SIP address, user principal name, `DOMAIN\account`, display name or distinguished name.
    UserId, USER_ID = "Microsoft.Rtc.Management.AD.UserIdParameter", some;
    /// An organizational unit, by its distinguished name.
    OuId, OU_ID = "Microsoft.Rtc.Management.AD.OUIdParameter", some_or_empty;
    /// A number, or `Unlimited`.
    Unlimited, UNLIMITED = "Microsoft.Rtc.Management.ADConnect.Core.Unlimited", number;
}

/// `RegistrarPool` of a user: prints as the pool's FQDN, and has it as `FriendlyName` too.
pub static POOL_NAME: TypeInfo = TypeInfo::class(
    "Microsoft.Rtc.Management.ADConnect.Schema.PoolIdentity",
    &types::OBJECT,
)
.implements(NAMED)
.members(|| {
    const MEMBERS: &[Member] = &[Member::get("FriendlyName", Sig::One(&types::STRING), whole)];
    MEMBERS
});

/// `Identity` of a user: prints as the distinguished name.
pub static AD_ID: TypeInfo = TypeInfo::class(
    "Microsoft.Rtc.Management.ADConnect.Core.ADObjectId",
    &types::OBJECT,
)
.implements(NAMED)
.members(|| {
    const MEMBERS: &[Member] = &[
        Member::get("DistinguishedName", Sig::One(&types::STRING), whole),
        Member::get("Name", Sig::One(&types::STRING), common_name),
    ];
    MEMBERS
});

fn whole(call: &mut Call<'_>) -> Result<Value> {
    Ok(call
        .this
        .as_native::<Name>()
        .map(|name| Value::Str(name.text.clone()))
        .unwrap_or_default())
}

/// The first part of a distinguished name.
fn common_name(call: &mut Call<'_>) -> Result<Value> {
    let Some(name) = call.this.as_native::<Name>() else {
        return Ok(Value::Null);
    };
    let first = name.text.split(',').next().unwrap_or_default();
    Ok(Value::from(first.strip_prefix("CN=").unwrap_or(first)))
}

/// The constructor of a name.
fn make(
    call: &mut Call<'_>,
    kind: &'static TypeInfo,
    check: fn(&str) -> std::result::Result<(), &'static str>,
) -> Result<Value> {
    let value = call.args.first().cloned().unwrap_or_default();
    let text = text_of(call, &value)?;
    match check(&text) {
        Ok(()) => Ok(Name::value(kind, text)),
        Err(valid) => Fault::new(
            &types::ARGUMENT_EXCEPTION,
            format!("\"{text}\" is not valid. Valid: {valid}."),
        )
        .raise(),
    }
}

/// The text of what was given: an object speaks by what it is known by.
fn text_of(call: &mut Call<'_>, value: &Value) -> Result<Str> {
    let known = ["SipAddress", "Identity", "Fqdn"]
        .iter()
        .find_map(|name| record::property(value, name));
    let text = convert::to_text(call.host, &known.unwrap_or_else(|| value.clone()))?;
    Ok(Str::from(text.trim()))
}

fn fqdn(text: &str) -> std::result::Result<(), &'static str> {
    let label = |label: &str| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    if text.split('.').all(label) {
        Ok(())
    } else {
        Err("the full name of a computer or pool, such as pool.contoso.com")
    }
}

fn scope(text: &str) -> std::result::Result<(), &'static str> {
    match text.parse::<lab::Scope>() {
        Ok(_) => Ok(()),
        Err(_) => Err("global, site:<name>, service:<role>:<fqdn>, tag:<name>"),
    }
}

fn some(text: &str) -> std::result::Result<(), &'static str> {
    if text.is_empty() {
        Err("a text that is not empty")
    } else {
        Ok(())
    }
}

fn some_or_empty(_: &str) -> std::result::Result<(), &'static str> {
    Ok(())
}

fn number(text: &str) -> std::result::Result<(), &'static str> {
    if text.eq_ignore_ascii_case("unlimited") || text.parse::<u32>().is_ok() {
        Ok(())
    } else {
        Err("a number, or Unlimited")
    }
}

impl XdsIdentity {
    /// The scope; none where the parameter was not given.
    pub fn scope(&self) -> Option<lab::Scope> {
        // The type's constructor has read the text already.
        self.given().and_then(|text| text.parse().ok())
    }
}

impl Unlimited {
    /// The limit; none for no limit.
    pub fn limit(&self) -> Option<usize> {
        self.given().and_then(|text| text.parse().ok())
    }
}
