//! Session states: the global one, and one for each module. A function runs in the state it was defined in.

use crate::module::Module;
use crate::scope::ScopeId;
use std::rc::Rc;

/// A session state.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct StateId(pub(crate) u32);

impl StateId {
    /// Its place among the session's states.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The global session state.
pub const GLOBAL: StateId = StateId(0);

/// A session state: its own chain of scopes.
pub struct State {
    /// The innermost scope that is active in it, while another state runs.
    pub current: ScopeId,
    /// The outermost scope of its own: global or the module's.
    pub top: ScopeId,
    /// The module.
    pub module: Option<Rc<Module>>,
}
