//! `Get-`, `Start-` and `Stop-CsWindowsService`, and the registrar reset, as a front end asks for them.
//!
//! Start and stop return at once; waiting is for the caller, who lets time pass and asks [`Lab::is_settled`].

use crate::error::LabError;
use crate::event::Effects;
use crate::identity::{ComputerId, PoolId};
use crate::lab::Lab;
use crate::services::control;
use crate::services::{Service, ServiceState, installed};

/// A row of `Get-CsWindowsService` (FACTS A.8.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceStatus {
    /// The service.
    pub service: Service,
    /// Its state.
    pub state: ServiceState,
    /// Service name.
    pub name: &'static str,
    /// Display name.
    pub display_name: String,
    /// Topology roles that it belongs to.
    pub roles: &'static [&'static str],
    /// What it is doing, counter by counter; empty unless it runs.
    pub activity: Vec<(&'static str, u64)>,
}

/// How to stop.
#[derive(Clone, Copy, Debug, Default)]
pub struct StopOptions {
    /// Let sessions end first.
    pub graceful: bool,
    /// Spare the logging agent.
    pub leave_cls_agent: bool,
    /// Spare the web server.
    pub leave_web_server: bool,
}

impl Lab {
    /// The product services of a computer in the order of listing.
    ///
    /// # Errors
    /// [`LabError::Unreachable`].
    pub fn services(&self, computer: ComputerId) -> Result<Vec<ServiceStatus>, LabError> {
        self.reach(computer)?;
        let row = |service: Service| ServiceStatus {
            service,
            state: self.world.service(computer, service),
            name: service.name(),
            display_name: service.display_name(self.release()),
            roles: service.info().roles,
            activity: self.activity(computer, service),
        };
        Ok(installed(&self.world.topology, computer)
            .into_iter()
            .map(row)
            .collect())
    }

    /// The service of that exact name on a computer.
    ///
    /// # Errors
    /// [`LabError::UnknownService`], [`LabError::Unreachable`].
    pub fn service(&self, computer: ComputerId, name: &str) -> Result<ServiceStatus, LabError> {
        let found = self
            .services(computer)?
            .into_iter()
            .find(|row| row.name.eq_ignore_ascii_case(name));
        found.ok_or_else(|| LabError::UnknownService {
            service: name.to_owned(),
            computer: self.computer_fqdn(computer),
        })
    }

    /// Begins to start one service and what it needs, or all services. Returns the services that were not running.
    ///
    /// # Errors
    /// [`LabError::UnknownService`], [`LabError::Unreachable`], [`LabError::ServiceDisabled`].
    pub fn start_service(
        &mut self,
        computer: ComputerId,
        name: Option<&str>,
    ) -> Result<Vec<Service>, LabError> {
        let before = self.services(computer)?;
        let mut fx = Effects::default();
        let result = match name {
            Some(name) => {
                let service = self.service(computer, name)?.service;
                control::start(&mut self.world, &mut fx, computer, service)
            }
            None => {
                control::start_all(&mut self.world, &mut fx, computer);
                Ok(())
            }
        };
        self.perform(fx);
        result.map(|()| self.in_motion(computer, &before))
    }

    /// Begins to stop one service and what needs it, or all services but those that `options` spares. Returns the services that were not
    /// stopped.
    ///
    /// # Errors
    /// [`LabError::UnknownService`], [`LabError::Unreachable`].
    pub fn stop_service(
        &mut self,
        computer: ComputerId,
        name: Option<&str>,
        options: StopOptions,
    ) -> Result<Vec<Service>, LabError> {
        let before = self.services(computer)?;
        let mut fx = Effects::default();
        match name {
            Some(name) => {
                let service = self.service(computer, name)?.service;
                control::stop(
                    &mut self.world,
                    &mut fx,
                    computer,
                    service,
                    options.graceful,
                );
            }
            None => {
                let mut spared = Vec::new();
                spared.extend(options.leave_cls_agent.then_some(Service::ClsAgent));
                spared.extend(options.leave_web_server.then_some(Service::W3Svc));
                control::stop_all(
                    &mut self.world,
                    &mut fx,
                    computer,
                    options.graceful,
                    &spared,
                );
            }
        }
        self.perform(fx);
        Ok(self.in_motion(computer, &before))
    }

    /// Whether no service of the computer is on its way up or down. A computer without power is settled.
    pub fn is_settled(&self, computer: ComputerId) -> bool {
        let slots = &self.world.machine(computer).volatile.services;
        slots
            .values()
            .all(|slot| slot.state == ServiceState::Running)
    }

    /// Forbids a service to start, or allows it again. Returns nothing else; a running service goes on.
    ///
    /// # Errors
    /// [`LabError::UnknownService`], [`LabError::Unreachable`].
    pub fn set_disabled(
        &mut self,
        computer: ComputerId,
        name: &str,
        disabled: bool,
    ) -> Result<(), LabError> {
        let service = self.service(computer, name)?.service;
        let set = &mut self.world.machine_mut(computer).durable.disabled;
        if disabled {
            set.insert(service);
        } else {
            set.remove(&service);
        }
        Ok(())
    }

    /// Whether a computer has power and can be managed.
    ///
    /// # Errors
    /// [`LabError::Unreachable`].
    pub fn reach(&self, computer: ComputerId) -> Result<(), LabError> {
        let (here, there) = (self.pool_of(self.console()), self.pool_of(computer));
        if self.world.is_on(computer) && self.world.linked(here, there) {
            return Ok(());
        }
        Err(LabError::Unreachable {
            computer: self.computer_fqdn(computer),
        })
    }

    /// The pool of a computer.
    pub fn pool_of(&self, computer: ComputerId) -> PoolId {
        self.topology().computer(computer).pool
    }

    fn in_motion(&self, computer: ComputerId, before: &[ServiceStatus]) -> Vec<Service> {
        let changed = |row: &&ServiceStatus| self.world.service(computer, row.service) != row.state;
        before
            .iter()
            .filter(changed)
            .map(|row| row.service)
            .collect()
    }

    /// Figures from the model only: the registrar's, as nothing else is counted.
    fn activity(&self, computer: ComputerId, service: Service) -> Vec<(&'static str, u64)> {
        if service == Service::RtcSrv && self.world.runs(computer, service) {
            let users = self.world.clients.count_on(computer);
            return vec![
                ("Registered users", users),
                (
                    "Routing groups",
                    self.world.machine(computer).volatile.serving.len() as u64,
                ),
            ];
        }
        Vec::new()
    }
}
