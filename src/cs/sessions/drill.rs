//! The six points of the reported drill.

use super::Session;
use crate::LabChoice;

const FAIL_OVER: &str = "Invoke-CsPoolFailOver -PoolFqdn lyncfe04.thelab.info -Verbose";
const FAIL_BACK: &str = "Invoke-CsPoolFailBack -PoolFqdn lyncfe04.thelab.info -Verbose";
const STATE: &str =
    "(Get-CsRegistrarConfiguration -Identity service:Registrar:lyncfe04.thelab.info).PoolState";
const SCOPES: &str = "(Get-CsRegistrarConfiguration).Identity";

const FAILOVER: &str = "\
V\tGet-CsRegistrarConfiguration -Identity 'service:Registrar:lyncfe04.thelab.info' -LocalStore:$false
W\tCannot find \"RegistrarConfiguration\" \"Registrar:lyncfe04.thelab.info\" because it does not exist.
V\tBackup-CsPool -PoolFqdn lyncfe04.thelab.info -LocalStore:$false -SteadyState -Category UserData
V\tAttempting to get into steady state.
V\tInvoke-CsManagementStoreReplication -ReplicaFqdn lyncfe04.thelab.info
V\tGet-CsManagementStoreReplicationStatus -ReplicaFqdn lyncfe04.thelab.info
V\tGet-CsRegistrarConfiguration -Identity 'service:Registrar:lyncfe04.thelab.info'
W\tCannot find \"RegistrarConfiguration\" \"Registrar:lyncfe04.thelab.info\" because it does not exist.
V\tNew-CsRegistrarConfiguration -Identity 'service:Registrar:lyncfe04.thelab.info' -PoolState FailingOver
V\tBackup-CsPool -PoolFqdn lyncfe04.thelab.info -LocalStore:$false -FullBackup -Category UserData
V\tAttempting to get into final state.
V\tSync-CsUserData -PoolFqdn lyncfe04.thelab.info -Target
W\tHydrating Routing Groups Owned by lyncfe04.thelab.info on Pool lyncfe03.thelab.info.
W\tHydrating Routing Group {10613DBE-C944-5463-BFA3-7C1EA28D0EB9}.
W\tHydrating Routing Group {8BAD09F4-4E95-58C5-BE4F-E8D7953CD0C8}.
W\tHydrating Routing Group {DF7B2BD1-DD18-5B3E-A470-B3BD46B6225B}.
V\tSet-CsRegistrarConfiguration -Identity 'service:Registrar:lyncfe04.thelab.info' -PoolState FailedOver
V\tReset-CsPoolRegistrarState -PoolFqdn lyncfe04.thelab.info -ResetType ServiceReset -Force -NoReStart
V\tStop-CsWindowsService -ComputerName lyncfe04.thelab.info -LeaveClsAgentRunning -NoWait -Verbose";

const FAILBACK: &str = "\
V\tGet-CsWindowsService -Name 'RTCSRV' -ComputerName 'lyncfe04.thelab.info'
V\tStop-CsWindowsService -LeaveClsAgentRunning -Name RTCSRV -ComputerName lyncfe04.thelab.info -NoWait -Verbose
V\tStart-CsWindowsService -Name LYNCBACKUP -ComputerName lyncfe04.thelab.info -Verbose
V\tStart-CsWindowsService -Name REPLICA -ComputerName lyncfe04.thelab.info -Verbose
V\tInvoke-CsManagementStoreReplication -ReplicaFqdn lyncfe04.thelab.info
V\tGet-CsManagementStoreReplicationStatus -ReplicaFqdn lyncfe04.thelab.info
V\tGet-CsManagementStoreReplicationStatus -ReplicaFqdn lyncfe04.thelab.info
V\tGet-CsManagementStoreReplicationStatus -ReplicaFqdn lyncfe04.thelab.info
V\tBackup-CsPool -PoolFqdn lyncfe03.thelab.info -LocalStore:$false -SteadyState -Category UserData -FailedOverPoolOnly
V\tAttempting to get into steady state.
V\tGet-CsWindowsService -Name 'RTCSRV' -ComputerName 'lyncfe04.thelab.info'
V\tStart-CsWindowsService -Name RTCSRV -ComputerName lyncfe04.thelab.info -NoWait -Verbose
V\tSet-CsRegistrarConfiguration -Identity 'service:Registrar:lyncfe04.thelab.info' -PoolState FailingBack
V\tBackup-CsPool -PoolFqdn lyncfe03.thelab.info -LocalStore:$false -FullBackup -Category UserData -FailedOverPoolOnly
V\tAttempting to get into final state.
V\tSync-CsUserData -PoolFqdn lyncfe04.thelab.info
W\tHydrating Routing Groups Owned by lyncfe04.thelab.info on Pool lyncfe04.thelab.info.
W\tHydrating Routing Group {10613DBE-C944-5463-BFA3-7C1EA28D0EB9}.
W\tHydrating Routing Group {8BAD09F4-4E95-58C5-BE4F-E8D7953CD0C8}.
W\tHydrating Routing Group {DF7B2BD1-DD18-5B3E-A470-B3BD46B6225B}.
V\tSet-CsRegistrarConfiguration -Identity 'service:Registrar:lyncfe04.thelab.info' -PoolState Active";

/// Whether a log has an entry whose text contains all of these.
fn logged(session: &mut Session, computer: &str, parts: &[&str]) -> bool {
    let texts = session.texts(&format!(
        "(Get-WinEvent -LogName 'Lync Server' -ComputerName {computer}).Message"
    ));
    texts
        .iter()
        .any(|text| parts.iter().all(|part| text.contains(part)))
}

#[test]
fn point_1_before_the_drill_backups_are_final_and_settings_global() {
    let mut session = Session::new();
    for pool in ["lyncfe03.thelab.info", "lyncfe04.thelab.info"] {
        let status = format!(
            "$s = Get-CsBackupServiceStatus -PoolFqdn {pool}; $s.OverallExportStatus; $s.OverallImportStatus"
        );
        assert_eq!(
            session.texts(&status),
            ["FinalState", "NormalState"],
            "{pool}"
        );
    }
    assert_eq!(session.texts(SCOPES), ["Global"]);
}

#[test]
fn point_2_a_planned_failover_says_what_was_reported() {
    let mut session = Session::new();
    assert_eq!(session.shown(FAIL_OVER), FAILOVER);
    assert_eq!(
        session.texts(SCOPES),
        ["Global", "Service:Registrar:lyncfe04.thelab.info"]
    );
    assert_eq!(session.texts(STATE), ["FailedOver"]);
    session.wait(180);
    assert!(logged(
        &mut session,
        "lyncfe03.thelab.info",
        &["lyncfe04.thelab.info", "FailedOver"]
    ));
    assert_eq!(
        session.texts("$Error.Count"),
        ["0"],
        "a warning is no error"
    );
}

#[test]
fn point_3_started_services_do_not_end_a_failover() {
    let mut session = Session::new();
    session.run(FAIL_OVER);
    session.wait(600);
    session.run("Start-CsWindowsService -ComputerName lyncfe04.thelab.info");
    session.wait(600);
    for service in ["Backup Service", "Mediation"] {
        assert!(
            logged(
                &mut session,
                "lyncfe03.thelab.info",
                &[service, "lyncfe04.thelab.info is online"]
            ),
            "{service}"
        );
    }
    assert!(logged(
        &mut session,
        "lyncfe03.thelab.info",
        &["stays FailedOver"]
    ));
    let serves = session.texts(
        "(Get-CsWindowsService -ComputerName lyncfe04.thelab.info -Name RTCSRV).ActivityLevel",
    );
    assert_eq!(serves, ["Registered users=0, Routing groups=0"]);
}

#[test]
fn point_4_a_failback_says_what_was_reported_and_leaves_the_settings_behind() {
    let mut session = Session::new();
    session.run(FAIL_OVER);
    session.wait(600);
    assert_eq!(session.shown(FAIL_BACK), FAILBACK);
    assert_eq!(session.texts(STATE), ["Active"]);
    session.wait(600);
    let again = session.shown(FAIL_OVER);
    assert!(again.contains("V\tSet-CsRegistrarConfiguration -Identity 'service:Registrar:lyncfe04.thelab.info' -PoolState FailingOver"));
    assert!(!again.contains("Cannot find"), "{again}");
}

#[test]
fn point_5_a_state_set_by_hand_acts_after_90_and_120_seconds() {
    let mut session = Session::new();
    session.run("New-CsRegistrarConfiguration -Identity service:Registrar:lyncfe04.thelab.info -PoolState Active");
    session.wait(600);
    let shown = session.shown("Set-CsRegistrarConfiguration -Identity 'service:Registrar:lyncfe04.thelab.info' -PoolState FailedOver");
    assert_eq!(shown, "");
    session.wait(80);
    assert!(!logged(
        &mut session,
        "lyncfe04.thelab.info",
        &["FailedOver"]
    ));
    session.wait(25);
    assert!(logged(
        &mut session,
        "lyncfe04.thelab.info",
        &["FailedOver"]
    ));
    assert!(!logged(
        &mut session,
        "lyncfe03.thelab.info",
        &["lyncfe04.thelab.info", "FailedOver"]
    ));
    session.wait(60);
    assert!(logged(
        &mut session,
        "lyncfe03.thelab.info",
        &["lyncfe04.thelab.info", "FailedOver"]
    ));
    let served = session.texts("(Get-CsUserPoolInfo ken.myer@thelab.info).UserServicesPoolFqdn");
    assert_eq!(served, ["lyncfe03.thelab.info"]);
}

#[test]
fn point_6_settings_made_on_the_fly_carry_the_defaults() {
    let mut session = Session::new();
    session.run("Set-CsRegistrarConfiguration -MaxUserCount 30000");
    session.run(FAIL_OVER);
    let counts = session.texts("(Get-CsRegistrarConfiguration).MaxUserCount");
    assert_eq!(counts, ["30000", "12000"]);
}

#[test]
fn without_verbose_only_the_warnings_show() {
    let mut session = Session::new();
    let shown = session.shown("Invoke-CsPoolFailOver -PoolFqdn lyncfe04.thelab.info");
    assert!(shown.lines().all(|line| line.starts_with("W\t")), "{shown}");
    assert_eq!(shown.lines().count(), 6);
    let quiet = session.shown(
        "Invoke-CsPoolFailBack -PoolFqdn lyncfe04.thelab.info -WarningAction SilentlyContinue",
    );
    assert_eq!(quiet, "");
}

#[test]
fn warnings_of_inner_cmdlets_are_those_of_the_outer_one() {
    let mut session = Session::new();
    session.run("Invoke-CsPoolFailOver -PoolFqdn lyncfe04.thelab.info -WarningVariable said -WarningAction SilentlyContinue");
    assert_eq!(session.texts("$said.Count"), ["6"]);
}

#[test]
fn a_disaster_failover_does_without_the_pool() {
    let mut session = Session::new();
    session.run("Stop-CsWindowsService -ComputerName lyncfe04.thelab.info");
    let refused = session.shown("Invoke-CsPoolFailOver -PoolFqdn lyncfe04.thelab.info");
    assert!(
        refused.starts_with(
            "E\tPoolServicesNotRunning,Microsoft.Rtc.Management.Hadr.InvokePoolFailOverCmdlet: "
        ),
        "{refused}"
    );
    let shown = session
        .shown("Invoke-CsPoolFailOver -PoolFqdn lyncfe04.thelab.info -DisasterMode -Verbose");
    assert!(
        !shown.contains("Backup-CsPool") && !shown.contains("E\t"),
        "{shown}"
    );
    assert_eq!(session.texts(STATE), ["FailedOver"]);
}

#[test]
fn an_interrupted_failover_leaves_the_intermediate_state() {
    let mut session = Session::new();
    session.interrupt(FAIL_OVER, "Attempting to get into final state.");
    assert_eq!(session.texts(STATE), ["FailingOver"]);
    session.wait(3_600);
    assert_eq!(
        session.texts(STATE),
        ["FailingOver"],
        "nothing moves a state by itself"
    );
    session.run("Set-CsRegistrarConfiguration -Identity service:Registrar:lyncfe04.thelab.info -PoolState Active");
    session.wait(300);
    let served = session.texts("(Get-CsUserPoolInfo ken.myer@thelab.info).UserServicesPoolFqdn");
    assert_eq!(served, ["lyncfe04.thelab.info"]);
}

#[test]
fn an_interrupted_failover_is_run_again() {
    let mut session = Session::new();
    session.interrupt(FAIL_OVER, "Attempting to get into final state.");
    let again = session.shown(FAIL_OVER);
    assert!(
        !again.contains("E\t") && again.contains("Set-CsRegistrarConfiguration"),
        "{again}"
    );
    assert_eq!(session.texts(STATE), ["FailedOver"]);
}

#[test]
fn each_computer_of_an_enterprise_pool_is_replicated_and_stopped() {
    let text = r#"{
      "name": "pair", "domain": "contoso.com", "console": "fe1.contoso.com", "centralManagement": "one.contoso.com",
      "sites": [{ "name": "Main" }],
      "pools": [
        { "fqdn": "one.contoso.com", "kind": "enterprise", "backup": "two.contoso.com", "sqlServer": "sql1.contoso.com",
          "computers": ["fe1.contoso.com", "fe2.contoso.com", "fe3.contoso.com"] },
        { "fqdn": "two.contoso.com", "kind": "enterprise", "backup": "one.contoso.com", "sqlServer": "sql2.contoso.com",
          "computers": ["fe4.contoso.com", "fe5.contoso.com", "fe6.contoso.com"] }
      ],
      "crowds": [{ "pool": "two.contoso.com", "count": 30, "prefix": "user" }]
    }"#;
    let mut session = Session::with(LabChoice {
        name: "pair".into(),
        text: Some(text.into()),
        seed: 1,
    });
    let shown = session.shown("Invoke-CsPoolFailOver -PoolFqdn two.contoso.com -Verbose");
    for computer in ["fe4", "fe5", "fe6"] {
        for call in [
            "Invoke-CsManagementStoreReplication -ReplicaFqdn",
            "Stop-CsWindowsService -ComputerName",
        ] {
            assert!(
                shown.contains(&format!("V\t{call} {computer}.contoso.com")),
                "{shown}"
            );
        }
    }
    session.wait(300);
    let served = "@(Get-CsUser -Filter { RegistrarPool -eq 'two.contoso.com' } | Get-CsUserPoolInfo).UserServicesPoolFqdn";
    assert!(
        session
            .texts(served)
            .iter()
            .all(|pool| pool == "one.contoso.com")
    );
    let back = session.shown("Invoke-CsPoolFailBack -PoolFqdn two.contoso.com -Verbose");
    assert!(!back.contains("E\t"), "{back}");
    session.wait(300);
    assert!(
        session
            .texts(served)
            .iter()
            .all(|pool| pool == "two.contoso.com")
    );
}

#[test]
fn what_if_changes_nothing() {
    let mut session = Session::new();
    let shown = session.shown("Invoke-CsPoolFailOver -PoolFqdn lyncfe04.thelab.info -WhatIf");
    assert_eq!(
        shown,
        "H\tWhat if: Performing the operation \"Invoke-CsPoolFailOver\" on target \"lyncfe04.thelab.info\"."
    );
    assert_eq!(session.texts(SCOPES), ["Global"]);
}
