//! The custom ("picture") formats: `0.00`, `#,##0`, `0.0%`, `0.##E+00`, `#;(#);zero`.

use super::digits::Digits;
use super::info::NumberFormatInfo;
use super::standard::{group_breaks, write_exponent};

/// What a section of the format asks for, found before anything is written.
#[derive(Debug, Default)]
struct Shape {
    /// Digit placeholders in all, and before the decimal point.
    placeholders: i32,
    point: i32,
    /// Placeholders before the first `0` and up to the last one.
    first_zero: i32,
    last_zero: i32,
    scientific: bool,
    grouped: bool,
    /// Powers of ten from percent signs and scaling commas.
    shift: i32,
}

/// Writes `number` in the custom format `spec`.
pub(super) fn write_custom(mut number: Digits, spec: &str, info: &NumberFormatInfo) -> String {
    let format: Vec<char> = spec.chars().collect();
    let wanted = if number.is_zero() {
        2
    } else {
        usize::from(number.negative)
    };
    let mut section = find_section(&format, wanted);
    let shape = loop {
        let shape = measure(&format, section);
        if number.is_zero() {
            number.zero();
            break shape;
        }
        number.scale += shape.shift;
        let count = if shape.scientific {
            shape.placeholders
        } else {
            number.scale + shape.placeholders - shape.point
        };
        number.round(count, false);
        // A value that rounds to nothing is shown by the section for zero, if there is one.
        if number.is_zero() {
            let zero = find_section(&format, 2);
            if zero != section {
                section = zero;
                continue;
            }
        }
        break shape;
    };
    Writer::new(&number, &shape, info, section).write(&format[section..], section)
}

/// Where the section starts. A missing or empty one falls back to the first.
fn find_section(format: &[char], section: usize) -> usize {
    if section == 0 {
        return 0;
    }
    let (mut at, mut left) = (0, section);
    while at < format.len() {
        let c = format[at];
        at += 1;
        match c {
            '\'' | '"' => at = skip_quoted(format, at, c),
            '\\' => at += 1,
            ';' => {
                left -= 1;
                if left == 0 {
                    return if at < format.len() && format[at] != ';' {
                        at
                    } else {
                        0
                    };
                }
            }
            _ => {}
        }
    }
    0
}

fn skip_quoted(format: &[char], mut at: usize, quote: char) -> usize {
    while at < format.len() {
        at += 1;
        if format[at - 1] == quote {
            break;
        }
    }
    at
}

/// Whether an `E` at `at - 1` begins an exponent: `E0`, `E+0`, `E-0`.
fn is_exponent(format: &[char], at: usize) -> bool {
    match format.get(at) {
        Some('0') => true,
        Some('+' | '-') => format.get(at + 1) == Some(&'0'),
        _ => false,
    }
}

fn measure(format: &[char], section: usize) -> Shape {
    let mut shape = Shape {
        point: -1,
        first_zero: i32::MAX,
        ..Shape::default()
    };
    let (mut comma, mut commas) = (-1, 0);
    let mut at = section;
    while at < format.len() && format[at] != ';' {
        let c = format[at];
        at += 1;
        match c {
            '#' => shape.placeholders += 1,
            '0' => {
                shape.first_zero = shape.first_zero.min(shape.placeholders);
                shape.placeholders += 1;
                shape.last_zero = shape.placeholders;
            }
            '.' if shape.point < 0 => shape.point = shape.placeholders,
            ',' if shape.placeholders > 0 && shape.point < 0 => {
                if comma == shape.placeholders {
                    commas += 1;
                } else {
                    shape.grouped |= comma >= 0;
                    comma = shape.placeholders;
                    commas = 1;
                }
            }
            '%' => shape.shift += 2,
            '\u{2030}' => shape.shift += 3,
            '\'' | '"' => at = skip_quoted(format, at, c),
            '\\' => at += 1,
            'E' | 'e' if is_exponent(format, at) => {
                at += 1;
                while format.get(at) == Some(&'0') {
                    at += 1;
                }
                shape.scientific = true;
            }
            _ => {}
        }
    }
    if shape.point < 0 {
        shape.point = shape.placeholders;
    }
    if comma == shape.point {
        shape.shift -= commas * 3;
    } else if comma >= 0 {
        shape.grouped = true;
    }
    shape
}

struct Writer<'a> {
    number: &'a Digits,
    info: &'a NumberFormatInfo,
    out: String,
    next: usize,
    /// Digits of the number that have no placeholder (positive), or placeholders that have no digit (negative).
    excess: i32,
    /// The position of the next digit, counted from the decimal point.
    position: i32,
    first_zero: i32,
    last_zero: i32,
    point: i32,
    placeholders: i32,
    scientific: bool,
    point_written: bool,
    breaks: Vec<usize>,
}

impl<'a> Writer<'a> {
    fn new(number: &'a Digits, shape: &Shape, info: &'a NumberFormatInfo, section: usize) -> Self {
        let first_zero = if shape.first_zero < shape.point {
            shape.point - shape.first_zero
        } else {
            0
        };
        let last_zero = if shape.last_zero > shape.point {
            shape.point - shape.last_zero
        } else {
            0
        };
        let (position, excess) = if shape.scientific {
            (shape.point, 0)
        } else {
            (number.scale.max(shape.point), number.scale - shape.point)
        };
        let shown = (position + excess.min(0)).max(first_zero).max(0) as usize;
        let breaks = if shape.grouped {
            group_breaks(shown, &info.number_group_sizes)
        } else {
            Vec::new()
        };
        let mut out = String::new();
        if number.negative && section == 0 && number.scale != 0 {
            out.push_str(&info.negative_sign);
        }
        Writer {
            number,
            info,
            out,
            next: 0,
            excess,
            position,
            first_zero,
            last_zero,
            point: shape.point,
            placeholders: shape.placeholders,
            scientific: shape.scientific,
            point_written: false,
            breaks,
        }
    }

    fn take(&mut self) -> Option<u8> {
        let digit = self.number.at(self.next);
        self.next += usize::from(digit.is_some());
        digit
    }

    fn group(&mut self) {
        if self.position > 1 && self.breaks.contains(&(self.position as usize - 1)) {
            self.out.push_str(&self.info.number_group_separator);
        }
    }

    /// Digits beyond the placeholders go out before the first of them.
    fn overflow(&mut self) {
        while self.excess > 0 {
            let digit = self.take().unwrap_or(b'0');
            self.out.push(char::from(digit));
            self.group();
            self.position -= 1;
            self.excess -= 1;
        }
    }

    fn placeholder(&mut self) {
        let digit = if self.excess < 0 {
            self.excess += 1;
            (self.position <= self.first_zero).then_some(b'0')
        } else {
            self.take()
                .or_else(|| (self.position > self.last_zero).then_some(b'0'))
        };
        if let Some(digit) = digit {
            self.out.push(char::from(digit));
            self.group();
        }
        self.position -= 1;
    }

    fn decimal_point(&mut self) {
        let digits_left = self.point < self.placeholders && self.number.at(self.next).is_some();
        if self.position == 0 && !self.point_written && (self.last_zero < 0 || digits_left) {
            self.out.push_str(&self.info.number_decimal_separator);
            self.point_written = true;
        }
    }

    fn exponent(&mut self, format: &[char], mut at: usize, letter: char) -> usize {
        if !self.scientific {
            self.out.push(letter);
            if let Some(sign @ ('+' | '-')) = format.get(at) {
                self.out.push(*sign);
                at += 1;
            }
            while format.get(at) == Some(&'0') {
                self.out.push('0');
                at += 1;
            }
            return at;
        }
        if !is_exponent(format, at) {
            self.out.push(letter);
            return at;
        }
        let plus = format[at] == '+';
        let start = if format[at] == '0' { at } else { at + 1 };
        let mut end = start;
        while format.get(end) == Some(&'0') {
            end += 1;
        }
        let exponent = if self.number.is_zero() {
            0
        } else {
            self.number.scale - self.point
        };
        write_exponent(
            &mut self.out,
            self.info,
            exponent,
            letter as u8,
            (end - start).min(10),
            plus,
        );
        self.scientific = false;
        end
    }

    fn write(mut self, format: &[char], section: usize) -> String {
        let mut at = 0;
        while at < format.len() && format[at] != ';' {
            let c = format[at];
            at += 1;
            if matches!(c, '#' | '0' | '.') {
                self.overflow();
            }
            match c {
                '#' | '0' => self.placeholder(),
                '.' => self.decimal_point(),
                '\u{2030}' => self.out.push_str(&self.info.per_mille_symbol),
                '%' => self.out.push_str(&self.info.percent_symbol),
                ',' => {}
                '\'' | '"' => {
                    while at < format.len() && format[at] != c {
                        self.out.push(format[at]);
                        at += 1;
                    }
                    at += 1;
                }
                '\\' => {
                    self.out.extend(format.get(at));
                    at += 1;
                }
                'E' | 'e' => at = self.exponent(format, at, c),
                c => self.out.push(c),
            }
        }
        if self.number.negative && section == 0 && self.number.scale == 0 && !self.out.is_empty() {
            self.out.insert_str(0, &self.info.negative_sign);
        }
        self.out
    }
}
