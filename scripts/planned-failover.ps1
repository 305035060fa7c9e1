<#
.SYNOPSIS
    Fails a pool over to its backup pool while both are up, for maintenance or a drill.
.DESCRIPTION
    Looks first whether the pair is in step: a planned failover waits until it is, and a look says why it waits.
    Then fails the pool over, with every step shown, and tells who serves the users afterwards.
.PARAMETER PoolFqdn
    The pool that homes the users.
.EXAMPLE
    ./planned-failover.ps1 -PoolFqdn lyncfe04.thelab.info
#>
[CmdletBinding()]
param(
    [string] $PoolFqdn = 'lyncfe04.thelab.info'
)

$ErrorActionPreference = 'Stop'

$relation = Get-CsPoolBackupRelationship -PoolFqdn $PoolFqdn
$backup = $relation.BackupPoolFqdn

Write-Output "Failing over $PoolFqdn to $backup."
foreach ($pool in $PoolFqdn, $backup) {
    $status = Get-CsBackupServiceStatus -PoolFqdn $pool
    Write-Output "Backup of ${pool}: export $($status.OverallExportStatus), import $($status.OverallImportStatus)."
    if ($status.OverallExportStatus -eq 'ErrorState' -or $status.OverallImportStatus -eq 'ErrorState') {
        throw "The backup of $pool is in an error state. Repair it first, or users lose data."
    }
}

Invoke-CsPoolFailOver -PoolFqdn $PoolFqdn -Verbose

$state = (Get-CsRegistrarConfiguration -Identity "service:Registrar:$PoolFqdn").PoolState
Write-Output "$PoolFqdn is $state."

# The servers act on the new state when their replicas have it; until then its users are signed out or limited.
$users = @(Get-CsUser -Filter { RegistrarPool -eq $PoolFqdn })
for ($seconds = 0; $seconds -lt 900; $seconds += 15) {
    $waiting = @($users | Get-CsUserPoolInfo | Where-Object { $_.UserServicesPoolFqdn -ne $backup })
    if (-not $waiting) {
        break
    }
    Start-Sleep -Seconds 15
}
Write-Output "$($users.Count - $waiting.Count) of $($users.Count) users are served by $backup, $seconds seconds later."
$users | Format-Table -Property DisplayName, RegistrarPool, @{
    Name       = 'ServedBy'
    Expression = { ($_ | Get-CsUserPoolInfo).UserServicesPoolFqdn }
}
