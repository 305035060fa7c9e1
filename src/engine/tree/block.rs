//! The tree of a script block that runs, and the members of script blocks.
//!
//! What runs keeps its source and its place in it; the tree of the whole source is made when it is asked for, and the last ones are kept, so
//! that two blocks of one text are nodes of one tree.

use super::{AstObject, Tree};
use crate::Engine;
use crate::block::{Code, ScriptBlock};
use object::members::{self, args, table::*};
use object::types::{Call, Member, Sig};
use object::{Result, Type, Value, get, method, types};
use std::cell::RefCell;
use std::rc::Rc;
use syntax::Source;

/// How many trees are kept.
const TREES_MAX: usize = 8;

thread_local! {
    static TREES: RefCell<Vec<Rc<Tree>>> = const { RefCell::new(Vec::new()) };
}

/// The tree of a whole source.
fn tree_of(source: &Rc<Source>) -> Rc<Tree> {
    let known = TREES.with_borrow(|trees| {
        let mut all = trees.iter();
        all.find(|tree| Rc::ptr_eq(&tree.source, source)).cloned()
    });
    if let Some(known) = known {
        return known;
    }
    let tree = Tree::of(Rc::clone(source)).0;
    TREES.with_borrow_mut(|trees| {
        if trees.len() == TREES_MAX {
            trees.remove(0);
        }
        trees.push(Rc::clone(&tree));
    });
    tree
}

/// The node that a piece of code is: a function's definition, or the script block.
fn node_of(code: &Code) -> Value {
    let tree = tree_of(&code.source);
    let (name, span) = match &code.function {
        Some(function) => ("FunctionDefinition", function.span),
        None => ("ScriptBlock", code.ast.span),
    };
    let found = tree
        .nodes
        .iter()
        .position(|node| node.name == name && node.span == span);
    found.map_or(Value::Null, |at| Value::native(AstObject { tree, at }))
}

/// `ScriptBlockAst.GetScriptBlock()`
pub(super) fn script_block(c: &mut Call<'_>) -> Result<Value> {
    let own = super::nodes::own(c)?;
    let source = Rc::clone(&own.tree.source);
    let Some(ast) = own.entry().block.clone() else {
        return Ok(Value::Null);
    };
    let (parsed, _) = syntax::parse_with_tokens(Rc::clone(&source));
    if !parsed.errors.is_empty() {
        return Err(crate::errors::parse_failure(&parsed));
    }
    let uses = |using: &&syntax::ast::Using| using.kind == syntax::ast::UsingKind::Namespace;
    let names = parsed.script.usings.iter().filter(uses);
    let names = names.filter_map(|using| using.name.as_ref().map(|(name, _)| (&**name).into()));
    let code = Code::new(ast, source, names.collect());
    Ok(Value::native(ScriptBlock { code, state: None }))
}

/// Lends the type of script blocks its members.
pub(super) fn lend() {
    types::SCRIPT_BLOCK_MEMBERS.get_or_init(|| MEMBERS);
}

fn block<'a>(c: &'a Call<'_>) -> Result<&'a ScriptBlock> {
    match c.this.as_native::<ScriptBlock>() {
        Some(own) => Ok(own),
        None => args::not_supported("This is no script block.").raise(),
    }
}

/// Methods that only the engine runs.
fn run(c: &mut Call<'_>, name: &str) -> Result<Value> {
    let (target, mut arguments) = (c.this.clone(), c.args.to_vec());
    let engine: &mut Engine = crate::cmdlet_object::engine(c.host)?;
    let found = engine.engine_method(&target, &name.into(), &mut arguments)?;
    Ok(found.unwrap_or_default())
}

const NODE: Sig = Sig::One(&super::nodes::AST);
const SELF: Sig = Sig::One(&types::SCRIPT_BLOCK);
const MODULE: Sig = Sig::One(&crate::module::MODULE_INFO);
const TOKEN: Sig = Sig::One(&super::psparser::PS_TOKEN);
const OUTPUT: Sig = Sig::Of(&types::COLLECTION, &types::PSOBJECT);
const ATTRIBUTES: Sig = Sig::Of(&types::LIST, &ATTRIBUTE);
use crate::parameter_info::ATTRIBUTE;

static MEMBERS: &[Member] = &[
    get!("Ast", NODE => |c| Ok(node_of(&block(c)?.code))),
    get!("Attributes", ATTRIBUTES => attributes),
    get!("DebuggerHidden", BOOL => |_| Ok(Value::Bool(false))),
    get!("File", STR => |c| Ok(block(c)?.code.source.path.as_deref().map_or(Value::Null, Value::str))),
    get!("Id", GUID => id),
    get!("IsConfiguration", BOOL => |_| Ok(Value::Bool(false))),
    get!("IsFilter", BOOL => |c| Ok(Value::Bool(block(c)?.code.is_filter()))),
    get!("Module", MODULE => module),
    get!("StartPosition", TOKEN => |c| {
        let code = &block(c)?.code;
        Ok(super::psparser::position(&code.source, code.span()))
    }),
    method!("CheckRestrictedLanguage", (allowedCommands: OBJ, allowedVariables: OBJ, allowEnvironmentVariables: BOOL) -> VOID => |_| Ok(Value::Null)),
    method!("GetNewClosure", () -> SELF => |c| run(c, "GetNewClosure")),
    method!("GetPowerShell", () -> OBJ => |c| run(c, "GetPowerShell"), (args: ..OBJECTS) -> OBJ => |c| run(c, "GetPowerShell")),
    method!("GetSteppablePipeline", () -> OBJ => |c| run(c, "GetSteppablePipeline"), (commandOrigin: OBJ) -> OBJ => |c| run(c, "GetSteppablePipeline")),
    method!("Invoke", (args: ..OBJECTS) -> OUTPUT => |c| run(c, "Invoke")),
    method!("InvokeReturnAsIs", (args: ..OBJECTS) -> OBJ => |c| run(c, "InvokeReturnAsIs")),
    method!("InvokeWithContext", (functionsToDefine: OBJ, variablesToDefine: OBJ, args: ..OBJECTS) -> OUTPUT => |c| run(c, "InvokeWithContext")),
    method!("ToString", () -> STR => |c| Ok(Value::str(block(c)?.code.inner_text()))),
];

/// The session state's module.
fn module(c: &mut Call<'_>) -> Result<Value> {
    let state = block(c)?.state;
    let engine = crate::cmdlet_object::engine(c.host)?;
    let module = state.and_then(|state| engine.states[state.0 as usize].module.clone());
    Ok(module.map_or(Value::Null, |module| crate::values::shared(&module)))
}

/// The attributes of the `param` block, as far as they are types that can be made.
fn attributes(c: &mut Call<'_>) -> Result<Value> {
    let code = Rc::clone(&block(c)?.code);
    let engine = crate::cmdlet_object::engine(c.host)?;
    let mut made = Vec::new();
    for attribute in code.attributes() {
        let arguments = crate::attribute::evaluate(engine, &code, attribute)?;
        let mut long = attribute.name.clone();
        if let syntax::ast::TypeNameKind::Name { name, .. } = &mut long.kind {
            *name = format!("{name}Attribute").into();
        }
        let found = engine.find_type_in(&long, &code.namespaces);
        let Ok(kind) = found.or_else(|_| engine.find_type_in(&attribute.name, &code.namespaces))
        else {
            continue;
        };
        let object = object::Host::construct(engine, &kind, &arguments.positional)?;
        for (name, value) in arguments.named {
            members::set(engine, &object, &name, value)?;
        }
        made.push(object);
    }
    Ok(members::list::generic(Type::Known(&ATTRIBUTE), made))
}

/// A number that differs from text to text.
fn id(c: &mut Call<'_>) -> Result<Value> {
    let code = &block(c)?.code;
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in code.inner_text().bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&hash.to_le_bytes());
    bytes[8..].copy_from_slice(&hash.rotate_left(29).to_be_bytes());
    Ok(Value::Guid(bytes))
}
