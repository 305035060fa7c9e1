//! The few names that the language itself knows.

use crate::ast::{BinaryOp, Number, TypeName, TypeNameKind};

fn plain(name: &TypeName) -> &str {
    match &name.kind {
        TypeNameKind::Name { name, .. } => name,
        _ => "",
    }
}

fn without_system(name: &str) -> &str {
    match name.split_at_checked(7) {
        Some((prefix, rest)) if prefix.eq_ignore_ascii_case("system.") => rest,
        _ => name,
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// `[void]`
pub(super) fn is_void(name: &TypeName) -> bool {
    without_system(plain(name)).eq_ignore_ascii_case("void")
}

/// `[ref]`
pub(super) fn is_reference(name: &TypeName) -> bool {
    is_one_of(
        plain(name),
        &[
            "ref",
            "psreference",
            "System.Management.Automation.PSReference",
        ],
    )
}

/// `[ordered]`
pub(super) fn is_ordered(name: &TypeName) -> bool {
    plain(name).eq_ignore_ascii_case("ordered")
}

/// Types whose conversions have no effect but their value.
#[rustfmt::skip]
pub(super) fn is_simple(name: &TypeName) -> bool {
    is_one_of(without_system(plain(name)), &[
        "bool", "boolean", "byte", "sbyte", "char", "decimal", "double", "float", "single", "short", "int16", "ushort", "uint16", "int",
        "int32", "uint", "uint32", "long", "int64", "ulong", "uint64", "string", "bigint", "numerics.biginteger",
    ])
}

/// `$true`, `$false` and `$null`.
pub(super) fn is_constant(name: &str) -> bool {
    is_one_of(name, &["true", "false", "null"])
}

/// Fields that are no constants although they never change, and properties.
pub(super) fn is_computed_field(name: &str) -> bool {
    is_one_of(
        name,
        &[
            "empty",
            "now",
            "utcnow",
            "today",
            "zero",
            "newline",
            "one",
            "machinename",
            "username",
            "currentdirectory",
        ],
    )
}

/// Operators that are worked out while parsing.
#[rustfmt::skip]
pub(super) fn folds(operator: BinaryOp) -> bool {
    matches!(operator, BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Remainder | BinaryOp::And
        | BinaryOp::Or | BinaryOp::Xor | BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor | BinaryOp::ShiftLeft | BinaryOp::ShiftRight)
}

/// The type of a variable that the engine sets.
pub(super) fn automatic_type(name: &str) -> Option<&'static str> {
    let types = [
        ("_", "System.Object"),
        ("args", "System.Object[]"),
        ("this", "System.Object"),
        ("input", "System.Object"),
        ("PSCmdlet", "System.Management.Automation.PSScriptCmdlet"),
        (
            "PSBoundParameters",
            "System.Management.Automation.PSBoundParametersDictionary",
        ),
        (
            "MyInvocation",
            "System.Management.Automation.InvocationInfo",
        ),
        ("PSScriptRoot", "System.String"),
        ("PSCommandPath", "System.String"),
    ];
    types
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, kind)| *kind)
}

/// Two names of one type, as far as `System.` goes.
pub(super) fn same_type(left: &str, right: &str) -> bool {
    without_system(left).eq_ignore_ascii_case(without_system(right))
}

/// A clause that catches the first type catches the second: they are the same, or the first is the root of all exceptions.
pub(super) fn catches(first: &str, second: &str) -> bool {
    let (first, second) = (without_system(first), without_system(second));
    let below = |parent: &str, children: &[&str]| {
        first.eq_ignore_ascii_case(parent) && is_one_of(second, children)
    };
    first.eq_ignore_ascii_case(second)
        || first.eq_ignore_ascii_case("exception") && is_exception(second)
        || below(
            "ArgumentException",
            &["ArgumentNullException", "ArgumentOutOfRangeException"],
        )
        || below(
            "ArithmeticException",
            &["DivideByZeroException", "OverflowException"],
        )
        || below(
            "IO.IOException",
            &[
                "IO.FileNotFoundException",
                "IO.DirectoryNotFoundException",
                "IO.PathTooLongException",
            ],
        )
        || below(
            "Management.Automation.RuntimeException",
            &["Management.Automation.ItemNotFoundException"],
        )
}

/// Exceptions that every session has.
#[rustfmt::skip]
fn is_exception(name: &str) -> bool {
    is_one_of(name, &[
        "SystemException", "ApplicationException", "ArgumentException", "ArgumentNullException", "ArgumentOutOfRangeException",
        "ArithmeticException", "DivideByZeroException", "OverflowException", "FormatException", "IndexOutOfRangeException",
        "InvalidCastException", "InvalidOperationException", "NotImplementedException", "NotSupportedException", "NullReferenceException",
        "OutOfMemoryException", "TimeoutException", "UnauthorizedAccessException", "ObjectDisposedException", "OperationCanceledException",
        "RankException", "ArrayTypeMismatchException", "UriFormatException", "AggregateException", "IO.IOException",
        "IO.FileNotFoundException", "IO.DirectoryNotFoundException", "IO.PathTooLongException", "Collections.Generic.KeyNotFoundException",
        "Management.Automation.RuntimeException", "Management.Automation.ItemNotFoundException",
        "Management.Automation.CommandNotFoundException", "Management.Automation.ParameterBindingException",
        "Management.Automation.MethodInvocationException", "Management.Automation.PSInvalidCastException",
        "Management.Automation.ParseException", "Management.Automation.DriveNotFoundException", "Net.WebException",
    ])
}

/// Variables that methods can read although they do not set them.
pub(super) fn is_readable_in_methods(name: &str) -> bool {
    is_one_of(
        name,
        &[
            "LASTEXITCODE",
            "error",
            "StackTrace",
            "OutputEncoding",
            "NestedPromptLevel",
            "PWD",
            "Matches",
        ],
    )
}

/// Variables that all scopes share.
#[rustfmt::skip]
pub(super) fn is_shared(name: &str) -> bool {
    is_one_of(name, &["?", "ConsoleFileName", "ExecutionContext", "false", "HOME", "Host", "PID", "PSCulture", "PSHOME", "PSUICulture",
        "PSVersionTable", "PSEdition", "ShellId", "true"])
}

/// A number as a key is compared.
pub(super) fn number_text(number: &Number) -> String {
    match number {
        Number::SByte(n) => n.to_string(),
        Number::Byte(n) => n.to_string(),
        Number::Short(n) => n.to_string(),
        Number::UShort(n) => n.to_string(),
        Number::Int(n) => n.to_string(),
        Number::UInt(n) => n.to_string(),
        Number::Long(n) => n.to_string(),
        Number::ULong(n) => n.to_string(),
        Number::Double(n) => n.to_string(),
        Number::Decimal(n) => n.to_string(),
        Number::BigInt(n) => n.to_string(),
    }
}
