//! `New-Event`, `Get-Event`, `Remove-Event`, `Wait-Event`.

use super::queue::{self, Events};
use engine::clock::TICKS_PER_SECOND;
use engine::declare::Check;
use engine::{PsObject, Run, Shell, cmdlet};
use object::{Result, Str, Value};

cmdlet! {
    /// Raises an event.
    pub struct NewEvent = "New-Event" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.NewEventCommand" {
        /// Name of the event.
        source_identifier = "SourceIdentifier": Option<Str> => mandatory, position(0);
        /// Who raises it.
        sender = "Sender": PsObject => position(1);
        /// What it is about.
        event_arguments = "EventArguments": Option<Vec<Value>> => position(2);
        /// More data.
        message_data = "MessageData": PsObject => position(3);
    }
}

impl Run for NewEvent {
    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let source = self.source_identifier.take().unwrap_or_default();
        let sender = self.sender.0.take().unwrap_or_default();
        let data = self.message_data.0.take().unwrap_or_default();
        let arguments = self.event_arguments.take().unwrap_or_default();
        let event = queue::raise(shell.engine, &source, sender, arguments, data)?;
        shell.write(event)
    }
}

cmdlet! {
    /// Returns the events that nobody has taken.
    pub struct GetEvent = "Get-Event" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetEventCommand", default_set "BySource" {
        /// Name of the events.
        source_identifier = "SourceIdentifier": Option<Str> => set("BySource"), position(0), by_name;
        /// Number of the event.
        event_identifier = "EventIdentifier": Option<i32> => alias(&["Id"]), set("ById"), mandatory, position(0), by_name;
    }
}

impl Run for GetEvent {
    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let found = queue::find(
            shell.engine,
            self.source_identifier.as_ref(),
            self.event_identifier,
        );
        match found {
            Ok(found) => {
                for one in found {
                    shell.write(one.value)?;
                }
                Ok(())
            }
            Err(fault) => shell.error(*fault),
        }
    }
}

cmdlet! {
    /// Takes events out of the queue.
    pub struct RemoveEvent = "Remove-Event" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.RemoveEventCommand", default_set "ByIdentifier", should_process Medium {
        /// Name of the events.
        source_identifier = "SourceIdentifier": Option<Str> => set("BySource"), mandatory, position(0), by_name;
        /// Number of the event.
        event_identifier = "EventIdentifier": Option<i32> => set("ByIdentifier"), mandatory, position(0), by_name, check(&[Check::NotNull]);
    }
}

impl Run for RemoveEvent {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let found = queue::find(
            shell.engine,
            self.source_identifier.as_ref(),
            self.event_identifier,
        );
        let found = match found {
            Ok(found) => found,
            Err(fault) => return shell.error(*fault),
        };
        for one in found {
            if shell.should_process(&format!("Event '{}'", one.source), "Remove")? {
                let events = shell.engine.room::<Events>();
                events.queue.retain(|known| known.id != one.id);
            }
        }
        Ok(())
    }
}

cmdlet! {
    /// Waits for an event.
    pub struct WaitEvent = "Wait-Event" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.WaitEventCommand" {
        /// Name of the event.
        source_identifier = "SourceIdentifier": Option<Str> => position(0), pipeline, by_name;
        /// How many seconds at most; -1 is without end.
        timeout = "Timeout": Option<i32> => alias(&["TimeoutSec"]), check(&[Check::Range(-1, 2_147_483_647)]);
    }
}

impl Run for WaitEvent {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let pattern = self
            .source_identifier
            .as_ref()
            .and_then(|source| object::pattern::Wildcard::new(source, true).ok());
        let events = shell.engine.room::<Events>();
        let found = events
            .queue
            .iter()
            .find(|one| pattern.as_ref().is_none_or(|own| own.is_match(&one.source)))
            .cloned();
        match found {
            Some(one) => shell.write(one.value),
            // Nothing runs beside the script that could still raise it: only the time passes.
            None => {
                let seconds = i64::from(self.timeout.unwrap_or(0).max(0));
                shell.engine.clock.wait_ticks(seconds * TICKS_PER_SECOND);
                shell.engine.check_cancel()
            }
        }
    }
}
