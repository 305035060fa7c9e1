//! `Register-ArgumentCompleter`: blocks that complete the arguments of commands, for the prompt to ask.

use engine::declare::Check;
use engine::{Engine, Run, ScriptBlockArgument, Shell, Switch, cmdlet};
use object::{Result, Str, Value};

/// The completers of the session.
#[derive(Default)]
pub struct Completers {
    all: Vec<Completer>,
}

struct Completer {
    /// In lower case; empty for all commands.
    command: String,
    /// In lower case; empty for programs.
    parameter: String,
    block: Value,
}

cmdlet! {
    /// Sets the block that completes an argument of commands.
    pub struct RegisterArgumentCompleter = "Register-ArgumentCompleter" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.RegisterArgumentCompleterCommand" {
        /// The commands.
        command_name = "CommandName": Option<Vec<Str>> => set("NativeCommandSet"), mandatory, set("PowerShellSet");
        /// The parameter.
        parameter_name = "ParameterName": Option<Str> => set("PowerShellSet"), mandatory;
        /// Gives the completions.
        script_block = "ScriptBlock": ScriptBlockArgument => mandatory, check(&[Check::AllowNull]);
        /// The commands are programs.
        native = "Native": Switch => set("NativeCommandSet");
        /// It completes all programs that have no block of their own.
        native_fallback = "NativeFallback": Switch => set("NativeFallbackSet");
    }
}

impl Run for RegisterArgumentCompleter {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(block) = self.script_block.0.clone() else {
            return Ok(());
        };
        let parameter = self
            .parameter_name
            .clone()
            .unwrap_or_default()
            .to_lowercase();
        let commands = self
            .command_name
            .clone()
            .unwrap_or_else(|| vec![Str::default()]);
        let all = &mut shell.engine.room::<Completers>().all;
        for command in commands {
            let command = command.to_lowercase();
            all.retain(|known| known.command != command || known.parameter != parameter);
            all.push(Completer {
                command,
                parameter: parameter.clone(),
                block: block.clone(),
            });
        }
        Ok(())
    }
}

/// The block that completes a parameter of a command; an empty parameter means the arguments of a program.
pub fn completer(engine: &mut Engine, command: &str, parameter: &str) -> Option<Value> {
    let (command, parameter) = (command.to_lowercase(), parameter.to_lowercase());
    let all = &engine.room::<Completers>().all;
    let of = |name: &str| {
        all.iter()
            .find(|known| known.command == name && known.parameter == parameter)
    };
    of(&command)
        .or_else(|| of(""))
        .map(|known| known.block.clone())
}
