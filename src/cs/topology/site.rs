//! `Get-CsSite`

use super::select::Select;
use crate::fault;
use crate::identity::XdsKey;
use crate::record::{record, strings};
use crate::room::ask;
use engine::{Run, Shell, cmdlet};
use lab::topology::SiteRow;
use lab::{Lab, LabError};
use object::types::{self, TypeInfo};
use object::{Result, Str, Value};

/// Type of any site.
pub static SITE: TypeInfo = TypeInfo::class(
    "Microsoft.Rtc.Management.Deploy.Internal.Site",
    &types::OBJECT,
);
/// Type of a site that is no branch.
pub static CENTRAL_SITE: TypeInfo = TypeInfo::class(
    "Microsoft.Rtc.Management.Deploy.Internal.Site+CentralSite",
    &SITE,
);

cmdlet! {
    /// Returns the sites of the topology, with their pools and services.
    pub struct GetCsSite = "Get-CsSite" in "Lync", class "Microsoft.Rtc.Management.Xds.GetSiteCmdlet", default_set "Identity" {
        /// Name of the one site to return, with or without `site:` in front.
        identity = "Identity": XdsKey => set("Identity"), position(0);
        /// Wildcard pattern that the identity must match, as it is shown: `site:R*`.
        filter = "Filter": Option<Str> => set("Filter");
    }
}

impl Run for GetCsSite {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let select = Select::of(&self.identity, self.filter.as_ref(), "site:")?;
        let mut rows = ask(shell.engine, |lab| Ok(lab.sites()))?;
        rows.retain(|row| select.wants(&row.name, &format!("Site:{}", row.name)));
        if let (true, Some(name)) = (rows.is_empty(), select.one()) {
            return shell.error(fault::of(&LabError::UnknownSite {
                name: name.to_owned(),
            }));
        }
        rows.into_iter()
            .try_for_each(|row| shell.write(object(row)))
    }
}

/// The name of a site that was given with or without `site:`.
pub fn name(lab: &Lab, given: &str) -> std::result::Result<String, LabError> {
    let bare = match given.split_once(':') {
        Some((head, rest)) if head.eq_ignore_ascii_case("site") => rest,
        _ => given,
    };
    let found = lab
        .topology()
        .find_site(bare)
        .map(|id| lab.topology().site(id).name.clone());
    found.ok_or_else(|| LabError::UnknownSite {
        name: given.to_owned(),
    })
}

/// Federation routes and Persistent Chat are empty: the lab has none.
fn object(row: SiteRow) -> Value {
    record(
        &CENTRAL_SITE,
        vec![
            ("Identity", Value::from(format!("Site:{}", row.name))),
            ("Services", strings(row.services)),
            ("Pools", strings(row.pools)),
            ("FederationRoute", Value::Null),
            ("XmppFederationRoute", Value::Null),
            ("DefaultPersistentChatPool", Value::Null),
            ("Description", Value::from(row.description)),
            ("DisplayName", Value::from(row.name)),
            ("SiteType", Value::from("CentralSite")),
            ("ParentSite", Value::Null),
        ],
    )
}
