//! PowerShell's own enumerations, and the few of .NET's that scripts name beside them.

use crate::types::TypeInfo;

macro_rules! enums {
    ($($(#[$doc:meta])* $name:ident = $make:ident($text:literal): $($value:ident $bits:literal),*;)*) => {
        $($(#[$doc])* pub static $name: TypeInfo = TypeInfo::$make($text, &[$((stringify!($value), $bits)),*]);)*
        /// Every type of this file.
        pub(super) static ALL: &[&TypeInfo] = &[$(&$name),*];
    };
}
enums! {
    /// `$ErrorActionPreference` and its like.
    ACTION_PREFERENCE = enumeration("System.Management.Automation.ActionPreference"):
        SilentlyContinue 0, Stop 1, Continue 2, Inquire 3, Ignore 4, Suspend 5, Break 6;
    /// `ConfirmImpact`
    CONFIRM_IMPACT = enumeration("System.Management.Automation.ConfirmImpact"): None 0, Low 1, Medium 2, High 3;
    /// `CommandTypes`
    COMMAND_TYPES = flags("System.Management.Automation.CommandTypes"):
        Alias 1, Function 2, Filter 4, Cmdlet 8, ExternalScript 16, Application 32, Script 64, Configuration 256, All 383;
    /// Options of variables, functions and aliases.
    SCOPED_ITEM_OPTIONS = flags("System.Management.Automation.ScopedItemOptions"):
        None 0, ReadOnly 1, Constant 2, Private 4, AllScope 8, Unspecified 16;
    /// `PSMemberViewTypes`
    PS_MEMBER_VIEW_TYPES = flags("System.Management.Automation.PSMemberViewTypes"): Extended 1, Adapted 2, Base 4, All 7;
    /// `SessionStateEntryVisibility`
    VISIBILITY = enumeration("System.Management.Automation.SessionStateEntryVisibility"): Public 0, Private 1;
    /// `PSLanguageMode`
    LANGUAGE_MODE = enumeration("System.Management.Automation.PSLanguageMode"):
        FullLanguage 0, RestrictedLanguage 1, NoLanguage 2, ConstrainedLanguage 3;
    /// `$ErrorView`
    ERROR_VIEW = enumeration("System.Management.Automation.ErrorView"): NormalView 0, CategoryView 1, ConciseView 2, DetailedView 3;
    /// `$PSStyle.OutputRendering`
    OUTPUT_RENDERING = enumeration("System.Management.Automation.OutputRendering"): Host 0, PlainText 1, Ansi 2;
    /// `$PSStyle.Progress.View`
    PROGRESS_VIEW = enumeration("System.Management.Automation.ProgressView"): Minimal 0, Classic 1;
    /// `ModuleType`
    MODULE_TYPE = enumeration("System.Management.Automation.ModuleType"): Script 0, Binary 1, Manifest 2, Cim 3, Workflow 4;
    /// `ModuleAccessMode`
    MODULE_ACCESS_MODE = enumeration("System.Management.Automation.ModuleAccessMode"): ReadWrite 0, ReadOnly 1, Constant 2;
    /// `ShouldProcessReason`
    SHOULD_PROCESS_REASON = enumeration("System.Management.Automation.ShouldProcessReason"): None 0, WhatIf 1;
    /// `ReturnContainers`
    RETURN_CONTAINERS = enumeration("System.Management.Automation.ReturnContainers"): ReturnMatchingContainers 0, ReturnAllContainers 1;
    /// `JobState`
    JOB_STATE = enumeration("System.Management.Automation.JobState"):
        NotStarted 0, Running 1, Completed 2, Failed 3, Stopped 4, Blocked 5, Suspended 6, Disconnected 7, Suspending 8, Stopping 9, AtBreakpoint 10;
    /// `PSCredentialTypes`
    CREDENTIAL_TYPES = flags("System.Management.Automation.PSCredentialTypes"): Generic 1, Domain 2, Default 3;
    /// `PSCredentialUIOptions`
    CREDENTIAL_OPTIONS = flags("System.Management.Automation.PSCredentialUIOptions"):
        None 0, ValidateUserNameSyntax 1, AlwaysPrompt 2, ReadOnlyUserName 3;
    /// `Test-Path -PathType`
    TEST_PATH_TYPE = enumeration("Microsoft.PowerShell.Commands.TestPathType"): Any 0, Container 1, Leaf 2;
    /// `ExecutionPolicy`
    EXECUTION_POLICY = enumeration("Microsoft.PowerShell.ExecutionPolicy"):
        Unrestricted 0, RemoteSigned 1, AllSigned 2, Restricted 3, Default 3, Bypass 4, Undefined 5;
    /// `ExecutionPolicyScope`
    EXECUTION_POLICY_SCOPE = enumeration("Microsoft.PowerShell.ExecutionPolicyScope"):
        Process 0, CurrentUser 1, LocalMachine 2, UserPolicy 3, MachinePolicy 4;
    /// `OpenMode` of output files.
    OPEN_MODE = enumeration("Microsoft.PowerShell.Commands.OpenMode"): Add 0, New 1, Overwrite 2;
    /// `WebRequestMethod`
    WEB_REQUEST_METHOD = enumeration("Microsoft.PowerShell.Commands.WebRequestMethod"):
        Default 0, Get 1, Head 2, Post 3, Put 4, Delete 5, Trace 6, Options 7, Merge 8, Patch 9;
    /// `ListSortDirection`
    SORT_DIRECTION = enumeration("System.ComponentModel.ListSortDirection"): Ascending 0, Descending 1;
    /// `DriveType`
    DRIVE_TYPE = enumeration("System.IO.DriveType"): Unknown 0, NoRootDirectory 1, Removable 2, Fixed 3, Network 4, CDRom 5, Ram 6;
    /// `SecurityProtocolType`
    SECURITY_PROTOCOL = flags("System.Net.SecurityProtocolType"): SystemDefault 0, Ssl3 48, Tls 192, Tls11 768, Tls12 3072, Tls13 12288;
    /// `ServiceControllerStatus`
    SERVICE_STATUS = enumeration("System.ServiceProcess.ServiceControllerStatus"):
        Stopped 1, StartPending 2, StopPending 3, Running 4, ContinuePending 5, PausePending 6, Paused 7;
    /// `ServiceStartMode`
    SERVICE_START_MODE = enumeration("System.ServiceProcess.ServiceStartMode"): Boot 0, System 1, Automatic 2, Manual 3, Disabled 4;
    /// `EventLogEntryType`
    EVENT_LOG_ENTRY_TYPE = enumeration("System.Diagnostics.EventLogEntryType"):
        Error 1, Warning 2, Information 4, SuccessAudit 8, FailureAudit 16;
    /// `ApartmentState`
    APARTMENT_STATE = enumeration("System.Threading.ApartmentState"): STA 0, MTA 1, Unknown 2;
    /// `ProcessPriorityClass`
    PROCESS_PRIORITY = enumeration("System.Diagnostics.ProcessPriorityClass"):
        Normal 32, Idle 64, High 128, RealTime 256, BelowNormal 16384, AboveNormal 32768;
}
