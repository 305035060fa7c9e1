//! Compiled expressions of the operators, kept for the next time: scripts match in loops.

use super::error::RegexError;
use super::options::RegexOptions;
use super::regex::Regex;
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// How many expressions are kept. A full cache is emptied: that is rare, cheap and needs no bookkeeping in the common case.
const CACHE_MAX: usize = 512;

thread_local! {
    static CACHE: RefCell<FxHashMap<u32, FxHashMap<String, Regex>>> = RefCell::default();
}

/// As [`Regex::new`], from the cache where it can be.
pub fn cached(pattern: &str, options: RegexOptions) -> Result<Regex, RegexError> {
    CACHE.with_borrow_mut(|cache| {
        let known = cache.entry(options.0).or_default();
        if let Some(regex) = known.get(pattern) {
            return Ok(regex.clone());
        }
        let regex = Regex::new(pattern, options)?;
        if known.len() >= CACHE_MAX {
            known.clear();
        }
        known.insert(pattern.to_owned(), regex.clone());
        Ok(regex)
    })
}
