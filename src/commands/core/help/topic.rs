//! What is known of a command: from `syntax::help` for scripts, from the declaration for cmdlets.

use engine::Engine;
use engine::command::Command;
use engine::parameter_info;
use engine::signature::{Parameter, SetUse, Signature};
use object::{Result, Str, Type};
use syntax::help::Help;

/// Help on one command.
pub struct Topic {
    pub name: Str,
    pub category: &'static str,
    pub module: Str,
    /// There is a help comment, or a declaration with help.
    pub written: bool,
    pub help: Help,
    pub parameters: Vec<ParameterTopic>,
    /// Lines of the syntax, one a set.
    pub syntax: Vec<String>,
}

/// Help on one parameter.
pub struct ParameterTopic {
    pub name: Str,
    pub kind: String,
    pub description: String,
    pub required: bool,
    /// From 1; none is by name only.
    pub position: Option<i32>,
    pub default: String,
    pub pipeline: &'static str,
    pub is_switch: bool,
}

impl Topic {
    /// All that is known of a command.
    pub fn of(engine: &mut Engine, command: &Command) -> Result<Topic> {
        let signature = parameter_info::signature_of(engine, command)?;
        let (category, module) = match command {
            Command::Function(function) if function.code.is_filter() => {
                ("Filter", module_of(function))
            }
            Command::Function(function) => ("Function", module_of(function)),
            Command::Cmdlet(cmdlet) => ("Cmdlet", Str::from(cmdlet.module)),
            Command::Script(_) => ("ExternalScript", Str::default()),
            _ => ("Application", Str::default()),
        };
        let found = comment_of(command);
        let written = found.is_some() || matches!(command, Command::Cmdlet(_));
        let mut help = found.unwrap_or_default();
        if let Command::Cmdlet(cmdlet) = command {
            help.synopsis = cmdlet.help.trim().to_string();
            help.description = cmdlet.help.trim().to_string();
        }
        let mut topic = Topic {
            name: command.name(),
            category,
            module,
            written,
            help,
            parameters: Vec::new(),
            syntax: Vec::new(),
        };
        if let Some(signature) = signature {
            topic.add_parameters(command, &signature);
            topic.syntax = match written {
                true => long_syntax(&signature, &topic.name),
                false => parameter_info::syntax_lines(&signature, &topic.name),
            };
        }
        Ok(topic)
    }

    fn add_parameters(&mut self, command: &Command, signature: &Signature) {
        for parameter in &signature.parameters[..signature.own] {
            let Some(usage) = parameter.uses.first() else {
                continue;
            };
            let comment = self
                .help
                .parameters
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(&parameter.name));
            let mut description = comment.map(|(_, text)| text.clone()).unwrap_or_default();
            if description.is_empty() && matches!(command, Command::Cmdlet(_)) {
                description = parameter.help.to_string();
            }
            self.parameters.push(ParameterTopic {
                name: parameter.name.clone(),
                kind: kind_text(&parameter.kind),
                description,
                required: usage.mandatory,
                position: usage.position.map(|position| position + 1),
                default: default_of(command, parameter),
                pipeline: pipeline_text(usage),
                is_switch: parameter.is_switch(),
            });
        }
    }
}

fn module_of(function: &engine::command::Function) -> Str {
    function
        .module
        .as_ref()
        .map(|module| module.name.clone())
        .unwrap_or_default()
}

/// The help comment of a script's command.
fn comment_of(command: &Command) -> Option<Help> {
    let code = command.code()?;
    match &code.function {
        Some(function) => syntax::help::function_help(&code.source, function),
        None => syntax::help::script_help(&code.source, &code.ast),
    }
}

fn pipeline_text(usage: &SetUse) -> &'static str {
    match (usage.pipeline, usage.by_name) {
        (true, true) => "true (ByValue, ByPropertyName)",
        (true, false) => "true (ByValue)",
        (false, true) => "true (ByPropertyName)",
        (false, false) => "false",
    }
}

/// The text of a parameter's default.
fn default_of(command: &Command, parameter: &Parameter) -> String {
    let Some(code) = command.code() else {
        return String::new();
    };
    let node = code
        .parameters()
        .iter()
        .find(|node| node.name.name.eq_ignore_ascii_case(&parameter.name));
    let text = node
        .and_then(|node| node.default.as_ref())
        .map(|default| default.span.text(&code.source.text).to_string());
    match text {
        Some(text) => text
            .strip_prefix('\'')
            .and_then(|rest| rest.strip_suffix('\''))
            .map(str::to_string)
            .unwrap_or(text),
        None if parameter.is_switch() => "False".to_string(),
        None if is_number(&parameter.kind) => "0".to_string(),
        None => String::new(),
    }
}

fn is_number(kind: &Type) -> bool {
    matches!(
        kind.full_name().as_str(),
        "System.Int32" | "System.Int64" | "System.Double"
    )
}

/// The name of a type as help pages have it: .NET's, without the namespace.
fn kind_text(kind: &Type) -> String {
    match kind {
        Type::Array(array) => format!("{}[]", kind_text(&array.element)),
        other => match other.nullable_of() {
            Some(inner) => kind_text(inner),
            None => other.name(),
        },
    }
}

/// The syntax with the long names of types; help pages always show the common parameters.
fn long_syntax(signature: &Signature, name: &str) -> Vec<String> {
    let lines = parameter_info::syntax_lines_with(signature, name, &kind_text);
    let common = "[<CommonParameters>]";
    lines
        .into_iter()
        .map(|line| {
            if line.ends_with(common) {
                line
            } else {
                format!("{line} {common}")
            }
        })
        .collect()
}
