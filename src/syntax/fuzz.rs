//! Whatever the input, parsing ends, never panics, and keeps its spans in order.
//!
//! Mutations of the conformance programs (and of a few of our own), by a seeded generator: the same run finds the same faults. It runs for a few
//! seconds; `POOLSH_FUZZ_SECONDS` says how long otherwise, `POOLSH_FUZZ_SEED` where to start.

use crate::conformance::cases;
use crate::parser::Parser;
use crate::{Source, find_all, parse, parse_with_tokens};
use std::time::{Duration, Instant};

/// A small generator; quality does not matter, being the same everywhere does.
struct Random(u64);

impl Random {
    fn next(&mut self) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize
    }

    fn below(&mut self, limit: usize) -> usize {
        self.next() % limit.max(1)
    }
}

/// Pieces that mean something somewhere.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "(", ")", "{", "}", "[", "]", "$(", "@(", "@{", "\"", "'", "@\"\n", "\"@", "@'\n", "'@", "`", "#", "<#", "#>", "$", "${", "$x:", "::",
    ".", "?.", "?[", "..", "-", "--", "--%", "&", "&&", "|", "||", ";", ",", "=", "+=", "??=", "??", "?", ":", ":x", "!", "%", "1kb", "0x",
    "1e", "1..2", "2>&1", "*>", "<", ">", "if", "else", "switch", "foreach", "in", "class X {", "enum E {", "function f", "param(",
    "[int]", "[A()]", "[System.Collections.Generic.List[int]]", "try", "catch", "finally", "trap", "data", "using module", "process",
    "begin", "return", "break", "-eq", "-f", "-split", "$using:x", "@x", "\u{2018}", "\u{201c}", "\u{2013}", "\u{a0}", "\u{1f600}", "é", "\0",
    "\r", "\n", "\r\n", "`u{1F600}", "`u{", "#requires -Version", "hidden", "static", "base(", "configuration", "# SIG # Begin signature block",
];

#[test]
fn no_input_panics() {
    on_a_large_stack(mutate_for_seconds);
}

/// Tests run on small stacks, and unoptimized code needs large ones.
fn on_a_large_stack(test: fn()) {
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(test);
    assert!(thread.expect("a thread").join().is_ok());
}

fn mutate_for_seconds() {
    let seconds = std::env::var("POOLSH_FUZZ_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(3);
    let seed = std::env::var("POOLSH_FUZZ_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(20260725);
    let mut programs: Vec<String> = cases("parse.jsonl")
        .into_iter()
        .chain(cases("ast.jsonl"))
        .map(|case| case.source)
        .collect();
    programs.extend(PIECES.iter().map(|piece| piece.to_string()));
    let mut random = Random(seed);
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut runs = 0u64;
    while Instant::now() < end {
        let mut text = programs[random.below(programs.len())].clone();
        for _ in 0..1 + random.below(4) {
            text = mutate(&text, &programs, &mut random);
        }
        examine(&text);
        runs += 1;
    }
    eprintln!("{runs} mutations");
}

/// Every cut of a short program is parsed: half-typed input is what a prompt sees.
#[test]
fn no_cut_panics() {
    let text = "class A : B { [int]$x = 1; A([int]$y) : base($y) { $this.x = \"a$($y)b${z}\" } }\n\
        function f([Parameter(Mandatory)]$a, $b = @{ k = 1; l = 'm' }) { process { $_ | % { $a?.b[0]::c } 2>&1 } }\n\
        switch -regex ($x) { 'a' { break } default { 1..3 -join ',' } } try { & { $a ? 1 : 2 } } catch [X], [Y[Z,W[]]] { } finally { }\n\
        @\"\n$x `u{41}\n\"@ + @'\ny\n'@ + 0x1F + 1.5e3kb <# c #> -split 'x' `\n | ForEach-Object -Process:{ $using:q } --% raw | more # end";
    for (at, _) in text.char_indices() {
        examine(&text[..at]);
        examine(&text[at..]);
    }
}

/// Nesting beyond all reason is an error, not an overflow of the stack.
#[test]
fn deep_nesting_is_an_error() {
    on_a_large_stack(nest_deeply);
}

fn nest_deeply() {
    let times = if cfg!(debug_assertions) {
        10_000
    } else {
        100_000
    };
    let openers = [
        "(", "$(", "@(", "{", "@{a=", "[a[", "\"$(", "!", "-", "if(1){", "$a.b(", "$a[", "1+(",
        "a,(", "[int]", "[a()]", "try{", ",", "$x=", "& {",
    ];
    for opener in openers {
        let text = opener.repeat(times);
        let parsed = parse(None, &text);
        assert!(!parsed.errors.is_empty(), "{opener}");
    }
    for chain in [
        "$a.b", ".c", "[0]", "+1", "::d", ",1", "-f 2", " && e", "|f", ";g", "[]",
    ] {
        let parsed = parse(None, &format!("[x]{}", chain.repeat(times)));
        drop(parsed);
    }
}

fn examine(text: &str) {
    let source = Source::new(None, text.into());
    let (parsed, tokens) = parse_with_tokens(source);
    assert!(!tokens.is_empty());
    for error in &parsed.errors {
        parsed.source.line_column(error.span.start);
        parsed.source.utf16_offset(error.span.end);
        assert!(
            !error.message.contains("The script is not valid"),
            "{} has no message",
            error.id
        );
    }
    for (_, span) in find_all(&parsed.script) {
        span.text(text);
    }
    if parsed.errors.is_empty() {
        assert_nothing_is_wrong(text);
        let mut last = 0;
        for token in &tokens {
            assert!(token.span.start >= last, "tokens overlap");
            last = token.span.end;
        }
    }
}

/// The quick looks while parsing let nothing pass that the checks would find.
fn assert_nothing_is_wrong(text: &str) {
    let mut parser = Parser::new(text);
    let script = parser.script();
    parser.suspect = true;
    parser.has_types = true;
    crate::check::check(&mut parser, &script);
    assert!(
        parser.errors.list.is_empty(),
        "{:?} in {text}",
        parser.errors.list
    );
}

fn mutate(text: &str, programs: &[String], random: &mut Random) -> String {
    let places: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let pick = |random: &mut Random| places[random.below(places.len())];
    let (mut a, mut b) = (pick(random), pick(random));
    if a > b {
        std::mem::swap(&mut a, &mut b);
    }
    let near = places
        .iter()
        .copied()
        .filter(|at| *at > a)
        .nth(random.below(8))
        .unwrap_or(text.len());
    let piece = PIECES[random.below(PIECES.len())];
    match random.below(8) {
        0 => text[..a].to_owned(),
        1 => format!("{}{}", &text[..a], &text[near..]),
        2 => format!("{}{piece}{}", &text[..a], &text[a..]),
        3 => format!("{}{piece}{}", &text[..a], &text[near..]),
        4 => format!("{}{}{}", &text[..near], &text[a..near], &text[near..]),
        5 => format!("{}({}){}", &text[..a], &text[a..b], &text[b..]),
        6 => {
            let other = &programs[random.below(programs.len())];
            format!("{}{other}{}", &text[..a], &text[a..])
        }
        _ => piece.repeat(random.below(40)) + text,
    }
}
