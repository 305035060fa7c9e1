//! The reader of decimal numbers: blanks, signs, separators, currency and exponent as `NumberStyles` allow them.

use super::info::NumberFormatInfo;
use super::parse::NumberStyles;

/// The digits, scale and sign that were read. The value is `0.DIGITS` times ten to the power of `scale`.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub digits: Vec<u8>,
    pub scale: i32,
    pub negative: bool,
}

/// The blanks that number parsers skip.
pub(super) fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r')
}

/// The reader's place in the text, with what the culture calls its signs and separators.
struct Reader<'a> {
    rest: &'a str,
    styles: NumberStyles,
    info: &'a NumberFormatInfo,
    signed: bool,
    parenthesis: bool,
    currency: Option<&'a str>,
    currency_seen: bool,
}

/// Reads all of `text` as a number in the given styles; nothing where it is none.
pub(super) fn read(text: &str, styles: NumberStyles, info: &NumberFormatInfo) -> Option<Read> {
    let currency = styles
        .has(NumberStyles::ALLOW_CURRENCY_SYMBOL)
        .then_some(info.currency_symbol.as_str());
    let mut reader = Reader {
        rest: text,
        styles,
        info,
        signed: false,
        parenthesis: false,
        currency,
        currency_seen: false,
    };
    let mut read = Read::default();
    reader.prefix(&mut read);
    let any = reader.digits(&mut read);
    if !any {
        return None;
    }
    reader.exponent(&mut read);
    reader.suffix(&mut read);
    // Trailing null characters have always been let pass.
    (!reader.parenthesis && reader.rest.trim_end_matches('\0').is_empty()).then_some(read)
}

impl Reader<'_> {
    fn eat(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) if !token.is_empty() => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn eat_sign(&mut self, read: &mut Read) -> bool {
        let info = self.info;
        if self.eat(&info.positive_sign) {
            return true;
        }
        // The minus sign proper (U+2212) stands for the hyphen.
        let minus =
            self.eat(&info.negative_sign) || (info.negative_sign == "-" && self.eat("\u{2212}"));
        read.negative |= minus;
        minus
    }

    fn prefix(&mut self, read: &mut Read) {
        loop {
            let white = self.rest.chars().next().is_some_and(is_white)
                && self.styles.has(NumberStyles::ALLOW_LEADING_WHITE);
            if white
                && !(self.signed && !self.currency_seen && self.info.number_negative_pattern != 2)
            {
                self.rest = &self.rest[1..];
            } else if self.styles.has(NumberStyles::ALLOW_LEADING_SIGN)
                && !self.signed
                && self.eat_sign(read)
            {
                self.signed = true;
            } else if self.styles.has(NumberStyles::ALLOW_PARENTHESES)
                && !self.signed
                && self.eat("(")
            {
                self.signed = true;
                self.parenthesis = true;
                read.negative = true;
            } else if self.currency.is_some_and(|symbol| self.eat(symbol)) {
                self.currency = None;
                self.currency_seen = true;
            } else {
                return;
            }
        }
    }

    /// Reads the digits, the decimal point and the group separators; false where there was no digit.
    fn digits(&mut self, read: &mut Read) -> bool {
        let monetary = self.styles.has(NumberStyles::ALLOW_CURRENCY_SYMBOL) && self.currency_seen;
        let info = self.info;
        let points = [
            if monetary {
                &info.currency_decimal_separator
            } else {
                &info.number_decimal_separator
            },
            &info.number_decimal_separator,
        ];
        let groups = [
            if monetary {
                &info.currency_group_separator
            } else {
                &info.number_group_separator
            },
            &info.number_group_separator,
        ];
        let (mut any, mut fraction, mut significant) = (false, false, false);
        loop {
            match self.rest.as_bytes().first() {
                Some(&digit @ b'0'..=b'9') => {
                    self.rest = &self.rest[1..];
                    any = true;
                    significant |= digit != b'0';
                    if significant {
                        read.digits.push(digit);
                        read.scale += i32::from(!fraction);
                    } else if fraction {
                        read.scale -= 1;
                    }
                }
                Some(_) => {
                    let allows = |style| self.styles.has(style);
                    let (point, thousands) = (
                        allows(NumberStyles::ALLOW_DECIMAL_POINT),
                        allows(NumberStyles::ALLOW_THOUSANDS),
                    );
                    if point && !fraction && points.iter().any(|token| self.eat(token)) {
                        fraction = true;
                    } else if !(thousands
                        && any
                        && !fraction
                        && groups.iter().any(|token| self.eat(token)))
                    {
                        break;
                    }
                }
                None => break,
            }
        }
        any
    }

    fn exponent(&mut self, read: &mut Read) {
        let before = self.rest;
        if !self.styles.has(NumberStyles::ALLOW_EXPONENT) || !(self.eat("e") || self.eat("E")) {
            return;
        }
        let mut sign = Read::default();
        self.eat_sign(&mut sign);
        let count = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if count == 0 {
            self.rest = before;
            return;
        }
        // A larger exponent is infinity or zero all the same.
        let value = self.rest[..count].parse::<i32>().unwrap_or(9999).min(9999);
        self.rest = &self.rest[count..];
        read.scale += if sign.negative { -value } else { value };
    }

    fn suffix(&mut self, read: &mut Read) {
        loop {
            let white = self.rest.chars().next().is_some_and(is_white)
                && self.styles.has(NumberStyles::ALLOW_TRAILING_WHITE);
            if white {
                self.rest = &self.rest[1..];
            } else if self.styles.has(NumberStyles::ALLOW_TRAILING_SIGN)
                && !self.signed
                && self.eat_sign(read)
            {
                self.signed = true;
            } else if self.parenthesis && self.eat(")") {
                self.parenthesis = false;
            } else if self.currency.is_some_and(|symbol| self.eat(symbol)) {
                self.currency = None;
            } else {
                return;
            }
        }
    }
}
