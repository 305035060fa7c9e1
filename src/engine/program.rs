//! The lowered program: what a script block becomes before it runs. Names are slots and symbols, constants are folded,
//! operators are chosen, and the sites that look something up keep what they found.
//!
//! Positions stand on statements and commands only, because PowerShell reports errors there.

use crate::block::Code;
use crate::command::Command;
use crate::scope::Layout;
use object::types::Member;
use object::{Shape, Str, Symbol, Type, Value};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use syntax::ast::{self, BinaryOp, Case, Stream, UnaryOp};
use syntax::{Source, Span};

/// A script block, lowered against one layout.
pub struct Program {
    /// The variables.
    pub layout: Rc<Layout>,
    /// The text it comes from.
    pub source: Rc<Source>,
    /// Slots and defaults of the parameters.
    pub parameters: Vec<ParameterNode>,
    /// `dynamicparam`
    pub dynamic: Option<Block>,
    /// `begin`
    pub begin: Option<Block>,
    /// `process`
    pub process: Option<Block>,
    /// `end`, or the whole of a block without named blocks.
    pub end: Option<Block>,
    /// `clean`
    pub clean: Option<Block>,
}

/// A parameter of a script block.
pub struct ParameterNode {
    /// Its variable's slot.
    pub slot: u32,
    /// Its name.
    pub symbol: Symbol,
    /// The default's code.
    pub default: Option<Expr>,
    /// A type or attributes stay with the variable.
    pub constrained: bool,
}

/// Statements in order, and what traps their errors.
#[derive(Default)]
pub struct Block {
    /// In order.
    pub statements: Vec<Stmt>,
    /// `trap` statements.
    pub traps: Vec<Trap>,
}

/// A lowered trap.
pub struct Trap {
    /// `None` takes all.
    pub kind: Option<TypeRef>,
    /// What runs.
    pub body: Block,
}

/// A statement.
pub struct Stmt {
    /// Where errors of it are reported.
    pub span: Span,
    /// What it does.
    pub kind: StmtKind,
}

/// What a statement does.
pub enum StmtKind {
    /// Evaluates and writes what comes out, element by element.
    Write(Expr),
    /// Evaluates and writes nothing: assignments, increments, calls of `[void]`.
    Effect(Expr),
    /// The same two where the value is that of a command, which has said itself whether it succeeded.
    WriteResult(Expr),
    /// `$x = command`
    EffectResult(Expr),
    /// Runs commands.
    Pipe(Box<Pipe>),
    /// `&&`, `||`
    Chain(Box<Chain>),
    /// `if`
    If(Box<[(Cond, Block)]>, Option<Box<Block>>),
    /// `while`; `for` where it has no first part.
    While(Box<Loop>),
    /// `do`
    Do(Box<Loop>, bool),
    /// `for`
    For(Option<Box<Stmt>>, Box<Loop>),
    /// `foreach`
    ForEach(Box<ForEach>),
    /// `switch`
    Switch(Box<Switch>),
    /// `try`
    Try(Box<Try>),
    /// `break`
    Break(Option<Box<Expr>>),
    /// `continue`
    Continue(Option<Box<Expr>>),
    /// `return`
    Return(Option<Box<Stmt>>),
    /// `return` in a method of a class, whose other output is nobody's.
    ReturnValue(Option<Expr>),
    /// `exit`
    Exit(Option<Box<Stmt>>),
    /// `throw`
    Throw(Option<Box<Stmt>>),
    /// `function`
    Function(Rc<Code>),
    /// `class`, `enum`, with the namespaces of the script.
    Type(Rc<ast::TypeDefinition>, Rc<[Str]>),
    /// `using module`
    UsingModule(Box<Expr>),
    /// `data`
    Data(Option<u32>, Box<Block>),
    /// A statement that is refused when it is reached.
    Refused(&'static str, &'static str),
}

/// A condition with its place.
pub struct Cond {
    /// Where.
    pub span: Span,
    /// Commands run in it; `$?` is true behind it, whatever became of them.
    pub has_command: bool,
    /// The value.
    pub value: Expr,
}

/// `while`, `do`, `for`
pub struct Loop {
    /// Its label.
    pub label: Option<Symbol>,
    /// None is always true.
    pub condition: Option<Cond>,
    /// The third part of a `for`.
    pub step: Option<Stmt>,
    /// What runs.
    pub body: Block,
}

/// `foreach`
pub struct ForEach {
    /// Its label.
    pub label: Option<Symbol>,
    /// The loop variable.
    pub variable: Target,
    /// What is enumerated.
    pub source: Cond,
    /// What runs.
    pub body: Block,
    /// The slot of `$foreach`, where the body speaks of it.
    pub enumerator: Option<u32>,
}

/// `switch`
pub struct Switch {
    /// Its label.
    pub label: Option<Symbol>,
    /// How strings compare.
    pub mode: ast::SwitchMode,
    /// Whether case counts.
    pub case: Case,
    /// The lines of a file.
    pub file: bool,
    /// What is examined.
    pub condition: Cond,
    /// In order.
    pub clauses: Vec<(Expr, Span, Block)>,
    /// `default`
    pub default: Option<Block>,
    /// The slot of `$Matches`.
    pub matches: u32,
    /// The slot of `$switch`, where the body speaks of it.
    pub enumerator: Option<u32>,
}

/// `try`
pub struct Try {
    /// What is tried.
    pub body: Block,
    /// In order; no types take all.
    pub catches: Vec<(Vec<TypeRef>, Block)>,
    /// Always runs.
    pub finally: Option<Block>,
}

/// `a && b || c`
pub struct Chain {
    /// Runs first.
    pub left: Stmt,
    /// `||`
    pub or: bool,
    /// Runs if the left did (or did not) succeed.
    pub right: Stmt,
}

/// A pipeline with at least one command, or with redirections.
pub struct Pipe {
    /// The stages.
    pub stages: Vec<Stage>,
    /// `&`
    pub background: bool,
    /// The whole text.
    pub span: Span,
}

/// One stage.
pub enum Stage {
    /// A value, which starts a pipeline.
    Value(Expr, Span, Vec<Redirect>),
    /// A command.
    Command(Box<CommandNode>),
}

/// A command to call.
pub struct CommandNode {
    /// Where.
    pub span: Span,
    /// `&`, `.`
    pub invocation: ast::Invocation,
    /// Its name.
    pub name: CommandName,
    /// What it is given.
    pub arguments: Vec<Arg>,
    /// Written like a call of a method: `name(1, 2)`, which strict mode refuses.
    pub like_method: bool,
    /// Where its streams go.
    pub redirects: Vec<Redirect>,
    /// What the name meant when it was last resolved, and when that was.
    pub cache: RefCell<Option<(u64, Command)>>,
}

/// A command's name.
pub enum CommandName {
    /// Written.
    Word(Str, Symbol),
    /// Computed, or a script block.
    Value(Expr),
}

/// An argument.
pub enum Arg {
    /// By position.
    Value(Expr, Span),
    /// A bare word that looks like a parameter only to native commands (`--`, `--%`).
    Verbatim(Str, Span),
    /// By name.
    Named {
        /// Without dash and colon.
        name: Str,
        /// The argument behind a colon.
        value: Option<Expr>,
        /// Where.
        span: Span,
        /// The text as written, for native commands.
        text: Str,
    },
    /// `@name`
    Splat(Expr, Span),
}

/// Where a stream goes.
pub struct Redirect {
    /// Which.
    pub from: Stream,
    /// To the output, or to a file.
    pub to: RedirectTo,
    /// Where.
    pub span: Span,
}

/// The target of a redirection.
pub enum RedirectTo {
    /// `2>&1`
    Output,
    /// `>`, `>>`
    File(Expr, bool),
    /// `> $null`
    Null,
}

/// A type by name, resolved when it is first needed.
pub struct TypeRef {
    /// As written.
    pub name: ast::TypeName,
    /// `using namespace`
    pub namespaces: Rc<[Str]>,
    /// What it is.
    pub found: OnceCell<Type>,
}

/// An automatic variable that is no slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Automatic {
    Item,
    Args,
    Input,
    BoundParameters,
    MyInvocation,
    Cmdlet,
    Success,
    Error,
    ExecutionContext,
    StackTrace,
}

/// Which scope a qualified variable is in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Qualifier {
    Global,
    Script,
    Local,
    Private,
}

/// An expression.
pub enum Expr {
    /// A constant.
    Const(Value),
    /// A variable by slot; unset, by symbol in the callers.
    Local(u32, Symbol),
    /// `$global:x`
    Scoped(Qualifier, Symbol),
    /// `$env:X`, `$function:f`
    Drive(Box<(Str, Str)>),
    /// `$_`, `$args` ...
    Automatic(Automatic),
    /// `$using:x`
    Using(Box<Expr>),
    /// An operator whose operands have no effects, so that it may be tried on plain numbers first.
    Arith(Box<Arith>),
    /// Any binary operator.
    Binary(Box<Binary>),
    /// `-match` and `-notmatch`, which set `$Matches` in that slot.
    Match(Box<(Binary, u32)>),
    /// `-and`
    And(Box<(Expr, Expr)>),
    /// `-or`
    Or(Box<(Expr, Expr)>),
    /// `-not`
    Not(Box<Expr>),
    /// Other unary operators, increments aside.
    Unary(UnaryOp, Box<Expr>),
    /// `? :`
    Ternary(Box<(Expr, Expr, Expr)>),
    /// `??`
    Coalesce(Box<(Expr, Expr)>),
    /// `[type] value`
    Convert(Box<(TypeRef, Expr)>),
    /// `1, 2`
    Array(Vec<Expr>),
    /// `@( )`
    Collect(Box<Block>),
    /// `$( )`, and any statement used as a value.
    Sub(Box<Block>),
    /// `( )` around what is more than an expression.
    Capture(Box<Stmt>),
    /// `@{ }`, `[ordered]@{ }`
    Table(Box<TableNode>),
    /// `[pscustomobject]@{ }` with constant names.
    Record(Box<RecordNode>),
    /// `{ }`
    Block(Rc<Code>),
    /// `"a $b"`
    Expand(Box<[Part]>),
    /// `[type]`
    Type(Box<TypeRef>),
    /// `.name`
    Member(Box<MemberNode>),
    /// `.name()`
    Invoke(Box<InvokeNode>),
    /// `[ ]`
    Index(Box<IndexNode>),
    /// `=`
    Assign(Box<AssignNode>),
    /// `++`, `--`
    Increment(Box<IncrementNode>),
    /// `throw` as an expression (`$x ?? throw 'y'`).
    Statement(Box<Stmt>),
}

/// An operator on operands without effects.
pub struct Arith {
    /// Which.
    pub op: BinaryOp,
    /// Left operand.
    pub left: Expr,
    /// Right operand.
    pub right: Expr,
}

/// Any binary operator.
pub struct Binary {
    /// Which.
    pub op: BinaryOp,
    /// Left operand.
    pub left: Expr,
    /// Right operand.
    pub right: Expr,
}

/// A piece of an expandable string.
pub enum Part {
    /// Text.
    Text(Str),
    /// A value that becomes text.
    Value(Expr),
}

/// A hashtable literal.
pub struct TableNode {
    /// `[ordered]`
    pub ordered: bool,
    /// In order.
    pub entries: Vec<(Expr, Expr)>,
}

/// A `[pscustomobject]@{}` literal.
pub struct RecordNode {
    /// The names.
    pub names: Vec<Str>,
    /// The values.
    pub values: Vec<Expr>,
    /// The shape, once it was made.
    pub shape: OnceCell<Rc<Shape>>,
}

/// A name of a member.
pub enum MemberName {
    /// Written.
    Word(Str, Symbol),
    /// Computed.
    Value(Expr),
}

/// What a property site found last.
#[derive(Default)]
pub enum MemberCache {
    /// Nothing yet.
    #[default]
    Empty,
    /// A slot of objects of that shape.
    Slot(Rc<Shape>, usize),
    /// A property of .NET objects of that type, or a static one of it.
    Known(Type, &'static Member),
}

/// `.name`
pub struct MemberNode {
    /// Before the dot.
    pub target: Expr,
    /// Behind it.
    pub name: MemberName,
    /// `::`
    pub is_static: bool,
    /// `?.`
    pub null_conditional: bool,
    /// What was found last.
    pub cache: RefCell<MemberCache>,
}

/// `.name()`
pub struct InvokeNode {
    /// Before the dot.
    pub target: Expr,
    /// Behind it.
    pub name: MemberName,
    /// `::`
    pub is_static: bool,
    /// `?.`
    pub null_conditional: bool,
    /// The arguments.
    pub arguments: Vec<Expr>,
    /// `[int]` behind the name.
    pub generics: Vec<TypeRef>,
    /// What was called last.
    pub cache: RefCell<CallCache>,
}

/// What a call site remembers.
#[derive(Default)]
pub struct CallCache {
    /// The overload that it chose last.
    pub site: Option<Rc<object::members::Site>>,
    /// How often it was another one, or none that can be remembered. At a few the site gives up looking.
    pub misses: u8,
}

/// `[ ]`
pub struct IndexNode {
    /// Before the bracket.
    pub target: Expr,
    /// Inside it.
    pub index: Expr,
    /// `?[`
    pub null_conditional: bool,
}

/// What an assignment sets.
pub enum Target {
    /// A variable of the scope.
    Local(u32, Symbol),
    /// The same, with a type or attributes that are declared here.
    Declared(u32, Symbol, Rc<[Declare]>),
    /// `$global:x`, with what is declared.
    Scoped(Qualifier, Symbol, Rc<[Declare]>),
    /// `$env:X`
    Drive(Box<(Str, Str)>),
    /// `$_` and its like.
    Automatic(Automatic),
    /// `.name`
    Member(Box<MemberNode>),
    /// `[ ]`
    Index(Box<IndexNode>),
    /// `$a, $b = ...`
    List(Vec<Target>),
    /// A constant such as `$true`.
    Constant(Symbol),
}

/// A type or an attribute that an assignment puts on its variable.
pub enum Declare {
    /// `[int]`
    Type(TypeRef),
    /// `[ValidateRange(1, 2)]`
    Attribute(Box<AttributeNode>),
}

/// An attribute with its arguments lowered.
pub struct AttributeNode {
    /// Its name.
    pub name: ast::TypeName,
    /// In order.
    pub positional: Vec<Expr>,
    /// By name; none is true.
    pub named: Vec<(Str, Option<Expr>)>,
    /// Where.
    pub span: Span,
}

/// `=`, `+=` ...
pub struct AssignNode {
    /// What is set.
    pub target: Target,
    /// For `+=` and its like, and `??=`.
    pub op: Option<BinaryOp>,
    /// The value; for a plain assignment a statement's whole output.
    pub value: Expr,
    /// `+=` reads the variable of its own scope and no other.
    pub own: bool,
}

/// `++`, `--`
pub struct IncrementNode {
    /// What is changed.
    pub target: Target,
    /// 1 or -1.
    pub by: i32,
    /// The value before, rather than behind, is the expression's.
    pub post: bool,
}
