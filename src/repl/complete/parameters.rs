//! Names of parameters, with what their declarations say of them.

use super::{Candidate, begins};
use crate::words::Word;
use engine::Engine;
use engine::command::Command;
use engine::signature::{Parameter, Signature};
use std::rc::Rc;

/// Characters of a description that the list shows.
const HELP_CHARS: usize = 56;

/// The parameters of the command whose names begin so and that were not given yet.
pub(super) fn named(engine: &mut Engine, words: &[Word], word: &str) -> Vec<Candidate> {
    let Some((_, signature)) = signature(engine, words) else {
        return Vec::new();
    };
    let start = word.trim_start_matches('-');
    let given: Vec<usize> = words
        .iter()
        .filter_map(|word| match word {
            Word::Parameter(name) => find(&signature, name),
            Word::Argument(_) => None,
        })
        .collect();
    let free = |(at, parameter): &(usize, &Rc<Parameter>)| {
        !parameter.hidden && !given.contains(at) && begins(&parameter.name, start)
    };
    signature
        .parameters
        .iter()
        .enumerate()
        .filter(free)
        .map(|(_, parameter)| candidate(parameter))
        .collect()
}

/// The command that the words name, and its signature.
pub(super) fn signature(engine: &mut Engine, words: &[Word]) -> Option<(String, Rc<Signature>)> {
    let Some(Word::Argument(name)) = words.first() else {
        return None;
    };
    let command = engine.resolve(name.trim_matches(['\'', '"'])).ok()?;
    let signature = match &command {
        Command::Cmdlet(cmdlet) => engine.signature_of_cmdlet(cmdlet),
        other => {
            let code = Rc::clone(other.code()?);
            engine.signature_of(&code).ok()?
        }
    };
    Some((command.name().to_string(), signature))
}

/// The parameter that a name means, shortened or not.
pub(super) fn find(signature: &Signature, name: &str) -> Option<usize> {
    let name = name.trim_end_matches(':');
    signature
        .exact(name)
        .or_else(|| match signature.starting(name)[..] {
            [only] => Some(only),
            _ => None,
        })
}

fn candidate(parameter: &Parameter) -> Candidate {
    let text = format!("-{}", parameter.name);
    let kind = match parameter.is_switch() {
        true => String::new(),
        false => format!(" <{}>", parameter.kind.name()),
    };
    let help = first_sentence(&parameter.help);
    let shown = format!("{text}{kind}  {help}");
    Candidate {
        shown: shown.trim_end().to_string(),
        text,
    }
}

/// The beginning of a description, on one line.
fn first_sentence(help: &str) -> String {
    let line = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = match line.find(". ") {
        Some(end) => &line[..=end],
        None => &line,
    };
    if sentence.chars().count() <= HELP_CHARS {
        return sentence.to_string();
    }
    let cut: String = sentence.chars().take(HELP_CHARS - 1).collect();
    format!("{}…", cut.trim_end())
}
