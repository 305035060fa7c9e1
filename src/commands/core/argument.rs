//! Types of parameters that the engine's declarations do not have, and two argument transformations.

use engine::Engine;
use engine::declare::Argument;
use engine::scope::Options;
pub use engine::variable_info::{SCOPED_ITEM_OPTIONS, VISIBILITY};
use object::members::{console, encoding, error, uri, version};
use object::types::{self, Sig};
use object::{Category, Result, Value, convert};

macro_rules! values {
    ($($(#[$meta:meta])* $name:ident, $sig:expr;)*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Default)]
            pub struct $name(pub Option<Value>);
            impl Argument for $name {
                const SIG: Sig = $sig;
                fn from_value(value: Value) -> Self {
                    $name((!value.is_null()).then_some(value))
                }
            }
        )*
    };
}

values! {
    /// `[hashtable]`
    HashtableArgument, Sig::One(&types::HASHTABLE);
    /// `[hashtable[]]`
    HashtablesArgument, Sig::Many(&types::HASHTABLE);
    /// `[IDictionary]`
    DictArgument, Sig::One(&types::IDICTIONARY);
    /// `[version]`
    VersionArgument, Sig::One(&version::VERSION);
    /// `[uri]`
    UriArgument, Sig::One(&uri::URI);
    /// `[guid]`
    GuidArgument, Sig::One(&types::GUID);
    /// `[guid[]]`
    GuidsArgument, Sig::Many(&types::GUID);
    /// `[type]`
    TypeArgument, Sig::One(&types::TYPE);
    /// `[Exception]`
    ExceptionArgument, Sig::One(&types::EXCEPTION);
    /// `[ErrorRecord]`
    RecordArgument, Sig::One(&types::ERROR_RECORD);
    /// `[pscredential]`
    CredentialArgument, Sig::One(&object::members::credential::PS_CREDENTIAL);
    /// `[Encoding]`
    EncodingArgument, Sig::One(&encoding::ENCODING);
    /// `[Assembly[]]`
    AssembliesArgument, Sig::Many(&object::members::assembly::ASSEMBLY);
    /// A type that nothing here works with.
    OtherArgument, Sig::One(&types::OBJECT);
    /// Several of a type that nothing here works with.
    OthersArgument, Sig::Many(&types::OBJECT);
}

/// `[PSObject[]]`; `None` where nothing was bound.
#[derive(Clone, Default)]
pub struct PsObjects(pub Option<Vec<Value>>);

impl Argument for PsObjects {
    const SIG: Sig = Sig::Many(&types::PSOBJECT);
    fn from_value(value: Value) -> Self {
        PsObjects((!value.is_null()).then(|| Vec::<Value>::from_value(value)))
    }
}

/// `[ScriptBlock[]]`
#[derive(Clone, Default)]
pub struct Blocks(pub Option<Vec<Value>>);

impl Argument for Blocks {
    const SIG: Sig = Sig::Many(&types::SCRIPT_BLOCK);
    fn from_value(value: Value) -> Self {
        Blocks(Some(Vec::<Value>::from_value(value)))
    }
}

/// `[ErrorCategory]`
#[derive(Clone, Copy, Default)]
pub struct CategoryArgument(pub Option<Category>);

impl Argument for CategoryArgument {
    const SIG: Sig = Sig::One(&error::ERROR_CATEGORY);
    fn from_value(value: Value) -> Self {
        CategoryArgument(
            bits(&value).and_then(|bits| Category::ALL.get(usize::try_from(bits).ok()?).copied()),
        )
    }
}

/// `[ConsoleColor]`
#[derive(Clone, Copy, Default)]
pub struct ColourArgument(pub Option<i64>);

impl Argument for ColourArgument {
    const SIG: Sig = Sig::One(&console::CONSOLE_COLOR);
    fn from_value(value: Value) -> Self {
        ColourArgument(bits(&value))
    }
}

/// `[ScopedItemOptions]`
#[derive(Clone, Copy, Default)]
pub struct OptionsArgument(pub Option<Options>);

impl Argument for OptionsArgument {
    const SIG: Sig = Sig::One(&SCOPED_ITEM_OPTIONS);
    fn from_value(value: Value) -> Self {
        OptionsArgument(bits(&value).map(|bits| Options((bits & 15) as u8)))
    }
}

/// `[SessionStateEntryVisibility]`
#[derive(Clone, Copy, Default)]
pub struct VisibilityArgument(pub Option<i64>);

impl Argument for VisibilityArgument {
    const SIG: Sig = Sig::One(&VISIBILITY);
    fn from_value(value: Value) -> Self {
        VisibilityArgument(bits(&value))
    }
}

fn bits(value: &Value) -> Option<i64> {
    match value.base() {
        Value::Enum(value) => Some(value.bits),
        _ => None,
    }
}

/// `ArgumentToEncodingTransformation`: a name or a code page for an encoding.
pub fn encoding_of(engine: &mut Engine, value: Value) -> Result<Value> {
    if value.as_native::<encoding::Encoding>().is_some() {
        return Ok(value);
    }
    let name = convert::to_text(engine, &value)?;
    let code = match name.to_ascii_lowercase().as_str() {
        "utf8" | "utf8nobom" | "default" => encoding::Code::named("utf-8"),
        "oem" | "ansi" => encoding::Code::named("utf-8"),
        "utf8bom" => encoding::Code::named("utf8bom").or_else(|| encoding::Code::named("utf-8")),
        "unicode" => encoding::Code::named("utf-16"),
        "bigendianunicode" => encoding::Code::named("utf-16be"),
        "utf32" => encoding::Code::named("utf-32"),
        "bigendianutf32" => encoding::Code::named("utf-32be"),
        "ascii" => encoding::Code::named("us-ascii"),
        other => encoding::Code::named(other),
    };
    Ok(code.map_or(value, encoding::shared))
}

/// `ArgumentToPSVersionTransformation`: `Latest` and plain numbers for versions.
pub fn version_of(engine: &mut Engine, value: Value) -> Result<Value> {
    let text = convert::to_text(engine, &value)?;
    if text.eq_ignore_ascii_case("latest") {
        let (major, minor) = engine::VERSION;
        return Ok(Value::native(version::Version::new(major, minor, -1, -1)));
    }
    if !text.contains('.') && text.parse::<i32>().is_ok() {
        return Ok(Value::str(format!("{text}.0")));
    }
    Ok(value)
}
