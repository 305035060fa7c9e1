//! `Test-Path`

use super::place::{self, Kind, Place};
use super::resolve::{self, How, Wanted};
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet, parameter_enum};
use object::date::DateTime;
use object::members::file_info;
use object::{Category, Fault, Result, Str, Value, types};
use std::path::Path;

parameter_enum! {
    /// What an item must be.
    pub enum PathType: PATH_TYPE = "Microsoft.PowerShell.Commands.TestPathType" { Any = 0, Container = 1, Leaf = 2 }
}

cmdlet! {
    /// Says whether something is at a path.
    pub struct TestPath = "Test-Path" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.TestPathCommand", default_set "Path" {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Value>> => set("Path"), mandatory, position(0), pipeline, by_name, check(&[Check::AllowNull, Check::AllowEmptyCollection, Check::AllowEmptyString]);
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Value>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name, check(&[Check::AllowNull, Check::AllowEmptyCollection, Check::AllowEmptyString]);
        /// A filter of the provider's own, applied to names.
        filter = "Filter": Option<Str>;
        /// Patterns that names must match.
        include = "Include": Option<Vec<Str>>;
        /// Patterns that names must not match.
        exclude = "Exclude": Option<Vec<Str>>;
        /// What the item must be.
        path_type = "PathType": Option<PathType> => alias(&["Type"]);
        /// Whether the path is well formed, whatever exists.
        is_valid = "IsValid": Switch;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
        /// The item must be older.
        older_than = "OlderThan": Option<DateTime> => dynamic;
        /// The item must be newer.
        newer_than = "NewerThan": Option<DateTime> => dynamic;
    }
}

impl Run for TestPath {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let literal = self.literal_path.is_some();
        let paths = self
            .literal_path
            .clone()
            .or_else(|| self.path.clone())
            .unwrap_or_default();
        if paths.is_empty() {
            return shell.error(no_path());
        }
        for path in paths {
            if path.is_null() {
                shell.error(no_path())?;
                continue;
            }
            let text = object::convert::to_text(shell.engine, &path)?;
            let answer = match self.one(shell, &text, literal) {
                Ok(answer) => answer,
                Err(stop) if is_no_drive(&stop) => false,
                Err(stop) => {
                    shell.soften(stop)?;
                    false
                }
            };
            shell.write(Value::Bool(answer))?;
        }
        Ok(())
    }
}

fn is_no_drive(stop: &object::Interrupt) -> bool {
    matches!(stop, object::Interrupt::Error(record) if matches!(&*record.id, "DriveNotFound" | "PathNotFound"))
}

fn no_path() -> Fault {
    let what = "Value cannot be null. (Parameter 'The provided Path argument was null or an empty collection.')";
    Fault::new(&types::ARGUMENT_NULL_EXCEPTION, what)
        .id("NullPathNotPermitted")
        .category(Category::InvalidArgument)
}

impl TestPath {
    fn one(&self, shell: &mut Shell<'_>, text: &Str, literal: bool) -> Result<bool> {
        if text.trim().is_empty() {
            return Ok(false);
        }
        if self.is_valid.is_on() {
            place::parse(shell.engine, text)?;
            return Ok(true);
        }
        let wanted = Wanted::new(
            self.include.as_deref(),
            self.exclude.as_deref(),
            self.filter.as_ref(),
        );
        let found = resolve::find(
            shell.engine,
            text,
            How {
                literal,
                force: true,
            },
        )?;
        Ok(found
            .places
            .iter()
            .any(|place| wanted.passes(resolve::name_of(place)) && self.fits(place)))
    }

    fn fits(&self, place: &Place) -> bool {
        let is_file = place.kind == Kind::File;
        let is_container = if is_file {
            Path::new(&place.inner).is_dir()
        } else {
            place.inner.is_empty()
        };
        if is_file && !Path::new(&place.inner).exists() {
            return false;
        }
        let is_kind = match self.path_type {
            Some(PathType::Container) => is_container,
            Some(PathType::Leaf) => !is_container,
            _ => true,
        };
        if !is_kind || !is_file || (self.newer_than.is_none() && self.older_than.is_none()) {
            return is_kind;
        }
        let written: DateTime = file_info::time(&place.inner, file_info::Moment::Written, false);
        self.newer_than
            .is_none_or(|than| written.ticks() > than.ticks())
            && self
                .older_than
                .is_none_or(|than| written.ticks() < than.ticks())
    }
}
