//! Script text: reading files in the encodings that scripts come in, and parsing.

use crate::Engine;
use crate::block::Code;
use crate::module::{Demand, Verdict};
use object::{Category, Dict, Fault, KeyCase, Order, Result, Str, Type, Value, types};
use std::path::Path;
use std::rc::Rc;
use syntax::{ParseError, ast};

/// Reads a script file: UTF-8 or UTF-16 with a byte-order mark, else UTF-8, else Windows-1252.
///
/// # Errors
/// That it cannot be read.
pub fn read(path: &Path) -> Result<String> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(decode(&bytes)),
        Err(error) => Fault::new(&types::FILE_NOT_FOUND_EXCEPTION, error.to_string())
            .category(Category::ObjectNotFound)
            .target(path.to_string_lossy().into_owned())
            .raise(),
    }
}

/// The text of a script's bytes.
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding
            .decode_without_bom_handling(&bytes[mark..])
            .0
            .into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_string(),
        Err(_) => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}

impl Engine {
    /// Parses a text.
    ///
    /// # Errors
    /// `ParseException` with all that the parser has to say.
    pub fn parse(&mut self, text: &str, path: Option<&str>) -> Result<Rc<Code>> {
        self.parse_checked(text, path, true)
    }

    /// Parses the text of a script block that is made and not run: what is wrong with members of its types shows when it runs.
    pub(crate) fn parse_block(&mut self, text: &str) -> Result<Rc<Code>> {
        self.parse_checked(text, None, false)
    }

    fn parse_checked(
        &mut self,
        text: &str,
        path: Option<&str>,
        with_members: bool,
    ) -> Result<Rc<Code>> {
        let parsed = syntax::parse(path.map(Rc::from), text);
        if !parsed.errors.is_empty() {
            return Err(crate::errors::parse_failure(&parsed));
        }
        let namespaces: Vec<Str> = parsed
            .script
            .usings
            .iter()
            .filter(|using| using.kind == syntax::ast::UsingKind::Namespace)
            .filter_map(|using| using.name.as_ref().map(|(name, _)| Str::from(&**name)))
            .collect();
        let namespaces: Rc<[Str]> = namespaces.into();
        let mut parsed = parsed;
        parsed.errors = self.type_errors(&parsed.script, &namespaces, with_members);
        if !parsed.errors.is_empty() {
            return Err(crate::errors::parse_failure(&parsed));
        }
        let code = Code::new(
            Rc::clone(&parsed.script),
            Rc::clone(&parsed.source),
            namespaces,
        );
        self.check_usings(&parsed, &code)?;
        self.check_requires(&code)?;
        Ok(code)
    }

    /// `using module`: a module that is nowhere is an error of the text. Files are looked for when the statement runs.
    fn check_usings(&mut self, parsed: &syntax::Parsed, code: &Code) -> Result {
        let Some(find) = self.module_finder else {
            return Ok(());
        };
        let modules = parsed
            .script
            .usings
            .iter()
            .filter(|using| using.kind == ast::UsingKind::Module);
        for using in modules {
            let value = match (&using.name, &using.module) {
                (Some((name, _)), _) if name.contains(['/', '\\', '.']) => continue,
                (Some((name, _)), _) => Value::str(&**name),
                (None, Some(table)) => {
                    let layout = crate::scope::Layout::new();
                    let table =
                        crate::lower::expression(table, &layout, &code.source, &code.namespaces);
                    self.evaluate(&table)?
                }
                (None, None) => continue,
            };
            let (id, message) = match find(self, &value, Demand::Look)? {
                Verdict::There => continue,
                Verdict::Missing(_) => {
                    let name = match value.base() {
                        Value::Dict(table) => table.get_str("ModuleName").unwrap_or_default(),
                        _ => value.clone(),
                    };
                    let name = object::convert::to_text(self, &name)?;
                    (
                        "ModuleNotFoundDuringParse",
                        format!("Could not find the module '{name}'."),
                    )
                }
                Verdict::Refused(stop) => {
                    let reason = match &*stop {
                        object::Interrupt::Error(record) => record.exception_message(),
                        _ => Default::default(),
                    };
                    ("RequiresModuleInvalid", reason.to_string())
                }
            };
            let error = ParseError {
                id,
                message,
                span: using.span,
                incomplete: false,
            };
            return Err(crate::errors::parse_failure_of(&parsed.source, &[error]));
        }
        Ok(())
    }

    /// The modules of `#requires` that are not there, each with what is to be said of it; those that are get loaded.
    fn missing_modules(&mut self, required: &[ast::RequiredModule]) -> Result<Vec<String>> {
        let Some(find) = self.module_finder else {
            let missing = required
                .iter()
                .filter(|module| !self.has_module(&module.name));
            return Ok(missing.map(|module| module.name.to_string()).collect());
        };
        let mut missing = Vec::new();
        for module in required {
            let verdict = find(self, &specification(module), Demand::Load)?;
            match verdict {
                Verdict::There => {}
                Verdict::Missing(text) => missing.push(text),
                Verdict::Refused(stop) => return Err(stop),
            }
        }
        Ok(missing)
    }

    /// `#requires`
    fn check_requires(&mut self, code: &Code) -> Result {
        let Some(requires) = &code.ast.requires else {
            return Ok(());
        };
        let script = code
            .source
            .path
            .as_deref()
            .and_then(|path| path.rsplit('/').next())
            .unwrap_or_default()
            .to_string();
        let refuse = |id: &str, message: String| {
            Fault::new(&types::SCRIPT_REQUIRES_EXCEPTION, message)
                .id(id)
                .category(Category::ResourceUnavailable)
                .target(Value::str(&*script))
                .with("CommandName", Value::str(&*script))
        };
        if let Some((major, minor)) = requires.version
            && (major, minor) > crate::VERSION
        {
            let have = format!("{}.{}", crate::VERSION.0, crate::VERSION.1);
            return refuse(
                "ScriptRequiresUnmatchedPSVersion",
                format!(
                    "The script '{script}' cannot be run because it contained a \"#requires\" statement for PowerShell {major}.{minor}. \
                     The version of PowerShell that is required by the script does not match the currently running version of PowerShell {have}."
                ),
            )
            .with(
                "RequiresPSVersion",
                object::members::version::of_text(&format!("{major}.{minor}")),
            )
            .raise();
        }
        let fits = |edition: &syntax::ast::Text| edition.eq_ignore_ascii_case("Core");
        if !requires.editions.is_empty() && !requires.editions.iter().any(fits) {
            let wanted: Vec<&str> = requires.editions.iter().map(|own| &**own).collect();
            return refuse(
                "ScriptRequiresUnmatchedPSEdition",
                format!(
                    "The script '{script}' cannot be run because it contained a \"#requires\" statement for PowerShell editions '{}'. \
                     The edition of PowerShell that is required by the script does not match the currently running PowerShell Core edition.",
                    wanted.join(",")
                ),
            )
            .raise();
        }
        let missing = self.missing_modules(&requires.modules)?;
        if !missing.is_empty() {
            let names = crate::values::strings(missing.iter().map(|text| Str::from(text.as_str())));
            return refuse(
                "ScriptRequiresMissingModules",
                format!(
                    "The script '{script}' cannot be run because the following modules that are specified by the \"#requires\" statements \
                     of the script are missing: {}.",
                    missing.join(", ")
                ),
            )
            .with("MissingPSSnapIns", names)
            .raise();
        }
        Ok(())
    }
}

/// A module of `#requires` as a name, or as the table that it was.
fn specification(module: &ast::RequiredModule) -> Value {
    let entries = [
        ("ModuleVersion", &module.module_version),
        ("RequiredVersion", &module.required_version),
        ("MaximumVersion", &module.maximum_version),
        ("GUID", &module.guid),
    ];
    if entries.iter().all(|(_, value)| value.is_none()) {
        return Value::str(&*module.name);
    }
    let table = Dict::new(
        Type::Known(&types::HASHTABLE),
        KeyCase::Ignore,
        Order::Inserted,
    );
    table.insert(Value::str("ModuleName"), Value::str(&*module.name));
    for (key, value) in entries {
        if let Some(value) = value {
            table.insert(Value::str(key), Value::str(&**value));
        }
    }
    Value::Dict(Rc::new(table))
}
