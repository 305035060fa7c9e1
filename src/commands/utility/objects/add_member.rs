//! `Add-Member`

use super::argument::*;
use super::member::MemberTypes;
use super::property;
use engine::declare::Check;
use engine::{Engine, PsObject, Run, Shell, Switch, cmdlet};
use object::record::{Object, SlotKind};
use object::{Category, Extended, Fault, Result, Str, Symbol, Type, Value, convert, types};
use std::rc::Rc;

cmdlet! {
    /// Adds a property or a method to an object.
    pub struct AddMember = "Add-Member" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.AddMemberCommand", default_set "TypeNameSet" {
        /// The object that gets the member.
        input_object = "InputObject": PsObject => set("MemberSet"), mandatory, pipeline, set("TypeNameSet"), mandatory, pipeline, set("NotePropertySingleMemberSet"), mandatory, pipeline, set("NotePropertyMultiMemberSet"), mandatory, pipeline;
        /// Kind of the member.
        member_type = "MemberType": MemberTypes => set("MemberSet"), mandatory, position(0), alias(&["Type"]);
        /// Name of the member.
        name = "Name": Option<Str> => set("MemberSet"), mandatory, position(1);
        /// What the member holds, gets or runs.
        value = "Value": Option<Value> => set("MemberSet"), position(2);
        /// The setter of a script property, the type of an alias.
        second_value = "SecondValue": Option<Value> => set("MemberSet"), position(3);
        /// A type name to add to the object.
        type_name = "TypeName": Option<Str> => set("TypeNameSet"), mandatory, set("MemberSet"), set("NotePropertySingleMemberSet"), set("NotePropertyMultiMemberSet"), check(&[Check::NotNullOrEmpty]);
        /// Replaces a member of that name.
        force = "Force": Switch => set("MemberSet"), set("NotePropertySingleMemberSet"), set("NotePropertyMultiMemberSet");
        /// Writes the object as well.
        pass_thru = "PassThru": Switch => set("MemberSet"), set("TypeNameSet"), set("NotePropertySingleMemberSet"), set("NotePropertyMultiMemberSet");
        /// Name of the note property.
        note_property_name = "NotePropertyName": Option<Str> => set("NotePropertySingleMemberSet"), mandatory, position(0), check(&[Check::Transform(no_member_type), Check::NotNullOrEmpty]);
        /// Value of the note property.
        note_property_value = "NotePropertyValue": Option<Value> => set("NotePropertySingleMemberSet"), mandatory, position(1), check(&[Check::AllowNull]);
        /// Names and values of note properties.
        note_property_members = "NotePropertyMembers": DictionaryArgument => set("NotePropertyMultiMemberSet"), mandatory, position(0), check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for AddMember {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(item) = self.input_object.0.take().filter(|item| !item.is_null()) else {
            return Ok(());
        };
        let (value, holder) = match item {
            Value::Object(object) => (Value::Object(Rc::clone(&object)), object),
            other => {
                let extended = Extended::new(other);
                (
                    Value::Extended(Rc::clone(&extended)),
                    Rc::clone(&extended.members),
                )
            }
        };
        let mut fine = true;
        if let Some(members) = self.note_property_members.0.clone() {
            if let Value::Dict(dict) = members.base() {
                for (name, note) in dict.entries() {
                    let name = convert::to_text(shell.engine, &name)?;
                    fine &= self.add(shell, &value, &holder, &name, SlotKind::Note, note)?;
                }
            }
        } else if let Some(name) = self.note_property_name.clone() {
            let note = self.note_property_value.clone().unwrap_or_default();
            fine = self.add(shell, &value, &holder, &name, SlotKind::Note, note)?;
        } else if let (Some(bits), Some(name)) = (self.member_type.0, self.name.clone()) {
            let (kind, content) = self.member(shell, bits)?;
            fine = self.add(shell, &value, &holder, &name, kind, content)?;
        }
        if let Some(name) = &self.type_name {
            let mut names = value.type_names();
            names.retain(|known| known != name);
            names.insert(0, name.clone());
            holder.set_type_names(names);
        }
        if self.pass_thru.is_on() && fine {
            shell.write(value)
        } else {
            Ok(())
        }
    }
}

impl AddMember {
    /// The member that `-MemberType`, `-Value` and `-SecondValue` describe.
    fn member(&self, shell: &mut Shell<'_>, bits: i64) -> Result<(SlotKind, Value)> {
        let shown = types::find("System.Management.Automation.PSMemberTypes", 0)
            .map_or_else(String::new, |info| Type::Known(info).enum_name(bits));
        if bits.count_ones() != 1 {
            let what = format!(
                "To add a member, only one member type can be specified. The member types specified are: \"{shown}\""
            );
            return refuse("WrongMemberCount", what);
        }
        let value = self.value.clone().unwrap_or_default();
        let second = self.second_value.clone();
        if matches!(bits, 8 | 32 | 128 | 256 | 1024) && second.is_some() {
            let what = format!(
                "The SecondValue parameter is not necessary for a member of type \"{shown}\", and should not be specified. \
                 Do not specify the SecondValue parameter when you add members of this type."
            );
            return refuse("Value2ShouldNotBeSpecified", what);
        }
        if matches!(bits, 2 | 16) && value.is_null() && second.as_ref().is_none_or(Value::is_null) {
            let what = format!(
                "Both Value and SecondValue parameters should not be null for a member of type \"{shown}\". \
                 Specify a non-null value for one of the two parameters."
            );
            return refuse("Value1AndValue2AreNotBothNull", what);
        }
        if matches!(bits, 1 | 32 | 128 | 256) && value.is_null() {
            let what = format!(
                "The Value parameter should not be null for a member of type \"{shown}\". \
                 Specify a non-null value for the Value parameter when adding members of this type."
            );
            return refuse("Value1ShouldNotBeNull", what);
        }
        let block = |shell: &mut Shell<'_>, value: &Value| match value.is_null() {
            true => Ok(Value::Null),
            false => shell
                .engine
                .convert(value, &Type::Known(&types::SCRIPT_BLOCK)),
        };
        match bits {
            8 => Ok((SlotKind::Note, value)),
            1 => {
                let name = text_of(shell, &value)?;
                match second {
                    Some(second) => {
                        let kind = shell.engine.convert(&second, &Type::Known(&types::TYPE))?;
                        Ok((SlotKind::Alias, Value::array(vec![name, kind])))
                    }
                    None => Ok((SlotKind::Alias, name)),
                }
            }
            16 => {
                let getter = block(shell, &value)?;
                match second {
                    Some(second) => {
                        let setter = block(shell, &second)?;
                        Ok((SlotKind::Script, Value::array(vec![getter, setter])))
                    }
                    None => Ok((SlotKind::Script, getter)),
                }
            }
            256 => Ok((SlotKind::Method, block(shell, &value)?)),
            32 => Ok((SlotKind::Set, value)),
            1024 => Ok((SlotKind::MemberSet, member_set(&value)?)),
            2 | 128 if value.as_str().is_some() => {
                not_of_kind(shell, &value, "System.Reflection.MethodInfo")
            }
            _ => {
                let what = format!(
                    "Cannot add a member with type \"{shown}\". Specify a different type for the MemberTypes parameter."
                );
                refuse("CannotAddMemberType", what)
            }
        }
    }

    /// Adds the member, unless there is one of that name.
    fn add(
        &self,
        shell: &mut Shell<'_>,
        value: &Value,
        holder: &Rc<Object>,
        name: &Str,
        kind: SlotKind,
        content: Value,
    ) -> Result<bool> {
        let symbol = Symbol::of(name);
        let content = if matches!(content, Value::Nothing) {
            Value::Null
        } else {
            content
        };
        let has_slot = holder.find(symbol).is_some();
        if !self.force.is_on() && (has_slot || self.hides(shell, value, name, kind)?) {
            let what = format!(
                "Cannot add a member with the name \"{name}\" because a member with that name already exists. To overwrite the member anyway, add the Force parameter to your command."
            );
            let fault =
                Fault::new(&types::INVALID_OPERATION_EXCEPTION, what).id("MemberAlreadyExists");
            shell.error(
                fault
                    .category(Category::InvalidOperation)
                    .target(value.clone()),
            )?;
            return Ok(false);
        }
        if has_slot {
            holder.remove(symbol);
        }
        holder.add(name, kind, content);
        Ok(true)
    }

    /// Whether the type has a property of that name; methods may be hidden by methods and properties by force only.
    fn hides(
        &self,
        shell: &mut Shell<'_>,
        value: &Value,
        name: &Str,
        kind: SlotKind,
    ) -> Result<bool> {
        let _ = shell;
        let _ = kind;
        let base = value.base();
        if matches!(base, Value::Object(object) if object.get_type().is(&types::PSCUSTOMOBJECT)) {
            return Ok(object::members::find(&base.get_type(), name, false).is_some());
        }
        Ok(property::names(value)
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
            || object::members::find(&base.get_type(), name, false).is_some())
    }
}

/// A member that cannot be added ends the command.
fn refuse<T>(id: &str, what: String) -> Result<T> {
    Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
        .id(id)
        .category(Category::InvalidOperation)
        .raise()
}

/// A value that cannot become what the kind of member wants.
fn not_of_kind<T>(shell: &mut Shell<'_>, value: &Value, wanted: &str) -> Result<T> {
    let text = convert::to_text(shell.engine, value)?;
    let own = value.get_type().full_name();
    Fault::new(
        &types::PS_INVALID_CAST_EXCEPTION,
        format!("Cannot convert the \"{text}\" value of type \"{own}\" to type \"{wanted}\"."),
    )
    .id("ConvertToFinalInvalidCastException")
    .category(Category::InvalidArgument)
    .raise()
}

/// The kinds that `-MemberType` can add.
const ADDED: &[&str] = &[
    "AliasProperty",
    "CodeMethod",
    "CodeProperty",
    "MemberSet",
    "NoteProperty",
    "PropertySet",
    "ScriptMethod",
    "ScriptProperty",
];

/// What names a kind of member that can be added is none of a note: it belongs to `-MemberType`.
fn no_member_type(_engine: &mut Engine, value: Value) -> Result<Value> {
    let names_kind = |name: &Str| ADDED.iter().any(|kind| kind.eq_ignore_ascii_case(name));
    if value.as_str().is_some_and(names_kind) {
        let what = "The parameter NotePropertyName cannot take values that could be converted to the type System.Management.Automation.PSMemberTypes. To define the name of a member with those values, use Add-Member, and specify the member type.";
        return Fault::new(&types::ARGUMENT_TRANSFORMATION_METADATA_EXCEPTION, what)
            .id("RuntimeException")
            .raise();
    }
    Ok(value)
}

fn text_of(shell: &mut Shell<'_>, value: &Value) -> Result<Value> {
    Ok(Value::Str(convert::to_text(shell.engine, value)?))
}

/// A member set of these members, as an object whose slots they are.
fn member_set(members: &Value) -> Result<Value> {
    let set = Object::new(object::Shape::custom(), Vec::new());
    if members.as_str().is_some() {
        return Fault::new(
            &types::PS_INVALID_CAST_EXCEPTION,
            format!(
                "Cannot convert the \"{}\" value of type \"System.String\" to type \"System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSMemberInfo]\".",
                members.as_str().cloned().unwrap_or_default()
            ),
        )
        .id("ConvertToFinalInvalidCastException")
        .category(Category::InvalidArgument)
        .raise();
    }
    for member in convert::enumerate(members).unwrap_or_else(|| Ok(vec![members.clone()]))? {
        if let Some(own) = member.as_native::<object::members::ps_member::PsMember>()
            && set.find(Symbol::of(&own.name)).is_none()
        {
            set.add(&own.name, own.slot_kind(), own.content());
        }
    }
    Ok(Value::Object(set))
}
