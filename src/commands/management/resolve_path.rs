//! `Resolve-Path` and `Convert-Path`

use super::objects;
use super::place::{self, Kind};
use super::resolve::{self, How, Wanted};
use engine::{Run, Shell, Switch, cmdlet};
use object::members::path;
use object::{Result, Str, Value};

cmdlet! {
    /// Returns the paths that are there.
    pub struct ResolvePath = "Resolve-Path" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.ResolvePathCommand", default_set "Path" {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// Gives paths relative to where the session is.
        relative = "Relative": Switch => set("Path"), set("LiteralPath");
        /// The folder that relative paths start from.
        relative_base_path = "RelativeBasePath": Option<Str>;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
    }
}

cmdlet! {
    /// Returns paths as their provider knows them.
    pub struct ConvertPath = "Convert-Path" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.ConvertPathCommand", default_set "Path" {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
    }
}

impl Run for ResolvePath {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (paths, literal) = resolve::paths(&self.path, &self.literal_path);
        let base = match &self.relative_base_path {
            Some(base) => Some(resolve::find(
                shell.engine,
                base,
                How {
                    literal: true,
                    force: true,
                },
            )?),
            None => None,
        };
        let base = base.and_then(|mut found| found.places.pop());
        for text in paths {
            let absolute = text.starts_with(['/', '\\', '~']) || text.contains(':');
            let full = match &base {
                Some(base) if !absolute => Str::from(format!("{}/{text}", base.inner)),
                _ => text.clone(),
            };
            let found = match resolve::find(
                shell.engine,
                &full,
                How {
                    literal,
                    force: self.force.is_on(),
                },
            ) {
                Ok(found) => found,
                Err(stop) => {
                    shell.soften(stop)?;
                    continue;
                }
            };
            for place in found.places {
                if !self.relative.is_on() || place.kind != Kind::File {
                    let info = if text.contains("::") {
                        objects::long_path_info(&place)
                    } else {
                        objects::path_info(shell.engine, &place)
                    };
                    shell.write(info)?;
                    continue;
                }
                let from = match &base {
                    Some(base) => base.inner.clone(),
                    None => place::file_here(shell.engine).inner,
                };
                shell.write(Value::str(relative(&from, &place.inner)))?;
            }
        }
        Ok(())
    }
}

/// A path as it is reached from a folder: the way to its parent, then its name.
fn relative(from: &str, to: &str) -> String {
    let way = way(from, to);
    if way.starts_with('.') {
        way
    } else {
        format!("./{way}")
    }
}

fn way(from: &str, to: &str) -> String {
    match path::folder_of(path::trimmed(to)) {
        Some(parent) => format!(
            "{}/{}",
            path::relative(from, &parent),
            path::name_of(path::trimmed(to))
        ),
        None => path::relative(from, to),
    }
}

impl Run for ConvertPath {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (paths, literal) = resolve::paths(&self.path, &self.literal_path);
        for place in resolve::all(
            shell,
            &paths,
            How {
                literal,
                force: true,
            },
            &Wanted::default(),
        )? {
            shell.write(Value::str(place.inner))?;
        }
        Ok(())
    }
}
