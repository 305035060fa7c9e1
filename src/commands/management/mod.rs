//! Not yet furnished.

use engine::Engine;
use engine::declare::Declaration;
use object::TypeInfo;

/// The cmdlets of this folder.
pub static CMDLETS: &[&Declaration] = &[];

/// The types of this folder.
pub static TYPES: &[&TypeInfo] = &[];

/// What a session needs beside the cmdlets.
pub(crate) fn install(_engine: &mut Engine) {}
