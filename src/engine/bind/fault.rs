//! Binding errors, with PowerShell's ids and sentences.

use crate::signature::Parameter;
use object::{Category, Fault, Interrupt, Invocation, Position, Str, TypeInfo, Value, types};
use std::cell::Cell;
use std::rc::Rc;
use syntax::Span;

/// Where a call stands, and of what.
pub(crate) struct Site {
    /// The command's name.
    pub name: Str,
    /// What stands behind the comma of error ids.
    pub source: Str,
    /// Where.
    pub position: Option<Position>,
    /// It is a cmdlet or an advanced function.
    pub advanced: bool,
    /// The argument that is being bound, which is what an error underlines.
    pub spot: Cell<Option<Span>>,
}

impl Site {
    /// Notes the argument that is being bound; one that stands nowhere clears the note.
    pub fn at(&self, span: Span) {
        self.spot.set((span.end > span.start).then_some(span));
    }

    /// Where an error stands: at the argument, or at the whole call.
    fn place(&self) -> Option<Position> {
        let mut position = self.position.clone()?;
        if let Some(span) = self.spot.get() {
            position.span = span;
        }
        Some(position)
    }

    /// An error of a binding, complete with command and place.
    pub fn fault(
        &self,
        kind: &'static TypeInfo,
        id: &str,
        category: Category,
        message: String,
        target: Value,
    ) -> Box<Interrupt> {
        self.finish(
            Fault::new(kind, message)
                .id(id)
                .category(category)
                .target(target),
        )
    }

    /// Adds command and place to an error.
    pub fn finish(&self, fault: Fault) -> Box<Interrupt> {
        let record = fault.record();
        {
            let mut rest = record.rest.borrow_mut();
            rest.source = self.source.clone();
            rest.position = self.place();
            rest.invocation = Some(Rc::new(Invocation {
                name: self.name.clone(),
                typed: self.name.clone(),
                position: self.place(),
                ..Invocation::default()
            }));
        }
        record.into()
    }

    /// An error about names and numbers of arguments.
    pub fn argument(&self, id: &str, parameter: &str, message: String) -> Box<Interrupt> {
        self.about(
            &types::PARAMETER_BINDING_EXCEPTION,
            id,
            Category::InvalidArgument,
            message,
            parameter,
        )
    }

    /// An error about one parameter.
    pub fn about(
        &self,
        kind: &'static TypeInfo,
        id: &str,
        category: Category,
        message: String,
        parameter: &str,
    ) -> Box<Interrupt> {
        let fault = Fault::new(kind, message).id(id).category(category);
        self.finish(
            fault
                .with("ParameterName", Value::str(parameter))
                .with("ErrorId", Value::str(id)),
        )
    }

    /// `-ErrorAction Suspend`
    pub fn suspended(&self, name: &str) -> Box<Interrupt> {
        let message = format!(
            "Cannot bind parameter '{name}' to the target. Exception setting \"{name}\": \"The Suspend ActionPreference value is reserved for future use \
             and is not supported at this time. For more information about preference variables, see the Help topic, \"about_Preference_Variables.\"\""
        );
        self.about(
            &types::PARAMETER_BINDING_EXCEPTION,
            "ParameterBindingFailed",
            Category::WriteError,
            message,
            name,
        )
    }

    /// A name that no parameter has.
    pub fn unknown_name(&self, name: &str) -> Box<Interrupt> {
        self.argument(
            "NamedParameterNotFound",
            name,
            format!("A parameter cannot be found that matches parameter name '{name}'."),
        )
    }

    /// A name that several parameters begin with.
    pub fn ambiguous_name(&self, name: &str, matches: &[&Parameter]) -> Box<Interrupt> {
        let list: String = matches
            .iter()
            .map(|parameter| format!(" -{}", parameter.name))
            .collect();
        self.argument(
            "AmbiguousParameter",
            name,
            format!("Parameter cannot be processed because the parameter name '{name}' is ambiguous. Possible matches include:{list}."),
        )
    }

    /// A parameter given twice.
    pub fn twice(&self, name: &str) -> Box<Interrupt> {
        self.argument(
            "ParameterAlreadyBound",
            name,
            format!(
                "Cannot bind parameter because parameter '{name}' is specified more than once. To provide multiple values to parameters \
                 that can accept multiple values, use the array syntax. For example, \"-parameter value1,value2,value3\"."
            ),
        )
    }

    /// A parameter without its value.
    pub fn missing_argument(&self, parameter: &Parameter) -> Box<Interrupt> {
        self.argument(
            "MissingArgument",
            &parameter.name,
            format!(
                "Missing an argument for parameter '{}'. Specify a parameter of type '{}' and try again.",
                parameter.name,
                parameter.kind.full_name()
            ),
        )
    }

    /// A script block for a parameter, to be called with each object of a pipeline that there is not.
    pub fn no_input(&self, name: &str) -> Box<Interrupt> {
        self.about(
            &types::PARAMETER_BINDING_EXCEPTION,
            "ScriptBlockArgumentNoInput",
            Category::MetadataError,
            format!(
                "Cannot evaluate parameter '{name}' because its argument is specified as a script block and there is no input. \
                 A script block cannot be evaluated without input."
            ),
            name,
        )
    }

    /// Such a script block wrote nothing.
    pub fn no_output(&self, name: &str) -> Box<Interrupt> {
        self.argument(
            "ScriptBlockArgumentNoOutput",
            name,
            format!("Cannot evaluate parameter '{name}' because its argument input did not produce any output."),
        )
    }

    /// Such a script block failed.
    pub fn block_failed(&self, name: &str, record: &object::ErrorRecord) -> Box<Interrupt> {
        let message = record.exception_message();
        let fault = Fault::new(
            &types::PARAMETER_BINDING_EXCEPTION,
            format!("The input to the script block for parameter '{name}' failed. {message}"),
        );
        self.finish(
            fault
                .id("ScriptBlockArgumentInvocationFailed")
                .category(Category::InvalidArgument)
                .because(record.exception.clone())
                .with("ParameterName", Value::str(name))
                .with("ErrorId", Value::str("ScriptBlockArgumentInvocationFailed")),
        )
    }

    /// A value that no parameter takes.
    pub fn too_many(&self, text: &str) -> Box<Interrupt> {
        self.argument(
            "PositionalParameterNotFound",
            "",
            format!("A positional parameter cannot be found that accepts argument '{text}'."),
        )
    }

    /// Parameters that no one set has together.
    pub fn no_set(&self) -> Box<Interrupt> {
        self.argument(
            "AmbiguousParameterSet",
            "",
            "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used \
             together or an insufficient number of parameters were provided."
                .to_string(),
        )
    }

    /// Two parameters at the position of a value.
    pub fn ambiguous_position(&self) -> Box<Interrupt> {
        self.argument(
            "AmbiguousPositionalParameterNoName",
            "",
            "Cannot bind positional parameters because no names were given.".to_string(),
        )
    }

    /// Mandatory parameters that were not given.
    pub fn missing(&self, names: &[Str]) -> Box<Interrupt> {
        let list: Vec<&str> = names.iter().map(Str::as_str).collect();
        self.argument(
            "MissingMandatoryParameter",
            &list.join(" "),
            format!(
                "Cannot process command because of one or more missing mandatory parameters: {}.",
                list.join(" ")
            ),
        )
    }
}
