//! From the tree to the syntax of fancy-regex.
//!
//! A pattern is emitted in up to four variants. For a text of ASCII alone `\w`, `\d` and `\s` become short classes, which compile some
//! twenty times faster than Unicode's. For a text that does not end in a newline `$` becomes `\z`, which spares the slow engine.

use super::slots::Slots;
use super::tree::{Class, Member, Node, Place};
use std::fmt::Write;

/// What is known about the text that a variant will see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Variant {
    pub ascii: bool,
    pub ends_in_newline: bool,
}

/// An emitted pattern.
pub(super) struct Emitted {
    pub text: String,
    /// For each group of the slots, in their order, its places among the parentheses of `text`; a name may be used twice.
    pub places: Vec<Vec<usize>>,
}

/// Emits `tree`; `fold` is what holds for most of the pattern.
pub(super) fn emit(tree: &Node, slots: &Slots, fold: bool, variant: Variant) -> Emitted {
    let places = vec![Vec::new(); slots.all().len()];
    let mut emitter = Emitter {
        out: String::new(),
        slots,
        places,
        captures: 0,
        fold,
        variant,
        silent: false,
    };
    emitter.places[0].push(0);
    if fold {
        emitter.out.push_str("(?i)");
    }
    emitter.node(tree);
    Emitted {
        text: emitter.out,
        places: emitter.places,
    }
}

/// Which distinctions between variants matter to `tree`: classes that Unicode widens, and ends before a newline.
pub(super) fn sensitivity(tree: &Node) -> (bool, bool) {
    let mut found = (false, false);
    visit(tree, &mut found);
    found
}

fn visit(node: &Node, found: &mut (bool, bool)) {
    match node {
        Node::Class { class, .. } => found.0 |= is_widened(class),
        Node::Place(Place::TextEndOrNewline) => found.1 = true,
        Node::Char { .. } | Node::Any { .. } | Node::Place(_) | Node::Backreference { .. } => {}
        Node::Sequence(nodes) | Node::Choice(nodes) => {
            nodes.iter().for_each(|node| visit(node, found))
        }
        Node::Capture(_, body)
        | Node::Look { body, .. }
        | Node::Atomic(body)
        | Node::Repeat { body, .. } => visit(body, found),
        Node::IfGroup { yes, no, .. } => [yes, no].into_iter().for_each(|node| visit(node, found)),
        Node::IfMatch { test, yes, no } => [test, yes, no]
            .into_iter()
            .for_each(|node| visit(node, found)),
    }
}

fn is_widened(class: &Class) -> bool {
    let widened = |member: &Member| {
        matches!(
            member,
            Member::Digit(_) | Member::Space(_) | Member::Word(_)
        )
    };
    class.members.iter().any(widened) || class.minus.as_deref().is_some_and(is_widened)
}

struct Emitter<'a> {
    out: String,
    slots: &'a Slots,
    places: Vec<Vec<usize>>,
    captures: usize,
    fold: bool,
    variant: Variant,
    /// Groups do not capture while a test is emitted for the second time.
    silent: bool,
}

impl Emitter<'_> {
    fn node(&mut self, node: &Node) {
        match node {
            Node::Char { c, fold } => self.folded(has_case(*c), *fold, |e| e.char(*c)),
            Node::Any { newline } => self
                .out
                .push_str(if *newline { "(?s:.)" } else { "[^\\n]" }),
            Node::Class { class, fold } => {
                self.folded(class_has_case(class), *fold, |e| e.class(class))
            }
            Node::Place(place) => self.place(*place),
            Node::Sequence(nodes) => nodes.iter().for_each(|node| self.sequence_item(node)),
            Node::Choice(nodes) => {
                for (index, node) in nodes.iter().enumerate() {
                    if index > 0 {
                        self.out.push('|');
                    }
                    self.node(node);
                }
            }
            Node::Capture(number, body) => self.capture(*number, body),
            Node::Look {
                ahead,
                negative,
                body,
            } => {
                let open = match (ahead, negative) {
                    (true, false) => "(?=",
                    (true, true) => "(?!",
                    (false, false) => "(?<=",
                    (false, true) => "(?<!",
                };
                self.wrapped(open, body);
            }
            Node::Atomic(body) => self.wrapped("(?>", body),
            Node::Backreference { number, fold } => self.backreference(*number, *fold),
            Node::IfGroup { number, yes, no } => self.if_group(*number, yes, no),
            Node::IfMatch { test, yes, no } => self.if_match(test, yes, no),
            Node::Repeat {
                body,
                minimum,
                maximum,
                lazy,
            } => self.repeat(body, *minimum, *maximum, *lazy),
        }
    }

    fn sequence_item(&mut self, node: &Node) {
        if matches!(node, Node::Choice(_)) {
            self.wrapped("(?:", node)
        } else {
            self.node(node)
        }
    }

    fn wrapped(&mut self, open: &str, body: &Node) {
        self.out.push_str(open);
        self.node(body);
        self.out.push(')');
    }

    /// Writes `body` under its own case rule where that is not the pattern's and makes a difference.
    fn folded(&mut self, cased: bool, fold: bool, body: impl FnOnce(&mut Self)) {
        if !cased || fold == self.fold {
            return body(self);
        }
        self.out.push_str(if fold { "(?i:" } else { "(?-i:" });
        body(self);
        self.out.push(')');
    }

    fn char(&mut self, c: char) {
        if c.is_ascii_alphanumeric() || (!c.is_ascii() && !c.is_whitespace() && !c.is_control()) {
            self.out.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(self.out, "\\x{{{:x}}}", c as u32);
        }
    }

    fn place(&mut self, place: Place) {
        self.out.push_str(match place {
            Place::LineStart => "(?m:^)",
            Place::LineEnd => "(?m:$)",
            Place::TextStart => "\\A",
            Place::TextEnd => "\\z",
            Place::TextEndOrNewline if self.variant.ends_in_newline => "(?=\\n?\\z)",
            Place::TextEndOrNewline => "\\z",
            Place::MatchStart => "\\G",
            Place::Boundary => "\\b",
            Place::NoBoundary => "\\B",
        });
    }

    fn capture(&mut self, number: i32, body: &Node) {
        if self.silent {
            return self.wrapped("(?:", body);
        }
        self.captures += 1;
        if let Some(index) = self.slots.index(number) {
            self.places[index].push(self.captures);
        }
        self.wrapped("(", body);
    }

    fn backreference(&mut self, number: i32, fold: bool) {
        let places = self
            .slots
            .index(number)
            .map(|index| self.places[index].clone())
            .unwrap_or_default();
        if places.is_empty() || number == 0 {
            // A group that opens only later has not matched, and .NET lets the reference fail.
            return self.out.push_str("(?!)");
        }
        let text: Vec<String> = places
            .iter()
            .rev()
            .map(|place| format!("\\{place}"))
            .collect();
        let text = text.join("|");
        self.folded(true, fold, |e| {
            // Writing to a string cannot fail.
            let _ = write!(e.out, "(?:{text})");
        });
    }

    fn if_group(&mut self, number: i32, yes: &Node, no: &Node) {
        let place = self
            .slots
            .index(number)
            .and_then(|index| self.places[index].last().copied());
        let Some(place) = place else {
            return self.wrapped("(?:", no);
        };
        // Writing to a string cannot fail.
        let _ = write!(self.out, "(?({place})");
        self.wrapped("(?:", yes);
        self.out.push('|');
        self.wrapped("(?:", no);
        self.out.push(')');
    }

    fn if_match(&mut self, test: &Node, yes: &Node, no: &Node) {
        self.out.push_str("(?:(?=");
        self.node(test);
        self.out.push(')');
        self.wrapped("(?:", yes);
        self.out.push_str("|(?!");
        let silent = std::mem::replace(&mut self.silent, true);
        self.node(test);
        self.silent = silent;
        self.out.push(')');
        self.wrapped("(?:", no);
        self.out.push(')');
    }

    fn repeat(&mut self, body: &Node, minimum: u32, maximum: Option<u32>, lazy: bool) {
        if is_zero_width(body) {
            return self.repeat_nothing(body, minimum, lazy);
        }
        if matches!(body, Node::Any { .. } | Node::Capture(..))
            || matches!(body, Node::Char { c, fold } if *fold == self.fold || !has_case(*c))
        {
            self.node(body);
        } else {
            self.wrapped("(?:", body);
        }
        match (minimum, maximum) {
            (0, None) => self.out.push('*'),
            (1, None) => self.out.push('+'),
            (0, Some(1)) => self.out.push('?'),
            _ => {
                // Writing to a string cannot fail.
                let _ = match maximum {
                    None => write!(self.out, "{{{minimum},}}"),
                    Some(maximum) if maximum == minimum => write!(self.out, "{{{minimum}}}"),
                    Some(maximum) => write!(self.out, "{{{minimum},{maximum}}}"),
                };
            }
        }
        if lazy {
            self.out.push('?');
        }
    }

    /// An assertion that holds once holds as often as one likes, and the engine refuses to repeat it.
    fn repeat_nothing(&mut self, body: &Node, minimum: u32, lazy: bool) {
        if minimum > 0 {
            return self.wrapped("(?:", body);
        }
        self.out.push_str(if lazy { "(?:|" } else { "(?:" });
        self.wrapped("(?:", body);
        self.out.push_str(if lazy { ")" } else { "|)" });
    }

    fn class(&mut self, class: &Class) {
        if let Some(minus) = &class.minus {
            self.out.push('[');
            self.members(class);
            self.out.push_str("--");
            self.class(minus);
            self.out.push(']');
        } else {
            self.members(class);
        }
    }

    fn members(&mut self, class: &Class) {
        self.out.push_str(if class.negated { "[^" } else { "[" });
        for member in &class.members {
            self.member(member);
        }
        self.out.push(']');
    }

    fn member(&mut self, member: &Member) {
        let ascii = self.variant.ascii;
        let (positive, text) = match member {
            Member::Range(first, last) => {
                self.char(*first);
                if first != last {
                    self.out.push('-');
                    self.char(*last);
                }
                return;
            }
            Member::Digit(positive) => (*positive, if ascii { "0-9" } else { "\\p{Nd}" }),
            Member::Space(positive) => (
                *positive,
                if ascii { "\\x{9}-\\x{d}\\x{20}" } else { "\\s" },
            ),
            Member::Word(positive) => (
                *positive,
                if ascii {
                    "0-9A-Za-z_"
                } else {
                    "\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}"
                },
            ),
            Member::Category(name, positive) => {
                // Writing to a string cannot fail.
                let _ = write!(
                    self.out,
                    "\\{}{{{name}}}",
                    if *positive { 'p' } else { 'P' }
                );
                return;
            }
            Member::Block(first, last, positive) => {
                let text = format!("\\x{{{first:x}}}-\\x{{{last:x}}}");
                return self.nested(*positive, &text);
            }
        };
        self.nested(positive, text);
    }

    fn nested(&mut self, positive: bool, text: &str) {
        if positive {
            self.out.push_str(text);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(self.out, "[^{text}]");
        }
    }
}

/// Whether the node can match nothing but the empty string.
fn is_zero_width(node: &Node) -> bool {
    match node {
        Node::Look { .. } | Node::Place(_) => true,
        Node::Sequence(nodes) => nodes.iter().all(is_zero_width),
        _ => false,
    }
}

/// Whether the character has another case.
pub(super) fn has_case(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase()
}

/// Whether case can make a difference to the class.
fn class_has_case(class: &Class) -> bool {
    let cased = |member: &Member| match member {
        Member::Range(first, last) => first != last || has_case(*first),
        Member::Digit(_) | Member::Space(_) | Member::Word(_) => false,
        Member::Category(..) | Member::Block(..) => true,
    };
    class.members.iter().any(cased) || class.minus.as_deref().is_some_and(class_has_case)
}
