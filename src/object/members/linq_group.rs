//! LINQ's groups and joins.

use super::enumerator::Enumerator;
use super::linq::{delegate, results, source};
use super::sequence;
use super::table::*;
use crate::dict::KeyCase;
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{Dict, Fault, Native, Order, Result, Value, convert};
use std::rc::Rc;

/// `IGrouping[K,T]`: a key and the elements that have it.
struct Group {
    key: Value,
    items: Vec<Value>,
}

/// `Lookup[K,T]`
struct Lookup(Vec<Rc<Group>>);

/// The groups of `GroupBy`.
pub static GROUPING: TypeInfo = TypeInfo::class("System.Linq.Grouping", &types::OBJECT)
    .arity(2)
    .implements(&[&types::IENUMERABLE_T, &types::IENUMERABLE])
    .members(|| GROUP);
/// What `ToLookup` makes.
pub static LOOKUP: TypeInfo = TypeInfo::class("System.Linq.Lookup", &types::OBJECT)
    .arity(2)
    .implements(&[&types::IENUMERABLE_T, &types::IENUMERABLE])
    .members(|| LOOKUP_MEMBERS);

fn objects() -> Vec<Type> {
    vec![Type::Known(&types::OBJECT), Type::Known(&types::OBJECT)]
}

impl Native for Group {
    fn get_type(&self) -> Type {
        Type::generic(&GROUPING, objects())
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(self.items.clone()))
    }
}

impl Native for Lookup {
    fn get_type(&self) -> Type {
        Type::generic(&LOOKUP, objects())
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(self
            .0
            .iter()
            .map(|group| Value::Native(Rc::clone(group) as Rc<dyn Native>))
            .collect()))
    }
}

static GROUP: &[Member] = &[
    get!("Key", OBJ => |c| Ok(c.this.as_native::<Group>().map(|own| own.key.clone()).unwrap_or_default())),
    get!("Count", INT => |c| Ok(Value::Int(c.this.as_native::<Group>().map_or(0, |own| own.items.len()) as i32))),
    method!("GetEnumerator", () -> ENUMERATOR => |c| Ok(Enumerator::over(c.this.as_native::<Group>().map(|own| own.items.clone()).unwrap_or_default()))),
];

static LOOKUP_MEMBERS: &[Member] = &[
    get!("Count", INT => |c| Ok(Value::Int(c.this.as_native::<Lookup>().map_or(0, |own| own.0.len()) as i32))),
    method!("Contains", (key: OBJ) -> BOOL => |c| Ok(Value::Bool(found(c).is_some()))),
    method!("Item", (key: OBJ) -> OBJ => |c| Ok(found(c).unwrap_or_else(|| Value::array(Vec::new())))),
];

fn found(c: &Call<'_>) -> Option<Value> {
    let group = c
        .this
        .as_native::<Lookup>()?
        .0
        .iter()
        .find(|group| sequence::equal(&group.key, c.arg(0)))?;
    Some(Value::Native(Rc::clone(group) as Rc<dyn Native>))
}

/// The elements of a sequence by key, in the order in which the keys come.
fn groups(
    c: &mut Call<'_>,
    items: Vec<Value>,
    key: &Value,
    element: Option<&Value>,
) -> Result<Vec<Group>> {
    let index = Dict::new(
        Type::Known(&types::HASHTABLE),
        KeyCase::Match,
        Order::Inserted,
    );
    let mut groups: Vec<Group> = Vec::new();
    for item in items {
        let key = c.host.call(key, std::slice::from_ref(&item))?;
        let item = match element {
            Some(selector) => c.host.call(selector, &[item])?,
            None => item,
        };
        match index.get(&key).and_then(|at| at.as_integer()) {
            Some(at) => groups[at as usize].items.push(item),
            None => {
                index.insert(key.clone(), Value::Long(groups.len() as i64));
                groups.push(Group {
                    key,
                    items: vec![item],
                });
            }
        }
    }
    Ok(groups)
}

pub(super) fn group_by(c: &mut Call<'_>) -> Result<Value> {
    let (items, key) = (source(c)?, delegate(c, 1, "keySelector")?);
    let element = c.has(2).then(|| c.args[2].clone());
    Ok(Value::array(
        groups(c, items, &key, element.as_ref())?
            .into_iter()
            .map(Value::native)
            .collect(),
    ))
}

pub(super) fn to_lookup(c: &mut Call<'_>) -> Result<Value> {
    let (items, key) = (source(c)?, delegate(c, 1, "keySelector")?);
    Ok(Value::native(Lookup(
        groups(c, items, &key, None)?
            .into_iter()
            .map(Rc::new)
            .collect(),
    )))
}

pub(super) fn to_dictionary(c: &mut Call<'_>) -> Result<Value> {
    let (items, key) = (source(c)?, delegate(c, 1, "keySelector")?);
    let element = c.has(2).then(|| c.args[2].clone());
    let object = Type::Known(&types::OBJECT);
    let key_type = sequence::delegate_result(&key).unwrap_or(object.clone());
    let value_type = match &element {
        Some(selector) => sequence::delegate_result(selector).unwrap_or(object),
        None => sequence::element_of(c.arg(0)),
    };
    let dict = super::dict_calls::make(
        &Type::generic(&types::DICTIONARY, vec![key_type.clone(), value_type]),
        KeyCase::Match,
    );
    for group in groups(c, items, &key, element.as_ref())? {
        let key = convert::to(c.host, &group.key, &key_type)?;
        if group.items.len() > 1 {
            let text = convert::to_string_method(c.host, &key)?;
            let message = format!("An item with the same key has already been added. Key: {text}");
            return Fault::new(&types::ARGUMENT_EXCEPTION, message).raise();
        }
        dict.insert(key, group.items.into_iter().next().unwrap_or_default());
    }
    Ok(Value::Dict(dict))
}

pub(super) fn join(c: &mut Call<'_>) -> Result<Value> {
    let (outer, inner) = (
        sequence::items(c.arg(0), "outer")?,
        sequence::items(c.arg(1), "inner")?,
    );
    let (outer_key, inner_key, selector) =
        (c.args[2].clone(), c.args[3].clone(), c.args[4].clone());
    let groups = groups(c, inner, &inner_key, None)?;
    let mut made = Vec::new();
    for item in outer {
        let key = c.host.call(&outer_key, std::slice::from_ref(&item))?;
        for other in groups
            .iter()
            .filter(|group| sequence::equal(&group.key, &key))
            .flat_map(|group| &group.items)
        {
            made.push(c.host.call(&selector, &[item.clone(), other.clone()])?);
        }
    }
    results(c, &selector, made)
}

pub(super) fn group_join(c: &mut Call<'_>) -> Result<Value> {
    let (outer, inner) = (
        sequence::items(c.arg(0), "outer")?,
        sequence::items(c.arg(1), "inner")?,
    );
    let (outer_key, inner_key, selector) =
        (c.args[2].clone(), c.args[3].clone(), c.args[4].clone());
    let groups = groups(c, inner, &inner_key, None)?;
    let mut made = Vec::new();
    for item in outer {
        let key = c.host.call(&outer_key, std::slice::from_ref(&item))?;
        let matching = groups
            .iter()
            .find(|group| sequence::equal(&group.key, &key))
            .map(|group| group.items.clone())
            .unwrap_or_default();
        made.push(c.host.call(&selector, &[item, Value::array(matching)])?);
    }
    results(c, &selector, made)
}
