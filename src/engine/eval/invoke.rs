//! Calls of members: `target.name(arguments)`.

use crate::Engine;
use crate::program::*;
use object::members::Site;
use object::{Fault, Result, Str, Symbol, Type, Value, members};
use smallvec::SmallVec;
use std::rc::Rc;

/// Most calls have few arguments.
type Arguments = SmallVec<[Value; 3]>;

/// A call site that sees targets or arguments of so many kinds stops looking for what it remembers.
const CALL_MISSES_MAX: u8 = 16;

impl Engine {
    /// `target.name(arguments)`, `[type]::name(arguments)`
    pub(crate) fn invoke(&mut self, node: &InvokeNode) -> Result<Value> {
        let target = self.evaluate(&node.target)?;
        if node.null_conditional && target.is_null() {
            return Ok(Value::Null);
        }
        let mut arguments: Arguments = SmallVec::with_capacity(node.arguments.len());
        let computed = match &node.name {
            MemberName::Word(..) => None,
            name => Some(self.member_name(name)?),
        };
        for argument in &node.arguments {
            let value = self.evaluate(argument)?;
            arguments.push(if matches!(value, Value::Nothing) {
                Value::Null
            } else {
                value
            });
        }
        // A cast of the target or of an argument has its say in the choice.
        let casts = [&node.target].into_iter().chain(&node.arguments);
        if computed.is_none()
            && node.generics.is_empty()
            && !casts
                .into_iter()
                .any(|part| matches!(part, Expr::Convert(_)))
            && let Some(site) = self.call_site(node, &target, &arguments)
        {
            return site.call(self, &target, &arguments);
        }
        let (name, symbol) = match computed {
            Some(name) => name,
            None => self.member_name(&node.name)?,
        };
        if !node.generics.is_empty() {
            let mut kinds = Vec::new();
            for generic in &node.generics {
                kinds.push(self.resolve_type(generic)?);
            }
            self.generic_arguments = kinds;
        }
        // `([Base]$this).Method()` means the method of the base class.
        if let (Expr::Convert(cast), Value::Object(_), false) =
            (&node.target, &target, node.is_static)
            && let Ok(kind @ Type::Class(_)) = self.resolve_type(&cast.0)
            && let Some(value) = self.class_method_from(&kind, &target, &name, &arguments)?
        {
            return Ok(value);
        }
        if let (Expr::Convert(cast), false) = (&node.target, node.is_static)
            && self
                .resolve_type_quietly(&cast.0)
                .is_some_and(|kind| kind.is(&object::types::OBJECT))
            && let Some(value) = self.method_of_object(&target, &name, &arguments)?
        {
            return Ok(value);
        }
        if node.is_static && self.is_cast_to_type(&node.target) {
            self.refuse_foreign(&target, &name, arguments.len())?;
        }
        let result = match node.is_static {
            true => self.invoke_static(&target, &name, &arguments),
            false => self.invoke_member(&target, &name, symbol, arguments.into_vec()),
        };
        self.generic_arguments.clear();
        result
    }

    /// `([object]$x).Method()` means the method of `Object` itself, not what the type of the value makes of it.
    fn method_of_object(
        &mut self,
        target: &Value,
        name: &str,
        arguments: &[Value],
    ) -> Result<Option<Value>> {
        // What PowerShell wraps answers by its adapter.
        if target.is_null() || matches!(target, Value::Object(_) | Value::Extended(_)) {
            return Ok(None);
        }
        match arguments {
            [] if name.eq_ignore_ascii_case("ToString") => {
                let kind = Value::Type(target.get_type());
                members::invoke(self, &kind, "ToString", &[]).map(Some)
            }
            [other] if name.eq_ignore_ascii_case("Equals") => {
                let is_value = target.get_type().is_value_type();
                Ok(Some(Value::Bool(!is_value && target.same(other))))
            }
            _ => Ok(None),
        }
    }

    /// Whether a target is written as a cast to `[type]`.
    fn is_cast_to_type(&mut self, target: &Expr) -> bool {
        matches!(target, Expr::Convert(cast) if self.resolve_type_quietly(&cast.0).is_some_and(|kind| kind.is(&object::types::TYPE)))
    }

    /// A cast of the target limits the choice among overloads to methods that the named type declares: of those of the type that
    /// `([type]'int')::Parse('1')` means there are none. A method without overloads is not chosen, and passes.
    fn refuse_foreign(&mut self, target: &Value, name: &str, count: usize) -> Result<()> {
        let Value::Type(kind) = target.base() else {
            return Ok(());
        };
        let many = members::find(kind, name, true).is_some_and(
            |member| matches!(&member.kind, object::types::MemberKind::Method(list) if list.len() > 1),
        );
        if many && !kind.is(&object::types::TYPE) {
            return members::choose::no_overload(name, count).raise();
        }
        Ok(())
    }

    /// What a call site remembers for such a call: what it remembered before, or what it finds now.
    #[inline]
    fn call_site(
        &mut self,
        node: &InvokeNode,
        target: &Value,
        arguments: &[Value],
    ) -> Option<Rc<Site>> {
        if node.cache.borrow().misses >= CALL_MISSES_MAX {
            return None;
        }
        let found = match (node.is_static, target) {
            (true, Value::Type(kind @ (Type::Known(_) | Type::Generic(_)))) => Some(kind.clone()),
            (true, _) => None,
            (false, target) => members::plain_type(target),
        };
        let Some(kind) = found else {
            node.cache.borrow_mut().misses += 1;
            return None;
        };
        if let Some(site) = &node.cache.borrow().site
            && site.fits(&kind, arguments)
        {
            return Some(Rc::clone(site));
        }
        self.new_call_site(node, &kind, arguments)
    }

    #[cold]
    fn new_call_site(
        &mut self,
        node: &InvokeNode,
        kind: &Type,
        arguments: &[Value],
    ) -> Option<Rc<Site>> {
        node.cache.borrow_mut().misses += 1;
        let MemberName::Word(name, _) = &node.name else {
            return None;
        };
        // These the engine answers itself, for values of any type.
        let own = [
            "ForEach",
            "Where",
            "ThrowTerminatingError",
            "Create",
            "Invoke",
        ];
        if own.iter().any(|own| name.eq_ignore_ascii_case(own))
            || !object::members::type_data::is_empty()
            || kind.is(&crate::steppable::STEPPABLE_PIPELINE)
        {
            return None;
        }
        let site = Rc::new(Site::new(self, kind, name, node.is_static, arguments)?);
        node.cache.borrow_mut().site = Some(Rc::clone(&site));
        Some(site)
    }

    fn invoke_static(&mut self, target: &Value, name: &str, arguments: &[Value]) -> Result<Value> {
        let kind = match target.base() {
            Value::Type(kind) => kind.clone(),
            Value::Null | Value::Nothing => return null_method(),
            other => other.get_type(),
        };
        if name.eq_ignore_ascii_case("new") {
            return self.new_object(&kind, arguments);
        }
        self.call_static(&kind, name, arguments)
    }

    /// Calls a static method.
    pub fn call_static(&mut self, kind: &Type, name: &str, arguments: &[Value]) -> Result<Value> {
        if let Some(value) = self.class_static_method(kind, name, arguments)? {
            return Ok(value);
        }
        if kind.is(&object::types::SCRIPT_BLOCK)
            && name.eq_ignore_ascii_case("Create")
            && arguments.len() == 1
        {
            return self.create_block(&arguments[0]);
        }
        members::invoke_static(self, kind, name, arguments)
    }

    /// `[scriptblock]::Create(text)`
    pub fn create_block(&mut self, text: &Value) -> Result<Value> {
        let text = object::convert::to_text(self, text)?;
        let code = match self.parse_block(&text) {
            Ok(code) => code,
            Err(stop) => return Err(object::members::invoke::invoking("Create", 1, stop)),
        };
        Ok(Value::native(crate::block::ScriptBlock {
            code,
            state: None,
        }))
    }

    /// Makes an object: `[type]::new(...)`, `New-Object`.
    pub fn new_object(&mut self, kind: &Type, arguments: &[Value]) -> Result<Value> {
        match kind {
            Type::Class(class) if !class.is_enum => self.construct_class(kind, arguments),
            _ => members::construct(self, kind, arguments),
        }
    }

    /// Calls a method of any value.
    pub fn invoke_member(
        &mut self,
        target: &Value,
        name: &Str,
        symbol: Symbol,
        mut arguments: Vec<Value>,
    ) -> Result<Value> {
        if target.is_null() {
            return null_method();
        }
        if let Some(value) = self.script_method(target, symbol, &arguments)? {
            return Ok(value);
        }
        if let Some(value) = self.class_method(target, name, &arguments)? {
            return Ok(value);
        }
        // .NET's own `List[T].ForEach(Action)` stands before PowerShell's.
        let is_own = name.eq_ignore_ascii_case("ForEach")
            && arguments.len() == 1
            && matches!(target.base(), Value::List(list) if matches!(&list.kind, Type::Generic(generic) if std::ptr::eq(generic.definition, &object::types::LIST)));
        if !is_own && let Some(value) = self.engine_method(target, name, &mut arguments)? {
            return Ok(value);
        }
        match members::invoke(self, target, name, &arguments) {
            Err(stop) if is_missing(&stop) => match self.enumerate(target)? {
                Some(items) => self.invoke_each(items, name, symbol, &arguments, stop),
                None => Err(stop),
            },
            result => result,
        }
    }

    /// A method that a collection lacks is called on each of its elements.
    fn invoke_each(
        &mut self,
        items: Vec<Value>,
        name: &Str,
        symbol: Symbol,
        arguments: &[Value],
        missing: Box<object::Interrupt>,
    ) -> Result<Value> {
        if items.is_empty() {
            return Err(missing);
        }
        let mut results = Vec::new();
        for item in items {
            let value = self.invoke_member(&item, name, symbol, arguments.to_vec())?;
            match self.enumerate(&value)? {
                Some(inner) => results.extend(inner),
                None if matches!(value, Value::Nothing) => {}
                None => results.push(value),
            }
        }
        Ok(Value::from_output(results))
    }
}

fn is_missing(stop: &object::Interrupt) -> bool {
    matches!(stop, object::Interrupt::Error(record) if record.id == "MethodNotFound")
}

fn null_method<T>() -> Result<T> {
    Fault::runtime(
        "InvokeMethodOnNull",
        "You cannot call a method on a null-valued expression.",
    )
    .raise()
}
