//! What type files (`.types.ps1xml`) and format files (`.format.ps1xml`) say, for `Update-TypeData`, `Update-FormatData` and modules.

use engine::Engine;
use format::{Align, Registry, SessionBody, SessionColumn, SessionItem, SessionView};
use object::members::type_data::{self, TypeMember};
use object::members::xml::node::{Kind, Node};
use object::{Result, SlotKind, Str, Value};
use std::path::Path;
use std::rc::Rc;

/// The root element of a file.
fn root(path: &Path) -> Result<Option<Rc<Node>>> {
    let text = engine::source::read(path)?;
    let document = Node::new(Kind::Document, "", "");
    object::members::xml::parse::document(&document, &text)?;
    let found = elements(&document).into_iter().next();
    Ok(found)
}

fn elements(node: &Node) -> Vec<Rc<Node>> {
    let children = node.children.borrow();
    children
        .iter()
        .filter(|child| child.kind == Kind::Element)
        .cloned()
        .collect()
}

fn child(node: &Node, name: &str) -> Option<Rc<Node>> {
    elements(node)
        .into_iter()
        .find(|child| &*child.name == name)
}

/// The node at the end of a path of names.
fn below(node: &Rc<Node>, path: &[&str]) -> Option<Rc<Node>> {
    path.iter()
        .try_fold(Rc::clone(node), |node, name| child(&node, name))
}

/// The text of a child, without blanks around it.
fn text(node: &Node, name: &str) -> Option<Str> {
    child(node, name).map(|child| Str::from(child.inner_text().trim()))
}

/// A script block of a child's text.
fn block(engine: &mut Engine, node: &Node, name: &str) -> Result<Option<Value>> {
    match child(node, name) {
        Some(child) => engine
            .create_block(&Value::str(child.inner_text()))
            .map(Some),
        None => Ok(None),
    }
}

/// Adds what a type file says.
///
/// # Errors
/// The file cannot be read, or a script in it does not parse.
pub fn add_types(engine: &mut Engine, path: &Path) -> Result {
    each_type(path, &mut |kind, members| {
        for node in elements(members) {
            add_member(engine, &kind, &node)?;
        }
        Ok(())
    })
}

/// Takes away what a type file added.
///
/// # Errors
/// The file cannot be read.
pub fn remove_types(path: &Path) -> Result {
    each_type(path, &mut |kind, _| {
        type_data::remove(&kind);
        Ok(())
    })
}

fn each_type(path: &Path, act: &mut dyn FnMut(Str, &Rc<Node>) -> Result) -> Result {
    let Some(root) = root(path)? else {
        return Ok(());
    };
    for node in elements(&root) {
        if let (Some(kind), Some(members)) = (text(&node, "Name"), child(&node, "Members")) {
            act(kind, &members)?;
        }
    }
    Ok(())
}

fn add_member(engine: &mut Engine, kind: &Str, node: &Rc<Node>) -> Result {
    let Some(name) = text(node, "Name") else {
        return Ok(());
    };
    let (slot_kind, slot) = match &*node.name {
        "NoteProperty" => (
            SlotKind::Note,
            text(node, "Value").map(Value::Str).unwrap_or_default(),
        ),
        "AliasProperty" => (
            SlotKind::Alias,
            text(node, "ReferencedMemberName")
                .map(Value::Str)
                .unwrap_or_default(),
        ),
        "ScriptProperty" => {
            let getter = block(engine, node, "GetScriptBlock")?.unwrap_or_default();
            let slot = match block(engine, node, "SetScriptBlock")? {
                Some(setter) => Value::array(vec![getter, setter]),
                None => getter,
            };
            (SlotKind::Script, slot)
        }
        "ScriptMethod" => (
            SlotKind::Method,
            block(engine, node, "Script")?.unwrap_or_default(),
        ),
        "MemberSet" if &*name == "PSStandardMembers" => return add_standard(engine, kind, node),
        _ => return Ok(()),
    };
    let member = TypeMember {
        name,
        kind: slot_kind,
        slot,
    };
    type_data::add(kind, member, true);
    Ok(())
}

/// `PSStandardMembers`: the properties that objects of the type show.
fn add_standard(engine: &mut Engine, kind: &Str, node: &Rc<Node>) -> Result {
    let registry = Rc::clone(engine.room::<Rc<Registry>>());
    for member in child(node, "Members").iter().flat_map(|all| elements(all)) {
        match text(&member, "Name").as_deref() {
            Some("DefaultDisplayPropertySet") => {
                let names = child(&member, "ReferencedProperties")
                    .iter()
                    .flat_map(|all| elements(all))
                    .map(|name| Str::from(name.inner_text().trim()))
                    .collect();
                registry.set_display_set(kind, Some(names));
            }
            Some("DefaultDisplayProperty") => {
                registry.set_display_property(kind, text(&member, "Value"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The views that a format file describes.
///
/// # Errors
/// The file cannot be read, or a script in it does not parse.
pub fn views(engine: &mut Engine, path: &Path) -> Result<Vec<SessionView>> {
    let Some(root) = root(path)? else {
        return Ok(Vec::new());
    };
    let mut all = Vec::new();
    for node in child(&root, "ViewDefinitions")
        .iter()
        .flat_map(|views| elements(views))
    {
        all.extend(view(engine, &root, &node, path)?);
    }
    Ok(all)
}

fn view(
    engine: &mut Engine,
    root: &Rc<Node>,
    node: &Rc<Node>,
    path: &Path,
) -> Result<Option<SessionView>> {
    let mut types = Vec::new();
    for named in child(node, "ViewSelectedBy")
        .iter()
        .flat_map(|names| elements(names))
    {
        let name = Str::from(named.inner_text().trim());
        match &*named.name {
            "SelectionSetName" => types.extend(selection_set(root, &name)),
            _ => types.push(name),
        }
    }
    let group = match child(node, "GroupBy") {
        Some(group) => Some(item(engine, &group)?),
        None => None,
    };
    let Some(body) = body(engine, node)? else {
        return Ok(None);
    };
    Ok(Some(SessionView {
        name: text(node, "Name").unwrap_or_default(),
        types,
        group,
        body,
        file: Str::from(path.to_string_lossy()),
    }))
}

/// The types of a selection set.
fn selection_set(root: &Rc<Node>, name: &str) -> Vec<Str> {
    let sets = child(root, "SelectionSets");
    let sets = sets.iter().flat_map(|sets| elements(sets));
    sets.filter(|set| text(set, "Name").as_deref() == Some(name))
        .filter_map(|set| child(&set, "Types"))
        .flat_map(|types| elements(&types))
        .map(|kind| Str::from(kind.inner_text().trim()))
        .collect()
}

fn body(engine: &mut Engine, node: &Rc<Node>) -> Result<Option<SessionBody>> {
    if let Some(table) = child(node, "TableControl") {
        return self::table(engine, &table).map(Some);
    }
    if let Some(list) = child(node, "ListControl") {
        let mut items = Vec::new();
        let entry = below(&list, &["ListEntries", "ListEntry", "ListItems"]);
        for node in entry.iter().flat_map(|entry| elements(entry)) {
            items.push(item(engine, &node)?);
        }
        return Ok(Some(SessionBody::List(items)));
    }
    if let Some(wide) = child(node, "WideControl") {
        let columns = text(&wide, "ColumnNumber").and_then(|text| text.parse().ok());
        let Some(entry) = below(&wide, &["WideEntries", "WideEntry", "WideItem"]) else {
            return Ok(None);
        };
        let item = item(engine, &entry)?;
        return Ok(Some(SessionBody::Wide(item, columns.unwrap_or(0))));
    }
    if let Some(custom) = child(node, "CustomControl") {
        let mut items = Vec::new();
        let entry = below(&custom, &["CustomEntries", "CustomEntry", "CustomItem"]);
        for node in entry.iter().flat_map(|entry| elements(entry)) {
            if &*node.name == "ExpressionBinding" {
                items.push(item(engine, &node)?);
            }
        }
        return Ok(Some(SessionBody::Custom(items)));
    }
    Ok(None)
}

fn table(engine: &mut Engine, table: &Rc<Node>) -> Result<SessionBody> {
    let headers: Vec<Rc<Node>> = child(table, "TableHeaders")
        .iter()
        .flat_map(|headers| elements(headers))
        .collect();
    let row = below(table, &["TableRowEntries", "TableRowEntry"]);
    let cells = row.as_ref().and_then(|row| child(row, "TableColumnItems"));
    let mut columns = Vec::new();
    for (at, cell) in cells.iter().flat_map(|cells| elements(cells)).enumerate() {
        let header = headers.get(at);
        let mut item = item(engine, &cell)?;
        item.label = header.and_then(|header| text(header, "Label"));
        let width = header.and_then(|header| text(header, "Width"));
        columns.push(SessionColumn {
            item,
            width: width.and_then(|text| text.parse().ok()).unwrap_or(0),
            align: header.map_or(Align::Undefined, |header| align(header)),
            cell_align: align(&cell),
        });
    }
    Ok(SessionBody::Table {
        columns,
        autosize: child(table, "AutoSize").is_some(),
        wrap: row.is_some_and(|row| child(&row, "Wrap").is_some()),
        hide_header: child(table, "HideTableHeaders").is_some(),
    })
}

fn align(node: &Node) -> Align {
    match text(node, "Alignment").map(|text| text.to_ascii_lowercase()) {
        Some(text) if text == "left" => Align::Left,
        Some(text) if text == "right" => Align::Right,
        Some(text) if text == "center" => Align::Center,
        _ => Align::Undefined,
    }
}

/// A property's name or a script block, with label and format.
fn item(engine: &mut Engine, node: &Rc<Node>) -> Result<SessionItem> {
    let expression = match block(engine, node, "ScriptBlock")? {
        Some(block) => block,
        None => text(node, "PropertyName")
            .map(Value::Str)
            .unwrap_or_default(),
    };
    Ok(SessionItem {
        label: text(node, "Label"),
        expression,
        format: text(node, "FormatString"),
    })
}
