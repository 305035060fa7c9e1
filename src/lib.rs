//! poolsh: a PowerShell-compatible shell with a simulated Lync Server deployment inside it.
//!
//! This is the package that puts the rooms together: `session` makes a session with all commands in it, `screen` shows what it
//! writes, `cli` reads the program's arguments. `main` is only a door.
//! Absent on purpose: anything a room could do itself.

pub mod cli;
pub mod screen;
pub mod session;
