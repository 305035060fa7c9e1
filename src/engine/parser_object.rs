//! `[System.Management.Automation.Language.Parser]`, and the tree and tokens that it gives.
//!
//! The tree is seen as `FindAll` walks it: each node with its type's name and its extent.
//! Absent for now: the properties of each node type beyond `Extent`.

use crate::ast_objects::{extent, parse_error};
use object::members::reference::Reference;
use object::types::{self, Call, Member, Overload, Param, ParamKind, Sig, TypeInfo};
use object::{Array, Category, Fault, Host, Native, Result, Str, Type, Value, convert};
use std::rc::Rc;
use syntax::{Source, Span};

/// `System.Management.Automation.Language.Parser`
pub static PARSER: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.Parser",
    &types::OBJECT,
)
.members(|| {
    const OBJ: Sig = Sig::One(&types::OBJECT);
    const STR: Sig = Sig::One(&types::STRING);
    const INPUT: &[Param] = &[
        Param::of("input", STR),
        Param::passed("tokens", OBJ, ParamKind::Ref),
        Param::passed("errors", OBJ, ParamKind::Ref),
    ];
    const NAMED: &[Param] = &[
        Param::of("input", STR),
        Param::of("fileName", STR),
        Param::passed("tokens", OBJ, ParamKind::Ref),
        Param::passed("errors", OBJ, ParamKind::Ref),
    ];
    const FILE: &[Param] = &[
        Param::of("fileName", STR),
        Param::passed("tokens", OBJ, ParamKind::Ref),
        Param::passed("errors", OBJ, ParamKind::Ref),
    ];
    const PARSE_INPUT: &[Overload] = &[
        Overload::new(INPUT, Sig::One(&AST), |call| {
            let text = text(call, 0);
            answer(call, None, &text, 1)
        }),
        Overload::new(NAMED, Sig::One(&AST), |call| {
            let (text, path) = (text(call, 0), text(call, 1));
            answer(call, Some(&path), &text, 2)
        }),
    ];
    const PARSE_FILE: &[Overload] = &[Overload::new(FILE, Sig::One(&AST), |call| {
        let name = text(call, 0);
        let path = call.host.folder().join(&*name);
        let text = crate::source::read(&path).or_else(|_| {
            Fault::new(
                &types::FILE_NOT_FOUND_EXCEPTION,
                format!("Could not find file '{}'.", path.display()),
            )
            .category(Category::ObjectNotFound)
            .raise()
        })?;
        answer(call, Some(&path.to_string_lossy()), &text, 1)
    })];
    const MEMBERS: &[Member] = &[
        Member::static_method("ParseInput", PARSE_INPUT),
        Member::static_method("ParseFile", PARSE_FILE),
    ];
    MEMBERS
});

fn text(call: &Call<'_>, at: usize) -> Str {
    call.args[at].as_str().cloned().unwrap_or_default()
}

/// Parses, puts tokens and errors where the references point, and gives the tree.
fn answer(call: &mut Call<'_>, path: Option<&str>, text: &str, first: usize) -> Result<Value> {
    let source = Source::new(path.map(Rc::from), Rc::from(text));
    let (parsed, tokens) = syntax::parse_with_tokens(source);
    let source = Rc::clone(&parsed.source);
    let tokens = tokens.iter().map(|token| {
        let kind = Str::from(format!("{:?}", token.kind));
        Value::native(TokenObject {
            source: Rc::clone(&source),
            kind,
            span: token.span,
        })
    });
    let tokens = Array::of(Type::Known(&TOKEN), tokens.collect());
    let errors = parsed
        .errors
        .iter()
        .map(|error| parse_error(&source, error))
        .collect();
    let errors = Array::of(Type::Known(&crate::ast_objects::PARSE_ERROR), errors);
    for (at, value) in [(first, tokens), (first + 1, errors)] {
        if let Some(reference) = call.args[at].as_native_rc::<Reference>() {
            reference.set(call.host, Value::Array(value))?;
        }
    }
    let nodes: Rc<[(&'static str, Span)]> = syntax::find_all(&parsed.script).into();
    Ok(Value::native(AstObject {
        source,
        nodes,
        at: 0,
    }))
}

/// A token.
pub struct TokenObject {
    source: Rc<Source>,
    kind: Str,
    span: Span,
}

/// `System.Management.Automation.Language.Token`
pub static TOKEN: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.Token",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[Member] = &[
        Member::get("Kind", Sig::One(&types::STRING), |call| {
            Ok(token(call)
                .map(|token| Value::Str(token.kind.clone()))
                .unwrap_or_default())
        }),
        Member::get("Extent", Sig::One(&types::OBJECT), |call| {
            Ok(token(call)
                .map(|token| extent(&token.source, token.span))
                .unwrap_or_default())
        }),
        Member::get("Text", Sig::One(&types::STRING), |call| {
            Ok(token(call)
                .map(|token| Value::str(token.span.text(&token.source.text)))
                .unwrap_or_default())
        }),
    ];
    MEMBERS
});

fn token<'a>(call: &'a Call<'_>) -> Option<&'a TokenObject> {
    call.this.as_native::<TokenObject>()
}

impl Native for TokenObject {
    fn get_type(&self) -> Type {
        Type::Known(&TOKEN)
    }

    fn to_text(&self) -> Str {
        Str::from(self.span.text(&self.source.text))
    }
}

/// A node of a tree: its place in the list that `FindAll` walks.
pub struct AstObject {
    source: Rc<Source>,
    nodes: Rc<[(&'static str, Span)]>,
    at: usize,
}

impl AstObject {
    /// The nodes below this one: those behind it that its extent holds.
    fn below(&self) -> impl Iterator<Item = usize> {
        let (_, own) = self.nodes[self.at];
        let end = (self.at..self.nodes.len())
            .find(|i| *i > self.at && self.nodes[*i].1.start >= own.end && own.end > own.start)
            .unwrap_or(self.nodes.len());
        self.at..end
    }

    fn node(&self, at: usize) -> Value {
        Value::native(AstObject {
            source: Rc::clone(&self.source),
            nodes: Rc::clone(&self.nodes),
            at,
        })
    }
}

/// `System.Management.Automation.Language.Ast`
pub static AST: TypeInfo =
    TypeInfo::class("System.Management.Automation.Language.Ast", &types::OBJECT).members(|| {
        const OBJ: Sig = Sig::One(&types::OBJECT);
        const PARAMS: &[Param] = &[
            Param::of("predicate", OBJ),
            Param::of("searchNestedScriptBlocks", Sig::One(&types::BOOLEAN)),
        ];
        const FIND: &[Overload] = &[Overload::new(PARAMS, Sig::One(&AST), |call| {
            Ok(find(call, true)?.into_iter().next().unwrap_or_default())
        })];
        const FIND_ALL: &[Overload] = &[Overload::new(PARAMS, OBJ, |call| {
            Ok(Value::array(find(call, false)?))
        })];
        const MEMBERS: &[Member] = &[
            Member::get("Extent", OBJ, |call| {
                Ok(node(call)
                    .map(|node| extent(&node.source, node.nodes[node.at].1))
                    .unwrap_or_default())
            }),
            Member::method("Find", FIND),
            Member::method("FindAll", FIND_ALL),
        ];
        MEMBERS
    });

fn node<'a>(call: &'a Call<'_>) -> Option<&'a AstObject> {
    call.this.as_native::<AstObject>()
}

/// The nodes that a predicate takes.
fn find(call: &mut Call<'_>, first: bool) -> Result<Vec<Value>> {
    let Some(own) = node(call) else {
        return Ok(Vec::new());
    };
    let all: Vec<Value> = own.below().map(|at| own.node(at)).collect();
    let predicate = call.args[0].clone();
    let mut found = Vec::new();
    for candidate in all {
        let host: &mut dyn Host = call.host;
        if convert::to_bool(&host.call(&predicate, std::slice::from_ref(&candidate))?) {
            found.push(candidate);
            if first {
                break;
            }
        }
    }
    Ok(found)
}

impl Native for AstObject {
    fn get_type(&self) -> Type {
        let name = self.nodes.get(self.at).map_or("", |(name, _)| *name);
        NODE_TYPES
            .iter()
            .find(|info| info.short_name().strip_suffix("Ast") == Some(name))
            .map_or(Type::Known(&AST), |info| Type::Known(info))
    }

    fn to_text(&self) -> Str {
        Str::from(
            self.nodes
                .get(self.at)
                .map_or("", |(_, span)| span.text(&self.source.text)),
        )
    }
}

macro_rules! node_types {
    ($($name:ident = $full:literal;)*) => {
        $(static $name: TypeInfo = TypeInfo::class(concat!("System.Management.Automation.Language.", $full), &AST);)*
        /// The types of nodes.
        pub static NODE_TYPES: &[&TypeInfo] = &[$(&$name),*];
    };
}

node_types! {
    SCRIPT_BLOCK = "ScriptBlockAst";
    NAMED_BLOCK = "NamedBlockAst";
    PARAM_BLOCK = "ParamBlockAst";
    STATEMENT_BLOCK = "StatementBlockAst";
    PIPELINE = "PipelineAst";
    PIPELINE_CHAIN = "PipelineChainAst";
    COMMAND = "CommandAst";
    COMMAND_EXPRESSION = "CommandExpressionAst";
    COMMAND_PARAMETER = "CommandParameterAst";
    ASSIGNMENT = "AssignmentStatementAst";
    IF = "IfStatementAst";
    SWITCH = "SwitchStatementAst";
    FOR_EACH = "ForEachStatementAst";
    FOR = "ForStatementAst";
    WHILE = "WhileStatementAst";
    DO_WHILE = "DoWhileStatementAst";
    DO_UNTIL = "DoUntilStatementAst";
    TRY = "TryStatementAst";
    CATCH = "CatchClauseAst";
    TRAP = "TrapStatementAst";
    DATA = "DataStatementAst";
    FUNCTION = "FunctionDefinitionAst";
    TYPE_DEFINITION = "TypeDefinitionAst";
    PROPERTY_MEMBER = "PropertyMemberAst";
    FUNCTION_MEMBER = "FunctionMemberAst";
    BREAK = "BreakStatementAst";
    CONTINUE = "ContinueStatementAst";
    RETURN = "ReturnStatementAst";
    EXIT = "ExitStatementAst";
    THROW = "ThrowStatementAst";
    USING = "UsingStatementAst";
    PARAMETER = "ParameterAst";
    ATTRIBUTE = "AttributeAst";
    NAMED_ARGUMENT = "NamedAttributeArgumentAst";
    TYPE_CONSTRAINT = "TypeConstraintAst";
    CONSTANT = "ConstantExpressionAst";
    STRING_CONSTANT = "StringConstantExpressionAst";
    EXPANDABLE = "ExpandableStringExpressionAst";
    VARIABLE = "VariableExpressionAst";
    TYPE_EXPRESSION = "TypeExpressionAst";
    ARRAY_LITERAL = "ArrayLiteralAst";
    ARRAY = "ArrayExpressionAst";
    SUB = "SubExpressionAst";
    PAREN = "ParenExpressionAst";
    HASHTABLE = "HashtableAst";
    SCRIPT_BLOCK_EXPRESSION = "ScriptBlockExpressionAst";
    BINARY = "BinaryExpressionAst";
    UNARY = "UnaryExpressionAst";
    TERNARY = "TernaryExpressionAst";
    CONVERT = "ConvertExpressionAst";
    ATTRIBUTED = "AttributedExpressionAst";
    MEMBER = "MemberExpressionAst";
    INVOKE_MEMBER = "InvokeMemberExpressionAst";
    INDEX = "IndexExpressionAst";
    USING_EXPRESSION = "UsingExpressionAst";
    ERROR_STATEMENT = "ErrorStatementAst";
    ERROR_EXPRESSION = "ErrorExpressionAst";
    FILE_REDIRECTION = "FileRedirectionAst";
    MERGING_REDIRECTION = "MergingRedirectionAst";
}
