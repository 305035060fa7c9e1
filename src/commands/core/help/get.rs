//! `Get-Help`

use super::object::{self as shape, PAGE, SHORT_PAGE};
use super::text::{self, Page};
use super::topic::Topic;
use crate::core::command::list;
use engine::command::Command;
use engine::declare::Check;
use engine::{Engine, Run, Shell, Switch, cmdlet};
use format::{Registry, SessionBody, SessionItem, SessionView};
use object::pattern::{Wildcard, contains_wildcard_characters};
use object::{Category, Fault, Result, Str, Value, types};
use std::rc::Rc;

cmdlet! {
    /// Tells what a command is for and what it takes.
    pub struct GetHelp = "Get-Help" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.GetHelpCommand", default_set "AllUsersView" {
        /// The command, or a pattern.
        name = "Name": Option<Str> => position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// Where the command stands.
        path = "Path": Option<Str>;
        /// Only commands of that kind.
        category = "Category": Option<Vec<Str>> => check(&[Check::Set(&["Alias", "Cmdlet", "Provider", "General", "FAQ", "Glossary", "HelpFile", "ScriptCommand", "Function", "Filter", "ExternalScript", "All", "DefaultHelp", "DscResource", "Class", "Configuration"])]);
        /// Shows the parameters and examples too.
        detailed = "Detailed": Switch => set("DetailedView"), mandatory;
        /// Shows everything.
        full = "Full": Switch => set("AllUsersView");
        /// Shows the examples alone.
        examples = "Examples": Switch => set("Examples"), mandatory;
        /// Shows these parameters alone.
        parameter = "Parameter": Option<Vec<Str>> => set("Parameters"), mandatory;
        /// Only commands of that component.
        component = "Component": Option<Vec<Str>>;
        /// Only commands of that functionality.
        functionality = "Functionality": Option<Vec<Str>>;
        /// Only commands for that role.
        role = "Role": Option<Vec<Str>>;
        /// Opens the page on the web; not simulated.
        online = "Online": Switch => set("Online"), mandatory;
    }
}

impl Run for GetHelp {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.online.is_on() {
            return crate::core::not_simulated("Pages on the web");
        }
        add_views(shell.engine);
        let name = self.name.clone().unwrap_or_else(|| Str::from("Get-Help"));
        let commands = find(shell.engine, &name)?;
        match &commands[..] {
            [] if contains_wildcard_characters(&name) => Ok(()),
            [] => self.missing(shell, &name),
            [command] => self.one(shell, command),
            many => {
                for command in many {
                    let topic = Topic::of(shell.engine, command)?;
                    let page = text::page(&topic, Page::Short);
                    let value = shape::of(&topic, "", page.clone(), page);
                    shell.write(value)?;
                }
                Ok(())
            }
        }
    }
}

impl GetHelp {
    fn one(&self, shell: &mut Shell<'_>, command: &Command) -> Result {
        let topic = Topic::of(shell.engine, command)?;
        if let Some(names) = &self.parameter {
            return parameters(shell, &topic, names);
        }
        let (view, page) = if self.full.is_on() {
            ("#FullView", Page::Full)
        } else if self.detailed.is_on() {
            ("#DetailedView", Page::Detailed)
        } else if self.examples.is_on() {
            ("#ExamplesView", Page::Examples)
        } else {
            ("", Page::Short)
        };
        let short = text::page(&topic, Page::Short);
        let value = shape::of(&topic, view, text::page(&topic, page), short);
        shell.write(value)
    }

    fn missing(&self, shell: &mut Shell<'_>, name: &str) -> Result {
        let message = format!(
            "Get-Help could not find {name} in a help file in this session. To download updated help topics type: \"Update-Help\". To get help online, search for the help topic in the TechNet library at https://go.microsoft.com/fwlink/?LinkID=107116."
        );
        let kind = types::find("Microsoft.PowerShell.Commands.HelpNotFoundException", 0)
            .unwrap_or(&types::INVALID_OPERATION_EXCEPTION);
        shell.error(
            Fault::new(kind, message)
                .id("HelpNotFound")
                .category(Category::ResourceUnavailable),
        )
    }
}

/// The commands that a name means.
fn find(engine: &mut Engine, name: &str) -> Result<Vec<Command>> {
    if contains_wildcard_characters(name) {
        let Ok(pattern) = Wildcard::new(name, true) else {
            return Ok(Vec::new());
        };
        let kinds = list::FUNCTION | list::FILTER | list::CMDLET;
        let found = list::matching(engine, kinds, &|name| pattern.is_match(name));
        return Ok(found
            .into_iter()
            .filter_map(|found| match found {
                list::Found::Command(command) => Some(command),
                list::Found::Alias(_) => None,
            })
            .collect());
    }
    if let Some(alias) = engine.find_alias(object::Symbol::of(name)) {
        return Ok(engine::alias_info::resolve(engine, &alias)?
            .into_iter()
            .collect());
    }
    match engine.find_command(name)? {
        Some(Command::Native(_)) | None => Ok(Vec::new()),
        Some(command) => Ok(vec![command]),
    }
}

fn parameters(shell: &mut Shell<'_>, topic: &Topic, names: &[Str]) -> Result {
    for name in names {
        let Ok(pattern) = Wildcard::new(name, true) else {
            continue;
        };
        let mut any = false;
        for parameter in topic
            .parameters
            .iter()
            .filter(|parameter| pattern.is_match(&parameter.name))
        {
            any = true;
            let value = shape::parameter(parameter);
            shell.write(value)?;
        }
        if !any {
            shell.error(
                Fault::new(
                    &types::PS_ARGUMENT_EXCEPTION,
                    format!("No parameter matches criteria {name}."),
                )
                .id("NoParmsFound")
                .category(Category::InvalidArgument)
                .target(name.clone()),
            )?;
        }
    }
    Ok(())
}

/// The views that show a help object's page were added.
#[derive(Default)]
struct Added(bool);

/// Adds the views that show the page which a help object carries.
fn add_views(engine: &mut Engine) {
    if std::mem::replace(&mut engine.room::<Added>().0, true) {
        return;
    }
    let view = |name: &str| SessionView {
        name: Str::from(name),
        types: vec![Str::from(name)],
        group: None,
        body: SessionBody::Custom(vec![SessionItem {
            label: None,
            expression: Value::str(match name {
                "MamlCommandHelpInfo" | "CmdletHelpInfo" => SHORT_PAGE,
                _ => PAGE,
            }),
            format: None,
        }]),
        file: Str::default(),
    };
    let names = [
        "MamlCommandHelpInfo#FullView",
        "MamlCommandHelpInfo#DetailedView",
        "MamlCommandHelpInfo#ExamplesView",
        "MamlCommandHelpInfo#parameter",
        "MamlCommandHelpInfo",
        "CmdletHelpInfo",
    ];
    engine
        .room::<Rc<Registry>>()
        .append(names.iter().map(|name| view(name)).collect());
}
