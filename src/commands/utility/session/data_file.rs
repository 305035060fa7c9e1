//! `Import-PowerShellDataFile`, `Import-LocalizedData`: files that hold nothing but data.

use super::safe_value::{self, Safety};
use engine::block::ScriptBlock;
use engine::declare::Check;
use engine::{Collector, Engine, Out, Run, Shell, Switch, cmdlet};
use object::{Category, Fault, Interrupt, Result, Str, Symbol, Value, types};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Why a data file gives no data.
pub(crate) enum Trouble {
    /// It cannot be read.
    Missing(String),
    /// It does not parse.
    NotData(Box<Interrupt>),
    /// It does more than hold data.
    Restricted(Box<Interrupt>),
    /// It is no table.
    NoTable,
}

/// The table that a `.psd1` file holds. It is evaluated as a `data` section: nothing in it can run a command.
pub(crate) fn read_table(
    engine: &mut Engine,
    path: &Path,
    allowed: &[&str],
) -> std::result::Result<Value, Trouble> {
    let text = engine::source::read(path)
        .map_err(|_| Trouble::Missing(path.to_string_lossy().into_owned()))?;
    let value = match evaluate(engine, &text, path, allowed) {
        Ok(value) => value,
        Err(stop) if engine.parse(&text, None).is_ok() => return Err(Trouble::Restricted(stop)),
        Err(stop) => return Err(Trouble::NotData(stop)),
    };
    match value.base() {
        Value::Dict(_) => Ok(value),
        _ => Err(Trouble::NoTable),
    }
}

/// The value of a text that may only hold data and the commands that are allowed.
pub(crate) fn evaluate(
    engine: &mut Engine,
    text: &str,
    path: &Path,
    allowed: &[&str],
) -> Result<Value> {
    // The wrapper checks the text as the parser checks data sections; the text itself then keeps its positions.
    let commands = if allowed.is_empty() {
        String::new()
    } else {
        format!(" -SupportedCommand {}", allowed.join(", "))
    };
    engine.parse(&format!("data{commands} {{\n{text}\n}}"), None)?;
    run(engine, text, Some(&path.to_string_lossy()))
}

/// The first table of a file, where its value can be told without running anything.
fn safe_table(
    engine: &mut Engine,
    path: &Path,
    limited: bool,
) -> std::result::Result<Value, Trouble> {
    let text = engine::source::read(path)
        .map_err(|_| Trouble::Missing(path.to_string_lossy().into_owned()))?;
    let code = engine.parse(&text, None).map_err(Trouble::NotData)?;
    let Some(table) = safe_value::first_table(&code.ast) else {
        return Err(Trouble::NoTable);
    };
    let text = &code.source.text;
    if !Safety::new(limited).is_safe(table) {
        let shown = table.span.text(text).replace(['\r', '\n'], " ");
        let what = format!(
            "Cannot generate a PowerShell object for a ScriptBlock evaluating dynamic expressions. Dynamic expression: {shown}."
        );
        return Err(Trouble::Restricted(
            Fault::new(&types::INVALID_OPERATION_EXCEPTION, what).into(),
        ));
    }
    let safe = safe_value::source_of(text, table, &code.ast);
    run(engine, &safe, None).map_err(Trouble::Restricted)
}

/// The value of a text.
fn run(engine: &mut Engine, text: &str, path: Option<&str>) -> Result<Value> {
    let code = engine.parse(text, path)?;
    let block = Value::native(ScriptBlock {
        code,
        state: Some(engine::state::GLOBAL),
    });
    let collector = Collector::new();
    let out: Out = Rc::clone(&collector) as Out;
    engine.call_block_into(&block, &[], &out)?;
    Ok(Value::from_output(collector.take()))
}

cmdlet! {
    /// Reads the table that a `.psd1` file holds.
    pub struct ImportPowerShellDataFile = "Import-PowerShellDataFile" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ImportPowerShellDataFileCommand", default_set "ByPath" {
        /// Where the file stands.
        path = "Path": Option<Vec<Str>> => set("ByPath"), mandatory, position(0), check(&[Check::NotNullOrEmpty]);
        /// The same, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("ByLiteralPath"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// Takes files of any size.
        skip_limit_check = "SkipLimitCheck": Switch;
    }
}

impl Run for ImportPowerShellDataFile {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let literal = self.literal_path.is_some();
        for name in self
            .path
            .take()
            .or_else(|| self.literal_path.take())
            .unwrap_or_default()
        {
            for path in crate::utility::data::text_file::files(shell.engine, &name, literal) {
                match safe_table(shell.engine, &path, !self.skip_limit_check.is_on()) {
                    Ok(value) => shell.write(value)?,
                    Err(trouble) => shell.error(fault_of(trouble, &name, &path))?,
                }
            }
        }
        Ok(())
    }
}

fn fault_of(trouble: Trouble, name: &str, path: &Path) -> Fault {
    let shown = path.display();
    match trouble {
        Trouble::Missing(_) => Fault::new(&types::ITEM_NOT_FOUND_EXCEPTION, format!("Cannot find path '{shown}' because it does not exist."))
            .id("PathNotFound")
            .category(Category::ObjectNotFound)
            .target(name),
        Trouble::NotData(_) => Fault::new(
            &types::INVALID_OPERATION_EXCEPTION,
            format!("The PowerShell data file '{shown}' could not be parsed as a PowerShell Data File."),
        )
        .id("CouldNotParseAsPowerShellDataFile")
        .category(Category::InvalidData)
        .target(name),
        Trouble::Restricted(stop) => {
            let reason = match &*stop {
                Interrupt::Error(record) => record.exception_message(),
                _ => Str::default(),
            };
            Fault::new(&types::INVALID_OPERATION_EXCEPTION, reason)
                .id("System.InvalidOperationException")
                .category(Category::NotSpecified)
                .target(name)
        }
        Trouble::NoTable => Fault::new(
            &types::INVALID_OPERATION_EXCEPTION,
            format!("The PowerShell data file '{shown}' could not be parsed because it does not contain a hash table."),
        )
        .id("CouldNotParseAsPowerShellDataFileNoHashtableRoot")
        .category(Category::InvalidData)
        .target(name),
    }
}

cmdlet! {
    /// Reads the texts of a script in the language of the session.
    pub struct ImportLocalizedData = "Import-LocalizedData" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ImportLocalizedData" {
        /// Variable that gets the texts.
        binding_variable = "BindingVariable": Option<Str> => alias(&["Variable"]), position(0), check(&[Check::NotNullOrEmpty]);
        /// The language.
        ui_culture = "UICulture": Option<Str> => position(1);
        /// Folder that the folders of the languages stand in.
        base_directory = "BaseDirectory": Option<Str>;
        /// Name of the file.
        file_name = "FileName": Option<Str>;
        /// Commands that the file may use.
        supported_command = "SupportedCommand": Option<Vec<Str>>;
    }
}

impl Run for ImportLocalizedData {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let script = shell
            .context
            .position
            .source
            .path
            .as_deref()
            .map(PathBuf::from);
        let base = match (&self.base_directory, &script) {
            (Some(folder), _) => shell.engine.file_path(folder),
            (None, Some(script)) => script.parent().map(Path::to_path_buf).unwrap_or_default(),
            (None, None) => return no_script(),
        };
        let name = match (&self.file_name, &script) {
            (Some(name), _) => name.to_string(),
            (None, Some(script)) => script
                .file_stem()
                .map(|stem| stem.to_string_lossy().into_owned())
                .unwrap_or_default(),
            (None, None) => return no_script(),
        };
        let name = if name.to_ascii_lowercase().ends_with(".psd1") {
            name
        } else {
            format!("{name}.psd1")
        };
        let culture = self
            .ui_culture
            .clone()
            .unwrap_or_else(|| Str::from("en-US"));
        let Some(path) = file_of(&base, &culture, &name) else {
            let message = format!(
                "Cannot find the PowerShell data file '{name}' in directory '{}', or in any parent culture directories.",
                base.join(&*culture).display()
            );
            return shell.error(
                Fault::new(&types::PS_INVALID_OPERATION_EXCEPTION, message)
                    .id("ImportLocalizedData")
                    .category(Category::OpenError)
                    .target(
                        base.join(&*culture)
                            .join(&name)
                            .to_string_lossy()
                            .into_owned(),
                    ),
            );
        };
        let mut allowed = vec!["ConvertFrom-StringData"];
        let more = self.supported_command.clone().unwrap_or_default();
        allowed.extend(more.iter().map(|name| name.as_str()));
        let text = engine::source::read(&path)?;
        let value = match evaluate(shell.engine, &text, &path, &allowed) {
            Ok(value) => value,
            Err(stop) => {
                let Interrupt::Error(record) = &*stop else {
                    return Err(stop);
                };
                return shell.error(
                    Fault::new(
                        &types::PS_INVALID_OPERATION_EXCEPTION,
                        format!(
                            "The data file '{name}' could not be loaded: {}",
                            record.exception_message()
                        ),
                    )
                    .id("InvalidOperation")
                    .category(Category::InvalidOperation),
                );
            }
        };
        match &self.binding_variable {
            Some(variable) => shell.engine.set_variable(Symbol::of(variable), value),
            None => shell.write(value),
        }
    }
}

fn no_script() -> Result {
    Fault::new(
        &types::PS_INVALID_OPERATION_EXCEPTION,
        "The FileName parameter was not specified. The FileName parameter is required when Import-LocalizedData is not called from a script file.",
    )
    .id("InvalidOperation")
    .category(Category::InvalidOperation)
    .raise()
}

/// The file of the nearest culture: `de-AT`, `de`, none.
fn file_of(base: &Path, culture: &str, name: &str) -> Option<PathBuf> {
    let mut culture = culture;
    loop {
        let path = if culture.is_empty() {
            base.join(name)
        } else {
            base.join(culture).join(name)
        };
        if path.is_file() {
            return Some(path);
        }
        if culture.is_empty() {
            return None;
        }
        culture = culture.rsplit_once('-').map_or("", |(parent, _)| parent);
    }
}
