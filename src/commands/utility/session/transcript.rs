//! `Start-Transcript`, `Stop-Transcript`: what the screen shows goes into a file as well.
//!
//! The first transcript puts a front end around the session's own; it stays there and hands everything on. What is recorded, if
//! anything, stands in a cell that both sides know.

use crate::utility::objects::format::options;
use engine::declare::Check;
use engine::streams::{HostText, Stream};
use engine::{Engine, Run, Shell, Switch, Ui, cmdlet};
use format::Printer;
use object::{Category, ErrorRecord, Fault, Host, Result, Str, Value, types};
use std::cell::RefCell;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A transcript that is being written.
struct Recording {
    path: PathBuf,
    file: std::fs::File,
    printer: Printer,
}

impl Recording {
    fn put(&mut self, text: &str) {
        // A full disk is no reason to stop what is being recorded.
        let _ = std::io::Write::write_all(&mut self.file, text.as_bytes());
    }
}

/// Whether there is one.
type Cell = Rc<RefCell<Vec<Recording>>>;

/// The transcripts of the session.
#[derive(Default)]
struct Transcripts {
    cell: Cell,
    wrapped: bool,
}

/// The front end around the front end.
struct Recorder {
    inner: Box<dyn Ui>,
    cell: Cell,
}

impl Recorder {
    fn each(&self, mut act: impl FnMut(&mut Recording)) {
        for recording in self.cell.borrow_mut().iter_mut() {
            act(recording);
        }
    }

    /// Prints an object into the transcripts, which are out of reach meanwhile.
    fn print(&self, engine: &mut Engine, value: Option<&Value>) {
        let mut all = std::mem::take(&mut *self.cell.borrow_mut());
        for recording in &mut all {
            let mut text = String::new();
            let printed = match value {
                Some(value) => recording.printer.write(engine, value, &mut text),
                None => recording.printer.finish(engine, &mut text),
            };
            if printed.is_ok() {
                recording.put(&text);
            }
        }
        self.cell.borrow_mut().splice(0..0, all);
    }
}

impl Ui for Recorder {
    fn object(&mut self, engine: &mut Engine, value: &Value) -> Result {
        self.inner.object(engine, value)?;
        self.print(engine, Some(value));
        Ok(())
    }

    fn finish(&mut self, engine: &mut Engine) -> Result {
        self.inner.finish(engine)?;
        self.print(engine, None);
        Ok(())
    }

    fn error(&mut self, engine: &mut Engine, record: &Rc<ErrorRecord>) {
        self.inner.error(engine, record);
        let options = options(engine);
        let text = format::error_text(engine, record, &options);
        self.each(|recording| recording.put(&format!("{text}\n")));
    }

    fn message(&mut self, stream: Stream, text: &str) {
        self.inner.message(stream, text);
        let prefix = match stream {
            Stream::Warning => "WARNING: ",
            Stream::Verbose => "VERBOSE: ",
            Stream::Debug => "DEBUG: ",
            Stream::Error | Stream::Information | Stream::Progress => "",
        };
        self.each(|recording| recording.put(&format!("{prefix}{text}\n")));
    }

    fn host(&mut self, text: &HostText) {
        self.inner.host(text);
        let end = if text.no_newline { "" } else { "\n" };
        self.each(|recording| recording.put(&format!("{}{end}", text.text)));
    }

    fn render(&mut self, engine: &mut Engine, value: &Value) -> Result<String> {
        self.inner.render(engine, value)
    }

    fn read_line(&mut self, prompt: &str, secret: bool) -> Option<String> {
        self.inner.read_line(prompt, secret)
    }

    fn size(&self) -> (usize, usize) {
        self.inner.size()
    }

    fn is_interactive(&self) -> bool {
        self.inner.is_interactive()
    }
}

cmdlet! {
    /// Begins to write what the session shows into a file.
    pub struct StartTranscript = "Start-Transcript" in "Microsoft.PowerShell.Host", class "Microsoft.PowerShell.Commands.StartTranscriptCommand", default_set "ByPath", should_process Medium {
        /// Where the file stands.
        path = "Path": Option<Str> => set("ByPath"), position(0), check(&[Check::NotNullOrEmpty]);
        /// The same, without wildcards.
        literal_path = "LiteralPath": Option<Str> => alias(&["PSPath", "LP"]), set("ByLiteralPath"), position(0), check(&[Check::NotNullOrEmpty]);
        /// Folder for a file with a name of its own.
        output_directory = "OutputDirectory": Option<Str> => set("ByOutputDirectory"), position(0), check(&[Check::NotNullOrEmpty]);
        /// Adds to what is there.
        append = "Append": Switch;
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch;
        /// Refuses to overwrite.
        no_clobber = "NoClobber": Switch => alias(&["NoOverwrite"]);
        /// Notes when each command began.
        include_invocation_header = "IncludeInvocationHeader": Switch;
        /// Leaves out who ran it, where and on what.
        use_minimal_header = "UseMinimalHeader": Switch;
    }
}

impl Run for StartTranscript {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let path = self.file(shell.engine);
        if !shell.should_process(&path.to_string_lossy(), "Start-Transcript")? {
            return Ok(());
        }
        Host::may_write(shell.engine, &path)?;
        if self.no_clobber.is_on() && path.exists() {
            return Fault::new(
                &types::IO_EXCEPTION,
                format!(
                    "File {} already exists and NoClobber was specified.",
                    path.display()
                ),
            )
            .id("NoClobber")
            .category(Category::ResourceExists)
            .target(path.to_string_lossy().into_owned())
            .raise();
        }
        if let Some(folder) = path.parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        let append = self.append.is_on();
        let opened = std::fs::OpenOptions::new()
            .create(true)
            .write(true)
            .append(append)
            .truncate(!append)
            .open(&path);
        let file = match opened {
            Ok(file) => file,
            Err(error) => {
                return Fault::new(
                    &types::PS_INVALID_OPERATION_EXCEPTION,
                    format!("Transcription cannot be started: {error}"),
                )
                .id("CannotStartTranscription")
                .category(Category::InvalidOperation)
                .raise();
            }
        };
        let mut options = options(shell.engine);
        options.to_host = false;
        let mut recording = Recording {
            path: path.clone(),
            file,
            printer: Printer::new(options),
        };
        let header = header(shell.engine, self.use_minimal_header.is_on());
        recording.put(&header);
        wrap(shell.engine).borrow_mut().push(recording);
        shell.write(Value::str(format!(
            "Transcript started, output file is {}",
            path.display()
        )))
    }
}

impl StartTranscript {
    fn file(&self, engine: &mut Engine) -> PathBuf {
        if let Some(name) = self.path.as_ref().or(self.literal_path.as_ref()) {
            return engine.file_path(name);
        }
        let now = Host::now(engine);
        let name = format!("PowerShell_transcript.{}.txt", now.ticks());
        match &self.output_directory {
            Some(folder) => engine.file_path(folder).join(name),
            None => engine.file_path("~").join(name),
        }
    }
}

/// Puts the recorder in place, once.
fn wrap(engine: &mut Engine) -> Cell {
    let transcripts = engine.room::<Transcripts>();
    let cell = Rc::clone(&transcripts.cell);
    if !std::mem::replace(&mut transcripts.wrapped, true) {
        let inner = engine.take_ui();
        engine.set_ui(Box::new(Recorder {
            inner,
            cell: Rc::clone(&cell),
        }));
    }
    cell
}

const LINE: &str = "**********************\n";

fn stamp(engine: &mut Engine) -> String {
    let now = Host::now(engine);
    format!(
        "{:04}{:02}{:02}{:02}{:02}{:02}",
        now.year(),
        now.month(),
        now.day(),
        now.hour(),
        now.minute(),
        now.second()
    )
}

fn header(engine: &mut Engine, minimal: bool) -> String {
    let mut text = format!(
        "{LINE}PowerShell transcript start\nStart time: {}\n",
        stamp(engine)
    );
    if !minimal {
        let user = Host::variable(engine, "USER").unwrap_or_else(|| Str::from("root"));
        let host = Host::variable(engine, "HOSTNAME").unwrap_or_else(|| Str::from("localhost"));
        let _ = write!(
            text,
            "Username: {host}\\{user}\nRunAs User: {host}\\{user}\nConfiguration Name: \nMachine: {host} (Unix)\nHost Application: poolsh\nProcess ID: {}\nPSVersion: {}\nPSEdition: Core\nGitCommitId: {}\nOS: Linux\nPlatform: Unix\nPSCompatibleVersions: 1.0, 2.0, 3.0, 4.0, 5.0, 5.1, 6.0, 7.0\nPSRemotingProtocolVersion: 2.4\nSerializationVersion: 1.1.0.1\nWSManStackVersion: 3.0\n",
            std::process::id(),
            engine::VERSION_TEXT,
            engine::VERSION_TEXT,
        );
    }
    text + LINE
}

cmdlet! {
    /// Ends the transcript that was begun last.
    pub struct StopTranscript = "Stop-Transcript" in "Microsoft.PowerShell.Host", class "Microsoft.PowerShell.Commands.StopTranscriptCommand", should_process None {
    }
}

impl Run for StopTranscript {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if !shell.should_process("", "Stop-Transcript")? {
            return Ok(());
        }
        let cell = Rc::clone(&shell.engine.room::<Transcripts>().cell);
        let Some(mut recording) = cell.borrow_mut().pop() else {
            return Fault::new(
                &types::PS_INVALID_OPERATION_EXCEPTION,
                "An error occurred stopping transcription: The host is not currently transcribing.",
            )
            .id("InvalidOperation")
            .category(Category::InvalidOperation)
            .raise();
        };
        let mut text = String::new();
        recording.printer.finish(shell.engine, &mut text)?;
        let _ = write!(
            text,
            "{LINE}PowerShell transcript end\nEnd time: {}\n{LINE}",
            stamp(shell.engine)
        );
        recording.put(&text);
        let path: &Path = &recording.path;
        shell.write(Value::str(format!(
            "Transcript stopped, output file is {}",
            path.display()
        )))
    }
}
