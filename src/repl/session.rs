//! The loop of the prompt: show it, read a command, run it, until somebody leaves.

use crate::helper::LineHelper;
use crate::{history, line, prompt};
use engine::Engine;
use rustyline::config::BellStyle;
use rustyline::error::ReadlineError;
use rustyline::history::{History, MemHistory};
use rustyline::{ColorMode, CompletionType, Config, Editor};
use std::cell::RefCell;
use std::path::PathBuf;

type Prompt<'a> = Editor<LineHelper<'a>, MemHistory>;

/// What was typed at the prompt.
enum Typed {
    /// A whole command.
    Command(String),
    /// Nothing to run: Ctrl-C, or the end of input inside a command.
    Nothing,
    /// The end of input.
    End,
}

/// Runs the prompt until it is left. Gives the exit status.
pub fn run(engine: &mut Engine) -> i32 {
    let engine = RefCell::new(engine);
    let mut editor = match open(&engine) {
        Ok(editor) => editor,
        Err(error) => {
            eprintln!("The prompt cannot be shown: {error}");
            return 1;
        }
    };
    let file = history::path();
    recall(&mut editor, file.as_ref());
    loop {
        let text = prompt::text(&mut engine.borrow_mut());
        match read(&mut editor, &text) {
            Ok(Typed::Command(command)) => {
                keep(&mut editor, file.as_ref(), &command);
                let analysis = editor.helper().map(|helper| helper.analysis(&command));
                if let Some(analysis) = analysis
                    && let Some(status) = line::run(&mut engine.borrow_mut(), &analysis)
                {
                    return status;
                }
            }
            Ok(Typed::Nothing) => {}
            Ok(Typed::End) => return 0,
            Err(error) => {
                eprintln!("The prompt cannot go on: {error}");
                return 1;
            }
        }
    }
}

fn open<'a>(engine: &'a RefCell<&'a mut Engine>) -> rustyline::Result<Prompt<'a>> {
    let colours = crate::colours();
    let mode = if colours {
        ColorMode::Enabled
    } else {
        ColorMode::Disabled
    };
    // The first Tab completes what all candidates share, the second lists them.
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(false)
        .bell_style(BellStyle::None)
        .max_history_size(history::ENTRIES_MAX)?
        .history_ignore_dups(true)?
        .color_mode(mode)
        .build();
    let history = MemHistory::with_config(&config);
    let mut editor = Editor::with_history(config, history)?;
    editor.set_helper(Some(LineHelper::new(engine, colours)));
    Ok(editor)
}

/// Reads lines until they make a whole command.
fn read(editor: &mut Prompt<'_>, first: &str) -> rustyline::Result<Typed> {
    let mut earlier = String::new();
    loop {
        let shown = if earlier.is_empty() {
            first
        } else {
            prompt::CONTINUED
        };
        if let Some(helper) = editor.helper_mut() {
            helper.earlier.clone_from(&earlier);
        }
        let shown = (prompt::without_escapes(shown), shown);
        let line = editor.readline(&shown);
        let text = match line {
            Ok(line) => format!("{earlier}{line}"),
            Err(ReadlineError::Interrupted) => return Ok(Typed::Nothing),
            Err(ReadlineError::Eof) if earlier.is_empty() => return Ok(Typed::End),
            Err(ReadlineError::Eof) => return Ok(Typed::Nothing),
            Err(error) => return Err(error),
        };
        if text.trim().is_empty() {
            return Ok(Typed::Nothing);
        }
        let whole = editor.helper_mut().is_none_or(|helper| {
            helper.earlier.clear();
            !helper.analysis(&text).incomplete
        });
        if whole {
            return Ok(Typed::Command(text));
        }
        earlier = text + "\n";
    }
}

/// Fills the editor's history from the file.
fn recall(editor: &mut Prompt<'_>, file: Option<&PathBuf>) {
    for entry in file.map(|path| history::load(path)).unwrap_or_default() {
        let _ = editor.history_mut().add(&entry);
    }
}

/// Keeps a command in the editor and, unless it holds a secret, in the file.
fn keep(editor: &mut Prompt<'_>, file: Option<&PathBuf>, command: &str) {
    let new = editor.add_history_entry(command).unwrap_or(false);
    if let Some(path) = file.filter(|_| new && !history::is_sensitive(command)) {
        // A history that cannot be kept is no reason to bother anybody at each line.
        let _ = history::append(path, command);
    }
}
