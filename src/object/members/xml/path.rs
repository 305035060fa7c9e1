//! XPath 1.0: from text to an expression. Evaluation stands in `select`.

/// An expression.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum Expr {
    Or(Box<Expr>, Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Compare(Op, Box<Expr>, Box<Expr>),
    Arithmetic(Op, Box<Expr>, Box<Expr>),
    Negate(Box<Expr>),
    Union(Box<Expr>, Box<Expr>),
    Text(String),
    Number(f64),
    Call(String, Vec<Expr>),
    /// Steps from the root, from the context node, or from the nodes of an expression with predicates of its own.
    Path(Start, Vec<Step>),
}

/// Where a path starts.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum Start {
    Root,
    Here,
    From(Box<Expr>, Vec<Expr>),
}

/// An operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Op {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

/// One step.
#[derive(Debug)]
pub struct Step {
    /// The axis by name.
    pub axis: String,
    /// What nodes of the axis count.
    pub test: Test,
    /// What else must hold.
    pub predicates: Vec<Expr>,
}

/// What nodes a step takes.
#[derive(Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Test {
    Any,
    Name(String),
    InPrefix(String),
    Node,
    Text,
    Comment,
    Instruction(Option<String>),
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Name(String),
    Number(f64),
    Text(String),
    Sign(&'static str),
}

/// How deep expressions may stand in each other.
const DEPTH_MAX: usize = 200;

/// Reads an expression; `None` where it is none.
pub fn parse(text: &str) -> Option<Expr> {
    let tokens = tokens(text)?;
    let mut parser = Parser {
        tokens,
        at: 0,
        depth: 0,
    };
    let expr = parser.expression()?;
    (parser.at == parser.tokens.len()).then_some(expr)
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    const SIGNS: [&str; 23] = [
        "//", "::", "..", "!=", "<=", ">=", "/", "(", ")", "[", "]", "@", ",", "|", "+", "-", "=",
        "<", ">", "*", ".", "$", ":",
    ];
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if first == '"' || first == '\'' {
            let end = rest[1..].find(first)?;
            tokens.push(Token::Text(rest[1..=end].to_string()));
            end + 2
        } else if first.is_ascii_digit()
            || first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit())
        {
            let end = rest
                .find(|c: char| !c.is_ascii_digit() && c != '.')
                .unwrap_or(rest.len());
            tokens.push(Token::Number(rest[..end].parse().ok()?));
            end
        } else if first.is_alphabetic() || first == '_' {
            let end = name_end(rest);
            tokens.push(Token::Name(rest[..end].to_string()));
            end
        } else {
            let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign))?;
            tokens.push(Token::Sign(sign));
            sign.len()
        };
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

/// Where a name ends; a colon belongs to it if a name or a star follows.
fn name_end(text: &str) -> usize {
    let part = |text: &str| {
        text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.'))
            .unwrap_or(text.len())
    };
    let end = part(text);
    let rest = &text[end..];
    if rest.starts_with(':') && !rest.starts_with("::") {
        let after = &rest[1..];
        if after.starts_with('*') {
            return end + 2;
        }
        if after.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return end + 1 + part(after);
        }
    }
    end
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn sign(&mut self, wanted: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(sign)) if *sign == wanted);
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, wanted: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Name(name)) if name == wanted);
        self.at += usize::from(found);
        found
    }

    fn expression(&mut self) -> Option<Expr> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return None;
        }
        let mut left = self.and()?;
        while self.word("or") {
            left = Expr::Or(Box::new(left), Box::new(self.and()?));
        }
        self.depth -= 1;
        Some(left)
    }

    fn and(&mut self) -> Option<Expr> {
        let mut left = self.comparison(0)?;
        while self.word("and") {
            left = Expr::And(Box::new(left), Box::new(self.comparison(0)?));
        }
        Some(left)
    }

    fn comparison(&mut self, level: usize) -> Option<Expr> {
        const LEVELS: [&[(&str, Op)]; 2] = [
            &[("=", Op::Equal), ("!=", Op::NotEqual)],
            &[
                ("<=", Op::LessEqual),
                (">=", Op::GreaterEqual),
                ("<", Op::Less),
                (">", Op::Greater),
            ],
        ];
        if level == LEVELS.len() {
            return self.sum();
        }
        let mut left = self.comparison(level + 1)?;
        while let Some((_, op)) = LEVELS[level].iter().find(|(sign, _)| self.sign(sign)) {
            left = Expr::Compare(*op, Box::new(left), Box::new(self.comparison(level + 1)?));
        }
        Some(left)
    }

    fn sum(&mut self) -> Option<Expr> {
        let mut left = self.product()?;
        loop {
            let op = if self.sign("+") {
                Op::Add
            } else if self.sign("-") {
                Op::Subtract
            } else {
                return Some(left);
            };
            left = Expr::Arithmetic(op, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Option<Expr> {
        let mut left = self.unary()?;
        loop {
            let op = if self.sign("*") {
                Op::Multiply
            } else if self.word("div") {
                Op::Divide
            } else if self.word("mod") {
                Op::Remainder
            } else {
                return Some(left);
            };
            left = Expr::Arithmetic(op, Box::new(left), Box::new(self.unary()?));
        }
    }

    fn unary(&mut self) -> Option<Expr> {
        if self.sign("-") {
            return Some(Expr::Negate(Box::new(self.unary()?)));
        }
        let mut left = self.path()?;
        while self.sign("|") {
            left = Expr::Union(Box::new(left), Box::new(self.path()?));
        }
        Some(left)
    }

    fn path(&mut self) -> Option<Expr> {
        if self.starts_primary() {
            let primary = self.primary()?;
            let predicates = self.predicates()?;
            let mut steps = Vec::new();
            let follows = matches!(self.peek(), Some(Token::Sign("/" | "//")));
            if !follows && predicates.is_empty() {
                return Some(primary);
            }
            self.steps_behind(&mut steps)?;
            return Some(Expr::Path(
                Start::From(Box::new(primary), predicates),
                steps,
            ));
        }
        let mut steps = Vec::new();
        if matches!(self.peek(), Some(Token::Sign("/" | "//"))) {
            if self.sign("/") {
                if !self.starts_step() {
                    return Some(Expr::Path(Start::Root, steps));
                }
            } else {
                self.sign("//");
                steps.push(any_descendant());
            }
            steps.push(self.step()?);
            self.steps_behind(&mut steps)?;
            return Some(Expr::Path(Start::Root, steps));
        }
        steps.push(self.step()?);
        self.steps_behind(&mut steps)?;
        Some(Expr::Path(Start::Here, steps))
    }

    fn steps_behind(&mut self, steps: &mut Vec<Step>) -> Option<()> {
        loop {
            if self.sign("//") {
                steps.push(any_descendant());
            } else if !self.sign("/") {
                return Some(());
            }
            steps.push(self.step()?);
        }
    }

    fn starts_primary(&self) -> bool {
        match self.peek() {
            Some(Token::Number(_) | Token::Text(_) | Token::Sign("(")) => true,
            Some(Token::Name(name)) => {
                let is_test = matches!(
                    name.as_str(),
                    "node" | "text" | "comment" | "processing-instruction"
                );
                self.tokens.get(self.at + 1) == Some(&Token::Sign("(")) && !is_test
            }
            _ => false,
        }
    }

    fn starts_step(&self) -> bool {
        matches!(
            self.peek(),
            Some(Token::Name(_) | Token::Sign("@" | "." | ".." | "*"))
        )
    }

    fn primary(&mut self) -> Option<Expr> {
        let token = self.peek()?.clone();
        self.at += 1;
        match token {
            Token::Number(number) => Some(Expr::Number(number)),
            Token::Text(text) => Some(Expr::Text(text)),
            Token::Sign("(") => {
                let inner = self.expression()?;
                self.sign(")").then_some(inner)
            }
            Token::Name(name) => {
                self.sign("(");
                let mut arguments = Vec::new();
                if self.sign(")") {
                    return Some(Expr::Call(name, arguments));
                }
                loop {
                    arguments.push(self.expression()?);
                    if self.sign(")") {
                        return Some(Expr::Call(name, arguments));
                    }
                    if !self.sign(",") {
                        return None;
                    }
                }
            }
            Token::Sign(_) => None,
        }
    }

    fn step(&mut self) -> Option<Step> {
        if self.sign("..") {
            return Some(Step {
                axis: "parent".into(),
                test: Test::Node,
                predicates: Vec::new(),
            });
        }
        if self.sign(".") {
            return Some(Step {
                axis: "self".into(),
                test: Test::Node,
                predicates: Vec::new(),
            });
        }
        let mut axis = String::from(if self.sign("@") { "attribute" } else { "child" });
        if let Some(Token::Name(name)) = self.peek().cloned()
            && self.tokens.get(self.at + 1) == Some(&Token::Sign("::"))
        {
            axis = name;
            self.at += 2;
        }
        let test = self.test()?;
        let predicates = self.predicates()?;
        Some(Step {
            axis,
            test,
            predicates,
        })
    }

    fn test(&mut self) -> Option<Test> {
        if self.sign("*") {
            return Some(Test::Any);
        }
        let Some(Token::Name(name)) = self.peek().cloned() else {
            return None;
        };
        self.at += 1;
        if self.sign("(") {
            let argument = match self.peek().cloned() {
                Some(Token::Text(text)) => {
                    self.at += 1;
                    Some(text)
                }
                _ => None,
            };
            if !self.sign(")") {
                return None;
            }
            return match name.as_str() {
                "node" => Some(Test::Node),
                "text" => Some(Test::Text),
                "comment" => Some(Test::Comment),
                "processing-instruction" => Some(Test::Instruction(argument)),
                _ => None,
            };
        }
        Some(match name.strip_suffix(":*") {
            Some(prefix) => Test::InPrefix(prefix.to_string()),
            None => Test::Name(name),
        })
    }

    fn predicates(&mut self) -> Option<Vec<Expr>> {
        let mut predicates = Vec::new();
        while self.sign("[") {
            predicates.push(self.expression()?);
            if !self.sign("]") {
                return None;
            }
        }
        Some(predicates)
    }
}

fn any_descendant() -> Step {
    Step {
        axis: "descendant-or-self".into(),
        test: Test::Node,
        predicates: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn sound_and_broken_expressions() {
        for text in [
            "//a[@b='1']/c",
            "/a/b[last()]",
            "count(//x) > 2 and not(y)",
            "a | b",
            "../@id",
            "(//a)[1]",
            "p:a/p:*",
            "-1 + 2 * 3",
            "text()",
        ] {
            assert!(parse(text).is_some(), "{text}");
        }
        for text in ["", "//", "//d[", "a[", "a b", "'x", "//["] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
