//! Names and numbers of cultures that have no conventions of their own here.

/// The name as ICU spells it: the language in lower case, a script with a capital, a region in capitals. `None` is no name.
pub fn normalize(name: &str) -> Option<String> {
    let mut parts = name.split(['-', '_']);
    let language = parts.next()?;
    if !(2..=8).contains(&language.len())
        || !language.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        return None;
    }
    let mut normal = language.to_ascii_lowercase();
    for part in parts {
        if part.is_empty()
            || part.len() > 8
            || !part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        {
            return None;
        }
        normal.push('-');
        match part.len() {
            4 => {
                normal.push_str(&part[..1].to_ascii_uppercase());
                normal.push_str(&part[1..].to_ascii_lowercase());
            }
            2 | 3 => normal.push_str(&part.to_ascii_uppercase()),
            _ => normal.push_str(part),
        }
    }
    Some(normal)
}

/// Windows' numbers of languages and cultures.
static IDS: &[(i32, &str)] = &[
    (1, "ar"),
    (2, "bg"),
    (3, "ca"),
    (4, "zh-Hans"),
    (5, "cs"),
    (6, "da"),
    (7, "de"),
    (8, "el"),
    (9, "en"),
    (10, "es"),
    (11, "fi"),
    (12, "fr"),
    (13, "he"),
    (14, "hu"),
    (15, "is"),
    (16, "it"),
    (17, "ja"),
    (18, "ko"),
    (19, "nl"),
    (20, "no"),
    (21, "pl"),
    (22, "pt"),
    (24, "ro"),
    (25, "ru"),
    (29, "sv"),
    (31, "tr"),
    (127, ""),
    (1030, "da-DK"),
    (1031, "de-DE"),
    (1033, "en-US"),
    (1034, "es-ES"),
    (1035, "fi-FI"),
    (1036, "fr-FR"),
    (1040, "it-IT"),
    (1041, "ja-JP"),
    (1043, "nl-NL"),
    (1045, "pl-PL"),
    (1046, "pt-BR"),
    (1049, "ru-RU"),
    (1053, "sv-SE"),
    (1055, "tr-TR"),
    (2052, "zh-CN"),
    (2055, "de-CH"),
    (2057, "en-GB"),
    (2070, "pt-PT"),
    (3079, "de-AT"),
    (3081, "en-AU"),
    (3082, "es-ES"),
    (4105, "en-CA"),
];

/// The name of the culture of that number.
pub fn by_id(id: i32) -> Option<&'static str> {
    IDS.iter()
        .find(|(known, _)| *known == id)
        .map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_as_icu_spells_them() {
        assert_eq!(normalize("Hello").as_deref(), Some("hello"));
        assert_eq!(normalize("ZH-hans-cn").as_deref(), Some("zh-Hans-CN"));
        assert_eq!(normalize("o"), None);
    }
}
