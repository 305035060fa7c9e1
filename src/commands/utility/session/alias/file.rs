//! `Export-Alias`, `Import-Alias`

use super::{AliasInfo, all, exists, not_writable, scope_or_local};
use engine::command::Alias;
use engine::declare::{Argument, Check};
use engine::scope::Options;
use engine::{Run, Shell, Switch, cmdlet};
use object::pattern::Wildcard;
use object::types::Sig;
use object::{Category, Fault, Host, Result, Str, Symbol, TypeInfo, Value, types};
use std::fmt::Write;
use std::rc::Rc;

/// `ExportAliasFormat`
pub static EXPORT_ALIAS_FORMAT: TypeInfo = TypeInfo::enumeration(
    "Microsoft.PowerShell.Commands.ExportAliasFormat",
    &[("Csv", 0), ("Script", 1)],
);

/// `[ExportAliasFormat]`
#[derive(Clone, Copy, Default)]
pub struct FormatArgument(bool);

impl Argument for FormatArgument {
    const SIG: Sig = Sig::One(&EXPORT_ALIAS_FORMAT);
    fn from_value(value: Value) -> Self {
        FormatArgument(matches!(value.base(), Value::Enum(value) if value.bits == 1))
    }
}

cmdlet! {
    /// Writes aliases into a file, as a table or as a script.
    pub struct ExportAlias = "Export-Alias" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ExportAliasCommand", default_set "ByPath", should_process Medium {
        /// Where the file stands.
        path = "Path": Option<Str> => set("ByPath"), mandatory, position(0);
        /// The same, without wildcards.
        literal_path = "LiteralPath": Option<Str> => alias(&["PSPath", "LP"]), set("ByLiteralPath"), mandatory, by_name;
        /// Name of what is meant; wildcards where there may be several.
        name = "Name": Option<Vec<Str>> => position(1), by_name;
        /// Writes what was made or changed.
        pass_thru = "PassThru": Switch;
        /// `Csv` or `Script`.
        as_kind = "As": FormatArgument;
        /// Adds to what is there.
        append = "Append": Switch;
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch;
        /// Refuses to overwrite.
        no_clobber = "NoClobber": Switch => alias(&["NoOverwrite"]);
        /// A text that goes into the file.
        description = "Description": Option<Str>;
        /// Scope to work in: `Global`, `Script`, `Local`, or a number of scopes outwards.
        scope = "Scope": Option<Str>;
    }
}

impl Run for ExportAlias {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let name = self
            .path
            .clone()
            .or_else(|| self.literal_path.clone())
            .unwrap_or_default();
        let path = shell.engine.file_path(&name);
        if self.no_clobber.is_on() && path.exists() {
            return Fault::new(
                &types::IO_EXCEPTION,
                format!("The file '{}' already exists.", path.display()),
            )
            .id("NoClobber")
            .category(Category::ResourceExists)
            .target(path.to_string_lossy().into_owned())
            .raise();
        }
        if !shell.should_process(&path.to_string_lossy(), "Export Alias")? {
            return Ok(());
        }
        Host::may_write(shell.engine, &path)?;
        let scope = match &self.scope {
            Some(name) => Some(scope_or_local(shell.engine, Some(name))?),
            None => None,
        };
        let patterns: Vec<Wildcard> = self
            .name
            .clone()
            .unwrap_or_else(|| vec![Str::from("*")])
            .iter()
            .filter_map(|name| Wildcard::new(name, true).ok())
            .collect();
        let found: Vec<Rc<Alias>> = all(shell.engine, scope)
            .into_iter()
            .filter(|alias| patterns.iter().any(|pattern| pattern.is_match(&alias.name)))
            .collect();
        let mut text = String::from("# Alias File\n# Exported by : poolsh\n");
        if let Some(description) = &self.description {
            let _ = writeln!(text, "# {description}");
        }
        for alias in &found {
            text.push_str(&line_of(alias, self.as_kind.0));
        }
        let written = if self.append.is_on() {
            std::fs::OpenOptions::new()
                .append(true)
                .create(true)
                .open(&path)
                .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()))
        } else {
            std::fs::write(&path, text)
        };
        if let Err(error) = written {
            return Fault::new(&types::IO_EXCEPTION, error.to_string())
                .id("FileOpenFailure")
                .category(Category::OpenError)
                .raise();
        }
        if self.pass_thru.is_on() {
            for alias in found {
                shell.write(Value::native(AliasInfo { alias }))?;
            }
        }
        Ok(())
    }
}

fn line_of(alias: &Alias, script: bool) -> String {
    let options = match alias.options.0 {
        0 => "None".to_string(),
        bits => object::Type::Known(&crate::core::argument::SCOPED_ITEM_OPTIONS)
            .enum_name(i64::from(bits)),
    };
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let (name, definition, description) = (
        quoted(&alias.name),
        quoted(&alias.definition),
        quoted(&alias.description),
    );
    match script {
        true => format!(
            "set-alias -Name:{name} -Value:{definition} -Description:{description} -Option:\"{options}\"\n"
        ),
        false => format!("{name},{definition},{description},\"{options}\"\n"),
    }
}

cmdlet! {
    /// Reads aliases from a file that `Export-Alias` wrote as a table.
    pub struct ImportAlias = "Import-Alias" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ImportAliasCommand", default_set "ByPath", should_process Medium {
        /// Where the file stands.
        path = "Path": Option<Str> => set("ByPath"), mandatory, position(0), pipeline, by_name;
        /// The same, without wildcards.
        literal_path = "LiteralPath": Option<Str> => alias(&["PSPath", "LP"]), set("ByLiteralPath"), mandatory, pipeline, by_name;
        /// Scope to work in: `Global`, `Script`, `Local`, or a number of scopes outwards.
        scope = "Scope": Option<Str> => check(&[Check::NotNullOrEmpty]);
        /// Writes what was made or changed.
        pass_thru = "PassThru": Switch;
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch;
    }
}

impl Run for ImportAlias {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let name = self
            .path
            .clone()
            .or_else(|| self.literal_path.clone())
            .unwrap_or_default();
        let path = shell.engine.file_path(&name);
        let text = engine::source::read(&path)?;
        let scope = scope_or_local(shell.engine, self.scope.as_ref())?;
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let fields = fields_of(line);
            let [name, definition, description, options] = &fields[..] else {
                let message = format!(
                    "Cannot import an alias because line number {} in the file '{}' is not a properly formatted, comma-separated values (CSV) line for aliases. Change the line to contain four values separated by commas. If the value text itself contains a comma, then the value must be contained in quotation marks.",
                    number + 1,
                    path.display()
                );
                return Fault::new(&types::FORMAT_EXCEPTION, message)
                    .id("ImportAliasFileFormatError")
                    .category(Category::ReadError)
                    .target(path.to_string_lossy().into_owned())
                    .raise();
            };
            let old = shell
                .engine
                .scopes
                .get(scope)
                .aliases
                .get(&Symbol::of(name))
                .cloned();
            match &old {
                Some(_) if !self.force.is_on() => {
                    shell.error(exists(name))?;
                    continue;
                }
                Some(old) if old.options.has(Options::CONSTANT) => {
                    shell.error(not_writable(name))?;
                    continue;
                }
                _ => {}
            }
            if !shell
                .should_process(&format!("Name: {name} Value: {definition}"), "Import Alias")?
            {
                continue;
            }
            let alias = Alias {
                name: Str::from(name.as_str()),
                definition: Str::from(definition.as_str()),
                options: options_of(options),
                description: Str::from(description.as_str()),
            };
            shell.engine.define_alias(scope, alias);
            if self.pass_thru.is_on()
                && let Some(alias) = shell.engine.find_alias(Symbol::of(name))
            {
                shell.write(Value::native(AliasInfo { alias }))?;
            }
        }
        Ok(())
    }
}

fn options_of(text: &str) -> Options {
    let bits = crate::core::argument::SCOPED_ITEM_OPTIONS
        .values
        .iter()
        .filter(|(name, _)| {
            text.split(',')
                .any(|part| part.trim().eq_ignore_ascii_case(name))
        })
        .fold(0, |all, (_, bits)| all | bits);
    Options((bits & 15) as u8)
}

/// The fields of a line of comma-separated values.
fn fields_of(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                if let Some(field) = fields.last_mut() {
                    field.push('"');
                }
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => {
                if let Some(field) = fields.last_mut() {
                    field.push(c);
                }
            }
        }
    }
    fields
}
