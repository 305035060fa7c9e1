//! How fast poolsh is, as a Markdown table for the README: `cargo bench --bench throughput`.
//!
//! Measured are whole processes, the quickest of several, since what else runs on the machine can only slow them: seconds from start to end, and
//! the peak of the memory. The shares are of what PowerShell took by `tests/conformance/bench/pwsh.tsv`: of its seconds less its start-up, carried
//! over to this machine by `yardstick.py` where there is a `python3`, and of its whole memory. Below 1 poolsh, start-up and all, took less.
//! To measure one program: `cargo bench --bench throughput -- NAME`.
#![allow(clippy::unwrap_used)] // a benchmark may stop where something is wrong

#[path = "throughput/child.rs"]
mod child;
#[path = "throughput/machine.rs"]
mod machine;

use child::Measure;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The allocator of the program, so that parsing takes what it takes there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often each is measured.
const PROGRAM_ROUNDS: usize = 3;
const SHORT_ROUNDS: usize = 21;
const PARSE_ROUNDS: usize = 50;
const YARDSTICK_ROUNDS: usize = 3;
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
    println!("| program | seconds | of PowerShell | peak MiB | of PowerShell | output |");
    println!("|---|---:|---:|---:|---:|---|");
    if wants("empty") {
        empty();
    }
    let shares = programs(&wants);
    if wants("drill") {
        drill();
    }
    mean(&shares);
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
    let measure = quickest(SHORT_ROUNDS, &["-NoProfile", "-File", &script]);
    row("empty script", &measure, None);
}

/// The drill that was reported: failover of a pool, with all that it says.
fn drill() {
    let command = "Invoke-CsPoolFailOver -PoolFqdn lyncfe04.thelab.info -Verbose";
    let moment = "2013-11-04T20:00:00Z";
    let arguments = ["--clock", moment, "--seed", "0", "-Command", command];
    let measure = quickest(SHORT_ROUNDS, &arguments);
    let measure = Measure {
        right: measure.output.contains("-PoolState FailedOver"),
        ..measure
    };
    row("drill: failover of a pool", &measure, None);
}

/// The programs of the recordings; gives their shares of PowerShell's seconds.
fn programs(wants: &dyn Fn(&str) -> bool) -> Vec<f64> {
    let folder = recordings().join("bench");
    let scale = yardstick(&folder).map(|seconds| seconds / YARDSTICK_SECONDS);
    let table = std::fs::read_to_string(folder.join("pwsh.tsv")).unwrap();
    let mut shares = Vec::new();
    let mut lines: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("bench-"))
        .collect();
    lines.sort_unstable();
    for line in lines {
        let columns: Vec<&str> = line.split('\t').collect();
        let name = columns[0];
        let theirs = Theirs {
            seconds: scale.map(|scale| columns[2].parse::<f64>().unwrap() * scale),
            peak_kib: columns[3].parse().unwrap(),
        };
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
            quickest(PROGRAM_ROUNDS, &arguments)
        } else {
            Measure { right, ..first }
        };
        row(name, &measure, Some(&theirs));
        if let (true, Some(seconds)) = (measure.right, theirs.seconds) {
            shares.push(measure.seconds / seconds);
        }
    }
    shares
}

/// How many times as fast as PowerShell, as the geometric mean.
fn mean(shares: &[f64]) {
    if shares.is_empty() {
        return;
    }
    let logs: f64 = shares.iter().map(|share| share.ln()).sum();
    let mean = (-logs / shares.len() as f64).exp();
    println!(
        "\nOver {} programs: {mean:.1} times as fast (geometric mean).",
        shares.len()
    );
}

/// What PowerShell took.
struct Theirs {
    seconds: Option<f64>,
    peak_kib: f64,
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

fn row(name: &str, measure: &Measure, theirs: Option<&Theirs>) {
    let peak = measure.peak_kib as f64;
    let share = |own: f64, theirs: Option<f64>| {
        theirs.map_or(String::new(), |theirs| format!("{:.2}", own / theirs))
    };
    println!(
        "| {name} | {:.3} | {} | {:.1} | {} | {} |",
        measure.seconds,
        share(measure.seconds, theirs.and_then(|theirs| theirs.seconds)),
        peak / 1024.0,
        share(peak, theirs.map(|theirs| theirs.peak_kib)),
        if measure.right { "same" } else { "differs" },
    );
}

fn quickest(rounds: usize, arguments: &[&str]) -> Measure {
    (0..rounds)
        .map(|_| child::run(arguments))
        .min_by(|one, other| one.seconds.total_cmp(&other.seconds))
        .unwrap()
}

/// Seconds that the yardstick takes here.
fn yardstick(folder: &Path) -> Option<f64> {
    let round = || {
        let mut python = std::process::Command::new("python3");
        let output = python.arg(folder.join("yardstick.py")).output().ok()?;
        String::from_utf8_lossy(&output.stdout).trim().parse().ok()
    };
    (0..YARDSTICK_ROUNDS)
        .filter_map(|_| round())
        .min_by(f64::total_cmp)
}

fn lines_of(text: &str) -> Vec<&str> {
    text.trim().lines().map(str::trim_end).collect()
}

fn recordings() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance")
}
