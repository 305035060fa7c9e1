<#
.SYNOPSIS
    Fails a pool back that was failed over.
.DESCRIPTION
    Looks whether the pool is failed over and its backup pool in step, fails it back with every step shown, starts the services that
    are still down, and waits until the pool serves its users again.
.PARAMETER PoolFqdn
    The pool that homes the users: the same name as in the failover.
.EXAMPLE
    ./failback.ps1 -PoolFqdn lyncfe04.thelab.info
#>
[CmdletBinding()]
param(
    [string] $PoolFqdn = 'lyncfe04.thelab.info'
)

$ErrorActionPreference = 'Stop'

$scope = "service:Registrar:$PoolFqdn"
$settings = Get-CsRegistrarConfiguration -Filter "service:*" | Where-Object { $_.Identity -eq $scope }
if (-not $settings -or $settings.PoolState -eq 'Active') {
    Write-Output "$PoolFqdn is not failed over; there is nothing to do."
    return
}

$backup = (Get-CsPoolBackupRelationship -PoolFqdn $PoolFqdn).BackupPoolFqdn
$status = Get-CsBackupServiceStatus -PoolFqdn $backup -Category UserData
Write-Output "Backup of ${backup}: export $($status.OverallExportStatus)."

Invoke-CsPoolFailBack -PoolFqdn $PoolFqdn -Verbose

# The failover stopped all services; the failback has started only those that it needs.
foreach ($computer in Get-CsComputer -Pool $PoolFqdn) {
    Start-CsWindowsService -ComputerName $computer.Fqdn | Out-Null
}

# The servers act on the new state when their replicas have it.
$user = Get-CsUser -Filter { RegistrarPool -eq $PoolFqdn } -ResultSize 1
$seconds = 0
while ($user -and ($user | Get-CsUserPoolInfo).UserServicesPoolFqdn -ne $PoolFqdn -and $seconds -lt 900) {
    Start-Sleep -Seconds 15
    $seconds += 15
}
Write-Output "$PoolFqdn is $((Get-CsRegistrarConfiguration -Identity $scope).PoolState) and serves its users."
