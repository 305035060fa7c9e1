//! `Add-Type`: enumerations and plain data classes from C# text; assemblies that the program stands in for.
//!
//! There is no C# compiler here. What a declaration says without running anything (names, numbers, fields, properties) becomes a
//! class of the session; a method or a constructor with code is refused by an error id that says so.

use super::csharp;
use engine::declare::{Argument, Check};
use engine::{Engine, Out, Run, Shell, Switch, cmdlet};
use object::types::Sig;
use object::{Category, Fault, Result, Str, TypeInfo, Value, types};
use std::rc::Rc;

/// `Language`
pub static LANGUAGE: TypeInfo =
    TypeInfo::enumeration("Microsoft.PowerShell.Commands.Language", &[("CSharp", 0)]);
/// `OutputAssemblyType`
pub static OUTPUT_ASSEMBLY_TYPE: TypeInfo = TypeInfo::enumeration(
    "Microsoft.PowerShell.Commands.OutputAssemblyType",
    &[
        ("Library", 0),
        ("ConsoleApplication", 1),
        ("WindowsApplication", 2),
    ],
);

macro_rules! enumerations {
    ($($(#[$meta:meta])* $name:ident, $info:ident;)*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Default)]
            pub struct $name;
            impl Argument for $name {
                const SIG: Sig = Sig::One(&$info);
                fn from_value(_value: Value) -> Self {
                    $name
                }
            }
        )*
    };
}

enumerations! {
    /// `[Language]`
    LanguageArgument, LANGUAGE;
    /// `[OutputAssemblyType]`
    OutputArgument, OUTPUT_ASSEMBLY_TYPE;
}

/// Assemblies whose types, as far as they are here at all, are always here.
const ASSEMBLIES: &[&str] = &[
    "System",
    "System.Core",
    "System.Web",
    "System.Web.HttpUtility",
    "System.Xml",
    "System.Xml.Linq",
    "System.Net.Http",
    "System.IO.Compression",
    "System.IO.Compression.FileSystem",
    "System.Numerics",
    "System.Security",
    "System.Data",
    "System.Drawing",
    "System.Management",
    "System.DirectoryServices",
    "System.ServiceProcess",
    "System.Configuration",
    "System.Runtime.Serialization",
    "System.Windows.Forms",
    "System.Web.Extensions",
    "Microsoft.VisualBasic",
    "Microsoft.CSharp",
    "System.Collections",
    "System.Linq",
    "System.Text.RegularExpressions",
    "System.Text.Json",
    "PresentationCore",
    "PresentationFramework",
    "WindowsBase",
    "System.Management.Automation",
    "mscorlib",
    "netstandard",
];

cmdlet! {
    /// Brings types into the session: enumerations and plain classes from C# text, or an assembly.
    pub struct AddType = "Add-Type" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.AddTypeCommand", default_set "FromSource" {
        /// C# text with whole types.
        type_definition = "TypeDefinition": Option<Str> => set("FromSource"), mandatory, position(0);
        /// Name of a class for members.
        name = "Name": Option<Str> => set("FromMember"), mandatory, position(0);
        /// C# text of the members.
        member_definition = "MemberDefinition": Option<Vec<Str>> => set("FromMember"), mandatory, position(1);
        /// Namespace of the class.
        namespace = "Namespace": Option<Str> => alias(&["NS"]), set("FromMember"), check(&[Check::AllowNull]);
        /// Namespaces that the text uses.
        using_namespace = "UsingNamespace": Option<Vec<Str>> => alias(&["Using"]), set("FromMember"), check(&[Check::NotNull]);
        /// Files with C# text, or assemblies.
        path = "Path": Option<Vec<Str>> => set("FromPath"), mandatory, position(0);
        /// The same, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("FromLiteralPath"), mandatory;
        /// Names of assemblies.
        assembly_name = "AssemblyName": Option<Vec<Str>> => alias(&["AN"]), set("FromAssemblyName"), mandatory;
        /// Language of the text.
        language = "Language": LanguageArgument => set("FromSource"), set("FromMember");
        /// Assemblies that the text needs.
        referenced_assemblies = "ReferencedAssemblies": Option<Vec<Str>> => alias(&["RA"]), set("FromSource"), set("FromMember"), set("FromPath"), set("FromLiteralPath");
        /// File to write the assembly to.
        output_assembly = "OutputAssembly": Option<Str> => alias(&["OA"]), set("FromSource"), set("FromMember"), set("FromPath"), set("FromLiteralPath");
        /// Kind of the assembly.
        output_type = "OutputType": OutputArgument => alias(&["OT"]), set("FromSource"), set("FromMember"), set("FromPath"), set("FromLiteralPath");
        /// Writes the types.
        pass_thru = "PassThru": Switch;
        /// Does not fail because of warnings.
        ignore_warnings = "IgnoreWarnings": Switch => set("FromSource"), set("FromMember"), set("FromPath"), set("FromLiteralPath");
        /// Options of the compiler.
        compiler_options = "CompilerOptions": Option<Vec<Str>> => set("FromSource"), set("FromMember"), set("FromPath"), set("FromLiteralPath"), check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for AddType {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        for name in self.assembly_name.take().unwrap_or_default() {
            self.assembly(shell, &name)?;
        }
        let mut texts = Vec::new();
        texts.extend(self.type_definition.take().map(|text| text.to_string()));
        for name in self
            .path
            .take()
            .or_else(|| self.literal_path.take())
            .unwrap_or_default()
        {
            let path = shell.engine.file_path(&name);
            texts.push(engine::source::read(&path)?);
        }
        if self.member_definition.is_some() {
            return crate::core::not_simulated("Members with code");
        }
        for text in texts {
            self.text(shell, &text)?;
        }
        Ok(())
    }
}

impl AddType {
    fn assembly(&self, shell: &mut Shell<'_>, name: &str) -> Result {
        let short = name.split(',').next().unwrap_or(name).trim();
        if ASSEMBLIES
            .iter()
            .any(|known| known.eq_ignore_ascii_case(short))
        {
            return Ok(());
        }
        shell.error(
            Fault::new(
                &types::FILE_NOT_FOUND_EXCEPTION,
                format!("Cannot find path '{name}' because it does not exist."),
            )
            .id("PathNotFound")
            .category(Category::ObjectNotFound)
            .target(name),
        )
    }

    fn text(&self, shell: &mut Shell<'_>, text: &str) -> Result {
        let declared = match csharp::read(text) {
            Ok(declared) => declared,
            Err(csharp::Trouble::Wrong(what)) => {
                return Fault::new(
                    &types::INVALID_OPERATION_EXCEPTION,
                    format!("(1): error CS1001: {what}"),
                )
                .id("SOURCE_CODE_ERROR")
                .category(Category::InvalidData)
                .raise();
            }
            Err(csharp::Trouble::Code(name)) => {
                return crate::core::not_simulated(&format!("C# members with code ({name})"));
            }
        };
        for kind in &declared {
            if shell
                .engine
                .classes
                .find(engine::state::GLOBAL, &kind.name)
                .is_some()
            {
                return Fault::new(
                    &types::INVALID_OPERATION_EXCEPTION,
                    format!(
                        "Cannot add type. The type name '{}' already exists.",
                        kind.name
                    ),
                )
                .id("TYPE_ALREADY_EXISTS")
                .category(Category::InvalidOperation)
                .target(kind.name.as_str())
                .raise();
            }
        }
        for kind in declared {
            define(shell.engine, &kind.script)?;
            if self.pass_thru.is_on()
                && let Some(made) = object::Host::find_type(shell.engine, &kind.name)
            {
                shell.write(Value::Type(made))?;
            }
        }
        Ok(())
    }
}

/// Defines a class or an enumeration for the whole session.
fn define(engine: &mut Engine, script: &str) -> Result {
    let code = engine.parse(script, None)?;
    let block = Value::native(engine::block::ScriptBlock {
        code,
        state: Some(engine::state::GLOBAL),
    });
    let nowhere: Out = Rc::new(engine::sink::Discard);
    engine.dot_block_into(&block, &[], &nowhere)
}
