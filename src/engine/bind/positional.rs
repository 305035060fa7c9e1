//! Step 2: values without a name go to the parameters by position: those of the default set first, and without conversion
//! before with.

use super::Binder;
use crate::Engine;
use crate::signature::ALL_SETS;
use object::{Result, convert};

impl Binder<'_> {
    /// Binds values to positions.
    pub(crate) fn positional(&mut self, engine: &mut Engine) -> Result {
        let mut positions: Vec<i32> = Vec::new();
        for parameter in &self.signature.parameters[..self.signature.own] {
            positions.extend(
                parameter
                    .uses
                    .iter()
                    .filter(|u| u.sets & self.bound.sets != 0)
                    .filter_map(|u| u.position),
            );
        }
        if self.loose.iter().any(|loose| !loose.is_name) {
            self.refuse_shared_positions()?;
        }
        positions.sort_unstable();
        positions.dedup();
        for position in positions {
            let Some(at) = self.loose.iter().position(|loose| !loose.is_name) else {
                break;
            };
            self.one_position(engine, position, at)?;
        }
        Ok(())
    }

    /// Two unbound parameters at one position of a set that is still possible leave open which is meant.
    fn refuse_shared_positions(&self) -> Result {
        let unbound = (0..self.signature.own).filter(|i| self.bound.values[*i].is_none());
        let mut taken: Vec<(usize, i32, u64)> = Vec::new();
        for ordinal in unbound {
            for usage in &self.signature.parameters[ordinal].uses {
                let Some(position) = usage.position.filter(|_| !usage.remaining) else {
                    continue;
                };
                if usage.sets & self.bound.sets == 0 {
                    continue;
                }
                let shares = |(other, at, sets): &(usize, i32, u64)| {
                    let all = (usage.sets == ALL_SETS, *sets == ALL_SETS);
                    *other != ordinal
                        && *at == position
                        && match all {
                            (false, false) => usage.sets & sets != 0,
                            (a, b) => a && b,
                        }
                };
                if taken.iter().any(shares) {
                    return Err(self.site.ambiguous_position());
                }
                taken.push((ordinal, position, usage.sets));
            }
        }
        Ok(())
    }

    /// Tries the parameters at one position with the next value.
    fn one_position(&mut self, engine: &mut Engine, position: i32, at: usize) -> Result {
        let candidates = self.candidates(position);
        if candidates.is_empty() {
            return Ok(());
        }
        let default = self.signature.default_set & self.bound.sets;
        let passes = if default == 0 {
            vec![self.bound.sets]
        } else {
            vec![default, self.bound.sets]
        };
        let (value, span) = (self.loose[at].value.clone(), self.loose[at].span);
        self.site.at(span);
        let mut failure = None;
        for sets in &passes {
            for ordinal in &candidates {
                let fits = self.uses_position(*ordinal, position, *sets);
                if fits && convert::accepts(&value, &self.signature.parameters[*ordinal].kind) {
                    // A transformation may refuse what the type accepts; then the next candidate has its turn.
                    let (sets_before, order) = (self.bound.sets, self.bound.order.len());
                    match self.bind_value(engine, *ordinal, value.clone()) {
                        Ok(()) => {
                            self.loose.remove(at);
                            return Ok(());
                        }
                        Err(stop) => {
                            self.bound.sets = sets_before;
                            self.bound.order.truncate(order);
                            failure.get_or_insert(stop);
                        }
                    }
                }
            }
        }
        for sets in &passes {
            for ordinal in &candidates {
                if !self.uses_position(*ordinal, position, *sets) {
                    continue;
                }
                let (sets_before, order) = (self.bound.sets, self.bound.order.len());
                match self.bind_value(engine, *ordinal, value.clone()) {
                    Ok(()) => {
                        self.loose.remove(at);
                        return Ok(());
                    }
                    Err(stop) => {
                        self.bound.sets = sets_before;
                        self.bound.order.truncate(order);
                        failure.get_or_insert(stop);
                    }
                }
            }
        }
        failure.map_or(Ok(()), Err)
    }

    /// Unbound parameters at that position in a set that is still possible.
    fn candidates(&self, position: i32) -> Vec<usize> {
        let free = |ordinal: &usize| {
            self.bound.values[*ordinal].is_none()
                && self.uses_position(*ordinal, position, self.bound.sets)
        };
        (0..self.signature.own).filter(free).collect()
    }

    fn uses_position(&self, ordinal: usize, position: i32, sets: u64) -> bool {
        let uses = &self.signature.parameters[ordinal].uses;
        let here = |usage: &crate::signature::SetUse| {
            usage.position == Some(position)
                && !usage.remaining
                && (usage.sets == ALL_SETS || usage.sets & sets != 0)
        };
        uses.iter().any(here)
    }
}
