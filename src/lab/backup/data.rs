//! Revisions of each user's data in both stores of a pair, in columns.

use crate::clock::Time;
use crate::identity::{ComputerId, GroupId, PoolId, UserId};
use crate::lab::Lab;
use crate::world::World;

/// How often each user's data was written, as the home pool's store and as the backup pool's store has it, by [`UserId`].
#[derive(Clone, Debug, Default)]
pub struct UserData {
    pub(crate) home: Vec<u32>,
    pub(crate) away: Vec<u32>,
}

impl UserData {
    pub(crate) fn add(&mut self) {
        self.home.push(0);
        self.away.push(0);
    }

    /// Writes once at one side.
    pub(crate) fn write(&mut self, user: UserId, at_home: bool) {
        let side = if at_home {
            &mut self.home
        } else {
            &mut self.away
        };
        side[user.index()] = side[user.index()].saturating_add(1);
    }

    pub(crate) fn get(&self, user: UserId, at_home: bool) -> u32 {
        if at_home {
            self.home[user.index()]
        } else {
            self.away[user.index()]
        }
    }

    /// The other side takes over a revision.
    pub(crate) fn import(&mut self, user: UserId, at_home: bool, revision: u32) {
        let side = if at_home {
            &mut self.home
        } else {
            &mut self.away
        };
        side[user.index()] = revision;
    }
}

/// Changes that one store has and the other has not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unsynced {
    /// Users with such changes.
    pub users: u64,
    /// The changes.
    pub writes: u64,
}

/// A pool began to serve a routing group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Takeover {
    /// When.
    pub at: Time,
    /// The server that took it.
    pub server: ComputerId,
    /// The group.
    pub group: GroupId,
    /// What the other store has and this server's store has not: lost to the users until it comes back, and for good if it does not.
    pub behind: Unsynced,
}

/// Takeovers that a lab remembers.
pub const TAKEOVERS_MAX: usize = 100_000;

fn behind(
    world: &World,
    pool: PoolId,
    at_home: bool,
    counts: impl Fn(GroupId) -> bool,
) -> Unsynced {
    let mut sum = Unsynced::default();
    for user in world.directory.users_of(pool) {
        let (here, there) = (
            world.data.get(user, at_home),
            world.data.get(user, !at_home),
        );
        if there > here && counts(world.directory.group(user)) {
            sum.users += 1;
            sum.writes += u64::from(there - here);
        }
    }
    sum
}

/// Remembers how old the data was with which a server took a group.
pub(crate) fn note_takeover(world: &mut World, server: ComputerId, group: GroupId) {
    let home = world.groups[group.index()].home;
    let at_home = world.topology.computer(server).pool == home;
    let behind = behind(world, home, at_home, |other| other == group);
    if world.takeovers.len() < TAKEOVERS_MAX {
        world.takeovers.push(Takeover {
            at: world.now,
            server,
            group,
            behind,
        });
    }
}

impl Lab {
    /// What a pool's own store has of its users and its backup's has not: what a disaster now would cost.
    pub fn unsynced(&self, pool: PoolId) -> Unsynced {
        behind(&self.world, pool, false, |_| true)
    }

    /// What the backup's store has of a pool's users and the pool's own has not: what a failback without copying would cost.
    pub fn unreturned(&self, pool: PoolId) -> Unsynced {
        behind(&self.world, pool, true, |_| true)
    }

    /// Who took which routing group when, and with how old data.
    pub fn takeovers(&self) -> Vec<Takeover> {
        self.world.takeovers.clone()
    }
}
