//! Lines of the other streams: the prefix, the colour, and wrapping where the screen is a terminal.

use crate::colour::{Label, Paint};
use crate::options::{Sink, Stream};
use crate::wrap;
use object::Value;

/// The stream that a record belongs to which was merged into the output: `3>&1` keeps what a record is.
pub fn of_record(value: &Value) -> Stream {
    let Value::Native(object) = value.base() else {
        return match value {
            Value::Object(_) | Value::Extended(_) => by_name(&crate::values::type_name(value)),
            _ => Stream::Output,
        };
    };
    by_name(&object.get_type().full_name())
}

fn by_name(name: &str) -> Stream {
    match name.strip_prefix("System.Management.Automation.") {
        Some("WarningRecord") => Stream::Warning,
        Some("VerboseRecord") => Stream::Verbose,
        Some("DebugRecord") => Stream::Debug,
        Some("InformationRecord") => Stream::Information,
        _ => Stream::Output,
    }
}

/// What stands before the messages of a stream.
pub fn prefix(stream: Stream) -> &'static str {
    match stream {
        Stream::Warning => "WARNING: ",
        Stream::Verbose => "VERBOSE: ",
        Stream::Debug => "DEBUG: ",
        Stream::Output | Stream::Error | Stream::Information => "",
    }
}

fn label(stream: Stream) -> Option<Label> {
    match stream {
        Stream::Warning => Some(Label::Warning),
        Stream::Verbose => Some(Label::Verbose),
        Stream::Debug => Some(Label::Debug),
        Stream::Output | Stream::Error | Stream::Information => None,
    }
}

/// A message as the host shows it. `width` is given where the host is a terminal; PowerShell wraps only there.
pub fn message(stream: Stream, text: &str, width: Option<usize>, paint: &Paint) -> Vec<String> {
    let whole = format!("{}{text}", prefix(stream));
    let lines = match width {
        Some(width) => wrap::lines(&whole, width, width),
        None => vec![whole],
    };
    match label(stream) {
        Some(label) if paint.colour => lines
            .iter()
            .map(|line| format!("{}{line}{}", paint.start(label), paint.reset()))
            .collect(),
        _ => lines,
    }
}

/// Writes a line of a stream. The host takes empty lines of the error stream for nothing.
pub fn write(stream: Stream, text: &str, paint: &Paint, out: &mut dyn Sink) {
    if stream == Stream::Error {
        if !crate::cells::plain(text).is_empty() {
            out.line_to(stream, text);
        }
        return;
    }
    for line in message(stream, text, None, paint) {
        out.line_to(stream, &line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_have_the_prefix_of_their_stream() {
        assert_eq!(
            message(Stream::Warning, "careful", None, &Paint::default()),
            ["WARNING: careful"]
        );
        assert_eq!(
            message(Stream::Verbose, "one two", Some(13), &Paint::default()),
            ["VERBOSE: one ", "two"]
        );
        assert_eq!(
            message(Stream::Information, "x", None, &Paint::default()),
            ["x"]
        );
    }

    #[test]
    fn the_host_drops_empty_error_lines() {
        let mut out: Vec<String> = Vec::new();
        write(Stream::Error, "", &Paint::default(), &mut out);
        write(Stream::Error, "bad", &Paint::default(), &mut out);
        assert_eq!(out, ["bad"]);
    }
}
