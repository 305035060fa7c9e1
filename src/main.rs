//! The program. All it does itself is to give the engine a stack deep enough for recursive scripts.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Bytes of stack for the thread that runs scripts; only what is used is ever backed by memory.
const STACK_BYTES: usize = 4 << 30;

fn main() -> ExitCode {
    let run = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(|| poolsh::cli::run(std::env::args_os().skip(1).collect()));
    let code = match run.map(|thread| thread.join()) {
        Ok(Ok(code)) => code,
        _ => 70,
    };
    ExitCode::from(code as u8)
}
