//! `Get-WinEvent`

use super::hash::{Query, fits};
use super::log::{self, Named};
use super::record;
use crate::fault;
use crate::room::ask;
use engine::{Argument, Run, Shell, Switch, cmdlet};
use object::types::{self, Sig};
use object::{Category, Fault, Result, Str, Value, convert};

/// Hashtables that a parameter takes.
#[derive(Default)]
pub struct Tables(Vec<Value>);

impl Argument for Tables {
    const SIG: Sig = Sig::Many(&types::HASHTABLE);
    fn from_value(value: Value) -> Tables {
        Tables(Vec::from_value(value))
    }
}

/// An XML document, of which only counts that one was given.
#[derive(Default)]
pub struct Xml;

impl Argument for Xml {
    const SIG: Sig = Sig::One(&types::XML_DOCUMENT);
    fn from_value(_: Value) -> Xml {
        Xml
    }
}

cmdlet! {
    /// Returns entries of the event log that the product keeps on each server, newest first.
    pub struct GetWinEvent = "Get-WinEvent" in "Microsoft.PowerShell.Diagnostics", class "Microsoft.PowerShell.Commands.GetWinEventCommand", default_set "GetLogSet" {
        /// Lists the logs whose names fit, instead of their entries.
        list_log = "ListLog": Vec<Str> => set("ListLogSet"), mandatory, position(0);
        /// Name of the log, in which wildcards count: `Lync Server`.
        log_name = "LogName": Vec<Str> => set("GetLogSet"), position(0), pipeline, by_name;
        /// Lists providers, which the lab does not simulate.
        list_provider = "ListProvider": Vec<Str> => set("ListProviderSet"), mandatory, position(0);
        /// Name of what writes the entries, such as `LS User Services`; wildcards count.
        provider_name = "ProviderName": Vec<Str> => set("GetProviderSet"), mandatory, position(0), by_name;
        /// A file of entries, which the lab does not simulate.
        path = "Path": Vec<Str> => set("FileSet"), mandatory, position(0), by_name;
        /// How many entries to return at most, 1 or more.
        max_events = "MaxEvents": Option<i64>;
        /// The server; without it the one on which the administrator works.
        computer_name = "ComputerName": Option<Str> => alias(&["Cn"]);
        /// Other credentials, which the lab cannot check.
        credential = "Credential": Option<Value>;
        /// A query in XPath, which the lab does not simulate.
        filter_xpath = "FilterXPath": Option<Str>;
        /// A structured query in XML, which the lab does not simulate.
        filter_xml = "FilterXml": Xml => set("XmlQuerySet"), mandatory, position(0);
        /// What entries must be: LogName, ProviderName, ID, Level, StartTime, EndTime, Data.
        filter_hashtable = "FilterHashtable": Tables => set("HashQuerySet"), mandatory, position(0);
        /// Includes debug and analytic logs, of which there are none.
        force = "Force": Switch;
        /// Returns the oldest entries first.
        oldest = "Oldest": Switch;
    }
}

impl Run for GetWinEvent {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        self.refuse(shell)?;
        if shell.set_name().as_str() == "ListLogSet" {
            return self.list(shell);
        }
        let queries = self.queries(shell)?;
        let mut found = false;
        let mut left = self.max_events.map_or(usize::MAX, |count| {
            usize::try_from(count).unwrap_or(usize::MAX)
        });
        let computer = self.computer_name.as_deref();
        let mut entries = match log::entries(shell.engine, computer) {
            Ok(entries) => entries,
            Err(error) => return shell.error(fault::of(&error)),
        };
        if !self.oldest.is_on() {
            entries.reverse();
        }
        let log = ask(shell.engine, |lab| Ok(log::product(lab)))?;
        for entry in entries
            .into_iter()
            .filter(|entry| queries.iter().any(|query| query.wants(entry)))
        {
            if left == 0 {
                break;
            }
            (left, found) = (left - 1, true);
            shell.write(record::modern(entry, log))?;
        }
        if found {
            Ok(())
        } else {
            shell.error(nothing_found())
        }
    }
}

impl GetWinEvent {
    /// Says what the lab does not simulate.
    fn refuse(&self, shell: &mut Shell<'_>) -> Result {
        let names = [
            "ListProvider",
            "Path",
            "FilterXPath",
            "FilterXml",
            "Credential",
        ];
        match names.iter().find(|name| shell.is_bound(name)) {
            Some(name) => {
                fault::not_simulated(&format!("the parameter {name} of Get-WinEvent")).raise()
            }
            None if self.max_events.is_some_and(|count| count < 1) => fault::argument(
                "ParameterArgumentValidationError",
                "The argument of MaxEvents must be 1 or more.",
            )
            .raise(),
            None => Ok(()),
        }
    }

    /// What is asked for; names that mean no log of the lab are errors here.
    fn queries(&self, shell: &mut Shell<'_>) -> Result<Vec<Query>> {
        let mut queries = Vec::new();
        for table in &self.filter_hashtable.0 {
            match table.base() {
                Value::Dict(table) => queries.push(Query::of_table(shell.engine, table)?),
                other => {
                    let shown = convert::to_text(shell.engine, other)?;
                    return fault::argument(
                        "InvalidFilterHashtable",
                        format!("\"{shown}\" is not a hashtable."),
                    )
                    .raise();
                }
            }
        }
        if queries.is_empty() {
            let names = |names: &[Str]| names.iter().map(|name| name.to_string()).collect();
            queries.push(Query::named(
                names(&self.log_name),
                names(&self.provider_name),
            ));
        }
        let mut good = Vec::new();
        for query in queries {
            let mut meant = query.logs.is_empty();
            for name in &query.logs {
                match log::named(shell.engine, name)? {
                    Named::Product => meant = true,
                    Named::Windows(log) => shell.error(log::of_windows(&log))?,
                    Named::None => shell.error(no_log(name, self.computer_name.as_deref()))?,
                }
            }
            if meant {
                good.push(query);
            }
        }
        Ok(good)
    }

    fn list(&self, shell: &mut Shell<'_>) -> Result {
        let product = ask(shell.engine, |lab| Ok(log::product(lab)))?;
        for name in &self.list_log {
            if !fits(name, product) {
                match log::named(shell.engine, name)? {
                    Named::Windows(log) => shell.error(log::of_windows(&log))?,
                    _ => shell.error(no_log(name, self.computer_name.as_deref()))?,
                }
                continue;
            }
            let count = match log::entries(shell.engine, self.computer_name.as_deref()) {
                Ok(entries) => entries.len(),
                Err(error) => return shell.error(fault::of(&error)),
            };
            let properties = vec![
                ("LogMode", Value::from("Circular")),
                (
                    "RecordCount",
                    Value::Long(i64::try_from(count).unwrap_or(i64::MAX)),
                ),
                ("LogName", Value::from(product)),
                ("IsEnabled", Value::Bool(true)),
            ];
            shell.write(crate::record::record(
                &record::LOG_CONFIGURATION,
                properties,
            ))?;
        }
        Ok(())
    }
}

fn nothing_found() -> Fault {
    Fault::new(
        &types::EXCEPTION,
        "No events were found that match the specified selection criteria.",
    )
    .id("NoMatchingEventsFound")
    .category(Category::ObjectNotFound)
}

fn no_log(name: &str, computer: Option<&str>) -> Fault {
    let computer = computer.unwrap_or("localhost");
    Fault::new(
        &types::EXCEPTION,
        format!("There is not an event log on the {computer} computer that matches \"{name}\"."),
    )
    .id("NoMatchingLogsFound")
    .category(Category::ObjectNotFound)
    .target(name)
}
