//! `Get-TimeZone`

use engine::{Run, Shell, Switch, cmdlet};
use object::members::zone::{TIME_ZONE_INFO, ZoneInfo};
use object::{Category, Fault, Interrupt, Result, Str, Type, Value, convert, members};

cmdlet! {
    /// Tells the time zone, or others.
    pub struct GetTimeZone = "Get-TimeZone" in "Microsoft.PowerShell.Management", class "Microsoft.PowerShell.Commands.GetTimeZoneCommand", default_set "Name" {
        /// Ids of time zones.
        id = "Id": Option<Vec<Str>> => set("Id"), mandatory, by_name;
        /// All time zones.
        list_available = "ListAvailable": Switch => set("ListAvailable"), mandatory;
        /// Names or patterns of time zones.
        name = "Name": Option<Vec<Str>> => set("Name"), position(0), pipeline;
    }
}

impl Run for GetTimeZone {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let zones = Type::Known(&TIME_ZONE_INFO);
        if self.list_available.is_on() {
            let all = members::invoke_static(shell.engine, &zones, "GetSystemTimeZones", &[])?;
            return shell.write_each(all);
        }
        let wanted: Vec<Str> = self
            .id
            .iter()
            .chain(&self.name)
            .flatten()
            .cloned()
            .collect();
        if wanted.is_empty() {
            return shell.write(Value::native(ZoneInfo::local()));
        }
        let by_name = self.name.is_some();
        for name in wanted {
            if by_name && name.contains(['*', '?', '[']) {
                let Some(pattern) = object::pattern::Wildcard::new(&name, true).ok() else {
                    continue;
                };
                let all = members::invoke_static(shell.engine, &zones, "GetSystemTimeZones", &[])?;
                for zone in convert::enumerate(&all).unwrap_or_else(|| Ok(Vec::new()))? {
                    let standard =
                        super::property::get_or_null(shell.engine, &zone, "StandardName")?;
                    if standard.as_str().is_some_and(|text| pattern.is_match(text)) {
                        shell.write(zone)?;
                    }
                }
                continue;
            }
            match members::invoke_static(
                shell.engine,
                &zones,
                "FindSystemTimeZoneById",
                &[Value::Str(name.clone())],
            ) {
                Ok(zone) => shell.write(zone)?,
                Err(stop) if matches!(&*stop, Interrupt::Error(_)) => {
                    let what =
                        format!("The time zone '{name}' was not found on the local computer.");
                    let kind = &members::zone::TIME_ZONE_NOT_FOUND;
                    let fault = Fault::new(kind, what)
                        .id("TimeZoneNotFound")
                        .category(Category::ObjectNotFound);
                    shell.error(fault.target(Value::Str(name)))?;
                }
                Err(stop) => return Err(stop),
            }
        }
        Ok(())
    }
}
