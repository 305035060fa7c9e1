//! Conformance: does poolsh print what PowerShell 7.6.9 printed?
//!
//! The recordings stand in `tests/conformance/`; its README tells how they were made. `known-failures.txt` names the cases that differ and
//! `known-matrix.txt` counts the rows of the matrices that agree: a listed case that passes, an unlisted one that fails and a count
//! that drops fail the test, so that both files can only get better.
//!
//! - `POOLSH_UPDATE=1 cargo test --test conformance` rewrites both files
//! - `POOLSH_SHOW=N` prints the first N differences
//! - `POOLSH_ONLY=TEXT` runs only cases and matrices whose names contain TEXT, and leaves the files alone
#![allow(clippy::unwrap_used)] // a test may
#![cfg(unix)]

#[path = "conformance/ledger.rs"]
mod ledger;
#[path = "conformance/matrix.rs"]
mod matrix;
#[path = "conformance/recording.rs"]
mod recording;
#[path = "conformance/shell.rs"]
mod shell;

use ledger::{Failures, Figures};
use recording::Case;
use shell::Outcome;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How long a case may take; the recording allowed the same.
const CASE_TIMEOUT: Duration = Duration::from_secs(20);
/// How long a matrix may take. What it printed until then counts.
const MATRIX_TIMEOUT: Duration = Duration::from_secs(120);
/// How many names a failure prints.
const NAMES_MAX: usize = 40;

/// Both tests use all cores, so they take turns.
static CORES: Mutex<()> = Mutex::new(());

#[test]
fn cases_print_what_powershell_printed() {
    let _turn = CORES.lock();
    let only = setting("POOLSH_ONLY");
    let mut cases = recording::cases(&folder());
    cases.retain(|case| only.as_ref().is_none_or(|text| case.name.contains(text)));
    let mut known = Failures::read(&folder().join("known-failures.txt"));
    let mut outcomes = in_parallel(&cases, |case| shell::run_case(case, CASE_TIMEOUT));
    // What timing or a busy machine may have caused gets a second run, alone, before it counts.
    for (case, outcome) in cases.iter().zip(&mut outcomes) {
        if outcome.is_as(case) == known.contains(&case.name) {
            *outcome = shell::run_case(case, CASE_TIMEOUT);
        }
    }
    let judged = || cases.iter().zip(&outcomes);
    let passes = |(case, outcome): &(&Case, &Outcome)| outcome.is_as(case);
    tally(judged().map(|pair| (pair.0.area.as_str(), passes(&pair))));
    show(judged().filter(|pair| !passes(pair)));
    let names = |pair: (&Case, &Outcome)| pair.0.name.clone();
    if setting("POOLSH_UPDATE").is_some() && only.is_none() {
        known.write(
            judged()
                .filter(|pair| !passes(pair))
                .map(|pair| pair.0.clone()),
        );
        return;
    }
    let broken = judged().filter(|pair| !passes(pair) && !known.contains(&pair.0.name));
    let mended = judged().filter(|pair| passes(pair) && known.contains(&pair.0.name));
    let broken: Vec<String> = broken.map(names).collect();
    let mended: Vec<String> = mended.map(names).collect();
    assert!(
        broken.is_empty() && mended.is_empty(),
        "{} cases fail and are not listed: {}\n{} cases are listed and pass: {}\n\
         POOLSH_SHOW=10 shows differences; POOLSH_UPDATE=1 rewrites known-failures.txt.",
        broken.len(),
        some(&broken),
        mended.len(),
        some(&mended),
    );
}

#[test]
fn matrices_agree_in_no_fewer_rows_than_before() {
    let _turn = CORES.lock();
    let only = setting("POOLSH_ONLY");
    let mut scripts = matrix::scripts(&folder().join("matrix"));
    scripts.retain(|name| only.as_ref().is_none_or(|text| name.contains(text)));
    let mut known = Figures::read(&folder().join("known-matrix.txt"));
    let results = in_parallel(&scripts, |name| {
        matrix::compare(&folder().join("matrix"), name, MATRIX_TIMEOUT)
    });
    let mut dropped = Vec::new();
    for (name, result) in scripts.iter().zip(results) {
        let mut result = result;
        let least = known.passed(name);
        if result.passed() < least {
            result = matrix::compare(&folder().join("matrix"), name, MATRIX_TIMEOUT);
        }
        let (passed, total) = (result.passed(), result.total);
        eprintln!("{name:12} {passed:6} of {total:6}");
        if passed > least {
            eprintln!("{name}: {passed} rows agree, {least} are listed; POOLSH_UPDATE=1 notes it");
        }
        if passed < least {
            dropped.push(format!("{name}: {passed} rows agree, {least} did before"));
        }
        for difference in result.wrong.iter().take(shown_max()) {
            eprintln!("{difference}");
        }
        known.set(name, passed, total);
    }
    if setting("POOLSH_UPDATE").is_some() && only.is_none() {
        known.write();
        return;
    }
    assert!(dropped.is_empty(), "{}", dropped.join("\n"));
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance")
}

fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

fn shown_max() -> usize {
    setting("POOLSH_SHOW")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0)
}

fn some(names: &[String]) -> String {
    let count = names.len().min(NAMES_MAX);
    let mut text = names[..count].join(" ");
    if count < names.len() {
        text += " ...";
    }
    text
}

/// Prints how many pass in each area.
fn tally<'c>(judged: impl Iterator<Item = (&'c str, bool)>) {
    let mut areas = std::collections::BTreeMap::<&str, (usize, usize)>::new();
    for (area, passes) in judged {
        let counts = areas.entry(area).or_default();
        counts.0 += usize::from(passes);
        counts.1 += 1;
    }
    for (area, (passed, total)) in &areas {
        eprintln!("{area:14} {passed:4} of {total:4}");
    }
    let sum = |pick: fn(&(usize, usize)) -> usize| areas.values().map(pick).sum::<usize>();
    eprintln!("{:14} {:4} of {:4}", "all", sum(|c| c.0), sum(|c| c.1));
}

fn show<'c>(failing: impl Iterator<Item = (&'c Case, &'c Outcome)>) {
    for (case, outcome) in failing.take(shown_max()) {
        eprintln!("--- {}", case.name);
        eprintln!("wanted (exit {})\n{}", case.exit, case.golden.join("\n"));
        eprintln!(
            "got (exit {})\n{}\n",
            outcome.exit,
            outcome.lines.join("\n")
        );
    }
}

/// Results in the order of the items, made on all cores.
fn in_parallel<T: Sync, R: Send>(items: &[T], act: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let next = AtomicUsize::new(0);
    let results: Vec<Mutex<Option<R>>> = items.iter().map(|_| Mutex::new(None)).collect();
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(item) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    items.get(index).map(|item| (index, item))
                } {
                    *results[item.0].lock().unwrap() = Some(act(item.1));
                }
            });
        }
    });
    results
        .into_iter()
        .map(|result| result.into_inner().unwrap().unwrap())
        .collect()
}
