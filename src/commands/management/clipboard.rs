//! `Get-Clipboard` and `Set-Clipboard`: a clipboard of the session's own.

use super::place::Places;
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet};
use object::{Result, Str, Value};

cmdlet! {
    /// Returns what the session's clipboard holds.
    pub struct GetClipboard = "Get-Clipboard" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.GetClipboardCommand" {
        /// The whole content as one string.
        raw = "Raw": Switch;
        /// What ends a line.
        delimiter = "Delimiter": Option<Vec<Str>>;
    }
}

cmdlet! {
    /// Puts text on the session's clipboard.
    pub struct SetClipboard = "Set-Clipboard" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.SetClipboardCommand", should_process Medium {
        /// The value.
        value = "Value": Option<Vec<Str>> => mandatory, position(0), pipeline, by_name, check(&[Check::AllowNull, Check::AllowEmptyCollection, Check::AllowEmptyString]);
        /// Append: as PowerShell documents it.
        append = "Append": Switch;
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
        /// AsOSC52: as PowerShell documents it.
        as_o_s_c52 = "AsOSC52": Switch => alias(&["ToLocalhost"]);
        state { lines: Vec<Str>; }
    }
}

impl Run for GetClipboard {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let lines = shell.engine.room::<Places>().clipboard.clone();
        if self.raw.is_on() {
            return shell.write(Value::str(lines.join("\n")));
        }
        for line in lines.iter().flat_map(|line| line.split('\n')) {
            shell.write(Value::str(line))?;
        }
        Ok(())
    }
}

impl Run for SetClipboard {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        self.lines.extend(self.value.clone().unwrap_or_default());
        if self.pass_thru.is_on() {
            for line in self.value.clone().unwrap_or_default() {
                shell.write(Value::Str(line))?;
            }
        }
        Ok(())
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        if !shell.should_process(&self.lines.join(", "), "Set Clipboard")? {
            return Ok(());
        }
        let places = shell.engine.room::<Places>();
        if !self.append.is_on() {
            places.clipboard.clear();
        }
        places.clipboard.append(&mut self.lines);
        Ok(())
    }
}
