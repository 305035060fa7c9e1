//! `[System.Management.Automation.Language.Parser]`, and the tree and tokens that it gives.
//!
//! The tree is seen as `FindAll` walks it: each node with its type, its extent and the node that it is part of. What a node is made of is
//! in `ast_parts`.

use crate::ast_objects::{extent, parse_error};
use crate::ast_parts::Tree;
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
    let tree = Rc::new(Tree::new(Rc::clone(&source), &parsed.script, &tokens));
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
    Ok(Value::native(AstObject { tree, at: 0 }))
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
    pub(crate) tree: Rc<Tree>,
    pub(crate) at: usize,
}

impl AstObject {
    /// Another node of the same tree.
    pub(crate) fn node(&self, at: usize) -> Value {
        let tree = Rc::clone(&self.tree);
        Value::native(AstObject { tree, at })
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
                    .map(|node| extent(&node.tree.source, node.tree.nodes[node.at].span))
                    .unwrap_or_default())
            }),
            Member::get("Parent", Sig::One(&AST), |call| {
                let Some(own) = node(call) else {
                    return Ok(Value::Null);
                };
                let parent = own.tree.nodes[own.at].parent;
                Ok(parent.map(|at| own.node(at)).unwrap_or_default())
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
    let nested = convert::to_bool(&call.args[1]);
    let below = own.tree.below(own.at, nested);
    let all: Vec<Value> = below.into_iter().map(|at| own.node(at)).collect();
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
        let name = self.tree.nodes[self.at].name;
        NODE_TYPES
            .iter()
            .find(|info| info.short_name().strip_suffix("Ast") == Some(name))
            .map_or(Type::Known(&AST), |info| Type::Known(info))
    }

    fn to_text(&self) -> Str {
        let span = self.tree.nodes[self.at].span;
        Str::from(span.text(&self.tree.source.text))
    }

    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<AstObject>()
            .is_some_and(|other| Rc::ptr_eq(&self.tree, &other.tree) && self.at == other.at)
    }

    fn property(&self, name: &str) -> Option<Value> {
        self.part(name)
    }

    fn property_names(&self) -> Vec<Str> {
        self.part_names()
    }
}

macro_rules! node_types {
    ($($name:ident: $base:ident = $full:literal;)*) => {
        $(static $name: TypeInfo = TypeInfo::class(concat!("System.Management.Automation.Language.", $full), &$base);)*
        /// The types of nodes.
        pub static NODE_TYPES: &[&TypeInfo] = &[$(&$name,)* &COMMAND, &AST];
    };
}

/// `CommandAst`
static COMMAND: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.CommandAst",
    &COMMAND_BASE,
)
.members(|| {
    const NAME: &[Overload] = &[Overload::new(&[], Sig::One(&types::STRING), |call| {
        Ok(node(call)
            .and_then(|node| node.tree.command_name(node.at))
            .unwrap_or_default())
    })];
    const MEMBERS: &[Member] = &[Member::method("GetCommandName", NAME)];
    MEMBERS
});

node_types! {
    STATEMENT: AST = "StatementAst";
    COMMAND_ELEMENT: AST = "CommandElementAst";
    EXPRESSION: COMMAND_ELEMENT = "ExpressionAst";
    PIPELINE_BASE: STATEMENT = "PipelineBaseAst";
    CHAINABLE: PIPELINE_BASE = "ChainableAst";
    COMMAND_BASE: STATEMENT = "CommandBaseAst";
    LABELED: STATEMENT = "LabeledStatementAst";
    LOOP: LABELED = "LoopStatementAst";
    MEMBER_BASE: AST = "MemberAst";
    ATTRIBUTE_BASE: AST = "AttributeBaseAst";
    REDIRECTION: AST = "RedirectionAst";
    BLOCK: STATEMENT = "BlockStatementAst";
    SCRIPT_BLOCK: AST = "ScriptBlockAst";
    NAMED_BLOCK: AST = "NamedBlockAst";
    PARAM_BLOCK: AST = "ParamBlockAst";
    STATEMENT_BLOCK: AST = "StatementBlockAst";
    PIPELINE: CHAINABLE = "PipelineAst";
    PIPELINE_CHAIN: CHAINABLE = "PipelineChainAst";
    COMMAND_EXPRESSION: COMMAND_BASE = "CommandExpressionAst";
    COMMAND_PARAMETER: COMMAND_ELEMENT = "CommandParameterAst";
    ASSIGNMENT: PIPELINE_BASE = "AssignmentStatementAst";
    IF: STATEMENT = "IfStatementAst";
    SWITCH: LABELED = "SwitchStatementAst";
    FOR_EACH: LOOP = "ForEachStatementAst";
    FOR: LOOP = "ForStatementAst";
    WHILE: LOOP = "WhileStatementAst";
    DO_WHILE: LOOP = "DoWhileStatementAst";
    DO_UNTIL: LOOP = "DoUntilStatementAst";
    TRY: STATEMENT = "TryStatementAst";
    CATCH: AST = "CatchClauseAst";
    TRAP: STATEMENT = "TrapStatementAst";
    DATA: STATEMENT = "DataStatementAst";
    FUNCTION: STATEMENT = "FunctionDefinitionAst";
    TYPE_DEFINITION: STATEMENT = "TypeDefinitionAst";
    PROPERTY_MEMBER: MEMBER_BASE = "PropertyMemberAst";
    FUNCTION_MEMBER: MEMBER_BASE = "FunctionMemberAst";
    BREAK: STATEMENT = "BreakStatementAst";
    CONTINUE: STATEMENT = "ContinueStatementAst";
    RETURN: STATEMENT = "ReturnStatementAst";
    EXIT: STATEMENT = "ExitStatementAst";
    THROW: STATEMENT = "ThrowStatementAst";
    USING: STATEMENT = "UsingStatementAst";
    PARAMETER: AST = "ParameterAst";
    ATTRIBUTE: ATTRIBUTE_BASE = "AttributeAst";
    NAMED_ARGUMENT: AST = "NamedAttributeArgumentAst";
    TYPE_CONSTRAINT: ATTRIBUTE_BASE = "TypeConstraintAst";
    CONSTANT: EXPRESSION = "ConstantExpressionAst";
    STRING_CONSTANT: CONSTANT = "StringConstantExpressionAst";
    EXPANDABLE: EXPRESSION = "ExpandableStringExpressionAst";
    VARIABLE: EXPRESSION = "VariableExpressionAst";
    TYPE_EXPRESSION: EXPRESSION = "TypeExpressionAst";
    ARRAY_LITERAL: EXPRESSION = "ArrayLiteralAst";
    ARRAY: EXPRESSION = "ArrayExpressionAst";
    SUB: EXPRESSION = "SubExpressionAst";
    PAREN: EXPRESSION = "ParenExpressionAst";
    HASHTABLE: EXPRESSION = "HashtableAst";
    SCRIPT_BLOCK_EXPRESSION: EXPRESSION = "ScriptBlockExpressionAst";
    BINARY: EXPRESSION = "BinaryExpressionAst";
    UNARY: EXPRESSION = "UnaryExpressionAst";
    TERNARY: EXPRESSION = "TernaryExpressionAst";
    CONVERT: ATTRIBUTED = "ConvertExpressionAst";
    ATTRIBUTED: EXPRESSION = "AttributedExpressionAst";
    MEMBER: EXPRESSION = "MemberExpressionAst";
    INVOKE_MEMBER: MEMBER = "InvokeMemberExpressionAst";
    INDEX: EXPRESSION = "IndexExpressionAst";
    USING_EXPRESSION: EXPRESSION = "UsingExpressionAst";
    ERROR_STATEMENT: PIPELINE_BASE = "ErrorStatementAst";
    ERROR_EXPRESSION: EXPRESSION = "ErrorExpressionAst";
    FILE_REDIRECTION: REDIRECTION = "FileRedirectionAst";
    MERGING_REDIRECTION: REDIRECTION = "MergingRedirectionAst";
}
