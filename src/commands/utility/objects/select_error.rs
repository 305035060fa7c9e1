//! What `Select-Object` has to say against properties.

use object::{Category, Fault, Value, types};

pub(super) fn exists(name: &str, id: &str, item: &Value) -> Fault {
    invalid(
        &format!(
            "The property cannot be processed because the property \"{name}\" already exists."
        ),
        id,
        item,
    )
}

/// A script that is empty cannot name the property.
pub(super) fn nameless() -> Box<object::Interrupt> {
    Fault::new(
        &types::PS_ARGUMENT_EXCEPTION,
        "A property is an empty script block and does not provide a name. (Parameter 'Property')",
    )
    .id("EmptyScriptBlockAndNoName")
    .category(Category::InvalidArgument)
    .into()
}

pub(super) fn invalid(what: &str, id: &str, item: &Value) -> Fault {
    Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
        .id(id)
        .category(Category::InvalidOperation)
        .target(item.clone())
}
