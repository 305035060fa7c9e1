//! `Format-Hex`: bytes of files, strings and numbers, sixteen a row.

use crate::utility::data::text_file::{EncodingArgument, files};
use engine::declare::Check;
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::members::encoding::Code;
use object::record::{Object, Shape, SlotKind};
use object::{
    Array, Category, Elements, Fault, Host, Result, Str, Type, TypeInfo, Value, convert, types,
};
use std::rc::Rc;

/// `ByteCollection`
pub static BYTE_COLLECTION: TypeInfo = TypeInfo::class(
    "Microsoft.PowerShell.Commands.ByteCollection",
    &types::OBJECT,
);

/// Bytes of a row.
const ROW: usize = 16;

thread_local! {
    static SHAPE: Rc<Shape> = Shape::of(
        Type::Known(&BYTE_COLLECTION),
        &["Offset64", "Offset", "HexOffset", "Bytes", "Path", "HexBytes", "Ascii", "Label"],
        SlotKind::ReadOnly,
    );
}

cmdlet! {
    /// Shows bytes as hexadecimal numbers.
    pub struct FormatHex = "Format-Hex" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.FormatHex" {
        /// Paths of the files; wildcards are resolved.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), check(&[Check::NotNullOrEmpty]);
        /// Paths of the files, taken as they are.
        literal_path = "LiteralPath": Option<Vec<Str>> => set("LiteralPath"), mandatory, alias(&["PSPath", "LP"]), check(&[Check::NotNullOrEmpty]);
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => set("ByInputObject"), mandatory, pipeline;
        /// Encoding of the text.
        encoding = "Encoding": EncodingArgument => set("ByInputObject"), check(&[Check::Transform(crate::management::encoding::known), Check::NotNullOrEmpty]);
        /// How many bytes to show.
        count = "Count": Option<i64>;
        /// How many bytes to pass over.
        offset = "Offset": Option<i64>;
        /// Kept for old scripts; does nothing.
        raw = "Raw": Switch => set("ByInputObject");
        state {
            kind: Option<Type>;
            bytes: Vec<u8>;
        }
    }
}

impl Run for FormatHex {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let literal = self.literal_path.is_some();
        if literal || self.path.is_some() {
            let paths: Vec<Str> = self
                .path
                .take()
                .into_iter()
                .chain(self.literal_path.take())
                .flatten()
                .collect();
            return paths
                .iter()
                .try_for_each(|path| self.file(shell, path, literal));
        }
        let Some(item) = self.input_object.0.take().filter(|item| !item.is_null()) else {
            return Ok(());
        };
        let base = item.base().clone();
        if base.get_type().is(&object::members::file_info::FILE_INFO) {
            let path = super::property::get_or_null(shell.engine, &base, "FullName")?;
            let path = convert::to_text(shell.engine, &path)?;
            return self.file(shell, &path, true);
        }
        if let Value::Str(text) = &base {
            self.flush(shell)?;
            let bytes = self.encoding.code.unwrap_or(Code::Utf8).encode(text);
            let label = label(shell, &base.get_type());
            return self.rows(shell, &self.part(&bytes), None, &label);
        }
        let (kind, bytes) = match &base {
            Value::Array(array) => {
                let mut bytes = Vec::new();
                for item in array.to_vec() {
                    match bytes_of(&item) {
                        Some(some) => bytes.extend(some),
                        None => return unsupported(shell, &base),
                    }
                }
                (array.element.clone(), bytes)
            }
            other => match bytes_of(other) {
                Some(bytes) => (other.get_type(), bytes),
                None => return unsupported(shell, &base),
            },
        };
        if self.kind.as_ref() != Some(&kind) {
            self.flush(shell)?;
            self.kind = Some(kind);
        }
        self.bytes.extend(bytes);
        Ok(())
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        self.flush(shell)
    }
}

impl FormatHex {
    /// Writes what was gathered of one type.
    fn flush(&mut self, shell: &mut Shell<'_>) -> Result {
        let (Some(kind), bytes) = (self.kind.take(), std::mem::take(&mut self.bytes)) else {
            return Ok(());
        };
        let label = label(shell, &kind);
        self.rows(shell, &self.part(&bytes), None, &label)
    }

    /// What `-Offset` and `-Count` leave of the bytes.
    fn part(&self, bytes: &[u8]) -> Vec<u8> {
        let start = self.offset.unwrap_or(0).max(0) as usize;
        let count = self.count.map_or(usize::MAX, |count| count.max(0) as usize);
        bytes.iter().skip(start).take(count).copied().collect()
    }

    fn file(&self, shell: &mut Shell<'_>, path: &str, literal: bool) -> Result {
        let mut found = files(shell.engine, path, literal);
        if found.is_empty() {
            found.push(shell.engine.file_path(path));
        }
        for file in found.into_iter().filter(|file| !file.is_dir()) {
            let shown = file.to_string_lossy().into_owned();
            match std::fs::read(&file) {
                Ok(bytes) => {
                    let bytes = self.part(&bytes);
                    self.rows(shell, &bytes, Some(&shown), &shown)?;
                }
                Err(_) => {
                    let what = format!("Cannot find path '{shown}' because it does not exist.");
                    let fault =
                        Fault::new(&types::ITEM_NOT_FOUND_EXCEPTION, what).id("FileNotFound");
                    shell.error(
                        fault
                            .category(Category::ObjectNotFound)
                            .target(Value::from(path)),
                    )?;
                }
            }
        }
        Ok(())
    }

    fn rows(&self, shell: &mut Shell<'_>, bytes: &[u8], path: Option<&str>, label: &str) -> Result {
        let base = self.offset.unwrap_or(0).max(0) as u64;
        for (at, row) in bytes.chunks(ROW).enumerate() {
            let offset = base + (at * ROW) as u64;
            let hex: Vec<String> = row.iter().map(|byte| format!("{byte:02X}")).collect();
            let slots = vec![
                Value::ULong(offset),
                Value::UInt(offset as u32),
                Value::from(format!("{offset:016X}")),
                Value::Array(Array::with(
                    Type::Known(&types::BYTE),
                    Elements::Byte(row.to_vec()),
                )),
                path.map(Value::from).unwrap_or_default(),
                Value::from(hex.join(" ")),
                Value::from(row.iter().map(|byte| letter(*byte)).collect::<String>()),
                Value::from(label),
            ];
            shell.write(Object::new(SHAPE.with(Rc::clone), slots))?;
        }
        Ok(())
    }
}

/// The letter of a byte; what controls shows as the replacement character, zero as a blank.
fn letter(byte: u8) -> char {
    match byte {
        0 => ' ',
        byte if char::from(byte).is_control() => '\u{fffd}',
        byte => char::from(byte),
    }
}

fn label(shell: &mut Shell<'_>, kind: &Type) -> String {
    format!(
        "{} ({}) <{:08X}>",
        kind.name(),
        kind.full_name(),
        Host::random(shell.engine) as u32
    )
}

/// The bytes that .NET stores a value in.
fn bytes_of(value: &Value) -> Option<Vec<u8>> {
    Some(match value.base() {
        Value::Byte(n) => vec![*n],
        Value::SByte(n) => n.to_le_bytes().to_vec(),
        Value::Short(n) => n.to_le_bytes().to_vec(),
        Value::UShort(n) => n.to_le_bytes().to_vec(),
        Value::Int(n) => n.to_le_bytes().to_vec(),
        Value::UInt(n) => n.to_le_bytes().to_vec(),
        Value::Long(n) => n.to_le_bytes().to_vec(),
        Value::ULong(n) => n.to_le_bytes().to_vec(),
        Value::Single(x) => x.to_le_bytes().to_vec(),
        Value::Double(x) => x.to_le_bytes().to_vec(),
        Value::Char(unit) => unit.to_le_bytes().to_vec(),
        Value::Bool(b) | Value::Switch(b) => i32::from(*b).to_le_bytes().to_vec(),
        Value::Enum(value) => (value.bits as i32).to_le_bytes().to_vec(),
        _ => return None,
    })
}

fn unsupported(shell: &mut Shell<'_>, value: &Value) -> Result {
    let what = format!(
        "Cannot convert input of type '{}' to hexadecimal. To view the hexadecimal formatting of its string representation, pipe it to the Out-String cmdlet before piping it to Format-Hex.",
        value.get_type().full_name()
    );
    let fault = Fault::new(&types::ARGUMENT_EXCEPTION, what).id("FormatHexTypeNotSupported");
    shell.error(
        fault
            .category(Category::InvalidArgument)
            .target(value.clone()),
    )
}
