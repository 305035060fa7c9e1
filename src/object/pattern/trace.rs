//! All that a group matched on the way: .NET keeps each round of a repeated group, fancy-regex only the last.
//!
//! The pattern is walked again over the match that is known, by plain backtracking: only scripts that ask for `Captures` pay for it.

use super::emit::{Variant, emit};
use super::slots::Slots;
use super::tree::{Node, Place};
use std::ops::Range;

/// Steps after which the last round has to do.
const STEPS_MAX: usize = 200_000;

/// The rounds of all groups, by number; none where the walk took too long.
pub(super) fn rounds(
    tree: &Node,
    slots: &Slots,
    text: &str,
    matched: Range<usize>,
) -> Option<Vec<(i32, Range<usize>)>> {
    let mut walk = Walk {
        slots,
        text,
        start: matched.start,
        rounds: Vec::new(),
        steps: 0,
        depth: 0,
    };
    let end = matched.end;
    walk.node(tree, matched.start, &mut |_, at| at == end)
        .then_some(walk.rounds)
}

/// How deep the walk may go; what needs more is answered with the last round.
const DEPTH_MAX: usize = 1500;

struct Walk<'a> {
    slots: &'a Slots,
    text: &'a str,
    start: usize,
    rounds: Vec<(i32, Range<usize>)>,
    steps: usize,
    depth: usize,
}

type Next<'n, 'a> = &'n mut dyn FnMut(&mut Walk<'a>, usize) -> bool;

impl<'a> Walk<'a> {
    /// Whether a node matches at a place, and what follows matches behind it.
    fn node(&mut self, node: &Node, at: usize, next: Next<'_, 'a>) -> bool {
        self.steps += 1;
        if self.steps > STEPS_MAX || self.depth > DEPTH_MAX {
            return false;
        }
        self.depth += 1;
        let found = self.any(node, at, next);
        self.depth -= 1;
        found
    }

    fn any(&mut self, node: &Node, at: usize, next: Next<'_, 'a>) -> bool {
        match node {
            Node::Char { .. } | Node::Any { .. } | Node::Class { .. } => {
                match self.text[at..].chars().next() {
                    Some(c) if self.fits(node, c) => next(self, at + c.len_utf8()),
                    _ => false,
                }
            }
            Node::Place(place) => self.is_at(*place, at) && next(self, at),
            Node::Sequence(nodes) => self.sequence(nodes, at, next),
            Node::Choice(nodes) => nodes.iter().any(|node| self.node(node, at, next)),
            Node::Capture(number, body) => {
                let number = *number;
                self.node(body, at, &mut |walk, end| {
                    let kept = walk.rounds.len();
                    walk.rounds.push((number, at..end));
                    let found = next(walk, end);
                    if !found {
                        walk.rounds.truncate(kept);
                    }
                    found
                })
            }
            Node::Look {
                ahead: true,
                negative,
                body,
            } => {
                let kept = self.rounds.len();
                let found = self.node(body, at, &mut |_, _| true);
                if *negative {
                    self.rounds.truncate(kept);
                }
                found != *negative && next(self, at)
            }
            Node::Look { negative, body, .. } => {
                let kept = self.rounds.len();
                let starts: Vec<usize> = (0..=at)
                    .rev()
                    .filter(|start| self.text.is_char_boundary(*start))
                    .collect();
                let found = starts
                    .into_iter()
                    .any(|start| self.node(body, start, &mut |_, end| end == at));
                if *negative {
                    self.rounds.truncate(kept);
                }
                found != *negative && next(self, at)
            }
            Node::Atomic(body) => {
                let mut end = None;
                self.node(body, at, &mut |_, there| {
                    end = Some(there);
                    true
                });
                end.is_some_and(|end| next(self, end))
            }
            Node::Backreference { number, fold } => {
                let Some(last) = self.last(*number) else {
                    return false;
                };
                let wanted = &self.text[last];
                let same = match self.text.get(at..at + wanted.len()) {
                    Some(here) if *fold => here.to_lowercase() == wanted.to_lowercase(),
                    Some(here) => here == wanted,
                    None => false,
                };
                same && next(self, at + wanted.len())
            }
            Node::IfGroup { number, yes, no } => {
                let branch = if self.last(*number).is_some() {
                    yes
                } else {
                    no
                };
                self.node(branch, at, next)
            }
            Node::IfMatch { test, yes, no } => {
                let found = self.node(test, at, &mut |_, _| true);
                self.node(if found { yes } else { no }, at, next)
            }
            Node::Repeat {
                body,
                minimum,
                maximum,
                lazy,
            } => self.repeat(body, (*minimum, *maximum, *lazy), 0, at, next),
        }
    }

    fn sequence(&mut self, nodes: &[Node], at: usize, next: Next<'_, 'a>) -> bool {
        match nodes {
            [] => next(self, at),
            [first, rest @ ..] => {
                self.node(first, at, &mut |walk, end| walk.sequence(rest, end, next))
            }
        }
    }

    fn repeat(
        &mut self,
        body: &Node,
        bounds: (u32, Option<u32>, bool),
        done: u32,
        at: usize,
        next: Next<'_, 'a>,
    ) -> bool {
        let (minimum, maximum, lazy) = bounds;
        if done >= minimum && lazy && next(self, at) {
            return true;
        }
        if maximum.is_none_or(|maximum| done < maximum) {
            let found = self.node(body, at, &mut |walk, end| {
                // A round that matches nothing is the last one.
                if end == at && done >= minimum {
                    return false;
                }
                walk.repeat(body, bounds, done + 1, end, next)
            });
            if found {
                return true;
            }
        }
        done >= minimum && !lazy && next(self, at)
    }

    fn last(&self, number: i32) -> Option<Range<usize>> {
        self.rounds
            .iter()
            .rev()
            .find(|(own, _)| *own == number)
            .map(|(_, range)| range.clone())
    }

    fn fits(&self, node: &Node, c: char) -> bool {
        match node {
            Node::Char {
                c: own,
                fold: false,
            } => *own == c,
            Node::Char { c: own, .. } => own.to_lowercase().eq(c.to_lowercase()),
            Node::Any { newline } => *newline || c != '\n',
            class => {
                let variant = Variant {
                    ascii: c.is_ascii(),
                    ends_in_newline: true,
                };
                let emitted = emit(class, self.slots, false, variant);
                let mut room = [0; 4];
                fancy_regex::Regex::new(&format!("\\A(?:{})\\z", emitted.text))
                    .and_then(|regex| regex.is_match(c.encode_utf8(&mut room)))
                    .unwrap_or(false)
            }
        }
    }

    fn is_at(&self, place: Place, at: usize) -> bool {
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let (before, behind) = (
            self.text[..at].chars().next_back(),
            self.text[at..].chars().next(),
        );
        match place {
            Place::LineStart => before.is_none_or(|c| c == '\n'),
            Place::LineEnd => behind.is_none_or(|c| c == '\n'),
            Place::TextStart => at == 0,
            Place::TextEnd => at == self.text.len(),
            Place::TextEndOrNewline => matches!(&self.text[at..], "" | "\n"),
            Place::MatchStart => at == self.start,
            Place::Boundary => word(before) != word(behind),
            Place::NoBoundary => word(before) == word(behind),
        }
    }
}
