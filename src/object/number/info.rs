//! What a culture contributes to the text of numbers (`NumberFormatInfo`).

/// The separators, symbols, patterns and digit counts of a culture, named as in .NET. Every field may be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are .NET's own")]
pub struct NumberFormatInfo {
    pub number_decimal_digits: i32,
    pub number_decimal_separator: String,
    pub number_group_separator: String,
    pub number_group_sizes: Vec<i32>,
    pub number_negative_pattern: i32,
    pub currency_symbol: String,
    pub currency_decimal_digits: i32,
    pub currency_decimal_separator: String,
    pub currency_group_separator: String,
    pub currency_group_sizes: Vec<i32>,
    pub currency_positive_pattern: i32,
    pub currency_negative_pattern: i32,
    pub percent_symbol: String,
    pub per_mille_symbol: String,
    pub percent_decimal_digits: i32,
    pub percent_decimal_separator: String,
    pub percent_group_separator: String,
    pub percent_group_sizes: Vec<i32>,
    pub percent_positive_pattern: i32,
    pub percent_negative_pattern: i32,
    pub positive_sign: String,
    pub negative_sign: String,
    pub positive_infinity_symbol: String,
    pub negative_infinity_symbol: String,
    pub nan_symbol: String,
}

impl NumberFormatInfo {
    /// The culture-neutral conventions.
    pub fn invariant() -> Self {
        let (dot, comma) = (String::from("."), String::from(","));
        NumberFormatInfo {
            number_decimal_digits: 2,
            number_decimal_separator: dot.clone(),
            number_group_separator: comma.clone(),
            number_group_sizes: vec![3],
            number_negative_pattern: 1,
            currency_symbol: String::from("\u{a4}"),
            currency_decimal_digits: 2,
            currency_decimal_separator: dot.clone(),
            currency_group_separator: comma.clone(),
            currency_group_sizes: vec![3],
            currency_positive_pattern: 0,
            currency_negative_pattern: 0,
            percent_symbol: String::from("%"),
            per_mille_symbol: String::from("\u{2030}"),
            percent_decimal_digits: 2,
            percent_decimal_separator: dot,
            percent_group_separator: comma,
            percent_group_sizes: vec![3],
            percent_positive_pattern: 0,
            percent_negative_pattern: 0,
            positive_sign: String::from("+"),
            negative_sign: String::from("-"),
            positive_infinity_symbol: String::from("Infinity"),
            negative_infinity_symbol: String::from("-Infinity"),
            nan_symbol: String::from("NaN"),
        }
    }

    /// The conventions of American English as ICU states them: three decimals for `N` and `P`, `∞` for infinity.
    pub fn en_us() -> Self {
        NumberFormatInfo {
            number_decimal_digits: 3,
            currency_symbol: String::from("$"),
            currency_negative_pattern: 1,
            percent_decimal_digits: 3,
            percent_positive_pattern: 1,
            percent_negative_pattern: 1,
            positive_infinity_symbol: String::from("\u{221e}"),
            negative_infinity_symbol: String::from("-\u{221e}"),
            ..Self::invariant()
        }
    }

    /// A process-wide copy of [`Self::invariant`], for callers that need no change.
    pub fn invariant_ref() -> &'static Self {
        static INFO: std::sync::OnceLock<NumberFormatInfo> = std::sync::OnceLock::new();
        INFO.get_or_init(Self::invariant)
    }

    /// A process-wide copy of [`Self::en_us`].
    pub fn en_us_ref() -> &'static Self {
        static INFO: std::sync::OnceLock<NumberFormatInfo> = std::sync::OnceLock::new();
        INFO.get_or_init(Self::en_us)
    }
}
