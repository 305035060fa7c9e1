//! Programs of the machine as stages: text in, lines out.

use crate::Engine;
use crate::bind::Given;
use crate::pipeline::{Prepared, Processor};
use crate::sink::Out;
use crate::streams::Stream;
use crate::words;
use object::{Category, ErrorRecord, Exception, Fault, Result, Str, Value, convert, types};
use std::io::Write;
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::rc::Rc;

/// `NativeCommandExitException`
static NATIVE_COMMAND_EXIT_EXCEPTION: object::TypeInfo = object::TypeInfo::class(
    "System.Management.Automation.NativeCommandExitException",
    &types::RUNTIME_EXCEPTION,
);

/// A program waiting for its input.
struct NativeStage {
    path: Rc<Path>,
    arguments: Vec<String>,
    input: Vec<u8>,
    expects_input: bool,
}

impl Engine {
    pub(crate) fn native_stage(
        &mut self,
        path: &Rc<Path>,
        ready: Prepared,
    ) -> Result<Box<dyn Processor>> {
        self.doors.may_run(&path.to_string_lossy())?;
        let source = Rc::clone(&ready.position.source);
        let arguments = self.native_arguments(ready.given, &source)?;
        Ok(Box::new(NativeStage {
            path: Rc::clone(path),
            arguments,
            input: Vec::new(),
            expects_input: ready.expects_input,
        }))
    }

    /// What a program is given: one argument a value, collections taken apart, names as they were typed.
    fn native_arguments(
        &mut self,
        given: Vec<Given>,
        source: &syntax::Source,
    ) -> Result<Vec<String>> {
        let mut arguments = Vec::new();
        let mut verbatim = false;
        for one in given {
            match one {
                Given::End => arguments.push("--".to_string()),
                Given::Value(Value::Str(text), _) if &*text == "--%" => verbatim = true,
                Given::Value(value, _) if verbatim => {
                    let text = convert::to_text(self, &value)?;
                    arguments.extend(text.split_whitespace().map(str::to_string));
                }
                Given::Value(value, span) => {
                    self.native_value(&value, span.text(&source.text), &mut arguments)?;
                }
                Given::Named { text, value, .. } => match value {
                    Some(value) => {
                        let value = convert::to_text(self, &value)?;
                        let name = text.strip_suffix(':').unwrap_or(&text);
                        arguments.push(format!("{name}:{value}"));
                    }
                    None => arguments.push(text.to_string()),
                },
            }
        }
        Ok(arguments)
    }

    /// One value: a collection is an argument an element, unless its commas were written without blanks; a bare word may
    /// name several files.
    fn native_value(&mut self, value: &Value, text: &str, arguments: &mut Vec<String>) -> Result {
        if value.is_null() {
            return Ok(());
        }
        let Some(items) = self.enumerate(value)? else {
            let value = convert::as_written(self, value)?;
            match words::is_bare(text) {
                true => arguments.extend(self.expand_word(&value)),
                false => arguments.push(value.to_string()),
            }
            return Ok(());
        };
        let mut texts = Vec::new();
        for item in items {
            texts.push(convert::to_text(self, &item)?.to_string());
        }
        match words::is_joined(text) {
            true => arguments.push(texts.join(",")),
            false => arguments.extend(texts),
        }
        Ok(())
    }

    /// `~` is the home folder, and a pattern the files that it fits, as in any shell of Unix.
    fn expand_word(&self, word: &str) -> Vec<String> {
        if word == "~" || word.starts_with("~/") {
            let home = std::env::var("HOME").unwrap_or_default();
            return vec![format!("{home}{}", &word[1..])];
        }
        let found = words::files(&self.folder, word);
        match found.is_empty() {
            true => vec![word.to_string()],
            false => found,
        }
    }
}

impl NativeStage {
    /// With `$PSNativeCommandUseErrorActionPreference` an exit code that is not zero is an error.
    fn exit_error(&self, engine: &mut Engine, code: i32) -> Result {
        let wanted = engine.variable(object::Symbol::of(
            "PSNativeCommandUseErrorActionPreference",
        ));
        if code == 0 || !wanted.is_some_and(|wanted| convert::to_bool(&wanted)) {
            return Ok(());
        }
        let name = self
            .path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let message =
            format!("Program \"{name}\" ended with non-zero exit code: {code} (0x{code:02X}).");
        let record = Fault::new(&NATIVE_COMMAND_EXIT_EXCEPTION, message)
            .id("ProgramExitedWithNonZeroCode")
            .target(name)
            .with("ExitCode", Value::Int(code))
            .with("Path", Value::str(self.path.to_string_lossy()))
            .record();
        let result = engine.write_error(record, None);
        engine.success = false;
        result
    }

    fn run(&mut self, engine: &mut Engine, out: &Out) -> Result {
        let mut process = Process::new(&*self.path);
        process
            .args(&self.arguments)
            .current_dir(&engine.folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        process.env_clear().envs(
            object::Host::variables(engine)
                .into_iter()
                .map(|(name, value)| (name.to_string(), value.to_string())),
        );
        process.stdin(if self.expects_input {
            Stdio::piped()
        } else {
            Stdio::inherit()
        });
        let mut child = match process.spawn() {
            Ok(child) => child,
            Err(error) => {
                let name = self
                    .path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                return Fault::new(
                    &types::RUNTIME_EXCEPTION,
                    format!("Program '{name}' failed to run: {error}"),
                )
                .id("NativeCommandFailed")
                .category(Category::ResourceUnavailable)
                .raise();
            }
        };
        if let Some(mut stdin) = child.stdin.take() {
            let input = std::mem::take(&mut self.input);
            // The program may end before it has read all; that is its business.
            std::thread::spawn(move || {
                let _ = stdin.write_all(&input);
            });
        }
        let output = child.wait_with_output();
        let Ok(output) = output else { return Ok(()) };
        // Another program, or a file, takes the bytes as they are, unless errors are to stand between them.
        let is_merged = matches!(
            engine.streams.target(Stream::Error),
            crate::streams::Target::Sink(_)
        );
        if is_merged || !out.write_bytes(engine, &output.stdout)? {
            for line in String::from_utf8_lossy(&output.stdout).lines() {
                out.write(engine, Value::str(line))?;
            }
        }
        for line in String::from_utf8_lossy(&output.stderr).lines() {
            let exception = Exception::new(&types::REMOTE_EXCEPTION, line);
            let record = ErrorRecord::new(
                exception,
                "NativeCommandError",
                Category::NotSpecified,
                Value::str(line),
            );
            engine.send(Stream::Error, Value::Native(Rc::new(record)))?;
        }
        let code = output.status.code().unwrap_or(-1);
        let (global, name) = (engine.global, engine.names.last_exit_code);
        engine.set_in(global, name, Value::Int(code));
        engine.success = code == 0;
        engine.failed |= code != 0;
        self.exit_error(engine, code)
    }
}

impl Processor for NativeStage {
    fn begin(&mut self, _engine: &mut Engine, _out: &Out) -> Result {
        Ok(())
    }

    fn process(&mut self, engine: &mut Engine, input: Option<Value>, _out: &Out) -> Result {
        if let Some(value) = input.filter(|_| self.expects_input) {
            let text: Str = match &value {
                Value::Str(text) => text.clone(),
                other => Str::from(
                    engine
                        .with_ui(|ui, engine| ui.render(engine, other))?
                        .trim_end_matches('\n'),
                ),
            };
            self.input.extend_from_slice(text.as_bytes());
            self.input.push(b'\n');
        }
        Ok(())
    }

    fn process_bytes(&mut self, _engine: &mut Engine, bytes: &[u8]) -> bool {
        self.input.extend_from_slice(bytes);
        true
    }

    fn end(&mut self, engine: &mut Engine, out: &Out) -> Result {
        self.run(engine, out)
    }

    fn clean(&mut self, _engine: &mut Engine, _out: &Out) {}
}
