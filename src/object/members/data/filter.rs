//! The expressions of `Select`, `RowFilter` and `Compute`: comparisons of columns, joined by `AND` and `OR`.
//!
//! `condition` reads and `holds` evaluates in one go: a filter is short, and its table small.

use super::{Row, is_null};
use crate::pattern::Wildcard;
use crate::{Fault, Host, Result, Value};
use std::cmp::Ordering;

#[derive(Clone, PartialEq, Debug)]
enum Token {
    Name(String),
    Text(String),
    Number(f64),
    Sign(&'static str),
}

const SIGNS: &[&str] = &[
    "<=", ">=", "<>", "=", "<", ">", "(", ")", ",", "+", "-", "*", "/", "%",
];

/// Whether an expression holds for a row.
pub(super) fn holds(host: &mut dyn Host, text: &str, row: &Row) -> Result<bool> {
    if text.trim().is_empty() {
        return Ok(true);
    }
    let mut reader = Reader {
        tokens: tokens(text)?,
        at: 0,
        row,
        host,
        text,
    };
    let value = reader.any()?;
    if reader.at < reader.tokens.len() {
        return reader.bad();
    }
    Ok(matches!(value, Value::Bool(true)))
}

fn tokens(text: &str) -> Result<Vec<Token>> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' | '#' => {
                let (value, length) = quoted(rest, first)?;
                found.push(Token::Text(value));
                length
            }
            '[' => {
                let end = rest.find(']').unwrap_or(rest.len() - 1);
                found.push(Token::Name(rest[1..end].to_string()));
                end + 1
            }
            '0'..='9' | '.' => {
                let end = rest
                    .find(|c: char| !(c.is_ascii_digit() || c == '.'))
                    .unwrap_or(rest.len());
                found.push(Token::Number(rest[..end].parse().unwrap_or_default()));
                end
            }
            c if c.is_alphabetic() || c == '_' => {
                let end = rest
                    .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .unwrap_or(rest.len());
                found.push(Token::Name(rest[..end].to_string()));
                end
            }
            _ => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
                Some(sign) => {
                    found.push(Token::Sign(sign));
                    sign.len()
                }
                None => return syntax(text),
            },
        };
        rest = rest[length..].trim_start();
    }
    Ok(found)
}

/// A text between quotes, which are doubled inside it, and its length with them.
fn quoted(text: &str, quote: char) -> Result<(String, usize)> {
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c != quote {
            value.push(c);
        } else if chars.peek().is_some_and(|(_, next)| *next == quote) {
            chars.next();
            value.push(c);
        } else {
            return Ok((value, at + 1));
        }
    }
    syntax(text)
}

fn syntax<T>(text: &str) -> Result<T> {
    Fault::new(
        &super::members::SYNTAX,
        format!("Syntax error: The expression '{text}' cannot be read."),
    )
    .raise()
}

struct Reader<'a> {
    tokens: Vec<Token>,
    at: usize,
    row: &'a Row,
    host: &'a mut dyn Host,
    text: &'a str,
}

impl Reader<'_> {
    fn bad<T>(&self) -> Result<T> {
        syntax(self.text)
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Name(name)) if name.eq_ignore_ascii_case(word));
        self.at += usize::from(found);
        found
    }

    fn sign(&mut self, signs: &[&'static str]) -> Option<&'static str> {
        match self.tokens.get(self.at) {
            Some(Token::Sign(sign)) if signs.contains(sign) => {
                self.at += 1;
                Some(sign)
            }
            _ => None,
        }
    }

    fn any(&mut self) -> Result<Value> {
        let mut left = self.all()?;
        while self.word("OR") {
            let right = self.all()?;
            left = Value::Bool(is_true(&left) || is_true(&right));
        }
        Ok(left)
    }

    fn all(&mut self) -> Result<Value> {
        let mut left = self.negated()?;
        while self.word("AND") {
            let right = self.negated()?;
            left = Value::Bool(is_true(&left) && is_true(&right));
        }
        Ok(left)
    }

    fn negated(&mut self) -> Result<Value> {
        if self.word("NOT") {
            let value = self.negated()?;
            return Ok(Value::Bool(!is_true(&value)));
        }
        self.compared()
    }

    fn compared(&mut self) -> Result<Value> {
        let left = self.sum()?;
        if self.word("IS") {
            let not = self.word("NOT");
            return match self.word("NULL") {
                true => Ok(Value::Bool(is_null(&left) != not)),
                false => self.bad(),
            };
        }
        let not = self.word("NOT");
        if self.word("LIKE") {
            let right = self.sum()?;
            let fits = self.is_like(&left, &right)?;
            return Ok(Value::Bool(fits != not));
        }
        if self.word("IN") {
            let mut found = false;
            if self.sign(&["("]).is_none() {
                return self.bad();
            }
            loop {
                let item = self.sum()?;
                found |= self.order(&left, &item)? == Some(Ordering::Equal);
                if self.sign(&[","]).is_none() {
                    break;
                }
            }
            return match self.sign(&[")"]) {
                Some(_) => Ok(Value::Bool(found != not)),
                None => self.bad(),
            };
        }
        let Some(sign) = self.sign(&["=", "<>", "<=", ">=", "<", ">"]) else {
            return Ok(left);
        };
        let right = self.sum()?;
        let order = self.order(&left, &right)?;
        Ok(Value::Bool(order.is_some_and(|order| match sign {
            "=" => order.is_eq(),
            "<>" => order.is_ne(),
            "<=" => order.is_le(),
            ">=" => order.is_ge(),
            "<" => order.is_lt(),
            _ => order.is_gt(),
        })))
    }

    /// How two values compare; nothing compares with null.
    fn order(&mut self, left: &Value, right: &Value) -> Result<Option<Ordering>> {
        if is_null(left) || is_null(right) {
            return Ok(None);
        }
        if let (Some(a), Some(b)) = (left.as_str(), right.as_str()) {
            return Ok(Some(crate::culture::compare_ps(a, b, true)));
        }
        crate::compare::ps_compare(self.host, left, right, true).map(Some)
    }

    fn is_like(&mut self, left: &Value, right: &Value) -> Result<bool> {
        let text = crate::convert::to_text(self.host, left)?;
        let pattern = crate::convert::to_text(self.host, right)?.replace('%', "*");
        Ok(!is_null(left)
            && Wildcard::new(&pattern, true).is_ok_and(|pattern| pattern.is_match(&text)))
    }

    fn sum(&mut self) -> Result<Value> {
        let mut left = self.product()?;
        while let Some(sign) = self.sign(&["+", "-"]) {
            let right = self.product()?;
            if sign == "+" && (left.as_str().is_some() || right.as_str().is_some()) {
                let text = crate::convert::to_text(self.host, &left)?.to_string();
                left = Value::str(text + &crate::convert::to_text(self.host, &right)?);
                continue;
            }
            let (a, b) = (number(&left), number(&right));
            left = Value::Double(if sign == "+" { a + b } else { a - b });
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Value> {
        let mut left = self.one()?;
        while let Some(sign) = self.sign(&["*", "/", "%"]) {
            let right = self.one()?;
            let (a, b) = (number(&left), number(&right));
            left = Value::Double(match sign {
                "*" => a * b,
                "/" => a / b,
                _ => a % b,
            });
        }
        Ok(left)
    }

    fn one(&mut self) -> Result<Value> {
        if self.sign(&["("]).is_some() {
            let value = self.any()?;
            return match self.sign(&[")"]) {
                Some(_) => Ok(value),
                None => self.bad(),
            };
        }
        if self.sign(&["-"]).is_some() {
            let value = self.one()?;
            return Ok(Value::Double(-number(&value)));
        }
        let Some(token) = self.tokens.get(self.at).cloned() else {
            return self.bad();
        };
        self.at += 1;
        match token {
            Token::Text(text) => Ok(Value::str(text)),
            Token::Number(number) if number.fract() == 0.0 && number.abs() < 2e9 => {
                Ok(Value::Int(number as i32))
            }
            Token::Number(number) => Ok(Value::Double(number)),
            Token::Name(name) if name.eq_ignore_ascii_case("true") => Ok(Value::Bool(true)),
            Token::Name(name) if name.eq_ignore_ascii_case("false") => Ok(Value::Bool(false)),
            Token::Name(name) if name.eq_ignore_ascii_case("null") => Ok(super::null()),
            Token::Name(name) => self.named(&name),
            Token::Sign(_) => self.bad(),
        }
    }

    /// A column, or one of the functions.
    fn named(&mut self, name: &str) -> Result<Value> {
        if self.sign(&["("]).is_some() {
            let mut arguments = Vec::new();
            while self.sign(&[")"]).is_none() {
                arguments.push(self.any()?);
                self.sign(&[","]);
                if self.at >= self.tokens.len() {
                    break;
                }
            }
            return self.function(name, &arguments);
        }
        match self.row.table.column(name) {
            Some(at) => Ok(self.row.cells.borrow()[at].clone()),
            None => Fault::new(
                &super::members::EVALUATE,
                format!("Cannot find column [{name}]."),
            )
            .raise(),
        }
    }

    fn function(&mut self, name: &str, arguments: &[Value]) -> Result<Value> {
        let text = |host: &mut dyn Host| match arguments.first() {
            Some(value) => crate::convert::to_text(host, value),
            None => Ok(Default::default()),
        };
        match (name.to_ascii_uppercase().as_str(), arguments) {
            ("LEN", [_]) => Ok(Value::Int(text(self.host)?.encode_utf16().count() as i32)),
            ("TRIM", [_]) => Ok(Value::str(text(self.host)?.trim())),
            ("ISNULL", [value, other]) => Ok(if is_null(value) {
                other.clone()
            } else {
                value.clone()
            }),
            ("IIF", [test, yes, no]) => Ok(if is_true(test) {
                yes.clone()
            } else {
                no.clone()
            }),
            _ => Fault::new(
                &super::members::EVALUATE,
                format!("The expression contains undefined function call {name}()."),
            )
            .raise(),
        }
    }
}

fn is_true(value: &Value) -> bool {
    matches!(value, Value::Bool(true))
}

/// A value as a number; null counts as nothing.
pub(super) fn number(value: &Value) -> f64 {
    use num_traits::ToPrimitive;
    match value.base() {
        Value::Double(x) => *x,
        Value::Single(x) => f64::from(*x),
        Value::Decimal(d) => d.to_f64().unwrap_or_default(),
        other => other.as_integer().unwrap_or_default() as f64,
    }
}

/// Sorts rows by `Name, Size DESC`.
pub(super) fn sort(host: &mut dyn Host, rows: &mut [std::rc::Rc<Row>], by: &str) -> Result {
    let mut keys = Vec::new();
    let Some(first) = rows.first() else {
        return Ok(());
    };
    for part in by.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, direction) = part.rsplit_once(' ').unwrap_or((part, ""));
        let (name, descending) = match direction.to_ascii_uppercase().as_str() {
            "DESC" => (name, true),
            "ASC" => (name, false),
            _ => (part, false),
        };
        let name = name.trim().trim_start_matches('[').trim_end_matches(']');
        match first.table.column(name) {
            Some(at) => keys.push((at, descending)),
            None => {
                return Fault::new(
                    &crate::types::INDEX_OUT_OF_RANGE_EXCEPTION,
                    format!("Cannot find column {name}."),
                )
                .raise();
            }
        }
    }
    let mut failed = None;
    rows.sort_by(|a, b| {
        for (at, descending) in &keys {
            let (a, b) = (a.cells.borrow()[*at].clone(), b.cells.borrow()[*at].clone());
            let order = match (is_null(&a), is_null(&b)) {
                (true, true) => Ordering::Equal,
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                _ => match crate::compare::ps_compare(host, &a, &b, true) {
                    Ok(order) => order,
                    Err(stop) => {
                        failed.get_or_insert(stop);
                        Ordering::Equal
                    }
                },
            };
            if order.is_ne() {
                return if *descending { order.reverse() } else { order };
            }
        }
        Ordering::Equal
    });
    failed.map_or(Ok(()), Err)
}
