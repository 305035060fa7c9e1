//! `Compress-Archive`, `Expand-Archive`: zip archives of files and folders.

use crate::utility::data::text_file::files;
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet};
use object::members::{self, compression, disk, zip, zip_format};
use object::{Category, ErrorRecord, Fault, Result, Str, Type, Value, types};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use zip_format::Entry;

cmdlet! {
    /// Makes an archive of files and folders.
    pub struct CompressArchive = "Compress-Archive" in "Microsoft.PowerShell.Archive", class "Compress-Archive", default_set "Path", should_process Medium {
        /// Paths of the files and folders; wildcards are resolved.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), pipeline, by_name, set("PathWithForce"), mandatory, position(0), pipeline, by_name, set("PathWithUpdate"), mandatory, position(0), pipeline, by_name, check(&[Check::NotNullOrEmpty]);
        /// Paths of the files and folders, taken as they are.
        literal_path = "LiteralPath": Option<Vec<Str>> => set("LiteralPath"), mandatory, by_name, set("LiteralPathWithForce"), mandatory, by_name, set("LiteralPathWithUpdate"), mandatory, by_name, alias(&["PSPath"]), check(&[Check::NotNullOrEmpty]);
        /// The archive.
        destination_path = "DestinationPath": Str => mandatory, position(1), check(&[Check::NotNullOrEmpty]);
        /// How well to pack.
        compression_level = "CompressionLevel": Option<Str> => check(&[Check::Set(&["Optimal", "NoCompression", "Fastest"])]);
        /// Replaces what the archive has of these names, and keeps the rest.
        update = "Update": Switch => set("PathWithUpdate"), mandatory, set("LiteralPathWithUpdate"), mandatory;
        /// Replaces an archive that is there.
        force = "Force": Switch => set("PathWithForce"), mandatory, set("LiteralPathWithForce"), mandatory;
        /// Writes the archive's file.
        pass_thru = "PassThru": Switch;
        state {
            sources: Vec<PathBuf>;
        }
    }
}

cmdlet! {
    /// Unpacks an archive.
    pub struct ExpandArchive = "Expand-Archive" in "Microsoft.PowerShell.Archive", class "Expand-Archive", default_set "Path", should_process Medium {
        /// Path of the archive.
        path = "Path": Option<Str> => set("Path"), mandatory, position(0), pipeline, by_name, check(&[Check::NotNullOrEmpty]);
        /// Path of the archive, taken as it is.
        literal_path = "LiteralPath": Option<Str> => set("LiteralPath"), mandatory, by_name, alias(&["PSPath"]), check(&[Check::NotNullOrEmpty]);
        /// The folder that its files go to; otherwise one named after the archive.
        destination_path = "DestinationPath": Option<Str> => position(1), check(&[Check::NotNullOrEmpty]);
        /// Replaces files that are there.
        force = "Force": Switch;
        /// Writes the files that were made.
        pass_thru = "PassThru": Switch;
    }
}

impl Run for CompressArchive {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let literal = self.literal_path.is_some();
        for name in self
            .path
            .take()
            .into_iter()
            .chain(self.literal_path.take())
            .flatten()
        {
            let found = files(shell.engine, &name, literal);
            if found.is_empty() || found.iter().any(|path| !path.exists()) {
                return no_path(&name);
            }
            self.sources.extend(found);
        }
        Ok(())
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let mut target = shell.engine.file_path(&self.destination_path);
        if target.extension().is_none() {
            target.set_extension("zip");
        }
        let there = target.exists();
        let shown = target.to_string_lossy().into_owned();
        if there && !self.update.is_on() && !self.force.is_on() {
            let what = format!(
                "The archive file {shown} already exists. Use the -Update parameter to update the existing archive file or use the -Force parameter to overwrite the existing archive file."
            );
            return Fault::new(&types::IO_EXCEPTION, what)
                .id("ArchiveFileExists")
                .category(Category::InvalidArgument)
                .target(Value::from(shown))
                .raise();
        }
        if self.sources.is_empty() || !shell.should_process(&shown, "Compress-Archive")? {
            return Ok(());
        }
        let level = compression::level_of(match self.compression_level.as_deref() {
            Some(level) if level.eq_ignore_ascii_case("Fastest") => 1,
            Some(level) if level.eq_ignore_ascii_case("NoCompression") => 2,
            _ => 0,
        });
        let mut entries = match there && self.update.is_on() {
            true => zip_format::read(&disk::read(&shown)?)?.0,
            false => Vec::new(),
        };
        for source in std::mem::take(&mut self.sources) {
            let base = source.parent().map(Path::to_path_buf).unwrap_or_default();
            let mut found = Vec::new();
            collect(&source, true, &mut found);
            for path in found {
                let entry = entry_of(&base, &path, level)?;
                entries.retain(|old| old.name != entry.name);
                entries.push(entry);
            }
        }
        disk::write(shell.engine, &shown, &zip_format::write(&entries, ""))?;
        if self.pass_thru.is_on() {
            let file = item(shell, &target)?;
            shell.write(file)?;
        }
        Ok(())
    }
}

/// The files below a path, and folders without files. What a dot hides stays out, as `Get-ChildItem` does not show it.
fn collect(path: &Path, is_source: bool, into: &mut Vec<PathBuf>) {
    if !path.is_dir() {
        into.push(path.to_path_buf());
        return;
    }
    let mut items: Vec<PathBuf> = std::fs::read_dir(path)
        .map(|items| items.flatten().map(|item| item.path()).collect())
        .unwrap_or_default();
    items.sort();
    if !is_source && !items.iter().any(|item| item.is_file()) {
        into.push(path.to_path_buf());
    }
    let hidden = |item: &PathBuf| {
        item.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'))
    };
    for item in items.iter().filter(|item| !hidden(item)) {
        collect(item, false, into);
    }
}

fn entry_of(base: &Path, path: &Path, level: u32) -> Result<Entry> {
    let name = path
        .strip_prefix(base)
        .unwrap_or(path)
        .to_string_lossy()
        .into_owned();
    let text = path.to_string_lossy();
    let time = zip::time_of(&text);
    Ok(match path.is_dir() {
        true => Entry::of(&format!("{name}/"), time, &[], 0),
        false => Entry::of(&name, time, &disk::read(&text)?, level),
    })
}

fn no_path<T>(name: &str) -> Result<T> {
    let what =
        format!("The path '{name}' either does not exist or is not a valid file system path.");
    Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
        .id("ArchiveCmdletPathNotFound")
        .category(Category::InvalidArgument)
        .target(Value::from(name))
        .raise()
}

fn item(shell: &mut Shell<'_>, path: &Path) -> Result<Value> {
    let kind = match path.is_dir() {
        true => &members::file_info::DIRECTORY_INFO,
        false => &members::file_info::FILE_INFO,
    };
    members::construct(
        shell.engine,
        &Type::Known(kind),
        &[Value::from(path.to_string_lossy().as_ref())],
    )
}

impl Run for ExpandArchive {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let literal = self.literal_path.is_some();
        let name = self
            .path
            .take()
            .or_else(|| self.literal_path.take())
            .unwrap_or_default();
        let found = files(shell.engine, &name, literal);
        let [archive] = found.as_slice() else {
            return no_path(&name);
        };
        if !archive.is_file() {
            return no_path(&name);
        }
        if !archive
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
        {
            let extension = archive
                .extension()
                .map(|extension| format!(".{}", extension.to_string_lossy()))
                .unwrap_or_default();
            let what = format!(
                "{extension} is not a supported archive file format. .zip is the only supported archive file format."
            );
            return Fault::new(&types::IO_EXCEPTION, what)
                .id("NotSupportedArchiveFileExtension")
                .category(Category::InvalidArgument)
                .target(Value::Str(name))
                .raise();
        }
        let stem = archive
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let target = shell
            .engine
            .file_path(self.destination_path.as_deref().unwrap_or(&stem));
        if !shell.should_process(&archive.to_string_lossy(), "Expand-Archive")? {
            return Ok(());
        }
        self.expand(shell, &archive.clone(), &target)
    }
}

impl ExpandArchive {
    fn expand(&self, shell: &mut Shell<'_>, archive: &Path, target: &Path) -> Result {
        let folder = target.to_string_lossy().into_owned();
        let (entries, _) = zip_format::read(&disk::read(&archive.to_string_lossy())?)?;
        disk::create_folder(shell.engine, &folder)?;
        for entry in entries {
            let Some(path) = zip::inside(&folder, &entry.name) else {
                continue;
            };
            if entry.name.ends_with(['/', '\\']) {
                disk::create_folder(shell.engine, &path)?;
            } else if Path::new(&path).exists() && !self.force.is_on() {
                let what = format!(
                    "Failed to create file '{path}' while expanding the archive file '{}' contents as the file '{path}' already exists. Use the -Force parameter if you want to overwrite the existing directory '{folder}' contents when expanding the archive file.",
                    archive.display()
                );
                exists(shell, what, &path)?;
                continue;
            } else {
                if let Some(parent) = Path::new(&path).parent() {
                    disk::create_folder(shell.engine, &parent.to_string_lossy())?;
                }
                disk::write(shell.engine, &path, &entry.bytes()?)?;
                let time = disk::from_date(entry.time, false);
                disk::set_time(shell.engine, &path, time, false)?;
            }
            if self.pass_thru.is_on() {
                let made = item(shell, Path::new(&path))?;
                shell.write(made)?;
            }
        }
        Ok(())
    }
}

/// The error of a helper inside PowerShell's module, which signs it.
fn exists(shell: &mut Shell<'_>, what: String, path: &str) -> Result {
    let record: Rc<ErrorRecord> = Fault::new(&types::IO_EXCEPTION, what)
        .id("ExpandArchiveFileExists")
        .category(Category::InvalidArgument)
        .target(Value::from(path))
        .record();
    {
        let mut rest = record.rest.borrow_mut();
        rest.source = Str::from("ExpandArchiveHelper");
        rest.invocation = Some(shell.context.invocation());
        rest.position = Some(shell.context.position.clone());
    }
    shell.error_record(record)
}
