//! `New-TemporaryFile`, `Unblock-File`

use super::text_file::files;
use engine::{Run, Shell, cmdlet};
use object::{Category, Fault, Host, Result, Str, Value, members, types};

cmdlet! {
    /// Makes an empty temporary file.
    pub struct NewTemporaryFile = "New-TemporaryFile" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.NewTemporaryFileCommand", should_process Low {
    }
}
cmdlet! {
    /// Takes the mark of the web off files.
    pub struct UnblockFile = "Unblock-File" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.UnblockFileCommand", default_set "ByPath", should_process Medium {
        /// Paths of the files; wildcards are resolved.
        path = "Path": Option<Vec<Str>> => set("ByPath"), mandatory, position(0);
        /// Paths of the files, taken as they are.
        literal_path = "LiteralPath": Option<Vec<Str>> => set("ByLiteralPath"), mandatory, by_name, alias(&["PSPath", "LP"]);
    }
}

/// How often another name is tried.
const ATTEMPTS_MAX: usize = 32;

impl Run for NewTemporaryFile {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let folder = std::env::temp_dir();
        if !shell.should_process(&folder.to_string_lossy(), "New-TemporaryFile")? {
            return Ok(());
        }
        for _ in 0..ATTEMPTS_MAX {
            let path = folder.join(format!("tmp{}.tmp", name(Host::random(shell.engine))));
            Host::may_write(shell.engine, &path)?;
            match std::fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&path)
            {
                Ok(_) => {
                    let kind = object::Type::Known(&members::file_info::FILE_INFO);
                    let file = members::construct(
                        shell.engine,
                        &kind,
                        &[Value::from(path.to_string_lossy().as_ref())],
                    )?;
                    return shell.write(file);
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => {
                    let fault = Fault::new(&types::IO_EXCEPTION, error.to_string())
                        .id("NewTemporaryFileWriteError");
                    return fault.category(Category::WriteError).raise();
                }
            }
        }
        Fault::new(
            &types::IO_EXCEPTION,
            "No name is free for a temporary file.",
        )
        .id("NewTemporaryFileWriteError")
        .category(Category::WriteError)
        .raise()
    }
}

/// Six letters and digits.
fn name(mut random: u64) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let mut name = String::new();
    for _ in 0..6 {
        name.push(LETTERS[(random % LETTERS.len() as u64) as usize] as char);
        random /= LETTERS.len() as u64;
    }
    name
}

impl Run for UnblockFile {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        // Only Windows marks files that came from the web; elsewhere there is nothing to take off.
        for path in self
            .path
            .take()
            .into_iter()
            .chain(self.literal_path.take())
            .flatten()
        {
            for file in files(shell.engine, &path, self.literal_path.is_some()) {
                if !file.exists() {
                    let what = format!(
                        "Cannot find path '{}' because it does not exist.",
                        file.display()
                    );
                    let fault =
                        Fault::new(&types::ITEM_NOT_FOUND_EXCEPTION, what).id("FileNotFound");
                    shell.error(
                        fault
                            .category(Category::ObjectNotFound)
                            .target(Value::Str(path.clone())),
                    )?;
                }
            }
        }
        Ok(())
    }
}
