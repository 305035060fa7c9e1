//! `Group-Object`
//!
//! Where all keys are of one type each, groups come in the order of their keys; otherwise in the order in which they begin.

use super::order::{Keys, Row};
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::record::{Object, Shape, SlotKind};
use object::{
    Category, Dict, Fault, KeyCase, List, Order, Result, Str, Type, TypeInfo, Value, convert, types,
};
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::rc::Rc;

/// `GroupInfo`
pub static GROUP_INFO: TypeInfo =
    TypeInfo::class("Microsoft.PowerShell.Commands.GroupInfo", &types::OBJECT);
/// `GroupInfoNoElement`
pub static GROUP_INFO_NO_ELEMENT: TypeInfo = TypeInfo::class(
    "Microsoft.PowerShell.Commands.GroupInfoNoElement",
    &GROUP_INFO,
);

const PROPERTIES: &[&str] = &["Values", "Count", "Group", "Name"];

thread_local! {
    static WITH: Rc<Shape> = Shape::of(Type::Known(&GROUP_INFO), PROPERTIES, SlotKind::ReadOnly);
    static WITHOUT: Rc<Shape> = Shape::of(Type::Known(&GROUP_INFO_NO_ELEMENT), PROPERTIES, SlotKind::ReadOnly);
}

cmdlet! {
    /// Groups objects that have the same values of properties.
    pub struct GroupObject = "Group-Object" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GroupObjectCommand" {
        /// Leaves out what the groups hold.
        no_element = "NoElement": Switch;
        /// Makes one table of groups instead of a list.
        as_hash_table = "AsHashTable": Switch => set("HashTable"), alias(&["AHT"]);
        /// Makes the keys of the table strings.
        as_string = "AsString": Switch => set("HashTable");
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        /// Properties to use: names, patterns, script blocks, or tables that calculate one.
        property = "Property": Option<Vec<Value>> => position(0);
        /// Culture whose order and format apply.
        culture = "Culture": Option<Str>;
        /// Letters differ by case.
        case_sensitive = "CaseSensitive": Switch;
        state {
            items: Vec<Value>;
        }
    }
}

/// Objects with equal keys.
struct Group {
    row: Row,
    members: Vec<Value>,
}

impl Run for GroupObject {
    fn begin(&mut self, _shell: &mut Shell<'_>) -> Result {
        if self.as_string.is_on() && !self.as_hash_table.is_on() {
            let what = "The command cannot be run because the AsString parameter requires that you specify the AsHashtable parameter.";
            let fault = Fault::new(&types::ARGUMENT_EXCEPTION, what).id("ArgumentException");
            return fault
                .category(Category::InvalidArgument)
                .target(Value::Switch(true))
                .raise();
        }
        Ok(())
    }

    fn process(&mut self, _shell: &mut Shell<'_>) -> Result {
        if let Some(item) = self.input_object.0.take().filter(|item| !item.is_null()) {
            self.items.push(item);
        }
        Ok(())
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let groups = self.groups(shell)?;
        if self.as_hash_table.is_on() {
            self.write_table(shell, groups)
        } else {
            self.write_groups(shell, groups)
        }
    }
}

impl GroupObject {
    fn groups(&mut self, shell: &mut Shell<'_>) -> Result<Vec<Group>> {
        let items = std::mem::take(&mut self.items);
        let properties = self.property.take().unwrap_or_default();
        let mut keys = Keys::of(
            shell.engine,
            &properties,
            &[],
            false,
            !self.case_sensitive.is_on(),
        )?;
        keys.expand(&items);
        let mut rows = Vec::with_capacity(items.len());
        for item in &items {
            rows.push(keys.row(shell.engine, item)?);
        }
        let mut members: Vec<Option<Value>> = items.into_iter().map(Some).collect();
        let mut take = |index: usize| members[index].take().unwrap_or_default();
        if let Some(buckets) = buckets(&rows, keys.ignore_case) {
            // Texts and numbers are gathered by hash first, so that only one row a group has to be sorted.
            let firsts: Vec<Row> = buckets
                .iter()
                .map(|bucket| rows[bucket[0]].clone())
                .collect();
            let order = keys.sort(shell.engine, &firsts, true);
            let group = |index: u32| {
                let bucket = &buckets[index as usize];
                Group {
                    row: rows[bucket[0]].clone(),
                    members: bucket.iter().map(|index| take(*index)).collect(),
                }
            };
            return Ok(order.into_iter().map(group).collect());
        }
        let mut groups: Vec<Group> = Vec::new();
        if alike(&rows) {
            for index in keys.sort(shell.engine, &rows, true) {
                let row = &rows[index as usize];
                match groups.last_mut() {
                    Some(group)
                        if keys.compare(shell.engine, &group.row, row) == Ordering::Equal =>
                    {
                        group.members.push(take(index as usize))
                    }
                    _ => groups.push(Group {
                        row: row.clone(),
                        members: vec![take(index as usize)],
                    }),
                }
            }
            return Ok(groups);
        }
        for (index, row) in rows.iter().enumerate() {
            match groups
                .iter()
                .position(|group| keys.compare(shell.engine, &group.row, row) == Ordering::Equal)
            {
                Some(at) => groups[at].members.push(take(index)),
                None => groups.push(Group {
                    row: row.clone(),
                    members: vec![take(index)],
                }),
            }
        }
        Ok(groups)
    }

    fn write_groups(&self, shell: &mut Shell<'_>, groups: Vec<Group>) -> Result {
        let no_element = self.no_element.is_on();
        let shape = if no_element {
            WITHOUT.with(Rc::clone)
        } else {
            WITH.with(Rc::clone)
        };
        for group in groups {
            let name = name(shell, &group.row)?;
            let values = group
                .row
                .into_iter()
                .map(Option::unwrap_or_default)
                .collect();
            let values = List::new(
                Type::Known(&types::ARRAY_LIST),
                Type::Known(&types::OBJECT),
                values,
            );
            let count = Value::Int(group.members.len() as i32);
            let members = if no_element {
                Value::Null
            } else {
                collection(group.members)
            };
            shell.write(Object::new(
                Rc::clone(&shape),
                vec![Value::List(values), count, members, Value::Str(name)],
            ))?;
        }
        Ok(())
    }

    fn write_table(&self, shell: &mut Shell<'_>, groups: Vec<Group>) -> Result {
        let case = if self.case_sensitive.is_on() {
            KeyCase::Match
        } else {
            KeyCase::Ignore
        };
        let dict = Dict::new(Type::Known(&types::HASHTABLE), case, Order::Any);
        for mut group in groups {
            let key = match group.row.len() {
                _ if self.as_string.is_on() => Value::Str(name(shell, &group.row)?),
                1 => group.row.swap_remove(0).unwrap_or_default().base().clone(),
                _ => {
                    let values = group
                        .row
                        .into_iter()
                        .map(Option::unwrap_or_default)
                        .collect();
                    Value::List(List::new(
                        Type::Known(&types::ARRAY_LIST),
                        Type::Known(&types::OBJECT),
                        values,
                    ))
                }
            };
            if key.is_null() || dict.contains(&key) {
                let what = if key.is_null() {
                    "Value cannot be null. (Parameter 'key')".to_string()
                } else {
                    let shown = convert::to_text(shell.engine, &key)?;
                    format!(
                        "The objects grouped by this property cannot be expanded because there is a key duplication. Provide a valid value for the property, and then try again. Item has already been added. Key in dictionary: '{shown}'  Key being added: '{shown}'"
                    )
                };
                let fault = Fault::new(&types::ARGUMENT_EXCEPTION, what).id("Invalid Operation");
                shell.error(
                    fault
                        .category(Category::InvalidArgument)
                        .target(Value::Null),
                )?;
                continue;
            }
            dict.insert(key, collection(group.members));
        }
        shell.write(Rc::new(dict))
    }
}

/// `Collection[PSObject]`
fn collection(members: Vec<Value>) -> Value {
    let kind = Type::generic(&types::COLLECTION, vec![Type::Known(&types::PSOBJECT)]);
    Value::List(List::new(kind, Type::Known(&types::PSOBJECT), members))
}

/// The numbers of rows with equal keys, in the order in which they begin; `None` where the keys are not texts and integers of one
/// type each, whose equality a hash can tell.
fn buckets(rows: &[Row], ignore_case: bool) -> Option<Vec<Vec<usize>>> {
    let first = rows.first()?;
    let same = |a: &Option<Value>, b: &Option<Value>| match (a, b) {
        (Some(Value::Str(text)), Some(Value::Str(_))) => text.is_ascii(),
        (Some(Value::Int(_)), Some(Value::Int(_)))
        | (Some(Value::Long(_)), Some(Value::Long(_))) => true,
        _ => false,
    };
    if !rows
        .iter()
        .all(|row| row.iter().zip(first).all(|(a, b)| same(a, b)))
    {
        return None;
    }
    let case = if ignore_case {
        KeyCase::Ignore
    } else {
        KeyCase::Match
    };
    let hash = |row: &Row| {
        row.iter().flatten().fold(0u64, |all, value| {
            all.rotate_left(7) ^ object::dict::hash_key(value, case)
        })
    };
    let equal = |a: &Row, b: &Row| {
        a.iter().zip(b).all(|(a, b)| match (a, b) {
            (Some(a), Some(b)) => object::dict::same_key(a, b, case),
            _ => false,
        })
    };
    let mut by_hash: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut buckets: Vec<Vec<usize>> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let candidates = by_hash.entry(hash(row)).or_default();
        match candidates
            .iter()
            .find(|bucket| equal(&rows[buckets[**bucket][0]], row))
        {
            Some(bucket) => buckets[*bucket].push(index),
            None => {
                candidates.push(buckets.len());
                buckets.push(vec![index]);
            }
        }
    }
    Some(buckets)
}

/// Whether each key has values of one type in all rows, nulls aside.
fn alike(rows: &[Row]) -> bool {
    let mut kinds: Vec<Option<Type>> = Vec::new();
    for row in rows {
        kinds.resize(kinds.len().max(row.len()), None);
        for (kind, value) in kinds.iter_mut().zip(row) {
            let Some(value) = value.as_ref().filter(|value| !value.is_null()) else {
                continue;
            };
            let own = value.base().get_type();
            match kind {
                None => *kind = Some(own),
                Some(kind) if *kind == own => {}
                Some(_) => return false,
            }
        }
    }
    true
}

/// `Name`: the texts of the keys.
fn name(shell: &mut Shell<'_>, row: &Row) -> Result<Str> {
    let mut parts = Vec::with_capacity(row.len());
    for value in row {
        let value = value.clone().unwrap_or_default();
        parts.push(match convert::enumerate(&value) {
            Some(items) => {
                let mut texts = Vec::new();
                for item in items? {
                    texts.push(convert::to_text(shell.engine, &item)?.to_string());
                }
                Str::from(format!("{{{}}}", texts.join(", ")))
            }
            None if value.is_null() => Str::default(),
            None => convert::to_string_method(shell.engine, &value)?,
        });
    }
    if let [one] = &parts[..] {
        return Ok(one.clone());
    }
    Ok(parts.join(", ").into())
}
