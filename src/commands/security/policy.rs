//! Execution policies, which Unix does not have, and access lists and signatures, which are not simulated.

use engine::{Run, Shell, Switch, cmdlet, parameter_enum};
use object::{Category, Fault, Result, Str, Type, Value};

parameter_enum! {
    /// Which scripts may run.
    pub enum Policy: POLICY = "Microsoft.PowerShell.ExecutionPolicy" {
        Unrestricted = 0, RemoteSigned = 1, AllSigned = 2, Restricted = 3, Bypass = 4, Undefined = 5,
    }
}
parameter_enum! {
    /// For whom a policy holds.
    pub enum PolicyScope: POLICY_SCOPE = "Microsoft.PowerShell.ExecutionPolicyScope" {
        Process = 0, CurrentUser = 1, LocalMachine = 2, UserPolicy = 3, MachinePolicy = 4,
    }
}

cmdlet! {
    /// Returns which scripts may run: on Unix, all.
    pub struct GetExecutionPolicy = "Get-ExecutionPolicy" in "Microsoft.PowerShell.Security", class "Microsoft.PowerShell.Commands.GetExecutionPolicyCommand" {
        /// The scope of the drive or setting.
        scope = "Scope": Option<PolicyScope> => position(0), by_name;
        /// List: as PowerShell documents it.
        list = "List": Switch;
    }
}

cmdlet! {
    /// Sets which scripts may run, which Unix does not support.
    pub struct SetExecutionPolicy = "Set-ExecutionPolicy" in "Microsoft.PowerShell.Security", class "Microsoft.PowerShell.Commands.SetExecutionPolicyCommand", should_process Medium {
        /// ExecutionPolicy: as PowerShell documents it.
        execution_policy = "ExecutionPolicy": Option<Policy> => mandatory, position(0), pipeline;
        /// The scope of the drive or setting.
        scope = "Scope": Option<PolicyScope> => position(1), by_name;
        /// Includes hidden items, and overrides what protects an item.
        force = "Force": Switch;
    }
}

cmdlet! {
    /// Returns who may do what with an item, which is not simulated.
    pub struct GetAcl = "Get-Acl" in "Microsoft.PowerShell.Security", class "Microsoft.PowerShell.Commands.GetAclCommand" {
        /// The items.
        path = "Path": Option<Vec<Str>> => position(0), pipeline, by_name;
    }
}

cmdlet! {
    /// Sets who may do what with an item, which is not simulated.
    pub struct SetAcl = "Set-Acl" in "Microsoft.PowerShell.Security", class "Microsoft.PowerShell.Commands.SetAclCommand", should_process Medium {
        /// The items.
        path = "Path": Option<Vec<Str>> => mandatory, position(0), by_name;
        /// The access list.
        acl_object = "AclObject": Option<Value> => mandatory, position(1), pipeline, by_name;
    }
}

cmdlet! {
    /// Returns the signature of a file, which is not simulated.
    pub struct GetAuthenticodeSignature = "Get-AuthenticodeSignature" in "Microsoft.PowerShell.Security", class "Microsoft.PowerShell.Commands.GetAuthenticodeSignatureCommand" {
        /// The files.
        file_path = "FilePath": Option<Vec<Str>> => mandatory, position(0), pipeline, by_name;
    }
}

impl Run for GetExecutionPolicy {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let policy = |bits| Type::Known(&POLICY).enum_from(bits);
        if !self.list.is_on() {
            let undefined = self
                .scope
                .is_some_and(|scope| scope != PolicyScope::LocalMachine);
            return shell.write(policy(if undefined { 5 } else { 0 }));
        }
        for (bits, value) in [(4, 5), (3, 5), (0, 5), (1, 5), (2, 0)] {
            let scope = Type::Known(&POLICY_SCOPE).enum_from(bits);
            shell.write(Value::Object(object::Object::custom([
                ("Scope", scope),
                ("ExecutionPolicy", policy(value)),
            ])))?;
        }
        Ok(())
    }
}

impl Run for SetExecutionPolicy {
    fn process(&mut self, _shell: &mut Shell<'_>) -> Result {
        Fault::new(
            &object::members::exceptions::PLATFORM_NOT_SUPPORTED,
            "Operation is not supported on this platform.",
        )
        .id("System.PlatformNotSupportedException")
        .category(Category::NotSpecified)
        .raise()
    }
}

/// What a rehearsal does not know.
macro_rules! never {
    ($($type:ident $what:literal)*) => { $(
        impl Run for $type {
            fn process(&mut self, shell: &mut Shell<'_>) -> Result {
                shell.error(Fault::runtime("NotSimulated", $what).category(Category::NotImplemented))
            }
        }
    )* };
}

never! {
    GetAcl "Access lists are not simulated."
    SetAcl "Access lists are not simulated."
    GetAuthenticodeSignature "Signatures are not simulated."
}
