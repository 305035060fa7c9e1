//! Lines of comma-separated values to objects, with the leniencies of PowerShell's reader.
//!
//! Blanks in front of a field go; one behind it stays, more go; a quote in the middle of a field is a letter; what follows a closing
//! quote is added to the field.

use engine::Shell;
use object::record::{Object, Shape, SlotKind};
use object::{Fault, Result, Str, Symbol, Value, types};
use std::rc::Rc;

/// Reads rows, of one text or of several.
pub struct Reader {
    delimiter: char,
    header: Option<Vec<Str>>,
    type_name: Option<Str>,
    shape: Option<Rc<Shape>>,
    warned: bool,
    fields: Vec<Str>,
}

impl Reader {
    /// A reader; without a header the first row is it.
    pub fn new(delimiter: char, header: Option<Vec<Str>>) -> Reader {
        Reader {
            delimiter,
            header,
            type_name: None,
            shape: None,
            warned: false,
            fields: Vec::new(),
        }
    }

    /// The names of the columns, once they are known.
    pub fn header(&self) -> Option<&[Str]> {
        self.header.as_deref()
    }

    /// Reads a text and writes its rows.
    ///
    /// # Errors
    /// Two columns have one name.
    pub fn read(&mut self, shell: &mut Shell<'_>, text: &str) -> Result {
        let mut rest = self.begin(text);
        if !rest.is_empty() && self.header.is_none() {
            rest = self.read_header(rest);
        }
        while !rest.is_empty() {
            rest = self.row(rest);
            match self.fields.as_slice() {
                [] => return Ok(()),
                [only] if only.is_empty() => continue,
                _ => {}
            }
            let object = self.object(shell)?;
            shell.write(object)?;
        }
        Ok(())
    }

    /// Reads only the header.
    pub fn read_names(&mut self, text: &str) {
        let rest = self.begin(text);
        if !rest.is_empty() && self.header.is_none() {
            self.read_header(rest);
        }
    }

    /// Passes over the line that names the type.
    fn begin<'t>(&mut self, text: &'t str) -> &'t str {
        if self.type_name.is_some() || self.header.is_some() && self.shape.is_some() {
            return text;
        }
        if text
            .get(..6)
            .is_some_and(|start| start.eq_ignore_ascii_case("#TYPE "))
        {
            let end = text.find(['\n', '\r']).unwrap_or(text.len());
            let name = text[6..end].trim();
            if !name.is_empty() {
                self.type_name = Some(Str::from(name));
            }
            let rest = &text[end..];
            return rest
                .strip_prefix("\r\n")
                .or_else(|| rest.strip_prefix(['\n', '\r']))
                .unwrap_or(rest);
        }
        text
    }

    fn read_header<'t>(&mut self, text: &'t str) -> &'t str {
        let rest = self.row(text);
        let mut names = std::mem::take(&mut self.fields);
        while names.len() > 1 && names.last().is_some_and(|name| name.is_empty()) {
            names.pop();
        }
        if let Some(first) = names.first_mut()
            && let Some(fields) = first.strip_prefix("#Fields: ")
        {
            *first = Str::from(fields);
        }
        self.header = Some(names);
        rest
    }

    /// One row as an object.
    fn object(&mut self, shell: &mut Shell<'_>) -> Result<Value> {
        let shape = match &self.shape {
            Some(shape) => Rc::clone(shape),
            None => {
                let shape = self.make_shape(shell)?;
                self.shape = Some(Rc::clone(&shape));
                shape
            }
        };
        let count = shape.slots().len();
        let mut slots: Vec<Value> = self.fields.drain(..).take(count).map(Value::Str).collect();
        slots.resize(count, Value::Null);
        Ok(Value::Object(Object::new(shape, slots)))
    }

    fn make_shape(&mut self, shell: &mut Shell<'_>) -> Result<Rc<Shape>> {
        let mut shape = Shape::custom();
        if let Some(name) = &self.type_name {
            shape = shape.renamed(vec![name.clone(), Str::from(format!("CSV:{name}"))]);
        }
        let mut unnamed = 1;
        for name in self.header.iter().flatten() {
            let name = if name.is_empty() {
                unnamed += 1;
                Str::from(format!("H{}", unnamed - 1))
            } else {
                name.clone()
            };
            if shape.find(Symbol::of(&name)).is_some() {
                return Fault::new(
                    &types::EXTENDED_TYPE_SYSTEM_EXCEPTION,
                    format!("The member \"{name}\" is already present."),
                )
                .id("AlreadyPresentPSMemberInfoInternalCollectionAdd")
                .raise();
            }
            shape = shape.with(&name, SlotKind::Note);
        }
        if unnamed > 1 && !self.warned {
            self.warned = true;
            shell.warning(
                "One or more headers were not specified. Default names starting with \"H\" have been used in place of any missing headers.",
            )?;
        }
        Ok(shape)
    }

    /// Reads one row into the fields; gives what follows it.
    fn row<'t>(&mut self, text: &'t str) -> &'t str {
        self.fields.clear();
        let mut rest = text;
        loop {
            let blanks =
                rest.trim_start_matches(|c: char| (c == ' ' || c == '\t') && c != self.delimiter);
            if let Some(quoted) = blanks.strip_prefix('"')
                && self.delimiter != '"'
            {
                let (field, after, more) = self.quoted(quoted);
                self.fields.push(Str::from(field));
                if !more {
                    return after;
                }
                rest = after;
                continue;
            }
            let delimiter = self.delimiter;
            let end = blanks.find([delimiter, '\n', '\r']).unwrap_or(blanks.len());
            let field = trimmed(&blanks[..end]);
            let after = &blanks[end..];
            if after.is_empty() {
                if !field.is_empty() {
                    self.fields.push(Str::from(field));
                }
                return after;
            }
            self.fields.push(Str::from(field));
            match after.strip_prefix(self.delimiter) {
                Some(next) => rest = next,
                None => return line_end(after),
            }
        }
    }

    /// A field behind its opening quote: its text, what follows, and whether that belongs to the row.
    fn quoted<'t>(&self, text: &'t str) -> (String, &'t str, bool) {
        let mut field = String::new();
        let mut rest = text;
        loop {
            let Some(end) = rest.find('"') else {
                field.push_str(rest);
                return (field, "", false);
            };
            field.push_str(&rest[..end]);
            rest = &rest[end + 1..];
            match rest.strip_prefix('"') {
                Some(next) => {
                    field.push('"');
                    rest = next;
                }
                None => break,
            }
        }
        let delimiter = self.delimiter;
        let end = rest.find([delimiter, '\n', '\r']).unwrap_or(rest.len());
        let tail = &rest[..end];
        if !tail.trim_matches([' ', '\t']).is_empty() {
            field.push_str(tail);
        }
        let after = &rest[end..];
        match after.strip_prefix(self.delimiter) {
            Some(next) => (field, next, true),
            None => (field, line_end(after), false),
        }
    }
}

/// A field without quotes: of the blanks at its end only the first stays.
fn trimmed(field: &str) -> &str {
    match field.find([' ', '\t', '"']) {
        Some(at) if !field[at..].starts_with('"') && field[at + 1..].trim().is_empty() => {
            &field[..at + 1]
        }
        _ => field,
    }
}

fn line_end(text: &str) -> &str {
    text.strip_prefix("\r\n")
        .or_else(|| text.strip_prefix(['\n', '\r']))
        .unwrap_or(text)
}
