//! `Register-EngineEvent`, `Get-EventSubscriber`, `Unregister-Event`.

use super::queue::{Events, Subscriber, unknown};
use crate::core::job::Job;
use engine::declare::Check;
use engine::{Run, ScriptBlockArgument, Shell, Switch, cmdlet};
use object::pattern::Wildcard;
use object::{Category, Fault, Result, Str, Value, types};
use std::cell::Cell;
use std::rc::Rc;

cmdlet! {
    /// Runs a block at each event of a name.
    pub struct RegisterEngineEvent = "Register-EngineEvent" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.RegisterEngineEventCommand" {
        /// Name of the events.
        source_identifier = "SourceIdentifier": Option<Str> => mandatory, position(100);
        /// The block to run.
        action = "Action": ScriptBlockArgument => position(101);
        /// Data for the action.
        message_data = "MessageData": Option<Value>;
        /// Hides the subscription from `Get-EventSubscriber`.
        support_event = "SupportEvent": Switch;
        /// Sends the events to the session that made this one.
        forward = "Forward": Switch;
        /// How often the action runs at most.
        max_trigger_count = "MaxTriggerCount": Option<i32>;
    }
}

impl Run for RegisterEngineEvent {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let source = self.source_identifier.take().unwrap_or_default();
        let action = self.action.0.take();
        if action.is_none() && !self.forward.is_on() {
            return Fault::new(
                &types::INVALID_OPERATION_EXCEPTION,
                "Action must be specified for non-forwarded events.",
            )
            .id("ACTION_MANDATORY_FOR_LOCAL")
            .category(Category::InvalidArgument)
            .raise();
        }
        let action = match action {
            Some(block) => {
                let job = Job::for_events(shell.engine, source.clone(), &block);
                Some((block, job))
            }
            None => None,
        };
        let job = action.as_ref().map(|(_, job)| engine::values::shared(job));
        let events = shell.engine.room::<Events>();
        let subscriber = Subscriber {
            id: events.next_subscriber(),
            source,
            action,
            supports: self.support_event.is_on(),
            forwards: self.forward.is_on(),
            left: Cell::new(self.max_trigger_count.filter(|count| *count > 0)),
        };
        events.subscribers.push(Rc::new(subscriber));
        match job {
            Some(job) => shell.write(job),
            None => Ok(()),
        }
    }
}

/// The subscribers of a name or a number; an error where a plain name or a number has none.
fn find(
    events: &Events,
    source: Option<&Str>,
    id: Option<i32>,
    hidden: bool,
) -> std::result::Result<Vec<Rc<Subscriber>>, Box<Fault>> {
    let pattern = source.and_then(|source| Wildcard::new(source, true).ok());
    let found: Vec<Rc<Subscriber>> = events
        .subscribers
        .iter()
        .filter(|one| hidden || !one.supports)
        .filter(|one| id.is_none_or(|id| one.id == id))
        .filter(|one| pattern.as_ref().is_none_or(|own| own.is_match(&one.source)))
        .cloned()
        .collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let fault = match (source, id) {
        (_, Some(id)) => unknown(
            "INVALID_SUBSCRIPTION_IDENTIFIER",
            format!("Event subscription with identifier '{id}' does not exist."),
        ),
        (Some(source), None) if !object::pattern::contains_wildcard_characters(source) => unknown(
            "INVALID_SOURCE_IDENTIFIER",
            format!("Event subscription with identifier '{source}' does not exist."),
        ),
        _ => return Ok(found),
    };
    Err(Box::new(fault))
}

cmdlet! {
    /// Returns who waits for events.
    pub struct GetEventSubscriber = "Get-EventSubscriber" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetEventSubscriberCommand", default_set "BySource" {
        /// Name of the events.
        source_identifier = "SourceIdentifier": Option<Str> => set("BySource"), position(0), by_name;
        /// Number of the subscription.
        subscription_id = "SubscriptionId": Option<i32> => alias(&["Id"]), set("ById"), mandatory, position(0), by_name;
        /// Returns hidden ones too.
        force = "Force": Switch => position(1);
    }
}

impl Run for GetEventSubscriber {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let events = shell.engine.room::<Events>();
        match find(
            events,
            self.source_identifier.as_ref(),
            self.subscription_id,
            self.force.is_on(),
        ) {
            Ok(found) => {
                for one in found {
                    shell.write(one.value())?;
                }
                Ok(())
            }
            Err(fault) => shell.error(*fault),
        }
    }
}

cmdlet! {
    /// Waits for events no more.
    pub struct UnregisterEvent = "Unregister-Event" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.UnregisterEventCommand", default_set "BySource", should_process Medium {
        /// Name of the events.
        source_identifier = "SourceIdentifier": Option<Str> => set("BySource"), mandatory, position(0), by_name;
        /// Number of the subscription.
        subscription_id = "SubscriptionId": Option<i32> => set("ById"), mandatory, position(0), by_name, check(&[Check::NotNull]);
        /// Ends hidden ones too.
        force = "Force": Switch;
    }
}

impl Run for UnregisterEvent {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let events = shell.engine.room::<Events>();
        let found = match find(
            events,
            self.source_identifier.as_ref(),
            self.subscription_id,
            self.force.is_on(),
        ) {
            Ok(found) => found,
            Err(fault) => return shell.error(*fault),
        };
        for one in found {
            let target = format!("Event subscription '{}'", one.source);
            if !shell.should_process(&target, "Unsubscribe")? {
                continue;
            }
            let events = shell.engine.room::<Events>();
            events.subscribers.retain(|known| known.id != one.id);
            if let Some((_, job)) = &one.action {
                job.stop();
            }
        }
        Ok(())
    }
}
