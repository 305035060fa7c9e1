//! Sessions as an administrator could have typed them: each file of `tests/sessions/` in a session of its own, with thelab at
//! 2013-11-04T20:00:00Z. `POOLSH_UPDATE=1 cargo test --test sessions` rewrites what they expect.
#![allow(clippy::unwrap_used)] // a test may

mod drive;

use drive::{Session, Transcript, in_deep_thread, updating};
use std::path::{Path, PathBuf};

const FAIL_OVER: &str = "Invoke-CsPoolFailOver -PoolFqdn lyncfe04.thelab.info -Verbose";
const FAIL_BACK: &str = "Invoke-CsPoolFailBack -PoolFqdn lyncfe04.thelab.info -Verbose";

#[test]
fn sessions_print_what_they_say() {
    let mut wrong = String::new();
    for path in files() {
        let text = std::fs::read_to_string(&path).unwrap();
        let wanted = Transcript::parse(&text);
        assert!(!wanted.is_empty(), "{} has no command", path.display());
        let (actual, difference) = in_deep_thread(|| {
            let wanted = Transcript::parse(&text);
            let actual = wanted.run();
            (actual.text(), wanted.difference(&actual))
        });
        if updating() {
            if actual != text {
                std::fs::write(&path, actual).unwrap();
            }
        } else if !difference.is_empty() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            wrong += &format!("== {name}\n{difference}");
        }
    }
    assert!(
        wrong.is_empty(),
        "{wrong}POOLSH_UPDATE=1 accepts what is right."
    );
}

#[test]
fn sessions_begin_with_a_title() {
    for path in files() {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("# "), "{}", path.display());
    }
}

#[test]
fn failover_says_what_was_reported() {
    let said = in_deep_thread(|| Session::new().run(FAIL_OVER));
    assert_eq!(messages(&said), reported("failover.lines"));
    insta::assert_snapshot!("failover", said);
}

#[test]
fn failback_says_what_was_reported() {
    let said = in_deep_thread(|| {
        let mut session = Session::new();
        session.run(FAIL_OVER);
        session.run("Start-Sleep -Seconds 600");
        session.run(FAIL_BACK)
    });
    assert_eq!(messages(&said), reported("failback.lines"));
    insta::assert_snapshot!("failback", said);
}

#[test]
fn same_commands_say_the_same_twice() {
    let drill = || {
        let mut session = Session::new();
        [
            FAIL_OVER,
            "Start-Sleep 600",
            FAIL_BACK,
            "Get-Date",
            "Get-Random",
            "(Get-WinEvent 'Lync Server').Message",
        ]
        .map(|command| session.run(command))
    };
    assert_eq!(in_deep_thread(drill), in_deep_thread(drill));
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    files.sort();
    files
}

/// The lines that were reported in 2013: `V` or `W`, a tab, the message.
fn reported(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/seed");
    let text = std::fs::read_to_string(path.join(name)).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(str::to_string).collect()
}

/// What was shown, in the same form.
fn messages(shown: &str) -> Vec<String> {
    let lines = shown.lines().filter(|line| !line.is_empty());
    let message = |line: &str| {
        let of = |prefix: &str| line.strip_prefix(prefix).map(str::to_string);
        of("VERBOSE: ")
            .map(|text| format!("V\t{text}"))
            .or_else(|| of("WARNING: ").map(|text| format!("W\t{text}")))
            .unwrap_or_else(|| line.to_string())
    };
    lines.map(message).collect()
}
