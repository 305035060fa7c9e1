//! Types and members of a C# text.

use super::lex::{Sort, Token, tokens};
use super::tree::*;
use super::{Parsed, Trouble};

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
pub(super) struct Modifiers {
    pub words: Vec<String>,
    pub imported: bool,
    pub flags: bool,
}

impl Modifiers {
    pub(super) fn has(&self, word: &str) -> bool {
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
    pub(super) fn modifiers(&mut self) -> Parsed<Modifiers> {
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
    pub(super) fn attributes(&mut self, found: &mut Modifiers) -> Parsed<()> {
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
    pub(super) fn declaration(
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
