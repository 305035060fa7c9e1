//! What breaks, and what the lab makes of it.

use super::{Driver, Halt, START};
use crate::backup::{ExportState, ImportState};
use crate::error::LabError;
use crate::fault::Fault;
use crate::lab::Lab;
use crate::registrar::{Mode, PoolState};
use crate::seed;
use crate::services::{Service, ServiceState};
use crate::settings::{REGISTRAR, Setting};
use crate::store::StoreView;

const FE03: &str = "lyncfe03.thelab.info";
const FE04: &str = "lyncfe04.thelab.info";

fn export(driver: &Driver, pool: &str) -> ExportState {
    driver
        .lab
        .backup_status(pool, None)
        .expect("the service answers")
        .modules[0]
        .export
}

#[test]
fn a_disaster_costs_what_was_not_copied() {
    let mut driver = Driver::thelab();
    let (pool, computer) = (
        driver.lab.pool(FE04).expect("a pool"),
        driver.computer(FE04),
    );
    let user = driver.lab.find_user("Ken Myer").expect("a user");
    driver.lab.write_user_data(user, 7).expect("full service");
    assert_eq!(export(&driver, FE04), ExportState::SteadyState);
    assert_eq!(driver.lab.unsynced(pool).writes, 7);
    driver.lab.inject(Fault::Crash(computer));
    assert!(matches!(
        driver.fail_over(FE04, false),
        Err(Halt::Refused(LabError::ServicesDown { .. }))
    ));
    driver
        .fail_over(FE04, true)
        .expect("a disaster failover needs no dead pool");
    driver.wait(600_000);
    let lost: u64 = driver
        .lab
        .takeovers()
        .iter()
        .map(|takeover| takeover.behind.writes)
        .sum();
    assert_eq!(lost, 7);
    assert_eq!(
        driver.lab.registration(user),
        Some((driver.computer(FE03), Mode::Full))
    );
    assert_eq!(driver.lab.signed_out(pool), 0);
    driver.lab.mend(Fault::Crash(computer));
    driver.wait(600_000);
    driver.fail_back(FE04).expect("the pool is repaired");
    driver.wait(600_000);
    assert_eq!(driver.lab.registration(user), Some((computer, Mode::Full)));
}

#[test]
fn silence_lets_clients_in_with_limits_and_presence_sends_them_back() {
    let mut driver = Driver::thelab();
    let user = driver.lab.find_user("kenmyer").expect("a user");
    let (fe03, fe04) = (driver.computer(FE03), driver.computer(FE04));
    driver
        .lab
        .stop_service(fe04, Some("RTCSRV"), Default::default())
        .expect("it stops");
    driver.wait(290_000);
    assert_eq!(
        driver.lab.registration(user),
        None,
        "before the failure detection interval"
    );
    driver.wait(30_000);
    assert_eq!(driver.lab.registration(user), Some((fe03, Mode::Resilient)));
    assert!(driver.lab.write_user_data(user, 1).is_err());
    driver
        .lab
        .start_service(fe04, Some("RTCSRV"))
        .expect("it starts");
    driver.wait(600_000);
    assert_eq!(
        driver.lab.registration(user),
        Some((fe03, Mode::Resilient)),
        "before the failback detection interval"
    );
    driver.wait(60_000);
    assert_eq!(driver.lab.registration(user), Some((fe04, Mode::Full)));
}

#[test]
fn an_interrupted_failover_stays_where_it_was_until_somebody_acts() {
    let mut driver = Driver::thelab();
    let pool = driver.lab.pool(FE04).expect("a pool");
    driver.patience = 10;
    assert!(matches!(
        driver.fail_over(FE04, false),
        Err(Halt::Interrupted)
    ));
    driver.wait(3_600_000);
    assert_eq!(driver.lab.pool_state(pool), Ok(PoolState::FailingOver));
    let user = driver.lab.find_user("Ken Myer").expect("a user");
    assert_eq!(
        driver.lab.registration(user),
        Some((driver.computer(FE04), Mode::Resilient))
    );
    driver
        .set_state(FE04, PoolState::Active)
        .expect("the store takes it");
    driver.wait(300_000);
    assert_eq!(
        driver.lab.registration(user),
        Some((driver.computer(FE04), Mode::Full))
    );
}

#[test]
fn a_silent_partner_keeps_a_backup_from_its_final_state() {
    let mut driver = Driver::thelab();
    driver
        .lab
        .stop_service(
            driver.computer(FE04),
            Some("LYNCBACKUP"),
            Default::default(),
        )
        .expect("it stops");
    driver.wait(60_000);
    assert_eq!(export(&driver, FE03), ExportState::SteadyState);
    assert!(matches!(
        driver.lab.backup_status(FE04, None),
        Err(LabError::BackupServiceDown { .. })
    ));
}

#[test]
fn a_full_share_is_an_error_until_it_is_mended() {
    let mut driver = Driver::thelab();
    let (here, there) = (
        driver.lab.pool(FE04).expect("a pool"),
        driver.lab.pool(FE03).expect("a pool"),
    );
    driver.lab.inject(Fault::DiskFull(there));
    let user = driver.lab.find_user("Ken Myer").expect("a user");
    driver.lab.write_user_data(user, 1).expect("full service");
    driver.wait(130_000);
    assert_eq!(export(&driver, FE04), ExportState::ErrorState);
    driver.lab.mend(Fault::DiskFull(there));
    driver.wait(300_000);
    assert_eq!(export(&driver, FE04), ExportState::FinalState);
    assert_eq!(driver.lab.unsynced(here).writes, 0);
}

#[test]
fn a_store_that_is_down_can_be_read_locally_only() {
    let mut driver = Driver::thelab();
    let pool = driver.lab.pool(FE03).expect("a pool");
    driver.lab.inject(Fault::StoreDown(pool));
    assert!(matches!(
        driver.lab.settings(&REGISTRAR, StoreView::Master),
        Err(LabError::StoreUnavailable { .. })
    ));
    assert!(
        driver
            .lab
            .settings(&REGISTRAR, StoreView::Local(driver.computer(FE04)))
            .is_ok()
    );
    assert!(driver.lab.replication(None).is_err());
    assert_eq!(
        driver
            .lab
            .backup_status(FE03, None)
            .expect("it answers")
            .import,
        ImportState::ErrorState
    );
    let user = driver.lab.find_user("Anna Lidman").expect("a user");
    driver.wait(29 * 60_000);
    assert_eq!(
        driver.lab.registration(user).map(|(_, mode)| mode),
        Some(Mode::Full)
    );
    driver.wait(2 * 60_000);
    assert_eq!(
        driver.lab.registration(user).map(|(_, mode)| mode),
        Some(Mode::Resilient)
    );
    driver.lab.mend(Fault::StoreDown(pool));
    assert_eq!(
        driver.lab.registration(user).map(|(_, mode)| mode),
        Some(Mode::Full)
    );
}

#[test]
fn a_stopped_replica_holds_up_one_row_and_a_stopped_master_all() {
    let mut driver = Driver::thelab();
    let rows = |driver: &Driver| -> Vec<bool> {
        driver
            .lab
            .replication(None)
            .expect("the store answers")
            .iter()
            .map(|row| row.up_to_date)
            .collect()
    };
    driver
        .lab
        .stop_service(driver.computer(FE04), Some("REPLICA"), Default::default())
        .expect("it stops");
    driver
        .set_state(FE04, PoolState::Active)
        .expect("the store takes it");
    driver.wait(600_000);
    assert_eq!(rows(&driver), [true, false, true]);
    driver
        .lab
        .start_service(driver.computer(FE04), Some("REPLICA"))
        .expect("it starts");
    driver.wait(600_000);
    assert_eq!(rows(&driver), [true; 3]);
    driver
        .lab
        .stop_service(driver.computer(FE03), Some("MASTER"), Default::default())
        .expect("it stops");
    driver.wait(60_000);
    assert_eq!(
        driver
            .lab
            .cms_status()
            .expect("the store answers")
            .active_master,
        None
    );
    driver
        .set_state(FE04, PoolState::Active)
        .expect("the store takes it");
    driver.wait(600_000);
    assert_eq!(rows(&driver), [false; 3]);
    assert!(matches!(
        driver.fail_over(FE04, false),
        Err(Halt::Refused(LabError::MasterDown))
    ));
}

#[test]
fn services_pend_and_disabled_ones_do_not_start() {
    let mut driver = Driver::thelab();
    let computer = driver.computer(FE04);
    let state =
        |driver: &Driver, name: &str| driver.lab.service(computer, name).expect("a service").state;
    driver
        .lab
        .stop_service(computer, Some("FabricHostSvc"), Default::default())
        .expect("it stops");
    assert_eq!(
        state(&driver, "RTCSRV"),
        ServiceState::StopPending,
        "what needs it stops first"
    );
    driver.wait(60_000);
    assert_eq!(
        (state(&driver, "RTCSRV"), state(&driver, "FabricHostSvc")),
        (ServiceState::Stopped, ServiceState::Stopped)
    );
    driver
        .lab
        .set_disabled(computer, "RTCSRV", true)
        .expect("a service");
    assert!(matches!(
        driver.lab.start_service(computer, Some("RTCSRV")),
        Err(LabError::ServiceDisabled { .. })
    ));
    driver
        .lab
        .set_disabled(computer, "RTCSRV", false)
        .expect("a service");
    assert_eq!(
        driver
            .lab
            .start_service(computer, Some("RTCSRV"))
            .expect("it starts"),
        [Service::FabricHost, Service::RtcSrv]
    );
    assert_eq!(state(&driver, "RTCSRV"), ServiceState::StartPending);
    driver.wait(60_000);
    assert_eq!(state(&driver, "RTCSRV"), ServiceState::Running);
    assert!(matches!(
        driver.lab.service(computer, "Spooler"),
        Err(LabError::UnknownService { .. })
    ));
}

#[test]
fn an_enterprise_pool_survives_one_front_end_and_stops_without_quorum() {
    let text = r#"{
      "name": "enterprise", "domain": "contoso.com", "console": "fe1.contoso.com", "centralManagement": "pool.contoso.com",
      "sites": [{ "name": "Main" }],
      "pools": [{ "fqdn": "pool.contoso.com", "kind": "enterprise", "sqlServer": "sql.contoso.com",
                  "computers": ["fe1.contoso.com", "fe2.contoso.com", "fe3.contoso.com"] }],
      "crowds": [{ "pool": "pool.contoso.com", "count": 90, "prefix": "user" }],
      "settings": [{ "noun": "RegistrarConfiguration", "scope": "site:Main",
                     "values": { "MaxUserCount": 20000, "BackupStoreUnavailableThreshold": 60 } }]
    }"#;
    let spec = seed::from_json(text).expect("a lab file");
    let mut lab = Lab::new(&spec, 3, START).expect("a valid lab");
    lab.check_always();
    let mut driver = Driver::new(lab);
    let pool = driver.lab.pool("pool.contoso.com").expect("a pool");
    let bag = driver
        .lab
        .effective(&REGISTRAR, pool, StoreView::Master)
        .expect("the store answers");
    assert_eq!(bag.get("MaxUserCount"), Some(&Setting::Int(20_000)));
    assert_eq!(driver.lab.routing_groups(pool).len(), 9);
    driver.lab.inject(Fault::Crash(driver.computer("fe3")));
    driver.wait(60_000);
    assert_eq!(
        driver.lab.signed_out(pool),
        0,
        "its groups were promoted elsewhere"
    );
    driver.lab.inject(Fault::Crash(driver.computer("fe2")));
    driver.wait(4 * 60_000);
    assert_eq!(
        driver.lab.signed_out(pool),
        0,
        "one replica of three is left, with limits"
    );
    let user = driver.lab.find_user("user1").expect("a user");
    assert_eq!(
        driver.lab.registration(user),
        Some((driver.computer("fe1"), Mode::Resilient))
    );
    driver.wait(3 * 60_000);
    assert_eq!(
        driver.lab.signed_out(pool),
        90,
        "no quorum for five minutes"
    );
    for name in ["fe2", "fe3"] {
        driver.lab.mend(Fault::Crash(driver.computer(name)));
    }
    driver.wait(120_000);
    assert_eq!(
        driver.lab.signed_out(pool),
        90,
        "two of three are not enough to start"
    );
    driver
        .lab
        .start_service(driver.computer("fe1"), None)
        .expect("services start");
    driver.wait(120_000);
    assert_eq!(driver.lab.signed_out(pool), 0);
}

#[test]
fn a_cut_pair_serves_twice_until_the_home_pool_hears_of_it() {
    let mut driver = Driver::thelab();
    let (fe03, fe04) = (driver.computer(FE03), driver.computer(FE04));
    let (here, there) = (driver.lab.pool_of(fe03), driver.lab.pool_of(fe04));
    let servers = |driver: &Driver| -> Vec<usize> {
        let views = driver.lab.pool_views(there);
        views.into_iter().map(|view| view.groups).collect()
    };
    driver.lab.inject(Fault::LinkCut(there, here));
    assert!(matches!(
        driver.lab.services(fe04),
        Err(LabError::Unreachable { .. })
    ));
    driver
        .set_state(FE04, PoolState::FailedOver)
        .expect("the store takes it");
    driver.wait(300_000);
    assert_eq!(servers(&driver), [3, 3], "neither hears the other");
    driver.lab.mend(Fault::LinkCut(here, there));
    assert_eq!(servers(&driver), [0, 3], "the home pool yields at once");
    driver.wait(300_000);
    assert_eq!(driver.lab.signed_out(there), 0);
    assert_eq!(driver.lab.registered_on(fe04), 0);
}
