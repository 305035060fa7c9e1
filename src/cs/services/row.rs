//! A service as scripts see it.

use crate::record::{self, record};
use engine::Argument;
use lab::ServiceState;
use lab::services::ServiceStatus;
use object::types::{self, Sig};
use object::{Str, TypeInfo, Value};

/// Type of a service (FACTS A.8.4).
pub static NT_SERVICE: TypeInfo = TypeInfo::class(
    "Microsoft.Rtc.Management.Deployment.Core.NTService",
    &types::OBJECT,
);

/// The property, shown nowhere, that tells `Start-` and `Stop-CsWindowsService` where a piped service is.
const COMPUTER: &str = "ComputerName";

/// A service as an object; the counters can be left out.
pub fn object(row: &ServiceStatus, computer: &str, counters: bool) -> Value {
    let activity: Vec<String> = row
        .activity
        .iter()
        .map(|(name, count)| format!("{name}={count}"))
        .collect();
    let activity = if counters {
        activity.join(", ")
    } else {
        String::new()
    };
    let value = record(
        &NT_SERVICE,
        vec![
            ("Status", Value::from(status(row.state))),
            ("Name", Value::from(row.name)),
            ("DisplayName", Value::from(row.display_name.as_str())),
            ("RoleName", record::strings(row.roles.iter().copied())),
            ("ActivityLevel", Value::from(activity)),
            (
                "ServiceStatus",
                Value::from(if row.state == ServiceState::Draining {
                    "Draining"
                } else {
                    status(row.state)
                }),
            ),
        ],
    );
    record::hide(&value, COMPUTER, Value::from(computer));
    value
}

/// The words of the product; a service that drains still runs [B FACTS A.8.4, the pending ones I].
const fn status(state: ServiceState) -> &'static str {
    match state {
        ServiceState::Stopped => "Stopped",
        ServiceState::StartPending => "Start Pending",
        ServiceState::Running | ServiceState::Draining => "Running",
        ServiceState::StopPending => "Stop Pending",
    }
}

/// A service that was piped in.
#[derive(Default)]
pub struct Piped {
    /// Its name and its computer.
    pub service: Option<(Str, Str)>,
}

impl Argument for Piped {
    const SIG: Sig = Sig::One(&NT_SERVICE);
    fn from_value(value: Value) -> Piped {
        let text =
            |name: &str| record::property(&value, name).and_then(|value| value.as_str().cloned());
        Piped {
            service: text("Name").zip(text(COMPUTER)),
        }
    }
}
