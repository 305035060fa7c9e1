//! Tokens as objects: their kinds, what they say, the tokens inside strings.

use super::extent::{SCRIPT_EXTENT, extent};
use super::kinds::{self, *};
use super::names::{VARIABLE_PATH, variable_path};
use super::{AstObject, Tree};
use object::members::{args, list, table::*};
use object::types::{self, Call, Member, Sig};
use object::{Native, Result, Str, Type, TypeInfo, Value, get};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use syntax::{Source, Span, Token, TokenKind as Kind};

macro_rules! token_types {
    ($($name:ident: $base:expr, $full:literal, $members:expr;)*) => {
        $(pub(super) static $name: TypeInfo = TypeInfo::class(concat!("System.Management.Automation.Language.", $full), &$base).members(|| { const TABLE: &[Member] = $members; TABLE });)*
        /// The types of this file.
        pub(super) static TYPES: &[&TypeInfo] = &[$(&$name),*];
    };
}

const KIND: Sig = Sig::One(&TOKEN_KIND);
const FLAGS: Sig = Sig::One(&TOKEN_FLAGS);
const AT: Sig = Sig::One(&SCRIPT_EXTENT);
const PATH: Sig = Sig::One(&VARIABLE_PATH);
const STREAM: Sig = Sig::One(&REDIRECTION_STREAM);
const TOKENS: Sig = Sig::Of(&list::READ_ONLY_COLLECTION, &TOKEN);

#[rustfmt::skip]
token_types! {
    TOKEN: types::OBJECT, "Token", &[
        get!("Text", STR => |c| Ok(Value::Str(own(c)?.to_text()))),
        get!("TokenFlags", FLAGS => |c| Ok(kinds::value(&TOKEN_FLAGS, own(c)?.flags()))),
        get!("Kind", KIND => |c| Ok(token_kind(own(c)?.token.kind))),
        get!("HasError", BOOL => |_| Ok(Value::Bool(false))),
        get!("Extent", AT => |c| { let own = own(c)?; Ok(extent(&own.tree.source, own.token.span)) }),
    ];
    NUMBER: TOKEN, "NumberToken", &[get!("Value", OBJ => |c| Ok(own(c)?.number()))];
    PARAMETER: TOKEN, "ParameterToken", &[
        get!("ParameterName", STR => |c| Ok(Value::str(own(c)?.written().trim_start_matches(['-', '\u{2013}', '\u{2014}', '\u{2015}']).trim_end_matches(':')))),
        get!("UsedColon", BOOL => |c| Ok(Value::Bool(own(c)?.written().ends_with(':')))),
    ];
    VARIABLE: TOKEN, "VariableToken", &[
        get!("Name", STR => |c| Ok(Value::Str(own(c)?.variable()))),
        get!("VariablePath", PATH => |c| Ok(variable_path(&own(c)?.variable()))),
    ];
    STRING: TOKEN, "StringToken", &[get!("Value", STR => |c| Ok(Value::Str(own(c)?.value())))];
    LITERAL: STRING, "StringLiteralToken", &[];
    EXPANDABLE: STRING, "StringExpandableToken", &[get!("NestedTokens", TOKENS => |c| Ok(own(c)?.nested()))];
    LABEL: TOKEN, "LabelToken", &[get!("LabelText", STR => |c| Ok(Value::str(own(c)?.written().trim_start_matches(':'))))];
    REDIRECTION: TOKEN, "RedirectionToken", &[];
    INPUT: REDIRECTION, "InputRedirectionToken", &[];
    MERGING: REDIRECTION, "MergingRedirectionToken", &[
        get!("FromStream", STREAM => |c| Ok(stream(own(c)?.written().chars().next()))),
        get!("ToStream", STREAM => |c| Ok(stream(own(c)?.written().chars().last()))),
    ];
    FILE: REDIRECTION, "FileRedirectionToken", &[
        get!("FromStream", STREAM => |c| Ok(stream(own(c)?.written().chars().next()))),
        get!("Append", BOOL => |c| Ok(Value::Bool(own(c)?.written().ends_with(">>")))),
    ];
}

/// A token of a tree.
pub(super) struct TokenObject {
    pub(super) tree: Rc<Tree>,
    pub(super) token: Token,
}

fn own<'a>(c: &'a Call<'_>) -> Result<&'a TokenObject> {
    match c.this.as_native::<TokenObject>() {
        Some(own) => Ok(own),
        None => args::not_supported("This is no token.").raise(),
    }
}

/// The stream of a digit, `*` or a bare arrow.
fn stream(sign: Option<char>) -> Value {
    let bits = match sign {
        Some('*') => 0,
        Some(digit) => digit.to_digit(10).map_or(1, i64::from),
        None => 1,
    };
    kinds::value(&REDIRECTION_STREAM, bits)
}

/// The tokens of a tree as objects.
pub(super) fn all(tree: &Rc<Tree>) -> Vec<Value> {
    let of = |token: &Token| {
        let tree = Rc::clone(tree);
        Value::native(TokenObject {
            tree,
            token: *token,
        })
    };
    tree.tokens.iter().map(of).collect()
}

impl Native for TokenObject {
    fn get_type(&self) -> Type {
        Type::Known(match self.token.kind {
            Kind::Number => &NUMBER,
            Kind::Parameter => &PARAMETER,
            Kind::Variable | Kind::SplattedVariable => &VARIABLE,
            Kind::StringLiteral | Kind::HereStringLiteral => &LITERAL,
            Kind::StringExpandable | Kind::HereStringExpandable => &EXPANDABLE,
            Kind::Generic if self.is_expandable() => &EXPANDABLE,
            Kind::Generic => &LITERAL,
            Kind::Label => &LABEL,
            Kind::RedirectInStd => &INPUT,
            Kind::Redirection if self.written().contains('&') => &MERGING,
            Kind::Redirection => &FILE,
            _ => &TOKEN,
        })
    }

    fn to_text(&self) -> Str {
        Str::from(self.written())
    }
}

impl TokenObject {
    pub(super) fn written(&self) -> &str {
        self.token.span.text(&self.tree.source.text)
    }

    /// The node that stands exactly where the token does.
    fn node(&self, names: &[&str]) -> Option<AstObject> {
        let at = self
            .tree
            .nodes
            .iter()
            .position(|node| node.span == self.token.span && names.contains(&node.name))?;
        Some(AstObject {
            tree: Rc::clone(&self.tree),
            at,
        })
    }

    fn is_expandable(&self) -> bool {
        self.node(&["ExpandableStringExpression"]).is_some()
    }

    fn number(&self) -> Value {
        match syntax::parse_number(self.written()) {
            Some(number) => crate::lower::expression::number_value(&number),
            None => Value::Null,
        }
    }

    fn variable(&self) -> Str {
        let name = self.written().trim_start_matches(['$', '@']);
        let inner = name
            .strip_prefix('{')
            .and_then(|name| name.strip_suffix('}'));
        Str::from(inner.unwrap_or(name))
    }

    /// What a string or a word says.
    pub(super) fn value(&self) -> Str {
        let names = ["StringConstantExpression", "ExpandableStringExpression"];
        let node = self.node(&names);
        let said = node.and_then(|node| node.tree.text_fact(node.at, "Value").cloned());
        said.unwrap_or_else(|| Str::from(unquoted(self.written())))
    }

    /// The flags of its kind, and those of its place.
    pub(super) fn flags(&self) -> i64 {
        let own = self.tree.flags.get_or_init(|| flags(&self.tree));
        let kind = traits(number(self.token.kind));
        match own.get(&self.token.span.start) {
            Some(flag) => kind | flag,
            None => kind,
        }
    }

    /// The tokens of the variables and subexpressions in a string.
    fn nested(&self) -> Value {
        let mut found = Vec::new();
        if let Some(node) = self.node(&["ExpandableStringExpression"]) {
            for at in node.tree.parts(node.at) {
                let span = node.tree.nodes[at].span;
                for token in tokens_of(&node.tree.source, span) {
                    let tree = Rc::clone(&self.tree);
                    found.push(Value::native(TokenObject { tree, token }));
                }
            }
        }
        match found.is_empty() {
            true => Value::Null,
            false => list::read_only(Type::Known(&TOKEN), found),
        }
    }
}

/// The tokens of a piece of a text, at their places in the whole.
fn tokens_of(source: &Source, span: Span) -> Vec<Token> {
    let part = Source::new(None, span.text(&source.text).into());
    let tokens = syntax::parse_with_tokens(part).1;
    let own = tokens
        .into_iter()
        .filter(|token| token.kind != Kind::EndOfInput);
    own.map(|token| Token {
        kind: token.kind,
        span: Span {
            start: token.span.start + span.start,
            end: token.span.end + span.start,
        },
    })
    .collect()
}

fn unquoted(text: &str) -> &str {
    let quote = |c: char| matches!(c, '\'' | '"');
    match text.chars().next() {
        Some(first) if quote(first) && text.len() > 1 => {
            text[1..].strip_suffix(first).unwrap_or(&text[1..])
        }
        _ => text,
    }
}

/// Flags of single tokens by where they start.
pub(super) type Flags = FxHashMap<u32, i64>;

/// What the parser notes on tokens: which are names of commands, members, types and attributes.
fn flags(tree: &Tree) -> Flags {
    let mut flags = Flags::default();
    for (at, node) in tree.nodes.iter().enumerate() {
        let first = || tree.parts(at).first().map(|first| &tree.nodes[*first]);
        match node.name {
            "Command" => {
                if let Some(name) = first().filter(|name| is_word(name.name)) {
                    flags.insert(name.span.start, COMMAND_NAME);
                }
            }
            "MemberExpression" | "InvokeMemberExpression" => {
                let member = tree.parts(at).get(1).map(|member| &tree.nodes[*member]);
                if let Some(member) = member.filter(|member| is_word(member.name)) {
                    flags.insert(member.span.start, MEMBER_NAME);
                }
            }
            "Hashtable" => {
                for key in tree.parts(at).iter().step_by(2) {
                    if is_word(tree.nodes[*key].name) {
                        flags.insert(tree.nodes[*key].span.start, MEMBER_NAME);
                    }
                }
            }
            "NamedAttributeArgument" => {
                flags.insert(node.span.start, MEMBER_NAME);
            }
            "TypeConstraint" | "TypeExpression" => {
                name_flags(tree, node.span, TYPE_NAME, &mut flags)
            }
            "Attribute" => {
                let end = first().map_or(node.span.end, |first| first.span.start);
                let name = Span {
                    start: node.span.start,
                    end,
                };
                name_flags(tree, name, ATTRIBUTE_NAME, &mut flags);
            }
            _ => {}
        }
    }
    // A keyword that names something is none.
    flags
}

fn is_word(name: &str) -> bool {
    matches!(name, "StringConstantExpression")
}

/// Flags the words of a type's name.
fn name_flags(tree: &Tree, span: Span, flag: i64, flags: &mut Flags) {
    let from = tree
        .tokens
        .partition_point(|token| token.span.start < span.start);
    for token in &tree.tokens[from..] {
        if token.span.start >= span.end || token.kind == Kind::LParen {
            break;
        }
        if matches!(token.kind, Kind::Identifier | Kind::Generic) || token.kind.is_keyword() {
            flags.insert(token.span.start, flag);
        }
    }
}
