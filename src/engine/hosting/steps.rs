//! The pipeline that a `PowerShell` object has been told to run: statements of commands with parameters.

use crate::Engine;
use crate::bind::Given;
use crate::block::ScriptBlock;
use crate::command::Command;
use crate::pipeline::Prepared;
use object::members::table::*;
use object::types::{self, Call, Member};
use object::{
    Category, Fault, Interrupt, Native, Position, Result, Str, Type, TypeInfo, Value, convert,
};
use std::cell::RefCell;
use std::rc::Rc;
use syntax::Span;

/// One command of a pipeline.
pub(super) struct Step {
    /// `CommandText`: a command's name, or a script.
    pub text: Str,
    /// What to run, where it is no name: a block, or what `Get-Command` found.
    pub target: Option<Value>,
    /// `IsScript`
    pub is_script: bool,
    /// `UseLocalScope`
    pub local: bool,
    /// Names and values in order; no name is an argument, no value is a switch.
    pub parameters: RefCell<Vec<(Option<Str>, Option<Value>)>>,
}

impl Step {
    /// A command of that name, or a script of that text.
    pub fn new(text: Str, is_script: bool, local: bool) -> Rc<Step> {
        Rc::new(Step {
            text,
            target: None,
            is_script,
            local,
            parameters: RefCell::default(),
        })
    }

    /// Finds the command and puts its arguments together.
    ///
    /// # Errors
    /// What is wrong with the script's text, `CommandNotFound`.
    pub fn prepare(&self, engine: &mut Engine) -> Result<Prepared> {
        let (command, typed, dot) = if self.is_script {
            let code = engine
                .parse(&self.text, None)
                .map_err(|stop| incomplete(&self.text, stop))?;
            let block = Rc::new(ScriptBlock { code, state: None });
            (Command::Block(block), Str::default(), !self.local)
        } else if let Some(target) = &self.target {
            let (command, typed) = engine.command_of_value(target)?;
            (command, typed, false)
        } else {
            (engine.resolve(&self.text)?, self.text.clone(), false)
        };
        let given = self.parameters.borrow().iter().map(as_given).collect();
        Ok(Prepared {
            command,
            typed,
            given,
            position: Position {
                source: syntax::Source::new(None, Rc::from(&*self.text)),
                span: Span {
                    start: 0,
                    end: self.text.len() as u32,
                },
            },
            dot,
            place: (1, 1),
            expects_input: false,
            pipeline: 0,
        })
    }
}

fn as_given((name, value): &(Option<Str>, Option<Value>)) -> Given {
    let span = Span::default();
    match name {
        Some(name) => Given::Named {
            name: name.clone(),
            value: value.clone(),
            span,
            text: Str::from(format!("-{name}")),
            splatted: false,
        },
        None => Given::Value(value.clone().unwrap_or_default(), span),
    }
}

/// A text that more input would mend has an exception of its own, whose message is the parser's alone.
fn incomplete(text: &str, stop: Box<Interrupt>) -> Box<Interrupt> {
    let parsed = syntax::parse(None, text);
    match parsed.errors.first() {
        Some(error) if error.incomplete => {
            Fault::new(&types::INCOMPLETE_PARSE_EXCEPTION, &*error.message)
                .id(error.id)
                .category(Category::ParserError)
                .into()
        }
        _ => stop,
    }
}

/// `Commands`: what a `PowerShell` object runs.
#[derive(Default)]
pub(super) struct Steps {
    /// Statements, each a pipeline.
    pub statements: RefCell<Vec<Vec<Rc<Step>>>>,
}

impl Steps {
    /// Adds a command to the last statement.
    pub fn add(&self, step: Rc<Step>) {
        let mut statements = self.statements.borrow_mut();
        match statements.last_mut() {
            Some(last) => last.push(step),
            None => statements.push(vec![step]),
        }
    }

    /// What comes now is a statement of its own.
    pub fn end_statement(&self) {
        let mut statements = self.statements.borrow_mut();
        if statements.last().is_some_and(|last| !last.is_empty()) {
            statements.push(Vec::new());
        }
    }

    /// The command that parameters go to.
    ///
    /// # Errors
    /// `InvalidOperationException` where there is none.
    pub fn last(&self) -> Result<Rc<Step>> {
        let statements = self.statements.borrow();
        match statements.last().and_then(|last| last.last()) {
            Some(step) => Ok(Rc::clone(step)),
            None => Fault::new(
                &types::INVALID_OPERATION_EXCEPTION,
                "A command is required to add a parameter. A command must be added to the PowerShell instance before adding a parameter.",
            )
            .raise(),
        }
    }

    /// All commands in order.
    pub fn all(&self) -> Vec<Rc<Step>> {
        self.statements.borrow().iter().flatten().cloned().collect()
    }
}

impl Native for Steps {
    fn get_type(&self) -> Type {
        Type::Known(&PS_COMMAND)
    }
}

impl Native for Step {
    fn get_type(&self) -> Type {
        Type::Known(&COMMAND)
    }

    fn to_text(&self) -> Str {
        self.text.clone()
    }
}

/// Adds to a pipeline what a call of `AddScript` and its family says, as `PowerShell` and `PSCommand` share them.
pub(super) mod build {
    use super::*;

    /// `AddScript`
    pub fn script(steps: &Steps, call: &Call<'_>) -> Result {
        let local = call.args.get(1).is_some_and(convert::to_bool);
        steps.add(Step::new(text(call, 0), true, local));
        Ok(())
    }

    /// `AddCommand`
    pub fn command(steps: &Steps, call: &Call<'_>) -> Result {
        let local = call.args.get(1).is_some_and(convert::to_bool);
        match &call.args[0] {
            Value::Str(name) => steps.add(Step::new(name.clone(), false, local)),
            Value::Native(native) if call.args[0].as_native::<Step>().is_none() => {
                steps.add(Rc::new(Step {
                    text: native.to_text(),
                    target: Some(call.args[0].clone()),
                    is_script: false,
                    local,
                    parameters: RefCell::default(),
                }));
            }
            other => match other.as_native_rc::<Step>() {
                Some(step) => steps.add(step),
                None => steps.add(Step::new(text(call, 0), false, local)),
            },
        }
        Ok(())
    }

    /// `AddArgument`
    pub fn argument(steps: &Steps, call: &Call<'_>) -> Result {
        let step = steps.last()?;
        step.parameters
            .borrow_mut()
            .push((None, Some(call.args[0].clone())));
        Ok(())
    }

    /// `AddParameter`
    pub fn parameter(steps: &Steps, call: &Call<'_>) -> Result {
        let step = steps.last()?;
        let value = call.args.get(1).cloned();
        step.parameters
            .borrow_mut()
            .push((Some(text(call, 0)), value));
        Ok(())
    }

    /// `AddParameters`: a table names them, a list does not.
    pub fn parameters(steps: &Steps, call: &mut Call<'_>) -> Result {
        let step = steps.last()?;
        if let Value::Dict(dict) = call.args[0].base() {
            for (name, value) in dict.entries() {
                let name = convert::to_text(call.host, &name)?;
                step.parameters.borrow_mut().push((Some(name), Some(value)));
            }
            return Ok(());
        }
        let items = convert::enumerate(&call.args[0])
            .transpose()?
            .unwrap_or_default();
        let given = items.into_iter().map(|value| (None, Some(value)));
        step.parameters.borrow_mut().extend(given);
        Ok(())
    }

    /// `AddStatement`
    pub fn statement(steps: &Steps, _call: &Call<'_>) -> Result {
        steps.end_statement();
        Ok(())
    }

    fn text(call: &Call<'_>, at: usize) -> Str {
        call.args[at].as_str().cloned().unwrap_or_default()
    }
}

/// `PSCommand`
pub static PS_COMMAND: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSCommand", &types::OBJECT).members(|| {
        const MEMBERS: &[Member] = &[
            object::constructors!(() -> THIS => |_| Ok(Value::native(Steps::default()))),
            object::get!("Commands", OBJ => |c| {
                let steps = own(c)?.all();
                Ok(crate::values::collection(steps.iter().map(crate::values::shared).collect()))
            }),
            object::method!("Clear", () -> VOID => |c| {
                own(c)?.statements.borrow_mut().clear();
                Ok(Value::Nothing)
            }),
            object::method!("Clone", () -> THIS => |c| {
                let statements = own(c)?.statements.borrow().clone();
                Ok(Value::native(Steps { statements: RefCell::new(statements) }))
            }),
            object::method!("AddScript",
                (script: STR) -> THIS => |c| add(c, |s, c| build::script(s, c)),
                (script: STR, useLocalScope: BOOL) -> THIS => |c| add(c, |s, c| build::script(s, c))),
            object::method!("AddCommand",
                (command: OBJ) -> THIS => |c| add(c, |s, c| build::command(s, c)),
                (cmdlet: STR, useLocalScope: BOOL) -> THIS => |c| add(c, |s, c| build::command(s, c))),
            object::method!("AddArgument", (value: OBJ) -> THIS => |c| add(c, |s, c| build::argument(s, c))),
            object::method!("AddParameter",
                (parameterName: STR) -> THIS => |c| add(c, |s, c| build::parameter(s, c)),
                (parameterName: STR, value: OBJ) -> THIS => |c| add(c, |s, c| build::parameter(s, c))),
            object::method!("AddStatement", () -> THIS => |c| add(c, |s, c| build::statement(s, c))),
        ];
        MEMBERS
    });

fn own(call: &Call<'_>) -> Result<Rc<Steps>> {
    match call.this.as_native_rc::<Steps>() {
        Some(own) => Ok(own),
        None => Fault::runtime("InvalidOperation", "It is not a PSCommand.").raise(),
    }
}

fn add(call: &mut Call<'_>, act: fn(&Steps, &mut Call<'_>) -> Result) -> Result<Value> {
    let own = own(call)?;
    act(&own, call)?;
    Ok(call.this.clone())
}

/// `Command` of `System.Management.Automation.Runspaces`.
pub static COMMAND: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Runspaces.Command",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[Member] = &[
        object::constructors!(
            (command: STR) -> THIS => make,
            (command: STR, isScript: BOOL) -> THIS => make,
            (command: STR, isScript: BOOL, useLocalScope: BOOL) -> THIS => make),
        object::get!("CommandText", STR => |c| Ok(Value::Str(step(c)?.text.clone()))),
        object::get!("IsScript", BOOL => |c| Ok(Value::Bool(step(c)?.is_script))),
        object::get!("UseLocalScope", BOOL => |c| Ok(Value::Bool(step(c)?.local))),
        object::get!("Parameters", OBJ => |c| {
            let parameters = step(c)?.parameters.borrow().clone();
            let records = parameters.into_iter().map(|(name, value)| {
                crate::values::record(&COMMAND_PARAMETER, vec![
                    ("Name", name.map_or(Value::Null, Value::Str)),
                    ("Value", value.unwrap_or_default()),
                ])
            });
            Ok(crate::values::collection(records.collect()))
        }),
    ];
    MEMBERS
});

/// `CommandParameter`
static COMMAND_PARAMETER: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Runspaces.CommandParameter",
    &types::OBJECT,
);

fn step(call: &Call<'_>) -> Result<Rc<Step>> {
    match call.this.as_native_rc::<Step>() {
        Some(step) => Ok(step),
        None => Fault::runtime("InvalidOperation", "It is not a Command.").raise(),
    }
}

fn make(call: &mut Call<'_>) -> Result<Value> {
    let flag = |at: usize| call.args.get(at).is_some_and(convert::to_bool);
    let text = call.args[0].as_str().cloned().unwrap_or_default();
    Ok(Value::Native(
        Step::new(text, flag(1), flag(2)) as Rc<dyn Native>
    ))
}
