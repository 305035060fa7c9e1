//! `Join-String`

use super::argument::*;
use super::expression::Expression;
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet};
use object::{Host, Result, Str, Type, Value, convert, members, types};

cmdlet! {
    /// Joins objects into one string.
    pub struct JoinString = "Join-String" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.Utility.JoinStringCommand", default_set "default" {
        /// Property or script block whose text is joined.
        property = "Property": ExpressionArgument => position(0);
        /// Text between the parts.
        separator = "Separator": Option<Str> => position(1), check(&[Check::AllowEmptyString]);
        /// Text before all.
        output_prefix = "OutputPrefix": Option<Str> => alias(&["op"]);
        /// Text behind all.
        output_suffix = "OutputSuffix": Option<Str> => alias(&["os"]);
        /// Puts each part in single quotes.
        single_quote = "SingleQuote": Switch => set("SingleQuote");
        /// Puts each part in double quotes.
        double_quote = "DoubleQuote": Switch => set("DoubleQuote");
        /// Format of each part.
        format_string = "FormatString": Option<Str> => set("Format");
        /// Takes the list separator of the culture as delimiter.
        use_culture = "UseCulture": Switch;
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObjects => pipeline;
        state {
            expression: Option<Expression>;
            between: Str;
            text: String;
            started: bool;
        }
    }
}

impl Run for JoinString {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        if let Some(property) = self.property.0.clone() {
            self.expression = Some(Expression::of(shell.engine, &property)?);
        }
        let is_set = engine::Engine::variable(shell.engine, object::Symbol::of("OFS"))
            .is_some_and(|value| !value.is_null());
        self.between = match &self.separator {
            Some(text) => text.clone(),
            None if is_set => Host::separator(shell.engine),
            None => Str::default(),
        };
        self.text
            .push_str(self.output_prefix.as_deref().unwrap_or_default());
        Ok(())
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        for item in self.input_object.0.take().unwrap_or_default() {
            if item.is_null() {
                continue;
            }
            let value = match &mut self.expression {
                Some(expression) => expression
                    .all(shell.engine, &item)?
                    .into_iter()
                    .next()
                    .map(|found| found.or_null())
                    .unwrap_or_default(),
                None => item,
            };
            let part = match &self.format_string {
                Some(format) => {
                    let arguments = [Value::Str(format.clone()), value];
                    let text = members::invoke_static(
                        shell.engine,
                        &Type::Known(&types::STRING),
                        "Format",
                        &arguments,
                    )?;
                    convert::to_text(shell.engine, &text)?
                }
                None => convert::to_text(shell.engine, &value)?,
            };
            if self.started {
                self.text.push_str(&self.between);
            }
            self.started = true;
            let quote = match (self.single_quote.is_on(), self.double_quote.is_on()) {
                (true, _) => "'",
                (_, true) => "\"",
                _ => "",
            };
            self.text.push_str(quote);
            self.text.push_str(&part);
            self.text.push_str(quote);
        }
        Ok(())
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let mut text = std::mem::take(&mut self.text);
        text.push_str(self.output_suffix.as_deref().unwrap_or_default());
        shell.write(text)
    }
}
