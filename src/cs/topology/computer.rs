//! `Get-CsComputer`

use super::select::Select;
use crate::fault;
use crate::identity::{IDENTIFIED, XdsKey};
use crate::record::record;
use crate::room::ask;
use engine::{Run, Shell, Switch, cmdlet};
use lab::LabError;
use object::types::{self, TypeInfo};
use object::{Result, Str, Value};

/// Type of a computer.
pub static MACHINE: TypeInfo = TypeInfo::class(
    "Microsoft.Rtc.Management.Deploy.Internal.Machine",
    &types::OBJECT,
)
.implements(&[&IDENTIFIED]);

cmdlet! {
    /// Returns the computers of the topology. Their order within a pool is that of the topology.
    pub struct GetCsComputer = "Get-CsComputer" in "Lync", class "Microsoft.Rtc.Management.Xds.GetComputerCmdlet", default_set "Identity" {
        /// FQDN of the one computer to return.
        identity = "Identity": XdsKey => set("Identity"), position(0);
        /// Wildcard pattern that the FQDN must match.
        filter = "Filter": Option<Str> => set("Filter");
        /// Returns only the computers of a pool.
        pool = "Pool": Option<Str>;
        /// Returns only the computer on which the administrator works.
        local = "Local": Switch;
    }
}

impl Run for GetCsComputer {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let select = Select::of(&self.identity, self.filter.as_ref(), "")?;
        let local = self.local.is_on();
        let mut rows = ask(shell.engine, |lab| {
            let console = lab.console();
            Ok(lab
                .computers()
                .into_iter()
                .filter(|row| !local || row.id == console)
                .collect::<Vec<_>>())
        })?;
        if let Some(pool) = &self.pool {
            let fqdn = ask(shell.engine, |lab| {
                lab.pool(pool).map(|id| lab.pool_fqdn(id))
            })?;
            rows.retain(|row| row.pool == fqdn);
        }
        rows.retain(|row| select.wants(&row.fqdn, &row.fqdn));
        if let (true, Some(fqdn)) = (rows.is_empty(), select.one()) {
            return shell.error(fault::of(&LabError::UnknownComputer {
                fqdn: fqdn.to_owned(),
            }));
        }
        rows.into_iter().try_for_each(|row| {
            let fqdn = Value::from(row.fqdn);
            shell.write(record(
                &MACHINE,
                vec![
                    ("Identity", fqdn.clone()),
                    ("Pool", Value::from(row.pool)),
                    ("Fqdn", fqdn),
                ],
            ))
        })
    }
}
