//! What a command's parameters are, as objects: `(Get-Command x).Parameters`, `.ParameterSets`, and the syntax text.

use crate::Engine;
use crate::attribute::Attribute;
use crate::command::Command;
use crate::signature::{ALL_SETS, Parameter, SetUse, Signature};
use object::types::{self, Member, Sig, TypeInfo};
use object::{Dict, KeyCase, Order, Result, Str, Type, Value};
use std::rc::Rc;
use syntax::ast;

macro_rules! classes {
    ($($name:ident: $base:ident = $full:literal;)*) => {
        $(#[doc = concat!("`", $full, "`")] pub static $name: TypeInfo = TypeInfo::class($full, &$base).members(|| crate::attribute_objects::MEMBERS);)*
        /// Types of attributes as objects.
        pub static TYPES: &[&TypeInfo] = &[
            &ATTRIBUTE, &PARAMETER_METADATA, &PARAMETER_SET_METADATA, &PARAMETER_SET_INFO, &PARAMETER_INFO, &PS_TYPE_NAME, &VALID_VALUES_GENERATOR, &CACHED_VALUES_GENERATOR, &ARGUMENT_COMPLETER, $(&$name,)*
        ];
    };
}

/// `Attribute`
pub static ATTRIBUTE: TypeInfo = TypeInfo::class("System.Attribute", &types::OBJECT);
/// `ParameterMetadata`
pub static PARAMETER_METADATA: TypeInfo = TypeInfo::class(
    "System.Management.Automation.ParameterMetadata",
    &types::OBJECT,
);
/// `ParameterSetMetadata`
pub static PARAMETER_SET_METADATA: TypeInfo = TypeInfo::class(
    "System.Management.Automation.ParameterSetMetadata",
    &types::OBJECT,
);
/// `CommandParameterSetInfo`
pub static PARAMETER_SET_INFO: TypeInfo = TypeInfo::class(
    "System.Management.Automation.CommandParameterSetInfo",
    &types::OBJECT,
)
.members(|| {
    const STR: Sig = Sig::One(&types::STRING);
    const MEMBERS: &[Member] = &[object::method!("ToString", () -> STR => |c| {
        Ok(match c.this {
            Value::Object(own) => own.get(SYNTAX).unwrap_or_default(),
            _ => Value::Null,
        })
    })];
    MEMBERS
});
/// Name of the hidden property that holds the syntax of a parameter set.
const SYNTAX: &str = "SyntaxText";
/// `CommandParameterInfo`
pub static PARAMETER_INFO: TypeInfo = TypeInfo::class(
    "System.Management.Automation.CommandParameterInfo",
    &types::OBJECT,
);
/// `PSTypeName`
pub static PS_TYPE_NAME: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSTypeName", &types::OBJECT);

/// `IValidateSetValuesGenerator`
pub static VALID_VALUES_GENERATOR: TypeInfo =
    TypeInfo::interface("System.Management.Automation.IValidateSetValuesGenerator");
/// `CachedValidValuesGeneratorBase`: a generator that keeps its values for a while.
pub static CACHED_VALUES_GENERATOR: TypeInfo = TypeInfo::class(
    "System.Management.Automation.CachedValidValuesGeneratorBase",
    &types::OBJECT,
)
.implements(&[&VALID_VALUES_GENERATOR]);
/// `IArgumentCompleter`
pub static ARGUMENT_COMPLETER: TypeInfo =
    TypeInfo::interface("System.Management.Automation.IArgumentCompleter");

classes! {
    CMDLET_METADATA: ATTRIBUTE = "System.Management.Automation.Internal.CmdletMetadataAttribute";
    PARSING_BASE: CMDLET_METADATA = "System.Management.Automation.Internal.ParsingBaseAttribute";
    COMMON_METADATA: CMDLET_METADATA = "System.Management.Automation.CmdletCommonMetadataAttribute";
    VALIDATE_ARGUMENTS: CMDLET_METADATA = "System.Management.Automation.ValidateArgumentsAttribute";
    VALIDATE_ENUMERATED: VALIDATE_ARGUMENTS = "System.Management.Automation.ValidateEnumeratedArgumentsAttribute";
    NULL_VALIDATION: VALIDATE_ARGUMENTS = "System.Management.Automation.NullValidationAttributeBase";
    CMDLET_BINDING: COMMON_METADATA = "System.Management.Automation.CmdletBindingAttribute";
    OUTPUT_TYPE: CMDLET_METADATA = "System.Management.Automation.OutputTypeAttribute";
    PARAMETER_ATTRIBUTE: PARSING_BASE = "System.Management.Automation.ParameterAttribute";
    ALIAS_ATTRIBUTE: PARSING_BASE = "System.Management.Automation.AliasAttribute";
    CONVERTER_ATTRIBUTE: TRANSFORMATION = "System.Management.Automation.ArgumentTypeConverterAttribute";
    NOT_NULL: NULL_VALIDATION = "System.Management.Automation.ValidateNotNullAttribute";
    NOT_NULL_OR_EMPTY: NULL_VALIDATION = "System.Management.Automation.ValidateNotNullOrEmptyAttribute";
    NOT_NULL_OR_WHITE_SPACE: NULL_VALIDATION = "System.Management.Automation.ValidateNotNullOrWhiteSpaceAttribute";
    VALIDATE_RANGE: VALIDATE_ENUMERATED = "System.Management.Automation.ValidateRangeAttribute";
    VALIDATE_COUNT: VALIDATE_ARGUMENTS = "System.Management.Automation.ValidateCountAttribute";
    VALIDATE_LENGTH: VALIDATE_ENUMERATED = "System.Management.Automation.ValidateLengthAttribute";
    VALIDATE_SET: VALIDATE_ENUMERATED = "System.Management.Automation.ValidateSetAttribute";
    VALIDATE_PATTERN: VALIDATE_ENUMERATED = "System.Management.Automation.ValidatePatternAttribute";
    VALIDATE_SCRIPT: VALIDATE_ENUMERATED = "System.Management.Automation.ValidateScriptAttribute";
    ALLOW_NULL: CMDLET_METADATA = "System.Management.Automation.AllowNullAttribute";
    ALLOW_EMPTY_STRING: CMDLET_METADATA = "System.Management.Automation.AllowEmptyStringAttribute";
    ALLOW_EMPTY_COLLECTION: CMDLET_METADATA = "System.Management.Automation.AllowEmptyCollectionAttribute";
    COMPLETIONS: ATTRIBUTE = "System.Management.Automation.ArgumentCompletionsAttribute";
    COMPLETER: ATTRIBUTE = "System.Management.Automation.ArgumentCompleterAttribute";
    TRANSFORMATION: CMDLET_METADATA = "System.Management.Automation.ArgumentTransformationAttribute";
}

/// What .NET shows for "no position".
const NO_POSITION: i32 = i32::MIN;

/// The signature of any command; programs have none.
pub fn signature_of(engine: &mut Engine, command: &Command) -> Result<Option<Rc<Signature>>> {
    match command {
        Command::Cmdlet(cmdlet) => Ok(Some(engine.signature_of_cmdlet(cmdlet))),
        other => match other.code() {
            Some(code) => engine.signature_of(&Rc::clone(code)).map(Some),
            None => Ok(None),
        },
    }
}

/// The same with the dynamic parameters that a call without arguments would have.
pub fn whole_signature_of(engine: &mut Engine, command: &Command) -> Result<Option<Rc<Signature>>> {
    let Some(signature) = signature_of(engine, command)? else {
        return Ok(None);
    };
    let dynamic = command
        .code()
        .filter(|code| code.ast.dynamic_param.is_some());
    let Some(code) = dynamic.cloned() else {
        return Ok(Some(signature));
    };
    let name = command.name();
    let site = crate::bind::site(name.clone(), name.clone(), None, signature.advanced);
    let ready = crate::pipeline::Prepared {
        command: command.clone(),
        typed: name,
        given: Vec::new(),
        position: object::Position {
            source: Rc::clone(&code.source),
            span: code.span(),
        },
        dot: false,
        place: (1, 1),
        expects_input: false,
        pipeline: 0,
    };
    // A block that fails for want of arguments adds nothing.
    Ok(Some(
        match engine.with_dynamic(&ready, &code, Rc::clone(&signature), &site) {
            Ok((whole, _)) => whole,
            Err(_) => signature,
        },
    ))
}

/// `Parameters`
pub fn parameters(engine: &mut Engine, command: &Command) -> Result<Value> {
    let Some(signature) = whole_signature_of(engine, command)? else {
        return Ok(Value::Null);
    };
    let kind = Type::generic(
        &types::DICTIONARY,
        vec![
            Type::Known(&types::STRING),
            Type::Known(&PARAMETER_METADATA),
        ],
    );
    let dict = Dict::new(kind, KeyCase::Ignore, Order::Inserted);
    for parameter in &signature.parameters {
        dict.insert(
            Value::Str(parameter.name.clone()),
            metadata(&signature, parameter),
        );
    }
    Ok(Value::Dict(Rc::new(dict)))
}

/// One parameter as `ParameterMetadata`.
pub fn metadata(signature: &Signature, parameter: &Parameter) -> Value {
    let kind = Type::generic(
        &types::DICTIONARY,
        vec![
            Type::Known(&types::STRING),
            Type::Known(&PARAMETER_SET_METADATA),
        ],
    );
    let sets = Dict::new(kind, KeyCase::Ignore, Order::Inserted);
    for usage in &parameter.uses {
        for name in names_of(signature, usage.sets) {
            sets.insert(Value::Str(name), set_metadata(parameter, usage));
        }
    }
    crate::values::record(
        &PARAMETER_METADATA,
        vec![
            ("Name", Value::Str(parameter.name.clone())),
            ("ParameterType", Value::Type(parameter.kind.clone())),
            ("ParameterSets", Value::Dict(Rc::new(sets))),
            ("IsDynamic", Value::Bool(parameter.dynamic)),
            ("Aliases", strings(&parameter.aliases)),
            (
                "Attributes",
                crate::values::collection(attributes(signature, parameter)),
            ),
            ("SwitchParameter", Value::Bool(parameter.is_switch())),
        ],
    )
}

fn strings(items: &[Str]) -> Value {
    let kind = Type::generic(&types::COLLECTION, vec![Type::Known(&types::STRING)]);
    let items = items.iter().map(|item| Value::Str(item.clone())).collect();
    Value::List(object::List::new(kind, Type::Known(&types::STRING), items))
}

/// Names of the sets among bits.
fn names_of(signature: &Signature, bits: u64) -> Vec<Str> {
    if bits == ALL_SETS {
        return vec![Str::from("__AllParameterSets")];
    }
    signature
        .sets
        .iter()
        .enumerate()
        .filter(|(i, _)| bits & (1 << i) != 0)
        .map(|(_, name)| name.clone())
        .collect()
}

fn set_metadata(parameter: &Parameter, usage: &SetUse) -> Value {
    crate::values::record(
        &PARAMETER_SET_METADATA,
        vec![
            ("IsMandatory", Value::Bool(usage.mandatory)),
            (
                "Position",
                Value::Int(usage.position.unwrap_or(NO_POSITION)),
            ),
            ("ValueFromPipeline", Value::Bool(usage.pipeline)),
            (
                "ValueFromPipelineByPropertyName",
                Value::Bool(usage.by_name),
            ),
            ("ValueFromRemainingArguments", Value::Bool(usage.remaining)),
            ("HelpMessage", Value::Str(parameter.help.clone())),
        ],
    )
}

/// The attributes of a parameter as objects, in .NET's order, which is the reverse of the written one.
fn attributes(signature: &Signature, parameter: &Parameter) -> Vec<Value> {
    let mut all: Vec<Value> = parameter
        .attributes
        .iter()
        .rev()
        .filter_map(|attribute| attribute_value(attribute))
        .collect();
    if !parameter.aliases.is_empty() && parameter.common.is_none() {
        all.push(alias_attribute(&parameter.aliases));
    }
    for usage in &parameter.uses {
        for name in names_of(signature, usage.sets) {
            let help = Value::Str(parameter.help.clone());
            all.push(parameter_attribute(usage, &name, &help, parameter.hidden));
        }
    }
    if parameter.typed && parameter.common.is_none() {
        all.push(crate::values::record(&CONVERTER_ATTRIBUTE, Vec::new()));
    }
    all
}

/// `[Alias()]` as an object.
pub(crate) fn alias_attribute(names: &[Str]) -> Value {
    let names = crate::values::strings(names.iter().cloned());
    crate::values::record(&ALIAS_ATTRIBUTE, vec![("AliasNames", names)])
}

/// `[Parameter()]` as an object.
pub(crate) fn parameter_attribute(usage: &SetUse, set: &str, help: &Value, hidden: bool) -> Value {
    crate::values::record(
        &PARAMETER_ATTRIBUTE,
        vec![
            (
                "Position",
                Value::Int(usage.position.unwrap_or(NO_POSITION)),
            ),
            ("ParameterSetName", Value::str(set)),
            ("Mandatory", Value::Bool(usage.mandatory)),
            ("ValueFromPipeline", Value::Bool(usage.pipeline)),
            (
                "ValueFromPipelineByPropertyName",
                Value::Bool(usage.by_name),
            ),
            ("ValueFromRemainingArguments", Value::Bool(usage.remaining)),
            ("HelpMessage", help.clone()),
            ("DontShow", Value::Bool(hidden)),
        ],
    )
}

pub(crate) fn attribute_value(attribute: &Attribute) -> Option<Value> {
    let record = crate::values::record;
    let text = |text: &Option<Str>| text.clone().map_or(Value::Null, Value::Str);
    Some(match attribute {
        Attribute::NotNull => record(&NOT_NULL, Vec::new()),
        Attribute::NotNullOrEmpty => record(&NOT_NULL_OR_EMPTY, Vec::new()),
        Attribute::NotNullOrWhiteSpace => record(&NOT_NULL_OR_WHITE_SPACE, Vec::new()),
        Attribute::Range(low, high) => record(
            &VALIDATE_RANGE,
            vec![("MinRange", low.clone()), ("MaxRange", high.clone())],
        ),
        Attribute::RangeKind(kind) => record(
            &VALIDATE_RANGE,
            vec![("RangeKind", Value::Str(kind.clone()))],
        ),
        Attribute::Count(low, high) => record(
            &VALIDATE_COUNT,
            vec![
                ("MinLength", Value::Int(*low as i32)),
                ("MaxLength", Value::Int(*high as i32)),
            ],
        ),
        Attribute::Length(low, high) => record(
            &VALIDATE_LENGTH,
            vec![
                ("MinLength", Value::Int(*low as i32)),
                ("MaxLength", Value::Int(*high as i32)),
            ],
        ),
        Attribute::Set {
            values,
            ignore_case,
            message,
        } => record(
            &VALIDATE_SET,
            vec![
                ("ErrorMessage", text(message)),
                ("IgnoreCase", Value::Bool(*ignore_case)),
                (
                    "ValidValues",
                    crate::values::strings(values.iter().cloned()),
                ),
            ],
        ),
        Attribute::Pattern {
            pattern, message, ..
        } => record(
            &VALIDATE_PATTERN,
            vec![
                ("RegexPattern", Value::Str(pattern.clone())),
                ("ErrorMessage", text(message)),
            ],
        ),
        Attribute::Script { block, message } => record(
            &VALIDATE_SCRIPT,
            vec![
                ("ScriptBlock", block.clone()),
                ("ErrorMessage", text(message)),
            ],
        ),
        Attribute::AllowNull => record(&ALLOW_NULL, Vec::new()),
        Attribute::AllowEmptyString => record(&ALLOW_EMPTY_STRING, Vec::new()),
        Attribute::AllowEmptyCollection => record(&ALLOW_EMPTY_COLLECTION, Vec::new()),
        Attribute::Transform(_) => record(&TRANSFORMATION, Vec::new()),
        Attribute::Completer(block) => record(&COMPLETER, vec![("ScriptBlock", block.clone())]),
        Attribute::Completions(_) => record(&COMPLETIONS, Vec::new()),
        Attribute::Custom(instance) => instance.clone(),
        Attribute::TypeName(_) | Attribute::Obsolete(_) | Attribute::Other(_) => return None,
    })
}

/// The sets of a command in .NET's order: the default one first. Without sets there is one of all.
pub(crate) fn ordered_sets(signature: &Signature) -> Vec<(Str, u64, bool)> {
    if signature.sets.is_empty() {
        return vec![(Str::from("__AllParameterSets"), ALL_SETS, false)];
    }
    let mut sets: Vec<(Str, u64, bool)> = signature
        .sets
        .iter()
        .enumerate()
        .map(|(i, name)| (name.clone(), 1 << i, signature.default_set == 1 << i))
        .collect();
    sets.sort_by_key(|(_, _, default)| !default);
    sets
}

/// The parameters of one set: own ones, common ones, dynamic ones.
pub(crate) fn of_set(signature: &Signature, bits: u64) -> Vec<(&Rc<Parameter>, SetUse)> {
    let (own, common) = signature.parameters.split_at(signature.own);
    let (fixed, dynamic): (Vec<_>, Vec<_>) = own.iter().partition(|parameter| !parameter.dynamic);
    let ordered = fixed.into_iter().chain(common).chain(dynamic);
    ordered
        .filter_map(|parameter| parameter.in_sets(bits).map(|usage| (parameter, *usage)))
        .collect()
}

/// `ParameterSets`
pub fn parameter_sets(engine: &mut Engine, command: &Command) -> Result<Value> {
    let Some(signature) = whole_signature_of(engine, command)? else {
        return Ok(Value::Null);
    };
    let mut sets = Vec::new();
    for (name, bits, is_default) in ordered_sets(&signature) {
        let parameters = of_set(&signature, bits)
            .into_iter()
            .map(|(parameter, usage)| {
                crate::values::record(
                    &PARAMETER_INFO,
                    vec![
                        ("Name", Value::Str(parameter.name.clone())),
                        ("ParameterType", Value::Type(parameter.kind.clone())),
                        ("IsMandatory", Value::Bool(usage.mandatory)),
                        ("IsDynamic", Value::Bool(parameter.dynamic)),
                        (
                            "Position",
                            Value::Int(usage.position.unwrap_or(NO_POSITION)),
                        ),
                        ("ValueFromPipeline", Value::Bool(usage.pipeline)),
                        (
                            "ValueFromPipelineByPropertyName",
                            Value::Bool(usage.by_name),
                        ),
                        ("ValueFromRemainingArguments", Value::Bool(usage.remaining)),
                        ("HelpMessage", Value::Str(parameter.help.clone())),
                        ("Aliases", strings(&parameter.aliases)),
                        (
                            "Attributes",
                            crate::values::collection(attributes(&signature, parameter)),
                        ),
                    ],
                )
            });
        let parameters = crate::values::collection(parameters.collect());
        let set = crate::values::record(
            &PARAMETER_SET_INFO,
            vec![
                ("Name", Value::Str(name)),
                ("IsDefault", Value::Bool(is_default)),
                ("Parameters", parameters),
            ],
        );
        if let Value::Object(own) = &set {
            let text = set_text(&signature, bits, &type_text);
            own.add(
                &Str::from(SYNTAX),
                object::SlotKind::Hidden,
                Value::str(text.trim_end()),
            );
        }
        sets.push(set);
    }
    Ok(crate::values::collection(sets))
}

use crate::syntax_text::set_text;
pub use crate::syntax_text::{syntax_lines, syntax_lines_with, syntax_text, type_text};

/// `OutputType`: what `[OutputType()]` of a script says.
pub fn output_types(engine: &mut Engine, command: &Command) -> Result<Value> {
    let mut found = Vec::new();
    if let Some(code) = command.code().cloned() {
        for node in code.attributes() {
            let written = node.span.text(&code.source.text).trim_start_matches('[');
            let name = written.split('(').next().unwrap_or_default().trim();
            if !name.eq_ignore_ascii_case("OutputType")
                && !name.eq_ignore_ascii_case("OutputTypeAttribute")
            {
                continue;
            }
            for argument in &node.positional {
                found.extend(output_type(engine, &code, argument));
            }
        }
    }
    Ok(crate::values::collection(found))
}

fn output_type(
    engine: &mut Engine,
    code: &Rc<crate::block::Code>,
    argument: &ast::Expression,
) -> Option<Value> {
    let text = argument.span.text(&code.source.text).trim();
    let bare = text.trim_matches(['\'', '"']);
    let (name, kind) = match text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        Some(name) => {
            let kind = object::Host::find_type(engine, name);
            (
                kind.as_ref()
                    .map_or_else(|| name.to_string(), Type::full_name),
                kind,
            )
        }
        None => (bare.to_string(), object::Host::find_type(engine, bare)),
    };
    Some(type_name_value(&name, kind))
}

/// A `PSTypeName`.
pub fn type_name_value(name: &str, kind: Option<Type>) -> Value {
    crate::values::record(
        &PS_TYPE_NAME,
        vec![
            ("Name", Value::str(name)),
            ("Type", kind.map_or(Value::Null, Value::Type)),
        ],
    )
}
