//! `Sort-Object`

use super::order::{Keys, Row};
use engine::declare::Check;
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::{Result, Str, Value};
use std::cmp::Ordering;

cmdlet! {
    /// Sorts objects by the values of properties.
    pub struct SortObject = "Sort-Object" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.SortObjectCommand", default_set "Default" {
        /// Keeps the order of equal objects; it always does.
        stable = "Stable": Switch => set("Default");
        /// From the highest to the lowest.
        descending = "Descending": Switch;
        /// Only the first of equal objects.
        unique = "Unique": Switch;
        /// How many objects from the beginning of the order.
        top = "Top": Option<i32> => set("Top"), mandatory, check(&[Check::Range(1, 2147483647)]);
        /// How many objects from the end of the order.
        bottom = "Bottom": Option<i32> => set("Bottom"), mandatory, check(&[Check::Range(1, 2147483647)]);
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        /// Properties to use: names, patterns, script blocks, or tables that calculate one.
        property = "Property": Option<Vec<Value>> => position(0);
        /// Culture whose order and format apply.
        culture = "Culture": Option<Str>;
        /// Letters differ by case.
        case_sensitive = "CaseSensitive": Switch;
        state {
            items: Vec<Value>;
        }
    }
}

impl Run for SortObject {
    fn process(&mut self, _shell: &mut Shell<'_>) -> Result {
        if let Some(item) = self.input_object.0.take().filter(|item| !item.is_null()) {
            self.items.push(item);
        }
        Ok(())
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let properties = self.property.take().unwrap_or_default();
        let names = ["ascending", "descending"];
        let mut keys = Keys::of(
            shell.engine,
            &properties,
            &names,
            self.descending.is_on(),
            !self.case_sensitive.is_on(),
        )?;
        keys.collation = self
            .culture
            .as_deref()
            .filter(|name| !name.is_empty())
            .and_then(object::culture::Collation::of);
        keys.expand(&self.items);
        let items = std::mem::take(&mut self.items);
        let mut rows: Vec<Row> = Vec::with_capacity(items.len());
        for item in &items {
            rows.push(keys.row(shell.engine, item)?);
        }
        // Only these keep equal objects in the order in which they came.
        let stable = self.stable.is_on() || self.top.is_some() || self.bottom.is_some();
        let mut order = keys.sort(shell.engine, &rows, stable);
        if self.unique.is_on() {
            let equal = |a: &u32, b: &u32| {
                keys.compare(shell.engine, &rows[*b as usize], &rows[*a as usize])
                    == Ordering::Equal
            };
            dedup(&mut order, equal);
        }
        if let Some(top) = self.top {
            order.truncate(top.max(0) as usize);
        }
        if let Some(bottom) = self.bottom {
            let skip = order.len().saturating_sub(bottom.max(0) as usize);
            order.drain(..skip);
        }
        for index in order {
            shell.write(items[index as usize].clone())?;
        }
        Ok(())
    }
}

fn dedup(order: &mut Vec<u32>, mut equal: impl FnMut(&u32, &u32) -> bool) {
    order.dedup_by(|later, earlier| equal(later, earlier));
}
