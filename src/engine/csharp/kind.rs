//! Types as a C# text writes them.

use super::Parsed;
use super::lex::Sort;
use super::parse::Parser;
use super::tree::*;

/// Types that are words of the language.
pub(super) const WORDS: &[(&str, &str)] = &[
    ("int", "System.Int32"),
    ("string", "System.String"),
    ("bool", "System.Boolean"),
    ("double", "System.Double"),
    ("float", "System.Single"),
    ("long", "System.Int64"),
    ("byte", "System.Byte"),
    ("char", "System.Char"),
    ("object", "System.Object"),
    ("decimal", "System.Decimal"),
    ("uint", "System.UInt32"),
    ("ulong", "System.UInt64"),
    ("short", "System.Int16"),
    ("ushort", "System.UInt16"),
    ("sbyte", "System.SByte"),
    ("void", "System.Void"),
    ("dynamic", "System.Object"),
    ("nint", "System.IntPtr"),
];

impl Parser {
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
