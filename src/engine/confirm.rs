//! `ShouldProcess` and `ShouldContinue`.

use crate::Engine;
use crate::common_parameters::Common;
use crate::declare::Impact;
use crate::streams::HostText;
use object::{Result, Str, Value, convert};

impl Engine {
    /// Whether to go on with a change, and whether that holds for all that follow.
    pub(crate) fn should_process(
        &mut self,
        common: &Common,
        impact: Impact,
        all: Option<bool>,
        target: &str,
        action: &str,
    ) -> Result<(bool, Option<bool>)> {
        let what_if = common.what_if.unwrap_or_else(|| {
            self.variable(self.names.what_if)
                .is_some_and(|value| convert::to_bool(&value))
        });
        let sentence = if action.is_empty() {
            target.to_string()
        } else {
            format!("Performing the operation \"{action}\" on target \"{target}\".")
        };
        if what_if {
            let text = HostText {
                text: Str::from(format!("What if: {sentence}")),
                ..HostText::default()
            };
            self.with_ui(|ui, _| ui.host(&text));
            return Ok((false, all));
        }
        if let Some(answer) = all {
            return Ok((answer, all));
        }
        let asks = match common.confirm {
            Some(confirm) => confirm && impact as i64 >= Impact::Low as i64,
            None => {
                let level = match self.variable(self.names.confirm) {
                    Some(Value::Enum(value)) => value.bits,
                    Some(value) => match convert::to(
                        self,
                        &value,
                        &object::Type::Known(&crate::common_parameters::CONFIRM_IMPACT),
                    ) {
                        Ok(Value::Enum(value)) => value.bits,
                        _ => 3,
                    },
                    None => 3,
                };
                level != 0 && impact as i64 >= level
            }
        };
        if !asks {
            // Only `-Verbose` of the command itself asks for this sentence; the preference does not.
            if common.verbose == Some(true) {
                let record = Value::native(crate::streams::VerboseRecord {
                    message: Str::from(sentence),
                });
                self.send(crate::streams::Stream::Verbose, record)?;
            }
            return Ok((true, all));
        }
        self.ask_all(
            "Confirm\nAre you sure you want to perform this action?",
            &sentence,
        )
    }

    /// Asks yes or no.
    ///
    /// # Errors
    /// Nobody can be asked.
    pub fn ask(&mut self, caption: &str, query: &str) -> Result<bool> {
        self.ask_all(caption, query).map(|(answer, _)| answer)
    }

    fn ask_all(&mut self, caption: &str, query: &str) -> Result<(bool, Option<bool>)> {
        let prompt = format!(
            "\n{caption}\n{query}\n[Y] Yes  [A] Yes to All  [N] No  [L] No to All  [S] Suspend  [?] Help (default is \"Y\"): "
        );
        loop {
            let Some(line) = self.with_ui(|ui, _| ui.read_line(&prompt, false)) else {
                return object::Fault::new(
                    &object::types::HOST_EXCEPTION,
                    "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.",
                )
                .id("PromptNotAvailable")
                .category(object::Category::NotImplemented)
                .raise();
            };
            match line.trim().to_ascii_lowercase().as_str() {
                "" | "y" | "yes" => return Ok((true, None)),
                "a" | "yes to all" => return Ok((true, Some(true))),
                "n" | "no" => return Ok((false, None)),
                "l" | "no to all" => return Ok((false, Some(false))),
                _ => {}
            }
        }
    }
}
