//! A user as scripts see him: a table of his properties, which objects are made from and filters look into.

use crate::identity::{AD_ID, IDENTIFIED, Name, POOL_NAME};
use crate::record::record;
use lab::directory::Account;
use object::types::{self, TypeInfo};
use object::{Array, Str, Type, Value};

/// Type of a user.
pub static AD_USER: TypeInfo = TypeInfo::class(
    "Microsoft.Rtc.Management.ADConnect.Schema.ADUser",
    &types::OBJECT,
)
.implements(&[&IDENTIFIED]);

/// How a property is read.
pub type Reader = fn(&Account) -> Value;

fn text(text: &str) -> Value {
    Value::Str(Str::from(text))
}

/// What the lab has of nobody: policies that nobody was granted, features that it does not model.
fn none(_: &Account) -> Value {
    Value::Null
}

fn no(_: &Account) -> Value {
    Value::Bool(false)
}

/// The properties in the order of display [names D FACTS A.12.2, order I-recall]; the first [`SHOWN`] show unasked.
pub static PROPERTIES: &[(&str, Reader)] = &[
    ("Identity", |user| {
        Name::value(&AD_ID, user.distinguished_name.as_str())
    }),
    ("VoicePolicy", none),
    ("VoiceRoutingPolicy", none),
    ("ConferencingPolicy", none),
    ("PresencePolicy", none),
    ("DialPlan", none),
    ("LocationPolicy", none),
    ("ClientPolicy", none),
    ("ClientVersionPolicy", none),
    ("ArchivingPolicy", none),
    ("ExchangeArchivingPolicy", |_| text("Uninitialized")),
    ("PinPolicy", none),
    ("ExternalAccessPolicy", none),
    ("MobilityPolicy", none),
    ("PersistentChatPolicy", none),
    ("UserServicesPolicy", none),
    ("HostedVoiceMail", none),
    ("HostedVoicemailPolicy", none),
    ("HostingProvider", |_| text("SRV:")),
    ("RegistrarPool", |user| {
        Name::value(&POOL_NAME, user.registrar_pool.as_str())
    }),
    ("Enabled", |user| Value::Bool(user.enabled)),
    ("SipAddress", |user| text(&user.sip_address)),
    ("LineURI", |user| {
        Value::from(user.line_uri.as_deref().map(Str::from))
    }),
    ("EnterpriseVoiceEnabled", |user| {
        Value::Bool(user.enterprise_voice)
    }),
    ("ExUmEnabled", no),
    ("HomeServer", |user| text(&user.home_server)),
    ("DisplayName", |user| text(&user.display_name)),
    ("SamAccountName", |user| text(&user.sam_account_name)),
    ("FirstName", |user| text(&user.first_name)),
    ("LastName", |user| text(&user.last_name)),
    ("Name", |user| text(&user.display_name)),
    ("UserPrincipalName", |user| text(&user.user_principal_name)),
    ("DistinguishedName", |user| text(&user.distinguished_name)),
    ("UserRoutingGroupId", |user| {
        Value::Guid(user.routing_group.into_bytes())
    }),
    ("PrivateLine", none),
    ("LineServerURI", none),
    ("AudioVideoDisabled", no),
    ("RemoteCallControlTelephonyEnabled", no),
    ("ProxyAddresses", |user| addresses(user)),
];

/// How many properties a user shows unasked.
const SHOWN: usize = 28;

/// The properties that a user shows unasked.
pub static DISPLAYED: [&str; SHOWN] = {
    let mut names = [""; SHOWN];
    let mut index = 0;
    while index < SHOWN {
        names[index] = PROPERTIES[index].0;
        index += 1;
    }
    names
};

fn addresses(user: &Account) -> Value {
    Value::Array(Array::of(
        Type::Known(&types::STRING),
        vec![text(&user.sip_address)],
    ))
}

/// The reader of a property, whose name may be in any case.
pub fn reader(name: &str) -> Option<Reader> {
    PROPERTIES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, reader)| *reader)
}

/// The object.
pub fn object(user: &Account) -> Value {
    record(
        &AD_USER,
        PROPERTIES
            .iter()
            .map(|(name, read)| (*name, read(user)))
            .collect(),
    )
}
