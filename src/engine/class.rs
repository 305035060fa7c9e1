//! Classes and enumerations that scripts define: making the type, and the members as the engine sees them.
//!
//! Running constructors and methods stands in `instance`.

use crate::Engine;
use crate::block::Code;
use crate::program::{Expr, TypeRef};
use crate::scope::Layout;
use crate::state::StateId;
use object::types::{self, ClassType, ClassView, MethodView, PropertyView};
use object::{
    Category, Fault, Interrupt, Result, Shape, SlotKind, Str, Symbol, Type, Value, convert,
};
use std::any::Any;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use syntax::ast;

/// The members of a class, with their code.
pub struct ClassBody {
    /// The definition.
    pub definition: Rc<ast::TypeDefinition>,
    /// The text it stands in.
    pub source: Rc<syntax::Source>,
    /// The session state that it was defined in.
    pub state: StateId,
    /// Properties of instances, those of the class itself.
    pub properties: Vec<Property>,
    /// Static properties.
    pub statics: Vec<Property>,
    /// Values of the static properties.
    pub static_values: RefCell<Vec<Value>>,
    /// Whether the static properties have their first values; they get these at the first use of the class.
    pub is_ready: Cell<bool>,
    /// Methods, static ones among them.
    pub methods: Vec<Method>,
    /// Constructors.
    pub constructors: Vec<Method>,
    /// The slots of an instance, those of the base class first.
    pub shape: Rc<Shape>,
    /// Where initial values and arguments of base constructors are evaluated.
    pub layout: Rc<Layout>,
    /// The class of a C# text that it is.
    pub foreign: Option<Rc<crate::csharp::Class>>,
}

/// A property of a class.
pub struct Property {
    /// Its name.
    pub name: Str,
    /// The same.
    pub symbol: Symbol,
    /// The declared type.
    pub kind: Option<TypeRef>,
    /// The first value.
    pub initial: Option<Expr>,
    /// `hidden`
    pub hidden: bool,
    /// Validation attributes.
    pub attributes: Vec<Rc<crate::attribute::Attribute>>,
    /// It refuses to be set from outside.
    pub read_only: bool,
    /// What its slot holds, where code computes it.
    pub computed: Option<Value>,
}

/// A method or a constructor.
pub struct Method {
    /// Its name.
    pub name: Str,
    /// `static`
    pub is_static: bool,
    /// `hidden`
    pub hidden: bool,
    /// The types of the parameters.
    pub parameters: Vec<Option<TypeRef>>,
    /// The declared return type.
    pub returns: Option<TypeRef>,
    /// What runs.
    pub code: Rc<Code>,
    /// `: base(...)`
    pub base_arguments: Option<Vec<Expr>>,
    /// The C# method that runs instead.
    pub native: Option<crate::csharp::NativeMethod>,
}

/// Whether a number is one of an enumeration's underlying type.
fn holds(underlying: &Type, value: i64) -> bool {
    let range = match underlying.name().as_str() {
        "Byte" => 0..=i64::from(u8::MAX),
        "SByte" => i64::from(i8::MIN)..=i64::from(i8::MAX),
        "Int16" => i64::from(i16::MIN)..=i64::from(i16::MAX),
        "UInt16" => 0..=i64::from(u16::MAX),
        "Int32" => i64::from(i32::MIN)..=i64::from(i32::MAX),
        "UInt32" => 0..=i64::from(u32::MAX),
        _ => return true,
    };
    range.contains(&value)
}

/// The members of a script class; none for enumerations and everything else.
pub fn body(kind: &Type) -> Option<Rc<ClassBody>> {
    let Type::Class(class) = kind else {
        return None;
    };
    Rc::clone(class.body.get()?).downcast::<ClassBody>().ok()
}

impl Engine {
    /// `class`, `enum`
    pub(crate) fn define_type(
        &mut self,
        definition: &Rc<ast::TypeDefinition>,
        namespaces: &Rc<[Str]>,
    ) -> Result {
        if let Some(kind) = self.classes.made(self.state, definition) {
            self.classes.insert(self.state, &definition.name, kind);
            return Ok(());
        }
        let errors = self.definition_errors(definition, namespaces);
        if !errors.is_empty() {
            let source = self.current_source();
            let stop = crate::errors::parse_failure_of(&source, &errors);
            if let Interrupt::Error(record) = &*stop {
                record.rest.borrow_mut().terminating = true;
            }
            return Err(stop);
        }
        let kind = match definition.kind {
            ast::TypeKind::Enum => self.define_enum(definition, namespaces)?,
            ast::TypeKind::Class | ast::TypeKind::Interface => {
                self.define_class(definition, namespaces)?
            }
        };
        self.classes.keep(self.state, definition, kind.clone());
        self.classes.insert(self.state, &definition.name, kind);
        Ok(())
    }

    fn define_enum(
        &mut self,
        definition: &Rc<ast::TypeDefinition>,
        namespaces: &Rc<[Str]>,
    ) -> Result<Type> {
        let source = self.current_source();
        let layout = Layout::new();
        let underlying = match definition.bases.first() {
            Some(base) => self.find_type_in(&base.name, namespaces)?,
            None => Type::Known(&types::INT32),
        };
        let flags = definition
            .attributes
            .iter()
            .any(|attribute| crate::attribute::short_name(&attribute.name) == "flags");
        let mut values: Vec<(Str, i64)> = Vec::new();
        let mut next: i64 = 0;
        for member in &definition.members {
            let ast::Member::Property(property) = member else {
                continue;
            };
            if let Some(initial) = &property.initial {
                let expr = crate::lower::expression(initial, &layout, &source, namespaces);
                next = self.enum_value(&expr, &values)?;
            }
            if !holds(&underlying, next) {
                return Fault::new(
                    &types::PARSE_EXCEPTION,
                    format!(
                        "Enumerator value is out of bounds for underlying type {}.",
                        underlying.full_name()
                    ),
                )
                .id("EnumeratorValueOutOfBounds")
                .category(Category::ParserError)
                .raise();
            }
            values.push((Str::from(&*property.name), next));
            // Names of flags take one bit after the other.
            next = match flags && next != 0 {
                true => next.saturating_mul(2),
                false => next.saturating_add(1),
            };
        }
        let mut sorted = values;
        sorted.sort_by_key(|(_, bits)| *bits as u64);
        Ok(Type::Class(Rc::new(ClassType {
            name: Str::from(&*definition.name),
            base: Type::Known(&types::ENUM),
            interfaces: Vec::new(),
            is_enum: true,
            is_interface: false,
            flags,
            underlying,
            values: sorted,
            body: OnceCell::new(),
            view: OnceCell::new(),
        })))
    }

    /// The number of a name of an enumeration; names before it may be used.
    fn enum_value(&mut self, expr: &Expr, before: &[(Str, i64)]) -> Result<i64> {
        if let Expr::Member(node) = expr
            && let crate::program::MemberName::Word(name, _) = &node.name
            && let Some((_, bits)) = before
                .iter()
                .find(|(own, _)| own.eq_ignore_ascii_case(name))
        {
            return Ok(*bits);
        }
        let value = self.evaluate(expr)?;
        if let Value::ULong(bits) = value {
            return Ok(bits as i64);
        }
        convert::to_i64(self, &value)
    }

    fn define_class(
        &mut self,
        definition: &Rc<ast::TypeDefinition>,
        namespaces: &Rc<[Str]>,
    ) -> Result<Type> {
        let source = self.current_source();
        let (base, interfaces) = self.class_bases(definition, namespaces)?;
        let class = Rc::new(ClassType {
            name: Str::from(&*definition.name),
            base: base.clone(),
            interfaces,
            is_enum: false,
            is_interface: false,
            flags: false,
            underlying: Type::Known(&types::INT32),
            values: Vec::new(),
            body: OnceCell::new(),
            view: OnceCell::new(),
        });
        let kind = Type::Class(Rc::clone(&class));
        // Members may speak of the class itself.
        self.classes
            .insert(self.state, &definition.name, kind.clone());
        let body = self.class_body(definition, source, Rc::clone(namespaces), &kind, &base)?;
        let body: Rc<ClassBody> = Rc::new(body);
        let _ = class.body.set(Rc::clone(&body) as Rc<dyn Any>);
        let _ = class.view.set(self.class_view(&body));
        Ok(kind)
    }

    /// The members as signatures; a type that cannot be found yet shows as `Object`.
    fn class_view(&mut self, body: &ClassBody) -> ClassView {
        let mut view = ClassView::default();
        for (list, is_static) in [(&body.properties, false), (&body.statics, true)] {
            for property in list {
                view.properties.push(PropertyView {
                    name: property.name.clone(),
                    kind: self.shown_type(property.kind.as_ref()),
                    is_static,
                    is_hidden: property.hidden,
                    read_only: property.read_only,
                });
            }
        }
        for method in &body.methods {
            let own = self.method_view(method);
            view.methods.push(own);
        }
        for constructor in body.constructors.iter().filter(|own| !own.is_static) {
            let own = self.method_view(constructor);
            view.constructors.push(own);
        }
        if view.constructors.is_empty() {
            view.constructors.push(MethodView {
                name: Str::from(&*body.definition.name),
                is_static: false,
                is_hidden: false,
                parameters: Vec::new(),
                returns: Type::Known(&types::VOID),
            });
        }
        view
    }

    fn method_view(&mut self, method: &Method) -> MethodView {
        let names = method.code.parameters();
        let parameters = method.parameters.iter().enumerate().map(|(i, kind)| {
            let name = names
                .get(i)
                .map(|parameter| Str::from(&*parameter.name.name))
                .unwrap_or_default();
            (name, self.shown_type(kind.as_ref()))
        });
        MethodView {
            name: method.name.clone(),
            is_static: method.is_static,
            is_hidden: method.hidden,
            parameters: parameters.collect(),
            returns: self.shown_type(method.returns.as_ref()),
        }
    }

    fn shown_type(&mut self, name: Option<&TypeRef>) -> Type {
        name.and_then(|name| self.resolve_type_quietly(name))
            .unwrap_or(Type::Known(&types::OBJECT))
    }

    fn class_bases(
        &mut self,
        definition: &ast::TypeDefinition,
        namespaces: &Rc<[Str]>,
    ) -> Result<(Type, Vec<Type>)> {
        let mut base = Type::Known(&types::OBJECT);
        let mut interfaces = Vec::new();
        for (i, constraint) in definition.bases.iter().enumerate() {
            let kind = self.find_type_in(&constraint.name, namespaces)?;
            if kind.is_interface() {
                interfaces.push(kind);
            } else if i == 0 {
                base = kind;
            } else {
                return Fault::runtime(
                    "InterfaceNameExpected",
                    format!("'{}': Interface name expected.", kind.full_name()),
                )
                .category(Category::ParserError)
                .raise();
            }
        }
        Ok((base, interfaces))
    }

    fn class_body(
        &mut self,
        definition: &Rc<ast::TypeDefinition>,
        source: Rc<syntax::Source>,
        namespaces: Rc<[Str]>,
        kind: &Type,
        base: &Type,
    ) -> Result<ClassBody> {
        let layout = Layout::new();
        layout.slot(self.names.this);
        let (mut properties, mut statics, mut methods, mut constructors) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (index, member) in definition.members.iter().enumerate() {
            match member {
                ast::Member::Property(node) => {
                    let property = self.class_property(node, &layout, &source, &namespaces)?;
                    if node.is_static {
                        statics.push(property)
                    } else {
                        properties.push(property)
                    }
                }
                ast::Member::Method(node) => {
                    let Some(code) = Code::of_method(
                        definition,
                        index,
                        Rc::clone(&source),
                        Rc::clone(&namespaces),
                    ) else {
                        continue;
                    };
                    let method = class_method(node, code, &source, &namespaces);
                    if node.is_constructor {
                        constructors.push(method)
                    } else {
                        methods.push(method)
                    }
                }
            }
        }
        let shape = instance_shape(kind, base, &properties);
        Ok(ClassBody {
            definition: Rc::clone(definition),
            source,
            state: self.state,
            static_values: RefCell::new(vec![Value::Null; statics.len()]),
            is_ready: Cell::new(false),
            properties,
            statics,
            methods,
            constructors,
            shape,
            layout,
            foreign: None,
        })
    }

    fn class_property(
        &mut self,
        node: &ast::PropertyMember,
        layout: &Rc<Layout>,
        source: &Rc<syntax::Source>,
        namespaces: &Rc<[Str]>,
    ) -> Result<Property> {
        let mut attributes = Vec::new();
        for attribute in &node.attributes {
            let code = Code::new(Rc::default(), Rc::clone(source), Rc::clone(namespaces));
            let arguments = crate::attribute::evaluate(self, &code, attribute)?;
            attributes.push(Rc::new(crate::attribute::make(
                self,
                &attribute.name,
                arguments,
                namespaces,
            )?));
        }
        Ok(Property {
            name: Str::from(&*node.name),
            symbol: Symbol::of(&node.name),
            kind: node
                .kind
                .as_ref()
                .map(|kind| type_ref(&kind.name, namespaces)),
            initial: node
                .initial
                .as_ref()
                .map(|initial| crate::lower::expression(initial, layout, source, namespaces)),
            hidden: node.is_hidden,
            attributes,
            read_only: false,
            computed: None,
        })
    }

    /// Static properties and the static constructor run at the first use of a class. What fails there makes the class unusable.
    pub(crate) fn ready_class(&mut self, body: &Rc<ClassBody>) -> Result {
        if body.is_ready.replace(true) {
            return Ok(());
        }
        let done = self
            .in_state(body.state, |engine| engine.initialise_statics(body))
            .and_then(|()| self.run_static_constructor(body));
        done.map_err(|stop| {
            body.is_ready.set(false);
            let Interrupt::Error(record) = &*stop else {
                return stop;
            };
            Fault::new(
                &object::members::exceptions::TYPE_INITIALIZATION,
                format!(
                    "The type initializer for '{}' threw an exception.",
                    body.definition.name
                ),
            )
            .id("System.TypeInitializationException")
            .because(record.exception.clone())
            .into()
        })
    }

    fn initialise_statics(&mut self, body: &Rc<ClassBody>) -> Result {
        // All have their defaults before the first initial value is computed.
        for (i, property) in body.statics.iter().enumerate() {
            let value = self.property_value(property, Value::Null, true)?;
            body.static_values.borrow_mut()[i] = value;
        }
        for (i, property) in body.statics.iter().enumerate() {
            let Some(initial) = &property.initial else {
                continue;
            };
            let value = self.in_new_scope(crate::scope::ScopeKind::Local, |engine| {
                engine.evaluate_in_layout(&body.layout, initial)
            })?;
            let value = self.property_value(property, value, false)?;
            body.static_values.borrow_mut()[i] = value;
        }
        Ok(())
    }

    /// Evaluates an expression that was lowered against a layout of its own, in the scope that was just made.
    pub(crate) fn evaluate_in_layout(&mut self, layout: &Rc<Layout>, expr: &Expr) -> Result<Value> {
        let scope = self.scope;
        self.scopes.get_mut(scope).layout = Rc::clone(layout);
        self.evaluate(expr)
    }

    /// A value as a property keeps it: converted, checked. Null that was never assigned becomes the type's default.
    pub(crate) fn property_value(
        &mut self,
        property: &Property,
        value: Value,
        fresh: bool,
    ) -> Result<Value> {
        let value = match &property.kind {
            None if fresh => return Ok(Value::Null),
            None => value,
            Some(name) => {
                let kind = self.resolve_type(name)?;
                if fresh && value.is_null() {
                    return Ok(kind.default_value());
                }
                if convert::accepts(&value, &kind) {
                    value
                } else {
                    self.convert(&value, &kind)?
                }
            }
        };
        for attribute in &property.attributes {
            if let Some(message) = self.check(attribute, &value)? {
                return Fault::new(
                    &types::SET_VALUE_INVOCATION_EXCEPTION,
                    format!("Exception setting \"{}\": \"{message}\"", property.name),
                )
                .id("ExceptionWhenSetting")
                .because(Value::native(object::Exception::new(
                    &types::VALIDATION_METADATA_EXCEPTION,
                    message,
                )))
                .raise();
            }
        }
        Ok(value)
    }
}

fn type_ref(name: &ast::TypeName, namespaces: &Rc<[Str]>) -> TypeRef {
    TypeRef {
        name: name.clone(),
        namespaces: Rc::clone(namespaces),
        found: OnceCell::new(),
    }
}

fn class_method(
    node: &ast::MethodMember,
    code: Rc<Code>,
    source: &Rc<syntax::Source>,
    namespaces: &Rc<[Str]>,
) -> Method {
    // Arguments of the base constructor see the parameters.
    let base_arguments = node.base_arguments.as_ref().map(|(arguments, _)| {
        let own = code.program();
        arguments
            .iter()
            .map(|argument| crate::lower::expression(argument, &own.layout, source, namespaces))
            .collect()
    });
    let parameters = node.parameters.iter().map(|parameter| {
        parameter
            .attributes
            .iter()
            .find_map(|attribute| match attribute {
                ast::AttributeBase::Type(kind) => Some(type_ref(&kind.name, namespaces)),
                ast::AttributeBase::Attribute(_) => None,
            })
    });
    Method {
        name: Str::from(&*node.name),
        is_static: node.is_static,
        hidden: node.is_hidden,
        parameters: parameters.collect(),
        returns: node
            .returns
            .as_ref()
            .map(|returns| type_ref(&returns.name, namespaces)),
        code,
        base_arguments,
        native: None,
    }
}

/// The slots of instances, in the order in which reflection lists properties: the class's own, then those of its base.
pub(crate) fn instance_shape(kind: &Type, base: &Type, properties: &[Property]) -> Rc<Shape> {
    let mut shape = Shape::root(kind.clone());
    for property in properties {
        let slot = if property.hidden {
            SlotKind::Hidden
        } else if property.computed.is_some() {
            SlotKind::Computed
        } else {
            SlotKind::Property
        };
        shape = shape.with(&property.name, slot);
    }
    if let Some(body) = body(base) {
        for slot in body.shape.slots() {
            if shape.find(Symbol::of(&slot.name)).is_none() {
                shape = shape.with(&slot.name, slot.kind);
            }
        }
    } else if Type::Known(&types::EXCEPTION).is_assignable_from(base) {
        for name in [
            "Message",
            "InnerException",
            "Data",
            "HelpLink",
            "HResult",
            "Source",
            "StackTrace",
            "TargetSite",
        ] {
            if shape.find(Symbol::of(name)).is_none() {
                shape = shape.with(&Str::from(name), SlotKind::Property);
            }
        }
    }
    shape
}
