//! The language of `-Filter`: comparisons of properties, joined by `-and`, `-or` and `-not`.
//!
//! A script block comes as its text, so its variables are read here, where the filter is read: once, not for each user. Quoted
//! values are texts; one that is nothing but a variable, `'$pool'`, stands for the variable's value, as scripts for the product
//! write it and rely on it [B CORPUS 2c].

use super::account::{Reader, reader};
use crate::fault;
use engine::Engine;
use lab::directory::Account;
use object::pattern::Wildcard;
use object::{Result, Str, Symbol, Value, compare, convert, members};
use std::cmp::Ordering;

/// How deep parentheses and negations may nest.
const DEPTH_MAX: u32 = 100;

/// A filter, ready to be asked of many users.
pub enum Filter {
    /// Both hold.
    And(Box<Filter>, Box<Filter>),
    /// One holds.
    Or(Box<Filter>, Box<Filter>),
    /// The other does not hold.
    Not(Box<Filter>),
    /// A property compares so with a value.
    Compare(Reader, Operator, Value),
    /// A property fits a pattern.
    Like(Reader, Wildcard),
}

/// What is asked of a property and a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `-eq`
    Equal,
    /// `-lt`
    Less,
    /// `-gt`
    Greater,
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// `InvalidFilter` with what is wrong, and where.
    pub fn read(engine: &mut Engine, text: &str) -> Result<Filter> {
        let mut reader = Reading {
            engine,
            text,
            at: 0,
            depth: 0,
        };
        let filter = reader.or()?;
        reader.blanks();
        if reader.at < text.len() {
            return reader.wrong("the end, -and or -or");
        }
        Ok(filter)
    }

    /// Whether a user fits.
    ///
    /// # Errors
    /// A comparison that fails.
    pub fn fits(&self, engine: &mut Engine, user: &Account) -> Result<bool> {
        Ok(match self {
            Filter::And(a, b) => a.fits(engine, user)? && b.fits(engine, user)?,
            Filter::Or(a, b) => a.fits(engine, user)? || b.fits(engine, user)?,
            Filter::Not(other) => !other.fits(engine, user)?,
            Filter::Compare(read, Operator::Equal, value) => {
                compare::ps_equals(engine, &read(user), value, true)?
            }
            Filter::Compare(read, operator, value) => {
                let own = read(user);
                let wanted = if *operator == Operator::Less {
                    Ordering::Less
                } else {
                    Ordering::Greater
                };
                !own.is_null()
                    && !value.is_null()
                    && compare::ps_compare(engine, &own, value, true)? == wanted
            }
            Filter::Like(read, pattern) => {
                let own = read(user);
                !own.is_null() && pattern.is_match(&convert::to_text(engine, &own)?)
            }
        })
    }
}

struct Reading<'a> {
    engine: &'a mut Engine,
    text: &'a str,
    at: usize,
    depth: u32,
}

impl<'a> Reading<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn wrong<T>(&self, valid: &str) -> Result<T> {
        let place = self.at + 1;
        let message = format!(
            "The filter \"{}\" is not valid at position {place}. Valid: {valid}.",
            self.text.trim()
        );
        fault::argument("InvalidFilter", message)
            .target(self.text)
            .raise()
    }

    /// Takes `-and` and its like, in any case.
    fn operator(&mut self, name: &str) -> bool {
        self.blanks();
        let rest = self.rest();
        let found = rest
            .get(..name.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(name));
        let rest = rest.get(name.len()..).unwrap_or_default();
        let ends = !name.starts_with('-') || !rest.starts_with(|c: char| c.is_alphanumeric());
        if found && ends {
            self.at += name.len();
        }
        found && ends
    }

    fn or(&mut self) -> Result<Filter> {
        let mut left = self.and()?;
        while self.operator("-or") {
            left = Filter::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Result<Filter> {
        let mut left = self.single()?;
        while self.operator("-and") {
            left = Filter::And(Box::new(left), Box::new(self.single()?));
        }
        Ok(left)
    }

    fn single(&mut self) -> Result<Filter> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return self.wrong("fewer parentheses and negations");
        }
        let filter = if self.operator("-not") || self.operator("!") {
            Filter::Not(Box::new(self.single()?))
        } else if self.operator("(") {
            let inner = self.or()?;
            if !self.operator(")") {
                return self.wrong("a closing parenthesis");
            }
            inner
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(filter)
    }

    fn comparison(&mut self) -> Result<Filter> {
        self.blanks();
        let name = self.word(|c| c.is_alphanumeric() || c == '_');
        let Some(property) = reader(name) else {
            self.at -= name.len();
            return self.wrong("a property of a user, such as RegistrarPool");
        };
        self.blanks();
        let start = self.at;
        let operator = self
            .word(|c| c == '-' || c.is_alphanumeric())
            .to_ascii_lowercase();
        let not = |filter| Filter::Not(Box::new(filter));
        let compare = |operator, value| Filter::Compare(property, operator, value);
        Ok(match operator.as_str() {
            "-eq" => compare(Operator::Equal, self.value()?),
            "-ne" => not(compare(Operator::Equal, self.value()?)),
            "-lt" => compare(Operator::Less, self.value()?),
            "-gt" => compare(Operator::Greater, self.value()?),
            "-ge" => not(compare(Operator::Less, self.value()?)),
            "-le" => not(compare(Operator::Greater, self.value()?)),
            "-like" => Filter::Like(property, self.pattern()?),
            "-notlike" => not(Filter::Like(property, self.pattern()?)),
            _ => {
                self.at = start;
                return self.wrong("-eq, -ne, -like, -notlike, -lt, -gt, -le, -ge");
            }
        })
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let word = &rest[..rest.find(|c| !belongs(c)).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    fn pattern(&mut self) -> Result<Wildcard> {
        let value = self.value()?;
        let text = convert::to_text(self.engine, &value)?;
        match Wildcard::new(&text, true) {
            Ok(pattern) => Ok(pattern),
            Err(_) => self.wrong("a wildcard pattern"),
        }
    }

    fn value(&mut self) -> Result<Value> {
        self.blanks();
        match self.rest().chars().next() {
            Some(quote @ ('\'' | '"')) => self.quoted(quote),
            Some('$') => self.variable(),
            Some(_) => {
                let word = self.word(|c| !c.is_whitespace() && c != ')');
                if word.is_empty() {
                    self.wrong("a value")
                } else {
                    Ok(Value::str(word))
                }
            }
            None => self.wrong("a value"),
        }
    }

    /// A text in quotes; a doubled quote stands for one.
    fn quoted(&mut self, quote: char) -> Result<Value> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let part = self.word(|c| c != quote);
            text.push_str(part);
            if self.rest().is_empty() {
                return self.wrong("a closing quote");
            }
            self.at += 1;
            if !self.rest().starts_with(quote) {
                break;
            }
            text.push(quote);
            self.at += 1;
        }
        match text.strip_prefix('$') {
            Some(name)
                if !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_') =>
            {
                Ok(self.lookup(name))
            }
            _ => Ok(Value::from(text)),
        }
    }

    /// `$true`, `$pool`, `$user.RegistrarPool`, `${a name}`.
    fn variable(&mut self) -> Result<Value> {
        self.at += 1;
        let name = if self.rest().starts_with('{') {
            self.at += 1;
            let name = self.word(|c| c != '}');
            self.at += usize::from(!self.rest().is_empty());
            name
        } else {
            self.word(|c| c.is_alphanumeric() || c == '_' || c == ':')
        };
        let mut value = self.lookup(name);
        while self.rest().starts_with('.') {
            self.at += 1;
            let property = self.word(|c| c.is_alphanumeric() || c == '_');
            value = members::get(self.engine, &value, property)?.unwrap_or_default();
        }
        Ok(value)
    }

    fn lookup(&mut self, name: &str) -> Value {
        match name.to_ascii_lowercase().as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            _ => {
                let bare = name.rsplit_once(':').map_or(name, |(_, bare)| bare);
                self.engine.variable(Symbol::of(bare)).unwrap_or_default()
            }
        }
    }
}

/// The text of a filter that was given, if it is one.
pub fn given(text: Option<&Str>) -> Option<&Str> {
    text.filter(|text| !text.trim().is_empty())
}
