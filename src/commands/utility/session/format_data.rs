//! `Update-FormatData`: views of files.

use super::type_file;
use engine::declare::Check;
use engine::{Run, Shell, cmdlet};
use format::Registry;
use object::{Category, Fault, Result, Str, types};
use std::path::{Path, PathBuf};
use std::rc::Rc;

cmdlet! {
    /// Reads views of format files.
    pub struct UpdateFormatData = "Update-FormatData" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.UpdateFormatDataCommand", should_process Medium {
        /// Format files whose views stand behind those that are there.
        append_path = "AppendPath": Option<Vec<Str>> => alias(&["PSPath", "Path"]), position(0), pipeline, by_name, check(&[Check::NotNull]);
        /// Format files whose views stand before those that are there.
        prepend_path = "PrependPath": Option<Vec<Str>> => check(&[Check::NotNull]);
    }
}

impl Run for UpdateFormatData {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        for (names, before) in [
            (self.prepend_path.take(), true),
            (self.append_path.take(), false),
        ] {
            for name in names.unwrap_or_default() {
                let Some(path) = file(shell, &name, ".ps1xml", "FormatXmlUpdateException")? else {
                    continue;
                };
                if !shell.should_process(&path.to_string_lossy(), "Update FormatData")? {
                    continue;
                }
                let registry = Rc::clone(shell.engine.room::<Rc<Registry>>());
                registry.remove_file(&path.to_string_lossy());
                let views = type_file::views(shell.engine, &path)?;
                match before {
                    true => registry.prepend(views),
                    false => registry.append(views),
                }
            }
        }
        Ok(())
    }
}

/// A file by its name, which must have that end; what is wrong is written as an error.
pub(super) fn file(
    shell: &mut Shell<'_>,
    name: &Str,
    end: &str,
    id: &str,
) -> Result<Option<PathBuf>> {
    let path = shell.engine.file_path(name);
    let fault = if !path.is_file() {
        Fault::new(
            &types::ITEM_NOT_FOUND_EXCEPTION,
            format!(
                "Cannot find path '{}' because it does not exist.",
                path.display()
            ),
        )
        .id("PathNotFound")
        .category(Category::ObjectNotFound)
    } else if !has_end(&path, end) {
        Fault::new(
            &types::PS_INVALID_OPERATION_EXCEPTION,
            format!(
                "The file {} cannot be read because it does not have the .ps1xml file name extension.",
                path.display()
            ),
        )
        .id(id)
        .category(Category::InvalidArgument)
    } else {
        return Ok(Some(path));
    };
    shell.error(fault.target(name.clone()))?;
    Ok(None)
}

fn has_end(path: &Path, end: &str) -> bool {
    path.to_string_lossy().to_ascii_lowercase().ends_with(end)
}
