//! The environment variables of the session: those of the process, as scripts have changed them. The process itself keeps its own,
//! because sessions are independent of each other; programs that a session starts get the session's.

use crate::Engine;
use object::Str;
use std::collections::BTreeMap;

/// Where PowerShell looks for modules where nobody has said anything else, below the home folder.
const MODULE_FOLDER: &str = ".local/share/powershell/Modules";
/// The same for everybody.
const MODULE_FOLDERS: &str =
    "/usr/local/share/powershell/Modules:/opt/microsoft/powershell/7/Modules";

impl Engine {
    /// All of them, by name; read when first asked for.
    pub fn environment(&mut self) -> &mut BTreeMap<Str, Str> {
        self.environment.get_or_insert_with(|| {
            let all = std::env::vars_os().filter_map(|(name, value)| {
                Some((Str::from(name.to_str()?), Str::from(value.to_str()?)))
            });
            let mut all: BTreeMap<Str, Str> = all.collect();
            let home = all.get(&Str::from("HOME")).cloned().unwrap_or_default();
            let modules = Str::from(format!("{home}/{MODULE_FOLDER}:{MODULE_FOLDERS}"));
            all.entry(Str::from("PSModulePath")).or_insert(modules);
            all
        })
    }
}
