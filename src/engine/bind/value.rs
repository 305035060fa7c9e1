//! A value for a parameter: transformed, converted, checked.

use super::{Binder, Site};
use crate::Engine;
use crate::attribute::Attribute;
use crate::signature::Parameter;
use object::{Category, Fault, Interrupt, Result, Value, convert, types};

impl Binder<'_> {
    /// Binds a value to a parameter; the sets that it does not belong to are out.
    pub(crate) fn bind_value(
        &mut self,
        engine: &mut Engine,
        ordinal: usize,
        value: Value,
    ) -> Result {
        let parameter = std::rc::Rc::clone(&self.signature.parameters[ordinal]);
        let value = prepare(engine, self.site, &parameter, value)?;
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
    let value = engine.transform(&parameter.attributes, value)?;
    let value = convert_argument(engine, site, parameter, value)?;
    if site.advanced || !parameter.attributes.is_empty() {
        check(engine, site, parameter, &value)?;
    }
    Ok(value)
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
    if parameter.kind.is(&types::SCRIPT_BLOCK) && value.is_null() {
        return Ok(value);
    }
    if parameter.is_switch() && !is_script && matches!(value.base(), Value::Str(_)) {
        return Err(cannot_convert(site, parameter, &value, None));
    }
    match engine.convert(&value, &parameter.kind) {
        Ok(value) => Ok(value),
        Err(stop) => match &*stop {
            Interrupt::Error(record) => {
                let record = std::rc::Rc::clone(record);
                if is_script {
                    return Err(transformation(site, parameter, &value, &record));
                }
                Err(cannot_convert(site, parameter, &value, Some(&record)))
            }
            _ => Err(stop),
        },
    }
}

/// The error of a script's parameter whose type refuses the value.
fn transformation(
    site: &Site,
    parameter: &Parameter,
    value: &Value,
    record: &object::ErrorRecord,
) -> Box<Interrupt> {
    let message = format!(
        "Cannot process argument transformation on parameter '{}'. {}",
        parameter.name,
        record.exception_message()
    );
    let fault = Fault::new(
        &types::PARAMETER_BINDING_ARGUMENT_TRANSFORMATION_EXCEPTION,
        message,
    )
    .id("ParameterArgumentTransformationError")
    .category(Category::InvalidData)
    .because(record.exception.clone())
    .target(Value::Null);
    let _ = value;
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
        .category(Category::InvalidArgument);
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
    for attribute in &parameter.attributes {
        if let Some(message) = engine.check(attribute, value)? {
            let text = format!(
                "Cannot validate argument on parameter '{}'. {message}",
                parameter.name
            );
            return Err(site.fault(
                &types::PARAMETER_BINDING_VALIDATION_EXCEPTION,
                "ParameterArgumentValidationError",
                Category::InvalidData,
                text,
                Value::Null,
            ));
        }
    }
    Ok(())
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
        Err(site.fault(
            &types::PARAMETER_BINDING_VALIDATION_EXCEPTION,
            id,
            Category::InvalidData,
            format!(
                "Cannot bind argument to parameter '{}' because it is {what}.",
                parameter.name
            ),
            Value::Null,
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
    if !empty_text
        && items
            .iter()
            .any(|item| item.as_str().is_some_and(|text| text.is_empty()))
    {
        return refuse(
            "ParameterArgumentValidationErrorEmptyStringNotAllowed",
            "an empty string",
        );
    }
    if !null && items.iter().any(Value::is_null) {
        return refuse("ParameterArgumentValidationErrorNullNotAllowed", "null");
    }
    Ok(())
}
