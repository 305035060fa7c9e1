//! A value for a parameter: transformed, converted, checked.

use super::{Binder, Site};
use crate::Engine;
use crate::attribute::Attribute;
use crate::block::ScriptBlock;
use crate::signature::Parameter;
use object::{Category, Fault, Interrupt, Result, Type, Value, convert, types};

impl Binder<'_> {
    /// Binds a value to a parameter; the sets that it does not belong to are out.
    pub(crate) fn bind_value(
        &mut self,
        engine: &mut Engine,
        ordinal: usize,
        value: Value,
    ) -> Result {
        let parameter = std::rc::Rc::clone(&self.signature.parameters[ordinal]);
        let value = if self.is_delayed(&parameter, &value)? {
            value
        } else {
            prepare(engine, self.site, &parameter, value)?
        };
        if self.signature.advanced && !self.signature.sets.is_empty() {
            let sets = self.bound.sets & parameter.sets();
            if sets == 0 {
                return Err(self.site.no_set());
            }
            self.bound.sets = sets;
        }
        self.bound.values[ordinal] = Some(value);
        self.bound.order.push(ordinal);
        Ok(())
    }
}

impl Binder<'_> {
    /// Whether the value is a script block that each object of the pipeline is given to, and whose result is the parameter's
    /// value: so it is where the parameter takes pipeline input and is not itself a script block's.
    ///
    /// # Errors
    /// There is no pipeline input to give to it.
    fn is_delayed(&self, parameter: &Parameter, value: &Value) -> Result<bool> {
        let takes = parameter
            .uses
            .iter()
            .any(|u| (u.pipeline || u.by_name) && u.sets & self.bound.sets != 0);
        if !takes || parameter.takes_block() || value.as_native::<ScriptBlock>().is_none() {
            return Ok(false);
        }
        match self.expects_input {
            true => Ok(true),
            false => Err(self.site.no_input(&parameter.name)),
        }
    }
}

/// Transforms, converts and checks a value for a parameter.
pub(crate) fn prepare(
    engine: &mut Engine,
    site: &Site,
    parameter: &Parameter,
    value: Value,
) -> Result<Value> {
    let value = if matches!(value, Value::Nothing) {
        Value::Null
    } else {
        value
    };
    let value = engine
        .transform(&parameter.attributes, value)
        .map_err(|stop| transformed(site, parameter, stop))?;
    refuse_null_elements(site, parameter, &value)?;
    let value = convert_argument(engine, site, parameter, value)?;
    if site.advanced || !parameter.attributes.is_empty() {
        check_type_name(site, parameter, &value)?;
        check(engine, site, parameter, &value)?;
    }
    Ok(value)
}

/// `[PSTypeName()]` wants a type name that the value, or each of its elements, has.
fn check_type_name(site: &Site, parameter: &Parameter, value: &Value) -> Result {
    for attribute in &parameter.attributes {
        let Attribute::TypeName(name) = &**attribute else {
            continue;
        };
        let is_one = |value: &Value| {
            let names = value.type_names();
            names.iter().any(|own| own.eq_ignore_ascii_case(name))
        };
        let fits = is_one(value)
            || matches!(parameter.kind, Type::Array(_))
                && convert::enumerate(value)
                    .transpose()?
                    .is_some_and(|items| items.iter().all(is_one));
        if !fits && !value.is_null() {
            return Err(site.about(
                &types::PARAMETER_BINDING_ARGUMENT_TRANSFORMATION_EXCEPTION,
                "MismatchedPSTypeName",
                Category::InvalidArgument,
                format!(
                    "Cannot bind argument to parameter '{}', because PSTypeNames of the argument do not match the PSTypeName \
                     required by the parameter: {name}.",
                    parameter.name
                ),
                &parameter.name,
            ));
        }
    }
    Ok(())
}

/// Converts a value to a parameter's type.
pub(crate) fn convert_argument(
    engine: &mut Engine,
    site: &Site,
    parameter: &Parameter,
    value: Value,
) -> Result<Value> {
    if !parameter.typed || convert::accepts(&value, &parameter.kind) {
        return Ok(value);
    }
    let is_script = site.source == site.name;
    if !is_script && parameter.kind.is(&types::STRING) && value.is_null() {
        // Only functions convert null to the empty text: a cmdlet's string stays null.
        return Ok(Value::Null);
    }
    if !is_script
        && parameter.kind.is(&types::STRING)
        && matches!(value.base(), Value::Array(_) | Value::List(_))
    {
        // A cmdlet's string takes no collection, whatever a cast would make of it.
        return Err(cannot_convert(site, parameter, &value, None));
    }
    if is_script && parameter.kind.is(&types::PS_REFERENCE) {
        return Err(refused(
            site,
            parameter,
            "Reference type is expected in argument.",
        ));
    }
    let keeps_null = parameter.kind.is(&types::SCRIPT_BLOCK)
        || (!is_script && parameter.kind.is(&types::STRING));
    if keeps_null && value.is_null() {
        return Ok(value);
    }
    if parameter.is_switch() && value.is_null() {
        return Ok(Value::Switch(false));
    }
    if parameter.kind.is(&types::STRING) && matches!(value.base(), Value::Array(_) | Value::List(_))
    {
        // A simple function's string is a cast.
        if site.advanced {
            return Err(refused(
                site,
                parameter,
                "Cannot convert value to type System.String.",
            ));
        }
    }
    let truth = parameter.is_switch() || parameter.kind.is(&types::BOOLEAN);
    if truth && !is_truth(&value) {
        if is_script || parameter.kind.is(&types::BOOLEAN) {
            let message = no_truth(&value, &parameter.kind);
            return Err(if is_script {
                refused(site, parameter, &message)
            } else {
                not_bound(site, parameter, &message)
            });
        }
        return Err(cannot_convert(site, parameter, &value, None));
    }
    if site.advanced
        && is_script
        && let Type::Array(array) = &parameter.kind
        && array.element.is(&types::BOOLEAN)
        && let Some(wrong) = first_untrue(&value)
    {
        let message = no_truth(&wrong, &array.element);
        return Err(refused(site, parameter, &message));
    }
    if parameter.kind.is(&types::PS_REFERENCE) {
        return Err(refused(
            site,
            parameter,
            "Reference type is expected in argument.",
        ));
    }
    if !is_script && let Type::Array(array) = &parameter.kind {
        return convert_elements(engine, site, parameter, value, &array.element);
    }
    match engine.convert(&value, &parameter.kind) {
        Ok(value) => Ok(value),
        Err(stop) => match &*stop {
            Interrupt::Error(record) => {
                let record = std::rc::Rc::clone(record);
                if is_script {
                    return Err(transformation(site, parameter, &record));
                }
                Err(cannot_convert(site, parameter, &value, Some(&record)))
            }
            _ => Err(stop),
        },
    }
}

/// The first element that is no truth value.
fn first_untrue(value: &Value) -> Option<Value> {
    let items = match convert::enumerate(value) {
        Some(items) => items.ok()?,
        None => vec![value.clone()],
    };
    items.into_iter().find(|item| !is_truth(item))
}

/// A cmdlet's array is made element by element: what does not fit is an element.
fn convert_elements(
    engine: &mut Engine,
    site: &Site,
    parameter: &Parameter,
    value: Value,
    element: &Type,
) -> Result<Value> {
    let items = match convert::enumerate(&value) {
        Some(items) if !matches!(value.base(), Value::Dict(_)) => items?,
        _ => vec![value.clone()],
    };
    for item in items {
        if convert::accepts(&item, element) {
            continue;
        }
        if let Err(stop) = engine.convert(&item, element) {
            let Interrupt::Error(record) = &*stop else {
                return Err(stop);
            };
            return Err(cannot_convert(site, parameter, &value, Some(record)));
        }
    }
    match engine.convert(&value, &parameter.kind) {
        Ok(value) => Ok(value),
        Err(stop) => match &*stop {
            Interrupt::Error(record) => Err(cannot_convert(site, parameter, &value, Some(record))),
            _ => Err(stop),
        },
    }
}

/// What is said of a value that is no truth value to a variable or parameter that wants one.
pub(crate) fn no_truth(value: &Value, kind: &object::Type) -> String {
    let shown = match value.is_null() {
        true => String::new(),
        false => value.get_type().full_name(),
    };
    format!(
        "Cannot convert value \"{shown}\" to type \"{}\". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.",
        kind.full_name()
    )
}

/// What a `[bool]` or `[switch]` parameter takes: truth values and numbers.
pub(crate) fn is_truth(value: &Value) -> bool {
    matches!(
        value.base(),
        Value::Bool(_)
            | Value::Switch(_)
            | Value::Double(_)
            | Value::Single(_)
            | Value::Decimal(_)
            | Value::ULong(_)
    ) || value.as_integer().is_some()
}

fn refused(site: &Site, parameter: &Parameter, message: &str) -> Box<Interrupt> {
    site.about(
        &types::PARAMETER_BINDING_ARGUMENT_TRANSFORMATION_EXCEPTION,
        "ParameterArgumentTransformationError",
        Category::InvalidData,
        format!(
            "Cannot process argument transformation on parameter '{}'. {message}",
            parameter.name
        ),
        &parameter.name,
    )
}

fn not_bound(site: &Site, parameter: &Parameter, message: &str) -> Box<Interrupt> {
    site.argument(
        "CannotConvertArgumentNoMessage",
        &parameter.name,
        format!("Cannot bind parameter '{}'. {message}", parameter.name),
    )
}

/// An exception of .NET that a cmdlet's own transformation throws becomes the binder's.
fn transformed(site: &Site, parameter: &Parameter, stop: Box<Interrupt>) -> Box<Interrupt> {
    let Interrupt::Error(record) = &*stop else {
        return stop;
    };
    let kind = record.exception.get_type();
    let is_net = [
        &types::ARGUMENT_EXCEPTION,
        &types::ARGUMENT_OUT_OF_RANGE_EXCEPTION,
        &types::NOT_SUPPORTED_EXCEPTION,
    ];
    match site.source != site.name && is_net.iter().any(|net| kind.is(net)) {
        true => transformation(site, parameter, record),
        false => stop,
    }
}

/// The error of a script's parameter whose type refuses the value.
fn transformation(
    site: &Site,
    parameter: &Parameter,
    record: &object::ErrorRecord,
) -> Box<Interrupt> {
    let reason = record.exception_message();
    let message = format!(
        "Cannot process argument transformation on parameter '{}'. {reason}",
        parameter.name
    );
    let fault = Fault::new(
        &types::PARAMETER_BINDING_ARGUMENT_TRANSFORMATION_EXCEPTION,
        message,
    )
    .id("ParameterArgumentTransformationError")
    .category(Category::InvalidData)
    .because(record.exception.clone())
    .with("ParameterName", Value::Str(parameter.name.clone()))
    .with(
        "ErrorId",
        Value::str("ParameterArgumentTransformationError"),
    );
    site.finish(fault)
}

/// The error of a cmdlet's parameter whose type refuses the value.
fn cannot_convert(
    site: &Site,
    parameter: &Parameter,
    value: &Value,
    record: Option<&object::ErrorRecord>,
) -> Box<Interrupt> {
    let (id, message) = match record {
        Some(record) => (
            "CannotConvertArgumentNoMessage",
            format!(
                "Cannot bind parameter '{}'. {}",
                parameter.name,
                record.exception_message()
            ),
        ),
        None => (
            "CannotConvertArgument",
            format!(
                "Cannot convert '{}' to the type '{}' required by parameter '{}'. Specified method is not supported.",
                value.get_type().full_name(),
                parameter.kind.full_name(),
                parameter.name
            ),
        ),
    };
    let mut fault = Fault::new(&types::PARAMETER_BINDING_EXCEPTION, message)
        .id(id)
        .category(Category::InvalidArgument)
        .with("ParameterName", Value::Str(parameter.name.clone()))
        .with("ErrorId", Value::str(id));
    if let Some(record) = record {
        fault = fault.because(record.exception.clone());
    }
    site.finish(fault)
}

/// Checks a value against what the parameter says about it.
fn check(engine: &mut Engine, site: &Site, parameter: &Parameter, value: &Value) -> Result {
    let mandatory = parameter.uses.iter().any(|usage| usage.mandatory);
    if mandatory {
        check_mandatory(site, parameter, value)?;
    }
    // .NET gives the attributes of a script's parameter with the last one first.
    let is_script = site.source == site.name;
    let count = parameter.attributes.len();
    for place in 0..count {
        let attribute = &parameter.attributes[if is_script { count - 1 - place } else { place }];
        if let Some(message) = engine.check(attribute, value)? {
            let text = format!(
                "Cannot validate argument on parameter '{}'. {message}",
                parameter.name
            );
            let inner = object::Exception::new(&types::VALIDATION_METADATA_EXCEPTION, message);
            let fault = Fault::new(&types::PARAMETER_BINDING_VALIDATION_EXCEPTION, text)
                .id("ParameterArgumentValidationError")
                .category(Category::InvalidData)
                .because(Value::native(inner))
                .with("ParameterName", Value::Str(parameter.name.clone()))
                .with("ErrorId", Value::str("ParameterArgumentValidationError"));
            return Err(site.finish(fault));
        }
    }
    Ok(())
}

/// A collection for a mandatory parameter is searched for null before its elements are converted.
fn refuse_null_elements(site: &Site, parameter: &Parameter, value: &Value) -> Result {
    let is_collection = matches!(parameter.kind, object::Type::Array(_))
        && matches!(value, Value::Array(_) | Value::List(_));
    let allows = parameter
        .attributes
        .iter()
        .any(|attribute| matches!(&**attribute, Attribute::AllowNull));
    if !site.advanced
        || !is_collection
        || allows
        || !parameter.uses.iter().any(|usage| usage.mandatory)
    {
        return Ok(());
    }
    let Some(items) = convert::enumerate(value) else {
        return Ok(());
    };
    if !items?.iter().any(Value::is_null) {
        return Ok(());
    }
    Err(site.about(
        &types::PARAMETER_BINDING_VALIDATION_EXCEPTION,
        "ParameterArgumentValidationErrorNullNotAllowed",
        Category::InvalidData,
        format!(
            "Cannot bind argument to parameter '{}' because it is null.",
            parameter.name
        ),
        &parameter.name,
    ))
}

/// Mandatory parameters take no null, empty string or empty collection unless they say so.
fn check_mandatory(site: &Site, parameter: &Parameter, value: &Value) -> Result {
    let allows = |wanted: fn(&Attribute) -> bool| {
        parameter
            .attributes
            .iter()
            .any(|attribute| wanted(attribute))
    };
    let refuse = |id: &str, what: &str| {
        Err(site.about(
            &types::PARAMETER_BINDING_VALIDATION_EXCEPTION,
            id,
            Category::InvalidData,
            format!(
                "Cannot bind argument to parameter '{}' because it is {what}.",
                parameter.name
            ),
            &parameter.name,
        ))
    };
    let null = allows(|a| matches!(a, Attribute::AllowNull));
    let empty_text = allows(|a| matches!(a, Attribute::AllowEmptyString));
    if value.is_null() {
        return if null {
            Ok(())
        } else {
            refuse("ParameterArgumentValidationErrorNullNotAllowed", "null")
        };
    }
    if let Some(text) = value.as_str() {
        if text.is_empty() && !empty_text && parameter.kind.is(&types::STRING) {
            return refuse(
                "ParameterArgumentValidationErrorEmptyStringNotAllowed",
                "an empty string",
            );
        }
        return Ok(());
    }
    if !matches!(parameter.kind, object::Type::Array(_)) {
        return Ok(());
    }
    let Some(items) = convert::enumerate(value) else {
        return Ok(());
    };
    let items = items?;
    if items.is_empty() && !allows(|a| matches!(a, Attribute::AllowEmptyCollection)) {
        return refuse(
            "ParameterArgumentValidationErrorEmptyArrayNotAllowed",
            "an empty array",
        );
    }
    for item in &items {
        if !null && item.is_null() {
            return refuse("ParameterArgumentValidationErrorNullNotAllowed", "null");
        }
        if !empty_text && item.as_str().is_some_and(|text| text.is_empty()) {
            return refuse(
                "ParameterArgumentValidationErrorEmptyStringNotAllowed",
                "an empty string",
            );
        }
    }
    Ok(())
}
