//! Ctrl-C while something runs.

use engine::Engine;
use signal_hook::consts::SIGINT;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Makes Ctrl-C stop what runs: the signal sets the flag that the engine looks at. At the prompt itself the terminal is raw and
/// sends no signal.
pub fn stop_on_interrupt(engine: &Engine) {
    // Where the signal cannot be had, Ctrl-C ends the program, as it does by default.
    let _ = signal_hook::flag::register(SIGINT, Arc::clone(&engine.cancel));
}

/// Does what Ctrl-C does: for a key that was read as a character.
pub(crate) fn interrupt() {
    let _ = signal_hook::low_level::raise(SIGINT);
}

/// Forgets a Ctrl-C that has been answered.
pub(crate) fn forget(engine: &Engine) {
    engine.cancel.store(false, Ordering::Relaxed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_sets_the_flag_until_it_is_forgotten() {
        let engine = Engine::new();
        stop_on_interrupt(&engine);
        interrupt();
        assert!(engine.cancel.load(Ordering::Relaxed));
        assert!(engine.check_cancel().is_err());
        forget(&engine);
        assert!(engine.check_cancel().is_ok());
    }
}
