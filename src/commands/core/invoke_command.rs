//! `Invoke-Command`, here; other computers are not simulated.

use super::argument::*;
use engine::declare::Check;
use engine::{PsObject, Run, ScriptBlockArgument, Shell, Switch, cmdlet};
use object::{Result, Str, Value};

cmdlet! {
    /// Runs a script block in this session. Other computers are not simulated.
    pub struct InvokeCommand = "Invoke-Command" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.InvokeCommandCommand", default_set "InProcess" {
        /// A remote session; not simulated.
        session = "Session": OthersArgument => set("Session"), position(0), set("FilePathRunspace"), position(0), check(&[Check::NotNullOrEmpty]);
        /// Another computer; not simulated.
        computer_name = "ComputerName": Option<Vec<Str>> => alias(&["Cn"]), set("ComputerName"), position(0), set("FilePathComputerName"), position(0), check(&[Check::NotNullOrEmpty]);
        /// Who to connect as.
        credential = "Credential": CredentialArgument => set("ComputerName"), by_name, set("Uri"), by_name, set("FilePathComputerName"), by_name, set("FilePathUri"), by_name, set("VMId"), mandatory, by_name, also(&["VMName", "FilePathVMId", "FilePathVMName"]);
        /// Port of the other computer.
        port = "Port": Option<i32> => set("ComputerName"), set("FilePathComputerName"), set("SSHHost"), check(&[Check::Range(1, 65_535)]);
        /// Encrypts the connection.
        use_ssl = "UseSSL": Switch => set("ComputerName"), set("FilePathComputerName");
        /// Configuration of the remote session.
        configuration_name = "ConfigurationName": Option<Str> => set("ComputerName"), by_name, also(&["Uri", "FilePathComputerName", "FilePathUri", "ContainerId", "VMId", "VMName", "FilePathContainerId", "FilePathVMId", "FilePathVMName"]);
        /// Name in the address of the connection.
        application_name = "ApplicationName": Option<Str> => set("ComputerName"), by_name, set("FilePathComputerName"), by_name;
        /// How many run at once.
        throttle_limit = "ThrottleLimit": Option<i32> => set("ComputerName"), also(&["Session", "Uri", "FilePathComputerName", "FilePathRunspace", "FilePathUri", "VMId", "VMName", "ContainerId", "FilePathVMId", "FilePathVMName", "FilePathContainerId"]);
        /// Address of the connection.
        connection_uri = "ConnectionUri": OthersArgument => alias(&["URI", "CU"]), set("Uri"), position(0), set("FilePathUri"), position(0), check(&[Check::NotNullOrEmpty]);
        /// Runs as a job.
        as_job = "AsJob": Switch => set("ComputerName"), also(&["Session", "Uri", "FilePathComputerName", "FilePathRunspace", "FilePathUri", "VMId", "VMName", "ContainerId", "FilePathVMId", "FilePathVMName", "FilePathContainerId", "SSHHost", "SSHHostHashParam", "FilePathSSHHost", "FilePathSSHHostHash"]);
        /// Lets the remote session run on.
        in_disconnected_session = "InDisconnectedSession": Switch => alias(&["Disconnected"]), set("ComputerName"), set("FilePathComputerName"), set("Uri"), set("FilePathUri");
        /// Name of the remote session.
        session_name = "SessionName": Option<Vec<Str>> => set("ComputerName"), set("FilePathComputerName"), check(&[Check::NotNullOrEmpty]);
        /// Does not show where results come from.
        hide_computer_name = "HideComputerName": Switch => alias(&["HCN"]), set("ComputerName"), also(&["Session", "Uri", "FilePathComputerName", "FilePathRunspace", "FilePathUri", "VMId", "VMName", "ContainerId", "FilePathVMId", "FilePathVMName", "FilePathContainerId", "SSHHost", "SSHHostHashParam", "FilePathSSHHost", "FilePathSSHHostHash"]);
        /// Name of the job.
        job_name = "JobName": Option<Str> => set("ComputerName"), also(&["Session", "Uri", "FilePathComputerName", "FilePathRunspace", "FilePathUri", "ContainerId", "FilePathContainerId", "SSHHostHashParam", "SSHHost"]);
        /// The block to run.
        script_block = "ScriptBlock": ScriptBlockArgument => alias(&["Command"]), set("InProcess"), mandatory, position(0), set("ComputerName"), mandatory, position(1), also(&["Session", "Uri", "VMId", "VMName", "ContainerId", "SSHHost", "SSHHostHashParam"]), check(&[Check::NotNull]);
        /// Runs in the scope of the caller.
        no_new_scope = "NoNewScope": Switch => set("InProcess");
        /// The script file.
        file_path = "FilePath": Option<Str> => alias(&["PSPath"]), set("FilePathSSHHost"), mandatory, set("FilePathSSHHostHash"), mandatory, set("FilePathComputerName"), mandatory, position(1), also(&["FilePathRunspace", "FilePathUri", "FilePathVMId", "FilePathVMName", "FilePathContainerId"]), check(&[Check::NotNull]);
        /// Follows redirections.
        allow_redirection = "AllowRedirection": Switch => set("Uri"), set("FilePathUri");
        /// Options of the remote session.
        session_option = "SessionOption": OtherArgument => set("ComputerName"), set("Uri"), set("FilePathComputerName"), set("FilePathUri");
        /// How to authenticate.
        authentication = "Authentication": OtherArgument => set("ComputerName"), set("FilePathComputerName"), set("Uri"), set("FilePathUri");
        /// Lets a loopback session reach the network.
        enable_network_access = "EnableNetworkAccess": Switch => set("ComputerName"), set("FilePathComputerName"), set("Uri"), set("FilePathUri");
        /// Runs as administrator of the container.
        run_as_administrator = "RunAsAdministrator": Switch => set("ContainerId"), set("FilePathContainerId");
        /// Host to reach by SSH.
        host_name = "HostName": Option<Vec<Str>> => set("SSHHost"), mandatory, set("FilePathSSHHost"), mandatory, check(&[Check::NotNullOrEmpty]);
        /// User to log in as.
        user_name = "UserName": Option<Str> => set("SSHHost"), set("FilePathSSHHost"), check(&[Check::NotNullOrEmpty]);
        /// The SSH key.
        key_file_path = "KeyFilePath": Option<Str> => alias(&["IdentityFilePath"]), set("SSHHost"), set("FilePathSSHHost"), check(&[Check::NotNullOrEmpty]);
        /// The SSH subsystem.
        subsystem = "Subsystem": Option<Str> => set("SSHHost"), set("FilePathSSHHost");
        /// How long to wait for a connection.
        connecting_timeout = "ConnectingTimeout": Option<i32> => set("SSHHost"), set("FilePathSSHHost");
        /// Uses SSH.
        ssh_transport = "SSHTransport": Switch => set("SSHHost"), set("FilePathSSHHost"), check(&[Check::Set(&["true"])]);
        /// Connections as tables.
        ssh_connection = "SSHConnection": HashtablesArgument => set("SSHHostHashParam"), mandatory, set("FilePathSSHHostHash"), mandatory, check(&[Check::NotNullOrEmpty]);
        /// Options of SSH.
        options = "Options": HashtableArgument => set("SSHHost"), set("FilePathSSHHost"), check(&[Check::NotNullOrEmpty]);
        /// Debugs the block there.
        remote_debug = "RemoteDebug": Switch => set("ComputerName"), also(&["Session", "Uri", "FilePathComputerName", "FilePathRunspace", "FilePathUri", "VMId", "VMName", "ContainerId", "FilePathVMId", "FilePathVMName", "FilePathContainerId", "SSHHost", "SSHHostHashParam", "FilePathSSHHost", "FilePathSSHHostHash"]);
        /// The objects to work on, from the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        /// Arguments that are passed on.
        argument_list = "ArgumentList": Option<Vec<Value>> => alias(&["Args"]);
        /// Virtual machines by id.
        vm_id = "VMId": GuidsArgument => alias(&["VMGuid"]), set("VMId"), mandatory, position(0), by_name, set("FilePathVMId"), mandatory, position(0), by_name, check(&[Check::NotNullOrEmpty]);
        /// Virtual machines by name.
        vm_name = "VMName": Option<Vec<Str>> => set("VMName"), mandatory, by_name, set("FilePathVMName"), mandatory, by_name, check(&[Check::NotNullOrEmpty]);
        /// Containers by id.
        container_id = "ContainerId": Option<Vec<Str>> => set("ContainerId"), mandatory, by_name, set("FilePathContainerId"), mandatory, by_name, check(&[Check::NotNullOrEmpty]);
        /// The certificate to log in with.
        certificate_thumbprint = "CertificateThumbprint": Option<Str> => set("ComputerName"), set("Uri");
        state {
            input: Vec<Value>;
        }
    }
}

impl Run for InvokeCommand {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        if &*shell.set_name() != "InProcess" && &*shell.set_name() != "__AllParameterSets" {
            return super::not_simulated("Remote sessions");
        }
        Ok(())
    }

    fn process(&mut self, _shell: &mut Shell<'_>) -> Result {
        self.input.extend(self.input_object.0.take());
        Ok(())
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(block) = self.script_block.0.clone() else {
            return Ok(());
        };
        let arguments = self.argument_list.take().unwrap_or_default();
        let input = std::mem::take(&mut self.input);
        if self.no_new_scope.is_on() {
            return shell.engine.run_in_place(&block, shell.out);
        }
        if input.is_empty() {
            return shell.engine.call_block_into(&block, &arguments, shell.out);
        }
        shell
            .engine
            .call_block_with_input(&block, &arguments, input, shell.out)
    }
}
