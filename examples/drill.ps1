# The whole drill in one sitting: look, fail over, see who serves whom, fail back. Run it as a script, or type it line by line.

Get-CsBackupServiceStatus -PoolFqdn lyncfe04.thelab.info | Select-Object -ExpandProperty BackupModules
Get-CsRegistrarConfiguration | Format-Table Identity, PoolState

Invoke-CsPoolFailOver -PoolFqdn lyncfe04.thelab.info -Verbose

# Nobody is rehomed: the users' own pool is what it was, only another one serves them, once the servers have heard of it.
Start-Sleep -Seconds 120
Get-CsUser kenmyer | Format-List DisplayName, RegistrarPool
Get-CsUser kenmyer | Get-CsUserPoolInfo | Format-List PrimaryPoolFqdn, UserServicesPoolFqdn

# The settings that the failover made stay behind, and they carry the defaults.
Get-CsRegistrarConfiguration | Format-Table Identity, PoolState, MaxUserCount

Invoke-CsPoolFailBack -PoolFqdn lyncfe04.thelab.info -Verbose

# The failover stopped all services, and the failback has started only those that it needs.
Start-CsWindowsService -ComputerName lyncfe04.thelab.info
