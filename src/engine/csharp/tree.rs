//! What a C# text is made of.

use object::Value;
use std::rc::Rc;

/// A name.
pub(super) type Name = Rc<str>;

/// A type as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Kind {
    /// With its namespace.
    pub name: String,
    /// Type arguments.
    pub arguments: Vec<Kind>,
    /// Ranks of arrays, the outermost first.
    pub ranks: Vec<u32>,
    /// `?`
    pub nullable: bool,
}

/// An enumeration or a class.
pub(super) enum Declared {
    Enum(Enum),
    Class(ClassTree),
}

impl Declared {
    /// Its full name.
    pub fn name(&self) -> &str {
        match self {
            Declared::Enum(own) => &own.name,
            Declared::Class(own) => &own.name,
        }
    }
}

/// `enum`
pub(super) struct Enum {
    pub name: String,
    pub flags: bool,
    pub base: Option<String>,
    /// Values as they are written.
    pub members: Vec<(String, Option<Expr>)>,
}

/// `class`, `struct`, `interface`
#[derive(Default)]
pub(super) struct ClassTree {
    /// With its namespace; `+` before a nested name.
    pub name: String,
    pub is_struct: bool,
    pub is_interface: bool,
    pub is_abstract: bool,
    pub is_static: bool,
    pub bases: Vec<Kind>,
    pub fields: Vec<Field>,
    pub properties: Vec<Property>,
    pub methods: Vec<Rc<Method>>,
    /// Namespaces that its names are looked for in.
    pub namespaces: Vec<String>,
}

/// A field or a constant.
pub(super) struct Field {
    pub name: Name,
    pub kind: Kind,
    pub initial: Option<Expr>,
    pub is_static: bool,
    pub is_public: bool,
    pub read_only: bool,
}

/// A property.
pub(super) struct Property {
    pub name: Name,
    pub kind: Kind,
    pub initial: Option<Expr>,
    pub is_static: bool,
    pub is_public: bool,
    /// `set` can be called from outside.
    pub settable: bool,
    /// The bodies; none where it is automatic.
    pub get: Option<Rc<Method>>,
    pub set: Option<Rc<Method>>,
    pub is_auto: bool,
}

/// A method, a constructor or the half of a property.
pub(super) struct Method {
    pub name: Name,
    pub returns: Kind,
    pub parameters: Vec<Parameter>,
    pub is_static: bool,
    pub is_public: bool,
    pub is_constructor: bool,
    /// `: base(...)` or `: this(...)`; true for `this`.
    pub chained: Option<(bool, Vec<Argument>)>,
    /// None for abstract and imported ones.
    pub body: Option<Vec<Statement>>,
    /// `[DllImport]`
    pub imported: bool,
    /// It has `yield`.
    pub yields: bool,
    /// Type parameters of the method itself.
    pub generics: Vec<Name>,
}

/// How an argument or a parameter is passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Value,
    Ref,
    Out,
    Params,
}

/// A parameter.
pub(super) struct Parameter {
    pub name: Name,
    pub kind: Kind,
    pub mode: Mode,
    pub default: Option<Expr>,
}

/// An argument of a call.
pub(super) struct Argument {
    pub name: Option<Name>,
    pub mode: Mode,
    pub value: Expr,
}

/// A statement.
pub(super) enum Statement {
    Block(Vec<Statement>),
    /// `int a = 1, b;` without a type: `var`.
    Local(Option<Kind>, Vec<(Name, Option<Expr>)>),
    Expr(Expr),
    If(Expr, Box<Statement>, Option<Box<Statement>>),
    While(Expr, Box<Statement>),
    DoWhile(Box<Statement>, Expr),
    For(Vec<Statement>, Option<Expr>, Vec<Expr>, Box<Statement>),
    ForEach(Option<Kind>, Name, Expr, Box<Statement>),
    Switch(Expr, Vec<Section>),
    Break,
    Continue,
    Return(Option<Expr>),
    Throw(Option<Expr>),
    Try(Vec<Statement>, Vec<Catch>, Option<Vec<Statement>>),
    /// `using (...)`; the resource and the body, which is the rest of the block for a declaration.
    Using(Box<Statement>, Vec<Statement>),
    YieldReturn(Expr),
    YieldBreak,
    /// A function in a method.
    Function(Rc<Method>),
}

/// `case a: case b: ...`
pub(super) struct Section {
    pub labels: Vec<(Pattern, Option<Expr>)>,
    pub is_default: bool,
    pub body: Vec<Statement>,
}

/// `catch (Kind name) when (filter) { }`
pub(super) struct Catch {
    pub kind: Option<Kind>,
    pub name: Option<Name>,
    pub filter: Option<Expr>,
    pub body: Vec<Statement>,
}

/// What `is`, `case` and `switch` match.
pub(super) enum Pattern {
    Constant(Expr),
    /// A comparison with the value.
    Relation(&'static str, Expr),
    Type(Kind, Option<Name>),
    Not(Box<Pattern>),
    Or(Box<Pattern>, Box<Pattern>),
    And(Box<Pattern>, Box<Pattern>),
    Any,
}

/// A part of an interpolated string.
pub(super) enum Part {
    Text(String),
    /// The value and what stands behind it: `,10:F2`.
    Hole(Expr, String),
}

/// An expression.
pub(super) enum Expr {
    Value(Value),
    Name(Name),
    This,
    Base,
    /// A type that can be nothing else: `int`, `List<int>`.
    Type(Kind),
    Member(Box<Expr>, Name, bool),
    Call(Box<Expr>, Vec<Kind>, Vec<Argument>),
    Index(Box<Expr>, Vec<Expr>, bool),
    New(Option<Kind>, Vec<Argument>, Vec<Init>),
    NewArray(Option<Kind>, Vec<Expr>, Option<Vec<Expr>>),
    Unary(&'static str, Box<Expr>),
    /// `++` and `--`; the number to add, and whether the old value is the result.
    Step(Box<Expr>, i32, bool),
    Binary(&'static str, Box<Expr>, Box<Expr>),
    Assign(Option<&'static str>, Box<Expr>, Box<Expr>),
    Conditional(Box<Expr>, Box<Expr>, Box<Expr>),
    Cast(Kind, Box<Expr>),
    Is(Box<Expr>, Box<Pattern>),
    As(Box<Expr>, Kind),
    TypeOf(Kind),
    Default(Option<Kind>),
    Interpolated(Vec<Part>),
    Lambda(Rc<LambdaTree>),
    Throw(Box<Expr>),
    Checked(Box<Expr>, bool),
    Switch(Box<Expr>, Vec<(Pattern, Option<Expr>, Expr)>),
    /// `out int x`: declares and refers.
    Declare(Name),
    Tuple(Vec<Expr>),
    /// The span of a checked name, for messages.
    NameOf(String),
}

/// An entry of `{ ... }` behind `new`.
pub(super) enum Init {
    /// `Name = value`
    Property(Name, Expr),
    /// `[key] = value`, `{ key, value }`
    Entry(Vec<Expr>),
    /// `value`
    Item(Expr),
}

/// `x => x + 1`
pub(super) struct LambdaTree {
    pub parameters: Vec<Name>,
    pub body: LambdaBody,
}

/// What a lambda runs.
pub(super) enum LambdaBody {
    Expr(Expr),
    Block(Vec<Statement>),
}

impl Kind {
    /// A type without arguments.
    pub fn plain(name: &str) -> Kind {
        Kind {
            name: name.to_string(),
            arguments: Vec::new(),
            ranks: Vec::new(),
            nullable: false,
        }
    }
}
