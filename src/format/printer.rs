//! Packets to lines: what `Out-Default`, `Out-Host`, `Out-String` and `Out-File` do.
//!
//! A table without widths waits for its first objects before it decides: all that come within 300 ms, as in PowerShell, by the
//! session's clock. `-AutoSize` waits for the whole group. Once something had to wait, so do all later views of the same printer.

use crate::custom;
use crate::formatter::Formatter;
use crate::list;
use crate::options::{Context, Options, Sink, Stream};
use crate::packet::{Body, Entry, Packet, Shape, Start};
use crate::request::Request;
use crate::screen::Group;
use crate::streams;
use object::types;
use object::{Category, ErrorRecord, Fault, Host, Result, Value};
use std::rc::Rc;

/// How long a table without widths waits, in ticks of 100 ns.
const WAIT_TICKS: i64 = 300 * 10_000;
/// Entries that wait at most; with a clock that stands still nothing else would end the waiting.
const WAITING_MAX: usize = 100_000;

/// Prints objects and packets.
pub struct Printer {
    options: Options,
    formatter: Formatter,
    state: State,
    view: Option<Rc<Start>>,
    group: Option<Group>,
    /// Whether the view has had a group before.
    grouped: bool,
    queue: Queue,
    packets: Vec<Packet>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reset,
    Formatting,
    InGroup,
}

/// Packets that wait for widths.
#[derive(Default)]
struct Queue {
    mode: Waiting,
    open: bool,
    since: Option<i64>,
    packets: Vec<Packet>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Waiting {
    #[default]
    No,
    Group,
    Time,
}

impl Printer {
    /// A printer.
    pub fn new(options: Options) -> Printer {
        Printer {
            options,
            formatter: Formatter::new(Request::Default),
            state: State::Reset,
            view: None,
            group: None,
            grouped: false,
            queue: Queue::default(),
            packets: Vec::new(),
        }
    }

    /// The options, for preferences that change while it prints.
    pub fn options_mut(&mut self) -> &mut Options {
        &mut self.options
    }

    /// Prints an object of a pipeline, or a packet that `Format-*` made.
    pub fn write(&mut self, host: &mut dyn Host, value: &Value, out: &mut dyn Sink) -> Result {
        let stream = if self.options.to_host {
            streams::of_record(value)
        } else {
            Stream::Output
        };
        self.write_from(host, stream, value, out)
    }

    /// Prints an object that comes from another stream, in its place among the rest.
    pub fn write_from(
        &mut self,
        host: &mut dyn Host,
        stream: Stream,
        value: &Value,
        out: &mut dyn Sink,
    ) -> Result {
        if value.is_null() {
            return Ok(());
        }
        if let Some(packet) = Packet::of(value) {
            return self.packet(host, packet, out);
        }
        let mut packets = std::mem::take(&mut self.packets);
        let result = self.formatter.process(
            &mut Context {
                host,
                options: &self.options,
            },
            value,
            stream,
            &mut packets,
        );
        for packet in packets.drain(..) {
            self.packet(host, packet, out)?;
        }
        self.packets = packets;
        result
    }

    /// Prints an error, in its place among the rest.
    pub fn write_error(
        &mut self,
        host: &mut dyn Host,
        record: &Rc<ErrorRecord>,
        out: &mut dyn Sink,
    ) -> Result {
        let value = Value::Native(Rc::clone(record) as Rc<dyn object::Native>);
        self.write_from(host, Stream::Error, &value, out)
    }

    /// Ends what is open.
    pub fn finish(&mut self, host: &mut dyn Host, out: &mut dyn Sink) -> Result {
        let mut packets = Vec::new();
        self.formatter.close(&mut packets);
        for packet in packets {
            self.packet(host, packet, out)?;
        }
        let waiting = std::mem::take(&mut self.queue.packets);
        self.queue.open = false;
        for packet in waiting {
            self.show(packet, None, out);
        }
        Ok(())
    }

    fn packet(&mut self, host: &mut dyn Host, packet: Packet, out: &mut dyn Sink) -> Result {
        self.follow(host, &packet, out)?;
        if let Packet::Start(start) = &packet {
            match &start.shape {
                _ if start.autosize => self.queue.mode = Waiting::Group,
                Shape::Table(table)
                    if table
                        .columns
                        .first()
                        .is_some_and(|column| column.width == 0) =>
                {
                    self.queue.mode = Waiting::Time
                }
                _ => {}
            }
        }
        if self.queue.mode == Waiting::No {
            self.show(packet, None, out);
            return Ok(());
        }
        self.enqueue(host, packet, out);
        Ok(())
    }

    /// Keeps track of where in a view the packets are; one out of order is an error.
    fn follow(&mut self, host: &mut dyn Host, packet: &Packet, out: &mut dyn Sink) -> Result {
        let (expected, next) = match packet {
            Packet::Entry(entry) if entry.out_of_band => return Ok(()),
            Packet::Entry(_) => (State::InGroup, State::InGroup),
            Packet::Start(_) => {
                // A view that begins inside another ends it.
                if self.state == State::InGroup {
                    self.finish(host, out)?;
                }
                (State::Reset, State::Formatting)
            }
            Packet::End => (State::Formatting, State::Reset),
            Packet::GroupStart(_) => (State::Formatting, State::InGroup),
            Packet::GroupEnd => (State::InGroup, State::Formatting),
        };
        if self.state != expected {
            let kind = packet.clone().into_value().get_type().full_name();
            let what = format!(
                "The object of type \"{kind}\" is not valid or not in the correct sequence. This is likely caused by a user-specified \"format-*\" command which is conflicting with the default formatting."
            );
            let fault = Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
                .id("ConsoleLineOutputOutOfSequencePacket");
            return fault.category(Category::InvalidData).raise();
        }
        self.state = next;
        Ok(())
    }

    fn enqueue(&mut self, host: &mut dyn Host, packet: Packet, out: &mut dyn Sink) {
        if !self.queue.open && matches!(packet, Packet::GroupStart(_)) {
            self.queue.open = true;
            self.queue.since = (self.queue.mode == Waiting::Time).then(|| host.elapsed_ticks());
            self.queue.packets.push(packet);
            return;
        }
        if !self.queue.open {
            return self.show(packet, None, out);
        }
        let late = self
            .queue
            .since
            .is_some_and(|since| host.elapsed_ticks() - since > WAIT_TICKS);
        let ends = matches!(packet, Packet::GroupEnd);
        self.queue.packets.push(packet);
        if ends || late || self.queue.packets.len() >= WAITING_MAX {
            let waiting = std::mem::take(&mut self.queue.packets);
            self.queue.open = false;
            let needs = self.view.as_ref().map(|start| start.needs(&waiting));
            for packet in waiting {
                self.show(packet, needs.as_deref(), out);
            }
        }
    }

    /// Prints one packet; `needs` are the widths that those waiting with it ask for.
    fn show(&mut self, packet: Packet, needs: Option<&[usize]>, out: &mut dyn Sink) {
        match packet {
            Packet::Start(start) => {
                out.line("");
                self.view = Some(start);
                self.grouped = false;
            }
            Packet::End => {
                // A list has ended with an empty line already.
                if !self
                    .view
                    .take()
                    .is_some_and(|start| matches!(start.shape, Shape::List))
                {
                    out.line("");
                }
            }
            Packet::GroupStart(line) => {
                let Some(view) = &self.view else { return };
                if let Some(items) = line {
                    if self.grouped {
                        out.line("");
                    }
                    custom::write_to(&items, self.options.width, out);
                    out.line("");
                }
                self.grouped = true;
                self.group = Some(Group::begin(view, needs, &self.options, out));
            }
            Packet::GroupEnd => {
                if let Some(mut group) = self.group.take() {
                    group.end(out);
                }
            }
            Packet::Entry(entry) if entry.out_of_band => self.apart(&entry, out),
            Packet::Entry(entry) => {
                if let (Some(view), Some(group)) = (&self.view, &mut self.group) {
                    group.entry(view, &entry, &self.options, out);
                }
            }
        }
    }

    /// Prints an object that belongs to no view.
    fn apart(&self, entry: &Entry, out: &mut dyn Sink) {
        let (width, paint) = (self.options.width, &self.options.paint);
        match &entry.body {
            Body::Text(text) if entry.stream == Stream::Output => out.line(text),
            Body::Text(text) => streams::write(entry.stream, text, paint, out),
            Body::Custom(items) => {
                custom::write(items, usize::MAX, &mut |line| match entry.stream {
                    Stream::Output => out.line(line),
                    other => streams::write(other, line, paint, out),
                })
            }
            Body::List(fields) => {
                out.line("");
                list::write(fields, width, paint, out);
                out.line("");
            }
            Body::Row { .. } | Body::Wide(_) => {}
        }
    }
}
