//! Bad input, and what PowerShell says of it.

use super::Session;

fn refused(session: &mut Session, text: &str) -> String {
    let shown = session.shown(text);
    assert_eq!(shown.matches("E\t").count(), 1, "{shown}");
    shown
        .strip_prefix("E\t")
        .unwrap_or_else(|| panic!("{shown}"))
        .to_owned()
}

#[test]
fn pools_that_cannot_fail_over() {
    let mut session = Session::new();
    for (pool, id, message) in [
        (
            "nowhere.thelab.info",
            "PoolNotFound",
            "The pool \"nowhere.thelab.info\" cannot be found in the topology.",
        ),
        (
            "lyncedge01.thelab.info",
            "PoolHasNoRegistrar",
            "The pool \"lyncedge01.thelab.info\" does not host a Registrar.",
        ),
        (
            "lyncfe03.thelab.info",
            "PoolIsEdgeNextHop",
            "This Front-end pool \"lyncfe03.thelab.info\" is specified in topology as the next hop",
        ),
    ] {
        let said = refused(
            &mut session,
            &format!("Invoke-CsPoolFailOver -PoolFqdn {pool}"),
        );
        assert!(
            said.starts_with(&format!(
                "{id},Microsoft.Rtc.Management.Hadr.InvokePoolFailOverCmdlet: {message}"
            )),
            "{said}"
        );
    }
}

#[test]
fn a_pool_without_a_backup_pool() {
    let mut session = Session::new();
    let said = refused(
        &mut session,
        "Get-CsPoolBackupRelationship -PoolFqdn lyncedge01.thelab.info",
    );
    assert!(said.starts_with("PoolNotPaired,"), "{said}");
}

#[test]
fn a_pool_that_serves_its_partners_users() {
    let mut session = Session::new();
    session.run("Set-CsEdgeServer -Registrar lyncfe04.thelab.info");
    session.run("Invoke-CsPoolFailOver -PoolFqdn lyncfe03.thelab.info");
    let mut session = Session::new();
    session.run("Invoke-CsPoolFailOver -PoolFqdn lyncfe04.thelab.info");
    let said = refused(
        &mut session,
        "Invoke-CsPoolFailOver -PoolFqdn lyncfe03.thelab.info",
    );
    assert!(said.starts_with("PoolHostsFailedOverUsers,"), "{said}");
}

#[test]
fn a_state_that_the_documentation_names_wrongly() {
    let mut session = Session::new();
    let said = refused(
        &mut session,
        "Set-CsRegistrarConfiguration -PoolState FailedBack",
    );
    assert!(
        said.starts_with("CannotConvertArgumentNoMessage,"),
        "{said}"
    );
    assert!(
        said.contains("FailedOver, Active, FailingOver, FailingBack"),
        "{said}"
    );
    assert!(
        said.contains("Microsoft.Rtc.Management.WritableConfig.Settings.Registrar.PoolState"),
        "{said}"
    );
}

#[test]
fn settings_that_are_there_or_are_not() {
    let mut session = Session::new();
    let scope = "service:Registrar:lyncfe04.thelab.info";
    let missing = "Cannot find \"RegistrarConfiguration\" \"Registrar:lyncfe04.thelab.info\" because it does not exist.";
    for verb in ["Get", "Set", "Remove"] {
        let said = refused(
            &mut session,
            &format!("{verb}-CsRegistrarConfiguration -Identity {scope}"),
        );
        let class = format!("Microsoft.Rtc.Management.Internal.{verb}RegistrarConfigurationCmdlet");
        assert_eq!(said, format!("MissingItem,{class}: {missing}"));
    }
    session.run(&format!("New-CsRegistrarConfiguration -Identity {scope}"));
    assert!(
        refused(
            &mut session,
            &format!("New-CsRegistrarConfiguration -Identity {scope}")
        )
        .starts_with("ItemExists,")
    );
    assert!(
        refused(
            &mut session,
            "New-CsRegistrarConfiguration -Identity global"
        )
        .starts_with("ItemExists,")
    );
    assert!(
        refused(&mut session, "New-CsRegistrarConfiguration -Identity tag:x")
            .starts_with("ScopeNotAllowed,")
    );
    assert!(
        refused(
            &mut session,
            "New-CsRegistrarConfiguration -Identity Redmond"
        )
        .starts_with("CannotConvertArgumentNoMessage,")
    );
    assert!(
        refused(
            &mut session,
            "Set-CsRegistrarConfiguration -MaxEndpointsPerUser 65"
        )
        .starts_with("InvalidValue,")
    );
    assert!(
        refused(
            &mut session,
            "Set-CsRegistrarConfiguration -WinFabMaxLogsSizeMb 65"
        )
        .starts_with("NamedParameterNotFound,")
    );
}

#[test]
fn parameters_that_are_missing_or_exclude_each_other() {
    let mut session = Session::new();
    assert!(
        refused(&mut session, "Invoke-CsPoolFailOver -DisasterMode")
            .starts_with("MissingMandatoryParameter,")
    );
    assert!(
        refused(
            &mut session,
            "Backup-CsPool -PoolFqdn lyncfe04.thelab.info -SteadyState -FullBackup"
        )
        .starts_with("ParametersExcludeEachOther,")
    );
    assert!(
        refused(&mut session, "Get-CsPool lyncfe04.thelab.info -Filter l*")
            .starts_with("PositionalParameterNotFound,")
    );
    assert!(
        refused(
            &mut session,
            "Invoke-CsPoolFailOver -PoolFqdn lyncfe04.thelab.info -SkipDataVerification"
        )
        .starts_with("NamedParameterNotFound,")
    );
}

#[test]
fn what_the_lab_does_not_simulate_says_so() {
    let mut session = Session::new();
    for text in [
        "Invoke-CsPoolFailOver -PoolFqdn lyncfe04.thelab.info -FlushStorageService",
        "Reset-CsPoolRegistrarState -PoolFqdn lyncfe04.thelab.info -ResetLocalDatabases -Force",
        "Backup-CsPool -PoolFqdn lyncfe04.thelab.info -Category RGS",
        "Get-CsUser -LdapFilter '(cn=*)'",
        "Set-CsEdgeServer -XmppListeningPort 5269",
        "Get-EventLog -LogName Application",
    ] {
        let said = refused(&mut session, text);
        assert!(said.starts_with("NotSimulated,"), "{said}");
    }
}

#[test]
fn services_that_are_not_the_products_or_do_not_answer() {
    let mut session = Session::new();
    let said = refused(&mut session, "Start-CsWindowsService -Name Spooler");
    assert!(said.starts_with("ProcessingFailed,Microsoft.Rtc.Management.Deployment.StartWindowsServiceCmdlet: Command execution failed: "), "{said}");
    session.run("Stop-CsWindowsService -ComputerName lyncfe04.thelab.info -Name LYNCBACKUP");
    let said = refused(
        &mut session,
        "Get-CsBackupServiceStatus -PoolFqdn lyncfe04.thelab.info",
    );
    assert!(said.starts_with("BackupServiceNotRunning,"), "{said}");
    assert_eq!(
        session.texts(
            "(Get-CsBackupServiceStatus -PoolFqdn lyncfe03.thelab.info).OverallExportStatus"
        ),
        ["SteadyState"]
    );
}
