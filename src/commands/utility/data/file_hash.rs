//! `Get-FileHash`

use super::text_file::files;
use crate::utility::objects::argument::StreamArgument;
use engine::declare::Check;
use engine::{Run, Shell, cmdlet};
use md5::Md5;
use object::record::{Object, Shape, SlotKind};
use object::{Category, Fault, Result, Str, Type, TypeInfo, Value, members, types};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use std::rc::Rc;

/// `FileHashInfo`
pub static FILE_HASH_INFO: TypeInfo =
    TypeInfo::class("Microsoft.PowerShell.Commands.FileHashInfo", &types::OBJECT);

thread_local! {
    static SHAPE: Rc<Shape> = Shape::of(Type::Known(&FILE_HASH_INFO), &["Algorithm", "Hash", "Path"], SlotKind::Property);
}

cmdlet! {
    /// Computes the hash of files.
    pub struct GetFileHash = "Get-FileHash" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetFileHashCommand", default_set "Path" {
        /// Paths of the files; wildcards are resolved.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(0), pipeline, by_name;
        /// Paths of the files, taken as they are.
        literal_path = "LiteralPath": Option<Vec<Str>> => set("LiteralPath"), mandatory, position(0), by_name, alias(&["PSPath", "LP"]);
        /// A stream to read.
        input_stream = "InputStream": StreamArgument => set("StreamParameterSet"), mandatory, position(0);
        /// How to hash.
        algorithm = "Algorithm": Option<Str> => position(1), check(&[Check::Set(&["SHA1", "SHA256", "SHA384", "SHA512", "MD5"])]);
    }
}

impl Run for GetFileHash {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let algorithm = Str::from(
            self.algorithm
                .as_deref()
                .unwrap_or("SHA256")
                .to_ascii_uppercase(),
        );
        if let Some(stream) = self.input_stream.0.take() {
            let bytes = stream
                .as_native::<members::stream::Stream>()
                .map(members::stream::Stream::take_rest)
                .unwrap_or_default();
            return write(shell, &algorithm, &bytes, Value::Null);
        }
        let literal = self.literal_path.is_some();
        for path in self
            .path
            .take()
            .into_iter()
            .chain(self.literal_path.take())
            .flatten()
        {
            let mut found = files(shell.engine, &path, literal);
            if found.is_empty() && !path.contains(['*', '?', '[']) {
                found.push(shell.engine.file_path(&path));
            }
            for file in found.into_iter().filter(|file| !file.is_dir()) {
                match std::fs::read(&file) {
                    Ok(bytes) => write(
                        shell,
                        &algorithm,
                        &bytes,
                        Value::from(file.to_string_lossy().as_ref()),
                    )?,
                    Err(_) => {
                        let shown = file.display();
                        let (id, category, what) = if file.exists() {
                            (
                                "UnauthorizedAccessError",
                                Category::PermissionDenied,
                                format!(
                                    "The file '{shown}' cannot be read: Access to the path '{shown}' is denied."
                                ),
                            )
                        } else {
                            (
                                "FileNotFound",
                                Category::ObjectNotFound,
                                format!("Cannot find path '{shown}' because it does not exist."),
                            )
                        };
                        let fault = Fault::new(&types::ITEM_NOT_FOUND_EXCEPTION, what)
                            .id(id)
                            .category(category);
                        shell.error(fault.target(Value::from(shown.to_string())))?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn write(shell: &mut Shell<'_>, algorithm: &Str, bytes: &[u8], path: Value) -> Result {
    let digest = match &**algorithm {
        "SHA1" => Sha1::digest(bytes).to_vec(),
        "SHA384" => Sha384::digest(bytes).to_vec(),
        "SHA512" => Sha512::digest(bytes).to_vec(),
        "MD5" => Md5::digest(bytes).to_vec(),
        _ => Sha256::digest(bytes).to_vec(),
    };
    let hash: String = digest.iter().map(|byte| format!("{byte:02X}")).collect();
    let slots = vec![Value::Str(algorithm.clone()), Value::from(hash), path];
    shell.write(Object::new(SHAPE.with(Rc::clone), slots))
}
