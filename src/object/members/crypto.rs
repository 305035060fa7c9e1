//! Hashes: `[SHA256]::Create().ComputeHash`, `[SHA256]::HashData` and their kin.

use super::args::argument_null;
use super::stream::Stream;
use super::table::*;
use super::{disk, sequence};
use crate::types::{self, Call, Member, Type, TypeInfo};
use crate::{Native, Result, Value};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

struct Hasher(&'static TypeInfo);

impl Native for Hasher {
    fn get_type(&self) -> Type {
        Type::Known(self.0)
    }
}

/// `HashAlgorithm`
pub static HASH_ALGORITHM: TypeInfo =
    TypeInfo::class("System.Security.Cryptography.HashAlgorithm", &types::OBJECT)
        .implements(&[&types::IDISPOSABLE])
        .members(|| MEMBERS);

macro_rules! hashes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $members:ident, $digest:ty, $bits:literal, [$($provider:ident = $provider_text:literal),*];)*) => {
        $(
            $(#[$doc])*
            pub static $name: TypeInfo = TypeInfo::class($text, &HASH_ALGORITHM).members(|| $members);
            static $members: &[Member] = &[
                static_method!("Create", () -> THIS => |_| Ok(Value::native(Hasher(&$name)))),
                static_method!("HashData", (source: BYTES) -> BYTES => |c| {
                    if c.arg(0).is_null() { return argument_null("source").raise() }
                    Ok(disk::bytes_value(<$digest>::digest(disk::bytes_of(c.arg(0))).to_vec()))
                }),
                static_get!("HashSizeInBits", INT => |_| Ok(Value::Int($bits))),
                static_get!("HashSizeInBytes", INT => |_| Ok(Value::Int($bits / 8))),
            ];
            $(
                static $provider: TypeInfo = TypeInfo::class($provider_text, &$name).members(|| {
                    static MEMBERS: &[Member] = &[constructors!(() -> THIS => |_| Ok(Value::native(Hasher(&$name))))];
                    MEMBERS
                });
            )*
        )*
        /// Every type of this file.
        pub(super) static ALL: &[&TypeInfo] = &[&HASH_ALGORITHM, $(&$name, $(&$provider),*),*];

        /// The hash of bytes by the algorithm of that type.
        fn digest(kind: &'static TypeInfo, bytes: &[u8]) -> (Vec<u8>, i32) {
            $(if std::ptr::eq(kind, &$name) {
                return (<$digest>::digest(bytes).to_vec(), $bits);
            })*
            (Vec::new(), 0)
        }
    };
}
hashes! {
    /// `MD5`
    MD5 = "System.Security.Cryptography.MD5", MD5_MEMBERS, Md5, 128, [MD5_PROVIDER = "System.Security.Cryptography.MD5CryptoServiceProvider"];
    /// `SHA1`
    SHA1 = "System.Security.Cryptography.SHA1", SHA1_MEMBERS, Sha1, 160,
        [SHA1_PROVIDER = "System.Security.Cryptography.SHA1CryptoServiceProvider", SHA1_MANAGED = "System.Security.Cryptography.SHA1Managed"];
    /// `SHA256`
    SHA256 = "System.Security.Cryptography.SHA256", SHA256_MEMBERS, Sha256, 256,
        [SHA256_PROVIDER = "System.Security.Cryptography.SHA256CryptoServiceProvider", SHA256_MANAGED = "System.Security.Cryptography.SHA256Managed"];
    /// `SHA384`
    SHA384 = "System.Security.Cryptography.SHA384", SHA384_MEMBERS, Sha384, 384, [SHA384_MANAGED = "System.Security.Cryptography.SHA384Managed"];
    /// `SHA512`
    SHA512 = "System.Security.Cryptography.SHA512", SHA512_MEMBERS, Sha512, 512, [SHA512_MANAGED = "System.Security.Cryptography.SHA512Managed"];
}

static MEMBERS: &[Member] = &[
    static_method!("Create", (hashName: STR) -> OBJ => |c| {
        let wanted = c.text(0).replace('-', "").to_ascii_uppercase();
        let found = ALL.iter().find(|info| info.short_name() == wanted);
        Ok(found.map(|info| Value::native(Hasher(info))).unwrap_or_default())
    }),
    method!("ComputeHash", (buffer: BYTES) -> BYTES => compute, (inputStream: STREAM) -> BYTES => compute, (buffer: BYTES, offset: INT, count: INT) -> BYTES => compute),
    get!("HashSize", INT => |c| Ok(Value::Int(c.this.as_native::<Hasher>().map_or(0, |own| digest(own.0, &[]).1)))),
    method!("Clear", () -> VOID => |_| Ok(Value::Null)),
    method!("Dispose", () -> VOID => |_| Ok(Value::Null)),
    method!("Initialize", () -> VOID => |_| Ok(Value::Null)),
];

const STREAM: types::Sig = types::Sig::One(&super::stream::STREAM);

fn compute(c: &mut Call<'_>) -> Result<Value> {
    let bytes = match c.arg(0).as_native_rc::<Stream>() {
        Some(stream) => stream.take_rest(),
        None if c.arg(0).is_null() => return argument_null("buffer").raise(),
        None => disk::bytes_of(c.arg(0)),
    };
    let part = match c.has(1) {
        true => sequence::part(c.long(1), c.long(2), bytes.len(), ("offset", "count"))?,
        false => 0..bytes.len(),
    };
    let hash = c
        .this
        .as_native::<Hasher>()
        .map(|own| digest(own.0, &bytes[part]).0);
    Ok(disk::bytes_value(hash.unwrap_or_default()))
}

/// The hash of bytes by an algorithm's name, as `Get-FileHash` names it.
pub fn hash(algorithm: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let info = ALL
        .iter()
        .find(|info| info.short_name().eq_ignore_ascii_case(algorithm))?;
    Some(digest(info, bytes).0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn known_hashes() {
        let hex = |name: &str| {
            super::hash(name, b"abc")
                .unwrap_or_default()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>()
        };
        assert_eq!(hex("md5"), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(hex("sha1"), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert!(hex("SHA256").starts_with("ba7816bf8f01cfea"));
    }
}
