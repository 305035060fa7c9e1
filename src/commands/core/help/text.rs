//! The pages that a person reads.

use super::object::{REMARKS_MIN, parts};
use super::topic::{ParameterTopic, Topic};

/// Columns that text may take.
const COLUMNS: usize = 79;

/// Which page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Short,
    Detailed,
    Full,
    Examples,
}

/// A page being written.
#[derive(Default)]
struct Paper {
    text: String,
}

impl Paper {
    fn line(&mut self, indent: usize, line: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn blank(&mut self, count: usize) {
        self.text.push_str(&"\n".repeat(count));
    }

    /// A text of any length, its lines broken where they must be.
    fn paragraph(&mut self, indent: usize, text: &str) {
        for line in text.lines() {
            for piece in wrap(line, COLUMNS - indent) {
                self.line(indent, &piece);
            }
        }
    }
}

/// Breaks a line at blanks.
fn wrap(line: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = line;
    while rest.chars().count() > width {
        let limit = rest
            .char_indices()
            .nth(width)
            .map_or(rest.len(), |(at, _)| at);
        let Some(at) = rest[..limit].rfind(' ').filter(|at| *at > 0) else {
            break;
        };
        lines.push(rest[..at].to_string());
        rest = &rest[at + 1..];
    }
    lines.push(rest.to_string());
    lines
}

/// A page on a command.
pub fn page(topic: &Topic, page: Page) -> String {
    let mut text = whole_page(topic, page);
    // The view that shows the page ends its last line.
    text.pop();
    text
}

fn whole_page(topic: &Topic, page: Page) -> String {
    let mut paper = Paper::default();
    if !topic.written {
        bare(&mut paper, topic);
        return paper.text;
    }
    paper.blank(1);
    paper.line(0, "NAME");
    paper.line(4, &topic.name);
    paper.blank(1);
    paper.line(0, "SYNOPSIS");
    paper.paragraph(4, &topic.help.synopsis);
    paper.blank(2);
    if page == Page::Examples {
        examples(&mut paper, topic);
        return paper.text;
    }
    paper.line(0, "SYNTAX");
    for line in &topic.syntax {
        paper.paragraph(4, line);
        paper.blank(1);
    }
    paper.blank(1);
    paper.line(0, "DESCRIPTION");
    paper.paragraph(4, &topic.help.description);
    paper.blank(2);
    match page {
        Page::Short => {
            related(&mut paper, topic);
            paper.blank(1);
            remarks(&mut paper, topic);
        }
        Page::Detailed => {
            parameters(&mut paper, topic, false);
            examples(&mut paper, topic);
            remarks(&mut paper, topic);
        }
        Page::Full | Page::Examples => {
            parameters(&mut paper, topic, true);
            listed(&mut paper, "INPUTS", &topic.help.inputs);
            listed(&mut paper, "OUTPUTS", &topic.help.outputs);
            notes(&mut paper, topic);
            if topic.help.examples.is_empty() {
                if topic.help.notes.is_empty() {
                    paper.blank(1);
                }
            } else {
                examples(&mut paper, topic);
            }
            related(&mut paper, topic);
        }
    }
    paper.text
}

/// What is shown of a command that nobody has described.
fn bare(paper: &mut Paper, topic: &Topic) {
    paper.line(0, "NAME");
    paper.line(4, &topic.name);
    paper.blank(1);
    paper.line(0, "SYNTAX");
    for line in &topic.syntax {
        paper.paragraph(4, line);
        paper.blank(1);
    }
    paper.blank(1);
    paper.line(0, "ALIASES");
    paper.line(4, "None");
    paper.blank(2);
    paper.line(0, "REMARKS");
    paper.line(4, "None");
    paper.blank(1);
}

fn related(paper: &mut Paper, topic: &Topic) {
    paper.line(0, "RELATED LINKS");
    for link in &topic.help.links {
        paper.paragraph(4, link);
    }
}

fn remarks(paper: &mut Paper, topic: &Topic) {
    let name = &topic.name;
    paper.line(0, "REMARKS");
    paper.line(
        4,
        &format!("To see the examples, type: \"Get-Help {name} -Examples\""),
    );
    paper.line(
        4,
        &format!("For more information, type: \"Get-Help {name} -Detailed\""),
    );
    paper.line(
        4,
        &format!("For technical information, type: \"Get-Help {name} -Full\""),
    );
    if topic.help.links.iter().any(|link| link.starts_with("http")) {
        paper.line(
            4,
            &format!("For online help, type: \"Get-Help {name} -Online\""),
        );
    }
}

fn parameters(paper: &mut Paper, topic: &Topic, with_table: bool) {
    paper.line(0, "PARAMETERS");
    for parameter in &topic.parameters {
        parameter_lines(paper, parameter, 4, with_table);
    }
    paper.line(4, "<CommonParameters>");
    for line in [
        "This cmdlet supports the common parameters: Verbose, Debug,",
        "ErrorAction, ErrorVariable, WarningAction, WarningVariable,",
        "OutBuffer, PipelineVariable, and OutVariable. For more information, see",
        "about_CommonParameters",
    ] {
        paper.line(8, line);
    }
    paper.line(4, "(https://go.microsoft.com/fwlink/?LinkID=113216).");
    paper.blank(1);
}

fn parameter_lines(paper: &mut Paper, parameter: &ParameterTopic, indent: usize, with_table: bool) {
    let kind = if parameter.is_switch {
        "[<SwitchParameter>]".to_string()
    } else {
        format!("<{}>", parameter.kind)
    };
    paper.line(indent, &format!("-{} {kind}", parameter.name));
    paper.paragraph(indent + 4, &parameter.description);
    paper.blank(1);
    if !with_table {
        return;
    }
    let position = parameter
        .position
        .map_or("named".to_string(), |position| position.to_string());
    for (label, value) in [
        (
            "Required?",
            if parameter.required { "true" } else { "false" },
        ),
        ("Position?", &position),
        ("Default value", &parameter.default),
        ("Accept pipeline input?", parameter.pipeline),
        ("Aliases", ""),
        ("Accept wildcard characters?", "false"),
    ] {
        paper.line(indent + 4, format!("{label:<28} {value}").trim_end());
    }
    paper.blank(1);
}

/// The page on one parameter.
pub fn parameter_page(parameter: &ParameterTopic) -> String {
    let mut paper = Paper::default();
    parameter_lines(&mut paper, parameter, 0, true);
    paper.text
}

fn listed(paper: &mut Paper, title: &str, items: &[String]) {
    paper.line(0, title);
    for item in items {
        paper.paragraph(4, item);
        paper.blank(1);
    }
    paper.blank(1);
}

fn notes(paper: &mut Paper, topic: &Topic) {
    if topic.help.notes.is_empty() {
        return;
    }
    paper.line(0, "NOTES");
    paper.blank(2);
    paper.paragraph(8, &topic.help.notes);
    paper.blank(1);
}

fn examples(paper: &mut Paper, topic: &Topic) {
    for (at, text) in topic.help.examples.iter().enumerate() {
        let (prompt, code, remarks) = parts(text);
        paper.line(
            4,
            &format!(
                "-------------------------- EXAMPLE {} --------------------------",
                at + 1
            ),
        );
        paper.blank(1);
        paper.paragraph(4, &format!("{prompt}{code}"));
        paper.blank(1);
        for remark in &remarks {
            paper.paragraph(4, remark);
        }
        paper.blank(REMARKS_MIN.saturating_sub(remarks.len()));
    }
    if !topic.help.examples.is_empty() {
        paper.blank(1);
    }
}
