//! The program's arguments, and what it does with them.
//!
//! The arguments are pwsh's own: `-Name` in any case and shortened, a file and what follows it for the script. Those that
//! PowerShell does not have begin with two dashes.

use crate::session::{self, Setup};
use engine::{Engine, Given};
use object::{Interrupt, Result, Str, Value};
use std::ffi::OsString;
use std::io::{IsTerminal, Read};
use std::rc::Rc;

/// What to run.
enum Mode {
    /// The prompt.
    Prompt,
    /// A script file with its arguments; `-` reads standard input.
    File(String, Vec<String>),
    /// A text.
    Command(String),
    /// Only parse these files.
    Check(Vec<String>),
    /// Print how to call it.
    Help,
    /// Print the version.
    Version,
}

/// The arguments, understood.
struct Arguments {
    mode: Option<Mode>,
    setup: Setup,
    no_exit: bool,
    folder: Option<String>,
}

/// Exit status where the arguments are wrong, as pwsh has it.
const BAD_ARGUMENTS: i32 = 64;

/// Runs the program. Gives its exit status.
pub fn run(arguments: Vec<OsString>) -> i32 {
    let arguments: Vec<String> = arguments
        .into_iter()
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let arguments = match understand(arguments) {
        Ok(arguments) => arguments,
        Err(message) => {
            eprintln!("{message}");
            return BAD_ARGUMENTS;
        }
    };
    if let Some(folder) = &arguments.folder
        && let Err(error) = std::env::set_current_dir(folder)
    {
        eprintln!("The working directory '{folder}' cannot be used: {error}");
        return BAD_ARGUMENTS;
    }
    match arguments.mode {
        Some(Mode::Help) => {
            println!("{HELP}");
            0
        }
        Some(Mode::Version) => {
            println!(
                "poolsh {} (PowerShell {})",
                env!("CARGO_PKG_VERSION"),
                engine::VERSION_TEXT
            );
            0
        }
        Some(Mode::Check(files)) => check(&files),
        mode => run_session(mode, &arguments.setup, arguments.no_exit),
    }
}

fn run_session(mode: Option<Mode>, setup: &Setup, no_exit: bool) -> i32 {
    let mode = mode.unwrap_or_else(|| {
        if std::io::stdin().is_terminal() {
            Mode::Prompt
        } else {
            Mode::File("-".to_string(), Vec::new())
        }
    });
    let mut engine = match session::new(setup) {
        Ok(engine) => engine,
        Err(message) => {
            eprintln!("{message}");
            return BAD_ARGUMENTS;
        }
    };
    repl::stop_on_interrupt(&engine);
    let code = match mode {
        Mode::File(path, rest) => run_file(&mut engine, &path, rest),
        Mode::Command(text) => run_text(&mut engine, &text),
        Mode::Prompt => return repl::run(&mut engine),
        Mode::Check(_) | Mode::Help | Mode::Version => 0,
    };
    if no_exit {
        repl::run(&mut engine)
    } else {
        code
    }
}

/// A script file: it runs in the global scope, and its arguments are bound as the prompt would bind them.
fn run_file(engine: &mut Engine, path: &str, arguments: Vec<String>) -> i32 {
    if path == "-" {
        let mut bytes = Vec::new();
        let _ = std::io::stdin().read_to_end(&mut bytes);
        return run_text(engine, &engine::source::decode(&bytes));
    }
    let full = engine.file_path(path);
    if !full.is_file() {
        eprintln!(
            "The argument '{path}' is not recognized as the name of a script file. Check the spelling of the name, or if a path was \
             included, verify that the path is correct and try again."
        );
        return BAD_ARGUMENTS;
    }
    let result = engine.load_script(&full).and_then(|command| {
        let given = arguments.into_iter().map(given).collect();
        let out = Rc::clone(&engine.screen);
        engine.dot_source(command, given, &out)
    });
    finish(engine, result, true)
}

fn run_text(engine: &mut Engine, text: &str) -> i32 {
    let result = engine.parse(text, None).and_then(|code| {
        let out = Rc::clone(&engine.screen);
        engine.run_code(&code, "<ScriptBlock>", &out)
    });
    finish(engine, result, false)
}

/// Shows what ended a run, and gives the exit status that PowerShell gives.
fn finish(engine: &mut Engine, result: Result, file: bool) -> i32 {
    let code = match result {
        Ok(()) if file => 0,
        Ok(()) => i32::from(!engine.success),
        Err(stop) => match &*stop {
            Interrupt::Exit(code) => *code,
            Interrupt::Error(record) => {
                let record = Rc::clone(record);
                engine.remember(&record);
                engine.with_ui(|ui, engine| ui.error(engine, &record));
                1
            }
            Interrupt::Cancelled => 130,
            _ => 0,
        },
    };
    let _ = engine.with_ui(|ui, engine| ui.finish(engine));
    let _ = commands::utility::events::exiting(engine);
    code
}

/// One argument of a script, as it was written on the command line.
fn given(text: String) -> Given {
    let span = syntax::Span::default();
    if let Some(rest) = text.strip_prefix('-')
        && rest.starts_with(|c: char| c.is_alphabetic() || c == '_')
    {
        let (name, value) = match rest.split_once(':') {
            Some((name, "")) => (name, None),
            Some((name, value)) => (name, Some(argument_value(value))),
            None => (rest, None),
        };
        return Given::Named {
            name: Str::from(name),
            value,
            span,
            text: Str::from(text.as_str()),
            splatted: false,
        };
    }
    Given::Value(Value::str(text), span)
}

/// `$true` and `$false` behind a colon are what they look like; all else is text.
fn argument_value(text: &str) -> Value {
    match text.to_ascii_lowercase().as_str() {
        "$true" => Value::Bool(true),
        "$false" => Value::Bool(false),
        "$null" => Value::Null,
        _ => Value::str(text),
    }
}

/// `--check`: what the parser has to say, a line each.
fn check(files: &[String]) -> i32 {
    let mut wrong = false;
    for file in files {
        let text = match std::fs::read(file) {
            Ok(bytes) => engine::source::decode(&bytes),
            Err(error) => {
                eprintln!("{file}: {error}");
                wrong = true;
                continue;
            }
        };
        let parsed = syntax::parse(Some(Rc::from(file.as_str())), &text);
        for error in &parsed.errors {
            let (line, column) = parsed.source.line_column(error.span.start);
            println!(
                "{file}:{line}:{column}: {}: {}",
                error.id,
                error.message.replace('\n', " ")
            );
            wrong = true;
        }
    }
    i32::from(wrong)
}

fn understand(arguments: Vec<String>) -> std::result::Result<Arguments, String> {
    let mut found = Arguments {
        mode: None,
        setup: Setup::default(),
        no_exit: false,
        folder: None,
    };
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        if let Some(long) = argument.strip_prefix("--") {
            if long_option(&mut found, long, &mut rest)? {
                break;
            }
            continue;
        }
        let Some(name) = argument
            .strip_prefix('-')
            .or_else(|| argument.strip_prefix('/').filter(|_| cfg!(windows)))
        else {
            found.mode = Some(Mode::File(argument, rest.collect()));
            break;
        };
        if name.is_empty() {
            found.mode = Some(Mode::File("-".to_string(), rest.collect()));
            break;
        }
        if short_option(&mut found, name, &mut rest)? {
            break;
        }
    }
    Ok(found)
}

/// pwsh's own options. True where the rest was taken.
fn short_option(
    found: &mut Arguments,
    name: &str,
    rest: &mut std::vec::IntoIter<String>,
) -> std::result::Result<bool, String> {
    let name = name.to_ascii_lowercase();
    let is = |full: &str, least: usize| name.len() >= least && full.starts_with(&name);
    let mut value = |what: &str| {
        rest.next()
            .ok_or_else(|| format!("The option -{what} needs an argument."))
    };
    if is("file", 1) {
        let path = value("File")?;
        found.mode = Some(Mode::File(path, rest.collect()));
        return Ok(true);
    }
    if is("command", 1) {
        let words: Vec<String> = rest.collect();
        if words.is_empty() {
            return Err("The option -Command needs an argument.".to_string());
        }
        found.mode = Some(if words == ["-"] {
            Mode::File("-".to_string(), Vec::new())
        } else {
            Mode::Command(words.join(" "))
        });
        return Ok(true);
    }
    if is("encodedcommand", 1) || name == "ec" {
        found.mode = Some(Mode::Command(decode(&value("EncodedCommand")?)?));
    } else if is("executionpolicy", 2) || name == "ep" {
        value("ExecutionPolicy")?;
    } else if is("workingdirectory", 2) || name == "wd" || name == "wo" {
        found.folder = Some(value("WorkingDirectory")?);
    } else if is("inputformat", 2)
        || is("outputformat", 1)
        || is("configurationname", 3)
        || is("settingsfile", 1)
        || is("windowstyle", 1)
    {
        value(&name)?;
    } else if is("noninteractive", 4) {
        found.setup.quiet = true;
    } else if is("noexit", 3) {
        found.no_exit = true;
    } else if is("help", 1) || name == "?" {
        found.mode = Some(Mode::Help);
    } else if is("version", 1) {
        found.mode = Some(Mode::Version);
    } else if !(is("noprofile", 3)
        || is("nologo", 3)
        || is("login", 1)
        || is("interactive", 1)
        || is("sta", 2)
        || is("mta", 2)
        || is("noprofileloadtime", 10))
    {
        return Err(format!(
            "The option -{name} is not known. poolsh -Help lists those that are."
        ));
    }
    Ok(false)
}

/// Options that only this program has. True where the rest was taken.
fn long_option(
    found: &mut Arguments,
    option: &str,
    rest: &mut std::vec::IntoIter<String>,
) -> std::result::Result<bool, String> {
    let (name, joined) = match option.split_once('=') {
        Some((name, value)) => (name, Some(value.to_string())),
        None => (option, None),
    };
    let mut value = || {
        joined
            .clone()
            .or_else(|| rest.next())
            .ok_or_else(|| format!("The option --{name} needs an argument."))
    };
    match name {
        "lab" => found.setup.lab = Some(value()?),
        "seed" => {
            let text = value()?;
            found.setup.seed = Some(
                text.parse()
                    .map_err(|_| format!("--seed takes a whole number from 0, not '{text}'."))?,
            );
        }
        "clock" => {
            let text = value()?;
            found.setup.clock = Some(moment(&text).ok_or_else(|| {
                format!("--clock takes a moment such as 2013-11-04T20:00:00Z, not '{text}'.")
            })?);
        }
        "pace" => {
            let text = value()?;
            let pace: f64 = text
                .parse()
                .map_err(|_| format!("--pace takes a number such as 1 or 60, not '{text}'."))?;
            found.setup.pace = (pace > 0.0).then_some(pace);
        }
        "allow-all" => found.setup.doors.all = true,
        "allow-write" => {
            let path = std::path::PathBuf::from(value()?);
            found
                .setup
                .doors
                .write
                .push(std::path::absolute(&path).unwrap_or(path));
        }
        "allow-run" => found.setup.doors.run.push(value()?),
        "allow-net" => found.setup.doors.net.push(value()?),
        "check" => {
            found.mode = Some(Mode::Check(rest.collect()));
            return Ok(true);
        }
        "help" => found.mode = Some(Mode::Help),
        "version" => found.mode = Some(Mode::Version),
        _ => {
            return Err(format!(
                "The option --{name} is not known. poolsh -Help lists those that are."
            ));
        }
    }
    Ok(false)
}

/// `2013-11-04T20:00:00Z`, as local time.
fn moment(text: &str) -> Option<object::date::DateTime> {
    let zone = object::date::Zone::local();
    let info = object::date::DateTimeFormatInfo::invariant();
    let now = object::date::DateTime::MIN;
    object::date::parse(text, &info, object::date::DateTimeStyles::NONE, now, &zone).ok()
}

/// Base64 of UTF-16, as `-EncodedCommand` takes it.
fn decode(text: &str) -> std::result::Result<String, String> {
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(text.trim())
        .map_err(|_| "The argument of -EncodedCommand is not Base64.".to_string())?;
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    Ok(String::from_utf16_lossy(&units))
}

const HELP: &str = "\
poolsh [options] [FILE [ARGUMENT...]]
poolsh [options] -Command TEXT
poolsh --check FILE...

Without FILE and -Command: the prompt on a terminal, else the script on standard input.

  -File FILE [ARGUMENT...]     runs a script
  -Command TEXT                runs a text
  -EncodedCommand BASE64       runs a text in UTF-16, in Base64
  -NoExit                      goes on at the prompt afterwards
  -NonInteractive              asks nothing
  -NoProfile -NoLogo           accepted; there is neither
  -ExecutionPolicy POLICY      accepted; scripts always run
  -WorkingDirectory FOLDER     starts there

  --lab NAME|FILE              the deployment: one that is built in (thelab), or a JSON file
  --seed N                     chance, repeatable
  --clock MOMENT               a clock that moves only by waiting, from 2013-11-04T20:00:00Z or the like
  --pace N                     waits take real time divided by N
  --allow-write FOLDER         a door to the real machine: scripts may write there
  --allow-run PROGRAM          scripts may run that program
  --allow-net HOST             scripts may reach that host
  --allow-all                  all doors
  --check FILE...              only parses; prints file:line:column: id: message";
