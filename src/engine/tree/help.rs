//! `GetHelpContent`: comment-based help of a function or a script.

use super::nodes::own;
use object::dict::{Dict, KeyCase, Order};
use object::members::{args, list, table::*};
use object::types::{self, Call, Member, Sig};
use object::{Native, Result, Str, Type, TypeInfo, Value, get, method};
use std::rc::Rc;
use syntax::help::Help;

/// The types of this file.
pub(super) static TYPES: &[&TypeInfo] = &[&COMMENT_HELP];

static COMMENT_HELP: TypeInfo = TypeInfo::class(
    "System.Management.Automation.Language.CommentHelpInfo",
    &types::OBJECT,
)
.members(|| MEMBERS);

/// Help as an object.
struct Content(Help);

impl Native for Content {
    fn get_type(&self) -> Type {
        Type::Known(&COMMENT_HELP)
    }
}

fn help<'a>(c: &'a Call<'_>) -> Result<&'a Help> {
    match c.this.as_native::<Content>() {
        Some(own) => Ok(&own.0),
        None => args::not_supported("This is no help.").raise(),
    }
}

/// `GetHelpContent()`; null where there is none.
pub(super) fn content(c: &mut Call<'_>) -> Result<Value> {
    let own = own(c)?;
    let source = &own.tree.source;
    let found = match &own.entry().block {
        Some(script) => syntax::help::script_help(source, script),
        None => function_help(own),
    };
    Ok(found.map_or(Value::Null, |help| Value::native(Content(help))))
}

fn function_help(own: &super::AstObject) -> Option<Help> {
    struct Find {
        span: syntax::Span,
        source: Rc<syntax::Source>,
        found: Option<Help>,
    }
    impl<'t> syntax::Visitor<'t> for Find {
        fn enter(&mut self, node: syntax::AstNode<'t>, _: &[syntax::AstNode<'t>]) {
            if let syntax::AstNode::Function(function) = node
                && function.span == self.span
            {
                self.found = syntax::help::function_help(&self.source, function);
            }
        }
    }
    let mut find = Find {
        span: own.entry().span,
        source: Rc::clone(&own.tree.source),
        found: None,
    };
    syntax::visit(&own.tree.script, &mut find);
    find.found
}

/// A section; null where it was left out. Each line ends, the last one too.
fn section(text: &str) -> Value {
    match text.is_empty() {
        true => Value::Null,
        false => Value::from(format!("{text}\n")),
    }
}

fn word(text: &str) -> Value {
    match text.is_empty() {
        true => Value::Null,
        false => Value::str(text),
    }
}

fn sections(texts: &[String]) -> Value {
    let items = texts.iter().map(|text| section(text)).collect();
    list::read_only(Type::Known(&types::STRING), items)
}

/// Names in upper case, as PowerShell keeps them.
fn parameters(help: &Help) -> Value {
    let text = || Type::Known(&types::STRING);
    let kind = Type::generic(&types::DICTIONARY, vec![text(), text()]);
    let table = Dict::new(kind, KeyCase::Match, Order::Any);
    for (name, about) in &help.parameters {
        let name = Str::from(name.to_uppercase());
        table.insert(Value::Str(name), section(about));
    }
    Value::Dict(Rc::new(table))
}

const TEXTS: Sig = Sig::Of(&list::READ_ONLY_COLLECTION, &types::STRING);

static MEMBERS: &[Member] = &[
    get!("Synopsis", STR => |c| Ok(section(&help(c)?.synopsis))),
    get!("Description", STR => |c| Ok(section(&help(c)?.description))),
    get!("Notes", STR => |c| Ok(section(&help(c)?.notes))),
    get!("Parameters", DICTIONARY => |c| Ok(parameters(help(c)?))),
    get!("Links", TEXTS => |c| Ok(sections(&help(c)?.links))),
    get!("Examples", TEXTS => |c| Ok(sections(&help(c)?.examples))),
    get!("Inputs", TEXTS => |c| Ok(sections(&help(c)?.inputs))),
    get!("Outputs", TEXTS => |c| Ok(sections(&help(c)?.outputs))),
    get!("Component", STR => |c| Ok(section(&help(c)?.component))),
    get!("Role", STR => |c| Ok(section(&help(c)?.role))),
    get!("Functionality", STR => |c| Ok(section(&help(c)?.functionality))),
    get!("ForwardHelpTargetName", STR => |c| Ok(word(&help(c)?.forward_target))),
    get!("ForwardHelpCategory", STR => |c| Ok(word(&help(c)?.forward_category))),
    get!("RemoteHelpRunspace", STR => |c| Ok(word(&help(c)?.remote_runspace))),
    get!("MamlHelpFile", STR => |c| Ok(word(&help(c)?.external_help))),
    method!("GetCommentBlock", () -> STR => comment_block),
];

/// The help written as a comment again.
fn comment_block(c: &mut Call<'_>) -> Result<Value> {
    let help = help(c)?;
    let mut text = String::from("<#\n");
    let mut add = |title: &str, about: &str| {
        if !about.is_empty() {
            text.push_str(&format!(".{title}\n\n{about}\n\n"));
        }
    };
    add("SYNOPSIS", &help.synopsis);
    add("DESCRIPTION", &help.description);
    for (name, about) in &help.parameters {
        add(&format!("PARAMETER {name}"), about);
    }
    help.inputs.iter().for_each(|about| add("INPUTS", about));
    help.outputs.iter().for_each(|about| add("OUTPUTS", about));
    add("NOTES", &help.notes);
    help.examples.iter().for_each(|about| add("EXAMPLE", about));
    help.links.iter().for_each(|about| add("LINK", about));
    text.push_str("#>\n");
    Ok(Value::from(text))
}
