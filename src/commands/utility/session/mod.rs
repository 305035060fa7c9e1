//! Not yet furnished.

use engine::declare::Declaration;
use object::TypeInfo;

/// The cmdlets of this folder.
pub static CMDLETS: &[&Declaration] = &[];

/// The types of this folder.
pub static TYPES: &[&TypeInfo] = &[];
