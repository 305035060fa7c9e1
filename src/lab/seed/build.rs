//! How a world comes of a lab file: everything running, every replica and every backup in step.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::backup::{Link, UserData};
use crate::clock::Time;
use crate::directory::Directory;
use crate::directory::columns::{NewUser, USERS_MAX};
use crate::error::LabError;
use crate::fabric::{Group, REPLICAS};
use crate::identity::{ComputerId, GroupId, PoolId, Scope, SiteId};
use crate::registrar::{Clients, Watch};
use crate::rng::Rng;
use crate::seed::spec::{LabSpec, PoolSpec, SettingsSpec};
use crate::services::{Service, ServiceState, Slot, installed};
use crate::settings::{Bag, Kind, NOUNS, ScopeKind, Setting, noun};
use crate::store::{Documents, Record, Replica, Store};
use crate::topology::{Computer, Pool, PoolKind, Site, Topology, Voice};
use crate::world::{Machine, World};

/// Pools of a lab.
pub const POOLS_MAX: usize = 4_096;
/// Computers of a pool.
pub const POOL_COMPUTERS_MAX: usize = 64;
/// Routing groups for each Front End where a lab file names none \[I FACTS F.9\].
pub const GROUPS_EACH: usize = 3;
/// Under what routing group ids are derived from names; the product's own scheme is unknown \[I FACTS F.10\].
const GROUP_NAMESPACE: Uuid = Uuid::from_u128(0x9d1f_2c3e_5b7a_4e68_8f10_6c70_6f6f_6c73);

fn bad(what: impl Into<String>) -> LabError {
    LabError::BadLab { what: what.into() }
}

/// Builds the world of a lab file.
pub(crate) fn build(spec: &LabSpec, seed: u64, start: Time) -> Result<World, LabError> {
    let topology = topology(spec)?;
    let groups = groups(spec, &topology)?;
    let documents = documents(spec, &topology)?;
    let pools = topology.pools.len();
    let machines = machines(&topology, &documents);
    let busy = topology
        .pool_ids()
        .zip(&spec.pools)
        .filter(|(_, pool)| pool.writes_per_minute > 0);
    let records = topology
        .computer_ids()
        .map(|_| in_step(&documents, start))
        .collect();
    let link = Link::in_step(1);
    let mut world = World {
        now: start,
        rng: Rng::new(seed),
        store: Store {
            documents,
            version: 1,
            records,
        },
        machines,
        directory: Directory::default(),
        clients: Clients::new(pools),
        groups,
        data: UserData::default(),
        links: vec![link; pools],
        watches: vec![Watch::default(); pools],
        takeovers: Vec::new(),
        faults: BTreeSet::new(),
        writes_per_minute: busy
            .map(|(id, pool)| (id, pool.writes_per_minute))
            .collect(),
        last_ticket: 0,
        topology,
    };
    populate(spec, &mut world)?;
    Ok(world)
}

fn in_step(documents: &Documents, start: Time) -> Record {
    let package = Replica {
        documents: documents.clone(),
        version: 1,
    };
    Record {
        package,
        reported_version: 1,
        created: Some(start),
        reported: Some(start),
        ..Record::default()
    }
}

fn topology(spec: &LabSpec) -> Result<Topology, LabError> {
    if spec.sites.is_empty() || spec.pools.is_empty() || spec.pools.len() > POOLS_MAX {
        return Err(bad(format!("it needs a site, and 1 to {POOLS_MAX} pools")));
    }
    let sites = spec
        .sites
        .iter()
        .map(|site| Site {
            name: site.name.clone(),
            description: site.description.clone(),
        })
        .collect();
    let mut topology = Topology {
        release: spec.version,
        domain: spec.domain.clone(),
        sites,
        pools: Vec::new(),
        computers: Vec::new(),
        cms: PoolId(0),
        console: ComputerId(0),
    };
    for entry in &spec.pools {
        add_pool(&mut topology, entry)?;
    }
    connect(spec, &mut topology)?;
    let find = |name: &str| find_pool(&topology, name);
    let cms = find(&spec.central_management)?;
    let console = topology.find_computer(&spec.console);
    let console =
        console.ok_or_else(|| bad(format!("there is no computer \"{}\"", spec.console)))?;
    (topology.cms, topology.console) = (cms, console);
    if !topology.pool(cms).kind.has_registrar() {
        return Err(bad("an Edge pool cannot hold the Central Management store"));
    }
    Ok(topology)
}

fn find_pool(topology: &Topology, name: &str) -> Result<PoolId, LabError> {
    let found = topology.find_pool(name);
    found.ok_or_else(|| bad(format!("there is no pool \"{name}\"")))
}

/// Pairs pools, and points Edge pools to their next hops.
fn connect(spec: &LabSpec, topology: &mut Topology) -> Result<(), LabError> {
    for (id, entry) in topology.pool_ids().zip(&spec.pools) {
        let find = |name: &String| find_pool(topology, name);
        let (backup, next_hop) = (
            entry.backup.as_ref().map(find).transpose()?,
            entry.next_hop.as_ref().map(find).transpose()?,
        );
        if let Some(backup) = backup {
            let back = spec.pools[backup.index()].backup.as_ref();
            if backup == id || back.map(find).transpose()? != Some(id) {
                return Err(bad(format!(
                    "pool \"{}\" and its backup pool must name each other",
                    entry.fqdn
                )));
            }
        }
        let pool = &mut topology.pools[id.index()];
        (pool.backup, pool.next_hop) = (backup, next_hop);
    }
    Ok(())
}

fn add_pool(topology: &mut Topology, spec: &PoolSpec) -> Result<(), LabError> {
    if topology.find_pool(&spec.fqdn).is_some() {
        return Err(bad(format!("pool \"{}\" stands there twice", spec.fqdn)));
    }
    let site = match &spec.site {
        Some(name) => topology
            .find_site(name)
            .ok_or_else(|| bad(format!("there is no site \"{name}\"")))?,
        None => SiteId(0),
    };
    let names = if spec.computers.is_empty() {
        vec![spec.fqdn.clone()]
    } else {
        spec.computers.clone()
    };
    if names.len() > POOL_COMPUTERS_MAX || (spec.kind == PoolKind::Standard && names.len() > 1) {
        return Err(bad(format!(
            "pool \"{}\" has too many computers",
            spec.fqdn
        )));
    }
    let id = PoolId(topology.pools.len() as u16);
    let mut computers = Vec::new();
    for fqdn in names {
        if topology
            .computers
            .iter()
            .any(|other| other.fqdn.eq_ignore_ascii_case(&fqdn))
        {
            return Err(bad(format!("computer \"{fqdn}\" stands there twice")));
        }
        computers.push(ComputerId(topology.computers.len() as u32));
        topology.computers.push(Computer { fqdn, pool: id });
    }
    let first = topology.computer(computers[0]).fqdn.clone();
    let voice = spec
        .voice
        .as_ref()
        .map_or_else(Voice::default, |voice| Voice {
            automatic: voice.automatic,
            failure_ms: voice.failure_s.saturating_mul(1000),
            failback_ms: voice.failback_s.saturating_mul(1000),
        });
    topology.pools.push(Pool {
        fqdn: spec.fqdn.clone(),
        site,
        kind: spec.kind,
        computers,
        backup: None,
        backup_installed: spec.backup_installed,
        voice,
        file_server: spec.file_server.clone().unwrap_or_else(|| first.clone()),
        file_share: spec.file_share.clone(),
        sql_server: spec.sql_server.clone().unwrap_or(first),
        sql_instance: spec.sql_instance.clone(),
        mediation: spec.mediation && spec.kind.has_registrar(),
        applications: spec.applications && spec.kind.has_registrar(),
        next_hop: None,
    });
    Ok(())
}

fn groups(spec: &LabSpec, topology: &Topology) -> Result<Vec<Group>, LabError> {
    let mut groups: Vec<Group> = Vec::new();
    let mut ids = BTreeSet::new();
    for (home, entry) in topology.pool_ids().zip(&spec.pools) {
        let pool = topology.pool(home);
        if !pool.kind.has_registrar() {
            continue;
        }
        let derived = (1..=pool.computers.len() * GROUPS_EACH).map(|number| {
            let name = format!("{}/{number}", pool.fqdn.to_lowercase());
            Uuid::new_v5(&GROUP_NAMESPACE, name.as_bytes())
        });
        let read = |text: &String| {
            Uuid::try_parse(text).map_err(|_| bad(format!("\"{text}\" is no routing group id")))
        };
        let named: Vec<Uuid> = if entry.routing_groups.is_empty() {
            derived.collect()
        } else {
            entry
                .routing_groups
                .iter()
                .map(read)
                .collect::<Result<_, _>>()?
        };
        for (index, id) in named.into_iter().enumerate() {
            if !ids.insert(id) {
                return Err(bad(format!("routing group {id} stands there twice")));
            }
            let away = pool
                .backup
                .map(|backup| spread(&topology.pool(backup).computers, index, usize::MAX));
            let replicas = spread(&pool.computers, index, REPLICAS);
            groups.push(Group {
                id,
                home,
                replicas,
                away: away.unwrap_or_default(),
                blocked_until: Time::default(),
                rebuilding: false,
            });
        }
    }
    Ok(groups)
}

/// Up to `limit` computers, beginning with another one for each group.
fn spread(computers: &[ComputerId], index: usize, limit: usize) -> Vec<ComputerId> {
    (0..computers.len().min(limit))
        .map(|offset| computers[(index + offset) % computers.len()])
        .collect()
}

fn documents(spec: &LabSpec, topology: &Topology) -> Result<Documents, LabError> {
    let mut documents = Documents::new(spec.version);
    for noun in NOUNS
        .iter()
        .filter(|noun| noun.scopes.contains(&ScopeKind::Global))
    {
        documents.put(Bag::fresh(noun, Scope::Global, spec.version));
    }
    for entry in &spec.settings {
        documents.put(settings(entry, spec, topology)?);
    }
    Ok(documents)
}

fn settings(entry: &SettingsSpec, spec: &LabSpec, topology: &Topology) -> Result<Bag, LabError> {
    let noun = noun(&entry.noun).ok_or_else(|| LabError::UnknownNoun {
        noun: entry.noun.clone(),
    })?;
    let scope: Scope = entry.scope.parse()?;
    noun.admit(&scope)?;
    match &scope {
        Scope::Site(name) if topology.find_site(name).is_none() => {
            return Err(LabError::UnknownSite { name: name.clone() });
        }
        Scope::Service { fqdn, .. } if topology.find_pool(fqdn).is_none() => {
            return Err(LabError::UnknownPool { fqdn: fqdn.clone() });
        }
        _ => {}
    }
    let mut bag = Bag::fresh(noun, scope, spec.version);
    for (name, value) in &entry.values {
        let span = noun.properties.iter().any(|property| {
            property.name.eq_ignore_ascii_case(name) && matches!(property.kind, Kind::Span { .. })
        });
        let setting = match value {
            serde_json::Value::Null => Setting::Null,
            serde_json::Value::Bool(flag) => Setting::Bool(*flag),
            serde_json::Value::String(text) => Setting::Text(text.clone()),
            serde_json::Value::Number(number) => {
                let number = number
                    .as_i64()
                    .ok_or_else(|| bad(format!("{name} is no whole number")))?;
                if span {
                    Setting::Ticks(number.saturating_mul(10_000_000))
                } else {
                    Setting::Int(number)
                }
            }
            _ => return Err(bad(format!("{name} is no plain value"))),
        };
        bag.set(name, setting)?;
    }
    Ok(bag)
}

fn machines(topology: &Topology, documents: &Documents) -> Vec<Machine> {
    let machine = |computer: ComputerId| {
        let mut machine = Machine::default();
        machine.durable.replica = Replica {
            documents: documents.clone(),
            version: 1,
        };
        let slot = Slot {
            state: ServiceState::Running,
            ticket: 0,
            done_at: Time::default(),
            waiting: false,
        };
        let services: BTreeMap<Service, Slot> = installed(topology, computer)
            .into_iter()
            .map(|service| (service, slot))
            .collect();
        machine.volatile.services = services;
        machine
    };
    topology.computer_ids().map(machine).collect()
}

fn populate(spec: &LabSpec, world: &mut World) -> Result<(), LabError> {
    let total = spec.users.len()
        + spec
            .crowds
            .iter()
            .map(|crowd| crowd.count as usize)
            .sum::<usize>();
    if total > USERS_MAX {
        return Err(bad(format!("it has more than {USERS_MAX} users")));
    }
    for user in &spec.users {
        let before = user.sip.split('@').next().unwrap_or(&user.sip);
        let new = NewUser {
            sip: &user.sip,
            name: &user.name,
            sam: user.sam.as_deref().unwrap_or(before),
            line_uri: &user.line_uri,
            voice: !user.line_uri.is_empty(),
            disabled: !user.enabled,
        };
        add_user(world, &new, &user.pool, user.signed_in && user.enabled)?;
    }
    for crowd in &spec.crowds {
        for number in 1..=crowd.count {
            let sam = format!("{}{number}", crowd.prefix);
            let sip = format!("{sam}@{}", spec.domain);
            let new = NewUser {
                sip: &sip,
                name: &sam,
                sam: &sam,
                ..NewUser::default()
            };
            add_user(world, &new, &crowd.pool, crowd.signed_in)?;
        }
    }
    world
        .directory
        .index()
        .map_err(|sip| LabError::SipTaken { sip })
}

fn add_user(
    world: &mut World,
    user: &NewUser<'_>,
    pool: &str,
    signed_in: bool,
) -> Result<(), LabError> {
    let home = world
        .topology
        .find_pool(pool)
        .ok_or_else(|| bad(format!("user \"{}\" has no pool \"{pool}\"", user.sip)))?;
    let groups: Vec<GroupId> = world.groups_of(home).collect();
    if groups.is_empty() {
        return Err(LabError::NoRegistrar {
            pool: pool.to_owned(),
        });
    }
    let group = groups[(hash(user.sip) % groups.len() as u64) as usize];
    world.directory.add(user, home, group);
    world.clients.add(home, signed_in);
    world.data.add();
    Ok(())
}

/// FNV-1a: spreads users over routing groups by their address, the same way on every machine.
fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0000_0100_0000_01B3)
    };
    text.bytes().fold(0xCBF2_9CE4_8422_2325, step)
}
