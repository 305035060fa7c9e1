//! `New-Object`

use crate::core::argument::DictArgument;
use engine::{Run, Shell, Switch, cmdlet};
use object::{Category, Fault, Interrupt, Object, Result, Str, Type, Value, convert, types};

cmdlet! {
    /// Makes an object of a type, with arguments for its constructor and values for its properties.
    pub struct NewObject = "New-Object" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.NewObjectCommand", default_set "Net" {
        /// Name of the type.
        type_name = "TypeName": Option<Str> => set("Net"), mandatory, position(0);
        /// Arguments that are passed on.
        argument_list = "ArgumentList": Option<Vec<Value>> => alias(&["Args"]), set("Net"), position(1);
        /// Refuses COM objects that are wrapped.
        strict = "Strict": Switch => set("Com");
        /// Properties and their values.
        property = "Property": DictArgument;
    }
}

impl Run for NewObject {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let name = self.type_name.clone().unwrap_or_default();
        let is_plain = [
            "psobject",
            "pscustomobject",
            "System.Management.Automation.PSObject",
            "System.Management.Automation.PSCustomObject",
        ];
        let arguments = self.arguments();
        if arguments.is_empty()
            && is_plain
                .iter()
                .any(|known| known.eq_ignore_ascii_case(&name))
        {
            let made = Value::Object(Object::custom(Vec::<(Str, Value)>::new()));
            let made = self.with_properties(shell, made, true)?;
            return shell.write(made);
        }
        let Some(kind) = object::Host::find_type(shell.engine, &name) else {
            return Fault::new(
                &types::PS_ARGUMENT_EXCEPTION,
                format!("Cannot find type [{name}]: verify that the assembly containing this type is loaded."),
            )
            .id("TypeNotFound")
            .category(Category::InvalidType)
            .raise();
        };
        if kind.is_value_type() && arguments.is_empty() && !kind.is_enum() {
            let made = self.with_properties(shell, kind.default_value(), false)?;
            return shell.write(made);
        }
        let made = match &kind {
            Type::Array(array) => {
                object::members::construct(shell.engine, &Type::Array(array.clone()), &arguments)
            }
            _ => shell.engine.new_object(&kind, &arguments),
        };
        let made = match made {
            Ok(made) => made,
            Err(stop) => return Err(constructor_error(stop, &kind, arguments.len())),
        };
        let made = self.with_properties(shell, made, false)?;
        shell.write(made)
    }
}

impl NewObject {
    fn arguments(&self) -> Vec<Value> {
        self.argument_list.clone().unwrap_or_default()
    }

    /// Sets the properties of `-Property`; a plain object gets those that it does not have.
    fn with_properties(&self, shell: &mut Shell<'_>, made: Value, adds: bool) -> Result<Value> {
        let Some(Value::Dict(dict)) = self.property.0.as_ref().map(Value::base) else {
            return Ok(made);
        };
        for (key, value) in dict.entries() {
            let name = convert::to_text(shell.engine, &key)?;
            if adds && let Value::Object(object) = &made {
                object.set_or_add(&name, value);
                continue;
            }
            let known = shell.engine.own_property(&made, &name)?.is_some();
            if !known {
                return missing(&name);
            }
            if shell.engine.set_property(&made, &name, value).is_err() {
                return not_set();
            }
        }
        Ok(made)
    }
}

fn missing<T>(name: &str) -> Result<T> {
    Fault::new(
        &types::INVALID_OPERATION_EXCEPTION,
        format!("The member \"{name}\" was not found for the specified .NET object."),
    )
    .id("InvalidOperationException")
    .category(Category::InvalidOperation)
    .raise()
}

fn not_set<T>() -> Result<T> {
    Fault::new(
        &types::EXCEPTION,
        "The value supplied is not valid, or the property is read-only. Change the value, and then try again.",
    )
    .id("SetValueException")
    .category(Category::InvalidData)
    .raise()
}

/// What a constructor raises has the cmdlet's own id.
fn constructor_error(stop: Box<Interrupt>, made: &Type, count: usize) -> Box<Interrupt> {
    let Interrupt::Error(record) = &*stop else {
        return stop;
    };
    if count == 0 && &*record.id == "MethodCountCouldNotFindBest" {
        let message = format!(
            "A constructor was not found. Cannot find an appropriate constructor for type {}.",
            made.full_name()
        );
        return Fault::new(&types::PS_ARGUMENT_EXCEPTION, message)
            .id("CannotFindAppropriateCtor")
            .category(Category::ObjectNotFound)
            .into();
    }
    let shown = record.exception_message();
    if let Some(message) = by_number(&shown, made, count) {
        return Fault::new(&types::METHOD_EXCEPTION, message)
            .id("ConstructorInvokedThrowException")
            .category(Category::InvalidOperation)
            .into();
    }
    let fault = object::ErrorRecord::of(
        record.exception.clone(),
        "ConstructorInvokedThrowException",
        Category::InvalidOperation,
        Value::Null,
    );
    Box::new(Interrupt::Error(std::rc::Rc::new(fault)))
}

/// The message of a constructor that was not found or did not take an argument, as the cmdlet words it: with the type's name, and
/// the argument by number.
fn by_number(shown: &str, made: &Type, count: usize) -> Option<String> {
    if shown.starts_with("Cannot find an overload for ") {
        let named = format!("\"{}\"", made.name());
        return Some(
            shown
                .replacen("\"new\"", &named, 1)
                .replacen("\".ctor\"", &named, 1),
        );
    }
    let rest = shown.strip_prefix("Cannot convert argument \"")?;
    let (name, rest) = rest.split_once('"')?;
    let index = object::members::constructor_parameter(made, name, count).unwrap_or_default();
    let rest = rest.replacen(
        "for \".ctor\" to",
        &format!("for \"{}\" to", made.name()),
        1,
    );
    let rest = rest.replacen("for \"new\" to", &format!("for \"{}\" to", made.name()), 1);
    Some(format!("Cannot convert argument \"{index}\"{rest}"))
}
