//! `Set-StrictMode`

use super::argument::{VersionArgument, version_of};
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet};
use object::members::version::Version;
use object::{Category, Fault, Result, types};

cmdlet! {
    /// Sets how strictly the scope that runs, and all that it calls, is checked.
    pub struct SetStrictMode = "Set-StrictMode" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.SetStrictModeCommand", default_set "Version" {
        /// Turns all checks off.
        off = "Off": Switch => set("Off"), mandatory;
        /// `1.0`, `2.0`, `3.0` or `Latest`.
        version = "Version": VersionArgument => alias(&["v"]), set("Version"), mandatory, check(&[Check::Transform(version_of)]);
    }
}

impl Run for SetStrictMode {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(value) = self.version.0.clone().filter(|_| !self.off.is_on()) else {
            shell.engine.set_strict_mode(0);
            return Ok(());
        };
        let text = object::convert::to_text(shell.engine, &value)?;
        let major: i32 = text
            .split('.')
            .next()
            .and_then(|part| part.parse().ok())
            .unwrap_or(0);
        if value.as_native::<Version>().is_none()
            || major < 1
            || (major, 0) > (engine::VERSION.0 + 1, 0)
        {
            return Fault::new(
                &types::PARAMETER_BINDING_VALIDATION_EXCEPTION,
                format!(
                    "Cannot validate argument on parameter 'Version'. The \"{text}\" argument does not contain a valid PowerShell version. \
                     Supply a valid version number and then try the command again."
                ),
            )
            .id("ParameterArgumentValidationError")
            .category(Category::InvalidData)
            .raise();
        }
        shell
            .engine
            .set_strict_mode(u8::try_from(major.min(3)).unwrap_or(3));
        Ok(())
    }
}
