//! `Get-Command`

use super::list::{self, CMDLET, FILTER, FUNCTION, Found};
use crate::core::argument::OthersArgument;
use engine::command::Command;
use engine::declare::{Argument, Check};
use engine::info::COMMAND_TYPES;
use engine::parameter_info;
use engine::{Run, Shell, Switch, cmdlet};
use object::pattern::{Wildcard, contains_wildcard_characters};
use object::types::Sig;
use object::{Category, Fault, Result, Str, Value, types};

/// `[CommandTypes]`
#[derive(Clone, Copy, Default)]
pub struct CommandTypesArgument(Option<i64>);

impl Argument for CommandTypesArgument {
    const SIG: Sig = Sig::One(&COMMAND_TYPES);
    fn from_value(value: Value) -> Self {
        CommandTypesArgument(match value.base() {
            Value::Enum(value) => Some(value.bits),
            _ => None,
        })
    }
}

cmdlet! {
    /// Returns the commands that there are, or that a name means.
    pub struct GetCommand = "Get-Command" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.GetCommandCommand", default_set "CmdletSet" {
        /// Name of what is meant; wildcards where there may be several.
        name = "Name": Option<Vec<Str>> => set("AllCommandSet"), position(0), pipeline, by_name, check(&[Check::NotNullOrEmpty]);
        /// Commands with these verbs.
        verb = "Verb": Option<Vec<Str>> => set("CmdletSet"), by_name;
        /// Commands with these nouns.
        noun = "Noun": Option<Vec<Str>> => set("CmdletSet"), by_name;
        /// Commands of these modules.
        module = "Module": Option<Vec<Str>> => alias(&["PSSnapin"]), by_name;
        /// No commands of these modules.
        exclude_module = "ExcludeModule": Option<Vec<Str>>;
        /// Name, version and GUID of modules, as tables.
        fully_qualified_module = "FullyQualifiedModule": OthersArgument => by_name;
        /// Only commands of that kind.
        command_type = "CommandType": CommandTypesArgument => alias(&["Type"]), set("AllCommandSet"), by_name;
        /// How many at most.
        total_count = "TotalCount": Option<i32> => by_name;
        /// Returns what the command takes, as text.
        syntax = "Syntax": Switch => by_name;
        /// Returns what a command window needs.
        show_command_info = "ShowCommandInfo": Switch;
        /// Arguments from which dynamic parameters follow.
        argument_list = "ArgumentList": Option<Vec<Value>> => alias(&["Args"]), position(1), remaining, check(&[Check::AllowNull, Check::AllowEmptyCollection]);
        /// Returns all that a name means, not only what runs.
        all = "All": Switch => by_name;
        /// Only commands that are loaded.
        list_imported = "ListImported": Switch => by_name;
        /// Commands with these parameters.
        parameter_name = "ParameterName": Option<Vec<Str>> => check(&[Check::NotNullOrEmpty]);
        /// Commands with parameters of these types.
        parameter_type = "ParameterType": OthersArgument => check(&[Check::NotNullOrEmpty]);
        /// Finds names that are nearly the same.
        use_fuzzy_matching = "UseFuzzyMatching": Switch => set("AllCommandSet");
        /// How near they must be.
        fuzzy_minimum_distance = "FuzzyMinimumDistance": Option<u32> => set("AllCommandSet");
        /// Finds names by the first letters of their words.
        use_abbreviation_expansion = "UseAbbreviationExpansion": Switch => set("AllCommandSet"), by_name;
        state {
            written: usize;
            seen: Vec<(i64, Str)>;
        }
    }
}

impl Run for GetCommand {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(names) = self.name.clone() else {
            return self.by_parts(shell);
        };
        for name in names {
            let (module, bare) = split_module(&name);
            if contains_wildcard_characters(bare) {
                let Ok(pattern) = Wildcard::new(bare, true) else {
                    continue;
                };
                let kinds = self.command_type.0.unwrap_or(
                    list::ALIAS | FUNCTION | FILTER | CMDLET | list::SCRIPT | list::PROGRAM,
                );
                let mut found = list::matching(shell.engine, kinds, &|name| pattern.is_match(name));
                found.retain(|found| {
                    module.is_none_or(|module| found.module().eq_ignore_ascii_case(module))
                });
                self.write_all(shell, found)?;
                continue;
            }
            let mut found = list::exact(shell.engine, bare, self.kinds(), self.all.is_on())?;
            if let Some(module) = module {
                found.retain(|found| found.module().eq_ignore_ascii_case(module));
                if found.is_empty()
                    && let Some(command) = shell.engine.find_command(&name)?
                {
                    found.push(Found::Command(command));
                }
            }
            self.keep(shell, &mut found)?;
            if found.is_empty() {
                shell.error(not_found(&name))?;
            }
            self.write_all(shell, found)?;
        }
        Ok(())
    }
}

impl GetCommand {
    fn kinds(&self) -> i64 {
        self.command_type.0.unwrap_or(383)
    }

    /// By verb, noun and module.
    fn by_parts(&mut self, shell: &mut Shell<'_>) -> Result {
        let patterns = |list: &Option<Vec<Str>>| -> Vec<Wildcard> {
            list.iter()
                .flatten()
                .filter_map(|text| Wildcard::new(text, true).ok())
                .collect()
        };
        let (verbs, nouns) = (patterns(&self.verb), patterns(&self.noun));
        let by_name = !verbs.is_empty() || !nouns.is_empty();
        // Whoever asks for a module's commands gets the module.
        for name in self
            .module
            .iter()
            .flatten()
            .filter(|name| !contains_wildcard_characters(name))
        {
            crate::core::module::autoload::bring_named(shell.engine, name)?;
        }
        let kinds = match (self.command_type.0, by_name) {
            (Some(kinds), _) => kinds,
            (None, true) => FUNCTION | FILTER | CMDLET,
            (None, false) => list::ALIAS | FUNCTION | FILTER | CMDLET,
        };
        let fits = |name: &str| {
            let (verb, noun) = name.split_once('-').unwrap_or((name, ""));
            !by_name
                || (name.contains('-')
                    && list::fits_any(&verbs, verb)
                    && list::fits_any(&nouns, noun))
        };
        let found = list::matching(shell.engine, kinds, &fits);
        self.write_all(shell, found)
    }

    /// Leaves only what the other parameters want.
    fn keep(&self, shell: &mut Shell<'_>, found: &mut Vec<Found>) -> Result {
        let patterns = |list: &Option<Vec<Str>>| -> Vec<Wildcard> {
            list.iter()
                .flatten()
                .filter_map(|text| Wildcard::new(text, true).ok())
                .collect()
        };
        let (modules, excluded, parameters) = (
            patterns(&self.module),
            patterns(&self.exclude_module),
            patterns(&self.parameter_name),
        );
        found.retain(|found| {
            let module = found.module();
            list::fits_any(&modules, &module)
                && !excluded.iter().any(|pattern| pattern.is_match(&module))
        });
        if self.list_imported.is_on() {
            found.retain(|found| match found {
                Found::Command(Command::Function(function)) => {
                    function.module.as_ref().is_none_or(|own| {
                        shell
                            .engine
                            .modules
                            .iter()
                            .any(|known| std::rc::Rc::ptr_eq(own, known))
                    })
                }
                _ => true,
            });
        }
        if parameters.is_empty() {
            return Ok(());
        }
        let mut kept = Vec::new();
        for one in found.drain(..) {
            let Found::Command(command) = &one else {
                continue;
            };
            let Some(signature) = parameter_info::signature_of(shell.engine, command)? else {
                continue;
            };
            let has = signature.parameters.iter().any(|parameter| {
                std::iter::once(&parameter.name)
                    .chain(&parameter.aliases)
                    .any(|name| list::fits_any(&parameters, name))
            });
            if has {
                kept.push(one);
            }
        }
        *found = kept;
        Ok(())
    }

    fn write_all(&mut self, shell: &mut Shell<'_>, mut found: Vec<Found>) -> Result {
        self.keep(shell, &mut found)?;
        for one in found {
            let mut key = (one.kind(), Str::from(one.name().to_lowercase()));
            if self.all.is_on() {
                key.1 = Str::from(format!("{}\\{}", one.module(), key.1));
            }
            if self.seen.contains(&key) {
                continue;
            }
            self.seen.push(key);
            if self.total_count.is_some_and(|count| {
                usize::try_from(count).is_ok_and(|count| self.written >= count)
            }) {
                return Ok(());
            }
            self.written += 1;
            if self.syntax.is_on() {
                let text = syntax_of(shell, &one)?;
                shell.write(Value::str(text))?;
            } else {
                shell.write(one.value())?;
            }
        }
        Ok(())
    }
}

/// `Module\Name`
fn split_module(name: &str) -> (Option<&str>, &str) {
    match name.split_once('\\') {
        Some((module, rest))
            if !module.is_empty() && !rest.contains('\\') && !module.contains(['/', '.', ':']) =>
        {
            (Some(module), rest)
        }
        Some((module, rest)) if module.starts_with("Microsoft.PowerShell.") => (Some(module), rest),
        _ => (None, name),
    }
}

fn syntax_of(shell: &mut Shell<'_>, found: &Found) -> Result<String> {
    match found {
        Found::Alias(alias) => {
            let head = format!("{} (alias) -> {}\n", alias.name, alias.definition);
            match alias_target(shell, alias)? {
                Some(command) => {
                    Ok(head + &parameter_info::syntax_text(shell.engine, &command, &alias.name)?)
                }
                None => Ok(head),
            }
        }
        Found::Command(Command::Native(path)) => Ok(path.to_string_lossy().into_owned()),
        Found::Command(command) => {
            parameter_info::syntax_text(shell.engine, command, &command.name())
        }
    }
}

fn alias_target(shell: &mut Shell<'_>, alias: &engine::command::Alias) -> Result<Option<Command>> {
    crate::utility::session::alias::resolve(shell.engine, alias)
}

fn not_found(name: &str) -> Fault {
    Fault::new(
        &types::COMMAND_NOT_FOUND_EXCEPTION,
        format!(
            "The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\n\
             Check the spelling of the name, or if a path was included, verify that the path is correct and try again."
        ),
    )
    .id("CommandNotFoundException")
    .category(Category::ObjectNotFound)
    .target(name)
}
