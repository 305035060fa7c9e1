//! What lowering asks of a block as a whole before it begins.

use syntax::ast::{Command, CommandElement, Element, ExpressionKind, Invocation, ScriptBlock};
use syntax::{AstNode, Visitor};

/// Commands that set variables by name.
const SETTERS: &[&str] = &[
    "New-Variable",
    "Remove-Variable",
    "Set-Variable",
    "Set-PSBreakpoint",
    "nv",
    "rv",
    "sbp",
    "sv",
    "set",
];

/// Whether something in the block sets variables that the block's text does not name: it dots a command, or calls one that is
/// told the name. Blocks inside it are not asked.
pub(super) fn sets_by_name(block: &ScriptBlock) -> bool {
    let mut scan = Scan { found: false };
    syntax::visit(block, &mut scan);
    scan.found
}

struct Scan {
    found: bool,
}

impl<'t> Visitor<'t> for Scan {
    fn enter(&mut self, node: AstNode<'t>, parents: &[AstNode<'t>]) {
        if let AstNode::Element(Element::Command(command)) = node {
            let inner = parents.iter().skip(1);
            let is_nested = inner
                .into_iter()
                .any(|parent| matches!(parent, AstNode::Script(_)));
            self.found |= !is_nested && sets(command);
        }
    }
}

fn sets(command: &Command) -> bool {
    if command.invocation == Invocation::Dot {
        return true;
    }
    let Some(CommandElement::Argument(name)) = command.elements.first() else {
        return false;
    };
    let ExpressionKind::String { value, .. } = &name.kind else {
        return false;
    };
    let name = value
        .strip_prefix("Microsoft.PowerShell.Utility\\")
        .unwrap_or(value);
    SETTERS
        .iter()
        .any(|setter| setter.eq_ignore_ascii_case(name))
}
