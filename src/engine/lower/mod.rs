//! Tree to program.
//!
//! Read `mod` for the blocks, then `statement`, `command`, `expression`, `assign`. Lowering never fails: what cannot run says so
//! when it is reached, as PowerShell does.

mod assign;
mod command;
pub(crate) mod expression;
mod scan;
mod statement;

use crate::block::Code;
use crate::program::*;
use crate::scope::Layout;
use object::{Str, Symbol, Value};
use std::cell::OnceCell;
use std::rc::Rc;
use syntax::Source;
use syntax::ast;

/// What lowering needs to know of the block around.
pub(crate) struct Lower {
    pub layout: Rc<Layout>,
    pub source: Rc<Source>,
    pub namespaces: Rc<[Str]>,
    /// It is the body of a method: `return` gives its value, nothing else writes.
    pub in_method: bool,
    /// The block has a scope of its own, and nothing in it sets variables by name: what it assigns to is its own.
    pub own: bool,
}

/// Lowers a whole script block against a layout. `own` says that each run makes a scope of its own.
pub fn program(code: &Rc<Code>, layout: Rc<Layout>, own: bool) -> Program {
    let mut lower = Lower {
        layout,
        source: Rc::clone(&code.source),
        namespaces: Rc::clone(&code.namespaces),
        in_method: code.is_method(),
        own: own && !scan::sets_by_name(&code.ast),
    };
    let parameters = code
        .parameters()
        .iter()
        .map(|parameter| lower.parameter(parameter))
        .collect();
    let mut named =
        |block: &Option<Box<ast::NamedBlock>>| block.as_ref().map(|block| lower.named_block(block));
    let ast = &code.ast;
    let mut types = Vec::new();
    for block in [
        &ast.dynamic_param,
        &ast.begin,
        &ast.process,
        &ast.end,
        &ast.clean,
    ]
    .into_iter()
    .flatten()
    {
        collect_types(&block.statements, &mut types);
    }
    bases_first(&mut types);
    let types: Vec<Stmt> = types
        .into_iter()
        .filter_map(|statement| match &statement.kind {
            ast::StatementKind::Type(definition) => Some(Stmt {
                span: statement.span,
                kind: StmtKind::Type(Rc::clone(definition), Rc::clone(&code.namespaces)),
            }),
            _ => None,
        })
        .collect();
    let (dynamic, mut begin, process) = (
        named(&ast.dynamic_param),
        named(&ast.begin),
        named(&ast.process),
    );
    let (mut end, clean) = (named(&ast.end), named(&ast.clean));
    if !types.is_empty() {
        // Types stand before anything runs, wherever in the block they are written.
        let first = if begin.is_some() || process.is_some() {
            &mut begin
        } else {
            &mut end
        };
        first.get_or_insert_default().statements.splice(0..0, types);
    }
    if !ast.usings.is_empty() {
        let block = end.get_or_insert_default();
        let modules = ast
            .usings
            .iter()
            .filter(|using| using.kind == ast::UsingKind::Module);
        let statements: Vec<Stmt> = modules
            .filter_map(|using| lower.using_module(using))
            .collect();
        block.statements.splice(0..0, statements);
    }
    Program {
        layout: Rc::clone(&lower.layout),
        source: lower.source,
        parameters,
        dynamic,
        begin,
        process,
        end,
        clean,
    }
}

/// Lowers an expression by itself: the argument of an attribute, a default of a class's property.
pub fn expression(
    ast: &ast::Expression,
    layout: &Rc<Layout>,
    source: &Rc<Source>,
    namespaces: &Rc<[Str]>,
) -> Expr {
    Lower {
        layout: Rc::clone(layout),
        source: Rc::clone(source),
        namespaces: Rc::clone(namespaces),
        in_method: false,
        own: false,
    }
    .expression(ast)
}

impl Lower {
    fn parameter(&mut self, parameter: &ast::Parameter) -> ParameterNode {
        let symbol = Symbol::of(&parameter.name.name);
        ParameterNode {
            slot: self.layout.slot(symbol),
            symbol,
            default: parameter
                .default
                .as_ref()
                .map(|default| self.expression(default)),
            constrained: !parameter.attributes.is_empty() && self.may_assign(&parameter.name.name),
        }
    }

    fn named_block(&mut self, block: &ast::NamedBlock) -> Block {
        self.statements(&block.statements, &block.traps)
    }

    fn using_module(&mut self, using: &ast::Using) -> Option<Stmt> {
        let value = match (&using.name, &using.module) {
            (Some((name, _)), _) => Expr::Const(Value::str(&**name)),
            (None, Some(module)) => self.expression(module),
            (None, None) => return None,
        };
        Some(Stmt {
            span: using.span,
            kind: StmtKind::UsingModule(Box::new(value)),
        })
    }

    pub(crate) fn block(&mut self, block: &ast::Block) -> Block {
        self.statements(&block.statements, &block.traps)
    }

    fn statements(&mut self, statements: &[ast::Statement], traps: &[ast::Trap]) -> Block {
        let statements = statements
            .iter()
            .map(|statement| self.statement(statement))
            .collect();
        Block {
            statements,
            traps: traps.iter().map(|trap| self.trap(trap)).collect(),
        }
    }

    fn trap(&mut self, trap: &ast::Trap) -> Trap {
        let kind = trap.kind.as_ref().map(|kind| self.type_ref(&kind.name));
        Trap {
            kind,
            body: self.block(&trap.body),
        }
    }

    pub(crate) fn type_ref(&mut self, name: &ast::TypeName) -> TypeRef {
        TypeRef {
            name: name.clone(),
            namespaces: Rc::clone(&self.namespaces),
            found: OnceCell::new(),
        }
    }

    fn slot(&mut self, name: &str) -> (u32, Symbol) {
        let symbol = Symbol::of(name);
        (self.layout.slot(symbol), symbol)
    }

    /// The code of a nested block.
    pub(crate) fn code(&mut self, ast: &Rc<ast::ScriptBlock>) -> Rc<Code> {
        Code::new(
            Rc::clone(ast),
            Rc::clone(&self.source),
            Rc::clone(&self.namespaces),
        )
    }
}

impl Lower {
    /// Whether the text may set that parameter again. Only then its type and attributes must stay with the variable, which
    /// costs; a text that merely looks like it errs on the safe side.
    fn may_assign(&self, name: &str) -> bool {
        let text: &str = &self.source.text;
        let mut at = 0;
        while let Some(found) = text[at..].find('$') {
            let start = at + found + 1;
            at = start;
            let body = text[start..].strip_prefix('{').unwrap_or(&text[start..]);
            if !body
                .get(..name.len())
                .is_some_and(|word| word.eq_ignore_ascii_case(name))
            {
                continue;
            }
            let rest = body[name.len()..].trim_start_matches('}');
            if rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let before = text[..start - 1].trim_end();
            let rest = rest.trim_start_matches([' ', '\t']);
            let sets = rest.starts_with('=')
                || ["+=", "-=", "*=", "/=", "%=", "??=", "++", "--", ","]
                    .iter()
                    .any(|op| rest.starts_with(op))
                || (rest.len() >= 3
                    && rest.is_char_boundary(3)
                    && rest[..3].eq_ignore_ascii_case("in "))
                || before.ends_with("++")
                || before.ends_with("--");
            // The declaration itself, `$n = default` or `$a, $b` inside `param()`, counts too: telling them apart is not worth it.
            if sets {
                return true;
            }
        }
        false
    }
}

/// All type definitions of a block, those inside its statements among them; nested script blocks have their own.
fn collect_types<'a>(statements: &'a [ast::Statement], found: &mut Vec<&'a ast::Statement>) {
    use ast::StatementKind as Ast;
    for statement in statements {
        match &statement.kind {
            Ast::Type(_) => found.push(statement),
            Ast::If { clauses, otherwise } => {
                for block in clauses
                    .iter()
                    .map(|(_, block)| block)
                    .chain(otherwise.as_deref())
                {
                    collect_types(&block.statements, found);
                }
            }
            Ast::ForEach(each) => collect_types(&each.body.statements, found),
            Ast::For(each) => collect_types(&each.body.statements, found),
            Ast::While(each) => collect_types(&each.body.statements, found),
            Ast::Try(attempt) => {
                for block in std::iter::once(&attempt.body)
                    .chain(attempt.catches.iter().map(|catch| &catch.body))
                    .chain(&attempt.finally)
                {
                    collect_types(&block.statements, found);
                }
            }
            Ast::Switch(switch) => {
                for block in switch
                    .clauses
                    .iter()
                    .map(|(_, block)| block)
                    .chain(&switch.default)
                {
                    collect_types(&block.statements, found);
                }
            }
            _ => {}
        }
    }
}

/// The enumerations, in lower case, that the values of an enumeration are computed from.
fn named_in_values(definition: &ast::TypeDefinition) -> Vec<String> {
    fn collect(expression: &ast::Expression, found: &mut Vec<String>) {
        match &expression.kind {
            ast::ExpressionKind::Binary(binary) => {
                collect(&binary.left, found);
                collect(&binary.right, found);
            }
            ast::ExpressionKind::Member(member) => collect(&member.target, found),
            ast::ExpressionKind::Type(name) => {
                if let ast::TypeNameKind::Name { name, .. } = &name.kind {
                    found.push(name.to_lowercase());
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    for member in &definition.members {
        if let ast::Member::Property(property) = member
            && let Some(initial) = &property.initial
        {
            collect(initial, &mut found);
        }
    }
    found.retain(|name| !definition.name.eq_ignore_ascii_case(name));
    found
}

/// Puts classes behind the classes they inherit from, and enumerations behind those their values come from, whatever the order of
/// the text.
fn bases_first(types: &mut Vec<&ast::Statement>) {
    let name = |statement: &ast::Statement| match &statement.kind {
        ast::StatementKind::Type(definition) => definition.name.to_lowercase(),
        _ => String::new(),
    };
    let bases = |statement: &ast::Statement| -> Vec<String> {
        let ast::StatementKind::Type(definition) = &statement.kind else {
            return Vec::new();
        };
        if definition.kind == ast::TypeKind::Enum {
            return named_in_values(definition);
        }
        let names = definition
            .bases
            .iter()
            .filter_map(|base| match &base.name.kind {
                ast::TypeNameKind::Name { name, .. } => Some(name.to_lowercase()),
                _ => None,
            });
        names.collect()
    };
    let mut sorted: Vec<&ast::Statement> = Vec::new();
    let mut rest = std::mem::take(types);
    while !rest.is_empty() {
        let waiting: Vec<String> = rest.iter().map(|statement| name(statement)).collect();
        let ready = rest
            .iter()
            .position(|statement| bases(statement).iter().all(|base| !waiting.contains(base)));
        sorted.push(rest.remove(ready.unwrap_or(0)));
    }
    *types = sorted;
}

/// `global:name` and its like, taken apart.
pub(crate) fn qualified_name(name: &str) -> Option<(Qualifier, &str)> {
    expression::qualified(name)
}
