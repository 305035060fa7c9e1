//! Members of values: reading and setting properties, with an inline cache at each site.

use crate::Engine;
use crate::program::*;
use object::types::MemberKind;
use object::{
    Category, Fault, Host, Interrupt, Result, SlotKind, Str, Symbol, Type, Value, convert, members,
    types,
};

/// What a getter throws is nobody's business: the property is then null.
fn is_getter_fault(stop: &Interrupt) -> bool {
    matches!(stop, Interrupt::Error(record) if record.exception.get_type().is(&types::GET_VALUE_INVOCATION_EXCEPTION))
}

impl Engine {
    /// `target.name`, `[type]::name`
    pub(crate) fn member(&mut self, node: &MemberNode) -> Result<Value> {
        let target = self.evaluate(&node.target)?;
        if node.null_conditional && target.is_null() {
            return Ok(Value::Null);
        }
        if let (Value::Object(object), MemberName::Word(..)) = (&target, &node.name) {
            let cache = node.cache.borrow();
            if let MemberCache::Slot(shape, slot) = &*cache
                && let Some(value) = object.cached(shape, *slot)
            {
                return Ok(value);
            }
        }
        if let Some(value) = self.known_member(node, &target)? {
            return Ok(value);
        }
        let (name, symbol) = self.member_name(&node.name)?;
        if node.is_static {
            return self.static_member(&target, &name);
        }
        self.member_slow(node, &target, &name, symbol)
    }

    /// A property in the table of a .NET type, which the site remembers; `None` where something stands before that table.
    #[inline]
    fn known_member(&mut self, node: &MemberNode, target: &Value) -> Result<Option<Value>> {
        let MemberName::Word(name, _) = &node.name else {
            return Ok(None);
        };
        let kind = match (node.is_static, target) {
            (false, Value::Array(array)) => return Ok(array_length(array, name)),
            (true, Value::Type(kind @ Type::Known(_))) if !kind.is_enum() => kind.clone(),
            (true, _) => return Ok(None),
            (false, target) => match members::plain_type(target) {
                Some(kind) => kind,
                None => return Ok(None),
            },
        };
        match target {
            Value::Dict(dict) if dict.get_str(name).is_some() => return Ok(dict.get_str(name)),
            Value::Native(object) => {
                if let Some(value) = object.property(name) {
                    return Ok(Some(value));
                }
            }
            _ => {}
        }
        let this = if node.is_static { &Value::Null } else { target };
        let remembered = match &*node.cache.borrow() {
            MemberCache::Known(known, member) if *known == kind => Some(*member),
            _ => None,
        };
        let member = match remembered {
            Some(member) => member,
            None => match members::find(&kind, name, node.is_static) {
                Some(member) if matches!(member.kind, MemberKind::Property { .. }) => {
                    *node.cache.borrow_mut() = MemberCache::Known(kind.clone(), member);
                    member
                }
                _ => return Ok(None),
            },
        };
        match members::read(self, this, &kind, member) {
            Err(stop) if !node.is_static && is_getter_fault(&stop) => Ok(Some(Value::Null)),
            result => result.map(Some),
        }
    }

    fn member_slow(
        &mut self,
        node: &MemberNode,
        target: &Value,
        name: &Str,
        symbol: Symbol,
    ) -> Result<Value> {
        if let Value::Object(object) = target
            && let Some((slot, kind)) = object.find(symbol)
            && matches!(
                kind,
                SlotKind::Note | SlotKind::Property | SlotKind::ReadOnly | SlotKind::Hidden
            )
        {
            *node.cache.borrow_mut() = MemberCache::Slot(object.shape(), slot);
            return Ok(object.slot(slot));
        }
        self.property(target, name)
    }

    /// The name of a member.
    pub(crate) fn member_name(&mut self, name: &MemberName) -> Result<(Str, Symbol)> {
        match name {
            MemberName::Word(name, symbol) => Ok((name.clone(), *symbol)),
            MemberName::Value(expr) => {
                let value = self.evaluate(expr)?;
                let text = convert::to_text(self, &value)?;
                let symbol = Symbol::of(&text);
                Ok((text, symbol))
            }
        }
    }

    /// The value of a property of any value; null where there is none (an error in strict mode). A collection without the
    /// property gives that of its elements.
    pub fn property(&mut self, target: &Value, name: &str) -> Result<Value> {
        if let Some(value) = self.own_property(target, name)? {
            return Ok(value);
        }
        if let Some(items) = self.enumerate(target)?
            && !is_count(name)
        {
            let mut found = Vec::new();
            let mut any = items.is_empty();
            for item in &items {
                if let Some(value) = self.own_property(item, name)? {
                    any = true;
                    match convert::enumerate(&value) {
                        Some(inner) => found.extend(inner?),
                        None => found.push(value),
                    }
                } else if self.strict_mode() >= 2 && !convert::is_enumerable(item) {
                    return self.no_property(item, name);
                } else if let Some(inner) = convert::enumerate(item) {
                    let inner = self.property(&Value::array(inner?), name)?;
                    any |= !inner.is_null();
                    match convert::enumerate(&inner) {
                        Some(items) => found.extend(items?),
                        None if inner.is_null() => {}
                        None => found.push(inner),
                    }
                }
            }
            if any && !found.is_empty() {
                return Ok(Value::from_output(found));
            }
            if any && !items.is_empty() {
                return Ok(Value::Null);
            }
        }
        let strict = self.strict_mode();
        if is_count(name) && (strict == 0 || (strict == 1 && !target.is_null())) {
            return Ok(Value::Int(i32::from(!target.is_null())));
        }
        self.no_property(target, name)
    }

    /// The property of the value itself.
    pub fn own_property(&mut self, target: &Value, name: &str) -> Result<Option<Value>> {
        match target {
            Value::Null | Value::Nothing => Ok(None),
            _ => match members::get(self, target, name) {
                Err(stop) if is_getter_fault(&stop) => Ok(Some(Value::Null)),
                result => result,
            },
        }
    }

    fn no_property(&mut self, target: &Value, name: &str) -> Result<Value> {
        if self.strict_mode() < 2 {
            return Ok(Value::Null);
        }
        Fault::new(
            &types::PROPERTY_NOT_FOUND_EXCEPTION,
            format!("The property '{name}' cannot be found on this object. Verify that the property exists."),
        )
        .id("PropertyNotFoundStrict")
        .category(Category::NotSpecified)
        .target(if target.is_null() { Value::Null } else { target.clone() })
        .raise()
    }

    /// `[type]::name`
    fn static_member(&mut self, target: &Value, name: &str) -> Result<Value> {
        let Value::Type(kind) = target.base() else {
            // `$object::Name` reads the statics of the object's type.
            let kind = target.get_type();
            return Ok(members::get_static(self, &kind, name)?.unwrap_or_default());
        };
        if let Some(value) = self.class_static(kind, name)? {
            return Ok(value);
        }
        match members::get_static(self, kind, name)? {
            Some(value) => Ok(value),
            None if self.strict_mode() >= 2 => self.no_property(target, name),
            None => Ok(Value::Null),
        }
    }

    /// `target.name = value`
    pub(crate) fn set_member(&mut self, node: &MemberNode, value: Value) -> Result {
        let target = self.evaluate(&node.target)?;
        let value = if matches!(value, Value::Nothing) {
            Value::Null
        } else {
            value
        };
        let value = match (&target, &node.name) {
            (Value::Object(object), MemberName::Word(..)) => match &*node.cache.borrow() {
                MemberCache::Slot(shape, slot)
                    if matches!(shape.slots()[*slot].kind, SlotKind::Note) =>
                {
                    match object.set_cached(shape, *slot, value) {
                        Ok(()) => return Ok(()),
                        Err(value) => value,
                    }
                }
                _ => value,
            },
            _ => value,
        };
        let (name, symbol) = self.member_name(&node.name)?;
        if let Value::Object(object) = &target
            && let Some((slot, SlotKind::Note)) = object.find(symbol)
        {
            *node.cache.borrow_mut() = MemberCache::Slot(object.shape(), slot);
            object.set_slot(slot, value);
            return Ok(());
        }
        self.set_property_of(&target, node.is_static, &name, value)
    }

    pub(crate) fn set_property_of(
        &mut self,
        target: &Value,
        is_static: bool,
        name: &str,
        value: Value,
    ) -> Result {
        if is_static {
            let kind = match target.base() {
                Value::Type(kind) => kind.clone(),
                other => other.get_type(),
            };
            if self.set_class_static(&kind, name, &value)?
                || members::set_static(self, &kind, name, value)?
            {
                return Ok(());
            }
            return property_missing(target, name);
        }
        self.set_property(target, name, value)
    }

    /// Sets a property of any value.
    ///
    /// # Errors
    /// There is no such property, it is read-only, or it refuses the value.
    pub fn set_property(&mut self, target: &Value, name: &str, value: Value) -> Result {
        if target.is_null() {
            return property_missing(target, name);
        }
        let value = self.convert_for_property(target, name, value)?;
        if members::set(self, target, name, value.clone())? {
            return Ok(());
        }
        property_missing(target, name)
    }

    /// `target.name += value`
    pub(crate) fn compound_member(
        &mut self,
        node: &MemberNode,
        op: syntax::ast::BinaryOp,
        value: &Expr,
    ) -> Result<Value> {
        let target = self.evaluate(&node.target)?;
        let (name, symbol) = self.member_name(&node.name)?;
        let old = if node.is_static {
            self.static_member(&target, &name)?
        } else {
            self.member_slow(node, &target, &name, symbol)?
        };
        let value = self.evaluate(value)?;
        let new = self.binary(op, &old, &value)?;
        self.set_property_of(&target, node.is_static, &name, new.clone())?;
        Ok(new)
    }

    /// `target[index] += value`
    pub(crate) fn compound_index(
        &mut self,
        node: &IndexNode,
        op: syntax::ast::BinaryOp,
        value: &Expr,
    ) -> Result<Value> {
        let target = self.evaluate(&node.target)?;
        let index = self.evaluate(&node.index)?;
        let number = self.number(value);
        if !number.is_none()
            && let Some((_, new)) = super::assign::change_entry(&target, &index, op, number)
        {
            return Ok(new);
        }
        let old = self.index_of(&target, &index)?;
        let value = self.evaluate(value)?;
        let new = self.binary(op, &old, &value)?;
        self.set_index_of(&target, &index, new.clone())?;
        Ok(new)
    }

    /// What a pipeline or a loop sees of a value; `None` where it is one object.
    pub fn enumerate(&mut self, value: &Value) -> Result<Option<Vec<Value>>> {
        if let Value::Object(object) = value
            && object.is_of_class()
            && let Some(enumerator) = self.class_enumerator(value)?
        {
            return self.drain_enumerator(&enumerator).map(Some);
        }
        convert::enumerate(value).transpose()
    }

    /// All that an `IEnumerator` has yet to give.
    fn drain_enumerator(&mut self, enumerator: &Value) -> Result<Vec<Value>> {
        if let Some(items) = convert::enumerate(enumerator) {
            return items;
        }
        let mut items = Vec::new();
        loop {
            let more = match self.call_method(enumerator, "MoveNext", &[])? {
                Some(more) => more,
                None => members::invoke(self, enumerator, "MoveNext", &[])?,
            };
            if !convert::to_bool(&more) {
                return Ok(items);
            }
            items.push(self.property(enumerator, "Current")?);
        }
    }
}

/// How long an array is, if that is what the name asks.
fn array_length(array: &object::Array, name: &str) -> Option<Value> {
    let asked = is_count(name) && array.dimensions.is_none();
    let length = asked.then(|| i32::try_from(array.len()).ok()).flatten()?;
    Some(Value::Int(length))
}

/// Every value has a count, whether .NET gives it one or not.
fn is_count(name: &str) -> bool {
    name.eq_ignore_ascii_case("Count") || name.eq_ignore_ascii_case("Length")
}

/// The error of an assignment to a property that is not there. Objects whose adapter sets properties by name (notes, XML) fail
/// inside the adapter; the others fail in the assignment.
fn property_missing<T>(target: &Value, name: &str) -> Result<T> {
    let message = format!(
        "The property '{name}' cannot be found on this object. Verify that the property exists and can be set."
    );
    let kind = target.get_type();
    if kind.is(&types::PSCUSTOMOBJECT) || kind.full_name().starts_with("System.Xml.") {
        let message = format!("Exception setting \"{name}\": \"{message}\"");
        return Fault::new(&types::SET_VALUE_INVOCATION_EXCEPTION, message)
            .id("ExceptionWhenSetting")
            .raise();
    }
    let id = match target.is_null() {
        true => "PropertyNotFound",
        false => "PropertyAssignmentException",
    };
    Fault::runtime(id, message).raise()
}
