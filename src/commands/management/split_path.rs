//! `Split-Path` and `Join-Path`: paths as texts.

use super::place;
use super::resolve::{self, How};
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet};
use object::members::path;
use object::{Category, Fault, Result, Str, Value, types};

cmdlet! {
    /// Returns a part of a path.
    pub struct SplitPath = "Split-Path" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.SplitPathCommand", default_set "ParentSet" {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("ParentSet"), mandatory, position(0), pipeline, by_name, set("LeafSet"), mandatory, position(0), pipeline, by_name, set("LeafBaseSet"), mandatory, position(0), pipeline, by_name, set("ExtensionSet"), mandatory, position(0), pipeline, by_name, set("QualifierSet"), mandatory, position(0), pipeline, by_name, set("NoQualifierSet"), mandatory, position(0), pipeline, by_name, set("IsAbsoluteSet"), mandatory, position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPathSet"), mandatory, by_name;
        /// Qualifier: as PowerShell documents it.
        qualifier = "Qualifier": Switch => set("QualifierSet"), mandatory, by_name;
        /// NoQualifier: as PowerShell documents it.
        no_qualifier = "NoQualifier": Switch => set("NoQualifierSet"), mandatory, by_name;
        /// Parent: as PowerShell documents it.
        parent = "Parent": Switch => set("ParentSet"), by_name;
        /// Leaf: as PowerShell documents it.
        leaf = "Leaf": Switch => set("LeafSet"), mandatory, by_name;
        /// LeafBase: as PowerShell documents it.
        leaf_base = "LeafBase": Switch => set("LeafBaseSet"), mandatory, by_name;
        /// Extension: as PowerShell documents it.
        extension = "Extension": Switch => set("ExtensionSet"), mandatory, by_name;
        /// Expands wildcards; the path must exist.
        resolve = "Resolve": Switch;
        /// IsAbsolute: as PowerShell documents it.
        is_absolute = "IsAbsolute": Switch => set("IsAbsoluteSet"), mandatory;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
    }
}

cmdlet! {
    /// Joins the parts of a path.
    pub struct JoinPath = "Join-Path" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.JoinPathCommand" {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => alias(&["PSPath"]), mandatory, position(0), pipeline, by_name;
        /// ChildPath: as PowerShell documents it.
        child_path = "ChildPath": Option<Vec<Str>> => mandatory, position(1), by_name, check(&[Check::AllowNull, Check::AllowEmptyString, Check::AllowEmptyCollection]);
        /// AdditionalChildPath: as PowerShell documents it.
        additional_child_path = "AdditionalChildPath": Option<Vec<Str>> => position(2), by_name, remaining, check(&[Check::AllowNull, Check::AllowEmptyString, Check::AllowEmptyCollection]);
        /// Expands wildcards; the path must exist.
        resolve = "Resolve": Switch;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
    }
}

impl Run for SplitPath {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (paths, literal) = resolve::paths(&self.path, &self.literal_path);
        for text in paths {
            let mut all = vec![text.clone()];
            if self.resolve.is_on() {
                match resolve::find(
                    shell.engine,
                    &text,
                    How {
                        literal,
                        force: false,
                    },
                ) {
                    Ok(found) => {
                        all = found
                            .places
                            .iter()
                            .map(|place| Str::from(place.shown()))
                            .collect()
                    }
                    Err(stop) => {
                        shell.soften(stop)?;
                        continue;
                    }
                }
            }
            for text in all {
                match self.part(&text) {
                    Ok(value) => shell.write(value)?,
                    Err(stop) => shell.soften(stop)?,
                }
            }
        }
        Ok(())
    }
}

impl SplitPath {
    fn part(&self, text: &str) -> Result<Value> {
        if self.is_absolute.is_on() {
            return Ok(Value::Bool(
                text.starts_with(['/', '\\']) || place::split_drive(text).is_some(),
            ));
        }
        if self.qualifier.is_on() {
            return match (text.split_once("::"), place::split_drive(text)) {
                (Some((provider, _)), _) => Ok(Value::str(format!("{provider}::"))),
                (_, Some((name, _))) => Ok(Value::str(format!("{name}:"))),
                _ => {
                    let what = format!(
                        "Cannot parse path because path '{text}' does not have a qualifier specified."
                    );
                    Fault::new(&types::FORMAT_EXCEPTION, what)
                        .id("ParsePathFormatError")
                        .category(Category::InvalidArgument)
                        .target(text)
                        .raise()
                }
            };
        }
        if self.no_qualifier.is_on() {
            let rest = match text.split_once("::") {
                Some((_, rest)) => rest,
                None => place::split_drive(text).map_or(text, |(_, rest)| rest),
            };
            return Ok(Value::str(if rest.is_empty() { text } else { rest }));
        }
        if self.leaf.is_on() {
            return Ok(Value::str(leaf(text)));
        }
        let name = leaf(text);
        if self.leaf_base.is_on() {
            return Ok(Value::str(path::stem(&name)));
        }
        if self.extension.is_on() {
            return Ok(Value::str(path::extension(&name)));
        }
        Ok(Value::str(parent(text)))
    }
}

fn plain(text: &str) -> String {
    let text = text.replace('\\', "/");
    match text.strip_suffix('/') {
        Some(rest) if !rest.is_empty() => rest.to_string(),
        _ => text,
    }
}

/// Everything before the last part.
pub fn parent(text: &str) -> String {
    let text = plain(text);
    match text.rfind('/') {
        None | Some(0) => String::new(),
        Some(at) if text[..at].ends_with(':') => text[..=at].to_string(),
        Some(at) => text[..at].to_string(),
    }
}

/// The last part; a drive alone is its root.
pub fn leaf(text: &str) -> String {
    let text = plain(text);
    if text.ends_with(':') {
        return format!("{text}/");
    }
    match text.rfind('/') {
        Some(at) if text.len() > 1 => text[at + 1..].to_string(),
        _ => text,
    }
}

/// A path and what lies below it.
pub fn joined(parent: &str, child: &str) -> String {
    let (parent, child) = (parent.replace('\\', "/"), child.replace('\\', "/"));
    let parent = parent.trim_end_matches('/');
    format!("{parent}/{}", child.trim_start_matches('/'))
}

impl Run for JoinPath {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let mut parts = self.child_path.clone().unwrap_or_default();
        parts.extend(self.additional_child_path.clone().unwrap_or_default());
        if parts.is_empty() {
            parts.push(Str::default());
        }
        for start in self.path.clone().unwrap_or_default() {
            let text = parts
                .iter()
                .fold(start.to_string(), |text, part| joined(&text, part));
            if !self.resolve.is_on() {
                shell.write(Value::str(text))?;
                continue;
            }
            match resolve::find(shell.engine, &text, How::default()) {
                Ok(found) => {
                    for place in found.places {
                        shell.write(Value::str(place.shown()))?;
                    }
                }
                Err(stop) => shell.soften(stop)?,
            }
        }
        Ok(())
    }
}
