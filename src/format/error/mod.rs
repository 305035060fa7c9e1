//! Error records as text, in the view that `$ErrorView` names.
//!
//! Read `concise` for what a user sees by default, `position` for the line of a script with tildes below; the other views are here.

mod concise;
mod details;
mod position;

pub use details::of as details;
pub use position::message as position_message;

use crate::colour::Label;
use crate::options::{Context, ErrorView, Options};
use crate::values;
use object::error::{Invocation, Position};
use object::{Category, ErrorRecord, Exception, Host, Result, Str, Value};
use std::rc::Rc;

/// Cells of a name in a category line; longer ones lose their middle.
const CATEGORY_NAME_MAX: usize = 40;
/// Characters that such a name keeps at each end.
const CATEGORY_NAME_END: usize = 15;

/// The error as the view of the options shows it, with its colours; no line end at the end.
pub fn error_text(host: &mut dyn Host, record: &Rc<ErrorRecord>, options: &Options) -> String {
    let text = text(host, record, options).unwrap_or_else(|_| record.message().to_string());
    text.trim_end_matches('\n').to_string()
}

/// The error as the view of the options shows it. Where the concise view shows a line of a script, it ends with a line end, which
/// `Out-String` turns into an empty line and the host drops.
pub fn text(host: &mut dyn Host, record: &Rc<ErrorRecord>, options: &Options) -> Result<String> {
    let mut cx = Context { host, options };
    let (start, reset) = (options.paint.start(Label::Error), options.paint.reset());
    if matches!(
        &*record.id,
        "NativeCommandErrorMessage" | "NativeCommandError"
    ) {
        return Ok(format!("{start}{}{reset}", record.exception_message()));
    }
    let text = match options.error_view {
        ErrorView::Concise => return concise::of(&mut cx, record),
        ErrorView::Normal => normal(&mut cx, record)?,
        ErrorView::Category => category_message(&mut cx, record)?,
        ErrorView::Detailed => details::of(
            &mut cx,
            &Value::Native(Rc::clone(record) as Rc<dyn object::Native>),
        )?,
    };
    Ok(format!("{start}{text}{reset}"))
}

/// Where the error was: the call that failed, or the statement.
fn position(record: &ErrorRecord) -> Option<Position> {
    let rest = record.rest.borrow();
    let called = rest
        .invocation
        .as_ref()
        .and_then(|invocation| invocation.position.clone());
    called.or_else(|| rest.position.clone())
}

fn invocation(record: &ErrorRecord) -> Option<Rc<Invocation>> {
    record.rest.borrow().invocation.clone()
}

/// `NormalView`: command and message, position, category, id.
fn normal(cx: &mut Context<'_>, record: &Rc<ErrorRecord>) -> Result<String> {
    let mut text = command_prefix(cx, record)?;
    text.push_str(&record.message());
    let invocation = invocation(record);
    let command = invocation
        .as_ref()
        .is_some_and(|invocation| !invocation.command.is_null() || !invocation.name.is_empty());
    if (command || record.category != Category::ParserError)
        && let Some(position) = position(record)
    {
        text.push('\n');
        text.push_str(&position::message(&position));
    }
    let category = category_message(cx, record)?;
    text.push_str(&format!(
        "\n+ CategoryInfo          : {category}\n+ FullyQualifiedErrorId : {}",
        record.full_id()
    ));
    Ok(text)
}

/// What stands before the message in `NormalView`: the command as it was called, the script's path, or the block's text.
fn command_prefix(cx: &mut Context<'_>, record: &ErrorRecord) -> Result<String> {
    let Some(invocation) = invocation(record) else {
        return Ok(String::new());
    };
    let property = |cx: &mut Context<'_>, name: &str| -> Result<Str> {
        match values::get(cx.host, &invocation.command, name)? {
            Some(value) if !value.is_null() => values::object_text(cx.host, &value),
            _ => Ok(Str::default()),
        }
    };
    let called_plainly = matches!(&*invocation.typed, "" | "&" | ".");
    let name = if invocation.command.is_null() {
        if called_plainly {
            invocation.name.clone()
        } else {
            invocation.typed.clone()
        }
    } else {
        match &*property(cx, "CommandType")? {
            "ExternalScript" => property(cx, "Path")?,
            "Script" => property(cx, "ScriptBlock")?,
            _ if !called_plainly => invocation.typed.clone(),
            _ => property(cx, "Name")?,
        }
    };
    Ok(if name.is_empty() {
        String::new()
    } else {
        format!("{name} : ")
    })
}

/// `CategoryInfo.GetMessage()`: `Category: (Target:Type) [Activity], Reason`.
pub fn category_message(cx: &mut Context<'_>, record: &ErrorRecord) -> Result<String> {
    let rest = record.rest.borrow().clone();
    let activity = activity(record);
    let target_name = match rest.target_name {
        Some(name) => name,
        None if record.target.is_null() => Str::default(),
        None => values::object_text(cx.host, &record.target)?,
    };
    let target_type = match rest.target_type {
        Some(name) => name,
        None if record.target.is_null() => Str::default(),
        None => type_of_target(&record.target),
    };
    let reason = reason(record);
    let short = |text: &str| shortened(text);
    Ok(format!(
        "{}: ({}:{}) [{}], {}",
        record.category.name(),
        short(&target_name),
        short(&target_type),
        short(&activity),
        short(&reason)
    ))
}

fn type_of_target(target: &Value) -> Str {
    match target {
        Value::Object(object) if object.get_type().is(&object::types::PSCUSTOMOBJECT) => {
            "PSObject".into()
        }
        other => other.base().get_type().name().into(),
    }
}

fn shortened(text: &str) -> String {
    let length = text.chars().count();
    if length <= CATEGORY_NAME_MAX {
        return text.to_string();
    }
    let head: String = text.chars().take(CATEGORY_NAME_END).collect();
    let tail: String = text.chars().skip(length - CATEGORY_NAME_END).collect();
    format!("{head}...{tail}")
}

/// `CategoryInfo.Activity`
fn activity(record: &ErrorRecord) -> Str {
    let rest = record.rest.borrow();
    if !rest.activity.is_empty() {
        return rest.activity.clone();
    }
    rest.invocation
        .as_ref()
        .map(|invocation| invocation.name.clone())
        .unwrap_or_default()
}

/// `CategoryInfo.Reason`
fn reason(record: &ErrorRecord) -> Str {
    let rest = record.rest.borrow();
    if !rest.reason.is_empty() {
        return rest.reason.clone();
    }
    record.exception.base().get_type().name().into()
}

/// Whether the exception was raised by `throw` with something else than an exception.
fn was_thrown(record: &ErrorRecord) -> bool {
    let Some(exception) = record.exception.as_native::<Exception>() else {
        return false;
    };
    let told = exception
        .extra
        .borrow()
        .iter()
        .find(|(name, _)| &**name == "WasThrownFromThrowStatement")
        .map(|(_, value)| value.clone());
    match told {
        Some(value) => matches!(value, Value::Bool(true)),
        None => {
            exception.kind.is(&object::types::RUNTIME_EXCEPTION)
                && record.category == Category::OperationStopped
        }
    }
}
