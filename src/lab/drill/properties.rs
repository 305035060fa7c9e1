//! Whatever happens: the invariants hold after every event, equal seeds give equal runs, and an interrupted failover can be resumed.

use proptest::prelude::*;

use super::{Driver, START};
use crate::fault::Fault;
use crate::identity::{ComputerId, PoolId, UserId};
use crate::lab::Lab;
use crate::registrar::PoolState;
use crate::services::Service;

const FE04: &str = "lyncfe04.thelab.info";

/// Something an administrator or fate does.
#[derive(Clone, Debug)]
enum Deed {
    Wait(u64),
    Inject(Fault),
    Mend(Fault),
    Stop(u32, &'static str),
    Start(u32, Option<&'static str>),
    Declare(bool, PoolState),
    Write(u32),
    Replicate,
    Sync(bool),
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        (0..2u32).prop_map(|computer| Fault::Crash(ComputerId(computer))),
        Just(Fault::LinkCut(PoolId(0), PoolId(1))),
        Just(Fault::SlowLink(PoolId(0), PoolId(1))),
        (0..2u16).prop_map(|pool| Fault::StoreDown(PoolId(pool))),
        (0..2u16).prop_map(|pool| Fault::DiskFull(PoolId(pool))),
        (0..2u32).prop_map(|computer| Fault::ServiceStop(ComputerId(computer), Service::RtcSrv)),
        (0..2u32).prop_map(|computer| Fault::ServiceStop(ComputerId(computer), Service::Replica)),
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    let name = prop::sample::select(vec![
        "RTCSRV",
        "REPLICA",
        "LYNCBACKUP",
        "MASTER",
        "FTA",
        "FabricHostSvc",
    ]);
    let state = prop::sample::select(vec![
        PoolState::Active,
        PoolState::FailingOver,
        PoolState::FailedOver,
        PoolState::FailingBack,
    ]);
    prop_oneof![
        4 => (1_000..400_000u64).prop_map(Deed::Wait),
        1 => fault().prop_map(Deed::Inject),
        1 => fault().prop_map(Deed::Mend),
        1 => (0..2u32, name.clone()).prop_map(|(computer, name)| Deed::Stop(computer, name)),
        2 => (0..2u32, prop::option::of(name)).prop_map(|(computer, name)| Deed::Start(computer, name)),
        2 => (any::<bool>(), state).prop_map(|(second, state)| Deed::Declare(second, state)),
        2 => (0..10u32).prop_map(Deed::Write),
        1 => Just(Deed::Replicate),
        1 => any::<bool>().prop_map(Deed::Sync),
    ]
}

/// Does it; a refusal is an answer like another.
fn perform(driver: &mut Driver, deed: &Deed) {
    let pool = |second: bool| if second { FE04 } else { "lyncfe03.thelab.info" };
    match *deed {
        Deed::Wait(ms) => driver.wait(ms),
        Deed::Inject(fault) => driver.lab.inject(fault),
        Deed::Mend(fault) => driver.lab.mend(fault),
        Deed::Stop(computer, name) => drop(driver.lab.stop_service(
            ComputerId(computer),
            Some(name),
            Default::default(),
        )),
        Deed::Start(computer, name) => drop(driver.lab.start_service(ComputerId(computer), name)),
        Deed::Declare(second, state) => drop(driver.set_state(pool(second), state)),
        Deed::Write(user) => drop(driver.lab.write_user_data(UserId(user), 3)),
        Deed::Replicate => drop(driver.lab.replicate(None)),
        Deed::Sync(second) => drop(driver.lab.backup_sync(pool(second), None)),
    }
}

/// Repairs everything and makes every pool active.
fn restore(driver: &mut Driver) {
    for fault in driver.lab.faults() {
        driver.lab.mend(fault);
    }
    driver.wait(120_000);
    for computer in driver.lab.computers() {
        driver
            .lab
            .start_service(computer.id, None)
            .expect("services start");
    }
    driver.wait(120_000);
    for pool in ["lyncfe03.thelab.info", FE04] {
        driver
            .set_state(pool, PoolState::Active)
            .expect("the store takes it");
    }
    driver.wait(3_600_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn nobody_is_lost_and_nothing_is_stuck(deeds in prop::collection::vec(deed(), 1..40), seed in any::<u64>()) {
        let mut lab = Lab::named("thelab", seed, START).expect("thelab is valid");
        lab.check_always();
        let mut driver = Driver::new(lab);
        for deed in &deeds {
            perform(&mut driver, deed);
        }
        restore(&mut driver);
        for pool in driver.lab.pools() {
            prop_assert_eq!(driver.lab.signed_out(pool.id), 0, "{}", pool.fqdn);
            for view in driver.lab.pool_views(pool.id) {
                let home = driver.lab.pool_of(view.computer) == pool.id;
                prop_assert_eq!(view.groups, if home { 3 } else { 0 });
            }
        }
        prop_assert!(driver.lab.replication(None).expect("the store answers").iter().all(|row| row.up_to_date));
        prop_assert_eq!(driver.lab.next_at(), None);
    }

    #[test]
    fn equal_seeds_make_equal_runs(deeds in prop::collection::vec(deed(), 1..30), seed in any::<u64>()) {
        let run = || {
            let mut driver = Driver::new(Lab::named("thelab", seed, START).expect("thelab is valid"));
            for deed in &deeds {
                perform(&mut driver, deed);
            }
            driver.wait(600_000);
            let logs: Vec<_> = driver.lab.computers().into_iter().map(|row| driver.lab.event_log(row.id, None)).collect();
            (driver.lab.trace().text(), logs)
        };
        prop_assert_eq!(run(), run());
    }

    #[test]
    fn an_interrupted_failover_can_be_resumed(patience in 0..24usize, pause in 0..600_000u64, seed in any::<u64>()) {
        let mut lab = Lab::named("thelab", seed, START).expect("thelab is valid");
        lab.check_always();
        let mut driver = Driver::new(lab);
        driver.patience = patience;
        let first = driver.fail_over(FE04, false);
        driver.patience = usize::MAX;
        driver.wait(pause);
        if first.is_err() && driver.fail_over(FE04, false).is_err() {
            // Interrupted after the reset: the registrar is down, so only the disaster mode goes on.
            driver.fail_over(FE04, true).expect("the disaster mode needs no running pool");
        }
        driver.wait(300_000);
        let pool = driver.lab.pool(FE04).expect("a pool");
        prop_assert_eq!(driver.lab.pool_state(pool), Ok(PoolState::FailedOver));
        prop_assert_eq!(driver.lab.signed_out(pool), 0);
        driver.fail_back(FE04).expect("what was failed over can be failed back");
        driver.wait(600_000);
        prop_assert_eq!(driver.lab.signed_out(pool), 0);
        let home = driver.computer(FE04);
        prop_assert_eq!(driver.lab.registered_on(home), 5);
    }
}

#[test]
fn a_million_users_fit_and_fail_over() {
    let mut spec = crate::seed::named("thelab").expect("thelab is valid");
    spec.crowds = vec![crate::seed::Crowd {
        pool: FE04.into(),
        count: 1_000_000,
        prefix: "user".into(),
        signed_in: true,
    }];
    let mut driver = Driver::new(Lab::new(&spec, 1, START).expect("a valid lab"));
    driver
        .fail_over(FE04, false)
        .expect("the failover goes through");
    driver.wait(300_000);
    let backup = driver.computer("lyncfe03.thelab.info");
    assert_eq!(driver.lab.registered_on(backup), 1_000_008);
    driver.lab.check().expect("every invariant holds");
}
