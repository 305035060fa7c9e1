//! Types by name, as scripts write them, and conversion as the engine does it.

use crate::Engine;
use crate::program::{Expr, TypeRef};
use object::members::delegate::Delegate;
use object::members::method::MethodGroup;
use object::members::reference::Reference;
use object::types::{self, Type};
use object::{Host, Result, Str, Value, convert};
use std::rc::Rc;
use syntax::ast::{TypeName, TypeNameKind};

impl Engine {
    /// The type that a site names, looked up once.
    pub(crate) fn resolve_type(&mut self, name: &TypeRef) -> Result<Type> {
        if let Some(kind) = name.found.get() {
            return Ok(kind.clone());
        }
        let kind = self.find_type_in(&name.name, &name.namespaces)?;
        let _ = name.found.set(kind.clone());
        Ok(kind)
    }

    /// The same, where a missing type is no error.
    pub(crate) fn resolve_type_quietly(&mut self, name: &TypeRef) -> Option<Type> {
        self.resolve_type(name).ok()
    }

    /// The type of a name in the tree.
    ///
    /// # Errors
    /// `TypeNotFound`
    pub fn find_type_in(&mut self, name: &TypeName, namespaces: &Rc<[Str]>) -> Result<Type> {
        match self.lookup_type(name, namespaces) {
            Some(kind) => Ok(kind),
            None => self.type_not_found(&blamed(name)),
        }
    }

    fn lookup_type(&mut self, name: &TypeName, namespaces: &Rc<[Str]>) -> Option<Type> {
        match &name.kind {
            TypeNameKind::Name { name, .. } => self.named_type(name, 0, namespaces),
            TypeNameKind::Array { element, rank } => {
                let element = self.lookup_type(element, namespaces)?;
                Some(Type::array_of(element, *rank))
            }
            TypeNameKind::Generic { base, arguments } => {
                let TypeNameKind::Name { name, .. } = &base.kind else {
                    return None;
                };
                let mut kinds = Vec::new();
                for argument in arguments {
                    kinds.push(self.lookup_type(argument, namespaces)?);
                }
                match self.named_type(name, kinds.len(), namespaces)? {
                    Type::Known(info) => Some(Type::generic(info, kinds)),
                    other => Some(other),
                }
            }
        }
    }

    fn named_type(&mut self, name: &str, arity: usize, namespaces: &Rc<[Str]>) -> Option<Type> {
        if arity == 0
            && let Some(kind) = self.classes.find(self.state, name)
        {
            return Some(kind.clone());
        }
        if arity == 0
            && let Some(kind) = types::added_accelerator(name)
        {
            return Some(kind);
        }
        let plain = match name.split_once('`') {
            Some((stem, _)) => stem,
            None => name,
        };
        let arity = match name.split_once('`') {
            Some((_, digits)) => digits.parse().unwrap_or(arity),
            None => arity,
        };
        if let Some(info) = types::find(plain, arity) {
            return Some(Type::Known(info));
        }
        for namespace in namespaces.iter() {
            if let Some(info) = types::find(&format!("{namespace}.{plain}"), arity) {
                return Some(Type::Known(info));
            }
        }
        None
    }

    /// The class of an attribute that a script defined.
    pub(crate) fn find_attribute_class(
        &mut self,
        name: &TypeName,
        _namespaces: &Rc<[Str]>,
    ) -> Result<Option<Type>> {
        let TypeNameKind::Name { name, .. } = &name.kind else {
            return Ok(None);
        };
        let found = self
            .classes
            .find(self.state, name)
            .or_else(|| self.classes.find(self.state, &format!("{name}Attribute")));
        Ok(found.cloned())
    }

    /// An instance of an attribute's class.
    pub(crate) fn construct_attribute(
        &mut self,
        class: &Type,
        arguments: crate::attribute::Arguments,
    ) -> Result<Value> {
        let instance = self.construct_class(class, &arguments.positional)?;
        for (name, value) in arguments.named {
            self.set_property(&instance, &name, value)?;
        }
        Ok(instance)
    }

    /// Converts a value to a type, classes of scripts included.
    ///
    /// # Errors
    /// `PSInvalidCastException` and what a constructor raises.
    pub fn convert(&mut self, value: &Value, kind: &Type) -> Result<Value> {
        if kind.is(&types::PS_REFERENCE) {
            return Ok(Value::native(object::members::reference::Reference::of(
                value.clone(),
            )));
        }
        convert::to(self, value, kind)
    }

    /// `[ref]$x`: a door to the variable. What is no variable is put into the reference itself.
    pub(crate) fn reference(&mut self, operand: &Expr) -> Result<Value> {
        let (scope, symbol) = match operand {
            Expr::Local(_, symbol) => match self.scopes.lookup(self.scope, *symbol) {
                Some((scope, _)) => (scope, *symbol),
                None => return no_variable(*symbol),
            },
            Expr::Scoped(qualifier, symbol) => (self.qualified_scope(*qualifier), *symbol),
            other => {
                let value = self.evaluate(other)?;
                return Ok(Value::native(Reference::of(value)));
            }
        };
        let slot = self.scopes.get(scope).layout.slot(symbol);
        let variable = self.scopes.slot_mut(scope, slot).special();
        let read = Rc::clone(&variable);
        Ok(Value::native(Reference::to(
            Box::new(move |_| Ok(read.borrow().value.clone())),
            Box::new(move |host, value| {
                match host.as_any().and_then(|host| host.downcast_mut::<Engine>()) {
                    Some(engine) => engine.set_special(&variable, symbol, value),
                    None => {
                        variable.borrow_mut().value = value;
                        Ok(())
                    }
                }
            }),
        )))
    }

    /// `[type] value`
    pub(crate) fn cast(&mut self, value: &Value, kind: &Type) -> Result<Value> {
        if kind.is(&types::PS_REFERENCE) {
            return self.convert(value, kind);
        }
        convert::cast(self, value, kind)
    }

    /// `-is`
    pub fn is_instance(&self, value: &Value, kind: &Type) -> bool {
        if value.is_null() {
            return false;
        }
        if kind.is(&types::PSOBJECT) || kind.is(&types::PSCUSTOMOBJECT) {
            return matches!(value, Value::Object(_) | Value::Extended(_));
        }
        let kind = kind.nullable_of().unwrap_or(kind);
        kind.is_assignable_from(&value.get_type())
    }
}

fn no_variable<T>(symbol: object::Symbol) -> Result<T> {
    object::Fault::runtime(
        "NonExistingVariableReference",
        format!(
            "[ref] cannot be applied to a variable that does not exist. The variable is: '{}'",
            symbol.text()
        ),
    )
    .raise()
}

/// A type name as error messages show it.
/// The part of a type's name that an error blames: not the brackets of an array, nor the arguments of a generic type.
fn blamed(name: &TypeName) -> String {
    match &name.kind {
        TypeNameKind::Array { element, .. } => blamed(element),
        TypeNameKind::Generic { base, .. } => blamed(base),
        TypeNameKind::Name { .. } => written(name),
    }
}

pub(crate) fn written(name: &TypeName) -> String {
    match &name.kind {
        TypeNameKind::Name {
            name,
            assembly: None,
        } => name.to_string(),
        TypeNameKind::Name {
            name,
            assembly: Some(assembly),
        } => format!("{name}, {assembly}"),
        TypeNameKind::Array { element, rank } => {
            format!("{}[{}]", written(element), ",".repeat(*rank as usize - 1))
        }
        TypeNameKind::Generic { base, arguments } => {
            let arguments: Vec<String> = arguments.iter().map(written).collect();
            format!("{}[{}]", written(base), arguments.join(","))
        }
    }
}

impl Host for Engine {
    fn as_any(&mut self) -> Option<&mut dyn std::any::Any> {
        Some(self)
    }

    fn call(&mut self, block: &Value, arguments: &[Value]) -> Result<Value> {
        if let Some(delegate) = block.as_native_rc::<Delegate>() {
            return delegate.call(self, arguments);
        }
        if let Some(method) = block.as_native_rc::<MethodGroup>() {
            return method.call(self, arguments);
        }
        self.call_block(block, arguments)
    }

    fn variables(&mut self) -> Vec<(Str, Str)> {
        self.environment()
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    fn variable(&mut self, name: &str) -> Option<Str> {
        self.environment().get(&Str::from(name)).cloned()
    }

    fn set_variable(&mut self, name: &str, value: Option<&str>) -> Result {
        match value {
            Some(value) => self.environment().insert(Str::from(name), Str::from(value)),
            None => self.environment().remove(&Str::from(name)),
        };
        Ok(())
    }

    fn call_with_item(&mut self, block: &Value, item: &Value) -> Result<Value> {
        if block.as_native::<Delegate>().is_some() {
            return Host::call(self, block, std::slice::from_ref(item));
        }
        Engine::call_with_item(self, block, item.clone())
    }

    fn call_on(&mut self, block: &Value, this: &Value, arguments: &[Value]) -> Result<Value> {
        let old = std::mem::replace(&mut self.item, this.clone());
        let result = self.call_block(block, arguments);
        self.item = old;
        result
    }

    fn elements(&mut self, value: &Value) -> Result<Option<Vec<Value>>> {
        self.enumerate(value)
    }

    fn call_method(
        &mut self,
        object: &Value,
        name: &str,
        arguments: &[Value],
    ) -> Result<Option<Value>> {
        if let Value::Type(kind @ Type::Class(_)) = object {
            return self.class_static_method(kind, name, arguments);
        }
        if let Some(value) = self.script_method(object, object::Symbol::of(name), arguments)? {
            return Ok(Some(value));
        }
        self.class_method(object, name, arguments)
    }

    fn constructors(&mut self, kind: &Type) -> Vec<Vec<Type>> {
        let Some(class) = crate::class::body(kind) else {
            return vec![Vec::new()];
        };
        if class.constructors.iter().all(|own| own.is_static) {
            return vec![Vec::new()];
        }
        let mut all = Vec::new();
        for constructor in class
            .constructors
            .iter()
            .filter(|constructor| !constructor.is_static)
        {
            let mut kinds = Vec::new();
            for parameter in &constructor.parameters {
                let kind = parameter
                    .as_ref()
                    .and_then(|parameter| self.resolve_type_quietly(parameter));
                kinds.push(kind.unwrap_or(Type::Known(&types::OBJECT)));
            }
            all.push(kinds);
        }
        all
    }

    fn construct(&mut self, kind: &Type, arguments: &[Value]) -> Result<Value> {
        self.construct_class(kind, arguments)
    }

    fn set_property(&mut self, object: &Value, name: &str, value: &Value) -> Result<Option<bool>> {
        let value = self.convert_for_property(object, name, value.clone())?;
        object::members::set(self, object, name, value).map(Some)
    }

    fn read_script_property(&mut self, this: &Value, code: &Value) -> Result<Value> {
        let getter = match code.base() {
            Value::Array(pair) => pair.get(0).unwrap_or_default(),
            _ => code.clone(),
        };
        if let Some(accessor) = getter.as_native::<crate::csharp::Accessor>() {
            return accessor.get(self, this);
        }
        match getter.as_native::<crate::variable_info::PsVariable>() {
            Some(variable) => Ok(variable.variable.borrow().value.clone()),
            None => self.call_with_this(this, &getter, &[]),
        }
    }

    fn write_script_property(&mut self, this: &Value, setter: &Value, value: &Value) -> Result {
        if let Some(accessor) = setter.as_native::<crate::csharp::Accessor>() {
            return accessor.set(self, this, value.clone());
        }
        let Some(variable) = setter.as_native::<crate::variable_info::PsVariable>() else {
            let given = std::slice::from_ref(value);
            return self.call_with_this(this, setter, given).map(drop);
        };
        let (symbol, variable) = (
            object::Symbol::of(&variable.name),
            Rc::clone(&variable.variable),
        );
        self.set_special(&variable, symbol, value.clone())
    }

    fn find_type(&mut self, name: &str) -> Option<Type> {
        let parsed = syntax::parse_type_name(
            name.trim()
                .trim_start_matches('[')
                .trim_end_matches(|c| c == ']' && !name.contains('[')),
        )?;
        self.lookup_type(&parsed, &Rc::from([]))
    }

    fn separator(&mut self) -> Str {
        match Engine::variable(self, self.names.ofs) {
            Some(Value::Str(text)) => text,
            Some(Value::Null | Value::Nothing) | None => Str::from(" "),
            Some(other) => crate::values::plain_text(&other),
        }
    }

    fn now(&mut self) -> object::date::DateTime {
        crate::clock::local_time(self.clock.now_ticks())
    }

    fn elapsed_ticks(&mut self) -> i64 {
        self.clock.elapsed_ticks()
    }

    fn random(&mut self) -> u64 {
        self.random.next_bits()
    }

    fn folder(&mut self) -> std::path::PathBuf {
        self.folder.clone()
    }

    fn may_write(&mut self, path: &std::path::Path) -> Result {
        self.doors.may_write(path)
    }

    fn sleep(&mut self, ticks: i64) -> Result {
        self.clock.wait_ticks(ticks);
        self.check_cancel()
    }
}
