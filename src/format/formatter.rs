//! Objects to packets: what `Format-Table` and its siblings do, and `Out-Default` for what comes raw.
//!
//! The first object that is more than a text decides for a view, and the view stays. An object that the view is not for shows on
//! its own, between the lines.

use crate::options::{Context, Options, Stream};
use crate::packet::{Body, Packet};
use crate::plan::{self, Alike, Plan};
use crate::request::{Expand, Request};
use crate::values;
use crate::views::{self, Found, Wanted};
use object::{Host, Result, Str, Value};

/// Makes packets of objects.
pub struct Formatter {
    request: Request,
    state: State,
    plan: Option<Plan>,
    last: Option<(Alike, Treatment)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Idle,
    Started,
    InGroup,
}

/// What is to be done with an object, whatever view is open.
#[derive(Clone)]
enum Treatment {
    /// It shows as its text.
    Text,
    /// It has a view of its own, between the lines of others.
    Apart(Found),
    /// It goes into the view.
    View,
}

impl Formatter {
    /// A formatter that does what was asked.
    pub fn new(request: Request) -> Formatter {
        Formatter {
            request,
            state: State::Idle,
            plan: None,
            last: None,
        }
    }

    /// Takes an object of a pipeline, and gives packets as objects of a pipeline.
    pub fn write(
        &mut self,
        host: &mut dyn Host,
        options: &Options,
        value: &Value,
        out: &mut Vec<Value>,
    ) -> Result {
        let mut packets = Vec::new();
        self.process(
            &mut Context { host, options },
            value,
            Stream::Output,
            &mut packets,
        )?;
        out.extend(packets.into_iter().map(Packet::into_value));
        Ok(())
    }

    /// Ends the view, if one was begun.
    pub fn finish(&mut self, out: &mut Vec<Value>) {
        let mut packets = Vec::new();
        self.close(&mut packets);
        out.extend(packets.into_iter().map(Packet::into_value));
    }

    /// Takes an object of a pipeline; a collection stands for what it holds.
    pub fn process(
        &mut self,
        cx: &mut Context<'_>,
        value: &Value,
        stream: Stream,
        out: &mut Vec<Packet>,
    ) -> Result {
        if value.is_null() {
            return Ok(());
        }
        let expand = self
            .request
            .common()
            .and_then(|common| common.expand)
            .unwrap_or(Expand::EnumOnly);
        let elements = match value {
            Value::Object(object) if object.get_type().is(&object::types::PSCUSTOMOBJECT) => None,
            other => values::elements(other)?,
        };
        let Some(elements) = elements else {
            return self.object(cx, value, stream, out);
        };
        if expand == Expand::CoreOnly {
            return self.object(cx, value, stream, out);
        }
        if expand == Expand::Both {
            self.whole(cx, value, elements.len(), stream, out)?;
        }
        for element in &elements {
            if element.is_null() {
                out.push(text(Str::default(), stream))
            } else {
                self.object(cx, element, stream, out)?
            }
        }
        Ok(())
    }

    /// Ends the view, if one was begun.
    pub fn close(&mut self, out: &mut Vec<Packet>) {
        if self.state == State::InGroup {
            out.push(Packet::GroupEnd);
        }
        if self.state != State::Idle {
            out.push(Packet::End);
        }
        self.state = State::Idle;
        self.plan = None;
    }

    /// Shows a collection itself, and says what follows.
    fn whole(
        &mut self,
        cx: &mut Context<'_>,
        value: &Value,
        count: usize,
        stream: Stream,
        out: &mut Vec<Packet>,
    ) -> Result {
        out.push(text(
            "The following object supports IEnumerable:\n".into(),
            stream,
        ));
        self.apart(cx, value, stream, out)?;
        let what = match count {
            0 => "The IEnumerable contains no objects.".to_string(),
            1 => "The IEnumerable contains the following object:\n".to_string(),
            _ => format!("The IEnumerable contains the following {count} objects:\n"),
        };
        out.push(text(what.into(), stream));
        Ok(())
    }

    fn object(
        &mut self,
        cx: &mut Context<'_>,
        item: &Value,
        stream: Stream,
        out: &mut Vec<Packet>,
    ) -> Result {
        if let Some(packet) = Packet::of(item) {
            out.push(packet);
            return Ok(());
        }
        let forced = self.request.common().is_some_and(|common| common.force);
        if !forced {
            match self.treatment(cx, item) {
                Treatment::Text => {
                    out.push(text(values::object_text(cx.host, item)?, stream));
                    return Ok(());
                }
                Treatment::Apart(view) => return apart_in(cx, view, item, stream, out),
                Treatment::View => {}
            }
        }
        let plan = match &mut self.plan {
            Some(plan) => plan,
            none => none.insert(plan::choose(cx, &self.request, item)?),
        };
        if self.state == State::Idle {
            out.push(plan.start());
            self.state = State::Started;
        }
        if !forced && !plan.takes(item) {
            return self.apart(cx, item, stream, out);
        }
        let changes = match &mut plan.group {
            Some(group) => group.changes(cx, item)?,
            None => false,
        };
        if self.state == State::InGroup && changes {
            out.push(Packet::GroupEnd);
            self.state = State::Started;
        }
        if self.state == State::Started {
            let line = match &mut plan.group {
                Some(group) => group.line(cx, item)?,
                None => None,
            };
            out.push(Packet::GroupStart(line));
            self.state = State::InGroup;
        }
        out.push(Packet::entry(plan.render(cx, item)?, stream));
        for record in plan.take_failed() {
            let message = crate::error::text(cx.host, &record, cx.options)?;
            out.push(Packet::apart(
                Body::Custom(vec![crate::packet::Item::Text(message)]),
                stream,
            ));
        }
        Ok(())
    }

    fn treatment(&mut self, cx: &mut Context<'_>, item: &Value) -> Treatment {
        if let Some((alike, treatment)) = &self.last
            && alike.fits(item)
        {
            return treatment.clone();
        }
        let treatment = treatment(cx, item);
        self.last = Alike::of(item).map(|alike| (alike, treatment.clone()));
        treatment
    }

    /// Shows an object between the lines: by the view that it has for that, else its properties.
    fn apart(
        &mut self,
        cx: &mut Context<'_>,
        item: &Value,
        stream: Stream,
        out: &mut Vec<Packet>,
    ) -> Result {
        if let Treatment::Apart(view) = self.treatment(cx, item) {
            return apart_in(cx, view, item, stream, out);
        }
        match plan::apart(item) {
            Some(mut plan) => out.push(Packet::apart(plan.render(cx, item)?, stream)),
            None => out.push(text(values::object_text(cx.host, item)?, stream)),
        }
        Ok(())
    }
}

fn treatment(cx: &mut Context<'_>, item: &Value) -> Treatment {
    // Strings and numbers have no views, and there are many of them.
    let plain = !matches!(
        item,
        Value::Object(_) | Value::Extended(_) | Value::Native(_)
    );
    if plain && plan::is_scalar(item) {
        return Treatment::Text;
    }
    let wanted = Wanted {
        out_of_band: true,
        ..Wanted::default()
    };
    match views::find(&cx.options.registry, item, wanted) {
        Some(view) => Treatment::Apart(view),
        None if plan::is_scalar(item) || !values::has_properties(item) => Treatment::Text,
        None => Treatment::View,
    }
}

fn apart_in(
    cx: &mut Context<'_>,
    view: Found,
    item: &Value,
    stream: Stream,
    out: &mut Vec<Packet>,
) -> Result {
    let mut plan = plan::apart_view(cx, view)?;
    out.push(Packet::apart(plan.render(cx, item)?, stream));
    Ok(())
}

fn text(text: Str, stream: Stream) -> Packet {
    Packet::apart(Body::Text(text), stream)
}
