//! `Out-String`, `Out-File`: objects as the text that a screen would show.

use crate::utility::data::text_file::{EncodingArgument, Opening, Output};
use crate::utility::objects::format::options;
use engine::declare::Check;
use engine::{Engine, PsObject, Run, Shell, Switch, cmdlet};
use format::{Options, Printer};
use object::{Result, Str, Value};

/// Options for text that no screen limits, or that is so many characters wide.
fn text_options(engine: &mut Engine, width: Option<i32>) -> Options {
    let mut options = options(engine);
    options.to_host = false;
    let view = Engine::variable(engine, object::Symbol::of("ErrorView"))
        .map(|view| engine::values::plain_text(&view));
    if let Some(view) = view.and_then(|view| format::ErrorView::parse(&view)) {
        options.error_view = view;
    }
    options.width = width
        .and_then(|width| usize::try_from(width).ok())
        .unwrap_or(usize::MAX);
    options
}

/// A printer whose lines are collected.
struct Text {
    printer: Printer,
    lines: Vec<String>,
}

impl Text {
    fn new(engine: &mut Engine, width: Option<i32>) -> Text {
        Text {
            printer: Printer::new(text_options(engine, width)),
            lines: Vec::new(),
        }
    }

    fn write(&mut self, engine: &mut Engine, value: &Value) -> Result {
        self.printer.write(engine, value, &mut self.lines)
    }

    fn finish(&mut self, engine: &mut Engine) -> Result {
        self.printer.finish(engine, &mut self.lines)
    }
}

cmdlet! {
    /// Turns objects into the text that the screen would show.
    pub struct OutString = "Out-String" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.OutStringCommand", default_set "NoNewLineFormatting" {
        /// Writes line by line instead of one text.
        stream = "Stream": Switch => set("StreamFormatting");
        /// Characters of a line.
        width = "Width": Option<i32> => check(&[Check::Range(2, 2_147_483_647)]);
        /// Leaves the line ends out.
        no_newline = "NoNewline": Switch => set("NoNewLineFormatting");
        /// The objects to work on, from the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        state {
            text: Option<Text>;
            whole: String;
        }
    }
}

impl Run for OutString {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        self.text = Some(Text::new(shell.engine, self.width));
        Ok(())
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(text) = &mut self.text else {
            return Ok(());
        };
        if let Some(value) = self.input_object.0.take() {
            text.write(shell.engine, &value)?;
        }
        self.hand_on(shell)
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        if let Some(text) = &mut self.text {
            text.finish(shell.engine)?;
        }
        self.hand_on(shell)?;
        if self.stream.is_on() {
            return Ok(());
        }
        let whole = std::mem::take(&mut self.whole);
        shell.write(Value::str(whole))
    }
}

impl OutString {
    fn hand_on(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(text) = &mut self.text else {
            return Ok(());
        };
        for line in text.lines.drain(..) {
            if self.stream.is_on() {
                // An object that is a text of several lines comes as several.
                for part in line.split('\n') {
                    shell.write(Value::str(part.trim_end_matches('\r')))?;
                }
                continue;
            }
            self.whole.push_str(&line);
            if !self.no_newline.is_on() {
                self.whole.push('\n');
            }
        }
        Ok(())
    }
}

cmdlet! {
    /// Writes objects into a file as the text that the screen would show.
    pub struct OutFile = "Out-File" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.OutFileCommand", default_set "ByPath", should_process Medium {
        /// The file.
        file_path = "FilePath": Option<Str> => alias(&["Path"]), set("ByPath"), mandatory, position(0);
        /// The same, without wildcards.
        literal_path = "LiteralPath": Option<Str> => alias(&["PSPath", "LP"]), set("ByLiteralPath"), mandatory, by_name;
        /// Encoding of the file.
        encoding = "Encoding": EncodingArgument => position(1), check(&[Check::Transform(crate::management::encoding::known), Check::NotNullOrEmpty]);
        /// Adds to what is there.
        append = "Append": Switch;
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch;
        /// Refuses to overwrite.
        no_clobber = "NoClobber": Switch => alias(&["NoOverwrite"]);
        /// Characters of a line.
        width = "Width": Option<i32> => check(&[Check::Range(2, 2_147_483_647)]);
        /// Writes no line end.
        no_newline = "NoNewline": Switch;
        /// The objects to work on, from the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        state {
            text: Option<Text>;
            file: Option<Output>;
        }
    }
}

impl Run for OutFile {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        let name = self
            .file_path
            .clone()
            .or_else(|| self.literal_path.clone())
            .unwrap_or_default();
        let path = shell.engine.file_path(&name);
        if !shell.should_process(&path.to_string_lossy(), "Output to File")? {
            return Ok(());
        }
        let how = Opening {
            append: self.append.is_on(),
            no_clobber: self.no_clobber.is_on(),
            force: self.force.is_on(),
        };
        self.file = Some(Output::open(shell, &path, self.encoding, how)?);
        self.text = Some(Text::new(shell.engine, self.width));
        Ok(())
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let (Some(value), Some(text)) = (self.input_object.0.take(), &mut self.text) else {
            return Ok(());
        };
        text.write(shell.engine, &value)?;
        self.hand_on()
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(text) = &mut self.text else {
            return Ok(());
        };
        text.finish(shell.engine)?;
        self.hand_on()?;
        match self.file.take() {
            Some(file) => file.finish(),
            None => Ok(()),
        }
    }
}

impl OutFile {
    fn hand_on(&mut self) -> Result {
        let (Some(text), Some(file)) = (&mut self.text, &mut self.file) else {
            return Ok(());
        };
        for line in text.lines.drain(..) {
            file.write(&line)?;
            if !self.no_newline.is_on() {
                file.write("\n")?;
            }
        }
        Ok(())
    }
}
