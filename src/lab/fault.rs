//! What can break, by name, and how the world answers.
//!
//! A fault is injected now or at a set moment, and mended the same way. Nothing else in the lab breaks by itself.

use crate::clock::Time;
use crate::error::LabError;
use crate::event::{Effects, Event};
use crate::identity::{ComputerId, PoolId};
use crate::lab::Lab;
use crate::services::{self, Service};
use crate::world::{Volatile, World};
use crate::{fabric, registrar};

/// One named fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The computer loses power: what its processes held is gone, what its disks hold stays.
    Crash(ComputerId),
    /// A service dies at once, without a stop; mending it starts it again.
    ServiceStop(ComputerId, Service),
    /// No traffic between the two pools.
    LinkCut(PoolId, PoolId),
    /// Traffic between the two pools takes [`SLOW_FACTOR`] times as long.
    SlowLink(PoolId, PoolId),
    /// The SQL store of the pool does not answer.
    StoreDown(PoolId),
    /// The file share of the pool takes no more data.
    DiskFull(PoolId),
}

/// How much longer traffic takes on a slow link \[I\].
pub const SLOW_FACTOR: u64 = 10;

impl Fault {
    /// The same fault with its two pools in the table's order, so that a cut is one fault whichever end names it.
    fn normal(self) -> Self {
        match self {
            Self::LinkCut(a, b) if b < a => Self::LinkCut(b, a),
            Self::SlowLink(a, b) if b < a => Self::SlowLink(b, a),
            other => other,
        }
    }
}

impl Lab {
    /// Breaks something now. A second time changes nothing.
    pub fn inject(&mut self, fault: Fault) {
        self.happen(Event::Break(fault.normal()));
    }

    /// Repairs something now. What was not broken stays as it is, except that a stopped service is started.
    pub fn mend(&mut self, fault: Fault) {
        self.happen(Event::Mend(fault.normal()));
    }

    /// Breaks something at `at`, or now when `at` has passed.
    pub fn inject_at(&mut self, at: Time, fault: Fault) {
        self.schedule(at, Event::Break(fault.normal()));
    }

    /// Repairs something at `at`, or now when `at` has passed.
    pub fn mend_at(&mut self, at: Time, fault: Fault) {
        self.schedule(at, Event::Mend(fault.normal()));
    }

    /// What is broken at present, in a fixed order.
    pub fn faults(&self) -> Vec<Fault> {
        self.world.faults.iter().copied().collect()
    }
}

pub(crate) fn strike(world: &mut World, fault: Fault) -> Effects {
    let mut fx = Effects::default();
    if !world.faults.insert(fault) {
        return fx;
    }
    match fault {
        Fault::Crash(computer) => crash(world, &mut fx, computer),
        Fault::ServiceStop(computer, service) => {
            // A dead process is not a lasting condition: the service is simply stopped, so the fault is not kept.
            world.faults.remove(&fault);
            services::kill(world, &mut fx, computer, service);
        }
        Fault::LinkCut(..) | Fault::StoreDown(_) => world.changed(&mut fx),
        Fault::SlowLink(..) | Fault::DiskFull(_) => {}
    }
    fx
}

fn crash(world: &mut World, fx: &mut Effects, computer: ComputerId) {
    let pool = world.topology.computer(computer).pool;
    world.machine_mut(computer).volatile = Volatile::default();
    registrar::drop_clients_of(world, fx, computer);
    fabric::front_end_gone(world, fx, pool);
    world.forget_watch_of(pool);
    world.changed(fx);
}

pub(crate) fn repair(world: &mut World, fault: Fault) -> Effects {
    let mut fx = Effects::default();
    let was_broken = world.faults.remove(&fault);
    match fault {
        Fault::Crash(computer) if was_broken => services::start_all(world, &mut fx, computer),
        Fault::ServiceStop(computer, service) if world.is_on(computer) => {
            // A disabled service stays stopped, which is what its disabling is for.
            let _: Result<(), LabError> = services::start(world, &mut fx, computer, service);
        }
        _ if was_broken => {}
        _ => return fx,
    }
    registrar::reconcile_all(world, &mut fx);
    world.changed(&mut fx);
    fx
}
