//! The `#requires` comments: each is a command line, read by the same rules.

use crate::ast::*;
use crate::parser::Parser;
use crate::span::Span;

impl<'s> Parser<'s> {
    /// requires = "#requires" { parameter [ argument ] }
    pub fn read_requires(&mut self) -> Option<Requires> {
        let comments = std::mem::take(&mut self.requires);
        if comments.is_empty() {
            return None;
        }
        let mut requires = Requires::default();
        for comment in comments {
            let line = &self.source[comment.start as usize + 1..comment.end as usize];
            self.nested(line, comment.start + 1, None, |p| {
                if let Some(command) = p.command() {
                    p.requirement(&command, &mut requires);
                }
            });
        }
        Some(requires)
    }

    fn requirement(&mut self, command: &Command, requires: &mut Requires) {
        let mut elements = command.elements.iter();
        let is_name = |name: &Expression| matches!(&name.kind, ExpressionKind::String { value, .. } if value.eq_ignore_ascii_case("requires"));
        if !matches!(elements.next(), Some(CommandElement::Argument(name)) if is_name(name)) {
            self.report(command.span, "ScriptRequiresInvalidFormat", &[]);
        }
        while let Some(element) = elements.next() {
            match element {
                CommandElement::Argument(argument) => {
                    self.report(argument.span, "ScriptRequiresInvalidFormat", &[])
                }
                CommandElement::Parameter {
                    span,
                    name,
                    argument,
                    ..
                } => {
                    let argument =
                        argument
                            .as_deref()
                            .or_else(|| match elements.as_slice().first() {
                                Some(CommandElement::Argument(argument)) => {
                                    elements.next();
                                    Some(argument)
                                }
                                _ => None,
                            });
                    self.required_parameter(*span, name, argument, requires);
                }
            }
        }
    }

    fn required_parameter(
        &mut self,
        span: Span,
        name: &str,
        argument: Option<&Expression>,
        requires: &mut Requires,
    ) {
        let is = |full: &str| {
            full.get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
        };
        if is("runasadministrator") {
            requires.elevated = true;
            if argument.is_some() {
                self.report(span, "ParameterCannotHaveArgument", &[name]);
            }
            return;
        }
        let Some(argument) = argument else {
            return self.report(span, "ParameterRequiresArgument", &[name]);
        };
        let values = match &argument.kind {
            ExpressionKind::ArrayLiteral(values) => &values[..],
            _ => std::slice::from_ref(argument),
        };
        let constant = |value: &Expression| {
            matches!(
                value.kind,
                ExpressionKind::String { .. }
                    | ExpressionKind::Number(_)
                    | ExpressionKind::Hashtable(_)
            )
        };
        if !values.iter().all(constant) {
            return self.report(argument.span, "RequiresArgumentMustBeConstant", &[]);
        }
        if is("version") {
            match version(argument.span.text(self.source)) {
                Some(version) => requires.version = Some(version),
                None => self.report(argument.span, "RequiresVersionInvalid", &[]),
            }
        } else if is("psedition") {
            self.required_editions(values, argument.span, requires);
        } else if is("modules") {
            requires.modules.extend(values.iter().filter_map(module));
        } else if !is("shellid") && !is("pssnapin") && !is("assembly") {
            self.report(span, "ScriptRequiresInvalidFormat", &[]);
        }
    }

    fn required_editions(&mut self, values: &[Expression], span: Span, requires: &mut Requires) {
        for value in values {
            let Some(edition) = text(value) else {
                self.report(span, "RequiresInvalidStringArgument", &["psedition"]);
                continue;
            };
            if !edition.eq_ignore_ascii_case("core") && !edition.eq_ignore_ascii_case("desktop") {
                self.report(span, "RequiresPSEditionInvalid", &["psedition"]);
            }
            if requires
                .editions
                .iter()
                .any(|known| known.eq_ignore_ascii_case(&edition))
            {
                self.report(
                    span,
                    "RequiresPSEditionValueIsAlreadySpecified",
                    &["psedition"],
                );
            } else {
                requires.editions.push(edition);
            }
        }
    }
}

fn version(text: &str) -> Option<(i32, i32)> {
    let text = text.trim_matches(|c| matches!(c, '\'' | '"'));
    let mut parts = text
        .split('.')
        .map(|part| part.parse::<i32>().ok().filter(|value| *value >= 0));
    let major = parts.next()??;
    let minor = parts.next().unwrap_or(Some(0))?;
    parts.all(|part| part.is_some()).then_some((major, minor))
}

fn text(value: &Expression) -> Option<Text> {
    match &value.kind {
        ExpressionKind::String { value, .. } => Some(value.clone()),
        _ => None,
    }
}

/// A module by its name, or by a table of what it must be.
fn module(value: &Expression) -> Option<RequiredModule> {
    let ExpressionKind::Hashtable(entries) = &value.kind else {
        return text(value).map(|name| RequiredModule {
            name,
            ..RequiredModule::default()
        });
    };
    let mut module = RequiredModule::default();
    for (key, value) in entries {
        let StatementKind::Pipeline(pipeline) = &value.kind else {
            continue;
        };
        let Some(Element::Expression(element)) = pipeline.elements.first() else {
            continue;
        };
        let (Some(key), Some(value)) = (text(key), text(&element.expression)) else {
            continue;
        };
        match key.to_ascii_lowercase().as_str() {
            "modulename" => module.name = value,
            "moduleversion" => module.module_version = Some(value),
            "requiredversion" => module.required_version = Some(value),
            "maximumversion" => module.maximum_version = Some(value),
            "guid" => module.guid = Some(value),
            _ => {}
        }
    }
    Some(module)
}
