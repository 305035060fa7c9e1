//! Aliases: the object that stands for one, and a file a family of verbs.

mod file;
mod get;
mod set;

pub use self::file::EXPORT_ALIAS_FORMAT;
pub use self::file::{ExportAlias, ImportAlias};
pub use self::get::GetAlias;
pub use self::set::{NewAlias, RemoveAlias, SetAlias};
pub use engine::alias_info::{ALIAS_INFO, AliasInfo, resolve};

use engine::Engine;
use engine::command::Alias;
use engine::scope::{Options, ScopeId};
use object::{Category, Fault, Result, Str, types};
use std::rc::Rc;

/// All aliases in sight, or those of one scope, by name.
pub(crate) fn all(engine: &Engine, scope: Option<ScopeId>) -> Vec<Rc<Alias>> {
    let mut found: Vec<Rc<Alias>> = Vec::new();
    let mut at = Some(scope.unwrap_or(engine.scope));
    while let Some(id) = at {
        let own = engine.scopes.get(id);
        for alias in own.aliases.values() {
            let is_new = !found
                .iter()
                .any(|known| known.name.eq_ignore_ascii_case(&alias.name));
            if is_new && (id == engine.scope || !alias.options.has(Options::PRIVATE)) {
                found.push(Rc::clone(alias));
            }
        }
        at = if scope.is_some() { None } else { own.parent };
    }
    found.sort_by_key(|alias| alias.name.to_lowercase());
    found
}

/// The scope that `-Scope` means; the one that runs where nothing is said.
pub(crate) fn scope_or_local(engine: &Engine, name: Option<&Str>) -> Result<ScopeId> {
    match name {
        Some(name) => super::variable::scope_of(engine, name),
        None => Ok(engine.scope),
    }
}

/// The error of a name that no alias has.
pub(crate) fn not_found(name: &str) -> Fault {
    Fault::new(
        &types::ITEM_NOT_FOUND_EXCEPTION,
        format!("This command cannot find a matching alias because an alias with the name '{name}' does not exist."),
    )
    .id("ItemNotFoundException")
    .category(Category::ObjectNotFound)
    .target(name)
}

/// The error of an alias that cannot be changed.
pub(crate) fn not_writable(name: &str) -> Fault {
    Fault::new(
        &types::SESSION_STATE_UNAUTHORIZED_ACCESS_EXCEPTION,
        format!("Alias is not writeable because alias {name} is read-only or constant and cannot be written to."),
    )
    .id("AliasNotWritable")
    .category(Category::WriteError)
    .target(name)
}

/// The error of an alias that cannot be removed.
pub(crate) fn not_removable(name: &str) -> Fault {
    Fault::new(
        &types::SESSION_STATE_UNAUTHORIZED_ACCESS_EXCEPTION,
        format!("Alias was not removed because alias {name} is constant or read-only."),
    )
    .id("AliasNotRemovable")
    .category(Category::WriteError)
    .target(name)
}

/// The error of a name that an alias has already.
pub(crate) fn exists(name: &str) -> Fault {
    Fault::new(
        &types::SESSION_STATE_EXCEPTION,
        format!(
            "The alias is not allowed, because an alias with the name '{name}' already exists."
        ),
    )
    .id("AliasAlreadyExists")
    .category(Category::ResourceExists)
    .target(name)
}
