//! Rows of a table: cells padded, cut or wrapped to the widths of their columns.

use crate::cells::{self, ELLIPSIS};
use crate::colour::{Label, Paint};
use crate::columns;
use crate::options::Sink;
use crate::packet::{Align, Header};
use crate::wrap;

/// Below this many cells there is no table.
const SCREEN_MIN: usize = 5;

/// A table whose widths are decided.
pub struct Table {
    columns: Vec<Column>,
    paint: Paint,
    /// The row being written; kept for its memory.
    line: String,
    header: Vec<String>,
}

struct Column {
    /// Cells; 0 hides the column.
    width: usize,
    align: Align,
    renamed: bool,
}

impl Table {
    /// A table of these columns on a screen; `needs` are their widths, 0 where open. None where the screen is too narrow for any.
    pub fn new(
        headers: &[Header],
        mut needs: Vec<i32>,
        screen: usize,
        paint: &Paint,
    ) -> Option<Table> {
        if screen < SCREEN_MIN {
            return None;
        }
        columns::fit(&mut needs, i32::try_from(screen).unwrap_or(i32::MAX));
        if needs.iter().all(|width| *width < columns::WIDTH_MIN) {
            return None;
        }
        let column = |(header, width): (&Header, &i32)| Column {
            width: (*width).max(0) as usize,
            align: header.align,
            renamed: header.renamed,
        };
        let columns = headers.iter().zip(&needs).map(column).collect();
        Some(Table {
            columns,
            paint: paint.clone(),
            line: String::new(),
            header: Vec::new(),
        })
    }

    /// Writes the header, and the dashes below it. Gives the number of lines.
    pub fn write_header(&mut self, headers: &[Header], out: &mut dyn Sink) -> usize {
        if self.header.is_empty() {
            self.make_header(headers);
        }
        for line in &self.header {
            out.line(line);
        }
        self.header.len()
    }

    fn make_header(&mut self, headers: &[Header]) {
        let mut lines = Vec::new();
        self.wrapped(|k| headers[k].label.as_str(), &[], true, &mut lines);
        let mut dashes = String::new();
        let last = self.columns.len() - 1;
        for (k, column) in self
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.width > 0)
        {
            if k > 0 {
                dashes.push(' ');
            }
            dashes.push_str(self.paint.start(Label::TableHeader));
            let label = cells::of(&headers[k].label);
            let count = if label == 0 {
                column.width
            } else {
                label.min(column.width)
            };
            field(
                &"-".repeat(count),
                column.width,
                column.align,
                k < last,
                &mut dashes,
            );
            dashes.push_str(self.paint.reset());
        }
        lines.push(dashes);
        self.header = lines;
    }

    /// Writes a row in one line; what does not fit is cut.
    pub fn write_row<'c>(
        &mut self,
        cell: impl Fn(usize) -> &'c str,
        aligns: &[Align],
        out: &mut dyn Sink,
    ) {
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        let last = self.columns.len() - 1;
        for (k, column) in self
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.width > 0)
        {
            if k > 0 {
                line.push(' ');
            }
            let text = self.paint.clean(cell(k));
            field(
                &text,
                column.width,
                chosen(aligns, k, column),
                k < last,
                &mut line,
            );
            if self.paint.leaks(&text) {
                line.push_str(self.paint.reset());
            }
        }
        out.line(&line);
        self.line = line;
    }

    /// Writes a row in as many lines as its cells need.
    pub fn write_wrapped<'c>(
        &mut self,
        cell: impl Fn(usize) -> &'c str,
        aligns: &[Align],
        out: &mut dyn Sink,
    ) {
        let mut lines = Vec::new();
        self.wrapped(cell, aligns, false, &mut lines);
        for line in lines {
            out.line(&line);
        }
    }

    fn wrapped<'c>(
        &self,
        cell: impl Fn(usize) -> &'c str,
        aligns: &[Align],
        header: bool,
        out: &mut Vec<String>,
    ) {
        let visible: Vec<usize> = (0..self.columns.len())
            .filter(|k| self.columns[*k].width > 0)
            .collect();
        let fields: Vec<Vec<String>> = visible
            .iter()
            .map(|k| {
                let width = self.columns[*k].width;
                wrap::lines(&self.paint.clean(cell(*k)), width, width)
            })
            .collect();
        let rows = fields.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..rows {
            // The last column with content in this line must not trail blanks where the row has several lines.
            let last = (0..fields.len())
                .rev()
                .find(|n| fields[*n].len() > row)
                .unwrap_or(0);
            let mut line = String::new();
            for (n, k) in visible.iter().enumerate().take(last + 1) {
                let column = &self.columns[*k];
                let mut text = String::new();
                if n > 0 {
                    text.push(' ');
                }
                match fields[n].get(row) {
                    Some(part) => padded(
                        part,
                        column.width,
                        chosen(aligns, *k, column),
                        n + 1 < visible.len(),
                        &mut text,
                    ),
                    None => cells::pad(&mut text, column.width),
                }
                if n == last && rows > 1 {
                    text.truncate(text.trim_end().len());
                }
                self.push_header_cell(&mut line, text, header.then_some(column), n);
            }
            out.push(line);
        }
    }

    /// Adds a cell; in a header with its colour, which PowerShell begins before the blank that separates it.
    fn push_header_cell(&self, line: &mut String, text: String, header: Option<&Column>, n: usize) {
        match header {
            None => line.push_str(&text),
            Some(column) if column.renamed && self.paint.colour && !text.is_empty() => {
                let (before, rest) = text.split_at(usize::from(n > 0));
                line.push_str(before);
                line.push_str(self.paint.start(Label::CustomHeader));
                line.push_str(rest);
                line.push_str(self.paint.reset());
            }
            Some(_) => {
                line.push_str(self.paint.start(Label::TableHeader));
                line.push_str(&text);
                line.push_str(self.paint.reset());
            }
        }
    }
}

fn chosen(aligns: &[Align], k: usize, column: &Column) -> Align {
    match aligns.get(k) {
        None | Some(Align::Undefined) => column.align,
        Some(own) => *own,
    }
}

/// A field of a row of one line: the first line of the value, cut where it does not fit.
fn field(value: &str, width: usize, align: Align, trailing: bool, out: &mut String) {
    let Some(end) = value.find(['\n', '\r']) else {
        return cut(value, width, align, trailing, out);
    };
    let mut first = String::with_capacity(end + ELLIPSIS.len_utf8());
    first.push_str(&value[..end]);
    first.push(ELLIPSIS);
    cut(&first, width, align, trailing, out);
}

fn cut(text: &str, width: usize, align: Align, trailing: bool, out: &mut String) {
    let length = cells::of(text);
    if length <= width {
        return place(text, length, width, align, trailing, out);
    }
    let mut part = String::new();
    match (align, width > 1) {
        (Align::Right, true) => {
            part.push(ELLIPSIS);
            part.push_str(&cells::tail(text, width - 1));
        }
        (_, true) => {
            part.push_str(&cells::head(text, width - 1));
            part.push(ELLIPSIS);
        }
        (Align::Right, false) => part.push_str(&cells::tail(text, width)),
        (_, false) => part.push_str(&cells::head(text, width)),
    }
    let length = cells::of(&part);
    place(&part, length, width, align, trailing, out);
}

/// A field of a row of several lines, which fits already.
fn padded(text: &str, width: usize, align: Align, trailing: bool, out: &mut String) {
    place(text, cells::of(text), width, align, trailing, out);
}

/// Adds a text that fits, and the blanks around it; those behind it only where another column follows.
fn place(text: &str, length: usize, width: usize, align: Align, trailing: bool, out: &mut String) {
    let spare = width.saturating_sub(length);
    let before = match align {
        Align::Right => spare,
        Align::Center => spare / 2,
        Align::Left | Align::Undefined => 0,
    };
    cells::pad(out, before);
    out.push_str(text);
    if trailing {
        cells::pad(out, spare - before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(label: &str, width: usize, align: Align) -> Header {
        Header {
            label: label.into(),
            width,
            align,
            renamed: false,
        }
    }

    fn render(headers: &[Header], screen: usize, rows: &[&[&str]], wrap: bool) -> String {
        let needs = headers.iter().map(|h| h.width as i32).collect();
        let mut out = String::new();
        let mut table = Table::new(headers, needs, screen, &Paint::default()).expect("wide enough");
        table.write_header(headers, &mut out);
        for row in rows {
            if wrap {
                table.write_wrapped(|k| row[k], &[], &mut out);
            } else {
                table.write_row(|k| row[k], &[], &mut out);
            }
        }
        out
    }

    #[test]
    fn numbers_stand_right_and_text_left_without_trailing_blanks() {
        let headers = [header("N", 4, Align::Right), header("Text", 6, Align::Left)];
        assert_eq!(
            render(&headers, 80, &[&["1", "a"], &["22", "b"]], false),
            "   N Text\n   - ----\n   1 a\n  22 b\n"
        );
    }

    #[test]
    fn what_does_not_fit_is_cut_on_the_side_that_matters_less() {
        let headers = [header("N", 4, Align::Right), header("Text", 6, Align::Left)];
        assert_eq!(
            render(
                &headers,
                80,
                &[&["123456", "abcdefgh"], &["1", "a\nb"]],
                false
            ),
            "   N Text\n   - ----\n…456 abcde…\n   1 a…\n"
        );
    }

    #[test]
    fn a_wrapped_row_keeps_its_columns() {
        let headers = [
            header("Id", 2, Align::Right),
            header("Text", 8, Align::Left),
            header("E", 3, Align::Left),
        ];
        assert_eq!(
            render(&headers, 80, &[&["1", "first\nsecond", "e"]], true),
            "Id Text     E\n-- ----     -\n 1 first    e\n   second\n"
        );
    }

    #[test]
    fn a_header_that_does_not_fit_wraps() {
        let headers = [
            header("A", 5, Align::Left),
            header("Property6", 4, Align::Left),
        ];
        assert_eq!(
            render(&headers, 10, &[&["x", "value"]], false),
            "A     Prop\n      erty\n      6\n-     ----\nx     val…\n"
        );
    }
}
