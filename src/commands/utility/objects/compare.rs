//! `Compare-Object`: two sequences side by side, each object looked for within a window of the other.

use super::argument::*;
use super::order::{Keys, Row};
use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet};
use object::record::{Object, Shape, SlotKind};
use object::{Extended, Result, Str, Symbol, Value};
use std::cmp::Ordering;
use std::collections::VecDeque;
use std::rc::Rc;

cmdlet! {
    /// Compares two sets of objects.
    pub struct CompareObject = "Compare-Object" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.CompareObjectCommand" {
        /// The objects to compare with.
        reference_object = "ReferenceObject": PsObjects => mandatory, position(0), check(&[Check::AllowEmptyCollection]);
        /// The objects to compare.
        difference_object = "DifferenceObject": PsObjects => mandatory, position(1), pipeline, check(&[Check::AllowEmptyCollection]);
        /// How far around its place an equal object is looked for.
        sync_window = "SyncWindow": Option<i32> => check(&[Check::Range(0, 2147483647)]);
        /// Properties to use: names, patterns, script blocks, or tables that calculate one.
        property = "Property": Option<Vec<Value>>;
        /// Leaves out what differs.
        exclude_different = "ExcludeDifferent": Switch;
        /// Shows what is equal, too.
        include_equal = "IncludeEqual": Switch;
        /// Writes the objects themselves, with a note of their side.
        pass_thru = "PassThru": Switch;
        /// Culture whose order and format apply.
        culture = "Culture": Option<Str>;
        /// Letters differ by case.
        case_sensitive = "CaseSensitive": Switch;
        state {
            comparison: Option<Comparison>;
        }
    }
}

/// An object with its keys.
struct Entry {
    item: Value,
    row: Row,
}

/// What is under way.
struct Comparison {
    keys: Keys,
    window: usize,
    references: VecDeque<Entry>,
    late_references: VecDeque<Entry>,
    late_differences: VecDeque<Entry>,
}

impl Run for CompareObject {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        let properties = self.property.clone().unwrap_or_default();
        let keys = Keys::of(
            shell.engine,
            &properties,
            &[],
            false,
            !self.case_sensitive.is_on(),
        )?;
        let mut comparison = Comparison {
            keys,
            window: self.sync_window.unwrap_or(i32::MAX) as usize,
            references: VecDeque::new(),
            late_references: VecDeque::new(),
            late_differences: VecDeque::new(),
        };
        for item in self.reference_object.0.clone().unwrap_or_default() {
            let row = comparison.keys.row(shell.engine, &item)?;
            comparison.references.push_back(Entry { item, row });
        }
        self.comparison = Some(comparison);
        Ok(())
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let items = self.difference_object.0.clone().unwrap_or_default();
        let Some(mut comparison) = self.comparison.take() else {
            return Ok(());
        };
        let result = items.into_iter().try_for_each(|item| {
            let row = comparison.keys.row(shell.engine, &item)?;
            self.step(shell, &mut comparison, Some(Entry { item, row }))
        });
        self.comparison = Some(comparison);
        result
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(mut comparison) = self.comparison.take() else {
            return Ok(());
        };
        while !comparison.references.is_empty() {
            self.step(shell, &mut comparison, None)?;
        }
        for entry in std::mem::take(&mut comparison.late_differences) {
            self.differs(shell, &comparison, entry, "=>")?;
        }
        for entry in std::mem::take(&mut comparison.late_references) {
            self.differs(shell, &comparison, entry, "<=")?;
        }
        Ok(())
    }
}

impl CompareObject {
    /// Takes the next object of each side.
    fn step(
        &self,
        shell: &mut Shell<'_>,
        c: &mut Comparison,
        mut difference: Option<Entry>,
    ) -> Result {
        let mut reference = c.references.pop_front();
        if let (Some(a), Some(b)) = (&reference, &difference)
            && c.keys.compare(shell.engine, &a.row, &b.row) == Ordering::Equal
        {
            return match reference {
                Some(entry) => self.equals(shell, c, entry),
                None => Ok(()),
            };
        }
        if let Some(entry) = &difference
            && let Some(found) = remove(shell, &c.keys, entry, &mut c.late_references)
        {
            self.equals(shell, c, found)?;
            difference = None;
        }
        if let Some(entry) = reference.take() {
            match remove(shell, &c.keys, &entry, &mut c.late_differences) {
                Some(_) => self.equals(shell, c, entry)?,
                None => reference = Some(entry),
            }
        }
        if let Some(entry) = difference {
            while c.late_differences.len() >= c.window.max(1) {
                if let Some(old) = c.late_differences.pop_front() {
                    self.differs(shell, c, old, "=>")?;
                }
            }
            if c.window == 0 {
                self.differs(shell, c, entry, "=>")?
            } else {
                c.late_differences.push_back(entry)
            }
        }
        if let Some(entry) = reference {
            while c.late_references.len() >= c.window.max(1) {
                if let Some(old) = c.late_references.pop_front() {
                    self.differs(shell, c, old, "<=")?;
                }
            }
            if c.window == 0 {
                self.differs(shell, c, entry, "<=")?
            } else {
                c.late_references.push_back(entry)
            }
        }
        Ok(())
    }

    fn equals(&self, shell: &mut Shell<'_>, c: &Comparison, entry: Entry) -> Result {
        let wanted = self.include_equal.is_on()
            || (self.exclude_different.is_on() && !self.include_equal.is_given());
        if wanted {
            self.write(shell, c, entry, "==")
        } else {
            Ok(())
        }
    }

    fn differs(&self, shell: &mut Shell<'_>, c: &Comparison, entry: Entry, side: &str) -> Result {
        if self.exclude_different.is_on() {
            Ok(())
        } else {
            self.write(shell, c, entry, side)
        }
    }

    fn write(&self, shell: &mut Shell<'_>, c: &Comparison, entry: Entry, side: &str) -> Result {
        let indicator = Str::from("SideIndicator");
        let (value, holder) = match entry.item {
            item if !self.pass_thru.is_on() => {
                let object = Object::new(Shape::custom(), Vec::new());
                let names = c.keys.names();
                if names.is_empty() {
                    object.add(&Str::from("InputObject"), SlotKind::Note, item);
                }
                for (name, value) in names.iter().zip(entry.row) {
                    object.set_or_add(name, value.unwrap_or_default());
                }
                (Value::Object(Rc::clone(&object)), object)
            }
            Value::Object(object) => (Value::Object(Rc::clone(&object)), object),
            other => {
                let extended = Extended::new(other);
                (
                    Value::Extended(Rc::clone(&extended)),
                    Rc::clone(&extended.members),
                )
            }
        };
        holder.remove(Symbol::of(&indicator));
        holder.add(&indicator, SlotKind::Note, Value::from(side));
        shell.write(value)
    }
}

/// Takes the first entry with equal keys out of a backlog.
fn remove(
    shell: &mut Shell<'_>,
    keys: &Keys,
    entry: &Entry,
    backlog: &mut VecDeque<Entry>,
) -> Option<Entry> {
    let at = backlog
        .iter()
        .position(|late| keys.compare(shell.engine, &late.row, &entry.row) == Ordering::Equal)?;
    backlog.remove(at)
}
