//! `target[index]`: arrays, lists, dictionaries, strings and everything with an indexer.

use crate::Engine;
use crate::program::*;
use crate::scope::Slot;
use object::{
    Array, Category, Dict, Fault, Interrupt, Result, Str, Type, Value, convert, members, types,
};
use std::rc::Rc;

impl Engine {
    /// `target[index]`
    pub(crate) fn index(&mut self, node: &IndexNode) -> Result<Value> {
        if !node.null_conditional
            && let Some(value) = self.quick_element(node)
        {
            return Ok(value);
        }
        let target = self.evaluate(&node.target)?;
        if node.null_conditional && target.is_null() {
            return Ok(Value::Null);
        }
        let index = self.evaluate(&node.index)?;
        // An ordered dictionary takes an integer for a place, unless a cast hides from the binder that it is one.
        if let (Value::Dict(dict), Expr::Convert(cast)) = (target.base(), &node.index)
            && crate::types::written(&cast.0.name).eq_ignore_ascii_case("object")
            && let Some(value) = dict.get(index.base())
        {
            return Ok(value);
        }
        self.index_of(&target, &index)
    }

    /// The element of an array, a list or a text in a variable, by one number; `None` where there is more to it.
    #[inline]
    fn quick_element(&self, node: &IndexNode) -> Option<Value> {
        if let Expr::Array(_) = &node.index {
            return self.element(node).value();
        }
        let Expr::Local(slot, _) = &node.target else {
            let index = self.number(&node.index).index()?;
            return self.with_array(&node.target, |array| match &array.dimensions {
                None => array.get(index),
                Some(_) => None,
            });
        };
        let index = self.number(&node.index).index()?;
        match self.scopes.slot(self.scope, *slot)? {
            Slot::Plain(target) => element(target, index),
            Slot::Special(variable) => element(&variable.borrow().value, index),
            Slot::Unset => None,
        }
    }

    /// The element, or elements, of a value.
    pub(crate) fn index_of(&mut self, target: &Value, index: &Value) -> Result<Value> {
        match index_value(self, target, index)? {
            Some(value) => Ok(value),
            None if self.strict_mode() >= 3 => outside(target),
            None => Ok(Value::Null),
        }
    }

    /// `target[index] = value`
    pub(crate) fn set_index(&mut self, node: &IndexNode, value: Value) -> Result {
        let target = self.evaluate(&node.target)?;
        let index = self.evaluate(&node.index)?;
        let value = if matches!(value, Value::Nothing) {
            Value::Null
        } else {
            value
        };
        self.set_index_of(&target, &index, value)
    }

    /// Sets an element.
    pub(crate) fn set_index_of(&mut self, target: &Value, index: &Value, value: Value) -> Result {
        match target.base() {
            Value::Null | Value::Nothing => null_array(),
            Value::Array(array) => self.set_array_element(array, index, value),
            Value::List(list) if is_read_only(list) => self.cannot_index(target),
            Value::List(list) => {
                self.refuse_slice(index)?;
                let at = self.position(index)?;
                let value = self.convert_element(&value, &list.element)?;
                let length = list.len();
                match place(at, length) {
                    Some(at) => {
                        list.items.borrow_mut().set(at, value);
                        Ok(())
                    }
                    None => Fault::new(
                        &types::ARGUMENT_OUT_OF_RANGE_EXCEPTION,
                        "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
                    )
                    .id("System.ArgumentOutOfRangeException")
                    .category(Category::OperationStopped)
                    .raise(),
                }
            }
            Value::Dict(dict) => self.set_entry(dict, index, value),
            Value::Str(_) => self.cannot_index(target),
            _ => {
                let arguments = self.index_arguments(index)?;
                let mut arguments = arguments;
                arguments.push(value);
                match members::invoke(self, target, "set_Item", &arguments) {
                    Ok(_) => Ok(()),
                    Err(stop) => match not_found(&stop) {
                        true => self.cannot_index(target),
                        false => Err(stop),
                    },
                }
            }
        }
    }

    fn set_entry(&mut self, dict: &Rc<Dict>, key: &Value, value: Value) -> Result {
        if key.is_null() {
            return null_index();
        }
        if dict.is_read_only() {
            return Fault::new(&types::NOT_SUPPORTED_EXCEPTION, "Collection is read-only.")
                .id("System.NotSupportedException")
                .raise();
        }
        if let Type::Known(info) = &dict.kind
            && std::ptr::eq(*info, &types::ORDERED_DICTIONARY)
            && let Value::Int(at) = key.base()
        {
            if dict.set_at(*at as usize, value) {
                return Ok(());
            }
            return Fault::new(
                &types::ARGUMENT_OUT_OF_RANGE_EXCEPTION,
                "Specified argument was out of the range of valid values. (Parameter 'index')",
            )
            .id("System.ArgumentOutOfRangeException")
            .raise();
        }
        let (key, value) = match &dict.kind {
            Type::Generic(generic) if generic.arguments.len() == 2 => (
                self.convert_element(key, &generic.arguments[0])?,
                self.convert_element(&value, &generic.arguments[1])?,
            ),
            _ => (key.base().clone(), value),
        };
        members::keys::put(self, dict, key, value)
    }

    fn set_array_element(&mut self, array: &Rc<Array>, index: &Value, value: Value) -> Result {
        if array.dimensions.is_none() {
            self.refuse_slice(index)?;
        }
        let value = self.convert_element(&value, &array.element)?;
        let at = match &array.dimensions {
            None => place(self.position(index)?, array.len()),
            Some(lengths) => flat(&self.positions(index)?, lengths),
        };
        match at {
            Some(at) => {
                array.items.borrow_mut().set(at, value);
                Ok(())
            }
            None => Fault::new(
                &types::INDEX_OUT_OF_RANGE_EXCEPTION,
                "Index was outside the bounds of the array.",
            )
            .id("System.IndexOutOfRangeException")
            .category(Category::OperationStopped)
            .raise(),
        }
    }

    /// Several elements cannot be assigned to at once.
    fn refuse_slice(&mut self, index: &Value) -> Result {
        let Some(items) = convert::enumerate(index) else {
            return Ok(());
        };
        let shown = self.shown_positions(&items?)?;
        Fault::runtime(
            "ArraySliceAssignmentFailed",
            format!("Array assignment to [{shown}] failed because assignment to slices is not supported."),
        )
        .target(index.clone())
        .raise()
    }

    fn shown_positions(&mut self, items: &[Value]) -> Result<Str> {
        convert::join(self, items, ",")
    }

    /// An array of several dimensions wants as many indexes.
    fn wrong_rank<T>(&mut self, rank: usize, index: &Value) -> Result<T> {
        let items = self.index_arguments(index)?;
        let shown = self.shown_positions(&items)?;
        Fault::runtime(
            "NeedMultidimensionalIndex",
            format!("You cannot index into a {rank} dimensional array with index [{shown}]."),
        )
        .target(index.clone())
        .raise()
    }

    /// A value for an element of that type.
    fn convert_element(&mut self, value: &Value, kind: &Type) -> Result<Value> {
        if kind.is(&types::OBJECT) || convert::accepts(value, kind) {
            Ok(value.clone())
        } else {
            self.convert(value, kind)
        }
    }

    fn position(&mut self, index: &Value) -> Result<i64> {
        match index.base() {
            Value::Int(n) => Ok(i64::from(*n)),
            other => convert::to_i64(self, other),
        }
    }

    fn positions(&mut self, index: &Value) -> Result<Vec<i64>> {
        self.index_arguments(index)?
            .iter()
            .map(|index| convert::to_i64(self, index))
            .collect()
    }

    fn index_arguments(&mut self, index: &Value) -> Result<Vec<Value>> {
        match convert::enumerate(index) {
            Some(items) => items,
            None => Ok(vec![index.clone()]),
        }
    }

    fn cannot_index<T>(&mut self, target: &Value) -> Result<T> {
        let name = target.get_type().full_name();
        Fault::runtime(
            "CannotIndex",
            format!("Unable to index into an object of type \"{name}\"."),
        )
        .raise()
    }
}

/// The element at a place from the front.
#[inline]
fn element(target: &Value, index: usize) -> Option<Value> {
    match target {
        Value::Array(array) if array.dimensions.is_none() => array.get(index),
        Value::List(list) => list.get(index),
        Value::Str(text) if text.is_ascii() => text.utf16_at(index).map(Value::Char),
        _ => None,
    }
}

/// The element of a value; `None` where the index is outside.
pub(crate) fn index_value(
    engine: &mut Engine,
    target: &Value,
    index: &Value,
) -> Result<Option<Value>> {
    if index.is_null() && !matches!(target.base(), Value::Null | Value::Nothing) {
        return null_index();
    }
    match target.base() {
        Value::Null | Value::Nothing => null_array(),
        Value::Dict(dict) => dict_index(engine, dict, index),
        Value::Array(array) => {
            if let Some(lengths) = &array.dimensions {
                // Arrays among the indexes name several elements, each by its own row of them.
                if let Some(items) = convert::enumerate(index)
                    && let items = items?
                    && items.iter().all(convert::is_enumerable)
                    && !items.is_empty()
                {
                    let mut values = Vec::new();
                    for item in &items {
                        values.extend(index_value(engine, target, item)?);
                    }
                    return Ok(Some(Value::array(values)));
                }
                let positions = engine.positions(index)?;
                if positions.len() != lengths.len() {
                    return engine.wrong_rank(lengths.len(), index);
                }
                return Ok(flat(&positions, lengths).and_then(|at| array.get(at)));
            }
            elements(engine, index, array.len(), |at| array.get(at))
        }
        Value::List(list) => elements(engine, index, list.len(), |at| list.get(at)),
        Value::Str(text) => {
            let text = text.clone();
            elements(engine, index, text.utf16_len(), |at| {
                text.utf16_at(at).map(Value::Char)
            })
        }
        _ => {
            let arguments = engine.index_arguments(index)?;
            // Several indexes into a list name several elements.
            if arguments.len() > 1
                && Type::Known(&types::ILIST).is_assignable_from(&target.get_type())
                && let Some(items) = convert::enumerate(target)
            {
                let items = items?;
                return elements(engine, index, items.len(), |at| items.get(at).cloned());
            }
            match members::invoke(engine, target, "get_Item", &arguments) {
                Ok(value) => Ok(Some(value)),
                Err(stop) if not_found(&stop) => scalar_index(engine, target, index).map(Some),
                Err(stop) => Err(stop),
            }
        }
    }
}

/// PowerShell lets plain values be indexed as if they were arrays of one: there is nothing but at 0 and -1.
fn scalar_index(engine: &mut Engine, target: &Value, index: &Value) -> Result<Value> {
    match index.base() {
        Value::Int(0 | -1) => Ok(target.clone()),
        _ if engine.strict_mode() >= 2 => engine.cannot_index(target),
        Value::Int(_) => Ok(Value::Null),
        _ if matches!(target.base(), Value::Object(_) | Value::Native(_))
            && index.as_str().is_none() =>
        {
            engine.cannot_index(target)
        }
        _ => Ok(Value::Null),
    }
}

fn dict_index(engine: &mut Engine, dict: &Rc<Dict>, index: &Value) -> Result<Option<Value>> {
    if dict.asks_script(index) {
        let key = match &dict.kind {
            Type::Generic(generic) if !generic.arguments.is_empty() => {
                engine.convert_element(index, &generic.arguments[0])?
            }
            _ => index.clone(),
        };
        let key = members::keys::known(engine, dict, &key)?;
        return Ok(Some(dict.get(&key).unwrap_or_default()));
    }
    let ordered = dict.kind.is(&types::ORDERED_DICTIONARY);
    if !(ordered && matches!(index.base(), Value::Int(_)))
        && let Some(value) = dict.get(index.base())
    {
        return Ok(Some(value));
    }
    if ordered && let Value::Int(at) = index.base() {
        return Ok(place(i64::from(*at), dict.len())
            .and_then(|at| dict.entry_at(at))
            .map(|(_, value)| value));
    }
    if let Type::Generic(generic) = &dict.kind {
        if let Some(kind) = generic.arguments.first()
            && !convert::accepts(index, kind)
            && let Ok(key) = engine.convert(index, kind)
            && let Some(value) = dict.get(&key)
        {
            return Ok(Some(value));
        }
        return Ok(Some(Value::Null));
    }
    if let Some(keys) = convert::enumerate(index) {
        let mut values = Vec::new();
        for key in keys? {
            values.push(dict.get(&key).unwrap_or_default());
        }
        return Ok(Some(Value::array(values)));
    }
    Ok(Some(Value::Null))
}

/// Elements by one index or several; those outside are left out.
fn elements(
    engine: &mut Engine,
    index: &Value,
    length: usize,
    get: impl Fn(usize) -> Option<Value>,
) -> Result<Option<Value>> {
    if let Value::Int(at) = index.base() {
        return Ok(place(i64::from(*at), length).and_then(get));
    }
    if let Some(items) = convert::enumerate(index) {
        let mut values = Vec::new();
        for item in items? {
            let at = engine.position(&item)?;
            match place(at, length).and_then(&get) {
                Some(value) => values.push(value),
                None if engine.strict_mode() >= 3 => return Ok(None),
                None => {}
            }
        }
        return Ok(Some(Value::array(values)));
    }
    // What is no number is no index, and that is no error.
    match engine.position(index) {
        Ok(at) => Ok(place(at, length).and_then(get)),
        Err(stop) if matches!(&*stop, Interrupt::Error(_)) && index.as_str().is_some() => Ok(None),
        Err(stop) => Err(stop),
    }
}

/// The place that an index means; negative ones count from the end.
fn place(index: i64, length: usize) -> Option<usize> {
    let at = if index < 0 {
        index + length as i64
    } else {
        index
    };
    usize::try_from(at).ok().filter(|at| *at < length)
}

/// The place in row-major order.
fn flat(positions: &[i64], lengths: &[usize]) -> Option<usize> {
    let mut at = 0;
    for (position, length) in positions.iter().zip(lengths) {
        let position = usize::try_from(*position).ok().filter(|p| p < length)?;
        at = at * length + position;
    }
    Some(at)
}

/// Whether a list's indexer has no setter.
fn is_read_only(list: &object::List) -> bool {
    matches!(&list.kind, Type::Generic(generic) if std::ptr::eq(generic.definition, &members::list::READ_ONLY_COLLECTION))
}

/// The error of an index that .NET's own indexer refuses.
fn outside<T>(target: &Value) -> Result<T> {
    let (kind, message) = match target.base() {
        Value::List(_) => (
            &types::ARGUMENT_OUT_OF_RANGE_EXCEPTION,
            "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
        ),
        _ => (
            &types::INDEX_OUT_OF_RANGE_EXCEPTION,
            "Index was outside the bounds of the array.",
        ),
    };
    Fault::new(kind, message)
        .id(kind.name)
        .category(Category::OperationStopped)
        .raise()
}

fn null_array<T>() -> Result<T> {
    Fault::runtime("NullArray", "Cannot index into a null array.").raise()
}

fn null_index<T>() -> Result<T> {
    Fault::runtime(
        "NullArrayIndex",
        "Index operation failed; the array index evaluated to null.",
    )
    .raise()
}

/// Whether an error says that there is no such method.
fn not_found(stop: &Interrupt) -> bool {
    matches!(stop, Interrupt::Error(record) if record.id == "MethodNotFound")
}
