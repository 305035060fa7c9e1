//! Types by name: full names, names in `System`, accelerators.

use super::{Type, TypeInfo, core};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// Lists of types that other rooms of this crate contribute.
static LISTS: &[&[&TypeInfo]] = &[core::CORE, crate::members::TYPES, crate::operators::TYPES];

thread_local! {
    /// Lists that other rooms brought.
    static BROUGHT: RefCell<Vec<&'static [&'static TypeInfo]>> = const { RefCell::new(Vec::new()) };
    /// Made when a name is first asked for, and anew after a room brought more.
    static BY_NAME: RefCell<Option<FxHashMap<String, &'static TypeInfo>>> = const { RefCell::new(None) };
}

/// Makes the types of another room known by name.
pub fn register(list: &'static [&'static TypeInfo]) {
    BROUGHT.with_borrow_mut(|brought| brought.push(list));
    BY_NAME.set(None);
}

fn by_name() -> FxHashMap<String, &'static TypeInfo> {
    let mut map = FxHashMap::default();
    for info in known_types() {
        let mut name = info.name.to_ascii_lowercase();
        if info.arity > 0 {
            name = format!("{name}`{}", info.arity);
        }
        map.entry(name).or_insert(info);
    }
    map
}

/// Every .NET type that has a table.
pub fn known_types() -> impl Iterator<Item = &'static TypeInfo> {
    let brought = BROUGHT.with_borrow(Vec::clone);
    LISTS
        .iter()
        .chain(crate::members::LISTS)
        .copied()
        .chain(brought)
        .flat_map(|list| list.iter().copied())
}

thread_local! {
    /// Accelerators that scripts added, by their lower-case names.
    static ADDED: RefCell<FxHashMap<String, Type>> = RefCell::default();
}

/// An accelerator that a script added.
pub fn added_accelerator(name: &str) -> Option<Type> {
    ADDED.with_borrow(|added| match added.is_empty() {
        true => None,
        false => added.get(&name.to_ascii_lowercase()).cloned(),
    })
}

/// The accelerators that scripts added.
pub fn added_accelerators() -> Vec<(String, Type)> {
    ADDED.with_borrow(|added| {
        let own = added.iter();
        own.map(|(name, kind)| (name.clone(), kind.clone()))
            .collect()
    })
}

/// Adds an accelerator.
pub fn add_accelerator(name: &str, kind: Type) {
    ADDED.with_borrow_mut(|added| added.insert(name.to_ascii_lowercase(), kind));
}

/// Takes an accelerator away that a script added; whether there was one.
pub fn remove_accelerator(name: &str) -> bool {
    ADDED.with_borrow_mut(|added| added.remove(&name.to_ascii_lowercase()).is_some())
}

/// The accelerators and what they stand for, by their lower-case names; generic ones without arguments.
pub fn accelerators() -> &'static [(&'static str, &'static str)] {
    ACCELERATORS
}

/// The .NET type of that name and number of type parameters: an accelerator, a full name, or a name in `System`.
pub fn find(name: &str, arity: usize) -> Option<&'static TypeInfo> {
    let mut wanted = name.to_ascii_lowercase();
    if arity == 0
        && let Ok(at) = ACCELERATORS.binary_search_by(|(short, _)| (*short).cmp(wanted.as_str()))
    {
        wanted = ACCELERATORS[at].1.to_ascii_lowercase();
    }
    if arity > 0 && !wanted.contains('`') {
        wanted = format!("{wanted}`{arity}");
    }
    BY_NAME.with_borrow_mut(|map| {
        let map = map.get_or_insert_with(by_name);
        map.get(&wanted)
            .or_else(|| map.get(&format!("system.{wanted}")))
            .copied()
    })
}

/// Sorted by name.
static ACCELERATORS: &[(&str, &str)] = &[
    (
        "allowemptycollection",
        "System.Management.Automation.AllowEmptyCollectionAttribute",
    ),
    (
        "allowemptystring",
        "System.Management.Automation.AllowEmptyStringAttribute",
    ),
    (
        "allownull",
        "System.Management.Automation.AllowNullAttribute",
    ),
    (
        "argumentcompleter",
        "System.Management.Automation.ArgumentCompleterAttribute",
    ),
    (
        "argumentcompletions",
        "System.Management.Automation.ArgumentCompletionsAttribute",
    ),
    ("array", "System.Array"),
    ("bigint", "System.Numerics.BigInteger"),
    ("bool", "System.Boolean"),
    ("byte", "System.Byte"),
    ("char", "System.Char"),
    ("cimclass", "Microsoft.Management.Infrastructure.CimClass"),
    (
        "cimconverter",
        "Microsoft.Management.Infrastructure.CimConverter",
    ),
    (
        "ciminstance",
        "Microsoft.Management.Infrastructure.CimInstance",
    ),
    (
        "cimsession",
        "Microsoft.Management.Infrastructure.CimSession",
    ),
    ("cimtype", "Microsoft.Management.Infrastructure.CimType"),
    (
        "cmdletbinding",
        "System.Management.Automation.CmdletBindingAttribute",
    ),
    ("cultureinfo", "System.Globalization.CultureInfo"),
    ("datetime", "System.DateTime"),
    ("decimal", "System.Decimal"),
    ("double", "System.Double"),
    (
        "dsclocalconfigurationmanager",
        "System.Management.Automation.DscLocalConfigurationManagerAttribute",
    ),
    (
        "dscproperty",
        "System.Management.Automation.DscPropertyAttribute",
    ),
    (
        "dscresource",
        "System.Management.Automation.DscResourceAttribute",
    ),
    (
        "experimentaction",
        "System.Management.Automation.ExperimentAction",
    ),
    (
        "experimental",
        "System.Management.Automation.ExperimentalAttribute",
    ),
    (
        "experimentalfeature",
        "System.Management.Automation.ExperimentalFeature",
    ),
    ("float", "System.Single"),
    ("guid", "System.Guid"),
    ("hashtable", "System.Collections.Hashtable"),
    (
        "initialsessionstate",
        "System.Management.Automation.Runspaces.InitialSessionState",
    ),
    ("int", "System.Int32"),
    ("int16", "System.Int16"),
    ("int32", "System.Int32"),
    ("int64", "System.Int64"),
    ("ipaddress", "System.Net.IPAddress"),
    ("ipendpoint", "System.Net.IPEndPoint"),
    ("long", "System.Int64"),
    ("mailaddress", "System.Net.Mail.MailAddress"),
    (
        "norunspaceaffinity",
        "System.Management.Automation.Language.NoRunspaceAffinityAttribute",
    ),
    (
        "nullstring",
        "System.Management.Automation.Language.NullString",
    ),
    (
        "objectsecurity",
        "System.Security.AccessControl.ObjectSecurity",
    ),
    (
        "ordered",
        "System.Collections.Specialized.OrderedDictionary",
    ),
    (
        "outputtype",
        "System.Management.Automation.OutputTypeAttribute",
    ),
    (
        "parameter",
        "System.Management.Automation.ParameterAttribute",
    ),
    (
        "physicaladdress",
        "System.Net.NetworkInformation.PhysicalAddress",
    ),
    ("powershell", "System.Management.Automation.PowerShell"),
    (
        "psaliasproperty",
        "System.Management.Automation.PSAliasProperty",
    ),
    ("pscredential", "System.Management.Automation.PSCredential"),
    ("pscustomobject", "System.Management.Automation.PSObject"),
    (
        "psdefaultvalue",
        "System.Management.Automation.PSDefaultValueAttribute",
    ),
    (
        "pslistmodifier",
        "System.Management.Automation.PSListModifier",
    ),
    ("psmoduleinfo", "System.Management.Automation.PSModuleInfo"),
    (
        "psnoteproperty",
        "System.Management.Automation.PSNoteProperty",
    ),
    ("psobject", "System.Management.Automation.PSObject"),
    (
        "psprimitivedictionary",
        "System.Management.Automation.PSPrimitiveDictionary",
    ),
    (
        "pspropertyexpression",
        "Microsoft.PowerShell.Commands.PSPropertyExpression",
    ),
    (
        "psscriptmethod",
        "System.Management.Automation.PSScriptMethod",
    ),
    (
        "psscriptproperty",
        "System.Management.Automation.PSScriptProperty",
    ),
    (
        "pstypenameattribute",
        "System.Management.Automation.PSTypeNameAttribute",
    ),
    ("psvariable", "System.Management.Automation.PSVariable"),
    (
        "psvariableproperty",
        "System.Management.Automation.PSVariableProperty",
    ),
    ("ref", "System.Management.Automation.PSReference"),
    ("regex", "System.Text.RegularExpressions.Regex"),
    (
        "runspace",
        "System.Management.Automation.Runspaces.Runspace",
    ),
    (
        "runspacefactory",
        "System.Management.Automation.Runspaces.RunspaceFactory",
    ),
    ("sbyte", "System.SByte"),
    ("scriptblock", "System.Management.Automation.ScriptBlock"),
    ("securestring", "System.Security.SecureString"),
    ("semver", "System.Management.Automation.SemanticVersion"),
    ("short", "System.Int16"),
    ("single", "System.Single"),
    ("string", "System.String"),
    (
        "supportswildcards",
        "System.Management.Automation.SupportsWildcardsAttribute",
    ),
    ("switch", "System.Management.Automation.SwitchParameter"),
    ("timespan", "System.TimeSpan"),
    ("type", "System.Type"),
    ("uint", "System.UInt32"),
    ("uint16", "System.UInt16"),
    ("uint32", "System.UInt32"),
    ("uint64", "System.UInt64"),
    ("ulong", "System.UInt64"),
    ("uri", "System.Uri"),
    ("ushort", "System.UInt16"),
    (
        "validatecount",
        "System.Management.Automation.ValidateCountAttribute",
    ),
    (
        "validatedrive",
        "System.Management.Automation.ValidateDriveAttribute",
    ),
    (
        "validatelength",
        "System.Management.Automation.ValidateLengthAttribute",
    ),
    (
        "validatenotnull",
        "System.Management.Automation.ValidateNotNullAttribute",
    ),
    (
        "validatenotnullorempty",
        "System.Management.Automation.ValidateNotNullOrEmptyAttribute",
    ),
    (
        "validatenotnullorwhitespace",
        "System.Management.Automation.ValidateNotNullOrWhiteSpaceAttribute",
    ),
    (
        "validatepattern",
        "System.Management.Automation.ValidatePatternAttribute",
    ),
    (
        "validaterange",
        "System.Management.Automation.ValidateRangeAttribute",
    ),
    (
        "validatescript",
        "System.Management.Automation.ValidateScriptAttribute",
    ),
    (
        "validateset",
        "System.Management.Automation.ValidateSetAttribute",
    ),
    (
        "validatetrusteddata",
        "System.Management.Automation.ValidateTrustedDataAttribute",
    ),
    (
        "validateuserdrive",
        "System.Management.Automation.ValidateUserDriveAttribute",
    ),
    ("version", "System.Version"),
    ("void", "System.Void"),
    (
        "wildcardpattern",
        "System.Management.Automation.WildcardPattern",
    ),
    (
        "x500distinguishedname",
        "System.Security.Cryptography.X509Certificates.X500DistinguishedName",
    ),
    (
        "x509certificate",
        "System.Security.Cryptography.X509Certificates.X509Certificate",
    ),
    ("xml", "System.Xml.XmlDocument"),
];
