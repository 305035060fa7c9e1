//! `Get-Member`

use super::property;
use engine::declare::{Argument, Check};
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::members::MemberView;
use object::members::ps_member::PS_MEMBER_TYPES;
use object::pattern::Wildcard;
use object::types::{Member, Sig};
use object::{Category, Fault, Native, Result, Str, Type, TypeInfo, Value, members, types};

/// `PSMemberViewTypes`
pub static VIEW_TYPES: TypeInfo = TypeInfo::flags(
    "System.Management.Automation.PSMemberViewTypes",
    &[("Extended", 1), ("Adapted", 2), ("Base", 4), ("All", 7)],
);

/// `MemberDefinition`
pub static MEMBER_DEFINITION: TypeInfo = TypeInfo::class(
    "Microsoft.PowerShell.Commands.MemberDefinition",
    &types::OBJECT,
)
.members(|| DEFINITION_MEMBERS);

const DEFINITION_MEMBERS: &[Member] = &[
    Member::get("TypeName", Sig::One(&types::STRING), |call| {
        Ok(of(call.this).map(|own| own.owner.clone()).into())
    }),
    Member::get("Name", Sig::One(&types::STRING), |call| {
        Ok(of(call.this).map(|own| own.view.name.clone()).into())
    }),
    Member::get("MemberType", Sig::One(&PS_MEMBER_TYPES), |call| {
        let bits = of(call.this).map_or(0, |own| kind_bits(own.view.kind));
        Ok(Type::Known(&PS_MEMBER_TYPES).enum_from(bits))
    }),
    Member::get("Definition", Sig::One(&types::STRING), |call| {
        Ok(of(call.this)
            .map(|own| Str::from(&own.view.definition))
            .into())
    }),
];

/// One member, as it is shown.
struct MemberDefinition {
    owner: Str,
    view: MemberView,
}

impl Native for MemberDefinition {
    fn get_type(&self) -> Type {
        Type::Known(&MEMBER_DEFINITION)
    }

    fn to_text(&self) -> Str {
        Str::from(&self.view.definition)
    }
}

fn of(value: &Value) -> Option<&MemberDefinition> {
    value.as_native::<MemberDefinition>()
}

/// A set of kinds of members.
#[derive(Clone, Copy, Default)]
pub struct MemberTypes(pub Option<i64>);

impl Argument for MemberTypes {
    const SIG: Sig = Sig::One(&PS_MEMBER_TYPES);
    fn from_value(value: Value) -> Self {
        MemberTypes(bits(&value))
    }
}

/// A set of views on members.
#[derive(Clone, Copy, Default)]
pub struct ViewTypes(pub Option<i64>);

impl Argument for ViewTypes {
    const SIG: Sig = Sig::One(&VIEW_TYPES);
    fn from_value(value: Value) -> Self {
        ViewTypes(bits(&value))
    }
}

fn bits(value: &Value) -> Option<i64> {
    match value.base() {
        Value::Enum(value) => Some(value.bits),
        _ => None,
    }
}

/// The number of a kind of member.
pub fn kind_bits(kind: &str) -> i64 {
    PS_MEMBER_TYPES
        .values
        .iter()
        .find(|(name, _)| *name == kind)
        .map_or(0, |(_, bits)| *bits)
}

cmdlet! {
    /// Shows the properties and methods of objects.
    pub struct GetMember = "Get-Member" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetMemberCommand" {
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        /// Names or patterns of the members to show.
        name = "Name": Option<Vec<Str>> => position(0), check(&[Check::NotNullOrEmpty]);
        /// Kinds of members to show.
        member_type = "MemberType": MemberTypes => alias(&["Type"]);
        /// Whether added members, those of .NET, or all are shown.
        view = "View": ViewTypes;
        /// Shows the members of the type rather than of the object.
        static_ = "Static": Switch;
        /// Shows members that are usually hidden.
        force = "Force": Switch;
        state {
            seen: Vec<Str>;
        }
    }
}

impl Run for GetMember {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(item) = self.input_object.0.take().filter(|item| !item.is_null()) else {
            return Ok(());
        };
        let kind = match item.base() {
            Value::Type(kind) if self.static_.is_on() => kind.clone(),
            other => other.get_type(),
        };
        let name = if self.static_.is_on() {
            Str::from(kind.full_name())
        } else {
            property::type_name(&item)
        };
        if self.seen.contains(&name) {
            return Ok(());
        }
        self.seen.push(name.clone());
        let views = if self.static_.is_on() {
            members::static_members_of(&kind)
        } else {
            members::members_of(&item)
        };
        let patterns: Vec<Wildcard> = self
            .name
            .iter()
            .flatten()
            .filter_map(|name| Wildcard::new(name, true).ok())
            .collect();
        let wanted = self.member_type.0.unwrap_or(16383);
        let mut views: Vec<_> = views
            .into_iter()
            .filter(|view| {
                patterns.is_empty() || patterns.iter().any(|pattern| pattern.is_match(&view.name))
            })
            .filter(|view| kind_bits(view.kind) & wanted != 0 && self.is_in_view(view.kind))
            .collect();
        views.sort_by_key(|view| (view.kind, view.name.to_ascii_uppercase()));
        for view in views {
            shell.write(Value::native(MemberDefinition {
                owner: name.clone(),
                view,
            }))?;
        }
        Ok(())
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.seen.is_empty() {
            let fault = Fault::new(
                &types::INVALID_OPERATION_EXCEPTION,
                "You must specify an object for the Get-Member cmdlet.",
            );
            return shell.error(
                fault
                    .id("NoObjectInGetMember")
                    .category(Category::CloseError),
            );
        }
        Ok(())
    }
}

impl GetMember {
    fn is_in_view(&self, kind: &str) -> bool {
        let is_declared = matches!(
            kind,
            "Property" | "Method" | "ParameterizedProperty" | "Event"
        );
        match self.view.0 {
            Some(view) => view & if is_declared { 6 } else { 1 } != 0,
            None => true,
        }
    }
}
