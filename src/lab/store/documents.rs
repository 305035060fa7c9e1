//! Settings objects by noun and scope. A copy costs one pointer until it or the original is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::LabError;
use crate::identity::{PoolId, Scope};
use crate::registrar::PoolState;
use crate::settings::{Bag, Noun, REGISTRAR, Setting};
use crate::store::StoreView;
use crate::topology::{Release, Topology};
use crate::world::World;

type Key = (&'static str, String);

/// A copy of all settings objects.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    map: Arc<BTreeMap<Key, Bag>>,
    release: Release,
}

impl Documents {
    pub(crate) fn new(release: Release) -> Self {
        Self {
            map: Arc::default(),
            release,
        }
    }

    pub(crate) fn put(&mut self, bag: Bag) {
        Arc::make_mut(&mut self.map).insert((bag.noun().name, bag.scope().key()), bag);
    }

    pub(crate) fn remove(&mut self, noun: &Noun, scope: &Scope) {
        Arc::make_mut(&mut self.map).remove(&(noun.name, scope.key()));
    }

    /// The objects of a noun, wide scopes first.
    pub fn of<'a>(&'a self, noun: &Noun) -> impl Iterator<Item = &'a Bag> + use<'a> {
        let name = noun.name;
        self.map
            .range((name, String::new())..)
            .take_while(move |((other, _), _)| *other == name)
            .map(|(_, bag)| bag)
    }

    /// The object at exactly that scope.
    pub fn at(&self, noun: &Noun, scope: &Scope) -> Option<&Bag> {
        self.map.get(&(noun.name, scope.key()))
    }

    /// The object that governs a pool; the defaults when there is not even a global one.
    pub fn effective(&self, topology: &Topology, noun: &'static Noun, pool: PoolId) -> Bag {
        let pool = topology.pool(pool);
        let near = [
            Scope::service(noun.role, &pool.fqdn),
            Scope::Site(topology.site(pool.site).name.clone()),
            Scope::Global,
        ];
        let found = near.iter().find_map(|scope| self.at(noun, scope)).cloned();
        found.unwrap_or_else(|| Bag::fresh(noun, Scope::Global, self.release))
    }

    /// The state of a pool as these settings declare it.
    pub fn pool_state(&self, topology: &Topology, pool: PoolId) -> PoolState {
        match self.effective(topology, &REGISTRAR, pool).get("PoolState") {
            Some(Setting::Choice(member)) => PoolState::from_name(member).unwrap_or_default(),
            _ => PoolState::Active,
        }
    }
}

/// The copy that a view means.
///
/// # Errors
/// [`LabError::StoreUnavailable`] when the master's SQL instance or the local computer does not answer.
pub(crate) fn documents(world: &World, view: StoreView) -> Result<&Documents, LabError> {
    match view {
        StoreView::Master if world.store_up(world.topology.cms) => Ok(&world.store.documents),
        StoreView::Local(computer) if world.is_on(computer) => {
            Ok(&world.machine(computer).durable.replica.documents)
        }
        StoreView::Master => {
            let pool = world.topology.pool(world.topology.cms);
            Err(LabError::StoreUnavailable {
                server: format!("{}\\{}", pool.sql_server, pool.sql_instance),
            })
        }
        StoreView::Local(computer) => Err(LabError::StoreUnavailable {
            server: format!("{}\\RTCLOCAL", world.topology.computer(computer).fqdn),
        }),
    }
}
