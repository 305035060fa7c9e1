//! `ConciseView`: what went wrong, and for scripts the line where it did.

use super::position::excerpt;
use super::{activity, invocation, position, reason, was_thrown};
use crate::cells;
use crate::colour::{Label, Paint};
use crate::options::Context;
use crate::values;
use object::{Category, ErrorRecord, Result, Str, Value};
use std::rc::Rc;

/// Digits of a line number that line up with the heading.
const NUMBER_WIDTH: usize = 4;

/// The error in this view.
pub fn of(cx: &mut Context<'_>, record: &Rc<ErrorRecord>) -> Result<String> {
    let paint = cx.options.paint.clone();
    let position = position(record);
    let script = position
        .as_ref()
        .and_then(|position| position.source.path.clone());
    let parse_error = record.category == Category::ParserError;
    let number = position.as_ref().map_or(0, |position| {
        position.source.line_column(position.span.start).0
    });
    let module = script
        .as_deref()
        .is_some_and(|path| path.to_lowercase().ends_with(".psm1"));
    let place = match Place::target(cx, record)? {
        Some(place) => Some(place),
        None => match &position {
            Some(position) if !module && (script.is_some() || number > 1 || parse_error) => {
                let (line, tildes) = excerpt(position);
                let file = script
                    .as_deref()
                    .map(|path| format!("{path}:{number}"))
                    .unwrap_or_default();
                // The sign that stands before both in a position message is a blank here.
                Some(Place {
                    file,
                    number: number.to_string(),
                    line: format!(" {line}"),
                    tildes: format!(" {tildes}"),
                })
            }
            _ => None,
        },
    };
    let mut text = format!("{}{}: ", paint.start(Label::Error), caption(record));
    let bar = place
        .as_ref()
        .map_or(Bar::default(), |place| place.write(&paint, &mut text));
    let message = message(record);
    if script.is_some() || parse_error {
        text.push_str(paint.start(Label::Error));
        write_wrapped(&one_line(&message), &bar, cx.options.window, &mut text);
        text.push('\n');
    } else {
        text.push_str(&bar.painted);
        text.push_str(&message);
    }
    text.push_str(paint.reset());
    Ok(text)
}

/// The line that is shown.
struct Place {
    file: String,
    number: String,
    line: String,
    tildes: String,
}

/// What stands before each line of the message.
#[derive(Default)]
struct Bar {
    plain: String,
    painted: String,
}

impl Place {
    /// The line that a test framework wants shown instead of the script's own: a target with `Line` and `LineText`.
    fn target(cx: &mut Context<'_>, record: &ErrorRecord) -> Result<Option<Place>> {
        let Value::Dict(target) = record.target.base() else {
            return Ok(None);
        };
        let (Some(number), Some(line)) = (target.get_str("Line"), target.get_str("LineText"))
        else {
            return Ok(None);
        };
        let mut text = |value: &Value| -> Result<String> {
            Ok(values::object_text(cx.host, value)?.to_string())
        };
        let file = text(&target.get_str("File").unwrap_or_default())?;
        Ok(Some(Place {
            file,
            number: text(&number)?,
            line: text(&line)?.trim().to_string(),
            tildes: String::new(),
        }))
    }

    /// Writes the place; the message follows behind the bar that is given back.
    fn write(&self, paint: &Paint, out: &mut String) -> Bar {
        let (accent, error, reset) = (
            paint.start(Label::ErrorAccent),
            paint.start(Label::Error),
            paint.reset(),
        );
        let digits = self.number.chars().count();
        let margin = " ".repeat(digits.saturating_sub(NUMBER_WIDTH));
        let indent = " ".repeat(NUMBER_WIDTH.saturating_sub(digits));
        let plain = format!("{margin}     | ");
        let painted = format!("{accent}{plain}{error}");
        out.push_str(&format!("{reset}{}\n{accent}{margin}Line |\n", self.file));
        out.push_str(&format!(
            "{accent}{indent}{} | {reset}{}\n",
            self.number,
            self.painted_line(accent, reset)
        ));
        if !self.tildes.is_empty() {
            out.push_str(&format!("{painted}{}\n", self.tildes));
        }
        Bar { plain, painted }
    }

    /// The line with its part in colour, unless that is all of it.
    fn painted_line(&self, accent: &str, reset: &str) -> String {
        let length = self.tildes.trim().chars().count();
        let before = self.tildes.chars().take_while(|c| *c != '~').count();
        let chars: Vec<char> = self.line.chars().collect();
        if accent.is_empty() || length >= chars.len() || before + length > chars.len() {
            return self.line.clone();
        }
        let part = |range: std::ops::Range<usize>| chars[range].iter().collect::<String>();
        format!(
            "{}{accent}{}{reset}{}",
            part(0..before),
            part(before..before + length),
            part(before + length..chars.len())
        )
    }
}

/// What comes first: the command, or what kind of error it is.
fn caption(record: &ErrorRecord) -> Str {
    if was_thrown(record) {
        return "Exception".into();
    }
    let invocation = invocation(record).unwrap_or_default();
    let script = invocation.name.to_lowercase().ends_with(".ps1");
    let activity = activity(record);
    let category = if record.category == Category::NotSpecified {
        Str::default()
    } else {
        record.category.name().into()
    };
    let candidates = [
        // A script that calls a failing command is a command too, but not one that says anything.
        if script {
            Str::default()
        } else {
            invocation.name.clone()
        },
        activity,
        invocation.name.clone(),
        invocation.typed.clone(),
        category,
        reason(record),
    ];
    candidates
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "Error".into())
}

fn message(record: &ErrorRecord) -> String {
    let details = record
        .rest
        .borrow()
        .details
        .clone()
        .filter(|details| !details.is_empty());
    let text = details.unwrap_or_else(|| record.exception_message());
    if record.category == Category::ParserError
        && let Some((_, rest)) = text.split_once("~\n")
    {
        // The message of a parse error repeats the line that is shown already.
        return rest.split("\n\n").next().unwrap_or_default().to_string();
    }
    text.to_string()
}

fn one_line(message: &str) -> String {
    message.replace("\r\n", " ").replace(['\n', '\t'], " ")
}

/// Writes a message behind its bar, broken at blanks so that no line is wider than the screen. A word that is wider than a line
/// stays whole, in a line of its own.
fn write_wrapped(message: &str, bar: &Bar, width: usize, out: &mut String) {
    let bar_width = bar.plain.chars().count();
    out.push_str(&bar.painted);
    let whole = format!("{}{message}", bar.plain);
    if width == 0 || cells::plain(&whole).chars().count() <= width {
        out.push_str(message);
        return;
    }
    let first = truncated(&whole, width);
    let shown = first.chars().count();
    // The bar is written already, without its blank where nothing but the bar fits.
    if shown < bar_width {
        out.truncate(out.trim_end_matches(' ').len());
    } else {
        out.extend(first.chars().skip(bar_width));
    }
    let mut rest = whole
        .chars()
        .skip(shown)
        .collect::<String>()
        .trim()
        .to_string();
    while rest.chars().count() + bar_width > width {
        let line = truncated(&format!("{}{rest}", bar.plain), width);
        let length = line.chars().count();
        if length <= bar_width {
            break;
        }
        out.push('\n');
        out.push_str(&bar.painted);
        out.extend(line.chars().skip(bar_width));
        rest = rest
            .chars()
            .skip(length - bar_width)
            .collect::<String>()
            .trim()
            .to_string();
    }
    out.push('\n');
    out.push_str(&bar.painted);
    out.push_str(rest.trim());
}

/// The text up to its last blank within so many characters; all that fits where there is no blank.
fn truncated(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_string();
    }
    let head: String = text.chars().take(length).collect();
    match head.rfind(char::is_whitespace) {
        Some(at) => head[..at].to_string(),
        None => head,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(message: &str, width: usize) -> String {
        let bar = Bar {
            plain: "     | ".into(),
            painted: "     | ".into(),
        };
        let mut out = String::new();
        write_wrapped(message, &bar, width, &mut out);
        out
    }

    #[test]
    fn a_message_breaks_at_blanks_behind_the_bar() {
        assert_eq!(wrapped("one two three", 80), "     | one two three");
        assert_eq!(wrapped("one two three", 15), "     | one two\n     | three");
    }

    #[test]
    fn a_word_wider_than_the_screen_has_a_line_of_its_own() {
        let word = "x".repeat(30);
        assert_eq!(wrapped(&word, 20), format!("     |\n     | {word}"));
    }
}
