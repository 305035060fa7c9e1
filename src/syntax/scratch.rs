//! What parsing needs room for: kept from one parse to the next, for most texts are short and the room would cost more than they do.

use crate::ast::{CommandElement, Expression, Statement, Text};
use crate::token::Lexeme;
use std::cell::Cell;

/// How long a text may be to be shared, and how many are.
const SHARED_LENGTH_MAX: usize = 24;
const SHARED_BITS: u32 = 8;

/// How many entries a stack may have room for and still be kept.
const KEPT_ROOM_MAX: usize = 4096;

/// Stacks that lists are built on, and the names that were read.
#[derive(Default)]
pub(crate) struct Scratch {
    /// By a hash of the text: names repeat, and share it.
    names: Vec<Option<Text>>,
    pub statements: Vec<Statement>,
    pub elements: Vec<CommandElement>,
    pub expressions: Vec<Expression>,
    pub entries: Vec<(Expression, Statement)>,
    pub operators: Vec<Lexeme>,
}

thread_local! {
    static KEPT: Cell<Option<Box<Scratch>>> = const { Cell::new(None) };
}

impl Scratch {
    /// The room that the last parse of this thread left.
    pub fn of_thread() -> Scratch {
        KEPT.take().map(|kept| *kept).unwrap_or_default()
    }

    /// Leaves the room to the next parse.
    pub fn keep(mut self) {
        clear(&mut self.statements);
        clear(&mut self.elements);
        clear(&mut self.expressions);
        clear(&mut self.entries);
        clear(&mut self.operators);
        KEPT.set(Some(Box::new(self)));
    }

    /// A text as the tree holds it; one that was met before is shared.
    pub fn share(&mut self, text: &str) -> Text {
        if text.len() > SHARED_LENGTH_MAX {
            return text.into();
        }
        if self.names.is_empty() {
            self.names = vec![None; 1 << SHARED_BITS];
        }
        let slot = &mut self.names[place_of(text.as_bytes())];
        match slot {
            Some(known) if **known == *text => known.clone(),
            _ => slot.insert(text.into()).clone(),
        }
    }
}

/// What a broken text left behind goes, and so does room that only a huge text needs.
fn clear<T>(stack: &mut Vec<T>) {
    if stack.capacity() > KEPT_ROOM_MAX {
        *stack = Vec::new();
    }
    stack.clear();
}

/// The place of a name among those that are shared, by its length and both of its ends.
fn place_of(text: &[u8]) -> usize {
    let (first, last) = match (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => match (text.first_chunk::<4>(), text.last_chunk::<4>()) {
            (Some(first), Some(last)) => (
                u64::from(u32::from_le_bytes(*first)),
                u64::from(u32::from_le_bytes(*last)),
            ),
            _ => text.iter().fold((0, 0), |(first, _), byte| {
                (first << 8 | u64::from(*byte), u64::from(*byte))
            }),
        },
    };
    let mixed = (first ^ last.rotate_left(29)).wrapping_add(text.len() as u64);
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SHARED_BITS)) as usize
}
