//! Running poolsh as PowerShell was run for the recordings.

use crate::recording::Case;
use std::io::Read;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// What a program may print.
const OUTPUT_BYTES_MAX: u64 = 64 << 20;
/// The exit status of what had to be stopped.
const STOPPED: i32 = 124;

/// What came of a case.
pub struct Outcome {
    pub lines: Vec<String>,
    pub exit: i32,
}

impl Outcome {
    /// Whether it is what was recorded.
    pub fn is_as(&self, case: &Case) -> bool {
        self.lines == case.golden && self.exit == case.exit
    }
}

/// Runs a case in an empty folder of its own.
pub fn run_case(case: &Case, timeout: Duration) -> Outcome {
    let folder = empty_folder();
    let script = folder.path().join("case.ps1");
    std::fs::write(script, case.program.join("\n") + "\n").unwrap();
    let mut command = shell(folder.path());
    command.arg("case.ps1");
    let (reader, writer) = std::io::pipe().unwrap();
    command.stdout(writer.try_clone().unwrap()).stderr(writer);
    let (bytes, exit) = finish(command, reader, timeout);
    if exit == STOPPED {
        let line = format!("<no end in {} s>", timeout.as_secs());
        return Outcome {
            lines: vec![line],
            exit,
        };
    }
    let text = String::from_utf8_lossy(&bytes);
    let folder = folder.path().to_string_lossy();
    Outcome {
        lines: tidy(&text, &folder, &case.area),
        exit,
    }
}

/// The standard output of a script.
pub fn output_of(script: &Path, timeout: Duration) -> String {
    let folder = empty_folder();
    let mut command = shell(folder.path());
    let (reader, writer) = std::io::pipe().unwrap();
    command.arg(script).stdout(writer).stderr(Stdio::null());
    let (bytes, _) = finish(command, reader, timeout);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Its path has 18 characters: messages that wrap count them.
fn empty_folder() -> tempfile::TempDir {
    let mut builder = tempfile::Builder::new();
    builder.prefix("case-").rand_bytes(8);
    builder.tempdir_in("/tmp").unwrap()
}

fn shell(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_poolsh"));
    command
        .args(["--allow-all", "-NoProfile", "-NonInteractive", "-File"])
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", "/root")
        .env("USER", "root")
        .env("LOGNAME", "root")
        .env("NO_COLOR", "1")
        .env("TERM", "xterm")
        .env("COLUMNS", "80")
        .env("LINES", "50")
        .env("TZ", "UTC")
        .env("LANG", "en_US.UTF-8")
        .env("LC_ALL", "en_US.UTF-8")
        .stdin(Stdio::null())
        .process_group(0);
    command
}

/// Runs to the end of the output, and stops all that was started where that takes too long.
fn finish(mut command: Command, reader: std::io::PipeReader, timeout: Duration) -> (Vec<u8>, i32) {
    let mut child = command.spawn().unwrap();
    // The command holds ends of the pipe, which would keep it open.
    drop(command);
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut reader = reader.take(OUTPUT_BYTES_MAX);
        let mut bytes = Vec::new();
        let _ = reader.read_to_end(&mut bytes);
        let _ = sender.send(bytes);
    });
    match receiver.recv_timeout(timeout) {
        Ok(bytes) => {
            let status = child.wait().unwrap();
            let signal = || status.signal().map(|signal| -signal);
            (bytes, status.code().or_else(signal).unwrap_or_default())
        }
        Err(_) => {
            let group = format!("-{}", child.id());
            let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
            let _ = child.kill();
            let _ = child.wait();
            let bytes = receiver.recv_timeout(Duration::from_secs(2));
            (bytes.unwrap_or_default(), STOPPED)
        }
    }
}

/// What counts of an output: no name of the folder, no escape sequences, no blanks at the ends.
fn tidy(text: &str, folder: &str, area: &str) -> Vec<String> {
    let text = text.replace(&format!("{folder}/"), "");
    let mut text = text.replace(folder, ".").replace("\r\n", "\n");
    if area == "pester" {
        let time = r"\b\d+(\.\d+)?m?s\b( \(\d+(\.\d+)?m?s\|\d+(\.\d+)?m?s\))?";
        let time = fancy_regex::Regex::new(time).unwrap();
        text = time.replace_all(&text, "<time>").into_owned();
    }
    let text = without_escapes(&text);
    let mut lines: Vec<String> = text
        .split('\n')
        .map(|line| line.trim_end().to_string())
        .skip_while(String::is_empty)
        .collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Takes out `ESC [ parameters letter`.
fn without_escapes(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut clean = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';' || c == '?');
        match rest.strip_prefix(|c: char| c.is_ascii_alphabetic()) {
            Some(rest) => clean.push_str(rest),
            None => {
                clean.push_str("\u{1b}[");
                clean.push_str(part);
            }
        }
    }
    clean
}
