//! Silence between partners: automatic failover of voice, which is independent of pool failover (FACTS D).
//!
//! A backup pool that hears nothing from a pool for the failure detection interval lets its clients in with limits; when it hears it again for the
//! failback detection interval it sends them back. A store that stays away limits a pool's users too (FACTS D.7).

use crate::clock::Time;
use crate::event::{Effects, Event};
use crate::eventlog::Message;
use crate::identity::PoolId;
use crate::registrar::{PoolState, clients};
use crate::services::Service;
use crate::settings::REGISTRAR;
use crate::world::World;

/// A store may be away for so long, in milliseconds, where no settings say otherwise: 30 minutes \[D FACTS A.1.2\].
pub const STORE_THRESHOLD_MS: u64 = 30 * crate::clock::MINUTE_MS;

/// What is observed of one pool.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    /// Since when the backup pool has heard nothing.
    pub silent_since: Option<Time>,
    /// Whether the backup pool lets the clients in with limits.
    pub resilient: bool,
    /// Whether the pool has been without its store for too long.
    pub store_lost: bool,
    pub(crate) ticket: u32,
    pub(crate) store_ticket: u32,
    pub(crate) quorum_ticket: u32,
}

impl Watch {
    /// The observer stopped: what it observed is gone. What the pool knows of itself stays.
    pub(crate) fn forget(&mut self) {
        self.silent_since = None;
        self.resilient = false;
        self.ticket = 0;
    }
}

/// Looks whether the backup pool hears a pool, and starts the interval that follows from it.
pub(crate) fn watch(world: &mut World, fx: &mut Effects, pool: PoolId) {
    watch_store(world, fx, pool);
    let Some(backup) = world.topology.pool(pool).backup else {
        return;
    };
    let observed = !world.running(backup, Service::RtcSrv).is_empty();
    let heard = world.linked(pool, backup) && !world.running(pool, Service::RtcSrv).is_empty();
    let voice = world.topology.pool(pool).voice;
    let was_silent = world.watches[pool.index()].silent_since.is_some();
    if !observed || !voice.automatic || heard != was_silent {
        return;
    }
    let ticket = world.ticket();
    let now = world.now;
    let state = &mut world.watches[pool.index()];
    state.ticket = ticket;
    if !heard {
        state.silent_since = Some(now);
        fx.after(voice.failure_ms, Event::Silence { pool, ticket });
        return;
    }
    state.silent_since = None;
    if state.resilient {
        fx.after(voice.failback_ms, Event::VoiceBack { pool, ticket });
    }
}

/// Looks whether a pool has its store, and starts the threshold when it has not.
fn watch_store(world: &mut World, fx: &mut Effects, pool: PoolId) {
    let up = world.store_up(pool);
    let state = &world.watches[pool.index()];
    if up {
        world.watches[pool.index()].store_ticket = 0;
        world.watches[pool.index()].store_lost = false;
    } else if state.store_ticket == 0 {
        let ticket = world.ticket();
        world.watches[pool.index()].store_ticket = ticket;
        let bag = world
            .store
            .documents
            .effective(&world.topology, &REGISTRAR, pool);
        let threshold_ms = bag.span_ms("BackupStoreUnavailableThreshold", STORE_THRESHOLD_MS);
        fx.after(threshold_ms, Event::StoreExpired { pool, ticket });
    }
}

/// A store has been away for too long.
pub(crate) fn store_expired(world: &mut World, pool: PoolId, ticket: u32) -> Effects {
    let state = &mut world.watches[pool.index()];
    if state.store_ticket == ticket {
        state.store_lost = true;
    }
    Effects::default()
}

/// A pool has been silent for too long.
pub(crate) fn silence(world: &mut World, pool: PoolId, ticket: u32) -> Effects {
    let mut fx = Effects::default();
    if world.watches[pool.index()].ticket != ticket || world.watches[pool.index()].resilient {
        return fx;
    }
    world.watches[pool.index()].resilient = true;
    tell_backup(world, &mut fx, pool, |pool| Message::ResiliencyOn { pool });
    clients::request_retry(world, &mut fx, pool);
    fx
}

/// A pool has been heard for long enough.
pub(crate) fn voice_back(world: &mut World, pool: PoolId, ticket: u32) -> Effects {
    let mut fx = Effects::default();
    if world.watches[pool.index()].ticket != ticket {
        return fx;
    }
    world.watches[pool.index()].resilient = false;
    tell_backup(world, &mut fx, pool, |pool| Message::ResiliencyOff { pool });
    crate::registrar::settle(world, &mut fx, pool);
    fx
}

fn tell_backup(world: &World, fx: &mut Effects, pool: PoolId, message: impl Fn(String) -> Message) {
    let Some(backup) = world.topology.pool(pool).backup else {
        return;
    };
    for computer in world.running(backup, Service::RtcSrv) {
        // Whoever serves a failed-over pool neither lets its users in with limits nor sends them back.
        let seen = world.machine(computer).volatile.seen.get(&pool);
        if seen.is_none_or(|state| *state == PoolState::Active) {
            fx.log(computer, message(world.topology.pool(pool).fqdn.clone()));
        }
    }
}
