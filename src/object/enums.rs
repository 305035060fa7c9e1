//! Values of enumerations, .NET's and those that scripts define.

use crate::types::Type;

/// A value of an enumeration.
#[derive(Clone, PartialEq)]
pub struct EnumValue {
    /// The enumeration.
    pub kind: Type,
    /// The number behind the name.
    pub bits: i64,
}

impl EnumValue {
    /// `ToString()`: the name, names joined by `, ` for flags, or the number where no name fits.
    pub fn name(&self) -> String {
        self.kind.enum_name(self.bits)
    }
}
