//! `try`, `catch`, `finally`, `trap`.

use super::Flow;
use crate::Engine;
use crate::program::*;
use crate::sink::Out;
use object::{ErrorRecord, Exception, Interrupt, Native, Result, Str, Type, Value, types};
use std::rc::Rc;

impl Engine {
    /// `try`
    pub(crate) fn attempt(&mut self, node: &Try, out: &Out) -> Result<Flow> {
        let (scope, state, depth, stack) = (self.scope, self.state, self.depth, self.stack.len());
        let catches = !node.catches.is_empty();
        self.catching += u32::from(catches);
        let mut result = self.block(&node.body, out);
        self.catching -= u32::from(catches);
        if let Err(stop) = &result
            && let Interrupt::Error(record) = &**stop
            && catches
        {
            let record = Rc::clone(record);
            self.unwind(scope, state, depth, stack);
            if let Some((block, seen)) = self.choose_catch(node, &record)? {
                self.remember(&record);
                result = self.run_catch(block, seen, out);
            }
        }
        if let Some(finally) = &node.finally {
            match self.block(finally, out) {
                Ok(Flow::Next) => {}
                other => {
                    // What the finally block replaces is remembered all the same.
                    if let Err(stop) = &result
                        && let Interrupt::Error(record) = &**stop
                    {
                        self.remember(&Rc::clone(record));
                    }
                    return other;
                }
            }
        }
        result
    }

    /// Puts the engine back to where a frame was that an error left halfway.
    pub(crate) fn unwind(
        &mut self,
        scope: crate::scope::ScopeId,
        state: crate::state::StateId,
        depth: u32,
        stack: usize,
    ) {
        self.scope = scope;
        self.state = state;
        self.depth = depth;
        self.stack.truncate(stack);
    }

    fn run_catch(&mut self, block: &Block, record: Rc<ErrorRecord>, out: &Out) -> Result<Flow> {
        let item = std::mem::replace(
            &mut self.item,
            Value::Native(Rc::clone(&record) as Rc<dyn Native>),
        );
        record.remember_in_exception();
        self.caught.push(record);
        let result = self.block(block, out);
        self.caught.pop();
        self.item = item;
        result
    }

    /// The catch block for an error, and the error as it sees it. PowerShell wraps what .NET throws and what a preference made
    /// terminating; each layer is asked in turn until a block is found that is more special than all others.
    fn choose_catch<'n>(
        &mut self,
        node: &'n Try,
        record: &Rc<ErrorRecord>,
    ) -> Result<Option<(&'n Block, Rc<ErrorRecord>)>> {
        let handlers = self.handlers(node);
        let mut best: Option<(usize, usize, Rc<ErrorRecord>)> = None;
        for (thrown, seen) in layers(record) {
            let Some(at) = matching(&handlers, &thrown) else {
                continue;
            };
            let rank = rank(&handlers, at);
            if best.as_ref().is_none_or(|(_, before, _)| rank < *before) {
                best = Some((at, rank, seen));
            }
            if rank == 0 {
                break;
            }
        }
        if let Some((at, _, seen)) = best {
            return Ok(Some((handlers[at].1, seen)));
        }
        let all = handlers.iter().find(|(kind, _)| kind.is_none());
        Ok(all.map(|(_, block)| (*block, Rc::clone(record))))
    }

    /// The types that the catch blocks name, in order; `None` takes all.
    fn handlers<'n>(&mut self, node: &'n Try) -> Vec<(Option<Type>, &'n Block)> {
        let mut handlers = Vec::new();
        for (kinds, block) in &node.catches {
            if kinds.is_empty() {
                handlers.push((None, block));
            }
            for name in kinds {
                if let Some(kind) = self.resolve_type_quietly(name) {
                    handlers.push((Some(kind), block));
                }
            }
        }
        handlers
    }

    /// An error left a statement of a block with traps.
    pub(crate) fn trapped(
        &mut self,
        stop: Box<Interrupt>,
        block: &Block,
        out: &Out,
    ) -> Result<Flow> {
        let Interrupt::Error(record) = &*stop else {
            return Err(stop);
        };
        let record = Rc::clone(record);
        // What no trap of the block is for ends the block.
        let Some((trap, seen)) = self.choose_trap(block, &record) else {
            self.tap_error(&record);
            return Err(stop);
        };
        self.remember(&record);
        let flow = self.run_catch(&trap.body, seen, out)?;
        if flow != Flow::Next {
            self.tap_error(&record);
        }
        match flow {
            Flow::Continue(None) => Ok(Flow::Next),
            Flow::Break(None) => Err(stop),
            Flow::Next => {
                // A trap that ends without `continue` lets the error show, and the script goes on.
                let catching = std::mem::replace(&mut self.catching, 0);
                record.rest.borrow_mut().terminating = false;
                let shown = self.send(crate::streams::Stream::Error, Value::Native(record));
                self.catching = catching;
                self.success = false;
                shown?;
                Ok(Flow::Next)
            }
            other => Ok(other),
        }
    }

    /// The trap for an error, and the error as it sees it: first for what .NET threw, then for what PowerShell made of it. A
    /// trap for the very type comes before one for a base of it, and one for anything is the last.
    fn choose_trap<'n>(
        &mut self,
        block: &'n Block,
        record: &Rc<ErrorRecord>,
    ) -> Option<(&'n Trap, Rc<ErrorRecord>)> {
        let mut any = None;
        let mut typed = Vec::new();
        for trap in &block.traps {
            match &trap.kind {
                None => any = any.or(Some(trap)),
                Some(name) => {
                    if let Some(kind) = self.resolve_type_quietly(name) {
                        typed.push((kind, trap));
                    }
                }
            }
        }
        let find = |thrown: &Type| {
            let exact = typed.iter().find(|(kind, _)| kind == thrown);
            let base = || {
                typed
                    .iter()
                    .find(|(kind, _)| kind.is_assignable_from(thrown))
            };
            exact.or_else(base).map(|(_, trap)| *trap)
        };
        let (inner, outer) = inside_and_out(record);
        if let Some(inner) = &inner
            && let Some(trap) = find(&inner.exception.get_type())
        {
            return Some((trap, Rc::clone(inner)));
        }
        match find(&outer) {
            Some(trap) => Some((trap, Rc::clone(record))),
            None => any.map(|trap| (trap, inner.unwrap_or_else(|| Rc::clone(record)))),
        }
    }

    /// What `throw` without a value throws: the error being handled.
    pub(crate) fn rethrown(&self) -> Value {
        match self.caught.last() {
            Some(record) => Value::Native(Rc::clone(record) as Rc<dyn Native>),
            None => Value::Null,
        }
    }
}

/// What .NET threw, as a trap sees it, and the type of what PowerShell made of it.
fn inside_and_out(record: &Rc<ErrorRecord>) -> (Option<Rc<ErrorRecord>>, Type) {
    let kind = record.exception.get_type();
    if record.rest.borrow().by_preference {
        return (None, Type::Known(&types::ACTION_PREFERENCE_STOP_EXCEPTION));
    }
    if Type::Known(&types::RUNTIME_EXCEPTION).is_assignable_from(&kind) {
        let inner = inner_of(&record.exception).map(|inner| unwrapped(record, inner));
        return (inner, kind);
    }
    (
        Some(Rc::clone(record)),
        Type::Known(&types::RUNTIME_EXCEPTION),
    )
}

/// The handler of that very type, or else the first of a base of it.
fn matching(handlers: &[(Option<Type>, &Block)], thrown: &Type) -> Option<usize> {
    let of = |test: &dyn Fn(&Type) -> bool| {
        handlers
            .iter()
            .position(|(kind, _)| kind.as_ref().is_some_and(test))
    };
    of(&|kind| kind == thrown).or_else(|| of(&|kind| kind.is_assignable_from(thrown)))
}

/// How many handlers before it are more special.
fn rank(handlers: &[(Option<Type>, &Block)], at: usize) -> usize {
    let Some(kind) = &handlers[at].0 else {
        return handlers.len();
    };
    handlers[..at]
        .iter()
        .filter_map(|(other, _)| other.as_ref())
        .filter(|other| *other != kind && kind.is_assignable_from(other))
        .count()
}

/// The types that an error is to catch blocks, outside in, each with the record that the block sees.
fn layers(record: &Rc<ErrorRecord>) -> Vec<(Type, Rc<ErrorRecord>)> {
    let mut layers = Vec::new();
    let kind = record.exception.get_type();
    let is_runtime = Type::Known(&types::RUNTIME_EXCEPTION).is_assignable_from(&kind);
    let mut seen = Rc::clone(record);
    if record.rest.borrow().by_preference {
        layers.push((
            Type::Known(&types::ACTION_PREFERENCE_STOP_EXCEPTION),
            Rc::clone(record),
        ));
        if is_runtime {
            // A block for the exception itself sees the record that the exception carries, without the command.
            let bare = ErrorRecord::of(
                record.exception.clone(),
                own_id(&kind, record),
                record.category,
                record.target.clone(),
            );
            seen = Rc::new(bare);
        }
    }
    if let Some(inner) = inner_of(&record.exception)
        && is_runtime
    {
        layers.push((inner.get_type(), unwrapped(&seen, inner)));
    }
    layers.push((kind, Rc::clone(&seen)));
    if !is_runtime {
        layers.push((Type::Known(&types::RUNTIME_EXCEPTION), seen));
    }
    layers
}

/// The id that the exception's own record has, where the command gave it another one.
fn own_id(kind: &Type, record: &ErrorRecord) -> Str {
    match kind.name().as_str() {
        "DriveNotFoundException" => Str::from("DriveNotFound"),
        "ProviderNotFoundException" => Str::from("ProviderNotFound"),
        _ => record.id.clone(),
    }
}

/// The exception inside an exception.
fn inner_of(exception: &Value) -> Option<Value> {
    let inner = match exception.base() {
        Value::Object(object) => object.get("InnerException"),
        other => other
            .as_native::<Exception>()
            .and_then(|exception| exception.inner.clone()),
    };
    inner.filter(|inner| !inner.is_null())
}

/// The record as a catch block for the inner exception sees it.
fn unwrapped(record: &Rc<ErrorRecord>, inner: Value) -> Rc<ErrorRecord> {
    let own = ErrorRecord::of(
        inner,
        record.id.clone(),
        record.category,
        record.target.clone(),
    );
    *own.rest.borrow_mut() = record.rest.borrow().clone();
    Rc::new(own)
}
