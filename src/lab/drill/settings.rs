//! Settings objects through the store, lab files, and what the topology tells.

use super::{Driver, START};
use crate::error::LabError;
use crate::identity::Scope;
use crate::lab::Lab;
use crate::registrar::PoolState;
use crate::seed;
use crate::settings::{BACKUP_SERVICE, REGISTRAR, Setting};
use crate::store::StoreView;
use crate::topology::{Fact, Role};

const FE04: &str = "lyncfe04.thelab.info";

fn state(text: &str) -> [(&'static str, Setting); 1] {
    [("PoolState", Setting::Text(text.into()))]
}

#[test]
fn nearest_scope_wins_and_a_replica_follows_later() {
    let mut driver = Driver::thelab();
    let pool = driver.lab.pool(FE04).expect("a pool");
    let local = StoreView::Local(driver.computer(FE04));
    let users = |driver: &Driver, view| {
        let bag = driver.lab.effective(&REGISTRAR, pool, view);
        bag.expect("it can be read").int("MaxUserCount", 0)
    };
    let site = Scope::Site("thelab".into());
    let changes = [("maxusercount", Setting::Int(30_000))];
    driver
        .lab
        .new_settings(&REGISTRAR, &site, &changes)
        .expect("a new object");
    assert_eq!(
        (users(&driver, StoreView::Master), users(&driver, local)),
        (30_000, 12_000)
    );
    driver.wait(75_000);
    assert_eq!(users(&driver, local), 30_000);
    driver
        .lab
        .remove_settings(&REGISTRAR, &site)
        .expect("it is there");
    assert_eq!(users(&driver, StoreView::Master), 12_000);
}

#[test]
fn objects_are_made_once_and_changed_only_where_they_are() {
    let mut driver = Driver::thelab();
    let scope: Scope = "Registrar:LYNCFE04.thelab.info".parse().expect("a scope");
    let missing = driver
        .lab
        .set_settings(&REGISTRAR, &scope, &state("Active"));
    let key = "Registrar:LYNCFE04.thelab.info".to_owned();
    assert_eq!(
        missing,
        Err(LabError::SettingsMissing {
            noun: "RegistrarConfiguration",
            key
        })
    );
    let bag = driver
        .lab
        .new_settings(&REGISTRAR, &scope, &[])
        .expect("a new object");
    assert_eq!(
        bag.scope().to_string(),
        "Service:Registrar:lyncfe04.thelab.info",
        "as the topology spells it"
    );
    assert!(matches!(
        driver.lab.new_settings(&REGISTRAR, &scope, &[]),
        Err(LabError::SettingsExist { .. })
    ));
    assert!(matches!(
        driver.lab.new_settings(&REGISTRAR, &Scope::Global, &[]),
        Err(LabError::SettingsExist { .. })
    ));
    for (scope, changes) in [
        ("site:Nowhere", state("Active")),
        ("service:Registrar:nowhere.thelab.info", state("Active")),
        ("service:Registrar:lyncedge01.thelab.info", state("Active")),
        ("service:WebServer:lyncfe03.thelab.info", state("Active")),
        ("tag:x", state("Active")),
        ("site:TheLab", state("FailedBack")),
    ] {
        let scope = scope.parse().expect("a scope");
        assert!(
            driver
                .lab
                .new_settings(&REGISTRAR, &scope, &changes)
                .is_err(),
            "{scope}"
        );
    }
    let both = [
        ("MaxUserCount", Setting::Int(20_000)),
        ("MaxEndpointsPerUser", Setting::Int(65)),
    ];
    assert!(driver.lab.set_settings(&REGISTRAR, &scope, &both).is_err());
    let bag = driver
        .lab
        .setting(&REGISTRAR, &scope, StoreView::Master)
        .expect("it is there");
    assert_eq!(bag.int("MaxUserCount", 0), 12_000, "all changes or none");
}

#[test]
fn global_objects_are_reset_not_removed() {
    let mut driver = Driver::thelab();
    let changes = [("SyncInterval", Setting::Ticks(50_000_000))];
    driver
        .lab
        .set_settings(&BACKUP_SERVICE, &Scope::Global, &changes)
        .expect("valid");
    driver
        .lab
        .remove_settings(&BACKUP_SERVICE, &Scope::Global)
        .expect("it is reset");
    let bag = driver
        .lab
        .setting(&BACKUP_SERVICE, &Scope::Global, StoreView::Master)
        .expect("always there");
    assert_eq!(bag.span_ms("SyncInterval", 0), 120_000);
    let site = Scope::Site("TheLab".into());
    assert!(matches!(
        driver.lab.new_settings(&BACKUP_SERVICE, &site, &[]),
        Err(LabError::ScopeNotAllowed { .. })
    ));
}

#[test]
fn removing_the_object_of_a_failed_over_pool_ends_the_failover() {
    let mut driver = Driver::thelab();
    driver
        .set_state(FE04, PoolState::FailedOver)
        .expect("the store takes it");
    driver.wait(300_000);
    let home = driver.computer(FE04);
    assert_eq!(driver.lab.registered_on(home), 0);
    driver
        .lab
        .remove_settings(&REGISTRAR, &Scope::service("Registrar", FE04))
        .expect("it is there");
    driver.wait(300_000);
    assert_eq!(driver.lab.registered_on(home), 5);
}

#[test]
fn a_lab_file_that_contradicts_itself_is_refused() {
    let text = seed::text("thelab").expect("a ready-made lab");
    for (good, wrong) in [
        ("\"sites\"", "\"sties\""),
        (
            "\"backup\": \"lyncfe03.thelab.info\"",
            "\"backup\": \"lyncfe04.thelab.info\"",
        ),
        (
            "\"fqdn\": \"lyncfe04.thelab.info\"",
            "\"fqdn\": \"lyncfe03.thelab.info\"",
        ),
        (
            "8bad09f4-4e95-58c5-be4f-e8d7953cd0c8",
            "10613dbe-c944-5463-bfa3-7c1ea28d0eb9",
        ),
        ("8bad09f4-4e95-58c5-be4f-e8d7953cd0c8", "8bad09f4"),
        ("\"sip\": \"jonathan.haas@", "\"sip\": \"Ken.Myer@"),
        ("\"console\": \"lyncfe03", "\"console\": \"lyncfe09"),
        (
            "\"centralManagement\": \"lyncfe03",
            "\"centralManagement\": \"lyncedge01",
        ),
        ("\"nextHop\": \"lyncfe03", "\"nextHop\": \"lyncfe09"),
    ] {
        let changed = text.replacen(good, wrong, 1);
        assert_ne!(changed, text, "{good}");
        let lab = seed::from_json(&changed).and_then(|spec| Lab::new(&spec, 1, START));
        assert!(lab.is_err(), "{wrong}");
    }
    assert!(matches!(
        Lab::named("nolab", 1, START),
        Err(LabError::BadLab { .. })
    ));
}

#[test]
fn the_topology_is_told_as_the_product_tells_it() {
    let mut driver = Driver::thelab();
    let pool = &driver.lab.pools()[1];
    assert_eq!(
        (pool.fqdn.as_str(), pool.site.as_str()),
        (FE04, "Site:TheLab")
    );
    assert!(
        pool.services
            .contains(&"Registrar:lyncfe04.thelab.info".to_owned())
    );
    let rows = driver.lab.topology_services();
    let cms = rows
        .iter()
        .filter(|row| row.role == Role::CentralManagement);
    let active: Vec<_> = cms
        .map(|row| {
            (
                row.pool_fqdn.as_str(),
                row.facts.contains(&("Active", Fact::Flag(true))),
            )
        })
        .collect();
    assert_eq!(active, [("lyncfe03.thelab.info", true), (FE04, false)]);
    assert_eq!(
        driver.lab.backup_relation(FE04).expect("paired").backup,
        "lyncfe03.thelab.info"
    );
    assert!(matches!(
        driver.lab.backup_relation("lyncedge01.thelab.info"),
        Err(LabError::NotPaired { .. })
    ));
    driver
        .lab
        .set_next_hop("lyncedge01.thelab.info", FE04)
        .expect("an Edge pool");
    assert!(
        driver
            .lab
            .plan_failover("lyncfe03.thelab.info", false)
            .is_ok()
    );
    assert!(matches!(
        driver.lab.plan_failover(FE04, false),
        Err(LabError::EdgeNextHop { .. })
    ));
    let names: Vec<_> = driver
        .lab
        .services(driver.computer("lyncedge01"))
        .expect("it answers")
        .iter()
        .map(|row| row.name)
        .collect();
    assert_eq!(
        names,
        [
            "REPLICA",
            "RTCCLSAGT",
            "RTCSRV",
            "RTCDATAPROXY",
            "RTCMRAUTH",
            "RTCMEDIARELAY"
        ]
    );
}
