//! The graph of a method's flow: blocks of steps that run one after the other, and the ways between them.

use super::{is_any_local, known};
use crate::ast::Variable;
use crate::span::Span;
use crate::variable::VariablePath;
use std::collections::{HashMap, HashSet};

pub(super) const ENTRY: usize = 0;
pub(super) const EXIT: usize = 1;

pub(super) enum Step {
    Read(String, Span),
    Assign(String),
}

#[derive(Default)]
pub(super) struct BasicBlock {
    pub(super) steps: Vec<Step>,
    pub(super) to: Vec<usize>,
    pub(super) from: Vec<usize>,
    /// It ends with `return`, `throw`, `exit` or a jump out of the method.
    pub(super) leaves: bool,
    pub(super) unreachable: bool,
}

pub(super) struct Loop<'t> {
    pub(super) label: &'t str,
    pub(super) break_to: usize,
    pub(super) continue_to: usize,
}

#[derive(Default)]
pub(super) struct Flow<'t> {
    pub(super) blocks: Vec<BasicBlock>,
    pub(super) current: usize,
    pub(super) loops: Vec<Loop<'t>>,
    /// Variables that are assigned somewhere.
    pub(super) assigned: HashSet<String>,
    /// Variables that PowerShell gives no slot, so that it does not follow them.
    pub(super) dynamic: HashSet<String>,
}

pub(super) fn key(name: &str) -> String {
    let name = VariablePath::new(name).unqualified.to_lowercase();
    if name == "psitem" {
        "_".to_owned()
    } else {
        name
    }
}

impl<'t> Flow<'t> {
    pub(super) fn new_block(&mut self, unreachable: bool) -> usize {
        self.blocks.push(BasicBlock {
            unreachable,
            ..BasicBlock::default()
        });
        self.blocks.len() - 1
    }

    pub(super) fn block(&mut self) -> usize {
        self.new_block(true)
    }

    pub(super) fn flows(&mut self, from: usize, to: usize) {
        if self.blocks[from].to.contains(&to) {
            return;
        }
        if !self.blocks[from].unreachable {
            self.blocks[to].unreachable = false;
        }
        self.blocks[from].to.push(to);
        self.blocks[to].from.push(from);
    }

    pub(super) fn flow_to(&mut self, to: usize) {
        self.flows(self.current, to);
    }

    pub(super) fn assign(&mut self, name: &str) {
        if is_any_local(name) {
            let name = key(name);
            if known::is_shared(&name) {
                self.dynamic.insert(name.clone());
            }
            self.assigned.insert(name.clone());
            self.blocks[self.current].steps.push(Step::Assign(name));
        }
    }

    pub(super) fn read(&mut self, variable: &Variable) {
        let path = VariablePath::new(&variable.name);
        let followed = is_any_local(&variable.name)
            && known::automatic_type(&key(&variable.name)).is_none()
            && !known::is_constant(path.unqualified)
            && path.unqualified != "?"
            && !known::is_readable_in_methods(&variable.name);
        if followed {
            self.blocks[self.current]
                .steps
                .push(Step::Read(key(&variable.name), variable.span));
        }
    }

    /// The places where a variable is read that is not surely assigned.
    pub(super) fn unassigned(&self) -> Vec<Span> {
        let order = self.order();
        let mut known: HashMap<usize, HashSet<&str>> = HashMap::new();
        let mut found = Vec::new();
        for (i, block) in order.iter().enumerate() {
            let mut assigned: Option<HashSet<&str>> =
                if i == 0 { Some(HashSet::new()) } else { None };
            for from in &self.blocks[*block].from {
                // A way back from a loop has not been seen yet, and brings nothing that the way in did not.
                let Some(before) = known.get(from) else {
                    continue;
                };
                assigned = Some(match assigned {
                    None => before.clone(),
                    Some(assigned) => assigned.intersection(before).copied().collect(),
                });
            }
            let mut assigned = assigned.unwrap_or_default();
            for step in &self.blocks[*block].steps {
                match step {
                    Step::Assign(name) => {
                        assigned.insert(name);
                    }
                    Step::Read(name, span) => {
                        let dynamic = self.dynamic.contains(name) && self.assigned.contains(name);
                        if !dynamic && !assigned.contains(name.as_str()) {
                            found.push(*span);
                        }
                    }
                }
            }
            known.insert(*block, assigned);
        }
        found
    }

    /// The blocks in reverse post-order of a depth-first walk, without recursion: methods may be long.
    pub(super) fn order(&self) -> Vec<usize> {
        let mut seen = vec![false; self.blocks.len()];
        let mut stack = vec![(ENTRY, 0)];
        let mut order = Vec::new();
        seen[ENTRY] = true;
        while let Some((block, next)) = stack.pop() {
            match self.blocks[block].to.get(next) {
                Some(to) => {
                    stack.push((block, next + 1));
                    if !seen[*to] {
                        seen[*to] = true;
                        stack.push((*to, 0));
                    }
                }
                None => order.push(block),
            }
        }
        order.reverse();
        order
    }
}
