//! Base 64 and hexadecimal.

use crate::types;
use crate::{Fault, Result};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// .NET breaks lines after this many characters.
const LINE_CHARS: usize = 76;

/// `Convert.ToBase64String`
pub fn encode(bytes: &[u8], breaks: bool) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for (at, chunk) in bytes.chunks(3).enumerate() {
        if breaks && at > 0 && (at * 4) % LINE_CHARS == 0 {
            text.push_str("\r\n");
        }
        let group = chunk
            .iter()
            .fold(0u32, |all, byte| all << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = ALPHABET[(group >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= chunk.len() {
                char::from(digit)
            } else {
                '='
            });
        }
    }
    text
}

/// `Convert.FromBase64String`: white space does not count.
pub fn decode(text: &str) -> Result<Vec<u8>> {
    let digits: Vec<u8> = text
        .bytes()
        .filter(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
        .collect();
    let padding = digits
        .iter()
        .rev()
        .take_while(|byte| **byte == b'=')
        .count();
    let body = &digits[..digits.len() - padding];
    let values: Option<Vec<u32>> = body
        .iter()
        .map(|byte| {
            ALPHABET
                .iter()
                .position(|known| known == byte)
                .map(|at| at as u32)
        })
        .collect();
    match values {
        Some(values) if digits.len().is_multiple_of(4) && padding <= 2 => {
            let mut bytes = Vec::with_capacity(values.len() * 3 / 4);
            for chunk in values.chunks(4) {
                let group = chunk.iter().fold(0u32, |all, value| all << 6 | value)
                    << (6 * (4 - chunk.len()));
                bytes.extend(
                    (0..chunk.len().saturating_sub(1)).map(|at| (group >> (16 - 8 * at)) as u8),
                );
            }
            Ok(bytes)
        }
        _ => {
            let message = "The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.";
            Fault::new(&types::FORMAT_EXCEPTION, message).raise()
        }
    }
}

/// `Convert.ToHexString`
pub fn to_hex(bytes: &[u8], upper: bool) -> String {
    bytes
        .iter()
        .map(|byte| {
            if upper {
                format!("{byte:02X}")
            } else {
                format!("{byte:02x}")
            }
        })
        .collect()
}

/// `Convert.FromHexString`
pub fn from_hex(text: &str) -> Result<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        return Fault::new(
            &types::FORMAT_EXCEPTION,
            "The input is not a valid hex string as its length is not a multiple of 2.",
        )
        .raise();
    }
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|c| c.to_digit(16).map(|digit| digit as u8))
        .collect();
    match digits {
        Some(digits) => Ok(digits
            .chunks(2)
            .map(|pair| pair[0] << 4 | pair[1])
            .collect()),
        None => Fault::new(
            &types::FORMAT_EXCEPTION,
            "The input is not a valid hex string as it contains a non-hex character.",
        )
        .raise(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_from_base_64() {
        for text in ["", "f", "fo", "foo", "foob", "fooba", "foobar"] {
            assert_eq!(
                decode(&encode(text.as_bytes(), false)).ok(),
                Some(text.as_bytes().to_vec())
            );
        }
        assert_eq!(encode(b"foob", false), "Zm9vYg==");
        assert!(decode("Zm9vYg=").is_err());
    }

    #[test]
    fn lines_break_after_76_characters() {
        assert_eq!(encode(&[0; 60], true).find("\r\n"), Some(76));
    }
}
