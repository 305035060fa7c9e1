//! Members as text, the way `Get-Member` and `OverloadDefinitions` write them, and the list of all members of a value.

use super::access::{self, constructors, find, overloads};
use super::object::plain_text;
use crate::record::SlotKind;
use crate::types::{self, Member, MemberKind, Overload, Param, ParamKind, Type, TypeInfo};
use crate::{Str, Value};

/// One member as `Get-Member` shows it.
pub struct MemberView {
    /// Its name.
    pub name: Str,
    /// `MemberType`: `Property`, `NoteProperty`, `Method` and so on.
    pub kind: &'static str,
    /// `Definition`
    pub definition: String,
}

/// A type as PowerShell prints it in definitions: the accelerator where there is one, the full name otherwise.
pub fn type_name(kind: &Type) -> String {
    match kind {
        Type::Known(info) if info.arity == 0 => {
            short(info).map_or_else(|| info.name.to_string(), str::to_string)
        }
        Type::Known(info) => info.name.to_string(),
        Type::Array(array) => format!(
            "{}[{}]",
            type_name(&array.element),
            ",".repeat(array.rank.saturating_sub(1) as usize)
        ),
        Type::Generic(generic) => {
            let arguments: Vec<String> = generic.arguments.iter().map(type_name).collect();
            format!("{}[{}]", generic.definition.name, arguments.join(","))
        }
        Type::Class(class) => class.name.to_string(),
        Type::Named(name) => name.to_string(),
    }
}

/// The accelerator that PowerShell prints for a type: the first of its table that names it.
fn short(info: &TypeInfo) -> Option<&'static str> {
    const PREFERRED: &[(&str, &str)] = &[
        ("System.Int16", "short"),
        ("System.UInt16", "ushort"),
        ("System.Int32", "int"),
        ("System.UInt32", "uint"),
        ("System.Int64", "long"),
        ("System.UInt64", "ulong"),
        ("System.Single", "float"),
        ("System.Management.Automation.PSObject", "psobject"),
        (
            "System.Collections.Specialized.OrderedDictionary",
            "ordered",
        ),
    ];
    if let Some((_, name)) = PREFERRED.iter().find(|(full, _)| *full == info.name) {
        return Some(name);
    }
    types::accelerators()
        .iter()
        .find(|(_, full)| *full == info.name)
        .map(|(name, _)| spelling(name))
}

/// Accelerators are stored in lower case; those of attributes and of a few types print otherwise.
fn spelling(name: &'static str) -> &'static str {
    match name {
        "wildcardpattern" => "WildcardPattern",
        "cimsession" => "CimSession",
        other => other,
    }
}

/// `string Substring(int startIndex, int length)`
pub fn signature(kind: &Type, name: &str, is_static: bool, overload: &Overload) -> String {
    let prefix = if is_static { "static " } else { "" };
    let returns = match overload.returns {
        types::Sig::Void => "void".to_string(),
        sig => type_name(&sig.resolve(kind)),
    };
    format!("{prefix}{returns} {name}({})", parameters(kind, overload))
}

/// `datetime new(long ticks)`
pub fn constructor(kind: &Type, overload: &Overload) -> String {
    format!("{} new({})", type_name(kind), parameters(kind, overload))
}

fn parameters(kind: &Type, overload: &Overload) -> String {
    overload
        .params
        .iter()
        .map(|param| parameter(kind, param))
        .collect::<Vec<_>>()
        .join(", ")
}

fn parameter(kind: &Type, param: &Param) -> String {
    let wanted = param.sig.resolve(kind);
    let shown = type_name(&wanted);
    match param.kind {
        ParamKind::Plain => format!("{shown} {}", param.name),
        ParamKind::Params => format!("Params {shown} {}", param.name),
        ParamKind::Ref => format!("[ref] {shown} {}", param.name),
        ParamKind::Optional if wanted.is_enum() => {
            format!("{shown} {} = {shown}.{}", param.name, wanted.enum_name(0))
        }
        ParamKind::Optional => format!("{shown} {} = {}", param.name, default_text(&wanted)),
    }
}

fn default_text(kind: &Type) -> &'static str {
    match kind.default_value() {
        Value::Null => "null",
        Value::Bool(_) => "False",
        _ => "0",
    }
}

/// The members of a value, those added to it first; by name within each source.
pub fn members_of(value: &Value) -> Vec<MemberView> {
    let mut views = Vec::new();
    let object = match value {
        Value::Object(object) => Some(object),
        Value::Extended(extended) => Some(&extended.members),
        _ => None,
    };
    for (slot, content) in object.map(|object| object.entries()).unwrap_or_default() {
        if let Some(view) = slot_view(&slot.name, slot.kind, &content) {
            views.push(declared_view(value, view));
        }
    }
    views.extend(class_methods(&value.get_type(), false));
    for member in super::type_data::all_of(value) {
        let is_new = !views
            .iter()
            .any(|own| own.name.eq_ignore_ascii_case(&member.name));
        if let Some(view) = slot_view(&member.name, member.kind, &member.slot).filter(|_| is_new) {
            views.push(view);
        }
    }
    let base = value.base();
    for view in table_views(&base.get_type(), false) {
        if !views
            .iter()
            .any(|own| own.name.eq_ignore_ascii_case(&view.name))
        {
            views.push(view);
        }
    }
    views
}

fn accessors(read_only: bool) -> &'static str {
    match read_only {
        true => "{get;}",
        false => "{get;set;}",
    }
}

/// A property of a script class shows the type that it was declared with, whatever it holds.
fn declared_view(value: &Value, view: MemberView) -> MemberView {
    if view.kind != "Property" {
        return view;
    }
    match types::ClassType::property(&value.get_type(), &view.name) {
        Some(own) => MemberView {
            definition: format!(
                "{} {} {}",
                type_name(&own.kind),
                view.name,
                accessors(own.read_only)
            ),
            kind: "Property",
            ..view
        },
        None => view,
    }
}

/// The methods of a script class and of those that it derives from, by name.
fn class_methods(kind: &Type, is_static: bool) -> Vec<MemberView> {
    let mut views: Vec<MemberView> = Vec::new();
    for class in types::ClassType::chain(kind) {
        for method in class
            .view
            .get()
            .map(|view| &view.methods[..])
            .unwrap_or_default()
        {
            let is_known = views
                .iter()
                .any(|own| own.name.eq_ignore_ascii_case(&method.name));
            if method.is_static != is_static || method.is_hidden || is_known {
                continue;
            }
            views.push(MemberView {
                name: method.name.clone(),
                kind: "Method",
                definition: class_definitions(kind, &method.name, is_static).join(", "),
            });
        }
    }
    views.sort_by(|a, b| crate::culture::compare_ordinal_ignore_case(&a.name, &b.name));
    views
}

/// The overloads of a method of a script class, as `OverloadDefinitions` lists them.
pub fn class_definitions(kind: &Type, name: &str, is_static: bool) -> Vec<String> {
    let prefix = if is_static { "static " } else { "" };
    let all = types::ClassType::with_methods(kind, name, is_static, |method| {
        let parameters = parameters_of(method);
        let returns = if method.returns.is(&types::VOID) {
            "void".to_string()
        } else {
            type_name(&method.returns)
        };
        format!(
            "{prefix}{returns} {}({})",
            method.name,
            parameters.join(", ")
        )
    });
    // What a derived class overrides is one method.
    let mut found: Vec<String> = Vec::new();
    for one in all {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

fn parameters_of(method: &types::MethodView) -> Vec<String> {
    method
        .parameters
        .iter()
        .map(|(name, kind)| format!("{} {name}", type_name(kind)))
        .collect()
}

/// The constructors of a script class, as `OverloadDefinitions` lists them.
pub fn class_constructors(kind: &Type) -> Vec<String> {
    let Type::Class(class) = kind else {
        return Vec::new();
    };
    let all = class.view.get().map(|view| &view.constructors[..]);
    all.unwrap_or_default()
        .iter()
        .map(|own| format!("{} new({})", class.name, parameters_of(own).join(", ")))
        .collect()
}

/// The static properties of a script class.
fn class_statics(kind: &Type) -> Vec<MemberView> {
    let mut views = Vec::new();
    for class in types::ClassType::chain(kind) {
        for own in class
            .view
            .get()
            .map(|view| &view.properties[..])
            .unwrap_or_default()
        {
            if own.is_static && !own.is_hidden {
                views.push(MemberView {
                    name: own.name.clone(),
                    kind: "Property",
                    definition: format!(
                        "static {} {} {}",
                        type_name(&own.kind),
                        own.name,
                        accessors(own.read_only)
                    ),
                });
            }
        }
    }
    views
}

/// The static members of a type, constructors as `new`.
pub fn static_members_of(kind: &Type) -> Vec<MemberView> {
    let mut views = class_methods(kind, true);
    views.extend(class_statics(kind));
    views.extend(table_views(kind, true));
    for (name, _) in if kind.is_enum() {
        kind.enum_values()
    } else {
        Vec::new()
    } {
        let definition = format!("static {} {name} {{get;}}", type_name(kind));
        views.push(MemberView {
            name,
            kind: "Property",
            definition,
        });
    }
    let list = constructors(kind);
    if !list.is_empty() {
        let definition = list
            .iter()
            .map(|overload| constructor(kind, overload))
            .collect::<Vec<_>>()
            .join(", ");
        views.push(MemberView {
            name: "new".into(),
            kind: "Method",
            definition,
        });
    }
    views
}

fn table_views(kind: &Type, is_static: bool) -> Vec<MemberView> {
    let mut views: Vec<MemberView> = Vec::new();
    let mut info = kind.info();
    while let Some(table) = info {
        for member in table
            .own_members()
            .iter()
            .filter(|m| m.is_static == is_static && m.name != ".ctor" && m.name != "set_Item")
        {
            if !views
                .iter()
                .any(|own| own.name.eq_ignore_ascii_case(member.name))
            {
                views.push(member_view(kind, member));
            }
        }
        info = match table.base {
            None if !std::ptr::eq(table, &types::OBJECT) => Some(&types::OBJECT),
            base => base,
        };
    }
    views.sort_by(|a, b| crate::culture::compare_ordinal_ignore_case(&a.name, &b.name));
    views
}

fn member_view(kind: &Type, member: &'static Member) -> MemberView {
    let name = Str::from(member.name);
    if let Some((shown, definition)) = type_data(kind, member.name) {
        return MemberView {
            name,
            kind: shown,
            definition: definition.to_string(),
        };
    }
    let prefix = if member.is_static { "static " } else { "" };
    match &member.kind {
        MemberKind::Property { sig, set, .. } => {
            let accessors = if set.is_some() {
                "{get;set;}"
            } else {
                "{get;}"
            };
            let definition = format!(
                "{prefix}{} {name} {accessors}",
                type_name(&sig.resolve(kind))
            );
            MemberView {
                name,
                kind: "Property",
                definition,
            }
        }
        MemberKind::Method(_) if matches!(member.name, "Chars" | "Item") => {
            let list = overloads(kind, member.name, member.is_static);
            let accessors = if member.name == "Chars" {
                "{get;}"
            } else {
                "{get;set;}"
            };
            let texts: Vec<String> = list
                .iter()
                .map(|overload| {
                    format!(
                        "{} {accessors}",
                        signature(kind, member.name, false, overload)
                    )
                })
                .collect();
            MemberView {
                name,
                kind: "ParameterizedProperty",
                definition: texts.join(", "),
            }
        }
        MemberKind::Method(_) => {
            let list = overloads(kind, member.name, member.is_static);
            let texts: Vec<String> = list
                .iter()
                .map(|overload| signature(kind, member.name, member.is_static, overload))
                .collect();
            MemberView {
                name,
                kind: "Method",
                definition: texts.join(", "),
            }
        }
    }
}

/// Members that PowerShell's type data adds to .NET's, with what kind they are there and how they are defined.
static TYPE_DATA: &[(&str, &str, &str, &str)] = &[
    ("System.Array", "Count", "AliasProperty", "Count = Length"),
    (
        "System.DateTime",
        "DateTime",
        "ScriptProperty",
        DATE_TIME_SCRIPT,
    ),
    (
        "System.Guid",
        "Guid",
        "ScriptProperty",
        "System.Object Guid {get=$this.ToString();}",
    ),
    (
        "System.Collections.DictionaryEntry",
        "Name",
        "AliasProperty",
        "Name = Key",
    ),
    (
        "System.Net.IPAddress",
        "IPAddressToString",
        "ScriptProperty",
        "System.Object IPAddressToString {get=$this.Tostring();}",
    ),
];

const DATE_TIME_SCRIPT: &str = "System.Object DateTime {get=if ((& { Set-StrictMode -Version 1; $this.DisplayHint }) -ieq  \"Date\")\n                    {\n                    \"{0}\" -f $this.ToLongDateString()\n                    }\n                    elseif ((& { Set-StrictMode -Version 1; $this.DisplayHint }) -ieq \"Time\")\n                    {\n                    \"{0}\" -f  $this.ToLongTimeString()\n                    }\n                    else\n                    {\n                    \"{0} {1}\" -f $this.ToLongDateString(), $this.ToLongTimeString()\n                    };}";

fn type_data(kind: &Type, name: &str) -> Option<(&'static str, &'static str)> {
    let info = kind.info()?;
    TYPE_DATA
        .iter()
        .find(|(owner, member, ..)| *owner == info.name && *member == name)
        .map(|(_, _, shown, text)| (*shown, *text))
}

/// What kind of member PowerShell says that a name of a .NET type is: `AliasProperty` and the like for those of its type data.
pub fn type_data_kind(kind: &Type, name: &str) -> Option<&'static str> {
    let member = find(kind, name, false)?;
    type_data(kind, member.name).map(|(shown, _)| shown)
}

fn slot_view(name: &Str, kind: SlotKind, content: &Value) -> Option<MemberView> {
    let (shown, definition) = match kind {
        SlotKind::Note => (
            "NoteProperty",
            format!("{} {name}={}", content_type(content), note_text(content)),
        ),
        SlotKind::Property | SlotKind::Computed => (
            "Property",
            format!("{} {name} {{get;set;}}", content_type(content)),
        ),
        SlotKind::ReadOnly => (
            "Property",
            format!("{} {name} {{get;}}", content_type(content)),
        ),
        SlotKind::Hidden => return None,
        SlotKind::Alias => {
            let (target, converted) = access::alias(content);
            let prefix = converted
                .map(|kind| format!("({}) ", type_name(&kind)))
                .unwrap_or_default();
            ("AliasProperty", format!("{prefix}{name} = {target}"))
        }
        SlotKind::Script => ("ScriptProperty", script_text(name, content)),
        SlotKind::Code => ("NoteProperty", format!("System.Object {name}")),
        SlotKind::Method => ("ScriptMethod", format!("System.Object {name}();")),
        SlotKind::Set => ("PropertySet", format!("{name} {{{}}}", names(content))),
        SlotKind::MemberSet => ("MemberSet", format!("{name} {{}}")),
    };
    Some(MemberView {
        name: name.clone(),
        kind: shown,
        definition,
    })
}

fn content_type(content: &Value) -> String {
    if content.is_null() {
        "object".to_string()
    } else {
        note_type(&content.get_type())
    }
}

/// Note properties name their type as the accelerator, or `System.Object[]` where there is none.
fn note_type(kind: &Type) -> String {
    if matches!(kind, Type::Array(array) if array.element.is(&types::OBJECT)) {
        "Object[]".to_string()
    } else {
        type_name(kind)
    }
}

fn note_text(content: &Value) -> String {
    match content.base() {
        Value::Null | Value::Nothing => "null".to_string(),
        other => plain_text(other),
    }
}

fn script_text(name: &Str, content: &Value) -> String {
    match content.base() {
        Value::Array(pair) => {
            let part = |at: usize| {
                pair.get(at)
                    .filter(|code| !code.is_null())
                    .map(|code| plain_text(&code))
            };
            let getter = part(0)
                .map(|code| format!("get={code};"))
                .unwrap_or_default();
            let setter = part(1)
                .map(|code| format!("set={code};"))
                .unwrap_or_default();
            format!("System.Object {name} {{{getter}{setter}}}")
        }
        other => format!("System.Object {name} {{get={};}}", plain_text(other)),
    }
}

fn names(content: &Value) -> String {
    match content.base() {
        Value::Array(list) => list
            .to_vec()
            .iter()
            .map(plain_text)
            .collect::<Vec<_>>()
            .join(", "),
        other => plain_text(other),
    }
}
