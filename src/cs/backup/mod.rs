//! The Backup Service: its state, a copy on demand, the backup of a pool, and who backs up whom.
//!
//! Read `status` and `sync` (one question each), then `pool` (`Backup-CsPool`, which asks and waits until a pool is as far as wanted).

mod pool;
mod relation;
mod status;
mod sync;

pub use pool::{BackupCsPool, WAIT_MS, span_ms};
pub use relation::{BACKUP_RELATION, GetCsPoolBackupRelationship};
pub use status::{GetCsBackupServiceStatus, MODULE_STATUS, STATUS};
pub use sync::InvokeCsBackupServiceSync;

use crate::fault;
use engine::parameter_enum;
use lab::backup;
use object::{Result, TypeInfo};

parameter_enum! {
    /// A category of what is backed up.
    pub enum Category: CATEGORY = "Microsoft.Rtc.Management.Hadr.BackupService.BackupCategory" { UserData = 0, CMS = 1, RGS = 2 }
}

impl Category {
    /// The lab's name of it.
    ///
    /// # Errors
    /// Response Groups, whose data the lab does not have.
    fn in_lab(self) -> Result<backup::Category> {
        match self {
            Category::UserData => Ok(backup::Category::UserData),
            Category::CMS => Ok(backup::Category::Cms),
            Category::RGS => fault::not_simulated("the backup of Response Groups").raise(),
        }
    }
}

/// The types of this room.
pub static TYPES: &[&TypeInfo] = &[&CATEGORY, &STATUS, &MODULE_STATUS, &BACKUP_RELATION];
