//! The prompt: the only room that knows rustyline.
//!
//! Read `session` for the loop (prompt, line, run, again) and `line` for what running a line does; `prompt`, `history` and `stop` serve
//! them. `analysis` is what is known of the text that is being typed, found once and shared by `helper` (rustyline's side), `paint`
//! (colours) and `context` (what the cursor stands on), from which `complete` makes its candidates. `ask` reads an answer.
//! Absent on purpose: programs of the machine among the candidates, since scripts may only run them through a door; running
//! anything to complete a member.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod analysis;
mod ask;
mod complete;
mod context;
mod helper;
mod history;
mod line;
mod paint;
mod prompt;
mod session;
mod stop;
mod words;

pub use ask::ask;
pub use session::run;
pub use stop::stop_on_interrupt;

/// Columns and lines of the terminal, if there is one.
pub fn terminal_size() -> Option<(usize, usize)> {
    let (width, height) = terminal_size::terminal_size()?;
    let size = (usize::from(width.0), usize::from(height.0));
    (size.0 > 0 && size.1 > 0).then_some(size)
}

/// Whether the prompt may use colours: the user has not set `NO_COLOR`.
fn colours() -> bool {
    std::env::var_os("NO_COLOR").is_none()
}
