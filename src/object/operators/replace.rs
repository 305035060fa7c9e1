//! `-replace`

use super::pattern::{given, refused};
use crate::convert;
use crate::members::delegate::Delegate;
use crate::members::method::MethodGroup;
use crate::pattern::{Match, Regex, RegexError, RegexOptions, Replacement, cached};
use crate::types::{self, Type};
use crate::{Fault, Host, Interrupt, Result, Str, Value};
use syntax::ast::Case;

/// What stands for a match.
enum Substitute {
    /// A text with substitutions such as `$1`.
    Text(Replacement),
    /// A script block, which sees the match as `$_`.
    Block(Value),
    /// A delegate or a method, which gets the match.
    Call(Value),
}

/// `left -replace pattern, substitute`: a string, or an `object[]` of strings.
pub fn replace(host: &mut dyn Host, left: &Value, right: &Value, case: Case) -> Result<Value> {
    let (pattern, substitute) = operands(right)?;
    let regex = match given(&pattern) {
        Some(regex) => regex,
        None => {
            let text = convert::to_text(host, &pattern)?;
            let options = if case == Case::Ignore {
                RegexOptions::IGNORE_CASE
            } else {
                RegexOptions::NONE
            };
            cached(&text, options).map_err(|error| not_valid(error, &text, &pattern))?
        }
    };
    let substitute = match substitute.base() {
        Value::Native(object) if object.get_type().is(&types::SCRIPT_BLOCK) => {
            Substitute::Block(substitute)
        }
        other if other.as_native::<Delegate>().is_some() => Substitute::Call(substitute),
        other if other.as_native::<MethodGroup>().is_some() => {
            let kind = Type::Known(&crate::members::regex::MATCH_EVALUATOR);
            Substitute::Call(convert::to(host, other, &kind)?)
        }
        other => Substitute::Text(Replacement::new(&regex, &convert::to_text(host, other)?)),
    };
    let Some(items) = convert::enumerate(left) else {
        let text = convert::to_text(host, left)?;
        return run(host, &regex, &substitute, &text);
    };
    let mut replaced = Vec::new();
    for item in items? {
        let text = convert::to_text(host, &item)?;
        replaced.push(run(host, &regex, &substitute, &text)?);
    }
    Ok(Value::array(replaced))
}

/// The pattern and the substitute in the right operand.
fn operands(right: &Value) -> Result<(Value, Value)> {
    let items = match right.base() {
        Value::Array(array) => array.to_vec(),
        Value::List(list) => list.to_vec(),
        other => return Ok((other.clone(), Value::str(""))),
    };
    if items.len() > 2 {
        let message = format!(
            "The -replace operator allows only two elements to follow it, not {}.",
            items.len()
        );
        return Fault::runtime("BadReplaceArgument", message)
            .target(right.clone())
            .raise();
    }
    let mut items = items.into_iter();
    let pattern = items.next().unwrap_or_else(|| Value::str(""));
    Ok((pattern, items.next().unwrap_or_else(|| Value::str(""))))
}

pub(super) fn not_valid(error: RegexError, text: &Str, pattern: &Value) -> Box<Interrupt> {
    let inner = convert::record_of(refused(error))
        .map(|record| record.exception.clone())
        .unwrap_or_default();
    let message = format!("The regular expression pattern {text} is not valid.");
    Fault::runtime("InvalidRegularExpression", message)
        .target(pattern.clone())
        .because(inner)
        .into()
}

/// Either an error of the pattern room or one of the block.
enum Stop {
    Pattern(RegexError),
    Block(Box<Interrupt>),
}

impl From<RegexError> for Stop {
    fn from(error: RegexError) -> Stop {
        Stop::Pattern(error)
    }
}

fn run(host: &mut dyn Host, regex: &Regex, substitute: &Substitute, text: &Str) -> Result<Value> {
    let replaced = match substitute {
        Substitute::Text(replacement) => {
            regex.replace(text, replacement, None, 0).map_err(refused)?
        }
        Substitute::Block(code) | Substitute::Call(code) => {
            let each = |found: &Match, out: &mut String| {
                let found = crate::members::regex::match_value(regex, text, found);
                let result = match substitute {
                    Substitute::Call(_) => host.call(code, std::slice::from_ref(&found)),
                    _ => host.call_with_item(code, &found),
                }
                .map_err(Stop::Block)?;
                out.push_str(&convert::to_text(host, &result).map_err(Stop::Block)?);
                Ok(())
            };
            regex
                .replace_each(text, None, 0, each)
                .map_err(|stop| match stop {
                    Stop::Pattern(error) => refused(error),
                    Stop::Block(error) => error,
                })?
        }
    };
    Ok(match replaced {
        // Nothing was replaced: the same string.
        std::borrow::Cow::Borrowed(_) => Value::Str(text.clone()),
        std::borrow::Cow::Owned(text) => Value::Str(text.into()),
    })
}
