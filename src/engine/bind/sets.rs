//! Step 5: which parameter set it is, and whether all that it needs is there.

use super::Binder;
use crate::Engine;
use crate::signature::Signature;
use object::{Result, Str};

/// Mandatory parameters of a set that were not given.
fn missing(
    signature: &Signature,
    bound: &[Option<object::Value>],
    set: u64,
    input: bool,
) -> Vec<usize> {
    let lacks = |ordinal: &usize| {
        bound[*ordinal].is_none()
            && signature.parameters[*ordinal]
                .in_sets(set)
                .is_some_and(|usage| {
                    usage.mandatory && !(input && (usage.pipeline || usage.by_name))
                })
    };
    (0..signature.own).filter(lacks).collect()
}

impl Binder<'_> {
    /// Narrows the sets to one, where it can be done before pipeline input comes.
    pub(crate) fn choose_set(&mut self) -> Result {
        let signature = self.signature;
        if signature.sets.is_empty() || self.bound.sets.count_ones() <= 1 {
            return Ok(());
        }
        let sets = self.bound.sets;
        let bits = (0..signature.sets.len())
            .map(|place| 1u64 << place)
            .filter(|bit| sets & bit != 0);
        let satisfied: Vec<u64> = bits
            .filter(|bit| {
                missing(signature, &self.bound.values, *bit, self.expects_input).is_empty()
            })
            .collect();
        let default = signature.default_set & sets;
        if self.expects_input && satisfied.len() > 1 {
            // The object that comes may yet decide.
            self.bound.sets = satisfied.iter().fold(0, |all, bit| all | bit);
            return Ok(());
        }
        self.bound.sets = match satisfied[..] {
            [one] => one,
            _ if default != 0 => default,
            [] => return self.nothing_satisfied(sets),
            _ => match self.by_mandatory(&satisfied) {
                Some(one) => one,
                None => return Err(self.site.no_set()),
            },
        };
        Ok(())
    }

    /// Among sets that are all satisfied, the one whose mandatory parameters were given is meant.
    fn by_mandatory(&self, sets: &[u64]) -> Option<u64> {
        let given = |bit: &&u64| {
            (0..self.signature.own).any(|ordinal| {
                self.bound.values[ordinal].is_some()
                    && self.signature.parameters[ordinal]
                        .uses
                        .iter()
                        .any(|usage| usage.sets == **bit && usage.mandatory)
            })
        };
        let mut with = sets.iter().filter(given);
        match (with.next(), with.next()) {
            (Some(one), None) => Some(*one),
            _ => None,
        }
    }

    fn nothing_satisfied(&mut self, sets: u64) -> Result {
        // Without a default, the parameters cannot tell: an error, unless only one set could still be completed.
        let names: Vec<u64> = (0..self.signature.sets.len())
            .map(|place| 1u64 << place)
            .filter(|bit| sets & bit != 0)
            .collect();
        match names[..] {
            [one] => {
                self.bound.sets = one;
                Ok(())
            }
            _ => Err(self.site.no_set()),
        }
    }

    /// Asks for, or misses, what must be given.
    pub(crate) fn mandatory(&mut self, engine: &mut Engine) -> Result {
        let input = self.expects_input;
        let lacking =
            if self.bound.sets.count_ones() > 1 && !self.signature.sets.is_empty() && input {
                Vec::new()
            } else {
                missing(self.signature, &self.bound.values, self.bound.sets, input)
            };
        if lacking.is_empty() {
            return Ok(());
        }
        if engine.with_ui(|ui, _| ui.is_interactive()) {
            for ordinal in lacking {
                let name = self.signature.parameters[ordinal].name.clone();
                let answer = engine
                    .with_ui(|ui, _| ui.read_line(&format!("{name}: "), false))
                    .unwrap_or_default();
                self.bind_value(engine, ordinal, object::Value::str(answer))?;
            }
            return Ok(());
        }
        let names: Vec<Str> = lacking
            .iter()
            .map(|ordinal| self.signature.parameters[*ordinal].name.clone())
            .collect();
        Err(self.site.missing(&names))
    }
}
