//! Types and members of a C# text.

use super::lex::{Sort, Token, tokens};
use super::tree::*;
use super::{Parsed, Trouble};
use std::rc::Rc;

/// The types of a text, and the namespaces that it uses.
pub(super) fn parse(text: &str) -> Parsed<Vec<Declared>> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        yields: false,
    };
    let mut found = Vec::new();
    let mut usings = Vec::new();
    parser.namespace("", &mut usings, &mut found, true)?;
    Ok(found)
}

/// An expression alone: a hole of an interpolated string.
pub(super) fn parse_expression(text: &str) -> Parsed<Expr> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        yields: false,
    };
    parser.expression()
}

pub(super) struct Parser {
    tokens: Vec<Token>,
    pub at: usize,
    /// `yield` has been seen in the method that is read.
    pub yields: bool,
}

/// The words before a member.
#[derive(Default)]
struct Modifiers {
    words: Vec<String>,
    imported: bool,
    flags: bool,
}

impl Modifiers {
    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|own| own == word)
    }
}

const MODIFIERS: &[&str] = &[
    "public",
    "private",
    "protected",
    "internal",
    "static",
    "readonly",
    "const",
    "virtual",
    "override",
    "abstract",
    "sealed",
    "new",
    "extern",
    "partial",
    "unsafe",
    "async",
    "volatile",
    "required",
];

impl Parser {
    pub fn token(&self) -> &Token {
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    pub fn ahead(&self, count: usize) -> &Token {
        &self.tokens[(self.at + count).min(self.tokens.len() - 1)]
    }

    pub fn is(&self, text: &str) -> bool {
        let token = self.token();
        token.text == text && matches!(token.kind, Sort::Sign | Sort::Word)
    }

    pub fn take(&mut self, text: &str) -> bool {
        let found = self.is(text);
        if found {
            self.at += 1;
        }
        found
    }

    /// What is missing stands behind the token before.
    pub fn expect(&mut self, text: &str) -> Parsed<()> {
        if self.take(text) {
            return Ok(());
        }
        let id = match text {
            ";" => "CS1002",
            "}" => "CS1513",
            "{" => "CS1514",
            ")" => "CS1026",
            _ => "CS1003",
        };
        let what = match id {
            "CS1003" => format!("Syntax error, '{text}' expected"),
            _ => format!("{text} expected"),
        };
        self.missing(id, what)
    }

    pub fn missing<T>(&self, id: &'static str, what: String) -> Parsed<T> {
        let (line, column) = match self.at.checked_sub(1) {
            Some(before) => self.tokens[before.min(self.tokens.len() - 1)].end,
            None => (1, 1),
        };
        Err(Trouble::Wrong(line, column, id, what))
    }

    pub fn wrong<T>(&self, id: &'static str, what: String) -> Parsed<T> {
        let token = self.token();
        Err(Trouble::Wrong(token.line, token.column, id, what))
    }

    pub fn foreign<T>(&self, what: &str) -> Parsed<T> {
        Err(Trouble::Foreign(what.to_string()))
    }

    pub fn name(&mut self) -> Parsed<String> {
        let token = self.token();
        if token.kind != Sort::Word {
            return self.wrong("CS1001", "Identifier expected".to_string());
        }
        let name = token.text.clone();
        self.at += 1;
        Ok(name)
    }

    fn dotted(&mut self) -> Parsed<String> {
        let mut name = self.name()?;
        while self.take(".") {
            name = format!("{name}.{}", self.name()?);
        }
        Ok(name)
    }

    /// using-directives and declarations, up to the closing brace or the end.
    fn namespace(
        &mut self,
        own: &str,
        usings: &mut Vec<String>,
        found: &mut Vec<Declared>,
        outermost: bool,
    ) -> Parsed<()> {
        let mut own = own.to_string();
        loop {
            if self.token().kind == Sort::End {
                return match outermost {
                    true => Ok(()),
                    false => self.missing("CS1513", "} expected".to_string()),
                };
            }
            if self.is("}") && !outermost {
                self.at += 1;
                return Ok(());
            }
            if self.take(";") {
                continue;
            }
            if self.take("using") {
                self.using(usings)?;
            } else if self.take("namespace") {
                let name = self.dotted()?;
                let whole = joined(&own, &name, '.');
                if self.take(";") {
                    own = whole;
                    continue;
                }
                self.expect("{")?;
                let mut inner = usings.clone();
                self.namespace(&whole, &mut inner, found, false)?;
            } else {
                let modifiers = self.modifiers()?;
                self.declaration(&own, '.', &modifiers, usings, found)?;
            }
        }
    }

    fn using(&mut self, usings: &mut Vec<String>) -> Parsed<()> {
        self.take("static");
        let name = self.dotted()?;
        if self.take("=") {
            self.kind()?;
        } else {
            usings.push(name);
        }
        self.expect(";")
    }

    /// Attributes and the words before a declaration.
    fn modifiers(&mut self) -> Parsed<Modifiers> {
        let mut found = Modifiers::default();
        loop {
            if self.is("[") {
                self.attributes(&mut found)?;
            } else if self.token().kind == Sort::Word
                && MODIFIERS.contains(&self.token().text.as_str())
            {
                found.words.push(self.name()?);
            } else {
                return Ok(found);
            }
        }
    }

    /// `[Name(...)]`: only what changes the meaning is kept.
    fn attributes(&mut self, found: &mut Modifiers) -> Parsed<()> {
        let mut depth = 0;
        loop {
            let token = self.token().clone();
            match token.text.as_str() {
                "[" if token.kind == Sort::Sign => depth += 1,
                "]" if token.kind == Sort::Sign => depth -= 1,
                "DllImport" | "DllImportAttribute" => found.imported = true,
                "Flags" | "FlagsAttribute" => found.flags = true,
                _ if token.kind == Sort::End => {
                    return self.missing("CS1003", "Syntax error, ']' expected".to_string());
                }
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok(());
            }
        }
    }

    /// `enum`, `class`, `struct`, `interface`; the name stands behind that of what it is in.
    fn declaration(
        &mut self,
        outer: &str,
        sign: char,
        modifiers: &Modifiers,
        usings: &[String],
        found: &mut Vec<Declared>,
    ) -> Parsed<()> {
        let word = self.token().text.clone();
        match word.as_str() {
            "enum" => {
                self.at += 1;
                let declared = self.enumeration(outer, sign, modifiers.flags)?;
                found.push(Declared::Enum(declared));
                Ok(())
            }
            "class" | "struct" | "interface" | "record" => {
                if word == "record" {
                    return self.foreign("Records of C#");
                }
                self.at += 1;
                self.class(&word, outer, sign, modifiers, usings, found)
            }
            "delegate" => self.foreign("Delegates of C#"),
            _ => self.wrong(
                "CS0116",
                "A namespace cannot directly contain members such as fields, methods or statements"
                    .to_string(),
            ),
        }
    }

    fn enumeration(&mut self, outer: &str, sign: char, flags: bool) -> Parsed<Enum> {
        let name = joined(outer, &self.name()?, sign);
        let base = match self.take(":") {
            true => Some(self.name()?),
            false => None,
        };
        self.expect("{")?;
        let mut members = Vec::new();
        while !self.take("}") {
            if self.is("[") {
                self.attributes(&mut Modifiers::default())?;
            }
            let member = self.name()?;
            let value = match self.take("=") {
                true => Some(self.expression()?),
                false => None,
            };
            members.push((member, value));
            if !self.take(",") {
                self.expect("}")?;
                break;
            }
        }
        self.take(";");
        Ok(Enum {
            name,
            flags,
            base,
            members,
        })
    }

    fn class(
        &mut self,
        word: &str,
        outer: &str,
        sign: char,
        modifiers: &Modifiers,
        usings: &[String],
        found: &mut Vec<Declared>,
    ) -> Parsed<()> {
        let short = self.name()?;
        if self.is("<") {
            return self.foreign("Generic classes of C#");
        }
        let mut class = ClassTree {
            name: joined(outer, &short, sign),
            is_struct: word == "struct",
            is_interface: word == "interface",
            is_abstract: modifiers.has("abstract"),
            is_static: modifiers.has("static"),
            namespaces: usings.to_vec(),
            ..ClassTree::default()
        };
        if self.take(":") {
            loop {
                class.bases.push(self.kind()?);
                if !self.take(",") {
                    break;
                }
            }
        }
        self.expect("{")?;
        while !self.take("}") {
            if self.token().kind == Sort::End {
                return self.missing("CS1513", "} expected".to_string());
            }
            self.member(&short, &mut class, usings, found)?;
        }
        self.take(";");
        found.push(Declared::Class(class));
        Ok(())
    }

    fn member(
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

    pub fn mode(&mut self) -> Mode {
        if self.take("ref") {
            Mode::Ref
        } else if self.take("out") {
            Mode::Out
        } else {
            if self.is("in") && self.ahead(1).kind == Sort::Word {
                self.at += 1;
            }
            Mode::Value
        }
    }

    /// A type.
    pub fn kind(&mut self) -> Parsed<Kind> {
        let before = self.at;
        match self.try_kind() {
            Some(kind) => Ok(kind),
            None => {
                self.at = before;
                let token = self.token();
                match token.kind {
                    Sort::Word => self.foreign("Types of C# like this one"),
                    _ if token.text == "(" => self.foreign("Tuples of C#"),
                    _ => {
                        let what = format!(
                            "Invalid token '{}' in class, record, struct, or interface member declaration",
                            token.text
                        );
                        self.wrong("CS1519", what)
                    }
                }
            }
        }
    }

    /// `(int, string name)`
    fn tuple_kind(&mut self) -> Option<Kind> {
        self.at += 1;
        let mut kind = Kind::plain("System.ValueTuple");
        loop {
            kind.arguments.push(self.try_kind()?);
            if self.token().kind == Sort::Word {
                self.at += 1;
            }
            if !self.take(",") {
                break;
            }
        }
        (self.take(")") && kind.arguments.len() > 1).then_some(kind)
    }

    /// A type, where there is one; the position is anywhere otherwise.
    pub fn try_kind(&mut self) -> Option<Kind> {
        if self.is("(") {
            return self.tuple_kind();
        }
        if self.token().kind != Sort::Word {
            return None;
        }
        let mut name = self.name().ok()?;
        let mut arguments = Vec::new();
        loop {
            if self.take("::") {
                name = self.name().ok()?;
            } else if self.is(".") && self.ahead(1).kind == Sort::Word {
                self.at += 1;
                name = format!("{name}.{}", self.name().ok()?);
            } else {
                break;
            }
        }
        if self.take("<") {
            loop {
                arguments.push(self.try_kind()?);
                if !self.take(",") {
                    break;
                }
            }
            if !self.take(">") {
                return None;
            }
        }
        let nullable = self.take("?");
        let mut ranks = Vec::new();
        while self.is("[") && matches!(self.ahead(1).text.as_str(), "]" | ",") {
            self.at += 1;
            let mut rank = 1;
            while self.take(",") {
                rank += 1;
            }
            if !self.take("]") {
                return None;
            }
            ranks.push(rank);
        }
        if self.is("*") && matches!(name.as_str(), "int" | "char" | "byte" | "void") {
            return None;
        }
        Some(Kind {
            name,
            arguments,
            ranks,
            nullable,
        })
    }
}

/// The type of the elements of an array.
pub(super) fn element_of(kind: &Kind) -> Kind {
    let mut element = kind.clone();
    if !element.ranks.is_empty() {
        element.ranks.remove(0);
    }
    element
}

fn joined(outer: &str, name: &str, sign: char) -> String {
    match outer.is_empty() {
        true => name.to_string(),
        false => format!("{outer}{sign}{name}"),
    }
}

/// What .NET calls the method of an operator.
pub(super) fn operator_name(sign: &str) -> &'static str {
    match sign {
        "+" => "op_Addition",
        "-" => "op_Subtraction",
        "*" => "op_Multiply",
        "/" => "op_Division",
        "%" => "op_Modulus",
        "==" => "op_Equality",
        "!=" => "op_Inequality",
        "<" => "op_LessThan",
        ">" => "op_GreaterThan",
        "<=" => "op_LessThanOrEqual",
        ">=" => "op_GreaterThanOrEqual",
        _ => "op_Other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str) -> Vec<ClassTree> {
        let Ok(declared) = parse(text) else {
            return Vec::new();
        };
        let class = |one| match one {
            Declared::Class(class) => Some(class),
            Declared::Enum(_) => None,
        };
        declared.into_iter().filter_map(class).collect()
    }

    fn trouble(text: &str) -> String {
        match parse(text) {
            Err(Trouble::Wrong(line, column, id, what)) => format!("({line},{column}) {id} {what}"),
            Err(Trouble::Foreign(what)) => what,
            Ok(_) => String::new(),
        }
    }

    #[test]
    fn members_are_told_apart() {
        let found = classes(
            "namespace A.B { public class C : D { int x = 1, y; public int P { get; private set; } = 2; \
             public List<List<int>> Q => null; public C(int a) : base(a) { } public static T F<T>(T a, params int[] b) { return a; } \
             public class Inner { } } }",
        );
        let names: Vec<&str> = found.iter().map(|class| class.name.as_str()).collect();
        assert_eq!(names, ["A.B.C+Inner", "A.B.C"]);
        let class = &found[1];
        assert_eq!(
            (
                class.fields.len(),
                class.properties.len(),
                class.methods.len()
            ),
            (2, 2, 2)
        );
        assert!(!class.properties[0].settable && class.properties[0].is_auto);
        assert!(class.methods[0].is_constructor && class.methods[0].chained.is_some());
        assert_eq!(class.methods[1].parameters[1].mode, Mode::Params);
    }

    #[test]
    fn errors_stand_where_the_compiler_puts_them() {
        assert_eq!(
            trouble("public class A {\n    int F() { return 1 }\n}"),
            "(2,23) CS1002 ; expected"
        );
        assert_eq!(
            trouble("class A { void F() { int x = ; } }"),
            "(1,30) CS1525 Invalid expression term ';'"
        );
        assert_eq!(trouble("class A { void F() {"), "(1,21) CS1513 } expected");
        assert_eq!(trouble("class A<T> { }"), "Generic classes of C#");
    }
}
