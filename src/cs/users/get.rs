//! `Get-CsUser`

use super::account;
use super::filter::{self, Filter};
use crate::fault;
use crate::identity::{Fqdn, Given, OuId, Unlimited, UserId};
use crate::room::{ask, with_lab};
use engine::{Run, Shell, Switch, cmdlet};
use lab::LabError;
use lab::directory::Account;
use object::pattern::{Wildcard, contains_wildcard_characters};
use object::{Result, Str, Value};

cmdlet! {
    /// Returns the users that are enabled for the product. Their pool is the one that homes them, which no failover changes.
    pub struct GetCsUser = "Get-CsUser" in "Lync", class "Microsoft.Rtc.Management.AD.Cmdlets.GetOcsUserCmdlet" {
        /// The one user to return: SIP address, user principal name, `DOMAIN\account`, distinguished name, or display name, in which `*` stands for anything.
        identity = "Identity": UserId => position(0), pipeline, by_name;
        /// Other credentials, which the lab cannot check.
        credential = "Credential": Option<Value>;
        /// The domain controller to ask. The lab has one directory, for which every domain controller answers.
        domain_controller = "DomainController": Fqdn;
        /// Comparisons of properties, joined by -and, -or and -not, as a script block or a string: `{RegistrarPool -eq $pool}`.
        filter = "Filter": Option<Str>;
        /// Returns only users of Office Communications Server, of which the lab has none.
        on_office_communications_server = "OnOfficeCommunicationServer": Switch;
        /// Returns only users of this product, which all are.
        on_modern_server = "OnModernServer": Switch => alias(&["OnLyncServer"]);
        /// Returns only users of an organizational unit.
        ou = "OU": OuId;
        /// How many users to return at most; `Unlimited` is all.
        result_size = "ResultSize": Unlimited;
        /// A filter in the language of LDAP, which the lab does not speak.
        ldap_filter = "LdapFilter": Option<Str>;
        /// Returns only users who are enabled but homed nowhere, of whom the lab has none.
        unassigned_user = "UnAssignedUser": Switch;
    }
}

impl Run for GetCsUser {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if self
            .credential
            .as_ref()
            .is_some_and(|credential| !credential.is_null())
        {
            return fault::not_simulated("other credentials (Credential)").raise();
        }
        if self.ldap_filter.is_some() {
            return fault::not_simulated("filters in the language of LDAP (LdapFilter)").raise();
        }
        let filter = match filter::given(self.filter.as_ref()) {
            Some(text) => Some(Filter::read(shell.engine, text)?),
            None => None,
        };
        match self.identity.given() {
            Some(identity) if !contains_wildcard_characters(identity) => {
                self.one(shell, identity, filter.as_ref())
            }
            identity => self.many(shell, identity, filter.as_ref()),
        }
    }
}

impl GetCsUser {
    fn one(&self, shell: &mut Shell<'_>, identity: &str, filter: Option<&Filter>) -> Result {
        let found = with_lab(shell.engine, |lab| {
            lab.find_user(identity).map(|id| lab.user(id))
        });
        match found {
            Ok(Some(user)) => {
                if self.wants(shell, &user, filter)? {
                    shell.write(account::object(&user))
                } else {
                    Ok(())
                }
            }
            Ok(None) => shell.error(fault::of(&LabError::UnknownUser {
                identity: identity.to_owned(),
            })),
            Err(error) => shell.error(fault::of(&error)),
        }
    }

    /// Users one by one: what is downstream may change the lab, or have had enough.
    fn many(
        &self,
        shell: &mut Shell<'_>,
        pattern: Option<&str>,
        filter: Option<&Filter>,
    ) -> Result {
        let pattern = pattern.and_then(|pattern| Wildcard::new(pattern, true).ok());
        let mut left = self.result_size.limit().unwrap_or(usize::MAX);
        for id in ask(shell.engine, |lab| Ok(lab.users()))? {
            if left == 0 {
                break;
            }
            shell.engine.check_cancel()?;
            let Some(user) = ask(shell.engine, |lab| Ok(lab.user(id)))? else {
                continue;
            };
            if pattern
                .as_ref()
                .is_none_or(|pattern| pattern.is_match(&user.display_name))
                && self.wants(shell, &user, filter)?
            {
                left -= 1;
                shell.write(account::object(&user))?;
            }
        }
        Ok(())
    }

    fn wants(
        &self,
        shell: &mut Shell<'_>,
        user: &Account,
        filter: Option<&Filter>,
    ) -> Result<bool> {
        if self.on_office_communications_server.is_on() || self.unassigned_user.is_on() {
            return Ok(false);
        }
        if let Some(ou) = self.ou.given()
            && !below(&user.distinguished_name, ou)
        {
            return Ok(false);
        }
        filter.map_or(Ok(true), |filter| filter.fits(shell.engine, user))
    }
}

/// Whether a distinguished name stands below an organizational unit; every one stands below the empty one.
fn below(name: &str, unit: &str) -> bool {
    let (name, unit) = (name.to_lowercase(), unit.to_lowercase());
    unit.is_empty()
        || name
            .strip_suffix(&unit)
            .is_some_and(|head| head.ends_with(','))
}
