//! The types of nodes and their members.

use super::AstObject;
use super::extent::{SCRIPT_EXTENT, extent};
use super::kinds::*;
use super::names::{ITYPE_NAME, VARIABLE_PATH};
use super::parts::{Part, Parts};
use object::members::{args, list::READ_ONLY_COLLECTION, table::*};
use object::types::{self, Call, Member, Sig};
use object::{Host, Result, Type, TypeInfo, Value, convert, get, members, method};

pub(super) fn own<'a>(c: &'a Call<'_>) -> Result<&'a AstObject> {
    match c.this.as_native::<AstObject>() {
        Some(own) => Ok(own),
        None => args::not_supported("This is no node of a tree.").raise(),
    }
}

fn fact(c: &Call<'_>, name: &str) -> Result<Value> {
    let own = own(c)?;
    Ok(own.tree.fact(own.at, name).cloned().unwrap_or_default())
}

/// A property that is one of the nodes below.
macro_rules! part {
    ($name:literal, $kind:ident, $part:expr) => {
        Member::get($name, Sig::One(&$kind), |c| Ok(own(c)?.part($part)))
    };
}

/// A property that holds some of the nodes below.
macro_rules! parts {
    ($name:literal, $kind:ident, $parts:expr) => {
        Member::get($name, Sig::Of(&READ_ONLY_COLLECTION, &$kind), |c| {
            Ok(own(c)?.collection(&$kind, $parts))
        })
    };
}

/// A property that was noted when the nodes were listed.
macro_rules! fact {
    ($name:literal, $sig:expr) => {
        Member::get($name, $sig, |c| fact(c, $name))
    };
}

/// The type of the nodes of that name; `Ast` stands for what has no type of its own.
pub(super) fn type_of(name: &str) -> &'static TypeInfo {
    let named = |info: &&&TypeInfo| info.short_name().strip_suffix("Ast") == Some(name);
    NODE_TYPES.iter().find(named).copied().unwrap_or(&AST)
}

/// `foreach -parallel`
pub(super) static FOR_EACH_FLAGS: TypeInfo = TypeInfo::flags(
    "System.Management.Automation.Language.ForEachFlags",
    &[("None", 0), ("Parallel", 1)],
);

macro_rules! node_types {
    ($($name:ident: $base:expr, $full:literal, $members:expr;)*) => {
        $(pub(super) static $name: TypeInfo = TypeInfo::class(concat!("System.Management.Automation.Language.", $full), &$base).members(|| { const TABLE: &[Member] = $members; TABLE });)*
        /// The types of nodes.
        pub(super) static NODE_TYPES: &[&TypeInfo] = &[$(&$name,)* &FOR_EACH_FLAGS];
    };
}

const KIND: Sig = Sig::One(&TOKEN_KIND);
const AT: Sig = Sig::One(&SCRIPT_EXTENT);
const STRINGS: Sig = Sig::One(&STRING_CONSTANT_TYPE);
const STREAM: Sig = Sig::One(&REDIRECTION_STREAM);
const NODE: Sig = Sig::One(&AST);
const CONDITION: Sig = Sig::One(&PIPELINE_BASE);
const NAME: Sig = Sig::One(&ITYPE_NAME);
const PATH: Sig = Sig::One(&VARIABLE_PATH);
const REDIRECTIONS: &[&str] = &["FileRedirection", "MergingRedirection"];
const ATTRIBUTES: &[&str] = &["Attribute", "TypeConstraint"];
const MEMBERS: &[&str] = &["PropertyMember", "FunctionMember"];
const BODY: Part = Part::First(&["StatementBlock"]);
const TRAPS: &[&str] = &["TrapStatement"];

#[rustfmt::skip]
node_types! {
    AST: types::OBJECT, "Ast", AST_MEMBERS;
    STATEMENT: AST, "StatementAst", &[];
    COMMAND_ELEMENT: AST, "CommandElementAst", &[];
    EXPRESSION: COMMAND_ELEMENT, "ExpressionAst", &[get!("StaticType", TYPE => super::safe::static_type)];
    PIPELINE_BASE: STATEMENT, "PipelineBaseAst", &[method!("GetPureExpression", () -> NODE => pure_expression)];
    CHAINABLE: PIPELINE_BASE, "ChainableAst", &[];
    COMMAND_BASE: STATEMENT, "CommandBaseAst", &[parts!("Redirections", REDIRECTION, Parts::Of(REDIRECTIONS))];
    LABELED: STATEMENT, "LabeledStatementAst", &[fact!("Label", STR), get!("Condition", CONDITION => |c| { let own = own(c)?; Ok(own.part(condition(own))) })];
    LOOP: LABELED, "LoopStatementAst", &[part!("Body", STATEMENT_BLOCK, BODY)];
    MEMBER_BASE: AST, "MemberAst", &[fact!("Name", STR)];
    ATTRIBUTE_BASE: AST, "AttributeBaseAst", &[fact!("TypeName", NAME)];
    REDIRECTION: AST, "RedirectionAst", &[fact!("FromStream", STREAM)];
    BLOCK: STATEMENT, "BlockStatementAst", &[part!("Body", STATEMENT_BLOCK, BODY)];
    SCRIPT_BLOCK: AST, "ScriptBlockAst", SCRIPT_BLOCK_MEMBERS;
    NAMED_BLOCK: AST, "NamedBlockAst", &[fact!("Unnamed", BOOL), fact!("BlockKind", KIND),
        parts!("Statements", STATEMENT, Parts::Except(TRAPS)), parts!("Traps", TRAP, Parts::Of(TRAPS))];
    PARAM_BLOCK: AST, "ParamBlockAst", &[parts!("Attributes", ATTRIBUTE, Parts::Of(&["Attribute"])), parts!("Parameters", PARAMETER, Parts::Of(&["Parameter"]))];
    STATEMENT_BLOCK: AST, "StatementBlockAst", &[parts!("Statements", STATEMENT, Parts::Except(TRAPS)), parts!("Traps", TRAP, Parts::Of(TRAPS))];
    PIPELINE: CHAINABLE, "PipelineAst", &[parts!("PipelineElements", COMMAND_BASE, Parts::From(0)), fact!("Background", BOOL)];
    PIPELINE_CHAIN: CHAINABLE, "PipelineChainAst", &[part!("LhsPipelineChain", CHAINABLE, Part::At(0)), part!("RhsPipeline", PIPELINE, Part::At(1)),
        fact!("Operator", KIND), fact!("Background", BOOL)];
    COMMAND: COMMAND_BASE, "CommandAst", &[parts!("CommandElements", COMMAND_ELEMENT, Parts::Except(REDIRECTIONS)), fact!("InvocationOperator", KIND),
        get!("DefiningKeyword", OBJ => |_| Ok(Value::Null)), method!("GetCommandName", () -> STR => command_name)];
    COMMAND_EXPRESSION: COMMAND_BASE, "CommandExpressionAst", &[part!("Expression", EXPRESSION, Part::At(0))];
    COMMAND_PARAMETER: COMMAND_ELEMENT, "CommandParameterAst", &[fact!("ParameterName", STR), part!("Argument", EXPRESSION, Part::At(0)), fact!("ErrorPosition", AT)];
    ASSIGNMENT: PIPELINE_BASE, "AssignmentStatementAst", &[part!("Left", EXPRESSION, Part::At(0)), fact!("Operator", KIND), part!("Right", STATEMENT, Part::At(1)),
        fact!("ErrorPosition", AT), method!("GetAssignmentTargets", () -> OBJ => assignment_targets)];
    IF: STATEMENT, "IfStatementAst", &[get!("Clauses", OBJ => |c| Ok(own(c)?.pairs(&PIPELINE_BASE, &STATEMENT_BLOCK))), part!("ElseClause", STATEMENT_BLOCK, Part::Odd)];
    SWITCH: LABELED, "SwitchStatementAst", &[fact!("Flags", Sig::One(&SWITCH_FLAGS)), get!("Clauses", OBJ => |c| Ok(own(c)?.pairs(&EXPRESSION, &STATEMENT_BLOCK))),
        part!("Default", STATEMENT_BLOCK, Part::Last("#default"))];
    FOR_EACH: LOOP, "ForEachStatementAst", &[fact!("Flags", Sig::One(&FOR_EACH_FLAGS)), get!("ThrottleLimit", NODE => |_| Ok(Value::Null)), part!("Variable", VARIABLE, Part::At(0))];
    FOR: LOOP, "ForStatementAst", &[part!("Initializer", PIPELINE_BASE, Part::Given(&["#initial"])), part!("Iterator", PIPELINE_BASE, Part::Given(&["#initial", "#condition", "#step"]))];
    WHILE: LOOP, "WhileStatementAst", &[];
    DO_WHILE: LOOP, "DoWhileStatementAst", &[];
    DO_UNTIL: LOOP, "DoUntilStatementAst", &[];
    TRY: STATEMENT, "TryStatementAst", &[part!("Body", STATEMENT_BLOCK, Part::At(0)), parts!("CatchClauses", CATCH, Parts::Of(&["CatchClause"])),
        part!("Finally", STATEMENT_BLOCK, Part::Nth("StatementBlock", 1))];
    CATCH: AST, "CatchClauseAst", &[parts!("CatchTypes", TYPE_CONSTRAINT, Parts::Of(&["TypeConstraint"])), fact!("IsCatchAll", BOOL), part!("Body", STATEMENT_BLOCK, BODY)];
    TRAP: STATEMENT, "TrapStatementAst", &[part!("TrapType", TYPE_CONSTRAINT, Part::First(&["TypeConstraint"])), part!("Body", STATEMENT_BLOCK, BODY)];
    DATA: STATEMENT, "DataStatementAst", &[fact!("Variable", STR), parts!("CommandsAllowed", EXPRESSION, Parts::Except(&["StatementBlock"])), part!("Body", STATEMENT_BLOCK, BODY)];
    FUNCTION: STATEMENT, "FunctionDefinitionAst", &[fact!("IsFilter", BOOL), fact!("IsWorkflow", BOOL), fact!("Name", STR),
        get!("Parameters", PARAMETERS => parameters), part!("Body", SCRIPT_BLOCK, Part::First(&["ScriptBlock"])),
        method!("GetHelpContent", () -> OBJ => super::help::content, (scriptBlockTokenCache: OBJ) -> OBJ => super::help::content)];
    TYPE_DEFINITION: STATEMENT, "TypeDefinitionAst", &[fact!("Name", STR), parts!("Attributes", ATTRIBUTE, Parts::Of(&["Attribute"])),
        parts!("BaseTypes", TYPE_CONSTRAINT, Parts::Of(&["TypeConstraint"])), parts!("Members", MEMBER_BASE, Parts::Of(MEMBERS)),
        fact!("TypeAttributes", Sig::One(&TYPE_ATTRIBUTES)), fact!("IsEnum", BOOL), fact!("IsClass", BOOL), fact!("IsInterface", BOOL)];
    PROPERTY_MEMBER: MEMBER_BASE, "PropertyMemberAst", &[part!("PropertyType", TYPE_CONSTRAINT, Part::First(&["TypeConstraint"])),
        parts!("Attributes", ATTRIBUTE, Parts::Of(&["Attribute"])), fact!("PropertyAttributes", Sig::One(&PROPERTY_ATTRIBUTES)),
        part!("InitialValue", EXPRESSION, Part::Rest(ATTRIBUTES)), fact!("IsPublic", BOOL), fact!("IsPrivate", BOOL), fact!("IsHidden", BOOL), fact!("IsStatic", BOOL)];
    FUNCTION_MEMBER: MEMBER_BASE, "FunctionMemberAst", &[parts!("Attributes", ATTRIBUTE, Parts::Of(&["Attribute"])), part!("ReturnType", TYPE_CONSTRAINT, Part::First(&["TypeConstraint"])),
        get!("Parameters", PARAMETERS => method_parameters), get!("Body", BLOCK_SIG => method_body), fact!("MethodAttributes", Sig::One(&METHOD_ATTRIBUTES)),
        fact!("IsPublic", BOOL), fact!("IsPrivate", BOOL), fact!("IsHidden", BOOL), fact!("IsStatic", BOOL), fact!("IsConstructor", BOOL)];
    BREAK: STATEMENT, "BreakStatementAst", &[part!("Label", EXPRESSION, Part::At(0))];
    CONTINUE: STATEMENT, "ContinueStatementAst", &[part!("Label", EXPRESSION, Part::At(0))];
    RETURN: STATEMENT, "ReturnStatementAst", &[part!("Pipeline", PIPELINE_BASE, Part::At(0))];
    EXIT: STATEMENT, "ExitStatementAst", &[part!("Pipeline", PIPELINE_BASE, Part::At(0))];
    THROW: STATEMENT, "ThrowStatementAst", &[part!("Pipeline", PIPELINE_BASE, Part::At(0)), fact!("IsRethrow", BOOL)];
    USING: STATEMENT, "UsingStatementAst", &[fact!("UsingStatementKind", Sig::One(&USING_KIND)), part!("Name", STRING_CONSTANT, Part::Given(&["#alias", "#name"])),
        part!("Alias", STRING_CONSTANT, Part::Given(&["#alias"])), part!("ModuleSpecification", HASHTABLE, Part::First(&["Hashtable"]))];
    PARAMETER: AST, "ParameterAst", &[parts!("Attributes", ATTRIBUTE_BASE, Parts::Of(ATTRIBUTES)), part!("Name", VARIABLE, Part::First(&["VariableExpression"])),
        part!("DefaultValue", EXPRESSION, Part::Behind("VariableExpression")), get!("StaticType", TYPE => super::safe::static_type)];
    ATTRIBUTE: ATTRIBUTE_BASE, "AttributeAst", &[parts!("PositionalArguments", EXPRESSION, Parts::Except(&["NamedAttributeArgument"])),
        parts!("NamedArguments", NAMED_ARGUMENT, Parts::Of(&["NamedAttributeArgument"]))];
    NAMED_ARGUMENT: AST, "NamedAttributeArgumentAst", &[fact!("ArgumentName", STR), part!("Argument", EXPRESSION, Part::At(0)), fact!("ExpressionOmitted", BOOL)];
    TYPE_CONSTRAINT: ATTRIBUTE_BASE, "TypeConstraintAst", &[];
    CONSTANT: EXPRESSION, "ConstantExpressionAst", &[fact!("Value", OBJ)];
    STRING_CONSTANT: CONSTANT, "StringConstantExpressionAst", &[fact!("StringConstantType", STRINGS), fact!("Value", STR)];
    EXPANDABLE: EXPRESSION, "ExpandableStringExpressionAst", &[fact!("Value", STR), fact!("StringConstantType", STRINGS), parts!("NestedExpressions", EXPRESSION, Parts::From(0))];
    VARIABLE: EXPRESSION, "VariableExpressionAst", &[fact!("VariablePath", PATH), fact!("Splatted", BOOL), method!("IsConstantVariable", () -> BOOL => constant_variable)];
    TYPE_EXPRESSION: EXPRESSION, "TypeExpressionAst", &[fact!("TypeName", NAME)];
    ARRAY_LITERAL: EXPRESSION, "ArrayLiteralAst", &[parts!("Elements", EXPRESSION, Parts::From(0))];
    ARRAY_EXPRESSION: EXPRESSION, "ArrayExpressionAst", &[part!("SubExpression", STATEMENT_BLOCK, Part::At(0))];
    SUB: EXPRESSION, "SubExpressionAst", &[part!("SubExpression", STATEMENT_BLOCK, Part::At(0))];
    PAREN: EXPRESSION, "ParenExpressionAst", &[part!("Pipeline", PIPELINE_BASE, Part::At(0))];
    HASHTABLE: EXPRESSION, "HashtableAst", &[get!("KeyValuePairs", OBJ => |c| Ok(own(c)?.pairs(&EXPRESSION, &STATEMENT)))];
    SCRIPT_BLOCK_EXPRESSION: EXPRESSION, "ScriptBlockExpressionAst", &[part!("ScriptBlock", SCRIPT_BLOCK, Part::At(0))];
    BINARY: EXPRESSION, "BinaryExpressionAst", &[fact!("Operator", KIND), part!("Left", EXPRESSION, Part::At(0)), part!("Right", EXPRESSION, Part::At(1)), fact!("ErrorPosition", AT)];
    UNARY: EXPRESSION, "UnaryExpressionAst", &[fact!("TokenKind", KIND), part!("Child", EXPRESSION, Part::At(0))];
    TERNARY: EXPRESSION, "TernaryExpressionAst", &[part!("Condition", EXPRESSION, Part::At(0)), part!("IfTrue", EXPRESSION, Part::At(1)), part!("IfFalse", EXPRESSION, Part::At(2))];
    ATTRIBUTED: EXPRESSION, "AttributedExpressionAst", &[part!("Child", EXPRESSION, Part::At(1)), part!("Attribute", ATTRIBUTE_BASE, Part::At(0))];
    CONVERT: ATTRIBUTED, "ConvertExpressionAst", &[part!("Type", TYPE_CONSTRAINT, Part::At(0))];
    MEMBER: EXPRESSION, "MemberExpressionAst", &[part!("Expression", EXPRESSION, Part::At(0)), part!("Member", COMMAND_ELEMENT, Part::At(1)),
        fact!("Static", BOOL), fact!("NullConditional", BOOL)];
    INVOKE_MEMBER: MEMBER, "InvokeMemberExpressionAst", &[fact!("GenericTypeArguments", GENERICS), get!("Arguments", EXPRESSIONS => arguments)];
    BASE_CALL: INVOKE_MEMBER, "BaseCtorInvokeMemberExpressionAst", &[];
    INDEX: EXPRESSION, "IndexExpressionAst", &[part!("Target", EXPRESSION, Part::At(0)), part!("Index", EXPRESSION, Part::At(1)), fact!("NullConditional", BOOL)];
    USING_EXPRESSION: EXPRESSION, "UsingExpressionAst", &[part!("SubExpression", EXPRESSION, Part::At(0))];
    ERROR_STATEMENT: PIPELINE_BASE, "ErrorStatementAst", &[parts!("NestedAst", AST, Parts::From(0))];
    ERROR_EXPRESSION: EXPRESSION, "ErrorExpressionAst", &[parts!("NestedAst", AST, Parts::From(0))];
    FILE_REDIRECTION: REDIRECTION, "FileRedirectionAst", &[part!("Location", EXPRESSION, Part::At(0)), fact!("Append", BOOL)];
    MERGING_REDIRECTION: REDIRECTION, "MergingRedirectionAst", &[fact!("ToStream", STREAM)];
}

const PARAMETERS: Sig = Sig::Of(&READ_ONLY_COLLECTION, &PARAMETER);
const EXPRESSIONS: Sig = Sig::Of(&READ_ONLY_COLLECTION, &EXPRESSION);
const GENERICS: Sig = Sig::Of(&READ_ONLY_COLLECTION, &ITYPE_NAME);
const BLOCK_SIG: Sig = Sig::One(&SCRIPT_BLOCK);
const ASTS: Sig = Sig::Of(&types::IENUMERABLE_T, &AST);
const VISITOR: Sig = Sig::One(&types::OBJECT);

static AST_MEMBERS: &[Member] = &[
    get!("Extent", AT => |c| { let own = own(c)?; Ok(extent(&own.tree.source, own.entry().span)) }),
    get!("Parent", NODE => |c| { let own = own(c)?; Ok(own.entry().parent.map(|at| own.node(at)).unwrap_or_default()) }),
    method!("Copy", () -> NODE => |c| { let own = own(c)?; Ok(own.node(own.at)) }),
    method!("Find", (predicate: OBJ, searchNestedScriptBlocks: BOOL) -> NODE => |c| Ok(find(c, true)?.into_iter().next().unwrap_or_default())),
    method!("FindAll", (predicate: OBJ, searchNestedScriptBlocks: BOOL) -> ASTS => |c| Ok(members::list::generic(Type::Known(&AST), find(c, false)?))),
    method!("SafeGetValue", () -> OBJ => super::safe::value, (skipHashtableSizeCheck: BOOL) -> OBJ => super::safe::value),
    method!("Visit", (astVisitor: VISITOR) -> OBJ => super::visitor::visit),
];

static SCRIPT_BLOCK_MEMBERS: &[Member] = &[
    parts!("Attributes", ATTRIBUTE, Parts::Of(&["Attribute"])),
    parts!("UsingStatements", USING, Parts::Of(&["UsingStatement"])),
    part!("ParamBlock", PARAM_BLOCK, Part::First(&["ParamBlock"])),
    part!("BeginBlock", NAMED_BLOCK, Part::Block("Begin")),
    part!("ProcessBlock", NAMED_BLOCK, Part::Block("Process")),
    part!("EndBlock", NAMED_BLOCK, Part::Block("End")),
    part!("CleanBlock", NAMED_BLOCK, Part::Block("Clean")),
    part!(
        "DynamicParamBlock",
        NAMED_BLOCK,
        Part::Block("Dynamicparam")
    ),
    get!("ScriptRequirements", OBJ => super::requirements::of),
    method!("GetHelpContent", () -> OBJ => super::help::content),
    method!("GetScriptBlock", () -> OBJ => super::block::script_block),
];

/// The nodes that a predicate takes.
fn find(c: &mut Call<'_>, first: bool) -> Result<Vec<Value>> {
    let own = own(c)?;
    let predicate = c.args[0].clone();
    if predicate.is_null() {
        return args::argument_null("predicate").raise();
    }
    let below = own.tree.below(own.at, convert::to_bool(&c.args[1]));
    let all: Vec<Value> = below.into_iter().map(|at| own.node(at)).collect();
    let mut found = Vec::new();
    for candidate in all {
        let host: &mut dyn Host = c.host;
        if convert::to_bool(&host.call(&predicate, std::slice::from_ref(&candidate))?) {
            found.push(candidate);
            if first {
                break;
            }
        }
    }
    Ok(found)
}

/// Where the condition of a loop or a switch stands.
fn condition(own: &AstObject) -> Part {
    match own.entry().name {
        "ForEachStatement" => Part::At(1),
        "ForStatement" => Part::Given(&["#initial", "#condition"]),
        _ => Part::At(0),
    }
}

/// The name of a command, where it is a constant.
fn command_name(c: &mut Call<'_>) -> Result<Value> {
    let own = own(c)?;
    let first = own.tree.parts(own.at).into_iter().next();
    let is_text = |at: &usize| own.tree.nodes[*at].name == "StringConstantExpression";
    let name = first.filter(is_text);
    Ok(name
        .and_then(|at| own.tree.fact(at, "Value").cloned())
        .unwrap_or_default())
}

/// The only expression that a pipeline consists of.
fn pure_expression(c: &mut Call<'_>) -> Result<Value> {
    let own = own(c)?;
    let parts = own.tree.parts(own.at);
    let [only] = parts[..] else {
        return Ok(Value::Null);
    };
    if own.entry().name != "Pipeline" || own.tree.nodes[only].name != "CommandExpression" {
        return Ok(Value::Null);
    }
    match own.tree.parts(only)[..] {
        [expression] => Ok(own.node(expression)),
        _ => Ok(Value::Null),
    }
}

/// The variables and members that an assignment sets.
fn assignment_targets(c: &mut Call<'_>) -> Result<Value> {
    let own = own(c)?;
    let mut at = own.at + 1;
    while matches!(
        own.tree.nodes[at].name,
        "ConvertExpression" | "AttributedExpression"
    ) {
        let Some(child) = own.tree.parts(at).get(1).copied() else {
            break;
        };
        at = child;
    }
    let targets = match own.tree.nodes[at].name {
        "ArrayLiteral" => own.tree.parts(at),
        _ => vec![at],
    };
    Ok(Value::array(
        targets.into_iter().map(|at| own.node(at)).collect(),
    ))
}

/// Parameters in front of a body; null where there are none.
fn parameters(c: &mut Call<'_>) -> Result<Value> {
    let own = own(c)?;
    Ok(match own.place(Part::First(&["Parameter"])) {
        Some(_) => own.collection(&PARAMETER, Parts::Of(&["Parameter"])),
        None => Value::Null,
    })
}

/// The function that a method is.
fn function_of(own: &AstObject) -> Option<AstObject> {
    let at = own.place(Part::First(&["FunctionDefinition"]))?;
    Some(AstObject {
        tree: std::rc::Rc::clone(&own.tree),
        at,
    })
}

fn method_parameters(c: &mut Call<'_>) -> Result<Value> {
    let function = function_of(own(c)?);
    let list = |function: AstObject| function.collection(&PARAMETER, Parts::Of(&["Parameter"]));
    Ok(function.map(list).unwrap_or_default())
}

fn method_body(c: &mut Call<'_>) -> Result<Value> {
    let function = function_of(own(c)?);
    let body = |function: AstObject| function.part(Part::First(&["ScriptBlock"]));
    Ok(function.map(body).unwrap_or_default())
}

/// The arguments of a call; null where there are none.
fn arguments(c: &mut Call<'_>) -> Result<Value> {
    let own = own(c)?;
    Ok(match own.place(Part::At(2)) {
        Some(_) => own.collection(&EXPRESSION, Parts::From(2)),
        None => Value::Null,
    })
}

/// `$true`, `$false`, `$null`
fn constant_variable(c: &mut Call<'_>) -> Result<Value> {
    let own = own(c)?;
    let name = own.text().trim_start_matches('$').to_ascii_lowercase();
    Ok(Value::Bool(matches!(
        name.as_str(),
        "true" | "false" | "null"
    )))
}
