//! How far the backup of a pool is: `Get-CsBackupServiceStatus`, `Invoke-CsBackupServiceSync`, and the waiting of `Backup-CsPool`.

use crate::backup::link;
use crate::error::LabError;
use crate::event::Effects;
use crate::identity::PoolId;
use crate::lab::Lab;
use crate::registrar::PoolState;
use crate::services::Service;

/// A module of the backup service (FACTS C.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Module {
    /// Contacts, settings, conference schedules.
    PresenceFocus,
    /// Uploaded conference files.
    DataConf,
    /// The Central Management store.
    CmsMaster,
}

impl Module {
    /// All modules in the order of display.
    pub const ALL: [Self; 3] = [Self::PresenceFocus, Self::DataConf, Self::CmsMaster];

    /// Short name, as status shows it \[B FACTS A.9.2\].
    pub const fn name(self) -> &'static str {
        match self {
            Self::PresenceFocus => "PresenceFocus",
            Self::DataConf => "DataConf",
            Self::CmsMaster => "CMSMaster",
        }
    }

    /// Full name, as `Invoke-CsBackupServiceSync` documents it \[D FACTS A.9.6\].
    pub const fn full_name(self) -> &'static str {
        match self {
            Self::PresenceFocus => "UserServices.PresenceFocus",
            Self::DataConf => "ConfServices.DataConf",
            Self::CmsMaster => "CentralMgmt.CMSMaster",
        }
    }

    /// The module of that name, short or full, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        let named = |module: &Self| {
            module.name().eq_ignore_ascii_case(name)
                || module.full_name().eq_ignore_ascii_case(name)
        };
        Self::ALL.into_iter().find(named)
    }

    /// Its category (FACTS C.2.1).
    pub const fn category(self) -> Category {
        if matches!(self, Self::CmsMaster) {
            Category::Cms
        } else {
            Category::UserData
        }
    }
}

/// A category of modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// User data and conference content.
    UserData,
    /// The Central Management store.
    Cms,
}

/// How far an export is (FACTS C.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportState {
    /// Nothing was ever exported, or the module is not this pool's to export.
    NotInitialized,
    /// More waits than one cycle takes.
    NonSteadyState,
    /// What waits fits one cycle, or the partner cannot be asked.
    SteadyState,
    /// Nothing waits and the partner has imported everything.
    FinalState,
    /// The last export failed.
    ErrorState,
}

impl ExportState {
    /// The name that status shows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotInitialized => "NotInitialized",
            Self::NonSteadyState => "NonSteadyState",
            Self::SteadyState => "SteadyState",
            Self::FinalState => "FinalState",
            Self::ErrorState => "ErrorState",
        }
    }
}

/// How an import is (FACTS C.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportState {
    /// Well.
    NormalState,
    /// The pool's store does not take it.
    ErrorState,
}

impl ImportState {
    /// The name that status shows.
    pub const fn name(self) -> &'static str {
        if matches!(self, Self::NormalState) {
            "NormalState"
        } else {
            "ErrorState"
        }
    }
}

/// State of one module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModuleStatus {
    /// The module.
    pub module: Module,
    /// How far its export is.
    pub export: ExportState,
    /// How its import is.
    pub import: ImportState,
    /// Changes, KB or versions that the partner has not acknowledged.
    pub backlog: u64,
}

/// What `Get-CsBackupServiceStatus` returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupStatus {
    /// The pool.
    pub pool: String,
    /// The worst export state of the modules; `NotInitialized` ones of a pool that is not theirs do not count.
    pub export: ExportState,
    /// The worst import state of the modules.
    pub import: ImportState,
    /// The modules.
    pub modules: Vec<ModuleStatus>,
}

/// What a backup is to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// What waits fits one cycle.
    Steady,
    /// Nothing waits, and nothing can come: the pool is read-only while it fails over or back.
    Final,
}

/// How far a backup is from its aim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There.
    Reached,
    /// Not yet.
    Waiting {
        /// Modules that are not there, with their states.
        modules: Vec<ModuleStatus>,
        /// Pools that do not see yet that they are to be read-only.
        writable: Vec<String>,
    },
}

impl Lab {
    /// State of a pool's backup.
    ///
    /// # Errors
    /// [`LabError::UnknownPool`], [`LabError::NotPaired`], [`LabError::BackupServiceMissing`], [`LabError::BackupServiceDown`] (FACTS A.9.4).
    pub fn backup_status(
        &self,
        fqdn: &str,
        category: Option<Category>,
    ) -> Result<BackupStatus, LabError> {
        let pool = self.backed_up(fqdn)?;
        let wanted = Module::ALL
            .into_iter()
            .filter(|module| category.is_none_or(|category| module.category() == category));
        let modules: Vec<ModuleStatus> = wanted
            .map(|module| self.module_status(pool, module))
            .collect();
        let severity = |export: &ExportState| match export {
            ExportState::FinalState => 0,
            ExportState::SteadyState => 1,
            ExportState::NotInitialized => 2,
            ExportState::NonSteadyState => 3,
            ExportState::ErrorState => 4,
        };
        let own = modules
            .iter()
            .filter(|status| status.module != Module::CmsMaster || self.exports_cms(pool));
        let export = own.map(|status| status.export).max_by_key(severity);
        let broken = modules
            .iter()
            .any(|status| status.import == ImportState::ErrorState);
        Ok(BackupStatus {
            pool: self.pool_fqdn(pool),
            export: export.unwrap_or(ExportState::NotInitialized),
            import: if broken {
                ImportState::ErrorState
            } else {
                ImportState::NormalState
            },
            modules,
        })
    }

    /// Asks a pool to export at once, everything or one module.
    ///
    /// # Errors
    /// As [`Lab::backup_status`].
    pub fn backup_sync(&mut self, fqdn: &str, only: Option<Module>) -> Result<(), LabError> {
        let pool = self.backed_up(fqdn)?;
        let mut fx = Effects::default();
        link::demand(&mut self.world, &mut fx, pool, only);
        self.perform(fx);
        Ok(())
    }

    /// How far a pool's backup is from an aim. The caller lets time pass between two questions and asks [`Lab::backup_sync`] for an export.
    ///
    /// # Errors
    /// As [`Lab::backup_status`].
    pub fn backup_progress(
        &self,
        fqdn: &str,
        category: Option<Category>,
        aim: Aim,
    ) -> Result<Progress, LabError> {
        let pool = self.backed_up(fqdn)?;
        let status = self.backup_status(fqdn, category)?;
        let short = |status: &ModuleStatus| match status.export {
            ExportState::FinalState => false,
            ExportState::SteadyState => aim == Aim::Final,
            ExportState::NotInitialized => {
                status.module != Module::CmsMaster || self.exports_cms(pool)
            }
            ExportState::NonSteadyState | ExportState::ErrorState => true,
        };
        let modules: Vec<ModuleStatus> = status.modules.into_iter().filter(short).collect();
        let writable = if aim == Aim::Final {
            self.still_writable(pool)?
        } else {
            Vec::new()
        };
        if modules.is_empty() && writable.is_empty() {
            Ok(Progress::Reached)
        } else {
            Ok(Progress::Waiting { modules, writable })
        }
    }

    /// Pools whose users this pool may still write for although a failover or failback of theirs has begun.
    fn still_writable(&self, writer: PoolId) -> Result<Vec<String>, LabError> {
        let mut found = Vec::new();
        for (pool, moving) in [
            (Some(writer), PoolState::FailingOver),
            (self.backup_of(writer), PoolState::FailingBack),
        ] {
            let Some(pool) = pool else { continue };
            if self.pool_state(pool)? != moving {
                continue;
            }
            let unaware =
                |computer| self.world.machine(computer).volatile.seen.get(&pool) != Some(&moving);
            if self
                .world
                .running(writer, Service::RtcSrv)
                .into_iter()
                .any(unaware)
            {
                found.push(self.pool_fqdn(pool));
            }
        }
        Ok(found)
    }

    fn exports_cms(&self, pool: PoolId) -> bool {
        self.topology().cms == pool
    }

    fn module_status(&self, pool: PoolId, module: Module) -> ModuleStatus {
        let world = &self.world;
        let backlog = link::backlog(world, pool, module);
        let import = if world.store_up(pool) {
            ImportState::NormalState
        } else {
            ImportState::ErrorState
        };
        let export = if module == Module::CmsMaster && !self.exports_cms(pool) {
            ExportState::NotInitialized
        } else if world.links[pool.index()].failure.is_some() {
            ExportState::ErrorState
        } else if backlog == 0 && self.partner_answers(pool) {
            ExportState::FinalState
        } else if backlog <= self.cycle(pool, module) {
            ExportState::SteadyState
        } else {
            ExportState::NonSteadyState
        };
        ModuleStatus {
            module,
            export,
            import,
            backlog,
        }
    }

    /// Whether the partner's backup service can be asked: final state is not claimed without it (FACTS C.3.5).
    fn partner_answers(&self, pool: PoolId) -> bool {
        let partner = self.backup_of(pool);
        partner.is_some_and(|partner| {
            self.world.linked(pool, partner)
                && !self.world.running(partner, Service::LyncBackup).is_empty()
        })
    }

    /// What one cycle takes of a module.
    fn cycle(&self, pool: PoolId, module: Module) -> u64 {
        let settings = link::settings(&self.world, pool);
        let limit = match module {
            Module::PresenceFocus => {
                settings.int("MaxBatchesPerUserStoreSync", 500) * link::BATCH_ROWS
            }
            Module::DataConf => settings.int("MaxDataConfPackageSizeKB", 102_400),
            Module::CmsMaster => settings.int("MaxBatchesPerCmsSync", 500),
        };
        u64::try_from(limit).unwrap_or(0)
    }

    /// The pool of that name, if its backup service answers.
    fn backed_up(&self, fqdn: &str) -> Result<PoolId, LabError> {
        let pool = self.pool(fqdn)?;
        let entry = self.topology().pool(pool);
        let name = entry.fqdn.clone();
        if entry.backup.is_none() {
            return Err(LabError::NotPaired { pool: name });
        }
        if !entry.backup_installed {
            return Err(LabError::BackupServiceMissing { pool: name });
        }
        if self.world.running(pool, Service::LyncBackup).is_empty() {
            return Err(LabError::BackupServiceDown { pool: name });
        }
        Ok(pool)
    }
}
