//! Members of C# classes: fields, properties, methods, parameters.

use super::Parsed;
use super::kind::element_of;
use super::lex::Sort;
use super::parse::{Modifiers, Parser, operator_name};
use super::tree::*;
use std::rc::Rc;

impl Parser {
    pub(super) fn member(
        &mut self,
        short: &str,
        class: &mut ClassTree,
        usings: &[String],
        found: &mut Vec<Declared>,
    ) -> Parsed<()> {
        let modifiers = self.modifiers()?;
        if ["enum", "class", "struct", "interface", "delegate", "record"]
            .iter()
            .any(|word| self.is(word))
            && self.ahead(1).kind == Sort::Word
        {
            let name = class.name.clone();
            return self.declaration(&name, '+', &modifiers, usings, found);
        }
        if self.is("~") {
            return self.foreign("Destructors of C#");
        }
        if self.is("event") {
            return self.foreign("Events of C#");
        }
        if modifiers.has("async") || modifiers.has("unsafe") {
            return self.foreign("Methods of C# that are async or unsafe");
        }
        if self.is(short) && self.ahead(1).text == "(" {
            self.at += 1;
            let method = self.method(short, Kind::plain("void"), &modifiers, true, class)?;
            class.methods.push(Rc::new(method));
            return Ok(());
        }
        if self.is("implicit") || self.is("explicit") {
            return self.foreign("Conversions of C#");
        }
        let kind = self.kind()?;
        if self.take("operator") {
            let sign = self.token().text.clone();
            self.at += 1;
            let name = operator_name(&sign);
            let method = self.method(name, kind, &modifiers, false, class)?;
            class.methods.push(Rc::new(method));
            return Ok(());
        }
        if self.is("this") {
            return self.foreign("Indexers of C#");
        }
        let name = self.name()?;
        if self.is("(") || self.is("<") {
            let method = self.method(&name, kind, &modifiers, false, class)?;
            class.methods.push(Rc::new(method));
            return Ok(());
        }
        if self.is("{") || self.is("=>") {
            let property = self.property(&name, kind, &modifiers, class.is_interface)?;
            class.properties.push(property);
            return Ok(());
        }
        self.fields(name, &kind, &modifiers, class)
    }

    fn fields(
        &mut self,
        first: String,
        kind: &Kind,
        modifiers: &Modifiers,
        class: &mut ClassTree,
    ) -> Parsed<()> {
        let mut name = first;
        loop {
            let initial = match self.take("=") {
                true => Some(self.value_or_items(kind)?),
                false => None,
            };
            class.fields.push(Field {
                name: name.as_str().into(),
                kind: kind.clone(),
                initial,
                is_static: modifiers.has("static") || modifiers.has("const"),
                is_public: modifiers.has("public"),
                read_only: modifiers.has("readonly") || modifiers.has("const"),
            });
            if !self.take(",") {
                return self.expect(";");
            }
            name = self.name()?;
        }
    }

    /// A value, or `{ 1, 2 }` for an array.
    pub fn value_or_items(&mut self, kind: &Kind) -> Parsed<Expr> {
        if self.is("{") && !kind.ranks.is_empty() {
            let items = self.items()?;
            return Ok(Expr::NewArray(
                Some(element_of(kind)),
                Vec::new(),
                Some(items),
            ));
        }
        self.expression()
    }

    fn property(
        &mut self,
        name: &str,
        kind: Kind,
        modifiers: &Modifiers,
        in_interface: bool,
    ) -> Parsed<Property> {
        let half = |name: &str, parameters, body, is_static| {
            Rc::new(Method {
                name: name.into(),
                returns: if name == "get" {
                    kind.clone()
                } else {
                    Kind::plain("void")
                },
                parameters,
                is_static,
                is_public: true,
                is_constructor: false,
                chained: None,
                body: Some(body),
                imported: false,
                yields: false,
                generics: Vec::new(),
            })
        };
        let is_static = modifiers.has("static");
        let mut property = Property {
            name: name.into(),
            kind: kind.clone(),
            initial: None,
            is_static,
            is_public: modifiers.has("public") || in_interface,
            settable: false,
            get: None,
            set: None,
            is_auto: false,
        };
        if self.take("=>") {
            let body = vec![Statement::Return(Some(self.expression()?))];
            self.expect(";")?;
            property.get = Some(half("get", Vec::new(), body, is_static));
            return Ok(property);
        }
        self.expect("{")?;
        while !self.take("}") {
            let own = self.modifiers()?;
            let word = self.name()?;
            if !matches!(word.as_str(), "get" | "set" | "init") {
                return self.wrong("CS1014", "A get or set accessor expected".to_string());
            }
            let is_get = word == "get";
            if !is_get {
                property.settable = own.words.is_empty();
            }
            if self.take(";") {
                property.is_auto = true;
                continue;
            }
            let body = self.body(is_get)?;
            if is_get {
                property.get = Some(half("get", Vec::new(), body, is_static));
            } else {
                let value = Parameter {
                    name: "value".into(),
                    kind: kind.clone(),
                    mode: Mode::Value,
                    default: None,
                };
                property.set = Some(half("set", vec![value], body, is_static));
            }
        }
        if self.take("=") {
            property.initial = Some(self.value_or_items(&kind)?);
            self.expect(";")?;
        }
        Ok(property)
    }

    /// `{ ... }` or `=> expression;`
    fn body(&mut self, gives_value: bool) -> Parsed<Vec<Statement>> {
        if self.take("=>") {
            let value = self.expression()?;
            self.expect(";")?;
            return Ok(vec![match (gives_value, value) {
                (_, Expr::Throw(what)) => Statement::Throw(Some(*what)),
                (true, value) => Statement::Return(Some(value)),
                (false, value) => Statement::Expr(value),
            }]);
        }
        self.block()
    }

    fn method(
        &mut self,
        name: &str,
        returns: Kind,
        modifiers: &Modifiers,
        is_constructor: bool,
        class: &ClassTree,
    ) -> Parsed<Method> {
        let in_interface = class.is_interface;
        let mut method = self.function(name, returns, is_constructor)?;
        method.is_static = modifiers.has("static");
        method.is_public = modifiers.has("public") || in_interface;
        method.imported = modifiers.imported || modifiers.has("extern");
        if method.body.is_none()
            && !method.imported
            && !modifiers.has("abstract")
            && !modifiers.has("partial")
            && !in_interface
        {
            let short = class.name.rsplit(['.', '+']).next().unwrap_or_default();
            let kinds: Vec<String> = method
                .parameters
                .iter()
                .map(|own| own.kind.name.clone())
                .collect();
            let what = format!(
                "'{short}.{name}({})' must declare a body because it is not marked abstract, extern, or partial",
                kinds.join(", ")
            );
            return self.wrong("CS0501", what);
        }
        Ok(method)
    }

    /// Parameters and body of a method or of a function in one; the name has been read.
    pub fn function(&mut self, name: &str, returns: Kind, is_constructor: bool) -> Parsed<Method> {
        let mut generics = Vec::new();
        if self.take("<") {
            while !self.take(">") {
                generics.push(self.name()?.as_str().into());
                self.take(",");
            }
        }
        let parameters = self.parameters()?;
        while self.take("where") {
            while !self.is("{") && !self.is("=>") && !self.is(";") && !self.is("where") {
                self.at += 1;
            }
        }
        let mut chained = None;
        if is_constructor && self.take(":") {
            let to_this = self.is("this");
            self.at += 1;
            chained = Some((to_this, self.arguments()?));
        }
        let outer = std::mem::take(&mut self.yields);
        let body = match self.take(";") {
            true => None,
            false => Some(self.body(returns.name != "void" || !returns.ranks.is_empty())?),
        };
        let yields = std::mem::replace(&mut self.yields, outer);
        Ok(Method {
            name: name.into(),
            returns,
            parameters,
            is_static: false,
            is_public: false,
            is_constructor,
            chained,
            body,
            imported: false,
            yields,
            generics,
        })
    }

    fn parameters(&mut self) -> Parsed<Vec<Parameter>> {
        self.expect("(")?;
        let mut found = Vec::new();
        while !self.take(")") {
            if self.is("[") {
                self.attributes(&mut Modifiers::default())?;
            }
            let mode = self.mode();
            let mode = match self.take("params") {
                true => Mode::Params,
                false => mode,
            };
            self.take("this");
            if self.token().kind != Sort::Word && !self.is("(") {
                self.expect(")")?;
            }
            let kind = self.kind()?;
            let name = self.name()?;
            let default = match self.take("=") {
                true => Some(self.expression()?),
                false => None,
            };
            found.push(Parameter {
                name: name.as_str().into(),
                kind,
                mode,
                default,
            });
            if !self.take(",") {
                self.expect(")")?;
                break;
            }
        }
        Ok(found)
    }
}
