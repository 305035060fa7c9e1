//! What objects need of whoever evaluates: this room computes, but runs no script.

use crate::date::DateTime;
use crate::types::Type;
use crate::{Result, Str, Value};

/// The engine, as the object room sees it.
pub trait Host {
    /// The host itself, for doors that only its own room can make (`[ref]` to a variable).
    fn as_any(&mut self) -> Option<&mut dyn std::any::Any> {
        None
    }

    /// Calls a script block, a delegate or a method group with arguments; what it writes is the result.
    fn call(&mut self, block: &Value, arguments: &[Value]) -> Result<Value>;

    /// Calls a script block with `$_` set to an item, as calculated properties do. Without an engine the item is an argument.
    fn call_with_item(&mut self, block: &Value, item: &Value) -> Result<Value> {
        self.call(block, std::slice::from_ref(item))
    }

    /// The same with arguments beside the item, as `-split` calls its block.
    fn call_on(&mut self, block: &Value, this: &Value, arguments: &[Value]) -> Result<Value> {
        let _ = this;
        self.call(block, arguments)
    }

    /// Calls the method of a script class; `None` where the object has none of that name, for that many arguments.
    fn call_method(
        &mut self,
        object: &Value,
        name: &str,
        arguments: &[Value],
    ) -> Result<Option<Value>>;

    /// The elements of a collection, also of an instance of a script class that is one; `None` where it is one object.
    fn elements(&mut self, value: &Value) -> Result<Option<Vec<Value>>> {
        crate::convert::enumerate(value).transpose()
    }

    /// The types of the parameters of each constructor of a script class; a class that declares none has one without parameters.
    fn constructors(&mut self, kind: &Type) -> Vec<Vec<Type>> {
        let _ = kind;
        vec![Vec::new()]
    }

    /// Sets a property of an instance of a script class as an assignment does, converting to the property's type; false where
    /// there is none of that name. `None` is the answer of a host that leaves it to `members::set`.
    fn set_property(&mut self, object: &Value, name: &str, value: &Value) -> Result<Option<bool>> {
        let _ = (object, name, value);
        Ok(None)
    }

    /// Makes an object of a script class.
    fn construct(&mut self, kind: &Type, arguments: &[Value]) -> Result<Value>;

    /// The value of a property that a script computes: `code` is the slot of a `ScriptProperty`.
    fn read_script_property(&mut self, this: &Value, code: &Value) -> Result<Value>;

    /// Sets a property through the setter of a `ScriptProperty`, a script block.
    fn write_script_property(&mut self, this: &Value, setter: &Value, value: &Value) -> Result {
        let _ = this;
        self.call(setter, std::slice::from_ref(value)).map(|_| ())
    }

    /// A type that scripts defined or brought in.
    fn find_type(&mut self, name: &str) -> Option<Type>;

    /// `$OFS`, which stands between elements where an array becomes a string; a blank by default.
    fn separator(&mut self) -> Str;

    /// The session's clock: local time of day.
    fn now(&mut self) -> DateTime;

    /// Ticks of 100 ns that only go forward, by the session's clock.
    fn elapsed_ticks(&mut self) -> i64;

    /// A random number, all 64 bits of it, from the session's seeded generator.
    fn random(&mut self) -> u64;

    /// Where the session is: the current folder of the file system.
    fn folder(&mut self) -> std::path::PathBuf;

    /// Asks for leave to write, create or delete a file or a folder, by its full path. A closed door answers with the error that
    /// names the flag which would open it. All writing of this room passes here.
    fn may_write(&mut self, path: &std::path::Path) -> Result {
        let _ = path;
        Ok(())
    }

    /// Writes to the console past all streams, as `[Console]::Write` does.
    fn write_console(&mut self, text: &str, to_error: bool) {
        use std::io::Write;
        // A closed pipe at the other end is no reason to fail: .NET ignores it too.
        let _ = if to_error {
            std::io::stderr().write_all(text.as_bytes())
        } else {
            std::io::stdout().write_all(text.as_bytes())
        };
    }

    /// A line of the console's input; `None` at its end.
    fn read_console(&mut self) -> Option<Str> {
        let mut line = String::new();
        let count = std::io::stdin().read_line(&mut line).unwrap_or_default();
        (count > 0).then(|| Str::from(line.trim_end_matches(['\r', '\n'])))
    }

    /// Width and height of the console's window.
    fn console_size(&mut self) -> (i32, i32) {
        (80, 24)
    }

    /// Lets time pass by the session's clock.
    fn sleep(&mut self, ticks: i64) -> Result {
        let _ = ticks;
        Ok(())
    }

    /// The environment variables of the session, sorted by name.
    fn variables(&mut self) -> Vec<(Str, Str)> {
        let mut all: Vec<(Str, Str)> = std::env::vars_os()
            .filter_map(|(name, value)| {
                Some((Str::from(name.to_str()?), Str::from(value.to_str()?)))
            })
            .collect();
        all.sort();
        all
    }

    /// An environment variable of the session.
    fn variable(&mut self, name: &str) -> Option<Str> {
        self.variables()
            .into_iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// Sets an environment variable of the session, or takes it away.
    fn set_variable(&mut self, name: &str, value: Option<&str>) -> Result {
        let _ = (name, value);
        Ok(())
    }

    /// The folder of the process, which relative paths of .NET's file classes start from; `Set-Location` does not move it.
    fn process_folder(&mut self) -> std::path::PathBuf {
        std::env::current_dir().unwrap_or_else(|_| "/".into())
    }

    /// Moves the folder of the process.
    fn set_process_folder(&mut self, path: &std::path::Path) -> std::io::Result<()> {
        std::env::set_current_dir(path)
    }
}
