//! `Write-Host`, `Read-Host`, `Get-Host`: the cmdlets that speak with a person.

use super::messages::source_of;
use crate::core::argument::ColourArgument;
use engine::declare::Check;
use engine::streams::{HostText, InformationRecord};
use engine::{Engine, Run, Shell, Switch, cmdlet};
use object::members::console::CONSOLE_COLOR;
use object::types::{self, Member, Sig};
use object::{Category, Fault, Native, Result, Str, Type, TypeInfo, Value, convert};

/// `HostInformationMessage`
pub struct HostMessage(HostText);

/// `System.Management.Automation.HostInformationMessage`
pub static HOST_INFORMATION_MESSAGE: TypeInfo = TypeInfo::class(
    "System.Management.Automation.HostInformationMessage",
    &types::OBJECT,
)
.members(|| {
    fn colour(bits: Option<i64>) -> Value {
        bits.map(|bits| Type::Known(&CONSOLE_COLOR).enum_from(bits))
            .unwrap_or_default()
    }
    fn text<T>(value: &Value, read: impl Fn(&HostText) -> T) -> Option<T> {
        value
            .as_native::<HostMessage>()
            .map(|message| read(&message.0))
    }
    const MEMBERS: &[Member] = &[
        Member::get("Message", Sig::One(&types::STRING), |call| {
            Ok(text(call.this, |own| Value::Str(own.text.clone())).unwrap_or_default())
        }),
        Member::get("NoNewLine", Sig::One(&types::BOOLEAN), |call| {
            Ok(text(call.this, |own| Value::Bool(own.no_newline)).unwrap_or_default())
        }),
        Member::get("ForegroundColor", Sig::One(&CONSOLE_COLOR), |call| {
            Ok(text(call.this, |own| colour(own.foreground)).unwrap_or_default())
        }),
        Member::get("BackgroundColor", Sig::One(&CONSOLE_COLOR), |call| {
            Ok(text(call.this, |own| colour(own.background)).unwrap_or_default())
        }),
    ];
    MEMBERS
});

impl Native for HostMessage {
    fn get_type(&self) -> Type {
        Type::Known(&HOST_INFORMATION_MESSAGE)
    }

    fn to_text(&self) -> Str {
        self.0.text.clone()
    }
}

cmdlet! {
    /// Shows text on the screen. It passes through the information stream, where it can be caught.
    pub struct WriteHost = "Write-Host" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.WriteHostCommand" {
        /// What to show.
        object = "Object": Option<Value> => alias(&["Msg", "Message"]), position(0), pipeline, remaining;
        /// Writes no line end.
        no_newline = "NoNewline": Switch;
        /// What stands between several objects.
        separator = "Separator": Option<Value>;
        /// Colour of the text.
        foreground_color = "ForegroundColor": ColourArgument;
        /// Colour behind the text.
        background_color = "BackgroundColor": ColourArgument;
    }
}

impl Run for WriteHost {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let separator = match &self.separator {
            Some(value) => text_of(shell.engine, value, " ")?,
            None => " ".to_string(),
        };
        let text = match self.object.take() {
            Some(value) => text_of(shell.engine, &value, &separator)?,
            None => String::new(),
        };
        let host = HostText {
            text: Str::from(text),
            no_newline: self.no_newline.is_on(),
            foreground: self.foreground_color.0,
            background: self.background_color.0,
        };
        let time = object::Host::now(shell.engine);
        shell.information(InformationRecord {
            data: Value::native(HostMessage(host.clone())),
            text: None,
            tags: vec![Str::from("PSHOST")],
            source: source_of(shell),
            host: Some(host),
            time,
        })
    }
}

/// An object as `Write-Host` shows it: the elements of collections one behind the other, entries of tables as pairs.
fn text_of(engine: &mut Engine, value: &Value, separator: &str) -> Result<String> {
    if let Value::Dict(dict) = value.base() {
        let mut parts = Vec::new();
        for (key, value) in dict.entries() {
            parts.push(format!(
                "[{}, {}]",
                convert::to_text(engine, &key)?,
                convert::to_text(engine, &value)?
            ));
        }
        return Ok(parts.join(separator));
    }
    let items = if matches!(value.base(), Value::Str(_)) {
        None
    } else {
        engine.enumerate(value)?
    };
    let Some(items) = items else {
        // Dates show in the session's culture, as their own `ToString` has them.
        return Ok(match value.base() {
            own @ (Value::DateTime(_) | Value::Native(_)) => {
                convert::to_string_method(engine, own)?.to_string()
            }
            _ => convert::as_written(engine, value)?.to_string(),
        });
    };
    let mut parts = Vec::new();
    for item in &items {
        parts.push(text_of(engine, item, separator)?);
    }
    Ok(parts.join(separator))
}

cmdlet! {
    /// Asks for a line of input.
    pub struct ReadHost = "Read-Host" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ReadHostCommand", default_set "AsString" {
        /// What to ask.
        prompt = "Prompt": Option<Value> => position(0), remaining, check(&[Check::AllowNull]);
        /// Shows stars, and gives a secure string.
        as_secure_string = "AsSecureString": Switch => set("AsSecureString");
        /// Shows stars.
        mask_input = "MaskInput": Switch => set("AsString");
    }
}

impl Run for ReadHost {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let mut prompt = String::new();
        if let Some(value) = &self.prompt {
            prompt = format!("{}: ", text_of(shell.engine, value, " ")?);
        }
        let secret = self.as_secure_string.is_on() || self.mask_input.is_on();
        let line = shell.engine.with_ui(|ui, _| ui.read_line(&prompt, secret));
        let Some(line) = line else {
            return Fault::new(
                &types::PS_INVALID_OPERATION_EXCEPTION,
                "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.",
            )
            .id("InvalidOperation")
            .category(Category::InvalidOperation)
            .raise();
        };
        if self.as_secure_string.is_on() {
            return shell.write(Value::native(
                object::members::credential::SecureString::of(&line),
            ));
        }
        shell.write(Value::str(line))
    }
}

cmdlet! {
    /// Returns the object that stands for the front end.
    pub struct GetHost = "Get-Host" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetHostCommand" {
    }
}

impl Run for GetHost {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let host = super::host::host_value(shell.engine);
        shell.write(host)
    }
}
