//! A user as a front end sees him: `Get-CsUser`.

use uuid::Uuid;

use crate::error::LabError;
use crate::identity::{PoolId, UserId};
use crate::lab::Lab;

/// A user. Home pool and routing group are those of the directory, which failover does not change (FACTS fact 9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Number in the lab.
    pub id: UserId,
    /// `CN=...` name in the directory.
    pub distinguished_name: String,
    /// With `sip:`.
    pub sip_address: String,
    /// Display name.
    pub display_name: String,
    /// First word of the display name.
    pub first_name: String,
    /// The rest of the display name.
    pub last_name: String,
    /// SAM account name.
    pub sam_account_name: String,
    /// User principal name.
    pub user_principal_name: String,
    /// FQDN of the home pool.
    pub registrar_pool: String,
    /// Distinguished name of the home pool.
    pub home_server: String,
    /// Id of the routing group.
    pub routing_group: Uuid,
    /// Whether the user may sign in.
    pub enabled: bool,
    /// Whether the user has Enterprise Voice.
    pub enterprise_voice: bool,
    /// Line URI, `tel:...`.
    pub line_uri: Option<String>,
}

impl Lab {
    /// All users, by number.
    pub fn users(&self) -> Vec<UserId> {
        (0..self.world.directory.len() as u32).map(UserId).collect()
    }

    /// The users of a pool, by number.
    pub fn users_of(&self, pool: PoolId) -> Vec<UserId> {
        self.world.directory.users_of(pool)
    }

    /// A user; nothing for a number that the lab does not have.
    pub fn user(&self, user: UserId) -> Option<Account> {
        let directory = &self.world.directory;
        if user.index() >= directory.len() {
            return None;
        }
        let (sip, name, sam) = (
            directory.sip(user),
            directory.name(user),
            directory.sam(user),
        );
        let domain = self.domain_name();
        let (first, last) = name.split_once(' ').unwrap_or((name, ""));
        let pool = self.pool_fqdn(directory.home(user));
        let line = directory.line_uri(user);
        Some(Account {
            id: user,
            distinguished_name: format!("CN={name},CN=Users,{domain}"),
            sip_address: format!("sip:{sip}"),
            display_name: name.to_owned(),
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            sam_account_name: sam.to_owned(),
            user_principal_name: format!("{sam}@{}", self.topology().domain),
            home_server: format!(
                "CN=Lc Services,CN=Microsoft,CN={pool},CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,{domain}"
            ),
            registrar_pool: pool,
            routing_group: self.world.groups[directory.group(user).index()].id,
            enabled: directory.is_enabled(user),
            enterprise_voice: directory.has_voice(user),
            line_uri: (!line.is_empty()).then(|| line.to_owned()),
        })
    }

    /// The one user of a SIP address, user principal name, `DOMAIN\account`, distinguished name or display name (FACTS A.12.1). Wildcards are
    /// for the caller, who has [`Lab::users`].
    ///
    /// # Errors
    /// [`LabError::UnknownUser`].
    pub fn find_user(&self, identity: &str) -> Result<UserId, LabError> {
        if let Some(user) = self.world.directory.find_sip(identity) {
            return Ok(user);
        }
        let sam = identity.rsplit_once('\\').map(|(_, sam)| sam);
        let fits = |user: &UserId| {
            let directory = &self.world.directory;
            let is = |text: &str| text.eq_ignore_ascii_case(identity);
            sam.is_some_and(|sam| directory.sam(*user).eq_ignore_ascii_case(sam))
                || is(directory.name(*user))
                || is(directory.sam(*user))
                || self.user(*user).is_some_and(|account| {
                    is(&account.user_principal_name) || is(&account.distinguished_name)
                })
        };
        self.users()
            .into_iter()
            .find(fits)
            .ok_or_else(|| LabError::UnknownUser {
                identity: identity.to_owned(),
            })
    }

    /// `DC=...` form of the lab's domain.
    pub fn domain_name(&self) -> String {
        self.topology()
            .domain
            .split('.')
            .map(|part| format!("DC={part}"))
            .collect::<Vec<_>>()
            .join(",")
    }
}
