//! `Get-Unique`

use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::{Result, Str, Value, convert, culture};
use std::cmp::Ordering;

cmdlet! {
    /// Leaves out objects that equal the one before.
    pub struct GetUnique = "Get-Unique" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetUniqueCommand", default_set "AsString" {
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        /// Compares as text.
        as_string = "AsString": Switch => set("AsString");
        /// Keeps one object of each type.
        on_type = "OnType": Switch => set("UniqueByType");
        /// Letters do not differ by case.
        case_insensitive = "CaseInsensitive": Switch;
        state {
            last: Option<Value>;
            last_text: Str;
        }
    }
}

impl Run for GetUnique {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(item) = self.input_object.0.take() else {
            return Ok(());
        };
        let ignore_case = self.case_insensitive.is_on();
        let is_new = match &self.last {
            None => {
                if self.as_string.is_on() {
                    self.last_text = convert::to_text(shell.engine, &item)?;
                }
                true
            }
            Some(last) if self.on_type.is_on() => type_name(last) != type_name(&item),
            Some(_) if self.as_string.is_on() => {
                let text = convert::to_text(shell.engine, &item)?;
                let is_new =
                    culture::compare_ps(&text, &self.last_text, ignore_case) != Ordering::Equal;
                self.last_text = text;
                is_new
            }
            Some(last) => {
                super::order::compare(shell.engine, &item, last, ignore_case) != Ordering::Equal
            }
        };
        if is_new {
            self.last = (!item.is_null()).then(|| item.clone());
            return shell.write(item);
        }
        Ok(())
    }
}

fn type_name(value: &Value) -> Str {
    super::property::type_name(value)
}
