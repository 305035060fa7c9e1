//! Arrays and lists. Elements of one primitive type are stored unboxed.

use crate::Value;
use crate::types::{self, Type};
use std::cell::RefCell;
use std::rc::Rc;

/// The elements of an array or a list.
#[derive(Clone)]
#[allow(missing_docs)]
pub enum Elements {
    Values(Vec<Value>),
    Bool(Vec<bool>),
    Byte(Vec<u8>),
    Char(Vec<u16>),
    Int(Vec<i32>),
    Long(Vec<i64>),
    Double(Vec<f64>),
}

/// A .NET array: fixed length, one element type, one dimension or more.
pub struct Array {
    /// Type of an element.
    pub element: Type,
    /// Lengths of the dimensions where there is more than one; elements are in row-major order.
    pub dimensions: Option<Box<[usize]>>,
    /// The elements.
    pub items: RefCell<Elements>,
}

/// A growing list: `List[T]`, `ArrayList`, `Collection[T]`.
pub struct List {
    /// The list's own type.
    pub kind: Type,
    /// Type of an element.
    pub element: Type,
    /// The elements.
    pub items: RefCell<Elements>,
}

macro_rules! each {
    ($self:expr, $v:ident => $body:expr) => {
        match $self {
            Elements::Values($v) => $body,
            Elements::Bool($v) => $body,
            Elements::Byte($v) => $body,
            Elements::Char($v) => $body,
            Elements::Int($v) => $body,
            Elements::Long($v) => $body,
            Elements::Double($v) => $body,
        }
    };
}

impl Elements {
    /// No elements, stored as those of type `element` are.
    pub fn empty_of(element: &Type) -> Elements {
        Elements::zeroed(element, 0)
    }

    /// `length` elements of the type's default value.
    pub fn zeroed(element: &Type, length: usize) -> Elements {
        let Type::Known(info) = element else {
            return Elements::Values(vec![Value::Null; length]);
        };
        if std::ptr::eq(*info, &types::BOOLEAN) {
            Elements::Bool(vec![false; length])
        } else if std::ptr::eq(*info, &types::BYTE) {
            Elements::Byte(vec![0; length])
        } else if std::ptr::eq(*info, &types::CHAR) {
            Elements::Char(vec![0; length])
        } else if std::ptr::eq(*info, &types::INT32) {
            Elements::Int(vec![0; length])
        } else if std::ptr::eq(*info, &types::INT64) {
            Elements::Long(vec![0; length])
        } else if std::ptr::eq(*info, &types::DOUBLE) {
            Elements::Double(vec![0.0; length])
        } else {
            Elements::Values(vec![element.default_value(); length])
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        each!(self, v => v.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at `index`.
    pub fn get(&self, index: usize) -> Option<Value> {
        match self {
            Elements::Values(v) => v.get(index).cloned(),
            Elements::Bool(v) => v.get(index).map(|x| Value::Bool(*x)),
            Elements::Byte(v) => v.get(index).map(|x| Value::Byte(*x)),
            Elements::Char(v) => v.get(index).map(|x| Value::Char(*x)),
            Elements::Int(v) => v.get(index).map(|x| Value::Int(*x)),
            Elements::Long(v) => v.get(index).map(|x| Value::Long(*x)),
            Elements::Double(v) => v.get(index).map(|x| Value::Double(*x)),
        }
    }

    /// Stores a value already converted to the element type; an element of another type makes the storage boxed.
    /// The index must be in range.
    pub fn set(&mut self, index: usize, value: Value) {
        match (&mut *self, value) {
            (Elements::Values(v), value) => v[index] = value,
            (Elements::Bool(v), Value::Bool(x)) => v[index] = x,
            (Elements::Byte(v), Value::Byte(x)) => v[index] = x,
            (Elements::Char(v), Value::Char(x)) => v[index] = x,
            (Elements::Int(v), Value::Int(x)) => v[index] = x,
            (Elements::Long(v), Value::Long(x)) => v[index] = x,
            (Elements::Double(v), Value::Double(x)) => v[index] = x,
            (_, value) => self.boxed()[index] = value,
        }
    }

    /// Adds a value already converted to the element type.
    pub fn push(&mut self, value: Value) {
        match (&mut *self, value) {
            (Elements::Values(v), value) => v.push(value),
            (Elements::Bool(v), Value::Bool(x)) => v.push(x),
            (Elements::Byte(v), Value::Byte(x)) => v.push(x),
            (Elements::Char(v), Value::Char(x)) => v.push(x),
            (Elements::Int(v), Value::Int(x)) => v.push(x),
            (Elements::Long(v), Value::Long(x)) => v.push(x),
            (Elements::Double(v), Value::Double(x)) => v.push(x),
            (_, value) => self.boxed().push(value),
        }
    }

    /// Inserts a value already converted to the element type; the index must be in range.
    pub fn insert(&mut self, index: usize, value: Value) {
        match (&mut *self, value) {
            (Elements::Values(v), value) => v.insert(index, value),
            (Elements::Byte(v), Value::Byte(x)) => v.insert(index, x),
            (Elements::Char(v), Value::Char(x)) => v.insert(index, x),
            (Elements::Int(v), Value::Int(x)) => v.insert(index, x),
            (Elements::Long(v), Value::Long(x)) => v.insert(index, x),
            (Elements::Double(v), Value::Double(x)) => v.insert(index, x),
            (_, value) => self.boxed().insert(index, value),
        }
    }

    /// Takes the elements from `start` to `end` out; the range must be in range.
    pub fn remove(&mut self, start: usize, end: usize) {
        each!(self, v => drop(v.drain(start..end)));
    }

    /// Takes all elements out.
    pub fn clear(&mut self) {
        each!(self, v => v.clear());
    }

    /// Turns the order round, of the elements from `start` to `end`.
    pub fn reverse(&mut self, start: usize, end: usize) {
        each!(self, v => v[start..end].reverse());
    }

    /// Sorts the elements from `part.start` to `part.end` where they stand, if they are stored as numbers; false where they are not.
    pub fn sort_numbers(&mut self, part: std::ops::Range<usize>) -> bool {
        match self {
            Elements::Byte(v) => v[part].sort_unstable(),
            Elements::Int(v) => v[part].sort_unstable(),
            Elements::Long(v) => v[part].sort_unstable(),
            // What is no number comes first.
            Elements::Double(v) => v[part].sort_unstable_by(|a, b| {
                a.partial_cmp(b)
                    .unwrap_or_else(|| b.is_nan().cmp(&a.is_nan()))
            }),
            _ => return false,
        }
        true
    }

    /// All elements as values.
    pub fn to_vec(&self) -> Vec<Value> {
        match self {
            Elements::Values(v) => v.clone(),
            other => (0..other.len()).filter_map(|i| other.get(i)).collect(),
        }
    }

    /// The elements as a vector of values, changing how they are stored if need be.
    pub fn boxed(&mut self) -> &mut Vec<Value> {
        if !matches!(self, Elements::Values(_)) {
            *self = Elements::Values(self.to_vec());
        }
        match self {
            Elements::Values(v) => v,
            _ => unreachable!("the line above made it so"),
        }
    }

    /// Stores values already converted to `element` the way that type is stored.
    pub fn pack(element: &Type, values: Vec<Value>) -> Elements {
        let mut packed = Elements::empty_of(element);
        if matches!(packed, Elements::Values(_)) {
            return Elements::Values(values);
        }
        for value in values {
            packed.push(value);
        }
        packed
    }
}

impl Array {
    /// An `object[]`.
    pub fn objects(items: Vec<Value>) -> Rc<Array> {
        Rc::new(Array {
            element: Type::Known(&types::OBJECT),
            dimensions: None,
            items: RefCell::new(Elements::Values(items)),
        })
    }

    /// An array of values that are already of type `element`.
    pub fn of(element: Type, items: Vec<Value>) -> Rc<Array> {
        let items = RefCell::new(Elements::pack(&element, items));
        Rc::new(Array {
            element,
            dimensions: None,
            items,
        })
    }

    /// An array of these elements.
    pub fn with(element: Type, items: Elements) -> Rc<Array> {
        Rc::new(Array {
            element,
            dimensions: None,
            items: RefCell::new(items),
        })
    }

    /// How many elements there are, in all dimensions.
    pub fn len(&self) -> usize {
        self.items.borrow().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many dimensions there are.
    pub fn rank(&self) -> usize {
        self.dimensions.as_ref().map_or(1, |d| d.len())
    }

    /// The element at `index`.
    pub fn get(&self, index: usize) -> Option<Value> {
        self.items.borrow().get(index)
    }

    /// All elements.
    pub fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().to_vec()
    }

    /// The array's own type.
    pub fn get_type(&self) -> Type {
        Type::array_of(self.element.clone(), self.rank() as u32)
    }
}

impl List {
    /// A list of type `kind`, whose elements are of type `element` and stand in `items` already converted.
    pub fn new(kind: Type, element: Type, items: Vec<Value>) -> Rc<List> {
        let items = RefCell::new(Elements::pack(&element, items));
        Rc::new(List {
            kind,
            element,
            items,
        })
    }

    /// How many elements there are.
    pub fn len(&self) -> usize {
        self.items.borrow().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at `index`.
    pub fn get(&self, index: usize) -> Option<Value> {
        self.items.borrow().get(index)
    }

    /// All elements.
    pub fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().to_vec()
    }

    /// Whether it refuses changes (`ReadOnlyCollection[T]`); whoever changes it asks first.
    pub fn is_read_only(&self) -> bool {
        self.kind
            .info()
            .is_some_and(|info| std::ptr::eq(info, &crate::members::list::READ_ONLY_COLLECTION))
    }
}
