//! `Write-Error`

use crate::core::argument::{CategoryArgument, ExceptionArgument, RecordArgument};
use engine::declare::Check;
use engine::{Run, Shell, cmdlet};
use object::error::Rest;
use object::{Category, ErrorRecord, Exception, Invocation, Result, Str, Value, types};
use std::rc::Rc;

cmdlet! {
    /// Writes an error of the function or script that calls it.
    pub struct WriteError = "Write-Error" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.WriteErrorCommand", default_set "NoException" {
        /// The exception behind the error.
        exception = "Exception": ExceptionArgument => set("WithException"), mandatory, position(0);
        /// The text.
        message = "Message": Option<Str> => alias(&["Msg"]), set("NoException"), mandatory, position(0), pipeline, set("WithException"), check(&[Check::AllowNull, Check::AllowEmptyString]);
        /// A whole error record to write.
        error_record = "ErrorRecord": RecordArgument => set("ErrorRecord"), mandatory, position(0);
        /// The kind of error.
        category = "Category": CategoryArgument => set("NoException"), set("WithException");
        /// The error's id.
        error_id = "ErrorId": Option<Str> => set("NoException"), set("WithException");
        /// What the error is about.
        target_object = "TargetObject": Option<Value> => set("NoException"), set("WithException");
        /// What to do about it.
        recommended_action = "RecommendedAction": Option<Str>;
        /// What was going on.
        category_activity = "CategoryActivity": Option<Str> => alias(&["Activity"]);
        /// Why it went wrong.
        category_reason = "CategoryReason": Option<Str> => alias(&["Reason"]);
        /// Name of what it is about.
        category_target_name = "CategoryTargetName": Option<Str> => alias(&["TargetName"]);
        /// Type of what it is about.
        category_target_type = "CategoryTargetType": Option<Str> => alias(&["TargetType"]);
    }
}

impl Run for WriteError {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let record = match self
            .error_record
            .0
            .as_ref()
            .and_then(Value::as_native_rc::<ErrorRecord>)
        {
            Some(given) => copy_of(&given),
            None => self.new_record(),
        };
        let mut rest = record.rest.borrow().clone();
        self.fill(&record, &mut rest);
        sign(shell, &mut rest);
        *record.rest.borrow_mut() = rest;
        shell.error_record(Rc::new(record))
    }
}

impl WriteError {
    fn new_record(&mut self) -> ErrorRecord {
        let message = self.message.take().unwrap_or_default();
        let category = self.category.0.unwrap_or(Category::NotSpecified);
        let target = self.target_object.clone().unwrap_or_default();
        let id = self.error_id.clone().filter(|id| !id.is_empty());
        let Some(exception) = self.exception.0.clone() else {
            let id = id.unwrap_or_else(|| Str::from(types::WRITE_ERROR_EXCEPTION.name));
            return ErrorRecord::new(
                Exception::new(&types::WRITE_ERROR_EXCEPTION, message),
                id,
                category,
                target,
            );
        };
        let id = id.unwrap_or_else(|| Str::from(exception.get_type().full_name()));
        let record = ErrorRecord::of(exception.base().clone(), id, category, target);
        if !message.is_empty() {
            record.rest.borrow_mut().details = Some(message);
        }
        record
    }

    /// What the parameters say of the record.
    fn fill(&self, record: &ErrorRecord, rest: &mut Rest) {
        let given = |text: &Option<Str>| text.clone().filter(|text| !text.is_empty());
        if let Some(action) = given(&self.recommended_action) {
            if rest.details.is_none() {
                rest.details = Some(record.exception_message());
            }
            rest.recommended = Some(action);
        }
        if let Some(reason) = given(&self.category_reason) {
            rest.reason = reason;
        }
        if let Some(name) = given(&self.category_target_name) {
            rest.target_name = Some(name);
        }
        if let Some(kind) = given(&self.category_target_type) {
            rest.target_type = Some(kind);
        }
        rest.activity = given(&self.category_activity).unwrap_or_else(|| Str::from("Write-Error"));
        (rest.reported, rest.terminating) = (false, false);
    }
}

/// The error is the caller's: it has the name and the place of the function that runs, not of this cmdlet.
fn sign(shell: &Shell<'_>, rest: &mut Rest) {
    match shell.engine.frame() {
        Some(frame) => {
            rest.source = frame.command.name();
            rest.position = frame.position.clone();
            rest.invocation = Some(frame.invocation());
        }
        None => {
            rest.source = Str::default();
            rest.position = None;
            rest.invocation = Some(Rc::new(Invocation::default()));
        }
    }
}

fn copy_of(record: &ErrorRecord) -> ErrorRecord {
    let copy = ErrorRecord::of(
        record.exception.clone(),
        record.id.clone(),
        record.category,
        record.target.clone(),
    );
    *copy.rest.borrow_mut() = record.rest.borrow().clone();
    copy
}
