//! Expressions of C#.

use super::define::Class;
use super::operate;
use super::run::{Flow, Frame, Function, Variable};
use super::tree::*;
use crate::Engine;
use object::{
    Array, Fault, Interrupt, List, Native, Result, Symbol, Type, Value, convert, members, types,
};
use std::rc::Rc;

/// What a name turns out to be.
pub(super) enum Found {
    Value(Value),
    Type(Type),
    /// The beginning of a longer name.
    Namespace(String),
}

/// A lambda with what it sees.
pub(crate) struct Lambda {
    tree: Rc<LambdaTree>,
    class: Rc<Class>,
    this: Value,
    variables: Vec<Variable>,
    functions: Vec<Function>,
}

impl Native for Lambda {
    fn get_type(&self) -> Type {
        Type::Known(types::find("System.Delegate", 0).unwrap_or(&types::OBJECT))
    }
}

impl Lambda {
    /// Runs it.
    pub fn call(&self, engine: &mut Engine, arguments: &[Value]) -> Result<Value> {
        let mut frame = Frame {
            engine,
            class: Rc::clone(&self.class),
            this: self.this.clone(),
            variables: self.variables.clone(),
            functions: self.functions.clone(),
            yielded: Vec::new(),
            checked: false,
            generics: Vec::new(),
            caught: Vec::new(),
        };
        for (at, name) in self.tree.parameters.iter().enumerate() {
            let value = arguments.get(at).cloned().unwrap_or_default();
            frame.declare(name, value, None);
        }
        match &self.tree.body {
            LambdaBody::Expr(value) => frame.effect(value),
            LambdaBody::Block(body) => Ok(match frame.block(body)? {
                Flow::Return(value) => value,
                _ => Value::Nothing,
            }),
        }
    }
}

impl Frame<'_> {
    /// A type as it is written.
    pub fn kind(&mut self, kind: &Kind) -> Result<Type> {
        if self.generics.iter().any(|own| **own == *kind.name) {
            return Ok(Type::Known(&types::OBJECT));
        }
        super::names::resolve(self.engine, &self.class, kind)
    }

    pub fn is_true(&mut self, condition: &Expr) -> Result<bool> {
        Ok(convert::to_bool(&self.value(condition)?))
    }

    /// An expression for what it does; a method without a value is no error here.
    pub fn effect(&mut self, expr: &Expr) -> Result<Value> {
        self.value(expr)
    }

    /// A value as a declared type wants it.
    pub fn value_as(&mut self, expr: &Expr, kind: &Type) -> Result<Value> {
        match expr {
            Expr::Default(None) => return self.default_of(kind),
            Expr::New(None, arguments, entries) => {
                return self.create(kind, arguments, entries);
            }
            _ => {}
        }
        let value = self.value(expr)?;
        self.converted(value, kind)
    }

    /// An implicit conversion.
    pub fn converted(&mut self, value: Value, kind: &Type) -> Result<Value> {
        if kind.is(&types::OBJECT) || convert::accepts(&value, kind) {
            return Ok(super::define::copied(value));
        }
        if value.is_null() {
            return Ok(match kind.is_value_type() && !is_nullable(kind) {
                true => self.default_of(kind)?,
                false => Value::Null,
            });
        }
        let inner = match kind {
            Type::Generic(generic) if is_nullable(kind) => generic.arguments[0].clone(),
            other => other.clone(),
        };
        if let Some(number) = operate::numeric_cast(&value, &inner, false)? {
            return Ok(number);
        }
        if inner.is_assignable_from(&value.get_type()) || value.as_native::<Lambda>().is_some() {
            return Ok(super::define::copied(value));
        }
        self.engine.convert(&value, &inner)
    }

    /// `default(T)`
    pub fn default_of(&mut self, kind: &Type) -> Result<Value> {
        if super::define::is_struct(kind) {
            return self.engine.construct_class(kind, &[]);
        }
        Ok(kind.default_value())
    }

    /// The value of an expression.
    pub fn value(&mut self, expr: &Expr) -> Result<Value> {
        Ok(match expr {
            Expr::Value(value) => value.clone(),
            Expr::This | Expr::Base => self.this.clone(),
            Expr::Name(_) | Expr::Member(..) | Expr::Type(_) => match self.find(expr)? {
                Found::Value(value) => value,
                Found::Type(kind) => Value::Type(kind),
                Found::Namespace(name) => return unknown(&name),
            },
            Expr::Call(target, kinds, arguments) => return self.call(target, kinds, arguments),
            Expr::Index(target, indexes, conditional) => {
                let target = self.value(target)?;
                if *conditional && target.is_null() {
                    return Ok(Value::Null);
                }
                let indexes = self.values(indexes)?;
                self.element(&target, &indexes)?
            }
            Expr::New(Some(kind), arguments, entries) => {
                let kind = self.kind(kind)?;
                self.create(&kind, arguments, entries)?
            }
            Expr::New(None, ..) => return foreign("Objects of C# without a type"),
            Expr::NewArray(kind, sizes, items) => {
                self.new_array(kind.as_ref(), sizes, items.as_deref())?
            }
            Expr::Unary(sign, operand) => {
                let value = self.value(operand)?;
                operate::unary(sign, &value)?
            }
            Expr::Step(target, step, keeps_old) => self.step(target, *step, *keeps_old)?,
            Expr::Binary(sign, left, right) => self.binary(sign, left, right)?,
            Expr::Assign(sign, target, value) => self.assign(*sign, target, value)?,
            Expr::Conditional(condition, yes, no) => match self.is_true(condition)? {
                true => self.value(yes)?,
                false => self.value(no)?,
            },
            Expr::Cast(kind, value) => {
                let kind = self.kind(kind)?;
                let value = self.value(value)?;
                self.cast(value, &kind)?
            }
            Expr::Is(value, pattern) => {
                let value = self.value(value)?;
                Value::Bool(self.matches(&value, pattern)?)
            }
            Expr::As(value, kind) => {
                let value = self.value(value)?;
                let kind = self.kind(kind)?;
                match !value.is_null() && kind.is_assignable_from(&value.get_type()) {
                    true => value,
                    false => Value::Null,
                }
            }
            Expr::TypeOf(kind) => Value::Type(self.kind(kind)?),
            Expr::Default(None) => Value::Null,
            Expr::Default(Some(kind)) => {
                let kind = self.kind(kind)?;
                self.default_of(&kind)?
            }
            Expr::Interpolated(parts) => self.interpolated(parts)?,
            Expr::Lambda(tree) => Value::native(Lambda {
                tree: Rc::clone(tree),
                class: Rc::clone(&self.class),
                this: self.this.clone(),
                variables: self.variables.clone(),
                functions: self.functions.clone(),
            }),
            Expr::Throw(value) => {
                let exception = self.value(value)?;
                return Err(self.engine.thrown(exception)?);
            }
            Expr::Checked(value, checked) => {
                let before = std::mem::replace(&mut self.checked, *checked);
                let result = self.value(value);
                self.checked = before;
                result?
            }
            Expr::Switch(value, arms) => self.choose(value, arms)?,
            Expr::Declare(name) => {
                self.declare(name, Value::Null, None);
                Value::Null
            }
            Expr::Tuple(items) => {
                let items = self.values(items)?;
                members::tuple::value_tuple(items)
            }
            Expr::NameOf(name) => Value::str(name.as_str()),
        })
    }

    pub fn values(&mut self, list: &[Expr]) -> Result<Vec<Value>> {
        list.iter().map(|expr| self.value(expr)).collect()
    }

    /// The variable of that name, the innermost first.
    pub fn variable(&self, name: &str) -> Option<&Variable> {
        self.variables.iter().rev().find(|own| &*own.name == name)
    }

    /// What a name or a member is: a value, a type, or the beginning of a longer name.
    pub fn find(&mut self, expr: &Expr) -> Result<Found> {
        match expr {
            Expr::Type(kind) => Ok(Found::Type(self.kind(kind)?)),
            Expr::Name(name) => {
                if let Some(variable) = self.variable(name) {
                    return Ok(Found::Value(variable.cell.borrow().clone()));
                }
                if let Some(value) = self.own_member(name)? {
                    return Ok(Found::Value(value));
                }
                Ok(match self.kind(&Kind::plain(name)) {
                    Ok(kind) => Found::Type(kind),
                    Err(_) => Found::Namespace(name.to_string()),
                })
            }
            Expr::Member(target, name, conditional) => self.find_member(target, name, *conditional),
            other => self.value(other).map(Found::Value),
        }
    }

    fn find_member(&mut self, target: &Expr, name: &Name, conditional: bool) -> Result<Found> {
        match self.find(target)? {
            Found::Namespace(space) => {
                let whole = format!("{space}.{name}");
                Ok(match self.kind(&Kind::plain(&whole)) {
                    Ok(kind) => Found::Type(kind),
                    Err(_) => Found::Namespace(whole),
                })
            }
            Found::Type(kind) => {
                if let Some(value) = self.static_member(&kind, name)? {
                    return Ok(Found::Value(value));
                }
                let nested = Kind::plain(&format!("{}+{name}", kind.full_name()));
                match self.kind(&nested) {
                    Ok(kind) => Ok(Found::Type(kind)),
                    Err(_) => unknown(&format!("{}.{name}", kind.full_name())),
                }
            }
            Found::Value(value) => {
                if conditional && value.is_null() {
                    return Ok(Found::Value(Value::Null));
                }
                // A property may have the name of its type: `Colour.Red`.
                if let (Expr::Name(own), Value::Enum(_)) = (target, &value)
                    && let Ok(kind) = self.kind(&Kind::plain(own))
                    && let Some(value) = self.static_member(&kind, name)?
                {
                    return Ok(Found::Value(value));
                }
                self.member(&value, name).map(Found::Value)
            }
        }
    }

    /// A field or a property of the class that the code stands in, or of one around it.
    fn own_member(&mut self, name: &str) -> Result<Option<Value>> {
        let this = self.this.clone();
        if !this.is_null()
            && let Some(value) = super::access::instance_get(self.engine, &this, name)?
        {
            return Ok(Some(value));
        }
        let mut class = Some(Rc::clone(&self.class));
        while let Some(own) = class {
            if let Some(value) = super::access::static_get(self.engine, &own, name)? {
                return Ok(Some(value));
            }
            class = super::define::outer(self.engine, &own);
        }
        Ok(None)
    }

    pub fn static_member(&mut self, kind: &Type, name: &str) -> Result<Option<Value>> {
        if let Some(class) = super::define::class_of(kind) {
            return super::access::static_get(self.engine, &class, name);
        }
        if kind.is_enum() {
            let known = kind
                .enum_values()
                .into_iter()
                .find(|(own, _)| own.as_str() == name);
            return Ok(known.map(|(_, bits)| kind.enum_from(bits)));
        }
        match self.engine.class_static(kind, name)? {
            Some(value) => Ok(Some(value)),
            None => members::get_static(self.engine, kind, name),
        }
    }

    /// A member of an object.
    pub fn member(&mut self, value: &Value, name: &str) -> Result<Value> {
        if value.is_null() {
            return match name {
                "HasValue" => Ok(Value::Bool(false)),
                _ => operate::null_reference(),
            };
        }
        if let Some(found) = super::access::instance_get(self.engine, value, name)? {
            return Ok(found);
        }
        match members::get(self.engine, value, name)? {
            Some(found) => Ok(found),
            None if name == "HasValue" => Ok(Value::Bool(true)),
            None if name == "Value" => Ok(value.clone()),
            None => unknown(&format!("{}.{name}", value.get_type().full_name())),
        }
    }

    /// An element of an array, a list, a dictionary or a text.
    fn element(&mut self, target: &Value, indexes: &[Value]) -> Result<Value> {
        let at = |value: &Value| value.as_integer();
        match (target.base(), indexes) {
            (Value::Null | Value::Nothing, _) => operate::null_reference(),
            (Value::Array(array), [index]) => match at(index)
                .and_then(|at| usize::try_from(at).ok())
                .and_then(|at| array.get(at))
            {
                Some(value) => Ok(value),
                None => out_of_bounds(),
            },
            (Value::Str(text), [index]) => {
                let at = at(index).and_then(|at| usize::try_from(at).ok());
                match at.and_then(|at| text.encode_utf16().nth(at)) {
                    Some(unit) => Ok(Value::Char(unit)),
                    None => out_of_bounds(),
                }
            }
            (Value::Array(_), _) => foreign("Arrays of C# with more than one dimension"),
            (base, _) => {
                let base = base.clone();
                bare(
                    members::invoke(self.engine, &base, "get_Item", indexes)
                        .or_else(|_| members::invoke(self.engine, &base, "Item", indexes)),
                )
            }
        }
    }

    fn new_array(
        &mut self,
        kind: Option<&Kind>,
        sizes: &[Expr],
        items: Option<&[Expr]>,
    ) -> Result<Value> {
        let element = match kind {
            Some(kind) => Some(self.kind(kind)?),
            None => None,
        };
        if sizes.len() > 1 {
            return foreign("Arrays of C# with more than one dimension");
        }
        let mut values = Vec::new();
        if let Some(items) = items {
            for item in items {
                values.push(match &element {
                    Some(kind) => self.value_as(item, kind)?,
                    None => self.value(item)?,
                });
            }
        } else if let Some(size) = sizes.first() {
            let count = self.value(size)?.as_integer().unwrap_or_default();
            let element = element.clone().unwrap_or(Type::Known(&types::OBJECT));
            for _ in 0..count {
                values.push(self.default_of(&element)?);
            }
        }
        let element = element
            .or_else(|| values.first().map(Value::get_type))
            .unwrap_or(Type::Known(&types::OBJECT));
        Ok(Value::Array(Array::of(element, values)))
    }

    /// An explicit conversion.
    fn cast(&mut self, value: Value, kind: &Type) -> Result<Value> {
        if let Some(number) = operate::numeric_cast(&value, kind, self.checked)? {
            return Ok(number);
        }
        if kind.is_enum()
            && let Some(bits) = value.as_integer()
        {
            return Ok(kind.enum_from(bits));
        }
        if value.is_null() || kind.is_assignable_from(&value.get_type()) || kind.is(&types::OBJECT)
        {
            return Ok(value);
        }
        if is_nullable(kind) {
            return self.converted(value, kind);
        }
        Fault::new(
            &types::INVALID_CAST_EXCEPTION,
            format!(
                "Unable to cast object of type '{}' to type '{}'.",
                value.get_type().full_name(),
                kind.full_name()
            ),
        )
        .raise()
    }

    fn interpolated(&mut self, parts: &[Part]) -> Result<Value> {
        let mut text = String::new();
        for part in parts {
            match part {
                Part::Text(plain) => text.push_str(plain),
                Part::Hole(value, format) if format.is_empty() => {
                    let value = self.value(value)?;
                    text.push_str(&operate::text_of(self.engine, &value)?);
                }
                Part::Hole(value, format) => {
                    let value = self.value(value)?;
                    let format = Value::from(format!("{{0{format}}}"));
                    let kind = Type::Known(&types::STRING);
                    let shown =
                        members::invoke_static(self.engine, &kind, "Format", &[format, value])?;
                    text.push_str(shown.as_str().map_or("", |text| text));
                }
            }
        }
        Ok(Value::from(text))
    }

    /// `new T(...) { ... }`
    pub fn create(
        &mut self,
        kind: &Type,
        arguments: &[Argument],
        entries: &[Init],
    ) -> Result<Value> {
        let values = self.arguments(arguments)?;
        let object = self.construct(kind, values)?;
        for entry in entries {
            match entry {
                Init::Property(name, value) => {
                    let value = self.value(value)?;
                    self.set_member(&object, name, value)?;
                }
                Init::Entry(items) => {
                    let mut items = self.values(items)?;
                    let value = items.pop().unwrap_or_default();
                    match object.base() {
                        Value::Dict(_) => self.set_element(&object, &items, value)?,
                        _ => {
                            items.push(value);
                            self.call_on(&object, "Add", items)?;
                        }
                    }
                }
                Init::Item(value) => {
                    let value = self.value(value)?;
                    self.call_on(&object, "Add", vec![value])?;
                }
            }
        }
        Ok(object)
    }
}

pub(super) fn is_nullable(kind: &Type) -> bool {
    matches!(kind, Type::Generic(generic) if std::ptr::eq(generic.definition, &types::NULLABLE))
}

/// An error of .NET's without what PowerShell puts around it.
pub(super) fn bare(result: Result<Value>) -> Result<Value> {
    result.map_err(|stop| match &*stop {
        Interrupt::Error(record) => {
            let inner = super::run::bare_exception(&record.exception);
            if inner.same(&record.exception) {
                return stop;
            }
            let id = inner.get_type().name();
            let record =
                object::ErrorRecord::of(inner, id, object::Category::NotSpecified, Value::Null);
            Rc::new(record).into()
        }
        _ => stop,
    })
}

pub(super) fn out_of_bounds<T>() -> Result<T> {
    Fault::new(
        &types::INDEX_OUT_OF_RANGE_EXCEPTION,
        "Index was outside the bounds of the array.",
    )
    .raise()
}

/// What C# code asks for and nothing here has.
pub(super) fn unknown<T>(name: &str) -> Result<T> {
    Fault::new(
        &types::NOT_SUPPORTED_EXCEPTION,
        format!("'{name}', which C# code asks for, is not simulated."),
    )
    .id("NotSimulated")
    .category(object::Category::NotImplemented)
    .raise()
}

pub(super) fn foreign<T>(what: &str) -> Result<T> {
    Fault::new(
        &types::NOT_SUPPORTED_EXCEPTION,
        format!("{what} are not simulated."),
    )
    .id("NotSimulated")
    .category(object::Category::NotImplemented)
    .raise()
}

/// Lists that `yield` fills.
pub(super) fn list_of(items: Vec<Value>, element: Type) -> Value {
    let whole = Type::generic(&types::LIST, vec![element.clone()]);
    Value::List(List::new(whole, element, items))
}

/// The symbol of a member's name.
pub(super) fn symbol(name: &str) -> Symbol {
    Symbol::of(name)
}
