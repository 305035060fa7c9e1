//! What a regular expression says, free of any syntax.

/// A place that an assertion demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    LineStart,
    LineEnd,
    TextStart,
    /// The end, or before a newline that ends the text.
    TextEndOrNewline,
    TextEnd,
    MatchStart,
    Boundary,
    NoBoundary,
}

/// A member of a character class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Member {
    Range(char, char),
    Digit(bool),
    Space(bool),
    Word(bool),
    /// A general category; true means its members, false the others.
    Category(String, bool),
    /// A block of code points.
    Block(u32, u32, bool),
}

/// A character class with what is subtracted from it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Class {
    pub negated: bool,
    pub members: Vec<Member>,
    pub minus: Option<Box<Class>>,
}

/// A node of the pattern. `fold` says that case does not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Char {
        c: char,
        fold: bool,
    },
    /// Any character; whether a newline is one too.
    Any {
        newline: bool,
    },
    Class {
        class: Class,
        fold: bool,
    },
    Place(Place),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Capture(i32, Box<Node>),
    Look {
        ahead: bool,
        negative: bool,
        body: Box<Node>,
    },
    Atomic(Box<Node>),
    Backreference {
        number: i32,
        fold: bool,
    },
    /// Whether a group has matched decides.
    IfGroup {
        number: i32,
        yes: Box<Node>,
        no: Box<Node>,
    },
    /// Whether an expression matches here decides.
    IfMatch {
        test: Box<Node>,
        yes: Box<Node>,
        no: Box<Node>,
    },
    Repeat {
        body: Box<Node>,
        minimum: u32,
        maximum: Option<u32>,
        lazy: bool,
    },
}

impl Node {
    /// Matches the empty string.
    pub fn empty() -> Self {
        Node::Sequence(Vec::new())
    }
}
