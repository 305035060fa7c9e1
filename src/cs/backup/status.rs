//! `Get-CsBackupServiceStatus`

use super::Category;
use crate::identity::{Fqdn, Given};
use crate::record::record;
use crate::room::ask;
use engine::{Run, Shell, Switch, cmdlet};
use lab::backup::{BackupStatus, ModuleStatus};
use object::types::{self, Member, Sig};
use object::{Array, Native, Result, Str, Type, TypeInfo, Value};

/// Type of what is returned; the names of its properties are recalled, not documented (FACTS A.9.3).
pub static STATUS: TypeInfo = TypeInfo::class(
    "Microsoft.Rtc.Management.Hadr.BackupService.BackupServiceStatus",
    &types::OBJECT,
);

/// Type of the state of a module (FACTS A.9.2).
pub static MODULE_STATUS: TypeInfo = TypeInfo::class(
    "Microsoft.Rtc.Management.Hadr.BackupService.BackupModuleStatus",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[Member] = &[
        Member::get("Identity", Sig::One(&types::STRING), |call| {
            Ok(read(call.this, |module| module.module.name()))
        }),
        Member::get("ExportStatus", Sig::One(&types::STRING), |call| {
            Ok(read(call.this, |module| module.export.name()))
        }),
        Member::get("ImportStatus", Sig::One(&types::STRING), |call| {
            Ok(read(call.this, |module| module.import.name()))
        }),
    ];
    MEMBERS
});

/// State of a module, as scripts see it.
struct Module(ModuleStatus);

impl Native for Module {
    fn get_type(&self) -> Type {
        Type::Known(&MODULE_STATUS)
    }

    fn to_text(&self) -> Str {
        let ModuleStatus {
            module,
            export,
            import,
            ..
        } = &self.0;
        Str::from(format!(
            "{}:[{},{}]",
            module.name(),
            export.name(),
            import.name()
        ))
    }
}

fn read(this: &Value, of: fn(&ModuleStatus) -> &'static str) -> Value {
    this.as_native::<Module>()
        .map_or(Value::Null, |module| Value::from(of(&module.0)))
}

cmdlet! {
    /// Tells how far the Backup Service of a pool is: what waits to be exported to the partner, and whether imports go well.
    ///
    /// FinalState means that nothing waits and the partner has everything; SteadyState that what waits fits one export. The state is that of one
    /// direction, so ask both pools of a pair.
    pub struct GetCsBackupServiceStatus = "Get-CsBackupServiceStatus" in "Lync", class "Microsoft.Rtc.Management.Hadr.BackupService.GetBackupServiceStatusCmdlet" {
        /// The pool whose exports to look at.
        pool_fqdn = "PoolFqdn": Fqdn => mandatory;
        /// Looks only at user data, or only at the Central Management store.
        category = "Category": Option<Category>;
        /// Suppresses messages that could be shown for errors that are not fatal.
        force = "Force": Switch;
    }
}

impl Run for GetCsBackupServiceStatus {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let category = self.category.map(Category::in_lab).transpose()?;
        let status = ask(shell.engine, |lab| {
            lab.backup_status(self.pool_fqdn.text(), category)
        })?;
        shell.write(object(status))
    }
}

fn object(status: BackupStatus) -> Value {
    let modules = status
        .modules
        .into_iter()
        .map(|module| Value::native(Module(module)))
        .collect();
    record(
        &STATUS,
        vec![
            ("OverallExportStatus", Value::from(status.export.name())),
            ("OverallImportStatus", Value::from(status.import.name())),
            (
                "BackupModules",
                Value::Array(Array::of(Type::Known(&MODULE_STATUS), modules)),
            ),
        ],
    )
}
