//! One run of poolsh, with its time and the peak of its memory.
//!
//! The system tells a process the peak of the children that it has waited for, of all together. So each run gets a parent of its own: this
//! program again, in the role of [`ROLE`].

use std::process::{Command, Stdio};
use std::time::Instant;

/// The argument that makes this program the parent of one run.
pub const ROLE: &str = "measure-child";

/// What a run took.
pub struct Measure {
    pub seconds: f64,
    pub peak_kib: i64,
    pub output: String,
    /// Whether it printed what it should.
    pub right: bool,
}

/// Runs poolsh.
pub fn run(arguments: &[&str]) -> Measure {
    let parent = std::env::current_exe().unwrap();
    let output = Command::new(parent)
        .arg(ROLE)
        .args(arguments)
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .env("NO_COLOR", "1")
        .env("TZ", "UTC")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stderr);
    let figures = report.lines().last().unwrap_or_default();
    let (seconds, peak) = figures.split_once(' ').unwrap();
    Measure {
        seconds: seconds.parse().unwrap(),
        peak_kib: peak.parse().unwrap(),
        output: String::from_utf8_lossy(&output.stdout).into_owned(),
        right: true,
    }
}

/// The parent of one run: its last line of standard error is `SECONDS KIB`.
pub fn measure(arguments: &[String]) {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_poolsh"))
        .args(arguments)
        .status();
    let seconds = start.elapsed().as_secs_f64();
    status.unwrap();
    eprintln!("\n{seconds} {}", peak_of_children_kib());
}

#[cfg(unix)]
fn peak_of_children_kib() -> i64 {
    use nix::sys::resource::{UsageWho, getrusage};
    getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss()
}

#[cfg(not(unix))]
fn peak_of_children_kib() -> i64 {
    0
}
