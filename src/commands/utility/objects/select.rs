//! `Select-Object`: which of the objects, and which of their properties.
//!
//! Read `process` for which objects (by queue or by index), then `select` for their properties, then `keep` for `-Unique`.

use super::expression::{self, Asked, Expression};
use super::property;
use super::select_error::{exists, invalid, nameless};
use engine::declare::Check;
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::pattern::Wildcard;
use object::record::{Object, Shape, SlotKind};
use object::{Category, Extended, Fault, Result, Str, Value, dict, types};
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::VecDeque;
use std::rc::Rc;

cmdlet! {
    /// Selects properties of objects, or some of the objects.
    pub struct SelectObject = "Select-Object" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.SelectObjectCommand", default_set "DefaultParameter" {
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        /// Properties that the new objects have: names, patterns, or tables that calculate one.
        property = "Property": Option<Vec<Value>> => set("DefaultParameter"), position(0), set("SkipLastParameter"), position(0);
        /// Names or patterns of properties to leave out.
        exclude_property = "ExcludeProperty": Option<Vec<Str>> => set("DefaultParameter"), set("SkipLastParameter");
        /// Property whose value is written instead of the object.
        expand_property = "ExpandProperty": Option<Str> => set("DefaultParameter"), set("SkipLastParameter");
        /// Each object only once.
        unique = "Unique": Switch;
        /// With `-Unique`: letters do not differ by case.
        case_insensitive = "CaseInsensitive": Switch;
        /// How many objects from the end.
        last = "Last": Option<i32> => set("DefaultParameter"), check(&[Check::Range(0, 2147483647)]);
        /// How many objects from the beginning.
        first = "First": Option<i32> => set("DefaultParameter"), check(&[Check::Range(0, 2147483647)]);
        /// How many objects to pass over at the beginning.
        skip = "Skip": Option<i32> => set("DefaultParameter"), set("SkipLastParameter"), check(&[Check::Range(0, 2147483647)]);
        /// How many objects to pass over at the end.
        skip_last = "SkipLast": Option<i32> => set("SkipLastParameter"), check(&[Check::Range(0, 2147483647)]);
        /// Lets the commands upstream run to their end although enough objects have come.
        wait = "Wait": Switch => set("DefaultParameter"), set("IndexParameter");
        /// Numbers of the objects to select, from 0.
        index = "Index": Option<Vec<i32>> => set("IndexParameter"), check(&[Check::Range(0, 2147483647)]);
        /// Numbers of the objects to pass over, from 0.
        skip_index = "SkipIndex": Option<Vec<i32>> => set("SkipIndexParameter"), check(&[Check::Range(0, 2147483647)]);
        state {
            plan: Plan;
            queue: VecDeque<Value>;
            streamed: usize;
            seen: usize;
            uniques: Uniques;
        }
    }
}

/// What was asked for, made ready.
#[derive(Default)]
struct Plan {
    asked: Vec<Asked>,
    expand: Option<Expression>,
    exclude: Vec<Wildcard>,
    indexes: Vec<usize>,
    skip: usize,
    last_shape: Option<Fast>,
    roots: FxHashMap<Str, Rc<Shape>>,
}

/// How objects of one shape become objects of another, where nothing has to be computed.
struct Fast {
    from: Rc<Shape>,
    slots: Vec<Option<usize>>,
    to: Rc<Shape>,
}

/// What `-Unique` has let pass.
#[derive(Default)]
struct Uniques {
    objects: Vec<(Value, Vec<(Str, Value)>)>,
    by_hash: FxHashMap<u64, Vec<usize>>,
    mixed: Vec<usize>,
}

impl Run for SelectObject {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        let mut wanted = self.property.clone().unwrap_or_default();
        if self.exclude_property.is_some() && wanted.is_empty() {
            wanted.push(Value::from("*"));
        }
        self.plan.asked = Asked::list(shell.engine, &wanted, &["name", "label"])?;
        self.plan.expand = self
            .expand_property
            .as_ref()
            .filter(|name| !name.is_empty())
            .map(Expression::named);
        self.plan.exclude = self
            .exclude_property
            .iter()
            .flatten()
            .filter_map(|pattern| expression::wildcard(pattern))
            .collect();
        self.plan.skip = self.skip.unwrap_or_default() as usize;
        let mut indexes: Vec<usize> = self
            .index
            .iter()
            .chain(&self.skip_index)
            .flatten()
            .map(|n| *n as usize)
            .collect();
        indexes.sort_unstable();
        indexes.dedup();
        self.plan.indexes = indexes;
        Ok(())
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(item) = self.input_object.0.take() else {
            return Ok(());
        };
        if item.is_null() {
            return Ok(());
        }
        if self.index.is_some() || self.skip_index.is_some() {
            return self.by_index(shell, item);
        }
        self.push(item);
        if let Some(item) = self.next() {
            self.select(shell, &item)?;
        }
        if self.has_all() && !self.wait.is_on() {
            return self.stop(shell);
        }
        Ok(())
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.skip_last.is_none() && self.index.is_none() && self.skip_index.is_none() {
            let stay = if self.first.unwrap_or_default() != 0 {
                0
            } else {
                self.plan.skip
            };
            while self.queue.len() > stay {
                let Some(item) = self.queue.pop_front() else {
                    break;
                };
                self.select(shell, &item)?;
            }
        }
        for (value, _) in std::mem::take(&mut self.uniques.objects) {
            shell.write(value)?;
        }
        Ok(())
    }
}

impl SelectObject {
    /// What `-First`, `-Last` and `-Skip` let into the queue.
    fn push(&mut self, item: Value) {
        let (first, last) = (
            self.first.unwrap_or_default(),
            self.last.unwrap_or_default() as usize,
        );
        if last > 0 {
            let most = if first == 0 {
                last + self.plan.skip
            } else {
                last
            };
            if self.queue.len() >= most {
                self.queue.pop_front();
            }
        }
        self.queue.push_back(item);
    }

    /// The object that can be written now, if there is one.
    fn next(&mut self) -> Option<Value> {
        let (first, last) = (
            self.first.unwrap_or_default() as usize,
            self.last.unwrap_or_default(),
        );
        let bounded = self.first.is_some() || self.last.is_some();
        if self.plan.skip > 0 {
            if last == 0 || first != 0 {
                self.plan.skip -= 1;
                self.queue.pop_front();
            }
            return None;
        }
        if let Some(skip_last) = self.skip_last.filter(|count| *count > 0) {
            return if self.queue.len() > skip_last as usize {
                self.queue.pop_front()
            } else {
                None
            };
        }
        if self.streamed < first || !bounded {
            self.streamed += 1;
            return self.queue.pop_front();
        }
        if last == 0 {
            self.queue.pop_front();
        }
        None
    }

    /// Whether no later object can matter.
    fn has_all(&self) -> bool {
        let bounded = self.first.is_some() || self.last.is_some();
        bounded
            && self.last.unwrap_or_default() == 0
            && self.streamed >= self.first.unwrap_or_default() as usize
    }

    fn by_index(&mut self, shell: &mut Shell<'_>, item: Value) -> Result {
        let at = self.seen;
        self.seen += 1;
        let listed = self.plan.indexes.binary_search(&at).is_ok();
        if listed == self.index.is_some() {
            self.select(shell, &item)?;
        }
        let enough =
            self.index.is_some() && self.plan.indexes.last().is_none_or(|last| at >= *last);
        if enough && !self.wait.is_on() {
            self.stop(shell)
        } else {
            Ok(())
        }
    }

    /// Ends the pipeline above; what is kept for the end is written first.
    fn stop(&mut self, shell: &mut Shell<'_>) -> Result {
        for (value, _) in std::mem::take(&mut self.uniques.objects) {
            shell.write(value)?;
        }
        self.queue.clear();
        shell.stop_upstream()
    }

    /// Writes what is wanted of an object.
    fn select(&mut self, shell: &mut Shell<'_>, item: &Value) -> Result {
        if self.plan.asked.is_empty() && self.plan.expand.is_none() {
            if !self.unique.is_on() {
                mark(item, item);
            }
            return self.keep(shell, item.clone(), Vec::new());
        }
        if let Some(object) = self.quickly(item) {
            return shell.write(Value::Object(object));
        }
        let mut properties = Vec::new();
        let mut asked = std::mem::take(&mut self.plan.asked);
        let collected = asked
            .iter_mut()
            .try_for_each(|asked| self.collect(shell, asked, item, &mut properties));
        self.plan.asked = asked;
        collected?;
        match self.plan.expand.take() {
            None => self.write_object(shell, item, properties),
            Some(mut expand) => {
                let result = self.expand(shell, &mut expand, item, properties);
                self.plan.expand = Some(expand);
                result
            }
        }
    }

    /// The object without any computation, if its shape was seen last.
    fn quickly(&self, item: &Value) -> Option<Rc<Object>> {
        let (Value::Object(object), Some(fast)) = (item, &self.plan.last_shape) else {
            return None;
        };
        if !Rc::ptr_eq(&object.shape_ref(), &fast.from) {
            return None;
        }
        let slots = fast
            .slots
            .iter()
            .map(|slot| slot.map(|index| object.slot(index)).unwrap_or_default())
            .collect();
        Some(Object::new(Rc::clone(&fast.to), slots))
    }

    /// The values of one element of `-Property`.
    fn collect(
        &mut self,
        shell: &mut Shell<'_>,
        asked: &mut Asked,
        item: &Value,
        into: &mut Vec<(Str, Value)>,
    ) -> Result {
        let excludes =
            |plan: &Plan, name: &str| plan.exclude.iter().any(|pattern| pattern.is_match(name));
        let mut found = asked.expression.all(shell.engine, item)?;
        found.retain(|found| !excludes(&self.plan, &found.name));
        if found.is_empty() && !matches!(asked.expression, Expression::Pattern(_)) {
            let text = asked.expression.text();
            if asked.name.is_none() && text.trim().is_empty() {
                return Err(nameless());
            }
            if !excludes(&self.plan, &text) {
                into.push((asked.name.clone().unwrap_or(text), Value::Null));
            }
            return Ok(());
        }
        if asked.name.is_some() && found.len() > 1 {
            let what = "Cannot rename multiple results.";
            return shell.error(invalid(what, "RenamingMultipleResults", item));
        }
        for found in found {
            let name = asked.name.clone().unwrap_or_else(|| found.name.clone());
            if name.trim().is_empty() {
                return Err(nameless());
            }
            let value = found.or_null();
            into.push((
                name,
                if matches!(value, Value::Nothing) {
                    Value::Null
                } else {
                    value
                },
            ));
        }
        Ok(())
    }

    fn write_object(
        &mut self,
        shell: &mut Shell<'_>,
        item: &Value,
        properties: Vec<(Str, Value)>,
    ) -> Result {
        let kind = Str::from(item.base().get_type().full_name());
        let root = self.plan.roots.entry(kind.clone()).or_insert_with(|| {
            let names = [
                &*format!("Selected.{kind}"),
                "System.Management.Automation.PSCustomObject",
                "System.Object",
            ];
            Shape::custom().renamed(names.map(Str::from).to_vec())
        });
        let mut shape = Rc::clone(root);
        let mut slots = Vec::with_capacity(properties.len());
        for (name, value) in &properties {
            if shape.find(object::Symbol::of(name)).is_some() {
                shell.error(exists(
                    name,
                    "AlreadyExistingUserSpecifiedPropertyNoExpand",
                    item,
                ))?;
                continue;
            }
            shape = shape.with(name, SlotKind::Note);
            slots.push(value.clone());
        }
        if slots.len() == properties.len() {
            self.remember(item, &shape);
        }
        self.keep(shell, Value::Object(Object::new(shape, slots)), properties)
    }

    /// Keeps how this shape became that one, where only notes were copied.
    fn remember(&mut self, item: &Value, to: &Rc<Shape>) {
        self.plan.last_shape = None;
        let Value::Object(object) = item else { return };
        let is_note = |kind| {
            matches!(
                kind,
                SlotKind::Note | SlotKind::Property | SlotKind::ReadOnly
            )
        };
        if self.unique.is_on() || !self.plan.exclude.is_empty() || self.plan.expand.is_some() {
            return;
        }
        let mut slots = Vec::with_capacity(self.plan.asked.len());
        for asked in &self.plan.asked {
            let Expression::Name(accessor) = &asked.expression else {
                return;
            };
            match object.find(object::Symbol::of(&accessor.name)) {
                Some((index, kind)) if is_note(kind) => slots.push(Some(index)),
                Some(_) => return,
                None if object.get_type().is(&types::PSCUSTOMOBJECT) => slots.push(None),
                None => return,
            }
        }
        // The slots of instances may hold what must be computed; those of plain objects hold what they show.
        if slots.len() == to.slots().len() {
            self.plan.last_shape = Some(Fast {
                from: object.shape(),
                slots,
                to: Rc::clone(to),
            });
        }
    }

    /// `-ExpandProperty`
    fn expand(
        &mut self,
        shell: &mut Shell<'_>,
        expand: &mut Expression,
        item: &Value,
        notes: Vec<(Str, Value)>,
    ) -> Result {
        let mut found = expand.all(shell.engine, item)?;
        if found.len() > 1 {
            let fault = Fault::new(
                &types::ARGUMENT_EXCEPTION,
                "Multiple properties cannot be expanded.",
            );
            return shell.error(
                fault
                    .id("MutlipleExpandProperties")
                    .category(Category::InvalidArgument)
                    .target(item.clone()),
            );
        }
        let Some(found) = found.pop() else {
            let what = format!("Property \"{}\" cannot be found.", expand.text());
            let fault = Fault::new(&types::PS_ARGUMENT_EXCEPTION, what);
            return shell.error(
                fault
                    .id("ExpandPropertyNotFound")
                    .category(Category::InvalidArgument)
                    .target(item.clone()),
            );
        };
        let value = match found.value {
            Ok(value) => value,
            Err(record) => {
                let fault = Fault::new(&types::ARGUMENT_EXCEPTION, record.exception_message())
                    .because(record.exception.clone());
                return shell.error(
                    fault
                        .id("PropertyEvaluationExpand")
                        .category(Category::InvalidResult)
                        .target(item.clone()),
                );
            }
        };
        match shell.engine.enumerate(&value)? {
            None if value.is_null() => Ok(()),
            None => self.with_notes(shell, value, item, notes),
            Some(elements) => {
                for element in elements.into_iter().filter(|element| !element.is_null()) {
                    self.with_notes(shell, element, item, notes.clone())?;
                }
                Ok(())
            }
        }
    }

    /// Adds the properties that were asked for to what was expanded.
    fn with_notes(
        &mut self,
        shell: &mut Shell<'_>,
        value: Value,
        item: &Value,
        notes: Vec<(Str, Value)>,
    ) -> Result {
        if notes.is_empty() {
            mark(&value, item);
            return self.keep(shell, value, notes);
        }
        let (result, holder) = match value {
            Value::Object(object) => {
                let copy = object.copy();
                (Value::Object(Rc::clone(&copy)), copy)
            }
            other => {
                let extended = Extended::new(other.base().clone());
                (
                    Value::Extended(Rc::clone(&extended)),
                    Rc::clone(&extended.members),
                )
            }
        };
        for (name, note) in &notes {
            if property::get(shell.engine, &result, name)?.is_some() {
                shell.error(exists(
                    name,
                    "AlreadyExistingUserSpecifiedPropertyExpand",
                    item,
                ))?;
            } else {
                holder.add(name, SlotKind::Note, note.clone());
            }
        }
        self.keep(shell, result, notes)
    }

    /// Writes an object, or keeps it for the end if `-Unique` has not seen it yet.
    fn keep(&mut self, shell: &mut Shell<'_>, value: Value, notes: Vec<(Str, Value)>) -> Result {
        if !self.unique.is_on() {
            return shell.write(value);
        }
        self.uniques
            .add(shell, value, notes, self.case_insensitive.is_on())
    }
}

impl Uniques {
    /// Objects without a type of their own are equal to one another: what tells them apart is the properties asked for.
    fn add(
        &mut self,
        shell: &mut Shell<'_>,
        value: Value,
        notes: Vec<(Str, Value)>,
        ignore_case: bool,
    ) -> Result {
        let hash = hash(&value, &notes, ignore_case);
        let candidates: Vec<usize> = match hash {
            Some(hash) => self
                .by_hash
                .get(&hash)
                .into_iter()
                .flatten()
                .chain(&self.mixed)
                .copied()
                .collect(),
            None => (0..self.objects.len()).collect(),
        };
        for index in candidates {
            let (known, known_notes) = &self.objects[index];
            if known_notes.len() == notes.len() && same(shell, known, &value, ignore_case) {
                let equal = |(a, b): (&(Str, Value), &(Str, Value))| {
                    a.0.eq_ignore_ascii_case(&b.0)
                        && super::order::compare(shell.engine, &a.1, &b.1, ignore_case)
                            == Ordering::Equal
                };
                if known_notes.iter().zip(&notes).all(equal) {
                    return Ok(());
                }
            }
        }
        let index = self.objects.len();
        match hash {
            Some(hash) => self.by_hash.entry(hash).or_default().push(index),
            None => self.mixed.push(index),
        }
        self.objects.push((value, notes));
        Ok(())
    }
}

/// Custom objects that pass are marked in place, as PowerShell does: their first type name tells what they were selected from.
fn mark(value: &Value, from: &Value) {
    let Value::Object(object) = value else {
        return;
    };
    if !object.get_type().is(&types::PSCUSTOMOBJECT) {
        return;
    }
    let name = format!("Selected.{}", from.base().get_type().full_name());
    let mut names = object.type_names();
    if !names.iter().any(|own| **own == *name) {
        names.insert(0, Str::from(name));
        object.set_type_names(names);
    }
}

fn is_custom(value: &Value) -> bool {
    matches!(value.base(), Value::Object(object) if object.get_type().is(&types::PSCUSTOMOBJECT))
}

fn same(shell: &mut Shell<'_>, a: &Value, b: &Value, ignore_case: bool) -> bool {
    super::order::compare(shell.engine, a.base(), b.base(), ignore_case) == Ordering::Equal
}

/// A hash of strings, which equal only what has the same text; `None` where equality crosses types.
fn hash(value: &Value, notes: &[(Str, Value)], ignore_case: bool) -> Option<u64> {
    let keys = if ignore_case {
        dict::KeyCase::Ignore
    } else {
        dict::KeyCase::Match
    };
    let one = |value: &Value| match value.base() {
        Value::Str(text) if text.is_ascii() => Some(dict::hash_key(value, keys)),
        _ => None,
    };
    if is_custom(value) {
        notes.iter().try_fold(0u64, |all, (_, value)| {
            Some(all.rotate_left(5) ^ one(value)?)
        })
    } else {
        one(value)
    }
}
