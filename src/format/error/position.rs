//! `PositionMessage`: where in a script something is, its line, and tildes below the part that is meant.

use object::error::Position;

/// Characters of a line that are shown; a screen of 80 has room for them, the marks of what was cut, and a margin.
const LINE_MAX: usize = 69;
/// Characters before the part that is meant which a cut line keeps.
const BEFORE: usize = 12;
/// Characters behind it.
const BEHIND: usize = 8;
/// What a tab shows as.
const TAB: &str = "    ";

/// The three lines: `At FILE:LINE char:COLUMN`, `+ code`, `+ ~~~~`.
pub fn message(position: &Position) -> String {
    let (line, column) = position.source.line_column(position.span.start);
    let file = position.source.path.as_deref().unwrap_or("line");
    let code = Excerpt::of(position)
        .map(|excerpt| excerpt.text())
        .unwrap_or_default();
    format!("At {file}:{line} char:{column}\n+ {code}")
}

/// The line and the tildes, without the sign before them.
pub fn excerpt(position: &Position) -> (String, String) {
    match Excerpt::of(position) {
        Some(excerpt) => (excerpt.line(), excerpt.tildes()),
        None => (String::new(), String::new()),
    }
}

/// A part of a line, and what part of that is meant.
struct Excerpt {
    line: Vec<char>,
    before: usize,
    length: usize,
    cut_before: bool,
    cut_behind: bool,
}

impl Excerpt {
    fn of(position: &Position) -> Option<Excerpt> {
        let text = &*position.source.text;
        let (start, end) = (position.span.start as usize, position.span.end as usize);
        let head = text.get(..start)?;
        let line_start = head.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let line = text[line_start..]
            .split(['\n', '\r'])
            .next()
            .unwrap_or_default()
            .trim_end();
        if line.is_empty() {
            return None;
        }
        let before = head[line_start..].chars().count();
        let all = line.chars().count();
        let inside = end.checked_sub(line_start).filter(|end| *end <= line.len());
        let length = match inside {
            Some(_) => text.get(start..end).map_or(0, |part| part.chars().count()),
            None => all.saturating_sub(before),
        };
        Some(
            Excerpt {
                line: line.chars().collect(),
                before,
                length,
                cut_before: false,
                cut_behind: false,
            }
            .untabbed()
            .cut(),
        )
    }

    fn untabbed(mut self) -> Excerpt {
        if !self.line.contains(&'\t') {
            return self;
        }
        let spread = |part: &[char]| {
            part.iter()
                .collect::<String>()
                .replace('\t', TAB)
                .chars()
                .collect::<Vec<char>>()
        };
        let at = self.before.min(self.line.len());
        let behind = (at + self.length).min(self.line.len());
        let (head, middle, tail) = (
            spread(&self.line[..at]),
            spread(&self.line[at..behind]),
            spread(&self.line[behind..]),
        );
        (self.before, self.length) = (head.len(), middle.len());
        self.line = [head, middle, tail].concat();
        self
    }

    /// Cuts a long line round the part that is meant.
    fn cut(mut self) -> Excerpt {
        let all = self.line.len();
        if all <= LINE_MAX {
            return self;
        }
        let before_all = self.before;
        let behind_all = all.saturating_sub(self.length + self.before);
        let mut before = before_all.min(BEFORE);
        let mut behind = behind_all.min(BEHIND);
        if before + self.length + behind >= LINE_MAX {
            self.length = self.length.min(LINE_MAX - before);
            self.cut_behind = true;
        } else {
            // What the one side does not need the other may have.
            before += (before_all - before).min(LINE_MAX - (before + self.length + behind));
            behind += behind_all.min(LINE_MAX - (before + self.length + behind));
            self.cut_behind = behind_all > behind;
        }
        self.cut_before = before_all > before;
        let start = before_all.saturating_sub(before).min(all - LINE_MAX);
        self.line = self.line[start..start + LINE_MAX].to_vec();
        self.before = self.before.min(before);
        self.length = self.length.min(LINE_MAX - self.before);
        self
    }

    fn line(&self) -> String {
        let mut text = String::new();
        if self.cut_before {
            text.push_str("… ");
        }
        text.extend(&self.line);
        if self.cut_behind {
            text.push_str(" …");
        }
        text
    }

    fn tildes(&self) -> String {
        let blanks = self.before + if self.cut_before { 2 } else { 0 };
        format!("{}{}", " ".repeat(blanks), "~".repeat(self.length.max(1)))
    }

    fn text(&self) -> String {
        format!("{}\n+ {}", self.line(), self.tildes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syntax::{Source, Span};

    fn at(text: &str, part: &str) -> Position {
        let start = text.find(part).expect("the part is in the text");
        Position {
            source: Source::new(None, text.into()),
            span: Span::new(start, start + part.len()),
        }
    }

    #[test]
    fn the_part_that_is_meant_has_tildes_below() {
        assert_eq!(
            message(&at("a\n  [int]'x' + 1\n", "[int]'x'")),
            "At line:2 char:3\n+   [int]'x' + 1\n+   ~~~~~~~~"
        );
    }

    #[test]
    fn a_long_line_is_cut_behind() {
        let line = "[ordered]@{ t = [datetime]::new(2024, 3, 5, 14, 7, 9, 'Utc') } | ConvertTo-Json -Compress";
        let (code, tildes) = excerpt(&at(
            line,
            "[ordered]@{ t = [datetime]::new(2024, 3, 5, 14, 7, 9, 'Utc') } | ConvertTo-Json -Compress",
        ));
        assert_eq!(
            code,
            "[ordered]@{ t = [datetime]::new(2024, 3, 5, 14, 7, 9, 'Utc') } | Conv …"
        );
        assert_eq!(tildes, "~".repeat(69));
    }

    #[test]
    fn a_long_line_is_cut_at_both_ends() {
        let line = format!(
            "{}{{ ConvertFrom-Json $null }}, {{ ConvertFrom-Json }}, {{ $null | ConvertFrom-Json }}, {{ ConvertFrom-Json x }}",
            "x".repeat(60)
        );
        let start = line.rfind("$null | ").expect("there") + 8;
        let position = Position {
            source: Source::new(None, line.as_str().into()),
            span: Span::new(start, start + 16),
        };
        let (code, tildes) = excerpt(&position);
        assert_eq!(
            code,
            "… son $null }, { ConvertFrom-Json }, { $null | ConvertFrom-Json }, { Con …"
                .replace("Con …", "Co …")
        );
        assert_eq!(
            tildes.len() - tildes.trim_start().len(),
            "… son $null }, { ConvertFrom-Json }, { $null | "
                .chars()
                .count()
        );
    }

    proptest::proptest! {
        #[test]
        fn any_span_of_any_text_can_be_shown(text in "[a-z\\t\\n\\r ä日]{0,120}", a in 0usize..130, b in 0usize..130) {
            let position = Position { source: Source::new(None, text.as_str().into()), span: Span::new(a.min(b), a.max(b)) };
            if text.is_char_boundary(a.min(b).min(text.len())) && a.min(b) <= text.len() {
                let (code, _) = excerpt(&position);
                proptest::prop_assert!(code.chars().count() <= LINE_MAX + 4);
            }
        }
    }
}
