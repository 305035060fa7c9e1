//! `-Report`: the file in which a cmdlet of the deployment family tells what it did, and what it says of that file.
//!
//! The product writes such a file always, to the temporary folder, and names it under `-Verbose` (FACTS A.0.7). The reported drills show every
//! verbose line of `Backup-CsPool`, `Start-` and `Stop-CsWindowsService` and none about a file. So a file is written here, and told of,
//! only where `-Report` names one; the sentences are the product's. Nothing tells of a file that is not there.

use crate::fault;
use engine::Shell;
use object::{Category, Host, Interrupt, Result, Str};
use std::fmt::Write as _;
use std::path::PathBuf;

/// The report of one call.
pub struct Report {
    /// The path as it was given, and the file.
    file: Option<(Str, PathBuf)>,
    steps: Vec<String>,
}

impl Report {
    /// Begins a report; without a path there is none to write.
    ///
    /// # Errors
    /// The file may not be written.
    pub fn begin(shell: &mut Shell<'_>, path: Option<&Str>) -> Result<Report> {
        let Some(path) = path.filter(|path| !path.is_empty()) else {
            return Ok(Report {
                file: None,
                steps: Vec::new(),
            });
        };
        let file = shell.engine.file_path(path);
        shell.engine.may_write(&file)?;
        shell.verbose(format!("Creating new log file \"{path}\"."))?;
        Ok(Report {
            file: Some((path.clone(), file)),
            steps: Vec::new(),
        })
    }

    /// Notes something that was done.
    pub fn note(&mut self, step: impl Into<String>) {
        self.steps.push(step.into());
    }

    /// Writes the report and says how the call ended. What ended it is the product's "Command execution failed" (FACTS A.0.8).
    ///
    /// # Errors
    /// What ended the call; the file cannot be written.
    pub fn end(&mut self, shell: &mut Shell<'_>, result: Result) -> Result {
        let name = shell.context.declaration.name;
        let failure = match result {
            Ok(()) => None,
            Err(stop) => match *stop {
                Interrupt::Error(record) => Some(record),
                other => return Err(Box::new(other)),
            },
        };
        self.write(shell, failure.as_ref().map(|record| record.message()))?;
        let Some(record) = failure else {
            if let Some((path, _)) = &self.file {
                shell.verbose(format!("\"{name}\" processing has completed successfully."))?;
                shell.verbose(format!("Detailed results can be found at \"{path}\"."))?;
            }
            return Ok(());
        };
        if let Some((path, _)) = &self.file {
            shell.warning(format!("{name} failed."))?;
            shell.warning(format!("Detailed results can be found at \"{path}\"."))?;
        }
        let message = format!("Command execution failed: {}", record.message());
        fault::management("ProcessingFailed", Category::InvalidOperation, message)
            .because(record.exception.clone())
            .target(record.target.clone())
            .raise()
    }

    fn write(&self, shell: &mut Shell<'_>, failure: Option<Str>) -> Result {
        let Some((path, file)) = &self.file else {
            return Ok(());
        };
        let name = shell.context.declaration.name;
        let mut text = format!(
            "<!DOCTYPE html>\n<html><head><title>{name}</title></head><body>\n<h1>{name}</h1>\n<ul>\n"
        );
        for step in &self.steps {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "<li>{}</li>", escaped(step));
        }
        let outcome = failure.map_or_else(
            || "Success".to_owned(),
            |message| format!("Error: {}", escaped(&message)),
        );
        let _ = writeln!(text, "</ul>\n<p>{outcome}</p>\n</body></html>");
        std::fs::write(file, text).or_else(|error| {
            let message = format!("The report \"{path}\" cannot be written: {error}.");
            fault::management("ReportNotWritten", Category::WriteError, message)
                .target(path.clone())
                .raise()
        })
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
