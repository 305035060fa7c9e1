//! What comes back, and what scripts do with it.

use super::Session;
use crate::{IdentityKind, LabChoice, identities};

#[test]
fn settings_are_typed_and_go_back_where_they_came_from() {
    let mut session = Session::new();
    assert_eq!(
        session
            .texts("(Get-CsRegistrarConfiguration).BackupStoreUnavailableThreshold.TotalMinutes"),
        ["30"]
    );
    assert_eq!(
        session.texts("(Get-CsRegistrarConfiguration -Identity global).PoolState -eq 'active'"),
        ["True"]
    );
    assert_eq!(
        session.texts("(Get-CsRegistrarConfiguration).Identity -eq 'global'"),
        ["True"]
    );
    assert_eq!(
        session.texts("(Get-CsRegistrarConfiguration).Identity.Replace('Glo', 'glo')"),
        ["global"]
    );
    session.run("$x = Get-CsRegistrarConfiguration; $x.MaxUserCount = 20000; Set-CsRegistrarConfiguration -Instance $x");
    assert_eq!(
        session.texts("(Get-CsRegistrarConfiguration).MaxUserCount"),
        ["20000"]
    );
    session.run(
        "$y = New-CsRegistrarConfiguration -Identity site:TheLab -InMemory -MaxUserCount 30000",
    );
    assert_eq!(
        session.texts("(Get-CsRegistrarConfiguration).Identity"),
        ["Global"]
    );
    session.run("Set-CsRegistrarConfiguration -Instance $y");
    assert_eq!(
        session.texts("(Get-CsRegistrarConfiguration -Filter 'site:*').MaxUserCount"),
        ["30000"]
    );
    session.run("Get-CsRegistrarConfiguration | Remove-CsRegistrarConfiguration");
    assert_eq!(
        session.texts("(Get-CsRegistrarConfiguration).MaxUserCount"),
        ["12000"],
        "the site's is gone, the global one reset"
    );
}

#[test]
fn settings_of_the_backup_service_follow_the_same_schema() {
    let mut session = Session::new();
    session.run("Set-CsBackupServiceConfiguration -SyncInterval 00:05:00");
    assert_eq!(
        session.texts("(Get-CsBackupServiceConfiguration).SyncInterval.TotalSeconds"),
        ["300"]
    );
    session.run("Remove-CsBackupServiceConfiguration -Identity global");
    assert_eq!(
        session.texts("(Get-CsBackupServiceConfiguration).SyncInterval.TotalSeconds"),
        ["120"]
    );
}

#[test]
fn a_replica_is_read_as_it_is() {
    let mut session = Session::new();
    session.run("Set-CsRegistrarConfiguration -MaxUserCount 20000");
    assert_eq!(
        session.texts("(Get-CsRegistrarConfiguration -LocalStore).MaxUserCount"),
        ["12000"]
    );
    assert_eq!(
        session.texts("(Get-CsRegistrarConfiguration -LocalStore:$false).MaxUserCount"),
        ["20000"]
    );
    session.wait(120);
    assert_eq!(
        session.texts("(Get-CsRegistrarConfiguration -LocalStore).MaxUserCount"),
        ["20000"]
    );
}

#[test]
fn users_are_filtered_by_strings_and_blocks_with_outer_variables() {
    let mut session = Session::new();
    let pool = "$pool = 'lyncfe04.thelab.info'; ";
    for (filter, count) in [
        ("{RegistrarPool -eq $pool}", 6),
        ("{FirstName -like 'k*' -AND RegistrarPool -eq '$pool'}", 1),
        ("{LineURI -ne $Null}", 5),
        (
            "{EnterpriseVoiceEnabled -eq $true -or DisplayName -like \"Roland*\"}",
            6,
        ),
        ("\"RegistrarPool -eq $pool\"", 6),
        ("'-not (RegistrarPool -eq $pool) -and LineURI -eq $null'", 2),
        ("{VoicePolicy -eq $policy}", 10),
        ("{HostingProvider -eq \"SRV:\"}", 10),
    ] {
        let found = session.texts(&format!("{pool}@(Get-CsUser -Filter {filter}).Count"));
        assert_eq!(found, [count.to_string()], "{filter}");
    }
    let shown = session.shown("Get-CsUser -Filter {Pool -eq 'x'}");
    assert!(shown.starts_with("E\tInvalidFilter,"), "{shown}");
}

#[test]
fn users_are_found_by_any_name_and_passed_on() {
    let mut session = Session::new();
    for identity in [
        "sip:ken.myer@thelab.info",
        "ken.myer@thelab.info",
        "kenmyer",
        "'THELAB\\kenmyer'",
        "'Ken Myer'",
        "'ken*'",
    ] {
        assert_eq!(
            session.texts(&format!("(Get-CsUser {identity}).SipAddress")),
            ["sip:ken.myer@thelab.info"],
            "{identity}"
        );
    }
    assert_eq!(
        session.texts("$u = Get-CsUser kenmyer; $u.RegistrarPool -eq 'LYNCFE04.thelab.info'"),
        ["True"]
    );
    assert_eq!(
        session.texts("$u.RegistrarPool.FriendlyName"),
        ["lyncfe04.thelab.info"]
    );
    assert_eq!(session.texts("$u.RegistrarPool -like 'lync*'; $u.RegistrarPool -match 'fe04'; \"$($u.RegistrarPool)\""), ["True", "True", "lyncfe04.thelab.info"]);
    assert_eq!(
        session.texts("(Get-CsUser kenmyer | Get-CsUserPoolInfo).BackupPoolFqdn"),
        ["lyncfe03.thelab.info"]
    );
    assert_eq!(
        session
            .texts("@(Get-CsUser | Get-CsUserPoolInfo).Count; @(Get-CsUser -ResultSize 3).Count"),
        ["10", "3"]
    );
    assert_eq!(
        session.texts("(Get-CsPoolBackupRelationship -PoolFqdn $u.RegistrarPool).BackupPoolFqdn"),
        ["lyncfe03.thelab.info"]
    );
}

#[test]
fn the_topology_is_told_as_scripts_read_it() {
    let mut session = Session::new();
    assert_eq!(
        session.texts("(Get-CsPool).Fqdn"),
        [
            "lyncfe03.thelab.info",
            "lyncfe04.thelab.info",
            "lyncedge01.thelab.info"
        ]
    );
    assert_eq!(
        session.texts("((Get-CsPool lyncfe04.thelab.info).Services -like 'Registrar:*').Count"),
        ["1"]
    );
    assert_eq!(session.texts("(Get-CsSite).Identity; (Get-CsSite TheLab).DisplayName; (Get-CsSite site:thelab).SiteType"), ["Site:TheLab", "TheLab", "CentralSite"]);
    assert_eq!(
        session.texts(
            "(Get-CsComputer -Pool lyncfe04.thelab.info).Fqdn; (Get-CsComputer -Local).Identity"
        ),
        ["lyncfe04.thelab.info", "lyncfe03.thelab.info"]
    );
    assert_eq!(
        session.texts("(Get-CsService -Registrar).BackupRegistrar"),
        [
            "Registrar:lyncfe04.thelab.info",
            "Registrar:lyncfe03.thelab.info"
        ]
    );
    assert_eq!(
        session.texts("(Get-CsService -CentralManagement).Active"),
        ["True", "False"]
    );
    assert_eq!(session.texts("@(Get-CsService -PstnGateway).Count; (Get-CsService -PoolFqdn lyncfe04.thelab.info -WebServer).SiteId"), ["0", "Site:TheLab"]);
}

#[test]
fn services_are_stopped_and_started_by_name_and_by_pipe() {
    let mut session = Session::new();
    assert_eq!(session.texts("(Get-CsWindowsService -ComputerName lyncfe04.thelab.info -Name RTCSRV | Stop-CsWindowsService).Status"), ["Stopped"]);
    assert_eq!(
        session.texts("(Get-CsWindowsService -Name RTCSRV).Status"),
        ["Running"],
        "that of the console's computer"
    );
    assert_eq!(
        session.texts("(Start-CsWindowsService RTCSRV -ComputerName lyncfe04 -NoWait).Count"),
        ["0"]
    );
    assert_eq!(
        session.texts("(Get-CsWindowsService RTCSRV -ComputerName lyncfe04).Status"),
        ["Start Pending"]
    );
}

#[test]
fn replication_is_asked_for_and_watched() {
    let mut session = Session::new();
    session.run("Invoke-CsManagementStoreReplication");
    assert_eq!(
        session.texts("(Get-CsManagementStoreReplicationStatus).UpToDate"),
        ["False", "False", "False"]
    );
    session.wait(60);
    assert_eq!(
        session.texts("(Get-CsManagementStoreReplicationStatus).UpToDate"),
        ["True", "True", "True"]
    );
    assert_eq!(session.texts("(Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus).ActiveMasterFqdn"), ["lyncfe03.thelab.info"]);
}

#[test]
fn event_logs_are_read_in_both_ways() {
    let mut session = Session::new();
    session.run("Stop-CsWindowsService -ComputerName lyncfe04.thelab.info -Name RTCSRV");
    assert_eq!(session.texts("(Get-WinEvent -FilterHashtable @{LogName='Lync Server'; ID=12289; Level=4} -ComputerName lyncfe04.thelab.info).ProviderName"), ["LS Server"]);
    assert_eq!(session.texts("(Get-WinEvent 'Lync*' -ComputerName lyncfe04.thelab.info -MaxEvents 1).TimeCreated.Year"), ["2013"]);
    assert_eq!(session.texts("(Get-EventLog 'Lync Server' -ComputerName lyncfe04.thelab.info -InstanceId 12289 -Newest 1).EntryType"), ["Information"]);
    assert!(
        session
            .shown("Get-WinEvent -FilterHashtable @{LogName='Lync Server'; ID=1}")
            .starts_with("E\tNoMatchingEventsFound,")
    );
    assert!(
        session
            .shown("Get-WinEvent -LogName Nothing")
            .starts_with("E\tNoMatchingLogsFound,")
    );
}

#[test]
fn the_prompt_is_told_what_there_is() {
    let mut session = Session::new();
    assert_eq!(identities(&mut session.engine, IdentityKind::Pool).len(), 3);
    assert!(
        identities(&mut session.engine, IdentityKind::Scope)
            .contains(&"service:Registrar:lyncfe04.thelab.info".to_owned())
    );
    assert!(
        identities(&mut session.engine, IdentityKind::User)
            .contains(&"sip:ken.myer@thelab.info".to_owned())
    );
}

#[test]
fn a_lab_that_cannot_be_built_is_an_error_of_each_cmdlet() {
    let mut session = Session::with(LabChoice {
        name: "nolab".into(),
        ..LabChoice::default()
    });
    assert!(session.shown("Get-CsPool").starts_with("E\tInvalidLab,"));
}

#[test]
fn a_report_is_written_where_writing_is_allowed_and_told_of() {
    let mut session = Session::new();
    let shown =
        session.shown("Start-CsWindowsService -Name RTCSRV -Report /nowhere/report.html -Verbose");
    assert!(shown.starts_with("E\tWriteNotAllowed,"), "{shown}");
}
