//! The tree. Its nodes are those of `System.Management.Automation.Language`, one for one, so that the tree a script
//! can ask for (`Find`, `FindAll`, `Extent`) is a view of this one. Spans equal PowerShell's extents.
//!
//! Absent on purpose: parents, types of values, anything that evaluates.

use crate::span::Span;
use num_bigint::BigInt;
use rust_decimal::Decimal;
use std::rc::Rc;

/// A text that the tree shares with the program lowered from it.
pub type Text = Rc<str>;

/// `ScriptBlockAst`: a script file, the body of a function, or `{ ... }`.
#[derive(Debug, Default)]
pub struct ScriptBlock {
    /// With the braces where there are some.
    pub span: Span,
    /// Attributes before `param`, the parameters.
    pub params: Option<ParamBlock>,
    /// `using` statements, at the top of a file only.
    pub usings: Box<[Using]>,
    /// `dynamicparam { }`
    pub dynamic_param: Option<Box<NamedBlock>>,
    /// `begin { }`
    pub begin: Option<Box<NamedBlock>>,
    /// `process { }`; the unnamed block of a filter.
    pub process: Option<Box<NamedBlock>>,
    /// `end { }`, or the unnamed block of everything but a filter.
    pub end: Option<Box<NamedBlock>>,
    /// `clean { }`
    pub clean: Option<Box<NamedBlock>>,
    /// What the `#requires` lines ask for.
    pub requires: Option<Box<Requires>>,
}

/// `ParamBlockAst`
#[derive(Debug)]
pub struct ParamBlock {
    /// From the first attribute to the closing parenthesis.
    pub span: Span,
    /// `[CmdletBinding()]` and its like.
    pub attributes: Box<[Attribute]>,
    /// The parameters in order.
    pub parameters: Box<[Parameter]>,
}

/// `NamedBlockAst`
#[derive(Debug)]
pub struct NamedBlock {
    /// PowerShell's extent of the block.
    pub span: Span,
    /// No `begin`/`process`/`end` keyword stands before it.
    pub unnamed: bool,
    /// In order; traps stand in `traps` instead.
    pub statements: Box<[Statement]>,
    /// `trap` statements of the block.
    pub traps: Box<[Trap]>,
}

/// `StatementBlockAst`
#[derive(Debug, Default)]
pub struct Block {
    /// With the braces.
    pub span: Span,
    /// In order; traps stand in `traps` instead.
    pub statements: Box<[Statement]>,
    /// `trap` statements of the block.
    pub traps: Box<[Trap]>,
}

/// `TrapStatementAst`
#[derive(Debug)]
pub struct Trap {
    /// From the keyword to the end of the body.
    pub span: Span,
    /// The exception type; `None` takes all.
    pub kind: Option<TypeConstraint>,
    /// What runs.
    pub body: Block,
}

/// What `#requires` asks for.
#[derive(Debug, Default, Clone)]
pub struct Requires {
    /// `-Version`
    pub version: Option<(i32, i32)>,
    /// `-PSEdition`
    pub editions: Vec<Text>,
    /// `-Modules`: names, or hashtables as source text.
    pub modules: Vec<RequiredModule>,
    /// `-RunAsAdministrator`
    pub elevated: bool,
}

/// One module of `#requires -Modules`.
#[derive(Debug, Clone, Default)]
pub struct RequiredModule {
    /// `ModuleName`
    pub name: Text,
    /// `ModuleVersion`
    pub module_version: Option<Text>,
    /// `RequiredVersion`
    pub required_version: Option<Text>,
    /// `MaximumVersion`
    pub maximum_version: Option<Text>,
    /// `GUID`
    pub guid: Option<Text>,
}

/// `UsingStatementAst`
#[derive(Debug)]
pub struct Using {
    /// The whole statement.
    pub span: Span,
    /// What it uses.
    pub kind: UsingKind,
    /// The name, a constant.
    pub name: Option<(Text, Span)>,
    /// `using module @{ ... }`
    pub module: Option<Box<Expression>>,
    /// `using namespace Alias = Name`
    pub alias: Option<(Text, Span)>,
}

/// The kinds of `using`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsingKind {
    /// `using assembly`
    Assembly,
    /// `using command`
    Command,
    /// `using module`
    Module,
    /// `using namespace`
    Namespace,
    /// `using type`
    Type,
}

/// A statement and where it stands.
#[derive(Debug)]
pub struct Statement {
    /// PowerShell's extent.
    pub span: Span,
    /// What it is.
    pub kind: StatementKind,
}

/// Every statement there is.
#[derive(Debug)]
pub enum StatementKind {
    /// `PipelineAst`, the commonest.
    Pipeline(Pipeline),
    /// `PipelineChainAst`: `a && b || c`, left-associative.
    Chain(Box<Chain>),
    /// `AssignmentStatementAst`
    Assignment(Box<Assignment>),
    /// `IfStatementAst`
    If {
        /// `if` and each `elseif`.
        clauses: Box<[(Statement, Block)]>,
        /// `else`
        otherwise: Option<Box<Block>>,
    },
    /// `SwitchStatementAst`
    Switch(Box<Switch>),
    /// `ForEachStatementAst`
    ForEach(Box<ForEach>),
    /// `ForStatementAst`
    For(Box<For>),
    /// `WhileStatementAst`, `DoWhileStatementAst`, `DoUntilStatementAst`
    While(Box<While>),
    /// `TryStatementAst`
    Try(Box<Try>),
    /// `TrapStatementAst` where it is no member of a block (broken input).
    Trap(Box<Trap>),
    /// `DataStatementAst`
    Data(Box<Data>),
    /// `FunctionDefinitionAst`
    Function(Rc<Function>),
    /// `TypeDefinitionAst`
    Type(Rc<TypeDefinition>),
    /// `BreakStatementAst`
    Break(Option<Box<Expression>>),
    /// `ContinueStatementAst`
    Continue(Option<Box<Expression>>),
    /// `ReturnStatementAst`
    Return(Option<Box<Statement>>),
    /// `ExitStatementAst`
    Exit(Option<Box<Statement>>),
    /// `ThrowStatementAst`
    Throw(Option<Box<Statement>>),
    /// `BlockStatementAst`: `sequence`/`parallel`/`inlinescript` of workflows; always an error.
    WorkflowBlock(Box<Block>),
    /// `DynamicKeywordStatementAst`, `ConfigurationDefinitionAst`, `UsingStatementAst` out of place: kept as a place only.
    Unsupported,
    /// `ErrorStatementAst`: what was understood of a broken statement.
    Error(Vec<Node>),
}

/// A part of a broken statement or expression.
#[derive(Debug)]
pub enum Node {
    /// A statement.
    Statement(Statement),
    /// An expression.
    Expression(Expression),
    /// A block.
    Block(Block),
    /// An attribute or a type constraint.
    Attribute(AttributeBase),
    /// A parameter.
    Parameter(Parameter),
    /// A catch clause.
    Catch(Catch),
}

/// `PipelineAst`
#[derive(Debug)]
pub struct Pipeline {
    /// Without the `&` at the end.
    pub span: Span,
    /// The commands between the bars.
    pub elements: Box<[Element]>,
    /// `&` at the end: a job.
    pub background: bool,
}

/// `PipelineChainAst`
#[derive(Debug)]
pub struct Chain {
    /// A pipeline or another chain.
    pub left: Statement,
    /// `||` instead of `&&`.
    pub or: bool,
    /// Always a pipeline.
    pub right: Pipeline,
    /// `&` at the end.
    pub background: bool,
}

/// `AssignmentStatementAst`
#[derive(Debug)]
pub struct Assignment {
    /// What takes the value.
    pub target: Expression,
    /// `=`, `+=` ...
    pub operator: AssignOp,
    /// Where the operator stands.
    pub operator_span: Span,
    /// The value.
    pub value: Statement,
}

/// The assignment operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum AssignOp {
    Set,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Coalesce,
}

/// `CommandBaseAst`: one part of a pipeline.
#[derive(Debug)]
pub enum Element {
    /// `CommandAst`
    Command(Command),
    /// `CommandExpressionAst`
    Expression(CommandExpression),
}

/// `CommandExpressionAst`
#[derive(Debug)]
pub struct CommandExpression {
    /// The expression's.
    pub span: Span,
    /// The value.
    pub expression: Expression,
    /// `> file`, `2>&1`
    pub redirections: Box<[Redirection]>,
}

/// `CommandAst`
#[derive(Debug)]
pub struct Command {
    /// From `&`, `.` or the name to the last argument or redirection.
    pub span: Span,
    /// `&`, `.` or neither.
    pub invocation: Invocation,
    /// The name first, then arguments and parameters.
    pub elements: Box<[CommandElement]>,
    /// In order.
    pub redirections: Box<[Redirection]>,
}

/// How a command is invoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invocation {
    /// By its name.
    Plain,
    /// `&`
    Call,
    /// `.`
    Dot,
}

/// An argument or a parameter.
#[derive(Debug)]
pub enum CommandElement {
    /// A value; a `Splat` expression among them. `--%` is a string constant followed by one with the rest of the line.
    Argument(Expression),
    /// `CommandParameterAst`
    Parameter {
        /// With the argument behind a colon.
        span: Span,
        /// Without dash and colon.
        name: Text,
        /// `-name:argument`
        argument: Option<Box<Expression>>,
        /// Where `-name` stands, with the colon if there is one.
        error_span: Span,
    },
}

/// `RedirectionAst`
#[derive(Debug)]
pub struct Redirection {
    /// With the file.
    pub span: Span,
    /// The stream that goes elsewhere.
    pub from: Stream,
    /// Where to.
    pub to: RedirectTo,
}

/// Where a stream goes.
#[derive(Debug)]
pub enum RedirectTo {
    /// `MergingRedirectionAst`; only `Output` passes the parser's checks.
    Stream(Stream),
    /// `FileRedirectionAst`
    File {
        /// The name.
        target: Box<Expression>,
        /// `>>`
        append: bool,
    },
}

/// The streams that can be redirected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Stream {
    All,
    Output,
    Error,
    Warning,
    Verbose,
    Debug,
    Information,
}

/// `ForEachStatementAst`
#[derive(Debug)]
pub struct ForEach {
    /// Without the colon.
    pub label: Option<Text>,
    /// `foreach -parallel`, which only workflows had.
    pub parallel: bool,
    /// The loop variable.
    pub variable: Variable,
    /// What is enumerated.
    pub source: Statement,
    /// What runs for each.
    pub body: Block,
}

/// `ForStatementAst`
#[derive(Debug)]
pub struct For {
    /// Without the colon.
    pub label: Option<Text>,
    /// First part.
    pub initial: Option<Statement>,
    /// Second part.
    pub condition: Option<Statement>,
    /// Third part.
    pub step: Option<Statement>,
    /// What runs.
    pub body: Block,
}

/// `WhileStatementAst`, `DoWhileStatementAst`, `DoUntilStatementAst`
#[derive(Debug)]
pub struct While {
    /// Without the colon.
    pub label: Option<Text>,
    /// Where the condition is tested, and which way.
    pub kind: WhileKind,
    /// What is tested.
    pub condition: Statement,
    /// What runs.
    pub body: Block,
}

/// The three loops that test a condition only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhileKind {
    /// `while () { }`
    While,
    /// `do { } while ()`
    DoWhile,
    /// `do { } until ()`
    DoUntil,
}

/// `TryStatementAst`
#[derive(Debug)]
pub struct Try {
    /// What is tried.
    pub body: Block,
    /// In order.
    pub catches: Box<[Catch]>,
    /// Always runs.
    pub finally: Option<Block>,
}

/// `DataStatementAst`
#[derive(Debug)]
pub struct Data {
    /// The variable that takes the value.
    pub variable: Option<Text>,
    /// `-SupportedCommand`
    pub allowed: Box<[Expression]>,
    /// What runs in the restricted language.
    pub body: Block,
}

/// `SwitchStatementAst`
#[derive(Debug)]
pub struct Switch {
    /// Without the colon.
    pub label: Option<Text>,
    /// `-Regex`, `-Wildcard`, `-Exact` (the default).
    pub mode: SwitchMode,
    /// `-CaseSensitive`
    pub case_sensitive: bool,
    /// `-Parallel`, which only workflows had.
    pub parallel: bool,
    /// `-File` stands; then `condition` names it.
    pub file: bool,
    /// What is examined.
    pub condition: Statement,
    /// The clauses in order.
    pub clauses: Box<[(Expression, Block)]>,
    /// `default`
    pub default: Option<Block>,
}

/// How a switch compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SwitchMode {
    Exact,
    Wildcard,
    Regex,
}

/// `CatchClauseAst`
#[derive(Debug)]
pub struct Catch {
    /// From the keyword.
    pub span: Span,
    /// Empty takes all.
    pub types: Box<[TypeConstraint]>,
    /// What runs.
    pub body: Block,
}

/// `FunctionDefinitionAst`
#[derive(Debug)]
pub struct Function {
    /// From the keyword.
    pub span: Span,
    /// As written, scope included (`global:f`).
    pub name: Text,
    /// Where the name stands.
    pub name_span: Span,
    /// `filter`
    pub filter: bool,
    /// `workflow`, always an error.
    pub workflow: bool,
    /// `function f($a)`: the parameters outside the body.
    pub parameters: Option<Box<[Parameter]>>,
    /// The body.
    pub body: Rc<ScriptBlock>,
}

/// `ParameterAst`
#[derive(Debug)]
pub struct Parameter {
    /// From the first attribute to the default.
    pub span: Span,
    /// Attributes and type constraints in order.
    pub attributes: Box<[AttributeBase]>,
    /// The variable, without `$`.
    pub name: Variable,
    /// Behind `=`.
    pub default: Option<Box<Expression>>,
}

/// `AttributeBaseAst`
#[derive(Debug)]
pub enum AttributeBase {
    /// `[Name(...)]`
    Attribute(Attribute),
    /// `[Name]`, a type (or an attribute without parentheses, which only name resolution can tell).
    Type(TypeConstraint),
}

/// `AttributeAst`
#[derive(Debug)]
pub struct Attribute {
    /// With the brackets.
    pub span: Span,
    /// The type.
    pub name: TypeName,
    /// In order.
    pub positional: Box<[Expression]>,
    /// `Name = value`; without a value, `$true`.
    pub named: Box<[NamedArgument]>,
}

/// `NamedAttributeArgumentAst`
#[derive(Debug)]
pub struct NamedArgument {
    /// The whole argument.
    pub span: Span,
    /// The name.
    pub name: Text,
    /// The value; `None` where it was left out (then `$true`).
    pub value: Option<Expression>,
}

/// `TypeConstraintAst`
#[derive(Debug, Clone)]
pub struct TypeConstraint {
    /// With the brackets, except among base types and in catch lists as PowerShell has it.
    pub span: Span,
    /// The type.
    pub name: TypeName,
}

/// `ITypeName`: a name, an array, a generic type.
#[derive(Debug, Clone)]
pub struct TypeName {
    /// Without the brackets around.
    pub span: Span,
    /// What it is.
    pub kind: TypeNameKind,
}

/// The forms of a type name.
#[derive(Debug, Clone)]
pub enum TypeNameKind {
    /// `TypeName`: a full or short name, `+` for nested ones.
    Name {
        /// As written.
        name: Text,
        /// Behind a comma.
        assembly: Option<Box<Text>>,
    },
    /// `ArrayTypeName`
    Array {
        /// Of one element.
        element: Box<TypeName>,
        /// 1 for `[]`, 2 for `[,]`.
        rank: u32,
    },
    /// `GenericTypeName`
    Generic {
        /// The generic type, without arity.
        base: Box<TypeName>,
        /// The arguments.
        arguments: Box<[TypeName]>,
    },
}

/// `TypeDefinitionAst`
#[derive(Debug)]
pub struct TypeDefinition {
    /// From the first attribute or the keyword.
    pub span: Span,
    /// Attributes.
    pub attributes: Box<[Attribute]>,
    /// The name.
    pub name: Text,
    /// Where the name stands.
    pub name_span: Span,
    /// Class, enum or interface.
    pub kind: TypeKind,
    /// Base class and interfaces, or the underlying type of an enum.
    pub bases: Box<[TypeConstraint]>,
    /// In order.
    pub members: Box<[Member]>,
}

/// What a type definition defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TypeKind {
    Class,
    Enum,
    Interface,
}

/// `MemberAst`
#[derive(Debug)]
pub enum Member {
    /// `PropertyMemberAst`; also each name of an enum.
    Property(PropertyMember),
    /// `FunctionMemberAst`
    Method(MethodMember),
}

/// `PropertyMemberAst`
#[derive(Debug)]
pub struct PropertyMember {
    /// The whole member.
    pub span: Span,
    /// The name, without `$`.
    pub name: Text,
    /// Where the name stands.
    pub name_span: Span,
    /// The declared type.
    pub kind: Option<TypeConstraint>,
    /// Attributes.
    pub attributes: Box<[Attribute]>,
    /// The first value.
    pub initial: Option<Expression>,
    /// `static`
    pub is_static: bool,
    /// `hidden`
    pub is_hidden: bool,
}

/// `FunctionMemberAst`
#[derive(Debug)]
pub struct MethodMember {
    /// The whole member.
    pub span: Span,
    /// The name; the class's for a constructor.
    pub name: Text,
    /// Where the name stands.
    pub name_span: Span,
    /// The declared return type.
    pub returns: Option<TypeConstraint>,
    /// Attributes.
    pub attributes: Box<[Attribute]>,
    /// The parameters.
    pub parameters: Box<[Parameter]>,
    /// `static`
    pub is_static: bool,
    /// `hidden`
    pub is_hidden: bool,
    /// Its name is the class's.
    pub is_constructor: bool,
    /// `: base(...)` and where it stands.
    pub base_arguments: Option<(Box<[Expression]>, Span)>,
    /// What runs.
    pub body: Rc<ScriptBlock>,
}

/// An expression and where it stands.
#[derive(Debug)]
pub struct Expression {
    /// PowerShell's extent.
    pub span: Span,
    /// What it is.
    pub kind: ExpressionKind,
}

/// `VariableExpressionAst`
#[derive(Debug, Clone)]
pub struct Variable {
    /// With `$`, braces and all.
    pub span: Span,
    /// `VariablePath.UserPath`: the name with its drive or scope.
    pub name: Text,
    /// `@name`
    pub splatted: bool,
}

/// Every expression there is.
#[derive(Debug)]
pub enum ExpressionKind {
    /// `ConstantExpressionAst`
    Number(Number),
    /// `StringConstantExpressionAst`
    String {
        /// Unescaped.
        value: Text,
        /// How it is written.
        quote: Quote,
    },
    /// `ExpandableStringExpressionAst`
    Expandable {
        /// Unescaped text and nested expressions in order.
        parts: Box<[StringPart]>,
        /// `DoubleQuoted`, `DoubleQuotedHere` or `Bare`.
        quote: Quote,
    },
    /// `VariableExpressionAst`
    Variable(Variable),
    /// `TypeExpressionAst`
    Type(Box<TypeName>),
    /// `ArrayLiteralAst`: `1, 2`
    ArrayLiteral(Box<[Expression]>),
    /// `ArrayExpressionAst`: `@( )`
    Array(Box<Block>),
    /// `SubExpressionAst`: `$( )`
    Sub(Box<Block>),
    /// `ParenExpressionAst`
    Paren(Box<Statement>),
    /// `HashtableAst`
    Hashtable(Box<[(Expression, Statement)]>),
    /// `ScriptBlockExpressionAst`
    ScriptBlock(Rc<ScriptBlock>),
    /// `BinaryExpressionAst`
    Binary(Box<Binary>),
    /// `UnaryExpressionAst`
    Unary {
        /// Operator.
        operator: UnaryOp,
        /// Operand.
        operand: Box<Expression>,
    },
    /// `TernaryExpressionAst`
    Ternary {
        /// Before `?`.
        condition: Box<Expression>,
        /// Before `:`.
        yes: Box<Expression>,
        /// Behind `:`.
        no: Box<Expression>,
    },
    /// `ConvertExpressionAst`: `[type] operand`
    Convert(Box<Convert>),
    /// `AttributedExpressionAst`: `[Attribute()] operand`
    Attributed {
        /// The attribute.
        attribute: Box<Attribute>,
        /// What it stands before.
        operand: Box<Expression>,
    },
    /// `MemberExpressionAst`
    Member(Box<MemberAccess>),
    /// `InvokeMemberExpressionAst`, `BaseCtorInvokeMemberExpressionAst` aside
    Invoke(Box<Invoke>),
    /// `IndexExpressionAst`
    Index(Box<Index>),
    /// `UsingExpressionAst`: `$using:name`
    Using(Box<Expression>),
    /// `ErrorExpressionAst`: what was understood of a broken expression.
    Error(Vec<Node>),
}

/// `BinaryExpressionAst`
#[derive(Debug)]
pub struct Binary {
    /// Left operand.
    pub left: Expression,
    /// Operator.
    pub operator: BinaryOp,
    /// Where the operator stands.
    pub operator_span: Span,
    /// Right operand.
    pub right: Expression,
}

/// `ConvertExpressionAst`
#[derive(Debug)]
pub struct Convert {
    /// The type.
    pub kind: TypeConstraint,
    /// What is converted.
    pub operand: Expression,
}

/// `MemberExpressionAst`
#[derive(Debug)]
pub struct MemberAccess {
    /// Before the dot or `::`.
    pub target: Expression,
    /// A string constant for a plain name.
    pub member: Expression,
    /// `::`
    pub is_static: bool,
    /// `?.`
    pub null_conditional: bool,
}

/// `InvokeMemberExpressionAst`
#[derive(Debug)]
pub struct Invoke {
    /// Before the dot or `::`.
    pub target: Expression,
    /// A string constant for a plain name.
    pub member: Expression,
    /// In order; a single script block for `.Where{ }`.
    pub arguments: Box<[Expression]>,
    /// `.Method[int](...)`
    pub generics: Box<[TypeName]>,
    /// `::`
    pub is_static: bool,
    /// `?.`
    pub null_conditional: bool,
}

/// `IndexExpressionAst`
#[derive(Debug)]
pub struct Index {
    /// Before the bracket.
    pub target: Expression,
    /// Inside it.
    pub index: Expression,
    /// `?[`
    pub null_conditional: bool,
}

/// A part of an expandable string.
#[derive(Debug)]
pub enum StringPart {
    /// Unescaped text.
    Text(Text),
    /// A variable or a subexpression.
    Expression(Expression),
}

/// `StringConstantType`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Quote {
    Bare,
    Single,
    Double,
    SingleHere,
    DoubleHere,
}

/// The value of a number literal.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Number {
    SByte(i8),
    Byte(u8),
    Short(i16),
    UShort(u16),
    Int(i32),
    UInt(u32),
    Long(i64),
    ULong(u64),
    Double(f64),
    Decimal(Decimal),
    BigInt(Box<BigInt>),
}

/// Whether a comparison looks at case. `Unsaid` and `Ignore` mean the same but print differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Case {
    Ignore,
    Match,
}

/// The binary operators; `-is` and `-as` among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Format,
    Range,
    And,
    Or,
    Xor,
    BitAnd,
    BitOr,
    BitXor,
    ShiftLeft,
    ShiftRight,
    Equal(Case),
    NotEqual(Case),
    Less(Case),
    LessOrEqual(Case),
    Greater(Case),
    GreaterOrEqual(Case),
    Like(Case),
    NotLike(Case),
    Match(Case),
    NotMatch(Case),
    Replace(Case),
    Contains(Case),
    NotContains(Case),
    In(Case),
    NotIn(Case),
    Split(Case),
    Join,
    Is,
    IsNot,
    As,
    Coalesce,
}

/// The unary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum UnaryOp {
    Not,
    BitNot,
    Plus,
    Minus,
    PreIncrement,
    PreDecrement,
    PostIncrement,
    PostDecrement,
    Split(Case),
    Join,
}
