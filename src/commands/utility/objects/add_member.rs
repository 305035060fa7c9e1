//! `Add-Member`

use super::argument::*;
use super::member::MemberTypes;
use super::property;
use engine::declare::Check;
use engine::{Engine, PsObject, Run, Shell, Switch, cmdlet};
use object::record::{Object, SlotKind};
use object::{Category, Extended, Fault, Result, Str, Symbol, Value, convert, types};
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
            match self.member(shell, bits)? {
                Some((kind, content)) => {
                    fine = self.add(shell, &value, &holder, &name, kind, content)?
                }
                None => return Ok(()),
            }
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
    /// The member that `-MemberType`, `-Value` and `-SecondValue` describe; `None` where they do not fit, which was said.
    fn member(&self, shell: &mut Shell<'_>, bits: i64) -> Result<Option<(SlotKind, Value)>> {
        let value = self.value.clone().unwrap_or_default();
        let second = self.second_value.clone().unwrap_or_default();
        let is_block = |value: &Value| value.base().get_type().is(&types::SCRIPT_BLOCK);
        let refuse = |shell: &mut Shell<'_>, id: &str, what: String| {
            let fault = Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
                .id(id)
                .category(Category::InvalidArgument);
            shell.error(fault).map(|()| None)
        };
        match bits {
            8 => Ok(Some((SlotKind::Note, value))),
            1 if !second.is_null() => Ok(Some((
                SlotKind::Alias,
                Value::array(vec![text_of(shell, &value)?, second]),
            ))),
            1 => Ok(Some((SlotKind::Alias, text_of(shell, &value)?))),
            16 if value.is_null() && second.is_null() => {
                let what = "The \"Value\" and \"SecondValue\" parameters cannot both be null for a member of the type \"ScriptProperty\".";
                refuse(shell, "Value1AndValue2AreNotBothNull", what.to_string())
            }
            16 | 256 if !value.is_null() && !is_block(&value) => {
                let shown = value.get_type().full_name();
                let what = format!(
                    "The Value parameter must be of type \"System.Management.Automation.ScriptBlock\"; it is \"{shown}\"."
                );
                refuse(shell, "Value1ShouldBeScriptBlock", what)
            }
            16 if second.is_null() => Ok(Some((SlotKind::Script, value))),
            16 => Ok(Some((SlotKind::Script, Value::array(vec![value, second])))),
            256 => Ok(Some((SlotKind::Method, value))),
            32 => Ok(Some((SlotKind::Set, value))),
            1024 => Ok(Some((SlotKind::MemberSet, member_set(&value)?))),
            bits => {
                let shown = types::find("System.Management.Automation.PSMemberTypes", 0)
                    .map_or_else(String::new, |info| {
                        object::Type::Known(info).enum_name(bits)
                    });
                let what = format!(
                    "Cannot add a member with type \"{shown}\". Specify a different type for the MemberTypes parameter."
                );
                let fault =
                    Fault::new(&types::INVALID_OPERATION_EXCEPTION, what).id("CannotAddMemberType");
                shell
                    .error(fault.category(Category::InvalidArgument))
                    .map(|()| None)
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

/// What names a kind of member is none of a note: it belongs to `-MemberType`.
fn no_member_type(_engine: &mut Engine, value: Value) -> Result<Value> {
    let kinds = object::members::ps_member::PS_MEMBER_TYPES.values;
    if value.as_str().is_some_and(|name| {
        kinds
            .iter()
            .any(|(kind, _)| kind.eq_ignore_ascii_case(name))
    }) {
        let what = "The parameter NotePropertyName cannot take values that could be converted to the type PSMemberTypes.";
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
    for member in convert::enumerate(members).unwrap_or_else(|| Ok(vec![members.clone()]))? {
        if let Some(own) = member.as_native::<object::members::ps_member::PsMember>()
            && set.find(Symbol::of(&own.name)).is_none()
        {
            set.add(&own.name, own.slot_kind(), own.content());
        }
    }
    Ok(Value::Object(set))
}
