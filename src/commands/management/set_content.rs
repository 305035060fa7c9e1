//! `Set-Content`, `Add-Content`, `Clear-Content`

use super::flat;
use super::place::{self, Kind, Place};
use super::resolve::{self, How, Wanted};
use crate::utility::data::text_file::EncodingArgument;
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet};
use object::members::encoding::Code;
use object::pattern::contains_wildcard_characters;
use object::{Category, Fault, Host, Result, Str, Value, convert, types};
use std::io::{BufWriter, Write};
use std::path::Path;

cmdlet! {
    /// Replaces what items hold.
    pub struct SetContent = "Set-Content" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.SetContentCommand", default_set "Path", should_process Medium {
        /// The value.
        value = "Value": Option<Vec<Value>> => mandatory, position(1), pipeline, by_name, check(&[Check::AllowNull, Check::AllowEmptyString, Check::AllowEmptyCollection]);
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// A filter of the provider's own, applied to names.
        filter = "Filter": Option<Str>;
        /// Patterns that names must match.
        include = "Include": Option<Vec<Str>>;
        /// Patterns that names must not match.
        exclude = "Exclude": Option<Vec<Str>>;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
        /// Nothing is put between or behind the values.
        no_newline = "NoNewline": Switch => dynamic;
        /// The encoding of the text.
        encoding = "Encoding": EncodingArgument => check(&[Check::Transform(super::encoding::known), Check::NotNullOrEmpty]), dynamic;
        /// Works with bytes instead of text.
        as_byte_stream = "AsByteStream": Switch => dynamic;
        state { writer: Writer; }
    }
}

cmdlet! {
    /// Adds to what items hold.
    pub struct AddContent = "Add-Content" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.AddContentCommand", default_set "Path", should_process Medium {
        /// The value.
        value = "Value": Option<Vec<Value>> => mandatory, position(1), pipeline, by_name, check(&[Check::AllowNull, Check::AllowEmptyString, Check::AllowEmptyCollection]);
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// A filter of the provider's own, applied to names.
        filter = "Filter": Option<Str>;
        /// Patterns that names must match.
        include = "Include": Option<Vec<Str>>;
        /// Patterns that names must not match.
        exclude = "Exclude": Option<Vec<Str>>;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
        /// Nothing is put between or behind the values.
        no_newline = "NoNewline": Switch => dynamic;
        /// The encoding of the text.
        encoding = "Encoding": EncodingArgument => check(&[Check::Transform(super::encoding::known), Check::NotNullOrEmpty]), dynamic;
        /// Works with bytes instead of text.
        as_byte_stream = "AsByteStream": Switch => dynamic;
        state { writer: Writer; }
    }
}

cmdlet! {
    /// Empties items without deleting them.
    pub struct ClearContent = "Clear-Content" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.ClearContentCommand", default_set "Path", should_process Medium {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Vec<Str>> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// A filter of the provider's own, applied to names.
        filter = "Filter": Option<Str>;
        /// Patterns that names must match.
        include = "Include": Option<Vec<Str>>;
        /// Patterns that names must not match.
        exclude = "Exclude": Option<Vec<Str>>;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => by_name;
    }
}

/// The items that are being written.
#[derive(Default)]
pub struct Writer {
    opened: Vec<Str>,
    targets: Vec<Target>,
    flat: Vec<(Place, Vec<Value>)>,
    /// Set before the first value.
    append: bool,
    no_newline: bool,
    bytes: bool,
    force: bool,
    encoding: EncodingArgument,
}

struct Target {
    file: BufWriter<std::fs::File>,
    code: Code,
    mark: bool,
    full: String,
}

macro_rules! content {
    ($($type:ident $append:literal)*) => { $(
        impl Run for $type {
            fn process(&mut self, shell: &mut Shell<'_>) -> Result {
                let (paths, literal) = resolve::paths(&self.path, &self.literal_path);
                let wanted = Wanted::new(self.include.as_deref(), self.exclude.as_deref(), self.filter.as_ref());
                let writer = &mut self.writer;
                writer.append = $append;
                writer.no_newline = self.no_newline.is_on();
                writer.bytes = self.as_byte_stream.is_on();
                writer.force = self.force.is_on();
                writer.encoding = self.encoding;
                if writer.opened != paths {
                    writer.finish(shell)?;
                    writer.opened = paths.clone();
                    for text in &paths {
                        if let Err(stop) = writer.open(shell, text, literal, &wanted) {
                            shell.soften(stop)?;
                        }
                    }
                }
                let values = self.value.clone().unwrap_or_default();
                writer.put(shell, &values)?;
                if self.pass_thru.is_on() {
                    for value in values {
                        shell.write(value)?;
                    }
                }
                Ok(())
            }

            fn end(&mut self, shell: &mut Shell<'_>) -> Result {
                self.writer.finish(shell)
            }
        }
    )* };
}

content! { SetContent false AddContent true }

impl Writer {
    fn open(
        &mut self,
        shell: &mut Shell<'_>,
        text: &str,
        literal: bool,
        wanted: &Wanted,
    ) -> Result {
        let wild = !literal && contains_wildcard_characters(text);
        let mut places = if wild {
            resolve::find(
                shell.engine,
                text,
                How {
                    literal,
                    force: self.force,
                },
            )?
            .places
        } else {
            let mut place = place::parse(shell.engine, text)?;
            if !literal && text.contains('`') && place.kind == Kind::File {
                place.inner = object::pattern::unescape_wildcard(&place.inner);
            }
            vec![place]
        };
        places.retain(|place| wanted.passes(resolve::name_of(place)));
        if places.is_empty() && (wild || wanted.is_some()) {
            return resolve::nothing_found(text).raise();
        }
        for place in places {
            let action = if self.append {
                "Add Content"
            } else {
                "Set Content"
            };
            if !shell.should_process(
                &format!(
                    "Path: {}",
                    if place.kind == Kind::File {
                        place.inner.clone()
                    } else {
                        place.shown()
                    }
                ),
                action,
            )? {
                continue;
            }
            if place.kind == Kind::File {
                self.file(shell, place)?;
            } else if self.append {
                return place::not_supported("Cannot call method. The content Seek method is not supported by this provider.").raise();
            } else {
                self.flat.push((place, Vec::new()));
            }
        }
        Ok(())
    }

    fn file(&mut self, shell: &mut Shell<'_>, place: Place) -> Result {
        let full = place.inner;
        let there = Path::new(&full);
        if !self.append
            && there.exists()
            && !shell.should_process(&format!("Item: {full}"), "Clear Content")?
        {
            return Ok(());
        }
        if !self.append && there.is_dir() {
            let what = format!(
                "Unable to clear content of '{full}' because it is a directory. Clear-Content is only supported on files."
            );
            return Fault::new(&types::NOT_SUPPORTED_EXCEPTION, what)
                .id("System.NotSupportedException")
                .category(Category::NotSpecified)
                .raise();
        }
        Host::may_write(shell.engine, there)?;
        let protected = there
            .metadata()
            .ok()
            .map(|data| data.permissions())
            .filter(std::fs::Permissions::readonly);
        if self.force
            && let Some(mut permissions) = protected
        {
            std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o644);
            // If it stays protected, opening it says so.
            let _ = std::fs::set_permissions(there, permissions);
        }
        let head = if self.append {
            head_of(&full)
        } else {
            Vec::new()
        };
        let opened = std::fs::OpenOptions::new()
            .create(true)
            .write(true)
            .append(self.append)
            .truncate(!self.append)
            .open(there);
        let file = match opened {
            Ok(file) => file,
            Err(error) => {
                let fault = resolve::io_fault(&error, &full);
                let is_missing = matches!(
                    error.kind(),
                    std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
                );
                return match is_missing {
                    true => fault
                        .id("GetContentWriterDirectoryNotFoundError")
                        .category(Category::ObjectNotFound)
                        .raise(),
                    false => fault
                        .id("GetContentWriterUnauthorizedAccessError")
                        .category(Category::PermissionDenied)
                        .raise(),
                };
            }
        };
        let found = [Code::Utf8, Code::Utf32, Code::Utf16, Code::Utf16Be]
            .into_iter()
            .find(|code| !head.is_empty() && head.starts_with(code.preamble()));
        let code = found.or(self.encoding.code).unwrap_or(Code::Utf8);
        let mark = self.encoding.mark && head.is_empty();
        self.targets.push(Target {
            file: BufWriter::new(file),
            code,
            mark,
            full,
        });
        Ok(())
    }

    fn put(&mut self, shell: &mut Shell<'_>, values: &[Value]) -> Result {
        for (_, kept) in &mut self.flat {
            kept.extend_from_slice(values);
        }
        if self.targets.is_empty() {
            return Ok(());
        }
        for value in values {
            if value.is_null() {
                continue;
            }
            if self.bytes {
                self.put_bytes(shell, value)?;
                continue;
            }
            let mut text = match value.base() {
                Value::Array(_) | Value::List(_) => {
                    let items = convert::enumerate(value).transpose()?.unwrap_or_default();
                    self.put(shell, &items)?;
                    continue;
                }
                Value::Object(_) => convert::to_text(shell.engine, value)?.to_string(),
                // What has a culture is written in that of the session, as its own `ToString` does.
                own => convert::to_string_method(shell.engine, own)?.to_string(),
            };
            if !self.no_newline {
                text.push('\n');
            }
            for target in &mut self.targets {
                target.write(&text)?;
            }
        }
        Ok(())
    }

    fn put_bytes(&mut self, shell: &mut Shell<'_>, value: &Value) -> Result {
        let items = convert::enumerate(value)
            .transpose()?
            .unwrap_or_else(|| vec![value.clone()]);
        for item in items {
            let byte = match item.base() {
                Value::Byte(byte) => *byte,
                _ => {
                    let byte = shell
                        .engine
                        .convert(&item, &object::Type::Known(&types::BYTE));
                    match byte.as_ref().ok().and_then(Value::as_integer) {
                        Some(byte) => byte as u8,
                        None => {
                            let what = "Cannot proceed with byte encoding. When using byte encoding the content must be of type byte.";
                            return Fault::new(&types::PS_ARGUMENT_EXCEPTION, what)
                                .id("Argument")
                                .category(Category::InvalidArgument)
                                .raise();
                        }
                    }
                }
            };
            for target in &mut self.targets {
                target.raw(&[byte])?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, shell: &mut Shell<'_>) -> Result {
        for (place, mut values) in std::mem::take(&mut self.flat) {
            let value = if values.len() == 1 {
                values.remove(0)
            } else {
                Value::array(values)
            };
            if let Err(stop) = flat::set(shell, &place, value, self.force, None) {
                shell.soften(stop)?;
            }
        }
        for mut target in std::mem::take(&mut self.targets) {
            if let Err(error) = target.file.flush() {
                return resolve::io_fault(&error, &target.full)
                    .id("WriteContentIOError")
                    .category(Category::WriteError)
                    .raise();
            }
        }
        Ok(())
    }
}

impl Target {
    fn write(&mut self, text: &str) -> Result {
        if std::mem::take(&mut self.mark) {
            let mark = self.code.preamble();
            self.raw(mark)?;
        }
        if self.code == Code::Utf8 {
            return self.raw(text.as_bytes());
        }
        let bytes = self.code.encode(text);
        self.raw(&bytes)
    }

    fn raw(&mut self, bytes: &[u8]) -> Result {
        self.file.write_all(bytes).or_else(|error| {
            resolve::io_fault(&error, &self.full)
                .id("WriteContentIOError")
                .category(Category::WriteError)
                .raise()
        })
    }
}

/// The first bytes of a file, which may say what encoding it has.
fn head_of(full: &str) -> Vec<u8> {
    let mut head = vec![0; 4];
    let count = std::fs::File::open(full)
        .and_then(|mut file| std::io::Read::read(&mut file, &mut head))
        .unwrap_or_default();
    head.truncate(count);
    head
}

impl Run for ClearContent {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (paths, literal) = resolve::paths(&self.path, &self.literal_path);
        let wanted = Wanted::new(
            self.include.as_deref(),
            self.exclude.as_deref(),
            self.filter.as_ref(),
        );
        for place in resolve::all(
            shell,
            &paths,
            How {
                literal,
                force: self.force.is_on(),
            },
            &wanted,
        )? {
            if let Err(stop) = clear(shell, &place) {
                shell.soften(stop)?;
            }
        }
        Ok(())
    }
}

fn clear(shell: &mut Shell<'_>, place: &Place) -> Result {
    if place.kind != Kind::File {
        return place::not_supported("Cannot perform the ClearContent operation. The ClearContent operation is not supported by this provider.").raise();
    }
    let full = place.inner.as_str();
    if Path::new(full).is_dir() {
        let what = format!(
            "Unable to clear content of '{full}' because it is a directory. Clear-Content is only supported on files."
        );
        let fault = Fault::new(&types::NOT_SUPPORTED_EXCEPTION, what).id("ClearDirectoryContent");
        return fault
            .category(Category::InvalidOperation)
            .target(full)
            .raise();
    }
    if !shell.should_process(&format!("Item: {full}"), "Clear Content")? {
        return Ok(());
    }
    Host::may_write(shell.engine, Path::new(full))?;
    let done = std::fs::OpenOptions::new()
        .write(true)
        .truncate(true)
        .open(full);
    done.map(drop).or_else(|error| {
        resolve::io_fault(&error, full)
            .id("ClearContentIOError")
            .category(Category::WriteError)
            .raise()
    })
}
