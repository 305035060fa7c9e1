//! The lab of a session: which one, built when it is first needed, and kept in step with the session's clock.
//!
//! [`with_lab`] is the only door. It lets the lab live up to the present of the session before anybody looks, so no cmdlet can see a
//! lab that is late. The lab counts UTC; the session's clock shows local time.

use crate::fault;
use engine::Engine;
use lab::{Lab, LabError, Time};
use object::date::{DateTime, DateTimeKind, Zone};
use object::{Result, Value};

/// Milliseconds of the steps in which a wait goes by, so that Ctrl-C ends a paced wait soon.
const STEP_MS: u64 = 1_000;

/// Which lab a session has.
#[derive(Clone, Debug)]
pub struct LabChoice {
    /// Name of a ready-made lab; for a lab file, the name to show in errors.
    pub name: String,
    /// Text of the lab file; none takes the ready-made lab of that name.
    pub text: Option<String>,
    /// Seed of the lab's generator.
    pub seed: u64,
}

impl Default for LabChoice {
    fn default() -> LabChoice {
        LabChoice {
            name: "thelab".to_owned(),
            text: None,
            seed: 0,
        }
    }
}

/// What the session keeps of its lab.
#[derive(Default)]
pub struct LabRoom {
    choice: LabChoice,
    lab: Option<Lab>,
}

/// Gives the session another lab. It is built by the first cmdlet that needs it.
pub fn load(engine: &mut Engine, choice: LabChoice) {
    engine.put_room(LabRoom { choice, lab: None });
}

impl LabRoom {
    fn lab(&mut self, now: Time) -> std::result::Result<&mut Lab, LabError> {
        if self.lab.is_none() {
            let spec = match &self.choice.text {
                Some(text) => lab::seed::from_json(text),
                None => lab::seed::named(&self.choice.name),
            };
            self.lab = Some(Lab::new(&spec?, self.choice.seed, now)?);
        }
        match &mut self.lab {
            Some(lab) => Ok(lab),
            None => Err(LabError::BadLab {
                what: self.choice.name.clone(),
            }),
        }
    }
}

/// Lets somebody look at, or act on, the lab as it is now.
///
/// # Errors
/// What the lab answers; [`LabError::BadLab`] where it cannot be built.
pub fn with_lab<T>(
    engine: &mut Engine,
    act: impl FnOnce(&mut Lab) -> std::result::Result<T, LabError>,
) -> std::result::Result<T, LabError> {
    let now = present(engine);
    let lab = engine.room::<LabRoom>().lab(now)?;
    lab.run_until(now)?;
    act(lab)
}

/// The same for a cmdlet whose end it is when the lab refuses.
///
/// # Errors
/// What the lab answers, as a terminating error.
pub fn ask<T>(
    engine: &mut Engine,
    act: impl FnOnce(&mut Lab) -> std::result::Result<T, LabError>,
) -> Result<T> {
    with_lab(engine, act).map_err(|error| fault::of(&error).into())
}

/// The present of the session, as the lab counts.
pub fn present(engine: &Engine) -> Time {
    let local = DateTime::from_ticks(engine.clock.now_ticks(), DateTimeKind::Local);
    local.map_or_else(|_| Time::default(), moment)
}

/// A moment that a user gave, as the lab counts.
pub fn moment(date: DateTime) -> Time {
    Time::from_ticks(date.to_universal(&Zone::local()).ticks())
}

/// A moment of the lab as the session shows it: local time.
pub fn local(time: Time) -> Value {
    match DateTime::from_ticks(time.ticks(), DateTimeKind::Utc) {
        Ok(utc) => Value::DateTime(utc.to_local(&Zone::local())),
        Err(_) => Value::Null,
    }
}

/// Lets time pass in the session, and so in the lab.
///
/// # Errors
/// Ctrl-C.
pub fn wait(engine: &mut Engine, ms: u64) -> Result {
    let mut left_ms = ms;
    while left_ms > 0 {
        engine.check_cancel()?;
        let step_ms = left_ms.min(STEP_MS);
        engine
            .clock
            .wait_ticks(i64::try_from(step_ms).unwrap_or(i64::MAX) * lab::clock::TICKS_PER_MS);
        left_ms -= step_ms;
    }
    engine.check_cancel()
}

/// Kinds of things whose identities the prompt can complete.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IdentityKind {
    /// FQDNs of pools.
    Pool,
    /// FQDNs of computers.
    Computer,
    /// Names of sites.
    Site,
    /// SIP addresses of users.
    User,
    /// Scopes at which a settings object can stand.
    Scope,
    /// Names of the Windows services.
    Service,
}

/// Users that a list of identities holds at most: nobody reads more, and a lab may have a million.
const USERS_MAX: usize = 1_000;

/// What exists of a kind, in the lab's order. A lab that cannot be built has nothing.
pub fn identities(engine: &mut Engine, kind: IdentityKind) -> Vec<String> {
    with_lab(engine, |lab| {
        Ok(match kind {
            IdentityKind::Pool => lab.pools().into_iter().map(|pool| pool.fqdn).collect(),
            IdentityKind::Computer => lab
                .computers()
                .into_iter()
                .map(|computer| computer.fqdn)
                .collect(),
            IdentityKind::Site => lab.sites().into_iter().map(|site| site.name).collect(),
            IdentityKind::User => users(lab),
            IdentityKind::Scope => scopes(lab),
            IdentityKind::Service => lab
                .services(lab.console())?
                .iter()
                .map(|row| row.name.to_owned())
                .collect(),
        })
    })
    .unwrap_or_default()
}

fn users(lab: &Lab) -> Vec<String> {
    let ids = lab.users().into_iter().take(USERS_MAX);
    ids.filter_map(|id| lab.user(id))
        .map(|user| user.sip_address)
        .collect()
}

fn scopes(lab: &Lab) -> Vec<String> {
    let sites = lab
        .sites()
        .into_iter()
        .map(|site| format!("site:{}", site.name));
    let homes = lab
        .pools()
        .into_iter()
        .filter(|pool| lab.topology().pool(pool.id).kind.has_registrar());
    let services = homes.map(|pool| format!("service:Registrar:{}", pool.fqdn));
    std::iter::once("global".to_owned())
        .chain(sites)
        .chain(services)
        .collect()
}

/// What a parameter of the room's cmdlets names, by the type of the parameter's value; none where it names nothing of the lab.
pub fn kind_of_parameter(command: &str, parameter: &str) -> Option<IdentityKind> {
    let is = |name: &str| parameter.eq_ignore_ascii_case(name);
    let about = |noun: &str| command.to_ascii_lowercase().ends_with(noun);
    if is("PoolFqdn") || is("Pool") || is("Registrar") {
        return Some(IdentityKind::Pool);
    }
    if is("ComputerName") || is("ReplicaFqdn") || is("MachineFqdn") {
        return Some(IdentityKind::Computer);
    }
    if is("Site") {
        return Some(IdentityKind::Site);
    }
    if is("Name") && about("cswindowsservice") {
        return Some(IdentityKind::Service);
    }
    if !is("Identity") {
        return None;
    }
    match () {
        () if about("-cspool") || about("-csedgeserver") => Some(IdentityKind::Pool),
        () if about("-cscomputer") => Some(IdentityKind::Computer),
        () if about("-cssite") => Some(IdentityKind::Site),
        () if about("-csuser") || about("-csuserpoolinfo") => Some(IdentityKind::User),
        () if about("configuration") => Some(IdentityKind::Scope),
        () => None,
    }
}
