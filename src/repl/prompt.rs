//! The text of the prompt: what the function `prompt` returns.

use engine::{Collector, Engine, Out};
use object::{Symbol, convert};
use std::rc::Rc;

/// What stands before lines that continue a command.
pub(crate) const CONTINUED: &str = ">> ";

/// What PowerShell shows where the function returns nothing, or fails.
const FALLBACK: &str = "PS>";

/// The prompt now. `$?` stays as the last line left it.
pub(crate) fn text(engine: &mut Engine) -> String {
    crate::stop::forget(engine);
    let success = engine.success;
    let text = match engine.find_function(Symbol::of("prompt")) {
        Some(_) => returned(engine),
        None => Some(format!("PS {}> ", engine.folder.display())),
    };
    engine.success = success;
    text.filter(|text| !text.is_empty())
        .unwrap_or_else(|| FALLBACK.to_string())
}

/// What the function returns, as text.
fn returned(engine: &mut Engine) -> Option<String> {
    let collector = Collector::new();
    let out: Out = Rc::clone(&collector) as Out;
    engine.invoke_command("prompt", Vec::new(), &out).ok()?;
    let mut text = String::new();
    for value in collector.take() {
        text.push_str(&convert::to_text(engine, &value).ok()?);
    }
    Some(text)
}

/// A text without escape sequences: what its width is counted on.
pub(crate) fn without_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\u{1b}' {
            out.push(c);
        } else if chars.next_if_eq(&'[').is_some() {
            while chars.next().is_some_and(|c| !('@'..='~').contains(&c)) {}
        } else if chars.next_if_eq(&']').is_some() {
            while chars.next().is_some_and(|c| c != '\u{7}') {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn defined(text: &str) -> Engine {
        let mut engine = Engine::new();
        let code = engine.parse(text, None).ok().unwrap();
        let out = Rc::clone(&engine.screen);
        engine.run_code(&code, "<ScriptBlock>", &out).ok().unwrap();
        engine
    }

    #[test]
    fn a_function_makes_the_prompt() {
        assert_eq!(
            super::text(&mut defined("function prompt { 'a'; 1; '> ' }")),
            "a1> "
        );
        assert_eq!(super::text(&mut defined("function prompt { }")), "PS>");
        assert_eq!(
            super::text(&mut defined("function prompt { throw 'x' }")),
            "PS>"
        );
    }

    #[test]
    fn without_a_function_it_shows_the_folder() {
        let mut engine = Engine::new();
        engine.folder = "/somewhere".into();
        assert_eq!(super::text(&mut engine), "PS /somewhere> ");
    }

    #[test]
    fn escape_sequences_have_no_width() {
        assert_eq!(
            without_escapes("\u{1b}[32mPS\u{1b}[0m> \u{1b}]0;title\u{7}"),
            "PS> "
        );
    }
}
