//! The order that Sort-Object, Group-Object and Compare-Object share: keys of objects, their comparison, and the sort itself.
//!
//! The sort is .NET's introspective one, because the order of equal objects, and what becomes of a comparison that is no order, are
//! what the algorithm makes of them. Where equal ones must stay as they came, any stable sort gives the same.

use super::expression::{Asked, Expression, tame};
use super::property::Accessor;
use engine::Engine;
use object::{Result, Str, Value, culture, types};
use rustc_hash::FxHashSet;
use std::cmp::Ordering;

/// Keys by which objects are ordered.
pub struct Keys {
    asked: Vec<Asked>,
    /// For each key, whether the highest value comes first.
    pub descending: Vec<bool>,
    /// Letters do not differ by case.
    pub ignore_case: bool,
    /// The order of a culture that was asked for.
    pub collation: Option<culture::Collation>,
}

/// The order of two values. Objects that are nothing but their notes are all alike to it.
pub fn compare(engine: &mut Engine, a: &Value, b: &Value, ignore_case: bool) -> Ordering {
    let is_custom = |value: &Value| matches!(value, Value::Object(object) if object.get_type().is(&types::PSCUSTOMOBJECT));
    if is_custom(a) && is_custom(b) {
        return Ordering::Equal;
    }
    object::compare::sort_compare(engine, a, b, ignore_case)
}

/// The values of all keys of all objects, object by object; `None` where an object has no such property.
pub type Row = Vec<Option<Value>>;

impl Keys {
    /// The keys of `-Property`; without any the object itself is the key.
    ///
    /// # Errors
    /// One of them makes no sense.
    pub fn of(
        engine: &mut Engine,
        properties: &[Value],
        names: &[&'static str],
        descending: bool,
        ignore_case: bool,
    ) -> Result<Keys> {
        let asked = Asked::list(engine, properties, names)?;
        let direction = |asked: &Asked| match (asked.flag("ascending"), asked.flag("descending")) {
            // Both at once say nothing when they contradict each other.
            (Some(up), Some(down)) if up == down => descending,
            (_, Some(down)) => down,
            (Some(up), None) => !up,
            (None, None) => descending,
        };
        let directions = if asked.is_empty() {
            vec![descending]
        } else {
            asked.iter().map(direction).collect()
        };
        Ok(Keys {
            asked,
            descending: directions,
            ignore_case,
            collation: None,
        })
    }

    /// What the keys were asked for as.
    pub fn names(&self) -> Vec<Str> {
        self.asked
            .iter()
            .map(|asked| asked.expression.text())
            .collect()
    }

    /// Replaces patterns by the names of the properties of these objects that fit.
    pub fn expand(&mut self, items: &[Value]) {
        if !self
            .asked
            .iter()
            .any(|asked| matches!(asked.expression, Expression::Pattern(_)))
        {
            return;
        }
        let (mut asked, mut descending) = (Vec::new(), Vec::new());
        for (one, down) in self.asked.drain(..).zip(self.descending.drain(..)) {
            let Expression::Pattern(pattern) = &one.expression else {
                asked.push(one);
                descending.push(down);
                continue;
            };
            let mut seen = FxHashSet::default();
            for name in items
                .iter()
                .flat_map(|item| super::expression::matching(pattern, item))
            {
                if seen.insert(object::Symbol::of(&name)) {
                    asked.push(Asked {
                        expression: Expression::Name(Accessor::new(&name)),
                        name: None,
                        entries: Vec::new(),
                    });
                    descending.push(down);
                }
            }
        }
        (self.asked, self.descending) = (asked, descending);
    }

    /// The values of an object's keys. A script that fails gives null.
    ///
    /// # Errors
    /// Only what leaves the pipeline.
    pub fn row(&mut self, engine: &mut Engine, item: &Value) -> Result<Row> {
        if self.asked.is_empty() {
            return Ok(vec![Some(item.clone())]);
        }
        let mut row = Vec::with_capacity(self.asked.len());
        for asked in &mut self.asked {
            row.push(tame(asked.expression.one(engine, item))?.unwrap_or(Some(Value::Null)));
        }
        Ok(row)
    }

    /// The order of two rows. What an object lacks comes last, whichever way the key goes.
    pub fn compare(
        &self,
        engine: &mut Engine,
        a: &[Option<Value>],
        b: &[Option<Value>],
    ) -> Ordering {
        for ((a, b), down) in a.iter().zip(b).zip(&self.descending) {
            let order = match (a, b) {
                (Some(a), Some(b)) => {
                    let order = compare(engine, a, b, self.ignore_case);
                    if *down { order.reverse() } else { order }
                }
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            };
            if order != Ordering::Equal {
                return order;
            }
        }
        Ordering::Equal
    }

    /// The numbers of the rows in order. Equal ones stay as they came where `stable` says so; otherwise they come as .NET's sort
    /// leaves them, which decides what `-Unique` keeps.
    pub fn sort(&self, engine: &mut Engine, rows: &[Row], stable: bool) -> Vec<u32> {
        let mut order: Vec<u32> = (0..rows.len() as u32).collect();
        let columns: Vec<Column<'_>> = (0..self.descending.len())
            .map(|key| Column::of(rows, key))
            .collect();
        if columns.iter().any(|column| matches!(column, Column::Mixed)) {
            let compare =
                |a: u32, b: u32| self.compare(engine, &rows[a as usize], &rows[b as usize]);
            introsort(&mut order, stable, compare);
            return order;
        }
        let compare = |a: u32, b: u32| {
            for (column, down) in columns.iter().zip(&self.descending) {
                match column.compare(a, b, *down, self.ignore_case, &self.collation) {
                    Ordering::Equal => {}
                    order => return order,
                }
            }
            Ordering::Equal
        };
        if stable {
            merge_sort(&mut order, |a, b| compare(*a, *b));
        } else {
            introsort(&mut order, false, compare);
        }
        order
    }
}

/// Sorts as .NET does, equal ones by their numbers where `stable` says so.
fn introsort(order: &mut [u32], stable: bool, mut compare: impl FnMut(u32, u32) -> Ordering) {
    let less = |a: u32, b: u32| match compare(a, b) {
        Ordering::Equal if stable => a.cmp(&b),
        order => order,
    };
    Introsort { less }.sort(order);
}

/// One key of all rows, where its values are all of one type that orders quickly.
enum Column<'a> {
    Integers(Vec<i64>),
    Fractions(Vec<f64>),
    Texts(Vec<&'a Str>),
    Mixed,
}

impl Column<'_> {
    fn of(rows: &[Row], key: usize) -> Column<'_> {
        let value = |row: &'_ Row| row.get(key).cloned().flatten();
        match rows.first().and_then(value) {
            Some(Value::Int(_) | Value::Long(_)) => {
                let integer = |row: &Row| match row.get(key) {
                    Some(Some(Value::Int(n))) => Some(i64::from(*n)),
                    Some(Some(Value::Long(n))) => Some(*n),
                    _ => None,
                };
                rows.iter()
                    .map(integer)
                    .collect::<Option<Vec<i64>>>()
                    .map_or(Column::Mixed, Column::Integers)
            }
            Some(Value::Double(_)) => {
                let fraction = |row: &Row| match row.get(key) {
                    Some(Some(Value::Double(x))) if !x.is_nan() => Some(*x),
                    _ => None,
                };
                rows.iter()
                    .map(fraction)
                    .collect::<Option<Vec<f64>>>()
                    .map_or(Column::Mixed, Column::Fractions)
            }
            Some(Value::Str(_)) => {
                let mut texts = Vec::with_capacity(rows.len());
                for row in rows {
                    let Some(Some(Value::Str(text))) = row.get(key) else {
                        return Column::Mixed;
                    };
                    texts.push(text);
                }
                Column::Texts(texts)
            }
            _ => Column::Mixed,
        }
    }

    fn compare(
        &self,
        a: u32,
        b: u32,
        down: bool,
        ignore_case: bool,
        collation: &Option<culture::Collation>,
    ) -> Ordering {
        let (a, b) = (a as usize, b as usize);
        let order = match self {
            Column::Integers(all) => all[a].cmp(&all[b]),
            Column::Fractions(all) => all[a].total_cmp(&all[b]),
            Column::Texts(all) => match collation {
                Some(collation) => collation.compare(all[a], all[b], ignore_case),
                None => culture::compare_ps(all[a], all[b], ignore_case),
            },
            Column::Mixed => Ordering::Equal,
        };
        if down { order.reverse() } else { order }
    }
}

/// Rows shorter than this are sorted by insertion.
const RUN: usize = 16;

/// A stable sort that no comparison can make fail; the standard library's may panic where the order contradicts itself.
pub fn merge_sort(all: &mut [u32], mut compare: impl FnMut(&u32, &u32) -> Ordering) {
    for run in all.chunks_mut(RUN) {
        for i in 1..run.len() {
            let (one, mut at) = (run[i], i);
            while at > 0 && compare(&one, &run[at - 1]) == Ordering::Less {
                run[at] = run[at - 1];
                at -= 1;
            }
            run[at] = one;
        }
    }
    let (mut width, mut other) = (RUN, all.to_vec());
    while width < all.len() {
        for (from, to) in all.chunks(width * 2).zip(other.chunks_mut(width * 2)) {
            let (left, right) = from.split_at(width.min(from.len()));
            let (mut i, mut j) = (0, 0);
            for slot in to {
                let take_right = i == left.len()
                    || (j < right.len() && compare(&right[j], &left[i]) == Ordering::Less);
                if take_right {
                    *slot = right[j];
                    j += 1;
                } else {
                    *slot = left[i];
                    i += 1;
                }
            }
        }
        all.copy_from_slice(&other);
        width *= 2;
    }
}

/// `Array.Sort` as .NET does it.
struct Introsort<F> {
    less: F,
}

impl<F: FnMut(u32, u32) -> Ordering> Introsort<F> {
    fn sort(&mut self, all: &mut [u32]) {
        if all.len() > 1 {
            let depth = 2 * (all.len().ilog2() + 1);
            self.part(all, depth);
        }
    }

    fn part(&mut self, all: &mut [u32], mut depth: u32) {
        let mut size = all.len();
        while size > 1 {
            if size <= RUN {
                match size {
                    2 => self.order(all, 0, 1),
                    3 => {
                        self.order(all, 0, 1);
                        self.order(all, 0, 2);
                        self.order(all, 1, 2);
                    }
                    _ => self.insertion(&mut all[..size]),
                }
                return;
            }
            if depth == 0 {
                self.heap(&mut all[..size]);
                return;
            }
            depth -= 1;
            let pivot = self.partition(&mut all[..size]);
            self.part(&mut all[pivot + 1..size], depth);
            size = pivot;
        }
    }

    fn order(&mut self, all: &mut [u32], i: usize, j: usize) {
        if (self.less)(all[i], all[j]) == Ordering::Greater {
            all.swap(i, j);
        }
    }

    fn insertion(&mut self, all: &mut [u32]) {
        for i in 1..all.len() {
            let (one, mut at) = (all[i], i);
            while at > 0 && (self.less)(one, all[at - 1]) == Ordering::Less {
                all[at] = all[at - 1];
                at -= 1;
            }
            all[at] = one;
        }
    }

    fn heap(&mut self, all: &mut [u32]) {
        let size = all.len();
        for root in (1..=size / 2).rev() {
            self.sift(all, root, size);
        }
        for end in (2..=size).rev() {
            all.swap(0, end - 1);
            self.sift(all, 1, end - 1);
        }
    }

    /// Lets an element sink to its place in the heap; places count from one.
    fn sift(&mut self, all: &mut [u32], mut at: usize, size: usize) {
        let one = all[at - 1];
        while at <= size / 2 {
            let mut child = 2 * at;
            if child < size && (self.less)(all[child - 1], all[child]) == Ordering::Less {
                child += 1;
            }
            if (self.less)(one, all[child - 1]) != Ordering::Less {
                break;
            }
            all[at - 1] = all[child - 1];
            at = child;
        }
        all[at - 1] = one;
    }

    fn partition(&mut self, all: &mut [u32]) -> usize {
        let (high, middle) = (all.len() - 1, (all.len() - 1) / 2);
        self.order(all, 0, middle);
        self.order(all, 0, high);
        self.order(all, middle, high);
        let pivot = all[middle];
        all.swap(middle, high - 1);
        let (mut left, mut right) = (0, high - 1);
        while left < right {
            left += 1;
            while left < high - 1 && (self.less)(all[left], pivot) == Ordering::Less {
                left += 1;
            }
            right -= 1;
            while right > 0 && (self.less)(pivot, all[right]) == Ordering::Less {
                right -= 1;
            }
            if left >= right {
                break;
            }
            all.swap(left, right);
        }
        if left != high - 1 {
            all.swap(left, high - 1);
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sorts_agree_on_an_order() {
        let mut state = 7u32;
        let numbers: Vec<u32> = (0..1000)
            .map(|_| {
                state = state.wrapping_mul(1_103_515_245).wrapping_add(12345);
                state >> 16
            })
            .collect();
        let mut merged: Vec<u32> = (0..1000).collect();
        let mut quick = merged.clone();
        merge_sort(&mut merged, |a, b| {
            numbers[*a as usize].cmp(&numbers[*b as usize])
        });
        let mut sort = Introsort {
            less: |a: u32, b: u32| (numbers[a as usize], a).cmp(&(numbers[b as usize], b)),
        };
        sort.sort(&mut quick);
        assert_eq!(merged, quick);
    }

    #[test]
    fn an_order_that_contradicts_itself_does_no_harm() {
        let mut all: Vec<u32> = (0..500).collect();
        Introsort {
            less: |_, _| Ordering::Less,
        }
        .sort(&mut all);
        Introsort {
            less: |_, _| Ordering::Greater,
        }
        .sort(&mut all);
        merge_sort(&mut all, |_, _| Ordering::Less);
        all.sort_unstable();
        assert_eq!(all, (0..500).collect::<Vec<u32>>());
    }
}
