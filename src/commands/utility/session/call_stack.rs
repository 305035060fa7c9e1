//! `Get-PSCallStack`, `Get-Error`, `Set-PSDebug`: looking at what runs and what went wrong.

use engine::declare::Check;
use engine::session::StackEntry;
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::{ErrorRecord, Exception, Object, Result, Str, TypeInfo, Value, types};

/// `CallStackFrame`
pub static CALL_STACK_FRAME: TypeInfo = TypeInfo::class(
    "System.Management.Automation.CallStackFrame",
    &types::OBJECT,
);

cmdlet! {
    /// Returns the calls that run now, the innermost first.
    pub struct GetPsCallStack = "Get-PSCallStack" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetPSCallStackCommand" {
    }
}

impl Run for GetPsCallStack {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let entries: Vec<StackEntry> = shell.engine.stack.iter().rev().cloned().collect();
        for (at, entry) in entries.iter().enumerate() {
            let span = if at == 0 {
                shell.context.position.span
            } else {
                entry.span
            };
            let source = if at == 0 {
                &shell.context.position.source
            } else {
                &entry.source
            };
            let (line, _) = source.line_column(span.start);
            let path = source.path.as_deref();
            let location = match path {
                Some(path) => format!("{}: line {line}", path.rsplit('/').next().unwrap_or(path)),
                None => "<No file>".to_string(),
            };
            let is_script = entry
                .frame
                .as_ref()
                .is_some_and(|frame| matches!(frame.command, engine::command::Command::Script(_)));
            let name = if is_script {
                Str::from("<ScriptBlock>")
            } else {
                entry.name.clone()
            };
            let arguments = entry
                .frame
                .as_ref()
                .map(|frame| frame.bound_parameters())
                .unwrap_or_default();
            let arguments = arguments_text(shell, &arguments)?;
            let invocation = match &entry.frame {
                Some(frame) => Value::native(object::members::invocation::InvocationInfo::new(
                    frame.invocation(),
                    None,
                )),
                None => Value::Null,
            };
            let frame = engine::values::record(
                &CALL_STACK_FRAME,
                vec![
                    ("ScriptName", path.map(Value::str).unwrap_or_default()),
                    ("ScriptLineNumber", Value::Int(line as i32)),
                    ("InvocationInfo", invocation),
                    ("Position", Value::Null),
                    ("FunctionName", Value::Str(name)),
                    (
                        "Command",
                        Value::Str(if is_script {
                            entry.name.clone()
                        } else {
                            command_of(entry)
                        }),
                    ),
                    ("Location", Value::str(location)),
                    ("Arguments", Value::str(arguments)),
                ],
            );
            shell.write(frame)?;
        }
        Ok(())
    }
}

fn command_of(entry: &StackEntry) -> Str {
    entry
        .frame
        .as_ref()
        .map_or_else(|| entry.name.clone(), |frame| frame.command.name())
}

/// `{a=1, b=2}`
fn arguments_text(shell: &mut Shell<'_>, bound: &Value) -> Result<String> {
    let Value::Dict(dict) = bound else {
        return Ok("{}".to_string());
    };
    let mut parts = Vec::new();
    for (name, value) in dict.entries() {
        parts.push(format!(
            "{}={}",
            object::convert::to_text(shell.engine, &name)?,
            object::convert::to_text(shell.engine, &value)?
        ));
    }
    Ok(format!("{{{}}}", parts.join(", ")))
}

cmdlet! {
    /// Shows errors in all their details.
    pub struct GetError = "Get-Error" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetErrorCommand", default_set "Newest" {
        /// Error records or exceptions.
        input_object = "InputObject": PsObject => set("Error"), position(0), pipeline, check(&[Check::NotNullOrEmpty]);
        /// How many of the newest.
        newest = "Newest": Option<i32> => alias(&["Last"]), set("Newest"), check(&[Check::Range(1, 2_147_483_647)]);
    }
}

impl Run for GetError {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if let Some(item) = self.input_object.0.take() {
            return shell.write(detailed(&item));
        }
        let count = self
            .newest
            .map_or(1, |count| usize::try_from(count).unwrap_or(1));
        let items: Vec<Value> = shell
            .engine
            .errors
            .to_vec()
            .into_iter()
            .take(count)
            .collect();
        for item in items {
            shell.write(detailed(&item))?;
        }
        Ok(())
    }
}

/// The same error under the type name whose view shows everything.
fn detailed(item: &Value) -> Value {
    let name = if item.as_native::<ErrorRecord>().is_some() {
        "System.Management.Automation.ErrorRecord#PSExtendedError"
    } else if item.as_native::<Exception>().is_some() {
        "System.Exception#PSExtendedError"
    } else {
        return item.clone();
    };
    let extended = object::Extended::new(item.base().clone());
    let mut names = extended.members.type_names();
    names.insert(0, Str::from(name));
    let members: &Object = &extended.members;
    members.set_type_names(names);
    Value::Extended(extended)
}

cmdlet! {
    /// Turns tracing and strictness of the session on and off. Tracing is accepted and shows nothing.
    pub struct SetPsDebug = "Set-PSDebug" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.SetPSDebugCommand" {
        /// 0 none, 1 lines, 2 assignments and calls too.
        trace = "Trace": Option<i32> => set("on"), check(&[Check::Range(0, 2)]);
        /// Asks before each line.
        step = "Step": Switch => set("on");
        /// Unset variables are errors.
        strict = "Strict": Switch => set("on");
        /// Turns all of it off.
        off = "Off": Switch => set("off");
    }
}

impl Run for SetPsDebug {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let scope = shell.engine.scope;
        let level = if self.strict.is_on() && !self.off.is_on() {
            1
        } else {
            0
        };
        if self.off.is_on() || self.strict.is_given() {
            shell.engine.scope = shell.engine.global;
            shell.engine.set_strict_mode(level);
            shell.engine.scope = scope;
        }
        Ok(())
    }
}
