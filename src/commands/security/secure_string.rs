//! `ConvertTo-SecureString` and `ConvertFrom-SecureString`. Without a key the text is written as hexadecimal digits of its UTF-16, as
//! PowerShell writes it where there is no data protection; with a key it is written the same way behind a header of its own.

use engine::declare::Argument;
use engine::{Run, Shell, Switch, cmdlet};
use object::members::credential::{SECURE_STRING, SecureString};
use object::types::{self, Sig};
use object::{Category, Fault, Result, Str, Value};
use std::rc::Rc;

/// A `[SecureString]` parameter.
#[derive(Default)]
pub struct SecureArgument(Option<Rc<SecureString>>);

impl Argument for SecureArgument {
    const SIG: Sig = Sig::One(&SECURE_STRING);
    fn from_value(value: Value) -> Self {
        SecureArgument(value.as_native_rc::<SecureString>())
    }
}

cmdlet! {
    /// Makes a secure string of a text.
    pub struct ConvertToSecureString = "ConvertTo-SecureString" in "Microsoft.PowerShell.Security", class "Microsoft.PowerShell.Commands.ConvertToSecureStringCommand", default_set "Secure" {
        /// String: as PowerShell documents it.
        string = "String": Option<Str> => mandatory, position(0), pipeline;
        /// AsPlainText: as PowerShell documents it.
        as_plain_text = "AsPlainText": Switch => set("PlainText"), position(1);
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch => set("PlainText"), position(2);
        /// SecureKey: as PowerShell documents it.
        secure_key = "SecureKey": SecureArgument => set("Secure"), position(1);
        /// Key: as PowerShell documents it.
        key = "Key": Option<Value> => set("Open");
    }
}

cmdlet! {
    /// Writes a secure string as a text.
    pub struct ConvertFromSecureString = "ConvertFrom-SecureString" in "Microsoft.PowerShell.Security", class "Microsoft.PowerShell.Commands.ConvertFromSecureStringCommand", default_set "Secure" {
        /// SecureString: as PowerShell documents it.
        secure_string = "SecureString": SecureArgument => mandatory, position(0), pipeline;
        /// AsPlainText: as PowerShell documents it.
        as_plain_text = "AsPlainText": Switch => set("AsPlainText");
        /// SecureKey: as PowerShell documents it.
        secure_key = "SecureKey": SecureArgument => set("Secure"), position(1);
        /// Key: as PowerShell documents it.
        key = "Key": Option<Value> => set("Open");
    }
}

fn hex(text: &str) -> String {
    text.encode_utf16()
        .flat_map(u16::to_le_bytes)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn unhex(text: &str) -> Option<String> {
    if !text.len().is_multiple_of(4) || !text.bytes().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    let byte = |at: usize| {
        text.get(at..at + 2)
            .and_then(|pair| u8::from_str_radix(pair, 16).ok())
    };
    let units: Option<Vec<u16>> = (0..text.len())
        .step_by(4)
        .map(|at| Some(u16::from_le_bytes([byte(at)?, byte(at + 2)?])))
        .collect();
    units.map(|units| String::from_utf16_lossy(&units))
}

/// The refusal of what would only look encrypted.
fn not_simulated() -> Fault {
    Fault::new(
        &types::NOT_SUPPORTED_EXCEPTION,
        "Encryption with a key is not simulated.",
    )
    .id("NotSimulated")
    .category(Category::NotImplemented)
}

impl Run for ConvertToSecureString {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let text = self.string.clone().unwrap_or_default();
        if self.as_plain_text.is_on() {
            return shell.write(Value::native(SecureString::of(&text)));
        }
        if self.secure_key.0.is_some() || self.key.is_some() {
            return not_simulated().raise();
        }
        match unhex(&text) {
            Some(plain) => shell.write(Value::native(SecureString::of(&plain))),
            None => {
                let what = format!("The input string '{text}' was not in a correct format.");
                let fault = Fault::new(&types::FORMAT_EXCEPTION, what)
                    .id("ImportSecureString_InvalidArgument");
                shell.error(fault.category(Category::InvalidArgument))
            }
        }
    }
}

impl Run for ConvertFromSecureString {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let text = self
            .secure_string
            .0
            .as_ref()
            .map(|own| own.reveal())
            .unwrap_or_default();
        if self.as_plain_text.is_on() {
            return shell.write(Value::str(text));
        }
        if self.secure_key.0.is_some() || self.key.is_some() {
            return not_simulated().raise();
        }
        shell.write(Value::str(hex(&text)))
    }
}
