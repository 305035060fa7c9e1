//! The prompt, driven through a pseudo-terminal as a person would drive it.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use rexpect::process::WaitStatus;
use rexpect::session::{Options, PtySession, spawn_with_options};
use std::path::Path;
use std::process::Command;

/// How long a step may take; the machine may be busy.
const STEP_MS: u64 = 30_000;

/// Ctrl-C and Tab, as keys.
const CTRL_C: &str = "\u{3}";
const TAB: &str = "\t";

/// A prompt whose history stands in that folder.
fn prompt(home: &Path) -> PtySession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_poolsh"));
    command
        .args(["--clock", "2013-11-04T20:00:00Z", "--lab", "thelab"])
        .current_dir(home)
        .env("POOLSH_HISTORY", home.join("history"))
        .env("NO_COLOR", "1")
        .env("TERM", "xterm");
    let options = Options::new()
        .timeout_ms(Some(STEP_MS))
        .strip_ansi_escape_codes(true);
    let mut session = spawn_with_options(command, options).unwrap();
    ready(&mut session);
    session
}

/// Waits for the prompt.
fn ready(session: &mut PtySession) {
    session.exp_string("PS /").unwrap();
    session.exp_string("> ").unwrap();
}

/// Types keys, without Enter.
fn keys(session: &mut PtySession, keys: &str) {
    session.send(keys).unwrap();
    session.flush().unwrap();
}

/// Types a line, and waits for what it prints and for the next prompt.
fn line(session: &mut PtySession, typed: &str, printed: &str) {
    keys(session, typed);
    keys(session, "\r");
    session.exp_string(printed).unwrap();
    ready(session);
}

/// Leaves with Ctrl-D.
fn leave(mut session: PtySession) {
    keys(&mut session, "\u{4}");
    session.exp_eof().unwrap();
    let status = session.process().wait().unwrap();
    assert!(matches!(status, WaitStatus::Exited(_, 0)), "{status:?}");
}

#[test]
fn a_person_types_continues_completes_and_leaves() {
    let home = tempfile::tempdir().unwrap();
    let mut session = prompt(home.path());
    line(&mut session, "'a' + 'b'.ToUpper()", "aB");

    // An open brace goes on at `>> `.
    keys(&mut session, "if ($true) {\r");
    session.exp_string(">> ").unwrap();
    line(&mut session, "'x' * 5 }", "xxxxx");

    // What is wrong is reported at once.
    line(&mut session, "1 + )", "You must provide a value expression");

    // Tab completes the command, the parameter and the pool.
    keys(&mut session, "Get-CsPoolBackupR");
    keys(&mut session, TAB);
    session.exp_string("elationship").unwrap();
    keys(&mut session, " -PoolF");
    keys(&mut session, TAB);
    session.exp_string("PoolFqdn").unwrap();
    keys(&mut session, " lyncfe04.th");
    keys(&mut session, TAB);
    session.exp_string("elab.info").unwrap();
    line(&mut session, "", "BackupPoolFqdn");
    leave(session);
}

#[test]
fn ctrl_c_clears_the_line_and_stops_what_runs() {
    let home = tempfile::tempdir().unwrap();
    let mut session = prompt(home.path());
    keys(&mut session, "throw 'never'");
    session.exp_string("'never'").unwrap();
    keys(&mut session, CTRL_C);
    ready(&mut session);
    line(&mut session, "$Error.Count + 40", "40");

    // Inside of a command it gives the command up.
    keys(&mut session, "if ($true) {\r");
    session.exp_string(">> ").unwrap();
    keys(&mut session, CTRL_C);
    ready(&mut session);

    // While something runs it stops that, and nothing else.
    keys(&mut session, "'run' + 'ning'; while ($true) { $n++ }\r");
    session.exp_string("running").unwrap();
    keys(&mut session, CTRL_C);
    ready(&mut session);
    line(&mut session, "\"went $($n -gt 0)\"", "went True");
    leave(session);
}

#[test]
fn exit_leaves_with_its_status_and_the_history_stays() {
    let home = tempfile::tempdir().unwrap();
    let mut session = prompt(home.path());
    line(&mut session, "'first' + 1", "first1");
    line(
        &mut session,
        "(Get-History).CommandLine -replace 'first', 'kept'",
        "'kept' + 1",
    );
    keys(&mut session, "exit 7\r");
    session.exp_eof().unwrap();
    let status = session.process().wait().unwrap();
    assert!(matches!(status, WaitStatus::Exited(_, 7)), "{status:?}");

    // Another session finds it: three times up is the first line.
    let mut session = prompt(home.path());
    keys(&mut session, "\u{1b}[A\u{1b}[A\u{1b}[A\r");
    session.exp_string("first1").unwrap();
    ready(&mut session);
    leave(session);
}
