//! Classes of a C# text as classes of the session: what PowerShell sees of them, and where their values stand.
//!
//! Fields and automatic properties are slots of the instance; what is not public has a slot under a name that no script can write. A property
//! with code has a slot that holds an [`Accessor`], as a `ScriptProperty` holds its block.

use super::Trouble;
use super::names::resolve;
use super::parse::parse;
use super::run::Frame;
use super::tree::{ClassTree, Declared, Enum, Kind, Method, Mode, Name, Property};
use crate::Engine;
use crate::block::Code;
use crate::class::{self, ClassBody};
use crate::program::TypeRef;
use crate::scope::Layout;
use crate::state::GLOBAL;
use object::types::{ClassType, ClassView, MethodView, PropertyView};
use object::{Native, Result, Str, Symbol, Type, Value, types};
use rustc_hash::FxHashMap;
use std::any::Any;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use syntax::ast;

/// A class of a C# text.
pub struct Class {
    pub(super) tree: ClassTree,
    kind: OnceCell<Type>,
    /// Values of static fields and automatic properties.
    pub(super) statics: RefCell<FxHashMap<Name, Value>>,
    /// Names of slots by the names of fields and automatic properties.
    pub(super) slots: FxHashMap<Name, Symbol>,
    pub(super) kinds: RefCell<Vec<(Kind, Type)>>,
}

/// The property with code that a slot stands for.
pub(crate) struct Accessor {
    class: Rc<Class>,
    property: usize,
}

impl Native for Accessor {
    fn get_type(&self) -> Type {
        Type::Known(&types::OBJECT)
    }
}

impl Accessor {
    /// What the getter gives.
    pub fn get(&self, engine: &mut Engine, this: &Value) -> Result<Value> {
        let property = &self.class.tree.properties[self.property];
        let Some(getter) = &property.get else {
            return Ok(Value::Null);
        };
        super::call::run(engine, &self.class, getter, this, Vec::new())
    }

    /// Calls the setter.
    pub fn set(&self, engine: &mut Engine, this: &Value, value: Value) -> Result<()> {
        let property = &self.class.tree.properties[self.property];
        let Some(setter) = &property.set else {
            return Ok(());
        };
        super::call::run(engine, &self.class, setter, this, vec![value]).map(drop)
    }
}

/// A method as a class of the session holds it.
#[derive(Clone)]
pub struct NativeMethod {
    pub(super) class: Rc<Class>,
    pub(super) method: Rc<Method>,
}

impl NativeMethod {
    /// The last parameter takes any number of arguments.
    pub fn takes_rest(&self) -> bool {
        let last = self.method.parameters.last();
        last.is_some_and(|own| own.mode == Mode::Params)
    }
}

/// What is added, and what came of it.
pub enum Request {
    /// The types, those that were added before from the same text included.
    Added(Vec<Type>),
    /// The name of a type is taken.
    Taken(String),
}

impl Engine {
    /// Brings the types of a C# text into the session.
    ///
    /// # Errors
    /// What running static constructors and initial values throws; the inner error is what is wrong with the text.
    pub fn add_csharp(&mut self, text: &str) -> Result<std::result::Result<Request, Trouble>> {
        if let Some((_, known)) = self.csharp.iter().find(|(own, _)| **own == *text) {
            return Ok(Ok(Request::Added(known.clone())));
        }
        let declared = match parse(text) {
            Ok(declared) => declared,
            Err(trouble) => return Ok(Err(trouble)),
        };
        for one in &declared {
            if self.classes.find(GLOBAL, one.name()).is_some() {
                return Ok(Ok(Request::Taken(one.name().to_string())));
            }
        }
        let types = self.define_csharp(declared)?;
        self.csharp.push((text.into(), types.clone()));
        Ok(Ok(Request::Added(types)))
    }

    fn define_csharp(&mut self, declared: Vec<Declared>) -> Result<Vec<Type>> {
        let mut made = Vec::new();
        let mut classes = Vec::new();
        let names: Vec<String> = declared.iter().map(|one| one.name().to_string()).collect();
        for one in declared {
            match one {
                Declared::Enum(own) => made.push(self.csharp_enum(own)?),
                Declared::Class(own) => classes.push(own),
            }
        }
        let mut ready: Vec<Rc<Class>> = Vec::new();
        while !classes.is_empty() {
            // A base stands before what derives from it.
            let waits = |own: &ClassTree| {
                let names = |base: &Kind, other: &ClassTree| {
                    let short = other.name.rsplit(['.', '+']).next().unwrap_or_default();
                    short == base.name.rsplit('.').next().unwrap_or_default()
                };
                own.bases
                    .iter()
                    .any(|base| classes.iter().any(|other| names(base, other)))
            };
            let at = classes.iter().position(|own| !waits(own)).unwrap_or(0);
            let tree = classes.remove(at);
            ready.push(self.csharp_class(tree)?);
        }
        for class in &ready {
            self.csharp_members(class)?;
        }
        for class in &ready {
            super::construct::initialise_statics(self, class)?;
            made.extend(class.kind.get().cloned());
        }
        let place = |kind: &Type| names.iter().position(|name| *name == kind.full_name());
        made.sort_by_key(place);
        Ok(made)
    }

    fn csharp_enum(&mut self, own: Enum) -> Result<Type> {
        let class = Rc::new(Class::of(ClassTree::default()));
        let base = own.base.as_deref().unwrap_or("int");
        let underlying = resolve(self, &class, &Kind::plain(base))?;
        let mut values: Vec<(Str, i64)> = Vec::new();
        let mut next = 0;
        for (name, value) in &own.members {
            if let Some(value) = value {
                let mut frame = Frame::new(self, &class, Value::Null);
                for (name, bits) in &values {
                    frame.declare(&(&**name).into(), Value::Long(*bits), None);
                }
                next = frame.value(value)?.as_integer().unwrap_or_default();
            }
            values.push((Str::from(name.as_str()), next));
            next += 1;
        }
        values.sort_by_key(|(_, bits)| *bits as u64);
        let kind = Type::Class(Rc::new(ClassType {
            name: Str::from(own.name.as_str()),
            base: Type::Known(&types::ENUM),
            interfaces: Vec::new(),
            is_enum: true,
            is_interface: false,
            flags: own.flags,
            underlying,
            values,
            body: OnceCell::new(),
            view: OnceCell::new(),
        }));
        self.classes.insert(GLOBAL, &own.name, kind.clone());
        Ok(kind)
    }

    /// The class itself; its members may speak of classes behind it.
    fn csharp_class(&mut self, tree: ClassTree) -> Result<Rc<Class>> {
        let class = Rc::new(Class::of(tree));
        let mut base = Type::Known(&types::OBJECT);
        let mut interfaces = Vec::new();
        for (at, written) in class.tree.bases.iter().enumerate() {
            let kind = match resolve(self, &class, written) {
                Ok(kind) => kind,
                // An interface of .NET's that is unknown here promises nothing that is asked for.
                Err(_) if written.name.starts_with('I') => continue,
                Err(stop) => return Err(stop),
            };
            match at {
                0 if !kind.is_interface() => base = kind,
                _ => interfaces.push(kind),
            }
        }
        let kind = Type::Class(Rc::new(ClassType {
            name: Str::from(class.tree.name.as_str()),
            base,
            interfaces,
            is_enum: false,
            is_interface: class.tree.is_interface,
            flags: false,
            underlying: Type::Known(&types::INT32),
            values: Vec::new(),
            body: OnceCell::new(),
            view: OnceCell::new(),
        }));
        let _ = class.kind.set(kind.clone());
        self.classes.insert(GLOBAL, &class.tree.name, kind);
        Ok(class)
    }

    fn csharp_members(&mut self, class: &Rc<Class>) -> Result<()> {
        let Some(kind @ Type::Class(own)) = class.kind.get() else {
            return Ok(());
        };
        let mut view = ClassView::default();
        let (properties, statics) = self.csharp_properties(class, &mut view)?;
        let (mut methods, mut constructors) = (Vec::new(), Vec::new());
        for method in class.tree.methods.iter().filter(|own| own.is_public) {
            let shown = self.csharp_view(class, method)?;
            match method.is_constructor {
                true if method.is_static => {}
                true => view.constructors.push(shown),
                false => view.methods.push(shown),
            }
            // Parameters with defaults may be left out.
            let optional = method.parameters.iter().filter(|own| own.default.is_some());
            for left_out in 0..=optional.count() {
                let made = self.csharp_method(class, method, left_out)?;
                match method.is_constructor {
                    true => constructors.push(made),
                    false => methods.push(made),
                }
            }
        }
        let is_made = !class.tree.is_static && !class.tree.is_interface && !class.tree.is_abstract;
        if is_made
            && (class.tree.is_struct
                || !class
                    .tree
                    .methods
                    .iter()
                    .any(|own| own.is_constructor && !own.is_static))
        {
            view.constructors.insert(
                0,
                MethodView {
                    name: own.name.clone(),
                    is_static: false,
                    is_hidden: false,
                    parameters: Vec::new(),
                    returns: Type::Known(&types::VOID),
                },
            );
        }
        let shape = class::instance_shape(kind, &own.base, &properties);
        let body = ClassBody {
            definition: definition(&own.name),
            source: syntax::Source::new(None, "".into()),
            state: GLOBAL,
            static_values: RefCell::new(vec![Value::Null; statics.len()]),
            properties,
            statics,
            methods,
            constructors,
            shape,
            layout: Layout::new(),
            // C# readies its classes itself.
            is_ready: Cell::new(true),
            foreign: Some(Rc::clone(class)),
        };
        let _ = own.body.set(Rc::new(body) as Rc<dyn Any>);
        let _ = own.view.set(view);
        Ok(())
    }

    /// Slots of instances and names of statics: properties before fields, as PowerShell lists the members of .NET's objects.
    fn csharp_properties(
        &mut self,
        class: &Rc<Class>,
        view: &mut ClassView,
    ) -> Result<(Vec<class::Property>, Vec<class::Property>)> {
        let (mut own, mut statics) = (Vec::new(), Vec::new());
        for (at, property) in class.tree.properties.iter().enumerate() {
            let kind = resolve(self, class, &property.kind)?;
            let settable = property.settable && (property.is_auto || property.set.is_some());
            let accessor = (!property.is_auto).then(|| {
                let accessor = Value::native(Accessor {
                    class: Rc::clone(class),
                    property: at,
                });
                Value::array(vec![accessor.clone(), accessor])
            });
            let made = member(
                &class.slot_name(&property.name),
                &property.name,
                property.is_public,
                kind.clone(),
                !settable,
                accessor,
            );
            if property.is_public {
                view.properties
                    .push(shown(&property.name, kind, property.is_static, !settable));
            }
            match property.is_static {
                true if property.is_public => statics.push(made),
                true => {}
                false if property.is_auto || property.is_public => own.push(made),
                false => {}
            }
        }
        for field in &class.tree.fields {
            let kind = resolve(self, class, &field.kind)?;
            let made = member(
                &class.slot_name(&field.name),
                &field.name,
                field.is_public,
                kind.clone(),
                field.read_only,
                None,
            );
            if field.is_public {
                view.properties
                    .push(shown(&field.name, kind, field.is_static, field.read_only));
            }
            match field.is_static {
                true if field.is_public => statics.push(made),
                true => {}
                false => own.push(made),
            }
        }
        Ok((own, statics))
    }

    fn csharp_view(&mut self, class: &Rc<Class>, method: &Method) -> Result<MethodView> {
        let mut parameters = Vec::new();
        for own in &method.parameters {
            let kind = self.csharp_parameter(class, method, own)?;
            let name = match &own.default {
                Some(super::tree::Expr::Value(value)) => {
                    let shown = object::members::tuple::plain_text(value);
                    match value {
                        Value::Str(_) => format!("{} = \"{shown}\"", own.name),
                        Value::Null => format!("{} = null", own.name),
                        _ => format!("{} = {shown}", own.name),
                    }
                }
                _ => own.name.to_string(),
            };
            parameters.push((Str::from(name), kind));
        }
        let generic = method
            .generics
            .iter()
            .any(|own| **own == *method.returns.name);
        let returns = match generic {
            true => Type::Known(&types::OBJECT),
            false => resolve(self, class, &method.returns)?,
        };
        Ok(MethodView {
            name: Str::from(&*method.name),
            is_static: method.is_static,
            is_hidden: false,
            returns,
            parameters,
        })
    }

    fn csharp_parameter(
        &mut self,
        class: &Rc<Class>,
        method: &Method,
        own: &super::tree::Parameter,
    ) -> Result<Type> {
        let by_reference = matches!(own.mode, Mode::Ref | Mode::Out);
        if by_reference || method.generics.iter().any(|name| **name == *own.kind.name) {
            return Ok(Type::Known(&types::OBJECT));
        }
        resolve(self, class, &own.kind)
    }

    fn csharp_method(
        &mut self,
        class: &Rc<Class>,
        method: &Rc<Method>,
        left_out: usize,
    ) -> Result<class::Method> {
        let count = method.parameters.len() - left_out;
        let mut parameters = Vec::new();
        let mut names = Vec::new();
        for own in &method.parameters[..count] {
            let kind = self.csharp_parameter(class, method, own)?;
            parameters.push(Some(type_ref(kind)));
            names.push(ast::Parameter {
                span: syntax::Span::default(),
                attributes: Box::default(),
                name: ast::Variable {
                    span: syntax::Span::default(),
                    name: Rc::clone(&own.name),
                    splatted: false,
                },
                default: None,
            });
        }
        let tree = ast::ScriptBlock {
            params: Some(ast::ParamBlock {
                span: syntax::Span::default(),
                attributes: Box::default(),
                parameters: names.into(),
            }),
            ..ast::ScriptBlock::default()
        };
        let source = syntax::Source::new(None, "".into());
        Ok(class::Method {
            name: Str::from(&*method.name),
            is_static: method.is_static,
            hidden: false,
            parameters,
            returns: None,
            code: Code::new(Rc::new(tree), source, Rc::default()),
            base_arguments: None,
            native: Some(NativeMethod {
                class: Rc::clone(class),
                method: Rc::clone(method),
            }),
        })
    }
}

fn shown(name: &str, kind: Type, is_static: bool, read_only: bool) -> PropertyView {
    PropertyView {
        name: Str::from(name),
        kind,
        is_static,
        is_hidden: false,
        read_only,
    }
}

fn member(
    slot: &str,
    name: &str,
    is_public: bool,
    kind: Type,
    read_only: bool,
    computed: Option<Value>,
) -> class::Property {
    let name = if is_public { name } else { slot };
    class::Property {
        name: Str::from(name),
        symbol: Symbol::of(name),
        kind: Some(type_ref(kind)),
        initial: None,
        hidden: !is_public,
        attributes: Vec::new(),
        read_only,
        computed,
    }
}

/// A type that has been found, as sites of the engine keep one.
fn type_ref(kind: Type) -> TypeRef {
    let found = OnceCell::new();
    let _ = found.set(kind);
    TypeRef {
        name: ast::TypeName {
            span: syntax::Span::default(),
            kind: ast::TypeNameKind::Name {
                name: "".into(),
                assembly: None,
            },
        },
        namespaces: Rc::default(),
        found,
    }
}

/// What the engine keeps of a class that no script wrote.
fn definition(name: &str) -> Rc<ast::TypeDefinition> {
    Rc::new(ast::TypeDefinition {
        span: syntax::Span::default(),
        attributes: Box::default(),
        name: name.into(),
        name_span: syntax::Span::default(),
        kind: ast::TypeKind::Class,
        bases: Box::default(),
        members: Box::default(),
    })
}

impl Class {
    fn of(tree: ClassTree) -> Class {
        let mut class = Class {
            tree,
            kind: OnceCell::new(),
            statics: RefCell::default(),
            slots: FxHashMap::default(),
            kinds: RefCell::default(),
        };
        let fields = class.tree.fields.iter().filter(|own| !own.is_static);
        let automatic = |own: &&Property| own.is_auto && !own.is_static;
        let properties = class.tree.properties.iter().filter(automatic);
        let named = fields
            .map(|own| (Rc::clone(&own.name), own.is_public))
            .chain(properties.map(|own| (Rc::clone(&own.name), own.is_public)));
        let slots = named.map(|(name, is_public)| {
            let slot = match is_public {
                true => name.to_string(),
                false => class.slot_name(&name),
            };
            (name, Symbol::of(&slot))
        });
        class.slots = slots.collect();
        class
    }

    /// The slot of what is not public: no script can write that name, and none of another class or case is the same.
    fn slot_name(&self, name: &str) -> String {
        let marks: String = name
            .chars()
            .map(|c| if c.is_uppercase() { '\u{2}' } else { '\u{1}' })
            .collect();
        format!("{marks}{}\u{1}{name}", self.tree.name)
    }

    /// `struct`
    pub fn is_struct(&self) -> bool {
        self.tree.is_struct
    }

    /// Its type.
    pub(super) fn own_kind(&self) -> Type {
        self.kind
            .get()
            .cloned()
            .unwrap_or(Type::Known(&types::OBJECT))
    }

    pub(super) fn set_static(&self, name: &Name, value: Value) {
        self.statics.borrow_mut().insert(Rc::clone(name), value);
    }
}

/// The C# class that a type is.
pub(super) fn class_of(kind: &Type) -> Option<Rc<Class>> {
    class::body(kind)?.foreign.clone()
}

pub(super) fn is_struct(kind: &Type) -> bool {
    class_of(kind).is_some_and(|own| own.tree.is_struct)
}

/// A struct is copied where it is assigned.
pub(super) fn copied(value: Value) -> Value {
    match &value {
        Value::Object(object) if is_struct(&object.get_type()) => Value::Object(object.copy()),
        _ => value,
    }
}

/// The C# class of which a class is a nested one.
pub(super) fn outer(engine: &Engine, class: &Class) -> Option<Rc<Class>> {
    let (outer, _) = class.tree.name.rsplit_once('+')?;
    engine.classes.find(GLOBAL, outer).and_then(class_of)
}
