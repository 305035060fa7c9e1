//! The tree as scripts see it: `[Parser]::ParseInput`, `$block.Ast`, `FindAll`, tokens, visitors.
//!
//! Read `mod` (the nodes of a text in the order in which `FindAll` walks them, and the object that a script holds: a place among them), then
//! `facts` (what a node says beyond its parts, noted when the list is made), `parts` (which of the nodes below a node a property is),
//! `nodes` (the types of nodes and their members), `extent`, `names` (variable paths and type names), `tokens`, `kinds` (enumerations), `parser`
//! (`[Parser]`), `psparser` (`[PSParser]`), `visitor`, `safe` (values that are constants), `block` (the tree of a script block that runs).
//! Absent on purpose: parsing, which is the room `syntax`.

mod block;
mod extent;
mod facts;
mod help;
mod kinds;
mod names;
mod nodes;
mod parser;
mod parts;
mod psparser;
mod requirements;
mod safe;
mod tokens;
mod visitor;

pub(crate) use extent::{PARSE_ERROR, parse_error};

use object::types::TypeInfo;
use object::{Native, Str, Type, Value};
use std::rc::Rc;
use syntax::{AstNode, Source, Span, Token, Visitor, ast};

/// The types of this folder.
pub static TYPES: &[&[&TypeInfo]] = &[
    nodes::NODE_TYPES,
    kinds::TYPES,
    extent::TYPES,
    names::TYPES,
    tokens::TYPES,
    parser::TYPES,
    psparser::TYPES,
    visitor::TYPES,
    requirements::TYPES,
    help::TYPES,
];

/// Lends the type of script blocks the members that only this room has.
pub(crate) fn lend_members() {
    block::lend();
}

/// A node: what it is, what it is part of, what it says.
struct Entry {
    name: &'static str,
    span: Span,
    parent: Option<usize>,
    /// Behind the last node below it.
    end: usize,
    facts: Vec<(&'static str, Value)>,
    /// The code, where it is a script block.
    block: Option<Rc<ast::ScriptBlock>>,
}

/// The nodes of a script, in the order in which `FindAll` walks them, and its tokens.
pub(crate) struct Tree {
    source: Rc<Source>,
    script: Rc<ast::ScriptBlock>,
    tokens: Vec<Token>,
    nodes: Vec<Entry>,
    flags: std::cell::OnceCell<tokens::Flags>,
}

impl Tree {
    /// The nodes of a script.
    fn new(source: Rc<Source>, script: Rc<ast::ScriptBlock>, tokens: Vec<Token>) -> Tree {
        let mut list = List {
            source: &source,
            script: &script,
            tokens: &tokens,
            nodes: Vec::new(),
            open: Vec::new(),
        };
        syntax::visit(&script, &mut list);
        let nodes = list.nodes;
        Tree {
            source,
            script,
            tokens,
            nodes,
            flags: std::cell::OnceCell::new(),
        }
    }

    /// The tree of a text, whatever is wrong with it.
    fn of(source: Rc<Source>) -> (Rc<Tree>, Vec<syntax::ParseError>) {
        let (parsed, tokens) = syntax::parse_with_tokens(source);
        let tree = Tree::new(parsed.source, parsed.script, tokens);
        (Rc::new(tree), parsed.errors)
    }

    /// The node at a place and those below it; unless `nested`, the script blocks in it are not entered.
    fn below(&self, at: usize, nested: bool) -> Vec<usize> {
        let mut found = Vec::new();
        let mut i = at;
        while i < self.nodes[at].end {
            found.push(i);
            let opens = nested
                || !matches!(
                    self.nodes[i].name,
                    "FunctionDefinition" | "ScriptBlockExpression"
                );
            i = if opens { i + 1 } else { self.nodes[i].end };
        }
        found
    }

    /// The nodes directly below a node.
    fn parts(&self, at: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut i = at + 1;
        while i < self.nodes[at].end {
            found.push(i);
            i = self.nodes[i].end;
        }
        found
    }

    fn fact(&self, at: usize, name: &str) -> Option<&Value> {
        let facts = &self.nodes[at].facts;
        let found = facts.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value)
    }

    /// A fact that is a text.
    fn text_fact(&self, at: usize, name: &str) -> Option<&Str> {
        self.fact(at, name).and_then(Value::as_str)
    }
}

/// Lists the nodes that a walk shows.
struct List<'s> {
    source: &'s Rc<Source>,
    script: &'s Rc<ast::ScriptBlock>,
    tokens: &'s [Token],
    nodes: Vec<Entry>,
    open: Vec<usize>,
}

impl<'t> Visitor<'t> for List<'_> {
    fn enter(&mut self, node: AstNode<'t>, parents: &[AstNode<'t>]) {
        let facts = facts::of(node, parents, self.source, self.tokens);
        let parent = self.open.last().copied();
        self.open.push(self.nodes.len());
        self.nodes.push(Entry {
            name: node.name(),
            span: node.span(),
            parent,
            end: self.nodes.len() + 1,
            facts,
            block: matches!(node, AstNode::Script(_)).then(|| self.block_of(parents)),
        });
    }

    fn leave(&mut self, _: AstNode<'t>) {
        let end = self.nodes.len();
        if let Some(at) = self.open.pop() {
            self.nodes[at].end = end;
        }
    }
}

impl List<'_> {
    fn block_of(&self, parents: &[AstNode<'_>]) -> Rc<ast::ScriptBlock> {
        Rc::clone(match parents.last() {
            Some(AstNode::Function(function)) => &function.body,
            Some(AstNode::MethodFunction(method)) => &method.body,
            Some(AstNode::Expression(ast::Expression {
                kind: ast::ExpressionKind::ScriptBlock(block),
                ..
            })) => block,
            _ => self.script,
        })
    }
}

/// A node of a tree as a script holds it: its place in the list that `FindAll` walks.
pub struct AstObject {
    tree: Rc<Tree>,
    at: usize,
}

impl AstObject {
    /// Another node of the same tree.
    fn node(&self, at: usize) -> Value {
        let tree = Rc::clone(&self.tree);
        Value::native(AstObject { tree, at })
    }

    fn entry(&self) -> &Entry {
        &self.tree.nodes[self.at]
    }

    fn text(&self) -> &str {
        self.entry().span.text(&self.tree.source.text)
    }
}

impl Native for AstObject {
    fn get_type(&self) -> Type {
        Type::Known(nodes::type_of(self.entry().name))
    }

    fn to_text(&self) -> Str {
        Str::from(self.text())
    }

    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<AstObject>()
            .is_some_and(|other| Rc::ptr_eq(&self.tree, &other.tree) && self.at == other.at)
    }
}
