//! How much of the recorded behaviour of PowerShell's parser this one shows.
//!
//! Reads `parse.jsonl` and `ast.jsonl` of `tests/conformance`, or of the folder that `POOLSH_CONFORMANCE` names. The rates are printed, and
//! the tests fail where they fall below what was reached. `POOLSH_SHOW=N` shows the first N differences.

use crate::{Source, find_all, parse, parse_with_tokens};
use std::fmt::Write as _;

/// One recorded program.
pub(crate) struct Case {
    pub name: String,
    pub source: String,
    errors: Vec<String>,
    nodes: Vec<String>,
    tokens: Vec<String>,
}

/// The programs of a file; none where the folder is not there.
pub(crate) fn cases(file: &str) -> Vec<Case> {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/conformance");
    let folder = std::env::var("POOLSH_CONFORMANCE").unwrap_or(default.to_owned());
    let text = std::fs::read_to_string(format!("{folder}/{file}")).unwrap_or_default();
    text.lines().filter_map(case).collect()
}

#[test]
fn errors_are_powershells() {
    let cases = cases("parse.jsonl");
    let (mut verdict, mut first, mut all) = (Rate::default(), Rate::default(), Rate::default());
    for case in &cases {
        let parsed = parse(None, &case.source);
        let found: Vec<String> = parsed
            .errors
            .iter()
            .map(|error| describe(&parsed.source, error))
            .collect();
        let key = |errors: &[String]| {
            errors
                .first()
                .map(|error| error.split(' ').take(2).collect::<Vec<_>>().join(" "))
        };
        verdict.count(verdict_of(&found) == verdict_of(&case.errors));
        first.count(key(&found) == key(&case.errors));
        if !all.count(found == case.errors) {
            show(case, &case.errors, &found);
        }
    }
    eprintln!("verdict {verdict}; first error {first}; all errors {all}");
    if !cases.is_empty() {
        assert!(verdict.permille() >= 980 && first.permille() >= 950);
    }
}

#[test]
fn nodes_and_tokens_are_powershells() {
    let cases = cases("ast.jsonl");
    let (mut nodes, mut tokens) = (Rate::default(), Rate::default());
    for case in &cases {
        let source = Source::new(None, case.source.as_str().into());
        let (parsed, list) = parse_with_tokens(source);
        let at = |span: crate::Span| {
            format!(
                "{} {}",
                parsed.source.utf16_offset(span.start),
                parsed.source.utf16_offset(span.end)
            )
        };
        let found: Vec<String> = find_all(&parsed.script)
            .iter()
            .map(|(name, span)| format!("{name} {}", at(*span)))
            .collect();
        if !nodes.count(found == case.nodes) {
            show(case, &case.nodes, &found);
        }
        let found: Vec<String> = list
            .iter()
            .map(|token| format!("{:?} {}", token.kind, at(token.span)))
            .collect();
        if !tokens.count(found == case.tokens) {
            show(case, &case.tokens, &found);
        }
    }
    eprintln!("nodes {nodes}; tokens {tokens}");
    if !cases.is_empty() {
        assert!(nodes.permille() >= 970 && tokens.permille() >= 950);
    }
}

/// The allocator of the program, so that the figure is the one a user gets.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How fast sound programs are parsed, each by itself, in the quickest of many rounds, since what else runs on the machine can only
/// slow them; the figure is worth something in a release build only.
#[test]
fn throughput_is_measured() {
    let mut programs: Vec<String> = cases("ast.jsonl")
        .into_iter()
        .map(|case| case.source)
        .collect();
    programs.sort_by_key(|program| std::cmp::Reverse(program.len()));
    programs.truncate(100);
    let size: usize = programs.iter().map(String::len).sum();
    let repeats = if cfg!(debug_assertions) { 1 } else { 100 };
    let mut seconds = f64::MAX;
    for _ in 0..repeats {
        let start = std::time::Instant::now();
        for program in &programs {
            std::hint::black_box(parse(None, program));
        }
        seconds = seconds.min(start.elapsed().as_secs_f64());
    }
    eprintln!(
        "{:.1} MiB/s over the {} largest programs, {size} bytes",
        size as f64 / seconds / 1048576.0,
        programs.len()
    );
}

fn describe(source: &Source, error: &crate::ParseError) -> String {
    let mut text = format!(
        "{} {} {}",
        error.id,
        source.utf16_offset(error.span.start),
        source.utf16_offset(error.span.end)
    );
    if error.incomplete {
        text.push_str(" incomplete");
    }
    text
}

fn verdict_of(errors: &[String]) -> u8 {
    if errors.is_empty() {
        0
    } else {
        1 + u8::from(errors.iter().any(|error| error.ends_with("incomplete")))
    }
}

fn show(case: &Case, expected: &[String], found: &[String]) {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static SHOWN: AtomicUsize = AtomicUsize::new(0);
    let limit: usize = std::env::var("POOLSH_SHOW")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    if SHOWN.fetch_add(1, Ordering::Relaxed) >= limit {
        return;
    }
    let same = expected
        .iter()
        .zip(found)
        .take_while(|(a, b)| a == b)
        .count();
    let tail = |list: &[String]| {
        list.iter()
            .skip(same.saturating_sub(2))
            .take(8)
            .cloned()
            .collect::<Vec<_>>()
            .join("; ")
    };
    eprintln!(
        "--- {}\n{}\n  expected {}\n  found    {}",
        case.name,
        case.source,
        tail(expected),
        tail(found)
    );
}

#[derive(Default)]
struct Rate {
    good: usize,
    total: usize,
}

impl Rate {
    fn count(&mut self, good: bool) -> bool {
        self.total += 1;
        self.good += usize::from(good);
        good
    }

    fn permille(&self) -> usize {
        self.good * 1000 / self.total.max(1)
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} of {} ({:.2} %)",
            self.good,
            self.total,
            self.good as f64 * 100.0 / self.total.max(1) as f64
        )
    }
}

/// Reads one line. The files hold strings and lists of strings only, so this is all the JSON there is to know.
fn case(line: &str) -> Option<Case> {
    let mut case = Case {
        name: String::new(),
        source: String::new(),
        errors: Vec::new(),
        nodes: Vec::new(),
        tokens: Vec::new(),
    };
    let mut rest = line.trim().strip_prefix('{')?;
    loop {
        let (key, behind) = string(rest.trim_start())?;
        rest = behind.trim_start().strip_prefix(':')?.trim_start();
        if rest.starts_with('"') {
            let (value, behind) = string(rest)?;
            rest = behind;
            if key == "name" {
                case.name = value;
            } else {
                case.source = value;
            }
        } else {
            let (values, behind) = strings(rest.strip_prefix('[')?)?;
            rest = behind;
            match key.as_str() {
                "errors" => case.errors = values,
                "nodes" => case.nodes = values,
                _ => case.tokens = values,
            }
        }
        rest = match rest.trim_start().strip_prefix(',') {
            Some(behind) => behind,
            None => return Some(case),
        };
    }
}

fn strings(text: &str) -> Option<(Vec<String>, &str)> {
    let mut values = Vec::new();
    let mut rest = text.trim_start();
    while !rest.starts_with(']') {
        let (value, behind) = string(rest.trim_start_matches([',', ' ']))?;
        values.push(value);
        rest = behind.trim_start();
    }
    Some((values, &rest[1..]))
}

fn string(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut units: Vec<u16> = Vec::new();
    let mut chars = text.strip_prefix('"')?.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            let (_, escape) = chars.next()?;
            match escape {
                'u' => {
                    let hex: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                    units.push(u16::from_str_radix(&hex, 16).ok()?);
                    continue;
                }
                'n' => value.push_str(&flush(&mut units, "\n")),
                'r' => value.push_str(&flush(&mut units, "\r")),
                't' => value.push_str(&flush(&mut units, "\t")),
                'b' => value.push_str(&flush(&mut units, "\u{8}")),
                'f' => value.push_str(&flush(&mut units, "\u{c}")),
                c => value.push_str(&flush(&mut units, c.encode_utf8(&mut [0; 4]))),
            }
            continue;
        }
        let text_before = flush(&mut units, "");
        let _ = write!(value, "{text_before}");
        if c == '"' {
            return Some((value, &text[at + 2..]));
        }
        value.push(c);
    }
    None
}

fn flush(units: &mut Vec<u16>, text: &str) -> String {
    let mut decoded = String::from_utf16_lossy(units);
    units.clear();
    decoded.push_str(text);
    decoded
}
