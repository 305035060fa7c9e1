//! Reading an answer from the person: `Read-Host`, confirmations, missing mandatory parameters.

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{ColorMode, Config, Editor, Helper};
use std::borrow::Cow;

/// Asks for a line on the terminal; `None` at the end of input and after Ctrl-C, which also stops what runs. Secrets show as stars.
pub fn ask(prompt: &str, secret: bool) -> Option<String> {
    // Only the highlighter hides a secret, so it works whatever the user thinks of colours.
    let mode = if secret {
        ColorMode::Forced
    } else {
        ColorMode::Disabled
    };
    let config = Config::builder().color_mode(mode).build();
    let mut editor: Editor<Mask, MemHistory> =
        Editor::with_history(config, MemHistory::new()).ok()?;
    editor.set_helper(Some(Mask(secret)));
    match editor.readline(prompt) {
        Ok(line) => Some(line),
        Err(ReadlineError::Interrupted) => {
            crate::stop::interrupt();
            None
        }
        Err(_) => None,
    }
}

/// Shows stars for what is typed, where it is a secret.
struct Mask(bool);

impl Helper for Mask {}

impl Hinter for Mask {
    type Hint = String;
}

impl Validator for Mask {}

impl Completer for Mask {
    type Candidate = String;
}

impl Highlighter for Mask {
    fn highlight<'l>(&self, line: &'l str, _pos: usize) -> Cow<'l, str> {
        if self.0 {
            Cow::Owned(stars(line))
        } else {
            Cow::Borrowed(line)
        }
    }

    fn highlight_char(&self, _line: &str, _pos: usize, kind: CmdKind) -> bool {
        self.0 && kind != CmdKind::MoveCursor
    }
}

/// A star for each character.
fn stars(line: &str) -> String {
    "*".repeat(line.chars().count())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_secret_shows_as_stars() {
        assert_eq!(super::stars("pässw"), "*****");
    }
}
