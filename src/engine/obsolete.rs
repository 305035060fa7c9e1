//! `[Obsolete()]`: warnings of commands and parameters that nobody should use any more.

use crate::Engine;
use crate::attribute::Attribute;
use crate::bind::{Bound, Given};
use crate::common_parameters::Common;
use crate::signature::Signature;
use crate::sink::{Discard, Out};
use crate::stage::given_values;
use object::{Result, Str, Value};
use std::rc::Rc;

impl Signature {
    /// Whether a call of it may have to warn.
    pub(crate) fn may_warn(&self) -> bool {
        let is_obsolete = |own: &Rc<Attribute>| matches!(&**own, Attribute::Obsolete(_));
        self.obsolete.is_some()
            || self
                .parameters
                .iter()
                .any(|parameter| parameter.attributes.iter().any(is_obsolete))
    }
}

impl Engine {
    /// Warns of a command that is obsolete, and of parameters that are and were given.
    pub(crate) fn warn_obsolete(
        &mut self,
        signature: &Signature,
        bound: &Bound,
        name: &Str,
        common: &Common,
    ) -> Result {
        let mut warnings = Vec::new();
        if let Some(text) = &signature.obsolete {
            warnings.push(format!("The command '{name}' is obsolete. {text}"));
        }
        for ordinal in &bound.order {
            let parameter = &signature.parameters[*ordinal];
            for attribute in &parameter.attributes {
                if let Attribute::Obsolete(text) = &**attribute {
                    let name = &parameter.name;
                    warnings.push(format!("Parameter '{name}' is obsolete. {text}"));
                }
            }
        }
        for text in warnings {
            let mut given = given_values(&[Value::str(text)]);
            if let Some(action) = common.warning_action {
                given.push(Given::Named {
                    name: Str::from("WarningAction"),
                    value: Some(action.to_value()),
                    span: syntax::Span::default(),
                    text: Str::from("-WarningAction"),
                    splatted: false,
                });
            }
            let nowhere: Out = Rc::new(Discard);
            self.invoke_command("Write-Warning", given, &nowhere)?;
        }
        Ok(())
    }
}
