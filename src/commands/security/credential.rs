//! `Get-Credential`

use engine::declare::Check;
use engine::{Run, Shell, cmdlet};
use object::members::credential::{Credential, SecureString};
use object::{Category, Fault, Result, Str, Value, types};
use std::rc::Rc;

cmdlet! {
    /// Asks for a user's name and password.
    pub struct GetCredential = "Get-Credential" in "Microsoft.PowerShell.Security", class "Microsoft.PowerShell.Commands.GetCredentialCommand", default_set "CredentialSet" {
        /// Kept for scripts that name it; no provider here asks who calls.
        credential = "Credential": Option<Value> => set("CredentialSet"), position(0), check(&[Check::NotNull]);
        /// Message: as PowerShell documents it.
        message = "Message": Option<Str> => set("MessageSet"), check(&[Check::NotNullOrEmpty]);
        /// UserName: as PowerShell documents it.
        user_name = "UserName": Option<Str> => set("MessageSet"), position(0), check(&[Check::NotNullOrEmpty]);
        /// Title: as PowerShell documents it.
        title = "Title": Option<Str> => set("MessageSet"), check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for GetCredential {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if let Some(value) = &self.credential
            && value.as_native::<Credential>().is_some()
        {
            return shell.write(value.clone());
        }
        let given = match (&self.credential, &self.user_name) {
            (Some(value), _) if !value.is_null() => {
                Some(object::convert::to_text(shell.engine, value)?)
            }
            (_, name) => name.clone(),
        };
        let answers = shell.engine.with_ui(|ui, _| {
            if !ui.is_interactive() {
                return None;
            }
            let user = match given {
                Some(user) => user,
                None => Str::from(ui.read_line("User: ", false)?),
            };
            let password = ui.read_line(&format!("Password for user {user}: "), true)?;
            Some((user, password))
        });
        match answers {
            Some((user, password)) => shell.write(Value::native(Credential {
                user,
                password: Rc::new(SecureString::of(&password)),
            })),
            None => {
                let what = "Windows PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.";
                let what = what.trim_start_matches("Windows ");
                Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
                    .id("InvalidOperation")
                    .category(Category::InvalidOperation)
                    .raise()
            }
        }
    }
}
