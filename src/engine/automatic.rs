//! Variables that every session starts with.

use crate::Engine;
use crate::common_parameters::Action;
use crate::scope::{Options, Slot, Variable};
use object::{Dict, KeyCase, Order, Str, Symbol, Type, Value, types};
use std::cell::RefCell;
use std::rc::Rc;

/// Sets the preference variables and the constants of a new session.
pub(crate) fn set_preferences(engine: &mut Engine) {
    let plain: &[(&str, Value)] = &[
        ("ErrorActionPreference", Action::Continue.to_value()),
        ("WarningPreference", Action::Continue.to_value()),
        ("VerbosePreference", Action::SilentlyContinue.to_value()),
        ("DebugPreference", Action::SilentlyContinue.to_value()),
        ("InformationPreference", Action::SilentlyContinue.to_value()),
        ("ProgressPreference", Action::Continue.to_value()),
        ("WhatIfPreference", Value::Bool(false)),
        (
            "ConfirmPreference",
            Type::Known(&crate::common_parameters::CONFIRM_IMPACT).enum_from(3),
        ),
        ("ErrorView", Value::str("ConciseView")),
        ("FormatEnumerationLimit", Value::Int(4)),
        ("MaximumHistoryCount", Value::Int(4096)),
        ("NestedPromptLevel", Value::Int(0)),
        ("OutputEncoding", Value::Null),
        ("PSEmailServer", Value::str("")),
        ("PSSessionApplicationName", Value::str("wsman")),
        (
            "PSSessionConfigurationName",
            Value::str("http://schemas.microsoft.com/powershell/Microsoft.PowerShell"),
        ),
        ("PSNativeCommandArgumentPassing", Value::str("Standard")),
        (
            "PSNativeCommandUseErrorActionPreference",
            Value::Bool(false),
        ),
    ];
    let global = engine.global;
    for (name, value) in plain {
        engine.set_in(global, Symbol::of(name), value.clone());
        // The preferences that are enumerations refuse whatever names none of their values.
        if let Value::Enum(_) = value {
            let variable = Variable {
                value: value.clone(),
                constraint: Some(value.get_type()),
                ..Variable::default()
            };
            let slot = engine.scopes.get(global).layout.slot(Symbol::of(name));
            *engine.scopes.slot_mut(global, slot) = Slot::Special(Rc::new(RefCell::new(variable)));
        }
    }
    let defaults = Dict::new(Type::Known(&types::HASHTABLE), KeyCase::Ignore, Order::Any);
    engine.set_in(
        global,
        Symbol::of("PSDefaultParameterValues"),
        Value::Dict(Rc::new(defaults)),
    );
    let home = std::env::var("HOME").unwrap_or_else(|_| "/".to_string());
    engine.set_in(global, Symbol::of("PROFILE"), profile(&home));
    let table = version_table();
    let fixed: Vec<(&str, Value)> = vec![
        ("PID", Value::Int(std::process::id() as i32)),
        ("HOME", Value::str(home)),
        ("PSHOME", Value::str("/opt/microsoft/powershell/7")),
        ("ShellId", Value::str("Microsoft.PowerShell")),
        ("PSVersionTable", table),
        ("PSEdition", Value::str("Core")),
        ("IsLinux", Value::Bool(cfg!(target_os = "linux"))),
        ("IsMacOS", Value::Bool(cfg!(target_os = "macos"))),
        ("IsWindows", Value::Bool(cfg!(windows))),
        ("IsCoreCLR", Value::Bool(true)),
        ("PSCulture", Value::str("en-US")),
        ("PSUICulture", Value::str("en-US")),
        ("EnabledExperimentalFeatures", Value::array(Vec::new())),
    ];
    for (name, value) in fixed {
        let options = Options(Options::CONSTANT.0 | Options::ALL_SCOPE.0);
        let variable = Variable {
            value,
            options,
            ..Variable::default()
        };
        let slot = engine.scopes.get(global).layout.slot(Symbol::of(name));
        *engine.scopes.slot_mut(global, slot) = Slot::Special(Rc::new(RefCell::new(variable)));
    }
}

/// `$PROFILE`: the path of the user's own profile, with the paths of the others added to it.
fn profile(home: &str) -> Value {
    const ALL_USERS: &str = "/opt/microsoft/powershell/7";
    const HOST: &str = "Microsoft.PowerShell_profile.ps1";
    let own = format!("{home}/.config/powershell");
    let value = object::Extended::new(Value::str(format!("{own}/{HOST}")));
    for (name, path) in [
        ("AllUsersAllHosts", format!("{ALL_USERS}/profile.ps1")),
        ("AllUsersCurrentHost", format!("{ALL_USERS}/{HOST}")),
        ("CurrentUserAllHosts", format!("{own}/profile.ps1")),
        ("CurrentUserCurrentHost", format!("{own}/{HOST}")),
    ] {
        value
            .members
            .add(&Str::from(name), object::SlotKind::Note, Value::str(path));
    }
    Value::Extended(value)
}

fn version_table() -> Value {
    let table = Dict::new(
        Type::Known(&object::members::version::VERSION_TABLE),
        KeyCase::Ignore,
        Order::Inserted,
    );
    let version = |text: &str| object::members::version::of_text(text);
    for (name, value) in [
        (
            "PSVersion",
            object::members::version::semantic_of_text(crate::VERSION_TEXT),
        ),
        ("PSEdition", Value::str("Core")),
        ("GitCommitId", Value::str(crate::VERSION_TEXT)),
        ("OS", Value::str("Linux")),
        ("Platform", Value::str("Unix")),
        (
            "PSCompatibleVersions",
            Value::Array(object::Array::of(
                Type::Known(&object::members::version::VERSION),
                ["1.0", "2.0", "3.0", "4.0", "5.0", "5.1", "6.0", "7.0"]
                    .map(version)
                    .to_vec(),
            )),
        ),
        ("PSRemotingProtocolVersion", version("2.3")),
        ("SerializationVersion", version("1.1.0.1")),
        ("WSManStackVersion", version("3.0")),
    ] {
        table.insert(Value::Str(Str::from(name)), value);
    }
    Value::Dict(Rc::new(table))
}
