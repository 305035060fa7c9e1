//! `[System.Management.Automation.Language.Parser]`.

use super::extent::{PARSE_ERROR, parse_error};
use super::nodes::SCRIPT_BLOCK;
use super::tokens::{self, TOKEN};
use super::{AstObject, Tree};
use object::members::{reference::Reference, table::*};
use object::types::{self, Call, Member, Sig};
use object::{Array, Category, Fault, Result, Type, TypeInfo, Value, static_method};
use std::rc::Rc;
use syntax::Source;

/// The types of this file.
pub(super) static TYPES: &[&TypeInfo] = &[&PARSER];

static PARSER: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.Parser",
    &types::OBJECT,
)
.members(|| MEMBERS);

const SCRIPT: Sig = Sig::One(&SCRIPT_BLOCK);

static MEMBERS: &[Member] = &[
    static_method!("ParseInput",
    (input: STR, tokens: *OBJ, errors: *OBJ) -> SCRIPT => |c| {
        let text = c.text(0);
        answer(c, None, &text, 1)
    },
    (input: STR, fileName: STR, tokens: *OBJ, errors: *OBJ) -> SCRIPT => |c| {
        let (text, path) = (c.text(0), c.text(1));
        answer(c, Some(&path), &text, 2)
    }),
    static_method!("ParseFile", (fileName: STR, tokens: *OBJ, errors: *OBJ) -> SCRIPT => parse_file),
];

fn parse_file(c: &mut Call<'_>) -> Result<Value> {
    let name = c.text(0);
    let path = c.host.folder().join(&*name);
    let text = crate::source::read(&path).or_else(|_| {
        Fault::new(
            &types::FILE_NOT_FOUND_EXCEPTION,
            format!("Could not find file '{}'.", path.display()),
        )
        .category(Category::ObjectNotFound)
        .raise()
    })?;
    answer(c, Some(&path.to_string_lossy()), &text, 1)
}

/// Parses, puts tokens and errors where the references point, and gives the tree.
fn answer(c: &mut Call<'_>, path: Option<&str>, text: &str, first: usize) -> Result<Value> {
    let (tree, errors) = Tree::of(Source::new(path.map(Rc::from), Rc::from(text)));
    let errors = errors.iter().map(|error| parse_error(&tree.source, error));
    let errors = Array::of(Type::Known(&PARSE_ERROR), errors.collect());
    let tokens = Array::of(Type::Known(&TOKEN), tokens::all(&tree));
    for (at, value) in [(first, tokens), (first + 1, errors)] {
        if let Some(reference) = c.args[at].as_native_rc::<Reference>() {
            reference.set(c.host, Value::Array(value))?;
        }
    }
    Ok(Value::native(AstObject { tree, at: 0 }))
}
