//! Modules that a script demands before it runs: `#requires -Modules` and `using module`.

use super::specification::Wanted;
use super::{builtin, find};
use engine::module::{Demand, Verdict};
use engine::sink::Discard;
use engine::{Engine, Given, Out};
use object::{Result, Value};
use std::rc::Rc;

/// Whether a module is there; `load` brings it where it is not loaded.
pub fn find(engine: &mut Engine, value: &Value, demand: Demand) -> Result<Verdict> {
    let wanted = match Wanted::of(engine, value) {
        Ok(wanted) => wanted,
        Err(stop) => return Ok(Verdict::Refused(stop)),
    };
    let loaded = engine.modules.iter().any(|module| {
        module.name.eq_ignore_ascii_case(&wanted.name) && wanted.accepts_module(module)
    });
    if loaded || builtin::is_builtin(engine, &wanted.name) {
        return Ok(Verdict::There);
    }
    let file = match find::is_path(&wanted.name) {
        true => find::by_path(&engine.file_path(&wanted.name)),
        false => find::by_name(engine, &wanted),
    };
    let Some(file) = file else {
        return Ok(Verdict::Missing(wanted.missing_text()));
    };
    let described = super::get::describe(engine, &file);
    if !described.is_some_and(|module| wanted.accepts_module(&module)) {
        return Ok(Verdict::Missing(wanted.missing_text()));
    }
    if demand == Demand::Load {
        let global = engine.global;
        let scope = std::mem::replace(&mut engine.scope, global);
        let state = std::mem::replace(&mut engine.state, engine::state::GLOBAL);
        let file = Value::str(file.to_string_lossy());
        let given = vec![Given::Value(file, Default::default())];
        let out: Out = Rc::new(Discard);
        let done = engine.invoke_command("Import-Module", given, &out);
        engine.scope = scope;
        engine.state = state;
        done?;
    }
    Ok(Verdict::There)
}
