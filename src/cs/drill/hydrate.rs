//! `Sync-CsUserData`

use crate::approve::approve;
use crate::identity::{Fqdn, Given};
use crate::room::ask;
use engine::{Run, Shell, Switch, cmdlet};
use object::{Result, Str};

cmdlet! {
    /// Has the Registrars of a pool load the routing groups that the pool owns, as a failback does; with `-Target` those of its backup pool, as a failover does.
    pub struct SyncCsUserData = "Sync-CsUserData" in "Lync", class "Microsoft.Rtc.Management.Hadr.SyncUserDataCmdlet", should_process Medium {
        /// The pool that owns the routing groups: the one that homes the users.
        pool_fqdn = "PoolFqdn": Fqdn => mandatory;
        /// Reads the replica of this computer. The topology is the same on every computer of the lab.
        local_store = "LocalStore": Switch;
        /// Id of the one routing group to load.
        routing_group = "RoutingGroup": Option<Str>;
        /// Loads them at the backup pool.
        target = "Target": Switch;
    }
}

impl Run for SyncCsUserData {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let pool = self.pool_fqdn.text();
        if !approve(shell, pool)? {
            return Ok(());
        }
        let done = ask(shell.engine, |lab| {
            lab.sync_user_data(pool, self.target.is_on(), self.routing_group.as_deref())
        })?;
        shell.warning(format!(
            "Hydrating Routing Groups Owned by {} on Pool {}.",
            done.owner, done.on
        ))?;
        for group in done.groups {
            shell.warning(format!(
                "Hydrating Routing Group {{{}}}.",
                group.to_string().to_uppercase()
            ))?;
        }
        Ok(())
    }
}
