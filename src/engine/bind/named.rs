//! Step 1: what was given by name.

use super::{Binder, Given, Loose};
use crate::Engine;
use object::{Result, Str, Value};
use std::collections::VecDeque;

impl Binder<'_> {
    /// Binds what was given by name, and puts the rest aside.
    pub(crate) fn named(&mut self, engine: &mut Engine, given: Vec<Given>) -> Result {
        let mut queue: VecDeque<Given> = given.into();
        let mut splatted = Vec::new();
        while let Some(next) = queue.pop_front() {
            match next {
                Given::Value(value, span) => self.put_aside(value, span),
                Given::End => {
                    for rest in queue.drain(..) {
                        match rest {
                            Given::Value(value, span) => self.put_aside(value, span),
                            Given::Named {
                                text, span, value, ..
                            } => {
                                self.put_aside(Value::Str(text), span);
                                if let Some(value) = value {
                                    self.put_aside(value, span);
                                }
                            }
                            Given::End => {}
                        }
                    }
                }
                Given::Named { splatted: true, .. } => splatted.push(next),
                Given::Named {
                    name,
                    value,
                    text,
                    span,
                    ..
                } => {
                    self.site.at(span);
                    self.one_name(engine, &mut queue, name, value, &text)?;
                }
            }
        }
        self.site.at(syntax::Span::default());
        for given in splatted {
            let Given::Named { name, value, .. } = given else {
                continue;
            };
            match self.find(&name)? {
                // What was typed wins over what was splatted.
                Some(ordinal) if self.bound.values[ordinal].is_some() => {}
                Some(ordinal) => self.bind_value(engine, ordinal, value.unwrap_or_default())?,
                None if self.signature.advanced && !self.takes_rest() => {
                    return Err(self.site.unknown_name(&name));
                }
                None => {
                    self.put_name(Value::str(format!("-{name}:")));
                    self.put_name(value.unwrap_or_default());
                }
            }
        }
        Ok(())
    }

    fn one_name(
        &mut self,
        engine: &mut Engine,
        queue: &mut VecDeque<Given>,
        name: Str,
        value: Option<Value>,
        text: &Str,
    ) -> Result {
        let Some(ordinal) = self.find(&name)? else {
            if self.signature.advanced && !self.takes_rest() {
                return Err(self.site.unknown_name(&name));
            }
            // A simple function takes what it does not know, with the value behind it, into `$args`.
            self.put_name(Value::Str(text.clone()));
            if let Some(value) = value {
                self.put_name(value);
            } else if !self.signature.advanced
                && let Some(Given::Value(..)) = queue.front()
                && let Some(Given::Value(value, _)) = queue.pop_front()
            {
                self.put_name(value);
            }
            return Ok(());
        };
        let parameter = std::rc::Rc::clone(&self.signature.parameters[ordinal]);
        if self.bound.values[ordinal].is_some() {
            return Err(self.site.twice(&parameter.name));
        }
        let mut place = syntax::Span::default();
        let value = match value {
            Some(value) => value,
            None if parameter.is_switch() => Value::Switch(true),
            None => match queue.front() {
                Some(Given::Value(..)) => match queue.pop_front() {
                    Some(Given::Value(value, span)) => {
                        place = span;
                        value
                    }
                    _ => return Err(self.site.missing_argument(&parameter)),
                },
                Some(Given::Named {
                    name,
                    text,
                    value: None,
                    splatted: false,
                    ..
                }) if self.find(name).ok().flatten().is_none() && !self.signature.advanced => {
                    let text = Value::Str(text.clone());
                    queue.pop_front();
                    text
                }
                _ => return Err(self.site.missing_argument(&parameter)),
            },
        };
        if place.end > place.start {
            self.site.at(place);
        }
        self.bind_value(engine, ordinal, value)
    }

    fn put_aside(&mut self, value: Value, span: syntax::Span) {
        self.loose.push(Loose {
            value,
            span,
            is_name: false,
        });
    }

    /// What no parameter's name is, and its value, take no position.
    fn put_name(&mut self, value: Value) {
        self.loose.push(Loose {
            value,
            span: syntax::Span::default(),
            is_name: true,
        });
    }

    /// Whether a parameter takes what is left over, unknown names included.
    fn takes_rest(&self) -> bool {
        self.signature.parameters[..self.signature.own]
            .iter()
            .any(|parameter| parameter.uses.iter().any(|usage| usage.remaining))
    }

    /// The parameter that a name means: exactly, or as the only one that begins so.
    fn find(&self, name: &str) -> Result<Option<usize>> {
        if let Some(ordinal) = self.signature.exact(name) {
            return Ok(Some(ordinal));
        }
        let mut matches = self.signature.starting(name);
        if matches.len() > 1 {
            // A prefix that fits one parameter of the command's own and some common ones means the own one.
            let own: Vec<usize> = matches
                .iter()
                .copied()
                .filter(|ordinal| *ordinal < self.signature.own)
                .collect();
            if own.len() == 1 {
                matches = own;
            }
        }
        match matches[..] {
            [] => Ok(None),
            [ordinal] => Ok(Some(ordinal)),
            _ => {
                let all: Vec<_> = matches
                    .iter()
                    .map(|ordinal| &*self.signature.parameters[*ordinal])
                    .collect();
                Err(self.site.ambiguous_name(name, &all))
            }
        }
    }
}
