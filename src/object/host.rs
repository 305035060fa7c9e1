//! What objects need of whoever evaluates: this room computes, but runs no script.

use crate::date::DateTime;
use crate::types::Type;
use crate::{Result, Str, Value};

/// The engine, as the object room sees it.
pub trait Host {
    /// Calls a script block, a delegate or a method group with arguments; what it writes is the result.
    fn call(&mut self, block: &Value, arguments: &[Value]) -> Result<Value>;

    /// Calls the method of a script class; `None` where the object has none of that name, for that many arguments.
    fn call_method(&mut self, object: &Value, name: &str, arguments: &[Value]) -> Result<Option<Value>>;

    /// Makes an object of a script class.
    fn construct(&mut self, kind: &Type, arguments: &[Value]) -> Result<Value>;

    /// The value of a property that a script computes: `code` is the slot of a `ScriptProperty`.
    fn read_script_property(&mut self, this: &Value, code: &Value) -> Result<Value>;

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
}
