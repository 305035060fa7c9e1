//! Running a line that was typed.

use crate::analysis::Analysis;
use crate::stop;
use engine::Engine;
use object::{Interrupt, Result, Symbol, Value};
use std::rc::Rc;
use syntax::TokenKind;

/// Runs a line and shows what comes of it. Gives the exit status where the line leaves the shell.
pub(crate) fn run(engine: &mut Engine, analysis: &Analysis) -> Option<i32> {
    stop::forget(engine);
    let start = object::Host::now(engine);
    let result = engine.parse(&analysis.text, None).and_then(|code| {
        let out = Rc::clone(&engine.screen);
        engine.run_code(&code, "<ScriptBlock>", &out)
    });
    stop::forget(engine);
    let status = finished(engine, result);
    let _ = engine.with_ui(|ui, engine| ui.finish(engine));
    commands::core::history::remember(engine, &analysis.text, start);
    remember_tokens(engine, analysis);
    status
}

/// Shows what ended a line; the exit status where that was `exit`.
fn finished(engine: &mut Engine, result: Result) -> Option<i32> {
    let stop = result.err()?;
    match &*stop {
        Interrupt::Exit(status) => return Some(*status),
        Interrupt::Error(record) => {
            engine.success = false;
            engine.remember(record);
            // Tables that wait for more rows stand above the error.
            let _ = engine.with_ui(|ui, engine| ui.finish(engine));
            engine.with_ui(|ui, engine| ui.error(engine, record));
        }
        Interrupt::Cancelled => engine.success = false,
        // A `break` or `continue` that no loop takes ends the line, as in PowerShell.
        _ => {}
    }
    None
}

/// `$^` and `$$`: the first and the last token of the line.
fn remember_tokens(engine: &mut Engine, analysis: &Analysis) {
    let global = engine.global;
    if let Some((first, last)) = ends(analysis) {
        engine.set_in(global, Symbol::of("^"), Value::str(first));
        engine.set_in(global, Symbol::of("$"), Value::str(last));
    }
}

/// The first and the last token that say something; strings without their quotes.
fn ends(analysis: &Analysis) -> Option<(String, String)> {
    use TokenKind::{Comment, LineContinuation, NewLine};
    let mut tokens = analysis
        .tokens
        .iter()
        .filter(|token| !matches!(token.kind, NewLine | Comment | LineContinuation));
    let first = tokens.next()?;
    let last = tokens.next_back().unwrap_or(first);
    let text = |token: &syntax::Token| {
        let text = analysis.text_of(token);
        match token.kind {
            TokenKind::StringLiteral | TokenKind::StringExpandable if text.len() > 1 => {
                text[1..text.len() - 1].to_string()
            }
            _ => text.to_string(),
        }
    };
    Some((text(first), text(last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(engine: &mut Engine, text: &str) -> Option<i32> {
        run(engine, &Analysis::of(text))
    }

    fn variable(engine: &Engine, name: &str) -> String {
        let value = engine.variable(Symbol::of(name)).unwrap();
        engine::values::plain_text(&value).to_string()
    }

    #[test]
    fn exit_leaves_with_its_status() {
        let mut engine = Engine::new();
        assert_eq!(typed(&mut engine, "exit 3"), Some(3));
        assert_eq!(typed(&mut engine, "1 + 1"), None);
    }

    #[test]
    fn errors_are_kept_and_the_prompt_goes_on() {
        let mut engine = Engine::new();
        for wrong in ["throw 'x'", "}", "1 +* 2"] {
            engine.success = true;
            assert_eq!(typed(&mut engine, wrong), None, "{wrong}");
            assert!(!engine.success, "{wrong}");
        }
        assert_eq!(engine.errors.items.borrow().len(), 3);
    }

    #[test]
    fn an_old_ctrl_c_does_not_stop_the_next_line() {
        let mut engine = Engine::new();
        engine
            .cancel
            .store(true, std::sync::atomic::Ordering::Relaxed);
        typed(&mut engine, "$a = 0; foreach ($i in 1..3) { $a += $i }");
        assert_eq!(variable(&engine, "a"), "6");
    }

    #[test]
    fn the_first_and_last_token_are_remembered() {
        let mut engine = Engine::new();
        typed(&mut engine, "$a = 'one two' # note");
        assert_eq!(variable(&engine, "^"), "$a");
        assert_eq!(variable(&engine, "$"), "one two");
    }
}
