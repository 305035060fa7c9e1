//! What comes down the pipeline: each object is bound by value or by property name, without conversion before with.

use super::value::prepare;
use super::{Bound, Site};
use crate::Engine;
use crate::block::ScriptBlock;
use crate::signature::Signature;
use object::{Category, Result, Value, convert, types};
use std::rc::Rc;

/// Binds pipeline objects for one command.
pub struct PipelineInput {
    signature: Rc<Signature>,
    site: Rc<Site>,
    sets: u64,
    /// Parameters that can take pipeline input and were not bound before.
    takers: Vec<usize>,
    /// Parameters bound to a script block that must be called with each object.
    delayed: Vec<(usize, Value)>,
    /// What the last object was bound to.
    last: Vec<usize>,
    /// With one taker by value and none by name, there is nothing to choose.
    single: Option<usize>,
}

/// How an object is tried.
#[derive(Clone, Copy)]
enum Way {
    Value { convert: bool },
    Name { convert: bool },
}

impl PipelineInput {
    /// For a command whose arguments are bound.
    pub(crate) fn new(
        signature: Rc<Signature>,
        site: Rc<Site>,
        bound: &mut Bound,
    ) -> PipelineInput {
        let takes = |ordinal: &usize| {
            signature.parameters[*ordinal]
                .uses
                .iter()
                .any(|u| (u.pipeline || u.by_name) && u.sets & bound.sets != 0)
        };
        let all: Vec<usize> = (0..signature.own).filter(takes).collect();
        let mut delayed = Vec::new();
        for ordinal in &all {
            let parameter = &signature.parameters[*ordinal];
            if bound.values[*ordinal]
                .as_ref()
                .is_some_and(|value| value.as_native::<ScriptBlock>().is_some())
                && !parameter.takes_block()
                && let Some(block) = bound.values[*ordinal].take()
            {
                delayed.push((*ordinal, block));
            }
        }
        let is_free = |ordinal: &usize| {
            bound.values[*ordinal].is_none() && delayed.iter().all(|(known, _)| known != ordinal)
        };
        let takers: Vec<usize> = all.into_iter().filter(is_free).collect();
        let mut by_value = takers
            .iter()
            .filter(|o| signature.parameters[**o].uses.iter().any(|u| u.pipeline));
        let single = match (by_value.next(), by_value.next()) {
            (Some(one), None)
                if takers.len() == 1
                    && delayed.is_empty()
                    && signature.parameters[*one].uses.len() == 1 =>
            {
                Some(*one)
            }
            _ => None,
        };
        PipelineInput {
            signature,
            site,
            sets: bound.sets,
            takers,
            delayed,
            last: Vec::new(),
            single,
        }
    }

    /// What the last object was bound to, so that it can be taken back.
    pub fn take_last(&mut self) -> Vec<usize> {
        std::mem::take(&mut self.last)
    }

    /// Name of the set, as far as it is known.
    pub fn set_name(&self) -> object::Str {
        let sets = if self.sets.count_ones() > 1 && self.signature.default_set & self.sets != 0 {
            self.signature.default_set
        } else {
            self.sets
        };
        self.signature.set_name(sets)
    }

    /// Binds one object. `None` where no parameter takes it; that error is the caller's to write.
    ///
    /// # Errors
    /// The object fits a parameter but is refused by it.
    pub fn bind(
        &mut self,
        engine: &mut Engine,
        object: &Value,
    ) -> Result<Option<Vec<(usize, Value)>>> {
        if let Some(ordinal) = self.single {
            let parameter = Rc::clone(&self.signature.parameters[ordinal]);
            let plain = parameter.attributes.is_empty()
                && !object.is_null()
                && object.as_str().is_none_or(|text| !text.is_empty());
            if plain && convert::accepts(object, &parameter.kind) {
                self.last.push(ordinal);
                return Ok(Some(vec![(ordinal, object.clone())]));
            }
        }
        let mut bound = Vec::new();
        let delayed = self.delayed.clone();
        for (ordinal, block) in delayed {
            let parameter = Rc::clone(&self.signature.parameters[ordinal]);
            let value = match engine.call_with_item(&block, object.clone()) {
                Ok(Value::Nothing) => return Err(self.site.no_output(&parameter.name)),
                Ok(value) => value,
                Err(stop) => match &*stop {
                    object::Interrupt::Error(record) => {
                        return Err(self.site.block_failed(&parameter.name, record));
                    }
                    _ => return Err(stop),
                },
            };
            bound.push((ordinal, prepare(engine, &self.site, &parameter, value)?));
        }
        let had_delayed = !bound.is_empty();
        let mut sets = self.sets;
        let default = self.signature.default_set & sets;
        let mut failure = None;
        for way in [
            Way::Value { convert: false },
            Way::Name { convert: false },
            Way::Value { convert: true },
            Way::Name { convert: true },
        ] {
            let groups = if default != 0 && default != sets {
                vec![default, sets]
            } else {
                vec![sets]
            };
            let mut any = false;
            for group in groups {
                for ordinal in self.takers.clone() {
                    if bound.iter().any(|(taken, _)| *taken == ordinal) {
                        continue;
                    }
                    match self.try_one(engine, ordinal, object, way, group & sets) {
                        Ok(Some(value)) => {
                            any = true;
                            if !self.signature.sets.is_empty() {
                                sets &= self.signature.parameters[ordinal].sets();
                            }
                            bound.push((ordinal, value));
                        }
                        Ok(None) => {}
                        // A value that does not convert is not meant for this parameter; one that it refuses is.
                        Err(stop) if is_conversion(&stop) => {}
                        Err(stop) => {
                            failure.get_or_insert(stop);
                        }
                    }
                }
                if any {
                    break;
                }
            }
            // By value ends the search; by name goes on to collect every property, converted or not.
            if any && matches!(way, Way::Value { .. }) {
                self.other_names(engine, object, &mut bound, &mut sets)?;
                break;
            }
        }
        if bound.is_empty() && !self.takers.is_empty() {
            return match failure {
                Some(stop) => Err(stop),
                None => Ok(None),
            };
        }
        if bound.is_empty() && !had_delayed {
            return Ok(None);
        }
        self.last = bound.iter().map(|(ordinal, _)| *ordinal).collect();
        Ok(Some(bound))
    }

    /// Once an object is bound by value, its properties still serve parameters by name, and itself any that it converts to.
    fn other_names(
        &mut self,
        engine: &mut Engine,
        object: &Value,
        bound: &mut Vec<(usize, Value)>,
        sets: &mut u64,
    ) -> Result {
        for way in [
            Way::Name { convert: false },
            Way::Value { convert: true },
            Way::Name { convert: true },
        ] {
            for ordinal in self.takers.clone() {
                if bound.iter().any(|(taken, _)| *taken == ordinal) {
                    continue;
                }
                if let Ok(Some(value)) = self.try_one(engine, ordinal, object, way, *sets) {
                    bound.push((ordinal, value));
                }
            }
        }
        Ok(())
    }

    fn try_one(
        &mut self,
        engine: &mut Engine,
        ordinal: usize,
        object: &Value,
        way: Way,
        sets: u64,
    ) -> Result<Option<Value>> {
        let parameter = Rc::clone(&self.signature.parameters[ordinal]);
        let usable = |by_value: bool| {
            parameter
                .uses
                .iter()
                .any(|u| u.sets & sets != 0 && if by_value { u.pipeline } else { u.by_name })
        };
        let (value, convert) = match way {
            Way::Value { convert } if usable(true) => (object.clone(), convert),
            Way::Name { convert } if usable(false) => {
                let mut found = None;
                for name in std::iter::once(&parameter.name).chain(&parameter.aliases) {
                    if let Some(value) = engine.named_property(object, name)? {
                        found = Some(value);
                        break;
                    }
                }
                match found {
                    Some(value) => (value, convert),
                    None => return Ok(None),
                }
            }
            _ => return Ok(None),
        };
        if !convert && !fits(&value, &parameter.kind) {
            return Ok(None);
        }
        prepare(engine, &self.site, &parameter, value).map(Some)
    }

    /// The error of an object that no parameter takes.
    pub(crate) fn not_bound(&self, object: &Value) -> Box<object::Interrupt> {
        self.site.fault(
            &types::PARAMETER_BINDING_EXCEPTION,
            "InputObjectNotBound",
            Category::InvalidArgument,
            "The input object cannot be bound to any parameters for the command either because the command does not take pipeline input \
             or the input and its properties do not match any of the parameters that take pipeline input."
                .to_string(),
            object.clone(),
        )
    }
}

/// Whether an error says that a value does not convert to the parameter's type.
fn is_conversion(stop: &object::Interrupt) -> bool {
    let object::Interrupt::Error(record) = stop else {
        return false;
    };
    [
        "ParameterArgumentTransformationError",
        "CannotConvertArgumentNoMessage",
        "CannotConvertArgument",
    ]
    .contains(&record.id.as_str())
}

/// Whether a value is one of the type, or one element for an array of it: what counts as binding without conversion.
fn fits(value: &Value, kind: &object::Type) -> bool {
    if convert::accepts(value, kind) {
        return true;
    }
    match kind {
        object::Type::Array(array) => {
            !array.element.is(&types::OBJECT) && convert::accepts(value, &array.element)
        }
        _ => false,
    }
}
