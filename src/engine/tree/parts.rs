//! Which of the nodes below a node a property is.

use super::AstObject;
use object::members::{list, tuple};
use object::{Type, TypeInfo, Value, convert};

/// Which of the nodes below a node a property is.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// The one at a place.
    At(usize),
    /// The first of these types.
    First(&'static [&'static str]),
    /// The one behind the first of this type.
    Behind(&'static str),
    /// The one of a type at a place among its like.
    Nth(&'static str, usize),
    /// The named block of this kind.
    Block(&'static str),
    /// The first that is of none of these types.
    Rest(&'static [&'static str]),
    /// The one behind as many as these facts are true, where the last of them is.
    Given(&'static [&'static str]),
    /// The last one, where there is one for each of the others and one more.
    Odd,
    /// The last one, where a fact says so.
    Last(&'static str),
}

/// Which of the nodes below a node the elements of a collection are.
#[derive(Clone, Copy)]
pub(super) enum Parts {
    /// All from a place on.
    From(usize),
    /// All of these types.
    Of(&'static [&'static str]),
    /// All but these types.
    Except(&'static [&'static str]),
}

impl AstObject {
    fn is(&self, at: usize, names: &[&str]) -> bool {
        names.contains(&self.tree.nodes[at].name)
    }

    fn says(&self, fact: &str) -> bool {
        self.tree.fact(self.at, fact).is_some_and(convert::to_bool)
    }

    /// The place of a part; none where it was left out.
    pub(super) fn place(&self, part: Part) -> Option<usize> {
        let parts = self.tree.parts(self.at);
        let mut all = parts.iter().copied();
        match part {
            Part::At(place) => all.nth(place),
            Part::First(names) => all.find(|at| self.is(*at, names)),
            Part::Rest(names) => all.find(|at| !self.is(*at, names)),
            Part::Nth(kind, place) => all.filter(|at| self.is(*at, &[kind])).nth(place),
            Part::Behind(kind) => {
                all.find(|at| self.is(*at, &[kind]))?;
                all.next()
            }
            Part::Block(kind) => all.find(|at| {
                matches!(self.tree.fact(*at, "BlockKind"), Some(Value::Enum(own)) if own.name() == kind)
            }),
            Part::Given(facts) => {
                let given = facts.iter().filter(|fact| self.says(fact)).count();
                let last = facts.last().is_some_and(|fact| self.says(fact));
                if last { all.nth(given - 1) } else { None }
            }
            Part::Odd if parts.len() % 2 == 1 => parts.last().copied(),
            Part::Odd => None,
            Part::Last(fact) if self.says(fact) => parts.last().copied(),
            Part::Last(_) => None,
        }
    }

    /// A part as a script sees it.
    pub(super) fn part(&self, part: Part) -> Value {
        self.place(part).map(|at| self.node(at)).unwrap_or_default()
    }

    /// The parts that a collection holds.
    pub(super) fn collection(&self, kind: &'static TypeInfo, which: Parts) -> Value {
        let parts = self.tree.parts(self.at);
        let kept: Vec<usize> = match which {
            Parts::From(place) => parts.get(place..).unwrap_or_default().to_vec(),
            Parts::Of(names) => parts.into_iter().filter(|at| self.is(*at, names)).collect(),
            Parts::Except(names) => parts
                .into_iter()
                .filter(|at| !self.is(*at, names))
                .collect(),
        };
        let items = kept.into_iter().map(|at| self.node(at)).collect();
        list::read_only(Type::Known(kind), items)
    }

    /// Parts two by two from a place on: the clauses of `if` and `switch`, the entries of a table.
    pub(super) fn pairs(&self, first: &'static TypeInfo, second: &'static TypeInfo) -> Value {
        let parts = self.tree.parts(self.at);
        let from = usize::from(self.entry().name == "SwitchStatement");
        let pairs = parts.get(from..).unwrap_or_default().chunks_exact(2);
        let kinds = vec![Type::Known(first), Type::Known(second)];
        let pairs: Vec<Value> = pairs
            .map(|pair| {
                tuple::tuple_of(kinds.clone(), vec![self.node(pair[0]), self.node(pair[1])])
            })
            .collect();
        list::read_only(tuple::tuple_type(kinds), pairs)
    }
}
