//! Kinds of tokens, named as PowerShell's `TokenKind` names them, and the traits by which the parser decides.

use crate::span::Span;

/// One token: its kind and where it stands. What it says is read from the text when it is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

/// A token as the parser handles it: offsets into the text being scanned, which may be a nested one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lexeme {
    pub kind: TokenKind,
    pub start: u32,
    pub end: u32,
    /// A generic token or string that holds variables or subexpressions.
    pub expandable: bool,
}

/// `TokenKind`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
#[rustfmt::skip]
pub enum TokenKind {
    Unknown, Variable, SplattedVariable, Parameter, Number, Label, Identifier, Generic, NewLine, LineContinuation, Comment,
    EndOfInput, StringLiteral, StringExpandable, HereStringLiteral, HereStringExpandable, LParen, RParen, LCurly, RCurly, LBracket,
    RBracket, AtParen, AtCurly, DollarParen, Semi, AndAnd, OrOr, Ampersand, Pipe, Comma, MinusMinus, PlusPlus, DotDot, ColonColon, Dot,
    Exclaim, Multiply, Divide, Rem, Plus, Minus, Equals, PlusEquals, MinusEquals, MultiplyEquals, DivideEquals, RemainderEquals,
    Redirection, RedirectInStd, Format, Not, Bnot, And, Or, Xor, Band, Bor, Bxor, Join, Ieq, Ine, Ige, Igt, Ilt, Ile, Ilike, Inotlike,
    Imatch, Inotmatch, Ireplace, Icontains, Inotcontains, Iin, Inotin, Isplit, Ceq, Cne, Cge, Cgt, Clt, Cle, Clike, Cnotlike, Cmatch,
    Cnotmatch, Creplace, Ccontains, Cnotcontains, Cin, Cnotin, Csplit, Is, IsNot, As, Shl, Shr, Colon, QuestionMark,
    QuestionQuestionEquals, QuestionQuestion, QuestionDot, QuestionLBracket, Begin, Break, Catch, Class, Continue, Data, Define, Do,
    Dynamicparam, Else, ElseIf, End, Exit, Filter, Finally, For, Foreach, From, Function, If, In, Param, Process, Return, Switch, Throw,
    Trap, Try, Until, Using, Var, While, Workflow, Parallel, Sequence, InlineScript, Configuration, Public, Private, Static, Interface,
    Enum, Namespace, Module, Type, Assembly, Command, Hidden, Base, Default, Clean,
}

use TokenKind::*;

impl TokenKind {
    /// A word that means something at the start of a statement.
    pub fn is_keyword(self) -> bool {
        self as u8 >= Begin as u8
    }

    /// Scanned alike in expression mode and in command mode.
    #[rustfmt::skip]
    pub(crate) fn is_mode_invariant(self) -> bool {
        matches!(self, NewLine | LineContinuation | Comment | EndOfInput | StringLiteral | StringExpandable | HereStringLiteral
            | HereStringExpandable | LParen | RParen | LCurly | RCurly | RBracket | AtParen | AtCurly | DollarParen | Semi | AndAnd
            | OrOr | Ampersand | Pipe | Comma | RedirectInStd)
    }

    /// `begin`, `process` and the like.
    pub(crate) fn is_block_name(self) -> bool {
        matches!(self, Begin | Process | End | Clean | Dynamicparam)
    }

    /// Statements that attributes in front make no sense for.
    #[rustfmt::skip]
    pub(crate) fn refuses_attributes(self) -> bool {
        matches!(self, Break | Continue | Data | Define | Do | Exit | Filter | For | Foreach | From | Function | If | Return | Switch
            | Throw | Trap | Try | Using | Var | While | Workflow | Parallel | Sequence | InlineScript)
    }

    /// `=` and its kin.
    #[rustfmt::skip]
    pub(crate) fn is_assignment(self) -> bool {
        matches!(self, Equals | PlusEquals | MinusEquals | MultiplyEquals | DivideEquals | RemainderEquals | QuestionQuestionEquals)
    }

    /// Operators that may stand before their operand.
    #[rustfmt::skip]
    pub(crate) fn is_unary(self) -> bool {
        matches!(self, Comma | MinusMinus | PlusPlus | Exclaim | Plus | Minus | Not | Bnot | Join | Isplit | Csplit)
    }

    /// How tightly a binary operator binds; `None` for everything that is none.
    #[rustfmt::skip]
    pub(crate) fn precedence(self) -> Option<u8> {
        Some(match self {
            And | Or | Xor => 1,
            Band | Bor | Bxor => 2,
            Join | Ieq | Ine | Ige | Igt | Ilt | Ile | Ilike | Inotlike | Imatch | Inotmatch | Ireplace | Icontains | Inotcontains
            | Iin | Inotin | Isplit | Ceq | Cne | Cge | Cgt | Clt | Cle | Clike | Cnotlike | Cmatch | Cnotmatch | Creplace | Ccontains
            | Cnotcontains | Cin | Cnotin | Csplit | Is | IsNot | As | Shl | Shr => 5,
            QuestionQuestion => 7,
            Plus | Minus => 9,
            Multiply | Divide | Rem => 10,
            Format => 12,
            DotDot => 13,
            _ => return None,
        })
    }

    /// What messages call it.
    #[rustfmt::skip]
    pub(crate) fn text(self) -> &'static str {
        match self {
            Comma => ",", Equals => "=", PlusEquals => "+=", MinusEquals => "-=", MultiplyEquals => "*=", DivideEquals => "/=",
            RemainderEquals => "%=", QuestionQuestionEquals => "??=", Do => "do", For => "for", Foreach => "foreach", While => "while",
            Until => "until", Begin => "begin", Process => "process", End => "end", Clean => "clean", Dynamicparam => "dynamicparam",
            Class => "class", Enum => "enum", Finally => "finally", From => "from", Define => "define", Var => "var",
            _ => "",
        }
    }
}

/// The keyword that a word is, whatever its case.
#[rustfmt::skip]
pub(crate) fn keyword(word: &str) -> Option<TokenKind> {
    if word.len() < 2 || word.len() > 13 {
        return None;
    }
    let mut lower = [0u8; 13];
    let lower = &mut lower[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    Some(match &*lower {
        b"elseif" => ElseIf, b"if" => If, b"else" => Else, b"switch" => Switch, b"foreach" => Foreach, b"from" => From, b"in" => In,
        b"for" => For, b"while" => While, b"until" => Until, b"do" => Do, b"try" => Try, b"catch" => Catch, b"finally" => Finally,
        b"trap" => Trap, b"data" => Data, b"return" => Return, b"continue" => Continue, b"break" => Break, b"exit" => Exit,
        b"throw" => Throw, b"begin" => Begin, b"process" => Process, b"end" => End, b"dynamicparam" => Dynamicparam,
        b"function" => Function, b"filter" => Filter, b"param" => Param, b"class" => Class, b"define" => Define, b"var" => Var,
        b"using" => Using, b"workflow" => Workflow, b"parallel" => Parallel, b"sequence" => Sequence, b"inlinescript" => InlineScript,
        b"configuration" => Configuration, b"public" => Public, b"private" => Private, b"static" => Static, b"interface" => Interface,
        b"enum" => Enum, b"namespace" => Namespace, b"module" => Module, b"type" => Type, b"assembly" => Assembly,
        b"command" => Command, b"hidden" => Hidden, b"base" => Base, b"default" => Default, b"clean" => Clean,
        _ => return None,
    })
}

/// The operator that a word behind a dash is, whatever its case.
#[rustfmt::skip]
pub(crate) fn operator(word: &str) -> Option<TokenKind> {
    if word.is_empty() || word.len() > 12 {
        return None;
    }
    let mut lower = [0u8; 12];
    let lower = &mut lower[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    Some(match &*lower {
        b"bnot" => Bnot, b"not" => Not, b"eq" | b"ieq" => Ieq, b"ceq" => Ceq, b"ne" | b"ine" => Ine, b"cne" => Cne,
        b"ge" | b"ige" => Ige, b"cge" => Cge, b"gt" | b"igt" => Igt, b"cgt" => Cgt, b"lt" | b"ilt" => Ilt, b"clt" => Clt,
        b"le" | b"ile" => Ile, b"cle" => Cle, b"like" | b"ilike" => Ilike, b"clike" => Clike, b"notlike" | b"inotlike" => Inotlike,
        b"cnotlike" => Cnotlike, b"match" | b"imatch" => Imatch, b"cmatch" => Cmatch, b"notmatch" | b"inotmatch" => Inotmatch,
        b"cnotmatch" => Cnotmatch, b"replace" | b"ireplace" => Ireplace, b"creplace" => Creplace,
        b"contains" | b"icontains" => Icontains, b"ccontains" => Ccontains, b"notcontains" | b"inotcontains" => Inotcontains,
        b"cnotcontains" => Cnotcontains, b"in" | b"iin" => Iin, b"cin" => Cin, b"notin" | b"inotin" => Inotin, b"cnotin" => Cnotin,
        b"split" | b"isplit" => Isplit, b"csplit" => Csplit, b"isnot" => IsNot, b"is" => Is, b"as" => As, b"f" => Format,
        b"and" => And, b"band" => Band, b"or" => Or, b"bor" => Bor, b"xor" => Xor, b"bxor" => Bxor, b"join" => Join, b"shl" => Shl,
        b"shr" => Shr,
        _ => return None,
    })
}
