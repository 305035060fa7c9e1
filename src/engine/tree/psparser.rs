//! `[PSParser]::Tokenize`, the tokens of PowerShell 2.

use super::Tree;
use super::extent::parse_error;
use super::kinds::{self, *};
use super::tokens::TokenObject;
use object::members::{args, reference::Reference, table::*};
use object::types::{self, Call, Member, Sig};
use object::{List, Native, Result, Str, Type, TypeInfo, Value, convert, get, static_method};
use std::rc::Rc;
use syntax::{Source, Span, TokenKind as Kind};

/// The types of this file.
pub(super) static TYPES: &[&TypeInfo] = &[&PS_PARSER, &PS_TOKEN, &PS_PARSE_ERROR];

static PS_PARSER: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSParser", &types::OBJECT).members(|| MEMBERS);
/// `PSToken`
pub(super) static PS_TOKEN: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSToken", &types::OBJECT)
        .members(|| TOKEN_MEMBERS);
static PS_PARSE_ERROR: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSParseError", &types::OBJECT)
        .members(|| ERROR_MEMBERS);

const TOKENS: Sig = Sig::Of(&types::COLLECTION, &PS_TOKEN);

static MEMBERS: &[Member] = &[static_method!("Tokenize",
    (script: STR, errors: *OBJ) -> TOKENS => tokenize,
    (script: OBJECTS, errors: *OBJ) -> TOKENS => tokenize)];

/// A token, or a place of a script block.
struct PsToken {
    source: Rc<Source>,
    span: Span,
    content: Str,
    kind: i64,
}

impl Native for PsToken {
    fn get_type(&self) -> Type {
        Type::Known(&PS_TOKEN)
    }
}

/// The place where a script block begins.
pub(super) fn position(source: &Rc<Source>, span: Span) -> Value {
    Value::native(PsToken {
        content: Str::from(span.text(&source.text)),
        source: Rc::clone(source),
        span,
        kind: 19,
    })
}

fn own<'a>(c: &'a Call<'_>) -> Result<&'a PsToken> {
    match c.this.as_native::<PsToken>() {
        Some(own) => Ok(own),
        None => args::not_supported("This is no token.").raise(),
    }
}

const KIND: Sig = Sig::One(&PS_TOKEN_TYPE);

fn start(own: &PsToken) -> i32 {
    own.source.utf16_offset(own.span.start) as i32
}

fn end(own: &PsToken) -> i32 {
    own.source.utf16_offset(own.span.end) as i32
}

static TOKEN_MEMBERS: &[Member] = &[
    get!("Content", STR => |c| Ok(Value::Str(own(c)?.content.clone()))),
    get!("Type", KIND => |c| Ok(kinds::value(&PS_TOKEN_TYPE, own(c)?.kind))),
    get!("Start", INT => |c| Ok(Value::Int(start(own(c)?)))),
    get!("Length", INT => |c| { let own = own(c)?; Ok(Value::Int(end(own) - start(own))) }),
    get!("StartLine", INT => |c| { let own = own(c)?; Ok(Value::Int(own.source.line_column(own.span.start).0 as i32)) }),
    get!("StartColumn", INT => |c| { let own = own(c)?; Ok(Value::Int(own.source.line_column(own.span.start).1 as i32)) }),
    get!("EndLine", INT => |c| { let own = own(c)?; Ok(Value::Int(own.source.line_column(own.span.end).0 as i32)) }),
    get!("EndColumn", INT => |c| { let own = own(c)?; Ok(Value::Int(own.source.line_column(own.span.end).1 as i32)) }),
    static_method!("GetPSTokenType", (token: OBJ) -> KIND => |c| {
        let kind = c.arg(0).as_native::<TokenObject>().map_or(0, type_of);
        Ok(kinds::value(&PS_TOKEN_TYPE, kind))
    }),
];

/// What is wrong, at the token where it is.
struct PsParseError {
    token: Value,
    message: Str,
}

impl Native for PsParseError {
    fn get_type(&self) -> Type {
        Type::Known(&PS_PARSE_ERROR)
    }
}

const TOKEN: Sig = Sig::One(&PS_TOKEN);

static ERROR_MEMBERS: &[Member] = &[
    get!("Token", TOKEN => |c| Ok(c.this.as_native::<PsParseError>().map(|own| own.token.clone()).unwrap_or_default())),
    get!("Message", STR => |c| Ok(c.this.as_native::<PsParseError>().map(|own| Value::Str(own.message.clone())).unwrap_or_default())),
];

fn tokenize(c: &mut Call<'_>) -> Result<Value> {
    let text = match c.arg(0).base() {
        Value::Array(lines) => {
            let mut texts = Vec::new();
            for line in lines.to_vec() {
                texts.push(convert::to_text(c.host, &line)?.to_string());
            }
            texts.join("\n")
        }
        _ => c.text(0).to_string(),
    };
    let (tree, errors) = Tree::of(Source::new(None, text.into()));
    let wrong = errors.iter().map(|error| {
        let _ = parse_error(&tree.source, error);
        Value::native(PsParseError {
            token: position(&tree.source, error.span),
            message: Str::from(&*error.message),
        })
    });
    let wrong = collection(&PS_PARSE_ERROR, wrong.collect());
    // The last token is the end of input.
    let count = tree.tokens.len().saturating_sub(1);
    let tokens = tree.tokens[..count].iter().map(|token| {
        let own = TokenObject {
            tree: Rc::clone(&tree),
            token: *token,
        };
        Value::native(PsToken {
            source: Rc::clone(&tree.source),
            span: token.span,
            content: content(&own),
            kind: type_of(&own),
        })
    });
    let tokens = collection(&PS_TOKEN, tokens.collect());
    if let Some(reference) = c.args[1].as_native_rc::<Reference>() {
        reference.set(c.host, wrong)?;
    }
    Ok(tokens)
}

fn collection(kind: &'static TypeInfo, items: Vec<Value>) -> Value {
    let kind = Type::Known(kind);
    let whole = Type::generic(&types::COLLECTION, vec![kind.clone()]);
    Value::List(List::new(whole, kind, items))
}

/// What a token says: strings without quotes, variables without their sign.
fn content(token: &TokenObject) -> Str {
    match token.token.kind {
        Kind::Variable | Kind::SplattedVariable => {
            let name = token.written().trim_start_matches(['$', '@']);
            Str::from(name.trim_start_matches('{').trim_end_matches('}'))
        }
        Kind::StringLiteral
        | Kind::StringExpandable
        | Kind::HereStringLiteral
        | Kind::HereStringExpandable
        | Kind::Generic => token.value(),
        _ => Str::from(token.written()),
    }
}

/// `PSTokenType`
fn type_of(token: &TokenObject) -> i64 {
    let flags = token.flags();
    let named = [
        (COMMAND_NAME, 1),
        (MEMBER_NAME, 7),
        (ATTRIBUTE_NAME, 9),
        (TYPE_NAME, 10),
    ];
    if let Some((_, kind)) = named.iter().find(|(flag, _)| flags & flag != 0) {
        return *kind;
    }
    match token.token.kind {
        Kind::Variable | Kind::SplattedVariable => 6,
        Kind::Parameter => 2,
        Kind::Number => 4,
        Kind::Label => 8,
        Kind::Identifier | Kind::Generic => 3,
        Kind::NewLine => 17,
        Kind::LineContinuation => 18,
        Kind::Comment => 15,
        Kind::StringLiteral
        | Kind::StringExpandable
        | Kind::HereStringLiteral
        | Kind::HereStringExpandable => 5,
        Kind::LParen | Kind::LCurly | Kind::AtParen | Kind::AtCurly | Kind::DollarParen => 12,
        Kind::RParen | Kind::RCurly => 13,
        Kind::Semi => 16,
        Kind::Unknown | Kind::EndOfInput => 0,
        kind if kind.is_keyword() => 14,
        _ => 11,
    }
}
