//! What an administrator can see of it: `Get-CsUserPoolInfo`, and the state of a pool as each server sees it.

use crate::error::LabError;
use crate::identity::{ComputerId, PoolId, UserId};
use crate::lab::Lab;
use crate::registrar::PoolState;

/// What `Get-CsUserPoolInfo` returns (FACTS A.12.6; names beyond the documented ones I-recall).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserPoolInfo {
    /// Distinguished name of the user.
    pub identity: String,
    /// Home pool.
    pub primary_pool: String,
    /// Backup pool; nothing when unpaired.
    pub backup_pool: Option<String>,
    /// Pool whose user services serve the user now; the home pool when nobody does.
    pub user_services_pool: String,
    /// Front Ends of the home pool, the user's own first.
    pub primary_machines: Vec<String>,
    /// Front Ends of the backup pool in the order in which they would serve the user.
    pub backup_machines: Vec<String>,
    /// Registrar of the home pool.
    pub primary_registrar: String,
    /// Registrar of the backup pool.
    pub backup_registrar: Option<String>,
}

/// A pool's state as one server acts on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolView {
    /// The server.
    pub computer: ComputerId,
    /// The state; nothing when its registrar does not run.
    pub state: Option<PoolState>,
    /// How many of the pool's routing groups it serves.
    pub groups: usize,
}

impl Lab {
    /// Where a user is homed and who would serve, or serves, him.
    ///
    /// # Errors
    /// [`LabError::UnknownUser`] when the user was removed.
    pub fn user_pool_info(&self, user: UserId) -> Result<UserPoolInfo, LabError> {
        let gone = || LabError::UnknownUser {
            identity: format!("user {}", user.0),
        };
        let account = self.user(user).ok_or_else(gone)?;
        let group = &self.world.groups[self.world.directory.group(user).index()];
        let home = group.home;
        let names = |computers: &[ComputerId]| -> Vec<String> {
            computers
                .iter()
                .map(|&computer| self.computer_fqdn(computer))
                .collect()
        };
        let mut machines = group.replicas.clone();
        machines.extend(
            self.computers_of(home)
                .into_iter()
                .filter(|computer| !group.replicas.contains(computer)),
        );
        let backup = self.backup_of(home).map(|backup| self.pool_fqdn(backup));
        let server = self.group_server(self.world.directory.group(user));
        Ok(UserPoolInfo {
            identity: account.distinguished_name,
            primary_pool: self.pool_fqdn(home),
            user_services_pool: self.pool_fqdn(server.map_or(home, |server| self.pool_of(server))),
            primary_machines: names(&machines),
            backup_machines: names(&group.away),
            primary_registrar: self.pool_fqdn(home),
            backup_registrar: backup.clone(),
            backup_pool: backup,
        })
    }

    /// A pool's state as each of its own and its backup's servers sees it, own first.
    pub fn pool_views(&self, pool: PoolId) -> Vec<PoolView> {
        let view = |computer: ComputerId| {
            let volatile = &self.world.machine(computer).volatile;
            let groups = volatile
                .serving
                .iter()
                .filter(|group| self.world.groups[group.index()].home == pool)
                .count();
            PoolView {
                computer,
                state: volatile.seen.get(&pool).copied(),
                groups,
            }
        };
        self.topology().sides(pool).into_iter().map(view).collect()
    }
}
