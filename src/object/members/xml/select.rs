//! XPath 1.0: what an expression gives of a node.

use super::node::{Kind, Node};
use super::path::{self, Expr, Op, Start, Step, Test};
use crate::members::exceptions::XPATH;
use crate::{Fault, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The value of an expression.
#[derive(Clone)]
#[allow(missing_docs)]
pub enum Answer {
    Nodes(Vec<Rc<Node>>),
    Text(String),
    Number(f64),
    Bool(bool),
}

/// Prefixes and the namespaces that they stand for in an expression.
pub type Prefixes = BTreeMap<String, String>;

/// Evaluates an expression at a node.
pub fn evaluate(text: &str, node: &Rc<Node>, prefixes: &Prefixes) -> Result<Answer> {
    let Some(expr) = path::parse(text) else {
        let message = if text.trim().is_empty() {
            "Expression must evaluate to a node-set.".to_string()
        } else {
            format!("'{text}' has an invalid token.")
        };
        return Fault::new(&XPATH, message).raise();
    };
    let mut context = Context {
        node: Rc::clone(node),
        position: 1,
        size: 1,
        prefixes,
    };
    context.eval(&expr)
}

/// The nodes that an expression selects, in document order.
pub fn select(text: &str, node: &Rc<Node>, prefixes: &Prefixes) -> Result<Vec<Rc<Node>>> {
    match evaluate(text, node, prefixes)? {
        Answer::Nodes(nodes) => Ok(nodes),
        _ => Fault::new(&XPATH, "Expression must evaluate to a node-set.").raise(),
    }
}

impl Answer {
    /// As `string()`.
    pub fn text(&self) -> String {
        match self {
            Answer::Nodes(nodes) => nodes
                .first()
                .map(|node| node.inner_text())
                .unwrap_or_default(),
            Answer::Text(text) => text.clone(),
            Answer::Number(number) => crate::number::f64_to_ps_string(*number),
            Answer::Bool(answer) => answer.to_string(),
        }
    }

    /// As `number()`.
    pub fn number(&self) -> f64 {
        match self {
            Answer::Number(number) => *number,
            Answer::Bool(answer) => f64::from(u8::from(*answer)),
            other => other.text().trim().parse().unwrap_or(f64::NAN),
        }
    }

    /// As `boolean()`.
    pub fn truth(&self) -> bool {
        match self {
            Answer::Nodes(nodes) => !nodes.is_empty(),
            Answer::Text(text) => !text.is_empty(),
            Answer::Number(number) => *number != 0.0 && !number.is_nan(),
            Answer::Bool(answer) => *answer,
        }
    }
}

struct Context<'p> {
    node: Rc<Node>,
    position: usize,
    size: usize,
    prefixes: &'p Prefixes,
}

impl Context<'_> {
    fn eval(&mut self, expr: &Expr) -> Result<Answer> {
        Ok(match expr {
            Expr::Or(a, b) => Answer::Bool(self.eval(a)?.truth() || self.eval(b)?.truth()),
            Expr::And(a, b) => Answer::Bool(self.eval(a)?.truth() && self.eval(b)?.truth()),
            Expr::Compare(op, a, b) => Answer::Bool(compare(*op, &self.eval(a)?, &self.eval(b)?)),
            Expr::Arithmetic(op, a, b) => {
                let (a, b) = (self.eval(a)?.number(), self.eval(b)?.number());
                Answer::Number(match op {
                    Op::Add => a + b,
                    Op::Subtract => a - b,
                    Op::Multiply => a * b,
                    Op::Divide => a / b,
                    _ => a % b,
                })
            }
            Expr::Negate(a) => Answer::Number(-self.eval(a)?.number()),
            Expr::Union(a, b) => {
                let mut nodes = self.nodes(a)?;
                nodes.extend(self.nodes(b)?);
                Answer::Nodes(in_order(nodes))
            }
            Expr::Text(text) => Answer::Text(text.clone()),
            Expr::Number(number) => Answer::Number(*number),
            Expr::Call(name, arguments) => self.call(name, arguments)?,
            Expr::Path(start, steps) => Answer::Nodes(self.path(start, steps)?),
        })
    }

    fn nodes(&mut self, expr: &Expr) -> Result<Vec<Rc<Node>>> {
        match self.eval(expr)? {
            Answer::Nodes(nodes) => Ok(nodes),
            _ => Fault::new(&XPATH, "Expression must evaluate to a node-set.").raise(),
        }
    }

    fn path(&mut self, start: &Start, steps: &[Step]) -> Result<Vec<Rc<Node>>> {
        let mut nodes = match start {
            Start::Here => vec![Rc::clone(&self.node)],
            Start::Root => vec![root(&self.node)],
            Start::From(expr, predicates) => {
                let nodes = self.nodes(expr)?;
                self.kept(nodes, predicates)?
            }
        };
        for step in steps {
            let mut next = Vec::new();
            for node in &nodes {
                let candidates = axis(node, &step.axis)
                    .into_iter()
                    .filter(|candidate| self.passes(candidate, step))
                    .collect();
                next.extend(self.kept(candidates, &step.predicates)?);
            }
            nodes = in_order(next);
        }
        Ok(nodes)
    }

    /// The nodes for which all predicates hold, each seeing its position among those that are left.
    fn kept(&mut self, mut nodes: Vec<Rc<Node>>, predicates: &[Expr]) -> Result<Vec<Rc<Node>>> {
        for predicate in predicates {
            let size = nodes.len();
            let mut kept = Vec::new();
            for (index, node) in nodes.into_iter().enumerate() {
                let mut context = Context {
                    node: Rc::clone(&node),
                    position: index + 1,
                    size,
                    prefixes: self.prefixes,
                };
                let holds = match context.eval(predicate)? {
                    Answer::Number(number) => number == (index + 1) as f64,
                    other => other.truth(),
                };
                if holds {
                    kept.push(node);
                }
            }
            nodes = kept;
        }
        Ok(nodes)
    }

    fn passes(&self, node: &Rc<Node>, step: &Step) -> bool {
        let is_principal = if step.axis == "attribute" {
            node.kind == Kind::Attribute
        } else {
            node.kind == Kind::Element
        };
        match &step.test {
            Test::Node => true,
            Test::Text => node.is_text(),
            Test::Comment => node.kind == Kind::Comment,
            Test::Instruction(name) => {
                node.kind == Kind::Instruction
                    && name.as_ref().is_none_or(|name| *node.name == **name)
            }
            Test::Any => is_principal,
            Test::InPrefix(prefix) => {
                is_principal
                    && self
                        .prefixes
                        .get(prefix)
                        .is_some_and(|wanted| *wanted == **node.namespace.borrow())
            }
            Test::Name(name) => {
                let (prefix, local) = name.split_once(':').unwrap_or(("", name));
                let wanted = if prefix.is_empty() {
                    Some(String::new())
                } else {
                    self.prefixes.get(prefix).cloned()
                };
                is_principal
                    && node.local_name() == local
                    && wanted.is_some_and(|wanted| wanted == **node.namespace.borrow())
            }
        }
    }

    fn call(&mut self, name: &str, arguments: &[Expr]) -> Result<Answer> {
        let given = arguments
            .iter()
            .map(|argument| self.eval(argument))
            .collect::<Result<Vec<_>>>()?;
        let here = || Answer::Nodes(vec![Rc::clone(&self.node)]);
        let first = given.first().cloned().unwrap_or_else(here);
        let text = |n: usize| given.get(n).map(Answer::text).unwrap_or_default();
        let node = |answer: &Answer| {
            if let Answer::Nodes(nodes) = answer {
                nodes.first().cloned()
            } else {
                None
            }
        };
        Ok(match name {
            "last" => Answer::Number(self.size as f64),
            "position" => Answer::Number(self.position as f64),
            "count" => Answer::Number(if let Answer::Nodes(nodes) = &first { nodes.len() as f64 } else { 0.0 }),
            "name" => Answer::Text(node(&first).map(|node| node.full_name().to_string()).unwrap_or_default()),
            "local-name" => Answer::Text(node(&first).map(|node| node.local_name().to_string()).unwrap_or_default()),
            "namespace-uri" => Answer::Text(node(&first).map(|node| node.namespace.borrow().to_string()).unwrap_or_default()),
            "string" => Answer::Text(first.text()),
            "concat" => Answer::Text(given.iter().map(Answer::text).collect()),
            "starts-with" => Answer::Bool(text(0).starts_with(&text(1))),
            "contains" => Answer::Bool(text(0).contains(&text(1))),
            "substring-before" => Answer::Text(text(0).split_once(&text(1)).map(|(before, _)| before.to_string()).unwrap_or_default()),
            "substring-after" => Answer::Text(text(0).split_once(&text(1)).map(|(_, after)| after.to_string()).unwrap_or_default()),
            "substring" => Answer::Text(substring(&text(0), &given)),
            "string-length" => Answer::Number(first.text().encode_utf16().count() as f64),
            "normalize-space" => Answer::Text(first.text().split_whitespace().collect::<Vec<_>>().join(" ")),
            "translate" => Answer::Text(translate(&text(0), &text(1), &text(2))),
            "boolean" => Answer::Bool(first.truth()),
            "not" => Answer::Bool(!first.truth()),
            "true" => Answer::Bool(true),
            "false" => Answer::Bool(false),
            "number" => Answer::Number(first.number()),
            "sum" => Answer::Number(match &first {
                Answer::Nodes(nodes) => nodes.iter().map(|node| Answer::Text(node.inner_text()).number()).sum(),
                other => other.number(),
            }),
            "floor" => Answer::Number(first.number().floor()),
            "ceiling" => Answer::Number(first.number().ceil()),
            "round" => Answer::Number((first.number() + 0.5).floor()),
            _ => return Fault::new(&XPATH, "Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function.").raise(),
        })
    }
}

fn root(node: &Rc<Node>) -> Rc<Node> {
    let mut at = Rc::clone(node);
    while let Some(parent) = at.parent() {
        at = parent;
    }
    at
}

/// The nodes of an axis, nearest first.
fn axis(node: &Rc<Node>, axis: &str) -> Vec<Rc<Node>> {
    let children = |node: &Rc<Node>| node.children.borrow().clone();
    let below = |node: &Rc<Node>, with_self: bool| {
        let mut nodes = Vec::new();
        node.walk(&mut |each| {
            if with_self || !Rc::ptr_eq(each, node) {
                nodes.push(Rc::clone(each))
            }
        });
        nodes
    };
    let above = |node: &Rc<Node>| {
        std::iter::successors(node.parent(), |at| at.parent()).collect::<Vec<_>>()
    };
    let siblings = |after: bool| -> Vec<Rc<Node>> {
        let Some(parent) = node.parent() else {
            return Vec::new();
        };
        let Some(at) = parent.index_of(node) else {
            return Vec::new();
        };
        let all = children(&parent);
        if after {
            all[at + 1..].to_vec()
        } else {
            all[..at].iter().rev().cloned().collect()
        }
    };
    match axis {
        "child" => children(node),
        "descendant" => below(node, false),
        "descendant-or-self" => below(node, true),
        "parent" => node.parent().into_iter().collect(),
        "ancestor" => above(node),
        "ancestor-or-self" => std::iter::once(Rc::clone(node))
            .chain(above(node))
            .collect(),
        "self" => vec![Rc::clone(node)],
        "attribute" => node
            .attributes
            .borrow()
            .iter()
            .filter(|attribute| !attribute.name.starts_with("xmlns"))
            .cloned()
            .collect(),
        "following-sibling" => siblings(true),
        "preceding-sibling" => siblings(false),
        "following" | "preceding" => {
            let order = below(&root(node), true);
            let Some(at) = order.iter().position(|each| Rc::ptr_eq(each, node)) else {
                return Vec::new();
            };
            let related = if axis == "following" {
                below(node, true)
            } else {
                above(node)
            };
            let is_related = |each: &Rc<Node>| related.iter().any(|other| Rc::ptr_eq(each, other));
            let side: Vec<Rc<Node>> = if axis == "following" {
                order[at + 1..].to_vec()
            } else {
                order[..at].iter().rev().cloned().collect()
            };
            side.into_iter().filter(|each| !is_related(each)).collect()
        }
        _ => Vec::new(),
    }
}

/// Each node once, in document order; attributes stand behind their element.
fn in_order(nodes: Vec<Rc<Node>>) -> Vec<Rc<Node>> {
    if nodes.len() < 2 {
        return nodes;
    }
    let wanted: BTreeSet<usize> = nodes.iter().map(|node| Rc::as_ptr(node).addr()).collect();
    let mut sorted = Vec::with_capacity(wanted.len());
    root(&nodes[0]).walk(&mut |node| {
        let attributes = node.attributes.borrow();
        for each in std::iter::once(node).chain(attributes.iter()) {
            if wanted.contains(&Rc::as_ptr(each).addr()) {
                sorted.push(Rc::clone(each));
            }
        }
    });
    sorted
}

fn compare(op: Op, a: &Answer, b: &Answer) -> bool {
    match (a, b) {
        (Answer::Nodes(nodes), other) if !matches!(other, Answer::Bool(_)) => nodes
            .iter()
            .any(|node| compare(op, &Answer::Text(node.inner_text()), other)),
        (other, Answer::Nodes(nodes)) if !matches!(other, Answer::Bool(_)) => nodes
            .iter()
            .any(|node| compare(op, other, &Answer::Text(node.inner_text()))),
        _ => match op {
            Op::Equal | Op::NotEqual => {
                let equal = match (a, b) {
                    (Answer::Bool(_), _) | (_, Answer::Bool(_)) => a.truth() == b.truth(),
                    (Answer::Number(_), _) | (_, Answer::Number(_)) => a.number() == b.number(),
                    _ => a.text() == b.text(),
                };
                equal == (op == Op::Equal)
            }
            Op::Less => a.number() < b.number(),
            Op::LessEqual => a.number() <= b.number(),
            Op::Greater => a.number() > b.number(),
            _ => a.number() >= b.number(),
        },
    }
}

/// `substring`, which counts from one and rounds.
fn substring(text: &str, given: &[Answer]) -> String {
    let round = |n: usize| given.get(n).map(|answer| (answer.number() + 0.5).floor());
    let start = round(1).unwrap_or(1.0);
    let end = round(2).map_or(f64::INFINITY, |length| start + length);
    let keep =
        |(index, _): &(usize, char)| (*index as f64 + 1.0) >= start && (*index as f64 + 1.0) < end;
    text.chars()
        .enumerate()
        .filter(keep)
        .map(|(_, c)| c)
        .collect()
}

fn translate(text: &str, from: &str, to: &str) -> String {
    let to: Vec<char> = to.chars().collect();
    text.chars()
        .filter_map(|c| match from.chars().position(|other| other == c) {
            Some(at) => to.get(at).copied(),
            None => Some(c),
        })
        .collect()
}
