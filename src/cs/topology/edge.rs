//! `Set-CsEdgeServer`, as far as a drill needs it: moving the next hop away from a pool that is to be failed over.

use crate::approve::approve;
use crate::fault;
use crate::identity::{Given, XdsKey};
use crate::room::ask;
use engine::{Run, Shell, Switch, cmdlet};
use lab::LabError;
use object::types::Sig;
use object::{Result, Str, Value, types};

/// A port, which the lab does not have: that one was given is all that counts.
#[derive(Default)]
pub struct Port;

impl engine::Argument for Port {
    const SIG: Sig = Sig::One(&types::UINT16);
    fn from_value(_: Value) -> Port {
        Port
    }
}

cmdlet! {
    /// Changes an Edge pool: the Front End pool that is its next hop. Ports are not simulated.
    pub struct SetCsEdgeServer = "Set-CsEdgeServer" in "Lync", class "Microsoft.Rtc.Management.Xds.SetEdgeServerCmdlet", should_process Medium {
        /// The Edge pool: `EdgeServer:FQDN`, or its FQDN alone.
        identity = "Identity": XdsKey => position(0);
        /// The Front End pool to which the Edge sends what comes from outside: `Registrar:FQDN`, or its FQDN alone.
        registrar = "Registrar": Option<Str>;
        /// Suppresses messages that could be shown for errors that are not fatal.
        force = "Force": Switch;
        /// Not simulated.
        access_edge_client_sip_port = "AccessEdgeClientSipPort": Port;
        /// Not simulated.
        access_edge_external_sip_port = "AccessEdgeExternalSipPort": Port;
        /// Not simulated.
        access_edge_internal_sip_port = "AccessEdgeInternalSipPort": Port;
        /// Not simulated.
        data_psom_client_port = "DataPsomClientPort": Port;
        /// Not simulated.
        data_psom_server_port = "DataPsomServerPort": Port;
        /// Not simulated.
        media_communication_port_count = "MediaCommunicationPortCount": Port;
        /// Not simulated.
        media_communication_port_start = "MediaCommunicationPortStart": Port;
        /// Not simulated.
        media_relay_auth_edge_port = "MediaRelayAuthEdgePort": Port;
        /// Not simulated.
        media_relay_external_turn_tcp_port = "MediaRelayExternalTurnTcpPort": Port;
        /// Not simulated.
        media_relay_external_turn_udp_port = "MediaRelayExternalTurnUdpPort": Port;
        /// Not simulated.
        media_relay_internal_turn_tcp_port = "MediaRelayInternalTurnTcpPort": Port;
        /// Not simulated.
        media_relay_internal_turn_udp_port = "MediaRelayInternalTurnUdpPort": Port;
        /// Not simulated.
        skype_search_proxy_port = "SkypeSearchProxyPort": Port;
        /// Not simulated.
        xmpp_internal_port = "XmppInternalPort": Port;
        /// Not simulated.
        xmpp_listening_port = "XmppListeningPort": Port;
    }
}

impl Run for SetCsEdgeServer {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let port = shell
            .context
            .bound
            .iter()
            .find(|(_, name, _)| name.to_ascii_lowercase().contains("port"));
        if let Some((_, name, _)) = port {
            return fault::not_simulated(&format!("ports of the Edge ({name})")).raise();
        }
        let Some(registrar) = &self.registrar else {
            return Ok(());
        };
        let edge = match self.identity.given() {
            Some(identity) => bare(identity, "EdgeServer").to_owned(),
            None => only_edge(shell)?,
        };
        if !approve(shell, &format!("EdgeServer:{edge}"))? {
            return Ok(());
        }
        ask(shell.engine, |lab| {
            lab.set_next_hop(&edge, bare(registrar, "Registrar"))
        })
    }
}

/// The FQDN of an identity such as `service:EdgeServer:FQDN`, whose role may be left out.
fn bare<'a>(identity: &'a str, role: &str) -> &'a str {
    let cut = |text: &'a str, head: &str| match text.split_once(':') {
        Some((found, rest)) if found.eq_ignore_ascii_case(head) => rest,
        _ => text,
    };
    cut(cut(identity, "service"), role)
}

/// The Edge pool of a topology that has one.
fn only_edge(shell: &mut Shell<'_>) -> Result<String> {
    let edges = ask(shell.engine, |lab| {
        let pools = lab
            .pools()
            .into_iter()
            .filter(|pool| !lab.topology().pool(pool.id).kind.has_registrar());
        Ok(pools.map(|pool| pool.fqdn).collect::<Vec<_>>())
    })?;
    match edges.as_slice() {
        [edge] => Ok(edge.clone()),
        [] => fault::of(&LabError::UnknownPool {
            fqdn: "EdgeServer".to_owned(),
        })
        .raise(),
        several => {
            let message = format!(
                "There are several Edge pools. Name one of: {}.",
                several.join(", ")
            );
            fault::argument("IdentityRequired", message).raise()
        }
    }
}
