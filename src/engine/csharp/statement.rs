//! Statements of C#.

use super::Parsed;
use super::kind::element_of;
use super::lex::Sort;
use super::parse::Parser;
use super::tree::*;
use std::rc::Rc;

impl Parser {
    /// block = "{" { statement } "}"
    pub fn block(&mut self) -> Parsed<Vec<Statement>> {
        self.expect("{")?;
        let mut found = Vec::new();
        while !self.take("}") {
            if self.token().kind == Sort::End {
                return self.missing("CS1513", "} expected".to_string());
            }
            self.statements(&mut found)?;
        }
        Ok(found)
    }

    /// A statement; a `using` declaration takes what stands behind it.
    fn statements(&mut self, found: &mut Vec<Statement>) -> Parsed<()> {
        if self.is("using") && self.ahead(1).text != "(" {
            self.at += 1;
            let resource = self.local()?;
            self.expect(";")?;
            let mut rest = Vec::new();
            while !self.is("}") && self.token().kind != Sort::End {
                self.statements(&mut rest)?;
            }
            found.push(Statement::Using(Box::new(resource), rest));
            return Ok(());
        }
        found.push(self.statement()?);
        Ok(())
    }

    fn statement(&mut self) -> Parsed<Statement> {
        if self.is("{") {
            return Ok(Statement::Block(self.block()?));
        }
        if self.take(";") {
            return Ok(Statement::Block(Vec::new()));
        }
        let token = self.token().clone();
        if token.kind == Sort::Word
            && let Some(statement) = self.keyword(&token.text)?
        {
            return Ok(statement);
        }
        if self.declares() {
            let local = self.local()?;
            if !matches!(local, Statement::Function(_)) {
                self.expect(";")?;
            }
            return Ok(local);
        }
        let value = self.expression()?;
        if !matches!(
            value,
            Expr::Call(..) | Expr::Assign(..) | Expr::Step(..) | Expr::New(..) | Expr::Throw(_)
        ) && !matches!(&value, Expr::Member(_, _, true))
            && self.is(";")
        {
            return self.wrong_at(
                &token,
                "CS0201",
                "Only assignment, call, increment, decrement, await, and new object expressions can be used as a statement",
            );
        }
        self.expect(";")?;
        Ok(Statement::Expr(value))
    }

    fn wrong_at<T>(&self, token: &super::lex::Token, id: &'static str, what: &str) -> Parsed<T> {
        Err(super::Trouble::Wrong(
            token.line,
            token.column,
            id,
            what.to_string(),
        ))
    }

    /// Statements that begin with a word of their own.
    fn keyword(&mut self, word: &str) -> Parsed<Option<Statement>> {
        let next = self.ahead(1).text.clone();
        let statement = match word {
            "if" => {
                self.at += 1;
                let condition = self.condition()?;
                let yes = Box::new(self.statement()?);
                let no = match self.take("else") {
                    true => Some(Box::new(self.statement()?)),
                    false => None,
                };
                Statement::If(condition, yes, no)
            }
            "while" => {
                self.at += 1;
                let condition = self.condition()?;
                Statement::While(condition, Box::new(self.statement()?))
            }
            "do" => {
                self.at += 1;
                let body = Box::new(self.statement()?);
                self.expect("while")?;
                let condition = self.condition()?;
                self.expect(";")?;
                Statement::DoWhile(body, condition)
            }
            "for" => self.for_statement()?,
            "foreach" => self.for_each()?,
            "switch" => self.switch()?,
            "break" | "continue" => {
                self.at += 1;
                self.expect(";")?;
                match word {
                    "break" => Statement::Break,
                    _ => Statement::Continue,
                }
            }
            "return" | "throw" => {
                self.at += 1;
                let value = match self.is(";") {
                    true => None,
                    false => Some(self.expression()?),
                };
                self.expect(";")?;
                match word {
                    "return" => Statement::Return(value),
                    _ => Statement::Throw(value),
                }
            }
            "try" => self.try_statement()?,
            "using" => {
                self.at += 1;
                self.expect("(")?;
                let resource = match self.declares() {
                    true => self.local()?,
                    false => Statement::Expr(self.expression()?),
                };
                self.expect(")")?;
                let body = self.statement()?;
                Statement::Using(Box::new(resource), vec![body])
            }
            "lock" => {
                self.at += 1;
                self.condition()?;
                self.statement()?
            }
            "checked" | "unchecked" if next == "{" => {
                self.at += 1;
                Statement::Block(self.block()?)
            }
            "yield" if next == "return" || next == "break" => {
                self.yields = true;
                self.at += 2;
                let statement = match next.as_str() {
                    "return" => Statement::YieldReturn(self.expression()?),
                    _ => Statement::YieldBreak,
                };
                self.expect(";")?;
                statement
            }
            "goto" | "fixed" | "unsafe" | "await" => {
                return self.foreign("goto, fixed, unsafe and await of C#");
            }
            "const" => {
                self.at += 1;
                let local = self.local()?;
                self.expect(";")?;
                local
            }
            _ => return Ok(None),
        };
        Ok(Some(statement))
    }

    fn condition(&mut self) -> Parsed<Expr> {
        self.expect("(")?;
        let value = self.expression()?;
        self.expect(")")?;
        Ok(value)
    }

    /// Whether a declaration begins here: a type, a name, and what may stand behind a name.
    pub fn declares(&mut self) -> bool {
        let before = self.at;
        let declares = self.try_kind().is_some()
            && self.token().kind == Sort::Word
            && !matches!(self.token().text.as_str(), "is" | "as" | "switch")
            && matches!(
                self.ahead(1).text.as_str(),
                "=" | ";" | "," | "(" | "in" | ")" | "<"
            );
        self.at = before;
        declares
    }

    /// `int a = 1, b`; a function in a method.
    pub fn local(&mut self) -> Parsed<Statement> {
        self.take("static");
        let kind = self.kind()?;
        if self.token().kind == Sort::Word && self.ahead(1).text == "(" {
            let name = self.name()?;
            let function = self.function(&name, kind, false)?;
            return Ok(Statement::Function(Rc::new(function)));
        }
        let mut variables: Vec<(Name, Option<Expr>)> = Vec::new();
        loop {
            let name = self.name()?;
            let value = match self.take("=") {
                true => Some(self.value_or_items(&kind)?),
                false => None,
            };
            variables.push((name.as_str().into(), value));
            if !self.take(",") {
                break;
            }
        }
        let kind = (kind.name != "var").then_some(kind);
        Ok(Statement::Local(kind, variables))
    }

    fn for_statement(&mut self) -> Parsed<Statement> {
        self.at += 1;
        self.expect("(")?;
        let mut first = Vec::new();
        if !self.is(";") {
            if self.declares() {
                first.push(self.local()?);
            } else {
                first = self
                    .expressions()?
                    .into_iter()
                    .map(Statement::Expr)
                    .collect();
            }
        }
        self.expect(";")?;
        let condition = match self.is(";") {
            true => None,
            false => Some(self.expression()?),
        };
        self.expect(";")?;
        let steps = match self.is(")") {
            true => Vec::new(),
            false => self.expressions()?,
        };
        self.expect(")")?;
        let body = Box::new(self.statement()?);
        Ok(Statement::For(first, condition, steps, body))
    }

    fn expressions(&mut self) -> Parsed<Vec<Expr>> {
        let mut found = vec![self.expression()?];
        while self.take(",") {
            found.push(self.expression()?);
        }
        Ok(found)
    }

    fn for_each(&mut self) -> Parsed<Statement> {
        self.at += 1;
        self.expect("(")?;
        let kind = self.kind()?;
        let name = self.name()?;
        self.expect("in")?;
        let source = self.expression()?;
        self.expect(")")?;
        let body = Box::new(self.statement()?);
        let kind = (kind.name != "var").then_some(kind);
        Ok(Statement::ForEach(kind, name.as_str().into(), source, body))
    }

    fn switch(&mut self) -> Parsed<Statement> {
        self.at += 1;
        let value = self.condition()?;
        self.expect("{")?;
        let mut sections = Vec::new();
        while !self.take("}") {
            let mut section = Section {
                labels: Vec::new(),
                is_default: false,
                body: Vec::new(),
            };
            loop {
                if self.take("default") {
                    section.is_default = true;
                } else if self.take("case") {
                    let pattern = self.pattern()?;
                    let filter = match self.take("when") {
                        true => Some(self.expression()?),
                        false => None,
                    };
                    section.labels.push((pattern, filter));
                } else {
                    break;
                }
                self.expect(":")?;
            }
            if section.labels.is_empty() && !section.is_default {
                return self.missing("CS1513", "} expected".to_string());
            }
            while !self.is("case") && !self.is("default") && !self.is("}") {
                if self.token().kind == Sort::End {
                    return self.missing("CS1513", "} expected".to_string());
                }
                self.statements(&mut section.body)?;
            }
            sections.push(section);
        }
        Ok(Statement::Switch(value, sections))
    }

    fn try_statement(&mut self) -> Parsed<Statement> {
        self.at += 1;
        let body = self.block()?;
        let mut catches = Vec::new();
        while self.take("catch") {
            let mut clause = Catch {
                kind: None,
                name: None,
                filter: None,
                body: Vec::new(),
            };
            if self.take("(") {
                clause.kind = Some(self.kind()?);
                if !self.is(")") {
                    clause.name = Some(self.name()?.as_str().into());
                }
                self.expect(")")?;
            }
            if self.take("when") {
                clause.filter = Some(self.condition()?);
            }
            clause.body = self.block()?;
            catches.push(clause);
        }
        let finally = match self.take("finally") {
            true => Some(self.block()?),
            false => None,
        };
        if catches.is_empty() && finally.is_none() {
            return self.missing("CS1524", "Expected catch or finally".to_string());
        }
        Ok(Statement::Try(body, catches, finally))
    }

    /// `{ 1, 2 }`
    pub fn items(&mut self) -> Parsed<Vec<Expr>> {
        self.expect("{")?;
        let mut found = Vec::new();
        while !self.take("}") {
            if self.is("{") {
                return self.foreign("Arrays of C# with more than one dimension");
            }
            found.push(self.expression()?);
            if !self.take(",") {
                self.expect("}")?;
                break;
            }
        }
        Ok(found)
    }

    /// The type of the elements behind `new T[...]`.
    pub fn element(&self, kind: &Kind) -> Kind {
        element_of(kind)
    }
}
