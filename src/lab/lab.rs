//! The lab itself: a world, what is going to happen in it, and what has happened.
//!
//! Callers ask in three ways. Queries return ids or small owned structs. Actions change the world at once and may schedule what follows.
//! [`Lab::run_until`] lets time pass. No borrow has to be held across any of them.

use crate::check::{self, Violation};
use crate::clock::Time;
use crate::error::LabError;
use crate::event::{Effect, Effects, Event};
use crate::queue::Queue;
use crate::seed::{self, LabSpec};
use crate::trace::Trace;
use crate::world::World;
use crate::{backup, fabric, fault, registrar, services, store};

/// Events that one call of [`Lab::run_until`] may take before it gives up.
pub const EVENTS_MAX: usize = 10_000_000;

/// One simulated deployment.
#[derive(Clone, Debug)]
pub struct Lab {
    pub(crate) world: World,
    pub(crate) queue: Queue,
    pub(crate) trace: Trace,
    checking: bool,
}

impl Lab {
    /// Builds the lab of `spec` at the moment `start`, everything running and in step.
    ///
    /// # Errors
    /// [`LabError::BadLab`] when the description contradicts itself.
    pub fn new(spec: &LabSpec, seed: u64, start: Time) -> Result<Self, LabError> {
        let world = seed::build(spec, seed, start)?;
        let mut lab = Self {
            world,
            queue: Queue::default(),
            trace: Trace::default(),
            checking: false,
        };
        let effects = registrar::open(&mut lab.world);
        registrar::settle_in(&mut lab.world);
        lab.perform(effects);
        Ok(lab)
    }

    /// Builds a ready-made lab by its name, such as `thelab`.
    ///
    /// # Errors
    /// [`LabError::BadLab`] when there is none of that name; the message lists the names.
    pub fn named(name: &str, seed: u64, start: Time) -> Result<Self, LabError> {
        Self::new(&seed::named(name)?, seed, start)
    }

    /// Lets time pass until `now`; an earlier moment changes nothing. Returns how many events happened.
    ///
    /// # Errors
    /// [`LabError::EventLimit`] after [`EVENTS_MAX`] events; the lab stands where it stopped and can go on.
    pub fn run_until(&mut self, now: Time) -> Result<usize, LabError> {
        let mut count = 0;
        while let Some((at, event)) = self.queue.pop_until(now) {
            if count == EVENTS_MAX {
                self.queue.push(at, event);
                return Err(LabError::EventLimit { limit: EVENTS_MAX });
            }
            count += 1;
            self.world.now = self.world.now.max(at);
            self.happen(event);
        }
        self.world.now = self.world.now.max(now);
        Ok(count)
    }

    /// The present moment of the lab.
    pub fn now(&self) -> Time {
        self.world.now
    }

    /// When something happens next by itself; `None` in an idle lab.
    pub fn next_at(&self) -> Option<Time> {
        self.queue.next_at()
    }

    /// What happened so far.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Asserts the invariants now.
    ///
    /// # Errors
    /// The first [`Violation`] found.
    pub fn check(&self) -> Result<(), Violation> {
        check::check(&self.world, self.queue.is_empty())
    }

    /// Asserts the invariants after every event from now on, by a panic. For tests: it costs a pass over all users each time.
    #[doc(hidden)]
    pub fn check_always(&mut self) {
        self.checking = true;
    }

    pub(crate) fn schedule(&mut self, at: Time, event: Event) {
        self.queue.push(at.max(self.world.now), event);
    }

    /// Lets one event happen now.
    pub(crate) fn happen(&mut self, event: Event) {
        self.trace.push(self.world.now, event);
        let effects = handle(&mut self.world, event);
        self.perform(effects);
    }

    /// Performs what a handler or an action asked for; nothing else touches the queue or the logs.
    pub(crate) fn perform(&mut self, effects: Effects) {
        for effect in effects.0 {
            match effect {
                Effect::Schedule { after_ms, event } => {
                    self.queue.push(self.world.now.plus(after_ms), event)
                }
                Effect::Log { computer, message } => {
                    let now = self.world.now;
                    self.world
                        .machine_mut(computer)
                        .durable
                        .log
                        .write(now, message);
                }
            }
        }
        if self.checking
            && let Err(violation) = self.check()
        {
            panic!(
                "invariant violated at {}: {violation}\n{}",
                self.world.now,
                self.trace.text()
            );
        }
    }
}

/// The one place that knows which room answers which event.
fn handle(world: &mut World, event: Event) -> Effects {
    match event {
        Event::Snapshot { computer, ticket } => store::snapshot(world, computer, ticket),
        Event::Copy { computer, ticket } => store::copied(world, computer, ticket),
        Event::Apply { computer, ticket } => store::applied(world, computer, ticket),
        Event::Report { computer, ticket } => store::reported(world, computer, ticket),
        Event::Notice { computer } => registrar::notice(world, computer),
        Event::Confirm { computer, pool } => registrar::confirm(world, computer, pool),
        Event::ServiceUp {
            computer,
            service,
            ticket,
        } => services::up(world, computer, service, ticket),
        Event::ServiceDown {
            computer,
            service,
            ticket,
        } => services::down(world, computer, service, ticket),
        Event::PartnerHeard {
            computer,
            partner,
            service,
            running,
        } => registrar::partner_heard(world, computer, partner, service, running),
        Event::Silence { pool, ticket } => registrar::silence(world, pool, ticket),
        Event::VoiceBack { pool, ticket } => registrar::voice_back(world, pool, ticket),
        Event::Retry { pool, wave } => registrar::retry(world, pool, wave),
        Event::SyncTick { pool } => backup::tick(world, pool),
        Event::Import { pool } => backup::import(world, pool),
        Event::Cookie { pool } => backup::cookie(world, pool),
        Event::Promote { pool } => registrar::promote(world, pool),
        Event::Rebuild { group } => fabric::rebuild(world, group),
        Event::QuorumExpired { pool, ticket } => fabric::quorum_expired(world, pool, ticket),
        Event::StoreExpired { pool, ticket } => registrar::store_expired(world, pool, ticket),
        Event::Activity { pool } => backup::activity(world, pool),
        Event::Break(fault) => fault::strike(world, fault),
        Event::Mend(fault) => fault::repair(world, fault),
    }
}
