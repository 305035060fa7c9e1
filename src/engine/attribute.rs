//! Attributes of parameters and variables: reading them off the tree, and checking values against them.

use crate::Engine;
use crate::block::Code;
use crate::declare::{Check, Impact};
use crate::program::{AttributeNode, Expr};
use crate::scope::Layout;
use crate::signature::{Parameter, SetUse, Signature};
use object::types::{self, Type};
use object::{Category, Fault, Result, Str, Symbol, Value, convert};
use std::rc::Rc;
use syntax::ast;

/// An attribute that does something to values.
#[derive(Clone)]
#[allow(missing_docs)]
pub enum Attribute {
    NotNull,
    NotNullOrEmpty,
    NotNullOrWhiteSpace,
    Range(Value, Value),
    RangeKind(Str),
    Count(i64, i64),
    Length(i64, i64),
    Set {
        values: Vec<Str>,
        ignore_case: bool,
        message: Option<Str>,
    },
    Pattern {
        pattern: Str,
        ignore_case: bool,
        message: Option<Str>,
    },
    Script {
        block: Value,
        message: Option<Str>,
    },
    AllowNull,
    AllowEmptyString,
    AllowEmptyCollection,
    /// `[PSTypeName()]`: one of the type names of the value.
    TypeName(Str),
    /// A transformation of a cmdlet's own.
    Transform(fn(&mut Engine, Value) -> Result<Value>),
    /// An instance of a script class that transforms or validates.
    Custom(Value),
    /// `[ArgumentCompleter()]`
    Completer(Value),
    /// `[ArgumentCompletions()]`
    Completions(Vec<Str>),
    /// `[Obsolete()]`: whoever gives a value is warned.
    Obsolete(Str),
    /// One that nothing here reads, by name.
    Other(Str),
}

impl Attribute {
    /// The attribute that a cmdlet's declaration has.
    pub fn of_check(check: &Check) -> Attribute {
        match check {
            Check::NotNull => Attribute::NotNull,
            Check::NotNullOrEmpty => Attribute::NotNullOrEmpty,
            Check::NotNullOrWhiteSpace => Attribute::NotNullOrWhiteSpace,
            Check::Range(low, high) => match (i32::try_from(*low), i32::try_from(*high)) {
                (Ok(low), Ok(high)) => Attribute::Range(Value::Int(low), Value::Int(high)),
                _ => Attribute::Range(Value::Long(*low), Value::Long(*high)),
            },
            Check::RangeKind(kind) => Attribute::RangeKind(Str::from(*kind)),
            Check::RangeDouble(low, high) => {
                Attribute::Range(Value::Double(*low), Value::Double(*high))
            }
            Check::Count(low, high) => Attribute::Count(*low as i64, *high as i64),
            Check::Length(low, high) => Attribute::Length(*low as i64, *high as i64),
            Check::Set(values) => Attribute::Set {
                values: values.iter().map(|v| Str::from(*v)).collect(),
                ignore_case: true,
                message: None,
            },
            Check::Pattern(pattern) => Attribute::Pattern {
                pattern: Str::from(*pattern),
                ignore_case: true,
                message: None,
            },
            Check::AllowNull => Attribute::AllowNull,
            Check::AllowEmptyString => Attribute::AllowEmptyString,
            Check::AllowEmptyCollection => Attribute::AllowEmptyCollection,
            Check::Transform(run) => Attribute::Transform(*run),
        }
    }
}

/// What was read of a parameter.
pub struct ReadParameter {
    /// The parameter.
    pub parameter: Parameter,
    /// `[Parameter()]` stands there, which makes the function an advanced one.
    pub declared: bool,
}

/// An attribute with its arguments evaluated.
pub struct Arguments {
    /// In order.
    pub positional: Vec<Value>,
    /// By name.
    pub named: Vec<(Str, Value)>,
}

impl Arguments {
    /// The argument of that name.
    pub fn named(&self, name: &str) -> Option<&Value> {
        self.named
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    fn flag(&self, name: &str) -> bool {
        self.named(name).is_some_and(convert::to_bool)
    }

    fn text(&self, name: &str) -> Option<Str> {
        self.named(name).and_then(|value| value.as_str().cloned())
    }
}

/// Short name of an attribute, without namespace and `Attribute`.
pub fn short_name(name: &ast::TypeName) -> String {
    let ast::TypeNameKind::Name { name, .. } = &name.kind else {
        return String::new();
    };
    let short = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
    match short.strip_suffix("attribute") {
        Some(stem) if !stem.is_empty() => stem.to_string(),
        _ => short,
    }
}

/// Reads an attribute of a `param` block.
pub fn read_block_attribute(
    engine: &mut Engine,
    code: &Rc<Code>,
    node: &ast::Attribute,
    signature: &mut Signature,
) -> Result {
    match short_name(&node.name).as_str() {
        "cmdletbinding" => {}
        "obsolete" => {
            let arguments = evaluate(engine, code, node)?;
            signature.obsolete = Some(
                texts(engine, &arguments)?
                    .into_iter()
                    .next()
                    .unwrap_or_default(),
            );
            return Ok(());
        }
        _ => return Ok(()),
    }
    signature.advanced = true;
    let arguments = evaluate(engine, code, node)?;
    signature.default_name = arguments
        .text("DefaultParameterSetName")
        .unwrap_or_default();
    signature.paging = arguments.flag("SupportsPaging");
    signature.help_uri = arguments.text("HelpUri").unwrap_or_default();
    if let Some(value) = arguments.named("PositionalBinding") {
        signature.positional = convert::to_bool(value);
    }
    if arguments.flag("SupportsShouldProcess") {
        let impact = match arguments.named("ConfirmImpact") {
            Some(value) => {
                match convert::to(
                    engine,
                    value,
                    &Type::Known(&crate::common_parameters::CONFIRM_IMPACT),
                )? {
                    Value::Enum(value) => value.bits,
                    _ => 2,
                }
            }
            None => 2,
        };
        signature.should_process = Some(
            [Impact::None, Impact::Low, Impact::Medium, Impact::High][impact.clamp(0, 3) as usize],
        );
    }
    Ok(())
}

/// Reads a parameter with its attributes.
pub fn read_parameter(
    engine: &mut Engine,
    code: &Rc<Code>,
    node: &ast::Parameter,
    signature: &mut Signature,
) -> Result<ReadParameter> {
    let mut parameter = Parameter {
        name: Str::from(&*node.name.name),
        symbol: Symbol::of(&node.name.name),
        kind: Type::Known(&types::OBJECT),
        typed: false,
        aliases: Vec::new(),
        uses: Vec::new(),
        attributes: Vec::new(),
        help: Str::default(),
        common: None,
        hidden: false,
        dynamic: false,
    };
    let mut declared = false;
    for attribute in &node.attributes {
        match attribute {
            ast::AttributeBase::Type(constraint) => {
                if !parameter.typed {
                    parameter.kind = engine.find_type_in(&constraint.name, &code.namespaces)?;
                    parameter.typed = true;
                }
            }
            ast::AttributeBase::Attribute(attribute) => {
                declared |= read_attribute(engine, code, attribute, signature, &mut parameter)?;
            }
        }
    }
    Ok(ReadParameter {
        parameter,
        declared,
    })
}

/// Reads one attribute into a parameter. True for `[Parameter()]`.
fn read_attribute(
    engine: &mut Engine,
    code: &Rc<Code>,
    node: &ast::Attribute,
    signature: &mut Signature,
    parameter: &mut Parameter,
) -> Result<bool> {
    let arguments = evaluate(engine, code, node)?;
    match short_name(&node.name).as_str() {
        "parameter" => {
            let set = arguments.text("ParameterSetName").unwrap_or_default();
            parameter.uses.push(SetUse {
                sets: signature.bit(&set),
                mandatory: arguments.flag("Mandatory"),
                position: arguments
                    .named("Position")
                    .and_then(Value::as_integer)
                    .map(|n| n as i32),
                pipeline: arguments.flag("ValueFromPipeline"),
                by_name: arguments.flag("ValueFromPipelineByPropertyName"),
                remaining: arguments.flag("ValueFromRemainingArguments"),
            });
            for name in [
                "HelpMessage",
                "HelpMessageBaseName",
                "HelpMessageResourceId",
            ] {
                if arguments.text(name).is_some_and(|text| text.is_empty()) {
                    return Err(no_help(name));
                }
            }
            if let Some(help) = arguments.text("HelpMessage") {
                parameter.help = help;
            }
            parameter.hidden |= arguments.flag("DontShow");
            return Ok(true);
        }
        "alias" => {
            parameter.aliases.extend(texts(engine, &arguments)?);
        }
        _ => {
            let attribute = make(engine, &node.name, arguments, &code.namespaces)?;
            parameter.attributes.push(Rc::new(attribute));
        }
    }
    Ok(false)
}

/// The positional arguments of an attribute as texts, lists taken apart.
pub fn texts(engine: &mut Engine, arguments: &Arguments) -> Result<Vec<Str>> {
    let mut all = Vec::new();
    for value in &arguments.positional {
        let items = convert::enumerate(value).unwrap_or_else(|| Ok(vec![value.clone()]))?;
        for item in items {
            all.push(convert::to_text(engine, &item)?);
        }
    }
    Ok(all)
}

/// Attributes that say something to others than the binder.
const SILENT: &[&str] = &[
    "supportswildcards",
    "outputtype",
    "credential",
    "psdefaultvalue",
    "hidden",
    "dscproperty",
    "dscresource",
    "argumenttransformation",
    "cmdletbinding",
    "experimental",
    "validatedrive",
    "validateuserdrive",
    "validatetrusteddata",
    "pstypename",
    "parameter",
    "alias",
    "diagnostics.codeanalysis.suppressmessage",
    "suppressmessage",
    "excludefromcodecoverage",
    "psaliasproperty",
    "flags",
    "serializable",
    "nonserialized",
    "browsable",
    "description",
];

/// Makes an attribute of its name and arguments.
pub fn make(
    engine: &mut Engine,
    name: &ast::TypeName,
    arguments: Arguments,
    namespaces: &Rc<[Str]>,
) -> Result<Attribute> {
    let short = short_name(name);
    if let Some(known) = make_known(engine, &short, &arguments)? {
        return Ok(known);
    }
    if let Some(class) = engine.find_attribute_class(name, namespaces)? {
        return Ok(Attribute::Custom(
            engine.construct_attribute(&class, arguments)?,
        ));
    }
    if !SILENT.contains(&short.as_str()) && engine.find_type_in(name, namespaces).is_err() {
        let written = match &name.kind {
            ast::TypeNameKind::Name { name, .. } => name.to_string(),
            _ => short,
        };
        return Fault::runtime(
            "CustomAttributeTypeNotFound",
            format!("Cannot find the type for custom attribute '{written}'. Make sure that the assembly that contains this type is loaded."),
        )
        .raise();
    }
    Ok(Attribute::Other(Str::from(short)))
}

/// Makes one of PowerShell's own attributes; none where the name is no such attribute's.
pub(crate) fn make_known(
    engine: &mut Engine,
    short: &str,
    arguments: &Arguments,
) -> Result<Option<Attribute>> {
    let pair = |arguments: &Arguments| {
        let mut values = arguments.positional.iter();
        (
            values.next().cloned().unwrap_or_default(),
            values.next().cloned().unwrap_or_default(),
        )
    };
    let whole = |value: &Value| value.as_integer().unwrap_or(0);
    let message = arguments.text("ErrorMessage");
    Ok(Some(match short {
        "validatenotnull" => Attribute::NotNull,
        "validatenotnullorempty" => Attribute::NotNullOrEmpty,
        "validatenotnullorwhitespace" => Attribute::NotNullOrWhiteSpace,
        "validaterange" if arguments.positional.len() == 1 => {
            Attribute::RangeKind(convert::to_text(engine, &arguments.positional[0])?)
        }
        "validaterange" => {
            let (low, high) = pair(arguments);
            sound_range(engine, &low, &high)?;
            Attribute::Range(low, high)
        }
        "validatecount" => {
            let (low, high) = pair(arguments);
            let (low, high) = (whole(&low), whole(&high));
            if high < low {
                return unsound("ValidateRangeMaxLengthSmallerThanMinLength", "The specified maximum number of arguments for a parameter is fewer than the specified minimum number of arguments. Update the ValidateCount attribute for the parameter.".into());
            }
            Attribute::Count(low, high)
        }
        "validatelength" => {
            let (low, high) = pair(arguments);
            let (low, high) = (whole(&low), whole(&high));
            if high < low {
                return unsound("ValidateLengthMaxLengthSmallerThanMinLength", "The specified maximum character length of the argument is shorter than the specified minimum argument character length. Update the ValidateLength attribute for the parameter.".into());
            }
            Attribute::Length(low, high)
        }
        "validateset" => {
            let ignore_case = arguments.named("IgnoreCase").is_none_or(convert::to_bool);
            Attribute::Set {
                values: set_values(engine, arguments)?,
                ignore_case,
                message,
            }
        }
        "validatepattern" => {
            let pattern = arguments
                .positional
                .first()
                .and_then(|value| value.as_str().cloned())
                .unwrap_or_default();
            let ignore_case =
                !matches!(arguments.named("Options"), Some(options) if !ignores_case(options));
            Attribute::Pattern {
                pattern,
                ignore_case,
                message,
            }
        }
        "validatescript" => Attribute::Script {
            block: arguments.positional.first().cloned().unwrap_or_default(),
            message,
        },
        "allownull" => Attribute::AllowNull,
        "allowemptystring" => Attribute::AllowEmptyString,
        "allowemptycollection" => Attribute::AllowEmptyCollection,
        "pstypename" => {
            let name = arguments.positional.first().cloned().unwrap_or_default();
            Attribute::TypeName(convert::to_text(engine, &name)?)
        }
        "obsolete" => Attribute::Obsolete(
            texts(engine, arguments)?
                .into_iter()
                .next()
                .unwrap_or_default(),
        ),
        "argumentcompletions" => Attribute::Completions(texts(engine, arguments)?),
        "argumentcompleter" => {
            Attribute::Completer(arguments.positional.first().cloned().unwrap_or_default())
        }
        _ => return Ok(None),
    }))
}

/// The limits of `[ValidateRange()]` must be of one kind, and in order.
fn sound_range(engine: &mut Engine, low: &Value, high: &Value) -> Result {
    let (low_type, high_type) = (low.get_type(), high.get_type());
    let is_number = |value: &Value| {
        value.as_integer().is_some()
            || matches!(
                value.base(),
                Value::Double(_) | Value::Single(_) | Value::Decimal(_) | Value::ULong(_)
            )
    };
    if low_type != high_type && !(is_number(low) && is_number(high)) {
        return unsound(
            "MinRangeNotTheSameTypeOfMaxRange",
            format!(
                "The specified minimum range ({}) cannot be accepted because it is not the same type as the specified maximum range ({}). Update the ValidateRange attribute for the parameter.",
                low_type.name(),
                high_type.name()
            ),
        );
    }
    match object::compare::ps_compare(engine, low, high, false) {
        Ok(order) if order.is_gt() => unsound(
            "MaxRangeSmallerThanMinRange",
            "The specified maximum range cannot be accepted because it is less than the specified minimum range. Update the ValidateRange attribute for the parameter.".into(),
        ),
        _ => Ok(()),
    }
}

/// An attribute that cannot be made of what stands in its parentheses.
fn unsound<T>(id: &str, message: String) -> Result<T> {
    Fault::new(&types::VALIDATION_METADATA_EXCEPTION, message)
        .id(id)
        .category(Category::MetadataError)
        .raise()
}

/// The help of `[Parameter()]` may be missing, but not empty.
fn no_help(name: &str) -> Box<object::Interrupt> {
    Fault::new(
        &types::PS_ARGUMENT_EXCEPTION,
        format!(
            "Cannot process argument because the value of argument \"{name}\" is not valid. \
             Change the value of the \"{name}\" argument and run the operation again."
        ),
    )
    .id("Argument")
    .category(Category::InvalidArgument)
    .into()
}

fn ignores_case(options: &Value) -> bool {
    match options.base() {
        Value::Enum(value) => value.bits & 1 != 0,
        Value::Str(text) => text.to_ascii_lowercase().contains("ignorecase"),
        other => other.as_integer().is_some_and(|bits| bits & 1 != 0),
    }
}

fn set_values(engine: &mut Engine, arguments: &Arguments) -> Result<Vec<Str>> {
    let mut values = Vec::new();
    for value in &arguments.positional {
        if let Value::Type(kind) = value.base() {
            // A class that generates the values: IValidateSetValuesGenerator.
            let generator = engine.new_object(kind, &[])?;
            let is_cached = Type::Known(&crate::parameter_info::CACHED_VALUES_GENERATOR)
                .is_assignable_from(kind);
            let method = match is_cached {
                true => "GenerateValidValues",
                false => "GetValidValues",
            };
            let generated = object::members::invoke(engine, &generator, method, &[])?;
            for item in
                convert::enumerate(&generated).unwrap_or_else(|| Ok(vec![generated.clone()]))?
            {
                values.push(convert::to_text(engine, &item)?);
            }
            continue;
        }
        for item in convert::enumerate(value).unwrap_or_else(|| Ok(vec![value.clone()]))? {
            values.push(convert::to_text(engine, &item)?);
        }
    }
    Ok(values)
}

/// Evaluates an attribute's arguments.
pub fn evaluate(engine: &mut Engine, code: &Rc<Code>, node: &ast::Attribute) -> Result<Arguments> {
    let layout = Rc::clone(&engine.scopes.get(engine.scope).layout);
    let lower = |expression: &ast::Expression, layout: &Rc<Layout>| -> Expr {
        crate::lower::expression(expression, layout, &code.source, &code.namespaces)
    };
    let mut positional = Vec::new();
    for argument in &node.positional {
        let expr = lower(argument, &layout);
        positional.push(engine.evaluate(&expr)?);
    }
    let mut named = Vec::new();
    for argument in &node.named {
        let value = match &argument.value {
            Some(value) => {
                let expr = lower(value, &layout);
                engine.evaluate(&expr)?
            }
            None => Value::Bool(true),
        };
        named.push((Str::from(&*argument.name), value));
    }
    Ok(Arguments { positional, named })
}

/// Makes the attribute that an assignment declares.
pub fn of_node(
    engine: &mut Engine,
    node: &AttributeNode,
    namespaces: &Rc<[Str]>,
) -> Result<Attribute> {
    let mut arguments = Arguments {
        positional: Vec::new(),
        named: Vec::new(),
    };
    for argument in &node.positional {
        let value = engine.evaluate(argument)?;
        arguments.positional.push(value);
    }
    for (name, value) in &node.named {
        let value = match value {
            Some(value) => engine.evaluate(value)?,
            None => Value::Bool(true),
        };
        arguments.named.push((name.clone(), value));
    }
    make(engine, &node.name, arguments, namespaces)
}
