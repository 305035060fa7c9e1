//! `StaticType` and `SafeGetValue`: what an expression is without running anything that a stranger wrote.

use super::AstObject;
use super::nodes::own;
use super::parts::Part;
use object::dict::{Dict, KeyCase, Order};
use object::types::{self, Call};
use object::{Fault, Result, Type, Value};

/// The type that an expression has for sure.
pub(super) fn static_type(c: &mut Call<'_>) -> Result<Value> {
    let own = own(c)?;
    let fact = |name: &str| own.tree.fact(own.at, name).cloned();
    let objects = || Type::array_of(Type::Known(&types::OBJECT), 1);
    let kind = match own.entry().name {
        "ConstantExpression" => fact("Value").map(|value| value.get_type()),
        "StringConstantExpression" | "ExpandableStringExpression" => {
            Some(Type::Known(&types::STRING))
        }
        "TypeExpression" => Some(Type::Known(&types::TYPE)),
        "ScriptBlockExpression" => Some(Type::Known(&types::SCRIPT_BLOCK)),
        "ArrayLiteral" | "ArrayExpression" => Some(objects()),
        "Hashtable" => Some(Type::Known(&types::HASHTABLE)),
        "BinaryExpression" => says(fact("Operator"), &["Xor", "And", "Is"]),
        "UnaryExpression" => says(fact("TokenKind"), &["Not", "Exclaim"]),
        "ConvertExpression" | "Parameter" => {
            let at = own.place(Part::First(&["TypeConstraint"]));
            let name = at.and_then(|at| own.tree.fact(at, "TypeName").cloned());
            let engine = crate::cmdlet_object::engine(c.host)?;
            name.and_then(|name| super::names::reflected(engine, &name))
        }
        _ => None,
    };
    Ok(Value::Type(kind.unwrap_or(Type::Known(&types::OBJECT))))
}

/// A truth, where the operator is one of those.
fn says(operator: Option<Value>, names: &[&str]) -> Option<Type> {
    let Some(Value::Enum(kind)) = operator else {
        return None;
    };
    let is = names.contains(&kind.name().as_str());
    is.then_some(Type::Known(&types::BOOLEAN))
}

/// `SafeGetValue`
pub(super) fn value(c: &mut Call<'_>) -> Result<Value> {
    let own = own(c)?;
    if let Some(value) = constant(own)? {
        return Ok(value);
    }
    Fault::new(
        &types::INVALID_OPERATION_EXCEPTION,
        format!(
            "Cannot generate a PowerShell object for a ScriptBlock evaluating dynamic expressions. Dynamic expression: {}.",
            own.text()
        ),
    )
    .raise()
}

fn at(own: &AstObject, at: usize) -> AstObject {
    AstObject {
        tree: std::rc::Rc::clone(&own.tree),
        at,
    }
}

/// The value of a node that is made of constants only.
fn constant(own: &AstObject) -> Result<Option<Value>> {
    let fact = |name: &str| own.tree.fact(own.at, name).cloned();
    let child = |part: Part| match own.place(part) {
        Some(place) => constant(&at(own, place)),
        None => Ok(None),
    };
    Ok(match own.entry().name {
        "ConstantExpression" | "StringConstantExpression" => fact("Value"),
        "ExpandableStringExpression" if own.place(Part::At(0)).is_none() => fact("Value"),
        "VariableExpression" => match own.text().to_ascii_lowercase().as_str() {
            "$true" => Some(Value::Bool(true)),
            "$false" => Some(Value::Bool(false)),
            "$null" => Some(Value::Null),
            _ => None,
        },
        "ArrayLiteral" => items(own, &own.tree.parts(own.at))?.map(Value::array),
        "ArrayExpression" => match own.place(Part::At(0)) {
            Some(block) => elements(&at(own, block))?.map(Value::array),
            None => None,
        },
        "ParenExpression" | "Pipeline" | "CommandExpression" | "NamedBlock" | "ScriptBlock"
        | "StatementBlock"
            if own.tree.parts(own.at).len() == 1 =>
        {
            child(Part::At(0))?
        }
        "UnaryExpression" => match (child(Part::At(0))?, fact("TokenKind")) {
            (Some(value), Some(Value::Enum(kind))) if kind.name() == "Minus" => negative(&value),
            (value, Some(Value::Enum(kind))) if kind.name() == "Plus" => value,
            _ => None,
        },
        "Hashtable" => table(own)?,
        _ => None,
    })
}

fn negative(value: &Value) -> Option<Value> {
    Some(match value {
        Value::Int(n) => Value::Int(n.checked_neg()?),
        Value::Long(n) => Value::Long(n.checked_neg()?),
        Value::Double(x) => Value::Double(-x),
        Value::Decimal(x) => Value::Decimal(-x),
        _ => return None,
    })
}

fn items(own: &AstObject, places: &[usize]) -> Result<Option<Vec<Value>>> {
    let mut found = Vec::new();
    for place in places {
        match constant(&at(own, *place))? {
            Some(value) => found.push(value),
            None => return Ok(None),
        }
    }
    Ok(Some(found))
}

/// What the statements of `@( )` give: a list gives its elements.
fn elements(block: &AstObject) -> Result<Option<Vec<Value>>> {
    let Some(values) = items(block, &block.tree.parts(block.at))? else {
        return Ok(None);
    };
    let mut found = Vec::new();
    for value in values {
        match &value {
            Value::Array(array) => found.extend(array.to_vec()),
            _ => found.push(value),
        }
    }
    Ok(Some(found))
}

fn table(own: &AstObject) -> Result<Option<Value>> {
    let places = own.tree.parts(own.at);
    let Some(parts) = items(own, &places)? else {
        return Ok(None);
    };
    let kind = Type::Known(&types::HASHTABLE);
    let table = Dict::new(kind, KeyCase::Ignore, Order::Any);
    for pair in parts.chunks_exact(2) {
        table.insert(pair[0].clone(), pair[1].clone());
    }
    Ok(Some(Value::Dict(std::rc::Rc::new(table))))
}
