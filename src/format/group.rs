//! Grouping: a line above objects that have a value in common, a new one where it changes.

use crate::field::{self, Style};
use crate::options::Context;
use crate::packet::Item;
use crate::request::{Column, Expression};
use crate::source::{Answer, Source};
use crate::values;
use crate::views::{Code, GroupBy, SessionItem};
use object::{Result, Str, Value, culture};
use std::rc::Rc;

/// How objects are grouped, and where that stands.
pub struct Grouping {
    source: Source,
    label: Str,
    format: Option<Str>,
    line: Option<Code>,
    current: Option<(Value, Str)>,
}

impl Grouping {
    /// The grouping that `-GroupBy` asks for.
    pub fn asked(cx: &mut Context<'_>, column: &Column) -> Result<Grouping> {
        let source = match &column.expression {
            Expression::Name(name) => Source::property(name),
            Expression::Block(block) => Source::Block(block.clone()),
        };
        let label = match &column.label {
            Some(label) => label.clone(),
            None => source.name(cx)?,
        };
        Ok(Grouping {
            source,
            label,
            format: column.format.clone(),
            line: None,
            current: None,
        })
    }

    /// The grouping of one of PowerShell's views.
    pub fn built(group: &GroupBy) -> Grouping {
        let source = Source::cell(group.key);
        let label = match (&source, group.label) {
            (Source::Property(accessor), "") => accessor.name.clone(),
            (_, label) => label.into(),
        };
        Grouping {
            source,
            label,
            format: None,
            line: group.line,
            current: None,
        }
    }

    /// The grouping of a session's view.
    pub fn session(cx: &mut Context<'_>, item: &SessionItem) -> Result<Grouping> {
        let source = Source::item(item);
        let label = match &item.label {
            Some(label) => label.clone(),
            None => source.name(cx)?,
        };
        Ok(Grouping {
            source,
            label,
            format: item.format.clone(),
            line: None,
            current: None,
        })
    }

    /// Takes the next object; answers whether it begins another group. An object without the value stays in the group it finds.
    pub fn changes(&mut self, cx: &mut Context<'_>, item: &Value) -> Result<bool> {
        let Answer::Value(value) = self.source.ask(cx, item)? else {
            return Ok(false);
        };
        let text = values::object_text(cx.host, &value)?;
        let same = self
            .current
            .as_ref()
            .is_some_and(|(_, old)| old == &text || culture::eq_ignore_case(old, &text));
        self.current = Some((value, text));
        Ok(!same)
    }

    /// The line above the group that `item` begins; none where no object had the value yet.
    pub fn line(&mut self, cx: &mut Context<'_>, item: &Value) -> Result<Option<Rc<[Item]>>> {
        let Some((value, _)) = &self.current else {
            return Ok(None);
        };
        if let Some(line) = self.line {
            let text = line(cx, item)?;
            return Ok(Some(Rc::from([Item::Text(
                values::object_text(cx.host, &text)?.to_string(),
            )])));
        }
        let mut text = format!("   {}: ", self.label);
        field::write(
            cx,
            &value.clone(),
            Style {
                format: self.format.as_ref(),
                fixed: false,
            },
            &mut text,
        )?;
        Ok(Some(Rc::from([Item::Text(text)])))
    }
}
