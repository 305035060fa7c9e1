//! rustyline's side: completion, colours and suggestions for the line that is being typed, all from one analysis of it.

use crate::analysis::{Analysis, Cache};
use crate::{complete, context, paint};
use engine::Engine;
use rustyline::Context;
use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::validate::Validator;
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// What rustyline asks while a line is typed.
pub(crate) struct LineHelper<'a> {
    engine: &'a RefCell<&'a mut Engine>,
    cache: Cache,
    colours: bool,
    /// The lines of the command before this one, with their line ends.
    pub earlier: String,
}

impl<'a> LineHelper<'a> {
    /// One for a session.
    pub fn new(engine: &'a RefCell<&'a mut Engine>, colours: bool) -> LineHelper<'a> {
        LineHelper {
            engine,
            cache: Cache::default(),
            colours,
            earlier: String::new(),
        }
    }

    /// The analysis of the whole command, this line included.
    pub fn analysis(&self, line: &str) -> Rc<Analysis> {
        if self.earlier.is_empty() {
            self.cache.get(line)
        } else {
            self.cache.get(&format!("{}{line}", self.earlier))
        }
    }
}

impl rustyline::Helper for LineHelper<'_> {}

/// Whether input goes on is asked between lines, where the prompt can change to `>> `.
impl Validator for LineHelper<'_> {}

impl Completer for LineHelper<'_> {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _context: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let analysis = self.analysis(&line[..pos]);
        let place = context::place(&analysis);
        let Some(start) = place.start.checked_sub(self.earlier.len()) else {
            return Ok((pos, Vec::new()));
        };
        let Ok(mut engine) = self.engine.try_borrow_mut() else {
            return Ok((pos, Vec::new()));
        };
        let candidates = complete::candidates(&mut engine, &place);
        Ok((start, candidates.into_iter().map(Pair::from).collect()))
    }
}

impl From<complete::Candidate> for Pair {
    fn from(candidate: complete::Candidate) -> Pair {
        Pair {
            display: candidate.shown,
            replacement: candidate.text,
        }
    }
}

impl Hinter for LineHelper<'_> {
    type Hint = String;

    /// The rest of the newest entry of the history that begins so. Without colours nobody could tell it from what was typed.
    fn hint(&self, line: &str, pos: usize, context: &Context<'_>) -> Option<String> {
        if !self.colours || !self.earlier.is_empty() {
            return None;
        }
        HistoryHinter::new()
            .hint(line, pos, context)
            .filter(|hint| !hint.contains('\n'))
    }
}

impl Highlighter for LineHelper<'_> {
    fn highlight<'l>(&self, line: &'l str, _pos: usize) -> Cow<'l, str> {
        if !self.colours || line.is_empty() {
            return Cow::Borrowed(line);
        }
        Cow::Owned(paint::painted(&self.analysis(line), self.earlier.len()))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(paint::faint(hint))
    }

    fn highlight_char(&self, _line: &str, _pos: usize, kind: CmdKind) -> bool {
        self.colours && kind != CmdKind::MoveCursor
    }
}
