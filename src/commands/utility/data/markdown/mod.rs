//! `ConvertFrom-Markdown`, `Show-Markdown`.
//!
//! Read this file for the cmdlets, `render` for what they write, `options` for the colours.

pub mod options;
mod render;

use super::text_file::{EncodingArgument, files, read};
use engine::declare::Check;
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::record::{Object, Shape, SlotKind};
use object::{Category, Fault, Result, Str, Type, TypeInfo, Value, convert, members, types};
use options::Colours;
use std::path::Path;

/// `MarkdownInfo`
pub static MARKDOWN_INFO: TypeInfo = TypeInfo::class(
    "Microsoft.PowerShell.MarkdownRender.MarkdownInfo",
    &types::OBJECT,
);

cmdlet! {
    /// Converts Markdown to HTML, or to text for terminals.
    pub struct ConvertFromMarkdown = "ConvertFrom-Markdown" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ConvertFromMarkdownCommand", default_set "PathParamSet" {
        /// Paths of the files; wildcards are resolved.
        path = "Path": Option<Vec<Str>> => set("PathParamSet"), mandatory, position(0), check(&[Check::NotNullOrEmpty]);
        /// Paths of the files, taken as they are.
        literal_path = "LiteralPath": Option<Vec<Str>> => set("LiteralParamSet"), mandatory, alias(&["PSPath", "LP"]), check(&[Check::NotNullOrEmpty]);
        /// The text, or its file.
        input_object = "InputObject": PsObject => set("InputObjParamSet"), mandatory, pipeline, check(&[Check::NotNullOrEmpty]);
        /// Text for terminals instead of HTML.
        as_vt100 = "AsVT100EncodedString": Switch;
    }
}
cmdlet! {
    /// Shows Markdown.
    pub struct ShowMarkdown = "Show-Markdown" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ShowMarkdownCommand", default_set "Path" {
        /// What `ConvertFrom-Markdown` wrote.
        input_object = "InputObject": PsObject => set("InputObject"), mandatory, pipeline, check(&[Check::NotNullOrEmpty]);
        /// Paths of the files; wildcards are resolved.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// Paths of the files, taken as they are.
        literal_path = "LiteralPath": Option<Vec<Str>> => set("LiteralPath"), mandatory, by_name, alias(&["PSPath", "LP"]);
        /// In a browser, which is not simulated.
        use_browser = "UseBrowser": Switch;
    }
}

/// What a text becomes.
fn info(text: &str, as_vt100: bool) -> Value {
    let shape = Shape::of(
        Type::Known(&MARKDOWN_INFO),
        &["Html", "VT100EncodedString", "Tokens"],
        SlotKind::Property,
    );
    let (html, shown) = match as_vt100 {
        true => (
            Value::Null,
            Value::from(render::vt100(text, &Colours::current())),
        ),
        false => (Value::from(render::html(text)), Value::Null),
    };
    // The tokens are Markdig's own objects; scripts only count them.
    let tokens = Value::array(vec![Value::Null; render::blocks(text)]);
    Value::Object(Object::new(shape, vec![html, shown, tokens]))
}

/// The texts of the files that paths mean.
fn texts(shell: &mut Shell<'_>, paths: Vec<Str>, literal: bool) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for path in paths {
        for file in files(shell.engine, &path, literal) {
            match file.is_file() {
                true => found.push(text_of(&file)?),
                false => shell.error(missing(&file))?,
            }
        }
    }
    Ok(found)
}

fn text_of(file: &Path) -> Result<String> {
    Ok(EncodingArgument::default().decode(&read(file)?))
}

fn missing(file: &Path) -> Fault {
    let shown = file.to_string_lossy().into_owned();
    Fault::new(
        &types::FILE_NOT_FOUND_EXCEPTION,
        format!("Cannot find path '{shown}' because it does not exist."),
    )
    .id("FileNotFound")
    .category(Category::ObjectNotFound)
    .target(Value::from(shown))
}

impl Run for ConvertFromMarkdown {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let as_vt100 = self.as_vt100.is_on();
        if let Some(value) = self.input_object.0.take() {
            let text = match value.base() {
                Value::Str(text) => text.to_string(),
                _ if value.get_type().is(&members::file_info::FILE_INFO) => {
                    let path = members::get(shell.engine, &value, "FullName")?.unwrap_or_default();
                    text_of(Path::new(&*convert::to_text(shell.engine, &path)?))?
                }
                other => {
                    let name = other.get_type().full_name();
                    let what = format!("The type of the input object '{name}' is invalid.");
                    return shell.error(
                        Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
                            .id("InvalidInputObject")
                            .category(Category::InvalidData)
                            .target(value),
                    );
                }
            };
            return shell.write(info(&text, as_vt100));
        }
        let literal = self.literal_path.is_some();
        let paths = self.path.take().or_else(|| self.literal_path.take());
        for text in texts(shell, paths.unwrap_or_default(), literal)? {
            shell.write(info(&text, as_vt100))?;
        }
        Ok(())
    }
}

impl Run for ShowMarkdown {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if let Some(value) = self.input_object.0.take() {
            let shown =
                members::get(shell.engine, &value, "VT100EncodedString")?.unwrap_or_default();
            return match shown.is_null() {
                false => shell.write(shown),
                true => shell.error(
                    Fault::new(
                        &types::INVALID_OPERATION_EXCEPTION,
                        "The property VT100EncodedString of the given object is null or empty.",
                    )
                    .id("PropertyIsNullOrEmpty")
                    .category(Category::InvalidData)
                    .target(value),
                ),
            };
        }
        let literal = self.literal_path.is_some();
        let paths = self.path.take().or_else(|| self.literal_path.take());
        for text in texts(shell, paths.unwrap_or_default(), literal)? {
            shell.write(Value::from(render::vt100(&text, &Colours::current())))?;
        }
        Ok(())
    }
}
