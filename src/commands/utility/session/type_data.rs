//! `Update-TypeData`, `Get-TypeData`, `Remove-TypeData`: members that a session gives to types.

use crate::core::argument::{OthersArgument, TypeArgument};
use engine::declare::{Argument, Check};
use engine::{Engine, PsObject, Run, Shell, Switch, cmdlet};
use format::Registry;
use object::members::type_data::{self, TypeMember};
use object::types::Sig;
use object::{
    Category, Dict, Fault, KeyCase, Order, Result, SlotKind, Str, Type, TypeInfo, Value, convert,
    types,
};
use std::rc::Rc;

/// `TypeData`
pub static TYPE_DATA: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Runspaces.TypeData",
    &types::OBJECT,
);
/// `PSMemberTypes`
pub static PS_MEMBER_TYPES: TypeInfo = TypeInfo::flags(
    "System.Management.Automation.PSMemberTypes",
    &[
        ("AliasProperty", 1),
        ("CodeProperty", 2),
        ("Property", 4),
        ("NoteProperty", 8),
        ("ScriptProperty", 16),
        ("PropertySet", 32),
        ("Method", 64),
        ("CodeMethod", 128),
        ("ScriptMethod", 256),
    ],
);

/// `[PSMemberTypes]`
#[derive(Clone, Copy, Default)]
pub struct MemberTypeArgument(Option<i64>);

impl Argument for MemberTypeArgument {
    const SIG: Sig = Sig::One(&PS_MEMBER_TYPES);
    fn from_value(value: Value) -> Self {
        MemberTypeArgument(match value.base() {
            Value::Enum(value) => Some(value.bits),
            _ => None,
        })
    }
}

/// `ArgumentToTypeNameTransformation`: the name of a type that is given itself.
fn type_name_of(_engine: &mut Engine, value: Value) -> Result<Value> {
    Ok(match value.base() {
        Value::Type(kind) => Value::str(kind.full_name()),
        _ => value,
    })
}

cmdlet! {
    /// Adds members to a type for the rest of the session.
    pub struct UpdateTypeData = "Update-TypeData" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.UpdateTypeDataCommand", default_set "FileSet", should_process Low {
        /// What kind of member.
        member_type = "MemberType": MemberTypeArgument => set("DynamicTypeSet"), check(&[Check::NotNullOrEmpty, Check::Set(&["NoteProperty", "AliasProperty", "ScriptProperty", "CodeProperty", "ScriptMethod", "CodeMethod"])]);
        /// Name of the member.
        member_name = "MemberName": Option<Str> => set("DynamicTypeSet"), check(&[Check::NotNullOrEmpty]);
        /// Value, other name, or script of the member.
        value = "Value": Option<Value> => set("DynamicTypeSet");
        /// Script that sets the property, or type of the alias.
        second_value = "SecondValue": Option<Value> => set("DynamicTypeSet"), check(&[Check::NotNull]);
        /// A converter; not simulated.
        type_converter = "TypeConverter": TypeArgument => set("DynamicTypeSet"), check(&[Check::NotNull]);
        /// An adapter; not simulated.
        type_adapter = "TypeAdapter": TypeArgument => set("DynamicTypeSet"), check(&[Check::NotNull]);
        /// How objects of the type are serialised.
        serialization_method = "SerializationMethod": Option<Str> => set("DynamicTypeSet"), check(&[Check::NotNullOrEmpty]);
        /// Type that they become again.
        target_type_for_deserialization = "TargetTypeForDeserialization": TypeArgument => set("DynamicTypeSet"), check(&[Check::NotNull]);
        /// How deep they are serialised.
        serialization_depth = "SerializationDepth": Option<i32> => set("DynamicTypeSet"), check(&[Check::NotNull, Check::Range(0, 2_147_483_647)]);
        /// Property that names an object.
        default_display_property = "DefaultDisplayProperty": Option<Str> => set("DynamicTypeSet"), check(&[Check::NotNullOrEmpty]);
        /// Takes over which properties are serialised.
        inherit_property_serialization_set = "InheritPropertySerializationSet": Option<bool> => set("DynamicTypeSet"), check(&[Check::NotNull]);
        /// Property that gives the text.
        string_serialization_source = "StringSerializationSource": Option<Str> => set("DynamicTypeSet"), check(&[Check::NotNullOrEmpty]);
        /// Properties that objects show.
        default_display_property_set = "DefaultDisplayPropertySet": Option<Vec<Str>> => set("DynamicTypeSet"), check(&[Check::NotNullOrEmpty]);
        /// Properties that identify an object.
        default_key_property_set = "DefaultKeyPropertySet": Option<Vec<Str>> => set("DynamicTypeSet"), check(&[Check::NotNullOrEmpty]);
        /// Properties that are serialised.
        property_serialization_set = "PropertySerializationSet": Option<Vec<Str>> => set("DynamicTypeSet"), check(&[Check::NotNullOrEmpty]);
        /// Name of the type.
        type_name = "TypeName": Option<Str> => set("DynamicTypeSet"), mandatory, pipeline, check(&[Check::Transform(type_name_of), Check::NotNullOrEmpty]);
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch => set("DynamicTypeSet"), set("TypeDataSet");
        /// Descriptions of types.
        type_data = "TypeData": OthersArgument => set("TypeDataSet"), mandatory, position(0), pipeline, by_name;
        /// Type files, read behind those that are there.
        append_path = "AppendPath": Option<Vec<Str>> => alias(&["PSPath", "Path"]), set("FileSet"), position(0), pipeline, by_name, check(&[Check::NotNull]);
        /// Type files, read before those that are there.
        prepend_path = "PrependPath": Option<Vec<Str>> => set("FileSet"), check(&[Check::NotNull]);
    }
}

impl Run for UpdateTypeData {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(kind) = self.type_name.clone() else {
            return self.of_files(shell);
        };
        if !shell.should_process(&kind, "Update TypeData")? {
            return Ok(());
        }
        let registry = Rc::clone(shell.engine.room::<Rc<Registry>>());
        if let Some(set) = &self.default_display_property_set {
            registry.set_display_set(&kind, Some(set.clone()));
        }
        if let Some(name) = &self.default_display_property {
            registry.set_display_property(&kind, Some(name.clone()));
        }
        let (Some(name), Some(bits)) = (self.member_name.clone(), self.member_type.0) else {
            return Ok(());
        };
        let value = self.value.clone().unwrap_or_default();
        let (slot_kind, slot) = match bits {
            1 => (
                SlotKind::Alias,
                pair(
                    Value::Str(convert::to_text(shell.engine, &value)?),
                    &self.second_value,
                ),
            ),
            8 => (SlotKind::Note, value),
            16 => (SlotKind::Script, pair(value, &self.second_value)),
            256 => (SlotKind::Method, value),
            _ => return crate::core::not_simulated("Members of that kind"),
        };
        if !type_data::add(
            &kind,
            TypeMember {
                name: name.clone(),
                kind: slot_kind,
                slot,
            },
            self.force.is_on(),
        ) {
            return shell.error(
                Fault::new(
                    &types::RUNTIME_EXCEPTION,
                    format!("Error in TypeData \"{kind}\": The member {name} is already present."),
                )
                .id("TypesDynamicUpdateException")
                .category(Category::InvalidOperation),
            );
        }
        Ok(())
    }
}

impl UpdateTypeData {
    /// The types that files describe.
    fn of_files(&mut self, shell: &mut Shell<'_>) -> Result {
        let names = [self.prepend_path.take(), self.append_path.take()];
        for name in names.into_iter().flatten().flatten() {
            let found =
                super::format_data::file(shell, &name, ".ps1xml", "TypesXmlUpdateException")?;
            let Some(path) = found else { continue };
            if shell.should_process(&path.to_string_lossy(), "Update TypeData")? {
                super::type_file::add_types(shell.engine, &path)?;
            }
        }
        Ok(())
    }
}

fn pair(first: Value, second: &Option<Value>) -> Value {
    match second {
        Some(second) => Value::array(vec![first, second.clone()]),
        None => first,
    }
}

cmdlet! {
    /// Returns what the session has added to types.
    pub struct GetTypeData = "Get-TypeData" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetTypeDataCommand" {
        /// Names of types.
        type_name = "TypeName": Option<Vec<Str>> => position(0), pipeline, check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for GetTypeData {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let wanted = self
            .type_name
            .take()
            .unwrap_or_else(|| vec![Str::from("*")]);
        for name in wanted {
            let Ok(pattern) = object::pattern::Wildcard::new(&name, true) else {
                continue;
            };
            for kind in type_data::types() {
                if pattern.is_match(&kind) {
                    let shown = if kind.eq_ignore_ascii_case(&name) {
                        name.clone()
                    } else {
                        Str::from(kind.as_str())
                    };
                    shell.write(description(&shown))?;
                }
            }
        }
        Ok(())
    }
}

fn description(kind: &Str) -> Value {
    let members = Dict::new(
        Type::Known(&types::HASHTABLE),
        KeyCase::Ignore,
        Order::Inserted,
    );
    for member in type_data::of_type(kind) {
        members.insert(Value::Str(member.name), member.slot);
    }
    engine::values::record(
        &TYPE_DATA,
        vec![
            ("TypeName", Value::Str(kind.clone())),
            ("Members", Value::Dict(Rc::new(members))),
        ],
    )
}

cmdlet! {
    /// Takes away what the session has added to a type.
    pub struct RemoveTypeData = "Remove-TypeData" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.RemoveTypeDataCommand", default_set "RemoveTypeDataSet", should_process Medium {
        /// Name of the type.
        type_name = "TypeName": Option<Str> => set("RemoveTypeSet"), mandatory, position(0), pipeline, by_name, check(&[Check::Transform(type_name_of), Check::NotNullOrEmpty]);
        /// Type files.
        path = "Path": Option<Vec<Str>> => set("RemoveFileSet"), mandatory, check(&[Check::NotNullOrEmpty]);
        /// Descriptions of types.
        type_data = "TypeData": PsObject => set("RemoveTypeDataSet"), mandatory, pipeline;
    }
}

impl Run for RemoveTypeData {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let kind = match (&self.type_name, self.type_data.0.take()) {
            (Some(kind), _) => kind.clone(),
            (None, Some(data)) => {
                let name = shell.engine.property(&data, "TypeName")?;
                convert::to_text(shell.engine, &name)?
            }
            (None, None) => return Ok(()),
        };
        if !shell.should_process(&kind, "Remove TypeData")? {
            return Ok(());
        }
        let registry = Rc::clone(shell.engine.room::<Rc<Registry>>());
        let shown = registry.display_set(&kind).is_some();
        registry.set_display_set(&kind, None);
        registry.set_display_property(&kind, None);
        if !type_data::remove(&kind) && !shown {
            return shell.error(
                Fault::new(
                    &types::RUNTIME_EXCEPTION,
                    format!("Error in TypeData \"{kind}\": The type \"{kind}\" was not found."),
                )
                .id("TypesDynamicRemoveException")
                .category(Category::InvalidOperation),
            );
        }
        Ok(())
    }
}
