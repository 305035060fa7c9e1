//! Names of variables, properties and commands as small numbers, so that the hot path never hashes a string.
//!
//! PowerShell's names do not differ by case: two spellings are one symbol, and the spelling that came first is what
//! [`Symbol::text`] gives. Whoever must show the user's own spelling keeps it beside the symbol.

use crate::Str;
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// A name, whatever its case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

#[derive(Default)]
struct Interner {
    exact: FxHashMap<Str, Symbol>,
    folded: FxHashMap<Str, Symbol>,
    texts: Vec<Str>,
}

thread_local! {
    static INTERNER: RefCell<Interner> = RefCell::default();
}

impl Symbol {
    /// The symbol of a name.
    pub fn of(name: &str) -> Symbol {
        INTERNER.with_borrow_mut(|interner| {
            if let Some(symbol) = interner.exact.get(name) {
                return *symbol;
            }
            let text = Str::new(name);
            let folded = Str::new(name.to_lowercase());
            let symbol = match interner.folded.get(&folded) {
                Some(symbol) => *symbol,
                None => {
                    let symbol = Symbol(interner.texts.len() as u32);
                    interner.texts.push(text.clone());
                    interner.folded.insert(folded, symbol);
                    symbol
                }
            };
            interner.exact.insert(text, symbol);
            symbol
        })
    }

    /// The spelling that was seen first.
    pub fn text(self) -> Str {
        INTERNER.with_borrow(|interner| interner.texts[self.0 as usize].clone())
    }

    /// Its number, for tables indexed by symbols.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl std::fmt::Debug for Symbol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.text())
    }
}
