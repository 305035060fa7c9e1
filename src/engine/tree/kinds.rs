//! The enumerations that a tree speaks of.

use object::enums::EnumValue;
use object::types::{Call, Member, Sig};
use object::{Result, Type, TypeInfo, Value, members::table::*, static_method};
use std::rc::Rc;
use syntax::TokenKind as Kind;

/// The types of this file.
pub(super) static TYPES: &[&TypeInfo] = &[
    &TOKEN_KIND,
    &TOKEN_FLAGS,
    &TOKEN_TRAITS,
    &STRING_CONSTANT_TYPE,
    &REDIRECTION_STREAM,
    &USING_KIND,
    &SWITCH_FLAGS,
    &TYPE_ATTRIBUTES,
    &PROPERTY_ATTRIBUTES,
    &METHOD_ATTRIBUTES,
    &VISIT_ACTION,
    &PS_TOKEN_TYPE,
];

macro_rules! enumerations {
    ($($name:ident = $make:ident $full:literal $values:expr;)*) => {
        $(pub(super) static $name: TypeInfo = TypeInfo::$make(concat!("System.Management.Automation.", $full), &$values);)*
    };
}

#[rustfmt::skip]
enumerations! {
    TOKEN_KIND = enumeration "Language.TokenKind" [("Unknown", 0), ("Variable", 1), ("SplattedVariable", 2), ("Parameter", 3), ("Number", 4), ("Label", 5), ("Identifier", 6), ("Generic", 7), ("NewLine", 8), ("LineContinuation", 9), ("Comment", 10), ("EndOfInput", 11), ("StringLiteral", 12), ("StringExpandable", 13), ("HereStringLiteral", 14), ("HereStringExpandable", 15), ("LParen", 16), ("RParen", 17), ("LCurly", 18), ("RCurly", 19), ("LBracket", 20), ("RBracket", 21), ("AtParen", 22), ("AtCurly", 23), ("DollarParen", 24), ("Semi", 25), ("AndAnd", 26), ("OrOr", 27), ("Ampersand", 28), ("Pipe", 29), ("Comma", 30), ("MinusMinus", 31), ("PlusPlus", 32), ("DotDot", 33), ("ColonColon", 34), ("Dot", 35), ("Exclaim", 36), ("Multiply", 37), ("Divide", 38), ("Rem", 39), ("Plus", 40), ("Minus", 41), ("Equals", 42), ("PlusEquals", 43), ("MinusEquals", 44), ("MultiplyEquals", 45), ("DivideEquals", 46), ("RemainderEquals", 47), ("Redirection", 48), ("RedirectInStd", 49), ("Format", 50), ("Not", 51), ("Bnot", 52), ("And", 53), ("Or", 54), ("Xor", 55), ("Band", 56), ("Bor", 57), ("Bxor", 58), ("Join", 59), ("Ieq", 60), ("Ine", 61), ("Ige", 62), ("Igt", 63), ("Ilt", 64), ("Ile", 65), ("Ilike", 66), ("Inotlike", 67), ("Imatch", 68), ("Inotmatch", 69), ("Ireplace", 70), ("Icontains", 71), ("Inotcontains", 72), ("Iin", 73), ("Inotin", 74), ("Isplit", 75), ("Ceq", 76), ("Cne", 77), ("Cge", 78), ("Cgt", 79), ("Clt", 80), ("Cle", 81), ("Clike", 82), ("Cnotlike", 83), ("Cmatch", 84), ("Cnotmatch", 85), ("Creplace", 86), ("Ccontains", 87), ("Cnotcontains", 88), ("Cin", 89), ("Cnotin", 90), ("Csplit", 91), ("Is", 92), ("IsNot", 93), ("As", 94), ("PostfixPlusPlus", 95), ("PostfixMinusMinus", 96), ("Shl", 97), ("Shr", 98), ("Colon", 99), ("QuestionMark", 100), ("QuestionQuestionEquals", 101), ("QuestionQuestion", 102), ("QuestionDot", 103), ("QuestionLBracket", 104), ("Begin", 119), ("Break", 120), ("Catch", 121), ("Class", 122), ("Continue", 123), ("Data", 124), ("Define", 125), ("Do", 126), ("Dynamicparam", 127), ("Else", 128), ("ElseIf", 129), ("End", 130), ("Exit", 131), ("Filter", 132), ("Finally", 133), ("For", 134), ("Foreach", 135), ("From", 136), ("Function", 137), ("If", 138), ("In", 139), ("Param", 140), ("Process", 141), ("Return", 142), ("Switch", 143), ("Throw", 144), ("Trap", 145), ("Try", 146), ("Until", 147), ("Using", 148), ("Var", 149), ("While", 150), ("Workflow", 151), ("Parallel", 152), ("Sequence", 153), ("InlineScript", 154), ("Configuration", 155), ("DynamicKeyword", 156), ("Public", 157), ("Private", 158), ("Static", 159), ("Interface", 160), ("Enum", 161), ("Namespace", 162), ("Module", 163), ("Type", 164), ("Assembly", 165), ("Command", 166), ("Hidden", 167), ("Base", 168), ("Default", 169), ("Clean", 170)];
    TOKEN_FLAGS = flags "Language.TokenFlags" [("None", 0), ("BinaryPrecedenceLogical", 0x1), ("BinaryPrecedenceBitwise", 0x2), ("BinaryPrecedenceComparison", 0x5), ("BinaryPrecedenceCoalesce", 0x7), ("BinaryPrecedenceAdd", 0x9), ("BinaryPrecedenceMultiply", 0xa), ("BinaryPrecedenceFormat", 0xc), ("BinaryPrecedenceRange", 0xd), ("BinaryPrecedenceMask", 0xf), ("Keyword", 0x10), ("ScriptBlockBlockName", 0x20), ("BinaryOperator", 0x100), ("UnaryOperator", 0x200), ("CaseSensitiveOperator", 0x400), ("TernaryOperator", 0x800), ("SpecialOperator", 0x1000), ("AssignmentOperator", 0x2000), ("ParseModeInvariant", 0x8000), ("TokenInError", 0x10000), ("DisallowedInRestrictedMode", 0x20000), ("PrefixOrPostfixOperator", 0x40000), ("CommandName", 0x80000), ("MemberName", 0x100000), ("TypeName", 0x200000), ("AttributeName", 0x400000), ("CanConstantFold", 0x800000), ("StatementDoesntSupportAttributes", 0x1000000)];
    STRING_CONSTANT_TYPE = enumeration "Language.StringConstantType" [("SingleQuoted", 0), ("SingleQuotedHereString", 1), ("DoubleQuoted", 2), ("DoubleQuotedHereString", 3), ("BareWord", 4)];
    REDIRECTION_STREAM = enumeration "Language.RedirectionStream" [("All", 0), ("Output", 1), ("Error", 2), ("Warning", 3), ("Verbose", 4), ("Debug", 5), ("Information", 6)];
    USING_KIND = enumeration "Language.UsingStatementKind" [("Assembly", 0), ("Command", 1), ("Module", 2), ("Namespace", 3), ("Type", 4)];
    SWITCH_FLAGS = flags "Language.SwitchFlags" [("None", 0), ("File", 1), ("Regex", 2), ("Wildcard", 4), ("Exact", 8), ("CaseSensitive", 16), ("Parallel", 32)];
    TYPE_ATTRIBUTES = flags "Language.TypeAttributes" [("None", 0), ("Class", 1), ("Interface", 2), ("Enum", 4)];
    PROPERTY_ATTRIBUTES = flags "Language.PropertyAttributes" [("None", 0), ("Public", 1), ("Private", 2), ("Static", 16), ("Literal", 32), ("Hidden", 64)];
    METHOD_ATTRIBUTES = flags "Language.MethodAttributes" [("None", 0), ("Public", 1), ("Private", 2), ("Static", 16), ("Hidden", 64)];
    VISIT_ACTION = enumeration "Language.AstVisitAction" [("Continue", 0), ("SkipChildren", 1), ("StopVisit", 2)];
    PS_TOKEN_TYPE = enumeration "PSTokenType" [("Unknown", 0), ("Command", 1), ("CommandParameter", 2), ("CommandArgument", 3), ("Number", 4), ("String", 5), ("Variable", 6), ("Member", 7), ("LoopLabel", 8), ("Attribute", 9), ("Type", 10), ("Operator", 11), ("GroupStart", 12), ("GroupEnd", 13), ("Keyword", 14), ("Comment", 15), ("StatementSeparator", 16), ("NewLine", 17), ("LineContinuation", 18), ("Position", 19)];
}

/// The value of an enumeration.
pub(super) fn value(kind: &'static TypeInfo, bits: i64) -> Value {
    Value::Enum(Rc::new(EnumValue {
        kind: Type::Known(kind),
        bits,
    }))
}

/// The number of a kind of token: there are gaps between operators and keywords, and kinds that no token has.
pub(super) fn number(kind: Kind) -> i64 {
    let at = i64::from(kind as u8);
    let is = |first: Kind| at >= i64::from(first as u8);
    match () {
        () if is(Kind::Public) => 157 + at - i64::from(Kind::Public as u8),
        () if is(Kind::Begin) => 119 + at - i64::from(Kind::Begin as u8),
        () if is(Kind::Shl) => 97 + at - i64::from(Kind::Shl as u8),
        () => at,
    }
}

/// `TokenKind`
pub(super) fn token_kind(kind: Kind) -> Value {
    value(&TOKEN_KIND, number(kind))
}

/// A `TokenKind` by its name, for those that no token has.
pub(super) fn kind_named(name: &str) -> Value {
    let found = TOKEN_KIND.values.iter().find(|(known, _)| *known == name);
    value(&TOKEN_KIND, found.map_or(0, |(_, bits)| *bits))
}

/// Flags of single tokens.
pub(super) const COMMAND_NAME: i64 = 0x80000;
pub(super) const MEMBER_NAME: i64 = 0x100000;
pub(super) const TYPE_NAME: i64 = 0x200000;
pub(super) const ATTRIBUTE_NAME: i64 = 0x400000;
pub(super) const KEYWORD: i64 = 0x10;

/// The flags that all tokens of a kind have.
#[rustfmt::skip]
pub(super) fn traits(kind: i64) -> i64 {
    const BINARY: i64 = 0x100;
    const UNARY: i64 = 0x200;
    const CASE: i64 = 0x400;
    const SPECIAL: i64 = 0x1000;
    const INVARIANT: i64 = 0x8000;
    const REFUSED: i64 = 0x20000;
    const FIX: i64 = 0x40000;
    const FOLDS: i64 = 0x800000;
    const PLAIN: i64 = 0x1000000;
    const COMPARISON: i64 = BINARY | 5;
    match kind {
        8..=19 | 21..=27 => INVARIANT,
        28 | 29 => SPECIAL | INVARIANT,
        30 => UNARY | INVARIANT,
        31 | 32 | 95 | 96 => UNARY | FIX | REFUSED,
        33 => BINARY | 0xd | REFUSED,
        34 | 35 | 99 | 103 => SPECIAL | REFUSED,
        36 | 51 | 52 => UNARY | FOLDS,
        37..=39 => BINARY | 0xa | FOLDS,
        40 | 41 => BINARY | UNARY | 0x9 | FOLDS,
        42..=47 | 101 => 0x2000,
        48 => REFUSED,
        49 => INVARIANT | REFUSED,
        50 => BINARY | 0xc | REFUSED,
        53..=55 => BINARY | 0x1 | FOLDS,
        56..=58 => BINARY | 0x2 | FOLDS,
        59 | 75 => COMPARISON | UNARY | REFUSED,
        60..=65 => COMPARISON | FOLDS,
        66..=74 | 94 => COMPARISON | REFUSED,
        76..=81 => COMPARISON | CASE | FOLDS,
        82..=90 => COMPARISON | CASE | REFUSED,
        91 => COMPARISON | CASE | UNARY | REFUSED,
        92 | 93 => COMPARISON,
        97 | 98 => COMPARISON | FOLDS,
        100 => 0x800 | REFUSED,
        102 => BINARY | 0x7,
        119 | 127 | 130 | 141 | 170 => KEYWORD | 0x20,
        120 | 123..=126 | 131 | 132 | 134..=138 | 142..=146 | 148..=154 => KEYWORD | PLAIN,
        121 | 122 | 128 | 129 | 133 | 139 | 140 | 147 | 155..=169 => KEYWORD,
        _ => 0,
    }
}

/// What `TokenTraits.Text` says of operators; words say their own name.
#[rustfmt::skip]
const TEXTS: &[(i64, &str)] = &[(16, "("), (17, ")"), (18, "{"), (19, "}"), (20, "["), (21, "]"), (22, "@("), (23, "@{"), (24, "$("),
    (25, ";"), (26, "&&"), (27, "||"), (28, "&"), (29, "|"), (30, ","), (31, "--"), (32, "++"), (33, ".."), (34, "::"), (35, "."),
    (36, "!"), (37, "*"), (38, "/"), (39, "%"), (40, "+"), (41, "-"), (42, "="), (43, "+="), (44, "-="), (45, "*="), (46, "/="),
    (47, "%="), (49, "<"), (50, "-f"), (51, "-not"), (52, "-bnot"), (53, "-and"), (54, "-or"), (55, "-xor"), (56, "-band"),
    (57, "-bor"), (58, "-bxor"), (59, "-join"), (60, "-eq"), (61, "-ne"), (62, "-ge"), (63, "-gt"), (64, "-lt"), (65, "-le"),
    (95, "++"), (96, "--"), (97, "-shl"), (98, "-shr"), (99, ":"), (100, "?"), (101, "??="), (102, "??"), (103, "?."), (104, "?[")];

/// `TokenTraits`: extension methods of `TokenKind`.
static TOKEN_TRAITS: TypeInfo =
    TypeInfo::statics("System.Management.Automation.Language.TokenTraits", || {
        TRAIT_MEMBERS
    });

const KIND: Sig = Sig::One(&TOKEN_KIND);
const FLAGS: Sig = Sig::One(&TOKEN_FLAGS);

static TRAIT_MEMBERS: &[Member] = &[
    static_method!("GetTraits", (kind: KIND) -> FLAGS => |c| Ok(value(&TOKEN_FLAGS, traits(c.long(0))))),
    static_method!("HasTrait", (kind: KIND, flag: FLAGS) -> BOOL => |c| Ok(Value::Bool(traits(c.long(0)) & c.long(1) != 0))),
    static_method!("Text", (kind: KIND) -> STR => text),
];

fn text(c: &mut Call<'_>) -> Result<Value> {
    let kind = c.long(0);
    if let Some((_, text)) = TEXTS.iter().find(|(known, _)| *known == kind) {
        return Ok(Value::str(*text));
    }
    let name = value(&TOKEN_KIND, kind);
    let Value::Enum(name) = &name else {
        return Ok(Value::Null);
    };
    let name = name.name().to_ascii_lowercase();
    let is_operator = traits(kind) & 0x100 != 0;
    Ok(Value::from(match is_operator {
        true => format!("-{name}"),
        false => name,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_the_numbers_of_their_names() {
        for kind in [
            Kind::Unknown,
            Kind::As,
            Kind::Shl,
            Kind::QuestionLBracket,
            Kind::Begin,
            Kind::Public,
            Kind::Clean,
        ] {
            let shown = value(&TOKEN_KIND, number(kind));
            let Value::Enum(shown) = shown else {
                panic!("no enumeration");
            };
            assert_eq!(shown.name(), format!("{kind:?}"));
        }
    }
}
