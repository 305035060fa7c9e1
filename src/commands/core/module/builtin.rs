//! Modules whose cmdlets are part of the program: `Microsoft.PowerShell.*`, the Lync modules.

use engine::Engine;
use engine::module::Module;
use std::rc::Rc;

/// The objects that stand for them, made when somebody asks.
#[derive(Default)]
struct Builtins {
    all: Vec<Rc<Module>>,
}

/// The folder on the module path that they would stand in.
pub const FOLDER: &str = "/opt/microsoft/powershell/7/Modules";

/// The names of the modules of all cmdlets, in order.
pub fn names(engine: &Engine) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = engine
        .registry
        .all()
        .iter()
        .map(|cmdlet| cmdlet.module)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether a module is part of the program.
pub fn is_builtin(engine: &Engine, name: &str) -> bool {
    engine
        .registry
        .all()
        .iter()
        .any(|cmdlet| cmdlet.module.eq_ignore_ascii_case(name))
}

/// The object that stands for a module of the program.
pub fn find(engine: &mut Engine, name: &str) -> Option<Rc<Module>> {
    let known = names(engine)
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(name))?;
    if let Some(module) = engine
        .room::<Builtins>()
        .all
        .iter()
        .find(|module| &*module.name == known)
    {
        return Some(Rc::clone(module));
    }
    let path = format!("{FOLDER}/{known}/{known}.psd1");
    let module = engine.new_module(known, &path);
    *module.version.borrow_mut() = "7.0.0.0".into();
    module
        .module_type
        .set(if known == "Microsoft.PowerShell.Core" {
            "Binary"
        } else {
            "Manifest"
        });
    engine.room::<Builtins>().all.push(Rc::clone(&module));
    Some(module)
}
