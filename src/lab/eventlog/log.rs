//! The entries of one computer's log, and how they are read.

use std::collections::VecDeque;

use crate::clock::Time;
use crate::error::LabError;
use crate::eventlog::{Basis, Level, Message};
use crate::identity::ComputerId;
use crate::lab::Lab;

/// Entries that a log keeps; older ones are overwritten, as in Windows.
pub const LOG_MAX: usize = 100_000;

#[derive(Clone, Debug)]
struct Line {
    record: u64,
    time: Time,
    message: Message,
}

/// The log of one computer.
#[derive(Clone, Debug, Default)]
pub struct Log {
    lines: VecDeque<Line>,
    last_record: u64,
}

impl Log {
    pub(crate) fn write(&mut self, time: Time, message: Message) {
        if self.lines.len() == LOG_MAX {
            self.lines.pop_front();
        }
        self.last_record += 1;
        self.lines.push_back(Line {
            record: self.last_record,
            time,
            message,
        });
    }
}

/// An entry, ready to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Number in its log, from 1.
    pub record: u64,
    /// When it was written.
    pub time: Time,
    /// FQDN of the computer.
    pub computer: String,
    /// Event source.
    pub source: &'static str,
    /// Event id.
    pub id: u32,
    /// Whether id and text are the product's.
    pub basis: Basis,
    /// Level.
    pub level: Level,
    /// Text.
    pub text: String,
    /// What it means.
    pub message: Message,
}

impl Lab {
    /// The entries of a computer's log that were written at `since` or later, oldest first.
    ///
    /// # Errors
    /// [`LabError::Unreachable`].
    pub fn event_log(
        &self,
        computer: ComputerId,
        since: Option<Time>,
    ) -> Result<Vec<Entry>, LabError> {
        self.reach(computer)?;
        let fqdn = self.computer_fqdn(computer);
        let lines = &self.world.machine(computer).durable.log.lines;
        let start = since.map_or(0, |since| lines.partition_point(|line| line.time < since));
        let entry = |line: &Line| {
            let (id, basis) = line.message.id();
            Entry {
                record: line.record,
                time: line.time,
                computer: fqdn.clone(),
                source: line.message.source(),
                id,
                basis,
                level: line.message.level(),
                text: line.message.text(self.release()),
                message: line.message.clone(),
            }
        };
        Ok(lines.range(start..).map(entry).collect())
    }
}
