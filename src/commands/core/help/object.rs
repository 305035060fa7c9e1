//! The help object: the shape that PowerShell gives to help from comments, as nested records of notes.

use super::topic::{ParameterTopic, Topic};
use object::{Object, SlotKind, Str, Value};
use std::rc::Rc;

/// Name of the hidden property that holds the page of a view.
pub const PAGE: &str = "PSHelpPage";
/// Name of the hidden property that holds the page of the view that all help objects share.
pub const SHORT_PAGE: &str = "PSHelpShortPage";

/// A custom object under type names.
fn make(names: &[&str], properties: Vec<(&str, Value)>) -> Rc<Object> {
    let object = Object::custom(properties);
    object.set_type_names(names.iter().map(|name| Str::from(*name)).collect());
    object
}

fn text_of(kind: &str, text: &str) -> Value {
    Value::Object(make(&[kind], vec![("Text", Value::str(text))]))
}

/// A list of one comes as the one.
fn one_or_many(mut items: Vec<Value>) -> Value {
    match items.len() {
        0 => Value::Null,
        1 => items.pop().unwrap_or_default(),
        _ => Value::array(items),
    }
}

/// The whole object; `page` is what shows in its own view, `short` what shows where the view of another help object goes on.
pub fn of(topic: &Topic, view: &str, page: String, short: String) -> Value {
    let kind = if topic.written {
        "MamlCommandHelpInfo"
    } else {
        "CmdletHelpInfo"
    };
    let own = format!("{kind}{view}");
    let mut names: Vec<&str> = vec![&own, kind, "HelpInfo"];
    names.dedup();
    let help = &topic.help;
    let synopsis = if topic.written && !help.synopsis.is_empty() {
        help.synopsis.clone()
    } else {
        syntax_synopsis(topic)
    };
    let paragraphs = |text: &str| {
        let all: Vec<Value> = text
            .split("\n\n")
            .filter(|part| !part.is_empty())
            .map(|part| text_of("MamlParaTextItem", part))
            .collect();
        if all.is_empty() {
            Value::Null
        } else {
            Value::array(all)
        }
    };
    let details = make(
        &["MamlCommandHelpInfo#details"],
        vec![
            ("name", Value::Str(topic.name.clone())),
            ("description", paragraphs(&help.synopsis)),
        ],
    );
    let mut properties = vec![
        ("details", Value::Object(details)),
        ("Name", Value::Str(topic.name.clone())),
        ("Category", Value::str(topic.category)),
    ];
    properties.push(("Synopsis", Value::str(synopsis)));
    properties.push(("Component", Value::str(&*help.component)));
    properties.push(("Role", Value::str(&*help.role)));
    properties.push(("Functionality", Value::str(&*help.functionality)));
    properties.push(("ModuleName", Value::Str(topic.module.clone())));
    properties.push(("description", paragraphs(&help.description)));
    properties.push(("syntax", syntax(topic)));
    properties.push((
        "parameters",
        Value::Object(make(
            &["MamlCommandHelpInfo#parameters"],
            vec![(
                "parameter",
                one_or_many(topic.parameters.iter().map(parameter).collect()),
            )],
        )),
    ));
    if !help.examples.is_empty() {
        let examples: Vec<Value> = help
            .examples
            .iter()
            .enumerate()
            .map(|(at, text)| example(at, text))
            .collect();
        properties.push((
            "examples",
            Value::Object(make(
                &["MamlCommandHelpInfo#examples"],
                vec![("example", one_or_many(examples))],
            )),
        ));
    }
    if !help.inputs.is_empty() {
        properties.push(("inputTypes", types_of("inputType", &help.inputs)));
    }
    if !help.outputs.is_empty() {
        properties.push(("returnValues", types_of("returnValue", &help.outputs)));
    }
    if !help.notes.is_empty() {
        let alert = Value::array(vec![text_of("MamlTextItem", &help.notes)]);
        properties.push((
            "alertSet",
            Value::Object(make(
                &["MamlCommandHelpInfo#alertSet"],
                vec![("alert", alert)],
            )),
        ));
    }
    if !help.links.is_empty() {
        let links: Vec<Value> = help.links.iter().map(|link| link_of(link)).collect();
        properties.push((
            "relatedLinks",
            Value::Object(make(
                &["MamlCommandHelpInfo#relatedLinks"],
                vec![("navigationLink", one_or_many(links))],
            )),
        ));
    }
    let object = make(&names, properties);
    object.add(&Str::from(PAGE), SlotKind::Hidden, Value::str(page));
    object.add(&Str::from(SHORT_PAGE), SlotKind::Hidden, Value::str(short));
    Value::Object(object)
}

/// A command without a description is described by its syntax.
fn syntax_synopsis(topic: &Topic) -> String {
    let mut text = String::new();
    for line in &topic.syntax {
        text.push_str(&format!("\n{line}\n"));
    }
    text
}

fn link_of(link: &str) -> Value {
    let is_address = link.starts_with("http://") || link.starts_with("https://");
    let (text, uri) = if is_address { ("", link) } else { (link, "") };
    Value::Object(make(
        &["MamlCommandHelpInfo#navigationLinks"],
        vec![("linkText", Value::str(text)), ("uri", Value::str(uri))],
    ))
}

fn types_of(name: &str, items: &[String]) -> Value {
    let items = items.iter().map(|item| {
        let kind = Value::Object(make(
            &["MamlCommandHelpInfo#type"],
            vec![("name", Value::str(&**item))],
        ));
        Value::Object(make(
            &["MamlCommandHelpInfo#inputType"],
            vec![("type", kind)],
        ))
    });
    Value::Object(make(
        &["MamlCommandHelpInfo#inputTypes"],
        vec![(name, one_or_many(items.collect()))],
    ))
}

fn syntax(topic: &Topic) -> Value {
    let names = topic.parameters.iter().map(parameter).collect();
    let item = make(
        &["MamlCommandHelpInfo#syntaxItem"],
        vec![
            ("name", Value::Str(topic.name.clone())),
            ("parameter", one_or_many(names)),
        ],
    );
    Value::Object(make(
        &["MamlCommandHelpInfo#syntax"],
        vec![("syntaxItem", Value::Object(item))],
    ))
}

/// One parameter.
pub fn parameter(topic: &ParameterTopic) -> Value {
    let kind = Value::Object(make(
        &["MamlCommandHelpInfo#type"],
        vec![("name", Value::str(&*topic.kind))],
    ));
    let description = match topic.description.is_empty() {
        true => Value::Null,
        false => Value::array(vec![text_of("MamlParaTextItem", &topic.description)]),
    };
    let position = topic
        .position
        .map_or("named".to_string(), |position| position.to_string());
    let object = make(
        &["MamlCommandHelpInfo#parameter"],
        vec![
            ("description", description),
            ("defaultValue", Value::str(&*topic.default)),
            ("name", Value::Str(topic.name.clone())),
            ("parameterValue", Value::str(&*topic.kind)),
            ("type", kind),
            (
                "required",
                Value::str(if topic.required { "true" } else { "false" }),
            ),
            ("globbing", Value::str("false")),
            ("pipelineInput", Value::str(topic.pipeline)),
            ("position", Value::str(position)),
            ("aliases", Value::str("none")),
        ],
    );
    object.add(
        &Str::from(PAGE),
        SlotKind::Hidden,
        Value::str(super::text::parameter_page(topic)),
    );
    Value::Object(object)
}

/// The prompt, the code and the remarks of an example.
pub fn parts(text: &str) -> (String, String, Vec<String>) {
    let (first, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let (prompt, code) = match first.find('>') {
        Some(at) if first.starts_with("PS ") || first.starts_with("C:\\") => (
            first[..=at].to_string(),
            first[at + 1..].trim_start().to_string(),
        ),
        _ => ("PS > ".to_string(), first.to_string()),
    };
    let remarks = rest
        .split("\n\n")
        .map(str::to_string)
        .filter(|part| !part.is_empty())
        .collect();
    (prompt, code, remarks)
}

/// Paragraphs that the remarks of an example have at least.
pub const REMARKS_MIN: usize = 5;

fn example(at: usize, text: &str) -> Value {
    let (prompt, code, mut remarks) = parts(text);
    while remarks.len() < REMARKS_MIN {
        remarks.push(String::new());
    }
    let remarks = remarks
        .iter()
        .map(|text| text_of("MamlParaTextItem", text))
        .collect();
    let object = make(
        &["MamlCommandHelpInfo#example"],
        vec![
            (
                "introduction",
                Value::array(vec![text_of("MamlParaTextItem", &prompt)]),
            ),
            ("code", Value::str(code)),
            ("remarks", Value::array(remarks)),
            (
                "title",
                Value::str(format!(
                    "-------------------------- EXAMPLE {} --------------------------",
                    at + 1
                )),
            ),
        ],
    );
    Value::Object(object)
}
