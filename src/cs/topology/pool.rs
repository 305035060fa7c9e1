//! `Get-CsPool`

use super::select::Select;
use crate::fault;
use crate::identity::{IDENTIFIED, XdsKey};
use crate::record::{record, strings};
use crate::room::ask;
use engine::{Run, Shell, cmdlet};
use lab::LabError;
use lab::topology::PoolRow;
use object::types::{self, TypeInfo};
use object::{Result, Str, Value};

/// Type of a pool.
pub static CLUSTER: TypeInfo = TypeInfo::class(
    "Microsoft.Rtc.Management.Deploy.Internal.Cluster",
    &types::OBJECT,
)
.implements(&[&IDENTIFIED]);

cmdlet! {
    /// Returns the pools of the topology, with their services and computers. A Standard Edition server is a pool of one computer.
    pub struct GetCsPool = "Get-CsPool" in "Lync", class "Microsoft.Rtc.Management.Xds.GetPoolCmdlet", default_set "Identity" {
        /// FQDN of the one pool to return.
        identity = "Identity": XdsKey => set("Identity"), position(0);
        /// Wildcard pattern that the FQDN must match.
        filter = "Filter": Option<Str> => set("Filter");
        /// Returns only the pools of a site.
        site = "Site": Option<Str>;
    }
}

impl Run for GetCsPool {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let select = Select::of(&self.identity, self.filter.as_ref(), "")?;
        let mut rows = ask(shell.engine, |lab| Ok(lab.pools()))?;
        if let Some(site) = &self.site {
            let name = ask(shell.engine, |lab| super::site::name(lab, site))?;
            rows.retain(|row| row.site.eq_ignore_ascii_case(&format!("Site:{name}")));
        }
        rows.retain(|row| select.wants(&row.fqdn, &row.fqdn));
        if let (true, Some(fqdn)) = (rows.is_empty(), select.one()) {
            return shell.error(fault::of(&LabError::UnknownPool {
                fqdn: fqdn.to_owned(),
            }));
        }
        rows.into_iter()
            .try_for_each(|row| shell.write(object(row)))
    }
}

fn object(row: PoolRow) -> Value {
    record(
        &CLUSTER,
        vec![
            ("Identity", Value::from(row.fqdn.as_str())),
            ("Services", strings(row.services)),
            ("Computers", strings(row.computers)),
            ("Fqdn", Value::from(row.fqdn)),
            ("Site", Value::from(row.site)),
        ],
    )
}
