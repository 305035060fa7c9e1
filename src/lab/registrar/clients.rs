//! Where each user's client is signed in, in columns, and how signed-out clients come back.
//!
//! A client has no will of its own: it wants to be signed in or not, and tries after each change that could let it in. That is why nothing
//! happens in an outage that lasts.

use std::collections::BTreeMap;

use crate::clock::SECOND_MS;
use crate::error::LabError;
use crate::event::{Effects, Event};
use crate::fabric::Health;
use crate::identity::{ComputerId, GroupId, PoolId, UserId};
use crate::lab::Lab;
use crate::registrar::PoolState;
use crate::services::{Service, ServiceState};
use crate::world::World;

/// Clients come back in so many waves \[I\].
pub const WAVES: u8 = 4;
/// Time before each wave, in milliseconds \[I\].
pub const WAVE_MS: u64 = 2 * SECOND_MS;

/// What a signed-in client can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Everything.
    Full,
    /// Calls and messages, no changes: resiliency mode (FACTS D.6, D.10).
    Resilient,
}

/// Not signed in.
const NOWHERE: u32 = u32::MAX;

/// The clients of all users, by [`UserId`].
#[derive(Clone, Debug, Default)]
pub struct Clients {
    server: Vec<u32>,
    wanted: Vec<bool>,
    /// How many clients of a pool are signed in at a server.
    counts: BTreeMap<(ComputerId, PoolId), u64>,
    /// How many clients of a pool want to be signed in and are not, by [`PoolId`].
    missing: Vec<u64>,
    /// Whether waves are under way for a pool, by [`PoolId`].
    waving: Vec<bool>,
    /// Whether something changed during the waves, by [`PoolId`].
    again: Vec<bool>,
}

impl Clients {
    pub(crate) fn new(pools: usize) -> Self {
        Self {
            missing: vec![0; pools],
            waving: vec![false; pools],
            again: vec![false; pools],
            ..Self::default()
        }
    }

    pub(crate) fn add(&mut self, home: PoolId, wanted: bool) {
        self.server.push(NOWHERE);
        self.wanted.push(wanted);
        self.missing[home.index()] += u64::from(wanted);
    }

    /// The server at which a user is signed in.
    pub fn server(&self, user: UserId) -> Option<ComputerId> {
        let server = self.server[user.index()];
        (server != NOWHERE).then_some(ComputerId(server))
    }

    /// How many clients are signed in at a server.
    pub fn count_on(&self, computer: ComputerId) -> u64 {
        self.counts
            .range((computer, PoolId(0))..=(computer, PoolId(u16::MAX)))
            .map(|(_, count)| count)
            .sum()
    }

    /// How many clients of a pool want to be signed in and are not.
    pub fn missing(&self, pool: PoolId) -> u64 {
        self.missing[pool.index()]
    }

    pub(crate) fn place(&mut self, user: UserId, home: PoolId, server: ComputerId) {
        self.server[user.index()] = server.0;
        *self.counts.entry((server, home)).or_default() += 1;
        self.missing[home.index()] -= 1;
    }

    fn drop(&mut self, user: UserId, home: PoolId) {
        if let Some(server) = self.server(user) {
            self.server[user.index()] = NOWHERE;
            if let Some(count) = self.counts.get_mut(&(server, home)) {
                *count -= 1;
            }
            self.missing[home.index()] += u64::from(self.wanted[user.index()]);
        }
    }
}

impl World {
    /// What a client of a group can do at a server where it is, or would be, signed in.
    pub fn mode(&self, server: ComputerId, group: GroupId) -> Mode {
        let home = self.groups[group.index()].home;
        let own = self.topology.computer(server).pool;
        let volatile = &self.machine(server).volatile;
        let seen = volatile.seen.get(&home).copied().unwrap_or_default();
        let limited = self.watches[own.index()].store_lost
            || if own == home {
                seen != PoolState::Active || self.health(group) == Health::Limited
            } else {
                seen != PoolState::FailedOver || !volatile.serving.contains(&group)
            };
        if limited { Mode::Resilient } else { Mode::Full }
    }

    /// Whether a backup server lets clients of a group in although it does not serve it: the failover has begun, or the pool is silent
    /// (FACTS B.5.2, D.4).
    fn shelters(&self, server: ComputerId, pool: PoolId) -> bool {
        let failing =
            self.machine(server).volatile.seen.get(&pool) == Some(&PoolState::FailingOver);
        failing || self.watches[pool.index()].resilient
    }

    /// Where a client of a group would be let in: at the home server, at the backup that serves the group, or at one that shelters it.
    fn door(&self, group: GroupId) -> Option<ComputerId> {
        let state = &self.groups[group.index()];
        let open =
            |server: &ComputerId| self.service(*server, Service::RtcSrv) == ServiceState::Running;
        let serving = |server: &ComputerId| {
            open(server) && self.machine(*server).volatile.serving.contains(&group)
        };
        let home = self.topology.pool(state.home);
        let found = home.computers.iter().copied().find(serving);
        found
            .or_else(|| state.away.iter().copied().find(serving))
            .or_else(|| {
                state
                    .away
                    .iter()
                    .copied()
                    .find(|server| open(server) && self.shelters(*server, state.home))
            })
    }
}

/// A server is gone: its clients are signed out.
pub(crate) fn drop_clients_of(world: &mut World, fx: &mut Effects, server: ComputerId) {
    let homes: Vec<PoolId> = world
        .topology
        .pool_ids()
        .filter(|&home| count(world, server, home) > 0)
        .collect();
    for home in homes {
        drop_where(world, server, home, |_| true);
        request_retry(world, fx, home);
    }
}

/// Signs out the clients of a pool whom a server does not welcome any more.
pub(crate) fn drop_unwelcome(
    world: &mut World,
    fx: &mut Effects,
    server: ComputerId,
    home: PoolId,
) {
    let own = world.topology.computer(server).pool;
    if count(world, server, home) == 0 || (own != home && world.shelters(server, home)) {
        return;
    }
    let serving = world.machine(server).volatile.serving.clone();
    drop_where(world, server, home, |group| !serving.contains(&group));
    request_retry(world, fx, home);
}

/// Signs out the clients of a routing group at a server.
pub(crate) fn drop_group(world: &mut World, server: ComputerId, group: GroupId) {
    let home = world.groups[group.index()].home;
    drop_where(world, server, home, |other| other == group);
}

fn count(world: &World, server: ComputerId, home: PoolId) -> u64 {
    world
        .clients
        .counts
        .get(&(server, home))
        .copied()
        .unwrap_or(0)
}

fn drop_where(
    world: &mut World,
    server: ComputerId,
    home: PoolId,
    leaves: impl Fn(GroupId) -> bool,
) {
    if count(world, server, home) == 0 {
        return;
    }
    for user in world.directory.users_of(home) {
        if world.clients.server(user) == Some(server) && leaves(world.directory.group(user)) {
            world.clients.drop(user, home);
        }
    }
}

/// Something changed that may let clients of a pool in.
pub(crate) fn request_retry(world: &mut World, fx: &mut Effects, pool: PoolId) {
    let clients = &mut world.clients;
    if clients.missing[pool.index()] == 0 {
        return;
    }
    if clients.waving[pool.index()] {
        clients.again[pool.index()] = true;
        return;
    }
    clients.waving[pool.index()] = true;
    fx.after(WAVE_MS, Event::Retry { pool, wave: 0 });
}

/// A part of the signed-out clients tries.
pub(crate) fn retry(world: &mut World, pool: PoolId, wave: u8) -> Effects {
    let mut fx = Effects::default();
    let doors: BTreeMap<GroupId, ComputerId> = world
        .groups_of(pool)
        .filter_map(|group| world.door(group).map(|door| (group, door)))
        .collect();
    for user in world.directory.users_of(pool) {
        let tries = world.clients.wanted[user.index()] && world.clients.server(user).is_none();
        if user.0 % u32::from(WAVES) == u32::from(wave)
            && tries
            && let Some(&door) = doors.get(&world.directory.group(user))
        {
            world.clients.place(user, pool, door);
        }
    }
    let index = pool.index();
    if wave + 1 < WAVES {
        fx.after(
            WAVE_MS,
            Event::Retry {
                pool,
                wave: wave + 1,
            },
        );
        return fx;
    }
    world.clients.waving[index] = false;
    if std::mem::take(&mut world.clients.again[index]) {
        request_retry(world, &mut fx, pool);
    }
    fx
}

/// Signs everybody in who wants to be, without waves: a new lab has been in service before it is looked at.
pub(crate) fn settle_in(world: &mut World) {
    for pool in world.topology.pool_ids() {
        for wave in 0..WAVES {
            let _ = retry(world, pool, wave);
        }
        world.clients.waving[pool.index()] = false;
        world.clients.again[pool.index()] = false;
    }
}

impl Lab {
    /// The server at which a user is signed in, and with what limits.
    pub fn registration(&self, user: UserId) -> Option<(ComputerId, Mode)> {
        let server = self.world.clients.server(user)?;
        Some((
            server,
            self.world.mode(server, self.world.directory.group(user)),
        ))
    }

    /// How many users are signed in at a computer.
    pub fn registered_on(&self, computer: ComputerId) -> u64 {
        self.world.clients.count_on(computer)
    }

    /// How many users of a pool want to be signed in and are not.
    pub fn signed_out(&self, pool: PoolId) -> u64 {
        self.world.clients.missing(pool)
    }

    /// A user starts the client, or exits it. A disabled user's client is never let in, so it is not started.
    ///
    /// # Errors
    /// [`LabError::UnknownUser`] when the user is disabled or removed.
    pub fn set_signed_in(&mut self, user: UserId, wanted: bool) -> Result<(), LabError> {
        let account = self.user(user).filter(|account| account.enabled || !wanted);
        if account.is_none() {
            return Err(LabError::UnknownUser {
                identity: format!("user {}", user.0),
            });
        }
        let home = self.world.directory.home(user);
        let clients = &mut self.world.clients;
        if clients.wanted[user.index()] == wanted {
            return Ok(());
        }
        let was_in = clients.server(user).is_some();
        clients.wanted[user.index()] = wanted;
        match (wanted, was_in) {
            (false, true) => clients.drop(user, home),
            (false, false) => clients.missing[home.index()] -= 1,
            (true, _) => clients.missing[home.index()] += 1,
        }
        let mut fx = Effects::default();
        request_retry(&mut self.world, &mut fx, home);
        self.perform(fx);
        Ok(())
    }
}
