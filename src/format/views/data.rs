//! PowerShell's views as data, in the order in which it looks for them.
//!
//! A column is its header (empty takes the property's name), its width in cells (0 leaves it open), its side, its value.

use super::scripts;
use super::{Cell, Column, GroupBy, ListItem, View};
use crate::packet::Align;

const U: Align = Align::Undefined;
const L: Align = Align::Left;
const R: Align = Align::Right;

const fn p(name: &'static str) -> Cell {
    Cell::Property(name)
}

const fn c(code: super::Code) -> Cell {
    Cell::Code(code)
}

const fn col(label: &'static str, width: u16, align: Align, cell: Cell) -> Column {
    Column {
        label,
        width,
        align,
        cell,
        cell_align: Align::Undefined,
    }
}

const fn item(label: &'static str, cell: Cell) -> ListItem {
    ListItem { label, cell }
}

const FOLDER: GroupBy = GroupBy {
    key: p("PSParentPath"),
    label: "",
    line: Some(scripts::folder_line),
};
const MODULE_FOLDER: GroupBy = GroupBy {
    key: c(scripts::module_folder),
    label: "",
    line: Some(scripts::module_line),
};
const START_DAY: GroupBy = GroupBy {
    key: c(scripts::start_day),
    label: "StartTime.ToShortDateString()",
    line: None,
};

/// The views.
pub static VIEWS: &[View] = &[
    View::list(
        &["Deserialized.Microsoft.PowerShell.Commands.GenericMeasureInfo"],
        "Microsoft.PowerShell.Commands.GenericMeasureInfo",
        None,
        &[(
            "",
            &[
                item("", p("Count")),
                item("", p("Average")),
                item("", p("Sum")),
                item("", p("Maximum")),
                item("", p("Minimum")),
                item("", p("Property")),
            ],
        )],
    ),
    View::table(
        &["Deserialized.Microsoft.PowerShell.Commands.TextMeasureInfo"],
        "Microsoft.PowerShell.Commands.TextMeasureInfo",
        None,
        &[
            col("Lines", 0, U, p("Lines")),
            col("Words", 0, U, p("Words")),
            col("Characters", 0, U, p("Characters")),
            col("Property", 0, U, p("Property")),
        ],
    ),
    View::table(
        &["System.Management.Automation.PSDriveInfo"],
        "drive",
        None,
        &[
            col("", 10, U, p("Name")),
            col("Used (GB)", 13, U, c(scripts::used_gb)).cells(R),
            col("Free (GB)", 13, U, c(scripts::free_gb)).cells(R),
            col("Provider", 13, U, c(scripts::provider_name)),
            col("Root", 35, U, c(scripts::drive_root)),
            col("", 0, U, p("CurrentLocation")).cells(R),
        ],
    ),
    View::list(
        &["Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject"],
        "Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject",
        None,
        &[(
            "",
            &[
                item("", p("StatusCode")),
                item("", p("StatusDescription")),
                item("Content", p("Content")),
                item("RawContent", p("RawContent")),
                item("", p("Headers")),
                item("", p("Images")),
                item("", p("InputFields")),
                item("", p("Links")),
                item("", p("RawContentLength")),
                item("", p("RelationLink")),
            ],
        )],
    ),
    View::table(
        &["Microsoft.PowerShell.Commands.ByteCollection"],
        "Microsoft.PowerShell.Commands.ByteCollection",
        Some(GroupBy::property("Label", "")),
        &[
            col("Offset", 16, R, p("HexOffset")),
            col(
                "Bytes\n00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F",
                47,
                L,
                p("HexBytes"),
            ),
            col("Ascii", 16, L, p("Ascii")),
        ],
    ),
    View::table(
        &["Microsoft.PowerShell.Commands.FileHashInfo"],
        "Microsoft.PowerShell.Commands.FileHashInfo",
        None,
        &[
            col("", 15, L, p("Algorithm")),
            col("", 70, L, p("Hash")),
            col("", 0, U, p("Path")),
        ],
    ),
    View::table(
        &["Microsoft.PowerShell.Commands.GroupInfo"],
        "Microsoft.PowerShell.Commands.GroupInfo",
        None,
        &[
            col("Count", 5, R, p("Count")),
            col("", 25, U, p("Name")),
            col("", 0, U, p("Group")),
        ],
    ),
    View::list(
        &["Microsoft.PowerShell.Commands.GroupInfo"],
        "Microsoft.PowerShell.Commands.GroupInfo",
        None,
        &[(
            "",
            &[
                item("", p("Name")),
                item("", p("Count")),
                item("", p("Group")),
                item("", p("Values")),
            ],
        )],
    ),
    View::table(
        &["Microsoft.PowerShell.Commands.GroupInfoNoElement"],
        "Microsoft.PowerShell.Commands.GroupInfoNoElement",
        None,
        &[col("Count", 5, R, p("Count")), col("", 25, U, p("Name"))],
    ),
    View::list(
        &["Microsoft.PowerShell.Commands.GroupInfoNoElement"],
        "Microsoft.PowerShell.Commands.GroupInfoNoElement",
        None,
        &[(
            "",
            &[
                item("", p("Name")),
                item("", p("Count")),
                item("", p("Values")),
            ],
        )],
    ),
    View::table(
        &["Microsoft.PowerShell.Commands.HistoryInfo"],
        "history",
        None,
        &[
            col("", 4, R, p("Id")),
            col("Duration", 12, R, c(scripts::history_duration)),
            col("", 0, U, p("CommandLine")),
        ],
    ),
    View::wide(
        &["Microsoft.PowerShell.Commands.HistoryInfo"],
        "history",
        None,
        p("CommandLine"),
    ),
    View::table(
        &["Microsoft.PowerShell.Commands.ListCommand+MemberInfo"],
        "memberinfo",
        None,
        &[
            col("Class", 11, U, p("MemberClass")),
            col("", 25, U, p("Name")),
            col("", 0, U, p("MemberData")),
        ],
    ),
    View::list(
        &["Microsoft.PowerShell.Commands.ListCommand+MemberInfo"],
        "Microsoft.PowerShell.Commands.ListCommand+MemberInfo",
        None,
        &[(
            "",
            &[
                item("", p("Name")),
                item("", p("MemberClass")),
                item("", p("MemberData")),
            ],
        )],
    ),
    View::table(
        &["Microsoft.PowerShell.Commands.MemberDefinition"],
        "Microsoft.PowerShell.Commands.MemberDefinition",
        Some(GroupBy::property("TypeName", "")),
        &[
            col("Name", 0, U, p("Name")),
            col("MemberType", 0, U, p("MemberType")),
            col("Definition", 0, U, p("Definition")),
        ],
    )
    .autosize(),
    View::table(
        &["Microsoft.PowerShell.Commands.TestConnectionCommand+PingMtuStatus"],
        "Microsoft.PowerShell.Commands.TestConnectionCommand+PingMtuStatus",
        Some(GroupBy::property("Destination", "")),
        &[
            col("Source", 16, L, p("Source")),
            col("Address", 25, L, p("DisplayAddress")),
            col("Latency(ms)", 7, R, p("Latency")),
            col("Status", 16, L, p("Status")),
            col("MtuSize(B)", 7, R, p("MtuSize")),
        ],
    ),
    View::table(
        &["Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus"],
        "Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus",
        Some(GroupBy::property("Destination", "")),
        &[
            col("Ping", 4, R, p("Ping")),
            col("Source", 16, L, p("Source")),
            col("Address", 25, L, p("DisplayAddress")),
            col("Latency(ms)", 7, R, p("Latency")),
            col("BufferSize(B)", 10, R, p("BufferSize")),
            col("Status", 16, L, p("Status")),
        ],
    ),
    View::table(
        &["Microsoft.PowerShell.Commands.TestConnectionCommand+TcpPortStatus"],
        "Microsoft.PowerShell.Commands.TestConnectionCommand+TcpPortStatus",
        Some(GroupBy::property("Target", "")),
        &[
            col("Id", 4, R, p("Id")),
            col("Source", 16, L, p("Source")),
            col("Address", 25, L, p("TargetAddress")),
            col("Port", 7, R, p("Port")),
            col("Latency(ms)", 7, R, p("Latency")),
            col("Connected", 10, L, p("Connected")),
            col("Status", 24, L, p("Status")),
        ],
    ),
    View::table(
        &["Microsoft.PowerShell.Commands.TestConnectionCommand+TraceStatus"],
        "Microsoft.PowerShell.Commands.TestConnectionCommand+TraceStatus",
        Some(GroupBy::property("Target", "")),
        &[
            col("Hop", 3, R, p("Hop")),
            col("Hostname", 25, L, p("Hostname")),
            col("Ping", 4, R, p("Ping")),
            col("Latency(ms)", 7, R, p("Latency")),
            col("Status", 16, L, p("Status")),
            col("Source", 12, L, p("Source")),
            col("TargetAddress", 15, L, p("TargetAddress")),
        ],
    ),
    View::list(
        &["Microsoft.PowerShell.Commands.WebResponseObject"],
        "Microsoft.PowerShell.Commands.WebResponseObject",
        None,
        &[(
            "",
            &[
                item("", p("StatusCode")),
                item("", p("StatusDescription")),
                item("", p("Content")),
                item("RawContent", p("RawContent")),
                item("", p("Headers")),
                item("", p("RawContentLength")),
                item("", p("RelationLink")),
            ],
        )],
    ),
    View::table(
        &["ModuleInfoGrouping"],
        "Module",
        Some(MODULE_FOLDER),
        &[
            col("", 10, L, p("ModuleType")),
            col("", 10, L, p("Version")),
            col("PreRelease", 10, L, c(scripts::prerelease)),
            col("", 35, L, p("Name")),
            col("PSEdition", 9, L, c(scripts::edition)),
            col("ExportedCommands", 0, L, c(scripts::exported_commands)),
        ],
    ),
    View::table(
        &["System.Management.Automation.Job"],
        "Job",
        None,
        &[
            col("", 6, L, p("Id")),
            col("", 15, L, p("Name")),
            col("", 15, L, p("PSJobTypeName")),
            col("", 13, L, p("State")),
            col("", 15, L, p("HasMoreData")),
            col("", 20, L, p("Location")),
            col("", 25, L, p("Command")),
        ],
    ),
    View::table(
        &["System.Collections.DictionaryEntry"],
        "Dictionary",
        None,
        &[col("", 30, U, p("Name")), col("", 0, U, p("Value"))],
    ),
    View::list(
        &["System.Collections.DictionaryEntry"],
        "System.Collections.DictionaryEntry",
        None,
        &[("", &[item("", p("Name")), item("", p("Value"))])],
    ),
    View::table(
        &["System.Diagnostics.Process"],
        "process",
        None,
        &[
            col("NPM(K)", 7, R, c(scripts::npm_kb)),
            col("PM(M)", 8, R, c(scripts::pm_mb)),
            col("WS(M)", 10, R, c(scripts::ws_mb)),
            col("CPU(s)", 10, R, c(scripts::cpu_seconds)),
            col("", 7, R, p("Id")),
            col("", 3, R, p("SI")),
            col("", 0, U, p("ProcessName")),
        ],
    ),
    View::table(
        &["System.Diagnostics.Process"],
        "Priority",
        Some(GroupBy::property("PriorityClass", "PriorityClass")),
        &[
            col("", 20, U, p("ProcessName")),
            col("", 10, R, p("Id")),
            col("", 12, R, p("WorkingSet64")),
        ],
    ),
    View::table(
        &["System.Diagnostics.Process"],
        "StartTime",
        Some(START_DAY),
        &[
            col("", 20, U, p("ProcessName")),
            col("", 10, R, p("Id")),
            col("", 12, R, p("WorkingSet64")),
        ],
    ),
    View::wide(
        &["System.Diagnostics.Process"],
        "process",
        None,
        p("ProcessName"),
    ),
    View::table(
        &["System.Diagnostics.Process#IncludeUserName"],
        "ProcessWithUserName",
        None,
        &[
            col("WS(M)", 10, R, c(scripts::ws_mb)),
            col("CPU(s)", 8, R, c(scripts::cpu_seconds)),
            col("", 7, R, p("Id")),
            col("", 30, U, p("UserName")),
            col("", 0, U, p("ProcessName")),
        ],
    ),
    View::table(
        &["System.Globalization.CultureInfo"],
        "System.Globalization.CultureInfo",
        None,
        &[
            col("", 16, U, p("LCID")),
            col("", 16, U, p("Name")),
            col("", 0, U, p("DisplayName")),
        ],
    ),
    View::table(
        &["System.Guid"],
        "System.Guid",
        None,
        &[col("", 0, U, p("Guid"))],
    ),
    View::table(
        &["System.IO.DirectoryInfo", "System.IO.FileInfo"],
        "childrenWithUnixStat",
        Some(FOLDER),
        &[
            col("UnixMode", 10, L, p("UnixMode")),
            col("User", 10, R, p("User")),
            col("Group", 10, L, p("Group")),
            col("LastWriteTime", 16, R, c(scripts::write_time)),
            col("Size", 12, R, p("Size")),
            col("Name", 0, L, p("NameString")),
        ],
    )
    .wrap()
    .requires("UnixMode"),
    View::table(
        &["System.IO.DirectoryInfo", "System.IO.FileInfo"],
        "children",
        Some(FOLDER),
        &[
            col("Mode", 7, L, p("ModeWithoutHardLink")),
            col("LastWriteTime", 26, R, p("LastWriteTimeString")),
            col("Length", 14, R, p("LengthString")),
            col("Name", 0, L, p("NameString")),
        ],
    )
    .wrap(),
    View::table(
        &["System.IO.DirectoryInfo", "System.IO.FileInfo"],
        "childrenWithHardlink",
        Some(FOLDER),
        &[
            col("Mode", 7, L, p("Mode")),
            col("LastWriteTime", 26, R, p("LastWriteTimeString")),
            col("Length", 14, R, p("LengthString")),
            col("Name", 0, L, p("NameString")),
        ],
    )
    .wrap(),
    View::list(
        &["System.IO.DirectoryInfo", "System.IO.FileInfo"],
        "children",
        Some(FOLDER),
        &[
            (
                "System.IO.FileInfo",
                &[
                    item("", p("Name")),
                    item("Length", p("LengthString")),
                    item("", p("CreationTime")),
                    item("", p("LastWriteTime")),
                    item("", p("LastAccessTime")),
                    item("", p("Mode")),
                    item("", p("LinkType")),
                    item("", p("Target")),
                    item("", p("VersionInfo")),
                ],
            ),
            (
                "",
                &[
                    item("", p("Name")),
                    item("", p("CreationTime")),
                    item("", p("LastWriteTime")),
                    item("", p("LastAccessTime")),
                    item("", p("Mode")),
                    item("", p("LinkType")),
                    item("", p("Target")),
                ],
            ),
        ],
    ),
    View::wide(
        &["System.IO.DirectoryInfo", "System.IO.FileInfo"],
        "children",
        Some(FOLDER),
        c(scripts::wide_name),
    ),
    // Before the views of each kind of command, which PowerShell has but shows only when they are asked for by name.
    View::table(
        &[
            "System.Management.Automation.AliasInfo",
            "System.Management.Automation.ApplicationInfo",
            "System.Management.Automation.CmdletInfo",
            "System.Management.Automation.ExternalScriptInfo",
            "System.Management.Automation.FilterInfo",
            "System.Management.Automation.FunctionInfo",
            "System.Management.Automation.ScriptInfo",
        ],
        "CommandInfo",
        None,
        &[
            col("CommandType", 15, U, p("CommandType")),
            col("Name", 50, U, c(scripts::command_name)),
            col("Version", 10, U, p("Version")),
            col("Source", 0, U, p("Source")),
        ],
    ),
    View::table(
        &["System.Management.Automation.AliasInfo"],
        "AliasInfo",
        None,
        &[
            col("", 15, U, p("CommandType")),
            col("", 0, U, p("DisplayName")),
        ],
    ),
    View::list(
        &["System.Management.Automation.AliasInfo"],
        "System.Management.Automation.AliasInfo",
        None,
        &[(
            "",
            &[
                item("", p("DisplayName")),
                item("", p("CommandType")),
                item("", p("Definition")),
                item("", p("ReferencedCommand")),
                item("", p("ResolvedCommand")),
            ],
        )],
    ),
    View::table(
        &["System.Management.Automation.ApplicationInfo"],
        "ApplicationInfo",
        None,
        &[
            col("", 15, U, p("CommandType")),
            col("", 0, U, p("Name")),
            col("", 0, U, p("Path")),
        ],
    ),
    View::list(
        &["System.Management.Automation.ApplicationInfo"],
        "System.Management.Automation.ApplicationInfo",
        None,
        &[(
            "",
            &[
                item("", p("Name")),
                item("", p("CommandType")),
                item("", p("Definition")),
                item("", p("Extension")),
                item("", p("Path")),
                item("", p("FileVersionInfo")),
            ],
        )],
    ),
    View::table(
        &["System.Management.Automation.CallStackFrame"],
        "CallStackFrame",
        None,
        &[
            col("Command", 0, U, p("Command")),
            col("Arguments", 0, U, p("Arguments")),
            col("Location", 0, U, p("Location")),
        ],
    ),
    View::list(
        &["System.Management.Automation.CmdletInfo"],
        "System.Management.Automation.CmdletInfo",
        None,
        &[(
            "",
            &[
                item("", p("Name")),
                item("", p("CommandType")),
                item("", p("Definition")),
                item("", p("Path")),
                item("", p("DLL")),
                item("", p("HelpFile")),
                item("", p("ParameterSets")),
                item("", p("ImplementingType")),
                item("", p("Verb")),
                item("", p("Noun")),
            ],
        )],
    ),
    View::table(
        &["System.Management.Automation.CommandInfo"],
        "CommandInfo",
        None,
        &[col("", 15, U, p("CommandType")), col("", 0, U, p("Name"))],
    ),
    View::table(
        &["System.Management.Automation.ExperimentalFeature"],
        "ExperimentalFeature",
        None,
        &[
            col("", 35, L, p("Name")),
            col("", 7, R, p("Enabled")),
            col("", 35, L, p("Source")),
            col("", 0, L, p("Description")),
        ],
    ),
    View::list(
        &["System.Management.Automation.ExperimentalFeature"],
        "ExperimentalFeature",
        None,
        &[(
            "",
            &[
                item("", p("Name")),
                item("", p("Enabled")),
                item("", p("Source")),
                item("", p("Description")),
            ],
        )],
    ),
    View::table(
        &["System.Management.Automation.ExternalScriptInfo"],
        "ExternalScriptInfo",
        None,
        &[
            col("", 15, U, p("CommandType")),
            col("", 0, U, p("Name")),
            col("", 0, U, p("Path")),
        ],
    ),
    View::table(
        &["System.Management.Automation.FilterInfo"],
        "FilterInfo",
        None,
        &[
            col("", 15, U, p("CommandType")),
            col("", 0, U, p("Name")),
            col("", 0, U, p("Filter")),
        ],
    ),
    View::list(
        &[
            "System.Management.Automation.FilterInfo",
            "System.Management.Automation.FunctionInfo",
        ],
        "System.Management.Automation.CommandInfo",
        None,
        &[(
            "",
            &[
                item("", p("Name")),
                item("", p("CommandType")),
                item("", p("Definition")),
            ],
        )],
    ),
    View::table(
        &["System.Management.Automation.FunctionInfo"],
        "FunctionInfo",
        None,
        &[
            col("", 15, U, p("CommandType")),
            col("", 0, U, p("Name")),
            col("", 0, U, p("Function")),
        ],
    ),
    View::table(
        &["System.Management.Automation.PathInfo"],
        "PathInfo",
        None,
        &[col("", 0, U, p("Path"))],
    ),
    View::table(
        &["System.Management.Automation.ProviderInfo"],
        "provider",
        None,
        &[
            col("", 20, U, p("Name")),
            col("", 0, U, p("Capabilities")),
            col("", 0, U, p("Drives")),
        ],
    ),
    View::list(
        &["System.Management.Automation.ProviderInfo"],
        "provider",
        None,
        &[(
            "",
            &[
                item("", p("Name")),
                item("", p("Drives")),
                item("", p("Path")),
                item("", p("Home")),
                item("", p("Description")),
                item("", p("Capabilities")),
                item("", p("ImplementingType")),
            ],
        )],
    ),
    View::list(
        &["System.Management.Automation.PSDriveInfo"],
        "System.Management.Automation.PSDriveInfo",
        None,
        &[(
            "",
            &[
                item("", p("Name")),
                item("", p("Description")),
                item("", p("Provider")),
                item("", p("Root")),
                item("", p("CurrentLocation")),
            ],
        )],
    ),
    View::table(
        &["System.Management.Automation.PSMethod"],
        "System.Management.Automation.PSMethod",
        None,
        &[col("OverloadDefinitions", 0, U, c(scripts::overloads))],
    )
    .wrap(),
    View::table(
        &["System.Management.Automation.PSModuleInfo"],
        "Module",
        None,
        &[
            col("", 10, L, p("ModuleType")),
            col("", 10, L, p("Version")),
            col("PreRelease", 10, L, c(scripts::prerelease)),
            col("", 35, L, p("Name")),
            col("ExportedCommands", 0, L, c(scripts::exported_commands)),
        ],
    ),
    View::wide(
        &["System.Management.Automation.PSModuleInfo"],
        "Module",
        None,
        p("Name"),
    ),
    View::list(
        &["System.Management.Automation.PSModuleInfo"],
        "Module",
        None,
        &[(
            "",
            &[
                item("", p("Name")),
                item("", p("Path")),
                item("", p("Description")),
                item("", p("ModuleType")),
                item("", p("Version")),
                item("PreRelease", c(scripts::prerelease)),
                item("", p("NestedModules")),
                item("ExportedFunctions", c(scripts::exported_functions)),
                item("ExportedCmdlets", c(scripts::exported_cmdlets)),
                item("ExportedVariables", c(scripts::exported_variables)),
                item("ExportedAliases", c(scripts::exported_aliases)),
            ],
        )],
    ),
    View::list(
        &["System.Management.Automation.PSStyle"],
        "System.Management.Automation.PSStyle",
        None,
        &[(
            "",
            &[
                item("Reset", Cell::Styled("Reset")),
                item("BlinkOff", Cell::Styled("BlinkOff")),
                item("Blink", Cell::Styled("Blink")),
                item("BoldOff", Cell::Styled("BoldOff")),
                item("Bold", Cell::Styled("Bold")),
                item("DimOff", Cell::Styled("DimOff")),
                item("Dim", Cell::Styled("Dim")),
                item("Hidden", Cell::Styled("Hidden")),
                item("HiddenOff", Cell::Styled("HiddenOff")),
                item("Reverse", Cell::Styled("Reverse")),
                item("ReverseOff", Cell::Styled("ReverseOff")),
                item("ItalicOff", Cell::Styled("ItalicOff")),
                item("Italic", Cell::Styled("Italic")),
                item("UnderlineOff", Cell::Styled("UnderlineOff")),
                item("Underline", Cell::Styled("Underline")),
                item("StrikethroughOff", Cell::Styled("StrikethroughOff")),
                item("Strikethrough", Cell::Styled("Strikethrough")),
                item("", p("OutputRendering")),
                item("", p("AutoSizeDefaultFormatting")),
                item(
                    "Formatting.FormatAccent",
                    Cell::Styled("Formatting.FormatAccent"),
                ),
                item(
                    "Formatting.ErrorAccent",
                    Cell::Styled("Formatting.ErrorAccent"),
                ),
                item("Formatting.Error", Cell::Styled("Formatting.Error")),
                item("Formatting.Warning", Cell::Styled("Formatting.Warning")),
                item("Formatting.Verbose", Cell::Styled("Formatting.Verbose")),
                item("Formatting.Debug", Cell::Styled("Formatting.Debug")),
                item(
                    "Formatting.TableHeader",
                    Cell::Styled("Formatting.TableHeader"),
                ),
                item(
                    "Formatting.CustomTableHeaderLabel",
                    Cell::Styled("Formatting.CustomTableHeaderLabel"),
                ),
                item(
                    "Formatting.FeedbackName",
                    Cell::Styled("Formatting.FeedbackName"),
                ),
                item(
                    "Formatting.FeedbackText",
                    Cell::Styled("Formatting.FeedbackText"),
                ),
                item(
                    "Formatting.FeedbackAction",
                    Cell::Styled("Formatting.FeedbackAction"),
                ),
                item("Progress.Style", Cell::Styled("Progress.Style")),
                item("Progress.MaxWidth", Cell::Styled("Progress.MaxWidth")),
                item("Progress.View", Cell::Styled("Progress.View")),
                item(
                    "Progress.UseOSCIndicator",
                    Cell::Styled("Progress.UseOSCIndicator"),
                ),
                item("FileInfo.Directory", Cell::Styled("FileInfo.Directory")),
                item(
                    "FileInfo.SymbolicLink",
                    Cell::Styled("FileInfo.SymbolicLink"),
                ),
                item("FileInfo.Executable", Cell::Styled("FileInfo.Executable")),
                item("FileInfo.Extension", Cell::Styled("FileInfo.Extension")),
                item("Foreground.Black", Cell::Styled("Foreground.Black")),
                item(
                    "Foreground.BrightBlack",
                    Cell::Styled("Foreground.BrightBlack"),
                ),
                item("Foreground.White", Cell::Styled("Foreground.White")),
                item(
                    "Foreground.BrightWhite",
                    Cell::Styled("Foreground.BrightWhite"),
                ),
                item("Foreground.Red", Cell::Styled("Foreground.Red")),
                item("Foreground.BrightRed", Cell::Styled("Foreground.BrightRed")),
                item("Foreground.Magenta", Cell::Styled("Foreground.Magenta")),
                item(
                    "Foreground.BrightMagenta",
                    Cell::Styled("Foreground.BrightMagenta"),
                ),
                item("Foreground.Blue", Cell::Styled("Foreground.Blue")),
                item(
                    "Foreground.BrightBlue",
                    Cell::Styled("Foreground.BrightBlue"),
                ),
                item("Foreground.Cyan", Cell::Styled("Foreground.Cyan")),
                item(
                    "Foreground.BrightCyan",
                    Cell::Styled("Foreground.BrightCyan"),
                ),
                item("Foreground.Green", Cell::Styled("Foreground.Green")),
                item(
                    "Foreground.BrightGreen",
                    Cell::Styled("Foreground.BrightGreen"),
                ),
                item("Foreground.Yellow", Cell::Styled("Foreground.Yellow")),
                item(
                    "Foreground.BrightYellow",
                    Cell::Styled("Foreground.BrightYellow"),
                ),
                item("Background.Black", Cell::Styled("Background.Black")),
                item(
                    "Background.BrightBlack",
                    Cell::Styled("Background.BrightBlack"),
                ),
                item("Background.White", Cell::Styled("Background.White")),
                item(
                    "Background.BrightWhite",
                    Cell::Styled("Background.BrightWhite"),
                ),
                item("Background.Red", Cell::Styled("Background.Red")),
                item("Background.BrightRed", Cell::Styled("Background.BrightRed")),
                item("Background.Magenta", Cell::Styled("Background.Magenta")),
                item(
                    "Background.BrightMagenta",
                    Cell::Styled("Background.BrightMagenta"),
                ),
                item("Background.Blue", Cell::Styled("Background.Blue")),
                item(
                    "Background.BrightBlue",
                    Cell::Styled("Background.BrightBlue"),
                ),
                item("Background.Cyan", Cell::Styled("Background.Cyan")),
                item(
                    "Background.BrightCyan",
                    Cell::Styled("Background.BrightCyan"),
                ),
                item("Background.Green", Cell::Styled("Background.Green")),
                item(
                    "Background.BrightGreen",
                    Cell::Styled("Background.BrightGreen"),
                ),
                item("Background.Yellow", Cell::Styled("Background.Yellow")),
                item(
                    "Background.BrightYellow",
                    Cell::Styled("Background.BrightYellow"),
                ),
            ],
        )],
    ),
    View::list(
        &["System.Management.Automation.PSStyle+BackgroundColor"],
        "System.Management.Automation.PSStyle+BackgroundColor",
        None,
        &[(
            "",
            &[
                item("Black", Cell::Styled("Black")),
                item("BrightBlack", Cell::Styled("BrightBlack")),
                item("White", Cell::Styled("White")),
                item("BrightWhite", Cell::Styled("BrightWhite")),
                item("Red", Cell::Styled("Red")),
                item("BrightRed", Cell::Styled("BrightRed")),
                item("Magenta", Cell::Styled("Magenta")),
                item("BrightMagenta", Cell::Styled("BrightMagenta")),
                item("Blue", Cell::Styled("Blue")),
                item("BrightBlue", Cell::Styled("BrightBlue")),
                item("Cyan", Cell::Styled("Cyan")),
                item("BrightCyan", Cell::Styled("BrightCyan")),
                item("Green", Cell::Styled("Green")),
                item("BrightGreen", Cell::Styled("BrightGreen")),
                item("Yellow", Cell::Styled("Yellow")),
                item("BrightYellow", Cell::Styled("BrightYellow")),
            ],
        )],
    ),
    View::list(
        &["System.Management.Automation.PSStyle+FileInfoFormatting"],
        "System.Management.Automation.PSStyle+FileInfoFormatting",
        None,
        &[(
            "",
            &[
                item("Directory", Cell::Styled("Directory")),
                item("SymbolicLink", Cell::Styled("SymbolicLink")),
                item("Executable", Cell::Styled("Executable")),
                item("Extension", Cell::Styled("Extension")),
            ],
        )],
    ),
    View::list(
        &["System.Management.Automation.PSStyle+ForegroundColor"],
        "System.Management.Automation.PSStyle+ForegroundColor",
        None,
        &[(
            "",
            &[
                item("Black", Cell::Styled("Black")),
                item("BrightBlack", Cell::Styled("BrightBlack")),
                item("White", Cell::Styled("White")),
                item("BrightWhite", Cell::Styled("BrightWhite")),
                item("Red", Cell::Styled("Red")),
                item("BrightRed", Cell::Styled("BrightRed")),
                item("Magenta", Cell::Styled("Magenta")),
                item("BrightMagenta", Cell::Styled("BrightMagenta")),
                item("Blue", Cell::Styled("Blue")),
                item("BrightBlue", Cell::Styled("BrightBlue")),
                item("Cyan", Cell::Styled("Cyan")),
                item("BrightCyan", Cell::Styled("BrightCyan")),
                item("Green", Cell::Styled("Green")),
                item("BrightGreen", Cell::Styled("BrightGreen")),
                item("Yellow", Cell::Styled("Yellow")),
                item("BrightYellow", Cell::Styled("BrightYellow")),
            ],
        )],
    ),
    View::list(
        &["System.Management.Automation.PSStyle+FormattingData"],
        "System.Management.Automation.PSStyle+FormattingData",
        None,
        &[(
            "",
            &[
                item("FormatAccent", Cell::Styled("FormatAccent")),
                item("ErrorAccent", Cell::Styled("ErrorAccent")),
                item("Error", Cell::Styled("Error")),
                item("Warning", Cell::Styled("Warning")),
                item("Verbose", Cell::Styled("Verbose")),
                item("Debug", Cell::Styled("Debug")),
                item("TableHeader", Cell::Styled("TableHeader")),
                item(
                    "CustomTableHeaderLabel",
                    Cell::Styled("CustomTableHeaderLabel"),
                ),
                item("FeedbackName", Cell::Styled("FeedbackName")),
                item("FeedbackText", Cell::Styled("FeedbackText")),
                item("FeedbackAction", Cell::Styled("FeedbackAction")),
            ],
        )],
    ),
    View::list(
        &["System.Management.Automation.PSStyle+ProgressConfiguration"],
        "System.Management.Automation.PSStyle+ProgressConfiguration",
        None,
        &[(
            "",
            &[
                item("Style", Cell::Styled("Style")),
                item("", p("MaxWidth")),
                item("", p("View")),
                item("", p("UseOSCIndicator")),
            ],
        )],
    ),
    View::table(
        &["System.Management.Automation.PSTraceSource"],
        "System.Management.Automation.PSTraceSource",
        None,
        &[
            col("", 8, U, p("Options")),
            col("", 20, U, p("Name")),
            col("", 20, U, p("Listeners")),
            col("", 0, U, p("Description")),
        ],
    ),
    View::list(
        &["System.Management.Automation.PSTraceSource"],
        "System.Management.Automation.PSTraceSource",
        None,
        &[(
            "",
            &[
                item("", p("Name")),
                item("", p("Description")),
                item("", p("Options")),
                item("", p("Listeners")),
                item("", p("Attributes")),
                item("", p("Switch")),
            ],
        )],
    ),
    View::table(
        &["System.Management.Automation.PSVariable"],
        "Variable",
        None,
        &[col("", 30, U, p("Name")), col("", 0, U, p("Value"))],
    ),
    View::table(
        &["System.Management.Automation.ScriptInfo"],
        "ScriptInfo",
        None,
        &[
            col("", 15, U, p("CommandType")),
            col("", 0, U, p("Name")),
            col("", 0, U, p("Definition")),
        ],
    ),
    View::list(
        &["System.Management.Automation.ScriptInfo"],
        "System.Management.Automation.ScriptInfo",
        None,
        &[(
            "",
            &[
                item("", p("Name")),
                item("", p("CommandType")),
                item("", p("Definition")),
                item("", p("Path")),
            ],
        )],
    ),
    View::table(
        &["System.Management.Automation.SemanticVersion"],
        "System.Management.Automation.SemanticVersion",
        None,
        &[
            col("", 6, U, p("Major")),
            col("", 6, U, p("Minor")),
            col("", 6, U, p("Patch")),
            col("", 15, U, p("PreReleaseLabel")),
            col("", 11, U, p("BuildLabel")),
        ],
    ),
    View::list(
        &["System.Management.Automation.ShellVariable"],
        "ShellVariable",
        None,
        &[("", &[item("", p("Name")), item("", p("Value"))])],
    ),
    View::table(
        &["System.Net.NetworkCredential"],
        "System.Net.NetworkCredential",
        None,
        &[
            col("UserName", 50, U, p("UserName")),
            col("Domain", 50, U, p("Domain")),
        ],
    ),
    View::table(
        &["System.RuntimeType"],
        "System.RuntimeType",
        None,
        &[
            col("IsPublic", 8, U, p("IsPublic")),
            col("IsSerial", 8, U, p("IsSerializable")),
            col("", 40, U, p("Name")),
            col("", 0, U, p("BaseType")),
        ],
    ),
    View::table(
        &["System.ServiceProcess.ServiceController"],
        "service",
        None,
        &[
            col("", 8, U, p("Status")),
            col("", 18, U, p("Name")),
            col("", 38, U, p("DisplayName")),
        ],
    ),
    View::list(
        &["System.ServiceProcess.ServiceController"],
        "System.ServiceProcess.ServiceController",
        None,
        &[(
            "",
            &[
                item("", p("Name")),
                item("", p("DisplayName")),
                item("", p("Status")),
                item("", p("DependentServices")),
                item("", p("ServicesDependedOn")),
                item("", p("CanPauseAndContinue")),
                item("", p("CanShutdown")),
                item("", p("CanStop")),
                item("", p("ServiceType")),
            ],
        )],
    ),
    View::table(
        &["System.Threading.Tasks.Task"],
        "System.Threading.Tasks.Task",
        None,
        &[
            col("Id", 0, U, p("Id")),
            col("IsCompleted", 0, U, p("IsCompleted")),
            col("Status", 0, U, p("Status")),
        ],
    ),
    View::list(
        &["System.Threading.Tasks.Task"],
        "System.Threading.Tasks.Task",
        None,
        &[(
            "",
            &[
                item("", p("AsyncState")),
                item("", p("AsyncWaitHandle")),
                item("", p("CompletedSynchronously")),
                item("", p("CreationOptions")),
                item("", p("Exception")),
                item("", p("Id")),
                item("", p("IsCanceled")),
                item("", p("IsCompleted")),
                item("", p("IsCompletedSuccessfully")),
                item("", p("IsFaulted")),
                item("Result", p("Result")),
                item("", p("Status")),
            ],
        )],
    ),
    View::list(
        &["System.TimeSpan"],
        "System.TimeSpan",
        None,
        &[(
            "",
            &[
                item("", p("Days")),
                item("", p("Hours")),
                item("", p("Minutes")),
                item("", p("Seconds")),
                item("", p("Milliseconds")),
                item("", p("Ticks")),
                item("", p("TotalDays")),
                item("", p("TotalHours")),
                item("", p("TotalMinutes")),
                item("", p("TotalSeconds")),
                item("", p("TotalMilliseconds")),
            ],
        )],
    ),
    View::table(
        &["System.TimeSpan"],
        "System.TimeSpan",
        None,
        &[
            col("", 0, U, p("Days")),
            col("", 0, U, p("Hours")),
            col("", 0, U, p("Minutes")),
            col("", 0, U, p("Seconds")),
            col("", 0, U, p("Milliseconds")),
        ],
    ),
    View::wide(
        &["System.TimeSpan"],
        "System.TimeSpan",
        None,
        p("TotalMilliseconds"),
    ),
    View::table(
        &["System.Version"],
        "System.Version",
        None,
        &[
            col("", 6, U, p("Major")),
            col("", 6, U, p("Minor")),
            col("", 6, U, p("Build")),
            col("", 8, U, p("Revision")),
        ],
    ),
    View::table(
        &["System.Version#IncludeLabel"],
        "System.Version",
        None,
        &[
            col("", 6, U, p("Major")),
            col("", 6, U, p("Minor")),
            col("", 6, U, p("Build")),
            col("", 8, U, p("Revision")),
            col("", 26, U, p("PSSemVerPreReleaseLabel")),
            col("", 27, U, p("PSSemVerBuildLabel")),
        ],
    ),
    View::custom(
        &["Deserialized.Microsoft.PowerShell.Commands.MatchInfo"],
        "MatchInfo",
        scripts::match_line,
    ),
    View::custom(
        &["Microsoft.PowerShell.Commands.MatchInfo"],
        "MatchInfo",
        scripts::match_text,
    ),
    View::custom(&["System.DateTime"], "DateTime", scripts::date_time),
    View::custom(
        &["System.Management.Automation.CommandParameterSetInfo"],
        "CommandParameterSetInfo",
        scripts::parameter_set,
    ),
    View::custom(
        &[
            "System.Management.Automation.ErrorRecord#PSExtendedError",
            "System.Exception#PSExtendedError",
        ],
        "GetErrorInstance",
        scripts::error_details,
    )
    .grouped(GroupBy::property("PSErrorIndex", "ErrorIndex")),
    View::custom(
        &["System.Management.Automation.ErrorRecord"],
        "ErrorInstance",
        scripts::error_record,
    )
    .out_of_band(),
    View::custom(
        &[
            "System.Management.Automation.WarningRecord",
            "System.Management.Automation.VerboseRecord",
            "System.Management.Automation.DebugRecord",
        ],
        "WarningRecord",
        scripts::message,
    )
    .out_of_band(),
    View::custom(
        &["System.Management.Automation.InformationRecord"],
        "InformationRecord",
        scripts::text,
    )
    .out_of_band(),
    View::custom(
        &["System.Management.Automation.ScriptBlock"],
        "ScriptBlock",
        scripts::text,
    )
    .out_of_band(),
];
