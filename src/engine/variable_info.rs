//! `PSVariable`: a variable as an object, which stays the variable.

use crate::cmdlet_object::engine;
use crate::scope::{Options, Variable};
use object::types::{self, Call, Member, Overload, Param, Sig};
use object::{Native, Result, Str, Symbol, Type, TypeInfo, Value};
use std::cell::RefCell;
use std::rc::Rc;

/// A variable as an object.
pub struct PsVariable {
    /// Its name.
    pub name: Str,
    /// The variable.
    pub variable: Rc<RefCell<Variable>>,
}

/// `System.Management.Automation.ScopedItemOptions`
pub static SCOPED_ITEM_OPTIONS: TypeInfo = TypeInfo::flags(
    "System.Management.Automation.ScopedItemOptions",
    &[
        ("None", 0),
        ("ReadOnly", 1),
        ("Constant", 2),
        ("Private", 4),
        ("AllScope", 8),
        ("Unspecified", 16),
    ],
);

/// `System.Management.Automation.SessionStateEntryVisibility`
pub static VISIBILITY: TypeInfo = TypeInfo::enumeration(
    "System.Management.Automation.SessionStateEntryVisibility",
    &[("Public", 0), ("Private", 1)],
);

const STR: Sig = Sig::One(&types::STRING);
const OBJ: Sig = Sig::One(&types::OBJECT);
const BOOL: Sig = Sig::One(&types::BOOLEAN);
const OPTIONS: Sig = Sig::One(&SCOPED_ITEM_OPTIONS);

fn own<'c>(call: &Call<'c>) -> Option<&'c PsVariable> {
    call.this.as_native::<PsVariable>()
}

/// `System.Management.Automation.PSVariable`
pub static PS_VARIABLE: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSVariable", &types::OBJECT).members(|| {
        const MEMBERS: &[Member] = &[
            Member::constructors(&[
                Overload::new(&[Param::of("name", STR)], Sig::This, make),
                Overload::new(
                    &[Param::of("name", STR), Param::of("value", OBJ)],
                    Sig::This,
                    make,
                ),
                Overload::new(
                    &[
                        Param::of("name", STR),
                        Param::of("value", OBJ),
                        Param::of("options", OPTIONS),
                    ],
                    Sig::This,
                    make,
                ),
            ]),
            Member::get("Name", STR, |call| {
                Ok(own(call)
                    .map(|own| Value::Str(own.name.clone()))
                    .unwrap_or_default())
            }),
            Member::property(
                "Description",
                STR,
                |call| {
                    Ok(own(call)
                        .map(|own| Value::Str(own.variable.borrow().description.clone()))
                        .unwrap_or_default())
                },
                |call| {
                    if let Some(own) = own(call) {
                        own.variable.borrow_mut().description =
                            call.args[0].as_str().cloned().unwrap_or_default();
                    }
                    Ok(Value::Nothing)
                },
            ),
            Member::property(
                "Value",
                OBJ,
                |call| {
                    Ok(own(call)
                        .map(|own| own.variable.borrow().value.clone())
                        .unwrap_or_default())
                },
                set_value,
            ),
            Member::property(
                "Visibility",
                Sig::One(&VISIBILITY),
                |_| Ok(Type::Known(&VISIBILITY).enum_from(0)),
                |_| Ok(Value::Nothing),
            ),
            Member::get("Module", OBJ, |call| {
                let module = module_of(call)?;
                Ok(module
                    .as_ref()
                    .map(crate::values::shared)
                    .unwrap_or_default())
            }),
            Member::get("ModuleName", STR, |call| {
                let module = module_of(call)?;
                Ok(Value::Str(
                    module.map(|module| module.name.clone()).unwrap_or_default(),
                ))
            }),
            Member::property(
                "Options",
                Sig::One(&SCOPED_ITEM_OPTIONS),
                |call| {
                    let bits = own(call).map_or(0, |own| own.variable.borrow().options.0);
                    Ok(Type::Known(&SCOPED_ITEM_OPTIONS).enum_from(i64::from(bits)))
                },
                set_options,
            ),
            Member::get("Attributes", OBJ, |call| {
                let Some(own) = own(call) else {
                    return Ok(Value::Null);
                };
                let variable = own.variable.borrow();
                let mut items: Vec<Value> = variable
                    .attributes
                    .iter()
                    .filter_map(|own| crate::parameter_info::attribute_value(own))
                    .collect();
                items.extend(variable.constraint.iter().map(|_| {
                    crate::values::record(&crate::parameter_info::CONVERTER_ATTRIBUTE, Vec::new())
                }));
                Ok(crate::values::collection(items))
            }),
            Member::method(
                "IsValidValue",
                &[Overload::new(&[Param::of("value", OBJ)], BOOL, is_valid)],
            ),
        ];
        MEMBERS
    });

impl Native for PsVariable {
    fn get_type(&self) -> Type {
        Type::Known(&PS_VARIABLE)
    }
}

fn make(call: &mut Call<'_>) -> Result<Value> {
    let name = call.args[0].as_str().cloned().unwrap_or_default();
    let value = call.args.get(1).cloned().unwrap_or_default();
    let options = match call.args.get(2).map(Value::base) {
        Some(Value::Enum(value)) => Options((value.bits & 15) as u8),
        _ => Options::NONE,
    };
    let variable = Variable {
        value,
        options,
        ..Variable::default()
    };
    Ok(Value::native(PsVariable {
        name,
        variable: Rc::new(RefCell::new(variable)),
    }))
}

fn set_value(call: &mut Call<'_>) -> Result<Value> {
    let Some(own) = own(call) else {
        return Ok(Value::Nothing);
    };
    let value = call.args[0].clone();
    engine(call.host)?.set_special(&own.variable, Symbol::of(&own.name), value)?;
    Ok(Value::Nothing)
}

fn set_options(call: &mut Call<'_>) -> Result<Value> {
    let Some(own) = own(call) else {
        return Ok(Value::Nothing);
    };
    let Value::Enum(value) = call.args[0].base() else {
        return Ok(Value::Nothing);
    };
    if own
        .variable
        .borrow()
        .options
        .has(Options(Options::READ_ONLY.0 | Options::CONSTANT.0))
    {
        return crate::variables::not_writable(Symbol::of(&own.name));
    }
    own.variable.borrow_mut().options = Options((value.bits & 15) as u8);
    Ok(Value::Nothing)
}

/// Whether the variable would take a value: tried on a copy.
fn is_valid(call: &mut Call<'_>) -> Result<Value> {
    let Some(own) = own(call) else {
        return Ok(Value::Bool(false));
    };
    let copy = Rc::new(RefCell::new(Variable {
        options: Options::NONE,
        ..own.variable.borrow().clone()
    }));
    let value = call.args[0].clone();
    let valid = engine(call.host)?
        .set_special(&copy, Symbol::of(&own.name), value)
        .is_ok();
    Ok(Value::Bool(valid))
}

/// The module that gives the variable out.
fn module_of(call: &mut Call<'_>) -> Result<Option<Rc<crate::module::Module>>> {
    let Some((name, variable)) = own(call).map(|own| (own.name.clone(), Rc::clone(&own.variable)))
    else {
        return Ok(None);
    };
    let engine = crate::cmdlet_object::engine(call.host)?;
    let symbol = object::Symbol::of(&name);
    let gives = |module: &&Rc<crate::module::Module>| {
        let names = module.variables.borrow();
        let top = engine.states[module.state.index()].top;
        names.iter().any(|own| own.eq_ignore_ascii_case(&name))
            && engine.scopes.get(top).layout.find(symbol).is_some_and(|slot| {
                matches!(engine.scopes.slot(top, slot), Some(crate::scope::Slot::Special(own)) if Rc::ptr_eq(own, &variable))
            })
    };
    Ok(engine.all_modules().iter().find(gives).cloned())
}
