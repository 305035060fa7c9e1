//! The standard formats: one letter and perhaps a precision.

use super::digits::{Digits, Kind};
use super::error::FormatError;
use super::info::NumberFormatInfo;

/// A parsed standard format. `precision` is -1 where none was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standard {
    pub letter: u8,
    pub precision: i32,
}

/// Digits that a format may ask for. .NET's own limit is a billion, which is a gigabyte of zeros.
const PRECISION_MAX: i32 = 1_000_000;

/// Reads `N2`, `x`, `G17`. `None` means that the text is a custom format; an absurd precision is an error.
pub(super) fn parse_standard(spec: &str) -> Result<Option<Standard>, FormatError> {
    let bytes = spec.as_bytes();
    let Some((&letter, rest)) = bytes.split_first() else {
        return Ok(Some(Standard {
            letter: b'G',
            precision: -1,
        }));
    };
    if !letter.is_ascii_alphabetic() {
        return Ok(None);
    }
    if rest.is_empty() {
        return Ok(Some(Standard {
            letter,
            precision: -1,
        }));
    }
    let mut precision: i32 = 0;
    for &digit in rest {
        if !digit.is_ascii_digit() {
            return Ok(None);
        }
        if precision > PRECISION_MAX {
            return Err(FormatError::BAD_SPECIFIER);
        }
        precision = precision * 10 + i32::from(digit - b'0');
    }
    Ok(Some(Standard { letter, precision }))
}

/// Writes the digits. `max_general` is how many digits `G` may show before it turns to an exponent when no precision was given.
pub(super) fn write_standard(
    mut number: Digits,
    standard: Standard,
    info: &NumberFormatInfo,
    rounded_already: bool,
) -> Result<String, FormatError> {
    let mut out = String::new();
    let given = standard.precision;
    let or_default = |default: i32| if given < 0 { default } else { given };
    match standard.letter.to_ascii_uppercase() {
        b'C' => {
            let digits = or_default(info.currency_decimal_digits);
            number.round(number.scale.saturating_add(digits), rounded_already);
            write_currency(&mut out, &number, digits, info);
        }
        b'F' => {
            let digits = or_default(info.number_decimal_digits);
            number.round(number.scale.saturating_add(digits), rounded_already);
            if number.negative {
                out.push_str(&info.negative_sign);
            }
            write_fixed(
                &mut out,
                &number,
                digits,
                None,
                &info.number_decimal_separator,
                "",
            );
        }
        b'N' => {
            let digits = or_default(info.number_decimal_digits);
            number.round(number.scale.saturating_add(digits), rounded_already);
            write_number(&mut out, &number, digits, info);
        }
        b'E' => {
            let digits = or_default(6).saturating_add(1);
            number.round(digits, rounded_already);
            if number.negative {
                out.push_str(&info.negative_sign);
            }
            write_scientific(&mut out, &number, digits, info, standard.letter);
        }
        b'G' | b'R' => {
            let letter = if standard.letter.is_ascii_uppercase() {
                b'E'
            } else {
                b'e'
            };
            write_general(&mut out, number, given, info, letter, rounded_already);
        }
        b'P' => {
            let digits = or_default(info.percent_decimal_digits);
            if !number.is_zero() {
                number.scale += 2;
            }
            number.round(number.scale.saturating_add(digits), rounded_already);
            write_percent(&mut out, &number, digits, info);
        }
        _ => return Err(FormatError::BAD_SPECIFIER),
    }
    Ok(out)
}

/// `G`: the shorter of fixed and scientific. A decimal without a precision keeps its trailing zeros and never turns scientific.
fn write_general(
    out: &mut String,
    mut number: Digits,
    precision: i32,
    info: &NumberFormatInfo,
    letter: u8,
    rounded_already: bool,
) {
    let exact = number.kind == Kind::Decimal && precision < 1;
    let mut limit = precision;
    if exact {
        if number.is_zero() {
            number.negative = false;
        }
    } else {
        if limit < 1 {
            limit = number.digits.len() as i32;
        }
        number.round(limit, rounded_already);
    }
    if number.negative {
        out.push_str(&info.negative_sign);
    }
    let mut position = number.scale;
    let scientific = !exact && (position > limit || position < -3);
    if scientific {
        position = 1;
    }
    let mut digits = number.digits.iter();
    if position > 0 {
        for _ in 0..position {
            out.push(digits.next().map_or('0', |digit| char::from(*digit)));
        }
    } else {
        out.push('0');
    }
    if digits.len() > 0 || position < 0 {
        out.push_str(&info.number_decimal_separator);
        out.extend(std::iter::repeat_n(
            '0',
            position.min(0).unsigned_abs() as usize,
        ));
        out.extend(digits.map(|digit| char::from(*digit)));
    }
    if scientific {
        write_exponent(out, info, number.scale - 1, letter, 2, true);
    }
}

fn write_scientific(
    out: &mut String,
    number: &Digits,
    count: i32,
    info: &NumberFormatInfo,
    letter: u8,
) {
    let mut digits = number
        .digits
        .iter()
        .map(|digit| char::from(*digit))
        .chain(std::iter::repeat('0'));
    out.extend(digits.next());
    if count != 1 {
        out.push_str(&info.number_decimal_separator);
    }
    out.extend(digits.take(count.max(1) as usize - 1));
    let exponent = if number.is_zero() {
        0
    } else {
        number.scale - 1
    };
    write_exponent(out, info, exponent, letter, 3, true);
}

/// Writes `E+05`: the letter, a sign (a plus only where asked for) and at least `minimum` digits.
pub(super) fn write_exponent(
    out: &mut String,
    info: &NumberFormatInfo,
    exponent: i32,
    letter: u8,
    minimum: usize,
    plus: bool,
) {
    out.push(char::from(letter));
    if exponent < 0 {
        out.push_str(&info.negative_sign);
    } else if plus {
        out.push_str(&info.positive_sign);
    }
    let text = exponent.unsigned_abs().to_string();
    out.extend(std::iter::repeat_n('0', minimum.saturating_sub(text.len())));
    out.push_str(&text);
}

/// Writes the whole part, grouped where sizes are given, and `decimals` digits of the fraction. No sign.
fn write_fixed(
    out: &mut String,
    number: &Digits,
    decimals: i32,
    groups: Option<&[i32]>,
    point: &str,
    separator: &str,
) {
    let whole = number.scale.max(0) as usize;
    if whole == 0 {
        out.push('0');
    } else {
        let breaks = group_breaks(whole, groups.unwrap_or(&[]));
        for index in 0..whole {
            out.push(number.at(index).map_or('0', char::from));
            let left = whole - index - 1;
            if left > 0 && breaks.contains(&left) {
                out.push_str(separator);
            }
        }
    }
    if decimals > 0 {
        out.push_str(point);
        let zeros = number.scale.min(0).unsigned_abs().min(decimals as u32) as usize;
        out.extend(std::iter::repeat_n('0', zeros));
        for index in 0..decimals as usize - zeros {
            out.push(number.at(whole + index).map_or('0', char::from));
        }
    }
}

/// After how many digits from the right separators stand. The last size repeats; a size of zero ends grouping.
pub(super) fn group_breaks(whole: usize, sizes: &[i32]) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut total = 0;
    let mut index = 0;
    while let Some(&size) = sizes.get(index.min(sizes.len().wrapping_sub(1))) {
        if size <= 0 || total + size as usize >= whole {
            break;
        }
        total += size as usize;
        breaks.push(total);
        index += 1;
    }
    breaks
}

const CURRENCY_POSITIVE: [&str; 4] = ["$#", "#$", "$ #", "# $"];
const CURRENCY_NEGATIVE: [&str; 17] = [
    "($#)", "-$#", "$-#", "$#-", "(#$)", "-#$", "#-$", "#$-", "-# $", "-$ #", "# $-", "$ #-",
    "$ -#", "#- $", "($ #)", "(# $)", "$- #",
];
const PERCENT_POSITIVE: [&str; 4] = ["# %", "#%", "%#", "% #"];
const PERCENT_NEGATIVE: [&str; 12] = [
    "-# %", "-#%", "-%#", "%-#", "%#-", "#-%", "#%-", "-% #", "# %-", "% #-", "% -#", "#- %",
];
const NUMBER_NEGATIVE: [&str; 5] = ["(#)", "-#", "- #", "#-", "# -"];

fn pattern<'p>(patterns: &[&'p str], index: i32) -> &'p str {
    patterns.get(index.max(0) as usize).copied().unwrap_or("#")
}

fn write_number(out: &mut String, number: &Digits, digits: i32, info: &NumberFormatInfo) {
    let shape = if number.negative {
        pattern(&NUMBER_NEGATIVE, info.number_negative_pattern)
    } else {
        "#"
    };
    for c in shape.chars() {
        match c {
            '#' => {
                let (point, separator) =
                    (&info.number_decimal_separator, &info.number_group_separator);
                write_fixed(
                    out,
                    number,
                    digits,
                    Some(&info.number_group_sizes),
                    point,
                    separator,
                );
            }
            '-' => out.push_str(&info.negative_sign),
            c => out.push(c),
        }
    }
}

fn write_currency(out: &mut String, number: &Digits, digits: i32, info: &NumberFormatInfo) {
    let shape = if number.negative {
        pattern(&CURRENCY_NEGATIVE, info.currency_negative_pattern)
    } else {
        pattern(&CURRENCY_POSITIVE, info.currency_positive_pattern)
    };
    for c in shape.chars() {
        match c {
            '#' => {
                let (point, separator) = (
                    &info.currency_decimal_separator,
                    &info.currency_group_separator,
                );
                write_fixed(
                    out,
                    number,
                    digits,
                    Some(&info.currency_group_sizes),
                    point,
                    separator,
                );
            }
            '-' => out.push_str(&info.negative_sign),
            '$' => out.push_str(&info.currency_symbol),
            c => out.push(c),
        }
    }
}

fn write_percent(out: &mut String, number: &Digits, digits: i32, info: &NumberFormatInfo) {
    let shape = if number.negative {
        pattern(&PERCENT_NEGATIVE, info.percent_negative_pattern)
    } else {
        pattern(&PERCENT_POSITIVE, info.percent_positive_pattern)
    };
    for c in shape.chars() {
        match c {
            '#' => {
                let (point, separator) = (
                    &info.percent_decimal_separator,
                    &info.percent_group_separator,
                );
                write_fixed(
                    out,
                    number,
                    digits,
                    Some(&info.percent_group_sizes),
                    point,
                    separator,
                );
            }
            '-' => out.push_str(&info.negative_sign),
            '%' => out.push_str(&info.percent_symbol),
            c => out.push(c),
        }
    }
}
