//! Transcripts.
//!
//! ```text
//! # A title, or anything else before the first command
//! PS> 1 + 1
//! 2
//! PS> foreach ($n in 1..2) {
//! >>     $n
//! >> }
//! 1
//! 2
//! ```
//! Blank lines before and behind an output, and blanks at the ends of its lines, do not count.

use super::Session;

const PROMPT: &str = "PS>";
const CONTINUATION: &str = ">>";

/// Commands, and what they print.
pub struct Transcript {
    head: Vec<String>,
    steps: Vec<Step>,
}

struct Step {
    /// The command's lines as they stand, with their prompts.
    typed: Vec<String>,
    output: Vec<String>,
}

impl Transcript {
    /// Reads one.
    pub fn parse(text: &str) -> Transcript {
        let mut found = Transcript {
            head: Vec::new(),
            steps: Vec::new(),
        };
        for line in text.lines() {
            if after(line, PROMPT).is_some() {
                found.steps.push(Step {
                    typed: vec![line.to_string()],
                    output: Vec::new(),
                });
                continue;
            }
            match found.steps.last_mut() {
                None => found.head.push(line.to_string()),
                Some(step) if step.output.is_empty() && after(line, CONTINUATION).is_some() => {
                    step.typed.push(line.to_string());
                }
                Some(step) => step.output.push(line.to_string()),
            }
        }
        for step in &mut found.steps {
            step.output = tidy(&step.output);
        }
        found
    }

    /// Whether it has no command.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The same commands with what they print in a new session.
    pub fn run(&self) -> Transcript {
        let mut session = Session::new();
        let steps = self.steps.iter().map(|step| {
            let shown = session.run(&step.command());
            let lines: Vec<String> = shown.lines().map(str::to_string).collect();
            Step {
                typed: step.typed.clone(),
                output: tidy(&lines),
            }
        });
        Transcript {
            head: self.head.clone(),
            steps: steps.collect(),
        }
    }

    /// What differs from another run of the same commands; empty where nothing does.
    pub fn difference(&self, actual: &Transcript) -> String {
        let mut text = String::new();
        for (wanted, got) in self.steps.iter().zip(&actual.steps) {
            if wanted.output != got.output {
                text += &format!(
                    "{}\n--- wanted\n{}\n--- got\n{}\n\n",
                    wanted.typed.join("\n"),
                    wanted.output.join("\n"),
                    got.output.join("\n")
                );
            }
        }
        text
    }

    /// As it is written.
    pub fn text(&self) -> String {
        let steps = self.steps.iter();
        let lines = steps.flat_map(|step| step.typed.iter().chain(&step.output));
        let mut text = String::new();
        for line in self.head.iter().chain(lines) {
            text += line;
            text.push('\n');
        }
        text
    }
}

impl Step {
    fn command(&self) -> String {
        let lines = self.typed.iter().map(|line| {
            let line = after(line, PROMPT).or_else(|| after(line, CONTINUATION));
            line.unwrap_or_default()
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// What stands behind a prompt and its blank.
fn after<'t>(line: &'t str, prompt: &str) -> Option<&'t str> {
    let rest = line.strip_prefix(prompt)?;
    if rest.is_empty() {
        return Some(rest);
    }
    rest.strip_prefix(' ')
}

fn tidy(lines: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = lines
        .iter()
        .map(|line| line.trim_end().to_string())
        .collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let blank = lines.iter().take_while(|line| line.is_empty()).count();
    lines.split_off(blank)
}
