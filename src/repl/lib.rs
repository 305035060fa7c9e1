//! The prompt.

use engine::Engine;

/// Columns and lines of the terminal, if there is one.
pub fn terminal_size() -> Option<(usize, usize)> {
    None
}

/// Makes Ctrl-C stop what runs.
pub fn stop_on_interrupt(engine: &Engine) {
    let _ = engine;
}

/// Runs the prompt until it is left. Gives the exit status.
pub fn run(engine: &mut Engine) -> i32 {
    let _ = engine;
    0
}
