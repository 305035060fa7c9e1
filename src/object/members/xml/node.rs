//! The tree of an XML document.

use crate::Str;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// What a node is, with .NET's numbers of `XmlNodeType`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Kind {
    Element = 1,
    Attribute = 2,
    Text = 3,
    CData = 4,
    EntityReference = 5,
    Instruction = 7,
    Comment = 8,
    Document = 9,
    DocumentType = 10,
    Fragment = 11,
    Whitespace = 13,
    SignificantWhitespace = 14,
    Declaration = 17,
}

/// A node. Parents are weak: whoever hands a node to a script hands the document along.
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The name as written, with its prefix; empty for nodes whose name follows from their kind.
    pub name: Str,
    /// `NamespaceURI`
    pub namespace: RefCell<Str>,
    /// The text of those that have one.
    pub value: RefCell<Str>,
    /// Attributes of an element.
    pub attributes: RefCell<Vec<Rc<Node>>>,
    /// Children in order.
    pub children: RefCell<Vec<Rc<Node>>>,
    /// The parent; of an attribute, its element.
    pub parent: RefCell<Weak<Node>>,
    /// The document that made it.
    pub document: RefCell<Weak<Node>>,
    /// An element written as `<a />`.
    pub is_empty: Cell<bool>,
    /// `PreserveWhitespace` of a document.
    pub preserve: Cell<bool>,
}

impl Node {
    /// A node without relatives.
    pub fn new(kind: Kind, name: &str, value: &str) -> Rc<Node> {
        Rc::new(Node {
            kind,
            name: name.into(),
            namespace: RefCell::default(),
            value: RefCell::new(value.into()),
            attributes: RefCell::default(),
            children: RefCell::default(),
            parent: RefCell::default(),
            document: RefCell::default(),
            is_empty: Cell::new(kind == Kind::Element),
            preserve: Cell::new(false),
        })
    }

    /// `Name`
    pub fn full_name(&self) -> &str {
        match self.kind {
            Kind::Document => "#document",
            Kind::Text => "#text",
            Kind::CData => "#cdata-section",
            Kind::Comment => "#comment",
            Kind::Fragment => "#document-fragment",
            Kind::Whitespace => "#whitespace",
            Kind::SignificantWhitespace => "#significant-whitespace",
            Kind::Declaration => "xml",
            _ => &self.name,
        }
    }

    /// `LocalName`
    pub fn local_name(&self) -> &str {
        let name = self.full_name();
        match self.kind {
            Kind::Element | Kind::Attribute => name.rsplit(':').next().unwrap_or(name),
            _ => name,
        }
    }

    /// `Prefix`
    pub fn prefix(&self) -> &str {
        match self.kind {
            Kind::Element | Kind::Attribute => {
                self.name.split_once(':').map_or("", |(prefix, _)| prefix)
            }
            _ => "",
        }
    }

    /// Whether it is text of any kind.
    pub fn is_text(&self) -> bool {
        matches!(
            self.kind,
            Kind::Text | Kind::CData | Kind::Whitespace | Kind::SignificantWhitespace
        )
    }

    /// The text of it and of all below it.
    pub fn inner_text(&self) -> String {
        match self.kind {
            Kind::Element | Kind::Document | Kind::Fragment => {
                let children = self.children.borrow();
                let seen = children.iter().filter(|child| {
                    !matches!(
                        child.kind,
                        Kind::Comment | Kind::Instruction | Kind::Declaration | Kind::DocumentType
                    )
                });
                seen.map(|child| child.inner_text()).collect()
            }
            _ => self.value.borrow().to_string(),
        }
    }

    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<Rc<Node>> {
        self.attributes
            .borrow()
            .iter()
            .find(|attribute| &*attribute.name == name)
            .cloned()
    }

    /// The parent.
    pub fn parent(&self) -> Option<Rc<Node>> {
        self.parent.borrow().upgrade()
    }

    /// The namespace that a prefix stands for here.
    pub fn namespace_of(self: &Rc<Node>, prefix: &str) -> Str {
        if prefix == "xml" {
            return "http://www.w3.org/XML/1998/namespace".into();
        }
        let wanted = if prefix.is_empty() {
            "xmlns".to_string()
        } else {
            format!("xmlns:{prefix}")
        };
        let mut at = Some(Rc::clone(self));
        while let Some(node) = at {
            if let Some(attribute) = node.attribute(&wanted) {
                return attribute.value.borrow().clone();
            }
            at = node.parent();
        }
        Str::default()
    }

    /// Puts a child at an index.
    pub fn insert(self: &Rc<Node>, at: usize, child: &Rc<Node>) {
        *child.parent.borrow_mut() = Rc::downgrade(self);
        self.is_empty.set(false);
        self.children.borrow_mut().insert(at, Rc::clone(child));
    }

    /// Puts a child behind the others.
    pub fn append(self: &Rc<Node>, child: &Rc<Node>) {
        let end = self.children.borrow().len();
        self.insert(end, child);
    }

    /// Takes a node away from its parent.
    pub fn detach(self: &Rc<Node>) {
        if let Some(parent) = self.parent() {
            parent
                .children
                .borrow_mut()
                .retain(|child| !Rc::ptr_eq(child, self));
        }
        *self.parent.borrow_mut() = Weak::new();
    }

    /// Where a child stands.
    pub fn index_of(&self, child: &Rc<Node>) -> Option<usize> {
        self.children
            .borrow()
            .iter()
            .position(|own| Rc::ptr_eq(own, child))
    }

    /// Sets an attribute, in place where there is one of that name.
    pub fn set_attribute(self: &Rc<Node>, attribute: Rc<Node>) {
        *attribute.parent.borrow_mut() = Rc::downgrade(self);
        let mut attributes = self.attributes.borrow_mut();
        match attributes
            .iter()
            .position(|known| known.name == attribute.name)
        {
            Some(at) => attributes[at] = attribute,
            None => attributes.push(attribute),
        }
    }

    /// Replaces all children by one text.
    pub fn set_text(self: &Rc<Node>, text: &str) {
        if !matches!(self.kind, Kind::Element | Kind::Document | Kind::Fragment) {
            *self.value.borrow_mut() = text.into();
            return;
        }
        self.children
            .borrow_mut()
            .iter()
            .for_each(|child| *child.parent.borrow_mut() = Weak::new());
        self.children.borrow_mut().clear();
        self.is_empty.set(false);
        if !text.is_empty() {
            let child = Node::new(Kind::Text, "", text);
            *child.document.borrow_mut() = self.document.borrow().clone();
            self.append(&child);
        }
    }

    /// A copy without a parent; with all below it if `deep`. An attribute keeps its value in either case.
    pub fn copy(&self, deep: bool) -> Rc<Node> {
        let copy = Node::new(self.kind, &self.name, &self.value.borrow());
        *copy.namespace.borrow_mut() = self.namespace.borrow().clone();
        *copy.document.borrow_mut() = self.document.borrow().clone();
        copy.preserve.set(self.preserve.get());
        for attribute in self.attributes.borrow().iter() {
            copy.set_attribute(attribute.copy(true));
        }
        if deep {
            for child in self.children.borrow().iter() {
                copy.append(&child.copy(true));
            }
            copy.is_empty.set(self.is_empty.get());
        }
        copy
    }

    /// Makes it and all below it nodes of a document.
    pub fn adopt(&self, document: &Rc<Node>) {
        *self.document.borrow_mut() = Rc::downgrade(document);
        self.attributes
            .borrow()
            .iter()
            .for_each(|attribute| attribute.adopt(document));
        self.children
            .borrow()
            .iter()
            .for_each(|child| child.adopt(document));
    }

    /// It and all elements below it, in document order.
    pub fn walk(self: &Rc<Node>, visit: &mut dyn FnMut(&Rc<Node>)) {
        visit(self);
        for child in self.children.borrow().iter() {
            child.walk(visit);
        }
    }
}
