//! A group of a view on the screen: what it writes when it begins, for each entry, and when it ends.

use crate::cells;
use crate::columns;
use crate::custom;
use crate::list;
use crate::options::{Options, Sink};
use crate::packet::{Align, Body, Entry, Header, Packet, Shape, Start};
use crate::table::Table;

/// Lines of a screen that a repeated header leaves free.
const PAGER_LINES: usize = 2;
/// Values in a line of a wide view that says nothing of it.
const WIDE_COLUMNS: usize = 2;

/// A group that is open.
pub enum Group {
    /// Rows, and how many lines of this screen are written.
    Table(Option<Table>, usize),
    /// Lists, which have nothing to remember.
    List,
    /// The values of a line that is not full yet.
    Wide(Option<Table>, Vec<String>, usize),
    /// Texts, which have nothing to remember.
    Custom,
}

impl Start {
    /// The widths that waiting entries ask for: of each column, or of all values of a wide view.
    pub fn needs(&self, waiting: &[Packet]) -> Vec<usize> {
        let entries = waiting.iter().filter_map(|packet| match packet {
            Packet::Entry(entry) if !entry.out_of_band => Some(&entry.body),
            _ => None,
        });
        match &self.shape {
            Shape::Table(table) => {
                let mut widths: Vec<usize> = table
                    .columns
                    .iter()
                    .map(|column| cells::of(&column.label))
                    .collect();
                for body in entries {
                    if let Body::Row { cells, .. } = body {
                        for (k, width) in widths.iter_mut().enumerate() {
                            *width = (*width).max(cells::of(cells.get(k)));
                        }
                    }
                }
                widths
            }
            Shape::Wide(0) => {
                let value = |body: &Body| {
                    if let Body::Wide(text) = body {
                        cells::of(text)
                    } else {
                        0
                    }
                };
                vec![entries.map(value).max().unwrap_or(0)]
            }
            _ => Vec::new(),
        }
    }
}

impl Group {
    /// Begins a group, and writes a table's header.
    pub fn begin(
        view: &Start,
        needs: Option<&[usize]>,
        options: &Options,
        out: &mut dyn Sink,
    ) -> Group {
        match &view.shape {
            Shape::Table(shape) => {
                let own: Vec<usize> = shape.columns.iter().map(|column| column.width).collect();
                let needs = needs
                    .filter(|needs| needs.len() == own.len())
                    .unwrap_or(&own);
                let widths = needs
                    .iter()
                    .map(|width| i32::try_from(*width).unwrap_or(i32::MAX / 2))
                    .collect();
                let mut table = if own.is_empty() {
                    None
                } else {
                    Table::new(
                        &shape.columns,
                        widths,
                        options.table_width(),
                        &options.paint,
                    )
                };
                let lines = match &mut table {
                    Some(table) if !shape.hide_header => table.write_header(&shape.columns, out),
                    _ => 0,
                };
                Group::Table(table, lines)
            }
            Shape::List => Group::List,
            Shape::Wide(columns) => {
                let count = match needs {
                    Some([widest]) if *columns == 0 && *widest > 0 => {
                        columns::wide_count(*widest, options.table_width())
                    }
                    _ if *columns > 0 => *columns,
                    _ => WIDE_COLUMNS,
                };
                let header = Header {
                    label: "".into(),
                    width: 0,
                    align: Align::Left,
                    renamed: false,
                };
                let table = Table::new(
                    &vec![header; count],
                    vec![0; count],
                    options.table_width(),
                    &options.paint,
                );
                Group::Wide(table, Vec::with_capacity(count), count)
            }
            Shape::Custom => Group::Custom,
        }
    }

    /// Writes an entry.
    pub fn entry(&mut self, view: &Start, entry: &Entry, options: &Options, out: &mut dyn Sink) {
        match (self, &entry.body) {
            (Group::Table(Some(table), lines), Body::Row { cells, wrap, align }) => {
                if let Shape::Table(shape) = &view.shape
                    && shape.repeat_header
                    && options.height > PAGER_LINES
                    && *lines >= options.height - PAGER_LINES
                {
                    out.line("");
                    *lines = table.write_header(&shape.columns, out);
                }
                match wrap {
                    true => table.write_wrapped(|k| cells.get(k), align, out),
                    false => table.write_row(|k| cells.get(k), align, out),
                }
                *lines += 1;
            }
            (Group::List, Body::List(fields)) => {
                list::write(fields, options.width, &options.paint, out);
                out.line("");
            }
            (Group::Wide(table, values, count), Body::Wide(text)) => {
                values.push(text.clone());
                if values.len() == *count {
                    write_values(table.as_mut(), values, out);
                }
            }
            (Group::Custom, Body::Custom(items)) => custom::write_to(items, options.width, out),
            _ => {}
        }
    }

    /// Ends the group.
    pub fn end(&mut self, out: &mut dyn Sink) {
        if let Group::Wide(table, values, _) = self
            && !values.is_empty()
        {
            write_values(table.as_mut(), values, out);
        }
    }
}

fn write_values(table: Option<&mut Table>, values: &mut Vec<String>, out: &mut dyn Sink) {
    if let Some(table) = table {
        table.write_row(|k| values.get(k).map_or("", String::as_str), &[], out);
    }
    values.clear();
}
