//! `Update-List`

use engine::declare::Check;
use engine::{PsObject, Run, Shell, cmdlet};
use object::dict::{Dict, KeyCase, Order};
use object::{Category, Fault, Result, Str, Type, Value, members, types};
use std::rc::Rc;

cmdlet! {
    /// Adds elements to the list in a property, removes them, or replaces them all.
    pub struct UpdateList = "Update-List" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.UpdateListCommand", default_set "AddRemoveSet" {
        /// What to add.
        add = "Add": Option<Vec<Value>> => set("AddRemoveSet"), check(&[Check::NotNullOrEmpty]);
        /// What to remove.
        remove = "Remove": Option<Vec<Value>> => set("AddRemoveSet"), check(&[Check::NotNullOrEmpty]);
        /// What to hold instead.
        replace = "Replace": Option<Vec<Value>> => set("ReplaceSet"), mandatory, check(&[Check::NotNullOrEmpty]);
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => pipeline, check(&[Check::NotNullOrEmpty]);
        /// The property that holds the list.
        property = "Property": Option<Str> => position(0), check(&[Check::NotNullOrEmpty]);
        state {
            seen: bool;
        }
    }
}

impl Run for UpdateList {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(item) = self.input_object.0.take() else {
            return Ok(());
        };
        self.seen = true;
        let Some(name) = self.property.clone() else {
            return missing(
                "MissingPropertyParameter",
                "The Property parameter is required when an input object is given.",
            );
        };
        let list = shell.engine.own_property(&item, &name)?;
        let Some(list) = list else {
            return shell.error(
                Fault::new(
                    &types::PS_ARGUMENT_EXCEPTION,
                    format!("Cannot find the '{name}' property on the input object."),
                )
                .id("MemberDoesntExist")
                .category(Category::InvalidArgument)
                .target(item),
            );
        };
        if !matches!(list.base(), Value::List(_)) {
            return shell.error(
                Fault::new(
                    &types::PS_INVALID_OPERATION_EXCEPTION,
                    "The update could not be applied because the object is not a supported collection type.",
                )
                .id("ApplyFailed")
                .category(Category::InvalidOperation),
            );
        }
        self.apply(shell, &list)?;
        shell.write(item)
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.seen {
            return Ok(());
        }
        if self.property.is_some() {
            return missing(
                "MissingInputObjectParameter",
                "The InputObject parameter is required when a property is given.",
            );
        }
        let table = Rc::new(Dict::new(
            Type::Known(&types::HASHTABLE),
            KeyCase::Ignore,
            Order::Any,
        ));
        for (name, given) in [
            ("Add", &self.add),
            ("Remove", &self.remove),
            ("Replace", &self.replace),
        ] {
            if let Some(items) = given {
                table.insert(Value::from(name), Value::array(items.clone()));
            }
        }
        shell.write(Value::Dict(table))
    }
}

impl UpdateList {
    /// Replaces, or else removes and then adds.
    fn apply(&self, shell: &mut Shell<'_>, list: &Value) -> Result {
        if let Some(items) = &self.replace {
            members::invoke(shell.engine, list, "Clear", &[])?;
            return self.each(shell, list, "Add", items);
        }
        if let Some(items) = &self.remove {
            self.each(shell, list, "Remove", items)?;
        }
        match &self.add {
            Some(items) => self.each(shell, list, "Add", items),
            None => Ok(()),
        }
    }

    fn each(&self, shell: &mut Shell<'_>, list: &Value, method: &str, items: &[Value]) -> Result {
        items.iter().try_for_each(|item| {
            members::invoke(shell.engine, list, method, std::slice::from_ref(item)).map(|_| ())
        })
    }
}

fn missing<T>(id: &str, what: &str) -> Result<T> {
    Fault::new(&types::PS_INVALID_OPERATION_EXCEPTION, what)
        .id(id)
        .category(Category::InvalidOperation)
        .raise()
}
