//! Where each ASCII character stands in the root collation order, case aside.

/// The printable characters and blanks in collation order. Letters stand once: their case counts only at the third level.
const ORDER: &[u8] =
    b"\t\n\x0b\x0c\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";

/// Rank of each byte; zero marks what the table cannot judge: control characters, which the collator ignores, and non-ASCII.
pub(super) static RANK: [u8; 256] = ranks();

const fn ranks() -> [u8; 256] {
    let mut table = [0u8; 256];
    let mut index = 0;
    while index < ORDER.len() {
        let byte = ORDER[index];
        table[byte as usize] = index as u8 + 1;
        table[byte.to_ascii_uppercase() as usize] = index as u8 + 1;
        index += 1;
    }
    table
}
