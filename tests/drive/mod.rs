//! A session in this process, and transcripts to run through it.
//!
//! `Session` runs lines as the prompt does and returns what a user would see of each; `Transcript` is a text of commands and what they
//! print. Absent on purpose: the machine. The clock stands still but for waiting, chance has the seed 0, and all doors are closed.
#![allow(dead_code)] // each test program uses its part

mod session;
mod transcript;

pub use session::Session;
pub use transcript::Transcript;

/// Whether expectations are to be rewritten instead of compared.
pub fn updating() -> bool {
    std::env::var_os("POOLSH_UPDATE").is_some_and(|value| value == "1")
}

/// Bytes of stack for a thread that runs scripts.
const STACK_BYTES: usize = 1 << 30;

/// Runs something in a thread whose stack is deep enough for scripts. Sessions of different threads share nothing.
pub fn in_deep_thread<T: Send>(act: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, act)
            .unwrap();
        match thread.join() {
            Ok(value) => value,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}
