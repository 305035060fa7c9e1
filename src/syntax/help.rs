//! Comment-based help: finding the comment that belongs to a function or script, and taking it apart.
//!
//! Help is asked for rarely, so nothing is kept for it: the text is scanned again when it is.

use crate::ast::{Function, ScriptBlock};
use crate::span::{Source, Span};
use crate::token::{Token, TokenKind};
use std::rc::Rc;

/// The sections of a help comment, each without its indentation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Help {
    /// `.SYNOPSIS`
    pub synopsis: String,
    /// `.DESCRIPTION`
    pub description: String,
    /// `.PARAMETER name`, in order, names as written.
    pub parameters: Vec<(String, String)>,
    /// `.EXAMPLE`, in order.
    pub examples: Vec<String>,
    /// `.INPUTS`, in order.
    pub inputs: Vec<String>,
    /// `.OUTPUTS`, in order.
    pub outputs: Vec<String>,
    /// `.NOTES`
    pub notes: String,
    /// `.LINK`, in order.
    pub links: Vec<String>,
    /// `.COMPONENT`
    pub component: String,
    /// `.ROLE`
    pub role: String,
    /// `.FUNCTIONALITY`
    pub functionality: String,
    /// `.FORWARDHELPTARGETNAME name`
    pub forward_target: String,
    /// `.FORWARDHELPCATEGORY category`
    pub forward_category: String,
    /// `.REMOTEHELPRUNSPACE session`
    pub remote_runspace: String,
    /// `.EXTERNALHELP file`
    pub external_help: String,
}

/// The help of a function: before it, at the start of its body, or at the end of it.
pub fn function_help(source: &Rc<Source>, function: &Function) -> Option<Help> {
    let tokens = crate::parse_with_tokens(Rc::clone(source)).1;
    let place = |span: Span| tokens.partition_point(|token| token.span.start < span.start);
    let comments = Comments {
        source,
        tokens: &tokens,
    };
    let keyword = place(function.span);
    let body = place(function.body.span);
    // Two lines may lie between a comment and the function that it is about.
    comments
        .before(keyword, 2)
        .or_else(|| comments.within(body + 1, function.body.span.end))
}

/// The help of a script: at its start or at its end.
pub fn script_help(source: &Rc<Source>, script: &ScriptBlock) -> Option<Help> {
    let tokens = crate::parse_with_tokens(Rc::clone(source)).1;
    Comments {
        source,
        tokens: &tokens,
    }
    .within(0, script.span.end)
}

struct Comments<'a> {
    source: &'a Source,
    tokens: &'a [Token],
}

impl Comments<'_> {
    fn line(&self, offset: u32) -> u32 {
        self.source
            .line_column(offset.min(self.source.text.len() as u32))
            .0
    }

    /// The comments that end at most `distance` lines before a token.
    fn before(&self, index: usize, distance: u32) -> Option<Help> {
        let token = self.tokens.get(index)?;
        let mut first_line = self.line(token.span.start).saturating_sub(distance);
        let mut block = Vec::new();
        for token in self.tokens[..index].iter().rev() {
            if self.line(token.span.end) < first_line {
                break;
            }
            match token.kind {
                TokenKind::Comment => {
                    block.push(token.span);
                    first_line = self.line(token.span.start).saturating_sub(1);
                }
                TokenKind::NewLine => {}
                _ => break,
            }
        }
        block.reverse();
        self.help(&block)
    }

    /// The comments before the first statement of a body, or behind its last.
    fn within(&self, start: usize, end: u32) -> Option<Help> {
        let mut index = start;
        loop {
            let (block, next) = self.block(index);
            if block.is_empty() {
                break;
            }
            if let Some(help) = self.help(&block) {
                return Some(help);
            }
            index = next;
        }
        let last = self.tokens.partition_point(|token| token.span.end < end);
        self.before(last, u32::MAX)
    }

    /// The comments from a token on, up to an empty line; and where the next begin.
    fn block(&self, start: usize) -> (Vec<Span>, usize) {
        let mut block = Vec::new();
        let mut last_line = u32::MAX;
        for (index, token) in self.tokens.iter().enumerate().skip(start) {
            if self.line(token.span.start) > last_line {
                return (block, index);
            }
            match token.kind {
                TokenKind::Comment => {
                    block.push(token.span);
                    last_line = self.line(token.span.end) + 1;
                }
                TokenKind::NewLine => {}
                _ => return (block, index),
            }
        }
        (block, self.tokens.len())
    }

    fn help(&self, block: &[Span]) -> Option<Help> {
        let mut lines = Vec::new();
        for comment in block {
            let text = comment.text(&self.source.text);
            match text.strip_prefix("<#") {
                Some(text) => lines.extend(text.strip_suffix("#>").unwrap_or(text).lines()),
                None => lines.push(text.trim_start_matches('#')),
            }
        }
        parse_help(&lines)
    }
}

/// Reads the lines of a comment; `None` where it is no help: no section stands first, or one is unknown.
pub fn parse_help(lines: &[&str]) -> Option<Help> {
    let first = lines.iter().position(|line| !line.trim().is_empty())?;
    directive(lines[first])?;
    let mut help = Help::default();
    let mut index = first;
    while index < lines.len() {
        let (name, argument) = directive(lines[index])?;
        let end = (index + 1..lines.len())
            .find(|i| directive(lines[*i]).is_some())
            .unwrap_or(lines.len());
        let text = section(&lines[index + 1..end]);
        help.keep(&name, argument, text).then_some(())?;
        index = end;
    }
    Some(help)
}

/// directive = blanks "." word [ blanks argument ]
fn directive(line: &str) -> Option<(String, &str)> {
    let rest = line.trim().strip_prefix('.')?;
    let (name, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let is_word = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_word.then(|| (name.to_ascii_uppercase(), argument.trim()))
}

/// Lines without the indentation that all of them share, and without empty ones at both ends.
fn section(lines: &[&str]) -> String {
    let is_empty = |line: &&str| line.trim().is_empty();
    let start = lines
        .iter()
        .position(|line| !is_empty(line))
        .unwrap_or(lines.len());
    let end = lines
        .iter()
        .rposition(|line| !is_empty(line))
        .map_or(start, |last| last + 1);
    let lines = &lines[start..end];
    let indent = |line: &&str| line.chars().take_while(|c| c.is_whitespace()).count();
    let shared = lines
        .iter()
        .filter(|line| !is_empty(line))
        .map(indent)
        .min()
        .unwrap_or(0);
    let cut: Vec<String> = lines
        .iter()
        .map(|line| line.chars().skip(shared).collect())
        .collect();
    cut.iter()
        .map(|line| line.trim_end())
        .collect::<Vec<_>>()
        .join("\n")
}

impl Help {
    /// Keeps a section; false where there is no such section.
    fn keep(&mut self, name: &str, argument: &str, text: String) -> bool {
        match (name, argument.is_empty()) {
            ("SYNOPSIS", true) => self.synopsis = text,
            ("DESCRIPTION", true) => self.description = text,
            ("NOTES", true) => self.notes = text,
            ("LINK", true) => self.links.push(text),
            ("EXAMPLE", true) => self.examples.push(text),
            ("INPUTS", true) => self.inputs.push(text),
            ("OUTPUTS", true) => self.outputs.push(text),
            ("COMPONENT", true) => self.component = text,
            ("ROLE", true) => self.role = text,
            ("FUNCTIONALITY", true) => self.functionality = text,
            ("PARAMETER", false) => self.parameters.push((argument.to_owned(), text)),
            ("FORWARDHELPTARGETNAME", false) => self.forward_target = argument.to_owned(),
            ("FORWARDHELPCATEGORY", false) => self.forward_category = argument.to_owned(),
            ("REMOTEHELPRUNSPACE", false) => self.remote_runspace = argument.to_owned(),
            ("EXTERNALHELP", false) => self.external_help = argument.to_owned(),
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::StatementKind;

    fn first_function(text: &str) -> Option<Help> {
        let parsed = crate::parse(None, text);
        let block = parsed.script.end.as_ref()?;
        block
            .statements
            .iter()
            .find_map(|statement| match &statement.kind {
                StatementKind::Function(function) => Some(function_help(&parsed.source, function)),
                _ => None,
            })?
    }

    #[test]
    fn help_stands_before_a_function_or_in_it() {
        let comment =
            "<#\n.SYNOPSIS\n  Does it.\n.PARAMETER Name\n  Whose.\n.EXAMPLE\n  f 1\n\n  Once.\n#>";
        let expected = Help {
            synopsis: "Does it.".into(),
            parameters: vec![("Name".into(), "Whose.".into())],
            examples: vec!["f 1\n\nOnce.".into()],
            ..Help::default()
        };
        let body = "function f {\n    param($Name)\n    1\n";
        assert_eq!(
            first_function(&format!("$x = 1\n\n{comment}\n{body}}}")).as_ref(),
            Some(&expected)
        );
        assert_eq!(
            first_function(&format!("function f {{\n{comment}\nparam($Name) }}")).as_ref(),
            Some(&expected)
        );
        assert_eq!(
            first_function(&format!("{body}{comment}\n}}")).as_ref(),
            Some(&expected)
        );
        assert_eq!(first_function(&format!("{comment}\n\n\n\n{body}}}")), None);
    }

    #[test]
    fn line_comments_are_help_and_other_comments_are_none() {
        assert_eq!(
            first_function("# .SYNOPSIS\n#  Short.\nfunction f { }").map(|help| help.synopsis),
            Some("Short.".into())
        );
        assert_eq!(first_function("# Only a comment\nfunction f { }"), None);
        assert_eq!(first_function("<#\n.NOSUCH\n  x\n#>\nfunction f { }"), None);
    }

    #[test]
    fn a_script_has_help_of_its_own() {
        let parsed = crate::parse(None, "<#\n.SYNOPSIS\nAll.\n#>\nparam($x)\n'y'");
        assert_eq!(
            script_help(&parsed.source, &parsed.script).map(|help| help.synopsis),
            Some("All.".into())
        );
    }
}
