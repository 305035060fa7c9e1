//! Parameter binding: from what was typed to what a command receives.
//!
//! Read `bind` first: it names the steps in PowerShell's documented order. Each step is a file: `named`, `positional`,
//! `defaults`, `sets`, `remaining`, and `pipeline` for what comes later, object by object. `value` converts and checks.
//! Absent on purpose: running anything but validation scripts. A binder that ran commands could not serve completion.

mod defaults;
mod fault;
mod named;
mod pipeline;
mod positional;
mod remaining;
mod sets;
pub(crate) mod value;

use crate::Engine;
use crate::common_parameters::Common;
use crate::signature::{CommonName, Signature};
use object::{Position, Result, Str, Value, convert};
use std::cell::Cell;
use std::rc::Rc;
use syntax::Span;

pub(crate) use fault::Site;
pub use pipeline::PipelineInput;
pub(crate) use value::convert_argument;

/// One thing that was typed behind a command's name.
#[derive(Clone)]
pub enum Given {
    /// A value.
    Value(Value, Span),
    /// `-Name`, with the value behind a colon.
    Named {
        /// Without dash and colon.
        name: Str,
        /// Behind the colon, or from a splatted table.
        value: Option<Value>,
        /// Where.
        span: Span,
        /// As it was typed.
        text: Str,
        /// It came from a splatted table, whose values no switch leaves over.
        splatted: bool,
    },
    /// `--`: what follows are values.
    End,
}

/// What a command receives.
pub struct Bound {
    /// By ordinal, converted.
    pub values: Vec<Option<Value>>,
    /// Ordinals in the order in which they were bound.
    pub order: Vec<usize>,
    /// The sets that are still possible.
    pub sets: u64,
    /// What was left over (`$args` of simple functions).
    pub rest: Vec<Value>,
    /// Ordinals that came from `$PSDefaultParameterValues`.
    pub defaulted: Vec<usize>,
}

/// A value without a name, or a name that no parameter has, on its way to whatever takes what is left over.
pub(crate) struct Loose {
    pub value: Value,
    pub span: Span,
    /// It takes no position.
    pub is_name: bool,
}

/// The state of a binding on its way through the steps.
pub(crate) struct Binder<'a> {
    pub signature: &'a Signature,
    pub site: &'a Site,
    pub bound: Bound,
    /// Values without a name, not yet bound.
    pub loose: Vec<Loose>,
    pub expects_input: bool,
}

/// Binds what was typed. Pipeline input comes later, through [`PipelineInput`].
///
/// # Errors
/// PowerShell's binding errors, with its ids.
pub(crate) fn bind(
    engine: &mut Engine,
    signature: &Signature,
    site: &Site,
    given: Vec<Given>,
    expects_input: bool,
) -> Result<Bound> {
    let count = signature.parameters.len();
    let bound = Bound {
        values: vec![None; count],
        order: Vec::new(),
        sets: signature.all_bits(),
        rest: Vec::new(),
        defaulted: Vec::new(),
    };
    let mut binder = Binder {
        signature,
        site,
        bound,
        loose: Vec::new(),
        expects_input,
    };
    binder.named(engine, given)?;
    binder.positional(engine)?;
    if signature.advanced {
        binder.defaults(engine)?;
    }
    binder.remaining(engine)?;
    site.at(Span::default());
    binder.choose_set()?;
    binder.mandatory(engine)?;
    Ok(binder.bound)
}

/// What can be bound before `dynamicparam` has spoken: its own parameters only, names that it may yet bring left aside.
pub(crate) fn preview(
    engine: &mut Engine,
    signature: &Signature,
    site: &Site,
    given: Vec<Given>,
    expects_input: bool,
) -> Vec<(usize, Value)> {
    // A simple function refuses no name.
    let mut lenient = signature.clone();
    lenient.advanced = false;
    let bound = Bound {
        values: vec![None; lenient.parameters.len()],
        order: Vec::new(),
        sets: lenient.all_bits(),
        rest: Vec::new(),
        defaulted: Vec::new(),
    };
    let mut binder = Binder {
        signature: &lenient,
        site,
        bound,
        loose: Vec::new(),
        expects_input,
    };
    // What cannot be bound is reported by the binding that counts.
    if binder.named(engine, given).is_ok() {
        let _ = binder.positional(engine);
    }
    binder
        .bound
        .values
        .into_iter()
        .enumerate()
        .filter_map(|(ordinal, value)| value.map(|value| (ordinal, value)))
        .collect()
}

impl Bound {
    /// The common parameters among what was bound.
    pub(crate) fn common(
        &self,
        engine: &mut Engine,
        signature: &Signature,
        site: &Site,
    ) -> Result<Common> {
        let mut common = Common::default();
        for (ordinal, value) in self.values.iter().enumerate().skip(signature.own) {
            let Some(value) = value else { continue };
            let Some(name) = signature.parameters[ordinal].common else {
                continue;
            };
            let text = |value: &Value| value.as_str().cloned();
            let is_action = signature.parameters[ordinal]
                .kind
                .is(&crate::common_parameters::ACTION_PREFERENCE);
            if is_action
                && engine.action_of(value) == Some(crate::common_parameters::Action::Suspend)
            {
                return Err(site.suspended(&signature.parameters[ordinal].name));
            }
            match name {
                CommonName::Verbose => common.verbose = Some(convert::to_bool(value)),
                CommonName::Debug => common.debug = Some(convert::to_bool(value)),
                CommonName::WhatIf => common.what_if = Some(convert::to_bool(value)),
                CommonName::Confirm => common.confirm = Some(convert::to_bool(value)),
                CommonName::ErrorAction => common.error_action = engine.action_of(value),
                CommonName::WarningAction => common.warning_action = engine.action_of(value),
                CommonName::InformationAction => {
                    common.information_action = engine.action_of(value)
                }
                CommonName::ProgressAction => common.progress_action = engine.action_of(value),
                CommonName::ErrorVariable => common.error_variable = text(value),
                CommonName::WarningVariable => common.warning_variable = text(value),
                CommonName::InformationVariable => common.information_variable = text(value),
                CommonName::OutVariable => common.out_variable = text(value),
                CommonName::PipelineVariable => common.pipeline_variable = text(value),
                CommonName::OutBuffer => {}
                CommonName::IncludeTotalCount => common.total_count = convert::to_bool(value),
                CommonName::Skip => common.skip = value.clone(),
                CommonName::First => common.first = value.clone(),
            }
        }
        Ok(common)
    }
}

/// Where a call stands, for its errors.
pub(crate) fn site(name: Str, source: Str, position: Option<Position>, advanced: bool) -> Rc<Site> {
    Rc::new(Site {
        name,
        source,
        position,
        advanced,
        spot: Cell::new(None),
    })
}
