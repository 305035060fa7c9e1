//! The view of `Format-Custom` for objects without one: their properties as a tree.

use crate::cells::ELLIPSIS;
use crate::field::{self, Style};
use crate::options::Context;
use crate::packet::Item;
use crate::plan::is_scalar;
use crate::request::Common;
use crate::source::{self, Answer, Resolved};
use crate::values;
use object::{Result, Str, Value};

/// Cells that each level is further to the right.
const STEP: usize = 2;

/// The tree of an object, so many levels deep.
pub fn of(cx: &mut Context<'_>, item: &Value, common: &Common, depth: usize) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    let tree = Tree { depth };
    if is_scalar(item) {
        leaf(cx, item, &mut items)?;
    } else if let Some(elements) = values::elements(item)? {
        tree.elements(cx, &elements, 0, &mut items)?;
    } else {
        let asked = !common.properties.is_empty() || !common.exclude.is_empty();
        let properties = if asked {
            source::asked(common, item, false)
        } else {
            source::unasked(&cx.options.registry, item)
        };
        tree.object(cx, item, properties, 0, &mut items)?;
    }
    Ok(items)
}

struct Tree {
    depth: usize,
}

impl Tree {
    fn object(
        &self,
        cx: &mut Context<'_>,
        item: &Value,
        properties: Vec<Resolved>,
        level: usize,
        out: &mut Vec<Item>,
    ) -> Result {
        let name = values::type_name(item);
        text(
            out,
            format!("class {}", name.rsplit('.').next().unwrap_or(&name)),
        );
        text(out, "{".into());
        let mut inner = Vec::new();
        for property in properties {
            self.property(cx, item, property, level, &mut inner)?;
        }
        out.push(Item::Frame(STEP, inner));
        text(out, "}".into());
        Ok(())
    }

    fn property(
        &self,
        cx: &mut Context<'_>,
        item: &Value,
        mut property: Resolved,
        level: usize,
        out: &mut Vec<Item>,
    ) -> Result {
        let name = property.source.name(cx)?;
        out.push(Item::Text(format!("{name} = ")));
        let value = match property.source.ask(cx, item)? {
            Answer::Value(value) => value,
            Answer::Missing => Value::Null,
            Answer::Failed(_) => Value::str(""),
        };
        let asked = property.column.and_then(|column| column.depth);
        Tree {
            depth: asked.unwrap_or(self.depth),
        }
        .value(cx, &value, level, out)
    }

    fn value(
        &self,
        cx: &mut Context<'_>,
        value: &Value,
        level: usize,
        out: &mut Vec<Item>,
    ) -> Result {
        if let Some(elements) = values::elements(value)? {
            out.push(Item::NewLine);
            let mut inner = Vec::new();
            self.elements(cx, &elements, level + 1, &mut inner)?;
            out.push(Item::Frame(STEP, inner));
            return Ok(());
        }
        if self.is_leaf(value, level) {
            return leaf(cx, value, out);
        }
        out.push(Item::NewLine);
        let mut inner = Vec::new();
        let properties = source::unasked(&cx.options.registry, value);
        self.object(cx, value, properties, level + 1, &mut inner)?;
        out.push(Item::Frame(STEP, inner));
        Ok(())
    }

    fn is_leaf(&self, value: &Value, level: usize) -> bool {
        level >= self.depth || value.is_null() || is_scalar(value)
    }

    fn elements(
        &self,
        cx: &mut Context<'_>,
        elements: &[Value],
        level: usize,
        out: &mut Vec<Item>,
    ) -> Result {
        text(out, "[".into());
        let mut inner = Vec::new();
        for (n, element) in elements.iter().enumerate() {
            if cx.options.enumeration_limit >= 0
                && n as i64 == i64::from(cx.options.enumeration_limit)
            {
                text(&mut inner, ELLIPSIS.into());
                break;
            }
            self.element(cx, element, level, &mut inner)?;
        }
        out.push(Item::Frame(STEP, inner));
        text(out, "]".into());
        out.push(Item::NewLine);
        Ok(())
    }

    fn element(
        &self,
        cx: &mut Context<'_>,
        element: &Value,
        level: usize,
        out: &mut Vec<Item>,
    ) -> Result {
        if self.is_leaf(element, level) {
            return leaf(cx, element, out);
        }
        if let Some(elements) = values::elements(element)? {
            out.push(Item::NewLine);
            let mut inner = Vec::new();
            self.elements(cx, &elements, level + 1, &mut inner)?;
            out.push(Item::Frame(STEP, inner));
            return Ok(());
        }
        let properties = source::unasked(&cx.options.registry, element);
        self.object(cx, element, properties, level + 1, out)
    }
}

/// Adds a line.
fn text(out: &mut Vec<Item>, line: String) {
    out.extend([Item::Text(line), Item::NewLine]);
}

fn leaf(cx: &mut Context<'_>, value: &Value, out: &mut Vec<Item>) -> Result {
    let mut line = String::new();
    field::write(
        cx,
        value,
        Style {
            format: None::<&Str>,
            fixed: false,
        },
        &mut line,
    )?;
    text(out, line);
    Ok(())
}
