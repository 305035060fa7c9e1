//! Attributes as objects that scripts make (`[ValidateSet]::new('a')`), and the parameters of `dynamicparam` made of them.
//!
//! An attribute object is a plain record of its type. Reading one back goes through [`attribute::make_known`], so that an attribute
//! means the same whether it was written in brackets or made by a call.

use crate::Engine;
use crate::attribute::{self, Arguments, Attribute};
use crate::cmdlet_object::engine;
use crate::parameter_info::{self, ATTRIBUTE};
use crate::signature::{Parameter, SetUse, Signature};
use object::types::{self, Call, Member, Overload, Param, ParamKind, Sig};
use object::{Dict, KeyCase, Order, Result, Str, Symbol, Type, TypeInfo, Value, convert};
use std::rc::Rc;

const STR: Sig = Sig::One(&types::STRING);
const OBJ: Sig = Sig::One(&types::OBJECT);
const KIND: Sig = Sig::One(&types::TYPE);
const MANY: Sig = Sig::Many(&types::OBJECT);

/// `RuntimeDefinedParameter`
pub static RUNTIME_DEFINED_PARAMETER: TypeInfo = TypeInfo::class(
    "System.Management.Automation.RuntimeDefinedParameter",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[Member] = &[Member::constructors(&[
        Overload::new(&[], Sig::This, make_parameter),
        Overload::new(
            &[
                Param::of("name", STR),
                Param::of("parameterType", KIND),
                Param::of("attributes", OBJ),
            ],
            Sig::This,
            make_parameter,
        ),
    ])];
    MEMBERS
});

/// `RuntimeDefinedParameterDictionary`
pub static RUNTIME_DEFINED_PARAMETER_DICTIONARY: TypeInfo = TypeInfo::class(
    "System.Management.Automation.RuntimeDefinedParameterDictionary",
    &types::DICTIONARY,
)
.members(|| {
    const MEMBERS: &[Member] = &[Member::constructors(&[Overload::new(
        &[],
        Sig::This,
        |_| {
            let kind = Type::Known(&RUNTIME_DEFINED_PARAMETER_DICTIONARY);
            Ok(Value::Dict(Rc::new(Dict::new(
                kind,
                KeyCase::Ignore,
                Order::Inserted,
            ))))
        },
    )])];
    MEMBERS
});

/// `PSBoundParametersDictionary`, which is `$PSBoundParameters`.
pub static BOUND_PARAMETERS_DICTIONARY: TypeInfo = TypeInfo::class(
    "System.Management.Automation.PSBoundParametersDictionary",
    &types::DICTIONARY,
);

/// `ValidateRangeKind`
pub static VALIDATE_RANGE_KIND: TypeInfo = TypeInfo::enumeration(
    "System.Management.Automation.ValidateRangeKind",
    &[
        ("Positive", 0),
        ("NonNegative", 1),
        ("Negative", 2),
        ("NonPositive", 3),
    ],
);

/// Members of every type of attribute: the constructor takes what the brackets take.
pub(crate) const MEMBERS: &[Member] = &[
    Member::constructors(&[Overload::new(
        &[Param::passed("arguments", MANY, ParamKind::Params)],
        Sig::This,
        make_attribute,
    )]),
    Member::get("TypeId", KIND, |call| Ok(Value::Type(call.this.get_type()))),
];

/// Name of an attribute's type without namespace and `Attribute`, in lower case.
fn short_name(kind: &Type) -> String {
    let name = kind.name().to_ascii_lowercase();
    name.strip_suffix("attribute")
        .map_or(name.clone(), str::to_string)
}

/// `[ValidateRange]::new(1, 5)`
fn make_attribute(call: &mut Call<'_>) -> Result<Value> {
    let positional = match &call.args[0] {
        Value::Array(array) => array.to_vec(),
        _ => Vec::new(),
    };
    let short = short_name(call.kind);
    match short.as_str() {
        "parameter" => {
            return Ok(parameter_info::parameter_attribute(
                &SetUse::default(),
                "__AllParameterSets",
                &Value::Null,
                false,
            ));
        }
        "alias" => {
            let mut names = Vec::new();
            for value in &positional {
                names.push(convert::to_text(call.host, value)?);
            }
            return Ok(crate::values::record(
                &parameter_info::ALIAS_ATTRIBUTE,
                vec![("AliasNames", crate::values::strings(names))],
            ));
        }
        _ => {}
    }
    let arguments = Arguments {
        positional,
        named: Vec::new(),
    };
    let made = attribute::make_known(engine(call.host)?, &short, &arguments)?;
    Ok(made
        .and_then(|made| parameter_info::attribute_value(&made))
        .unwrap_or_else(|| {
            crate::values::record(call.kind.info().unwrap_or(&ATTRIBUTE), Vec::new())
        }))
}

/// `[RuntimeDefinedParameter]::new(name, type, attributes)`
fn make_parameter(call: &mut Call<'_>) -> Result<Value> {
    let argument = |i: usize| call.args.get(i).cloned().unwrap_or_default();
    let attributes = match argument(2) {
        Value::Null => {
            let kind = Type::generic(&types::COLLECTION, vec![Type::Known(&ATTRIBUTE)]);
            Value::List(object::List::new(kind, Type::Known(&ATTRIBUTE), Vec::new()))
        }
        given => given,
    };
    Ok(crate::values::record(
        &RUNTIME_DEFINED_PARAMETER,
        vec![
            ("Name", argument(0)),
            ("ParameterType", argument(1)),
            ("Value", Value::Null),
            ("IsSet", Value::Bool(false)),
            ("Attributes", attributes),
        ],
    ))
}

/// Names of the properties that stand for the arguments of an attribute, in their order.
fn argument_names(short: &str) -> &'static [&'static str] {
    match short {
        "validaterange" => &["MinRange", "MaxRange"],
        "validatecount" | "validatelength" => &["MinLength", "MaxLength"],
        "validateset" => &["ValidValues"],
        "validatepattern" => &["RegexPattern"],
        "validatescript" | "argumentcompleter" => &["ScriptBlock"],
        _ => &[],
    }
}

impl Engine {
    /// The attribute that an attribute object stands for.
    fn attribute_of_value(&mut self, value: &Value) -> Result<Attribute> {
        let short = short_name(&value.get_type());
        let mut arguments = Arguments {
            positional: Vec::new(),
            named: Vec::new(),
        };
        if let Value::Object(object) = value.base() {
            let kind = object.get("RangeKind").filter(|kind| !kind.is_null());
            match kind {
                Some(kind) => arguments.positional.push(kind),
                None => {
                    let names = argument_names(&short).iter();
                    arguments
                        .positional
                        .extend(names.map(|name| object.get(name).unwrap_or_default()));
                }
            }
            for name in ["ErrorMessage", "IgnoreCase", "Options"] {
                if let Some(value) = object.get(name).filter(|value| !value.is_null()) {
                    arguments.named.push((Str::from(name), value));
                }
            }
        }
        let made = attribute::make_known(self, &short, &arguments)?;
        Ok(made.unwrap_or_else(|| Attribute::Custom(value.clone())))
    }

    /// A parameter that a `dynamicparam` block defines.
    pub(crate) fn dynamic_parameter(
        &mut self,
        name: &Str,
        definition: &Value,
        signature: &mut Signature,
    ) -> Result<Parameter> {
        let kind = match self.property(definition, "ParameterType")? {
            Value::Type(kind) => kind,
            _ => Type::Known(&types::OBJECT),
        };
        let mut parameter = Parameter {
            name: name.clone(),
            symbol: Symbol::of(name),
            kind,
            typed: true,
            aliases: Vec::new(),
            uses: Vec::new(),
            attributes: Vec::new(),
            help: Str::default(),
            common: None,
            hidden: false,
            dynamic: true,
        };
        let list = self.property(definition, "Attributes")?;
        for value in self.enumerate(&list)?.unwrap_or_default() {
            self.add_attribute(&value, &mut parameter, signature)?;
        }
        if parameter.uses.is_empty() {
            parameter.uses.push(SetUse::default());
        }
        Ok(parameter)
    }

    /// Adds what an attribute object says to a parameter.
    fn add_attribute(
        &mut self,
        value: &Value,
        parameter: &mut Parameter,
        signature: &mut Signature,
    ) -> Result {
        let Value::Object(object) = value.base() else {
            parameter
                .attributes
                .push(Rc::new(Attribute::Custom(value.clone())));
            return Ok(());
        };
        let flag = |name: &str| {
            object
                .get(name)
                .is_some_and(|value| convert::to_bool(&value))
        };
        match short_name(&value.get_type()).as_str() {
            "parameter" => {
                let set = object
                    .get("ParameterSetName")
                    .and_then(|set| set.as_str().cloned())
                    .unwrap_or_default();
                let position = object
                    .get("Position")
                    .and_then(|place| place.as_integer())
                    .map(|place| place as i32);
                parameter.uses.push(SetUse {
                    sets: signature.bit(&set),
                    mandatory: flag("Mandatory"),
                    position: position.filter(|place| *place >= 0),
                    pipeline: flag("ValueFromPipeline"),
                    by_name: flag("ValueFromPipelineByPropertyName"),
                    remaining: flag("ValueFromRemainingArguments"),
                });
                parameter.hidden |= flag("DontShow");
                if let Some(help) = object
                    .get("HelpMessage")
                    .and_then(|help| help.as_str().cloned())
                {
                    parameter.help = help;
                }
            }
            "alias" => {
                let names = object.get("AliasNames").unwrap_or_default();
                for name in self.enumerate(&names)?.unwrap_or_default() {
                    parameter.aliases.push(convert::to_text(self, &name)?);
                }
            }
            _ => {
                let attribute = self.attribute_of_value(value)?;
                parameter.attributes.push(Rc::new(attribute));
            }
        }
        Ok(())
    }
}
