//! `Get-Location`, `Set-Location`, `Push-Location`, `Pop-Location`

use super::objects;
use super::place::{self, Kind, Place, Places};
use super::resolve::{self, How};
use engine::{Engine, Run, Shell, Switch, cmdlet};
use object::{Category, Fault, Result, Str, types};
use std::path::Path;

cmdlet! {
    /// Returns where the session is.
    pub struct GetLocation = "Get-Location" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.GetLocationCommand", default_set "Location" {
        /// The provider.
        ps_provider = "PSProvider": Option<Vec<Str>> => set("Location"), by_name;
        /// The drive.
        ps_drive = "PSDrive": Option<Vec<Str>> => set("Location"), by_name;
        /// The whole stack.
        stack = "Stack": Switch => set("Stack");
        /// The stack of locations.
        stack_name = "StackName": Option<Vec<Str>> => set("Stack"), by_name;
    }
}

cmdlet! {
    /// Moves the session to another folder.
    pub struct SetLocation = "Set-Location" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.SetLocationCommand", default_set "Path" {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Str> => set("Path"), position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Str> => alias(&["PSPath", "LP"]), set("LiteralPath"), mandatory, by_name;
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
        /// The stack of locations.
        stack_name = "StackName": Option<Str> => set("Stack"), by_name;
    }
}

cmdlet! {
    /// Remembers where the session is, and moves it.
    pub struct PushLocation = "Push-Location" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.PushLocationCommand", default_set "Path" {
        /// Paths; wildcards are expanded.
        path = "Path": Option<Str> => set("Path"), position(0), pipeline, by_name;
        /// Paths taken as they are, without wildcards.
        literal_path = "LiteralPath": Option<Str> => alias(&["PSPath", "LP"]), set("LiteralPath"), by_name;
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
        /// The stack of locations.
        stack_name = "StackName": Option<Str> => by_name;
    }
}

cmdlet! {
    /// Moves the session back to where it was remembered.
    pub struct PopLocation = "Pop-Location" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.PopLocationCommand" {
        /// Writes the object that was worked on.
        pass_thru = "PassThru": Switch;
        /// The stack of locations.
        stack_name = "StackName": Option<Str> => by_name;
    }
}

/// How many places `cd -` remembers.
const HISTORY_MAX: usize = 20;

/// The place that a cmdlet moves to: there must be one, and it must be a container.
fn target(shell: &mut Shell<'_>, text: &str, literal: bool) -> Result<Place> {
    let mut found = resolve::find(
        shell.engine,
        text,
        How {
            literal,
            force: true,
        },
    )?;
    found.places.retain(|place| match place.kind {
        Kind::File => Path::new(&place.inner).is_dir(),
        _ => place.inner.is_empty(),
    });
    let Some(place) = found.places.pop() else {
        let place = place::parse(shell.engine, text)?;
        return place::no_item(&place.shown()).raise();
    };
    if !found.places.is_empty() {
        return place::bad_argument(format!("Cannot process argument because the value of argument \"path\" is not valid. Path '{text}' resolved to multiple containers."))
            .target(text)
            .raise();
    }
    Ok(place)
}

fn remember(engine: &mut Engine, from: Place) {
    let places = engine.room::<Places>();
    places.back.push(from);
    places.forth.clear();
    if places.back.len() > HISTORY_MAX {
        places.back.remove(0);
    }
}

/// Moves, and shows a path with its provider as it was given.
fn go(shell: &mut Shell<'_>, place: Place, text: &str) {
    let long = text.contains("::").then(|| objects::long_path_info(&place));
    place::go(shell.engine, place);
    if let Some(info) = long {
        let global = shell.engine.global;
        shell.engine.set_in(global, object::Symbol::of("PWD"), info);
    }
}

fn tell(shell: &mut Shell<'_>, on: bool) -> Result {
    if !on {
        return Ok(());
    }
    let here = place::here(shell.engine);
    let info = objects::path_info(shell.engine, &here);
    shell.write(info)
}

impl Run for GetLocation {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.stack.is_on() || self.stack_name.is_some() {
            let given = self
                .stack_name
                .clone()
                .unwrap_or_else(|| vec![Str::default()]);
            for name in given {
                self.one_stack(shell, &name)?;
            }
            return Ok(());
        }
        for name in self.ps_drive.clone().unwrap_or_default() {
            match place::parse(shell.engine, &format!("{name}:")) {
                Ok(place) => {
                    let info = objects::path_info(shell.engine, &place);
                    shell.write(info)?;
                }
                Err(stop) => shell.soften(stop)?,
            }
        }
        for name in self.ps_provider.clone().unwrap_or_default() {
            let place = match Kind::named(&name) {
                Some(Kind::File) => place::file_here(shell.engine),
                Some(kind) => place::parse(shell.engine, &format!("{}::", kind.name()))?,
                None => {
                    shell.error(place::no_provider(&name))?;
                    continue;
                }
            };
            let info = objects::path_info(shell.engine, &place);
            shell.write(info)?;
        }
        if self.ps_drive.is_none() && self.ps_provider.is_none() {
            let info = shell
                .engine
                .variable(object::Symbol::of("PWD"))
                .filter(|value| value.as_native::<objects::PathInfo>().is_some());
            return match info {
                Some(info) => shell.write(info),
                None => tell(shell, true),
            };
        }
        Ok(())
    }
}

impl GetLocation {
    fn one_stack(&self, shell: &mut Shell<'_>, name: &str) -> Result {
        let places = shell.engine.room::<Places>();
        let name = if name.is_empty() {
            places.stack.clone()
        } else {
            Str::from(name)
        };
        let found = places
            .stacks
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(&name))
            .map(|(_, stack)| stack.clone());
        let stack = match found {
            Some(stack) => stack,
            None if self.stack.is_on() || name.is_empty() => Vec::new(),
            None => {
                return shell.error(place::bad_argument(
                    "Cannot process argument because the value of argument \"stackName\" is not valid. Change the value of the \"stackName\" argument and run the operation again.",
                ));
            }
        };
        let shown = if name.is_empty() { "default" } else { &name };
        let value = objects::stack(shell.engine, shown, &stack);
        shell.write(value)
    }
}

impl Run for SetLocation {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if let Some(name) = &self.stack_name {
            let places = shell.engine.room::<Places>();
            if !name.is_empty()
                && !places
                    .stacks
                    .iter()
                    .any(|(known, _)| known.eq_ignore_ascii_case(name))
            {
                let what = format!(
                    "Cannot find location stack '{name}'. It does not exist or it is not a container."
                );
                let fault = Fault::new(&types::ITEM_NOT_FOUND_EXCEPTION, what).id("StackNotFound");
                return shell.error(
                    fault
                        .category(Category::ObjectNotFound)
                        .target(name.clone()),
                );
            }
            places.stack = name.clone();
            return tell(shell, self.pass_thru.is_on());
        }
        let literal = self.literal_path.is_some();
        let home = || Str::from(std::env::var("HOME").unwrap_or_else(|_| "/".into()));
        let text = self
            .literal_path
            .clone()
            .or_else(|| self.path.clone())
            .filter(|text| !text.is_empty())
            .unwrap_or_else(home);
        let here = place::here(shell.engine);
        if !literal && (&*text == "-" || &*text == "+") {
            let places = shell.engine.room::<Places>();
            let back = &*text == "-";
            let Some(to) = (if back {
                places.back.pop()
            } else {
                places.forth.pop()
            }) else {
                let what = if back {
                    "There is no location history left to navigate backwards."
                } else {
                    "There is no location history left to navigate forwards."
                };
                let fault =
                    Fault::new(&types::INVALID_OPERATION_EXCEPTION, what).id("InvalidOperation");
                return shell.error(fault.category(Category::InvalidOperation));
            };
            if back {
                places.forth.push(here)
            } else {
                places.back.push(here)
            }
            place::go(shell.engine, to);
            return tell(shell, self.pass_thru.is_on());
        }
        match target(shell, &text, literal) {
            Ok(place) => {
                remember(shell.engine, here);
                go(shell, place, &text);
                tell(shell, self.pass_thru.is_on())
            }
            Err(stop) => shell.soften(stop),
        }
    }
}

impl Run for PushLocation {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let here = place::here(shell.engine);
        let places = shell.engine.room::<Places>();
        let name = self
            .stack_name
            .clone()
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| places.stack.clone());
        match places
            .stacks
            .iter_mut()
            .find(|(known, _)| known.eq_ignore_ascii_case(&name))
        {
            Some((_, stack)) => stack.push(here),
            None => places.stacks.push((name, vec![here])),
        }
        let literal = self.literal_path.is_some();
        let Some(text) = self
            .literal_path
            .clone()
            .or_else(|| self.path.clone())
            .filter(|text| !text.is_empty())
        else {
            return tell(shell, self.pass_thru.is_on());
        };
        match target(shell, &text, literal) {
            Ok(place) => {
                go(shell, place, &text);
                tell(shell, self.pass_thru.is_on())
            }
            Err(stop) => shell.soften(stop),
        }
    }
}

impl Run for PopLocation {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let places = shell.engine.room::<Places>();
        let given = self.stack_name.clone().filter(|name| !name.is_empty());
        let name = given.clone().unwrap_or_else(|| places.stack.clone());
        let stack = places
            .stacks
            .iter_mut()
            .find(|(known, _)| known.eq_ignore_ascii_case(&name));
        let to = match stack {
            Some((_, stack)) => stack.pop(),
            None if given.is_none() => None,
            None => {
                let what = format!(
                    "Cannot find location stack '{name}'. It does not exist or it is not a container."
                );
                return shell.error(place::bad_argument(what).target(name));
            }
        };
        let Some(to) = to else { return Ok(()) };
        if to.kind == Kind::File && !Path::new(&to.inner).is_dir() {
            return shell.error(place::no_item(&to.shown()));
        }
        place::go(shell.engine, to);
        tell(shell, self.pass_thru.is_on())
    }
}
