//! Visitors that scripts write as classes: `class V : AstVisitor { [AstVisitAction] VisitCommand([CommandAst]$c) { ... } }`.

use super::AstObject;
use super::nodes::{AST, own};
use object::types::{self, Call, Member, Sig};
use object::{Fault, Result, Type, TypeInfo, Value, method};
use std::rc::Rc;

/// The types of this file.
pub(super) static TYPES: &[&TypeInfo] = &[
    &AST_VISITOR,
    &AST_VISITOR2,
    &CUSTOM_VISITOR,
    &CUSTOM_VISITOR2,
    &POST_VISIT,
];

static AST_VISITOR: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.AstVisitor",
    &types::OBJECT,
)
.members(|| MEMBERS);
static AST_VISITOR2: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.AstVisitor2",
    &AST_VISITOR,
);
static CUSTOM_VISITOR: TypeInfo =
    TypeInfo::interface("System.Management.Automation.Language.ICustomAstVisitor");
static CUSTOM_VISITOR2: TypeInfo =
    TypeInfo::interface("System.Management.Automation.Language.ICustomAstVisitor2")
        .implements(&[&CUSTOM_VISITOR]);
static POST_VISIT: TypeInfo =
    TypeInfo::interface("System.Management.Automation.Language.IAstPostVisitHandler");

const ACTION: Sig = Sig::One(&super::kinds::VISIT_ACTION);
const NODE: Sig = Sig::One(&AST);

static MEMBERS: &[Member] = &[
    method!("DefaultVisit", (ast: NODE) -> ACTION => |_| Ok(super::kinds::value(&super::kinds::VISIT_ACTION, 0))),
];

/// What to do behind a node.
#[derive(PartialEq)]
enum Action {
    Continue,
    SkipChildren,
    StopVisit,
}

/// `Visit`: every node to the method of its kind.
pub(super) fn visit(c: &mut Call<'_>) -> Result<Value> {
    let (visitor, own) = (c.arg(0).clone(), own(c)?);
    let own = AstObject {
        tree: Rc::clone(&own.tree),
        at: own.at,
    };
    let kind = visitor.get_type();
    if Type::Known(&AST_VISITOR).is_assignable_from(&kind) {
        let handles = Type::Known(&POST_VISIT).is_assignable_from(&kind);
        walk(c, &visitor, &own, own.at, handles)?;
        return Ok(Value::Nothing);
    }
    if !Type::Known(&CUSTOM_VISITOR).is_assignable_from(&kind) {
        return Fault::new(
            &types::METHOD_EXCEPTION,
            format!(
                "Cannot find an overload for \"Visit\" and the argument count: \"{}\".",
                c.args.len()
            ),
        )
        .id("MethodCountCouldNotFindBest")
        .raise();
    }
    let name = method_name(own.entry().name);
    let node = own.node(own.at);
    Ok(c.host
        .call_method(&visitor, &name, &[node])?
        .unwrap_or_default())
}

/// `CommandAst` is what `VisitCommand` takes.
fn method_name(node: &str) -> String {
    match node {
        "TrapStatement" => "VisitTrap".to_string(),
        _ => format!("Visit{node}"),
    }
}

fn walk(
    c: &mut Call<'_>,
    visitor: &Value,
    own: &AstObject,
    at: usize,
    handles: bool,
) -> Result<Action> {
    let node = own.node(at);
    let name = method_name(own.tree.nodes[at].name);
    let action = match c
        .host
        .call_method(visitor, &name, std::slice::from_ref(&node))?
    {
        Some(answer) => action_of(c, &answer)?,
        None => match c
            .host
            .call_method(visitor, "DefaultVisit", std::slice::from_ref(&node))?
        {
            Some(answer) => action_of(c, &answer)?,
            None => Action::Continue,
        },
    };
    if action == Action::StopVisit {
        return Ok(action);
    }
    if action == Action::Continue {
        for part in own.tree.parts(at) {
            if walk(c, visitor, own, part, handles)? == Action::StopVisit {
                return Ok(Action::StopVisit);
            }
        }
    }
    if handles {
        c.host.call_method(visitor, "PostVisit", &[node])?;
    }
    Ok(Action::Continue)
}

fn action_of(c: &mut Call<'_>, answer: &Value) -> Result<Action> {
    let kind = Type::Known(&super::kinds::VISIT_ACTION);
    let answer = crate::cmdlet_object::engine(c.host)?.convert(answer, &kind)?;
    Ok(match answer {
        Value::Enum(value) if value.bits == 1 => Action::SkipChildren,
        Value::Enum(value) if value.bits == 2 => Action::StopVisit,
        _ => Action::Continue,
    })
}
