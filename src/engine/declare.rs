//! Declaring a cmdlet: one struct, from which the binder, `Get-Command`, `Get-Help` and completion read all they know.
//!
//! The macro [`cmdlet!`] makes of a struct with parameters: the struct itself, its [`Declaration`] (a constant; help from
//! the doc comments), and the setter that puts bound values into the fields.

use crate::Shell;
use object::types::{self, Sig};
use object::{Result, Str, Value};

/// What is known of a cmdlet without running it.
pub struct Declaration {
    /// `Verb-Noun`
    pub name: &'static str,
    /// The class, as it stands behind the comma of error ids.
    pub class: &'static str,
    /// What it does, a paragraph.
    pub help: &'static str,
    /// The module that brings it.
    pub module: &'static str,
    /// Name of the default parameter set; empty for none.
    pub default_set: &'static str,
    /// `SupportsShouldProcess` with its impact.
    pub should_process: Option<Impact>,
    /// The parameters in order, common ones aside.
    pub parameters: &'static [ParameterDeclaration],
    /// Makes one, ready to be bound.
    pub make: fn() -> Box<dyn Cmdlet>,
}

/// `ConfirmImpact`
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs)]
pub enum Impact {
    None,
    Low,
    Medium,
    High,
}

/// How many sets a parameter may name.
const SETS_MAX: usize = 8;

/// What is known of one parameter.
#[derive(Clone, Copy)]
pub struct ParameterDeclaration {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub help: &'static str,
    /// Its type.
    pub sig: Sig,
    /// Other names.
    pub aliases: &'static [&'static str],
    /// The sets it belongs to; the first alone, without a name, for all.
    pub sets: [SetDeclaration; SETS_MAX],
    /// How many of them count.
    pub set_count: usize,
    /// Further sets in which it is what it is in the last of them.
    pub also: &'static [&'static str],
    /// What its values must be.
    pub checks: &'static [Check],
    /// It shows up only where the engine asks for dynamic parameters.
    pub dynamic: bool,
    /// `DontShow`
    pub hidden: bool,
}

/// A parameter in one set.
#[derive(Clone, Copy)]
pub struct SetDeclaration {
    /// Name of the set; empty for all.
    pub name: &'static str,
    /// Must be given.
    pub mandatory: bool,
    /// From 0.
    pub position: Option<u16>,
    /// Takes the pipeline's object.
    pub pipeline: bool,
    /// Takes a property of the pipeline's object.
    pub by_name: bool,
    /// Takes what is left over.
    pub remaining: bool,
}

/// A validation attribute.
#[derive(Clone, Copy)]
pub enum Check {
    /// `ValidateNotNull`
    NotNull,
    /// `ValidateNotNullOrEmpty`
    NotNullOrEmpty,
    /// `ValidateNotNullOrWhiteSpace`
    NotNullOrWhiteSpace,
    /// `ValidateRange`
    Range(i64, i64),
    /// `ValidateRange` by kind: `Positive`, `NonNegative`...
    RangeKind(&'static str),
    /// `ValidateRange` of fractions
    RangeDouble(f64, f64),
    /// `ValidateCount`
    Count(usize, usize),
    /// `ValidateLength`
    Length(usize, usize),
    /// `ValidateSet`
    Set(&'static [&'static str]),
    /// `ValidatePattern`
    Pattern(&'static str),
    /// `AllowNull`
    AllowNull,
    /// `AllowEmptyString`
    AllowEmptyString,
    /// `AllowEmptyCollection`
    AllowEmptyCollection,
    /// An argument transformation: done before the value is converted.
    Transform(fn(&mut crate::Engine, Value) -> Result<Value>),
}

const EVERY_SET: SetDeclaration = SetDeclaration {
    name: "",
    mandatory: false,
    position: None,
    pipeline: false,
    by_name: false,
    remaining: false,
};

impl ParameterDeclaration {
    /// A parameter of all sets.
    pub const fn new(name: &'static str, sig: Sig, help: &'static str) -> ParameterDeclaration {
        ParameterDeclaration {
            name,
            help,
            sig,
            aliases: &[],
            sets: [EVERY_SET; SETS_MAX],
            set_count: 1,
            also: &[],
            checks: &[],
            dynamic: false,
            hidden: false,
        }
    }

    /// Puts it into a set; what follows holds for that set until the next one is named.
    pub const fn set(mut self, name: &'static str) -> Self {
        if !self.sets[self.set_count - 1].name.is_empty() {
            self.set_count += 1;
        }
        self.sets[self.set_count - 1].name = name;
        self
    }

    /// Further sets in which it is what it is in the last one that was named.
    pub const fn also(mut self, names: &'static [&'static str]) -> Self {
        self.also = names;
        self
    }

    /// Must be given.
    pub const fn mandatory(mut self) -> Self {
        self.sets[self.set_count - 1].mandatory = true;
        self
    }

    /// Can be given without its name, as the argument of that number (from 0).
    pub const fn position(mut self, position: u16) -> Self {
        self.sets[self.set_count - 1].position = Some(position);
        self
    }

    /// Takes the pipeline's object.
    pub const fn pipeline(mut self) -> Self {
        self.sets[self.set_count - 1].pipeline = true;
        self
    }

    /// Takes a property of the pipeline's object.
    pub const fn by_name(mut self) -> Self {
        self.sets[self.set_count - 1].by_name = true;
        self
    }

    /// Takes what is left over.
    pub const fn remaining(mut self) -> Self {
        self.sets[self.set_count - 1].remaining = true;
        self
    }

    /// Other names.
    pub const fn alias(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// What its values must be.
    pub const fn check(mut self, checks: &'static [Check]) -> Self {
        self.checks = checks;
        self
    }

    /// `DontShow`
    pub const fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// A dynamic parameter.
    pub const fn dynamic(mut self) -> Self {
        self.dynamic = true;
        self
    }

    /// The sets that count.
    pub fn sets(&self) -> &[SetDeclaration] {
        &self.sets[..self.set_count]
    }
}

/// A cmdlet, bound and ready to run. All its logic may stand in `process` where it takes no pipeline input: the engine
/// then calls it once.
pub trait Cmdlet {
    /// Puts a bound value, converted to the parameter's type, into the field of that ordinal.
    fn set(&mut self, ordinal: usize, value: Value) -> Result;

    /// Takes a field back to its default: a parameter bound from the last pipeline object.
    fn clear(&mut self, ordinal: usize);

    /// Before the first object.
    fn begin(&mut self, _shell: &mut Shell<'_>) -> Result {
        Ok(())
    }

    /// For each pipeline object; once where there is no pipeline input.
    fn process(&mut self, _shell: &mut Shell<'_>) -> Result {
        Ok(())
    }

    /// Behind the last object.
    fn end(&mut self, _shell: &mut Shell<'_>) -> Result {
        Ok(())
    }
}

/// What the cmdlet does; the macro joins it with the fields. Implement this for the struct that [`cmdlet!`] made.
pub trait Run {
    /// Before the first object.
    fn begin(&mut self, _shell: &mut Shell<'_>) -> Result {
        Ok(())
    }

    /// For each pipeline object; once where there is no pipeline input.
    fn process(&mut self, _shell: &mut Shell<'_>) -> Result {
        Ok(())
    }

    /// Behind the last object.
    fn end(&mut self, _shell: &mut Shell<'_>) -> Result {
        Ok(())
    }
}

/// The type of a field that a parameter binds to.
pub trait Argument: Default {
    /// The parameter's type.
    const SIG: Sig;

    /// Takes a value that was converted to that type.
    fn from_value(value: Value) -> Self;
}

/// `[switch]`: whether it was given, and not as `-Name:$false`.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Switch(pub Option<bool>);

impl Switch {
    /// On.
    pub fn is_on(self) -> bool {
        self.0 == Some(true)
    }

    /// Given, on or off.
    pub fn is_given(self) -> bool {
        self.0.is_some()
    }
}

impl Argument for Switch {
    const SIG: Sig = Sig::One(&types::SWITCH_PARAMETER);
    fn from_value(value: Value) -> Self {
        Switch(Some(object::convert::to_bool(&value)))
    }
}

impl Argument for Value {
    const SIG: Sig = Sig::One(&types::OBJECT);
    fn from_value(value: Value) -> Self {
        value
    }
}

impl Argument for Vec<Value> {
    const SIG: Sig = Sig::Many(&types::OBJECT);
    fn from_value(value: Value) -> Self {
        match value.base() {
            Value::Array(array) => array.to_vec(),
            Value::List(list) => list.to_vec(),
            Value::Null | Value::Nothing => Vec::new(),
            _ => vec![value],
        }
    }
}

/// A script block that a parameter takes, or none.
#[derive(Clone, Default)]
pub struct ScriptBlockArgument(pub Option<Value>);

impl Argument for ScriptBlockArgument {
    const SIG: Sig = Sig::One(&types::SCRIPT_BLOCK);
    fn from_value(value: Value) -> Self {
        ScriptBlockArgument((!value.is_null()).then_some(value))
    }
}

/// A `[PSObject]` parameter; `None` where nothing was bound (bound `$null` is `Some(Value::Null)`).
#[derive(Clone, Default)]
pub struct PsObject(pub Option<Value>);

impl Argument for PsObject {
    const SIG: Sig = Sig::One(&types::PSOBJECT);
    fn from_value(value: Value) -> Self {
        PsObject(Some(value))
    }
}

macro_rules! arguments {
    ($($rust:ty, $info:ident, $value:ident => $take:expr;)*) => {
        $(
            impl Argument for $rust {
                const SIG: Sig = Sig::One(&types::$info);
                fn from_value($value: Value) -> Self {
                    $take.unwrap_or_default()
                }
            }
            impl Argument for Option<$rust> {
                const SIG: Sig = Sig::One(&types::$info);
                fn from_value($value: Value) -> Self {
                    $take
                }
            }
            impl Argument for Vec<$rust> {
                const SIG: Sig = Sig::Many(&types::$info);
                fn from_value(value: Value) -> Self {
                    Vec::<Value>::from_value(value).into_iter().map(<$rust>::from_value).collect()
                }
            }
            impl Argument for Option<Vec<$rust>> {
                const SIG: Sig = Sig::Many(&types::$info);
                fn from_value(value: Value) -> Self {
                    (!value.is_null()).then(|| Vec::<$rust>::from_value(value))
                }
            }
        )*
    };
}

arguments! {
    Str, STRING, value => value.as_str().cloned();
    bool, BOOLEAN, value => Some(object::convert::to_bool(&value));
    i32, INT32, value => value.as_integer().and_then(|n| i32::try_from(n).ok());
    i64, INT64, value => value.as_integer();
    u32, UINT32, value => value.as_integer().and_then(|n| u32::try_from(n).ok());
    u8, BYTE, value => value.as_integer().and_then(|n| u8::try_from(n).ok());
    f64, DOUBLE, value => match value.base() { Value::Double(x) => Some(*x), other => other.as_integer().map(|n| n as f64) };
    object::date::TimeSpan, TIME_SPAN, value => match value.base() { Value::TimeSpan(span) => Some(*span), _ => None };
}

impl Argument for Option<object::date::DateTime> {
    const SIG: Sig = Sig::One(&types::DATE_TIME);
    fn from_value(value: Value) -> Self {
        match value.base() {
            Value::DateTime(date) => Some(*date),
            _ => None,
        }
    }
}

impl Argument for Option<Value> {
    const SIG: Sig = Sig::One(&types::OBJECT);
    fn from_value(value: Value) -> Self {
        Some(value)
    }
}

impl Argument for Option<Vec<Value>> {
    const SIG: Sig = Sig::Many(&types::OBJECT);
    fn from_value(value: Value) -> Self {
        Some(Vec::<Value>::from_value(value))
    }
}

/// An enumeration that [`parameter_enum!`](crate::parameter_enum) declared. It is a trait of this room so that every room can declare some.
pub trait ParameterEnum: Copy {
    /// The .NET type.
    const INFO: &'static object::TypeInfo;

    /// The variant of a number.
    fn of_bits(bits: i64) -> Option<Self>;
}

impl<T: ParameterEnum> Argument for Option<T> {
    const SIG: Sig = Sig::One(T::INFO);
    fn from_value(value: Value) -> Self {
        match value.base() {
            Value::Enum(value) => T::of_bits(value.bits),
            _ => None,
        }
    }
}

/// Declares an enumeration that a cmdlet's parameter takes: the .NET type (a static for the type tables), a Rust enum and
/// the conversion between them.
///
/// ```text
/// parameter_enum! {
///     /// How to compare.
///     pub enum Mode: MODE = "Microsoft.PowerShell.Commands.Mode" { Simple = 0, Regex = 1 }
/// }
/// ```
#[macro_export]
macro_rules! parameter_enum {
    ($(#[$meta:meta])* $vis:vis enum $name:ident : $info:ident = $full:literal { $($variant:ident = $bits:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[allow(missing_docs)]
        $vis enum $name { $($variant),* }

        #[doc = concat!("The type `", $full, "`.")]
        $vis static $info: $crate::object::TypeInfo =
            $crate::object::TypeInfo::enumeration($full, &[$((stringify!($variant), $bits)),*]);

        impl $name {
            /// The variant of a number.
            $vis fn from_bits(bits: i64) -> Option<$name> {
                match bits { $($bits => Some($name::$variant),)* _ => None }
            }
        }

        impl $crate::declare::ParameterEnum for $name {
            const INFO: &'static $crate::object::TypeInfo = &$info;
            fn of_bits(bits: i64) -> Option<$name> {
                $name::from_bits(bits)
            }
        }
    };
}

/// Declares a cmdlet. See the module's documentation.
///
/// ```text
/// cmdlet! {
///     /// Returns the Registrar settings of the scopes that have some.
///     pub struct GetThing = "Get-Thing" in "My.Module", class "My.Commands.GetThingCommand", default_set "Identity", should_process Medium {
///         /// Scope whose settings to return.
///         identity = "Identity": Option<Str> => set("Identity"), position(0), pipeline, by_name;
///         /// Shows all.
///         all = "All": Switch;
///     }
/// }
/// impl Run for GetThing { fn process(&mut self, shell: &mut Shell<'_>) -> Result { ... } }
/// ```
/// Fields without a name (`state { seen: Vec<Value>; }` behind the parameters) are the cmdlet's own state. Every parameter has
/// a doc comment: it is its help, and it tells the parameters from the state.
#[macro_export]
macro_rules! cmdlet {
    (
        $(#[doc = $help:literal])*
        $vis:vis struct $type:ident = $name:literal in $module:literal, class $class:literal
        $(, default_set $set:literal)? $(, should_process $impact:ident)? {
            $(
                $(#[doc = $phelp:literal])+
                $field:ident = $pname:literal : $ptype:ty $(=> $($attr:ident $( ( $($arg:expr),* $(,)? ) )?),+ )? ;
            )*
            $(state { $($state:ident : $stype:ty ;)* })?
        }
    ) => {
        $(#[doc = $help])*
        #[derive(Default)]
        $vis struct $type {
            $( $(#[doc = $phelp])+ $vis $field: $ptype, )*
            $($( $state: $stype, )*)?
        }

        impl $type {
            /// What is known of the cmdlet without running it.
            $vis const DECLARATION: $crate::declare::Declaration = $crate::declare::Declaration {
                name: $name,
                class: $class,
                help: concat!($($help, "\n",)* ""),
                module: $module,
                default_set: concat!($($set)?),
                should_process: $crate::cmdlet!(@impact $($impact)?),
                parameters: &[
                    $(
                        $crate::declare::ParameterDeclaration::new(
                            $pname,
                            <$ptype as $crate::declare::Argument>::SIG,
                            concat!($($phelp, "\n",)+ ""),
                        )
                        $( $( .$attr( $($($arg),*)? ) )+ )?,
                    )*
                ],
                make: || Box::new(<$type>::default()),
            };
        }

        impl $crate::declare::Cmdlet for $type {
            fn set(&mut self, ordinal: usize, value: $crate::object::Value) -> $crate::object::Result {
                #[allow(unused_mut, unused_variables)]
                let mut next = 0usize;
                $(
                    if ordinal == next {
                        self.$field = <$ptype as $crate::declare::Argument>::from_value(value);
                        return Ok(());
                    }
                    next += 1;
                )*
                let _ = (ordinal, next, value);
                Ok(())
            }

            fn clear(&mut self, ordinal: usize) {
                #[allow(unused_mut, unused_variables)]
                let mut next = 0usize;
                $(
                    if ordinal == next {
                        self.$field = Default::default();
                        return;
                    }
                    next += 1;
                )*
                let _ = (ordinal, next);
            }

            fn begin(&mut self, shell: &mut $crate::Shell<'_>) -> $crate::object::Result {
                $crate::declare::Run::begin(self, shell)
            }

            fn process(&mut self, shell: &mut $crate::Shell<'_>) -> $crate::object::Result {
                $crate::declare::Run::process(self, shell)
            }

            fn end(&mut self, shell: &mut $crate::Shell<'_>) -> $crate::object::Result {
                $crate::declare::Run::end(self, shell)
            }
        }
    };
    (@impact) => { None };
    (@impact $impact:ident) => { Some($crate::declare::Impact::$impact) };
}
