//! Text files as these cmdlets read and write them: encodings by name, byte order marks, paths with wildcards, doors.

use engine::declare::Argument;
use engine::{Engine, Shell};
use object::members::encoding::{self, Code};
use object::pattern::Wildcard;
use object::types::{self, Sig, TypeInfo};
use object::{Category, Fault, Host, Result, Str, Value};
use std::path::{Path, PathBuf};

/// `-Encoding`: an encoding, its name or its number.
#[derive(Clone, Copy, Default)]
pub struct EncodingArgument {
    /// Which; UTF-8 where none was given.
    pub code: Option<Code>,
    /// A byte order mark is written.
    pub mark: bool,
}

impl Argument for EncodingArgument {
    const SIG: Sig = Sig::One(&types::OBJECT);
    fn from_value(value: Value) -> Self {
        if let Some(known) = value.as_native::<encoding::Encoding>() {
            return EncodingArgument {
                code: Some(known.code),
                mark: known.mark,
            };
        }
        if let Some(page) = value.as_integer() {
            // .NET's own encoding of a number writes its mark, that of the name does not.
            let code = Code::numbered(page as i32).unwrap_or(Code::Utf8);
            return EncodingArgument {
                code: Some(code),
                mark: true,
            };
        }
        let name = value
            .as_str()
            .map(|name| name.to_ascii_lowercase())
            .unwrap_or_default();
        let (code, mark) = match name.as_str() {
            "" => return EncodingArgument::default(),
            "utf8bom" => (Code::Utf8, true),
            "utf8" | "utf8nobom" | "default" | "oem" => (Code::Utf8, false),
            "string" | "unicode" => (Code::Utf16, true),
            "bigendianutf32" => (Code::Utf32Be, true),
            "utf32" => (Code::Utf32, true),
            "utf7" => (Code::Utf7, false),
            "ansi" => (Code::Windows1252, false),
            other => match Code::named(other) {
                Some(code) => (code, !matches!(code, Code::Utf8)),
                None => (Code::Utf8, false),
            },
        };
        EncodingArgument {
            code: Some(code),
            mark,
        }
    }
}

impl EncodingArgument {
    /// The text of a file's bytes; a byte order mark speaks first.
    pub fn decode(self, bytes: &[u8]) -> String {
        let marked = [
            Code::Utf8,
            Code::Utf32,
            Code::Utf32Be,
            Code::Utf16,
            Code::Utf16Be,
        ];
        match marked
            .into_iter()
            .find(|code| bytes.starts_with(code.preamble()))
        {
            Some(code) => code.decode(&bytes[code.preamble().len()..]),
            None => self.code.unwrap_or(Code::Utf8).decode(bytes),
        }
    }

    /// The bytes of a text for the beginning of a file.
    pub fn encode(self, text: &str, at_start: bool) -> Vec<u8> {
        let code = self.code.unwrap_or(Code::Utf8);
        let mut bytes = if self.mark && at_start {
            code.preamble().to_vec()
        } else {
            Vec::new()
        };
        bytes.extend(code.encode(text));
        bytes
    }
}

/// The files that a path means: itself, or those that its wildcards fit, by name.
pub fn files(engine: &Engine, path: &str, literal: bool) -> Vec<PathBuf> {
    let path = provider_path(path);
    let full = engine.file_path(&path);
    if literal || !path.contains(['*', '?', '[']) || full.exists() {
        return vec![full];
    }
    let mut found = vec![PathBuf::from("/")];
    for part in full
        .components()
        .filter_map(|part| part.as_os_str().to_str().map(str::to_string))
        .filter(|part| part != "/")
    {
        let pattern = if part.contains(['*', '?', '[']) {
            Wildcard::new(&part, true).ok()
        } else {
            None
        };
        found = match pattern {
            None => found
                .into_iter()
                .map(|folder| folder.join(&part))
                .filter(|path| path.exists())
                .collect(),
            Some(pattern) => {
                let mut all: Vec<PathBuf> = found
                    .iter()
                    .filter_map(|folder| std::fs::read_dir(folder).ok())
                    .flatten()
                    .flatten()
                    .map(|entry| entry.path())
                    .collect();
                all.retain(|path| {
                    path.file_name()
                        .and_then(|name| name.to_str())
                        .is_some_and(|name| pattern.is_match(name))
                });
                all.sort();
                all
            }
        };
    }
    found
}

/// A path without the name of its provider.
pub fn provider_path(path: &str) -> String {
    let lower = path.to_ascii_lowercase();
    let prefixes = ["microsoft.powershell.core\\filesystem::", "filesystem::"];
    match prefixes.iter().find(|prefix| lower.starts_with(**prefix)) {
        Some(prefix) => path[prefix.len()..].to_string(),
        None => path.to_string(),
    }
}

/// Why a file could not be opened, as .NET says it.
pub fn open_fault(error: &std::io::Error, path: &Path) -> Fault {
    let shown = path.display();
    let (kind, what): (&'static TypeInfo, String) = match error.kind() {
        std::io::ErrorKind::NotFound if path.parent().is_some_and(|folder| !folder.is_dir()) => (
            &types::DIRECTORY_NOT_FOUND_EXCEPTION,
            format!("Could not find a part of the path '{shown}'."),
        ),
        std::io::ErrorKind::NotFound => (
            &types::FILE_NOT_FOUND_EXCEPTION,
            format!("Could not find file '{shown}'."),
        ),
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::IsADirectory => (
            &types::UNAUTHORIZED_ACCESS_EXCEPTION,
            format!("Access to the path '{shown}' is denied."),
        ),
        _ => (&types::IO_EXCEPTION, error.to_string()),
    };
    Fault::new(kind, what)
        .id("FileOpenFailure")
        .category(Category::OpenError)
}

/// The bytes of a file.
///
/// # Errors
/// It cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    if path.is_dir() {
        return Err(open_fault(
            &std::io::Error::from(std::io::ErrorKind::IsADirectory),
            path,
        )
        .into());
    }
    std::fs::read(path).map_err(|error| {
        open_fault(&error, path)
            .target(Value::from(path.to_string_lossy().as_ref()))
            .into()
    })
}

/// A file that is being written.
pub struct Output {
    file: std::io::BufWriter<std::fs::File>,
    encoding: EncodingArgument,
    fresh: bool,
}

/// How a file is opened for writing.
#[derive(Clone, Copy, Default)]
pub struct Opening {
    /// At its end.
    pub append: bool,
    /// Only if it does not exist.
    pub no_clobber: bool,
    /// Even if it is read-only.
    pub force: bool,
}

impl Output {
    /// Opens a file.
    ///
    /// # Errors
    /// A closed door, a file that must not be overwritten, or what the file system says.
    pub fn open(
        shell: &mut Shell<'_>,
        path: &Path,
        encoding: EncodingArgument,
        how: Opening,
    ) -> Result<Output> {
        Host::may_write(shell.engine, path)?;
        if how.no_clobber && !how.append && path.exists() {
            let what = format!("The file '{}' already exists.", path.display());
            let fault = Fault::new(&types::IO_EXCEPTION, what)
                .id("NoClobber")
                .category(Category::ResourceExists);
            return fault
                .target(Value::from(path.to_string_lossy().as_ref()))
                .raise();
        }
        if how.force
            && let Ok(data) = path.metadata()
        {
            let mut permissions = data.permissions();
            if permissions.readonly() {
                #[allow(clippy::permissions_set_readonly_false)]
                permissions.set_readonly(false);
                let _ = std::fs::set_permissions(path, permissions);
            }
        }
        let fresh = !how.append || path.metadata().map_or(true, |data| data.len() == 0);
        let opened = std::fs::OpenOptions::new()
            .create(true)
            .write(true)
            .append(how.append)
            .truncate(!how.append)
            .open(path);
        match opened {
            Ok(file) => Ok(Output {
                file: std::io::BufWriter::new(file),
                encoding,
                fresh,
            }),
            Err(error) => Err(open_fault(&error, path)
                .target(Value::from(path.to_string_lossy().as_ref()))
                .into()),
        }
    }

    /// Writes a text.
    ///
    /// # Errors
    /// What the file system says.
    pub fn write(&mut self, text: &str) -> Result {
        let bytes = self.encoding.encode(text, self.fresh);
        self.fresh = false;
        std::io::Write::write_all(&mut self.file, &bytes).or_else(|error| {
            Fault::new(&types::IO_EXCEPTION, error.to_string())
                .id("WriteError")
                .category(Category::WriteError)
                .raise()
        })
    }

    /// Ends it.
    ///
    /// # Errors
    /// What the file system says.
    pub fn finish(mut self) -> Result {
        std::io::Write::flush(&mut self.file).or_else(|error| {
            Fault::new(&types::IO_EXCEPTION, error.to_string())
                .id("WriteError")
                .category(Category::WriteError)
                .raise()
        })
    }
}

/// The one path of `-Path` or `-LiteralPath`.
///
/// # Errors
/// Both or neither were given.
pub fn one_path(path: &Option<Str>, literal: &Option<Str>) -> Result<Str> {
    match (path, literal) {
        (Some(path), None) | (None, Some(path)) => Ok(path.clone()),
        _ => {
            let what =
                "You must specify either the -Path or -LiteralPath parameters, but not both.";
            Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
                .id("CannotSpecifyPathAndLiteralPath")
                .category(Category::InvalidData)
                .raise()
        }
    }
}
