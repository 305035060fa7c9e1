//! What happened: every event with its moment. Two runs are the same run when their traces are equal.

use std::collections::VecDeque;
use std::fmt::Write as _;

use crate::clock::Time;
use crate::event::Event;

/// Events that a trace remembers; older ones are forgotten, and counted.
pub const TRACE_MAX: usize = 1_000_000;

/// The events of a run, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    lines: VecDeque<(Time, Event)>,
    forgotten: u64,
}

impl Trace {
    pub(crate) fn push(&mut self, at: Time, event: Event) {
        if self.lines.len() == TRACE_MAX {
            self.lines.pop_front();
            self.forgotten += 1;
        }
        self.lines.push_back((at, event));
    }

    /// The remembered events with their moments.
    pub fn events(&self) -> impl Iterator<Item = (Time, Event)> + '_ {
        self.lines.iter().copied()
    }

    /// How many events are remembered.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether nothing has happened yet.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// How many events were forgotten because of [`TRACE_MAX`].
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// One line an event: seconds since the Unix epoch, and the event.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (at, event) in &self.lines {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{at} {event:?}");
        }
        text
    }
}
