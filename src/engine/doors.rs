//! What scripts under rehearsal may touch of the real machine: nothing is written, run or reached but through the doors that
//! the user opened.

use object::{Category, Fault, Result, types};
use std::path::{Path, PathBuf};

/// The doors.
#[derive(Clone, Default)]
pub struct Doors {
    /// All are open.
    pub all: bool,
    /// Folders below which files may be written.
    pub write: Vec<PathBuf>,
    /// Programs that may be run.
    pub run: Vec<String>,
    /// Hosts that may be reached.
    pub net: Vec<String>,
}

impl Doors {
    /// Asks whether a file or folder may be written.
    ///
    /// # Errors
    /// `WriteNotAllowed`, which names the flag that opens the door.
    pub fn may_write(&self, path: &Path) -> Result {
        let path = crate::session::normal(path);
        if self.all
            || path == Path::new("/dev/null")
            || self.write.iter().any(|folder| path.starts_with(folder))
        {
            return Ok(());
        }
        let shown = path.display();
        let folder = path.parent().unwrap_or(&path).display();
        refuse(
            "WriteNotAllowed",
            format!(
                "Writing to '{shown}' is not allowed in a rehearsal. Start poolsh with --allow-write {folder}."
            ),
        )
    }

    /// Asks whether a program may be run.
    ///
    /// # Errors
    /// `RunNotAllowed`, which names the flag that opens the door.
    pub fn may_run(&self, program: &str) -> Result {
        let name = Path::new(program)
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        if self.all || self.run.iter().any(|open| *open == name || open == program) {
            return Ok(());
        }
        refuse(
            "RunNotAllowed",
            format!(
                "Running the program '{name}' is not allowed in a rehearsal. Start poolsh with --allow-run {name}."
            ),
        )
    }

    /// Asks whether a host may be reached.
    ///
    /// # Errors
    /// `NetNotAllowed`, which names the flag that opens the door.
    pub fn may_reach(&self, host: &str) -> Result {
        if self.all || self.net.iter().any(|open| open.eq_ignore_ascii_case(host)) {
            return Ok(());
        }
        refuse(
            "NetNotAllowed",
            format!(
                "Reaching the host '{host}' is not allowed in a rehearsal. Start poolsh with --allow-net {host}."
            ),
        )
    }
}

fn refuse(id: &str, message: String) -> Result {
    Fault::new(&types::UNAUTHORIZED_ACCESS_EXCEPTION, message)
        .id(id)
        .category(Category::PermissionDenied)
        .raise()
}
