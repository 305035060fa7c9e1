//! How fast poolsh is, as a Markdown table for the README: `cargo bench --bench throughput`.
//!
//! Measured are whole processes, the median of several: seconds from start to end, and the peak of the memory. PowerShell's seconds come from
//! `tests/conformance/bench/pwsh.tsv`, less its start-up, carried over to this machine by `yardstick.py` where there is a `python3`; a ratio below 1
//! means that poolsh, start-up and all, is faster.
//! To measure one program: `cargo bench --bench throughput -- NAME`.
#![allow(clippy::unwrap_used)] // a benchmark may stop where something is wrong

#[path = "throughput/child.rs"]
mod child;
#[path = "throughput/machine.rs"]
mod machine;

use child::Measure;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How often each is measured.
const PROGRAM_ROUNDS: usize = 3;
const SHORT_ROUNDS: usize = 21;
const PARSE_ROUNDS: usize = 5;
/// Seconds that the yardstick took where PowerShell was measured.
const YARDSTICK_SECONDS: f64 = 0.110;
/// How many of the largest files of cases are parsed.
const PARSE_FILES: usize = 4;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == child::ROLE) {
        return child::measure(&arguments[1..]);
    }
    if !arguments.iter().any(|argument| argument == "--bench") {
        println!("Run it with `cargo bench --bench throughput`.");
        return;
    }
    let only = arguments.iter().find(|argument| !argument.starts_with('-'));
    let wants = |name: &str| only.is_none_or(|only| name.contains(only.as_str()));
    println!("{}\n", machine::description());
    println!("| program | seconds | peak MiB | PowerShell's seconds here | ratio |");
    println!("|---|---:|---:|---:|---:|");
    if wants("empty") {
        empty();
    }
    programs(&wants);
    if wants("drill") {
        drill();
    }
    if wants("parser") {
        parse();
    }
}

/// Start-up: an empty script.
fn empty() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("empty.ps1");
    std::fs::write(&script, "").unwrap();
    let script = script.to_string_lossy();
    let measure = median(SHORT_ROUNDS, &["-NoProfile", "-File", &script]);
    row("empty script", &measure, None);
}

/// The drill that was reported: failover of a pool, with all that it says.
fn drill() {
    let command = "Invoke-CsPoolFailOver -PoolFqdn lyncfe04.thelab.info -Verbose";
    let moment = "2013-11-04T20:00:00Z";
    let arguments = ["--clock", moment, "--seed", "0", "-Command", command];
    let measure = median(SHORT_ROUNDS, &arguments);
    let measure = Measure {
        right: measure.output.contains("-PoolState FailedOver"),
        ..measure
    };
    row("drill: failover of a pool", &measure, None);
}

fn programs(wants: &dyn Fn(&str) -> bool) {
    let folder = recordings().join("bench");
    let scale = yardstick(&folder).map(|seconds| seconds / YARDSTICK_SECONDS);
    let table = std::fs::read_to_string(folder.join("pwsh.tsv")).unwrap();
    let mut lines: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("bench-"))
        .collect();
    lines.sort_unstable();
    for line in lines {
        let columns: Vec<&str> = line.split('\t').collect();
        let (name, seconds) = (columns[0], columns[2].parse::<f64>().unwrap());
        if !wants(name) {
            continue;
        }
        let wanted = std::fs::read_to_string(folder.join(format!("{name}.out"))).unwrap();
        let script = folder.join(format!("{name}.ps1"));
        let script = script.to_string_lossy();
        let arguments = ["--allow-all", "-NoProfile", "-File", &script];
        let first = child::run(&arguments);
        // What does not print what it should is not measured further.
        let right = lines_of(&first.output) == lines_of(&wanted);
        let measure = if right {
            median(PROGRAM_ROUNDS, &arguments)
        } else {
            Measure { right, ..first }
        };
        row(name, &measure, scale.map(|scale| seconds * scale));
    }
}

/// The parser alone, over the largest files of cases.
fn parse() {
    let mut files: Vec<(usize, PathBuf)> = std::fs::read_dir(recordings())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "cases"))
        .map(|path| (std::fs::read(&path).unwrap().len(), path))
        .collect();
    files.sort();
    // Each case is a program of its own; a head would be a comment, and so joins them harmlessly only between whole programs.
    let programs: Vec<String> = files
        .iter()
        .rev()
        .take(PARSE_FILES)
        .flat_map(|(_, path)| {
            let text = std::fs::read_to_string(path).unwrap();
            let programs = text.split("\n#@ ").filter_map(|case| case.split_once('\n'));
            programs
                .map(|(_, program)| program.to_string())
                .collect::<Vec<_>>()
        })
        .collect();
    let bytes: usize = programs.iter().map(String::len).sum();
    let mut best = f64::MAX;
    for _ in 0..PARSE_ROUNDS {
        let start = Instant::now();
        for program in &programs {
            std::hint::black_box(syntax::parse(None, program));
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    let mib = bytes as f64 / f64::from(1 << 20);
    println!(
        "\nParsing: {:.1} MiB/s ({} programs, {:.0} KiB).",
        mib / best,
        programs.len(),
        mib * 1024.0
    );
}

fn row(name: &str, measure: &Measure, powershell: Option<f64>) {
    let seconds = measure.seconds;
    let peak = measure.peak_kib as f64 / 1024.0;
    let wrong = if measure.right {
        ""
    } else {
        " (output differs)"
    };
    let (theirs, ratio) = match powershell {
        Some(theirs) => (format!("{theirs:.2}"), format!("{:.2}", seconds / theirs)),
        None => (String::new(), String::new()),
    };
    println!("| {name}{wrong} | {seconds:.3} | {peak:.1} | {theirs} | {ratio} |");
}

fn median(rounds: usize, arguments: &[&str]) -> Measure {
    let mut measures: Vec<Measure> = (0..rounds).map(|_| child::run(arguments)).collect();
    measures.sort_by(|one, other| one.seconds.total_cmp(&other.seconds));
    measures.swap_remove(rounds / 2)
}

/// Seconds that the yardstick takes here.
fn yardstick(folder: &Path) -> Option<f64> {
    let mut python = std::process::Command::new("python3");
    let output = python.arg(folder.join("yardstick.py")).output().ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}

fn lines_of(text: &str) -> Vec<&str> {
    text.trim().lines().map(str::trim_end).collect()
}

fn recordings() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance")
}
