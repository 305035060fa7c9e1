//! Values against the attributes of parameters and variables: transformation, validation, and the sentences of what fails.

use crate::Engine;
use crate::attribute::Attribute;
use object::types;
use object::{Category, Fault, Result, Str, Value, convert};
use std::rc::Rc;

impl Engine {
    /// Lets the transforming attributes change a value.
    pub(crate) fn transform(
        &mut self,
        attributes: &[Rc<Attribute>],
        mut value: Value,
    ) -> Result<Value> {
        for attribute in attributes {
            if let Attribute::Transform(run) = &**attribute {
                value = run(self, value)?;
            }
            if let Attribute::Custom(instance) = &**attribute
                && let Some(changed) = object::Host::call_method(
                    self,
                    instance,
                    "Transform",
                    &[Value::Null, value.clone()],
                )?
            {
                value = changed;
            }
        }
        Ok(value)
    }

    /// Checks a value against an attribute; the text says what is wrong.
    pub(crate) fn check(&mut self, attribute: &Attribute, value: &Value) -> Result<Option<String>> {
        match attribute {
            Attribute::NotNull => Ok(self.check_not_null(value)),
            Attribute::NotNullOrEmpty => Ok(check_not_empty(value, false)),
            Attribute::NotNullOrWhiteSpace => Ok(check_not_empty(value, true)),
            Attribute::Count(low, high) => Ok(check_count(value, *low, *high)),
            Attribute::Custom(instance) => self.check_custom(instance, value),
            Attribute::AllowNull
            | Attribute::AllowEmptyString
            | Attribute::AllowEmptyCollection
            | Attribute::TypeName(_)
            | Attribute::Transform(_)
            | Attribute::Completer(_)
            | Attribute::Completions(_)
            | Attribute::Obsolete(_)
            | Attribute::Other(_) => Ok(None),
            each => {
                let items = match convert::enumerate(value) {
                    Some(items) => items?,
                    None => vec![value.clone()],
                };
                for item in items {
                    if let Some(wrong) = self.check_element(each, &item)? {
                        return Ok(Some(wrong));
                    }
                }
                Ok(None)
            }
        }
    }

    fn check_not_null(&mut self, value: &Value) -> Option<String> {
        if value.is_null() {
            return Some("The argument is null. Provide a valid value for the argument, and then try running the command again.".into());
        }
        let items = convert::enumerate(value)?.ok()?;
        items.iter().any(Value::is_null).then(|| {
            "The argument has a null value, or an element of the argument collection contains a null value. Provide a collection that does not contain any null values, and then try the command again.".into()
        })
    }

    fn check_custom(&mut self, instance: &Value, value: &Value) -> Result<Option<String>> {
        match self.validate_custom(instance, value) {
            Ok(()) => Ok(None),
            Err(stop) => match &*stop {
                object::Interrupt::Error(record) => Ok(Some(record.message().to_string())),
                _ => Err(stop),
            },
        }
    }

    /// Calls `Validate`, or `ValidateElement` for each element where the class derives from what has that.
    fn validate_custom(&mut self, instance: &Value, value: &Value) -> Result {
        let each = object::Type::Known(&crate::parameter_info::VALIDATE_ENUMERATED);
        if !each.is_assignable_from(&instance.get_type()) {
            let engine = crate::intrinsics::execution_context();
            object::Host::call_method(self, instance, "Validate", &[value.clone(), engine])?;
            return Ok(());
        }
        let items = match convert::enumerate(value) {
            Some(items) => items?,
            None => vec![value.clone()],
        };
        for item in items {
            object::Host::call_method(
                self,
                instance,
                "ValidateElement",
                std::slice::from_ref(&item),
            )?;
        }
        Ok(())
    }

    fn check_element(&mut self, attribute: &Attribute, value: &Value) -> Result<Option<String>> {
        match attribute {
            Attribute::Range(low, high) => self.check_range(low, high, value),
            Attribute::RangeKind(kind) => self.check_range_kind(kind, value),
            Attribute::Length(low, high) => Ok(check_length(value, *low, *high)),
            Attribute::Set {
                values,
                ignore_case,
                message,
            } => {
                let text = convert::to_text(self, value)?;
                let same = |own: &Str| {
                    if *ignore_case {
                        object::culture::eq_ordinal_ignore_case(own, &text)
                    } else {
                        *own == text
                    }
                };
                if values.iter().any(same) {
                    return Ok(None);
                }
                let list = values.iter().map(Str::as_str).collect::<Vec<_>>().join(",");
                Ok(Some(match message {
                    Some(message) => fill(message, &[&text, &list]),
                    None => format!(
                        "The argument \"{text}\" does not belong to the set \"{list}\" specified by the ValidateSet attribute. \
                         Supply an argument that is in the set and then try the command again."
                    ),
                }))
            }
            Attribute::Pattern {
                pattern,
                ignore_case,
                message,
            } => {
                let text = convert::to_text(self, value)?;
                let matched = self.regex_is_match(pattern, &text, *ignore_case)?;
                Ok((!matched).then(|| match message {
                    Some(message) => fill(message, &[&text, pattern]),
                    None => format!(
                        "The argument \"{text}\" does not match the \"{pattern}\" pattern. \
                         Supply an argument that matches \"{pattern}\" and try the command again."
                    ),
                }))
            }
            Attribute::Script { block, message } => {
                let answer = match self.call_with_item(block, value.clone()) {
                    Ok(answer) => answer,
                    // What the script throws is the reason.
                    Err(stop) => match &*stop {
                        object::Interrupt::Error(record) => {
                            return Ok(Some(record.message().to_string()));
                        }
                        _ => return Err(stop),
                    },
                };
                if convert::to_bool(&answer) {
                    return Ok(None);
                }
                let text = convert::to_text(self, value)?;
                let script = convert::to_text(self, block)?;
                Ok(Some(match message {
                    Some(message) => fill(message, &[&text, &script]),
                    None => format!(
                        "The \"{script}\" validation script for the argument with value \"{text}\" did not return a result of True. \
                         Determine why the validation script failed, and then try the command again."
                    ),
                }))
            }
            _ => Ok(None),
        }
    }

    fn check_range(&mut self, low: &Value, high: &Value, value: &Value) -> Result<Option<String>> {
        let below = object::compare::ps_compare(self, low, value, false);
        let above = object::compare::ps_compare(self, high, value, false);
        let (Ok(below), Ok(above)) = (below, above) else {
            return Ok(Some(format!(
                "The argument cannot be validated because its type \"{}\" is not the same type (\"{}\") as the maximum and minimum limits of the parameter. \
                 Make sure the argument is of type {} and then try the command again.",
                value.get_type().name(),
                low.get_type().name(),
                low.get_type().name()
            )));
        };
        let text = convert::to_text(self, value)?;
        if below.is_gt() {
            let limit = convert::to_text(self, low)?;
            return Ok(Some(format!(
                "The {text} argument is less than the minimum allowed range of {limit}. \
                 Supply an argument that is greater than or equal to {limit} and then try the command again."
            )));
        }
        if above.is_lt() {
            let limit = convert::to_text(self, high)?;
            return Ok(Some(format!(
                "The {text} argument is greater than the maximum allowed range of {limit}. \
                 Supply an argument that is less than or equal to {limit} and then try the command again."
            )));
        }
        Ok(None)
    }

    fn check_range_kind(&mut self, kind: &str, value: &Value) -> Result<Option<String>> {
        if value.as_integer().is_none()
            && !matches!(
                value.base(),
                Value::Double(_) | Value::Single(_) | Value::Decimal(_) | Value::ULong(_)
            )
        {
            return Ok(Some(format!(
                "The argument cannot be validated because its type \"{}\" is not the same type (Int32) as the maximum and minimum limits of the parameter. \
                 Make sure the argument is of type Int32 and then try the command again.",
                value.get_type().name()
            )));
        }
        let order = object::compare::ps_compare(self, value, &Value::Int(0), false)?;
        let (good, what) = match kind.to_ascii_lowercase().as_str() {
            "positive" => (order.is_gt(), "greater than zero"),
            "nonnegative" => (order.is_ge(), "greater than or equal to zero"),
            "negative" => (order.is_lt(), "less than zero"),
            _ => (order.is_le(), "less than or equal to zero"),
        };
        let text = convert::to_text(self, value)?;
        Ok((!good).then(|| {
            format!("The argument \"{text}\" cannot be validated because its value is not {what}.")
        }))
    }
}

fn check_not_empty(value: &Value, blank_too: bool) -> Option<String> {
    let empty = "The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.";
    let blank = "The argument is null, empty, or consists of only white-space characters. Provide an argument that contains non white-space characters, and then try the command again.";
    let message = if blank_too { blank } else { empty };
    if value.is_null() {
        return Some(message.into());
    }
    if let Some(text) = value.as_str() {
        let bad = text.is_empty() || (blank_too && text.trim().is_empty());
        return bad.then(|| message.into());
    }
    if let Value::Dict(dict) = value.base() {
        return dict.is_empty().then(|| message.into());
    }
    let items = convert::enumerate(value)?.ok()?;
    if items.is_empty() {
        return Some("The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.".into());
    }
    let bad = |item: &Value| {
        item.is_null()
            || item
                .as_str()
                .is_some_and(|text| text.is_empty() || (blank_too && text.trim().is_empty()))
    };
    items.iter().any(bad).then(|| "The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.".into())
}

fn check_count(value: &Value, low: i64, high: i64) -> Option<String> {
    let count = match value.base() {
        Value::Dict(dict) => dict.len() as i64,
        _ => match convert::enumerate(value) {
            Some(items) => items.ok()?.len() as i64,
            None => {
                return Some("The ValidateCount attribute cannot be applied to a non-array parameter. Either remove the attribute from the parameter or make the parameter an array parameter.".into());
            }
        },
    };
    if count < low || count > high {
        let fault = if low == high {
            format!(
                "The parameter requires exactly {low} value(s) - {count} value(s) were provided."
            )
        } else {
            format!(
                "The parameter requires at least {low} value(s) and no more than {high} value(s) - {count} value(s) were provided."
            )
        };
        return Some(fault);
    }
    None
}

fn check_length(value: &Value, low: i64, high: i64) -> Option<String> {
    let Some(text) = value.as_str() else {
        return Some("The ValidateLength attribute cannot be applied to a parameter that is not a string or string[] parameter. Make the parameter a string or string[] parameter.".into());
    };
    let length = text.utf16_len() as i64;
    if length < low {
        return Some(format!(
            "The character length ({length}) of the argument is too short. Specify an argument with a length that is greater than or equal to \"{low}\", and then try the command again."
        ));
    }
    (length > high).then(|| format!(
        "The character length of the {length} argument is too long. Shorten the character length of the argument so it is fewer than or equal to \"{high}\" characters, and then try the command again."
    ))
}

fn fill(message: &str, values: &[&str]) -> String {
    let mut text = message.to_string();
    for (i, value) in values.iter().enumerate() {
        text = text.replace(&format!("{{{i}}}"), value);
    }
    text
}

/// The error of a variable whose new value an attribute refuses.
pub fn variable_fault(name: &str, value: &str) -> Fault {
    Fault::new(
        &types::VALIDATION_METADATA_EXCEPTION,
        format!("The variable cannot be validated because the value {value} is not a valid value for the {name} variable."),
    )
    .id("ValidateSetFailure")
    .category(Category::MetadataError)
}
