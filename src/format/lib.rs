//! Objects to text: views, tables, lists, errors, colours.
//!
//! An object becomes packets, packets become lines. Read `formatter` (objects to packets: which view, which group), `plan` (a view
//! made ready, and how it renders an object), `views` (PowerShell's views as data); then `printer` (packets to lines), `screen`
//! (a group of a view), and the writers `table`, `list`, `custom` with `columns`, `wrap` and `cells` below them. `error` and
//! `streams` are what goes past the views. Only `colour` knows escape sequences.
//! Absent on purpose: evaluation. Calculated properties run through the [`object::Host`]; parameters are bound elsewhere and come
//! as a [`Request`].

mod cells;
pub mod colour;
mod columns;
mod custom;
mod display;
mod error;
mod field;
mod formatter;
mod group;
mod list;
mod options;
mod order;
mod packet;
mod plan;
mod printer;
mod request;
mod screen;
mod source;
pub mod streams;
mod table;
#[cfg(test)]
mod tests;
mod tree;
mod values;
mod views;
mod wrap;

pub use error::{error_text, position_message};
pub use formatter::Formatter;
pub use options::{Context, ErrorView, Options, Sink, Stream, UNLIMITED};
pub use packet::{Align, Packet};
pub use printer::Printer;
pub use request::{
    Column, Common, CustomRequest, Expand, Expression, ListRequest, Request, TableRequest,
    WideRequest,
};
pub use views::{Kind, Registry, SessionBody, SessionColumn, SessionItem, SessionView};

use object::{Host, Result, Value};

/// Prints objects in the default views, in one go.
pub fn print(
    host: &mut dyn Host,
    options: &Options,
    objects: &[Value],
    out: &mut dyn Sink,
) -> Result {
    let mut printer = Printer::new(options.clone());
    for object in objects {
        printer.write(host, object, out)?;
    }
    printer.finish(host, out)
}
