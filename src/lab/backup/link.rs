//! The pipe from a pool to its partner: a package is exported to the partner's share, imported there, and acknowledged by a cookie
//! (FACTS C.1.3). One package is under way at a time.
//!
//! `kick` schedules the next step when what it needs is there. A quiet pool has no events: a write asks for the next tick of the sync rhythm.

use std::collections::VecDeque;

use crate::backup::Module;
use crate::clock::{MINUTE_MS, SECOND_MS, Time};
use crate::event::{Effects, Event};
use crate::eventlog::Message;
use crate::identity::{PoolId, UserId};
use crate::services::Service;
use crate::settings::{BACKUP_SERVICE, Bag};
use crate::world::World;

/// A package reaches the partner and is imported in so long, in milliseconds \[I\].
pub const IMPORT_MS: u64 = 3 * SECOND_MS;
/// The cookie is back in so long, in milliseconds \[I\].
pub const COOKIE_MS: u64 = 2 * SECOND_MS;
/// An export on demand begins after so long, in milliseconds \[I\].
pub const DEMAND_MS: u64 = SECOND_MS;
/// Exports happen in this rhythm, in milliseconds, where no settings say otherwise: 2 minutes \[D FACTS A.9.8\].
pub const SYNC_INTERVAL_MS: u64 = 2 * MINUTE_MS;
/// Rows in a batch \[I: one change is one batch, so that the documented limit of batches counts changes\].
pub const BATCH_ROWS: i64 = 1;
/// Changes that wait for export at most; a pool that reaches it refuses more writes rather than forget one.
pub const QUEUE_MAX: usize = 50_000_000;

/// What is under way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Package {
    pub(crate) rows: Vec<(UserId, u32)>,
    pub(crate) conference_kb: u64,
    pub(crate) cms_version: Option<u64>,
    imported: bool,
}

/// The backup service of one pool, as it exports. Everything but `ticking` and `moving` is in databases and shares.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// Changes of user data that wait, oldest first.
    pub(crate) queue: VecDeque<UserId>,
    /// Conference content that waits, in KB.
    pub(crate) conference_kb: u64,
    /// Version of the Central Management store that the partner has acknowledged.
    pub(crate) cms_version: u64,
    pub(crate) package: Option<Package>,
    /// Why the last export failed.
    pub(crate) failure: Option<&'static str>,
    /// Only this module is wanted at the next tick.
    pub(crate) only: Option<Module>,
    /// When the next export is due.
    pub(crate) due: Option<Time>,
    moving: bool,
}

impl Link {
    /// A link over which everything up to a version of the Central Management store has gone.
    pub(crate) fn in_step(cms_version: u64) -> Self {
        Self {
            cms_version,
            ..Self::default()
        }
    }
}

fn partner(world: &World, pool: PoolId) -> Option<PoolId> {
    let entry = world.topology.pool(pool);
    entry.backup.filter(|_| entry.backup_installed)
}

/// The backup settings that govern a pool, from the local store of its first computer.
pub(crate) fn settings(world: &World, pool: PoolId) -> Bag {
    let worker = world.topology.pool(pool).computers[0];
    world.machine(worker).durable.replica.documents.effective(
        &world.topology,
        &BACKUP_SERVICE,
        pool,
    )
}

/// Changes of a module that the partner has not acknowledged: changes, KB, or versions.
pub(crate) fn backlog(world: &World, pool: PoolId, module: Module) -> u64 {
    let link = &world.links[pool.index()];
    let package = link.package.as_ref();
    match module {
        Module::PresenceFocus => {
            (link.queue.len() + package.map_or(0, |package| package.rows.len())) as u64
        }
        Module::DataConf => link.conference_kb + package.map_or(0, |package| package.conference_kb),
        Module::CmsMaster if world.topology.cms == pool => world.store.version - link.cms_version,
        Module::CmsMaster => 0,
    }
}

/// Looks at every pool.
pub(crate) fn kick_all(world: &mut World, fx: &mut Effects) {
    for pool in world.topology.pool_ids() {
        kick(world, fx, pool);
    }
}

/// Schedules the next step of a pool's export, if there is one and what it needs is there.
pub(crate) fn kick(world: &mut World, fx: &mut Effects, pool: PoolId) {
    let Some(partner) = partner(world, pool) else {
        return;
    };
    let running = |at| !world.running(at, Service::LyncBackup).is_empty();
    let (here, there) = (running(pool), running(partner));
    let linked = world.linked(pool, partner);
    let slowness = world.slowness(pool, partner);
    let waiting = Module::ALL
        .into_iter()
        .any(|module| backlog(world, pool, module) > 0);
    let interval_ms = settings(world, pool).span_ms("SyncInterval", SYNC_INTERVAL_MS);
    let store_up = world.store_up(partner);
    let now = world.now;
    let link = &mut world.links[pool.index()];
    match &link.package {
        None if waiting && here && link.due.is_none() => {
            let due = now.next_on(interval_ms);
            link.due = Some(due);
            fx.after(due.since(now), Event::SyncTick { pool });
        }
        Some(package) if !link.moving && !package.imported && there && store_up => {
            link.moving = true;
            fx.after(IMPORT_MS * slowness, Event::Import { pool });
        }
        Some(package) if !link.moving && package.imported && here && linked => {
            link.moving = true;
            fx.after(COOKIE_MS * slowness, Event::Cookie { pool });
        }
        _ => {}
    }
}

/// An export is due.
pub(crate) fn tick(world: &mut World, pool: PoolId) -> Effects {
    let mut fx = Effects::default();
    let now = world.now;
    let link = &mut world.links[pool.index()];
    // A demand may have come first; then this tick has been overtaken unless it is the due one.
    if link.due.is_some_and(|due| due > now) {
        return fx;
    }
    link.due = None;
    let only = link.only.take();
    let Some(partner) = partner(world, pool) else {
        return fx;
    };
    let Some(worker) = world.running(pool, Service::LyncBackup).first().copied() else {
        return fx;
    };
    if world.links[pool.index()].package.is_some() {
        return fx;
    }
    let failure = obstacle(world, pool, partner);
    world.links[pool.index()].failure = failure;
    if let Some(reason) = failure {
        // It stays failed until something changes or is written: then it is kicked again.
        fx.log(
            worker,
            Message::BackupFailed {
                pool: world.topology.pool(pool).fqdn.clone(),
                reason,
            },
        );
        return fx;
    }
    let package = pack(world, pool, only);
    if package != Package::default() {
        world.links[pool.index()].package = Some(package);
    }
    kick(world, &mut fx, pool);
    fx
}

/// Why an export cannot be written.
fn obstacle(world: &World, pool: PoolId, partner: PoolId) -> Option<&'static str> {
    if !world.store_up(pool) {
        return Some("the SQL store does not answer");
    }
    if !world.linked(pool, partner) || !world.share_up(partner) {
        return Some("the file share of the backup pool cannot be reached");
    }
    let full = world
        .faults
        .contains(&crate::fault::Fault::DiskFull(partner));
    full.then_some("the file share of the backup pool is full")
}

fn pack(world: &mut World, pool: PoolId, only: Option<Module>) -> Package {
    let settings = settings(world, pool);
    let wants = |module| only.is_none_or(|only| only == module);
    let rows_max =
        usize::try_from(settings.int("MaxBatchesPerUserStoreSync", 500) * BATCH_ROWS).unwrap_or(1);
    let kb_max = u64::try_from(settings.int("MaxDataConfPackageSizeKB", 102_400)).unwrap_or(1);
    let cms_waits = backlog(world, pool, Module::CmsMaster) > 0;
    let version = world.store.version;
    let link = &mut world.links[pool.index()];
    let mut package = Package::default();
    if wants(Module::PresenceFocus) {
        let users = link.queue.drain(..rows_max.min(link.queue.len()));
        let users: Vec<UserId> = users.collect();
        let row = |user: UserId| {
            (
                user,
                world.data.get(user, world.directory.home(user) == pool),
            )
        };
        package.rows = users.into_iter().map(row).collect();
    }
    let link = &mut world.links[pool.index()];
    if wants(Module::DataConf) {
        package.conference_kb = link.conference_kb.min(kb_max);
        link.conference_kb -= package.conference_kb;
    }
    if wants(Module::CmsMaster) && cms_waits {
        package.cms_version = Some(version);
    }
    package
}

/// The partner has imported the package, if its service still runs.
pub(crate) fn import(world: &mut World, pool: PoolId) -> Effects {
    let mut fx = Effects::default();
    world.links[pool.index()].moving = false;
    let Some(partner) = partner(world, pool) else {
        return fx;
    };
    if !world.running(partner, Service::LyncBackup).is_empty() && world.store_up(partner) {
        let package = world.links[pool.index()].package.as_mut();
        let rows = package.map(|package| {
            package.imported = true;
            package.rows.clone()
        });
        for (user, revision) in rows.unwrap_or_default() {
            let to_home = world.directory.home(user) == partner;
            world.data.import(user, to_home, revision);
        }
    }
    kick(world, &mut fx, pool);
    fx
}

/// The cookie is back, if the exporting service still runs.
pub(crate) fn cookie(world: &mut World, pool: PoolId) -> Effects {
    let mut fx = Effects::default();
    let running = !world.running(pool, Service::LyncBackup).is_empty();
    let link = &mut world.links[pool.index()];
    link.moving = false;
    if running && let Some(package) = link.package.take() {
        link.cms_version = package.cms_version.unwrap_or(link.cms_version);
    }
    kick(world, &mut fx, pool);
    fx
}

/// Asks for an export at once.
pub(crate) fn demand(world: &mut World, fx: &mut Effects, pool: PoolId, only: Option<Module>) {
    let due = world.now.plus(DEMAND_MS);
    let link = &mut world.links[pool.index()];
    link.only = only;
    if link.due.is_none_or(|other| other > due) {
        link.due = Some(due);
        fx.after(DEMAND_MS, Event::SyncTick { pool });
    }
}
