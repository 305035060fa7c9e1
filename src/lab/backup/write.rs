//! Users who change contacts, settings and meetings: what there is to copy.

use crate::backup::link::{self, QUEUE_MAX};
use crate::clock::MINUTE_MS;
use crate::error::LabError;
use crate::event::{Effects, Event};
use crate::identity::{PoolId, UserId};
use crate::lab::Lab;
use crate::registrar::Mode;
use crate::world::World;

/// Changes that one user may make at a time.
pub const WRITES_MAX: u32 = 1_000_000;

/// Writes once for a user, if the user is signed in without limits and the store of the serving pool answers.
fn write(world: &mut World, user: UserId) -> Option<PoolId> {
    let server = world.clients.server(user)?;
    let pool = world.topology.computer(server).pool;
    let full = world.mode(server, world.directory.group(user)) == Mode::Full;
    if !full || !world.store_up(pool) || world.links[pool.index()].queue.len() >= QUEUE_MAX {
        return None;
    }
    world.data.write(user, world.directory.home(user) == pool);
    if world.topology.pool(pool).backup.is_some() {
        world.links[pool.index()].queue.push_back(user);
    }
    Some(pool)
}

/// The first of a pool's busy minutes begins.
pub(crate) fn begin_activity(world: &World, fx: &mut Effects, pool: PoolId) {
    if world.writes_per_minute.contains_key(&pool) {
        fx.after(MINUTE_MS, Event::Activity { pool });
    }
}

/// A busy minute of a pool has passed.
pub(crate) fn activity(world: &mut World, pool: PoolId) -> Effects {
    let mut fx = Effects::default();
    let count = world.writes_per_minute.get(&pool).copied().unwrap_or(0);
    let users = world.directory.users_of(pool);
    if count == 0 || users.is_empty() {
        return fx;
    }
    for _ in 0..count {
        let user = users[world.rng.below(users.len() as u64) as usize];
        // Who is signed out or limited changes nothing: that is the outage, and no failure of the model.
        let _ = write(world, user);
    }
    link::kick_all(world, &mut fx);
    fx.after(MINUTE_MS, Event::Activity { pool });
    fx
}

impl Lab {
    /// A user changes contacts or settings `count` times, at most [`WRITES_MAX`].
    ///
    /// # Errors
    /// [`LabError::CannotWrite`] when the user is signed out or in resiliency mode, or the store does not answer.
    pub fn write_user_data(&mut self, user: UserId, count: u32) -> Result<(), LabError> {
        let mut pool = None;
        for _ in 0..count.min(WRITES_MAX) {
            pool = write(&mut self.world, user);
            if pool.is_none() {
                let sip = self
                    .user(user)
                    .map_or_else(String::new, |account| account.sip_address);
                return Err(LabError::CannotWrite { sip });
            }
        }
        if let Some(pool) = pool {
            let mut fx = Effects::default();
            link::kick(&mut self.world, &mut fx, pool);
            self.perform(fx);
        }
        Ok(())
    }

    /// Conference content of `kb` KB is uploaded at a pool.
    pub fn upload_conference_content(&mut self, pool: PoolId, kb: u64) {
        if self.backup_of(pool).is_none() {
            return;
        }
        let link = &mut self.world.links[pool.index()];
        link.conference_kb = link.conference_kb.saturating_add(kb);
        let mut fx = Effects::default();
        link::kick(&mut self.world, &mut fx, pool);
        self.perform(fx);
    }
}
