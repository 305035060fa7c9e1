//! Raising events: an action of a subscriber runs, or the event waits in the queue.

use crate::core::job::Job;
use engine::Engine;
use engine::block::ScriptBlock;
use engine::scope::ScopeKind;
use engine::state::GLOBAL;
use object::pattern::Wildcard;
use object::{Category, Fault, Host, Result, Str, Symbol, TypeInfo, Value, types};
use std::cell::Cell;
use std::rc::Rc;

/// `PSEventArgs`
pub static PS_EVENT_ARGS: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSEventArgs", &types::OBJECT);
/// `PSEventSubscriber`
pub static PS_EVENT_SUBSCRIBER: TypeInfo = TypeInfo::class(
    "System.Management.Automation.PSEventSubscriber",
    &types::OBJECT,
);

/// The event that a session raises at its end.
const EXITING: &str = "PowerShell.Exiting";

/// Who waits for events of a name.
pub struct Subscriber {
    pub id: i32,
    pub source: Str,
    /// The block to run, and the job that keeps what it writes.
    pub action: Option<(Value, Rc<Job>)>,
    pub supports: bool,
    pub forwards: bool,
    /// How often it may still run; none is without end.
    pub left: Cell<Option<i32>>,
}

/// An event that waits.
#[derive(Clone)]
pub struct Waiting {
    pub id: i32,
    pub source: Str,
    pub value: Value,
}

/// The events of a session.
#[derive(Default)]
pub struct Events {
    pub subscribers: Vec<Rc<Subscriber>>,
    pub queue: Vec<Waiting>,
    last_event: i32,
    last_subscriber: i32,
}

impl Events {
    /// The number of the next subscriber.
    pub fn next_subscriber(&mut self) -> i32 {
        self.last_subscriber += 1;
        self.last_subscriber
    }
}

impl Subscriber {
    /// As an object.
    pub fn value(&self) -> Value {
        let action = match &self.action {
            Some((_, job)) => engine::values::shared(job),
            None => Value::Null,
        };
        engine::values::record(
            &PS_EVENT_SUBSCRIBER,
            vec![
                ("SubscriptionId", Value::Int(self.id)),
                ("SourceObject", Value::Null),
                ("EventName", Value::Null),
                ("SourceIdentifier", Value::Str(self.source.clone())),
                ("Action", action),
                ("HandlerDelegate", Value::Null),
                ("SupportEvent", Value::Bool(self.supports)),
                ("ForwardEvent", Value::Bool(self.forwards)),
            ],
        )
    }
}

/// Raises an event: each subscriber's action runs; where there is none, the event waits.
pub fn raise(
    engine: &mut Engine,
    source: &Str,
    sender: Value,
    arguments: Vec<Value>,
    data: Value,
) -> Result<Value> {
    let time = Value::DateTime(Host::now(engine));
    let events = engine.room::<Events>();
    events.last_event += 1;
    let id = events.last_event;
    let value = engine::values::record(
        &PS_EVENT_ARGS,
        vec![
            ("ComputerName", Value::Null),
            ("RunspaceId", Value::Guid([0; 16])),
            ("EventIdentifier", Value::Int(id)),
            ("Sender", sender.clone()),
            ("SourceEventArgs", Value::Null),
            ("SourceArgs", Value::array(arguments.clone())),
            ("SourceIdentifier", Value::Str(source.clone())),
            ("TimeGenerated", time),
            ("MessageData", data),
        ],
    );
    let takers: Vec<Rc<Subscriber>> = events
        .subscribers
        .iter()
        .filter(|one| one.source.eq_ignore_ascii_case(source) && one.action.is_some())
        .cloned()
        .collect();
    if takers.is_empty() {
        let source = source.clone();
        let waiting = Waiting {
            id,
            source,
            value: value.clone(),
        };
        events.queue.push(waiting);
        return Ok(value);
    }
    for taker in takers {
        act(engine, &taker, &value, &sender, &arguments)?;
    }
    Ok(value)
}

/// Runs a subscriber's action with the variables that actions have.
fn act(
    engine: &mut Engine,
    taker: &Subscriber,
    event: &Value,
    sender: &Value,
    arguments: &[Value],
) -> Result {
    let Some((block, job)) = &taker.action else {
        return Ok(());
    };
    if let Some(left) = taker.left.get() {
        if left <= 0 {
            return Ok(());
        }
        taker.left.set(Some(left - 1));
    }
    job.run_again(engine, |engine, out| {
        engine.in_state(GLOBAL, |engine| {
            engine.in_new_scope(ScopeKind::Local, |engine| {
                let scope = engine.scope;
                for (name, value) in [
                    ("event", event.clone()),
                    ("eventSubscriber", taker.value()),
                    ("sender", sender.clone()),
                    ("eventArgs", Value::Null),
                ] {
                    engine.set_in(scope, Symbol::of(name), value);
                }
                let block = match block.as_native::<ScriptBlock>() {
                    Some(own) => Value::native(ScriptBlock {
                        code: Rc::clone(&own.code),
                        state: Some(GLOBAL),
                    }),
                    None => block.clone(),
                };
                engine.call_block_into(&block, arguments, out)
            })
        })
    });
    Ok(())
}

/// What a session that ends still has to say: the actions of those who wait for that.
///
/// # Errors
/// What an action raises that nothing catches.
pub fn exiting(engine: &mut Engine) -> Result {
    let waits = |events: &mut Events| {
        events
            .subscribers
            .iter()
            .any(|one| one.source.eq_ignore_ascii_case(EXITING))
    };
    if !waits(engine.room::<Events>()) {
        return Ok(());
    }
    raise(
        engine,
        &Str::from(EXITING),
        Value::Null,
        Vec::new(),
        Value::Null,
    )
    .map(drop)
}

/// The events of a name, which may be a pattern, or of a number; an error where a plain name or a number has none.
pub fn find(
    engine: &mut Engine,
    source: Option<&Str>,
    id: Option<i32>,
) -> std::result::Result<Vec<Waiting>, Box<Fault>> {
    let queue = engine.room::<Events>().queue.clone();
    if let Some(id) = id {
        let found: Vec<Waiting> = queue.into_iter().filter(|one| one.id == id).collect();
        return match found.is_empty() {
            true => Err(Box::new(unknown(
                "INVALID_EVENT_IDENTIFIER",
                format!("Event with identifier '{id}' does not exist."),
            ))),
            false => Ok(found),
        };
    }
    let Some(source) = source else {
        return Ok(queue);
    };
    let pattern = Wildcard::new(source, true).ok();
    let fits = |one: &Waiting| {
        pattern
            .as_ref()
            .is_some_and(|own| own.is_match(&one.source))
    };
    let found: Vec<Waiting> = queue.into_iter().filter(fits).collect();
    match found.is_empty() && !object::pattern::contains_wildcard_characters(source) {
        true => Err(Box::new(unknown(
            "INVALID_SOURCE_IDENTIFIER",
            format!("Event with source identifier '{source}' does not exist."),
        ))),
        false => Ok(found),
    }
}

/// The error of an event or a subscription that is not there.
pub fn unknown(id: &'static str, message: String) -> Fault {
    Fault::new(&types::ARGUMENT_EXCEPTION, message)
        .id(id)
        .category(Category::InvalidArgument)
}
