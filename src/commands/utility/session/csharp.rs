//! Enumerations and plain data classes of C#, read and written again as PowerShell.

/// A type that a text declares.
pub struct Declared {
    /// Its name.
    pub name: String,
    /// The same in PowerShell.
    pub script: String,
}

/// Why a text gives no types.
pub enum Trouble {
    /// It is no C#.
    Wrong(String),
    /// It has code, which nothing here can run; the member's name.
    Code(String),
}

/// The types of a text.
pub fn read(text: &str) -> Result<Vec<Declared>, Trouble> {
    let mut reader = Reader {
        tokens: tokens(text),
        at: 0,
    };
    let mut found = Vec::new();
    while let Some(token) = reader.peek().map(str::to_string) {
        match token.as_str() {
            "using" => reader.skip_to(";"),
            "namespace" => {
                reader.skip_to("{");
            }
            "}" | ";" => reader.at += 1,
            "[" => reader.skip_to("]"),
            "enum" => found.push(reader.enumeration()?),
            "class" | "struct" => found.push(reader.class()?),
            "public" | "internal" | "private" | "static" | "sealed" | "partial" | "abstract" => {
                reader.at += 1
            }
            other => return Err(Trouble::Wrong(format!("Unexpected '{other}'."))),
        }
    }
    Ok(found)
}

/// Words, numbers, strings and signs; comments and blanks left out.
fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if c.is_whitespace() {
            rest = &rest[c.len_utf8()..];
            continue;
        } else if rest.starts_with("//") {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
            continue;
        } else if rest.starts_with("/*") {
            rest = &rest[rest.find("*/").map_or(rest.len(), |at| at + 2)..];
            continue;
        } else if c.is_alphanumeric() || c == '_' || c == '@' {
            rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '@')))
                .unwrap_or(rest.len())
        } else if c == '"' {
            rest[1..].find('"').map_or(rest.len(), |at| at + 2)
        } else {
            c.len_utf8()
        };
        found.push(rest[..length].to_string());
        rest = &rest[length..];
    }
    found
}

struct Reader {
    tokens: Vec<String>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<&str> {
        self.tokens.get(self.at).map(String::as_str)
    }

    fn next(&mut self) -> Result<String, Trouble> {
        let token = self
            .peek()
            .map(str::to_string)
            .ok_or_else(|| Trouble::Wrong("} expected".to_string()))?;
        self.at += 1;
        Ok(token)
    }

    fn expect(&mut self, sign: &str) -> Result<(), Trouble> {
        match self.next()? {
            token if token == sign => Ok(()),
            token => Err(Trouble::Wrong(format!(
                "'{sign}' expected before '{token}'"
            ))),
        }
    }

    fn skip_to(&mut self, sign: &str) {
        while let Some(token) = self.peek() {
            let found = token == sign;
            self.at += 1;
            if found {
                return;
            }
        }
    }

    /// `enum Name : type { A = 1, B }`
    fn enumeration(&mut self) -> Result<Declared, Trouble> {
        self.at += 1;
        let name = self.next()?;
        let mut base = String::new();
        if self.peek() == Some(":") {
            self.at += 1;
            base = format!(" : {}", self.next()?);
        }
        self.expect("{")?;
        let flags = self.at >= 4
            && self.tokens[..self.at]
                .iter()
                .rev()
                .take(10)
                .any(|token| token.ends_with("Flags"));
        let mut script = format!(
            "{}enum {name}{base} {{\n",
            if flags { "[Flags()] " } else { "" }
        );
        loop {
            match self.next()?.as_str() {
                "}" => break,
                "," => {}
                member => {
                    script.push_str(member);
                    if self.peek() == Some("=") {
                        self.at += 1;
                        script.push_str(" = ");
                        while let Some(token) = self
                            .peek()
                            .map(str::to_string)
                            .filter(|token| token != "," && token != "}")
                        {
                            script.push_str(&token);
                            self.at += 1;
                        }
                    }
                    script.push('\n');
                }
            }
        }
        script.push('}');
        Ok(Declared { name, script })
    }

    /// `class Name { public type Field = value; public type Property { get; set; } }`
    fn class(&mut self) -> Result<Declared, Trouble> {
        self.at += 1;
        let name = self.next()?;
        self.expect("{")?;
        let mut script = format!("class {name} {{\n");
        loop {
            let mut words = Vec::new();
            loop {
                match self.next()?.as_str() {
                    "}" if words.is_empty() => {
                        script.push('}');
                        return Ok(Declared { name, script });
                    }
                    "public" | "private" | "internal" | "protected" | "readonly" | "const"
                    | "virtual" | "override" => {}
                    "(" => return Err(self.code(&name, &words)),
                    sign @ (";" | "=" | "{") => {
                        self.member(&mut script, &words, sign)?;
                        break;
                    }
                    word => words.push(word.to_string()),
                }
            }
        }
    }

    /// A member with parameters: code, if it closes at all.
    fn code(&mut self, class: &str, words: &[String]) -> Trouble {
        let mut depth = 1;
        for token in &self.tokens[self.at..] {
            match token.as_str() {
                "(" => depth += 1,
                ")" => depth -= 1,
                "{" | "}" | ";" if depth > 0 => {
                    return Trouble::Wrong("Identifier expected".to_string());
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        if depth > 0 {
            return Trouble::Wrong(") expected".to_string());
        }
        Trouble::Code(format!(
            "{class}.{}",
            words.last().map_or(class, String::as_str)
        ))
    }

    /// A field or an automatic property.
    fn member(&mut self, script: &mut String, words: &[String], sign: &str) -> Result<(), Trouble> {
        let (Some(name), Some(kind)) = (
            words.last(),
            words.len().checked_sub(2).map(|at| &words[at]),
        ) else {
            return Err(Trouble::Wrong("Identifier expected".to_string()));
        };
        let is_static = words.iter().any(|word| word == "static");
        let mut value = String::new();
        let mut sign = sign.to_string();
        if sign == "{" {
            loop {
                match self.next()?.as_str() {
                    "}" => break,
                    "get" | "set" | ";" | "private" | "init" => {}
                    _ => return Err(Trouble::Code(name.clone())),
                }
            }
            sign = if self.peek() == Some("=") {
                self.next()?
            } else {
                ";".to_string()
            };
        }
        if sign == "=" {
            loop {
                match self.next()?.as_str() {
                    ";" => break,
                    "(" => return Err(Trouble::Code(name.clone())),
                    token => value.push_str(match token {
                        "true" => "$true",
                        "false" => "$false",
                        "null" => "$null",
                        other => other,
                    }),
                }
            }
        }
        let shown = kind.trim_end_matches("[]");
        script.push_str(&format!(
            "{}[{shown}] ${name}",
            if is_static { "static " } else { "" }
        ));
        if !value.is_empty() {
            script.push_str(&format!(" = {value}"));
        }
        script.push('\n');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_becomes_powershell_and_code_is_refused() {
        let text = "using System; public enum Colour { Red = 1, Green } public class Pair { public int A { get; set; } public string B = \"b\"; }";
        let found = read(text).unwrap_or_default();
        let scripts: Vec<&str> = found.iter().map(|kind| kind.script.as_str()).collect();
        assert_eq!(
            scripts,
            [
                "enum Colour {\nRed = 1\nGreen\n}",
                "class Pair {\n[int] $A\n[string] $B = \"b\"\n}"
            ]
        );
        assert!(matches!(
            read("class X { int F() { return 1; } }"),
            Err(Trouble::Code(_))
        ));
        assert!(matches!(read("class X { int F( }"), Err(Trouble::Wrong(_))));
    }
}
