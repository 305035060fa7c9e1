<#
.SYNOPSIS
    Tells whether a deployment could stand a failover now.
.DESCRIPTION
    Replication, backup in both directions, services, and pools that are not Active. Ends with exit code 1 if something is wrong.
.EXAMPLE
    ./health-check.ps1
#>
[CmdletBinding()]
param()

$problems = @()

foreach ($replica in Get-CsManagementStoreReplicationStatus) {
    if (-not $replica.UpToDate) {
        $problems += "The replica of $($replica.ReplicaFqdn) is not up to date."
    }
}

foreach ($service in Get-CsService -BackupServer) {
    try {
        $status = Get-CsBackupServiceStatus -PoolFqdn $service.PoolFqdn -ErrorAction Stop
    }
    catch {
        $problems += $_.Exception.Message
        continue
    }
    if ($status.OverallExportStatus -notin 'SteadyState', 'FinalState') {
        $problems += "The export of $($service.PoolFqdn) is in $($status.OverallExportStatus)."
    }
    if ($status.OverallImportStatus -ne 'NormalState') {
        $problems += "The import of $($service.PoolFqdn) is in $($status.OverallImportStatus)."
    }
}

foreach ($computer in Get-CsComputer) {
    try {
        $stopped = Get-CsWindowsService -ComputerName $computer.Fqdn -ExcludeActivityLevel -ErrorAction Stop |
            Where-Object { $_.Status -ne 'Running' }
    }
    catch {
        $problems += $_.Exception.Message
        continue
    }
    foreach ($service in $stopped) {
        $problems += "$($service.Name) on $($computer.Fqdn) is $($service.Status)."
    }
}

foreach ($settings in Get-CsRegistrarConfiguration -Filter 'service:*') {
    if ($settings.PoolState -ne 'Active') {
        $problems += "$($settings.Identity) is $($settings.PoolState)."
    }
}

if ($problems) {
    $problems | ForEach-Object { Write-Output "PROBLEM: $_" }
    exit 1
}
Write-Output 'Everything is in order.'
