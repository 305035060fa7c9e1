<#
.SYNOPSIS
    Fails a pool over that is down.
.DESCRIPTION
    The order is Microsoft's: the Central Management store must work, the Edge must not point at the dead pool, and only then the pool is
    failed over in disaster mode. What was not copied before the disaster is lost until the pool comes back.
.PARAMETER PoolFqdn
    The pool that is down.
.EXAMPLE
    ./disaster-failover.ps1 -PoolFqdn lyncfe04.thelab.info
#>
[CmdletBinding()]
param(
    [string] $PoolFqdn = 'lyncfe04.thelab.info'
)

$ErrorActionPreference = 'Stop'

$backup = (Get-CsPoolBackupRelationship -PoolFqdn $PoolFqdn).BackupPoolFqdn

$store = Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus
if (-not $store.ActiveMasterFqdn) {
    throw 'No Central Management server is active. Fail the Central Management server over first.'
}
Write-Output "The Central Management store is served by $($store.ActiveMasterFqdn)."

foreach ($edge in Get-CsService -EdgeServer) {
    if ($edge.Registrar -eq "Registrar:$PoolFqdn") {
        Write-Output "Pointing $($edge.Identity) to $backup."
        Set-CsEdgeServer -Identity $edge.Identity -Registrar "Registrar:$backup"
    }
}

Invoke-CsPoolFailOver -PoolFqdn $PoolFqdn -DisasterMode -Verbose

$state = (Get-CsRegistrarConfiguration -Identity "service:Registrar:$PoolFqdn").PoolState
Write-Output "$PoolFqdn is $state; its users are served by $backup."
