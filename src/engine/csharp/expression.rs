//! Expressions of C#, by precedence.

use super::Parsed;
use super::kind::WORDS;
use super::lex::Sort;
use super::literal::{negated, number, parts};
use super::parse::Parser;
use super::tree::*;
use object::Value;
use std::rc::Rc;

/// Binary operators, loosest first; each level is left-associative.
const LEVELS: &[&[&str]] = &[
    &["||"],
    &["&&"],
    &["|"],
    &["^"],
    &["&"],
    &["==", "!="],
    &["<", ">", "<=", ">="],
    &["<<", ">>"],
    &["+", "-"],
    &["*", "/", "%"],
];
/// The level of comparisons, where `is` and `as` stand too.
const COMPARISONS: usize = 6;

const ASSIGNMENTS: &[(&str, Option<&str>)] = &[
    ("=", None),
    ("+=", Some("+")),
    ("-=", Some("-")),
    ("*=", Some("*")),
    ("/=", Some("/")),
    ("%=", Some("%")),
    ("&=", Some("&")),
    ("|=", Some("|")),
    ("^=", Some("^")),
    ("<<=", Some("<<")),
    (">>=", Some(">>")),
    ("??=", Some("??")),
];

impl Parser {
    pub fn expression(&mut self) -> Parsed<Expr> {
        if let Some(lambda) = self.lambda()? {
            return Ok(lambda);
        }
        if self.take("throw") {
            return Ok(Expr::Throw(Box::new(self.expression()?)));
        }
        let left = self.conditional()?;
        for (sign, operator) in ASSIGNMENTS {
            if self.take(sign) {
                let right = self.expression()?;
                return Ok(Expr::Assign(*operator, Box::new(left), Box::new(right)));
            }
        }
        Ok(left)
    }

    fn lambda(&mut self) -> Parsed<Option<Expr>> {
        let before = self.at;
        let Some(parameters) = self.lambda_parameters() else {
            self.at = before;
            return Ok(None);
        };
        let body = match self.is("{") {
            true => LambdaBody::Block(self.block()?),
            false => LambdaBody::Expr(self.expression()?),
        };
        Ok(Some(Expr::Lambda(Rc::new(LambdaTree { parameters, body }))))
    }

    /// `x =>`, `(x, y) =>`, `(int x) =>`, `delegate (int x)`
    fn lambda_parameters(&mut self) -> Option<Vec<Name>> {
        if self.token().kind == Sort::Word && self.ahead(1).text == "=>" {
            let name = self.name().ok()?;
            self.at += 1;
            return Some(vec![name.as_str().into()]);
        }
        let is_delegate = self.take("delegate");
        if !self.take("(") {
            return None;
        }
        let mut names: Vec<Name> = Vec::new();
        while !self.take(")") {
            let before = self.at;
            let typed = self.try_kind().is_some() && self.token().kind == Sort::Word;
            if !typed {
                self.at = before;
            }
            names.push(self.name().ok()?.as_str().into());
            if !self.take(",") && !self.is(")") {
                return None;
            }
        }
        (is_delegate || self.take("=>")).then_some(names)
    }

    fn conditional(&mut self) -> Parsed<Expr> {
        let condition = self.coalesce()?;
        if !self.take("?") {
            return Ok(condition);
        }
        let yes = self.expression()?;
        self.expect(":")?;
        let no = self.expression()?;
        Ok(Expr::Conditional(
            Box::new(condition),
            Box::new(yes),
            Box::new(no),
        ))
    }

    fn coalesce(&mut self) -> Parsed<Expr> {
        let left = self.binary(0)?;
        if !self.take("??") {
            return Ok(left);
        }
        let right = match self.is("throw") {
            true => self.expression()?,
            false => self.coalesce()?,
        };
        Ok(Expr::Binary("??", Box::new(left), Box::new(right)))
    }

    fn operator(&mut self, level: usize) -> Option<&'static str> {
        if self.token().kind != Sort::Sign {
            return None;
        }
        let shifts = self.is(">") && self.ahead(1).text == ">" && {
            let (first, second) = (self.token(), self.ahead(1));
            first.line == second.line && first.column + 1 == second.column
        };
        if shifts {
            let here = LEVELS[level].contains(&">>");
            if here {
                self.at += 2;
            }
            return here.then_some(">>");
        }
        let found = LEVELS[level].iter().find(|sign| self.is(sign)).copied();
        if found.is_some() {
            self.at += 1;
        }
        found
    }

    fn binary(&mut self, level: usize) -> Parsed<Expr> {
        if level == LEVELS.len() {
            return self.switch_expression();
        }
        let mut left = self.binary(level + 1)?;
        loop {
            if level == COMPARISONS && self.take("is") {
                left = Expr::Is(Box::new(left), Box::new(self.pattern()?));
            } else if level == COMPARISONS && self.take("as") {
                left = Expr::As(Box::new(left), self.kind()?);
            } else if let Some(sign) = self.operator(level) {
                let right = self.binary(level + 1)?;
                left = Expr::Binary(sign, Box::new(left), Box::new(right));
            } else {
                return Ok(left);
            }
        }
    }

    /// `value switch { pattern => result, ... }`
    fn switch_expression(&mut self) -> Parsed<Expr> {
        let value = self.unary()?;
        if !self.is("switch") || self.ahead(1).text != "{" {
            return Ok(value);
        }
        self.at += 2;
        let mut arms = Vec::new();
        while !self.take("}") {
            let pattern = self.pattern()?;
            let filter = match self.take("when") {
                true => Some(self.expression()?),
                false => None,
            };
            self.expect("=>")?;
            arms.push((pattern, filter, self.expression()?));
            if !self.take(",") {
                self.expect("}")?;
                break;
            }
        }
        Ok(Expr::Switch(Box::new(value), arms))
    }

    /// What stands behind `is` and `case`.
    pub fn pattern(&mut self) -> Parsed<Pattern> {
        let mut left = self.simple_pattern()?;
        loop {
            if self.take("or") {
                left = Pattern::Or(Box::new(left), Box::new(self.simple_pattern()?));
            } else if self.take("and") {
                left = Pattern::And(Box::new(left), Box::new(self.simple_pattern()?));
            } else {
                return Ok(left);
            }
        }
    }

    fn simple_pattern(&mut self) -> Parsed<Pattern> {
        if self.take("not") {
            return Ok(Pattern::Not(Box::new(self.simple_pattern()?)));
        }
        if self.is("_") {
            self.at += 1;
            return Ok(Pattern::Any);
        }
        for sign in ["<=", ">=", "<", ">"] {
            if self.take(sign) {
                return Ok(Pattern::Relation(sign, self.binary(COMPARISONS + 1)?));
            }
        }
        if self.is("{") || self.is("(") {
            return self.foreign("Patterns of C# with parts");
        }
        let before = self.at;
        if self.token().kind == Sort::Word
            && !matches!(
                self.token().text.as_str(),
                "null" | "true" | "false" | "default" | "typeof"
            )
            && let Some(kind) = self.try_kind()
        {
            let names = self.token().kind == Sort::Word
                && !matches!(self.token().text.as_str(), "when" | "and" | "or");
            if names {
                let name = self.name()?;
                return Ok(Pattern::Type(kind, Some(name.as_str().into())));
            }
            if matches!(
                self.token().text.as_str(),
                ")" | ":" | ";" | "&&" | "||" | "=>" | "?" | "," | "when" | "and" | "or" | "}"
            ) {
                return Ok(Pattern::Type(kind, None));
            }
        }
        self.at = before;
        Ok(Pattern::Constant(self.binary(COMPARISONS + 1)?))
    }

    fn unary(&mut self) -> Parsed<Expr> {
        for sign in ["-", "+", "!", "~"] {
            if self.take(sign) {
                let operand = self.unary()?;
                return Ok(negated(sign, operand));
            }
        }
        for (sign, step) in [("++", 1), ("--", -1)] {
            if self.take(sign) {
                return Ok(Expr::Step(Box::new(self.unary()?), step, false));
            }
        }
        if self.is("await") {
            return self.foreign("Methods of C# that are async or unsafe");
        }
        if self.is("(")
            && let Some(cast) = self.cast()?
        {
            return Ok(cast);
        }
        self.postfix()
    }

    /// `(type) operand`, told from a parenthesis by what stands behind.
    fn cast(&mut self) -> Parsed<Option<Expr>> {
        let before = self.at;
        self.at += 1;
        let kind = self.try_kind().filter(|_| self.take(")"));
        if let Some(kind) = kind {
            let known = WORDS.iter().any(|(word, _)| *word == kind.name)
                || !kind.ranks.is_empty()
                || !kind.arguments.is_empty();
            let next = self.token();
            let operand = match next.kind {
                Sort::Word => !matches!(
                    next.text.as_str(),
                    "is" | "as" | "switch" | "when" | "and" | "or"
                ),
                Sort::Sign => {
                    next.text == "(" || known && matches!(next.text.as_str(), "-" | "+" | "!" | "~")
                }
                Sort::End => false,
                _ => true,
            };
            if operand {
                let value = self.unary()?;
                return Ok(Some(Expr::Cast(kind, Box::new(value))));
            }
        }
        self.at = before;
        Ok(None)
    }

    fn postfix(&mut self) -> Parsed<Expr> {
        let mut value = self.primary()?;
        loop {
            let conditional = self.is("?.");
            if self.take(".") || self.take("?.") {
                let name = self.name()?;
                value = Expr::Member(Box::new(value), name.as_str().into(), conditional);
            } else if self.is("?") && self.ahead(1).text == "[" && self.is_close(1) {
                self.at += 2;
                value = Expr::Index(Box::new(value), self.indexes()?, true);
            } else if self.is("(") {
                let arguments = self.arguments()?;
                value = Expr::Call(Box::new(value), Vec::new(), arguments);
            } else if self.is("<")
                && let Some(kinds) = self.type_arguments()
            {
                let arguments = self.arguments()?;
                value = Expr::Call(Box::new(value), kinds, arguments);
            } else if self.take("[") {
                value = Expr::Index(Box::new(value), self.indexes()?, false);
            } else if self.take("++") {
                value = Expr::Step(Box::new(value), 1, true);
            } else if self.take("--") {
                value = Expr::Step(Box::new(value), -1, true);
            } else if self.is("!") && matches!(self.ahead(1).text.as_str(), "." | ";" | ")" | "[") {
                self.at += 1;
            } else {
                return Ok(value);
            }
        }
    }

    fn is_close(&self, count: usize) -> bool {
        let (first, second) = (self.ahead(count - 1), self.ahead(count));
        first.line == second.line && first.column + 1 == second.column
    }

    fn indexes(&mut self) -> Parsed<Vec<Expr>> {
        let mut found = Vec::new();
        loop {
            if self.is("^") {
                return self.foreign("Indexes of C# from the end");
            }
            found.push(self.expression()?);
            if self.is("..") {
                return self.foreign("Ranges of C#");
            }
            if !self.take(",") {
                self.expect("]")?;
                return Ok(found);
            }
        }
    }

    /// `<int>` before the parenthesis of a call; the position stays otherwise.
    fn type_arguments(&mut self) -> Option<Vec<Kind>> {
        let before = self.at;
        self.at += 1;
        let mut kinds = Vec::new();
        loop {
            match self.try_kind() {
                Some(kind) => kinds.push(kind),
                None => {
                    self.at = before;
                    return None;
                }
            }
            if !self.take(",") {
                break;
            }
        }
        if self.take(">") && self.is("(") {
            return Some(kinds);
        }
        self.at = before;
        None
    }

    pub fn arguments(&mut self) -> Parsed<Vec<Argument>> {
        self.expect("(")?;
        let mut found = Vec::new();
        while !self.take(")") {
            if self.token().kind == Sort::End || self.is(";") || self.is("}") {
                return self.missing("CS1026", ") expected".to_string());
            }
            let mut name = None;
            if self.token().kind == Sort::Word && self.ahead(1).text == ":" {
                name = Some(self.name()?.as_str().into());
                self.at += 1;
            }
            let mode = self.mode();
            let value = match mode {
                Mode::Out if self.declares() || self.is("var") => {
                    self.kind()?;
                    Expr::Declare(self.name()?.as_str().into())
                }
                _ => self.expression()?,
            };
            found.push(Argument { name, mode, value });
            if !self.take(",") {
                self.expect(")")?;
                break;
            }
        }
        Ok(found)
    }

    fn primary(&mut self) -> Parsed<Expr> {
        let token = self.token().clone();
        match token.kind {
            Sort::Number => {
                self.at += 1;
                match number(&token.text) {
                    Some(value) => Ok(Expr::Value(value)),
                    None => self.wrong("CS1021", "Integral constant is too large".to_string()),
                }
            }
            Sort::Text => {
                self.at += 1;
                Ok(Expr::Value(Value::from(token.text)))
            }
            Sort::Char => {
                self.at += 1;
                let unit = token.text.encode_utf16().next().unwrap_or_default();
                Ok(Expr::Value(Value::Char(unit)))
            }
            Sort::Interpolated => {
                self.at += 1;
                Ok(Expr::Interpolated(parts(&token.text)?))
            }
            Sort::Word => self.word(&token.text),
            Sort::Sign if token.text == "(" => {
                self.at += 1;
                let value = self.expression()?;
                if self.is(",") {
                    let mut items = vec![value];
                    while self.take(",") {
                        items.push(self.expression()?);
                    }
                    self.expect(")")?;
                    return Ok(Expr::Tuple(items));
                }
                self.expect(")")?;
                Ok(value)
            }
            Sort::Sign | Sort::End => {
                let what = match token.text.as_str() {
                    ";" | "" | "}" => "Invalid expression term ';'".replace(';', &token.text),
                    other => format!("Invalid expression term '{other}'"),
                };
                self.wrong("CS1525", what)
            }
        }
    }

    fn word(&mut self, word: &str) -> Parsed<Expr> {
        self.at += 1;
        Ok(match word {
            "true" => Expr::Value(Value::Bool(true)),
            "false" => Expr::Value(Value::Bool(false)),
            "null" => Expr::Value(Value::Null),
            "this" => Expr::This,
            "base" => Expr::Base,
            "new" => return self.new_expression(),
            "typeof" => {
                self.expect("(")?;
                let kind = self.kind()?;
                self.expect(")")?;
                Expr::TypeOf(kind)
            }
            "nameof" if self.is("(") => {
                self.at += 1;
                let mut name = self.name()?;
                while self.take(".") {
                    name = self.name()?;
                }
                self.expect(")")?;
                Expr::NameOf(name)
            }
            "default" => {
                let kind = match self.take("(") {
                    true => {
                        let kind = self.kind()?;
                        self.expect(")")?;
                        Some(kind)
                    }
                    false => None,
                };
                Expr::Default(kind)
            }
            "checked" | "unchecked" => {
                self.expect("(")?;
                let value = self.expression()?;
                self.expect(")")?;
                Expr::Checked(Box::new(value), word == "checked")
            }
            "stackalloc" | "sizeof" => return self.foreign("Expressions of C# for unsafe code"),
            "from" if self.token().kind == Sort::Word => return self.foreign("Queries of C#"),
            _ if WORDS.iter().any(|(own, _)| *own == word) => Expr::Type(Kind::plain(word)),
            _ => {
                // `List<int>.Member` and the like.
                self.at -= 1;
                let before = self.at;
                if self.ahead(1).text == "<"
                    && let Some(kind) = self.try_kind()
                    && !kind.arguments.is_empty()
                    && self.is(".")
                {
                    return Ok(Expr::Type(kind));
                }
                self.at = before + 1;
                Expr::Name(word.into())
            }
        })
    }

    fn new_expression(&mut self) -> Parsed<Expr> {
        if self.take("[") {
            self.expect("]")?;
            let items = self.items()?;
            return Ok(Expr::NewArray(None, Vec::new(), Some(items)));
        }
        if self.is("{") {
            return self.foreign("Anonymous types of C#");
        }
        let kind = match self.is("(") {
            true => None,
            false => Some(self.kind()?),
        };
        if let Some(kind) = &kind {
            if !kind.ranks.is_empty() {
                let element = self.element(kind);
                let items = self.items()?;
                return Ok(Expr::NewArray(Some(element), Vec::new(), Some(items)));
            }
            if self.take("[") {
                let sizes = self.indexes()?;
                let mut element = kind.clone();
                while self.is("[") && self.ahead(1).text == "]" {
                    self.at += 2;
                    element.ranks.push(1);
                }
                let items = match self.is("{") {
                    true => Some(self.items()?),
                    false => None,
                };
                return Ok(Expr::NewArray(Some(element), sizes, items));
            }
        }
        let arguments = match self.is("(") {
            true => self.arguments()?,
            false => Vec::new(),
        };
        let entries = match self.is("{") {
            true => self.initialisers()?,
            false => Vec::new(),
        };
        Ok(Expr::New(kind, arguments, entries))
    }

    fn initialisers(&mut self) -> Parsed<Vec<Init>> {
        self.expect("{")?;
        let mut found = Vec::new();
        while !self.take("}") {
            if self.take("[") {
                let mut entry = self.indexes()?;
                self.expect("=")?;
                entry.push(self.expression()?);
                found.push(Init::Entry(entry));
            } else if self.is("{") {
                found.push(Init::Entry(self.items()?));
            } else if self.token().kind == Sort::Word && self.ahead(1).text == "=" {
                let name = self.name()?;
                self.at += 1;
                found.push(Init::Property(name.as_str().into(), self.expression()?));
            } else {
                found.push(Init::Item(self.expression()?));
            }
            if !self.take(",") {
                self.expect("}")?;
                break;
            }
        }
        Ok(found)
    }
}
