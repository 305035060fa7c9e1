//! The six points of the report.

use super::{Driver, START};
use crate::backup::{ExportState, ImportState};
use crate::clock::Time;
use crate::error::LabError;
use crate::eventlog::{Entry, Message};
use crate::identity::Scope;
use crate::registrar::{Mode, PoolState};
use crate::services::Service;
use crate::settings::{REGISTRAR, Setting};
use crate::store::StoreView;

const FE03: &str = "lyncfe03.thelab.info";
const FE04: &str = "lyncfe04.thelab.info";

fn scopes(driver: &Driver) -> Vec<String> {
    let bags = driver
        .lab
        .settings(&REGISTRAR, StoreView::Master)
        .expect("the store answers");
    bags.iter().map(|bag| bag.scope().to_string()).collect()
}

fn log(driver: &Driver, fqdn: &str, since: Time) -> Vec<Entry> {
    driver
        .lab
        .event_log(driver.computer(fqdn), Some(since))
        .expect("the computer answers")
}

fn on(driver: &Driver, home: &str, server: &str, mode: Mode) -> usize {
    let pool = driver.lab.pool(home).expect("a pool");
    let place = Some((driver.computer(server), mode));
    driver
        .lab
        .users_of(pool)
        .into_iter()
        .filter(|&user| driver.lab.registration(user) == place)
        .count()
}

fn groups_on(driver: &Driver, fqdn: &str) -> usize {
    let pool = driver.lab.pool(FE04).expect("a pool");
    let groups = driver.lab.routing_groups(pool);
    groups
        .into_iter()
        .filter(|(group, _)| driver.lab.group_server(*group) == Some(driver.computer(fqdn)))
        .count()
}

const FAILOVER: &str = "\
V Get-CsRegistrarConfiguration -Identity 'service:Registrar:lyncfe04.thelab.info' -LocalStore:$false
W Cannot find \"RegistrarConfiguration\" \"Registrar:lyncfe04.thelab.info\" because it does not exist.
V Backup-CsPool -PoolFqdn lyncfe04.thelab.info -LocalStore:$false -SteadyState -Category UserData
V Attempting to get into steady state.
V Invoke-CsManagementStoreReplication -ReplicaFqdn lyncfe04.thelab.info
V Get-CsManagementStoreReplicationStatus -ReplicaFqdn lyncfe04.thelab.info
V Get-CsRegistrarConfiguration -Identity 'service:Registrar:lyncfe04.thelab.info'
W Cannot find \"RegistrarConfiguration\" \"Registrar:lyncfe04.thelab.info\" because it does not exist.
V New-CsRegistrarConfiguration -Identity 'service:Registrar:lyncfe04.thelab.info' -PoolState FailingOver
V Backup-CsPool -PoolFqdn lyncfe04.thelab.info -LocalStore:$false -FullBackup -Category UserData
V Attempting to get into final state.
V Sync-CsUserData -PoolFqdn lyncfe04.thelab.info -Target
W Hydrating Routing Groups Owned by lyncfe04.thelab.info on Pool lyncfe03.thelab.info.
W Hydrating Routing Group {10613DBE-C944-5463-BFA3-7C1EA28D0EB9}.
W Hydrating Routing Group {8BAD09F4-4E95-58C5-BE4F-E8D7953CD0C8}.
W Hydrating Routing Group {DF7B2BD1-DD18-5B3E-A470-B3BD46B6225B}.
V Set-CsRegistrarConfiguration -Identity 'service:Registrar:lyncfe04.thelab.info' -PoolState FailedOver
V Reset-CsPoolRegistrarState -PoolFqdn lyncfe04.thelab.info -ResetType ServiceReset -Force -NoReStart
V Stop-CsWindowsService -ComputerName lyncfe04.thelab.info -LeaveClsAgentRunning -NoWait -Verbose";

const FAILBACK: &str = "\
V Get-CsWindowsService -Name 'RTCSRV' -ComputerName 'lyncfe04.thelab.info'
V Stop-CsWindowsService -LeaveClsAgentRunning -Name RTCSRV -ComputerName lyncfe04.thelab.info -NoWait -Verbose
V Start-CsWindowsService -Name LYNCBACKUP -ComputerName lyncfe04.thelab.info -Verbose
V Start-CsWindowsService -Name REPLICA -ComputerName lyncfe04.thelab.info -Verbose
V Invoke-CsManagementStoreReplication -ReplicaFqdn lyncfe04.thelab.info
V Get-CsManagementStoreReplicationStatus -ReplicaFqdn lyncfe04.thelab.info
V Get-CsManagementStoreReplicationStatus -ReplicaFqdn lyncfe04.thelab.info
V Get-CsManagementStoreReplicationStatus -ReplicaFqdn lyncfe04.thelab.info
V Backup-CsPool -PoolFqdn lyncfe03.thelab.info -LocalStore:$false -SteadyState -Category UserData -FailedOverPoolOnly
V Attempting to get into steady state.
V Get-CsWindowsService -Name 'RTCSRV' -ComputerName 'lyncfe04.thelab.info'
V Start-CsWindowsService -Name RTCSRV -ComputerName lyncfe04.thelab.info -NoWait -Verbose
V Set-CsRegistrarConfiguration -Identity 'service:Registrar:lyncfe04.thelab.info' -PoolState FailingBack
V Backup-CsPool -PoolFqdn lyncfe03.thelab.info -LocalStore:$false -FullBackup -Category UserData -FailedOverPoolOnly
V Attempting to get into final state.
V Sync-CsUserData -PoolFqdn lyncfe04.thelab.info
W Hydrating Routing Groups Owned by lyncfe04.thelab.info on Pool lyncfe04.thelab.info.
W Hydrating Routing Group {10613DBE-C944-5463-BFA3-7C1EA28D0EB9}.
W Hydrating Routing Group {8BAD09F4-4E95-58C5-BE4F-E8D7953CD0C8}.
W Hydrating Routing Group {DF7B2BD1-DD18-5B3E-A470-B3BD46B6225B}.
V Set-CsRegistrarConfiguration -Identity 'service:Registrar:lyncfe04.thelab.info' -PoolState Active";

#[test]
fn point_1_before_everything_is_final_and_global() {
    let driver = Driver::thelab();
    for pool in [FE03, FE04] {
        let status = driver
            .lab
            .backup_status(pool, None)
            .expect("the service answers");
        assert_eq!(
            (status.export, status.import),
            (ExportState::FinalState, ImportState::NormalState),
            "{pool}"
        );
    }
    let cms = |pool| {
        driver
            .lab
            .backup_status(pool, None)
            .expect("the service answers")
            .modules[2]
            .export
    };
    assert_eq!(
        (cms(FE03), cms(FE04)),
        (ExportState::FinalState, ExportState::NotInitialized)
    );
    assert_eq!(scopes(&driver), ["Global"]);
    assert_eq!(
        (
            on(&driver, FE04, FE04, Mode::Full),
            groups_on(&driver, FE04)
        ),
        (5, 3)
    );
}

#[test]
fn point_2_a_planned_failover_says_what_was_reported() {
    let mut driver = Driver::thelab();
    driver
        .fail_over(FE04, false)
        .expect("the failover goes through");
    assert_eq!(driver.lines.join("\n"), FAILOVER);
    assert_eq!(
        scopes(&driver),
        ["Global", "Service:Registrar:lyncfe04.thelab.info"]
    );
    let pool = driver.lab.pool(FE04).expect("a pool");
    assert_eq!(driver.lab.pool_state(pool), Ok(PoolState::FailedOver));
    driver.wait(180_000);
    let says = |entry: &Entry| {
        entry.message
            == Message::PartnerState {
                pool: FE04.into(),
                state: PoolState::FailedOver,
            }
    };
    assert!(log(&driver, FE03, START).iter().any(says));
    assert_eq!(
        (
            on(&driver, FE04, FE03, Mode::Full),
            groups_on(&driver, FE03)
        ),
        (5, 3)
    );
    assert!(
        driver
            .lab
            .takeovers()
            .iter()
            .all(|takeover| takeover.behind.writes == 0)
    );
    let user = driver
        .lab
        .find_user("sip:ken.myer@thelab.info")
        .expect("a user");
    let info = driver.lab.user_pool_info(user).expect("a user");
    assert_eq!(
        (info.primary_pool.as_str(), info.user_services_pool.as_str()),
        (FE04, FE03)
    );
}

#[test]
fn point_3_started_services_do_not_end_a_failover() {
    let mut driver = Driver::thelab();
    driver
        .fail_over(FE04, false)
        .expect("the failover goes through");
    driver.wait(600_000);
    let restarted = driver.lab.now();
    driver
        .lab
        .start_service(driver.computer(FE04), None)
        .expect("services start");
    driver.wait(600_000);
    let messages: Vec<Message> = log(&driver, FE03, restarted)
        .into_iter()
        .map(|entry| entry.message)
        .collect();
    for service in [Service::LyncBackup, Service::MedSrv] {
        assert!(
            messages.contains(&Message::PartnerOnline {
                computer: FE04.into(),
                service
            }),
            "{messages:?}"
        );
    }
    assert!(!messages.contains(&Message::ResiliencyOff { pool: FE04.into() }));
    assert!(messages.contains(&Message::RegistrarStays {
        pool: FE04.into(),
        state: PoolState::FailedOver
    }));
    assert_eq!(driver.lab.registered_on(driver.computer(FE04)), 0);
    assert_eq!(
        (
            on(&driver, FE04, FE03, Mode::Full),
            groups_on(&driver, FE03)
        ),
        (5, 3)
    );
}

#[test]
fn point_4_a_failback_says_what_was_reported_whether_services_run_or_not() {
    for restarts in [false, true] {
        let mut driver = Driver::thelab();
        driver
            .fail_over(FE04, false)
            .expect("the failover goes through");
        driver.wait(600_000);
        if restarts {
            driver
                .lab
                .start_service(driver.computer(FE04), None)
                .expect("services start");
            driver.wait(600_000);
        }
        let user = driver
            .lab
            .find_user("ken.myer@thelab.info")
            .expect("a user");
        driver
            .lab
            .write_user_data(user, 3)
            .expect("full service at the backup pool");
        driver.lines.clear();
        driver.fail_back(FE04).expect("the failback goes through");
        assert_eq!(
            driver.lines.join("\n"),
            FAILBACK,
            "services running: {restarts}"
        );
        let pool = driver.lab.pool(FE04).expect("a pool");
        assert_eq!(driver.lab.unreturned(pool).writes, 0);
        driver.wait(600_000);
        assert_eq!(
            (
                on(&driver, FE04, FE04, Mode::Full),
                groups_on(&driver, FE04)
            ),
            (5, 3)
        );
        assert_eq!(
            scopes(&driver),
            ["Global", "Service:Registrar:lyncfe04.thelab.info"]
        );
        assert_eq!(driver.lab.pool_state(pool), Ok(PoolState::Active));
        driver.wait(600_000);
        assert_eq!(driver.lab.next_at(), None, "an idle lab has nothing to do");
    }
}

#[test]
fn point_5_a_state_set_by_hand_acts_after_90_and_120_seconds() {
    let mut driver = Driver::thelab();
    driver
        .set_state(FE04, PoolState::FailedOver)
        .expect("the store takes it");
    driver.wait(80_000);
    for fqdn in [FE03, FE04] {
        assert!(log(&driver, fqdn, START).is_empty(), "{fqdn}");
    }
    assert_eq!(on(&driver, FE04, FE04, Mode::Full), 5);
    driver.wait(220_000);
    let at = |fqdn: &str, wanted: &Message| {
        let entry = log(&driver, fqdn, START)
            .into_iter()
            .find(|entry| entry.message == *wanted);
        entry.expect("it is logged").time.since(START)
    };
    let failed = at(
        FE04,
        &Message::OwnState {
            pool: FE04.into(),
            state: PoolState::FailedOver,
        },
    );
    let partner = at(
        FE03,
        &Message::PartnerState {
            pool: FE04.into(),
            state: PoolState::FailedOver,
        },
    );
    assert!((85_000..=95_000).contains(&failed), "{failed}");
    assert!(
        (25_000..=35_000).contains(&(partner - failed)),
        "{failed} {partner}"
    );
    assert_eq!(
        (
            on(&driver, FE04, FE03, Mode::Full),
            groups_on(&driver, FE03)
        ),
        (5, 3)
    );
    let copied = |event: &crate::event::Event| matches!(event, crate::event::Event::Import { .. });
    // The Central Management store is copied to its standby, as after any change; user data is not.
    assert!(
        driver
            .lab
            .trace()
            .events()
            .filter(|(_, event)| copied(event))
            .count()
            <= 1
    );
}

#[test]
fn point_6_settings_made_on_the_fly_carry_the_defaults() {
    let mut driver = Driver::thelab();
    driver
        .lab
        .set_settings(
            &REGISTRAR,
            &Scope::Global,
            &[("MaxUserCount", Setting::Int(50_000))],
        )
        .expect("valid");
    driver
        .fail_over(FE04, false)
        .expect("the failover goes through");
    let scope = Scope::service("Registrar", FE04);
    let bag = driver
        .lab
        .setting(&REGISTRAR, &scope, StoreView::Master)
        .expect("made on the fly");
    assert_eq!(bag.get("MaxUserCount"), Some(&Setting::Int(12_000)));
}

#[test]
fn a_second_failover_sets_what_the_first_made() {
    let mut driver = Driver::thelab();
    driver
        .fail_over(FE04, false)
        .expect("the failover goes through");
    driver.wait(600_000);
    driver
        .lab
        .start_service(driver.computer(FE04), None)
        .expect("services start");
    driver.wait(120_000);
    driver.fail_back(FE04).expect("the failback goes through");
    driver.wait(600_000);
    driver.lines.clear();
    driver
        .fail_over(FE04, false)
        .expect("the second failover goes through");
    let second = FAILOVER
        .lines()
        .filter(|line| !line.contains("Cannot find"))
        .collect::<Vec<_>>()
        .join("\n");
    assert_eq!(driver.lines.join("\n"), second.replace("V New-", "V Set-"));
}

#[test]
fn what_cannot_be_failed_over_says_why() {
    let mut driver = Driver::thelab();
    let plan = |driver: &Driver, pool: &str, disaster| {
        driver
            .lab
            .plan_failover(pool, disaster)
            .expect_err("refused")
    };
    assert!(matches!(
        plan(&driver, "nowhere.thelab.info", false),
        LabError::UnknownPool { .. }
    ));
    assert!(matches!(
        plan(&driver, "lyncedge01.thelab.info", false),
        LabError::NoRegistrar { .. }
    ));
    assert!(matches!(
        plan(&driver, FE03, false),
        LabError::EdgeNextHop { .. }
    ));
    driver
        .lab
        .stop_service(driver.computer(FE04), Some("RTCSRV"), Default::default())
        .expect("it stops");
    assert!(matches!(
        plan(&driver, FE04, false),
        LabError::ServicesDown { .. }
    ));
    assert!(driver.lab.plan_failover(FE04, true).is_ok());
    driver
        .set_state(FE04, PoolState::FailedOver)
        .expect("the store takes it");
    assert!(matches!(
        plan(&driver, FE03, false),
        LabError::HostsPartner { .. }
    ));
}
