//! What is known of the text that is being typed: tokens, and what the tree says of them. Found once for each text, and shared
//! by highlighting, completion and the question whether the input goes on.

use std::cell::RefCell;
use std::rc::Rc;
use syntax::ast::{CommandElement, Element};
use syntax::{AstNode, Source, Span, Token, TokenKind, Visitor};

/// A text, understood.
pub(crate) struct Analysis {
    /// The text.
    pub text: Rc<str>,
    /// Its tokens, the end of input aside; each within the text.
    pub tokens: Vec<Token>,
    /// More input could mend what is wrong.
    pub incomplete: bool,
    /// Where names of commands begin, in order.
    pub commands: Vec<u32>,
}

impl Analysis {
    /// Understands a text.
    pub fn of(text: &str) -> Analysis {
        let text: Rc<str> = text.into();
        let (parsed, mut tokens) = syntax::parse_with_tokens(Source::new(None, Rc::clone(&text)));
        tokens.retain(|token| token.kind != TokenKind::EndOfInput);
        for token in &mut tokens {
            token.span = within(&text, token.span);
        }
        tokens.retain(|token| token.span.start < token.span.end);
        let mut names = Names::default();
        syntax::visit(&parsed.script, &mut names);
        names.0.sort_unstable();
        Analysis {
            text,
            tokens,
            incomplete: parsed.incomplete(),
            commands: names.0,
        }
    }

    /// What a token says.
    pub fn text_of(&self, token: &Token) -> &str {
        token.span.text(&self.text)
    }
}

/// A span that ends where the text does, at the latest.
fn within(text: &str, span: Span) -> Span {
    let end = (span.end as usize).min(text.len());
    Span::new((span.start as usize).min(end), end)
}

/// Collects where names of commands begin.
#[derive(Default)]
struct Names(Vec<u32>);

impl<'t> Visitor<'t> for Names {
    fn enter(&mut self, node: AstNode<'t>, _parents: &[AstNode<'t>]) {
        if let AstNode::Element(Element::Command(command)) = node
            && let Some(CommandElement::Argument(name)) = command.elements.first()
        {
            self.0.push(name.span.start);
        }
    }
}

/// The analysis of the text that was asked for last.
#[derive(Default)]
pub(crate) struct Cache(RefCell<Option<Rc<Analysis>>>);

impl Cache {
    /// The analysis of a text.
    pub fn get(&self, text: &str) -> Rc<Analysis> {
        let mut kept = self.0.borrow_mut();
        match &*kept {
            Some(analysis) if &*analysis.text == text => Rc::clone(analysis),
            _ => Rc::clone(kept.insert(Rc::new(Analysis::of(text)))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_input_goes_on_and_wrong_input_does_not() {
        for open in ["if ($true) {", "\"abc", "1 +", "Get-CsPool |", "@'", "(1"] {
            assert!(Analysis::of(open).incomplete, "{open}");
        }
        for closed in ["", "1", "}", "Get-CsPool -Identity", "if (1) { 2 }"] {
            assert!(!Analysis::of(closed).incomplete, "{closed}");
        }
    }

    #[test]
    fn names_of_commands_are_found_in_blocks_too() {
        let analysis = Analysis::of("gci | % { Get-Date }");
        assert_eq!(analysis.commands, [0, 6, 10]);
    }

    #[test]
    fn the_same_text_is_analysed_once() {
        let cache = Cache::default();
        assert!(Rc::ptr_eq(&cache.get("a"), &cache.get("a")));
        assert!(!Rc::ptr_eq(&cache.get("a"), &cache.get("b")));
    }
}
