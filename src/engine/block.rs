//! Script blocks: their code, lowered when it is first run, and the value that scripts hold.

use crate::lower;
use crate::program::Program;
use crate::scope::Layout;
use crate::signature::Signature;
use crate::state::StateId;
use object::types::{self, Type};
use object::{Native, Str};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use syntax::ast;
use syntax::{Source, Span};

/// The code of one script block, function or method.
pub struct Code {
    /// The tree.
    pub ast: Rc<ast::ScriptBlock>,
    /// The definition, where it is a function's body.
    pub function: Option<Rc<ast::Function>>,
    /// The parameters, where they stand outside the body: `function f($a)`, methods.
    pub parameters: Option<ParametersOf>,
    /// The text.
    pub source: Rc<Source>,
    /// `using namespace` of the text.
    pub namespaces: Rc<[Str]>,
    own: OnceCell<Rc<Program>>,
    dotted: RefCell<Vec<Rc<Program>>>,
    pub(crate) signature: OnceCell<Rc<Signature>>,
}

/// Where the parameters stand that are not in the body.
pub enum ParametersOf {
    /// In the function's definition.
    Function(Rc<ast::Function>),
    /// In the method of that number of a class.
    Method(Rc<ast::TypeDefinition>, usize),
}

impl ParametersOf {
    /// The parameters.
    pub fn list(&self) -> &[ast::Parameter] {
        match self {
            ParametersOf::Function(function) => function.parameters.as_deref().unwrap_or(&[]),
            ParametersOf::Method(class, index) => match &class.members[*index] {
                ast::Member::Method(method) => &method.parameters,
                ast::Member::Property(_) => &[],
            },
        }
    }
}

/// How many lowerings of one block for other scopes are kept.
const DOTTED_MAX: usize = 4;

impl Code {
    /// The code of a block.
    pub fn new(ast: Rc<ast::ScriptBlock>, source: Rc<Source>, namespaces: Rc<[Str]>) -> Rc<Code> {
        Rc::new(Code::bare(ast, source, namespaces))
    }

    /// The code of a function.
    pub fn of_function(
        function: Rc<ast::Function>,
        source: Rc<Source>,
        namespaces: Rc<[Str]>,
    ) -> Rc<Code> {
        let mut code = Code::bare(Rc::clone(&function.body), source, namespaces);
        if function.parameters.is_some() {
            code.parameters = Some(ParametersOf::Function(Rc::clone(&function)));
        }
        code.function = Some(function);
        Rc::new(code)
    }

    /// The code of a method of a class.
    pub fn of_method(
        class: &Rc<ast::TypeDefinition>,
        index: usize,
        source: Rc<Source>,
        namespaces: Rc<[Str]>,
    ) -> Option<Rc<Code>> {
        let ast::Member::Method(method) = &class.members[index] else {
            return None;
        };
        let mut code = Code::bare(Rc::clone(&method.body), source, namespaces);
        code.parameters = Some(ParametersOf::Method(Rc::clone(class), index));
        Some(Rc::new(code))
    }

    fn bare(ast: Rc<ast::ScriptBlock>, source: Rc<Source>, namespaces: Rc<[Str]>) -> Code {
        Code {
            ast,
            function: None,
            parameters: None,
            source,
            namespaces,
            own: OnceCell::new(),
            dotted: RefCell::default(),
            signature: OnceCell::new(),
        }
    }

    /// The parameters in order.
    pub fn parameters(&self) -> &[ast::Parameter] {
        match (&self.parameters, &self.ast.params) {
            (Some(outside), _) => outside.list(),
            (None, Some(block)) => &block.parameters,
            (None, None) => &[],
        }
    }

    /// The attributes of the `param` block.
    pub fn attributes(&self) -> &[ast::Attribute] {
        self.ast
            .params
            .as_ref()
            .map_or(&[], |params| &params.attributes)
    }

    /// The program for a run in a scope of its own.
    pub fn program(self: &Rc<Code>) -> Rc<Program> {
        Rc::clone(
            self.own
                .get_or_init(|| Rc::new(lower::program(self, Layout::new(), true))),
        )
    }

    /// The program for a run in a scope that stands already, with that layout.
    pub fn program_in(self: &Rc<Code>, layout: &Rc<Layout>) -> Rc<Program> {
        let mut dotted = self.dotted.borrow_mut();
        if let Some(program) = dotted
            .iter()
            .find(|program| Rc::ptr_eq(&program.layout, layout))
        {
            return Rc::clone(program);
        }
        let program = Rc::new(lower::program(self, Rc::clone(layout), false));
        if dotted.len() == DOTTED_MAX {
            dotted.remove(0);
        }
        dotted.push(Rc::clone(&program));
        program
    }

    /// `filter` rather than `function`.
    pub fn is_filter(&self) -> bool {
        self.function
            .as_ref()
            .is_some_and(|function| function.filter)
    }

    /// Whether it is the body of a method of a class.
    pub fn is_method(&self) -> bool {
        matches!(self.parameters, Some(ParametersOf::Method(..)))
    }

    /// Whether it has `process` or begins by taking pipeline input block by block.
    pub fn has_named_blocks(&self) -> bool {
        self.ast.begin.is_some()
            || self.ast.process.is_some()
            || self.ast.dynamic_param.is_some()
            || self.ast.clean.is_some()
    }

    /// The text inside the braces, which is what a script block prints as.
    pub fn inner_text(&self) -> &str {
        let text = self.ast.span.text(&self.source.text);
        match text.strip_prefix('{') {
            Some(inner) => inner.strip_suffix('}').unwrap_or(inner),
            None => text,
        }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        self.function
            .as_ref()
            .map_or(self.ast.span, |function| function.span)
    }
}

/// A script block as a value.
pub struct ScriptBlock {
    /// What it runs.
    pub code: Rc<Code>,
    /// The session state that it runs in; none takes that of whoever calls it.
    pub state: Option<StateId>,
}

impl Native for ScriptBlock {
    fn get_type(&self) -> Type {
        Type::Known(&types::SCRIPT_BLOCK)
    }

    fn to_text(&self) -> Str {
        Str::from(self.code.inner_text())
    }
}
